"""Importing into a real notebook: every file of the corpus, once and again, undone, decided, remembered."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, SenStatus, current_status
from sendco_desk.domain.refusals import Cancelled, Refused
from sendco_desk.exchange.comparing import Choice, Decision, RowKind
from sendco_desk.services.imports import Imports, import_json, left_out, looks_like_ctf
from sendco_desk.store.notebook import Notebook, create_notebook, open_notebook
from sendco_desk.store.slots import TINY
from tests.shared_corpus import SHARED, needs_shared

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CTF, MIS = SHARED / "corpus" / "ctf", SHARED / "corpus" / "mis_csv"
YEAR_SEVEN = CTF / "8454998_CTF_845LLLL_001.xml"
PASSPHRASE = "three plain words"
GOOD_FILES = (
    ("8452998_CTF_8454998_001.xml", 30, 0), ("8454998_CTF_845LLLL_001.xml", 120, 0), ("8454998_CTF_XXXXXXX_001.xml", 1, 0), ("CTF.xml", 6, 0),
    ("faulty_8452998_CTF_8454998_002.xml", 13, 1), ("truncated_8452998_CTF_8454998_003.xml", 4, 1),
    ("arbor_attendance_summary_total_row.csv", 120, 0), ("arbor_contacts_numeric_phones.xlsx", 40, 0), ("arbor_sen_register_bom.csv", 26, 0),
    ("bromcom_sen_register_duplicates_utf16.csv", 26, 0), ("bromcom_sen_register_semicolon.csv", 14, 0), ("empty_header_only.csv", 0, 1),
    ("excel_mangled_dates_and_ids.csv", 4, 1), ("no_header_row.csv", 8, 0), ("sims_attendance_category_tab.txt", 0, 1),
    ("sims_sen_register_cp1252_merged_title.csv", 26, 0), ("two_digit_years.csv", 20, 0),
)


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "notebook"
    notebook, _ = create_notebook(folder, person_name="Sam", passphrase=PASSPHRASE, cost=TINY, clock=clock)
    notebook.close()
    return folder


@pytest.fixture
def book(template: Path, tmp_path: Path) -> Iterator[Notebook]:
    folder = tmp_path / "notebook"
    shutil.copytree(template, folder)
    notebook = open_notebook(folder, PASSPHRASE, clock=clock)
    yield notebook
    notebook.close()


@pytest.fixture
def imports(book: Notebook) -> Imports:
    return Imports(book, clock)


def found(name: str) -> Path:
    return (CTF if name.endswith(".xml") else MIS) / name


def bring_in(imports: Imports, path: Path) -> None:
    imports.apply(imports.preview(imports.read_file("auto", path)))


@needs_shared
@pytest.mark.parametrize(("name", "new", "out"), GOOD_FILES)
def test_a_file_brings_its_pupils_in_and_again_changes_nothing(imports: Imports, book: Notebook, name: str, new: int, out: int) -> None:
    first = imports.preview(imports.read_file("auto", found(name)))
    assert (first.count(RowKind.NEW), left_out(first)) == (new, out)
    imports.apply(first)
    assert book.count(Pupil) == new
    second = imports.preview(imports.read_file("auto", found(name)))
    assert (second.count(RowKind.NEW), second.count(RowKind.CHANGED)) == (0, 0)
    assert imports.apply(second) == frozenset()
    assert len(book.deeds()) == (1 if new else 0)


@needs_shared
@pytest.mark.parametrize("name", [name for name, _, _ in GOOD_FILES])
def test_a_file_over_the_schools_own_pupils_settles_at_once(imports: Imports, name: str) -> None:
    bring_in(imports, YEAR_SEVEN)
    bring_in(imports, found(name))
    again = imports.preview(imports.read_file("auto", found(name)))
    assert (again.count(RowKind.NEW), again.count(RowKind.CHANGED)) == (0, 0)


@needs_shared
@pytest.mark.parametrize("name", [
    "arbor_sen_register_bom.csv", "bromcom_sen_register_duplicates_utf16.csv", "sims_sen_register_cp1252_merged_title.csv"])
def test_a_register_adds_nothing_to_the_sen_history_that_a_ctf_gave(imports: Imports, book: Notebook, name: str) -> None:
    bring_in(imports, YEAR_SEVEN)
    before = (book.all(SenStatus), book.all(Need), [p.legal_surname for p in book.all(Pupil)])
    bring_in(imports, found(name))
    assert (book.all(SenStatus), book.all(Need), [p.legal_surname for p in book.all(Pupil)]) == before


@needs_shared
def test_an_import_is_one_deed_and_one_undo_takes_it_back(imports: Imports, book: Notebook) -> None:
    changed = imports.apply(imports.preview(imports.read_file("ctf", YEAR_SEVEN)))
    assert changed == {"pupil", "sen_status", "need", "contact_person"}
    assert [deed.words for deed in book.deeds()] == ["Imported 120 pupils from a CTF file"]
    assert book.count(ContactPerson) == 248
    book.undo()
    assert (book.count(Pupil), book.count(SenStatus), book.count(Need), book.count(ContactPerson)) == (0, 0, 0, 0)


@needs_shared
def test_undoing_an_import_over_known_pupils_leaves_them_as_they_were(imports: Imports, book: Notebook) -> None:
    bring_in(imports, YEAR_SEVEN)
    before = book.all(Pupil)
    bring_in(imports, found("bromcom_sen_register_semicolon.csv"))
    assert book.all(Pupil) != before
    book.undo()
    assert book.all(Pupil) == before


@needs_shared
def test_the_latest_sen_row_is_the_status(imports: Imports, book: Notebook) -> None:
    bring_in(imports, CTF / "8454998_CTF_XXXXXXX_001.xml")
    now = current_status(book.all(SenStatus), date(2026, 11, 23))
    assert now is not None
    assert now.status == "E"


@needs_shared
def test_the_json_is_as_promised(imports: Imports) -> None:
    told = import_json(imports.preview(imports.read_file("ctf", found("faulty_8452998_CTF_8454998_002.xml"))))
    assert (told["new"], told["changed"], told["unchanged"]) == (13, 0, 0)
    assert [problem["row"] for problem in told["problems"]] == [1, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14]
    assert all(set(problem) == {"row", "field", "message"} for problem in told["problems"])


@needs_shared
def test_a_pupil_held_back_is_a_problem_until_a_person_decides(imports: Imports, book: Notebook) -> None:
    bring_in(imports, CTF / "CTF.xml")
    held = imports.preview(imports.read_file("ctf", CTF / "CTF.xml"))
    assert [(p["row"], p["field"]) for p in import_json(held)["problems"]] == [(6, "name")]
    imports.apply(held, [Decision(row=6, choice=Choice.DIFFERENT)])
    assert book.count(Pupil) == 7
    (suggested, _) = imports.preview(imports.read_file("ctf", CTF / "CTF.xml")).rows[5].suggestions
    same = imports.preview(imports.read_file("ctf", CTF / "CTF.xml"), [Decision(row=6, choice=Choice.SAME, pupil=suggested)])
    assert same.count(RowKind.UNCHANGED) == 6


@needs_shared
def test_what_changed_since_the_preview_is_not_written_twice(imports: Imports, book: Notebook) -> None:
    stale = imports.preview(imports.read_file("ctf", YEAR_SEVEN))
    bring_in(imports, YEAR_SEVEN)
    assert imports.apply(stale) == frozenset()
    assert book.count(Pupil) == 120


@needs_shared
def test_a_cancelled_import_writes_nothing(imports: Imports, book: Notebook) -> None:
    def cancel(done: int, total: int) -> None:
        if done == 60:
            raise Cancelled

    with pytest.raises(Cancelled):
        imports.apply(imports.preview(imports.read_file("ctf", YEAR_SEVEN)), report=cancel)
    assert (book.count(Pupil), book.deeds()) == (0, [])


@needs_shared
@pytest.mark.parametrize("name", ["attack_billion_laughs.xml", "attack_xxe_external_entity.xml", "not_a_ctf_atf.xml"])
def test_files_that_are_refused_leave_the_notebook_alone(imports: Imports, book: Notebook, name: str) -> None:
    with pytest.raises(Refused):
        imports.read_file("auto", CTF / name)
    assert book.count(Pupil) == 0


@needs_shared
def test_every_file_is_known_for_what_it_is() -> None:
    assert {looks_like_ctf(found(name)) for name, _, _ in GOOD_FILES if name.endswith(".xml")} == {True}
    assert {looks_like_ctf(found(name)) for name, _, _ in GOOD_FILES if not name.endswith(".xml")} == {False}


def test_a_corrected_mapping_is_remembered_for_the_next_table_with_these_headings(imports: Imports, tmp_path: Path) -> None:
    table = tmp_path / "register.csv"
    table.write_text("UPN,Surname,Forename\nE845299819100,Bo,Ash\n", encoding="utf-8")
    sheet = imports.read_sheet(table)
    imports.remember(sheet, {0: "upn", 1: "legal_forename", 2: "legal_surname"})
    (pupil,) = imports.read_file("table", table).pupils
    assert (pupil.legal_forename, pupil.legal_surname) == ("Bo", "Ash")
    assert [column.confidence for column in imports.columns(sheet)] == ["remembered"] * 3


def test_a_mapping_file_comes_before_everything(imports: Imports, tmp_path: Path) -> None:
    table, mapping = tmp_path / "register.csv", tmp_path / "mapping.json"
    table.write_text("UPN,Surname,Forename\nE845299819100,Bo,Ash\n", encoding="utf-8")
    mapping.write_text('{"columns": {"UPN": "upn", "Surname": "legal_forename"}}', encoding="utf-8")
    (pupil,) = imports.read_file("table", table, mapping).pupils
    assert (pupil.legal_forename, pupil.legal_surname) == ("Bo", "")


def test_one_pupil_is_said_in_the_singular(imports: Imports, book: Notebook, tmp_path: Path) -> None:
    table = tmp_path / "register.csv"
    table.write_text("UPN,Surname,Forename\nE845299819100,Ash,Bo\n", encoding="utf-8")
    bring_in(imports, table)
    assert book.deeds()[0].words == "Imported 1 pupil from a table"


def test_a_thousand_pupils_come_in_within_seconds(imports: Imports, book: Notebook, tmp_path: Path) -> None:
    table = tmp_path / "register.csv"
    rows = "".join(f"Ash{n},Bo,01/02/2015,{n:06},K,ASD\n" for n in range(1000))
    table.write_text("Surname,Forename,DOB,Adno,SEN status,Primary need\n" + rows, encoding="utf-8")
    bring_in(imports, table)
    assert book.count(Need) == 1000
