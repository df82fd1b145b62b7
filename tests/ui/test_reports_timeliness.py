"""Timeliness in the window: figures of a council beside what is published, all together, printed and saved with and without names."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from sendco_desk.domain.paper import words_of
from sendco_desk.domain.pupil import Pupil
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.reports import PARTS, ReportsScreen
from tests.ui.case_desks import says
from tests.ui.heard import Heard

RECEIVED = date(2026, 1, 6)


def add_cases(room: Room, council: str, days: list[int]) -> None:
    """Requests that were decided so many days after the council had them."""
    for number, taken in enumerate(days):
        pupil = Pupil(id=uuid4(), legal_forename=f"Made-up{council[:5]}{number}", legal_surname="Case")
        room.desk.pupils.add(pupil, authority=council)
        room.desk.casework.open_case(pupil.id, authority=council, events=[
            ("request_received", RECEIVED, None), ("refused_to_assess", RECEIVED + timedelta(days=taken), None),
        ])


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> ReportsScreen:
    made = ReportsScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.open_at(Place("reports", tab="timeliness"))
    made.show()
    return made


@pytest.fixture
def counted(room: Room) -> Room:
    """Twelve cases of one council, six of another."""
    add_cases(room, "Derbyshire County Council", [42] * 6 + [56] * 6)
    add_cases(room, "Derby City Council", [49] * 6)
    return room


def decision(screen: ReportsScreen) -> list[str]:
    model = screen.timeliness.model
    row = next(number for number, one in enumerate(model.rows) if one.step.key == "decision")
    return [model.index(row, column).data() for column in range(2, 7)]


def press(screen: ReportsScreen, name: str) -> None:
    [made] = [one for one in screen.timeliness.findChildren(QPushButton) if one.isVisible() and one.text().strip() == name]
    made.click()


def test_each_council_and_all_together_are_shown(counted: Room, screen: ReportsScreen) -> None:
    part = screen.timeliness
    assert decision(screen) == ["18", "6", "12", "33.3%", "7"] and part.council == ""
    press(screen, "Derbyshire County Council")
    assert decision(screen) == ["12", "6", "6", "50%", "7"]
    assert part.card.isVisible() and "37.8%" in [part.card.table.model().index(row, 1).data() for row in range(6)]
    press(screen, "Derby City Council")
    assert decision(screen) == ["6", "0", "6", "0%", "7"]
    room_council = part.shown()
    assert room_council is not None and room_council.published


def test_it_is_printed_without_names_and_with_them_only_where_chosen(counted: Room, screen: ReportsScreen, heard: Heard) -> None:
    press(screen, "Print")
    paper = heard.sheets[-1]
    assert isinstance(paper, PaperView)
    words = " ".join(words_of(paper.paper))
    assert "Made-up" not in words and "All councils together" in words
    press(screen, "Derby City Council")
    screen.timeliness.names.setChecked(True)
    press(screen, "Print")
    named = heard.sheets[-1]
    assert isinstance(named, PaperView) and "Made-upDerby0 Case" in " ".join(words_of(named.paper)) and named.name == "Timeliness with names"


def test_the_figures_are_saved_as_a_table(
    counted: Room, screen: ReportsScreen, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: ("", ""))
    press(screen, "Save as CSV")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "figures"), ""))
    press(screen, "Save as CSV")
    qtbot.waitUntil(lambda: bool(heard.said))
    assert heard.last == "The figures are saved."
    assert "all together" in (tmp_path / "figures.csv").read_text(encoding="utf-8-sig")


def test_where_nothing_is_counted_the_screen_says_so(room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in room.desk.casework.cases():
        for event in room.desk.casework.page(row.case.id).events:
            room.desk.casework.remove_event(event.event.id)
    made = ReportsScreen(room)
    qtbot.addWidget(made)
    made.show()
    made.switch.made[list(PARTS).index("timeliness")].click()
    assert made.timeliness.nothing.isVisible() and "No step has fallen due yet" in says(made.timeliness)
    assert made.timeliness.shown() is None or made.timeliness.model.rows == []
