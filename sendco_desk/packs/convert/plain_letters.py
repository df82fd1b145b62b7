"""What letters and e-mails have on simple pages: a head in two even columns, and quoted words behind bars."""

from collections.abc import Callable
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Paragraph, Table, TableStyle

from sendco_desk.packs.convert.plain_blocks import Facts, Span, Words

STEP = 11.0
"""Points by which each level of quotation stands further in."""

_BAR = HexColor("#9a9a9a")
_LABELS = 66.0
Draw = Callable[[Words, float], Any]
"""``draw(words, width)`` gives a paragraph."""


class Barred(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph with a bar at its left for each level at which it is quoted, as its style says."""

    def draw(self) -> None:
        """Draw the bars, down to the next line, and the words."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(_BAR)
        canvas.setLineWidth(1.2)
        for level in range(self.style.quoted):
            canvas.line(level * STEP + 2, -self.style.spaceAfter, level * STEP + 2, self.height)
        canvas.restoreState()
        super().draw()


def facts_table(facts: Facts, width: float, draw: Draw) -> Any:
    """The head of a letter: labels in a column of their own, so that what they say begins at one edge."""
    inset = facts.quoted * STEP
    words = width - inset - _LABELS
    rows = [
        [draw(Words(spans=(Span(text=f"{label}:", bold=True),), tight=True), _LABELS), [draw(_line(line), words) for line in lines]]
        for label, lines in facts.rows
    ]
    look: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 4)]
    look += [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 2), ("LEFTPADDING", (0, 0), (0, -1), inset)]
    look += [
        ("LINEBEFORE", (0, 0), (0, -1), 1.2, _BAR) for _ in range(min(facts.quoted, 1))
    ]
    return Table(rows, colWidths=[inset + _LABELS, words], style=TableStyle(look), splitInRow=1, hAlign="LEFT")


def _line(text: str) -> Words:
    return Words(spans=(Span(text=text),), tight=True)
