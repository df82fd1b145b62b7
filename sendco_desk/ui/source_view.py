"""A document opened at the page that something rests on."""

from uuid import UUID

from sendco_desk.services.previewing import Opened
from sendco_desk.ui.document_view import SIDE, DocumentView
from sendco_desk.ui.room import Room


class SourceView(DocumentView):
    """A document of the notebook, first shown at a page. Raises Refused where it is not there."""

    def __init__(self, room: Room, document: UUID, page: int) -> None:
        self.first = page
        super().__init__(room, document)

    def show_opened(self, opened: Opened) -> None:
        """Show the page named, or the first where the document has no such page."""
        super().show_opened(opened)
        self.go_to(self.first)


def show_source(room: Room, document: UUID, page: int | None = None) -> None:
    """Lay a document over the window at a page. Raises Refused where it is not there."""
    view = SourceView(room, document, page or 1)
    room.sheet(view, view.title, SIDE)
