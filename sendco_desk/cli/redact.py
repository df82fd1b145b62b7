"""The verb about what is blacked out in documents: redact."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.cli.asking import WrongUsage, id_given, opened, read_secrets, text_or_stdin, with_format, with_notebook, with_secret
from sendco_desk.cli.printing import DONE, LEFT_OUT, answer, progress, say
from sendco_desk.domain.dates import shown
from sendco_desk.domain.redactions import REDACTION_REASONS
from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.domain.redactions import Redaction
    from sendco_desk.services.redactions import Read


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this verb to the command line."""
    verb = verbs.add_parser("redact", help="black out words in a document before it goes into a pack, or list what is blacked out")
    with_notebook(verb)
    verb.add_argument("--document", metavar="ID", help="the document, by its id")
    verb.add_argument("--words", metavar="FILE|-", help="a file with the words to black out, one search to a line; - reads standard input")
    with_secret(verb, "--open-with", "with --words: a file with passwords, one on each line, to try on a document that is locked")
    verb.add_argument("--reason", choices=tuple(REDACTION_REASONS), help="with --words: why they are blacked out")
    verb.add_argument("--note", default="", help="with --reason other: why; it stays in the notebook")
    verb.add_argument("--reviewed-by", metavar="NAME", help="the second person who has looked at everything blacked out in the document")
    verb.add_argument("--list", action="store_true", help="list what is blacked out, in the document or in all of them; never the words")
    with_format(verb)
    verb.set_defaults(run=_redact)


def _redact(arguments: argparse.Namespace) -> int:
    _need_one_deed(arguments)
    if arguments.list:
        return _list(arguments)
    document = id_given(arguments.document, "document")
    if arguments.reviewed_by is not None:
        with opened(arguments) as desk:
            desk.redactions.review(document, arguments.reviewed_by)
            kept = desk.redactions.of(document)
        answer(arguments, {"document": str(document), "redactions": [_fields(one) for one in kept]}, [_line(one) for one in kept])
        return DONE
    return _mark(arguments, document)


def _need_one_deed(arguments: argparse.Namespace) -> None:
    if sum((arguments.list, arguments.words is not None, arguments.reviewed_by is not None)) != 1:
        raise WrongUsage("Say what to do: --words FILE with --reason, --reviewed-by NAME, or --list.", field="words")
    if not arguments.list and not arguments.document:
        raise WrongUsage("Name the document with --document ID: `redact --list` and `add` print ids.", field="document")
    if arguments.words is not None and not arguments.reason:
        raise WrongUsage(f"Say why with --reason: {', '.join(REDACTION_REASONS)}.", field="reason")


def _mark(arguments: argparse.Namespace, document: UUID) -> int:
    wanted, passwords = _words(arguments.words), read_secrets(arguments.open_with)
    with opened(arguments) as desk:
        (read,) = desk.redactions.read_all(desk.redactions.to_read([document], passwords), progress("Reading the document"))
        if not read.reading.pages:
            raise Refused(f"The document cannot be searched. {read.reading.reason}".strip(), field="document")
        found = desk.redactions.search([read], wanted)
        before = {one.id for one in desk.redactions.of(document)}
        desk.redactions.mark_found([(one, one.hits) for one in found], [read], reason=arguments.reason, note=arguments.note)
        marked = [one for one in desk.redactions.of(document) if one.id not in before]
    there = {one.words for one in found}
    missing = [number for number, line in enumerate(wanted, 1) if " ".join(line.split()) not in there]
    return _told(arguments, document, marked, read, missing)


def _told(arguments: argparse.Namespace, document: UUID, marked: "Sequence[Redaction]", read: "Read", missing: Sequence[int]) -> int:
    from sendco_desk.services.redactions import LOOK_YOURSELF

    boxes = sum(len(one.boxes) for one in marked)
    pages = sorted({one.page for one in marked})
    lines = [f"{boxes} box{'es' * (boxes != 1)} on {counted(len(pages), 'page')} marked."]
    lines += [_line(one) for one in marked]
    for number in missing:
        say(f"Line {number} of the words was not found in this document.")
    for page in read.reading.pictures:
        say(f"Page {page}: {LOOK_YOURSELF}")
    fields = {
        "document": str(document), "boxes": boxes, "pages": pages, "not_found": list(missing), "pictures": list(read.reading.pictures),
        "recognised": list(read.reading.recognised), "redactions": [_fields(one) for one in marked],
    }
    answer(arguments, fields, lines)
    return LEFT_OUT if read.reading.pictures else DONE


def _words(given: str) -> list[str]:
    """The searches, one to a line. They come from a file or a pipe, so that a child's name stays out of the shell's history."""
    if given == "-":
        text = text_or_stdin(given)
    else:
        place = Path(given)
        if not place.is_file():
            raise Refused(f"There is no file {place}: write the words into a file, one search to a line, and name that.", field="words")
        try:
            text = place.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise Refused("The words cannot be read: save the file as UTF-8.", field="words") from None
    wanted = [line.strip() for line in text.splitlines() if line.strip()]
    if not wanted:
        raise Refused("There are no words to look for: write them one search to a line.", field="words")
    return wanted


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        documents = [desk.documents.get(id_given(arguments.document, "document"))] if arguments.document else desk.redactions.documents()
        listed = [(one, desk.redactions.of(one.id)) for one in documents]
    fields = {"documents": [{"id": str(one.id), "redactions": [_fields(each) for each in its]} for one, its in listed if its]}
    lines = [line for one, its in listed if its for line in (f"{one.id}", *(f"  {_line(each)}" for each in its))]
    answer(arguments, fields, lines or ["Nothing is blacked out."])
    return DONE


def _fields(one: "Redaction") -> dict[str, object]:
    return {
        "id": str(one.id), "page": one.page, "boxes": len(one.boxes), "by_search": bool(one.words), "reason": one.reason, "note": one.note,
        "marked_by": one.marked_by, "marked_on": one.marked_on.isoformat(), "reviewed_by": one.reviewed_by,
        "reviewed_on": one.reviewed_on.isoformat() if one.reviewed_on else None,
    }


def _line(one: "Redaction") -> str:
    boxes = f"{len(one.boxes)} box{'es' * (len(one.boxes) != 1)}"
    looked = f"reviewed by {one.reviewed_by}" if one.reviewed_by else "not reviewed"
    return f"Page {one.page}: {boxes}, {REDACTION_REASONS[one.reason].lower()}, marked on {shown(one.marked_on)}, {looked}"
