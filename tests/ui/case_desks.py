"""What the tests of the case side add to the small notebook: its cases by name, documents without a worker, and files to bring in."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sendco_desk.domain.documents import Document
from sendco_desk.services.desk import Desk
from sendco_desk.statute.case import CaseFacts, Closure, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import Milestone
from sendco_desk.ui.room import Room
from tests.ui.heard import Heard

TODAY = date(2026, 11, 12)
RECEIVED = date(2026, 9, 7)
HALF_TERM = Closure(first=date(2026, 10, 26), last=date(2026, 10, 30), name="Half-term")
WHOLE_COURSE = {
    "request_sent": date(2026, 9, 4), "request_received": RECEIVED, "request_acknowledged": date(2026, 9, 10), "head_notified": date(2026, 9, 10),
    "agreed_to_assess": date(2026, 10, 21), "decision_copied_to_school": date(2026, 10, 21), "school_advice_requested": date(2026, 10, 23),
}


def case_of(desk: Desk, name: str) -> UUID:
    """The case of a pupil of the small notebook."""
    return next(row.request.id for row in desk.casework.requests() if row.pupil.known_name == name)


def pupil_of(desk: Desk, name: str) -> UUID:
    """A pupil of the small notebook."""
    return next(row.pupil.id for row in desk.pupils.rows() if row.pupil.known_name == name)


def file_document(desk: Desk, pupil: UUID, title: str = "Portal receipt", sharing: str = "agreed") -> Document:
    """A document in a pupil's record: its bytes are stored, and no worker is started to read them."""
    stored = desk.documents.book.attachments.put(io.BytesIO(f"{title}\n".encode()))
    document = Document(
        id=uuid4(), pupil=pupil, title=title, file_name=f"{title}.txt", media_type="text/plain", size=stored.size, sha256=stored.sha256,
        attachment=stored.name, received_on=RECEIVED, sharing_basis=sharing,
    )
    desk.documents.save(document)
    return document


def case_facts(events: dict[str, date] | None = None, closures: tuple[Closure, ...] = (HALF_TERM,)) -> CaseFacts:
    """A case without a notebook."""
    happened = WHOLE_COURSE if events is None else events
    return CaseFacts(events=tuple(Event(name=name, on=on) for name, on in happened.items()), closures=closures)


def steps(events: dict[str, date] | None = None, on: date = TODAY) -> tuple[Milestone, ...]:
    """Its milestones."""
    return milestones(case_facts(events), on)


def undoing(room: Room, heard: Heard) -> Room:
    """A room in which Undo works."""
    def undo() -> None:
        heard.changed.append(room.desk.finding.undo()[1])

    return replace(room, undo=undo)


def says(inside: QWidget) -> str:
    """Every word that its labels show, once Qt has shown what was just put there."""
    QApplication.processEvents()
    labels = [label for label in inside.findChildren(QLabel) if label.isVisibleTo(inside)]
    return " ".join(label.text() for label in labels).replace("\u00a0", " ")


def register_file(folder: Path, name: str = "register.csv", more: str = "") -> Path:
    """A small SEN register as a school's system exports it."""
    path = folder / name
    path.write_text(
        "Legal Surname,Legal Forename,DOB,Year,SEN Status,Colour\n"
        f"Wren,Ada,01/02/2018,4,K,red\nFinch,Idris,03/04/2017,5,E,blue\n{more}",
        encoding="utf-8",
    )
    return path


def found(inside: QWidget, name: str) -> QWidget:
    """A part by its object name."""
    part = inside.findChild(QWidget, name)
    assert part is not None, name
    return part
