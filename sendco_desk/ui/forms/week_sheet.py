"""The sheet of a group's week: one key says that everybody was there, an arrow and a letter each exception, Ctrl+Enter keeps it all."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.provision_rows import often_words
from sendco_desk.services.provision_week import Slot, WeekEntry, WeekSheet, monday_of
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.record_form import whole_number
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.models.week_model import OF_LETTER, SIGNS, WeekModel
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import HEADER
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import chip_width, paint_chip
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.words import Elided, plain, words

CELL = 40
"""The height of a pupil's row at 100%."""
CLEARED = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class WeekCells(QStyledItemDelegate):
    """Draws a cell: icon and word of what was said, a line where nothing was, hatching where the pupil holds no place."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        entry, look = index.data(RECORD), self.look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, look.colour("selected" if chosen else "surface" if entry is not None else "sunken"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRect(QRectF(box).adjusted(1, 1, -2, -2))
        if isinstance(entry, WeekEntry) and entry.outcome:
            sign = SIGNS[entry.outcome]
            paint_chip(painter, look, QPoint(box.left() + 8, box.center().y() + 1), str(index.data()), sign.picture, sign.state)
        else:
            painter.setFont(look.font())
            painter.setPen(look.colour("muted"))
            painter.drawText(box.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()


class Names(QHeaderView):
    """The pupils at the left, with the same hairline under them as the cells have."""

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, over)
        self.look = look
        self.setAccessibleName("Pupils of the group")

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look, name = self.look, str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical))
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = look.font("body", 500)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        said = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, rect.width() - 24)
        painter.drawText(rect.adjusted(12, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter, said)
        painter.restore()


class WeekGrid(QTableView):
    """The grid and its keys: Space, the letters (with Shift for a whole day), digits for minutes, Delete."""

    def __init__(self, look: Look, model: WeekModel) -> None:
        super().__init__()
        self.look, self.week = look, model
        self.digits = ""
        self.setVerticalHeader(Names(look, self))
        self.setModel(model)
        self.setItemDelegate(WeekCells(look, self))
        self.setAccessibleName("The week, pupils down and days across")
        self.setObjectName("week")
        self.setProperty("frame", "bare")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QTableView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setHighlightSections(False)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.fit()

    def fit(self) -> None:
        """As tall as its pupils and as wide as its longest words need."""
        widest = max(chip_width(self.look, sign.words, sign.picture) for sign in SIGNS.values()) + 20
        self.horizontalHeader().setDefaultSectionSize(widest)
        self.horizontalHeader().setFixedHeight(self.look.scaled(HEADER))
        self.verticalHeader().setDefaultSectionSize(self.look.scaled(CELL))
        measure = QFontMetrics(self.look.font("body", 500))
        names = [measure.horizontalAdvance(row.pupil.known_name) + 28 for row in self.week.sheet.rows]
        self.verticalHeader().setFixedWidth(min(max([*names, self.look.scaled(120)]), self.look.scaled(260)))
        rows = min(max(1, self.week.rowCount()), 12)
        self.setFixedHeight(self.look.scaled(HEADER) + rows * self.look.scaled(CELL) + 18)

    def start(self) -> None:
        """Put the keyboard on the first cell that can be filled."""
        for row in range(self.week.rowCount()):
            for column in range(self.week.columnCount()):
                index = self.week.index(row, column)
                if self.week.flags(index):
                    self.setCurrentIndex(index)
                    return

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        self.digits = ""

    def chosen(self) -> list[tuple[UUID, Slot]]:
        """The cells that are chosen."""
        return [self.week.key(index) for index in self.selectedIndexes()]

    def say(self, outcome: str) -> None:
        """Say the same of every chosen cell."""
        self.week.say(self.chosen(), WeekEntry(outcome))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        plain_key = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        letter = event.text().upper()
        if plain_key and event.text().isdecimal() and event.text().isascii():
            self.digits = (self.digits + event.text())[-3:]
            self.week.type_minutes(self.chosen(), self.digits)
            return
        self.digits = ""
        if not plain_key:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self.week.everyone_was_there()
        elif letter in OF_LETTER and shift and self.currentIndex().isValid():
            self.week.say(self.week.column(self.currentIndex().column()), WeekEntry(OF_LETTER[letter]))
        elif letter in OF_LETTER:
            self.say(OF_LETTER[letter])
        elif event.key() in CLEARED:
            self.say("")
        else:
            super().keyPressEvent(event)


class WeekForm(Form):
    """A group's week. Each week keeps a draft of its own."""

    NOTE = "Space: everybody was there. Arrow keys and a letter: an exception. Shift and a letter: the whole day. Digits: other minutes."

    def __init__(self, room: Room, run: UUID, day: date) -> None:
        self.sheet: WeekSheet = room.desk.provision.week(run, day)
        self.week = WeekModel(self.sheet, room.now().date())
        self.grid = WeekGrid(room.look, self.week)
        super().__init__(room, "The week of a group", draft=f"week:{run}:{monday_of(day).isoformat()}", finish="Keep the week")
        self.week.setParent(self)
        if "week" in self.keeper.kept:
            self.week.put_back(self.keeper.kept["week"])
        self.week.typed.connect(self.keeper.touched)
        self.grid.start()
        self.setFocusProxy(self.grid)

    def build(self) -> None:
        look, run, monday = self.look, self.sheet.run, self.sheet.monday
        last = monday + timedelta(days=4)
        earlier = button(look, "Week before", "", "left", then=partial(self.turn, -7))
        later = button(look, "Week after", "", "right", then=partial(self.turn, 7))
        self.there_button = button(look, "Everybody was there", "", "check", "All planned sessions up to today were held (Space)", self.fill)
        name = Elided(run.name, "strong")
        when = words(f"{shown(monday)} to {shown(last)}, {often_words(run)}", "caption", "muted")
        head = across(stack(name, when, gap=2), flowing(earlier, later, gap=6))
        head.setStretch(0, 1)
        self.rows(head, self._grid_or_why())
        if self.sheet.rows and self.sheet.slots:
            self.rows(across(self.there_button, None), self._legend())
        if not run.weekdays and self.sheet.slots:
            self.rows(words(
                "No days are named for this group, so its sessions are put on days spread over the week. Where one was on another day, "
                "clear it with Delete and put it there.", "caption", "muted", wrap=True,
            ))
        self.rows(self.line("minutes", "Minutes of a session this week", str(run.minutes)))
        self.fields["minutes"].setMaximumWidth(look.scaled(240))

    def _grid_or_why(self) -> QWidget:
        if self.sheet.rows and self.sheet.slots:
            return holding(stack(self.grid, pad=(1, 1, 1, 1)), "card")
        self.grid.setParent(self)
        self.grid.hide()
        if not self.sheet.rows:
            return plain("Nobody holds a place in this group this week. Give pupils a place first, or choose another week.", wrap=True)
        return plain("No session falls in this week: the school is closed on the days of this group.", wrap=True)

    def _legend(self) -> QWidget:
        """What each letter says, as buttons for the mouse."""
        made = []
        for outcome, sign in SIGNS.items():
            one = button(self.look, f"{sign.letter}  {sign.words}", "quiet", sign.picture, then=partial(self.grid.say, outcome))
            one.setAccessibleName(f"{sign.words}: the chosen sessions ({sign.letter})")
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the grid, where the letters do the same
            made.append(one)
        return flowing(*made, gap=4)

    def fill(self) -> None:
        """Everybody was there."""
        self.week.everyone_was_there()

    def turn(self, days: int) -> None:
        """Go to another week; what is typed stays as its draft."""
        self.keeper.flush()
        open_week(self.room, self.sheet.run.id, self.sheet.monday + timedelta(days=days))

    def extra(self) -> Mapping[str, str]:
        return {"week": self.week.draft()}

    def start_again(self) -> None:
        super().start_again()
        self.week.start_again()
        self.grid.start()

    def usual_minutes(self) -> int:
        """How long a session lasted where nothing else is typed on it. Raises Refused."""
        found = whole_number(self.said("minutes"), "Give the minutes as a whole number, such as 20.", "minutes")
        if not 0 < found <= 480:
            raise Refused("Give the minutes of a session as a number from 1 to 480.", field="minutes")
        return found

    def deed(self) -> tuple[frozenset[str], str]:
        changes = self.week.changes(self.usual_minutes())
        if not changes:
            raise Refused("Nothing new is said of this week. Press Space for a week in which everybody was there.")
        changed = self.room.desk.provision.keep_week(self.sheet.run.id, self.sheet.monday, changes)
        held = sum(entry.outcome == "held" for entry in self.week.entries.values())
        missed = sum(bool(entry.outcome) for entry in self.week.entries.values()) - held
        return changed, f"Week of {shown(self.sheet.monday)}: {held} held, {missed} missed."


def open_week(room: Room, run: UUID, day: date) -> None:
    """Lay a group's week over the window, wide enough for five days."""
    form = WeekForm(room, run, day)
    room.sheet(form, form.title, "reading")
