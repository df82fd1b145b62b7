"""The tags of a PDF: which strokes on which page are a heading, a cell or a picture, written as its structure tree."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sendco_desk.packs.pages_draw import Rect
from sendco_desk.packs.pages_marks import Mark, Path


@dataclass(slots=True)
class Element:
    """An element of the tree. Its kids are elements and pieces of pages, each a page and its number there, in the order they are read.

    ``notes`` are the links it is pressed as, each with the page it lies on.
    """

    mark: Mark
    kids: "list[Element | tuple[int, int]]" = field(default_factory=list)
    box: Rect | None = None
    notes: list[tuple[Any, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the finished file. ``form`` is what holds its numbered pieces where they are not in the page itself."""

    page: Any
    form: Any = None


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

    def write(self, pdf: pikepdf.Pdf, sheets: Mapping[int, Sheet] | None = None) -> None:
        """Put the tree into the document whose pages were drawn with it.

        ``sheets`` says where each drawn page came to stand; what was drawn on others is not in this file, nor are parts that were left empty.
        """
        placed = {number: Sheet(page.obj) for number, page in enumerate(pdf.pages)} if sheets is None else sheets
        write_tree(pdf, self.root, placed)

    def forget(self) -> None:
        """Let go of everything: the tree is written."""
        self.root.kids.clear()
        self._found.clear()
        self._pieces.clear()


def write_tree(pdf: pikepdf.Pdf, top: Element, sheets: Mapping[int, Sheet]) -> None:
    """Write an element with all under it as the document's structure tree."""
    root: Any = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _Writer(pdf, sheets)
    root.K = Array([writer.element(top, root)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=writer.parents()))
    root.ParentTreeNextKey = writer.next_key
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def extend_tree(pdf: pikepdf.Pdf, top: Element, sheets: Mapping[int, Sheet]) -> None:
    """Put all under ``top`` at the end of the tree that the document has already, whose elements and numbers stay as they are."""
    root: Any = pdf.Root.StructTreeRoot
    document = root.K[0] if isinstance(root.K, Array) else root.K
    writer = _Writer(pdf, sheets, next_key=int(root.ParentTreeNextKey))
    added = [writer.element(kid, document) for kid in top.kids if isinstance(kid, Element) and is_here(kid, sheets)]
    kids = document.get("/K")
    document.K = Array([*(kids if isinstance(kids, Array) else [] if kids is None else [kids]), *added])
    root.ParentTree.Nums = Array([*root.ParentTree.Nums, *writer.parents()])
    root.ParentTreeNextKey = writer.next_key


@dataclass(slots=True)
class _Writer:
    """Writes elements, and remembers which piece of which page is whose."""

    pdf: pikepdf.Pdf
    sheets: Mapping[int, Sheet]
    next_key: int = 0
    _keys: dict[int, int] = field(default_factory=dict)
    _owners: dict[int, Any] = field(default_factory=dict)

    def element(self, element: Element, parent: Any) -> Any:
        """An element with all under it."""
        said = _said(element, parent)
        kids = element.kids
        if len(kids) == 1 and not element.notes and isinstance(kids[0], tuple) and (sheet := self.sheets.get(kids[0][0])) and sheet.form is None:
            said["/Pg"], said["/K"] = sheet.page, kids[0][1]  # the commonest, in fewer bytes
            made = self.pdf.make_indirect(Dictionary(said))
            self._owned(kids[0][0], sheet, kids[0][1], made)
            return made
        made = self.pdf.make_indirect(Dictionary(said))
        inner = [each for kid in kids for each in self._kid(kid, made)]
        for page, note in element.notes:
            inner.append(Dictionary(Type=Name.OBJR, Obj=note, Pg=page))
            note.StructParent = self._key_for(made)
        if inner:
            made["/K"] = Array(inner)
        return made

    def _kid(self, kid: Element | tuple[int, int], made: Any) -> Iterable[Any]:
        if isinstance(kid, Element):
            if is_here(kid, self.sheets):
                yield self.element(kid, made)
            return
        number, piece = kid
        sheet = self.sheets.get(number)
        if sheet is None:
            return
        self._owned(number, sheet, piece, made)
        said: dict[str, Any] = {"/Type": _name("MCR"), "/Pg": sheet.page, "/MCID": piece}
        if sheet.form is not None:
            said["/Stm"] = sheet.form
        yield Dictionary(said)

    def _owned(self, number: int, sheet: Sheet, piece: int, owner: Any) -> None:
        key = self._keys.get(number)
        if key is None:
            key = self._keys[number] = self._key_for((piece, owner))
            (sheet.page if sheet.form is None else sheet.form)["/StructParents"] = key
            return
        owners = self._owners[key]
        if isinstance(owners, tuple):  # as most pages of documents stay: there may be thousands
            owners = self._owners[key] = dict([owners])
        owners[piece] = owner

    def _key_for(self, owner: Any) -> int:
        key = self.next_key
        self.next_key += 1
        self._owners[key] = owner
        return key

    def parents(self) -> Array:
        """The way back from each piece and each link to its element."""
        numbers: list[Any] = []
        alike: dict[tuple[int, Any], Any] = {}
        for key, owner in self._owners.items():
            if isinstance(owner, tuple):  # those of one document share what is said of them
                piece, only = owner
                if (piece, only.objgen) not in alike:
                    alike[piece, only.objgen] = self.pdf.make_indirect(Array([None] * piece + [only]))
                numbers += (key, alike[piece, only.objgen])
            elif isinstance(owner, dict):
                numbers += (key, Array([owner.get(piece) for piece in range(max(owner) + 1)]))
            else:
                numbers += (key, owner)
        return Array(numbers)


def is_here(element: Element, sheets: Mapping[int, Sheet]) -> bool:
    """Whether any of it stands on these pages. What holds nothing at all, such as the empty cell of a table, stands with what holds it."""
    if not element.kids or element.notes:
        return element.mark.role not in ("Part", "Sect")
    return any(is_here(kid, sheets) if isinstance(kid, Element) else kid[0] in sheets for kid in element.kids)


def _said(element: Element, parent: Any) -> dict[str, Any]:
    """What an element is and says of itself. A link that leads out of this file is words like others."""
    mark = element.mark
    said: dict[str, Any] = {"/S": _name("Span" if mark.role == "Link" and not element.notes else mark.role), "/P": parent}
    if mark.title:
        said["/T"] = String(mark.title)
    if mark.alt:
        said["/Alt"] = String(mark.alt)
    if mark.actual:
        said["/ActualText"] = String(mark.actual)
    told = _told(element)
    if told is not None:
        said["/A"] = told
    return said


@functools.cache
def _name(role: str) -> Name:
    return Name(f"/{role}")


def _told(element: Element) -> Dictionary | None:
    """What an element says of itself: over what a heading cell stands, how a list is numbered, how words are decorated, where a picture lies."""
    mark = element.mark
    if mark.scope or mark.across > 1 or mark.down > 1:
        cell: dict[str, Any] = {"/O": Name.Table}
        cell |= {"/Scope": _name(mark.scope)} if mark.scope else {}
        cell |= {key: count for key, count in (("/ColSpan", mark.across), ("/RowSpan", mark.down)) if count > 1}
        return Dictionary(cell)
    if mark.role == "L" and mark.drawn:
        return Dictionary(O=Name.List, ListNumbering=Name(f"/{mark.drawn}"))
    if mark.drawn:
        return Dictionary(O=Name.Layout, TextDecorationType=Name(f"/{mark.drawn}"))
    if element.box is not None:
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([round(number, 2) for number in element.box]))
    return None
