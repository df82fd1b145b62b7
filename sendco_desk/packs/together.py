"""Files that stand together or not at all: written beside the places where they are wanted, and put there only when all are whole."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.placing import part_of, replace


@dataclass(slots=True)
class Together:
    """What is being written, by the place where it is wanted: files and folders."""

    parts: dict[Path, Path] = field(default_factory=dict)

    def part(self, place: Path) -> Path:
        """Where to write first what is wanted at ``place``."""
        part = part_of(place)
        _take_away(part)
        self.parts[place] = part
        return part

    def give_up(self, *places: Path) -> None:
        """Take away what was written in vain."""
        for place in places:
            _take_away(self.parts.pop(place))

    def settle(self) -> None:
        """Put everything in its place. Where one cannot be put there, all is as it was before."""
        if len(self.parts) == 1:
            ((place, part),) = self.parts.items()
            if not part.is_dir():
                replace(part, place)
                return
        moved: list[tuple[Path, Path]] = []
        try:
            for place, part in self.parts.items():
                older = place.with_name(f"{place.name}.older")
                _take_away(older)
                moved.append((place, older))
                if place.exists():
                    replace(place, older)
                replace(part, place)
        except BaseException:
            for place, older in reversed(moved):
                _put_back(place, older, self.parts[place])
            raise
        for _, older in moved:
            with suppress(OSError):  # everything stands; what was there before is only in the way
                _take_away(older)


@contextmanager
def together(out: Path) -> Iterator[Together]:
    """What is to stand in the folder of ``out``. What has not been put in its place by the end is gone."""
    if not out.parent.is_dir():
        raise Refused("The folder for the pack is not there. Choose another folder.", field="out")
    standing = Together()
    try:
        yield standing
    finally:
        for part in standing.parts.values():
            _take_away(part)


def _put_back(place: Path, older: Path, part: Path) -> None:
    if not part.exists():  # it was moved already
        _take_away(place)
    if older.exists():
        older.replace(place)


def _take_away(path: Path) -> None:
    if path.is_dir():
        rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
