"""Reads the Common Transfer File that schools send one another, by the names of its elements and never by their order.

A file from a stranger: nothing is fetched, no document type is allowed, and no one pupil stops the others from being read.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.ctf_pupil import read_pupil
from sendco_desk.exchange.elements import local_name, text_of
from sendco_desk.exchange.files import read_limited
from sendco_desk.exchange.incoming import Incoming, IncomingPupil, Problem
from sendco_desk.exchange.merging import merged

VERSIONS = range(12, 27)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DOCTYPE = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_XML = "This is not a Common Transfer File: choose the .xml file that the other school or the school’s system made."


def read_ctf(source: Path | BinaryIO, today: date, report: Report = unreported) -> Incoming:
    """Every pupil in the file, with what is odd about them. Refuses a file that is not a CTF or that carries a document type."""
    text, warnings = decoded(read_limited(source))
    if _DOCTYPE.search(text):
        raise Refused("This file carries a document type, which no real CTF does and which can harm: do not use it, ask for another.",
                      field="file")
    pupils: list[IncomingPupil] = []
    problems: list[Problem] = []
    total = len(re.findall(r"<(?:\w+:)?pupil[\s>]", text, re.IGNORECASE))
    header = _Header()
    row = 0
    try:
        for element in _elements(text, header):
            if local_name(element) == "header":
                warnings += header.read(element)
                continue
            row += 1
            pupil, odd = read_pupil(element, row, today)
            problems += odd
            pupils += [pupil] if pupil else []
            element.clear()
            report(row, max(total, row))
    except ParseError as error:
        if not header.seen:
            raise Refused(_NOT_XML, field="file") from error
        problems.append(_broken_off(row))
    except DefusedXmlException as error:  # what the search above did not see
        raise Refused("This file carries things that no real CTF does and that can harm: ask for another.", field="file") from error
    return _finished(pupils, problems, warnings)


def _broken_off(row: int) -> Problem:
    return Problem(row=row + 1, field="file", fatal=True,
                   message="The file is damaged or breaks off here: this pupil and any after it could not be read. Ask for the file again.")


def _finished(pupils: list[IncomingPupil], problems: list[Problem], warnings: list[str]) -> Incoming:
    once = merged(pupils, by_name=False)
    problems = sorted(problems + once.problems, key=lambda p: p.row)
    if once.repeats:
        warnings.append("Some pupils stand in the file twice, word for word: they were read once.")
    if not once.pupils and not problems:
        warnings.append("There are no pupils in this file.")
    return Incoming(source="ctf", label="a CTF file", pupils=tuple(once.pupils), problems=tuple(problems), warnings=tuple(warnings))


class _Header:
    """What the head of the file says, and whether it is the head of a CTF at all."""

    def __init__(self) -> None:
        self.seen = False

    def check_root(self, root: Element) -> None:
        name = local_name(root)
        if name == "atfile":
            raise Refused("This is an admissions file (ATF), not a Common Transfer File: ask the school for the CTF.", field="file")
        if name != "ctfile":
            raise Refused(_NOT_XML, field="file")
        self.seen = True

    def read(self, header: Element) -> list[str]:
        """Warnings: an unexpected version, a partial file."""
        warnings = []
        version = text_of(header, "CTFversion")
        number = re.match(r"\d+", version)
        if number is None or int(number[0]) not in VERSIONS:
            said = f"version {version}" if version else "no version"
            warnings.append(f"This CTF has {said}, not one from {VERSIONS.start} to {VERSIONS.stop - 1}: look closely at what was read.")
        if text_of(header, "DocumentQualifier").casefold() == "partial":
            warnings.append("This is a partial CTF: much about each pupil may be missing.")
        return warnings


def _elements(text: str, header: _Header) -> Iterator[Element]:
    """The header and each whole pupil, in the order of the file."""
    content = io.BytesIO(_DECLARATION.sub("", text).encode())
    for event, element in ElementTree.iterparse(content, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if not header.seen:
                header.check_root(element)
        elif local_name(element) in ("header", "pupil"):
            yield element


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The file as text, with a warning where it is not in the encoding it claims."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _clean(content.decode(encoding, errors="replace")), []
    if content[:64].count(b"\0") > 16:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return _clean(content.decode(encoding, errors="replace")), []
    declared = _DECLARED.match(content)
    claim = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return _clean(content.decode(claim)), []
    except (UnicodeDecodeError, LookupError):
        warning = f"The file is not in the encoding it claims ({claim}): check the letters with accents."
        return _clean(content.decode("cp1252", errors="replace")), [warning]


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)
