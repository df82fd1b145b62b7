"""Damaged PDFs: mended where that is possible, the pages that are lost counted, and never a blank page in the place of words."""

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.packs.convert import convert
from sendco_desk.packs.source import Converted, Outcome, path_source


def five_pages() -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept, invariant=1, pageCompression=0)
    for number in range(5):
        canvas.drawString(100, 700, f"Page {number + 1} has words enough to be read")
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def converted(folder: Path, content: bytes) -> Converted:
    (folder / "in.pdf").write_bytes(content)
    return convert(path_source(folder / "in.pdf"), folder)


def words_of(done: Converted) -> list[str]:
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        return [str(pdf[number].get_textpage().get_text_range()) for number in range(len(pdf))]


MENDABLE: dict[str, Callable[[bytes], bytes]] = {
    "the end is missing": lambda whole: whole[: whole.rindex(b"%%EOF")],
    "the list of objects is missing": lambda whole: whole[: whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))],
    "a web server's words stand before it": lambda whole: b"HTTP/1.1 200 OK\r\n\r\n" * 20 + whole,
    "noughts stand after it": lambda whole: whole + b"\x00" * 3000,
    "the list of objects is wrong": lambda whole: re.sub(rb"\n0000000\d{3} 00000 n", b"\n0000009999 00000 n", whole),
    "the number of pages is wrong": lambda whole: whole.replace(b"/Count 5", b"/Count 9"),
    "its lines were changed on the way": lambda whole: whole.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("damage", MENDABLE)
def test_a_damaged_pdf_is_mended_and_keeps_every_page(damage: str, tmp_path: Path) -> None:
    done = converted(tmp_path, MENDABLE[damage](five_pages()))
    assert (done.outcome, done.pages) == (Outcome.INCLUDED, 5), done.reason
    assert words_of(done) == [f"Page {number} has words enough to be read" for number in range(1, 6)]


def test_a_page_that_is_gone_is_counted(tmp_path: Path) -> None:
    done = converted(tmp_path, re.sub(rb"\n6 0 obj\n.*?endobj\n", b"\n", five_pages(), count=1, flags=re.DOTALL))
    assert (done.outcome, done.pages) == (Outcome.PARTIAL, 4)
    assert done.reason == "4 of 5 pages could be read: the file is damaged. Ask the sender for a fresh copy."
    assert done.actions == ("repaired damage in the file",)


def test_something_that_is_no_page_is_not_printed_as_a_blank_one(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(five_pages())) as pdf:
        pdf.Root.Pages.Kids[2] = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font))
        kept = io.BytesIO()
        pdf.save(kept)
    done = converted(tmp_path, kept.getvalue())
    assert (done.outcome, done.pages) == (Outcome.PARTIAL, 4) and (done.reason or "").startswith("4 of 5 pages")
    assert [words[:6] for words in words_of(done)] == ["Page 1", "Page 2", "Page 4", "Page 5"]


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_a_file_cut_before_its_words_is_refused_and_not_taken_for_blank_pages(share: float, tmp_path: Path) -> None:
    whole = five_pages()
    done = converted(tmp_path, whole[: int(len(whole) * share)])
    assert done.outcome is Outcome.REFUSED and "damaged" in (done.reason or "") and done.pdf is None


def test_the_pages_before_the_cut_are_kept(tmp_path: Path) -> None:
    whole = five_pages()
    done = converted(tmp_path, whole[: whole.index(b"Page 4 has")])
    assert done.outcome is Outcome.PARTIAL and (done.reason or "").startswith("3 of 5 pages could be read")


def test_an_empty_page_of_a_sound_file_stays(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(five_pages())) as pdf:
        del pdf.pages[1].obj["/Contents"]
        kept = io.BytesIO()
        pdf.save(kept)
    assert converted(tmp_path, kept.getvalue()).pages == 5


def spoilt(whole: bytes, number: int) -> bytes:
    """The file with the content of a page, counted from 0, written over as it is stored, after its first two bytes."""
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        stored = pdf.pages[number].obj.Contents.read_raw_bytes()
    assert whole.count(stored) == 1
    return whole.replace(stored, stored[:2] + b"\xff" * 10 + stored[12:])


def packed_pages(count: int) -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(five_pages())) as pdf:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() * 20)
        del pdf.pages[count:]
        pdf.save(kept, compress_streams=True, recompress_flate=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("pages", "spoil", "said"),
    [
        (1, (0,), "The page is"), (5, (2,), "Page 3 of 5 is"), (5, (0, 3), "Pages 1 and 4 of 5 are"),
    ],
)
def test_a_page_whose_content_is_damaged_is_kept_and_named(pages: int, spoil: tuple[int, ...], said: str, tmp_path: Path) -> None:
    content = packed_pages(pages)
    for number in spoil:
        content = spoilt(content, number)
    done = converted(tmp_path, content)
    assert (done.outcome, done.pages) == (Outcome.PARTIAL, pages)
    assert done.reason == f"{said} damaged and may show only in part. Ask the sender for a fresh copy."


def test_very_many_damaged_pages_are_counted(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(packed_pages(5))) as pdf:
        for number in range(3):
            pdf.pages.append(pdf.pages[number])
        kept = io.BytesIO()
        pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    content = kept.getvalue()
    for number in range(4):
        content = spoilt(content, number)
    assert (converted(tmp_path, content).reason or "").startswith("7 of 8 pages, the first of them page 1, are damaged")


def test_a_damaged_picture_within_a_drawing_and_a_damaged_font_are_noticed(tmp_path: Path) -> None:
    for name in ("picture", "font"):
        with pikepdf.open(io.BytesIO(packed_pages(2))) as pdf:
            kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "ColorSpace": pikepdf.Name.DeviceGray} if name == "picture" else {}
            size = {"Width": 32, "Height": 32, "BitsPerComponent": 8} if name == "picture" else {}
            held = pdf.make_stream(zlib.compress(bytes(range(256)) * 4), Filter=pikepdf.Name.FlateDecode, **kind, **size)
            if name == "picture":
                inner = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=held))
                form = pdf.make_stream(b"/P Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9], Resources=inner)
                pdf.pages[1].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
            else:
                below = pikepdf.Dictionary(Type=pikepdf.Name.Font, FontDescriptor=pikepdf.Dictionary(FontFile2=held))
                above = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, DescendantFonts=pikepdf.Array([below]))
                pdf.pages[1].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=above))
            sound = io.BytesIO()
            pdf.save(sound, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
        content = sound.getvalue()
        assert converted(tmp_path, content).outcome is Outcome.INCLUDED, name
        stored = zlib.compress(bytes(range(256)) * 4)
        done = converted(tmp_path, content.replace(stored, stored[:20] + b"\xff" * 20 + stored[40:]))
        assert (done.reason or "").startswith("Page 2 of 2 is damaged"), name
