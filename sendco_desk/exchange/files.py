"""A file from outside, into memory, with a limit: no export of a school's register is anywhere near it."""

from pathlib import Path
from typing import BinaryIO

from sendco_desk.domain.refusals import Refused, Trouble

LIMIT = 20 * 1024 * 1024


def read_limited(source: Path | BinaryIO, limit: int = LIMIT) -> bytes:
    """Its bytes. Refuses an empty file and one that is larger than the limit."""
    if isinstance(source, Path):
        if not source.is_file():
            raise Refused("There is no such file: check its name and folder.", field="file")
        try:
            with source.open("rb") as stream:
                content = stream.read(limit + 1)
        except OSError as error:
            raise Trouble(f"The file could not be read ({error.strerror}). The notebook is as it was; "
                          "close the file in other programs and try again.") from error
    else:
        content = source.read(limit + 1)
    if len(content) > limit:
        raise Refused(f"The file is larger than {limit // 1024 // 1024} MB, which no pupil export is: check that it is the right one.",
                      field="file")
    if not content.strip(b"\0 \r\n\t"):
        raise Refused("The file is empty: export it again.", field="file")
    return content
