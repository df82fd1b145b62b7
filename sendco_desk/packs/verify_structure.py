"""Checks on what is heard: the tree of the tagged file, from the file alone, and that the file claims nothing it cannot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from sendco_desk.packs.pages_marks import PRINTED
from sendco_desk.packs.verify_reading import Check, Reading, SeenPage

_PAINTS = "Tj TJ ' \" f F f* B B* b b* S s sh Do INLINE IMAGE"
_MARKED = "BMC BDC EMC"
_HEADING = re.compile(r"/H([1-6])")
_OURS = re.compile(rb"/MCID (\d+)>> BDC\nq [-\d. e]+ re W n\s*$")
_TITLE = re.compile(r", page [^,]*$")
_DEEPEST = 60
_Id = tuple[int, int]


def structure_check(reading: Reading) -> Check:
    """All that the pack made or announces is in the tree, or said to be furniture; the way back from each piece leads to its element."""
    root = reading.pdf.Root.get("/StructTreeRoot")
    told = reading.pdf.Root.get("/MarkInfo")
    if not isinstance(root, pikepdf.Dictionary) or not isinstance(told, pikepdf.Dictionary) or not bool(told.get("/Marked", False)):
        return Check(name="structure", ok=False, detail="the file is not tagged")
    seen = _SeenTree(reading)
    seen.read(root)
    found = [*seen.wrong, *_returns(reading, seen, root), *_headings(seen), *_links(reading, seen), *_documents(reading, seen)]
    found += [wrong for page in reading.pages for wrong in _contents(reading, page, seen)]
    if found:
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        return Check(name="structure", ok=False, detail=f"{found[0]}{more}")
    return Check(name="structure", ok=True, detail=f"{seen.elements} elements; nothing that is read is outside them")


@dataclass(slots=True)
class _SeenTree:
    """The tree as it is written: who owns which piece of which page, which links are in it, and what is called what."""

    reading: Reading
    elements: int = 0
    pieces: dict[tuple[int, int, int], _Id] = field(default_factory=dict)
    numbers: dict[_Id, set[int]] = field(default_factory=dict)
    notes: dict[_Id, _Id] = field(default_factory=dict)
    depths: list[int] = field(default_factory=list)
    titles: dict[str, set[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def read(self, root: Any) -> None:
        """Walk down the whole tree once."""
        waiting: list[tuple[Any, tuple[str, ...], int]] = [(kid, (), 0) for kid in reversed(_kids(root))]
        met: set[_Id] = set()
        while waiting:
            element, titles, depth = waiting.pop()
            if not isinstance(element, pikepdf.Dictionary) or element.objgen in met or depth > _DEEPEST:
                self.wrong.append("the tree holds something twice, or something that is no element")
                continue
            met.add(element.objgen)
            self.elements += 1
            titles = self._element(element, titles)
            waiting += [(kid, titles, depth + 1) for kid in reversed(self._inner(element, titles))]

    def _element(self, element: Any, titles: tuple[str, ...]) -> tuple[str, ...]:
        role = str(element.get("/S", ""))
        heading = _HEADING.fullmatch(role)
        if heading:
            self.depths.append(int(heading[1]))
        if role == "/Figure" and not str(element.get("/Alt", "")).strip():
            self.wrong.append("a picture has no words that stand for it")
        return (*titles, str(element["/T"])) if "/T" in element else titles

    def _inner(self, element: Any, titles: tuple[str, ...]) -> list[Any]:
        """The elements inside; pieces and links are noted."""
        inner = []
        for kid in _kids(element):
            if isinstance(kid, int):
                self._piece(element, titles, element.get("/Pg"), element.get("/Pg"), kid)
            elif "/MCID" in kid:
                page = kid.get("/Pg", element.get("/Pg"))
                self._piece(element, titles, page, kid.get("/Stm", page), int(kid.MCID))
            elif "/Obj" in kid:
                self.notes[kid.Obj.objgen] = element.objgen
            else:
                inner.append(kid)
        return inner

    def _piece(self, element: Any, titles: tuple[str, ...], page: Any, holder: Any, number: int) -> None:
        place = self.reading.numbers.get(page.objgen) if page is not None else None
        if place is None:
            self.wrong.append("an element stands on no page of the file")
            return
        piece = (*holder.objgen, number)
        if piece in self.pieces:
            self.wrong.append(f"a piece of page {place} is in the tree twice")
        self.pieces[piece] = element.objgen
        seen = self.reading.pages[place - 1]
        if seen.generated or PRINTED in seen.obj:
            self.numbers.setdefault(piece[:2], set()).add(number)
        for title in titles:
            self.titles.setdefault(title, set()).add(place)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _returns(reading: Reading, seen: _SeenTree, root: Any) -> Iterator[str]:
    """The way back: from the number of each page, form and link to the elements."""
    written = dict(_numbers(root.get("/ParentTree")))
    for (*holder, number), owner in seen.pieces.items():
        place = reading.numbers.get((holder[0], holder[1]))
        thing: Any = reading.pages[place - 1].obj if place else reading.pdf.get_object((holder[0], holder[1]))
        back = written.get(int(thing.get("/StructParents", -1)))
        if not isinstance(back, pikepdf.Array) or _owner(back, number) != owner:
            yield f"the way back from {f'page {place}' if place else 'a title strip'} leads elsewhere than the tree"
    for note, owner in seen.notes.items():
        back = written.get(int(reading.pdf.get_object(note).get("/StructParent", -1)))
        if not isinstance(back, pikepdf.Dictionary) or back.objgen != owner:
            yield "the way back from a link leads elsewhere than the tree"


def _numbers(tree: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    if not isinstance(tree, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    pairs: Any = tree.get("/Nums", pikepdf.Array())
    yield from ((int(pairs[at]), pairs[at + 1]) for at in range(0, len(pairs) - 1, 2))
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid, depth + 1)


def _owner(back: Any, number: int) -> _Id | None:
    found = back[number] if number < len(back) else None
    return found.objgen if isinstance(found, pikepdf.Dictionary) else None


def _headings(seen: _SeenTree) -> Iterator[str]:
    before = 0
    for depth in seen.depths:
        if depth > before + 1:
            yield f"a heading of depth {depth} follows one of depth {before}" if before else f"the first heading is of depth {depth}"
        before = depth


def _links(reading: Reading, seen: _SeenTree) -> Iterator[str]:
    for page in reading.pages:
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Link" and note.objgen not in seen.notes:
                yield f"a link on page {page.label or page.number} is not in the tree"


def _documents(reading: Reading, seen: _SeenTree) -> Iterator[str]:
    """Each document is announced: something with its title holds the page it begins on."""
    called: dict[int, set[str]] = {}
    for mark in reading.bookmarks:
        if mark.page is not None:
            called.setdefault(mark.page, set()).add(_TITLE.sub("", mark.title))
    for page in reading.pages:
        if page.document is not None:
            names = {name for name in called.get(page.number, ()) if name.split(" ")[0] == str(page.document)}
            if not any(page.number in seen.titles.get(name, ()) for name in names):
                yield f"the document on page {page.label or page.number} is not announced by its title"


def _contents(reading: Reading, page: SeenPage, seen: _SeenTree) -> Iterator[str]:
    """Whatever is drawn on a page made here is a piece of an element, or furniture; a document’s page is a piece as a whole."""
    where = f"page {page.label or page.number}"
    begun = None if page.generated else _OURS.search(_first(page))
    if begun:
        if (*page.obj.objgen, int(begun[1])) not in seen.pieces:
            yield f"the content of {where} is not in the tree"
    elif page.generated or PRINTED in page.obj:
        if reading.spot and not page.generated and page.document is None:
            return  # one page of each document is looked at
        numbers, loose = _drawn(page.obj)
        if loose:
            yield f"something on {where} is neither in the tree nor said to be furniture"
        if numbers != seen.numbers.get(page.obj.objgen, set()):
            yield f"the pieces of {where} are not the ones in the tree"
    else:
        yield f"the content of {where} is not in the tree"


def _first(page: SeenPage) -> bytes:
    contents = page.obj.get("/Contents")
    first = contents[0] if isinstance(contents, pikepdf.Array) and len(contents) else contents
    return first.read_bytes() if isinstance(first, pikepdf.Stream) else b""


def _drawn(page: Any) -> tuple[set[int], bool]:
    """The numbers of the pieces of a page, and whether anything is drawn outside them and outside furniture."""
    numbers: set[int] = set()
    open_marks: list[bool] = []
    loose, strips = False, _strips(page)
    for step in pikepdf.parse_content_stream(page, f"{_PAINTS} {_MARKED}"):
        operands, name = list(step.operands), str(step.operator)
        if name == "EMC":
            if open_marks:
                open_marks.pop()
        elif name in ("BMC", "BDC"):
            told = operands[1] if len(operands) > 1 else None
            number = told.get("/MCID") if isinstance(told, pikepdf.Dictionary) else None
            if isinstance(number, int):
                numbers.add(number)
            open_marks.append(number is not None or operands[0] == "/Artifact")
        else:
            loose = loose or not (any(open_marks) or (name == "Do" and str(operands[0]) in strips))
    return numbers, loose


def _strips(page: Any) -> set[str]:
    """The names of what is drawn on a page and has pieces of its own."""
    resources = page.get("/Resources")
    forms = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    return {name for name, form in forms.items() if "/StructParents" in form} if isinstance(forms, pikepdf.Dictionary) else set()


# What the file says it is


def claims_check(reading: Reading) -> Check:
    """A file that says it is accessible or archived has what that takes; one with pages from elsewhere says neither."""
    metadata = reading.pdf.Root.get("/Metadata")
    packet = metadata.read_bytes().decode("utf-8", "replace") if isinstance(metadata, pikepdf.Stream) else ""
    accessible, archived = "pdfuaid:part" in packet, "pdfaid:part" in packet
    if not (accessible or archived):
        return Check(name="claims", ok=True, detail="none; the file is tagged all the same")
    wrong = _overclaimed(reading, archived=archived)
    if wrong:
        return Check(name="claims", ok=False, detail=f"it says more than it is: {wrong}")
    return Check(name="claims", ok=True, detail=" and ".join(["PDF/UA-1"] * accessible + ["PDF/A-2a"] * archived))


def _overclaimed(reading: Reading, *, archived: bool) -> str:
    root = reading.pdf.Root
    intents = root.get("/OutputIntents")
    if any(not page.generated and PRINTED not in page.obj for page in reading.pages):
        return "it holds pages that were made elsewhere"
    if "/StructTreeRoot" not in root or "/Lang" not in root:
        return "it is not tagged, or has no language"
    if archived and reading.pdf.is_encrypted:
        return "an archived file has no password"
    if archived and not (isinstance(intents, pikepdf.Array) and len(intents) and "/DestOutputProfile" in intents[0]):
        return "an archived file says in which colours it is meant"
    return ""
