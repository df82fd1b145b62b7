"""What the tests of the case side add to the small notebook: its cases by name, documents without a worker, and files to bring in."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.documents import Document
from sendco_desk.services.desk import Desk
from sendco_desk.statute.calendars import Closure
from sendco_desk.statute.case import CaseFacts, Event
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import Milestone
from sendco_desk.ui.forms.drafts import fill
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import CaseScreen
from tests.ui.heard import Heard

TODAY = date(2026, 11, 12)
RECEIVED = date(2026, 9, 7)
HALF_TERM = Closure(first=date(2026, 10, 26), last=date(2026, 10, 30), name="Half-term")
WHOLE_COURSE = {
    "request_sent": date(2026, 9, 4), "request_received": RECEIVED, "request_acknowledged": date(2026, 9, 10), "head_notified": date(2026, 9, 10),
    "agreed_to_assess": date(2026, 10, 21), "decision_copied_to_school": date(2026, 10, 21), "school_advice_requested": date(2026, 10, 23),
}

BEGUN: Mapping[str, dict[str, date]] = {
    "request": {"request_received": RECEIVED}, "plan": {"plan_made": date(2025, 10, 2)},
    "annual_review": {"review_meeting": date(2026, 9, 25), "review_report_sent": date(2026, 10, 6)},
    "phase_transfer": {"phase_transfer.post16": date(2027, 9, 2)}, "consultation": {"school_consulted": date(2026, 11, 3)},
    "reassessment": {"reassessment_requested": date(2026, 10, 5)}, "move": {"moved_area": date(2026, 10, 1)},
    "appeal": {"decision_letter_sent": date(2026, 9, 25), "mediation_requested": date(2026, 10, 5)},
    "complaint": {"complaint_received": date(2026, 10, 26)}, "records": {"sar_received": date(2026, 11, 2)},
}
"""A case of every kind as it stands early on."""


def case_of(desk: Desk, name: str) -> UUID:
    """The case of a pupil of the small notebook."""
    return next(row.case.id for row in desk.casework.cases() if row.pupil.known_name == name)


def pupil_of(desk: Desk, name: str) -> UUID:
    """A pupil of the small notebook."""
    return next(row.pupil.id for row in desk.pupils.rows() if row.pupil.known_name == name)


def open_kind(desk: Desk, kind: str, events: Mapping[str, date] | None = None, *, name: str = "Leila Ashgrove", about: UUID | None = None) -> UUID:
    """A case of a kind, begun as ``BEGUN`` says unless other events are given, for a pupil who has none yet."""
    happened = BEGUN[kind] if events is None else events
    case, _ = desk.casework.open_case(
        pupil_of(desk, name), kind, authority="" if kind == "records" else "Marlshire", about=about,
        events=[(event, on, None) for event, on in happened.items()],
    )
    return case


def case_screen(room: Room, qtbot: QtBot, case: UUID, wide: int = 1100, tall: int = 740) -> CaseScreen:
    """The page of a case, shown."""
    made = CaseScreen(room)
    qtbot.addWidget(made)
    made.resize(wide, tall)
    made.open_at(Place("case", case))
    made.show()
    QApplication.processEvents()
    return made


def named(inside: QWidget, name: str) -> QAbstractButton:
    """A button by the name that a screen reader says; of several, the one that is shown, once Qt has shown what was just put there."""
    QApplication.processEvents()
    found = [made for made in inside.findChildren(QAbstractButton) if made.accessibleName() == name]
    return next((made for made in found if made.isVisibleTo(inside)), found[0])


def tabbed(count: int) -> list[QWidget | None]:
    """What has the keyboard, and then after each press of Tab."""
    QApplication.processEvents()  # a window takes the keyboard once it is told that it is the active one
    seen = []
    for _ in range(count):
        here = QApplication.focusWidget()
        seen.append(here)
        if here is not None:
            QTest.keyClick(here, Qt.Key.Key_Tab)
    return seen


def press(inside: QWidget, name: str) -> None:
    """Press a button that can be seen and used."""
    made = named(inside, name)
    assert made.isEnabled() and made.isVisibleTo(inside), name
    made.click()


def type_into(form: Form, **values: str) -> None:
    """Put words, days or codes into a form's fields."""
    for name, value in values.items():
        fill(form.fields[name].box, value)


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
    return milestones(case_facts(events), on, kind="request")


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
