"""Frozen records to rows and to audit images and back, by hand, with the types recovered from each kind's own annotations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints
from uuid import UUID

from sendco_desk.domain.kinds import KIND_OF
from sendco_desk.domain.records import Record, field_names
from sendco_desk.store.cells import FROM_CELL, moment_of, moment_text

R = TypeVar("R", bound=Record)

# how a value of each type is written in an image (JSON) and read back; the others are JSON already
_WRITE: dict[type, Callable[[Any], object]] = {UUID: str, date: date.isoformat, datetime: moment_text, tuple: list}
_READ: dict[type, Callable[[Any], object]] = {UUID: UUID, date: date.fromisoformat, datetime: moment_of, tuple: tuple}


def row_of(record: Record) -> dict[str, object]:
    """Its columns and values."""
    return {name: getattr(record, name) for name in _types_of(record.KIND)}


def records_of(kind: type[R], rows: Sequence[Sequence[Any]]) -> list[R]:
    """The records of rows whose columns stand in the order of the fields, filled column by column.

    What was kept was checked when it was put, so it is not checked again: that is slow, and a rule made stricter
    since must never keep people from their own old records.
    """
    made = [object.__new__(kind) for _ in rows]
    for fill, column in zip(_setters_of(kind.KIND), zip(*rows, strict=True), strict=bool(rows)):  # no rows, no columns
        for record, value in zip(made, column, strict=True):
            fill(record, value)
    return made


def read_records(kind: type[R], rows: Sequence[Sequence[Any]]) -> list[R]:
    """The records of rows as they lie in the file, likewise."""
    return records_of(kind, read_values(kind, tuple(_types_of(kind.KIND)), rows))


def read_values(kind: type[Record], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The values of some fields, of rows as they lie in the file."""
    types = _types_of(kind.KIND)
    ways = [FROM_CELL.get(types[name]) for name in names]
    columns = (
        column if way is None else [None if cell is None else way(cell) for cell in column]
        for way, column in zip(ways, zip(*rows, strict=True), strict=bool(rows))
    )
    return list(zip(*columns, strict=True))


def image_of(record: Record) -> dict[str, object]:
    """The record as JSON can hold it."""
    types = _types_of(record.KIND)
    return {name: _converted(_WRITE, types[name], value) for name, value in row_of(record).items()}


def record_of(kind: type[R], image: Mapping[str, Any], now: R | None = None) -> R:
    """The record of an image. A field that came after the image was taken is as it is ``now``, where the record is still there, and
    else has its default; one that is gone is left out.
    """
    types = _types_of(kind.KIND)
    defaults = row_of(now) if now is not None else {field.name: field.default for field in fields(kind)}
    known = {name: _converted(_READ, types[name], value) for name, value in image.items() if name in types}
    return records_of(kind, [[known.get(name, defaults[name]) for name in types]])[0]


@cache
def _types_of(kind: str) -> Mapping[str, type]:
    """Each field of a kind with its plain type, in order."""
    hints = get_type_hints(KIND_OF[kind])
    return {name: _plain(hints[name]) for name in field_names(KIND_OF[kind])}


@cache
def _setters_of(kind: str) -> tuple[Callable[[Record, Any], None], ...]:
    """What fills each slot of a frozen record that is being made."""
    return tuple(getattr(KIND_OF[kind], name).__set__ for name in _types_of(kind))


def _converted(how: Mapping[type, Callable[[Any], object]], type_: type, value: Any) -> object:
    return value if value is None or type_ not in how else how[type_](value)


def _plain(annotation: Any) -> type:
    """`date` of `date | None`, `tuple` of `tuple[str, ...]`."""
    if isinstance(annotation, UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    origin: type = getattr(annotation, "__origin__", annotation)
    return origin
