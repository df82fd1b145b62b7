"""What was late and on what proof, who held the papers day by day, and what the record holds of the late time by term."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.casework import CaseEvent
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.school import Term
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.delay_effect import BETWEEN, ELSEWHEN, effect_by_term, periods, quarter_name
from sendco_desk.services.delay_spans import (
    LateSpan,
    governing,
    holders_words,
    late_spans,
    late_time,
    lateness,
    lead_sentences,
    portions,
    proof_words,
    shares,
)
from sendco_desk.services.delay_words import effect_facts, hours_words, long_words, split_words
from sendco_desk.services.delays import Delays
from sendco_desk.services.desk import Desk
from sendco_desk.services.story import StoryLine
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.rules import rule
from tests.services.delay_cases import COUNCIL, ON, RECEIVED, noon, open_late_plan, wrote
from tests.statute.cases import case_of, happened


@pytest.fixture
def delays(desk: Desk) -> Delays:
    return desk.delays


@pytest.fixture
def late_plan(desk: Desk, kacper: Pupil) -> UUID:
    return open_late_plan(desk, kacper)


def spans_of(*events: tuple[str, str], on: date = ON, kind: str = "request") -> tuple[LateSpan, ...]:
    """The late steps of a case without a notebook."""
    return late_spans(milestones(case_of(*events), on, kind=kind), recorded(*events), {}, COUNCIL)


def recorded(*events: tuple[str, str]) -> list[CaseEvent]:
    whose = uuid4()
    return [CaseEvent(id=uuid4(), pupil=whose, case=whose, name=event.name, on=event.on) for event in happened(events)]


# What was late


def test_only_what_is_past_its_respectable_days_is_late(delays: Delays, late_plan: UUID) -> None:
    late = delays.lateness(late_plan)
    assert [(span.step.rule.id, span.due, span.until, span.days) for span in late.spans] == [
        ("REQ-10", date(2026, 6, 22), date(2026, 8, 28), 67), ("REQ-07", date(2026, 7, 13), date(2026, 8, 24), 42),
        ("REQ-15", date(2026, 7, 20), date(2026, 9, 21), 63), ("REQ-08", date(2026, 7, 27), date(2026, 8, 3), 7),
    ]
    assert delays.lateness(late_plan, date(2026, 6, 20)).whole is None


def test_a_step_inside_another_respectable_count_is_not_late() -> None:
    events = (
        ("request_received", "2026-03-02"), ("refused_to_assess", "2026-04-13"), ("decision_copied_to_school", "2026-04-13"),
        ("refusal_reversed", "2026-06-15"),
    )
    assert [span.step.rule.id for span in spans_of(*events, on=date(2026, 9, 21))] == []
    (span,) = spans_of(*events, on=date(2026, 9, 22))
    assert (span.due, span.allowed, span.days) == (date(2026, 7, 20), date(2026, 9, 21), 64)
    said = " ".join(lead_sentences(span))
    assert "by Mon 20 Jul 2026. It had not done so by Tue 22 Sep 2026: 1 day to 9 weeks 1 day late." in said
    assert late_time([span]) == ((date(2026, 9, 22), date(2026, 9, 22)),)
    assert "the last day was Mon 21 Sep 2026 (14 weeks from the reversal to the final plan: used by the Ombudsman, 25 007 473)" in said
    assert said.endswith("even so it was 1 day late.")


def test_each_late_step_knows_whose_it_is_and_what_proves_its_ends(delays: Delays, late_plan: UUID) -> None:
    by_rule = {span.step.rule.id: span for span in delays.lateness(late_plan).spans}
    plan, advice = by_rule["REQ-15"], by_rule["REQ-07"]
    assert plan.starts and plan.ends and plan.starts.document and plan.ends.document
    assert (plan.who, proof_words(plan.starts.document), proof_words(plan.ends.document)) == (
        COUNCIL, "Portal receipt, dated Mon 2 Mar 2026", "Final plan, dated Fri 18 Sep 2026",
    )
    assert advice.ends and proof_words(advice.ends.document) == "No document"
    assert (advice.who, by_rule["REQ-08"].who) == ("Educational psychology", "The school")
    assert plan.late == "9 weeks late" and not plan.ongoing


def test_guidance_is_never_called_a_late_duty() -> None:
    assert lateness(rule("REQ-15")) == "late"
    assert lateness(rule("REQ-08")) == lateness(rule("REQ-10")) == "later than the Code expects"
    assert lateness(rule("CMP-02")) == "later than the Ombudsman’s Code expects"
    assert lateness(rule("PLAN-01")) == "later than planned, though no law fixes the day"


def test_the_step_that_stands_for_the_whole_is_the_plan_else_the_longest_duty() -> None:
    plan = spans_of(("request_received", "2026-03-02"), ("advice_requested.health", "2026-03-09"))
    assert {span.step.rule.id for span in plan} >= {"REQ-04", "REQ-07", "REQ-15"}
    assert getattr(governing(plan), "step").rule.id == "REQ-15"  # noqa: B009
    early = spans_of(("request_received", "2026-07-13"), ("advice_requested.health", "2026-07-20"), on=date(2026, 10, 1))
    whole = governing(early)
    assert whole is not None and whole.step.rule.id == "REQ-04"
    assert governing(()) is None


def test_a_late_review_stands_by_its_plan_before_its_decision() -> None:
    events = (("review_meeting", "2026-06-01"), ("review_report_sent", "2026-07-13"), ("review_decision.amend", "2026-08-03"))
    both = spans_of(*events, kind="annual_review")
    whole = governing(both)
    assert whole is not None and whole.step.rule.id == "REV-10"
    runs = portions(whole, both)
    assert [run.holders for run in runs] == [(COUNCIL,)]  # the school's report came before the twelve weeks ended
    decision = governing([span for span in both if span.step.rule.id != "REV-10"])
    assert decision is not None and decision.step.rule.id == "REV-06"
    assert [(run.holders, run.days) for run in portions(decision, both)] == [(("The school",), 14), ((COUNCIL,), 21)]


def test_a_case_put_away_is_late_no_longer_than_until_then(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[("request_received", RECEIVED, None)])
    desk.casework.save_case(replace(desk.caseload.view(case).case, closed_on=date(2026, 4, 20)))
    (span,) = [span for span in delays.lateness(case).spans if span.step.rule.id == "REQ-04"]
    assert (span.until, span.days, span.stopped) == (date(2026, 4, 20), 7, "The school put this case away on Mon 20 Apr 2026.")
    assert "REQ-15" not in {one.step.rule.id for one in delays.lateness(case).spans}
    assert "It had not done so by Mon 20 Apr 2026: 1 week late." in " ".join(lead_sentences(span))


def test_what_was_late_when_the_family_moved_away_was_late(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(
        kacper.id, authority=COUNCIL, events=[("request_received", RECEIVED, None), ("moved_area", date(2026, 8, 31), None)],
    )
    (plan,) = [span for span in delays.lateness(case).spans if span.step.rule.id == "REQ-15"]
    assert (plan.until, plan.days, plan.ends, plan.ongoing) == (date(2026, 8, 30), 41, None, False)
    assert plan.stopped == "The family moved to another area on Mon 31 Aug 2026, so it was no longer owed."
    paper = delays.timeline(case)
    assert "never done" in next(row.grounds for row in paper.dates if "issue the final plan" in row.what)


def test_a_step_whose_start_has_no_day_of_its_own_says_that_no_document_shows_it(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "complaint", authority=COUNCIL, events=[("complaint_received", date(2026, 9, 7), None)])
    (answer,) = [span for span in delays.lateness(case).spans if span.step.rule.id == "CMP-02"]
    assert answer.starts is None
    paper = delays.timeline(case)
    row = next(row for row in paper.dates if "answer the complaint" in row.what)
    assert row.proof == "No document"
    assert "later than the Ombudsman’s Code expects" in row.grounds


def test_late_time_joins_what_touches_and_leaves_guidance_out() -> None:
    spans = spans_of(("request_received", "2026-03-02"), ("agreed_to_assess", "2026-05-04"), ("draft_plan_sent", "2026-07-06"))
    assert late_time([span for span in spans if span.step.rule.id in ("REQ-04", "REQ-10", "REQ-15")]) == (
        (date(2026, 4, 14), date(2026, 5, 4)), (date(2026, 7, 21), ON),
    )
    guidance = [span for span in spans if span.step.rule.id == "REQ-10"]
    assert late_time(guidance) == ((date(2026, 6, 23), date(2026, 7, 6)),)


# Who held the papers


def test_the_split_puts_each_day_down_to_late_advice_else_to_the_council(delays: Delays, late_plan: UUID) -> None:
    late = delays.lateness(late_plan)
    assert [(run.holders, run.first, run.last) for run in late.portions] == [
        (("Educational psychology",), date(2026, 7, 21), date(2026, 7, 27)),
        (("Educational psychology", "The school"), date(2026, 7, 28), date(2026, 8, 3)),
        (("Educational psychology",), date(2026, 8, 4), date(2026, 8, 24)),
        ((COUNCIL,), date(2026, 8, 25), date(2026, 9, 21)),
    ]
    assert [(share.who, share.days) for share in shares(late.portions)] == [
        ("Educational psychology", 28), ("Educational psychology and the school", 7), (COUNCIL, 28),
    ]


def test_in_law_the_council_answers_for_the_whole(delays: Delays, late_plan: UUID) -> None:
    late = delays.lateness(late_plan)
    assert late.whole is not None
    (said,) = split_words(late, late.whole)
    assert said.startswith(f"In law {COUNCIL} answers for the whole of it.")
    assert "R (JSC) v Cambridgeshire [2026] EWHC 68 (Admin)" in said and "sixteen and twenty weeks even where this advice is late" in said
    assert said.endswith("The split only shows where the papers lay.")


def test_the_split_says_which_of_its_days_another_count_allows(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[
        ("request_received", RECEIVED, None), ("refused_to_assess", date(2026, 4, 13), None), ("refusal_reversed", date(2026, 6, 15), None),
    ])
    late = delays.lateness(case)
    assert late.whole is not None and late.whole.step.rule.id == "REQ-19"
    assert list(split_words(late, late.whole))[1:] == ["The days up to Mon 21 Sep 2026 would have been in time by the other count told above."]


def test_where_the_late_step_is_a_services_own_the_council_does_not_answer_for_it(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority=COUNCIL, events=[
        ("request_received", date(2026, 8, 3), None), ("agreed_to_assess", date(2026, 9, 7), None),
        ("decision_copied_to_school", date(2026, 9, 7), None), ("advice_requested.health", date(2026, 9, 7), None),
    ])
    late = delays.lateness(case)
    assert late.whole is not None and late.whole.step.rule.id == "REQ-07"
    assert list(split_words(late, late.whole)) == ["This step was for health to do. The split only shows where the papers lay."]
    assert lead_sentences(late.whole)[0] == (
        "As the school reads the SEND Regulations 2014 reg 8(1), health had to send the advice that the council asked for; the last day was "
        "Mon 19 Oct 2026."
    )
    assert [(share.who, share.days) for share in shares(late.portions)] == [("Health", 35)]


def test_holders_read_as_one_sentence() -> None:
    assert holders_words(("Health", "Educational psychology", "The school")) == "Health, educational psychology and the school"
    assert holders_words((COUNCIL,)) == COUNCIL


@st.composite
def courses(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    """A request whose plan is late, with advice that comes early, late or never."""
    events = [("request_received", RECEIVED), ("final_plan_issued", RECEIVED + timedelta(days=140 + draw(st.integers(1, 200))))]
    for asked, came in (
        ("school_advice_requested", "school_advice_sent"), ("advice_requested.health", "advice_received.health"),
        ("advice_requested.educational_psychology", "advice_received.educational_psychology"),
    ):
        if draw(st.booleans()):
            day = RECEIVED + timedelta(days=draw(st.integers(0, 250)))
            events.append((asked, day))
            if draw(st.booleans()):
                events.append((came, day + timedelta(days=draw(st.integers(0, 150)))))
    return tuple((name, day.isoformat()) for name, day in events)


@given(courses())
def test_the_parts_add_up_exactly_and_each_day_is_counted_once(events: tuple[tuple[str, str], ...]) -> None:
    spans = spans_of(*events, on=date(2027, 12, 31))
    whole = governing(spans)
    assert whole is not None
    runs = portions(whole, spans)
    covered = [run.first + timedelta(days=n) for run in runs for n in range(run.days)]
    assert covered == [whole.due + timedelta(days=n) for n in range(1, whole.days + 1)]
    assert sum(share.days for share in shares(runs)) == whole.days
    for run in runs:  # a second way of counting: each day asks every late advice by itself
        for n in range(run.days):
            day = run.first + timedelta(days=n)
            late = {span.who for span in spans if span.step.rule.id in ("REQ-07", "REQ-08") and span.due < day <= span.until}
            assert set(run.holders) == (late or {COUNCIL})
    assert all(one.holders != following.holders for one, following in pairwise(runs))


# By term


AUTUMN = Term(id=uuid4(), name="Autumn 2026", first_day=date(2026, 9, 2), last_day=date(2026, 12, 18))
SPRING = Term(id=uuid4(), name="Spring 2027", first_day=date(2027, 1, 4), last_day=date(2027, 3, 26))


def test_late_days_are_shared_out_among_the_terms_holidays_and_quarters() -> None:
    found = periods([SPRING, AUTUMN], [(date(2026, 8, 24), date(2027, 4, 9))])
    assert [(period.name, period.days) for period in found] == [
        (quarter_name(date(2026, 7, 1)), 9), ("Autumn 2026", 108), (BETWEEN, 16), ("Spring 2027", 82),
        ("January to March 2027 (calendar quarter: no term is recorded)", 5), ("April to June 2027 (calendar quarter: no term is recorded)", 9),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 100)), max_size=4),
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 100)), max_size=6), st.integers(0, 500),
)
def test_no_late_day_is_lost_or_counted_twice(late: list[tuple[int, int]], terms: list[tuple[int, int]], begins: int) -> None:
    day_0, stretches, known = date(2025, 9, 1), [], []
    at = -1
    for start, length in sorted(late):
        if start > at:
            stretches.append((day_0 + timedelta(days=start), day_0 + timedelta(days=start + length)))
            at = start + length
    at = begins
    for gap, length in terms:
        known.append(Term(
            id=uuid4(), name=f"Term {gap}", first_day=day_0 + timedelta(days=at + gap), last_day=day_0 + timedelta(days=at + gap + length),
        ))
        at += gap + length
    found = periods(known, stretches)
    covered = [first + timedelta(days=n) for period in found for first, last in period.late for n in range((last - first).days + 1)]
    assert sorted(covered) == [first + timedelta(days=n) for first, last in stretches for n in range((last - first).days + 1)]


def test_entries_are_counted_by_kind_on_late_days_only_and_struck_out_ones_never(desk: Desk, delays: Delays, kacper: Pupil) -> None:
    late = [(date(2026, 9, 7), date(2026, 11, 20))]
    wrote(desk, kacper.id, "incident", date(2026, 9, 4))  # before the late time
    wrote(desk, kacper.id, "incident", date(2026, 9, 8), struck=date(2026, 9, 9))
    wrote(desk, kacper.id, "incident", date(2026, 9, 8))
    for minutes in (20, 45, None):
        wrote(desk, kacper.id, "support", date(2026, 9, 9), minutes=minutes)
    wrote(desk, kacper.id, "meeting", date(2026, 9, 10), action="Ask again", done=date(2026, 9, 20))
    wrote(desk, kacper.id, "phone_call", date(2026, 9, 11), action="Ask again")
    wrote(desk, kacper.id, "note", date(2026, 9, 12))
    wrote(desk, kacper.id, "phone_call", date(2026, 11, 20), later=9)  # written down only later than the day asked about
    (autumn,) = effect_by_term([AUTUMN], late, desk.story.lines(kacper.id), (), ON)
    assert list(effect_facts(autumn)) == [
        "1 incident", "support given 3 times, 1 hour 5 minutes in all (1 of them without a time)", "1 meeting", "1 phone call",
        "1 other entry", "2 next actions set, 1 of them done",
    ]


def test_support_without_any_time_says_so_and_nothing_written_is_said_too() -> None:
    assert (hours_words(60), hours_words(45), hours_words(125)) == ("1 hour", "45 minutes", "2 hours 5 minutes")
    assert (long_words(5), long_words(63)) == ("5 days", "9 weeks (63 days)")


def test_chosen_entries_are_quoted_whole_with_corrections_and_never_struck_out(desk: Desk, kacper: Pupil) -> None:
    late = [(date(2026, 9, 7), date(2026, 11, 20))]
    told = wrote(desk, kacper.id, "incident", date(2026, 9, 8), "Hid under the coats.\nTook 25 minutes.")
    wrote(desk, kacper.id, "incident", date(2026, 9, 8), "It was 20 minutes.", later=1, corrects=told.id)
    wrote(desk, kacper.id, "incident", date(2026, 9, 8), "It was 10 minutes.", later=2, corrects=told.id, struck=date(2026, 9, 11))
    struck = wrote(desk, kacper.id, "incident", date(2026, 9, 9), struck=date(2026, 9, 10))
    before = wrote(desk, kacper.id, "note", date(2026, 6, 1), "Long before.")
    found = effect_by_term([AUTUMN], late, desk.story.lines(kacper.id), (told.id, struck.id, before.id), ON)
    (quote,) = found[0].quotes
    assert quote.entry.words == "Hid under the coats.\nTook 25 minutes."
    assert [added.words for added in quote.corrections] == ["It was 20 minutes."]
    assert (found[-1].period.name, [one.entry.words for one in found[-1].quotes]) == (ELSEWHEN, ["Long before."])


def test_days_between_terms_are_told_of_only_where_something_was_written(desk: Desk, kacper: Pupil) -> None:
    late = [(date(2026, 12, 1), date(2027, 1, 29))]
    lines: list[StoryLine] = []
    assert [one.period.name for one in effect_by_term([AUTUMN, SPRING], late, lines, (), date(2027, 2, 1))] == ["Autumn 2026", "Spring 2027"]
    entry = StoryEntry(
        id=uuid4(), pupil=kacper.id, entry_kind="phone_call", happened_at=noon(date(2026, 12, 22)), written_at=noon(date(2026, 12, 22)),
        written_by="Dr Robin Lark", words="A call in the holidays.",
    )
    lines.append(StoryLine(entry=entry, corrections=(), documents=()))
    assert [one.period.name for one in effect_by_term([AUTUMN, SPRING], late, lines, (), date(2027, 2, 1))] == [
        "Autumn 2026", BETWEEN, "Spring 2027",
    ]
