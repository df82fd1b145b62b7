"""Deeds about pupils: the register, a pupil's page, status, needs, home, and the people around them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from threading import Lock
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from sendco_desk.domain.codes import FLAGS, LANGUAGES, NEED_TYPES, SEN_PROVISION, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus, age_words, current_status, ranked
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.rights import CapacityNote, CourtOrder
from sendco_desk.domain.school import Term
from sendco_desk.domain.upn import is_temporary_upn, tidy_upn, upn_warning
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.leaving import end_places
from sendco_desk.services.rights import standing_of
from sendco_desk.services.sharing import order_words

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

R = TypeVar("R", SenStatus, Need, Residence)
OF_ROWS = frozenset({"pupil", "sen_status", "need", "residence"})
"""The kinds of record that the table of pupils is read from."""
FEW = 100
"""So many changed pupils are read one by one; of more, everybody is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRow:
    """One line of the pupils table."""

    pupil: Pupil
    sen: str
    sen_since: date | None
    needs: tuple[str, ...]
    authority: str

@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that whoever opens the page must know: icon name, words, state, and the record among the pupil's people that it stands in."""

    icon: str
    words: str
    state: str
    record: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilPage:
    """Everything the head of a pupil's page shows, and the histories beneath it."""

    pupil: Pupil
    age: str
    status: SenStatus | None
    statuses: tuple[SenStatus, ...]
    needs: tuple[Need, ...]
    all_needs: tuple[Need, ...]
    people: tuple[ContactPerson, ...]
    residences: tuple[Residence, ...]
    alerts: tuple[Alert, ...]
    authority: str

    @property
    def responsible_people(self) -> tuple[ContactPerson, ...]:
        """Those recorded as holding parental responsibility."""
        return tuple(p for p in self.people if p.parental_responsibility)


def current_authority(residences: Iterable[Residence], on: date) -> str:
    """The council of the residence that holds on a day: of several, the one that began last; of one day, the last recorded."""
    known = list(residences)
    held = [r for r in known if (r.since is None or r.since <= on) and (r.until is None or r.until >= on)]
    if held:
        return max(reversed(held), key=lambda r: r.since or date.min).authority
    coming = [r for r in known if r.since is not None and r.since > on]  # of a pupil who is still to move here
    return min(coming, key=lambda r: r.since or date.max).authority if coming else ""


def alerts_for(pupil: Pupil) -> tuple[Alert, ...]:
    """Flags, interpreter and doubts about the UPN, in words. Red stays for lateness: the gravest here is amber."""
    icons = {"court_order": "shield", "care_plan": "medical", "medical": "medical", "safeguarding_reference": "shield"}
    found = [
        Alert(icon=icons.get(flag, "info"), words=said(FLAGS, flag), state="soon" if flag in icons else "info")
        for flag in pupil.flags
    ]
    if pupil.interpreter:
        found.insert(0, Alert(icon="language", words=f"{said(LANGUAGES, pupil.interpreter)} interpreter", state="info"))
    if is_temporary_upn(pupil.upn):
        found.append(Alert(icon="info", words="Temporary UPN", state="info"))
    if warning := upn_warning(pupil.upn):
        found.append(Alert(icon="info", words=warning, state="waiting"))
    return tuple(found)


class KeptRows:
    """The rows of all pupils, read once and kept until a deed changes something that they show; then only those pupils are read again."""

    def __init__(self) -> None:
        self._lock, self._mark, self._day = Lock(), 0, date.min
        self._rows: dict[UUID, PupilRow] = {}
        self._sorted: list[PupilRow] = []

    def on(self, book: "Notebook", day: date) -> list[PupilRow]:
        """The rows as they are on a day, by surname."""
        with self._lock:
            self._mark, touched = book.touched_since(self._mark)
            changed = {pupil for one in touched if one.kinds & OF_ROWS for pupil in one.pupils if pupil is not None}
            if self._day == day and not changed:
                return list(self._sorted)
            if self._day != day or len(changed) > FEW:
                self._rows, self._day = {row.pupil.id: row for row in _read_rows(book, day)}, day
            else:
                for pupil in changed:
                    self._read_again(book, pupil, day)
            self._sorted = sorted(self._rows.values(), key=lambda row: row.pupil.sorting_name.casefold())
            return list(self._sorted)

    def _read_again(self, book: "Notebook", id: UUID, day: date) -> None:
        pupil = book.find(Pupil, id)
        if pupil is None:
            self._rows.pop(id, None)
        else:
            self._rows[id] = _row(pupil, book.all(SenStatus, pupil=id), book.all(Need, pupil=id), book.all(Residence, pupil=id), day)


def _read_rows(book: "Notebook", day: date) -> list[PupilRow]:
    statuses, needs, homes = _grouped(book, SenStatus), _grouped(book, Need), _grouped(book, Residence)
    return [_row(pupil, statuses[pupil.id], needs[pupil.id], homes[pupil.id], day) for pupil in book.all(Pupil)]


def _row(pupil: Pupil, statuses: list[SenStatus], needs: list[Need], homes: list[Residence], day: date) -> PupilRow:
    status = current_status(statuses, day)
    return PupilRow(
        pupil=pupil, sen=status.status if status else "", sen_since=status.since if status else None,
        needs=tuple(need.need_type for need in ranked(needs, day)), authority=current_authority(homes, day),
    )


def _grouped(book: "Notebook", kind: type[R]) -> defaultdict[UUID, list[R]]:
    grouped: defaultdict[UUID, list[R]] = defaultdict(list)
    for record in book.all(kind):
        grouped[record.pupil].append(record)
    return grouped


@dataclass(frozen=True, slots=True)
class Pupils:
    """Deeds about pupils."""

    book: "Notebook"
    clock: Clock
    kept: "KeptRows" = field(default_factory=lambda: KeptRows(), repr=False, compare=False)

    def rows(self) -> list[PupilRow]:
        """Every pupil with what the table shows, by surname."""
        return self.kept.on(self.book, today(self.clock))

    def get(self, pupil: UUID) -> Pupil:
        """One pupil."""
        return self.book.get(Pupil, pupil)

    def by_upn(self, upn: str) -> Pupil:
        """The one pupil with this UPN. Raises Refused where there is none, or more than one, or no number was given."""
        number = tidy_upn(upn)
        if not number:
            raise Refused("Give the pupil’s UPN: `sendco-desk pupils` lists them.", field="pupil")
        found = self.book.all(Pupil, upn=number)
        if not found:
            raise Refused(f"No pupil here has the UPN {number}. `sendco-desk pupils` lists them.", field="pupil")
        if len(found) > 1:
            raise Refused(f"Several pupils here have the UPN {number}: put one of them right in the window first.", field="pupil")
        return found[0]

    def page(self, pupil: UUID, on: date | None = None) -> PupilPage:
        """All that the head of the pupil's page needs, as it holds today or on another day."""
        now, kept = on or today(self.clock), self.book.get(Pupil, pupil)
        residences = tuple(self.book.all(Residence, pupil=pupil))
        statuses = self.book.all(SenStatus, pupil=pupil)
        needs = self.book.all(Need, pupil=pupil)
        people = sorted(self.book.all(ContactPerson, pupil=pupil), key=lambda p: (p.order, p.surname))
        return PupilPage(
            pupil=kept, age=age_words(kept.date_of_birth, now), status=current_status(statuses, now),
            statuses=tuple(sorted(statuses, key=lambda s: s.since or date.min, reverse=True)),
            needs=tuple(ranked(needs, now)), all_needs=tuple(sorted(needs, key=lambda n: (n.rank, n.since or date.min))),
            people=tuple(people), residences=residences, alerts=self._alerts(kept, now),
            authority=current_authority(residences, now),
        )

    def _alerts(self, pupil: Pupil, on: date) -> tuple[Alert, ...]:
        """Court orders in force first, each with its sentence; then flags; last who decides, from a term before it turns."""
        orders = [order for order in self.book.all(CourtOrder, pupil=pupil.id) if order.holds(on)]
        flags = alerts_for(replace(pupil, flags=tuple(flag for flag in pupil.flags if flag != "court_order")) if orders else pupil)
        decides = standing_of(pupil, self.book.all(CapacityNote, pupil=pupil.id), self.book.all(Term), on).chip
        return (
            *(Alert(icon="shield", words=order_words(order), state="soon", record=order.id) for order in orders), *flags,
            *((Alert(icon="person", words=decides, state="info"),) if decides else ()),
        )

    def add(self, pupil: Pupil, *, authority: str = "", status: str = "") -> Changed:
        """Put a new pupil on the list, with the council of residence and SEN status where known."""
        now = today(self.clock)
        self._refuse_same_upn(pupil)
        with self.book.writing(f"Added a pupil, {pupil.known_name}", pupil.id) as page:
            page.put(pupil)
            if authority.strip():
                page.put(Residence(id=uuid4(), pupil=pupil.id, authority=authority.strip(), since=pupil.joined_on))
            if status:
                page.put(SenStatus(id=uuid4(), pupil=pupil.id, status=status, since=now))
        return page.changed

    def save(self, pupil: Pupil) -> Changed:
        """Keep changed facts about a pupil. Whoever leaves holds no place in a provision after it."""
        self._refuse_same_upn(pupil)
        with self.book.writing(f"Changed the details of {pupil.known_name}", pupil.id) as page:
            before = page.find(Pupil, pupil.id)
            if pupil.roll_status == "left" and (before is None or (before.roll_status, before.left_on) != ("left", pupil.left_on)):
                end_places(page, pupil.id, pupil.left_on or today(self.clock))
            page.put(pupil)
        return page.changed

    def _refuse_same_upn(self, pupil: Pupil) -> None:
        if pupil.upn and any(other.id != pupil.id for other in self.book.all(Pupil, upn=pupil.upn)):
            raise Refused("Another pupil here already has this UPN: open that pupil, or check the number.", field="upn")

    def set_status(self, pupil: UUID, status: str, since: date) -> Changed:
        """Record N, K or E from a day on. The history stays."""
        record = SenStatus(id=uuid4(), pupil=pupil, status=status, since=since)
        with self.book.writing(f"SEN status {said(SEN_PROVISION, status)} from {shown(since)}", pupil) as page:
            page.put(record)
        return page.changed

    def save_need(self, need: Need) -> Changed:
        """Add a need, or keep a changed one."""
        with self.book.writing(f"Recorded a need, {said(NEED_TYPES, need.need_type)}", need.pupil) as page:
            page.put(need)
        return page.changed

    def end_need(self, need: UUID, until: date) -> Changed:
        """Say when a need stopped holding; it stays in the history."""
        kept = self.book.get(Need, need)
        with self.book.writing(f"Ended a need, {said(NEED_TYPES, kept.need_type)}", kept.pupil) as page:
            page.put(replace(kept, until=until))
        return page.changed

    def move_home(self, pupil: UUID, authority: str, since: date) -> Changed:
        """Record that the pupil lives in another council's area from a day on."""
        record = Residence(id=uuid4(), pupil=pupil, authority=authority.strip(), since=since)
        with self.book.writing(f"Council of residence: {authority}, from {shown(since)}", pupil) as page:
            for earlier in page.all(Residence, pupil=pupil):
                if earlier.until is None:
                    end = since - timedelta(days=1)
                    page.put(replace(earlier, until=max(end, earlier.since or end)))
            page.put(record)
        return page.changed

    def save_person(self, person: ContactPerson) -> Changed:
        """Add somebody around the pupil, or keep changed facts about them."""
        with self.book.writing("Recorded a person", person.pupil) as page:
            page.put(person)
        return page.changed

    def remove_person(self, person: UUID) -> Changed:
        """Take somebody off the list; the audit keeps what stood there, and undo brings it back."""
        kept = self.book.get(ContactPerson, person)
        with self.book.writing("Removed a person", kept.pupil) as page:
            page.remove(kept)
        return page.changed
