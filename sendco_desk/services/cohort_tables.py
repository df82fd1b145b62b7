"""The cohort on paper and as a table for other programs, with names or so that nobody can be picked out of it."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.codes import SEN_PROVISION, said
from sendco_desk.domain.costing import pounds
from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Block, Drawn, Grid, Heading, Paper, Paragraph, Runs
from sendco_desk.domain.paper import said as plain
from sendco_desk.services.cohort_rows import BY, NONE_REVIEWED, PROGRESS, CohortRow, Group, band_of, count_chart, year_place
from sendco_desk.services.provision_rows import FAIR, GOOD, hours_words
from sendco_desk.services.sen_register import FEW
from sendco_desk.statute.wording import counted, lowered

SUPPRESSED = "suppressed"
"""What stands for a year, a status or a need that too few pupils share."""
NAMELESS_WORDS = (
    f"Without names: no name, UPN, class, council, provision or date. Year, status and need stand only where at least {FEW} pupils of the "
    "table have the same ones, and amounts stand in bands. It is always of everybody, never of the few behind one bar. Somebody who "
    "knows the school may still recognise a pupil: share it with care."
)
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameless:
    """What is left of a row without a name."""

    number: int
    sen: str
    year: str
    need: str
    row: CohortRow

    @property
    def cells(self) -> Cells:
        """As it stands in the table."""
        return (str(self.number), self.sen, self.year, self.need, _time(self.row), _held(self.row), PROGRESS[self.row.progress])


NAMELESS_HEADS = ("Number", "Status", "Year", "Primary need", "Time a week", "Held this term", "Outcomes of the last closed cycle")


TIMES = ((0, "none"), (60, "up to 1 h"), (300, "over 1 h to 5 h"), (900, "over 5 h to 15 h"))
MORE_TIME = "over 15 h"
"""Bands of minutes a week, each with its last minute: an exact time may be one pupil’s alone."""


def _time(row: CohortRow) -> str:
    return next((words for last, words in TIMES if row.minutes <= last), MORE_TIME)


def _held(row: CohortRow) -> str:
    percent = row.delivery.percent
    if percent is None:
        return "none planned"
    return f"{GOOD}% or more" if percent >= GOOD else f"{FAIR}% to {GOOD - 1}%" if percent >= FAIR else f"under {FAIR}%"


Facts = tuple[str, str, str]
WAYS: tuple[Callable[[Facts], Facts], ...] = (
    lambda facts: facts,
    lambda facts: (facts[0], SUPPRESSED, facts[2]),
    lambda facts: (facts[0], facts[1], SUPPRESSED),
    lambda facts: (facts[0], SUPPRESSED, SUPPRESSED),
)
"""What is said of status, year and need: all, then without the year, without the need, without both."""


def nameless(rows: Sequence[CohortRow]) -> tuple[Nameless, ...]:
    """The rows without names, in an order that tells nothing of the names.

    Nobody can be picked out by status, year and need: of every combination that is shown there are at least ``FEW`` rows. A pupil whose
    combination is rarer loses first the year, then the need instead, then both; those who are still too few lose the status as well, and
    with it everything by which a pupil is known.
    """
    left = {number: (row.sen, row.pupil.year_group, row.need) for number, row in enumerate(rows)}
    kept: dict[int, Facts] = {}
    for way in WAYS:
        shared = Counter(map(way, left.values()))
        kept |= {number: way(facts) for number, facts in left.items() if shared[way(facts)] >= FEW}
        left = {number: facts for number, facts in left.items() if number not in kept}
    kept |= dict.fromkeys(left, (SUPPRESSED,) * 3)
    order = sorted(kept, key=lambda n: (*_place(kept[n]), rows[n].minutes, _held(rows[n]), rows[n].progress, rows[n].cost or 0))
    return tuple(
        Nameless(number=number, sen=kept[n][0], year=kept[n][1], need=kept[n][2], row=rows[n]) for number, n in enumerate(order, 1)
    )


def _place(facts: Facts) -> tuple[object, ...]:
    return (SUPPRESSED in facts, facts[0], year_place(facts[1]), facts[1], facts[2])


# With names


NAMED_HEADS = (
    "Name", "UPN", "Year", "Class", "Council", "Status", "Primary need", "All needs, ranked", "Provision", "Minutes a week", "Held this term, %",
    "Outcomes met", "Partly met", "Not yet met", "Review of the cycle due", "Annual review by", "Newest report",
)
COST, BAND = "Cost this school year, £", "Cost this school year"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _named(row: CohortRow) -> Cells:
    pupil = row.pupil
    return (
        pupil.sorting_name, pupil.upn, pupil.year_group, pupil.class_name, row.authority, row.sen, row.need, "; ".join(row.needs),
        "; ".join(row.provisions), str(row.minutes), "" if row.delivery.percent is None else str(row.delivery.percent), str(row.met),
        str(row.partly), str(row.not_yet), _day(row.review_due_on), _day(row.annual_review_on), _day(row.report_on),
    )


def csv_text(rows: Sequence[CohortRow], names: bool) -> str:
    """The rows as comma-separated values: everything, or without names as ``nameless`` says.

    What costs belong to it stands last; where they are hidden there is no such column. A cell that a spreadsheet would work out as a sum
    is kept as words by an apostrophe.
    """
    seen = all(row.priced is not None for row in rows)
    if names:
        heads = (*NAMED_HEADS, *((COST,) if seen else ()))
        table = [(*_named(row), *((f"{row.cost / 100:.2f}",) if seen and row.cost is not None else ())) for row in rows]
    else:
        heads = (*NAMELESS_HEADS, *((BAND,) if seen else ()))
        table = [(*one.cells, *_band(one, seen)) for one in nameless(rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in line] for line in table)
    return out.getvalue()


def _band(one: Nameless, seen: bool) -> Cells:
    return (band_of(one.row.cost)[1],) if seen and one.row.cost is not None else ()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and len(cell) > 1 else cell


# On paper


def cohort_paper(
    rows: Sequence[CohortRow], groups: Sequence[Group], what: str, *, of: str, on: date, school: str, names: bool = True,
) -> Paper:
    """A chart of the groups and the table of the rows. ``of`` says whose rows they are: `All pupils with SEN support or an EHC plan`."""
    seen = all(row.priced is not None for row in rows)
    chart = count_chart(groups, what, names=names)
    blocks: list[Block] = [Drawn(chart=chart)] if chart.bars else []
    if groups and groups[0].by == "provision":
        blocks.append(Paragraph(runs=plain("A pupil with several provisions is counted in each."), quiet=True))
    if not names:
        blocks.append(Paragraph(runs=plain(NAMELESS_WORDS), quiet=True))
    table = (_named_grid(rows, seen) if names else _nameless_grid(rows, seen)) if rows else Paragraph(runs=plain("There is nobody to list."))
    blocks += [Heading(text=of if names else "Pupils"), table]
    by = lowered(BY[groups[0].by][0]) if groups else "need"
    return Paper(
        title="Cohort", school=school, about=(f"On {shown(on)}, by {by}{'' if names else ', without names'}.",),
        blocks=tuple(blocks), foot=f"Cohort, {shown(on)}", landscape=True,
    )


def _named_grid(rows: Sequence[CohortRow], seen: bool) -> Grid:
    def cells(row: CohortRow) -> tuple[Runs, ...]:
        percent = "" if row.delivery.percent is None else f"{row.delivery.percent}%"
        told = (
            row.pupil.sorting_name, row.pupil.year_group, said(SEN_PROVISION, row.sen), ", ".join(row.needs), ", ".join(row.provisions),
            hours_words(row.minutes) if row.minutes else "", percent, row.outcome_words or NONE_REVIEWED,
            shown(row.review_due_on) if row.review_due_on else "",
            row.report_age, *((pounds(row.cost),) if seen and row.cost is not None else ()),
        )
        return tuple(map(plain, told))

    return Grid(
        caption="Pupils", rows=tuple(map(cells, rows)), figures=frozenset({6, 10} if seen else {6}),
        heads=(
            "Name", "Year", "Status", "Needs", "Provision", "A week", "Held this term", "Outcomes", "Review due", "Newest report",
            *(("Cost this year",) if seen else ()),
        ), shares=(2.4, 0.7, 1.4, 1.3, 2.6, 1.1, 1.0, 1.6, 1.6, 1.4, *((1.3,) if seen else ())),
    )


def _nameless_grid(rows: Sequence[CohortRow], seen: bool) -> Grid:
    return Grid(
        caption=f"{counted(len(rows), 'pupil')} without names", heads=(*NAMELESS_HEADS, *((BAND,) if seen else ())), figures=frozenset({0}),
        rows=tuple(tuple(map(plain, (*one.cells, *_band(one, seen)))) for one in nameless(rows)),
        shares=(0.9, 1.2, 1.2, 1.5, 1.3, 1.4, 2.4, *((2.2,) if seen else ())),
    )
