"""The empty screen says what goes here and offers the first step; a second way on stands below it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.theme import Dressing, Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.empty import empty
from tests.ui.case_desks import says

WHY = "A request, a plan, a review or an appeal is recorded on the pupil’s own page, under EHC."


def laid(qtbot: QtBot, widget: QWidget, wide: int = 900, tall: int = 500) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(wide, tall)
    widget.show()
    QApplication.processEvents()
    return widget


def test_it_says_what_goes_here_and_the_first_step_does_it(look: Look, qtbot: QtBot) -> None:
    taken: list[bool] = []
    made = laid(qtbot, empty(look, "requests", "No cases yet", WHY, "Choose a pupil", lambda: taken.append(True)))
    assert "No cases yet" in says(made) and WHY in says(made)
    made.findChildren(QPushButton)[0].click()
    assert taken == [True]


def test_where_there_is_no_step_to_take_there_is_no_button(look: Look, qtbot: QtBot) -> None:
    assert laid(qtbot, empty(look, "requests", "No cases yet", WHY)).findChildren(QPushButton) == []


def test_another_way_on_stands_below_the_first_step_in_the_middle(look: Look, qtbot: QtBot) -> None:
    more = button(look, "Open another kind of case", "quiet", "plus")
    made = laid(qtbot, empty(look, "requests", "No case recorded", WHY, "Record a request", more=more))
    first = next(one for one in made.findChildren(QPushButton) if one is not more)
    middles = [one.mapTo(made, one.rect().center()) for one in (first, more)]
    assert middles[0].y() < middles[1].y()
    assert abs(middles[0].x() - middles[1].x()) <= 1


def test_another_way_on_can_stand_alone(look: Look, qtbot: QtBot) -> None:
    more = button(look, "Open another kind of case")
    assert laid(qtbot, empty(look, "requests", "No case", WHY, more=more)).findChildren(QPushButton) == [more]


@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5), ("contrast", 2.0)])
def test_everything_has_a_name_and_fits(
    look: Look, dressing: Dressing, qtbot: QtBot, nameless: Callable[[QWidget], list[str]], theme: str, text_size: float,
) -> None:
    dressing.choose(theme, text_size)
    made = laid(qtbot, empty(look, "requests", "No cases yet", WHY, "Choose a pupil", more=button(look, "More")), 1093, 592)
    assert nameless(made) == []
    assert made.sizeHint().width() <= 1093 and made.sizeHint().height() <= 592
