"""An open notebook and everything that can be done with it: what the window and the terminal are handed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.services.backups import Backups
from sendco_desk.services.casework import Casework
from sendco_desk.services.clockwork import Clock
from sendco_desk.services.documents import Documents
from sendco_desk.services.finding import Finding
from sendco_desk.services.imports import Imports
from sendco_desk.services.keyring import Keyring
from sendco_desk.services.packing import Packing
from sendco_desk.services.previewing import Previews
from sendco_desk.services.pupils import Pupils
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.story import Drafts, StoryBook
from sendco_desk.services.today import TodayLists
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The deeds of one open notebook."""

    folder: Path
    clock: Clock
    school: SchoolDeeds
    pupils: Pupils
    story: StoryBook
    drafts: Drafts
    documents: Documents
    casework: Casework
    today: TodayLists
    packs: Packing
    imports: Imports
    finding: Finding
    backups: Backups
    keyring: Keyring
    workshop: Workshop
    previews: Previews
    notes: tuple[str, ...] = ()
    """What opening it found and mended, such as a damaged copy of the key file: to be said once."""

    def close(self) -> None:
        """Put the notebook away: from here on nothing of it can be read."""
        self.workshop.close()
        self.keyring.book.close()


def desk_over(book: "Notebook", clock: Clock, notes: tuple[str, ...] = ()) -> Desk:
    """The deeds over an open notebook."""
    school, workshop = SchoolDeeds(book), Workshop()
    casework = Casework(book, clock, school)
    return Desk(
        folder=book.folder, clock=clock, school=school, pupils=Pupils(book, clock), story=StoryBook(book, clock), drafts=Drafts(book),
        documents=Documents(book, clock, workshop), casework=casework, today=TodayLists(book, clock, casework),
        packs=Packing(book, clock, casework, school, workshop), imports=Imports(book, clock), finding=Finding(book), backups=Backups(book, clock),
        keyring=Keyring(book), workshop=workshop, notes=notes, previews=Previews(book, workshop),
    )
