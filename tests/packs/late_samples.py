"""A pack that was sent and documents that came late, for the tests of late additions and of what changed since."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pypdfium2

from sendco_desk.packs.assemble import build
from sendco_desk.packs.late import build_late
from sendco_desk.packs.late_plan import LateItem, LateMade, LatePlan
from sendco_desk.packs.plan import PackItem
from sendco_desk.packs.sent_facts import Earlier
from sendco_desk.packs.source import Converted, Limits, path_source
from tests.packs.pack_samples import as_it_is, item, lettered_pdf, pupil_plan

SENT_ON, ADDED_ON, LATER = date(2026, 11, 4), date(2026, 11, 29), date(2026, 12, 7)


def sent_pack_of(folder: Path, name: str = "sent.pdf", password: str = "") -> Path:
    """A pack of 30 pages: the contents, three parts on one page, three documents of 27 pages, the manifest."""
    documents = [
        item(lettered_pdf(folder / f"document{number}.pdf", pages), f"Report {number}", part="Professionals")
        for number, pages in enumerate((11, 8, 8), 1)
    ]
    assert build(pupil_plan(documents, password=password), folder / name, convert=as_it_is).pages == 30
    return folder / name


def late_items(folder: Path, after: str = "12") -> tuple[LateItem, ...]:
    """Two documents after a page, of two pages and of one that lies on its side, and one of three at the end."""
    two, one, three = lettered_pdf(folder / "two.pdf", 2), lettered_pdf(folder / "one.pdf", 1, turn=90), lettered_pdf(folder / "three.pdf", 3)
    return (
        LateItem(item=item(two, "Late report", author="Ms A. Patel", dated_on=date(2026, 11, 20)), after=after),
        LateItem(item=item(one, "Late letter"), after=after), LateItem(item=item(three, "Last statement")),
    )


def converted_of(items: Sequence[PackItem], folder: Path) -> list[Converted]:
    """Each as it is."""
    found = []
    for number, each in enumerate(items):
        place = folder / f"pages {number}"
        place.mkdir(parents=True, exist_ok=True)
        found.append(as_it_is(each.source, place, Limits()))
    return found


def add_late(
    sent: Path, items: Sequence[LateItem], out: Path, *, password: str = "", number: int = 3, on: date = ADDED_ON, supplement: Path | None = None,
) -> LateMade:
    """Make the pack with its late pages."""
    plan = LatePlan(sent=path_source(sent, password), number=number, sent_on=SENT_ON, on=on, items=tuple(items))
    pages = converted_of([one.item for one in items], out.parent / f"{out.stem} pages")
    return build_late(plan, pages, out, supplement=supplement)


def earlier(*sent: Path, days: Sequence[date] = ()) -> Earlier:
    """Packs that were sent, the latest first."""
    told = tuple(days) or (SENT_ON,) * len(sent)
    return Earlier(files=tuple(path_source(path) for path in sent), numbers=tuple(range(len(sent), 0, -1)), days=told)


def pictures(path: Path, password: str = "", scale: float = 0.4) -> list[bytes]:
    """Every page as another program draws it."""
    with pypdfium2.PdfDocument(path, password=password or None) as pdf:
        return [page.render(scale=scale).to_pil().tobytes() for page in pdf]
