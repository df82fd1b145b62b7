"""What each column holds: proposed, corrected, remembered."""

from datetime import date

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.columns import Confidence, mapping_from_json, mapping_of, mapping_to_json, propose_columns, signature
from sendco_desk.exchange.fields import FIELDS, field_for
from sendco_desk.exchange.tables import Sheet, read_table
from tests.shared_corpus import SHARED, needs_shared

TODAY = date(2026, 11, 23)
MIS = SHARED / "corpus" / "mis_csv"


def proposed(sheet: Sheet) -> dict[str, str]:
    return {column.header: column.field for column in propose_columns(sheet, TODAY)}


@needs_shared
def test_an_arbor_register_proposes_its_columns() -> None:
    assert proposed(read_table(MIS / "arbor_sen_register_bom.csv")) == {
        "Globally Unique Student ID": "", "Arbor Student ID": "", "UPN": "upn", "Legal First Name": "legal_forename",
        "Legal Last Name": "legal_surname", "Sex": "sex", "Year group(s) this academic year": "year_group",
        "Registration form(s) this academic year": "class_name", "Date of Birth": "date_of_birth", "SEN status": "sen_status",
        "SEN need": "need", "SEN need ranking": "need_rank",
    }


@needs_shared
def test_a_bromcom_register_proposes_its_columns() -> None:
    assert list(proposed(read_table(MIS / "bromcom_sen_register_semicolon.csv")).values()) == [
        "legal_surname", "legal_forename", "admission_number", "upn", "sex", "year_group", "class_name", "date_of_birth", "sen_status",
        "need_1", "need_2", "sen_since", "",
    ]


@needs_shared
def test_a_sims_register_proposes_its_columns() -> None:
    assert list(proposed(read_table(MIS / "sims_sen_register_cp1252_merged_title.csv")).values()) == [
        "admission_number", "upn", "legal_surname", "legal_forename", "known_surname", "known_forename", "date_of_birth", "sex", "year_group",
        "class_name", "sen_status", "need", "need_rank", "sen_since",
    ]


@needs_shared
def test_without_headings_the_cells_tell_what_they_hold() -> None:
    columns = propose_columns(read_table(MIS / "no_header_row.csv"), TODAY)
    assert [c.field for c in columns] == ["upn", "legal_surname", "legal_forename", "date_of_birth", "class_name"]
    assert {c.confidence for c in columns} == {Confidence.CONTENTS}
    assert columns[0].samples == ("Z845299619200", "N845299619201", "L845299719202")


def test_each_field_is_given_to_one_column_only() -> None:
    assert list(proposed(read_table(b"UPN,Surname,Last name\nE845299819100,Ash,Ash\n")).values()) == ["upn", "legal_surname", ""]


def test_a_column_of_upns_under_an_unknown_heading_is_found() -> None:
    (column, *_) = propose_columns(read_table(b"Pupil code,Surname,Forename\nE845299819100,Ash,Bo\n"), TODAY)
    assert (column.field, column.confidence) == ("upn", Confidence.CONTENTS)


def test_no_heading_feeds_two_fields() -> None:
    headings = [heading for field in FIELDS for heading in field.headings]
    assert sorted({h for h in headings if headings.count(h) > 1}) == []


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_is_found_by_its_own_title(field: object) -> None:
    assert field_for(field.title) == field.name  # type: ignore[attr-defined]


def test_a_mapping_comes_back_from_its_file() -> None:
    sheet = read_table(b"UPN,Surname,Notes,Notes\nE845299819100,Ash,a,b\n")
    mapping = {0: "upn", 1: "legal_surname", 2: "", 3: "class_name"}
    assert mapping_from_json(mapping_to_json(sheet, mapping), sheet) == mapping


def test_a_remembered_mapping_comes_before_what_is_seen() -> None:
    sheet = read_table(b"UPN,Surname,Forename\nE845299819100,Ash,Bo\n")
    columns = propose_columns(sheet, TODAY, {0: "upn", 1: "legal_forename", 2: ""})
    assert mapping_of(columns) == {0: "upn", 1: "legal_forename"}
    assert [c.confidence for c in columns] == [Confidence.REMEMBERED, Confidence.REMEMBERED, Confidence.NONE]


@pytest.mark.parametrize(("text", "says"), [
    ("not json", "not JSON"), ("[]", "needs \"columns\""), ('{"columns": {"Surname": "nonsense"}}', "field that does not exist: nonsense"),
    ('{"columns": {"Hair": "sex"}}', "does not have: Hair"), ('{"columns": {"9": "sex"}}', "does not have: 9"),
])
def test_a_mapping_that_does_not_fit_says_why(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        mapping_from_json(text, read_table(b"UPN,Surname\nE845299819100,Ash\n"))


def test_what_another_version_remembered_is_left_out() -> None:
    sheet = read_table(b"UPN,Surname\nE845299819100,Ash\n")
    assert mapping_from_json('{"columns": {"UPN": "upn", "Surname": "nonsense"}}', sheet, lenient=True) == {0: "upn"}


def test_the_next_export_of_one_report_has_the_same_signature() -> None:
    first, second, other = (read_table(text) for text in (
        b"UPN,Surname\nE845299819100,Ash\n", b"Register\nUPN , SURNAME\nB801200005001,Elm\n", b"UPN,Forename\nE845299819100,Bo\n"))
    assert signature(first) == signature(second) != signature(other)
    assert signature(read_table(b"E845299819100,Ash\n")) != signature(read_table(b"E845299819100,Ash,Bo\n"))
