"""Rows that are read like text and used like a list: one stop of the Tab key, arrows go from one to the next, Enter opens, further keys do deeds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import RADIUS
from sendco_desk.ui.widgets.layout import Part, across, holding, stack
from sendco_desk.ui.widgets.words import plain, words

ANY_WIDTH = 16_777_215
"""Qt's word for no greatest width."""
EDGE = 8
ROW_PAD = (EDGE, 6, EDGE, 6)
LEAST = 760
"""Pixels at 100% under which the cells of a row stand below one another."""


def said(text: str, role: str = "body", tone: str = "") -> QWidget:
    """Somebody's words in a row: nothing in them is read as markup, and a click on them is a click on the row."""
    label = plain(text, role, tone, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return label


class Cells(QFrame):
    """A first part that takes what room there is and narrow ones beside it; where there is no room they stand below it."""

    def __init__(self, look: Look, first: QWidget, others: Sequence[tuple[int, QWidget | None]]) -> None:
        super().__init__()
        self.look = look
        self.cells = [(wide, holding(stack(*((part,) if part else ()))), part is None) for wide, part in others]
        self.row: QBoxLayout = across(first, *(cell for _, cell, _ in self.cells), gap=16)
        self.row.setStretch(0, 1)
        for cell in (first, *(cell for _, cell, _ in self.cells)):
            self.row.setAlignment(cell, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self.row)
        self.fit()

    def fit(self) -> None:
        """Choose beside or below."""
        edges = self.row.contentsMargins()
        below = self.width() - edges.left() - edges.right() < self.look.scaled(LEAST)
        self.row.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self.row.setSpacing(4 if below else 16)
        for wide, cell, empty in self.cells:
            cell.setHidden(below and empty)
            cell.setMinimumWidth(0 if below else self.look.scaled(wide))
            cell.setMaximumWidth(ANY_WIDTH if below else self.look.scaled(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()


class Row(QFrame):
    """One row. Its group knows which is chosen."""

    def __init__(self, look: Look, identity: UUID, name: str, *parts: Part, copied: str = "") -> None:
        super().__init__()
        self.look, self.identity, self.copied = look, identity, copied or name
        self.group: Rows | None = None
        self.setAccessibleName(name)
        self.setProperty("ringed", True)
        self.setProperty("ring_gap", 1)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setLayout(stack(*parts, gap=3, pad=ROW_PAD))

    @property
    def chosen(self) -> bool:
        """Whether the deeds are done to it."""
        return self.group is not None and self.group.chosen == self.identity

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.chosen:
            return
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(self.look.colour("selected"))
        p.drawRoundedRect(QRectF(self.rect()), RADIUS["control"], RADIUS["control"])
        p.setBrush(self.look.colour("accent"))
        p.drawRoundedRect(QRectF(0, 6, 3, self.height() - 12), 1.5, 1.5)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.group is not None:
            self.group.choose(self.identity)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.group is not None:
            self.group.press(Qt.Key.Key_Return, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied)
        elif self.group is None or not self.group.key(event, self):
            super().keyPressEvent(event)


class Rows(QObject):
    """The rows of one list in reading order. ``deeds`` are what keys do to the chosen one: Enter, S, Delete, Alt+Up."""

    changed = Signal()
    """Another row is chosen, or none."""

    def __init__(self, parent: QWidget, deeds: Mapping[tuple[Qt.Key, bool], Callable[[UUID], object]]) -> None:
        super().__init__(parent)
        self.deeds = dict(deeds)
        self.rows: list[Row] = []
        self.chosen: UUID | None = None

    def has_keys(self) -> bool:
        """Whether the keyboard is on one of the rows: to be asked before they are taken out."""
        return any(row.hasFocus() for row in self.rows)

    def put(self, rows: Iterable[Row], *, keys: bool = False) -> None:
        """Take these rows; the one that was chosen stays chosen where it is still there, and has the keyboard where ``keys`` says so."""
        self.rows = list(rows)
        for row in self.rows:
            row.group = self
        if self.row() is None:
            self.chosen = None
        self._one_stop()
        kept = self.row()
        if keys and kept is not None:
            kept.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def row(self, identity: UUID | None = None) -> Row | None:
        """The row of a record, the chosen one where none is named."""
        wanted = self.chosen if identity is None else identity
        return next((row for row in self.rows if row.identity == wanted), None)

    def choose(self, identity: UUID) -> None:
        """Do deeds to this one from now on."""
        if identity != self.chosen:
            self.chosen = identity
            self._one_stop()
            for row in self.rows:
                row.update()
            self.changed.emit()

    def focus(self, identity: UUID) -> bool:
        """Put the keyboard on a record's row; False where it is not here."""
        row = self.row(identity)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self.choose(identity)  # also where the window is not the active one, which then has no focus to give
        return row is not None

    def _one_stop(self) -> None:
        stop = self.row() or (self.rows[0] if self.rows else None)
        for row in self.rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)

    def key(self, event: QKeyEvent, row: Row) -> bool:
        """Do what a key asks for; False where it asks for nothing here."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        pressed = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -len(self.rows), Qt.Key.Key_End: len(self.rows)}
        if pressed in steps and not alt:
            at = min(max(self.rows.index(row) + steps[pressed], 0), len(self.rows) - 1)
            self.focus(self.rows[at].identity)
            into_view(self.rows[at])
            return True
        return self.press(Qt.Key.Key_Return if pressed == Qt.Key.Key_Enter else pressed, row, alt=alt)

    def press(self, key: Qt.Key, row: Row, *, alt: bool = False) -> bool:
        """Do the deed of a key to a row."""
        deed = self.deeds.get((key, alt))
        if deed is not None:
            deed(row.identity)
        return deed is not None


def into_view(widget: QWidget) -> None:
    """Scroll the page that a widget lies in so that it is seen."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(widget, 0, 24)


def heads(look: Look, first: str, others: Sequence[tuple[int, str]]) -> Cells:
    """The names of the columns, in line with the cells under them; they go where the cells stand below one another."""

    class Heads(Cells):
        def fit(self) -> None:
            super().fit()
            self.setMaximumHeight(0 if self.row.direction() == QBoxLayout.Direction.TopToBottom else ANY_WIDTH)

    made = Heads(look, words(first, "caption", "muted"), [(wide, words(title, "caption", "muted")) for wide, title in others])
    made.row.setContentsMargins(EDGE, 0, EDGE, 0)
    return made


def indented(*parts: Part, gap: int = 4) -> QFrame:
    """Parts in line with the words of rows, whose chosen ground reaches a little further out."""
    return holding(stack(*parts, gap=gap, pad=(EDGE, 0, EDGE, 0)))


def block(title: str, *parts: Part) -> QFrame:
    """A quiet heading and the rows under it."""
    return holding(stack(indented(words(title, "strong")), *parts, gap=4))
