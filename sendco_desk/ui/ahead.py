"""Loads the code of the places a person goes to next while nobody waits: one module at a time, once the window stands."""

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

PAUSE = 150
"""Milliseconds between two modules: a key pressed meanwhile waits for one at the most."""
PARTS = ("measure_scores", "measure_days", "people_professionals", "people_meetings", "people_sharing", "reports_cohort", "provision_groups")


def modules() -> Iterator[str]:
    """What is loaded, the likeliest first: the pupil's page with its tabs, then the other screens and the parts of tabs."""
    from sendco_desk.ui.screens.pupil import TABS
    from sendco_desk.ui.screens.registry import MODULES

    names = ["pupil", *(where.partition(".")[0] for _, _, where in TABS), *MODULES.values(), *PARTS]
    yield from (f"sendco_desk.ui.screens.{name}" for name in dict.fromkeys(names))


class LoadAhead(QObject):
    """Loads them one by one. It goes with the window it belongs to."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.left: Iterator[str] | None = None
        self.timer = QTimer(self)
        self.timer.setInterval(PAUSE)
        self.timer.timeout.connect(self.next)
        self.timer.start()

    def next(self) -> None:
        """Load one more, or stop."""
        if self.left is None:
            self.left = modules()
        name = next(self.left, "")
        if name:
            import_module(name)
        else:
            self.timer.stop()
