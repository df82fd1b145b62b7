"""A pupil's cases, from a request for an EHC needs assessment on, each with what is next and the way to its page; and the plan's own words."""

from uuid import UUID

from PySide6.QtWidgets import QFrame

from sendco_desk.domain.codes import REQUESTED_BY, said
from sendco_desk.domain.dates import shown
from sendco_desk.services.casework import CaseRow
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.today import lowered_who
from sendco_desk.services.wording import chip, who_owes
from sendco_desk.statute.milestones import Milestone
from sendco_desk.statute.wording import lowered
from sendco_desk.ui.forms.case_form import open_kinds
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_words import ASKED
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.form_print import print_button
from sendco_desk.ui.screens.plan_book import PlanPart
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.tokens import PROSE
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import Part, across, card, emptied, holding, scrolling, stack, unbroken
from sendco_desk.ui.widgets.words import plain, words


def asked_words(row: CaseRow) -> str:
    """`Asked for by a parent, Ms D. Wilk.`; nothing for a case that nobody asks for."""
    case = row.case
    if case.case_kind not in ASKED:
        return ""
    by = said(REQUESTED_BY, case.requested_by)
    by = by[:1].lower() + by[1:]
    return f"Asked for by {by}, {case.asked_by_name}." if case.asked_by_name else f"Asked for by {by}."


def began_words(row: CaseRow) -> str:
    """The day everything is counted from, or what it means that nobody knows it."""
    if row.case.case_kind == "request":
        if row.received_on is None:
            return "The day the council received it is not known. The six weeks run from that day: add it as soon as you are told."
        return f"The council received it on {shown(row.received_on)}."
    if row.received_on is None and not row.waits:
        return ""
    if row.received_on is None:
        return "The day that its steps are counted from is not recorded yet."
    return f"Counted from {shown(row.received_on)}."


def step_words(step: Milestone, council: str) -> str:
    """What is next and by when."""
    due = f" by {shown(step.due)}" if step.due else ""
    return f"Next, {lowered_who(who_owes(step, council), council)}: {lowered(step.title)}{due}."


class EhcPage(TabPage):
    """The tab EHC."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.page: PupilPage | None = None
        self.cards = stack(gap=16)
        record = button(self.look, "Record a request", "", "plus", then=self.record)
        other = button(self.look, "Open another kind of case", "quiet", "plus", "A plan, a review, a move, an appeal and more", self.open_kinds)
        self.plan = PlanPart(room)
        self.gap = holding(stack(24))
        plan = across(self.plan, None)
        plan.setStretch(0, 100)
        self.slip = print_button(room, ("status",), lambda: self.page.pupil.id if self.page else None)
        self.slip.say("Status slip")
        inner = holding(stack(across(record, other, None, self.slip), 14, self.cards, self.gap, plan, None, pad=(24, 16, 24, 24)))
        self.area = scrolling(inner, "EHC")
        also = holding(stack(
            button(self.look, "Open another kind of case", "quiet", "plus", then=self.open_kinds),
            button(self.look, "Write down the plan’s sections", "quiet", "plus", then=self.plan.start), gap=2,
        ))
        self.nothing = empty(
            self.look, "requests", "No case recorded",
            "When anybody asks the council for an EHC needs assessment, record it here: every lawful day is then counted for you.",
            "Record a request", self.record, more=also,
        )
        self.setLayout(stack(self.area, self.nothing))

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil's cases and plan."""
        self.page = page
        rows = self.room.desk.casework.cases(page.pupil.id)
        emptied(self.cards)
        for row in rows:
            line = across(self._card(row), None)  # in a line of its own: a column reckons heights as if a card had no greatest width
            line.setStretch(0, 100)
            self.cards.addLayout(line)
        self.plan.show_pupil(page.pupil.id)
        self.gap.setVisible(bool(rows))
        anything = bool(rows or self.plan.versions)
        self.area.setVisible(anything)
        self.nothing.setVisible(not anything)

    def show_record(self, record: UUID) -> None:
        """Choose the version of the plan, or the section, in its part of the page."""
        self.plan.show_record(record)
        self.area.ensureWidgetVisible(self.plan)

    def _card(self, row: CaseRow) -> QFrame:
        look, case = self.look, row.case
        go = button(look, "Open case", "", "requests", then=lambda: self.open_case(case.id))
        go.setAccessibleName(f"Open case {case.number}, {row.kind_words}, {row.stage}")
        name = plain(row.kind_words, "heading", wrap=True)
        head = across(name, Chip(look, row.stage, "waiting" if row.waits else "info", "requests"), go, gap=12)
        head.setStretch(0, 1)
        numbered = f"Case {case.number} · {case.authority}".removesuffix(" · ")
        told = " ".join(part for part in (asked_words(row), began_words(row)) if part)
        parts: list[Part] = [head, plain(numbered, "caption", "muted", wrap=True), plain(unbroken(told), wrap=True)]
        if case.council_reference:
            parts.append(plain(f"Council’s reference: {case.council_reference}", "caption", "muted", wrap=True))
        if row.next_step is not None:
            word, state = chip(row.next_step, self.room.now().date())
            parts += [2, flowing(Chip(look, word, state)), plain(unbroken(step_words(row.next_step, case.authority)), wrap=True)]
            parts.append(words(row.next_step.source, "caption", "muted", wrap=True))
        made = card(*parts, gap=6)
        made.setMaximumWidth(look.scaled(PROSE + 160))
        return made

    def open_case(self, case: UUID) -> None:
        """Go to the case's page."""
        self.room.go(Place("case", case))

    def open_kinds(self) -> None:
        """Open the sheet with every kind of case."""
        if self.page is not None:
            open_kinds(self.room, self.page)

    def record(self) -> None:
        """Open the form for a new request."""
        if self.page is not None:
            open_form(self.room, RequestForm(self.room, self.page))
