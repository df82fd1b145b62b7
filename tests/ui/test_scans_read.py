"""Scans that are put in are read for search on a lane of their own, unless the person wants it otherwise."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.services.documents import Documents, Filing
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.documents import put_in
from sendco_desk.ui.screens.settings import SettingsScreen
from tests.packs.scan_samples import jpeg_of, typed
from tests.ui.heard import Heard


def put(room: Room, heard: Heard, qtbot: QtBot, folder: Path) -> None:
    (folder / "letter.jpg").write_bytes(jpeg_of(typed(1)))
    kacper = next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")
    put_in(room, kacper, [folder / "letter.jpg"], Filing(received_on=date(2026, 11, 3)))
    qtbot.waitUntil(lambda: bool(heard.said) and not room.tasks.busy(), timeout=60_000)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Which documents were read; each says that it holds a made-up word."""
    documents: list[UUID] = []

    def words(_: Documents, scans: Sequence[tuple[UUID, Any]], report: object) -> dict[UUID, str]:
        documents.extend(document for document, _ in scans)
        return dict.fromkeys(documents, "zebrafinch")

    monkeypatch.setattr(Documents, "words_of_scans", words)
    return documents


def test_the_words_of_a_scan_are_found_a_while_after_it_was_put_in(
    room: Room, heard: Heard, read: list[UUID], qtbot: QtBot, tmp_path: Path
) -> None:
    put(room, heard, qtbot, tmp_path)
    qtbot.waitUntil(lambda: bool(room.desk.finding.search("zebrafinch")), timeout=60_000)
    assert len(read) == 1


def test_nothing_is_read_where_the_person_has_switched_it_off(
    room: Room, heard: Heard, read: list[UUID], qtbot: QtBot, tmp_path: Path
) -> None:
    screen = SettingsScreen(room)
    qtbot.addWidget(screen)
    screen.refresh()
    assert screen.scans.isChecked()
    screen.scans.click()
    put(room, heard, qtbot, tmp_path)
    assert read == []


def test_a_scan_without_words_changes_nothing(
    room: Room, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Documents, "words_of_scans", lambda *_: {})
    put(room, heard, qtbot, tmp_path)
    assert room.desk.finding.search("zebrafinch") == []
