"""Pupils, stories and papers to fill a notebook with: awkward names, a long story, and enough rows to be slow with."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sendco_desk.domain.codes import NEED_TYPES, STORY_KINDS
from sendco_desk.domain.documents import Document
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.desk import Desk
from sendco_desk.services.pupils import PupilRow

NOW = datetime(2026, 11, 12, 10, 42, tzinfo=UTC)
AWKWARD = (
    ("Łukasz", "Żółkiewski-Brzęczyszczykiewicz", "K"), ("محمد", "علی خان", "K"), ("小明", "欧阳", "E"), ("Zoë", "O’Brien-D’Arcy", "N"),
    ("Ngọc Ánh", "Nguyễn", "K"),
    ("Anna-Maria Magdalena Wilhelmina Frederica", "Featherstonehaugh-Cholmondeley of Marjoribanks", "K"), ("X Æ", "Ørsted", ""),
)


def pupil_named(forename: str, surname: str, **more: object) -> Pupil:
    """A pupil of that name."""
    return Pupil(id=uuid4(), legal_forename=forename, legal_surname=surname, **more)  # type: ignore[arg-type]


def add_awkward(desk: Desk) -> list[Pupil]:
    """Pupils whose names are long, accented, or in other scripts."""
    made = []
    for number, (forename, surname, status) in enumerate(AWKWARD):
        pupil = pupil_named(
            forename, surname, year_group=str(number % 6 + 1), class_name=f"{number % 6 + 1} Maple", date_of_birth=date(2016, 3, number + 1),
            flags=("medical", "court_order") if number == 1 else (), interpreter="URD" if number == 1 else "",
        )
        desk.pupils.add(pupil, authority="Marlshire" if number % 2 else "Kirklees Metropolitan Borough Council", status=status)
        for rank, code in enumerate(("SLCN", "SEMH")[: number % 3], 1):
            desk.pupils.save_need(Need(id=uuid4(), pupil=pupil.id, need_type=code, rank=rank, since=date(2025, 1, 6)))
        made.append(pupil)
    return made


def add_people(desk: Desk, pupil: UUID) -> list[ContactPerson]:
    """Two parents who hold responsibility, and a social worker."""
    made = [
        ContactPerson(
            id=uuid4(), pupil=pupil, title="Ms", forename="Dorota", surname="Wilk", relationship="PAM", parental_responsibility=True,
            gets_letters=True, order=1, telephone="01632 960 001", email="dorota@example.org",
        ),
        ContactPerson(
            id=uuid4(), pupil=pupil, title="Mr", forename="Paweł", surname="Wilk", relationship="PAF", parental_responsibility=True, order=2,
        ),
        ContactPerson(id=uuid4(), pupil=pupil, forename="Robin", surname="Ashe", relationship="SWR", order=3, telephone="01632 960 002"),
    ]
    for person in made:
        desk.pupils.save_person(person)
    return made


def add_story(desk: Desk, pupil: UUID, count: int) -> list[StoryEntry]:
    """Entries one a day back from yesterday, every kind in turn."""
    kinds = tuple(STORY_KINDS)
    entries = [
        StoryEntry(
            id=uuid4(), pupil=pupil, entry_kind=kinds[number % len(kinds)], happened_at=NOW - timedelta(days=number + 1, minutes=7 * number % 60),
            written_at=NOW - timedelta(days=number + (0 if number % 5 == 2 else 1)), written_by="E. Marlowe",
            words="With the word mat and a partner, he wrote three sentences in 20 minutes; without them on 14 September he wrote one. "
            "He used two of the five target words unprompted.", who="Ms Wilk" if number % 2 else "", minutes=25 if number % 3 else None,
        )
        for number in range(count)
    ]
    with desk.story.book.writing("Wrote a story", pupil) as page:
        for entry in entries:
            page.put(entry)
    return entries


def text_file(folder: Path, name: str, words: str = "A letter.") -> Path:
    """A file to put in."""
    path = folder / name
    path.write_text(f"{words} {name}", encoding="utf-8")
    return path


def add_document(desk: Desk, pupil: UUID, path: Path, entry: UUID | None = None) -> Document:
    """A letter from the council, put in without its text: the reader of texts is a process of its own, too slow for every test."""
    kept = desk.documents.book.attachments.put(path)
    document = Document(
        id=uuid4(), pupil=pupil, title=path.stem, file_name=path.name, media_type="text/plain", size=kept.size, sha256=kept.sha256,
        attachment=kept.name, document_kind="letter", received_on=date(2026, 10, 21), author="Marlshire SEN team", service="council",
        story_entry=entry,
    )
    desk.documents.save(document)
    return document


def add_documents(desk: Desk, pupil: UUID, folder: Path, count: int) -> list[Document]:
    """Letters from the council."""
    return [add_document(desk, pupil, text_file(folder, f"Letter {number}.txt", pupil.hex)) for number in range(count)]


def many_rows(count: int) -> list[PupilRow]:
    """As many rows as a large trust has."""
    statuses, needs = ("E", "K", "K", "N", ""), tuple(NEED_TYPES)
    return [
        PupilRow(
            pupil=pupil_named(f"Forename{number % 97}", f"Surname{number}", year_group=str(number % 6 + 1), class_name=f"{number % 6 + 1} Oak"),
            sen=statuses[number % 5], sen_since=date(2024, 1, 1) + timedelta(days=number % 900), needs=(needs[number % 12],), authority="Marlshire",
        )
        for number in range(count)
    ]
