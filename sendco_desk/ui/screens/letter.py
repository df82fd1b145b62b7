"""The composer of a letter: write to whoever is late, save it or copy it, and log it once it has gone. The app itself sends nothing."""

from itertools import pairwise
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.letter_checks import need_clean
from sendco_desk.services.letter_writing import CHASER, QUERY, Letter
from sendco_desk.services.today import step_key
from sendco_desk.ui.clipboard import formatted
from sendco_desk.ui.forms.form import open_form, tell
from sendco_desk.ui.forms.letter_forms import WordingForm
from sendco_desk.ui.messages import Message, done, told
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.letter_composer import TWO_COLUMNS, Composer
from sendco_desk.ui.screens.pack_result import open_file
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button, menu_button
from sendco_desk.ui.widgets.chips import Chip, Picture
from sendco_desk.ui.widgets.layout import across, emptied, holding, scrolling, stack
from sendco_desk.ui.widgets.words import Elided, words

ABOUT_EXCEPTION = "exception:"
"""Before a step's key in a place's tab: ask which exception is relied on, instead of chasing."""
HEAD = 100
"""What stands above the letter, in pixels at 100%, before it has been laid out."""
FILTERS = {".docx": "Word (*.docx)", ".pdf": "PDF (*.pdf)", ".eml": "E-mail draft (*.eml)"}
NOT_ENCRYPTED = "It is not encrypted: keep it where the school keeps such files."


class LetterScreen(Screen):
    """A letter in a case."""

    NAME: ClassVar[str] = "letter"
    STOP: ClassVar[str] = "requests"
    HELP: ClassVar[str] = "letters"
    KINDS: ClassVar[frozenset[str]] = frozenset({
        "pupil", "case_file", "case_event", "exception_claim", "case_letter", "council_contact", "letter_wording", "document", "school", "term",
        "school_closure",
    })

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.case: UUID | None = None
        self.composer: Composer | None = None
        look = room.look
        self.crumb = button(look, "", "link", then=self.open_case)
        self.whose = Elided("", tone="muted")
        crumbs = across(
            button(look, "Requests && plans", "link", then=lambda: room.go(Place("requests"))), Picture(look, "right", "muted", 14), self.crumb,
            None, gap=6,
        )
        self.more = menu_button(look, "More", (
            ("Wording of this letter", self.change_wording), ("Councils and contacts", lambda: room.go(Place("councils"))),
        ))
        head = across(words("Letter", "title"), self.whose, self.more, gap=8)
        head.setStretch(1, 1)
        self.place = QVBoxLayout()
        inside = stack(crumbs, head, 8, self.place, pad=(24, 20, 24, 12))
        inside.setStretch(3, 1)
        self.above = inside
        self.area = scrolling(holding(inside), "Letter")
        whole = stack(self.area, self._foot())
        whole.setStretch(0, 1)
        self.setLayout(whole)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.log)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _foot(self) -> QWidget:
        look = self.room.look
        self.state = across(gap=0)
        self.log_button = button(look, "Log as sent", "primary", "check", then=self.log)
        self.deeds = [
            button(look, "Save as Word", then=lambda: self.save(".docx")), button(look, "Save as PDF", then=lambda: self.save(".pdf")),
            button(look, "E-mail draft", "", "mail", then=lambda: self.save(".eml")), button(look, "Copy text", then=self.copy), self.log_button,
        ]
        deeds = flowing(*self.deeds, holding(self.state))
        return holding(stack(deeds, pad=(24, 10, 24, 10)), "foot")

    # What is shown

    def open_at(self, place: Place) -> None:
        if place.id is None:
            raise Refused("Choose the case that the letter belongs to.")
        kind = QUERY if place.tab.startswith(ABOUT_EXCEPTION) else CHASER
        key = place.tab.removeprefix(ABOUT_EXCEPTION) or self._most_pressing(place.id, kind)
        composer = Composer(self.room, place.id, (key,), kind)
        emptied(self.place)
        self.case, self.composer = place.id, composer
        self.place.addWidget(composer)
        composer.checked.connect(self.show_checked)
        composer.rearranged.connect(self.order_stops)
        self.order_stops()
        self.area.verticalScrollBar().setValue(0)
        self._show_case()
        self.show_checked()
        self.fit()
        QTimer.singleShot(0, self, self.take_focus)  # by then the window shows this screen

    def _most_pressing(self, case: UUID, kind: str) -> str:
        late = self.room.desk.letters.chasable(case, self.room.now().date(), kind)
        if not late:
            raise Refused("Nothing in this case is late that others owe: there is nobody to write to yet.")
        return step_key(late[0])

    def _show_case(self) -> None:
        if self.case is None:
            return
        view = self.room.desk.caseload.view(self.case)
        self.crumb.say(f"Case {view.case.number}")
        self.whose.setText(f"{view.pupil.known_name}, {view.case.authority}")

    def order_stops(self) -> None:
        """Let Tab go as the page is read: the composer is built after the deeds under it."""
        if self.composer is not None:
            for first, second in pairwise([self.more, *self.composer.stops(), *self.deeds]):
                QWidget.setTabOrder(first, second)

    def take_focus(self) -> None:
        """Put the keyboard into the letter, from where Tab leads to what can be done with it; where that is out of sight, at the start."""
        if self.composer is not None and self.isVisible():
            self.fit()  # its place is laid out only now
            beside = self.area.width() - 48 >= self.room.look.scaled(TWO_COLUMNS)  # else the letter stands further down
            (self.composer.words.box if beside else self.composer.stops()[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_checked(self) -> None:
        """Say beside the deeds what the check came to."""
        if self.composer is None:
            return
        emptied(self.state)
        stops = sum(one.stops for one in self.composer.findings)
        word, state = (f"{stops} to put right", "soon") if stops else ("Checked", "done")
        self.state.addWidget(Chip(self.room.look, word, state, tip=self.composer.found_card.accessibleName()))

    def fit(self) -> None:
        """Give the letter the height that the page has for it."""
        if self.composer is not None:
            edges = self.above.contentsMargins()
            head = self.composer.mapTo(self.area, QPoint(0, 0)).y() + self.area.verticalScrollBar().value()
            self.composer.fit(self.area.height() - max(head, self.room.look.scaled(HEAD)) - edges.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def refresh(self) -> None:
        if self.composer is not None and not self.composer.over:
            self._show_case()
            self.composer.renew()

    def set_look(self, look: Look) -> None:
        """Painted widgets follow by themselves; what is being written stays."""
        self.fit()

    def leave(self) -> bool:
        if self.composer is not None:
            self.composer.rest()
        return True

    def pupil_here(self) -> UUID | None:
        return self.composer.letter.pupil if self.composer is not None else None

    def open_case(self) -> None:
        """Go back to the case."""
        if self.case is not None:
            self.room.go(Place("case", self.case))

    def change_wording(self) -> None:
        """Open the sheet with the wording that this letter is made from."""
        if self.composer is not None:
            open_form(self.room, WordingForm(self.room, self.composer.letter.wording))

    # What can be done

    def _sound(self) -> Letter | None:
        """The letter as it stands, if it may go out; else the reasons are said."""
        if self.composer is None:
            return None
        self.composer.keeper.flush()
        letter = self.composer.written()
        try:
            need_clean(self.composer.letters.findings(letter))
        except Refused as refusal:
            self.composer.check()
            self.room.say(Message(words=refusal.message, kind="refused"))
            return None
        return letter

    def save(self, suffix: str) -> None:
        """Ask where, and make the letter there."""
        letter = self._sound()
        if letter is None or self.composer is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "Save the letter", letter.file_name(suffix), FILTERS[suffix])
        if not name:
            return
        out = Path(name if name.lower().endswith(suffix) else f"{name}{suffix}")
        letters = self.composer.letters
        self.room.tasks.run(lambda report: letters.write(letter, out), self._saved, title="Making the letter", cancellable=False)

    def _saved(self, out: Path) -> None:
        mail = out.suffix.lower() == ".eml"
        said = "The draft of the e-mail is saved, with the letter attached." if mail else "The letter is saved."
        self.room.say(Message(words=f"{said} {NOT_ENCRYPTED}", kind="done", action="Open it", then=lambda: open_file(out)))

    def copy(self) -> None:
        """Put the words on the clipboard, with their lists for programs that take them."""
        letter = self._sound()
        if letter is None:
            return
        QGuiApplication.clipboard().setMimeData(formatted(letter.html, letter.plain))
        self.room.say(done("The letter is copied. Paste it where it is to go."))

    def log(self) -> None:
        """Record that the letter went."""
        letter = self._sound()
        if letter is None or self.composer is None:
            return
        composer, channel = self.composer, self.composer.choices.channel.code()
        letters = composer.letters
        self.log_button.setEnabled(False)
        self.room.tasks.run(
            lambda report: letters.log(letter, channel, draft=composer.draft), self._logged, self._not_logged, title="Keeping the letter",
            cancellable=False, ended=lambda: self.log_button.setEnabled(True),
        )

    def _logged(self, made: tuple[CaseLetter, frozenset[str]]) -> None:
        letter, changed = made
        if self.composer is not None and self.composer.case == letter.case:
            self.composer.finish()
            self.open_case()
        tell(self.room, "The letter is logged: it is in the documents and in the Story, and Today asks for the answer.", changed)

    def _not_logged(self, failure: Exception) -> None:
        message = told(failure)
        if message is not None:
            self.room.say(message)

