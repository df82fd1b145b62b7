"""What a case can say in a council's form: a catalogue of named values, each with the words by which forms ask for it.

Everything is read through the pack's record, so that what the export screen holds back is in no value.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import CASE_KINDS, LANGUAGES, NEED_TYPES, SEN_PROVISION, SERVICES, SEXES, said
from sendco_desk.domain.costing import pounds
from sendco_desk.domain.cycles import Outcome
from sendco_desk.domain.dates import shown
from sendco_desk.domain.meetings import Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil, age_words
from sendco_desk.domain.school import School
from sendco_desk.domain.support_codes import AREAS, MEETING_KINDS, OUTCOME_RESULTS, STAFF_ROLES
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.form_questions import AREA_ASKED, ASKED, PARENT_ASKED
from sendco_desk.services.pack_needs import held_statements
from sendco_desk.services.pack_people import meetings_there
from sendco_desk.services.pack_record import PackRecord
from sendco_desk.services.pack_voices import OWN, profile_there
from sendco_desk.services.professionals import InvolvementRow
from sendco_desk.services.provision_rows import PlaceLine
from sendco_desk.services.pupils import PupilPage
from sendco_desk.services.support_cycles import CyclePage
from sendco_desk.services.voices import VIEW_PARTS

Answer = str | bool | date | tuple[str, ...]
"""What a value says: words, yes or no, a day, or a line for each of several things. Empty words say nothing."""
MOST_PARENTS = 2
T = TypeVar("T")
WORDS, DAY, YES_NO, ROWS = "words", "day", "yes or no", "a line for each"


@dataclass(frozen=True)
class CaseValues:
    """What the values are read from: the case, the pupil's page and the school, and the record on the day."""

    record: PackRecord
    case: CaseFile
    page: PupilPage
    school: School
    events: Mapping[str, date]
    """The last day of each event of the case."""

    @property
    def pupil(self) -> Pupil:
        """Whom the case is about."""
        return self.page.pupil

    @cached_property
    def parents(self) -> tuple[ContactPerson, ...]:
        """Those with parental responsibility, in their order."""
        return self.page.responsible_people

    @cached_property
    def statements(self) -> Sequence[NeedStatement]:
        """Needs and strengths that hold."""
        return held_statements(self.record)

    @cached_property
    def cycles(self) -> Sequence[CyclePage]:
        """The cycles of support, the earliest first."""
        return self.record.support.cycles(self.pupil.id, self.record.on)[::-1]

    @cached_property
    def outcomes(self) -> Sequence[Outcome]:
        """The outcomes of the latest cycle."""
        return [line.outcome for line in self.cycles[-1].outcomes] if self.cycles else []

    @cached_property
    def places(self) -> Sequence[PlaceLine]:
        """Every place in a provision, the earliest first."""
        return self.record.provision.places_of(self.pupil.id, self.record.on)[::-1]

    @cached_property
    def involved(self) -> Sequence[InvolvementRow]:
        """The professionals, the earliest first."""
        return self.record.professionals.log(self.pupil.id, self.record.on)[::-1]

    @cached_property
    def profile(self) -> OnePageProfile | None:
        """The one-page profile."""
        return profile_there(self.record)

    @cached_property
    def views(self) -> Sequence[ViewsGiven]:
        """What was said, the latest first."""
        return sorted(self.record.book.all(ViewsGiven, pupil=self.pupil.id), key=lambda one: one.given_on, reverse=True)

    def views_of(self, *, own: bool) -> ViewsGiven | None:
        """The pupil's latest views, or those of the family."""
        return next((one for one in self.views if (one.voice in OWN) == own), None)

    @cached_property
    def meeting(self) -> Meeting | None:
        """The latest annual review meeting, else the latest meeting."""
        held = meetings_there(self.record)
        reviews = [one for one in held if one.meeting_kind == "annual_review"]
        return next(iter((reviews or held)[::-1]), None)

    @cached_property
    def people(self) -> Sequence[MeetingPerson]:
        """Who was invited to that meeting."""
        found = self.record.book.all(MeetingPerson, meeting=self.meeting.id) if self.meeting else []
        return sorted(found, key=lambda one: one.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValue:
    """One thing that a form can be told: its key, its title, what kind of answer it is, and the words by which forms ask for it.

    ``get`` may give None or empty words where nothing is recorded. Values of ``ROWS`` with the same first part of the key belong together.
    """

    key: str
    title: str
    kind: str
    asked: tuple[str, ...]
    get: Callable[[CaseValues], Answer | None]

    @property
    def group(self) -> str:
        """The first part of its key: what it is about."""
        return self.key.partition(".")[0]


Get = Callable[[CaseValues], Answer | None]


def _value(key: str, title: str, get: Get, kind: str = WORDS) -> FormValue:
    asked = tuple(filter(None, ASKED.get(key, "").split("|")))
    return FormValue(key=key, title=title, kind=kind, asked=asked, get=get)


def _rows(
    group: str, title: str, of: Callable[[CaseValues], Sequence[T]], columns: Sequence[tuple[str, str, Callable[[T], str]]],
) -> Iterator[FormValue]:
    """A value for each column of what there are several of."""
    for key, words, get in columns:
        yield _value(f"{group}.{key}", f"{title}: {words}", _each(of, get), ROWS)


def _each(of: Callable[[CaseValues], Sequence[T]], get: Callable[[T], str]) -> Get:
    return lambda v: tuple(get(one) for one in of(v))


def _lines(words: Iterable[str]) -> str:
    return "\n".join(one.strip() for one in words if one.strip())


def _address(address: str, postcode: str) -> str:
    return _lines([address, postcode if postcode and postcode not in address else ""])


# The child, the family, the school and the council


def _pupil_values() -> Iterator[FormValue]:
    yield _value("pupil.legal_name", "Full legal name", lambda v: v.pupil.legal_name)
    yield _value("pupil.forename", "Legal forename", lambda v: v.pupil.legal_forename)
    yield _value("pupil.middle_names", "Middle names", lambda v: v.pupil.middle_names)
    yield _value("pupil.surname", "Legal surname", lambda v: v.pupil.legal_surname)
    yield _value("pupil.known_name", "Name people use", lambda v: v.pupil.known_name)
    yield _value("pupil.born", "Date of birth", lambda v: v.pupil.date_of_birth, DAY)
    yield _value("pupil.age", "Age on the day", lambda v: age_words(v.pupil.date_of_birth, v.record.on))
    yield _value("pupil.upn", "UPN", lambda v: v.pupil.upn)
    yield _value("pupil.uln", "ULN", lambda v: v.pupil.uln)
    yield _value("pupil.year", "Year group", lambda v: year_words(v.pupil.year_group))
    yield _value("pupil.class", "Class or tutor group", lambda v: v.pupil.class_name)
    yield _value("pupil.sex", "Sex", lambda v: said(SEXES, v.pupil.sex))
    yield _value("pupil.address", "Home address", lambda v: _address(v.pupil.address, v.pupil.postcode))
    yield _value("pupil.postcode", "Home postcode", lambda v: v.pupil.postcode)
    yield _value("pupil.ethnicity", "Ethnicity", lambda v: v.pupil.ethnicity)
    yield _value("pupil.language", "First language", lambda v: said(LANGUAGES, v.pupil.first_language))
    yield _value("pupil.interpreter", "Interpreter", lambda v: said(LANGUAGES, v.pupil.interpreter))
    yield _value("pupil.joined", "Joined the school on", lambda v: v.pupil.joined_on, DAY)
    yield _value("pupil.looked_after", "Is looked after", lambda v: "looked_after" in v.pupil.flags, YES_NO)
    yield _value("pupil.free_meals", "Has free school meals", lambda v: "free_school_meals" in v.pupil.flags, YES_NO)
    yield _value("pupil.service", "Is a service child", lambda v: "service_child" in v.pupil.flags, YES_NO)


def year_words(code: str) -> str:
    """`Year 7`, `Reception`, or the code as it is."""
    named = {"R": "Reception", "N1": "Nursery", "N2": "Nursery"}
    return f"Year {code}" if code.isdecimal() else named.get(code, code)


def _sen_values() -> Iterator[FormValue]:
    yield _value("sen.status", "SEN status", lambda v: said(SEN_PROVISION, v.page.status.status) if v.page.status else "")
    yield _value("sen.since", "SEN status since", lambda v: v.page.status.since if v.page.status else None, DAY)
    yield _value("sen.primary", "Primary need", lambda v: _need_ranked(v, 0))
    yield _value("sen.secondary", "Secondary need", lambda v: _need_ranked(v, 1))
    yield _value("sen.all", "Types of need, in order", lambda v: _lines(said(NEED_TYPES, one.need_type) for one in v.page.needs))
    for area, title in AREAS.items():
        yield from _area_values(area, title)
    yield _value("needs.all", "All needs", lambda v: _all_said(v, "need"))
    yield _value("strengths.all", "All strengths", lambda v: _all_said(v, "strength"))


def _area_values(area: str, title: str) -> Iterator[FormValue]:
    """What is said in one of the four broad areas, and whether anything is."""
    needs, strengths = _said_in(area, "need"), _said_in(area, "strength")
    asked = AREA_ASKED[area]
    several = tuple(f"{one}{more}" for one in asked for more in ("", " needs"))
    yield FormValue(key=f"needs.{area}", title=f"Needs: {title}", kind=WORDS, asked=several, get=needs)
    strong = tuple(f"{one} strengths" for one in asked)
    yield FormValue(key=f"strengths.{area}", title=f"Strengths: {title}", kind=WORDS, asked=strong, get=strengths)
    yield FormValue(key=f"has.{area}", title=f"Has needs in {title}", kind=YES_NO, asked=asked, get=lambda v: bool(needs(v)))


def _said_in(area: str, side: str) -> Callable[[CaseValues], str]:
    return lambda v: _said_of(v, area, side)


def _need_ranked(values: CaseValues, place: int) -> str:
    return said(NEED_TYPES, values.page.needs[place].need_type) if place < len(values.page.needs) else ""


def _said_of(values: CaseValues, area: str, side: str) -> str:
    return _lines(one.words for one in values.statements if (one.area, one.side) == (area, side))


def _all_said(values: CaseValues, side: str) -> str:
    return _lines(f"{title}: {' '.join(words.split())}" for area, title in AREAS.items() if (words := _said_of(values, area, side)))


PARENT: tuple[tuple[str, str, Callable[[ContactPerson], str]], ...] = (
    ("name", "name", lambda p: p.full_name),
    ("relationship", "relationship", lambda p: p.relationship_words),
    ("address", "address", lambda p: _address(p.address, p.postcode)),
    ("telephone", "telephone", lambda p: p.telephone),
    ("email", "e-mail", lambda p: p.email),
    ("interpreter", "interpreter", lambda p: said(LANGUAGES, p.interpreter)),
)


def _people_values() -> Iterator[FormValue]:
    """Of the first two with parental responsibility each fact by itself, and of all of them a line each."""
    for number in range(1, MOST_PARENTS + 1):
        for key, title, get in PARENT:
            yield FormValue(
                key=f"parent_{number}.{key}", title=f"Parent {number}: {title}", kind=WORDS, asked=_parent_asked(number, key),
                get=_of_parent(number, get),
            )
    yield from _rows("people", "Each parent", lambda v: v.parents, PARENT)


def _of_parent(number: int, get: Callable[[ContactPerson], str]) -> Get:
    return lambda v: get(v.parents[number - 1]) if number <= len(v.parents) else ""


def _parent_asked(number: int, key: str) -> tuple[str, ...]:
    """The words for a fact of a parent; of the first also those that do not count."""
    named = [f"parent {number}", *(["parent"] if number == 1 else [])]
    found = [f"{who} {one}" for who in named for one in PARENT_ASKED[key]] + (named if key == "name" else [])
    return tuple(found + (["relationship", "relationship to pupil"] if (key, number) == ("relationship", 1) else []))


def _school_values() -> Iterator[FormValue]:
    yield _value("school.name", "School", lambda v: v.school.name)
    yield _value("school.address", "School’s address", lambda v: v.school.address)
    yield _value("school.telephone", "School’s telephone", lambda v: v.school.telephone)
    yield _value("school.email", "School’s e-mail", lambda v: v.school.email)
    yield _value("school.head", "Head teacher", lambda v: v.school.head_teacher)
    yield _value("school.sendco", "SENDCo", lambda v: v.school.sendco)
    yield _value("school.urn", "School’s URN", lambda v: v.school.urn)
    yield _value("school.dfe_number", "School’s DfE number", lambda v: "/".join(filter(None, (v.school.la_number, v.school.establishment_number))))


def _case_values() -> Iterator[FormValue]:
    yield _value("case.council", "Council", lambda v: v.case.authority)
    yield _value("case.reference", "Council’s reference", lambda v: v.case.council_reference)
    yield _value("case.officer", "Case officer", lambda v: v.case.case_officer)
    yield _value("case.kind", "What the case is", lambda v: CASE_KINDS[v.case.case_kind])
    yield _value("case.asked", "What is asked", lambda v: v.case.what_is_asked)
    yield _value("case.asked_by", "Who asked", lambda v: v.case.asked_by_name)
    yield _value("day.today", "The day of filling", lambda v: v.record.on, DAY)
    yield _value("day.sent", "Request sent on", lambda v: v.events.get("request_sent"), DAY)
    yield _value("day.received", "Council received it on", lambda v: v.events.get("request_received"), DAY)


# What has been done, and what came of it

CYCLE: tuple[tuple[str, str, Callable[[CyclePage], str]], ...] = (
    ("name", "name", lambda c: c.cycle.title or f"Cycle {c.cycle.number}"),
    ("began", "began", lambda c: shown(c.cycle.starts_on)),
    ("reviewed", "reviewed", lambda c: shown(c.cycle.reviewed_on) if c.cycle.reviewed_on else ""),
    ("assess", "what was found", lambda c: c.cycle.baseline),
    ("plan", "outcomes", lambda c: _lines(one.outcome.words for one in c.outcomes)),
    ("do", "support given", lambda c: _lines([*(p.words for p in c.provision), *(s.words for s in c.strategies)])),
    ("review", "what came of it", lambda c: c.cycle.tried),
)
OUTCOME: tuple[tuple[str, str, Callable[[Outcome], str]], ...] = (
    ("words", "outcome", lambda o: o.words),
    ("baseline", "from", lambda o: o.baseline),
    ("target", "target", lambda o: o.target),
    ("now", "now", lambda o: o.measure_now),
    ("result", "result", lambda o: OUTCOME_RESULTS.get(o.result, "")),
    ("due", "by", lambda o: shown(o.due_on) if o.due_on else ""),
)
PROVISION: tuple[tuple[str, str, Callable[[PlaceLine], str]], ...] = (
    ("name", "what", lambda p: p.run.name),
    ("often", "how often", lambda p: p.often),
    ("who", "who gives it", lambda p: p.who or STAFF_ROLES[p.run.staff_role]),
    ("group", "group size", lambda p: "1:1" if p.group == 1 else f"1:{p.group}"),
    ("from", "from", lambda p: shown(p.place.starts_on)),
    ("to", "to", lambda p: shown(p.place.ends_on)),
    ("weeks", "weeks", lambda p: str(p.weeks) if p.weeks else ""),
    ("delivered", "what was held", lambda p: p.delivery.short),
    ("aim", "aim", lambda p: p.place.aim),
    ("effect", "effect", lambda p: p.place.effect),
    ("start", "measure at the start", lambda p: p.place.start_measure),
    ("end", "measure at the end", lambda p: p.place.end_measure),
    ("cost", "cost", lambda p: pounds(p.cost.full_run) if p.cost and not p.cost.days_without_rate else ""),
)


def _support_values() -> Iterator[FormValue]:
    yield _value("cycles.all", "Cycles, summed up", lambda v: _lines(map(_cycle_words, v.cycles)))
    yield _value("cycles.number", "How many cycles", lambda v: str(len(v.cycles)) if v.cycles else "")
    yield from _rows("cycle", "Each cycle", lambda v: v.cycles, CYCLE)
    yield from _rows("outcome", "Each outcome", lambda v: v.outcomes, OUTCOME)
    yield from _rows("provision", "Each provision", lambda v: v.places, PROVISION)
    yield _value("provisions.all", "Provision, summed up", lambda v: _lines(f"{p.run.name}: {p.often}; {p.delivery.words}" for p in v.places))
    yield _value("provisions.cost", "Provision, cost of the school year", _year_cost)


def _cycle_words(page: CyclePage) -> str:
    tried = " ".join(page.cycle.tried.split())
    return f"{page.cycle.called}{f', reviewed {shown(page.cycle.reviewed_on)}' if page.cycle.reviewed_on else ''}. {tried}".strip()


def _year_cost(values: CaseValues) -> str:
    """The cost of the school year as planned; nothing where it may not be seen, or is not known in full."""
    provision = values.record.provision
    if not provision.may_see_rates or not values.places:
        return ""
    year = provision.pupil_cost(values.pupil.id, values.record.on)
    return "" if year.days_without_rate else pounds(year.line.pence)


# What was said, counted and advised

PROFILE = {
    "appreciated": "what people appreciate", "important": "what is important", "support": "how best to support", "aspirations": "hopes",
}


def _voice_values() -> Iterator[FormValue]:
    for own, who, name in ((True, "pupil", "Pupil’s views"), (False, "family", "Parents’ views")):
        yield _value(f"views.{who}", name, _views(own, _views_words))
        for part, title in VIEW_PARTS.items():
            yield _value(f"views.{who}.{part}", f"{name}: {title.lower()}", _views(own, attrgetter(part)))
        yield _value(f"views.{who}.day", f"{name}: given on", _views(own, attrgetter("given_on")), DAY)
    for key, title in PROFILE.items():
        yield _value(f"profile.{key}", f"One-page profile: {title}", _of_profile(key))


def _views(own: bool, get: Callable[[ViewsGiven], Answer]) -> Get:
    def told(values: CaseValues) -> Answer | None:
        given = values.views_of(own=own)
        return get(given) if given is not None else None

    return told


def _of_profile(part: str) -> Get:
    return lambda v: str(getattr(v.profile, part)) if v.profile is not None else None


def _views_words(given: ViewsGiven) -> str:
    parts = [(title, getattr(given, name).strip()) for name, title in VIEW_PARTS.items()]
    return _lines(f"{title}: {words}" for title, words in parts if words)


PROFESSIONAL: tuple[tuple[str, str, Callable[[InvolvementRow], str]], ...] = (
    ("who", "who", lambda r: r.involvement.called),
    ("service", "service", lambda r: said(SERVICES, r.involvement.service)),
    ("report", "report of", lambda r: shown(r.involvement.report_on) if r.involvement.report_on else ""),
    ("advice", "advice", lambda r: _lines(one.words for one in r.advices)),
    ("action", "what the school did", lambda r: _lines(one.action for one in r.advices)),
    ("effect", "what came of it", lambda r: _lines(one.effect for one in r.advices)),
    ("standing", "where it stands", lambda r: r.standing),
)


def _figure_values() -> Iterator[FormValue]:
    yield _value("attendance.percent", "Attendance, 12 months", _in_year(lambda a, p: f"{a * 1000 // p / 10:g}%"))
    yield _value("attendance.words", "Attendance, in a sentence", lambda v: v.record.measuring.attendance(v.pupil.id, 12, v.record.on).words)
    yield _value("attendance.possible", "Sessions possible, 12 months", _in_year(lambda a, p: str(p)))
    yield _value("attendance.attended", "Sessions attended, 12 months", _in_year(lambda a, p: str(a)))
    yield _value("attendance.suspended", "Suspensions this school year", lambda v: v.record.measuring.suspensions(v.pupil.id, v.record.on).words)
    yield _value("scores.all", "Scores, the latest of each test", lambda v: _lines(_score_words(v)))
    yield from _rows("professional", "Each professional", lambda v: v.involved, PROFESSIONAL)
    yield _value("professionals.all", "Professionals, summed up", lambda v: _lines(f"{r.involvement.called}: {r.standing}" for r in v.involved))


def _in_year(get: Callable[[int, int], str]) -> Get:
    """Said of the sessions attended and possible in twelve months."""
    def told(values: CaseValues) -> str:
        window = values.record.measuring.attendance(values.pupil.id, 12, values.record.on)
        return get(window.attended, window.possible) if window.possible else ""

    return told


def _score_words(values: CaseValues) -> Iterator[str]:
    for group in values.record.measuring.scores(values.pupil.id):
        row = group.rows[0]
        yield f"{row.measure.test_words}, {shown(row.measure.taken_on)}: {row.measure.value}"


ATTENDEE: tuple[tuple[str, str, Callable[[MeetingPerson], str]], ...] = (
    ("name", "name", lambda p: p.name),
    ("role", "role", lambda p: p.role),
    ("came", "came", lambda p: "Yes" if p.presence == "came" else "No"),
)


def _meeting_values() -> Iterator[FormValue]:
    yield _value("meeting.day", "Meeting held on", lambda v: v.meeting.held_on if v.meeting else None, DAY)
    yield _value("meeting.kind", "Kind of meeting", lambda v: MEETING_KINDS[v.meeting.meeting_kind] if v.meeting else "")
    yield _value("meeting.where", "Where it was held", lambda v: v.meeting.where if v.meeting else "")
    yield _value("meeting.chair", "Who led it", lambda v: v.meeting.chair if v.meeting else "")
    yield _value("meeting.minutes", "What was said", lambda v: v.meeting.minutes if v.meeting else "")
    yield _value("meeting.differences", "What was not agreed", lambda v: v.meeting.differences if v.meeting else "")
    yield _value("meeting.invited", "Who was invited", _of_meeting(""))
    yield _value("meeting.came", "Who came", _of_meeting("came"))
    yield _value("meeting.apologies", "Who sent apologies", _of_meeting("apologies"))
    yield from _rows("attendee", "Each person at the meeting", lambda v: v.people, ATTENDEE)


def _of_meeting(presence: str) -> Get:
    return lambda v: _lines(p.called for p in v.people if presence in ("", p.presence))


CATALOGUE: tuple[FormValue, ...] = (
    *_pupil_values(), *_people_values(), *_school_values(), *_case_values(), *_sen_values(), *_voice_values(), *_support_values(),
    *_figure_values(), *_meeting_values(),
)
"""Everything that a form can be told, in the order in which it is offered."""
VALUE_OF = {one.key: one for one in CATALOGUE}


def answers(values: CaseValues, keys: Iterable[str]) -> dict[str, Answer]:
    """What the case says to each of these values; those of which nothing is recorded are left out."""
    found: dict[str, Answer] = {}
    for key in dict.fromkeys(keys):
        told = VALUE_OF[key].get(values) if key in VALUE_OF else None
        if told is not None and told != "" and not (isinstance(told, tuple) and not any(told)):
            found[key] = told
    return found


def answer_words(answer: Answer) -> str:
    """An answer as it is shown beside its field."""
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    if isinstance(answer, date):
        return shown(answer)
    return "\n".join(answer) if isinstance(answer, tuple) else answer
