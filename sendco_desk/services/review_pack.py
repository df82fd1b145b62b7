"""The part of a pack that is the school's report of an annual review: who met, what was said, progress, recommendations, and what was not agreed.

The differences of opinion stand side by side: the report must tell the council in what the recommendations of others differ.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sendco_desk.authority.profile import Profile
from sendco_desk.domain.casework import CaseEvent, CaseFile
from sendco_desk.domain.changes import is_changed
from sendco_desk.domain.dates import months_later, shown
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.paper import Block, Grid, Heading, Listed, Paragraph, Runs, said
from sendco_desk.domain.plans import PlanVersion
from sendco_desk.domain.support_codes import PLAN_SECTIONS, PRESENCE
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.services.meetings import NOTICE, PAPERS, REPORT, before_words, last_day
from sendco_desk.services.not_met import OutcomeChange
from sendco_desk.services.pack_cycles import result_grid
from sendco_desk.services.pack_plan import plan_there
from sendco_desk.services.pack_provision import cost_blocks, provision_grid
from sendco_desk.services.pack_record import PackRecord, beneath, day_words, facts, prose, quiet
from sendco_desk.services.pack_voices import OWN
from sendco_desk.services.plan_sections import PlanBook
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.voices import VIEW_PARTS
from sendco_desk.services.workshop import Workshop
from sendco_desk.statute.rules import rule

ISSUED = ("final", "amended_final")
"""Versions of a plan that are in force; the others are drafts and proposals."""
KINDS = ("annual_review", "phase_transfer")
"""The kinds of case in which a plan is reviewed."""
MEETING = "review_meeting"
DEMANDED = frozenset({"mandatory", "in_form", "separate_form", "template"})
"""What the profile’s field on costed maps says where one has to come."""
YEAR = 12
"""Months before a review that its report looks back on."""
_SPEAKER = re.compile(r"^\s*[-•*]?\s*([^\W\d][^:\n]{1,38}?)\s*:\s+(\S.*)$")
MOST_SIDES = 4
"""So many voices stand beside one another; where more spoke, their words stand one after another."""
NO_CHANGE = "No change to the wording of the plan is recorded as proposed."
ALL_AGREED = "No difference of opinion is recorded."


def review_meeting(record: PackRecord) -> Meeting | None:
    """The meeting of the case's review: that on the day that the case records, else the latest annual review meeting."""
    held = [one for one in record.book.all(Meeting, pupil=record.pupil) if one.meeting_kind == "annual_review" and not one.cancelled]
    days = {event.on for event in record.book.all(CaseEvent, case=record.case) if event.name == MEETING}
    return max([one for one in held if one.held_on in days] or held, key=lambda one: one.held_at, default=None)


def review_there(record: PackRecord) -> bool:
    """Whether the case is about a review of which a meeting is recorded."""
    return record.case is not None and record.book.get(CaseFile, record.case).case_kind in KINDS and review_meeting(record) is not None


def review_part(record: PackRecord) -> Iterator[Block]:
    """The whole report."""
    meeting = review_meeting(record)
    if meeting is None:
        return
    yield from _head(record, meeting)
    yield from people_blocks(record, meeting)
    yield from views_blocks(record, meeting)
    yield from progress_blocks(record, meeting)
    yield from provision_blocks(record)
    yield from recommendation_blocks(record, meeting)
    yield from difference_blocks(meeting)


def plan_reviewed(record: PackRecord, meeting: Meeting) -> PlanVersion | None:
    """The plan that was in force on the day of the meeting; where none is written down, what the latest version changes, or that itself."""
    versions = record.book.all(PlanVersion, pupil=record.pupil)
    in_force = [one for one in versions if one.state in ISSUED and one.dated_on <= meeting.held_on]
    latest = plan_there(record)
    if in_force or latest is None:
        return max(in_force, key=lambda one: one.dated_on, default=None)
    return PlanBook(record.book, SchoolDeeds(record.book), Workshop()).base_of(latest) or latest


def _head(record: PackRecord, meeting: Meeting) -> Iterator[Block]:
    """When, where, whether in time, and by when this report is due."""
    reviewed = plan_reviewed(record, meeting)
    due = last_day(REPORT, meeting.held_on)
    yield quiet(f"The report goes to everybody who was invited by {shown(due)}, two weeks after the meeting ({rule(REPORT).source}).")
    yield from facts(
        ("Meeting", f"{shown(meeting.held_on)}, {meeting.held_at:%H:%M}"), ("Where", meeting.where), ("Led by", meeting.chair),
        ("Plan reviewed", reviewed.called if reviewed else ""), ("Purpose", meeting.purpose),
        ("Notice", before_words("Invited", "the invitations", meeting.invited_on, meeting, NOTICE, record.on)),
        ("Papers", before_words("Papers out", "the papers", meeting.papers_out_on, meeting, PAPERS, record.on)),
        ("Report sent", day_words(meeting.minutes_sent_on)),
    )


def people_blocks(record: PackRecord, meeting: Meeting) -> Iterator[Block]:
    """Who was invited, who came, and who sent a report instead."""
    people = sorted(record.book.all(MeetingPerson, meeting=meeting.id), key=lambda one: one.place)
    if people:
        yield Heading(text="Who was invited and who came")
        yield Grid(
            caption="", heads=("Name", "Role", "Presence"), shares=(36, 38, 26),
            rows=tuple((said(one.name), said(one.role), said(PRESENCE[one.presence])) for one in people),
        )
    if meeting.minutes.strip():
        yield Heading(text="What was said")
        yield from prose(meeting.minutes)


def views_blocks(record: PackRecord, meeting: Meeting) -> Iterator[Block]:
    """The latest views of the pupil and of the family in the year before the meeting, up to the report of it, side by side."""
    since, until = months_later(meeting.held_on, -YEAR), meeting.minutes_sent_on or last_day(REPORT, meeting.held_on)
    held = (one for one in record.book.all(ViewsGiven, pupil=record.pupil) if since <= one.given_on <= until)
    given = sorted(held, key=lambda one: one.given_on)
    sides = [one for one in (_latest(given, own=True), _latest(given, own=False)) if one is not None]
    rows = tuple(
        (said(title), *(said(getattr(one, name).strip()) for one in sides)) for name, title in VIEW_PARTS.items()
        if any(getattr(one, name).strip() for one in sides)
    )
    if rows:
        yield Heading(text="Views, side by side")
        yield Grid(
            caption="", heads=("About", *(one.called for one in sides)), rows=rows, shares=(22, *(78 / len(sides) for _ in sides)),
        )


def _latest(given: Sequence[ViewsGiven], *, own: bool) -> ViewsGiven | None:
    return next((one for one in reversed(given) if (one.voice in OWN) == own), None)


def progress_blocks(record: PackRecord, meeting: Meeting) -> Iterator[Block]:
    """What section E of the plan says, and how far each outcome of the year has come."""
    since = months_later(meeting.held_on, -YEAR)
    cycles = [page for page in record.support.cycles(record.pupil, record.on)[::-1] if (page.cycle.reviewed_on or record.on) >= since]
    outcomes = [line.outcome for page in cycles for line in page.outcomes]
    version = plan_reviewed(record, meeting)
    section = PlanBook(record.book, SchoolDeeds(record.book), Workshop()).words(version).get("E", "") if version else ""
    if not (outcomes or section.strip()):
        return
    yield Heading(text="Progress towards the outcomes")
    if section.strip():
        yield from facts(("Section E of the plan", section.strip()))
    if outcomes:
        yield result_grid("Outcomes worked on in the last twelve months", [OutcomeChange(outcome=one) for one in outcomes])


def provision_blocks(record: PackRecord) -> Iterator[Block]:
    """What section F orders, planned against held; with costs where the pack says what provision costs."""
    found = record.provision.places_of(record.pupil, record.on)[::-1]
    ordered = [line for line in found if line.place.plan_section_f]
    if ordered:
        yield Heading(text="Provision that section F of the plan orders")
        yield provision_grid(ordered, record.on)
    if not (found and record.costs and costed_map_asked(record)):
        return
    if "provision" in record.parts:
        yield Paragraph(runs=said("What each provision costs stands under ‘Provision, planned against held’, as the council asks for at a review."))
    else:
        yield from cost_blocks(record, found)


def costed_map_asked(record: PackRecord) -> bool:
    """Whether the council asks for a costed map, of every plan or at a review, as far as that is verified."""
    return record.asked is not None and demands_costs(record.asked.profile)


def demands_costs(profile: Profile) -> bool:
    """Whether a council wants to be told at a review what the provision costs."""
    always, at_review = profile.fact("costed_map"), profile.fact("review_costed_map")
    return (always.value in DEMANDED and always.told.is_fact) or (at_review.value is True and at_review.told.is_fact)


def recommendation_blocks(record: PackRecord, meeting: Meeting) -> Iterator[Block]:
    """Which sections the school proposes to change, what was agreed to be done, and who will do it."""
    yield Heading(text="Recommendations")
    version, plans = plan_there(record), PlanBook(record.book, SchoolDeeds(record.book), Workshop())
    base = plans.base_of(version) if version else None
    changed = [section for section, runs in plans.compare(version, base).items() if is_changed(runs)] if version and base else []
    if version and changed:
        where = " The wording stands marked under ‘EHC plan, section by section’." if "plan" in record.parts else ""
        yield Paragraph(runs=said(f"{version.called}: these sections are proposed to change.{where}"), keeps=True)
        yield Listed(points=tuple(said(f"Section {section}, {PLAN_SECTIONS[section].lower()}") for section in changed))
    else:
        yield Paragraph(runs=said(NO_CHANGE))
    if version and version.note.strip():
        yield from prose(version.note)
    actions = sorted(record.book.all(AgreedAction, meeting=meeting.id), key=lambda one: one.place)
    if actions:
        yield Grid(
            caption="What was agreed", heads=("What", "Who", "By"), shares=(56, 24, 20),
            rows=tuple((beneath(one.words, _done(one)), said(one.owner), said(day_words(one.due_on, "No day agreed"))) for one in actions),
        )


def _done(one: AgreedAction) -> str:
    return f"Done {shown(one.done_on)}. {one.done_words}".strip() if one.done_on else ""


# Differences of opinion


@dataclass(frozen=True, slots=True)
class Difference:
    """A question on which those who met differ: what it is, and what each says."""

    about: str
    sides: tuple[tuple[str, str], ...]


def differences_in(words: str) -> tuple[tuple[str, ...], tuple[Difference, ...]]:
    """Lines such as `Parents: five mornings` put side by side under the line before them; and the lines that nobody is named for."""
    plain: list[str] = []
    found: list[Difference] = []
    about, sides = "", list[tuple[str, str]]()
    for line in (*words.split("\n"), ""):
        spoken = _SPEAKER.match(line)
        if spoken:
            sides.append((spoken[1].strip(), spoken[2].strip()))
            continue
        if sides:
            found.append(Difference(about, tuple(sides)))
            about, sides = "", []
        if line.strip():
            plain += [about] if about else []
            about = line.strip()
    return (*plain, *([about] if about else [])), tuple(found)


def difference_blocks(meeting: Meeting) -> Iterator[Block]:
    """What was not agreed, each side in a column of its own; or that nothing of the kind is recorded."""
    yield Heading(text="Differences of opinion")
    if not meeting.differences.strip():
        yield Paragraph(runs=said(ALL_AGREED))
        return
    plain, found = differences_in(meeting.differences)
    who = tuple(dict.fromkeys(name for one in found for name, _ in one.sides))
    if len(who) < 2 or len(who) > MOST_SIDES:
        yield from prose(meeting.differences)
        return
    yield from (Paragraph(runs=said(line)) for line in plain)
    yield Grid(
        caption="What each says", heads=("About", *who), shares=(24, *(76 / len(who) for _ in who)),
        rows=tuple((said(one.about.rstrip(":")), *(_side(one, name) for name in who)) for one in found),
    )


def _side(one: Difference, who: str) -> Runs:
    return said("\n".join(words for name, words in one.sides if name == who) or "Said nothing on this")

