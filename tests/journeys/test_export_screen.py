"""Before anything leaves the school: entries are flagged, stay out of the pack, one is argued in by name, and the list says who."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from sendco_desk.domain.paper import words_of
from sendco_desk.services.clockwork import wall_clock
from sendco_desk.ui.forms.export_screen_form import FlagForm, ReasonForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.room import Place
from sendco_desk.ui.screens.export_screen import ScreenSheet
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.screens.paper_view import PaperView
from tests.journeys.hands import CTRL, Hands, Key, name_of, says, settle, the

STAYS, GOES = "Marigold was told of another boy’s father.", "Tansy was praised by the caretaker by name."


def press(window: MainWindow, starts: str) -> None:
    """Click the shown button whose name begins so."""
    found = [one for one in window.findChildren(QAbstractButton) if one.isVisible() and name_of(one).startswith(starts)]
    assert len(found) == 1, [name_of(one) for one in found]
    found[0].click()
    settle()


def words_in(pack: Path) -> str:
    """Every word of a finished pack."""
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(pack).pages)


def flag(window: MainWindow, hands: Hands, entry: str, why: str) -> None:
    """Flag an entry from its card in the story."""
    press(window, f"Flag the entry of {entry}")
    form = the(window, FlagForm)
    form.fields["flag"].box.setFocus(Qt.FocusReason.TabFocusReason)
    hands.key(Key.Key_Home)
    for _ in range(("safeguarding", "third_party", "staff").index(why)):
        hands.key(Key.Key_Down)
    hands.key(Key.Key_Return, CTRL)
    assert "Flagged: it stays in the school." in says(window)


def test_what_is_flagged_stays_out_is_argued_in_by_name_and_the_list_says_who(
    unlocked: Callable[[], MainWindow], hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, out = unlocked(), tmp_path / "pack.pdf"
    desk = window.desk
    [found] = desk.casework.cases()
    pupil, now = found.pupil.id, wall_clock()
    moments = {}
    for days, words in ((5, STAYS), (4, GOES)):
        moments[words] = now - timedelta(days=days)
        desk.story.finish(pupil, entry_kind="note", happened_at=moments[words], words=words)
    window.go(Place("pupil", pupil, "story"))
    settle()
    for words, why in ((STAYS, "third_party"), (GOES, "staff")):
        entry = next(line.entry for line in desk.story.lines(pupil) if line.entry.words == words)
        flag(window, hands, name_of_moment(window, entry.id), why)
    assert "Stays in the school: About somebody else" in says(window)

    window.go(Place("pack", found.case.id))
    screen = the(window, PackScreen)
    hands.until(lambda: not window.tasks.busy() and not screen.work.later.isActive(), 90)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(out), ""))
    screen.head.make_button.click()
    settle()
    sheet = the(window, ScreenSheet)
    assert STAYS not in says(sheet) and GOES not in says(sheet) and says(sheet).count("Story entry, note") == 2
    argued = next(one for one in desk.screen.held(pupil, found.case.id) if one.why == ("About a member of staff",))
    press(window, f"Let it out: {argued.called}")
    hands.tab_to("Why it may leave the school")
    hands.write("He agreed to be named")
    form = the(window, ReasonForm)
    form.fields["decided_by"].box.setFocus(Qt.FocusReason.TabFocusReason)
    hands.key(Key.Key_A, CTRL)
    hands.write("Mrs Orla Pine")
    hands.key(Key.Key_Return, CTRL)
    assert "He agreed to be named" in says(the(window, ScreenSheet)) and "Decided by: Mrs Orla Pine" in says(the(window, ScreenSheet))
    press(window, "Go on")
    hands.until(lambda: screen.made is not None, 120)
    told = words_in(out)
    assert "Tansy was praised" in told and "Marigold" not in told

    screen.head.make_button.click()
    settle()
    the(window, ScreenSheet).list_button.click()
    settle()
    paper = the(window, PaperView).paper
    printed = " ".join(words_of(paper))
    left, in_words = printed.split("Argued in", 1)
    assert "About somebody else, flagged by Dr Robin Lark" in left
    assert "He agreed to be named" in in_words and "Mrs Orla Pine" in in_words
    assert "Marigold" not in printed and "Tansy" not in printed
    hands.until(lambda: not window.tasks.busy(), 60)


def name_of_moment(window: MainWindow, entry: object) -> str:
    """How the buttons of an entry say its moment."""
    from sendco_desk.ui.screens.entry_card import EntryCard

    card = next(one for one in window.findChildren(EntryCard) if one.line.entry.id == entry)
    return card.accessibleName().split(", ", 1)[1]
