"""The demo's graduated approach: on any day every kind is there, every date is possible, and the record holds together."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

import pytest

from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.measures import CouncilReturn, Measure, PartTimeTimetable
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.pupil import Pupil, SenStatus, school_year_of
from sendco_desk.domain.records import PupilRecord, Record, names_of, prose_of, pupil_of
from sendco_desk.domain.rights import CapacityNote
from sendco_desk.domain.smart import advice
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.support_codes import OUTCOME_RESULTS, PLAN_SECTIONS, WITH_PARENTS
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.services.demo import PASSPHRASE, PERSON, fill_demo
from sendco_desk.services.demo_brief import PART_TIME
from sendco_desk.services.demo_people import COUNCIL, SCHOOL, make_pupils
from sendco_desk.services.demo_record import LEAVER, PLANNED, READER
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import NewNotebook, create
from sendco_desk.services.part_time import part_time_between
from sendco_desk.services.provision_rows import FAIR
from sendco_desk.store.slots import TINY

DAYS = (
    date(2026, 1, 1), date(2026, 4, 6), date(2026, 8, 15), date(2026, 9, 1), date(2026, 9, 14), date(2026, 11, 22), date(2026, 12, 31),
    date(2028, 2, 29),
)
LATER = {
    "case_event": {"on"}, "support_cycle": {"review_due_on", "starts_on"}, "outcome": {"due_on"}, "provision_run": {"ends_on", "starts_on"},
    "provision_place": {"ends_on"}, "meeting": {"held_at"}, "agreed_action": {"due_on"}, "part_time_timetable": {"planned_end_on", "review_on"},
    "story_entry": {"next_action_on"}, "case_letter": {"reply_by"}, "term": {"first_day", "last_day"}, "school_closure": {"first_day", "last_day"},
    "council_date": {"on"},
}
"""Where a date may lie after the day on which the demo is made: what is planned, due or known beforehand."""
T = TypeVar("T", bound=Record)
Records = dict[type[Record], list[Record]]


def at_nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    asked = NewNotebook(
        folder=tmp_path_factory.mktemp("demo") / "Demo.sendco", school_name=SCHOOL, person_name=PERSON, passphrase=PASSPHRASE, authority=COUNCIL,
    )
    desk, _ = create(asked, clock=lambda: at_nine(request.param), cost=TINY)
    fill_demo(desk)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def on(demo: Desk) -> date:
    return demo.clock().date()


@pytest.fixture(scope="module")
def records(demo: Desk) -> Records:
    return {kind: demo.pupils.book.all(kind) for kind in KINDS}


@pytest.fixture(scope="module")
def deep(demo: Desk, on: date) -> dict[int, UUID]:
    """The ids of the pupils told in depth, and of the one who is part-time, by their place in the list."""
    held = {pupil.upn: pupil.id for pupil in demo.pupils.book.all(Pupil)}
    return {number: held[make_pupils(on)[number].pupil.upn] for number in (READER, PLANNED, LEAVER, PART_TIME)}


def all_of(records: Records, kind: type[T], pupil: UUID | None = None) -> list[T]:
    return [one for one in records[kind] if isinstance(one, kind) and pupil in (None, pupil_of(one))]


def test_every_kind_of_record_has_one_at_least(records: Records) -> None:
    assert [kind.KIND for kind in KINDS if not records[kind]] == ["submission"]  # which comes with the pack, once that is built


def test_nothing_that_has_happened_lies_in_the_future(records: Records, on: date) -> None:
    late = []
    for kind, found in records.items():
        dated = [f.name for f in fields(kind) if f.name not in LATER.get(kind.KIND, set())]
        for record in found:
            values = ((name, getattr(record, name)) for name in dated)
            late += [f"{kind.KIND}.{name}: {value}" for name, value in values if isinstance(value, date) and _day(value) > on]
    assert late == []


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def test_every_record_that_another_names_is_there_and_is_of_the_same_pupil(records: Records) -> None:
    there = {record.id: record for found in records.values() for record in found}
    for found in records.values():
        for record in found:
            names = (getattr(record, f.name) for f in fields(record) if f.name not in ("id", "pupil"))
            for named in (value for value in names if isinstance(value, UUID)):
                assert named in there, record
                assert pupil_of(there[named]) in (None, pupil_of(record))


def test_the_story_of_the_late_request_is_two_years_long_and_uses_every_kind_of_entry(records: Records, deep: dict[int, UUID], on: date) -> None:
    story = all_of(records, StoryEntry, deep[READER])
    assert 60 <= len(story) <= 100
    assert (on - min(entry.happened_at for entry in story).date()).days > 600
    assert {"phone_call", "meeting", "visit", "incident", "decision", "view", "letter"} <= {entry.entry_kind for entry in story}
    assert any(entry.corrects for entry in story) and any(entry.struck_out for entry in story)
    assert sum("exam access" in entry.tags for entry in story) >= 8


def test_results_stand_in_closed_cycles_only_and_on_every_outcome_of_them(records: Records) -> None:
    closed = {cycle.id: cycle.closed for cycle in all_of(records, SupportCycle)}
    outcomes = all_of(records, Outcome)
    assert all(bool(one.result) == closed[one.cycle] for one in outcomes)
    assert {one.result for one in outcomes if one.result} == set(OUTCOME_RESULTS)
    assert all(one.measure_now and one.review_words for one in outcomes if one.result)


def test_the_quiet_adviser_has_nothing_to_say_of_an_open_cycle(records: Records) -> None:
    cycles = {cycle.id: cycle for cycle in all_of(records, SupportCycle)}
    said = {one.words: advice(one, cycles[one.cycle]) for one in all_of(records, Outcome) if not cycles[one.cycle].closed}
    assert {words: told for words, told in said.items() if told} == {}


def test_each_cycle_follows_the_one_before_it_and_one_is_corrected(demo: Desk, deep: dict[int, UUID]) -> None:
    pages = demo.support.cycles(deep[READER])
    assert [page.cycle.number for page in pages] == [5, 4, 3, 2, 1]
    assert [page.closed for page in pages] == [False, True, True, True, True]
    assert [len(page.earlier) for page in pages] == [0, 0, 0, 0, 1]
    assert pages[4].outcomes[0].outcome.result == "partly" and pages[4].earlier[0].outcomes[0].outcome.result == "met"
    assert all(later.cycle.starts_on > earlier.cycle.starts_on for later, earlier in pairwise(pages))


def test_the_review_that_asks_for_an_assessment_is_before_the_request(demo: Desk, deep: dict[int, UUID]) -> None:
    (asking,) = (page.cycle for page in demo.support.cycles(deep[READER]) if page.cycle.next_step == "request")
    sent = min(row.event.on for case in demo.casework.cases() if case.pupil.id == deep[READER] for row in demo.casework.page(case.case.id).events)
    assert asking.reviewed_on is not None and asking.reviewed_on < sent


def test_sessions_fall_on_school_days_within_their_place_and_its_run(demo: Desk, records: Records, on: date) -> None:
    places = {place.id: place for place in all_of(records, ProvisionPlace)}
    runs = {run.id: run for run in all_of(records, ProvisionRun)}
    sessions = all_of(records, ProvisionSession)
    days = demo.provision.open_days(min(one.on for one in sessions), on)
    for one in sessions:
        place = places[one.place]
        run = runs[place.run]
        assert one.on in days and place.starts_on <= one.on <= place.ends_on and one.on < on
        assert run.starts_on <= place.starts_on and place.ends_on <= run.ends_on
        assert one.minutes == (run.minutes if one.outcome == "held" else 0)
    assert len({(one.place, one.on) for one in sessions}) == len(sessions)


def test_most_of_every_place_was_delivered_and_why_not_is_told_of_the_rest(demo: Desk, records: Records, on: date) -> None:
    seen = 0
    for place in all_of(records, ProvisionPlace):
        delivery = demo.provision.delivery_of(place, on - timedelta(days=1))  # today’s is not over
        assert delivery.percent is None or FAIR <= delivery.percent <= 100, place
        seen += delivery.percent is not None
    assert seen >= 15
    assert len({one.outcome for one in all_of(records, ProvisionSession)}) >= 5


def test_each_role_has_two_rates_and_no_session_is_without_one(demo: Desk, records: Records, deep: dict[int, UUID], on: date) -> None:
    rates = Counter(rate.staff_role for rate in all_of(records, StaffRate))
    assert set(rates) == {member.staff_role for member in all_of(records, StaffMember)}
    assert set(rates.values()) == {2}
    cost = demo.provision.pupil_cost(deep[READER], on)
    assert cost.line.pence > 40_000 and cost.days_without_rate == ()


def test_three_meetings_a_year_were_held_with_the_parents_of_the_late_request(records: Records, deep: dict[int, UUID], on: date) -> None:
    held = [m.held_at.date() for m in all_of(records, Meeting, deep[READER]) if m.meeting_kind in WITH_PARENTS and m.held_at.date() < on]
    assert len(held) == 8
    assert min(Counter(map(school_year_of, held)).get(school_year_of(on) - 1, 0), 3) == 3


def test_a_meeting_that_was_held_has_minutes_and_people_who_came_and_one_to_come_has_neither(records: Records, on: date) -> None:
    people = all_of(records, MeetingPerson)
    for meeting in all_of(records, Meeting):
        came = [person for person in people if person.meeting == meeting.id and person.presence == "came"]
        assert bool(meeting.minutes) == bool(came) == (meeting.held_at.date() < on)
        if meeting.invited_on:
            assert meeting.invited_on < meeting.held_at.date()


def test_no_agreed_action_was_done_before_it_was_agreed(records: Records) -> None:
    meetings = {meeting.id: meeting for meeting in all_of(records, Meeting)}
    for action in all_of(records, AgreedAction):
        assert action.meeting is not None
        agreed = meetings[action.meeting].held_at.date()
        assert all(day is None or day > agreed for day in (action.due_on, action.done_on)), action


def test_the_plan_has_every_section_in_two_versions_and_three_of_them_change(records: Records, deep: dict[int, UUID]) -> None:
    versions = all_of(records, PlanVersion, deep[PLANNED])
    words = {(s.version, s.section): s.words for s in all_of(records, PlanSection)}
    final, proposed = sorted(versions, key=lambda one: one.dated_on)
    assert (final.state, proposed.state, proposed.based_on) == ("final", "proposed", final.id)
    changed = [section for section in PLAN_SECTIONS if words[final.id, section] != words[proposed.id, section]]
    assert changed == ["B", "E", "F"]
    assert any(place.plan_section_f for place in all_of(records, ProvisionPlace, deep[PLANNED]))


def test_a_child_with_a_plan_has_that_status_since_the_plans_own_day_and_had_support_before(records: Records, deep: dict[int, UUID]) -> None:
    final = min(all_of(records, PlanVersion, deep[PLANNED]), key=lambda one: one.dated_on)
    statuses = {one.status: one.since for one in all_of(records, SenStatus, deep[PLANNED])}
    assert statuses["E"] == final.dated_on
    assert statuses["K"] is not None and statuses["K"] < final.dated_on


def test_the_oldest_decides_with_capacity_noted_and_views_of_a_young_person(demo: Desk, records: Records, deep: dict[int, UUID]) -> None:
    standing = demo.rights.standing(deep[LEAVER])
    assert standing.decides == "young_person" and len(standing.capacity) == 2
    assert standing.turns_on is not None
    assert all(note.found_on >= standing.turns_on for note in all_of(records, CapacityNote))
    views = all_of(records, ViewsGiven, deep[LEAVER])
    assert all((one.given_on >= standing.turns_on) == (one.voice == "young_person") for one in views if one.voice != "parent")
    assert not demo.measuring.access_evidence(deep[LEAVER]).nothing


def test_somebody_is_part_time_with_a_change_that_the_council_was_not_told_of(demo: Desk, deep: dict[int, UUID]) -> None:
    now, before = demo.measuring.timetables(deep[PART_TIME])
    assert (now.runs, now.overrun, before.runs) == (True, False, False)
    assert [one.what for one in demo.measuring.untold()] == ["change"]


def test_the_returns_to_the_council_say_how_many_were_part_time(records: Records) -> None:
    plans = all_of(records, PartTimeTimetable)
    returns = all_of(records, CouncilReturn)
    assert {one.state for one in returns} == {"nil", "sent"}
    assert all(one.pupils == len(part_time_between(plans, one.first_day, one.last_day)) for one in returns)


def test_three_instruments_were_repeated_over_the_two_years(records: Records, deep: dict[int, UUID]) -> None:
    tests = Counter(one.test_words for one in all_of(records, Measure, deep[READER]))
    assert sum(count >= 3 for count in tests.values()) == 3
    assert all(one.low for one in all_of(records, Measure) if one.score_kind == "standard")


def test_no_pupil_is_named_in_the_words_of_another(demo: Desk, records: Records) -> None:
    pupils = {pupil.id: pupil for pupil in all_of(records, Pupil)}
    forenames = {pupil.legal_forename for pupil in pupils.values()}
    for found in records.values():
        for record in found:
            if not isinstance(record, PupilRecord) or record.KIND == "contact_person":
                continue
            own = pupils[record.pupil].legal_forename
            words = set(re.findall(r"\w+", f"{names_of(record)} {prose_of(record)}"))
            assert words & forenames <= {own}, record


def test_no_token_of_the_pen_is_left_in_what_is_read(records: Records) -> None:
    letters = [record for kind, found in records.items() if kind.KIND != "letter_wording" for record in found]
    assert [record for record in letters if "{" in prose_of(record) + names_of(record)] == []


def test_the_pack_of_the_late_request_has_every_part_that_there_is_something_to_say_in(demo: Desk, deep: dict[int, UUID]) -> None:
    (late,) = (row.case.id for row in demo.casework.cases() if row.pupil.id == deep[READER] and row.case.case_kind == "request")
    assert {"profile", "views", "needs", "cycles", "provision", "measures", "attendance", "professionals", "meetings", "access"} <= set(
        demo.packs.parts(late))
