"""The first step of an import: choose the file, by button or by dropping it here."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.words import words

FILES = "Exports (*.xml *.csv *.tsv *.txt *.xlsx);;All files (*)"


class ChooseStep(QFrame):
    """Tells which files will do, and takes one."""

    def __init__(self, look: Look, then: Callable[[Path], object]) -> None:
        super().__init__()
        self.then = then
        self.setAcceptDrops(True)
        self.wrong = words("", tone="late", wrap=True)
        self.wrong.setObjectName("wrong")
        self.wrong.hide()
        self.choose_button = button(look, "Choose file", "primary", "folder", then=self.choose)
        kinds = stack(
            self._kind(look, "requests", "Common Transfer File (.xml)", "From SIMS, Arbor, Bromcom or any other system, or from S2S."),
            self._kind(
                look, "table", "SEN register as a table (.csv, .tsv, .xlsx)", "Any headings will do: you see and correct what each column holds.",
            ),
            gap=12,
        )
        choosing = across(self.choose_button, words("or drop it here", tone="muted"), None, gap=12)
        drop = holding(stack(choosing, self.wrong, gap=10, pad=(16, 20, 16, 20)), "drop")
        sure = words("The file is only read. Nothing is written before you have seen what would change.", "caption", "muted", wrap=True)
        self.setLayout(stack(kinds, 16, drop, 8, sure, None))

    def _kind(self, look: Look, picture: str, title: str, why: str) -> QFrame:
        line = across(stack(Picture(look, picture, "muted", 20), None), stack(words(title, "strong"), words(why, tone="muted", wrap=True)), gap=12)
        line.setStretch(1, 1)
        return holding(line)

    def choose(self) -> None:
        """Ask for the file."""
        name, _ = QFileDialog.getOpenFileName(self, "Choose the file to bring in", "", FILES)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Go on with this file."""
        self.wrong.hide()
        self.then(path)

    def refuse(self, sentence: str) -> None:
        """Say why the file will not do."""
        self.wrong.setText(sentence)
        self.wrong.setAccessibleName(sentence)
        self.wrong.show()
        self.choose_button.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(paths) == 1:
            event.acceptProposedAction()
            self.take(paths[0])
        elif paths:
            self.refuse("Drop one file at a time.")
