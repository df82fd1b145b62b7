"""The clock that services are handed."""

from datetime import UTC, date, datetime

from sendco_desk.services.clockwork import today, wall_clock


def test_the_wall_clock_knows_its_time_zone() -> None:
    assert wall_clock().utcoffset() is not None
    assert abs((wall_clock() - datetime.now(UTC)).total_seconds()) < 60


def test_today_is_the_day_on_that_clock() -> None:
    assert today(lambda: datetime(2026, 11, 23, 23, 59, tzinfo=UTC)) == date(2026, 11, 23)
