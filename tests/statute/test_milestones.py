"""What a step tells of itself: its names, its start, what it waits for, and the advice that each service is asked for on its own."""

from dataclasses import replace
from datetime import date

import pytest

from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones, waiting_for
from sendco_desk.statute.events import ADVICE_SERVICES, need_event
from sendco_desk.statute.milestones import Seen, State
from sendco_desk.statute.other_counts import MovedAgain, Unmoved, WeeksFromNeeded, WorkingDayEarlier, YearsInstead
from sendco_desk.statute.periods import WithinDays, WithinSchoolDays
from sendco_desk.statute.rule import OwedBy
from sendco_desk.statute.rules import RULES, Rule, RuleBook, rule
from sendco_desk.statute.starts import way_of
from tests.statute.cases import TODAY, Day, case_of, iso, of_rule, steps_of, term

# Advice, asked of each service on its own

PSYCHOLOGY, HEALTH = ("advice_requested.educational_psychology", "2026-09-07"), ("advice_requested.health", "2026-09-14")


def advice(*events: Day, on: str = "2026-11-23") -> list[tuple[str, date | None, State]]:
    return [(one.service, one.due, one.state) for one in steps_of(case_of(*events), "REQ-07", on)]


def test_each_service_has_six_weeks_of_its_own() -> None:
    came = ("advice_received.health", "2026-10-26")
    assert advice(PSYCHOLOGY, HEALTH, came) == [
        ("educational_psychology", iso("2026-10-19"), State.OVERDUE), ("health", iso("2026-10-26"), State.MET),
    ]


def test_the_advice_of_one_service_does_not_answer_for_another() -> None:
    assert advice(PSYCHOLOGY, ("advice_received.health", "2026-10-05")) == [("educational_psychology", iso("2026-10-19"), State.OVERDUE)]


def test_a_reminder_to_a_service_restarts_nothing_but_a_call_after_its_answer_does() -> None:
    reminder, came = ("advice_requested.health", "2026-10-05"), ("advice_received.health", "2026-10-12")
    again = ("advice_requested.health", "2026-11-02")
    assert advice(HEALTH, reminder) == [("health", iso("2026-10-26"), State.OVERDUE)]
    assert advice(HEALTH, reminder, came, again) == [
        ("health", iso("2026-10-26"), State.MET), ("health", iso("2026-12-14"), State.UPCOMING),
    ]
    assert advice(HEALTH, came, ("advice_requested.health", "2026-10-12")) == [("health", iso("2026-10-26"), State.MET)]  # the same day


def test_a_step_of_a_service_names_it() -> None:
    one = steps_of(case_of(HEALTH), "REQ-07")[0]
    assert (one.title, one.short, one.owed_by) == ("Send the health advice", "Advice: health", OwedBy.ADVICE_GIVER)
    assert one.after == one.anchor_event == "advice_requested.health"
    assert one.counted == (
        "The call for advice from health on Mon 14 Sep 2026 is day 0; six weeks end on the same weekday, Mon 26 Oct 2026. The council answers "
        "for its own sixteen and twenty weeks even where this advice is late, and in a re-assessment for its fourteen."
    )
    assert len({f"Advice: {words}" for words in ADVICE_SERVICES.values()}) == 6


def test_before_any_service_is_asked_its_step_waits_for_a_call() -> None:
    one = of_rule(case_of(("advice_received.health", "2026-10-26")), "REQ-07")
    assert (one.state, one.service, one.met_on, one.waits_for) == (State.UNKNOWN, "", None, "advice_requested")
    assert one.counted == "This is counted from ‘Council asked a service for advice’, and that day is not recorded."


# What a step tells of itself


def test_a_step_tells_what_its_rule_says() -> None:
    one = of_rule(case_of(("request_received", "2026-09-07")), "REQ-04")
    assert (one.title, one.short, one.service) == ("Decide whether to assess", "Council’s decision", "")
    assert (one.source, one.status, one.confidence) == ("SEND Regulations 2014 reg 5(1)", "statutory", "high")
    assert (one.owed_by, one.after, one.anchor, one.part_of, one.governs) == (
        OwedBy.LOCAL_AUTHORITY, "request_received", iso("2026-09-07"), "", "",
    )


def test_what_stands_in_is_the_event_that_really_happened_and_what_is_supposed_is_none() -> None:
    one = of_rule(case_of(("council_says_received", "2026-09-07")), "REQ-04")
    assert (one.after, one.anchor_event) == ("request_received", "council_says_received")
    supposed = of_rule(case_of(("complaint_received", "2026-11-16")), "CMP-02")
    assert (supposed.after, supposed.anchor_event, supposed.anchor) == ("complaint_acknowledged", "", iso("2026-11-23"))


def test_a_rule_of_parts_has_the_start_of_the_part_that_governs() -> None:
    [one] = steps_of(case_of(("refused_to_assess", "2026-11-02")), "APPEAL")
    assert (one.after, one.anchor_event) == ("refused_to_assess", "refused_to_assess")
    assert one.rule.after == ()


def test_two_looks_at_the_same_case_are_the_same() -> None:
    case = case_of(("request_received", "2026-09-07"), ("head_notified", "2026-09-08"))
    turned = replace(case, events=case.events[::-1])
    once = again = Seen(case, TODAY)
    assert once == again == Seen(turned, TODAY)
    assert hash(Seen(case, TODAY)) == hash(Seen(turned, TODAY))
    assert Seen(case, TODAY) != Seen(case, iso("2026-11-24"))
    assert Seen(case, TODAY) != case
    assert milestones(case, TODAY) == milestones(turned, TODAY)


def test_a_day_heard_of_is_seen_like_one_of_its_own() -> None:
    event = Event(name="request_received", on=iso("2026-09-07"))
    assert Seen(CaseFacts(events=(event,)), TODAY) == Seen(CaseFacts(heard=(event,)), TODAY)


@pytest.mark.parametrize("one", RULES, ids=lambda one: str(one.id))
def test_a_case_without_its_event_starts_no_rule(one: Rule) -> None:
    assert tuple(way_of(one)(one, {}, TODAY)) == ()


def test_a_name_that_is_known_is_let_through() -> None:
    for name in ("request_received", "direction.hearing", "direction.what_the_tribunal_calls_it"):
        need_event(name)


# Rules that may come


def test_a_later_rule_may_count_school_days_and_be_extended() -> None:
    """An extension beside a day that the school's calendar does not reach leaves only the extended day."""
    later = replace(rule("REC-02"), needs_fact=None, longer_with="sar_extended", longer=WithinDays(40))
    case = CaseFacts(
        events=(Event(name="education_record_requested", on=iso("2026-12-11")), Event(name="sar_extended", on=iso("2026-12-14"))),
        terms=(term("2026-09-02", "2026-12-18"),),
    )
    [one] = milestones(case, iso("2026-12-15"), book=RuleBook((later,)))
    assert (one.due, one.last_safe_day, one.alternatives) == (iso("2027-01-20"), iso("2027-01-20"), ())
    [reached] = milestones(replace(case, terms=(*case.terms, term("2027-01-04", "2027-03-25"))), iso("2026-12-15"), book=RuleBook((later,)))
    assert (reached.due, reached.last_safe_day) == (iso("2027-01-20"), iso("2027-01-15"))


def test_an_extension_in_school_days_that_the_calendar_does_not_reach_leaves_the_day_unknown() -> None:
    later = replace(rule("REC-03"), limit=WithinSchoolDays(3), longer_with="sar_extended", longer=WithinSchoolDays(10))
    case = CaseFacts(
        events=(Event(name="pupil_left", on=iso("2026-12-11")), Event(name="sar_extended", on=iso("2026-12-14"))),
        terms=(term("2026-09-02", "2026-12-18"),),
    )
    [before] = milestones(case, iso("2026-12-13"), book=RuleBook((later,)))
    assert (before.due, before.state) == (iso("2026-12-16"), State.DUE_SOON)
    [one] = milestones(case, iso("2026-12-14"), book=RuleBook((later,)))
    assert (one.due, one.state, one.needs_calendar) == (None, State.UNKNOWN, True)


# Other counts


def test_a_day_that_no_rule_moved_has_no_unmoved_day_beside_it() -> None:
    unmoved = Unmoved(months=1, because="x")
    assert unmoved.day(iso("2025-09-03"), iso("2025-10-03"), None) is None
    assert unmoved.day(iso("2026-09-03"), iso("2026-10-05"), None) == iso("2026-10-03")


def test_a_day_that_rolls_into_a_holiday_may_be_taken_to_roll_again() -> None:
    moved = MovedAgain(months=2, because="x")
    # 31 May + 2 months = Sat 31 Jul 2027; the next working day is Mon 2 Aug, in August itself; Wed 1 Sep 2027 follows August
    assert moved.day(iso("2027-05-31"), iso("2027-08-02"), None) == iso("2027-09-01")
    assert moved.day(iso("2026-10-01"), iso("2026-12-01"), None) is None
    one = steps_of(case_of(("decision_letter_sent", "2027-05-31")), "DIS-10", "2027-06-01")[0]
    assert (one.due, one.last_safe_day, one.latest_day) == (iso("2027-08-02"), iso("2027-07-31"), iso("2027-09-01"))
    assert [(other.due, other.because[:30]) for other in one.alternatives] == [
        (iso("2027-07-31"), "the corresponding date itself,"), (iso("2027-09-01"), "the Tribunal’s holiday rule us"),
    ]
    whole = steps_of(case_of(("decision_letter_sent", "2027-05-31")), "APPEAL", "2027-08-31")[0]
    assert (whole.latest_day, whole.state) == (iso("2027-09-01"), State.DUE_SOON)  # nobody's right lapses on a day that a count allows


def test_each_other_count_gives_its_own_reason() -> None:
    counts = (Unmoved(months=1, because="a"), MovedAgain(months=1, because="a"), WorkingDayEarlier(because="a"), YearsInstead(years=25, because="a"))
    assert {count.reason("outside_tribunal") for count in counts} == {"a"}
    assert WorkingDayEarlier(because="a").day(TODAY, iso("2027-01-04"), None) == iso("2026-12-31")
    assert YearsInstead(years=25, because="a").day(iso("2012-02-29"), TODAY, None) == iso("2037-02-28")
    weeks = WeeksFromNeeded(weeks=10, because={"": "x", "told_tribunal": "y"})
    assert (weeks.reason("told_tribunal"), weeks.reason("nobody knows")) == ("y", "x")
    assert hash(weeks) == hash(WeeksFromNeeded(weeks=10, because={"": "x", "told_tribunal": "y"}))


def test_only_what_can_still_be_settled_by_a_day_is_waited_for() -> None:
    issued = ("final_plan_issued", "2026-05-29")
    case = case_of(("request_received", "2026-02-02"), ("draft_plan_sent", "2026-05-20"), issued, ("moved_area", "2026-06-01"))
    assert waiting_for(case, "move") == ("old_authority_aware",)
    assert waiting_for(case, "request", found=()) == ()
