"""Checks on each page: its label, its printed number, its volume, its stamp, and that its words can be read by another program."""

import pikepdf

from sendco_desk.packs.late_labels import parted
from sendco_desk.packs.verify_reading import SPOTS, Check, Footer, Reading, SeenPage, counted
from sendco_desk.packs.visible import Visible

_ENDS = ([b"Q"], [b"Q", b"EMC"])  # how the last piece of a stamped page reads
_CLOSE = 0.05  # points: what rounding to two places may do


def labels_check(reading: Reading) -> Check:
    """The label of every page is its number; in a volume the numbers go on from the one before it. What was added later has letters."""
    good, last = 0, (_start(reading), 0)
    for page in reading.pages:
        found = parted(page.label)
        if found is not None and _follows(found, last, page, reading):
            good += 1
        last = found or last
    return counted("page labels", good, len(reading.pages), "the others are labelled otherwise than their number")


def _follows(found: tuple[int, int], last: tuple[int, int], page: SeenPage, reading: Reading) -> bool:
    """Whether a page may be called so after the one before it: 7 after 6 or 6B, and 6B after 6A where it was added later."""
    if reading.supplement:
        return found > last
    return found == (last[0] + 1, 0) or (page.late and found == (last[0], last[1] + 1))


def _start(reading: Reading) -> int:
    """The pages in the volumes before this file."""
    first = reading.pages[0].label if reading.pages else ""
    return int(first) - 1 if reading.volume and reading.volume.number > 1 and first.isdigit() else 0


def volume_check(reading: Reading) -> Check:
    """A pack is one file, or says on its first page which volume it is and which of all pages it holds, and is what it says."""
    last = _start(reading) + sum(not page.late for page in reading.pages)
    if reading.supplement:
        return Check(name="volume", ok=True, detail=f"only pages that were added later, {len(reading.pages)} of them")
    if reading.volume is None:
        return Check(name="volume", ok=True, detail=f"one file, pages 1 to {last}")
    number, of, total = reading.volume.number, reading.volume.of, reading.volume.total
    said = f"Volume {number} of {of}, pages {_start(reading) + 1} to {last}"
    ends = last == total if number == of else last < total
    if not (reading.pages and 1 <= number <= of and ends and (number == 1) == (_start(reading) == 0)):
        return Check(name="volume", ok=False, detail=f"{said}: that does not agree with {total} pages in all")
    if said not in " ".join(reading.words(reading.pages[0]).all.split()):
        return Check(name="volume", ok=False, detail=f"the first page does not say: {said}")
    return Check(name="volume", ok=True, detail=f"{said}, of {total}")


def numbers_check(reading: Reading) -> Check:
    """Every page prints its own number, and how many there are, or that it was added later."""
    wrong = [page.number for page in reading.pages if not (page.footer and _is_numbered(reading, page, page.footer))]
    return counted("printed numbers", len(reading.pages) - len(wrong), len(reading.pages), f"not on {first_of(wrong)}")


def _is_numbered(reading: Reading, page: SeenPage, footer: Footer) -> bool:
    said = _said(reading, page)
    return footer.said.startswith(said) if page.late else footer.said == said


def _said(reading: Reading, page: SeenPage) -> str:
    """How the words of a page's footer must begin."""
    return f"Page {page.label}, added " if page.late else f"Page {page.label} of {reading.total}"


def stamps_check(reading: Reading) -> Check:
    """Every stamp is upright, inside what is visible, under the content and not over it; the name is on all pages or on none."""
    wrong = [page.number for page in reading.pages if not (page.footer and _stands_well(reading, page, page.footer))]
    names = {page.footer.who for page in reading.pages if page.footer}
    if len(names) > 1:
        return Check(name="stamps", ok=False, detail="the name is on some pages and not on others")
    return counted(
        "stamps", len(reading.pages) - len(wrong), len(reading.pages), f"missing, turned, covered, outside the page or over text on {first_of(wrong)}"
    )


def _stands_well(reading: Reading, page: SeenPage, footer: Footer) -> bool:
    seen = page.visible
    upright = all(abs(a - b) < _CLOSE for a, b in zip(footer.frame, seen.frame(), strict=True))
    font = reading.foot_font(page.obj, footer.font)
    if not upright or font is None or _is_covered(page):
        return False
    length = font.length(footer.said) * footer.size
    inside = footer.x >= 0 and footer.x + length <= seen.width + _CLOSE and footer.y >= 0
    return inside and _foot_of(footer.clip, seen) >= footer.y + footer.size and font.plain


def _is_covered(page: SeenPage) -> bool:
    """Whether something was put on a finished page: drawn after all else, or a note or a field laid over it."""
    drawn = page.obj.Contents
    last = drawn[-1] if isinstance(drawn, pikepdf.Array) else drawn
    if not isinstance(last, pikepdf.Stream) or last.read_bytes().split() not in _ENDS:
        return True
    return any(not isinstance(note, pikepdf.Dictionary) or note.get("/Subtype") != pikepdf.Name.Link for note in page.obj.get("/Annots", ()))


def _foot_of(clip: tuple[float, ...], seen: Visible) -> float:
    """How far above the foot of the page, as seen, its own content may begin."""
    left, bottom, width, height = clip
    a, b, c, d, e, f = seen.frame()
    scale = a * a + b * b
    return min(
        ((x - e) * c + (y - f) * d) / scale for x, y in ((left, bottom), (left + width, bottom + height))
    )  # fmt: skip


def drawn_check(reading: Reading) -> Check:
    """Another program, drawing the page, finds the number in the band."""
    documents = [page for page in reading.pages if not page.generated]
    step = max(1, len(documents) // SPOTS) if reading.spot else 1
    looked_at = [*reading.generated, *documents[::step]]
    wrong = [page.number for page in looked_at if _said(reading, page) not in f"{' '.join(reading.words(page).band.split())} "]
    return counted("numbers as drawn", len(looked_at) - len(wrong), len(looked_at), f"not found on {first_of(sorted(wrong))}")


def text_check(reading: Reading) -> Check:
    """The words of every page the pack made can be found by searching."""
    wrong = [page.number for page in reading.generated if not _readable(reading.words(page).all)]
    if not reading.generated:
        return Check(name="text", ok=False, detail="no page of this file was made by the pack")
    return counted("text", len(reading.generated) - len(wrong), len(reading.generated), f"not readable on {first_of(wrong)}")


def _readable(words: str) -> bool:
    return len(words.strip()) > 20 and "\ufffd" not in words and "\x00" not in words


def first_of(numbers: list[int]) -> str:
    """The first few pages of some, and how many more there are."""
    if not numbers:
        return "any page"
    shown = ", ".join(map(str, numbers[:5]))
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}{more}"
