"""The figures that the Department for Education publishes on councils: plans within twenty weeks, and decisions within six."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sendco_desk.resources import resource
from sendco_desk.services.councils import council_key

ENGLAND = "England"
SOURCE = "Department for Education, Education, health and care plans, reporting year 2025 (calendar years 2019 to 2024)"
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0. Crown copyright."
OTHERWISE = {"hull": "kingston upon hull", "bcp": "bournemouth christchurch poole", "telford": "telford wrekin", "bristol": "bristol"}
"""Councils that are commonly called otherwise than in the release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedYear:
    """A council’s year: percentages, None where none is published. ``without_exceptions`` says whether the first leaves exceptions out."""

    year: int
    plans: int | None
    plans_in_time: float | None
    without_exceptions: bool
    decided: int | None
    decided_in_time: float | None


@cache
def _tables() -> tuple[dict[str, dict[int, PublishedYear]], dict[str, str]]:
    """Each council’s years, and its name in the release, by its name without rank."""
    decided = {(row["council"], row["year"]): row for row in _rows("six_weeks")}
    found: dict[str, dict[int, PublishedYear]] = {}
    names: dict[str, str] = {}
    for row in _rows("twenty_weeks"):
        without = _number(row["in_time_without_exceptions"]) is not None
        six = decided.get((row["council"], row["year"]), {})
        names[council_key(row["council"])] = row["council"]
        found.setdefault(council_key(row["council"]), {})[int(row["year"])] = PublishedYear(
            year=int(row["year"]), without_exceptions=without,
            plans=_whole(row["plans_without_exceptions" if without else "plans"]),
            plans_in_time=_number(row["in_time_without_exceptions" if without else "in_time"]),
            decided=_whole(six.get("decided", "x")), decided_in_time=_number(six.get("in_time", "x")),
        )
    return found, names


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(resource(f"timeliness/{name}.csv").read_text(encoding="utf-8").splitlines())


def _number(text: str) -> float | None:
    return None if text == "x" else float(text)


def _whole(text: str) -> int | None:
    return None if text == "x" else int(text)


def published(council: str) -> tuple[PublishedYear, ...]:
    """What is published on a council, the oldest year first; nothing for one that the release does not know."""
    key = council_key(council)
    years = _tables()[0].get(OTHERWISE.get(key, key), {})
    return tuple(years[year] for year in sorted(years))


def published_name(council: str) -> str:
    """How the release calls a council; empty for one that it does not know."""
    key = council_key(council)
    return _tables()[1].get(OTHERWISE.get(key, key), "")
