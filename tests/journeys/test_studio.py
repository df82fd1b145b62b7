"""The pack studio from end to end: arranged by mouse and keys, put right, undone across a restart, made while a note is written, cancelled."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pypdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.services.documents import Filing
from sendco_desk.services.kept_pages import KeptPages
from sendco_desk.services.scratch import scratch_folder
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.models.pack_model import Kind
from sendco_desk.ui.palette import Palette
from sendco_desk.ui.room import Place
from sendco_desk.ui.screens.pack import PackScreen
from tests.journeys.hands import ALT, CTRL, Hands, Key, says, settle, the
from tests.journeys.test_undo import write_an_entry
from tests.services.papers import pdf_file, text_file

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a list under a field does when it opens


@dataclass(slots=True)
class Studio:
    """A SENCo at the pack of Kacper’s case, which has three documents."""

    hands: Hands
    window: MainWindow
    case: UUID

    @property
    def screen(self) -> PackScreen:
        """The screen of the pack."""
        return the(self.window, PackScreen)

    @property
    def order(self) -> list[str]:
        """The headings and documents that go in, as they stand."""
        return [row.title for row in self.screen.model.rows if row.kind in (Kind.PART, Kind.DOCUMENT) and row.on]

    def go(self) -> None:
        """Go to the pack and wait until its pages are there."""
        self.window.go(Place("pack", self.case))
        self.drawn()

    def drawn(self) -> None:
        """Wait until the pages are drawn as the order is now."""
        work = self.screen.work
        self.hands.until(lambda: not self.window.tasks.busy() and not work.later.isActive() and self.screen.pages.stale.isHidden(), 90)
        settle()

    def click(self, title: str) -> None:
        """Choose a row by the mouse."""
        table, model = self.screen.table, self.screen.model
        number = next(n for n, row in enumerate(model.rows) if row.title == title)
        table.scrollTo(model.index(number, 2))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(number, 2)).center())
        settle()

    def drag(self, title: str, to: str) -> None:
        """Drag a row above another."""
        table, model, left = self.screen.table, self.screen.model, Qt.MouseButton.LeftButton
        table.scrollToBottom()
        start, box = (
            table.visualRect(model.index(next(n for n, row in enumerate(model.rows) if row.title == name), 2)) for name in (title, to)
        )
        end = QPoint(box.center().x(), box.top() + 3)
        QTest.mousePress(table.viewport(), left, pos=start.center())
        QTest.mouseMove(table.viewport(), (start.center() + end) / 2)
        QTest.mouseMove(table.viewport(), end)
        QTest.mouseRelease(table.viewport(), left, pos=end)
        settle()

    def choose_place(self, monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
        """Say where the pack shall stand."""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(out), ""))


@pytest.fixture
def studio(unlocked: Callable[[], MainWindow], hands: Hands, tmp_path: Path) -> Studio:
    """The studio, with a report of two pages and a letter besides the receipt that is there already."""
    window = unlocked()
    [found] = window.desk.casework.cases()
    report = pdf_file(tmp_path, "Report.pdf", "Made-up words of the report", pages=2)
    letter = text_file(tmp_path, "Letter.txt", "Made-up words of the letter")
    for path, day in ((report, date(2026, 1, 5)), (letter, date(2026, 1, 6))):
        window.desk.documents.add_files(found.pupil.id, [path], Filing(received_on=day, sharing_basis="agreed", dated_on=day))
    made = Studio(hands, window, found.case.id)
    made.go()
    return made


def test_it_is_arranged_by_mouse_and_keys_and_the_pages_follow(studio: Studio, hands: Hands) -> None:
    screen = studio.screen
    assert studio.order == ["Documents", "Report", "Letter", "Receipt"]
    studio.drag("Receipt", "Report")
    assert studio.order == ["Documents", "Receipt", "Report", "Letter"]
    studio.click("Letter")
    hands.key(Key.Key_Up, ALT)
    assert studio.order == ["Documents", "Receipt", "Letter", "Report"]
    studio.drawn()
    first = {row.title: row.first for row in screen.model.rows}
    assert screen.look_now is not None
    studio.click("Report")
    assert screen.pages.at == first["Report"] == screen.look_now.manifest.documents[2].first_page
    hands.key(Key.Key_Home)
    hands.tab_to(f"Page {screen.pages.at} of {screen.look_now.opened.pages} of the pack")
    hands.key(Key.Key_PageUp)
    assert screen.pages.number.text() == f"Page {screen.pages.at}"


def test_a_note_and_a_part_of_ones_own_are_printed_in_the_pack(
    studio: Studio, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen, out = studio.screen, tmp_path / "pack.pdf"
    screen.add.menu().actions()[1].trigger()
    hands.write("Reports of professionals")
    hands.key(Key.Key_Return)
    studio.click("Report")
    screen.about.parts_menu().actions()[0].trigger()
    hands.tab_to("Note for readers")
    hands.write("Page 2 answers the question")
    hands.key(Key.Key_Return)
    assert studio.order == ["Documents", "Letter", "Receipt", "Reports of professionals", "Report"]
    studio.click("Letter")
    hands.key(Key.Key_Space)
    studio.choose_place(monkeypatch, out)
    screen.head.make_button.click()
    hands.until(lambda: screen.made is not None, 90)
    words = " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages)
    assert words.count("Note: Page 2 answers the question") == 2
    assert "Reports of professionals" in words and "Made-up words of the letter" not in words
    assert screen.made is not None and screen.made.wrong == []
    assert "‘Letter’ is left out." in says(screen)
    studio.drawn()


def test_what_was_arranged_outlives_a_restart_and_is_undone_by_its_name(
    studio: Studio, unlocked: Callable[[], MainWindow], hands: Hands,
) -> None:
    studio.click("Receipt")
    hands.key(Key.Key_Up, ALT)
    studio.click("Report")
    hands.key(Key.Key_Space)
    assert studio.order == ["Documents", "Receipt", "Letter"]
    studio.drawn()
    studio.window = unlocked()
    studio.go()
    assert studio.order == ["Documents", "Receipt", "Letter"]
    hands.key(Key.Key_K, CTRL)
    hands.write("undo")
    hands.qtbot.wait(150)
    assert "Undo: Left ‘Report’ out of the pack" in [line.title for line in the(studio.window, Palette).model.lines]
    hands.key(Key.Key_Escape)
    for named in ("Left ‘Report’ out of the pack", "Moved ‘Receipt’ in the pack"):
        hands.key(Key.Key_Z, CTRL)
        assert studio.window.messages.said.text() == f"Undone: {named}."
    assert studio.order == ["Documents", "Report", "Letter", "Receipt"]
    studio.drawn()


def scan_upside_down(folder: Path) -> Path:
    """A page scanned the wrong way up: when it is right, its lines stand on its upper half."""
    page = Image.new("L", (1240, 1754), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(26)
    for line in range(16):
        pen.text((130, 150 + 42 * line), f"Line {line} of a made up report about reading, and what helps", fill="black", font=font)
    page.rotate(180).save(folder / "Scan.pdf", resolution=150)
    return folder / "Scan.pdf"


def inked(picture: QImage) -> tuple[int, int]:
    """How many dark dots lie on the upper and the lower half of a page, less its head and its foot."""
    high = picture.height()
    dark = [
        sum(picture.pixelColor(x, y).lightness() < 128 for x in range(0, picture.width(), 2))
        for y in range(round(high * 0.12), round(high * 0.9))
    ]
    return sum(dark[:len(dark) // 2]), sum(dark[len(dark) // 2:])


def test_a_scan_upside_down_is_pointed_out_and_turned_upright_by_one_button(studio: Studio, hands: Hands, tmp_path: Path) -> None:
    screen, day = studio.screen, date(2026, 1, 7)
    pupil = studio.window.desk.casework.page(studio.case).pupil.id
    studio.window.desk.documents.add_files(
        pupil, [scan_upside_down(tmp_path)], Filing(received_on=day, sharing_basis="agreed", dated_on=day),
    )
    studio.go()
    studio.click("Scan")
    hands.until(lambda: screen.pages.ground.paper.picture is not None and not studio.window.tasks.busy())
    assert "upside down" in says(screen)
    before = screen.pages.ground.paper.picture
    assert before is not None
    upper, lower = inked(before)
    assert lower > 4 * upper
    hands.tab_to("Turn upright: page 1 of Scan")
    hands.key(Key.Key_Space)
    studio.drawn()
    hands.until(lambda: not studio.window.tasks.busy())
    assert "Page 1 is turned." in says(screen) and "upside down" not in says(screen)
    after = screen.pages.ground.paper.picture
    assert after is not None
    upper, lower = inked(after)
    assert upper > 4 * lower
    hands.key(Key.Key_Z, CTRL)
    assert studio.window.messages.said.text() == "Undone: Turned pages of ‘Scan’ in the pack."
    studio.drawn()
    assert "upside down" in says(screen)


@dataclass(slots=True)
class Gate:
    """Holds the making of pages back until it is opened, as a slow document would."""

    reached: threading.Event
    go_on: threading.Event


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    made, usual = Gate(threading.Event(), threading.Event()), KeptPages.converted

    def held(self: KeptPages, sources: object, report: Report = unreported, total: int | None = None) -> object:
        if total is not None and threading.current_thread() is not threading.main_thread():
            made.reached.set()
            while not made.go_on.wait(0.02):
                report(0, total)
        return usual(self, sources, report, total)  # type: ignore[arg-type]

    monkeypatch.setattr(KeptPages, "converted", held)
    return made


def test_a_note_is_written_while_the_pack_is_made_and_is_not_in_it(
    studio: Studio, hands: Hands, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen, out = studio.screen, tmp_path / "pack.pdf"
    studio.choose_place(monkeypatch, out)
    screen.head.make_button.click()
    hands.until(gate.reached.is_set)
    hands.until(lambda: "Turning 3 documents into pages, 0 done" in says(studio.window))
    write_an_entry(studio.window, hands, "Written while the pack was made.")
    assert not out.exists()
    gate.go_on.set()
    hands.until(lambda: screen.made is not None, 90)
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    assert "Settled week" in words and "Written while the pack was made." not in words
    studio.drawn()
    assert screen.look_now is not None


def test_cancel_leaves_nothing_behind_and_the_pack_can_be_made_after_all(
    studio: Studio, hands: Hands, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen, out = studio.screen, tmp_path / "made" / "pack.pdf"
    out.parent.mkdir()
    studio.choose_place(monkeypatch, out)
    before = sorted(path.name for path in scratch_folder().rglob("*.pdf"))
    screen.head.make_button.click()
    hands.until(gate.reached.is_set)
    assert not screen.head.make_button.isEnabled()
    hands.until(lambda: studio.window.strip.isVisible())
    studio.window.strip.stop.click()
    hands.until(lambda: screen.head.make_button.isEnabled())
    assert "Stopped. Nothing was changed." in says(studio.window)
    assert list(out.parent.iterdir()) == []
    assert sorted(path.name for path in scratch_folder().rglob("*.pdf")) == before
    gate.go_on.set()
    screen.head.make_button.click()
    hands.until(lambda: screen.made is not None, 90)
    assert [path.name for path in out.parent.iterdir()] == ["pack.pdf"]
    studio.drawn()


def test_everything_of_the_pack_is_gone_from_the_disk_when_the_notebook_is_put_away(studio: Studio) -> None:
    shelf = studio.window.desk.workshop.shelf()
    assert any(shelf.rglob("*.pdf"))
    studio.window.close()
    assert not shelf.exists()
