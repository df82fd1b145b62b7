"""A dated notice: something about the law that is not a rule of it, such as a reform that is proposed or a relaxation that has expired."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What was or may become different. ``when`` is as the source says it, ``since`` and ``until`` as days where there are any."""

    id: str
    title: str
    words: str
    when: str
    status: str
    confidence: str
    source: str
    since: date | None = None
    until: date | None = None
    covers: tuple[str, ...] = ()
    """The beginnings of the rule ids that it is about; it stands beside their dates while it lasted."""
