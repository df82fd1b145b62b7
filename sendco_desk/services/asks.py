"""Deeds with what is asked of a case: which profile, for which day of sending, what stands for an answer, and why something is not supplied.

Nothing here stops a pack. What is lacking is named, the law first, and a council's own ask is said to be that.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.authority.profile import Profile
from sendco_desk.authority.readiness import Readiness, forecasts_of
from sendco_desk.domain import pack_layout as order
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.council_asks import NotSupplied
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pack_layout import ChosenAnswer
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.asks_held import held_by
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, Clock, today
from sendco_desk.services.pack_asks import NO_REQUEST, is_asked, readiness_of, tool_of
from sendco_desk.services.pack_layouts import PackLayouts
from sendco_desk.services.packing import PackChoices, Packing
from sendco_desk.services.profiles import Profiles
from sendco_desk.services.school_case import half_told, school_case

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked of a case, and how what there is answers it."""

    book: "Notebook"
    clock: Clock
    packs: Packing
    layouts: PackLayouts
    profiles: Profiles

    # Asking

    def profile(self, case: UUID) -> Profile:
        """The profile that a case's pack answers: the one chosen for it, else that of its council."""
        return self.profiles.for_case(case)

    def readiness(self, case: UUID, choices: PackChoices | None = None, on: date | None = None) -> Readiness:
        """Every ask and how it stands: of the pack as it is chosen, from the record on its day, counted to the day of sending.

        With forecasts: how old each report will be then, by every profile that limits it. Where the pack says nothing of what is asked,
        there are no rows, and the profile says why: what is asked of a request is not held against a review.
        """
        day = on or today(self.clock)
        wanted = choices or self.layouts.choices(self.layouts.layout(case), self.packs.parts(case, day))
        if not is_asked(self.book.get(CaseFile, case), wanted.profile):
            profile = replace(self.profile(case), chosen_because=NO_REQUEST)
            return Readiness(profile=profile, on=wanted.planned_on or day, rows=())
        record = self.packs.record(case, wanted, day)
        assert record.asked is not None
        held = held_by(record, tool_of(record.asked.profile))
        half = half_told(school_case(record), record.asked.our_case) if record.asked.test else ""
        forecasts = forecasts_of(held, self.profiles.all(), record.asked.sent_on, day)
        return replace(readiness_of(record, held, forecasts), half_told=half)

    def told_case(self, case: UUID, on: date | None = None) -> tuple[str, ...]:
        """What the record itself says for the school's case, sentence by sentence."""
        record = self.packs.record(case, PackChoices(parts=()), on or today(self.clock))
        return tuple(sentence.words for sentence in school_case(record))

    def because(self, case: UUID) -> dict[str, str]:
        """Why asks of a case are not supplied, by their keys."""
        return {one.ask: one.because for one in self.book.all(NotSupplied, case=case)}

    # Doing

    def choose_profile(self, case: UUID, profile: str) -> Changed:
        """Answer the asks of another profile; empty goes back to that of the case's council. Raises Refused where it cannot be used."""
        layout = self.layouts.layout(case)
        if profile:
            found = self.profiles.need_usable(profile, layout.pupil, layout.planned_on or today(self.clock))
            return self.layouts.keep(replace(layout, profile=profile), f"Chose the asks of {found.name} for the pack")
        return self.layouts.keep(replace(layout, profile=""), "Went back to the asks of the case’s council for the pack")

    def plan_for(self, case: UUID, day: date | None) -> Changed:
        """Say on which day the pack shall be sent; None goes back to the pack's own date."""
        return self.layouts.keep(replace(self.layouts.layout(case), planned_on=day), "Chose the day on which the pack shall be sent")

    def write_case(self, case: UUID, words: str) -> Changed:
        """Keep the school's case in its own words; empty leaves it to what the record tells."""
        return self.layouts.keep(replace(self.layouts.layout(case), our_case=words.strip()), "Wrote the school’s case in the pack")

    def answer_with(self, case: UUID, ask: str, document: UUID, page: int = 1) -> Changed:
        """Choose a document as the answer to an ask. Raises Refused for one of another pupil."""
        layout, kept = self.layouts.layout(case), self.book.get(Document, document)
        if kept.pupil != layout.pupil:
            raise Refused("This document belongs to another pupil: choose one from this pupil’s documents.", field="document")
        if not ask.strip():
            raise Refused("Say what it answers.", field="ask")
        changed = order.with_answer(layout, ChosenAnswer(ask=ask, document=document, page=page))
        return self.layouts.keep(changed, f"Chose ‘{kept.title}’ as an answer in the pack")

    def take_answer(self, case: UUID, ask: str, document: UUID) -> Changed:
        """The document is no longer chosen as the answer to an ask."""
        return self.layouts.keep(order.without_answer(self.layouts.layout(case), ask, document), "Took a chosen answer out of the pack")

    def not_supplied(self, case: UUID, ask: str, because: str) -> Changed:
        """Write why something that is asked is not supplied; empty takes the sentence away. One deed, which undo takes back."""
        kept = next((one for one in self.book.all(NotSupplied, case=case) if one.ask == ask), None)
        words = " ".join(because.split())
        if not words:
            if kept is None:
                return NOTHING_CHANGED
            with self.book.writing("Took away why something is not supplied", kept.pupil) as page:
                page.remove(kept)
            return page.changed
        pupil = self.book.get(CaseFile, case).pupil
        said = NotSupplied(
            id=kept.id if kept else uuid4(), pupil=pupil, case=case, ask=ask, because=words, said_on=today(self.clock),
        )
        if kept is not None and kept.because == words:
            return NOTHING_CHANGED
        with self.book.writing("Wrote why something is not supplied", pupil) as page:
            page.put(said)
        return page.changed
