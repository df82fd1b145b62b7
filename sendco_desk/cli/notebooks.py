"""Verbs about the notebook as a whole: open, demo, new, passphrase, recover, check, backup, restore, undo, search."""

import argparse
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sendco_desk.cli.asking import opened, read_new_secret, read_secret, with_format, with_notebook, with_secret
from sendco_desk.cli.printing import DONE, LEFT_OUT, answer, checks, progress, say
from sendco_desk.domain.codes import PHASES, SCHOOL_TYPES
from sendco_desk.domain.refusals import Refused


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these verbs to the command line."""
    verb = verbs.add_parser("open", help="open a notebook in the window")
    verb.add_argument("notebook", type=Path, nargs="?", metavar="NOTEBOOK", help="the notebook’s folder")
    verb.set_defaults(run=_open)

    verb = verbs.add_parser("demo", help="a fictional school’s notebook, made anew each time, its due list and one evidence pack; then the window")
    verb.add_argument("--folder", type=Path, metavar="DIR",
                      help="where to make it, in place of a demo that stands there (default: sendco-desk-demo in the current folder)")
    verb.add_argument("--no-window", action="store_true", help="only the due list and the pack")
    with_format(verb)
    verb.set_defaults(run=_demo)

    _add_new(verbs)
    _add_keys(verbs)
    _add_care(verbs)


def _add_new(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser("new", help="make a notebook")
    with_notebook(verb)
    verb.add_argument("--recovery-out", type=Path, metavar="FILE", help="write the recovery code to this new file instead of showing it")
    verb.add_argument("--school", default="", metavar="NAME", help="the school’s name (default: the folder’s name)")
    verb.add_argument("--phase", choices=tuple(PHASES), default="secondary", help="default: secondary")
    verb.add_argument("--type", dest="school_type", choices=tuple(SCHOOL_TYPES), default="academy", help="default: academy")
    verb.add_argument("--authority", default="", metavar="LA", help="the council")
    with_format(verb)
    verb.set_defaults(run=_new)


def _add_keys(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser("passphrase", help="change your passphrase")
    with_notebook(verb)
    with_secret(verb, "--new-passphrase-file", "a file that holds the new passphrase")
    verb.set_defaults(run=_passphrase)

    verb = verbs.add_parser("recover", help="set a new passphrase with the recovery code")
    with_notebook(verb)
    with_secret(verb, "--code-file", "a file that holds the recovery code; the passphrase file holds the new passphrase")
    verb.set_defaults(run=_recover)


def _add_care(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser("check", help="check cipher, audit chain, attachments, search and backups")
    with_notebook(verb)
    with_format(verb)
    verb.set_defaults(run=_check)

    verb = verbs.add_parser("backup", help="make a backup that has been opened and checked")
    with_notebook(verb)
    verb.add_argument("--to", type=Path, metavar="DIR", help="a folder for the backup (default: backups in the notebook)")
    with_format(verb)
    verb.set_defaults(run=_backup)

    verb = verbs.add_parser("restore", help="put a backup back; what stood there is moved aside")
    verb.add_argument("backup", type=Path, metavar="BACKUP", help="one backup’s own folder, named by its day and time")
    verb.add_argument("--to", type=Path, required=True, metavar="NOTEBOOK", help="where the notebook shall stand")
    with_format(verb)
    verb.set_defaults(run=_restore)

    verb = verbs.add_parser("undo", help="take the last deed back, by its name")
    with_notebook(verb)
    with_format(verb)
    verb.set_defaults(run=_undo)

    verb = verbs.add_parser("search", help="find words in every record and document")
    with_notebook(verb)
    verb.add_argument("words", metavar="WORDS", help="the words to find; several stand in quotation marks")
    with_format(verb)
    verb.set_defaults(run=_search)


def _open(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.opening import notebook_folder

    return int(arguments.show_window(notebook_folder(arguments.notebook) if arguments.notebook else None))


def _demo(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.demo import PASSPHRASE, make_demo

    folder = arguments.folder or Path.cwd() / "sendco-desk-demo"
    made = make_demo(folder, progress("Making the demo"))
    lines = [*made.due_lines, "", f"Pack: {made.pack}", f"Notebook: {made.notebook} (passphrase: {PASSPHRASE})"]
    answer(arguments, {"notebook": str(made.notebook), "pack": str(made.pack), "due": made.due, "passphrase": PASSPHRASE}, lines)
    return DONE if arguments.no_window else int(arguments.show_window(made.notebook))


def _new(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.opening import NewNotebook, create, why_not_here

    if warning := why_not_here(arguments.notebook):
        raise Refused(warning, field="folder")
    person = arguments.person or getpass.getuser()
    new = NewNotebook(
        folder=arguments.notebook, school_name=arguments.school or arguments.notebook.stem, person_name=person,
        passphrase=read_new_secret(arguments.passphrase_file, "New passphrase"),
        phase=arguments.phase, school_type=arguments.school_type, authority=arguments.authority,
    )
    with _recovery_file(arguments.recovery_out) as file:
        desk, code = create(new)
        desk.close()
        if file:
            file.write(code + "\n")
    shown = None if arguments.recovery_out else code
    fields = {"notebook": str(arguments.notebook), "person": person, "recovery_code": shown, "recovery_out": _text(arguments.recovery_out)}
    answer(arguments, fields, [shown] if shown else [])
    if shown:
        say("This is the recovery code. Write it down or print it for the head’s safe: it is shown once and kept nowhere.")
    else:
        say(f"The recovery code is in {arguments.recovery_out}. Print it for the head’s safe, then delete the file.")
    return DONE


@contextmanager
def _recovery_file(path: Path | None) -> Iterator[TextIO | None]:
    """An owner-only file for the code, made before the notebook: a code that cannot be kept is found out while nothing depends on it."""
    if path is None:
        yield None
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{path} is there already: choose another file for the recovery code.", field="recovery_out") from None
    except OSError:
        raise Refused(f"{path} cannot be written: choose another place for the recovery code.", field="recovery_out") from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _text(path: Path | None) -> str | None:
    return str(path) if path else None


def _passphrase(arguments: argparse.Namespace) -> int:
    old = read_secret(arguments.passphrase_file, "Present passphrase")
    with opened(arguments, old) as desk:
        new = read_new_secret(arguments.new_passphrase_file, "New passphrase", variable="", flag="--new-passphrase-file")
        desk.keyring.change_passphrase(old, new)
    say("The passphrase is changed. Backups made before keep the old one.")
    return DONE


def _recover(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.opening import people, recover

    names = [person.name for person in people(arguments.notebook)]
    name = arguments.person or (names[0] if len(names) == 1 else "")
    if not name:
        raise Refused(f"Say whose passphrase to set with --person: {', '.join(names)}.", field="person")
    code = read_secret(arguments.code_file, "Recovery code", variable="", flag="--code-file")
    recover(arguments.notebook, code, name, read_new_secret(arguments.passphrase_file, "New passphrase"))
    say(f"The new passphrase for {name} is set. The recovery code stays valid: put it back in the safe.")
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        rows = desk.backups.check(progress("Checking"))
    return checks(arguments, [(row.name, row.ok, row.detail) for row in rows])


def _backup(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        made = desk.backups.make(arguments.to, progress("Backing up"))
    fields = {"backup": str(made.folder), "files": made.files, "bytes": made.bytes, "missing": made.missing}
    answer(arguments, fields, [str(made.folder)])
    if made.missing:
        say(f"{made.missing} of the notebook’s documents had lost their files before this backup: `sendco-desk check` tells more.")
    return LEFT_OUT if made.missing else DONE


def _restore(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.backups import put_back

    restored = put_back(arguments.backup, arguments.to, progress("Restoring"))
    fields = {"notebook": str(restored.folder), "made": restored.made.isoformat(), "kept": _text(restored.kept)}
    answer(arguments, fields, [str(restored.folder)])
    if restored.kept:
        say(f"What stood there before is kept as {restored.kept}.")
    return DONE


def _undo(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        words, changed = desk.finding.undo()
    answer(arguments, {"undone": words, "changed": sorted(changed)}, [f"Undone: {words}"])
    return DONE


def _search(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        found = desk.finding.search(arguments.words)
    rows = [
        {"kind": f.kind, "id": str(f.id), "pupil": str(f.pupil) if f.pupil else None, "pupil_name": f.pupil_name, "title": f.title,
         "snippet": f.snippet.replace("\x02", "").replace("\x03", "")}
        for f in found
    ]
    lines = [": ".join(filter(None, (f.kind, f.pupil_name, f.title, _found_words(f.snippet)))) for f in found]
    answer(arguments, {"results": rows}, lines or ["Nothing found."])
    return DONE


def _found_words(snippet: str) -> str:
    return " ".join(snippet.replace("\x02", "[").replace("\x03", "]").split())
