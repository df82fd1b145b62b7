"""How long work says how far it is, and how it learns that the person pressed Cancel."""

from collections.abc import Callable

Report = Callable[[int, int], None]
"""``report(done, total)``: steps done of steps in all. It raises ``Cancelled`` when the person has pressed Cancel."""


def unreported(done: int, total: int) -> None:
    """For work that nobody watches."""
