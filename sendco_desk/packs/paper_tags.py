"""The tags of a PDF: which strokes on which page are a heading, a cell or a picture, written as its structure tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sendco_desk.packs.pages_draw import Rect
from sendco_desk.packs.pages_marks import Mark, Path


@dataclass(slots=True)
class Element:
    """An element of the tree. Its kids are elements and pieces of pages, each a page and its number there, in the order they are read."""

    mark: Mark
    kids: "list[Element | tuple[int, int]]" = field(default_factory=list)
    box: Rect | None = None


@dataclass(slots=True)
class Tree:
    """Grows while pages are drawn, and is written when all are."""

    root: Element = field(default_factory=lambda: Element(Mark("Document")))
    _found: dict[Path, Element] = field(default_factory=dict)
    _pieces: dict[int, int] = field(default_factory=dict)

    def element(self, path: Path) -> Element:
        """The element a path leads to, made where it is not there yet."""
        if not path:
            return self.root
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = Element(path[-1])
            self.element(path[:-1]).kids.append(found)
        return found

    def piece(self, path: Path, page: int) -> int:
        """A further piece of a page for that element: its number on the page."""
        number = self._pieces.get(page, 0)
        self._pieces[page] = number + 1
        self.element(path).kids.append((page, number))
        return number

    def write(self, pdf: pikepdf.Pdf) -> None:
        """Put the tree into the document whose pages were drawn with it."""
        pages = [page.obj for page in pdf.pages]
        owners: dict[int, dict[int, Any]] = {}
        root: Any = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([_written(pdf, self.root, root, pages, owners)])
        numbers: list[Any] = []
        for page, pieces in sorted(owners.items()):
            pages[page].StructParents = page
            numbers += [page, pdf.make_indirect(Array([pieces[number] for number in sorted(pieces)]))]
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(pages)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)


def _written(pdf: pikepdf.Pdf, element: Element, parent: Any, pages: Sequence[Any], owners: dict[int, dict[int, Any]]) -> Any:
    made: Any = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.mark.role}"), P=parent))
    if element.mark.alt:
        made.Alt = String(element.mark.alt)
    told = _told(element)
    if told is not None:
        made.A = told
    kids = Array()
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_written(pdf, kid, made, pages, owners))
        else:
            page, number = kid
            kids.append(Dictionary(Type=Name.MCR, Pg=pages[page], MCID=number))
            owners.setdefault(page, {})[number] = made
    if len(kids):
        made.K = kids
    return made


def _told(element: Element) -> Dictionary | None:
    """What an element says of itself: over what a heading cell stands, how a list is numbered, how words are decorated, where a picture lies."""
    mark = element.mark
    if mark.scope:
        return Dictionary(O=Name.Table, Scope=Name(f"/{mark.scope}"))
    if mark.role == "L":
        return Dictionary(O=Name.List, ListNumbering=Name(f"/{mark.drawn}"))
    if mark.drawn:
        return Dictionary(O=Name.Layout, TextDecorationType=Name(f"/{mark.drawn}"))
    if element.box is not None:
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([round(number, 2) for number in element.box]))
    return None
