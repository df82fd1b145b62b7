import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetPicture
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from sendco_desk.packs.convert import libreoffice, sheets, word, xlsx
from sendco_desk.packs.convert.sheet_values import plain_number, shown
from sendco_desk.packs.source import Converted, Limits, Outcome
from tests.packs.office_samples import SIMPLE, colours_of, converted, picture, saved, sizes_of, text_of, zipped
from tests.shared_corpus import SHARED, needs_shared


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    monkeypatch.setattr(word, "find", lambda: None)


def workbook() -> tuple[Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Reading"
    return book, sheet


def printed(folder: Path, book: Workbook, limits: Limits | None = None) -> Converted:
    return converted(folder, "in.xlsx", saved(book), limits)


def words_of(done: Converted) -> str:
    return " ".join(text_of(done).split())


def test_a_workbook_says_that_its_pages_are_simplified(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append(["Name", "Score"])
    sheet.append(["Pupil One", 14])
    done = printed(tmp_path, book)
    assert done.outcome is Outcome.INCLUDED and done.actions == (SIMPLE,)
    assert text_of(done).startswith("Simplified pages made from an Excel workbook.")
    assert "Reading" in text_of(done) and "Pupil One" in text_of(done)


def test_a_sheet_of_thirty_columns_lies_and_goes_on_in_bands_beside_its_first_column(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append([f"Column {n}" for n in range(1, 31)])
    sheet.append(["Pupil One", *(f"value {n} of a pupil" for n in range(2, 31))])
    done = printed(tmp_path, book)
    assert all(broad > tall for broad, tall in sizes_of(done))
    assert "Columns A to" in words_of(done) and "beside column A again" in words_of(done)
    assert words_of(done).count("Pupil One") > 1
    assert all(f"value {n} of a pupil" in words_of(done) for n in range(2, 31))


def test_a_sheet_that_fits_stands_upright_and_a_broader_one_lies(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append(["a", "b"])
    broad = book.create_sheet("Broad")
    broad.append([f"Some words {n}" for n in range(9)])
    assert [page[0] > page[1] for page in sizes_of(printed(tmp_path, book))] == [False, True]


def test_a_merged_cell_is_written_once_over_the_cells_it_covers(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet["A1"] = "Autumn term"
    sheet.merge_cells("A1:C1")
    sheet.append(["Pupil One", "Speech", 1])
    sheet.append([None, "Reading", 2])
    sheet.merge_cells("A2:A3")
    done = printed(tmp_path, book)
    assert words_of(done).count("Autumn term") == 1 and words_of(done).count("Pupil One") == 1
    assert "Reading 2" in words_of(done)


def test_a_merged_cell_is_cut_to_the_band_of_columns_it_begins_in(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet["B1"] = "All the terms of the year"
    sheet.merge_cells("B1:Z1")
    sheet.append([f"words of some length {n}" for n in range(26)])
    assert words_of(printed(tmp_path, book)).count("All the terms of the year") == 1


def test_a_merged_cell_taller_than_a_page_does_not_stop_the_sheet(tmp_path: Path) -> None:
    book, sheet = workbook()
    for number in range(120):
        sheet.append(["", number])
    sheet["A1"] = "Year 4"
    sheet.merge_cells("A1:A120")
    done = printed(tmp_path, book)
    assert words_of(done).count("Year 4") == 1 and "118 119" in words_of(done)


def test_a_formula_shows_its_stored_result(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append([2, 3, "=A1+B1"])
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"<v></v>", b"<v>5</v>").replace(b"<v />", b"<v>5</v>").replace(b"<v/>", b"<v>5</v>"))
    done = converted(tmp_path, "in.xlsx", content.getvalue())
    assert "2 3 5" in words_of(done) and "A1+B1" not in words_of(done)


def test_a_formula_without_a_result_is_shown_as_written_and_counted(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append([2, None, "=A1+B1"])
    sheet["C2"] = ArrayFormula("C2:C2", "=SUM(A1:B1)")
    done = printed(tmp_path, book)
    assert "=A1+B1" in words_of(done) and "=SUM(A1:B1)" in words_of(done)
    assert "2 formulas without a stored result, shown as written" in done.actions


def test_names_in_any_script_print(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append(["Łukasz Żółć", "学校报告", "سکول"])
    done = printed(tmp_path, book)
    assert done.outcome is Outcome.INCLUDED and "Łukasz Żółć" in words_of(done) and "学校报告" in words_of(done)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    done = printed(tmp_path, workbook()[0])
    assert done.reason == "There is nothing on the pages of this Excel workbook. Ask the sender for a fresh copy."


def test_a_sheet_of_a_hundred_thousand_rows_is_cut_in_good_time_and_that_is_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Log")
    for number in range(100_000):
        sheet.append([number, "some words"])
    done = printed(tmp_path, book)
    assert done.outcome is Outcome.PARTIAL
    assert done.reason == (
        "Sheet “Log” has 100,000 rows: the first 2,000 rows are here. Open it in Excel, save what matters as PDF, and add that PDF."
    )
    assert "1999 some words" in words_of(done) and "2000 some words" not in words_of(done)


def test_a_sheet_of_very_many_columns_is_cut_and_that_is_said(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append([f"c{n}" for n in range(130)])
    assert "has 130 columns: the first 100 columns are here." in (printed(tmp_path, book).reason or "")


def test_hidden_sheets_rows_and_columns_are_said_and_not_shown(tmp_path: Path) -> None:
    book, sheet = workbook()
    for row in (["Name", "Note", "Score"], ["Pupil One", "secret note", 4], ["Pupil Two", "secret note", 5], ["Pupil Four", "", 6]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["C"].width = 30
    other = book.create_sheet("Others")
    other["A1"] = "Pupil Three"
    other.sheet_state = "hidden"
    done = printed(tmp_path, book)
    assert all(word not in words_of(done) for word in ("secret", "Pupil Two", "Pupil Three"))
    assert "1 hidden sheet not printed: Others" in done.actions
    assert "sheet “Reading”: 1 hidden row and 1 hidden column not printed" in done.actions


def test_comments_pictures_page_headings_and_charts_of_a_sheet(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append(["Term", "Score"])
    sheet.append(["Autumn", 3])
    sheet["B2"].comment = Comment("Is this\nright?", "A Teacher")
    sheet.add_image(SheetPicture(io.BytesIO(picture(colour="red"))), "D2")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    sheet.add_chart(chart, "F5")
    head, foot = sheet.oddHeader, sheet.oddFooter
    assert head is not None and foot is not None
    head.center.text, foot.left.text = "Example School &P", "Page &P of &N"
    done = printed(tmp_path, book)
    assert "Reading, B2 – A Teacher: Is this right?" in words_of(done) and "1 comment listed at the end" in done.actions
    assert (255, 0, 0) in colours_of(done)
    assert "Page heading: Example School" in words_of(done) and "Page footing" not in words_of(done)
    assert done.reason == "1 chart is not here. Open it in Excel, save it as PDF, and add that PDF."


def test_a_sheet_with_only_a_picture_shows_it(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.add_image(SheetPicture(io.BytesIO(picture(colour="red"))), "A1")
    assert (255, 0, 0) in colours_of(printed(tmp_path, book))


def test_the_rows_that_its_author_froze_or_repeats_are_repeated(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append(["School", 2026])
    sheet.append(["Name", "Score"])
    for number in range(120):
        sheet.append([f"Pupil {number}", number])
    sheet.freeze_panes = "A3"
    done = printed(tmp_path, book)
    assert words_of(done).count("Name Score") == done.pages > 1
    sheet.freeze_panes = None
    sheet.print_title_rows = "2:2"
    assert words_of(printed(tmp_path, book)).count("Name Score") == done.pages


def test_the_first_row_is_repeated_where_it_names_the_columns(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append(["Name", "Score"])
    for number in range(120):
        sheet.append([f"Pupil {number}", number])
    done = printed(tmp_path, book)
    assert words_of(done).count("Name Score") == done.pages > 1


def test_a_title_alone_in_its_row_does_not_broaden_its_column(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet["A1"] = "The reading ages of a class in the autumn term, by pupil and by week of the term"
    sheet["A1"].font = Font(bold=True)
    sheet.append([])
    sheet.append(["P1", *range(10)])
    assert sizes_of(printed(tmp_path, book)) == [(595, 842)]


def test_macros_are_not_run_and_that_is_said(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet["A1"] = "Words"
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old:
        parts: dict[str, bytes | str] = {name: old.read(name) for name in old.namelist()}
    done = converted(tmp_path, "in.xlsm", zipped({**parts, "xl/vbaProject.bin": b"macro"}))
    assert "macros were not run" in done.actions


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    book, sheet = workbook()
    for _ in range(3_000):
        sheet.append(["the same words again and again"] * 5)
    done = printed(tmp_path, book, Limits(max_bytes=150_000))
    assert done.outcome is Outcome.REFUSED and "unpacks to more" in (done.reason or "")


def test_a_cell_in_the_last_corner_of_a_sheet_and_a_merge_of_all_of_it_fill_no_memory(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet["A1"], sheet["XFD1048576"] = "first", "last"
    parts = zipfile.ZipFile(io.BytesIO(saved(book)))
    vast, small = (b'<mergeCell ref="%s"/>' % place for place in (b"A1:XFD1048576", b"B3:C4"))
    content: dict[str, bytes | str] = {
        name: parts.read(name).replace(b"</sheetData>", b"</sheetData><mergeCells>" + vast + small + b"</mergeCells>") for name in parts.namelist()
    }
    done = converted(tmp_path, "in.xlsx", zipped(content))
    assert "first" in words_of(done) and "last" in words_of(done) and done.outcome is Outcome.INCLUDED
    (tmp_path / "kept.xlsx").write_bytes(zipped(content))
    with (tmp_path / "kept.xlsx").open("rb") as stream:
        kept = zipfile.ZipFile(xlsx._cut(stream, Limits()).content).read("xl/worksheets/sheet1.xml")
    assert small in kept and vast not in kept


def test_a_binary_workbook_is_named(tmp_path: Path) -> None:
    done = converted(tmp_path, "in.xlsb", zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"\x01"}))
    assert (done.reason or "").startswith("This is a binary Excel workbook (XLSB)")


@needs_shared
def test_a_locked_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    done = converted(tmp_path, "in.xlsx", (SHARED / "corpus" / "documents" / "xlsx_password.xlsx").read_bytes())
    assert "locked with a password" in (done.reason or "") and "save it as PDF" in (done.reason or "")


def test_a_workbook_named_as_an_old_one_is_read_as_what_it_is(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet["A1"] = "Words"
    done = converted(tmp_path, "in.xls", saved(book))
    assert done.actions[0] == "The name does not say so, but this is an Excel workbook; it was read as one." and "Words" in text_of(done)


MOMENT = datetime(2026, 9, 7, 14, 5, 9)  # noqa: DTZ001 - a cell has no time zone
SHOWN = [
    (MOMENT, "mm-dd-yy", "07/09/2026"),
    (MOMENT, "m/d/yyyy h:mm", "07/09/2026 14:05"),
    (MOMENT, "d mmm yyyy", "7 Sep 2026"),
    (MOMENT, "dddd, d mmmm yyyy", "Monday, 7 September 2026"),
    (MOMENT, "ddd d mmmmm yy", "Mon 7 S 26"),
    (MOMENT, "[$-F800]dddd\\,\\ mmmm\\ dd", "Monday, 7 September 2026"),
    (MOMENT, '[$-809]dd"/"mm\\-yy;@', "07/09-26"),
    (MOMENT, "h:mm AM/PM", "2:05 pm"),
    (MOMENT, "hh:mm:ss", "14:05:09"),
    (MOMENT, "[h]:mm", "14:05"),
    (MOMENT, "mm:ss", "05:09"),
    (MOMENT, "m:ss.0", "5:09"),
    (MOMENT, "General", "07/09/2026 14:05"),
    (MOMENT.replace(hour=9), "h AM/PM", "9 am"),
    (date(2026, 9, 7), "General", "07/09/2026"),
    (time(9, 30), "h:mm", "9:30"),
    (time(9, 30), "dd/mm/yyyy", "09:30"),
    (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
    (timedelta(minutes=5, seconds=7), "[h]:mm:ss", "0:05:07"),
    (1234.5, "#,##0.00", "1,234.50"),
    (0.4567, "0.0%", "45.7%"),
    (12.5, "£#,##0.00", "£12.50"),
    (12.5, "[$£-809]#,##0.00", "£12.50"),
    (-3, "_-£* #,##0.00_-;-£* #,##0.00_-", "-£3.00"),
    (-5, "#,##0;(#,##0)", "(5)"),
    (-5, "0.00", "-5.00"),
    (7, "000", "007"),
    (2.5, "0.##", "2.5"),
    (3, "0.##", "3"),
    (3, '0" hours"', "3 hours"),
    (3, "0\\h", "3h"),
    (1_234_567, '0.0,,"m"', "1.2m"),
    (12345, "0.00E+00", "1.23E+4"),
    (0.5, "# ?/?", "0.5"),
    (5, "@", "5"),
    (0.1 + 0.2, "General", "0.3"),
    (float("inf"), "0.00", "inf"),
    (float("inf"), "General", "inf"),
    (True, "General", "TRUE"),
    (False, "General", "FALSE"),
    ("words", "0.00", "words"),
    (None, "General", ""),
]


@pytest.mark.parametrize(("value", "number_format", "words"), SHOWN, ids=lambda part: str(part))
def test_a_cell_shows_its_value_in_its_own_format_british_where_it_is_open(value: object, number_format: str, words: str) -> None:
    assert shown(value, number_format)[0] == words


@pytest.mark.parametrize(("value", "words"), [(3.0, "3"), (1e20, "1.00000E+20"), (1.5e-9, "1.50000E-09"), (10**16, "1.00000E+16")])
def test_a_very_large_or_small_number_is_shown_short(value: float, words: str) -> None:
    assert plain_number(value) == words


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(column: int, letters: str) -> None:
    assert sheets.letter(column) == letters
