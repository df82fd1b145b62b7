"""What a council asks, beside the pack: whose asks, for which day, and each ask with how it stands and the pages that answer it.

Nothing here holds a pack up. What the law turns on stands first, and what only the council asks says so.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from sendco_desk.authority.profile import Basis, ProfileKind
from sendco_desk.authority.readiness import AskRow, AskState, Readiness
from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.forms.ask_forms import AskForm, OurCaseForm
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import NameButton, button
from sendco_desk.ui.widgets.chips import BasisTag, Chip
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import DateField, Field
from sendco_desk.ui.widgets.layout import Part, across, card, emptied, line_across, stack
from sendco_desk.ui.widgets.words import escaped, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sendco_desk.domain.pack_layout import PackLayout
    from sendco_desk.domain.paper import Leads
    from sendco_desk.services.packing import PackChoices

SIGNS: Mapping[AskState, str] = {
    AskState.PRESENT: "done", AskState.OLD: "soon", AskState.PART: "soon", AskState.LONG: "soon", AskState.LEFT_OUT: "waiting",
    AskState.MISSING: "waiting", AskState.NOT_SUPPLIED: "info",
}
"""The state whose icon each ask wears; red stays for lateness."""
TAGS: Mapping[Basis, str] = {Basis.LAW: "law", Basis.CODE: "code", Basis.COUNCIL: "council", Basis.PRACTICE: "practice"}
MOST_LINKS = 4
DAY_HINT = "Ages are counted to this day. Empty for the pack’s date."
NOT_VERIFIED = "Not verified: ask the council before you rely on it."

Found = Callable[["Leads"], int | None]
"""Gives the page of the pack on which something stands; None while that is not known."""


class PageLink(NameButton):
    """A link to a page of the pack: what stands there gives way where there is no room, the page does not."""

    def __init__(self, look: Look, name: str, then: Callable[[], object]) -> None:
        super().__init__(look, name, then)
        self.setProperty("kind", "link")


class AsksPanel(QFrame):
    """The pane. ``jumped`` tells of a page to show, ``changed`` of kinds that a deed has changed."""

    jumped = Signal(int)
    changed = Signal(object)

    def __init__(self, room: Room, page_of: Found) -> None:
        super().__init__()
        self.room, self.look, self.page_of = room, room.look, page_of
        self.case: UUID | None = None
        self.layout_shown: PackLayout | None = None
        self.ready: Readiness | None = None
        self.drawn: list[tuple[AskRow, dict[int, str]]] | None = None
        look = room.look
        self.profile = Choice(look, {}, none="The case’s council")
        self.profile_field = Field(look, "Whose asks", self.profile)
        self.sent_on = DateField(look, "To be sent on", lambda: room.now().date(), hint=DAY_HINT)
        self.why = words("", "caption", "muted", wrap=True)
        self.said = words("", "strong", wrap=True)
        self.forecasts = words("", "caption", "muted", wrap=True)
        self.write = button(look, "The school’s case", "", "note", then=self.write_case)
        top = card(
            words("What is asked", "heading"), self.profile_field, self.why, self.sent_on, self.said, self.forecasts, flowing(self.write, gap=8),
            gap=10, name="asked",
        )
        self.rows: QVBoxLayout = stack(gap=0)
        self.listed = card(self.rows, pad=(16, 8, 16, 8), name="asks")
        self.setLayout(stack(top, self.listed, None, gap=12, pad=(0, 0, 2, 0)))
        self.profile.activated.connect(lambda *_: self.choose())
        self.sent_on.edit.editingFinished.connect(self.plan)

    # What is shown

    def show_asks(self, case: UUID, layout: "PackLayout", choices: "PackChoices", on: Callable[[], object]) -> None:
        """Show the asks of a case's pack as it is arranged; while what is typed is no day, what stands there stays."""
        self.case, self.layout_shown = case, layout
        try:
            self.ready = self.room.desk.asks.readiness(case, choices, on())  # type: ignore[arg-type]
        except Refused as refusal:
            self.why.setText(escaped(refusal.message))
            self.why.show()
            return
        self._show_head(layout, self.ready)
        self._show_rows(self.ready)

    def _show_head(self, layout: "PackLayout", ready: Readiness) -> None:
        names = {profile.id: profile.name for profile in self.room.desk.profiles.all() if profile.kind is not ProfileKind.GENERAL or layout.profile}
        chosen = f"As for the case: {ready.profile.name}" if not layout.profile else "The case’s council"
        self.profile.offer(names, none=chosen)
        self.profile.choose(layout.profile)
        if not self.sent_on.edit.hasFocus():
            self.sent_on.set_value(layout.planned_on)
        self.why.setText(escaped(ready.profile.chosen_because))
        self.why.setVisible(bool(ready.profile.chosen_because))
        self.said.setText(escaped(ready.said))
        self.said.setVisible(bool(ready.said))
        told = [*filter(None, (ready.half_told,)), *ready.forecasts]
        self.forecasts.setText("<br>".join(map(escaped, told)))
        self.forecasts.setVisible(bool(told))
        self.write.setVisible(any(row.ask.evidence == "legal_test" for row in ready.rows))

    def _show_rows(self, ready: Readiness) -> None:
        """Build the list where anything in it is otherwise than before: whoever stands on one of its buttons stays there."""
        drawn = [(row, self._pages(row)) for row in ready.rows]
        if drawn == self.drawn:
            return
        self.drawn = drawn
        emptied(self.rows)
        self.listed.setVisible(bool(drawn))
        for number, (row, pages) in enumerate(drawn):
            if number:
                self.rows.addWidget(line_across())
            self.rows.addLayout(stack(*self._row(row, pages), gap=4, pad=(0, 10, 0, 10)))

    def _row(self, row: AskRow, pages: Mapping[int, str]) -> "Sequence[Part]":
        look = self.look
        number = f"{row.ask.number}. " if row.ask.number else ""
        named = words(f"{escaped(number)}{escaped(row.ask.text)}", wrap=True)
        named.setAccessibleName(f"{number}{row.ask.text}. {row.tag}. {row.state_words}.")
        parts: list[Part] = [flowing(Chip(look, row.state_words, SIGNS[row.state]), BasisTag(look, TAGS[row.ask.basis]), gap=6), named]
        if not row.verified:
            parts.append(words(NOT_VERIFIED, "caption", "soon", wrap=True))
        told = " ".join(filter(None, (row.words, f"Not supplied because: {row.because}" if row.because else "", row.without)))
        if told:
            parts.append(words(escaped(told), "caption", "muted", wrap=True))
        links = [PageLink(look, f"Page {page}: {title}", partial(self.jumped.emit, page)) for page, title in pages.items()]
        return [*parts, *links, across(self._say(row), None)]

    def _pages(self, row: AskRow) -> dict[int, str]:
        """The first pages of the pack that answer an ask, each with what stands there."""
        found: dict[int, str] = {}
        for item in row.items:
            page = next((page for place in item.where if (page := self.page_of(place)) is not None), None)
            if page is not None and len(found) < MOST_LINKS:
                found.setdefault(page, item.title)
        return found

    def _say(self, row: AskRow) -> "QWidget":
        text = "Change" if row.because or row.state is AskState.PRESENT else "Answer it"
        return button(self.look, text, "link", "note", f"{text}: {row.ask.text}", then=lambda: self.answer(row))

    # Deeds

    def choose(self) -> None:
        """Answer the asks of another profile; where it cannot be used for the pupil that is said, and nothing changes."""
        case, code = self.case, self.profile.code()
        if case is None or self.layout_shown is None or code == self.layout_shown.profile:
            return
        if not attempt(self.room, lambda: self.room.desk.asks.choose_profile(case, code), "The pack answers other asks now."):
            self.profile.choose(self.layout_shown.profile)

    def plan(self) -> None:
        """Keep the day of sending."""
        case, layout = self.case, self.layout_shown
        if case is None or layout is None or self.sent_on.is_wrong():
            return
        day = self.sent_on.value()
        if day != layout.planned_on:
            attempt(self.room, lambda: self.room.desk.asks.plan_for(case, day), "The day of sending is kept.")

    def answer(self, row: AskRow) -> None:
        """Choose a document as the answer, or write why nothing is supplied."""
        if self.case is None or self.layout_shown is None:
            return
        desk = self.room.desk
        because = desk.asks.because(self.case).get(row.ask.key, "")
        documents, chosen = desk.packs.documents(self.case), self.layout_shown.chosen_answers
        open_form(self.room, AskForm(self.room, self.case, row, documents, chosen, because))

    def write_case(self) -> None:
        """Write the school's case in its own words."""
        if self.case is None or self.layout_shown is None:
            return
        told = self.room.desk.asks.told_case(self.case)
        open_form(self.room, OurCaseForm(self.room, self.case, self.layout_shown.pupil, self.layout_shown.our_case, told))
