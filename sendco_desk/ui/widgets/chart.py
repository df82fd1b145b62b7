"""A chart in the window: painted from its layout, stepped through by keys or mouse, and shown as a table at a press."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from sendco_desk.domain.chart_layout import LEAST, lay_out
from sendco_desk.domain.charting.setting import Setting
from sendco_desk.domain.charting.shapes import Laid, Stop
from sendco_desk.domain.charts import Chart, ScoreChart
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chart_paint import font_of, measure_of, paint, paint_ring
from sendco_desk.ui.widgets.chart_table import ChartTable
from sendco_desk.ui.widgets.layout import across, stack
from sendco_desk.ui.widgets.words import plain

BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
ON = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChartView(QWidget):
    """One tab stop. The arrow keys step through points or bars and the mouse finds them; the words of one stand under the picture.

    ``pressed`` tells the key of a bar that was pressed, where it has one.
    """

    pressed = Signal(str)

    def __init__(self, look: Look, chart: Chart) -> None:
        super().__init__()
        self.look, self.chart = look, chart
        self.stepped = self.hovered = -1
        self.laid: Laid = self.lay(int(LEAST * look.px("caption")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart, or the same with other figures."""
        self.chart = chart
        self.stepped = self.hovered = -1
        self.setAccessibleDescription(chart.said())
        self.name()
        self.fit()

    # Sizes

    def lay(self, width: int) -> Laid:
        """The chart’s places for a width and the present text size."""
        return lay_out(self.chart, float(width), measure_of(self.look), body=self.look.px("body"), caption=self.look.px("caption"))

    def setting(self, width: float) -> Setting:
        """How the line under the picture is set."""
        return Setting(width=width, measure=measure_of(self.look), body=self.look.px("body"), caption=self.look.px("caption"))

    def foot(self, laid: Laid) -> int:
        """The height kept under the picture for the longest words of any point, so that nothing moves when they come. A bar bears its words."""
        if not isinstance(self.chart, ScoreChart):
            return 0
        setting = self.setting(laid.width)
        lines = max(len(setting.wrapped(stop.words, "caption", laid.width)) for stop in laid.stops)
        return ceil(lines * setting.line()) + self.look.scaled(4)

    def fit(self) -> None:
        """Lay the chart out again for the present width, text size and theme."""
        self.setMinimumWidth(ceil(LEAST * self.look.px("caption")))
        self.laid = self.lay(max(self.width(), self.minimumWidth()))
        self.setMinimumHeight(self.tall(self.laid))
        self.updateGeometry()
        self.update()

    def tall(self, laid: Laid) -> int:
        """The height of the picture with the line under it."""
        return int(laid.height) + self.foot(laid)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.tall(self.laid if width == round(self.laid.width) else self.lay(width))

    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self.tall(self.laid))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "laid"):
            self.fit()

    # Stepping

    def chosen(self) -> Stop | None:
        """The point or bar whose words are shown: the one under the mouse, else the one that the keyboard is on."""
        number = self.hovered if self.hovered >= 0 else self.stepped
        return self.laid.stops[number] if 0 <= number < len(self.laid.stops) else None

    def step_to(self, number: int) -> None:
        """Put the keyboard on a point or bar, the first being 0; -1 takes it off."""
        self.stepped = number
        self.name()
        self.update()

    def name(self) -> None:
        """What a screen reader says of the chart, and of where in it the keyboard is."""
        place = ""
        if 0 <= self.stepped < len(self.laid.stops):
            place = f". {self.stepped + 1} of {len(self.laid.stops)}: {self.laid.stops[self.stepped].words}"
        self.setAccessibleName(f"{self.chart.title}{place}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, key = len(self.laid.stops) - 1, Qt.Key(event.key())
        if key in ON:
            self.step_to(max(0, min(last, self.stepped + ON[key])))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step_to(0 if key == Qt.Key.Key_Home else last)
        elif key == Qt.Key.Key_Escape and self.stepped >= 0:
            self.step_to(-1)
        elif key in TAKE and self.stepped >= 0 and self.laid.stops[self.stepped].key:
            self.pressed.emit(self.laid.stops[self.stepped].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in BY_TAB:
            self.step_to(max(self.stepped, 0))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.step_to(-1)

    def hover(self, number: int) -> None:
        """The mouse is on this point or bar; -1 for none."""
        if number != self.hovered:
            self.hovered = number
            opens = number >= 0 and self.laid.stops[number].key
            self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hover(self.laid.stop_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.step_to(self.laid.stop_at(event.position().x(), event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        number = self.laid.stop_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0 and number == self.stepped and self.laid.stops[number].key:
            self.pressed.emit(self.laid.stops[number].key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        stop = self.chosen()
        if stop is not None and stop.key:
            painter.fillRect(QRectF(stop.x, stop.y, stop.width, stop.height), self.look.colour("hover"))
        paint(painter, self.look, self.laid)
        if stop is not None and isinstance(self.chart, ScoreChart):
            setting = self.setting(self.laid.width)
            painter.setFont(font_of(self.look, "caption"))
            painter.setPen(self.look.colour("text"))
            for text in setting.lines_said(setting.wrapped(stop.words, "caption", self.laid.width), 0.0, self.laid.height):
                painter.drawText(QPointF(text.x, text.baseline), text.words)
        if self.hasFocus() and 0 <= self.stepped < len(self.laid.stops):
            paint_ring(painter, self.look, self.laid.stops[self.stepped])
        elif self.hasFocus():
            painter.setPen(QPen(self.look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class ChartCard(QFrame):
    """A chart with its title, a few words on it, and the button that shows its figures as a table, which can be copied."""

    pressed = Signal(str)

    def __init__(self, look: Look, title: str, chart: Chart, note: str = "") -> None:
        super().__init__()
        self.look = look
        self.setProperty("kind", "card")
        self.title, self.note = plain(title, "heading", wrap=True), plain(note, "caption", "muted", wrap=True)
        self.view, self.table = ChartView(look, chart), ChartTable(look, chart)
        self.switch = button(look, "Show as table", "quiet", "table", then=lambda: self.show_table(self.table.isHidden()))
        self.copy = button(look, "Copy table", "quiet", "export", then=self.table.copy)
        top = across(stack(self.title, self.note, gap=1), self.copy, self.switch, gap=8)
        top.setStretch(0, 1)
        self.setLayout(stack(top, self.view, self.table, gap=10, pad=(16, 12, 16, 8)))
        self.view.pressed.connect(self.pressed)
        self.show_chart(chart, title, note)
        self.show_table(False)

    def show_chart(self, chart: Chart, title: str = "", note: str = "") -> None:
        """Show another chart, under the same title where none is given."""
        if title:
            self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.name_buttons()
        self.view.show_chart(chart)
        self.table.show_chart(chart)

    def name_buttons(self) -> None:
        """Let each button say which chart it is for: a page may hold several."""
        for made in (self.switch, self.copy):
            made.setAccessibleName(f"{made.text().strip()}: {self.title.text()}")

    def show_table(self, on: bool) -> None:
        """Show the figures as a table, or the picture."""
        self.table.setVisible(on)
        self.copy.setVisible(on)
        self.view.setVisible(not on)
        self.switch.say("Show as chart" if on else "Show as table")
        self.name_buttons()
