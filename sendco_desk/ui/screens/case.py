"""A case's page: where it stands in one line, the timeline, then what happened with its proof beside the steps of the law.

The quieter cards (details, claims, letters, other cases) are in ``case_cards``, the strip that supposes another day in ``case_what_if``.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.services.casework import CasePage, EventRow
from sendco_desk.services.letter_steps import may_chase
from sendco_desk.services.today import step_key
from sendco_desk.ui.forms.case_form import open_kinds
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.models.cases_model import PACKED, SENT_GIVES_WAY, SentLine, SentModel, volumes_of
from sendco_desk.ui.models.events_model import EventsModel, StepLine, StepsModel
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cards import CaseCards
from sendco_desk.ui.screens.case_cells import EventCells, WholeTable, follow, sorted_first
from sendco_desk.ui.screens.case_forms import CorrectForm, EventForm, take_out
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.case_steps import StepsTable
from sendco_desk.ui.screens.case_what_if import Supposed, WhatIf, moved
from sendco_desk.ui.screens.case_words import LookAt, closed_words, look_at, pressing, stands
from sendco_desk.ui.screens.flow import Flow, flowing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, button, menu_button
from sendco_desk.ui.widgets.chips import Chip, Picture
from sendco_desk.ui.widgets.layout import Columns, Part, Scrolling, across, card, emptied, holding, page, stack, unbroken
from sendco_desk.ui.widgets.tab_order import tab_through
from sendco_desk.ui.widgets.timeline import Timeline
from sendco_desk.ui.widgets.timeline_facts import outside_words, timeline_of
from sendco_desk.ui.widgets.words import emphasised, escaped, words

MOST_NOT_BEGUN = 4
"""So many steps that have not begun stand with the others."""
DRAWS_HEARD = ("phase_transfer", "appeal")
"""Kinds whose picture also shows what was recorded in the cases they are joined to."""


def case_heading(page: CasePage) -> str:
    """`Annual review` and the case's number, which calendars and letters use."""
    return f"{CASE_KINDS[page.case.case_kind]} · Case\u00a0{page.case.number}"


class CaseScreen(Screen):
    """One case, its clock and its papers."""

    NAME: ClassVar[str] = "case"
    STOP: ClassVar[str] = "requests"
    KINDS: ClassVar[frozenset[str]] = frozenset({
        "pupil", "case_file", "case_event", "exception_claim", "case_letter", "document", "submission", "school_closure", "term", "school",
    })

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.case: UUID | None = None
        self.shown_page: CasePage | None = None
        look = room.look
        self.pupil_link = button(look, "", "link", then=self.open_pupil)
        self.chips = Flow()
        self.stands = words("", wrap=True)
        self.stands.setObjectName("stands")
        self.timeline = Timeline(look, read_rule=self.read_rule)
        self.what_if = WhatIf(room, self.suppose)
        self.supposed: Supposed | None = None
        self.rest_shown = False
        self.cards = CaseCards(room)
        self.outside = words("", "caption", "muted", wrap=True)
        self.look_at = stack(gap=8)
        self.look_card = holding(stack(12, card(self.look_at, pad=(16, 12, 16, 12))), name="look_at")
        self._tables()
        self.area = self._lay_out()
        self.setLayout(stack(self.area))

    def _tables(self) -> None:
        look, kept = self.room.look, self.room.preferences
        self.events, self.steps = EventsModel(self), StepsModel(self)
        self.sent = SentModel(self, leave_out=("pupil", "council"))
        self.events_table: WholeTable[EventRow] = WholeTable(
            look, self.events, "Events", strong="when", stretches="what", least=150, preferences=kept, cells=EventCells,
        )
        self.events_table.opened.connect(self.correct)
        self.events_table.selectionModel().selectionChanged.connect(lambda *_: self._ready())
        sorted_first(self.events_table, "when", Qt.SortOrder.DescendingOrder)
        self.steps_table = StepsTable(look, self.steps, read_rule=self.read_rule)
        sorted_first(self.steps_table, "due")
        self.sent_table: WholeTable[SentLine] = WholeTable(
            look, self.sent, "Packs sent", strong="when", stretches="receipt", least=90, preferences=kept, gives_way=SENT_GIVES_WAY,
        )
        self.correct_button = button(look, "Correct", "quiet", "correction", then=lambda: self._with_event(self.correct))
        self.out_button = button(look, "Take out", "quiet", "bin", then=lambda: self._with_event(self.take_out))
        self.proof_button = button(
            look, "Open proof", "quiet", "document", "Go to the document that shows the event", lambda: self._with_event(self.open_proof),
        )
        self.counts: dict[str, QLabel] = {}
        self.nothing: dict[str, QLabel] = {}
        self.put_there: dict[str, object] = {}

    # Laying out

    def _lay_out(self) -> Scrolling:
        look = self.room.look
        crumbs = across(
            button(look, "Requests && plans", "link", then=lambda: self.room.go(Place("requests"))), Picture(look, "right", "muted", 14),
            self.pupil_link, None, gap=6,
        )
        self.title = words("", "title", wrap=True)
        self.chase = button(look, "Chase", "", "mail", "Write to whoever is late", self.write_letter)
        self.make = button(look, "Make pack", "", "packs", then=self.make_pack)
        add = button(look, "Add event", "primary", "plus", then=self.add_event)
        self.more = menu_button(look, "More", (
            ("What if a date were another one?", self.begin_what_if), ("Delay timeline", self.open_delay),
            ("Fill the council’s form", self.fill_form), ("Save the dates for a calendar", self.save_dates),
            ("Status slip for the family", self.print_slip), ("Hand-over sheet for the next SENDCo", self.print_handover),
            ("Open another case of this child", self.new_case),
        ))
        deeds = flowing(self.more, self.chase, self.make, add)
        top = Columns(look, stack(self.title), stack(deeds, None), (1, 0), 720, gap=8)  # else the last deed is cut off at 200%
        chips = QWidget()
        chips.setLayout(self.chips)
        where = stack(chips, self.stands, gap=6)
        drawn = holding(stack(self.timeline, self.outside, gap=4, pad=(16, 8, 8, 8)), "card", "timeline_card")
        self.sent_card = self._sent_card()
        left = stack(self._events_card(), self.cards.letters, self.cards.claims, self.sent_card, self.cards.details, None, gap=16)
        right = stack(self._steps_card(), self.cards.undated, self.cards.others, None, gap=16)
        strip = stack(self.what_if, drawn, gap=12)
        made = page(
            look, crumbs, top, 6, where, 12, strip, self.look_card, 16, Columns(look, left, right, (1, 1), 860), None, name="Case",
        )
        for table in (self.events_table, self.steps_table, self.sent_table):
            follow(made, table)
        return made

    def _headed(self, key: str, title: str, none: str, table: QWidget, *deeds: Button) -> QFrame:
        """A card with a heading that counts, its deeds, and a table or the words for none."""
        self.counts[key] = words("0", "heading", "muted")
        self.nothing[key] = words(none, tone="muted", wrap=True)
        self.nothing[key].setContentsMargins(9, 2, 16, 10)
        top = self._head(title, self.counts[key], None, *deeds)
        return holding(stack(top, table, self.nothing[key], pad=(1, 0, 1, 4)), "card")

    def _events_card(self) -> QFrame:
        none = "Nothing is recorded yet. Add the first event that you have a date for."
        return self._headed("events", "Events", none, self.events_table, self.proof_button, self.correct_button, self.out_button)

    def _steps_card(self) -> QFrame:
        self.show_rest = button(self.room.look, "", "quiet", then=self.turn_rest)
        return self._headed("steps", "Steps of the law", "No step can be counted yet.", self.steps_table, self.show_rest)

    def _sent_card(self) -> QFrame:
        none = "No pack has been recorded as sent."
        sent = button(self.room.look, "Record that it was sent", "quiet", "export", then=self.record_sent)
        tip = "Add late documents to a pack that was sent, or save a copy of it with a password"
        self.late_button = button(self.room.look, "Late documents", "quiet", "plus", tip, self.open_sent)
        self.sent_table.opened.connect(lambda line: self.open_sent())
        return self._headed("sent", "Packs sent", none, self.sent_table, self.late_button, sent)

    def _head(self, title: str, *parts: Part) -> QFrame:
        """A card's heading, as tall as one with buttons."""
        made = holding(across(words(title, "heading"), *parts, gap=6, pad=(9, 6, 6, 2)))
        made.setMinimumHeight(self.room.look.scaled(40))
        return made

    # What is shown

    def open_at(self, place: Place) -> None:
        if place.id is not None and place.id != self.case:
            self.area.verticalScrollBar().setValue(0)
            self.supposed = None
            self.what_if.hide()
        self.case = place.id or self.case
        self.refresh()
        if place.tab:
            self.add_event(place.tab)

    def refresh(self) -> None:
        if self.case is None:
            return
        on = self.room.now().date()
        recorded = self.room.desk.casework.page(self.case, on)
        found = self.room.desk.casework.page(self.case, on, what_if=self.supposed) if self.supposed else recorded
        self.shown_page = recorded
        self.title.setText(case_heading(recorded))
        self.pupil_link.say(found.pupil.known_name.replace("&", "&&"))
        self.chase.setVisible(not closed_words(recorded, on) and any(may_chase(step) for step in recorded.milestones))
        self.make.setVisible(found.case.case_kind in PACKED)
        self.sent_card.setVisible(found.case.case_kind in PACKED)
        self._show_standing(found)
        self._show_timeline(found, on)
        if not self.what_if.isHidden():
            self.what_if.show_moved(moved(recorded.milestones, found.milestones) if self.supposed else ())
        self._show_look_at(look_at(found))
        self._fill("events", self.events, found.events)
        self.steps_table.council = found.case.authority
        self._show_steps(tuple(
            StepLine(milestone=m, on=on, waits=m.anchor is not None or m.waits_for in found.waiting_for) for m in found.milestones
        ))
        titles = {d.id: d.title for d in found.documents}
        self.late_button.setVisible(bool(found.submissions))
        volumes = volumes_of(found.submissions)
        self._fill("sent", self.sent, tuple(
            SentLine(
                submission=s, pupil=found.pupil.known_name, council=found.case.authority, receipt=titles.get(s.receipt, "") if s.receipt else "",
                volume=volumes.get(s.id, ""),
            )
            for s in found.submissions
        ))
        self.cards.show_page(found)
        self.what_if.recorded = {row.event.name: row.event.on for row in recorded.events}
        self._ready()
        inside = self.area.widget() or self.area.inside  # the page moves in once it is dressed
        if inside is not None:
            tab_through(inside)

    def _show_steps(self, lines: tuple[StepLine, ...]) -> None:
        """Show the steps; many that have not begun are kept for whoever asks for them."""
        waiting = sum(not line.begun for line in lines)
        many = waiting > MOST_NOT_BEGUN
        self.show_rest.setVisible(many)
        self.show_rest.say(f"Hide the {waiting} not begun" if self.rest_shown else f"Show {waiting} not begun")
        self._fill("steps", self.steps, tuple(line for line in lines if line.begun or self.rest_shown or not many))

    def turn_rest(self) -> None:
        """Show the steps that have not begun too, or hide them again."""
        self.rest_shown = not self.rest_shown
        self.refresh()

    def _show_timeline(self, found: CasePage, on: date) -> None:
        kind = found.case.case_kind
        happened = (*found.facts.events, *(event for event in found.facts.heard if kind in DRAWS_HEARD))
        facts = timeline_of(found.milestones, happened, found.facts.closures, on, kind)
        self.timeline.show_facts(facts, on, found.case.authority)
        self.timeline.setVisible(not facts.empty)
        none = "The weeks are drawn once a first day is recorded."
        self.outside.setText(outside_words(facts) if facts.outside else none if facts.empty else "")
        self.outside.setVisible(bool(self.outside.text()))

    def _fill(self, key: str, model: EventsModel | StepsModel | SentModel, rows: tuple[object, ...]) -> None:
        if not self._is_new(key, rows):
            return
        model.put(rows)  # type: ignore[arg-type]  # each caller hands the rows of its own model
        self.counts[key].setText(str(len(rows)))
        self.nothing[key].setVisible(not rows)
        tables: dict[str, QWidget] = {"events": self.events_table, "steps": self.steps_table, "sent": self.sent_table}
        tables[key].setVisible(bool(rows))

    def _is_new(self, part: str, shown: object) -> bool:
        """Whether a part of the page must show something else than it does: what is unchanged is not built again."""
        if part in self.put_there and self.put_there[part] == shown:
            return False
        self.put_there[part] = shown
        return True

    def _show_standing(self, found: CasePage) -> None:
        on = self.room.now().date()
        closed = closed_words(found, on)
        chips, said = [] if closed else pressing(found, on), (*closed, *stands(found, on))
        if not self._is_new("standing", (chips, said)):
            return
        emptied(self.chips)
        for word, state in chips:
            self.chips.addWidget(Chip(self.room.look, word, state))
        parent = self.chips.parentWidget()
        if parent is not None:
            parent.setVisible(bool(chips))
        self.stands.setText(f'<div style="line-height:128%">{unbroken(emphasised(said))}</div>')
        self.stands.setAccessibleName("".join(text for text, _ in said))

    def _show_look_at(self, found: list[LookAt]) -> None:
        if not self._is_new("look_at", found):
            return
        self.look_card.hide()  # lines that join what is shown would each be measured with the whole page
        emptied(self.look_at)
        for one in found:
            said = words(escaped(one.sentence), wrap=True)
            parts: list[Part] = [stack(2, Picture(self.room.look, one.state, one.state, 16), None), said]
            if one.event:
                parts.append(button(self.room.look, "Add the date", "row", then=partial(self.add_event, one.event)))
            if one.place:
                parts.append(button(self.room.look, "Add term dates", "row", then=partial(self.room.go, Place(one.place))))
            line = across(*parts, gap=8)
            line.setStretch(1, 1)
            self.look_at.addLayout(line)
        self.look_card.setVisible(bool(found))

    def _ready(self) -> None:
        chosen = self.events_table.chosen()
        self.correct_button.setEnabled(bool(chosen))
        self.out_button.setEnabled(bool(chosen))
        self.proof_button.setEnabled(bool(chosen) and chosen[0].proof is not None)

    # What can be done

    def _with_event(self, deed: Callable[[EventRow], object]) -> None:
        chosen = self.events_table.chosen()
        if chosen:
            deed(chosen[0])

    def add_event(self, name: str = "") -> None:
        """Open the sheet for a new event."""
        if self.shown_page is not None:
            open_form(self.room, EventForm(self.room, self.shown_page, name))

    def correct(self, row: EventRow) -> None:
        """Open the sheet that puts an event right."""
        if self.shown_page is not None:
            open_form(self.room, CorrectForm(self.room, self.shown_page, row))

    def take_out(self, row: EventRow) -> None:
        """Take an event out; Undo stands beside the word."""
        take_out(self.room, row)

    def open_proof(self, row: EventRow) -> None:
        """Go to the document that shows an event."""
        if row.proof is not None:
            self.room.go(Place("pupil", row.proof.pupil, f"documents/{row.proof.id}"))

    def record_sent(self) -> None:
        """Open the sheet that records a pack as sent."""
        if self.shown_page is not None:
            open_form(self.room, SentForm(self.room, self.shown_page))

    def open_sent(self) -> None:
        """Go to the chosen pack among those sent, or to the latest."""
        line = self.sent_table.current() or max(self.sent.rows, key=lambda line: line.submission.sent_at, default=None)
        if line is not None:
            self.room.go(Place("packs", line.submission.id))

    def make_pack(self) -> None:
        """Go to the pack of this case."""
        if self.case is not None:
            self.room.go(Place("pack", self.case))

    def write_letter(self) -> None:
        """Go to the letter about what is late longest."""
        if self.shown_page is not None:
            late = [m for m in self.shown_page.milestones if may_chase(m)]
            if late:
                self.room.go(Place("letter", self.case, step_key(max(late, key=lambda m: (m.rule.binding, m.days_late)))))

    def open_delay(self) -> None:
        """Go to the delay timeline of this case."""
        if self.case is not None:
            self.room.go(Place("delay", self.case))

    def fill_form(self) -> None:
        """Go to the council's Word form, to be filled from this case."""
        if self.case is not None:
            self.room.go(Place("council_form", self.case))

    def save_dates(self) -> None:
        """Save the case's days as a file for a calendar."""
        from sendco_desk.ui.screens.calendar_file import save_calendar

        if self.case is not None:
            save_calendar(self.room, self.case)

    def print_slip(self) -> None:
        """Show the slip that tells the family where things are, as it will print."""
        from sendco_desk.ui.screens.form_print import show_form

        if self.shown_page is not None:
            show_form(self.room, "status", self.shown_page.pupil.id)

    def print_handover(self) -> None:
        """Show the sheet that hands the case over to the next SENDCo, as it will print."""
        from sendco_desk.ui.screens.form_print import show_form

        if self.shown_page is not None:
            show_form(self.room, "handover", self.shown_page.pupil.id, case=self.case)

    def new_case(self) -> None:
        """Open the sheet with every kind of case."""
        if self.shown_page is not None:
            open_kinds(self.room, self.room.desk.pupils.page(self.shown_page.pupil.id))

    def read_rule(self, rule_id: str) -> None:
        """Go to a rule's own page."""
        self.room.go(Place("rules", tab=rule_id))

    # What if

    def begin_what_if(self) -> None:
        """Show the strip in which a day is supposed."""
        if self.shown_page is not None:
            self.what_if.open_with(self.shown_page)

    def suppose(self, supposed: Supposed | None) -> None:
        """Show the case as it would be; None goes back to what is recorded."""
        self.supposed = supposed
        self.refresh()
        if self.what_if.isHidden():
            self.more.setFocus()

    def open_pupil(self) -> None:
        """Go to the pupil's page, where the cases are."""
        if self.shown_page is not None:
            self.room.go(Place("pupil", self.shown_page.pupil.id, "ehc"))

    def pupil_here(self) -> UUID | None:
        return self.shown_page.pupil.id if self.shown_page else None

    def set_look(self, look: Look) -> None:
        self.refresh()
