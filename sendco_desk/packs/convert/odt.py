"""OpenDocument files to pages: texts, spreadsheets and presentations. Tracked changes are printed as if all were accepted."""

from collections.abc import Iterator
from pathlib import Path

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import kinds, libreoffice, odf_package, office, sheets
from sendco_desk.packs.convert.odf_package import DRAW, OFFICE, PRESENTATION, TABLE, TEXT, Element, Package
from sendco_desk.packs.convert.odf_reader import OdfReader, changes_in, is_hidden, rows_of, slide_notes
from sendco_desk.packs.convert.office import Office, Simple
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, Rule, words
from sendco_desk.packs.convert.printed import Printed, counted
from sendco_desk.packs.convert.sheets import Sheet, Shown
from sendco_desk.packs.source import Limits, Source

_FIGURES = ("float", "percentage", "currency", "date", "time")
_MOST_COLUMNS = 1_000


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The document on pages."""
    kind = odf_package.opened(source, limits).kind
    return office.convert(source, out, limits, _KINDS.get(kind, _DRAWING))


def read(source: Source, limits: Limits, pictures: Pictures) -> Simple:
    """The document as blocks."""
    package = odf_package.opened(source, limits)
    body = package.content.find(OFFICE + "body")
    whole = next(iter(body), None) if body is not None else None
    reader = OdfReader(package=package, pictures=pictures)
    if whole is None or whole.tag == OFFICE + "drawing":
        raise Refused(f"This is an OpenDocument drawing, which cannot be printed here. {kinds.ODT.instead}")
    if whole.tag == OFFICE + "spreadsheet":
        return _book(whole, reader)
    blocks = _slides(whole, reader) if whole.tag == OFFICE + "presentation" else reader.blocks(whole)
    return _simple(blocks, whole, reader)


def _simple(blocks: list[Block], whole: Element, reader: OdfReader) -> Simple:
    heads, feet = reader.margins()
    hidden = [page.get(DRAW + "name", "a slide") for page in whole.iter(DRAW + "page") if _is_hidden_slide(page, reader.package)]
    said = [office.ALL_ACCEPTED] if changes_in(whole) else []
    said += [f"{counted(len(hidden), 'hidden slide')} not printed: {', '.join(hidden)}"] if hidden else []
    here, elsewhere = office.comments_said(reader.comments)
    noted = [page for page in whole.iter(DRAW + "page") if slide_notes(page)]
    elsewhere += ("speaker notes not printed",) if noted else ()
    if blocks:
        blocks = [*(words(f"Page heading: {line}", quiet=True) for line in heads), *blocks]
        blocks += [Rule(), *(words(f"Page footing: {line}", quiet=True) for line in feet)] if feet else []
        blocks += [Rule(), words("Notes", level=3), *reader.notes] if reader.notes else []
        blocks += [Rule(), words("Comments in the document", level=3), *map(words, reader.comments)] if reader.comments else []
    return Simple(blocks=blocks, said=tuple(said), here=here, elsewhere=elsewhere, left_out=_left_out(reader))


def _left_out(reader: OdfReader) -> str:
    said = []
    if reader.not_fetched:
        lie = "A picture lies" if reader.not_fetched == 1 else f"{reader.not_fetched} pictures lie"
        said.append(f"{lie} outside this document and {'was' if reader.not_fetched == 1 else 'were'} not fetched.")
    if reader.objects:
        objects, are = ("An embedded object", "is") if reader.objects == 1 else (f"{reader.objects} embedded objects", "are")
        said.append(f"{objects} {are} not here.")
    return " ".join([*said, "Open it in LibreOffice or Word, save it as PDF, and add that PDF if you need what is missing."]) if said else ""


def _slides(whole: Element, reader: OdfReader) -> list[Block]:
    blocks: list[Block] = []
    for number, page in enumerate(whole.iter(DRAW + "page"), 1):
        if _is_hidden_slide(page, reader.package):
            continue
        blocks += [Rule()] if blocks else []
        blocks.append(words(f"Slide {number}", level=2))
        blocks += reader.blocks(page)
        notes = slide_notes(page)
        blocks += [words("Speaker notes", level=4), *(words("".join(one.itertext()).strip(), quiet=True) for one in notes)] if notes else []
    return blocks


def _is_hidden_slide(page: Element, package: Package) -> bool:
    return is_hidden(page, package, DRAW + "style-name", PRESENTATION + "visibility", "hidden")


def _book(whole: Element, reader: OdfReader) -> Simple:
    tables = whole.findall(TABLE + "table")
    hidden = [table for table in tables if is_hidden(table, reader.package, TABLE + "style-name", TABLE + "display", "false")]
    laid = sheets.laid_out([_sheet(table, reader) for table in tables if table not in hidden], "LibreOffice or Excel")
    names = ", ".join(table.get(TABLE + "name", "") for table in hidden)
    said = [f"{counted(len(hidden), 'hidden sheet')} not printed: {names}"] if hidden else []
    notes: list[Block] = [words("Comments in the document", level=3), *map(words, reader.comments)] if reader.comments else []
    here, elsewhere = office.comments_said(reader.comments)
    left_out = " ".join(one for one in (*laid.left_out, _left_out(reader)) if one)
    return Simple(blocks=[*laid.blocks, *notes], said=(*said, *laid.said), here=here, elsewhere=elsewhere, left_out=left_out, endless=laid.endless)


def _sheet(table: Element, reader: OdfReader) -> Sheet:
    cells: dict[tuple[int, int], Shown] = {}
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    hidden: set[int] = set()
    pictures: list[Block] = []
    at = lost = 0
    for row, times in rows_of(table):
        found = list(_row(row, reader, pictures))
        for _ in range(times if found else 0):
            if at >= sheets.MOST_ROWS + 200:
                lost += 1
                continue
            hidden |= {at} if row.get(TABLE + "visibility", "visible") != "visible" else set()
            for column, shown, tall, broad in found:
                cells[at, column] = shown
                merged |= {(at, column): (tall, broad)} if tall * broad > 1 else {}
            at += 1
        at += 0 if found else times
    columns = frozenset(_hidden_columns(table))
    heads = sum(len(one.findall(TABLE + "table-row")) for one in table.iter(TABLE + "table-header-rows"))
    return Sheet(
        name=table.get(TABLE + "name", "Sheet"), cells=cells, merged=merged, hidden_rows=frozenset(hidden), hidden_columns=columns,
        heads=heads, rows_left_out=lost, after=tuple(pictures),
    )  # fmt: skip


def _row(row: Element, reader: OdfReader, pictures: list[Block]) -> Iterator[tuple[int, Shown, int, int]]:
    """Each filled cell with its column and how many rows and columns it takes."""
    column = 0
    for cell in row:
        times = int(cell.get(TABLE + "number-columns-repeated", "1"))
        text = "\n".join("".join(_visible(one)) for one in cell.findall(TEXT + "p"))
        reader.comments += [line for one in cell.findall(OFFICE + "annotation") for line in _remark(one)]
        pictures += reader.blocks(cell.findall(DRAW + "frame"))
        if text.strip() and cell.tag == TABLE + "table-cell":
            right = cell.get(OFFICE + "value-type", "") in _FIGURES
            tall, broad = int(cell.get(TABLE + "number-rows-spanned", "1")), int(cell.get(TABLE + "number-columns-spanned", "1"))
            for number in range(min(times, _MOST_COLUMNS)):
                yield column + number, Shown(text=text, right=right), tall, broad
        column += times


def _visible(paragraph: Element) -> Iterator[str]:
    yield paragraph.text or ""
    for child in paragraph:
        if child.tag != OFFICE + "annotation":
            yield " " if child.tag == TEXT + "s" else "".join(_visible(child))
        yield child.tail or ""


def _remark(annotation: Element) -> Iterator[str]:
    said = " ".join(" ".join("".join(one.itertext()) for one in annotation.iter(TEXT + "p")).split())
    if said:
        yield said


def _hidden_columns(table: Element) -> Iterator[int]:
    at = 0
    for one in table.iter(TABLE + "table-column"):
        times = int(one.get(TABLE + "number-columns-repeated", "1"))
        if one.get(TABLE + "visibility", "visible") != "visible":
            yield from range(at, at + min(times, _MOST_COLUMNS))
        at += times


def _kind(called: str, ending: str, export: str) -> Office:
    return Office(called=called, program="LibreOffice or Word", ending=ending, export=export, copy=odf_package.copy, read=read)


_DRAWING = _kind("an OpenDocument drawing", ".odg", libreoffice.DRAW)
_KINDS = {
    "text": _kind("an OpenDocument text", ".odt", libreoffice.WRITER),
    "spreadsheet": _kind("an OpenDocument spreadsheet", ".ods", libreoffice.CALC),
    "presentation": _kind("an OpenDocument presentation", ".odp", libreoffice.IMPRESS),
}
