"""The window that says the app itself has failed, with a report that can be sent: no word of any record is in it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, stack
from sendco_desk.ui.widgets.words import words

WHY = (
    "What you had finished is saved in the notebook, and what you were typing is kept as a draft. "
    "Copy this report and send it to whoever looks after the app. It names lines of code only: nothing from the notebook is in it."
)


class CrashWindow(QDialog):
    """Shows the text of ``messages.crash_report``."""

    def __init__(self, report_text: str, look: Look) -> None:
        super().__init__()
        self.setWindowTitle("SENDCo Desk")
        self.resize(look.scaled(640), look.scaled(440))
        self.report = QPlainTextEdit(report_text)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName("Report")
        self.copy = button(look, "Copy the report", "", "clip", then=self.take)
        shut = button(look, "Close", "primary", then=self.accept)
        title = words("SENDCo Desk has met a mistake of its own", "heading")
        self.setLayout(stack(title, 4, words(WHY, wrap=True), 12, self.report, 12, across(self.copy, None, shut), pad=(24, 20, 24, 20)))

    def take(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.say("Copied")
