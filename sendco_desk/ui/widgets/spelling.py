"""Spelling in a field of prose: a wavy line under a word that may be misspelt, suggestions in its menu, F7 to the next such word.

The word that is being typed is left alone until the cursor leaves it. Marks are formats of the layout alone: they are no part of the text,
its undo or its draft. QSyntaxHighlighter makes the same, but says that the text has changed whenever it is asked to draw anew.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QTextBlock, QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.ui.messages import Message, done, told
from sendco_desk.ui.room import Room
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.fields import ProseField

if TYPE_CHECKING:
    from sendco_desk.services.spelling import Span, Spelling

KEY = "F7"
SOON, BETWEEN = 300, 20
"""Milliseconds after a field shows until the dictionary is read behind it, and between the steps of that."""
ONE_KEY = 2
"""Letters that a press of a key changes at most: more were pasted or put back, and nobody is in the midst of a word."""


def units(text: str, place: int) -> int:
    """Qt counts in UTF-16, in which a picture such as 😀 is two."""
    return place + sum(letter > "\uffff" for letter in text[:place])


def in_units(text: str, spans: "tuple[Span, ...]") -> "tuple[Span, ...]":
    """Spans of a text as Qt counts them."""
    if text.isascii() or max(text) <= "\uffff":
        return spans
    return tuple((units(text, start), units(text, end)) for start, end in spans)


def wavy_lines(spans: "tuple[Span, ...]", look: Look) -> list[QTextLayout.FormatRange]:
    """What a layout is told to draw."""
    wavy, made = QTextCharFormat(), []
    wavy.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    wavy.setUnderlineColor(look.colour("info"))
    for start, end in spans:
        line = QTextLayout.FormatRange()
        line.start, line.length, line.format = start, end - start, wavy
        made.append(line)
    return made


class SpellCheck(QObject):
    """The spelling of one box of words; it lives as long as its box."""

    def __init__(
        self, edit: QPlainTextEdit, look: Look, spelling: "Spelling", on: Callable[[], bool], say: Callable[[Message], object],
    ) -> None:
        super().__init__(edit)
        self.edit, self.look, self.spelling, self.on, self.say = edit, look, spelling, on, say
        self.typing = False
        self.held: tuple[int, int, int] | None = None
        """The block, start and end of the word that is being typed."""
        self.drawn = (0, False, False, "")
        edit.document().contentsChange.connect(self._changed)
        edit.cursorPositionChanged.connect(self._moved)
        edit.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        edit.customContextMenuRequested.connect(self.open_at)
        edit.installEventFilter(self)
        QShortcut(QKeySequence(KEY), edit, self.go_on).setContext(Qt.ShortcutContext.WidgetShortcut)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._load)
        if not spelling.ready:
            self.timer.start(SOON)
        self.again()

    # Marking

    def marked(self, text: str, block: int) -> "tuple[Span, ...]":
        """What to underline in a block: what is misspelt, save the word that is being typed."""
        if not text or not self.spelling.ready or not self.on():
            return ()
        found = in_units(text, self.spelling.wrong(text))
        cursor = self.edit.textCursor()
        if not self.typing or cursor.blockNumber() != block:
            return found
        at = cursor.positionInBlock()
        self.held = next(((block, start, end) for start, end in found if start <= at <= end), None)
        return tuple(span for span in found if self.held is None or span != self.held[1:])

    def again(self) -> None:
        """Draw all marks anew: something else is known now, or the look or the choice has changed."""
        self.drawn = self._state()
        self._draw(0, self.edit.document().characterCount())

    def _draw(self, first: int, last: int) -> None:
        """Draw the marks of the blocks between two places."""
        block = self.edit.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            self._draw_block(block)
            block = block.next()

    def _draw_block(self, block: QTextBlock) -> None:
        layout, number = block.layout(), block.blockNumber()
        if layout.preeditAreaText():
            return  # an input method is composing and has formats of its own there
        if self.held is not None and self.held[0] == number:
            self.held = None
        spans, worn = self.marked(block.text(), number), layout.formats()
        if spans or worn:
            layout.setFormats(wavy_lines(spans, self.look))
            self.edit.document().markContentsDirty(block.position(), block.length())

    def _state(self) -> tuple[int, bool, bool, str]:
        return self.spelling.version, self.spelling.ready, self.on(), self.look.ink("info")

    def _changed(self, position: int, removed: int, added: int) -> None:
        self.typing = self.edit.hasFocus() and added <= ONE_KEY and removed <= ONE_KEY
        self._draw(position, position + added)

    def _moved(self) -> None:
        cursor = self.edit.textCursor()
        if self.held is not None and not (cursor.blockNumber() == self.held[0] and self.held[1] <= cursor.positionInBlock() <= self.held[2]):
            self._let_go()

    def _let_go(self) -> None:
        """The word is finished: mark it."""
        if self.held is not None:
            self.typing = False
            block = self.edit.document().findBlockByNumber(self.held[0])
            self.held = None
            self._draw(block.position(), block.position())

    def _load(self) -> None:
        if not self.edit.isVisible() or self.spelling.book.closed:
            return  # begun again when it shows; a notebook that was closed under the field has nothing more to say
        with suppress(Trouble):  # unmarked words are no reason to speak; the field's own deeds will say what is wrong
            if self.spelling.step():
                self.again()
            else:
                self.timer.start(BETWEEN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self._let_go()
        elif kind in (QEvent.Type.Show, QEvent.Type.FocusIn, QEvent.Type.StyleChange):
            if not self.spelling.ready and not self.timer.isActive():
                self.timer.start(SOON)
            if self._state() != self.drawn:
                self.again()
        return False

    # Mending

    def wrong(self) -> "tuple[Span, ...]":
        """Every word of the text that may be misspelt, as Qt counts."""
        text = self.edit.toPlainText()
        return in_units(text, self.spelling.wrong(text))

    def word_at(self, place: int) -> QTextCursor | None:
        """The misspelt word that a place touches, chosen; None where there is none."""
        span = next((span for span in self.wrong() if span[0] <= place <= span[1]), None)
        return self._choosing(span) if span else None

    def _choosing(self, span: "Span") -> QTextCursor:
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def go_on(self) -> None:
        """Choose the next misspelt word, after the last one the first again, and show what it could be."""
        here, spans = self.edit.textCursor(), self.wrong()
        if here.hasSelection():
            later = [span for span in spans if span[0] >= here.selectionEnd()]
        else:
            later = [span for span in spans if span[1] >= here.position()]
        menu = self._empty_menu()
        if spans:
            word = self._choosing((later or list(spans))[0])
            self.edit.setTextCursor(word)
            self.edit.ensureCursorVisible()
            menu.addActions(self.offers(word, menu))
            if len(spans) > 1:
                menu.addAction("Next word in doubt", self.go_on)
        else:
            menu.addAction("No word is in doubt").setEnabled(False)
        menu.popup(self.edit.viewport().mapToGlobal(self.edit.cursorRect().bottomLeft()))
        menu.setActiveAction(next((action for action in menu.actions() if action.isEnabled()), menu.actions()[0]))

    def open_at(self, at: QPoint) -> None:
        """The usual menu of the box; where it is opened on a misspelt word, what that could be stands first."""
        menu = self.edit.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.actions()[0]
        place = self.edit.cursorForPosition(at)
        word = self.word_at(place.position())
        if word is not None:
            menu.insertActions(first, self.offers(word, menu))
            menu.insertSeparator(first)
        else:
            place.select(QTextCursor.SelectionType.WordUnderCursor)
            if self.spelling.learnt(place.selectedText()):
                out = QAction("Take out of the notebook’s words", menu)
                out.triggered.connect(partial(self.forget, place.selectedText()))
                menu.insertAction(first, out)
                menu.insertSeparator(first)
        menu.popup(self.edit.viewport().mapToGlobal(at))

    def _empty_menu(self) -> QMenu:
        menu = QMenu(self.edit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def offers(self, word: QTextCursor, menu: QMenu) -> list[QAction]:
        """What can be done about a word: each suggestion, and to add it."""
        typed = word.selectedText()
        menu.setAccessibleName(f"Spelling of {typed}")
        made = []
        for offered in self.spelling.suggestions(typed):
            made.append(QAction(offered, menu))
            made[-1].triggered.connect(partial(self.put, word, offered))
        if not made:
            made.append(QAction("No suggestion", menu))
            made[0].setEnabled(False)
        line, add = QAction(menu), QAction("Add to the notebook’s words", menu)
        line.setSeparator(True)
        add.triggered.connect(partial(self.learn, typed))
        return [*made, line, add]

    def put(self, word: QTextCursor, meant: str) -> None:
        """Put the right word in the place of the wrong one; Ctrl+Z takes it out again."""
        word.insertText(meant)
        self.edit.setTextCursor(word)
        self.edit.setFocus()

    def learn(self, word: str) -> None:
        """Know a word from now on in this notebook."""
        self._keep(partial(self.spelling.learn, word), done(f"“{word}” is one of the notebook’s words.", partial(self.forget, word)))

    def forget(self, word: str) -> None:
        """Know a word no longer."""
        self._keep(partial(self.spelling.forget, word), done(f"“{word}” is no longer one of the notebook’s words."))

    def _keep(self, deed: Callable[[], None], sentence: Message) -> None:
        try:
            deed()
        except (Refused, Trouble) as failure:
            if (message := told(failure)) is not None:
                self.say(message)
            return
        self.again()
        self.say(sentence)


def check_spelling(room: Room, field: ProseField) -> SpellCheck:
    """Check the spelling of a field as long as it lives, if the person wants that."""
    kept = room.preferences
    return SpellCheck(field.edit, room.look, room.desk.spelling, lambda: kept is None or kept.spelling, room.say)
