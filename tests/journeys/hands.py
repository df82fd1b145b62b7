"""What a person does at this app: keys, letters of any script, looking for the focus, reading what stands on the screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)
Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL, ALT, SHIFT, BARE = Held.ControlModifier, Held.AltModifier, Held.ShiftModifier, Held.NoModifier
USED = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QAbstractSpinBox, QTabBar)
"""What a person can use."""


def focused() -> QWidget:
    """What has the keyboard; it must be on screen, or the person does not know where they are."""
    now = QApplication.focusWidget()
    assert now is not None, "nothing has the keyboard"
    assert now.isVisible(), f"{told(now)} has the keyboard and is hidden"
    return now


def told(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    return name_of(widget) or f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"


def name_of(widget: QWidget) -> str:
    """Its accessible name, or nothing."""
    if isinstance(widget, QComboBox):  # on Linux Qt gives what is chosen as a list's name and leaves the name to its label
        return widget.accessibleName().strip()
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name).strip() if spoken is not None else ""


@dataclass(frozen=True, slots=True)
class Hands:
    """Presses keys in whichever window has the keyboard, as a person does who never sees the code."""

    qtbot: QtBot

    def at(self, window: QWidget) -> None:
        """Bring a window to the front."""
        with self.qtbot.waitActive(window):
            window.activateWindow()
            window.raise_()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = BARE, times: int = 1) -> None:
        """Press a key; the window passes it on to what has the focus, or to a shortcut."""
        for _ in range(times):
            now = QApplication.activePopupWidget() or focused().window()
            if now is not QApplication.activePopupWidget() and not now.isActiveWindow():
                self.at(now)  # the offscreen platform does not give the front back when a list closes
            handle = now.windowHandle()
            assert handle is not None
            QTest.keyClick(handle, key, held)

    def write(self, words: str) -> None:
        """Type words: plain letters as keys, any other as an input method gives them."""
        for letter in words:
            if letter.isascii():
                QTest.keyClicks(focused(), letter)
            else:
                given = QInputMethodEvent()
                given.setCommitString(letter)
                QApplication.sendEvent(focused(), given)

    def tab_to(self, name: str, *, back: bool = False, most: int = 60) -> QWidget:
        """Press Tab until what has this name has the keyboard; the focus is on screen at every step."""
        met: list[str] = []
        for _ in range(most):
            if told(focused()) == name:
                return focused()
            met.append(told(focused()))
            self.key(Key.Key_Backtab if back else Key.Key_Tab, SHIFT if back else BARE)
            on_screen(focused())
        raise AssertionError(f"Tab never comes to {name}, only to {met}")

    def until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        """Wait for something to come about, and for what it puts on screen: Qt shows a new part only in its next round."""
        self.qtbot.waitUntil(holds, timeout=round(seconds * 1000))
        QCoreApplication.processEvents()


def on_screen(widget: QWidget) -> None:
    """Some of what has the keyboard can be seen, without scrolling by hand."""
    QCoreApplication.processEvents()
    assert not widget.visibleRegion().isEmpty(), f"{told(widget)} has the keyboard out of sight"


def the(inside: QWidget, kind: type[W]) -> W:
    """The shown part of that kind."""
    found = [part for part in inside.findChildren(kind) if part.isVisible()]
    assert found, kind.__name__
    return found[-1]


def says(inside: QWidget) -> str:
    """Every word that shown labels say."""
    return " ".join(label.text() for label in inside.findChildren(QLabel) if label.isVisible()).replace("\u00a0", " ")


def settle() -> None:
    """Let everything happen that is due, widgets thrown away included."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def usable(inside: QWidget) -> Iterator[QWidget]:
    """Everything shown that a person can use; the inner parts of Qt's own widgets left out."""
    for widget in inside.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QHeaderView)
        if isinstance(widget, USED) and not isinstance(widget, QScrollBar | QHeaderView) and not inner and widget.isVisible():
            yield widget


def nameless(inside: QWidget) -> list[str]:
    """What could be used but not named by a screen reader."""
    return [told(widget) for widget in usable(inside) if not name_of(widget)]


def areas_over(widget: QWidget) -> list[QScrollArea]:
    """The pages that scroll which a widget lies in, the nearest first."""
    found, parent = [], widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            found.append(parent)
        parent = parent.parentWidget()
    return found


def inside_a_view(widget: QWidget) -> bool:
    """Whether it is a part of a table or a box, which scrolls by itself."""
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea)
