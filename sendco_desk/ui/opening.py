"""What the unlock window asks for: to open, make, recover or restore a notebook. The store is loaded here, never with the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sendco_desk.domain.progress import Report
from sendco_desk.ui.preferences import Preferences, Recent

if TYPE_CHECKING:
    from datetime import datetime

    from sendco_desk.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody typed to make a notebook."""

    folder: Path
    school_name: str
    phase: str
    school_type: str
    authority: str
    person_name: str
    passphrase: str


class Opening(Protocol):
    """The deeds behind the unlock window. All but ``recent`` are done on the slow lane."""

    def recent(self) -> list[Recent]:
        """The notebooks opened on this computer, the last one first."""

    def load(self) -> None:
        """Import what opening needs, while the person is still typing."""

    def people(self, folder: Path) -> tuple[str, ...]:
        """The names of those who can open a notebook. Raises Refused where there is none."""

    def wait(self, folder: Path) -> float:
        """Seconds until the next passphrase may be tried."""

    def why_not_here(self, folder: Path) -> str:
        """Why a notebook should not stand in a folder, or nothing."""

    def open(self, folder: Path, passphrase: str, name: str | None, report: Report) -> "Desk":
        """Open a notebook."""

    def create(self, wanted: Wanted) -> "tuple[Desk, str]":
        """Make a notebook; gives it opened, with the recovery code."""

    def recover(self, folder: Path, code: str, name: str, passphrase: str) -> None:
        """Set a new passphrase with the recovery code."""

    def restore(self, backup: Path, to: Path, report: Report) -> Path:
        """Put a backup back as a notebook; gives back where it stands."""

    def opened(self, desk: "Desk") -> None:
        """Remember which notebook was opened."""


class Notebooks:
    """The real ``Opening``: each deed imports the service it needs when it is first asked for."""

    def __init__(self, preferences: Preferences, clock: "Callable[[], datetime] | None" = None) -> None:
        self.preferences, self._clock = preferences, clock

    def clock(self) -> "Callable[[], datetime]":
        """The clock that was handed in, or the wall's."""
        from sendco_desk.services.clockwork import wall_clock

        return self._clock or wall_clock

    def recent(self) -> list[Recent]:
        """The notebooks opened on this computer, the last one first."""
        return self.preferences.recent()

    def load(self) -> None:
        """Import what opening needs, while the person is still typing."""
        from sendco_desk.services.opening import load

        load()

    def people(self, folder: Path) -> tuple[str, ...]:
        """The names of those who can open a notebook."""
        from sendco_desk.services.opening import people

        return tuple(person.name for person in people(folder))

    def wait(self, folder: Path) -> float:
        """Seconds until the next passphrase may be tried."""
        from sendco_desk.services.opening import wait_before_next_try

        return wait_before_next_try(folder)

    def why_not_here(self, folder: Path) -> str:
        """Why a notebook should not stand in a folder, or nothing."""
        from sendco_desk.services.opening import why_not_here

        return why_not_here(folder)

    def open(self, folder: Path, passphrase: str, name: str | None, report: Report) -> "Desk":
        """Open a notebook, ready for the first screen."""
        from sendco_desk.services.opening import open_for_window

        return open_for_window(folder, passphrase, name, report, clock=self.clock())

    def create(self, wanted: Wanted) -> "tuple[Desk, str]":
        """Make a notebook; gives it opened, with the recovery code."""
        from sendco_desk.services.opening import NewNotebook, create

        new = NewNotebook(
            folder=wanted.folder, school_name=wanted.school_name, person_name=wanted.person_name, passphrase=wanted.passphrase,
            phase=wanted.phase, school_type=wanted.school_type, authority=wanted.authority,
        )
        return create(new, clock=self.clock())

    def recover(self, folder: Path, code: str, name: str, passphrase: str) -> None:
        """Set a new passphrase with the recovery code."""
        from sendco_desk.services.opening import recover

        recover(folder, code, name, passphrase)

    def restore(self, backup: Path, to: Path, report: Report) -> Path:
        """Put a backup back as a notebook; gives back where it stands."""
        from sendco_desk.services.backups import restore

        return restore(backup, to, report)

    def opened(self, desk: "Desk") -> None:
        """Remember which notebook was opened, by its school's name and the time."""
        from sendco_desk.domain.dates import shown_moment

        self.preferences.opened(desk.folder, desk.school.school().name, shown_moment(self.clock()()))
