"""A Word form as a package: opened with care, its pages as XML, and written again with every untouched part byte for byte.

A form is a stranger's file: no entity is resolved, nothing is fetched, and what unfolds to more than a form can be is refused.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.files import LIMIT

UNFOLDED = 10 * LIMIT
"""Bytes that all parts of a form may come to."""
PART = 2 * LIMIT
"""Bytes of one part that is read as XML."""
MOST_PARTS = 4000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
BESIDE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OLD_FILE = b"\xd0\xcf\x11\xe0"
NOT_WORD = "This is not a Word form, or it is damaged: open it in Word, save it as a Word document (.docx) and choose that."
OLD_OR_LOCKED = (
    "This form is in the old Word format, or a password is needed to open it: open it in Word, take the password off, save it as a Word "
    "document (.docx) and choose that."
)
MACROS = (
    "This form holds macros, which are small programs and are never kept or run here: open it in Word, save it as a Word document (.docx) "
    "without them, and choose that."
)
IS_TEMPLATE = "This is a template, of which Word makes a new document each time: open it in Word, save it as a Word document (.docx) and choose that."
STRICT = "This form is saved as “Strict Open XML”: open it in Word, save it as an ordinary Word document (.docx) and choose that."
TOO_LARGE = "The form is larger than a form can be: check that it is the right file."
UNSAFE = "This form refers to something outside itself, which is never fetched: ask the council for a clean copy of it."


@dataclass(frozen=True, slots=True)
class Package:
    """A form's parts as they came, and of those with pages on them the XML, the main one first."""

    entries: tuple[tuple[zipfile.ZipInfo, bytes], ...]
    pages: Mapping[str, Any]


def opened(content: bytes) -> Package:
    """The package. Raises Refused, with what to do, for whatever is no plain Word document."""
    if content.startswith(_OLD_FILE):
        raise Refused(OLD_OR_LOCKED, field="file")
    try:
        entries = tuple(_entries(content))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Refused(NOT_WORD, field="file") from error
    parts = {entry.filename: data for entry, data in entries}
    if len(parts) < len(entries) or _TYPES not in parts:
        raise Refused(NOT_WORD, field="file")
    return Package(entries=entries, pages={name: _page(parts[name]) for name in _names_of_pages(parts)})


def _entries(content: bytes) -> Iterable[tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        found = package.infolist()
        if len(found) > MOST_PARTS or sum(entry.file_size for entry in found) > UNFOLDED:
            raise Refused(TOO_LARGE, field="file")
        for entry in found:
            yield entry, package.read(entry)


def _names_of_pages(parts: Mapping[str, bytes]) -> list[str]:
    """The main part, then heads and feet by name."""
    root = _parsed(parts[_TYPES])
    types = {str(one.get("PartName", "")).lstrip("/"): str(one.get("ContentType", "")) for one in root.iter(f"{_TYPE}Override")}
    said = {*types.values(), *(str(one.get("ContentType", "")) for one in root.iter(f"{_TYPE}Default"))}
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in said):
        raise Refused(MACROS, field="file")
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise Refused(MACROS, field="file")
    if TEMPLATE in types.values():
        raise Refused(IS_TEMPLATE, field="file")
    main = [name for name, kind in types.items() if kind == MAIN and name in parts]
    if len(main) != 1:
        raise Refused(NOT_WORD, field="file")
    return main + sorted(name for name, kind in types.items() if kind in BESIDE and name in parts)


def _page(data: bytes) -> Any:
    root = _parsed(data)
    space = etree.QName(root).namespace or ""
    if space != W:
        raise Refused(STRICT if "purl.oclc.org" in space else NOT_WORD, field="file")
    return root


def _parsed(data: bytes) -> Any:
    """XML without its outside: no entity, no network, no document type."""
    if len(data) > PART:
        raise Refused(TOO_LARGE, field="file")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(NOT_WORD, field="file") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(UNSAFE, field="file")
    return root


def written(package: Package, changed: Iterable[str]) -> bytes:
    """The package again, of which only the pages named are written anew. The same package gives the same bytes."""
    names, held = frozenset(changed), io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, data in package.entries:
            fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
            fresh.compress_type, fresh.external_attr, fresh.create_system = entry.compress_type, entry.external_attr, entry.create_system
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                fresh.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(fresh, _xml(package.pages[entry.filename]) if entry.filename in names else data)
    return held.getvalue()


def _xml(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
