"""A printed form goes where the person chose, whole and of the kind its name says; it is looked at in memory and kept among the documents."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from sendco_desk.domain.documents import Document
from sendco_desk.domain.paper import Heading, Paper, Paragraph, said
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.printing import paper_bytes, write_paper

PAPER = Paper(
    title="Views of the pupil", school="Fernhollow School", about=("A pupil",), foot="Foot",
    blocks=(Heading(text="Hopes"), Paragraph(runs=said("To work with otters."))),
)


def test_the_ending_of_the_name_says_what_is_made(tmp_path: Path) -> None:
    write_paper(PAPER, tmp_path / "views.pdf")
    write_paper(PAPER, tmp_path / "views.DOCX")
    assert "To work with otters." in PdfReader(tmp_path / "views.pdf").pages[0].extract_text()
    with zipfile.ZipFile(tmp_path / "views.DOCX") as package:
        assert "To work with otters." in package.read("word/document.xml").decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["views.DOCX", "views.pdf"]


@pytest.mark.parametrize(("name", "sentence"), [
    ("views.txt", "ends in .pdf or .docx"), ("views", "ends in .pdf or .docx"), ("nowhere/views.pdf", "folder for the file is not there"),
    ("folder.pdf", "is a folder"),
])
def test_a_place_that_cannot_be_is_refused_and_nothing_is_written(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(Refused, match=sentence) as refusal:
        write_paper(PAPER, tmp_path / name)
    assert refusal.value.field == "out"
    assert [path.name for path in tmp_path.iterdir()] == ["folder.pdf"]


def test_nothing_is_written_into_a_notebook(desk: Desk) -> None:
    with pytest.raises(Refused, match="inside a notebook"):
        write_paper(PAPER, desk.folder / "views.pdf")


def test_the_same_paper_gives_the_same_bytes_and_another_kind_is_a_mistake_in_the_code() -> None:
    assert paper_bytes(PAPER, "pdf") == paper_bytes(PAPER, "pdf")
    assert paper_bytes(PAPER, "docx") == paper_bytes(PAPER, "docx")
    with pytest.raises(ValueError, match="odt"):
        paper_bytes(PAPER, "odt")


def test_its_pages_are_looked_at_in_memory(desk: Desk) -> None:
    opened = desk.papers.looked_at(PAPER)
    assert opened.pages == 1
    assert [round(side) for side in opened.sizes[0]] == [595, 842]


def test_it_is_kept_once_among_the_documents_and_found_by_its_words(desk: Desk, kacper: Pupil) -> None:
    document, changed = desk.papers.keep(PAPER, kacper.id, "views", document_kind="report")
    assert changed == {"document"}
    assert (document.title, document.file_name) == ("Views of the pupil", "views 2026-11-23.pdf")
    assert "otters" in PdfReader(io.BytesIO(desk.documents.open(document.id).read())).pages[0].extract_text()
    assert [found.id for found in desk.finding.search("otters")] == [document.id]
    with pytest.raises(Refused, match="already"):
        desk.papers.keep(PAPER, kacper.id, "views")
    desk.finding.undo()
    assert desk.recording.of(Document, kacper.id) == []


def test_a_paper_that_says_what_something_costs_is_not_kept_where_everybody_reads(desk: Desk, kacper: Pupil) -> None:
    with pytest.raises(Refused, match="save it as a file instead"):
        desk.papers.keep(replace(PAPER, costed=True), kacper.id, "provision-map")
    assert desk.documents.book.all(Document, pupil=kacper.id) == []


def test_a_form_with_costs_says_that_it_has_them(desk: Desk, kacper: Pupil) -> None:
    assert desk.forms.paper("provision-map", pupil=kacper.id, costed=True).costed
    assert not desk.forms.paper("provision-map", pupil=kacper.id).costed


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_one_page_that_needs_more_is_refused_as_a_pdf_and_for_word(kind: str) -> None:
    long = replace(PAPER, one_page=True, blocks=(Paragraph(runs=said("To work with otters. " * 900)),))
    with pytest.raises(Refused, match="must fit on one page"):
        paper_bytes(long, kind)
    assert paper_bytes(replace(PAPER, one_page=True), kind)
