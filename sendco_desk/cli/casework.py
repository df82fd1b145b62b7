"""Verbs about cases and the clock: case, due, clock, rules."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sendco_desk.cli.asking import (
    WrongUsage,
    case_given,
    case_in,
    day_or_today,
    id_given,
    opened,
    output,
    pairs,
    replaceable,
    with_day,
    with_format,
    with_notebook,
)
from sendco_desk.cli.printing import DONE, LEFT_OUT, answer, progress
from sendco_desk.domain.codes import CASE_KINDS, REQUESTED_BY
from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.case import Event, iso_date, parse_event

if TYPE_CHECKING:
    from sendco_desk.services.desk import Desk


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these verbs to the command line."""
    verb = verbs.add_parser("case", help="a case, or events added to one")
    with_notebook(verb)
    whose = verb.add_mutually_exclusive_group(required=True)
    whose.add_argument("--pupil", metavar="UPN", help="whose case to open")
    whose.add_argument("--case", metavar="ID", help="the case to add to or show, by its number or its id")
    verb.add_argument("--kind", choices=tuple(CASE_KINDS), help="what the case is about (default: request)")
    verb.add_argument("--about", metavar="ID", default="", help="the case that this one arose from, by its number or its id")
    verb.add_argument("--authority", default="", metavar="LA", help="the council (default: where the pupil lives, else the school’s own)")
    verb.add_argument("--requested-by", choices=tuple(REQUESTED_BY), help="who asks (default: school)")
    verb.add_argument("--event", action="append", default=[], metavar="NAME=DATE", help="as in request_received=2026-11-23; may be repeated")
    verb.add_argument("--proof", action="append", default=[], metavar="NAME=DOCUMENT",
                      help="the id of the document that shows an event; may be repeated")
    verb.add_argument("--all", action="store_true", dest="show_all", help="steps not yet begun too")
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_case)

    verb = verbs.add_parser("due", help="what is owed in every case")
    with_notebook(verb)
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_due)

    verb = verbs.add_parser("clock", help="the lawful days that follow from events; needs no notebook")
    verb.add_argument("--event", action="append", default=[], metavar="NAME=DATE", help="as in request_received=2026-11-23; may be repeated")
    verb.add_argument("--fact", action="append", default=[], metavar="NAME=VALUE", help="as in requested_by=parent; may be repeated")
    verb.add_argument("--closed", action="append", default=[], metavar="FROM..TO", help="the school is closed; may be repeated")
    verb.add_argument("--term", action="append", default=[], metavar="FROM..TO", help="a term of the school; may be repeated")
    verb.add_argument("--all", action="store_true", dest="show_all", help="every step, also those not yet begun")
    verb.add_argument("--names", action="store_true", help="list every event and fact that the clock knows")
    verb.add_argument("--from", dest="events_file", type=Path, metavar="EVENTS.csv",
                      help="a whole caseload: columns case, event and date, and one for each fact, closed or term")
    verb.add_argument("--out", type=output, metavar="MILESTONES.csv", help="where its milestones go")
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_clock)

    verb = verbs.add_parser("rules", help="the rules of the clock with their sources: all, one, or those that speak of something")
    verb.add_argument("words", nargs="*", metavar="RULE|WORDS", help="one rule, such as REQ-04, or words that all stand on a rule’s page")
    verb.add_argument("--notices", action="store_true", help="what is no rule: reforms proposed, relaxations expired, judgments by date")
    with_format(verb)
    verb.set_defaults(run=_rules)


def _events(arguments: argparse.Namespace) -> list[tuple[str, date, UUID | None]]:
    proofs = {name.lower(): id_given(value, "document") for name, value in pairs(arguments.proof, "NAME=DOCUMENT", "proof")}
    events = [_event(name, value) for name, value in pairs(arguments.event, "NAME=DATE", "event")]
    if stray := sorted(set(proofs) - {event.name for event in events}):
        raise WrongUsage(f"There is a proof for {stray[0]} but no such event: give --event {stray[0]}=DATE too.", field="proof")
    return [(event.name, event.on, proofs.get(event.name)) for event in events]


def _event(name: str, value: str) -> Event:
    parse_event(name, day_or_today(None))  # so that a wrong name is said before a wrong date
    return parse_event(name, iso_date(value, name))


def _case(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.clock import case_answer, clock_lines

    events = _events(arguments)
    with opened(arguments) as desk:
        case = _case_id(desk, arguments, events)
        view = desk.caseload.view(case)
        fields = case_answer(view.facts, day_or_today(arguments.on), show_all=arguments.show_all, kind=view.case.case_kind)
    head = {"case": str(case), "case_number": view.case.number, "kind": view.case.case_kind}
    answer(arguments, {**head, **fields}, [f"Case {view.case.number} ({case}): {CASE_KINDS[view.case.case_kind]}", *clock_lines(fields)])
    return DONE


def _case_id(desk: "Desk", arguments: argparse.Namespace, events: list[tuple[str, date, UUID | None]]) -> UUID:
    if arguments.case:
        if arguments.kind or arguments.about or arguments.authority or arguments.requested_by:
            raise WrongUsage("Give --kind, --about, --authority and --requested-by only with --pupil: they open a case.", field="case")
        case = case_in(desk, case_given(arguments.case))
        if events:
            desk.casework.add_events(case, events)
        return case
    pupil = desk.pupils.by_upn(arguments.pupil)
    authority = arguments.authority or desk.pupils.page(pupil.id).authority or desk.school.school().authority
    case, _ = desk.casework.open_case(
        pupil.id, arguments.kind or "request", authority=authority, requested_by=arguments.requested_by or "school", events=events,
        about=case_in(desk, case_given(arguments.about)) if arguments.about else None,
    )
    return case


def _due(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.casework import due_fields, due_line

    on = day_or_today(arguments.on)
    with opened(arguments) as desk:
        rows = desk.casework.due(on)
    fields = [due_fields(row) for row in rows]
    answer(arguments, {"on": on.isoformat(), "due": fields}, [due_line(row) for row in rows] or ["Nothing is due."])
    return DONE


def _one_way(arguments: argparse.Namespace) -> None:
    """Refuse flags that this way of asking the clock would leave unread. Raises WrongUsage."""
    asked = {
        "--event": arguments.event, "--fact": arguments.fact, "--closed": arguments.closed, "--term": arguments.term,
        "--all": arguments.show_all, "--from": arguments.events_file, "--out": arguments.out,
    }
    given = [flag for flag, value in asked.items() if value]
    if arguments.names and given:
        raise WrongUsage(f"--names lists what the clock knows and counts nothing: leave {given[0]} out.", field="names")
    if arguments.events_file and given[0] != "--from":
        raise WrongUsage(f"A caseload says everything in its own columns: leave {given[0]} out.", field="from")
    if arguments.events_file and not arguments.out:
        raise WrongUsage("Say where the milestones go with --out MILESTONES.csv.", field="out")
    if arguments.events_file and arguments.events_file.is_dir():
        raise Refused(f"{arguments.events_file} is a folder: name the file of events in it.", field="from")
    if arguments.out and not arguments.events_file:
        raise WrongUsage("Give --out only with --from: the days of one case are printed here.", field="out")


def _clock(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.clock import OUT_COLUMNS, caseload_lines, clock_answer, clock_from_csv, clock_lines, name_lines, names_answer

    _one_way(arguments)
    if arguments.names:
        names = names_answer()
        answer(arguments, names, name_lines(names))
        return DONE
    if arguments.events_file:
        replaceable(arguments.out, ",".join(OUT_COLUMNS).encode())
        result = clock_from_csv(arguments.events_file, arguments.out, day_or_today(arguments.on), progress("Counting"))
        fields = {"cases": result.cases, "milestones": result.milestones, "left_out": list(result.left_out), "out": str(arguments.out)}
        answer(arguments, fields, caseload_lines(result))
        return LEFT_OUT if result.left_out else DONE
    if not arguments.event:
        raise WrongUsage("Give at least one event, for example --event request_received=2026-11-23.", field="event")
    events = [f"{name}={value}" for name, value in pairs(arguments.event, "NAME=DATE", "event")]
    facts = [f"{name}={value}" for name, value in pairs(arguments.fact, "NAME=VALUE", "fact")]
    fields = clock_answer(events, facts, arguments.closed, day_or_today(arguments.on), arguments.show_all, arguments.term)
    answer(arguments, fields, clock_lines(fields))
    return DONE


def _rules(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.clock import notice_lines, notices_answer, rule_lines, rules_answer

    if arguments.notices:
        if arguments.words:
            raise WrongUsage("The notices are about all rules: leave the rule’s number out.", field="rule")
        notices = notices_answer()
        answer(arguments, notices, notice_lines(notices))
        return DONE
    fields = _rules_named(" ".join(arguments.words)) if arguments.words else rules_answer()
    answer(arguments, fields, rule_lines(fields))
    return DONE


def _rules_named(words: str) -> list[dict[str, Any]]:
    """The rule of that number, else those whose number begins so, else those on whose page all the words stand. Raises Refused."""
    from sendco_desk.services.clock import rule_fields, rules_answer
    from sendco_desk.services.rulebook import Wanted, find_rules
    from sendco_desk.statute.rules import RULES

    asked = words.strip().casefold()
    numbered = re.fullmatch(r"([a-z]+)-?(\d+)([a-z]?)", asked)
    number = f"{numbered[1]}-{int(numbered[2]):02}{numbered[3]}" if numbered else asked
    if any(rule.id.casefold() == number for rule in RULES):
        return rules_answer(number)
    family = [rule for rule in RULES if numbered and rule.id.casefold().startswith(number)]
    if found := family or ([] if numbered else find_rules(Wanted(words=words))):
        return [rule_fields(rule) for rule in found]
    if numbered:
        return rules_answer(words)  # refuses, with the numbers that come near
    raise Refused(f"No rule speaks of ‘{words.strip()}’: try fewer or other words, or none for every rule.", field="rule")
