"""What a screen under test said, where it went, and what it changed."""

from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sendco_desk.ui.messages import Message
from sendco_desk.ui.room import Place


@dataclass(slots=True)
class Heard:
    """Everything that came out of a screen."""

    said: list[Message] = field(default_factory=list)
    went: list[Place] = field(default_factory=list)
    changed: list[frozenset[str]] = field(default_factory=list)
    sheets: list[QWidget] = field(default_factory=list)
    entries: list[UUID | None] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)

    @property
    def last(self) -> str:
        """The last sentence that was said."""
        return self.said[-1].words if self.said else ""

    def sheet(self, widget: QWidget, title: str, side: str = "right") -> None:
        """A sheet was laid over the window."""
        self.sheets.append(widget)
