"""Checks a ZIP of numbered files from the archive alone: that all its manifest names is there, unchanged, and nothing else."""

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.packs.page_count import pages_of
from sendco_desk.packs.verify import verify
from sendco_desk.packs.verify_reading import Check, counted
from sendco_desk.packs.zip_result import FORMAT, MANIFEST

ZIP_START = b"PK\x03\x04"
"""How the bytes of an archive with something in it begin."""
LARGEST = 2_000_000_000
"""Bytes of one file in an archive that is read: more is no pack of ours."""
_NAME = re.compile(r"\d{2,}_[A-Za-z0-9]+(-[A-Za-z0-9]+)*_\d{4}-\d{2}-\d{2}\.pdf")


def is_zip(path: Path) -> bool:
    """Whether a file is a ZIP archive by its first bytes."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(ZIP_START)) == ZIP_START
    except OSError:
        return False  # whoever opens it next says what is wrong


def zip_pages(path: Path) -> int:
    """The pages of the files in an archive, by its manifest. Raises Refused where it is none of ours."""
    with _opened(path) as archive:
        told = manifest_in(archive)
        return sum(_number(one.get("pages")) for one in files_in(told) if one.get("file") in archive.namelist())


def verify_zip(path: Path, password: str = "") -> tuple[Check, ...]:
    """Every check with its outcome. Raises Refused where the file is no archive, or has no manifest of ours."""
    with _opened(path) as archive:
        told = manifest_in(archive)
        here = [one for one in files_in(told) if one.get("file") in archive.namelist()]
        contents = {name: content_of(archive, name) for name in archive.namelist() if name != MANIFEST}
    with tempfile.TemporaryDirectory(prefix="zip-") as folder:
        paths = {name: _laid(Path(folder), number, content) for number, (name, content) in enumerate(contents.items())}
        return (
            _listed(told, list(contents)), _hashes(here, contents), _names(list(contents)), _pages(here, paths, password),
            _numbered(told), _small(told, path), *_request(told, paths, password),
        )


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise Refused("The ZIP archive is damaged. Make the pack again, or choose another file.", field="path") from error
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Refused("There is no such file. Check its name and folder.", field="path") from error
    except OSError as error:
        raise Trouble("The file could not be read. It may be open in another program, or on a drive that is not there.") from error


def content_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """A file of an archive. Raises Refused where it is damaged, locked or no file of a pack."""
    info = archive.getinfo(name)
    if info.file_size > LARGEST or info.flag_bits & 1:
        raise Refused("The ZIP archive is not a pack of numbered files: choose another file.", field="path")
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise Refused("The ZIP archive is damaged. Make the pack again, or choose another file.", field="path") from error


def manifest_in(archive: zipfile.ZipFile) -> Mapping[str, Any]:
    """The manifest of a pack of numbered files. Raises Refused where the archive has none of ours."""
    not_ours = "This ZIP archive has no manifest of a pack in it: choose one that was made by `pack --as zip`."
    if MANIFEST not in archive.namelist():
        raise Refused(not_ours, field="path")
    try:
        told = json.loads(content_of(archive, MANIFEST))
    except ValueError as error:
        raise Refused("The manifest in the ZIP archive is damaged. Make the pack again.", field="path") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Refused(not_ours, field="path")
    return told


def files_in(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a manifest tells of each file, in order."""
    found = told.get("files")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _laid(folder: Path, number: int, content: bytes) -> Path:
    place = folder / f"{number:04d}.pdf"
    place.write_bytes(content)
    return place


def _listed(told: Mapping[str, Any], there: Sequence[str]) -> Check:
    """The archive holds what the manifest says lies in it, each once, and nothing else."""
    volumes, own = _number(told.get("volumes")), _own(told, there)
    wanted = [str(name) for one in files_in(told) if one.get("volume") == own for name in (one.get("file"), one.get("signed_original")) if name]
    strange, missing = [one for one in there if one not in wanted], [one for one in wanted if one not in there]
    twice = len(there) != len(set(there))
    ok = not (strange or missing or twice)
    detail = f"{len(wanted) - len(missing)} of {len(wanted)}"
    if strange:
        detail += f"; {len(strange)} that it does not name"
    if volumes > 1 and ok:
        detail += f", archive {own} of {volumes}"
    return Check(name="manifest", ok=ok, detail=f"{detail}; one is there twice" if twice else detail)


def _own(told: Mapping[str, Any], there: Sequence[str]) -> int:
    """Which of the archives this is: the one that the manifest puts most of its files into. What it is called says nothing."""
    lies = [_number(one.get("volume")) for one in files_in(told) if one.get("file") in there]
    return max(sorted(set(lies)), key=lies.count, default=0)


def _hashes(here: Sequence[Mapping[str, Any]], contents: Mapping[str, bytes]) -> Check:
    """Each file has the SHA-256 that the manifest gives, and each signed original that of the document it is."""
    told = [(str(one["file"]), one.get("sha256")) for one in here]
    told += [(str(one["signed_original"]), one.get("original")) for one in here if one.get("signed_original")]
    good = sum(name in contents and hashlib.sha256(contents[name]).hexdigest() == digest for name, digest in told)
    return counted("hashes", good, len(told), "the others were changed after the pack was made")


def _names(there: Sequence[str]) -> Check:
    """Each file is called by number, kind and day alone."""
    return counted("names", sum(_NAME.fullmatch(name) is not None for name in there), len(there), "the others are called otherwise")


def _pages(here: Sequence[Mapping[str, Any]], paths: Mapping[str, Path], password: str) -> Check:
    """Each file opens, with as many pages as the manifest says."""
    good = 0
    for one in here:
        if one["file"] not in paths:
            continue
        try:
            good += pages_of(paths[str(one["file"])], password) == one.get("pages")
        except Refused:
            continue
    return counted("pages", good, len(here), "the others do not open, or have other pages")


def _numbered(told: Mapping[str, Any]) -> Check:
    """The files are numbered from 1 without a gap, those that could not be included among them."""
    numbers = [one.get("number") for one in files_in(told)]
    return Check(name="numbers", ok=numbers == list(range(1, len(numbers) + 1)), detail=f"1 to {len(numbers)}")


def _small(told: Mapping[str, Any], path: Path) -> Check:
    """The archive is no larger than it may be."""
    most, size = _number(told.get("most_bytes")), path.stat().st_size
    return Check(name="size", ok=not most or size <= most, detail=f"{size} bytes" + (f" of {most}" if most else ", no limit"))


def _request(told: Mapping[str, Any], paths: Mapping[str, Path], password: str) -> tuple[Check, ...]:
    """Every check of the request itself, where it lies in this archive."""
    first = next((str(one["file"]) for one in files_in(told) if one.get("number") == 1 and one.get("file")), "")
    if first not in paths:
        return ()
    return tuple(Check(name=f"request: {check.name}", ok=check.ok, detail=check.detail) for check in verify(paths[first], password))
