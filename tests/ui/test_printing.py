"""Paper: ink on white whatever the theme, a rule whole on one sheet where it fits, a foot on each, and nothing half written."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPagedPaintDevice, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.rulebook import page_html, rule_page
from sendco_desk.statute.rules import RULES
from sendco_desk.ui import printing
from sendco_desk.ui.printing import laid_out, paint, paper, pdf_of, print_pages, save_pdf, sheet_of
from sendco_desk.ui.theme import Dressing, Look

FOOT = "SENDCo Desk: the rules of the clock"


def pages_of(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def sentences(look: Look, count: int, word: str = "word") -> QTextDocument:
    return paper("".join(f"<p>{word} {number} on a line of its own.</p>" for number in range(count)), look.family)


def device(tmp_path: Path) -> QPdfWriter:
    made = QPdfWriter(str(tmp_path / "measure.pdf"))
    sheet_of(made)
    return made


def test_every_page_has_its_words_its_foot_and_its_number(look: Look) -> None:
    data, sheets = pdf_of([sentences(look, 3, "first"), sentences(look, 2, "second")], "A title", FOOT)
    assert data.startswith(b"%PDF") and sheets == 1
    [page] = pages_of(data)
    assert "first 2 on a line of its own." in page and "second 1 on" in page
    assert FOOT in page and "Page 1 of 1" in page
    about = PdfReader(io.BytesIO(data)).metadata
    assert about is not None and (about.title, about.creator) == ("A title", "SENDCo Desk")


def test_what_fits_on_a_sheet_is_not_torn_and_what_does_not_goes_on(look: Look, tmp_path: Path) -> None:
    half, long = sentences(look, 34), sentences(look, 150)
    sheets = laid_out([half, half, sentences(look, 2), long, sentences(look, 1)], device(tmp_path))
    assert [len(sheet) for sheet in sheets[:2]] == [1, 2]
    assert sheets[1][1].top > sheets[1][0].tall
    torn = [sheet for sheet in sheets if sheet[0].document is long]
    assert len(torn) >= 2 and all(len(sheet) == 1 for sheet in torn)
    assert [sheet[0].begins for sheet in torn] == [number * torn[0][0].tall for number in range(len(torn))]
    assert sheets[-1][0].document is not long


def test_no_line_is_lost_where_a_page_turns(look: Look) -> None:
    data, sheets = pdf_of([sentences(look, 150)], "Long", FOOT)
    assert sheets >= 2
    read = " ".join(pages_of(data))
    assert [number for number in range(150) if f"word {number} on a line of its own." not in read] == []


def test_all_rules_make_a_book_in_which_each_begins_on_the_page_with_its_number(look: Look) -> None:
    data, sheets = pdf_of([paper(page_html(rule_page(one)), look.family) for one in RULES], "Rules", FOOT)
    pages = pages_of(data)
    assert sheets == len(pages) > 40
    for one in RULES:
        assert any(f"{one.id} ·" in page and " ".join(one.title.split()) in page for page in pages), one.id


def test_paper_is_ink_on_white_in_the_dark_theme_too(dressing: Dressing) -> None:
    light, _ = pdf_of([sentences(dressing.look, 3)], "A", FOOT)
    dressing.choose("dark", 2.0)
    dark, _ = pdf_of([sentences(dressing.look, 3)], "A", FOOT)
    first, second = (PdfReader(io.BytesIO(data)).pages[0].get_contents() for data in (light, dark))
    assert first is not None and second is not None and first.get_data() == second.get_data()


def test_a_pdf_is_written_whole_or_not_at_all(look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "rules.pdf"
    assert save_pdf([sentences(look, 2)], out, "Rules", FOOT) == 1
    before = out.read_bytes()

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(Path, "write_bytes", full)
        with pytest.raises(Trouble, match="No space left"):
            save_pdf([sentences(look, 9)], out, "Rules", FOOT)
    assert out.read_bytes() == before and [path.name for path in tmp_path.iterdir()] == ["rules.pdf"]
    with pytest.raises(Refused, match="is a folder"):
        save_pdf([sentences(look, 1)], tmp_path, "Rules", FOOT)


def test_printing_asks_for_a_printer_and_gives_back_how_many_sheets_went(
    look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    asked = []

    def accept(dialog: QPrintDialog) -> int:
        asked.append(dialog.windowTitle())
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
        return QPrintDialog.DialogCode.Accepted.value

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    assert print_pages([sentences(look, 2)], "SENDCo rule REQ-04", FOOT, over) == 1
    assert asked == ["SENDCo rule REQ-04"]
    [page] = pages_of((tmp_path / "printed.pdf").read_bytes())
    assert "word 1 on a line" in page and "Page 1 of 1" in page
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: QPrintDialog.DialogCode.Rejected.value)
    assert print_pages([sentences(look, 2)], "SENDCo rule REQ-04", FOOT, over) == 0


def test_a_printer_that_takes_nothing_is_told_in_words(look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Shut:
        def begin(self, device: QPagedPaintDevice) -> bool:
            return False

    monkeypatch.setattr(printing, "QPainter", Shut)
    with pytest.raises(Trouble, match="check the printer"):
        paint([sentences(look, 1)], device(tmp_path), FOOT)
