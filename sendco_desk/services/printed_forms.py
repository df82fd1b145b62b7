"""The school's printed forms, in one tuple: what each is about, what can be chosen about it, and what makes it. To add a form is to add a row."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.meetings import Meeting
from sendco_desk.domain.paper import Block, Panel, Panels, Paper
from sendco_desk.domain.plans import PlanVersion
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.access_evidence import access_paper
from sendco_desk.services.casework import Casework
from sendco_desk.services.clockwork import Clock, today
from sendco_desk.services.form_heads import about_pupil, first_name, foot_of, pupil_of, quiet_words, room_to_write
from sendco_desk.services.governors_paper import governors_paper
from sendco_desk.services.handover_paper import handover_paper
from sendco_desk.services.isp_export import Fields, individual_support_plan
from sendco_desk.services.meetings import Meetings
from sendco_desk.services.pack_record import PackRecord, record_on
from sendco_desk.services.plan_sections import PlanBook
from sendco_desk.services.professional_paper import professional_paper
from sendco_desk.services.provision import HIDDEN, Provision
from sendco_desk.services.provision_paper import costs_of, group_map_paper, map_paper, pupil_map_paper
from sendco_desk.services.provision_rows import grouped
from sendco_desk.services.pupils import Pupils
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.screened import need_outside, screened
from sendco_desk.services.sen_register import Register, register_on, register_paper
from sendco_desk.services.status_paper import status_paper
from sendco_desk.services.story import StoryBook
from sendco_desk.services.story_filter import StoryFilter, story_paper
from sendco_desk.services.support_paper import plan_paper, review_paper
from sendco_desk.services.voices import EASY_PARTS, PROFILE_PARTS, Voices

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

PUPIL, GROUP, SCHOOL, MEETING = "pupil", "group", "school", "meeting"
COSTED, EASY_READ, CYCLE, CASE = "costed", "easy_read", "cycle", "case"


class Asked(NamedTuple):
    """What a form is to be made of: whom or what it is about, for which day, and what was chosen about it."""

    desk: "PrintedForms"
    on: date
    pupil: UUID | None = None
    group: str | UUID = ""
    meeting: UUID | None = None
    cycle: int | None = None
    costed: bool = False
    easy_read: bool = False
    case: UUID | None = None

    @property
    def record(self) -> PackRecord:
        """The pupil's record on the day."""
        assert self.pupil is not None  # a form about a pupil is not made without one
        return self.desk.record(self.pupil, self.on, costs=self.costed)

    @property
    def school(self) -> str:
        """The school's name."""
        return self.desk.school.school().name


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedForm:
    """A form: how it is called, what it says and for whom, the stem of its file, and what makes it.

    ``about`` are the things one of which it is about: a pupil, a group, a meeting, the school. ``options`` is what can be chosen: ``costed``,
    ``easy_read``, ``cycle``, ``case``.
    """

    name: str
    title: str
    says: str
    about: tuple[str, ...]
    file: str
    made: Callable[[Asked], Paper]
    options: frozenset[str] = frozenset()


def _map(asked: Asked) -> Paper:
    if asked.pupil is not None:
        return pupil_map_paper(asked.record, asked.school)
    provision = asked.desk.provision
    if asked.group:
        return group_map_paper(provision, asked.group, asked.on, asked.school, costed=asked.costed)
    rows = provision.map(asked.on)
    costs = costs_of(provision, [row.place for row in rows]) if asked.costed else None
    return map_paper(grouped(rows, "wave"), "wave", asked.on, asked.school, costs)


def _profile(asked: Asked) -> Paper:
    record, voices = asked.record, asked.desk.voices
    kept = sorted(record.book.all(OnePageProfile, pupil=record.pupil), key=lambda one: one.made_on)
    if kept:
        newest = kept[-1]
        profile = replace(newest, easy_read=newest.easy_read or asked.easy_read)
        return voices.profile_paper(profile, voices.photo(profile.photo) if profile.photo else None)
    pupil = pupil_of(record)
    return Paper(
        title=pupil.known_name, school=asked.school, about=("One-page profile, to be filled in",),
        blocks=empty_boxes(tuple(PROFILE_PARTS.values()), 3 if asked.easy_read else 7),
        foot=foot_of(pupil, "One-page profile", asked.on), easy_read=asked.easy_read, one_page=True,
    )


def empty_boxes(titles: tuple[str, ...], lines: int) -> tuple[Block, ...]:
    """Boxes to write in by hand."""
    return tuple(Panels(panels=(Panel(title=title, blocks=room_to_write(lines)),), columns=1) for title in titles)


def _views(asked: Asked) -> Paper:
    """The pupil's own newest views; where there are none, whoever's are newest; where nobody's, a sheet to be filled in."""
    record = asked.record
    given = sorted(record.book.all(ViewsGiven, pupil=record.pupil), key=lambda one: (one.voice in ("pupil", "young_person"), one.given_on))
    if given:
        return asked.desk.voices.views_paper(given[-1], easy_read=asked.easy_read)
    pupil = pupil_of(record)
    return Paper(
        title=f"Views of {first_name(pupil)}", school=asked.school, about=(pupil.known_name, "To be filled in"),
        blocks=empty_boxes(tuple(EASY_PARTS[True].values()), 3 if asked.easy_read else 7), foot=foot_of(pupil, "Views", asked.on),
        easy_read=asked.easy_read,
    )


def _meeting(asked: Asked) -> Paper:
    """The record of a meeting: the one that is named, else the pupil's latest up to the day."""
    if asked.meeting is not None:
        need_outside(asked.desk.book, asked.desk.book.get(Meeting, asked.meeting))
        return asked.desk.meetings.minutes_paper(asked.meeting)
    record = asked.record
    held = sorted((one for one in record.book.all(Meeting, pupil=record.pupil) if one.held_on <= asked.on), key=lambda one: one.held_at)
    if held:
        return asked.desk.meetings.minutes_paper(held[-1].id)
    return _nothing(asked, "Meeting record", "No meeting is recorded yet.")


def _nothing(asked: Asked, title: str, words: str) -> Paper:
    pupil = pupil_of(asked.record)
    return Paper(
        title=title, school=asked.school, about=about_pupil(pupil, asked.on), blocks=(quiet_words(words),), foot=foot_of(pupil, title, asked.on),
    )


def _plan(asked: Asked) -> Paper:
    record, desk = asked.record, asked.desk
    versions = sorted(record.book.all(PlanVersion, pupil=record.pupil), key=lambda one: one.dated_on)
    if not versions:
        return _nothing(asked, "Education, health and care plan", "No version of a plan is written down yet.")
    return PlanBook(record.book, desk.school, desk.plans.workshop).marked_paper(versions[-1])


def _story(asked: Asked) -> Paper:
    record = asked.record
    lines = StoryBook(record.book, record.clock).lines(record.pupil)
    return story_paper(lines, StoryFilter(), name=pupil_of(record).known_name, school=asked.school, on=asked.on)


def _status(asked: Asked) -> Paper:
    casework = asked.desk.casework
    due = [row for row in casework.due(asked.on) if row.pupil.id == asked.pupil]
    return status_paper(asked.record, asked.desk.school.school(), casework.cases(asked.pupil, asked.on), due)


def _handover(asked: Asked) -> Paper:
    """The sheet of the case that is named, else of the pupil's newest that is open, else of the newest of all."""
    casework, record = asked.desk.casework, asked.record
    rows = sorted(casework.cases(asked.pupil, asked.on), key=lambda row: (row.case.closed_on is None, row.case.number))
    case = asked.case or (rows[-1].case.id if rows else None)
    if case is None:
        return _nothing(asked, "Hand-over sheet", "No case is open about this pupil.")
    if case not in {row.case.id for row in rows}:
        raise Refused("That case is about another pupil: choose one of this pupil’s.", field=CASE)
    return handover_paper(record, casework.page(case, asked.on), asked.desk.book.all(CouncilContact), asked.school)


def _governors(asked: Asked) -> Paper:
    desk = asked.desk
    return governors_paper(
        desk.book, desk.provision, desk.casework, desk.register(asked.on), asked.school, asked.on, costed=asked.costed,
    )


FORMS: tuple[PrintedForm, ...] = (
    PrintedForm(
        name="support-plan", title="SEN support plan", file="support-plan", about=(PUPIL,), options=frozenset({CYCLE, COSTED}),
        says="Needs, strengths, outcomes, day-to-day support and provision, and the parents’ and the pupil’s part, to be signed.",
        made=lambda asked: plan_paper(asked.record, asked.school, asked.cycle),
    ),
    PrintedForm(
        name="review", title="Review of SEN support", file="support-review", about=(PUPIL,), options=frozenset({CYCLE, COSTED}),
        says="Outcomes then and now, sessions held of those planned, what was tried, and why the next step follows.",
        made=lambda asked: review_paper(asked.record, asked.school, asked.cycle),
    ),
    PrintedForm(
        name="provision-map", title="Provision map", file="provision-map", about=(PUPIL, GROUP, SCHOOL), options=frozenset({COSTED}),
        says="Who is given what, by whom and how much, in hours; in pounds only where that is chosen.", made=_map,
    ),
    PrintedForm(
        name="profile", title="One-page profile", file="profile", about=(PUPIL,), options=frozenset({EASY_READ}),
        says="What people appreciate, what is important, how best to support, and hopes; on one page.", made=_profile,
    ),
    PrintedForm(
        name="meeting", title="Meeting record", file="meeting-record", about=(MEETING, PUPIL), says="Who came, what was said and what was agreed.",
        made=_meeting,
    ),
    PrintedForm(
        name="professionals", title="Professional log", file="professional-log", about=(PUPIL,),
        says="Who was asked, came and reported, how old each report is, and what came of each piece of advice.",
        made=lambda asked: professional_paper(asked.record, asked.school),
    ),
    PrintedForm(
        name="status", title="Status slip for parents", file="where-things-are", about=(PUPIL,),
        says="In plain English on one page: what is happening now, what happens next by which day, and who to ring.", made=_status,
    ),
    PrintedForm(
        name="handover", title="Hand-over sheet", file="hand-over", about=(PUPIL,), options=frozenset({CASE}),
        says="For the next SENDCo, on one page: where a case stands, next dates, who to ring, what was promised, what is in dispute, and the proof.",
        made=_handover,
    ),
    PrintedForm(
        name="register", title="SEN register", file="sen-register", about=(SCHOOL,),
        says="Counts by code and type of need, what to put right before the census, and every pupil with SEN support or an EHC plan. With names.",
        made=lambda asked: register_paper(asked.desk.register(asked.on), asked.school),
    ),
    PrintedForm(
        name="governors", title="Summary for governors", file="governors-summary", about=(SCHOOL,), options=frozenset({COSTED}),
        says="The school year in counts: the register, provision, outcomes, meetings and requests. Without names.", made=_governors,
    ),
    PrintedForm(
        name="access", title="Exam access evidence", file="exam-access-evidence", about=(PUPIL,),
        says="The story, the scores and the support that are evidence for exam access arrangements.",
        made=lambda asked: access_paper(asked.record.measuring.access_evidence(asked.record.pupil, outside=True), asked.on),
    ),
    PrintedForm(
        name="story", title="Story", file="story", about=(PUPIL,), says="What happened and when, with corrections and what was struck out.",
        made=_story,
    ),
    PrintedForm(
        name="views", title="Views", file="views", about=(PUPIL,), options=frozenset({EASY_READ}),
        says="What the pupil says, in their own words; a sheet to be filled in where nothing is recorded.", made=_views,
    ),
    PrintedForm(
        name="plan", title="EHC plan, section by section", file="ehc-plan", about=(PUPIL,),
        says="The latest version that is written down, its changes marked.", made=_plan,
    ),
)
FORM_OF = {form.name: form for form in FORMS}


@dataclass(frozen=True, slots=True)
class PrintedForms:
    """Makes the school's printed forms."""

    book: "Notebook"
    clock: Clock
    school: SchoolDeeds
    provision: Provision
    casework: Casework
    meetings: Meetings
    voices: Voices
    plans: PlanBook

    def paper(
        self, name: str, *, pupil: UUID | None = None, group: str | UUID = "", meeting: UUID | None = None, cycle: int | None = None,
        costed: bool = False, easy_read: bool = False, on: date | None = None, case: UUID | None = None,
    ) -> Paper:
        """One form, as things stand today or stood on an earlier day. ``group`` is a provision by its name or its id.

        Raises Refused for costs that may not be seen, and for what is not there.
        """
        if costed and not self.provision.may_see_rates:
            raise Refused(HIDDEN, field=COSTED)
        made = FORM_OF[name].made(Asked(
            desk=self, on=on or today(self.clock), pupil=pupil, group=group, meeting=meeting, cycle=cycle, costed=costed, easy_read=easy_read,
            case=case,
        ))
        return replace(made, costed=costed)

    def record(self, pupil: UUID, on: date, *, costs: bool = False) -> PackRecord:
        """A pupil's record on a day, without what the export screen holds back: as it is, with what is planned ahead; of a day that is past, as
        it stood then."""
        if on < today(self.clock):
            return record_on(self.book, pupil, on, self.clock, costs=costs)
        return PackRecord(book=screened(self.book, pupil), clock=self.clock, pupil=pupil, on=on, costs=costs)

    def register(self, on: date | None = None) -> Register:
        """The SEN register with its counts, on a day."""
        from sendco_desk.services.as_it_stood import clock_on

        day = on or today(self.clock)
        return register_on(Pupils(self.book, clock_on(day, self.clock)).rows(), day)

    def individual_support_plan(self, pupil: UUID, on: date | None = None) -> Fields:
        """A pupil's support in the shape of the Individual Support Plan that is proposed for 2029, as plain values for JSON."""
        return individual_support_plan(self.record(pupil, on or today(self.clock)), self.school.school())
