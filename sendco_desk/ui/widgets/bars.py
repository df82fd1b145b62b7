"""The message bar and the strip that shows slow work: what is said and done without a box in the way."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from sendco_desk.ui.messages import Message
from sendco_desk.ui.tasks import Job, Tasks
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across
from sendco_desk.ui.widgets.picture import Picture
from sendco_desk.ui.widgets.words import words

LINGER = 12_000
"""Milliseconds that good news stays. What is wrong stays until it is closed."""


class MessageBar(QFrame):
    """One sentence, with the button that answers it. Hidden when there is nothing to say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.message: Message | None = None
        self.setProperty("kind", "bar")
        self.mark = Picture(look, "info", "info", 16)
        self.said = words("", wrap=True)
        self.said.setObjectName("said")
        self.action = button(look, "Undo", "row", then=self._act)
        self.shut = button(look, "", "quiet", "close", "Close this message", then=self.clear)
        line = across(self.mark, self.said, self.action, self.shut, gap=8, pad=(24, 6, 24, 6))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.timeout.connect(self.clear)
        self.hide()

    def say(self, message: Message) -> None:
        """Show a message in place of the one that stands there."""
        self.message = message
        self.mark.draw(message.state, message.state)
        self.said.setText(message.words)
        self.said.setAccessibleName(message.words)
        self.setAccessibleName(message.words)
        self.action.setVisible(bool(message.action))
        self.action.say(message.action)
        self.show()
        if message.kind in ("info", "done"):
            self.later.start(LINGER)
        else:
            self.later.stop()

    def clear(self) -> None:
        """Say nothing."""
        self.message = None
        self.later.stop()
        self.hide()

    def _act(self) -> None:
        message = self.message
        self.clear()
        if message is not None and message.then is not None:
            message.then()


class ProgressStrip(QFrame):
    """What is being done, how far it is, and Cancel. Hidden when nothing is."""

    def __init__(self, look: Look, tasks: Tasks) -> None:
        super().__init__()
        self.tasks = tasks
        self.job: Job | None = None
        self.setProperty("kind", "foot")
        self.said = words("")
        self.far = words("", "caption", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName("How far the work is")
        self.stop = button(look, "Cancel", "row", then=self._cancel)
        line = across(self.said, self.bar, self.far, self.stop, gap=12, pad=(24, 6, 24, 6))
        line.setStretch(1, 1)
        self.setLayout(line)
        tasks.changed.connect(self.show_job)
        self.hide()

    def show_job(self, job: Job | None) -> None:
        """Show how far a job is; None hides the strip."""
        self.job = job
        self.setVisible(job is not None)
        if job is None:
            return
        stopping = job.stop.is_set()
        self.said.setText(f"{job.title}, stopping" if stopping else job.said)
        self.bar.setRange(0, job.total)
        self.bar.setValue(job.done)
        self.far.setText(f"{job.done} of {job.total}" if job.total and job.words is None else "")
        self.stop.setVisible(job.cancellable)
        self.stop.setEnabled(not stopping)
        self.stop.setAccessibleName(f"Cancel: {job.title}")

    def _cancel(self) -> None:
        if self.job is not None:
            self.tasks.cancel(self.job)
