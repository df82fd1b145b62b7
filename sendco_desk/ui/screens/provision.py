"""Provision: the map of the whole school, the groups with their weeks, and the staff with their time and what an hour costs."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.provision_groups import GroupsPart
from sendco_desk.ui.screens.provision_map import MapPart
from sendco_desk.ui.screens.provision_staff import StaffPart
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggles
from sendco_desk.ui.widgets.layout import scrolling, stack
from sendco_desk.ui.widgets.words import words

PARTS = ("map", "groups", "staff")
"""The parts of the screen as a place names them: `groups/<id>` brings one group into view."""


class ProvisionScreen(Screen):
    """What the school gives beyond lessons."""

    NAME: ClassVar[str] = "provision"
    STOP: ClassVar[str] = "provision"
    KINDS: ClassVar[frozenset[str]] = frozenset({
        "pupil", "need", "provision_run", "provision_place", "provision_session", "group_size", "staff_member", "staff_rate", "term",
        "school_closure",
    })

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.sees_rates = room.desk.provision.may_see_rates
        names = {"map": "Map", "groups": "Groups", "staff": "Staff and rates" if self.sees_rates else "Staff"}
        self.map, self.groups, self.staff = MapPart(room), GroupsPart(room), StaffPart(room)
        self.switch = Toggles(room.look, names, "map", self.show_part, self)
        self.pages = QStackedWidget()
        for part, name in ((self.map, "Map"), (self.groups, "Groups"), (self.staff, "Staff")):
            self.pages.addWidget(scrolling(part, name))
        whole = stack(flowing(words("Provision", "title"), *self.switch.made, gap=8), 14, self.pages, pad=(24, 20, 24, 20))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def open_at(self, place: Place) -> None:
        """Show a part, and in it one group where the place names one."""
        part, _, record = place.tab.partition("/")
        if part in PARTS:
            self.switch.made[PARTS.index(part)].setChecked(True)
            self.pages.setCurrentIndex(PARTS.index(part))
        self.refresh()
        if record:
            self.groups.choose(UUID(record))

    def show_part(self, part: str) -> None:
        """Show the map, the groups or the staff."""
        self.pages.setCurrentIndex(PARTS.index(part))
        self.refresh()

    def refresh(self) -> None:
        (self.map, self.groups, self.staff)[self.pages.currentIndex()].refresh()

    def set_look(self, look: Look) -> None:
        self.refresh()
