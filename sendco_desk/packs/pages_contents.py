"""The running order of a pack, its cover, and the contents that lead to every part and document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sendco_desk.domain.dates import long_day, plain_day
from sendco_desk.packs.pages_flow import Cell, Para, Row
from sendco_desk.packs.pages_ink import BODY, BODY_BOLD, HASH, HEADING, LABEL, NAME, OVERLINE, PART, SMALL, TEXT_WIDTH, Style
from sendco_desk.packs.pages_parts import fact_row, words_row
from sendco_desk.packs.plan import GeneratedPart, PackCover, PackItem, PackPlan
from sendco_desk.packs.source import Converted, Outcome


class Kind(StrEnum):
    """What an entry of the contents leads to."""

    COVER = "cover"
    PART = "part"
    GENERATED = "generated"
    DOCUMENT = "document"
    REFUSED = "refused"
    MANIFEST = "manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the running order. ``number`` is "Part A" for a part, "7" for what stands in one."""

    kind: Kind
    title: str
    number: str = ""
    generated: GeneratedPart | None = None
    item: PackItem | None = None
    converted: Converted | None = None

    @property
    def bookmark(self) -> str:
        """The entry's name for the bookmarks."""
        return f"{self.number} {self.title}".strip()


def running_order(plan: PackPlan, converted: Sequence[Converted]) -> tuple[Entry, ...]:
    """Cover and contents, the generated parts, the documents part by part, the manifest."""
    grouped: dict[str, list[Entry]] = {}
    front = Entry(kind=Kind.COVER, title="Cover and contents")
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
            order.append(_numbered(entry, number))
    return (*order, Entry(kind=Kind.MANIFEST, title="Manifest"))


def _numbered(entry: Entry, number: int) -> Entry:
    return Entry(kind=entry.kind, title=entry.title, number=str(number), generated=entry.generated, item=entry.item, converted=entry.converted)


def _letters(index: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cover_rows(plan: PackPlan, fingerprint: str) -> Iterator[Row]:
    """Whom it is about, what is asked of whom on which test, who made it and for which day."""
    if plan.cover is None:
        yield _line(plan.title, NAME, rule=0.9, after=16)
    else:
        yield from _pupil_rows(plan, plan.cover)
    made_by = (plan.cover.made_by if plan.cover else "") or plan.author
    if made_by:
        yield fact_row("Made by", made_by)
    yield fact_row("Made for", long_day(plan.on))
    yield Row(
        cells=(
            Cell(paras=(Para(text="Fingerprint", style=LABEL),), width=120),
            Cell(
                paras=(Para(text=fingerprint, style=HASH), Para(text="of the facts and documents in this file", style=SMALL)),
                x=130,
                width=TEXT_WIDTH - 130,
            ),
        ),
        table="facts",
    )


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


def _line(words: str, style: Style, *, rule: float = 0.0, after: float = 2.0, with_next: bool = False) -> Row:
    para = Para(text=words, style=style)
    return Row(cells=(Cell(paras=(para,)),), rule=rule, after=after, with_next=with_next)


def contents_rows(order: Sequence[Entry]) -> Iterator[Row]:
    """Each part and document with date and source; the page numbers are drawn when they are known."""
    yield Row(cells=(Cell(paras=(Para(text="Contents", style=PART),)),), before=30, after=4, with_next=True)
    for key, entry in enumerate(order):
        if entry.kind in (Kind.PART, Kind.MANIFEST):
            yield _part_row(entry, key)
        elif entry.number:
            yield _entry_row(entry, key)


def _part_row(entry: Entry, key: int) -> Row:
    words = f"{entry.number}  {entry.title}".strip()
    cell = Cell(paras=(Para(text=words, style=BODY_BOLD),), width=TEXT_WIDTH - 40)
    return Row(cells=(cell,), before=8, after=1, with_next=entry.kind is Kind.PART, table="contents", target=key, page_style=BODY_BOLD)


def _entry_row(entry: Entry, key: int) -> Row:
    said, dated = (entry.item.author, entry.item.dated_on) if entry.item else ("", None)
    title = [Para(text=entry.title, style=BODY, leader=True)]
    title += [Para(text=words, style=SMALL) for words in (said, left_out_said(entry)) if words]
    cells = (
        Cell(paras=(Para(text=entry.number, style=BODY, right=True),), width=22),
        Cell(paras=tuple(title), x=30, width=TEXT_WIDTH - 30 - 126),
        Cell(paras=(Para(text=plain_day(dated) if dated else "", style=LABEL, right=True),), x=TEXT_WIDTH - 120, width=86),
    )
    return Row(cells=cells, after=1.5, table="contents", target=key, page_style=BODY)


def left_out_said(entry: Entry) -> str:
    """Why a document is not in the pack, or only in part; empty where all of it is."""
    if entry.converted is None or entry.converted.outcome is Outcome.INCLUDED:
        return ""
    left_out = "Not included" if entry.kind is Kind.REFUSED else "Included in part"
    return f"{left_out}. {entry.converted.reason or ''}".strip()
