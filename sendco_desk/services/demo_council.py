"""The council's side of the demonstration: what the invented council asks, why some of it is not supplied, and what is blacked out."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.authority.profile import Ask, Basis, Confidence, Told
from sendco_desk.services.demo_papers import OTHER_CANDIDATE
from sendco_desk.services.demo_people import COUNCIL
from sendco_desk.services.redactions import Read

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk

NUMBER = "999"
"""No council has it."""
BEGUN = "Written down from the council’s handbook for SENDCos, which is as invented as the council."
_SOURCE = "Marlshire’s handbook for SENDCos, chapter 3 (invented)"
MAP = "marlshire_map"


def council_asks(on: date) -> tuple[Ask, ...]:
    """What the council asks beyond the law and the Code."""
    told = Told(source=_SOURCE, checked_on=on, confidence=Confidence.MEDIUM)
    return (
        Ask(
            key="marlshire_reports", text="Reports of professionals, none of them older than two years", basis=Basis.COUNCIL, evidence="reports",
            number="3.2", most_months=24, told=told,
        ),
        Ask(key="marlshire_cycles", text="Two reviewed cycles at least", basis=Basis.COUNCIL, evidence="cycles", number="3.3", least=2, told=told),
        Ask(
            key=MAP, text="The council’s own table of what the provision costs", basis=Basis.COUNCIL, evidence="costed_map", number="3.5",
            required=False, told=told,
        ),
    )


def keep_asks(desk: "Desk", case: UUID, on: date) -> None:
    """Keep the council's profile as the school's own, and why its table of costs is not in the case's pack."""
    desk.profiles.start(NUMBER, COUNCIL, BEGUN)
    profile = desk.profiles.for_case(case).id
    for ask in council_asks(on):
        desk.profiles.change_ask(profile, ask, BEGUN)
    desk.asks.not_supplied(case, MAP, "The council has not sent its table. The hours and who gives them are in the pack; the costs can be asked for.")


def black_out(desk: "Desk", pupil: UUID) -> None:
    """Black another candidate's name out in the assessor's report: it is the demonstration's own, so it need not be read apart."""
    from sendco_desk.packs.redaction_reading import read_document

    report = next(paper for paper in desk.documents.of(pupil) if paper.document_kind == "assessment")
    [asked] = desk.redactions.to_read([report.id])
    with TemporaryDirectory() as folder:
        read = Read(document=asked.document, title=asked.title, reading=read_document(asked.source, Path(folder)))
    found = desk.redactions.search([read], [OTHER_CANDIDATE])
    desk.redactions.mark_found([(one, one.hits) for one in found], [read], reason="other_child")
