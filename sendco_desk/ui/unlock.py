"""The first window: which notebook, the passphrase, and the ways in for a new notebook, a lost passphrase or a backup.

It must be on screen before anything heavy is loaded: only Qt and the domain are imported here. The store is loaded on the
slow lane behind the first paint, and the less common pages when they are asked for.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.messages import Message
from sendco_desk.ui.opening import Opening
from sendco_desk.ui.preferences import Recent
from sendco_desk.ui.tasks import Tasks
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.fields import Field, SecretField
from sendco_desk.ui.widgets.layout import Part, across, emptied, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.picture import Picture
from sendco_desk.ui.widgets.words import Elided, words

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk
    from sendco_desk.ui.widgets.choice import Choice

WIDTH = 460


def school_of(folder: Path) -> str:
    """What to call a notebook that has not been opened here: its folder's name."""
    return folder.name.removesuffix(".sendco")


class UnlockWindow(QWidget):
    """``opened`` gives the open notebook; this window is closed by whoever takes it."""

    opened = Signal(object)

    def __init__(self, opening: Opening, dressing: Dressing, *, crash: Callable[[BaseException], object]) -> None:
        super().__init__()
        self.opening, self.dressing, self.look = opening, dressing, dressing.look
        self.tasks = Tasks(self, say=self.say, crash=crash)
        self.setWindowTitle("SENDCo Desk")
        self.resize(820, 640)
        self.setMinimumSize(420, 480)
        self.problem = words("", wrap=True)
        self.problem.setObjectName("problem")
        self.problem_line = across(stack(Picture(self.look, "late", "late", 16, 2), None, pad=(0, 3, 0, 0)), self.problem, gap=8)
        self.problem_line.setStretch(1, 1)
        self.problem_box = holding(self.problem_line)
        self.problem_box.hide()
        self.slot = stack()
        self.column = holding(stack(None, self.slot, self.problem_box, None, gap=12, pad=(0, 24, 0, 24)))
        self.whole = stack(scrolling(holding(across(None, self.column, None, pad=(16, 0, 16, 0))), "Unlock"))
        self.whole.setStretch(0, 1)
        self.setLayout(self.whole)
        self.page: QWidget | None = None
        self.loaded = False
        self.start()

    # Pages

    def start(self) -> None:
        """The page to begin with: the last notebook, or how to make the first."""
        recent = self.opening.recent()
        if recent:
            self.show_page(UnlockPage(self, recent[0], recent))
        else:
            self.show_page(WelcomePage(self))

    def show_page(self, page: QWidget) -> None:
        """Put a page in the middle of the window, in place of the last."""
        self.clear_problem()
        emptied(self.slot)
        self.page = page
        self.slot.addWidget(page)
        page.show()
        self.fit()
        page.setFocus()

    def fit(self) -> None:
        """As wide as the text size asks for, if the window is."""
        self.column.setFixedWidth(min(self.look.scaled(WIDTH), max(360, self.width() - 48)))

    def another(self) -> None:
        """Choose a notebook's folder."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self, "Open a notebook")
        if chosen:
            self.show_folder(Path(chosen))

    def show_folder(self, folder: Path) -> None:
        """Unlock the notebook in a folder."""
        self.show_page(UnlockPage(self, Recent(folder, school_of(folder), ""), self.opening.recent()))

    def new_notebook(self) -> None:
        """Make a notebook."""
        from sendco_desk.ui.unlock_pages import NewPage

        self.show_page(NewPage(self))

    def use_code(self, folder: Path) -> None:
        """Set a new passphrase with the recovery code."""
        from sendco_desk.ui.unlock_pages import RecoverPage

        self.show_page(RecoverPage(self, folder))

    def restore(self) -> None:
        """Put a backup back."""
        from sendco_desk.ui.unlock_pages import RestorePage

        self.show_page(RestorePage(self))

    # Words

    def say(self, message: Message) -> None:
        """Say under the page what is wrong."""
        self.problem.setText(message.words)
        self.problem.setAccessibleName(message.words)
        self.problem_box.show()

    def clear_problem(self) -> None:
        """Say nothing."""
        self.problem_box.hide()

    def finish(self, desk: "Desk") -> None:
        """The notebook is open."""
        self.opening.opened(desk)
        self.opened.emit(desk)

    # The window itself

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.page is not None:
            self.page.setFocus()  # else the scrolled area round it takes the first key
        if not self.loaded:
            self.loaded = True
            QTimer.singleShot(0, self, self._load)

    def _load(self) -> None:
        """Load the store while the person types; quietly, because it is nobody's work to watch."""
        from sendco_desk.ui.focus import FocusRing
        from sendco_desk.ui.widgets.bars import ProgressStrip

        self.whole.addWidget(ProgressStrip(self.look, self.tasks))
        self.ring = FocusRing(self, self.look, self.dressing.app)
        self.ring.watch()
        self.tasks.run(lambda report: self.opening.load(), lambda nothing: None, title="", cancellable=False, quiet=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "column"):
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.close()
        super().closeEvent(event)


class WelcomePage(QFrame):
    """The very first time: make a notebook, or open one that there is."""

    def __init__(self, window: UnlockWindow) -> None:
        super().__init__()
        look = window.look
        self.setProperty("kind", "card")
        why = words(
            "A private, encrypted notebook for your work with pupils. It stays on this computer; nothing is sent anywhere.", tone="muted", wrap=True
        )
        make = button(look, "Make a new notebook", "primary", "plus", then=window.new_notebook)
        self.setLayout(stack(
            *brand(window, "Welcome"), why, 20, make, 8, button(look, "Open a notebook", "", "folder", then=window.another), 8,
            button(look, "Restore from a backup", "", "backup", then=window.restore), pad=(32, 28, 32, 28),
        ))
        self.setFocusProxy(make)


class UnlockPage(QFrame):
    """One notebook, the passphrase, and who is asking where several people may."""

    def __init__(self, window: UnlockWindow, notebook: Recent, recent: list[Recent]) -> None:
        super().__init__()
        self.over, self.notebook, self.recent = window, notebook, recent
        self.who: Choice | None = None
        look = window.look
        self.setProperty("kind", "card")
        self.secret = SecretField(look, "&Passphrase")
        self.secret.edit.setMinimumHeight(look.scaled(34))
        self.secret.edit.returnPressed.connect(self.unlock)
        self.go = button(look, "Unlock", "primary", then=self.unlock)
        self.setFocusProxy(self.secret)
        self.people = holding(stack())
        self.people.hide()
        other = across(
            button(look, "Open another notebook", "link", "folder", then=window.another), None,
            button(look, "Use the recovery code", "link", "key", then=lambda: window.use_code(notebook.folder)), gap=8,
        )
        first = across(
            button(look, "New notebook", "link", "plus", then=window.new_notebook), None,
            button(look, "Restore from a backup", "link", "backup", then=window.restore), gap=8,
        )
        self.setLayout(stack(
            *brand(window, "Unlock your notebook"), self._book(), 16, self.people, self.secret, 12, self.go, 16, line_across(), 8, other, first,
            pad=(32, 28, 32, 16),
        ))
        self.waiting = QTimer(self)
        self.waiting.setInterval(1000)
        self.waiting.timeout.connect(self.count_down)
        self.seconds = 0
        window.tasks.run(
            lambda report: window.opening.people(notebook.folder), self.ask_who, title="", cancellable=False, quiet=True,
            failed=lambda failure: None if self.gone() else window.say(Message(words=str(failure), kind="refused")),
        )
        self.slow_down()

    def gone(self) -> bool:
        """Whether another page stands here by now."""
        return self.over.page is not self

    def _book(self) -> QWidget:
        look = self.over.look
        if len(self.recent) > 1 and self.notebook in self.recent:
            from sendco_desk.ui.widgets.choice import Choice

            names = {str(one.folder): f"{one.school}, {one.folder.name}" for one in self.recent}
            choice = Choice(look, names, str(self.notebook.folder))
            choice.activated.connect(lambda: self.over.show_page(UnlockPage(self.over, self.recent[choice.currentIndex()], self.recent)))
            return Field(look, "&Notebook", choice, strong=True)
        last = f"Last opened {self.notebook.opened}, on this computer" if self.notebook.opened else str(self.notebook.folder)
        said = stack(Elided(self.notebook.school, "strong"), Elided(last, "caption", "muted"), gap=1)
        line = across(Picture(look, "folder", "accent", 22), said, gap=12, pad=(16, 12, 12, 12))
        line.setStretch(1, 1)
        return holding(line, "well")

    def ask_who(self, names: tuple[str, ...]) -> None:
        """Where several people open this notebook, ask which one it is."""
        if self.gone() or len(names) < 2:
            return
        from sendco_desk.ui.widgets.choice import Choice

        self.who = Choice(self.over.look, {name: name for name in names})
        layout = self.people.layout()
        if layout is not None:
            layout.addWidget(Field(self.over.look, "Your &name", self.who, strong=True))
            layout.setContentsMargins(0, 0, 0, 12)
        self.people.show()
        QWidget.setTabOrder(self.who, self.secret.edit)

    def unlock(self) -> None:
        """Try the passphrase."""
        if not self.go.isEnabled():
            return
        typed = self.secret.text()
        if not typed:
            self.secret.wrong("Type your passphrase.")
            return
        folder, name, opening = self.notebook.folder, self.who.code() if self.who else None, self.over.opening
        self.over.clear_problem()
        self.busy(True)
        self.over.tasks.run(
            lambda report: opening.open(folder, typed, name, report), self.over.finish, self.refused, title="Opening the notebook",
            ended=lambda: self.busy(False),
        )

    def busy(self, on: bool) -> None:
        """While the passphrase is tried there is nothing to press."""
        self.go.say("Unlocking…" if on else "Unlock")
        for part in (self.go, self.secret):
            part.setEnabled(not on)

    def refused(self, failure: Exception) -> None:
        """Say what is wrong, in place."""
        sentence = str(failure)
        if isinstance(failure, Refused) and failure.field in ("passphrase", "name"):
            self.secret.wrong(sentence)
            self.secret.edit.selectAll()
            self.secret.edit.setFocus()
            self.slow_down()
        else:
            self.over.say(Message(words=sentence or "Opening was stopped. Nothing was changed.", kind="refused"))

    def slow_down(self) -> None:
        """After several wrong passphrases the next must wait: whoever guesses is held up, and whoever forgot loses a minute."""
        folder, opening = self.notebook.folder, self.over.opening
        self.over.tasks.run(
            lambda report: opening.wait(folder), self.hold, title="", cancellable=False, quiet=True,
            failed=lambda failure: None,  # that there is no notebook here is said by whoever asks for its people
        )

    def hold(self, seconds: float) -> None:
        """Hold the button for so long."""
        self.seconds = round(seconds)
        if self.seconds > 0 and not self.gone():
            self.go.setEnabled(False)
            self.waiting.start()
            self.count_down()

    def count_down(self) -> None:
        """Say how long is left."""
        if self.seconds <= 0:
            self.waiting.stop()
            self.go.setEnabled(True)
            self.go.say("Unlock")
            return
        self.go.say(f"Wait {self.seconds} second{'s' * (self.seconds != 1)}")
        self.seconds -= 1


def brand(window: UnlockWindow, sentence: str) -> list[Part]:
    """The sign, the name and what this page is for."""
    return [
        across(None, Picture(window.look, "packs", "accent", 40, 1.6), None), 4, across(None, words("SENDCo Desk", "title"), None),
        across(None, words(sentence, "body", "muted"), None), 20,
    ]
