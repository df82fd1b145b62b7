"""The people around a pupil in four parts: family and contacts, professionals, meetings, and sharing with the orders that bind it."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from sendco_desk.domain.people import ContactPerson
from sendco_desk.services.pupils import PupilPage
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.person_form import PersonForm
from sendco_desk.ui.models.people_model import PeopleModel
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.record_list import MOST_ROWS
from sendco_desk.ui.screens.tab_parts import PartsPage, TabPart
from sendco_desk.ui.screens.tables import RowCells, Table
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import paint_chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import holding, stack
from sendco_desk.ui.widgets.words import plain


class PeopleCells(RowCells):
    """Draws parental responsibility as a chip: it is what letters and consent turn on."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        person: ContactPerson = index.data(RECORD)
        if key == "responsibility" and person.parental_responsibility:
            paint_chip(p, self.look, QPoint(box.left(), box.center().y() + 1), str(index.data()), "check", "done")
        else:
            quiet = (key == "responsibility") or (key == "letters" and not person.gets_letters)
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "muted" if quiet else "text")


class FamilyPart(TabPart):
    """The part Family and contacts."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.model = PeopleModel(self)
        self.table: Table[ContactPerson] = Table(
            self.look, self.model, "People", strong="name", stretches="reach", least=180, preferences=room.preferences, cells=PeopleCells,
        )
        self.table.deleted.connect(self.remove)
        self.table.opened.connect(self.edit)
        self.edit_button = button(self.look, "Edit", "", then=lambda: self.edit(self.table.current()))
        self.remove_button = button(self.look, "Remove", "", "bin", then=self.remove)
        self.holders, self.decides = plain("", wrap=True), plain("", wrap=True)
        add = button(self.look, "Add a person", "", "plus", then=self.add)
        bar = flowing(add, self.edit_button, self.remove_button)
        self.somebody = holding(stack(self.holders, self.decides, 2, bar, 4, self.table, gap=8))
        self.nobody = empty(
            self.look, "person", "Nobody recorded yet",
            "Parents, carers and others around the pupil. Record who holds parental responsibility: it decides who is asked and who is told.",
            "Add a person", self.add,
        )
        self.setLayout(stack(self.somebody, self.nobody))
        self.table.selectionModel().selectionChanged.connect(self.show_buttons)

    def put(self, page: PupilPage) -> None:
        """Show the people around this pupil, and who decides once it is soon or already the young person."""
        self.pupil = page.pupil.id
        self.somebody.setVisible(bool(page.people))
        self.nobody.setVisible(not page.people)
        holders = [f"{p.full_name} ({p.relationship_words.lower()})" for p in page.responsible_people]
        self.holders.setText(
            f"Recorded as holding parental responsibility: {', '.join(holders)}." if holders
            else "Nobody is recorded as holding parental responsibility. Ask, and record what you are told."
        )
        standing = self.room.desk.rights.standing(self.pupil)
        self.decides.setText(standing.sentence)
        self.decides.setVisible(bool(standing.chip))
        self.model.put(page.people)
        self.table.as_tall_as(min(max(len(page.people), 1), MOST_ROWS))
        self.show_buttons()

    def choose(self, record: UUID) -> bool:
        if not self.model.index_of(record).isValid():
            return False
        self.table.choose(record)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_buttons(self) -> None:
        """What needs a chosen person can be pressed only when one is."""
        chosen = len(self.table.chosen())
        self.edit_button.setEnabled(chosen == 1)
        self.remove_button.setEnabled(chosen == 1)

    def add(self) -> None:
        """Open the form for somebody new."""
        after = max((person.order for person in self.model.everything), default=0) + 1
        open_form(self.room, PersonForm(self.room, self.pupil, order=after))

    def edit(self, person: ContactPerson | None) -> None:
        """Open the form for somebody already there."""
        if person is not None:
            open_form(self.room, PersonForm(self.room, person.pupil, person))

    def remove(self) -> None:
        """Take the chosen person off the list; undo brings them back."""
        chosen = self.table.chosen()
        if len(chosen) == 1:
            person = chosen[0]
            attempt(self.room, lambda: self.room.desk.pupils.remove_person(person.id), f"{person.full_name} is removed.")


PARTS = {
    "family": ("Family and contacts", "people.FamilyPart"), "professionals": ("Professionals", "people_professionals.ProfessionalsPart"),
    "meetings": ("Meetings", "people_meetings.MeetingsPart"), "sharing": ("Sharing and orders", "people_sharing.SharingPart"),
}


class PeoplePage(PartsPage):
    """The tab People."""

    NAME: ClassVar[str] = "People"
    PARTS: ClassVar[Mapping[str, tuple[str, str]]] = PARTS
