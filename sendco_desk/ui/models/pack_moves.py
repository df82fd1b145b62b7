"""Where a row of a pack's running order goes when it is dragged or moved by keys: made parts among themselves, documents anywhere under a heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from sendco_desk.ui.models.pack_model import Kind, OrderRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where a row is to stand: a made part before another (None: at the end), a document so far down a part, a part so far down the parts."""

    row: OrderRow
    before: str | None = None
    part: str = ""
    to: int = 0


def gap_of(rows: Sequence[OrderRow], row: OrderRow, gap: int) -> int:
    """The gap nearest to the one pointed at in which a row may stand; gap n is above row n."""
    if row.kind is Kind.SECTION:
        numbers = [n for n, other in enumerate(rows) if other.kind is Kind.SECTION]
        return min(max(gap, numbers[0]), numbers[-1] + 1)
    heads = [n for n, other in enumerate(rows) if other.kind is Kind.PART]
    last = _last(rows)
    if row.kind is Kind.PART:
        return min((*heads, last), key=lambda place: (abs(place - gap), place))
    return min(max(gap, heads[0] + 1), last)


def _last(rows: Sequence[OrderRow]) -> int:
    return max(n for n, other in enumerate(rows) if other.kind in (Kind.PART, Kind.DOCUMENT)) + 1


def dropped(rows: Sequence[OrderRow], row: OrderRow, gap: int) -> Move | None:
    """What letting a row go in a gap means; None where it stays where it is, or is of those that do not move."""
    if not row.moves:
        return None
    place, number = gap_of(rows, row, gap), next(n for n, other in enumerate(rows) if other.key == row.key)
    if row.kind is Kind.PART:
        return _part_dropped(rows, row, place)
    if place in (number, number + 1):
        return None
    if row.kind is Kind.SECTION:
        after = next((other for other in rows[place:] if other.kind is Kind.SECTION), None)
        return Move(row=row, before=str(after.key) if after else None)
    above = [other for other in rows[:place] if other.key != row.key]
    part = next(other.part for other in reversed(above) if other.kind is Kind.PART)
    return Move(row=row, part=part, to=sum(other.kind is Kind.DOCUMENT and other.part == part for other in above))


def _part_dropped(rows: Sequence[OrderRow], row: OrderRow, place: int) -> Move | None:
    parts = [other.part for other in rows if other.kind is Kind.PART]
    to = sum(other.kind is Kind.PART and other.key != row.key for other in rows[:place])
    return None if to == parts.index(row.part) else Move(row=row, to=to)


def stepped(rows: Sequence[OrderRow], row: OrderRow, step: int) -> Move | None:
    """Where a row goes by one step up (-1) or down (1); None where it cannot. A document at the end of its part goes into the next."""
    if not row.moves:
        return None
    if row.kind is Kind.DOCUMENT:
        return _document_stepped(rows, row, step)
    alike = [other for other in rows if other.kind is row.kind]
    to = next(n for n, other in enumerate(alike) if other.key == row.key) + step
    if not 0 <= to < len(alike):
        return None
    if row.kind is Kind.PART:
        return Move(row=row, to=to)
    rest = [other for other in alike if other.key != row.key]
    return Move(row=row, before=str(rest[to].key) if to < len(rest) else None)


def _document_stepped(rows: Sequence[OrderRow], row: OrderRow, step: int) -> Move | None:
    parts = [other.part for other in rows if other.kind is Kind.PART]
    within = [other.key for other in rows if other.kind is Kind.DOCUMENT and other.part == row.part]
    to, part = within.index(row.key) + step, parts.index(row.part)
    if 0 <= to < len(within):
        return Move(row=row, part=row.part, to=to)
    if not 0 <= part + step < len(parts):
        return None
    other = parts[part + step]
    ends = sum(one.kind is Kind.DOCUMENT and one.part == other for one in rows)
    return Move(row=row, part=other, to=ends if step < 0 else 0)
