"""The school calendar: a year's terms and closures, England's bank holidays beside them, and what is still to be recorded."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QWidget

from sendco_desk.domain.dates import FIRST_YEAR, LAST_YEAR
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.school import SchoolClosure
from sendco_desk.domain.school_year import school_year_words
from sendco_desk.services.school_plan import CalendarPlan, span_words
from sendco_desk.services.school_year import SchoolYear
from sendco_desk.statute.calendars import school_year_starting
from sendco_desk.ui.forms.calendar_forms import ClosureForm, InsetForm, TermForm, YearForm
from sendco_desk.ui.forms.calendar_import import FILES, CalendarPreview
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.messages import Message, told
from sendco_desk.ui.models.calendar_model import BankHolidaysModel, ClosuresModel, TermLine, TermsModel, closure_words, term_lines
from sendco_desk.ui.models.rows import RowsModel
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import WholeTable, follow
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import Columns, across, card, emptied, holding, page, stack
from sendco_desk.ui.widgets.words import heading, plain, words
from sendco_desk.ui.widgets.year_band import LEGEND, LegendMark, YearBand

R = TypeVar("R")
NO_CHANGE = "England’s bank holidays are set by law and known here already: they cannot be changed. A school that is open on one need record nothing."
LONG = "A closure of four weeks or more can change when a council’s answer is due."


class DatesTable(WholeTable[R]):
    """A table of the calendar: Enter opens a row, Delete takes it out."""

    def __init__(self, room: Room, model: RowsModel[R], name: str, take_out: Callable[[], object], *, gives_way: tuple[str, ...] = ()) -> None:
        first = model.columns[0].key
        super().__init__(
            room.look, model, name, strong=first, stretches=first, least=120, preferences=room.preferences, gives_way=gives_way,
        )
        self.deleted.connect(take_out)


class CalendarScreen(Screen):
    """One year at a time."""

    NAME: ClassVar[str] = "calendar"
    STOP: ClassVar[str] = "settings"
    HELP: ClassVar[str] = "calendar"
    KINDS: ClassVar[frozenset[str]] = frozenset({"term", "school_closure"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.begins = school_year_starting(room.now().date()).year
        self.year = SchoolYear(begins=self.begins)
        self.middle = self.begins
        self.terms, self.closures, self.holidays = TermsModel(self), ClosuresModel(self), BankHolidaysModel(self)
        self.term_table: DatesTable[TermLine] = DatesTable(room, self.terms, "Terms", self.take_out_term)
        self.closure_table: DatesTable[SchoolClosure] = DatesTable(
            room, self.closures, "When the school is closed", self.take_out_closure, gives_way=("kind", "days"),
        )
        self.holiday_table = DatesTable(room, self.holidays, "England’s bank holidays", self.say_no)
        for table in (self.term_table, self.closure_table, self.holiday_table):
            table.sort_by("first" if table is not self.holiday_table else "day")
        self.term_table.opened.connect(lambda line: self.edit_term(line))
        self.closure_table.opened.connect(self.edit_closure)
        self.holiday_table.opened.connect(lambda _: self.say_no())
        self.band = YearBand(look)
        self.sum, self.missing = words("", tone="muted"), stack()
        self.sum.setObjectName("sum")
        self._build_buttons()
        self.whole = self._page()
        for table in (self.term_table, self.closure_table, self.holiday_table):
            follow(self.whole, table)
        self.setLayout(stack(self.whole))

    def _build_buttons(self) -> None:
        look = self.room.look
        self.fill_in = button(look, "Fill in the year", "primary", "plus", then=self.add_year)
        self.bring_in = button(look, "Import", "quiet", "import", "Bring the calendar in from a CSV or Excel file", self.choose_file)
        self.bring_in.setAccessibleName("Import a calendar from a file")
        self.save_file = button(look, "Export", "quiet", "export", "Save this year as a CSV file that can be brought in again", self.choose_place)
        self.save_file.setAccessibleName("Export this year as a file")
        self.term_buttons = self._three("term", self.add_term, lambda: self.edit_term(self.term_table.current()), self.take_out_term)
        self.closure_buttons = self._three(
            "closure", self.add_closure, lambda: self.edit_closure(self.closure_table.current()), self.take_out_closure,
        )
        self.insets = button(look, "Add INSET days", "row", "plus", then=self.add_insets)
        for table, made in ((self.term_table, self.term_buttons), (self.closure_table, self.closure_buttons)):
            table.selectionModel().selectionChanged.connect(lambda *_, t=table, m=made: self._allow(t, m))

    def _three(self, what: str, *deeds: Callable[[], object]) -> list[QWidget]:
        parts = (("Add", "plus"), ("Change", ""), ("Take out", "bin"))
        made: list[QWidget] = []
        for (verb, picture), deed in zip(parts, deeds, strict=True):
            one = button(self.room.look, f"{verb} {what}" if verb == "Add" else verb, "row", picture, then=deed)
            one.setAccessibleName(f"{verb} {what}")
            made.append(one)
        return made

    def _allow(self, table: DatesTable[Any], made: list[QWidget]) -> None:
        for one in made[1:]:
            one.setEnabled(bool(table.chosen()))

    def _page(self) -> Any:
        look = self.room.look
        named = across(words("School calendar", "title"), 4, self.sum, None)
        deeds = across(self.fill_in, self.bring_in, self.save_file, None)
        top = Columns(look, named, deeds, (1, 0), 760, gap=8)
        legend = [
            holding(across(LegendMark(look, kind), words(said, "caption", "muted"), gap=6)) for kind, said in LEGEND
        ]
        picture = card(self.band, flowing(*legend, gap=16), gap=10)
        self.no_terms = self._nothing("No term is recorded. Fill in the year, or add one term.")
        self.no_closures = self._nothing("No closure is recorded. The holidays between terms come with the terms.")
        left = stack(
            self._card("Terms", self.term_table, self.term_buttons, none=self.no_terms),
            self._card(
                "When the school is closed", self.closure_table, [*self.closure_buttons[:1], self.insets, *self.closure_buttons[1:]], LONG,
                self.no_closures,
            ),
            None, gap=16,
        )
        right = stack(self._card("England’s bank holidays", self.holiday_table, [], "Known already, so nothing to record."), None, gap=16)
        return page(
            look, top, 8, self._chooser(), 8, self.missing, picture, 16, Columns(look, left, right, (13, 7), 900), None, name="School calendar",
        )

    def _nothing(self, sentence: str) -> QFrame:
        return holding(stack(words(sentence, tone="muted", wrap=True), pad=(8, 0, 8, 0)))

    def _card(self, title: str, table: QWidget, buttons: list[QWidget], why: str = "", none: QWidget | None = None) -> QFrame:
        head = stack(heading(title), *([words(why, "caption", "muted", wrap=True)] if why else []), pad=(16, 12, 16, 6), gap=2)
        foot = [holding(stack(flowing(*buttons), pad=(16, 10, 16, 12)))] if buttons else [holding(stack(pad=(0, 0, 0, 8)))]
        return holding(stack(head, holding(stack(table, *([none] if none else []), pad=(8, 0, 8, 0))), *foot), "card")

    # Showing a year

    def open_at(self, place: Place) -> None:
        """Show the year named, else the one that a person comes for."""
        calendar = self.room.desk.school.calendar
        self.begins = int(place.tab) if place.tab.isdecimal() else calendar.year_to_show(self.room.now().date())
        self.middle = school_year_starting(self.room.now().date()).year
        self.refresh()

    def refresh(self) -> None:
        calendar = self.room.desk.school.calendar
        self.year = calendar.year(self.begins)
        self._show_chooser()
        self._show_missing()
        days = self.year.school_days()
        self.sum.setText(f"{days} school days in {self.year.words}" if self.year.terms else self.year.words)
        self.band.show_year(self.year, self.room.now().date())
        self.terms.put(term_lines(self.year))
        self.closures.put(self.year.closures)
        self.holidays.put(self.year.bank_holidays)
        for table, made, none in (
            (self.term_table, self.term_buttons, self.no_terms), (self.closure_table, self.closure_buttons, self.no_closures),
        ):
            there = table.rows_model.rowCount() > 0
            table.setVisible(there)
            none.setVisible(not there)
            for one in made[1:]:
                one.setVisible(there)
            self._allow(table, made)

    def _chooser(self) -> QHBoxLayout:
        """Last year, this and the next, and arrows to those further off."""
        look = self.room.look
        self.back = button(look, "", "", "left", "The year before", lambda: self.show_year(self.begins - 1))
        self.on = button(look, "", "", "right", "The year after", lambda: self.show_year(self.begins + 1))
        self.toggles = Toggles(look, {"-1": "", "0": "", "1": ""}, "0", lambda away: self.show_year(self.middle + int(away)), self)
        return across(self.back, *self.toggles.made, self.on, None, gap=6)

    def _show_chooser(self) -> None:
        if not self.middle - 1 <= self.begins <= self.middle + 1:
            self.middle = self.begins
        for made, begins in zip(self.toggles.made, range(self.middle - 1, self.middle + 2), strict=True):
            made.say(school_year_words(begins))
            made.setAccessibleName(f"Show {school_year_words(begins)}")
            made.setChecked(begins == self.begins)
        for made, word, begins in ((self.back, "before", self.begins - 1), (self.on, "after", self.begins + 1)):
            said = f"The year {word}, {school_year_words(begins)}"
            made.setToolTip(said)
            made.setAccessibleName(said)

    def show_year(self, begins: int) -> None:
        """Show another year, of those that a day in the notebook can lie in."""
        self.begins = min(max(begins, FIRST_YEAR), LAST_YEAR - 1)
        self.refresh()

    def _show_missing(self) -> None:
        """What is not recorded of this year, with the way to record it."""
        emptied(self.missing)
        self.fill_in.say(f"Fill in {self.year.words}")
        self.fill_in.setVisible(bool(self.year.missing))
        if self.year.missing:
            line = across(Chip(self.room.look, "Needs term dates", "waiting"), plain(self.year.missing_words, wrap=True), gap=8)
            line.setStretch(1, 1)
            self.missing.addWidget(holding(stack(line, pad=(0, 0, 0, 12)), name="missing"))

    # Deeds

    def add_year(self) -> None:
        """Open the form for every term of the year that is missing."""
        form = YearForm(self.room, self.year)
        self.room.sheet(form, form.title, "reading")

    def add_term(self) -> None:
        """Open the form for one more term."""
        open_form(self.room, TermForm(self.room, self.year))

    def edit_term(self, line: TermLine | None) -> None:
        """Open the form for a term."""
        if line is not None:
            open_form(self.room, TermForm(self.room, self.year, line.term))

    def take_out_term(self) -> None:
        """Take the chosen term out; undo brings it back."""
        line = self.term_table.current()
        if line is not None:
            attempt(self.room, partial(self.room.desk.school.calendar.remove_term, line.term.id), f"{line.term.name} is taken out.")

    def add_closure(self) -> None:
        """Open the form for one more closure."""
        open_form(self.room, ClosureForm(self.room, self.year))

    def add_insets(self) -> None:
        """Open the form for INSET days."""
        open_form(self.room, InsetForm(self.room, self.year))

    def edit_closure(self, closure: SchoolClosure | None) -> None:
        """Open the form for a closure."""
        if closure is not None:
            open_form(self.room, ClosureForm(self.room, self.year, closure))

    def take_out_closure(self) -> None:
        """Take the chosen closure out; undo brings it back."""
        closure = self.closure_table.current()
        if closure is not None:
            said = f"{closure_words(closure)}, {span_words(closure)}, is taken out."
            attempt(self.room, partial(self.room.desk.school.remove_closure, closure.id), said)

    def say_no(self) -> None:
        """Bank holidays are not the school's to change."""
        self.room.say(Message(words=NO_CHANGE))

    # Files

    def choose_file(self) -> None:
        """Ask for a file to bring in."""
        name, _ = QFileDialog.getOpenFileName(self, "Choose the school calendar to bring in", "", FILES)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a file off the window's thread, and show what it would do."""
        calendar, on = self.room.desk.school.calendar, self.room.now().date()
        self.room.tasks.run(lambda report: calendar.read(path, on), lambda plan: self.preview(path, plan), title="Reading the calendar", quiet=True)

    def preview(self, path: Path, plan: CalendarPlan) -> None:
        """Show what a file would do."""
        sheet = CalendarPreview(self.room, path, plan)
        self.room.sheet(sheet, "What the file would do", "reading")

    def choose_place(self) -> None:
        """Ask where to save the year."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the school calendar", f"School calendar {self.begins}-{(self.begins + 1) % 100:02}.csv", "CSV (*.csv)",
        )
        if name:
            self.export(Path(name))

    def export(self, path: Path) -> None:
        """Save the year as a file that can be brought in again."""
        try:
            count = self.room.desk.school.calendar.export(self.begins, path)
        except (Refused, Trouble) as failure:
            if (message := told(failure)) is not None:
                self.room.say(message)
            return
        self.room.say(Message(words=f"{count} rows of {self.year.words} are saved in {path.name}.", kind="done"))
