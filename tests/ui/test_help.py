"""Help is in the app itself, one page for each place."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.ui.keys import KEYS
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.help import PAGE_OF, PAGES, HelpScreen, page_for, page_text
from sendco_desk.ui.screens.registry import MODULES
from sendco_desk.ui.theme import Dressing


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> HelpScreen:
    made = HelpScreen(room)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.open_at(Place("help"))
    made.show()
    return made


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_with_its_title_and_links_only_to_our_own(name: str) -> None:
    text = page_text(name)
    assert text.startswith("# ")
    links = [part.split(")")[0] for part in text.split("](")[1:]]
    assert {link.removesuffix(".md") for link in links} <= set(PAGES)
    assert "http" not in text and "{" not in text.replace("`{child}`", "").replace("`{duties}`", "")  # no template left unfilled


def test_every_place_has_its_page() -> None:
    assert set(MODULES) <= set(PAGE_OF)
    assert set(PAGE_OF.values()) <= set(PAGES)
    assert page_for("nowhere") == "getting-started"


def test_the_keyboard_page_lists_every_key_that_the_window_binds() -> None:
    assert all(key.keys in page_text("keyboard") for key in KEYS)


def test_a_place_opens_at_its_own_page(screen: HelpScreen) -> None:
    screen.open_at(Place("help", tab="case"))
    assert screen.text.toPlainText().startswith("Cases") and screen.stops["cases"].isChecked()
    assert screen.text.verticalScrollBar().value() == 0


def test_a_link_leads_to_another_page_and_never_outside(screen: HelpScreen) -> None:
    screen.text.anchorClicked.emit(QUrl("safety.md"))
    assert "Backup and recovery" in screen.text.toPlainText()
    screen.text.anchorClicked.emit(QUrl("https://example.org/x"))
    assert "Getting started" in screen.text.toPlainText()


def test_a_page_follows_the_text_size(screen: HelpScreen, dressing: Dressing) -> None:
    before = screen.text.document().size().height()
    dressing.choose("dark", 2.0)
    screen.set_look(dressing.look)
    assert screen.text.document().size().height() > before * 1.5


def test_everything_in_help_has_a_name(screen: HelpScreen, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []


def test_a_page_s_title_is_larger_than_its_words(screen: HelpScreen, dressing: Dressing) -> None:
    document = screen.text.document()
    title = document.begin().begin().fragment().charFormat().font().pixelSize()
    assert title == dressing.look.px("title")


@pytest.mark.parametrize("wide", [700, 1100, 1500])
def test_lines_stay_short_and_the_scroll_bar_at_the_edge(screen: HelpScreen, wide: int) -> None:
    screen.resize(wide, 500)
    text = screen.text
    assert text.document().textWidth() <= min(text.viewport().width(), 660)
    assert text.verticalScrollBar().isVisible() and not text.horizontalScrollBar().isVisible()
    assert text.mapTo(screen, text.rect().topRight()).x() >= wide - 12
