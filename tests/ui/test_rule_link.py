"""A citation that leads to its rule's own page: by mouse, by keyboard and by F1; and says on hover how the day was counted."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.layout import holding, stack
from sendco_desk.ui.widgets.rule_link import RuleLink

SOURCE = "SEND Regulations 2014 reg 5(1)"
COUNTED = "Receipt on Mon 7 Sep 2026 is day 0; six weeks end on the same weekday, Mon 19 Oct 2026."


@pytest.fixture
def read() -> list[str]:
    return []


@pytest.fixture
def link(dressing: Dressing, read: list[str], qtbot: QtBot) -> Iterator[RuleLink]:
    made = RuleLink(dressing.look, SOURCE, "REQ-04", COUNTED, read.append)
    over = holding(stack(QPushButton("Chase"), made, QPushButton("More")))
    qtbot.addWidget(over)
    over.show()
    over.activateWindow()
    QApplication.processEvents()
    yield made
    over.hide()


def test_it_shows_its_source_and_says_that_it_leads_to_the_rule(link: RuleLink) -> None:
    assert SOURCE in link.text()
    spoken = QAccessible.queryAccessibleInterface(link)
    assert spoken is not None
    assert spoken.text(QAccessible.Text.Name) == f"{SOURCE}: read the rule REQ-04"
    assert spoken.text(QAccessible.Text.Description) == COUNTED


def test_hovering_says_how_the_day_was_counted(link: RuleLink) -> None:
    assert COUNTED in link.toolTip()
    assert "REQ-04: press for the rule’s own page." in link.toolTip()


def test_a_click_on_it_leads_to_the_rule(link: RuleLink, read: list[str]) -> None:
    QTest.mouseClick(link, Qt.MouseButton.LeftButton, pos=QPoint(20, link.height() // 2))
    assert read == ["REQ-04"]


def test_the_keyboard_reaches_it_and_enter_leads_to_the_rule(link: RuleLink, read: list[str]) -> None:
    chase, more = link.window().findChildren(QPushButton)
    chase.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chase, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is link
    QTest.keyClick(link, Qt.Key.Key_Return)
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert read == ["REQ-04", "REQ-04"]
    QTest.keyClick(link, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is more  # one stop, however many rows a list has


def test_f1_leads_to_the_rule(link: RuleLink, read: list[str]) -> None:
    assert link.explain()
    assert read == ["REQ-04"]


def test_what_looks_like_markup_is_shown_as_it_was_written(qtbot: QtBot, dressing: Dressing) -> None:
    made = RuleLink(dressing.look, "A & B <ss.1>", "REQ-04", "Less < more & other", lambda rule_id: None)
    qtbot.addWidget(made)
    assert "A &amp; B &lt;ss.1&gt;" in made.text()
    assert "Less &lt; more &amp; other" in made.toolTip()
    assert made.accessibleName() == "A & B <ss.1>: read the rule REQ-04"


@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5), ("contrast", 2.0)])
def test_it_wraps_and_is_never_cut_off(
    link: RuleLink, dressing: Dressing, nameless: Callable[[QWidget], list[str]], qtbot: QtBot, theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    link.window().resize(150, 400)
    qtbot.waitUntil(lambda: link.height() >= link.heightForWidth(link.width()))
    assert nameless(link.window()) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_it_is_written_in_the_muted_colour_of_the_theme_that_holds(link: RuleLink, dressing: Dressing, theme: str) -> None:
    dressing.choose(theme, 1.0)
    QApplication.processEvents()
    picture, ink = link.grab().toImage(), QColor(dressing.look.ink("muted"))
    assert any(picture.pixelColor(x, y) == ink for x in range(picture.width()) for y in range(picture.height()))
