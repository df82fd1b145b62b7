"""A table from a school's system, whatever its encoding, separators and decoration, as one sheet: a header and rows of text."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.upn import has_upn_form, tidy_upn
from sendco_desk.exchange.cells import tidy
from sendco_desk.exchange.fields import field_for
from sendco_desk.exchange.files import read_limited
from sendco_desk.exchange.incoming import Problem

DELIMITERS = (",", "\t", ";", "|")
_LOOK_FOR_HEADER = 30
_LETTER = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row as a spreadsheet numbers it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table, found inside a file. An empty header means that the file has none."""

    name: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    width: int
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def read_table(source: Path | bytes, name: str = "") -> Sheet:
    """The table in a CSV, TSV or Excel file. Refuses what is none of these with a sentence that says how to save it."""
    content = read_limited(source if isinstance(source, Path) else io.BytesIO(source))
    name = name or (source.name if isinstance(source, Path) else "table")
    if content.startswith(b"PK\x03\x04"):
        from sendco_desk.exchange.workbooks import read_workbook  # openpyxl is heavy and only for this

        return read_workbook(content, name)
    _refuse_other_kinds(content)
    text, warnings = decode_table(content)
    return arrange(name, split_rows(text), warnings=warnings)


def _refuse_other_kinds(content: bytes) -> None:
    start = content[:512].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("This is an old Excel workbook (.xls), or one with a password: open it, save it as .xlsx without a password, "
                      "and choose that file.", field="file")
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        raise Refused("This is a web page, although its name may say Excel: open it in Excel, save it as .xlsx, and choose that file.",
                      field="file")
    if start.startswith((b"<?xml", b"<ctfile")):
        raise Refused("This is an XML file: if it is a Common Transfer File, bring it in as a CTF.", field="file")
    if start.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff", b"{\\rtf")):
        raise Refused("This is a document, not a table: export the list as CSV or Excel.", field="file")


def decode_table(content: bytes) -> tuple[str, list[str]]:
    """The text: by its mark, by its noughts, as UTF-8, else as the Windows code page that English school systems write."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), []
    if content[:400].count(b"\0") > len(content[:400]) // 4:
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", errors="replace"), []
    if b"\0" in content:
        raise Refused("This is not a table of text: export the list as CSV or Excel.", field="file")
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        warning = "Letters outside Western Europe are lost in files of this kind: check names with accents, or export as Excel."
        return content.decode("cp1252", errors="replace"), [warning] if b"?" in content else []


def split_rows(text: str) -> list[list[str]]:
    """Rows of tidy cells, parted by whichever separator makes the most rows equally wide."""
    best: list[list[str]] = []
    best_score = (-1, -1)
    sample = "\n".join(text.splitlines()[:200])
    chosen = DELIMITERS[0]
    for delimiter in DELIMITERS:
        best = _parted(sample, delimiter)
        widths = Counter(len(row) for row in best if len(row) > 1)
        width, count = max(widths.items(), key=lambda found: (found[1], found[0]), default=(1, 0))
        if (count, width) > best_score:
            best_score, chosen = (count, width), delimiter
    return [[tidy(cell) for cell in row] for row in _parted(text, chosen)]


def _parted(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refused("The rows of this table cannot be told apart: export it again as CSV or Excel.", field="file") from error


def arrange(name: str, rows: Sequence[Sequence[str]], *, problems: Sequence[Problem] = (), warnings: Sequence[str] = ()) -> Sheet:
    """Find the header under any titles, and leave out blank rows and repeats of the header."""
    width = max((len(row) for row in rows), default=0)
    full = [SheetRow(number=n, cells=tuple(row) + ("",) * (width - len(row))) for n, row in enumerate(rows, 1)]
    filled = [row for row in full if any(row.cells)]
    head = _header(filled)
    below = filled if head is None else [row for row in filled if row.number > head.number and row.cells != head.cells]
    return Sheet(
        name=name, header=head.cells if head else (), rows=tuple(below), width=width,
        problems=tuple(p for p in problems if head is None or p.row > head.number), warnings=tuple(warnings),
    )


def _header(rows: Sequence[SheetRow]) -> SheetRow | None:
    """The row with the most known headings; else the first row of words above data; None where data begin at once."""
    near = rows[:_LOOK_FOR_HEADER]
    scored = [(known_headings(row.cells), row) for row in near]
    most = max((score for score, _ in scored), default=0)
    if most >= 2:
        return next(row for score, row in scored if score == most)
    widest = max((sum(1 for cell in row.cells if cell) for row in near), default=0)
    for row in near:
        told = [cell for cell in row.cells if cell]
        if len(told) * 2 >= widest and len(told) > 1:
            return row if all(_is_heading(cell) for cell in told) else None
    return None


def known_headings(cells: Sequence[str]) -> int:
    """How many cells are headings that the notebook knows."""
    return len({found for cell in cells if cell and (found := field_for(cell))})


def _is_heading(cell: str) -> bool:
    return bool(_LETTER.search(cell)) and not has_upn_form(tidy_upn(cell)) and not re.search(r"\d{2,4}[/-]\d{1,2}", cell)
