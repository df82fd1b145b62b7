"""What can be done in the studio about a document as a whole: it stands elsewhere already, it was signed, a file inside it goes in by itself."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sendco_desk.packs.enclosed import not_printed
from sendco_desk.packs.source import Converted, Finding, Noticed, Outcome
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.screens.pack_about import KEPT
from sendco_desk.ui.widgets.buttons import Button
from tests.ui.case_desks import press, says
from tests.ui.heard import Heard
from tests.ui.test_pack import choose, converted, key, placed, row_of, screen, turned

__all__ = ["screen"]

REPEATED = Finding(noticed=Noticed.REPEATED, words="Every page of this document stands in ‘Letter’ already.")
SIGNED = Finding(noticed=Noticed.SIGNED, words="This PDF was signed digitally.")


def test_a_document_that_stands_elsewhere_already_is_left_out_by_one_button(screen: PackScreen) -> None:
    turned(screen, Report=converted(2, REPEATED))
    choose(screen, "Report")
    assert "Every page of this document stands in ‘Letter’ already." in says(screen.about)
    press(screen, "Leave this document out: Report")
    assert placed(screen, "Report").left_out
    assert screen.room.desk.finding.undoable() == "Left ‘Report’ out of the pack"
    names = [made.accessibleName() for made in screen.about.findChildren(Button)]
    assert "Leave this document out: Report" not in names


def test_the_original_of_a_signed_document_is_saved_with_its_signature(
    screen: PackScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    turned(screen, Report=converted(2, SIGNED))
    choose(screen, "Report")
    document = screen.room.desk.documents.get(key(screen, "Report"))
    offered: list[str] = []

    def answer(parent: object, title: str, name: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "original.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    press(screen, "Save the original: Report")
    qtbot.waitUntil(lambda: heard.last == KEPT)
    assert offered == [document.file_name]
    with screen.room.desk.keyring.book.attachments.open(document.attachment) as kept:
        assert (tmp_path / "original.pdf").read_bytes() == kept.read()


def test_no_place_chosen_saves_no_original(screen: PackScreen, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    turned(screen, Report=converted(2, SIGNED))
    choose(screen, "Report")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    press(screen, "Save the original: Report")
    assert heard.said == []


def test_a_file_inside_a_document_is_said_to_be_missing_only_while_it_does_not_go_in_by_itself(screen: PackScreen) -> None:
    reason = not_printed(["report.pdf"])
    mail = Converted(
        name="m.eml", outcome=Outcome.PARTIAL, pdf=Path("m.pdf"), pages=1, reason=reason, attachments=("report.pdf",), attachment_prints=("ab",),
    )
    turned(screen, Letter=mail, Report=Converted(name="report.pdf", outcome=Outcome.INCLUDED, pdf=Path("r.pdf"), pages=1, sha256="ab"))
    assert screen.model.rows[row_of(screen, "Letter")].reason == ""
    screen.switch(screen.model.rows[row_of(screen, "Report")])
    assert screen.model.rows[row_of(screen, "Letter")].reason == reason
