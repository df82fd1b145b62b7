"""The slow work behind a pack's screen: shown as it comes in, stopped without harm, and never heard by another case."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.packs.source import Converted, Finding, Noticed, Outcome
from sendco_desk.services.pack_snapshot import PackSnapshots
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.screens.pack_work import STOPPED, PackWork
from tests.ui.case_desks import case_of, file_document, pupil_of
from tests.ui.heard import Heard

Each = Callable[[UUID, Converted], object]
PAGES = Converted(name="x", outcome=Outcome.INCLUDED, pages=2)


@pytest.fixture
def screen(room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PackScreen]:
    """The pack of Kacper's case with one document; its pages are never drawn, and each test says how documents are turned."""
    monkeypatch.setattr(PackWork, "look", lambda self: None)
    file_document(room.desk, pupil_of(room.desk, "Kacper Wilk"), "Report")
    made = PackScreen(room)
    qtbot.addWidget(made)
    yield made
    made.work.later.stop()


def turning(monkeypatch: pytest.MonkeyPatch, what: Callable[[Each], None]) -> None:
    """How documents are turned: ``what`` is told whom to tell of each."""

    def turned(self: PackSnapshots, documents: object, report: Report = unreported, each: Each | None = None) -> dict[UUID, Converted]:
        assert each is not None
        what(each)
        return {one.document: PAGES for one in documents}  # type: ignore[attr-defined]

    monkeypatch.setattr(PackSnapshots, "turned", turned)


def opened(screen: PackScreen, room: Room, qtbot: QtBot) -> None:
    screen.open_at(Place("pack", case_of(room.desk, "Kacper Wilk")))
    qtbot.waitUntil(lambda: not room.tasks.busy())


def test_documents_that_are_pages_are_counted_and_not_turned_again(
    screen: PackScreen, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Each] = []
    turning(monkeypatch, asked.append)
    opened(screen, room, qtbot)
    assert [row.pages for row in screen.model.rows if row.title == "Report"] == [2]
    screen.refresh()
    assert not room.tasks.busy() and len(asked) == 1


@pytest.mark.parametrize(("failure", "said"), [(Cancelled(), STOPPED), (Trouble("The disk is full."), "The disk is full.")])
def test_turning_that_is_stopped_says_so_and_is_begun_again_with_the_next_change(
    screen: PackScreen, room: Room, heard: Heard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, failure: Exception, said: str,
) -> None:
    def fails(each: Each) -> None:
        raise failure

    turning(monkeypatch, fails)
    opened(screen, room, qtbot)
    assert screen.pages.ground.waits == said
    assert [message.words for message in heard.said] == ([said] if isinstance(failure, Trouble) else [])
    turning(monkeypatch, lambda each: None)
    screen.refresh()
    qtbot.waitUntil(lambda: not room.tasks.busy())
    assert len(screen.work.documents) == 1


def test_what_comes_back_for_another_case_goes_unheard(screen: PackScreen, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    turning(monkeypatch, lambda each: None)
    screen.open_at(Place("pack", case_of(room.desk, "Kacper Wilk")))
    screen.open_at(Place("pack", case_of(room.desk, "Poppy Ormerod")))
    qtbot.waitUntil(lambda: not room.tasks.busy())
    assert screen.work.documents == {}


def test_what_a_look_at_all_documents_noticed_is_taken_over(
    screen: PackScreen, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    turning(monkeypatch, lambda each: None)
    opened(screen, room, qtbot)
    [document] = screen.work.documents
    twice = (Finding(noticed=Noticed.REPEATED, words="It is there twice."),)
    screen.work.take_findings({document: twice, UUID(int=9): twice})
    assert screen.work.documents[document].findings == twice and len(screen.work.documents) == 1


def test_a_pack_that_cannot_be_shown_says_why(room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, heard: Heard) -> None:
    def taken() -> object:
        raise Refused("Choose at least one part or one document for the pack.")

    screen = PackScreen(room)
    qtbot.addWidget(screen)
    monkeypatch.setattr(screen.work, "take", taken)
    screen.work.look()
    assert screen.pages.ground.waits == "Choose at least one part or one document for the pack."


def test_a_look_that_fails_says_so_and_one_that_is_overtaken_says_nothing(
    room: Room, qtbot: QtBot, heard: Heard, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(self: PackSnapshots, snapshot: object, report: Report = unreported) -> object:
        raise Trouble("The disk is full.")

    screen = PackScreen(room)
    qtbot.addWidget(screen)
    monkeypatch.setattr(PackSnapshots, "look", fails)
    monkeypatch.setattr(screen.work, "take", lambda: None)
    screen.work.look()
    screen.work.look()
    qtbot.waitUntil(lambda: not room.tasks.busy())
    assert [message.words for message in heard.said] == ["The disk is full."]
    assert screen.pages.ground.waits == "The disk is full."


def test_nothing_is_asked_of_a_notebook_that_was_put_away_while_the_pages_waited(room: Room, qtbot: QtBot, heard: Heard) -> None:
    screen = PackScreen(room)
    qtbot.addWidget(screen)
    screen.open_at(Place("pack", case_of(room.desk, "Kacper Wilk")))
    qtbot.waitUntil(lambda: not room.tasks.busy())
    screen.work.later.start()
    room.tasks.close()
    room.desk.close()
    screen.work.look()
    assert screen.work.looking is None and heard.said == []
