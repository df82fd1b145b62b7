"""An open notebook and everything that can be done with it: what the window and the terminal are handed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.services.backups import Backups
from sendco_desk.services.caseload import Caseload
from sendco_desk.services.casework import Casework
from sendco_desk.services.clockwork import Clock
from sendco_desk.services.councils import Councils
from sendco_desk.services.delays import Delays
from sendco_desk.services.documents import Documents
from sendco_desk.services.finding import Finding
from sendco_desk.services.imports import Imports
from sendco_desk.services.keyring import Keyring
from sendco_desk.services.letter_wording import Wordings
from sendco_desk.services.letters import Letters
from sendco_desk.services.packing import Packing
from sendco_desk.services.previewing import Previews
from sendco_desk.services.pupils import Pupils
from sendco_desk.services.reviews import Reviews
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
    caseload: Caseload
    casework: Casework
    reviews: Reviews
    delays: Delays
    letters: Letters
    councils: Councils
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
    school, workshop, caseload, councils = SchoolDeeds(book), Workshop(), Caseload(book), Councils(book)
    casework = Casework(book, clock, caseload)
    return Desk(
        folder=book.folder, clock=clock, school=school, pupils=Pupils(book, clock), story=StoryBook(book, clock), drafts=Drafts(book),
        documents=Documents(book, clock, workshop), caseload=caseload, casework=casework,
        reviews=Reviews(book, clock, caseload, casework), delays=Delays(book, clock, caseload, school),
        councils=councils, letters=Letters(book, clock, caseload, school, councils, Wordings(book)),
        today=TodayLists(book, clock, casework, school),
        packs=Packing(book, clock, casework, school, workshop), imports=Imports(book, clock), finding=Finding(book), backups=Backups(book, clock),
        keyring=Keyring(book), workshop=workshop, notes=notes, previews=Previews(book, workshop),
    )
