"""One structure tree over the pages drawn here and the documents among them: each document is announced by its title, and each of its pages.

A page of a document is one piece of its own, whatever is in it: a paragraph where it has words, a figure with words beside it where it is a
picture. What a document says of its own structure points into a tree that is no longer there; its numbers are kept out of the way of ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name, String

from sendco_desk.packs.pages import Drawn, Layout
from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.pages_draw import Rect
from sendco_desk.packs.pages_manifest import reasons_said
from sendco_desk.packs.pages_marks import Mark, Path
from sendco_desk.packs.pages_tags import entry_paths
from sendco_desk.packs.paper_tags import Element, Sheet, Tree
from sendco_desk.packs.printed_tags import moved, page_of, tree_of

_PARAGRAPH = Mark("P")
_APART = 1_000_000  # between the page numbers of one document and the next
_NUMBER = re.compile(rb"/MCID\s+(\d+)")


@dataclass(slots=True)
class Structure:
    """Gathers what stands on which page of one file while its pages are stamped, then writes the tree. ``foreign`` where one was made elsewhere."""

    layout: Layout
    drawn: Drawn
    sheets: dict[int, Sheet] = field(default_factory=dict)
    foreign: bool = False
    _base: int = 0
    _paths: tuple[Path, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._paths = entry_paths(self.layout.order)

    @property
    def tree(self) -> Tree:
        """The tree that grew while the pages were drawn."""
        return self.drawn.tree

    def strip(self, page: Any, slip: int, form: Any) -> None:
        """The title strip drawn as that slip stands on this page."""
        self.sheets[slip] = Sheet(page, form)

    def begun(self, page: Any, number: int, key: int, within: int) -> "Begun":
        """How the content of a page begins; to be asked before the page is cleaned."""
        entry = self.layout.order[key]
        if entry.kind is not Kind.DOCUMENT:
            self.sheets[self.drawn.starts[key] + within] = Sheet(page)
            return Begun()
        section = self.tree.element(self._paths[key])
        printed = page_of(page)
        if within == 0:
            self._base = self._tell(page, key, section)
        if self._base and printed is not None:
            self.sheets[self._base + printed] = Sheet(page)
            return Begun(printed=True)
        ours = printed is not None and entry.converted is not None and entry.converted.image_only
        self.foreign = self.foreign or not ours
        piece = _last_number(page) + 1 if "/StructParents" in page or printed is not None else 0
        element = self._element(entry, within, section)
        element.kids.append((-1 - number, piece))
        self.sheets[-1 - number] = Sheet(page)
        for link in _links(page):
            (section if element.mark.role == "Figure" else element).kids.append(_pressed(page, link, entry))
        return Begun(b"/%s <</MCID %d>> BDC\n" % (element.mark.role.encode(), piece), element, printed=ours)

    def _element(self, entry: Entry, within: int, section: Element) -> Element:
        """What a page is: a picture of its own, or more of the words that the page before began."""
        mark = _mark_of(entry, within)
        last = section.kids[-1] if section.kids else None
        if within and mark is _PARAGRAPH and isinstance(last, Element) and last.mark is _PARAGRAPH:
            return last
        element = Element(mark)
        section.kids.append(element)
        return element

    def _tell(self, page: Any, key: int, section: Element) -> int:
        """Put in what a document that was printed here says of its pages; gives the number from which those are counted, 0 without it."""
        told = tree_of(page)
        if told is None:
            return 0
        base = (key + 1) * _APART
        section.kids += moved(told, base, [1]).kids
        return base

    def write(self, pdf: pikepdf.Pdf) -> None:
        """Put the tree into the file, and let go of what was gathered for it: the pack may be long."""
        self.tree.write(pdf, self.sheets)
        self.sheets.clear()
        self.tree.forget()


@dataclass(frozen=True, slots=True)
class Begun:
    """The opening of a page's content, empty where it is tagged already, and the element that it belongs to."""

    code: bytes = b""
    element: Element | None = None
    printed: bool = False

    def stands(self, box: Rect) -> None:
        """Say where on the page it is seen."""
        if self.element is not None and self.element.mark.role == "Figure":
            self.element.box = box


def _mark_of(entry: Entry, within: int) -> Mark:
    """Pages with words are a paragraph; a picture has words beside it that say which page it is, and that its own cannot be heard."""
    converted = entry.converted
    blacked = next((page for page in converted.blacked if page.page == within + 1), None) if converted is not None else None
    if blacked is not None:
        return Mark("Figure", within, alt=f"Page {within + 1} of ‘{entry.title}’, parts blacked out: {reasons_said([blacked])}")
    if converted is None or not converted.image_only:
        return _PARAGRAPH
    which = f"Scanned page {within + 1} of {converted.pages}" if converted.pages > 1 else "Scanned page or picture"
    return Mark("Figure", within, alt=f"{which} of ‘{entry.title}’; its words cannot be read")


def _last_number(page: Any) -> int:
    """The highest number that the page's own structure gives to a piece of it; -1 where there is none."""
    contents = page.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    numbers = [-1]
    for stream in streams:
        if isinstance(stream, pikepdf.Stream):
            try:
                numbers += map(int, _NUMBER.findall(stream.read_bytes()))
            except pikepdf.PikepdfError:
                continue  # what cannot be unpacked cannot be heard either
    resources = page.get("/Resources")
    named = resources.get("/Properties") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(named, pikepdf.Dictionary):
        numbers += (int(found.MCID) for _, found in named.items() if isinstance(found, pikepdf.Dictionary) and "/MCID" in found)
    return min(max(numbers), 100_000)


def _links(page: Any) -> Iterator[Any]:
    notes = page.get("/Annots")
    if isinstance(notes, pikepdf.Array):
        yield from (note for note in notes if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Link" and note.is_indirect)


def _pressed(page: Any, link: Any, entry: Entry) -> Element:
    """A link to another page of the same document; it is said what it is where its maker did not."""
    if "/Contents" not in link:
        link.Contents = String(f"Link within ‘{entry.title}’")
    page.Tabs = Name.S
    return Element(Mark("Link"), notes=[(page, link)])
