"""A photograph for a form: small, upright, on white, and without where and with what it was taken."""

import io
from pathlib import Path

import pytest
from PIL import Image

from sendco_desk.domain.paper import Heading, Panel, Panels, Photo, block_words
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.portrait import LARGEST, NOT_READ, portrait, portrayed
from sendco_desk.packs.source import path_source


def made(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(portrait(path_source(path))))


def test_a_large_photograph_from_a_camera_comes_upright_and_small_without_its_details(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "A camera"  # turned a quarter; the model
    Image.new("RGB", (4000, 3000), "green").save(tmp_path / "photo.jpg", exif=exif)
    picture = made(tmp_path / "photo.jpg")
    assert picture.format == "JPEG"
    assert picture.size == (LARGEST * 3 // 4, LARGEST)
    assert dict(picture.getexif()) == {}


def test_a_small_picture_is_not_enlarged_and_what_is_clear_in_it_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    picture = made(tmp_path / "clear.png")
    assert picture.size == (60, 40)
    assert picture.getpixel((30, 20)) == (255, 255, 255)


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"not a picture")
    with pytest.raises(Refused, match="damaged"):
        portrait(path_source(tmp_path / "photo.jpg"))


WAITING = (Heading(text="Me"), Panels(panels=(Panel(title="Me", blocks=(Photo(content=b"", alt="Photograph of Kacper"),)),)))


def test_the_picture_stands_where_a_photograph_without_content_waits_for_it(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "green").save(tmp_path / "photo.png")
    heading, panels = portrayed(WAITING, path_source(tmp_path / "photo.png"))
    assert heading == WAITING[0]
    assert isinstance(panels, Panels)
    (photo,) = panels.panels[0].blocks
    assert isinstance(photo, Photo)
    assert photo.content == portrait(path_source(tmp_path / "photo.png"))


def test_a_photograph_that_cannot_be_read_is_said_to_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"not a picture")
    _, panels = portrayed(WAITING, path_source(tmp_path / "photo.jpg"))
    assert [*block_words(panels)] == ["Me", NOT_READ]
