"""A table and what its columns hold, read into pupils: each row by itself, then the rows of one pupil joined."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.upn import has_upn_form, tidy_upn, upn_warning
from sendco_desk.exchange import words
from sendco_desk.exchange.cells import (
    DateStyle,
    birth_problem,
    is_formula,
    is_mangled,
    plain_number,
    read_date,
    read_yes,
    shouted,
    tidy_phone,
)
from sendco_desk.exchange.columns import signature
from sendco_desk.exchange.fields import FIELD_TITLES
from sendco_desk.exchange.incoming import Incoming, IncomingContact, IncomingNeed, IncomingPupil, IncomingStatus, Problem
from sendco_desk.exchange.merging import merged
from sendco_desk.exchange.tables import Sheet, SheetRow

LABEL = "a table"
_TOTAL = re.compile(r"(grand |sub ?|overall )?totals?\b.*|average\b.*|mean|number of (pupils|students)\b.*|count\b.*", re.IGNORECASE)
_FLAGS = ("free_school_meals", "looked_after", "service_child", "young_carer", "medical")
_WHO = ("upn", "admission_number", "legal_surname", "legal_forename", "full_name", "known_surname", "known_forename", "date_of_birth")
_NAME_PLACES = ("legal_surname", "legal_forename", "full_name", "middle_names", "known_surname", "known_forename")
_PLAIN = ("address", "postcode", "ethnicity", "authority", "uln")


@dataclass(slots=True, kw_only=True)
class _Notes:
    """What is said once for the whole table."""

    problems: list[Problem] = field(default_factory=list)
    two_figures: set[int] = field(default_factory=set)
    serials: int = 0
    guessed_names: int = 0
    shouted: int = 0


def read_pupils(sheet: Sheet, mapping: Mapping[int, str], today: date, report: Report = unreported) -> Incoming:
    """The pupils of the table. Where it cannot say who they are, a problem for the file and no pupils."""
    columns = {name: index for index, name in mapping.items() if name}
    source = f"table:{signature(sheet)}"
    if problem := _hopeless(sheet, columns):
        return Incoming(source=source, label=LABEL, problems=(problem,), warnings=sheet.warnings)
    notes = _Notes(problems=list(sheet.problems))
    pupils: list[IncomingPupil] = []
    before: IncomingPupil | None = None
    for done, row in enumerate(sheet.rows, 1):
        cells = _Cells(row, columns, notes, today)
        if not _decoration(row, cells):
            before = _row(cells, before)
            pupils += [before] if before else []
        report(done, len(sheet.rows))
    once = merged(pupils, by_name=True)
    warnings = [*sheet.warnings, *_warnings(sheet, mapping, notes, once.repeats)]
    problems = sorted(notes.problems + once.problems, key=lambda p: p.row)
    return Incoming(source=source, label=LABEL, pupils=tuple(once.pupils), problems=tuple(problems), warnings=tuple(warnings))


def _hopeless(sheet: Sheet, columns: Mapping[str, int]) -> Problem | None:
    named = {"legal_surname", "legal_forename", "full_name"} & columns.keys()
    known = {"upn", "date_of_birth", "admission_number"} & columns.keys()
    message = ""
    if not sheet.rows:
        message = "There are headings but no pupils in this table: export it again with pupils in it."
    elif not named and "upn" not in columns:
        message = "No column of this table holds pupils’ names or UPNs: say which columns do, or choose another export."
    elif not known:
        message = ("This table has names but no UPN, date of birth or admission number, so its pupils cannot be told apart: "
                   "export it again with the UPN.")
    return Problem(row=0, field="file", message=message, fatal=True) if message else None


class _Cells:
    """One row, asked for its cells by field."""

    def __init__(self, row: SheetRow, columns: Mapping[str, int], notes: _Notes, today: date) -> None:
        self.row = row
        self.columns = columns
        self.notes = notes
        self.today = today
        self.unreadable = False

    def text(self, name: str) -> str:
        """The cell, without what a spreadsheet destroyed; that is said."""
        text = self.row.cells[self.columns[name]] if name in self.columns else ""
        if is_mangled(text):
            self.say(name, "A spreadsheet destroyed what stood in this cell: it was left out. Export the table again without opening it.")
            return ""
        if is_formula(text):
            self.say(name, "This cell holds a formula where text should be: it was left out.")
            self.unreadable |= name in _NAME_PLACES or name == "upn"
            return ""
        return text

    def raw(self, name: str) -> str:
        return self.row.cells[self.columns[name]] if name in self.columns else ""

    def say(self, name: str, message: str, *, fatal: bool = False) -> None:
        title = FIELD_TITLES.get(name, name)
        self.notes.problems.append(Problem(row=self.row.number, field=title, message=message, fatal=fatal))

    def day(self, name: str) -> date | None:
        text = self.raw(name)
        if not text:
            return None
        try:
            read = read_date(text, self.today, born=name == "date_of_birth")
        except Refused as refusal:
            self.say(name, f"{refusal.message} It was left out.")
            return None
        if read.style is DateStyle.TWO_FIGURES:
            self.notes.two_figures.add(read.day.year)
        self.notes.serials += read.style is DateStyle.SERIAL
        return read.day

    def coded(self, name: str, code: str, *, kept: bool = True) -> str:
        """The code, or the words as they came with a problem said."""
        text = self.text(name)
        if text and not code:
            self.say(name, f"“{text[:40]}” is not known: it was {'kept as it came' if kept else 'left out'}.")
            return text if kept else ""
        return code

    def yes(self, name: str) -> bool | None:
        text = self.text(name)
        answer = read_yes(text)
        if text and answer is None:
            self.say(name, "This should be yes or no: it was left out.")
        return answer


def _decoration(row: SheetRow, cells: _Cells) -> bool:
    """Whether the row is no pupil at all: a total, a line printed under the table."""
    told = [cell for cell in row.cells if cell]
    if has_upn_form(tidy_upn(cells.raw("upn"))) or cells.raw("date_of_birth"):
        return False
    more = any(cells.raw(name) for name in cells.columns if name not in _WHO)  # one more need of the pupil above
    return any(_TOTAL.fullmatch(cell) for cell in told) or (len(told) == 1 and len(row.cells) > 2 and not more)


def _row(cells: _Cells, before: IncomingPupil | None) -> IncomingPupil | None:
    """The pupil of a row, or None. A row that names nobody goes on about the pupil above it."""
    names, upn = _names(cells), tidy_upn(cells.text("upn"))
    if cells.unreadable:
        cells.say("upn", "This row could not be read: see what is said about its cells.", fatal=True)
        return None
    if warning := upn_warning(upn):
        cells.say("upn", warning)
    read = IncomingPupil(
        row=cells.row.number, upn=upn, admission_number=plain_number(cells.text("admission_number")), **names,  # type: ignore[arg-type]
        former_upn=tidy_upn(cells.text("former_upn")), date_of_birth=_born(cells), sex=cells.coded("sex", words.sex(cells.raw("sex"))),
        year_group=cells.coded("year_group", words.year_group(cells.raw("year_group"))), class_name=cells.text("class_name"),
        first_language=words.language(cells.text("first_language")), interpreter=_interpreter(cells),
        joined_on=cells.day("joined_on"), left_on=cells.day("left_on"),
        roll_status=cells.coded("roll_status", words.roll_status(cells.raw("roll_status")), kept=False),
        flags=tuple(flag for flag in _FLAGS if cells.yes(flag)), statuses=_statuses(cells), needs=_needs(cells), contacts=_contacts(cells),
        **{name: cells.text(name) for name in _PLAIN},  # type: ignore[arg-type]
    )
    if any(cells.raw(name) for name in _WHO):
        return read
    if before is None:
        cells.say("legal_surname", "This row names no pupil, so it was left out.", fatal=True)
        return None
    return replace(read, upn=before.upn, admission_number=before.admission_number, legal_surname=before.legal_surname,
                   legal_forename=before.legal_forename, date_of_birth=before.date_of_birth)


def _names(cells: _Cells) -> dict[str, str | bool]:
    surname, forename = cells.text("legal_surname"), cells.text("legal_forename")
    guessed = False
    if "full_name" in cells.columns and not (surname and forename):
        forename, surname, guessed = words.split_name(cells.text("full_name"))
        guessed = guessed and bool(surname)
        cells.notes.guessed_names += guessed
    if "?" in surname + forename:
        cells.say("legal_surname", "A letter of the name was lost and became a question mark: put it right in the notebook.")
    cells.notes.shouted += shouted(surname)
    known_surname, known_forename = cells.text("known_surname"), cells.text("known_forename")
    return {
        "legal_surname": surname, "legal_forename": forename, "middle_names": cells.text("middle_names"), "name_guessed": guessed,
        "known_surname": known_surname if known_surname != surname else "",
        "known_forename": known_forename if known_forename != forename else "",
    }


def _interpreter(cells: _Cells) -> str:
    """The language to interpret; a column of yes and no means the first language."""
    text = cells.text("interpreter")
    needed = read_yes(text)
    return "" if needed is False else words.language(cells.text("first_language") if needed else text)


def _born(cells: _Cells) -> date | None:
    day = cells.day("date_of_birth")
    if day and (problem := birth_problem(day, cells.today)):
        cells.say("date_of_birth", problem)
        return None
    return day


def _statuses(cells: _Cells) -> tuple[IncomingStatus, ...]:
    code = cells.coded("sen_status", words.provision(cells.raw("sen_status")), kept=False)
    since = cells.day("sen_since")
    return (IncomingStatus(status=code, since=since),) if code else ()


def _needs(cells: _Cells) -> tuple[IncomingNeed, ...]:
    """From one column (with or without a rank column) and from columns for primary, secondary and third need."""
    since, until = cells.day("need_since"), cells.day("need_until")
    if since and until and until < since:
        cells.say("need_until", "The need ends before it begins: the end was left out.")
        until = None
    listed = words.need_types(cells.text("need")) if cells.raw("need") else []
    rank = _rank(cells)
    first = rank or (1 if len(listed) > 1 else None)  # a list in one cell is in order; a lone need without a rank is not ranked
    found = [(text, first + number if first else None) for number, text in enumerate(listed)]
    found += [(text, number) for number in (1, 2, 3) if (text := cells.text(f"need_{number}"))]
    needs: dict[str, IncomingNeed] = {}
    for text, place in found:
        kind = words.need_type(text)
        if not kind:
            cells.say("need", f"“{text[:60]}” is not a known type of need: it was kept as it came.")
        needs.setdefault(kind or text, IncomingNeed(need_type=kind or text, rank=place, since=since, until=until))
    return tuple(needs.values())


def _rank(cells: _Cells) -> int | None:
    text = plain_number(cells.text("need_rank"))
    word = {"primary": "1", "secondary": "2", "tertiary": "3"}.get(text.casefold(), text)
    if word.isascii() and word.isdigit() and 1 <= int(word) <= 99:
        return int(word)
    if text:
        cells.say("need_rank", "A rank is a number from 1 to 99: this need was put after the others.")
    return None


def _contacts(cells: _Cells) -> tuple[IncomingContact, ...]:
    groups = ("contact", "contact_1", "contact_2", "contact_3", "contact_4")
    return tuple(contact for group in groups if (contact := _contact(cells, group)))


def _contact(cells: _Cells, group: str) -> IncomingContact | None:
    title, whole = words.split_title(cells.text(f"{group}_name"))
    forename, surname, _ = words.split_name(whole)
    forename, surname = cells.text(f"{group}_forename") or forename, cells.text(f"{group}_surname") or surname
    if not (forename or surname):
        return None
    order = cells.text(f"{group}_order") or group.removeprefix("contact").removeprefix("_")
    return IncomingContact(
        title=cells.text(f"{group}_title") or title, forename=forename, surname=surname,
        relationship=cells.coded(f"{group}_relationship", words.relationship(cells.raw(f"{group}_relationship"))),
        parental_responsibility=cells.yes(f"{group}_responsibility"),
        order=int(order) if order.isascii() and order.isdigit() and int(order) else None,
        telephone=tidy_phone(cells.text(f"{group}_telephone")), email=cells.text(f"{group}_email"), address=cells.text(f"{group}_address"),
    )


def _warnings(sheet: Sheet, mapping: Mapping[int, str], notes: _Notes, repeats: int) -> list[str]:
    warnings = []
    if not sheet.header:
        warnings.append("This table has no headings: what each column holds was guessed from its cells, so check the columns.")
    left = [heading for index, heading in enumerate(sheet.header) if heading and not mapping.get(index)]
    if left:
        warnings.append(f"These columns were not read: {', '.join(left)}.")
    if notes.two_figures:
        years = sorted(notes.two_figures)
        said = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
        warnings.append(f"Some years have two figures only; they were read as {said}.")
    if notes.serials:
        warnings.append("Some dates came as a spreadsheet’s day numbers; check that they are right.")
    if notes.guessed_names:
        warnings.append("Forename and surname stand in one column; each name was parted at its first space, so check long names.")
    if notes.shouted:
        warnings.append("Some names are in capitals; they were kept as they came.")
    if repeats == 1:
        warnings.append("One row repeats a pupil word for word; it was read once.")
    elif repeats:
        warnings.append(f"{repeats} rows repeat a pupil word for word; each was read once.")
    return warnings
