"""Reviews: the yearly review of every plan, and the children who move to the next phase of education next September."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from sendco_desk.services.phase_moves import MoveRow
from sendco_desk.services.review_days import Chip as ChipWords
from sendco_desk.services.reviews import BEFORE, RECORDS, ReviewRow
from sendco_desk.services.wording import chip
from sendco_desk.statute.milestones import State
from sendco_desk.statute.phases import next_september
from sendco_desk.statute.wording import lowered
from sendco_desk.ui.forms.form import Form, open_form
from sendco_desk.ui.forms.review_forms import DecisionForm, EarlyForm, MoveForm, PlanCaseForm, PlanForm, RecordForm
from sendco_desk.ui.models.reviews_model import (
    MOVE_GIVES_WAY,
    REVIEW_GIVES_WAY,
    STANDINGS,
    MoveFilter,
    MovesModel,
    ReviewFilter,
    ReviewLine,
    ReviewsModel,
    move_sentences,
    review_sentences,
    unrecorded_words,
    years_of,
)
from sendco_desk.ui.models.rows import RowsModel
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import ChipCells, YieldingTable, sorted_first
from sendco_desk.ui.screens.filters import FilterButton
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.review_parts import Chosen, Half, MoveCells, ReviewCells
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import holding, scrolling, stack
from sendco_desk.ui.widgets.words import words

ANNUAL, MOVING = "annual", "moving"
HALVES = {ANNUAL: "Annual reviews", MOVING: "Moving next September"}
DEED_WORDS = {
    "advice": "Advice asked for", "notice": "Notice sent", "papers": "Papers sent round", "report": "Report sent",
}
"""What is recorded with one press, by the deed."""
DONE_BY = {deed: rule_id for rule_id, deed in BEFORE.items()} | {"report": "REV-05"}
"""The step that each of them does."""


def review_counts(rows: Sequence[ReviewRow]) -> str:
    """`14 plans, 2 late, 3 to plan now, 1 without a case`."""
    late = sum(row.is_late for row in rows)
    now = sum(row.ours is not None and row.ours.deed == "plan" and row.ours.chip is not None and row.ours.chip[1] == "soon" for row in rows)
    without = sum(row.plan is None for row in rows)
    parts = [f"{len(rows)} plan{'s' * (len(rows) != 1)}"]
    parts += [f"{count} {what}" for count, what in ((late, "late"), (now, "to plan now"), (without, "without a case")) if count]
    return ", ".join(parts)


def move_counts(rows: Sequence[MoveRow], year: int) -> str:
    """`5 children move in September 2027, 1 late, 2 with less than twelve weeks`."""
    late = sum(row.is_late for row in rows)
    short = sum(_is_short(row) for row in rows)
    parts = [f"{'1 child moves' if len(rows) == 1 else f'{len(rows)} children move'} in September {year}"]
    parts += [f"{count} {what}" for count, what in ((late, "late"), (short, "with less than twelve weeks")) if count]
    return ", ".join(parts)


def _is_short(row: MoveRow) -> bool:
    """Whether the council has less than its twelve weeks, though nothing is late yet."""
    last = row.fitting.last_safe_day if row.fitting else None
    return not row.settled and row.law.state is not State.OVERDUE and last is not None and (row.meeting or row.soonest) > last


class ReviewsScreen(Screen):
    """The two halves, and the deeds that are done from them."""

    NAME: ClassVar[str] = "reviews"
    STOP: ClassVar[str] = "reviews"
    KINDS: ClassVar[frozenset[str]] = frozenset({
        "pupil", "sen_status", "residence", "case_file", "case_event", "school", "term", "school_closure", "council_date",
    })

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.reviews = room.desk.reviews
        self.half = ANNUAL
        self.total = words("", tone="muted")
        self.choice = Toggles(look, HALVES, self.half, self.choose_half, self)
        self.annual, self.moving = self._annual_half(), self._moving_half()
        self.halves = QStackedWidget()
        self.halves.addWidget(self.annual)
        self.halves.addWidget(self.moving)
        top = flowing(words("Reviews", "title"), *self.choice.made, self.total, gap=10)
        body = stack(top, 12, self.halves, pad=(24, 20, 24, 20))
        body.setStretch(2, 1)
        self.area = scrolling(holding(body), "Reviews")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # whatever can be used in it takes Tab and brings itself into sight
        self.setLayout(stack(self.area))

    def _table(
        self, model: RowsModel[Any], name: str, stretches: str, least: int, gives_way: tuple[str, ...], cells: type[ChipCells],
    ) -> YieldingTable[Any]:
        table: YieldingTable[Any] = YieldingTable(
            self.room.look, model, name, strong="pupil", stretches=stretches, least=least, preferences=self.room.preferences,
            gives_way=gives_way, cells=cells,
        )
        sorted_first(table, "chip")
        return table

    def _annual_half(self) -> Half[ReviewLine]:
        look = self.room.look
        self.model = ReviewsModel(self)
        table = self._table(self.model, "Plans and their reviews", "next", 236, REVIEW_GIVES_WAY, ReviewCells)
        table.opened.connect(lambda line: self.open_review(line.row))
        self.standing = Toggles(look, STANDINGS, self.model.filter.standing, self.choose_standing, self)
        self.year = FilterButton(look, "Year", self.choose_year)
        self.review_deeds = {
            "plan": button(look, "Plan the meeting", "", then=lambda: self._with_review(self.plan_meeting)),
            "open_plan": button(look, "Open the plan’s case", "", then=lambda: self._with_review(self.open_plan_case)),
            "plan_made": button(look, "Add the day the plan was made", "", then=lambda: self._with_review(self.add_plan_made)),
            **{deed: button(look, said, "", then=partial(self._record_chosen, deed)) for deed, said in DEED_WORDS.items()},
            "decision": button(look, "Council’s decision", "", then=lambda: self._with_review(self.record_decision)),
            "early": button(look, "Early review asked for", "", then=lambda: self._with_review(self.ask_early)),
            "open": button(look, "Open case", "", "requests", then=lambda: self._with_review(self.open_review)),
        }
        none = empty(
            look, "reviews", "Nobody here has an EHC plan",
            "A pupil stands here once the SEN status is EHC plan. Their yearly review is then counted, and planned backwards from its meeting.",
            "Choose a pupil", lambda: self.room.go(Place("pupils")),
        )
        made = Half(look, table, (*self.standing.made, self.year), Chosen(look, self.review_deeds, (7, 4)), none, self.show_all_reviews)
        table.selectionModel().currentRowChanged.connect(lambda *_: self.show_review())
        return made

    def _moving_half(self) -> Half[MoveRow]:
        look = self.room.look
        self.moves_model = MovesModel(self)
        table = self._table(self.moves_model, "Children who move", "pupil", 130, MOVE_GIVES_WAY, MoveCells)
        table.opened.connect(self.open_move)
        self.move_year = FilterButton(look, "Year", self.choose_move_year)
        self.move_deeds = {
            "open_plan": button(look, "Open the plan’s case", "", then=lambda: self._with_move(self.open_plan_case)),
            "move": button(look, "Open the move’s case", "", then=lambda: self._with_move(self.open_move)),
            "plan": button(look, "Plan the meeting", "", then=lambda: self._with_move(self.plan_for_move)),
            "open": button(look, "Open case", "", "requests", then=lambda: self._with_move(self.open_move)),
        }
        none = empty(
            look, "reviews", "Nobody with a plan moves next September",
            "Who moves follows from the year groups and from the kind of school that Settings say this is. A move that this does not tell of"
            " can be opened as a case on the pupil’s own page.",
            "Look at Settings", lambda: self.room.go(Place("settings")),
        )
        made = Half(look, table, (self.move_year,), Chosen(look, self.move_deeds, (11, 4)), none, self.show_all_moves)
        table.selectionModel().currentRowChanged.connect(lambda *_: self.show_move())
        return made

    # What is shown

    def open_at(self, place: Place) -> None:
        if place.tab in HALVES:
            self._show_half(place.tab)
        self.refresh()
        if place.id is not None:
            self._half().table.choose(place.id)

    def _half(self) -> "Half[Any]":
        return self.annual if self.half == ANNUAL else self.moving

    def _show_half(self, half: str) -> None:
        self.half = half
        self.choice.buttons()[list(HALVES).index(half)].setChecked(True)
        self.halves.setCurrentWidget(self._half())

    def today(self) -> date:
        """The day it is where the school is."""
        return self.room.now().date()

    def refresh(self) -> None:
        """Read the half that is shown again; the filters, the order and the chosen child stay."""
        inside = self._half().chosen.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        if self.half == ANNUAL:
            self._refresh_reviews()
        else:
            self._refresh_moves()
        if inside:  # the deed that was just done may be gone
            self._half().table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh_reviews(self) -> None:
        on = self.today()
        rows = self.reviews.rows(on)
        self.total.setText(review_counts(rows) if rows else "")
        self.year.offer(years_of(rows))
        self.model.put(ReviewLine(row=row, on=on) for row in rows)
        self._shown()

    def _refresh_moves(self) -> None:
        rows = self.reviews.moves(self.today())
        self.total.setText(move_counts(rows, next_september(self.today()).year) if rows else "")
        self.move_year.offer(years_of(rows))
        self.moves_model.put(rows)
        self._shown_moves()

    def narrow(self, chosen: ReviewFilter) -> None:
        """Show the reviews that are chosen."""
        self.model.choose(chosen)
        self._shown()

    def _shown(self) -> None:
        self.year.choose(self.model.filter.year)
        self.annual.show_rows(len(self.model.everything))
        self.show_review()

    def narrow_moves(self, chosen: MoveFilter) -> None:
        """Show the moves that are chosen."""
        self.moves_model.choose(chosen)
        self._shown_moves()

    def _shown_moves(self) -> None:
        self.move_year.choose(self.moves_model.filter.year)
        self.moving.show_rows(len(self.moves_model.everything))
        self.show_move()

    def show_review(self) -> None:
        """Show the chosen child of the annual reviews."""
        line = self.annual.table.current()
        if line is None:
            return
        row = line.row
        self.review_deeds["plan"].say("Move the meeting" if row.going and row.meeting else "Plan the meeting")
        first = row.ours.deed if row.ours is not None else "decision" if row.going else ""
        self.annual.chosen.show_child(
            row.pupil.known_name, review_chips(row, line.on), review_sentences(row, line.on), review_offers(row), first,
        )

    def show_move(self) -> None:
        """Show the chosen child of the moves."""
        row = self.moving.table.current()
        if row is None:
            return
        planned = row.review is not None and row.review.case.case_kind == "annual_review" and not row.held
        self.move_deeds["plan"].say("Move the meeting" if planned else "Plan the meeting")
        offered = move_offers(row)
        first = next((deed for deed in ("open_plan", "move", "plan") if deed in offered), "")
        self.moving.chosen.show_child(row.pupil.known_name, (row.chip,), move_sentences(row, self.today()), offered, first)

    # Choosing

    def choose_half(self, half: str) -> None:
        """The annual reviews, or the moves."""
        kept = self._half().table.current()
        self._show_half(half)
        self.refresh()
        if kept is not None:
            self._half().table.choose((kept.row if isinstance(kept, ReviewLine) else kept).pupil.id)

    def choose_standing(self, standing: str) -> None:
        """Ours, theirs, to plan, or all."""
        self.narrow(replace(self.model.filter, standing=standing))

    def choose_year(self, year: str) -> None:
        """The reviews of one year group."""
        self.narrow(replace(self.model.filter, year=year))

    def choose_move_year(self, year: str) -> None:
        """The moves of one year group."""
        self.narrow_moves(MoveFilter(year=year))

    def show_all_reviews(self) -> None:
        """Take every filter off the reviews."""
        self.standing.buttons()[0].setChecked(True)
        self.narrow(ReviewFilter())
        self.annual.table.setFocus()

    def show_all_moves(self) -> None:
        """Take every filter off the moves."""
        self.narrow_moves(MoveFilter())
        self.moving.table.setFocus()

    # What can be done

    def _with_review(self, deed: Callable[[ReviewRow], object]) -> None:
        line = self.annual.table.current()
        if line is not None:
            deed(line.row)

    def _record_chosen(self, deed: str) -> None:
        self._with_review(lambda row: self.record(row, deed))

    def _with_move(self, deed: Callable[[MoveRow], object]) -> None:
        row = self.moving.table.current()
        if row is not None:
            deed(row)

    def _open(self, form: Form) -> None:
        open_form(self.room, form)

    def open_review(self, row: ReviewRow) -> None:
        """Go to the case of the review that is on its way, else of the plan; where there is none yet, open the plan's."""
        view = row.review or row.plan
        if view is None:
            self.open_plan_case(row)
        else:
            self.room.go(Place("case", view.case.id))

    def open_plan_case(self, row: ReviewRow | MoveRow) -> None:
        """Open the sheet that opens the plan's case."""
        self._open(PlanCaseForm(self.room, self.reviews, row))

    def add_plan_made(self, row: ReviewRow) -> None:
        """Open the sheet that asks when the plan was made."""
        if row.plan is not None:
            self._open(RecordForm(self.room, self.room.desk.casework.page(row.plan.case.id, self.today()), "plan_made"))

    def plan_meeting(self, row: ReviewRow) -> None:
        """Open the sheet that plans or moves the meeting."""
        self._open(PlanForm(self.room, self.reviews, row))

    def plan_for_move(self, row: MoveRow) -> None:
        """Plan the meeting that prepares a move."""
        self.plan_meeting(self.reviews.row(row.pupil.id, self.today()))

    def record(self, row: ReviewRow, deed: str) -> None:
        """Open the sheet that records what was done."""
        if row.review is not None:
            self._open(RecordForm(self.room, self.room.desk.casework.page(row.review.case.id, self.today()), RECORDS[deed]))

    def record_decision(self, row: ReviewRow) -> None:
        """Open the sheet that records the council's decision."""
        if row.review is not None:
            self._open(DecisionForm(self.room, self.room.desk.casework.page(row.review.case.id, self.today()), ""))

    def ask_early(self, row: ReviewRow) -> None:
        """Open the sheet that records a request for an early review."""
        if row.plan is not None:
            self._open(EarlyForm(self.room, self.reviews, row, self.room.desk.casework.page(row.plan.case.id, self.today())))

    def open_move(self, row: MoveRow) -> None:
        """Go to the case of the move; where there is none yet, open it, or first the plan's."""
        if row.case is not None:
            self.room.go(Place("case", row.case.case.id))
        elif row.plan is None:
            self.open_plan_case(row)
        else:
            self._open(MoveForm(self.room, self.reviews, row))

    def pupil_here(self) -> UUID | None:
        now = self._half().table.current()
        return None if now is None else now.row.pupil.id if isinstance(now, ReviewLine) else now.pupil.id

    def set_look(self, look: Look) -> None:
        for half in (self.annual, self.moving):
            half.fit()
        self.refresh()


def review_chips(row: ReviewRow, on: date) -> list[ChipWords]:
    """What presses: the school's step, what was not recorded, and what the council is late with."""
    found: list[ChipWords] = []
    if row.ours is not None and row.ours.chip is not None:
        found.append(row.ours.chip)
    if row.unrecorded:
        found.append((unrecorded_words(row), "waiting"))
    late = chip(row.theirs, on) if row.theirs is not None else None
    if late is not None and row.theirs is not None and late[1] == "late":
        found.append((f"{row.theirs.short}: {lowered(late[0])}", "late"))
    return found


def review_offers(row: ReviewRow) -> list[str]:
    """The deeds that can be done for a child's review now."""
    if row.plan is None:
        return ["open_plan", *(["open"] if row.review is not None else [])]
    if row.ours is not None and row.ours.deed == "plan_made":
        return ["plan_made", "plan", "open"]
    offered = ["open"] if row.ours is None and row.yearly is None else ["plan", "open"]
    if not row.going:
        return [*offered, *(["early"] if "plan" in offered else []), *(["decision"] if row.held and not _decided(row) else [])]
    done = {deed for deed, rule_id in DONE_BY.items() if (step := row.step(rule_id)) is not None and step.met_on is not None}
    if row.meeting is not None:
        offered += [deed for deed in BEFORE.values() if deed not in done]
    if row.held:
        offered += [deed for deed in ("report", "decision") if deed not in done]
    return offered


def _decided(row: ReviewRow) -> bool:
    step = row.step("REV-06")
    return step is not None and step.met_on is not None


def move_offers(row: MoveRow) -> list[str]:
    """The deeds that can be done for a move now."""
    if row.plan is None:
        return ["open_plan", *(["open"] if row.case is not None else [])]
    return ["open" if row.case is not None else "move", *([] if row.settled or row.held else ["plan"])]
