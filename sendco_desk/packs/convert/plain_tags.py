"""What simple pages are to somebody who hears them read: paragraphs, headings, lists, tables and pictures are marked while they are drawn.

Whatever else is drawn, such as the lines of a table and its heads on later pages, is furniture.
"""

import functools
import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from reportlab.platypus import Table

from sendco_desk.packs.convert.plain_blocks import Words
from sendco_desk.packs.embedded_font import Canvas
from sendco_desk.packs.pages_marks import Mark
from sendco_desk.packs.paper_tags import Element
from sendco_desk.packs.printed_tags import say

_FURNITURE = "/Artifact BMC"


class _Edge(str):
    """The beginning or end of something that is read."""

    __slots__ = ()


class HeardCanvas(Canvas):
    """A canvas that knows what is drawn on it; what nobody said is furniture."""

    tells_words = True

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._piece = 0
        self._code: list[str] = self._code

    def begin(self, element: Element) -> None:
        """Begin a piece of that element."""
        self._code.append(_Edge(f"/{element.mark.role} <</MCID {self._piece}>> BDC"))
        element.kids.append((self.getPageNumber() - 1, self._piece))
        self._piece += 1

    def end(self) -> None:
        """End the piece."""
        self._code.append(_Edge("EMC"))

    def showPage(self) -> None:
        """Finish the page, what is between the pieces being furniture."""
        self._code = list(_with_furniture(self._code))
        self._piece = 0
        super().showPage()


def _with_furniture(code: Sequence[str]) -> Iterator[str]:
    inside = False
    for edge, lines in itertools.groupby(code, key=lambda line: isinstance(line, _Edge)):
        if edge:
            for line in lines:
                inside = not inside
                yield line
        elif inside:
            yield from lines
        else:
            yield from (_FURNITURE, *lines, "EMC")


class _Heard:
    """Marks a paragraph or picture where it is drawn, and each piece of it where it is cut; drawn again, it is furniture."""

    element: Element
    said: bool = False

    def split(self, width: float, height: float) -> list[Any]:
        """The pieces, all of one element."""
        pieces: list[Any] = super().split(width, height)  # type: ignore[misc]  # of the class beside this one
        for piece in pieces:
            piece.element = self.element
        return pieces

    def drawOn(self, canvas: HeardCanvas, x: float, y: float, *more: Any, **named: Any) -> None:
        """Draw it, and say what it is."""
        again, self.said = self.said, True
        if again:
            super().drawOn(canvas, x, y, *more, **named)  # type: ignore[misc]
            return
        if self.element.mark.role == "Figure":
            left, bottom = canvas.absolutePosition(x, y)
            self.element.box = (left, bottom, left + self.drawWidth, bottom + self.drawHeight)  # type: ignore[attr-defined]
        canvas.begin(self.element)
        super().drawOn(canvas, x, y, *more, **named)  # type: ignore[misc]
        canvas.end()


@functools.cache
def _heard_class(kind: Any) -> type:
    return type(f"Heard{kind.__name__}", (_Heard, kind), {})


def _heard(flowable: Any, mark: Mark) -> Any:
    kind: Any = type(flowable)
    flowable.__class__ = _heard_class(kind)
    flowable.element = Element(mark)
    return flowable


def spoken(paragraph: Any, block: Words) -> Any:
    """A paragraph that says whether it is a heading, an entry of a list, or just words."""
    text = "".join(span.text for span in block.spans)
    backwards = any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    role = f"H{min(6, block.level + 1)}" if block.level else "LBody" if block.mark else "P"
    return _heard(paragraph, Mark(role, actual=f"{block.mark} {text}".strip() if backwards else ""))


def line(paragraph: Any) -> Any:
    """A line of even columns."""
    return _heard(paragraph, Mark("P"))


def pictured(image: Any, described: str) -> Any:
    """A picture with what is said of it."""
    return _heard(image, Mark("Figure", alt=described.strip() or "A picture; nothing is said of it"))


def gathered(flowables: Iterable[Any]) -> list[Element]:
    """The elements of what is laid out, entries of one list together."""
    found: list[Element] = []
    for flowable in flowables:
        element = _table(flowable) if isinstance(flowable, Table) else getattr(flowable, "element", None)
        if element is None:
            continue
        if element.mark.role != "LBody":
            found.append(element)
            continue
        if not found or found[-1].mark.role != "L":
            found.append(Element(Mark("L")))
        found[-1].kids.append(Element(Mark("LI"), kids=[element]))
    return found


def _table(table: Any) -> Element:
    """A table as reportlab holds it: its rows, with the heads of its columns or rows, and cells that take several places."""
    heads = {(x, y) for name, (x, y), *_ in table._bkgrndcmds if name == "BACKGROUND"}
    wide = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for _, start, end in table._spanCmds}
    covered = {
        (x, y) for (left, top), (across, down) in wide.items() for x in range(left, left + across) for y in range(top, top + down)
    } - set(wide)
    made = Element(Mark("Table"))
    for y, row in enumerate(table._cellvalues):
        line = Element(Mark("TR"))
        for x, content in enumerate(row):
            if (x, y) in covered:
                continue
            across, down = wide.get((x, y), (1, 1))
            head = (x, y) in heads
            mark = Mark("TH" if head else "TD", scope="Column" if head else "", across=across, down=down)
            line.kids.append(Element(mark, kids=list(gathered(content if isinstance(content, list | tuple) else [content]))))
        made.kids.append(line)
    return made


def tell(out: Path, elements: Iterable[Element]) -> None:
    """Write into the finished pages what they are."""
    tree = Element(Mark("Document"), kids=list(elements))
    with pikepdf.open(out, allow_overwriting_input=True) as pdf:
        for number, page in enumerate(pdf.pages):
            say(page.obj, number, None if number else tree)
        pdf.save(out, static_id=True)
