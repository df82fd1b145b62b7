"""Assess, plan, do, review: a cycle of support with its outcomes and strategies. Once closed it is corrected by a new version."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day, shown
from sendco_desk.domain.records import PupilRecord, need_code, need_order, need_text, need_zone
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import AREAS, NEXT_STEPS, OUTCOME_RESULTS


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportCycle(PupilRecord):
    """One round of the graduated approach.

    ``baseline`` is what the assessment found; ``parents_part`` and ``pupil_part`` what each of them will do. The review fills
    ``reviewed_on``, ``tried`` (what was tried and how it went), ``next_step`` and ``why_next``. ``closed_at`` locks it. ``corrects`` is
    the version that this one puts right, ``follows`` the cycle that it was rolled forward from.
    """

    KIND: ClassVar[str] = "support_cycle"
    TITLE: ClassVar[str] = "Support cycle"
    PROSE: ClassVar[tuple[str, ...]] = ("baseline", "parents_part", "pupil_part", "tried", "why_next", "correction_because")
    number: int
    version: int = 1
    title: str = ""
    starts_on: date
    review_due_on: date
    lead: str = ""
    baseline: str = ""
    parents_part: str = ""
    pupil_part: str = ""
    reviewed_on: date | None = None
    tried: str = ""
    next_step: str = ""
    why_next: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    corrects: UUID | None = None
    correction_because: str = ""
    corrected_on: date | None = None
    """The day on which this version was made, where it puts another right."""
    follows: UUID | None = None

    def __post_init__(self) -> None:
        for name in ("starts_on", "review_due_on", "reviewed_on"):
            need_likely_day(getattr(self, name), name)
        need_order(self.starts_on, self.review_due_on, "review_due_on", "The review is due before the cycle begins: check the two dates.")
        need_order(self.starts_on, self.reviewed_on, "reviewed_on", "The review is before the cycle began: check the day.")
        if self.next_step:
            need_code(self.next_step, NEXT_STEPS, "the next step", "next_step")
        need_zone(self.closed_at, "closed_at")
        if self.corrects is not None:
            need_text(self.correction_because, "Say what is put right and why.", "correction_because")

    @property
    def called(self) -> str:
        """`Cycle 2, from Mon 5 Jan 2026`; a correction says which version it is."""
        return f"Cycle {self.number}{f' (version {self.version})' if self.version > 1 else ''}, from {shown(self.starts_on)}"

    @property
    def closed(self) -> bool:
        """Whether it is locked."""
        return self.closed_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(PupilRecord):
    """What the pupil will be able to do: ``words`` say what, ``measure`` how it is told, ``baseline`` and ``target`` from where to where.

    The review fills ``result``, ``measure_now`` and ``review_words``. ``carried_from`` is the outcome of the cycle before that goes on.
    """

    KIND: ClassVar[str] = "outcome"
    TITLE: ClassVar[str] = "Outcome"
    NAMES: ClassVar[tuple[str, ...]] = ("owner",)
    PROSE: ClassVar[tuple[str, ...]] = ("words", "measure", "baseline", "target", "measure_now", "review_words")
    cycle: UUID
    place: int = 0
    area: str = ""
    words: str
    owner: str = ""
    measure: str = ""
    baseline: str = ""
    target: str = ""
    due_on: date | None = None
    result: str = ""
    measure_now: str = ""
    review_words: str = ""
    carried_from: UUID | None = None

    def __post_init__(self) -> None:
        need_text(self.words, "Write what the pupil will be able to do.", "words")
        need_likely_day(self.due_on, "due_on")
        if self.area:
            need_code(self.area, AREAS, "the area of need", "area")
        if self.result:
            need_code(self.result, OUTCOME_RESULTS, "met, partly or not yet", "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(PupilRecord):
    """Day-to-day support: what is done, where, by whom and how often. What has sessions of its own is a provision instead."""

    KIND: ClassVar[str] = "strategy"
    TITLE: ClassVar[str] = "Day-to-day support"
    NAMES: ClassVar[tuple[str, ...]] = ("who",)
    PROSE: ClassVar[tuple[str, ...]] = ("words", "how_often", "review_words")
    cycle: UUID
    place: int = 0
    area: str = ""
    words: str
    who: str = ""
    where: str = ""
    how_often: str = ""
    worked: str = ""
    review_words: str = ""

    def __post_init__(self) -> None:
        need_text(self.words, "Write what is done.", "words")
        if self.area:
            need_code(self.area, AREAS, "the area of need", "area")
        if self.worked and self.worked not in STRATEGY_RESULTS:
            raise Refused("Choose whether it helped from the list.", field="worked")


STRATEGY_RESULTS = {"helped": "Helped", "partly": "Helped in part", "did_not": "Did not help"}
