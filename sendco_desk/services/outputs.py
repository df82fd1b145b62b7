"""Where an output may stand, and putting it there: never inside a notebook, over what it is made from, or over another output."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sendco_desk.domain.refusals import Refused, Trouble

HEADERS = ("header.json", "header.bak")
PDF = ".pdf"
"""How the name of a pack ends."""


def output_place(path: Path, *, inputs: Iterable[Path] = (), others: Iterable[Path] = (), ending: str = "") -> Path:
    """``path``, if an output may be written there.

    ``inputs`` are the files it is made from, ``others`` the further outputs of the same deed, ``ending`` is how its name ends. Raises
    Refused, so that nothing that matters is ever written over, and no program takes the file for another kind.
    """
    try:
        _need_place(path, tuple(inputs), tuple(others))
    except (OSError, ValueError) as trouble:  # a name too long for the disk, a folder that may not be searched, a sign no name may hold
        raise Refused("A file cannot stand there: give it a shorter name, or choose another folder.", field="out") from trouble
    return need_ending(path, ending)


def need_ending(path: Path, ending: str) -> Path:
    """``path``, if its name ends so. Raises Refused where it does not: another program would take the file for another kind."""
    if ending and path.suffix.lower() != ending:
        raise Refused(f"The file is a {ending[1:].upper()}: give it a name that ends in {ending}.", field="out")
    return path


def _need_place(path: Path, inputs: tuple[Path, ...], others: tuple[Path, ...]) -> None:
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


def write_beside(out: Path, content: bytes, what: str) -> Path:
    """Put an output at ``out``, written beside it and then renamed, so that an older file there stays until the new one is whole.

    ``what`` is what it is, at the start of a sentence. Raises Refused where no output may stand, Trouble where it cannot be written.
    """
    part = output_place(out).with_name(f"{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        raise Trouble(
            f"{what} could not be written there ({error.strerror}). Nothing was lost. Choose another folder, or close the file in the program "
            "that has it open."
        ) from error
    finally:
        with suppress(OSError):  # the trouble to tell of is the first one
            part.unlink(missing_ok=True)
    return out


def inside_notebook(place: Path) -> bool:
    """Whether a resolved path lies in the folder of a notebook."""
    return any((folder / header).exists() for folder in place.parents for header in HEADERS)


def _same(place: Path, other: Path) -> bool:
    """Whether two paths are one file, also where capitals do not count."""
    if place.exists() and other.exists():
        return place.samefile(other)
    return place == other.resolve()
