"""Make, open and recover a notebook. The store is imported here, behind the unlock window, and nowhere before it."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.school import School
from sendco_desk.services.clockwork import Clock, wall_clock
from sendco_desk.services.outputs import inside_notebook
from sendco_desk.services.scratch import scratch_folder

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk
    from sendco_desk.store.slots import Cost, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotebook:
    """What a new notebook needs to know."""

    folder: Path
    school_name: str
    person_name: str
    passphrase: str
    phase: str = "secondary"
    school_type: str = "academy"
    authority: str = ""


def create(new: NewNotebook, *, clock: Clock = wall_clock, cost: "Cost | None" = None) -> "tuple[Desk, str]":
    """Make a notebook; gives it opened, with the recovery code, which is shown once and kept nowhere. Raises Refused or Trouble."""
    from sendco_desk.services.desk import desk_over
    from sendco_desk.store.notebook import create_notebook

    if inside_notebook(new.folder.resolve()):
        raise Refused("That place is inside a notebook: choose another folder for the new one.", field="folder")
    school = School(
        id=uuid4(), name=new.school_name.strip(), phase=new.phase, school_type=new.school_type, authority=new.authority.strip(),
        sendco=new.person_name.strip(),
    )
    book, code = create_notebook(new.folder, person_name=new.person_name.strip(), passphrase=new.passphrase, cost=cost, clock=clock)
    desk = desk_over(book, clock)
    desk.school.save(school)
    return desk, code


def open_desk(
    folder: Path, passphrase: str, person_name: str | None = None, report: Report = unreported, *, clock: Clock = wall_clock,
) -> "Desk":
    """Open a notebook. Raises Refused (wrong passphrase, open elsewhere, newer) or Trouble (damaged).

    What a converter left behind when it was killed is wiped first.
    """
    from sendco_desk.services.desk import desk_over
    from sendco_desk.store.notebook import open_notebook

    wipe_scratch()
    notes: list[str] = []
    book = open_notebook(notebook_folder(folder), passphrase, person_name, clock=clock, report=report, say=notes.append)
    return desk_over(book, clock, tuple(notes))


def open_for_window(
    folder: Path, passphrase: str, person_name: str | None = None, report: Report = unreported, *, clock: Clock = wall_clock,
) -> "Desk":
    """Open a notebook as ``open_desk`` does, with every case and every pupil’s row read and counted already, so that screens show at once."""
    with ExitStack() as undo:
        desk = open_desk(folder, passphrase, person_name, report, clock=clock)
        undo.callback(desk.close)
        desk.today.lists()
        desk.pupils.rows()
        desk.reviews.rows()
        undo.pop_all()
    return desk


def wipe_scratch() -> None:
    """Wipe what converters of processes that are no more left in the private folder."""
    with suppress(Trouble):  # a folder that is not ours to wipe is told of when a document needs it, and keeps no notebook shut
        folder = scratch_folder()
        if any(folder.iterdir()):
            from sendco_desk.packs.workers import wipe_left_behind

            wipe_left_behind(folder)


def recover(folder: Path, code: str, person_name: str, new_passphrase: str, *, cost: "Cost | None" = None) -> None:
    """Set a new passphrase with the recovery code."""
    from sendco_desk.store import header, slots

    header.recover(notebook_folder(folder), code, person_name, new_passphrase, cost or slots.measured_cost())


def people(folder: Path) -> "tuple[Person, ...]":
    """Who can open the notebook in a folder."""
    from sendco_desk.store import header

    return header.people(notebook_folder(folder))


def wait_before_next_try(folder: Path) -> float:
    """Seconds to wait after several wrong passphrases in a row."""
    from sendco_desk.store import header

    return header.wait_before_next_try(notebook_folder(folder))


def notebook_folder(path: Path) -> Path:
    """The notebook at a path: the folder itself, or the folder of a file inside it (`notebook.sendco-open`)."""
    folder = path.parent if path.is_file() else path
    if not folder.is_dir():
        raise Refused(f"There is no notebook at {path}: check the folder’s name.", field="folder")
    if not (folder / "header.json").is_file() and not (folder / "header.bak").is_file():
        raise Refused(f"{folder} is not a notebook: choose the folder that ends in .sendco.", field="folder")
    return folder


def why_not_here(folder: Path) -> str:
    """Why a live notebook should not stand in this folder, or nothing."""
    from sendco_desk.store.places import why_not_here as why

    return why(folder)


def load() -> None:
    """Import what opening needs and then what the first deed needs, so that it is in memory when the passphrase has been typed."""
    import sendco_desk.services.desk  # noqa: F401
    from sendco_desk.store.notebook import load_ahead

    load_ahead()
