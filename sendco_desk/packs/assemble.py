"""Builds the pack: converts each document, draws the generated pages, joins all lazily, stamps, links and saves once, checks, and only then renames.

Documents are read from disk only while the pack is written, so memory stays flat however long it is; the finished file, or every volume,
appears only when every check has passed on it.
"""

import dataclasses
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from sendco_desk.domain.pack_changes import Changes
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.packs.enclosed import settled
from sendco_desk.packs.manifest import KeptBeside, Manifest, ManifestDocument, PackFile, PartPages, Redactions
from sendco_desk.packs.originals import keep_beside, originals_folder
from sendco_desk.packs.pages import Layout
from sendco_desk.packs.pages_contents import CONTINUED, Kind
from sendco_desk.packs.placing import check, private_folder, trouble_named
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.source import Converted, Limits, Source
from sendco_desk.packs.together import Together, together
from sendco_desk.packs.volumes import Made, Maker

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
    with trouble_named(), private_folder(scratch) as folder, together(out) as standing:
        plan, found = changes_told(plan)
        converted = convert_items(plan, folder, convert or _own_converter(), limits or Limits(), lambda done: report(done, total), ready)
        converted = _repeats_found(plan, converted)
        manifest = _assemble(plan, converted, folder, out, standing, lambda step: report(len(plan.items) + step, total))
        manifest = dataclasses.replace(manifest, changes=found and _placed(found, manifest))
        standing.settle()  # nothing after this may raise: the pack is there
    return manifest


def _repeats_found(plan: PackPlan, converted: tuple[Converted, ...]) -> tuple[Converted, ...]:
    if not any(each.page_prints for each in converted):
        return converted
    from sendco_desk.packs.page_prints import with_repeats  # the picture libraries

    return with_repeats([(item.title, each) for item, each in zip(plan.items, converted, strict=True)])


def changes_told(plan: PackPlan) -> tuple[PackPlan, Changes | None]:
    """The plan with its page about what changed since the last pack filled in, where it asks for one."""
    if plan.earlier is None:
        return plan, None
    from sendco_desk.packs.changes_between import with_changes

    return with_changes(plan)


def _placed(changes: Changes, manifest: Manifest) -> Changes:
    from sendco_desk.packs.changes_between import placed

    return placed(changes, manifest)


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
    return settled(converted)


def fingerprint_of(plan: PackPlan, converted: Sequence[Converted]) -> str:
    """A hash of every fact and document in the pack: two packs with one fingerprint say the same."""
    facts = repr((plan.title, plan.on, plan.author, plan.subject, plan.stamp, plan.cover, plan.parts, plan.generated_title))
    documents = [
        repr((
            item.title, item.part, item.author, item.dated_on, item.received_on, item.note, item.source.handling, result.sha256, result.outcome.value
        ))
        for item, result in zip(plan.items, converted, strict=True)
    ]
    return hashlib.sha256("\n".join((facts, *documents)).encode()).hexdigest()


def _assemble(
    plan: PackPlan, converted: tuple[Converted, ...], folder: Path, out: Path, standing: Together, step: Callable[[int], None]
) -> Manifest:
    originals = originals_folder(out) if plan.originals_beside and any(each.signed for each in converted) else None
    fingerprint = fingerprint_of(plan, converted)
    maker = Maker(plan, converted, fingerprint, folder, out, standing, lambda: step(1))
    layout, made = maker.make()
    for each in made:
        step(2)
        check(each.part, plan.password)
    proved = _redactions_proved(plan, converted, made, lambda: step(2))
    step(3)
    kept = keep_beside(layout.order, originals, standing.part(originals)) if originals is not None else ()
    return dataclasses.replace(manifest_of(layout, made, kept), redactions=proved)


def _redactions_proved(
    plan: PackPlan, converted: Sequence[Converted], made: Sequence[Made], still_wanted: Callable[[], None]
) -> Redactions | None:
    """What was blacked out is looked for in every finished file. Raises Refused where it is found again."""
    if not any(each.blacked for each in converted):
        return None
    from sendco_desk.packs.redacted_pack import file_of, prove_pack

    return prove_pack(plan, converted, [file_of(each.part, each.layout) for each in made], still_wanted)


def manifest_of(layout: Layout, made: Sequence[Made], beside: tuple[KeptBeside, ...] = ()) -> Manifest:
    """What the finished files hold, in the order of the plan."""
    documents, parts = [], []
    for key, entry in enumerate(layout.order):
        if entry.kind is Kind.PART:
            part = entry.title.removesuffix(CONTINUED) if entry.volume > 1 else entry.title
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
                volume=entry.volume,
                bytes=entry.converted.pdf.stat().st_size if included and entry.converted.pdf else 0,
                findings=entry.converted.findings,
            )
        )
    files = tuple(_file_of(each) for each in made)
    return Manifest(
        pages=layout.total, sha256=files[0].sha256, documents=tuple(documents), parts=tuple(parts), files=files, beside=beside,
        missing_letters=layout.missing,
    )  # fmt: skip


def _file_of(made: Made) -> PackFile:
    first = made.layout.before + 1
    return PackFile(
        name=made.place.name,
        first_page=first,
        last_page=first + made.layout.pages - 1,
        bytes=made.part.stat().st_size,
        sha256=_sha256(made.part),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _own_converter() -> Convert:
    from sendco_desk.packs.convert import convert

    return convert
