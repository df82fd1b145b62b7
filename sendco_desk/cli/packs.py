"""Verbs about packs: bundle, pack, submit, verify."""

import argparse
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.cli.asked import asked_choices, check_place, make_paste, make_zip, readiness_fields, say_gaps, told_readiness, with_asked
from sendco_desk.cli.asking import (
    case_given,
    case_in,
    day_or_today,
    opened,
    output,
    pairs,
    paths_given,
    read_secret,
    read_secrets,
    replaceable,
    text_or_stdin,
    with_day,
    with_format,
    with_notebook,
    with_secret,
)
from sendco_desk.cli.printing import DONE, LEFT_OUT, answer, checks, progress, say
from sendco_desk.domain.codes import CHANNELS
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.pack_parts import PARTS
from sendco_desk.statute.wording import counted, lowered

if TYPE_CHECKING:
    from sendco_desk.packs.manifest import Manifest
    from sendco_desk.services.bundling import Size
    from sendco_desk.services.desk import Desk
    from sendco_desk.services.packing import PackChoices


NOTHING_MORE: Mapping[str, object] = {}
_LOCK = "a file that holds a password for the finished PDF"
_OPEN_WITH = "a file with passwords, one on each line, to try on documents that are locked"
_UNLOCK = "a file that holds the pack’s password, where it has one"


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these verbs to the command line."""
    verb = verbs.add_parser("bundle", help="join files into one indexed PDF; needs no notebook")
    verb.add_argument("inputs", type=Path, nargs="*", metavar="INPUT", help="files and folders")
    verb.add_argument("--out", type=output, required=True, metavar="FILE.pdf", help="where the bundle goes")
    verb.add_argument("--title", default="Bundle of documents", metavar="T", help="what stands on its first page")
    verb.add_argument("--part", action="append", default=[], metavar="NAME=FILE", help="a file or folder under a heading; may be repeated")
    verb.add_argument("--inside", action="store_true", help="take in what lies inside e-mails, ZIP archives and PDFs, each as a document")
    with_secret(verb, "--open-with", _OPEN_WITH)
    with_secret(verb, "--password-file", _LOCK)
    _with_size(verb)
    verb.add_argument("--manifest", type=output, metavar="FILE.json", help="write what became of each input")
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_bundle)

    verb = verbs.add_parser("pack", help="make a case’s evidence pack")
    with_notebook(verb)
    verb.add_argument("--case", required=True, metavar="ID", help="the case, by its number as `due` prints it, or by its id")
    with_asked(verb)
    verb.add_argument("--out", type=output, metavar="PATH", help="where the pack goes; text to paste is printed if left out")
    verb.add_argument("--leave-out", action="append", default=[], metavar="PART|DOCUMENT",
                      help=f"{', '.join(PARTS)}, or a document’s id; may be repeated")
    verb.add_argument("--with-costs", action="store_true", help="say what the provision costs; staff rates are never told")
    with_secret(verb, "--open-with", _OPEN_WITH)
    with_secret(verb, "--password-file", _LOCK)
    _with_size(verb)
    verb.add_argument("--manifest", type=output, metavar="FILE.json", help="write what became of each document")
    with_day(verb)
    with_format(verb)
    verb.set_defaults(run=_pack)

    verb = verbs.add_parser("submit", help="record that a pack was sent")
    with_notebook(verb)
    verb.add_argument("--case", required=True, metavar="ID", help="the case it belongs to, by its number or its id")
    verb.add_argument("--pack", type=Path, required=True, metavar="PATH", help="the file that was sent")
    verb.add_argument("--channel", choices=tuple(CHANNELS), required=True, help="how it was sent")
    verb.add_argument("--receipt", type=Path, metavar="FILE", help="the acknowledgement, put into the pupil’s documents")
    verb.add_argument("--sent", metavar="WHEN", help="when it was sent; now if left out")
    verb.add_argument("--note", default="", metavar="TEXT", help="what else is to be said of it; - reads it from standard input")
    with_secret(verb, "--password-file", _UNLOCK)
    with_format(verb)
    verb.set_defaults(run=_submit)

    verb = verbs.add_parser("verify", help="check a finished pack against every promise")
    verb.add_argument("pack", type=Path, metavar="PACK", help="the PDF, or the ZIP of numbered files, to check")
    with_secret(verb, "--password-file", _UNLOCK)
    with_format(verb)
    verb.set_defaults(run=_verify)


def _with_size(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--most-mb", type=float, default=0.0, metavar="N", help="the largest that one file may be; a larger pack is split into volumes")
    verb.add_argument("--lighter", action="store_true", help="bring pictures down to 150 dpi where the pack would be larger than that")
    verb.add_argument("--finest", type=int, default=200, metavar="DPI", help="dots an inch that pictures keep; 200 if left out, 0 for all")
    verb.add_argument("--budget", metavar="NAME", help="measure the pages of each part: tribunal, tribunal-issue, tribunal-contents and others")
    verb.add_argument("--no-originals", action="store_true", help="do not keep signed originals beside the pack")


def _size(arguments: argparse.Namespace) -> "Size":
    """What is asked of the size, and that the budget is one there is, before anything is made."""
    from sendco_desk.services.bundling import Size, metered

    if arguments.budget:
        metered((), arguments.budget)
    if not math.isfinite(arguments.most_mb):
        raise Refused("The largest size of one file is a number of megabytes: give one such as 20.", field="most-mb")
    return Size(
        most_bytes=round(arguments.most_mb * 1_000_000), lighter=arguments.lighter, finest=arguments.finest, originals=not arguments.no_originals,
    )


def _password(path: Path | None) -> str:
    return read_secret(path, "Password", variable="", flag="--password-file") if path else ""


def _places(arguments: argparse.Namespace, inputs: Sequence[Path] = ()) -> None:
    """Refuse a place where the PDF or its manifest would take the place of something else, before anything is made."""
    from sendco_desk.services.outputs import PDF, need_ending, output_place

    if arguments.manifest:
        output_place(arguments.manifest, inputs=inputs, others=[arguments.out])
        if not arguments.manifest.absolute().parent.is_dir():
            raise Refused("The folder for the manifest is not there: choose another folder.", field="manifest")
        replaceable(arguments.manifest, b"{")
    output_place(arguments.out, inputs=inputs)
    replaceable(arguments.out, b"%PDF")
    need_ending(arguments.out, PDF)


def _told(arguments: argparse.Namespace, manifest: "Manifest", more: Mapping[str, object] = NOTHING_MORE) -> int:
    from sendco_desk.services.bundling import budget_fields, budget_said, files_said, manifest_fields, manifest_text

    if arguments.manifest:
        _write(arguments.manifest, manifest_text(manifest))
    for document in manifest.documents:
        if document.outcome.value != "included":
            say(f"{document.input}: {document.outcome.value}: {document.reason}")
    included = len(manifest.documents) - len(manifest.left_out)
    several = len(manifest.files) > 1
    place = f"{arguments.out.with_suffix('')}, {len(manifest.files)} volumes" if several else arguments.out
    summary = f"{place}: {manifest.pages} pages, {included} of {len(manifest.documents)} documents."
    summary += "" if several else f" SHA-256 {manifest.sha256}"
    fields, lines = manifest_fields(manifest), [summary, *files_said(manifest), *filter(None, [manifest.letters_said])]
    lines += [f"{document.input}: noticed: {finding.words}" for document in manifest.documents for finding in document.findings]
    fields |= more
    if arguments.budget:
        fields["budget"] = budget_fields(manifest, arguments.budget)
        lines += budget_said(manifest, arguments.budget)
    answer(arguments, fields, lines)
    return LEFT_OUT if manifest.left_out else DONE


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):  # the trouble to tell of is the first one
            part.unlink(missing_ok=True)
        raise Trouble(f"The PDF was made, but the manifest could not be written ({error.strerror}): choose another place for it.") from error


def _bundle(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.bundling import bundle

    inputs, size = paths_given(arguments.inputs), _size(arguments)
    _places(arguments, inputs)
    for folder in inputs:
        if folder.is_dir() and not any(path.is_file() for path in folder.rglob("*")):
            say(f"There is no file in the folder {folder}.")
    manifest = bundle(
        inputs, arguments.out, title=arguments.title,
        parts=[(name, path) for name, file in pairs(arguments.part, "NAME=FILE", "part") for path in paths_given([Path(file)])],
        on=day_or_today(arguments.on), password=_password(arguments.password_file), report=progress("Making the bundle"),
        inside=arguments.inside, passwords=read_secrets(arguments.open_with), size=size,
    )
    carriers = sum(bool(each.attachments) and each.outcome.value == "partial" for each in manifest.documents)
    if carriers and not arguments.inside:
        say(f"Other documents lie inside {carriers} of these: `--inside` takes them in as documents of their own.")
    return _told(arguments, manifest)


def _pack(arguments: argparse.Namespace) -> int:
    told, password = case_given(arguments.case), _password(arguments.password_file)
    passwords, size = read_secrets(arguments.open_with), _size(arguments)
    check_place(arguments)
    if arguments.shape == "bundle" and not arguments.readiness:
        _places(arguments)
    with opened(arguments) as desk:
        case = case_in(desk, told)
        arranged = desk.layouts.choices(desk.layouts.layout(case), desk.packs.parts(case, arguments.on))
        choices = replace(less(arranged, arguments.leave_out), costs=arguments.with_costs)
        withheld = [(d, why) for d in desk.packs.documents(case) if (why := desk.packs.held(case).get(d.id)) and d.id not in choices.documents]
        flagged = desk.screen.staying_count(case)
        choices = replace(
            choices, password=password, passwords=passwords, most_bytes=size.most_bytes, lighter=size.lighter, finest=size.finest,
            originals=size.originals,
        )
        choices = asked_choices(desk, case, arguments, choices)
        ready = desk.asks.readiness(case, choices, arguments.on)
        if arguments.readiness:
            return told_readiness(arguments, ready)
        if arguments.shape == "zip":
            return make_zip(desk, case, choices, arguments)
        if arguments.shape == "paste":
            return make_paste(desk, case, choices, arguments)
        manifest = desk.packs.build(case, choices, arguments.out, progress("Making the pack"), on=arguments.on)
    say_gaps(ready)
    for document, why in withheld:
        say(f"{document.file_name}: left out: {lowered(why)}.")
    if flagged:
        say(f"{counted(flagged, 'flagged record')} left out: `sendco-desk export screen` lists what stays in the school, and why.")
    return _told(arguments, manifest, {"readiness": readiness_fields(ready)})


def less(choices: "PackChoices", left_out: Sequence[str]) -> "PackChoices":
    """The choices without some parts and documents. Raises Refused for what is neither."""
    known = {*PARTS, *map(str, choices.documents)}
    if stray := [left for left in left_out if left not in known]:
        sentence = f"‘{stray[0]}’ is neither a part nor a document of this pack: give one of {', '.join(PARTS)}, or a document’s id."
        raise Refused(sentence, field="leave-out")
    return replace(
        choices, parts=tuple(p for p in choices.parts if p not in left_out),
        documents=tuple(d for d in choices.documents if str(d) not in left_out),
    )


def _submit(arguments: argparse.Namespace) -> int:
    from sendco_desk.domain.dates import parse_moment
    from sendco_desk.services.bundling import page_count
    from sendco_desk.services.clockwork import on_office_clock

    told, password, note = case_given(arguments.case), _password(arguments.password_file), text_or_stdin(arguments.note)
    with opened(arguments) as desk:
        sent_at = on_office_clock(parse_moment(arguments.sent, desk.clock(), field="sent")) if arguments.sent else None
        if sent_at is not None and sent_at > desk.clock():
            raise Refused("This has not happened yet: give the moment at which it was sent.", field="sent")
        case = case_in(desk, told)
        pupil = desk.casework.page(case).pupil.id
        page_count(arguments.pack, password)  # a pack that is refused must not leave a receipt behind
        receipt = _receipt(desk, pupil, arguments.receipt) if arguments.receipt else None
        submission, _ = desk.packs.submit(case, arguments.pack, arguments.channel, receipt=receipt, sent_at=sent_at, note=note, password=password)
        volumes = desk.packs.volumes(submission)
    fields = {
        "submission": str(submission.id), "number": submission.number, "sha256": submission.pack_sha256, "pages": sum(one.pages for one in volumes),
        "channel": submission.channel, "sent_at": submission.sent_at.isoformat(),
        "receipt": str(submission.receipt) if submission.receipt else None,
    }
    if len(volumes) > 1:
        fields["volumes"] = [{"sha256": one.pack_sha256, "pages": one.pages} for one in volumes]
    answer(arguments, fields, [f"Pack {submission.number} recorded as sent. SHA-256 {one.pack_sha256}" for one in volumes])
    return DONE


def _receipt(desk: "Desk", pupil: UUID, path: Path) -> UUID:
    """The receipt as a document of the pupil: put in now, or found where it was put in before."""
    from sendco_desk.services.documents import Filing

    added = desk.documents.add_files(pupil, [path], Filing(received_on=desk.clock().date(), document_kind="receipt", service="council"))
    if added.problems:
        raise Refused(f"The receipt could not be put in. {added.problems[0][1]}", field="receipt")
    return (*added.documents, *(document for _, document in added.duplicates))[0].id


def _verify(arguments: argparse.Namespace) -> int:
    from sendco_desk.services.bundling import fingerprint_of, verify

    if arguments.pack.is_dir():
        raise Refused(f"{arguments.pack} is a folder: name the pack’s own file.", field="pack")
    rows = verify(arguments.pack, _password(arguments.password_file))
    return checks(arguments, [(row.name, row.ok, row.detail) for row in rows], fingerprint_of(arguments.pack))
