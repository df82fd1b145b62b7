"""Text files and tables in text files to pages, in whatever encoding they come."""

import codecs
import csv
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import charset_normalizer

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import plain_pages
from sendco_desk.packs.convert.kinds import CSV, named_kind
from sendco_desk.packs.convert.plain_pages import Block, Columns
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.source import Limits, Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_ENCODINGS = ["cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "big5", "gb18030", "shift_jis", "euc_kr"]
_SAMPLE = 200_000
_LONGEST_LINE = 4_000  # letters
_BROADEST = 92  # letters in a line of even columns


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The text on A4 pages; a table keeps its columns."""
    text, encoding = read_text(source)
    if not text.strip():
        raise Refused("There is no text in the file. Ask the sender for a fresh copy.")
    tabular = named_kind(source.name) is CSV or is_tabular(text)
    lines = in_columns(text) if named_kind(source.name) is CSV else text.splitlines()
    blocks: list[Block] = [_line(part, tabular=tabular) for line in lines for part in _in_parts(line)]
    pages = plain_pages.write_pages(blocks, out, limits)
    said = [f"read as {encoding}"] if encoding else []
    return Printed(pages=pages, actions=tuple([*said, "printed in even columns"] if tabular else said), left_out=letters_left_out(blocks))


def letters_left_out(blocks: list[Block]) -> str:
    """A sentence where some letters have no font here; empty where all print."""
    missing = plain_pages.missing_letters(blocks)
    if not missing:
        return ""
    return f"Some letters could not be printed ({' '.join(missing[:12])}). Print the document to PDF on a computer that shows them, and add that."


def read_text(source: Source) -> tuple[str, str]:
    """The words of a text file, and the name of its encoding where it is an old one."""
    with source.open() as stream:
        return decoded(stream.read())


def decoded(content: bytes) -> tuple[str, str]:
    """The words in these bytes, and the name of the encoding where it is neither Unicode nor plain."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), ""
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _decoded_from_old(content)


def _decoded_from_old(content: bytes) -> tuple[str, str]:
    """English schools write Windows-1252; another page is believed only where most letters are not Latin."""
    western = content.decode("cp1252", "replace")
    letters = [char for char in western if ord(char) > 127]
    if "\ufffd" not in western and len(letters) * 2 < len(western):
        return western, "Windows-1252"
    best = charset_normalizer.from_bytes(content[:_SAMPLE], cp_isolation=_OTHER_ENCODINGS).best()
    if best is None:
        return western, "Windows-1252"
    return content.decode(best.encoding, "replace"), best.encoding


def is_tabular(text: str) -> bool:
    """True where most lines hold a tab or a gap of three spaces after some text: columns made by hand."""
    lines = [line.rstrip() for line in text.splitlines()[:500] if line.strip()]
    return sum("\t" in line.strip() or "   " in line.strip() for line in lines) * 2 > len(lines)


def in_columns(text: str) -> list[str]:
    """The rows of a comma or tab file with each column under its heading; as they stand where they are too broad for the page."""
    as_they_stand = text.splitlines()
    try:
        rows = list(csv.reader(as_they_stand, delimiter="\t" if text.count("\t") > text.count(",") else ","))
    except csv.Error:
        return as_they_stand
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    if sum(widths) + 2 * len(widths) > _BROADEST:
        return as_they_stand
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]


def _in_parts(line: str) -> Iterator[str]:
    """A line in parts that fit a page, since a paragraph of very many takes minutes to lay out; cut between words where there are any."""
    while len(line) > _LONGEST_LINE:
        end = line.rfind(" ", _LONGEST_LINE // 2, _LONGEST_LINE) + 1 or _LONGEST_LINE
        yield line[:end]
        line = line[end:]
    yield line


def _line(line: str, *, tabular: bool) -> Block:
    return Columns(text=line.expandtabs(8)) if tabular else plain_pages.words(line.rstrip(), tight=True)
