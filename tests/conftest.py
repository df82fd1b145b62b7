"""What every test shares: how Hypothesis draws its examples, and which tests come first.

The same code is judged alike each time; ``sh packaging/test --hypothesis-profile anew`` draws others, to look for what nobody has seen yet.
The first text that Hypothesis ever draws takes seconds: it builds its tables then.
"""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("the same each time", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("anew", settings.get_profile("the same each time"), derandomize=False)
settings.load_profile("the same each time")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys go first: few and long, at the end they would keep one core busy for minutes while the other has nothing left to do."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)
