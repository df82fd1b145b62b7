"""Every kind of record, in one tuple: what loops over all kinds (tables, audit, search, export) takes a new one in by itself."""

from sendco_desk.domain.casework import CaseEvent, CaseFile, CaseLetter, ExceptionClaim, Submission
from sendco_desk.domain.council_asks import CouncilForm, NotSupplied, OwnProfile
from sendco_desk.domain.councils import CouncilContact, CouncilDate, LetterWording
from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import ExportFlag, ExportReason
from sendco_desk.domain.measures import Attendance, BehaviourCount, CouncilReturn, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.pack_layout import PackLayout
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.phrases import Phrase
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus
from sendco_desk.domain.records import Record
from sendco_desk.domain.redactions import Redaction
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing
from sendco_desk.domain.school import School, SchoolClosure, Term
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven

KINDS: tuple[type[Record], ...] = (
    School, Term, SchoolClosure, CouncilContact, CouncilDate, LetterWording, Pupil, Residence, SenStatus, Need, ContactPerson, StoryEntry,
    Document, CaseFile, CaseEvent, ExceptionClaim, CaseLetter, Submission, NeedStatement, StatementSource, SupportCycle, Outcome, Strategy,
    StaffMember, StaffRate, ProvisionRun, GroupSize, ProvisionPlace, ProvisionSession, CostItem, Measure, Attendance, BehaviourCount,
    PartTimeTimetable, PartTimeStep, Suspension, CouncilReturn, Involvement, Advice, ViewsGiven, OnePageProfile, CourtOrder, Sharing,
    CapacityNote, Meeting, MeetingPerson, AgreedAction, PlanVersion, PlanSection, Phrase, PackLayout,
    OwnProfile, CouncilForm, NotSupplied, ExportFlag, ExportReason, Redaction,
)
KIND_OF: dict[str, type[Record]] = {kind.KIND: kind for kind in KINDS}
FORMER: dict[str, type[Record]] = {"ehc_request": CaseFile}
"""What kinds were called in older notebooks. Their audit, which nothing may change, still says so."""


def kind_named(name: str) -> type[Record]:
    """The kind of that name, also by a former one."""
    return KIND_OF.get(name) or FORMER[name]
