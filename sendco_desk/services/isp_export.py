"""A pupil's support in the shape of the Individual Support Plan that is proposed for 2029: an export of what is recorded, not a rewrite.

The shape follows a proposal, not law: the fields may change until it is. Their names here stay as they are; fields may be added. Every entry
names the record that it is filled from, so that whoever loads it can see where each word comes from.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.kinds import KIND_OF
from sendco_desk.domain.pupil import SenStatus, current_status
from sendco_desk.domain.records import Record
from sendco_desk.domain.school import School
from sendco_desk.domain.support_codes import AREAS, GATHERED, NEXT_STEPS, OUTCOME_RESULTS, STAFF_ROLES, VOICES, WHOSE_WORDS
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.services.form_heads import pupil_of, source_named
from sendco_desk.services.pack_record import PackRecord
from sendco_desk.services.provision_rows import PlaceLine, times_words
from sendco_desk.services.statements import StatementLine
from sendco_desk.services.support_cycles import CyclePage
from sendco_desk.services.support_paper import chosen_cycle, places_in

if TYPE_CHECKING:
    from sendco_desk.store.reading import Reading

SHAPE = "individual-support-plan"
STANDING = "The shape of the Individual Support Plan proposed for 2029. It is a proposal, not law."
PARTS = ("needs", "strengths", "day_to_day_support", "provision", "outcomes", "review", "parents_part", "pupil_part", "views")
"""The parts of the plan, in order."""
Fields = dict[str, object]


def individual_support_plan(record: PackRecord, school: School) -> Fields:
    """The plan as plain values for JSON: dates as 2026-11-23, codes beside their words. A part without a record is an empty list or null."""
    pupil, page = pupil_of(record), chosen_cycle(record, None)
    status = current_status(record.book.all(SenStatus, pupil=record.pupil), record.on)
    lines = [line for area in record.support.statements(record.pupil, record.on) for line in area.lines]
    return {
        "shape": SHAPE, "version": 1, "standing": STANDING, "on": record.on.isoformat(),
        "school": {"record": named(school), "name": school.name, "urn": school.urn},
        "pupil": {
            "record": named(pupil), "name": pupil.known_name, "legal_name": pupil.legal_name, "upn": pupil.upn, "born": iso(pupil.date_of_birth),
            "year": pupil.year_group, "class": pupil.class_name, "sen_status": status.status if status else None,
            "sen_status_since": iso(status.since) if status else None,
        },
        "needs": [_statement(record, line) for line in lines if line.statement.side == "need"],
        "strengths": [_statement(record, line) for line in lines if line.statement.side == "strength"],
        **_cycle(record, page),
        "views": [_views(one) for one in latest_views(record)],
    }


def named(one: Record) -> Fields:
    """The record that something is filled from."""
    return {"kind": one.KIND, "id": str(one.id)}


def iso(day: date | None) -> str | None:
    """A day as 2026-11-23."""
    return day.isoformat() if day else None


def _statement(record: PackRecord, line: StatementLine) -> Fields:
    one = line.statement
    return {
        "record": named(one), "area": one.area, "area_words": AREAS[one.area], "words": one.words, "since": iso(one.since),
        "sources": [source_named(record, source.source) for source in line.sources],
    }


def _cycle(record: PackRecord, page: CyclePage | None) -> Fields:
    if page is None:
        return {"cycle": None, "day_to_day_support": [], "provision": [], "outcomes": [], "review": None, "parents_part": None, "pupil_part": None}
    cycle = page.cycle
    return {
        "cycle": {
            "record": named(cycle), "number": cycle.number, "version": cycle.version, "starts_on": iso(cycle.starts_on), "lead": cycle.lead,
            "baseline": cycle.baseline,
        },
        "day_to_day_support": [
            {"record": named(one), "what": one.words, "who": one.who, "how_often": one.how_often, "where": one.where, "area": one.area}
            for one in page.strategies
        ],
        "provision": [_provision(line) for line in places_in(record, page)],
        "outcomes": [
            {"record": named(one), "words": one.words, "area": one.area, "owner": one.owner, "measure": one.measure, "baseline": one.baseline,
             "target": one.target, "due_on": iso(one.due_on), "result": one.result, "result_words": OUTCOME_RESULTS.get(one.result, ""),
             "measure_now": one.measure_now}
            for one in (line.outcome for line in page.outcomes)
        ],
        "review": {
            "record": named(cycle), "due_on": iso(cycle.review_due_on), "reviewed_on": iso(cycle.reviewed_on), "tried": cycle.tried,
            "next_step": cycle.next_step, "next_step_words": NEXT_STEPS.get(cycle.next_step, ""), "why_next": cycle.why_next,
        },
        "parents_part": {"record": named(cycle), "words": cycle.parents_part} if cycle.parents_part.strip() else None,
        "pupil_part": {"record": named(cycle), "words": cycle.pupil_part} if cycle.pupil_part.strip() else None,
    }


def _provision(line: PlaceLine) -> Fields:
    run, place = line.run, line.place
    return {
        "record": named(place), "run": named(run), "name": run.name, "what": run.what,
        "who": line.who if run.staff is not None else STAFF_ROLES[run.staff_role], "where": run.where, "minutes": run.minutes,
        "times_a_week": run.times_a_week, "group": line.group, "starts_on": iso(place.starts_on), "ends_on": iso(place.ends_on),
        "how_often": f"{run.minutes} minutes, {times_words(run)}", "aim": place.aim, "measure": place.measure,
        "in_plan_section_f": place.plan_section_f,
    }


def latest_views(record: PackRecord) -> list[ViewsGiven]:
    """The newest views of each voice."""
    given = sorted(record.book.all(ViewsGiven, pupil=record.pupil), key=lambda one: one.given_on)
    return list({one.voice: one for one in given}.values())


def _views(one: ViewsGiven) -> Fields:
    return {
        "record": named(one), "voice": one.voice, "voice_words": VOICES[one.voice], "person": one.person, "given_on": iso(one.given_on),
        "gathered": GATHERED[one.gathered], "whose_words": WHOSE_WORDS[one.whose_words], "working": one.working, "not_working": one.not_working,
        "matters": one.matters, "hopes": one.hopes,
    }


# Checking one that is loaded


def lacking(plan: Mapping[str, object]) -> tuple[str, ...]:
    """The parts of a plan that nothing is recorded for. Whoever gives it on should fill them first."""
    return tuple(part for part in PARTS if not plan.get(part))


def unfounded(plan: Mapping[str, object], book: "Reading") -> tuple[str, ...]:
    """What a loaded plan says that no record of the notebook stands behind: the paths of its entries, empty where each has its record."""
    found = []
    for path, entry in _entries(plan):
        source = entry.get("record")
        kind = KIND_OF.get(str(source.get("kind"))) if isinstance(source, Mapping) else None
        if not isinstance(source, Mapping) or kind is None or book.find(kind, UUID(str(source.get("id")))) is None:
            found.append(path)
    return tuple(found)


def _entries(plan: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    found: list[tuple[str, Mapping[str, object]]] = []
    for part in ("school", "pupil", "cycle", *PARTS):
        value = plan.get(part)
        several = value if isinstance(value, list) else [value]
        found += [(f"{part}[{n}]" if isinstance(value, list) else part, one) for n, one in enumerate(several) if isinstance(one, Mapping)]
    return found
