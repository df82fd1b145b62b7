"""Which column of a table holds what: proposed from headings and contents, corrected by the person, remembered for next time."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.upn import has_upn_form, tidy_upn
from sendco_desk.exchange import words
from sendco_desk.exchange.cells import read_date
from sendco_desk.exchange.fields import FIELD_TITLES, field_for, plain_heading
from sendco_desk.exchange.tables import Sheet

SAMPLES = 3
_CLASS = re.compile(r"(?:\d{1,2}|R)[ /.-]?[A-Z]{1,3}\d?")
_NAME = re.compile(r"[^\W\d_][\w'’. \-?]*")


class Confidence(StrEnum):
    """How the field was found: by its heading, by what the cells hold, from last time, or not at all."""

    HEADING = "heading"
    CONTENTS = "contents"
    REMEMBERED = "remembered"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: where it stands (from 0), its heading, samples of its cells, the field proposed ("" leaves it out) and why."""

    index: int
    header: str
    samples: tuple[str, ...]
    field: str
    confidence: Confidence


def propose_columns(sheet: Sheet, today: date, remembered: Mapping[int, str] | None = None) -> tuple[Column, ...]:
    """A field for each column where one can be seen; each field once. What was remembered comes before what is seen."""
    fields: dict[int, tuple[str, Confidence]] = {}
    if remembered is not None:
        fields = {index: (field, Confidence.REMEMBERED if field else Confidence.NONE) for index, field in remembered.items()}
    else:
        _by_heading(sheet, fields)
        _by_contents(sheet, fields, today)
    columns = []
    for index in range(sheet.width):
        field, confidence = fields.get(index, ("", Confidence.NONE))
        heading = sheet.header[index] if sheet.header else ""
        columns.append(Column(index=index, header=heading, samples=_samples(sheet, index), field=field, confidence=confidence))
    return tuple(columns)


def mapping_of(columns: tuple[Column, ...]) -> dict[int, str]:
    """The columns that feed a field."""
    return {column.index: column.field for column in columns if column.field}


def _samples(sheet: Sheet, index: int) -> tuple[str, ...]:
    """The first different cells that hold anything."""
    seen: dict[str, None] = {}
    for row in sheet.rows:
        if cell := row.cells[index]:
            seen.setdefault(cell)
        if len(seen) == SAMPLES:
            break
    return tuple(seen)


def _by_heading(sheet: Sheet, fields: dict[int, tuple[str, Confidence]]) -> None:
    taken: set[str] = set()
    for index, heading in enumerate(sheet.header):
        field = field_for(heading)
        if field and field not in taken:
            taken.add(field)
            fields[index] = (field, Confidence.HEADING)


def _by_contents(sheet: Sheet, fields: dict[int, tuple[str, Confidence]], today: date) -> None:
    """UPN and date of birth are looked for in any table; the rest only where there is no header to go by."""
    tests = _tests(today)
    taken = {field for field, _ in fields.values()}
    for name, fits in tests[:2] if sheet.header else tests:
        if name in taken or (name == "date_of_birth" and sheet.header):
            continue
        for index in range(sheet.width):
            if index not in fields and _mostly(sheet, index, fits):
                fields[index] = (name, Confidence.CONTENTS)
                taken.add(name)
                break


def _tests(today: date) -> list[tuple[str, Callable[[str], bool]]]:
    def born(cell: str) -> bool:
        try:
            return 1 <= today.year - read_date(cell, today, born=True).day.year <= 26
        except Refused:
            return False

    return [
        ("upn", lambda cell: has_upn_form(tidy_upn(cell))), ("date_of_birth", born), ("sex", lambda cell: bool(words.sex(cell))),
        ("sen_status", lambda cell: bool(words.provision(cell))), ("need", lambda cell: bool(words.need_type(cell))),
        ("year_group", lambda cell: bool(words.year_group(cell))), ("class_name", lambda cell: bool(_CLASS.fullmatch(cell))),
        ("contact_email", lambda cell: "@" in cell), ("legal_surname", lambda cell: bool(_NAME.fullmatch(cell))),
        ("legal_forename", lambda cell: bool(_NAME.fullmatch(cell))),
    ]


def _mostly(sheet: Sheet, index: int, fits: Callable[[str], bool]) -> bool:
    cells = [row.cells[index] for row in sheet.rows[:100] if row.cells[index]]
    return len(cells) * 2 > min(len(sheet.rows), 100) and sum(map(fits, cells)) >= len(cells) * 0.8


def signature(sheet: Sheet) -> str:
    """The same for every export of one report: how its mapping is remembered. It tells nothing of what the table holds."""
    plain = "\n".join(plain_heading(heading) for heading in sheet.header) or f"no header, {sheet.width} columns"
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def mapping_to_json(sheet: Sheet, mapping: Mapping[int, str]) -> str:
    """The mapping by heading, or by column number (from 1) where there is no heading or two are alike."""
    headings = [plain_heading(heading) for heading in sheet.header]
    columns = {}
    for index, field in sorted(mapping.items()):
        unique = bool(headings) and headings[index] and headings.count(headings[index]) == 1
        columns[sheet.header[index] if unique else str(index + 1)] = field
    return json.dumps({"columns": columns}, ensure_ascii=False, indent=2)


def mapping_from_json(text: str, sheet: Sheet, *, lenient: bool = False) -> dict[int, str]:
    """A mapping file or a remembered mapping, for this sheet. Refuses unknown columns and fields by name.

    ``lenient`` leaves out a field that does not exist: what is remembered may come from another version.
    """
    try:
        stored = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused("The mapping is not JSON: it looks like {\"columns\": {\"Surname\": \"legal_surname\"}}.", field="mapping") from error
    columns = stored.get("columns") if isinstance(stored, dict) else None
    if not isinstance(columns, dict):
        raise Refused("The mapping needs \"columns\", as in {\"columns\": {\"Surname\": \"legal_surname\"}}.", field="mapping")
    headings = [plain_heading(heading) for heading in sheet.header]
    mapping: dict[int, str] = {}
    for key, field in columns.items():
        if field and field not in FIELD_TITLES:
            if lenient:
                continue
            raise Refused(f"The mapping names a field that does not exist: {field}.", field="mapping")
        mapping[_place(key, headings, sheet.width)] = field or ""
    return mapping


def _place(key: str, headings: list[str], width: int) -> int:
    plain = plain_heading(key)
    if plain in headings:
        return headings.index(plain)
    if key.isascii() and key.isdigit() and 1 <= int(key) <= width:
        return int(key) - 1
    raise Refused(f"The mapping names a column that this table does not have: {key}.", field="mapping")
