"""What the cohort table shows of a pupil."""

from datetime import date

from sendco_desk.domain.codes import NEED_TYPES, SEN_PROVISION, said
from sendco_desk.domain.costing import pounds
from sendco_desk.domain.dates import shown
from sendco_desk.services.cohort_rows import NONE_REVIEWED, PROGRESS, CohortRow, year_place
from sendco_desk.services.provision_rows import hours_words, year_called
from sendco_desk.services.support_cycles import SOON
from sendco_desk.services.wording import days_words
from sendco_desk.ui.models.pupils_model import folded
from sendco_desk.ui.models.rows import Column


def review_words(row: CohortRow) -> str:
    """`6 days late`, `today`, `in 12 days`; nothing where no cycle is open."""
    days = row.review_in
    if days is None:
        return ""
    return f"{days_words(-days)} late" if days < 0 else "Today" if days == 0 else f"In {days_words(days)}"


def review_state(row: CohortRow) -> str:
    """The state whose sign stands before a review that presses."""
    days = row.review_in
    return "" if days is None or days > SOON else "late" if days < 0 else "soon"


def met_words(row: CohortRow) -> str:
    """`2 of 4 met`, or that no cycle with outcomes has been reviewed."""
    whole = row.met + row.partly + row.not_yet
    return f"{row.met} of {whole} met" if whole else NONE_REVIEWED


def _needs(row: CohortRow) -> str:
    return row.need + (f" +{len(row.needs) - 1}" if len(row.needs) > 1 else "")


def _percent(row: CohortRow) -> str:
    return "" if row.delivery.percent is None else f"{row.delivery.percent}%"


def _cost_spoken(row: CohortRow) -> str:
    gaps = f"; for {days_words(row.unpriced)} of its sessions no staff rate is recorded" if row.unpriced else ""
    return f"{pounds(row.cost or 0)} this school year as planned{gaps}"


COLUMNS: tuple[Column[CohortRow], ...] = (
    Column(key="name", title="Pupil", width=158, shown=lambda r: r.pupil.known_name, sorts=lambda r: folded(r.pupil.sorting_name)),
    Column(
        key="year", title="Year", width=48, shown=lambda r: r.pupil.year_group, sorts=lambda r: year_place(r.pupil.year_group),
        spoken=lambda r: year_called(r.pupil.year_group),
    ),
    Column(key="class", title="Class", width=84, hidden=True, shown=lambda r: r.pupil.class_name),
    Column(
        key="sen", title="Status", width=98, holds="SEN support X", shown=lambda r: said(SEN_PROVISION, r.sen),
        sorts=lambda r: "EKN".find(r.sen) if r.sen else 9,
        spoken=lambda r: said(SEN_PROVISION, r.sen) or "Status not recorded",
    ),
    Column(
        key="need", title="Need", width=74, holds="PMLD +1", shown=_needs, sorts=lambda r: (not r.needs, r.needs),
        spoken=lambda r: "; ".join(said(NEED_TYPES, code) for code in r.needs) or "No need recorded",
    ),
    Column(
        key="provision", title="Provision", width=180, shown=lambda r: ", ".join(r.provisions),
        spoken=lambda r: ", ".join(r.provisions) or "No provision in force",
    ),
    Column(
        key="minutes", title="A week", width=88, shown=lambda r: hours_words(r.minutes) if r.minutes else "", sorts=lambda r: r.minutes,
        spoken=lambda r: f"{hours_words(r.minutes)} a week planned",
    ),
    Column(
        key="held", title="Held", width=62, shown=_percent,
        sorts=lambda r: r.delivery.percent if r.delivery.percent is not None else 1000, spoken=lambda r: f"This term: {r.delivery.words}",
    ),
    Column(
        key="met", title="Outcomes", width=92, holds=NONE_REVIEWED, shown=met_words, sorts=lambda r: (list(PROGRESS).index(r.progress), -r.met),
        spoken=lambda r: r.outcome_words or "No closed cycle with outcomes",
    ),
    Column(
        key="review", title="Cycle review", width=124, holds="XX 99 days late", shown=review_words,
        sorts=lambda r: r.review_due_on or date.max,
        spoken=lambda r: f"Review due {shown(r.review_due_on)}, {review_words(r).lower()}" if r.review_due_on else "No cycle is open",
    ),
    Column(
        key="annual", title="Annual review by", width=140, holds="Annual review by XX",
        shown=lambda r: shown(r.annual_review_on) if r.annual_review_on else "",
        sorts=lambda r: r.annual_review_on or date.max,
    ),
    Column(
        key="report", title="Newest report", width=116, holds="2 years 11 months", shown=lambda r: r.report_age,
        sorts=lambda r: r.report_on or date.min,
        spoken=lambda r: f"{r.report_age}, {shown(r.report_on)}" if r.report_on else "No report",
    ),
    Column(key="council", title="Council", width=130, hidden=True, shown=lambda r: r.authority),
)
COST: Column[CohortRow] = Column(
    key="cost", title="Year’s cost", width=100, holds="£12,345.67 X",
    shown=lambda r: pounds(r.cost) if r.cost is not None else "", sorts=lambda r: r.cost or 0, spoken=_cost_spoken,
)
"""Beside the others only where whoever looks may see what things cost."""
GIVES_WAY = ("report", "annual", "held", "met", "minutes", "year", "council", "class")
"""What is left out where there is no room; the two that somebody has to choose are the last to go."""


def columns_for(sees_costs: bool) -> tuple[Column[CohortRow], ...]:
    """The columns, with the cost after the minutes where it may be seen."""
    at = next(number for number, column in enumerate(COLUMNS) if column.key == "minutes") + 1
    return (*COLUMNS[:at], COST, *COLUMNS[at:]) if sees_costs else COLUMNS
