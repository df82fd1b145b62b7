"""What councils ask: every profile with how much of it is verified, and the page of one."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.profile_paper import NO_LAW, councils_paper
from sendco_desk.services.profile_states import profile_in_file
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.profile_form import StartForm, TakeForm
from sendco_desk.ui.messages import told
from sendco_desk.ui.models.profiles_model import COUNCIL_GIVES_WAY, CouncilLine, CouncilsModel
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import YieldingTable
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.screens.profile_page import TOML, ProfilePage
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, holding, scrolling, stack
from sendco_desk.ui.widgets.words import words


class ProfilesScreen(Screen):
    """The list, and the page of the profile that is opened from it. A place's tab is a profile's id."""

    NAME: ClassVar[str] = "profiles"
    STOP: ClassVar[str] = "settings"
    HELP: ClassVar[str] = "profiles"
    KINDS: ClassVar[frozenset[str]] = frozenset({"own_profile", "school"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.opened = ""
        self.model = CouncilsModel(self)
        self.table: YieldingTable[CouncilLine] = YieldingTable(
            look, self.model, "What councils ask", strong="council", stretches="council", least=220, preferences=room.preferences,
            gives_way=COUNCIL_GIVES_WAY,
        )
        self.page = ProfilePage(room, self.back_to_list)
        self.whole = QStackedWidget()
        self.table.setMinimumHeight(look.scaled(180))
        self.whole.addWidget(scrolling(holding(self._list()), "What councils ask"))
        self.whole.addWidget(self.page)
        self.setLayout(stack(self.whole))
        self.table.opened.connect(lambda _: self.open_chosen())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_buttons())

    def _list(self) -> QVBoxLayout:
        look = self.room.look
        self.open_button = button(look, "Open", "primary", "enter", then=self.open_chosen)
        self.open_button.setAccessibleName("Open the chosen profile")
        deeds = flowing(
            self.open_button, button(look, "Add a council", "", "plus", then=self.add),
            button(look, "Take a colleague’s file", "", "import", then=self.take),
            button(look, "Print all by field", "", "print", then=self.print_all),
            button(look, "Councils and letters", "quiet", "council", then=lambda: self.room.go(Place("councils"))),
        )
        why = words(NO_LAW, "caption", "muted", wrap=True)
        laid = stack(across(words("What councils ask", "title"), None), why, deeds, self.table, gap=10, pad=(24, 20, 24, 20))
        laid.setStretch(3, 1)
        return laid

    # What is shown

    def open_at(self, place: Place) -> None:
        """Show the profile of that id, or the list. Raises Refused for an id that there is not."""
        if place.tab:
            self.room.desk.profiles.state(place.tab)
        self.opened = place.tab
        self.refresh()

    def refresh(self) -> None:
        states = {state.profile.id: state for state in self.room.desk.profiles.states()}
        chosen = self.table.current()
        self.model.put(CouncilLine(state=state, place=place) for place, state in enumerate(states.values()))
        kept = self.opened or (chosen.state.profile.id if chosen else "")
        self.table.choose(kept if kept in states else next(iter(states)))
        if self.opened in states:
            self.page.show_state(states[self.opened])
        else:
            self.opened = ""
        self.whole.setCurrentIndex(1 if self.opened else 0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.open_button.setEnabled(self.table.current() is not None)

    def set_look(self, look: Look) -> None:
        self.refresh()
        self.table.fit()
        self.page.table.fit()
        self.page.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.opened:
            self.back_to_list()
        else:
            super().keyPressEvent(event)

    # Deeds

    def open_chosen(self) -> None:
        """Open the page of the chosen profile."""
        row = self.table.current()
        if row is not None:
            self.room.go(Place("profiles", tab=row.state.profile.id))

    def back_to_list(self) -> None:
        """Leave the page for the list."""
        self.room.go(Place("profiles"))

    def add(self) -> None:
        """Open the sheet of a council that has no profile."""
        open_form(self.room, StartForm(self.room))

    def take(self) -> None:
        """Choose a colleague's file, and see what it would change."""
        name, _ = QFileDialog.getOpenFileName(self, "Choose a colleague’s file", "", TOML)
        if name:
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        """See what a file would change; where it is no profile, say what is wrong with it."""
        try:
            found = self.room.desk.profiles.incoming(profile_in_file(file))
        except (Refused, Trouble) as failure:
            if (message := told(failure)) is not None:
                self.room.say(message)
            return
        open_form(self.room, TakeForm(self.room, found))

    def print_all(self) -> None:
        """Lay the table of all councils by field over the window as it will print."""
        desk = self.room.desk
        paper = councils_paper(desk.profiles.states(), desk.school.school().name, self.room.now().date())
        show_paper(self.room, paper, name="What councils ask")
