"""Excel and PowerPoint files as the archives they are: checked for size, and copied without macros and without anything that lies outside."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import defusedxml.ElementTree

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.source import Limits, Source

_HARMLESS_OUTSIDE = "hyperlink"  # its words stay and nobody follows it
_TOO_LARGE = "The document unpacks to more than this computer should be asked to hold. Save it as PDF in its own program, and add that PDF."
_FIRST = "[Content_Types].xml"


def check_size(package: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse an archive that unpacks to more than may be held."""
    if sum(entry.file_size for entry in package.infolist()) > limits.max_bytes:
        raise Refused(_TOO_LARGE)


def copy(source: Source, path: Path, limits: Limits) -> None:
    """A copy in which no part leads outside the file and no macro is left."""
    with source.open() as stream, zipfile.ZipFile(stream) as package, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as safe:
        check_size(package, limits)
        for name in package.namelist():
            if not (name.endswith("/") or "vbaProject" in name or "vbaData" in name):
                content = package.read(name)
                safe.writestr(zipfile.ZipInfo(name), without_links(content) if name.endswith(".rels") else content)


def without_links(content: bytes) -> bytes:
    """The relations of a part without those that lead outside."""
    tree = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    kept = [one for one in tree if not _leads_outside(one)]
    if len(kept) == len(tree):
        return content
    tree[:] = kept
    text: bytes = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return text


def _leads_outside(relation: ElementTree.Element) -> bool:
    kind = relation.get("Type", "").rpartition("/")[2]
    return (relation.get("TargetMode") == "External" and kind != _HARMLESS_OUTSIDE) or kind == "vbaProject"
