"""Rolling the year on: which years leave, what each class is called next, who stays; all of it is shown before one button does it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.school_year import school_year_words
from sendco_desk.services.year_roll import LADDER, RollPlan, RollRow, year_said
from sendco_desk.ui.forms.form import tell
from sendco_desk.ui.messages import told
from sendco_desk.ui.models.roll_model import RollModel
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.tables import Table
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.fields import DateField, TextField, point_at
from sendco_desk.ui.widgets.layout import across, card, emptied, holding, page, stack
from sendco_desk.ui.widgets.tab_order import tab_through
from sendco_desk.ui.widgets.words import words

CLASS_WIDE, MOST_ROWS = 176, 14
"""Pixels of a class's field at 100%; rows shown before the preview scrolls by itself."""


class YearRollScreen(Screen):
    """The preview and the deed."""

    NAME: ClassVar[str] = "year_roll"
    STOP: ClassVar[str] = "pupils"
    KINDS: ClassVar[frozenset[str]] = frozenset({"pupil", "school"})
    HELP: ClassVar[str] = "import"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.staying: set[UUID] = set()
        self.boxes: dict[str, QCheckBox] = {}
        self.names: dict[str, QLineEdit] = {}
        self.title = words("", "title")
        self.doubt_words = words("", wrap=True)
        self.doubt = holding(across(Picture(look, "soon", "soon", 16), self.doubt_words, pad=(12, 8, 12, 8)), "well", "doubt")
        self.years, self.classes = stack(), stack()
        self.model = RollModel(self)
        self.table: Table[RollRow] = Table(look, self.model, "What becomes of every pupil", strong="name", stretches="words", least=160)
        self.table.sort_by("year")
        self.stay = button(look, "Stays in the same year", "", then=self.toggle_staying)
        self.count = words("", "caption", "muted")
        self.left_on = DateField(look, "Leavers’ last day", lambda: room.now().date(), None)
        self.left_on.box.setObjectName("left_on")
        self.left_on.setMaximumWidth(look.scaled(260))
        self.roll_button = button(look, "Roll the year on", "primary", then=self.roll)
        back = button(look, "Pupils", "link", then=lambda: room.go(Place("pupils")))
        self.area = page(
            look, across(back, None), self.title, 4,
            words("Nothing changes before you press the button, and one Undo takes all of it back.", tone="muted", wrap=True), 10, self.doubt, 10,
            card(words("These years leave", "heading"), self.years), 12,
            card(words("Classes", "heading"), words("What each class is called next year.", tone="muted"), self.classes), 16,
            across(words("What becomes of every pupil", "heading"), self.count, None, self.stay), 8, self.table, 12,
            across(self.left_on, None), 8, across(self.roll_button, None), name="Roll the year on",
        )
        self.setLayout(stack(self.area))
        self.table.selectionModel().selectionChanged.connect(lambda: self.stay.setEnabled(bool(self.table.chosen())))

    # What is shown

    def refresh(self) -> None:
        """Propose the usual anew."""
        roll = self.room.desk.year_roll
        begins = roll.coming()
        self.title.setText(f"Roll the year on to {school_year_words(begins)}")
        doubt = roll.doubt()
        self.doubt.setVisible(bool(doubt))
        self.doubt_words.setText(doubt)
        usual = roll.usual()
        self.staying = set()
        self._ask_years(usual)
        self._ask_classes(usual)
        if not self.left_on.text():
            self.left_on.set_value(self.usual_last_day(begins))
        self.show_rows()
        inside = self.area.widget() or self.area.inside  # the page moves in once it is dressed
        if inside is not None:
            tab_through(inside)

    def usual_last_day(self, begins: int) -> date:
        """The last day of the summer term before that school year where it is recorded; else 31 August."""
        ends = [term.last_day for term in self.room.desk.school.calendar.terms() if term.last_day < date(begins, 9, 1)]
        return max(ends, default=date(begins, 8, 31))

    def _ask_years(self, usual: RollPlan) -> None:
        emptied(self.years)
        present = {row.pupil.year_group for row in self.room.desk.year_roll.preview(usual)}
        self.boxes = {year: QCheckBox(year_said(year)) for year in LADDER if year in present}
        for year, box in self.boxes.items():
            box.setMinimumHeight(24)
            box.setChecked(year in usual.leaving)
            box.toggled.connect(self.show_rows)
        self.years.addWidget(flowing(*self.boxes.values(), gap=16) if self.boxes else words("Nobody is on roll.", tone="muted"))

    def _ask_classes(self, usual: RollPlan) -> None:
        emptied(self.classes)
        fields: list[QWidget] = []
        self.names = {}
        for name, pupils in self.room.desk.year_roll.classes().items():
            field = TextField(self.room.look, f"{name} ({pupils})", usual.classes.get(name, name))
            field.edit.setObjectName(f"class_{name}")
            field.setFixedWidth(self.room.look.scaled(CLASS_WIDE))
            field.edit.editingFinished.connect(self.show_rows)
            self.names[name] = field.edit
            fields.append(field)
        self.classes.addWidget(flowing(*fields, gap=12) if fields else words("No class is recorded.", tone="muted"))

    def plan(self) -> RollPlan:
        """What stands on the page."""
        return RollPlan(
            leaving=frozenset(year for year, box in self.boxes.items() if box.isChecked()),
            classes={name: box.text().strip() or name for name, box in self.names.items()}, staying=frozenset(self.staying),
        )

    def show_rows(self) -> None:
        """Show what would become of everybody."""
        rows = self.room.desk.year_roll.preview(self.plan())
        self.model.put(rows)
        leaving = sum(row.leaves for row in rows)
        self.count.setText(f"{len(rows) - leaving} go on, {leaving} leave")
        self.table.as_tall_as(min(max(len(rows), 1), MOST_ROWS))
        self.stay.setEnabled(bool(self.table.chosen()))
        self.roll_button.setEnabled(bool(rows))

    # What can be done

    def toggle_staying(self) -> None:
        """The chosen pupils stay in their year, or go on after all."""
        chosen = {row.pupil.id for row in self.table.chosen()}
        self.staying ^= chosen
        self.show_rows()

    def roll(self) -> None:
        """Do it, and go to the list of pupils."""
        try:
            day = self._last_day()
            changed = self.room.desk.year_roll.roll(self.plan(), day)
        except (Refused, Trouble) as failure:
            if not (isinstance(failure, Refused) and point_at({"left_on": self.left_on}, failure)) and (message := told(failure)) is not None:
                self.room.say(message)
            return
        leaving = sum(row.leaves for row in self.model.rows)
        tell(self.room, f"The year is rolled on; {leaving} left on {shown(day)}.", changed)
        self.room.go(Place("pupils"))

    def _last_day(self) -> date:
        """The leavers' last day as typed. Raises Refused for its field."""
        try:
            day = self.left_on.value()
        except Refused as refusal:
            raise Refused(refusal.message, field="left_on") from None
        if day is None:
            raise Refused("Give the day on which the leavers are last in school.", field="left_on")
        return day
