"""The last step of every conversion: the pages are looked over, and what the maker decided about them is done. Nothing is encoded anew."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert.pdf_pictures import is_picture
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.page_prints import numbered
from sendco_desk.packs.scans import Look, SecondEye, findings_of, look_over
from sendco_desk.packs.source import Handling
from sendco_desk.packs.visible import inherited_by, visible_of

_NONE_LEFT = "Every page of this document would be left out. Keep at least one of its pages, or leave the whole document out."
_FURTHEST = 15.0  # degrees; more is no crooked scan


def handled(out: Path, printed: Printed, handling: Handling, second_eye: SecondEye | None = None, *, looked_over: bool = True) -> Printed:
    """What is said of the document's pages, after they were looked at and turned, straightened or left out as the maker wishes."""
    looks = look_over(out, handling, second_eye) if looked_over else tuple(Look(number=page) for page in range(1, printed.pages + 1))
    if handling.turns or handling.straightened or handling.left_out:
        printed = _done(out, printed, handling, looks)
    return replace(
        printed, findings=printed.findings + findings_of(looks, handling), page_prints=tuple(look.printed for look in looks) if looked_over else ()
    )


def kept_pages(pages: int, handling: Handling) -> tuple[int, ...]:
    """The pages that go in, counted from 1 as converted: the third of them is the third page in the pack."""
    return tuple(page for page in range(1, pages + 1) if page not in handling.left_out)


def _done(out: Path, printed: Printed, handling: Handling, looks: Sequence[Look]) -> Printed:
    part = out.with_suffix(".handled")
    kept = kept_pages(printed.pages, handling)
    if not kept:
        raise Refused(_NONE_LEFT)
    try:
        with pikepdf.open(out) as pdf:
            said = [*_straightened(pdf, handling, kept), *_turned(pdf, handling, kept, looks), *_left_out(pdf, handling, looks)]
            first_width = visible_of(pdf.pages[0].obj).width
            if len(pdf.pages) < printed.pages:
                pdf.remove_unreferenced_resources()
            pdf.save(part, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    blacked = tuple(replace(each, page=kept.index(each.page) + 1) for each in printed.blacked if each.page in kept)
    return replace(printed, pages=len(kept), actions=printed.actions + tuple(said), first_width=first_width, blacked=blacked)


def _turned(pdf: pikepdf.Pdf, handling: Handling, kept: Sequence[int], looks: Sequence[Look]) -> Iterator[str]:
    upright: list[int] = []
    otherwise: dict[int, list[int]] = {}
    for number, turn in sorted(dict(handling.turns).items()):
        if number in kept and turn % 360 in (90, 180, 270):
            page = pdf.pages[number - 1].obj
            page.Rotate = (visible_of(page).turn + turn) % 360
            right = looks[number - 1].stance.turn == turn % 360
            (upright if right else otherwise.setdefault(turn % 360, [])).append(number)
    if upright:
        yield f"{_small(upright)} turned upright"
    for turn, pages in sorted(otherwise.items()):
        yield f"{_small(pages)} turned by {turn} degrees"


def _straightened(pdf: pikepdf.Pdf, handling: Handling, kept: Sequence[int]) -> Iterator[str]:
    done, not_done = [], []
    for number, degrees in sorted(dict(handling.straightened).items()):
        if number not in kept or not degrees or abs(degrees) >= _FURTHEST:
            continue
        page = pdf.pages[number - 1]
        if is_picture(page.obj):
            _turn_about_centre(pdf, page, degrees)
            done.append(number)
        else:
            not_done.append(number)
    if done:
        yield f"{_small(done)} straightened"
    if not_done:
        yield f"{_small(not_done)} not straightened, because there is more than a picture on {'it' if len(not_done) == 1 else 'them'}"


def _turn_about_centre(pdf: pikepdf.Pdf, page: pikepdf.Page, clockwise: float) -> None:
    """The picture is drawn turned by the small angle; its own bytes stay as they are."""
    seen = visible_of(page.obj)
    x, y = (seen.left + seen.right) / 2, (seen.bottom + seen.top) / 2
    sine, cosine = math.sin(math.radians(clockwise)), math.cos(math.radians(clockwise))
    matrix = (cosine, -sine, sine, cosine, x - x * cosine - y * sine, y + x * sine - y * cosine)
    before = pdf.make_stream(b"q " + b" ".join(b"%.6f" % number for number in matrix) + b" cm\n")
    found = page.obj.get("/Contents")
    inside = list(found) if isinstance(found, pikepdf.Array) else [found]
    page.obj.Contents = pikepdf.Array([before, *inside, pdf.make_stream(b"\nQ")])


def _left_out(pdf: pikepdf.Pdf, handling: Handling, looks: Sequence[Look]) -> Iterator[str]:
    gone = sorted({page for page in handling.left_out if 1 <= page <= len(pdf.pages)})
    blank = [page for page in gone if looks[page - 1].blank]
    others = [page for page in gone if page not in blank]
    for page in pdf.pages:
        for key, value in inherited_by(page.obj).items():
            page.obj[key] = value
    for number in reversed(gone):
        del pdf.pages[number - 1]
    if blank:
        yield f"{_small(blank)}, blank, left out"
    if others:
        yield f"{_small(others)} left out"


def _small(pages: Sequence[int]) -> str:
    said = numbered(pages)
    return said[:1].lower() + said[1:]
