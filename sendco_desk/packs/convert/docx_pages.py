"""The words, tables and pictures of a Word document on simple pages, for computers without LibreOffice or Word."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import mammoth

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import plain_pages, plain_tables
from sendco_desk.packs.convert.docx_package import Facts
from sendco_desk.packs.convert.html_blocks import HtmlBlocks
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_pages import Block, Rule
from sendco_desk.packs.convert.printed import counted
from sendco_desk.packs.convert.txt import letters_left_out
from sendco_desk.packs.source import Limits

_WAY_BACK = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">\u2191</a>')  # an arrow back to the words, of no use on paper
_BOXES = str.maketrans("\U0001f5f9\U0001f5f7\U0001f5f5\U0001f5f6\U0001f5f8\U0001f78e\U0001f78f", "\u2611\u2612\u2612\u2717\u2713\u25a1\u25a1")
"""What mammoth makes of ticks and boxes in Wingdings, which few fonts have, as signs that every font has."""
_NOTICE = "Simplified pages made from a Word document. The words, tables and pictures are here; the layout is not."
_NOT_FETCHED = "Pictures that lie outside the document were not fetched."
_FINAL = "Tracked changes are printed as if all were accepted: what was deleted is not here."


def write(document: Path, facts: Facts, out: Path, limits: Limits) -> tuple[int, str]:
    """Write the pages; gives their number and a sentence for what is not on them."""
    with document.open("rb") as stream:
        html = mammoth.convert_to_html(stream, external_file_access=False, ignore_empty_paragraphs=True).value
    pictures = Pictures(limits)
    reader = HtmlBlocks(pictures, collapse=False, sizes=facts.picture_sizes)
    reader.feed(_WAY_BACK.sub("", html).translate(_BOXES))
    reader.close()
    blocks = reader.finished()
    if not (blocks or facts.headers or facts.footers or facts.pictures_outside):
        raise Refused("There is nothing on the pages of this Word document. Ask the sender for a fresh copy.")
    framed, cut = plain_tables.shortened(list(_framed(blocks, facts)), "Word")
    pages = plain_pages.write_pages(framed, out, limits)
    return pages, " ".join(filter(None, (cut, _not_drawn(facts), pictures.left_out("Word"), letters_left_out(framed))))


def _not_drawn(facts: Facts) -> str:
    """A sentence for the charts, diagrams and formulas that only Word draws."""
    parts = [counted(facts.drawings, "chart or diagram", "charts or diagrams")] if facts.drawings else []
    parts += [counted(facts.formulas, "formula")] if facts.formulas else []
    if not parts:
        return ""
    are = "is" if facts.drawings + facts.formulas == 1 else "are"
    return f"{' and '.join(parts)} of this document {are} not here. Open it in Word, save it as PDF, and add that PDF."


def _framed(blocks: Sequence[Block], facts: Facts) -> Iterator[Block]:
    yield plain_pages.words(_NOTICE, quiet=True)
    if facts.tracked_changes:
        yield plain_pages.words(_FINAL, quiet=True)
    if facts.pictures_outside:
        yield plain_pages.words(_NOT_FETCHED, quiet=True)
    yield from (plain_pages.words(f"Page heading: {line}", quiet=True) for line in facts.headers)
    yield from (Rule(), *blocks)
    if facts.footers:
        yield Rule()
    yield from (plain_pages.words(f"Page footing: {line}", quiet=True) for line in facts.footers)
    if facts.comments:
        yield from (Rule(), plain_pages.words("Comments in the document", level=3))
    yield from (plain_pages.words(line) for line in facts.comments)
