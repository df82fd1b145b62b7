"""Today: what is ours to do, what others owe and are late with, what is coming, and which clocks wait for a fact."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.ui.messages import done, told
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.today_rows import RowsCard
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import SPACE
from sendco_desk.ui.widgets.buttons import NameButton, Toggles, button
from sendco_desk.ui.widgets.chips import Chip, chip_width
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import Columns, Sized, across, emptied, holding, page, stack, unbroken
from sendco_desk.ui.widgets.rule_link import RuleLink
from sendco_desk.ui.widgets.words import emphasised, escaped, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sendco_desk.services.today import CompactRow, Lists, NoteRow, TodayRow

AHEAD = {"7": "7 days", "14": "14 days", "28": "28 days"}

def sentence_of(row: "TodayRow") -> str:
    """The row's sentence without its bold."""
    return "".join(text for text, _ in row.sentence)


def counts(lists: "Lists", days: str) -> str:
    """`4 overdue, 3 due within 14 days`."""
    soon = sum(row.chip_state != "late" for row in lists.ours)
    return f"{lists.overdue} overdue, {soon} due within {days} days"


class TodayScreen(Screen):
    """The first screen. Each row is a sentence with the one button that moves it on."""

    NAME: ClassVar[str] = "today"
    KINDS: ClassVar[frozenset[str]] = frozenset({
        "pupil", "story_entry", "case_file", "case_event", "exception_claim", "school_closure", "term", "school",
        "agreed_action", "meeting", "support_cycle", "part_time_timetable", "sen_status",
    })

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        kept = room.preferences.text("today_days", "14") if room.preferences else "14"
        self.days = kept if kept in AHEAD else "14"
        self.overdue = 0
        self.page: QWidget | None = None
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)

    def refresh(self) -> None:
        """Read the lists again and show them."""
        self.show_lists(self.room.desk.today.lists(int(self.days)))

    def show_lists(self, lists: "Lists") -> None:
        """Show these lists; what is shown already stays."""
        self.overdue = lists.overdue
        rows = (lists.ours, lists.theirs, lists.coming, lists.waiting, lists.notes)
        nobody = not any(rows) and not self.room.desk.pupils.rows()
        if nobody or self.page is None:
            emptied(self.whole)
            self.page = None if nobody else self._page()
            self.whole.addWidget(self._first_step() if self.page is None else self.page)
        if self.page is not None:
            self._fill(lists)

    def _first_step(self) -> QWidget:
        why = "Bring in your pupils from the file that your school’s system exports, or add them one by one on the Pupils page."
        return empty(
            self.room.look, "pupils", "This notebook is ready for its first pupils", why, "Bring in pupils",
            lambda: self.room.go(Place("import")),
        )

    def _page(self) -> QWidget:
        look = self.room.look
        chosen = Toggles(look, AHEAD, self.days, self.look_ahead, self)
        self.day, self.counted = words("", "title"), words("", tone="muted")
        self.counted.setWordWrap(True)
        named = across(self.day, 4, self.counted)
        named.setStretch(2, 1)
        top = Columns(look, named, across(words("Show", "caption", "muted"), *chosen.made, None, gap=6), (1, 0), 700, gap=8)
        self.ours = RowsCard(look, "Ours to do", self._deed, "Nothing of ours falls due in these days.")
        self.theirs = RowsCard(
            look, "Theirs, overdue", self._deed, "Nobody owes the school anything that is late.", "the council’s or a service’s",
        )
        self.coming = RowsCard(look, "Coming up", self._coming, "Nothing in the days that are shown.")
        self.waiting = RowsCard(look, "Waiting for a fact", self._waiting)
        self.notes = RowsCard(look, "Last notes", self._note)
        left = stack(self.ours, self.theirs, None, gap=SPACE["wide"])
        side = stack(self.coming, self.waiting, self.notes, None, gap=SPACE["wide"])
        return page(look, top, SPACE["base"], Columns(look, left, side, (11, 6), 820), None, name="Today")

    def _fill(self, lists: "Lists") -> None:
        self.day.setText(shown(lists.on))
        self.counted.setText(counts(lists, self.days))
        self.ours.put(lists.ours)
        self.theirs.put(lists.theirs)
        self.coming.put(lists.coming)
        self.waiting.put(lists.waiting)
        self.notes.put(lists.notes)

    def set_look(self, look: Look) -> None:
        self.page = None
        self.refresh()

    def look_ahead(self, days: str) -> None:
        """Look 7, 14 or 28 days ahead."""
        self.days = days
        if self.room.preferences is not None:
            self.room.preferences.keep("today_days", days)
        self.refresh()

    def _deed(self, row: "TodayRow", first: bool) -> QFrame:
        look = self.room.look
        go = button(look, row.button, "row", then=lambda: self.press(row))
        go.setAccessibleName(f"{row.button}: {sentence_of(row)}")  # seven buttons called Open case help nobody
        said = stack(words(emphasised(row.sentence), wrap=True), self._source(row), gap=1)
        wide = max(116, chip_width(look, row.chip_word, row.chip_state) / look.text_size)  # years late are four figures
        state = across(Sized(look, wide, Chip(look, row.chip_word, row.chip_state), None), None)
        line = across(Columns(look, state, said, (0, 1), 380, gap=12), Sized(look, 112, go), gap=12, pad=(16, 8, 16, 8))
        line.setStretch(0, 1)
        return holding(line, "" if first else "row")

    def _source(self, row: "TodayRow") -> QWidget:
        """What a step rests on; where it is a rule of the clock, it leads to the rule's own page and says how the day was counted."""
        if not row.rule_id:
            return words(escaped(row.rule), "caption", "muted", wrap=True)
        return RuleLink(self.room.look, row.rule, row.rule_id, row.counted, lambda rule_id: self.room.go(Place("rules", tab=rule_id)))

    def press(self, row: "TodayRow") -> None:
        """Move a row on: write the letter, open its case, ask for its date, or tick its action off."""
        desk, entry, action = self.room.desk, row.entry, row.action
        if entry is not None:
            self._tick_off(row, lambda: desk.story.action_done(entry))
        elif action is not None:
            self._tick_off(row, lambda: desk.meetings.done(action))
        elif row.place:
            self.room.go(Place(row.place))
        elif row.chase:
            self.room.go(Place("letter", row.case, row.chase))
        elif row.case is not None:
            self.room.go(Place("case", row.case, row.asks))
        else:
            self.room.go(Place("pupil", row.pupil, row.tab))

    def _tick_off(self, row: "TodayRow", deed: "Callable[[], frozenset[str]]") -> None:
        from sendco_desk.domain.refusals import Refused, Trouble

        try:
            changed = deed()
        except (Refused, Trouble) as failure:
            if (message := told(failure)) is not None:
                self.room.say(message)
            return
        self.room.changed(changed)
        self.room.say(done(f"Done. {sentence_of(row)}", self.room.undo))

    def _coming(self, row: "CompactRow", first: bool) -> QFrame:
        look = self.room.look
        said = stack(self._name(row), words(escaped(row.what), "caption", "muted", wrap=True))
        line = across(Sized(look, 94, words(unbroken(row.day), "strong")), said, words(row.left, "caption", "muted"), gap=8, pad=(16, 3, 16, 6))
        line.setStretch(1, 1)
        return holding(line, "" if first else "row")

    def _name(self, row: "CompactRow") -> QWidget:
        place = Place("case", row.case) if row.case else Place(row.place) if row.place else Place("pupil", row.pupil, row.tab)
        made = NameButton(self.room.look, row.name, lambda: self.room.go(place))
        made.setAccessibleName(f"Open {row.name}: {row.what}, {row.day}")
        return made

    def _waiting(self, row: "TodayRow", first: bool) -> QFrame:
        look = self.room.look
        add = button(look, row.button, "row", then=lambda: self.press(row))
        add.setAccessibleName(f"{row.button}: {sentence_of(row)}")
        name, ask = row.sentence[0][0], "".join(text for text, _ in row.sentence[1:]).lstrip(": ")
        asked = words(escaped(ask[:1].upper() + ask[1:]), "caption", "muted", wrap=True)
        said = stack(words(f"<b>{escaped(name)}</b>", wrap=True), asked, gap=1)
        line = across(said, add, gap=12, pad=(16, 9, 16, 9))
        line.setStretch(0, 1)
        return holding(line, "" if first else "row")

    def _note(self, row: "NoteRow", first: bool) -> QFrame:
        said = words(escaped(row.words), wrap=True)
        return holding(stack(words(escaped(row.heading), "caption", "muted"), said, gap=1, pad=(16, 8, 16, 8)), "" if first else "row")
