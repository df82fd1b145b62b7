"""What every screen is handed: the open notebook, the look, the slow lane, and the ways to go, to speak and to say what has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sendco_desk.ui.messages import Message
from sendco_desk.ui.tasks import Tasks
from sendco_desk.ui.theme import Look

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk
    from sendco_desk.ui.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Place:
    """Where the window can be: a screen's name, and the record and tab it is opened at."""

    name: str
    id: UUID | None = None
    tab: str = ""


def _nowhere(place: Place) -> None:
    """For a screen that stands alone, as in a test."""


def _no_sheet(sheet: QWidget, title: str, side: str = "right") -> None:
    """For a screen that stands alone, as in a test."""


def _here() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Room:
    """The one thing a screen is built with.

    ``go`` opens a place; ``say`` puts a sentence in the message bar; ``changed`` takes the record kinds that a deed gave
    back and refreshes what shows them; ``sheet(widget, title, side)`` lays a sheet over the dimmed window ("right" or
    "top") and ``close_sheet`` takes it away; ``free`` says that none is there; ``new_entry(pupil)`` opens the entry sheet; ``lock``
    puts the notebook away; ``undo`` takes the last deed back; ``dress(theme, text_size)`` changes the look; ``now`` is the clock.
    """

    desk: "Desk"
    look: Look
    tasks: Tasks
    go: Callable[[Place], object]
    say: Callable[[Message], object]
    changed: Callable[[frozenset[str]], object]
    sheet: Callable[[QWidget, str, str], object] = _no_sheet
    close_sheet: Callable[[], object] = lambda: None
    free: Callable[[], bool] = lambda: True
    new_entry: Callable[[UUID | None], object] = lambda pupil: None
    lock: Callable[[], object] = lambda: None
    undo: Callable[[], object] = lambda: None
    dress: Callable[[str, float], object] = lambda theme, text_size: None
    now: Callable[[], datetime] = _here
    preferences: "Preferences | None" = None


class Screen(QWidget):
    """A place in the window. ``NAME`` is its place's name, ``KINDS`` the record kinds it shows, ``STOP`` the rail's stop it belongs to."""

    NAME: ClassVar[str] = ""
    KINDS: ClassVar[frozenset[str]] = frozenset()
    STOP: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    """The page of help that belongs here; the screen's own name where empty."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room

    def open_at(self, place: Place) -> None:
        """Show this record and tab. Called each time somebody comes here."""
        self.refresh()

    def refresh(self) -> None:
        """Show what the notebook holds now."""

    def set_look(self, look: Look) -> None:
        """The theme or the text size has changed. Painted widgets follow by themselves; a screen that worked out sizes does so again."""
        self.refresh()

    def help_page(self) -> str:
        """The page of help that belongs to what is shown."""
        return self.HELP or self.NAME

    def pupil_here(self) -> UUID | None:
        """Whose page this is, so that a new entry starts with that pupil."""
        return None

    def leave(self) -> bool:
        """Whether the window may go elsewhere now; a screen with something half done keeps it as a draft here."""
        return True
