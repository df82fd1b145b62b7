"""The screen before everything that leaves the school: flag a record, see what is held back, let one out with a name and a reason, and print
the list for the designated safeguarding lead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import DOCUMENT_KINDS, STORY_KINDS, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import (
    EXPORT_FLAGS,
    FLAGS_THEMSELVES,
    GOES_WITH,
    ExportFlag,
    ExportReason,
    is_reference,
    may_be_flagged,
    rests_on,
    speaks_of,
)
from sendco_desk.domain.kinds import KIND_OF, KINDS
from sendco_desk.domain.paper import Block, Grid, Heading, Paper, Paragraph, Runs, SignHere
from sendco_desk.domain.paper import said as plain
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import PupilRecord, Record, field_names
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.support_codes import MEETING_KINDS
from sendco_desk.services.casework import case_title
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, Clock, today
from sendco_desk.services.form_heads import quiet_words
from sendco_desk.services.pack_layouts import PackLayouts
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.screened import WITHOUT_BASIS, held_back, need_outside
from sendco_desk.statute.wording import both, counted

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

TITLE = "Export screen"
SAFEGUARDING = "safeguarding"
NOT_A_FILE = (
    "The notebook is not the safeguarding record. Put the words there, with the designated safeguarding lead, and give the reference here: this "
    "entry is then struck out and a new one says only where to look."
)
MOVED = "Moved to the safeguarding record"
_DAYS = ("happened_at", "held_on", "dated_on", "given_on", "taken_on", "made_on", "starts_on", "since", "received_on", "on", "first_day", "asked_on")
_REASON_LACKS = "Nothing is held back here that this reason could let out: look at the list again."


def day_of(record: Record) -> date | None:
    """The day that a record tells of; None where it has none."""
    days = (getattr(record, name) for name in _DAYS if name in field_names(type(record)))
    found = next((day for day in days if day is not None), None)
    return found.date() if isinstance(found, datetime) else found


def called_outside(record: Record) -> str:
    """How a record is called on the list: what it is and of which day, without any of its words. A document by its title."""
    day = f", {shown(found)}" if (found := day_of(record)) is not None else ""
    match record:
        case Document():
            return f"{said(DOCUMENT_KINDS, record.document_kind)}: “{record.title}”{day}"
        case StoryEntry():
            return f"Story entry, {said(STORY_KINDS, record.entry_kind).lower()}{day}"
        case _:
            kind = MEETING_KINDS.get(str(getattr(record, "meeting_kind", "")), record.TITLE)
            return f"{kind}{day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record that the screen holds back: how it is called, why, who flagged it, what rests on it, and the reason that lets it out, if any.

    ``argued`` is a reason that was written in a pack before reasons were kept with a name.
    """

    record: PupilRecord
    called: str
    why: tuple[str, ...]
    flagged_by: str = ""
    resting: int = 0
    reason: ExportReason | None = None
    argued: str = ""

    @property
    def id(self) -> UUID:
        """The record's."""
        return self.record.id

    @property
    def out(self) -> bool:
        """Whether it goes out all the same."""
        return self.reason is not None or bool(self.argued)

    @property
    def because(self) -> str:
        """Why it goes out."""
        return self.reason.because if self.reason is not None else self.argued

    @property
    def decided(self) -> str:
        """`Mrs Orla Pine, Mon 23 Nov 2026`."""
        return f"{self.reason.decided_by}, {shown(self.reason.decided_on)}" if self.reason is not None else "Name not recorded"

    @property
    def words(self) -> str:
        """`Safeguarding: see the safeguarding record, flagged by Mrs Pine. 2 further records stay with it.`"""
        who = f", flagged by {self.flagged_by}" if self.flagged_by else ""
        more = f" {counted(self.resting, 'further record')} stay{'s' * (self.resting == 1)} with it." if self.resting and not self.out else ""
        return f"{both(list(self.why))}{who}.{more}"


@dataclass(frozen=True, slots=True)
class ExportScreen:
    """Deeds at the screen. ``case`` is the case that something goes out for; None for what goes out of none, such as a pupil's own records."""

    book: "Notebook"
    clock: Clock
    school: SchoolDeeds
    layouts: PackLayouts

    # Flags

    def flags(self, pupil: UUID) -> dict[UUID, list[ExportFlag]]:
        """The flags of a pupil's records, by record."""
        found: dict[UUID, list[ExportFlag]] = {}
        for flag in self.book.all(ExportFlag, pupil=pupil):
            found.setdefault(flag.record, []).append(flag)
        return found

    def flag(self, record: PupilRecord, flag: str, *, note: str = "", reference: str = "") -> Changed:
        """Flag a record, so that it stays in the school. A flag that it has already is changed.

        A story entry with words of its own cannot simply be called safeguarding, since the notebook is no child-protection file: with a
        ``reference`` it is struck out, and an entry that only points to the safeguarding record takes its place; without, Refused says so.
        """
        if not may_be_flagged(type(record)):
            raise Refused("This is a part of the case itself and cannot be flagged: flag the entry or the document instead.", field="record")
        moves = isinstance(record, StoryEntry) and flag == SAFEGUARDING and not is_reference(record.words) and not record.struck_out
        if moves and not reference.strip():
            raise Refused(NOT_A_FILE, field="reference")
        there = [one for one in self.flags(record.pupil).get(record.id, []) if one.flag == flag]
        marks = [self._mark(record, flag, note, there[0].id if there else None)]
        put: list[Record] = []
        if moves and isinstance(record, StoryEntry):
            pointer = self._pointer(record, reference.strip())
            put = [replace(record, struck_out_at=self.clock(), struck_out_because=MOVED), pointer]
            marks.append(self._mark(pointer, flag, "", None))
        with self.book.writing(f"Flagged for the export screen: {record.TITLE.lower()}", record.pupil) as page:
            for one in (*put, *marks):
                page.put(one)
        return page.changed

    def _mark(self, record: PupilRecord, flag: str, note: str, id: UUID | None) -> ExportFlag:
        return ExportFlag(
            id=id or uuid4(), pupil=record.pupil, record_kind=record.KIND, record=record.id, flag=flag, flagged_by=self.book.person.name,
            flagged_on=today(self.clock), note=note.strip(),
        )

    def _pointer(self, entry: StoryEntry, reference: str) -> StoryEntry:
        words = reference if is_reference(reference) else f"See the safeguarding record, ref {reference.rstrip('.')}."
        if not is_reference(words):
            raise Refused("Give the reference alone, such as a number: what happened belongs in the safeguarding record.", field="reference")
        return StoryEntry(
            id=uuid4(), pupil=entry.pupil, entry_kind="note", happened_at=entry.happened_at, written_at=self.clock(),
            written_by=self.book.person.name, words=words,
        )

    def unflag(self, record: PupilRecord) -> Changed:
        """Take all flags of a record away."""
        gone = self.flags(record.pupil).get(record.id, [])
        if not gone:
            return NOTHING_CHANGED
        with self.book.writing(f"Took a flag away: {record.TITLE.lower()}", record.pupil) as page:
            for flag in gone:
                page.remove(flag)
        return page.changed

    def suggestion(self, words: str) -> str:
        """What to think of before words stay in the notebook; nothing where there is nothing to think of. It never stops anybody."""
        if not (found := speaks_of(words)):
            return ""
        return (
            f"This speaks of {both(list(found))}. If it belongs in the safeguarding record, flag it and keep only a reference here. "
            "If it does not, leave it as it is."
        )

    # What is held back

    def held(self, pupil: UUID, case: UUID | None = None) -> tuple[Held, ...]:
        """All that the screen holds back or would, what is let out among it, in the order of its days."""
        flags = self.flags(pupil)
        reasons = {one.record: one for one in self.book.all(ExportReason, pupil=pupil) if one.case == case}
        found: dict[UUID, Held] = {}
        for record in self._flagged(flags):
            marks = flags[record.id]
            found[record.id] = Held(
                record=record, called=called_outside(record), why=tuple(dict.fromkeys(EXPORT_FLAGS[one.flag] for one in marks)),
                flagged_by=marks[-1].flagged_by, reason=reasons.get(record.id), resting=self._resting(record),
            )
        for paper in self.book.all(Document, pupil=pupil):
            if paper.sharing_basis in WITHOUT_BASIS:
                there = found.get(paper.id) or Held(record=paper, called=called_outside(paper), why=(), reason=reasons.get(paper.id))
                found[paper.id] = replace(there, why=(*there.why, WITHOUT_BASIS[paper.sharing_basis]))
        for resting in self._with_flagged(pupil, case, found):
            found[resting.id] = replace(resting, reason=reasons.get(resting.id))
        for name, words in self._argued(case).items():
            if name in found and found[name].reason is None:
                found[name] = replace(found[name], argued=words)
        return tuple(sorted(found.values(), key=lambda one: (day_of(one.record) or date.min, one.called)))

    def _argued(self, case: UUID | None) -> dict[UUID, str]:
        """The reasons that stand in the order of a case's pack, for the documents that go in."""
        placed = self.layouts.layout(case).placed if case is not None else ()
        return {one.document: one.because.strip() for one in placed if one.because.strip() and not one.left_out}

    def _flagged(self, flags: Iterable[UUID]) -> list[PupilRecord]:
        wanted = set(flags)
        kinds = [kind for kind in KINDS if may_be_flagged(kind)] if wanted else []
        found = [record for kind in kinds for id in wanted if (record := self.book.find(kind, id)) is not None]
        return [record for record in found if isinstance(record, PupilRecord)]

    def _resting(self, record: PupilRecord) -> int:
        candidates = [one for name in GOES_WITH for one in self.book.all(KIND_OF[name], pupil=record.pupil)]
        return sum(record.id in rests_on(one) for one in candidates if one.KIND not in FLAGS_THEMSELVES)

    def _with_flagged(self, pupil: UUID, case: UUID | None, listed: dict[UUID, Held]) -> list[Held]:
        """Documents that were put with a flagged entry: each is let out by itself, so each stands in the list."""
        hidden = held_back(self.book, pupil, case)
        let_out = {one.record for one in self.book.all(ExportReason, pupil=pupil) if one.case == case}
        papers = [one for one in self.book.all(Document, pupil=pupil) if one.id in hidden | let_out and one.id not in listed]
        return [Held(record=one, called=called_outside(one), why=("It was put with an entry that is flagged",)) for one in papers]

    def needed(self, pupil: UUID) -> bool:
        """Whether anything is flagged, so that the screen is to be looked at before something goes out."""
        return bool(self.book.all(ExportFlag, pupil=pupil))

    def need_outside(self, record: PupilRecord) -> None:
        """Raises Refused for a record that is to be printed by itself and is held back."""
        need_outside(self.book, record)

    def staying(self, pupil: UUID) -> frozenset[UUID]:
        """The ids of what stays in the school, for a list that is printed as it is shown."""
        return held_back(self.book, pupil)

    def staying_count(self, case: UUID) -> int:
        """How many flagged records beside documents stay out of what goes out for a case."""
        kept = self.book.get(CaseFile, case)
        return sum(not one.out and not isinstance(one.record, Document) for one in self.held(kept.pupil, case))

    # Letting out

    def let_out(self, record: PupilRecord, case: UUID | None, because: str, by: str) -> Changed:
        """Write why a record that is held back goes out for a case, or out of none, and who decided it. Raises Refused without either."""
        reason = ExportReason(
            id=uuid4(), pupil=record.pupil, case=case, record_kind=record.KIND, record=record.id, because=because.strip(), decided_by=by.strip(),
            decided_on=today(self.clock),
        )
        held = {one.id: one for one in self.held(record.pupil, case)}
        if record.id not in held:
            raise Refused(_REASON_LACKS, field="because")
        if isinstance(record, Document) and case is not None:
            return self.layouts.because(case, record.id, reason.because, by=reason.decided_by, goes=True)
        if (old := held[record.id].reason) is not None:
            reason = replace(reason, id=old.id)
        with self.book.writing("Wrote why a flagged record may leave the school", record.pupil) as page:
            page.put(reason)
        return page.changed

    def keep_in(self, record: PupilRecord, case: UUID | None) -> Changed:
        """Take a reason away: the record stays in the school again."""
        if isinstance(record, Document) and case is not None:
            return self.layouts.because(case, record.id, "") | self.layouts.switch_document(case, record.id, on=False)
        gone = [one for one in self.book.all(ExportReason, pupil=record.pupil) if one.record == record.id and one.case == case]
        if not gone:
            return NOTHING_CHANGED
        with self.book.writing("Kept a flagged record in the school", record.pupil) as page:
            for one in gone:
                page.remove(one)
        return page.changed

    # The list

    def paper(self, pupil: UUID, case: UUID | None = None) -> Paper:
        """The list for the designated safeguarding lead: what stays in, what was argued in, by whom and why; without any of the words."""
        held, on = self.held(pupil, case), today(self.clock)
        kept = self.book.get(Pupil, pupil)
        what = case_title(self.book.get(CaseFile, case)) if case is not None else "Whatever goes out about this pupil without a case"
        return Paper(
            title=TITLE, school=self.school.school().name, about=(kept.known_name, f"{what}. As it stands on {shown(on)}"),
            blocks=tuple(_blocks(held)), foot=f"{TITLE}, {shown(on)}",
        )


def _blocks(held: Sequence[Held]) -> Iterable[Block]:
    """For the designated safeguarding lead."""
    stays, goes = [one for one in held if not one.out], [one for one in held if one.out]
    yield Paragraph(runs=plain(
        "For the designated safeguarding lead. What is listed here was looked at before anything left the school. The words themselves do not "
        "stand here: they are in the notebook, or in the safeguarding record.",
    ))
    yield Heading(text="Left out")
    yield from _grid("What is left out", ("What", "Why it stays"), [(one.called, one.words) for one in stays], (44, 56), "Nothing is left out.")
    yield Heading(text="Argued in")
    rows = [(one.called, one.words, one.because, one.decided) for one in goes]
    yield from _grid(
        "What goes out all the same", ("What", "Why it was held back", "Why it goes out", "Decided by"), rows, (28, 26, 28, 18),
        "Nothing was argued in.",
    )
    yield quiet_words("A reason counts for this one case. Documents on no recorded ground for sharing are held back as flagged ones are.")
    yield SignHere(names=("Designated safeguarding lead",))


def _grid(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], shares: tuple[float, ...], nothing: str) -> Iterable[Block]:
    if not rows:
        yield Paragraph(runs=plain(nothing))
        return
    cells: tuple[tuple[Runs, ...], ...] = tuple(tuple(map(plain, row)) for row in rows)
    yield Grid(caption=caption, heads=heads, rows=cells, shares=shares)
