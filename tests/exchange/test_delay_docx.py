"""The plain Word document: headings, tables with a heading row that repeats, language, title, and the same bytes each time."""

import io
import zipfile
from dataclasses import replace
from datetime import date

from docx import Document
from docx.oxml.ns import qn

from sendco_desk.exchange.delay_docx import WordPaper, WordTable, WordText, word_file

PAPER = WordPaper(
    title="Delay timeline", heading="Delay timeline, as it stood on Mon 12 Apr 2027", name="محمد علی خان", about="Born Wed 14 Mar 2018",
    foot="محمد علی خان, born 14.03.2018 · Case 14", author="Fernhollow School", on=date(2027, 4, 12),
    body=(
        WordText(words="The plan was late."), WordText(words="Every date", style="heading"),
        WordTable(heads=("Date", "What"), widths=(1, 3), rows=(("Mon 7 Sep 2026", "Received\nby post"), ("", "Late")), strong=frozenset({1})),
        WordText(words="Small print", style="fine"), WordText(words="Left the room\x0b twice.", style="quote"),
    ),
)


def test_it_reads_as_headings_paragraphs_and_tables() -> None:
    document = Document(io.BytesIO(word_file(PAPER)))
    said = [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in document.paragraphs if paragraph.text]
    assert said == [
        ("Subtitle", "Delay timeline, as it stood on Mon 12 Apr 2027"), ("Title", "محمد علی خان"), ("Normal", "Born Wed 14 Mar 2018"),
        ("Normal", "The plan was late."), ("Heading 2", "Every date"), ("Normal", "Small print"), ("Quote", "Left the room twice."),
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Date", "What"], ["Mon 7 Sep 2026", "Received\nby post"], ["", "Late"]]
    assert table.rows[2].cells[1].paragraphs[0].runs[0].font.bold
    assert not table.rows[1].cells[1].paragraphs[0].runs[0].font.bold


def test_the_heading_row_repeats_and_the_foot_numbers_the_pages() -> None:
    document = Document(io.BytesIO(word_file(PAPER)))
    assert document.tables[0].rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    foot = document.sections[0].footer.paragraphs[0]
    assert foot.text.startswith("محمد علی خان, born 14.03.2018 · Case 14 · Page")
    assert "PAGE" in "".join(mark.text or "" for mark in foot._p.iter(qn("w:instrText")))


def test_it_is_in_british_english_with_title_author_and_its_own_day() -> None:
    document = Document(io.BytesIO(word_file(PAPER)))
    said = document.core_properties
    assert (said.title, said.author, said.language) == ("Delay timeline", "Fernhollow School", "en-GB")
    assert said.created is not None and f"{said.created:%Y-%m-%d %H:%M}" == "2027-04-12 12:00"
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None and language.get(qn("w:val")) == "en-GB"


def test_the_same_paper_gives_the_same_bytes() -> None:
    made = word_file(PAPER)
    assert word_file(PAPER) == made
    assert word_file(replace(PAPER, on=date(2027, 4, 13))) != made
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
