"""How the demo tells cycles of support, and needs with their sources: small values, turned into records by a pupil's pen."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.records import Record
from sendco_desk.services.demo_days import Pen

LEAD = "Dr Robin Lark"


class OutcomeTold(NamedTuple):
    """An outcome; ``result``, ``now`` and ``review`` where its cycle is closed, ``carried`` the place in the cycle before that it goes on from."""

    area: str
    words: str
    owner: str
    measure: str
    baseline: str
    target: str
    result: str = ""
    now: str = ""
    review: str = ""
    carried: int = 0


class StrategyTold(NamedTuple):
    """Day-to-day support, and whether it helped where its cycle is closed."""

    area: str
    words: str
    who: str
    where: str
    how_often: str
    worked: str = ""
    review: str = ""


class CycleTold(NamedTuple):
    """A cycle: the school days, counted back, on which it began, was due and was reviewed (None while it is open; ``due`` below 0 is to come).

    ``corrected`` is why its first version, which called the first outcome met, was put right.
    """

    number: int
    starts: int
    due: int
    reviewed: int | None
    title: str
    baseline: str
    parents_part: str
    pupil_part: str
    outcomes: tuple[OutcomeTold, ...]
    strategies: tuple[StrategyTold, ...]
    tried: str = ""
    next_step: str = ""
    why_next: str = ""
    corrected: str = ""


class NeedTold(NamedTuple):
    """A sentence on needs or strengths and what it rests on: `paper:Title#page`, `story:key` or `measure:key`; the school days it held."""

    area: str
    side: str
    words: str
    sources: tuple[str, ...] = ()
    since: int = 340
    until: int | None = None


def cycle_records(pen: Pen, cycles: Iterable[CycleTold]) -> list[Record]:
    """The cycles with their outcomes and strategies; a corrected one stands in both versions."""
    found: list[Record] = []
    for told in cycles:
        if told.corrected:
            found += _version(pen, told, told.corrected)
        found += _version(pen, told, "")
    return found


def _version(pen: Pen, told: CycleTold, put_right: str) -> list[Record]:
    """The cycle as it stands; or, where what was put right is given, as it stood before: its first outcome then was said to be met."""
    days, key = pen.days, f"cycle.{told.number}{'.first' if put_right else ''}"
    closed = days.moment(days.at(told.reviewed), 16, 20) if told.reviewed is not None else None
    again = bool(told.corrected) and not put_right
    corrected_on = days.at(told.reviewed - 4) if again and told.reviewed is not None else None
    cycle = SupportCycle(
        id=pen.id(key), pupil=pen.mine, number=told.number, version=2 if again else 1, title=pen.says(told.title), starts_on=days.at(told.starts),
        review_due_on=days.at(told.due), lead=LEAD, baseline=pen.says(told.baseline), parents_part=pen.says(told.parents_part),
        pupil_part=pen.says(told.pupil_part), reviewed_on=days.at(told.reviewed) if told.reviewed is not None else None,
        tried=pen.says(told.tried), next_step=told.next_step, why_next=pen.says(told.why_next),
        closed_at=days.moment(corrected_on, 16, 5) if corrected_on else closed, closed_by=LEAD if closed else "",
        corrects=pen.id(f"{key}.first") if again else None, correction_because=told.corrected if again else "", corrected_on=corrected_on,
        follows=pen.id(f"cycle.{told.number - 1}") if told.number > 1 else None,
    )
    outcomes = [_outcome(pen, told, key, place, one) for place, one in enumerate(told.outcomes, 1)]
    if put_right:
        outcomes[0] = replace(outcomes[0], result="met")
    return [cycle, *outcomes, *(_strategy(pen, key, place, one) for place, one in enumerate(told.strategies, 1))]


def _outcome(pen: Pen, cycle: CycleTold, key: str, place: int, told: OutcomeTold) -> Outcome:
    return Outcome(
        id=pen.id(f"{key}.outcome.{place}"), pupil=pen.mine, cycle=pen.id(key), place=place, area=told.area, words=pen.says(told.words),
        owner=pen.says(told.owner), measure=told.measure, baseline=told.baseline, target=told.target, due_on=pen.days.at(cycle.due), result=told.result,
        measure_now=told.now, review_words=pen.says(told.review),
        carried_from=pen.id(f"cycle.{cycle.number - 1}.outcome.{told.carried}") if told.carried else None,
    )


def _strategy(pen: Pen, key: str, place: int, told: StrategyTold) -> Strategy:
    return Strategy(
        id=pen.id(f"{key}.strategy.{place}"), pupil=pen.mine, cycle=pen.id(key), place=place, area=told.area, words=pen.says(told.words),
        who=pen.says(told.who), where=told.where, how_often=told.how_often, worked=told.worked, review_words=pen.says(told.review),
    )


def need_records(pen: Pen, needs: Iterable[NeedTold]) -> list[Record]:
    """The sentences with their sources."""
    found: list[Record] = []
    for place, told in enumerate(needs, 1):
        statement = NeedStatement(
            id=pen.id(f"need.{place}"), pupil=pen.mine, area=told.area, side=told.side, words=pen.says(told.words), place=place,
            since=pen.days.at(told.since), until=None if told.until is None else pen.days.at(told.until),
        )
        found += [statement, *(_source(pen, place, number, one) for number, one in enumerate(told.sources))]
    return found


def _source(pen: Pen, place: int, number: int, told: str) -> StatementSource:
    kind, _, name = told.partition(":")
    title, _, page = name.partition("#")
    return StatementSource(
        id=pen.id(f"source.{place}.{number}"), pupil=pen.mine, statement=pen.id(f"need.{place}"),
        document=pen.papers[title].id if kind == "paper" else None, page=int(page) if page else None,
        story_entry=pen.id(f"story.{name}") if kind == "story" else None, measure=pen.id(f"measure.{name}") if kind == "measure" else None,
    )
