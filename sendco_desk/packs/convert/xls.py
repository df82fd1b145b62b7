"""Old Excel workbooks to pages: stored results instead of formulas, dates in their own format, what is hidden said and not shown."""

import io
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import xlrd

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import libreoffice, office, sheets
from sendco_desk.packs.convert.office import Office, Simple
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, words
from sendco_desk.packs.convert.printed import Printed, counted
from sendco_desk.packs.convert.sheet_values import Value, is_date_format, shown
from sendco_desk.packs.convert.sheets import Sheet, Shown
from sendco_desk.packs.source import Limits, Source

_DAMAGED = "The Excel workbook is damaged or older than can be read here. Open it in Excel, choose Save as and then PDF, and add that PDF."
_PICTURES = "pictures and charts of an old workbook are not read here"
_MARK = "\x00"


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The sheets of the workbook, each from a page of its own."""
    return office.convert(source, out, limits, _KIND)


def read(source: Source, limits: Limits, pictures: Pictures) -> Simple:
    """The sheets as tables."""
    book = _opened(office.all_of(source))
    visible = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    laid = sheets.laid_out([_sheet(book, sheet) for sheet in visible], "Excel")
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility != 0]
    said = [f"{counted(len(hidden), 'hidden sheet')} not printed: {', '.join(hidden)}"] if hidden else []
    comments = [line for sheet in visible for line in _comments(sheet)]
    notes: list[Block] = [words("Comments in the document", level=3), *map(words, comments)] if comments else []
    here, elsewhere = office.comments_said(comments)
    return Simple(
        blocks=[*laid.blocks, *notes], said=(*said, *laid.said), here=(*here, _PICTURES), elsewhere=elsewhere, left_out=" ".join(laid.left_out),
        endless=laid.endless,
    )


_KIND = Office(
    called="an old Excel workbook",
    program="Excel",
    ending=".xls",
    export=libreoffice.CALC,
    copy=office.copy_stilled,
    read=read,
    kept="The words and figures are here; the layout and the colours are not. Formulas show their stored results.",
)


def _opened(content: bytes) -> Any:
    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, NotImplementedError, AssertionError) as error:
        raise Refused(office.LOCKED if "encrypted" in str(error).lower() else _DAMAGED) from error


def _sheet(book: Any, sheet: Any) -> Sheet:
    most = min(sheet.nrows, sheets.MOST_ROWS + 200)
    cells: dict[tuple[int, int], Shown] = {}
    for row in range(most):
        for column in range(sheet.row_len(row)):
            text, right, bold = _shown(book, sheet.cell(row, column))
            if text:
                cells[row, column] = Shown(text=text, right=right, bold=bold)
    merged = {(top, left): (low - top, right - left) for top, low, left, right in sheet.merged_cells}
    return Sheet(
        name=sheet.name, cells=cells, merged=merged, rows_left_out=sheet.nrows - most,
        hidden_rows=frozenset(row for row, facts in sheet.rowinfo_map.items() if facts.hidden),
        hidden_columns=frozenset(column for column, facts in sheet.colinfo_map.items() if facts.hidden),
        heads=sheet.horz_split_pos if sheet.panes_are_frozen and sheet.horz_split_pos <= 8 else 0,
    )  # fmt: skip


def _shown(book: Any, cell: Any) -> tuple[str, bool, bool]:
    look = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    known = book.format_map.get(look.format_key) if look else None
    number_format = known.format_str if known else "General"
    bold = bool(look and book.font_list[look.font_index].bold)
    return (*shown(_value(book, cell, number_format), number_format), bold)


def _value(book: Any, cell: Any, number_format: str) -> Value:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    if cell.ctype == xlrd.XL_CELL_NUMBER and not is_date_format(number_format):
        return float(cell.value)
    if cell.ctype in (xlrd.XL_CELL_DATE, xlrd.XL_CELL_NUMBER):
        return _moment(float(cell.value), book.datemode, number_format)
    return str(cell.value).replace(_MARK, "")


def _moment(value: float, mode: int, number_format: str) -> Value:
    if "[h" in number_format.lower():
        return timedelta(days=value)
    if 0 <= value < 1:
        return time(*divmod(round(value * 1440) % 1440, 60))
    try:
        return xlrd.xldate_as_datetime(value, mode)  # type: ignore[no-any-return]
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return value


def _comments(sheet: Any) -> Iterator[str]:
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        yield f"{sheet.name}, {sheets.letter(column)}{row + 1} \u2013 {note.author or 'Someone'}: {' '.join(note.text.split())}"
