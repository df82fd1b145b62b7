"""The clock without a notebook: dates in, milestones out, in the shape that the terminal promises and as lines to read.

Also a whole caseload at once. Its CSV has one row per event with the columns `case`, `event` and `date`; any fact may have a column of
its own name (`exception_claimed` may hold several, with commas), and `closed` and `term` may hold closures and terms of the school as
FROM..TO with semicolons between. A row may leave `event` and `date` empty and only state facts or closures. What comes out has one row per
milestone. A case with a row that cannot be read is left out, and each such row is named.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sendco_desk.domain.dates import shown
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.outputs import output_place, write_beside
from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.case import FACT_NAMES, FACTS, CaseFacts, Event, FactValue, dates_of, iso_date, parse_event, parse_fact
from sendco_desk.statute.clock import milestones, next_events, questions, receipt_differences, waiting_for, without_a_day
from sendco_desk.statute.england_2014.notices import NOTICES
from sendco_desk.statute.events import DIRECTION, EVENTS
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rules import REGIME, RULES, Rule, rule
from sendco_desk.statute.wording import counted, either

STATE_WORDS: Mapping[State, str] = {
    State.MET: "done", State.MET_LATE: "done late", State.DUE_SOON: "due soon", State.UPCOMING: "to come", State.OVERDUE: "overdue",
    State.WINDOW_OPEN: "window open", State.TOO_EARLY: "acted too early", State.LAPSED: "not used in time",
    State.UNKNOWN: "day not known", State.ENDED: "ended",
}
OUT_COLUMNS = (
    "case", "rule", "title", "owed_by", "after", "anchor", "anchor_event", "due", "last_safe_day", "state", "met_on", "days_late", "late",
    "source", "status", "confidence", "alternatives", "exceptions_that_could_apply", "counted", "ended_because",
)


def clock_answer(
    events: Sequence[str], facts: Sequence[str], closed: Sequence[str], on: date, show_all: bool = False, terms: Sequence[str] = (),
) -> dict[str, Any]:
    """The milestones of one case given as `NAME=DATE`, `NAME=VALUE` and `FROM..TO`, ready for JSON.

    Raises UnknownName for an event or fact that does not exist, Refused for a value that cannot be read.
    """
    return case_answer(parse_case(events, facts, closed, terms), on, show_all=show_all)


def parse_case(
    events: Iterable[str], facts: Iterable[str] = (), closed: Iterable[str] = (), terms: Iterable[str] = (),
) -> CaseFacts:
    """A case from what was typed. A fact given twice keeps its last value, but claimed exceptions add up."""
    stated: dict[str, FactValue] = {}
    for text in facts:
        name, value = parse_fact(*_halves(text, "fact", "NAME=VALUE"))
        before = stated.get(name)
        stated[name] = (*before, *value) if isinstance(before, tuple) and isinstance(value, tuple) else value
    return CaseFacts(
        events=tuple(_event(text) for text in events), facts=stated, closures=tuple(parse_closure(text) for text in closed),
        terms=tuple(parse_term(text) for text in terms),
    )


def _halves(text: str, kind: str, shape: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise Refused(f"‘{text}’ cannot be read as one {kind}: write {shape}.", field=kind)
    return name, value


def _event(text: str) -> Event:
    name, value = _halves(text, "event", "NAME=DATE, as in request_received=2026-09-07")
    parse_event(name, date(2014, 9, 1))  # so that a wrong name is said before a wrong date
    return parse_event(name, iso_date(value, name.strip()))


def parse_closure(text: str) -> Closure:
    """A closure written as 2026-07-23..2026-09-01. Raises Refused."""
    first, dots, last = text.partition("..")
    if not dots:
        raise Refused(f"‘{text.strip()}’ is not a closure: write its first and last day, as in 2026-07-23..2026-09-01.", field="closed")
    return Closure(first=iso_date(first, "closed"), last=iso_date(last, "closed"))


def parse_term(text: str) -> SchoolTerm:
    """A school term written as 2026-09-02..2026-12-18. Raises Refused."""
    first, dots, last = text.partition("..")
    if not dots:
        raise Refused(f"‘{text.strip()}’ is not a term: write its first and last day, as in 2026-09-02..2026-12-18.", field="term")
    return SchoolTerm(first=iso_date(first, "term"), last=iso_date(last, "term"))


def case_answer(case: CaseFacts, on: date, *, show_all: bool = False, kind: str = "") -> dict[str, Any]:
    """The milestones of a case with what else there is to say about its days.

    `events` gives each event's first day; where one happened more than once, `event_days` has them all.
    """
    dates = dates_of(case, heard=not kind)
    found = milestones(case, on, show_all=show_all, kind=kind)
    return {
        "on": on.isoformat(),
        "regime": REGIME,
        "events": {name: days[0].isoformat() for name, days in dates.items()},
        "event_days": {name: [day.isoformat() for day in days] for name, days in dates.items()},
        "milestones": [milestone_fields(one) for one in found],
        "without_a_day": [
            {
                "rule": one.id, "title": one.title, "period": one.period, "source": one.source, "status": one.status,
                "confidence": one.confidence,
            }
            for one in without_a_day(case, kind)
        ],
        "questions": list(questions(case)),
        "receipt_differences": list(receipt_differences(case)),
        "next_events": list(next_events(case, kind)),
        "waiting_for": list(waiting_for(case, kind, found)),
    }


def milestone_fields(one: Milestone) -> dict[str, Any]:
    """A milestone as the terminal's JSON promises it, days as ISO dates."""
    return {
        "rule": one.rule.id, "title": one.title, "owed_by": str(one.owed_by), "after": one.after,
        "anchor": _iso(one.anchor), "anchor_event": one.anchor_event or None,
        "due": _iso(one.due), "last_safe_day": _iso(one.last_safe_day), "state": one.state.value,
        "met_on": _iso(one.met_on), "met_by": one.met_by or None, "days_late": one.days_late, "late": one.late,
        "source": one.source, "status": one.status, "confidence": one.confidence,
        "alternatives": [{"due": other.due.isoformat(), "because": other.because} for other in one.alternatives],
        "exceptions": [
            {"id": test.id, "title": test.title, "could_apply": test.could_apply, "because": test.because, "source": test.source}
            for test in one.exceptions
        ],
        "counted": one.counted, "ended_because": one.ended_because or None, "if_missed": one.rule.if_missed,
        "duty": one.rule.duty, "binding": one.rule.binding, "met_at_latest": one.met_at_latest, "waits_for": one.waits_for or None,
        "latest_day": _iso(one.latest_day), "service": one.service or None, "part_of": one.part_of or None, "governs": one.governs or None,
        "notices": [{"id": notice.id, "title": notice.title, "words": notice.words} for notice in one.notices],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def clock_lines(answer: Mapping[str, Any]) -> list[str]:
    """The same answer as lines for a person: each step, how it was counted, what else applies, and what needs asking."""
    lines = [f"On {shown(date.fromisoformat(answer['on']))}:"]
    for one in answer["milestones"]:
        lines += _milestone_lines(one)
    lines += [f"{one['rule']}  {one['period']}: {one['title']} ({_source(one)})" for one in answer["without_a_day"]]
    lines += ["", *answer["receipt_differences"], *(f"Check: {sentence}" for sentence in answer["questions"])]
    return lines if lines[-1] else lines[:-1]


def _milestone_lines(one: Mapping[str, Any]) -> list[str]:
    due = shown(date.fromisoformat(one["due"])) if one["due"] else "no day yet"
    state = STATE_WORDS[State(one["state"])] + (f" by {one['late']}" if one["late"] else "")
    when = "by" if one["met_at_latest"] else "on"
    done = f" {when} {shown(date.fromisoformat(one['met_on']))}" if one["met_on"] else ""
    lines = [f"{one['rule']}  {due:<15}  {one['title']}: {state}{done} ({_source(one)})", f"    {one['counted']}"]
    if one["ended_because"]:
        lines.append(f"    {one['ended_because']}")
    lines += [f"    Or {shown(date.fromisoformat(other['due']))}: {other['because']}." for other in one["alternatives"]]
    lines += [f"    {notice['title']}: {notice['words']}" for notice in one["notices"]]
    could = [test for test in one["exceptions"] if test["could_apply"]]
    return lines + [f"    Exception that could apply: {test['title']}. {test['because']}" for test in could]


def _source(one: Mapping[str, Any]) -> str:
    """`SEND Regulations 2014 reg 25(1); statutory; confidence medium`."""
    return f"{one['source']}; {one['status']}" + ("" if one["confidence"] == "high" else f"; confidence {one['confidence']}")


def rules_answer(rule_id: str | None = None) -> list[dict[str, Any]]:
    """Every rule, or the one of that number, ready for JSON. Raises Refused for a number that no rule has."""
    return [rule_fields(one) for one in ((rule(rule_id),) if rule_id else RULES)]


def rule_fields(one: Rule) -> dict[str, Any]:
    """A rule with its sources, as the terminal's JSON promises it."""
    return {
        "id": one.id, "title": one.title, "period": one.period, "counting": one.counting, "source": one.source, "status": one.status,
        "since": _iso(one.since), "until": _iso(one.until), "confidence": one.confidence, "enabled": one.enabled,
        "duty": one.duty, "binding": one.binding,
        "owed_by": str(one.owed_by), "after": one.after[0] if one.after else "", "after_any": list(one.after), "met_by": list(one.met_by),
        "ended_by": list(one.ended_by), "needs": one.needs, "unless": one.unless, "replaces": list(one.replaces), "parts": list(one.parts),
        "counting_kind": one.counting_kind, "evidence": one.evidence, "note": one.note, "right": one.right, "dated": one.dated,
        "implied_by": list(one.implied_by), "silent_after": list(one.silent_after),
        "citation": one.citation, "page": one.page, "exceptions": list(one.exceptions), "if_missed": one.if_missed,
    }


def rule_lines(rules: Sequence[Mapping[str, Any]]) -> list[str]:
    """The same rules as lines for a person."""
    lines: list[str] = []
    for one in rules:
        lines += [
            f"{one['id']}  {one['title']}: {one['period']} ({one['source']}; {one['status']}; confidence {one['confidence']})",
            f"    {one['counting']}",
            *([f"    {one['note']}"] if one["note"] else []),
            f"    If missed: {one['if_missed']}",
            f"    {one['citation']}  {one['page']}",
        ]
    return lines


def notices_answer() -> list[dict[str, Any]]:
    """What is no rule but belongs beside them: reforms proposed, relaxations expired, judgments by date."""
    return [
        {"id": one.id, "title": one.title, "when": one.when, "status": one.status, "confidence": one.confidence, "words": one.words,
         "source": one.source}
        for one in NOTICES
    ]


def notice_lines(notices: Sequence[Mapping[str, Any]]) -> list[str]:
    """The same notices as lines for a person."""
    return [line for one in notices for line in (f"{one['when']}  {one['title']} ({one['status']})", f"    {one['words']}")]


def names_answer() -> dict[str, Any]:
    """Every event and fact that the clock knows by name."""
    return {
        "events": [{"name": one.name, "title": one.title, "done_by": one.done_by, "planned": one.planned} for one in EVENTS],
        "facts": [{"name": one.name, "title": one.title, "choices": list(one.choices)} for one in FACTS],
    }


def name_lines(names: Mapping[str, Any]) -> list[str]:
    """The same names as lines for a person."""
    lines = [f"{one['name']:<36} {one['title']}" for one in names["events"]]
    facts = [f"{one['name']:<36} {one['title']}: {either(one['choices']) if one['choices'] else 'a date'}" for one in names["facts"]]
    return ["Events", *lines, f"{DIRECTION + 'NAME':<36} Any other day that the Tribunal has fixed", "", "Facts", *facts]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadWritten:
    """What became of a caseload: how many cases and milestones were written, and a sentence for each row that could not be read."""

    cases: int
    milestones: int
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _CaseRows:
    events: list[Event] = field(default_factory=list)
    facts: dict[str, FactValue] = field(default_factory=dict)
    closures: list[Closure] = field(default_factory=list)
    terms: list[SchoolTerm] = field(default_factory=list)
    readable: bool = True


def clock_from_csv(in_path: Path, out_path: Path, on: date, report: Report = unreported) -> CaseloadWritten:
    """The milestones of every case in a CSV of events, written to another CSV. Raises Refused, Trouble or Cancelled."""
    output_place(out_path, inputs=[in_path])
    try:
        cases, left_out = _cases(_caseload_rows(_read(in_path)))
    except csv.Error:
        raise Refused("The file of events is not a CSV that can be read: save it again as CSV.", field="from") from None
    whole = {name: rows for name, rows in cases.items() if rows.readable}
    text = io.StringIO()
    writer = csv.DictWriter(text, OUT_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    written = 0
    for done, (name, found) in enumerate(whole.items(), start=1):
        case = CaseFacts(
            events=tuple(found.events), facts=found.facts, closures=tuple(found.closures), terms=tuple(found.terms),
        )
        for one in milestones(case, on):
            writer.writerow(_out_row(name, one))
            written += 1
        report(done, len(whole))
    write_beside(out_path, text.getvalue().encode(), "The file of milestones")
    return CaseloadWritten(cases=len(whole), milestones=written, left_out=tuple(left_out))


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refused("There is no such file of events: check the path.", field="from") from None
    except OSError as trouble:
        raise Trouble(f"The file of events could not be read ({trouble.strerror}). Nothing was changed.") from trouble
    if not data.strip():
        raise Refused("The file of events is empty: its first row must name case, event and date.", field="from")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")  # Excel's "Unicode text"
    if b"\0" in data:
        raise Refused("The file of events is not a table of text: save it as CSV.", field="from")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what Excel's plain "CSV" writes in England


def _caseload_rows(text: str) -> "csv.DictReader[str]":
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
    if twice := next((name for name in rows.fieldnames if name and rows.fieldnames.count(name) > 1), ""):
        raise Refused(f"The file of events has two columns ‘{twice}’: leave one of them out.", field="from")
    for needed in ("case", "event", "date"):
        if needed not in rows.fieldnames:
            raise Refused(f"The file of events has no column ‘{needed}’: its first row must name case, event and date.", field="from")
    for name in rows.fieldnames:
        if name not in ("case", "event", "date", "closed", "term", "", *FACT_NAMES):
            raise Refused(f"The clock knows no column ‘{name}’: remove it from the file, or give it the name of a fact.", field="from")
    return rows


def _cases(rows: "csv.DictReader[str]") -> tuple[dict[str, _CaseRows], list[str]]:
    cases: dict[str, _CaseRows] = {}
    left_out: list[str] = []
    for row in rows:
        values = {name: (value or "").strip() for name, value in row.items() if name and not isinstance(value, list)}
        if not any(values.values()):
            continue
        case = cases.setdefault(values["case"], _CaseRows())
        try:
            if None in row:
                raise Refused("It has more cells than the first row names: put a text that holds a comma in quotation marks.")
            _take(values, case)
        except Refused as refusal:
            case.readable = False
            left_out.append(f"Row {rows.line_num}: {refusal.message} Its case is left out.")
    return cases, left_out


def _take(values: Mapping[str, str], case: _CaseRows) -> None:
    if not values["case"]:
        raise Refused("The case is not named.")
    if values["event"] or values["date"]:
        if not (values["event"] and values["date"]):
            raise Refused(f"There is no {'date' if values['event'] else 'event'} in it.")
        case.events.append(_event(f"{values['event']}={_iso_text(values['date'])}"))
    case.closures += [parse_closure(part) for part in values.get("closed", "").split(";") if part.strip()]
    case.terms += [parse_term(part) for part in values.get("term", "").split(";") if part.strip()]
    for name in FACT_NAMES:
        if values.get(name):
            known, value = parse_fact(name, values[name])
            if case.facts.setdefault(known, value) != value:
                raise Refused(f"The fact ‘{known}’ differs from an earlier row of the case.")


def _iso_text(text: str) -> str:
    """A day as Excel writes it in England, 07/09/2026 or with a time of midnight, in the shape of the clock; any other text as it is."""
    text = text.removesuffix(" 00:00:00").removesuffix(" 00:00")
    written = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    return f"{written[3]}-{int(written[2]):02}-{int(written[1]):02}" if written else text


def _out_row(case: str, one: Milestone) -> dict[str, Any]:
    fields = milestone_fields(one)
    row = {name: fields.get(name) for name in OUT_COLUMNS}
    row["case"] = case
    row["alternatives"] = "; ".join(f"{other.due.isoformat()} {other.because}" for other in one.alternatives)
    row["exceptions_that_could_apply"] = "; ".join(test.id for test in one.exceptions if test.could_apply)
    return row


def caseload_lines(result: CaseloadWritten) -> list[str]:
    """What became of a caseload, in sentences."""
    return [f"Wrote {counted(result.milestones, 'milestone')} of {counted(result.cases, 'case')}.", *result.left_out]
