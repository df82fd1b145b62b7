"""The lists of Today: what is ours, what others are late with, what is coming, and what waits for a day or for the school's calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.services.today import ASKED, LATE, TodayRow
from sendco_desk.statute.events import EVENT_NAMES
from sendco_desk.statute.milestones import State
from sendco_desk.statute.rules import rule
from tests.services.conftest import StillClock

D = date


def words(sentence: tuple[tuple[str, bool], ...]) -> str:
    return "".join(part for part, _ in sentence)


def test_a_late_council_stands_under_theirs_with_the_day_and_the_rule(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_case(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 21), None)])
    lists = desk.today.lists()
    row = next(r for r in lists.theirs if "reg 5(1)" in r.rule)
    assert words(row.sentence) == "Marlshire had to decide whether to assess by Mon 2 Nov 2026 for Kacper Wilk."
    assert (row.chip_word, row.chip_state) == ("21 days late", "late")
    assert lists.overdue == len(lists.theirs)
    assert not lists.ours


def test_what_only_guidance_expects_is_not_said_to_have_been_a_duty(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 6, 1), None), ("agreed_to_assess", date(2026, 7, 1), None),
    ])
    said = {row.rule: words(row.sentence) for row in desk.today.lists().theirs}
    assert "was expected to send a draft plan by" in next(sentence for rule, sentence in said.items() if "9.41" in rule)
    assert "had to say so if it will not issue a plan by" in next(sentence for rule, sentence in said.items() if "reg 10(1)" in rule)


def test_a_plan_inside_the_parents_fifteen_days_is_told(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 9, 21), None), ("agreed_to_assess", date(2026, 10, 1), None), ("draft_plan_sent", date(2026, 11, 10), None),
        ("final_plan_issued", date(2026, 11, 12), None),
    ])
    assert any("before the parent’s fifteen days ended on Tue 24 Nov 2026" in words(row.sentence) for row in desk.today.lists().theirs)


def test_the_schools_advice_is_ours_to_do(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_case(
        kacper.id, authority="Marlshire", requested_by="parent",
        events=[("request_received", date(2026, 10, 12), None), ("school_advice_requested", date(2026, 10, 20), None)],
    )
    lists = desk.today.lists()
    row = next(r for r in lists.ours if "9.49" in r.rule)
    assert words(row.sentence) == "Kacper Wilk: send the school’s advice by Tue 1 Dec 2026."
    assert (row.chip_word, row.chip_state) == ("8 days left", "soon")
    assert any(compact.day == "Tue 1 Dec" and compact.left == "8 days" for compact in lists.coming)


def test_a_missing_receipt_is_asked_for_once(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_case(kacper.id, authority="Marlshire", requested_by="parent", events=[("head_notified", date(2026, 11, 20), None)])
    row, terms = desk.today.lists().waiting
    assert terms.place == "calendar"
    assert words(row.sentence) == "Kacper Wilk: when did the council receive the request?"
    assert (row.button, row.chip_state) == ("Add date", "waiting")


def test_next_actions_come_up_on_their_day_and_yesterdays_notes_are_there(desk: Desk, kacper: Pupil) -> None:
    then = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    due, _ = desk.story.finish(
        kacper.id, entry_kind="note", happened_at=then, words="Talked.", next_action="Ring the office", next_action_on=date(2026, 11, 21),
    )
    desk.story.finish(kacper.id, entry_kind="note", happened_at=then, words="More.", next_action="Write", next_action_on=date(2026, 11, 30))
    lists = desk.today.lists(7)
    (row,) = lists.ours
    assert (words(row.sentence), row.chip_word, row.entry) == ("Kacper Wilk: Ring the office", "2 days late", due)
    assert [c.what for c in lists.coming] == ["Write"]
    assert [n.words for n in lists.notes] == ["Kacper Wilk: Talked.", "Kacper Wilk: More."]
    desk.story.action_done(due)
    assert desk.today.lists(7).ours == ()


def test_an_empty_notebook_has_empty_lists(desk: Desk) -> None:
    lists = desk.today.lists()
    assert not any((lists.ours, lists.theirs, lists.coming, lists.waiting, lists.notes))


def a_case(desk: Desk, pupil: Pupil, kind: str, *events: tuple[str, date], about: UUID | None = None, council: str = "Marlshire") -> UUID:
    opened, _ = desk.casework.open_case(
        pupil.id, kind, authority="" if kind == "records" else council, about=about, events=[(name, on, None) for name, on in events],
    )
    return opened


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def late_with(desk: Desk) -> dict[str, TodayRow]:
    """What others are late with, by the rule."""
    return {row.rule_id: row for row in desk.today.lists().theirs}


# What others owe


def test_a_late_row_says_which_step_to_chase_under_which_rule_and_how_it_was_counted(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 21)))
    row = late_with(desk)["REQ-04"]
    assert (row.chase, row.rule_id, row.rule, row.due, row.case, row.pupil) == (
        "REQ-04", "REQ-04", rule("REQ-04").source, D(2026, 11, 2), case, kacper.id,
    )
    assert row.counted.startswith("Receipt on Mon 21 Sep 2026 is day 0")
    assert (row.asks, row.place, row.entry) == ("", "", None)


def test_of_late_advice_the_row_names_the_service_to_chase(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "request", ("request_received", D(2026, 8, 3)), ("agreed_to_assess", D(2026, 9, 7)),
           ("advice_requested.educational_psychology", D(2026, 9, 8)), ("advice_requested.health", D(2026, 9, 9)))
    rows = [row for row in desk.today.lists().theirs if row.rule_id == "REQ-07"]
    assert [row.chase for row in rows] == ["REQ-07/educational_psychology", "REQ-07/health"]
    assert [words(row.sentence).split(" had to ")[0] for row in rows] == ["Educational psychology", "Health"]
    assert [row.due for row in rows] == [D(2026, 10, 20), D(2026, 10, 21)]


@pytest.mark.parametrize(("kind", "event", "late"), [
    ("complaint", ("complaint_received", D(2026, 11, 2)), "CMP-01"), ("appeal", ("appeal_received_by_authority", D(2026, 9, 21)), "DIS-12"),
])
def test_what_is_between_the_council_and_others_is_late_but_not_the_schools_to_chase(
    desk: Desk, kacper: Pupil, kind: str, event: tuple[str, date], late: str,
) -> None:
    a_case(desk, kacper, kind, event)
    row = late_with(desk)[late]
    assert (row.chip_state, row.chase) == ("late", "")
    assert row.counted


def test_the_old_council_and_the_new_are_told_apart(desk: Desk, kacper: Pupil) -> None:
    learnt, moved = ("old_authority_aware", D(2026, 7, 6)), ("moved_area", D(2026, 7, 13))
    case = a_case(desk, kacper, "move", learnt, moved, council="Kirkmoor")
    assert words(late_with(desk)["TRF-02"].sentence).startswith("The old council had to ")
    desk.casework.add_event(case, "plan_transferred", D(2026, 9, 7))
    row = late_with(desk)["TRF-03"]
    assert (words(row.sentence).split(" had to ")[0], row.chase, row.due) == ("Kirkmoor", "TRF-03", D(2026, 10, 19))


def test_an_amended_plan_inside_the_parents_fifteen_days_is_told_too(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "plan", ("plan_made", D(2026, 1, 12)), ("amendment_notice_sent", D(2026, 11, 9)), ("amended_plan_issued", D(2026, 11, 16)))
    row = late_with(desk)["REV-07"]
    assert words(row.sentence) == "Marlshire issued the amended plan for Kacper Wilk before the parent’s fifteen days ended on Mon 23 Nov 2026."
    assert (row.chip_word, row.chip_state, row.chase) == ("Too early", "late", "")


def test_no_right_of_the_family_and_no_lapsed_day_is_called_late(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "appeal", ("decision_letter_sent", D(2026, 5, 11)))
    lists = desk.today.lists()
    assert (lists.ours, lists.theirs, lists.overdue) == ((), (), 0)


def test_late_rows_come_in_the_order_of_their_days_and_each_step_of_a_matter_once(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper, "request", ("request_received", D(2026, 5, 11)), ("refused_to_assess", D(2026, 6, 19)))
    ordered, lodged = ("tribunal_order.assess", D(2026, 8, 10)), ("appeal_lodged", D(2026, 7, 6))
    a_case(desk, kacper, "appeal", lodged, ordered, about=request)
    rows = desk.today.lists().theirs
    assert [row.rule_id for row in rows] == ["REQ-05", "TRB-01", "TRB-02", "TRB-03"]
    assert [row.due for row in rows] == sorted(row.due or date.max for row in rows)


# What is ours


def test_our_own_late_step_stands_first_and_is_nobodys_to_chase(desk: Desk, kacper: Pupil) -> None:
    soon = a_case(desk, kacper, "consultation", ("school_consulted", D(2026, 11, 16)))
    late = a_case(desk, kacper, "records", ("sar_received", D(2026, 10, 19)))
    desk.story.finish(
        kacper.id, entry_kind="note", happened_at=desk.clock(), words="Talked.", next_action="Ring the office", next_action_on=D(2026, 11, 23),
    )
    lists = desk.today.lists()
    assert [(row.case, row.chip_word, row.chase) for row in lists.ours] == [(late, "4 days late", ""), (None, "Today", ""), (soon, "8 days left", "")]
    assert (lists.ours[0].rule_id, lists.ours[1].rule_id, lists.overdue) == ("REC-01", "", 1)
    assert words(lists.ours[0].sentence) == "Kacper Wilk: answer a subject access request by Thu 19 Nov 2026."


@pytest.mark.parametrize(("days", "shown"), [(7, False), (14, True), (28, True)])
def test_what_is_ours_and_what_is_coming_reach_as_many_days_ahead_as_asked_for(desk: Desk, kacper: Pupil, days: int, shown: bool) -> None:
    a_case(desk, kacper, "request", ("request_received", D(2026, 10, 20)), ("school_advice_requested", D(2026, 10, 26)))  # due on day 14
    lists = desk.today.lists(days)
    assert [row.rule_id for row in lists.ours] == (["REQ-08"] if shown else [])
    advice = [row for row in lists.coming if row.what == "Send the school’s advice (the school)"]
    assert [(row.day, row.left) for row in advice] == ([("Mon 7 Dec", "14 days")] if shown else [])
    assert [row.left for row in lists.coming][:1] == ["8 days"] * (days >= 14)


# What is coming


def test_what_is_coming_says_whose_it_is_in_the_order_of_days(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "request", ("request_received", D(2026, 10, 12)), ("advice_requested.health", D(2026, 10, 19)))
    a_case(desk, kacper, "move", ("old_authority_aware", D(2026, 11, 9)), council="Kirkmoor")
    a_case(desk, kacper, "appeal", ("decision_letter_sent", D(2026, 9, 28)))
    desk.story.finish(
        kacper.id, entry_kind="note", happened_at=desk.clock(), words="Talked.", next_action="Ring home", next_action_on=D(2026, 11, 27),
    )
    assert [(row.day, row.what, row.left) for row in desk.today.lists(7).coming] == [
        ("Mon 23 Nov", "Decide whether to assess (Marlshire)", "today"),
        ("Mon 23 Nov", "Copy the decision to the school (Marlshire)", "today"),
        ("Fri 27 Nov", "Transfer the plan after late notice of the move (the old council)", "4 days"), ("Fri 27 Nov", "Ring home", "4 days"),
        ("Sat 28 Nov", "Contact the mediation adviser (the parent or young person)", "5 days"),
        ("Mon 30 Nov", "Last day for the parent or young person to appeal (the parent or young person)", "7 days"),
        ("Mon 30 Nov", "Send the health advice (health)", "7 days"),
    ]


def test_on_one_day_the_census_stands_before_pupils_and_they_by_surname(desk: Desk, kacper: Pupil, clock: StillClock) -> None:
    leila = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(leila)
    for pupil in (kacper, leila):
        a_case(desk, pupil, "consultation", ("school_consulted", D(2027, 1, 6)))
    clock.moment = at(D(2027, 1, 18))
    assert [(row.day, row.name, row.left) for row in desk.today.lists(7).coming] == [
        ("Thu 21 Jan", "School census", "3 days"), ("Thu 21 Jan", "Leila Ashgrove", "3 days"), ("Thu 21 Jan", "Kacper Wilk", "3 days"),
    ]


@pytest.mark.parametrize("census", [D(2026, 10, 1), D(2027, 1, 21), D(2027, 5, 20), D(2027, 10, 7)])
def test_each_census_day_comes_up_in_time_and_leads_to_the_pupils(desk: Desk, kacper: Pupil, clock: StillClock, census: date) -> None:
    for days_before, shown in ((29, False), (28, True), (0, True), (-1, False)):
        clock.moment = at(census - timedelta(days=days_before))
        assert [row.place for row in desk.today.lists(28).coming if row.name == "School census"] == ["pupils"] * shown
    clock.moment = at(census)
    (row,) = desk.today.lists(7).coming
    assert (row.left, row.what, row.case, row.pupil) == ("today", "SEN status, and in January the types of need", None, None)


def test_a_notebook_without_pupils_returns_no_census(desk: Desk, clock: StillClock) -> None:
    clock.moment = at(D(2027, 1, 18))
    assert desk.today.lists().coming == ()


# What waits


QUESTIONS = {
    "request": "when did the council receive the request?", "plan": "when was the plan made?", "annual_review": "when is the review meeting?",
    "phase_transfer": "when is the move, and to which phase?", "consultation": "when did the council consult the school?",
    "reassessment": "when did the council receive the request for a re-assessment?",
    "complaint": "when did the council receive the complaint?", "records": "when did the school receive the request?",
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_case_whose_first_day_is_not_known_asks_for_it_once(desk: Desk, kacper: Pupil, kind: str) -> None:
    case = a_case(desk, kacper, kind)
    row = desk.today.lists().waiting[0]
    assert words(row.sentence) == f"Kacper Wilk: {QUESTIONS[kind]}"
    assert (row.button, row.chip_word, row.case, row.due, row.place) == ("Add date", "Needs a date", case, None, "")
    assert row.asks in EVENT_NAMES
    assert [other.case for other in desk.today.lists().waiting] == [case, None]  # the other asks for the school's terms


def test_each_missing_day_of_a_case_is_asked_for_in_words_of_its_own(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "request", ("head_notified", D(2026, 10, 7)), ("school_advice_sent", D(2026, 11, 16)))
    received, drafted = ("request_received", D(2026, 8, 3)), ("draft_plan_sent", D(2026, 11, 9))
    a_case(desk, kacper, "request", received, drafted, ("consultation_reply_sent", D(2026, 11, 20)))
    asked = [(row.asks, words(row.sentence)) for row in desk.today.lists().waiting if row.asks]
    assert sorted(asked) == [(name, f"Kacper Wilk: {ASKED[name]}") for name in (
        "agreed_to_assess", "request_received", "school_advice_requested", "school_consulted",
    )]


def test_a_day_without_a_question_of_its_own_is_asked_for_by_its_title(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "complaint", ("complaint_received", D(2026, 11, 2)), ("stage2_answered", D(2026, 11, 20)))
    asked = [words(row.sentence) for row in desk.today.lists().waiting if row.asks]
    assert asked == ["Kacper Wilk: the day of ‘Parent asked for stage 2’ is missing."]


def test_what_cannot_be_counted_without_term_dates_leads_to_the_calendar(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper, "records", ("pupil_left", D(2026, 11, 6)))
    row, terms = desk.today.lists().waiting
    assert words(row.sentence) == "Kacper Wilk: its days cannot be counted before the school’s term dates are recorded."
    assert (row.button, row.chip_word, row.place, row.asks, row.case) == ("Add term dates", "Needs term dates", "calendar", "", case)
    assert (terms.button, terms.place, terms.case, words(terms.sentence)) == (
        "Add term dates", "calendar", None, "School calendar: record the term dates of 2026/27.",
    )
    for name, first, last in TERMS:
        desk.school.add_term(name, first, last)
    lists = desk.today.lists()
    assert lists.waiting == ()
    assert [row.due for row in lists.ours] == [D(2026, 11, 27)]


TERMS = (
    ("Autumn 2026", D(2026, 9, 2), D(2026, 12, 18)), ("Spring 2027", D(2027, 1, 4), D(2027, 3, 26)), ("Summer 2027", D(2027, 4, 12), D(2027, 7, 21)),
)


@pytest.mark.parametrize(("recorded", "on", "asked"), [
    (0, D(2026, 11, 23), "record the term dates of 2026/27."), (1, D(2026, 11, 23), "record the spring and summer terms of 2026/27."),
    (2, D(2026, 11, 23), "record the summer term of 2026/27."), (3, D(2026, 11, 23), ""), (3, D(2027, 4, 30), ""),
    (3, D(2027, 5, 4), "record the term dates of 2027/28, which begins in September."),
])
def test_missing_term_dates_are_asked_for_until_they_are_there(
    desk: Desk, kacper: Pupil, clock: StillClock, recorded: int, on: date, asked: str,
) -> None:
    for name, first, last in TERMS[:recorded]:
        desk.school.add_term(name, first, last)
    clock.moment = at(on)
    assert [words(row.sentence) for row in desk.today.lists().waiting] == ([f"School calendar: {asked}"] if asked else [])


def test_a_case_put_away_stands_on_no_list(desk: Desk, kacper: Pupil) -> None:
    for name, first, last in TERMS:
        desk.school.add_term(name, first, last)
    cases = [a_case(desk, kacper, "request", ("request_received", D(2026, 9, 21))), a_case(desk, kacper, "plan"),
             a_case(desk, kacper, "consultation", ("school_consulted", D(2026, 11, 16)))]
    assert all((lists := desk.today.lists(), lists.theirs, lists.ours, lists.waiting, lists.coming))
    for case in cases:
        desk.casework.save_case(replace(desk.caseload.view(case).case, closed_on=D(2026, 11, 23)))
    after = desk.today.lists()
    assert (after.ours, after.theirs, after.coming, after.waiting) == ((), (), (), ())


def test_only_an_overdue_step_and_one_taken_too_early_are_late() -> None:
    assert set(LATE) == {State.OVERDUE, State.TOO_EARLY}
