"""More pupils for whom the same is written down: a name is typed, and stands as a row until it is left out."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.forms.pupil_field import PupilField
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.layout import across, emptied, holding, stack
from sendco_desk.ui.widgets.words import Elided


class OtherPupils(QWidget):
    """The pupils besides the first. The field to type a name in comes with the first press of its button."""

    def __init__(self, room: Room, then: Callable[[], object]) -> None:
        super().__init__()
        self.room, self.look, self.then = room, room.look, then
        self.pupils: list[UUID] = []
        self.rows = stack(gap=4)
        self.more = button(self.look, "Also for other pupils", "link", "plus", then=self.ask)
        self.field = PupilField(self.look, "Also for", room.desk.pupils)
        self.field.box.setObjectName("also_for")
        self.field.picked.connect(self._picked)
        self.field.hide()
        self.setLayout(stack(across(self.more, None), self.rows, self.field, gap=4))

    def ask(self) -> None:
        """Ask for a name."""
        self.more.hide()
        self.field.show()
        self.field.box.setFocus()

    def put(self, pupils: Sequence[UUID]) -> None:
        """Name these and no others; whoever an undo has taken off the list since is left out."""
        self.pupils = []
        for pupil in pupils:
            with suppress(Refused):
                self.room.desk.pupils.get(pupil)
                self.pupils.append(pupil)
        if self.pupils:
            self.more.hide()
            self.field.show()
        self._list()

    def leave_out(self, pupil: UUID) -> None:
        """Not for this pupil after all."""
        self.pupils.remove(pupil)
        self._list()
        self.then()

    def _picked(self) -> None:
        """A name was chosen: it becomes a row, and the field is free for the next."""
        pupil = self.field.pupil
        if pupil is None:
            return
        if pupil not in self.pupils:
            self.pupils.append(pupil)
        self.field.pupil = None
        self.field.edit.clear()
        self.field.clear_line()
        self._list()
        self.then()

    def _list(self) -> None:
        emptied(self.rows)
        for pupil in self.pupils:
            name = self.room.desk.pupils.get(pupil).known_name
            out = button(self.look, "", "quiet", "close", f"Leave out {name}", then=partial(self.leave_out, pupil))
            line = across(Picture(self.look, "person"), Elided(name), out, gap=6, pad=(8, 0, 0, 0))
            line.setStretch(1, 1)
            self.rows.addWidget(holding(line))
