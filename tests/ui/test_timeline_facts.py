"""What the timeline shows and says, before anything is drawn."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.statute.case import EVENT_NAMES
from sendco_desk.ui.widgets.timeline_facts import (
    SHORT_EVENTS,
    TimelineFacts,
    described,
    leading_words,
    outside_words,
    timeline_of,
    today_words,
)
from tests.ui.case_desks import RECEIVED, TODAY, case_facts, steps


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
    assert [mark.words[0] for mark in shown.marks] == ["School's advice"]
    assert shown.leading == "The council’s weeks cannot be counted: the day it received the request is not recorded."


def test_the_event_that_stands_in_for_the_receipt_is_named() -> None:
    shown = facts({"request_acknowledged": date(2026, 9, 10)})
    assert shown.numbered
    assert "so the weeks run from ‘Council acknowledged the request’, Thu 10 Sep 2026" in shown.leading


def test_a_known_receipt_needs_no_leading_words() -> None:
    assert leading_words((RECEIVED, "request_received")) == ""


def test_a_mark_says_its_name_its_day_and_its_state() -> None:
    decision = next(mark for mark in facts().marks if mark.milestone.rule.id == "REQ-04")
    assert decision.words == ("Council's decision", "Mon 19 Oct 2026", "met 2 days late")
    assert (decision.state, decision.met, decision.school) == ("late", True, False)


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
        "Council's decision, the council’s, Mon 19 Oct 2026: met 2 days late", "School's advice, the school’s, Fri 4 Dec 2026: 22 days left",
        "Wed 21 Oct 2026, Council agreed to assess", "Half-term, Mon 26 Oct 2026 to Fri 30 Oct 2026, 5 days; the weeks run on",
    ):
        assert words in said


def test_todays_words_name_the_weekday() -> None:
    assert today_words(TODAY) == "Today, Thu 12 Nov"


def test_every_event_has_an_icon_and_short_words() -> None:
    assert set(SHORT_EVENTS) == set(EVENT_NAMES)


def test_nothing_recorded_is_an_empty_picture() -> None:
    assert facts({}).empty


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(st.dictionaries(st.sampled_from(EVENT_NAMES), DAYS, max_size=8), DAYS)
def test_everything_drawn_lies_inside_the_picture(events: dict[str, date], on: date) -> None:
    shown = facts(events, on)
    days = [mark.due for mark in shown.marks] + [note.on for note in shown.notes] + ([shown.today] if shown.today else [])
    assert all(0 <= shown.share(day) <= 1 for day in days)
    assert len(shown.notes) + len(shown.marks) + len(shown.outside) == len(case_facts(events).events) + sum(
        step.due is not None and step.state.value != "ended" for step in steps(events, on)
    )
