"""Pages to look at: as wide as asked for, upright, white where nothing is drawn, and nothing left on the disk."""

import io
import pickle
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.preview import MOST_PIXELS, _scale, held, is_locked, page_image, page_sizes, preview
from sendco_desk.packs.source import Limits, path_source
from tests.packs.pack_samples import A4, lettered_pdf
from tests.shared_corpus import SHARED, needs_shared

DOCUMENTS = SHARED / "corpus" / "documents"


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png), formats=["PNG"])


def ink(image: Image.Image) -> int:
    """Dots that are not white."""
    return sum(image.convert("L").point(lambda grey: grey < 128).histogram()[1:])


def locked_pdf(path: Path, password: str) -> Path:
    with pikepdf.open(lettered_pdf(path), allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=password, owner="the owner’s"))
    return path


def test_every_page_is_counted_with_its_size(tmp_path: Path) -> None:
    made = preview(path_source(lettered_pdf(tmp_path / "a.pdf", pages=3)), tmp_path)
    assert [size == pytest.approx(A4, abs=0.01) for size in made.sizes] == [True] * 3
    assert (made.reason, made.actions, made.locked) == ("", (), False)


def test_nothing_of_the_document_stays_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    preview(path_source(lettered_pdf(tmp_path / "a.pdf")), tmp_path / "folder")
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize("width", [1, 4, 400, 601, 1237])
def test_a_page_is_just_as_wide_as_asked_for_and_as_tall_as_its_shape_says(tmp_path: Path, width: int) -> None:
    drawn = picture(page_image(path_source(lettered_pdf(tmp_path / "a.pdf")), 1, width))
    assert drawn.width == width
    assert abs(drawn.height - width * A4[1] / A4[0]) <= 1.5
    assert drawn.mode == "RGB"


def test_the_page_that_is_asked_for_is_drawn_dark_on_white(tmp_path: Path) -> None:
    made = preview(path_source(lettered_pdf(tmp_path / "a.pdf", pages=2)), tmp_path)
    first, second = (picture(page_image(held(made.pdf), number, 600)) for number in (1, 2))
    assert first.getpixel((599, 5)) == (255, 255, 255)
    assert ink(first) > 500
    assert first.tobytes() != second.tobytes()


def test_a_turned_page_is_measured_and_drawn_upright(tmp_path: Path) -> None:
    made = preview(path_source(lettered_pdf(tmp_path / "a.pdf", turn=90)), tmp_path)
    assert made.sizes[0] == pytest.approx((A4[1], A4[0]), abs=0.01)
    drawn = picture(page_image(held(made.pdf), 1, 800))
    assert drawn.width > drawn.height


def test_a_page_too_large_for_the_memory_is_drawn_coarser(tmp_path: Path) -> None:
    drawn = picture(page_image(path_source(lettered_pdf(tmp_path / "a.pdf")), 1, 20_000))
    assert 0.95 * MOST_PIXELS < drawn.width * drawn.height < 1.01 * MOST_PIXELS


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_page_that_is_not_there_is_refused(tmp_path: Path, number: int) -> None:
    with pytest.raises(Refused, match=f"There is no page {number}: the document ends with page 2"):
        page_image(path_source(lettered_pdf(tmp_path / "a.pdf", pages=2)), number, 100)


def test_a_text_becomes_pages(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Reading age eight years.\n" * 200, encoding="utf-8")
    made = preview(path_source(tmp_path / "notes.txt"), tmp_path)
    assert len(made.sizes) > 2
    assert ink(picture(page_image(held(made.pdf), 2, 500))) > 500


def test_a_document_in_memory_crosses_to_another_process_and_says_nothing_of_itself(tmp_path: Path) -> None:
    made = preview(path_source(lettered_pdf(tmp_path / "a.pdf")), tmp_path)
    there = pickle.loads(pickle.dumps(held(made.pdf)))
    assert page_sizes(there) == made.sizes
    assert "PDF" not in repr(made)


def test_what_cannot_be_printed_has_no_pages_but_a_reason(tmp_path: Path) -> None:
    made = preview(path_source(lettered_pdf(tmp_path / "a.pdf", pages=3)), tmp_path, Limits(max_pages=2))
    assert (made.pdf, made.sizes, made.locked) == (b"", (), False)
    assert made.reason == "The PDF has 3 pages, more than 2. Split it, and add the parts that matter."


def test_a_locked_document_says_that_a_password_would_open_it_and_the_right_one_does(tmp_path: Path) -> None:
    path = locked_pdf(tmp_path / "a.pdf", "harbour")
    assert preview(path_source(path), tmp_path).locked
    wrong = preview(path_source(path, "lantern"), tmp_path)
    assert wrong.locked and "does not open" in wrong.reason
    opened = preview(path_source(path, "harbour"), tmp_path)
    assert len(opened.sizes) == 1 and not opened.locked
    assert ink(picture(page_image(held(opened.pdf), 1, 400))) > 500  # the lock is gone: no password is asked for a page


def test_damage_after_a_locked_pdf_is_not_taken_for_a_lock(tmp_path: Path) -> None:
    assert is_locked(path_source(locked_pdf(tmp_path / "a.pdf", "harbour")))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert not is_locked(path_source(tmp_path / "b.pdf"))  # pdfium still names the want of a password of the one before


def test_a_file_that_is_no_pdf_is_not_a_locked_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("password", encoding="utf-8")
    assert not is_locked(path_source(tmp_path / "a.txt"))
    with pytest.raises(Refused, match="damaged"):
        page_sizes(path_source(tmp_path / "a.txt"))


def test_a_page_that_the_reader_gives_up_on_is_refused_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object, **__: object) -> None:
        raise pypdfium2.PdfiumError("Failed to load page.")

    monkeypatch.setattr(pypdfium2.PdfPage, "render", gives_up)
    with pytest.raises(Refused, match="Page 1 is damaged and cannot be drawn"):
        page_image(path_source(lettered_pdf(tmp_path / "a.pdf")), 1, 100)


@given(wide=st.floats(1, 15_000), high=st.floats(1, 15_000), width=st.integers(1, 20_000))
def test_no_page_needs_more_dots_than_it_may(wide: float, high: float, width: int) -> None:
    scale = _scale((wide, high), width)
    assert 0 < scale * wide < width
    assert scale * wide < 1 or scale * scale * wide * high <= MOST_PIXELS


@needs_shared
@pytest.mark.parametrize(
    "name",
    [
        "docx_images.docx", "eml_png_attachment.eml", "heic_small.heic", "jpg_exif_orientation_6.jpg", "pdf_rotated_pages.pdf", "pdf_scan_ccitt.pdf",
        "tiff_multipage_3.tiff",
    ],
)
def test_a_real_document_of_each_kind_can_be_looked_at(name: str, tmp_path: Path) -> None:
    made = preview(path_source(DOCUMENTS / name), tmp_path)
    assert made.sizes
    for number in range(1, len(made.sizes) + 1):
        assert picture(page_image(held(made.pdf), number, 300)).width == 300
