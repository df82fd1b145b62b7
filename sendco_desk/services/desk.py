"""An open notebook and everything that can be done with it: what the window and the terminal are handed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.services.asks import Asks
from sendco_desk.services.backups import Backups
from sendco_desk.services.caseload import Caseload
from sendco_desk.services.casework import Casework
from sendco_desk.services.clockwork import Clock
from sendco_desk.services.cohort import Cohort
from sendco_desk.services.council_forms import CouncilForms
from sendco_desk.services.councils import Councils
from sendco_desk.services.delays import Delays
from sendco_desk.services.documents import Documents
from sendco_desk.services.export_screen import ExportScreen
from sendco_desk.services.finding import Finding
from sendco_desk.services.imports import Imports
from sendco_desk.services.inner_documents import InnerDocuments
from sendco_desk.services.kept_pages import KeptPages
from sendco_desk.services.keyring import Keyring
from sendco_desk.services.late_documents import LateDocuments
from sendco_desk.services.letter_wording import Wordings
from sendco_desk.services.letters import Letters
from sendco_desk.services.measuring import Measuring
from sendco_desk.services.meetings import Meetings
from sendco_desk.services.pack_layouts import PackLayouts
from sendco_desk.services.pack_snapshot import PackSnapshots
from sendco_desk.services.packing import Packing
from sendco_desk.services.phrases import Phrases
from sendco_desk.services.plan_sections import PlanBook
from sendco_desk.services.previewing import Previews
from sendco_desk.services.printed_forms import PrintedForms
from sendco_desk.services.printing import Papers
from sendco_desk.services.professionals import Professionals
from sendco_desk.services.profiles import Profiles
from sendco_desk.services.provision import Provision
from sendco_desk.services.pupils import Pupils
from sendco_desk.services.recording import Recording
from sendco_desk.services.redactions import Redactions
from sendco_desk.services.reviews import Reviews
from sendco_desk.services.rights import Rights
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.sharing import SharingRegister
from sendco_desk.services.spelling import Spelling
from sendco_desk.services.story import Drafts, StoryBook
from sendco_desk.services.support import Support
from sendco_desk.services.three_results import Results
from sendco_desk.services.timeliness import Timeliness
from sendco_desk.services.today import TodayLists
from sendco_desk.services.today_support import SupportToday
from sendco_desk.services.voices import Voices
from sendco_desk.services.workshop import Workshop
from sendco_desk.services.year_roll import YearRoll

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
    inner_documents: InnerDocuments
    caseload: Caseload
    casework: Casework
    reviews: Reviews
    delays: Delays
    letters: Letters
    councils: Councils
    profiles: Profiles
    asks: Asks
    results: Results
    today: TodayLists
    packs: Packing
    late: LateDocuments
    layouts: PackLayouts
    screen: ExportScreen
    timeliness: Timeliness
    snapshots: PackSnapshots
    imports: Imports
    finding: Finding
    backups: Backups
    keyring: Keyring
    workshop: Workshop
    previews: Previews
    recording: Recording
    redactions: Redactions
    provision: Provision
    support: Support
    phrases: Phrases
    measuring: Measuring
    year_roll: YearRoll
    papers: Papers
    professionals: Professionals
    meetings: Meetings
    sharing: SharingRegister
    rights: Rights
    voices: Voices
    plans: PlanBook
    spelling: Spelling
    cohort: Cohort
    forms: PrintedForms
    council_forms: CouncilForms
    notes: tuple[str, ...] = ()
    """What opening it found and mended, such as a damaged copy of the key file: to be said once."""

    def close(self) -> None:
        """Put the notebook away: from here on nothing of it can be read."""
        self.workshop.close()
        self.keyring.book.close()


def desk_over(book: "Notebook", clock: Clock, notes: tuple[str, ...] = ()) -> Desk:
    """The deeds over an open notebook."""
    school, workshop, caseload, councils = SchoolDeeds(book), Workshop(), Caseload(book), Councils(book)
    casework, provision = Casework(book, clock, caseload), Provision(book, clock)
    papers = Papers(book, clock, school)
    meetings = Meetings(book, clock, papers)
    reviews = Reviews(book, clock, caseload, casework)
    packs, previews = Packing(book, clock, casework, school, workshop), Previews(book, workshop)
    voices, plans = Voices(book, school, workshop), PlanBook(book, school, workshop)
    layouts, profiles = PackLayouts(book, packs), Profiles(book, clock)
    return Desk(
        folder=book.folder, clock=clock, school=school, pupils=Pupils(book, clock), story=StoryBook(book, clock), drafts=Drafts(book),
        documents=Documents(book, clock, workshop), inner_documents=InnerDocuments(book, workshop), caseload=caseload, casework=casework,
        reviews=reviews, delays=Delays(book, clock, caseload, school),
        councils=councils, profiles=profiles, asks=Asks(book, clock, packs, layouts, profiles), results=Results(packs, Drafts(book), workshop),
        letters=Letters(book, clock, caseload, school, councils, Wordings(book)),
        today=TodayLists(book, clock, casework, school, SupportToday(book, meetings)),
        packs=packs, late=LateDocuments(book, clock, packs, workshop),
        layouts=layouts, screen=ExportScreen(book, clock, school, layouts),
        timeliness=Timeliness(book, clock, caseload, school), snapshots=PackSnapshots(packs, workshop, previews, KeptPages(workshop)),
        imports=Imports(book, clock), finding=Finding(book), backups=Backups(book, clock),
        keyring=Keyring(book), workshop=workshop, notes=notes, previews=previews,
        year_roll=YearRoll(book, clock),
        provision=provision, support=Support(book, clock, provision),
        recording=Recording(book), redactions=Redactions(book, clock, workshop), phrases=Phrases(book), measuring=Measuring(book, clock),
        papers=papers, professionals=Professionals(book, clock), meetings=meetings,
        sharing=SharingRegister(book, clock), rights=Rights(book, clock), voices=voices,
        plans=plans, spelling=Spelling(book),
        cohort=Cohort(book, provision, reviews, school),
        forms=PrintedForms(book, clock, school, provision, casework, meetings, voices, plans),
        council_forms=CouncilForms(book, clock, casework, school, profiles, workshop),
    )
