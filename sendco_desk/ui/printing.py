"""Paper: lays pages of the app's own words out in ink on white and prints them or saves them as PDF; prints finished pages as pictures.

What Qt lays out here never holds a pupil's data: a form about a pupil is made as a whole PDF elsewhere, and only its pictures pass through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from sendco_desk.domain.refusals import Trouble
from sendco_desk.services.outputs import output_place, write_beside

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

INK, GREY, LINE = "#14181C", "#5A6570", "#C9CED3"
MARGIN = 18.0
"""Millimetres at every edge of the sheet."""
FOOT = 10.0
"""Millimetres kept for the foot of each page."""
GAP = 4.0
"""Millimetres between one page of words and the next on the same sheet."""
BODY, SMALL = 9.0, 7.5
"""Points."""
STYLE = f"""
body {{ color: {INK}; }}
p {{ margin-top: 0; margin-bottom: 2px; line-height: 125%; }}
p.title {{ font-size: 20pt; font-weight: 600; margin-bottom: 6px; }}
p.head {{ font-size: 12pt; font-weight: 600; margin-bottom: 1px; }}
p.number, span.small {{ color: {GREY}; }}
table {{ margin-top: 5px; margin-bottom: 8px; }}
td.label {{ color: {GREY}; padding-right: 10px; padding-bottom: 4px; }}
td.words {{ padding-bottom: 4px; }}
a {{ color: {INK}; text-decoration: none; }}
"""


@dataclass(frozen=True, slots=True)
class Slice:
    """What of a document stands where on a sheet: from which height of it, how much, and how far from the top of the sheet."""

    document: QTextDocument
    begins: float
    tall: float
    top: float


def paper(html: str, family: str) -> QTextDocument:
    """Words ready to be laid out on paper."""
    document = QTextDocument()
    font = QFont()
    font.setFamilies([family])
    font.setPointSizeF(BODY)
    font.setFeature(QFont.Tag("liga"), 0)  # else “first” cannot be searched for, nor copied, in some readers
    document.setDefaultFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # else an address runs over the edge
    document.setDefaultTextOption(option)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(STYLE)
    document.setHtml(f"<body>{html}</body>")
    return document


def laid_out(documents: Sequence[QTextDocument], device: QPagedPaintDevice) -> list[list[Slice]]:
    """The sheets: each document whole where it fits on one, so that nobody has to turn over in the middle of a rule."""
    millimetre = device.logicalDpiY() / 25.4
    room = QSizeF(device.width(), device.height() - FOOT * millimetre)
    sheets: list[list[Slice]] = [[]]
    used = 0.0
    for document in documents:
        document.documentLayout().setPaintDevice(device)
        document.setPageSize(QSizeF(room.width(), -1))
        tall = document.size().height()
        if sheets[-1] and used + tall > room.height():
            sheets.append([])
            used = 0.0
        if tall <= room.height():
            sheets[-1].append(Slice(document, 0.0, tall, used))
            used += tall + GAP * millimetre
        else:
            document.setPageSize(room)
            sheets[-1:] = [[Slice(document, number * room.height(), room.height(), 0.0)] for number in range(document.pageCount())]
            used = room.height()
    return sheets


def paint(documents: Sequence[QTextDocument], device: QPagedPaintDevice, foot: str) -> int:
    """Paint the documents on a printer or into a file. Gives back the number of sheets. Raises Trouble where the device takes nothing."""
    sheets = laid_out(documents, device)
    painter = QPainter()
    if not painter.begin(device):
        raise Trouble("Nothing could be printed: check the printer, or save the pages as PDF instead.")
    for number, sheet in enumerate(sheets, 1):
        if number > 1:
            device.newPage()
        for part in sheet:
            _paint_slice(painter, part, device.width())
        _paint_foot(painter, device, foot, f"Page {number} of {len(sheets)}")
    painter.end()
    return len(sheets)


def _paint_slice(painter: QPainter, part: Slice, wide: float) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    ink = QPalette()
    ink.setColor(QPalette.ColorRole.Text, QColor(INK))  # else the window's own colour, which is pale in the dark theme
    context.palette = ink
    context.clip = QRectF(0, part.begins, wide, part.tall)
    painter.save()
    painter.translate(QPointF(0, part.top - part.begins))
    painter.setClipRect(context.clip)
    part.document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_foot(painter: QPainter, device: QPagedPaintDevice, left: str, right: str) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(SMALL)
    tall = 5 * device.logicalDpiY() / 25.4
    box = QRectF(0, device.height() - tall, device.width(), tall)
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(LINE))
    painter.drawLine(box.topLeft(), box.topRight())
    painter.setPen(QColor(GREY))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, left)
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, right)
    painter.restore()


def sheet_of(device: QPagedPaintDevice) -> None:
    """Set a device to A4 with our margins."""
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    device.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))


def pdf_of(documents: Sequence[QTextDocument], title: str, foot: str) -> tuple[bytes, int]:
    """The documents as a PDF, and the number of its pages."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("SENDCo Desk")
    sheet_of(writer)
    sheets = paint(documents, writer, foot)
    buffer.close()
    return bytes(kept.data()), sheets


def save_pdf(documents: Sequence[QTextDocument], out: Path, title: str, foot: str) -> int:
    """Save the documents as a PDF, written beside and then renamed. Gives back the number of pages. Raises Refused or Trouble."""
    output_place(out)  # asked before the pages are laid out, which takes longer
    data, sheets = pdf_of(documents, title, foot)
    write_beside(out, data, "The pages")
    return sheets


def print_pages(documents: Sequence[QTextDocument], title: str, foot: str, over: QWidget) -> int:
    """Ask for a printer and print. Gives back the number of sheets, 0 where the person thought better of it. Raises Trouble."""
    printer = _asked(title, over)
    return 0 if printer is None else paint(documents, printer, foot)


def _asked(title: str, over: QWidget) -> "QPrinter | None":
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    sheet_of(printer)
    dialog = QPrintDialog(printer, over)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pictures(pictures: Sequence[bytes], title: str, over: QWidget) -> int:
    """Ask for a printer and print finished pages, each as wide or as high as its sheet. ``title`` names no pupil: it stands in the queue.

    Gives back the number of sheets, 0 where the person thought better of it. Raises Trouble.
    """
    printer = _asked(title, over)
    return 0 if printer is None else paint_pictures(pictures, printer)


def paint_pictures(pictures: Sequence[bytes], device: QPagedPaintDevice) -> int:
    """Paint pages, given as PNG, on a printer or into a file. Gives back the number of sheets. Raises Trouble where the device takes nothing."""
    painter = QPainter()
    for number, content in enumerate(pictures):
        picture = QImage.fromData(content)
        wide = picture.width() > picture.height()
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait, QMarginsF(),
        )
        layout.setMode(QPageLayout.Mode.FullPageMode)
        device.setPageLayout(layout)
        begun = device.newPage() if number else painter.begin(device)
        if not begun:
            raise Trouble("Nothing could be printed: check the printer, or save the pages as PDF instead.")
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QSizeF(device.width(), device.height())
        drawn = QSizeF(picture.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(QPointF(0, 0), drawn), picture)
    painter.end()
    return len(pictures)
