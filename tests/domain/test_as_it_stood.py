"""The record as it stood on a day: nothing that came later is in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.as_it_stood import as_it_stood
from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.measures import Attendance, BehaviourCount, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.records import Record
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven

R = TypeVar("R", bound=Record)
PUPIL = uuid4()
ON = date(2026, 11, 23)
BEFORE, AFTER = ON - timedelta(days=7), ON + timedelta(days=7)


class Held:
    """Finds among a few records."""

    def __init__(self, *records: Record) -> None:
        self.records = {record.id: record for record in records}

    def __call__(self, kind: type[R], id: UUID, /) -> R | None:
        found = self.records.get(id)
        return found if isinstance(found, kind) else None


def stood(record: R, *others: Record) -> R | None:
    return as_it_stood(record, ON, Held(*others))


def there(record: R, *others: Record) -> R:
    found = stood(record, *others)
    assert found is not None
    return found


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def made(kind: type[R], **fields: Any) -> R:
    return kind(id=uuid4(), **({"pupil": PUPIL} | fields))


def cycle(**fields: Any) -> SupportCycle:
    return made(SupportCycle, **({"number": 1, "starts_on": date(2026, 9, 7), "review_due_on": AFTER} | fields))


DATED: dict[str, Callable[[date], Record]] = {
    "need": lambda day: made(NeedStatement, area="semh", words="Worries", since=day),
    "cycle": lambda day: made(SupportCycle, number=1, starts_on=day, review_due_on=date(2027, 3, 1)),
    "place": lambda day: made(ProvisionPlace, run=uuid4(), starts_on=day, ends_on=date(2027, 3, 1)),
    "session": lambda day: made(ProvisionSession, place=uuid4(), on=day, minutes=20),
    "rate": lambda day: StaffRate(id=uuid4(), staff_role="teacher", pence_an_hour=3000, since=day),
    "size of a group": lambda day: GroupSize(id=uuid4(), run=uuid4(), since=day, pupils=4),
    "cost": lambda day: made(CostItem, what="Cards", pence=100, on=day),
    "measure": lambda day: made(Measure, instrument="Test", taken_on=day, value="84"),
    "attendance": lambda day: made(Attendance, first_day=date(2026, 9, 1), last_day=day, possible=10, attended=9),
    "behaviour": lambda day: made(BehaviourCount, what="Left", first_day=date(2026, 9, 1), last_day=day, count=1),
    "part-time": lambda day: made(PartTimeTimetable, starts_on=day, planned_end_on=date(2027, 3, 1), reason="Tired"),
    "step": lambda day: made(PartTimeStep, timetable=uuid4(), since=day, weekly_minutes=60, full_minutes=100),
    "suspension": lambda day: made(Suspension, first_day=day, reason="Threw a chair"),
    "views": lambda day: made(ViewsGiven, voice="pupil", given_on=day, working="Otters"),
    "profile": lambda day: made(OnePageProfile, made_on=day, important="Otters"),
    "meeting": lambda day: made(Meeting, meeting_kind="parents", held_at=moment(day)),
    "plan": lambda day: made(PlanVersion, state="final", dated_on=day),
    "professional": lambda day: made(Involvement, service="health", asked_on=day),
    "entry": lambda day: made(
        StoryEntry, entry_kind="note", happened_at=moment(day), written_at=moment(day), written_by="Dr Robin Lark", words="Rang",
    ),
}


@pytest.mark.parametrize("kind", DATED)
def test_what_is_dated_later_was_not_there(kind: str) -> None:
    early, same, late = (DATED[kind](day) for day in (BEFORE, ON, AFTER))
    assert (stood(early), stood(same), stood(late)) == (early, same, None)


def test_what_has_no_day_of_its_own_is_there() -> None:
    member = StaffMember(id=uuid4(), name="Ms Petra Sallow", staff_role="teacher")
    assert stood(member) == member


def test_a_sentence_that_was_withdrawn_later_still_holds() -> None:
    one = made(NeedStatement, area="semh", words="Worries", since=BEFORE, until=AFTER)
    assert there(one).holds(ON)
    assert not there(replace(one, until=BEFORE)).holds(ON)


def test_a_cycle_is_open_before_its_review_and_its_outcomes_have_no_result() -> None:
    one = cycle(reviewed_on=AFTER, tried="All", next_step="end", why_next="Done", closed_at=moment(AFTER), closed_by="Dr Robin Lark")
    outcome = made(Outcome, cycle=one.id, words="Reads", result="met", measure_now="60", review_words="Well")
    strategy = made(Strategy, cycle=one.id, words="Quiet place", worked="helped", review_words="Well")
    assert there(one) == replace(one, reviewed_on=None, tried="", next_step="", why_next="", closed_at=None, closed_by="")
    assert there(outcome, one) == replace(outcome, result="", measure_now="", review_words="")
    assert there(strategy, one) == replace(strategy, worked="", review_words="")


def test_a_review_of_before_is_told_whole() -> None:
    one = cycle(reviewed_on=BEFORE, tried="All", next_step="end", closed_at=moment(BEFORE), closed_by="Dr Robin Lark")
    outcome, strategy = made(Outcome, cycle=one.id, words="Reads", result="met"), made(Strategy, cycle=one.id, words="Place", worked="helped")
    assert (stood(one), stood(outcome, one), stood(strategy, one)) == (one, outcome, strategy)


def test_a_version_made_later_is_not_there_nor_what_belongs_to_it() -> None:
    later = cycle(corrects=uuid4(), correction_because="A slip", corrected_on=AFTER, version=2)
    assert stood(later) is None
    assert stood(made(Outcome, cycle=later.id, words="Reads"), later) is None
    assert stood(made(Strategy, cycle=later.id, words="Place"), later) is None
    assert stood(replace(later, corrected_on=BEFORE)) is not None
    assert stood(made(Outcome, cycle=uuid4(), words="Reads")) is None
    assert stood(made(Strategy, cycle=uuid4(), words="Reads")) is None


def test_what_came_of_a_place_is_told_at_its_end() -> None:
    one = made(ProvisionPlace, run=uuid4(), starts_on=BEFORE, ends_on=AFTER, start_measure="12", end_measure="31", effect="More words")
    assert there(one) == replace(one, end_measure="", effect="")
    assert there(replace(one, ends_on=ON)).effect == "More words"


def test_a_part_time_timetable_runs_on_where_it_ended_later() -> None:
    one = made(
        PartTimeTimetable, starts_on=BEFORE, planned_end_on=AFTER, ended_on=AFTER, reason="Tired", end_words="Back", agreed_on=BEFORE,
        told_council_start=BEFORE, told_council_end=AFTER,
    )
    assert there(one) == replace(one, ended_on=None, end_words="", told_council_end=None)
    assert there(replace(one, ended_on=ON)).end_words == "Back"
    step = made(PartTimeStep, timetable=one.id, since=BEFORE, weekly_minutes=60, full_minutes=100, told_council_on=AFTER)
    assert there(step).told_council_on is None


def test_a_suspension_is_told_without_the_return_that_came_later() -> None:
    one = made(Suspension, first_day=BEFORE, reason="Threw", parents_told_on=BEFORE, council_told_on=AFTER, back_on=AFTER, back_words="Met")
    assert there(one) == replace(one, council_told_on=None, back_on=None, back_words="")
    assert there(replace(one, back_on=ON)).back_words == "Met"


@pytest.mark.parametrize("late", [{"report_on": AFTER}, {"report_on": BEFORE, "received_on": AFTER}])
def test_a_report_that_had_not_come_is_not_told_of_nor_its_advice(late: dict[str, date]) -> None:
    one = made(Involvement, service="health", asked_on=BEFORE, seen_on=AFTER, ended_on=AFTER, document=uuid4(), **late)
    assert there(one) == replace(one, seen_on=None, report_on=None, received_on=None, document=None, ended_on=None)
    assert stood(made(Advice, involvement=one.id, words="Short sentences"), one) is None


def test_advice_is_told_without_the_action_that_came_later() -> None:
    one = made(Involvement, service="health", report_on=BEFORE)
    advice = made(Advice, involvement=one.id, words="Cards", action="Made", action_on=AFTER, effect="Well")
    assert there(advice, one) == replace(advice, action="", action_on=None, effect="")
    assert there(replace(advice, action_on=BEFORE), one).effect == "Well"
    assert stood(advice) is None
    assert stood(advice, made(Involvement, service="health", asked_on=AFTER)) is None


def test_a_professional_of_whom_no_day_is_known_is_there() -> None:
    one = made(Involvement, service="health")
    assert stood(one) == one


def test_what_belongs_to_a_later_meeting_is_not_there() -> None:
    held, later = (made(Meeting, meeting_kind="parents", held_at=moment(day), minutes_sent_on=AFTER) for day in (BEFORE, AFTER))
    person, action = made(MeetingPerson, meeting=held.id, name="Ana"), made(AgreedAction, words="Plan", done_on=AFTER, done_words="Well")
    assert there(held).minutes_sent_on is None
    assert stood(person, held) == person
    assert stood(replace(person, meeting=later.id), later) is None
    assert there(action) == replace(action, done_on=None, done_words="")
    assert there(replace(action, meeting=held.id, done_on=ON), held).done_words == "Well"
    assert stood(replace(action, meeting=later.id), later) is None
    assert stood(replace(action, meeting=uuid4())) is None


def test_a_section_goes_with_its_version() -> None:
    version = made(PlanVersion, state="final", dated_on=ON)
    section = made(PlanSection, version=version.id, section="F", words="Five")
    assert stood(section, version) == section
    assert stood(section, replace(version, dated_on=AFTER)) is None
    assert stood(section) is None


def test_a_correction_and_a_strike_out_of_later_are_not_told() -> None:
    entry = made(StoryEntry, entry_kind="note", happened_at=moment(BEFORE), written_at=moment(BEFORE), written_by="Dr Robin Lark", words="Rang")
    struck = replace(entry, struck_out_at=moment(AFTER), struck_out_because="A slip")
    assert there(struck) == entry
    assert there(replace(struck, struck_out_at=moment(ON))).struck_out
    assert stood(replace(entry, corrects=uuid4(), written_at=moment(AFTER))) is None
    assert stood(replace(entry, written_at=moment(AFTER))) is not None
