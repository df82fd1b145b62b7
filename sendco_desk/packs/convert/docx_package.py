"""A Word file as the archive it is: checked, with tracked changes settled and everything that points outside taken away."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.source import Limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_BLIP = f"{_A}graphic/{_A}graphicData/{_PIC}pic/{_PIC}blipFill/{_A}blip"
_DRAWN = ("/chart", "/diagram", "/chartex")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_IMAGEDATA = "{urn:schemas-microsoft-com:vml}imagedata"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_DAMAGED = "The Word document is damaged and cannot be read. Open it in Word, save it again or as PDF, and add that copy."
_GONE = {W + name for name in ("del", "moveFrom", "delText", "delInstrText")}
_KEPT_INSIDE = {W + name for name in ("ins", "moveTo")}
_WRAPPING = {W + name for name in ("fldSimple", "customXml")}  # mammoth passes over the words in these
_OLD_LOOKS = {W + name for name in ("rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange", "numberingChange")}
_DELETED_PART = {W + "tr": (f"{W}trPr/{W}del",), W + "tc": (f"{W}tcPr/{W}cellDel",)}  # a row or cell that was struck out whole
_CHANGES = {W + name for name in ("del", "ins", "moveFrom", "moveTo")}
_FETCHING = {"INCLUDEPICTURE", "INCLUDETEXT", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD", "INCLUDE"}
_CALLED = {"attachedTemplate": "a template", "oleObject": "an embedded object", "field": "a field that fetches"}
_HARMLESS_OUTSIDE = "hyperlink"  # its words stay and nobody follows it
_MOST_WORDS = 40_000_000  # bytes of one part with words, which takes twenty times as much memory to read
_LARGEST_SHARE = 10  # how many times its own allowance a file may unpack to


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a reader of the printed pages should know about the file behind them."""

    has_macros: bool = False
    tracked_changes: int = 0
    comments: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    pictures_outside: int = 0
    hidden: bool = False
    headers: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    picture_sizes: tuple[tuple[float, float], ...] = ()
    drawings: int = 0
    formulas: int = 0


@dataclass(slots=True)
class _Found:
    """What is gathered while the parts of a file are gone through."""

    outside: dict[str, str] = field(default_factory=dict)
    cut: dict[str, set[str]] = field(default_factory=dict)
    changes: int = 0
    hidden: bool = False
    comments: list[str] = field(default_factory=list)
    drawings: int = 0
    formulas: int = 0
    sizes: list[tuple[float, float]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)


def write_safe_copy(stream: BinaryIO, safe: Path | BinaryIO, limits: Limits) -> Facts:
    """Write the document without links, macros and half-made changes to ``safe``; gives what was found in it."""
    found = _Found()
    try:
        with zipfile.ZipFile(stream) as package, zipfile.ZipFile(safe, "w", zipfile.ZIP_DEFLATED) as copy:
            _check_size(package, limits)
            names = package.namelist()
            for name in sorted(names, key=lambda name: not name.endswith(".rels")):
                if not (name.endswith("/") or "vbaProject" in name or "vbaData" in name):
                    copy.writestr(zipfile.ZipInfo(name), _safe_part(name, package.read(name), found))
    except (zipfile.BadZipFile, ElementTree.ParseError, DefusedXmlException, NotImplementedError) as error:
        raise Refused(_DAMAGED) from error
    return Facts(
        has_macros=any("vbaProject" in name for name in names),
        tracked_changes=found.changes,
        comments=tuple(found.comments),
        outside=tuple(dict.fromkeys(_CALLED.get(kind, "another file") for kind in found.outside.values() if kind != "image")),
        hidden=found.hidden,
        pictures_outside=sum(kind == "image" for kind in found.outside.values()),
        headers=tuple(dict.fromkeys(found.headers)),
        footers=tuple(dict.fromkeys(found.footers)),
        picture_sizes=tuple(found.sizes),
        drawings=found.drawings,
        formulas=found.formulas,
    )


def _safe_part(name: str, content: bytes, found: _Found) -> bytes:
    """One file of the archive, untouched unless something in it had to go: writing XML anew changes its prefixes."""
    if name.endswith(".rels"):
        return _cut_links(name, content, found)
    if not (name.startswith("word/") and name.endswith(".xml")):
        return content
    tree = _parsed(content)
    own = posixpath.basename(name)
    forgotten = _forget(tree, found.cut.get(name, set()))
    stilled = _still_fields(tree)
    found.outside.update({f"{name} field {number}": "field" for number in range(stilled)})
    found.hidden = found.hidden or any(_is_hidden(run) for run in tree.iter(W + "r"))
    changes, settled = _settle_changes(tree, _KEPT_INSIDE | _WRAPPING if own == "document.xml" else _KEPT_INSIDE)
    found.changes += changes
    found.comments += [_comment(one) for one in tree.iter(W + "comment")] if own == "comments.xml" else []
    found.sizes += _picture_sizes(tree) if own == "document.xml" else []
    found.drawings += sum((one.get("uri") or "").endswith(_DRAWN) for one in tree.iter(_A + "graphicData"))
    found.formulas += sum(1 for _ in tree.iter(_MATH))
    found.headers += _lines(tree) if own.startswith("header") else []
    found.footers += _lines(tree) if own.startswith("footer") else []
    return _written(tree) if forgotten or stilled or settled else content


def _check_size(package: zipfile.ZipFile, limits: Limits) -> None:
    words = max((entry.file_size for entry in package.infolist() if entry.filename.endswith(".xml")), default=0)
    if words > _MOST_WORDS or sum(entry.file_size for entry in package.infolist()) > limits.max_bytes * _LARGEST_SHARE:
        raise Refused("The Word document unpacks to more than this computer should be asked to hold. Save it as PDF in Word, and add that PDF.")
    if "word/document.xml" not in package.namelist() and not any(name.endswith("document.xml") for name in package.namelist()):
        raise Refused(_DAMAGED)


def _parsed(content: bytes) -> ElementTree.Element:
    root: ElementTree.Element = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    return root


def _cut_links(name: str, content: bytes, found: _Found) -> bytes:
    """Take out a part's relations to places outside the file, all but the words of hyperlinks."""
    tree = _parsed(content)
    folder, _, own = name.rpartition("_rels/")
    gone = found.cut.setdefault(folder + own.removesuffix(".rels"), set())
    for relation in list(tree):
        kind = relation.get("Type", "").rpartition("/")[2]
        if (relation.get("TargetMode") == "External" and kind != _HARMLESS_OUTSIDE) or kind == "vbaProject":
            gone.add(relation.get("Id", ""))
            tree.remove(relation)
            if kind != "vbaProject":
                found.outside[f"{relation.get('Target', '')} {relation.get('Id', '')}"] = kind
    return _written(tree) if gone else content


def _forget(tree: ElementTree.Element, relations: set[str]) -> bool:
    """Take the marks that pointed along a cut relation off the elements that carried them; True where there was one."""
    found = False
    for element in tree.iter() if relations else ():
        for key in [key for key, value in element.attrib.items() if key.startswith(_R) and value in relations]:
            del element.attrib[key]
            found = True
    return found


def _still_fields(tree: ElementTree.Element) -> int:
    """Empty the orders of fields that would fetch something, however they are split up; what they showed last stays. Gives how many."""
    count = 0
    orders: list[list[ElementTree.Element]] = []
    for element in tree.iter():
        step = element.get(W + "fldCharType") if element.tag == W + "fldChar" else None
        if step == "begin":
            orders.append([])
        elif element.tag == W + "instrText" and orders:
            orders[-1].append(element)
        elif step == "end" and orders:
            pieces = orders.pop()
            if _fetches("".join(piece.text or "" for piece in pieces)):
                count += 1
                for piece in pieces:
                    piece.text = ""
        elif element.tag == W + "fldSimple" and _fetches(element.get(W + "instr", "")):
            count += 1
            element.set(W + "instr", "")
    return count


def _fetches(order: str) -> bool:
    return next(iter(order.upper().split()), "") in _FETCHING


def _written(tree: ElementTree.Element) -> bytes:
    tree.attrib.pop(_IGNORABLE, None)  # it names prefixes, and those are not kept
    text: bytes = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return text


def _settle_changes(tree: ElementTree.Element, opened: set[str]) -> tuple[int, bool]:
    """Accept every tracked change in place, and take the words out of the wrappings in ``opened``.

    Gives the number of changes, and whether anything in the tree is different now.
    """
    count, different = 0, False
    for parent in list(tree.iter()):
        count += sum(child.tag in _CHANGES for child in parent)
        kept = [inner for child in parent if not _is_gone(child) for inner in _unwrapped(child, opened)]
        if len(kept) != len(parent) or any(a is not b for a, b in zip(kept, parent, strict=True)):
            parent[:] = kept
            different = True
    return count, different


def _is_gone(element: ElementTree.Element) -> bool:
    if element.tag in _GONE or element.tag in _OLD_LOOKS or _is_hidden(element):
        return True
    return any(element.find(mark) is not None for mark in _DELETED_PART.get(element.tag, ()))


def _is_hidden(element: ElementTree.Element) -> bool:
    """Words that their author has hidden: they are on no page that Word prints."""
    mark = element.find(f"{W}rPr/{W}vanish") if element.tag == W + "r" else None
    return mark is not None and mark.get(W + "val", "1") not in ("0", "false", "off")


def _unwrapped(child: ElementTree.Element, opened: set[str]) -> Iterator[ElementTree.Element]:
    """What an insertion holds stands in its place; an empty mark inside a paragraph's properties just goes."""
    if child.tag not in opened:
        yield child
        return
    for inner in child:
        if inner.tag not in _GONE:
            yield from _unwrapped(inner, opened)


def _comment(comment: ElementTree.Element) -> str:
    """Who remarked what."""
    said = " ".join(" ".join("".join(_words(paragraph)) for paragraph in comment.iter(f"{W}p")).split())
    return f"{comment.get(W + 'author') or 'Someone'}: {said}"


def _picture_sizes(tree: ElementTree.Element) -> list[tuple[float, float]]:
    """How large each picture stands, in points, in the order of the text; 0 for the old drawings, which do not say it plainly."""
    sizes: list[tuple[float, float]] = []
    for element in tree.iter():
        if element.tag in (_WP + "inline", _WP + "anchor"):
            extent = element.find(_WP + "extent")
            stated = (0.0, 0.0) if extent is None else (_points(extent.get("cx")), _points(extent.get("cy")))
            sizes += [stated] * len(element.findall(_BLIP))
        elif element.tag == _IMAGEDATA and element.get(_R + "id"):
            sizes.append((0.0, 0.0))
    return sizes


def _points(length: str | None) -> float:
    return int(length) / 12_700 if length and length.isdecimal() else 0.0


def _lines(tree: ElementTree.Element) -> list[str]:
    """The text of each paragraph of a header or footer."""
    found = ("".join(_words(paragraph)).strip() for paragraph in tree.iter(f"{W}p"))
    return [line for line in found if line]


def _words(paragraph: ElementTree.Element) -> Iterator[str]:
    for part in paragraph.iter():
        if part.tag == W + "t":
            yield part.text or ""
        elif part.tag in (W + "tab", W + "br"):
            yield " "
