"""The words of a Word form: what stands in a piece of it, and what stands around a field and says what it is for."""

from typing import Any

from sendco_desk.exchange.form_package import W

MOST = 120
"""Letters of the words around a field that are shown."""
_P, _TC, _TR, _TBL, _T, _SDT = (f"{{{W}}}{name}" for name in ("p", "tc", "tr", "tbl", "t", "sdt"))
_BREAKS = frozenset(f"{{{W}}}{name}" for name in ("br", "cr"))
_TAB, _CHAR, _KIND = f"{{{W}}}tab", f"{{{W}}}fldChar", f"{{{W}}}fldCharType"
_BOX, _MARK, _MARK_END, _NAME, _ID = (f"{{{W}}}{name}" for name in ("txbxContent", "bookmarkStart", "bookmarkEnd", "name", "id"))


def line_of(words: str) -> str:
    """Words on one line, single spaces between them."""
    return " ".join(words.split())


def words_in(element: Any) -> str:
    """What a piece of a form says, paragraphs on lines of their own."""
    found: list[str] = []
    for one in element.iter():
        if one.tag == _T:
            found.append(one.text or "")
        elif one.tag in _BREAKS:
            found.append("\n")
        elif one.tag == _TAB and one.getparent().tag == f"{{{W}}}r":
            found.append("\t")
        elif one.tag == _P and found:
            found.append("\n")
    return "".join(found).strip()


def about(element: Any, *, after: bool = False) -> str:
    """The words that say what a field is for: on its line, else in the cell before or above it, else in the paragraph before.

    ``after``: the words behind it come first, as beside a box to tick.
    """
    around = next((step for step in (element, *element.iterancestors()) if step.tag in (_P, _TC, _BOX)), None)
    paragraph = around if around is not None and around.tag == _P else None
    before, behind = _on_the_line(paragraph, element) if paragraph is not None else ("", "")
    for words in ((behind, before) if after else (before,)):
        if words:
            return words
    return _shortened(_in_cells(element) or _in_paragraph_before(element if paragraph is None else paragraph)) or behind


def _shortened(words: str) -> str:
    said = line_of(words).strip(" :\t")
    return said if len(said) <= MOST else f"…{said[1 - MOST:]}"


def _on_the_line(paragraph: Any, element: Any) -> tuple[str, str]:
    """The words of a paragraph before a field, back to the field before it, and after it up to the next one."""
    before: list[str] = []
    behind: list[str] = []
    inside = frozenset(element.iter()) if element.tag == _SDT else frozenset({element})
    skipped: frozenset[Any] = frozenset()
    met, depth, marks = False, 0, set[str | None]()
    for one in paragraph.iter():
        if one.tag == _MARK and not (one.get(_NAME) or "").startswith("_"):
            marks.add(one.get(_ID))
        if one in inside:
            met = True
        elif one.tag == _SDT or (one.tag == _CHAR and one.get(_KIND) == "begin" and one.getparent() not in inside):
            if met and not depth:
                break
            before.clear()
            skipped |= frozenset(one.iter()) if one.tag == _SDT else frozenset()
        if one.tag == _MARK_END and one.get(_ID) in marks and not met:
            before.clear()
        if one.tag == _CHAR:
            depth += {"begin": 1, "end": -1}.get(one.get(_KIND) or "", 0)
            if not met:
                before.clear()
        elif one.tag == _T and one not in inside and one not in skipped and not depth:
            (behind if met else before).append(one.text or "")
    return _shortened("".join(before)), _shortened("".join(behind))


def _in_cells(element: Any) -> str:
    """The words of the cell before in the row, else of the cell above."""
    row = next((step for step in element.iterancestors() if step.tag == _TR), None)
    if row is None:
        return ""
    cells = _cells(row)
    own = next((number for number, cell in enumerate(cells) if cell is element or element in frozenset(cell.iter())), None)
    if own is None:
        own = next((number for number, cell in enumerate(cells) if cell in frozenset(element.iter())), 0)  # a control around a whole cell
    for cell in reversed(cells[:own]):
        if words := _plain(cell):
            return words
    for above in reversed(_rows_before(row)):
        higher = _cells(above)
        if own < len(higher) and (words := _plain(higher[own])):
            return words
    return ""


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(_TC) if next(step for step in cell.iterancestors() if step.tag == _TR) is row]


def _rows_before(row: Any) -> list[Any]:
    """The rows of its table that stand before it, those in a control too."""
    table = next((step for step in row.iterancestors() if step.tag == _TBL), None)
    rows = [one for one in table.iter(_TR) if next(step for step in one.iterancestors() if step.tag == _TBL) is table] if table is not None else []
    return rows[:rows.index(row)] if row in rows else []


def _plain(cell: Any) -> str:
    """A cell's own words: not those in a field of it, which are somebody's answer."""
    if any(one.tag in (_SDT, _CHAR) for one in cell.iter()):
        return ""
    return line_of(words_in(cell))


def _in_paragraph_before(element: Any) -> str:
    for one in element.itersiblings(preceding=True):
        if one.tag == _P:
            return line_of(words_in(one)) if all(step.tag != _SDT for step in one.iter()) else ""
        return ""
    return ""
