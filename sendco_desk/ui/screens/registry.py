"""Which screen stands at which place. Each is imported on the first visit, so that the first paint loads one only."""

from importlib import import_module

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.room import Screen

MODULES = {
    "today": "today", "pupils": "pupils", "pupil": "pupil", "requests": "requests", "case": "case", "letter": "letter", "delay": "delay",
    "council_form": "council_form",
    "reviews": "reviews", "provision": "provision", "packs": "packs", "pack": "pack", "redact": "redact", "reports": "reports",
    "import": "import_wizard", "year_roll": "year_roll",
    "calendar": "calendar", "councils": "councils", "profiles": "profiles",
    "rules": "rules", "settings": "settings", "phrases": "phrases", "help": "help",
}
"""A place's name and the module under ``ui/screens`` that holds its screen."""
STOP_OF = {
    "pupil": "pupils", "redact": "pupils", "import": "pupils", "year_roll": "pupils",
    "case": "requests", "letter": "requests", "delay": "requests", "council_form": "requests", "pack": "packs",
    "calendar": "settings", "councils": "settings", "profiles": "settings", "phrases": "settings", "rules": "help",
}
"""The rail's stop that a place inside another belongs to."""


def stop_of(place: str) -> str:
    """The rail's stop for a place."""
    return STOP_OF.get(place, place)


def screen_class(place: str) -> type[Screen]:
    """The screen of a place. Raises Refused for a place that there is not."""
    if place not in MODULES:
        raise Refused("There is no such place in this app.")
    module = import_module(f"sendco_desk.ui.screens.{MODULES[place]}")
    screens = (found for found in vars(module).values() if isinstance(found, type) and issubclass(found, Screen))
    return next(screen for screen in screens if place == screen.NAME)
