"""Words on the screen: labels by role, one that ends in an ellipsis, and a list's heading."""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from sendco_desk.ui.widgets.layout import Part, across, holding, unbroken


def escaped(text: str) -> str:
    """Text as it was written, safe inside a label that reads markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def emphasised(parts: tuple[tuple[str, bool], ...]) -> str:
    """A sentence given as (words, bold) pieces, as markup."""
    return "".join(f"<b>{escaped(text)}</b>" if bold else escaped(text) for text, bold in parts)


def words(text: str, role: str = "body", tone: str = "", wrap: bool = False) -> QLabel:
    """A label: ``role`` is caption, body, strong, heading, title or display; ``tone`` muted, accent, late, soon or done.

    Text that comes from a record and may hold a ``<`` or ``&`` goes in ``plain`` or through ``escaped``.
    """
    label = QLabel(f'<div style="line-height:128%">{unbroken(text)}</div>' if wrap and role == "body" else unbroken(text) if wrap else text)
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


def plain(text: str, role: str = "body", tone: str = "", wrap: bool = False) -> QLabel:
    """A label for a person's own words: nothing in them is read as markup, and they can be selected."""
    from PySide6.QtCore import Qt

    label = words("", role, tone, wrap)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setText(text)
    return label


def prose(text: str, role: str = "body", tone: str = "") -> QLabel:
    """Somebody's paragraphs, word for word, at 128% leading."""
    from PySide6.QtCore import Qt

    marked = escaped(text).replace("\n", "<br>")
    label = words(marked, role, tone, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def centred(text: str, role: str = "body", tone: str = "") -> QLabel:
    """A label in the middle of its place."""
    from PySide6.QtCore import Qt

    made = words(text, role, tone)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made


def heading(title: str, count: int | None = None, why: str = "") -> QFrame:
    """A list's name, how many it holds, and a few words on what belongs there."""
    shown = words(title, "heading")
    shown.setAccessibleName(title if count is None else f"{title}, {count}")
    parts: list[Part] = [shown]
    if count is not None:
        parts.append(words(str(count), "heading", "muted"))
    if why:
        parts += [4, words(why, "caption", "muted")]
    return holding(across(*parts, None))


class Elided(QLabel):
    """One line that ends in an ellipsis when there is no room, and then says the whole as its tip."""

    def __init__(self, text: str, role: str = "body", tone: str = "") -> None:
        from PySide6.QtCore import Qt

        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)  # it is painted as it was written, so it must be measured so
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def shown(self) -> str:
        """What there is room for."""
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.width():
            return self.text()
        from PySide6.QtCore import Qt

        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip("" if self.shown() == self.text() else self.text())
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setPen(self.palette().windowText().color())
        measure = self.fontMetrics()
        p.drawText(QPointF(0, (self.height() + measure.ascent() - measure.descent()) / 2), self.shown())
