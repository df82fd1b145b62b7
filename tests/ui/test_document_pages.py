"""Pages on the screen: how wide they are, which are drawn, and that paper is white in every theme."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.previewing import Opened, Previews
from sendco_desk.ui.document_pages import FIT, MARGIN, WHOLE, ZOOMS, Pages, Paper, next_zoom, page_width
from sendco_desk.ui.room import Room
from sendco_desk.ui.theme import Dressing, Look

A4 = (595.0, 842.0)


def png(width: int) -> bytes:
    held = QBuffer()
    QImage(width, width, QImage.Format.Format_RGB32).save(held, "PNG")  # type: ignore[call-overload]
    return bytes(held.data().data())


@dataclass(frozen=True, slots=True)
class Drawers(Previews):
    """Draws nothing but plain squares, and remembers what was asked for; page 3 cannot be drawn."""

    asked: list[tuple[int, int]] = field(default_factory=list)

    def page(self, opened: Opened, number: int, width: int, report: Report = unreported) -> bytes:
        self.asked.append((number, width))
        if number == 3:
            raise Refused("Page 3 is damaged.")
        return png(width)


@pytest.fixture
def drawers(room: Room) -> Drawers:
    return Drawers(room.desk.previews.book, room.desk.previews.workshop)


@pytest.fixture
def pages(room: Room, drawers: Drawers) -> Pages:
    desk = replace(room.desk, previews=drawers)
    return Pages(replace(room, desk=desk), Opened(sizes=(A4,) * 5), lambda: None)


def wide(width: int) -> Callable[[int], int]:
    return lambda number: width


@given(zoom=st.sampled_from((FIT, *ZOOMS)), points=st.floats(1, 5000), place=st.integers(-100, 3000))
def test_a_page_is_always_a_whole_number_of_dots_wide(zoom: float, points: float, place: int) -> None:
    width = page_width(zoom, points, place)
    assert width >= WHOLE
    assert all((width * dots).is_integer() for dots in (1.25, 1.5, 1.75, 2.0))


def test_at_its_own_size_a_page_is_as_large_as_on_paper() -> None:
    assert page_width(1.0, 594, 100) == 792
    assert page_width(FIT, 594, 603) == 600


def test_zoom_goes_up_and_down_the_same_steps_and_stops_at_the_ends() -> None:
    assert (next_zoom(0.76, larger=True), next_zoom(0.76, larger=False)) == (1.0, 0.75)
    assert (next_zoom(0.7501, larger=True), next_zoom(1.0, larger=False)) == (1.0, 0.75)
    assert (next_zoom(4.0, larger=True), next_zoom(0.25, larger=False)) == (4.0, 0.25)


def test_the_page_that_is_read_is_drawn_first_then_its_neighbours(pages: Pages, drawers: Drawers, qtbot: QtBot) -> None:
    pages.want(4, wide(100))
    qtbot.waitUntil(lambda: len(pages.drawn) + len(pages.wrong) == 3)
    assert drawers.asked == [(4, 100), (5, 100), (3, 100)]
    assert pages.wrong == {3: "Page 3 is damaged."}


def test_who_turns_pages_fast_is_shown_the_last_and_only_its_neighbours_are_kept(pages: Pages, drawers: Drawers, qtbot: QtBot) -> None:
    for number in (1, 2, 3, 4, 5):
        pages.want(number, wide(100))
    qtbot.waitUntil(lambda: set(pages.drawn) == {4, 5})
    assert drawers.asked == [(1, 100), (5, 100), (4, 100)]


def test_a_page_is_drawn_again_for_another_width_and_not_for_the_same(pages: Pages, drawers: Drawers, qtbot: QtBot) -> None:
    pages.want(1, wide(100))
    qtbot.waitUntil(lambda: set(pages.drawn) == {1, 2})
    pages.want(1, wide(100))
    assert not pages.busy
    pages.want(1, wide(200))
    qtbot.waitUntil(lambda: [drawn.width for drawn in pages.drawn.values()] == [200, 200])
    assert len(drawers.asked) == 4


def test_what_comes_after_the_document_was_put_away_is_thrown_away(pages: Pages, drawers: Drawers, qtbot: QtBot) -> None:
    pages.want(1, wide(100))
    pages.drop()
    qtbot.waitUntil(lambda: not pages.busy)
    assert (pages.drawn, pages.opened.pages, drawers.asked) == ({}, 0, [(1, 100)])
    pages.want(1, wide(100))
    assert not pages.busy


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_paper_is_white_in_every_theme_with_a_line_at_its_edge(dressing: Dressing, theme: str, qtbot: QtBot) -> None:
    dressing.choose(theme, 1.0)
    paper = Paper(dressing.look)
    qtbot.addWidget(paper)
    paper.put(100, 140, None)
    seen = paper.grab().toImage()
    assert seen.pixelColor(MARGIN, MARGIN) == QColor("#FFFFFF") == seen.pixelColor(MARGIN + 99, MARGIN + 139)
    assert seen.pixelColor(MARGIN - 1, MARGIN + 70) == dressing.look.colour("edge") == seen.pixelColor(MARGIN + 50, MARGIN + 140)


def test_a_picture_is_not_tinted_and_fills_the_paper(look: Look, qtbot: QtBot) -> None:
    picture = QImage(100, 140, QImage.Format.Format_RGB32)
    picture.fill(QColor("#FEDCBA"))
    paper = Paper(look)
    qtbot.addWidget(paper)
    paper.put(100, 140, picture)
    seen = paper.grab().toImage()
    assert {seen.pixelColor(MARGIN + x, MARGIN + y).name() for x in (0, 99) for y in (0, 139)} == {"#fedcba"}
