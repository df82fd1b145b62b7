"""Settings take effect at once and are remembered."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.school import Term
from sendco_desk.ui.preferences import USUAL_LOCK, Preferences
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.settings import PassphraseSheet, PersonSheet, SettingsScreen
from tests.ui.heard import Heard

PASSPHRASE = "harbour lantern pencil"


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> SettingsScreen:
    made = SettingsScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.open_at(Place("settings"))
    made.show()
    return made


def said(screen: QWidget) -> str:
    return " ".join(label.text() for label in screen.findChildren(QLabel))


def test_the_usual_choices_hold_until_others_are_made(screen: SettingsScreen) -> None:
    assert (screen.text_size.code(), screen.theme.code(), screen.idle.code()) == ("100", "system", str(USUAL_LOCK))


def test_a_text_size_is_worn_at_once_and_remembered(room: Room, screen: SettingsScreen, preferences: Preferences) -> None:
    screen.text_size.choose("150")
    screen.theme.choose("dark")
    screen.dress()
    assert preferences.text_size == 1.5 and preferences.theme == "dark"


def test_the_minutes_before_locking_are_remembered(screen: SettingsScreen, preferences: Preferences) -> None:
    screen.idle.choose("5")
    screen.keep_idle()
    assert preferences.lock_minutes == 5


def test_it_says_who_can_open_the_notebook(screen: SettingsScreen) -> None:
    assert "E. Marlowe" in said(screen) and "SENDCo: everything" in said(screen)


def test_a_backup_is_made_and_said(screen: SettingsScreen, room: Room, heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    room.desk.keyring.remember("backup_folder", str(tmp_path))
    screen.make_backup()
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=10_000)
    assert heard.last.startswith("Backed up and checked")
    assert room.desk.backups.light().state == "done"


def test_the_school_s_details_are_saved(screen: SettingsScreen, room: Room, heard: Heard) -> None:
    screen.school.council.set_text("Borchester")
    screen.school.save()
    assert room.desk.school.school().authority == "Borchester"
    assert heard.changed[-1] == frozenset({"school"})


def test_a_school_without_a_name_is_refused_beside_the_field(screen: SettingsScreen) -> None:
    screen.school.name.set_text("")
    screen.school.save()
    assert screen.school.name.is_wrong()


def test_a_year_without_terms_is_said_to_need_them_and_its_calendar_is_one_press_away(screen: SettingsScreen, heard: Heard) -> None:
    assert "2026/27: no terms, no closures." in said(screen) and "No term of 2026/27 is recorded." in said(screen)
    next(b for b in screen.findChildren(QAbstractButton) if b.accessibleName() == "School calendar").click()
    assert heard.went == [Place("calendar")]


def test_a_recorded_year_is_summed_up(screen: SettingsScreen, room: Room) -> None:
    for name, first, last in (
        ("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)), ("Spring 2027", date(2027, 1, 4), date(2027, 3, 25)),
        ("Summer 2027", date(2027, 4, 12), date(2027, 7, 21)),
    ):
        room.desk.school.calendar.save_term(Term(id=uuid4(), name=name, first_day=first, last_day=last))
    screen.refresh()
    assert "2026/27: 3 terms with 208 school days, 2 closures." in said(screen)
    assert not any("not recorded" in label.text() for label in screen.school.findChildren(QLabel) if label.isVisible())


def test_a_passphrase_is_changed_with_the_old_one(room: Room, heard: Heard, qtbot: QtBot, cheap: None) -> None:
    sheet = PassphraseSheet(room)
    qtbot.addWidget(sheet)
    sheet.old.set_text(PASSPHRASE)
    sheet.new.first.set_text("gravel moth tin violet")
    sheet.new.again.set_text("gravel moth tin violet")
    sheet.press()
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=10_000)
    assert heard.last.startswith("Your passphrase is changed")


def test_a_wrong_old_passphrase_is_said_beside_its_field(room: Room, qtbot: QtBot, cheap: None) -> None:
    sheet = PassphraseSheet(room)
    qtbot.addWidget(sheet)
    sheet.old.set_text("not the passphrase")
    sheet.new.first.set_text("gravel moth tin violet")
    sheet.new.again.set_text("gravel moth tin violet")
    sheet.press()
    qtbot.waitUntil(lambda: not room.tasks.busy(), timeout=10_000)
    assert sheet.old.is_wrong() and sheet.go.isEnabled()


def test_a_weak_new_passphrase_is_refused_beside_its_field(room: Room, qtbot: QtBot) -> None:
    sheet = PassphraseSheet(room)
    qtbot.addWidget(sheet)
    sheet.new.first.set_text("short")
    sheet.press()
    assert sheet.new.first.is_wrong() and not room.tasks.busy()


def test_a_named_person_is_added_with_a_role(room: Room, heard: Heard, qtbot: QtBot, cheap: None) -> None:
    added: list[bool] = []
    sheet = PersonSheet(room, lambda: added.append(True))
    qtbot.addWidget(sheet)
    sheet.press()
    assert sheet.person.is_wrong()
    sheet.person.set_text("R. Amadi")
    sheet.role.choose("head")
    sheet.secret.first.set_text("gravel moth tin violet")
    sheet.secret.again.set_text("gravel moth tin violet")
    sheet.press()
    qtbot.waitUntil(lambda: bool(added), timeout=10_000)
    people = {person.name: str(person.role) for person in room.desk.keyring.people()}
    assert people == {"E. Marlowe": "sendco", "R. Amadi": "head"}


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching a passphrase costs next to nothing here."""
    from sendco_desk.store import slots

    monkeypatch.setattr(slots, "measured_cost", lambda: slots.TINY)


def test_everything_in_settings_has_a_name(screen: SettingsScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []
    for sheet in (PassphraseSheet(screen.room), PersonSheet(screen.room, lambda: None)):
        assert nameless(sheet) == []
        sheet.deleteLater()
