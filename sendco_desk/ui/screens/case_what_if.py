"""What if a date were another one: choose an event and a day, and see every line and list move. Nothing of it is kept."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import CasePage
from sendco_desk.statute.events import EVENT_TITLES
from sendco_desk.statute.kinds import FIRST_EVENTS
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import DateField, Field
from sendco_desk.ui.widgets.layout import Columns, across, emptied, stack
from sendco_desk.ui.widgets.words import escaped, words

STEPS = (("1 week earlier", -7), ("1 day earlier", -1), ("1 day later", 1), ("1 week later", 7))
MOST_MOVED = 6
BESIDE = 860
"""How wide the strip must be at 100% to lay its parts beside one another."""
Supposed = tuple[str, date]


def offered(page: CasePage) -> dict[str, str]:
    """The events that can be supposed on another day: those recorded, then what comes next."""
    names = dict.fromkeys((
        *(row.event.name for row in page.events), *page.next_events, *(name for name in FIRST_EVENTS[page.case.case_kind]),
    ))
    return {name: EVENT_TITLES[name] for name in names}


def moved(before: Sequence[Milestone], after: Sequence[Milestone]) -> list[str]:
    """What the supposed day moves, each step in one line: `Final plan: Mon 25 Jan 2027 → Mon 1 Feb 2027`."""
    were = {_key(step, before): step for step in before}
    lines = []
    for step in after:
        was = were.pop(_key(step, after), None)
        if was is None and step.due is not None:
            lines.append(f"{step.title}: would be due by {shown(step.due)}")
        elif was is not None and _day(was) != _day(step):
            lines.append(f"{step.title}: {_day(was)} → {_day(step)}")
    lines += [f"{step.title}: would not be owed" for step in were.values() if step.due is not None]
    return lines


def _ended(step: Milestone) -> bool:
    return step.state is State.ENDED


def _day(step: Milestone) -> str:
    return "no longer owed" if _ended(step) else shown(step.due) if step.due else "no day"


def _key(step: Milestone, steps: Sequence[Milestone]) -> tuple[str, str, int]:
    """The same step before and after: by its rule and service, and which of them it is."""
    alike = [one for one in steps if one.rule.id == step.rule.id and one.service == step.service]
    return step.rule.id, step.service, next(number for number, one in enumerate(alike) if one is step)


class WhatIf(QFrame):
    """A strip above the timeline. ``changed`` is told the event and day supposed, or None once nothing is."""

    def __init__(self, room: Room, changed: Callable[[Supposed | None], object]) -> None:
        super().__init__()
        self.room, self.changed = room, changed
        self.setProperty("kind", "card")
        self.setObjectName("what_if")
        self.setAccessibleName("What if")
        look = room.look
        self.what = Choice(look, {})
        self.when = DateField(look, "On this day", lambda: room.now().date())
        self.said = words("", "caption", "muted", wrap=True)
        self.moves = (stack(gap=2), stack(gap=2))
        self.lines = Columns(look, stack(self.moves[0], None), stack(self.moves[1], None), (1, 1), BESIDE, gap=8)
        self.recorded: dict[str, date] = {}
        self.what.currentIndexChanged.connect(lambda *_: self._choose())
        self.when.changed.connect(self._tell)
        self.steps = [button(look, text, "row", then=partial(self.step, days)) for text, days in STEPS]
        shut = button(look, "Back to what is recorded", "row", "undo", then=self.leave)
        told = across(Chip(look, "What if", "info"), words("Nothing here is saved.", "caption", "muted"), None)
        head = Columns(look, told, across(shut, None), (1, 0), 520, gap=8)
        fields = across(gap=12)
        for field, share in ((Field(look, "Suppose that", self.what), 3), (self.when, 2)):
            fields.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        by = stack(words("Or move it by a step", "caption"), flowing(*self.steps, gap=6), None, gap=6)
        asked = Columns(look, fields, by, (1, 0), BESIDE, gap=12)  # in one line, so that the picture beneath is not pushed away
        self.setLayout(stack(head, asked, self.lines, self.said, gap=8, pad=(16, 12, 16, 12)))
        self.hide()

    def open_with(self, page: CasePage) -> None:
        """Begin with the events of a case; the last recorded one that steps are counted from is chosen."""
        self.recorded = {row.event.name: row.event.on for row in page.events}
        self.what.blockSignals(True)
        self.what.offer(offered(page))
        counted_from = [m.anchor_event for m in page.milestones if m.anchor_event in self.recorded]
        self.what.choose(counted_from[0] if counted_from else next(iter(self.recorded), ""))
        self.what.blockSignals(False)
        self.show()
        self._choose()
        self.what.setFocus()

    def supposed(self) -> Supposed | None:
        """The event and the day that are supposed; None where they are what is recorded, or no day can be read."""
        try:
            day = self.when.value()
        except Refused:
            return None
        name = self.what.code()
        return (name, day) if day is not None and name and self.recorded.get(name) != day else None

    def _choose(self) -> None:
        self.when.set_value(self.recorded.get(self.what.code()) or self.room.now().date())
        self._tell()

    def step(self, days: int) -> None:
        """Move the supposed day."""
        try:
            day = self.when.value()
        except Refused:
            return
        self.when.set_value((day or self.room.now().date()) + timedelta(days=days))

    def _tell(self) -> None:
        if not self.isHidden():
            self.changed(self.supposed())

    def show_moved(self, lines: Sequence[str]) -> None:
        """Say what the supposed day moves."""
        told, more = lines[:MOST_MOVED], f"And {len(lines) - MOST_MOVED} more." if len(lines) > MOST_MOVED else ""
        self.lines.hide()  # lines that join what is shown would each be measured with the whole page
        for column in self.moves:
            emptied(column)
        for number, line in enumerate(told):
            self.moves[number >= (len(told) + 1) // 2].addWidget(words(escaped(line), "caption", wrap=True))
        self.lines.setVisible(bool(told))
        self.said.setText(more if lines else self._none())
        self.said.setVisible(bool(self.said.text()))
        self.setAccessibleDescription(f"{'; '.join(told)}. {more}".strip() if lines else self._none())

    def _none(self) -> str:
        return "As recorded: nothing moves." if self.supposed() is None else "Nothing moves."

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Go back to what is recorded."""
        self.hide()
        self.changed(None)
