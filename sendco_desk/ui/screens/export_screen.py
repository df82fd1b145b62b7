"""The sheet that is looked at before anything leaves the school: what is held back, what was argued in, and the list to print."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QFrame

from sendco_desk.services.export_screen import TITLE, Held
from sendco_desk.ui.forms.export_screen_form import ReasonForm
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import across, card, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.words import Elided, plain, words

LEAD = "Nothing on this list leaves the school unless somebody lets it out by name. The words themselves are not shown here."
NOTHING = "Nothing is flagged, and every document has a ground for sharing."
GOES, STAYS = "Goes out", "Stays"


class ScreenSheet(QFrame):
    """What the export screen holds back of a pupil, for a case or for none. ``then`` is what waits for it to be looked at."""

    def __init__(self, room: Room, pupil: UUID, case: UUID | None = None, then: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.room, self.look, self.pupil, self.case, self.then = room, room.look, pupil, case, then
        self.setProperty("kind", "sheet")
        self.setObjectName("export_screen")
        self.setAccessibleName(TITLE)
        held = room.desk.screen.held(pupil, case)
        rows = [self._row(one) for one in held] or [words(NOTHING, tone="muted", wrap=True)]
        self.list_button = button(self.look, "Print the list", "", "print", "For the designated safeguarding lead", self.print_list)
        self.on_button = button(self.look, "Go on" if then is not None else "Close", "primary", then=self.go_on)
        shut = button(self.look, "", "quiet", "close", "Close (Esc)", room.close_sheet)
        head = across(Elided("Before anything leaves the school", "heading"), shut, pad=(20, 12, 12, 10))
        head.setStretch(0, 1)
        inside = holding(stack(words(LEAD, tone="muted", wrap=True), *rows, None, gap=10, pad=(20, 12, 20, 16)))
        foot = across(self.list_button, None, self.on_button, pad=(20, 10, 20, 12))
        whole = stack(head, line_across(), scrolling(inside, TITLE), line_across(), foot)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.on_button)

    def _row(self, held: Held) -> QFrame:
        name = held.called
        if held.out:
            back = button(self.look, "Keep it in", "", then=partial(self.keep_in, held))
            back.setAccessibleName(f"Keep it in: {name}")
            by = f"Decided by: {held.decided}"
            return card(
                flowing(Chip(self.look, GOES, "soon")), plain(name, "strong", wrap=True), plain(held.words, "caption", "muted", wrap=True),
                plain(held.because, wrap=True), plain(by, "caption", "muted", wrap=True), flowing(back), gap=4, pad=(14, 10, 14, 10),
            )
        out = button(self.look, "Let it out", "", then=partial(self.let_out, held))
        out.setAccessibleName(f"Let it out: {name}")
        return card(
            flowing(Chip(self.look, STAYS, "done")), plain(name, "strong", wrap=True), plain(held.words, "caption", "muted", wrap=True),
            flowing(out), gap=4, pad=(14, 10, 14, 10),
        )

    def let_out(self, held: Held) -> None:
        """Ask why and by whom; the list is shown again afterwards."""
        room, pupil, case, then = self.room, self.pupil, self.case, self.then
        open_form(room, ReasonForm(room, held, case, lambda: show_screen(room, pupil, case, then)))

    def keep_in(self, held: Held) -> None:
        """Take the reason away, and show the list again."""
        room, pupil, case, then = self.room, self.pupil, self.case, self.then
        room.close_sheet()
        attempt(room, lambda: room.desk.screen.keep_in(held.record, case), "It stays in the school.")
        show_screen(room, pupil, case, then)

    def print_list(self) -> None:
        """Lay the list over the window as it will print."""
        paper = self.room.desk.screen.paper(self.pupil, self.case)
        show_paper(self.room, paper, name="export-screen")

    def go_on(self) -> None:
        """Do what waited."""
        self.room.close_sheet()
        if self.then is not None:
            self.then()


def show_screen(room: Room, pupil: UUID, case: UUID | None = None, then: Callable[[], object] | None = None) -> ScreenSheet:
    """Lay the sheet over the window."""
    sheet = ScreenSheet(room, pupil, case, then)
    room.sheet(sheet, TITLE, "right")
    return sheet
