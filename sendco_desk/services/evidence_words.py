"""What the list of the school's evidence says, for the parent's or young person's own complaint."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.dates import shown
from sendco_desk.domain.school import School
from sendco_desk.services.caseload import CaseView
from sendco_desk.services.delay_evidence import KEPT_AS_WRITTEN, Evidence, Exhibit, Held, evidence_of, letter_title, letters_written
from sendco_desk.services.delay_words import ONLY_THE_FAMILY, head_of, who_did
from sendco_desk.statute.events import EVENT_TITLES
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.packs.delay_plan import EvidenceEvent, EvidencePaper, EvidenceRow

TITLE = "List of the school’s evidence"
SHORT_HASH = 12
"""Hex digits of a fingerprint that are printed: enough to tell any two files of a school apart."""
UNDECIDED = "The school has not decided yet whether a copy may be shared."
STANDING = (
    "It lists what the school holds about this case and what each thing shows. It is evidence, given for the parent’s or young person’s own "
    "use at their request. It takes no side, makes no claim for money, and says nothing of what a delay may be worth.",
    ONLY_THE_FAMILY,
    "Copies of what is listed can be asked for from the school. The fingerprint (SHA-256) of a file shows whether a copy is the same file.",
)


def evidence_paper(
    view: CaseView, held: Held, school: School, *, asked_by: str, asked_on: date | None, pages: Mapping[UUID, int] | None = None,
) -> "EvidencePaper":
    """The whole list."""
    from sendco_desk.packs.delay_plan import EvidencePaper

    evidence = evidence_of(held, pages)
    return EvidencePaper(
        head=head_of(view, school, TITLE, held.on), lead=(asked_words(asked_by, asked_on),),
        documents=tuple(_document_row(exhibit) for exhibit in evidence.exhibits), events=tuple(_event_rows(view, held, evidence)),
        left_out=unshared_words(evidence.unshared), standing=STANDING,
    )


def asked_words(asked_by: str, asked_on: date | None) -> str:
    """At whose request it is made, and when they asked; a list that nobody asked for is called a draft."""
    if asked_on is None:
        return "A draft: nobody is recorded as having asked for it. It is given only at the request of the parent or young person."
    who = asked_by.strip() or "the parent or young person"
    return f"Made at the request of {who} on {shown(asked_on)}."


def unshared_words(count: int) -> tuple[str, ...]:
    """How many documents are left out, and why; nothing where there are none."""
    if not count:
        return ()
    verb = "is" if count == 1 else "are"
    return (f"{counted(count, 'document')} {verb} held that may not be shared; {'it is' if count == 1 else 'they are'} not listed here.",)


def _document_row(exhibit: Exhibit) -> "EvidenceRow":
    from sendco_desk.packs.delay_plan import EvidenceRow

    return EvidenceRow(
        number=exhibit.number, on=shown(exhibit.on), title=exhibit.title, shows=exhibit.shows, from_whom=exhibit.from_whom,
        pages=str(exhibit.pages) if exhibit.pages else "", sha256=exhibit.sha256[:SHORT_HASH], note=UNDECIDED if exhibit.undecided else "",
    )


def _event_rows(view: CaseView, held: Held, evidence: Evidence) -> "Iterator[EvidenceEvent]":
    from sendco_desk.packs.delay_plan import EvidenceEvent

    rows = [
        EvidenceEvent(on=event.on, what=EVENT_TITLES[event.name], who=who_did(event, view), shown_by=shown_by_words(event.proof, held, evidence))
        for event in held.events
    ]
    rows += [
        EvidenceEvent(
            on=letter.written_at.date(), what=letter_title(letter), who="School",
            shown_by=shown_by_words(letter.document, held, evidence) if letter.document else KEPT_AS_WRITTEN,
        )
        for letter in letters_written(held.letters, held.on)
    ]
    yield from sorted(rows, key=lambda row: row.on)


def listed_words(paper: "EvidencePaper") -> tuple[str, str]:
    """How much the list names, and what it leaves out."""
    return f"{counted(len(paper.documents), 'document')} and {counted(len(paper.events), 'dated event')}.", " ".join(paper.left_out)


def shown_by_words(proof: UUID | None, held: Held, evidence: Evidence) -> str:
    """`Document 3`, or that no document shows it."""
    number = evidence.number_of(proof)
    if number is not None:
        return f"Document {number}"
    return "A document that may not be shared" if proof in held.papers else "No document"
