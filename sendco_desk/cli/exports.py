"""The verb that writes something of a notebook for another program. Each kind is one row of ``KINDS``: its words, its flags, its deed."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from sendco_desk.cli.asking import case_given, case_in, opened, output, replaceable, with_day, with_format, with_notebook
from sendco_desk.cli.printing import DONE, answer


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
    verb = verbs.add_parser("export", help="write something of a notebook for another program: a calendar")
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


KINDS: tuple[Export, ...] = (
    Export(
        name="calendar", words="the days of cases as an iCalendar file, with case numbers and no names", out="FILE.ics", flags=_calendar_flags,
        run=_calendar,
    ),
)
