"""The cases of the demo: of most kinds, in time and late, all counted back from the day the demo is made so that it never grows old."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.statute.calendars import is_working_day


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCase:
    """One case of the demo: whose it is (by the pupil's place in the list), its kind and state, what it arose from (by that case's state),
    and its events with the document that shows each (by the paper's name).
    """

    state: str
    pupil: int
    events: tuple[tuple[str, date, str], ...]
    kind: str = "request"
    requested_by: str = "school"
    about: str = ""
    officer: str = ""


def not_at_weekend(day: date) -> date:
    """The day itself, or the Friday before: letters leave on working days."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def last_summer(on: date) -> int:
    """The year of the last summer holiday that ended at least a fortnight before."""
    return on.year if on >= date(on.year, 9, 15) else on.year - 1


def demo_cases(on: date) -> tuple[DemoCase, ...]:
    """Requests in time, late, with a summer closure, refused, at the draft and final."""
    def ago(weeks: int, days: int = 0) -> date:
        return not_at_weekend(on - timedelta(weeks=weeks, days=days))

    def in_summer(month: int, day: int) -> date:
        return not_at_weekend(date(last_summer(on), month, day))

    return (
        DemoCase(state="final", pupil=0, events=(
            ("request_sent", ago(30, 1), "request"), ("request_received", ago(30), "receipt"), ("agreed_to_assess", ago(25), "decision"),
            ("decision_copied_to_school", ago(25), "decision"), ("school_advice_requested", ago(24, 4), ""), ("school_advice_sent", ago(20), "advice"),
            ("draft_plan_sent", ago(14, 2), "draft"), ("school_consulted", ago(14, 2), ""), ("consultation_reply_sent", ago(13), ""),
            ("representations_received", ago(12), ""), ("final_plan_issued", ago(11), "final"),
        )),
        DemoCase(state="in_time", pupil=1, events=(
            ("request_sent", ago(3, 1), "request"), ("request_received", ago(3), "receipt"), ("request_acknowledged", ago(2, 3), ""),
        )),
        DemoCase(state="late", pupil=2, officer="Ms T. Reedbed", events=(
            ("request_sent", ago(9, 3), "request"), ("request_received", ago(9), "receipt"), ("request_acknowledged", ago(8, 4), ""),
        )),
        DemoCase(state="summer", pupil=3, requested_by="parent", events=(
            ("request_received", in_summer(6, 22), "receipt"), ("head_notified", in_summer(6, 24), ""),
            ("agreed_to_assess", in_summer(7, 17), "decision"), ("decision_copied_to_school", in_summer(7, 17), "decision"),
            ("school_advice_requested", in_summer(7, 20), ""), ("advice_requested.educational_psychology", in_summer(7, 20), ""),
            ("school_advice_sent", in_summer(9, 10), "advice"),
        )),
        DemoCase(state="refused", pupil=4, events=(
            ("request_sent", ago(14, 1), "request"), ("request_received", ago(14), "receipt"), ("refused_to_assess", ago(9), "decision"),
            ("decision_copied_to_school", ago(9), "decision"),
        )),
        DemoCase(state="draft", pupil=5, events=(
            ("request_sent", ago(16, 1), "request"), ("request_received", ago(16), "receipt"), ("agreed_to_assess", ago(11), "decision"),
            ("decision_copied_to_school", ago(11), "decision"), ("school_advice_requested", ago(10, 4), ""), ("school_advice_sent", ago(7), "advice"),
            ("advice_requested.educational_psychology", ago(10, 4), ""), ("advice_received.educational_psychology", ago(2), ""),
            ("draft_plan_sent", ago(0, 5), "draft"), ("school_consulted", ago(0, 4), ""),
        )),
    )


def further_cases(on: date) -> tuple[DemoCase, ...]:
    """What a SENDCo has besides requests: plans with their reviews, a move to post-16, a re-assessment, a move from another council,
    mediation, a complaint, a consultation, records.
    """
    def ago(weeks: int, days: int = 0) -> date:
        return not_at_weekend(on - timedelta(weeks=weeks, days=days))

    shut = [record for record in calendar(last_summer(on)) if isinstance(record, SchoolClosure)]

    def ahead(weeks: int) -> date:
        day = on + timedelta(weeks=weeks, days=2)
        while not is_working_day(day) or any(closure.first_day <= day <= closure.last_day for closure in shut):
            day += timedelta(days=1)
        return day

    moves = date(on.year + (on.month >= 9), 9, 2)
    return (
        DemoCase(state="new_plan", pupil=0, kind="plan", about="final", events=(("plan_made", ago(11), ""),)),
        DemoCase(state="complained", pupil=2, kind="complaint", about="late", requested_by="parent", events=(
            ("complaint_received", ago(3), ""), ("complaint_acknowledged", ago(2, 2), ""),
        )),
        DemoCase(state="mediation", pupil=4, kind="appeal", about="refused", events=(
            ("mediation_adviser_contacted", ago(6), ""), ("mediation_requested", ago(5), ""),
        )),
        DemoCase(state="plan", pupil=6, kind="plan", events=(("plan_made", ago(60), ""),)),
        DemoCase(state="late_review", pupil=6, kind="annual_review", about="plan", officer="Mr B. Sedge", events=(
            ("review_advice_requested", ago(13), ""), ("review_notice_sent", ago(11), ""), ("review_papers_circulated", ago(10, 2), ""),
            ("review_meeting", ago(8), ""), ("review_report_sent", ago(6, 3), ""),
        )),
        DemoCase(state="older_plan", pupil=9, kind="plan", events=(("plan_made", ago(100), ""), ("review_completed", ago(45), ""))),
        DemoCase(state="planned_review", pupil=9, kind="annual_review", about="older_plan", events=(
            ("review_advice_requested", ago(1), ""), ("review_meeting", ahead(4), ""),
        )),
        DemoCase(state="post16", pupil=9, kind="phase_transfer", about="older_plan", events=(("phase_transfer.post16", moves, ""),)),
        DemoCase(state="reassessed", pupil=6, kind="reassessment", about="plan", events=(("reassessment_requested", ago(1, 2), ""),)),
        DemoCase(state="plan_from_elsewhere", pupil=12, kind="plan", events=(("plan_made", ago(70), ""), ("review_completed", ago(22), ""))),
        DemoCase(state="moved_here", pupil=12, kind="move", about="plan_from_elsewhere", events=(
            ("old_authority_aware", ago(7), ""), ("moved_area", ago(4), ""), ("plan_transferred", ago(4), ""),
        )),
        DemoCase(state="consulted", pupil=30, kind="consultation", events=(("school_consulted", ago(1, 3), ""),)),
        DemoCase(state="sar", pupil=11, kind="records", requested_by="parent", events=(("sar_received", ago(2), ""),)),
    )


def calendar(year: int) -> list[Term | SchoolClosure]:
    """The invented school's terms and closures around a summer: the school year that ended in it, and the one that followed."""
    terms = (
        ("Spring", (year, 1, 5), (year, 3, 27)), ("Summer", (year, 4, 13), (year, 7, 22)), ("Autumn", (year, 9, 2), (year, 12, 18)),
        ("Spring", (year + 1, 1, 4), (year + 1, 3, 26)), ("Summer", (year + 1, 4, 12), (year + 1, 7, 21)),
        ("Autumn", (year + 1, 9, 1), (year + 1, 12, 17)),
    )
    closures = (
        ("Easter holiday", (year, 3, 28), (year, 4, 12)), ("Half-term", (year, 5, 25), (year, 5, 29)),
        ("Summer holiday", (year, 7, 23), (year, 9, 1)), ("Half-term", (year, 10, 26), (year, 10, 30)),
        ("Christmas", (year, 12, 19), (year + 1, 1, 3)), ("Half-term", (year + 1, 2, 15), (year + 1, 2, 19)),
        ("Easter holiday", (year + 1, 3, 27), (year + 1, 4, 11)), ("Half-term", (year + 1, 5, 31), (year + 1, 6, 4)),
        ("Summer holiday", (year + 1, 7, 22), (year + 1, 8, 31)),
    )
    return [
        *(Term(id=uuid4(), name=f"{name} {first[0]}", first_day=date(*first), last_day=date(*last)) for name, first, last in terms),
        *(SchoolClosure(id=uuid4(), name=name, first_day=date(*first), last_day=date(*last)) for name, first, last in closures),
    ]
