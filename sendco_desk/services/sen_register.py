"""The SEN register as the school census asks for it: every pupil on roll by code, ranked types of need, and what does not agree."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.codes import LEGACY_PROVISION, NEED_TYPES, SEN_PROVISION, YEAR_GROUPS, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Facts, Grid, Heading, Listed, Paper, Paragraph, Runs
from sendco_desk.domain.paper import said as plain
from sendco_desk.services.pupils import PupilRow
from sendco_desk.statute.wording import counted

CODES = ("E", "K", "N")
FEW = 5
"""Counts below it are not given in what carries no names: one of three pupils could be told who the others are."""
NSA = "NSA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register on a day. ``roll`` is everybody on roll, ``rows`` those with K or E by year and name, ``doubts`` what to put right."""

    on: date
    roll: int
    rows: tuple[PupilRow, ...]
    counts: dict[str, int]
    primary: dict[str, int]
    all_types: dict[str, int]
    years: dict[str, dict[str, int]]
    doubts: tuple[str, ...]


def register_on(rows: Sequence[PupilRow], on: date) -> Register:
    """Count the register. Whoever is on roll without a status counts as N, as the census counts them.

    Sources of the rules: school census guidance for SEN (E, K and N together are the roll; the primary need is ranked 1; NSA is used only
    with K, where no specialist assessment has named the type of need).
    """
    roll = [row for row in rows if row.pupil.roll_status == "on_roll"]
    supported = sorted((row for row in roll if row.sen in ("E", "K")), key=lambda row: (_year_place(row), row.pupil.sorting_name.casefold()))
    counts = Counter(row.sen if row.sen in CODES else "N" for row in roll)
    years = {
        year: {code: sum((row.sen if row.sen in CODES else "N") == code for row in roll if row.pupil.year_group == year) for code in CODES}
        for year in sorted({row.pupil.year_group for row in roll}, key=lambda year: YEAR_GROUPS.index(year) if year in YEAR_GROUPS else 99)
    }
    return Register(
        on=on, roll=len(roll), rows=tuple(supported), counts={code: counts[code] for code in CODES},
        primary=_ordered(Counter(row.needs[0] for row in supported if row.needs)),
        all_types=_ordered(Counter(need for row in supported for need in row.needs)), years=years,
        doubts=tuple(doubt.words for doubt in doubted(roll)),
    )


def _year_place(row: PupilRow) -> int:
    return YEAR_GROUPS.index(row.pupil.year_group) if row.pupil.year_group in YEAR_GROUPS else len(YEAR_GROUPS)


def _ordered(counted: "Counter[str]") -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What the census would send back, and the pupils it is about."""

    words: str
    rows: tuple[PupilRow, ...]


def doubted(rows: Sequence[PupilRow]) -> tuple[Doubt, ...]:
    """What does not agree among those on roll, by number of pupils, with the pupils behind it."""
    roll = [row for row in rows if row.pupil.roll_status == "on_roll"]
    found: tuple[tuple[Callable[[PupilRow], bool], str], ...] = (
        (lambda row: NSA in row.needs and row.sen != "K", "with the type NSA and no K: NSA is used only with SEN support"),
        (lambda row: row.sen in ("E", "K") and not row.needs, "with K or E and no type of need: give each a primary need"),
        (lambda row: row.sen in LEGACY_PROVISION, "with a code that ended in 2018: give each K, E or N"),
        (
            lambda row: row.sen not in ("E", "K") and bool(row.needs),
            "with a type of need and neither K nor E: end it, or give the status",
        ),
        (lambda row: "BESD" in row.needs, "with BESD, which SEMH has replaced"),
    )
    made = ((tuple(row for row in roll if wrong(row)), what) for wrong, what in found)
    return tuple(Doubt(words=f"{len(those)} pupil{'s' * (len(those) != 1)} {what}.", rows=those) for those, what in made if those)


def register_paper(register: Register, school: str) -> Paper:
    """The register with names: counts by code, then every pupil with K or E."""
    counts = Facts(rows=tuple((f"{code}, {SEN_PROVISION[code]}", plain(str(count))) for code, count in register.counts.items()))
    rows = tuple(_pupil_cells(row) for row in register.rows)
    listed: tuple[Grid | Paragraph, ...] = (Grid(
        caption="Pupils with SEN support or an EHC plan", heads=("Name", "Year", "Class", "UPN", "Code", "Since", "Types of need, ranked"), rows=rows,
        shares=(24, 7, 10, 17, 7, 14, 21),
    ),) if rows else (Paragraph(runs=plain("Nobody has SEN support or an EHC plan.")),)
    doubts = (Heading(text="To put right before the census"), Listed(points=tuple(map(plain, register.doubts)))) if register.doubts else ()
    return Paper(
        title="SEN register", school=school, about=(f"On {shown(register.on)}. {counted(register.roll, 'pupil')} on roll.",), landscape=True,
        blocks=(Heading(text="Counts by code"), counts, *_types(register), *doubts, Heading(text="Register"), *listed), foot="SEN register",
    )


def _pupil_cells(row: PupilRow) -> tuple[Runs, ...]:
    pupil = row.pupil
    cells = (
        pupil.sorting_name, pupil.year_group, pupil.class_name, pupil.upn, row.sen, shown(row.sen_since) if row.sen_since else "",
        ", ".join(f"{rank} {need}" for rank, need in enumerate(row.needs, 1)),
    )
    return tuple(map(plain, cells))


def _types(register: Register) -> tuple[Heading | Grid, ...]:
    if not register.all_types:
        return ()
    rows = tuple(
        (plain(f"{need}, {said(NEED_TYPES, need)}"), plain(str(register.primary.get(need, 0))), plain(str(count)))
        for need, count in register.all_types.items()
    )
    grid = Grid(
        caption="Types of need", heads=("Type", "As primary need", "At any rank"), rows=rows, shares=(60, 20, 20), figures=frozenset({1, 2}),
    )
    return Heading(text="Types of need"), grid


def few_said(count: int) -> str:
    """A count as it is given where no names stand: `0`, `7`, `fewer than 5`."""
    return f"fewer than {FEW}" if 0 < count < FEW else str(count)
