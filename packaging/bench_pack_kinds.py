"""Small documents of every kind that can be printed, for measuring how long a page of each takes to convert.

A kind for which no sample can be made here is looked for in the shared corpus, and said to be skipped where there is none.
"""

import io
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "documents"
WORDS = ("pupil", "provision", "outcome", "evidence", "review", "assessment", "speech", "language", "therapy", "placement", "plan", "reading")
_WRITE = "urn:oasis:names:tc:opendocument:xmlns"


def _prose(chance: random.Random, paragraphs: int = 60) -> list[str]:
    return [" ".join(chance.choice(WORDS) for _ in range(60)).capitalize() + "." for _ in range(paragraphs)]


def _picture(chance: random.Random, size: tuple[int, int]) -> Any:
    from PIL import Image

    small = Image.frombytes("RGB", (size[0] // 8, size[1] // 8), chance.randbytes(size[0] // 8 * (size[1] // 8) * 3))
    return small.resize(size, Image.Resampling.BICUBIC)


def _txt(path: Path, chance: random.Random) -> None:
    path.write_text("\n\n".join(_prose(chance)), encoding="utf-8")


def _csv(path: Path, chance: random.Random) -> None:
    path.write_text("\n".join(",".join(chance.choice(WORDS) for _ in range(6)) for _ in range(200)), encoding="utf-8")


def _docx(path: Path, chance: random.Random) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Report", 1)
    for words in _prose(chance):
        document.add_paragraph(words)
    table = document.add_table(rows=20, cols=4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = chance.choice(WORDS)
    document.save(str(path))


def _eml(path: Path, chance: random.Random) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Advice"
    message["Date"] = "Mon, 23 Nov 2026 10:42:00 +0000"
    message.set_content("\n\n".join(_prose(chance)))
    path.write_bytes(message.as_bytes())


def _image(path: Path, chance: random.Random) -> None:
    _picture(chance, (3024, 4032)).save(path, quality=85)


def _gif(path: Path, chance: random.Random) -> None:
    _picture(chance, (1200, 1600)).convert("P").save(path)


def _pdf(path: Path, chance: random.Random) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=1)
    for _ in range(20):
        for row, words in enumerate(_prose(chance, 40)):
            canvas.drawString(60, 780 - row * 17, words[:90])
        canvas.showPage()
    canvas.save()


def _scan(path: Path, chance: random.Random) -> None:
    """A scan at 300 dots an inch, whose pictures are brought down."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), invariant=1)
    for _ in range(5):
        held = io.BytesIO()
        _picture(chance, (2480, 3508)).save(held, "JPEG", quality=80)
        canvas.drawImage(ImageReader(held), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()


def _xlsx(path: Path, chance: random.Random) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for _ in range(200):
        sheet.append([chance.choice(WORDS) for _ in range(4)] + [chance.randint(0, 100), chance.random()])
    book.save(path)


def _pptx(path: Path, chance: random.Random) -> None:
    import pptx

    deck = pptx.Presentation()
    for _ in range(10):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = chance.choice(WORDS)
        slide.placeholders[1].text = "\n".join(words[:80] for words in _prose(chance, 6))
    deck.save(str(path))


def _rtf(path: Path, chance: random.Random) -> None:
    path.write_text(r"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0\fs22 " + r"\par ".join(_prose(chance)) + "}", encoding="ascii")


def _html(path: Path, chance: random.Random) -> None:
    rows = "".join(f"<tr><td>{chance.choice(WORDS)}</td><td>{chance.choice(WORDS)}</td></tr>" for _ in range(30))
    words = "".join(f"<p>{words}</p>" for words in _prose(chance))
    path.write_text(f"<!doctype html><html><body><h1>Report</h1>{words}<table>{rows}</table></body></html>", encoding="utf-8")


def _odt(path: Path, chance: random.Random) -> None:
    words = "".join(f"<text:p>{words}</text:p>" for words in _prose(chance))
    head = f'xmlns:office="{_WRITE}:office:1.0" xmlns:text="{_WRITE}:text:1.0"'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_WRITE}:manifest:1.0"/>')
        body = f"<office:body><office:text>{words}</office:text></office:body>"
        package.writestr("content.xml", f"<office:document-content {head}>{body}</office:document-content>")


MAKERS: dict[str, Callable[[Path, random.Random], None]] = {
    "txt": _txt, "csv": _csv, "docx": _docx, "eml": _eml, "jpg": _image, "png": _image, "tiff": _image, "webp": _image, "gif": _gif, "pdf": _pdf,
    "xlsx": _xlsx, "pptx": _pptx, "rtf": _rtf, "html": _html, "odt": _odt,
}  # fmt: skip


def samples(folder: Path) -> tuple[list[tuple[str, Path]], list[str]]:
    """A document of each kind that the converters know, by its ending, and the endings without one."""
    from sendco_desk.packs.convert import CONVERTERS, kinds

    known = [kind for kind in kinds.KINDS if kind.media_type in CONVERTERS and kind.endings and kind is not kinds.ZIP]
    found, missing = [], []
    for kind in known:
        ending = next((each.lstrip(".") for each in kind.endings if each.lstrip(".") in MAKERS), kind.endings[0].lstrip("."))
        path = folder / f"sample.{ending}"
        if ending in MAKERS:
            MAKERS[ending](path, random.Random(7))
            found.append((ending, path))
        elif CORPUS.is_dir() and (one := next(iter(sorted(CORPUS.glob(f"*.{ending}"))), None)):
            found.append((ending, one))
        else:
            missing.append(ending)
    _scan(folder / "scan.pdf", random.Random(7))
    return [*found, ("pdf scan at 300 dpi", folder / "scan.pdf")], missing
