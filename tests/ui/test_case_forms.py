"""The sheets of a case: an event needs two answers, a day that contradicts another is questioned first, details can be put right."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.codes import CASE_KINDS, REVERSAL_ROUTES
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.casework import CasePage
from sendco_desk.services.documents import Added
from sendco_desk.statute.case import Event
from sendco_desk.statute.courses import COURSES, ENDINGS
from sendco_desk.statute.events import EVENT_NAMES
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_forms import OTHER_DIRECTION, CorrectForm, DetailsForm, EventForm, direction_name, offered_events
from sendco_desk.ui.screens.case_sent import Sent, SentForm, record
from sendco_desk.ui.screens.case_words import new_doubts
from sendco_desk.ui.theme import Dressing
from tests.ui.case_desks import case_of, file_document, open_kind, press, pupil_of, tabbed, type_into
from tests.ui.heard import Heard


@pytest.fixture
def page(room: Room) -> CasePage:
    return room.desk.casework.page(case_of(room.desk, "Kacper Wilk"))


@pytest.fixture
def adding(room: Room, page: CasePage, qtbot: QtBot) -> Iterator[EventForm]:
    made = EventForm(room, page)
    qtbot.addWidget(made)
    made.show()
    yield made


def names(room: Room) -> list[str]:
    return [row.event.name for row in room.desk.casework.page(case_of(room.desk, "Kacper Wilk")).events]


def course(kind: str) -> set[str]:
    """Every event that a kind of case can have by its course and its endings."""
    return {follows.name for follows in (*COURSES[kind], *ENDINGS.get(kind, ()))}


def test_what_can_come_next_is_offered_first_and_then_all_that_a_request_can_have(page: CasePage) -> None:
    offered = list(offered_events(page.next_events))
    assert offered[: len(page.next_events)] == list(page.next_events)
    assert sorted(offered) == sorted(course("request"))


@pytest.mark.parametrize("kind", [kind for kind in CASE_KINDS if kind != "appeal"])
def test_each_kind_is_offered_its_own_events_and_no_others(room: Room, kind: str) -> None:
    begun = room.desk.casework.page(open_kind(room.desk, kind))
    offered = list(offered_events(begun.next_events, kind))
    assert offered[: len(begun.next_events)] == list(begun.next_events)
    assert set(offered) == course(kind) | set(begun.next_events)


def test_every_event_belongs_to_some_kind_of_case_but_those_that_no_case_records() -> None:
    offered = set().union(*(offered_events((), kind) for kind in CASE_KINDS))
    assert set(EVENT_NAMES) - offered == {*course("support"), "date_of_birth", "record_destroyed", "sen_information_report_published"}


def test_an_event_needs_what_and_when(adding: EventForm) -> None:
    adding.finish()
    assert adding.fields["name"].is_wrong()
    type_into(adding, name="agreed_to_assess")
    adding.finish()
    assert adding.fields["on"].is_wrong()


def test_an_event_that_fits_is_saved_at_once(adding: EventForm, room: Room, heard: Heard) -> None:
    type_into(adding, name="agreed_to_assess", on="21 oct 2026")
    adding.finish()
    assert "agreed_to_assess" in names(room)
    assert heard.last == "Council agreed to assess, Wed 21 Oct 2026."


def test_the_document_that_shows_it_is_kept_with_it(room: Room, qtbot: QtBot) -> None:
    paper = file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"), "Decision letter")
    form = EventForm(room, room.desk.casework.page(case_of(room.desk, "Kacper Wilk")), "agreed_to_assess")
    qtbot.addWidget(form)
    type_into(form, on="21 oct 2026", proof=str(paper.id))
    form.finish()
    proofs = [row.proof.title for row in room.desk.casework.page(case_of(room.desk, "Kacper Wilk")).events if row.proof]
    assert proofs == ["Decision letter"]


def test_a_day_that_contradicts_another_is_questioned_before_it_is_saved(adding: EventForm, room: Room) -> None:
    type_into(adding, name="agreed_to_assess", on="1 sep 2026")
    adding.finish()
    assert adding.asked.isVisible()
    assert "is before the day of receipt" in adding.asked.accessibleName()
    assert "agreed_to_assess" not in names(room)


def test_a_questioned_day_can_be_saved_anyway(adding: EventForm, room: Room) -> None:
    type_into(adding, name="agreed_to_assess", on="1 sep 2026")
    adding.finish()
    adding.asked.save.click()
    assert "agreed_to_assess" in names(room)


def test_a_questioned_day_can_be_changed_and_is_then_asked_about_afresh(adding: EventForm, room: Room) -> None:
    type_into(adding, name="agreed_to_assess", on="1 sep 2026")
    adding.finish()
    adding.asked.change.click()
    type_into(adding, on="2 sep 2026")
    assert adding.asked.isHidden()
    adding.finish()
    assert adding.asked.isVisible()
    assert "agreed_to_assess" not in names(room)


def test_a_day_still_to_come_is_questioned(adding: EventForm) -> None:
    type_into(adding, name="agreed_to_assess", on="1 dec 2026")
    adding.finish()
    assert "has not come yet" in adding.asked.accessibleName()


def correcting(room: Room, page: CasePage, qtbot: QtBot) -> CorrectForm:
    form = CorrectForm(room, page, next(row for row in page.events if row.event.name == "request_received"))
    qtbot.addWidget(form)
    form.show()
    return form


def test_an_event_can_be_put_right(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    type_into(form, on="8 sep 2026", note="The portal shows the 8th.")
    form.finish()
    received = room.desk.casework.book.all(CaseEvent, name="request_received")
    assert [(e.on, e.note) for e in received if e.case == page.case.id] == [(date(2026, 9, 8), "The portal shows the 8th.")]


def test_putting_a_day_right_is_not_questioned_for_the_day_it_replaces(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    type_into(form, on="8 sep 2026")
    assert form.doubts() == ()


def test_putting_a_day_wrong_is_questioned(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    type_into(form, on="1 sep 2026")
    form.finish()
    assert "before it was sent" in form.asked.accessibleName()


def test_details_are_put_right(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = DetailsForm(room, page.case)
    qtbot.addWidget(form)
    type_into(form, case_officer="J. Ortolan", away_from="1 oct 2026", away_to="2 nov 2026")
    form.finish()
    kept = room.desk.casework.page(page.case.id).case
    assert (kept.case_officer, kept.away_from, kept.away_to) == ("J. Ortolan", date(2026, 10, 1), date(2026, 11, 2))


def test_an_absence_that_ends_before_it_begins_is_refused_beside_its_field(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = DetailsForm(room, page.case)
    qtbot.addWidget(form)
    type_into(form, away_from="2 nov 2026", away_to="1 oct 2026")
    form.finish()
    assert form.fields["away_to"].is_wrong()


# A day that the Tribunal has fixed


def appealing(room: Room, qtbot: QtBot, name: str = "") -> EventForm:
    case = open_kind(room.desk, "appeal", {"decision_letter_sent": date(2026, 8, 3), "appeal_lodged": date(2026, 9, 28)})
    made = EventForm(room, room.desk.casework.page(case), name)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_day_that_the_tribunal_fixed_for_something_of_its_own_is_recorded_by_its_name(room: Room, heard: Heard, qtbot: QtBot) -> None:
    form = appealing(room, qtbot)
    type_into(form, name=OTHER_DIRECTION, direction="Position statement", on="14 dec 2026")
    form.finish()
    kept = room.desk.casework.page(form.shown_page.case.id)
    assert ("direction.position_statement", date(2026, 12, 14)) in [(row.event.name, row.event.on) for row in kept.events]
    assert heard.last == "Tribunal’s day for position statement, Mon 14 Dec 2026."
    assert [m.due for m in kept.milestones if m.direction == "direction.position_statement"] == [date(2026, 12, 14)]


def test_what_the_day_is_for_is_asked_only_where_the_list_does_not_say_it(room: Room, qtbot: QtBot) -> None:
    form = appealing(room, qtbot)
    assert not form.fields["direction"].isVisible()
    for name, asked in ((OTHER_DIRECTION, True), ("direction.hearing", False), ("appeal_withdrawn", False)):
        type_into(form, name=name)
        assert form.fields["direction"].isVisible() is asked


def test_a_day_for_what_cannot_be_a_name_is_refused_beside_its_field(room: Room, qtbot: QtBot) -> None:
    form = appealing(room, qtbot)
    type_into(form, name=OTHER_DIRECTION, direction="x" * 60, on="14 dec 2026")
    form.finish()
    assert form.fields["direction"].is_wrong()


@pytest.mark.parametrize("words", ["", "!"])
def test_a_day_for_nothing_that_can_be_read_is_refused_beside_its_field(room: Room, qtbot: QtBot, words: str) -> None:
    form = appealing(room, qtbot)
    type_into(form, name=OTHER_DIRECTION, direction=words, on="14 dec 2026")
    form.finish()
    assert form.fields["direction"].said.text() == "Say in a few plain words what the day is for, such as ‘position statement’."


@pytest.mark.parametrize(("words", "name"), [
    ("Position statement", "direction.position_statement"), ("  Parent’s  bundle, part 2 ", "direction.parent_s_bundle_part_2"),
    ("Working document (v.2)", "direction.working_document_v_2"),
])
def test_a_direction_is_named_by_what_its_day_is_for(words: str, name: str) -> None:
    assert direction_name(words) == name


def test_only_an_appeal_has_days_of_the_tribunal() -> None:
    assert [kind for kind in CASE_KINDS if OTHER_DIRECTION in offered_events((), kind)] == ["appeal"]


def test_a_direction_of_its_own_is_put_right_without_being_asked_what_it_is_for_again(room: Room, qtbot: QtBot) -> None:
    case = open_kind(room.desk, "appeal", {"appeal_lodged": date(2026, 9, 28), "direction.position_statement": date(2026, 12, 14)})
    page = room.desk.casework.page(case)
    form = CorrectForm(room, page, next(row for row in page.events if row.event.name.startswith("direction")))
    qtbot.addWidget(form)
    assert "direction" not in form.fields
    type_into(form, on="15 dec 2026")
    form.finish()
    assert date(2026, 12, 15) in [row.event.on for row in room.desk.casework.page(case).events]


# The sheet for an event, for every kind


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_what_can_come_next_stands_above_a_line_and_the_rest_below(room: Room, qtbot: QtBot, kind: str) -> None:
    page = room.desk.casework.page(open_kind(room.desk, kind))
    form = EventForm(room, page)
    qtbot.addWidget(form)
    box = form.fields["name"].box
    assert isinstance(box, QComboBox)
    lines = [n for n in range(box.count()) if box.itemData(n, Qt.ItemDataRole.AccessibleDescriptionRole) == "separator"]
    assert lines == ([len(page.next_events) + 1] if len(offered_events(page.next_events, kind)) > len(page.next_events) else [])
    assert [box.itemData(n) for n in range(1, len(page.next_events) + 1)] == list(page.next_events)


def test_where_nothing_can_come_next_there_is_no_line_in_the_list(room: Room, qtbot: QtBot) -> None:
    happened = ("sar_received", "sar_answered", "pupil_left", "record_transferred")
    page = room.desk.casework.page(open_kind(room.desk, "records", {name: date(2026, 9, n) for n, name in enumerate(happened, 1)}))
    form = EventForm(room, page)
    qtbot.addWidget(form)
    assert page.next_events == ()
    assert form.fields["name"].box.count() == 1 + len(offered_events((), "records"))  # type: ignore[attr-defined]


def test_the_keyboard_goes_from_what_happened_to_what_its_day_is_for_and_then_when(room: Room, qtbot: QtBot) -> None:
    form = appealing(room, qtbot)
    type_into(form, name=OTHER_DIRECTION)
    form.activateWindow()
    form.fields["name"].box.setFocus()
    assert tabbed(5) == [form.fields[name].box for name in ("name", "direction", "on", "proof", "note")]


def test_an_event_that_was_asked_for_is_chosen_already(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = EventForm(room, page, "agreed_to_assess")
    qtbot.addWidget(form)
    assert form.code("name") == "agreed_to_assess"
    box = form.fields["name"].box
    assert isinstance(box, QComboBox) and box.findText("Choose what happened") == -1


def test_before_any_paper_is_filed_the_sheet_says_where_to_put_one(adding: EventForm, room: Room, qtbot: QtBot) -> None:
    assert adding.fields["proof"].hint == "Put the letter or e-mail into the pupil’s documents first; then choose it here."
    file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"), "Decision letter")
    form = EventForm(room, room.desk.casework.page(adding.shown_page.case.id))
    qtbot.addWidget(form)
    assert form.fields["proof"].hint == ""


def test_a_planned_meeting_may_lie_in_the_future(room: Room, qtbot: QtBot) -> None:
    page = room.desk.casework.page(open_kind(room.desk, "annual_review", {}))
    form = EventForm(room, page, "review_meeting")
    qtbot.addWidget(form)
    type_into(form, on="14 jan 2027")
    assert form.doubts() == ()


def test_where_a_day_contradicts_nothing_changing_what_happened_asks_afresh(adding: EventForm) -> None:
    type_into(adding, name="agreed_to_assess", on="1 sep 2026")
    adding.finish()
    assert adding.asked.isVisible()
    type_into(adding, name="refused_to_assess")
    assert adding.asked.isHidden()
    assert not adding.sure


def test_a_question_is_put_away_where_the_day_can_no_longer_be_read(adding: EventForm) -> None:
    type_into(adding, name="agreed_to_assess", on="1 sep 2026")
    adding.finish()
    type_into(adding, on="someday")
    adding.finish()
    assert adding.asked.isHidden()
    assert adding.fields["on"].is_wrong()


@pytest.mark.parametrize("kind", CASE_KINDS)
@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5)])
def test_everything_in_the_sheets_of_every_kind_has_a_name(
    room: Room, qtbot: QtBot, dressing: Dressing, nameless: Callable[[QWidget], list[str]], kind: str, theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    page = room.desk.casework.page(open_kind(room.desk, kind))
    for form in (EventForm(room, page), CorrectForm(room, page, page.events[0]), DetailsForm(room, page.case), SentForm(room, page)):
        qtbot.addWidget(form)
        form.show()
        assert nameless(form) == []
        assert form.area.horizontalScrollBar().maximum() == 0


# Putting an event right


def test_an_event_is_taken_out_from_its_sheet(room: Room, page: CasePage, heard: Heard, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    press(form, "Take out")
    assert heard.last == "Taken out: Council received the request, Mon 7 Sep 2026."
    assert "request_received" not in names(room)


def test_a_day_put_right_into_the_future_is_questioned(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    type_into(form, on="1 dec 2026")
    form.finish()
    assert "Tue 1 Dec 2026 has not come yet." in form.asked.accessibleName()
    form.asked.save.click()
    assert (room.desk.casework.page(page.case.id).facts.events[-1].on) == date(2026, 12, 1)


def test_a_note_is_put_right_without_any_question_about_its_day(room: Room, page: CasePage, heard: Heard, qtbot: QtBot) -> None:
    form = correcting(room, page, qtbot)
    type_into(form, note="By e-mail.")
    form.finish()
    assert heard.last == "Corrected: Council received the request, Mon 7 Sep 2026."


def test_what_stood_wrong_before_is_not_asked_about_again(room: Room, page: CasePage) -> None:
    facts = page.facts
    wrong = replace(facts, events=(*facts.events, Event(name="agreed_to_assess", on=date(2026, 9, 1))))
    assert new_doubts(wrong, wrong, date(2026, 9, 1), date(2026, 11, 12)) == ()
    assert len(new_doubts(facts, wrong, date(2026, 9, 1), date(2026, 11, 12))) == 1


# The case's details


DETAILS = {
    "request": {"requested_by", "asked_by_name", "away_from", "away_to", "appointment_missed_on", "reversal_route"},
    "plan": {"about"}, "annual_review": {"requested_by", "asked_by_name", "about"}, "phase_transfer": {"about"}, "consultation": set[str](),
    "reassessment": {"requested_by", "asked_by_name", "about", "away_from", "away_to", "appointment_missed_on"}, "move": {"about"},
    "appeal": {"about", "away_from", "away_to", "appointment_missed_on"}, "complaint": {"about"},
    "records": {"requested_by", "asked_by_name"},
}
COUNCILS = {"authority", "council_reference", "case_officer", "case_officer_email"}


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_each_kind_is_asked_only_what_it_can_have(room: Room, qtbot: QtBot, kind: str) -> None:
    form = DetailsForm(room, room.desk.casework.page(open_kind(room.desk, kind)).case)
    qtbot.addWidget(form)
    assert set(form.fields) == {*DETAILS[kind], "what_is_asked", "closed_on"} | (set() if kind == "records" else COUNCILS)


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_saving_the_details_of_any_kind_unchanged_changes_nothing(room: Room, heard: Heard, qtbot: QtBot, kind: str) -> None:
    case = room.desk.casework.page(open_kind(room.desk, kind)).case
    form = DetailsForm(room, case)
    qtbot.addWidget(form)
    form.finish()
    assert heard.last == "The case’s details are saved."
    assert room.desk.casework.page(case.id).case == case


def test_a_case_is_joined_later_and_parted_again(room: Room, qtbot: QtBot) -> None:
    review, plan = open_kind(room.desk, "annual_review"), open_kind(room.desk, "plan")
    for chosen, expected in ((str(plan), plan), ("", None)):
        form = DetailsForm(room, room.desk.casework.page(review).case)
        qtbot.addWidget(form)
        type_into(form, about=chosen)
        form.finish()
        assert room.desk.casework.page(review).case.about == expected


def test_two_cases_cannot_each_be_about_the_other(room: Room, qtbot: QtBot) -> None:
    first = open_kind(room.desk, "complaint")
    second = open_kind(room.desk, "appeal", about=None)
    form = DetailsForm(room, room.desk.casework.page(first).case)
    qtbot.addWidget(form)
    assert form.fields["about"].box.findData(str(first)) == -1  # type: ignore[attr-defined]
    type_into(form, about=str(second))
    form.finish()
    with pytest.raises(Refused, match="Those two cases would each be about the other"):
        room.desk.casework.save_case(replace(room.desk.casework.page(second).case, about=first))


def test_how_a_refusal_was_reversed_and_when_a_case_was_closed_are_kept(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = DetailsForm(room, page.case)
    qtbot.addWidget(form)
    route = next(iter(REVERSAL_ROUTES))
    type_into(form, reversal_route=route, closed_on="11 nov 2026", requested_by="parent", asked_by_name="Ms D. Wilk")
    form.finish()
    kept = room.desk.casework.page(page.case.id).case
    assert (kept.reversal_route, kept.closed_on, kept.requested_by, kept.asked_by_name) == (route, date(2026, 11, 11), "parent", "Ms D. Wilk")


def test_a_council_that_is_taken_away_is_asked_for_beside_its_field(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = DetailsForm(room, page.case)
    qtbot.addWidget(form)
    type_into(form, authority="")
    form.finish()
    assert form.fields["authority"].said.text() == "Name the council that the case is with."


# A pack that was sent


def sending(room: Room, page: CasePage, qtbot: QtBot, pack: Path | None = None) -> SentForm:
    form = SentForm(room, page, pack)
    qtbot.addWidget(form)
    form.show()
    return form


def test_a_pack_must_be_named(room: Room, page: CasePage, qtbot: QtBot) -> None:
    form = sending(room, page, qtbot)
    form.finish()
    assert form.fields["pack"].is_wrong()


def test_a_pack_cannot_have_been_sent_tomorrow(room: Room, page: CasePage, qtbot: QtBot, tmp_path: Path) -> None:
    form = sending(room, page, qtbot, tmp_path / "pack.pdf")
    type_into(form, sent_at="tomorrow 9:00")
    form.finish()
    assert form.fields["sent_at"].is_wrong()


def test_a_file_that_is_not_there_is_refused_beside_its_field(room: Room, page: CasePage, qtbot: QtBot, tmp_path: Path) -> None:
    form = sending(room, page, qtbot, tmp_path / "gone.pdf")
    form.finish()
    qtbot.waitUntil(lambda: form.finish_button.isEnabled())
    assert form.fields["pack"].is_wrong()


def test_a_pack_that_was_sent_is_recorded_with_its_receipt(room: Room, page: CasePage, heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    pack = pack_file(tmp_path)
    receipt = file_document(room.desk, page.pupil.id)
    form = sending(room, room.desk.casework.page(page.case.id), qtbot, pack)
    type_into(form, channel="email", receipt=str(receipt.id))
    form.finish()
    qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
    assert heard.last == "Pack 1 is recorded as sent: 1 page."
    kept = room.desk.casework.page(page.case.id).submissions
    assert [(s.channel, s.pages, s.receipt) for s in kept] == [("email", 1, receipt.id)]


def pack_file(folder: Path) -> Path:
    from pypdf import PdfWriter

    pack = folder / "pack.pdf"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(pack)
    return pack


def sent(room: Room, page: CasePage, pack: Path, receipt: Path | None) -> Sent:
    return Sent(
        case=page.case.id, pupil=page.pupil.id, pack=pack, password="", channel="portal", sent_at=room.now(), receipt=None, receipt_file=receipt,
        note="",
    )


def test_a_receipt_that_is_a_file_is_put_into_the_documents_once(room: Room, page: CasePage, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("Received with thanks.", encoding="utf-8")
    kept = [record(room.desk, sent(room, page, pack_file(tmp_path), receipt), lambda *_: None)[0] for _ in range(2)]
    papers = room.desk.casework.page(page.case.id).documents
    assert [(paper.document_kind, paper.service) for paper in papers] == [("receipt", "council")]
    assert [submission.receipt for submission in kept] == [papers[0].id] * 2


def test_a_receipt_that_cannot_be_read_is_refused_beside_its_field_and_nothing_is_recorded(
    room: Room, page: CasePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    added = Added(documents=(), duplicates=(), problems=(("receipt.txt", "The file is open elsewhere."),), changed=frozenset())
    monkeypatch.setattr(type(room.desk.documents), "add_files", lambda *_: added)
    with pytest.raises(Refused, match="open elsewhere") as refused:
        record(room.desk, sent(room, page, pack_file(tmp_path), tmp_path / "receipt.txt"), lambda *_: None)
    assert refused.value.field == "receipt_file"
    assert room.desk.casework.page(page.case.id).submissions == ()


def test_the_pack_and_its_receipt_can_be_chosen_from_a_folder(
    room: Room, page: CasePage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = sending(room, page, qtbot)
    for answer, expected in ((str(tmp_path / "pack.pdf"), str(tmp_path / "pack.pdf")), ("", str(tmp_path / "pack.pdf"))):
        monkeypatch.setattr("sendco_desk.ui.screens.case_sent.QFileDialog.getOpenFileName", lambda *_, answer=answer: (answer, ""))
        press(form, "Choose the pack")
        assert form.said("pack") == expected


def test_a_moment_that_cannot_be_read_is_refused_beside_its_field(room: Room, page: CasePage, qtbot: QtBot, tmp_path: Path) -> None:
    form = sending(room, page, qtbot, tmp_path / "pack.pdf")
    type_into(form, sent_at="some time")
    form.finish()
    assert form.fields["sent_at"].is_wrong()


def test_a_password_that_does_not_open_the_pack_is_said_beside_it(room: Room, page: CasePage, qtbot: QtBot, tmp_path: Path) -> None:
    form = sending(room, page, qtbot, tmp_path / "pack.pdf")
    form.not_recorded(Refused("This password does not open the pack.", field="password"))
    assert form.password.said.text() == "This password does not open the pack."
    assert form.finish_button.isEnabled()


def test_trouble_with_the_machine_is_said_on_the_sheet_and_a_fault_of_ours_is_left_to_the_crash_window(
    room: Room, page: CasePage, qtbot: QtBot,
) -> None:
    form = sending(room, page, qtbot)
    form.not_recorded(ValueError("a fault"))
    assert not form.failed.isVisible()
    form.not_recorded(Trouble("The disk is full. Nothing was lost; free some space and try again."))
    assert form.failed.isVisible()


def test_a_sheet_that_was_closed_meanwhile_is_told_of_in_the_message_bar(room: Room, page: CasePage, heard: Heard, tmp_path: Path) -> None:
    form = SentForm(room, page)
    submission = record(room.desk, sent(room, page, pack_file(tmp_path), None), lambda *_: None)[0]
    shiboken6.delete(form)
    form.recorded((submission, frozenset({"submission"})))
    assert heard.last == "Pack 1 is recorded as sent: 1 page."
    form.not_recorded(Refused("This password does not open the pack.", field="password"))
    assert heard.last == "This password does not open the pack."
    form.not_recorded(ValueError("a fault"))
    assert len(heard.said) == 2
