"""What the notebook knows, said as the generated parts of a pack: its cover, and one row of ``PACK_PARTS`` for each part that can be chosen."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import CASE_KINDS, LANGUAGES, NEED_TYPES, SEN_PROVISION, STORY_KINDS, said
from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import BehaviourCount, Measure
from sendco_desk.domain.pack_changes import changed_title
from sendco_desk.domain.paper import Block, Paragraph
from sendco_desk.domain.paper import said as said_runs
from sendco_desk.domain.professionals import Involvement
from sendco_desk.domain.provision import ProvisionPlace
from sendco_desk.domain.pupil import age_words
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import School
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.services.asks_held import ASKS
from sendco_desk.services.casework import CasePage
from sendco_desk.services.clock_words import cited, differences_words
from sendco_desk.services.clockwork import Clock
from sendco_desk.services.pack_asks import TITLE as ASKS_TITLE
from sendco_desk.services.pack_asks import asks_part, asks_there
from sendco_desk.services.pack_cycles import cycles_part
from sendco_desk.services.pack_measures import attendance_part, attendance_there, measures_part
from sendco_desk.services.pack_needs import held_statements, needs_part
from sendco_desk.services.pack_people import meetings_part, meetings_there, professionals_part
from sendco_desk.services.pack_plan import access_marked, access_part, plan_part, plan_there
from sendco_desk.services.pack_provision import provision_part
from sendco_desk.services.pack_record import Asked, PackRecord, record_on
from sendco_desk.services.pack_voices import profile_part, profile_photo, profile_there, views_part
from sendco_desk.services.pupils import Pupils
from sendco_desk.services.review_pack import review_part, review_there
from sendco_desk.services.screened import screened
from sendco_desk.services.sent_packs import sent_before
from sendco_desk.services.story import StoryBook, StoryLine
from sendco_desk.services.transition_pack import transition_part, transition_there
from sendco_desk.services.wording import owner
from sendco_desk.statute.milestones import State

if TYPE_CHECKING:
    from sendco_desk.packs.plan import Chronology, ChronologyRow, ClockAndDelays, Correction, GeneratedPart, PackCover, PaperPart, PupilSummary
    from sendco_desk.packs.source import Source
    from sendco_desk.store.notebook import Notebook


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPart:
    """A part that the notebook can make: its title, what it says, and whether it has anything to say. A part without ``blocks`` always has."""

    key: str
    title: str
    blocks: Callable[[PackRecord], Iterator[Block]] | None = None
    there: Callable[[PackRecord], Any] = lambda record: True


def _any(*kinds: type[Record]) -> Callable[[PackRecord], bool]:
    return lambda record: any(record.book.count(kind, pupil=record.pupil) for kind in kinds)


CHANGES = "changes"
"""The part that says what is otherwise than in the pack sent before: worked out when the pack is made, from that very file."""


def _sent_before(record: PackRecord) -> bool:
    return record.case is not None and bool(sent_before(record.book, record.case, record.on))


PACK_PARTS = (
    PackPart(key=CHANGES, title="What changed since the last pack", there=_sent_before),
    PackPart(key=ASKS, title=ASKS_TITLE, blocks=asks_part, there=asks_there),
    PackPart(key="summary", title="Pupil summary"),
    PackPart(key="review", title="Report of the review", blocks=review_part, there=review_there),
    PackPart(key="transition", title="For the next school", blocks=transition_part, there=transition_there),
    PackPart(key="profile", title="One-page profile", blocks=profile_part, there=profile_there),
    PackPart(key="views", title="Views of pupil and parents", blocks=views_part, there=_any(ViewsGiven)),
    PackPart(key="needs", title="Needs and strengths", blocks=needs_part, there=held_statements),
    PackPart(key="cycles", title="Assess, plan, do, review", blocks=cycles_part, there=_any(SupportCycle)),
    PackPart(key="provision", title="Provision, planned against held", blocks=provision_part, there=_any(ProvisionPlace)),
    PackPart(key="measures", title="Measures", blocks=measures_part, there=_any(Measure, BehaviourCount)),
    PackPart(key="attendance", title="Attendance and days in school", blocks=attendance_part, there=attendance_there),
    PackPart(key="professionals", title="Professionals and their advice", blocks=professionals_part, there=_any(Involvement)),
    PackPart(key="meetings", title="Meetings", blocks=meetings_part, there=meetings_there),
    PackPart(key="plan", title="EHC plan, section by section", blocks=plan_part, there=plan_there),
    PackPart(key="access", title="Evidence for exam access", blocks=access_part, there=access_marked),
    PackPart(key="chronology", title="Chronology"),
    PackPart(key="clock", title="Clock and delays"),
)
"""Every part in the order in which it is proposed."""
PARTS = {part.key: part.title for part in PACK_PARTS}
FIRST_IN = {
    "annual_review": ("review", "plan", "views", "profile", "needs", "provision"),
    "phase_transfer": ("transition", "profile", "views", "needs", "provision", "professionals", "plan", "review"),
    "records": ("transition", "profile", "views", "needs", "provision", "professionals", "plan"),
}
"""By the kind of case, the parts that stand first after the summary, where that is not the usual order."""
OWN_KINDS = ("review", "transition")
"""The parts that belong to the kinds of case in which they stand first, and to no other."""


def parts_there(book: "Notebook", pupil: UUID, on: date, clock: Clock, case: UUID | None = None) -> tuple[str, ...]:
    """The parts that had something to say on a day, in the pack of a ``case``."""
    record = record_on(book, pupil, on, clock, case=case)
    there = {part.key for part in PACK_PARTS if part.there(record)}
    kind = book.get(CaseFile, case).case_kind if case is not None else ""
    return tuple(key for key in parts_in_order(kind) if key in there)


def parts_in_order(case_kind: str) -> tuple[str, ...]:
    """Every part in the order in which it is proposed for the pack of a kind of case."""
    first = FIRST_IN.get(case_kind, ())
    rest = [key for key in PARTS if key not in first]
    head = rest.index("summary") + 1
    return (*rest[:head], *first, *rest[head:])


def parts_for(case_kind: str) -> dict[str, str]:
    """The titles of the parts that are looked for in the pack of a kind of case, by their keys: no report of a review in a request.

    What is asked is looked for in a request; in another case it is there where a profile was chosen for it, and missed nowhere.
    """
    elsewhere = {key for kind, keys in FIRST_IN.items() if kind != case_kind for key in keys if key in OWN_KINDS}
    if case_kind != "request":
        elsewhere.add(ASKS)
    return {key: title for key, title in PARTS.items() if key not in elsewhere or key in FIRST_IN.get(case_kind, ())}


LEGAL_TESTS = {
    "plan": "Children and Families Act 2014, section 42(2): the council must secure the specified special educational provision.",
    "annual_review": (
        "Children and Families Act 2014, section 44(1): the council must review an EHC plan that it maintains in the 12 months from the day on "
        "which the plan was first made, and in each further 12 months from the day on which it was last reviewed."
    ),
    "reassessment": (
        "Children and Families Act 2014, section 44(2): the council must secure a re-assessment where the parent or the young person, or the "
        "school, asks for one, subject to what regulations say."
    ),
}
"""What the council must do, by the kind of case, where it is not a request for an assessment; no other kind has one test."""
MADE_TITLES = {
    "request": "The request", "plan": "The plan", "annual_review": "The annual review", "phase_transfer": "The move to the next phase",
    "consultation": "The consultation", "reassessment": "The request for a re-assessment", "move": "The move between councils",
    "appeal": "The appeal", "complaint": "The complaint", "records": "The request for records",
}
"""The heading over the parts that the notebook makes, by the kind of case."""


def cover_of(page: CasePage, school: School, made_by: str) -> "PackCover":
    """Whom the pack is about and what is asked of whom."""
    from sendco_desk.packs.plan import LEGAL_TEST, PackCover

    pupil = page.pupil
    if pupil.date_of_birth is None:
        raise Refused("Give the pupil’s date of birth first: it stands on every page of the pack.", field="date_of_birth")
    asked = page.case.what_is_asked or asked_words(page.case, pupil.known_name)
    return PackCover(
        name=pupil.known_name, born=pupil.date_of_birth, school=school.name, asked=asked.rstrip("."), asked_of=page.case.authority,
        year=f"Year {pupil.year_group}" if pupil.year_group.isdigit() else pupil.year_group, made_by=made_by,
        legal_test=LEGAL_TEST if page.case.case_kind == "request" else LEGAL_TESTS.get(page.case.case_kind, ""),
    )


def asked_words(case: CaseFile, name: str) -> str:
    """What is asked of whom, where nobody wrote it down in words of their own."""
    council = case.authority
    asks = {
        "request": f"That {council} assess {name}’s education, health and care needs",
        "reassessment": f"That {council} assess {name}’s education, health and care needs again",
        "annual_review": f"That {council} review {name}’s EHC plan", "phase_transfer": f"That {council} amend {name}’s EHC plan before the move",
        "plan": f"That {council} secure what {name}’s EHC plan says", "move": f"That {council} take on {name}’s EHC plan",
    }
    return asks.get(case.case_kind, CASE_KINDS[case.case_kind])


def generated_parts(
    book: "Notebook", page: CasePage, chosen: Sequence[str], on: date, clock: Clock, *, going: Collection[UUID] = (), costs: bool = False,
    opened: "Callable[[Document], Source] | None" = None, asked: Asked | None = None,
) -> "tuple[GeneratedPart, ...]":
    """The chosen parts in the order chosen, less those that have nothing to say. ``going`` are the documents that go into the same pack.

    ``opened`` gives a document's bytes, for the photograph on a profile; ``asked`` is what the pack is to answer, and without it says nothing of.
    """
    record = record_on(book, page.pupil.id, on, clock, going=going, costs=costs, opened=opened, case=page.case.id, asked=asked)
    seen = screened(book, page.pupil.id, page.case.id)
    makers: dict[str, Callable[[], GeneratedPart]] = {
        CHANGES: lambda: changes_part(record),
        "summary": lambda: summary_of(seen, page, on, clock),
        "chronology": lambda: chronology_of(StoryBook(seen, clock).lines(page.pupil.id), on),
        "clock": lambda: clock_of(page),
    }
    there = {
        part.key: part for part in PACK_PARTS if part.key in chosen and part.there(record) and (part.key != ASKS or asked is not None)
    }
    record = replace(record, parts=frozenset(there))
    return tuple(
        replace(_paper_part(part.title, part.blocks, record) if part.blocks is not None else makers[part.key](), key=part.key)
        for key in chosen if (part := there.get(key)) is not None
    )


def _paper_part(title: str, blocks: Callable[[PackRecord], Iterator[Block]], record: PackRecord) -> "PaperPart":
    from sendco_desk.packs.plan import PaperPart

    shown = profile_photo(record) if blocks is profile_part else None
    if shown is None or record.opened is None:
        return PaperPart(title=title, blocks=tuple(blocks(record)))
    return PaperPart(title=title, blocks=tuple(blocks(record)), portrait=record.opened(shown), portrait_sha256=shown.sha256)


def changes_part(record: PackRecord) -> "PaperPart":
    """The page about what changed, to be filled in when the pack is made."""
    from sendco_desk.packs.plan import PaperPart

    assert record.case is not None
    last = sent_before(record.book, record.case, record.on)[0]
    unfilled = Paragraph(runs=said_runs("What changed is worked out when the pack is made."))
    return PaperPart(title=changed_title(last.sent_at.date()), blocks=(unfilled,))


def summary_of(book: "Notebook", page: CasePage, on: date, clock: Clock) -> "PupilSummary":
    """Who the pupil is."""
    from sendco_desk.packs.plan import Contact, PupilSummary, RankedNeed

    pupil, known = page.pupil, Pupils(book, clock).page(page.pupil.id, on)
    if pupil.date_of_birth is None:
        raise Refused("Give the pupil’s date of birth first: it stands on every page of the pack.", field="date_of_birth")
    return PupilSummary(
        legal_name=pupil.legal_name, known_as=pupil.known_name if pupil.known_name != pupil.legal_name else "", born=pupil.date_of_birth,
        age=age_words(pupil.date_of_birth, on), upn=pupil.upn, year=pupil.year_group, class_name=pupil.class_name,
        sen_status=said(SEN_PROVISION, known.status.status) if known.status else "", sen_since=known.status.since if known.status else None,
        needs=tuple(RankedNeed(rank=n.rank, title=said(NEED_TYPES, n.need_type), since=n.since, until=n.until) for n in known.needs),
        people=tuple(
            Contact(
                name=p.full_name, relationship=p.relationship_words, parental_responsibility=p.parental_responsibility,
                gets_letters=p.gets_letters,
            )
            for p in known.people
        ),
        language=said(LANGUAGES, pupil.first_language), interpreter=said(LANGUAGES, pupil.interpreter),
        more=(("Council of residence", known.authority),) if known.authority else (),
    )


def chronology_of(lines: Sequence[StoryLine], on: date) -> "Chronology":
    """The story up to the pack's day, oldest first."""
    from sendco_desk.packs.plan import Chronology

    told = [line for line in lines if line.entry.happened_at.date() <= on]
    return Chronology(rows=tuple(_chronology_row(line, on) for line in reversed(told)))


def _chronology_row(line: StoryLine, on: date) -> "ChronologyRow":
    from sendco_desk.packs.plan import ChronologyRow, StruckOut

    entry = line.entry
    struck = None
    if entry.struck_out_at and entry.struck_out_at.date() <= on:
        struck = StruckOut(on=entry.struck_out_at.date(), who="", reason=entry.struck_out_because)  # the audit knows who; the entry does not
    return ChronologyRow(
        happened_on=entry.happened_at.date(), time=f"{entry.happened_at:%H:%M}", kind=said(STORY_KINDS, entry.entry_kind), who=entry.who,
        words=entry.words, struck_out=struck, key=entry.id,
        corrections=tuple(_correction(c) for c in line.corrections if c.written_at.date() <= on and not _withdrawn(c, on)),
    )


def _withdrawn(entry: StoryEntry, on: date) -> bool:
    return entry.struck_out_at is not None and entry.struck_out_at.date() <= on


def _correction(entry: StoryEntry) -> "Correction":
    from sendco_desk.packs.plan import Correction

    return Correction(written_on=entry.written_at.date(), who=entry.written_by, words=entry.words)


def clock_of(page: CasePage) -> "ClockAndDelays":
    """The steps of the law as they stand on the pack's day."""
    from sendco_desk.packs.plan import ClockAlternative, ClockAndDelays, ClockRow

    rows = tuple(
        ClockRow(
            title=m.title, owed_by=owner(m, page.case.authority), state=m.state.value, due=m.due, met_on=m.met_on,
            days_late=m.days_late, late=m.late, source=m.source, counted=cited(m.counted), status=m.status, confidence=m.confidence,
            ended_because=cited(m.ended_because),
            alternatives=tuple(ClockAlternative(due=a.due, because=a.because) for a in m.alternatives),
            exceptions=tuple(f"{e.title}: {e.because}" for e in m.exceptions if e.could_apply and m.state is not State.MET),
        )
        for m in page.milestones
        if not m.part_of and (m.state is not State.UNKNOWN or m.waits_for in page.waiting_for)  # what has not begun owes nothing yet
    )
    return ClockAndDelays(rows=rows, starts=differences_words(page.differences), questions=page.questions)
