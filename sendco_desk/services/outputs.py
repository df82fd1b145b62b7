"""Where an output may stand: never inside a notebook, never over what it is made from, never over another output."""

from collections.abc import Iterable
from pathlib import Path

from sendco_desk.domain.refusals import Refused

HEADERS = ("header.json", "header.bak")


def output_place(path: Path, *, inputs: Iterable[Path] = (), others: Iterable[Path] = ()) -> Path:
    """``path``, if an output may be written there.

    ``inputs`` are the files it is made from, ``others`` the further outputs of the same deed. Raises Refused, so that nothing that
    matters is ever written over.
    """
    if path.is_dir():
        raise Refused(f"{path} is a folder: give the output a file name of its own.", field="out")
    if path.absolute().parent == Path("/dev") or (path.exists() and not path.is_file()):
        raise Refused(f"{path} is not a place for a file: give the output a file name of its own.", field="out")
    place = path.resolve()
    if inside_notebook(place):
        raise Refused("That place is inside a notebook, which must not be written into: choose another folder.", field="out")
    if any(_same(place, given) for given in inputs):
        raise Refused(f"{path} is one of the files this is made from: choose another name for the output.", field="out")
    if any(_same(place, other) for other in others):
        raise Refused(f"{path} is asked for twice, as two different outputs: give each a name of its own.", field="out")
    return path


def inside_notebook(place: Path) -> bool:
    """Whether a resolved path lies in the folder of a notebook."""
    return any((folder / header).exists() for folder in place.parents for header in HEADERS)


def _same(place: Path, other: Path) -> bool:
    """Whether two paths are one file, also where capitals do not count."""
    if place.exists() and other.exists():
        return place.samefile(other)
    return place == other.resolve()
