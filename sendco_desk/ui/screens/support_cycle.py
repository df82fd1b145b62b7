"""One cycle of support as it is read: what was found, the outcomes, the support, the review, and what the record shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from sendco_desk.domain.cycles import STRATEGY_RESULTS, Outcome, Strategy, SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.support_codes import AREAS, NEXT_STEPS, OUTCOME_RESULTS
from sendco_desk.services.not_met import NotMet
from sendco_desk.services.support_cycles import CyclePage, OutcomeLine
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.support_rows import EDGE, ROW_PAD, Cells, Row, Rows, block, heads, indented, said
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.chips import Chip, Picture
from sendco_desk.ui.widgets.layout import Part, across, holding, stack, unbroken
from sendco_desk.ui.widgets.words import plain, prose, words

RESULT_SIGNS = {"met": ("done", "done"), "partly": ("soon", "planned"), "not_yet": ("waiting", "waiting")}
WORKED_SIGNS = {"helped": ("done", "done"), "partly": ("soon", "planned"), "did_not": ("waiting", "close")}
"""The tone and the icon of a result. Red stays for lateness."""
MEASURE, WHO, RESULT = 220, 150, 124
"""Widths of the columns beside what is said, at 100%."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleDeeds:
    """What is done to an open cycle's rows."""

    outcome: Callable[[Outcome], object]
    strategy: Callable[[Strategy], object]
    remove: Callable[[Outcome | Strategy], object]


def cycle_dates(cycle: SupportCycle) -> str:
    """`Mon 7 Sep 2026, review due Fri 11 Dec 2026 · led by Ms Fern`."""
    review = f"reviewed {shown(cycle.reviewed_on)}" if cycle.reviewed_on else f"review due {shown(cycle.review_due_on)}"
    return unbroken(f"{shown(cycle.starts_on)}, {review}" + (f" · led by {cycle.lead}" if cycle.lead else ""))


def cycle_name(cycle: SupportCycle) -> str:
    """`Cycle 2`, `Cycle 2, version 2`."""
    return f"Cycle {cycle.number}{f', version {cycle.version}' if cycle.version > 1 else ''}"


def corrected_words(cycle: SupportCycle, correction: SupportCycle) -> str:
    """`Version 1, corrected on Fri 4 Dec 2026 because the count was of another child`."""
    on = f" on {shown(correction.corrected_on)}" if correction.corrected_on else ""
    because = correction.correction_because.rstrip(".")
    return unbroken(f"Version {cycle.version}, corrected{on}: {because}.")


def measure_lines(one: Outcome) -> tuple[str, ...]:
    """The measure, and its value then, as the target and now: `12 then · target 60 · 19 now`."""
    values = ((one.baseline, "{} then"), (one.target, "target {}"), (one.measure_now, "{} now"))
    return tuple(line for line in (one.measure, " · ".join(pattern.format(value) for value, pattern in values if value)) if line)


def lines_of(*lines: str) -> QWidget | None:
    """Short lines of a cell; None where there is nothing to say."""
    told = [line for line in lines if line]
    return holding(stack(*(said(unbroken(line), "caption", "" if n == 0 else "muted") for n, line in enumerate(told)), gap=1)) if told else None


def sign(look: Look, code: str, called: dict[str, str], signs: dict[str, tuple[str, str]]) -> QWidget | None:
    """A result as icon and word; None while there is none."""
    if not code:
        return None
    tone, picture = signs[code]
    return holding(across(Chip(look, called[code], tone, picture), None))


def outcome_name(one: Outcome) -> str:
    """An outcome as a screen reader says it."""
    result = OUTCOME_RESULTS.get(one.result, "")
    due = f"by {shown(one.due_on)}" if one.due_on else ""
    return ". ".join(part for part in (f"Outcome: {one.words}", *measure_lines(one), one.owner, due, result) if part)


class CycleBody(QFrame):
    """The inside of a cycle. Its rows can be chosen while it is open; a closed one is only read."""

    def __init__(self, look: Look, page: CyclePage, shows: NotMet, deeds: CycleDeeds) -> None:
        super().__init__()
        self.look, self.page, self.shows, self.deeds = look, page, shows, deeds
        self.records: dict[UUID, Outcome | Strategy] = {}
        keys = {(Qt.Key.Key_Return, False): self.open, (Qt.Key.Key_Delete, False): self.remove}
        self.outcomes, self.strategies = Rows(self, keys), Rows(self, keys)
        parts = (
            self._told("What the assessment found", page.cycle.baseline), self._outcomes(), self._strategies(), self._provision(), self._parts(),
            self._review(),
        )
        self.setLayout(stack(*(part for part in parts if part is not None), gap=14))

    def open(self, record: UUID) -> None:
        """Open the form of an outcome or of day-to-day support."""
        one = self.records[record]
        if isinstance(one, Outcome):
            self.deeds.outcome(one)
        else:
            self.deeds.strategy(one)

    def remove(self, record: UUID) -> None:
        """Take an outcome or day-to-day support out."""
        self.deeds.remove(self.records[record])

    def chosen(self) -> dict[UUID, bool]:
        """The rows that are chosen, each with whether it has the keyboard."""
        return {rows.chosen: rows.has_keys() for rows in (self.outcomes, self.strategies) if rows.chosen is not None}

    def choose(self, records: Mapping[UUID, bool]) -> None:
        """Choose rows again after the page was laid out anew; those that are gone are left out."""
        for record, keys in records.items():
            for rows in (self.outcomes, self.strategies):
                if rows.row(record) is not None:
                    rows.choose(record)
                    rows.put(rows.rows, keys=keys)

    def row(self, record: UUID) -> QWidget | None:
        """Choose an outcome's or a strategy's row and give it back; where the cycle is closed, its row without choosing it."""
        for rows in (self.outcomes, self.strategies):
            if rows.focus(record):
                return rows.row(record)
        return self.findChild(QFrame, str(record))

    # Parts

    def _told(self, title: str, text: str) -> QWidget | None:
        return block(title, indented(prose(text))) if text else None

    def _line(self, rows: list[Row], record: Outcome | Strategy, name: str, *parts: Part) -> QFrame:
        """A row to choose while the cycle is open; the same parts to read once it is closed."""
        if self.page.closed:
            made = holding(stack(*parts, gap=3, pad=ROW_PAD), "", str(record.id))
            made.setAccessibleName(name)
            return made
        row = Row(self.look, record.id, name, *parts, copied=record.words)
        rows.append(row)
        self.records[record.id] = record
        return row

    def _outcomes(self) -> QWidget | None:
        rows: list[Row] = []
        made = [self._line(rows, line.outcome, outcome_name(line.outcome), *self._outcome(line)) for line in self.page.outcomes]
        self.outcomes.put(rows)
        nothing = words("No outcome yet: write what the pupil will be able to do by the review, and how that is told.", tone="muted", wrap=True)
        head = heads(self.look, "What the pupil will be able to do", ((MEASURE, "Measure"), (WHO, "Who, by when"), (RESULT, "Result")))
        return block("Outcomes", *((head, *made) if made else (indented(nothing),)))

    def _outcome(self, line: OutcomeLine) -> list[Part]:
        one = line.outcome
        first: list[Part] = [said(one.words)]
        if one.carried_from is not None:
            first.append(said("Carried on from the cycle before", "caption", "muted"))
        if one.review_words:
            first.append(said(f"Review: {one.review_words}", "caption"))
        if line.advice:
            advice = across(stack(1, Picture(self.look, "info", "muted", 14), None), said(" ".join(line.advice), "caption", "muted"), gap=6)
            advice.setStretch(1, 1)
            first.append(advice)
        due = f"By {shown(one.due_on)}" if one.due_on else ""
        area = AREAS[one.area] if one.area else ""
        return [Cells(self.look, holding(stack(*first, gap=2)), (
            (MEASURE, lines_of(*measure_lines(one))), (WHO, lines_of(one.owner, due, area)),
            (RESULT, sign(self.look, one.result, OUTCOME_RESULTS, RESULT_SIGNS)),
        ))]

    def _strategies(self) -> QWidget | None:
        rows: list[Row] = []
        made = [self._line(rows, one, self._strategy_name(one), self._strategy(one)) for one in self.page.strategies]
        self.strategies.put(rows)
        nothing = words("No day-to-day support yet: what is done in every lesson, by whom and how often.", tone="muted", wrap=True)
        head = heads(self.look, "What is done", ((MEASURE, "By whom, where"), (WHO, "How often"), (RESULT, "Did it help?")))
        return block("Day-to-day support", *((head, *made) if made else (indented(nothing),)))

    def _strategy_name(self, one: Strategy) -> str:
        worked = STRATEGY_RESULTS.get(one.worked, "")
        return ". ".join(part for part in (f"Day-to-day support: {one.words}", one.who, one.where, one.how_often, worked) if part)

    def _strategy(self, one: Strategy) -> Cells:
        first = stack(said(one.words), *((said(f"Review: {one.review_words}", "caption"),) if one.review_words else ()), gap=2)
        return Cells(self.look, holding(first), (
            (MEASURE, lines_of(one.who, one.where)), (WHO, lines_of(one.how_often)),
            (RESULT, sign(self.look, one.worked, STRATEGY_RESULTS, WORKED_SIGNS)),
        ))

    def _provision(self) -> QWidget | None:
        if not self.shows.given:
            return None
        lines: list[Part] = []
        for given in self.shows.given:
            body = stack(plain(unbroken(given.line.words), wrap=True), plain(given.delivery.words, "caption", "muted", wrap=True), gap=1)
            line = across(stack(3, Picture(self.look, "provision", "muted", 16), None), body, gap=8, pad=(EDGE, 2, EDGE, 2))
            line.setStretch(1, 1)
            lines.append(line)
        return block(f"Provision{self._as_recorded()}", *lines)

    def _as_recorded(self) -> str:
        """A session of before the review may still be written down after it, and is then counted."""
        return ", as recorded today" if self.page.closed else ""

    def _parts(self) -> QWidget | None:
        cycle = self.page.cycle
        told = [("The parents’ part", cycle.parents_part), ("The pupil’s part", cycle.pupil_part)]
        made = [block(title, indented(prose(text))) for title, text in told if text]
        return holding(stack(*made, gap=14)) if made else None

    def _review(self) -> QWidget | None:
        cycle = self.page.cycle
        if cycle.reviewed_on is None:
            return None
        parts: list[Part] = [prose(cycle.tried)] if cycle.tried else []
        if cycle.next_step:
            parts.append(plain(f"Next step: {NEXT_STEPS[cycle.next_step].lower()}", "strong", wrap=True))
        if cycle.why_next:
            parts.append(prose(cycle.why_next))
        if self.shows.sentences:
            parts.append(self._shown(self.shows.words))
        return block(f"Review of {shown(cycle.reviewed_on)}", indented(*parts, gap=6))

    def _shown(self, sentences: str) -> QFrame:
        told = plain(unbroken(sentences), wrap=True)
        told.setObjectName("shows")
        body = holding(stack(words(f"What the record shows{self._as_recorded()}", "caption", "muted"), told, gap=1))
        line = across(stack(3, Picture(self.look, "reports", "muted", 16), None), body, gap=8, pad=(12, 8, 12, 8))
        line.setStretch(1, 1)
        return holding(line, "well")


def heading_of(page: CyclePage, look: Look, deeds: Sequence[QWidget]) -> QFrame:
    """A cycle's name, its days, where it stands, and what can be done."""
    named = across(words(cycle_name(page.cycle), "heading"), Chip(look, page.state.words, page.state.sign), None, gap=10)
    return indented(across(holding(stack(named, plain(cycle_dates(page.cycle), "caption", "muted", wrap=True), gap=2)), flowing(*deeds), gap=12))
