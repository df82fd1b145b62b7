"""What the pupil and the parents said: each time on a card of its own, word for word, with the original a press away and a paper to give."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QFrame, QLayout

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import GATHERED, VOICES, WHOSE_WORDS
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.voices import VIEW_PARTS, Said
from sendco_desk.ui.document_view import show_document
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.forms.voice_asks import ViewsForm
from sendco_desk.ui.messages import Message
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.paper_view import may_print, show_paper
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.tokens import PAGE
from sendco_desk.ui.widgets.buttons import Button, button, menu_button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import Columns, Part, across, card, emptied, holding, scrolling, stack, unbroken
from sendco_desk.ui.widgets.words import plain, prose, words

SPOKEN_FOR = "spoken_for"


def gathered_words(views: ViewsGiven) -> str:
    """`In conversation, by Ms Lark`."""
    return GATHERED[views.gathered] + (f", by {views.gathered_by}" if views.gathered_by else "")


def whose_words(views: ViewsGiven) -> str:
    """`A parent or carer, Ms Wilk`."""
    return VOICES[views.voice] + (f", {views.person}" if views.person else "")


class ViewsPage(TabPage):
    """The tab Views."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.pupil: UUID | None = None
        self.shown: dict[UUID, QFrame] = {}
        self.cards = stack(gap=16)
        record = button(self.look, "Record views", "", "plus", then=self.record)
        self.area = scrolling(holding(stack(across(record, None), 14, self.cards, None, pad=(24, 16, 24, 24))), "Views")
        self.nothing = empty(
            self.look, "voice", "No views recorded",
            "What the pupil and the parents say is working, is not working, matters to them and what they hope for, in whose words it stands.",
            "Record views", self.record,
        )
        self.setLayout(stack(self.area, self.nothing))

    def show_pupil(self, page: PupilPage) -> None:
        """Show everything this pupil and the parents said, newest first."""
        self.pupil = page.pupil.id
        given = self.room.desk.voices.views(page.pupil.id)
        emptied(self.cards)
        self.shown = {}
        for said in given:
            made = self.shown[said.id] = self._card(said)
            line = across(made, None)
            line.setStretch(0, 100)
            self.cards.addLayout(line)
        self.area.setVisible(bool(given))
        self.nothing.setVisible(not given)

    def show_record(self, record: UUID) -> None:
        """Bring these views into sight."""
        made = self.shown.get(record)
        if made is not None:
            self.area.ensureWidgetVisible(made)

    def _card(self, said: Said) -> QFrame:
        views, look = said.views, self.look
        head = across(plain(whose_words(views), "heading", wrap=True), words(unbroken(shown(views.given_on)), tone="muted"), gap=12)
        head.setStretch(0, 1)
        state = "soon" if views.whose_words == SPOKEN_FOR else "info"
        told = across(Chip(look, WHOSE_WORDS[views.whose_words], state, "voice"), plain(gathered_words(views), "caption", "muted", wrap=True))
        told.setStretch(1, 1)
        parts = [self._part(title, getattr(views, name)) for name, title in VIEW_PARTS.items() if getattr(views, name).strip()]
        body: list[Part] = list(parts)
        if len(parts) > 1:
            body = [Columns(look, stack(*parts[0::2], None, gap=12), stack(*parts[1::2], None, gap=12), least=640)]
        made = card(head, told, 4, *body, 6, flowing(*self._buttons(said)), gap=6)
        made.setAccessibleName(views.called)
        made.setMaximumWidth(look.scaled(PAGE - 300))
        return made

    def _part(self, title: str, text: str) -> QLayout:
        return stack(words(title, "caption", "muted"), prose(text), gap=2)

    def _buttons(self, said: Said) -> list[Button]:
        views = said.views
        made = [
            self._button(views, "Open", "", partial(self.edit, views)),
            menu_button(self.look, "On paper", (
                ("Word for word", partial(self.paper, views)), ("Easy read", partial(self.paper, views, easy_read=True)),
                ("Easy read, with room for pictures", partial(self.paper, views, easy_read=True, picture_room=True)),
            ), "print"),
        ]
        made[-1].setAccessibleName(f"On paper: {views.called}")
        if views.scan is not None:
            scan = views.scan
            made.append(button(self.look, "The original", "", "document", said.scan_title, lambda: self.open_scan(scan)))
            made[-1].setAccessibleName(f"The original: {said.scan_title}")
        return [*made, self._button(views, "Remove", "bin", partial(self.remove, views))]

    def _button(self, views: ViewsGiven, name: str, picture: str, then: Callable[[], object]) -> Button:
        made = button(self.look, name, "", picture, then=then)
        made.setAccessibleName(f"{name}: {views.called}")
        return made

    # Deeds

    def record(self) -> None:
        """Open the form for new views."""
        if self.pupil is not None:
            open_form(self.room, ViewsForm(self.room, self.pupil))

    def edit(self, views: ViewsGiven) -> None:
        """Open the form for these."""
        open_form(self.room, ViewsForm(self.room, views.pupil, views))

    def paper(self, views: ViewsGiven, *, easy_read: bool = False, picture_room: bool = False) -> None:
        """Show them as a paper."""
        if not may_print(self.room, views):
            return
        made = self.room.desk.voices.views_paper(views, easy_read=easy_read, picture_room=picture_room)
        show_paper(self.room, made, name="views-easy-read" if easy_read else "views", pupil=views.pupil, title=views.called)

    def open_scan(self, scan: UUID) -> None:
        """Show the original."""
        try:
            show_document(self.room, scan)
        except Refused as refusal:
            self.room.say(Message(words=refusal.message, kind="refused"))

    def remove(self, views: ViewsGiven) -> None:
        """Take them out; undo brings them back."""
        attempt(self.room, lambda: self.room.desk.recording.remove(views), f"{views.called}: removed.")
