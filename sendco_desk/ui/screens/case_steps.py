"""The steps of the law as a table: the timeline in words, with the same rule card on Enter."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from sendco_desk.ui.models.events_model import StepLine, StepsModel
from sendco_desk.ui.screens.case_cells import WholeTable
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.rule_card import card_spoken, rule_card, show_beside, turn_page


class StepsTable(WholeTable[StepLine]):
    """Every step, also those that wait for a day or are no longer owed."""

    def __init__(self, look: Look, model: StepsModel, read_rule: Callable[[str], object] = lambda rule_id: None) -> None:
        super().__init__(look, model, "Steps of the law", strong="step", stretches="step", least=150, gives_way=("who", "due"))
        self.setToolTip("Press Enter for how the day was counted and what can be done, F1 twice for the rule’s own page")
        self.council, self.read_rule = "", read_rule
        self.card: QWidget | None = None
        self.opened.connect(self.turn_card)
        self.selectionModel().currentChanged.connect(lambda *_: self.drop_card())
        model.modelAboutToBeReset.connect(self.drop_card)

    def turn_card(self, line: StepLine) -> None:
        """Show the rule card of a step, or take it away again."""
        if self.card is not None:
            self.drop_card()
            return
        box, over = self.visualRect(self.currentIndex()), self.window()
        row = QRect(self.viewport().mapTo(over, QRect(0, box.top(), 1, 1).topLeft()), box.size())
        row.setWidth(self.viewport().width())
        card = rule_card(self.look, line.milestone, line.on, self.council, line.waits)
        self.setAccessibleDescription(card_spoken(line.milestone, line.on, self.council, line.waits))
        self.card = show_beside(self.look, card, row, over)

    def drop_card(self) -> None:
        """Take the card away."""
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None
            self.setAccessibleDescription("")

    def explain(self) -> bool:
        """F1: show the card of the step the keyboard is on; where it is shown already, go to the rule's own page."""
        line = self.current()
        if line is None:
            return False
        if self.card is None:
            self.turn_card(line)
        else:
            self.read_rule(line.milestone.rule.id)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.card is not None:
            self.drop_card()
        elif not turn_page(self.card, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.drop_card()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.drop_card()
