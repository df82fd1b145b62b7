"""Polish, Urdu and Chinese pupils, a birthday on 29 February and a scan held upside down, from the entry sheet to the printed pack."""

import io
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from PySide6.QtWidgets import QFileDialog

from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.bundling import verify
from sendco_desk.ui.forms.document_forms import FilingForm
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.pupil_form import PupilForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.palette import Palette
from sendco_desk.ui.room import Place
from sendco_desk.ui.screens.documents import DocumentsPage
from sendco_desk.ui.screens.pack import PackScreen
from tests.journeys.hands import CTRL, Hands, Key, says, settle, the

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # what a list under a field does when it opens
NAMES = (("Łukasz", "Żółkiewski", "Łuk"), ("علی", "خان", "علی"), ("小明", "王", "王"))
"""Forename, surname, and what somebody types to find the pupil."""


def add_by_form(window: MainWindow, hands: Hands, forename: str, surname: str, born: date) -> UUID:
    """Put a pupil on the list as the form asks."""
    window.go(Place("pupils"))
    hands.tab_to("Add a pupil")
    hands.key(Key.Key_Space)
    form = the(window, PupilForm)
    hands.write(forename)
    hands.tab_to("Legal surname")
    hands.write(surname)
    hands.tab_to("Date of birth")
    hands.write(born.isoformat())
    hands.key(Key.Key_Return, CTRL)
    assert form.made is not None and window.place == Place("pupil", form.made)
    return form.made


def find(window: MainWindow, hands: Hands, typed: str) -> None:
    """Ctrl+K, the letters, Enter."""
    hands.key(Key.Key_K, CTRL)
    hands.write(typed)
    hands.until(lambda: "Pupils" in [line.title for line in the(window, Palette).model.lines])
    hands.key(Key.Key_Return)


def words_in(pack: Path) -> str:
    """All words of a PDF, as whoever copies from it gets them."""
    with pdfium.PdfDocument(pack) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def upside_down(path: Path) -> Path:
    """A scan that a camera took on its head: upright only for who heeds its EXIF orientation. A black bar stands at its top."""
    page = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(page).rectangle((0, 0, 600, 200), fill="black")
    exif = Image.Exif()
    exif[0x0112] = 3
    page.rotate(180).save(path, exif=exif, quality=90)
    return path


def put_in(window: MainWindow, hands: Hands, pupil: UUID, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a file in by the page's button, and say on which ground it may be shared."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *given, **more: ([str(path)], ""))
    window.go(Place("pupil", pupil, "documents"))
    the(window, DocumentsPage).choose_files()
    form = the(window, FilingForm)
    fill(form.fields["sharing_basis"].box, "agreed")
    form.finish()
    hands.until(lambda: not window.tasks.busy(), 60)


def make_pack(window: MainWindow, hands: Hands, case: UUID, out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the pack as it is proposed."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(out), ""))
    window.go(Place("pack", case))
    screen = window.shown_screen()
    assert isinstance(screen, PackScreen)
    hands.until(lambda: not window.tasks.busy(), 60)
    screen.check_and_make()
    hands.until(lambda: not window.tasks.busy(), 120)
    assert screen.made is not None, window.messages.said.text()
    assert [check.name for check in verify(out) if not check.ok] == []
    return out


def dark(picture: Image.Image, share: tuple[float, float]) -> float:
    """How much of a band of a picture is dark; the band is given from the top, as shares of the height."""
    band = picture.convert("L").crop((0, int(picture.height * share[0]), picture.width, int(picture.height * share[1])))
    return sum(band.histogram()[:64]) / (band.width * band.height)


def open_a_case(window: MainWindow, pupil: UUID) -> UUID:
    """A request that the council received three weeks ago."""
    received = window.desk.clock().date() - timedelta(weeks=3)
    window.desk.casework.open_case(pupil, authority="Marlshire", events=(("request_received", received, None),))
    return next(row.case.id for row in window.desk.casework.cases() if row.pupil.id == pupil)


def test_awkward_names_go_from_the_form_to_the_printed_pack(
    main: MainWindow, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Pupil] = []
    for forename, surname, typed in NAMES:
        pupil = add_by_form(main, hands, forename, surname, date(2016, 2, 29))
        made.append(main.desk.pupils.get(pupil))
        main.go(Place("today"))
        find(main, hands, typed)
        assert main.place == Place("pupil", pupil)
        settle()
        assert forename in says(main) and "born Mon 29 Feb 2016" in says(main)

        main.go(Place("today"))
        hands.key(Key.Key_N, CTRL)
        hands.write(f"{forename} {surname}")
        hands.key(Key.Key_Return)
        hands.tab_to("Phone call")
        hands.key(Key.Key_Space)
        hands.tab_to("What was said or seen")
        hands.write(f"{forename} said so.")
        hands.key(Key.Key_Return, CTRL)
        assert [line.entry.words for line in main.desk.story.lines(pupil)] == [f"{forename} said so."]

    for number, pupil_now in enumerate(made):
        out = make_pack(main, hands, open_a_case(main, pupil_now.id), tmp_path / f"{number}.pdf", monkeypatch)
        words = words_in(out)
        assert pupil_now.legal_forename in words and pupil_now.legal_surname in words


def test_a_birthday_on_29_february_is_counted_right(main: MainWindow, hands: Hands) -> None:
    pupil = add_by_form(main, hands, "Fee", "Wren", date(2016, 2, 29))
    settle()
    assert "born Mon 29 Feb 2016" in says(main)
    today = main.desk.clock().date()
    years = today.year - 2016 - ((today.month, today.day) < (2, 29))
    assert main.desk.pupils.page(pupil).age.startswith(f"{years} years")


def test_a_scan_held_upside_down_stands_upright_in_the_pack(
    main: MainWindow, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    (case,) = main.desk.casework.cases()
    put_in(main, hands, case.pupil.id, upside_down(tmp_path / "School report.jpg"), monkeypatch)
    out = make_pack(main, hands, case.case.id, tmp_path / "pack.pdf", monkeypatch)
    with pdfium.PdfDocument(io.BytesIO(out.read_bytes())) as pdf:
        pages = [page.render(scale=0.5).to_pil() for page in pdf]
    scan = max(pages, key=lambda page: dark(page, (0, 1)))
    assert dark(scan, (0.1, 0.25)) > 0.5 and dark(scan, (0.75, 0.9)) < 0.05
