"""A school's term dates from a table, in the many shapes in which schools and councils publish them, and out again as a table.

One row may be a whole term, one of its two ends, a half-term, a holiday, an INSET day or several. Bank holidays are recognised and
left out, since England's are known; what is none of these (a parents' evening) is said to be left out. Ours comes back as it went.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.domain.school_year import CLOSURE_KINDS, ClosureKind, closure_kind, gap_name, school_year_words, settled_term_name, term_name
from sendco_desk.exchange.calendar_days import Days, read_list, read_span, school_year_in
from sendco_desk.exchange.calendar_words import ROLE_TITLES, Sort, role_of, sort_of
from sendco_desk.exchange.cells import tidy
from sendco_desk.exchange.incoming import Problem
from sendco_desk.exchange.tables import Sheet, SheetRow, read_table
from sendco_desk.statute.bank_holidays import bank_holidays
from sendco_desk.statute.calendars import ONE_DAY, school_year_starting

HEADINGS = ("School year", "Type", "Name", "First day", "Last day")
"""The columns of our own export. A file with just these is taken back to the letter."""
TERM = "Term"
LONGEST_HALF = 21
"""Days; a `half-term` that is longer is half of a term and no holiday."""
_ARMOUR = ("=", "+", "-", "@", "'")
_CLOSURES: Mapping[Sort, ClosureKind] = {
    Sort.HALF: ClosureKind.HALF_TERM, Sort.INSET: ClosureKind.INSET, Sort.HOLIDAY: ClosureKind.HOLIDAY, Sort.CLOSED: ClosureKind.CLOSURE,
}
_EDGES: Mapping[Sort, tuple[str, bool, int]] = {
    Sort.BEGINS: ("term", True, 0), Sort.ENDS: ("term", False, 0),
    Sort.HALF_BEGINS: ("half-term", True, 0), Sort.HALF_ENDS: ("half-term", False, 0),
    Sort.HALF_SHUTS: ("half-term", True, 1), Sort.HALF_OPENS: ("half-term", False, -1),
    Sort.HOLIDAY_BEGINS: ("holiday", True, 0), Sort.HOLIDAY_ENDS: ("holiday", False, 0),
}
"""A row that tells one end only: of what, whether it is the beginning, and how many days from the day it names."""
_WHOLE: Mapping[Sort, Sort] = {
    edge: {"term": Sort.TERM, "half-term": Sort.HALF, "holiday": Sort.HOLIDAY}[what] for edge, (what, _, _) in _EDGES.items()
}
_WORD = re.compile(r"[A-Za-z]{3}")
_RUN_TOGETHER = re.compile(r"[,;\t]\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\s*[,;\t]\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_LOOK_AT = 200
"""Rows that are looked at to find out which columns hold days."""
_AMBIGUOUS = ("on", "half")
"""Roles whose headings other columns have too: a `Day` may hold weekdays, a `Half term` its number."""
_DATE_ROLES = ("on", "first", "last", "half", "half_first", "half_last", "half_shuts", "half_opens", "part_1", "part_2")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecord:
    """A term or a closure, and the row it was read from."""

    row: int
    record: Term | SchoolClosure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCalendar:
    """A file, read. ``exact`` says that it is our own export, whose names hold to the letter."""

    records: tuple[ReadRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    exact: bool = False


def read_calendar(source: Path | bytes, today: date) -> ReadCalendar:
    """The terms and closures in a CSV, TSV or Excel file. Raises Refused where it holds no days at all."""
    sheet = read_table(source)
    if sheet.header == HEADINGS:
        return _read_ours(sheet, today)
    rows = _all_rows(sheet, today)
    columns = _columns(sheet.header, rows, today)
    if not any(role in columns for role in _DATE_ROLES):
        raise Refused(
            "There are no days in this file: give it a column for what each row is and columns for its first and last day, such as Term, Start "
            "and End.", field="file",
        )
    reading = _Reading(columns=columns, today=today, header=() if _is_data(sheet, today) else sheet.header, named=school_year_in(sheet.name))
    for row in rows:
        reading.take(row)
    reading.finish()
    return ReadCalendar(
        records=tuple(reading.records), problems=tuple(sorted((*sheet.problems, *reading.problems), key=lambda p: p.row)),
        warnings=tuple(_warnings(sheet, columns, reading)),
    )


def write_calendar(terms: Iterable[Term], closures: Iterable[SchoolClosure]) -> str:
    """Terms and closures as CSV text that ``read_calendar`` takes back to the letter."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(HEADINGS)
    rows: list[tuple[date, str, Term | SchoolClosure]] = [(t.first_day, TERM, t) for t in terms]
    rows += [(c.first_day, CLOSURE_KINDS[closure_kind(c.name, c.first_day, c.last_day)], c) for c in closures]
    for _, kind, record in sorted(rows, key=lambda row: (row[0], row[1] != TERM)):
        told = record.last_day if kind == TERM else record.first_day
        year = school_year_words(school_year_starting(told).year)
        name = tidy(record.name)
        lines.writerow((
            year, kind, f"'{name}" if name.startswith(_ARMOUR) else name, record.first_day.isoformat(),
            record.last_day.isoformat(),
        ))
    return out.getvalue()


def plain_name(text: str) -> str:
    """A name as it comes back from a file: tidy, and without the apostrophe that keeps a spreadsheet from working it out."""
    clean = tidy(text)
    return clean[1:] if clean.startswith("'") and clean[1:].startswith(_ARMOUR) else clean


def _read_ours(sheet: Sheet, today: date) -> ReadCalendar:
    records, problems = [], list(sheet.problems)
    kinds = {TERM, *CLOSURE_KINDS.values()}
    for row in sheet.rows:
        _, kind, name, first, last = row.cells[:5]
        try:
            if kind not in kinds:
                raise Refused(f"“{kind}” is not a type of this file: write {', '.join([TERM, *CLOSURE_KINDS.values()])}.", field="Type")
            days = Days(_day(first, today, "First day"), _day(last or first, today, "Last day"))
            records.append(ReadRecord(row=row.number, record=_made(kind == TERM, plain_name(name), days)))
        except Refused as refused:
            problems.append(Problem(row=row.number, field=ROLE_TITLES.get(refused.field, refused.field), message=refused.message, fatal=True))
    return ReadCalendar(records=tuple(records), problems=tuple(problems), warnings=sheet.warnings, exact=True)


def _day(text: str, today: date, field: str) -> date:
    try:
        return read_span(text, today, None).first
    except Refused as refused:
        raise Refused(refused.message, field=field) from None


def _made(is_term: bool, name: str, days: Days) -> Term | SchoolClosure:
    kind = Term if is_term else SchoolClosure
    return kind(id=uuid4(), name=name, first_day=days.first, last_day=days.last)


# Which column is what


def _all_rows(sheet: Sheet, today: date) -> list[SheetRow]:
    """The rows, with what was taken for headings put back where it holds a day: a table of words and dates has no other headings."""
    if not _is_data(sheet, today):
        return list(sheet.rows)
    number = sheet.rows[0].number - 1 if sheet.rows else 1
    return [SheetRow(number=max(1, number), cells=sheet.header), *sheet.rows]


def _is_data(sheet: Sheet, today: date) -> bool:
    return any(_is_day(cell, today) for cell in sheet.header)


def _is_day(cell: str, today: date) -> bool:
    try:
        return bool(cell) and bool(read_list(cell, today, today.year))
    except Refused:
        return False


def _columns(header: Sequence[str], rows: Sequence[SheetRow], today: date) -> dict[str, int]:
    """Role to column: by its heading, and where the headings say nothing by what stands under them."""
    width = max((len(row.cells) for row in rows), default=0)
    holds_days = [any(_is_day(row.cells[index], today) for row in rows[:_LOOK_AT]) for index in range(width)]
    columns: dict[str, int] = {}
    for index, heading in enumerate(header[:width]):
        role = role_of(heading)
        if role and role not in columns and (role not in _AMBIGUOUS or holds_days[index]):
            columns[role] = index
    free = [index for index in range(width) if index not in columns.values()]
    if not any(role in columns for role in _DATE_ROLES):
        columns |= dict(zip(("first", "last"), [index for index in free if holds_days[index]], strict=False))
    if "on" in columns and "last" in columns:
        columns.setdefault("first", columns.pop("on"))
    if "name" not in columns and "term" not in columns:
        worded = [index for index in free if not holds_days[index] and any(_WORD.search(row.cells[index]) for row in rows)]
        columns |= dict(zip(("name",), worded, strict=False))
    return columns


def _warnings(sheet: Sheet, columns: Mapping[str, int], reading: "_Reading") -> list[str]:
    said = list(sheet.warnings)
    left = [heading for index, heading in enumerate(reading.header) if heading and index not in columns.values() and role_of(heading) != "weekday"]
    if left:
        said.append(f"These columns were not read: {', '.join(left)}.")
    if reading.holidays == 1:
        said.append("One bank holiday was left out: England’s bank holidays are known already.")
    elif reading.holidays:
        said.append(f"{reading.holidays} bank holidays were left out: England’s are known already.")
    return said


# Row by row


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read so far.

    ``begun`` is the first day of a term whose last day stands in a row of its own; ``named`` the school year in the file's name.
    """

    columns: Mapping[str, int]
    today: date
    header: Sequence[str]
    records: list[ReadRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    named: int | None = None
    holidays: int = 0
    section: str = ""
    begun: dict[str, tuple[int, str, date]] = field(default_factory=dict)

    def take(self, row: SheetRow) -> None:
        """Read one row."""
        told = [cell for cell in row.cells if cell]
        if len(told) == 1 and not _is_day(told[0], self.today):
            if _RUN_TOGETHER.search(told[0]):
                self.say(row.number, "name", "The columns of this row ran together: a quotation mark in it is never closed. Correct it in the file.")
            self.section = told[0]
            return
        name, term = self.cell(row, "name"), self.cell(row, "term")
        try:
            if not any(self.cell(row, role) for role in _DATE_ROLES):
                if sort_of(name or term):
                    raise Refused("There is no day in this row, so it was left out.", field="first_day")
                return
            self._read(row, name or term or self.cell(row, "kind") or self.section, term)
        except Refused as refused:
            self.say(row.number, refused.field, refused.message)

    def cell(self, row: SheetRow, role: str) -> str:
        """What stands in the column of a role."""
        index = self.columns.get(role, len(row.cells))
        return row.cells[index] if index < len(row.cells) else ""

    def say(self, row: int, role: str, message: str, *, fatal: bool = True) -> None:
        """Note a problem under the heading that the file itself gives the column."""
        role = {"first_day": "first", "last_day": "last"}.get(role, role)
        role = "term" if role == "name" and "name" not in self.columns else role
        index = self.columns.get(role if role in self.columns else "on" if role in _DATE_ROLES else role)
        heading = self.header[index] if index is not None and index < len(self.header) else ""
        self.problems.append(Problem(row=row, field=heading or ROLE_TITLES.get(role, ROLE_TITLES["name"]), message=message, fatal=fatal))

    def _read(self, row: SheetRow, name: str, term: str) -> None:
        told = (school_year_in(text) for text in (self.cell(row, "year"), name, term, self.section))
        year = next((found for found in told if found), self.named)
        label = " ".join(dict.fromkeys(part for part in (term, name) if part))
        kind = self._kind(row, name)
        if any(self.cell(row, role) for role in ("part_1", "part_2")):
            self._two_halves(row, label, year)
            return
        for days in self._days(row, year):
            if days.last < days.first:
                raise Refused("The last day is before the first: swap the two dates.", field="last")
            self._one(row.number, kind, name, label, days)
        self._half_beside(row, year)

    def _days(self, row: SheetRow, year: int | None) -> list[Days]:
        """The days of a row: in a column each for the first and the last, or all in one."""
        first, last = self.cell(row, "first"), self.cell(row, "last")
        if not (first or last):
            text = self.cell(row, "on")
            return self._listed(row.number, "on", text, year) if text else []
        if not first:
            raise Refused("There is a last day but no first, so the row was left out.", field="first")
        if not last:
            return self._listed(row.number, "first", first, year)
        ends = self._one_day(row.number, "last", last, year, None)
        return [Days(self._one_day(row.number, "first", first, year, ends), ends)]

    def _listed(self, row: int, role: str, text: str, year: int | None) -> list[Days]:
        try:
            found = read_list(text, self.today, year)
        except Refused as refused:
            raise Refused(refused.message, field=role) from None
        for days in found:
            self._doubt(row, role, days)
        return found

    def _one_day(self, row: int, role: str, text: str, year: int | None, later: date | None) -> date:
        try:
            found = read_span(text, self.today, year, later=later)
        except Refused as refused:
            raise Refused(refused.message, field=role) from None
        self._doubt(row, role, found)
        return found.last if role == "last" else found.first

    def _doubt(self, row: int, role: str, days: Days) -> None:
        """A weekday that does not fit its date is a slip in one of the two: the row is read, and somebody is to look."""
        for day, said in days.wrong_weekdays:
            self.say(row, role, f"{shown(day)} is not a {said}: check this day before you rely on it.", fatal=False)

    def _kind(self, row: SheetRow, name: str) -> Sort:
        """What a row is: as its type says, unless the type is as broad as `Term dates` and the name says more."""
        stated, told = sort_of(self.cell(row, "kind")), sort_of(name)
        return told if told and stated in (Sort.NOTHING, Sort.TERM, Sort.CLOSED) else stated

    def _one(self, row: int, kind: Sort, name: str, label: str, days: Days) -> None:
        """One stretch of days, as what it is."""
        single = days.first == days.last
        if not single:
            self._stretch(row, _WHOLE.get(kind, kind), name, label, days)
        elif kind in (Sort.NOTHING, Sort.BANK, Sort.HOLIDAY, Sort.CLOSED) and days.first in bank_holidays(days.first.year):
            self.holidays += 1
        elif kind is Sort.BANK:
            self._no_bank_holiday(days.first)
        elif kind in _EDGES:
            self._one_end(row, kind, label, days.first)
        elif kind is Sort.TERM:
            raise Refused("A term needs its first and its last day.", field="last")
        elif kind is Sort.HOLIDAY and not re.search(r"\bholidays?\b|\bbreak\b", name, re.IGNORECASE):
            self._unknown(label)  # a Christmas fair
        else:
            self._stretch(row, kind, name, label, days)

    def _stretch(self, row: int, kind: Sort, name: str, label: str, days: Days) -> None:
        if kind in _CLOSURES and not (kind is Sort.HALF and days.length > LONGEST_HALF):
            self.add(row, SchoolClosure(id=uuid4(), name=name or CLOSURE_KINDS[_CLOSURES[kind]], first_day=days.first, last_day=days.last))
        elif days.length > 1 and kind in (Sort.TERM, Sort.HALF, Sort.BANK, Sort.SEASON):
            self._season(row, kind, name, days)
        else:
            self._unknown(label)

    def _unknown(self, label: str) -> None:
        raise Refused(f"“{label[:60]}” is not a term, a holiday, a half-term, an INSET day or a closure, so it was left out.", field="name")

    def _no_bank_holiday(self, day: date) -> None:
        if day.weekday() != 6:  # Easter Sunday is no bank holiday, and nothing that a school need record
            raise Refused(f"{shown(day)} is not a bank holiday in England. If the school is closed then, add it as a closure.", field="on")

    def _season(self, row: int, kind: Sort, name: str, days: Days) -> None:
        """A term; `Summer` alone, or a range that begins with a bank holiday, may be the holiday instead."""
        august = days.first.month in (7, 8) and days.last >= date(days.first.year, 8, 15)
        if kind is Sort.BANK or (kind is Sort.SEASON and (august or days.length <= LONGEST_HALF)):
            self.add(row, SchoolClosure(id=uuid4(), name=name, first_day=days.first, last_day=days.last))
        else:
            self.add(row, _made(True, settled_term_name(name, days.first, days.last), days))

    def _one_end(self, row: int, kind: Sort, label: str, day: date) -> None:
        """A term, a half-term or a holiday whose two ends stand in rows of their own."""
        what, begins, shift = _EDGES[kind]
        begun, day = self.begun.pop(what, None), day + timedelta(days=shift)
        if begins:
            if begun:
                self._never_ended(what, begun)
            self.begun[what] = (row, label, day)
        elif begun is None:
            raise Refused(f"No row says when this {what} begins, so it was left out.", field="on")
        elif what == "term":
            self.add(begun[0], Term(id=uuid4(), name=term_name(begun[2], day), first_day=begun[2], last_day=day))
        else:
            name = CLOSURE_KINDS[ClosureKind.HALF_TERM] if what == "half-term" else gap_name(begun[2], day)
            self.add(begun[0], SchoolClosure(id=uuid4(), name=name, first_day=begun[2], last_day=day))

    def _never_ended(self, what: str, begun: tuple[int, str, date]) -> None:
        self.say(begun[0], "on", f"No row says when this {what} ends, so it was left out.")

    def finish(self) -> None:
        """Say what was begun and never ended."""
        for what, begun in self.begun.items():
            self._never_ended(what, begun)

    def _half_beside(self, row: SheetRow, year: int | None) -> None:
        """The half-term that stands in further columns of its term's row."""
        text, first, last = (self.cell(row, role) for role in ("half", "half_first", "half_last"))
        shuts, opens = self.cell(row, "half_shuts"), self.cell(row, "half_opens")
        if text:
            found = self._listed(row.number, "half", text, year)
        elif first and last:
            ends = self._one_day(row.number, "half_last", last, year, None)
            found = [Days(self._one_day(row.number, "half_first", first, year, ends), ends)]
        elif shuts and opens:
            back = self._one_day(row.number, "half_opens", opens, year, None)
            found = [Days(self._one_day(row.number, "half_shuts", shuts, year, back) + ONE_DAY, back - ONE_DAY)]
        else:
            found = []
        for days in found:
            self._half(row.number, days)

    def _half(self, row: int, days: Days) -> None:
        self.add(row, SchoolClosure(id=uuid4(), name=CLOSURE_KINDS[ClosureKind.HALF_TERM], first_day=days.first, last_day=days.last))

    def _two_halves(self, row: SheetRow, label: str, year: int | None) -> None:
        """A term told as its two halves, each in a column: what lies between them is the half-term."""
        halves = [
            days for role in ("part_1", "part_2") if (text := self.cell(row, role)) for days in self._listed(row.number, role, text, year)
        ]
        if sort_of(label) in _CLOSURES:  # a row of INSET days under the same two headings
            for days in halves:
                self._one(row.number, sort_of(label), label, label, days)
            return
        whole = Days(halves[0].first, halves[-1].last)
        self.add(row.number, _made(True, settled_term_name(label, whole.first, whole.last), whole))
        if len(halves) == 2:
            self._half(row.number, Days(halves[0].last + ONE_DAY, halves[1].first - ONE_DAY))

    def add(self, row: int, record: Term | SchoolClosure) -> None:
        """Take a record that has been read."""
        self.records.append(ReadRecord(row=row, record=record))
