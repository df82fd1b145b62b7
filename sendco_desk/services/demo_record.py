"""Writes the demo's graduated approach down: the school's provision, three pupils in depth, the others in brief, and the school's own phrases."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseLetter, ExceptionClaim
from sendco_desk.domain.councils import CouncilDate
from sendco_desk.domain.export_screen import ExportFlag, ExportReason
from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.phrases import Phrase
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.pupil import Need
from sendco_desk.domain.records import Record
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services import demo_leaver, demo_planned, demo_reader, demo_reader_story, demo_reader_voices
from sendco_desk.services.demo_brief import PART_TIME, PLACES_OF, Brief, brief_records, council_returns, first_day_of, part_time_records
from sendco_desk.services.demo_cases import DemoCase, not_at_weekend
from sendco_desk.services.demo_days import DemoDays, Pen
from sendco_desk.services.demo_people import COUNCIL, DemoPupil
from sendco_desk.services.demo_provision import DemoRuns, cost_items, make_runs, place_records
from sendco_desk.services.demo_support import cycle_records, need_records
from sendco_desk.services.demo_voices import (
    attendance_records,
    behaviour_records,
    measure_records,
    meeting_parts,
    meeting_records,
    professional_records,
    profile_records,
    sharing_records,
    story_records,
    views_records,
)

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk

READER, PLANNED, LEAVER = 2, 6, 14
"""The three told in depth, by their place in the list: the late request, the plan, and the young person who decides."""
PHRASES = {
    "story": ("Settled start; all of the task done.", "Asked for help before it was too late.", "Told home on the day."),
    "need": ("[name] needs an instruction in two parts given as two.", "[name] explains aloud what is not yet written."),
    "baseline": ("Three counts in one week, by two people, without telling [name].",),
    "outcome": ("[name] will begin the first task within three minutes in 8 of 10 lessons.",
    "[name] will read 60 words a minute with no more than four errors."),
    "strategy": ("Task on the board in three numbered steps, read aloud once.", "Ten seconds of waiting before asking again."),
    "review": ("Delivered almost whole, and the measure has not moved.", "Met, and still there four weeks later."),
    "advice": ("On one side of paper for all teachers; looked for in lesson visits.",),
    "views": ("Said to the SENDCo and written down as spoken.", "Read back to [name], who changed one word."),
    "meeting": ("Minutes were read out at the end and agreed.", "Actions were agreed with a name and a day for each."),
    "profile": ("Tell me of a change the day before.",),
}
WORDING = """Dear {addressee},

Please find attached a letter from {school} ({reference}). It is short, and it counts the days.

I should be glad of your answer by {asked_by}.

{close},

{sendco}
SENDCo, {school}"""
ORDER = "{name} lives with {his} mother in the week and with {his} father at weekends. Both get reports and letters."


def write_record(
    desk: "Desk", pupils: list[DemoPupil], days: DemoDays, opened: Mapping[str, UUID], cases: Mapping[str, DemoCase], person: str,
) -> None:
    """Write all of it in a few deeds: the school's, one for each pupil told in depth, and one for the others."""
    pens = {number: _pen(desk, pupils[number], days, person) for number in (READER, PLANNED, LEAVER, *PLACES_OF)}
    runs = make_runs(pens[READER], _spring(days.on))
    with desk.school.book.writing("Recorded the demo school’s provision") as page:
        for record in (*runs.records, *_school_records(pens[READER]), *council_returns(pens[PART_TIME], part_time_records(pens[PART_TIME]))):
            page.put(record)
    depth = {
        READER: _reader(pens[READER], runs, opened), PLANNED: _planned(pens[PLANNED], runs, opened, cases), LEAVER: [*_leaver(pens[LEAVER], runs), _no_letters(pupils[LEAVER])],
    }
    for number, records in depth.items():
        with desk.school.book.writing("Wrote two years of support down", pupils[number].pupil.id) as page:
            for record in records:
                page.put(record)
    with desk.school.book.writing("Wrote the support of the other pupils down") as page:
        for number in PLACES_OF:
            pen = pens[number]
            told = Brief(number=number, need=_primary(pupils[number]), first=first_day_of(days, pupils[number].pupil.joined_on))
            for record in brief_records(pen, runs, told):
                page.put(record)
        for record in (*part_time_records(pens[PART_TIME]), *_claim(pens[3], opened)):
            page.put(record)
    desk.letters.wordings.save("covering-email", WORDING)


def _spring(on: date) -> int:
    """The year of the last 1 April that is well over."""
    return on.year if on >= date(on.year, 5, 1) else on.year - 1


def _pen(desk: "Desk", made: DemoPupil, days: DemoDays, person: str) -> Pen:
    parent = next(one for one in made.records if isinstance(one, ContactPerson))
    papers = {paper.title: paper for paper in desk.documents.of(made.pupil.id)}
    return Pen(days=days, pupil=made.pupil, person=person, parent=parent.full_name, papers=papers)


def _primary(made: DemoPupil) -> str:
    return min((one for one in made.records if isinstance(one, Need)), key=lambda one: one.rank).need_type


def _school_records(pen: Pen) -> list[Record]:
    on = pen.days.on
    moves = on.year + (on.month >= 9)
    return [
        *(Phrase(id=uuid4(), use=use, words=words) for use, phrases in PHRASES.items() for words in phrases),
        CouncilDate(
            id=uuid4(), authority=COUNCIL, what="phase_transfer_post16", on=date(moves, 1, 15), source="Marlshire’s calendar for SENDCos",
        ),
    ]


def _reader(pen: Pen, runs: DemoRuns, opened: Mapping[str, UUID]) -> list[Record]:
    """The pupil whose request is late."""
    made, voices = demo_reader, demo_reader_voices
    father = ContactPerson(
        id=uuid4(), pupil=pen.mine, title="Mr", forename="Corin", surname=pen.pupil.legal_surname, relationship="PAF", parental_responsibility=True,
        gets_letters=True, order=2, telephone="01632 960 457", address="4 Weir Court\nFernhollow", postcode="ZZ99 9ZZ",
    )
    story = list(story_records(pen, demo_reader_story.STORY))
    return [
        *cycle_records(pen, made.CYCLES), *measure_records(pen, made.MEASURES), *story, *_screened(pen, story, opened["late"]), *need_records(pen, made.NEEDS), *place_records(pen, runs, made.PLACES, pen.days.open[0]), *cost_items(pen, made.COSTS),
        *attendance_records(pen, made.ATTENDANCE, pen.days.at(365)), *sharing_records(pen, made.SHARED), *views_records(pen, voices.VIEWS),
        *profile_records(pen, voices.PROFILES), *meeting_records(pen, voices.MEETINGS), *professional_records(pen, voices.INVOLVEMENTS),
        father, CourtOrder(id=uuid4(), pupil=pen.mine, made_on=pen.days.at(320), words=pen.says(ORDER)), _letter(pen, opened["late"]),
    ]


def _screened(pen: Pen, story: Iterable[Record], case: UUID) -> list[Record]:
    """Two entries are about others too: one stays out of the pack, one was argued in."""
    entries = [one for one in story if isinstance(one, StoryEntry)]
    stays = next(one for one in entries if one.struck_out)
    goes = next(one for one in entries[::-1] if one.entry_kind == "incident")
    flags = [
        ExportFlag(
            id=uuid4(), pupil=pen.mine, record_kind=StoryEntry.KIND, record=one.id, flag="third_party", flagged_by=pen.person,
            flagged_on=pen.days.at(20),
        )
        for one in (stays, goes)
    ]
    return [*flags, ExportReason(
        id=uuid4(), pupil=pen.mine, case=case, record_kind=StoryEntry.KIND, record=goes.id, decided_by=pen.person, decided_on=pen.days.at(19),
        because="It names nobody else, and the council is asked about just such a day.",
    )]


def _letter(pen: Pen, case: UUID) -> CaseLetter:
    """The first letter about the late decision, which the story tells of too."""
    written = not_at_weekend(pen.days.on - timedelta(days=12))
    return CaseLetter(
        id=uuid4(), pupil=pen.mine, case=case, letter_kind="chaser", addressed_to="Ms T. Reedbed, case officer", subject="Decision whether to assess",
        words=f"Dear Ms Reedbed,\n\nThe decision whether to assess was due six weeks after {COUNCIL} received the request. We have not had it. "
        "Please let us have it, or the day on which it will be sent.\n\nYours sincerely,\n\nDr Robin Lark\nSENDCo, Fernhollow School",
        rules=("REQ-04",), written_at=pen.days.moment(written, 14, 15), channel="email", reply_by=pen.days.on + timedelta(days=2),
    )


def _planned(pen: Pen, runs: DemoRuns, opened: Mapping[str, UUID], cases: Mapping[str, DemoCase]) -> list[Record]:
    """The pupil with a plan."""
    made, first = demo_planned, first_day_of(pen.days, pen.pupil.joined_on)
    return [
        *cycle_records(pen, made.CYCLES), *measure_records(pen, made.MEASURES), *story_records(pen, made.STORY), *need_records(pen, made.NEEDS),
        *place_records(pen, runs, made.PLACES, first), *attendance_records(pen, made.ATTENDANCE, max(first, pen.days.at(185))),
        *behaviour_records(pen, made.LEAVING, made.LEFT, max(first, pen.days.at(185))), *sharing_records(pen, made.SHARED),
        *views_records(pen, made.VIEWS), *profile_records(pen, made.PROFILES), *meeting_records(pen, made.MEETINGS),
        *professional_records(pen, made.INVOLVEMENTS), *_review(pen, cases["late_review"]), *_versions(pen, opened["plan"], cases),
    ]


def _review(pen: Pen, case: DemoCase) -> list[Record]:
    """The annual review meeting, on the days that its case says."""
    told, on = demo_planned.REVIEW, {name: day for name, day, _ in case.events}
    meeting = Meeting(
        id=pen.id(f"meeting.{told.key}"), pupil=pen.mine, meeting_kind=told.kind, held_at=pen.days.moment(on["review_meeting"], 14, 0),
        where=told.where, chair=pen.person, purpose=told.purpose, invited_on=on["review_notice_sent"],
        papers_out_on=on["review_papers_circulated"], minutes=pen.says(told.minutes), differences=pen.says(told.differences),
        minutes_sent_on=on["review_report_sent"],
    )
    papers = Sharing(
        id=uuid4(), pupil=pen.mine, what="Annual review papers", with_whom="Everybody invited to the review", basis="statutory",
        on=on["review_papers_circulated"],
    )
    return [meeting, papers, *meeting_parts(pen, told)]


def _versions(pen: Pen, case: UUID, cases: Mapping[str, DemoCase]) -> list[Record]:
    """The plan as it was made, and the changes that the school proposed after the review."""
    made_on = cases["plan"].events[0][1]
    proposed_on = next(day for name, day, _ in cases["late_review"].events if name == "review_report_sent")
    final = PlanVersion(
        id=pen.id("plan.final"), pupil=pen.mine, case=case, state="final", dated_on=made_on, document=pen.document("EHC plan"),
    )
    proposed = PlanVersion(
        id=pen.id("plan.proposed"), pupil=pen.mine, case=case, state="proposed", dated_on=proposed_on, based_on=final.id,
        note="Sent to the council with the report of the annual review.",
    )
    return [final, proposed, *(
        PlanSection(id=uuid4(), pupil=pen.mine, version=version.id, section=section, words=pen.says(words))
        for version, sections in ((final, demo_planned.FINAL), (proposed, demo_planned.FINAL | demo_planned.PROPOSED))
        for section, words in sections.items()
    )]


def _leaver(pen: Pen, runs: DemoRuns) -> list[Record]:
    """The young person over compulsory school age."""
    made = demo_leaver
    return [
        *cycle_records(pen, made.CYCLES), *measure_records(pen, made.MEASURES), *story_records(pen, made.STORY), *need_records(pen, made.NEEDS),
        *place_records(pen, runs, made.PLACES, pen.days.open[0]), *attendance_records(pen, made.ATTENDANCE, pen.days.at(265)),
        *sharing_records(pen, made.SHARED), *views_records(pen, made.VIEWS), *profile_records(pen, made.PROFILES),
        *meeting_records(pen, made.MEETINGS), *professional_records(pen, made.INVOLVEMENTS),
        *(CapacityNote(
            id=uuid4(), pupil=pen.mine, decision=decision, finding=finding, found_on=pen.days.at(ago), found_by=pen.person, words=pen.says(words),
        ) for decision, finding, ago, words in made.CAPACITY),
    ]


def _no_letters(made: DemoPupil) -> ContactPerson:
    """The parent of the young person, whose letters now go to the young person."""
    return replace(next(one for one in made.records if isinstance(one, ContactPerson)), gets_letters=False)


def _claim(pen: Pen, opened: Mapping[str, UUID]) -> list[Record]:
    """What the psychology service says about its own lateness in the case with a summer in it."""
    return [ExceptionClaim(
        id=uuid4(), pupil=pen.mine, case=opened["summer"], exception="school_closed", claimed_on=not_at_weekend(pen.days.on - timedelta(days=1)),
        words="We could not visit while the school was closed for the summer.",
    )]
