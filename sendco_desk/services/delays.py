"""Deeds with the delay timeline and the evidence list: what is late in a case, the papers about it, and the record that one was given.

The facts are in ``delay_spans`` (late time), ``delay_effect`` (what the record holds of the child by term) and ``delay_evidence`` (documents
and events), their words in ``delay_words`` and ``evidence_words``. Nothing computes a day: all of them ask the clock.
"""

import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseEvent, CaseLetter, Submission
from sendco_desk.domain.codes import UNSHARED
from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.caseload import Caseload, CaseView
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.delay_effect import effect_by_term, tagged, told_in
from sendco_desk.services.delay_evidence import GIVEN, Held, bearing_on
from sendco_desk.services.delay_files import PDF, delay_bytes, evidence_bytes, file_kind, put_paper
from sendco_desk.services.delay_spans import Lateness, late_spans
from sendco_desk.services.delay_words import TITLE, delay_paper
from sendco_desk.services.evidence_words import TITLE as EVIDENCE_TITLE
from sendco_desk.services.evidence_words import evidence_paper
from sendco_desk.services.letter_checks import findings_about_reader
from sendco_desk.services.rights import YOUNG_PERSON, standing_of
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.screened import proofs, screened
from sendco_desk.services.story import StoryBook, StoryLine
from sendco_desk.statute.calendars import ONE_DAY
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.events import ENDS_EVERYTHING
from sendco_desk.statute.milestones import Milestone, Start, State
from sendco_desk.statute.wording import counted, lowered

if TYPE_CHECKING:
    from sendco_desk.packs.delay_plan import DelayPaper, EvidencePaper
    from sendco_desk.services.previewing import Opened
    from sendco_desk.store.notebook import Notebook

TIMELINE, EVIDENCE = GIVEN
TITLES = {TIMELINE: TITLE, EVIDENCE: EVIDENCE_TITLE}
NOTHING_LATE = "Nothing in this case was late on {day}, so there is no delay timeline to make."
ASK_WHEN = "On what day did the parent or young person ask for it? The list is given only at their request."
NOT_TO_OMBUDSMAN = (
    "A school cannot complain to the Ombudsman, so it gives the Ombudsman nothing of its own accord. Give this to the parent or young person, "
    "who can."
)
NOT_TO_A_COUNCIL = "This is for the parent or young person and not for a council: give it to them. To the council, write a letter from the case."
NOT_A_RECIPIENT = (
    "Choose one of this pupil’s parents or carers, or the young person. Somebody else whom they authorise must first be recorded among the "
    "pupil’s people."
)
PROFESSIONALS = ("SWR", "DOC", "TCH", "HTC", "CHM", "RLG")
"""Relationships of those who are not family, and act for a body of their own."""
_COUNCIL = re.compile(r"\bcouncil\b|\blocal authority\b|\bborough\b|\bsend? (team|service)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Delays:
    """What is late in a case, and the papers about it."""

    book: "Notebook"
    clock: Clock
    caseload: Caseload
    school: SchoolDeeds

    # Looking

    def lateness(self, case: UUID, on: date | None = None) -> Lateness:
        """What is or was late in a case on a day, with what proves it."""
        view, day = self.caseload.view(case), on or today(self.clock)
        steps = self.caseload.steps(view, day)
        events, papers = self._events(view, day), self._papers(view)
        return Lateness(
            view=view, on=day, steps=steps, events=events, papers=papers, letters=tuple(self._seen(view).all(CaseLetter, case=case)),
            submissions=tuple(self.book.all(Submission, case=case)),
            spans=late_spans(
                steps, events, papers, view.case.authority, closed_on=view.case.closed_on, before_ending=steps_before_ending(view, steps),
            ),
        )

    def _events(self, view: CaseView, on: date) -> tuple[CaseEvent, ...]:
        """The case's own events up to a day, and those that it hears of from joined cases, oldest first; one of each day."""
        heard = {(event.name, event.on) for event in view.facts.heard}
        others = [event for other in view.matter for event in self.caseload.view(other).events if (event.name, event.on) in heard]
        found: dict[tuple[str, date], CaseEvent] = {}
        for event in (*view.events, *others):
            kept = found.get((event.name, event.on))
            if event.on <= on and (kept is None or kept.proof is None):
                found[event.name, event.on] = event
        return tuple(sorted(found.values(), key=lambda event: event.on))

    def _seen(self, view: CaseView) -> "Notebook":
        """The notebook as the family may see it in this case."""
        return screened(self.book, view.case.pupil, view.case.id)

    def _papers(self, view: CaseView) -> Mapping[UUID, Document]:
        return {paper.id: paper for paper in proofs(self.book, view.case.pupil, view.case.id)}

    def entries(self, case: UUID, on: date | None = None) -> list[StoryLine]:
        """The entries of the late time that can be quoted, oldest first; what was struck out is not among them."""
        lateness = self.lateness(case, on)
        return told_in(StoryBook(self._seen(lateness.view), self.clock).lines(lateness.view.case.pupil), lateness.late, lateness.on)

    def usually_quoted(self, lines: Iterable[StoryLine]) -> frozenset[UUID]:
        """Those that are tagged to be quoted, for who has chosen no others."""
        return tagged(lines)

    def recipients(self, case: UUID) -> tuple[str, ...]:
        """To whom a paper may be given: the pupil's parents, carers and others of the family, and the young person, first once they decide."""
        view = self.caseload.view(case)
        people = sorted(self.book.all(ContactPerson, pupil=view.case.pupil), key=lambda person: (person.order, person.full_name))
        names = [
            person.full_name for person in people
            if person.relationship not in PROFESSIONALS and not findings_about_reader(person.full_name) and not _COUNCIL.search(person.full_name)
        ]
        own = [view.pupil.known_name]
        decides = standing_of(view.pupil, (), self.book.all(Term), today(self.clock)).decides
        return tuple(dict.fromkeys([*own, *names] if decides == YOUNG_PERSON else [*names, *own]))

    # The papers

    def timeline(self, case: UUID, *, on: date | None = None, quoted: Collection[UUID] | None = None) -> "DelayPaper":
        """The delay timeline as plain facts. Where ``quoted`` is not given, entries tagged "effect" are quoted. Raises Refused."""
        lateness = self.lateness(case, on)
        if lateness.whole is None:
            raise Refused(NOTHING_LATE.format(day=shown(lateness.on)), field="on")
        lines = StoryBook(self._seen(lateness.view), self.clock).lines(lateness.view.case.pupil)
        chosen = tagged(told_in(lines, lateness.late, lateness.on)) if quoted is None else frozenset(quoted)
        self._need_own_entries(lines, chosen)
        effects = effect_by_term(self.book.all(Term), lateness.late, lines, chosen, lateness.on)
        return delay_paper(lateness, effects, self.school.school())

    def _need_own_entries(self, lines: Sequence[StoryLine], chosen: Collection[UUID]) -> None:
        if not set(chosen) <= {line.entry.id for line in lines}:
            raise Refused("One of the entries to quote is not in this pupil’s story: choose them again.", field="quoted")

    def evidence(
        self, case: UUID, *, on: date | None = None, asked_by: str = "", asked_on: date | None = None,
        pages: Mapping[UUID, int] | None = None,
    ) -> "EvidencePaper":
        """The list of the school's evidence as plain facts. ``pages`` are those of documents that somebody has counted."""
        view, day = self.caseload.view(case), on or today(self.clock)
        return evidence_paper(view, self._held(view, day), self.school.school(), asked_by=asked_by, asked_on=asked_on, pages=pages)

    def evidence_documents(self, case: UUID, on: date | None = None) -> tuple[UUID, ...]:
        """The documents that the list would name: whoever wants their pages on it counts them."""
        view, day = self.caseload.view(case), on or today(self.clock)
        return tuple(paper.id for paper in bearing_on(self._held(view, day)) if paper.sharing_basis != UNSHARED)

    def _held(self, view: CaseView, on: date) -> Held:
        events = self._events(view, on)
        return Held(
            events=events, claims=view.claims, letters=tuple(self._seen(view).all(CaseLetter, case=view.case.id)),
            submissions=tuple(sent for sent in self.book.all(Submission, case=view.case.id) if sent.sent_at.date() <= on),
            papers=self._papers(view), began=min([view.case.opened_on, *(event.on for event in events)]), on=on,
        )

    def timeline_file(self, case_id: UUID, out: Path, *, on: date | None = None, quoted: Sequence[UUID] | None = None) -> Path:
        """The delay timeline at ``out``, a PDF or, without the picture, a Word document. Raises Refused or Trouble."""
        kind = file_kind(out)
        return put_paper(out, delay_bytes(self.timeline(case_id, on=on, quoted=quoted), kind))

    def evidence_list_file(
        self, case_id: UUID, out: Path, *, on: date | None = None, asked_by: str = "", asked_on: date | None = None,
        pages: Mapping[UUID, int] | None = None,
    ) -> Path:
        """The evidence list at ``out``, a PDF or a Word document. Without the day of the request it calls itself a draft."""
        kind = file_kind(out)
        return put_paper(out, evidence_bytes(self.evidence(case_id, on=on, asked_by=asked_by, asked_on=asked_on, pages=pages), kind))

    def looked_at(self, paper: "DelayPaper | EvidencePaper") -> "Opened":
        """The pages of a paper as they will print, held in memory alone, for the window to show."""
        from sendco_desk.packs.preview import held, page_sizes
        from sendco_desk.services.previewing import Opened

        pdf = held(self._pdf(paper))
        return Opened(sizes=page_sizes(pdf), pdf=pdf)

    def _pdf(self, paper: "DelayPaper | EvidencePaper") -> bytes:
        from sendco_desk.packs.delay_plan import DelayPaper

        return delay_bytes(paper, PDF) if isinstance(paper, DelayPaper) else evidence_bytes(paper, PDF)

    # Giving it

    def log_given(
        self, case: UUID, kind: str, to: str, channel: str, given_at: datetime, *, on: date | None = None, asked_by: str = "",
        asked_on: date | None = None, quoted: Sequence[UUID] | None = None, pages: Mapping[UUID, int] | None = None,
    ) -> tuple[CaseLetter, Changed]:
        """Record, as one deed, that a paper was given to the family: the paper as it was given, an entry in the Story, and the letter.

        ``kind`` is ``delay_timeline`` or ``evidence_list``. The list needs the day of the request. Neither goes to the Ombudsman or a council.
        """
        view = self.caseload.view(case)
        if kind not in GIVEN:
            raise Refused("Choose what was given: the delay timeline or the evidence list.", field="kind")
        name = self._recipient(view, to)
        need_asked(kind, asked_on, given_at, self.clock())
        made_for = on or given_at.date()
        paper: DelayPaper | EvidencePaper
        if kind == TIMELINE:
            paper = self.timeline(case, on=made_for, quoted=quoted)
            rules = tuple(dict.fromkeys(span.step.rule.id for span in self.lateness(case, made_for).spans))
        else:
            paper, rules = self.evidence(case, on=made_for, asked_by=asked_by or name, asked_on=asked_on, pages=pages), ()
        words = given_words(kind, name, made_for, asked_on, paper)
        document = self._kept(view, kind, paper, made_for, given_at.date())
        entry = StoryEntry(
            id=uuid4(), pupil=view.case.pupil, entry_kind="letter", happened_at=given_at, written_at=self.clock(), written_by=self.book.person.name,
            who=name, words=words,
        )
        letter = CaseLetter(
            id=uuid4(), pupil=view.case.pupil, case=case, letter_kind=kind, addressed_to=name, subject=document.title, words=words, rules=rules,
            written_at=given_at, channel=channel, document=document.id, story_entry=entry.id,
        )
        document = replace(document, story_entry=entry.id)
        with self.book.writing(f"Gave the family the {lowered(TITLES[kind])}", view.case.pupil) as page:
            for record in (entry, document, letter):
                page.put(record)
            page.put_text(document.id, self._words(paper))
        return letter, page.changed

    def _words(self, paper: "DelayPaper | EvidencePaper") -> str:
        from sendco_desk.packs.delay_pages import delay_words
        from sendco_desk.packs.delay_plan import DelayPaper
        from sendco_desk.packs.evidence_pages import evidence_words

        return delay_words(paper) if isinstance(paper, DelayPaper) else evidence_words(paper)

    def _kept(self, view: CaseView, kind: str, paper: "DelayPaper | EvidencePaper", on: date, given_on: date) -> Document:
        """The paper as it was given, put among the pupil's documents."""
        content = self._pdf(paper)
        stored = self.book.attachments.put(io.BytesIO(content))
        title = f"{TITLES[kind]}, {shown(on)}"
        return Document(
            id=uuid4(), pupil=view.case.pupil, title=title, file_name=f"{TITLES[kind].replace('’', '')} {on.isoformat()}.pdf",
            media_type="application/pdf", size=stored.size, sha256=stored.sha256, attachment=stored.name, document_kind="report",
            received_on=given_on, dated_on=on, author=self.school.school().name, service="school", sharing_basis="agreed",
        )

    def _recipient(self, view: CaseView, to: str) -> str:
        """The person that is meant, as the notebook calls them. Raises Refused for anybody to whom it is not given."""
        wanted = _folded(to)
        if not wanted:
            raise Refused("Say to whom it was given.", field="to")
        named = {_folded(name): name for name in self.recipients(view.case.id)}
        if wanted in named:
            return named[wanted]
        if findings_about_reader(to):
            raise Refused(NOT_TO_OMBUDSMAN, field="to")
        if self._is_council(view, to):
            raise Refused(NOT_TO_A_COUNCIL, field="to")
        raise Refused(NOT_A_RECIPIENT, field="to")

    def _is_council(self, view: CaseView, to: str) -> bool:
        """Whether somebody is a council, or one of its people that the school writes to."""
        known = {_folded(view.case.authority), _folded(view.case.case_officer), _folded(view.case.case_officer_email)}
        for contact in self.book.all(CouncilContact):
            known |= {_folded(contact.authority), _folded(contact.name), _folded(contact.email)}
        return bool(_COUNCIL.search(to)) or _folded(to) in known - {""}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def need_asked(kind: str, asked_on: date | None, given_at: datetime, now: datetime) -> None:
    """Refuse to log what has not happened, and a list that nobody asked for."""
    if given_at > now:
        raise Refused("This has not happened yet: log it once it has been given.", field="given_at")
    if asked_on is None:
        if kind == EVIDENCE:
            raise Refused(ASK_WHEN, field="asked_on")
    elif asked_on > given_at.date():
        raise Refused("It was given before it was asked for: check the two days.", field="asked_on")


def given_words(kind: str, to: str, on: date, asked_on: date | None, paper: "DelayPaper | EvidencePaper") -> str:
    """What the Story says of it."""
    from sendco_desk.packs.delay_plan import EvidencePaper

    asked = f" at their request of {shown(asked_on)}" if asked_on else ""
    what = "the evidence list" if kind == EVIDENCE else "the delay timeline"
    said = f"Gave {to} {what}{asked}, as it stood on {shown(on)}."
    if isinstance(paper, EvidencePaper):
        said += f" It lists {counted(len(paper.documents), 'document')} and {counted(len(paper.events), 'dated event')}."
        said += "".join(f" {words}" for words in paper.left_out)
    return said


def steps_before_ending(view: CaseView, steps: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """The steps that the end of the whole case took away, as they stood on the eve of it."""
    gone: dict[tuple[str, Start | None], date] = {
        (one.rule.id, one.start): one.ended.on for one in steps
        if one.state is State.ENDED and one.ended.event in ENDS_EVERYTHING and one.start and one.latest_day and one.latest_day < one.ended.on
    }
    found: list[Milestone] = []
    for day in sorted(set(gone.values())):
        eve = milestones(view.facts, day - ONE_DAY, kind=view.case.case_kind)
        found += [one for one in eve if gone.get((one.rule.id, one.start)) == day]
    return tuple(found)
