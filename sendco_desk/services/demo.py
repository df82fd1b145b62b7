"""Makes the demo: an invented school's notebook with cases of every kind in different states, its due list, and one finished pack."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Residence, SenStatus
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.casework import due_fields, due_line
from sendco_desk.services.clockwork import Clock, wall_clock
from sendco_desk.services.demo_cases import DemoCase, calendar, demo_cases, further_cases, last_summer, not_at_weekend
from sendco_desk.services.demo_council import black_out, keep_asks
from sendco_desk.services.demo_days import DemoDays, earlier_calendar
from sendco_desk.services.demo_form import keep_form
from sendco_desk.services.demo_papers import Paper, access_report, letter_from_home, papers_for, plan_paper, therapist_report, write_paper
from sendco_desk.services.demo_people import COUNCIL, OLD_COUNCIL, SCHOOL, DemoPupil, make_pupils
from sendco_desk.services.demo_record import LEAVER, PLANNED, READER, write_record
from sendco_desk.services.documents import Filing
from sendco_desk.services.opening import NewNotebook, create

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk
    from sendco_desk.store.slots import Cost

PASSPHRASE = "fernhollow demo notebook"
PERSON = "Dr Robin Lark"
MARK = "made-by-the-demo"
NOTES = (
    ("note", "Settled start to the week. Seating plan and checklist in use in every lesson."),
    ("phone_call", "Home says mornings are calmer since the visual timetable went up by the door."),
    ("lesson_visit", "Science: began the practical alone within two minutes, then asked for the word bank."),
    ("observation", "Lunch club: joined the game when asked by name, stayed for all of it."),
    ("email", "Form tutor asks whether the coloured overlay may be used in the mock examination. It may."),
    ("view", "“I can do it when I know what comes next.”"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDemo:
    """Where the demo stands, and its due list as values and as lines."""

    notebook: Path
    pack: Path
    due: list[dict[str, object]]
    due_lines: list[str]


def make_demo(folder: Path, report: Report = unreported, *, clock: Clock = wall_clock, cost: "Cost | None" = None) -> MadeDemo:
    """Make the demo in a folder, afresh each time. Raises Refused where the folder holds anything else."""
    notebook, pack = folder / "Fernhollow demo.sendco", folder / "Evidence pack.pdf"
    _clear(folder, notebook, clock)
    desk, _ = create(NewNotebook(
        folder=notebook, school_name=SCHOOL, person_name=PERSON, passphrase=PASSPHRASE, authority=COUNCIL,
    ), clock=clock, cost=cost)
    try:
        late = fill_demo(desk, report)
        on = desk.clock().date()
        rows = desk.casework.due(on)
        report(8, 9)
        desk.packs.build(late, desk.layouts.choices(desk.layouts.layout(late), desk.packs.parts(late, on)), pack, on=on)
        desk.packs.submit(late, pack, "email", note="Sent to the SEN inbox once more, with the parent’s complaint.")
        desk.backups.make()
        report(9, 9)
    finally:
        desk.close()
    return MadeDemo(notebook=notebook, pack=pack, due=[due_fields(row) for row in rows], due_lines=[due_line(row) for row in rows])


def _clear(folder: Path, notebook: Path, clock: Clock) -> None:
    """Empty the folder of an earlier demo, unless somebody has it open or it is not one."""
    from sendco_desk.store.lock import open_elsewhere

    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        raise Refused(f"{folder} is not empty and was not made by the demo: choose another folder with --folder.", field="folder")
    if notebook.is_dir() and (elsewhere := open_elsewhere(notebook, clock())):
        raise Refused(elsewhere, field="folder")
    for old in folder.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
        elif old.name != MARK:
            old.unlink()
    (folder / MARK).touch()


def fill_demo(desk: "Desk", report: Report = unreported) -> UUID:
    """Put all of it into an empty notebook: pupils, calendar, stories, papers, cases and two years of support. Gives the id of the late case."""
    on = desk.clock().date()
    pupils, summer = make_pupils(on), last_summer(on)
    days = DemoDays(now=desk.clock(), calendar=[*earlier_calendar(summer), *calendar(summer)])
    report(1, 9)
    with desk.pupils.book.writing("Made the demo’s pupils and calendar") as page:
        for made in pupils:
            page.put(made.pupil)
            for record in made.records:
                page.put(record)
        for record in days.calendar:
            page.put(record)
        for number, made in enumerate(pupils[6:26]):
            if number + 6 not in (PLANNED, LEAVER):  # those have a story of their own
                kind, words = NOTES[number % len(NOTES)]
                page.put(_entry(made, desk.clock(), 1 + 3 * (number // 2), kind, words))
    opened: dict[str, UUID] = {}
    for number, case in enumerate(demo_cases(on), 2):
        opened[case.state] = _make_case(desk, pupils[case.pupil], case)
        report(number, 9)
    _contacts(desk)
    for case in further_cases(on):
        opened[case.state] = _further_case(desk, pupils[case.pupil], case, opened.get(case.about))
    _further_papers(desk, pupils, days, {case.state: case for case in further_cases(on)})
    write_record(desk, pupils, days, opened, {case.state: case for case in further_cases(on)}, PERSON)
    _order_pack(desk, opened["late"])
    keep_asks(desk, opened["late"], on)
    black_out(desk, pupils[LEAVER].pupil.id)
    keep_form(desk, opened["late"], on)
    return opened["late"]


def _order_pack(desk: "Desk", case: UUID) -> None:
    """The late case's pack as its maker left it: who wrote a document is its heading, and the first report has a note."""
    documents = desk.packs.documents(case)
    reports = [one for one in documents if one.document_kind == "report"]
    for name, found in (("Professionals", reports), ("From home and from the council", [one for one in documents if one not in reports])):
        apart = [one for one in found if one.service not in ("school", "other")]
        if apart:
            desk.layouts.make_part(case, name)
        for number, document in enumerate(apart):
            desk.layouts.move_document(case, document.id, name, number)
    if reports:
        desk.layouts.note(case, reports[0].id, "The first report; what it advises is in place.")


def _further_papers(desk: "Desk", pupils: Sequence[DemoPupil], days: DemoDays, cases: Mapping[str, DemoCase]) -> None:
    """The papers that the records of the three pupils told in depth rest on."""
    reader, planned, leaver = (pupils[number] for number in (READER, PLANNED, LEAVER))
    _file_papers(desk, reader, [therapist_report(reader.pupil, days.at(210)), letter_from_home(reader.pupil, days.at(58))])
    _file_papers(desk, planned, [plan_paper(planned.pupil, cases["plan"].events[0][1])])
    _file_papers(desk, leaver, [access_report(leaver.pupil, days.at(104))])


def _contacts(desk: "Desk") -> None:
    """Whom the invented council's letters go to."""
    people = (
        ("case_officer", "SEND assessment team", "send.assessments@marlshire.example"), ("team_manager", "Mr P. Osier", "p.osier@marlshire.example"),
        ("head_of_send", "Dr A. Withy", "a.withy@marlshire.example"),
        ("educational_psychology", "Marlshire Psychology Service", "psychology@marlshire.example"),
    )
    with desk.school.book.writing("Added the council’s contacts") as page:
        for role, name, email in people:
            page.put(CouncilContact(id=uuid4(), authority=COUNCIL, role=role, name=name, email=email))


def _further_case(desk: "Desk", made: DemoPupil, case: DemoCase, about: UUID | None) -> UUID:
    """A case that needs no papers of its own. A child with a plan has that status since its day and had
    support before, a child who may join is not on roll, and one whose
    plan came from another council lived there before.
    """
    pupil = made.pupil.id
    with desk.story.book.writing("Brought the demo’s register in line", pupil) as page:
        if case.kind == "plan" and not about:
            planned = case.events[0][1]
            for record in made.records:
                if isinstance(record, SenStatus) and record.since and record.since >= planned:
                    page.put(replace(record, since=planned - timedelta(days=365)))
            page.put(SenStatus(id=uuid4(), pupil=pupil, status="E", since=planned))
        if case.kind == "consultation":
            page.put(replace(made.pupil, roll_status="prospective", class_name="", joined_on=None))
        if case.kind == "move":
            moved = next(on for name, on, _ in case.events if name == "moved_area")
            first = next(record for record in made.records if isinstance(record, Residence))
            page.put(replace(first, authority=OLD_COUNCIL, until=moved - timedelta(days=1)))
            page.put(replace(first, id=uuid4(), since=moved))
    opened, _ = desk.casework.open_case(
        pupil, case.kind, authority="" if case.kind == "records" else COUNCIL, requested_by=case.requested_by, about=about,
        events=[(name, on, None) for name, on, _ in case.events],
    )
    _name_officer(desk, opened, case)
    return opened


def _name_officer(desk: "Desk", opened: UUID, case: DemoCase) -> None:
    if case.officer:
        kept = desk.caseload.view(opened).case
        email = f"{case.officer.split()[-1].lower()}@marlshire.example"
        desk.casework.save_case(replace(kept, case_officer=case.officer, case_officer_email=email, council_reference=f"MC/{1000 + kept.number}"))


def _entry(made: DemoPupil, now: datetime, days_ago: int, kind: str, words: str, **more: object) -> StoryEntry:
    day = datetime.combine(not_at_weekend(now.date() - timedelta(days=days_ago)), time(), now.tzinfo)
    happened, written = day.replace(hour=9 + days_ago % 6, minute=5 * (days_ago % 12)), day.replace(hour=16, minute=10)
    plan = {"next_action": more.get("next_action", ""), "next_action_on": more.get("next_action_on")}
    return StoryEntry(
        id=uuid4(), pupil=made.pupil.id, entry_kind=kind, happened_at=min(happened, now), written_at=min(written, now), written_by=PERSON, words=words,
        who=str(more.get("who", "")), minutes=20, next_action=str(plan["next_action"]),
        next_action_on=plan["next_action_on"] if isinstance(plan["next_action_on"], date) else None,
    )


def _story(made: DemoPupil, case: DemoCase, now: datetime) -> list[StoryEntry]:
    name = made.pupil.known_name.split()[0]
    parent = f"{name}’s mother"
    if case.state == "late":
        return [  # what came before is told in depth
            _entry(made, now, 12, "email", "Asked the council’s SEN inbox for the decision, quoting the day they received the request. No reply yet.",
                   who=COUNCIL, next_action="Ring the case officer", next_action_on=now.date() + timedelta(days=2)),
            _entry(made, now, 1, "phone_call", "Rang to say there is no decision yet. The family is worried about the exams.", who=parent),
        ]
    return [
        _entry(made, now, 250, "meeting", f"First meeting about {name}’s reading and attention. Agreed a daily ten-minute phonics check-in.", who=parent),
        _entry(made, now, 200, "observation", "English: on task for 6 of 30 minutes; copied the date; needed the task said again four times."),
        _entry(made, now, 160, "support", "Twelve weeks of small-group literacy finished: 31 of 36 sessions given. Reading age up two months.",
               who="Mr Teal, teaching assistant"),
        _entry(made, now, 120, "phone_call", "Talked through the options. The family would like the council to assess.", who=parent),
        _entry(made, now, 90, "view", f"“I like art. I want the words to stay still.” Said to the SENDCo, written down as {name} spoke.", who=name),
        _entry(made, now, 60, "assessment", "Single word reading: standard score 74 (likely range 69 to 79). Given by the SENDCo, qualified assessor."),
    ]


def _make_case(desk: "Desk", made: DemoPupil, case: DemoCase) -> UUID:
    now, pupil = desk.clock(), made.pupil
    entries = _story(made, case, now)
    with desk.story.book.writing("Wrote the demo’s story", pupil.id) as page:
        for entry in entries:
            page.put(entry)
        if case.state == "final":
            page.put(SenStatus(id=uuid4(), pupil=pupil.id, status="E", since=case.events[-1][1]))
    if case.state != "late":
        desk.story.correct(entries[2].id, "32 of 36 sessions: one was counted twice as missed.")
    proofs = _file_papers(desk, made, papers_for(case.state, pupil, case.events))
    events = [(name, on, proofs.get(paper)) for name, on, paper in case.events]
    opened, _ = desk.casework.open_case(pupil.id, "request", authority=COUNCIL, requested_by=case.requested_by, events=events)
    _name_officer(desk, opened, case)
    return opened


def _file_papers(desk: "Desk", made: DemoPupil, papers: Sequence[Paper]) -> dict[str, UUID]:
    """Write each paper out, put it into the record, and wipe the plain copy."""
    proofs = {}
    with tempfile.TemporaryDirectory() as plain:
        for paper in papers:
            path = write_paper(paper, Path(plain))
            filing = Filing(
                received_on=paper.on, dated_on=paper.on, document_kind=paper.kind, service=paper.service, author=paper.author, sharing_basis="agreed",
            )
            added = desk.documents.add_files(made.pupil.id, [path], filing)
            proofs[paper.name] = added.documents[0].id
    return proofs
