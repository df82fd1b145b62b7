"""A pack as numbered files in a ZIP: what the school says of the request in one PDF, each document in one of its own, and a manifest of all.

Every page of every file is stamped as in a bundle. An original that was signed digitally lies beside its file, untouched. Files are put into so
many ZIPs that none is larger than it may be, and none is cut. The bytes are the same each time: files are stored as they are, because what packs
them would differ from one computer to the next.
"""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sendco_desk import __version__
from sendco_desk.domain.dates import shown
from sendco_desk.domain.pack_changes import Changes, changes_fields
from sendco_desk.domain.paper import Block, Facts, Grid, Listed, Panel, Panels, Paragraph, Run, Runs, said
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.assemble import NONE_READY, Convert, build, changes_told, convert_items, fingerprint_of
from sendco_desk.packs.manifest import sizes_apart
from sendco_desk.packs.pages import Layout, draw
from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.placing import private_folder, trouble_named
from sendco_desk.packs.plan import PackItem, PackPlan, PaperPart
from sendco_desk.packs.source import Converted, Limits, Outcome
from sendco_desk.packs.together import together

MANIFEST = "00_Manifest.json"
REQUEST = "Request"
FORMAT = "SENDCo Desk numbered files 1"
"""What the manifest calls itself, so that a checker knows what it reads."""
LISTED = "The files of this request"
_BESIDE = 2_000
"""Bytes of a ZIP beside each of its files, at most: its names and where it stands."""
_STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ZippedFile:
    """One numbered file, or why it is not there.

    ``volume`` is the archive it lies in, from 1; ``original`` the SHA-256 of what it is made from. Where that was signed digitally,
    ``signed_original`` is what it is called in the same archive, and ``signed_bytes`` how large it is.
    """

    number: int
    file: str
    title: str
    outcome: str = Outcome.INCLUDED.value
    reason: str | None = None
    volume: int = 0
    dated_on: str | None = None
    received_on: str | None = None
    source: str = ""
    pages: int = 0
    bytes: int = 0
    sha256: str = ""
    original: str = ""
    actions: tuple[str, ...] = ()
    image_only: bool = False
    signed_original: str = ""
    signed_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipFile:
    """One archive as it stands. ``name`` is without its folder."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipManifest:
    """Everything in a pack of numbered files: its archives, every file with what became of it, and what changed since the pack before."""

    made_for: date
    most_bytes: int
    zips: tuple[ZipFile, ...]
    files: tuple[ZippedFile, ...]
    changes: Changes | None = None

    @property
    def pages(self) -> int:
        """The pages of all files."""
        return sum(file.pages for file in self.files)

    @property
    def left_out(self) -> tuple[ZippedFile, ...]:
        """The documents that could not be made into a file."""
        return tuple(file for file in self.files if file.outcome == Outcome.REFUSED.value)


def zip_fields(manifest: ZipManifest) -> dict[str, Any]:
    """The manifest as the terminal prints it."""
    return {
        "pages": manifest.pages, "zips": [asdict(one) for one in manifest.zips],
        "files": [{**asdict(one), "actions": list(one.actions)} for one in manifest.files],
        "changes": changes_fields(manifest.changes) if manifest.changes else None,
    }


def file_name(number: int, what: str, day: date, width: int = 2) -> str:
    """`07_Educational-psychology-report_2026-03-02.pdf`: a number, a kind and a day, and nobody's name."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in what).strip("-")
    kind = "-".join(part for part in kept.split("-") if part) or "Document"
    return f"{number:0{width}}_{kind}_{day.isoformat()}.pdf"


def zip_name(out: Path, number: int, of: int) -> str:
    """What an archive is called, where there are several."""
    return out.name if of == 1 else f"{out.stem} volume {number} of {of}{out.suffix}"


def divided(sizes: Sequence[int], most: int) -> list[list[int]]:
    """Which files go into which archive: in their order, each archive filled as far as it goes; one that is larger by itself stands alone."""
    made: list[list[int]] = []
    used = 0
    for number, size in enumerate(sizes):
        if not made or (made[-1] and most and used + size > most):
            made.append([])
            used = 0
        made[-1].append(number)
        used += size
    return made


def build_zip(
    plan: PackPlan, kinds: Sequence[str], out: Path, report: Report = unreported, *, scratch: Path | None = None,
    ready: Mapping[int, Converted] = NONE_READY, convert: Convert | None = None, limits: Limits | None = None,
) -> ZipManifest:
    """Make the pack as numbered files at ``out``, or beside it in several archives. ``kinds`` say of each document what it is, in a word or two.

    ``plan.most_bytes`` is the largest that one archive may be. ``scratch``, ``ready``, ``convert`` and ``limits`` are as in ``assemble.build``.
    """
    total = len(plan.items) + _STEPS
    report(0, total)
    with trouble_named(), private_folder(scratch) as folder, together(out) as standing:
        plan, changes = changes_told(plan)
        converted = convert_items(
            plan, folder, convert or _own_converter(), limits or Limits(), lambda done: report(done, total), ready,
        )
        report(len(plan.items), total)
        files, paths = _made(plan, kinds, converted, folder, lambda: report(len(plan.items), total))
        report(len(plan.items) + 1, total)
        groups = _groups(plan, files, paths)
        names = [zip_name(out, number, len(groups)) for number in range(1, len(groups) + 1)]
        placed = _placed(files, groups)
        text = manifest_text(plan.on, plan.most_bytes, len(groups), _untitled(placed) if plan.password else placed)
        zips = []
        for name, group in zip(names, groups, strict=True):
            place = out.with_name(name)
            part = standing.part(place)
            write_zip(part, plan.on, [(MANIFEST, text.encode()), *(member for number in group for member in _members(files[number], paths[number]))])
            _need_small(part, plan.most_bytes, [placed[number] for number in group])
            zips.append(ZipFile(name=name, bytes=part.stat().st_size, sha256=_sha256(part)))
        report(len(plan.items) + 2, total)
        standing.settle()  # nothing after this may raise: the pack is there
    report(total, total)
    return ZipManifest(made_for=plan.on, most_bytes=plan.most_bytes, zips=tuple(zips), files=tuple(placed), changes=changes)


def manifest_text(on: date, most_bytes: int, volumes: int, files: Sequence[ZippedFile]) -> str:
    """The manifest as it lies in every archive of a pack. What the archives are called is not in it: they may be given other names."""
    told = {"format": FORMAT, "made_for": on.isoformat(), "most_bytes": most_bytes, "volumes": volumes,
            "files": [{**asdict(one), "actions": list(one.actions)} for one in files]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def write_zip(part: Path, on: date, members: Sequence[tuple[str, bytes | Path]]) -> None:
    """Write an archive whose bytes depend on its members and the day alone."""
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, date_time=(on.year, on.month, on.day, 12, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16  # else they say on which system it was made
            archive.writestr(info, content if isinstance(content, bytes) else content.read_bytes())


def _members(file: ZippedFile, path: Path) -> list[tuple[str, Path]]:
    """What of a file goes into an archive, by its name there."""
    return [(file.file, path), *([(file.signed_original, _signed_place(path))] if file.signed_original else [])]


def _signed_place(path: Path) -> Path:
    """Where the signed original of a file lies until the archive is written."""
    return path.with_suffix(".signed")


def _made(
    plan: PackPlan, kinds: Sequence[str], converted: Sequence[Converted], folder: Path, still_wanted: Callable[[], None],
) -> tuple[list[ZippedFile], dict[int, Path]]:
    """The files in order, the request first; ``paths`` by their places among them."""
    width = max(2, len(str(len(plan.items) + 1)))
    fingerprint = fingerprint_of(plan, converted)
    files, paths = [ZippedFile(number=1, file=file_name(1, REQUEST, plan.on, width), title=plan.title)], {0: folder / "request.pdf"}
    for number, (item, kind, result) in enumerate(zip(plan.items, kinds, converted, strict=True), 2):
        still_wanted()
        files.append(_file_of(item, kind, result, number, width, plan.on))
        if result.pdf is not None and result.outcome is not Outcome.REFUSED:
            paths[number - 1] = folder / f"file-{number:04d}.pdf"
            _document(plan, item, result, number, paths[number - 1], fingerprint, still_wanted)
            if result.signed and plan.originals_beside:
                files[-1] = _with_original(files[-1], item, kind, _signed_place(paths[number - 1]), width, plan.on)
    files = [_weighed(file, paths[number]) if number in paths and number else file for number, file in enumerate(files)]
    pages = _request(plan, files, paths[0], folder)
    files[0] = replace(_weighed(files[0], paths[0]), pages=pages)
    _prove_redactions(plan, converted, files, paths)
    return files, paths


def _prove_redactions(plan: PackPlan, converted: Sequence[Converted], files: Sequence[ZippedFile], paths: Mapping[int, Path]) -> None:
    """Look in every file for what is blacked out in any. Raises Refused where it is found again, as a bundle does."""
    if not any(each.blacked for each in converted):
        return
    from sendco_desk.packs.redacted_pack import ProvedFile, prove_pack

    proved, before = [], 0
    for place in sorted(paths):
        blacked = converted[place - 1].blacked if place else ()
        proved.append(ProvedFile(path=paths[place], before=before, pages={each.page: each for each in blacked}))
        before += files[place].pages
    prove_pack(plan, converted, proved)


def _day_of(item: PackItem, on: date) -> date:
    return item.dated_on or item.received_on or on


def _file_of(item: PackItem, kind: str, result: Converted, number: int, width: int, on: date) -> ZippedFile:
    refused = result.pdf is None or result.outcome is Outcome.REFUSED
    called = "" if refused else file_name(number, kind, _day_of(item, on), width)
    return ZippedFile(
        number=number, file=called, title=" ".join(item.title.split()) or item.source.name,
        outcome=Outcome.REFUSED.value if refused else result.outcome.value, reason=result.reason, source=item.author,
        dated_on=item.dated_on.isoformat() if item.dated_on else None,
        received_on=item.received_on.isoformat() if item.received_on else None,
        pages=0 if refused else result.pages, original=result.sha256, actions=result.actions, image_only=result.image_only,
    )


def _with_original(file: ZippedFile, item: PackItem, kind: str, place: Path, width: int, on: date) -> ZippedFile:
    """The file with the original that was signed digitally beside it: a signature holds only there."""
    with item.source.open() as stream, place.open("wb") as copy:
        shutil.copyfileobj(stream, copy)
    named = file_name(file.number, f"{kind} signed original", _day_of(item, on), width)
    return replace(file, signed_original=named, signed_bytes=place.stat().st_size)


def _weighed(file: ZippedFile, path: Path) -> ZippedFile:
    return replace(file, bytes=path.stat().st_size, sha256=_sha256(path))


def _document(
    plan: PackPlan, item: PackItem, result: Converted, number: int, out: Path, fingerprint: str, still_wanted: Callable[[], None],
) -> None:
    """One document by itself: its pages under its title strip, each with the stamp and its number in this file."""
    from sendco_desk.packs import joining  # reportlab and pikepdf are needed from here on

    title = " ".join(item.title.split()) or item.source.name
    entry = Entry(kind=Kind.DOCUMENT, title=title, number=str(number), item=item, converted=result)
    layout = Layout(order=(entry,), laid={}, firsts={0: 1}, counts={0: result.pages})
    alone = replace(plan, title=title, subject=plan.title, items=(item,), parts=())
    drawn = draw(layout, alone, joining.first_widths(layout))
    place = out.with_suffix(".parts")
    place.mkdir(mode=0o700)
    known_by = joining.identifier(f"{fingerprint} file {number}", __version__)
    joining.finish(joining.joining(layout, drawn, place), out, alone, layout, drawn, known_by, still_wanted)


def _request(plan: PackPlan, files: Sequence[ZippedFile], out: Path, folder: Path) -> int:
    """The parts that the notebook makes as a bundle of their own, with a list of the files; gives its pages."""
    numbers = {item.key: file for item, file in zip(plan.items, files[1:], strict=True) if item.key is not None}
    parts = tuple(with_files(part, numbers) if isinstance(part, PaperPart) else part for part in plan.parts)
    listed = PaperPart(title=LISTED, blocks=(files_grid(files),), key="files")
    made = build(replace(plan, parts=(listed, *parts), items=(), earlier=None, most_bytes=0, originals_beside=False), out, scratch=folder)
    return made.pages


def files_grid(files: Sequence[ZippedFile]) -> Grid:
    """Every numbered file with its title, day, source and pages."""
    rows = tuple(
        (
            said(f"{file.number:02d}"), said(file.file or "Not included"),
            (Run(text=file.title), *(Run(text=f"\n{words}", quiet=True) for words in _told_beside(file))),
            said(shown(date.fromisoformat(file.dated_on)) if file.dated_on else ""), said(str(file.pages) if file.pages else ""),
        )
        for file in files[1:]
    )
    first = (said("01"), said(files[0].file), said("This file"), said(""), said(""))
    heads = ("No.", "File", "What it is", "Date", "Pages")
    return Grid(caption="", heads=heads, rows=(first, *rows), shares=(6, 34, 33, 19, 8), figures=frozenset({4}))


def _told_beside(file: ZippedFile) -> list[str]:
    signed = f"Digitally signed: the signature holds only in the original, {file.signed_original}." if file.signed_original else ""
    return [words for words in (file.reason, signed) if words]


def with_files(part: PaperPart, numbers: Mapping[UUID, ZippedFile]) -> PaperPart:
    """A part in which words that lead to a document name its file instead: it is not in the same PDF."""
    return replace(part, blocks=tuple(_block(block, numbers) for block in part.blocks))


def _block(block: Block, numbers: Mapping[UUID, ZippedFile]) -> Block:
    match block:
        case Paragraph(runs=runs):
            return replace(block, runs=_runs(runs, numbers))
        case Listed(points=points):
            return replace(block, points=tuple(_runs(runs, numbers) for runs in points))
        case Facts(rows=rows):
            return replace(block, rows=tuple((label, _runs(runs, numbers)) for label, runs in rows))
        case Grid():
            return replace(block, rows=tuple(tuple(_runs(cell, numbers) for cell in row) for row in block.rows))
        case Panels(panels=panels):
            inside = tuple(Panel(title=one.title, blocks=tuple(_block(each, numbers) for each in one.blocks)) for one in panels)
            return replace(block, panels=inside)
        case _:
            return block


def _runs(runs: Runs, numbers: Mapping[UUID, ZippedFile]) -> Runs:
    found = []
    for run in runs:
        file = numbers.get(run.leads.document) if run.leads is not None and run.leads.document is not None else None
        if file is not None and run.leads is not None:
            place = f"file {file.number:02d}, page {run.leads.page}" if file.file else "not included"
            run = replace(run, text=f"{run.text} ({place})", leads=None)
        found.append(run)
    return tuple(found)


def _groups(plan: PackPlan, files: Sequence[ZippedFile], paths: Mapping[int, Path]) -> list[list[int]]:
    """The places of the files of each archive. What the manifest weighs is not known yet, and is reckoned by its files."""
    standing = sorted(paths)
    beside = _BESIDE * len(files)
    if plan.most_bytes and (large := next((n for n in standing if _weight(files[n]) + beside > plan.most_bytes), None)) is not None:
        _refuse_large(files[large], plan.most_bytes)
    room = plan.most_bytes - beside if plan.most_bytes else 0
    return [[standing[place] for place in group] for group in divided([_weight(files[number]) for number in standing], room)]


def _weight(file: ZippedFile) -> int:
    return file.bytes + file.signed_bytes


def _placed(files: Sequence[ZippedFile], groups: Sequence[Sequence[int]]) -> list[ZippedFile]:
    lies = {number: volume for volume, group in enumerate(groups, 1) for number in group}
    return [replace(file, volume=lies.get(number, 0)) for number, file in enumerate(files)]


def _untitled(files: Sequence[ZippedFile]) -> list[ZippedFile]:
    """The files as a manifest tells them that nothing locks: where they are themselves locked, it says nothing of what stands in them."""
    return [replace(file, title="", source="", reason=None, actions=()) for file in files]


def _need_small(part: Path, most: int, files: Sequence[ZippedFile]) -> None:
    if most and part.stat().st_size > most:
        _refuse_large(max(files, key=_weight), most)


def _refuse_large(file: ZippedFile, most: int) -> None:
    size, limit = sizes_apart(_weight(file), most)
    raise Refused(
        f"‘{file.title}’ alone makes a file of {size}, and one ZIP may have {limit}. Allow larger files, choose "
        "coarser pictures, or add only the pages of it that matter.", field="most_bytes",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _own_converter() -> Convert:
    from sendco_desk.packs.convert import convert

    return convert
