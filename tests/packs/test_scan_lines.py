import io
from collections.abc import Callable
from typing import Any, cast

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from sendco_desk.packs.scan_blank import is_blank
from sendco_desk.packs.scan_lines import Stance, stance_of
from sendco_desk.packs.scan_sheets import sheet_of, turned
from tests.packs.scan_samples import SIZE, empty, grained, punched, shown_through, typed


@pytest.mark.parametrize("font", ["NotoSans-Regular.ttf", "NotoSans-Italic.ttf", "DejaVuSans.ttf"])
@pytest.mark.parametrize("clockwise", [0, 90, 180, 270])
def test_a_typed_page_is_known_whichever_way_round_it_was_scanned(font: str, clockwise: int) -> None:
    stance = stance_of(turned(grained(typed(3, font)), clockwise))
    assert stance == Stance(turn=-clockwise % 360, written=True, sure=True)


@pytest.mark.parametrize("clockwise", [0, 90, 180, 270])
def test_a_page_from_a_typewriter_whose_letters_stand_under_one_another_is_never_turned_wrongly(clockwise: int) -> None:
    for seed in range(4):
        stance = stance_of(turned(grained(typed(seed, "NotoMono-Regular.ttf")), clockwise))
        assert stance.turn == (-clockwise % 360 if stance.sure else 0)


@pytest.mark.parametrize("crooked", [-6.0, -2.5, 0.8, 4.0])
def test_a_crooked_page_is_measured_to_a_fifth_of_a_degree(crooked: float) -> None:
    sheet = grained(typed(4).rotate(-crooked, Image.Resampling.BICUBIC, fillcolor=246))
    assert stance_of(sheet).skew == pytest.approx(-crooked, abs=0.2)


def test_a_page_that_is_both_upside_down_and_crooked_is_told_both() -> None:
    stance = stance_of(turned(typed(5), 180).rotate(-2, Image.Resampling.BICUBIC, fillcolor=246))
    assert stance.turn == 180 and stance.skew == pytest.approx(-2, abs=0.2)


def test_a_broad_page_that_is_read_from_left_to_right_is_left_alone() -> None:
    assert stance_of(typed(6, size=(SIZE[1], SIZE[0]))).turn == 0


def test_capitals_say_nothing_about_which_way_is_up() -> None:
    assert stance_of(turned(typed(7, capitals=True), 180)) == Stance(written=True)


def test_capitals_on_their_side_are_seen_to_lie_there_and_get_the_likelier_turn() -> None:
    stance = stance_of(turned(typed(7, capitals=True), 90))
    assert stance.turn in (90, 270) and not stance.sure


def a_photograph(seed: int = 1) -> Image.Image:
    import random

    picture, chance = Image.new("L", SIZE, 128), random.Random(seed)
    for across in (3, 9, 40):
        small = Image.frombytes("L", (across, across), chance.randbytes(across * across))
        picture = Image.blend(picture, small.resize(SIZE, Image.Resampling.BICUBIC), 0.45)
    return picture


def a_table() -> Image.Image:
    sheet = Image.new("L", SIZE, 248)
    pen = ImageDraw.Draw(sheet)
    for row in range(90, 1000, 30):
        for column in range(90, 700, 60):
            pen.rectangle((column, row, column + 60, row + 30), outline=60, width=2)
            pen.text((column + 8, row + 8), str(row * column % 997), fill=30)
    return sheet


def a_signature() -> Image.Image:
    sheet = Image.new("L", SIZE, 248)
    ImageDraw.Draw(sheet).text((500, 300), "S. Example", fill=20)
    return sheet


@pytest.mark.parametrize("picture", [a_photograph, a_table, a_signature, lambda: Image.new("L", (40, 30), 255), lambda: Image.new("L", SIZE, 0)])
@pytest.mark.parametrize("clockwise", [0, 90, 180])
def test_no_wolf_is_cried_over_what_is_not_lines_of_writing(picture: Callable[[], Image.Image], clockwise: int) -> None:
    stance = stance_of(turned(picture(), clockwise))
    assert stance.turn == 0 and stance.skew == 0


BACKS = [empty, lambda: punched(empty()), shown_through, lambda: punched(shown_through()), lambda: Image.new("L", SIZE, 255)]


@pytest.mark.parametrize("back", BACKS)
def test_the_back_of_a_sheet_is_blank_with_its_dust_holes_and_what_shows_through(back: Callable[[], Image.Image]) -> None:
    assert is_blank(back())


def line(fill: int, sheet: Image.Image, words: str = "see overleaf for the rest of it") -> Image.Image:
    ImageDraw.Draw(sheet).text((200, 600), words, fill=fill, font_size=16)
    return sheet


@pytest.mark.parametrize(
    "page",
    [
        typed,
        a_photograph,
        lambda: line(40, empty()),
        lambda: line(195, Image.new("L", SIZE, 240)),
        lambda: line(150, shown_through()),
        lambda: line(40, empty(), "No"),
        lambda: Image.new("L", SIZE, 60),
    ],
)
def test_a_page_with_as_little_as_one_faint_line_is_not_blank(page: Callable[[], Image.Image]) -> None:
    assert not is_blank(page())


@pytest.mark.parametrize("packed", [Name.DCTDecode, Array([Name.DCTDecode])])
def test_a_scanned_jpeg_is_brought_down_while_it_is_unpacked_and_its_page_is_not_drawn(packed: Any) -> None:
    held, page = io.BytesIO(), typed(1)
    page.save(held, "JPEG", quality=90)
    with pikepdf.new() as pdf:
        scanned = pdf.make_stream(held.getvalue(), Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=page.width, Height=page.height, ColorSpace=Name.DeviceGray,
            BitsPerComponent=8, Filter=packed,
        ))  # fmt: skip
        sheet = pdf.add_blank_page(page_size=(595.28, 841.89))
        sheet.Resources = Dictionary(XObject=Dictionary(Im0=scanned))
        sheet.Contents = pdf.make_stream(b"q 595.28 0 0 841.89 0 0 cm /Im0 Do Q")
        never_asked = cast(Any, None)
        seen = sheet_of(sheet, never_asked, 0)
    assert seen.size == SIZE and stance_of(seen) == Stance(written=True, sure=True)
