"""What the timeline shows and says, before anything is drawn."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.statute.calendars import Closure
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.courses import COURSES, ENDINGS
from sendco_desk.statute.events import EVENT_NAMES
from sendco_desk.statute.rule import OwedBy
from sendco_desk.ui.widgets.event_words import SHORT_EVENTS
from sendco_desk.ui.widgets.timeline_facts import (
    SCALES,
    TimelineFacts,
    anchored,
    described,
    leading_words,
    outside_words,
    step_chip,
    timeline_of,
    today_words,
    whose_words,
)
from tests.ui.case_desks import BEGUN, HALF_TERM, RECEIVED, TODAY, case_facts, steps


def facts(events: dict[str, date] | None = None, on: date = TODAY) -> TimelineFacts:
    case = case_facts(events)
    return timeline_of(steps(events, on), case.events, case.closures, on)


def test_week_nought_begins_on_the_day_of_receipt() -> None:
    shown = facts({"request_received": RECEIVED})
    assert (shown.day_0, shown.first, shown.numbered) == (RECEIVED, RECEIVED, True)
    assert shown.last == RECEIVED + timedelta(weeks=20)


def test_what_happened_before_the_receipt_is_drawn_before_week_nought() -> None:
    shown = facts()
    assert shown.first == RECEIVED - timedelta(weeks=1)
    assert shown.weeks[0] == -1


def test_a_case_that_runs_on_is_drawn_beyond_week_twenty() -> None:
    shown = facts({"request_received": RECEIVED}, on=RECEIVED + timedelta(weeks=31))
    assert shown.last >= RECEIVED + timedelta(weeks=31)
    assert shown.today == RECEIVED + timedelta(weeks=31)


def test_a_finished_case_is_not_stretched_to_today() -> None:
    done = {"request_received": RECEIVED, "refused_to_assess": date(2026, 10, 12), "decision_copied_to_school": date(2026, 10, 12)}
    shown = facts(done, on=date(2028, 1, 10))
    assert shown.last == RECEIVED + timedelta(weeks=20)
    assert shown.today is None


def test_a_step_that_is_no_longer_owed_is_not_drawn() -> None:
    shown = facts({"request_received": RECEIVED, "refused_to_assess": date(2026, 10, 12)})
    assert "Final plan" not in {mark.words[0] for mark in shown.marks}


def test_without_a_receipt_the_picture_says_what_is_missing_and_counts_no_weeks() -> None:
    shown = facts({"head_notified": date(2026, 9, 10), "school_advice_requested": date(2026, 10, 23)})
    assert not shown.numbered
    assert [mark.words[0] for mark in shown.marks] == ["School’s advice"]
    assert shown.leading == "The council’s weeks cannot be counted: the day it received the request is not recorded."


def test_the_event_that_stands_in_for_the_receipt_is_named() -> None:
    shown = facts({"request_acknowledged": date(2026, 9, 10)})
    assert shown.numbered
    assert "so the weeks run from ‘Council acknowledged the request’, Thu 10 Sep 2026" in shown.leading


def test_a_known_receipt_needs_no_leading_words() -> None:
    assert leading_words((RECEIVED, "request_received")) == ""


def test_a_mark_says_its_name_its_day_and_its_state() -> None:
    decision = next(mark for mark in facts().marks if mark.milestone.rule.id == "REQ-04")
    assert decision.words == ("Council’s decision", "Mon 19 Oct 2026", "met 2 days late")
    assert (decision.state, decision.met, decision.whose) == ("late", True, "council")


def test_a_step_done_in_time_says_when() -> None:
    done = facts({"request_received": RECEIVED, "agreed_to_assess": date(2026, 10, 12)})
    assert next(mark for mark in done.marks if mark.milestone.rule.id == "REQ-04").words[2] == "done 12 Oct"


def test_a_day_too_far_away_to_draw_is_told_in_words() -> None:
    shown = facts({"request_received": RECEIVED, "request_sent": date(2019, 9, 6)})
    assert shown.first >= RECEIVED - timedelta(weeks=26)
    assert outside_words(shown) == "Too far away to be drawn: Fri 6 Sep 2019, Request sent."
    assert "Fri 6 Sep 2019" in described(shown)


def test_the_description_says_everything_the_picture_does() -> None:
    said = described(facts())
    for words in (
        "Weeks are counted from Mon 7 Sep 2026", "Today is Thu 12 Nov 2026, week 9",
        "Council’s decision, the council’s, Mon 19 Oct 2026: met 2 days late", "School’s advice, the school’s, Fri 4 Dec 2026: 22 days left",
        "Wed 21 Oct 2026, Council agreed to assess", "Half-term, Mon 26 Oct 2026 to Fri 30 Oct 2026, 5 days; the weeks run on",
    ):
        assert words in said


def test_todays_words_name_the_weekday() -> None:
    assert today_words(TODAY) == "Today, Thu 12 Nov"


def test_every_event_has_an_icon_and_short_words() -> None:
    assert set(SHORT_EVENTS) == set(EVENT_NAMES)


def test_nothing_recorded_is_an_empty_picture() -> None:
    assert facts({}).empty
    assert described(facts({})).endswith("Nothing is due.")


# Every kind of case


def of_kind(kind: str, events: dict[str, date] | None = None, on: date = TODAY, heard: dict[str, date] | None = None) -> TimelineFacts:
    happened = as_events(BEGUN[kind] if events is None else events)
    told = as_events(heard or {})
    case = CaseFacts(events=happened, heard=told, closures=(HALF_TERM,))
    return timeline_of(milestones(case, on, kind=kind), (*happened, *told), case.closures, on, kind)


def as_events(events: dict[str, date]) -> tuple[Event, ...]:
    return tuple(Event(name=name, on=on) for name, on in events.items())


def whose(shown: TimelineFacts) -> dict[str, str]:
    return {mark.milestone.rule.id: mark.whose for mark in shown.marks}


def test_the_weeks_of_a_review_are_counted_from_its_meeting_and_the_school_has_most_of_them() -> None:
    shown = of_kind("annual_review")
    assert (shown.day_0, shown.numbered, shown.bold) == (date(2026, 9, 25), True, (-2, 2, 4, 12))
    assert shown.first <= date(2026, 8, 28) and shown.last == date(2026, 12, 18)
    assert -4 in shown.weeks and 12 in shown.weeks
    assert whose(shown) == {
        "PLAN-01": "school", "REV-03": "school", "REV-04": "school", "REV-05": "school", "REV-06": "council", "REV-10": "council",
    }


def test_a_review_whose_meeting_is_not_planned_says_what_is_missing() -> None:
    shown = of_kind("annual_review", {"early_review_requested": date(2026, 11, 2)})
    assert not shown.numbered and shown.bold == ()
    assert shown.leading == SCALES["annual_review"].missing


def test_a_review_counted_from_its_meeting_has_nothing_to_lead_with() -> None:
    assert of_kind("annual_review").leading == ""


def test_an_appeal_is_drawn_along_plain_dates_with_the_parents_and_the_tribunals_steps_as_others() -> None:
    shown = of_kind("appeal", {**BEGUN["appeal"], "appeal_lodged": date(2026, 10, 12), "direction.hearing": date(2027, 2, 8)})
    assert not shown.numbered and shown.leading == ""
    assert shown.first.weekday() == 0
    assert {"APPEAL": "other", "DIS-03": "council"}.items() <= whose(shown).items()
    hearing = next(mark for mark in shown.marks if mark.milestone.direction == "direction.hearing")
    assert (hearing.whose, hearing.words[0]) == ("other", "Tribunal’s day for the hearing")
    assert "owed by" in hearing.spoken


def test_parts_of_a_larger_step_are_not_drawn_beside_it() -> None:
    assert "DIS-10" not in whose(of_kind("appeal"))


def test_a_phase_transfer_shows_the_last_meeting_that_fits_and_the_reviews_meeting_that_was_heard() -> None:
    shown = of_kind("phase_transfer", heard={"review_meeting": date(2026, 11, 30)})
    assert whose(shown) == {"REV-14": "school", "REV-12": "council"}
    assert [note.words for note in shown.notes] == ["30 Nov  Meeting", "2 Sep  Move to post-16"]
    assert not shown.numbered
    assert shown.last >= date(2027, 9, 2)


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_picture_of_every_kind_says_in_words_all_that_it_draws(kind: str) -> None:
    shown = of_kind(kind)
    said = described(shown)
    assert not shown.empty
    assert all(mark.spoken in said for mark in shown.marks) and all(note.spoken in said for note in shown.notes)
    assert ("Weeks are counted from" in said) is shown.numbered
    assert shown.numbered is (kind in ("request", "annual_review", "consultation"))


@pytest.mark.parametrize("kind", SCALES)
def test_the_week_it_is_is_said_where_the_weeks_have_numbers(kind: str) -> None:
    day_0 = date(2026, 10, 1)
    shown = of_kind(kind, {SCALES[kind].day_0: day_0})
    assert (shown.day_0, shown.numbered, shown.bold) == (day_0, True, SCALES[kind].bold)
    assert "Today is Thu 12 Nov 2026, week 6." in described(shown)
    assert shown.last >= day_0 + timedelta(weeks=SCALES[kind].usual)


def test_a_kind_without_numbered_weeks_asks_for_no_first_day() -> None:
    assert leading_words(None, "plan") == ""
    assert anchored((), "plan") is None


@pytest.mark.parametrize(("owed_by", "sign"), [
    (OwedBy.SCHOOL, "school"), (OwedBy.LOCAL_AUTHORITY, "council"), (OwedBy.OLD_AUTHORITY, "council"), (OwedBy.NEW_AUTHORITY, "council"),
    (OwedBy.PARENT, "other"), (OwedBy.ADVICE_GIVER, "other"), (OwedBy.HEALTH_BODY, "other"),
])
def test_a_sign_says_whose_step_it_is(owed_by: OwedBy, sign: str) -> None:
    assert whose_words(owed_by) == sign


def test_a_closure_without_a_name_is_still_told() -> None:
    case = CaseFacts(events=as_events(BEGUN["request"]), closures=(Closure(first=date(2026, 10, 26), last=date(2026, 10, 26)),))
    shown = timeline_of(milestones(case, TODAY, kind="request"), case.events, case.closures, TODAY)
    assert "School closed: closure, Mon 26 Oct 2026 to Mon 26 Oct 2026, 1 day; the weeks run on." in described(shown)


def test_a_step_that_has_not_begun_is_planned_and_one_that_is_looked_for_waits() -> None:
    advice = next(m for m in steps({"request_received": RECEIVED}) if m.rule.id == "REQ-08")
    assert step_chip(advice, TODAY, waits=False) == ("Not begun", "planned")
    assert step_chip(advice, TODAY) == ("Needs a date", "waiting")


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(st.sampled_from(tuple(CASE_KINDS)), st.data(), DAYS)
def test_a_case_of_any_kind_can_be_drawn_whatever_was_recorded(kind: str, data: st.DataObject, on: date) -> None:
    course = [follows.name for follows in (*COURSES[kind], *ENDINGS.get(kind, ()))]
    shown = of_kind(kind, data.draw(st.dictionaries(st.sampled_from(course), DAYS, max_size=8)), on)
    days = [mark.due for mark in shown.marks] + [note.on for note in shown.notes] + ([shown.today] if shown.today else [])
    assert all(0 <= shown.share(day) <= 1 for day in days)
    assert all(mark.words[2] and mark.state and mark.whose in ("council", "school", "other") for mark in shown.marks)
    assert described(shown)


@given(st.dictionaries(st.sampled_from(EVENT_NAMES), DAYS, max_size=8), DAYS)
def test_everything_drawn_lies_inside_the_picture(events: dict[str, date], on: date) -> None:
    shown = facts(events, on)
    days = [mark.due for mark in shown.marks] + [note.on for note in shown.notes] + ([shown.today] if shown.today else [])
    assert all(0 <= shown.share(day) <= 1 for day in days)
    assert len(shown.notes) + len(shown.marks) + len(shown.outside) == len(case_facts(events).events) + sum(
        step.due is not None and step.state.value != "ended" and not step.part_of for step in steps(events, on)
    )
