"""A tab that has several parts, of which one is shown: the buttons that choose it, and what every such part can do."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sendco_desk.services.pupils import PupilPage
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import sorted_first
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.layout import across, holding, scrolling, stack


class TabPart(QWidget):
    """One part of a tab: it shows one side of a pupil's record, and can bring one of its records into view."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, self.look = room, room.look
        self.pupil = UUID(int=0)
        self.lists: tuple[RecordList[Any], ...] = ()
        self.adds = ""
        """The words of the button that adds to it, beside the names of the parts; none where it has buttons of its own."""

    def add(self) -> None:
        """Open the form for a new record."""
        self.lists[0].add()

    def put(self, page: PupilPage) -> None:
        """Show this pupil's."""
        self.pupil = page.pupil.id
        self.fill()

    def fill(self) -> None:
        """Read what there is and show it."""
        raise NotImplementedError

    def choose(self, record: UUID) -> bool:
        """Put the keyboard's place on a record; False where it is none of this part's."""
        for part in self.lists:
            if part.model.index_of(record).isValid():
                part.choose(record)
                part.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False


def latest_first(part: RecordList[Any], key: str = "day") -> RecordList[Any]:
    """Let a list begin with what is latest, until the person chooses another order."""
    sorted_first(part.table, key, Qt.SortOrder.DescendingOrder)
    return part


class PartsPage(TabPage):
    """A tab of parts. ``PARTS`` gives each part's title and the class under ``ui/screens`` that shows it, imported on the first visit."""

    NAME: ClassVar[str] = ""
    PARTS: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.page: PupilPage | None = None
        self.parts: dict[str, TabPart] = {}
        self.choice = Toggles(self.look, {key: title for key, (title, _) in self.PARTS.items()}, next(iter(self.PARTS)), self.turn_to, self)
        self.add_button = button(self.look, "Add", "", "plus", then=lambda: self.parts[self.choice.chosen()].add())
        self.place = stack()
        top = across(flowing(*self.choice.made, gap=6), self.add_button, gap=12)
        top.setStretch(0, 1)
        self.area = scrolling(holding(stack(top, 14, self.place, None, pad=(24, 16, 24, 24))), self.NAME)
        self.setLayout(stack(self.area))

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil, in the part that is chosen."""
        self.page = page
        self.show_part(self.choice.chosen())

    def turn_to(self, key: str) -> None:
        """Show a part from its top."""
        self.show_part(key)
        self.area.verticalScrollBar().setValue(0)

    def show_part(self, key: str) -> TabPart:
        """Show a part as it is now."""
        if key not in self.parts:
            self.parts[key] = part_class(self.PARTS[key][1])(self.room)
            self.place.addWidget(self.parts[key])
        for name, part in self.parts.items():
            part.setVisible(name == key)
        self.add_button.setVisible(bool(self.parts[key].adds))
        self.add_button.say(self.parts[key].adds or "Add")
        if self.page is not None:
            self.parts[key].put(self.page)
        return self.parts[key]

    def show_record(self, record: UUID) -> None:
        """Turn to the part that has the record, and put the keyboard on it."""
        before = self.choice.chosen()
        for number, key in enumerate(self.PARTS):
            if self.show_part(key).choose(record):
                self.choice.made[number].setChecked(True)
                return
        self.show_part(before)


def part_class(where: str) -> type[TabPart]:
    """The class of a part."""
    module, _, name = where.partition(".")
    found: type[TabPart] = getattr(import_module(f"sendco_desk.ui.screens.{module}"), name)
    return found
