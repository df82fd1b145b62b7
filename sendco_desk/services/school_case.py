"""The school's case for an assessment, told from the record: what shows that the pupil may have needs, and that a plan may be necessary.

The maker's own words stand before it and in its place wherever only so many words fit. Nothing here weighs or decides: it counts and cites.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sendco_desk.domain.codes import NEED_TYPES, SEN_PROVISION, SERVICES
from sendco_desk.domain.codes import said as code_said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Leads, Run, Runs
from sendco_desk.domain.professionals import Involvement
from sendco_desk.domain.pupil import Need, Pupil, SenStatus, current_status, ranked
from sendco_desk.domain.support_codes import AREAS, OUTCOME_RESULTS
from sendco_desk.services.pack_needs import held_statements
from sendco_desk.services.pack_record import PackRecord
from sendco_desk.services.provision_rows import PlaceLine, whole_group
from sendco_desk.services.support_cycles import CyclePage
from sendco_desk.statute.wording import both, counted, lowered

LIMBS = {
    "needs": "(a) has or may have special educational needs", "plan": "(b) provision under an EHC plan may be necessary",
}
"""The two limbs of section 36(8), as they are told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSentence:
    """A sentence of the case: for which limb, its words, and the part of the pack that shows it."""

    limb: str
    words: str
    part: str

    def runs(self, record: PackRecord) -> Runs:
        """The sentence, with a link to its part where that is in the pack."""
        if self.part not in record.parts:
            return (Run(text=self.words),)
        return (Run(text=f"{self.words} See "), Run(text=PART_NAMES[self.part], leads=Leads(part=self.part)), Run(text="."))


PART_NAMES = {
    "summary": "the pupil summary", "needs": "needs and strengths", "cycles": "assess, plan, do, review", "provision": "provision",
    "professionals": "professionals and their advice",
}


def school_case(
    record: PackRecord, places: Sequence[PlaceLine] | None = None, cycles: Sequence[CyclePage] | None = None,
) -> tuple[CaseSentence, ...]:
    """What the record says for the case on its day; empty where it says nothing yet. ``places`` and ``cycles`` where they are read already."""
    held = record.provision.places_of(record.pupil, record.on) if places is None else places
    return (*_needs(record), *_support(record, held, record.support.cycles(record.pupil, record.on) if cycles is None else cycles))


def case_words(sentences: Sequence[CaseSentence], our_case: str = "") -> str:
    """The case as plain words: the school's own where there are some, else what the record says."""
    return our_case.strip() or " ".join(sentence.words for sentence in sentences)


def half_told(sentences: Sequence[CaseSentence], our_case: str = "") -> str:
    """For the maker alone: of which limb of the legal test the record says nothing yet, where it speaks for the other and nobody wrote the case."""
    silent = [words for limb, words in LIMBS.items() if not any(one.limb == limb for one in sentences)]
    if our_case.strip() or len(silent) != 1:
        return ""
    return f"Of the legal test the record says nothing yet for {silent[0]}: write the school’s case, or record it."


def _needs(record: PackRecord) -> Iterator[CaseSentence]:
    pupil = record.book.get(Pupil, record.pupil)
    status = current_status(record.book.all(SenStatus, pupil=record.pupil), record.on)
    needs = ranked(record.book.all(Need, pupil=record.pupil), record.on)
    if status is not None and status.status != "N":
        verb, since = ("has been", f" since {shown(status.since)}") if status.since else ("is", "")
        first = f"; the first need recorded is {lowered(code_said(NEED_TYPES, needs[0].need_type))}" if needs else ""
        yield CaseSentence(
            limb="needs", part="summary",
            words=f"{pupil.known_name} {verb} recorded under {code_said(SEN_PROVISION, status.status)}{since}{first}.",
        )
    held = [one for one in held_statements(record) if one.side == "need"]
    if held:
        areas = [AREAS[area].lower() for area in AREAS if any(one.area == area for one in held)]
        told = f"{counted(len(held), 'need')} {'is' if len(held) == 1 else 'are'} told in {both(areas)}."
        yield CaseSentence(limb="needs", part="needs", words=told)


def _support(record: PackRecord, places: Sequence[PlaceLine], cycles: Sequence[CyclePage]) -> Iterator[CaseSentence]:
    reviewed = [page for page in cycles if page.cycle.reviewed_on is not None]
    if reviewed:
        results = Counter(line.outcome.result for page in reviewed for line in page.outcomes if line.outcome.result)
        told = [f"{results[key]} {lowered(words)}" for key, words in OUTCOME_RESULTS.items() if results[key]]
        outcomes = f" Of {counted(sum(results.values()), 'outcome')}, {both(told)}." if told else ""
        were = "was" if len(reviewed) == 1 else "were"
        yield CaseSentence(limb="plan", part="cycles", words=f"{counted(len(reviewed), 'cycle')} of support {were} reviewed.{outcomes}")
        last = reviewed[0].cycle
        if last.why_next.strip():
            yield CaseSentence(limb="plan", part="cycles", words=last.why_next.strip())
    whole = whole_group(line.delivery for line in places)
    if places and whole.percent is not None and whole.held:
        words = f"Of the sessions of support that were planned, {whole.percent}% were held ({whole.held})."
        yield CaseSentence(limb="plan", part="provision", words=words)
    services = list(dict.fromkeys(
        code_said(SERVICES, one.service).lower() for one in record.book.all(Involvement, pupil=record.pupil) if one.service != "school"
    ))
    if services:
        yield CaseSentence(limb="plan", part="professionals", words=f"Advice was asked of {both(services)}.")
