"""Checks on each page: its label, its printed number, its stamp, and that its words can be read by another program."""

from pikepdf import Array, Dictionary, Name

from sendco_desk.packs.verify_reading import SPOTS, Check, Footer, Reading, SeenPage, counted
from sendco_desk.packs.visible import Visible

PLAIN_LABELS = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))  # figures from the first page on
_CLOSE = 0.05  # points: what rounding to two places may do


def labels_check(reading: Reading) -> Check:
    """The label of every page is its number."""
    good = [page.number for page, label in zip(reading.pages, _labels(reading), strict=True) if label == str(page.number)]
    return counted("page labels", len(good), len(reading.pages), "the others are labelled otherwise than their number")


def _labels(reading: Reading) -> list[str]:
    labels = reading.pdf.Root.get("/PageLabels")
    if labels is None:
        return [""] * len(reading.pages)
    if labels == PLAIN_LABELS:
        return [str(page.number) for page in reading.pages]
    return [page.label for page in reading.pdf.pages]


def numbers_check(reading: Reading) -> Check:
    """Every page prints its own number, and how many there are."""
    total = len(reading.pages)
    wrong = [page.number for page in reading.pages if not (page.footer and page.footer.number == page.number and page.footer.total == total)]
    return counted("printed numbers", total - len(wrong), total, f"not on {_first(wrong)}")


def stamps_check(reading: Reading) -> Check:
    """Every stamp is upright, inside what is visible, under the content and not over it; the name is on all pages or on none."""
    wrong = [page.number for page in reading.pages if not (page.footer and _stands_well(reading, page, page.footer))]
    names = {page.footer.who for page in reading.pages if page.footer}
    if len(names) > 1:
        return Check(name="stamps", ok=False, detail="the name is on some pages and not on others")
    return counted(
        "stamps", len(reading.pages) - len(wrong), len(reading.pages), f"missing, turned, outside the page or over text on {_first(wrong)}"
    )


def _stands_well(reading: Reading, page: SeenPage, footer: Footer) -> bool:
    seen = page.visible
    upright = all(abs(a - b) < _CLOSE for a, b in zip(footer.frame, seen.frame(), strict=True))
    font = reading.foot_font(page.obj, footer.font)
    if not upright or font is None:
        return False
    length = font.length(footer.said) * footer.size
    inside = footer.x >= 0 and footer.x + length <= seen.width + _CLOSE and footer.y >= 0
    return inside and _foot_of(footer.clip, seen) >= footer.y + footer.size and font.plain


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
    total = len(reading.pages)
    wrong = [page.number for page in looked_at if f"Page {page.number} of {total}" not in " ".join(reading.words(page).band.split())]
    return counted("numbers as drawn", len(looked_at) - len(wrong), len(looked_at), f"not found on {_first(sorted(wrong))}")


def text_check(reading: Reading) -> Check:
    """The words of every page the pack made can be found by searching."""
    wrong = [page.number for page in reading.generated if not _readable(reading.words(page).all)]
    if not reading.generated:
        return Check(name="text", ok=False, detail="no page of this file was made by the pack")
    return counted("text", len(reading.generated) - len(wrong), len(reading.generated), f"not readable on {_first(wrong)}")


def _readable(words: str) -> bool:
    return len(words.strip()) > 20 and "\ufffd" not in words and "\x00" not in words


def _first(numbers: list[int]) -> str:
    if not numbers:
        return "any page"
    shown = ", ".join(map(str, numbers[:5]))
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}{more}"
