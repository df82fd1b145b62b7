"""Deeds on records of any kind: kept, kept together, taken out; and a closed cycle stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from uuid import uuid4

import pytest

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.measures import BehaviourCount, Measure
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.provision import CostItem, StaffRate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.recording import COSTS
from sendco_desk.store.slots import Role


@pytest.fixture
def count(kacper: Pupil) -> BehaviourCount:
    return BehaviourCount(id=uuid4(), pupil=kacper.id, what="Left the room", first_day=date(2026, 11, 2), last_day=date(2026, 11, 6), count=6)


@pytest.fixture
def closed(desk: Desk, kacper: Pupil) -> SupportCycle:
    """A cycle with an outcome, closed."""
    cycle = SupportCycle(id=uuid4(), pupil=kacper.id, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 11, 16))
    desk.recording.save_all(
        [cycle, Outcome(id=uuid4(), pupil=kacper.id, cycle=cycle.id, words="Reads 60 words")], "Started a cycle", kacper.id,
    )
    shut = replace(cycle, closed_at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC), closed_by="Dr Lark")
    desk.recording.save(shut)
    return shut


def test_a_record_is_kept_changed_and_taken_out_and_each_deed_can_be_undone(desk: Desk, kacper: Pupil, count: BehaviourCount) -> None:
    assert desk.recording.save(count) == {"behaviour_count"}
    assert desk.finding.undoable() == "Recorded: behaviour count"
    desk.recording.save(replace(count, count=4))
    assert desk.finding.undoable() == "Changed: behaviour count"
    assert [one.count for one in desk.recording.of(BehaviourCount, kacper.id)] == [4]
    desk.recording.remove(desk.recording.get(BehaviourCount, count.id))
    assert desk.recording.of(BehaviourCount) == []
    desk.finding.undo()
    assert desk.recording.get(BehaviourCount, count.id).count == 4


def test_an_assistant_neither_reads_nor_writes_what_things_cost_and_finds_none_of_it(desk: Desk, kacper: Pupil) -> None:
    rate = StaffRate(id=uuid4(), staff_role="teacher", pence_an_hour=3100, since=date(2026, 9, 1), source="Payroll quotient £31.00")
    item = CostItem(id=uuid4(), pupil=kacper.id, what="Quotient licence, £45", pence=4500, on=date(2026, 9, 1))
    desk.recording.save_all([rate, item], "Recorded costs")
    assert len(desk.finding.search("quotient")) == 2
    desk.recording.book.person = replace(desk.recording.book.person, role=Role.ASSISTANT)
    asked: list[Callable[[], object]] = [
        *(partial(desk.recording.of, kind) for kind in COSTS), partial(desk.recording.get, StaffRate, rate.id),
        partial(desk.recording.save, replace(item, pence=1)), partial(desk.recording.remove, rate), partial(desk.recording.save_all, [rate], "Again"),
    ]
    for deed in asked:
        with pytest.raises(Refused, match="shown to the SENDCo and the head only"):
            deed()
    assert desk.finding.search("quotient") == []
    assert desk.finding.search("Wilk")


def test_what_others_name_stays_and_the_refusal_says_who_names_it(desk: Desk, kacper: Pupil) -> None:
    measure = Measure(id=uuid4(), pupil=kacper.id, instrument="Made-up test", taken_on=date(2026, 10, 5), value="84")
    need = NeedStatement(id=uuid4(), pupil=kacper.id, area="cognition", words="Reads slowly", since=date(2026, 9, 7))
    source = StatementSource(id=uuid4(), pupil=kacper.id, statement=need.id, measure=measure.id)
    desk.recording.save_all([measure, need, source], "Recorded a need", kacper.id)
    with pytest.raises(Refused, match=r"These name it: Source of a sentence \(1\)\. Remove them first"):
        desk.recording.remove(measure)
    desk.recording.remove(source)
    assert desk.recording.remove(measure) == {"measure"}


def test_several_records_are_one_deed(desk: Desk, kacper: Pupil, count: BehaviourCount) -> None:
    desk.recording.save_all([count, replace(count, id=uuid4())], "Recorded: two counts", kacper.id)
    desk.finding.undo()
    assert desk.recording.of(BehaviourCount) == []


def test_nothing_of_a_closed_cycle_changes(desk: Desk, kacper: Pupil, closed: SupportCycle) -> None:
    outcome = desk.recording.of(Outcome, kacper.id)[0]
    strategy = Strategy(id=uuid4(), pupil=kacper.id, cycle=closed.id, words="Cream paper")
    for changed in (replace(closed, tried="Everything"), replace(outcome, result="met"), strategy):
        with pytest.raises(Refused, match="This cycle is closed"):
            desk.recording.save(changed)
    for there in (outcome, closed):
        with pytest.raises(Refused, match="This cycle is closed"):
            desk.recording.remove(there)
    assert desk.recording.get(SupportCycle, closed.id) == closed
    assert desk.recording.of(Outcome, kacper.id) == [outcome]
