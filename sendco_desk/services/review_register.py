"""What Reviews must know of pupils, the school and the councils, kept up with the notebook."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.codes import YEAR_GROUPS
from sendco_desk.domain.councils import CouncilDate
from sendco_desk.domain.pupil import Pupil, Residence, SenStatus, current_status
from sendco_desk.domain.school import School
from sendco_desk.services.pupils import current_authority

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

OF_PUPIL, OF_SCHOOL = frozenset({"pupil", "sen_status", "residence"}), frozenset({"school", "council_date"})


class Register:
    """What the lists need of the register, read once and kept until it changes: of each pupil who ever had a plan, of the school, of councils.

    A deed about one pupil reads that pupil again and no others.
    """

    def __init__(self, book: "Notebook") -> None:
        self.book = book
        self._mark = 0
        self.version = 0
        self._homes: dict[UUID, list[Residence]] = {}
        self.pupils: dict[UUID, Pupil] = {}
        self.statuses: dict[UUID, list[SenStatus]] = {}
        self.years: frozenset[str] = frozenset()
        self.phase = self.council = ""
        self.local: tuple[CouncilDate, ...] = ()

    def refresh(self) -> "Register":
        """Take in what has changed since last time."""
        first = self.version == 0
        self._mark, touched = self.book.touched_since(self._mark)
        kinds = {kind for one in touched for kind in one.kinds}
        self.version += first or bool(kinds & (OF_SCHOOL | OF_PUPIL))
        if first or kinds & OF_SCHOOL:
            self._read_school()
        if first or "pupil" in kinds:
            self.years = frozenset(year for year in YEAR_GROUPS if self.book.count(Pupil, year_group=year, roll_status="on_roll"))
        who = {status.pupil for status in self.book.all(SenStatus, status="E")} if first else {
            pupil for one in touched if one.kinds & OF_PUPIL for pupil in one.pupils if pupil is not None
        }
        for pupil in who:
            self._read_pupil(pupil)
        return self

    def _read_school(self) -> None:
        school = next(iter(self.book.all(School)), None)
        self.phase, self.council = (school.phase, school.authority) if school else ("", "")
        self.local = tuple(self.book.all(CouncilDate))

    def _read_pupil(self, pupil: UUID) -> None:
        for kept in (self.pupils, self.statuses, self._homes):
            kept.pop(pupil, None)
        history, found = self.book.all(SenStatus, pupil=pupil), self.book.find(Pupil, pupil)
        if found is not None and any(status.status == "E" for status in history):
            self.pupils[pupil], self.statuses[pupil] = found, history

    def has_plan(self, pupil: Pupil, on: date) -> bool:
        """Whether the pupil is on roll and the status says that there is a plan."""
        status = current_status(self.statuses.get(pupil.id, []), on)
        return status is not None and status.status == "E" and pupil.roll_status == "on_roll"

    def authority(self, pupil: UUID, on: date) -> str:
        """The council that a pupil's home is in, else the school's own."""
        if pupil not in self._homes:
            self._homes[pupil] = self.book.all(Residence, pupil=pupil)
        return current_authority(self._homes[pupil], on) or self.council
