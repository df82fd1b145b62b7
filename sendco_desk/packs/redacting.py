"""Blacking out for good: a page becomes a picture with the boxes burnt in, and only the words that lie outside them are put back, unseen.

Nothing of the page as it was is kept: not its text, its drawings, its notes, its links or what it says of its structure.
"""

import io
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageDraw, ImageFont

from sendco_desk.domain.redactions import REDACTION_REASONS, Box
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert.pdf import page_texts
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.page_prints import numbered
from sendco_desk.packs.pages_marks import PRINTED
from sendco_desk.packs.redaction_proof import prove_document
from sendco_desk.packs.redaction_search import SeenPage, SeenWord, meet, read_pages, veiled
from sendco_desk.packs.source import Blacked, BlackedPage, Finding, Noticed
from sendco_desk.packs.unseen_words import lay_unseen
from sendco_desk.resources import resource

DOTS = 200
"""Dots an inch of the picture that a page becomes; fewer where all pictures of a pack are brought down further."""

SHORT_REASONS = {
    "other_child": "other child", "third_party": "personal", "address": "address", "staff": "staff", "health": "health",
    "legal_privilege": "legal advice", "other": "withheld",
}
"""What is written in a box, where it fits."""

NO_LONGER_SO = (
    "The pages of this document are not laid out as they were when parts of it were blacked out, so the boxes may lie over other words. "
    "Open “Black out” for it, look at each box, and mark the pages anew."
)
NO_SUCH_PAGE = "Parts of a page are blacked out that this document does not have. Open “Black out” for it, and take those boxes away."
_MOST_DOTS = 40_000_000
_QUALITY = 85
_GREY = 10  # how far the colours of a dot may lie apart where the page is taken for black and white
_LEAST_LETTERS, _MOST_LETTERS = 5.5, 9  # points: what is smaller cannot be read
_FONT = "fonts/NotoSans-Regular.ttf"
_NOT_KEPT = "the signed original is not kept beside the pack, because parts of it are blacked out"


def redacted(out: Path, printed: Printed, blacked: Sequence[Blacked], finest: int) -> Printed:
    """Black out what is asked for in the clean PDF ``out``, prove that it is gone, and say what was done. Raises Refused where it cannot be."""
    wanted = {number: [each for each in blacked if each.page == number] for number in sorted({each.page for each in blacked})}
    pages = {page.number: page for page in read_pages(out, wanted)}
    _refuse_unknown(wanted, pages)
    kept = {number: kept_words(pages[number], [box for each in wanted[number] for box in each.boxes]) for number in wanted}
    _write(out, wanted, pages, kept, min(DOTS, finest) if finest > 0 else DOTS)
    told = tuple(_told(number, wanted[number]) for number in wanted)
    prove_document(out, {number: (pages[number], kept[number]) for number in wanted}, told)
    with pypdfium2.PdfDocument(out) as drawing:
        lettered = any(text.strip() for text in page_texts(drawing))
    return _said(printed, blacked, told, image_only=not lettered)


def _refuse_unknown(wanted: dict[int, list[Blacked]], pages: dict[int, SeenPage]) -> None:
    for number, asked in wanted.items():
        if number not in pages:
            raise Refused(NO_SUCH_PAGE)
        if any(each.page_print not in ("", pages[number].page_print) for each in asked):
            raise Refused(NO_LONGER_SO)


def kept_words(page: SeenPage, boxes: Sequence[Box]) -> tuple[SeenWord, ...]:
    """The words of a page that no box touches. One that a box cuts goes whole, and so does what a hyphen at the end of a line ties to it."""
    touched = [any(meet(letter, box) for letter in word.boxes for box in boxes) for word in page.words]
    for place in (*range(1, len(touched)), *range(len(touched) - 1, 0, -1)):
        if page.words[place - 1].broken and (touched[place - 1] or touched[place]):
            touched[place - 1] = touched[place] = True
    return tuple(word for word, gone in zip(page.words, touched, strict=True) if not gone)


# Writing


def _write(
    out: Path, wanted: dict[int, list[Blacked]], pages: dict[int, SeenPage], kept: dict[int, tuple[SeenWord, ...]], dots: int
) -> None:
    part = out.with_suffix(".redacted")
    drawing = pypdfium2.PdfDocument(out)
    try:
        with pikepdf.open(out) as pdf:
            for number, asked in wanted.items():
                sheet = _sheet(drawing, number - 1, asked, dots)
                _become(pdf, pdf.pages[number - 1].obj, sheet, pages[number], kept[number])
            _forget(pdf, {number - 1 for number in wanted})
            pdf.remove_unreferenced_resources()
            pdf.save(part, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        drawing.close()  # Windows replaces no file that is open
        part.replace(out)
    finally:
        drawing.close()
        part.unlink(missing_ok=True)


def _sheet(drawing: pypdfium2.PdfDocument, index: int, asked: Sequence[Blacked], dots: int) -> Image.Image:
    """The page as it is seen, with the boxes burnt in."""
    page = drawing[index]
    width, height = page.get_size()
    scale = min(dots / 72, math.sqrt(_MOST_DOTS / (width * height)))
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    try:
        sheet: Image.Image = bitmap.to_pil().convert("RGB").copy()
    finally:
        bitmap.close()
        page.close()
    if _is_grey(sheet):
        sheet = sheet.convert("L")
    pen = ImageDraw.Draw(sheet)
    for each in asked:
        for box in each.boxes:
            _burn(pen, sheet, box, scale, SHORT_REASONS[each.reason])
    return sheet


def _is_grey(sheet: Image.Image) -> bool:
    red, green, blue = sheet.split()
    return all(ImageChops.difference(one, other).getextrema()[1] <= _GREY for one, other in ((red, green), (green, blue)))  # type: ignore[operator]


def _burn(pen: ImageDraw.ImageDraw, sheet: Image.Image, box: Box, scale: float, word: str) -> None:
    """A black box, a dot wider on each side, with the reason in white where it fits."""
    left, bottom, right, top = (side * scale for side in box)
    across = (max(0, math.floor(left) - 1), min(sheet.width, math.ceil(right) + 1))
    down = (max(0, math.floor(sheet.height - top) - 1), min(sheet.height, math.ceil(sheet.height - bottom) + 1))
    if across[0] >= across[1] or down[0] >= down[1]:
        return
    black, white = ((0, 255) if sheet.mode == "L" else ((0, 0, 0), (255, 255, 255)))
    pen.rectangle((across[0], down[0], across[1] - 1, down[1] - 1), fill=black)
    wide, high = across[1] - across[0], down[1] - down[0]
    for size in range(min(round(_MOST_LETTERS * scale), round(high * 0.72)), round(_LEAST_LETTERS * scale) - 1, -1):
        font = _letters(size)
        if pen.textlength(word, font=font) <= wide * 0.92:
            pen.text(((across[0] + across[1]) / 2, (down[0] + down[1]) / 2), word, fill=white, font=font, anchor="mm")
            return


def _letters(size: int) -> ImageFont.FreeTypeFont:
    with resource(_FONT).open("rb") as stream:
        return ImageFont.truetype(io.BytesIO(stream.read()), size)


def _become(pdf: pikepdf.Pdf, page: Any, sheet: Image.Image, seen: SeenPage, kept: Iterable[SeenWord]) -> None:
    """The page is this picture from now on, with the words unseen behind it, and nothing else."""
    unit = page.get("/UserUnit")
    for key in set(page.keys()) - {"/Type", "/Parent"}:
        del page[key]
    if unit is not None:
        page.UserUnit = unit
    for box in (Name.MediaBox, Name.CropBox):  # what a parent says of them holds no longer
        page[box] = Array([0, 0, round(seen.width, 2), round(seen.height, 2)])
    page.Rotate = 0
    page.Resources = Dictionary(XObject=Dictionary(Sheet=_picture(pdf, sheet)))
    words = lay_unseen(pdf, page.Resources, kept)
    drawn = b"q %.2f 0 0 %.2f 0 0 cm /Sheet Do Q\n" % (seen.width, seen.height)
    page.Contents = pdf.make_stream(words + drawn)


def _picture(pdf: pikepdf.Pdf, sheet: Image.Image) -> pikepdf.Object:
    """The picture in whichever of two ways takes less room: a page of print without loss, a photograph with little."""
    packed = zlib.compress(sheet.tobytes(), 6)
    held = io.BytesIO()
    sheet.save(held, "JPEG", quality=_QUALITY, optimize=True)
    lossy = held.getvalue()
    facts = {
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": sheet.width, "/Height": sheet.height, "/BitsPerComponent": 8,
        "/ColorSpace": Name.DeviceGray if sheet.mode == "L" else Name.DeviceRGB,
    }  # fmt: skip
    data, way = (packed, Name.FlateDecode) if len(packed) <= len(lossy) else (lossy, Name.DCTDecode)
    picture = pikepdf.Stream(pdf, b"", Dictionary(facts))
    picture.write(data, filter=way)
    return pdf.make_indirect(picture)


def _forget(pdf: pikepdf.Pdf, gone: set[int]) -> None:
    """Take from the rest of the document what may tell of its blacked-out pages: what it says of itself, its bookmarks, notes and structure."""
    for key in set(pdf.Root.keys()) - {"/Type", "/Pages", "/Version", "/OCProperties"}:
        del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for index, page in enumerate(pdf.pages):
        if PRINTED in page.obj:
            del page.obj[PRINTED]
        if index not in gone:
            page.obj.StructParents = 0  # the pieces of its content keep their numbers, so others must not take them
            for key in ("/Metadata", "/PieceInfo", "/Thumb", "/B", "/AA"):
                if key in page.obj:
                    del page.obj[key]
            _keep_ways(page.obj)


def _keep_ways(page: Any) -> None:
    """Of its notes a page keeps the links to places within the document, without the words they carry."""
    kept = [
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=note.Rect, Border=[0, 0, 0], F=4, Dest=place)
        for note in page.get("/Annots", ()) if isinstance(note, Dictionary) and (place := _place_of(note)) is not None and "/Rect" in note
    ]
    if "/Annots" in page:
        del page["/Annots"]
    if kept:
        page.Annots = Array(kept)


def _place_of(note: Any) -> Any:
    """Where a link leads, if that is a place and not a name."""
    if note.get("/Subtype") != Name.Link:
        return None
    action = note.get("/A")
    place = note.get("/Dest", action.get("/D") if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo else None)
    return place if isinstance(place, Array) else None


# Saying


def _told(number: int, asked: Sequence[Blacked]) -> BlackedPage:
    reasons = tuple(dict.fromkeys(REDACTION_REASONS[each.reason] for each in asked))
    words = tuple(dict.fromkeys(each.words for each in asked if each.words))
    boxes, reviewed = sum(len(each.boxes) for each in asked), all(each.reviewed_by for each in asked)
    return BlackedPage(page=number, boxes=boxes, reasons=reasons, reviewed=reviewed, words=words)


def _said(printed: Printed, blacked: Sequence[Blacked], told: tuple[BlackedPage, ...], *, image_only: bool) -> Printed:
    """What is said of the document, in which none of the words stands."""
    words = words_of(blacked)
    done = [*(_NOT_KEPT for _ in range(printed.signed)), *redacted_said(blacked, told)]
    told_before = (action for action in printed.actions if "keep the original beside it" not in action)
    return replace(
        printed, image_only=image_only, signed=False, blacked=told, left_out=veiled(printed.left_out, words),
        actions=tuple(veiled(action, words) for action in told_before) + tuple(done),
        attachments=tuple(veiled(name, words) for name in printed.attachments),
        findings=tuple(_veiled(finding, words) for finding in printed.findings if finding.noticed is not Noticed.SIGNED),
    )  # fmt: skip


def _veiled(finding: Finding, words: Sequence[str]) -> Finding:
    return replace(finding, words=veiled(finding.words, words))


def words_of(blacked: Iterable[Blacked]) -> tuple[str, ...]:
    """The words that were searched for and blacked out, the longest first."""
    return tuple(sorted({each.words for each in blacked if each.words}, key=lambda words: (-len(words), words)))


def redacted_said(blacked: Sequence[Blacked], told: Sequence[BlackedPage]) -> Iterator[str]:
    """How much was blacked out, where, why and who looked at it; never what."""
    count = sum(page.boxes for page in told)
    reasons = "; ".join(dict.fromkeys(reason[:1].lower() + reason[1:] for page in told for reason in page.reasons))
    pages = numbered([page.page for page in told])
    yield f"redacted: {count} box{'es' * (count != 1)} on its {pages[:1].lower()}{pages[1:]} ({reasons}); {reviewed_said(blacked)}"


def reviewed_said(blacked: Iterable[Blacked]) -> str:
    """Who looked at what is blacked out."""
    names = [each.reviewed_by for each in blacked]
    people = list(dict.fromkeys(filter(None, names)))
    if not people:
        return "not looked at by a second person"
    listed = " and ".join([", ".join(people[:-1]), people[-1]] if len(people) > 1 else people)
    return f"reviewed by {listed}" + ("" if all(names) else ", though not every box")
