"""Reading a document on paper-white pages without saving a copy of it: its pages are held in memory, and only while they are shown."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QStackedWidget

from sendco_desk.domain.progress import Report
from sendco_desk.services.previewing import Opened
from sendco_desk.ui.document_pages import FIT, READING, WHOLE, Ground, PageReader, Pages, Paper, page_width, said_of
from sendco_desk.ui.messages import done
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.tasks import Job
from sendco_desk.ui.tokens import RADIUS
from sendco_desk.ui.widgets.buttons import button, toggle
from sendco_desk.ui.widgets.fields import SecretField
from sendco_desk.ui.widgets.layout import Part, across, emptied, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.picture import Picture
from sendco_desk.ui.widgets.words import Elided, centred, plain, words

SIDE = "reading"
"""Where a document is laid over the window: the widest sheet there is."""
TALL = 4000
"""Asked for so that the sheet takes all the height it may have."""
SETTLES = 120
"""Milliseconds that a new width must last before pages are drawn for it."""
WHY = 1
"""Where in the stack it is said why there is nothing to see."""
NOT_SHOWN, LOCKED = "This document cannot be shown here", "This document is locked"
SAVED = "A plain copy is saved. It is not encrypted: keep it where the school keeps such files."


class PageView(PageReader):
    """Pages to read, whatever they come from. It opens its document when it is shown and forgets it when it is hidden.

    ``opening(report, password)`` is done on the slow lane; ``save`` is the deed of "Save a copy", if there is one.
    """

    def __init__(self, room: Room, title: str, opening: Callable[[Report, str], Opened], save: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.room, self.look, self.title, self.opening = room, room.look, title, opening
        self.pages: Pages | None = None
        self.job: Job | None = None
        self.at, self.zoom = 1, FIT
        self.setProperty("kind", "sheet")
        self.setObjectName("pages")
        self.setAccessibleName(title)
        self.settle = QTimer(self)
        self.settle.setSingleShot(True)
        self.settle.timeout.connect(self.draw)
        self.save_button = button(self.look, "Save a copy", "", "export", then=save)
        self.save_button.setHidden(save is None)
        self.shut = button(self.look, "", "quiet", "close", "Close (Esc)", then=room.close_sheet)
        self._build_bar()
        self.ground = Ground(self.look, Paper(self.look), self.resized)
        self.ground.say(READING)
        self.why = stack(gap=8, pad=(24, 24, 24, 24))
        self.notes = stack(gap=6, pad=(20, 8, 20, 0))
        self._lay_out()
        self.setFocusProxy(self.ground)

    def _build_bar(self) -> None:
        look = self.look
        self.previous = button(look, "Previous", "", "left", "The page before (Page Up)", lambda: self.turn(-1))
        self.next = button(look, "Next", "", "right", "The next page (Page Down)", self.turn)
        self.number, self.percent = words(""), words("", tone="muted")
        self.smaller = button(look, "", "", "minus", "Smaller (−)", lambda: self.zoom_by(-1))
        self.larger = button(look, "", "", "plus", "Larger (+)", lambda: self.zoom_by(1))
        self.fit_width = toggle(look, "Fit width", True)
        self.fit_width.setToolTip("As wide as there is room for (0)")
        self.fit_width.clicked.connect(lambda: self.zoom_to(FIT))
        turning = holding(across(self.previous, self.number, self.next))
        zooming = holding(across(self.smaller, self.percent, self.larger, self.fit_width))
        self.bar = holding(stack(flowing(turning, zooming, gap=24), pad=(20, 0, 20, 8)))
        self.bar.hide()

    def _lay_out(self) -> None:
        top = across(Elided(self.title, "heading"), self.save_button, self.shut, pad=(20, 12, 12, 8))
        top.setStretch(0, 1)
        self.stacked = QStackedWidget()
        self.stacked.addWidget(self.ground)
        self.stacked.addWidget(scrolling(holding(self.why), "Why it cannot be shown"))
        self.noted = holding(self.notes)
        self.noted.hide()
        whole = stack(top, *self.deeds(), self.bar, line_across(), self.stacked, line_across(), self.noted, pad=(1, 0, 1, RADIUS["sheet"]))
        whole.setStretchFactor(self.stacked, 1)
        self.setLayout(whole)

    def deeds(self) -> tuple[Part, ...]:
        """What can be done with the whole, in a line under its title: for a view of its own."""
        return ()

    # Opening and forgetting

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.pages is None and self.job is None:
            self.open_with("")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only made small comes back
            self.forget()

    def open_with(self, password: str) -> None:
        """Make the document's pages on the slow lane."""
        self.stacked.setCurrentWidget(self.ground)
        self.ground.say(READING)
        self.ground.setAccessibleName(READING)
        opening = self.opening

        def opened(found: Opened) -> None:
            if self.job is job:
                self.job = None
                self.show_opened(found)

        def failed(failure: Exception) -> None:
            if self.job is job:
                self.job = None
                self.say_why(NOT_SHOWN, said_of(failure))

        self.job = job = self.room.tasks.run(
            lambda report: opening(report, password), opened, failed, title="Opening a document", quiet=True,
        )

    def unlock(self, password: str) -> None:
        """Try a password on a locked document. It is kept nowhere."""
        self.open_with(password)
        self.ground.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Let go of the pages and of the document: after this nothing of it is held here."""
        if self.job is not None:
            self.room.tasks.cancel(self.job)
        if self.pages is not None:
            self.pages.drop()
        self.pages = self.job = None
        self.settle.stop()
        self.ground.paper.put(WHOLE, WHOLE, None)
        self.ground.say(READING)
        for said in (self.why, self.notes):
            emptied(said)
        self.noted.hide()
        self.bar.hide()

    def show_opened(self, opened: Opened) -> None:
        """Show the first page, or why there is none."""
        if not opened.pages:
            self.say_why(LOCKED if opened.locked else NOT_SHOWN, opened.reason, locked=opened.locked)
            return
        self.pages = Pages(self.room, opened, self.draw)
        self.bar.show()
        self._note(opened)
        self.go_to(1)

    # What is said

    def say_why(self, title: str, reason: str, *, locked: bool = False) -> None:
        """Say in words why there is nothing to see; ask for the password where one would help."""
        emptied(self.why)
        sentence = plain(reason, tone="muted", wrap=True)
        sentence.setObjectName("reason")
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line = stack(centred(title, "heading"), sentence, gap=8)
        asked = self._password(line) if locked else None
        inner = holding(line)
        inner.setFixedWidth(self.look.scaled(440))
        picture = Picture(self.look, "document", "muted", 40, 1.25)
        for part in (None, across(None, picture, None), across(None, inner, None), None, None):
            self.why.addLayout(part) if part is not None else self.why.addStretch(1)
        had_keys = self.ground.hasFocus()
        self.stacked.setCurrentIndex(WHY)
        if asked is not None:
            asked.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_keys:
            (self.shut if self.save_button.isHidden() else self.save_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _password(self, line: QBoxLayout) -> SecretField:
        asked = SecretField(self.look, "Password of the document", strong=False)
        asked.edit.setObjectName("password")
        asked.edit.returnPressed.connect(lambda: self.unlock(asked.text()))
        line.addWidget(asked)
        line.addLayout(across(button(self.look, "Open", "primary", then=lambda: self.unlock(asked.text())), None))
        return asked

    def _note(self, opened: Opened) -> None:
        """Under the pages: what is not on them, and what was done to make them."""
        emptied(self.notes)
        if opened.reason:
            left_out = across(stack(2, Picture(self.look, "soon", "soon", 16), None), plain(opened.reason, wrap=True))
            left_out.setStretch(1, 1)
            self.notes.addLayout(left_out)
        if opened.actions:
            self.notes.addWidget(plain(f"Done to make these pages: {'; '.join(opened.actions)}", "caption", "muted", wrap=True))
        self.noted.setVisible(bool(opened.reason or opened.actions))

    # Turning pages

    def go_to(self, number: int, *, foot: bool = False) -> None:
        """Read this page, from its head or from its foot. Past either end nothing happens."""
        if self.pages is not None and 1 <= number <= self.pages.opened.pages:
            self.at = number
            self.draw()
            bar = self.ground.verticalScrollBar()
            bar.setValue(bar.maximum() if foot else 0)

    def zoom_to(self, zoom: float) -> None:
        """Show pages at this zoom; what stands at the middle of the screen stays about there."""
        bar = self.ground.verticalScrollBar()
        part = (bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep())
        self.zoom = zoom
        self.draw()
        bar.setValue(round(part * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def width_of(self, number: int) -> int:
        """How many px wide a page is shown."""
        return page_width(self.zoom, self.size_of(number)[0], self.ground.place())

    def draw(self) -> None:
        """Show what there is of the page, and have drawn what there is not."""
        pages = self.pages
        if pages is None:
            return
        self._say_where(pages)
        if self.at in pages.wrong:
            self.say_why(f"Page {self.at} cannot be shown", pages.wrong[self.at])
            return
        self.stacked.setCurrentWidget(self.ground)
        self.lay_paper()
        pages.want(self.at, self.dots_of)

    def lay_paper(self) -> None:
        """Lay the page at its present size, its picture stretched until it is drawn anew."""
        if self.pages is not None:
            drawn = self.pages.drawn.get(self.at)
            wide, size = self.width_of(self.at), self.size_of(self.at)
            self.ground.paper.put(wide, round(wide * size[1] / size[0]), drawn.picture if drawn else None)
            self.ground.say("")

    def _say_where(self, pages: Pages) -> None:
        last = pages.opened.pages
        self.number.setText(f"{self.at} of {last}")
        self.number.setAccessibleName(f"Page {self.at} of {last}")
        self.ground.setAccessibleName(f"Page {self.at} of {last}")  # it has the keyboard, so a screen reader reads its new name out
        for turns, there in ((self.previous, self.at > 1), (self.next, self.at < last)):
            if turns.hasFocus() and not there:
                self.ground.setFocus(Qt.FocusReason.OtherFocusReason)  # a button that can no longer be pressed would pass the keyboard to anything
            turns.setEnabled(there)
        self.fit_width.setChecked(self.zoom == FIT)
        self.percent.setText(f"{self.shown_zoom():.0%}")
        self.percent.setAccessibleName(f"Shown at {self.shown_zoom():.0%} of its size on paper")

    # The window and the keyboard

    def resized(self) -> None:
        """There is more or less room: stretch the page now, and draw it anew when the size has settled."""
        self.lay_paper()
        self.settle.start(SETTLES)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), TALL)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.settle.start(SETTLES)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        deeds: dict[int, Callable[[], object]] = {
            Qt.Key.Key_PageDown: self.turn, Qt.Key.Key_PageUp: lambda: self.turn(-1), Qt.Key.Key_Home: lambda: self.go_to(1),
            Qt.Key.Key_End: lambda: self.go_to(self.pages.opened.pages if self.pages else 0),
            Qt.Key.Key_Space: lambda: self.read_on(-1 if back else 1), Qt.Key.Key_Plus: lambda: self.zoom_by(1),
            Qt.Key.Key_Equal: lambda: self.zoom_by(1), Qt.Key.Key_Minus: lambda: self.zoom_by(-1), Qt.Key.Key_0: lambda: self.zoom_to(FIT),
        }
        deed = deeds.get(event.key())
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()


class DocumentView(PageView):
    """A document of the notebook. Raises Refused where it is not there."""

    def __init__(self, room: Room, document: UUID) -> None:
        self.document = room.desk.documents.get(document)
        previews = room.desk.previews
        super().__init__(
            room, self.document.title, lambda report, password: previews.open(document, report, password=password), self.save_copy,
        )

    def save_copy(self) -> None:
        """Ask where, and write a plain copy there; one that the export screen holds back stays."""
        from sendco_desk.ui.screens.paper_view import may_print  # which is a view of pages itself

        if not may_print(self.room, self.document):
            return
        name, _ = QFileDialog.getSaveFileName(self, "Save a copy", self.document.file_name)
        if name:
            room, document = self.room, self.document.id
            room.tasks.run(
                lambda report: room.desk.documents.save_copy(document, Path(name)), lambda path: room.say(done(SAVED)),
                title="Saving a copy", cancellable=False,
            )


class FileView(PageView):
    """A finished PDF where it stands, such as a pack. It is looked at as it is, and not taken into the notebook."""

    def __init__(self, room: Room, path: Path, title: str, password: str = "") -> None:
        previews = room.desk.previews
        super().__init__(room, title, lambda report, typed: previews.open_file(path, report, password=typed or password))


def show_document(room: Room, document: UUID) -> None:
    """Lay a document of the notebook over the window, to be read. Raises Refused where it is not there."""
    view = DocumentView(room, document)
    room.sheet(view, view.title, SIDE)


def show_file(room: Room, path: Path, title: str, password: str = "") -> None:
    """Lay a finished PDF over the window, to be looked at."""
    room.sheet(FileView(room, path, title, password), title, SIDE)
