"""The picture of a delay as plain facts: which steps, events and late days are drawn, along which weeks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sendco_desk.domain.dates import shown, shown_short
from sendco_desk.services.delay_spans import Lateness, LateSpan, owed_by_council, shares, together
from sendco_desk.services.wording import EVERY_COUNCIL
from sendco_desk.statute.events import ADVICE_SERVICES, EVENT_BY_NAME, EVENT_TITLES
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import OwedBy
from sendco_desk.statute.wording import capitalised, lowered

if TYPE_CHECKING:
    from sendco_desk.packs.delay_plan import DateRow, DelayPicture, DueMark, HappenedMark, LateBar

DAY_0 = {"request": "request_received", "annual_review": "review_meeting", "reassessment": "agreed_to_reassess", "consultation": "school_consulted"}
"""The event from which the weeks of a kind of case are counted; other kinds count from the start of the late step."""
NEAR_BEFORE, NEAR_AFTER = timedelta(weeks=26), timedelta(weeks=13)
"""How far from the late time something may lie and still be drawn; the table has everything."""
STEPS_DRAWN = (State.MET, State.DUE_SOON, State.UPCOMING)
IN_TIME = " (in time"
"""How what is added to an event that kept its last day begins: it stands in the table and not in the picture."""


def drawn_steps(lateness: Lateness) -> list[Milestone]:
    """The steps whose last day is drawn: those that were late, and those of the same case that were kept or are to come."""
    late = [span.step for span in lateness.spans]
    others = [
        step for step in lateness.steps
        if step.state in STEPS_DRAWN and step.due and not step.part_of and not step.rule.minimum_for and not step.rule.right
        and step.owed_by is not OwedBy.EVERY_PARTY
    ]
    first, last = reach_of(lateness)
    return late + [step for step in others if step.due and first <= step.due <= last]


def reach_of(lateness: Lateness) -> tuple[date, date]:
    """The days about the late time that can be drawn to scale with it."""
    days = [day for span in lateness.spans for day in (span.due, span.until, *((span.starts.on,) if span.starts else ()))]
    return min(days) - NEAR_BEFORE, max(days) + NEAR_AFTER


def key_of(number: int) -> str:
    """A, B, C and so on."""
    return chr(ord("A") + number % 26)


def stretch_words(first: date, last: date) -> str:
    """`26 Jan to 8 Feb 2027`, `20 to 28 Oct 2026`: month and year twice only where they change."""
    if first == last:
        return f"{shown_short(first)} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {shown_short(last)} {last.year}"
    begins = shown_short(first) if first.year == last.year else f"{shown_short(first)} {first.year}"
    return f"{begins} to {shown_short(last)} {last.year}"


def picture_of(lateness: Lateness, whole: LateSpan, rows: "Sequence[DateRow]") -> "DelayPicture":
    """The same dates to scale."""
    from sendco_desk.packs.delay_plan import Closed, DelayPicture

    day_0, weeks_from = first_day_of_weeks(lateness, whole)
    marks, happened = tuple(due_marks(lateness)), tuple(happened_marks(lateness, rows))
    days = [mark.on for mark in marks] + [mark.on for mark in happened] + [day for span in lateness.spans for day in (span.due, span.until)]
    first, last = whole_weeks(min(days), max(days), day_0)
    return DelayPicture(
        first=first, last=last, day_0=day_0, weeks_from=weeks_from, on=lateness.on if first <= lateness.on <= last else None, marks=marks,
        happened=happened, bars=tuple(late_bar(lateness, group, whole) for group in together(lateness.spans)),
        closures=tuple(
            Closed(first=one.first, last=one.last, name=one.name) for one in lateness.view.facts.closures if one.last >= first and one.first <= last
        ),
    )


def first_day_of_weeks(lateness: Lateness, whole: LateSpan) -> tuple[date | None, str]:
    """The day from which the weeks are numbered and what it was; None where the late step is counted back from a day to come."""
    event = DAY_0.get(lateness.view.case.case_kind, "")
    step = next((one for one in lateness.steps if one.anchor and event and one.anchor_event and one.after == event), whole.step)
    if step.anchor is None or not step.anchor_event or step.anchor > whole.due:
        return None, ""
    return step.anchor, f"{lowered(EVENT_BY_NAME[step.anchor_event].noun)}, {shown(step.anchor)}"


def whole_weeks(first: date, last: date, day_0: date | None) -> tuple[date, date]:
    """The days widened to whole weeks: from day 0 where there is one, else from a Monday."""
    start = day_0 or first - timedelta(days=first.weekday())
    first = min(first, start)
    return start + timedelta(weeks=(first - start).days // 7), start + timedelta(weeks=-(-(last - start).days // 7))


def due_marks(lateness: Lateness) -> "Iterator[DueMark]":
    """The last days, those of one day and one kind under one sign."""
    from sendco_desk.packs.delay_plan import COUNCIL, SCHOOL, SERVICE, DueMark

    late = {id(span.step) for span in lateness.spans}
    found: dict[tuple[date, str, bool, bool], list[str]] = {}
    for step in drawn_steps(lateness):
        assert step.due is not None  # only those are drawn
        whose = SCHOOL if step.owed_by is OwedBy.SCHOOL else COUNCIL if step.owed_by in EVERY_COUNCIL else SERVICE
        found.setdefault((step.due, whose, id(step) in late, step.state is State.MET), []).append(step.short)
    for (due, whose, is_late, met), names in found.items():
        yield DueMark(on=due, name=joined(names), whose=whose, late=is_late, met=met)


def joined(names: Sequence[str]) -> str:
    """`Council's decision; copy to school`."""
    return "; ".join(dict.fromkeys([name if number == 0 else lowered(name) for number, name in enumerate(names)]))


def happened_marks(lateness: Lateness, rows: "Iterable[DateRow]") -> "Iterator[HappenedMark]":
    """What happened near the late time, by its number in the table; a late step's own start and end are the ones to name first."""
    from sendco_desk.packs.delay_plan import HappenedMark

    first, last = reach_of(lateness)
    weights: dict[tuple[str, date], int] = {}
    for span in lateness.spans:
        for one in (span.starts, span.ends):
            if one is not None:
                weights[one.what, one.on] = max(weights.get((one.what, one.on), 0), 2 if owed_by_council(span) else 1)
    short = {EVENT_TITLES[event.name]: short_words(event.name) for event in lateness.events}
    for row in rows:
        if row.number is not None and first <= row.on <= last:
            title = row.what.partition(IN_TIME)[0]
            yield HappenedMark(number=row.number, on=row.on, words=short.get(title, title), weight=weights.get((title, row.on), 0))


def bar_label(name: str, span: LateSpan) -> str:
    """`Final plan, 9 weeks late so far`; that no law fixes a day the table says."""
    late = span.late.partition(", ")[0]
    return f"{name}, {late}{' so far' if span.ongoing else ''}"


def short_words(event: str) -> str:
    """A few words for an event: the noun that the law's count has for it, without its article."""
    family, _, service = event.partition(".")
    if family in ASKED_AND_CAME:
        return f"{ASKED_AND_CAME[family]}: {ADVICE_SERVICES[service]}"
    words = EVENT_BY_NAME[event].noun.removeprefix("The ")
    return capitalised(words)


ASKED_AND_CAME = {"advice_requested": "Asked", "advice_received": "Advice"}


def late_bar(lateness: Lateness, group: Sequence[LateSpan], whole: LateSpan) -> "LateBar":
    """The bar of late steps that are one on paper; the one that stands for the whole is cut where the papers changed hands."""
    from sendco_desk.packs.delay_plan import LateBar, Piece

    span = group[0]
    pieces: tuple[Piece, ...] = ()
    if whole in group:
        keys = {share.holders: (key_of(number), share.who) for number, share in enumerate(shares(lateness.portions))}
        pieces = tuple(Piece(key=keys[run.holders][0], who=keys[run.holders][1], first=run.first, last=run.last) for run in lateness.portions)
    return LateBar(
        label=bar_label(joined([one.step.short for one in group]), span), due=span.due,
        allowed=span.allowed, until=span.until, duty=span.step.rule.binding, ongoing=span.ongoing, pieces=pieces,
    )
