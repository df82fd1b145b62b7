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
from sendco_desk.domain.council_asks import CouncilForm, NotSupplied, OwnProfile
from sendco_desk.domain.councils import CouncilContact, CouncilDate, LetterWording
from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import ExportFlag, ExportReason
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.measures import Attendance, BehaviourCount, CouncilReturn, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.pack_layout import ChosenAnswer, PackLayout, PlacedDocument, answer_text, placed_text
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.phrases import Phrase
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus
from sendco_desk.domain.records import Record
from sendco_desk.domain.redactions import Redaction
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing
from sendco_desk.domain.school import School, SchoolClosure, Term
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
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
        OwnProfile(
            id=uuid4(), profile="830-anyshire", text='id = "830-anyshire"', because="Their officer said so", changed_on=date(2026, 9, 1),
        ),
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
        PackLayout(
            id=uuid4(), pupil=pupil, case=request.id, sections=("clock", "summary"), sections_out=("clock",), parts=("Reports", "Documents"),
            documents=(placed_text(PlacedDocument(document=document.id, part="Reports", note="See page 4", turns=((1, 180),))),),
            profile="830-anyshire", planned_on=date(2026, 12, 1), our_case="The sessions have not closed the gap.",
            answers=(answer_text(ChosenAnswer(ask="sign_off", document=document.id, page=2)),),
        ),
        NotSupplied(id=uuid4(), pupil=pupil, case=request.id, ask="costed_map", because="The council has no template", said_on=date(2026, 9, 5)),
        ExportFlag(
            id=uuid4(), pupil=pupil, record_kind="story_entry", record=entry.id, flag="third_party", flagged_by=PERSON, flagged_on=date(2026, 9, 5),
        ),
        ExportReason(
            id=uuid4(), pupil=pupil, case=request.id, record_kind="story_entry", record=entry.id, because="Her mother asked for it",
            decided_by="Mrs Orla Pine", decided_on=date(2026, 9, 6),
        ),
        Redaction(
            id=uuid4(), pupil=pupil, document=document.id, page=1, boxes=("10.00 20.00 60.00 32.00",), words="Quince", reason="address",
            marked_by=PERSON, marked_on=date(2026, 9, 6),
        ),
        CouncilForm(
            id=uuid4(), profile="830-anyshire", name="Request form", version="2026", file_name="form.docx", size=stored.size,
            sha256=stored.sha256, attachment=stored.name, mapping=("Forename = pupil.legal_forename",),
        ),
    ]


def _support_examples(pupil: UUID, entry: StoryEntry) -> list[Record]:
    statement = NeedStatement(
        id=uuid4(), pupil=pupil, area="cognition", words="She reads single words as a younger child would", since=date(2026, 9, 4),
    )
    cycle = SupportCycle(
        id=uuid4(), pupil=pupil, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 12, 14), lead=PERSON,
        baseline="Reads 20 of the first 100 words", tried="Daily reading with an adult",
    )
    return [
        statement,
        StatementSource(id=uuid4(), pupil=pupil, statement=statement.id, story_entry=entry.id, note="Seen in English"),
        cycle,
        Outcome(
            id=uuid4(), pupil=pupil, cycle=cycle.id, area="cognition", words="Zosia reads 60 of the first words", owner="Mx Fern",
            measure="Count of words", baseline="20", target="60", due_on=date(2026, 12, 14),
        ),
        Strategy(id=uuid4(), pupil=pupil, cycle=cycle.id, words="Print on cream paper", who="Every teacher", how_often="In every lesson"),
        PlanVersion(id=uuid4(), pupil=pupil, state="draft", dated_on=date(2026, 10, 5), note="Copied from the letter"),
    ]


def _provision_examples(pupil: UUID, cycle: UUID) -> list[Record]:
    staff = StaffMember(id=uuid4(), name="Mx Bracken", weekly_minutes=1500)
    run = ProvisionRun(
        id=uuid4(), name="Precision teaching", what="Words at speed", staff=staff.id, minutes=20, times_a_week=3, weekdays=("mon", "wed", "fri"),
        starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 11),
    )
    place = ProvisionPlace(
        id=uuid4(), pupil=pupil, run=run.id, cycle=cycle, starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 11), aim="Reads faster",
    )
    return [
        staff,
        StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1462, since=date(2026, 4, 1), source="Pay scale of the council"),
        run,
        GroupSize(id=uuid4(), run=run.id, since=date(2026, 10, 5), pupils=4),
        place,
        ProvisionSession(id=uuid4(), pupil=pupil, place=place.id, on=date(2026, 9, 9), minutes=20, note="Twelve words more"),
        CostItem(id=uuid4(), pupil=pupil, place=place.id, what="Cards for the words", pence=450, on=date(2026, 9, 7)),
    ]


def _measure_examples(pupil: UUID, report: UUID) -> list[Record]:
    part_time = PartTimeTimetable(
        id=uuid4(), pupil=pupil, starts_on=date(2026, 9, 21), planned_end_on=date(2026, 10, 16), reason="Back after an operation",
    )
    return [
        Measure(
            id=uuid4(), pupil=pupil, instrument="Madeup Reading Test", part="accuracy", taken_on=date(2026, 9, 8), value="84", low="80",
            high="88", given_by="Dr Sorrel", document=report, page=3,
        ),
        Attendance(id=uuid4(), pupil=pupil, first_day=date(2026, 9, 3), last_day=date(2026, 10, 23), possible=70, attended=61, note="An illness"),
        BehaviourCount(id=uuid4(), pupil=pupil, what="Left the room", first_day=date(2026, 9, 7), last_day=date(2026, 9, 11), count=6),
        part_time,
        PartTimeStep(
            id=uuid4(), pupil=pupil, timetable=part_time.id, since=date(2026, 9, 21), weekly_minutes=750, full_minutes=1950, words="Mornings only",
        ),
        Suspension(id=uuid4(), pupil=pupil, first_day=date(2026, 9, 14), sessions=2, reason="Hurt another pupil"),
        CouncilReturn(
            id=uuid4(), authority="Anyshire", first_day=date(2026, 9, 1), last_day=date(2026, 9, 30), state="sent", pupils=1,
            sent_on=date(2026, 10, 1), note="Through the form",
        ),
    ]


def _people_examples(pupil: UUID, report: UUID) -> list[Record]:
    involvement = Involvement(id=uuid4(), pupil=pupil, service="speech_and_language", person="Priya Nair", asked_for="How she understands words")
    meeting = Meeting(
        id=uuid4(), pupil=pupil, meeting_kind="parents", held_at=datetime(2026, 10, 5, 14, 0, tzinfo=UTC), chair=PERSON, purpose="Autumn meeting",
    )
    return [
        involvement,
        Advice(id=uuid4(), pupil=pupil, involvement=involvement.id, words="Say it in short sentences", page=4),
        ViewsGiven(id=uuid4(), pupil=pupil, voice="pupil", given_on=date(2026, 9, 15), working="Drawing first", scan=report, person="Zosia"),
        OnePageProfile(id=uuid4(), pupil=pupil, made_on=date(2026, 9, 15), appreciated="Kind to the younger ones"),
        CourtOrder(id=uuid4(), pupil=pupil, made_on=date(2024, 3, 4), words="Letters to her mother alone", document=report),
        Sharing(
            id=uuid4(), pupil=pupil, what="The report about speech", with_whom="Quince Clinic", basis="agreed", on=date(2026, 9, 4),
            agreed_by="Her mother",
        ),
        CapacityNote(id=uuid4(), pupil=pupil, decision="To ask for a plan", finding="not_assessed", found_on=date(2026, 9, 4), found_by=PERSON),
        meeting,
        MeetingPerson(id=uuid4(), pupil=pupil, meeting=meeting.id, name="Mx Teasel", role="Form tutor"),
        AgreedAction(id=uuid4(), pupil=pupil, meeting=meeting.id, words="Ask for the hearing test", owner=PERSON, due_on=date(2026, 10, 19)),
        Phrase(id=uuid4(), use="outcome", words="[name] will be able to"),
    ]


def _rest(pupil: UUID, so_far: list[Record]) -> list[Record]:
    """The examples of the graduated approach, tied to those there are."""
    entry = next(record for record in so_far if isinstance(record, StoryEntry))
    report = next(record for record in so_far if isinstance(record, Document))
    support = _support_examples(pupil, entry)
    cycle = next(record for record in support if isinstance(record, SupportCycle))
    version = next(record for record in support if isinstance(record, PlanVersion))
    section = PlanSection(id=uuid4(), pupil=pupil, version=version.id, section="F", words="Thirty minutes of reading a day")
    return [
        *support, section, *_provision_examples(pupil, cycle.id), *_measure_examples(pupil, report.id), *_people_examples(pupil, report.id),
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
    examples += _rest(pupil, examples)
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
    Submission: {"sent_at": datetime(2026, 9, 5, 9, 30, tzinfo=UTC)}, NeedStatement: {"until": date(2026, 12, 1)},
    StatementSource: {"note": "Seen twice"}, SupportCycle: {"closed_at": datetime(2026, 12, 14, 9, 30, tzinfo=UTC), "next_step": "continue"},
    Outcome: {"result": "met", "measure_now": "64"}, Strategy: {"worked": "helped"}, StaffMember: {"left_on": date(2026, 12, 18)},
    StaffRate: {"pence_an_hour": 1500}, ProvisionRun: {"staff": None, "weekdays": ()}, GroupSize: {"pupils": 3},
    ProvisionPlace: {"end_measure": "41 words", "plan_section_f": True}, ProvisionSession: {"outcome": "pupil_away", "minutes": 0},
    CostItem: {"place": None}, Measure: {"page": None, "exam_access": True}, Attendance: {"late": 2}, BehaviourCount: {"count": 5},
    PartTimeTimetable: {"ended_on": date(2026, 10, 16)}, PartTimeStep: {"told_council_on": date(2026, 9, 22)},
    Suspension: {"back_on": date(2026, 9, 16)}, CouncilReturn: {"pupils": 2}, Involvement: {"received_on": date(2026, 10, 1)},
    Advice: {"action": "Told every teacher"}, ViewsGiven: {"hopes": "To act on a stage"}, OnePageProfile: {"easy_read": True},
    CourtOrder: {"until": date(2030, 1, 1)}, Sharing: {"withdrawn_on": date(2026, 11, 2)}, CapacityNote: {"finding": "with_support"},
    Meeting: {"minutes": "All went well", "cancelled": False, "papers_out_on": date(2026, 9, 21)}, MeetingPerson: {"presence": "came"},
    AgreedAction: {"done_on": date(2026, 10, 12)}, PlanVersion: {"note": "Copied from the plan"}, PlanSection: {"words": "An hour a day"},
    Phrase: {"use": "story"}, PackLayout: {"sections_out": (), "documents": (), "finest": 150},
    OwnProfile: {"text": 'id = "830"'}, CouncilForm: {"mapping": ()}, NotSupplied: {"because": "It does not exist"},
    ExportFlag: {"flag": "staff"}, ExportReason: {"because": "It is agreed"}, Redaction: {"reviewed_by": "Mrs Orla Pine"},
}


@pytest.fixture
def changed() -> Callable[[Record], Record]:
    """An example with something about it changed."""
    return lambda record: replace(record, **_CHANGES[type(record)])
