"""Verbs about packs that were sent: late, changes, lock."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.cli.asking import (
    case_given,
    case_in,
    opened,
    output,
    read_new_secret,
    read_secret,
    replaceable,
    with_day,
    with_format,
    with_notebook,
    with_secret,
)
from sendco_desk.cli.packs import less
from sendco_desk.cli.printing import DONE, answer, progress
from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.domain.documents import Document
    from sendco_desk.packs.late_plan import LateMade

END = "end"
_SENT_WITH = "a file that holds the password the pack was sent with, where it has one"


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these verbs to the command line."""
    verb = verbs.add_parser("late", help="add documents to a pack that was sent, as pages 41A, 41B or at its end")
    with_notebook(verb)
    verb.add_argument("--case", required=True, metavar="ID", help="the case, by its number as `due` prints it, or by its id")
    verb.add_argument("--submission", type=int, required=True, metavar="N", help="the number of the pack that was sent")
    verb.add_argument("--after", required=True, metavar="PAGE", help=f"the page of the pack that the documents go after, or `{END}`")
    verb.add_argument("documents", nargs="+", metavar="DOCUMENT", help="a document of the pupil, by its id or its title")
    verb.add_argument("--out", type=output, required=True, metavar="FILE.pdf", help="where the pack with its late pages goes")
    verb.add_argument("--supplement", type=output, metavar="FILE.pdf", help="and a file of the late pages alone, to slip into a bundle on paper")
    with_secret(verb, "--password-file", _SENT_WITH)
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_late)

    verb = verbs.add_parser("changes", help="what a case’s next pack would change since the last one sent")
    with_notebook(verb)
    verb.add_argument("--case", required=True, metavar="ID", help="the case, by its number as `due` prints it, or by its id")
    verb.add_argument("--leave-out", action="append", default=[], metavar="PART|DOCUMENT", help="as for `pack`; may be repeated")
    with_secret(verb, "--password-file", _SENT_WITH)
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_changes)

    verb = verbs.add_parser("lock", help="a copy of a finished pack that opens only with a password (AES-256); needs no notebook")
    verb.add_argument("pack", type=Path, metavar="PACK.pdf", help="the finished pack")
    verb.add_argument("--out", type=output, required=True, metavar="FILE.pdf", help="where the copy goes")
    with_secret(verb, "--password-file", "a file that holds the password for the copy")
    with_secret(verb, "--pack-password-file", "a file that holds the pack’s own password, where it has one")
    verb.add_argument("--no-note", action="store_true", help="leave out the covering note, which goes beside the copy as text")
    with_format(verb)
    verb.set_defaults(run=_lock)


def _password(path: Path | None, flag: str = "--password-file") -> str:
    return read_secret(path, "Password", variable="", flag=flag) if path else ""


def _late(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.late_documents import LateChoices, late_note, made_sentence
    from sendco_desk.services.outputs import output_place

    told, password = case_given(arguments.case), _password(arguments.password_file)
    for place, others in ((arguments.out, []), (arguments.supplement, [arguments.out])):
        if place is not None:
            output_place(place, others=others)
            replaceable(place, b"%PDF")
    with opened(arguments) as desk:
        case = case_in(desk, told)
        after = "" if arguments.after.lower() == END else arguments.after
        sent = desk.late.numbered(case, arguments.submission, after)
        chosen = tuple(dict.fromkeys(_document(text, desk.packs.documents(case)) for text in arguments.documents))  # one named twice goes in once
        plan = desk.late.plan(sent.id, LateChoices(documents=chosen, after=after, password=password), arguments.on)
        made = desk.late.make(plan, arguments.out, progress("Adding late documents"), supplement=arguments.supplement)
    lines = [f"{arguments.out}: {made_sentence(sent.number, plan.sent_on, made)} SHA-256 {made.sha256}"]
    for one in made.added:
        lines.append(f"Page {one.labels[0]}: {one.title}" + (f". {one.outcome.value.capitalize()}: {one.reason}" if one.reason else ""))
    if arguments.supplement is not None:
        lines.append(f"{arguments.supplement}: {counted(made.supplement_pages, 'late page')} alone. SHA-256 {made.supplement_sha256}")
    answer(arguments, {**_fields(made), "pack": sent.number, "note": late_note(sent.number, made)}, lines)
    return DONE


def _document(text: str, held: "Sequence[Document]") -> UUID:
    """A document by its id or its title. Raises Refused where none or several are meant."""
    found = [one for one in held if text.strip().lower() in (str(one.id), one.title.strip().lower())]
    if len(found) == 1:
        return found[0].id
    if found:
        raise Refused(f"{len(found)} documents are called ‘{text}’: give the one you mean by its id.", field="documents")
    raise Refused(f"This pupil has no document ‘{text}’: give its id, or its title as it stands in the notebook.", field="documents")


def _fields(made: "LateMade") -> dict[str, object]:
    added = [{**asdict(one), "outcome": one.outcome.value, "labels": list(one.labels)} for one in made.added]
    return {
        "pages": made.pages, "sha256": made.sha256, "sheet": list(made.sheet), "added": added,
        "supplement": {"pages": made.supplement_pages, "sha256": made.supplement_sha256} if made.supplement_sha256 else None,
    }


def _changes(arguments: argparse.Namespace) -> int:
    from sendco_desk.domain.pack_changes import changes_fields, sentences

    told, password = case_given(arguments.case), _password(arguments.password_file)
    with opened(arguments) as desk:
        case = case_in(desk, told)
        choices = less(desk.packs.proposed(case, arguments.on), arguments.leave_out)
        plan = desk.late.comparing(case, replace(choices, passwords=(password,) if password else ()), arguments.on)
        found = desk.late.changes(plan, progress("Comparing"))
    assert found is not None  # there is an earlier pack, or ``comparing`` has refused
    answer(arguments, changes_fields(found), [f"Since pack {found.number}:", *sentences(found)])
    return DONE


def _lock(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.late_documents import note_place, password_copy, source_of
    from sendco_desk.services.workshop import Workshop

    if not arguments.pack.is_file():
        raise Refused(f"There is no file {arguments.pack}: name the finished pack.", field="pack")
    replaceable(arguments.out, b"%PDF")
    if not arguments.no_note:
        replaceable(note_place(arguments.out), b"We are sending you the file")
    password = read_new_secret(arguments.password_file, "Password for the copy", variable="", flag="--password-file")
    pack = source_of(arguments.pack, _password(arguments.pack_password_file, "--pack-password-file"))
    with Workshop() as workshop:
        made = password_copy(
            workshop, pack, arguments.out, password, progress("Locking"), inputs=[arguments.pack], note=not arguments.no_note,
        )
    lines = [f"{arguments.out}: {counted(made.pages, 'page')}, locked. SHA-256 {made.sha256}"]
    lines += [f"{made.note}: the covering note."] if made.note else []
    answer(arguments, {"pages": made.pages, "sha256": made.sha256, "note": str(made.note) if made.note else None}, lines)
    return DONE
