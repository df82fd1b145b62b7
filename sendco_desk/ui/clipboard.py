"""What the app puts on the clipboard: formatted words with plain ones beside them, of which the plain ones are left when the app goes."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

OURS = "sendco_desk"


def formatted(html: str, text: str) -> QMimeData:
    """Words as HTML for Word and Excel, and plain for everything else."""
    data = QMimeData()
    data.setObjectName(OURS)
    data.setHtml(html)
    data.setText(text)
    return data


def leave_plain_words() -> None:
    """When the app goes, what it put on the clipboard stays there as plain words.

    Qt asks for the rest after Python has gone, and what PySide 6.11 made of it would then end the process with a crash.
    """
    clipboard = QGuiApplication.clipboard()
    there = clipboard.mimeData()
    if there is not None and there.objectName() == OURS:
        clipboard.setText(there.text())
