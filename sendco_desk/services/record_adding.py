"""Making a record of any kind from its fields as text: for scripts, and for a school that brings its records from elsewhere."""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseEvent, CaseFile, CaseLetter, ExceptionClaim, Submission
from sendco_desk.domain.council_asks import OwnProfile
from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.dates import parse_date, parse_moment
from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KIND_OF, KINDS
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.pack_layout import PackLayout
from sendco_desk.domain.provision import WEEKDAYS, GroupSize, ProvisionPlace, ProvisionRun, StaffRate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import PupilRecord, Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import School
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.clockwork import on_office_clock

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk

OTHERWISE: Mapping[type[Record], str] = {
    StoryEntry: "`sendco-desk note` writes in the story.", Document: "`sendco-desk add` puts documents in.",
    Pupil: "`sendco-desk import` brings pupils in.", School: "Settings hold what is known of the school.",
    **dict.fromkeys((CaseFile, CaseEvent, ExceptionClaim), "`sendco-desk case` opens a case and adds events to it."),
    CaseLetter: "`sendco-desk letter` writes letters.", Submission: "`sendco-desk submit` records what was sent.",
    PackLayout: "The pack’s own screen keeps its order.",
    OwnProfile: "`sendco-desk profiles take` takes a profile from a file, once it is checked.",
}
"""Kinds that are not made field by field, each with the way that makes them."""
ADDABLE = tuple(kind for kind in KINDS if kind not in OTHERWISE)
YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
TYPE_WORDS: Mapping[type, str] = {
    str: "text", int: "number", bool: "yes or no", date: "day", datetime: "day and time", UUID: "id", tuple: "values with commas or spaces between",
}


class UnknownField(Refused):
    """A field is named that the kind does not have, or one that it needs is not given: the command line itself is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAsked:
    """A field that can be given: its name, what it holds, and whether a record of the kind cannot be made without it."""

    name: str
    holds: type
    needed: bool

    @property
    def words(self) -> str:
        """`taken_on (day, needed)`."""
        return f"{self.name} ({TYPE_WORDS[self.holds]}{', needed' if self.needed else ''})"


def fields_asked(kind: type[Record]) -> tuple[FieldAsked, ...]:
    """The fields that can be given for a kind: all but its id and whose it is."""
    hints = get_type_hints(kind)
    return tuple(
        FieldAsked(name=one.name, holds=_held(hints[one.name]), needed=_needed(one)) for one in fields(kind) if one.name not in ("id", "pupil")
    )


def _needed(one: "Field[Any]") -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _held(hint: Any) -> type:
    """The plain type behind an annotation such as ``date | None`` or ``tuple[str, ...]``."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    held: type = get_origin(hint) or hint
    return held


def fields_words(kind: type[Record]) -> str:
    """All fields of a kind in a sentence."""
    return f"{kind.KIND} has the fields {', '.join(one.words for one in fields_asked(kind))}."


def value_of(holds: type, text: str, field: str, now: datetime) -> object:
    """What was typed as a value of the field. Raises Refused where it cannot be read."""
    word = text.strip()
    if holds is bool:
        if word.lower() not in YES | NO:
            raise Refused(f"Say yes or no for {field}.", field=field)
        return word.lower() in YES
    if holds is int:
        if not word.removeprefix("-").isdecimal():
            raise Refused(f"Give {field} as a whole number.", field=field)
        return int(word)
    if holds is datetime:
        return on_office_clock(parse_moment(word, now, field=field))
    if holds is date:
        return parse_date(word, now.date(), field=field)
    if holds is UUID:
        return _id(word, field)
    return _values(word, field) if holds is tuple else text


def _values(word: str, field: str) -> tuple[str, ...]:
    """Codes with commas or spaces between: `mon,wed,fri` or `mon wed fri`. Raises Refused for a day of the week that there is not."""
    codes = tuple(word.lower().replace(",", " ").split())
    if field == "weekdays" and any(code not in WEEKDAYS for code in codes):
        raise Refused(f"Give weekdays as {', '.join(WEEKDAYS)}, with commas or spaces between, such as mon,wed,fri.", field=field)
    return codes


def _id(word: str, field: str) -> UUID:
    try:
        return UUID(word)
    except ValueError:
        raise Refused(f"Give {field} as an id: copy the one that was printed when the record was made.", field=field) from None


def made_record(kind: type[Record], given: Mapping[str, str], pupil: UUID | None, now: datetime) -> Record:
    """A new record. Raises UnknownField for a wrong set of fields, Refused for what the record itself does not take."""
    asked = {one.name: one for one in fields_asked(kind)}
    for name in given:
        if name not in asked:
            raise UnknownField(f"There is no field ‘{name}’: {fields_words(kind)}", field=name)
    if missing := [one.name for one in asked.values() if one.needed and not given.get(one.name, "").strip()]:
        raise UnknownField(f"Give {', '.join(missing)} with --set: {fields_words(kind)}", field=missing[0])
    values: dict[str, Any] = {name: value_of(asked[name].holds, text, name, now) for name, text in given.items() if text.strip()}
    if issubclass(kind, PupilRecord):
        values["pupil"] = pupil
    make: Callable[..., Record] = kind
    return make(id=uuid4(), **values)


def add_record(desk: "Desk", record: Record) -> UUID:
    """Keep a new record with the deed of its kind, so that what the window refuses is refused here. Gives the id under which it is kept."""
    _need_what_it_names(desk, record)
    if isinstance(record, OnePageProfile):
        return desk.voices.keep_profile(record)[0].id
    _KEPT.get(type(record), _saved)(desk, record)
    return record.id


def _saved(desk: "Desk", record: Record) -> object:
    return desk.recording.save(record)


_KEPT: Mapping[type[Record], Callable[["Desk", Any], object]] = {
    NeedStatement: lambda desk, one: desk.support.save_statement(one), StatementSource: lambda desk, one: desk.support.add_source(one),
    SupportCycle: lambda desk, one: desk.support.start_cycle(one), Outcome: lambda desk, one: desk.support.save_outcome(one),
    Strategy: lambda desk, one: desk.support.save_strategy(one), StaffRate: lambda desk, one: desk.provision.save_rate(one),
    ProvisionRun: lambda desk, one: desk.provision.offer_run(one), ProvisionPlace: lambda desk, one: desk.provision.give_place(one),
    GroupSize: lambda desk, one: desk.provision.set_size(one), ViewsGiven: lambda desk, one: desk.voices.save(one),
}


def _need_what_it_names(desk: "Desk", record: Record) -> None:
    """Refuse an id that is none of a record of the right kind in this notebook, or that is another pupil's."""
    from sendco_desk.store.tables import table_of

    columns = table_of(type(record)).columns
    for asked in fields_asked(type(record)):
        named = getattr(record, asked.name)
        if asked.holds is UUID and named is not None:
            (key,) = columns[asked.name].foreign_keys
            kind = KIND_OF[key.column.table.name]
            found = desk.recording.book.find(kind, named)
            if found is None:
                what = kind.TITLE.lower()
                raise Refused(f"There is no {what} with the id that {asked.name} names: copy the one that was printed.", field=asked.name)
            if isinstance(found, PupilRecord) and isinstance(record, PupilRecord) and found.pupil != record.pupil:
                raise Refused(f"What {asked.name} names is another pupil’s record: check the id.", field=asked.name)
