"""A letter as it would go: to whom, about what, in which words, and what its wording's fields are filled with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parseaddr
from uuid import UUID

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import COUNCIL_ROLES
from sendco_desk.domain.dates import LONG_MONTHS, long_day, plain_day, shown
from sendco_desk.domain.letter_paper import Block
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.school import School
from sendco_desk.services import letter_facts as facts
from sendco_desk.services.caseload import CaseView
from sendco_desk.services.councils import RUNGS, council_key
from sendco_desk.services.letter_checks import Finding
from sendco_desk.services.letter_wording import html_of, plain_of
from sendco_desk.statute.milestones import Milestone
from sendco_desk.statute.wording import capitalised, lowered

CHASER, QUERY = "chaser", "exception_query"
KIND_WORDS = {CHASER: "chaser", QUERY: "exception query"}
"""The kinds of letter that are composed here, as file names say them."""


def wording_name(kind: str, rung: int) -> str:
    """The name of the wording for a kind of letter at a rung."""
    return "exception-query" if kind == QUERY else f"chaser-{rung}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom a letter goes to. ``role`` is of ``codes.COUNCIL_ROLES``; ``organisation`` the council, or the council of the service's area."""

    role: str
    name: str = ""
    email: str = ""
    address: str = ""
    organisation: str = ""

    @property
    def role_words(self) -> str:
        """`team manager`, `head of SEND`."""
        return lowered(COUNCIL_ROLES[self.role])

    @property
    def full(self) -> str:
        """`A. Officer, case officer, Marlshire County Council`: how the Story and later letters speak of the reader."""
        role = self.role_words if self.name.strip() or self.role not in RUNGS else f"the {self.role_words}"
        return ", ".join(part for part in (self.name.strip(), role, self.organisation) if part)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address on paper."""
        role = "" if self.role == "other" else capitalised(self.role_words)
        return tuple(line.strip() for line in (self.name, role, self.organisation, *self.address.splitlines()) if line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it would go: about which steps, to whom, and its words, which are Markdown and may be edited with ``replace``."""

    case: UUID
    pupil: UUID
    number: int
    kind: str
    rung: int
    steps: tuple[str, ...]
    to: Reader
    on: date
    reply_by: date
    subject: str
    body: str
    copy_to: str = ""

    @property
    def plain(self) -> str:
        """Its words without any mark of Markdown."""
        return plain_of(self.body)

    @property
    def html(self) -> str:
        """Its words for programs that take them from the clipboard."""
        return html_of(self.body)

    @property
    def wording(self) -> str:
        """The name of the wording that it is made from."""
        return wording_name(self.kind, self.rung)

    def file_name(self, suffix: str) -> str:
        """`Case 14 chaser 2026-11-28.docx`: the case's number and no name."""
        return f"Case {self.number} {KIND_WORDS[self.kind]} {self.on.isoformat()}{suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Everything that a letter's fields are filled from."""

    view: CaseView
    steps: list[Milestone]
    who: str
    reader: Reader
    copy_to: str
    kind: str
    on: date
    reply_by: date
    school: School
    signed_by: str
    known: facts.Known

    def subject(self) -> str:
        """What the matter is called: the council's reference and the case's number, and never a name."""
        words = facts.subject_words(self.steps)
        called = capitalised(reference_words(self.reader, self.view.case))
        return f"{called}: question about an exception ({words})" if self.kind == QUERY else f"{called}: {words}"

    def fields(self) -> dict[str, str]:
        """The fields of one value each."""
        pupil, case = self.view.pupil, self.view.case
        born = plain_day(pupil.date_of_birth) if pupil.date_of_birth else ""
        return {
            "addressee": greeting(self.reader), "role": self.reader.role_words, "child": child_words(pupil, self.reader, case),
            "pupil": pupil.known_name, "born": born or "date of birth not recorded",
            "reference": reference_words(self.reader, case), "case_number": str(case.number), "whose": self.who,
            "record": facts.record(self.steps), "asked_by": long_day(self.reply_by), "today": long_day(self.on),
            "close": closing(self.reader), "sendco": self.signed_by, "school": self.school.name,
        }

    def blocks(self) -> dict[str, list[str]]:
        """The fields of several entries."""
        steps, known, query = self.steps, self.known, self.kind == QUERY
        return {
            "duties": facts.duties(steps, self.who), "arithmetic": facts.arithmetic(steps, self.on), "proof": facts.proof(steps, known, self.on),
            "said": facts.said_so_far(steps, known, facts.reader_of(steps[0]), self.on),
            "exceptions": facts.every_exception(steps) if query else facts.exceptions(steps, known.claims),
            "asked_before": facts.asked_before(known.letters, known),
            "asks": facts.exception_asks(steps, self.who) if query else facts.asks(steps, self.who),
            "guidance": facts.expected_after(steps) if query else [],
            "copy_to": [name or address for name, address in (parseaddr(self.copy_to),) if name or address],
        }


TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Rev")
_INITIAL = re.compile(r"(?:[^\W\d_]\.?)(?:[^\W\d_]\.)*|(?:[A-Z]){2,3}")
_DAY_AND_MONTH = re.compile(rf"(\d{{1,2}}) ({'|'.join(LONG_MONTHS)})\b")


def greeting(reader: Reader) -> str:
    """Whom the letter greets: `Ms Rowan` for Ms T. Rowan; a team where nobody is named."""
    title, *others = reader.name.split() or [""]
    if title.rstrip(".") in TITLES and len(others) > 1:
        return " ".join([title, *(part for part in others[:-1] if not _INITIAL.fullmatch(part)), others[-1]])
    return reader.name.strip() or ("SEND team" if reader.role in RUNGS else "colleague")


def heading_of(letter: Letter, case: CaseFile) -> str:
    """The subject on paper, where the references stand by themselves above it."""
    return capitalised(letter.subject.removeprefix(f"{capitalised(reference_words(letter.to, case))}: "))


def unbroken(block: Block) -> Block:
    """The block with a day and its month kept on one line."""
    return replace(block, spans=tuple(replace(span, text=_DAY_AND_MONTH.sub("\\1\u00a0\\2", span.text)) for span in block.spans))


def closing(reader: Reader) -> str:
    """How it ends: sincerely to somebody it names, faithfully to nobody."""
    return "Yours sincerely" if reader.name.strip() else "Yours faithfully"


def whose_reference(reader: Reader, case: CaseFile) -> str:
    """`your reference` to the council that gave it, `the council’s reference` to anybody else."""
    own = reader.role in RUNGS and council_key(reader.organisation) == council_key(case.authority)
    return "your reference" if own else "the council’s reference"


def reference_words(reader: Reader, case: CaseFile) -> str:
    """`your reference ML-26-0417, our case 14`."""
    theirs = f"{whose_reference(reader, case)} {case.council_reference}, " if case.council_reference else ""
    return f"{theirs}our case {case.number}"


def references(reader: Reader, case: CaseFile) -> tuple[str, ...]:
    """What each side calls the matter, as it stands on paper."""
    theirs = (f"{capitalised(whose_reference(reader, case))}: {case.council_reference}",) if case.council_reference else ()
    return (*theirs, f"Our reference: case {case.number}")


def child_words(pupil: Pupil, reader: Reader, case: CaseFile) -> str:
    """Who the child is: `Kacper Wilk, born 14 March 2018 (your reference ML-26-0417)`; what is not recorded is left out."""
    legal = f"{pupil.legal_forename} {pupil.legal_surname}".strip()
    known = f", known as {pupil.known_name}" if legal != pupil.known_name else ""
    born = f", born {plain_day(pupil.date_of_birth)}" if pupil.date_of_birth else ""
    reference = f" ({whose_reference(reader, case)} {case.council_reference})" if case.council_reference else ""
    return f"{legal}{known}{born}{reference}"


def summary(letter: Letter, steps: Sequence[Milestone], channel: str) -> str:
    """The letter in the Story: short, because the letter itself is kept."""
    what = "Asked about an exception" if letter.kind == QUERY else "Asked"
    about = "; ".join(facts.step_words(step) for step in steps)
    return f"{what} {facts.SENT_BY[channel]}: {about}. Answer asked for by {shown(letter.reply_by)}."


def notes(letter: Letter, steps: Sequence[Milestone], known: facts.Known, view: CaseView, text: str) -> list[Finding]:
    """What is worth knowing before the letter goes, and stops nothing."""
    found = [f"No document shows ‘{title}’: the letter says so." for title in dict.fromkeys(facts.unproved(steps, known, letter.on))]
    found += [f"{step.source} is guidance: the letter speaks of what was expected." for step in steps if not step.rule.binding]
    found += [
        f"The reading of {step.source} is less than certain, and the letter says so." for step in steps
        if step.rule.binding and step.confidence in facts.SOFTENED
    ]
    if any(facts.could_apply(step) for step in steps):
        found.append("An exception could apply on the facts recorded, and the letter says so.")
    if letter.kind == CHASER and letter.rung > 1 and not known.letters:
        found.append("No earlier letter about this is recorded, so this one names none.")
    if not (letter.to.organisation.strip() or letter.to.name.strip()):
        found.append("The letter names nobody to go to: put in the council or the service, and the address.")
    if not view.case.council_reference:
        found.append("No reference of the council’s is recorded: the subject has the case’s number only.")
    if long_day(letter.reply_by) not in text:
        found.append(f"The letter does not say the day by which you ask for an answer, {long_day(letter.reply_by)}.")
    if view.pupil.known_name not in text:
        found.append("The letter does not name the child.")
    return [Finding(sentence=sentence, stops=False) for sentence in dict.fromkeys(found)]
