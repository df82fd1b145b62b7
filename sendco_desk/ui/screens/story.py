"""A pupil's story: what happened, newest first, in words that are corrected by adding and struck out in the open."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame

from sendco_desk.domain.codes import NEED_TYPES, STORY_KINDS, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import EXPORT_FLAGS
from sendco_desk.domain.pupil import school_year_of
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.casework import CaseRow
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.story import StoryLine
from sendco_desk.services.story_filter import story_paper
from sendco_desk.services.wording import chip
from sendco_desk.statute.milestones import Milestone
from sendco_desk.ui.forms.document_forms import DocumentForm
from sendco_desk.ui.forms.drafts import DraftKeeper
from sendco_desk.ui.forms.export_screen_form import open_flag
from sendco_desk.ui.forms.form import attempt, growing, open_form, tell
from sendco_desk.ui.forms.register_forms import status_words
from sendco_desk.ui.forms.wordings import offer_wordings
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.entry_card import EntryCard, EntryDeeds
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.story_filters import StoryFilters
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.fields import Field, ProseField
from sendco_desk.ui.widgets.layout import Columns, across, card, emptied, holding, scrolling, stack
from sendco_desk.ui.widgets.spelling import check_spelling
from sendco_desk.ui.widgets.words import Elided, plain, words

CHUNK = 6
"""Entries built at once: a long story opens as fast as a short one."""
ASIDE, ANY_WIDTH = 272, 16_777_215
"""The width of the facts beside the story at 100%; and Qt's word for no greatest width."""
NEAR_END = 400
"""Pixels from the end of what is built at which the next entries are built while somebody scrolls."""
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("All", ()), "calls": ("Calls and letters", ("phone_call", "email", "letter")),
    "visits": ("Visits", ("observation", "lesson_visit", "visit")), "meetings": ("Meetings", ("meeting",)), "views": ("Views", ("view",)),
    "decisions": ("Decisions", ("decision",)),
}
"""The filter's groups; what is in none of them is under Other."""
GROUPED = frozenset(kind for _, kinds in GROUPS.values() for kind in kinds)
OTHER = "other"


def kinds_of(group: str) -> frozenset[str]:
    """The kinds of entry in a group of the filter; none for all of them."""
    return frozenset(STORY_KINDS) - GROUPED if group == OTHER else frozenset(GROUPS[group][1])


def seen_words(lines: Iterable[StoryLine], today: date) -> str:
    """`9 entries, 2 visits, 3 calls this school year.` Struck-out entries do not count."""
    began = date(school_year_of(today), 9, 1)
    mine = [line.entry.entry_kind for line in lines if line.entry.happened_at.date() >= began and not line.entry.struck_out]
    visits = sum(kind in GROUPS["visits"][1] for kind in mine)
    counts = ((len(mine), "entry", "entries"), (visits, "visit", "visits"), (mine.count("phone_call"), "call", "calls"))
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)


class UnderEntry(QFrame):
    """A correction or a reason for striking out, written right under the entry. What is typed is kept as a draft."""

    def __init__(self, room: Room, name: str, label: str, finish: str, deed: Callable[[str], frozenset[str]], sentence: str, hint: str = "") -> None:
        super().__init__()
        self.room, self.deed, self.sentence = room, deed, sentence
        self.setProperty("kind", "well")
        self.setObjectName("under_entry")
        self.field = growing(ProseField(room.look, label, lines=2, hint=hint), 2)
        check_spelling(room, self.field)
        fields: dict[str, Field] = {"words": self.field}
        self.save = button(room.look, finish, "", then=self.finish)
        leave = button(room.look, "Cancel", "quiet", then=self.cancel)
        self.setLayout(stack(self.field, across(self.save, leave, None), gap=8, pad=(12, 8, 12, 10)))
        self.keeper = DraftKeeper(room, name, fields, self)
        self.keeper.begin()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.finish)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def finish(self) -> None:
        """Do it, or say beside the field why not."""
        try:
            changed = self.deed(self.field.text())
        except (Refused, Trouble) as failure:
            self.field.wrong(failure.message)
            self.field.box.setFocus()
            return
        self.keeper.drop()
        self.close_it()
        tell(self.room, self.sentence, changed)

    def cancel(self) -> None:
        """Throw away what was typed."""
        self.keeper.drop()
        self.close_it()

    def close_it(self) -> None:
        """Go away."""
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keeper.flush()
            self.close_it()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.flush()
        super().hideEvent(event)


class StoryPage(TabPage):
    """The tab Story."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.pupil: UUID | None = None
        self.page: PupilPage | None = None
        self.group = ""
        self.lines: list[StoryLine] = []
        self.flagged: dict[UUID, str] = {}
        self.length = CHUNK
        self.cards: dict[UUID, EntryCard] = {}
        self.deeds = EntryDeeds(done=self.action_done, correct=self.correct, strike=self.strike_out, flag=self.flag, paper=self.open_paper)
        choices = {key: name for key, (name, _) in GROUPS.items()} | {OTHER: "Other"}
        self.kinds = Toggles(self.look, choices, "", self.choose_group, self)
        self.filters = StoryFilters(self.look, lambda: room.now().date(), self._narrow, self.print_shown)
        self.stream = stack()
        self.earlier = button(self.look, "Show earlier entries", "", then=self.show_earlier)
        self.nothing = words("", tone="muted", wrap=True)
        self.aside = stack(gap=12)
        left = stack(flowing(*self.kinds.made, gap=6), 8, self.filters, 14, self.nothing, self.stream, across(self.earlier, None), None)
        self.side = holding(stack(self.aside, None))
        self.columns = Columns(self.look, left, stack(self.side, None), (1, 0), least=760)
        self.inside = holding(stack(self.columns, pad=(24, 16, 24, 16)))
        self.area = scrolling(self.inside, "Story")
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.empty = empty(
            self.look, "note", "Nothing written yet",
            "Phone calls, meetings, visits, what the pupil and the parents say: each with its day, in words that a panel may one day read.",
            "New entry", lambda: room.new_entry(self.pupil),
        )
        self.setLayout(stack(self.area, self.empty))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_later()

    def _settle_later(self) -> None:
        QTimer.singleShot(0, self.columns, self._settle)

    def _settle(self) -> None:
        """Ask again how tall the page is: one column becoming two, in the midst of laying out, is not heard by the scroll area.

        Beside the story the facts have a fixed width; under it they have the page's, because Qt reckons the height of a column
        as if nothing in it had a greatest width.
        """
        beside = self.columns.row.direction() == QBoxLayout.Direction.LeftToRight
        self.side.setMinimumWidth(self.look.scaled(ASIDE) if beside else 0)
        self.side.setMaximumWidth(self.look.scaled(ASIDE) if beside else ANY_WIDTH)
        self.columns.updateGeometry()
        if self.area.isVisible() and not self.earlier.isHidden() and self.area.verticalScrollBar().maximum() < 1:
            self.show_more()  # a tall window has room for them; it can be used meanwhile
            self._settle_later()

    def show_more(self) -> None:
        """Build the next entries."""
        self.length += CHUNK
        self._fill()

    # What is shown

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil's story. Entries that have not changed are left as they stand."""
        if page.pupil.id != self.pupil:
            self.pupil, self.length = page.pupil.id, CHUNK
            self._clear()
            self.filters.forget()
            self.area.verticalScrollBar().setValue(0)
        self.lines = self.room.desk.story.lines(page.pupil.id)
        flags = self.room.desk.screen.flags(page.pupil.id)
        self.flagged = {name: ", ".join(dict.fromkeys(EXPORT_FLAGS[one.flag] for one in marks)) for name, marks in flags.items()}
        self.page = page
        self.filters.offer(self.lines)
        self.area.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines)
        self._fill()
        self._settle_later()
        self._fill_aside(page, self.room.desk.casework.cases(page.pupil.id))

    def shown_lines(self) -> list[StoryLine]:
        """The entries that the filter lets through."""
        chosen = self.filters.chosen(kinds_of(self.group))
        return [line for line in self.lines if chosen.keeps(line)] if chosen.narrows else self.lines

    def _clear(self) -> None:
        for gone in list(self.cards.values()):
            self._throw_away(gone)

    def _fill(self) -> None:
        """Put the entries in order, building only those that are new or changed."""
        shown_lines = self.shown_lines()
        wanted = shown_lines[: self.length]
        last = shown_lines[-1].entry.id if shown_lines else None
        fresh = {line.entry.id: line for line in wanted}
        for name, made in list(self.cards.items()):
            if fresh.get(name) != made.line or made.thread_line.last != (name == last) or made.flagged != self.flagged.get(name, ""):
                self._throw_away(made)
        standing, self.cards = self.cards, {}
        for number, line in enumerate(wanted):
            if line.entry.id not in standing:
                flagged = self.flagged.get(line.entry.id, "")
                standing[line.entry.id] = EntryCard(self.look, line, self.deeds, last=line.entry.id == last, flagged=flagged)
                self.stream.insertWidget(number, standing[line.entry.id])
                standing[line.entry.id].show()
            self.cards[line.entry.id] = standing[line.entry.id]
        left = len(shown_lines) - len(wanted)
        self.earlier.setVisible(left > 0)
        self.earlier.say(f"Show earlier entries ({left} more)")
        self.nothing.setVisible(not shown_lines and bool(self.lines))
        self.nothing.setText("No entry is let through: change what narrows the story, or show all.")

    def _throw_away(self, gone: EntryCard) -> None:
        """Take an entry out. Those that stay are never taken out and put in again: Qt would keep their old heights."""
        del self.cards[gone.line.entry.id]
        self.stream.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def choose_group(self, group: str) -> None:
        """Show only one kind of entry."""
        self.group = group
        self._narrow()

    def _narrow(self) -> None:
        """Something narrows the story, or no longer does."""
        self.length = CHUNK
        self._fill()

    def print_shown(self) -> None:
        """Show the entries that are let through as they print, without those that stay in the school."""
        from sendco_desk.ui.screens.paper_view import show_paper

        if self.page is not None:
            staying = self.room.desk.screen.staying(self.page.pupil.id)
            lines = [line for line in self.shown_lines() if line.entry.id not in staying]
            paper = story_paper(
                lines, self.filters.chosen(kinds_of(self.group)), name=self.page.pupil.known_name,
                school=self.room.desk.school.school().name, on=self.room.now().date(),
            )
            show_paper(self.room, paper, name="story", pupil=self.page.pupil.id)

    def _scrolled(self, value: int) -> None:
        """Go on building as somebody scrolls towards the end."""
        bar = self.area.verticalScrollBar()
        if value > 0 and not self.earlier.isHidden() and value > bar.maximum() - NEAR_END:
            self.show_more()

    def show_earlier(self) -> None:
        """Build the next entries; the keyboard goes to the first of them."""
        before = len(self.cards)
        self.show_more()
        first = list(self.cards.values())[before]
        QTimer.singleShot(0, first, lambda: self.area.ensureWidgetVisible(first))

    def show_record(self, entry: UUID) -> None:
        """Bring one entry into view, whatever the filter."""
        places = [n for n, line in enumerate(self.lines) if entry == line.entry.id or any(entry == c.id for c in line.corrections)]
        if not places:
            return
        self.kinds.made[0].setChecked(True)
        self.filters.forget()
        self.group, self.length = "", max(self.length, places[0] + 2)
        self._fill()
        found = self.cards[self.lines[places[0]].entry.id]
        QTimer.singleShot(0, found, lambda: self._bring(found))

    def _bring(self, found: EntryCard) -> None:
        for part in (found, self.columns, self.inside):
            if (layout := part.layout()) is not None:
                layout.activate()  # its place is known only once what stands above it is laid out
        self.area.verticalScrollBar().setValue(found.mapTo(self.inside, found.rect().topLeft()).y() - 16)

    def _fill_aside(self, page: PupilPage, cases: list[CaseRow]) -> None:
        emptied(self.aside)
        for case in cases[:2]:
            if case.next_step is not None:
                self.aside.addWidget(self._clock_card(case, case.next_step))
        facts = [("Needs, ranked", [f"{n.rank}\u00a0{said(NEED_TYPES, n.need_type)}" for n in page.needs] or ["None recorded"])]
        holders = [f"{p.full_name} ({p.relationship_words.lower()})" for p in page.responsible_people]
        facts.append(("Parental responsibility", holders or ["Nobody recorded"]))
        facts.append(("SEN register", [status_words(page.status)] if page.status else ["No status recorded"]))
        facts.append(("Council of residence", [page.authority or "Not recorded"]))
        facts.append(("This school year", [seen_words(self.lines, self.room.now().date())]))
        blocks = [holding(stack(words(name, "caption", "muted"), *(plain(line, wrap=True) for line in told), gap=1)) for name, told in facts]
        self.aside.addWidget(card(*blocks, gap=10, pad=(16, 12, 16, 12)))

    def _clock_card(self, case: CaseRow, step: Milestone) -> QFrame:
        word, state = chip(step, self.room.now().date())
        due = f"{shown(step.due)}" if step.due else ""
        go = button(self.look, "Open case", "link", then=lambda: self.room.go(Place("case", case.case.id)))
        return card(
            Elided(case.stage, "strong"), Elided(case.case.authority, "caption", "muted"), 2,
            plain(f"{step.title} by {due}" if due else step.title, wrap=True), Chip(self.look, word, state), across(go, None),
            gap=3, pad=(16, 12, 16, 12),
        )

    # What can be done

    def action_done(self, entry: StoryEntry) -> None:
        """Tick the next action off."""
        attempt(self.room, lambda: self.room.desk.story.action_done(entry.id), "The next action is done.")

    def correct(self, entry: StoryEntry) -> None:
        """Open a correction under the entry."""
        story = self.room.desk.story
        self._open_under(entry, UnderEntry(
            self.room, f"correction:{entry.id}", "Correction", "Add correction", lambda said: story.correct(entry.id, said),
            "The correction is added.", "The first words stay as they are, and this beneath them.",
        ))

    def strike_out(self, entry: StoryEntry) -> None:
        """Open the reason for striking out under the entry."""
        story = self.room.desk.story
        self._open_under(entry, UnderEntry(
            self.room, f"strike_out:{entry.id}", "Why it is struck out", "Strike out", lambda said: story.strike_out(entry.id, said),
            "The entry is struck out.", "It stays readable, struck through, with this reason.",
        ))

    def flag(self, entry: StoryEntry) -> None:
        """Open the form that flags it for the export screen."""
        open_flag(self.room, entry)

    def _open_under(self, entry: StoryEntry, form: UnderEntry) -> None:
        offer_wordings(self.room, form.field, kind=StoryEntry, name="words", use="story", whose=lambda: entry.pupil)
        made = self.cards[entry.id]
        emptied(made.under)
        made.under.addWidget(form)
        form.field.box.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, form, lambda: self.area.ensureWidgetVisible(form))

    def open_paper(self, document: Document) -> None:
        """Show the details of a document that was dropped on an entry."""
        open_form(self.room, DocumentForm(self.room, document))


