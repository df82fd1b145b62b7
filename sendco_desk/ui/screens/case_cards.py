"""The quieter cards of a case's page: what the law says without a day, what is claimed, letters written, other cases of the child, details."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from sendco_desk.domain.codes import CHANNELS, said
from sendco_desk.domain.dates import shown
from sendco_desk.services.casework import CasePage, CaseRow
from sendco_desk.services.wording import chip
from sendco_desk.ui.forms.case_form import OPENINGS, open_case_form
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_claims import NO_EXTRA_TIME, ClaimForm, claim_lines
from sendco_desk.ui.screens.case_forms import EXCUSABLE
from sendco_desk.ui.screens.case_words import details
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import Part, across, emptied, holding, stack
from sendco_desk.ui.widgets.words import plain, words

FOLLOWS = {
    "request": ("plan", "appeal", "complaint"), "plan": ("annual_review", "phase_transfer", "move", "reassessment", "appeal"),
    "annual_review": ("appeal", "complaint"), "phase_transfer": ("annual_review", "appeal", "complaint"), "reassessment": ("plan", "appeal"),
    "appeal": ("complaint",), "move": ("complaint",),
}
"""Which kinds of case arise from a case of each kind: what its page offers to open."""


class QuietCard(QFrame):
    """A card with a heading that is built again only when what it shows has changed, and is hidden where there is nothing."""

    def __init__(self, room: Room, title: str, *deeds: Part, hides: bool = False) -> None:
        super().__init__()
        self.room, self.hides = room, hides
        self.setProperty("kind", "card")
        head = holding(across(words(title, "heading"), None, *deeds, gap=6, pad=(9, 6, 6, 2)))
        head.setMinimumHeight(room.look.scaled(40))
        self.inside: QVBoxLayout = stack(gap=6, pad=(9, 2, 16, 10))
        self.setLayout(stack(head, holding(self.inside), pad=(1, 0, 1, 4)))
        self.put_there: object = None

    def put(self, shown_now: object, lines: Callable[[], list[QWidget | QLayout]]) -> None:
        """Show these lines, where what they tell of differs from what is shown."""
        if self.put_there == shown_now:
            return
        self.put_there = shown_now
        emptied(self.inside)
        found = lines()
        for line in found:
            if isinstance(line, QWidget):
                self.inside.addWidget(line)
            else:
                self.inside.addLayout(line)
        self.setVisible(bool(found) or not self.hides)


class CaseCards:
    """The cards and how each is filled from a page."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.page: CasePage | None = None
        look = room.look
        edit = button(look, "Edit", "quiet", "correction", then=self.edit_details)
        edit.setAccessibleName("Edit the case’s details")
        self.details = QuietCard(room, "Case details", edit)
        claim = button(look, "Add claim", "quiet", "plus", "Record an exception that is claimed", self.add_claim)
        self.claims = QuietCard(room, "Exceptions claimed", claim)
        self.undated = QuietCard(room, "Also in the law, without a day", hides=True)
        self.letters = QuietCard(room, "Letters", hides=True)
        self.others = QuietCard(room, "Other cases of this child")

    def show_page(self, page: CasePage) -> None:
        """Show what is known of a case."""
        self.page = page
        self.details.put(details(page), self._details)
        self.claims.put((page.claims, page.milestones, page.documents), self._claims)
        self.claims.setVisible(bool(page.claims) or page.case.case_kind in EXCUSABLE)
        self.undated.put(page.undated, self._undated)
        self.letters.put(page.letters, self._letters)
        self.others.put((page.others, page.case.case_kind), self._others)

    def _details(self) -> list[QWidget | QLayout]:
        assert self.page is not None
        return [holding(stack(words(name, "caption", "muted"), plain(value, wrap=True), gap=0)) for name, value in details(self.page)]

    def _claims(self) -> list[QWidget | QLayout]:
        assert self.page is not None
        lines: list[QWidget | QLayout] = [*claim_lines(self.room, self.page)]
        none = "No exception has been claimed. " if not lines else ""
        return [*lines, words(f"{none}{NO_EXTRA_TIME}", "caption", "muted", wrap=True)]

    def _undated(self) -> list[QWidget | QLayout]:
        assert self.page is not None
        lines: list[QWidget | QLayout] = []
        for rule in self.page.undated:
            go = button(self.room.look, rule.title, "link", then=partial(self.room.go, Place("rules", tab=rule.id)))
            go.setAccessibleName(f"{rule.id}: {rule.title}. Read the rule")
            told = f"{rule.period[:1].upper()}{rule.period[1:]}. {rule.source}"
            lines.append(stack(across(go, None), words(told, "caption", "muted", wrap=True), gap=0))
        return lines

    def _letters(self) -> list[QWidget | QLayout]:
        assert self.page is not None
        lines: list[QWidget | QLayout] = []
        for letter in sorted(self.page.letters, key=lambda one: one.written_at, reverse=True):
            day = shown(letter.written_at.date())
            asked = f"; an answer was asked for by {shown(letter.reply_by)}" if letter.reply_by else ""
            told = plain(f"To {letter.addressed_to}, {said(CHANNELS, letter.channel).lower()}, {day}{asked}", "caption", "muted", wrap=True)
            name = plain(letter.subject, wrap=True)
            if letter.document is None:
                lines.append(stack(name, told, gap=0))
                continue
            place = Place("pupil", letter.pupil, f"documents/{letter.document}")
            go = button(self.room.look, "Open", "row", then=partial(self.room.go, place))
            go.setAccessibleName(f"Open the letter of {day}")
            line = across(stack(name, told, gap=0), go)
            line.setStretch(0, 1)
            lines.append(line)
        return lines

    def _others(self) -> list[QWidget | QLayout]:
        assert self.page is not None
        lines: list[QWidget | QLayout] = [self._other(row) for row in self.page.others]
        if not lines:
            lines.append(words("This is the child’s only case.", tone="muted", wrap=True))
        kinds = FOLLOWS.get(self.page.case.case_kind, ())
        if kinds:
            lines.append(words("Open a case that arises from this one:", "caption", "muted"))
            lines.append(flowing(*(self._opens(kind) for kind in kinds)))
        return lines

    def _opens(self, kind: str) -> QWidget:
        from sendco_desk.domain.codes import CASE_KINDS

        made = button(self.room.look, CASE_KINDS[kind], "row", "plus", OPENINGS[kind].why, then=partial(self.open_about, kind))
        made.setAccessibleName(f"Open a case: {CASE_KINDS[kind]}")
        return made

    def _other(self, row: CaseRow) -> QLayout:
        assert self.page is not None
        look, on = self.room.look, self.room.now().date()
        go = button(look, f"Case {row.case.number}: {row.kind_words}", "link", then=partial(self.room.go, Place("case", row.case.id)))
        parts: list[Part] = [across(go, None)]
        word, state = chip(row.next_step, on) if row.next_step else (row.stage, "waiting" if row.waits else "info")
        told = f"{row.stage}. Next: {row.next_step.title} by {shown(row.next_step.due)}." if row.next_step and row.next_step.due else f"{row.stage}."
        line = across(words(told, "caption", "muted", wrap=True), *(() if word == row.stage else (Chip(look, word, state),)), gap=8)
        line.setStretch(0, 1)
        return stack(*parts, line, gap=0)

    # Deeds

    def edit_details(self) -> None:
        """Open the sheet with the case's details."""
        from sendco_desk.ui.screens.case_forms import DetailsForm

        if self.page is not None:
            open_form(self.room, DetailsForm(self.room, self.page.case))

    def add_claim(self) -> None:
        """Open the sheet for a claim."""
        if self.page is not None:
            open_form(self.room, ClaimForm(self.room, self.page))

    def open_about(self, kind: str) -> None:
        """Open the form for a case that arises from this one."""
        if self.page is not None:
            open_case_form(self.room, self.room.desk.pupils.page(self.page.pupil.id), kind, about=self.page.case.id)
