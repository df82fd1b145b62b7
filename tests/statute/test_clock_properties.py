"""What holds of the clock for any case whatever."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.codes import CASE_KINDS, EXCEPTIONS, REVERSAL_ROUTES, SCHOOL_TYPES
from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.case import CaseFacts, Event, FactValue, dates_of
from sendco_desk.statute.clock import milestones, next_events, questions, receipt_differences, waiting_for, without_a_day
from sendco_desk.statute.events import DIRECTION, ENDS_EVERYTHING, EVENT_NAMES, is_event
from sendco_desk.statute.kinds import kinds_of
from sendco_desk.statute.milestones import PART_OF, Milestone, State
from sendco_desk.statute.periods import TimesASchoolYear, WeeksBefore, WithinWeeks
from sendco_desk.statute.rule import Repeats, Rule

LATE = (State.OVERDUE, State.MET_LATE, State.LAPSED)
KINDS = (*CASE_KINDS, "support")
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))
names = st.one_of(st.sampled_from(EVENT_NAMES), st.sampled_from(["direction.bundle", "direction.what_the_tribunal_says"]))
event_lists = st.lists(st.builds(Event, name=names, on=days), max_size=10)
closures = st.builds(lambda day, more: Closure(first=day, last=day + timedelta(days=more)), days, st.integers(min_value=0, max_value=50))
terms = st.builds(lambda day, more: SchoolTerm(first=day, last=day + timedelta(days=more)), days, st.integers(min_value=0, max_value=120))
facts_stated: st.SearchStrategy[dict[str, FactValue]] = st.fixed_dictionaries(
    {},
    optional={
        "reversal_route": st.sampled_from([*REVERSAL_ROUTES]), "school_type": st.sampled_from([*SCHOOL_TYPES]),
        "exception_claimed": st.lists(st.sampled_from([*EXCEPTIONS]), unique=True, max_size=4).map(tuple), "away_from": days, "away_to": days,
        "appointment_missed_on": days, "advice_requested_from_school_on": days,
    },
)


@st.composite
def cases(draw: st.DrawFn, *, heard: bool = False) -> CaseFacts:
    return CaseFacts(
        events=tuple(draw(event_lists)), facts=draw(facts_stated), closures=tuple(draw(st.lists(closures, max_size=2))),
        terms=tuple(draw(st.lists(terms, max_size=3))), heard=tuple(draw(event_lists)) if heard else (),
    )


@st.composite
def busy_cases(draw: st.DrawFn) -> CaseFacts:
    """Cases of one kind of matter, whose events meet, end and replace one another far more often than those drawn from all names."""
    few = draw(st.sampled_from(MATTERS))
    events = draw(st.lists(st.builds(Event, name=st.sampled_from(few), on=days), min_size=2, max_size=9))
    return CaseFacts(events=tuple(events), facts=draw(facts_stated), terms=tuple(draw(st.lists(terms, max_size=3))))


MATTERS = (
    ("request_received", "council_says_received", "agreed_to_assess", "refused_to_assess", "refusal_reversed", "draft_plan_sent",
     "final_plan_issued", "decided_not_to_issue", "decision_copied_to_school", "representations_received", "pupil_left"),
    ("refused_to_assess", "final_plan_issued", "decision_letter_sent", "mediation_certificate_issued", "appeal_lodged", "refusal_reversed",
     "mediation_adviser_contacted", "pupil_left"),
    ("plan_made", "review_completed", "review_decision.keep", "plan_transferred", "moved_area", "old_authority_aware", "plan_ceased"),
    ("review_meeting", "review_notice_sent", "review_papers_circulated", "review_advice_requested", "review_report_sent", "review_decision.amend",
     "amendment_notice_sent", "amended_plan_issued", "decided_not_to_amend", "phase_transfer.school", "pupil_left"),
    ("request_received", "appeal_received_by_authority", "direction.authority_response", "authority_response_filed", "tribunal_order.assess",
     "authority_conceded.assess", "mediation_agreement.assess", "agreed_to_assess", "draft_plan_sent", "final_plan_issued"),
    ("complaint_received", "complaint_acknowledged", "complaint_extended", "complaint_answered", "stage2_requested", "stage2_acknowledged",
     "stage2_answered", "pupil_left", "sar_received", "sar_extended", "sar_answered"),
    ("advice_requested.health", "advice_received.health", "advice_requested.social_care", "school_advice_requested", "school_advice_sent",
     "sen_support_started", "parent_meeting_held", "parents_told", "education_record_requested", "education_record_supplied", "pupil_left"),
)
any_cases = st.one_of(cases(), busy_cases())


def starts(found: Iterable[Milestone]) -> dict[tuple[str, date | None, str, str], Milestone]:
    return {one.key: one for one in found if one.anchor}


def settled_by_its_start(rule: Rule) -> bool:
    """Whether a rule's day depends on nothing but the first day of its event, or on each: nothing later moves it."""
    moves = rule.repeats in (Repeats.LAST, Repeats.LATER, Repeats.DECISION) or isinstance(rule.limit, TimesASchoolYear)
    return not (moves or rule.parts or rule.id in PART_OF or rule.when or rule.unless or rule.longer_with or rule.else_after)


@given(case=any_cases, on=days)
def test_limits_in_weeks_end_on_the_weekday_they_start(case: CaseFacts, on: date) -> None:
    for one in milestones(case, on):
        if one.due and one.anchor and isinstance(one.rule.limit, (WithinWeeks, WeeksBefore)):
            assert one.due.weekday() == one.anchor.weekday()


@given(case=any_cases, on=days, data=st.data())
def test_the_order_of_events_does_not_matter(case: CaseFacts, on: date, data: st.DataObject) -> None:
    shuffled = CaseFacts(events=tuple(data.draw(st.permutations(case.events))), facts=case.facts, closures=case.closures, terms=case.terms)
    assert milestones(shuffled, on, show_all=True) == milestones(case, on, show_all=True)
    assert set(questions(shuffled)) == set(questions(case))
    assert next_events(shuffled) == next_events(case)
    assert without_a_day(shuffled) == without_a_day(case)


@given(case=any_cases, on=days, later=st.builds(Event, name=names, on=days))
def test_a_later_fact_never_moves_an_earlier_day(case: CaseFacts, on: date, later: Event) -> None:
    """But for a planned day that moves, the later of two days, a letter that overrides its decision, and what was only supposed."""
    assume(later.name != "request_received" or "request_received" in dates_of(case))  # learning of receipt itself may move what stood in for it
    assume(later.name != "council_says_received" or dates_of(case).keys() & {"request_received", "council_says_received"})
    more = CaseFacts(events=(*case.events, later), facts=case.facts, closures=case.closures, terms=case.terms)
    after = starts(milestones(more, on))
    for each, one in starts(milestones(case, on)).items():
        if one.anchor and one.anchor < later.on and settled_by_its_start(one.rule):
            assert after[each].due == one.due


@given(case=any_cases, on=days, name=names, ahead=st.integers(min_value=1, max_value=400))
def test_what_has_not_happened_yet_changes_no_state(case: CaseFacts, on: date, name: str, ahead: int) -> None:
    """A day after the one asked about may start a step, but it meets and ends none. The Tribunal's own day overrides before it comes."""
    assume(not name.startswith(DIRECTION))
    later = Event(name=name, on=on + timedelta(days=ahead))
    more = CaseFacts(events=(*case.events, later), facts=case.facts, closures=case.closures, terms=case.terms)
    after = {one.key: one for one in milestones(more, on, show_all=True)}
    for one in milestones(case, on):
        to_come = one.part_of and one.anchor is not None and one.anchor > on  # such a part may belong to a decision that comes first
        if one.key in after and not to_come:
            assert (after[one.key].state, after[one.key].met_on) == (one.state, one.met_on)


@given(case=any_cases, on=days)
def test_the_last_safe_day_is_never_after_the_due_day_and_nobody_is_late_on_a_respectable_day(case: CaseFacts, on: date) -> None:
    for one in milestones(case, on, show_all=True):
        assert (one.days_late > 0) == (one.state in (State.OVERDUE, State.MET_LATE)) == bool(one.late)
        assert (one.due is None) == (one.last_safe_day is None) == (one.latest_day is None)
        assert one.anchor is not None or one.due is None
        assert one.due is not None or one.anchor is None or one.needs_calendar or one.missing_fact or one.rule.counting_kind == "asap"
        if one.due and one.last_safe_day and one.latest_day:
            assert one.last_safe_day <= one.due <= one.latest_day
            others = [one.due, *(other.due for other in one.alternatives)]
            if not one.rule.parts:
                assert one.latest_day == max(others)
            assert not one.days_late or (one.met_on or on) > max(others)


@given(case=any_cases, on=days)
def test_nobody_is_late_and_no_right_lapses_on_or_before_the_latest_day(case: CaseFacts, on: date) -> None:
    for one in milestones(case, on, show_all=True):
        if one.state in LATE:
            assert one.latest_day is not None
            assert (one.met_on if one.state is State.MET_LATE and one.met_on else on) > one.latest_day
        assert one.state is not State.OVERDUE or not one.rule.right
        assert one.state is not State.LAPSED or one.rule.right or one.rule.minimum_for


@given(case=any_cases, on=days)
def test_nothing_is_done_before_it_is_owed_but_what_is_counted_back_or_only_supposed(case: CaseFacts, on: date) -> None:
    for one in milestones(case, on):
        back = one.rule.backwards or isinstance(one.rule.limit, TimesASchoolYear) or one.rule.parts or one.part_of
        if one.met_on and one.start and not back:
            assert one.start.supposed or one.start.anchor <= one.met_on <= on


@given(case=busy_cases(), on=days)
def test_a_part_is_never_late_and_stands_beneath_the_whole_that_can_be(case: CaseFacts, on: date) -> None:
    found = milestones(case, on)
    wholes = [one for one in found if one.rule.parts]
    for one in found:
        if one.part_of and one.start:
            assert one.state not in LATE
            assert (one.days_late, one.is_open) == (0, False)
            assert one.part_of in {whole.rule.id for whole in wholes}
            assert one.governs in {whole.governs for whole in wholes if whole.rule.id == one.part_of}
    for whole in wholes:
        assert whole.due == max(part.due for part in found if part.due and part.rule.id == whole.governs and part.start == whole.start)


@given(case=any_cases, on=days, kind=st.sampled_from(KINDS), show_all=st.booleans())
def test_no_step_is_shown_twice(case: CaseFacts, on: date, kind: str, show_all: bool) -> None:
    found = milestones(case, on, kind=kind, show_all=show_all)
    assert len({one.key for one in found}) == len(found)
    begun = {one.rule.id for one in found if one.start}
    assert not begun & {one.rule.id for one in found if one.start is None}


@given(case=cases(heard=True), on=days, kind=st.sampled_from(KINDS))
def test_a_case_that_hears_others_shows_only_steps_of_its_own(case: CaseFacts, on: date, kind: str) -> None:
    together = CaseFacts(events=(*case.events, *case.heard), facts=case.facts, closures=case.closures, terms=case.terms)
    everything = starts(milestones(together, on))
    own = {(event.name, event.on) for event in case.events}
    ended_elsewhere = any(event.name in ENDS_EVERYTHING for event in case.heard)  # which takes no right away
    for each, one in starts(milestones(case, on, kind=kind)).items():
        assert everything[each].state is one.state or (one.rule.right and ended_elsewhere)
        assert kind in one.rule.home or not case.heard or (one.anchor_event, one.anchor) in own


@given(case=st.one_of(cases(heard=True), busy_cases()), on=days, kind=st.sampled_from(["", *KINDS]))
@settings(deadline=None)
def test_a_milestone_says_how_it_stands_in_whole_sentences(case: CaseFacts, on: date, kind: str) -> None:
    found = milestones(case, on, show_all=True, kind=kind)
    assert list(found) == sorted(found, key=lambda one: (one.due or date.max, one.rule.id))
    for one in found:
        because = (*(test.because for test in one.exceptions), *(f"{other.because}." for other in one.alternatives))
        for sentence in (one.counted, one.ended_because or ".", *because):
            assert sentence.endswith(".") and not sentence.endswith("..")
            assert "  " not in sentence and "None" not in sentence and " ." not in sentence and " ," not in sentence
        assert one.counted[0].isupper() or one.counted[0].isdigit()
        assert bool(one.ended_because) == (one.state is State.ENDED)
        assert one.title and one.short


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


@given(case=any_cases, kind=st.sampled_from(["", *KINDS]))
def test_what_is_said_beside_the_clock_is_sentences_and_known_events(case: CaseFacts, kind: str) -> None:
    assert all(sentence.endswith(".") and "  " not in sentence for sentence in (*questions(case), *receipt_differences(case)))
    coming = next_events(case, kind)
    assert len(set(coming)) == len(coming)
    assert all(is_event(name) for name in (*coming, *waiting_for(case, kind)))
    lasting = {"move", "records", "complaint"} & ({kind} if kind else set(kinds_of(event.name for event in case.events)))
    assert not coming or lasting or not any(event.name in ENDS_EVERYTHING for event in case.events)


@given(case=cases(), on=days, early=st.integers(min_value=0, max_value=60), late=st.integers(min_value=0, max_value=60))
def test_nobody_is_late_with_a_decision_that_a_plan_proves(case: CaseFacts, on: date, early: int, late: int) -> None:
    received, proof = on - timedelta(weeks=early + late), on - timedelta(weeks=late)
    silent = [event for event in case.events if event.name not in ("request_received", "agreed_to_assess", "refused_to_assess")]
    certain = (Event(name="request_received", on=received), Event(name="draft_plan_sent", on=proof))
    for one in milestones(CaseFacts(events=(*silent, *certain), facts=case.facts), on):
        if one.rule.id == "REQ-04":
            assert one.state in (State.MET, State.UNKNOWN, State.ENDED)
            assert "Its last day had passed" not in one.ended_because


@given(case=any_cases, on=days)
def test_only_an_unknown_step_waits_for_a_day(case: CaseFacts, on: date) -> None:
    for one in milestones(case, on, show_all=True):
        assert bool(one.waits_for) <= (one.state is State.UNKNOWN)
        assert one.state is not State.UNKNOWN or one.waits_for or one.needs_calendar or one.missing_fact or one.rule.quiet
        assert not one.met_at_latest or one.state is State.MET


@given(case=any_cases, on=days)
def test_what_has_ended_a_case_leaves_nothing_of_it_to_act_on(case: CaseFacts, on: date) -> None:
    ended = {name: min(dates[name]) for dates in (dates_of(case),) for name in ENDS_EVERYTHING if name in dates}
    for one in milestones(case, on):
        if one.is_open and one.anchor:
            late = [name for name, day in ended.items() if one.anchor <= day <= on]
            assert set(late) <= {*one.rule.survives, *one.rule.after}


edges = st.sampled_from([date(1990, 1, 1), date(2014, 8, 31), date(2014, 9, 1), date(2028, 2, 29), date(2199, 12, 31)])
far = st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31))


@given(
    events=st.lists(st.builds(Event, name=names, on=st.one_of(edges, far)), max_size=8),
    away=st.fixed_dictionaries({"away_from": edges, "away_to": edges, "advice_requested_from_school_on": edges}),
    shut=st.lists(st.tuples(edges, edges), max_size=2),
    taught=st.lists(far, max_size=2),
    on=st.one_of(edges, far, st.sampled_from([date.min, date.max])),
    kind=st.sampled_from(["", *KINDS]),
)
@example(events=[Event(name=name, on=date(2199, 12, 31)) for name in EVENT_NAMES], away={}, shut=[], taught=[], on=date.max, kind="")
@example(events=[Event(name=name, on=date(1990, 1, 1)) for name in EVENT_NAMES], away={}, shut=[], taught=[], on=date.min, kind="")
@settings(deadline=None)
def test_no_day_that_a_case_can_hold_is_too_far_to_count(
    events: list[Event], away: dict[str, FactValue], shut: list[tuple[date, date]], taught: list[date], on: date, kind: str
) -> None:
    closed = tuple(Closure(first=min(pair), last=max(pair)) for pair in shut)
    case = CaseFacts(
        events=tuple(events), facts=away, closures=closed, terms=tuple(SchoolTerm(first=day, last=day) for day in taught),
    )
    for one in milestones(case, on, show_all=True, kind=kind):
        assert one.counted.endswith(".")
        assert all(other.because for other in one.alternatives) and all(test.because for test in one.exceptions)
        assert len(one.notices) <= 1
    assert all(sentence.endswith(".") for sentence in (*questions(case), *receipt_differences(case)))
    assert all(is_event(name) for name in (*waiting_for(case, kind), *next_events(case, kind)))
    assert all(not one.dated for one in without_a_day(case, kind))
