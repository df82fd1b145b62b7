"""Work that nobody watches says nothing."""

from sendco_desk.domain.progress import unreported


def test_unwatched_work_reports_to_nobody() -> None:
    unreported(1, 2)
