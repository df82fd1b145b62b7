"""From a sentence to what it rests on, with one key: the document at its page, the entry in the story, or the measure."""

from uuid import UUID

from sendco_desk.domain.needs import StatementSource
from sendco_desk.services.previewing import Opened
from sendco_desk.ui.document_view import SIDE, DocumentView
from sendco_desk.ui.room import Place, Room

SOURCE_ICONS = {"document": "document", "story_entry": "note", "measure": "table"}


class DocumentAt(DocumentView):
    """A document, opened at a page; where it has no such page, at its first."""

    def __init__(self, room: Room, document: UUID, page: int) -> None:
        super().__init__(room, document)
        self.first = page

    def show_opened(self, opened: Opened) -> None:
        super().show_opened(opened)
        self.go_to(self.first)


def kind_of(source: StatementSource) -> str:
    """Which of the three it is."""
    return "document" if source.document else "story_entry" if source.story_entry else "measure"


def open_source(room: Room, source: StatementSource) -> None:
    """Show what a sentence rests on."""
    if source.document is not None:
        view = DocumentAt(room, source.document, source.page or 1)
        room.sheet(view, view.title, SIDE)
    elif source.story_entry is not None:
        room.go(Place("pupil", source.pupil, f"story/{source.story_entry}"))
    else:
        room.go(Place("pupil", source.pupil, f"measures/{source.measure}"))
