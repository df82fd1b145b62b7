"""A page of a scan as a small grey picture, upright as it is seen: what the eyes of ``scans`` look at."""

import io
import re

import pikepdf
import pypdfium2
from PIL import Image

from sendco_desk.packs.convert.pdf_pictures import content_of
from sendco_desk.packs.scan_lines import DOTS
from sendco_desk.packs.visible import Visible, visible_of

_LARGEST = 1_700  # dots a side: a plan on A0 is looked at from further away
_NUMBER = rb"(-?\d*\.?\d+)\s+"
_PLACED = re.compile(
    rb"\s*(?:1 0 0 1 0 0 cm)?\s*(?:BT[^()<>\[\]]*ET)?\s*(?:q\s+)+" + _NUMBER * 6 + rb"cm\s+(/[^\s/\[\]<>(){}%]+)\s+Do\s*(?:Q\s*)+"
)
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def sheet_of(page: pikepdf.Page, drawing: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """The page, counted from 0. A photograph is brought down while it is unpacked, which is four times as quick as drawing the page."""
    seen = visible_of(page.obj)
    return _unpacked(page.obj, seen) or _drawn(drawing, number, seen)


def turned(sheet: Image.Image, clockwise: int) -> Image.Image:
    """The sheet after quarter turns."""
    turn = _TURNS.get(clockwise % 360)
    return sheet if turn is None else sheet.transpose(turn)


def _scale(seen: Visible) -> float:
    return min(DOTS / 72, _LARGEST / max(seen.width, seen.height))


def _drawn(drawing: pypdfium2.PdfDocument, number: int, seen: Visible) -> Image.Image:
    page = drawing[number]
    bitmap = page.render(scale=_scale(seen), grayscale=True, may_draw_forms=False)
    try:
        sheet: Image.Image = bitmap.to_pil().convert("L").copy()
        return sheet
    finally:
        bitmap.close()
        page.close()


def _is_jpeg(packed: object) -> bool:
    """Whether a picture is packed as a JPEG and nothing else; some scanners say so in a list of one."""
    return packed == "/DCTDecode" or (isinstance(packed, pikepdf.Array) and len(packed) == 1 and packed[0] == "/DCTDecode")


def _unpacked(page: pikepdf.Object, seen: Visible) -> Image.Image | None:
    """The one JPEG that a page is, where it is plainly that; None where only drawing can tell."""
    placed = _PLACED.fullmatch(content_of(page))
    if placed is None or seen.unit != 1.0:
        return None
    picture = page.Resources.XObject.get(placed[7].decode("latin-1"))
    if picture is None or not _is_jpeg(picture.get("/Filter")) or {"/Decode", "/SMask", "/Mask"} & picture.keys():
        return None
    wide, b, c, high, left, bottom = (float(number) for number in placed.groups()[:6])
    within = seen.left - 1 <= left and seen.bottom - 1 <= bottom and left + wide <= seen.right + 1 and bottom + high <= seen.top + 1
    if b or c or wide < 1 or high < 1 or not within:
        return None
    jpeg = Image.open(io.BytesIO(picture.read_raw_bytes()), formats=("JPEG",))
    if jpeg.mode not in ("L", "RGB"):
        return None
    scale = _scale(seen)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    jpeg.draft("L", size)
    small = jpeg.convert("L").resize(size, Image.Resampling.BOX)
    paper = Image.new("L", (max(1, round((seen.right - seen.left) * scale)), max(1, round((seen.top - seen.bottom) * scale))), 255)
    paper.paste(small, (round((left - seen.left) * scale), round((seen.top - bottom - high) * scale)))
    return turned(paper, seen.turn)
