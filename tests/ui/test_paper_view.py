"""A printed form in the window: its pages as they will print, and from there to PDF, Word, the printer and the pupil's documents."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.paper import Heading, NewPage, Paper, Paragraph, said
from sendco_desk.domain.refusals import Trouble
from sendco_desk.ui import printing
from sendco_desk.ui.document_view import NOT_SHOWN
from sendco_desk.ui.printing import paint_pictures
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.paper_view import PaperView, show_paper
from tests.services.papers import WorksHere
from tests.ui.heard import Heard

PAPER = Paper(
    title="Views of the pupil", school="Fernhollow School", foot="Foot",
    blocks=(Heading(text="Hopes"), Paragraph(runs=said("To work with otters.")), NewPage(), Paragraph(runs=said("The second page."))),
)


@pytest.fixture
def quick(room: Room) -> Room:
    """A room whose pages are made in this process."""
    return replace(room, desk=replace(room.desk, previews=replace(room.desk.previews, workshop=WorksHere())))


@pytest.fixture
def kacper(room: Room) -> UUID:
    return next(row.pupil.id for row in room.desk.pupils.rows() if row.pupil.known_name == "Kacper Wilk")


def settled(view: PaperView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.job is None and not view.room.tasks.busy() and not view.settle.isActive(), timeout=20_000)


def opened(room: Room, qtbot: QtBot, paper: Paper = PAPER, pupil: UUID | None = None) -> PaperView:
    view = PaperView(room, paper, "views", pupil, title="Views, 5 Oct")
    qtbot.addWidget(view)
    view.resize(760, 560)
    view.show()
    settled(view, qtbot)
    return view


def chooses(monkeypatch: pytest.MonkeyPatch, name: str) -> list[tuple[str, str]]:
    """Whoever is asked for a file names this one; what was proposed is noted."""
    asked: list[tuple[str, str]] = []

    def answer(over: QWidget, title: str, proposed: str, kinds: str) -> tuple[str, str]:
        asked.append((proposed, kinds))
        return name, kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return asked


def test_its_pages_are_shown_as_they_will_print(quick: Room, qtbot: QtBot, nameless: Callable[[QWidget], list[str]]) -> None:
    view = opened(quick, qtbot)
    assert view.number.text() == "1 of 2"
    assert view.ground.paper.picture is not None
    assert view.title == "Views, 5 Oct"
    assert view.keep_button.isHidden()
    assert nameless(view) == []
    view.hide()
    assert view.pages is None


def test_a_paper_that_cannot_be_made_says_why(quick: Room, qtbot: QtBot) -> None:
    view = opened(quick, qtbot, replace(PAPER, one_page=True, blocks=(Paragraph(runs=said("Long. " * 3000)),)))
    assert view.stacked.currentIndex() == 1
    said_there = " ".join(label.text() for label in view.findChildren(type(view.number)))
    assert NOT_SHOWN in said_there and "too long: shorten some of its words." in said_there


@pytest.mark.parametrize(("suffix", "kinds"), [(".pdf", "PDF (*.pdf)"), (".docx", "Word (*.docx)")])
def test_it_is_saved_where_the_person_chooses(
    quick: Room, qtbot: QtBot, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, kinds: str,
) -> None:
    view = opened(quick, qtbot)
    asked = chooses(monkeypatch, str(tmp_path / "given"))
    (view.pdf_button if suffix == ".pdf" else view.word_button).click()
    settled(view, qtbot)
    assert asked == [(f"views{suffix}", kinds)]
    assert [path.name for path in tmp_path.glob("given*")] == [f"given{suffix}"]
    assert heard.last.startswith("A plain copy is saved.")


def test_who_thinks_better_of_it_saves_nothing(quick: Room, qtbot: QtBot, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    view = opened(quick, qtbot)
    chooses(monkeypatch, "")
    view.pdf_button.click()
    assert not quick.tasks.busy() and heard.said == []


def test_it_is_kept_among_the_documents_once(quick: Room, qtbot: QtBot, heard: Heard, kacper: UUID) -> None:
    view = opened(quick, qtbot, pupil=kacper)
    view.keep_button.click()
    assert [document.title for document in quick.desk.documents.of(kacper)] == ["Views, 5 Oct"]
    assert heard.last == "Kept among the pupil’s documents, as it is today."
    assert not view.keep_button.isEnabled()
    view.keep()
    assert heard.last == "This very paper is among the pupil’s documents already."
    assert view.keep_button.isEnabled()
    lone = opened(quick, qtbot)
    lone.keep()
    assert len(quick.desk.documents.of(kacper)) == 1


def test_it_is_printed_page_by_page(quick: Room, qtbot: QtBot, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view, asked = opened(quick, qtbot), []

    def accept(dialog: QPrintDialog) -> int:
        asked.append(dialog.windowTitle())
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
        return QPrintDialog.DialogCode.Accepted.value

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    view.print_button.click()
    settled(view, qtbot)
    assert asked == ["views"]
    assert heard.last == "Sent to the printer: 2 sheets."
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 2
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: QPrintDialog.DialogCode.Rejected.value)
    view.print_button.click()
    settled(view, qtbot)
    assert len(heard.said) == 1


def test_a_printer_that_takes_nothing_is_told_in_words(quick: Room, qtbot: QtBot, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(pages: tuple[bytes, ...], title: str, over: QWidget) -> int:
        raise Trouble("Nothing could be printed: check the printer.")

    view = opened(quick, qtbot)
    monkeypatch.setattr("sendco_desk.ui.screens.paper_view.print_pictures", shut)
    view.print()
    settled(view, qtbot)
    assert heard.last == "Nothing could be printed: check the printer."


def page_png(room: Room, paper: Paper) -> bytes:
    return room.desk.previews.page(room.desk.papers.looked_at(paper), 1, 200)


def test_broad_pages_are_printed_broad_and_upright_ones_upright(quick: Room, tmp_path: Path) -> None:
    one_page = replace(PAPER, blocks=PAPER.blocks[:2])
    pages = [page_png(quick, one_page), page_png(quick, replace(one_page, landscape=True)), page_png(quick, one_page)]
    assert paint_pictures(pages, QPdfWriter(str(tmp_path / "out.pdf"))) == 3
    sizes = [page.mediabox for page in PdfReader(tmp_path / "out.pdf").pages]
    assert [size.width > size.height for size in sizes] == [False, True, False]


def test_pages_reach_the_edges_of_the_sheet(quick: Room, tmp_path: Path) -> None:
    device = QPdfWriter(str(tmp_path / "out.pdf"))
    device.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(50, 50, 50, 50)))
    paint_pictures([page_png(quick, PAPER)], device)
    assert device.pageLayout().margins() == QMarginsF()


def test_a_device_that_does_not_begin_is_trouble(quick: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Shut:
        def begin(self, device: QPagedPaintDevice) -> bool:
            return False

    monkeypatch.setattr(printing, "QPainter", Shut)
    with pytest.raises(Trouble, match="check the printer"):
        paint_pictures([page_png(quick, PAPER)], QPdfWriter(str(tmp_path / "out.pdf")))


def test_it_is_laid_over_the_window(quick: Room, qtbot: QtBot, heard: Heard) -> None:
    show_paper(quick, PAPER, name="views")
    view = heard.sheets[-1]
    assert isinstance(view, PaperView)
    qtbot.addWidget(view)
    assert (view.title, view.name, view.pupil) == ("Views of the pupil", "views", None)
