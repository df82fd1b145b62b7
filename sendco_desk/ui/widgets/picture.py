"""One icon as a widget, and what all painted widgets share. The first window needs no more than these, and no ``Qt`` (see theme)."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.theme import Look


class Painted(QWidget):
    """A widget that draws itself from the Look and measures itself again when the text size changes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def fit(self) -> None:
        """Take the sizes that the present text size asks for."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()  # a widget not yet shown is not told of a change of style


class Picture(Painted):
    """One line icon, in a token's or a state's colour."""

    def __init__(self, look: Look, name: str, tone: str = "muted", size: int = 16, weight: float = 1.75) -> None:
        super().__init__(look)
        self.name, self.tone, self.side, self.weight = name, tone, size, weight
        self.fit()

    def fit(self) -> None:
        self.setFixedSize(QSize(self.side, self.side) * self.look.text_size)

    def draw(self, name: str, tone: str) -> None:
        """Show another icon."""
        self.name, self.tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self.name, self.rect(), self.look.ink(self.tone), self.weight)
