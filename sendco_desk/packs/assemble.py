"""Builds the pack: converts each document, draws the generated pages, joins all lazily, stamps, links and saves once, checks, and only then renames.

Documents are read from disk only while the pack is written, so memory stays flat however long it is; the finished file appears only
when every check has passed on it.
"""

import errno
import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from sendco_desk import __version__
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.packs.manifest import Manifest, ManifestDocument, PartPages
from sendco_desk.packs.pages import Layout, draw, lay_out
from sendco_desk.packs.pages_contents import Kind
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.source import Converted, Limits, Source

Convert = Callable[[Source, Path, Limits], Converted]

NONE_READY: Mapping[int, Converted] = MappingProxyType({})
_STEPS = 3  # drawing, joining and saving, checking: counted beside the documents


def build(
    plan: PackPlan,
    out: Path,
    report: Report = unreported,
    *,
    scratch: Path | None = None,
    ready: Mapping[int, Converted] = NONE_READY,
    convert: Convert | None = None,
    limits: Limits | None = None,
) -> Manifest:
    """Make the pack at ``out``. Nothing is left behind when it is cancelled or fails; an older file there stays until the new one is checked.

    ``scratch`` is a private folder for what is between; without one, a folder only this person can read is made and wiped.
    ``ready`` holds documents that are converted already, by their place in ``plan.items``: whoever converts each in a worker with limits
    of its own, and answers for one that hangs or crashes with a refusal, loses that document and not the pack. Their PDFs must stay until
    this returns, and are left where they are. The others are converted here, or by ``convert``.
    """
    total = len(plan.items) + _STEPS
    report(0, total)
    with _trouble_named(), _private_folder(scratch) as folder, _beside(out) as part:
        converted = convert_items(plan, folder, convert or _own_converter(), limits or Limits(), lambda done: report(done, total), ready)
        manifest = _assemble(plan, converted, folder, part, lambda step: report(len(plan.items) + step, total))
        _replace(part, out)  # nothing after this may raise: the pack is there
    return manifest


def convert_items(
    plan: PackPlan,
    folder: Path,
    convert: Convert,
    limits: Limits,
    report: Callable[[int], None],
    ready: Mapping[int, Converted] = NONE_READY,
) -> tuple[Converted, ...]:
    """Each document of the plan as clean pages, or refused with its reason; each that is not ready in a folder of its own."""
    converted = []
    for number, item in enumerate(plan.items):
        done = ready.get(number)
        if done is None:
            place = folder / f"{number:04d}"
            place.mkdir(mode=0o700)
            done = convert(item.source, place, limits)
        converted.append(done)
        report(number + 1)
    return tuple(converted)


def fingerprint_of(plan: PackPlan, converted: Sequence[Converted]) -> str:
    """A hash of every fact and document in the pack: two packs with one fingerprint say the same."""
    facts = repr((plan.title, plan.on, plan.author, plan.subject, plan.stamp, plan.cover, plan.parts, plan.generated_title))
    documents = [
        repr((item.title, item.part, item.author, item.dated_on, item.received_on, result.sha256, result.outcome.value))
        for item, result in zip(plan.items, converted, strict=True)
    ]
    return hashlib.sha256("\n".join((facts, *documents)).encode()).hexdigest()


def _assemble(plan: PackPlan, converted: Sequence[Converted], folder: Path, part: Path, step: Callable[[int], None]) -> Manifest:
    from sendco_desk.packs import joining  # reportlab and pikepdf are needed from here on

    fingerprint = fingerprint_of(plan, converted)
    layout = lay_out(plan, converted, fingerprint)
    drawn = draw(layout, plan, joining.first_widths(layout))
    step(1)
    job = joining.joining(layout, drawn, folder)
    joining.finish(job, part, plan, layout, drawn, joining.identifier(fingerprint, __version__), lambda: step(1))
    step(2)
    _check(part, plan.password)
    step(3)
    return manifest_of(layout, part)


def _check(part: Path, password: str) -> None:
    """Look at the finished file as a stranger would; a pack that does not hold is a bug, and is not kept."""
    from sendco_desk.packs.verify import failed, verify

    try:
        wrong = ", ".join(check.name for check in failed(verify(part, password, spot=True)))
    except Refused:
        wrong = "reading it again"
    if wrong:
        raise Trouble(
            f"The pack was made but did not pass its own checks ({wrong}), so it was not kept. Nothing else was changed. Please report this."
        )


def manifest_of(layout: Layout, path: Path) -> Manifest:
    """What the finished file holds, in the order of the plan."""
    documents, parts = [], []
    for key, entry in enumerate(layout.order):
        if entry.kind is Kind.PART:
            part = entry.title
        if entry.item is None or entry.converted is None:
            if entry.kind is not Kind.PART:
                parts.append(PartPages(title=entry.title, first_page=layout.firsts[key], pages=layout.counts[key]))
            continue
        included = entry.kind is Kind.DOCUMENT
        documents.append(
            ManifestDocument(
                input=entry.item.source.name,
                title=entry.title,
                part=part,
                outcome=entry.converted.outcome,
                reason=entry.converted.reason,
                first_page=layout.firsts[key] if included else None,
                pages=entry.converted.pages if included else 0,
                sha256=entry.converted.sha256,
                actions=entry.converted.actions,
                image_only=entry.converted.image_only,
                received_on=entry.item.received_on,
                attachments=entry.converted.attachments,
            )
        )
    return Manifest(pages=layout.total, sha256=_sha256(path), documents=tuple(documents), parts=tuple(parts))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _own_converter() -> Convert:
    from sendco_desk.packs.convert import convert

    return convert


def _replace(part: Path, out: Path) -> None:
    """Put the finished file in its place, waiting a little where a virus scanner is still looking at it."""
    for wait in (0.1, 0.3, 1.0):
        try:
            part.replace(out)
            return
        except PermissionError:
            time.sleep(wait)
    part.replace(out)


@contextmanager
def _private_folder(given: Path | None) -> Iterator[Path]:
    """A new folder only this person can read, inside the one given; gone afterwards whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="pack-", dir=given))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """The file to write first, beside the one wanted; it is gone afterwards unless it was renamed."""
    if not out.parent.is_dir():
        raise Refused("The folder for the pack is not there. Choose another folder.", field="out")
    part = out.with_name(f"{out.name}.part")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _trouble_named() -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise Trouble(
            "The pack could not be written there: it may be open in another program, or the folder may not be yours to write in."
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Trouble("The disk is full, so the pack was not made. Nothing else was changed; free some space and try again.") from error
        raise
