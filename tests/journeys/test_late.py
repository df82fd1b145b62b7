"""A report comes after the pack was sent: it is added to the very file as 2A, sent as a further pack, and a copy gets a password."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from sendco_desk.services.bundling import verify
from sendco_desk.ui.forms.late_form import LateForm, LockForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.packs import PacksScreen
from tests.journeys.conftest import WallClock
from tests.journeys.hands import CTRL, Hands, Key, says, settle
from tests.journeys.person import Person
from tests.services.papers import pdf_file

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a list under a field does when it opens

PASSWORD = "three odd words"


@pytest.fixture
def me(opened: Callable[[Path, WallClock], MainWindow], folder: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Person:
    """At a notebook whose pack of one case was sent."""
    from sendco_desk.services.clockwork import wall_clock

    clock = WallClock(wall_clock())
    person = Person(opened(folder, clock), hands, clock, monkeypatch)
    packs, case = person.desk.packs, person.desk.casework.cases()[0].case.id
    packs.build(case, packs.proposed(case), tmp_path / "first.pdf")
    packs.submit(case, tmp_path / "first.pdf", "portal")
    clock.now += timedelta(hours=2)
    return person


def saved_as(me: Person, path: Path) -> None:
    """What the person answers when asked where a file shall stand."""
    me.dialogs.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(path), ""))


def test_a_late_report_is_added_sent_and_locked(me: Person, tmp_path: Path) -> None:
    pupil = me.pupil("Kacper Wilk")
    report = me.put_in(pupil, pdf_file(tmp_path, "late report.pdf", "Late, page", 2), sharing_basis="agreed")
    screen = me.go("packs")
    assert isinstance(screen, PacksScreen)
    me.press("Add late documents")
    me.idle()
    form = me.form()
    assert isinstance(form, LateForm)

    me.fill(documents=str(report), after="99", alone=True)
    saved_as(me, tmp_path / "late.pdf")
    me.hands.key(Key.Key_Return, CTRL)
    me.idle()
    assert form.fields["after"].said.text().startswith("There is no page 99 in that pack")
    me.fill(after="2")
    me.hands.key(Key.Key_Return, CTRL)
    me.idle()
    assert "‘late report’ is pages 2A to 2B." in says(screen)
    assert "late pages stand beside it in a file of their own" in says(screen)
    for made in ("late.pdf", "late, late pages alone.pdf"):
        assert all(check.ok for check in verify(tmp_path / made))

    me.press("Record that it was sent")
    sent = me.form()
    assert isinstance(sent, SentForm)
    me.hands.key(Key.Key_Return, CTRL)
    me.idle()
    assert next((one.number, one.note) for one in me.desk.packs.submissions()) == (
        2, "Late addition to pack 1: ‘late report’ as 2A to 2B. The sheet 1A tells of it.",
    )
    assert screen.sent.rowCount() == 2


def test_a_copy_of_the_sent_pack_gets_a_password(me: Person, tmp_path: Path) -> None:
    screen = me.go("packs")
    me.press("Save a password copy")
    me.idle()
    form = me.form()
    assert isinstance(form, LockForm)
    saved_as(me, tmp_path / "copy")
    for field in (form.secret, form.again):
        field.box.setFocus()
        me.hands.write("short")
    me.hands.key(Key.Key_Return, CTRL)
    settle()
    assert form.secret.said.text().startswith("Give a password of at least 8 characters")
    for field in (form.secret, form.again):
        field.box.setFocus()
        me.hands.key(Key.Key_A, CTRL)
        me.hands.write(PASSWORD)
    me.hands.key(Key.Key_Return, CTRL)
    me.idle()
    assert "locked with the password you typed" in says(screen)
    assert all(check.ok for check in verify(tmp_path / "copy.pdf", PASSWORD))
    assert (tmp_path / "copy covering note.txt").is_file()
