"""What every record is: an id, its kind, and the promise that a record which exists is a valid one."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing a notebook holds. Change it with ``dataclasses.replace``.

    ``KIND`` names its table; ``NAMES`` are the fields found by part of a name (trigrams), ``PROSE`` those found by word.
    """

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    NAMES: ClassVar[tuple[str, ...]] = ()
    PROSE: ClassVar[tuple[str, ...]] = ()
    id: UUID

    @property
    def called(self) -> str:
        """How it is called in a list of things found or printed."""
        return self.TITLE


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRecord(Record):
    """A record about one pupil."""

    pupil: UUID


def pupil_of(record: Record) -> UUID | None:
    """Whose record it is: the key under which its audit images are sealed. None for the school's own records."""
    if record.KIND == "pupil":
        return record.id
    return record.pupil if isinstance(record, PupilRecord) else None


def names_of(record: Record) -> str:
    """The words by which it is found as a name."""
    return " ".join(str(getattr(record, name)) for name in record.NAMES if getattr(record, name))


def prose_of(record: Record) -> str:
    """The words by which it is found as text."""
    found = (getattr(record, name) for name in record.PROSE)
    return "\n".join(" ".join(v) if isinstance(v, tuple) else str(v) for v in found if v)


def field_names(kind: type[Record]) -> tuple[str, ...]:
    """Its fields in order: the columns of its table."""
    return tuple(f.name for f in fields(kind))


def need_text(value: str, sentence: str, field: str) -> None:
    """Refuse an empty answer with the sentence that says what to give."""
    if not value.strip():
        raise Refused(sentence, field=field)


def need_code(value: str, codes: dict[str, str], what: str, field: str) -> None:
    """Refuse a code that is not in its set."""
    if value not in codes:
        raise Refused(f"Choose {what} from the list.", field=field)


def need_order(first: date | None, last: date | None, field: str, sentence: str = "The last day is before the first: check the two dates.") -> None:
    """Refuse a stretch of days that ends before it begins."""
    if first is not None and last is not None and last < first:
        raise Refused(sentence, field=field)


def need_zone(moment: datetime | None, field: str) -> None:
    """A moment without a time zone is a mistake in the code, never in what was typed."""
    if moment is not None and moment.tzinfo is None:
        raise ValueError(f"{field} has no time zone")
