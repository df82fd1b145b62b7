"""Pages as a scanner gives them, made up for the tests: upright, turned, crooked, blank, with holes or with the other side showing through."""

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SANS = "NotoSans-Regular.ttf"
SIZE = (827, 1169)  # A4 at 100 dots an inch
_SAID = (
    "The plan was read together and everybody had their say about what helps during the day. Reading in a small group goes better when the "
    "book is chosen the week before, and the quiet place by the library is used at lunch. Handwriting is still hard and a keyboard was tried "
    "for half a term; he likes it and gets more of his thoughts down. The speech therapist visits on alternate Fridays and leaves a page of "
    "games behind. What happens between the visits is written in the blue book, which goes home and comes back again every week."
)


def typed(
    seed: int = 1, font: str = SANS, size: tuple[int, int] = SIZE, points: int = 12, lines: int = 60, capitals: bool = False
) -> Image.Image:
    """A page of typed paragraphs with an even left margin."""
    chance, sheet = random.Random(seed), Image.new("L", size, 246)
    pen, letters = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONTS / font), round(points * 100 / 72))
    words, left, top = _SAID.split(), 90, 90
    for _ in range(lines):
        line = ""
        while pen.textlength(line, font=letters) < size[0] - 290 - chance.randrange(90):
            line += f" {chance.choice(words)}"
        pen.text((left, top), (line.upper() if capitals else line).strip(), fill=35, font=letters)
        top += round(points * 2)
        if top > size[1] - 130:
            break
    return sheet


def empty(seed: int = 1) -> Image.Image:
    """The back of a sheet, with the scanner's grain."""
    return grained(Image.new("L", SIZE, 240), seed)


def grained(sheet: Image.Image, seed: int = 1) -> Image.Image:
    """With grain and specks of dust, the same each time."""
    chance = random.Random(seed)
    grain = Image.frombytes("L", (sheet.width // 2, sheet.height // 2), chance.randbytes((sheet.width // 2) * (sheet.height // 2)))
    sheet = Image.blend(sheet, grain.resize(sheet.size), 0.03)
    pen = ImageDraw.Draw(sheet)
    for _ in range(40):
        pen.point((chance.randrange(sheet.width), chance.randrange(sheet.height)), fill=90)
    return sheet


def punched(sheet: Image.Image) -> Image.Image:
    """With two punch holes, a staple and the shadow of an edge."""
    pen = ImageDraw.Draw(sheet)
    for high in (430, 740):
        pen.ellipse((40, high, 64, high + 24), fill=40)
    pen.line((32, 30, 62, 38), fill=80, width=2)
    pen.rectangle((0, 0, 10, sheet.height), fill=110)
    return sheet


def shown_through(seed: int = 1) -> Image.Image:
    """An empty back through whose paper the front is seen."""
    front = typed(seed).transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(2.5))
    return grained(front.point([round(246 - (246 - min(value, 246)) * 0.3) for value in range(256)]), seed)


def jpeg_of(sheet: Image.Image, quality: int = 80) -> bytes:
    """Squeezed as a scanner does."""
    kept = io.BytesIO()
    sheet.save(kept, "JPEG", quality=quality, dpi=(100, 100))
    return kept.getvalue()


def scan_of(path: Path, *sheets: Image.Image) -> Path:
    """A file of several scanned pages."""
    sheets[0].save(path, save_all=True, append_images=list(sheets[1:]), dpi=(100, 100))
    return path
