"""The tab Support: needs and strengths with their sources, the meetings with the parents, and the cycles of assess, plan, do, review."""

from functools import partial
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from sendco_desk.domain.cycles import Outcome, Strategy
from sendco_desk.services.not_met import NotMet
from sendco_desk.services.parents_meetings import SOURCE
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.support_cycles import CyclePage
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.review_cycle_form import ReviewForm
from sendco_desk.ui.forms.support_forms import CorrectionForm, CycleForm, OutcomeForm, RollForm, StrategyForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.form_print import print_button
from sendco_desk.ui.screens.support_cycle import CycleBody, CycleDeeds, corrected_words, cycle_dates, cycle_name, heading_of
from sendco_desk.ui.screens.support_needs import NeedsPart
from sendco_desk.ui.screens.support_rows import EDGE, indented
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.tokens import PAGE
from sendco_desk.ui.widgets.buttons import Button, button, menu_button
from sendco_desk.ui.widgets.chips import Chip, Picture
from sendco_desk.ui.widgets.layout import Part, across, card, emptied, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.tab_order import tab_through
from sendco_desk.ui.widgets.words import plain, words

NONE_YET = (
    "No cycle yet. A cycle says where the pupil is now, what the pupil will be able to do by when, what the school and the parents do, "
    "and at its review what came of it. Start the first one with the button above."
)


class SupportPage(TabPage):
    """The tab Support."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.page: PupilPage | None = None
        self.cycles: tuple[CyclePage, ...] = ()
        self.unfolded: set[UUID] = set()
        self.shows: dict[UUID, NotMet] = {}
        self.told: tuple[object, ...] = ()
        self.bodies: dict[UUID, CycleBody] = {}
        self.cards: dict[UUID, QWidget] = {}
        self.needs = NeedsPart(room)
        self.meetings = plain("", wrap=True)
        self.stream = stack(gap=12)
        self.start_button = button(self.look, "Start a cycle", "", "plus", then=self.start)
        self.none_yet = words(NONE_YET, tone="muted", wrap=True)
        told = holding(stack(self.meetings, words(SOURCE, "caption", "muted"), gap=1))
        counted = across(stack(2, Picture(self.look, "meeting", "muted", 18), None), told, gap=10, pad=(16, 0, 16, 0))
        counted.setStretch(1, 1)
        self.print_button = print_button(room, ("support-plan", "review"), lambda: self.page.pupil.id if self.page else None)
        head = across(words("Cycles of support", "heading"), None, self.print_button, self.start_button)
        self.inside = holding(stack(self.needs, 16, counted, 16, head, 8, self.none_yet, self.stream, None, pad=(24, 16, 24, 24)))
        self.inside.setMaximumWidth(self.look.scaled(PAGE))
        outer = across(self.inside, None, gap=0)
        outer.setStretch(0, 1000)
        self.area = scrolling(holding(outer), "Support")
        self.setLayout(stack(self.area))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self.inside, self.inside.updateGeometry)  # cells that went below one another, in the midst of laying out, are not heard

    # What is shown

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil's support."""
        if self.page is None or self.page.pupil.id != page.pupil.id:
            self.unfolded.clear()
            self.area.verticalScrollBar().setValue(0)
        self.page = page
        self.needs.show_pupil(page)
        counted = self.room.desk.support.parents_meetings(page.pupil.id)
        self.meetings.setText(counted.words)
        self.cycles = self.room.desk.support.cycles(page.pupil.id)
        self.fill()

    def fill(self) -> None:
        """Lay the cycles out where anything has changed: the newest and those still open in full, the others folded."""
        every = [page for newest in self.cycles for page in (newest, *newest.earlier)]
        shows = {page.cycle.id: self.room.desk.support.not_met(page) for page in every}
        told = (self.cycles, shows, frozenset(self.unfolded))
        if told == self.told:
            return
        self.told, self.shows = told, shows
        chosen = {name: body.chosen() for name, body in self.bodies.items()}
        emptied(self.stream)
        self.bodies, self.cards = {}, {}
        for number, page in enumerate(self.cycles):
            whole = number == 0 or not page.closed or page.cycle.id in self.unfolded
            made = self._card(page, folds=number > 0 and page.closed) if whole else self._folded(page)
            self.cards[page.cycle.id] = made
            self.stream.addWidget(made)
        for name, kept in chosen.items():
            if name in self.bodies:
                self.bodies[name].choose(kept)
        self.none_yet.setVisible(not self.cycles)
        tab_through(self.inside)
        QTimer.singleShot(0, self.inside, self.inside.updateGeometry)

    def _body(self, page: CyclePage) -> CycleBody:
        deeds = CycleDeeds(
            outcome=lambda one: open_form(self.room, OutcomeForm(self.room, page.cycle, one)),
            strategy=lambda one: open_form(self.room, StrategyForm(self.room, page.cycle, one)), remove=self.remove,
        )
        self.bodies[page.cycle.id] = made = CycleBody(self.look, page, self.shows[page.cycle.id], deeds)
        return made

    def _card(self, page: CyclePage, *, folds: bool) -> QFrame:
        parts: list[Part] = [heading_of(page, self.look, [*self._deeds(page), *([self._fold(page, "Fold", "down")] if folds else [])])]
        if page.cycle.correction_because:
            because = page.cycle.correction_because.rstrip(".")
            parts.append(indented(plain(f"This version corrects the one before: {because}.", "caption", wrap=True)))
        parts += [indented(line_across()), self._body(page)]
        for correction, before in pairwise((page, *page.earlier)):
            parts += [indented(line_across()), *self._version(before, correction)]
        return card(*parts, gap=10, pad=(EDGE, 14, EDGE, 16), name="cycle")

    def _version(self, before: CyclePage, correction: CyclePage) -> list[Part]:
        """A version that was put right: struck lead, why, and all of it to read."""
        shown = before.cycle.id in self.unfolded
        lead = plain(corrected_words(before.cycle, correction.cycle), tone="muted", wrap=True)
        reads = self._fold(before, "Hide" if shown else "Read it", "down" if shown else "right")
        reads.setAccessibleName(f"{'Hide' if shown else 'Read'} version {before.cycle.version} of cycle {before.cycle.number}")
        line = across(stack(3, Picture(self.look, "struck", "muted", 16), None), lead, reads, gap=8)
        line.setStretch(1, 1)
        self.cards.setdefault(before.cycle.id, lead)
        return [indented(line), *([self._body(before)] if shown else [])]

    def _fold(self, page: CyclePage, text: str, picture: str) -> Button:
        made = button(self.look, text, "quiet", picture, then=partial(self.fold, page.cycle.id))
        made.setAccessibleName(f"{text}: {cycle_name(page.cycle).lower()}")
        return made

    def _folded(self, page: CyclePage) -> QFrame:
        results = [line.outcome.result for line in page.outcomes]
        met = f"{results.count('met')} of {len(results)} outcomes met" if results else "No outcome"
        name = button(self.look, cycle_name(page.cycle), "link", "right", "Read this cycle", partial(self.fold, page.cycle.id))
        told = plain(f"{cycle_dates(page.cycle)} · {met}", "caption", "muted", wrap=True)
        line = across(name, Chip(self.look, page.state.words, page.state.sign), told, gap=12, pad=(16, 8, 16, 8))
        line.setStretch(2, 1)
        return holding(line, "card", "folded")

    def _deeds(self, page: CyclePage) -> list[QWidget]:
        """What can be done to a cycle, the one that moves it on filled."""
        look, cycle = self.look, page.cycle
        if page.closed:
            roll = button(look, "Roll forward", "primary", "right", "Begin the next cycle with what goes on", partial(self.roll, page))
            made = [] if page.followed else [roll]
            made.append(button(look, "Correct", "", "correction", "Add a corrected version; both stay readable", partial(self.correct, page)))
        else:
            ready = cycle.reviewed_on is not None
            made = [
                button(look, "Add outcome", "", "plus", then=partial(self.add_outcome, page)),
                button(look, "Add support", "", "plus", "Add day-to-day support", partial(self.add_strategy, page)),
                button(look, "Review", "" if ready else "primary", "review", then=partial(self.review, page)),
                *([button(look, "Close", "primary", "lock", "Lock this cycle as it is", partial(self.close_cycle, page))] if ready else []),
                menu_button(look, "More", (("Edit the cycle", partial(self.edit, page)), ("Remove the cycle", partial(self.remove_cycle, page)))),
            ]
        for one in made:
            one.setAccessibleName(f"{one.text().strip()}: {cycle_name(cycle).lower()}")
        return list(made)

    # What can be done

    def fold(self, cycle: UUID) -> None:
        """Show all of a cycle or of a version, or fold it again."""
        self.unfolded ^= {cycle}
        self.fill()
        if cycle in self.bodies:
            self._bring(self.cards[cycle])

    def start(self) -> None:
        """Open the form for a new cycle."""
        if self.page is not None:
            open_form(self.room, CycleForm(self.room, self.page.pupil.id))

    def edit(self, page: CyclePage) -> None:
        """Open the form of a cycle."""
        open_form(self.room, CycleForm(self.room, page.cycle.pupil, page.cycle))

    def add_outcome(self, page: CyclePage) -> None:
        """Open the form for an outcome of a cycle."""
        open_form(self.room, OutcomeForm(self.room, page.cycle))

    def add_strategy(self, page: CyclePage) -> None:
        """Open the form for day-to-day support in a cycle."""
        open_form(self.room, StrategyForm(self.room, page.cycle))

    def review(self, page: CyclePage) -> None:
        """Open the review of a cycle."""
        open_form(self.room, ReviewForm(self.room, page))

    def close_cycle(self, page: CyclePage) -> None:
        """Lock a cycle; where something is missing, say what."""
        attempt(self.room, lambda: self.room.desk.support.close(page.cycle.id), f"{cycle_name(page.cycle)} is closed.")

    def correct(self, page: CyclePage) -> None:
        """Open the form that puts a closed cycle right."""
        open_form(self.room, CorrectionForm(self.room, page.cycle))

    def roll(self, page: CyclePage) -> None:
        """Open the form for the next cycle."""
        open_form(self.room, RollForm(self.room, page))

    def remove(self, record: Outcome | Strategy) -> None:
        """Take an outcome or day-to-day support out; undo brings it back."""
        attempt(self.room, lambda: self.room.desk.recording.remove(record), f"{record.TITLE} removed.")

    def remove_cycle(self, page: CyclePage) -> None:
        """Take an open cycle out; undo brings it back."""
        attempt(self.room, lambda: self.room.desk.support.remove_cycle(page.cycle.id), f"{cycle_name(page.cycle)} is removed.")

    # Bringing a record into view

    def show_record(self, record: UUID) -> None:
        """Bring a sentence, an outcome, day-to-day support or a cycle into view."""
        found = self.needs.show_record(record) or self._cycle_of(record)
        if found is not None:
            self._bring(found)

    def _cycle_of(self, record: UUID) -> QWidget | None:
        for newest in self.cycles:
            for page in (newest, *newest.earlier):
                own = {page.cycle.id, *(line.outcome.id for line in page.outcomes), *(one.id for one in page.strategies)}
                if record in own:
                    return self._unfolded(newest, page, record)
        return None

    def _unfolded(self, newest: CyclePage, page: CyclePage, record: UUID) -> QWidget | None:
        self.unfolded |= {newest.cycle.id, page.cycle.id}
        self.fill()
        return self.bodies[page.cycle.id].row(record) or self.cards[page.cycle.id]

    def _bring(self, found: QWidget) -> None:
        QTimer.singleShot(0, found, lambda: self._settle(found))

    def _settle(self, found: QWidget) -> None:
        for part in (self.inside, self.area.widget()):
            layout = part.layout() if part is not None else None
            if layout is not None:
                layout.activate()  # its place is known only once what stands above it is laid out
        QTimer.singleShot(0, found, lambda: self._scroll(found))  # and how far the page scrolls, once the page was told

    def _scroll(self, found: QWidget) -> None:
        if self.inside.isAncestorOf(found):  # else the cycles were laid out anew since
            self.area.verticalScrollBar().setValue(found.mapTo(self.inside, found.rect().topLeft()).y() - 16)
