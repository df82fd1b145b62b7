"""Small real documents for the tests of the services, and a workshop that does its work in this process, so that most tests start no other."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.services.workshop import Workshop

T = TypeVar("T")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class WorksHere(Workshop):
    """Runs each job at once, in this process."""

    def run(self, job: Callable[..., T], *args: Any, report: Report = unreported, seconds: float = 0, memory: int = 0) -> T:
        return job(*args, report=report)


def text_file(folder: Path, name: str = "notes.txt", words: str = "Reading age eight years") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def pdf_file(folder: Path, name: str = "report.pdf", words: str = "Working memory is weak", pages: int = 1) -> Path:
    canvas = Canvas(str(folder / name), invariant=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    return folder / name


def word_file(folder: Path, name: str = "views.docx", words: str = "Homework ends in tears") -> Path:
    with zipfile.ZipFile(folder / name, "w") as package:
        package.writestr("[Content_Types].xml", (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'))
        package.writestr("_rels/.rels", (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'))
        package.writestr("word/document.xml", (
            f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'))
    return folder / name


def mail_file(folder: Path, name: str = "receipt.eml", words: str = "We received the request") -> Path:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "sen@marlshire.example", "sendco@fernhollow.example", "Receipt"
    message["Date"] = "Mon, 23 Nov 2026 10:42:00 +0000"
    message.set_content(words)
    (folder / name).write_bytes(message.as_bytes())
    return folder / name


def picture_file(folder: Path, name: str = "drawing.png") -> Path:
    held = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 220, 240)).save(held, "PNG")
    (folder / name).write_bytes(held.getvalue())
    return folder / name
