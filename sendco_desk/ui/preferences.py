"""How this person likes the window: theme, text size, when to lock, its size and columns. Never a pupil's name in it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

LOCK_MINUTES = (0, 5, 10, 15, 30, 60)
"""After how many idle minutes the notebook locks; 0 is never."""
USUAL_LOCK = 15
RECENT = 6
"""How many notebooks the unlock window offers."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A notebook opened on this computer: where it is, whose it is, and when it was last opened, in words."""

    folder: Path
    school: str
    opened: str


class Preferences:
    """A small file of choices. Reads never fail: an unreadable choice is the usual one."""

    def __init__(self, file: Path) -> None:
        self.settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """``system``, ``light``, ``dark`` or ``contrast``."""
        return self.text("theme", "system")

    @property
    def text_size(self) -> float:
        """1.0 to 2.0."""
        return min(2.0, max(1.0, self.number("text_size", 100) / 100))

    @property
    def lock_minutes(self) -> int:
        """Idle minutes until the notebook locks; 0 is never."""
        found = self.number("lock_minutes", USUAL_LOCK)
        return found if found in LOCK_MINUTES else USUAL_LOCK

    @property
    def spelling(self) -> bool:
        """Whether words that may be misspelt are underlined."""
        return self.text("spelling", "yes") != "no"

    @property
    def scans_read(self) -> bool:
        """Whether the words of scans are recognised for search when they are put in, where a program for that is found."""
        return self.text("scans_read", "yes") != "no"

    def text(self, name: str, usual: str = "") -> str:
        """A choice in words."""
        return str(self.settings.value(name, usual))

    def number(self, name: str, usual: int) -> int:
        """A choice in figures."""
        found = self.text(name, str(usual))
        return int(found) if found.lstrip("-").isdigit() else usual

    def keep(self, name: str, value: str | int) -> None:
        """Remember a choice."""
        self.settings.setValue(name, str(value))

    def state(self, name: str) -> QByteArray:
        """What a window or a table said of its own size and columns."""
        found = self.settings.value(f"state/{name}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Remember a window's or a table's own size and columns."""
        self.settings.setValue(f"state/{name}", state)

    def recent(self) -> list[Recent]:
        """The notebooks opened on this computer, the last one first; those that have gone are left out."""
        found = []
        for line in self.text("recent").split("\n"):
            folder, _, rest = line.partition("\t")
            school, _, opened = rest.partition("\t")
            if folder and Path(folder).is_dir():
                found.append(Recent(Path(folder), school, opened))
        return found

    def opened(self, folder: Path, school: str, when: str) -> None:
        """Put a notebook first among the recent ones."""
        others = [one for one in self.recent() if one.folder != folder]
        kept = [Recent(folder, school, when), *others][:RECENT]
        self.keep("recent", "\n".join(f"{one.folder}\t{one.school}\t{one.opened}" for one in kept))
