from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary

from sendco_desk.packs.assemble import build
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.source import Converted, Limits, Source
from sendco_desk.packs.verify import failed, verify
from sendco_desk.packs.visible import A4_BOX, Visible, band_width, for_bands, visible_of
from tests.packs.pack_samples import ON, all_words, as_it_is, item, lettered_pdf

pages = st.builds(
    lambda x, y, width, height, turn, unit: Visible(x, y, x + width, y + height, turn, unit),
    st.floats(-2000, 2000),
    st.floats(-2000, 2000),
    st.floats(1, 5000),
    st.floats(1, 5000),
    st.sampled_from((0, 90, 180, 270)),
    st.sampled_from((0.5, 1.0, 2.0)),
)


@given(pages, st.floats(0, 200), st.floats(0, 200))
def test_a_lengthened_page_is_higher_by_its_bands_and_never_narrower(page: Visible, above: float, below: float) -> None:
    grown = page.grown(above=above, below=below, width=200)
    assert grown.height == pytest.approx(page.height + above + below, abs=1e-6)
    assert grown.width == pytest.approx(max(page.width, 200), abs=1e-6)


@given(pages, st.floats(0, 200), st.floats(0, 200))
def test_what_was_visible_stays_where_it_was_above_the_footer(page: Visible, above: float, below: float) -> None:
    grown = page.grown(above=above, below=below, width=0)
    assert grown.point(0, below) == pytest.approx(page.point(0, 0), abs=1e-6)
    assert grown.point(page.width, below + page.height) == pytest.approx(page.point(page.width, page.height), abs=1e-6)


@given(pages)
def test_the_corners_as_seen_are_the_corners_of_the_box(page: Visible) -> None:
    (x0, y0), (x1, y1) = page.point(0, 0), page.point(page.width, page.height)
    assert (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)) == pytest.approx(page.box, abs=1e-6)


@pytest.mark.parametrize(
    ("page", "box", "turn"),
    [
        (Dictionary(MediaBox=[0, 0, 200, 300]), (0, 0, 200, 300), 0),
        (Dictionary(MediaBox=[200, 300, 0, 0], Rotate=-90), (0, 0, 200, 300), 270),
        (Dictionary(MediaBox=[0, 0, 200, 300], CropBox=[-50, 20, 150, 900], Rotate=450), (0, 20, 150, 300), 90),
        (Dictionary(MediaBox=[0, 0, 200, 300], CropBox=[500, 500, 600, 600]), (0, 0, 200, 300), 0),
        (Dictionary(MediaBox=[0, 0, 0, 0]), A4_BOX, 0),
        (Dictionary(MediaBox=Array([0, 0])), A4_BOX, 0),
        (Dictionary(), A4_BOX, 0),
        (Dictionary(Parent=Dictionary(MediaBox=[0, 0, 50, 60], Rotate=180)), (0, 0, 50, 60), 180),
    ],
)
def test_what_is_visible_is_found_however_a_page_says_it(page: Dictionary, box: tuple[float, ...], turn: int) -> None:
    seen = visible_of(page)
    assert (seen.box, seen.turn) == (box, turn)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("size", "crop", "media", "unit"),
    [
        ((595.28, 841.89), (), (), 1),
        ((595.28, 841.89), (30, 50, 500, 700), (), 1),
        ((842, 1190), (), (-100, -200, 742, 990), 1),
        ((612, 792), (100, 100, 900, 500), (50, 60, 662, 852), 1),
        ((90, 120), (), (), 1),
        ((400, 500), (), (), 2),
    ],
)
def test_the_stamp_is_upright_at_the_foot_and_under_the_content(
    tmp_path: Path, turn: int, size: tuple[float, float], crop: tuple[float, ...], media: tuple[float, ...], unit: float
) -> None:
    document = lettered_pdf(tmp_path / "turned.pdf", 2, size, turn, crop, media, unit)
    plan = PackPlan(title="Pack", on=ON, stamp="Kacper Wilk, born 14.03.2018", items=(item(document),))
    build(plan, tmp_path / "pack.pdf", convert=as_it_is)
    with pypdfium2.PdfDocument(tmp_path / "pack.pdf") as pdf:
        for number in (2, 3):
            for words in (f"Page {number} of 4", "Kacper Wilk, born 14.03.2018"):
                xs, ys, height, width = _as_seen(pdf[number - 1], words)
                assert xs == sorted(xs), "it reads from left to right"
                assert max(ys) - min(ys) < 4 * unit, "along one line"
                assert height - 36 * unit < min(ys) <= max(ys) < height, "at the foot"
                assert min(xs) >= 0
                assert max(xs) < width


def _as_seen(page: pypdfium2.PdfPage, words: str) -> tuple[list[float], list[float], float, float]:
    """Where each letter of the words is on the drawn page, in pixels from the top left."""
    bitmap = page.render(scale=1)
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found is not None, f"{words} is not on the page"
    position = bitmap.get_posconv(page)
    boxes = [text.get_charbox(found[0] + i) for i in range(found[1]) if words[i] != " "]
    middles = [position.to_bitmap((left + right) / 2, (bottom + top) / 2) for left, bottom, right, top in boxes]
    return [x for x, _ in middles], [y for _, y in middles], bitmap.height, bitmap.width


def test_content_never_reaches_into_the_bands(tmp_path: Path) -> None:
    path = lettered_pdf(tmp_path / "dark.pdf", 1, (300, 400), crop=(0, 100, 300, 300))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"0 0 1 rg -500 -500 2000 2000 re f")  # paints far beyond what is visible
        pdf.save(path)
    build(PackPlan(title="Pack", on=ON, items=(item(path),)), tmp_path / "pack.pdf", convert=as_it_is)
    with pypdfium2.PdfDocument(tmp_path / "pack.pdf") as pack:
        picture = pack[1].render(scale=1).to_pil().convert("RGB")
    assert picture.getpixel((150, picture.height // 2)) == (0, 0, 255)
    foot = [picture.getpixel((x, picture.height - 3)) for x in range(0, 300, 10)]
    head = [picture.getpixel((x, 3)) for x in range(0, 300, 10)]
    assert {*foot, *head} == {(255, 255, 255)}


@pytest.mark.parametrize("content", [b"q 0.5 0 0 0.5 100 100 cm", b"Q Q Q", b"BT /F1 12 Tf 50 50 Td (open) Tj", b"q q q 3 0 0 3 0 0 cm /X BMC"])
def test_content_that_leaves_its_state_open_does_not_move_the_stamp(tmp_path: Path, content: bytes) -> None:
    path = lettered_pdf(tmp_path / "open.pdf", 1, (300, 400))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(content)
        pdf.save(path)
    build(PackPlan(title="Pack", on=ON, items=(item(path),)), tmp_path / "pack.pdf", convert=as_it_is)
    with pypdfium2.PdfDocument(tmp_path / "pack.pdf") as pack:
        xs, ys, height, _ = _as_seen(pack[1], "Page 2 of 3")
    assert min(ys) > height - 36
    assert max(xs) == pytest.approx(300 - 30, abs=6)


def test_the_same_pages_under_two_titles_keep_each_their_own(tmp_path: Path) -> None:
    path = lettered_pdf(tmp_path / "twice.pdf", 2)

    def where_it_lies(source: Source, folder: Path, limits: Limits) -> Converted:
        return replace(as_it_is(source, folder, limits), pdf=path)

    items = (item(path, "First title"), item(path, "Second title"))
    build(PackPlan(title="Pack", on=ON, stamp="Kacper Wilk", items=items), tmp_path / "pack.pdf", convert=where_it_lies)
    pages = all_words(tmp_path / "pack.pdf")
    titled = [[title for title in ("First title", "Second title") if title in words] for words in pages[1:5]]
    assert titled == [["First title"], [], ["Second title"], []]
    assert all("Kacper Wilk" in words for words in pages)


def test_pages_are_never_scaled(tmp_path: Path) -> None:
    path = lettered_pdf(tmp_path / "a.pdf", 1)
    build(PackPlan(title="Pack", on=ON, items=(item(path),)), tmp_path / "pack.pdf", convert=as_it_is)

    def height_of_words(file: Path, number: int) -> float:
        with pypdfium2.PdfDocument(file) as pdf:
            text = pdf[number - 1].get_textpage()
            _, bottom, _, top = text.get_charbox(text.search("Body").get_next()[0])
            return float(top - bottom)

    assert height_of_words(tmp_path / "pack.pdf", 2) == pytest.approx(height_of_words(path, 1), abs=0.01)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_on_a_very_wide_page_the_bands_are_as_large_as_they_must_be_to_be_read(tmp_path: Path, turn: int) -> None:
    document = lettered_pdf(tmp_path / "telephone.pdf", 1, (3000, 4000), turn)
    made = build(PackPlan(title="Pack", on=ON, stamp="Kacper Wilk", items=(item(document, "A scan"),)), tmp_path / "pack.pdf", convert=as_it_is)
    with pypdfium2.PdfDocument(tmp_path / "pack.pdf") as pdf:
        across = pdf[1].get_width()
        assert across == pytest.approx(4000 if turn in (90, 270) else 3000, abs=0.1)
        for words in (f"Page 2 of {made.pages}", "Kacper Wilk", "A scan"):
            xs, _, _, width = _as_seen(pdf[1], words)
            assert (max(xs) - min(xs)) / width > 0.025, f"{words} is far too small on a sheet of {width} points"
            assert 0 <= min(xs) <= max(xs) < width
    assert failed(verify(tmp_path / "pack.pdf")) == ()


def test_what_is_no_wider_than_a_sheet_of_a3_keeps_its_bands_as_they_are() -> None:
    a3 = Visible(0, 0, 1190.55, 841.89)
    assert for_bands(a3) == a3 and band_width(1190.55) == 1190.55
    wide = Visible(10, 20, 3010, 4020, 270, 2.0)
    assert for_bands(wide).box == wide.box and for_bands(wide).width == pytest.approx(band_width(wide.width)) == pytest.approx(842, abs=1)
