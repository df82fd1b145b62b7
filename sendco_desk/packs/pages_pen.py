"""Draws pages that can be heard: whatever is on them is begun and ended as what it is, and grows into the tree of the tagged PDF."""

import unicodedata
from dataclasses import dataclass, field

from sendco_desk.packs import fonts
from sendco_desk.packs.pages_draw import Pen
from sendco_desk.packs.pages_flow import LaidPage, Line, Placed
from sendco_desk.packs.pages_ink import Style
from sendco_desk.packs.pages_marks import Path
from sendco_desk.packs.paper_tags import Tree

_STEERING = "\u200c\u200d"


@dataclass(slots=True)
class TaggedPen(Pen):
    """Draws pages, and tags whatever is on them: what is no part of the tree is furniture."""

    tree: Tree = field(default_factory=Tree)
    _open: Path | None = None
    _repeated: bool = False

    def draw_slip(self, laid: LaidPage, width: float, height: float, *, left: float = 0.0, down: float = 0.0) -> None:
        """A page of just this size for pieces that are set into other pages."""
        self._repeated = False
        Pen.draw_slip(self, laid, width, height, left=left, down=down)

    def _turn(self) -> None:
        self._close()
        Pen._turn(self)

    def _row(self, placed: Placed) -> None:
        self._repeated = placed.laid.repeated  # the heads of a table are read out once
        Pen._row(self, placed)

    def _line(self, line: Line, left: float, width: float, top: float) -> None:
        drawn = line.para.drawn
        if line.para.marks and not self._repeated:
            element = self.tree.element(line.para.marks)
            if drawn is not None:
                element.box = (left, top - line.top - drawn.height, left + drawn.width, top - line.top)
        if line.text or drawn is not None:
            Pen._line(self, line, left, width, top)

    def _mark(self, marks: Path) -> None:
        marks = () if self._repeated else marks
        if marks == self._open:
            return
        self._close()
        self._open = marks
        code = f"/{marks[-1].role} <</MCID {self.tree.piece(marks, self.page)}>> BDC" if marks else "/Artifact BMC"
        self.canvas._code.append(code)

    def _close(self) -> None:
        if self._open is not None:
            self.canvas._code.append("EMC")
            self._open = None

    def _text(self, x: float, y: float, text: str, style: Style, *, to_left: bool = False) -> None:
        """Words; where shaping or their direction changes what stands on the page, what is read stands beside it."""
        plain = as_read(text)
        drawn = "".join(shown for _, shown in fonts.runs(text, style.font, to_left=to_left))
        if drawn != plain and plain:
            self.canvas._code.append(f"/Span <</ActualText <FEFF{plain.encode('utf-16-be').hex().upper()}>>> BDC")
        Pen._text(self, x, y, text, style, to_left=to_left)
        if drawn != plain and plain:
            self.canvas._code.append("EMC")


def as_read(text: str) -> str:
    """The words without the characters that steer a printer or a program; a bullet of Word's own font is a bullet."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(filter(None, map(_read, unicodedata.normalize("NFC", text))))


def _read(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Co":
        return "\u2022"
    return "" if kind[0] == "C" and char not in _STEERING else char
