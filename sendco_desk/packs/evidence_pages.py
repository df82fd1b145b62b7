"""The list of the school's evidence on A4, for the parent's own complaint: each document with its day, what it shows and its fingerprint."""

from collections.abc import Iterator, Sequence

from sendco_desk.domain.dates import shown
from sendco_desk.packs.delay_pages import (
    CELL,
    CELL_BOLD,
    FINE,
    Sheet,
    head_rows,
    heading,
    line,
    pdf_of,
    said,
    standing_rows,
    table,
    words_rows,
)
from sendco_desk.packs.delay_plan import EvidenceEvent, EvidencePaper, EvidenceRow
from sendco_desk.packs.pages_flow import Para, Row
from sendco_desk.packs.pages_ink import BODY, HASH, TEXT_WIDTH

DOCUMENT_WIDTHS = (20.0, 76.0, 196.0, 88.0, 32.0, TEXT_WIDTH - 412.0)
WITHOUT_PAGES = (20.0, 76.0, 222.0, 94.0, TEXT_WIDTH - 412.0)
EVENT_WIDTHS = (76.0, 238.0, 54.0, TEXT_WIDTH - 368.0)


def evidence_pdf(paper: EvidencePaper) -> bytes:
    """The list as a PDF."""
    return pdf_of(evidence_sheet(paper), paper.head, paper)


def evidence_words(paper: EvidencePaper) -> str:
    """Every word on it."""
    return evidence_sheet(paper).words


def evidence_sheet(paper: EvidencePaper) -> Sheet:
    """The rows of the list, in order."""
    sheet = Sheet()
    sheet.add(head_rows(paper.head))
    sheet.add(words_rows(paper.lead, BODY))
    sheet.add([heading("Documents")])
    sheet.add(document_rows(paper.documents))
    sheet.add(words_rows(paper.left_out))
    sheet.add([heading("What happened, and what shows it")])
    sheet.add(event_rows(paper.events))
    sheet.add(standing_rows(paper.standing))
    return sheet


def document_rows(documents: Sequence[EvidenceRow]) -> Iterator[Row]:
    """The documents by number."""
    if not documents:
        yield line("The school holds no document that bears on this case and may be shared.", CELL)
        return
    heads = ("No", "Date", "Document, and what it shows", "From", "Pages", "SHA-256 begins")
    if any(row.pages for row in documents):
        yield from table("documents", heads, DOCUMENT_WIDTHS, (_document_cells(row) for row in documents))
    else:
        yield from table("documents", (*heads[:4], heads[5]), WITHOUT_PAGES, (_without_pages(_document_cells(row)) for row in documents))


def _document_cells(row: EvidenceRow) -> tuple[tuple[Para, ...], ...]:
    title = [Para(text=row.title, style=CELL_BOLD)]
    title += [Para(text=words, style=CELL) for words in row.shows]
    title += [Para(text=row.note, style=FINE)] if row.note else []
    return said(str(row.number)), said(row.on), tuple(title), said(row.from_whom), said(row.pages), said(row.sha256, HASH)


def _without_pages(cells: tuple[tuple[Para, ...], ...]) -> tuple[tuple[Para, ...], ...]:
    return (*cells[:4], *cells[5:])


def event_rows(events: Sequence[EvidenceEvent]) -> Iterator[Row]:
    """What happened, oldest first."""
    if not events:
        yield line("No event is recorded in this case.", CELL)
        return
    rows = ((said(shown(row.on)), said(row.what), said(row.who), said(row.shown_by)) for row in events)
    yield from table("events", ("Date", "What happened", "Who", "Shown by"), EVENT_WIDTHS, rows)
