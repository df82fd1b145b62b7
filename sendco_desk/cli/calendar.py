"""Verbs about the school's calendar: its terms, and bringing a whole calendar in from a file."""

import argparse
from uuid import uuid4

from sendco_desk.cli.asking import day_or_today, opened, pairs, with_format, with_notebook
from sendco_desk.cli.printing import DONE, LEFT_OUT, answer, say
from sendco_desk.domain.refusals import Refused


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these verbs to the command line."""
    verb = verbs.add_parser("terms", help="list or add the school’s terms")
    with_notebook(verb)
    verb.add_argument("--add", action="append", default=[], metavar="NAME=FROM..TO",
                      help="a term’s name, first and last day, as in \"Autumn 2026=2026-09-02..2026-12-18\"; may be repeated")
    with_format(verb)
    verb.set_defaults(run=terms)


def terms(arguments: argparse.Namespace) -> int:
    """Add terms with the holidays between them, then list every term and say which of this school year are missing."""
    from sendco_desk.domain.school import Term
    from sendco_desk.services.clock import parse_term
    from sendco_desk.services.school_plan import holidays_words, span_words
    from sendco_desk.services.school_year import year_of
    from sendco_desk.statute.calendars import school_year_starting

    given = [(name, parse_term(days)) for name, days in pairs(arguments.add, "NAME=FROM..TO", "--add")]
    with opened(arguments) as desk:
        calendar = desk.school.calendar
        for name, days in given:
            if any((t.first_day, t.last_day) == (days.first, days.last) for t in calendar.terms()):
                say(f"{name} is recorded already.")
                continue
            try:
                _, holidays = calendar.save_term(Term(id=uuid4(), name=name, first_day=days.first, last_day=days.last))
            except Refused as refused:
                before = " The terms before it on the command line are recorded." if (name, days) != given[0] else ""
                raise Refused(f"{refused.message}{before}", field=refused.field) from None
            if holidays:
                say(f"Recorded as well.{holidays_words(holidays)}")
        every = calendar.terms()
        years = {year: calendar.year(year) for year in {year_of(term) for term in every}}
        this = calendar.year(school_year_starting(day_or_today(None)).year)
    fields = [
        {"name": t.name, "from": str(t.first_day), "to": str(t.last_day), "school_days": years[year_of(t)].school_days(t)} for t in every
    ]
    lines = [f"{span_words(t)}: {t.name}, {years[year_of(t)].school_days(t)} school days" for t in every]
    answer(arguments, {"terms": fields, "missing": this.missing_words}, [*lines, *([this.missing_words] if this.missing else [])])
    return DONE


def import_calendar(arguments: argparse.Namespace) -> int:
    """Bring terms and closures in from a file: what is new, changed and unchanged, and each row that a person must look at."""
    from sendco_desk.services.school_plan import calendar_json, span_words

    with opened(arguments) as desk:
        calendar = desk.school.calendar
        plan = calendar.read(arguments.file, day_or_today(None))
        if not arguments.dry_run:
            calendar.record(plan, "School calendar from a file")
    fields = calendar_json(plan)
    for warning in plan.warnings:
        say(warning)
    lines = [f"New: {fields['new']}. Changed: {fields['changed']}. Unchanged: {fields['unchanged']}."]
    lines += [f"Between the terms: {row.record.name}, {span_words(row.record)}." for row in plan.holidays]
    lines += [f"Row {p.row}, {p.field}: {p.message}" if p.row else p.message for p in plan.problems]
    answer(arguments, fields, lines)
    return LEFT_OUT if plan.left_out else DONE
