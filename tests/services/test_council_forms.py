"""A council's form is kept with what goes where, looked at with a case, filled, written and kept; doubts about it are said and stop nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from docx import Document as new_document

from sendco_desk.authority.profile import Confidence, FormVersion, Profile, Told
from sendco_desk.domain.council_asks import CouncilForm
from sendco_desk.domain.export_screen import ExportFlag
from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.needs import NeedStatement
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import AREAS
from sendco_desk.exchange.form_fields import fields_job
from sendco_desk.services.council_forms import (
    LEAVE,
    LEFT,
    NO_FIELDS,
    NOT_RECORDED,
    NOTHING_TO_FILL,
    UNMAPPED,
    CouncilForms,
    mapping_lines,
    mapping_of,
    version_doubts,
)
from sendco_desk.services.demo_form import demo_form
from sendco_desk.services.desk import Desk
from sendco_desk.services.form_values import CATALOGUE, answers
from sendco_desk.store.slots import Role
from tests.exchange.form_samples import DAY, control, listed, one_line, saved
from tests.services.form_cases import forms_of, kept_form
from tests.services.pack_cases import ON, Filled, filled, put


@pytest.fixture
def made(desk: Desk, kacper: Pupil, tmp_path: Path) -> Filled:
    return filled(desk, kacper, tmp_path)


@pytest.fixture
def forms(desk: Desk) -> CouncilForms:
    return forms_of(desk)


@pytest.fixture
def form(desk: Desk, made: Filled, tmp_path: Path) -> CouncilForm:
    return kept_form(desk, made.case, tmp_path)


# Keeping


def test_a_form_is_kept_with_its_council_and_undo_takes_it_out(desk: Desk, form: CouncilForm, forms: CouncilForms) -> None:
    assert [one.name for one in forms.forms(form.profile)] == ["Request for an assessment"]
    assert forms.forms("another") == []
    assert forms.named("request  for an ASSESSMENT") == form
    assert forms.bytes_of(form.id)[:2] == b"PK"
    forms.remove(form.id)
    assert forms.forms() == []
    with pytest.raises(Refused, match="no form ‘Request’"):
        forms.named("Request")


def test_the_same_form_twice_one_without_fields_and_no_form_are_refused(form: CouncilForm, forms: CouncilForms, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="kept for this council already"):
        forms.add(tmp_path / "request_form.docx", form.profile)
    (tmp_path / "plain.docx").write_bytes(saved(new_document()))
    with pytest.raises(Refused) as refused:
        forms.add(tmp_path / "plain.docx", form.profile)
    assert refused.value.message == NO_FIELDS
    (tmp_path / "no.docx").write_bytes(b"words")
    with pytest.raises(Refused, match="not a Word form"):
        forms.add(tmp_path / "no.docx", form.profile)
    again, _ = forms.add(tmp_path / "request_form.docx", "another council")
    assert again.name == "request form"


def test_a_form_without_fields_that_is_not_kept_says_so_too(forms: CouncilForms, made: Filled) -> None:
    with pytest.raises(Refused) as refused:
        forms.sheet_of(made.case, saved(new_document()), name="plain")
    assert refused.value.message == NO_FIELDS


def test_what_goes_where_is_kept_with_the_form_and_only_values_that_there_are(form: CouncilForm, forms: CouncilForms) -> None:
    forms.save_mapping(form.id, {"Check1": LEAVE, "Year": "pupil.year"})
    assert forms.form(form.id).mapping == ("Check1 = -", "Year = pupil.year")
    with pytest.raises(Refused, match="There is no value"):
        forms.save_mapping(form.id, {"Year": "pupil.shoes"})
    forms.save(replace(forms.form(form.id), version="4"))
    assert forms.form(form.id).version == "4"


def test_a_mapping_is_read_line_by_line() -> None:
    assert mapping_of(["# what goes where", "", "A = b (2) = pupil.upn", "Other = -"]) == {"A = b (2)": "pupil.upn", "Other": LEAVE}
    assert mapping_of(mapping_lines({"A = b": "pupil.upn"})) == {"A = b": "pupil.upn"}
    for line in ("pupil.upn", " = pupil.upn", "A = "):
        with pytest.raises(Refused, match="not a line of a mapping"):
            mapping_of([line])


# Looking at it


def test_a_form_shows_what_goes_into_each_field_guessed_from_its_names(form: CouncilForm, forms: CouncilForms, made: Filled) -> None:
    sheet = forms.sheet(made.case, form.id, on=ON)
    told = {line.field.key: (line.value, line.words) for line in sheet.lines if line.filled}
    assert told["PupilName"] == ("pupil.legal_name", "Kacper Wilk")
    assert told["Date of birth"] == ("pupil.born", "Sat 14 Mar 2015")
    assert told["Year"] == ("pupil.year", "Year 7")
    assert told["What"] == ("provision.name", "Precision teaching\nPrecision teaching")
    assert told["Cognition"][1].startswith("Reads 31 of the first 100 words")
    assert told["Box to tick (2)"] == ("has.cognition", "Yes")
    assert all(line.guessed for line in sheet.lines if line.filled)
    assert {line.field.key: line.problem for line in sheet.lines if not line.filled} == {
        "Language": NOT_RECORDED, "Ref": "The form’s maker has locked it.", "Text1": NOT_RECORDED, "Check1": UNMAPPED, "Sex": NOT_RECORDED,
    }
    assert [line.field.key for line in sheet.unmapped] == ["Check1"]
    assert sheet.words == "16 of 21 fields will be filled; 1 has nothing chosen for it."
    assert sheet.mapping["UPN_foot"] == "pupil.upn"


def test_what_a_person_chose_goes_before_a_guess_and_what_they_typed_before_both(form: CouncilForm, forms: CouncilForms, made: Filled) -> None:
    forms.save_mapping(form.id, {"PupilName": "pupil.known_name", "School name": LEAVE})
    sheet = forms.sheet(made.case, form.id, typed={"SignedOn": "3/12/2026", "Text1": "Ms Oak", "Ref": "no", "Date of birth": "unsure"}, on=ON)
    lines = {line.field.key: line for line in sheet.lines}
    assert (lines["PupilName"].value, lines["PupilName"].guessed) == ("pupil.known_name", False)
    assert (lines["School name"].problem, lines["School name"].left, lines["School name"].waits) == (LEFT, True, False)
    assert (lines["SignedOn"].words, lines["SignedOn"].typed) == ("Thu 3 Dec 2026", True)
    assert lines["Text1"].filled
    assert lines["Ref"].problem == "The form’s maker has locked it."
    assert lines["Date of birth"].problem == "The field takes a date, and this is none."
    assert lines["Date of birth"].waits


def test_what_is_flagged_for_the_export_screen_is_in_no_field(desk: Desk, form: CouncilForm, forms: CouncilForms, made: Filled) -> None:
    statement = next(one for one in desk.keyring.book.all(NeedStatement, pupil=made.pupil) if "31 of the first 100" in one.words)
    flag = ExportFlag(
        id=uuid4(), pupil=made.pupil, record_kind="need_statement", record=statement.id, flag="third_party", flagged_on=ON,
    )
    put(desk, made.pupil, flag)
    lines = {line.field.key: line for line in forms.sheet(made.case, form.id, on=ON).lines}
    assert "31 of the first" not in lines["Cognition"].words


def test_every_value_can_be_asked_of_a_full_case_and_of_an_empty_one(
    desk: Desk, forms: CouncilForms, made: Filled, kacper: Pupil,
) -> None:
    people = [
        ContactPerson(id=uuid4(), pupil=made.pupil, title="Ms", forename="Ana", surname="Wilk", relationship="PAM", parental_responsibility=True,
                      address="1 Otter Lane", postcode="DE1 1AA", telephone="01632 960001", email="ana@example.org", interpreter="POL"),
        ContactPerson(id=uuid4(), pupil=made.pupil, forename="Jan", surname="Wilk", relationship="PAF", parental_responsibility=True, order=2),
    ]
    put(desk, made.pupil, *people, Need(id=uuid4(), pupil=made.pupil, need_type="SPLD"))
    full = answers(forms.values(made.case, ON), [one.key for one in CATALOGUE])
    assert full["parent_1.address"] == "1 Otter Lane\nDE1 1AA"
    assert full["parent_2.name"] == "Jan Wilk"
    assert full["people.relationship"] == ("Mother", "Father")
    assert full["sen.primary"] == "Specific learning difficulty"
    assert "sen.secondary" not in full
    assert full["attendance.percent"] == "85.8%"
    assert full["cycles.number"] == "2"
    assert full["provision.group"] == ("1:1", "1:1")
    assert str(full["meeting.minutes"])
    assert full["day.received"] == date(2026, 11, 9)
    assert full["attendee.came"]
    other = Pupil(id=uuid4(), legal_forename="Mina", legal_surname="Oak")
    desk.pupils.add(other, authority="", status="")
    case, _ = desk.casework.open_case(other.id, authority="Marlshire County Council")
    empty = answers(forms.values(case, ON), [one.key for one in CATALOGUE])
    assert set(empty) == {
        "pupil.legal_name", "pupil.forename", "pupil.surname", "pupil.known_name", "pupil.looked_after", "pupil.free_meals", "pupil.service",
        "school.name", "school.sendco", "case.council", "case.kind", "day.today", *(f"has.{area}" for area in AREAS),
    }


def test_the_latest_annual_review_is_the_meeting_that_a_form_is_told_of(desk: Desk, forms: CouncilForms, made: Filled, clock: Any) -> None:
    review = Meeting(id=uuid4(), pupil=made.pupil, meeting_kind="annual_review", held_at=clock().replace(day=2), differences="The hours.")
    put(desk, made.pupil, review)
    told = answers(forms.values(made.case, ON), ["meeting.day", "meeting.differences", "unknown.value"])
    assert told == {"meeting.day": date(2026, 11, 2), "meeting.differences": "The hours."}


def test_what_provision_costs_is_told_only_to_whoever_may_see_it(desk: Desk, forms: CouncilForms, made: Filled) -> None:
    told = answers(forms.values(made.case, ON), ["provision.cost", "provisions.cost"])
    assert told
    forms.book.person = replace(forms.book.person, role=Role.ASSISTANT)
    assert answers(forms.values(made.case, ON), ["provision.cost", "provisions.cost"]) == {}


# Filling


def test_a_filled_form_is_written_where_the_person_says_and_kept_among_the_documents(
    desk: Desk, form: CouncilForm, forms: CouncilForms, made: Filled, tmp_path: Path,
) -> None:
    done = forms.fill(made.case, form.id, on=ON)
    out = forms.write(done, tmp_path / "out.docx")
    assert fields_job(out.read_bytes())[0].now == "Kacper Wilk"
    assert done.done == 16
    assert {line.field.key for line in done.left} == {"Language", "Ref", "Text1", "Check1", "Sex"}
    document, changed = forms.keep(made.case, done, ON)
    assert "document" in changed
    assert (document.title, document.file_name, document.document_kind) == (
        "Request for an assessment, as filled", "Council form 2026-11-23.docx", "form",
    )
    with desk.documents.open(document.id) as stream:
        assert stream.read() == done.content
    with pytest.raises(Refused, match="among the pupil’s documents already"):
        forms.keep(made.case, done, ON)
    with pytest.raises(Refused, match=r"ends in \.docx"):
        forms.write(done, tmp_path / "out.pdf")


def test_a_form_that_nothing_goes_into_is_not_filled(forms: CouncilForms, made: Filled) -> None:
    content = one_line(control("Shoes") + control("Born", DAY))
    sheet = forms.sheet_of(made.case, content, name="Other", mapping={"Born": LEAVE}, on=ON)
    with pytest.raises(Refused) as refused:
        forms.filled(content, sheet, ON)
    assert refused.value.message == NOTHING_TO_FILL


def test_what_does_not_fit_a_list_is_said_before_and_after(forms: CouncilForms, made: Filled) -> None:
    content = one_line(control("Year", listed("dropDownList", "Year 1", "Year 2")) + control("UPN"))
    sheet = forms.sheet_of(made.case, content, name="Other", on=ON)
    assert sheet.lines[0].problem == "The list does not offer “Year 7”. It offers: Year 1; Year 2."
    done = forms.filled(content, sheet, ON)
    assert [(line.field.key, line.problem) for line in done.left] == [("Year", sheet.lines[0].problem)]


# Whether the council takes it

SURE = Told(source="https://example.org", confidence=Confidence.HIGH)


def a_form(**given: Any) -> CouncilForm:
    kept: dict[str, Any] = {
        "id": uuid4(), "profile": "p", "name": "Stage 1", "version": "2", "file_name": "f.docx", "size": 1, "sha256": "0", "attachment": "a",
    }
    return CouncilForm(**kept | given)


@pytest.mark.parametrize(("given", "versions", "said"), [
    ({}, (), ()),
    ({"valid_to": date(2025, 4, 10)}, (), ("The council took this form only until Thu 10 Apr 2025 and may send it back: ask for the present one.",)),
    ({"valid_from": date(2026, 12, 1)}, (), ("The council takes this form only from Tue 1 Dec 2026.",)),
    ({"profile": "other"}, (), ("This form was kept for another council; the case is with Marlshire.",)),
    ({}, (FormVersion(name="stage 1", version="2", valid_to=date(2025, 4, 10), told=SURE),),
     ("The council’s profile says that this version was taken until Thu 10 Apr 2025.",)),
    ({}, (FormVersion(name="Stage 1", version="2", valid_from=date(2027, 1, 4)),),
     ("The council’s profile says that this version is taken from Mon 4 Jan 2027. This is not verified: ask the council.",)),
    ({}, (FormVersion(name="Stage 1", version="3", valid_from=date(2025, 4, 11), told=SURE),
          FormVersion(name="Stage 1", version="1", valid_to=date(2020, 1, 1))),
     ("The council’s profile names another version of this form: 3, taken since Fri 11 Apr 2025.",)),
    ({}, (FormVersion(name="Stage 1"),),
     ("The council’s profile names another version of this form: one without a number. This is not verified: ask the council.",)),
    ({}, (FormVersion(name="Another form", version="9", told=SURE),), ()),
    ({}, (FormVersion(name="Stage 1", version="2", told=SURE),), ()),
])
def test_a_form_that_is_too_old_too_new_or_of_another_council_says_so(
    given: dict[str, Any], versions: tuple[FormVersion, ...], said: tuple[str, ...],
) -> None:
    assert version_doubts(a_form(**given), Profile(id="p", name="Marlshire", forms=versions), ON) == said


def test_a_form_past_its_day_is_filled_all_the_same(form: CouncilForm, forms: CouncilForms, made: Filled) -> None:
    forms.save(replace(form, valid_to=date(2025, 4, 10)))
    done = forms.fill(made.case, form.id, on=ON)
    assert done.done == 16
    assert done.doubts[0].startswith("The council took this form only until Thu 10 Apr 2025")


def test_the_form_of_the_demonstration_is_filled_but_for_the_panels_day(forms: CouncilForms, made: Filled) -> None:
    sheet = forms.sheet_of(made.case, demo_form(), name="Demo", on=ON)
    assert [line.field.key for line in sheet.unmapped] == ["PanelDate"]
    done = forms.filled(demo_form(), sheet, ON)
    assert {one.key: one.now for one in fields_job(done.content)}["SchoolName"] == "Fernhollow School"
    assert demo_form() == demo_form()
