"""The printed forms of the whole school, each with what it says and for whom."""

from functools import partial

from PySide6.QtWidgets import QWidget

from sendco_desk.services.printed_forms import COSTED, FORMS, SCHOOL, PrintedForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.form_print import show_form
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.layout import Part, card, holding, scrolling, stack
from sendco_desk.ui.widgets.words import words

OF_SCHOOL = tuple(form for form in FORMS if SCHOOL in form.about)
"""The forms that are about the school; those about one pupil are on the pupil's page."""


class PrintPart(QWidget):
    """A card for each form."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        cards: list[Part] = []
        for form in OF_SCHOOL:
            deeds = [self._deed(form, "Look and print", costed=False)]
            if COSTED in form.options and room.desk.provision.may_see_rates:
                deeds.append(self._deed(form, "With costs", costed=True))
            cards.append(card(words(form.title, "heading"), words(form.says, tone="muted", wrap=True), flowing(*deeds), gap=6))
        other = words(
            "The cohort, the provision map by year, need or staff, and the part-time timetables are printed where they are shown. Forms about one "
            "pupil are printed from the pupil’s page.", "caption", "muted", wrap=True,
        )
        self.setLayout(stack(scrolling(holding(stack(*cards, other, None, gap=12, pad=(24, 2, 24, 20))), "Printed forms")))

    def _deed(self, form: PrintedForm, name: str, *, costed: bool) -> Button:
        made = button(self.room.look, name, "", "print", then=partial(self.show_form, form, costed=costed))
        made.setAccessibleName(f"{name}: {form.title}")
        return made

    def refresh(self) -> None:
        """Nothing is kept here: each form is made when it is looked at."""

    def show_form(self, form: PrintedForm, *, costed: bool = False) -> None:
        """Make a form and lay it over the window as it will print."""
        show_form(self.room, form.name, costed=costed)
