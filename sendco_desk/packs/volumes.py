"""A pack too large for one file, in volumes: split between documents, with one numbering, each volume complete by itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sendco_desk import __version__
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.manifest import megabytes, sizes_apart
from sendco_desk.packs.pages import Layout, draw, lay_out
from sendco_desk.packs.pages_contents import UNITS, Entry, Kind
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.source import Converted
from sendco_desk.packs.together import Together

_FRONT, _DRAWN, _STAMPED, _STRIP = 120_000, 6_000, 600, 3_000
"""Bytes, as reckoned before a volume is made: its fonts and what else it begins with, a page drawn here, a page's stamp, a title strip."""
_HOPELESS = 0.7
"""A document whose pages alone are larger than the limit by this is refused before anything is made: joining packs some things closer."""
LIGHTER = 150
"""Dots an inch that pictures are brought down to where the maker lets them, to keep a pack in one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file that is made: what is in it, where it is wanted, and where it stands until all are whole."""

    layout: Layout
    place: Path
    part: Path


def divided(sizes: Sequence[int], most: int, front: int) -> tuple[int, ...]:
    """Before which units a further volume begins, so that each holds at most ``most`` with ``front`` for what every volume begins with.

    The order stays, and each volume is filled as far as it goes; a unit that is larger by itself stands alone.
    """
    breaks, used = [], front
    for unit, size in enumerate(sizes):
        if unit and used > front and used + size > most:
            breaks.append(unit)
            used = front
        used += size
    return tuple(breaks)


def volumes_of(layout: Layout) -> tuple[Layout, ...]:
    """The volumes of a pack that was laid out in some; the whole where it is one file."""
    count = max(entry.volume for entry in layout.order)
    if not count:
        return (layout,)
    made, before = [], 0
    for volume in range(1, count + 1):
        keys = [key for key, entry in enumerate(layout.order) if entry.volume == volume]
        one = replace(
            layout,
            laid={key: layout.laid[key] for key in keys if key in layout.laid},
            counts={key: layout.counts[key] for key in keys},
            before=before,
            whole=layout.total,
            volume=volume,
            volumes=count,
        )
        made.append(one)
        before += one.pages
    return tuple(made)


def volume_name(out: Path, layout: Layout) -> str:
    """What the file of a volume is called."""
    return f"{out.stem} volume {layout.volume} of {layout.volumes}{out.suffix}" if layout.volume else out.name


def is_volume_of(path: Path, out: Path) -> bool:
    """Whether a file is called, and stands, as a volume of the pack made at ``out`` would."""
    called = re.fullmatch(rf"{re.escape(out.stem)} volume \d+ of \d+{re.escape(out.suffix)}", path.name)
    return called is not None and path.absolute().parent == out.absolute().parent


@dataclass(slots=True)
class Maker:
    """Makes the files of one pack. ``still_wanted`` is called now and then, and raises Cancelled when the person has stopped the work."""

    plan: PackPlan
    converted: tuple[Converted, ...]
    fingerprint: str
    folder: Path
    out: Path
    standing: Together
    still_wanted: Callable[[], None]
    _lighter: bool = field(default=False)

    def make(self) -> tuple[Layout, tuple[Made, ...]]:
        """The pack in one file where it may be so large, else lighter where that is allowed, else in volumes. Raises Refused where it can't."""
        most = self.plan.most_bytes
        whole = lay_out(self.plan, self.converted, self.fingerprint)
        self._refuse_hopeless(whole)
        if made := self._in_one(whole):
            return whole, made
        if self.plan.lighter and self._made_lighter():
            whole = lay_out(self.plan, self.converted, self.fingerprint)
            if made := self._in_one(whole):
                return whole, made
        sizes = [_reckoned(whole, key, entry) for key, entry in _units(whole)]
        ends = sum(count for key, count in whole.counts.items() if whole.order[key].kind in (Kind.COVER, Kind.MANIFEST))
        front = _FRONT + _DRAWN * ends
        while True:
            whole = lay_out(self.plan, self.converted, self.fingerprint, divided(sizes, most, front))
            made = tuple(self._written(volume) for volume in volumes_of(whole))
            too_large = next((each for each in made if each.part.stat().st_size > most), None)
            if too_large is None:
                return whole, made
            self._reckon_anew(sizes, front, whole, too_large)
            self.standing.give_up(*(each.place for each in made))

    def _in_one(self, whole: Layout) -> tuple[Made, ...]:
        """The pack as one file; nothing where that is, or is bound to be, larger than it may be."""
        most = self.plan.most_bytes
        if most and sum(_weight(entry) for _, entry in _units(whole)) * _HOPELESS > most:
            return ()
        made = self._written(whole)
        if not most or made.part.stat().st_size <= most:
            return (made,)
        self.standing.give_up(made.place)
        return ()

    def _written(self, layout: Layout) -> Made:
        from sendco_desk.packs import joining  # reportlab and pikepdf are needed from here on

        drawn = draw(layout, self.plan, joining.first_widths(layout))
        layout.forget()
        self.still_wanted()
        place = self.out.with_name(volume_name(self.out, layout))
        if layout.volume and place.exists() and not _is_pdf(place):
            raise Refused(f"‘{place.name}’ is there already and is not a pack: choose another name for the pack.", field="out")
        part = self.standing.part(place)
        known_by = " ".join((self.fingerprint, layout.titled(""), "lighter" if self._lighter else "")).strip()
        job = joining.joining(layout, drawn, self.folder)
        joining.finish(job, part, self.plan, layout, drawn, joining.identifier(known_by, __version__), self.still_wanted)
        return Made(layout=layout, place=place, part=part)

    def _made_lighter(self) -> bool:
        """Bring the pictures of all documents down; False where there was nothing to gain."""
        from sendco_desk.packs.lighter import bring_down

        place = self.folder / "lighter"
        place.mkdir(mode=0o700)
        lighter = []
        for number, result in enumerate(self.converted):
            self.still_wanted()
            if result.pdf is not None and (brought := bring_down(result.pdf, LIGHTER, place / f"{number:04d}.pdf")):
                result = replace(result, pdf=place / f"{number:04d}.pdf", actions=(*result.actions, brought))
            lighter.append(result)
        self._lighter = tuple(lighter) != self.converted
        self.converted = tuple(lighter)
        return self._lighter

    def _reckon_anew(self, sizes: list[int], front: int, whole: Layout, large: Made) -> None:
        """Take what a volume was found to weigh into account: the same units will not be put together again."""
        numbers = [number for number, (_, entry) in enumerate(_units(whole)) if entry.volume == large.layout.volume]
        found = large.part.stat().st_size
        if len(numbers) == 1:
            ((_, entry),) = (unit for unit in _units(whole) if unit[1].volume == large.layout.volume)
            raise Refused(self._too_large(entry, found, whole), field="most_bytes")
        share = (found - front if found > 2 * front else found) / sum(sizes[number] for number in numbers)
        for number in numbers:
            sizes[number] = round(sizes[number] * max(share, 1.0) * 1.02) + 1

    def _refuse_hopeless(self, whole: Layout) -> None:
        for _, entry in _units(whole):
            if self.plan.most_bytes and not self.plan.lighter and _weight(entry) * _HOPELESS > self.plan.most_bytes:
                raise Refused(self._too_large(entry, _weight(entry), whole), field="most_bytes")

    def _too_large(self, entry: Entry, found: int, whole: Layout) -> str:
        units = sorted((each for _, each in _units(whole) if _weight(each)), key=lambda each: -_weight(each))
        others = [f"‘{each.title}’ {megabytes(_weight(each))}" for each in units[:3] if each is not entry]
        named = f" Other large documents: {', '.join(others)}." if others else ""
        size, most = sizes_apart(found, self.plan.most_bytes)
        lighter = "" if self.plan.lighter else " let the pictures be made lighter,"
        return (
            f"‘{entry.title}’ alone makes a file of {size}, and one file may have {most}. Allow larger "
            f"files,{lighter} or add only the pages of it that matter.{named}"
        )


def _units(layout: Layout) -> Iterator[tuple[int, Entry]]:
    """What is never cut, in order: generated parts and documents."""
    return ((key, entry) for key, entry in enumerate(layout.order) if entry.kind in UNITS)


def _weight(entry: Entry) -> int:
    """The bytes of a document's pages; nothing for what is drawn here."""
    return entry.converted.pdf.stat().st_size if entry.kind is Kind.DOCUMENT and entry.converted and entry.converted.pdf else 0


def _reckoned(layout: Layout, key: int, entry: Entry) -> int:
    pages = layout.counts[key]
    return _weight(entry) + _STAMPED * pages + _STRIP if entry.kind is Kind.DOCUMENT else _DRAWN * pages


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"%PDF"
