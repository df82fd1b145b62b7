"""A pupil of whom everything is recorded that a pack can tell: two cycles, a group, scores, reports, views, meetings, days in school, a plan."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.measures import Attendance, BehaviourCount, Measure, PartTimeStep, PartTimeTimetable, Suspension
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession, StaffRate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import Record
from sendco_desk.domain.school import Term
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from tests.services.papers import WorksHere, pdf_file, picture_file

ON = date(2026, 11, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The case and what the tests ask about."""

    case: UUID
    pupil: UUID
    shared: UUID
    private: UUID
    undecided: UUID
    drawing: UUID


def put(desk: Desk, pupil: UUID, *records: Record) -> None:
    """Keep records as one deed."""
    with desk.keyring.book.writing("Filled in", pupil) as page:
        for record in records:
            page.put(record)


def filled(desk: Desk, pupil: Pupil, folder: Path) -> Filled:
    """Fill a pupil in."""
    case, _ = desk.casework.open_case(pupil.id, authority="Marlshire County Council", events=[("request_received", date(2026, 11, 9), None)])
    shared = file_in(desk, pupil.id, pdf_file(folder, "psychologist.pdf", "Psychologist’s report, page", 4), "Report of the made-up psychologist",
                     "agreed", date(2026, 3, 2), kind="report")
    private = file_in(desk, pupil.id, pdf_file(folder, "private.pdf", "Private, page"), "Zebra note that nobody may see", "none", date(2026, 4, 1))
    undecided = file_in(desk, pupil.id, pdf_file(folder, "undecided.pdf", "Undecided, page"), "Yellow letter of the grandmother", "not_decided",
                        date(2026, 5, 4), kind="letter")
    drawing = file_in(desk, pupil.id, picture_file(folder), "Drawing of a good day", "agreed", date(2026, 9, 14), kind="views")
    entry, _ = desk.story.finish(
        pupil.id, entry_kind="observation", happened_at=datetime(2026, 10, 6, 10, 5, tzinfo=UTC), who="Class teacher", tags=("exam access",),
        words="Read for eight minutes with the overlay and asked for a break twice.",
    )
    made = Filled(case=case, pupil=pupil.id, shared=shared, private=private, undecided=undecided, drawing=drawing)
    put(desk, pupil.id, *terms(), *needs(made, entry), *cycles(made), *figures(made), *days_in_school(made), *people(made), *voices(made),
        *meetings(made), *plan(made))
    return made


def file_in(desk: Desk, pupil: UUID, path: Path, title: str, sharing: str, dated: date, kind: str = "other") -> UUID:
    """A document in the notebook."""
    filing = Filing(received_on=dated, dated_on=dated, sharing_basis=sharing, document_kind=kind)
    added = replace(desk.documents, workshop=WorksHere()).add_files(pupil, [path], filing).documents[0]
    put(desk, pupil, replace(added, title=title))
    return added.id


def terms() -> Iterable[Record]:
    """The school's calendar over the two cycles."""
    days = {
        "Spring 2026": (date(2026, 1, 5), date(2026, 3, 27)), "Summer 2026": (date(2026, 4, 13), date(2026, 7, 21)),
        "Autumn 2026": (date(2026, 9, 1), date(2026, 12, 18)), "Spring 2027": (date(2027, 1, 4), date(2027, 3, 26)),
    }
    return [Term(id=uuid4(), name=name, first_day=first, last_day=last) for name, (first, last) in days.items()]


def needs(made: Filled, entry: UUID) -> Iterator[Record]:
    """Sentences with every kind of source, one that no longer holds and one that holds from later on."""
    said = (
        ("cognition", "need", "Reads 31 of the first 100 words; most of the class read all of them.", date(2026, 1, 12), None, made.shared, 3),
        ("cognition", "strength", "Remembers a story that is read aloud in great detail.", date(2026, 1, 12), None, None, None),
        ("semh", "need", "Leaves the room when a task is long, about four times a week.", date(2026, 1, 12), None, made.private, 1),
        ("semh", "need", "Worries on Sunday evenings.", date(2026, 1, 12), None, made.undecided, 1),
        ("communication", "need", "Cried at the door every morning.", date(2025, 9, 1), date(2026, 2, 1), None, None),
        ("communication", "need", "Later words of December.", date(2026, 12, 1), None, None, None),
    )
    for place, (area, side, words, since, until, document, page) in enumerate(said, 1):
        one = NeedStatement(id=uuid4(), pupil=made.pupil, area=area, side=side, words=words, place=place, since=since, until=until)
        yield one
        if document is not None:
            yield StatementSource(id=uuid4(), pupil=made.pupil, statement=one.id, document=document, page=page)
        if side == "strength":
            yield StatementSource(id=uuid4(), pupil=made.pupil, statement=one.id, story_entry=entry, note="heard in class")


def cycles(made: Filled) -> Iterator[Record]:
    """A cycle that is reviewed and closed, in a group, and the one after it."""
    first = SupportCycle(
        id=uuid4(), pupil=made.pupil, number=1, title="Reading common words", starts_on=date(2026, 1, 5), review_due_on=date(2026, 7, 17),
        lead="Dr Robin Lark", baseline="Reads 12 of the first 100 words.\nLeaves after five minutes.",
        parents_part="Read together on three evenings.", pupil_part="Say when a break is needed.", reviewed_on=date(2026, 7, 17),
        tried="Daily reading with an adult, then with a partner.",
        next_step="step_up", why_next="The gap to the class has grown in spite of the sessions.", closed_at=datetime(2026, 7, 20, 9, tzinfo=UTC),
        closed_by="Dr Robin Lark",
    )
    second = SupportCycle(
        id=uuid4(), pupil=made.pupil, number=2, starts_on=date(2026, 9, 7), review_due_on=date(2026, 12, 11), lead="Dr Robin Lark",
        baseline="Reads 31 of the first 100 words.", follows=first.id,
    )
    yield from (first, second)
    yield Outcome(
        id=uuid4(), pupil=made.pupil, cycle=first.id, place=1, area="cognition", words="Reads 60 of the first 100 words", owner="Class teacher",
        measure="The school’s word list", baseline="12 of 100", target="60 of 100", due_on=date(2026, 7, 17), result="partly",
        measure_now="31 of 100", review_words="Steady until June.",
    )
    yield Outcome(
        id=uuid4(), pupil=made.pupil, cycle=second.id, place=1, words="Reads 70 of the first 100 words", measure="The same list",
        baseline="31 of 100", target="70 of 100", due_on=date(2026, 12, 11),
    )
    yield Strategy(
        id=uuid4(), pupil=made.pupil, cycle=first.id, place=1, words="A quiet place for long tasks", who="Class teacher", where="In class",
        how_often="Every lesson", worked="helped", review_words="Used it unasked since May.",
    )
    yield from group(made, first.id, date(2026, 1, 12), date(2026, 7, 10), "31 of 100", "Knows more words, still guesses long ones.")
    yield from group(made, second.id, date(2026, 9, 14), date(2026, 12, 11), "", "")


def group(made: Filled, cycle: UUID, first: date, last: date, end: str, effect: str) -> Iterator[Record]:
    """A place in a group that meets on Mondays and Wednesdays, with a session missed each fifth time."""
    run = ProvisionRun(
        id=uuid4(), name="Precision teaching", what="Common words, five at a time", area="cognition", where="The blue room", minutes=20,
        times_a_week=2, weekdays=("mon", "wed"), starts_on=first, ends_on=last,
    )
    place = ProvisionPlace(
        id=uuid4(), pupil=made.pupil, run=run.id, cycle=cycle, starts_on=first, ends_on=last, aim="To read the first 100 words",
        measure="The school’s word list", start_measure="12 of 100", end_measure=end, effect=effect,
    )
    yield from (run, place)
    if end:
        yield StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1499, since=date(2025, 9, 1))
        yield CostItem(id=uuid4(), pupil=made.pupil, place=place.id, what="A box of word cards", pence=3_750, on=date(2026, 1, 20))
    days = [first + timedelta(days=number) for number in range((min(last, date(2026, 12, 2)) - first).days)]
    open_days = [day for day in days if day.weekday() in (0, 2) and not date(2026, 3, 28) <= day < date(2026, 4, 13)]
    for number, day in enumerate(open_days):
        missed = number % 5 == 4
        yield ProvisionSession(
            id=uuid4(), pupil=made.pupil, place=place.id, on=day, outcome="staff_away" if missed else "held", minutes=0 if missed else 20,
        )


def figures(made: Filled) -> Iterator[Record]:
    """Scores on two scales over a year, one of them from a paper, one after the pack's day; and counts."""
    for day, value, low, high in (
        (date(2025, 11, 10), "82", "76", "90"), (date(2026, 3, 2), "79", "73", "87"), (date(2026, 11, 9), "76", "70", "84"),
    ):
        yield Measure(
            id=uuid4(), pupil=made.pupil, instrument="Made-up Reading Test", edition="2nd edition", part="accuracy", area="cognition", taken_on=day,
            value=value, low=low, high=high, given_by="Ms P. Heron", document=made.shared if day == date(2026, 3, 2) else None,
            page=2 if day == date(2026, 3, 2) else None, exam_access=True,
        )
    yield Measure(
        id=uuid4(), pupil=made.pupil, instrument="Made-up Reading Test", edition="2nd edition", part="accuracy", taken_on=date(2026, 12, 7),
        value="71",
    )
    yield Measure(
        id=uuid4(), pupil=made.pupil, instrument="Invented Spelling Scale", taken_on=date(2026, 3, 2), score_kind="age_equivalent", value="6:04",
        document=made.private, page=1,
    )
    for first, count in ((date(2026, 9, 7), 6), (date(2026, 10, 5), 4), (date(2026, 11, 2), 3), (date(2026, 11, 30), 1)):
        yield BehaviourCount(
            id=uuid4(), pupil=made.pupil, what="Left the room", first_day=first, last_day=first + timedelta(days=4), count=count,
        )


def days_in_school(made: Filled) -> Iterator[Record]:
    """Two years of attendance, a part-time timetable that ended after the pack's day, and a suspension."""
    for first, last, possible, attended in (
        (date(2025, 1, 6), date(2025, 4, 4), 120, 116), (date(2025, 9, 2), date(2025, 12, 19), 144, 132),
        (date(2026, 1, 5), date(2026, 3, 27), 114, 98), (date(2026, 4, 13), date(2026, 7, 21), 132, 110),
        (date(2026, 9, 1), date(2026, 10, 23), 78, 62), (date(2026, 11, 2), date(2026, 12, 18), 70, 60),
    ):
        yield Attendance(
            id=uuid4(), pupil=made.pupil, first_day=first, last_day=last, possible=possible, attended=attended, authorised=(possible - attended) // 2,
            unauthorised=2, late=3,
        )
    part = PartTimeTimetable(
        id=uuid4(), pupil=made.pupil, starts_on=date(2026, 10, 5), planned_end_on=date(2026, 11, 27), review_on=date(2026, 10, 23),
        ended_on=date(2026, 12, 4), reason="Could not yet manage the afternoons.", agreed_by="Both parents", agreed_on=date(2026, 10, 2),
        plan_back="An afternoon more every two weeks.", end_words="Back full-time in December.", told_council_start=date(2026, 10, 6),
        told_council_end=date(2026, 12, 7),
    )
    yield part
    for since, minutes, words in ((date(2026, 10, 5), 900, "Mornings"), (date(2026, 11, 2), 1200, "Mornings and Tuesday afternoon")):
        yield PartTimeStep(
            id=uuid4(), pupil=made.pupil, timetable=part.id, since=since, weekly_minutes=minutes, full_minutes=1950, words=words,
            agreed_by="Both parents",
        )
    yield Suspension(
        id=uuid4(), pupil=made.pupil, first_day=date(2026, 9, 24), last_day=date(2026, 9, 25), sessions=4, reason="Threw a chair in the hall.",
        before="A calm place was offered, and home was rung.", parents_told_on=date(2026, 9, 24), back_on=date(2026, 9, 28),
        back_words="Met with both parents at the door.",
    )


def people(made: Filled) -> Iterator[Record]:
    """A report with advice, and a therapist who was asked but whose report came after the pack's day."""
    one = Involvement(
        id=uuid4(), pupil=made.pupil, service="educational_psychology", person="Ms P. Heron", organisation="Marlshire psychologists",
        asked_on=date(2026, 1, 14), asked_for="Reading and memory", seen_on=date(2026, 2, 11), report_on=date(2026, 3, 2),
        received_on=date(2026, 3, 2), document=made.shared,
    )
    yield one
    yield Advice(
        id=uuid4(), pupil=made.pupil, involvement=one.id, place=1, words="Five new words at a time, with pictures.", page=4,
        action="Word cards with pictures in every session.", action_on=date(2026, 3, 16), effect="19 words more by July.",
    )
    yield Advice(
        id=uuid4(), pupil=made.pupil, involvement=one.id, place=2, words="A break card on the table.", page=4, action="Break card made.",
        action_on=date(2026, 12, 1), effect="Uses it daily.",
    )
    late = Involvement(
        id=uuid4(), pupil=made.pupil, service="speech_and_language", person="Mr T. Wren", asked_on=date(2026, 10, 12), report_on=date(2026, 12, 1),
        received_on=date(2026, 12, 2),
    )
    yield from (late, Advice(id=uuid4(), pupil=made.pupil, involvement=late.id, words="Speak in short sentences."))


def voices(made: Filled) -> Iterator[Record]:
    """Views of the pupil and a parent, a profile, and a later version of it."""
    yield ViewsGiven(
        id=uuid4(), pupil=made.pupil, voice="pupil", given_on=date(2026, 9, 14), gathered="drawing", gathered_by="Dr Robin Lark",
        whose_words="scribed", working="Otters. The blue room is quiet.", not_working="Long writing.\nNoise in the hall.", matters="My friends.",
        hopes="To read to my sister.", scan=made.drawing,
    )
    yield ViewsGiven(
        id=uuid4(), pupil=made.pupil, voice="parent", person="Ana Wilk", given_on=date(2026, 10, 2), working="He likes the small group.",
        not_working="Mornings are hard.",
    )
    yield ViewsGiven(id=uuid4(), pupil=made.pupil, voice="parent", given_on=date(2026, 12, 5), hopes="Later hopes of December.")
    yield OnePageProfile(
        id=uuid4(), pupil=made.pupil, made_on=date(2026, 9, 16), made_with="his class teacher", appreciated="Kind\nFunny", important="Otters",
        support="Say it once, then wait", aspirations="To be a vet",
    )
    yield OnePageProfile(id=uuid4(), pupil=made.pupil, made_on=date(2026, 12, 7), appreciated="Later profile of December")


def meetings(made: Filled) -> Iterator[Record]:
    """A meeting with the parents, one that was cancelled, and one after the pack's day."""
    met = Meeting(
        id=uuid4(), pupil=made.pupil, meeting_kind="parents", held_at=datetime(2026, 10, 2, 15, 30, tzinfo=UTC), where="Room 4",
        chair="Dr Robin Lark", purpose="The afternoons", invited_on=date(2026, 9, 21),
        minutes="Both parents want full days again.\nThe school fears the hall.",
        differences="How fast the days grow.", minutes_sent_on=date(2026, 10, 6),
    )
    yield met
    for place, (name, role, presence) in enumerate((("Ana Wilk", "Mother", "came"), ("Jan Wilk", "Father", "apologies")), 1):
        yield MeetingPerson(id=uuid4(), pupil=made.pupil, meeting=met.id, place=place, name=name, role=role, presence=presence)
    yield AgreedAction(
        id=uuid4(), pupil=made.pupil, meeting=met.id, place=1, words="Plan the afternoons week by week", owner="Dr Robin Lark",
        due_on=date(2026, 10, 9), done_on=date(2026, 10, 8),
    )
    yield AgreedAction(
        id=uuid4(), pupil=made.pupil, meeting=met.id, place=2, words="Try the hall at quiet times", owner="Class teacher", done_on=date(2026, 12, 2),
        done_words="Went well in December",
    )
    for moment, cancelled in ((datetime(2026, 11, 5, 9, tzinfo=UTC), True), (datetime(2026, 12, 10, 9, tzinfo=UTC), False)):
        other = Meeting(
            id=uuid4(), pupil=made.pupil, meeting_kind="pupil", held_at=moment, minutes="Not for this pack.", cancelled=cancelled,
        )
        yield from (other, MeetingPerson(id=uuid4(), pupil=made.pupil, meeting=other.id, name="Somebody Later"))


def plan(made: Filled) -> Iterator[Record]:
    """A final plan and the changes that the school proposes to it, and a later one."""
    final = PlanVersion(id=uuid4(), pupil=made.pupil, state="final", dated_on=date(2025, 10, 1), document=made.shared)
    changes = PlanVersion(id=uuid4(), pupil=made.pupil, state="proposed", dated_on=date(2026, 11, 16), based_on=final.id, note="For the review")
    later = PlanVersion(id=uuid4(), pupil=made.pupil, state="amended_final", dated_on=date(2026, 12, 14))
    yield from (final, changes, later)
    for version, section, words in (
        (final, "B", "He reads few words."), (changes, "B", "He reads few words."), (final, "F", "Three sessions a week of reading."),
        (changes, "F", "Five sessions a week of reading."), (later, "F", "Later plan of December."),
    ):
        yield PlanSection(id=uuid4(), pupil=made.pupil, version=version.id, section=section, words=words)
