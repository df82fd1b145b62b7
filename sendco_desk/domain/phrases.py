"""The school's own phrases, kept so that a sentence written well once can be used again."""

from dataclasses import dataclass
from typing import ClassVar

from sendco_desk.domain.records import Record, need_code, need_text
from sendco_desk.domain.support_codes import PHRASE_USES


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Record):
    """A phrase and where it is offered. `[name]` stands for the pupil's known name."""

    KIND: ClassVar[str] = "phrase"
    TITLE: ClassVar[str] = "Phrase"
    PROSE: ClassVar[tuple[str, ...]] = ("words",)
    use: str
    words: str

    def __post_init__(self) -> None:
        need_code(self.use, PHRASE_USES, "where the phrase is offered", "use")
        need_text(self.words, "Write the phrase.", "words")

    @property
    def called(self) -> str:
        """Where it is offered."""
        return f"Phrase for {PHRASE_USES[self.use].lower()}"
