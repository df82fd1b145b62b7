"""A plain one-page letter as a PDF: sender, day, heading and paragraphs in the pack's own type."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from sendco_desk.domain.dates import shown
from sendco_desk.packs import fonts
from sendco_desk.packs.embedded_font import Canvas


def write_letter(path: Path, *, heading: str, sender: str, on: date, paragraphs: Sequence[str]) -> None:
    """Write the letter to ``path``; the same letter gives the same bytes."""
    fonts.register()
    body = ParagraphStyle("body", fontName=fonts.REGULAR, fontSize=10.5, leading=15, spaceAfter=9)
    title = ParagraphStyle("title", parent=body, fontName=fonts.BOLD, fontSize=14, leading=20, spaceBefore=18)
    flow = [Paragraph(fonts.marked_up(sender), body), Paragraph(shown(on), body), Paragraph(fonts.marked_up(heading), title), Spacer(1, 6)]
    flow += [Paragraph(fonts.marked_up(text), body) for text in paragraphs]
    margins = {"leftMargin": 28 * mm, "rightMargin": 28 * mm, "topMargin": 28 * mm, "bottomMargin": 24 * mm}
    SimpleDocTemplate(
        str(path), pagesize=A4, title=heading, author=sender, lang="en-GB", invariant=1, **margins,
    ).build(flow, canvasmaker=Canvas)
