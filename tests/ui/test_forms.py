"""Forms: what is typed becomes a record; what is refused is said beside its field and not a word is lost; drafts outlive a kill."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.people import ContactPerson
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.opening import open_desk
from sendco_desk.services.pupils import PupilPage
from sendco_desk.ui.forms.document_forms import DocumentForm, FilingForm
from sendco_desk.ui.forms.drafts import SAVE_AFTER, fill
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.person_form import PersonForm
from sendco_desk.ui.forms.pupil_form import PupilForm
from sendco_desk.ui.forms.register_forms import EndNeedForm, NeedForm, ResidenceForm, StatusForm
from sendco_desk.ui.forms.request_form import RECEIPT_UNKNOWN, RequestForm
from sendco_desk.ui.room import Place, Room
from tests.ui.desks import NOW, add_document, add_people, text_file
from tests.ui.heard import Heard


def pupil_called(desk: Desk, name: str) -> UUID:
    return next(row.pupil.id for row in desk.pupils.rows() if row.pupil.known_name == name)


@pytest.fixture
def kacper(desk: Desk) -> UUID:
    return pupil_called(desk, "Kacper Wilk")


@pytest.fixture
def page(desk: Desk, kacper: UUID) -> PupilPage:
    return desk.pupils.page(kacper)


@pytest.fixture
def put(qtbot: QtBot) -> Callable[..., Form]:
    """Show a form and type into it."""

    def show(form: Form, **typed: str) -> Form:
        qtbot.addWidget(form)
        form.show()
        for name, text in typed.items():
            fill(form.fields[name].box, text)
        return form

    return show


def under(form: Form, name: str) -> str:
    """What the form says under a field."""
    return form.fields[name].said.text()


def test_a_new_pupil_is_added_with_council_and_status_and_the_page_opened(room: Room, put: Callable[..., Form], heard: Heard) -> None:
    form = put(
        PupilForm(room), legal_forename="Łukasz", legal_surname="Żółkiewski", date_of_birth="14/3/18", year_group="4", upn="b801200005001 ",
        status="K", authority="Kirklees", flags="medical young_carer", interpreter="POL",
    )
    form.finish()
    added = room.desk.pupils.page(pupil_called(room.desk, "Łukasz Żółkiewski"))
    assert added.pupil.date_of_birth == date(2018, 3, 14)
    assert (added.pupil.upn, added.pupil.flags, added.pupil.interpreter) == ("B801200005001", ("medical", "young_carer"), "POL")
    assert (added.authority, added.status.status if added.status else "") == ("Kirklees", "K")
    assert heard.went == [Place("pupil", added.pupil.id)]


def test_a_refused_pupil_keeps_every_word_and_says_why_beside_the_field(room: Room, put: Callable[..., Form]) -> None:
    form = put(PupilForm(room), class_name="4 Willow")
    form.finish()
    assert under(form, "legal_forename") == "Give the pupil’s legal forename or surname."
    assert form.said("class_name") == "4 Willow"
    fill(form.fields["legal_surname"].box, "Wilk")
    fill(form.fields["date_of_birth"].box, "31/2/2018")
    form.finish()
    assert not form.fields["legal_forename"].is_wrong()
    assert under(form, "date_of_birth") == "There is no such day in the calendar: check the day and the month."
    fill(form.fields["date_of_birth"].box, "tomorrow")
    form.finish()
    assert "still to come" in under(form, "date_of_birth")


def test_a_doubtful_upn_is_told_of_and_not_refused(room: Room, put: Callable[..., Form]) -> None:
    form = put(PupilForm(room), legal_surname="Wilk", upn="A801200005001")
    assert under(form, "upn").startswith("The check letter of this UPN should be B")
    form.finish()
    assert room.desk.pupils.by_upn("A801200005001").legal_surname == "Wilk"


def test_the_upn_of_another_pupil_is_refused_beside_the_field(room: Room, put: Callable[..., Form]) -> None:
    put(PupilForm(room), legal_surname="One", upn="B801200005001").finish()
    form = put(PupilForm(room), legal_surname="Two", upn="B801200005001")
    form.finish()
    assert under(form, "upn").startswith("Another pupil here already has this UPN")


def test_editing_keeps_what_is_not_in_the_form(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    form = put(PupilForm(room, room.desk.pupils.get(kacper)), known_forename="Kacek", date_of_birth="")
    form.finish()
    kept = room.desk.pupils.get(kacper)
    assert (kept.known_name, kept.date_of_birth, kept.year_group) == ("Kacek Wilk", None, "4")


def test_a_person_is_recorded_and_edited_responsibility_never_filled_in(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    form = put(PersonForm(room, kacper), surname="Wilk", forename="Dorota", relationship="PAM", order="2")
    assert not form.on("parental_responsibility")
    form.finish()
    person = next(p for p in room.desk.pupils.page(kacper).people if p.relationship == "PAM")
    put(PersonForm(room, kacper, person), parental_responsibility="yes", telephone="01632 960 001").finish()
    assert [p.full_name for p in room.desk.pupils.page(kacper).responsible_people] == ["Dorota Wilk"]


def test_a_person_without_a_name_or_with_an_order_in_words_is_refused(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    form = put(PersonForm(room, kacper), notes="Rings on Fridays", order="first")
    form.finish()
    assert under(form, "order").startswith("Give the order as a number")
    fill(form.fields["order"].box, "1")
    form.finish()
    assert under(form, "surname") == "Give the person’s name."
    assert form.said("notes") == "Rings on Fridays"


def test_a_relationship_code_that_is_not_in_the_list_is_kept_as_it_came(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    person = next(p for p in room.desk.pupils.page(kacper).people)
    assert person.relationship == "MOT"
    put(PersonForm(room, kacper, person), telephone="01632 960 003").finish()
    assert [p.relationship for p in room.desk.pupils.page(kacper).people] == ["MOT"]


def test_status_since_a_day_typed_as_people_type_it(room: Room, page: PupilPage, put: Callable[..., Form]) -> None:
    put(StatusForm(room, page), status="E", since="yesterday").finish()
    assert [s.status for s in room.desk.pupils.page(page.pupil.id).statuses] == ["K", "E"]
    form = put(StatusForm(room, page), status="N", since="+1w")
    form.finish()
    assert under(form, "since") == "Record the status on the day it begins, not before."
    fill(form.fields["since"].box, "")
    form.finish()
    assert under(form, "since") == "Give the day from which the status holds."


def test_needs_are_added_with_the_next_rank_and_ended(room: Room, page: PupilPage, put: Callable[..., Form]) -> None:
    put(NeedForm(room, page), need_type="SLCN", since="2024-01-15").finish()
    second = NeedForm(room, room.desk.pupils.page(page.pupil.id))
    assert second.said("rank") == "2"
    put(second, need_type="SLCN").finish()
    assert under(second, "need_type").startswith("This need is recorded already")
    fill(second.fields["need_type"].box, "")
    second.finish()
    assert under(second, "need_type") == "Choose the type of need."
    need = room.desk.pupils.page(page.pupil.id).needs[0]
    put(EndNeedForm(room, need), until="yesterday").finish()
    after = room.desk.pupils.page(page.pupil.id)
    assert (after.needs, len(after.all_needs)) == ((), 1)


def test_moving_home_keeps_the_council_before(room: Room, page: PupilPage, put: Callable[..., Form]) -> None:
    form = put(ResidenceForm(room, page))
    form.finish()
    assert under(form, "authority") == "Name the council where the pupil lives."
    fill(form.fields["authority"].box, "Kirklees")
    fill(form.fields["since"].box, "2026-10-01")
    form.finish()
    after = room.desk.pupils.page(page.pupil.id)
    assert (after.authority, len(after.residences)) == ("Kirklees", 2)


def test_a_request_proposes_the_council_of_residence_and_opens_the_case(
    room: Room, page: PupilPage, put: Callable[..., Form], heard: Heard,
) -> None:
    form = put(RequestForm(room, page), requested_by="parent", asked_by_name="Ms D. Wilk", request_received="7/9", head_notified="9/9")
    assert form.said("authority") == "Marlshire"
    form.finish()
    case = heard.went[-1]
    assert case.name == "case" and case.id is not None
    opened = room.desk.casework.page(case.id)
    assert [row.event.name for row in opened.events] == ["request_received", "head_notified"]
    assert opened.case.asked_by_name == "Ms D. Wilk"


def test_an_unknown_receipt_is_allowed_and_its_meaning_said(room: Room, page: PupilPage, put: Callable[..., Form], heard: Heard) -> None:
    form = put(RequestForm(room, page), requested_by="parent", school_advice_requested="yesterday")
    assert under(form, "request_received") == RECEIPT_UNKNOWN
    form.finish()
    assert heard.said[-1].words.endswith("It waits for the day the council received it.")


def test_a_request_refuses_days_to_come_and_a_receipt_before_the_sending(room: Room, page: PupilPage, put: Callable[..., Form]) -> None:
    form = put(RequestForm(room, page), request_received="tomorrow")
    form.finish()
    assert under(form, "request_received").startswith("This day has not come yet")
    fill(form.fields["request_received"].box, "1/9")
    fill(form.fields["request_sent"].box, "4/9")
    form.finish()
    assert under(form, "request_received").startswith("The council cannot have received it before")


def test_filing_says_once_what_holds_for_all_files(room: Room, kacper: UUID, tmp_path: Path, put: Callable[..., Form]) -> None:
    taken: list[Filing] = []
    paths = [tmp_path / f"{n}.pdf" for n in range(7)]
    form = put(FilingForm(room, kacper, paths, taken.append), received_on="21/10", document_kind="report", service="health", author="Dr Ashe")
    form.finish()
    assert taken == [Filing(received_on=date(2026, 10, 21), document_kind="report", service="health", author="Dr Ashe")]


def test_a_documents_details_are_put_right(room: Room, kacper: UUID, tmp_path: Path, put: Callable[..., Form]) -> None:
    paper = add_document(room.desk, kacper, text_file(tmp_path, "scan0001.txt"))
    form = put(DocumentForm(room, paper), title="", sharing_basis="agreed")
    form.finish()
    assert under(form, "title") == "Give the document a title."
    fill(form.fields["title"].box, "Decision letter")
    fill(form.fields["dated_on"].box, "20/10")
    form.finish()
    kept = room.desk.documents.get(paper.id)
    assert (kept.title, kept.sharing_basis, kept.dated_on, kept.sha256) == ("Decision letter", "agreed", date(2026, 10, 20), paper.sha256)


# Drafts


def test_what_is_typed_is_saved_without_being_asked_and_put_back_after_a_kill(
    room: Room, kacper: UUID, put: Callable[..., Form], folder: Path, qtbot: QtBot,
) -> None:
    form = put(PersonForm(room, kacper), forename="Dor")
    qtbot.waitUntil(lambda: room.desk.drafts.read(form.draft).get("forename") == "Dor", timeout=SAVE_AFTER * 5)
    room.desk.close()  # the window is gone without a word: what was saved stands in the file
    again = open_desk(folder, "harbour lantern pencil", clock=lambda: NOW)
    assert again.drafts.read(f"person:new:{kacper}")["forename"] == "Dor"
    again.close()


def test_a_form_opened_again_stands_as_it_was_left_and_can_be_started_again(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    left = put(PersonForm(room, kacper), forename="Dorota", relationship="PAM", gets_letters="yes", notes="Line one\nline two")
    left.hide()
    form = put(PersonForm(room, kacper))
    assert form.restored.isVisible()
    assert (form.said("forename"), form.code("relationship"), form.on("gets_letters"), form.said("notes")) == (
        "Dorota", "PAM", True, "Line one\nline two",
    )
    form.start_again()
    assert (form.said("forename"), form.code("relationship"), form.on("gets_letters")) == ("", "", False)
    assert room.desk.drafts.read(form.draft) == {}
    assert not form.restored.isVisible()


def test_leaving_a_field_saves_at_once(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    form = put(PersonForm(room, kacper))
    form.activateWindow()
    assert QTest.qWaitForWindowActive(form)
    form.fields["forename"].box.setFocus()
    QTest.keyClicks(form.fields["forename"].box, "Dorota")
    form.fields["surname"].box.setFocus()
    assert room.desk.drafts.read(form.draft)["forename"] == "Dorota"
    assert form.saved_at.text() == "Draft saved 10:42"


def test_a_finished_form_leaves_no_draft_and_an_untouched_one_makes_none(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    form = put(PersonForm(room, kacper), surname="Wilk")
    form.keeper.flush()
    form.finish()
    form.hide()
    assert room.desk.drafts.read(form.draft) == {}
    untouched = put(PersonForm(room, kacper))
    untouched.hide()
    assert room.desk.drafts.read(untouched.draft) == {}


def test_a_draft_keeps_the_day_that_was_meant(room: Room, page: PupilPage, put: Callable[..., Form]) -> None:
    put(StatusForm(room, page), since="yesterday").hide()
    assert room.desk.drafts.read(f"sen_status:{page.pupil.id}")["since"] == "Wed 11 Nov 2026"


def test_a_draft_brings_back_only_what_was_typed_and_no_old_value(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    put(PupilForm(room, room.desk.pupils.get(kacper)), known_forename="Kacek").hide()
    assert room.desk.drafts.read(f"pupil:{kacper}") == {"known_forename": "Kacek"}
    room.desk.pupils.save(replace(room.desk.pupils.get(kacper), class_name="5 Oak"))
    again = put(PupilForm(room, room.desk.pupils.get(kacper)))
    assert (again.said("known_forename"), again.said("class_name")) == ("Kacek", "5 Oak")


def test_what_is_typed_and_taken_back_leaves_no_draft(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    form = put(PersonForm(room, kacper), surname="Wi")
    form.keeper.flush()
    assert room.desk.drafts.read(form.draft) == {"surname": "Wi"}
    fill(form.fields["surname"].box, "")
    form.keeper.flush()
    assert room.desk.drafts.read(form.draft) == {}


# By keyboard and by ear


def every_form(room: Room, kacper: UUID, tmp_path: Path) -> list[Form]:
    page = room.desk.pupils.page(kacper)
    person: ContactPerson = add_people(room.desk, kacper)[0]
    paper = add_document(room.desk, kacper, text_file(tmp_path, "a.txt"))
    return [
        PupilForm(room), PupilForm(room, page.pupil), PersonForm(room, kacper), PersonForm(room, kacper, person), StatusForm(room, page),
        NeedForm(room, page), ResidenceForm(room, page), RequestForm(room, page), DocumentForm(room, paper),
        FilingForm(room, kacper, [tmp_path / "a.txt"], lambda filing: None),
    ]


def test_every_part_of_every_form_has_a_name_and_its_label_a_buddy(
    room: Room, kacper: UUID, tmp_path: Path, put: Callable[..., Form], nameless: Callable[[QWidget], list[str]],
) -> None:
    for form in every_form(room, kacper, tmp_path):
        put(form)
        assert nameless(form) == [], form.title
        assert all(field.label.buddy() is field.box for field in form.fields.values())


def test_tab_goes_down_a_form_in_reading_order(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    form = put(PersonForm(room, kacper))
    form.activateWindow()
    assert QTest.qWaitForWindowActive(form)
    form.fields["title"].box.setFocus()
    seen = []
    for _ in range(9):
        focused = form.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["title", "forename", "surname", "relationship", "order", "parental_responsibility", "gets_letters", "telephone", "email"]


def test_ctrl_enter_finishes_from_any_field(room: Room, kacper: UUID, put: Callable[..., Form]) -> None:
    form = put(PersonForm(room, kacper), surname="Ashe")
    form.activateWindow()
    assert QTest.qWaitForWindowActive(form)
    box = form.fields["surname"].box
    assert isinstance(box, QLineEdit)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Ashe" in [p.surname for p in room.desk.pupils.page(kacper).people]
