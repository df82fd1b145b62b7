"""Needs and strengths as they are read: by area, in their order, each sentence with its sources said in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.support_codes import AREAS, STATEMENT_SIDES

if TYPE_CHECKING:
    from sendco_desk.store.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source and how it is called: `Report of the made-up psychologist, page 3`."""

    source: StatementSource
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A sentence with what it rests on, in the order in which the sources were added."""

    statement: NeedStatement
    sources: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaStatements:
    """One of the four broad areas: its needs, and the strengths beside them."""

    area: str
    needs: tuple[StatementLine, ...] = ()
    strengths: tuple[StatementLine, ...] = ()

    @property
    def title(self) -> str:
        """`Cognition and learning`."""
        return AREAS[self.area]

    @property
    def lines(self) -> tuple[StatementLine, ...]:
        """Its needs, then its strengths."""
        return (*self.needs, *self.strengths)


def source_words(book: "Reading", source: StatementSource) -> str:
    """How a source is called. A struck-out entry says so, because a sentence must not rest on it unseen."""
    if source.document is not None:
        page = f", page {source.page}" if source.page is not None else ""
        return f"{book.get(Document, source.document).title}{page}"
    if source.story_entry is not None:
        entry = book.get(StoryEntry, source.story_entry)
        struck = " (struck out)" if entry.struck_out else ""
        return f"{said(STORY_KINDS, entry.entry_kind)}, {shown(entry.happened_at.date())}{struck}"
    assert source.measure is not None  # the record names just one of the three
    return book.get(Measure, source.measure).called


def in_order(statements: Iterable[NeedStatement]) -> list[NeedStatement]:
    """By their place; those of one place in the order in which they were added."""
    return sorted(statements, key=lambda one: one.place)


def source_lines(book: "Reading", pupil: UUID) -> Mapping[UUID, Sequence[SourceLine]]:
    """The sources of all the pupil's sentences, by sentence."""
    found: defaultdict[UUID, list[SourceLine]] = defaultdict(list)
    for source in book.all(StatementSource, pupil=pupil):
        found[source.statement].append(SourceLine(source=source, words=source_words(book, source)))
    return found


def statement_areas(book: "Reading", pupil: UUID, on: date) -> tuple[AreaStatements, ...]:
    """The four areas, each with what is said of the pupil on a day."""
    sources = source_lines(book, pupil)
    held = [one for one in in_order(book.all(NeedStatement, pupil=pupil)) if one.holds(on)]

    def lines(area: str, side: str) -> tuple[StatementLine, ...]:
        return tuple(
            StatementLine(statement=one, sources=tuple(sources.get(one.id, ()))) for one in held if (one.area, one.side) == (area, side)
        )

    return tuple(AreaStatements(area=area, needs=lines(area, "need"), strengths=lines(area, "strength")) for area in AREAS)


def earlier_statements(book: "Reading", pupil: UUID, on: date) -> tuple[StatementLine, ...]:
    """What was said of the pupil before a day and no longer holds, the latest first."""
    sources = source_lines(book, pupil)
    gone = [one for one in in_order(book.all(NeedStatement, pupil=pupil)) if one.until is not None and one.until < on]
    gone.sort(key=lambda one: one.until or date.min, reverse=True)
    return tuple(StatementLine(statement=one, sources=tuple(sources.get(one.id, ()))) for one in gone)


def next_place(statements: Iterable[NeedStatement]) -> int:
    """The place after the last."""
    return max((one.place for one in statements), default=0) + 1


def moved(statements: Iterable[NeedStatement], wanted: UUID, step: int, on: date) -> list[NeedStatement]:
    """The sentences of one side of an area with new places, one of them ``step`` further down (up with -1); only those that change.

    Those that no longer hold keep their places: they are read apart. Nothing changes past either end.
    """
    every = list(statements)
    chosen = next(one for one in every if one.id == wanted)
    row = [one for one in in_order(every) if (one.area, one.side) == (chosen.area, chosen.side) and one.holds(on)]
    at = next((n for n, one in enumerate(row) if one.id == wanted), -1)
    if at < 0 or not 0 <= at + step < len(row):
        return []
    row.insert(at + step, row.pop(at))
    return [replace(one, place=n) for n, one in enumerate(row, 1) if one.place != n]


def statement_name(statement: NeedStatement) -> str:
    """`Need, cognition and learning: Reads 12 of 100 common words`: how a screen reader says it."""
    return f"{STATEMENT_SIDES[statement.side]}, {AREAS[statement.area].lower()}: {statement.words}"
