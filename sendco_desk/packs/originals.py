"""Originals that were digitally signed: kept beside the pack, because a signature holds only in the file that was signed."""

import hashlib
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.manifest import KeptBeside

if TYPE_CHECKING:
    from sendco_desk.packs.pages_contents import Entry

_OURS = re.compile(r"\d+[A-Z]* signed original\.pdf")


def original_name(number: str) -> str:
    """The file name of an original beside a pack: its number and what it is, never whom it is about."""
    return f"{number:0>2} signed original.pdf"


def originals_folder(out: Path) -> Path:
    """Where the originals of a pack stand. Raises Refused where a folder of that name holds something else."""
    folder = out.with_name(f"{out.stem} originals")
    if folder.exists() and not (folder.is_dir() and all(_OURS.fullmatch(file.name) for file in folder.iterdir())):
        raise Refused(
            f"The originals of signed documents go into “{folder.name}” beside the pack, and that holds other things already. Move it, or give the "
            "pack another name.",
            field="out",
        )
    return folder


def keep_beside(order: Sequence["Entry"], folder: Path, part: Path) -> tuple[KeptBeside, ...]:
    """Write the originals into ``part``, which will stand at ``folder``, and say what each is."""
    part.mkdir()
    kept = []
    for entry in order:
        if entry.beside and entry.item is not None:
            place = part / entry.beside
            with entry.item.source.open() as stream, place.open("wb") as copy:
                shutil.copyfileobj(stream, copy)
            with place.open("rb") as written:
                digest = hashlib.file_digest(written, "sha256").hexdigest()
            kept.append(KeptBeside(name=f"{folder.name}/{entry.beside}", title=entry.title, bytes=place.stat().st_size, sha256=digest))
    return tuple(kept)
