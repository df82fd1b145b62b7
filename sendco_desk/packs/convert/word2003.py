"""Word 2003 XML documents to pages, with tracked changes as if all were accepted; the flat files of later Words are Word files in one piece."""

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import docx, libreoffice, office
from sendco_desk.packs.convert.odf_reader import points
from sendco_desk.packs.convert.office import Office, Simple
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, Cell, Grid, Rule, Span, Words, words
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.source import Limits, Source

W = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_WX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_V = "{urn:schemas-microsoft-com:vml}"
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_DAMAGED = "The Word 2003 document is damaged and cannot be read. Open it in Word, save it again or as PDF, and add that copy."
_HELD = "wordml:"
_THROUGH = {_WX + "sect", _WX + "sub-section", _WX + "pBdrGroup", _WX + "borders", W + "hlink", W + "fldSimple", W + "smartTag", _AML + "content"}
_GONE = ("Word.Deletion",)
_MADE = ("Word.Insertion", "Word.Deletion")
_OLD_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'

Element = ElementTree.Element


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The document on pages."""
    tree = _parsed(source)
    if tree.tag == _PKG + "package":
        return docx.convert_package(_as_package(tree), out, limits)
    return office.convert(source, out, limits, _KIND)


def read(source: Source, limits: Limits, pictures: Pictures) -> Simple:
    """The document as blocks."""
    tree = _parsed(source)
    body = tree.find(W + "body")
    reader = _Reader(tree=tree, pictures=pictures)
    blocks = reader.blocks(body) if body is not None else []
    heads, feet = _margins(tree, W + "hdr"), _margins(tree, W + "ftr")
    changes = sum(one.get(W + "type") in _MADE for one in tree.iter(_AML + "annotation"))
    said = (office.ALL_ACCEPTED,) if changes else ()
    here, elsewhere = office.comments_said(reader.comments)
    if blocks:
        blocks = [*(words(f"Page heading: {line}", quiet=True) for line in heads), *blocks]
        blocks += [Rule(), *(words(f"Page footing: {line}", quiet=True) for line in feet)] if feet else []
        blocks += [Rule(), words("Notes", level=3), *reader.notes] if reader.notes else []
        blocks += [Rule(), words("Comments in the document", level=3), *map(words, reader.comments)] if reader.comments else []
    return Simple(blocks=blocks, said=said, here=here, elsewhere=elsewhere, left_out=_left_out(reader.outside))


def text_package(source: Source) -> io.BytesIO | None:
    """The Word file that a flat one stands for; None for a document of Word 2003 itself."""
    tree = _parsed(source)
    return _as_package(tree) if tree.tag == _PKG + "package" else None


def copy(source: Source, path: Path, _limits: Limits) -> None:
    """A copy without deleted words, and with nothing that lies outside."""
    tree = _parsed(source)
    for parent in list(tree.iter()):
        kept = [inside for child in parent for inside in _settled(child)]
        if len(kept) != len(parent) or any(a is not b for a, b in zip(kept, parent, strict=True)):
            parent[:] = kept
        if parent.tag == _V + "imagedata" and not parent.get("src", "").startswith(_HELD):
            parent.attrib.pop("src", None)
    path.write_bytes(_OLD_HEAD + ElementTree.tostring(tree, encoding="utf-8"))


_KIND = Office(called="a Word 2003 document", program="Word", ending=".xml", export=libreoffice.WRITER, copy=copy, read=read)


def _settled(child: Element) -> list[Element]:
    kind = child.get(W + "type") if child.tag == _AML + "annotation" else None
    if kind == "Word.Deletion" or child.tag in (W + "attachedTemplate", W + "docSuppData"):
        return []
    if kind == "Word.Insertion":
        content = child.find(_AML + "content")
        return [inside for one in content for inside in _settled(one)] if content is not None else []
    return [child]


def _parsed(source: Source) -> Element:
    try:
        root: Element = defusedxml.ElementTree.fromstring(office.all_of(source), forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise Refused(_DAMAGED) from error
    return root


def _as_package(tree: Element) -> io.BytesIO:
    """The archive that a flat file is written out from."""
    buffer = io.BytesIO()
    types: list[str] = []
    with zipfile.ZipFile(buffer, "w") as package:
        for part in tree.iter(_PKG + "part"):
            name = part.get(_PKG + "name", "").lstrip("/")
            data, binary = part.find(_PKG + "xmlData"), part.find(_PKG + "binaryData")
            inside = next(iter(data), None) if data is not None else None
            content = ElementTree.tostring(inside, encoding="utf-8") if inside is not None else _decoded(binary)
            package.writestr(zipfile.ZipInfo(name), content)
            types.append(f'<Override PartName="/{name}" ContentType="{part.get(_PKG + "contentType", "")}"/>')
        head = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        package.writestr(zipfile.ZipInfo("[Content_Types].xml"), f"{head}{rels}{''.join(types)}</Types>")
    buffer.seek(0)
    return buffer


@dataclass(slots=True)
class _Reader:
    tree: Element
    pictures: Pictures
    comments: list[str] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    outside: int = 0
    _levels: dict[str, int] = field(default_factory=dict)
    _held: dict[str, bytes] = field(default_factory=dict)
    _found: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        for style in self.tree.iter(W + "style"):
            name = style.find(W + "name")
            found = re.fullmatch(r"heading (\d)", (name.get(W + "val", "") if name is not None else "").lower())
            if found:
                self._levels[style.get(W + "styleId", "")] = int(found[1])
        for held in self.tree.iter(W + "binData"):
            self._held[held.get(W + "name", "")] = _decoded(held)

    def blocks(self, parent: Element) -> list[Block]:
        """What stands in an element, in order."""
        found: list[Block] = []
        for child in parent:
            if child.tag == W + "p":
                found += self._paragraph(child)
            elif child.tag == W + "tbl":
                found += self._table(child)
            elif child.tag in _THROUGH or (child.tag == _AML + "annotation" and child.get(W + "type") not in _GONE):
                found += self.blocks(child)
        return found

    def _paragraph(self, element: Element) -> list[Block]:
        outer, self._found = self._found, []
        facts = element.find(W + "pPr")
        style = facts.find(W + "pStyle") if facts is not None else None
        level = self._levels.get(style.get(W + "val", "") if style is not None else "", 0)
        mark, depth = _list_mark(facts)
        spans = tuple(self._spans(element))
        inside, self._found = self._found, outer
        filled = "".join(span.text for span in spans).strip()
        own: list[Block] = [Words(spans=spans, level=min(level, 6), mark=mark, depth=depth)] if filled else []
        return [*own, *inside]

    def _spans(self, parent: Element) -> Iterator[Span]:
        for child in parent:
            if child.tag == W + "r":
                yield from self._run(child)
            elif child.tag == _AML + "annotation":
                kind = child.get(W + "type", "")
                if kind == "Word.Comment":
                    self._comment(child)
                elif kind not in _GONE:
                    yield from self._spans(child)
            elif child.tag in _THROUGH:
                yield from self._spans(child)

    def _run(self, run: Element) -> Iterator[Span]:
        facts = run.find(W + "rPr")
        if facts is not None and _on(facts, "vanish"):
            return
        raised = facts.find(W + "vertAlign") if facts is not None else None
        look = Span(
            text="", bold=_on(facts, "b"), italic=_on(facts, "i"), struck=_on(facts, "strike"),
            raised=raised is not None and raised.get(W + "val") == "superscript",
        )  # fmt: skip
        for child in run:
            if child.tag == W + "t":
                yield replace(look, text=child.text or "")
            elif child.tag in (W + "tab", W + "br", W + "cr"):
                yield replace(look, text="\t" if child.tag == W + "tab" else "\n")
            elif child.tag in (W + "noBreakHyphen", W + "softHyphen"):
                yield replace(look, text="\u2011" if child.tag == W + "noBreakHyphen" else "")
            elif child.tag in (W + "footnote", W + "endnote"):
                yield self._note(child)
            elif child.tag == W + "pict":
                self._found += self._picture(child)
            elif child.tag == _AML + "annotation" and child.get(W + "type") == "Word.Comment":
                self._comment(child)

    def _note(self, note: Element) -> Span:
        number = f"[{1 + sum(isinstance(one, Words) and one.spans[0].text.startswith('[') for one in self.notes)}]"
        read = self.blocks(note)
        first, rest = (read[0], read[1:]) if read and isinstance(read[0], Words) else (words(""), read)
        self.notes += [replace(first, spans=(Span(text=f"{number} "), *first.spans)), *rest]
        return Span(text=number, raised=True)

    def _comment(self, annotation: Element) -> None:
        content = annotation.find(_AML + "content")
        said = " ".join(" ".join("".join(one.itertext()) for one in content.iter(W + "p")).split()) if content is not None else ""
        self.comments.append(f"{annotation.get(_AML + 'author') or 'Someone'}: {said}")

    def _picture(self, pict: Element) -> list[Block]:
        found: list[Block] = []
        for shape in pict:
            if not shape.tag.startswith(_V):
                continue
            image = shape.find(_V + "imagedata")
            if image is not None:
                found.append(self._image(image, shape))
            for box in shape.iter(W + "txbxContent"):
                found += self.blocks(box)
        return found

    def _image(self, image: Element, shape: Element) -> Block:
        link = image.get("src", "")
        described = shape.get("alt", "") or image.get("title", "")
        style = dict(one.split(":", 1) for one in shape.get("style", "").replace(" ", "").split(";") if ":" in one)
        if link not in self._held:
            self.outside += 1
            return words(f"[a picture that lies outside the document and was not fetched] {described}".strip(), quiet=True)
        return self.pictures.block(self._held[link], described, (points(style.get("width", "")), points(style.get("height", ""))))

    def _table(self, table: Element) -> list[Block]:
        rows = [one for one in _rows(table) if not _is_struck(one)]
        tall: dict[int, tuple[int, int]] = {}
        result: list[list[Cell]] = []
        heads = 0
        for row in rows:
            cells: list[Cell] = []
            column = 0
            for cell in row.findall(W + "tc"):
                across, joins_up, begins = _placed(cell)
                if joins_up and column in tall:
                    y, x = tall[column]
                    result[y][x] = replace(result[y][x], down=result[y][x].down + 1)
                else:
                    if begins:
                        tall[column] = (len(result), len(cells))
                    else:
                        tall.pop(column, None)
                    cells.append(Cell(blocks=tuple(self.blocks(cell)), across=across))
                column += across
            facts = row.find(W + "trPr")
            heads += heads == len(result) and facts is not None and facts.find(W + "tblHeader") is not None
            result.append(cells)
        return [Grid(rows=tuple(map(tuple, result)), heads=heads if heads < len(result) else 0)] if any(result) else []


def _rows(parent: Element) -> Iterator[Element]:
    """The rows of a table, also those that an inserted part or a marked one is wrapped in."""
    for child in parent:
        if child.tag == W + "tr":
            yield child
        elif child.tag in _THROUGH or (child.tag == _AML + "annotation" and child.get(W + "type") not in _GONE):
            yield from _rows(child)


def _is_struck(row: Element) -> bool:
    """True for a row that was deleted whole."""
    return any(one.get(W + "type") in _GONE for facts in row.findall(W + "trPr") for one in facts.findall(_AML + "annotation"))


def _placed(cell: Element) -> tuple[int, bool, bool]:
    """How many columns a cell takes, whether it continues the one above, and whether it begins such a cell."""
    facts = cell.find(W + "tcPr")
    span = facts.find(W + "gridSpan") if facts is not None else None
    merge = facts.find(W + "vmerge") if facts is not None else None
    across = int(span.get(W + "val", "1")) if span is not None else 1
    begins = merge is not None and merge.get(W + "val") == "restart"
    return max(1, across), merge is not None and not begins, begins


def _list_mark(facts: Element | None) -> tuple[str, int]:
    listed = facts.find(W + "listPr") if facts is not None else None
    if listed is None:
        return "", 0
    text, level = listed.find(_WX + "t"), listed.find(W + "ilvl")
    mark = text.get(_WX + "val", "").strip() if text is not None else ""
    depth = int(level.get(W + "val", "0")) + 1 if level is not None else 1
    return mark if mark[:1].isalnum() or (mark[:1] == "(" and len(mark) > 1) else "\u2022", min(depth, 9)


def _on(facts: Element | None, name: str) -> bool:
    found = facts.find(W + name) if facts is not None else None
    return found is not None and found.get(W + "val", "on") != "off"


def _margins(tree: Element, tag: str) -> list[str]:
    lines = (" ".join("".join(text.text or "" for text in one.iter(W + "t")).split()) for part in tree.iter(tag) for one in part.iter(W + "p"))
    return list(dict.fromkeys(line for line in lines if line))


def _decoded(held: Element | None) -> bytes:
    try:
        return base64.b64decode("".join((held.text or "").split())) if held is not None else b""
    except (binascii.Error, ValueError):
        return b""


def _left_out(outside: int) -> str:
    if not outside:
        return ""
    lie = "A picture lies outside this document and was" if outside == 1 else f"{outside} pictures lie outside this document and were"
    return f"{lie} not fetched. Open it in Word, save it as PDF, and add that PDF if you need what is missing."
