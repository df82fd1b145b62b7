"""A citation that leads to its rule's own page, and says on hover and to a screen reader how the day beside it was counted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from sendco_desk.ui.widgets.words import escaped


class RuleLink(QLabel):
    """Small and quiet, because it stands under every sentence; a link all the same, for the mouse, the keyboard and F1."""

    def __init__(self, source: str, rule_id: str, counted: str, read_rule: Callable[[str], object]) -> None:
        super().__init__(f'<a href="{escaped(rule_id)}" style="text-decoration: none; color: inherit">{escaped(source)}</a>')
        self.rule_id, self.read_rule = rule_id, read_rule
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

    def explain(self) -> bool:
        """F1: go to the rule's own page."""
        self.read_rule(self.rule_id)
        return True
