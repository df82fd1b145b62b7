"""From a sentence to what it rests on, with one key: the document at its page, the entry in the story, or the measure."""

from sendco_desk.domain.needs import StatementSource
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.source_view import show_source

SOURCE_ICONS = {"document": "document", "story_entry": "note", "measure": "table"}


def kind_of(source: StatementSource) -> str:
    """Which of the three it is."""
    return "document" if source.document else "story_entry" if source.story_entry else "measure"


def open_source(room: Room, source: StatementSource) -> None:
    """Show what a sentence rests on."""
    if source.document is not None:
        show_source(room, source.document, source.page)
    elif source.story_entry is not None:
        room.go(Place("pupil", source.pupil, f"story/{source.story_entry}"))
    else:
        room.go(Place("pupil", source.pupil, f"measures/{source.measure}"))
