"""The look follows the person and the system while the window is open."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from sendco_desk.ui.theme import CHOICES, Dressing, Look, stylesheet
from sendco_desk.ui.tokens import DARK, LIGHT, SEEN, THEMES, TYPE, contrast
from sendco_desk.ui.widgets.chips import Chip


def test_a_change_of_theme_reaches_the_look_that_widgets_already_hold(dressing: Dressing) -> None:
    kept = dressing.look
    dressing.choose("dark", 1.0)
    assert kept.colours is DARK
    assert dressing.app.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.canvas


def test_larger_text_makes_everything_painted_larger(dressing: Dressing, qtbot: QtBot) -> None:
    chip = Chip(dressing.look, "6 days late", "late")
    qtbot.addWidget(chip)
    chip.show()
    before = chip.size()
    dressing.choose("light", 2.0)
    assert chip.height() > before.height() * 1.7
    assert chip.width() > before.width() * 1.7


def test_larger_text_makes_buttons_taller(dressing: Dressing, qtbot: QtBot) -> None:
    made = QPushButton("Open case")
    qtbot.addWidget(made)
    made.show()
    before = made.sizeHint().height()
    dressing.choose("light", 2.0)
    assert made.sizeHint().height() > before * 1.6


def test_text_size_stays_between_100_and_200_percent(dressing: Dressing) -> None:
    dressing.choose("light", 7.0)
    assert dressing.look.text_size == 2.0
    dressing.choose("light", 0.2)
    assert dressing.look.text_size == 1.0


def test_a_theme_that_is_not_known_follows_the_system(dressing: Dressing) -> None:
    dressing.choose("tartan", 1.0)
    assert dressing.theme == "system"
    assert dressing.look.colours is dressing.system_colours()


def test_the_system_going_dark_changes_only_a_window_that_follows_it(dressing: Dressing) -> None:
    heard: list[int] = []
    dressing.changed.connect(lambda: heard.append(1))
    dressing.follow()
    assert heard == []
    dressing.choose("system", 1.0)
    dressing.follow()
    assert len(heard) == 2


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_style_sheet_leaves_no_token_unsaid(qapp: QApplication, theme: str, size: float) -> None:
    assert "@" not in stylesheet(Look(THEMES[theme], "Inter", size))


def test_every_choice_of_theme_is_one_that_can_be_worn() -> None:
    assert set(CHOICES) == {"system", *THEMES}


def test_type_grows_with_the_text_size(qapp: QApplication) -> None:
    small, large = Look(LIGHT, "Segoe UI"), Look(LIGHT, "Segoe UI", 2.0)
    assert [large.px(role) for role in TYPE] == [2 * small.px(role) for role in TYPE]
    assert large.line() > small.line() and large.icon() > small.icon()


@pytest.mark.parametrize("theme", THEMES)
def test_a_box_to_tick_is_seen_in_every_theme(dressing: Dressing, qtbot: QtBot, theme: str) -> None:
    dressing.choose(theme, 1.0)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.show()
    picture = box.grab().toImage()
    middle = picture.height() // 2
    seen = max(contrast(picture.pixelColor(across, middle).name(), THEMES[theme].surface) for across in range(picture.width()))
    assert seen >= SEEN


def test_in_high_contrast_what_cannot_be_pressed_has_a_broken_outline(dressing: Dressing, qtbot: QtBot) -> None:
    made = QPushButton("Take out")
    qtbot.addWidget(made)
    dressing.choose("contrast", 1.0)
    made.show()
    able = made.grab().toImage()
    made.setEnabled(False)
    assert made.grab().toImage() != able
