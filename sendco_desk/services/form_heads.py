"""What printed forms about a pupil have in common: whose they are, how a document may be named on them, and who signs."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from sendco_desk.domain.codes import NEED_TYPES, SEN_PROVISION, UNSHARED, said
from sendco_desk.domain.dates import plain_day, shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.needs import StatementSource
from sendco_desk.domain.paper import Block, Paragraph
from sendco_desk.domain.paper import said as plain
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, SenStatus, age_words, current_status, ranked
from sendco_desk.domain.rights import CapacityNote
from sendco_desk.domain.school import Term
from sendco_desk.services.pack_record import NOT_SHARED, PackRecord, facts
from sendco_desk.services.provision_rows import year_called
from sendco_desk.services.rights import YOUNG_PERSON, standing_of
from sendco_desk.services.statements import source_words
from sendco_desk.statute.wording import both


def class_words(pupil: Pupil) -> str:
    """`Year 7, 7F`; nothing where neither is recorded."""
    return ", ".join(part for part in (year_called(pupil.year_group) if pupil.year_group else "", pupil.class_name) if part)


def about_pupil(pupil: Pupil, on: date) -> tuple[str, str]:
    """The lines under the title: whose form it is, and for which day."""
    return " · ".join(part for part in (pupil.known_name, class_words(pupil)) if part), f"As it stands on {shown(on)}"


def foot_of(pupil: Pupil, title: str, on: date) -> str:
    """`Kacper Wilk · SEN support plan, Mon 23 Nov 2026`."""
    return f"{pupil.known_name} · {title}, {shown(on)}"


def first_name(pupil: Pupil) -> str:
    """What the pupil is called in a sentence."""
    return pupil.known_forename or pupil.legal_forename or pupil.known_name


def pupil_of(record: PackRecord) -> Pupil:
    """Whose record it is."""
    return record.book.get(Pupil, record.pupil)


def status_words(record: PackRecord) -> str:
    """`SEN support since Mon 7 Sep 2026`; nothing where no status is recorded."""
    status = current_status(record.book.all(SenStatus, pupil=record.pupil), record.on)
    if status is None:
        return ""
    since = f" since {shown(status.since)}" if status.since else ""
    return f"{SEN_PROVISION.get(status.status, status.status)}{since}"


def whose(record: PackRecord) -> Iterator[Block]:
    """Who the pupil is: birth and age, status, ranked needs, and who holds parental responsibility."""
    pupil = pupil_of(record)
    born = f"{plain_day(pupil.date_of_birth)}, aged {age_words(pupil.date_of_birth, record.on)}" if pupil.date_of_birth else "Not recorded"
    needs = [said(NEED_TYPES, need.need_type) for need in ranked(record.book.all(Need, pupil=record.pupil), record.on)]
    people = [one for one in record.book.all(ContactPerson, pupil=record.pupil) if one.parental_responsibility]
    responsible = [f"{one.full_name} ({one.relationship_words.lower()})" for one in sorted(people, key=lambda one: one.order)]
    yield from facts(
        ("Name", pupil.legal_name), ("Date of birth", born), ("SEN status", status_words(record)),
        ("Needs, ranked", "\n".join(f"{place}. {words}" for place, words in enumerate(needs, 1))),
        ("Parental responsibility", both(responsible) if responsible else ""),
    )


def young_person_decides(record: PackRecord) -> bool:
    """Whether decisions have turned to the young person by the day."""
    notes, terms = record.book.all(CapacityNote, pupil=record.pupil), record.book.all(Term)
    return standing_of(pupil_of(record), notes, terms, record.on).decides == YOUNG_PERSON


def signers(record: PackRecord) -> tuple[str, ...]:
    """Whose lines to sign there are."""
    return ("Young person" if young_person_decides(record) else "Pupil", "Parent or carer", "SENDCo")


def source_named(record: PackRecord, source: StatementSource) -> str:
    """How a source is called on what is given to a family: a document that may not be shared is not named."""
    if may_be_named(record, source.document):
        return source_words(record.book, source)
    return NOT_SHARED


def may_be_named(record: PackRecord, document: UUID | None) -> bool:
    """Whether a document may be named to others."""
    kept = record.book.find(Document, document) if document is not None else None
    return kept is None or kept.sharing_basis != UNSHARED


def quiet_words(words: str) -> Paragraph:
    """A note in small grey."""
    return Paragraph(runs=plain(words), quiet=True)


def room_to_write(lines: int) -> tuple[Paragraph, ...]:
    """Empty lines of a box that is filled in by hand."""
    return (Paragraph(runs=plain("\u00a0")),) * lines


def unbroken(words: str) -> str:
    """A number with its unit, such as `20 min × 2 a week`, which is not to be parted at the end of a line."""
    return words.replace(" ", "\u00a0")


def change_words(start: str, end: str) -> str:
    """`from 12 to 47`; where only one of the two is recorded, which it is."""
    if start and end:
        return f"from {start} to {end}"
    return f"{start} at the start" if start else f"{end} at the end" if end else ""


def bullets(sentences: Iterable[str]) -> str:
    """Sentences one under another in a cell; one alone without a dot."""
    found = list(sentences)
    return found[0] if len(found) == 1 else "\n".join(f"• {sentence}" for sentence in found)
