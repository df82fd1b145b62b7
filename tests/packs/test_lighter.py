"""Pictures brought down to what is seen of them: smaller, and never visibly different."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFilter

from sendco_desk.packs import lighter
from sendco_desk.packs.convert import convert
from sendco_desk.packs.lighter import bring_down
from sendco_desk.packs.source import path_source

SHEET = (1240, 1754)
"""Dots of a page of 298 by 421 points, at 300 dots an inch."""
FULL = b"q 298 0 0 421 0 0 cm /Im0 Do Q"


def scanned(size: tuple[int, int] = SHEET, mode: str = "L") -> Image.Image:
    """Something like a page: soft grain under dark strokes."""
    sheet = Image.effect_noise(size, 12).filter(ImageFilter.GaussianBlur(2)).point(lambda value: min(255, value + 110))
    pen = ImageDraw.Draw(sheet)
    for line in range(40, size[1] - 40, max(8, size[1] // 60)):
        pen.line((40, line, size[0] - 40 - line % 300, line), fill=30, width=max(1, size[1] // 400))
    return sheet.convert(mode)


def jpeg(picture: Image.Image, **how: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", **{"quality": 80, **how})
    return buffer.getvalue()


def a_pdf(path: Path, data: bytes, size: tuple[int, int], content: bytes = FULL, **facts: Any) -> Path:
    """One page that draws one picture."""
    told: dict[str, Any] = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8, "Filter": Name.DCTDecode, **facts}
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(298, 421))
        made = pikepdf.Stream(pdf, data, Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1]))
        for key, value in told.items():
            if value is not None:
                made[f"/{key}"] = pdf.make_stream(*value) if isinstance(value, tuple) else value
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(made)))
        pdf.pages[0].obj.Contents = pdf.make_stream(content)
        pdf.save(path, compress_streams=False)
    return path


def picture_of(path: Path) -> Any:
    with pikepdf.open(path) as pdf:
        found = pdf.pages[0].Resources.XObject.Im0
        soft = found.get("/SMask")
        shades = (int(soft.Width), int(soft.Height), str(soft.get("/Filter", ""))) if soft is not None else None
        return {"size": (int(found.Width), int(found.Height)), "filter": str(found.Filter), "soft": shades}


def seen(path: Path, scale: float = 1.5) -> Image.Image:
    with pypdfium2.PdfDocument(path) as pdf:
        drawn: Image.Image = pdf[0].render(scale=scale).to_pil().convert("RGB")
    return drawn


def apart(one: Path, other: Path) -> float:
    """The mean difference of two drawn pages, of 255."""
    pictures = [seen(path).tobytes() for path in (one, other)]
    return sum(abs(a - b) for a, b in zip(pictures[0], pictures[1], strict=True)) / len(pictures[0])


@pytest.mark.parametrize(("finest", "size"), [(200, (828, 1170)), (150, (621, 878))])
def test_a_scan_finer_than_wanted_is_brought_down_and_looks_the_same(finest: int, size: tuple[int, int], tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET)
    assert bring_down(path, finest, tmp_path / "b.pdf") == f"1 picture brought down to {finest} dpi"
    found = picture_of(tmp_path / "b.pdf")
    assert (found["size"], found["filter"]) == (size, "/DCTDecode")
    assert (tmp_path / "b.pdf").stat().st_size < path.stat().st_size * 0.8
    assert apart(path, tmp_path / "b.pdf") < 2.5


def test_it_can_be_done_in_its_own_place_and_twice_does_nothing_more(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned(mode="RGB")), SHEET, ColorSpace=Name.DeviceRGB)
    assert bring_down(path, 200)
    once = path.read_bytes()
    assert bring_down(path, 200) == "" and path.read_bytes() == once
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


def test_the_same_pdf_is_brought_down_to_the_same_bytes(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET)
    bring_down(path, 200, tmp_path / "one.pdf")
    bring_down(path, 200, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(("finest", "content"), [
    (0, FULL), (300, FULL), (900, FULL), (290, FULL),
    (200, b"q 1000 0 0 1400 0 0 cm /Im0 Do Q"),  # nobody sees 200 dots an inch of a picture larger than its page
    (200, b"q 1 0 0 1 9 9 cm Q"), (200, b"q 298 0 0 421 cm /Im0 Do Q"), (200, b"/Gone Do"),
])
def test_a_picture_that_is_not_too_fine_or_whose_size_cannot_be_told_stays(finest: int, content: bytes, tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET, content)
    before = path.read_bytes()
    assert (bring_down(path, finest), path.read_bytes()) == ("", before)


def _ink(picture: Image.Image) -> dict[str, Any]:
    return {"data": jpeg(picture.convert("CMYK")), "ColorSpace": Name.DeviceCMYK}


def _two_inks(picture: Image.Image) -> dict[str, Any]:
    return {"data": picture.convert("1").tobytes(), "BitsPerComponent": 1, "Filter": None}


def _stencil(picture: Image.Image) -> dict[str, Any]:
    return {"data": picture.convert("1").tobytes(), "BitsPerComponent": 1, "Filter": None, "ImageMask": True, "ColorSpace": None}


def _colour_key(picture: Image.Image) -> dict[str, Any]:
    return {"data": picture.tobytes(), "Filter": None, "Mask": Array([0, 3])}


def _palette(picture: Image.Image) -> dict[str, Any]:
    return {"data": picture.tobytes(), "Filter": None, "ColorSpace": Array([Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(bytes(768))])}


def _matte(picture: Image.Image) -> dict[str, Any]:
    soft = {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 2, "/Height": 2, "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8}
    return {"data": picture.tobytes(), "Filter": None, "SMask": (b"abcd", {**soft, "/Matte": Array([0])})}


def _not_as_told(picture: Image.Image) -> dict[str, Any]:
    return {"data": jpeg(picture.resize((700, 700)), quality=95), "Filter": Name.DCTDecode}


def _damaged(picture: Image.Image) -> dict[str, Any]:
    return {"data": b"\xff\xd8\xff" + bytes(90_000)}


def _short(picture: Image.Image) -> dict[str, Any]:
    return {"data": picture.tobytes()[:90_000], "Filter": None}


def _otherwise(picture: Image.Image) -> dict[str, Any]:
    return {"data": jpeg(picture), "DecodeParms": Dictionary(ColorTransform=0)}


def _wavelets(picture: Image.Image) -> dict[str, Any]:
    return {"data": bytes(90_000), "Filter": Name.JPXDecode}


def _other_inks(picture: Image.Image) -> dict[str, Any]:
    space = Array([Name.Separation, Name.Spot, Name.DeviceGray, Dictionary(FunctionType=2, Domain=[0, 1], N=1)])
    return {"data": picture.tobytes(), "Filter": None, "ColorSpace": space}


@pytest.mark.parametrize("kind", [
    _ink, _two_inks, _stencil, _colour_key, _palette, _matte, _not_as_told, _damaged, _short, _otherwise, _wavelets, _other_inks,
])
def test_what_could_change_in_looks_is_left_alone(kind: Callable[[Image.Image], dict[str, Any]], tmp_path: Path) -> None:
    facts = kind(scanned())
    path = a_pdf(tmp_path / "a.pdf", facts.pop("data"), SHEET, **facts)
    before = path.read_bytes()
    assert (bring_down(path, 200), path.read_bytes()) == ("", before)


def test_a_colour_profile_and_a_see_through_mask_are_kept(tmp_path: Path) -> None:
    profile = Array([Name.ICCBased, Dictionary()])
    soft = {"/Type": Name.XObject, "/Subtype": Name.Image, "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8, "/Width": 1240, "/Height": 1754}
    path = a_pdf(
        tmp_path / "a.pdf", jpeg(scanned(mode="RGB")), SHEET, ColorSpace=Name.DeviceRGB, SMask=(scanned().tobytes(), soft),
    )
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        profile[1] = pdf.make_stream(b"profile", {"/N": 3})
        pdf.pages[0].Resources.XObject.Im0.ColorSpace = profile
        pdf.save(path)
    assert bring_down(path, 200, tmp_path / "b.pdf") == "2 pictures brought down to 200 dpi"
    assert picture_of(tmp_path / "b.pdf")["soft"] == (828, 1170, "/FlateDecode")
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert pdf.pages[0].Resources.XObject.Im0.ColorSpace[1].read_bytes() == b"profile"
    assert apart(path, tmp_path / "b.pdf") < 4


def test_a_drawing_kept_without_loss_stays_sharp(tmp_path: Path) -> None:
    sheet = Image.new("L", SHEET, 255)
    pen = ImageDraw.Draw(sheet)
    for number in range(0, 1700, 9):
        pen.rectangle((number % 1100, number, number % 1100 + number % 170, number + 4), fill=number % 200)
    path = a_pdf(tmp_path / "a.pdf", zlib.compress(sheet.tobytes(), 1) + b"\0" * 50_000, SHEET, Filter=Name.FlateDecode)
    assert bring_down(path, 200, tmp_path / "b.pdf")
    assert picture_of(tmp_path / "b.pdf")["filter"] == "/FlateDecode"
    assert apart(path, tmp_path / "b.pdf") < 2


def test_a_jpeg_packed_once_more_is_unpacked_first(tmp_path: Path) -> None:
    data = jpeg(scanned())
    path = a_pdf(tmp_path / "a.pdf", zlib.compress(data), SHEET, Filter=Array([Name.FlateDecode, Name.DCTDecode]))
    assert bring_down(path, 150, tmp_path / "b.pdf")
    assert picture_of(tmp_path / "b.pdf")["filter"] == "/DCTDecode" and apart(path, tmp_path / "b.pdf") < 2.5


def test_a_picture_that_would_hardly_be_smaller_stays(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(Image.effect_noise(SHEET, 60), quality=8), SHEET)
    before = path.read_bytes()
    assert len(before) > 40_000
    assert (bring_down(path, 200), path.read_bytes()) == ("", before)


def test_a_drawing_in_colours_is_kept_as_whichever_is_smaller(tmp_path: Path) -> None:
    sheet = scanned(mode="RGB")
    path = a_pdf(tmp_path / "a.pdf", zlib.compress(sheet.tobytes(), 1), SHEET, Filter=Name.FlateDecode, ColorSpace=Name.DeviceRGB)
    assert bring_down(path, 200, tmp_path / "b.pdf")
    assert picture_of(tmp_path / "b.pdf")["filter"] == "/DCTDecode" and apart(path, tmp_path / "b.pdf") < 2.5


def test_a_picture_used_twice_keeps_what_its_largest_place_needs(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET, b"q 30 0 0 42 0 0 cm /Im0 Do Q q 0 298 421 0 0 0 cm /Im0 Do Q Q")
    bring_down(path, 200)
    assert picture_of(path)["size"] == (828, 1170)


def test_a_picture_inside_a_form_is_measured_where_the_form_stands(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET, b"q .5 0 0 .5 0 0 cm /Fm Do Q q .25 0 0 .25 0 0 cm /Fm Do Q")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        drawn = pdf.pages[0].Resources.XObject
        form = pdf.make_stream(b"q 298 0 0 421 0 0 cm /Im0 Do Q", {"/Subtype": Name.Form, "/Matrix": Array([1, 0, 0, 1, 0, 0])})
        form.Resources = Dictionary(XObject=Dictionary(Im0=drawn.Im0, Again=form))
        drawn.Fm = form
        pdf.save(path)
    assert bring_down(path, 200) == "1 picture brought down to 200 dpi"
    assert picture_of(path)["size"] == (414, 585)


def test_pictures_of_patterns_are_left_alone_and_shared_resources_looked_at_once(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        resources = pdf.make_indirect(pdf.pages[0].Resources)
        pattern = pdf.make_stream(b"", {"/PatternType": 1, "/Resources": Dictionary(XObject=Dictionary(Im0=resources.XObject.Im0))})
        resources.Pattern = Dictionary(P=pattern)
        pdf.pages[0].obj.Resources = resources
        pdf.pages.append(pdf.pages[0])
        pdf.save(path)
    assert bring_down(path, 200) == ""


def test_a_page_measured_in_larger_units_shows_its_picture_larger(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.UserUnit = 2
        pdf.save(path)
    assert bring_down(path, 200) == ""


def test_resources_of_a_parent_are_found(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.Pages.Resources = pdf.pages[0].obj.Resources
        del pdf.pages[0].obj.Resources
        pdf.save(path)
    assert bring_down(path, 200) == "1 picture brought down to 200 dpi"


def test_a_page_without_resources_or_with_odd_ones_is_passed_over(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Resources.XObject.Odd = Dictionary()
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/Odd Do " + FULL)
        pdf.add_blank_page()
        del pdf.pages[1].obj["/Resources"]
        pdf.save(path)
    assert bring_down(path, 200) == "1 picture brought down to 200 dpi"


def test_a_mask_of_shades_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    soft = {"/Type": Name.XObject, "/Subtype": Name.Image, "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 4, "/Width": 1240, "/Height": 1754}
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned(mode="RGB")), SHEET, ColorSpace=Name.DeviceRGB, SMask=(bytes(1240 * 877), soft))
    assert bring_down(path, 200) == "1 picture brought down to 200 dpi"
    assert picture_of(path)["soft"][:2] == SHEET


def test_a_file_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing else")
    assert bring_down(tmp_path / "a.pdf", 200) == ""


def test_a_document_with_very_many_pictures_is_ready_in_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        first = pdf.pages[0].Resources.XObject.Im0
        second = pdf.make_stream(first.read_raw_bytes(), dict(first.items()))
        pdf.pages[0].Resources.XObject.Im1 = second
        pdf.pages[0].obj.Contents = pdf.make_stream(FULL + b" " + FULL.replace(b"Im0", b"Im1"))
        pdf.save(path)
    monkeypatch.setattr(lighter, "_MOST_WORK", 3_000_000)
    assert bring_down(path, 200) == "1 picture brought down to 200 dpi; there were too many to bring all down"


def test_a_document_says_that_its_pictures_were_brought_down(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "a.pdf", jpeg(scanned()), SHEET)
    (tmp_path / "out").mkdir()
    done = convert(path_source(path), tmp_path / "out")
    assert done.actions == ("1 picture brought down to 200 dpi",) and done.image_only
    assert done.pdf is not None and apart(path, done.pdf) < 2.5
