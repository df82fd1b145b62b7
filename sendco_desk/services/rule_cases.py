"""Which of a notebook's open cases a rule runs in now: for the window alone, because it names pupils."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sendco_desk.domain.dates import shown
from sendco_desk.services.casework import Casework
from sendco_desk.services.wording import chip
from sendco_desk.statute.milestones import Milestone
from sendco_desk.statute.wording import lowered


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A case in which a rule runs."""

    case: UUID
    number: int
    pupil: str
    council: str
    step: Milestone
    on: date

    @property
    def words(self) -> str:
        """`Kacper Wilk, Marlshire: by Mon 19 Oct 2026 (24 days late).`"""
        who = f"{self.pupil}, {self.council}" if self.council else self.pupil
        service = f"{self.step.title}. " if self.step.service or self.step.direction else ""
        state = chip(self.step, self.on)[0]
        when = f"by {shown(self.step.due)} ({lowered(state)})" if self.step.due else state.lower()
        return f"{who}: {service}{when}."


def running_now(casework: Casework, on: date) -> Mapping[str, tuple[Running, ...]]:
    """By the number of each rule, the open cases in which it runs on a day, as the due list has them; a part runs where it governs."""
    found: defaultdict[str, list[Running]] = defaultdict(list)
    for row in casework.due(on):
        running = Running(
            case=row.case, number=row.number, pupil=row.pupil.known_name, council=row.authority, step=row.milestone, on=on,
        )
        found[row.milestone.rule.id].append(running)
        if row.milestone.governs:
            found[row.milestone.governs].append(running)
    return {rule_id: tuple(runs) for rule_id, runs in found.items()}
