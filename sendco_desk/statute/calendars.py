"""The calendar that the law counts on: days, weeks, corresponding months, and working days with England's bank holidays.

The SEND Regulations roll nothing forward: a limit that ends on a bank holiday or in the school holidays ends there. Working days
serve the rules that speak of them, and tell whether two school closures are really one.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from sendco_desk.domain.dates import months_later

ONE_DAY = timedelta(days=1)


def days_after(day: date, days: int) -> date:
    """The day that many days later, the first day not counted."""
    return day + timedelta(days=days)


def weeks_after(day: date, weeks: int) -> date:
    """The same weekday that many weeks later."""
    return day + timedelta(weeks=weeks)


def months_after(day: date, months: int) -> date:
    """The corresponding date of a later month, or that month's last day where it has none (Dodds v Walker [1981])."""
    return months_later(day, months)


def days_beginning_with(day: date, days: int) -> date:
    """The last of that many days, the first day counted as day 1."""
    return day + timedelta(days=days - 1)


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from first to last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, the weekday given in place of a weekend one included."""
    import holidays  # a quarter of a second, which the first window need not wait for

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, unless a bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_days_after(day: date, count: int) -> date:
    """The last of that many working days, the first day not counted."""
    for _ in range(count):
        day = next_working_day(day + ONE_DAY)
    return day


def working_days_beginning_with(day: date, count: int) -> date:
    """The last of that many working days, counted from the day itself if it is one."""
    return working_days_after(next_working_day(day), count - 1)
