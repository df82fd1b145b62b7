"""The part of a pack that says what the pupil needs and is good at: sentence by sentence in the four broad areas, each with what it rests on."""

from collections.abc import Iterator
from uuid import UUID

from sendco_desk.domain.codes import STORY_KINDS
from sendco_desk.domain.codes import said as code_said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.paper import Block, Grid, Heading, Leads, Run, Runs, said
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.support_codes import AREAS
from sendco_desk.services.pack_record import PAGES, PackRecord, joined, quiet
from sendco_desk.services.statements import in_order

SIDES = {"need": "Need", "strength": "Strength"}
NO_SOURCE = "No source recorded"
Place = tuple[UUID, int | None]


def held_statements(record: PackRecord) -> list[NeedStatement]:
    """What was said of the pupil on the day, in its order."""
    return [one for one in in_order(record.book.all(NeedStatement, pupil=record.pupil)) if one.holds(record.on)]


def needs_part(record: PackRecord) -> Iterator[Block]:
    """Each area that has something: its needs, then its strengths. A source has one number throughout."""
    held, numbers = held_statements(record), dict[Place, int]()
    sources: dict[UUID, list[StatementSource]] = {}
    for source in record.book.all(StatementSource, pupil=record.pupil):
        sources.setdefault(source.statement, []).append(source)
    yield quiet(f"As it stood on {shown(record.on)}: each sentence with what it rests on. {PAGES}")
    for area, title in AREAS.items():
        grids = [
            statement_grid(record, words, found, sources, numbers) for side, words in SIDES.items()
            if (found := [one for one in held if (one.area, one.side) == (area, side)])
        ]
        if grids:
            yield Heading(text=title)
            yield from grids
    empty = [title.lower() for area, title in AREAS.items() if all(one.area != area for one in held)]
    if empty:
        yield quiet(f"Nothing is recorded in {'these areas' if len(empty) > 1 else 'this area'}: {'; '.join(empty)}.")


def statement_grid(
    record: PackRecord, head: str, statements: list[NeedStatement], sources: dict[UUID, list[StatementSource]], numbers: dict[Place, int],
) -> Grid:
    """Sentences beside their numbered sources."""
    return Grid(
        caption="", heads=(head, "Rests on"), shares=(58, 42),
        rows=tuple((said(one.words), _rests_on(record, sources.get(one.id, []), numbers)) for one in statements),
    )


def _rests_on(record: PackRecord, sources: list[StatementSource], numbers: dict[Place, int]) -> Runs:
    found = []
    for source in sources:
        if named := source_runs(record, source):
            number = numbers.setdefault(_place(source), len(numbers) + 1)
            note = (Run(text=f": {source.note}"),) if source.note.strip() else ()
            found.append((Run(text=f"{number}. ", bold=True), *named, *note))
    return joined(found) or said(NO_SOURCE)


def _place(source: StatementSource) -> Place:
    (kept,) = (one for one in (source.document, source.story_entry, source.measure) if one is not None)
    return kept, source.page


def source_runs(record: PackRecord, source: StatementSource) -> Runs:
    """How a source is named; nothing where it was not there yet."""
    if source.document is not None:
        return record.source(source.document, source.page)
    if source.story_entry is not None:
        entry = record.book.find(StoryEntry, source.story_entry)
        if entry is None:
            return ()
        struck = " (struck out)" if entry.struck_out else ""
        named = f"{code_said(STORY_KINDS, entry.entry_kind)}, {shown(entry.happened_at.date())}{struck}"
        return (Run(text=named, leads=Leads(document=entry.id)),)
    assert source.measure is not None  # the record names just one of the three
    measure = record.book.find(Measure, source.measure)
    return said(measure.called) if measure is not None else ()
