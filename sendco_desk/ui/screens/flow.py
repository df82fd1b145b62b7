"""Lays parts out one after the other and goes on in a new line where there is no room, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from sendco_desk.ui.widgets.layout import across


class Flow(QLayout):
    """Parts in lines."""

    def __init__(self, *parts: QWidget, gap: int = 8) -> None:
        super().__init__()
        self.items: list[QLayoutItem] = []
        self.gap = gap
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        self.items.append(item)

    def count(self) -> int:
        return len(self.items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, moves=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self.items if not item.isEmpty()]
        wide = sum(size.width() for size in shown) + self.gap * max(0, len(shown) - 1)
        return QSize(wide, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self.items if not item.isEmpty()]
        return QSize(max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0))

    def _lay(self, rect: QRect, *, moves: bool) -> int:
        """Put the parts in their places, those of a line on its middle, or only find out how tall they would be."""
        y = rect.top()
        for line in self._lines(rect.width()):
            tall, x = max(size.height() for _, size in line), rect.left()
            for item, size in line:
                if moves:
                    item.setGeometry(QRect(QPoint(x, y + (tall - size.height()) // 2), size))
                x += size.width() + self.gap
            y += tall + self.gap
        return max(0, y - self.gap - rect.top())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self.items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            size = QSize(min(hint.width(), max(width, 1)), hint.height())
            if not lines or used + self.gap + size.width() > width:
                lines.append([])
                used = -self.gap
            lines[-1].append((item, size))
            used += self.gap + size.width()
        return lines


def below(empty_page: QWidget, step: QWidget) -> None:
    """Put a second step under the first on an empty page (what ``widgets.empty`` gives back)."""
    layout = empty_page.layout()
    if isinstance(layout, QBoxLayout):
        layout.insertLayout(2, across(None, step, None))


def flowing(*parts: QWidget, gap: int = 8) -> QWidget:
    """Parts that go on in a new line, as a widget."""
    made = QWidget()
    made.setLayout(Flow(*parts, gap=gap))
    policy = made.sizePolicy()
    policy.setHeightForWidth(True)
    policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
    made.setSizePolicy(policy)
    return made
