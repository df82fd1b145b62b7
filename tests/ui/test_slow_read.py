"""What is read of a large school: the window goes on meanwhile, the newest question is answered, and Cancel leaves what stood there."""

from collections.abc import Callable
from threading import Event
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Refused
from sendco_desk.services import reading_time
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.provision import ProvisionScreen
from sendco_desk.ui.screens.reports import ReportsScreen
from sendco_desk.ui.screens.slow_read import BEFORE, STOPPED, SlowRead
from tests.ui.heard import Heard
from tests.ui.provision_desks import add_group, add_provision

S = TypeVar("S", bound=Screen)


@pytest.fixture
def slow(room: Room, qtbot: QtBot) -> SlowRead:
    made = SlowRead(room, "the cohort")
    qtbot.addWidget(made)
    return made


class Slowly:
    """A reading that waits until it is let go, and hears Cancel."""

    def __init__(self, answer: str) -> None:
        self.answer, self.go = answer, Event()

    def __call__(self, report: Report) -> str:
        while not self.go.wait(0.01):
            report(0, 1)
        report(0, 1)
        return self.answer


def test_what_is_short_is_shown_at_once(slow: SlowRead) -> None:
    shown = list[str]()
    slow.read(lambda report: "all", shown.append, long=False)
    assert shown == ["all"] and slow.isHidden() and slow.job is None


def test_what_is_long_says_so_and_is_shown_when_it_is_there(slow: SlowRead, qtbot: QtBot) -> None:
    shown, work = list[str](), Slowly("all")
    slow.read(work, shown.append, long=True)
    assert (shown, slow.said.text(), slow.isHidden(), slow.again.isHidden()) == ([], "Reading the cohort…", False, True)
    work.go.set()
    qtbot.waitUntil(lambda: shown == ["all"])
    assert slow.isHidden()


def test_the_window_goes_on_while_it_is_read(slow: SlowRead, qtbot: QtBot) -> None:
    shown, work, turns = list[str](), Slowly("all"), list[int]()
    slow.read(work, shown.append, long=True)
    qtbot.waitUntil(lambda: turns.append(1) or len(turns) > 3)  # type: ignore[func-returns-value]
    assert slow.job is not None and not shown
    work.go.set()
    qtbot.waitUntil(lambda: bool(shown))


def test_of_two_readings_the_one_asked_for_last_is_shown(slow: SlowRead, qtbot: QtBot, heard: Heard) -> None:
    shown, first, second = list[str](), Slowly("old"), Slowly("new")
    slow.read(first, shown.append, long=True)
    slow.read(second, shown.append, long=True)
    first.go.set()
    second.go.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert (shown, heard.said) == (["new"], [])


def test_a_short_reading_after_a_long_one_is_what_stays(slow: SlowRead, qtbot: QtBot, room: Room) -> None:
    shown, first = list[str](), Slowly("old")
    slow.read(first, shown.append, long=True)
    slow.read(lambda report: "new", shown.append, long=False)
    first.go.set()
    qtbot.waitUntil(lambda: not room.tasks.busy())
    assert shown == ["new"]


def test_cancel_leaves_what_stood_there_and_offers_to_read_it_again(slow: SlowRead, qtbot: QtBot, heard: Heard, room: Room) -> None:
    shown, work = list[str](), Slowly("later")
    slow.read(lambda report: "before", shown.append, long=False)
    slow.read(work, shown.append, long=True)
    assert slow.said.text() == f"Reading the cohort… {BEFORE}"
    assert slow.job is not None
    room.tasks.cancel(slow.job)
    qtbot.waitUntil(lambda: not slow.again.isHidden())
    assert (slow.said.text(), heard.last) == (f"{STOPPED} {BEFORE}", "Stopped. Nothing was changed.")
    work.go.set()
    slow.again.click()
    qtbot.waitUntil(lambda: shown == ["before", "later"])


def test_what_cannot_be_read_says_why(slow: SlowRead, qtbot: QtBot, heard: Heard) -> None:
    def refuse(report: Report) -> str:
        raise Refused("The notebook was put away.")

    slow.read(refuse, lambda found: None, long=True)
    qtbot.waitUntil(lambda: bool(heard.said))
    assert (heard.last, slow.said.text()) == ("The notebook was put away.", STOPPED)


class TestInALargeSchool:
    """Where everything counts as much, the screens read off the window's thread and show the same."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch: pytest.MonkeyPatch, room: Room) -> None:
        add_provision(room.desk)
        monkeypatch.setattr(reading_time, "MOST_AT_ONCE", 0)

    @pytest.fixture
    def screen(self, room: Room, qtbot: QtBot) -> Callable[[type[S], str], S]:
        def made(kind: type[S], tab: str) -> S:
            found = kind(room)
            qtbot.addWidget(found)
            found.resize(1200, 700)
            found.show()
            found.open_at(Place(found.NAME, None, tab))
            return found

        return made

    def test_the_cohort(self, screen: Callable[[type[ReportsScreen], str], ReportsScreen], qtbot: QtBot) -> None:
        part = screen(ReportsScreen, "cohort").cohort
        assert part.slow.isVisible() and not part.area.isVisible() and not part.nobody.isVisible()
        part.group_by("year")
        part.whose.made[1].click()
        qtbot.waitUntil(lambda: part.area.isVisible())
        assert part.of() == "All pupils on roll" and len(part.rows) == 3 and part.groups[0].by == "year"

    def test_the_map(self, screen: Callable[[type[ProvisionScreen], str], ProvisionScreen], qtbot: QtBot) -> None:
        part = screen(ProvisionScreen, "map").map
        assert part.slow.isVisible() and not part.pages.isVisible()
        qtbot.waitUntil(lambda: part.pages.isVisible())
        assert [row.pupil.legal_forename for row in part.rows] == ["Leila", "Poppy", "Kacper"]

    def test_a_group_that_is_asked_for_is_chosen_once_it_is_read(
        self, screen: Callable[[type[ProvisionScreen], str], ProvisionScreen], qtbot: QtBot, room: Room, heard: Heard,
    ) -> None:
        run = add_group(room.desk, pupils=2, name="Zoology club")
        part = screen(ProvisionScreen, f"groups/{run.id}").groups
        assert part.slow.isVisible() and not part.bar.isVisible()
        qtbot.waitUntil(lambda: part.pages.isVisible())
        row = part.current()
        assert row is not None and row.run.id == run.id
        assert (part.wanted, heard.said) == (None, [])
