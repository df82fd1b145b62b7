"""Papers for the tests of printed forms: one with every kind of block, and the names of other scripts in all of its places."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from PIL import Image

from sendco_desk.domain.charts import Began, CountBar, CountChart, DeliveryChart, PairedBar, Point, ScoreChart, Series
from sendco_desk.domain.paper import (
    Block,
    Drawn,
    Facts,
    Grid,
    Heading,
    Leads,
    Listed,
    NewPage,
    Panel,
    Panels,
    Paper,
    Paragraph,
    Photo,
    Run,
    Runs,
    SignHere,
    said,
)

REPORT = UUID(int=7)
URDU = "محمد علی خان"
NAMES = f"Łukasz Żółkiewski, {URDU}, 欧阳小明"
LONG = "Made-up words go on and on, so that this needs more than one line of the page and has to be broken somewhere in between. "
CHANGED: Runs = (
    Run(text="The school gives "), Run(text="20 minutes ", deleted=True), Run(text="30 minutes ", added=True), Run(text="of practice", bold=True),
    Run(text=", as "), Run(text="the report", leads=Leads(document=REPORT, page=2)), Run(text=" says."),
)
SCORES = ScoreChart(
    title="Reading scores", average=(85, 115), began=(Began(day=date(2025, 11, 3), name="Reading group"),),
    series=(Series(name="Test A", points=(
        Point(day=date(2025, 9, 10), value=78, low=72, high=84), Point(day=date(2026, 3, 10), value=84, low=80, high=88),
    )),),
)  # fmt: skip
DELIVERY = DeliveryChart(title="This term", bars=(PairedBar(name="Practice", planned=24, delivered=20, words="20 of 24, adult away"),))
COUNTS = CountChart(title="Primary needs", bars=(CountBar(name="SLCN", count=12), CountBar(name="SEMH", count=7)))


def picture(kind: str = "PNG", *, size: tuple[int, int] = (60, 80), mode: str = "RGB", **more: Any) -> bytes:
    held = io.BytesIO()
    Image.new(mode, size, (90, 120, 130, 128)[: len(mode)]).save(held, kind, **more)
    return held.getvalue()


def costs(rows: int, *, total: bool = True) -> Grid:
    body = [(said(f"Provision {number}"), said("Ms Rowan"), said("£1,234.00")) for number in range(1, rows + 1)]
    last = [(said("In all"), said(""), said("£27,148.00"))] if total else []
    return Grid(
        caption="Costed provision", heads=("What", "Who", "Cost a year"), rows=(*body, *last), shares=(3, 2, 1), figures=frozenset({2}), total=total,
    )


def profile(more: tuple[Block, ...] = ()) -> Panels:
    return Panels(panels=(
        Panel(title="What people like", blocks=(Listed(points=(said("Kind to little ones"), said("Knows about newts"))),)),
        Panel(title="What matters", blocks=(Paragraph(runs=said("The dog, and knowing what comes next.")), *more)),
        Panel(title="How to help", blocks=(
            Heading(text="In class", level=2), Listed(points=(said("Show me first."), CHANGED), numbered=True),
            Photo(content=picture(), alt="A newt", width=12),
        )),
        Panel(title="My week", blocks=(Facts(rows=(("Teacher", said("Ms Rowan")),)), costs(2))),
        Panel(title="More", blocks=(Panels(panels=(Panel(title="Inner", blocks=(Paragraph(runs=said("A box in a box.")),)),), columns=1),)),
    ))  # fmt: skip


def every_block() -> Iterator[Block]:
    yield Paragraph(runs=CHANGED, keeps=True)
    yield Heading(text="Who and what", level=2)
    yield Facts(rows=(("Class", said("4 Larch")), ("Father", said(URDU)), ("What we do", (*CHANGED, Run(text=LONG)))))
    yield Heading(text="Needs")
    yield Listed(points=(said("Speech and language"), CHANGED))
    yield Listed(points=tuple(said(f"Step {number}") for number in range(1, 12)), numbered=True)
    yield Heading(text="Cost", level=2)
    yield costs(3)
    yield Paragraph(runs=said("Source: a made-up timetable."), quiet=True)
    yield from (Drawn(chart=SCORES), Drawn(chart=DELIVERY), Drawn(chart=COUNTS))
    yield Photo(content=picture("JPEG"), alt="A made-up portrait")
    yield NewPage()
    yield profile()
    yield Paragraph(runs=said(f"{URDU} " * 30))
    yield SignHere(names=("Parent or carer", "SENDCo"))


def paper(*blocks: Block, **more: Any) -> Paper:
    facts: dict[str, Any] = {
        "title": "SEN support plan", "school": "Fernhollow School", "about": ("Kacper Wilk, Year 4", NAMES), "foot": f"Kacper Wilk, {URDU}",
        "blocks": blocks or tuple(every_block()),
    }
    return Paper(**{**facts, **more})


def words_only(text: str) -> str:
    """Without the spaces and line ends that a reader puts in where it likes."""
    return "".join(text.split())
