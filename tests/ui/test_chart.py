"""A chart in the window: painted in every theme, one tab stop, bars that can be pressed, and its figures as a table."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.charting.shapes import Marker, Stop
from sendco_desk.domain.charts import Chart, CountBar, CountChart, DeliveryChart, PairedBar
from sendco_desk.ui.theme import Dressing, Look
from sendco_desk.ui.tokens import THEMES
from sendco_desk.ui.widgets.chart import ChartCard, ChartView
from sendco_desk.ui.widgets.chart_paint import marker_path
from sendco_desk.ui.widgets.chart_table import ChartTable
from sendco_desk.ui.widgets.layout import card, holding, page, stack
from tests.chart_samples import SCORES

DELIVERY = DeliveryChart(title="This term", bars=(
    PairedBar(name="Practice", planned=24, delivered=18, words="18 of 24, 75%", why="adult away"),
    PairedBar(name="Group", planned=10, delivered=10, words="10 of 10, 100%"), PairedBar(name="Walk", planned=8, delivered=2, words="2 of 8, 25%"),
))  # fmt: skip
COUNTS = CountChart(title="Primary needs", what="Need", bars=(
    CountBar(name="SLCN", count=12, key="SLCN"), CountBar(name="SEMH", count=7, key="SEMH"), CountBar(name="No need given", count=0),
))  # fmt: skip
ALL: tuple[Chart, ...] = (SCORES, DELIVERY, COUNTS)
TAB = Qt.FocusReason.TabFocusReason


def view_of(look: Look, chart: Chart, qtbot: QtBot, width: int = 700) -> ChartView:
    view = ChartView(look, chart)
    qtbot.addWidget(view)
    view.resize(width, view.heightForWidth(width))
    view.show()
    return view


def card_of(look: Look, chart: Chart, qtbot: QtBot) -> ChartCard:
    made = ChartCard(look, chart.title, chart, "A note on it.")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def colours(view: QWidget) -> set[str]:
    image = view.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_a_chart_is_painted_in_every_theme(dressing: Dressing, qtbot: QtBot, chart: Chart, theme: str) -> None:
    dressing.choose(theme, 1.0)
    found = colours(view_of(dressing.look, chart, qtbot))
    assert THEMES[theme].series[0].lower() in found
    assert THEMES[theme].text.lower() in found


def test_each_marker_has_a_form_of_its_own() -> None:
    kinds = ("circle", "square", "triangle", "diamond", "cross")
    paths = [marker_path(Marker(kind=kind, x=10, y=10, half=5, ink="series1")) for kind in kinds]
    assert all(a != b for n, a in enumerate(paths) for b in paths[n + 1:])


def test_what_is_no_shape_cannot_be_drawn(look: Look, qtbot: QtBot) -> None:
    from PySide6.QtGui import QPainter, QPixmap

    from sendco_desk.ui.widgets.chart_paint import _Drawing

    canvas = QPixmap(10, 10)
    painter = QPainter(canvas)
    with pytest.raises(TypeError):
        _Drawing(painter, look).draw("words")
    painter.end()


def test_a_chart_is_as_high_as_its_width_and_text_ask_for(dressing: Dressing, qtbot: QtBot) -> None:
    view = view_of(dressing.look, SCORES, qtbot)
    at_once = view.heightForWidth(700)
    assert view.hasHeightForWidth()
    assert view.sizeHint().height() == at_once
    assert view.heightForWidth(320) > at_once
    dressing.choose("light", 2.0)
    assert view.heightForWidth(700) > 1.5 * at_once
    assert view.minimumHeight() >= view.heightForWidth(700)


def test_a_chart_follows_the_width_of_its_page(look: Look, qtbot: QtBot) -> None:
    view = ChartView(look, SCORES)
    over = page(look, card(view))
    qtbot.addWidget(over)
    over.resize(900, 500)
    over.show()
    assert view.laid.width == view.width()
    over.resize(500, 500)
    assert view.laid.width == view.width()
    assert view.height() >= view.heightForWidth(view.width())


def test_tab_goes_to_the_first_point_and_arrows_step_on(look: Look, qtbot: QtBot) -> None:
    view = view_of(look, SCORES, qtbot)
    view.focusInEvent(QFocusEvent(QFocusEvent.Type.FocusIn, TAB))
    assert view.stepped == 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleName() == "Reading scores. 2 of 10: Test A, Tue 10 Mar 2026: 84, likely 80 to 88"
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.accessibleName().endswith("10 of 10: Reading group began Mon 3 Nov 2025")
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.stepped == 8
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.stepped == 0


def test_escape_takes_the_keyboard_off_the_points_and_then_goes_further(look: Look, qtbot: QtBot) -> None:
    view = view_of(look, SCORES, qtbot)
    view.step_to(3)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.stepped == -1
    assert view.accessibleName() == "Reading scores"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen() is None


def test_the_place_is_given_up_when_the_keyboard_leaves_but_not_when_the_window_does(look: Look, qtbot: QtBot) -> None:
    view = view_of(look, SCORES, qtbot)
    view.step_to(3)
    view.focusOutEvent(QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert view.stepped == 3
    view.focusInEvent(QFocusEvent(QFocusEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason))
    assert view.stepped == 3
    view.focusOutEvent(QFocusEvent(QFocusEvent.Type.FocusOut, TAB))
    assert view.stepped == -1


def middle(stop: Stop) -> QPoint:
    return QPointF(stop.x + stop.width / 2, stop.y + stop.height / 2).toPoint()


def test_the_mouse_finds_what_the_keys_find_and_its_words_are_painted(look: Look, qtbot: QtBot) -> None:
    view = view_of(look, SCORES, qtbot)
    before = view.grab().toImage()
    for aside in (0, 2):
        QTest.mouseMove(view, middle(view.laid.stops[1]) + QPoint(aside, 0))
    chosen = view.chosen()
    assert chosen is not None
    assert chosen.words.startswith("Test A, Tue 10 Mar 2026")
    foot = view.rect().adjusted(0, int(view.laid.height), 0, 0)
    assert view.grab(foot).toImage() != before.copy(foot)
    QTest.mouseMove(view, QPoint(1, 1))
    assert view.chosen() is None


def test_leaving_with_the_mouse_takes_its_words_away(look: Look, qtbot: QtBot) -> None:
    from PySide6.QtCore import QEvent

    view = view_of(look, SCORES, qtbot)
    view.hover(1)
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    assert view.hovered == -1


def test_the_focus_ring_is_painted_round_the_point_or_round_all(look: Look, qtbot: QtBot) -> None:
    view = view_of(look, SCORES, qtbot)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    round_all = view.grab().toImage()
    assert look.ink("focus").lower() in colours(view)
    view.step_to(1)
    assert look.ink("focus").lower() in colours(view)
    assert view.grab().toImage() != round_all


def test_enter_space_and_a_click_press_a_bar_that_opens_something(look: Look, qtbot: QtBot) -> None:
    view = view_of(look, COUNTS, qtbot)
    heard: list[str] = []
    view.pressed.connect(heard.append)
    view.step_to(1)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view.laid.stops[0]))
    assert heard == ["SEMH", "SEMH", "SLCN"]


def test_a_bar_that_opens_nothing_is_not_pressed(look: Look, qtbot: QtBot) -> None:
    view = view_of(look, COUNTS, qtbot)
    heard: list[str] = []
    view.pressed.connect(heard.append)
    view.step_to(2)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(view.laid.stops[2]))
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=middle(view.laid.stops[0]))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle(view.laid.stops[0]))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle(view.laid.stops[1]))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(1, view.height() - 1))
    assert heard == []


def test_the_hand_shows_which_bars_can_be_pressed(look: Look, qtbot: QtBot) -> None:
    view = view_of(look, COUNTS, qtbot)
    view.hover(0)
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert look.ink("hover").lower() in colours(view)
    view.hover(2)
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_a_screen_reader_is_told_the_numbers(look: Look, qtbot: QtBot, chart: Chart) -> None:
    view = view_of(look, chart, qtbot)
    assert view.accessibleName() == chart.title
    assert view.accessibleDescription() == chart.said()


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_the_button_swaps_the_picture_and_the_table(look: Look, qtbot: QtBot, chart: Chart) -> None:
    made = card_of(look, chart, qtbot)
    assert made.view.isVisible()
    assert made.table.isHidden()
    made.switch.click()
    assert made.view.isHidden()
    assert made.table.isVisible()
    assert made.switch.text().strip() == "Show as chart"
    assert made.switch.accessibleName() == f"Show as chart: {chart.title}"
    made.switch.click()
    assert made.view.isVisible()


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_the_table_holds_what_the_chart_says(look: Look, qtbot: QtBot, chart: Chart) -> None:
    table = card_of(look, chart, qtbot).table
    QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    heads, rows = chart.table()
    model = table.model()
    shown = [tuple(model.index(row, column).data() for column in range(len(heads))) for row in range(model.rowCount())]
    assert tuple(shown) == rows
    assert tuple(model.headerData(n, Qt.Orientation.Horizontal) for n in range(len(heads))) == heads
    assert table.accessibleName() == f"{chart.title}, as a table"


def test_the_figures_are_copied_as_a_table(look: Look, qtbot: QtBot) -> None:
    made = card_of(look, COUNTS, qtbot)
    made.show_table(True)
    made.copy.click()
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == "Need\tPupils\nSLCN\t12\nSEMH\t7\nNo need given\t0"
    assert "<th>Need</th>" in held.html()
    made.table.selectRow(1)
    QTest.keyClick(made.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Need\tPupils\nSEMH\t7"
    QTest.keyClick(made.table, Qt.Key.Key_Up)
    assert made.table.currentIndex().row() == 0


def test_the_table_is_as_high_as_its_rows_at_any_text_size(dressing: Dressing, qtbot: QtBot) -> None:
    made = card_of(dressing.look, DELIVERY, qtbot)
    made.show_table(True)
    before = made.table.height()
    assert not made.table.verticalScrollBar().isVisible()
    assert made.table.sizeHint().height() == before
    dressing.choose("light", 2.0)
    assert made.table.height() > 1.5 * before
    assert last_row_bottom(made.table) <= made.table.viewport().height()


def last_row_bottom(table: ChartTable) -> int:
    row = table.model().rowCount() - 1
    return table.rowViewportPosition(row) + table.rowHeight(row)


def test_columns_wider_than_the_card_can_be_scrolled_and_no_row_is_hidden(dressing: Dressing, qtbot: QtBot) -> None:
    dressing.choose("light", 2.0)
    made = card_of(dressing.look, DELIVERY, qtbot)
    made.show_table(True)
    made.resize(420, 900)
    qtbot.waitUntil(lambda: made.table.horizontalScrollBar().isVisible())
    assert last_row_bottom(made.table) <= made.table.viewport().height()


def test_a_long_table_is_scrolled(look: Look, qtbot: QtBot) -> None:
    bars = tuple(CountBar(name=f"Need {number}", count=number) for number in range(30))
    made = card_of(look, CountChart(title="Needs", bars=bars), qtbot)
    made.show_table(True)
    assert made.table.height() < 14 * look.scaled(40)
    assert made.table.verticalScrollBar().maximum() > 0


def test_a_card_takes_another_chart_and_tells_what_was_pressed(look: Look, qtbot: QtBot) -> None:
    made = card_of(look, DELIVERY, qtbot)
    heard: list[str] = []
    made.pressed.connect(heard.append)
    made.show_chart(COUNTS, "Needs in the school")
    assert made.title.text() == "Needs in the school"
    assert made.note.isHidden()
    assert made.table.model().rowCount() == 3
    made.view.step_to(0)
    QTest.keyClick(made.view, Qt.Key.Key_Return)
    assert heard == ["SLCN"]
    made.show_chart(COUNTS, note="All years")
    assert made.title.text() == "Needs in the school"
    assert made.note.text() == "All years"
    assert made.switch.accessibleName() == "Show as table: Needs in the school"


@pytest.mark.parametrize("width", [420, 700])
def test_everything_has_room_at_twice_the_text(dressing: Dressing, qtbot: QtBot, width: int) -> None:
    dressing.choose("light", 2.0)
    cards = [ChartCard(dressing.look, chart.title, chart) for chart in ALL]
    over = holding(stack(*cards))
    qtbot.addWidget(over)
    over.resize(width, 3000)
    over.show()
    for made in cards:
        assert made.view.height() >= made.view.heightForWidth(made.view.width())
        assert made.view.laid.width <= made.view.width()


def test_everything_in_a_card_has_a_name(look: Look, qtbot: QtBot, nameless: object) -> None:
    made = card_of(look, SCORES, qtbot)
    assert callable(nameless)
    assert nameless(made) == []
