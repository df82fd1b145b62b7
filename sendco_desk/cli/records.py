"""Verbs about records: import, pupils, closures, add, note."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.cli.asking import (
    WrongUsage,
    day,
    opened,
    paths_given,
    read_secrets,
    text_or_stdin,
    with_format,
    with_notebook,
    with_secret,
)
from sendco_desk.cli.printing import DONE, LEFT_OUT, answer, progress, say
from sendco_desk.domain.codes import DOCUMENT_KINDS, SERVICES, SHARING, STORY_KINDS
from sendco_desk.domain.dates import parse_moment, shown
from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.services.documents import Added


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these verbs to the command line."""
    verb = verbs.add_parser("import", help="bring in pupils (a Common Transfer File or a table) or the school calendar")
    verb.add_argument("what", choices=("ctf", "table", "calendar"))
    verb.add_argument("file", type=Path, metavar="FILE", help="the CTF, or a CSV, TSV or Excel file")
    verb.add_argument("--into", dest="notebook", type=Path, required=True, metavar="NOTEBOOK", help="the notebook that takes them")
    verb.add_argument("--mapping", type=Path, metavar="FILE", help="for a table: JSON that says which column is which field")
    verb.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")
    with_notebook(verb, positional=False)
    with_format(verb)
    verb.set_defaults(run=_import)

    verb = verbs.add_parser("pupils", help="list the pupils")
    with_notebook(verb)
    with_format(verb)
    verb.set_defaults(run=_pupils)

    verb = verbs.add_parser("closures", help="list or add the days on which the school is closed")
    with_notebook(verb)
    verb.add_argument("--add", action="append", default=[], metavar="FROM..TO",
                      help="first and last day, as in 2026-07-23..2026-09-01; may be repeated")
    verb.add_argument("--name", default="", help="with --add: what the closure is called")
    with_format(verb)
    verb.set_defaults(run=_closures)

    _add_add(verbs)
    _add_note(verbs)


def _add_add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser("add", help="put documents into a pupil’s record")
    with_notebook(verb)
    verb.add_argument("--pupil", required=True, metavar="UPN", help="whose record")
    verb.add_argument("--kind", choices=tuple(DOCUMENT_KINDS), default="other", help="the kind of document (default: other)")
    verb.add_argument("--received", type=day, metavar="DATE", help="the day it arrived; today if left out")
    verb.add_argument("--dated", type=day, metavar="DATE", help="the day the document itself bears")
    verb.add_argument("--author", default="", metavar="NAME", help="who wrote it")
    verb.add_argument("--service", choices=tuple(SERVICES), default="other", help="the service it came from (default: other)")
    verb.add_argument("--sharing", choices=tuple(SHARING), default="not_decided", help="whether it may be shared (default: not_decided)")
    verb.add_argument("--inside", action="store_true", help="add what lies inside e-mails, ZIP archives and PDFs too")
    with_secret(verb, "--open-with", "a file with passwords, one on each line, to try on archives that are locked")
    verb.add_argument("files", type=Path, nargs="+", metavar="FILE", help="files, and folders with all that is in them")
    with_format(verb)
    verb.set_defaults(run=_add)


def _add_note(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser("note", help="write in a pupil’s story")
    with_notebook(verb)
    verb.add_argument("--pupil", required=True, metavar="UPN", help="whose story")
    verb.add_argument("--kind", choices=tuple(STORY_KINDS), required=True, help="what it was")
    verb.add_argument("--happened", required=True, metavar="WHEN", help="when, such as \"2026-11-20 15:05\"")
    verb.add_argument("--who", default="", metavar="NAME", help="who was there or spoke")
    verb.add_argument("--minutes", type=int, metavar="N", help="how long it took")
    verb.add_argument("--next", dest="next_action", default="", metavar="TEXT", help="the next action")
    verb.add_argument("--next-on", type=day, metavar="DATE", help="with --next: when the next action is due")
    verb.add_argument("text", metavar="TEXT", help="the words, or - for standard input")
    with_format(verb)
    verb.set_defaults(run=_note)


def _import(arguments: argparse.Namespace) -> int:
    if arguments.mapping and arguments.what != "table":
        raise WrongUsage("Give --mapping only with a table: the columns of other files are known.", field="mapping")
    if arguments.what == "calendar":
        from sendco_desk.cli.calendar import import_calendar

        return import_calendar(arguments)
    from sendco_desk.services.imports import import_json, left_out

    with opened(arguments) as desk:
        incoming = desk.imports.read_file(arguments.what, arguments.file, arguments.mapping, progress("Reading"))
        preview = desk.imports.preview(incoming)
        if not arguments.dry_run:
            desk.imports.apply(preview, report=progress("Writing"))
    fields = import_json(preview)
    for warning in preview.warnings:
        say(warning)
    problems = fields["problems"]
    lines = [f"New: {fields['new']}. Changed: {fields['changed']}. Unchanged: {fields['unchanged']}."]
    lines += [f"Row {p['row']}, {p['field']}: {p['message']}" if p["row"] else p["message"] for p in problems]
    answer(arguments, fields, lines)
    return LEFT_OUT if left_out(preview) else DONE


def _pupils(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        rows = desk.pupils.rows()
    fields = [
        {"id": str(r.pupil.id), "upn": r.pupil.upn, "name": r.pupil.known_name, "year": r.pupil.year_group, "class": r.pupil.class_name,
         "sen": r.sen, "needs": list(r.needs), "roll_status": r.pupil.roll_status}
        for r in rows
    ]
    lines = [f"{r.pupil.upn:<13}  {r.pupil.year_group:>2}  {r.sen:<1}  {','.join(r.needs):<12}  {r.pupil.sorting_name}" for r in rows]
    answer(arguments, {"pupils": fields}, lines or ["No pupils yet. Bring them in with `sendco-desk import`."])
    return DONE


def _closures(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.clock import parse_closure

    if arguments.name and not arguments.add:
        raise WrongUsage("There is nothing to name: give the closure’s days with --add FROM..TO.", field="name")
    days = [parse_closure(text) for text in arguments.add]
    with opened(arguments) as desk:
        for closure in days:
            if any((c.first_day, c.last_day) == (closure.first, closure.last) for c in desk.school.closures()):
                say(f"{_days(closure.first, closure.last)} is recorded already.")
            else:
                desk.school.add_closure(closure.first, closure.last, arguments.name)
        closures = desk.school.closures()
    fields = [{"from": str(c.first_day), "to": str(c.last_day), "name": c.name} for c in closures]
    lines = [f"{_days(c.first_day, c.last_day)}{': ' + c.name if c.name else ''}" for c in closures]
    answer(arguments, {"closures": fields}, lines or ["No closures recorded."])
    return DONE


def _days(first: date, last: date) -> str:
    return shown(first) if first == last else f"{shown(first)} to {shown(last)}"


def _outside(paths: Sequence[Path], notebook: Path) -> list[Path]:
    """The files named, unless one is the notebook itself, or of it: its own encrypted files would be put into it as documents."""
    home = notebook.resolve()
    if inside := [path for path in paths if path.resolve().is_relative_to(home) or home.is_relative_to(path.resolve())]:
        raise Refused(f"The notebook’s own files are in {inside[0]}: name the documents one by one.", field="files")
    return list(paths)


def _add(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.documents import Filing

    files = _outside(paths_given(arguments.files), arguments.notebook)
    passwords = read_secrets(arguments.open_with)
    with opened(arguments) as desk:
        pupil = desk.pupils.by_upn(arguments.pupil)
        filing = Filing(
            received_on=arguments.received or desk.clock().date(), document_kind=arguments.kind, service=arguments.service,
            author=arguments.author, sharing_basis=arguments.sharing, dated_on=arguments.dated,
        )
        added = [desk.documents.add_files(pupil.id, files, filing, progress("Putting in"))]
        if arguments.inside:
            there = [*added[0].documents, *(document for _, document in added[0].duplicates)]
            added += desk.inner_documents.add_all(there, progress("Taking out what is inside"), passwords=passwords)
    return _told_of_added(arguments, added)


def _told_of_added(arguments: argparse.Namespace, added: "Sequence[Added]") -> int:
    documents = [document for each in added for document in each.documents]
    duplicates = [pair for each in added for pair in each.duplicates]
    problems = [pair for each in added for pair in each.problems]
    fields = {
        "added": [{"id": str(d.id), "file": d.file_name, "sha256": d.sha256} for d in documents],
        "duplicates": [{"file": name, "id": str(d.id)} for name, d in duplicates],
        "problems": [{"file": name, "message": message} for name, message in problems],
    }
    lines = [f"{d.id}  {d.file_name}" for d in documents]
    lines += [f"Already there: {name}" for name, _ in duplicates]
    lines += [f"Left out: {name}: {message}" for name, message in problems]
    answer(arguments, fields, lines)
    return LEFT_OUT if problems else DONE


def _note(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.clockwork import on_office_clock

    if arguments.next_on and not arguments.next_action.strip():
        raise WrongUsage("There is a day and no next action: say with --next what is to be done then.", field="next_on")
    words = text_or_stdin(arguments.text)
    with opened(arguments) as desk:
        pupil, now = desk.pupils.by_upn(arguments.pupil), desk.clock()
        entry, _ = desk.story.finish(
            pupil.id, entry_kind=arguments.kind, words=words,
            happened_at=on_office_clock(parse_moment(arguments.happened, now, field="happened")),
            who=arguments.who, minutes=arguments.minutes, next_action=arguments.next_action,
            next_action_on=arguments.next_on,
        )
        suggestion = desk.screen.suggestion(words)
    if suggestion:
        say(suggestion)
    answer(arguments, {"entry": str(entry)}, [str(entry)])
    return DONE
