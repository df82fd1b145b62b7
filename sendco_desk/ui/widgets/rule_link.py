"""A citation that leads to its rule's own page, and says on hover and to a screen reader how the day beside it was counted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.words import escaped


class RuleLink(QLabel):
    """Small and quiet, because it stands under every sentence; a link all the same, for the mouse, the keyboard and F1."""

    def __init__(self, look: Look, source: str, rule_id: str, counted: str, read_rule: Callable[[str], object]) -> None:
        super().__init__()
        self.look, self.source, self.rule_id, self.read_rule = look, source, rule_id, read_rule
        self.setProperty("role", "caption")
        self.setProperty("ringed", True)
        self.setProperty("tone", "muted")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.setToolTip(f"<p>{escaped(counted)}</p><p>{escaped(rule_id)}: press for the rule’s own page.</p>")
        self.setAccessibleName(f"{source}: read the rule {rule_id}")
        self.setAccessibleDescription(counted)
        self.linkActivated.connect(lambda rule_id: self.read_rule(rule_id))
        self.put_on()

    def put_on(self) -> None:
        """Write it in the colour that now holds: a link takes none from the style sheet, and ``inherit`` is black in every theme."""
        style = f"text-decoration: none; color: {self.look.ink('muted')}"
        text = f'<a href="{escaped(self.rule_id)}" style="{style}">{escaped(self.source)}</a>'
        if text != self.text():
            self.setText(text)

    def focusNextPrevChild(self, next: bool) -> bool:
        """It is one stop: a label would take one for itself and another for the link in it."""
        return QWidget.focusNextPrevChild(self, next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.read_rule(self.rule_id)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "look"):
            self.put_on()

    def explain(self) -> bool:
        """F1: go to the rule's own page."""
        self.read_rule(self.rule_id)
        return True
