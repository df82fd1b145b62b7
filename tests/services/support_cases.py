"""One pupil of whom everything is recorded: needs with sources, two cycles, a group, measures, professionals, views, meetings, a profile, a plan.

Call ``fill(desk, pupil)`` on a notebook whose today is Mon 23 Nov 2026; what later tests ask for by id is in ``Filled``. Nobody is real.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sendco_desk.domain.cycles import Outcome, Strategy, SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Attendance, BehaviourCount, Measure
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.plans import PlanVersion
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.school import SchoolClosure
from sendco_desk.domain.support_codes import ACCESS_TAG
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.desk import Desk
from sendco_desk.services.support_cycles import OutcomeReview, Review

GROUP = "Precision teaching"
SUMMER, AUTUMN = (date(2026, 4, 20), date(2026, 10, 2)), (date(2026, 10, 5), date(2026, 12, 18))
MISSED = {date(2026, 10, 14): "pupil_away", date(2026, 11, 4): "staff_away"}
"""Sessions of the group in the autumn that were not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is there: ids of the pupil's records, and those of the school that they name."""

    pupil: UUID
    closed_cycle: UUID
    open_cycle: UUID
    group: UUID
    place: UUID
    meeting: UUID
    case: UUID
    document: UUID


def fill(desk: Desk, pupil: Pupil) -> Filled:
    """Record everything about a pupil. A second pupil joins the groups of the first."""
    if not any(run.name == GROUP for run in desk.recording.of(ProvisionRun)):
        _school(desk)
        _groups(desk)
    document = _papers(desk, pupil)
    closed, open_ = _cycles(desk, pupil)
    group, place = _provision(desk, pupil, closed, open_)
    _needs(desk, pupil, document)
    _measures(desk, pupil, document)
    _people(desk, pupil, document)
    meeting = _meetings(desk, pupil, closed)
    _voices(desk, pupil, open_)
    _plan(desk, pupil)
    case, _ = desk.casework.open_case(
        pupil.id, authority="Marlshire County Council", events=[("request_received", date(2026, 11, 2), None)],
    )
    desk.casework.save_case(replace(desk.casework.page(case).case, case_officer="Ms Made-up Officer", council_reference="MC/2026/114"))
    return Filled(
        pupil=pupil.id, closed_cycle=closed, open_cycle=open_, group=group, place=place, meeting=meeting, case=case, document=document,
    )


def _school(desk: Desk) -> None:
    desk.school.save(replace(
        desk.school.school(), sendco="Dr Robin Lark", telephone="01632 960114", email="send@fernhollow.example", address="1 Made-up Lane",
    ))
    desk.school.add_term("Summer 2026", date(2026, 4, 13), date(2026, 7, 22))
    desk.school.add_term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18))
    half_term = SchoolClosure(id=uuid4(), name="Half-term", first_day=date(2026, 10, 26), last_day=date(2026, 10, 30))
    desk.recording.save(half_term)


def _papers(desk: Desk, pupil: Pupil) -> UUID:
    desk.pupils.save_need(Need(id=uuid4(), pupil=pupil.id, need_type="SPLD", rank=1, since=date(2026, 4, 20)))
    desk.pupils.save_need(Need(id=uuid4(), pupil=pupil.id, need_type="SEMH", rank=2, since=date(2026, 9, 7)))
    report = Document(
        id=uuid4(), pupil=pupil.id, title="Report of the made-up psychologist", file_name="report.pdf", media_type="application/pdf", size=1,
        sha256="0" * 64, attachment="none", document_kind="report", received_on=date(2026, 6, 22), dated_on=date(2026, 6, 15),
        sharing_basis="agreed",
    )
    desk.recording.save(report)
    for day, words, tags in (
        (date(2026, 5, 11), "Reading aloud in pairs: lost the line four times in ten lines, found it again with the ruler.", ()),
        (date(2026, 11, 9), "Used a reader and 25% extra time in the mock; finished for the first time.", (ACCESS_TAG,)),
    ):
        desk.story.finish(
            pupil.id, entry_kind="observation", happened_at=datetime(day.year, day.month, day.day, 10, 30, tzinfo=UTC), words=words,
            who="Ms Fern", tags=tags,
        )
    return report.id


def _cycles(desk: Desk, pupil: Pupil) -> tuple[UUID, UUID]:
    first = SupportCycle(
        id=uuid4(), pupil=pupil.id, number=1, title="Reading", starts_on=SUMMER[0], review_due_on=SUMMER[1], lead="Ms Fern",
        baseline="Reads 12 of the 100 most common words by sight, and 21 words a minute of a text for Year 3.",
        parents_part="Read the word cards at breakfast, five minutes a day.", pupil_part="Point with the ruler. Say when it is too fast.",
    )
    desk.support.start_cycle(first)
    words = Outcome(
        id=uuid4(), pupil=pupil.id, cycle=first.id, area="cognition", words="Reads 60 of the 100 most common words by sight.", owner="Ms Fern",
        measure="Word list, read aloud", baseline="12 of 100", target="60 of 100", due_on=SUMMER[1],
    )
    pace = replace(words, id=uuid4(), words="Reads 40 words a minute of a text for Year 3.", measure="One-minute reading", baseline="21", target="40")
    for outcome in (words, pace):
        desk.support.save_outcome(outcome)
    ruler = Strategy(
        id=uuid4(), pupil=pupil.id, cycle=first.id, words="Reading ruler and enlarged text.", who="Every teacher", where="Every lesson",
        how_often="Always",
    )
    desk.support.save_strategy(ruler)
    desk.support.review(first.id, Review(
        reviewed_on=SUMMER[1], strategies={ruler.id: "helped"}, next_step="step_up",
        outcomes={
            words.id: OutcomeReview(result="partly", measure_now="47 of 100", review_words="Secure in the cards, not yet in running text."),
            pace.id: OutcomeReview(result="not_yet", measure_now="26"),
        },
        tried="Word cards twice a week, then four times a week from June. Paired reading stopped because it made him anxious.",
        why_next="Twice the practice gave twice the words, but not the pace: a smaller group with more reading of whole texts.",
    ), close=True)
    second, _ = desk.support.roll_forward(
        first.id, starts_on=AUTUMN[0], review_due_on=AUTUMN[1], outcomes=[words.id, pace.id], strategies=[ruler.id],
    )
    desk.support.start_cycle(replace(
        desk.support.cycle(second).cycle, baseline="Reads 47 of the 100 most common words by sight, and 26 words a minute of a text for Year 3.",
    ))
    desk.support.save_strategy(Strategy(
        id=uuid4(), pupil=pupil.id, cycle=second, area="semh", words="A card on the desk to ask for five minutes outside.", who="Every teacher",
        where="Every lesson", how_often="When he shows it",
    ))
    return first.id, second


def _groups(desk: Desk) -> None:
    helper = StaffMember(id=uuid4(), name="Mr Made-up Reed", weekly_minutes=25 * 60)
    desk.recording.save(helper)
    desk.provision.save_rate(StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1462, since=date(2026, 4, 1)))
    group = ProvisionRun(
        id=uuid4(), name=GROUP, what="Ten words a day, timed, with errors counted.", area="cognition", where="Library", staff=helper.id,
        minutes=20, times_a_week=2, weekdays=("mon", "wed"), starts_on=AUTUMN[0], ends_on=AUTUMN[1],
    )
    cards = replace(group, id=uuid4(), name="Word cards", starts_on=SUMMER[0], ends_on=SUMMER[1], staff=None)
    desk.provision.offer_run(group)
    desk.provision.offer_run(cards)


def _provision(desk: Desk, pupil: Pupil, closed: UUID, open_: UUID) -> tuple[UUID, UUID]:
    runs = {run.name: run for run in desk.recording.of(ProvisionRun)}
    group, cards = runs[GROUP], runs["Word cards"]
    place = ProvisionPlace(
        id=uuid4(), pupil=pupil.id, run=group.id, cycle=open_, starts_on=group.starts_on, ends_on=group.ends_on, aim="Words by sight",
        measure="Words of 100", start_measure="47",
    )
    before = ProvisionPlace(
        id=uuid4(), pupil=pupil.id, run=cards.id, cycle=closed, starts_on=cards.starts_on, ends_on=cards.ends_on, measure="Words of 100",
        start_measure="12", end_measure="47", effect="Four times the words",
    )
    for one, run in ((place, group), (before, cards)):
        desk.provision.give_place(one)
        days = sorted(day for day in desk.provision.open_days(run.starts_on, min(run.ends_on, date(2026, 11, 18))) if day.weekday() in (0, 2))
        desk.recording.save_all([
            ProvisionSession(
                id=uuid4(), pupil=pupil.id, place=one.id, on=day, outcome=MISSED.get(day, "held"), minutes=0 if day in MISSED else 20,
            ) for day in days
        ], "Sessions", pupil.id)
    desk.recording.save(CostItem(
        id=uuid4(), pupil=pupil.id, place=place.id, what="Made-up word cards", pence=1999, on=date(2026, 10, 6),
    ))
    return group.id, place.id


def _needs(desk: Desk, pupil: Pupil, document: UUID) -> None:
    entry = desk.story.lines(pupil.id)[-1].entry.id
    for area, side, words, source in (
        ("cognition", "need", "Reads 47 of the 100 most common words by sight.", {"document": document, "page": 3}),
        ("cognition", "need", "Loses his place in a line of text.", {"story_entry": entry}),
        ("cognition", "strength", "Explains in speech what he has understood, with examples of his own.", {"document": document, "page": 5}),
        ("semh", "need", "Leaves the room when several people talk at once.", {}),
        ("semh", "strength", "Kind to younger pupils, and trusted by them.", {}),
    ):
        one = NeedStatement(id=uuid4(), pupil=pupil.id, area=area, side=side, words=words, since=date(2026, 9, 7))
        rests_on = StatementSource(id=uuid4(), pupil=pupil.id, statement=one.id, **source) if source else None
        desk.support.save_statement(one, rests_on)


def _measures(desk: Desk, pupil: Pupil, document: UUID) -> None:
    for day, value in ((date(2026, 4, 22), "78"), (date(2026, 10, 7), "84")):
        desk.recording.save(Measure(
            id=uuid4(), pupil=pupil.id, instrument="Made-up Reading Test", edition="2", part="Accuracy", area="cognition", taken_on=day,
            value=value, low=str(int(value) - 5), high=str(int(value) + 5), given_by="Dr Robin Lark", document=document, page=4,
            exam_access=value == "84",
        ))
    desk.recording.save(Attendance(
        id=uuid4(), pupil=pupil.id, first_day=date(2026, 9, 3), last_day=date(2026, 11, 20), possible=110, attended=103, authorised=5,
        unauthorised=2,
    ))
    desk.recording.save(BehaviourCount(
        id=uuid4(), pupil=pupil.id, what="Left the room", first_day=date(2026, 11, 2), last_day=date(2026, 11, 13), count=4,
    ))


def _people(desk: Desk, pupil: Pupil, document: UUID) -> None:
    desk.pupils.save_person(ContactPerson(
        id=uuid4(), pupil=pupil.id, title="Ms", forename="Dorota", surname="Wilk", relationship="PAM", parental_responsibility=True,
        gets_letters=True, telephone="01632 960115",
    ))
    psychologist = Involvement(
        id=uuid4(), pupil=pupil.id, service="educational_psychology", person="Dr Made-up Sands", organisation="Marlshire psychology service",
        asked_on=date(2026, 4, 27), asked_for="Why reading does not come in spite of practice", seen_on=date(2026, 6, 3),
        report_on=date(2026, 6, 15), received_on=date(2026, 6, 22), document=document,
    )
    therapist = Involvement(
        id=uuid4(), pupil=pupil.id, service="speech_and_language", asked_on=date(2026, 10, 12), asked_for="Finding words when he is hurried",
    )
    for one in (psychologist, therapist):
        desk.recording.save(one)
    for place, (words, action, effect) in enumerate((
        ("Precision teaching, two or more times a week.", "Group set up in the library.", "35 more words since April."),
        ("A quiet place that he can ask for.", "Card on the desk.", ""), ("No reading aloud to the class.", "", ""),
    ), 1):
        desk.recording.save(Advice(
            id=uuid4(), pupil=pupil.id, involvement=psychologist.id, place=place, words=words, page=6 + place, action=action,
            action_on=date(2026, 10, 5) if action else None, effect=effect,
        ))


def _meetings(desk: Desk, pupil: Pupil, closed: UUID) -> UUID:
    held = Meeting(
        id=uuid4(), pupil=pupil.id, meeting_kind="support_review", held_at=datetime(2026, 10, 2, 15, 15, tzinfo=UTC), where="Room 4",
        chair="Dr Robin Lark", purpose="Review of the first cycle.", invited_on=date(2026, 9, 18), papers_out_on=date(2026, 9, 25),
        minutes="Ms Wilk sees more reading at home.\nThe pace is still slow. Everybody agrees to a smaller group.",
        differences="Ms Wilk would rather have the group before school.", cycle=closed,
    )
    coming = replace(
        held, id=uuid4(), meeting_kind="parents", held_at=datetime(2026, 12, 10, 16, 0, tzinfo=UTC), minutes="", differences="", purpose="",
        papers_out_on=None, cycle=None,
    )
    desk.meetings.save(held, [
        MeetingPerson(id=uuid4(), pupil=pupil.id, meeting=held.id, name="Ms Dorota Wilk", role="Mother", presence="came"),
        MeetingPerson(id=uuid4(), pupil=pupil.id, meeting=held.id, name="Dr Made-up Sands", role="Psychologist", presence="sent_report"),
    ], [
        AgreedAction(id=uuid4(), pupil=pupil.id, meeting=held.id, words="Start the smaller group.", owner="Ms Fern", due_on=date(2026, 10, 5),
                     done_on=date(2026, 10, 5)),
        AgreedAction(id=uuid4(), pupil=pupil.id, meeting=held.id, words="Ask the speech and language therapist.", owner="Dr Robin Lark",
                     due_on=date(2026, 10, 16)),
    ])
    desk.meetings.save(coming, [], [])
    return held.id


def _voices(desk: Desk, pupil: Pupil, cycle: UUID) -> None:
    desk.voices.save(ViewsGiven(
        id=uuid4(), pupil=pupil.id, voice="pupil", given_on=date(2026, 9, 28), gathered="conversation", gathered_by="Ms Fern",
        whose_words="scribed", working="The ruler. Ms Fern’s group.", not_working="When everybody talks. Reading out loud.",
        matters="That nobody laughs.", hopes="To read the football pages by myself.", cycle=cycle,
    ))
    desk.voices.save(ViewsGiven(
        id=uuid4(), pupil=pupil.id, voice="parent", person="Ms Dorota Wilk", given_on=date(2026, 10, 2), gathered="conversation",
        gathered_by="Dr Robin Lark", working="He reads the cards at breakfast.", not_working="Homework takes two hours.",
        matters="That he likes school again.", hopes="A plan that goes with him to college.",
    ))
    desk.voices.keep_profile(OnePageProfile(
        id=uuid4(), pupil=pupil.id, made_on=date(2026, 9, 28), made_with="Ms Fern", appreciated="Kind to little ones\nKnows all about newts",
        important="Football\nHis dog\nKnowing what comes next", support="Show me first\nGive me time\nDo not ask me to read aloud",
        aspirations="To work with animals",
    ))


def _plan(desk: Desk, pupil: Pupil) -> None:
    draft = PlanVersion(id=uuid4(), pupil=pupil.id, state="draft", dated_on=date(2026, 11, 2))
    proposed = PlanVersion(id=uuid4(), pupil=pupil.id, state="proposed", dated_on=date(2026, 11, 16), based_on=draft.id)
    for version in (draft, proposed):
        desk.recording.save(version)
    desk.plans.save_section(draft, "B", "He reads few words by sight.")
    desk.plans.save_section(draft, "F", "Support with reading is available.")
    desk.plans.save_section(proposed, "B", "He reads 47 of the 100 most common words by sight.")
    desk.plans.save_section(proposed, "F", "20 minutes of precision teaching, twice a week, in a group of no more than three.")
