"""A pupil's requests for an EHC needs assessment: where each stands, what is next, and the way to its page."""

from uuid import UUID

from PySide6.QtWidgets import QFrame, QWidget

from sendco_desk.domain.codes import REQUESTED_BY, said
from sendco_desk.domain.dates import shown
from sendco_desk.services.casework import CaseRow
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.today import chip
from sendco_desk.statute.milestones import Milestone
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.tokens import PROSE
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import Part, across, card, emptied, holding, scrolling, stack, unbroken
from sendco_desk.ui.widgets.words import plain, words


def asked_words(row: CaseRow) -> str:
    """`Asked for by a parent, Ms D. Wilk.`"""
    request = row.request
    by = said(REQUESTED_BY, request.requested_by)
    by = by[:1].lower() + by[1:]
    return f"Asked for by {by}, {request.asked_by_name}." if request.asked_by_name else f"Asked for by {by}."


def receipt_words(row: CaseRow) -> str:
    """When the council received it, or what it means that nobody knows."""
    if row.received_on is None:
        return "The day the council received it is not known. The six weeks run from that day: add it as soon as you are told."
    return f"The council received it on {shown(row.received_on)}."


def step_words(step: Milestone) -> str:
    """What is next and by when."""
    who = {"council": "The council", "school": "The school", "local_authority": "The council"}.get(step.owed_by, "")
    due = f" by {shown(step.due)}" if step.due else ""
    title = f"{step.title}{due}."
    return f"Next: {title}" if not who else f"Next, {who.lower()}: {title[:1].lower()}{title[1:]}"


class EhcPage(QWidget):
    """The tab EHC."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, self.look = room, room.look
        self.page: PupilPage | None = None
        self.cards = stack(gap=16)
        record = button(self.look, "Record a request", "", "plus", then=self.record)
        inner = holding(stack(across(record, None), 14, self.cards, None, pad=(24, 16, 24, 24)))
        self.area = scrolling(inner, "EHC")
        self.nothing = empty(
            self.look, "requests", "No request recorded",
            "When anybody asks the council for an EHC needs assessment, record it here: every lawful day is then counted for you.",
            "Record a request", self.record,
        )
        self.setLayout(stack(self.area, self.nothing))

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil's requests."""
        self.page = page
        rows = self.room.desk.casework.requests(page.pupil.id)
        emptied(self.cards)
        for row in rows:
            line = across(self._card(row), None)  # in a line of its own: a column reckons heights as if a card had no greatest width
            line.setStretch(0, 100)
            self.cards.addLayout(line)
        self.area.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _card(self, row: CaseRow) -> QFrame:
        look, request = self.look, row.request
        go = button(look, "Open case", "", "requests", then=lambda: self.open_case(request.id))
        go.setAccessibleName(f"Open the case with {request.authority}, {row.stage}")
        name = plain(request.authority, "heading", wrap=True)
        head = across(name, Chip(look, row.stage, "waiting" if row.received_on is None else "info", "requests"), go, gap=12)
        head.setStretch(0, 1)
        parts: list[Part] = [head, plain(asked_words(row), wrap=True), plain(unbroken(receipt_words(row)), wrap=True)]
        if request.council_reference:
            parts.append(plain(f"Council's reference: {request.council_reference}", "caption", "muted", wrap=True))
        if row.next_step is not None:
            word, state = chip(row.next_step, self.room.now().date())
            parts += [2, flowing(Chip(look, word, state)), plain(unbroken(step_words(row.next_step)), wrap=True)]
            parts.append(words(row.next_step.source, "caption", "muted", wrap=True))
        made = card(*parts, gap=6)
        made.setMaximumWidth(look.scaled(PROSE + 160))
        return made

    def open_case(self, case: UUID) -> None:
        """Go to the case's page."""
        self.room.go(Place("case", case))

    def record(self) -> None:
        """Open the form for a new request."""
        if self.page is not None:
            open_form(self.room, RequestForm(self.room, self.page))
