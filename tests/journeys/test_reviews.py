"""A review whose meeting moves, and a move to secondary school that is too late on the day it is entered: by keys alone, in the whole window."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QApplication

from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import NewNotebook, create
from sendco_desk.statute.milestones import State
from sendco_desk.store.slots import TINY
from sendco_desk.ui.forms.review_forms import MoveForm, PlanCaseForm, PlanForm, RecordForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.room import Place
from sendco_desk.ui.screens.reviews import MOVING, ReviewsScreen
from sendco_desk.ui.theme import dress
from tests.journeys.hands import CTRL, Hands, Key, focused, on_screen, says, settle, the, told

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday: on every count the last meeting that leaves a council twelve weeks before 15 February has passed."""


def clock() -> datetime:
    return NOW


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Desk]:
    """A primary school with one child in Year 6 whose plan has no case yet."""
    new = NewNotebook(
        folder=tmp_path / "Fernhollow.sendco", school_name="Fernhollow", person_name="Dr Robin Lark", passphrase="gravel moth tin violet",
        phase="primary", authority="Marlshire",
    )
    desk, _ = create(new, clock=clock, cost=TINY)
    desk.pupils.add(Pupil(id=uuid4(), legal_forename="Tilda", legal_surname="Brackenbury", year_group="6"), authority="Marlshire", status="E")
    yield desk
    desk.close()


@pytest.fixture
def window(school: Desk, qapp: QApplication, tmp_path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    made = MainWindow(school, dress(qapp), Preferences(tmp_path / "settings.ini"), crash=lambda error: pytest.fail(repr(error)), now=clock)
    made.resize(1366, 740)
    made.show()
    hands.at(made)
    made.go(Place("reviews"))
    settle()
    yield made
    made.close()
    settle()


def shown(window: MainWindow) -> ReviewsScreen:
    screen = window.shown_screen()
    assert isinstance(screen, ReviewsScreen)
    return screen


def due(desk: Desk, rule_id: str) -> date | None:
    return next((row.milestone.due for row in desk.casework.due(NOW.date()) if row.milestone.rule.id == rule_id), None)


def open_the_plan(window: MainWindow, hands: Hands) -> UUID:
    """From the table: Enter, the day of the last review, Ctrl+Enter."""
    window.rail.foot["help"].setFocus()
    hands.tab_to("Plans and their reviews")
    hands.key(Key.Key_Return)
    the(window, PlanCaseForm)
    hands.tab_to("Its last review was complete")
    hands.write("10/2/26")
    hands.key(Key.Key_Return, CTRL)
    (view,) = window.desk.caseload.views().values()
    return view.case.id


def test_a_review_is_planned_moved_and_recorded_and_every_day_follows(window: MainWindow, school: Desk, hands: Hands) -> None:
    plan = open_the_plan(window, hands)
    hands.tab_to("Plan the meeting")
    hands.key(Key.Key_Space)
    form = the(window, PlanForm)
    hands.write("14/12")
    settle()
    assert "By Mon 30 Nov 2026" in says(form)
    hands.key(Key.Key_Return, CTRL)
    assert due(school, "REV-03") == date(2026, 11, 30)
    (review,) = [view for view in school.caseload.views().values() if view.case.case_kind == "annual_review"]
    assert review.case.about == plan

    hands.tab_to("Move the meeting")
    hands.key(Key.Key_Space)
    form = the(window, PlanForm)
    hands.key(Key.Key_A, CTRL)
    hands.write("12/1/27")
    settle()
    assert "By Tue 29 Dec 2026" in says(form) and "By Tue 6 Apr 2027" in says(form)
    hands.key(Key.Key_Return, CTRL)
    assert {rule_id: due(school, rule_id) for rule_id in ("PLAN-01", "REV-03", "REV-06", "REV-10")} == {
        "PLAN-01": date(2026, 12, 15), "REV-03": date(2026, 12, 29), "REV-06": date(2027, 2, 9), "REV-10": date(2027, 4, 6),
    }
    assert "Tue 12 Jan 2027" in says(window.messages)

    hands.tab_to("Advice asked for")
    hands.key(Key.Key_Space)
    the(window, RecordForm)
    hands.key(Key.Key_Return, CTRL)
    assert due(school, "PLAN-01") is None
    on_screen(focused())
    assert told(focused()) == "Plans and their reviews"  # the press that was used is gone; the table has the keyboard

    hands.key(Key.Key_Z, CTRL)
    hands.key(Key.Key_Z, CTRL)
    assert due(school, "REV-03") == date(2026, 11, 30)


def test_a_move_that_is_too_late_on_the_day_it_is_entered_says_what_can_still_be_done(window: MainWindow, school: Desk, hands: Hands) -> None:
    open_the_plan(window, hands)
    window.rail.foot["help"].setFocus()
    hands.tab_to("Annual reviews")
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Space)
    settle()
    screen = shown(window)
    assert screen.half == MOVING
    said = says(screen)
    assert "Sun 22 Nov 2026, the last day for a meeting that leaves the council its twelve weeks, has passed." in said
    assert "The first school day that allows it is Tue 8 Dec 2026 and leaves 9 weeks 5 days." in said

    hands.tab_to("Children who move")
    hands.key(Key.Key_Return)
    the(window, MoveForm)
    hands.key(Key.Key_Return, CTRL)
    assert due(school, "REV-14") == date(2026, 11, 22)
    (late,) = [row.milestone for row in school.casework.due() if row.milestone.rule.id == "REV-14"]
    assert (late.state, late.days_late) == (State.OVERDUE, 2)
    assert due(school, "REV-11") == date(2027, 2, 14)

    hands.tab_to("Plan the meeting")
    hands.key(Key.Key_Space)
    form = the(window, PlanForm)
    hands.write("8/12")
    settle()
    assert "This leaves the council 9 weeks 5 days of its twelve weeks" in says(form)
    hands.key(Key.Key_Return, CTRL)
    (row,) = screen.reviews.moves(NOW.date())
    assert (row.meeting, row.chip) == (date(2026, 12, 8), ("9 weeks 5 days of the twelve left", "soon"))
    assert any("hold the review meeting early enough" in "".join(text for text, _ in one.sentence) for one in school.today.lists().ours)
    on_screen(focused())
