"""What was shared with whom on which ground, what was withdrawn or refused, and the court orders that whoever shares must know."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.dates import shown
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing
from sendco_desk.domain.support_codes import LAWFUL_BASES
from sendco_desk.services.clockwork import Changed, Clock, today

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook


def sharing_state(one: Sharing, on: date) -> tuple[str, str]:
    """Where a line of the register stands: words, and the state whose sign goes with them."""
    if one.basis == "none":
        return "Not shared", "waiting"
    if one.withdrawn_on is not None and one.withdrawn_on <= on:
        return f"Withdrawn {shown(one.withdrawn_on)}", "waiting"
    if one.on > on:
        return f"From {shown(one.on)}", "planned"
    return (f"Shared, until {shown(one.withdrawn_on)}", "soon") if one.withdrawn_on else ("Shared", "done")


def order_words(order: CourtOrder) -> str:
    """What an order says, as one sentence that shows what it is."""
    line = " ".join(order.words.split())
    return line if line.casefold().startswith(("court order", "by court order")) else f"Court order: {line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaySend:
    """Whether something may go to somebody as far as the register tells: None where it tells nothing."""

    allowed: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class SharingRegister:
    """What is asked and done about sharing and court orders."""

    book: "Notebook"
    clock: Clock

    def of(self, pupil: UUID) -> list[Sharing]:
        """The whole register of a pupil, the latest first; of one day what was recorded last."""
        return sorted(self.book.all(Sharing, pupil=pupil), key=lambda one: one.on)[::-1]

    def held(self, pupil: UUID, on: date | None = None) -> list[Sharing]:
        """What may still be shared."""
        now = on or today(self.clock)
        return [one for one in self.of(pupil) if one.holds(now)]

    def withdrawn(self, pupil: UUID, on: date | None = None) -> list[Sharing]:
        """What was withdrawn, or refused from the beginning."""
        now = on or today(self.clock)
        return [one for one in self.of(pupil) if one.on <= now and not one.holds(now)]

    def withdraw(self, sharing: UUID, on: date | None = None) -> Changed:
        """Say from which day it no longer holds. Raises Refused for a day before it was given."""
        kept = self.book.get(Sharing, sharing)
        changed = replace(kept, withdrawn_on=on or today(self.clock))
        with self.book.writing("Withdrew a sharing", kept.pupil) as page:
            page.put(changed)
        return page.changed

    def orders(self, pupil: UUID) -> list[CourtOrder]:
        """Every court order recorded, the latest first."""
        return sorted(self.book.all(CourtOrder, pupil=pupil), key=lambda order: order.made_on or date.min, reverse=True)

    def orders_in_force(self, pupil: UUID, on: date | None = None) -> list[CourtOrder]:
        """The court orders in force."""
        now = on or today(self.clock)
        return [order for order in self.orders(pupil) if order.holds(now)]

    def capacity(self, pupil: UUID) -> list[CapacityNote]:
        """What was found about the young person's capacity, the latest first."""
        return sorted(self.book.all(CapacityNote, pupil=pupil), key=lambda note: note.found_on)[::-1]

    def may_share(self, pupil: UUID, with_whom: str, on: date | None = None) -> MaySend:
        """What the register says about somebody, by name: the latest line counts. It is asked, never decided here."""
        now, whom = on or today(self.clock), " ".join(with_whom.casefold().split())
        known = [one for one in self.of(pupil) if " ".join(one.with_whom.casefold().split()) == whom and one.on <= now]
        said = self._said(known[0], now) if known else MaySend(
            allowed=None, words=f"Nothing is recorded about sharing with {with_whom.strip()}: ask first, or record the ground.",
        )
        orders = " ".join(order_words(order) for order in self.orders_in_force(pupil, now))
        return replace(said, words=f"{said.words} {orders}") if orders else said

    def _said(self, one: Sharing, on: date) -> MaySend:
        what = f"{one.what}, {one.with_whom}"
        if one.basis == "none":
            return MaySend(allowed=False, words=f"It was decided on {shown(one.on)} not to share: {what}.")
        if one.withdrawn_on is not None and one.withdrawn_on <= on:
            return MaySend(allowed=False, words=f"Withdrawn on {shown(one.withdrawn_on)}: {what}. Ask again before anything more is shared.")
        return MaySend(allowed=True, words=f"{LAWFUL_BASES[one.basis]}, {shown(one.on)}: {what}.")
