"""Buttons say what they do by their words, keep their size in any text, and a menu button offers its deeds by keyboard too."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.theme import Dressing, Look
from sendco_desk.ui.widgets.buttons import Button, Toggles, button, menu_button, toggle
from sendco_desk.ui.widgets.layout import across, holding

KINDS = ("primary", "quiet", "link", "toggle", "field", "row", "")


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    QApplication.processEvents()


# A button


def test_a_button_is_named_by_its_words_and_one_without_words_by_its_tip(look: Look, qtbot: QtBot) -> None:
    told, bare = button(look, "Requests && plans", "link"), button(look, "", "quiet", "close", "Close (Esc)")
    for made in (told, bare):
        shown(qtbot, made)
    assert told.accessibleName() == "Requests & plans"
    assert bare.accessibleName() == "Close (Esc)"
    assert bare.width() >= look.scaled(28)


def test_words_can_be_changed_with_or_without_an_icon(look: Look, qtbot: QtBot) -> None:
    plain, pictured = button(look, "Show"), button(look, "Show", "", "eye")
    for made in (plain, pictured):
        shown(qtbot, made)
        made.say("Hide")
        assert made.accessibleName() == "Hide"
    assert (plain.text(), pictured.text()) == ("Hide", " Hide")


def test_pressing_does_the_deed_and_a_button_without_one_does_nothing(look: Look, qtbot: QtBot) -> None:
    done: list[str] = []
    one, none = button(look, "Save", then=lambda: done.append("saved")), button(look, "Save")
    for made in (one, none):
        shown(qtbot, made)
        made.click()
    assert done == ["saved"]


def test_the_hand_says_that_it_can_be_pressed(look: Look, qtbot: QtBot) -> None:
    made = button(look, "Save")
    shown(qtbot, made)
    at = QPointF(4, 4)
    QApplication.sendEvent(made, QEnterEvent(at, at, at))
    assert made.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_every_kind_can_be_hit_and_read_at_every_text_size(look: Look, dressing: Dressing, qtbot: QtBot) -> None:
    made = [button(look, "Record that it was sent", kind, "export") for kind in KINDS]
    over = holding(across(*made))
    shown(qtbot, over)
    for text_size in (1.0, 1.5, 2.0):
        dressing.choose("dark", text_size)
        QApplication.processEvents()
        assert all(one.sizeHint().height() >= 24 for one in made)
        assert {one.iconSize().width() for one in made} == {round(16 * text_size)}


def test_a_change_that_is_none_of_style_leaves_the_icon(look: Look, qtbot: QtBot) -> None:
    made = button(look, "Save", "", "eye")
    shown(qtbot, made)
    before = made.iconSize()
    QApplication.sendEvent(made, QEvent(QEvent.Type.EnabledChange))
    assert made.iconSize() == before


# A menu button


def test_a_menu_button_offers_its_deeds_in_order_and_does_the_one_chosen(look: Look, qtbot: QtBot) -> None:
    done: list[str] = []
    made = menu_button(look, "More", (("What if", lambda: done.append("what if")), ("Delay timeline", lambda: done.append("delay"))))
    shown(qtbot, made)
    assert [action.text() for action in made.menu().actions()] == ["What if", "Delay timeline"]
    made.menu().actions()[1].trigger()
    assert done == ["delay"]


def test_a_menu_button_and_its_list_have_a_name(look: Look, qtbot: QtBot, nameless: Callable[[QWidget], list[str]]) -> None:
    made = menu_button(look, "More", (("What if", lambda: None),))
    shown(qtbot, made)
    assert nameless(made) == []
    assert made.menu().accessibleName() == "More"
    assert not made.icon().isNull()
    wears, asked = (one.icon().pixmap(16).toImage() for one in (made, menu_button(look, "Print", (), "print")))
    assert wears != asked


def test_a_menu_button_and_each_of_its_deeds_can_be_reached_by_keyboard(look: Look, qtbot: QtBot) -> None:
    done: list[str] = []
    made = menu_button(look, "More", (("What if", lambda: done.append("what if")), ("Delay timeline", lambda: done.append("delay"))))
    shown(qtbot, made)
    assert made.focusPolicy() & Qt.FocusPolicy.TabFocus
    for action in made.menu().actions():
        made.menu().setActiveAction(action)
        QTest.keyClick(made.menu(), Qt.Key.Key_Return)
    assert done == ["what if", "delay"]


# Toggles


@pytest.mark.parametrize("text_size", [1.0, 1.5, 2.0])
def test_a_toggle_is_as_wide_chosen_as_not_and_its_bold_words_fit(look: Look, dressing: Dressing, qtbot: QtBot, text_size: float) -> None:
    made = toggle(look, "Waiting for a decision")
    over = holding(across(made, None))
    shown(qtbot, over)
    dressing.choose("light", text_size)
    QApplication.processEvents()
    before = made.sizeHint().width()
    made.setChecked(True)
    QApplication.processEvents()
    assert made.fontMetrics().horizontalAdvance(made.text()) < made.sizeHint().width()
    assert before >= made.sizeHint().width() - 1


def test_a_toggle_begins_as_it_is_told(look: Look, qtbot: QtBot) -> None:
    assert toggle(look, "All", True).isChecked()
    assert not toggle(look, "All").isChecked()


def test_of_several_toggles_one_is_chosen_and_told_by_its_key(look: Look, qtbot: QtBot) -> None:
    told: list[str] = []
    made = Toggles(look, {"open": "Open", "closed": "Closed", "all": "All"}, "open", told.append)
    over = holding(across(*made.made))
    shown(qtbot, over)
    assert made.chosen() == "open"
    made.made[2].click()
    assert (made.chosen(), told) == ("all", ["all"])
    assert [one.isChecked() for one in made.made] == [False, False, True]
    assert all(isinstance(one, Button) for one in made.made)
