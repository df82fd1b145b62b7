"""Annual reviews and moves to the next phase: who stands in the lists, what is next, and a review planned backwards from its meeting."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.councils import CouncilDate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.caseload import Calendar
from sendco_desk.services.desk import Desk
from sendco_desk.services.phase_moves import MoveRow, law_words
from sendco_desk.services.review_days import closed_words, first_with_notice, last_meeting_for, open_before, steps_from
from sendco_desk.services.reviews import ReviewRow, Reviews
from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.milestones import State
from tests.services.conftest import StillClock

TODAY = date(2026, 11, 23)  # a Monday, twelve weeks before 15 February and one day too late for all twelve
COUNCIL = "Marlshire County Council"
Day = tuple[str, str]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def reviews(desk: Desk) -> Reviews:
    desk.school.save(replace(desk.school.school(), phase="primary"))
    return desk.reviews


def child(desk: Desk, name: str = "Tilda", year: str = "4", status: str = "E", council: str = COUNCIL) -> UUID:
    pupil = Pupil(id=uuid4(), legal_forename=name, legal_surname="Brackenbury", year_group=year)
    desk.pupils.add(pupil, authority=council, status=status)
    return pupil.id


def case(desk: Desk, pupil: UUID, kind: str, *events: Day, about: UUID | None = None) -> UUID:
    happened = [(name, day(on), None) for name, on in events]
    return desk.casework.open_case(pupil, kind, authority=COUNCIL, about=about, events=happened)[0]


def with_plan(desk: Desk, *events: Day, year: str = "4", name: str = "Tilda") -> tuple[UUID, UUID]:
    """A child whose plan was made in 2022, its last review complete in February, unless events say otherwise."""
    pupil = child(desk, name, year)
    return pupil, case(desk, pupil, "plan", *(events or (("plan_made", "2022-03-01"), ("review_completed", "2026-02-10"))))


def only(rows: Iterable[ReviewRow]) -> ReviewRow:
    (row,) = rows
    return row


# Who stands in the list


def test_a_pupil_stands_in_the_list_by_status_or_by_an_open_case(desk: Desk, reviews: Reviews) -> None:
    by_status, on_support, may_join = child(desk, "Ada"), child(desk, "Ben", status="K"), child(desk, "Cleo", status="K")
    gone = child(desk, "Dan")
    desk.pupils.save(replace(desk.pupils.get(gone), roll_status="left"))
    desk.pupils.save(replace(desk.pupils.get(may_join), roll_status="prospective"))
    for requested in (on_support, child(desk, "Eve", status="K")):
        case(desk, requested, "request", ("request_received", "2026-11-02"))
    case(desk, may_join, "plan", ("plan_made", "2026-01-12"))
    assert {row.pupil.id for row in reviews.rows()} == {by_status, may_join}


def test_a_status_that_ended_takes_the_pupil_out_and_one_that_begins_later_does_not_bring_one_in_yet(desk: Desk, reviews: Reviews) -> None:
    pupil, later = child(desk), child(desk, "Ben", status="K")
    assert [row.pupil.id for row in reviews.rows()] == [pupil]
    desk.pupils.set_status(pupil, "K", TODAY)
    desk.pupils.set_status(later, "E", date(2026, 12, 1))
    assert reviews.rows() == []
    assert [row.pupil.id for row in reviews.rows(date(2026, 12, 1))] == [later]


def test_the_list_follows_every_deed_and_its_undoing(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk, council="")
    assert only(reviews.rows()).authority == COUNCIL  # the school's own, where no home is recorded
    desk.pupils.move_home(pupil, "Kirkshire", date(2026, 9, 1))
    assert only(reviews.rows()).authority == "Kirkshire"
    desk.pupils.save(replace(desk.pupils.get(pupil), known_forename="Tilly"))
    assert only(reviews.rows()).pupil.known_forename == "Tilly"
    for _ in range(3):
        desk.finding.undo()
    assert reviews.rows() == []


def test_a_child_who_is_no_longer_there_is_refused(reviews: Reviews) -> None:
    with pytest.raises(Refused, match="no longer"):
        reviews.row(uuid4())


def test_a_case_that_was_put_away_brings_nobody_in(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk, status="K")
    plan = case(desk, pupil, "plan", ("plan_made", "2026-01-12"))
    desk.casework.save_case(replace(desk.caseload.view(plan).case, closed_on=TODAY))
    assert reviews.rows() == []


# The plan's case


def test_a_plan_without_a_case_asks_for_it_first(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk)
    row = only(reviews.rows())
    assert row.ours is not None
    assert (row.ours.deed, row.ours.chip, row.stage, row.presses, row.to_plan) == (
        "open_plan", ("Needs its case", "waiting"), "No case yet", TODAY, True,
    )
    reviews.open_plan(pupil, authority=COUNCIL, made=date(2026, 1, 12))
    row = only(reviews.rows())
    assert (row.due, row.stage, row.last_complete) == (date(2027, 1, 11), "Plan in force", None)


def test_a_plan_whose_day_nobody_knows_waits_for_it(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk)
    reviews.open_plan(pupil, authority=COUNCIL)
    row = only(reviews.rows())
    assert row.ours is not None and row.ours.deed == "plan_made"
    assert (row.yearly, row.due) == (None, None)


def test_the_plans_case_comes_from_the_request_in_which_the_plan_was_issued(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk)
    assert reviews.issued_on(pupil) is None
    case(desk, pupil, "request", ("request_received", "2024-01-08"))
    assert reviews.issued_on(pupil) is None
    request = case(desk, pupil, "request", ("request_received", "2025-01-06"), ("final_plan_issued", "2025-05-26"))
    assert reviews.issued_on(pupil) == date(2025, 5, 26)
    plan, _ = reviews.open_plan(pupil, authority=COUNCIL, made=reviews.issued_on(pupil), reviewed=date(2026, 5, 20))
    view = desk.caseload.view(plan)
    assert (view.case.about, [(e.name, e.on) for e in view.events]) == (
        request, [("plan_made", date(2025, 5, 26)), ("review_completed", date(2026, 5, 20))],
    )
    assert only(reviews.rows()).last_complete == date(2026, 5, 20)


def test_a_plans_case_refuses_days_that_cannot_be(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk)
    for made, reviewed, field in (
        (date(2026, 12, 1), None, "made"), (None, date(2026, 12, 1), "reviewed"), (date(2026, 3, 2), date(2026, 3, 1), "reviewed"),
    ):
        with pytest.raises(Refused) as refused:
            reviews.open_plan(pupil, authority=COUNCIL, made=made, reviewed=reviewed)
        assert refused.value.field == field
    reviews.open_plan(pupil, authority=COUNCIL)
    with pytest.raises(Refused, match="open already"):
        reviews.open_plan(pupil, authority=COUNCIL)


def test_a_plan_that_ceased_asks_for_nothing_more(desk: Desk, reviews: Reviews) -> None:
    with_plan(desk, ("plan_made", "2022-03-01"), ("plan_ceased", "2026-10-01"))
    row = only(reviews.rows())
    assert (row.ours, row.theirs, row.due, row.stage, row.presses) == (None, None, None, "Plan ceased", date.max)


def test_a_plan_that_moved_to_another_council_is_reviewed_by_that_ones_day(desk: Desk, reviews: Reviews) -> None:
    pupil, plan = with_plan(desk, ("plan_made", "2022-03-01"))
    case(desk, pupil, "annual_review", ("review_meeting", "2026-01-19"), ("review_decision.keep", "2026-02-10"), about=plan)
    case(desk, pupil, "move", ("moved_area", "2026-09-14"), ("plan_transferred", "2026-09-14"), about=plan)
    row = only(reviews.rows())
    assert row.yearly is not None
    assert (row.yearly.rule.id, row.due) == ("TRF-04", date(2027, 2, 9))


# The yearly round


def test_the_meeting_is_to_be_planned_so_that_the_decision_falls_into_the_year(desk: Desk, reviews: Reviews) -> None:
    with_plan(desk)
    row = only(reviews.rows())
    assert row.ours is not None
    assert (row.due, row.ours.deed, row.ours.on, row.ours.chip) == (date(2027, 2, 9), "plan", date(2027, 1, 12), ("50 days left", "planned"))
    later = only(reviews.rows(date(2026, 12, 8)))  # the advice has to be asked for by Tue 15 Dec
    assert later.ours is not None and later.ours.chip == ("35 days left", "soon")
    last = only(reviews.rows(date(2027, 1, 12)))
    assert last.ours is not None and last.ours.chip == ("Last day", "soon")
    after = only(reviews.rows(date(2027, 1, 13)))
    assert after.ours is not None and after.ours.chip == ("Plan it now", "soon")
    assert after.theirs is None


def test_a_yearly_review_that_is_late_is_the_councils(desk: Desk, reviews: Reviews) -> None:
    with_plan(desk)
    row = only(reviews.rows(date(2027, 2, 11)))
    assert row.theirs is row.yearly and row.theirs is not None
    assert (row.theirs.days_late, row.is_late, row.presses) == (2, True, date(2027, 1, 12))


@given(st.dates(date(2015, 1, 1), date(2120, 1, 1)))
def test_no_later_meeting_leaves_the_council_its_weeks_to_decide(limit: date) -> None:
    last = last_meeting_for(limit)
    due, after = (steps_from(on, limit)["REV-06"].due for on in (last, last + timedelta(days=1)))
    assert due is not None and after is not None
    assert due <= limit < after


def test_the_steps_of_a_planned_meeting_come_one_after_another(desk: Desk, reviews: Reviews) -> None:
    pupil, plan = with_plan(desk)
    review, _ = reviews.hold_on(pupil, date(2027, 1, 13))
    assert desk.caseload.view(review).case.about == plan
    seen = []
    for name in ("review_advice_requested", "review_notice_sent", "review_papers_circulated", ""):
        row = only(reviews.rows())
        assert row.ours is not None and row.stage == "Meeting planned"
        seen.append((row.ours.deed, row.ours.on, row.ours.short))
        if name:
            desk.casework.add_event(review, name, TODAY)
    assert seen == [
        ("advice", date(2026, 12, 16), "Ask for advice"), ("notice", date(2026, 12, 30), "Send notice"),
        ("papers", date(2026, 12, 30), "Send the papers"), ("hold", date(2027, 1, 13), "Hold the meeting"),
    ]
    hold = only(reviews.rows(date(2027, 1, 12))).ours
    assert hold is not None and hold.chip == ("1 day left", "soon")


def test_after_the_meeting_the_report_is_next_and_what_was_not_recorded_is_said(desk: Desk, reviews: Reviews) -> None:
    pupil, plan = with_plan(desk)
    review = case(desk, pupil, "annual_review", ("review_meeting", "2026-11-16"), ("review_notice_sent", "2026-10-30"), about=plan)
    row = only(reviews.rows())
    assert row.ours is not None and row.theirs is not None
    assert (row.ours.deed, row.ours.on, row.held, row.stage) == ("report", date(2026, 11, 30), True, "Meeting held")
    assert [one.rule.id for one in row.unrecorded] == ["PLAN-01", "REV-04"]
    assert (row.theirs.rule.id, row.theirs.due) == ("REV-06", date(2026, 12, 14))
    notice = row.step("REV-03")
    assert notice is not None and notice.state is State.MET and row.step("REV-11") is None
    desk.casework.add_event(review, "review_report_sent", TODAY)
    assert only(reviews.rows()).ours is None  # it waits for the council
    assert only(reviews.rows()).presses == date(2026, 12, 14)


def test_a_decision_completes_the_review_and_the_next_round_runs_from_it(desk: Desk, reviews: Reviews) -> None:
    pupil, plan = with_plan(desk)
    case(
        desk, pupil, "annual_review", ("review_meeting", "2026-10-05"), ("review_report_sent", "2026-10-12"), ("review_decision.keep", "2026-10-26"),
        about=plan,
    )
    row = only(reviews.rows())
    assert (row.due, row.last_complete, row.review, row.going, row.meeting) == (date(2027, 10, 25), date(2026, 10, 26), None, False, None)
    assert row.ours is not None and (row.ours.deed, row.ours.on) == ("plan", date(2027, 9, 27))


def test_ipseas_example_the_next_year_runs_from_the_conclusion_and_not_from_the_meeting(desk: Desk, reviews: Reviews) -> None:
    """Year 5 by 15 April 2024; Year 6 a phase review on 1 November, concluded on 25 November 2024; Year 7 within twelve months of that."""
    pupil, plan = with_plan(desk, ("plan_made", "2020-04-16"), ("review_completed", "2023-04-16"))
    assert reviews.row(pupil, date(2023, 9, 4)).due == date(2024, 4, 15)
    year_5 = case(desk, pupil, "annual_review", ("review_meeting", "2024-03-18"), ("review_decision.keep", "2024-04-15"), about=plan)
    year_6 = case(desk, pupil, "annual_review", ("review_meeting", "2024-11-01"), about=plan)
    waiting = reviews.row(pupil, date(2024, 11, 4))
    assert waiting.review is not None and waiting.review.case.id == year_6 != year_5
    assert waiting.theirs is not None and waiting.theirs.due == date(2024, 11, 29)
    desk.casework.add_event(year_6, "review_decision.amend", date(2024, 11, 25))
    row = reviews.row(pupil, date(2024, 12, 2))
    assert row.yearly is not None
    assert (row.last_complete, row.due, row.yearly.latest_day) == (date(2024, 11, 25), date(2025, 11, 24), date(2025, 11, 25))
    year_7 = case(desk, pupil, "annual_review", ("review_meeting", "2025-10-13"), ("review_decision.keep", "2025-11-10"), about=plan)
    assert year_7 and reviews.row(pupil, date(2025, 12, 1)).due == date(2026, 11, 9)


def test_a_council_that_never_decides_does_not_keep_the_next_meeting_from_being_planned(
    desk: Desk, reviews: Reviews, clock: StillClock,
) -> None:
    pupil, plan = with_plan(desk)
    old = case(desk, pupil, "annual_review", ("review_meeting", "2026-08-31"), ("review_report_sent", "2026-09-07"), about=plan)
    row = only(reviews.rows())  # the twelve weeks ended today
    assert (row.going, row.ours) == (True, None)
    row = only(reviews.rows(date(2026, 11, 24)))
    assert row.ours is not None and row.theirs is not None
    assert (row.going, row.ours.deed, row.theirs.rule.id, row.meeting) == (False, "plan", "REV-06", date(2026, 8, 31))
    clock.move(days=1)
    new, _ = reviews.hold_on(pupil, date(2027, 1, 12))
    assert new != old
    assert [e.on for e in desk.caseload.view(old).events if e.name == "review_meeting"] == [date(2026, 8, 31)]


# Planning, moving, asking early


def test_a_meeting_that_is_moved_corrects_its_day_and_keeps_its_note_and_all_else(desk: Desk, reviews: Reviews) -> None:
    pupil, _ = with_plan(desk)
    review, _ = reviews.hold_on(pupil, date(2027, 1, 13))
    (event,) = desk.caseload.view(review).events
    desk.casework.change_event(event.id, on=event.on, proof=None, note="Room 2")
    again, _ = reviews.hold_on(pupil, date(2027, 1, 27))
    (moved,) = desk.caseload.view(review).events
    assert (again, moved.id, moved.on, moved.note) == (review, event.id, date(2027, 1, 27), "Room 2")
    row = only(reviews.rows())
    assert row.ours is not None and row.ours.on == date(2026, 12, 30)


def test_an_early_review_is_asked_for_and_its_meeting_planned_in_the_same_case(desk: Desk, reviews: Reviews) -> None:
    pupil, _ = with_plan(desk)
    review, _ = reviews.ask_early(pupil, date(2026, 11, 20), requested_by="parent")
    row = only(reviews.rows())
    assert row.ours is not None
    assert (row.stage, row.ours.deed, desk.caseload.view(review).case.requested_by) == ("Early review asked for", "plan", "parent")
    with pytest.raises(Refused, match="an early one was asked for"):
        reviews.ask_early(pupil, TODAY)
    held, _ = reviews.hold_on(pupil, date(2026, 12, 14))
    assert held == review
    with pytest.raises(Refused, match="its meeting is on Mon 14 Dec 2026"):
        reviews.ask_early(pupil, TODAY)


def test_nothing_is_planned_without_a_plan_and_nothing_asked_for_on_a_day_to_come(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk, year="6")
    with pytest.raises(Refused, match="Open the plan’s case first"):
        reviews.hold_on(pupil, date(2027, 1, 13))
    with pytest.raises(Refused, match="Open the plan’s case first"):
        reviews.ask_early(pupil, TODAY)
    with pytest.raises(Refused, match="Open the plan’s case first"):
        reviews.open_move(pupil, "phase_transfer.school", date(2027, 9, 1))
    planned, _ = with_plan(desk, name="Ben")
    with pytest.raises(Refused, match="has not come yet"):
        reviews.ask_early(planned, date(2026, 12, 1))


# The plan in sight


def sentences(reviews: Reviews, pupil: UUID, on: str) -> list[str]:
    return [remark.sentence for remark in reviews.plan(pupil, day(on)).remarks]


def test_the_whole_review_is_counted_back_and_on_from_the_day(desk: Desk, reviews: Reviews) -> None:
    pupil, _ = with_plan(desk)
    plan = reviews.plan(pupil, date(2027, 1, 12))
    assert [(line.step.rule.id, line.first, line.last) for line in plan.lines] == [
        ("PLAN-01", date(2026, 12, 1), date(2026, 12, 15)), ("REV-03", None, date(2026, 12, 29)), ("REV-04", None, date(2026, 12, 29)),
        ("REV-05", None, date(2027, 1, 26)), ("REV-06", None, date(2027, 2, 9)), ("REV-10", None, date(2027, 4, 6)),
    ]
    assert (plan.held, plan.remarks, plan.doubts) == (False, (), ())
    assert only(reviews.rows()).review is None  # nothing was kept


def test_a_plan_counts_with_what_was_done_already(desk: Desk, reviews: Reviews) -> None:
    pupil, _ = with_plan(desk)
    review, _ = reviews.hold_on(pupil, date(2026, 12, 14))
    desk.casework.add_event(review, "review_notice_sent", TODAY)
    plan = reviews.plan(pupil, date(2027, 1, 12))
    assert next(line for line in plan.lines if line.step.rule.id == "REV-03").step.state is State.MET
    assert [remark.sentence for remark in plan.remarks] == ["Notice went out on Mon 23 Nov 2026 for another day: tell everybody invited of this one."]
    assert reviews.plan(pupil, date(2026, 12, 14)).remarks == ()


@pytest.mark.parametrize(("on", "sentence"), [
    ("2027-01-09", "Sat 9 Jan 2027 is at the weekend."),
    ("2026-12-28", "Mon 28 Dec 2026 is a bank holiday."),
    ("2026-12-23", "The school is closed on Wed 23 Dec 2026: Christmas, Mon 21 Dec 2026 to Thu 31 Dec 2026."),
    ("2027-01-07", "Thu 7 Jan 2027 is in the school holidays: it lies in no term that is recorded."),
    ("2026-12-04", "Two weeks’ notice is no longer possible for this day; the first school day that still allows it is Mon 7 Dec 2026."),
    ("2026-12-07", "Notice has to go out today, and whoever reads ‘at least two weeks’ as clear days will say that a day is missing."),
    ("2027-02-10", "This is after Tue 9 Feb 2027, the last safe day for the yearly review."),
    (
        "2027-01-13", "The council may take until Wed 10 Feb 2027 to decide, and the yearly review has to be complete by Tue 9 Feb 2027. "
        "A meeting by Tue 12 Jan 2027 leaves it its four weeks.",
    ),
    ("2026-11-19", "This day has passed: the meeting is recorded as held."), ("2026-11-23", "This day is today: the meeting is recorded as held."),
])
def test_what_clashes_with_a_day_is_said_plainly(desk: Desk, reviews: Reviews, on: str, sentence: str) -> None:
    pupil, _ = with_plan(desk)
    desk.school.add_term("Autumn", date(2026, 9, 2), date(2026, 12, 31))
    desk.school.add_term("Spring", date(2027, 1, 11), date(2027, 3, 25))
    desk.school.add_closure(date(2026, 12, 21), date(2026, 12, 31), "Christmas")
    assert sentences(reviews, pupil, on) == [sentence]


def test_a_school_step_that_falls_into_a_closure_is_said_with_the_school_day_before(
    desk: Desk, reviews: Reviews, clock: StillClock,
) -> None:
    pupil, _ = with_plan(desk)
    desk.school.add_closure(date(2026, 12, 21), date(2027, 1, 1), "Christmas")
    closed = {line.step.rule.id: line.closed for line in reviews.plan(pupil, date(2027, 1, 12)).lines}
    assert closed["REV-03"] == (
        "The school is closed on Tue 29 Dec 2026: Christmas, Mon 21 Dec 2026 to Fri 1 Jan 2027. The last school day before it is Fri 18 Dec 2026."
    )
    assert closed["REV-06"] == closed["REV-05"] == ""
    clock.move(days=28)
    assert next(line for line in reviews.plan(pupil, date(2027, 1, 12)).lines if line.step.rule.id == "REV-03").closed.endswith("Fri 1 Jan 2027.")


def test_a_day_that_contradicts_another_is_doubted(desk: Desk, reviews: Reviews) -> None:
    pupil, _ = with_plan(desk, ("plan_made", "2026-03-02"))
    assert reviews.plan(pupil, date(2027, 1, 13)).doubts == ()
    review, _ = reviews.hold_on(pupil, date(2026, 12, 14))
    desk.casework.add_event(review, "review_notice_sent", date(2026, 11, 20))
    (doubt,) = reviews.plan(pupil, date(2026, 11, 19)).doubts
    assert "is before ‘Notice of the review meeting sent’" in doubt


def test_a_meeting_before_these_rules_began_has_no_steps_and_no_remark_on_them(desk: Desk, reviews: Reviews) -> None:
    pupil, _ = with_plan(desk)
    assert reviews.plan(pupil, date(2013, 5, 1)).lines == ()
    assert sentences(reviews, pupil, "2013-05-01") == ["This day has passed: the meeting is recorded as held."]


def test_a_child_without_a_plans_case_can_be_planned_for_but_not_kept(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk)
    assert len(reviews.plan(pupil, date(2027, 1, 13)).lines) == 6


def test_a_closure_without_a_name_is_said_as_closed() -> None:
    calendar = Calendar(closures=(Closure(first=date(2026, 12, 7), last=date(2026, 12, 8)),))
    assert closed_words(date(2026, 12, 7), calendar) == "The school is closed on Mon 7 Dec 2026: closed, Mon 7 Dec 2026 to Tue 8 Dec 2026."
    assert first_with_notice(TODAY, calendar) == date(2026, 12, 9)
    assert open_before(date(2026, 12, 9), calendar) == date(2026, 12, 4)


def test_beyond_the_terms_that_are_recorded_nothing_is_said_against_a_day() -> None:
    calendar = Calendar(terms=(SchoolTerm(first=date(2026, 9, 2), last=date(2026, 12, 18)),))
    assert closed_words(date(2027, 1, 6), calendar) == ""


# Moving next September


def move_of(reviews: Reviews, on: date | None = None) -> MoveRow:
    (row,) = reviews.moves(on)
    return row


def ask_papers(desk: Desk, on: str, what: str = "phase_transfer_school", authority: str = COUNCIL) -> None:
    with desk.keyring.book.writing("A council’s own date") as page:
        page.put(CouncilDate(id=uuid4(), authority=authority, what=what, on=day(on), source="SEND handbook"))


@pytest.mark.parametrize(("phase", "year", "rule_id", "law", "last"), [
    ("primary", "6", "REV-11", "before Mon 15 Feb 2027", "2026-11-22"), ("secondary", "11", "REV-12", "before Wed 31 Mar 2027", "2027-01-05"),
    ("post16", "14", "REV-13", "by Thu 1 Apr 2027", ""),
])
def test_a_child_who_moves_has_the_laws_day_without_a_case(
    desk: Desk, reviews: Reviews, phase: str, year: str, rule_id: str, law: str, last: str,
) -> None:
    desk.school.save(replace(desk.school.school(), phase=phase))
    with_plan(desk, year=year)
    with_plan(desk, name="Ben", year="5")
    row = move_of(reviews, date(2026, 9, 14))
    assert (row.law.rule.id, law_words(row), row.moves_on, row.says_when) == (rule_id, law, date(2027, 9, 1), "")
    assert row.last_meeting == (day(last) if last else None)
    assert row.chip[0] in ("69 days left to meet", "113 days left to meet", "Plan: 199 days left")


def test_the_first_day_of_the_autumn_term_is_the_day_of_the_move(desk: Desk, reviews: Reviews) -> None:
    child(desk, year="6")
    desk.school.add_term("Autumn 2027", date(2027, 9, 6), date(2027, 12, 17))
    row = move_of(reviews)
    assert (row.moves_on, row.says_when) == (date(2027, 9, 6), "term")


@pytest.mark.parametrize("as_written", [COUNCIL.upper(), "Marlshire"])
def test_a_councils_own_earlier_day_counts_for_its_own_children(desk: Desk, reviews: Reviews, as_written: str) -> None:
    with_plan(desk, year="6")
    for wrong in (("2026-10-23", "phase_transfer_post16", COUNCIL), ("2026-10-23", "phase_transfer_school", "Kirkshire"),
                  ("2025-10-24", "phase_transfer_school", COUNCIL), ("2027-10-22", "phase_transfer_school", COUNCIL)):
        ask_papers(desk, *wrong)
    assert move_of(reviews).local is None
    ask_papers(desk, "2026-10-30", authority=as_written)
    row = move_of(reviews, date(2026, 9, 14))
    assert row.local is not None
    assert (row.local.source, row.last_meeting, row.chip) == ("SEND handbook", date(2026, 10, 30), ("46 days left to meet", "planned"))
    assert move_of(reviews, date(2026, 9, 28)).chip == ("32 days left to meet", "soon")  # the advice has to be asked for
    assert move_of(reviews, date(2026, 10, 19)).chip == ("Past the council’s own day", "soon")


def test_a_meeting_that_fits_or_does_not_is_said_in_weeks(desk: Desk, reviews: Reviews) -> None:
    pupil, _ = with_plan(desk, year="6")
    on = date(2026, 10, 5)
    reviews.hold_on(pupil, date(2026, 11, 20))
    row = move_of(reviews, on)
    assert (row.meeting, row.held, row.chip) == (date(2026, 11, 20), False, ("Fits", "done"))
    ask_papers(desk, "2026-10-30")
    assert move_of(reviews, on).chip == ("After the council’s own day", "soon")
    reviews.hold_on(pupil, date(2026, 11, 26))
    assert move_of(reviews, on).chip == ("11 weeks 3 days of the twelve left", "soon")
    reviews.hold_on(pupil, date(2027, 2, 15))
    assert move_of(reviews, on).chip == ("After the law’s last day", "soon")


def test_what_a_meeting_leaves_for_the_move_is_said_while_it_is_planned(desk: Desk, reviews: Reviews) -> None:
    pupil, _ = with_plan(desk, ("plan_made", "2026-11-02"), year="6")
    ask_papers(desk, "2026-12-04")
    assert sentences(reviews, pupil, "2026-12-10") == [
        "The plan has to be amended before Mon 15 Feb 2027 for the move (SEND Regulations 2014 reg 18(1)(b)). This leaves the council "
        "9 weeks 3 days of its twelve weeks; a meeting by Sun 22 Nov 2026 leaves it all of them.",
        "Marlshire County Council asks for the papers by Fri 4 Dec 2026 (SEND handbook).",
    ]
    assert sentences(reviews, pupil, "2026-11-20") == ["This day has passed: the meeting is recorded as held."]
    assert sentences(reviews, pupil, "2027-02-15")[0] == (
        "The plan has to be amended before Mon 15 Feb 2027 for the move (SEND Regulations 2014 reg 18(1)(b)): this is too late for it."
    )


def test_a_move_that_is_too_late_on_the_day_it_is_entered_tells_what_is_left_at_best(desk: Desk, reviews: Reviews, clock: StillClock) -> None:
    pupil, plan = with_plan(desk, year="6")
    row = move_of(reviews)  # today, one day after the last meeting that leaves twelve weeks before the 14th; from the 15th, it is the very day
    assert (row.last_meeting, row.soonest, row.chip) == (date(2026, 11, 22), date(2026, 12, 7), ("At best 9 weeks 6 days", "soon"))
    opened_case, _ = reviews.open_move(pupil, row.move.event, row.moves_on)
    row = move_of(reviews)
    assert row.case is not None and row.fitting is not None
    assert (row.case.case.id, row.case.case.about, row.says_when, row.chip) == (opened_case, plan, "case", ("At best 9 weeks 6 days", "soon"))
    assert (row.fitting.state, row.fitting.days_late) == (State.DUE_SOON, 0)
    with pytest.raises(Refused, match="open for this move already"):
        reviews.open_move(pupil, row.move.event, row.moves_on)
    assert move_of(reviews, date(2027, 2, 8)).chip == ("Too late for twelve weeks", "soon")
    clock.move(days=90)
    assert move_of(reviews).chip == ("7 days late", "late")
    assert move_of(reviews).is_late


def test_nobody_is_late_with_a_move_of_which_nothing_is_recorded(desk: Desk, reviews: Reviews) -> None:
    with_plan(desk, year="6")
    row = move_of(reviews, date(2027, 3, 1))
    assert (row.chip, row.is_late) == (("Not recorded", "waiting"), False)
    desk.school.save(replace(desk.school.school(), phase="post16"))
    desk.pupils.save(replace(row.pupil, year_group="14"))
    assert move_of(reviews, date(2027, 5, 3)).chip == ("Is there a move?", "waiting")


@pytest.mark.parametrize(("amended", "chip"), [
    ("2027-02-10", ("Plan amended Wed 10 Feb 2027", "done")), ("2027-02-19", ("Plan amended 5 days late", "late")),
])
def test_an_amended_plan_settles_the_move(desk: Desk, reviews: Reviews, amended: str, chip: tuple[str, str]) -> None:
    pupil, plan = with_plan(desk, year="6")
    case(desk, pupil, "annual_review", ("review_meeting", "2026-11-16"), ("review_decision.amend", "2026-12-14"), ("amended_plan_issued", amended),
         about=plan)
    row = move_of(reviews, date(2027, 3, 1))
    assert (row.chip, row.settled) == (chip, True)
    held = move_of(reviews, date(2027, 1, 4))
    assert (held.meeting, held.held, held.chip) == (date(2026, 11, 16), True, ("Held; plan: 41 days left", "planned"))


def test_a_review_that_left_the_plan_as_it_was_did_not_prepare_the_move(desk: Desk, reviews: Reviews) -> None:
    pupil, plan = with_plan(desk, year="6")
    case(desk, pupil, "annual_review", ("review_meeting", "2026-06-15"), ("review_decision.keep", "2026-07-06"), about=plan)
    row = move_of(reviews, date(2026, 9, 14))
    assert (row.meeting, row.chip) == (None, ("69 days left to meet", "planned"))
    yearly = only(reviews.rows(date(2026, 9, 14)))
    assert yearly.due == date(2027, 7, 5)
    assert yearly.ours is not None and yearly.ours.on == date(2026, 11, 22)  # the move comes before the year is over


def test_a_plan_that_ceased_ends_the_move(desk: Desk, reviews: Reviews) -> None:
    pupil, plan = with_plan(desk, year="6")
    reviews.open_move(pupil, "phase_transfer.school", date(2027, 9, 1))
    desk.casework.add_event(plan, "plan_ceased", date(2026, 11, 2))
    row = move_of(reviews)
    assert (row.chip, row.settled) == (("No longer owed", "planned"), True)


def test_a_move_by_a_case_of_its_own_stands_on_the_board_in_any_year_until_it_is_over(desk: Desk, reviews: Reviews) -> None:
    pupil, plan = with_plan(desk, year="4")
    assert reviews.moves() == []
    case(desk, pupil, "phase_transfer", ("phase_transfer.school", "2027-04-19"), about=plan)
    row = move_of(reviews)
    assert (row.move.to, row.moves_on, row.law.rule.id) == ("Next school", date(2027, 4, 19), "REV-11")
    desk.casework.add_event(plan, "amended_plan_issued", date(2027, 2, 1))
    assert move_of(reviews, date(2027, 4, 18)).settled
    assert reviews.moves(date(2027, 4, 19)) == []


def test_a_move_whose_day_is_not_recorded_is_told_by_the_year_group(desk: Desk, reviews: Reviews) -> None:
    pupil, plan = with_plan(desk, year="6")
    opened_case = case(desk, pupil, "phase_transfer", about=plan)
    row = move_of(reviews)
    assert row.case is not None
    assert (row.case.case.id, row.moves_on, row.says_when) == (opened_case, date(2027, 9, 1), "")
    desk.pupils.save(replace(desk.pupils.get(pupil), year_group="5"))
    assert reviews.moves() == []


def test_a_move_without_a_plans_case_still_has_the_laws_day_and_the_councils_of_the_home(desk: Desk, reviews: Reviews) -> None:
    pupil = child(desk, year="6", council="Kirkshire")
    row = move_of(reviews)
    assert (row.plan, row.authority) == (None, "Kirkshire")
    case(desk, pupil, "phase_transfer", ("phase_transfer.school", "2027-09-01"))
    assert move_of(reviews).authority == COUNCIL  # the council of the case


def test_moves_stand_in_the_order_of_their_last_meeting_and_the_settled_last(desk: Desk, reviews: Reviews) -> None:
    with_plan(desk, year="6", name="Zoe")
    _, plan = with_plan(desk, year="6", name="Ada")
    with_plan(desk, year="6", name="Ben")
    desk.casework.add_event(plan, "amended_plan_issued", date(2026, 11, 2))
    assert [row.pupil.legal_forename for row in reviews.moves()] == ["Ben", "Zoe", "Ada"]


def test_rows_stand_by_what_presses(desk: Desk, reviews: Reviews) -> None:
    with_plan(desk, name="Ada")
    child(desk, "Ben")
    late, plan = with_plan(desk, name="Zoe")
    case(desk, late, "annual_review", ("review_meeting", "2026-10-05"), about=plan)
    assert [row.pupil.legal_forename for row in reviews.rows()] == ["Zoe", "Ben", "Ada"]
