"""Ctrl+K: one box that finds pupils, entries, documents and commands; Enter takes the one that is chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.layout import across, holding, line_across, stack
from sendco_desk.ui.widgets.words import words

if TYPE_CHECKING:
    from sendco_desk.services.finding import Found

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
GO_TO = "Go to "
"""How a command begins that leads to a screen."""
WAIT = 90
"""Milliseconds after the last letter before the search."""
GROUPS = (
    ("Pupils", ("pupil",), 6), ("Entries and documents", ("story_entry", "document"), 6),
    ("People and cases", (
        "contact_person", "case_file", "case_event", "case_letter", "exception_claim", "submission", "council_contact", "involvement", "meeting",
        "meeting_person", "staff_member", "school",
    ), 4),
)
ICONS = {
    "pupil": "pupils", "story_entry": "note", "document": "document", "contact_person": "person", "case_file": "requests",
    "case_event": "calendar", "submission": "packs", "school": "school", "case_letter": "letter", "exception_claim": "info",
    "council_contact": "council", "council_form": "document",
    "need_statement": "note", "statement_source": "clip", "support_cycle": "review", "outcome": "review", "strategy": "provision",
    "measure": "reports", "attendance": "calendar", "behaviour_count": "reports", "part_time_timetable": "calendar", "part_time_step": "calendar",
    "suspension": "incident", "council_return": "council",
    "provision_run": "provision", "provision_place": "provision", "provision_session": "provision", "cost_item": "provision",
    "staff_member": "person", "staff_rate": "person",
    "involvement": "person", "advice": "person", "meeting": "meeting", "meeting_person": "meeting", "agreed_action": "meeting",
    "court_order": "shield", "sharing": "shield", "capacity_note": "shield",
    "views_given": "voice", "one_page_profile": "person", "plan_version": "requests", "plan_section": "requests",
}
TABS = {
    "story_entry": "story", "document": "documents", "contact_person": "people",
    "need_statement": "support", "statement_source": "support", "support_cycle": "support", "outcome": "support", "strategy": "support",
    "measure": "measures", "attendance": "measures", "behaviour_count": "measures", "part_time_timetable": "measures",
    "part_time_step": "measures", "suspension": "measures",
    "provision_place": "provision", "provision_session": "provision", "cost_item": "provision",
    "involvement": "people", "advice": "people", "meeting": "people", "meeting_person": "people", "agreed_action": "people",
    "court_order": "people", "sharing": "people", "capacity_note": "people",
    "views_given": "views", "one_page_profile": "profile", "plan_version": "ehc", "plan_section": "ehc",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do, found by its words."""

    words: str
    where: str
    picture: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list: a group's heading, or something that can be taken."""

    title: str
    where: str = ""
    picture: str = ""
    take: Callable[[], object] | None = None


def place_of(found: "Found") -> Place:
    """Where a thing that was found is shown."""
    if found.kind == "pupil":
        return Place("pupil", found.id)
    if found.kind == "case_file":
        return Place("case", found.id)
    if found.kind == "council_contact":
        return Place("councils")
    if found.kind == "council_form":
        return Place("profiles")
    if found.kind == "provision_run":
        return Place("provision", tab=f"groups/{found.id}")
    if found.kind in ("staff_member", "staff_rate"):
        return Place("provision", tab="staff")
    if found.kind == "phrase":
        return Place("phrases", found.id)
    if found.kind == "council_return":
        return Place("reports", tab="returns")
    if found.pupil is None:
        return Place("settings")
    return Place("pupil", found.pupil, f"{TABS[found.kind]}/{found.id}" if found.kind in TABS else "ehc")


def without_marks(snippet: str) -> str:
    """The words round a match on one line, without the signs that mark it."""
    return " ".join(snippet.replace("\x02", "").replace("\x03", "").split())


def where_words(found: "Found") -> str:
    """Whose it is, and the words round the match; the title stands before them already."""
    said = without_marks(found.snippet).removeprefix(found.title).strip()
    return " · ".join(part for part in (found.pupil_name if found.kind != "pupil" else "", said) if part)


def lines(found: Sequence["Found"], commands: Iterable[Command], typed: str, go: Callable[[Place], object]) -> list[Line]:
    """The list as it is shown: groups with their headings, commands last, save where one of them is meant: it is typed by two words of its name
    or more, or by all of it, and where it goes to a screen by that screen's name.
    """

    def line(one: "Found") -> Line:
        return Line(title=one.title, where=where_words(one), picture=ICONS.get(one.kind, "note"), take=lambda: go(place_of(one)))

    made: list[Line] = []
    grouped = {kind for _, kinds, _ in GROUPS for kind in kinds}
    rest = tuple({one.kind for one in found} - grouped)
    for title, kinds, most in (*GROUPS, ("Record of support", rest, 5)):
        chosen = [line(one) for one in found if one.kind in kinds][:most]
        made += [Line(title=title), *chosen] if chosen else []
    wanted = typed.casefold().split()
    fitting = [c for c in commands if all(word in c.words.casefold() for word in wanted)]
    to_do = [Line(title="Commands"), *(Line(title=c.words, where=c.where, picture=c.picture, take=c.run) for c in fitting)] if fitting else []
    words, names = " ".join(wanted), [c.words.casefold() for c in fitting]
    meant = any((len(wanted) > 1 and name.startswith(words)) or name.removeprefix(GO_TO.casefold()) == words for name in names)
    return to_do + made if meant else made + to_do


class LinesModel(QAbstractListModel):
    """The lines as Qt sees them. Headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, found: list[Line]) -> None:
        """Replace them."""
        self.beginResetModel()
        self.lines = found
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        ready = index.isValid() and self.lines[index.row()].take is not None
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled if ready else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        said = f"{line.title}, {line.where}" if line.where else line.title
        return {Qt.ItemDataRole.DisplayRole: line.title, Qt.ItemDataRole.AccessibleTextRole: said}.get(Qt.ItemDataRole(role))


def pieces(title: str, typed: str) -> list[tuple[str, bool]]:
    """The title in pieces, the one that was typed in bold."""
    at = title.casefold().find(typed.casefold()) if typed else -1
    if at < 0:
        return [(title, False)]
    end = at + len(typed)
    return [(part, bold) for part, bold in ((title[:at], False), (title[at:end], True), (title[end:], False)) if part]


class LineDelegate(QStyledItemDelegate):
    """Draws a heading small and quiet, and a line with its icon, its title and where it is."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.look, self.typed = look, ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        return QSize(200, self.look.scaled(28 if heading else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, LinesModel):
            return
        line, look, box = model.lines[index.row()], self.look, QRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.take is None:
            painter.setFont(look.font("caption"))
            painter.setPen(look.colour("muted"))
            painter.drawText(box.adjusted(12, 0, -12, -4), Qt.AlignmentFlag.AlignBottom, line.title)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected"))
            painter.drawRoundedRect(QRectF(box), 6, 6)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.center().y() - 9, 3, 18), 1.5, 1.5)
        self._line(painter, line, box, chosen)

    def _line(self, p: QPainter, line: Line, box: QRect, chosen: bool) -> None:
        look, size = self.look, self.look.scaled(18)
        paint_icon(p, line.picture, QRectF(box.left() + 12, box.center().y() - size / 2, size, size), look.ink("accent" if chosen else "muted"))
        left, right = box.left() + size + 24, box.right() - 12
        if chosen:
            right -= self._enter(p, box)
        p.setPen(look.colour("text"))
        for part, bold in pieces(line.title, self.typed):
            p.setFont(look.font("body", 700 if bold else 400))
            shown = p.fontMetrics().elidedText(part, Qt.TextElideMode.ElideRight, max(0, right - left))
            p.drawText(QRect(left, box.top(), right - left, box.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            left += p.fontMetrics().horizontalAdvance(shown)
        p.setFont(look.font("caption"))
        p.setPen(look.colour("muted"))
        left += 8
        shown = p.fontMetrics().elidedText(line.where, Qt.TextElideMode.ElideRight, max(0, right - left))
        p.drawText(QRect(left, box.top(), max(0, right - left), box.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _enter(self, p: QPainter, box: QRect) -> int:
        look, size = self.look, self.look.scaled(16)
        p.setFont(look.font("caption"))
        p.setPen(look.colour("muted"))
        wide = p.fontMetrics().horizontalAdvance("Enter")
        paint_icon(p, "enter", QRectF(box.right() - 12 - size, box.center().y() - size / 2, size, size), look.ink("muted"))
        p.drawText(QRect(box.right() - size - 20 - wide, box.top(), wide, box.height()), Qt.AlignmentFlag.AlignVCenter, "Enter")
        return wide + size + 32


class Palette(QFrame):
    """The sheet of Ctrl+K. The keyboard stays in its field; the arrow keys move in the list."""

    def __init__(self, room: Room, commands: Sequence[Command]) -> None:
        super().__init__()
        self.room, self.commands = room, commands
        look = room.look
        self.setProperty("kind", "sheet")
        self.edit = QLineEdit()
        self.edit.setProperty("state", "bare")
        self.edit.setObjectName("find")
        self.edit.setPlaceholderText("Find a pupil, an entry, a document or a command")
        self.edit.setAccessibleName("Find a pupil, an entry, a document or a command")
        self.edit.installEventFilter(self)
        self.model, self.view = LinesModel(self), QListView()
        self.delegate = LineDelegate(look, self)
        self._dress_view()
        self.nothing = words("", tone="muted")
        self.setFocusProxy(self.edit)
        hint = across(words("↑ ↓ to move", "caption", "muted"), None, words("Esc to close", "caption", "muted"), pad=(20, 8, 20, 10))
        top = across(Picture(look, "search", "muted", 20), self.edit, gap=8, pad=(20, 10, 20, 8))
        body = holding(stack(self.view, self.nothing, pad=(8, 4, 8, 8)))
        self.setLayout(stack(top, line_across(), body, line_across(), hint))
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.setInterval(WAIT)
        self.later.timeout.connect(self.search)
        self.edit.textChanged.connect(lambda: self.later.start())
        self.search()

    def _dress_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setProperty("frame", "bare")
        view.setAccessibleName("What was found")
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self.take)

    def search(self) -> None:
        """Find what is typed; with nothing typed, offer the commands."""
        self.later.stop()
        typed = self.edit.text().strip()
        try:
            found = self.room.desk.finding.search(typed, limit=30) if typed else []
            sorry = f"Nothing in this notebook holds “{typed}”."
        except Refused as refusal:
            found, sorry = [], refusal.message
        self.delegate.typed = typed
        self.model.show_lines(lines(found, self.commands, typed, self.room.go))
        self.nothing.setText("" if self.model.lines else sorry)
        self.nothing.setVisible(not self.model.lines)
        self.view.setVisible(bool(self.model.lines))
        tall = sum(self.room.look.scaled(36 if line.take else 28) for line in self.model.lines)
        self.view.setFixedHeight(max(1, min(tall + 2, self._room_for_list())))
        self._choose(self._next(-1, 1))
        self.updateGeometry()

    def _room_for_list(self) -> int:
        over = self.parentWidget()
        tall = over.height() if over is not None else 560
        return max(120, tall - 112 - self.room.look.scaled(100))

    def _next(self, row: int, step: int) -> int:
        """The nearest row that can be taken."""
        row += step
        while 0 <= row < len(self.model.lines) and self.model.lines[row].take is None:
            row += step
        return row

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.model.lines):
            index = self.model.index(row)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
            self.edit.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def take(self) -> None:
        """Go where the chosen line leads."""
        if self.later.isActive():
            self.search()  # Enter came before the search of the last letter
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.lines) and (take := self.model.lines[row].take) is not None:
            self.room.close_sheet()
            take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row, key = self.view.currentIndex().row(), Qt.Key(event.key())
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._choose(self._next(row, 1 if key == Qt.Key.Key_Down else -1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return False
