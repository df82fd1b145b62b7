"""The pages of a pack as they would print now, on paper white: one at a time, with its number, larger and smaller, by keys and buttons."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QStackedWidget

from sendco_desk.services.previewing import Opened
from sendco_desk.ui.document_pages import FIT, MARGIN, WHOLE, Ground, PageReader, Pages, Paper, page_width
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, holding, line_across, stack
from sendco_desk.ui.widgets.picture import Picture
from sendco_desk.ui.widgets.words import Elided, words

SETTLES = 120
"""Milliseconds that a new width must last before pages are drawn for it."""
HEAD = 44
WHOLE_PAGE = -1.0
"""The zoom that shows a page from head to foot."""
DRAWING = "Drawing the pages…"
OLD = "Out of date: being drawn anew"
NUMBERED = "Page {at}"
NOTHING = "The pages show here once something is in the pack."
LINE = 0.9


class PackPages(PageReader):
    """Real pages. What was shown stays until newer ones are there; then the same page is shown again, as far as there is one."""

    turned = Signal(int)
    """Another page is read."""

    OF = "of the pack"

    def __init__(self, room: Room, paper: Paper | None = None) -> None:
        super().__init__()
        self.room, self.look = room, room.look
        self.pages: Pages | None = None
        self.at, self.zoom = 1, WHOLE_PAGE
        self.setProperty("kind", "card")
        self.setObjectName("pages")
        self.setAccessibleName("Pages of the pack")
        self.settle = QTimer(self)
        self.settle.setSingleShot(True)
        self.settle.timeout.connect(self.draw)
        self.number, self.of = words(NUMBERED.format(at=1), "heading"), Elided("", "caption", "muted")
        self.stale = holding(across(Picture(self.look, "soon", "soon", 14), words(OLD, "caption"), None, gap=6, pad=(12, 4, 12, 4)), "row")
        self.stale.hide()
        self.ground = Ground(self.look, paper or Paper(self.look), self.resized)
        self.ground.say(DRAWING)
        self.ground.setMinimumHeight(160)
        self._lay_out()
        self.setFocusProxy(self.ground)

    def _lay_out(self) -> None:
        look = self.look
        self.previous = button(look, "", "quiet", "up", "The page before (Page Up)", lambda: self.turn(-1))
        self.next = button(look, "", "quiet", "down", "The next page (Page Down)", self.turn)
        head = holding(across(self.number, self.of, self.previous, self.next, gap=6, pad=(12, 0, 6, 0)))
        head.layout().setStretch(1, 1)  # type: ignore[union-attr]
        head.setMinimumHeight(look.scaled(HEAD))
        self.smaller = button(look, "", "quiet", "minus", "Smaller (−)", lambda: self.zoom_by(-1))
        self.larger = button(look, "", "quiet", "plus", "Larger (+)", lambda: self.zoom_by(1))
        self.percent = button(look, "Whole page", "quiet", tip="The whole page, or as wide as there is room for (0)", then=self.zoom_fits)
        foot = holding(across(None, self.smaller, self.percent, self.larger, None, gap=4, pad=(0, 2, 0, 4)))
        self.stacked = QStackedWidget()
        self.stacked.addWidget(self.ground)
        whole = stack(head, line_across(), self.stale, self.stacked, foot, pad=(1, 1, 1, 1))
        whole.setStretchFactor(self.stacked, 1)
        self.setLayout(whole)
        self._say_where()

    # What is shown

    def wait(self) -> None:
        """Newer pages are being made: the old ones stay, and a quiet line says so."""
        self.stale.setVisible(self.pages is not None)
        if self.pages is None:
            self.say(DRAWING)

    def say(self, sentence: str) -> None:
        """There are no pages, and this is why."""
        self.forget()
        self.ground.say(sentence)
        self.ground.setAccessibleName(sentence)
        self._say_where()

    def show_pages(self, opened: Opened) -> None:
        """Show these pages in place of those that were shown."""
        if not opened.pages:
            self.say(opened.reason or NOTHING)
            return
        if self.pages is not None:
            self.pages.drop()
        self.pages = Pages(self.room, opened, self.draw)
        self.stale.hide()
        self.at = min(self.at, opened.pages)
        self.draw()

    def stop_waiting(self) -> None:
        """No newer pages are coming."""
        self.stale.hide()

    def forget(self) -> None:
        """Let go of the pages: after this nothing of them is held here."""
        if self.pages is not None:
            self.pages.drop()
        self.pages = None
        self.settle.stop()
        self.stale.hide()
        self.ground.paper.put(WHOLE, WHOLE, None)

    # Turning

    def go_to(self, number: int, *, foot: bool = False) -> None:
        """Read this page, from its head or from its foot. Past either end nothing happens."""
        if self.pages is None:
            self.at = max(1, number)
        elif 1 <= number <= self.pages.opened.pages:
            changed, self.at = number != self.at, number
            self.draw()
            bar = self.ground.verticalScrollBar()
            bar.setValue(bar.maximum() if foot else 0)
            if changed:
                self.turned.emit(number)

    def zoom_fits(self) -> None:
        """From the whole page to its whole width and back."""
        self.zoom_to(FIT if self.zoom == WHOLE_PAGE else WHOLE_PAGE)

    def zoom_to(self, zoom: float) -> None:
        """Show pages at this zoom."""
        self.zoom = zoom
        self.draw()

    def width_of(self, number: int) -> int:
        """How many px wide a page is shown."""
        wide, high = self.size_of(number)
        if self.zoom != WHOLE_PAGE:
            return page_width(self.zoom, wide, self.ground.place())
        room = self.ground.width() - 2 * MARGIN
        return page_width(FIT, wide, min(room, int((self.ground.height() - 2 * MARGIN - 2) * wide / high)))

    def draw(self) -> None:
        """Show what there is of the page, and have drawn what there is not."""
        pages = self.pages
        if pages is None:
            return
        self._say_where()
        self.ground.say(pages.wrong.get(self.at, ""))
        self.lay_paper()
        pages.want(self.at, self.dots_of)

    def lay_paper(self) -> None:
        """Put the page on paper of its size."""
        if self.pages is None:
            return
        wide, high = self.size_of(self.at)
        width, drawn = self.width_of(self.at), self.pages.drawn.get(self.at)
        self.ground.paper.put(width, round(width * high / wide), drawn.picture if drawn is not None else None)

    def _say_where(self) -> None:
        count = self.pages.opened.pages if self.pages is not None else 0
        self.number.setText(NUMBERED.format(at=self.at) if count else "Pages")
        self.of.setText(f"of {count}" if count else "")
        self.percent.say({WHOLE_PAGE: "Whole page", FIT: "Fit width"}.get(self.zoom) or f"{self.shown_zoom():.0%}")
        for deed, there in (
            (self.previous, self.at > 1), (self.next, self.at < count), (self.smaller, count > 0), (self.larger, count > 0),
            (self.percent, count > 0),
        ):
            deed.setEnabled(bool(count) and there)
        if count:
            self.ground.setAccessibleName(f"Page {self.at} of {count} {self.OF}")

    # The window and the keyboard

    def resized(self) -> None:
        """There is more or less room: stretch the page now, and draw it anew when the size has settled."""
        self.lay_paper()
        self.settle.start(SETTLES)

    def sizeHint(self) -> QSize:
        return QSize(self.look.scaled(340), self.look.scaled(480))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.settle.start(SETTLES)
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """At the end of a page the wheel turns it."""
        if self.pages is not None and event.angleDelta().y():
            step = -1 if event.angleDelta().y() > 0 else 1
            self.go_to(self.at + step, foot=step < 0)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        last = self.pages.opened.pages if self.pages is not None else 0
        deeds: dict[int, Callable[[], object]] = {
            Qt.Key.Key_PageDown: self.turn, Qt.Key.Key_PageUp: lambda: self.turn(-1), Qt.Key.Key_Home: lambda: self.go_to(1),
            Qt.Key.Key_End: lambda: self.go_to(last), Qt.Key.Key_Space: lambda: self.read_on(-1 if back else 1),
            Qt.Key.Key_Plus: lambda: self.zoom_by(1), Qt.Key.Key_Equal: lambda: self.zoom_by(1), Qt.Key.Key_Minus: lambda: self.zoom_by(-1),
            Qt.Key.Key_0: self.zoom_fits,
        }
        deed = deeds.get(event.key())
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()
