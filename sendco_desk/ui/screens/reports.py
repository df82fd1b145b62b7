"""Reports: the cohort with its charts, the SEN register, returns to the council, its timeliness, and the printed forms of the whole school."""

from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.reports_cohort import CohortPart
from sendco_desk.ui.screens.reports_print import PrintPart
from sendco_desk.ui.screens.reports_register import RegisterPart
from sendco_desk.ui.screens.reports_returns import ReturnsPart
from sendco_desk.ui.screens.reports_timeliness import TimelinessPart
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggles
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.words import words

PARTS: dict[str, str] = {"cohort": "Cohort", "register": "SEN register", "returns": "Returns", "timeliness": "Timeliness", "print": "Print"}
"""The parts of the screen as a place names them, and as their switches are called."""


class ReportsScreen(Screen):
    """Views of the whole school."""

    NAME: ClassVar[str] = "reports"
    STOP: ClassVar[str] = "reports"
    KINDS: ClassVar[frozenset[str]] = frozenset({
        "pupil", "sen_status", "need", "residence", "provision_run", "provision_place", "provision_session", "group_size", "staff_rate", "cost_item",
        "support_cycle", "outcome", "document", "case_file", "case_event", "term", "school_closure", "school", "part_time_timetable",
        "part_time_step", "council_return", "exception_claim",
    })

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.cohort, self.register, self.returns, self.printed = CohortPart(room), RegisterPart(room), ReturnsPart(room), PrintPart(room)
        self.timeliness = TimelinessPart(room)
        self.parts: tuple[CohortPart | RegisterPart | ReturnsPart | TimelinessPart | PrintPart, ...] = (
            self.cohort, self.register, self.returns, self.timeliness, self.printed,
        )
        self.switch = Toggles(room.look, PARTS, "cohort", self.show_part, self)
        self.pages = QStackedWidget()
        for part in self.parts:
            self.pages.addWidget(part)
        top: QWidget = holding(across(words("Reports", "title"), 8, flowing(*self.switch.made, gap=6), None, pad=(24, 20, 24, 12)))
        whole = stack(top, self.pages)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def open_at(self, place: Place) -> None:
        """Show the part that the place names, else the one shown last."""
        if place.tab in PARTS:
            number = list(PARTS).index(place.tab)
            self.switch.made[number].setChecked(True)
            self.pages.setCurrentIndex(number)
        self.refresh()

    def show_part(self, part: str) -> None:
        """Show the cohort, the register, the returns, the timeliness or the printed forms."""
        self.pages.setCurrentIndex(list(PARTS).index(part))
        self.refresh()

    def refresh(self) -> None:
        self.parts[self.pages.currentIndex()].refresh()

    def set_look(self, look: Look) -> None:
        self.refresh()
