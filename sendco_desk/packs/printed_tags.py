"""What a document that was printed here says of its own pages: its tree in a few letters on the first page, for whoever joins it to a pack."""

import json
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, String

from sendco_desk.packs.pages_marks import PRINTED, Mark
from sendco_desk.packs.paper_tags import Element

_DEEPEST = 50
_SAID = {"alt": "", "scope": "", "drawn": "", "actual": "", "across": 1, "down": 1}


def say(page: Any, number: int, tree: Element | None = None) -> None:
    """Say on a page that it was printed here."""
    page[PRINTED] = Dictionary(Page=number) if tree is None else Dictionary(Page=number, Tree=String(json.dumps(_plain(tree), separators=(",", ":"))))


def page_of(page: Any) -> int | None:
    """Which page of its document this is, counted from 0; None where it was not printed here."""
    said = page.get(PRINTED)
    return int(said.get("/Page", 0)) if isinstance(said, pikepdf.Dictionary) else None


def tree_of(page: Any) -> Element | None:
    """The tree that the first page of a document carries; None where it has no marks of its own."""
    said = page.get(PRINTED)
    if not isinstance(said, pikepdf.Dictionary) or "/Tree" not in said:
        return None
    return _read(json.loads(str(said.Tree)))


def _plain(element: Element) -> list[Any]:
    """Role, what else it is, where it lies, and its kids."""
    said = {name: value for name, usual in _SAID.items() if (value := getattr(element.mark, name)) != usual}
    kids = [_plain(kid) if isinstance(kid, Element) else list(kid) for kid in element.kids]
    return [element.mark.role, said, [round(number, 2) for number in element.box or ()], kids]


def _read(plain: list[Any], depth: int = 0) -> Element:
    role, said, box, kids = plain
    assert depth < _DEEPEST
    inner = (_read(kid, depth + 1) if isinstance(kid[0], str) else (int(kid[0]), int(kid[1])) for kid in kids)
    return Element(Mark(role, **said), kids=list(inner), box=tuple(box) or None)


def moved(element: Element, base: int, level: list[int]) -> Element:
    """The same with its pages counted from ``base``, no heading deeper than one under the one before it; ``level`` is that of the last."""
    mark = element.mark
    if mark.role[:1] == "H" and mark.role[1:].isdigit():
        level[0] = min(int(mark.role[1:]), level[0] + 1, 6)
        mark = Mark(f"H{level[0]}", actual=mark.actual)
    return Element(mark, kids=list(_moved_kids(element, base, level)), box=element.box)


def _moved_kids(element: Element, base: int, level: list[int]) -> Iterator[Element | tuple[int, int]]:
    for kid in element.kids:
        yield moved(kid, base, level) if isinstance(kid, Element) else (base + kid[0], kid[1])
