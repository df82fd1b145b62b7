"""The forms of the tab Support: a sentence, its source, a cycle, an outcome with its quiet adviser, and what follows a cycle."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sendco_desk.domain.cycles import STRATEGY_RESULTS, Outcome, Strategy, SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.smart import advice
from sendco_desk.domain.support_codes import AREA_OF_TYPE, OUTCOME_RESULTS, STATEMENT_SIDES
from sendco_desk.services.carried_places import runs_on
from sendco_desk.services.provision_rows import often_words
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.support_cycles import CyclePage
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.drafts import when_changed
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.record_form import RecordForm, whole_number
from sendco_desk.ui.forms.support_asks import CYCLE, OUTCOME, RESTS_ON, SENTENCE, SENTENCE_DAYS, SOURCE, STRATEGY, WORKED
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.layout import across, emptied, holding, stack
from sendco_desk.ui.widgets.words import plain, words


def first_area(page: PupilPage) -> str:
    """The area that a form proposes: that of the need ranked first."""
    return next((AREA_OF_TYPE[need.need_type] for need in page.needs if need.need_type in AREA_OF_TYPE), "communication")


class StatementForm(RecordForm[NeedStatement]):
    """A need or a strength. A new one may name the document it rests on at once."""

    def __init__(self, room: Room, pupil: UUID, statement: NeedStatement | None = None, *, area: str = "communication", side: str = "need") -> None:
        asks = (*SENTENCE, *(SENTENCE_DAYS if statement else SENTENCE_DAYS[:1]))
        super().__init__(
            room, NeedStatement, asks, "Need or strength", pupil=pupil, record=statement,
            preset={"area": area, "side": side, "since": room.now().date()},
        )

    def start(self, ask: Ask) -> Any:
        return None if ask in RESTS_ON else super().start(ask)

    def more(self) -> None:
        if self.record is None:
            document, page = (self.asked(ask) for ask in RESTS_ON)
            note = words("What it rests on can also be an entry or a measure: add that once the sentence is saved.", "caption", "muted", wrap=True)
            self.rows(self.beside(document, page, shares=(3, 1)), note)

    def _source(self, statement: NeedStatement) -> StatementSource | None:
        chosen, page = self.code("document") if "document" in self.fields else "", self.said("page") if "page" in self.fields else ""
        if not chosen and not page:
            return None
        number = whole_number(page, "Give the page of the document as a number from 1.", "page") if page else None
        return StatementSource(
            id=uuid4(), pupil=statement.pupil, statement=statement.id, document=UUID(chosen) if chosen else None, page=number,
        )

    def keep(self, record: NeedStatement) -> frozenset[str]:
        return self.room.desk.support.save_statement(record, self._source(record))

    def told(self, record: NeedStatement) -> str:
        return f"The {STATEMENT_SIDES[record.side].lower()} is saved."


class SourceForm(RecordForm[StatementSource]):
    """What a sentence rests on."""

    NOTE = "Just one of the three."

    def __init__(self, room: Room, statement: NeedStatement, source: StatementSource | None = None) -> None:
        self.statement = statement
        super().__init__(
            room, StatementSource, SOURCE, "Source of the sentence", pupil=statement.pupil, record=source, preset={"statement": statement.id},
        )

    def build(self) -> None:
        self.rows(plain(f"“{self.statement.words}”", tone="muted", wrap=True))
        super().build()

    def keep(self, record: StatementSource) -> frozenset[str]:
        return self.room.desk.support.add_source(record)

    def told(self, record: StatementSource) -> str:
        return "The source is saved."


class WithdrawForm(Form):
    """Say when a sentence stopped being true."""

    NOTE = "The sentence stays in the history."

    def __init__(self, room: Room, statement: NeedStatement) -> None:
        self.statement = statement
        super().__init__(room, "No longer so", draft=f"withdraw:{statement.id}")

    def build(self) -> None:
        self.rows(plain(f"“{self.statement.words}”", tone="muted", wrap=True))
        self.rows(self.day_field("until", "Last day on which it was so", self.today()))

    def deed(self) -> tuple[frozenset[str], str]:
        until = self.needed_day("until", "Give the last day on which it was so.")
        return self.room.desk.support.withdraw(self.statement.id, until), f"No longer so: the {STATEMENT_SIDES[self.statement.side].lower()} is kept."


class CycleForm(RecordForm[SupportCycle]):
    """A cycle of support: its days, what the assessment found, and who does what at home."""

    def __init__(self, room: Room, pupil: UUID, cycle: SupportCycle | None = None) -> None:
        support, on = room.desk.support, room.now().date()
        number = cycle.number if cycle else support.next_number(pupil)
        super().__init__(
            room, SupportCycle, CYCLE, f"Cycle {number}", pupil=pupil, record=cycle,
            preset={"number": number, "starts_on": on, "review_due_on": support.usual_review(on)}, finish="Save" if cycle else "Start cycle",
        )

    def keep(self, record: SupportCycle) -> frozenset[str]:
        return self.room.desk.support.start_cycle(record)

    def told(self, record: SupportCycle) -> str:
        return f"Cycle {record.number} is saved."


class Adviser:
    """Quiet sentences under the fields of an outcome. They never stop anybody and are never red."""

    def __init__(self, form: "OutcomeForm") -> None:
        self.form = form
        self.lines = stack(gap=4)
        self.box = holding(stack(words("To make it easier to review", "caption", "muted"), self.lines, gap=4, pad=(12, 8, 12, 10)), "well", "adviser")
        self.said: tuple[str, ...] = ()
        for field in form.fields.values():
            when_changed(field.box, self.look_again)

    def look_again(self) -> None:
        """Say what can be said about what is typed now; nothing before anything is."""
        try:
            said = advice(self.form.typed(), self.form.cycle) if self.form.said("words") else ()
        except Refused:
            return  # a day half typed: what was said before still holds
        if said != self.said:
            self.said = said
            emptied(self.lines)
            for sentence in said:
                line = across(stack(2, Picture(self.form.look, "info", "muted", 14), None), words(sentence, "caption", wrap=True), gap=6)
                line.setStretch(1, 1)
                self.lines.addLayout(line)
        self.box.setVisible(bool(said))
        self.box.setAccessibleName(" ".join(("To make it easier to review:", *said)) if said else "")


class OutcomeForm(RecordForm[Outcome]):
    """An outcome; what is not specific, measurable or dated is said as it is typed."""

    def __init__(self, room: Room, cycle: SupportCycle, outcome: Outcome | None = None) -> None:
        self.cycle = cycle
        super().__init__(
            room, Outcome, OUTCOME, "Outcome", pupil=cycle.pupil, record=outcome, preset={"cycle": cycle.id, "due_on": cycle.review_due_on},
        )

    def more(self) -> None:
        self.adviser = Adviser(self)
        self.rows(self.adviser.box)
        self.adviser.look_again()  # only now: a box that lies in no form yet would be shown as a window of its own

    def keep(self, record: Outcome) -> frozenset[str]:
        return self.room.desk.support.save_outcome(record)

    def told(self, record: Outcome) -> str:
        return "The outcome is saved."


class StrategyForm(RecordForm[Strategy]):
    """Day-to-day support."""

    def __init__(self, room: Room, cycle: SupportCycle, strategy: Strategy | None = None) -> None:
        super().__init__(
            room, Strategy, (*STRATEGY, WORKED) if strategy else STRATEGY, "Day-to-day support", pupil=cycle.pupil, record=strategy,
            preset={"cycle": cycle.id},
        )

    def keep(self, record: Strategy) -> frozenset[str]:
        return self.room.desk.support.save_strategy(record)

    def told(self, record: Strategy) -> str:
        return "The day-to-day support is saved."


class CorrectionForm(Form):
    """Why a closed cycle is put right by a new version."""

    NOTE = "The closed cycle stays readable as it is. The new version is open until you close it."

    def __init__(self, room: Room, cycle: SupportCycle) -> None:
        self.cycle = cycle
        super().__init__(room, f"Correct cycle {cycle.number}", draft=f"correct_cycle:{cycle.id}", finish="Make a corrected version")

    def build(self) -> None:
        self.rows(self.prose("correction_because", "What is put right, and why", lines=3, kind=SupportCycle, use="review"))

    def about_whom(self) -> UUID | None:
        return self.cycle.pupil

    def deed(self) -> tuple[frozenset[str], str]:
        _, changed = self.room.desk.support.correct(self.cycle.id, self.said("correction_because"))
        return changed, f"A corrected version of cycle {self.cycle.number} is open: change what was wrong, then close it."


class RollForm(Form):
    """Begin the next cycle: which outcomes, which support and which places in provisions go on."""

    NOTE = "What was measured at the review is where each outcome starts from."

    def __init__(self, room: Room, page: CyclePage) -> None:
        self.page = page
        self.places = room.desk.support.may_go_on(page.cycle.id)
        super().__init__(room, "Next cycle", draft=f"roll:{page.cycle.id}", finish="Start next cycle")

    def build(self) -> None:
        starts = max(self.today(), self.page.cycle.starts_on)
        self.rows(self.beside(
            self.day_field("starts_on", "Begins", starts),
            self.day_field("review_due_on", "Review due", self.room.desk.support.usual_review(starts)),
        ))
        outcomes, strategies = [line.outcome for line in self.page.outcomes], self.page.strategies
        self._carried("Outcomes that go on", [
            (one.id, one.words, OUTCOME_RESULTS.get(one.result, "No result"), one.result != "met") for one in outcomes
        ])
        self._carried("Day-to-day support that goes on", [
            (one.id, one.words, STRATEGY_RESULTS.get(one.worked, "Not said whether it helped"), one.worked != "did_not") for one in strategies
        ])
        self._places(starts)

    def _places(self, starts: date) -> None:
        """A tick for each place; only those that are held on the day that is typed are shown."""
        if not self.places:
            return
        self.places_box = holding(stack(
            words("Provision that goes on", "strong"),
            words("Each place ends the day before and begins again with the next cycle. Sessions recorded from that day on move along.",
                  "caption", "muted", wrap=True), gap=2,
        ))
        self.rows(self.places_box)
        for line in self.places:
            place, run = line.place, line.run
            field = self.tick(f"carry:{place.id}", f"{often_words(run)}, to {shown(place.ends_on)}", folded(run.name), on=True)
            field.box.setAccessibleName(f"{run.name} (to {shown(place.ends_on)}) goes on")
            self.rows(field)
        self._show_places(starts)
        when_changed(self.fields["starts_on"].box, self._day_typed)

    def _day_typed(self) -> None:
        with suppress(Refused):  # a day half typed: what was shown before still holds
            self._show_places(self.day("starts_on"))

    def _show_places(self, starts: date | None) -> None:
        held = [starts is not None and runs_on(line.place, starts) for line in self.places]
        for line, on in zip(self.places, held, strict=True):
            self.fields[f"carry:{line.place.id}"].setVisible(on)
        self.places_box.setVisible(any(held))

    def _carried(self, title: str, rows: Sequence[tuple[UUID, str, str, bool]]) -> None:
        if rows:
            self.rows(words(title, "strong"))
        for name, said, result, on in rows:
            field = self.tick(f"carry:{name}", result, folded(said), on)
            field.box.setAccessibleName(f"{said} ({result.lower()}) goes on")
            self.rows(field)

    def deed(self) -> tuple[frozenset[str], str]:
        ticked = {name.removeprefix("carry:") for name in self.fields if name.startswith("carry:") and self.on(name)}
        starts = self.needed_day("starts_on", "Give the day on which the next cycle begins.")
        _, changed = self.room.desk.support.roll_forward(
            self.page.cycle.id, starts_on=starts,
            review_due_on=self.needed_day("review_due_on", "Give the day by which it is reviewed."),
            outcomes=[line.outcome.id for line in self.page.outcomes if str(line.outcome.id) in ticked],
            strategies=[one.id for one in self.page.strategies if str(one.id) in ticked],
            places=[line.place.id for line in self.places if str(line.place.id) in ticked and runs_on(line.place, starts)],
        )
        return changed, "The next cycle has begun with what goes on."


LINE = 50
"""Letters of a sentence beside a tick before it goes on in a new line: a tick does not wrap by itself."""


def folded(said: str) -> str:
    """A sentence on lines that fit beside a tick, its `&` kept as a letter."""
    from textwrap import fill

    return fill(" ".join(said.split()), LINE).replace("&", "&&")
