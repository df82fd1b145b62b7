"""Excel workbooks to pages: stored results instead of formulas, dates in their own format, hidden sheets, rows and columns said and not shown."""

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import defusedxml.ElementTree
import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import libreoffice, office, office_package, sheets
from sendco_desk.packs.convert.office import Office, Simple
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, words
from sendco_desk.packs.convert.printed import Printed, counted
from sendco_desk.packs.convert.sheet_values import shown
from sendco_desk.packs.convert.sheets import Sheet, Shown
from sendco_desk.packs.source import Limits, Source

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_END = re.compile(rb"</(?:\w+:)?sheetData>")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_NOT_CALCULATED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
_CODE = re.compile(r'&(?:"[^"]*"|[A-Za-z]|\d+)')
_BINARY = "This is a binary Excel workbook (XLSB), which cannot be printed here. Open it in Excel, choose Save as and then PDF, and add that PDF."
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3}[1-9]\d{0,6}):([A-Z]{1,3}[1-9]\d{0,6})"\s*/>')
_VAST = 100_000  # cells
_SPARE_ROWS = 200  # read beyond those that are printed, since some may be empty or hidden


@dataclass(slots=True)
class _Cut:
    """A workbook whose sheets were cut to a length that can be held, and how much each lost."""

    content: io.BytesIO = field(default_factory=io.BytesIO)
    lost: dict[str, int] = field(default_factory=dict)
    uncalculated: bool = False
    macros: bool = False


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The sheets of the workbook, each from a page of its own."""
    return office.convert(source, out, limits, _KIND)


def read(source: Source, limits: Limits, pictures: Pictures) -> Simple:
    """The sheets as tables."""
    with source.open() as stream:
        cut = _cut(stream, limits)
    book = _opened(cut, values=True)
    formulas = _opened(cut, values=False) if cut.uncalculated else None
    reader = _Reader(pictures=pictures, formulas=formulas)
    found = [reader.sheet(sheet, cut.lost.get(sheet.title, 0)) for sheet in book.worksheets if _is_shown(sheet)]
    laid = sheets.laid_out(found, "Excel")
    said = [*_hidden(book), *laid.said]
    said += ["macros were not run"] if cut.macros else []
    here = [f"{counted(reader.uncalculated, 'formula')} without a stored result, shown as written"] if reader.uncalculated else []
    listed, elsewhere = office.comments_said(reader.comments)
    charts = sum(len(getattr(sheet, "_charts", ())) for sheet in book.worksheets if _is_shown(sheet)) + len(book.chartsheets)
    if charts:
        are = "chart is" if charts == 1 else "charts are"
        laid.left_out.append(f"{charts} {are} not here. Open it in Excel, save it as PDF, and add that PDF.")
    notes: list[Block] = [words("Comments in the document", level=3), *map(words, reader.comments)] if reader.comments else []
    return Simple(
        blocks=[*laid.blocks, *notes], said=tuple(said), here=(*here, *listed), elsewhere=elsewhere, left_out=" ".join(laid.left_out),
        endless=laid.endless,
    )  # fmt: skip


_KIND = Office(
    called="an Excel workbook",
    program="Excel",
    ending=".xlsx",
    export=libreoffice.CALC,
    copy=office_package.copy,
    read=read,
    kept="The words, figures and pictures are here; the layout and the colours are not. Formulas show their stored results.",
)


@dataclass(slots=True)
class _Reader:
    pictures: Pictures
    formulas: Workbook | None
    uncalculated: int = 0
    comments: list[str] = field(default_factory=list)

    def sheet(self, sheet: Worksheet, lost: int) -> Sheet:
        cells: dict[tuple[int, int], Shown] = {}
        for (row, column), cell in sorted(sheet._cells.items()):  # its own way through would make a cell of every empty place up to the last
            text, right = self._text(sheet, cell)
            if text:
                cells[row - 1, column - 1] = Shown(text=text, right=right, bold=bool(cell.font and cell.font.b))
            if cell.comment:
                place = f"{sheet.title}, {cell.coordinate}"
                self.comments.append(f"{place} \u2013 {cell.comment.author or 'Someone'}: {' '.join(str(cell.comment.text).split())}")
        merged = {(one.min_row - 1, one.min_col - 1): (one.size["rows"], one.size["columns"]) for one in sheet.merged_cells.ranges}
        return Sheet(
            name=sheet.title, cells=cells, merged=merged, rows_left_out=lost, heads=_heads(sheet),
            hidden_rows=frozenset(number - 1 for number, facts in sheet.row_dimensions.items() if facts.hidden),
            hidden_columns=frozenset(_hidden_columns(sheet)),
            before=tuple(words(line, quiet=True) for line in _margins(sheet)),
            after=tuple(self._pictures_of(sheet)),
        )  # fmt: skip

    def _text(self, sheet: Worksheet, cell: Any) -> tuple[str, bool]:
        value = getattr(cell, "value", None)
        if value is None and self.formulas is not None:
            found = self.formulas[sheet.title].cell(cell.row, cell.column).value
            written = getattr(found, "text", found)  # a formula over several cells
            if isinstance(written, str) and written.startswith("="):
                self.uncalculated += 1
                return written, False
        return shown(value, cell.number_format or "General") if value is not None else ("", False)

    def _pictures_of(self, sheet: Worksheet) -> Iterator[Block]:
        for picture in getattr(sheet, "_images", ()):
            yield self.pictures.block(picture._data(), "", (picture.width * 0.75, picture.height * 0.75))


def _opened(cut: _Cut, *, values: bool) -> Workbook:
    cut.content.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep: none of it would be printed
        return openpyxl.load_workbook(cut.content, data_only=values, keep_links=False)


def _cut(stream: BinaryIO, limits: Limits) -> _Cut:
    """The workbook without macros and without the rows that would not be printed anyway."""
    cut = _Cut()
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(cut.content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        office_package.check_size(package, limits)
        names = package.namelist()
        if "xl/workbook.bin" in names:
            raise Refused(_BINARY)
        titles = _titles(package)
        cut.macros = any("vbaProject" in name for name in names)
        for name in names:
            content = package.read(name)
            if _SHEET.search(name):
                content, lost = _shortened(_MERGED.sub(_unless_vast, content))
                cut.lost[titles.get(posixpath.basename(name), "")] = lost
                cut.uncalculated = cut.uncalculated or _NOT_CALCULATED.search(content) is not None
            copy.writestr(zipfile.ZipInfo(name), content)
    return cut


def _shortened(content: bytes) -> tuple[bytes, int]:
    """The sheet with its first rows only, and how many filled rows went."""
    starts = [found.start() for _, found in zip(range(sheets.MOST_ROWS + _SPARE_ROWS + 1), _ROW.finditer(content), strict=False)]
    ends = list(_END.finditer(content, starts[-1])) if starts else []
    if len(starts) <= sheets.MOST_ROWS + _SPARE_ROWS or not ends:
        return content, 0
    tail = content[starts[-1] : ends[-1].start()]
    lost = sum(_FILLED.search(row) is not None for row in _ROW.split(tail))
    return content[: starts[-1]] + content[ends[-1].start() :], lost


def _unless_vast(merged: re.Match[bytes]) -> bytes:
    """A merged place, unless it is so vast that holding each of its cells would fill the memory: what stands in its corner is shown anyway."""
    (left, top), (right, bottom) = (coordinate_to_tuple(merged[number].decode())[::-1] for number in (1, 2))
    return merged[0] if (right - left + 1) * (bottom - top + 1) <= _VAST else b""


def _titles(package: zipfile.ZipFile) -> dict[str, str]:
    """The title of each sheet by the file it is kept in."""
    book = defusedxml.ElementTree.fromstring(package.read("xl/workbook.xml"), forbid_dtd=True)
    relations = defusedxml.ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {one.get("Id"): posixpath.basename(one.get("Target", "")) for one in relations}
    sheets_of_book = (one for one in book.iter() if one.tag.endswith("}sheet"))
    return {targets.get(one.get(_ID), ""): one.get("name", "") for one in sheets_of_book}


def _is_shown(sheet: Worksheet) -> bool:
    return sheet.sheet_state == "visible"


def _hidden(book: Workbook) -> Iterator[str]:
    names = [sheet.title for sheet in book.worksheets if not _is_shown(sheet)]
    if names:
        yield f"{counted(len(names), 'hidden sheet')} not printed: {', '.join(names)}"


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for facts in sheet.column_dimensions.values():
        if facts.hidden and facts.min and facts.max:
            yield from range(facts.min - 1, min(facts.max, facts.min + 20_000))


def _heads(sheet: Worksheet) -> int:
    """The rows that the author repeats on every page or keeps in sight."""
    repeated = re.search(r"(\d+)$", str(sheet.print_title_rows or ""))
    frozen = re.search(r"(\d+)$", str(sheet.freeze_panes or ""))
    rows = int(repeated[1]) if repeated else int(frozen[1]) - 1 if frozen else 0
    return rows if rows <= 8 else 0


def _margins(sheet: Worksheet) -> Iterator[str]:
    for name, called in (("oddHeader", "Page heading"), ("oddFooter", "Page footing")):
        margin = getattr(sheet, name, None)
        parts = [str(part.text) for part in (margin.left, margin.center, margin.right) if part.text] if margin else []
        said = " ".join(" ".join(_CODE.sub("", part) for part in parts).split())
        if re.search(r"\w", said.replace("of", "").replace("Page", "")):
            yield f"{called}: {said}"
