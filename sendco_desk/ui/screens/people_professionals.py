"""Professionals: who was asked and came, how old each report is today and on a chosen day, and each piece of advice with what came of it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QFrame

from sendco_desk.domain.dates import shown
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.professionals import InvolvementRow, months_words
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.people_asks import advice_form, involvement_form
from sendco_desk.ui.models.rows import A_DAY, Column
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.form_print import print_button
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tab_parts import TabPart, latest_first
from sendco_desk.ui.source_view import show_source
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.fields import DateField
from sendco_desk.ui.widgets.layout import Columns, Sized, across, card, emptied, holding, stack
from sendco_desk.ui.widgets.words import plain, words

WHY = "Services from outside the school: when each was asked, saw the pupil and reported, so that what is waited for and what grows old is seen."
NO_ADVICE = "No advice recorded yet. Take each recommendation down by itself, then what the school did and what came of it."
NOTHING_DONE, NOT_KNOWN = "Nothing recorded yet.", "Not known yet."


def day_words(day: date | None) -> str:
    """A day in a cell, or nothing."""
    return shown(day) if day else ""


def spare(key: str, title: str, day: Callable[[Involvement], date | None]) -> Column[Involvement]:
    """A day that ``Where it stands`` tells already: a column for those who want to sort by it, hidden until it is chosen."""
    return Column(key=key, title=title, shown=lambda one: day_words(day(one)), sorts=lambda one: day(one) or date.min, width=126, hidden=True)


class ProfessionalList(RecordList[Involvement]):
    """The list; who is taken out goes with the advice."""

    def remove(self) -> None:
        one = self.table.current()
        if one is not None:
            attempt(self.room, lambda: self.room.desk.professionals.remove(one.id), "Professional removed, with the advice recorded there.")


class ProfessionalsPart(TabPart):
    """The part Professionals."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.rows: dict[UUID, InvolvementRow] = {}
        self.day = DateField(
            self.look, "Age of reports on", lambda: room.now().date(), hint="Such as the day on which a request is to be sent. Empty: today only.",
        )
        self.day.box.setObjectName("age_on")
        self.day.changed.connect(self.fill)
        self.list = ProfessionalList(
            room, "Professionals", self._columns(), lambda record: involvement_form(room, self.pupil, record), add="Record a professional",
            why=WHY, strong="called", stretches="standing", deeds=(("Open the report", self.open_report),), least=240, gives_way=("last", "advice"),
        )
        self.list.only_for(0, lambda one: self.row(one).document is not None)
        latest_first(self.list, "last")
        self.lists = (self.list,)
        self.advice_head, self.about = plain("", "heading", wrap=True), plain("", tone="muted", wrap=True)
        self.advices = stack(gap=8)
        self.add_advice = button(self.look, "Add advice", "", "plus", then=self.new_advice)
        self.detail = holding(stack(self.advice_head, self.about, flowing(self.add_advice), self.advices, gap=8))
        self.print_button = print_button(room, ("professionals",), lambda: self.pupil)
        chosen_day = across(Sized(self.look, 300, self.day), None, stack(None, self.print_button))
        self.setLayout(stack(self.list, chosen_day, self.detail, gap=16))
        self.list.table.selectionModel().currentChanged.connect(lambda *_: self.show_advice())

    def _columns(self) -> tuple[Column[Involvement], ...]:
        return (
            Column(key="called", title="Who", shown=lambda one: one.called, width=200, snug=400),
            Column(key="standing", title="Where it stands", shown=self._stands, width=260),
            Column(
                key="last", title="Report dated", shown=lambda one: day_words(one.report_on), holds=A_DAY, width=126,
                sorts=lambda one: (self.row(one).waits, one.report_on or one.asked_on or date.min),
            ),
            Column(key="age", title="Age today", shown=lambda one: months_words(self.row(one).months), sorts=self._age, width=106),
            Column(key="then", title="Age then", shown=lambda one: months_words(self.row(one).months_then), sorts=self._age, width=106),
            Column(key="advice", title="Advice", shown=lambda one: self.row(one).advice_words, width=140),
            spare("asked", "Asked", lambda one: one.asked_on), spare("seen", "Seen", lambda one: one.seen_on),
            spare("received", "Received", lambda one: one.received_on),
        )

    def _stands(self, one: Involvement) -> str:
        """Where it stands in few words: the day of a report has a column of its own."""
        both = one.report_on is not None and one.received_on is not None
        return f"Report received {day_words(one.received_on)}." if both else self.row(one).standing

    def row(self, one: Involvement) -> InvolvementRow:
        """What is worked out about an involvement."""
        return self.rows[one.id]

    def _age(self, one: Involvement) -> int:
        months = self.row(one).months
        return -99 if months is None else months

    def fill(self) -> None:
        """Show the log, with ages on the day that is typed."""
        try:
            day = self.day.value()
        except Refused:  # said under the field already
            day = None
        rows = self.room.desk.professionals.log(self.pupil, submission=day)
        self.rows = {row.id: row for row in rows}
        self.list.put([row.involvement for row in rows])
        self.list.table.setColumnHidden(self.list.table.keys.index("then"), day is None)
        self.list.table.fit()
        self.day.setVisible(bool(rows))
        self.print_button.setVisible(bool(rows))
        if rows and self.list.table.current() is None:
            self.list.choose(self.list.model.rows[0].id)
        self.show_advice()

    def chosen(self) -> InvolvementRow | None:
        """The involvement whose advice is shown."""
        one = self.list.table.current()
        return self.rows.get(one.id) if one is not None else None

    def show_advice(self) -> None:
        """Show what was advised by whoever is chosen, what was done and what came of it."""
        row = self.chosen()
        self.detail.setVisible(row is not None)
        emptied(self.advices)
        if row is None:
            return
        self.advice_head.setText(f"Advice: {row.involvement.called}")
        self.about.setText(" ".join(f"{part.rstrip('.')}." for part in (row.standing, row.age, row.age_then) if part))
        for advice in row.advices:
            self.advices.addWidget(self._advice(advice))
        if not row.advices:
            self.advices.addWidget(words(NO_ADVICE, tone="muted", wrap=True))

    def _advice(self, advice: Advice) -> QFrame:
        look, name = self.look, advice.called
        change = button(look, "Edit", "quiet", then=lambda: self.edit_advice(advice))
        change.setAccessibleName(f"Edit: {name}")
        away = button(look, "", "quiet", "bin", f"Remove: {name}", then=partial(self.remove_advice, advice))
        page = f"Advised, page {advice.page}" if advice.page else "Advised"
        found = self.rows[advice.involvement].document
        deeds = [change, away]
        if found is not None and advice.page is not None:
            deeds.insert(0, button(look, "Read it there", "quiet", "document", then=partial(show_source, self.room, found.id, advice.page)))
            deeds[0].setAccessibleName(f"Read it in the report: {name}")
        done = f"Done, from {shown(advice.action_on)}" if advice.action_on else "Done"

        def column(title: str, said: str, missing: str) -> QFrame:
            return holding(stack(words(title, "caption", "muted"), plain(said or missing, tone="" if said else "muted", wrap=True), None, gap=2))

        acted = across(column(done, advice.action, NOTHING_DONE), column("What came of it", advice.effect, NOT_KNOWN), gap=16)
        acted.setStretch(0, 1)
        acted.setStretch(1, 1)
        both = Columns(look, stack(column(page, advice.words, "")), acted, (1, 2), 620, gap=16)
        line = Columns(look, stack(both), stack(across(*deeds, None, gap=2), None), (1, 0), 760, gap=8)
        return card(line, pad=(14, 10, 8, 12))

    def new_advice(self) -> None:
        """Open the form for another piece of advice."""
        row = self.chosen()
        if row is not None:
            open_form(self.room, advice_form(self.room, self.pupil, row.id))

    def edit_advice(self, advice: Advice) -> None:
        """Open the form for this piece."""
        open_form(self.room, advice_form(self.room, self.pupil, advice.involvement, advice))

    def remove_advice(self, advice: Advice) -> None:
        """Take a piece of advice out; undo brings it back."""
        attempt(self.room, lambda: self.room.desk.recording.remove(advice), "Advice removed.")

    def open_report(self, one: Involvement) -> None:
        """Show the report that is kept."""
        if one.document is not None:
            show_source(self.room, one.document)

    def choose(self, record: UUID) -> bool:
        whose = next((row.id for row in self.rows.values() if record in {advice.id for advice in row.advices}), record)
        return super().choose(whose)
