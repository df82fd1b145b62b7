"""The first window: open, make, recover and restore a notebook, each failure in its own sentence and in its place."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.services.desk import Desk
from sendco_desk.ui.opening import Notebooks
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.unlock import UnlockPage, UnlockWindow, WelcomePage
from sendco_desk.ui.unlock_pages import CodePage, NewPage, RecoverPage, RestorePage, folder_for, grouped

PASSPHRASE = "harbour lantern pencil"
NEW = "gravel moth tin violet"
T = TypeVar("T", bound=QWidget)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretching a passphrase costs next to nothing here."""
    from sendco_desk.store import notebook, slots

    monkeypatch.setattr(slots, "measured_cost", lambda: slots.TINY)
    monkeypatch.setattr(notebook, "measured_cost", lambda: slots.TINY)


@pytest.fixture
def known(folder: Path, preferences: Preferences) -> Path:
    """A notebook that was opened here before."""
    preferences.opened(folder, "Fernhollow Primary School", "Wed 11 Nov 2026, 16:55")
    return folder


@pytest.fixture
def desks() -> Iterator[list[Desk]]:
    """The desks that the window opened; closed at the end."""
    opened: list[Desk] = []
    yield opened
    for desk in opened:
        desk.close()


@pytest.fixture
def make(dressing: Dressing, preferences: Preferences, desks: list[Desk], qtbot: QtBot) -> Iterator[Callable[[], UnlockWindow]]:
    """Shows the first window."""
    made: list[UnlockWindow] = []

    def show() -> UnlockWindow:
        window = UnlockWindow(Notebooks(preferences), dressing, crash=lambda error: pytest.fail(repr(error)))
        window.opened.connect(desks.append)
        window.show()
        qtbot.waitUntil(lambda: window.loaded and not window.tasks.busy(), timeout=10_000)
        made.append(window)
        return window

    yield show
    for window in made:
        window.close()
        window.deleteLater()


def settle(window: UnlockWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.tasks.busy(), timeout=10_000)


def page(window: UnlockWindow, kind: type[T]) -> T:
    assert isinstance(window.page, kind)
    return window.page


def press(window: UnlockWindow, words: str) -> None:
    next(b for b in window.findChildren(QAbstractButton) if b.accessibleName() == words and b.isVisible()).click()


def test_the_right_passphrase_opens_the_notebook(known: Path, make: Callable[[], UnlockWindow], desks: list[Desk], qtbot: QtBot) -> None:
    window = make()
    secret = page(window, UnlockPage).secret.edit
    QTest.keyClicks(secret, PASSPHRASE)
    QTest.keyClick(secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desks), timeout=10_000)
    assert desks[0].school.school().name == "Fernhollow Primary School"


def test_a_wrong_passphrase_is_said_in_place_and_can_be_typed_again(
    known: Path, make: Callable[[], UnlockWindow], desks: list[Desk], qtbot: QtBot,
) -> None:
    window = make()
    here = page(window, UnlockPage)
    here.secret.set_text("harbor lantern pencil")
    here.unlock()
    settle(window, qtbot)
    assert "does not open this notebook" in here.secret.said.text() and here.secret.is_wrong()
    assert here.secret.edit.selectedText() != "" and here.go.isEnabled()
    here.secret.set_text(PASSPHRASE)
    here.unlock()
    qtbot.waitUntil(lambda: bool(desks), timeout=10_000)


def test_after_several_wrong_passphrases_the_next_must_wait(known: Path, make: Callable[[], UnlockWindow], qtbot: QtBot) -> None:
    window = make()
    here = page(window, UnlockPage)
    for _ in range(5):
        here.secret.set_text("not the passphrase")
        here.unlock()
        settle(window, qtbot)
    assert not here.go.isEnabled() and here.go.text().startswith("Wait 1")
    here.seconds = 0
    here.count_down()
    assert here.go.isEnabled() and here.go.text() == "Unlock"


def test_an_empty_passphrase_is_not_tried(known: Path, make: Callable[[], UnlockWindow]) -> None:
    window = make()
    page(window, UnlockPage).unlock()
    assert page(window, UnlockPage).secret.is_wrong() and not window.tasks.busy()


def test_where_several_people_open_it_each_chooses_a_name(known: Path, make: Callable[[], UnlockWindow], desks: list[Desk], qtbot: QtBot) -> None:
    from sendco_desk.services.opening import open_desk

    desk = open_desk(known, PASSPHRASE)
    desk.keyring.add_person("R. Amadi", "head", NEW)
    desk.close()
    window = make()
    here = page(window, UnlockPage)
    assert here.who is not None
    here.who.choose("R. Amadi")
    here.secret.set_text(NEW)
    here.unlock()
    qtbot.waitUntil(lambda: bool(desks), timeout=10_000)
    assert desks[0].keyring.person().name == "R. Amadi"


def test_a_notebook_open_elsewhere_says_so_under_the_page(known: Path, make: Callable[[], UnlockWindow], qtbot: QtBot) -> None:
    from sendco_desk.services.opening import open_desk

    window = make()
    desk = open_desk(known, PASSPHRASE)
    page(window, UnlockPage).secret.set_text(PASSPHRASE)
    page(window, UnlockPage).unlock()
    settle(window, qtbot)
    desk.close()
    assert window.problem_box.isVisible() and "open" in window.problem.text()


def test_a_folder_that_holds_no_notebook_says_so(make: Callable[[], UnlockWindow], tmp_path: Path, qtbot: QtBot) -> None:
    window = make()
    (tmp_path / "Holiday photographs").mkdir()
    window.show_folder(tmp_path / "Holiday photographs")
    settle(window, qtbot)
    assert "not a notebook" in window.problem.text()


def test_the_first_time_it_offers_a_new_notebook(make: Callable[[], UnlockWindow]) -> None:
    window = make()
    page(window, WelcomePage)
    press(window, "Make a new notebook")
    page(window, NewPage)
    press(window, "Back")
    page(window, WelcomePage)


def test_a_notebook_that_has_gone_is_no_longer_offered(known: Path, make: Callable[[], UnlockWindow]) -> None:
    known.rename(known.with_name("Moved.sendco"))
    page(make(), WelcomePage)


def filled(window: UnlockWindow, folder: Path) -> NewPage:
    window.new_notebook()
    here = page(window, NewPage)
    here.school.set_text("Fernhollow: Primary")
    here.person.set_text("E. Marlowe")
    here.council.set_text("Marlshire")
    here.secret.first.set_text(NEW)
    here.secret.again.set_text(NEW)
    here.where.show_folder(folder)
    return here


def test_a_new_notebook_shows_its_recovery_code_before_it_opens(
    make: Callable[[], UnlockWindow], desks: list[Desk], tmp_path: Path, preferences: Preferences, qtbot: QtBot,
) -> None:
    window = make()
    filled(window, tmp_path / "New.sendco").press()
    qtbot.waitUntil(lambda: isinstance(window.page, CodePage), timeout=10_000)
    here = page(window, CodePage)
    assert desks == [] and not here.go.isEnabled()
    assert here.code in here.sheet() and here.code.replace("-", "") == "".join(grouped(here.code).split())
    here.safe.click()
    here.go.click()
    assert desks[0].school.school().authority == "Marlshire"
    assert [one.folder for one in preferences.recent()] == [tmp_path / "New.sendco"]


def test_what_is_missing_is_said_beside_its_field(make: Callable[[], UnlockWindow], tmp_path: Path) -> None:
    here = filled(make(), tmp_path / "New.sendco")
    for field in (here.school, here.person):
        kept = field.text()
        field.set_text("")
        here.press()
        assert field.is_wrong() and not here.over.tasks.busy()
        field.set_text(kept)
    here.secret.again.set_text("something else altogether")
    here.press()
    assert here.secret.again.is_wrong()


def test_a_folder_that_is_not_empty_is_refused_beside_its_field(make: Callable[[], UnlockWindow], tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("kept")
    window = make()
    here = filled(window, tmp_path / "full")
    here.press()
    settle(window, qtbot)
    assert here.where.is_wrong() and (tmp_path / "full" / "letter.txt").read_text() == "kept"


def test_a_synced_folder_is_refused_in_words(make: Callable[[], UnlockWindow], tmp_path: Path, qtbot: QtBot) -> None:
    window = make()
    here = filled(window, tmp_path / "OneDrive - Fernhollow" / "New.sendco")
    here.press()
    settle(window, qtbot)
    assert "OneDrive" in here.where.said.text()


def test_the_folder_is_called_after_the_school_until_another_is_chosen(make: Callable[[], UnlockWindow], tmp_path: Path) -> None:
    window = make()
    window.new_notebook()
    here = page(window, NewPage)
    here.school.set_text("St Mary’s: Infants/Juniors")
    assert here.where.folder is not None and here.where.folder.name == "St Mary’s InfantsJuniors.sendco"
    here.where.chosen = True
    here.school.set_text("Fernhollow")
    assert here.where.folder.name == "St Mary’s InfantsJuniors.sendco"
    assert folder_for("  ").name == "Notebook.sendco"


def made_with_code(tmp_path: Path) -> tuple[Path, str]:
    from sendco_desk.services.opening import NewNotebook, create

    folder = tmp_path / "Lost.sendco"
    desk, code = create(NewNotebook(folder=folder, school_name="Fernhollow", person_name="E. Marlowe", passphrase=PASSPHRASE))
    desk.close()
    return folder, code


def test_the_recovery_code_sets_a_new_passphrase(make: Callable[[], UnlockWindow], desks: list[Desk], tmp_path: Path, qtbot: QtBot) -> None:
    folder, code = made_with_code(tmp_path)
    window = make()
    window.use_code(folder)
    settle(window, qtbot)
    here = page(window, RecoverPage)
    assert here.person.text() == "E. Marlowe"
    here.code.set_text(code.lower().replace("-", " "))
    here.secret.first.set_text(NEW)
    here.secret.again.set_text(NEW)
    here.press()
    qtbot.waitUntil(lambda: bool(desks), timeout=10_000)


def test_a_mistyped_code_is_said_beside_its_field(make: Callable[[], UnlockWindow], tmp_path: Path, qtbot: QtBot) -> None:
    folder, code = made_with_code(tmp_path)
    window = make()
    window.use_code(folder)
    settle(window, qtbot)
    here = page(window, RecoverPage)
    here.press()
    assert here.code.is_wrong()
    here.code.set_text(code[:-1])
    here.secret.first.set_text(NEW)
    here.secret.again.set_text(NEW)
    here.press()
    settle(window, qtbot)
    assert "35" in here.code.said.text() and here.isEnabled()


def test_a_backup_is_put_back_and_asks_for_its_passphrase(
    known: Path, make: Callable[[], UnlockWindow], desks: list[Desk], tmp_path: Path, qtbot: QtBot,
) -> None:
    from sendco_desk.services.opening import open_desk

    desk = open_desk(known, PASSPHRASE)
    made = desk.backups.make(tmp_path / "backups")
    desk.close()
    window = make()
    window.restore()
    here = page(window, RestorePage)
    here.press()
    assert here.source.is_wrong()
    here.source.show_folder(made.folder)
    here.to.show_folder(tmp_path / "Restored.sendco")
    here.press()
    qtbot.waitUntil(lambda: isinstance(window.page, UnlockPage), timeout=10_000)
    settle(window, qtbot)
    page(window, UnlockPage).secret.set_text(PASSPHRASE)
    page(window, UnlockPage).unlock()
    qtbot.waitUntil(lambda: bool(desks), timeout=10_000)
    assert len(desks[0].pupils.rows()) == 3


def test_the_first_window_loads_neither_the_store_nor_the_pdf_makers_nor_the_enums_of_qt() -> None:
    asked = (
        "import sys; from PySide6.QtWidgets import QApplication; from pathlib import Path\n"
        "from sendco_desk.ui.theme import dress; from sendco_desk.ui.unlock import UnlockWindow\n"
        "from sendco_desk.ui.opening import Notebooks; from sendco_desk.ui.preferences import Preferences\n"
        "app = QApplication([]); window = UnlockWindow(Notebooks(Preferences(Path('none.ini'))), dress(app), crash=print)\n"
        "window.loaded = True; window.show(); app.processEvents()\n"
        "heavy = {'sqlalchemy', 'alembic', 'reportlab', 'pikepdf', 'argon2', 'PIL', 'PySide6.QtSvg', 'PySide6.QtPrintSupport'}\n"
        "import PySide6.QtCore as core; print(sorted(heavy & set(sys.modules)), 'Qt' in vars(core)); window.close()"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "[] False"


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_page_has_names_for_all_and_scrolls_at_200_percent(
    known: Path, make: Callable[[], UnlockWindow], dressing: Dressing, nameless: Callable[[QWidget], list[str]], size: float, qtbot: QtBot,
) -> None:
    window = make()
    dressing.choose("light", size)
    window.resize(820, 560)
    for show in (window.start, window.new_notebook, lambda: window.use_code(known), window.restore):
        show()
        settle(window, qtbot)
        assert nameless(window) == []
        assert window.page is not None and window.page.width() <= 820
        assert all(label.text() != "" or not label.isVisible() for label in window.page.findChildren(QLabel))


def test_the_passphrase_can_be_typed_as_soon_as_the_window_is_there(known: Path, make: Callable[[], UnlockWindow], qtbot: QtBot) -> None:
    window = make()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window.page
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(page.secret.edit.hasFocus)
