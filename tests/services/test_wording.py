"""How steps are spoken of: a chip for every state, who owes a step, and the verb that guidance and rights leave open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.services.wording import COUNCILS, OURS, THEIRS, chip, days_words, owner, verb_of, who_owes
from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.events import EVENT_NAMES
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rule import OWED_BY_WORDS, OwedBy
from sendco_desk.statute.rules import RULES

ON = date(2026, 11, 23)
COUNCIL = "Marlshire County Council"
AUTUMN = SchoolTerm(first=date(2026, 9, 2), last=date(2026, 12, 18))
WORDS_OF_STATES = {"late", "soon", "done", "planned", "waiting"}


def step(rule: str, *events: tuple[str, str], on: date = ON, kind: str = "", terms: tuple[SchoolTerm, ...] = ()) -> Milestone:
    facts = CaseFacts(events=tuple(Event(name=name, on=date.fromisoformat(day)) for name, day in events), terms=terms)
    return next(one for one in milestones(facts, on, show_all=True, kind=kind) if one.rule.id == rule)


RECEIVED = ("request_received", "2026-09-21")
CHIPS: tuple[tuple[State, tuple[str, str], Milestone], ...] = (
    (State.MET, ("Done", "done"), step("REQ-04", RECEIVED, ("agreed_to_assess", "2026-10-30"))),
    (State.MET_LATE, ("Met 1 day late", "late"), step("REQ-04", RECEIVED, ("agreed_to_assess", "2026-11-03"))),
    (State.MET_LATE, ("Met 8 days late", "late"), step("REQ-04", RECEIVED, ("agreed_to_assess", "2026-11-10"))),
    (State.OVERDUE, ("21 days late", "late"), step("REQ-04", RECEIVED)),
    (State.OVERDUE, ("1 day late", "late"), step("REQ-04", ("request_received", "2026-10-11"))),
    (State.DUE_SOON, ("Last day", "soon"), step("REQ-04", ("request_received", "2026-10-12"))),
    (State.DUE_SOON, ("1 day left", "soon"), step("REQ-04", ("request_received", "2026-10-13"))),
    (State.UPCOMING, ("28 days left", "planned"), step("REQ-04", ("request_received", "2026-11-09"))),
    (State.UPCOMING, ("Owed, no day fixed", "planned"), step("SCH-02", ("sen_support_started", "2026-11-16"))),
    (State.WINDOW_OPEN, ("10 days left", "planned"), step("REQ-11", ("draft_plan_sent", "2026-11-19"))),
    (State.WINDOW_OPEN, ("Last day", "planned"), step("REQ-11", ("draft_plan_sent", "2026-11-09"))),
    (State.TOO_EARLY, ("Too early", "late"), step("REQ-11", ("draft_plan_sent", "2026-11-10"), ("final_plan_issued", "2026-11-12"))),
    (State.LAPSED, ("Lapsed", "planned"), step("APPEAL", ("decision_letter_sent", "2026-05-11"))),
    (State.ENDED, ("No longer owed", "planned"), step("REQ-15", RECEIVED, ("refused_to_assess", "2026-10-30"))),
    (State.ENDED, ("Ended", "planned"), step("APPEAL", ("decision_letter_sent", "2026-10-12"), ("plan_ceased", "2026-10-20"))),
    (State.UNKNOWN, ("Needs a date", "waiting"), step("REQ-04")),
    (State.UNKNOWN, ("Needs term dates", "waiting"), step("REC-03", ("pupil_left", "2026-11-16"))),
    (State.DUE_SOON, ("4 days left", "soon"), step("REC-03", ("pupil_left", "2026-11-06"), terms=(AUTUMN,))),
)


@pytest.mark.parametrize(("state", "said", "one"), CHIPS, ids=[said[0] for _, said, _ in CHIPS])
def test_each_state_has_the_chip_that_says_it(state: State, said: tuple[str, str], one: Milestone) -> None:
    assert (one.state, chip(one, ON)) == (state, said)


def test_what_hangs_on_the_type_of_school_asks_for_that() -> None:
    supply = step("REC-02", ("education_record_requested", "2026-11-16"), terms=(AUTUMN,))
    assert (supply.state, chip(supply, ON)) == (State.UNKNOWN, ("Needs the type of school", "waiting"))


def test_what_is_not_known_and_asks_for_nothing_is_only_not_known() -> None:
    twelve_weeks = step("REV-10", ("review_meeting", "2026-06-01"))  # nobody knows whether the plan was to be amended
    assert (twelve_weeks.state, twelve_weeks.waits_for, chip(twelve_weeks, ON)) == (State.UNKNOWN, "", ("Not known", "waiting"))


def test_no_state_is_without_a_chip() -> None:
    assert {state for state, _, _ in CHIPS} == set(State)


def test_a_day_that_only_one_count_has_passed_is_said_to_be_being_counted() -> None:
    moved = step("REV-11", ("phase_transfer.school", "2027-09-01"), on=date(2027, 2, 15))
    assert (moved.due, moved.state, chip(moved, date(2027, 2, 15))) == (date(2027, 2, 14), State.DUE_SOON, ("Due, being counted", "soon"))
    late = step("REV-11", ("phase_transfer.school", "2027-09-01"), on=date(2027, 2, 16))
    assert chip(late, date(2027, 2, 16)) == ("2 days late", "late")


@given(st.lists(st.tuples(st.sampled_from(EVENT_NAMES), st.integers(-200, 400)), max_size=8))
def test_whatever_happened_every_step_has_a_chip_an_owner_and_a_verb(drawn: list[tuple[str, int]]) -> None:
    events = tuple(Event(name=name, on=ON - timedelta(days=ago)) for name, ago in drawn)
    for one in milestones(CaseFacts(events=events, closures=(Closure(first=date(2026, 7, 23), last=date(2026, 9, 1)),)), ON, show_all=True):
        word, state = chip(one, ON)
        assert word and word[0].isalnum() and "-" not in word
        assert state in WORDS_OF_STATES
        assert (state == "late") == (one.state in (State.OVERDUE, State.MET_LATE, State.TOO_EARLY))
        assert owner(one, COUNCIL)[0].isupper() and not owner(one, COUNCIL).startswith("The ")
        assert verb_of(one) in {"has to", "had to", "is expected to", "was expected to", "can", "could"}


@pytest.mark.parametrize(("rule", "event", "council", "who", "column"), [
    ("REQ-04", "request_received", COUNCIL, COUNCIL, COUNCIL), ("REQ-04", "request_received", "", "The council", "Council"),
    ("REQ-04", "request_received", "The Vale Council", "The Vale Council", "Vale Council"),
    ("TRF-03", "plan_transferred", COUNCIL, COUNCIL, COUNCIL), ("TRF-03", "plan_transferred", "", "The new council", "New council"),
    ("TRF-02", "old_authority_aware", COUNCIL, "The old council", "Old council"),
    ("REQ-08", "school_advice_requested", COUNCIL, "The school", "School"),
    ("REQ-07", "advice_requested.educational_psychology", COUNCIL, "Educational psychology", "Educational psychology"),
    ("REQ-07", "advice_requested.other", COUNCIL, "Another service", "Another service"),
    ("TRF-06", "new_icb_aware", COUNCIL, "The health body", "Health body"),
    ("TRB-10", "tribunal_recommendation", COUNCIL, "Health or social care", "Health or social care"),
    ("DIS-02", "mediation_declined", COUNCIL, "The mediation adviser", "Mediation adviser"),
    ("DIS-01", "decision_letter_sent", COUNCIL, "The parent or young person", "Parent or young person"),
    ("DIS-13", "direction.hearing", COUNCIL, "Every party", "Every party"),
])
def test_whoever_owes_a_step_is_called_by_name(rule: str, event: str, council: str, who: str, column: str) -> None:
    one = step(rule, (event, "2026-11-16"))
    assert (who_owes(one, council), owner(one, council)) == (who, column)


def test_every_party_that_can_be_late_is_ours_or_theirs_and_nobody_is_both() -> None:
    can_be_late = {rule.owed_by for rule in RULES if rule.dated and rule.met_by and not rule.right}
    assert can_be_late <= {*OURS, *THEIRS}
    assert not set(OURS) & set(THEIRS)
    assert set(COUNCILS) < set(THEIRS)
    assert set(OWED_BY_WORDS) == set(OwedBy)


@pytest.mark.parametrize(("one", "verb"), [
    (step("REQ-04", ("request_received", "2026-11-09")), "has to"), (step("REQ-04", RECEIVED), "had to"),
    (step("REQ-04", RECEIVED, ("agreed_to_assess", "2026-11-10")), "had to"),
    (step("REQ-04", RECEIVED, ("agreed_to_assess", "2026-10-30")), "has to"),
    (step("REV-10", ("review_meeting", "2026-06-01"), ("review_decision.amend", "2026-06-20")), "had to"),  # a court has said so
    (step("REQ-10", RECEIVED), "is expected to"), (step("REQ-10", ("request_received", "2026-06-01")), "was expected to"),
    (step("CMP-01", ("complaint_received", "2026-11-02")), "was expected to"),
    (step("APPEAL", ("decision_letter_sent", "2026-11-02")), "can"), (step("APPEAL", ("decision_letter_sent", "2026-05-11")), "could"),
    (step("CMP-05", ("matter_known", "2025-10-01")), "could"),
])
def test_nobody_had_to_do_what_guidance_expects_and_a_right_only_can_be_used(one: Milestone, verb: str) -> None:
    assert verb_of(one) == verb


@pytest.mark.parametrize(("count", "said"), [(0, "0 days"), (1, "1 day"), (6, "6 days")])
def test_days_are_counted_in_words(count: int, said: str) -> None:
    assert days_words(count) == said
