"""Deeds about who may open the notebook, and the small settings it remembers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sendco_desk.domain.refusals import Refused

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook
    from sendco_desk.store.slots import Cost, Person


@dataclass(frozen=True, slots=True)
class Keyring:
    """People, passphrases and settings of the open notebook."""

    book: "Notebook"
    cost: "Cost | None" = None

    def person(self) -> "Person":
        """Who has it open."""
        return self.book.person

    def people(self) -> "tuple[Person, ...]":
        """Everybody who can open it."""
        from sendco_desk.store.header import people

        return people(self.book.folder)

    def change_passphrase(self, old: str, new: str) -> None:
        """Give the person who has it open a new passphrase."""
        from sendco_desk.store import header, slots

        header.change_passphrase(self.book.folder, self.book.keys, self.book.person, old, new, self.cost or slots.measured_cost())

    def add_person(self, name: str, role: str, passphrase: str) -> None:
        """Let somebody else open the notebook, under a name and a role (sendco, assistant, head). Raises Refused for all but the SENDCo."""
        from sendco_desk.store import header, slots

        self._refuse_others()
        header.add_person(self.book.folder, self.book.keys, name, slots.Role(role), passphrase, self.cost or slots.measured_cost())

    def remove_person(self, person: "Person") -> None:
        """Stop somebody from opening the notebook with their passphrase. Raises Refused for all but the SENDCo."""
        from sendco_desk.store import header

        self._refuse_others()
        header.remove_person(self.book.folder, self.book.keys, person)

    @property
    def may_let_in(self) -> bool:
        """Whether whoever has it open may say who else can open it."""
        return str(self.book.person.role) == "sendco"

    def _refuse_others(self) -> None:
        if not self.may_let_in:
            raise Refused("Only the SENDCo decides who can open this notebook: ask them to.")

    def setting(self, name: str, otherwise: str = "") -> str:
        """A remembered setting."""
        kept = self.book.setting(name)
        return otherwise if kept is None else kept

    def remember(self, name: str, value: str) -> None:
        """Remember a setting."""
        self.book.put_setting(name, value)
