"""The verb that writes something of a notebook for another program. Each kind is one row of ``KINDS``: its words, its flags, its deed."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from sendco_desk.cli.asking import WrongUsage, case_given, case_in, opened, output, replaceable, with_day, with_format, with_notebook
from sendco_desk.cli.printing import DONE, answer, say


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
    counts = {kind: len(records) for kind, records in found.records.items()}
    fields = {"counts": counts, "left_out": list(found.left_out), "out": str(arguments.out)}
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
)
