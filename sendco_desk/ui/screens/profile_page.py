"""One profile: its asks, fields, forms and text blocks in a table, and beside it how the chosen one is known and what can be done with it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QVBoxLayout, QWidget

from sendco_desk.authority.profile import Ask, Basis, FormVersion, PasteBlock
from sendco_desk.services.profile_paper import profile_paper, state_lines
from sendco_desk.services.profile_rows import ASKS, BLOCKS, FACTS, FORMS, VIEWS, profile_lines_of
from sendco_desk.services.profile_states import ProfileState
from sendco_desk.ui.forms.form import Form, attempt, open_form
from sendco_desk.ui.forms.profile_form import AskForm, BlockForm, FactForm, LeaveOutForm, OwnCopyForm, PortalForm, VersionForm
from sendco_desk.ui.models.profiles_model import LINE_GIVES_WAY, STANDINGS, SURE, LinesModel, SureLine
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import YieldingTable
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import show_paper
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.chips import BasisTag, Chip
from sendco_desk.ui.widgets.layout import across, emptied, holding, scrolling, stack
from sendco_desk.ui.widgets.words import plain, words

BASIS_TAGS = {Basis.LAW: "law", Basis.CODE: "code", Basis.COUNCIL: "council", Basis.PRACTICE: "practice"}
BESIDE = 860
"""Pixels at 100% from which the table and what is told of a line stand beside each other."""
TOML = "Council profile (*.toml)"
NOTHING = {
    ASKS: "Nothing is asked here.", FACTS: "This profile has no fields: it speaks of the law and the Code alone.",
    FORMS: "No form is known. Add one when the council gives one out.", BLOCKS: "No order of text blocks is known.",
}


class LineCard(QFrame):
    """What is told of the chosen line: every word can be selected and copied, and no address is opened."""

    def __init__(self, room: Room, change: Callable[[], object], leave_out: Callable[[], object]) -> None:
        super().__init__()
        self.room = room
        self.setProperty("kind", "card")
        self.told = QVBoxLayout()
        self.told.setContentsMargins(16, 14, 16, 14)
        self.told.setSpacing(8)
        self.change_button = button(room.look, "Change", "", "correction", then=change)
        self.leave_button = button(room.look, "Leave out", "quiet", "bin", then=leave_out)
        self.deeds = holding(across(self.change_button, self.leave_button, None, pad=(16, 0, 16, 12)))
        inside = holding(stack(self.told, self.deeds, None))
        self.area = scrolling(inside, "How it is known")
        self.setLayout(stack(self.area))
        self.setMinimumWidth(1)

    def show_line(self, row: SureLine | None, none: str) -> None:
        """Show a line, or say that there is none."""
        emptied(self.told)
        self.deeds.setVisible(row is not None and not row.line.fixed)
        if row is None:
            self.told.addWidget(words(none, tone="muted", wrap=True))
            return
        line, look = row.line, self.room.look
        marks = [Chip(look, line.mark, SURE[line.told.confidence], SURE[line.told.confidence])]
        if isinstance(line.thing, Ask):
            self.told.addLayout(across(BasisTag(look, BASIS_TAGS[line.thing.basis]), *marks, None, gap=6))
        else:
            self.told.addLayout(across(*marks, None, gap=6))
        self.told.addWidget(plain(line.what, "strong", wrap=True))
        for label, said in line.details:
            self.told.addLayout(stack(words(label, "caption", "muted"), plain(said, wrap=True), gap=1))
        if line.fixed:
            self.told.addWidget(words("This binds every council: nothing here can change it.", "caption", "muted", wrap=True))
        self.leave_button.setVisible(line.view == ASKS)
        self.change_button.setAccessibleName(f"Change: {line.what}")
        self.leave_button.setAccessibleName(f"Leave out: {line.what}")


class ProfilePage(QWidget):
    """The page of one profile."""

    def __init__(self, room: Room, back: Callable[[], object]) -> None:
        super().__init__()
        self.room, self.look = room, room.look
        self.state: ProfileState | None = None
        self.view = ASKS
        self.title = plain("", "title", wrap=True)
        self.chips = QVBoxLayout()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.model = LinesModel(self)
        self.table: YieldingTable[SureLine] = YieldingTable(
            self.look, self.model, "What is asked", strong="what", stretches="what", least=200, preferences=room.preferences,
            gives_way=LINE_GIVES_WAY[ASKS],
        )
        self.table.setMinimumHeight(self.look.scaled(150))
        self.card = LineCard(room, self.change, self.leave_out)
        self.card.setMinimumHeight(self.look.scaled(150))
        self.views = Toggles(self.look, VIEWS, self.view, self.show_view, self)
        self.back_button = button(self.look, "All profiles", "quiet", "back", then=back)
        self.setLayout(self._lay_out())
        self.table.opened.connect(lambda _: self.change())
        self.table.deleted.connect(self.leave_out)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.show_line())

    def _lay_out(self) -> QBoxLayout:
        look = self.look
        self.portal_button = button(look, "Portal address", "", "key", then=self.type_portal)
        self.add_button = button(look, "Add an ask", "", "plus", then=self.add)
        self.own_button = button(look, "The school’s own copy", "", "undo", then=self.see_own)
        share = button(look, "Share as a file", "", "export", then=self.share)
        paper = button(look, "Print", "", "print", then=self.print)
        top = across(self.back_button, None, gap=8)
        self.pair = across(self.table, self.card, gap=16)
        self.pair.setStretch(0, 8)
        self.pair.setStretch(1, 5)
        inside = stack(
            top, self.title, self.chips, self.lines, 4, flowing(self.portal_button, self.add_button, self.own_button, share, paper), 4,
            flowing(*self.views.made), self.pair, gap=6, pad=(24, 14, 24, 20),
        )
        inside.setStretch(inside.count() - 1, 1)
        return stack(scrolling(holding(inside), "Profile"))

    # What is shown

    def show_state(self, state: ProfileState) -> None:
        """Show a profile; the line that was chosen stays chosen where it is still there."""
        other = self.state is None or self.state.profile.id != state.profile.id
        self.state = state
        self.title.setText(state.profile.name)
        self._show_head(state)
        self.portal_button.setVisible(any(line.key == "portal_url" for line in profile_lines_of(state.profile, FACTS)))
        self.own_button.setVisible(state.own is not None)
        self._fill(other)

    def _show_head(self, state: ProfileState) -> None:
        emptied(self.chips)
        emptied(self.lines)
        standing = STANDINGS[state.tally.standing]
        chips = [Chip(self.look, state.tally.standing.value, standing, standing)]
        chips += [Chip(self.look, "The school’s own", "info", "school")] if state.own else []
        chips += [Chip(self.look, "The app’s has changed", "soon", "soon")] if state.newer else []
        self.chips.addWidget(flowing(*chips))
        for sentence in (f"{state.tally.said}.", state.written.told.note, *state_lines(state)):
            if sentence:
                self.lines.addWidget(plain(sentence, "caption", "muted", wrap=True))

    def _fill(self, first: bool) -> None:
        if self.state is None:
            return
        chosen = self.table.current()
        self.table.setAccessibleName(VIEWS[self.view])
        keys = [column.key for column in self.model.columns]
        self.table.gives_way = tuple(keys.index(key) for key in LINE_GIVES_WAY[self.view])
        self.model.put(SureLine(line=line, place=place) for place, line in enumerate(profile_lines_of(self.state.profile, self.view)))
        self.table.setVisible(bool(self.model.rows))
        self.add_button.say("Add a form" if self.view == FORMS else "Add an ask")
        if self.model.rows:
            kept = None if first or chosen is None else self.model.identify(chosen)
            there = kept is not None and self.model.index_of(kept).isValid()
            self.table.choose(kept if there else self.model.identify(self.model.rows[0]))
        self.show_line()

    def show_view(self, view: str) -> None:
        """Show the asks, the fields, the forms or the text blocks."""
        self.view = view
        self._fill(first=True)

    def show_line(self) -> None:
        """Tell of the chosen line."""
        self.card.show_line(self.table.current(), NOTHING[self.view])

    def fit(self) -> None:
        """The table and the card beside each other where there is room, else one under the other."""
        ways = QBoxLayout.Direction
        self.pair.setDirection(ways.LeftToRight if self.width() >= self.look.scaled(BESIDE) else ways.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    # Deeds

    def change(self) -> None:
        """Open the sheet of the chosen line. What binds every council has none."""
        row, state = self.table.current(), self.state
        if row is None or state is None or row.line.fixed:
            return
        self._open(self._form_of(row, state))

    def _form_of(self, row: SureLine, state: ProfileState) -> Form:
        thing = row.line.thing
        if isinstance(thing, Ask):
            return AskForm(self.room, state, thing)
        if isinstance(thing, FormVersion):
            return VersionForm(self.room, state, thing)
        return BlockForm(self.room, state, thing) if isinstance(thing, PasteBlock) else FactForm(self.room, state, row.line.key)

    def _open(self, form: Form) -> None:
        open_form(self.room, form)

    def add(self) -> None:
        """Open the sheet of a new ask, or of a new form where forms are shown."""
        if self.state is not None:
            self._open(VersionForm(self.room, self.state) if self.view == FORMS else AskForm(self.room, self.state))

    def leave_out(self) -> None:
        """Ask why the chosen ask is left out."""
        row, state = self.table.current(), self.state
        if row is not None and state is not None and isinstance(row.line.thing, Ask) and not row.line.fixed:
            self._open(LeaveOutForm(self.room, state, row.line.thing))

    def type_portal(self) -> None:
        """Open the sheet of the portal's address."""
        if self.state is not None:
            self._open(PortalForm(self.room, self.state))

    def see_own(self) -> None:
        """See in what the school's own copy differs, and go back to the app's."""
        if self.state is not None:
            self._open(OwnCopyForm(self.room, self.state))

    def share(self) -> None:
        """Save the profile as a file for a colleague."""
        if self.state is None:
            return
        id = self.state.profile.id
        name, _ = QFileDialog.getSaveFileName(self, "Share the profile", f"{id}.toml", TOML)
        if name:
            attempt(self.room, partial(self._share, id, Path(name)), "The profile is saved as a file. It holds nothing of any pupil.")

    def _share(self, id: str, out: Path) -> frozenset[str]:
        self.room.desk.profiles.share(id, out)
        return frozenset()

    def print(self) -> None:
        """Lay the profile over the window as it will print."""
        if self.state is not None:
            paper = profile_paper(self.state, self.room.desk.school.school().name, self.room.now().date())
            show_paper(self.room, paper, name=f"What councils ask {self.state.profile.id}")
