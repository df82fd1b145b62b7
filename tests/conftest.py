"""What every test shares: how Hypothesis runs, and which tests come first. The first text it ever draws takes seconds: it builds its tables then."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any computer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any computer")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys go first: few and long, at the end they would keep one core busy for minutes while the other has nothing left to do."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)
