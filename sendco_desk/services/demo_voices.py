"""How the demo tells what people said and measured: views, profiles, meetings, professionals, scores, attendance and the story itself."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from sendco_desk.domain.measures import Attendance, BehaviourCount, Measure
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.records import Record
from sendco_desk.domain.rights import Sharing, end_of_compulsory_school_age
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.demo_days import Pen, at_or_none


class EntryTold(NamedTuple):
    """An entry of the story: how many school days ago, and what. ``key`` names it for sources; ``done`` is when ``next_action`` was ticked off."""

    ago: int
    kind: str
    who: str
    minutes: int
    words: str
    tags: tuple[str, ...] = ()
    key: str = ""
    next_action: str = ""
    next_on: int = 0
    done: int | None = None
    corrects: str = ""
    struck: str = ""


class ViewsTold(NamedTuple):
    """Somebody's views: how many school days ago, whose, how gathered and in whose words."""

    ago: int
    voice: str
    gathered: str
    whose: str
    working: str
    not_working: str
    matters: str
    hopes: str
    scan: str = ""
    cycle: int = 0


class ProfileTold(NamedTuple):
    """A one-page profile."""

    ago: int
    made_with: str
    appreciated: str
    important: str
    support: str
    aspirations: str


class ActionTold(NamedTuple):
    """An agreed action: due and done in school days before the day of the demo; ``due`` below 0 is to come."""

    words: str
    owner: str
    due: int
    done: int | None = None
    done_words: str = ""


class MeetingTold(NamedTuple):
    """A meeting: ``people`` are (name, role, presence); days are counted back, ``ago`` below 0 is to come. ``day`` takes its place where given."""

    key: str
    ago: int
    kind: str
    where: str
    purpose: str
    people: tuple[tuple[str, str, str], ...]
    minutes: str = ""
    actions: tuple[ActionTold, ...] = ()
    differences: str = ""
    cycle: int = 0
    notice: int = 12


class AdviceTold(NamedTuple):
    """A piece of advice, what was done about it, when, and what came of it."""

    words: str
    action: str = ""
    action_ago: int | None = None
    effect: str = ""
    page: int | None = None


class InvolvementTold(NamedTuple):
    """A service's work with a pupil: asked, seen, reported and received so many school days ago; the paper's title where its report is filed."""

    key: str
    service: str
    person: str
    organisation: str
    asked_for: str
    asked: int
    seen: int | None = None
    received: int | None = None
    paper: str = ""
    advice: tuple[AdviceTold, ...] = ()
    ended: int | None = None
    note: str = ""


class MeasureTold(NamedTuple):
    """A test and part with its scores: (key, school days ago, value, low, high)."""

    instrument: str
    edition: str
    part: str
    area: str
    score_kind: str
    given_by: str
    scores: tuple[tuple[str, int, str, str, str], ...]
    exam_access_since: int = 0
    paper: str = ""
    note: str = ""


def story_records(pen: Pen, story: Iterable[EntryTold]) -> list[Record]:
    """The story: each entry is written down on its own day, a correction two school days later."""
    found: list[Record] = []
    for number, told in enumerate(story):
        day, late = pen.days.at(told.ago), pen.days.at(max(1, told.ago - 2))
        happened = pen.days.moment(day, 8 + number % 7, 5 * (number * 7 % 12))
        written = pen.days.moment(late, 8, 40) if told.corrects and late > day else pen.days.moment(day, 16, 10)
        found.append(StoryEntry(
            id=pen.id(f"story.{told.key or number}"), pupil=pen.mine, entry_kind=told.kind, happened_at=happened, written_at=written,
            written_by=pen.person, who=pen.says(told.who), words=pen.says(told.words), minutes=told.minutes or None, tags=told.tags,
            next_action=pen.says(told.next_action), next_action_on=pen.days.at(told.next_on) if told.next_action else None,
            next_action_done_on=at_or_none(pen.days, told.done), corrects=pen.id(f"story.{told.corrects}") if told.corrects else None,
            struck_out_at=pen.days.moment(late, 9, 15) if told.struck else None, struck_out_because=told.struck,
        ))
    return found


def views_records(pen: Pen, views: Iterable[ViewsTold]) -> list[Record]:
    """Views; the pupil's own are those of a young person once decisions are theirs."""
    born = pen.pupil.date_of_birth
    turns = end_of_compulsory_school_age(born) if born else date.max
    found: list[Record] = []
    for number, told in enumerate(views):
        day = pen.days.at(told.ago)
        voice = "young_person" if told.voice == "pupil" and day > turns else told.voice
        found.append(ViewsGiven(
            id=pen.id(f"views.{number}"), pupil=pen.mine, voice=voice,
            person=pen.pupil.known_name if told.voice == "pupil" else pen.parent,
            given_on=day, gathered=told.gathered, gathered_by=pen.person, whose_words=told.whose, working=pen.says(told.working),
            not_working=pen.says(told.not_working), matters=pen.says(told.matters), hopes=pen.says(told.hopes),
            scan=pen.document(told.scan), cycle=pen.id(f"cycle.{told.cycle}") if told.cycle else None,
        ))
    return found


def profile_records(pen: Pen, profiles: Iterable[ProfileTold]) -> list[Record]:
    """One-page profiles, one for each version."""
    return [
        OnePageProfile(
            id=pen.id(f"profile.{number}"), pupil=pen.mine, made_on=pen.days.at(told.ago), made_with=pen.says(told.made_with),
            appreciated=pen.says(told.appreciated), important=pen.says(told.important), support=pen.says(told.support),
            aspirations=pen.says(told.aspirations),
        )
        for number, told in enumerate(profiles)
    ]


def meeting_records(pen: Pen, meetings: Iterable[MeetingTold]) -> list[Record]:
    """Meetings with their people and actions. Those to come have neither minutes nor anybody who came."""
    found: list[Record] = []
    for told in meetings:
        held = told.ago > 0
        day = pen.days.at(told.ago)
        found.append(Meeting(
            id=pen.id(f"meeting.{told.key}"), pupil=pen.mine, meeting_kind=told.kind, held_at=pen.days.moment(day, 15, 40), where=told.where,
            chair=pen.person, purpose=pen.says(told.purpose), invited_on=pen.days.at(told.ago + told.notice) if held else pen.days.at(2),
            papers_out_on=pen.days.at(told.ago + told.notice - 2) if held and told.kind == "annual_review" else None,
            minutes=pen.says(told.minutes), differences=pen.says(told.differences),
            minutes_sent_on=pen.days.at(max(1, told.ago - 3)) if held else None, cycle=pen.id(f"cycle.{told.cycle}") if told.cycle else None,
        ))
        found += meeting_parts(pen, told)
    return found


def meeting_parts(pen: Pen, told: MeetingTold) -> list[Record]:
    """The people of a meeting, and what was agreed at it."""
    meeting = pen.id(f"meeting.{told.key}")
    people = [
        MeetingPerson(
            id=pen.id(f"{told.key}.person.{place}"), pupil=pen.mine, meeting=meeting, place=place, name=pen.says(name), role=pen.says(role),
            presence=presence,
        )
        for place, (name, role, presence) in enumerate(told.people, 1)
    ]
    actions = [
        AgreedAction(
            id=pen.id(f"{told.key}.action.{place}"), pupil=pen.mine, meeting=meeting, place=place, words=pen.says(one.words),
                owner=pen.says(one.owner),
            due_on=pen.days.at(one.due), done_on=at_or_none(pen.days, one.done), done_words=pen.says(one.done_words),
        )
        for place, one in enumerate(told.actions, 1)
    ]
    return [*people, *actions]


def professional_records(pen: Pen, involvements: Iterable[InvolvementTold]) -> list[Record]:
    """Professionals with their advice. Where the report is filed, its days are those of the paper."""
    found: list[Record] = []
    for told in involvements:
        paper = pen.papers.get(told.paper)
        received = paper.received_on if paper else at_or_none(pen.days, told.received)
        found.append(Involvement(
            id=pen.id(f"involved.{told.key}"), pupil=pen.mine, service=told.service, person=told.person, organisation=told.organisation,
            asked_on=pen.days.at(told.asked), asked_for=pen.says(told.asked_for), seen_on=at_or_none(pen.days, told.seen),
            report_on=paper.dated_on if paper else received, received_on=received, document=paper.id if paper else None,
            ended_on=at_or_none(pen.days, told.ended), note=told.note,
        ))
        found += [
            Advice(
                id=pen.id(f"{told.key}.advice.{place}"), pupil=pen.mine, involvement=pen.id(f"involved.{told.key}"), place=place,
                words=pen.says(one.words), page=one.page, action=pen.says(one.action), action_on=at_or_none(pen.days, one.action_ago),
                effect=pen.says(one.effect),
            )
            for place, one in enumerate(told.advice, 1)
        ]
    return found


def measure_records(pen: Pen, measures: Iterable[MeasureTold]) -> list[Record]:
    """Scores as the papers give them."""
    return [
        Measure(
            id=pen.id(f"measure.{key}"), pupil=pen.mine, instrument=told.instrument, edition=told.edition, part=told.part, area=told.area,
            taken_on=pen.days.at(ago), score_kind=told.score_kind, value=value, low=low, high=high, given_by=told.given_by,
            exam_access=ago <= told.exam_access_since, document=pen.document(told.paper), page=1 if pen.document(told.paper) else None,
                note=told.note,
        )
        for told in measures for key, ago, value, low, high in told.scores
    ]


def attendance_records(pen: Pen, missed: Iterable[tuple[int, int, str]], since: date) -> list[Record]:
    """Attendance by half-term: for each, the latest first, half-days missed with leave and without, and a note."""
    found: list[Record] = []
    for days, (authorised, unauthorised, note) in zip(reversed(pen.days.half_terms(since)), missed, strict=False):
        possible = 2 * len(days)
        authorised = min(authorised, possible // 10)
        unauthorised = min(unauthorised, possible // 20)
        found.append(Attendance(
            id=pen.id(f"attendance.{days[0]}"), pupil=pen.mine, first_day=days[0], last_day=days[-1], possible=possible,
            attended=possible - authorised - unauthorised, authorised=authorised, unauthorised=unauthorised, late=min(2, possible // 20), note=note,
        ))
    return found


def behaviour_records(pen: Pen, what: str, counts: Iterable[int], since: date) -> list[Record]:
    """How often something was seen in each half-term, the latest first; a half-term of less than three weeks is not counted yet."""
    spans = [days for days in pen.days.half_terms(since) if days[-1] - days[0] > timedelta(days=20)]
    return [
        BehaviourCount(id=pen.id(f"behaviour.{days[0]}"), pupil=pen.mine, what=what, first_day=days[0], last_day=days[-1], count=count)
        for days, count in zip(reversed(spans), counts, strict=False)
    ]


def sharing_records(pen: Pen, shared: Iterable[tuple[int, str, str, str, str, int | None]]) -> list[Record]:
    """The sharing register: (school days ago, what, with whom, on which ground, who agreed, withdrawn)."""
    return [
        Sharing(
            id=pen.id(f"sharing.{number}"), pupil=pen.mine, what=pen.says(what), with_whom=pen.says(whom), basis=basis, on=pen.days.at(ago),
            agreed_by=pen.says(agreed), withdrawn_on=at_or_none(pen.days, withdrawn),
        )
        for number, (ago, what, whom, basis, agreed, withdrawn) in enumerate(shared)
    ]
