"""One pupil of the notebook, brought up to date from one pupil of a file: the records to write, and the changes in words.

Nothing is ever taken away by an import, and what a file does not give is left as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from sendco_desk.domain.codes import FLAGS, LEGACY_PROVISION, NEED_TYPES, SEN_PROVISION, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus, current_status
from sendco_desk.domain.records import Record
from sendco_desk.exchange.cells import fold, same_name, shouted
from sendco_desk.exchange.incoming import CONTACT_FIELDS, PUPIL_FIELDS, IncomingContact, IncomingNeed, IncomingPupil, IncomingStatus

_NAMES = ("legal_surname", "legal_forename", "middle_names", "known_surname", "known_forename")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPupil:
    """A pupil as the notebook has them, with the records that an import can touch."""

    pupil: Pupil
    statuses: tuple[SenStatus, ...] = ()
    needs: tuple[Need, ...] = ()
    contacts: tuple[ContactPerson, ...] = ()
    residences: tuple[Residence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field before and after, in words. Nothing before means that it is added."""

    field: str
    before: str
    after: str


@dataclass(slots=True, kw_only=True)
class _Work:
    """What is being gathered: the records to write and the changes."""

    pupil: UUID
    today: date
    records: list[Record] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def add(self, record: Record, title: str, after: str) -> None:
        self.records.append(record)
        self.changes.append(Change(field=title, before="", after=after))

    def change(self, record: Record, title: str, before: str, after: str) -> None:
        self.records.append(record)
        self.changes.append(Change(field=title, before=before, after=after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The records to put, the pupil first, and what differs."""

    records: tuple[Record, ...]
    changes: tuple[Change, ...]


def amended(known: KnownPupil | None, incoming: IncomingPupil, today: date) -> Amendment:
    """A new pupil's records, or those of a known pupil that change. Raises Refused where the result would not be valid."""
    if known is None:
        known = KnownPupil(pupil=_blank(incoming))
        work = _Work(pupil=known.pupil.id, today=today)
        work.records.append(_with_fields(known.pupil, incoming, work.changes))
    else:
        work = _Work(pupil=known.pupil.id, today=today)
        pupil = _with_fields(known.pupil, incoming, work.changes)
        work.records += [pupil] if pupil != known.pupil else []
    if incoming.history or len(incoming.statuses) > 1:
        _histories(work, known.statuses, incoming.statuses)
    else:
        _standing(work, known.statuses, incoming.statuses)
    _needs(work, known.needs, incoming)
    _contacts(work, known.contacts, incoming.contacts)
    _residence(work, known.residences, incoming.authority)
    return Amendment(records=tuple(work.records), changes=tuple(work.changes))


def _blank(incoming: IncomingPupil) -> Pupil:
    return Pupil(id=uuid4(), legal_forename=incoming.legal_forename, legal_surname=incoming.legal_surname)


def _with_fields(pupil: Pupil, incoming: IncomingPupil, changes: list[Change]) -> Pupil:
    given: dict[str, object] = {}
    for name, title in PUPIL_FIELDS.items():
        before, after = getattr(pupil, name), getattr(incoming, name)
        if after and before != after and not _keeps(pupil, incoming, name):
            given[name] = after
            changes.append(Change(field=title, before=_told(before), after=_told(after)))
    if incoming.upn and pupil.upn and given.get("upn") and not pupil.former_upn and not incoming.former_upn:
        given["former_upn"] = pupil.upn
    flags = tuple(flag for flag in incoming.flags if flag not in pupil.flags)
    if flags:
        given["flags"] = pupil.flags + flags
        changes.append(Change(field="Flags", before="", after=", ".join(said(FLAGS, flag) for flag in flags)))
    return replace(pupil, **given) if given else pupil  # type: ignore[arg-type]  # the names are the pupil's own fields


def _keeps(pupil: Pupil, incoming: IncomingPupil, name: str) -> bool:
    """Whether the notebook's own value is better than the file's."""
    before, after = getattr(pupil, name), getattr(incoming, name)
    if name == "upn":
        return bool(pupil.former_upn) and after == pupil.former_upn  # an older file, from before the number changed
    if name == "former_upn":
        return bool(after == pupil.upn and not incoming.upn)
    if name not in _NAMES:
        return False
    if incoming.name_guessed and name in ("legal_surname", "legal_forename"):
        return same_name(f"{pupil.legal_forename} {pupil.legal_surname}", f"{incoming.legal_forename} {incoming.legal_surname}")
    return same_name(before, after) and (shouted(after) or "?" in after)


def _told(value: object) -> str:
    if isinstance(value, date):
        return shown(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


def _status_told(status: str, since: date | None) -> str:
    words = said(SEN_PROVISION | LEGACY_PROVISION, status)
    return f"{words} since {shown(since)}" if since else words


def _histories(work: _Work, known: Sequence[SenStatus], incoming: Sequence[IncomingStatus]) -> None:
    """Each turn of a whole history, unless the notebook has it. On one day the file's status takes the place of another."""
    by_day = {status.since: status for status in known}
    for came in incoming:
        same_day = by_day.get(came.since)
        undated = by_day.get(None)
        if same_day and same_day.status == came.status:
            continue
        record = replace(same_day, status=came.status) if same_day else None
        if record is None and undated and undated.status == came.status and came.since:
            same_day, record = undated, replace(undated, since=came.since)
            del by_day[None]
        after = _status_told(came.status, came.since)
        if record and same_day:
            work.change(record, "SEN status", _status_told(same_day.status, same_day.since), after)
        else:
            record = SenStatus(id=uuid4(), pupil=work.pupil, status=came.status, since=came.since)
            work.add(record, "SEN status", after)
        by_day[came.since] = record


def _standing(work: _Work, known: Sequence[SenStatus], incoming: Sequence[IncomingStatus]) -> None:
    """A table says what holds now. A day that is missing, or that the notebook's own history has passed, becomes today.

    A turn that the notebook has already, with later ones after it, comes from an old table and changes nothing.
    """
    for came in incoming:
        now = current_status(list(known), work.today)
        if now is None:
            work.add(SenStatus(id=uuid4(), pupil=work.pupil, status=came.status, since=came.since), "SEN status",
                     _status_told(came.status, came.since))
        elif now.status == came.status:
            if now.since is None and came.since:
                work.change(replace(now, since=came.since), "SEN status", _status_told(now.status, None),
                            _status_told(came.status, came.since))
        elif came.since is None or all((s.status, s.since) != (came.status, came.since) for s in known):
            since = came.since if came.since and (now.since is None or came.since > now.since) else work.today
            if now.since == since:
                record = replace(now, status=came.status)
            else:
                record = SenStatus(id=uuid4(), pupil=work.pupil, status=came.status, since=since)
            work.change(record, "SEN status", _status_told(now.status, now.since), _status_told(came.status, since))


def _need_told(need_type: str, rank: int | None, since: date | None, until: date | None) -> str:
    words = said(NEED_TYPES, need_type)
    parts = [f"rank {rank}" if rank else "", f"from {shown(since)}" if since else "", f"to {shown(until)}" if until else ""]
    detail = ", ".join(part for part in parts if part)
    return f"{words} ({detail})" if detail else words


def _needs(work: _Work, known: Sequence[Need], incoming: IncomingPupil) -> None:
    pairs = _paired(known, incoming)
    highest = max([need.rank for need in known] + [need.rank or 0 for need in incoming.needs], default=0)
    for place, came in enumerate(incoming.needs):
        need = pairs.get(place)
        if need is None:
            rank = came.rank or min(highest + 1, 99)
            highest = max(highest, rank)
            work.add(Need(id=uuid4(), pupil=work.pupil, need_type=came.need_type, rank=rank, since=came.since, until=came.until),
                     "Need", _need_told(came.need_type, rank, came.since, came.until))
            continue
        since = (came.since or need.since) if incoming.history else (need.since or came.since)
        record = replace(need, rank=came.rank or need.rank, since=since, until=came.until or need.until)
        if record != need:
            work.change(record, "Need", _need_told(need.need_type, need.rank, need.since, need.until),
                        _need_told(record.need_type, record.rank, record.since, record.until))


def _paired(known: Sequence[Need], incoming: IncomingPupil) -> dict[int, Need]:
    """The notebook's record of each need, by the need's place: the one of the same day first, then one that holds as this one does.

    A table of pupils off the register still lists needs that have ended; those are known again too.
    """
    off_register = not incoming.history and any(status.status == "N" for status in incoming.statuses)
    pairs: dict[int, Need] = {}
    left = list(known)
    for test in (_same_day, _same_hold, _ends_now, lambda came, need: off_register):
        for place, came in enumerate(incoming.needs):
            found = next((n for n in left if fold(n.need_type) == fold(came.need_type) and test(came, n)), None)
            if found and place not in pairs:
                pairs[place] = found
                left.remove(found)
    return pairs


def _same_day(came: IncomingNeed, need: Need) -> bool:
    return came.since is not None and came.since == need.since


def _same_hold(came: IncomingNeed, need: Need) -> bool:
    return (came.until is None) == (need.until is None)


def _ends_now(came: IncomingNeed, need: Need) -> bool:
    return came.until is not None and need.until is None and (need.since is None or came.since is None)


def _contacts(work: _Work, known: Sequence[ContactPerson], incoming: Sequence[IncomingContact]) -> None:
    left = list(known)
    order = max([contact.order for contact in known] + [contact.order or 0 for contact in incoming], default=0)
    for came in incoming:
        contact = _same_contact(came, left)
        if contact is None:
            order = order if came.order else order + 1
            work.add(_new_contact(work.pupil, came, came.order or order), "Person", came.name)
        else:
            left.remove(contact)
            _amend_contact(work, contact, came)


def _same_contact(came: IncomingContact, left: Sequence[ContactPerson]) -> ContactPerson | None:
    named = [contact for contact in left if fold(f"{contact.forename} {contact.surname}") == fold(came.name)]
    alike = [contact for contact in named if contact.relationship == (came.relationship or contact.relationship)]
    return next(iter(alike or named), None)


def _new_contact(pupil: UUID, came: IncomingContact, order: int) -> ContactPerson:
    """Letters go by themselves only to those who hold parental responsibility."""
    return ContactPerson(
        id=uuid4(), pupil=pupil, title=came.title, forename=came.forename, surname=came.surname, relationship=came.relationship or "OTH",
        parental_responsibility=bool(came.parental_responsibility), gets_letters=bool(came.parental_responsibility), order=order,
        address=came.address, postcode=came.postcode, telephone=came.telephone, email=came.email, interpreter=came.interpreter,
    )


def _amend_contact(work: _Work, contact: ContactPerson, came: IncomingContact) -> None:
    given: dict[str, object] = {}
    for name, title in CONTACT_FIELDS.items():
        before, after = getattr(contact, name), getattr(came, name)
        if name in ("forename", "surname") or after is None or after == "" or before == after:
            continue
        given[name] = after
        work.changes.append(Change(field=f"Person: {title.lower()}", before=_told(before), after=_told(after)))
    if came.parental_responsibility is False and contact.gets_letters and contact.parental_responsibility:
        given["gets_letters"] = False
    if given:
        work.records.append(replace(contact, **given))  # type: ignore[arg-type]  # the names are the contact's own fields


def _residence(work: _Work, known: Sequence[Residence], authority: str) -> None:
    """A council that differs begins today, because a table does not say when the family moved."""
    if not authority:
        return
    now = max((home for home in known if home.until is None), key=lambda home: home.since or date.min, default=None)
    if now and fold(now.authority) == fold(authority):
        return
    since = work.today if now else None
    if now and (now.since is None or now.since < work.today):
        work.records.append(replace(now, until=work.today - timedelta(days=1)))
    work.change(Residence(id=uuid4(), pupil=work.pupil, authority=authority, since=since), "Council of residence",
                now.authority if now else "", authority)
