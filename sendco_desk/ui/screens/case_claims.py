"""The exceptions that a council or a service claims in a case: each with its proof, shown against the law's own test."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QFrame

from sendco_desk.domain.casework import ExceptionClaim
from sendco_desk.domain.codes import EXCEPTIONS
from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import CasePage, ClaimRow
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.wording import both
from sendco_desk.ui.forms.form import Form, attempt, open_form
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_forms import NO_PROOF, papers
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.words import plain

NO_EXTRA_TIME = "No exception gives a fixed extra time or stops the clock."


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the law's test says of a claimed exception: the chip's word and state, and the sentence why."""

    word: str
    state: str
    because: str


def verdict(page: CasePage, row: ClaimRow) -> Verdict:
    """A claim against the test of every step that is late or still runs. A step that was settled in time needs no exception."""
    tests = [
        (step, test) for step in page.milestones if step.state in (State.OVERDUE, State.MET_LATE, State.DUE_SOON, State.UPCOMING)
        for test in step.exceptions if test.id == row.claim.exception
    ]
    could = [(step, test) for step, test in tests if test.could_apply]
    if could:
        return Verdict(word="Could apply", state="soon", because=f"{_claimless(could[0][1].because)} It could apply to {_steps(could)}.")
    if tests:
        return Verdict(word="Does not fit", state="info", because=_claimless(tests[0][1].because))
    if any(step.is_open or step.state is State.MET_LATE for step in page.milestones):
        return Verdict(word="Not in the law", state="info", because="The law gives none of the steps that are late or still run an exception.")
    nothing = "No step of this case is late or still runs, so there is nothing to test it on."
    return Verdict(word="Nothing to excuse", state="planned", because=nothing)


def _claimless(because: str) -> str:
    """The test's sentence without the one that says the exception is claimed, which stands above it here."""
    return because.removeprefix("The council claims this exception. ")


def _steps(found: Sequence[tuple[Milestone, object]]) -> str:
    return both(tuple(dict.fromkeys(f"‘{step.title}’" for step, _ in found)))


def claim_lines(room: Room, page: CasePage) -> list[QFrame]:
    """Each claim as a part of the card: what is claimed, when, in which words, shown by what, and what the test says."""
    return [_line(room, page, row) for row in page.claims]


def _line(room: Room, page: CasePage, row: ClaimRow) -> QFrame:
    claim, found = row.claim, verdict(page, row)
    edit = button(room.look, "Edit", "row", then=lambda: open_form(room, ClaimForm(room, page, claim)))
    edit.setAccessibleName(f"Edit the claim: {row.title}")
    head = across(plain(row.title, "strong", wrap=True), Chip(room.look, found.word, found.state), edit, gap=8)
    head.setStretch(0, 1)
    when = f"Claimed on {shown(claim.claimed_on)}" if claim.claimed_on else "When it was claimed is not recorded"
    shows = f", shown by ‘{row.proof.title}’." if row.proof else ", and no document shows it yet."
    parts = [plain(when + shows, "caption", "muted", wrap=True)]
    if claim.words:
        parts.append(plain(f"“{claim.words}”", wrap=True))
    parts.append(plain(found.because, wrap=True))
    return holding(stack(head, *parts, gap=2, pad=(9, 4, 6, 6)))


class ClaimForm(Form):
    """Record that an exception is claimed, or put a claim right."""

    NOTE = NO_EXTRA_TIME

    def __init__(self, room: Room, page: CasePage, claim: ExceptionClaim | None = None) -> None:
        self.shown_page, self.claim = page, claim
        name = f"claim:{claim.id}" if claim else f"claim:new:{page.case.id}"
        super().__init__(room, "Exception claimed", draft=name, finish="Save claim")

    def about_whom(self) -> UUID | None:
        return self.shown_page.pupil.id

    def build(self) -> None:
        c = self.claim
        self.rows(
            self.choice("exception", "Exception that is claimed", EXCEPTIONS, c.exception if c else "", none="" if c else "Choose the exception"),
            self.day_field("claimed_on", "Claimed on", c.claimed_on if c else None, hint="The day of the letter or call in which it was claimed."),
            self.prose("words", "In their words", c.words if c else "", lines=3, ghost="As they wrote or said it", kind=ExceptionClaim, use="story"),
            self.choice("proof", "Document that shows it", papers(self.shown_page), str(c.proof or "") if c else "", none=NO_PROOF),
        )
        if c is not None:
            out = button(self.look, "Take out", "quiet", "bin", "Take the claim out: it was recorded by mistake", self.take_out)
            self.rows(across(out, None))

    def _claimed_on(self) -> date | None:
        day = self.day("claimed_on")
        if day is not None and day > self.today():
            raise Refused("This day has not come yet: record only what has been claimed.", field="claimed_on")
        return day

    def deed(self) -> tuple[frozenset[str], str]:
        exception = self.code("exception")
        if not exception:
            raise Refused("Choose the exception that is claimed.", field="exception")
        proof = UUID(self.code("proof")) if self.code("proof") else None
        casework, on = self.room.desk.casework, self._claimed_on()
        if self.claim is None:
            changed = casework.add_claim(self.shown_page.case.id, exception, on, proof, self.said("words"))
        else:
            changed = casework.save_claim(replace(self.claim, exception=exception, claimed_on=on, proof=proof, words=self.said("words")))
        return changed, f"Exception claimed: {EXCEPTIONS[exception]}."

    def take_out(self) -> None:
        """It was never claimed."""
        if self.claim is None:
            return
        claim = self.claim
        self.keeper.drop()
        self.room.close_sheet()
        attempt(self.room, lambda: self.room.desk.casework.remove_claim(claim.id), "The claim is taken out.")


