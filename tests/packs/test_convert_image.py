import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sendco_desk.packs.convert import convert
from sendco_desk.packs.convert.image import A4, placed, without_notes
from sendco_desk.packs.source import Converted, Handling, Limits, Outcome, path_source
from tests.shared_corpus import SHARED, needs_shared

DOCUMENTS = SHARED / "corpus" / "documents"


def printed(picture: Image.Image, folder: Path, name: str = "photo.png", **how: Any) -> Converted:
    picture.save(folder / name, **how)
    return convert(path_source(folder / name), folder)


def shown(done: Converted, page: int = 0) -> Image.Image:
    assert done.pdf is not None
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        picture: Image.Image = pdf[page].render(scale=1).to_pil().convert("RGB")
    return picture


def stored(done: Converted) -> Any:
    with pikepdf.open(done.pdf or "") as pdf:
        drawn = pdf.pages[0].Resources.XObject.Im0
        return int(drawn.Width), int(drawn.Height), str(drawn.get("/Filter", "")), bytes(drawn.read_raw_bytes())


def difference(one: Image.Image, other: Image.Image) -> float:
    small = [picture.resize((40, 56)).convert("L").tobytes() for picture in (one, other)]
    apart = [abs(a - b) for a, b in zip(small[0], small[1], strict=True)]
    return sum(apart) / len(apart)


@needs_shared
@pytest.mark.parametrize("turn", [2, 4, 6, 8])
def test_a_photo_taken_any_way_round_stands_upright(turn: int, tmp_path: Path) -> None:
    upright = shown(convert(path_source(DOCUMENTS / "jpg_exif_orientation_1.jpg"), tmp_path))
    done = convert(path_source(DOCUMENTS / f"jpg_exif_orientation_{turn}.jpg"), tmp_path)
    assert difference(upright, shown(done)) < 3
    assert "turned upright" in done.actions


@needs_shared
def test_the_place_where_a_photo_was_taken_stays_out(tmp_path: Path) -> None:
    done = convert(path_source(DOCUMENTS / "jpg_gps_exif.jpg"), tmp_path)
    assert "removed the place where it was taken" in done.actions
    assert b"Exif" in (DOCUMENTS / "jpg_gps_exif.jpg").read_bytes() and b"Exif" not in stored(done)[3]


@needs_shared
def test_each_page_of_a_scan_is_a_page(tmp_path: Path) -> None:
    done = convert(path_source(DOCUMENTS / "tiff_multipage_3.tiff"), tmp_path)
    colours = [shown(done, page).getpixel((297, 26)) for page in range(done.pages)]
    assert len(set(colours)) == 3
    assert done.image_only


@needs_shared
def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    done = convert(path_source(DOCUMENTS / "gif_decompression_bomb.gif"), tmp_path)
    assert done.reason == "The picture has more than 120 million dots. Save it smaller and add that copy."


@pytest.mark.parametrize("limit", [5_999, 2_000])
def test_a_picture_over_the_limit_is_refused(limit: int, tmp_path: Path) -> None:
    Image.new("L", (100, 60)).save(tmp_path / "a.png")
    assert convert(path_source(tmp_path / "a.png"), tmp_path, Limits(max_pixels=limit)).outcome is Outcome.REFUSED


def test_a_bomb_hidden_behind_the_first_page_of_a_scan_is_refused(tmp_path: Path) -> None:
    Image.new("L", (10, 10)).save(tmp_path / "a.tif", save_all=True, append_images=[Image.new("L", (100, 100))])
    done = convert(path_source(tmp_path / "a.tif"), tmp_path, Limits(max_pixels=5_000))
    assert done.outcome is Outcome.REFUSED and "dots" in (done.reason or "")


def test_a_scan_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    Image.new("L", (10, 10)).save(tmp_path / "a.tif", save_all=True, append_images=[Image.new("L", (10, 10))] * 3)
    assert "4 pages" in (convert(path_source(tmp_path / "a.tif"), tmp_path, Limits(max_pages=3)).reason or "")


def test_what_is_see_through_is_placed_on_white(tmp_path: Path) -> None:
    done = printed(Image.new("RGBA", (200, 300), (0, 0, 0, 0)), tmp_path)
    assert shown(done).getpixel((297, 60)) == (255, 255, 255)
    assert done.actions == ("placed a see-through picture on white",)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"])
def test_every_way_of_keeping_colours_prints(mode: str, tmp_path: Path) -> None:
    done = printed(Image.new(mode, (40, 60)), tmp_path, "a.tif")
    assert done.outcome is Outcome.INCLUDED, done.reason


@pytest.mark.parametrize(("light", "dark"), [(65_535, 0), (40_000, 1_000)])
def test_sixteen_bit_greys_keep_their_dark_and_light(light: int, dark: int, tmp_path: Path) -> None:
    rows = light.to_bytes(2, "little") * (200 * 150) + dark.to_bytes(2, "little") * (200 * 150)
    page = shown(printed(Image.frombytes("I;16", (200, 300), rows), tmp_path))
    assert page.getpixel((297, 60)) == (light // 257,) * 3
    assert page.getpixel((297, 200)) == (dark // 257,) * 3


def test_numbers_outside_any_grey_are_stretched_to_fit(tmp_path: Path) -> None:
    picture = Image.new("F", (200, 300), -50.0)
    picture.paste(900.0, (0, 0, 200, 150))
    page = shown(printed(picture, tmp_path, "a.tif"))
    assert page.getpixel((297, 60)) == (255, 255, 255)
    assert page.getpixel((297, 200)) == (0, 0, 0)


def test_ink_colours_with_a_broken_profile_still_print(tmp_path: Path) -> None:
    done = printed(Image.new("CMYK", (40, 60)), tmp_path, "a.jpg", icc_profile=b"not a profile")
    assert done.outcome is Outcome.INCLUDED


def test_ink_colours_follow_their_profile(tmp_path: Path) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()  # of the wrong kind: it must not stop the page
    assert printed(Image.new("CMYK", (40, 60)), tmp_path, "a.jpg", icc_profile=profile).outcome is Outcome.INCLUDED


@pytest.mark.parametrize(("finest", "size", "said"), [
    (200, (1520, 2128), ("brought down to 200 dpi",)), (300, (2280, 3192), ("brought down to 300 dpi",)),
    (900, (2280, 3192), ("brought down to 300 dpi",)), (0, (4000, 5600), ()),
])
def test_a_photo_finer_than_is_wanted_is_brought_down(finest: int, size: tuple[int, int], said: tuple[str, ...], tmp_path: Path) -> None:
    Image.effect_noise((4000, 5600), 40).save(tmp_path / "a.jpg")
    done = convert(replace(path_source(tmp_path / "a.jpg"), handling=Handling(finest=finest)), tmp_path)
    assert done.actions == said
    assert stored(done)[:2] == size


def test_a_black_and_white_scan_stays_so_and_keeps_its_thin_lines(tmp_path: Path) -> None:
    done = printed(Image.effect_noise((2480, 3508), 90).convert("1"), tmp_path, "a.tif", dpi=(300, 300), compression="group4")
    assert (done.actions, stored(done)[:2]) == ((), (2480, 3508))
    done = printed(Image.effect_noise((3200, 4520), 90).convert("1"), tmp_path, "b.tif", dpi=(960, 960), compression="group4")
    assert done.actions == ("brought down to 600 dpi",)
    with pikepdf.open(done.pdf or "") as pdf:
        assert int(pdf.pages[0].Resources.XObject.Im0.BitsPerComponent) == 1


def test_a_camera_photo_is_not_squeezed_twice(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0110] = "Phone"
    done = printed(Image.effect_noise((800, 600), 40), tmp_path, "a.jpg", quality=70, exif=exif)
    assert stored(done)[3] == without_notes((tmp_path / "a.jpg").read_bytes())
    assert done.actions == ("removed the camera’s details",)


def test_words_hidden_in_a_photo_are_left_behind(tmp_path: Path) -> None:
    done = printed(Image.new("RGB", (80, 60)), tmp_path, "a.jpg", comment=b"SECRET-COMMENT")
    assert b"SECRET" in (tmp_path / "a.jpg").read_bytes() and b"SECRET" not in stored(done)[3]


def test_a_second_picture_behind_the_end_of_a_photo_is_left_behind() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG")
    assert b"TRAILER" not in without_notes(buffer.getvalue() + b"TRAILER")


def test_an_enormous_picture_without_loss_is_kept_as_a_photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sendco_desk.packs.convert.image._PHOTO_BYTES", 1_000)
    assert stored(printed(Image.new("RGB", (80, 60)), tmp_path))[2] == "/DCTDecode"
    assert stored(printed(Image.new("1", (800, 600)), tmp_path, "b.png"))[2] == "/DCTDecode"


def test_the_first_picture_of_an_animation_is_printed_and_that_is_said(tmp_path: Path) -> None:
    done = printed(Image.new("L", (80, 60)), tmp_path, "a.gif", save_all=True, append_images=[Image.new("L", (80, 60), 200)])
    assert done.pages == 1 and done.actions == ("printed the first of 2 pictures of an animation",)


def test_a_photo_cut_short_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.effect_noise((300, 300), 50).save(buffer, "JPEG")
    (tmp_path / "a.jpg").write_bytes(buffer.getvalue()[:2_000])
    assert "damaged or cut short" in (convert(path_source(tmp_path / "a.jpg"), tmp_path).reason or "")


def test_a_box_of_no_length_in_a_heic_is_damage(tmp_path: Path) -> None:
    (tmp_path / "a.heic").write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00\x00\x00\x04meta" + b"\x00" * 30)
    assert convert(path_source(tmp_path / "a.heic"), tmp_path).outcome is Outcome.REFUSED


def test_a_scan_of_a_page_keeps_its_true_size() -> None:
    page, (x, y, wide, high) = placed((1240, 1754), 150)
    assert page == A4
    assert (x, y) == pytest.approx((0, 0), abs=0.6) and (wide, high) == pytest.approx(A4, abs=1)


def test_a_broad_picture_lies_on_a_broad_page() -> None:
    page, (_, _, wide, high) = placed((4000, 3000), 96)
    assert page == (A4[1], A4[0]) and wide / high == pytest.approx(4 / 3)


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.floats(30, 2_400))
def test_a_picture_never_leaves_its_page_and_is_never_enlarged(wide: int, high: int, dots: float) -> None:
    page, (x, y, w, h) = placed((wide, high), dots)
    assert x >= -0.01 and y >= -0.01 and x + w <= page[0] + 0.01 and y + h <= page[1] + 0.01
    assert w <= wide * 72 / dots + 0.01 and h <= high * 72 / dots + 0.01
    assert w / h == pytest.approx(wide / high)
