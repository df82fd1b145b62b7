"""The last pages of a pack: every file with its hash and what was done to it; the page that stands for a file left out; the strip over one put in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sendco_desk.domain.dates import plain_day
from sendco_desk.packs.convert.kinds import PDF, ending_of
from sendco_desk.packs.pages_contents import Entry, Kind, left_out_said, note_said
from sendco_desk.packs.pages_flow import Cell, Para, Row
from sendco_desk.packs.pages_ink import BODY, CELL, CELL_BOLD, COLUMN, HASH, HEADING, SMALL, TEXT_WIDTH
from sendco_desk.packs.pages_parts import title_row, words_row
from sendco_desk.packs.pages_words import pages_said
from sendco_desk.packs.source import BlackedPage
from sendco_desk.statute.wording import counted

HASH_SAID = "SHA-256 "
_COLUMNS = ((0.0, 24.0), (26.0, 186.0), (222.0, 76.0), (306.0, 50.0), (364.0, TEXT_WIDTH - 364.0))
_HEADS = ("No", "Document and file", "Received", "Pages", "What was done to it")


def manifest_rows(order: Sequence[Entry], firsts: Mapping[int, int], volume: int = 0, letters: str = "") -> Iterator[Row]:
    """A row for each document of the plan, or of one volume, those left out among them; ``letters`` says which no font has."""
    yield title_row(f"Manifest of volume {volume}" if volume else "Manifest")
    if letters:
        yield words_row(letters, after=10)
    documents = [(key, entry) for key, entry in enumerate(order) if entry.converted and entry.volume == volume]
    if not documents:
        yield words_row(f"This {'volume' if volume else 'pack'} holds no documents, only the parts that were made for it.")
        return
    refused = sum(entry.kind is Kind.REFUSED for _, entry in documents)
    said = f"{counted(len(documents), 'document')}. Each hash is of the file as it was received, before anything was done to it."
    if refused:
        said += f" {counted(refused, 'document')} could not be included; {'its page says' if refused == 1 else 'their pages say'} why."
    yield words_row(said, after=10)
    heads = tuple(Cell(paras=(Para(text=text, style=COLUMN),), x=x, width=width) for text, (x, width) in zip(_HEADS, _COLUMNS, strict=True))
    yield Row(cells=heads, rule=0.9, after=7, with_next=True, table="manifest", heads=True)
    for key, entry in documents:
        yield from _document_rows(entry, firsts[key])


def _document_rows(entry: Entry, first: int) -> Iterator[Row]:
    assert entry.item is not None and entry.converted is not None
    item, converted = entry.item, entry.converted
    named = (Para(text=entry.title, style=CELL_BOLD), Para(text=item.source.name, style=SMALL))
    received = plain_day(item.received_on) if item.received_on else "Not recorded"
    refused = entry.kind is Kind.REFUSED
    pages = [Para(text="None" if refused else _range_said(first, converted.pages), style=CELL)]
    if not refused:
        pages.append(Para(text=counted(converted.pages, "page"), style=SMALL))
    paras = (
        (Para(text=entry.number, style=CELL),),
        named,
        (Para(text=received, style=SMALL),),
        tuple(pages),
        tuple(Para(text=words, style=SMALL) for words in done_said(entry)),
    )
    cells = tuple(Cell(paras=cell, x=x, width=width) for cell, (x, width) in zip(paras, _COLUMNS, strict=True))
    yield Row(cells=cells, table="manifest", with_next=True)
    hashed = HASH_SAID + (converted.sha256 or "could not be taken, the file could not be read")
    under = [Para(text=words, style=SMALL) for words in (left_out_said(entry),) if words]
    yield Row(cells=(Cell(paras=(*under, Para(text=hashed, style=HASH)), x=26, width=TEXT_WIDTH - 26),), rule=0.5, after=7, table="manifest")


def _range_said(first: int, count: int) -> str:
    return str(first) if count == 1 else f"{first} to {first + count - 1}"


def done_said(entry: Entry) -> tuple[str, ...]:
    """What was done to a document, in sentences."""
    assert entry.item is not None and entry.converted is not None
    converted = entry.converted
    done = "; ".join(converted.actions)
    said = ["Not included" if entry.kind is Kind.REFUSED else "", done[:1].upper() + done[1:] + ("." if done and not done.endswith(".") else "")]
    if entry.kind is Kind.DOCUMENT and converted.image_only:
        said.append("Image only: its words cannot be searched.")
    left = list(converted.attachments)
    for name in converted.enclosed:
        left.remove(name)
    if left:
        said.append(f"Files attached to it, not included here: {', '.join(left)}.")
    if entry.beside:
        said.append(f"The signed original is kept beside this file, as “{entry.beside}”.")
    said = [words for words in said if words]
    as_received = ending_of(entry.item.source.name) in PDF.endings
    return tuple(said) or ("Nothing: joined as it was received." if as_received else "Printed on PDF pages; otherwise as it was received.",)


def refused_rows(entry: Entry) -> Iterator[Row]:
    """The page that stands in the place of a document that could not be included."""
    assert entry.item is not None and entry.converted is not None
    yield title_row(entry.bookmark)
    if said := provenance(entry):
        yield words_row(said, SMALL, after=10)
    if note := note_said(entry):
        yield words_row(note, SMALL, after=10)
    yield Row(cells=(Cell(paras=(Para(text="This document is not included", style=HEADING, icon="late"),)),), after=4, with_next=True)
    yield words_row(entry.converted.reason or "It could not be read.", BODY, after=10)
    yield words_row(f"File: {entry.item.source.name}", SMALL)
    if entry.converted.sha256:
        yield words_row(f"{HASH_SAID}{entry.converted.sha256}", HASH)


def strip_rows(entry: Entry, first: int, width: float) -> Iterator[Row]:
    """The short title over the first page of a document."""
    assert entry.converted is not None
    paras = [Para(text=entry.bookmark, style=HEADING)]
    said = " · ".join(words for words in (provenance(entry), pages_said(first, entry.converted.pages)) if words)
    paras.append(Para(text=said[:1].upper() + said[1:], style=SMALL))
    paras += [Para(text=words, style=SMALL) for words in (note_said(entry), left_out_said(entry), _signed_said(entry), _blacked_said(entry)) if words]
    yield Row(cells=(Cell(paras=tuple(paras), width=width),))


def _blacked_said(entry: Entry) -> str:
    """That parts of a document are blacked out, and why."""
    if entry.converted is None or not entry.converted.blacked:
        return ""
    return f"Parts are blacked out: {reasons_said(entry.converted.blacked)}."


def reasons_said(pages: Iterable[BlackedPage]) -> str:
    """Why parts of pages are blacked out."""
    reasons = dict.fromkeys(reason for page in pages for reason in page.reasons)
    return "; ".join(reason[:1].lower() + reason[1:] for reason in reasons)


def _signed_said(entry: Entry) -> str:
    """That a digital signature does not hold in a pack, and where it does."""
    if entry.converted is None or not entry.converted.signed:
        return ""
    kept = " The signed original is kept beside this pack." if entry.beside else ""
    return f"Digitally signed; the signature holds only in the original.{kept}"


def provenance(entry: Entry) -> str:
    """Who wrote a document, its date, and when it was received."""
    assert entry.item is not None
    item = entry.item
    dated = f"dated {plain_day(item.dated_on)}" if item.dated_on else ""
    received = f"received {plain_day(item.received_on)}" if item.received_on else ""
    return " · ".join(words for words in (item.author, dated, received) if words)
