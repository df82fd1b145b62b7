"""Pupils: the register as a fast table, narrowed by typing and by buttons; Enter opens the pupil's page."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedWidget, QWidget

from sendco_desk.domain.codes import NEED_TYPES, SEN_PROVISION, said
from sendco_desk.services.pupils import PupilRow
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.pupil_form import PupilForm
from sendco_desk.ui.icons import icon, paint_icon
from sendco_desk.ui.models.pupils_model import (
    FLAG_ICONS,
    SEN_ICONS,
    SHORT_FLAGS,
    SHORT_NEEDS,
    PupilFilter,
    PupilsModel,
    choices,
    register_words,
)
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.filters import FilterButton, in_sentence
from sendco_desk.ui.screens.flow import below, flowing
from sendco_desk.ui.screens.tables import RowCells, Table
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import paint_chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.words import Elided, words

FILTERS = (("year", "Year"), ("sen", "SEN"), ("need", "Need"), ("class_name", "Class"), ("flag", "Flag"), ("roll", "On roll"))
"""The filter buttons: a field of ``PupilFilter`` each."""


class PupilCells(RowCells):
    """Draws the cells that are more than words: status, needs and flags."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: PupilRow = index.data(RECORD)
        if key == "sen" and row.sen in ("K", "E"):
            at = QPoint(box.left(), box.center().y() + 1)
            paint_chip(p, self.look, at, SEN_PROVISION[row.sen], SEN_ICONS[row.sen], "info" if row.sen == "E" else "planned", plain=row.sen == "K")
        elif key == "needs":
            self._needs(p, box, row)
        elif key == "flags":
            self._flags(p, box, row)
        else:
            tone = "muted" if key in ("sen", "since", "council", "born") else "text"
            self.say(p, box, str(index.data()), 500 if key == "name" else 400, tone)

    def _needs(self, p: QPainter, box: QRect, row: PupilRow) -> None:
        """The code before its words, which go when there is no room for them: a code is better than a code and a stump."""
        if not row.needs:
            return
        code, more = row.needs[0], f"+{len(row.needs) - 1}" if len(row.needs) > 1 else ""
        left = self.look.scaled(50)
        self.say(p, QRect(box.left(), box.top(), left, box.height()), code, 600)
        room = box.width() - left - (self.look.scaled(26) if more else 0)
        wide = p.fontMetrics().horizontalAdvance
        fitting = next((name for name in (said(NEED_TYPES, code), SHORT_NEEDS.get(code, "")) if name and wide(name) <= room), "")
        self.say(p, QRect(box.left() + left, box.top(), max(0, room), box.height()), fitting, tone="muted")
        if more:
            used = wide(fitting) + self.look.scaled(8) if fitting else 0
            self.say(p, box.adjusted(left + used, 0, 0, 0), more, tone="muted")

    def _flags(self, p: QPainter, box: QRect, row: PupilRow) -> None:
        flags = [(FLAG_ICONS.get(flag, "info"), said(SHORT_FLAGS, flag)) for flag in row.pupil.flags]
        if row.pupil.interpreter:
            flags.append(("language", "Interpreter"))
        if not flags:
            return
        side = self.look.scaled(16)
        paint_icon(p, flags[0][0], QRectF(box.left(), box.center().y() - side / 2 + 1, side, side), self.look.ink("muted"))
        more = f" +{len(flags) - 1}" if len(flags) > 1 else ""
        self.say(p, box.adjusted(side + 6, 0, 0, 0), flags[0][1] + more)


class Narrow(QLineEdit):
    """The box to type in. Down or Enter goes on into the table; Esc empties it."""

    def __init__(self, look: Look, table: Table[PupilRow]) -> None:
        super().__init__()
        self.table = table
        self.setPlaceholderText("Type to narrow")
        self.setAccessibleName("Narrow the list by name or UPN")
        self.setObjectName("narrow")
        self.fit(look)
        self.addAction(icon(look, "search"), QLineEdit.ActionPosition.LeadingPosition).setText("Narrow the list")

    def fit(self, look: Look) -> None:
        """Take the sizes that the present text size asks for."""
        self.setMinimumWidth(look.scaled(132))
        self.setMaximumWidth(look.scaled(200))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.rows_model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.table.currentIndex().isValid():
                self.table.choose(self.table.rows_model.identify(self.table.rows_model.rows[0]))
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class PupilsScreen(Screen):
    """The list of pupils."""

    NAME: ClassVar[str] = "pupils"
    STOP: ClassVar[str] = "pupils"
    KINDS: ClassVar[frozenset[str]] = frozenset({"pupil", "sen_status", "need", "residence"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.model = PupilsModel(self)
        self.table: Table[PupilRow] = Table(
            look, self.model, "Pupils", strong="name", stretches="needs", least=104, preferences=room.preferences, cells=PupilCells,
        )
        self.table.opened.connect(self.open_pupil)
        self.table.rearranged.connect(self.say_count)
        self.narrow = Narrow(look, self.table)
        self.narrow.textChanged.connect(self.type)
        self.filters = {field: FilterButton(look, name, partial(self.filter_by, field)) for field, name in FILTERS}
        self.register, self.count = Elided("", tone="muted"), words("", "caption", "muted")
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list())
        self.pages.addWidget(empty(
            look, "search", "No pupil matches", "Nobody is left by what is typed and chosen above.", "Show everybody", self.show_everybody,
        ))
        self.whole = QStackedWidget()
        self.whole.addWidget(self._page())
        self.whole.addWidget(self._no_pupils())
        self.setLayout(stack(self.whole))
        QShortcut(QKeySequence.StandardKey.Find, self, lambda: self.narrow.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def _list(self) -> QWidget:
        return holding(stack(self.table))

    def _page(self) -> QWidget:
        look = self.room.look
        deeds = (
            button(look, "Add a pupil", "quiet", "plus", then=self.add_pupil),
            button(look, "Import pupils", "quiet", "import", then=lambda: self.room.go(Place("import"))),
            button(look, "Roll the year on", "quiet", then=lambda: self.room.go(Place("year_roll"))),
            button(look, "Copy", "quiet", "table", "Copy the chosen rows, or all, as a table (Ctrl+C)", then=self.table.copy),
        )
        self.columns_button = button(look, "Columns", "quiet", "columns", then=self.choose_columns)
        self.register.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.register.setMinimumWidth(40)
        top = across(words("Pupils", "title"), 4, self.register, None, flowing(*deeds, self.columns_button, gap=6), gap=6)
        bar = across(self.narrow, 4, flowing(*self.filters.values()), self.count, gap=8)
        bar.setStretch(2, 1)
        return holding(stack(top, 12, bar, 12, self.pages, pad=(24, 20, 24, 20)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.count.setVisible(self.width() > self.room.look.scaled(880))

    def _no_pupils(self) -> QWidget:
        look = self.room.look
        made = empty(
            look, "pupils", "No pupils yet",
            "Bring them in from a file that the school’s own system exports: a Common Transfer File, or the SEN register as a table.",
            "Import pupils", lambda: self.room.go(Place("import")),
        )
        below(made, button(look, "Add a pupil", "quiet", then=self.add_pupil))
        return made

    # What is shown

    def refresh(self) -> None:
        """Read the list again; the filters, the order and the chosen row stay."""
        rows = self.room.desk.pupils.rows()
        self.whole.setCurrentIndex(0 if rows else 1)
        offered = choices(rows)
        for field, made in self.filters.items():
            made.offer(offered[field])
            made.choose(getattr(self.model.filter, field))
        self.register.setText(register_words(rows))
        self.model.put(rows)
        self._say_rows()

    def choose(self, chosen: PupilFilter) -> None:
        """Narrow the list."""
        self.model.choose(chosen)
        self._say_rows()

    def _say_rows(self) -> None:
        self.pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.say_count()

    def filter_by(self, field: str, code: str) -> None:
        """One of the buttons was used."""
        self.choose(replace(self.model.filter, **{field: code}))

    def type(self, typed: str) -> None:
        """Narrow as somebody types."""
        self.choose(replace(self.model.filter, typed=typed))

    def show_everybody(self) -> None:
        """Take every filter off."""
        self.narrow.clear()
        for made in self.filters.values():
            made.choose("")
        self.choose(PupilFilter(roll=""))
        self.table.setFocus()

    def say_count(self) -> None:
        """How many are shown, and by what they are sorted."""
        head = self.table.horizontalHeader()
        title = self.model.columns[head.sortIndicatorSection()].title
        self.count.setText(f"{self.model.rowCount()} shown · sorted by {in_sentence(title)}")

    # What can be done

    def open_pupil(self, row: PupilRow) -> None:
        """Go to a pupil's page."""
        self.room.go(Place("pupil", row.pupil.id))

    def add_pupil(self) -> None:
        """Open the form for a new pupil."""
        open_form(self.room, PupilForm(self.room))

    def choose_columns(self) -> None:
        """Open the list of columns."""
        self.table.columns_menu().popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    def set_look(self, look: Look) -> None:
        self.narrow.fit(look)
        self.table.fit()
