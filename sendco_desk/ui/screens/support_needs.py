"""Needs and strengths on a pupil's page: four quiet groups, needs beside strengths, each sentence with its sources under it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from sendco_desk.domain.dates import shown
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.statements import AreaStatements, SourceLine, StatementLine, statement_name
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.support_forms import SourceForm, StatementForm, WithdrawForm, first_area
from sendco_desk.ui.forms.wordings import shortened
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.support_rows import EDGE, Row, Rows, indented, said
from sendco_desk.ui.screens.support_sources import SOURCE_ICONS, kind_of, open_source
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.layout import Columns, Part, across, emptied, holding, line_across, stack
from sendco_desk.ui.widgets.tab_order import tab_through
from sendco_desk.ui.widgets.words import plain, words

WHY = (
    "What the pupil finds hard and what the pupil does well, sentence by sentence under the four broad areas. "
    "Each sentence can say what it rests on: a page of a report, an entry of the story, a measure."
)
SIDES = {"need": "Needs", "strength": "Strengths"}


class SourceButton(Button):
    """A source as a link that opens it; where there is no room for all of its name it ends in an ellipsis."""

    def __init__(self, look: Look, line: SourceLine, then: Callable[[], object]) -> None:
        self.line = line
        super().__init__(look, line.words.replace("&", "&&"), "link", SOURCE_ICONS[kind_of(line.source)])
        self.setAccessibleName(f"Source: {line.words}")
        self.setToolTip(line.source.note)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the sentence itself opens it with S: one stop of Tab for all of them
        self.clicked.connect(lambda: then())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(f" {self.line.words}") + self.iconSize().width() + 10, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.scaled(80), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - 8
        shown_words = self.fontMetrics().elidedText(f" {self.line.words}", Qt.TextElideMode.ElideRight, room)
        self.setText(shown_words.replace("&", "&&"))
        self.setToolTip(self.line.source.note if shown_words.strip() == self.line.words else self.line.words)


class NeedsPart(QWidget):
    """The part of the tab with needs and strengths."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room, self.look = room, room.look
        self.page: PupilPage | None = None
        self.lines: dict[UUID, StatementLine] = {}
        self.gone: frozenset[UUID] = frozenset()
        self.told: tuple[object, ...] = ()
        self.earlier_shown = False
        self.rows = Rows(self, {
            (Qt.Key.Key_Return, False): self.edit, (Qt.Key.Key_S, False): self.open_sources, (Qt.Key.Key_Delete, False): self.remove,
            (Qt.Key.Key_Up, True): partial(self.shift, step=-1), (Qt.Key.Key_Down, True): partial(self.shift, step=1),
        })
        self.rows.changed.connect(self.show_buttons)
        look = self.look
        self.add_button = button(look, "Add a sentence", "", "plus", then=self.add)
        self.edit_button = button(look, "Edit", "", tip="Edit the chosen sentence (Enter)", then=self._on(self.edit))
        self.source_button = button(look, "Add a source", "", "clip", then=self._on(self.add_source))
        self.open_button = button(look, "Open source", "", "eye", "Open what the chosen sentence rests on (S)", self._on(self.open_sources))
        self.more_button = button(look, "More", "", "more")
        self.more_button.setAccessibleName("More for the chosen sentence")
        self.more_button.clicked.connect(lambda: self.menu().popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft())))
        self.on_row = (self.edit_button, self.source_button, self.open_button, self.more_button)
        self.why = words(WHY, tone="muted", wrap=True)
        self.areas = stack(gap=12)
        head = across(words("Needs and strengths", "heading"), flowing(self.add_button, *self.on_row), gap=12)
        head.setStretch(0, 1)
        card = holding(stack(indented(head, 4, self.why, gap=6), self.areas, gap=6, pad=(EDGE, 12, EDGE, 14)), "card", "needs")
        self.setLayout(stack(card))

    # What is shown

    def show_pupil(self, page: PupilPage) -> None:
        """Show what is said of this pupil."""
        if self.page is None or self.page.pupil.id != page.pupil.id:
            self.rows.chosen, self.earlier_shown = None, False
        self.page = page
        self.fill()

    def fill(self) -> None:
        """Read the sentences again, and lay them out where anything has changed."""
        if self.page is None:
            return
        support, pupil, keys = self.room.desk.support, self.page.pupil.id, self.rows.has_keys()
        areas, earlier = support.statements(pupil), support.earlier_statements(pupil)
        told = (areas, earlier, self.earlier_shown)
        if told == self.told:
            return
        self.told = told
        self.lines = {line.statement.id: line for area in areas for line in area.lines}
        self.gone = frozenset(line.statement.id for line in earlier)
        emptied(self.areas)
        made: list[Row] = []
        said_of = [area for area in areas if area.lines]
        for number, area in enumerate(said_of):
            self.areas.addWidget(self._area(area, made, last=number == len(said_of) - 1))
        silent = "; ".join(area.title for area in areas if not area.lines)
        if said_of and silent:
            self.areas.addWidget(indented(words(f"Nothing recorded under: {silent}.", "caption", "muted", wrap=True)))
        if earlier:
            self._put_earlier(earlier)
        self.why.setVisible(not said_of)
        self.rows.put(made, keys=keys)
        tab_through(self)

    def _area(self, area: AreaStatements, made: list[Row], *, last: bool) -> QWidget:
        left, right = (self._side(side, lines, made) for side, lines in (("need", area.needs), ("strength", area.strengths)))
        columns = Columns(self.look, stack(left, None), stack(right, None), least=640, gap=16)
        return holding(stack(indented(words(area.title, "strong")), columns, *(() if last else (8, indented(line_across()))), gap=4))

    def _side(self, side: str, lines: tuple[StatementLine, ...], made: list[Row]) -> QFrame:
        rows = [self._row(line) for line in lines]
        made += rows
        nothing: tuple[Part, ...] = () if rows else (indented(words("None recorded", tone="muted")),)
        return holding(stack(indented(words(SIDES[side], "caption", "muted")), *rows, *nothing, gap=2))

    def _row(self, line: StatementLine) -> Row:
        one = line.statement
        marks = [SourceButton(self.look, source, partial(open_source, self.room, source.source)) for source in line.sources]
        sources = f". Sources: {'; '.join(source.words for source in line.sources)}" if line.sources else ". No source yet"
        parts: list[Part] = [said(one.words)]
        if marks:
            parts.append(stack(*marks))
        return Row(self.look, one.id, f"{statement_name(one).rstrip('.')}{sources}", *parts, copied=one.words)

    def _put_earlier(self, earlier: tuple[StatementLine, ...]) -> None:
        count = len(earlier)
        title = f"{'Hide' if self.earlier_shown else 'Show'} what no longer holds ({count})"
        shows = button(self.look, title, "link", "down" if self.earlier_shown else "right", then=self.toggle_earlier)
        self.areas.addWidget(indented(across(shows, None)))
        for line in earlier if self.earlier_shown else ():
            one = line.statement
            until = f"Until {shown(one.until)}" if one.until else ""
            back = button(self.look, "Edit", "link", then=partial(self._open, one))
            back.setAccessibleName(f"Edit: {one.words}")
            row = across(plain(one.words, tone="muted", wrap=True), words(until, "caption", "muted"), back, gap=12)
            row.setStretch(0, 1)
            self.areas.addWidget(indented(row))

    def toggle_earlier(self) -> None:
        """Show what no longer holds, or hide it again."""
        self.earlier_shown = not self.earlier_shown
        self.fill()

    def show_buttons(self) -> None:
        """What needs a chosen sentence can be pressed only when one is; its source only where it has one."""
        line = self.lines.get(self.rows.chosen) if self.rows.chosen else None
        for made in self.on_row:
            made.setVisible(bool(self.lines))
            made.setEnabled(line is not None)
        self.open_button.setEnabled(line is not None and bool(line.sources))

    # What can be done

    def _on(self, deed: Callable[[UUID], object]) -> Callable[[], None]:
        def do() -> None:
            if self.rows.chosen is not None:
                deed(self.rows.chosen)

        return do

    def _open(self, statement: NeedStatement) -> None:
        open_form(self.room, StatementForm(self.room, statement.pupil, statement))

    def add(self) -> None:
        """Open the form for a new sentence: in the area and on the side of the chosen one."""
        if self.page is None:
            return
        line = self.lines.get(self.rows.chosen) if self.rows.chosen else None
        area = line.statement.area if line else first_area(self.page)
        open_form(self.room, StatementForm(self.room, self.page.pupil.id, area=area, side=line.statement.side if line else "need"))

    def edit(self, statement: UUID) -> None:
        """Open the form for a sentence."""
        self._open(self.lines[statement].statement)

    def add_source(self, statement: UUID) -> None:
        """Open the form for a source of a sentence."""
        open_form(self.room, SourceForm(self.room, self.lines[statement].statement))

    def edit_source(self, statement: UUID, source: StatementSource) -> None:
        """Open the form for a source that is there."""
        open_form(self.room, SourceForm(self.room, self.lines[statement].statement, source))

    def open_sources(self, statement: UUID) -> None:
        """Open what a sentence rests on; where there is more than one, ask which. Where there is none, offer to say one."""
        sources = self.lines[statement].sources
        if not sources:
            self.add_source(statement)
        elif len(sources) == 1:
            open_source(self.room, sources[0].source)
        else:
            menu, row = self.sources_menu(statement), self.rows.row(statement) or self
            menu.popup(row.mapToGlobal(row.rect().bottomLeft()))
            menu.setActiveAction(menu.actions()[0])

    def sources_menu(self, statement: UUID) -> QMenu:
        """The sources of a sentence, to choose the one that is opened."""
        menu = self._menu()
        for line in self.lines[statement].sources:
            menu.addAction(shortened(line.words), partial(open_source, self.room, line.source))
        return menu

    def shift(self, statement: UUID, step: int) -> None:
        """Move a sentence up or down among its neighbours."""
        changed = self.room.desk.support.move(statement, step)
        if changed:
            self.room.changed(changed)

    def withdraw(self, statement: UUID) -> None:
        """Open the form that says since when a sentence is no longer so."""
        open_form(self.room, WithdrawForm(self.room, self.lines[statement].statement))

    def remove(self, statement: UUID) -> None:
        """Take a sentence out; undo brings it back."""
        attempt(self.room, lambda: self.room.desk.support.remove_statement(statement), "The sentence is removed.")

    def remove_source(self, source: UUID) -> None:
        """Take a source off its sentence; undo brings it back."""
        attempt(self.room, lambda: self.room.desk.support.remove_source(source), "The source is removed.")

    def menu(self) -> QMenu:
        """What is seldom done to the chosen sentence."""
        menu, chosen = self._menu(), self.rows.chosen
        if chosen is None or chosen not in self.lines:
            return menu
        menu.addAction("Move up\tAlt+Up", partial(self.shift, chosen, -1))
        menu.addAction("Move down\tAlt+Down", partial(self.shift, chosen, 1))
        menu.addAction("No longer so", partial(self.withdraw, chosen))
        menu.addSeparator()
        for line in self.lines[chosen].sources:
            menu.addAction(f"Edit source: {shortened(line.words)}", partial(self.edit_source, chosen, line.source))
            menu.addAction(f"Remove source: {shortened(line.words)}", partial(self.remove_source, line.source.id))
        menu.addAction("Remove sentence\tDel", partial(self.remove, chosen))
        return menu

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def show_record(self, record: UUID) -> QWidget | None:
        """Choose a sentence, or the one that a source belongs to; gives back its row."""
        found = next((
            line.statement.id for line in self.lines.values() if record in (line.statement.id, *(source.source.id for source in line.sources))
        ), None)
        if record in self.gone and not self.earlier_shown:
            self.toggle_earlier()
        if found is None:
            return self if record in self.gone else None
        self.rows.focus(found)
        return self.rows.row(found)
