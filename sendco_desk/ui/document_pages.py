"""A document's pages on the screen: their pictures, the white paper they are shown on, and the ground that the paper lies on."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame

from sendco_desk.domain.progress import Report
from sendco_desk.services.previewing import Opened
from sendco_desk.ui.messages import told
from sendco_desk.ui.room import Room
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.layout import Scrolling
from sendco_desk.ui.widgets.picture import Painted

MARGIN, EDGE = 16, 1
"""Ground round the paper, and the line at its edge, in px."""
SCREEN, POINTS = 96, 72
"""Px and points in an inch: at 100% a page is as large as on paper."""
FIT = 0.0
"""The zoom that makes a page as wide as its place."""
ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
WHOLE = 4
"""Pages are a multiple of this many px wide, which is a whole number of dots at 125%, 150% and 175% too: else letters would blur."""
PAPER = "#FFFFFF"
"""White in every theme."""
READING = "Reading the document…"


def page_width(zoom: float, points: float, place: int) -> int:
    """How many px wide a page is shown, which is ``points`` wide on paper."""
    wide = place if zoom == FIT else points * zoom * SCREEN / POINTS
    return max(WHOLE, int(wide) // WHOLE * WHOLE)


def next_zoom(now: float, *, larger: bool) -> float:
    """The next step of the zoom; the last one again at the end."""
    if larger:
        return next((zoom for zoom in ZOOMS if zoom > now * 1.01), ZOOMS[-1])
    return next((zoom for zoom in reversed(ZOOMS) if zoom < now * 0.99), ZOOMS[0])


def said_of(failure: Exception) -> str:
    """The sentence of a failure that a person can meet."""
    message = told(failure)
    return message.words if message is not None else ""


def _unknown(number: int) -> int:
    return WHOLE


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's picture, and the width in dots that it was asked for."""

    width: int
    picture: QImage


class Pages:
    """The pictures of a document: the page that is read and its two neighbours, each drawn on the slow lane when it is lacking."""

    def __init__(self, room: Room, opened: Opened, arrived: Callable[[], object]) -> None:
        self.room, self.opened, self.arrived = room, opened, arrived
        self.drawn: dict[int, Drawn] = {}
        self.wrong: dict[int, str] = {}
        self.at = 1
        self.width_of: Callable[[int], int] = _unknown
        self.busy = self.dropped = False

    def want(self, at: int, width_of: Callable[[int], int]) -> None:
        """Page ``at`` is read, and page n should be ``width_of(n)`` dots wide."""
        near = [n for n in (at, at + 1, at - 1) if 1 <= n <= self.opened.pages]
        self.at, self.width_of = at, width_of
        self.drawn = {number: drawn for number, drawn in self.drawn.items() if number in near}
        lacking = next((n for n in near if self._lacks(n)), None)
        if lacking is not None and not (self.busy or self.dropped):
            self._draw(lacking, width_of(lacking))

    def _lacks(self, number: int) -> bool:
        drawn = self.drawn.get(number)
        return number not in self.wrong and (drawn is None or drawn.width != self.width_of(number))

    def _draw(self, number: int, width: int) -> None:
        """One at a time: who turns pages fast is shown the last of them, not all."""
        opened, previews = self.opened, self.room.desk.previews
        self.busy = True

        def work(report: Report) -> QImage:
            return QImage.fromData(previews.page(opened, number, width, report))

        self.room.tasks.run(
            work, lambda picture: self._keep(number, Drawn(width, picture)), lambda failure: self._fail(number, failure),
            title="Drawing a page", quiet=True,
        )

    def _keep(self, number: int, drawn: Drawn) -> None:
        self.busy = False
        if not self.dropped:
            self.drawn[number] = drawn
            self._go_on()

    def _fail(self, number: int, failure: Exception) -> None:
        self.busy = False
        if not self.dropped:
            self.wrong[number] = said_of(failure)
            self._go_on()

    def _go_on(self) -> None:
        self.arrived()
        self.want(self.at, self.width_of)

    def drop(self) -> None:
        """Forget every picture, and the document."""
        self.drawn, self.opened, self.dropped = {}, Opened(), True


class Paper(Painted):
    """One page. Until its picture is there it is an empty sheet of the right size."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.picture: QImage | None = None
        self.put(WHOLE, WHOLE, None)

    def put(self, wide: int, high: int, picture: QImage | None) -> None:
        """Show this picture on paper of this size."""
        self.picture = picture
        self.resize(wide + 2 * MARGIN, high + 2 * MARGIN)
        self.update()

    def page(self) -> QRectF:
        """Where the page lies."""
        return QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, page = QPainter(self), self.page()
        p.fillRect(page.adjusted(-EDGE, -EDGE, EDGE, EDGE), self.look.colour("edge"))
        p.fillRect(page, QColor(PAPER))
        if self.picture is not None and not self.picture.isNull():
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            high = page.width() * self.picture.height() / self.picture.width()  # a dot more or less than the paper, and never squeezed into it
            p.setClipRect(page)
            p.drawImage(QRectF(page.left(), page.top(), page.width(), high), self.picture)


class Ground(Scrolling):
    """What the paper lies on. The arrow keys scroll it; it leaves to the view the keys that turn pages."""

    TURNS = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space)

    def __init__(self, look: Look, paper: Paper, resized: Callable[[], object]) -> None:
        super().__init__(paper, READING)
        self.look, self.paper, self.resized, self.waits = look, paper, resized, READING
        self.setObjectName("ground")
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def say(self, sentence: str) -> None:
        """Say in place of the paper what is being waited for; nothing brings the paper back."""
        self.waits = sentence
        self.paper.setVisible(not sentence)
        self.viewport().update()

    def place(self) -> int:
        """The width there is for a page, with the scroll bar that a tall page needs."""
        return self.width() - 2 * MARGIN - self.verticalScrollBar().sizeHint().width()

    def read_on(self, step: int) -> bool:
        """Scroll most of a screen down (1) or up (-1); False where the page ends."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + step * round(bar.pageStep() * 0.9))
        return bar.value() != before

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self.viewport())
        p.fillRect(self.viewport().rect(), self.look.colour("canvas"))
        if self.waits:
            p.setPen(self.look.colour("muted"))
            p.drawText(self.viewport().rect().adjusted(MARGIN, 0, -MARGIN, 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.waits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self.TURNS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PageReader(QFrame):
    """One page at a time on its ground, to turn and to enlarge. Each reader says how it goes to a page, how it zooms, and how wide a page is."""

    pages: Pages | None
    ground: Ground
    at: int
    zoom: float

    def go_to(self, number: int, *, foot: bool = False) -> None:
        """Read this page, from its head or from its foot."""
        raise NotImplementedError

    def zoom_to(self, zoom: float) -> None:
        """Show pages at this zoom."""
        raise NotImplementedError

    def width_of(self, number: int) -> int:
        """How many px wide a page is shown."""
        raise NotImplementedError

    def turn(self, step: int = 1) -> None:
        """Read the next page, or with -1 the one before."""
        self.go_to(self.at + step)

    def read_on(self, step: int = 1) -> None:
        """Scroll on, and at the end of the page turn it."""
        if not self.ground.read_on(step):
            self.go_to(self.at + step, foot=step < 0)

    def zoom_by(self, step: int) -> None:
        """One step larger, or with -1 smaller, than pages are shown now."""
        if self.pages is not None:
            self.zoom_to(next_zoom(self.shown_zoom(), larger=step > 0))

    def shown_zoom(self) -> float:
        """How large the page is shown: 1 where it is as large as on paper."""
        return self.width_of(self.at) * POINTS / SCREEN / self.size_of(self.at)[0]

    def size_of(self, number: int) -> tuple[float, float]:
        """A page's width and height in points."""
        return self.pages.opened.sizes[number - 1] if self.pages is not None else (1.0, 1.0)

    def dots_of(self, number: int) -> int:
        """How many dots of the screen a page is wide."""
        return round(self.width_of(number) * self.devicePixelRatioF())
