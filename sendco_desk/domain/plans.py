"""The wording of an EHC plan, section by section and version by version, so that what changed between two of them can be shown."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day, shown
from sendco_desk.domain.records import PupilRecord, need_code
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import PLAN_SECTIONS, PLAN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion(PupilRecord):
    """A version of a plan as a whole. ``based_on`` is the version it changes; ``document`` is the paper it was copied from."""

    KIND: ClassVar[str] = "plan_version"
    TITLE: ClassVar[str] = "Version of the EHC plan"
    PROSE: ClassVar[tuple[str, ...]] = ("note",)
    case: UUID | None = None
    state: str
    dated_on: date
    based_on: UUID | None = None
    document: UUID | None = None
    note: str = ""

    def __post_init__(self) -> None:
        need_code(self.state, PLAN_STATES, "which version it is", "state")
        need_likely_day(self.dated_on, "dated_on")
        if self.state == "proposed" and self.based_on is None:
            raise Refused("Choose the version that the changes are proposed to.", field="based_on")

    @property
    def called(self) -> str:
        """`Final plan, Mon 5 Oct 2026`."""
        return f"{PLAN_STATES[self.state]}, {shown(self.dated_on)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSection(PupilRecord):
    """The words of one section in one version."""

    KIND: ClassVar[str] = "plan_section"
    TITLE: ClassVar[str] = "Section of the EHC plan"
    PROSE: ClassVar[tuple[str, ...]] = ("words",)
    version: UUID
    section: str
    words: str = ""

    def __post_init__(self) -> None:
        need_code(self.section, PLAN_SECTIONS, "the section", "section")

    @property
    def called(self) -> str:
        """`Section F, special educational provision`."""
        return f"Section {self.section}, {PLAN_SECTIONS[self.section].lower()}"
