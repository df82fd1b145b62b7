"""Every kind of record, in one tuple: what loops over all kinds (tables, audit, search, export) takes a new one in by itself."""

from sendco_desk.domain.casework import CaseEvent, EhcRequest, Submission
from sendco_desk.domain.documents import Document
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus
from sendco_desk.domain.records import Record
from sendco_desk.domain.school import School, SchoolClosure, Term
from sendco_desk.domain.story import StoryEntry

KINDS: tuple[type[Record], ...] = (
    School, Term, SchoolClosure, Pupil, Residence, SenStatus, Need, ContactPerson, StoryEntry, Document, EhcRequest, CaseEvent, Submission,
)
KIND_OF: dict[str, type[Record]] = {kind.KIND: kind for kind in KINDS}
