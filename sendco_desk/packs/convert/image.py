"""Pictures to A4 pages: upright, on white, with the camera's and the place's details left behind."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pi_heif
import pikepdf
from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.lighter import FINEST
from sendco_desk.packs.pages_marks import PRINTED
from sendco_desk.packs.source import Limits, Source

A4 = (595.28, 841.89)
MARGIN = 24.0
_TWO_INKS = 600  # dots an inch of a scan in black and white: fewer would cost it its thin lines
_SCREEN = 96  # dots an inch for a picture that does not say
_PHOTO_BYTES = 30_000_000  # beyond this a page kept dot for dot makes the pack too large to send

_DAMAGED = "The picture is damaged or cut short and cannot be read. Ask the sender for a fresh copy."
_EXIF_PLACE, _EXIF_TURN = 0x8825, 0x0112
_CAMERA = {0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298, 0x8769}  # words, maker, model, software, time, artist, rights, exposure


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """Each picture of the file on a page of its own; of a moving picture the first."""
    pi_heif.register_heif_opener()
    said: dict[str, None] = {}
    with source.open() as stream, opened(stream, limits) as picture, pikepdf.Pdf.new() as pdf:
        for frame in frames(picture, limits, said):
            _add_page(pdf, frame, stream, source.handling.finest, said)
        pages = len(pdf.pages)
        pdf.save(out, deterministic_id=True)
    return Printed(pages=pages, actions=tuple(said), image_only=True)


@contextmanager
def opened(stream: BinaryIO, limits: Limits) -> Iterator[Image.Image]:
    """The picture, if it is one and not so large that it would fill the memory."""
    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = limits.max_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is dropped anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(stream) as picture:
                if picture.width * picture.height > limits.max_pixels:
                    raise Refused(_too_large(limits))
                if picture.format == "HEIF" and _cut_short(stream):
                    raise Refused(_DAMAGED)
                yield picture
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(_too_large(limits)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError) as error:
        if getattr(error, "errno", None):
            raise  # the disk, not the picture
        raise Refused(_DAMAGED) from error


def _cut_short(stream: BinaryIO) -> bool:
    """True where the last box of a HEIC ends after the file does: the decoder would fill the gap with grey and say nothing."""
    length, at = stream.seek(0, io.SEEK_END), 0
    while at + 8 <= length:
        stream.seek(at)
        head = stream.read(16)
        size = int.from_bytes(head[:4])
        size = int.from_bytes(head[8:16]) if size == 1 else size or length - at
        if size < 8:
            return True
        at += size
    return at > length


def _too_large(limits: Limits) -> str:
    return f"The picture has more than {limits.max_pixels // 1_000_000} million dots. Save it smaller and add that copy."


def frames(picture: Image.Image, limits: Limits, said: dict[str, None]) -> Iterator[Image.Image]:
    """Each page of a picture file; of a moving picture the first."""
    number = getattr(picture, "n_frames", 1)
    if picture.format != "TIFF":
        if number > 1 and getattr(picture, "is_animated", False) and picture.format in ("GIF", "PNG", "WEBP"):
            said[f"printed the first of {number} pictures of an animation"] = None
        yield picture
        return
    if number > limits.max_pages:
        raise Refused(f"The picture file has {number} pages, more than {limits.max_pages}. Save it in parts, and add those.")
    for frame in ImageSequence.Iterator(picture):
        if frame.width * frame.height > limits.max_pixels:
            raise Refused(_too_large(limits))
        yield frame


def upright(picture: Image.Image, said: dict[str, None]) -> Image.Image:
    """The picture turned as it was taken, on white, in grey or plain colours, with no metadata."""
    exif = picture.getexif()
    if exif.get(_EXIF_TURN, 1) != 1:
        said["turned upright"] = None
    if exif.get_ifd(_EXIF_PLACE):
        said["removed the place where it was taken"] = None
    elif not _CAMERA.isdisjoint(exif):
        said["removed the camera’s details"] = None
    turned = ImageOps.exif_transpose(picture)
    return _plain(turned, said)


def _plain(picture: Image.Image, said: dict[str, None]) -> Image.Image:
    if picture.has_transparency_data:
        said["placed a see-through picture on white"] = None
        above = picture.convert("RGBA")
        below = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(below, above).convert("RGB")
    if picture.mode in ("1", "L", "RGB"):
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        return _in_256_greys(picture)
    if picture.mode == "CMYK":
        return _from_ink(picture)
    return picture.convert("L" if picture.mode == "LA" else "RGB")


def _in_256_greys(picture: Image.Image) -> Image.Image:
    """Sixteen-bit greys squeezed to eight: a plain convert would cut them off at white."""
    values = picture.convert("F")
    darkest, lightest = cast("tuple[float, float]", values.getextrema())
    if darkest >= 0 and lightest <= 255:
        return values.convert("L")
    if darkest >= 0 and lightest <= 65_535:
        darkest, lightest = 0.0, 65_535.0
    share = 255 / (lightest - darkest)
    return values.point(lambda value: value * share - darkest * share).convert("L")


def _from_ink(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            done = ImageCms.profileToProfile(picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:  # a broken profile: the plain sums will do
            return picture.convert("RGB")
        if done is not None:
            return done
    return picture.convert("RGB")


def _add_page(pdf: pikepdf.Pdf, frame: Image.Image, original: BinaryIO, finest: int, said: dict[str, None]) -> None:
    stored = _untouched_jpeg(frame, original)
    picture = upright(frame, said)
    page, (x, y, wide, high) = placed(picture.size, _dots_an_inch(frame))
    dots = _TWO_INKS if picture.mode == "1" else min(finest, FINEST)
    limit = (max(1, round(wide * dots / 72)), max(1, round(high * dots / 72)))
    if finest > 0 and picture.width > limit[0] * 1.05:
        said[f"brought down to {dots} dpi"] = None
        picture, stored = _resized(picture, limit), None
    drawn = _embedded(pdf, picture, stored, photo=frame.format in ("JPEG", "MPO", "HEIF", "WEBP"))
    content = f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {y:.2f} cm /Im0 Do Q".encode()
    pdf.add_blank_page(page_size=page)
    pdf.pages[-1].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=drawn))
    pdf.pages[-1].obj.Contents = pdf.make_stream(content)
    pdf.pages[-1].obj[PRINTED] = pikepdf.Dictionary()


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """In fewer dots; black and white stays so."""
    if picture.mode != "1":
        return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture.convert("L").resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0).convert("1", dither=Image.Dither.NONE)


def placed(size: tuple[int, int], dots: float) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """The A4 page, upright or lying, and where on it the picture stands: x, y, width and height in points.

    A scan of a page keeps its true size; anything larger is fitted inside the margins; nothing is enlarged.
    """
    wide, high = (side * 72 / dots for side in size)
    page = A4 if high >= wide else (A4[1], A4[0])
    scan = dots >= 100 and all(0.9 * side <= drawn <= 1.02 * side for side, drawn in zip(page, (wide, high), strict=True))
    margin = 0.0 if scan else MARGIN
    scale = min(1.0, (page[0] - 2 * margin) / wide, (page[1] - 2 * margin) / high)
    wide, high = wide * scale, high * scale
    return page, ((page[0] - wide) / 2, (page[1] - high) / 2 if scan else page[1] - margin - high, wide, high)


def _dots_an_inch(picture: Image.Image) -> float:
    dots = picture.info.get("dpi", (0, 0))
    across = float(dots[0]) if isinstance(dots, tuple) and dots else 0.0
    return across if 30 <= across <= 2400 else float(_SCREEN)


def _embedded(pdf: pikepdf.Pdf, picture: Image.Image, stored: bytes | None, *, photo: bool) -> pikepdf.Stream:
    facts = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        BitsPerComponent=1 if picture.mode == "1" else 8,
        ColorSpace=pikepdf.Name.DeviceRGB if picture.mode == "RGB" else pikepdf.Name.DeviceGray,
    )
    raw = b"" if stored or photo else picture.tobytes()
    if stored or photo or len(raw) > _PHOTO_BYTES:
        facts.Filter = pikepdf.Name.DCTDecode
        raw = stored or _as_jpeg(picture)
    return pikepdf.Stream(pdf, raw, facts)


def _as_jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    (picture.convert("L") if picture.mode == "1" else picture).save(buffer, "JPEG", quality=85, optimize=True)
    return buffer.getvalue()


def _untouched_jpeg(picture: Image.Image, original: BinaryIO) -> bytes | None:
    """The camera's own bytes without their notes, where nothing has to change: a second squeeze would only cost sharpness."""
    if picture.format != "JPEG" or picture.mode not in ("L", "RGB") or picture.getexif().get(_EXIF_TURN, 1) != 1:
        return None
    original.seek(0)
    return without_notes(original.read())


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without its application and comment segments (EXIF, GPS, thumbnails); the colour marker of Adobe stays."""
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if not (0xE0 <= jpeg[at + 1] <= 0xEF and jpeg[at + 1] != 0xEE) and jpeg[at + 1] != 0xFE:
            kept += jpeg[at:end]
        at = end
    last = jpeg.rfind(b"\xff\xd9") + 2  # some cameras append a second picture after the end
    return bytes(kept + jpeg[at : max(last, at)])
