"""The Print button of a tab or a page: the school's printed forms that belong there, each laid over the window as it will print."""

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.printed_forms import COSTED, FORM_OF
from sendco_desk.ui.messages import told
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.widgets.buttons import Button, button, menu_button

Whose = Callable[[], UUID | None]
"""Gives the pupil that is shown, or nobody."""


def show_form(room: Room, name: str, pupil: UUID | None = None, *, group: UUID | str = "", costed: bool = False, case: UUID | None = None) -> None:
    """Make a form and lay it over the window; where it cannot be made, say why."""
    form = FORM_OF[name]
    try:
        paper = room.desk.forms.paper(name, pupil=pupil, group=group, costed=costed, case=case)
    except (Refused, Trouble) as failure:
        if (message := told(failure)) is not None:
            room.say(message)
        return
    show_paper(room, paper, name=form.file, pupil=pupil, title="" if pupil is None else form.title)


def print_button(room: Room, names: Iterable[str], pupil: Whose) -> Button:
    """One button for the forms of these names: one form is made at once, of several there is a list; with costs for whoever may see them."""
    deeds: list[tuple[str, Callable[[], object]]] = []
    for name in names:
        form = FORM_OF[name]
        deeds.append((form.title, partial(_show, room, name, pupil, costed=False)))
        if COSTED in form.options and room.desk.provision.may_see_rates:
            deeds.append((f"{form.title}, with costs", partial(_show, room, name, pupil, costed=True)))
    if len(deeds) > 1:
        return menu_button(room.look, "Print", deeds, "print")
    made = button(room.look, "Print", "", "print", deeds[0][0], deeds[0][1])
    made.setAccessibleName(f"Print: {deeds[0][0]}")
    return made


def _show(room: Room, name: str, pupil: Whose, *, costed: bool) -> None:
    whose = pupil()
    if whose is not None:
        show_form(room, name, whose, costed=costed)
