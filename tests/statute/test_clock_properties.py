"""What holds of the clock for any case whatever."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from sendco_desk.statute.case import ENDS_EVERYTHING, EVENT_NAMES, CaseFacts, Closure, Event, FactValue, dates_of
from sendco_desk.statute.clock import milestones, next_events, questions, receipt_differences, waiting_for
from sendco_desk.statute.milestones import Milestone, State

days = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
event_lists = st.lists(st.builds(Event, name=st.sampled_from(EVENT_NAMES), on=days), max_size=10)
closures = st.builds(lambda day, more: Closure(first=day, last=day + timedelta(days=more)), days, st.integers(min_value=0, max_value=50))
routes: st.SearchStrategy[dict[str, FactValue]] = st.fixed_dictionaries(
    {}, optional={"reversal_route": st.sampled_from(["outside_tribunal", "told_tribunal"]), "away_from": days, "away_to": days}
)


@st.composite
def cases(draw: st.DrawFn) -> CaseFacts:
    return CaseFacts(
        events=tuple(draw(event_lists)), facts=draw(routes), closures=tuple(draw(st.lists(closures, max_size=3))),
    )


def starts(found: tuple[Milestone, ...]) -> dict[tuple[str, date], date | None]:
    return {(one.rule.id, one.anchor): one.due for one in found if one.anchor}


@given(case=cases(), on=days)
def test_limits_in_weeks_end_on_the_weekday_they_start(case: CaseFacts, on: date) -> None:
    for one in milestones(case, on):
        if one.due and one.anchor and one.rule.period.endswith(" weeks"):
            assert one.due.weekday() == one.anchor.weekday()


@given(case=cases(), on=days, data=st.data())
def test_the_order_of_events_does_not_matter(case: CaseFacts, on: date, data: st.DataObject) -> None:
    shuffled = CaseFacts(events=tuple(data.draw(st.permutations(case.events))), facts=case.facts, closures=case.closures)
    assert milestones(shuffled, on, show_all=True) == milestones(case, on, show_all=True)
    assert set(questions(shuffled)) == set(questions(case))
    assert next_events(shuffled) == next_events(case)


@given(case=cases(), on=days, later=st.builds(Event, name=st.sampled_from(EVENT_NAMES), on=days))
def test_a_later_fact_never_moves_an_earlier_day(case: CaseFacts, on: date, later: Event) -> None:
    assume(later.name != "request_received" or "request_received" in dates_of(case))  # learning of receipt itself may move what stood in for it
    assume(later.name != "council_says_received" or dates_of(case).keys() & {"request_received", "council_says_received"})
    after = starts(milestones(CaseFacts(events=(*case.events, later), facts=case.facts, closures=case.closures), on))
    for (rule_id, anchor), due in starts(milestones(case, on)).items():
        if anchor < later.on:
            assert after[rule_id, anchor] == due


@given(case=cases(), on=days, later=st.builds(Event, name=st.sampled_from(EVENT_NAMES), on=days))
def test_what_has_not_happened_yet_changes_no_state(case: CaseFacts, on: date, later: Event) -> None:
    """A day after the one asked about may start a step, but it meets and ends none."""
    assume(later.on > on)
    after = milestones(CaseFacts(events=(*case.events, later), facts=case.facts, closures=case.closures), on, show_all=True)
    states = {(one.rule.id, one.anchor): (one.state, one.met_on) for one in after}
    for one in milestones(case, on):
        if (one.rule.id, one.anchor) in states:
            assert states[one.rule.id, one.anchor] == (one.state, one.met_on)


@given(case=cases(), on=days)
def test_the_last_safe_day_is_never_after_the_due_day_and_nobody_is_late_on_a_respectable_day(case: CaseFacts, on: date) -> None:
    for one in milestones(case, on, show_all=True):
        assert (one.days_late > 0) == (one.state in (State.OVERDUE, State.MET_LATE)) == bool(one.late)
        assert (one.due is None) == (one.anchor is None) == (one.last_safe_day is None)
        if one.due and one.last_safe_day:
            assert one.last_safe_day <= one.due
            latest = max((one.due, *(other.due for other in one.alternatives)))
            assert not one.days_late or (one.met_on or on) > latest


@given(case=cases(), on=days)
def test_a_milestone_says_how_it_stands_in_whole_sentences(case: CaseFacts, on: date) -> None:
    found = milestones(case, on, show_all=True)
    assert list(found) == sorted(found, key=lambda one: (one.due or date.max, one.rule.id))
    for one in found:
        assert one.counted.endswith(".")
        assert bool(one.ended_because) == (one.state is State.ENDED)
        assert all(test.because.endswith(".") for test in one.exceptions)


@given(case=cases(), received=days, wait=st.integers(min_value=0, max_value=200), since=st.integers(min_value=0, max_value=200))
def test_a_standing_refusal_leaves_no_plan_owed(case: CaseFacts, received: date, wait: int, since: int) -> None:
    refused = received + timedelta(days=wait)
    others = [event for event in case.events if event.name != "request_received"]
    others = [event for event in others if event.name != "refusal_reversed" or event.on < refused]
    certain = (Event(name="request_received", on=received), Event(name="refused_to_assess", on=refused))
    refusal = CaseFacts(events=(*others, *certain), facts=case.facts)
    for one in milestones(refusal, refused + timedelta(days=since), show_all=True):
        if one.rule.id in ("REQ-09", "REQ-10", "REQ-15", "REQ-19"):
            assert not one.is_open


@given(case=cases())
def test_what_is_said_beside_the_clock_is_sentences_and_known_events(case: CaseFacts) -> None:
    assert all(sentence.endswith(".") for sentence in (*questions(case), *receipt_differences(case)))
    coming = next_events(case)
    assert len(set(coming)) == len(coming)
    assert {*coming, *waiting_for(case)} <= set(EVENT_NAMES)
    assert not coming or not any(event.name in ENDS_EVERYTHING for event in case.events)


@given(case=cases(), on=days, early=st.integers(min_value=0, max_value=60), late=st.integers(min_value=0, max_value=60))
def test_nobody_is_late_with_a_decision_that_a_plan_proves(case: CaseFacts, on: date, early: int, late: int) -> None:
    received, proof = on - timedelta(weeks=early + late), on - timedelta(weeks=late)
    silent = [event for event in case.events if event.name not in ("request_received", "agreed_to_assess", "refused_to_assess")]
    certain = (Event(name="request_received", on=received), Event(name="draft_plan_sent", on=proof))
    for one in milestones(CaseFacts(events=(*silent, *certain), facts=case.facts), on):
        if one.rule.id == "REQ-04":
            assert one.state in (State.MET, State.UNKNOWN, State.ENDED)
            assert "Its last day had passed" not in one.ended_because


@given(case=cases(), on=days)
def test_only_an_unknown_step_waits_for_a_day(case: CaseFacts, on: date) -> None:
    for one in milestones(case, on, show_all=True):
        assert bool(one.waits_for) == (one.state is State.UNKNOWN)
        assert not one.met_at_latest or one.state is State.MET


edges = st.sampled_from([date(1990, 1, 1), date(2014, 8, 31), date(2014, 9, 1), date(2199, 12, 31)])


@given(
    events=st.lists(st.builds(Event, name=st.sampled_from(EVENT_NAMES), on=edges), max_size=8),
    away=st.fixed_dictionaries({"away_from": edges, "away_to": edges, "advice_requested_from_school_on": edges}),
    shut=st.lists(st.tuples(edges, edges), max_size=2),
    on=st.one_of(edges, st.sampled_from([date.min, date.max])),
)
def test_no_day_that_a_case_can_hold_is_too_far_to_count(
    events: list[Event], away: dict[str, FactValue], shut: list[tuple[date, date]], on: date
) -> None:
    closed = tuple(Closure(first=min(pair), last=max(pair)) for pair in shut)
    case = CaseFacts(events=tuple(events), facts=away, closures=closed)
    assert all(one.counted.endswith(".") for one in milestones(case, on, show_all=True))
    assert all(sentence.endswith(".") for sentence in (*questions(case), *receipt_differences(case)))
    assert set(waiting_for(case)) <= set(EVENT_NAMES)
