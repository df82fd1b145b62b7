"""What of the record answers each kind of evidence that a council can ask for: with dates, documents and the places in the pack that show it.

One finder a kind. Where the notebook keeps nothing of a kind, the finder says so and looks for a document that may answer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.readiness import Held, HeldItem
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import REQUESTED_BY, SERVICES
from sendco_desk.domain.codes import said as code_said
from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Attendance, Measure, PartTimeTimetable, Suspension
from sendco_desk.domain.meetings import Meeting, MeetingPerson
from sendco_desk.domain.paper import Leads
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.plans import PlanVersion
from sendco_desk.domain.professionals import Involvement
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.rights import Sharing
from sendco_desk.domain.support_codes import AREAS
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.domain.word_counts import word_count
from sendco_desk.services.pack_needs import held_statements
from sendco_desk.services.pack_record import PackRecord
from sendco_desk.services.pack_voices import OWN
from sendco_desk.services.provision_rows import PlaceLine
from sendco_desk.services.school_case import CaseSentence, case_words, school_case
from sendco_desk.services.story import StoryBook
from sendco_desk.services.support_cycles import CyclePage
from sendco_desk.statute.wording import both, counted

FRONT, ASKS = "front", "asks"
"""The cover with its contents, and the part that says what is asked: both are told apart from the parts that a maker can choose."""
OUTSIDE = frozenset({"educational_psychology", "health", "social_care", "speech_and_language", "occupational_therapy", "council", "other"})
"""Services whose reports are those of professionals from outside the school."""
HEALTH = frozenset({"health", "speech_and_language", "occupational_therapy"})
_REPORTED = {False: ("report", "assessment", "letter", "plan"), True: ("report", "assessment")}
"""The kinds of paper in which a service reports, by whether it is the council itself."""
COSTING = ("provision map", "costed", "costing")
"""Words in the title of a paper that tells what provision costs."""

OWN_MAPS = frozenset({"mandatory", "separate_form", "template"})
"""What the profile’s field on costed maps says where it has to be the council’s own: the costs in the pack do not stand for that."""
ABOUT_REQUEST = ("request", "needs assessment", "ehc")
"""Words by which an entry of the sharing register or the minutes of a meeting are known to be about the request, and not about another matter."""

Finder = Callable[["Looking"], Held]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """A record that is looked through, and what was read of it once."""

    record: PackRecord
    documents: tuple[Document, ...]
    case: CaseFile
    places: tuple[PlaceLine, ...]
    cycles: tuple[CyclePage, ...]
    sentences: tuple[CaseSentence, ...]
    """The school's case, as the record tells it."""
    tool: str = ""
    """What the council calls its descriptors of need."""
    own_map: bool = False
    """Whether the council wants what provision costs in a form or spreadsheet of its own."""

    def part(self, key: str, title: str, **told: object) -> HeldItem:
        """Something that a part of the pack tells."""
        inside = key in self.record.parts or key == FRONT
        return HeldItem(title=title, where=(Leads(part=key),), inside=inside, **told)  # type: ignore[arg-type]

    def paper(self, document: Document, page: int = 1) -> HeldItem:
        """A document as an answer."""
        return HeldItem(
            title=document.title, day=document.dated_on or document.received_on, where=(Leads(document=document.id, page=page),),
            inside=document.id in self.record.going,
        )

    def papers(self, *, kinds: Iterable[str] = (), services: Iterable[str] = (), words: Sequence[str] = ()) -> list[HeldItem]:
        """The documents of some kinds, from some services, with any of some words in their titles, the newest first; all where none is given."""
        kinds, services = frozenset(kinds), frozenset(services)
        found = [
            one for one in self.documents
            if (not kinds or one.document_kind in kinds) and (not services or one.service in services)
            and (not words or any(word.casefold() in one.title.casefold() for word in words))
        ]
        return [self.paper(one) for one in sorted(found, key=lambda one: (one.dated_on or one.received_on, one.title), reverse=True)]


def held_by(record: PackRecord, tool: str = "") -> dict[str, Held]:
    """All that answers each kind of evidence, as the record stood on its day. ``tool`` is the name of the council's descriptors of need."""
    assert record.case is not None
    places, cycles = tuple(record.provision.places_of(record.pupil, record.on)), record.support.cycles(record.pupil, record.on)
    looking = Looking(
        record=record, documents=tuple(record.book.all(Document, pupil=record.pupil)), case=record.book.get(CaseFile, record.case), tool=tool,
        places=places, cycles=cycles, sentences=school_case(record, places, cycles),
        own_map=record.asked is not None and record.asked.profile.fact("costed_map").value in OWN_MAPS,
    )
    return {key: FINDERS[key](looking) for key in EVIDENCE}


def chosen_items(record: PackRecord, asked: Iterable[tuple[str, UUID, int]]) -> dict[str, list[HeldItem]]:
    """The documents that the maker chose as answers, by ask; one that has gone answers nothing."""
    found: dict[str, list[HeldItem]] = {}
    for ask, document, page in asked:
        if (kept := record.book.find(Document, document)) is not None:
            item = HeldItem(
                title=kept.title, day=kept.dated_on or kept.received_on, where=(Leads(document=document, page=page),),
                inside=document in record.going,
            )
            found.setdefault(ask, []).append(item)
    return found


def _held(items: Iterable[HeldItem], lack: str) -> Held:
    """Items, or what can be done where there is none."""
    found = tuple(items)
    return Held(items=found, lack="" if found else lack)


def _not_kept(what: str) -> str:
    return f"The notebook keeps nothing of this by itself: add {what} as a document, and choose it as the answer."


def _perhaps(found: Sequence[HeldItem], lack: str) -> Held:
    """Documents that may be it by their kind or title are offered to the maker, and never told as the answer: only the maker knows."""
    titles = both([f"‘{one.title}’" for one in found[:3]]) if found else ""
    return Held(lack=f"{titles} may be it: choose it as the answer where it is." if titles else lack)


def _is_about_request(*words: str) -> bool:
    return any(known in " ".join(words).casefold() for known in ABOUT_REQUEST)


# The request itself


def _legal_test(looking: Looking) -> Held:
    record = looking.record
    ours = record.asked.our_case if record.asked is not None else ""
    lack = "Nothing of the record speaks for it yet: write the school’s case, or record needs and what was done about them."
    if not ours.strip() and not looking.sentences:
        return Held(lack=lack)
    title = "The school’s case, in its own words" if ours.strip() else "The school’s case, as the record tells it"
    return Held(items=(looking.part(ASKS, title, words=word_count(case_words(looking.sentences, ours))),))


def _reason(looking: Looking) -> Held:
    ours = looking.record.asked.our_case if looking.record.asked is not None else ""
    if ours.strip():
        return Held(items=(looking.part(ASKS, "The school’s case, in its own words", words=word_count(ours)),))
    asked = looking.case.what_is_asked.strip()
    if asked:
        return Held(items=(looking.part(FRONT, "What is asked, on the cover", words=word_count(asked)),))
    told = case_words(looking.sentences)
    if told:
        return Held(items=(looking.part(ASKS, "The school’s case, as the record tells it", words=word_count(told)),))
    return Held(lack="Write the school’s case, or what is asked under the case.")


def _identity(looking: Looking) -> Held:
    pupil = looking.record.book.get(Pupil, looking.record.pupil)
    lack = "Give the pupil’s date of birth."
    return _held([looking.part("summary", "Pupil summary")] if pupil.date_of_birth else [], lack)


def _responsibility(looking: Looking) -> Held:
    people = [one for one in looking.record.book.all(ContactPerson, pupil=looking.record.pupil) if one.parental_responsibility]
    lack = "Nobody is recorded as having parental responsibility: add them under People."
    title = "1 person in the pupil summary" if len(people) == 1 else f"{len(people)} people in the pupil summary"
    return _held([looking.part("summary", title)] if people else [], lack)


def _requester(looking: Looking) -> Held:
    case = looking.case
    who = code_said(REQUESTED_BY, case.requested_by) + (f", {case.asked_by_name}" if case.asked_by_name.strip() else "")
    return Held(items=(looking.part(FRONT, f"The cover. Asked by: {who}"),))


def _sign_off(looking: Looking) -> Held:
    found = looking.papers(words=("headteacher", "head teacher", "principal", "signed", "sign-off"))
    return _perhaps(found, _not_kept("the page that the headteacher signed"))


def _agreed(looking: Looking) -> Iterator[HeldItem]:
    """What the sharing register says of the family's agreement, with the document that shows it."""
    papers = {one.id: one for one in looking.documents}
    for one in sorted(looking.record.book.all(Sharing, pupil=looking.record.pupil), key=lambda one: one.on, reverse=True):
        if not (one.agreed_by.strip() and one.holds(looking.record.on) and _is_about_request(one.what, one.note)):
            continue
        paper = papers.get(one.document) if one.document else None
        where = (Leads(document=paper.id),) if paper is not None else ()
        inside = paper is None or paper.id in looking.record.going
        yield HeldItem(title=f"Agreed by {one.agreed_by} on {shown(one.on)}: {one.what}", day=one.on, where=where, inside=inside)


def _informed(looking: Looking) -> Held:
    meetings = [
        looking.part("meetings", one.called, day=one.held_on)
        for one in _meetings(looking, {"parents", "support_review", "annual_review"}) if _is_about_request(one.purpose, one.minutes)
    ]
    found = [*_agreed(looking), *meetings[:1]]
    if found:
        return Held(items=tuple(found))
    papers = looking.papers(words=("consent", "permission", "privacy", "agreement"))
    return _perhaps(papers, "Record under People, Sharing, that the parents know of the request and agree, or add their letter as a document.")


def _consent(looking: Looking) -> Held:
    found = looking.papers(words=("consent", "permission", "DP1", "data protection"))
    return _perhaps(found, _not_kept("the council’s signed form"))


def _permission(looking: Looking) -> Held:
    if found := tuple(_agreed(looking)):
        return Held(items=found)
    papers = looking.papers(words=("consent", "permission"))
    return _perhaps(papers, "Record under People, Sharing, that the parents agree to the request, or add their signed permission as a document.")


# What the family says


def _views(looking: Looking, own: bool) -> list[HeldItem]:
    given = [one for one in looking.record.book.all(ViewsGiven, pupil=looking.record.pupil) if (one.voice in OWN) == own]
    found = [looking.part("views", one.called, day=one.given_on) for one in sorted(given, key=lambda one: one.given_on, reverse=True)]
    return [*found, *looking.papers(kinds=("views",), services=("pupil",) if own else ("parent",))]


def _child_views(looking: Looking) -> Held:
    return _held(_views(looking, True), "Record the pupil’s views under Views.")


def _parent_views(looking: Looking) -> Held:
    return _held(_views(looking, False), "Record the parents’ views under Views.")


def _profile(looking: Looking) -> Held:
    kept = sorted(looking.record.book.all(OnePageProfile, pupil=looking.record.pupil), key=lambda one: one.made_on, reverse=True)
    found = [looking.part("profile", one.called, day=one.made_on) for one in kept[:1]]
    return _held([*found, *looking.papers(words=("one-page profile", "one page profile"))], "Write the one-page profile under Views.")


# Needs and support


def _needs(looking: Looking) -> Held:
    held = held_statements(looking.record)
    areas = [title.lower() for area, title in AREAS.items() if any(one.area == area for one in held)]
    title = f"{counted(len(held), 'sentence')} in {both(areas)}" if held else ""
    return _held([looking.part("needs", title)] if held else [], "Write needs and strengths under Support.")


def _descriptors(looking: Looking) -> Held:
    words = ["descriptor", *([looking.tool] if looking.tool else [])]
    named = f" ({looking.tool})" if looking.tool else ""
    return _perhaps(looking.papers(words=words), _not_kept(f"the filled-in descriptors{named}"))


def _reviewed(looking: Looking) -> list[SupportCycle]:
    cycles = [page.cycle for page in looking.cycles]
    return [one for one in cycles if one.reviewed_on is not None]


def _cycles(looking: Looking) -> Held:
    found = [looking.part("cycles", f"Cycle {one.number}, reviewed {shown(one.reviewed_on)}", day=one.reviewed_on, since=one.starts_on,
                          until=one.reviewed_on) for one in _reviewed(looking) if one.reviewed_on]
    return _held(found, "No cycle of support has been reviewed yet: record the review under Support.")


def _outcomes(looking: Looking) -> Held:
    outcomes = looking.record.book.all(Outcome, pupil=looking.record.pupil)
    told = [one for one in outcomes if one.baseline.strip() and one.result]
    title = f"{counted(len(told), 'outcome')} with where it began and its result"
    return _held([looking.part("cycles", title)] if told else [], "No outcome has both a baseline and a result yet.")


def _impact(looking: Looking) -> Held:
    reviewed = [one for one in _reviewed(looking) if one.tried.strip() or one.why_next.strip()]
    found = [looking.part("cycles", f"Review of cycle {one.number}", day=one.reviewed_on) for one in reviewed]
    places = [line for line in looking.places if line.place.effect.strip()]
    found += [looking.part("provision", f"What came of {line.run.name}", day=line.place.ends_on) for line in places]
    return _held(found, "Write in a review what was tried and how it went, or at the end of a provision what came of it.")


def _provision(looking: Looking) -> Held:
    places = looking.places
    lack = "No provision is recorded: give the pupil a place under Provision."
    return _held([looking.part("provision", f"{counted(len(places), 'provision')}, planned and held")] if places else [], lack)


def _costed(looking: Looking) -> Held:
    if looking.own_map:
        return _perhaps(looking.papers(words=COSTING), _not_kept("the council’s own map, filled in,"))
    return _costs(looking)


def _costs(looking: Looking) -> Held:
    papers = looking.papers(words=COSTING)
    if looking.places:
        told = looking.part("provision", "What the provision costs")
        told = told if looking.record.costs else replace(told, inside=False)
        return Held(items=(told, *papers), lack="" if looking.record.costs else "Let the pack say what the provision costs.")
    return _held(papers, "No provision is recorded that could be costed: give the pupil a place under Provision.")


def _element_2(looking: Looking) -> Held:
    held = _costs(looking)
    items = tuple(replace(one, title="The year’s cost against the £6,000") if one.where and one.where[0].part else one for one in held.items)
    return Held(items=items, lack=held.lack)


# Progress and days in school


def _measures(looking: Looking) -> list[Measure]:
    return sorted(looking.record.book.all(Measure, pupil=looking.record.pupil), key=lambda one: one.taken_on, reverse=True)


def _progress(looking: Looking) -> Held:
    measures = _measures(looking)
    found = [looking.part("measures", f"{counted(len(measures), 'score')} over time", day=measures[0].taken_on,
                          since=measures[-1].taken_on, until=measures[0].taken_on)] if measures else []
    found += list(_outcomes(looking).items)
    return _held([*found, *looking.papers(kinds=("assessment",))], "No score and no result of an outcome is recorded: add them under Measures.")


def _scores(looking: Looking) -> Held:
    scores = [one for one in _measures(looking) if one.score_kind in ("standard", "percentile", "scaled", "age_equivalent")]
    found = [looking.part("measures", one.test_words, day=one.taken_on) for one in scores]
    return _held([*found, *looking.papers(kinds=("assessment",))], "No standardised score is recorded: add it with test and date under Measures.")


def _attendance(looking: Looking) -> Held:
    rows = looking.record.book.all(Attendance, pupil=looking.record.pupil)
    found = []
    if rows:
        first, last = min(one.first_day for one in rows), max(one.last_day for one in rows)
        found.append(looking.part("attendance", "Attendance", since=first, until=last))
    return _held([*found, *looking.papers(kinds=("attendance",))], "No attendance is recorded: add it under Measures.")


def _none_recorded(what: str, looking: Looking) -> Held:
    """That there is none is an answer too, and needs no page."""
    return Held(items=(HeldItem(title=f"No {what} is recorded up to {shown(looking.record.on)}"),))


def _part_time(looking: Looking) -> Held:
    rows = looking.record.book.all(PartTimeTimetable, pupil=looking.record.pupil)
    items = [looking.part("attendance", one.called, day=one.starts_on, since=one.starts_on, until=one.ended_on) for one in rows]
    return _held(items, "") if items else _none_recorded("part-time timetable", looking)


def _suspensions(looking: Looking) -> Held:
    rows = looking.record.book.all(Suspension, pupil=looking.record.pupil)
    items = [looking.part("attendance", f"Suspension or exclusion, {shown(one.first_day)}", day=one.first_day) for one in rows]
    return _held(items, "") if items else _none_recorded("suspension or exclusion", looking)


# Professionals


def _involvements(looking: Looking, services: Iterable[str]) -> list[Involvement]:
    wanted = frozenset(services)
    found = [one for one in looking.record.book.all(Involvement, pupil=looking.record.pupil) if one.service in wanted]
    return sorted(found, key=lambda one: one.report_on or one.seen_on or one.asked_on or one.received_on or looking.record.on, reverse=True)


def _professionals(looking: Looking) -> Held:
    rows = _involvements(looking, SERVICES)
    found = [looking.part("professionals", one.called) for one in rows]
    return _held(found, "No professional is recorded: add who was involved under People.")


def _reports_of(looking: Looking, services: Iterable[str]) -> list[HeldItem]:
    """The reports of some services: each document once, at the day that its involvement gives where there is one. An EHC plan is none, and
    neither is a letter of the council's, such as its decision."""
    services = frozenset(services)
    days = {one.document: one.report_on for one in _involvements(looking, services) if one.document is not None}
    papers = [
        one for one in looking.documents if (one.document_kind, one.service) != ("plan", "council")
        if one.id in days or (one.service in services and one.document_kind in _REPORTED[one.service == "council"])
        or (one.document_kind == "report" and services == OUTSIDE and one.service not in ("school", "parent", "pupil"))
    ]
    found = [replace(looking.paper(one), day=days.get(one.id) or one.dated_on or one.received_on) for one in papers]
    return sorted(found, key=lambda one: (one.day or looking.record.on, one.title), reverse=True)


def _reports(looking: Looking) -> Held:
    return _held(_reports_of(looking, OUTSIDE), "No report of a professional is among the documents: add it with its date.")


def _psychologist(looking: Looking) -> Held:
    found = _reports_of(looking, {"educational_psychology"})
    return _held(found, "No report of an educational psychologist is among the documents: add it with its date, and say which service it is from.")


def _health(looking: Looking) -> Held:
    return _held(_reports_of(looking, HEALTH), "No paper of a health service is among the documents: add it, and say which service it is from.")


def _questionnaire(looking: Looking) -> Held:
    found = looking.papers(words=("medical questionnaire", "health questionnaire"))
    return _perhaps(found, _not_kept("the filled-in questionnaire"))


def _social_care(looking: Looking) -> Held:
    found = _reports_of(looking, {"social_care"})
    return _held(found, "No paper of social care is among the documents: add it, and say which service it is from, or that none is involved.")


# The pack, and papers of the council


def _chronology(looking: Looking) -> Held:
    lines = [line for line in StoryBook(looking.record.book, looking.record.clock).lines(looking.record.pupil) if not line.entry.struck_out]
    told = [line.entry.happened_at.date() for line in lines if line.entry.happened_at.date() <= looking.record.on]
    if told:
        title = "1 entry" if len(told) == 1 else f"{len(told)} entries"
        return Held(items=(looking.part("chronology", title, since=min(told), until=max(told)),))
    return _held((), "The story has no entry yet.")


def _document_list(looking: Looking) -> Held:
    found = [looking.part(FRONT, "Contents, with a number for each document")] if looking.record.going else []
    return _held(found, "No document goes into this pack yet.")


def _own_form(looking: Looking) -> Held:
    return _perhaps(looking.papers(kinds=("form",)), _not_kept("the council’s filled-in form"))


def _intervention(looking: Looking) -> Held:
    cycles = [page.cycle for page in looking.cycles]
    found = [looking.part("cycles", one.called, day=one.starts_on) for one in cycles if one.reviewed_on is None]
    papers = looking.papers(kinds=("plan",), services=("school",))
    return _held([*found, *papers], "Plan the next cycle under Support, or add the plan as a document.")


def _plan(looking: Looking) -> Held:
    versions = [one for one in looking.record.book.all(PlanVersion, pupil=looking.record.pupil) if one.state != "proposed"]
    found = [looking.part("plan", one.called, day=one.dated_on) for one in sorted(versions, key=lambda one: one.dated_on, reverse=True)[:1]]
    return _held([*found, *looking.papers(kinds=("plan",), services=("council",))], "No EHC plan is recorded: copy it in under EHC plan, or add it.")


def _plan_marked(looking: Looking) -> Held:
    versions = [one for one in looking.record.book.all(PlanVersion, pupil=looking.record.pupil) if one.state == "proposed"]
    found = [looking.part("plan", one.called, day=one.dated_on) for one in sorted(versions, key=lambda one: one.dated_on, reverse=True)[:1]]
    return _held(found, "No changes to the plan are proposed: mark them under EHC plan.")


def _meetings(looking: Looking, kinds: Iterable[str]) -> list[Meeting]:
    wanted = frozenset(kinds)
    found = [
        one for one in looking.record.book.all(Meeting, pupil=looking.record.pupil) if one.meeting_kind in wanted and not one.cancelled
    ]
    return sorted(found, key=lambda one: one.held_at, reverse=True)


def _review_report(looking: Looking) -> Held:
    held = [one for one in _meetings(looking, {"annual_review"}) if one.minutes.strip()]
    found = [looking.part("meetings", one.called, day=one.held_on) for one in held[:1]]
    papers = looking.papers(kinds=("minutes", "report"), words=("annual review", "review report"))
    return _held([*found, *papers], "No annual review meeting with minutes is recorded: write them under Meetings, or add the report.")


def _differences(looking: Looking) -> Held:
    held = _meetings(looking, {"annual_review"})
    found = [looking.part("meetings", one.called, day=one.held_on) for one in held if one.differences.strip()]
    if not found and held and held[0].minutes.strip():
        return Held(items=(looking.part("meetings", f"{held[0].called}: none is recorded", day=held[0].held_on),))
    return _held(found[:1], "No annual review meeting is recorded: write under Meetings what was not agreed, or that all was.")


def _meeting_people(looking: Looking) -> Held:
    for one in _meetings(looking, {"annual_review", "support_review", "team_around", "professionals", "transition"}):
        people = looking.record.book.all(MeetingPerson, meeting=one.id)
        if people:
            came = sum(each.presence == "came" for each in people)
            return Held(items=(looking.part("meetings", f"{one.called}: {len(people)} invited, {came} came", day=one.held_on),))
    return Held(lack="Nobody is recorded as invited to a review meeting: add them under Meetings.")


def _transition(looking: Looking) -> Held:
    held = [one for one in _meetings(looking, {"transition"}) if one.minutes.strip()]
    if held:
        return Held(items=(looking.part("meetings", held[0].called, day=held[0].held_on),))
    papers = looking.papers(words=("transition", "transfer", "next school"))
    return _perhaps(papers, "No meeting about the move is recorded: write its minutes under Meetings, or add the transition plan.")


FINDERS: dict[str, Finder] = {
    "legal_test": _legal_test, "identity": _identity, "responsibility": _responsibility, "requester": _requester, "sign_off": _sign_off,
    "informed": _informed, "consent_form": _consent, "reason": _reason, "child_views": _child_views, "one_page_profile": _profile,
    "parent_views": _parent_views, "needs": _needs, "descriptors": _descriptors, "cycles": _cycles, "outcomes": _outcomes, "impact": _impact,
    "provision": _provision, "costed_map": _costed, "element_2": _element_2, "progress": _progress, "scores": _scores,
    "attendance": _attendance, "part_time": _part_time, "suspensions": _suspensions, "professionals": _professionals, "reports": _reports,
    "psychologist": _psychologist, "health": _health, "medical_questionnaire": _questionnaire, "social_care": _social_care,
    "chronology": _chronology, "document_list": _document_list, "own_form": _own_form, "intervention_plan": _intervention,
    "permission": _permission, "plan": _plan, "plan_marked": _plan_marked, "review_report": _review_report, "differences": _differences,
    "meeting_people": _meeting_people, "transition": _transition,
}
"""How each kind of evidence is looked for."""
