"""A notebook for every test: made once with the least Argon2id cost, copied for each, with one example of every kind of record."""

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.casework import CaseEvent, CaseFile, CaseLetter, ExceptionClaim, Submission
from sendco_desk.domain.councils import CouncilContact, CouncilDate, LetterWording
from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus
from sendco_desk.domain.records import Record
from sendco_desk.domain.school import School, SchoolClosure, Term
from sendco_desk.domain.story import StoryEntry
from sendco_desk.store.attachments import Stored
from sendco_desk.store.notebook import Notebook, create_notebook, open_notebook
from sendco_desk.store.slots import TINY

PASSPHRASE = "blue kettle on the moon"
PERSON = "Sam Okafor"
Examples = dict[type[Record], Record]
Open = Callable[[Path], Notebook]


class Ticking:
    """A clock that moves a minute each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def _school_examples() -> list[Record]:
    return [
        School(id=uuid4(), name="Hazelbrook Academy", authority="Anyshire", head_teacher="Dr Pell", sendco=PERSON),
        Term(id=uuid4(), name="Autumn 2026", first_day=date(2026, 9, 3), last_day=date(2026, 12, 18)),
        SchoolClosure(id=uuid4(), name="Boiler", first_day=date(2026, 11, 2), last_day=date(2026, 11, 3)),
        CouncilContact(id=uuid4(), authority="Anyshire", name="Ms T. Reed", email="t.reed@anyshire.example"),
        CouncilDate(id=uuid4(), authority="Anyshire", what="phase_transfer_school", on=date(2026, 10, 23), source="Their letter of July"),
        LetterWording(id=uuid4(), name="chaser-1", text="Dear {name}", based_on="0f3a"),
    ]


def _pupil_examples(pupil: UUID) -> list[Record]:
    return [
        Pupil(
            id=pupil, legal_forename="Zofia", legal_surname="Łukaszewska", known_forename="Zosia", upn="B801200005001", year_group="7",
            date_of_birth=date(2015, 2, 28), flags=("looked_after", "free_meals"), address="4 Quince Row",
        ),
        Residence(id=uuid4(), pupil=pupil, authority="Anyshire", since=date(2020, 1, 1)),
        SenStatus(id=uuid4(), pupil=pupil, status="K", since=date(2024, 9, 1)),
        Need(id=uuid4(), pupil=pupil, need_type="SPLD", rank=1, since=date(2024, 9, 1)),
        ContactPerson(id=uuid4(), pupil=pupil, forename="محمد", surname="Qureshi", relationship="OTH", gets_letters=True, notes="Prefers mornings"),
    ]


def _casework_examples(pupil: UUID, stored: Stored) -> list[Record]:
    written = datetime(2026, 9, 3, 14, 5, tzinfo=UTC)
    entry = StoryEntry(
        id=uuid4(), pupil=pupil, entry_kind="observation", happened_at=written, written_at=written, written_by=PERSON, who="Mr Ibbotson",
        words="Reading aloud with real confidence", minutes=25, tags=("literacy",),
    )
    document = Document(
        id=uuid4(), pupil=pupil, title="Speech therapy report", file_name="report.txt", media_type="text/plain", size=stored.size,
        sha256=stored.sha256, attachment=stored.name, received_on=date(2026, 9, 2), author="Priya Nair",
        story_entry=entry.id,
    )
    request = CaseFile(
        id=uuid4(), pupil=pupil, number=1, authority="Anyshire", opened_on=date(2026, 9, 4), what_is_asked="An assessment of her needs",
    )
    return [
        entry,
        document,
        request,
        CaseEvent(id=uuid4(), pupil=pupil, case=request.id, name="request_sent", on=date(2026, 9, 4), proof=document.id, note="By portal"),
        ExceptionClaim(
            id=uuid4(), pupil=pupil, case=request.id, exception="school_closed", claimed_on=date(2026, 10, 20), proof=document.id,
            words="The school was shut in August",
        ),
        CaseLetter(
            id=uuid4(), pupil=pupil, case=request.id, letter_kind="chaser", addressed_to="Ms T. Reed", subject="A decision that is due",
            words="We ask for the decision.", rules=("REQ-04",), written_at=written, channel="email", reply_by=date(2026, 9, 18),
            document=document.id, story_entry=entry.id,
        ),
        Submission(
            id=uuid4(), pupil=pupil, case=request.id, number=1, pack_sha256=stored.sha256, pack_attachment=stored.name, pages=12,
            channel="portal", sent_at=written, receipt=document.id,
        ),
    ]


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A new notebook, closed, with its recovery code."""
    folder = tmp_path_factory.mktemp("template") / "empty.sendco"
    notebook, code = create_notebook(folder, person_name=PERSON, passphrase=PASSPHRASE, cost=TINY, clock=Ticking())
    notebook.close()
    return folder, code


@pytest.fixture(scope="session")
def full_template(empty_template: tuple[Path, str]) -> tuple[Path, Examples]:
    """The same notebook with one record of each kind in it, put there by one deed."""
    folder = empty_template[0].with_name("full.sendco")
    shutil.copytree(empty_template[0], folder)
    notebook = open_notebook(folder, PASSPHRASE, clock=Ticking())
    stored, pupil = notebook.attachments.put(io.BytesIO(b"A report about speech and language.\n" * 50)), uuid4()
    examples = _school_examples() + _pupil_examples(pupil) + _casework_examples(pupil, stored)
    with notebook.writing("Set up the examples") as page:
        for record in examples:
            page.put(record)
    notebook.close()
    assert {type(record) for record in examples} == set(KINDS), "each kind of record needs an example here"
    return folder, {type(record): record for record in examples}


@pytest.fixture
def clock() -> Ticking:
    """The notebook's clock."""
    return Ticking()


@pytest.fixture
def open_folder(clock: Ticking) -> Iterator[Open]:
    """Opens a notebook folder as its person; closes it after the test."""
    opened: list[Notebook] = []

    def open_it(folder: Path) -> Notebook:
        opened.append(open_notebook(folder, PASSPHRASE, clock=clock))
        return opened[-1]

    yield open_it
    for notebook in opened:
        notebook.close()


@pytest.fixture
def notebook(empty_template: tuple[Path, str], tmp_path: Path, open_folder: Open) -> Notebook:
    """An open notebook with nothing in it."""
    return open_folder(Path(shutil.copytree(empty_template[0], tmp_path / "mine.sendco")))


@pytest.fixture
def full(full_template: tuple[Path, Examples], tmp_path: Path, open_folder: Open) -> Notebook:
    """An open notebook with one record of each kind."""
    return open_folder(Path(shutil.copytree(full_template[0], tmp_path / "full.sendco")))


@pytest.fixture
def examples(full_template: tuple[Path, Examples]) -> Examples:
    """The records in ``full``, by kind."""
    return full_template[1]


@pytest.fixture
def reopen(open_folder: Open) -> Callable[[Notebook], Notebook]:
    """Closes a notebook and opens it again, as after a restart."""

    def again(notebook: Notebook) -> Notebook:
        notebook.close()
        return open_folder(notebook.folder)

    return again


_CHANGES: dict[type[Record], dict[str, Any]] = {
    School: {"telephone": "01632 960000"}, Term: {"name": "Autumn term"}, SchoolClosure: {"last_day": date(2026, 11, 4)},
    Pupil: {"address": "5 Quince Row", "flags": ()}, Residence: {"until": date(2026, 1, 1)}, SenStatus: {"status": "E"}, Need: {"rank": 2},
    ContactPerson: {"parental_responsibility": True}, StoryEntry: {"next_action_done_on": date(2026, 9, 9), "minutes": None},
    Document: {"dated_on": date(2026, 9, 1), "story_entry": None}, CaseFile: {"reversal_route": "told_tribunal", "closed_on": date(2026, 12, 1)},
    CaseEvent: {"proof": None}, ExceptionClaim: {"claimed_on": None}, CaseLetter: {"rules": (), "document": None},
    CouncilContact: {"role": "head_of_send"}, CouncilDate: {"on": date(2026, 11, 30)}, LetterWording: {"text": "Dear all"},
    Submission: {"sent_at": datetime(2026, 9, 5, 9, 30, tzinfo=UTC)},
}


@pytest.fixture
def changed() -> Callable[[Record], Record]:
    """An example with something about it changed."""
    return lambda record: replace(record, **_CHANGES[type(record)])
