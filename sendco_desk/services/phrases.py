"""Words to start from: how the same field was last worded, and the school's own bank of phrases."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.phrases import Phrase
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import Record
from sendco_desk.services.clockwork import Changed

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

NAME = "[name]"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrase bank."""

    book: "Notebook"

    def offered(self, use: str, pupil: UUID | None = None) -> tuple[str, ...]:
        """The phrases for a use with the pupil's known name in its place, in the order of the alphabet."""
        name = self._name(pupil)
        return tuple(sorted((phrase.words.replace(NAME, name) for phrase in self.book.all(Phrase, use=use)), key=str.casefold))

    def last_wording(self, kind: type[Record], field: str, pupil: UUID | None = None) -> str:
        """How the field was worded in the last record that says anything in it: one of this pupil's, so that no other child's words come along."""
        equal = {} if pupil is None else {"pupil": pupil}
        words = (str(getattr(record, field)) for record in reversed(self.book.all(kind, **equal)))
        return next((said for said in words if said.strip()), "")

    def keep(self, use: str, words: str, pupil: UUID | None = None) -> Changed:
        """Keep a wording as a phrase; the pupil's name becomes `[name]` so that no child stands in the bank."""
        text = words.strip()
        for name in self._names(pupil):
            text = re.sub(rf"\b{re.escape(name)}\b", NAME, text)
        with self.book.writing("Recorded: phrase") as page:
            page.put(Phrase(id=uuid4(), use=use, words=text))
        return page.changed

    def _names(self, pupil: UUID | None) -> list[str]:
        """What a pupil may be called: with the surname first, then each forename. A surname alone may be any word, such as Brown."""
        kept = self.book.find(Pupil, pupil) if pupil is not None else None
        if kept is None:
            return []
        forenames = [name for name in dict.fromkeys((kept.known_forename, kept.legal_forename)) if name]
        surnames = [name for name in dict.fromkeys((kept.known_surname, kept.legal_surname)) if name]
        return [f"{forename} {surname}" for forename in forenames for surname in surnames] + forenames

    def _forename(self, pupil: UUID | None) -> str:
        kept = self.book.find(Pupil, pupil) if pupil is not None else None
        return (kept.known_forename or kept.legal_forename) if kept else ""

    def _name(self, pupil: UUID | None) -> str:
        return self._forename(pupil) or NAME
