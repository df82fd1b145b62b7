"""Help: short pages in the app itself; F1 opens the one that belongs to the place."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextTable, QTextTableFormat
from PySide6.QtWidgets import QButtonGroup, QTextBrowser, QTextEdit, QWidget

from sendco_desk.resources import resource
from sendco_desk.ui.keys import EVERYWHERE, KEYS
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.theme import Look
from sendco_desk.ui.tokens import PROSE
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, holding, scrolling, stack
from sendco_desk.ui.widgets.words import words

if TYPE_CHECKING:
    from sendco_desk.authority.fields import Field

PAGES = {
    "getting-started": "Getting started", "entries": "Writing entries", "support": "Support and cycles",
    "documents": "Documents", "cases": "Cases", "clock": "The clock",
    "rules": "Rules", "letters": "Letters", "delay": "Delay timeline", "profiles": "What councils ask",
    "reviews": "Reviews", "people": "People and meetings",
    "provision": "Provision", "measures": "Measures",
    "voices": "Views and profiles", "calendar": "School calendar",
    "council-forms": "Councils’ Word forms",
    "packs": "Packs", "readiness": "What is asked",
    "screen": "Export screen", "redaction": "Blacking out",
    "reports": "Reports", "timeliness": "Timeliness",
    "import": "Bringing pupils in", "safety": "Backup and recovery", "keyboard": "Keyboard", "never": "What this app never does",
}
"""A page's file under ``resources/help`` and its title."""
PAGE_OF = {
    "support": "support", "provision": "provision",
    "today": "clock", "pupils": "import", "pupil": "entries", "story": "entries", "documents": "documents", "people": "people",
    "views": "voices", "profile": "voices",
    "ehc": "cases", "requests": "cases", "case": "cases", "letter": "letters", "delay": "delay",
    "council_form": "council-forms", "reviews": "reviews", "rules": "rules",
    "packs": "packs", "pack": "packs", "redact": "redaction", "reports": "reports",
    "import": "import", "year_roll": "import", "calendar": "calendar", "councils": "letters", "profiles": "profiles",
    "settings": "safety", "phrases": "entries", "help": "getting-started",
}
"""The page that belongs to a place."""


def page_for(place: str) -> str:
    """The page for a place's name or a page's own; the first page where there is none."""
    return place if place in PAGES else PAGE_OF.get(place, "getting-started")


def keyboard_table() -> str:
    """The keys as a table in Markdown, from the one list that the window binds."""
    rows = [(key.keys, key.words) for key in KEYS] + list(EVERYWHERE)
    return "\n".join(["| Keys | What they do |", "|---|---|", *(f"| {keys} | {what} |" for keys, what in rows)])


def fields_table() -> str:
    """The fields of a profile as a table in Markdown, from the list that reading one holds to."""
    from sendco_desk.authority.fields import FIELDS

    rows = [f"| {one.name} | {one.title} | {_holds(one)} |" for one in FIELDS.values()]
    return "\n".join(("| Name | What it is | What it holds |", "|---|---|---|", *rows))


def _holds(field: "Field") -> str:
    """What a field holds, with its unit or its codes."""
    more = field.unit or ", ".join(field.codes or ())
    return f"{field.holds.value}: {more}" if more else field.holds.value


def evidence_table() -> str:
    """What of a record can answer an ask, as a table in Markdown."""
    from sendco_desk.authority.evidence import EVIDENCE

    return "\n".join(("| Word | What it names |", "|---|---|", *(f"| {key} | {said} |" for key, said in EVIDENCE.items())))


MADE: Mapping[str, Callable[[], str]] = {"{keys}": keyboard_table, "{fields}": fields_table, "{evidence}": evidence_table}
"""What stands in a page for a table that is made from the app's own lists."""


def page_text(name: str) -> str:
    """A page's Markdown."""
    text = resource(f"help/{name}.md").read_text(encoding="utf-8")
    for place, table in MADE.items():
        if place in text:
            text = text.replace(place, table())
    return text


def space_out(document: QTextDocument, look: Look) -> None:
    """Give a page the app's type and room between its paragraphs, which Markdown does not say."""
    block = document.begin()
    while block.isValid():
        form, level = block.blockFormat(), block.blockFormat().headingLevel()
        form.setLineHeight(128, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(look.scaled(20 if level > 1 else 0))
        form.setBottomMargin(look.scaled(4 if block.textList() or QTextCursor(block).currentTable() else 10))
        cursor = QTextCursor(block)
        cursor.setBlockFormat(form)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            letters.setFont(look.font("title" if level == 1 else "heading", 600))
            cursor.setCharFormat(letters)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            ruled = frame.format().toTableFormat()
            ruled.setBorder(1)
            ruled.setBorderCollapse(True)
            ruled.setBorderBrush(look.colour("line"))
            ruled.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
            ruled.setCellPadding(look.scaled(6))
            frame.setFormat(ruled)


class Pages(QTextBrowser):
    """Shows our own pages; opens nothing else, because there is nothing to fetch and no network to fetch it from."""

    def __init__(self) -> None:
        super().__init__()
        self.prose = 0

    def keep_prose(self, wide: int) -> None:
        """Lines are no longer than this; the scroll bar stays at the edge of the page, where it is looked for."""
        self.prose = wide
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self._wrap()

    def _wrap(self) -> None:
        if self.prose:
            self.setLineWrapColumnOrWidth(max(1, min(self.prose, self.viewport().width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return ""

    def doSetSource(self, name: QUrl | str, type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource) -> None:
        """Links are followed by the screen, never by the browser."""


class HelpScreen(Screen):
    """The list of pages at the left, the page beside it."""

    NAME: ClassVar[str] = "help"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.name = "getting-started"
        self.group = QButtonGroup(self)
        self.stops = {}
        for name, title in PAGES.items():
            made = button(room.look, title, "stop", then=partial(self.show_page, name))
            made.setCheckable(True)
            made.setProperty("ring_gap", 3)
            self.group.addButton(made)
            self.stops[name] = made
        self.text = Pages()
        self.text.setAccessibleName("Help")
        self.text.setProperty("ringed", True)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda url: self.show_page(url.toString().removesuffix(".md")))
        self.text.document().setDocumentMargin(0)
        self.beside = scrolling(self._list(), "Pages of help")
        line = across(self.beside, self.text, gap=32, pad=(24, 20, 8, 8))
        line.setStretch(1, 1)
        self.setLayout(line)
        self._fit(room.look)

    def _list(self) -> QWidget:
        return holding(stack(words("Help", "title"), 8, *self.stops.values(), None, gap=4, pad=(4, 0, 8, 0)))

    def _fit(self, look: Look) -> None:
        self.beside.setFixedWidth(look.scaled(232))
        self.text.keep_prose(look.scaled(PROSE) + 16)
        c = look.colours
        self.text.document().setDefaultStyleSheet(f"a {{ color: {c.accent}; }} td, th {{ padding: 4px 16px 4px 0; }} code {{ color: {c.text}; }}")

    def open_at(self, place: Place) -> None:
        """Show the page that the place's tab names."""
        self.show_page(page_for(place.tab))

    def show_page(self, name: str) -> None:
        """Show a page."""
        self.name = page_for(name)
        self.stops[self.name].setChecked(True)
        self.beside.ensureWidgetVisible(self.stops[self.name], 0, 24)
        self.text.document().setMarkdown(page_text(self.name), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        space_out(self.text.document(), self.room.look)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.verticalScrollBar().setValue(0)

    def set_look(self, look: Look) -> None:
        """Take the sizes and colours that now hold."""
        self._fit(look)
        self.show_page(self.name)
