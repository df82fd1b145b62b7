"""The clock that services are handed."""

import sys
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from sendco_desk.services.clockwork import on_office_clock, today, wall_clock


def test_the_wall_clock_knows_its_time_zone() -> None:
    assert wall_clock().utcoffset() is not None
    assert abs((wall_clock() - datetime.now(UTC)).total_seconds()) < 60


def test_today_is_the_day_on_that_clock() -> None:
    assert today(lambda: datetime(2026, 11, 23, 23, 59, tzinfo=UTC)) == date(2026, 11, 23)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no time zone of one process’s own")
def test_a_summer_evening_typed_in_november_keeps_its_day_and_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        typed = datetime(2026, 7, 3, 23, 30, tzinfo=UTC)
        kept = on_office_clock(typed)
        assert (kept.date(), f"{kept:%H:%M}", kept.utcoffset()) == (date(2026, 7, 3), "23:30", timedelta(hours=1))
    finally:
        monkeypatch.undo()
        time.tzset()
