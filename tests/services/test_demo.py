"""The demo: whatever day it is made on, 120 pupils, 25 on support, six cases in six states, and a pack that passes its checks."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from sendco_desk.domain.pupil import SenStatus, current_status
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.upn import upn_warning
from sendco_desk.services.casework import CaseRow
from sendco_desk.services.demo import MARK, PASSPHRASE, MadeDemo, calendar, demo_cases, last_summer, make_demo, not_at_weekend
from sendco_desk.services.demo_people import COUNCIL, make_pupils
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import read_text
from sendco_desk.services.opening import open_desk
from sendco_desk.services.packing import verify
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones, questions
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


def test_the_notebook_holds_what_was_promised(demo: Desk) -> None:
    assert Counter(row.sen for row in demo.pupils.rows()) == {"": 94, "K": 25, "E": 1}
    cases = demo.casework.requests()
    assert sorted(map(state_of, cases)) == [
        "Being assessed, overdue", "Draft plan sent, window_open", "Final plan issued, nothing owed", "Refused to assess, nothing owed",
        "Waiting for a decision, overdue", "Waiting for a decision, upcoming",
    ]
    for row in cases:
        assert len(demo.story.lines(row.pupil.id)) >= 6
        assert len(demo.documents.of(row.pupil.id)) >= 3


def test_a_closure_of_the_summer_could_excuse_the_council_in_one_case(demo: Desk) -> None:
    excused = {
        row.request.id for row in demo.casework.requests() for m in demo.casework.clock_of(row.request.id)
        for test in m.exceptions if test.id == "school_closed" and test.could_apply
    }
    assert len(excused) == 1


def test_each_event_with_a_paper_points_to_it(demo: Desk) -> None:
    late = next(row for row in demo.casework.requests() if state_of(row) == "Waiting for a decision, overdue")
    proofs = {row.event.name: row.proof.title if row.proof else "" for row in demo.casework.page(late.request.id).events}
    assert proofs == {
        "request_sent": "Request for an EHC needs assessment", "request_received": "Receipt from the council", "request_acknowledged": "",
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


def test_the_words_of_the_papers_can_be_searched(demo: Desk) -> None:
    assert {found.kind for found in demo.finding.search("working memory")} == {"document"}
    assert {found.title for found in demo.finding.search("homework tears")} == {"Parent's views"}


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
