"""How much of a page is laid out again when something joins it: a count of events, which is the same on a quick PC and on a slow one."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Measured(QObject):
    """Counts how often what is on a page now takes another size."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.times = 0
        for widget in (page, *page.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Resize
        return False
