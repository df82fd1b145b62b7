"""A SENCo at the window of a notebook, as the journeys need one: goes to a place, presses buttons by their names, fills forms in by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QFileDialog, QLineEdit, QPlainTextEdit, QTableView, QWidget
from pytest import MonkeyPatch

from sendco_desk.services.desk import Desk
from sendco_desk.ui.forms.document_forms import FilingForm
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.pupil_field import PupilField
from sendco_desk.ui.forms.ticks import Ticks
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place
from sendco_desk.ui.screens.documents import DocumentsPage
from sendco_desk.ui.widgets.choice import Choice
from tests.journeys.conftest import WallClock
from tests.journeys.hands import CTRL, Hands, Key, focused, name_of, on_screen, settle, the


@dataclass(frozen=True, slots=True)
class Person:
    """Sits at the window. What a person would read on the screen is found by its name; services are only looked at."""

    window: MainWindow
    hands: Hands
    clock: WallClock
    dialogs: MonkeyPatch

    @property
    def desk(self) -> Desk:
        """What the notebook holds, to be looked at."""
        return self.window.desk

    def pupil(self, name: str) -> UUID:
        """The pupil of that known name."""
        [found] = [row.pupil.id for row in self.desk.pupils.rows() if row.pupil.known_name == name]
        return found

    # Going

    def go(self, name: str, pupil: UUID | None = None, tab: str = "") -> QWidget:
        """Go to a place."""
        self.window.go(Place(name, pupil, tab))
        settle()
        screen = self.window.shown_screen()
        assert screen is not None and name == screen.NAME
        return screen

    def idle(self, seconds: float = 240) -> None:
        """Wait for the slow lane."""
        self.hands.until(lambda: not self.window.tasks.busy(), seconds)
        settle()

    # Pressing

    def buttons(self, name: str) -> list[QAbstractButton]:
        """The shown buttons that are called so."""
        return [one for one in self.window.findChildren(QAbstractButton) if one.isVisible() and name in (name_of(one), one.text().strip())]

    def names(self) -> list[str]:
        """What every shown button is called."""
        return [name_of(one) for one in self.window.findChildren(QAbstractButton) if one.isVisible()]

    def press(self, name: str) -> None:
        """Click a button; it is shown, it can be pressed, and there is no second of its name to take it for."""
        found = self.buttons(name)
        assert found, f"no button called {name}, only {sorted(self.names())}"
        assert len(found) == 1 and found[0].isEnabled(), f"{len(found)} buttons called {name}"
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        settle()

    def row(self, words: str) -> None:
        """Click the row of a shown table that says this."""
        for table in self.window.findChildren(QTableView):
            model = table.model()
            if not table.isVisible():
                continue
            for cell in (model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())):
                if words in str(cell.data()) and not table.isColumnHidden(cell.column()):
                    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(cell).center())
                    settle()
                    return
        raise AssertionError(f"no row says {words}")

    # Forms

    def form(self) -> Form:
        """The sheet that lies over the window."""
        return the(self.window, Form)

    def box(self, name: str) -> QWidget:
        """The box of a form's field, come to by Tab; where the keyboard is can be seen at every step."""
        box = self.form().fields[name].box
        for _ in range(120):
            if focused() in (box, box.focusProxy()):
                return box
            self.hands.key(Key.Key_Tab)
            on_screen(focused())
        raise AssertionError(f"Tab never comes to {name}")

    def fill(self, **typed: str | bool) -> None:
        """Fill fields in by hand: words are typed, codes are gone to by the arrow keys, a tick is set by the space bar."""
        for name, wanted in typed.items():
            box = self.box(name)
            if isinstance(box, Choice):
                self._choose(box, str(wanted))
            elif isinstance(box, Ticks):
                self._tick(box, str(wanted).split())
            elif isinstance(box, QCheckBox):
                if box.isChecked() is not wanted:
                    self.hands.key(Key.Key_Space)
            else:
                assert isinstance(box, QLineEdit | QPlainTextEdit), type(box).__name__
                self.hands.key(Key.Key_A, CTRL)
                self.hands.write(str(wanted))
                if isinstance(self.form().fields[name], PupilField):
                    self.hands.key(Key.Key_Return)  # the first of the list that has opened
                self._close_list()

    def _close_list(self) -> None:
        """Put a list of completions away; the offscreen platform does not give the front back when one closes."""
        if QApplication.activePopupWidget() is not None:
            self.hands.key(Key.Key_Escape)
        if not self.window.isActiveWindow():
            self.hands.at(self.window)

    def _choose(self, box: Choice, code: str) -> None:
        self.hands.key(Key.Key_Home)
        for _ in range(box.count()):
            if box.code() == code:
                return
            self.hands.key(Key.Key_Down)
        raise AssertionError(f"{code} cannot be chosen")

    def _tick(self, box: Ticks, codes: Sequence[str]) -> None:
        for code in codes:
            box.boxes[code].setFocus(Qt.FocusReason.TabFocusReason)
            self.hands.key(Key.Key_Space)

    def line(self, name: str, wanted: str) -> None:
        """Go by Tab to the box that is called so, such as one of several lines, and type."""
        self.hands.tab_to(name)
        self.hands.write(wanted)

    def finish(self) -> None:
        """Ctrl+Enter; the form is gone, so nothing was refused."""
        form = self.form()
        self.hands.key(Key.Key_Return, CTRL)
        settle()
        told = [field.said.text() for field in form.fields.values() if field.is_wrong()] if form in self.window.findChildren(Form) else []
        assert form not in self.window.findChildren(Form), f"refused: {told or form.failure.text()}"

    # Documents

    def put_in(self, pupil: UUID, path: Path, **filed: str) -> UUID:
        """Put a document into the pupil's record."""
        self.go("pupil", pupil, "documents")
        there = {document.id for document in self.desk.documents.of(pupil)}
        self.dialogs.setattr(QFileDialog, "getOpenFileNames", lambda *given, **more: ([str(path)], ""))
        the(self.window, DocumentsPage).choose_files()
        assert isinstance(self.form(), FilingForm)
        self.fill(**filed)
        self.finish()
        self.idle()
        [made] = [document.id for document in self.desk.documents.of(pupil) if document.id not in there]
        return made


Chapter = Callable[[Person], None]
"""A part of a journey."""
