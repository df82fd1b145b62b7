"""Tab follows the page as its layouts hold it, not the order in which its parts were made."""

import gc
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.widgets import sheet
from sendco_desk.ui.widgets.layout import across, stack
from sendco_desk.ui.widgets.sheet import tab_stops
from sendco_desk.ui.widgets.tab_order import stops, tab_through
from tests.ui.case_desks import tabbed


def test_tab_goes_down_the_page_whatever_was_made_first(qtbot: QtBot) -> None:
    last, second, first, middle = QPushButton("Last"), QComboBox(), QLineEdit(), QPushButton("Middle")
    page, card = QWidget(), QWidget()
    qtbot.addWidget(page)
    card.setLayout(across(QLabel("Not a stop"), middle, 8, stack(last)))
    page.setLayout(stack(first, across(second, None), card))
    assert list(stops(page)) == [first, second, middle, last]
    tab_through(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    first.setFocus()
    assert tabbed(4) == [first, second, middle, last]


def test_what_scrolls_is_one_stop_and_a_page_without_a_layout_is_itself(qtbot: QtBot) -> None:
    page, scrolled, inner = QWidget(), QScrollArea(), QLineEdit()
    qtbot.addWidget(page)
    scrolled.setLayout(stack(inner))
    page.setLayout(stack(scrolled))
    assert list(stops(page)) == [scrolled]
    alone = QLineEdit()
    qtbot.addWidget(alone)
    assert list(stops(alone)) == [alone]
    tab_through(alone)


def test_to_look_for_the_stops_ties_no_part_to_the_life_of_another(qtbot: QtBot) -> None:
    page, told = QWidget(), QPushButton("Undo")
    qtbot.addWidget(page)
    page.setLayout(stack(told, stack(QScrollArea(), QLineEdit())))
    page.show()
    assert len(tab_stops(page)) == 3
    told.deleteLater()
    QCoreApplication.sendPostedEvents(told, QEvent.Type.DeferredDelete.value)
    del told
    gc.collect()
    assert [type(part) for part in tab_stops(page)] == [QScrollArea, QLineEdit]


def test_nothing_of_the_window_asks_the_focus_chain() -> None:
    asked = [path.name for path in (Path(sheet.__file__).parents[1]).rglob("*.py") if "InFocusChain()" in path.read_text(encoding="utf-8")]
    assert asked == []
