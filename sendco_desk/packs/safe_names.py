"""Names of files that came from strangers, made fit to be kept: no folders to climb, nothing that Windows refuses, not too long."""

import re
from pathlib import PurePosixPath

WITHOUT_NAME = "a file without a name"
_LONGEST = 120
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')  # the last ones turn the writing round, to hide an ending
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(name: str, otherwise: str = WITHOUT_NAME) -> str:
    """The last part of a name, as a file may be called; ``otherwise`` where nothing is left of it."""
    parts = safe_parts(name)
    return parts[-1] if parts else otherwise


def safe_parts(name: str) -> tuple[str, ...]:
    """The folders and the file that a name goes through, each fit to be one; steps upwards, drives and empty steps are dropped."""
    steps = (_safe(step) for step in re.split(r"[/\\]", re.sub(r"^[A-Za-z]:", "", name)))
    return tuple(step for step in steps if step)


def _safe(step: str) -> str:
    fit = " ".join(_UNFIT.sub(" ", step.encode("utf-8", "replace").decode()).split()).strip(". ")
    if _RESERVED.match(fit):
        fit = f"_{fit}"
    if len(fit) <= _LONGEST:
        return fit
    ending = PurePosixPath(fit).suffix[:12]
    return f"{fit[: _LONGEST - len(ending)].rstrip('. ')}{ending}"
