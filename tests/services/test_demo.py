"""The demo: whatever day it is made on, 120 pupils, cases of every kind, six requests in six states, and a pack that passes its checks."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.pupil import SenStatus, current_status
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import SchoolClosure
from sendco_desk.domain.upn import upn_warning
from sendco_desk.services.bundling import verify
from sendco_desk.services.casework import CaseRow
from sendco_desk.services.demo import MARK, PASSPHRASE, MadeDemo, make_demo
from sendco_desk.services.demo_cases import calendar, demo_cases, further_cases, last_summer, not_at_weekend
from sendco_desk.services.demo_people import COUNCIL, make_pupils
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import read_text
from sendco_desk.services.opening import open_desk
from sendco_desk.statute.calendars import is_working_day
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones, questions
from sendco_desk.statute.events import EVENT_BY_NAME
from sendco_desk.statute.kinds import ABOUT
from sendco_desk.statute.milestones import State
from sendco_desk.store.slots import TINY

DAYS = (
    date(2026, 1, 1), date(2026, 4, 6), date(2026, 8, 15), date(2026, 9, 1), date(2026, 9, 14), date(2026, 11, 22), date(2026, 12, 31),
    date(2028, 2, 29),
)


def at_nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeDemo:
    return make_demo(tmp_path_factory.mktemp("demo"), clock=lambda: at_nine(DAYS[-1]), cost=TINY)


@pytest.fixture
def demo(made: MadeDemo) -> Iterator[Desk]:
    desk = open_desk(made.notebook, PASSPHRASE, clock=lambda: at_nine(DAYS[-1]))
    yield desk
    desk.close()


@pytest.mark.parametrize("on", DAYS)
def test_on_any_day_there_are_120_pupils_25_on_support_and_one_with_a_plan(on: date) -> None:
    pupils = make_pupils(on)
    statuses = [[r for r in made.records if isinstance(r, SenStatus)] for made in pupils]
    current = Counter(status.status if (status := current_status(history, on)) else "" for history in statuses)
    assert current == {"": 94, "K": 26}  # the first of them gets the plan when the story is written
    assert [made.status for made in pupils].count("K") == 25
    assert len({made.pupil.upn for made in pupils}) == 120
    assert len({made.pupil.legal_name for made in pupils}) == 120


@pytest.mark.parametrize("on", DAYS)
def test_on_any_day_nobody_joined_or_was_born_in_the_future_and_every_upn_is_right(on: date) -> None:
    for made in make_pupils(on):
        assert made.pupil.date_of_birth is not None
        assert made.pupil.joined_on is not None
        assert made.pupil.date_of_birth < made.pupil.joined_on <= on
        assert upn_warning(made.pupil.upn) == ""


REVIEWED = {"REV-03": State.MET, "REV-04": State.MET, "REV-05": State.MET, "REV-06": State.OVERDUE, "PLAN-01": State.MET}
FURTHER: dict[str, dict[str, State]] = {
    "new_plan": {"REV-01": State.UPCOMING}, "plan": {"REV-01": State.OVERDUE}, "older_plan": {"REV-01": State.UPCOMING}, "late_review": REVIEWED,
    "planned_review": {"PLAN-01": State.MET}, "mediation": {"DIS-03": State.OVERDUE}, "consulted": {"REQ-14": State.DUE_SOON},
    "reassessed": {"RAS-01": State.DUE_SOON}, "plan_from_elsewhere": {"REV-01": State.UPCOMING}, "moved_here": {"TRF-03": State.DUE_SOON},
}
"""What stands so in the other cases on whatever day the demo is made."""


@given(st.dates(date(2026, 6, 1), date(2035, 12, 31)))  # the code on complaints counts from April 2026
def test_on_any_day_the_other_cases_stand_as_they_are_meant_to(on: date) -> None:
    for case in further_cases(on):
        facts = CaseFacts(events=tuple(Event(name=name, on=day) for name, day, _ in case.events))
        assert questions(facts) == ()
        assert all(day <= on or EVENT_BY_NAME[name].planned for name, day, _ in case.events)
        assert all(day.weekday() < 5 for name, day, _ in case.events if not name.startswith("phase_transfer"))
        states = {m.rule.id: m.state for m in milestones(facts, on, kind=case.kind)}
        assert states.items() >= FURTHER.get(case.state, {}).items()
        assert states.keys() & {*FURTHER.get(case.state, {}), "CMP-02", "REV-12", "REC-01"}


@pytest.mark.parametrize("on", DAYS)
def test_each_of_the_other_cases_arose_from_an_earlier_one_of_the_same_child(on: date) -> None:
    earlier = {case.state: case for case in demo_cases(on)}
    for case in further_cases(on):
        if case.about:
            assert earlier[case.about].pupil == case.pupil
            assert earlier[case.about].kind in ABOUT[case.kind]
        earlier[case.state] = case
    assert {case.kind for case in earlier.values()} == set(CASE_KINDS)


@pytest.mark.parametrize("on", [date(2026, 1, 17), date(2026, 3, 4)])
def test_the_next_review_meeting_is_on_a_day_on_which_the_school_is_open(on: date) -> None:
    (meeting,) = (day for case in further_cases(on) if case.state == "planned_review" for name, day, _ in case.events if name == "review_meeting")
    shut = [record for record in calendar(last_summer(on)) if isinstance(record, SchoolClosure)]
    assert is_working_day(meeting)
    assert not any(closure.first_day <= meeting <= closure.last_day for closure in shut)


def milestones_on(on: date) -> dict[str, dict[str, State]]:
    """The state of each step of each case, by the case's own state."""
    found = {}
    for case in demo_cases(on):
        facts = CaseFacts(events=tuple(Event(name=name, on=day) for name, day, _ in case.events))
        assert questions(facts) == ()
        assert max(day for _, day, _ in case.events) <= on
        found[case.state] = {m.rule.id: m.state for m in milestones(facts, on, show_all=True)}
    return found


@pytest.mark.parametrize("on", DAYS)
def test_on_any_day_the_six_cases_are_in_their_six_states(on: date) -> None:
    states = milestones_on(on)
    assert states["in_time"]["REQ-04"] is State.UPCOMING
    assert states["late"]["REQ-04"] is State.OVERDUE
    assert states["summer"]["REQ-08"] is State.MET_LATE
    assert states["refused"]["REQ-15"] is State.ENDED
    assert (states["draft"]["REQ-10"], states["draft"]["REQ-14"]) == (State.MET, State.DUE_SOON)
    assert states["final"]["REQ-15"] is State.MET


@pytest.mark.parametrize("on", DAYS)
def test_on_any_day_nothing_was_sent_at_a_weekend(on: date) -> None:
    assert all(day.weekday() < 5 for case in demo_cases(on) for _, day, _ in case.events)


def test_a_weekend_gives_way_to_its_friday() -> None:
    assert [not_at_weekend(date(2026, 11, day)).day for day in (20, 21, 22, 23)] == [20, 20, 20, 23]


@pytest.mark.parametrize(("on", "year"), [(date(2026, 9, 14), 2025), (date(2026, 9, 15), 2026), (date(2027, 1, 1), 2026)])
def test_the_summer_is_the_last_that_is_well_over(on: date, year: int) -> None:
    assert last_summer(on) == year
    assert any(record.first_day == date(year, 7, 23) for record in calendar(year))


def state_of(row: CaseRow) -> str:
    return f"{row.stage}, {row.next_step.state.value if row.next_step else 'nothing owed'}"


def requests(demo: Desk) -> list[CaseRow]:
    return [row for row in demo.casework.cases() if row.case.case_kind == "request"]


def test_the_notebook_holds_what_was_promised(demo: Desk) -> None:
    assert Counter(row.sen for row in demo.pupils.rows()) == {"": 94, "K": 22, "E": 4}  # 25 on support, three of whom have got a plan since
    assert Counter(row.pupil.roll_status for row in demo.pupils.rows()) == {"on_roll": 119, "prospective": 1}
    cases = requests(demo)
    assert sorted(map(state_of, cases)) == [
        "Being assessed, overdue", "Draft plan sent, window_open", "Final plan issued, nothing owed", "Refused to assess, nothing owed",
        "Waiting for a decision, overdue", "Waiting for a decision, upcoming",
    ]
    for row in cases:
        assert len(demo.story.lines(row.pupil.id)) >= 6
        assert len(demo.documents.of(row.pupil.id)) >= 3


def test_there_are_cases_of_every_kind_that_comes_to_a_sendco(demo: Desk) -> None:
    rows = demo.casework.cases()
    assert sorted(row.case.number for row in rows) == list(range(1, 20))
    assert Counter(row.case.case_kind for row in rows) == {
        "request": 6, "plan": 4, "annual_review": 2, "phase_transfer": 1, "reassessment": 1, "move": 1, "consultation": 1, "appeal": 1,
        "complaint": 1, "records": 1,
    }
    assert sorted(f"{row.case.case_kind}: {state_of(row)}" for row in rows if row.case.case_kind != "request") == [
        "annual_review: Meeting planned, upcoming", "annual_review: Waiting for a decision, overdue", "appeal: Mediation asked for, overdue",
        "complaint: Acknowledged, overdue", "consultation: To be answered, due_soon", "move: Plan transferred, due_soon",
        "phase_transfer: Meeting planned, overdue", "plan: Plan in force, overdue", "plan: Plan in force, upcoming", "plan: Plan in force, upcoming",
        "plan: With the new council, upcoming", "reassessment: Waiting for a decision, due_soon", "records: To be answered, upcoming",
    ]
    assert not any(row.waits for row in rows)


def test_every_child_with_a_plan_in_force_is_known_to_have_one_and_a_child_who_may_join_is_on_no_list(demo: Desk) -> None:
    pupils = {row.pupil.id: row for row in demo.pupils.rows()}
    with_plan = {row.pupil.id for row in demo.casework.cases() if row.stage in ("Plan in force", "Final plan issued", "With the new council")}
    assert {id for id, row in pupils.items() if row.sen == "E"} == with_plan
    (consulted,) = (row for row in demo.casework.cases() if row.case.case_kind == "consultation")
    assert (consulted.pupil.roll_status, consulted.pupil.joined_on, consulted.pupil.class_name) == ("prospective", None, "")


def test_in_autumn_too_every_child_with_a_plan_is_known_to_have_one(tmp_path: Path) -> None:
    made = make_demo(tmp_path, clock=lambda: at_nine(DAYS[4]), cost=TINY)
    desk = open_desk(made.notebook, PASSPHRASE, clock=lambda: at_nine(DAYS[4]))
    try:
        statuses = Counter(row.sen for row in desk.pupils.rows())
    finally:
        desk.close()
    assert statuses == {"": 94, "K": 22, "E": 4}


def test_the_council_has_people_to_write_to_and_two_cases_an_officer(demo: Desk) -> None:
    contacts = demo.keyring.book.all(CouncilContact)
    assert {contact.role for contact in contacts} == {"case_officer", "team_manager", "head_of_send", "educational_psychology"}
    assert {contact.authority for contact in contacts} == {COUNCIL}
    officers = {row.case.case_officer: row.case.council_reference for row in demo.casework.cases() if row.case.case_officer}
    assert officers == {"Ms T. Reedbed": "MC/1003", "Mr B. Sedge": "MC/1011"}
    assert all(contact.email.endswith(".example") for contact in contacts)


def test_today_shows_late_rows_of_several_kinds_and_something_of_ours(demo: Desk) -> None:
    lists = demo.today.lists()
    assert {row.rule_id for row in lists.theirs} >= {"REQ-04", "REQ-07", "DIS-03", "CMP-02", "REV-01", "REV-06"}
    assert {row.rule_id for row in lists.ours} >= {"REQ-14", "REV-14"}
    assert lists.overdue >= 8 and lists.coming and lists.notes


def test_a_closure_of_the_summer_could_excuse_the_council_in_one_case(demo: Desk) -> None:
    excused = {
        row.case.id for row in demo.casework.cases() for m in demo.casework.page(row.case.id).milestones
        for test in m.exceptions if test.id == "school_closed" and test.could_apply
    }
    assert len(excused) == 1


def test_each_event_with_a_paper_points_to_it(demo: Desk) -> None:
    late = next(row for row in requests(demo) if state_of(row) == "Waiting for a decision, overdue")
    proofs = {row.event.name: row.proof.title if row.proof else "" for row in demo.casework.page(late.case.id).events}
    assert proofs == {
        "request_sent": "Request for an EHC needs assessment", "request_received": "Receipt from the council", "request_acknowledged": "",
    }
    final = next(row for row in requests(demo) if row.stage == "Final plan issued")
    proofs = {row.event.name: row.proof.title if row.proof else "" for row in demo.casework.page(final.case.id).events}
    assert {name: title for name, title in proofs.items() if title} == {
        "request_sent": "Request for an EHC needs assessment", "request_received": "Receipt from the council", "agreed_to_assess": "Decision letter",
        "decision_copied_to_school": "Decision letter", "school_advice_sent": "School advice", "draft_plan_sent": "Draft plan",
        "final_plan_issued": "Final plan",
    }


def test_the_due_list_names_the_late_decision_first_or_close_to_it(made: MadeDemo) -> None:
    late = [row for row in made.due if row["rule"] == "REQ-04" and row["state"] == "overdue"]
    assert len(late) == 1
    assert UUID(str(late[0]["case"]))
    assert any("weeks" in line and COUNCIL in line for line in made.due_lines)
    assert len(made.due) == len(made.due_lines)


def test_the_pack_passes_every_check_and_says_it_is_a_demonstration(made: MadeDemo) -> None:
    assert [check for check in verify(made.pack) if not check.ok] == []
    assert "belongs to the demonstration" in " ".join(read_text(made.pack, lambda done, total: None).split())


def test_the_pack_is_recorded_as_sent(demo: Desk, made: MadeDemo) -> None:
    (sent,) = demo.packs.submissions()
    assert (sent.channel, sent.sent_at.date()) == ("email", DAYS[-1])
    assert sent.pack_sha256 == sha256(made.pack.read_bytes()).hexdigest()


def test_the_words_of_the_papers_can_be_searched(demo: Desk) -> None:
    assert {found.kind for found in demo.finding.search("working memory")} == {"document"}
    assert {found.title for found in demo.finding.search("homework tears")} == {"Parent’s views"}


def test_the_notebook_is_sound(demo: Desk) -> None:
    assert all(row.ok for row in demo.backups.check())


def test_making_it_again_makes_it_afresh(tmp_path: Path) -> None:
    (tmp_path / "Fernhollow demo.sendco").mkdir()
    for left in (MARK, "Evidence pack.pdf", "Fernhollow demo.sendco/stray"):
        (tmp_path / left).touch()
    told: list[tuple[int, int]] = []
    again = make_demo(tmp_path, lambda *step: told.append(step), clock=lambda: at_nine(DAYS[2]), cost=TINY)
    assert not (again.notebook / "stray").exists()
    assert again.pack.stat().st_size > 10_000
    assert told[-1] == (9, 9)


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(Refused, match="choose another folder with --folder"):
        make_demo(tmp_path, cost=TINY)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_demo_that_is_open_in_a_window_is_left_alone(demo: Desk, made: MadeDemo) -> None:
    with pytest.raises(Refused, match="open on this computer"):
        make_demo(made.notebook.parent, clock=demo.clock, cost=TINY)
    assert len(demo.pupils.rows()) == 120
