"""The running order of a pack, its cover, and the contents that lead to every part and document."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sendco_desk.domain.dates import long_day, plain_day
from sendco_desk.packs.originals import original_name
from sendco_desk.packs.pages_flow import Cell, Para, Row, paginate
from sendco_desk.packs.pages_ink import BODY, BODY_BOLD, HASH, HEADING, LABEL, NAME, OVERLINE, PART, SMALL, TEXT_WIDTH, Style
from sendco_desk.packs.pages_parts import fact_row, words_row
from sendco_desk.packs.plan import GeneratedPart, PackCover, PackItem, PackPlan
from sendco_desk.packs.source import Converted, Outcome

COVER, CONTINUED = "Cover and contents", ", continued"
_WIDER = 72.0  # for "volume 3, page 205" where a number alone stands otherwise


class Kind(StrEnum):
    """What an entry of the contents leads to."""

    COVER = "cover"
    PART = "part"
    GENERATED = "generated"
    DOCUMENT = "document"
    REFUSED = "refused"
    MANIFEST = "manifest"
    VOLUME = "volume"


UNITS = frozenset([Kind.GENERATED, Kind.DOCUMENT, Kind.REFUSED])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the running order. ``number`` is "Part A" for a part, "7" for what stands in one.

    ``volume`` is the volume it stands in, 0 where the pack is one file; ``beside`` the file name of its signed original beside the pack.
    """

    kind: Kind
    title: str
    number: str = ""
    generated: GeneratedPart | None = None
    item: PackItem | None = None
    converted: Converted | None = None
    volume: int = 0
    beside: str = ""

    @property
    def bookmark(self) -> str:
        """The entry's name for the bookmarks."""
        return f"{self.number} {self.title}".strip()


def running_order(plan: PackPlan, converted: Sequence[Converted]) -> tuple[Entry, ...]:
    """Cover and contents, the generated parts, the documents part by part, the manifest."""
    grouped: dict[str, list[Entry]] = {}
    front = Entry(kind=Kind.COVER, title=COVER)
    if plan.parts:
        generated = (Entry(kind=Kind.GENERATED, title=part.title, generated=part) for part in plan.parts)
        grouped[plan.generated_title] = [front, *generated]
    for item, result in zip(plan.items, converted, strict=True):
        kind = Kind.REFUSED if result.outcome is Outcome.REFUSED or result.pdf is None else Kind.DOCUMENT
        title = " ".join(item.title.split()) or item.source.name
        grouped.setdefault(item.part, []).append(Entry(kind=kind, title=title, item=item, converted=result))
    order = [] if plan.parts else [front]
    number = 0
    for index, (part, entries) in enumerate(grouped.items()):
        order.append(Entry(kind=Kind.PART, title=part, number=f"Part {_letters(index)}"))
        for entry in entries:
            number += 1
            order.append(_numbered(entry, number, plan))
    return (*order, Entry(kind=Kind.MANIFEST, title="Manifest"))


def _numbered(entry: Entry, number: int, plan: PackPlan) -> Entry:
    signed = entry.kind is Kind.DOCUMENT and entry.converted is not None and entry.converted.signed
    return replace(entry, number=str(number), beside=original_name(str(number)) if signed and plan.originals_beside else "")


def in_volumes(order: Sequence[Entry], breaks: Collection[int]) -> tuple[Entry, ...]:
    """The running order of a pack in volumes: a new one begins before each unit whose place is in ``breaks``, with a cover of its own.

    A unit is whatever is never cut: a generated part, or a document. A part that goes on in another volume is named there again.
    """
    made: list[Entry] = []
    volume, unit, part, waiting = 1, -1, None, False
    for entry in order:
        if entry.kind is Kind.PART:
            part, waiting = entry, True
            continue
        unit += entry.kind in UNITS
        if entry.kind in UNITS and unit in breaks:
            made += [_manifest_of(volume), Entry(kind=Kind.VOLUME, title=COVER, volume=volume + 1)]
            volume += 1
            if part is not None and not waiting:
                made.append(replace(part, title=part.title + CONTINUED, volume=volume))
        if waiting and part is not None and entry.kind is not Kind.MANIFEST:
            made.append(replace(part, volume=volume))
            waiting = False
        made.append(_manifest_of(volume) if entry.kind is Kind.MANIFEST else replace(entry, volume=volume))
    return tuple(made)


def _manifest_of(volume: int) -> Entry:
    return Entry(kind=Kind.MANIFEST, title=f"Manifest of volume {volume}", volume=volume)


def _letters(index: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cover_rows(plan: PackPlan, fingerprint: str, ranges: Sequence[str] = (), volume: int = 0) -> Iterator[Row]:
    """Whom it is about, what is asked of whom on which test, who made it and for which day; in volumes, which this is and what each holds.

    ``ranges`` are the pages of each volume ("pages 1 to 200"). From the second volume on the cover is short.
    """
    if volume > 1:
        yield from _short_rows(plan)
    elif plan.cover is None:
        yield _line(plan.title, NAME, rule=0.9, after=16)
    else:
        yield from _pupil_rows(plan, plan.cover)
    if volume:
        yield _line(f"Volume {volume} of {len(ranges)}, {ranges[volume - 1]}", PART, before=6, after=6)
        for number, pages in enumerate(ranges, 1):
            yield fact_row(f"Volume {number}", f"{pages[:1].upper()}{pages[1:]}{', this file' if number == volume else ''}")
    made_by = (plan.cover.made_by if plan.cover else "") or plan.author
    if made_by:
        yield fact_row("Made by", made_by)
    yield fact_row("Made for", long_day(plan.on))
    covered = f"of the facts and documents in {'all volumes' if volume else 'this file'}"
    yield Row(
        cells=(
            Cell(paras=(Para(text="Fingerprint", style=LABEL),), width=120),
            Cell(
                paras=(Para(text=fingerprint, style=HASH), Para(text=covered, style=SMALL)),
                x=130,
                width=TEXT_WIDTH - 130,
            ),
        ),
        table="facts",
    )


def _short_rows(plan: PackPlan) -> Iterator[Row]:
    """Whose pack a further volume belongs to."""
    if plan.cover is None:
        yield _line(plan.title, NAME, rule=0.9, after=16)
        return
    yield _line(plan.title, OVERLINE, rule=0.9, after=16)
    yield _line(plan.cover.name, NAME)
    yield words_row(f"Born {plain_day(plan.cover.born)}", after=10)


def _pupil_rows(plan: PackPlan, cover: PackCover) -> Iterator[Row]:
    yield _line(plan.title, OVERLINE, rule=0.9, after=16)
    yield _line(cover.name, NAME)
    about = (f"Born {plain_day(cover.born)}", cover.year, cover.school)
    yield words_row(" · ".join(words for words in about if words), after=26)
    yield _line(f"What is asked of {cover.asked_of}", HEADING, with_next=True)
    yield words_row(cover.asked, after=12)
    if cover.legal_test:
        yield _line("The legal test", HEADING, with_next=True)
        yield words_row(cover.legal_test, after=16)


def _line(words: str, style: Style, *, rule: float = 0.0, before: float = 0.0, after: float = 2.0, with_next: bool = False) -> Row:
    para = Para(text=words, style=style)
    return Row(cells=(Cell(paras=(para,)),), rule=rule, before=before, after=after, with_next=with_next)


def front_rows(cover: Iterable[Row], contents: Iterable[Row]) -> tuple[Row, ...]:
    """The cover with the contents under it where both fit on one page; else the contents begin a page of their own."""
    before, after = tuple(cover), tuple(contents)
    if len(paginate((*before, *after))) == 1:
        return (*before, *after)
    return (*before, replace(after[0], new_page=True), *after[1:])


def contents_rows(order: Sequence[Entry]) -> Iterator[Row]:
    """Each part and document with date and source; the page numbers are drawn when they are known, with the volume where it is another."""
    wider = _WIDER if any(entry.volume for entry in order) else 0.0
    yield Row(cells=(Cell(paras=(Para(text="Contents", style=PART),)),), before=30, after=4, with_next=True)
    rows = [(_part_row if entry.kind in (Kind.PART, Kind.MANIFEST) else _entry_row)(entry, key, wider) for key, entry in _listed(order)]
    yield from (replace(row, with_next=row.with_next or number == len(rows) - 1) for number, row in enumerate(rows, 1))  # none stands alone


def _listed(order: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """What the contents name, each with its place in the running order."""
    return ((key, entry) for key, entry in enumerate(order) if entry.number or entry.kind in (Kind.PART, Kind.MANIFEST))


def _part_row(entry: Entry, key: int, wider: float) -> Row:
    words = f"{entry.number}  {entry.title}".strip()
    cell = Cell(paras=(Para(text=words, style=BODY_BOLD),), width=TEXT_WIDTH - 40 - wider)
    return Row(cells=(cell,), before=8, after=1, with_next=entry.kind is Kind.PART, table="contents", target=key, page_style=BODY_BOLD)


def _entry_row(entry: Entry, key: int, wider: float) -> Row:
    said, dated = (entry.item.author, entry.item.dated_on) if entry.item else ("", None)
    title = [Para(text=entry.title, style=BODY, leader=True)]
    title += [Para(text=words, style=SMALL) for words in (said, note_said(entry), left_out_said(entry)) if words]
    cells = (
        Cell(paras=(Para(text=entry.number, style=BODY, right=True),), width=22),
        Cell(paras=tuple(title), x=30, width=TEXT_WIDTH - 30 - 126 - wider),
        Cell(paras=(Para(text=plain_day(dated) if dated else "", style=LABEL, right=True),), x=TEXT_WIDTH - 120 - wider, width=86),
    )
    return Row(cells=cells, after=1.5, table="contents", target=key, page_style=BODY)


def note_said(entry: Entry) -> str:
    """The maker’s own line on a document, as such; empty where there is none."""
    note = " ".join(entry.item.note.split()) if entry.item else ""
    return f"Note: {note}" if note else ""


def left_out_said(entry: Entry) -> str:
    """Why a document is not in the pack, or only in part; empty where all of it is."""
    if entry.converted is None or entry.converted.outcome is Outcome.INCLUDED:
        return ""
    left_out = "Not included" if entry.kind is Kind.REFUSED else "Included in part"
    return f"{left_out}. {entry.converted.reason or ''}".strip()
