"""The verb that writes something of a notebook for another program. Each kind is one row of ``KINDS``: its words, its flags, its deed."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from sendco_desk.cli.asking import WrongUsage, case_given, case_in, opened, output, replaceable, with_day, with_format, with_notebook
from sendco_desk.cli.printing import DONE, answer, say
from sendco_desk.statute.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One kind of export: its name on the command line, what it is, what its output is called, its own flags, and what it does."""

    name: str
    words: str
    out: str
    flags: Callable[[argparse.ArgumentParser], object]
    run: Callable[[argparse.Namespace], int]


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this verb to the command line."""
    verb = verbs.add_parser("export", help="write something of a notebook for another program: a calendar, the register, records, a plan")
    kinds = verb.add_subparsers(dest="export_kind", metavar="KIND", required=True, title="kinds of export")
    for kind in KINDS:
        made = kinds.add_parser(kind.name, help=kind.words, description=kind.words)
        with_notebook(made)
        made.add_argument("--out", type=output, required=True, metavar=kind.out, help="where it goes")
        kind.flags(made)
        with_format(made)
        made.set_defaults(run=kind.run)


def _calendar_flags(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--case", metavar="ID", help="one case, by its number as `due` prints it, or by its id (default: every case)")
    with_day(verb)


def _calendar(arguments: argparse.Namespace) -> int:
    """Write the days of one case, or of all."""
    from sendco_desk.services.calendar_export import calendar_export_over

    case = case_given(arguments.case) if arguments.case else None
    replaceable(arguments.out, b"BEGIN:VCALENDAR")
    with opened(arguments) as desk:
        written = calendar_export_over(desk).write(arguments.out, None if case is None else case_in(desk, case), arguments.on)
    fields = {"entries": written.entries, "cancelled": written.cancelled, "out": str(arguments.out)}
    answer(arguments, fields, [f"{arguments.out}: {written.words} It holds case numbers and no names."])
    return DONE


def _register(arguments: argparse.Namespace) -> int:
    """Write the register as a table, and tell the counts."""
    from sendco_desk.services.records_export import REGISTER_STARTS, register_csv, register_fields, write_export

    replaceable(arguments.out, REGISTER_STARTS)
    with opened(arguments) as desk:
        register = desk.forms.register(arguments.on)
        write_export(arguments.out, register_csv(register), "The register")
    counts = ", ".join(f"{code} {count}" for code, count in register.counts.items())
    for doubt in register.doubts:
        say(doubt)
    fields = {**register_fields(register), "out": str(arguments.out)}
    answer(arguments, fields, [f"{arguments.out}: {counts}; {register.roll} on roll. It holds names."])
    return DONE


def _records_flags(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--pupil", metavar="UPN", help="one pupil’s records (default: the whole notebook’s)")
    verb.add_argument("--kind", action="append", default=[], metavar="KIND", help="one kind of record, as in measure or outcome; may be repeated")
    verb.add_argument("--with-rates", action="store_true", help="also what an hour of staff costs and what was bought; without it hours only")


def _records(arguments: argparse.Namespace) -> int:
    """Write records of every kind, or of those chosen, with all their fields."""
    from sendco_desk.domain.kinds import KIND_OF
    from sendco_desk.services.records_export import SIGNATURE, exported, json_bytes, write_export

    if stray := [name for name in arguments.kind if name not in KIND_OF]:
        raise WrongUsage(f"There is no kind of record ‘{stray[0]}’: give one of {', '.join(KIND_OF)}.", field="kind")
    replaceable(arguments.out, f'{SIGNATURE}"records"'.encode())
    with opened(arguments) as desk:
        pupil = desk.pupils.by_upn(arguments.pupil).id if arguments.pupil else None
        kinds = [KIND_OF[name] for name in arguments.kind]
        found = exported(desk.forms.book, pupil=pupil, kinds=kinds, with_rates=arguments.with_rates)
        write_export(arguments.out, json_bytes(found.fields), "The records")
    if found.held_back:
        say(f"{counted(found.held_back, 'record')} left out: `sendco-desk export screen` lists what stays in the school, and why.")
    counts = {kind: len(records) for kind, records in found.records.items()}
    fields = {"counts": counts, "left_out": list(found.left_out), "held_back": found.held_back, "out": str(arguments.out)}
    answer(arguments, fields, [f"{arguments.out}: {sum(counts.values())} records. They can be read by anybody who opens the file: keep it safe."])
    return DONE


def _isp_flags(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--pupil", required=True, metavar="UPN", help="whose plan")
    with_day(verb)


def _isp(arguments: argparse.Namespace) -> int:
    """Write a pupil's support in the shape that is proposed for 2029."""
    from sendco_desk.services.isp_export import SHAPE, lacking
    from sendco_desk.services.records_export import SIGNATURE, json_bytes, write_export

    replaceable(arguments.out, f'{SIGNATURE}"{SHAPE}"'.encode())
    with opened(arguments) as desk:
        plan = desk.forms.individual_support_plan(desk.pupils.by_upn(arguments.pupil).id, arguments.on)
        write_export(arguments.out, json_bytes({"sendco_desk": SHAPE, **plan}), "The plan")
    empty = lacking(plan)
    if empty:
        say(f"Nothing is recorded yet for: {', '.join(part.replace('_', ' ') for part in empty)}.")
    fields = {"on": plan["on"], "lacking": list(empty), "out": str(arguments.out)}
    answer(arguments, fields, [f"{arguments.out}: {plan['standing']}"])
    return DONE


def _timeliness_flags(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--by", choices=("council",), help="each council by itself (default: all together)")
    verb.add_argument("--term", action="append", default=[], metavar="TERM", help="only what fell into this term, such as “Autumn 2026”; repeatable")
    verb.add_argument("--names", action="store_true", help="every case with its pupil, and nothing kept back: for the school alone")
    with_day(verb)


def _timeliness(arguments: argparse.Namespace) -> int:
    """Write how long each council takes over the school's own cases."""
    from sendco_desk.services.timeliness_paper import CSV_STARTS, KEPT_BACK, cells, write_timeliness

    table = arguments.out.suffix.lower() == ".csv"
    replaceable(arguments.out, CSV_STARTS if table else b"%PDF")
    with opened(arguments) as desk:
        report = desk.timeliness.report(
            arguments.on, by_council=arguments.by == "council", terms=arguments.term, names=arguments.names,
        )
        write_timeliness(report, desk.school.school().name, arguments.out)
    heads = ("due", "in_time", "late", "percent_in_time", "median_days_late", "median_days_taken")
    councils = [
        {"council": one.council, "steps": {row.step.key: dict(zip(heads, cells(row.total), strict=True)) for row in one.rows}}
        for one in report.councils
    ]
    kept = sum(KEPT_BACK in cells(row.total) or row.total.few for one in report.councils for row in one.rows)
    told = "It holds names: for the school alone." if report.names else f"It holds no names; {kept} rows are kept back for small numbers."
    fields = {"on": report.on.isoformat(), "terms": list(report.terms), "councils": councils, "names": report.names, "out": str(arguments.out)}
    answer(arguments, fields, [f"{arguments.out}: {told}"])
    return DONE


def _screen_flags(verb: argparse.ArgumentParser) -> None:
    whose = verb.add_mutually_exclusive_group(required=True)
    whose.add_argument("--case", metavar="ID", help="what goes out for a case, by its number as `due` prints it, or by its id")
    whose.add_argument("--pupil", metavar="UPN", help="what goes out about a pupil without a case, such as their own records")


def _screen(arguments: argparse.Namespace) -> int:
    """Print the list for the designated safeguarding lead."""
    from sendco_desk.services.printing import write_paper

    replaceable(arguments.out, b"%PDF")
    case = case_given(arguments.case) if arguments.case else None
    with opened(arguments) as desk:
        of = None if case is None else case_in(desk, case)
        pupil = desk.pupils.by_upn(arguments.pupil).id if of is None else desk.casework.page(of).pupil.id
        held = desk.screen.held(pupil, of)
        write_paper(desk.screen.paper(pupil, of), arguments.out)
    goes = sum(one.out for one in held)
    fields = {"left_out": len(held) - goes, "argued_in": goes, "out": str(arguments.out)}
    answer(arguments, fields, [f"{arguments.out}: {len(held) - goes} left out, {goes} argued in. For the designated safeguarding lead."])
    return DONE


KINDS: tuple[Export, ...] = (
    Export(
        name="calendar", words="the days of cases as an iCalendar file, with case numbers and no names", out="FILE.ics", flags=_calendar_flags,
        run=_calendar,
    ),
    Export(
        name="register", words="the SEN register as a table, with the counts by code for the census", out="FILE.csv", flags=with_day, run=_register,
    ),
    Export(
        name="records", words="records of every kind with all their fields, as JSON", out="FILE.json", flags=_records_flags, run=_records,
    ),
    Export(
        name="isp", words="a pupil’s support in the shape of the Individual Support Plan that is proposed for 2029, as JSON", out="FILE.json",
        flags=_isp_flags, run=_isp,
    ),
    Export(
        name="timeliness", words="how long each council takes over the school’s own cases, beside what is published on it; without names", out="PATH",
        flags=_timeliness_flags, run=_timeliness,
    ),
    Export(
        name="screen", words="the list for the designated safeguarding lead: what stays in the school, what was argued in, by whom and why",
        out="FILE.pdf", flags=_screen_flags, run=_screen,
    ),
)
