"""From "Make a new notebook" to a verified pack, through the real widgets, with the school's own files and real documents."""

from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.services.bundling import verify
from sendco_desk.services.desk import Desk
from sendco_desk.ui.forms.document_forms import FilingForm
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.quick_entry import QuickEntry
from sendco_desk.ui.room import Place
from sendco_desk.ui.running import Running
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.case_forms import EventForm
from sendco_desk.ui.screens.documents import DocumentsPage
from sendco_desk.ui.screens.ehc import EhcPage
from sendco_desk.ui.screens.import_wizard import ImportScreen
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.unlock import UnlockWindow
from sendco_desk.ui.unlock_pages import CodePage, NewPage
from tests.shared_corpus import SHARED, needs_shared

PASSPHRASE = "gravel moth tin violet"
W = TypeVar("W", bound=QWidget)
pytestmark = needs_shared


def press(inside: QWidget, name: str) -> None:
    """Click the button of that name, as somebody would who reads it."""
    found = [b for b in inside.findChildren(QAbstractButton) if (b.accessibleName() or b.text()).strip() == name and b.isVisibleTo(inside)]
    assert found, f"no button called {name}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def the(inside: QWidget, kind: type[W]) -> W:
    """The one shown part of that kind."""
    found = [part for part in inside.findChildren(kind) if part.isVisibleTo(inside)]
    assert found, kind.__name__
    return found[-1]


def type_in(form: Form, name: str, text: str) -> None:
    """Put text into the form's field of that name."""
    box = form.fields[name].box
    assert isinstance(box, QLineEdit | QPlainTextEdit)
    if isinstance(box, QLineEdit):
        box.setText(text)
    else:
        box.setPlainText(text)


def idle(window: MainWindow | UnlockWindow, qtbot: QtBot, seconds: int = 240) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy(), timeout=seconds * 1000)


def make_notebook(running: Running, qtbot: QtBot, folder: Path) -> MainWindow:
    first = running.unlock_window()
    first.show()
    press(first, "Make a new notebook")
    page = the(first, NewPage)
    page.school.set_text("Fernhollow School")
    page.council.set_text("Marlshire County Council")
    page.person.set_text("Dr Robin Lark")
    page.where.show_folder(folder)
    page.where.chosen = True
    page.secret.first.set_text(PASSPHRASE)
    page.secret.again.set_text(PASSPHRASE)
    page.press()
    qtbot.waitUntil(lambda: bool(first.findChildren(CodePage)), timeout=20_000)
    code = the(first, CodePage)
    code.safe.click()
    code.press()
    qtbot.waitUntil(lambda: running.main is not None, timeout=20_000)
    assert running.main is not None
    return running.main


def bring_pupils_in(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Place("import"))
    screen = window.shown_screen()
    assert isinstance(screen, ImportScreen)
    screen.take(SHARED / "corpus" / "ctf" / "8454998_CTF_845LLLL_001.xml")
    idle(window, qtbot)
    screen.bring_in()
    idle(window, qtbot)
    assert len(window.desk.pupils.rows()) == 120


def papers() -> list[Path]:
    return sorted((SHARED / "corpus" / "documents").iterdir())


def put_papers_in(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {".pdf", ".jpg", ".png", ".docx", ".eml", ".txt", ".heic", ".tiff", ".gif"}
    wanted = [path for path in papers() if path.suffix in kinds]
    assert len(wanted) >= 30
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *given, **more: ([str(path) for path in wanted], ""))
    page = the(window, DocumentsPage)
    page.choose_files()
    the(window, FilingForm).finish()
    idle(window, qtbot)


def record_a_request(window: MainWindow, received: date) -> CaseScreen:
    the(window, EhcPage).record()
    form = the(window, RequestForm)
    type_in(form, "authority", "Marlshire County Council")
    type_in(form, "request_received", received.isoformat())
    form.finish()
    screen = window.shown_screen()
    assert isinstance(screen, CaseScreen)
    return screen


def make_the_pack(window: MainWindow, qtbot: QtBot, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(out), ""))
    screen = window.shown_screen()
    assert isinstance(screen, PackScreen)
    idle(window, qtbot)
    screen.check_and_make()
    idle(window, qtbot)
    assert screen.made is not None


def test_a_new_notebook_becomes_a_verified_pack(running: Running, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = make_notebook(running, qtbot, tmp_path / "Fernhollow.sendco")
    desk: Desk = window.desk
    bring_pupils_in(window, qtbot)
    pupil = next(row.pupil for row in desk.pupils.rows() if row.sen == "K")

    window.go(Place("pupil", pupil.id, "documents"))
    put_papers_in(window, qtbot, monkeypatch)
    assert len(desk.documents.of(pupil.id)) >= 30

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    entry = the(window, QuickEntry)
    press(entry, "Meeting")
    type_in(entry, "words", "Settled start to the week, checklist in use.")
    entry.finish()
    assert [line.entry.words for line in desk.story.lines(pupil.id)] == ["Settled start to the week, checklist in use."]

    window.go(Place("pupil", pupil.id, "ehc"))
    received = desk.clock().date() - timedelta(weeks=9)
    case = record_a_request(window, received)
    case.add_event("request_acknowledged")
    form = the(window, EventForm)
    type_in(form, "on", (received + timedelta(days=3)).isoformat())
    form.finish()
    (kept,) = desk.casework.cases()
    assert [row.event.name for row in desk.casework.page(kept.case.id).events] == ["request_received", "request_acknowledged"]
    assert any(row.chip_state == "late" for row in desk.today.lists().theirs)

    case.make_pack()
    out = tmp_path / "pack.pdf"
    make_the_pack(window, qtbot, out, monkeypatch)
    checks = verify(out)
    assert [check.name for check in checks if not check.ok] == []
    window.lock()
    assert running.unlock is not None
