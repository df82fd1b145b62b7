"""The sheet that says what was added after a pack was sent, and the title over each document that was added."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.dates import long_day, plain_day
from sendco_desk.packs.late_labels import range_said
from sendco_desk.packs.pages_contents import Entry, left_out_said
from sendco_desk.packs.pages_flow import Cell, Para, Row
from sendco_desk.packs.pages_ink import BODY, HASH, HEADING, LABEL, SMALL, TEXT_WIDTH
from sendco_desk.packs.pages_manifest import HASH_SAID, done_said, provenance
from sendco_desk.packs.pages_parts import fact_row, title_row, words_row
from sendco_desk.packs.pages_tags import CONTENTS
from sendco_desk.statute.wording import counted

TITLE = "Added after this pack was sent"
@dataclass(frozen=True, slots=True, kw_only=True)
class LateEntry:
    """A document that is added, and what its pages are called."""

    entry: Entry
    labels: tuple[str, ...]

    @property
    def bookmark(self) -> str:
        """Its bookmark, which ends with its page."""
        return f"{self.entry.bookmark}, page {self.labels[0]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What is added on which day, to which pack, sent when, with which hash of its file."""

    entries: tuple[LateEntry, ...]
    on: date
    number: int
    sent_on: date
    sent_pages: int
    sent_sha256: str

    @property
    def bookmark(self) -> str:
        """The name of its sheet for the bookmarks."""
        return f"Added on {plain_day(self.on)}"


def sheet_rows(addition: Addition) -> Iterator[Row]:
    """What was added when and where it stands; what the pack was that it was added to. A document leads to its place in ``entries``."""
    yield title_row(TITLE)
    count = sum(len(one.labels) for one in addition.entries)
    one = len(addition.entries) == 1
    yield words_row(
        f"This pack was sent on {long_day(addition.sent_on)}. {counted(len(addition.entries), 'document')} on {counted(count, 'page')} "
        f"{'was' if one else 'were'} added on {long_day(addition.on)}, with this sheet. "
        "Every page that was sent is as it was, with the number it had.",
        after=10,
    )
    for key, entry in enumerate(addition.entries):
        yield _document_row(key, entry)
    yield Row(cells=(Cell(paras=(Para(text="The pack as it was sent", style=HEADING),)),), before=16, after=4, with_next=True)
    yield fact_row("Number", f"Pack {addition.number} in the school’s record of what was sent")
    yield fact_row("Sent", long_day(addition.sent_on))
    yield fact_row("Pages", str(addition.sent_pages))
    yield Row(
        cells=(
            Cell(paras=(Para(text="SHA-256 of its file", style=LABEL),), width=120),
            Cell(paras=(Para(text=addition.sent_sha256, style=HASH),), x=130, width=TEXT_WIDTH - 130),
        ),
        table="facts",
    )


def _document_row(key: int, one: LateEntry) -> Row:
    entry = one.entry
    assert entry.item is not None and entry.converted is not None
    said = [entry.item.source.name, provenance(entry), range_said(one.labels) if len(one.labels) > 1 else "", *done_said(entry), left_out_said(entry)]
    title = [Para(text=entry.title, style=BODY, leader=True)]
    title += [Para(text=words[:1].upper() + words[1:] if place else words, style=SMALL) for place, words in enumerate(said) if words]
    title.append(Para(text=HASH_SAID + entry.converted.sha256, style=HASH))
    cells = (
        Cell(paras=(Para(text=entry.number, style=BODY, right=True),), width=22),
        Cell(paras=tuple(title), x=30, width=TEXT_WIDTH - 30 - 60),
    )
    return Row(cells=cells, after=7, table=CONTENTS, target=key, page_style=BODY)


def late_strip_rows(one: LateEntry, on: date, width: float) -> Iterator[Row]:
    """The short title over the first page of a document that was added."""
    said = " · ".join(words for words in (provenance(one.entry), f"added {plain_day(on)}", range_said(one.labels)) if words)
    paras = [Para(text=one.entry.bookmark, style=HEADING), Para(text=said[:1].upper() + said[1:], style=SMALL)]
    if note := left_out_said(one.entry):
        paras.append(Para(text=note, style=SMALL))
    yield Row(cells=(Cell(paras=tuple(paras), width=width),))


def stamp_said(label: str, on: date) -> str:
    """What stands at the foot of a page that was added."""
    return f"Page {label}, added {on:%d.%m.%Y}"
