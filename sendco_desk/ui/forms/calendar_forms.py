"""The sheets of the school calendar: a whole year at once, one term, one closure, and INSET days as a list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import CLOSURE_KINDS, ClosureKind, Season, kind_by_name, settled_term_name
from sendco_desk.services.school_calendar import SchoolCalendar
from sendco_desk.services.school_plan import NEW, CalendarPlan, holidays_words, span_words
from sendco_desk.services.school_year import SchoolYear, TermDays, YearDays, day_in_year, inset_days
from sendco_desk.ui.forms.asking import AskingForm, Doubts
from sendco_desk.ui.forms.drafts import when_changed
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.fields import DateField, Field, TextField
from sendco_desk.ui.widgets.words import plain, words

GHOSTS = {
    Season.AUTUMN: ("2/9 or 2 Sep", "26/10", "30/10", "18/12"), Season.SPRING: ("4/1 or 4 Jan", "15/2", "19/2", "25/3"),
    Season.SUMMER: ("12/4 or 12 Apr", "31/5", "4/6", "21/7"),
}
"""What the fields of each term say before anything is typed."""
NO_HALF = "A half-term needs its first and its last day."


class DayOfYear(DateField):
    """A day typed without its year, which the school year tells: `2/9` or `4 Jan`."""

    def __init__(
        self, look: Look, label: str, begins: int, today: Callable[[], date], value: date | None = None, *, spoken: str = "", hint: str = "",
        ghost: str = "2/9 or 2 Sep",
    ) -> None:
        self.begins = begins
        super().__init__(look, label, today, value, hint=hint)
        self.edit.setPlaceholderText(ghost)
        self.box.setAccessibleName(spoken or self.name)

    def value(self) -> date | None:
        return day_in_year(self.text(), self.begins, self.today()) if self.text() else None


class DaysField(TextField):
    """Several days of a school year, typed one after the other: `1/9, 2/9 and 4/1`."""

    def __init__(self, look: Look, label: str, begins: int, today: Callable[[], date], *, hint: str = "") -> None:
        super().__init__(look, label, hint=hint, ghost="1/9, 2/9, 4/1")
        self.begins, self.today = begins, today
        self.edit.textChanged.connect(self.read)

    def value(self) -> tuple[date, ...]:
        """The days. Raises Refused where one of them is none."""
        return inset_days(self.text(), self.begins, self.today())

    def read(self) -> None:
        """Say under the field what was understood."""
        try:
            days = self.value()
        except Refused as refusal:
            self.wrong(refusal.message)
            return
        if days:
            self.understood(f"{len(days)} day{'s' * (len(days) != 1)}: {'; '.join(shown(day) for day in days)}")
        else:
            self.clear_line()


class CalendarForm(AskingForm):
    """A form of the calendar. What is unlikely is asked about before it is saved."""

    def __init__(self, room: Room, title: str, *, draft: str, finish: str = "Save") -> None:
        self.calendar: SchoolCalendar = room.desk.school.calendar
        super().__init__(room, title, draft=draft, finish=finish)

    def ask_of_all(self) -> Doubts:
        """The place where the form asks; anew once anything is typed."""
        asked = self.ask_here("Change it")
        self.ask_anew_after(self.fields.values())
        return asked


# A whole year


def season_fields(season: Season) -> tuple[str, str, str, str]:
    """The four fields of a term: its first day, its half-term's first and last, and its last day."""
    return f"{season}_first", f"{season}_half_first", f"{season}_half_last", f"{season}_last"


class YearForm(CalendarForm):
    """The terms of a year that are missing, each a row of four days in the order of the year, and its INSET days."""

    NOTE = "The holidays between the terms are recorded with them, for the council’s clock."

    def __init__(self, room: Room, year: SchoolYear) -> None:
        self.year = year
        before = room.desk.school.calendar.year(year.begins - 1)
        after = room.desk.school.calendar.year(year.begins + 1)
        self.asks_before, self.asks_after = Season.SUMMER in before.missing, Season.AUTUMN in after.missing
        super().__init__(room, f"Fill in {year.words}", draft=f"school-year:{year.begins}", finish=f"Record {year.words}")

    def build(self) -> None:
        begins = self.year.begins
        self.rows(words("Type each day without its year, such as 2/9. What is not known yet can be left empty.", tone="muted", wrap=True))
        for season in self.year.missing:
            year = begins + (season is not Season.AUTUMN)
            names = season_fields(season)
            labels = ("First day of term", "Half-term from", "Half-term to", "Last day of term")
            spoken = (f"First day of the {season} term", f"{season} half-term, first day closed", f"{season} half-term, last day closed",
                      f"Last day of the {season} term")
            fields = [
                self.add(name, DayOfYear(self.look, label, begins, self.today, spoken=said[:1].upper() + said[1:], ghost=ghost))
                for name, label, said, ghost in zip(names, labels, spoken, GHOSTS[season], strict=True)
            ]
            self.rows(words(f"{season.capitalize()} term {year}", "strong"), self.beside(*fields))
        self.rows(words("INSET days, and the summers", "strong"))
        self.rows(self.add("insets", DaysField(
            self.look, "INSET days", begins, self.today, hint="One after the other, with commas between them.",
        )))
        beside = self._summers(begins)
        if beside:
            self.rows(self.beside(*beside))
        self.sum = plain("", "caption", wrap=True)
        self.sum.setObjectName("sum")
        self.rows(self.sum, self.ask_of_all())
        for field in self.fields.values():
            when_changed(field.box, self.add_up)
        self.add_up()

    def _summers(self, begins: int) -> list[Field]:
        """The ends of the two summers that no other year tells."""
        made: list[Field] = []
        if self.asks_before:
            made.append(self.add("before", DayOfYear(
                self.look, f"Last day of school in July {begins}", begins - 1, self.today, ghost="22/7",
                hint="So that the summer holiday before is known.",
            )))
        if self.asks_after:
            made.append(self.add("after", DayOfYear(
                self.look, f"First day of school in September {begins + 1}", begins + 1, self.today,
                hint="So that the summer holiday after is known.", ghost="2/9",
            )))
        return made

    def filled(self) -> YearDays:
        """What is filled in. Raises Refused for the field that is wrong."""
        terms = {season: days for season in self.year.missing if (days := self._term(season)) is not None}
        field = self.fields["insets"]
        insets = field.value() if isinstance(field, DaysField) else ()
        return YearDays(
            begins=self.year.begins, terms=terms, insets=insets, before=self.day("before") if "before" in self.fields else None,
            after=self.day("after") if "after" in self.fields else None,
        )

    def _term(self, season: Season) -> TermDays | None:
        names = season_fields(season)
        first, half_first, half_last, last = (self.day(name) for name in names)
        if first is None and last is None and half_first is None and half_last is None:
            return None
        if first is None:
            raise Refused(f"Give the first day of the {season} term as well.", field=names[0])
        if last is None:
            raise Refused(f"Give the last day of the {season} term as well.", field=names[3])
        if last < first:
            raise Refused("The last day is before the first: swap the two dates.", field=names[3])
        if (half_first is None) != (half_last is None):
            raise Refused(NO_HALF, field=names[1] if half_first is None else names[2])
        half = (half_first, half_last) if half_first is not None and half_last is not None else None
        return TermDays(first=first, last=last, half=half)

    def plan(self) -> CalendarPlan:
        """What recording it would do. Raises Refused for the field that is wrong."""
        return self.calendar.plan_year(self.filled())

    def add_up(self) -> None:
        """Say what the days come to, as far as they can be read."""
        try:
            plan = self.plan()
        except Refused:
            self.sum.setText("")
            return
        terms = [row.record for row in plan.rows if isinstance(row.record, Term)]
        closures = tuple(row.record for row in plan.rows if isinstance(row.record, SchoolClosure))
        year = replace(self.year, terms=(*self.year.terms, *terms), closures=(*self.year.closures, *closures))
        said = "; ".join(f"{row.record.name}, {span_words(row.record)}" for row in plan.holidays)
        count = f"{year.school_days()} school days in {year.words}. " if terms else ""
        self.sum.setText(count + (f"Between the terms: {said}." if said else ""))

    def doubts(self) -> tuple[str, ...]:
        plan = self.plan()
        if not plan.rows:
            raise Refused("Fill in at least one term.", field=next(iter(self.fields)))
        return tuple(
            f"{row.record.name}: {doubt[:1].lower()}{doubt[1:]}"
            for row in plan.rows if isinstance(row.record, Term) and row.outcome == NEW for doubt in self.calendar.term_doubts(row.record)
        )

    def deed(self) -> tuple[frozenset[str], str]:
        plan = self.plan()
        terms = sum(isinstance(row.record, Term) for row in plan.writes)
        closures = len(plan.writes) - terms
        changed = self.calendar.record(plan, f"School year {self.year.words}")
        if not changed:
            return changed, "All of it was recorded already."
        parts = [f"{count} {word}{'s' * (count != 1)}" for count, word in ((terms, "term"), (closures, "closure")) if count]
        return changed, f"{self.year.words}: {' and '.join(parts)} recorded."


# One term, one closure, INSET days


class TermForm(CalendarForm):
    """One term: new, or put right. The holidays on its two sides go with it."""

    NOTE = "The holidays on its two sides are recorded, or moved, with it."

    def __init__(self, room: Room, year: SchoolYear, term: Term | None = None) -> None:
        self.year, self.term = year, term
        title = "Change a term" if term else f"Add a term to {year.words}"
        super().__init__(room, title, draft=f"term:{term.id if term else year.begins}", finish="Save" if term else "Add term")

    def build(self) -> None:
        begins, term = self.year.begins, self.term
        self.rows(
            self.beside(
                self.add("first_day", DayOfYear(self.look, "First day", begins, self.today, term.first_day if term else None)),
                self.add("last_day", DayOfYear(self.look, "Last day", begins, self.today, term.last_day if term else None)),
            ),
            self.line("name", "Name", term.name if term else "", ghost="Autumn 2026", hint="Left empty, it is named after its season."),
            self.ask_of_all(),
        )

    def made(self) -> Term:
        """The term as it stands in the form. Raises Refused."""
        first = self.needed_day("first_day", "Give the first day of the term.")
        last = self.needed_day("last_day", "Give the last day of the term.")
        if last < first:
            raise Refused("The last day is before the first: swap the two dates.", field="last_day")
        name = settled_term_name(" ".join(self.said("name").split()), first, last)
        return Term(id=self.term.id if self.term else uuid4(), name=name, first_day=first, last_day=last)

    def doubts(self) -> tuple[str, ...]:
        return self.calendar.term_doubts(self.made())

    def deed(self) -> tuple[frozenset[str], str]:
        term = self.made()
        changed, holidays = self.calendar.save_term(term)
        return changed, f"{term.name}, {span_words(term)}.{holidays_words(holidays)}"


class ClosureForm(CalendarForm):
    """One closure: new, or put right."""

    def __init__(self, room: Room, year: SchoolYear, closure: SchoolClosure | None = None) -> None:
        self.year, self.closure = year, closure
        title = "Change a closure" if closure else f"Add a closure to {year.words}"
        super().__init__(room, title, draft=f"closure:{closure.id if closure else year.begins}", finish="Save" if closure else "Add closure")

    def build(self) -> None:
        begins, closure = self.year.begins, self.closure
        self.rows(
            self.line("name", "What for", closure.name if closure else "", ghost="Half-term, INSET day, burst pipe"),
            self.beside(
                self.add("first_day", DayOfYear(self.look, "First day closed", begins, self.today, closure.first_day if closure else None)),
                self.add("last_day", DayOfYear(
                    self.look, "Last day closed", begins, self.today, closure.last_day if closure else None, hint="Leave it empty for one day.",
                )),
            ),
            self.ask_of_all(),
        )
        name = self.fields["name"]
        when_changed(name.box, lambda: self._say_kind(name))

    def _say_kind(self, name: Field) -> None:
        kind = kind_by_name(self.said("name"))
        if kind is ClosureKind.CLOSURE:
            name.clear_line()
        else:
            name.understood(f"Shown as: {CLOSURE_KINDS[kind]}")

    def made(self) -> SchoolClosure:
        """The closure as it stands in the form. Raises Refused."""
        first = self.needed_day("first_day", "Give the first day on which the school is closed.")
        last = self.day("last_day") or first
        id = self.closure.id if self.closure else uuid4()
        return SchoolClosure(id=id, name=self.said("name"), first_day=first, last_day=last)

    def doubts(self) -> tuple[str, ...]:
        return self.calendar.closure_doubts(self.made())

    def deed(self) -> tuple[frozenset[str], str]:
        closure = self.made()
        return self.calendar.save_closure(closure), f"{closure.name or 'School closed'}, {span_words(closure)}."


class InsetForm(Form):
    """INSET days as a list."""

    def __init__(self, room: Room, year: SchoolYear) -> None:
        self.year = year
        super().__init__(room, f"Add INSET days to {year.words}", draft=f"insets:{year.begins}", finish="Add INSET days")

    def build(self) -> None:
        self.days = DaysField(self.look, "INSET days", self.year.begins, self.today, hint="One after the other, with commas between them.")
        self.rows(self.add("insets", self.days))
        recorded = [c for c in self.year.closures if kind_by_name(c.name) is ClosureKind.INSET]
        if recorded:
            self.rows(words("Recorded already", "strong"), *(plain(span_words(closure)) for closure in recorded))

    def deed(self) -> tuple[frozenset[str], str]:
        days = self.days.value()
        if not days:
            raise Refused("Give at least one day.", field="insets")
        changed, new = self.room.desk.school.calendar.add_insets(days, self.year.begins)
        return changed, f"{new} INSET day{'s' * (new != 1)} recorded." if new else "These days were recorded already."

