"""Loose files and folders made into one bundle, without a notebook: title page, contents, documents, manifest."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.assemble import NONE_READY, Convert, build
from sendco_desk.packs.manifest import Manifest
from sendco_desk.packs.plan import PackItem, PackPlan
from sendco_desk.packs.source import Converted, path_source, printable
from sendco_desk.packs.volumes import is_volume_of

_LEFT_BEHIND = frozenset({".ds_store", "thumbs.db", "desktop.ini"})  # what operating systems leave in folders; nobody's document
_DOCUMENTS = "Documents"


@dataclass(frozen=True, slots=True)
class _Input:
    path: Path
    name: str
    part: str
    found: bool = False


def bundle(
    inputs: Sequence[Path],
    out: Path,
    *,
    title: str = "",
    parts: Sequence[tuple[str, Path]] = (),
    on: date,
    password: str = "",
    report: Report = unreported,
    scratch: Path | None = None,
    ready: Mapping[int, Converted] = NONE_READY,
    convert: Convert | None = None,
) -> Manifest:
    """One PDF of all files given, folders sorted by name. ``parts`` says under which part a file or folder goes.

    Every input is in the manifest exactly once, also when it was given twice or could not be included. ``ready`` holds documents
    converted already, by their place in what ``bundle_items`` gives for the same inputs (see ``assemble.build``).
    """
    plan = PackPlan(title=title.strip() or "Bundle of documents", on=on, items=bundle_items(inputs, parts, out), password=password)
    return build(plan, out, report, scratch=scratch, ready=ready, convert=convert)


def bundle_items(inputs: Sequence[Path], parts: Sequence[tuple[str, Path]], out: Path) -> tuple[PackItem, ...]:
    """The documents in order: those without a part first, then part by part as the parts were named."""
    named = [each for part, path in parts for each in _files(path, part)]
    placed = {each.path.resolve() for each in named}
    loose = [each for path in inputs for each in _files(path, _DOCUMENTS) if each.path.resolve() not in placed]
    # a bundle made into the folder it is made from must not take its own older self in
    found = {each.path.resolve(): each for each in reversed((*loose, *named)) if not _is_made_by(each, out.resolve())}
    ordered = [each for each in (*loose, *named) if found.get(each.path.resolve()) is each]
    if not ordered:
        raise Refused("There is no file to bundle. Give at least one file, or a folder that holds some.", field="inputs")
    return tuple(_item(each) for each in _told_apart(ordered))


def _files(path: Path, part: str) -> Iterator[_Input]:
    if path.is_dir():
        inside = sorted(
            (file for file in path.rglob("*") if file.is_file() and not _is_left_behind(file)), key=lambda file: file.relative_to(path).parts
        )
        yield from (_Input(file, file.relative_to(path).as_posix(), part, found=True) for file in inside)
    elif path.is_file():
        yield _Input(path, path.name, part)
    else:
        raise Refused(f"There is no file or folder called {path}. Check its name.", field="inputs")


def _is_made_by(each: _Input, out: Path) -> bool:
    """Whether a file is the bundle itself, or one that was found in a folder and is a volume of it or an original kept beside it."""
    path = each.path.resolve()
    if path == out:
        return True
    return each.found and (is_volume_of(path, out) or path.parent == out.with_name(f"{out.stem} originals"))


def _is_left_behind(file: Path) -> bool:
    return file.name.lower() in _LEFT_BEHIND or file.name.startswith("~$")


def _told_apart(inputs: list[_Input]) -> Iterator[_Input]:
    """Two files of one name are named by the path they were given with."""
    names = Counter(each.name for each in inputs)
    return (replace(each, name=each.path.as_posix()) if names[each.name] > 1 else each for each in inputs)


def _item(each: _Input) -> PackItem:
    source = replace(path_source(each.path), name=printable(each.name))
    title = printable(each.path.stem)
    return PackItem(title=title.replace("_", " ").strip() or title, source=source, part=each.part)
