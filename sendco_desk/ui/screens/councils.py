"""Councils and letters: whom to write to in which role, the earlier days that councils ask for, and the wordings of letters."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from sendco_desk.domain.councils import CouncilContact, CouncilDate
from sendco_desk.services.letter_wording import WordingState
from sendco_desk.ui.forms.council_forms import ContactForm, CouncilDateForm
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.letter_forms import WordingForm
from sendco_desk.ui.models.council_models import CONTACT_GIVES_WAY, DATE_GIVES_WAY, ContactsModel, CouncilDatesModel
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import WholeTable, follow
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import Columns, across, emptied, holding, page, stack
from sendco_desk.ui.widgets.words import plain, words

STATES = {"app": ("As it came", "planned"), "own": ("The school’s own", "info"), "newer": ("The app’s has changed", "soon")}


class CouncilsScreen(Screen):
    """One page of three cards."""

    NAME: ClassVar[str] = "councils"
    STOP: ClassVar[str] = "settings"
    HELP: ClassVar[str] = "letters"
    KINDS: ClassVar[frozenset[str]] = frozenset({"council_contact", "council_date", "letter_wording", "school", "case_file"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look, kept = room.look, room.preferences
        self.councils, self.letter_wordings = room.desk.councils, room.desk.letters.wordings
        self.contacts, self.dates = ContactsModel(self), CouncilDatesModel(self)
        self.contacts_table: WholeTable[CouncilContact] = WholeTable(
            look, self.contacts, "Council contacts", strong="name", stretches="email", least=150, preferences=kept, gives_way=CONTACT_GIVES_WAY,
        )
        self.dates_table: WholeTable[CouncilDate] = WholeTable(
            look, self.dates, "Councils’ own days", strong="on", stretches="what", least=360, preferences=kept, gives_way=DATE_GIVES_WAY,
        )
        self.contacts_table.opened.connect(self.change_contact)
        self.dates_table.opened.connect(self.change_date)
        self.contacts_table.deleted.connect(self.remove_contact)
        self.dates_table.deleted.connect(self.remove_date)
        self.wordings = QVBoxLayout()
        self.none: dict[str, QLabel] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        look = self.room.look
        self.change_contact_button = button(look, "Change", "quiet", "correction", then=lambda: self.change_contact(self.contacts_table.current()))
        self.remove_contact_button = button(look, "Take out", "quiet", "bin", then=self.remove_contact)
        self.change_date_button = button(look, "Change", "quiet", "correction", then=lambda: self.change_date(self.dates_table.current()))
        self.remove_date_button = button(look, "Take out", "quiet", "bin", then=self.remove_date)
        for made, name in (
            (self.change_contact_button, "Change the contact"), (self.remove_contact_button, "Take the contact out"),
            (self.change_date_button, "Change the council’s day"), (self.remove_date_button, "Take the council’s day out"),
        ):
            made.setAccessibleName(name)
        add_contact = button(look, "Add a contact", "primary", "plus", then=self.add_contact)
        add_date = button(look, "Add a day", "quiet", "plus", then=self.add_date)
        contacts = self._card(
            "contacts", "Whom to write to", "Nobody is recorded yet. Letters are filled in from here, so that a name is typed once.",
            self.contacts_table, self.change_contact_button, self.remove_contact_button,
        )
        dates = self._card(
            "dates", "Days of the councils’ own", "No day is recorded. A council may ask for review papers earlier than the law does.",
            self.dates_table, add_date, self.change_date_button, self.remove_date_button,
        )
        letters = holding(stack(
            self._head("Wordings of letters"), words(
                "Each school may change them. Letters keep to the facts of the case whatever the wording.", "caption", "muted", wrap=True,
            ), self.wordings, gap=6, pad=(9, 6, 12, 10),
        ), "card")
        asks = button(look, "What councils ask", "", "council", then=lambda: self.room.go(Place("profiles")))
        top = Columns(look, stack(words("Councils and letters", "title")), across(None, asks, add_contact), (1, 0), 560, gap=8)
        self.area = page(look, top, 12, contacts, 16, dates, 16, letters, None, name="Councils and letters")
        follow(self.area, self.contacts_table)
        follow(self.area, self.dates_table)
        self.setLayout(stack(self.area))
        for table in (self.contacts_table, self.dates_table):
            table.selectionModel().selectionChanged.connect(self.show_buttons)

    def _head(self, title: str, *deeds: Button) -> QFrame:
        made = holding(stack(Columns(self.room.look, stack(words(title, "heading")), across(None, *deeds, gap=4), (1, 0), 560, gap=4)))
        made.setMinimumHeight(self.room.look.scaled(34))
        return made

    def _card(self, key: str, title: str, none: str, table: QWidget, *deeds: Button) -> QFrame:
        self.none[key] = words(none, tone="muted", wrap=True)
        self.none[key].setContentsMargins(9, 2, 16, 10)
        head = holding(stack(self._head(title, *deeds), pad=(9, 6, 6, 2)))
        return holding(stack(head, table, self.none[key], pad=(1, 0, 1, 4)), "card")

    # What is shown

    def refresh(self) -> None:
        contacts, dates = self.councils.contacts(), self.councils.dates()
        self.contacts.put(contacts)
        self.dates.put(dates)
        for key, table, rows in (("contacts", self.contacts_table, contacts), ("dates", self.dates_table, dates)):
            table.setVisible(bool(rows))
            self.none[key].setVisible(not rows)
        emptied(self.wordings)
        for state in self.letter_wordings.states():
            self.wordings.addWidget(self._wording(state))
        self.show_buttons()

    def _wording(self, state: WordingState) -> QFrame:
        change = button(self.room.look, "Change", "row", then=partial(self.change_wording, state.name))
        change.setAccessibleName(f"Change the wording: {state.title}")
        word, tone = STATES["newer" if state.newer else "own" if state.own else "app"]
        chip = Chip(self.room.look, word, tone, picture=tone)  # its word alone is read out: none of these is a state of a case
        line = across(plain(state.title, wrap=True), chip, change, gap=10, pad=(0, 4, 0, 4))
        line.setStretch(0, 1)
        return holding(line, "row")

    def show_buttons(self) -> None:
        """What needs a chosen row can be pressed only when one is."""
        for table, made in (
            (self.contacts_table, (self.change_contact_button, self.remove_contact_button)),
            (self.dates_table, (self.change_date_button, self.remove_date_button)),
        ):
            for one in made:
                one.setEnabled(bool(table.chosen()) and not table.isHidden())

    def set_look(self, look: Look) -> None:
        self.refresh()
        self.contacts_table.fit()
        self.dates_table.fit()

    # Deeds

    def add_contact(self) -> None:
        """Open the sheet for a new contact."""
        open_form(self.room, ContactForm(self.room))

    def change_contact(self, contact: CouncilContact | None) -> None:
        """Open the sheet of a contact."""
        if contact is not None:
            open_form(self.room, ContactForm(self.room, contact))

    def remove_contact(self) -> None:
        """Take the chosen contact out; undo brings it back."""
        for contact in self.contacts_table.chosen():
            attempt(self.room, partial(self.councils.remove_contact, contact.id), "The contact is taken out.")

    def add_date(self) -> None:
        """Open the sheet for a council's own day."""
        open_form(self.room, CouncilDateForm(self.room))

    def change_date(self, day: CouncilDate | None) -> None:
        """Open the sheet of a council's own day."""
        if day is not None:
            open_form(self.room, CouncilDateForm(self.room, day))

    def remove_date(self) -> None:
        """Take the chosen day out; undo brings it back."""
        for day in self.dates_table.chosen():
            attempt(self.room, partial(self.councils.remove_date, day.id), "The council’s day is taken out.")

    def change_wording(self, name: str) -> None:
        """Open the sheet of a wording."""
        open_form(self.room, WordingForm(self.room, name))
