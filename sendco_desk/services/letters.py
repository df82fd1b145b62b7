"""Letters to a council or a service about steps that are late: composed from the clock, checked, made into files, and logged as sent.

A letter is about steps that one reader owes and that every respectable count calls late. Its three rungs (case officer, team manager,
head of SEND) differ in tone and not in fact. Nothing is sent from here: a person saves, copies or drafts it, and then says that it went.
"""

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseEvent, CaseLetter
from sendco_desk.domain.codes import CHANNELS
from sendco_desk.domain.dates import long_day, shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.letter_paper import LetterPaper
from sendco_desk.domain.pupil import Residence
from sendco_desk.domain.records import need_code
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services import letter_facts as facts
from sendco_desk.services.caseload import Caseload, CaseView
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.councils import RUNGS, Councils, council_key
from sendco_desk.services.letter_checks import (
    Finding,
    findings_about_reader,
    findings_about_steps,
    findings_in_fields,
    findings_in_subject,
    findings_in_words,
    need_clean,
)
from sendco_desk.services.letter_steps import need_one_reader, step_named, why_not, why_not_query
from sendco_desk.services.letter_wording import Wordings, blocks_of, fill, plain_of
from sendco_desk.services.letter_writing import (
    CHASER,
    KIND_WORDS,
    QUERY,
    Letter,
    Reader,
    Written,
    closing,
    greeting,
    heading_of,
    notes,
    reference_words,
    references,
    summary,
    unbroken,
    wording_name,
)
from sendco_desk.services.outputs import output_place, write_beside
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.screened import proofs, screened
from sendco_desk.statute.calendars import working_days_after
from sendco_desk.statute.milestones import Milestone

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

ANSWER_IN = 5
"""Working days in which an answer is asked for, where nobody says otherwise."""
SUFFIXES = (".docx", ".pdf", ".eml", ".txt")
NEWER_WORDING = "The app’s wording of this letter has changed since the school made its own: compare the two under Wording of this letter."
ROLE_OF = {"health_body": "health", "health_or_social_care": "health", "mediation_adviser": "other"}
"""The contact that a reader without a role of its own has."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Deeds with letters."""

    book: "Notebook"
    clock: Clock
    caseload: Caseload
    school: SchoolDeeds
    councils: Councils
    wordings: Wordings

    # What a letter can be about

    def chasable(self, case: UUID, on: date | None = None, kind: str = CHASER) -> list[Milestone]:
        """The steps of a case that a letter of a kind can be about, those that bind and are latest first."""
        view, day = self.caseload.view(case), on or today(self.clock)
        if view.is_closed(day):
            return []
        found = [step for step in self.caseload.steps(view, day) if not self._why_not(view, step, kind)]
        return sorted(found, key=lambda step: (step.rule.binding, step.days_late), reverse=True)

    def _why_not(self, view: CaseView, step: Milestone, kind: str) -> str:
        if kind != QUERY:
            return why_not(step)
        return why_not_query(step, claimed=any(claim.exception in step.rule.exceptions for claim in view.claims))

    def about(self, case: UUID, keys: Iterable[str], on: date | None = None, kind: str = CHASER) -> list[Milestone]:
        """The steps that keys name, each once. Raises Refused, with what to do, where no letter of that kind may be about one of them."""
        view, day = self.caseload.view(case), on or today(self.clock)
        if view.is_closed(day):
            raise Refused("This case is closed: open it again in its details before you write about it.", field="rule")
        steps = [step_named(self.caseload.steps(view, day), key) for key in dict.fromkeys(keys)]
        if not steps:
            raise Refused("Choose the step that the letter is about.", field="rule")
        for step in steps:
            if why := self._why_not(view, step, kind):
                raise Refused(why, field="rule")
        need_one_reader([self._who(view, step) for step in steps])
        return steps

    def who(self, case: UUID, step: Milestone) -> str:
        """Who owes a step, inside a sentence: the council by its name, a service by what it is."""
        return self._who(self.caseload.view(case), step)

    def _who(self, view: CaseView, step: Milestone) -> str:
        reader = facts.reader_of(step)
        known = self._old_council(view) if reader == facts.OLD_COUNCIL else ""
        return known or facts.reader_words(reader, view.case.authority)

    def _old_council(self, view: CaseView) -> str:
        """The council that the pupil lived under before, where the register tells."""
        here = council_key(view.case.authority)
        homes = [home for home in self.book.all(Residence, pupil=view.case.pupil) if council_key(home.authority) != here]
        return max(homes, key=lambda home: home.until or home.since or date.min).authority if homes else ""

    # Whom it goes to, and at which rung

    def rung_for(self, case: UUID, keys: Iterable[str], kind: str = CHASER) -> int:
        """One above the last letter that chased any of these steps, three at most; a question goes to whoever had the last one."""
        sent = [one.rung for one in facts.about_same(self.book.all(CaseLetter, case=case), keys) if one.letter_kind == CHASER]
        return max(sent, default=1) if kind == QUERY else min(max(sent, default=0) + 1, len(RUNGS))

    def reader(self, case: UUID, step: Milestone, rung: int) -> Reader:
        """Whom a letter about a step goes to at a rung: the case's officer, or who is recorded in that role."""
        view, owes = self.caseload.view(case), facts.reader_of(step)
        council = owes == facts.COUNCIL
        authority = self._old_council(view) if owes == facts.OLD_COUNCIL else view.case.authority
        role = RUNGS[rung - 1] if owes in (facts.COUNCIL, facts.OLD_COUNCIL) else ROLE_OF.get(owes, owes)
        kept = self.councils.contact(authority, role)
        name, email = (kept.name, kept.email) if kept else ("", "")
        if council and role == RUNGS[0] and (view.case.case_officer or view.case.case_officer_email):
            name, email = view.case.case_officer, view.case.case_officer_email
        return Reader(role=role, name=name, email=email, address=kept.address if kept else "", organisation=authority)

    def copy_suggested(self, case: UUID, step: Milestone) -> str:
        """Who should have a copy of a letter to a service: the council's officer, as `A. Officer <a.officer@marlshire.example>`."""
        view = self.caseload.view(case)
        if facts.reader_of(step) in (facts.COUNCIL, facts.OLD_COUNCIL):
            return ""
        kept = self.councils.contact(view.case.authority, RUNGS[0])
        name = view.case.case_officer or (kept.name if kept else "")
        email = view.case.case_officer_email or (kept.email if kept else "")
        return f"{name} <{email}>".strip() if email else name

    # Composing

    def compose(
        self, case: UUID, keys: Sequence[str], *, kind: str = CHASER, rung: int = 0, on: date | None = None, reply_by: date | None = None,
        to: Reader | None = None, copy_to: str | None = None,
    ) -> Letter:
        """The letter about some steps. What is left out is chosen: the next rung, five working days, whoever is recorded in the role."""
        day = on or today(self.clock)
        if kind not in KIND_WORDS:
            raise Refused("Choose a letter about a late step, or a question about an exception.", field="kind")
        steps = self.about(case, keys, day, kind)
        view, names = self.caseload.view(case), facts.keys_of(steps)
        rung = rung or self.rung_for(case, names, kind)
        if not 1 <= rung <= len(RUNGS):
            raise Refused("Choose the first, the second or the third letter.", field="rung")
        by = reply_by or working_days_after(day, ANSWER_IN)
        if by <= day:
            raise Refused("Ask for an answer by a day after the letter’s own.", field="reply_by")
        reader = to or self.reader(case, steps[0], rung)
        copy = self.copy_suggested(case, steps[0]) if copy_to is None else copy_to
        written = Written(
            view=view, steps=steps, who=self._who(view, steps[0]), reader=reader, copy_to=copy, kind=kind, on=day, reply_by=by,
            school=self.school.school(), signed_by=self._signed_by(), known=self._known(view, names),
        )
        text = self.wordings.text(wording_name(kind, rung))
        return Letter(
            case=case, pupil=view.case.pupil, number=view.case.number, kind=kind, rung=rung, steps=names, to=reader, copy_to=copy, on=day,
            reply_by=by, subject=written.subject(), body=fill(text, written.fields(), written.blocks()),
        )

    def _signed_by(self) -> str:
        return self.school.school().sendco or self.book.person.name

    def _known(self, view: CaseView, keys: Sequence[str]) -> facts.Known:
        joined = [event for other in view.matter for event in self.caseload.view(other).events]
        once: dict[tuple[str, date], CaseEvent] = {}
        for event in sorted([*view.events, *joined], key=lambda event: (event.on, event.proof is None)):
            once.setdefault((event.name, event.on), event)
        letters = tuple(facts.about_same(screened(self.book, view.case.pupil, view.case.id).all(CaseLetter, case=view.case.id), keys))
        entries = {one.id: self.book.find(StoryEntry, one.story_entry) for one in letters if one.story_entry}
        return facts.Known(
            events=tuple(once.values()), papers={paper.id: paper for paper in proofs(self.book, view.case.pupil, view.case.id)},
            claims=view.claims, letters=letters,
            case=view.case.id, answered=frozenset(id for id, entry in entries.items() if entry and entry.next_action_done_on),
        )

    # Checking

    def findings(self, letter: Letter) -> list[Finding]:
        """What is wrong with a letter as it stands, and what is worth knowing about it. Raises Refused where its steps are no longer late."""
        steps = self.about(letter.case, letter.steps, letter.on, letter.kind)
        view, text = self.caseload.view(letter.case), letter.plain
        known = self._known(view, letter.steps)
        pupil = view.pupil
        names = (pupil.legal_forename, pupil.legal_surname, pupil.known_forename, pupil.known_surname)
        found = findings_about_reader(letter.to.name, letter.to.organisation, letter.to.email, letter.to.address, letter.copy_to)
        own = facts.without_what_is_quoted(f"{letter.subject}\n\n{text}", steps, known, letter.on)
        found += [*findings_in_words(own), *findings_in_fields(f"{letter.subject}\n{text}"), *findings_about_steps(own, steps, letter.on)]
        usual = f"your the council’s reference our case question about an exception {facts.subject_words(steps)}"
        found += findings_in_subject(letter.subject, names, usual)
        if not text.strip():
            found.append(Finding(sentence="The letter is empty: write it first."))
        if letter.to.email and "@" not in letter.to.email:
            found.append(Finding(words=letter.to.email, sentence=f"‘{letter.to.email}’ is not an e-mail address: it has no @."))
        if self.wordings.state(letter.wording).newer:
            found.append(Finding(sentence=NEWER_WORDING, stops=False))
        return found + notes(letter, steps, known, view, text)

    # Making

    def paper(self, letter: Letter) -> LetterPaper:
        """The letter as it stands on paper."""
        school, view = self.school.school(), self.caseload.view(letter.case)
        reach = " · ".join(part for part in (f"Telephone {school.telephone}" if school.telephone else "", school.email) if part)
        head = (school.name, ", ".join(line.strip(" ,") for line in school.address.splitlines() if line.strip()), reach)
        return LetterPaper(
            head=tuple(line for line in head if line), on=letter.on, day=long_day(letter.on), to=letter.to.lines,
            references=references(letter.to, view.case), subject=heading_of(letter, view.case),
            blocks=tuple(map(unbroken, blocks_of(letter.body))), case=f"Case {letter.number}",
        )

    def made(self, letter: Letter, suffix: str) -> bytes:
        """The letter as a Word document, a PDF, a draft of an e-mail with the PDF attached, or plain text. Raises Refused where it may not go."""
        if suffix not in SUFFIXES:
            raise Refused(f"A letter can be made as {', '.join(SUFFIXES)}: give the file one of these endings.", field="out")
        need_clean(self.findings(letter))
        if suffix == ".txt":
            return f"{letter.subject}\n\n{letter.plain}\n".encode()
        if suffix == ".docx":
            from sendco_desk.exchange.letter_docx import letter_docx

            return letter_docx(self.paper(letter))
        from sendco_desk.packs.letter_pages import letter_pdf

        pdf = letter_pdf(self.paper(letter))
        return pdf if suffix == ".pdf" else self._mail(letter, pdf)

    def _mail(self, letter: Letter, pdf: bytes) -> bytes:
        from sendco_desk.exchange.letter_mail import letter_mail

        text = fill(self.wordings.text("covering-email"), self._covering(letter), {})
        steps = self.about(letter.case, letter.steps, letter.on, letter.kind)
        need_clean([*findings_in_words(plain_of(text)), *findings_about_steps(plain_of(text), steps, letter.on)])
        return letter_mail(
            to=(letter.to.name, letter.to.email), copy_to=letter.copy_to, subject=letter.subject, text=plain_of(text),
            pdf=pdf, file_name=letter.file_name(".pdf"),
        )

    def _covering(self, letter: Letter) -> dict[str, str]:
        case = self.caseload.view(letter.case).case
        return {
            "addressee": greeting(letter.to), "close": closing(letter.to), "asked_by": long_day(letter.reply_by), "sendco": self._signed_by(),
            "school": self.school.school().name, "reference": reference_words(letter.to, case), "case_number": str(letter.number),
            "today": long_day(letter.on), "role": letter.to.role_words,
        }

    def write(self, letter: Letter, out: Path) -> Path:
        """Make the letter where the person chose, by the ending of the name; an older file there stays until the new one is whole."""
        made = self.made(letter, output_place(out).suffix.lower())
        return write_beside(out, made, "The letter")

    # Logging

    def log(self, letter: Letter, channel: str, *, draft: str = "") -> tuple[CaseLetter, Changed]:
        """Record that the letter went: its PDF among the pupil's documents, an entry of the Story with a next action, and the letter itself.

        One deed. Undo takes the document and the letter out again and strikes the entry through. Drops the draft it was written in.
        """
        need_code(channel, CHANNELS, "how it was sent", "channel")
        pdf = self.made(letter, ".pdf")
        stored = self.book.attachments.put(io.BytesIO(pdf))
        steps = self.about(letter.case, letter.steps, letter.on, letter.kind)
        now, who = self.clock(), self._who(self.caseload.view(letter.case), steps[0])
        entry = StoryEntry(
            id=uuid4(), pupil=letter.pupil, entry_kind="letter", happened_at=now, written_at=now, written_by=self.book.person.name,
            who=letter.to.full, words=summary(letter, steps, channel), next_action_on=letter.reply_by,
            next_action=f"Answer from {who} about {facts.titles(steps)}?",
        )
        document = Document(
            id=uuid4(), pupil=letter.pupil, title=f"Letter to {who}, {shown(letter.on)}", file_name=letter.file_name(".pdf"),
            media_type="application/pdf", size=stored.size, sha256=stored.sha256, attachment=stored.name, document_kind="letter",
            received_on=now.date(), dated_on=letter.on, author=self.school.school().name, service="school", sharing_basis="own_record",
            story_entry=entry.id,
        )
        kept = CaseLetter(
            id=uuid4(), pupil=letter.pupil, case=letter.case, letter_kind=letter.kind, rung=letter.rung, addressed_to=letter.to.full,
            subject=letter.subject, words=letter.plain, rules=letter.steps, written_at=now, channel=channel, reply_by=letter.reply_by,
            document=document.id, story_entry=entry.id,
        )
        with self.book.writing(f"Letter sent in case {letter.number}: {KIND_WORDS[letter.kind]}", letter.pupil) as page:
            for record in (entry, document, kept):
                page.put(record)
            page.put_text(document.id, letter.plain)
        if draft:
            with suppress(Trouble):  # the letter is logged; a draft that a full disk holds on to must not make it look lost
                self.book.drop_draft(draft)
        return kept, page.changed
