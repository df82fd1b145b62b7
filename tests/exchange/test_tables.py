"""Files of every shape become one sheet: a header and rows of tidy text."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange import workbooks
from sendco_desk.exchange.tables import read_table
from sendco_desk.exchange.workbooks import as_text
from tests.shared_corpus import SHARED, needs_shared

MIS = SHARED / "corpus" / "mis_csv"
WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12)


@needs_shared
@pytest.mark.parametrize(("name", "rows", "width", "first"), [
    ("arbor_attendance_summary_total_row.csv", 121, 10, 2), ("arbor_contacts_numeric_phones.xlsx", 82, 8, 2),
    ("arbor_sen_register_bom.csv", 44, 12, 2), ("bromcom_sen_register_duplicates_utf16.csv", 28, 13, 2),
    ("bromcom_sen_register_semicolon.csv", 14, 13, 2), ("excel_mangled_dates_and_ids.csv", 5, 6, 2),
    ("sims_attendance_category_tab.txt", 120, 9, 2), ("sims_sen_register_cp1252_merged_title.csv", 45, 14, 5), ("two_digit_years.csv", 20, 4, 2),
])
def test_exports_become_sheets_under_their_headings(name: str, rows: int, width: int, first: int) -> None:
    sheet = read_table(MIS / name)
    assert (len(sheet.rows), sheet.width, sheet.rows[0].number) == (rows, width, first)
    assert sheet.header


@needs_shared
def test_a_table_without_headings_keeps_its_first_pupil() -> None:
    sheet = read_table(MIS / "no_header_row.csv")
    assert (sheet.header, len(sheet.rows), sheet.rows[0].number) == ((), 8, 1)


@needs_shared
def test_headings_alone_are_a_sheet_without_rows_and_an_empty_file_is_refused() -> None:
    assert read_table(MIS / "empty_header_only.csv").rows == ()
    with pytest.raises(Refused, match="empty"):
        read_table(MIS / "zero_bytes.csv")


@needs_shared
def test_letters_survive_each_encoding() -> None:
    cells = [read_table(MIS / name).rows[row].cells for name, row in (
        ("bromcom_sen_register_duplicates_utf16.csv", 1), ("arbor_sen_register_bom.csv", 3), ("sims_attendance_category_tab.txt", 3))]
    assert all("Oisín" in row for row in cells)


@needs_shared
@pytest.mark.parametrize("name", ["xls_simple.xls", "xlsx_password.xlsx", "doc_sample.doc"])
def test_old_and_locked_workbooks_are_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(Refused, match=r"save it as \.xlsx"):
        read_table(SHARED / "corpus" / "documents" / name)


@needs_shared
@pytest.mark.parametrize(("name", "says"), [
    ("docx_tables.docx", "not an Excel workbook"), ("pdf_a.pdf", "document, not a table"), ("word2003_flat.xml", "XML file"),
    ("html_utf16le.html", "web page"), ("rtf_various.rtf", "document, not a table"),
])
def test_other_kinds_of_file_are_refused_by_name(name: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_table(SHARED / "corpus" / "documents" / name)


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "corpus" / "reference").glob("*.csv")), ids=lambda path: path.name)
def test_tables_of_other_things_are_sheets_too(path: Path) -> None:
    assert read_table(path).width > 0


@pytest.mark.parametrize("start", [b"<html><table>", b"\xef\xbb\xbf<!DOCTYPE html>", b"<table>"])
def test_a_web_page_that_calls_itself_excel_is_refused(start: bytes) -> None:
    with pytest.raises(Refused, match="web page"):
        read_table(start + b"<tr><td>UPN</td></tr></table>", "register.xls")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refused, match="not a table of text"):
        read_table(b"abc" * 200 + b"\0\x01" + b"abc" * 200)


@given(st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=2))
def test_any_separator_and_encoding_gives_the_same_rows(separator: str, encoding: str, people: list[tuple[str, str, str]]) -> None:
    text = "\r\n".join(separator.join(row) for row in [("UPN", "Surname", "Forename"), *people])
    sheet = read_table(text.encode(encoding))
    assert sheet.header == ("UPN", "Surname", "Forename")
    assert len(sheet.rows) <= len(people)
    assert all(len(row.cells) == 3 for row in sheet.rows)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(encoding: str) -> None:
    assert read_table("UPN\tSurname\nE845299819100\tMüller\n".encode(encoding)).rows[0].cells[1] == "Müller"


def test_titles_blank_lines_and_repeated_headings_are_left_out() -> None:
    sheet = read_table(b"SEN Register,,\nPrinted 1/9/2026,,\n,,\nUPN,Surname,Forename\nA,Ash,Bo\n\nUPN,Surname,Forename\nB,Elm,Cy\n")
    assert [row.number for row in sheet.rows] == [5, 8]


def test_a_heading_row_of_unknown_words_is_still_a_heading_row() -> None:
    sheet = read_table(b"Apples,Pears,Figs\n1,2,3\n4,5,6\n")
    assert (sheet.header, len(sheet.rows)) == (("Apples", "Pears", "Figs"), 2)


def test_one_column_of_words_has_no_heading() -> None:
    assert read_table(b"alpha\nbeta\n").header == ()


def test_a_cell_larger_than_any_cell_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be told apart"):
        read_table(b'UPN,Surname\n"' + b"x" * 200_000 + b'",y\n')


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active) if book.active else None
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_gives_dates_numbers_and_text_as_they_are_seen() -> None:
    sheet = read_table(workbook([["UPN", "Surname", "DOB", "Adno", "FSM"], ["E845299819100", " Ash ", datetime(2015, 2, 11), 4548.0, True]]))  # noqa: DTZ001
    assert sheet.rows[0].cells == ("E845299819100", "Ash", "2015-02-11", "4548", "Yes")


def test_a_formula_without_a_stored_result_is_said() -> None:
    sheet = read_table(workbook([["UPN", "Surname"], ["E845299819100", '="A"&"sh"']]))
    assert sheet.rows[0].cells == ("E845299819100", "")
    assert [problem.row for problem in sheet.problems] == [2]


def test_the_sheet_with_pupils_is_read_and_the_others_are_named() -> None:
    sheet = read_table(workbook([["Notes"], ["x"]], [["UPN", "Surname", "DOB"], ["E845299819100", "Ash", None], [None, None, None]]))
    assert sheet.header == ("UPN", "Surname", "DOB")
    assert sheet.warnings == ("Only the sheet Sheet2 was read. Not read: Sheet1.",)


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(Refused, match="nothing in this workbook"):
        read_table(workbook([]))


def test_a_damaged_workbook_is_refused() -> None:
    whole = workbook([["UPN"], ["x"]])
    with pytest.raises(Refused, match="cannot be read"):
        read_table(whole[: len(whole) // 2])


def test_a_workbook_with_broken_parts_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", "<broken")
    with pytest.raises(Refused, match="cannot be read"):
        read_table(stream.getvalue())


def test_a_workbook_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "UNPACKED_LIMIT", 1000)
    with pytest.raises(Refused, match="larger inside"):
        read_table(workbook([["UPN"], ["x"]]))


def test_a_sheet_of_more_rows_than_any_school_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="more than 2 rows"):
        read_table(workbook([["UPN"], ["x"], ["y"]]))


@pytest.mark.parametrize(("value", "text"), [
    (None, ""), (7700900269, "7700900269"), (1.5, "1.5"), (date(2015, 2, 11), "2015-02-11"), (False, "No"), (time(9, 30), "09:30:00"),
    (datetime(2015, 2, 11, 9, 30), "2015-02-11T09:30:00"),  # noqa: DTZ001
])
def test_values_of_a_workbook_as_text(value: object, text: str) -> None:
    assert as_text(value) == text
