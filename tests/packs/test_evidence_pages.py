"""The list of the school's evidence on paper: numbered documents with what they show, what happened, and what is left out."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
from pypdf import PdfReader

from sendco_desk.packs.delay_plan import EvidenceEvent, EvidencePaper, EvidenceRow, PaperHead
from sendco_desk.packs.evidence_pages import evidence_pdf, evidence_words

ON = date(2027, 4, 12)
DOCUMENT = EvidenceRow(
    number=1, on="Mon 7 Sep 2026", title="Portal receipt", shows=("Council received the request, Mon 7 Sep 2026",), from_whom="Marlshire SEN team",
    pages="2", sha256="276fa128e964",
)
PAPER = EvidencePaper(
    head=PaperHead(title="List of the school’s evidence", on=ON, name="Kacper Wilk", born=date(2018, 3, 14), case="Case 14", author="Fernhollow"),
    lead=("Made at the request of Ms Dorota Wilk on Mon 2 Nov 2026.",),
    documents=(DOCUMENT, replace(DOCUMENT, number=2, title="Decision letter", note="The school has not decided yet whether a copy may be shared.")),
    events=(EvidenceEvent(on=date(2026, 9, 7), what="Council received the request", who="Council", shown_by="Document 1"),),
    left_out=("2 documents are held that may not be shared; they are not listed here.",), standing=("It makes no claim for money.",),
)


def text_of(paper: EvidencePaper) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(evidence_pdf(paper))).pages)


def test_each_document_stands_with_number_day_what_it_shows_source_pages_and_fingerprint() -> None:
    text = text_of(PAPER)
    for said in (
        "List of the school’s evidence, as it stood on Monday 12 April 2027", "Made at the request of Ms Dorota Wilk on Mon 2 Nov 2026.",
        "1 Mon 7 Sep 2026", "Portal receipt", "Council received the request, Mon 7 Sep 2026", "Marlshire SEN team", "276fa128e964", "Document 1",
        "2 documents are held that may not be shared", "has not decided yet", "It makes no claim for money.",
        "Kacper Wilk, born 14.03.2018 · Case 14",
    ):
        assert said in text, said
    assert "Pages" in text


def test_without_any_page_count_the_column_is_left_out() -> None:
    text = text_of(replace(PAPER, documents=(replace(DOCUMENT, pages=""),)))
    assert "Pages" not in text
    assert "SHA-256 begins" in text


def test_a_case_without_documents_or_events_says_so() -> None:
    text = text_of(replace(PAPER, documents=(), events=(), left_out=()))
    assert "The school holds no document that bears on this case and may be shared." in text
    assert "No event is recorded in this case." in text


def test_a_long_list_repeats_its_heading() -> None:
    pages = PdfReader(io.BytesIO(evidence_pdf(replace(PAPER, documents=tuple(replace(DOCUMENT, number=n) for n in range(1, 80)))))).pages
    assert len(pages) > 2
    assert all("Document, and what it shows" in " ".join(page.extract_text().split()) for page in list(pages)[:2])


def test_it_is_titled_in_english_and_the_same_each_time() -> None:
    pdf = evidence_pdf(PAPER)
    assert evidence_pdf(PAPER) == pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo["/Title"]) == "List of the school’s evidence"


def test_its_words_can_be_found() -> None:
    assert "Decision letter" in evidence_words(PAPER)
