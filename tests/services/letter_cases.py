"""Cases that letters are written about: a late decision with its proof, contacts at the council, and documents without a worker."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk

COUNCIL = "Marlshire County Council"
RECEIVED = date(2026, 9, 7)
DUE = date(2026, 10, 19)
REFERENCE = "ML-26-0417"


def paper(desk: Desk, pupil: UUID, title: str, on: date = RECEIVED, *, dated: bool = True, sharing: str = "agreed") -> Document:
    """A document in a pupil's record: its bytes are stored, and no worker is started to read them."""
    stored = desk.documents.book.attachments.put(io.BytesIO(f"{title}\n".encode()))
    made = Document(
        id=uuid4(), pupil=pupil, title=title, file_name=f"{title}.txt", media_type="text/plain", size=stored.size, sha256=stored.sha256,
        attachment=stored.name, received_on=on, dated_on=on if dated else None, sharing_basis=sharing, service="council",
    )
    desk.documents.save(made)
    return made


def opened(desk: Desk, pupil: Pupil, events: Sequence[tuple[str, date, UUID | None]], kind: str = "request", **facts: object) -> UUID:
    """A case with the council's reference and officer."""
    case, _ = desk.casework.open_case(pupil.id, kind, authority=COUNCIL, events=events)
    kept = desk.caseload.view(case).case
    known: dict[str, object] = {"council_reference": REFERENCE, "case_officer": "Ms T. Rowan", "case_officer_email": "t.rowan@marlshire.example"}
    desk.casework.save_case(replace(kept, **(known | facts)))  # type: ignore[arg-type]
    return case


def late_decision(desk: Desk, pupil: Pupil) -> UUID:
    """The council received the request on Mon 7 Sep 2026 and has decided nothing: late from Tue 20 Oct on."""
    receipt = paper(desk, pupil.id, "Receipt from the council")
    return opened(desk, pupil, [("request_received", RECEIVED, receipt.id)])


def contacts(desk: Desk) -> None:
    """A contact in each role that letters go to first."""
    people = {
        "case_officer": "Ms T. Rowan", "team_manager": "Mr P. Hale", "head_of_send": "Mrs J. Sedge", "health": "Therapies hub",
        "educational_psychology": "Dr A. Fenn",
    }
    for role, name in people.items():
        desk.councils.save_contact(CouncilContact(
            id=uuid4(), authority="Marlshire", role=role, name=name, email=f"{role}@marlshire.example", address="County Hall\nMarlbury ZZ1 1ZZ",
        ))
