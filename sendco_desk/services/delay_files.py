"""The delay timeline and the evidence list as files: PDF by the pack's pages, Word as plain headings and tables; written beside, then renamed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.domain.dates import plain_day, shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.outputs import write_beside

if TYPE_CHECKING:
    from sendco_desk.exchange.delay_docx import WordPaper, WordTable, WordText
    from sendco_desk.packs.delay_plan import DelayPaper, EvidencePaper, PaperHead, TermRow

PDF, WORD = ".pdf", ".docx"


def file_kind(out: Path) -> str:
    """Which of the two an output is to be, by its name."""
    kind = out.suffix.lower()
    if kind not in (PDF, WORD):
        raise Refused("Give the file a name that ends in .pdf or .docx.", field="out")
    return kind


def delay_bytes(paper: "DelayPaper", kind: str) -> bytes:
    """The delay timeline as a file of that kind."""
    if kind == WORD:
        from sendco_desk.exchange.delay_docx import word_file

        return word_file(word_of_delay(paper))
    from sendco_desk.packs.delay_pages import delay_pdf

    return delay_pdf(paper)


def evidence_bytes(paper: "EvidencePaper", kind: str) -> bytes:
    """The evidence list as a file of that kind."""
    if kind == WORD:
        from sendco_desk.exchange.delay_docx import word_file

        return word_file(word_of_evidence(paper))
    from sendco_desk.packs.evidence_pages import evidence_pdf

    return evidence_pdf(paper)


def put_paper(out: Path, content: bytes) -> Path:
    """Put the paper where the person chose. Raises Refused or Trouble."""
    if not out.parent.is_dir():
        raise Refused("The folder for the file is not there. Choose another folder.", field="out")
    return write_beside(out, content, "The paper")


# As Word


def word_of_delay(paper: "DelayPaper") -> "WordPaper":
    """The same words and tables without the picture."""
    return _paper(paper.head, _delay_body(paper))


def word_of_evidence(paper: "EvidencePaper") -> "WordPaper":
    """The same list."""
    return _paper(paper.head, _evidence_body(paper))


def _paper(head: "PaperHead", body: "Iterator[WordText | WordTable]") -> "WordPaper":
    from sendco_desk.exchange.delay_docx import WordPaper

    born = f"Born {plain_day(head.born)}" if head.born else "Date of birth not recorded"
    return WordPaper(
        title=head.title, heading=f"{head.title}, as it stood on {shown(head.on)}", name=head.name, about=" · ".join((born, *head.about)),
        foot=head.stamp, author=head.author, on=head.on, body=tuple(body),
    )


def _delay_body(paper: "DelayPaper") -> "Iterator[WordText | WordTable]":
    from sendco_desk.exchange.delay_docx import WordTable, WordText

    yield from (WordText(words=words) for words in paper.lead)
    yield WordText(words="Every date, with its proof and source", style="heading")
    yield WordTable(
        heads=("No", "Date", "What", "Who", "Proof", "Source"), widths=(6, 17, 34, 18, 22, 24),
        rows=tuple(
            (str(row.number or ""), shown(row.on), "\n".join(words for words in (row.what, row.grounds) if words), row.who, row.proof, row.source)
            for row in paper.dates
        ),
        strong=frozenset(number for number, row in enumerate(paper.dates) if row.strong),
    )
    yield WordText(words=paper.split_title, style="heading")
    yield WordTable(
        heads=("Who held the papers", "How long", "Which days"), widths=(40, 26, 50),
        rows=tuple((row.who, row.how_long, row.which) for row in paper.split), strong=frozenset({len(paper.split) - 1}),
    )
    yield from (WordText(words=words) for words in paper.split_words)
    yield WordText(words="Exceptions", style="heading")
    yield from (WordText(words=words) for words in paper.exceptions)
    yield WordText(words="What the school’s record holds of the late time, by term", style="heading")
    yield WordText(words=paper.effect_words, style="fine")
    for term in paper.effect:
        yield from _term_body(term)
    yield from _standing_body(paper.standing)


def _term_body(term: "TermRow") -> "Iterator[WordText]":
    from sendco_desk.exchange.delay_docx import WordText

    yield WordText(words=f"{term.name}. {term.late}".strip().removesuffix(".") + ".")
    if term.facts:
        yield WordText(words=term.facts)
    for quote in term.quotes:
        yield WordText(words=quote.heading, style="fine")
        yield WordText(words=quote.words, style="quote")
        for added in quote.corrections:
            yield WordText(words=f"Correction added on {shown(added.written_on)} by {added.who}", style="fine")
            yield WordText(words=added.words, style="quote")


def _evidence_body(paper: "EvidencePaper") -> "Iterator[WordText | WordTable]":
    from sendco_desk.exchange.delay_docx import WordTable, WordText

    yield from (WordText(words=words) for words in paper.lead)
    yield WordText(words="Documents", style="heading")
    yield WordTable(
        heads=("No", "Date", "Document, and what it shows", "From", "Pages", "SHA-256 begins"), widths=(6, 17, 48, 22, 9, 19),
        rows=tuple(
            (str(row.number), row.on, "\n".join(words for words in (row.title, *row.shows, row.note) if words), row.from_whom, row.pages, row.sha256)
            for row in paper.documents
        ),
    )
    yield from (WordText(words=words) for words in paper.left_out)
    yield WordText(words="What happened, and what shows it", style="heading")
    yield WordTable(
        heads=("Date", "What happened", "Who", "Shown by"), widths=(18, 50, 26, 28),
        rows=tuple((shown(row.on), row.what, row.who, row.shown_by) for row in paper.events),
    )
    yield from _standing_body(paper.standing)


def _standing_body(standing: tuple[str, ...]) -> "Iterator[WordText]":
    from sendco_desk.exchange.delay_docx import WordText

    yield WordText(words="What this paper is", style="heading")
    yield from (WordText(words=words) for words in standing)
