"""An OpenDocument file as the archive it is: checked, its styles looked up, and copied without scripts, links and deleted words."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import office_package
from sendco_desk.packs.source import Limits, Source

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW = f"{_NAMES}office:1.0}}", f"{_NAMES}text:1.0}}", f"{_NAMES}table:1.0}}", f"{_NAMES}drawing:1.0}}"
STYLE, PRESENTATION, SCRIPT = f"{_NAMES}style:1.0}}", f"{_NAMES}presentation:1.0}}", f"{_NAMES}script:1.0}}"
FO, SVG = f"{_NAMES}xsl-fo-compatible:1.0}}", f"{_NAMES}svg-compatible:1.0}}"
XLINK, DC = "{http://www.w3.org/1999/xlink}", "{http://purl.org/dc/elements/1.1/}"
_DAMAGED = "The OpenDocument file is damaged and cannot be read. Open it in LibreOffice or Word, save it as PDF, and add that PDF."
_FETCHING = (DRAW + "image", DRAW + "object", DRAW + "object-ole", DRAW + "plugin", DRAW + "floating-frame", TEXT + "section-source")
_FETCHING_TOO = (TABLE + "table-source", TABLE + "dde-link", PRESENTATION + "sound", OFFICE + "dde-source", DRAW + "fill-image")
_GONE = {SCRIPT + "event-listener", OFFICE + "event-listeners", OFFICE + "scripts", TEXT + "tracked-changes"}
_GONE |= {TEXT + "change", TEXT + "change-start", TEXT + "change-end", TABLE + "tracked-changes"}

Element = ElementTree.Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parts of an OpenDocument file that are read."""

    kind: str
    content: Element
    styles: Element
    parts: Mapping[str, bytes]


def opened(source: Source, limits: Limits) -> Package:
    """The file's content, its styles and everything that lies in it beside them."""
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as package:
            office_package.check_size(package, limits)
            names = package.namelist()
            kind = package.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
            parts = {name: package.read(name) for name in names if name.startswith(("Pictures/", "ObjectReplacements/"))}
            styles = parsed(package.read("styles.xml")) if "styles.xml" in names else Element("styles")
            content = parsed(package.read("content.xml"))
            return Package(kind=kind.rpartition(".")[2].removesuffix("-template"), content=content, styles=styles, parts=parts)
    except (zipfile.BadZipFile, ElementTree.ParseError, DefusedXmlException, KeyError, NotImplementedError) as error:
        raise Refused(_DAMAGED) from error


def parsed(content: bytes) -> Element:
    """A part as a tree; entities and document types of its own are refused."""
    root: Element = defusedxml.ElementTree.fromstring(content)
    return root


def copy(source: Source, path: Path, limits: Limits) -> None:
    """A copy with nothing that runs, nothing that lies outside, and its tracked changes as if all were accepted."""
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as package, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as safe:
            office_package.check_size(package, limits)
            for name in package.namelist():
                if not name.startswith(("Basic/", "Scripts/")) and not name.endswith("/"):
                    content = package.read(name)
                    whole = name.endswith(("content.xml", "styles.xml"))
                    stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                    safe.writestr(zipfile.ZipInfo(name), _safe(content) if whole else content, stored)
    except (zipfile.BadZipFile, ElementTree.ParseError, DefusedXmlException, NotImplementedError) as error:
        raise Refused(_DAMAGED) from error


def _safe(content: bytes) -> bytes:
    """The part, untouched unless something in it had to go."""
    tree = parsed(content)
    changed = False
    for parent in list(tree.iter()):
        kept = [child for child in parent if child.tag not in _GONE]
        if len(kept) != len(parent):
            _close_up(parent)
            changed = True
        link = parent.get(XLINK + "href", "")
        if parent.tag in (*_FETCHING, *_FETCHING_TOO) and leads_outside(link):
            del parent.attrib[XLINK + "href"]
            changed = True
    text: bytes = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True) if changed else content
    return text


def _close_up(parent: Element) -> None:
    """Take the elements away that must go, and keep the words that stood behind them."""
    previous: Element | None = None
    for child in list(parent):
        if child.tag not in _GONE:
            previous = child
            continue
        if previous is None:
            parent.text = (parent.text or "") + (child.tail or "")
        else:
            previous.tail = (previous.tail or "") + (child.tail or "")
        parent.remove(child)


def leads_outside(link: str) -> bool:
    """True for an address that is not of a part of the file itself."""
    return bool(link) and (":" in link or link.startswith(("/", "..")))
