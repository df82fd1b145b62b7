"""A chaser written, sent and logged in under a minute: from Today's row, through real windows, every click and key counted."""

import email
import email.policy
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.documents import Document
from sendco_desk.domain.story import StoryEntry
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.letter import LetterScreen
from sendco_desk.ui.screens.letter_composer import FROM_BEFORE
from tests.journeys.hands import CTRL, Hands, Key, focused, says, told

MOST = 6
"""The clicks and keys that a chaser may take from Today's row on, the file's own window included."""


@dataclass
class Counted:
    """Clicks and presses as a person does, and counts them."""

    window: MainWindow
    hands: Hands
    done: list[str] = field(default_factory=list)

    def click(self, holds: Callable[[str], bool]) -> None:
        """Click the shown button whose name fits."""
        found = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible() and holds(b.accessibleName())]
        assert found, [b.accessibleName() for b in self.window.findChildren(QAbstractButton) if b.isVisible()]
        self.done.append(found[0].accessibleName())
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        self.done.append(str(key))
        self.hands.key(key, held)


@pytest.fixture
def known_officer(main: MainWindow) -> MainWindow:
    """The case has an officer and a reference, as after the council's first letter."""
    view = next(iter(main.desk.caseload.views().values()))
    main.changed(main.desk.casework.save_case(replace(
        view.case, council_reference="ML-26-0417", case_officer="Ms T. Rowan", case_officer_email="t.rowan@marlshire.example",
    )))
    return main


def composer_of(window: MainWindow) -> LetterScreen:
    shown = window.shown_screen()
    assert isinstance(shown, LetterScreen)
    return shown


def idle(window: MainWindow, hands: Hands) -> None:
    hands.until(lambda: not window.tasks.busy())


def test_a_chaser_is_written_drafted_as_an_e_mail_and_logged_in_under_a_minute(
    known_officer: MainWindow, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    main, out = known_officer, tmp_path / "draft.eml"
    counted = Counted(main, hands)

    def choose(parent: QWidget, title: str, proposed: str, kinds: str) -> tuple[str, str]:
        counted.done.append("Enter in the window for the file")
        assert "Wilk" not in proposed and proposed.endswith(".eml")
        return str(out), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    before = monotonic()
    counted.click(lambda name: "had to decide whether to assess" in name)
    screen = composer_of(main)
    assert screen.composer is not None and screen.composer.words.text().startswith("Dear Ms Rowan,")
    counted.click(lambda name: name == "E-mail draft")
    idle(main, hands)
    counted.click(lambda name: name == "Log as sent")
    hands.until(lambda: isinstance(main.shown_screen(), CaseScreen))
    assert monotonic() - before < 60
    assert len(counted.done) <= MOST, counted.done

    draft = email.message_from_bytes(out.read_bytes(), policy=email.policy.default)
    assert (draft["X-Unsent"], draft["To"]) == ("1", '"Ms T. Rowan" <t.rowan@marlshire.example>')
    assert "Wilk" not in str(draft["Subject"])
    book = main.desk.keyring.book
    (kept,) = book.all(CaseLetter)
    assert kept.document is not None and kept.story_entry is not None
    assert book.get(Document, kept.document).file_name.startswith("Case 1 chaser ")
    entry = book.get(StoryEntry, kept.story_entry)
    assert kept.reply_by is not None and entry.next_action_on == kept.reply_by
    assert "To Ms T. Rowan, case officer, Marlshire" in says(main)
    assert any("Answer from Marlshire" in row.what for row in main.desk.today.lists(14).coming)

    hands.key(Key.Key_Z, CTRL)
    assert book.all(CaseLetter) == [] and book.get(StoryEntry, kept.story_entry).struck_out


def test_by_keyboard_alone_it_takes_two_keys_from_the_letter(known_officer: MainWindow, hands: Hands) -> None:
    main = known_officer
    case = next(iter(main.desk.caseload.views()))
    main.go(Place("letter", case, "REQ-04"))
    hands.until(lambda: told(focused()) == "Letter, as it will read")
    hands.tab_to("Log as sent", most=8)
    hands.key(Key.Key_Space)
    hands.until(lambda: isinstance(main.shown_screen(), CaseScreen))
    assert len(main.desk.keyring.book.all(CaseLetter)) == 1
    main.go(Place("letter", case, "REQ-04"))
    hands.until(lambda: told(focused()) == "Letter, as it will read")
    assert "Second letter" in says(main)
    hands.key(Key.Key_Return, CTRL)
    hands.until(lambda: isinstance(main.shown_screen(), CaseScreen))
    assert sorted(letter.rung for letter in main.desk.keyring.book.all(CaseLetter)) == [1, 2]


def test_what_is_written_survives_going_elsewhere_and_a_lock(
    unlocked: Callable[[], MainWindow], hands: Hands,
) -> None:
    main = unlocked()
    case = next(iter(main.desk.caseload.views()))
    main.go(Place("letter", case, "REQ-04"))
    hands.until(lambda: told(focused()) == "Letter, as it will read")
    hands.write("Half a thought. ")
    main.go(Place("today"))
    main.go(Place("letter", case, "REQ-04"))
    hands.until(lambda: FROM_BEFORE in says(main))
    hands.until(lambda: told(focused()) == "Letter, as it will read")
    hands.write("And more. ")
    main = unlocked()  # closed and opened again
    main.go(Place("letter", case, "REQ-04"))
    hands.until(lambda: FROM_BEFORE in says(main))
    composer = composer_of(main).composer
    assert composer is not None
    assert "Half a thought." in composer.words.text() and "And more." in composer.words.text()


def test_a_letter_is_no_way_round_the_one_day_that_sources_count_differently(main: MainWindow, hands: Hands) -> None:
    case, view = next(iter(main.desk.caseload.views().items()))
    on = main.desk.clock().date()
    event = view.events[0]
    main.changed(main.desk.casework.change_event(event.id, on=on - timedelta(weeks=6), proof=event.proof))
    main.go(Place("letter", case, "REQ-04"))
    assert not isinstance(main.shown_screen(), LetterScreen)
    assert f"Wait until {_said(on + timedelta(days=1))}: some sources still allow {_said(on)}." in says(main)


def _said(day: date) -> str:
    from sendco_desk.domain.dates import shown

    return shown(day)
