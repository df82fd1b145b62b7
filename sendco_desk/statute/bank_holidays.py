"""England's bank holidays, as the package `holidays` gives them, kept as a table so that counting days need not load it.

Loading the package takes longer than counting every day of every case. A test holds each year to the package and, where it reaches, to
the government's own list; other years are asked of the package itself. When a new bank holiday is proclaimed, take the new package and
write this table again: ``printed()`` gives it.
"""

from datetime import date
from functools import lru_cache

KNOWN: dict[int, str] = {
    2014: "0101 0418 0421 0505 0526 0825 1225 1226",
    2015: "0101 0403 0406 0504 0525 0831 1225 1226 1228",
    2016: "0101 0325 0328 0502 0530 0829 1225 1226 1227",
    2017: "0101 0102 0414 0417 0501 0529 0828 1225 1226",
    2018: "0101 0330 0402 0507 0528 0827 1225 1226",
    2019: "0101 0419 0422 0506 0527 0826 1225 1226",
    2020: "0101 0410 0413 0508 0525 0831 1225 1226 1228",
    2021: "0101 0402 0405 0503 0531 0830 1225 1226 1227 1228",
    2022: "0101 0103 0415 0418 0502 0602 0603 0829 0919 1225 1226 1227",
    2023: "0101 0102 0407 0410 0501 0508 0529 0828 1225 1226",
    2024: "0101 0329 0401 0506 0527 0826 1225 1226",
    2025: "0101 0418 0421 0505 0526 0825 1225 1226",
    2026: "0101 0403 0406 0504 0525 0831 1225 1226 1228",
    2027: "0101 0326 0329 0503 0531 0830 1225 1226 1227 1228",
    2028: "0101 0103 0414 0417 0501 0529 0828 1225 1226",
    2029: "0101 0330 0402 0507 0528 0827 1225 1226",
    2030: "0101 0419 0422 0506 0527 0826 1225 1226",
    2031: "0101 0411 0414 0505 0526 0825 1225 1226",
    2032: "0101 0326 0329 0503 0531 0830 1225 1226 1227 1228",
    2033: "0101 0103 0415 0418 0502 0530 0829 1225 1226 1227",
    2034: "0101 0102 0407 0410 0501 0529 0828 1225 1226",
    2035: "0101 0323 0326 0507 0528 0827 1225 1226",
    2036: "0101 0411 0414 0505 0526 0825 1225 1226",
    2037: "0101 0403 0406 0504 0525 0831 1225 1226 1228",
    2038: "0101 0423 0426 0503 0531 0830 1225 1226 1227 1228",
    2039: "0101 0103 0408 0411 0502 0530 0829 1225 1226 1227",
    2040: "0101 0102 0330 0402 0507 0528 0827 1225 1226",
}
"""Each year's days as month and day: `0101` is 1 January."""


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, the weekday given in place of a weekend one included."""
    if year in KNOWN:
        return frozenset(date(year, int(day[:2]), int(day[2:])) for day in KNOWN[year].split())
    return frozenset(named_bank_holidays(year))


@lru_cache(maxsize=64)
def named_bank_holidays(year: int) -> dict[date, str]:
    """England's bank holidays of a year with their names, in order: for people to read."""
    import holidays  # a tenth of a second, which the first window need not wait for

    return dict(sorted(holidays.country_holidays("GB", subdiv="ENG", years=year).items()))


def printed() -> str:
    """The table as it stands in this file, from the package."""
    return "\n".join(f'    {year}: "{" ".join(f"{day:%m%d}" for day in named_bank_holidays(year))}",' for year in KNOWN)
