import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.packs import fonts
from sendco_desk.packs.convert import convert
from sendco_desk.packs.convert.pdf import _only_images
from sendco_desk.packs.convert.pdf_pictures import told_by_content
from sendco_desk.packs.source import path_source

Draw = Callable[[Any], None]


def scan(canvas: Any) -> None:
    """A page that is one picture."""
    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 0, 0, 400, 600)


def scan_with_words(canvas: Any) -> None:
    """A page that was read by a scanner: invisible words under the picture."""
    scan(canvas)
    words = canvas.beginText(20, 300)
    words.setTextRenderMode(3)
    words.textOut("Speech and language report")
    canvas.drawText(words)


def words_in_a_form(canvas: Any) -> None:
    """A picture, and words that a drawing inside the page holds."""
    scan(canvas)
    canvas.beginForm("words")
    canvas.drawString(20, 300, "Speech and language report")
    canvas.endForm()
    canvas.doForm("words")


def words(canvas: Any) -> None:
    """A typed page."""
    canvas.drawString(20, 300, "Speech and language report")


def foreign_words(canvas: Any) -> None:
    """Words in a font that gives its letters codes of its own."""
    fonts.register()
    canvas.setFont(fonts.REGULAR, 12)
    canvas.drawString(20, 300, "\u0141ód\u017a")


def nothing(canvas: Any) -> None:
    """A blank page."""


def pdf_of(path: Path, *pages: Draw) -> Path:
    canvas = Canvas(str(path), invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("pages", "told", "image_only"),
    [
        ((scan, scan), True, True),
        ((scan, scan_with_words), False, False),
        ((words, scan), False, False),
        ((scan, words_in_a_form), None, False),
        ((scan, foreign_words), None, False),
        ((scan, nothing), None, True),
        ((nothing,), None, False),
    ],
)
def test_what_the_content_says_of_pictures_and_words_is_what_drawing_them_shows(
    pages: tuple[Draw, ...], told: bool | None, image_only: bool, tmp_path: Path
) -> None:
    path = pdf_of(tmp_path / "scan.pdf", *pages)
    with pikepdf.open(path) as pdf:
        assert told_by_content(pdf) is told
    assert _only_images(path) is convert(path_source(path), tmp_path).image_only is image_only


def test_content_too_long_to_look_through_is_not_sure(tmp_path: Path) -> None:
    with pikepdf.open(pdf_of(tmp_path / "scan.pdf", scan)) as pdf:
        assert told_by_content(pdf)
        pdf.pages[0].contents_add(pdf.make_stream(b" " * 70_000))
        assert told_by_content(pdf) is None


def test_content_that_cannot_be_read_is_not_sure(tmp_path: Path) -> None:
    with pikepdf.open(pdf_of(tmp_path / "scan.pdf", scan)) as pdf:
        pdf.pages[0].obj.Contents = pikepdf.Array([pdf.make_stream(b"not deflated", Filter=pikepdf.Name.JBIG2Decode)])
        assert told_by_content(pdf) is None
        pdf.pages[0].obj.Contents = pikepdf.Array([pikepdf.Dictionary()])
        assert told_by_content(pdf) is None


def test_a_picture_that_is_taken_in_leaves_nothing_beside_it(tmp_path: Path) -> None:
    kept = io.BytesIO(pdf_of(tmp_path / "scan.pdf", scan).read_bytes())
    folder = tmp_path / "converted"
    folder.mkdir()
    done = convert(path_source(tmp_path / "scan.pdf"), folder)
    assert list(folder.iterdir()) == [done.pdf] and done.pdf is not None
    assert done.pdf.read_bytes() == kept.getvalue()
