"""The card of a pack's own facts: its day, its limits, costs, the passwords that open its documents and the one that locks it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from sendco_desk.domain.pack_layout import FINEST, PackLayout
from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import DateField, Field, SecretField, TextField
from sendco_desk.ui.widgets.layout import across, card, emptied, holding, stack
from sendco_desk.ui.widgets.picture import Picture
from sendco_desk.ui.widgets.words import escaped, words

if TYPE_CHECKING:
    from sendco_desk.packs.budgets import MeterRow

PASSWORD_HINT = "Leave it empty for none. Tell the council the password another way, such as by phone."
ON_HINT = "The pack shows the record, the story and the clock as they stand on this day."
LOCKED_HINT = "Tried on every locked document. It is not kept."
LIMIT_HINT = "Empty where nothing limits it. A larger pack is split between documents."
LIGHTER = "Lighter pictures first"
LIGHTER_HINT = "Before a pack is split, its pictures are brought down further."
COSTS = "Say what the provision costs"
COSTS_HINT = "Hours are always told, staff rates never."
FINEST_WORDS: Mapping[str, str] = {
    str(dots): f"{dots} dots per inch" if dots else "As fine as they came" for dots in FINEST
}


class Options(QFrame):
    """What holds for the whole pack. ``settled`` tells of limits that were changed, ``day_changed`` of another day, ``unlocked`` of a password."""

    settled = Signal()
    day_changed = Signal()
    unlocked = Signal()
    costs_changed = Signal()

    def __init__(self, room: Room, budgets: Mapping[str, str]) -> None:
        super().__init__()
        self.room, self.look = room, room.look
        look = room.look
        self.layout_shown: PackLayout | None = None
        self.total = words("", "strong", wrap=True)
        self.on = DateField(look, "The pack’s date", self.today, self.today(), hint=ON_HINT)
        self.silent = words("", "caption", "muted", wrap=True)
        self.costs = QCheckBox(COSTS)
        self.costs_hint = words(COSTS_HINT, "caption", "muted", wrap=True)
        self.costs_row = holding(stack(self.costs, self.costs_hint, gap=2))
        self.budget = Choice(look, budgets, none="None")
        self.budget_field = Field(look, "Page budget", self.budget)
        self.limit = TextField(look, "Largest file, in MB", hint=LIMIT_HINT)
        self.lighter = QCheckBox(LIGHTER)
        lighter = holding(stack(self.lighter, words(LIGHTER_HINT, "caption", "muted", wrap=True), gap=2))
        self.finest = Choice(look, FINEST_WORDS)
        self.meter = stack(gap=4)
        self.metered = holding(self.meter)
        self.password = SecretField(look, "Password for the finished pack", hint=PASSWORD_HINT, strong=False)
        self.unlock = SecretField(look, "Password for locked documents", hint=LOCKED_HINT, strong=False)
        attempt = button(look, "Try it", "", "key", then=lambda: self.unlocked.emit())
        self.locked = card(words("Locked documents", "heading"), self.unlock, attempt, gap=10, name="locked")
        self.locked.hide()
        options = card(
            words("The pack", "heading"), self.total, self.on, self.silent, self.costs_row, self.budget_field, self.metered,
            self.limit, lighter, Field(look, "Pictures and scans", self.finest), self.password, gap=10, name="options",
        )
        self.setLayout(stack(self.locked, options, gap=12))
        self.on.changed.connect(self.day_changed)
        self.costs.toggled.connect(lambda *_: self.costs_changed.emit())
        self.unlock.edit.returnPressed.connect(self.unlocked)
        self.limit.edit.editingFinished.connect(self.settle)
        self.lighter.clicked.connect(self.settle)
        self.budget.activated.connect(lambda *_: self.settle())
        self.finest.activated.connect(lambda *_: self.settle())

    def today(self) -> date:
        """The day of the window’s clock."""
        return self.room.now().date()

    def show_silent(self, titles: Sequence[str]) -> None:
        """Name the parts that have nothing to say on the pack’s day."""
        self.silent.setText(f"Nothing is recorded by this day for: {'; '.join(titles)}.")
        self.silent.setVisible(bool(titles))

    def show_layout(self, layout: PackLayout) -> None:
        """Show the limits that are kept. A field that is being typed in keeps its words."""
        self.layout_shown = layout
        self.finest.choose(str(layout.finest))
        self.budget.choose(layout.budget)
        self.lighter.setChecked(layout.lighter)
        if not self.limit.edit.hasFocus():
            self.limit.set_text(str(layout.most_megabytes or ""))

    def show_meter(self, rows: "Sequence[MeterRow]") -> None:
        """Show each limit of the page budget with the pages there are: in words, with an icon where there are too many."""
        emptied(self.meter)
        for row in rows:
            said = across(stack(2, Picture(self.look, "soon" if row.over else "done", "soon" if row.over else "done", 14), None), gap=6)
            told = words(escaped(row.said), "caption", wrap=True)
            said.addWidget(told, 1)
            self.meter.addLayout(said)
        self.metered.setVisible(bool(rows))

    def megabytes(self) -> int:
        """The largest file, 0 where nothing limits it. Raises Refused for what is no number."""
        text = self.limit.text().casefold().removesuffix("mb").strip()
        if not text:
            return 0
        if not text.isdecimal() or not 0 < int(text) <= 10_000:
            raise Refused("Give the limit for one file in megabytes, such as 10, or leave it empty.", field="most_megabytes")
        return int(text)

    def settle(self) -> None:
        """Keep the limits, or say under the field what is wrong."""
        layout = self.layout_shown
        if layout is None:
            return
        try:
            most = self.megabytes()
        except Refused as refusal:
            self.limit.wrong(refusal.message)
            return
        self.limit.clear_line()
        asked = (int(self.finest.code()), most, self.lighter.isChecked(), self.budget.code())
        if asked != (layout.finest, layout.most_megabytes, layout.lighter, layout.budget):
            self.settled.emit()

    def day(self) -> date:
        """The pack's day. Raises Refused where what is typed is none."""
        return self.on.value() or self.today()

    def passwords(self) -> tuple[str, ...]:
        """What is tried on locked documents."""
        return (self.unlock.text(),) if self.unlock.text() else ()

    def ask_for_costs(self, council: str) -> None:
        """Say beside the box which council asks for a costed map; empty where none does."""
        self.costs_hint.setText(f"{escaped(council)} asks for a costed map. {COSTS_HINT}" if council else COSTS_HINT)

    def tells_costs(self) -> bool:
        """Whether the pack says what provision costs."""
        return self.costs.isChecked() and not self.costs_row.isHidden()

    def start_afresh(self) -> None:
        """Another case: nothing of the last one stays."""
        self.password.set_text("")
        self.unlock.set_text("")
        self.costs.setChecked(False)
        self.on.set_value(self.today())
