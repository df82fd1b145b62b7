"""Packs: a case is chosen to make its pack; what was sent is listed with its fingerprint."""

import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.casework import Submission
from sendco_desk.services.desk import Desk
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.packs import PacksScreen
from tests.ui.case_desks import case_of, file_document, open_kind, pupil_of, says
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> PacksScreen:
    made = PacksScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.open_at(Place("packs"))
    made.show()
    return made


def record_sent(desk: Desk, name: str) -> Submission:
    """A pack that was sent, as if it had been recorded."""
    kacper = pupil_of(desk, name)
    stored = desk.packs.book.attachments.put(io.BytesIO(b"%PDF-1.7"))
    sent = Submission(
        id=uuid4(), pupil=kacper, case=case_of(desk, name), number=1, pack_sha256=stored.sha256, pack_attachment=stored.name, pages=57,
        channel="portal", sent_at=desk.clock(), receipt=file_document(desk, kacper).id,
    )
    with desk.packs.book.writing("Recorded that a pack was sent", kacper) as page:
        page.put(sent)
    return sent


def test_every_case_can_have_its_pack_made(screen: PacksScreen) -> None:
    assert [line.row.pupil.known_name for line in screen.cases.rows] == ["Kacper Wilk", "Poppy Ormerod"]
    assert "No pack has been recorded as sent." in says(screen)


def test_enter_goes_to_the_pack(screen: PacksScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    screen.cases_table.choose(case_of(room.desk, "Poppy Ormerod"))
    QTest.keyClick(screen.cases_table, Qt.Key.Key_Return)
    screen.cases_table.choose(case_of(room.desk, "Kacper Wilk"))
    screen.make_button.click()
    assert heard.went == [Place("pack", case_of(room.desk, name)) for name in ("Poppy Ormerod", "Kacper Wilk")]


def test_a_pack_that_was_sent_is_listed_and_leads_to_its_case(screen: PacksScreen, room: Room, heard: Heard, qtbot: QtBot) -> None:
    sent = record_sent(room.desk, "Kacper Wilk")
    screen.refresh()
    assert [(line.pupil, line.receipt) for line in screen.sent.rows] == [("Kacper Wilk", "Portal receipt")]
    screen.sent_table.choose(sent.id)
    QTest.keyClick(screen.sent_table, Qt.Key.Key_Return)
    assert heard.went == [Place("case", sent.case)]


def test_a_pack_that_was_sent_can_be_come_to(screen: PacksScreen, room: Room) -> None:
    first, second = record_sent(room.desk, "Kacper Wilk"), record_sent(room.desk, "Poppy Ormerod")
    for sent in (first, second):
        screen.open_at(Place("packs", sent.id))
        line = screen.sent_table.current()
        assert line is not None
        assert line.submission == sent


def test_without_a_case_it_says_what_a_pack_needs(new_room: Room, qtbot: QtBot) -> None:
    screen = PacksScreen(new_room)
    qtbot.addWidget(screen)
    screen.refresh()
    screen.show()
    assert "No case to make a pack for" in says(screen)


def test_everything_has_a_name(screen: PacksScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []


def test_a_case_that_makes_no_pack_is_not_offered_for_one(screen: PacksScreen, room: Room) -> None:
    open_kind(room.desk, "records")
    open_kind(room.desk, "complaint")
    screen.refresh()
    assert sorted(line.row.case.case_kind for line in screen.cases.rows) == ["complaint", "request", "request"]
