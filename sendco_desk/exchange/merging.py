"""Several rows about one pupil, made into one: tables repeat a pupil for each need or contact, and exports repeat by accident."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from sendco_desk.exchange.cells import fold, same_name, shouted
from sendco_desk.exchange.incoming import PUPIL_FIELDS, IncomingContact, IncomingNeed, IncomingPupil, IncomingStatus, Problem

_NAMES = ("legal_surname", "legal_forename", "known_surname", "known_forename", "middle_names")
STRENGTH = "ESPKAN"
"""Which of two statuses from one day counts: the one that owes the pupil more stands first."""


@dataclass(slots=True, kw_only=True)
class Merged:
    """The pupils, each once; what did not fit together; how many rows said nothing new."""

    pupils: list[IncomingPupil] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repeats: int = 0


def merged(rows: Iterable[IncomingPupil], *, by_name: bool) -> Merged:
    """Rows of one pupil joined, in order of first appearance.

    A UPN decides; without one the admission number; ``by_name`` allows name and date of birth (a table's rows, never a CTF's pupils).
    """
    result = Merged()
    found: dict[tuple[str, ...], int] = {}
    for row in rows:
        keys = _keys(row, by_name)
        place = next((found[key] for key in keys[:1] if key in found), None)
        if place is None and not row.upn:
            place = next((found[key] for key in keys if key in found), None)
        if place is None:
            place = len(result.pupils)
            result.pupils.append(row)
        else:
            _join(result, place, row)
        for key in _keys(result.pupils[place], by_name):
            found.setdefault(key, place)
    return result


def _keys(row: IncomingPupil, by_name: bool) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if row.upn:
        keys.append(("upn", row.upn))
    if by_name and row.admission_number:
        keys.append(("admission", row.admission_number))
    if by_name and row.has_name and row.date_of_birth:
        keys.append(("name", fold(row.legal_surname), fold(row.legal_forename), row.date_of_birth.isoformat()))
    return keys


def _join(result: Merged, place: int, row: IncomingPupil) -> None:
    first = result.pupils[place]
    if row.has_name and first.has_name and not _one_name(first, row):
        number = "UPN" if row.upn else "admission number"
        message = f"The same {number} stands on row {first.row} under another name, so this row was left out: check which of them is right."
        result.problems.append(Problem(row=row.row, field=number[:1].upper() + number[1:], message=message, fatal=True))
        return
    joined, problems = join(first, row)
    result.repeats += joined == first and not problems
    result.problems += problems
    result.pupils[place] = joined


def _one_name(one: IncomingPupil, other: IncomingPupil) -> bool:
    return same_name(f"{one.legal_forename} {one.legal_surname}", f"{other.legal_forename} {other.legal_surname}")


def join(first: IncomingPupil, other: IncomingPupil) -> tuple[IncomingPupil, list[Problem]]:
    """The first row, with what the other adds. Where they differ the first is kept and the difference said."""
    problems: list[Problem] = []
    added: dict[str, str | date] = {}
    for name, title in PUPIL_FIELDS.items():
        kept, came = getattr(first, name), getattr(other, name)
        if not came or kept == came:
            continue
        if not kept or (name in _NAMES and shouted(kept) and same_name(kept, came)):
            added[name] = came
        elif not (name in _NAMES and same_name(kept, came)):
            problems.append(Problem(row=other.row, field=title,
                                    message=f"This differs from row {first.row} about the same pupil: the first was kept."))
    statuses = _joined_statuses(first, other)
    return replace(
        first,
        **added,  # type: ignore[arg-type]  # the names come from PUPIL_FIELDS, whose values are text and dates
        authority=first.authority or other.authority,
        flags=tuple(dict.fromkeys(first.flags + other.flags)),
        statuses=statuses,
        history=first.history,
        needs=_joined_needs(first.needs, other.needs),
        contacts=_joined_contacts(first.contacts, other.contacts),
    ), problems


def _joined_statuses(first: IncomingPupil, other: IncomingPupil) -> tuple[IncomingStatus, ...]:
    """All of two histories; of table rows the turns, since a table repeats the status beside each need with that need's date."""
    every = sorted(dict.fromkeys(first.statuses + other.statuses), key=lambda s: (s.since or date.min, STRENGTH.index(s.status)))
    if first.history and other.history:
        return tuple(every)
    turns: list[IncomingStatus] = []
    for status in every:
        last = turns[-1] if turns else None
        if last and last.status == status.status and last.since is None:
            turns[-1] = status  # the same told before without its day
        elif last is None or (last.since != status.since and last.status != status.status):
            turns.append(status)
    return tuple(turns)


def _joined_needs(first: tuple[IncomingNeed, ...], other: tuple[IncomingNeed, ...]) -> tuple[IncomingNeed, ...]:
    """A need told again counts once, whatever rank the repeat gives."""
    known = {(need.need_type, need.since) for need in first}
    return first + tuple(need for need in other if (need.need_type, need.since) not in known)


def _joined_contacts(first: tuple[IncomingContact, ...], other: tuple[IncomingContact, ...]) -> tuple[IncomingContact, ...]:
    joined = list(first)
    for contact in other:
        place = next((i for i, known in enumerate(joined) if _one_contact(known, contact)), None)
        if place is None:
            joined.append(contact)
        else:
            joined[place] = _filled(joined[place], contact)
    return tuple(joined)


def _one_contact(one: IncomingContact, other: IncomingContact) -> bool:
    return fold(one.name) == fold(other.name) and (not one.relationship or not other.relationship or one.relationship == other.relationship)


def _filled(contact: IncomingContact, other: IncomingContact) -> IncomingContact:
    responsibility = contact.parental_responsibility
    return replace(
        contact,
        title=contact.title or other.title,
        relationship=contact.relationship or other.relationship,
        parental_responsibility=other.parental_responsibility if responsibility is None else responsibility,
        address=contact.address or other.address,
        postcode=contact.postcode or other.postcode,
        telephone=contact.telephone or other.telephone,
        email=contact.email or other.email,
    )
