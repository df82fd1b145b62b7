"""What stands beside the pages while a document is blacked out: why, the words to look for and where they are, what is marked, who has looked."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QFrame

from sendco_desk.domain.redactions import REDACTION_REASONS, Redaction
from sendco_desk.ui.models.redact_model import FoundModel, HitLine, MarkedModel
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import YieldingTable
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.tick_cells import TickCells, TickTable
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import HEADER, ROW
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import Field, TextField
from sendco_desk.ui.widgets.layout import Part, across, card, emptied, holding, stack
from sendco_desk.ui.widgets.picture import Picture
from sendco_desk.ui.widgets.words import plain, words

DRAW = "Drag over the page to black a part out, or look for words and tick them with Space."
NOTHING = "Nothing is blacked out in this document yet."
FOUND_ROWS, MARKED_ROWS = 5, 4
"""Rows of each table that are seen; the rest is scrolled to."""


class FoundCells(TickCells):
    """A box to tick, then the words; those of another document are muted."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        row: HitLine = index.data(RECORD)
        if key == "in":
            self.box(p, box, row.on)
        else:
            self.say(p, box, str(index.data()), tone="text" if key == "words" else "muted")


class FoundTable(TickTable[HitLine]):
    """What was found, a box before each."""

    def __init__(self, look: Look, model: FoundModel, preferences: Preferences | None) -> None:
        super().__init__(
            look, model, "Found", strong="words", stretches="words", first="page", tip="Space marks a place to be blacked out, or not",
            cells=FoundCells, gives_way=("document",), preferences=preferences,
        )

    def fit(self) -> None:
        self.setFixedHeight(self.look.scaled(HEADER + FOUND_ROWS * ROW))
        super().fit()


class MarkedTable(YieldingTable[Redaction]):
    """What is blacked out in the document. Delete takes the chosen ones away."""

    def __init__(self, look: Look, model: MarkedModel, preferences: Preferences | None) -> None:
        super().__init__(
            look, model, "Blacked out", strong="why", stretches="why", least=110, preferences=preferences, gives_way=("looked", "boxes"),
        )

    def fit(self) -> None:
        self.setFixedHeight(self.look.scaled(HEADER + MARKED_ROWS * ROW))
        super().fit()


class RedactPanel(QFrame):
    """The cards. Each signal asks the screen for the deed of a button."""

    searched = Signal()
    suggested = Signal()
    marking = Signal()
    whole_page = Signal()
    taken_away = Signal()
    other_reason = Signal()
    reviewed = Signal()
    looked_again = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        look = self.look = room.look
        self.found, self.marked = FoundModel(self), MarkedModel(self)
        self.found_table = FoundTable(look, self.found, room.preferences)
        self.marked_table = MarkedTable(look, self.marked, room.preferences)
        self.reason = Field(look, "Why it is blacked out", Choice(look, REDACTION_REASONS, "other_child"))
        self.note = TextField(look, "The reason, in words", hint="It stays in the notebook and is never printed.")
        self.sought = TextField(look, "Words or names to look for", ghost="Several with commas between")
        self.everywhere = QCheckBox("In all documents of this pupil")
        self.reviewer = TextField(look, "Looked at by", ghost="The name of a second person")
        self.said, self.state = words("", "caption", "muted", wrap=True), words("", "caption", "muted", wrap=True)
        self.warned = stack(gap=8)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        look = self.look
        self.search_button = button(look, "Search", "", "search", then=self.searched.emit)
        self.names_button = button(look, "Names of other children", "quiet", "pupils", then=self.suggested.emit)
        self.mark_button = button(look, "Black out the ticked", "primary", then=self.marking.emit)
        self.page_button = button(look, "Black out this whole page", "quiet", then=self.whole_page.emit)
        self.away_button = button(look, "Take away", "quiet", "bin", "Take the chosen boxes away (Delete)", then=self.taken_away.emit)
        self.reason_button = button(look, "Give it this reason", "quiet", then=self.other_reason.emit)
        self.review_button = button(look, "Record the review", "", "check", then=self.reviewed.emit)
        self.warning = holding(self.warned)
        why = card(plain(DRAW, "caption", "muted", wrap=True), self.reason, self.note, flowing(self.page_button), gap=8, name="why")
        find = card(
            self.sought, self.everywhere, flowing(self.search_button, self.names_button), self.said, self.found_table, flowing(self.mark_button),
            gap=8, name="find",
        )
        done = card(
            words("Blacked out here", "heading"), self.state, self.marked_table, flowing(self.away_button, self.reason_button), self.reviewer,
            flowing(self.review_button), gap=8, name="done",
        )
        self.setLayout(stack(self.warning, why, find, done, None, gap=12, pad=(0, 0, 2, 0)))
        self.warning.hide()
        self.found_table.hide()
        self.mark_button.hide()

    def _listen(self) -> None:
        choice = self.reason.box
        assert isinstance(choice, Choice)
        choice.currentIndexChanged.connect(lambda _: self.show_note())
        self.sought.edit.returnPressed.connect(self.searched.emit)
        self.reviewer.edit.returnPressed.connect(self.reviewed.emit)
        self.found.edited.connect(self.show_deeds)
        self.found.modelReset.connect(self.show_deeds)
        self.marked.modelReset.connect(self.show_deeds)
        self.marked_table.deleted.connect(self.taken_away.emit)
        self.marked_table.selectionModel().selectionChanged.connect(lambda *_: self.show_deeds())
        self.show_note()
        self.show_deeds()

    def why(self) -> str:
        """The code of the reason that is chosen."""
        choice = self.reason.box
        assert isinstance(choice, Choice)
        return choice.code()

    def asked(self) -> list[str]:
        """The words to look for."""
        return [part.strip() for part in self.sought.text().split(",") if part.strip()]

    def show_note(self) -> None:
        """The reason is written only where it is none of the list."""
        self.note.setVisible(self.why() == "other")

    def show_deeds(self) -> None:
        """What needs a tick or a choice can be pressed only when there is one."""
        count, ticked = len(self.found.rows), sum(row.on for row in self.found.everything)
        self.found_table.setVisible(count > 0)
        self.mark_button.setVisible(count > 0)
        self.mark_button.setEnabled(ticked > 0)
        self.mark_button.say(f"Black out {ticked} of {count}" if count else "Black out the ticked")
        chosen = bool(self.marked_table.chosen())
        self.away_button.setEnabled(chosen)
        self.reason_button.setEnabled(chosen)
        there = bool(self.marked.everything)
        for widget in (self.marked_table, self.away_button, self.reason_button):
            widget.setVisible(there)
        waiting = [one for one in self.marked.everything if not one.reviewed_by]
        self.reviewer.setVisible(bool(waiting))
        self.review_button.setVisible(bool(waiting))

    def show_marked(self, marked: Sequence[Redaction]) -> None:
        """What is blacked out, and how it stands."""
        self.marked.put(marked)
        boxes, pages = sum(len(one.boxes) for one in marked), len({one.page for one in marked})
        waiting = sum(len(one.boxes) for one in marked if not one.reviewed_by)
        said = f"{boxes} box{'es' * (boxes != 1)} on {pages} page{'s' * (pages != 1)}." if marked else NOTHING
        which = f"{waiting} of them" if waiting < boxes else "it" if boxes == 1 else "them"
        self.state.setText(f"{said} Nobody else has looked at {which} yet." if waiting else said)

    def warn(self, sentence: str, *, deed: bool = False) -> None:
        """Say over everything what must be seen first; with ``deed``, that the boxes lie right can be said beside it."""
        emptied(self.warned)
        self.warning.setVisible(bool(sentence))
        if not sentence:
            return
        said = across(stack(2, Picture(self.look, "late", "late", 16), None), plain(sentence, wrap=True))
        said.setStretch(1, 1)
        parts: list[Part] = [said]
        if deed:
            parts.append(flowing(button(self.look, "The boxes lie right", "", "check", then=self.looked_again.emit)))
        self.warned.addWidget(card(*parts, gap=8, name="warning"))
