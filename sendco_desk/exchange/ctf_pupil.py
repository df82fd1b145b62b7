"""One pupil of a Common Transfer File: what is read, what is kept although it is odd, and what is said about it."""

from datetime import date
from xml.etree.ElementTree import Element

from sendco_desk.domain.codes import LEGACY_PROVISION, NEED_TYPES, RELATIONSHIPS, SEN_PROVISION, SEXES, YEAR_GROUPS
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.upn import tidy_upn, upn_warning
from sendco_desk.exchange.cells import birth_problem, read_date, read_yes, shouted, tidy_phone
from sendco_desk.exchange.elements import children, text_below, text_of, within
from sendco_desk.exchange.incoming import IncomingContact, IncomingNeed, IncomingPupil, IncomingStatus, Problem
from sendco_desk.exchange.merging import STRENGTH


class _Reader:
    """The pupil's row, the day it is read on, and the problems met."""

    def __init__(self, row: int, today: date) -> None:
        self.row = row
        self.today = today
        self.problems: list[Problem] = []

    def say(self, field: str, message: str, *, fatal: bool = False) -> None:
        self.problems.append(Problem(row=self.row, field=field, message=message, fatal=fatal))

    def day(self, text: str, field: str) -> date | None:
        if not text:
            return None
        try:
            read = read_date(text, self.today)
        except Refused as refusal:
            self.say(field, f"{refusal.message} It was left out.")
            return None
        if "/" in text:
            self.say(field, "The date is not written as a CTF writes dates; it was read as day, month, year.")
        return read.day


def read_pupil(element: Element, row: int, today: date) -> tuple[IncomingPupil | None, list[Problem]]:
    """The pupil, or None where there is nothing to know them by; and what a person should look at."""
    reader = _Reader(row, today)
    upn = tidy_upn(text_of(element, "UPN"))
    if warning := upn_warning(upn):
        reader.say("UPN", warning)
    surname, forename = text_of(element, "Surname"), text_of(element, "Forename")
    if not surname and not forename:
        reader.say("Surname", "There is no name, so this pupil could not be read.", fatal=True)
        return None, reader.problems
    _about_names(reader, surname, forename)
    basic = "BasicDetails"
    known_surname, known_forename = text_below(element, basic, "PreferredSurname"), text_below(element, basic, "PreferredForename")
    address, postcode = _address(element)
    return IncomingPupil(
        row=row, upn=upn, former_upn=tidy_upn(text_below(element, basic, "FormerUPN") or text_of(element, "FormerUPN")),
        uln=text_of(element, "UniqueLearnerNumber", "ULN"), legal_surname=surname, legal_forename=forename,
        middle_names=text_below(element, basic, "MiddleNames"),
        known_surname=known_surname if known_surname != surname else "",
        known_forename=known_forename if known_forename != forename else "",
        date_of_birth=_born(reader, text_of(element, "DOB")), sex=_code(reader, text_of(element, "Sex", "Gender"), SEXES, "Sex"),
        year_group=_code(reader, text_below(element, basic, "NCyearActual"), dict.fromkeys(YEAR_GROUPS, ""), "Year"),
        ethnicity=text_below(element, basic, "Ethnicity").upper(), first_language=_language(element), address=address, postcode=postcode,
        flags=_flags(element), statuses=_statuses(reader, element), needs=_needs(reader, element),
        contacts=_contacts(reader, element, address, postcode), history=True,
    ), reader.problems


def _about_names(reader: _Reader, surname: str, forename: str) -> None:
    if not surname or not forename:
        missing = "Surname" if not surname else "Forename"
        reader.say(missing, f"There is no {missing.lower()}: the pupil was read without it.")
    if shouted(surname) or (shouted(forename) and not surname):
        reader.say("Surname", "The name is in capitals: it was kept as it came.")


def _born(reader: _Reader, text: str) -> date | None:
    day = reader.day(text, "Date of birth")
    if day and (problem := birth_problem(day, reader.today)):
        reader.say("Date of birth", problem)
        return None
    return day


def _code(reader: _Reader, text: str, codes: dict[str, str], field: str) -> str:
    """The code in capitals; one that is in no list is kept as it came."""
    if text and text.upper() not in codes:
        reader.say(field, f"The code {text[:20]} is not known: it was kept as it came.")
        return text
    return text.upper()


def _language(element: Element) -> str:
    """The first language, else whichever is given."""
    spoken = [(text_of(kind, "LanguageType").upper(), text_of(kind, "Language").upper()) for kind in within(element, "Type")]
    return next((name for kind, name in spoken if kind == "F"), next((name for _, name in spoken), ""))


def _flags(element: Element) -> tuple[str, ...]:
    meals = any(not text_of(spell, "FSMendDate") for spell in within(element, "FSMinstance"))
    raised = {
        "looked_after": text_below(element, "LookedAfter", "InCare"), "medical": text_below(element, "BasicDetails", "MedicalFlag"),
        "service_child": text_below(element, "BasicDetails", "ServiceChild"), "free_school_meals": "true" if meals else "",
    }
    return tuple(flag for flag, text in raised.items() if read_yes(text))


def _address(holder: Element) -> tuple[str, str]:
    """Street to county in one line, and the postcode."""
    places = children(holder, "Address")
    if not places:
        return "", ""
    lines: list[str] = []
    for form in (*children(places[0], "BS7666Address"), *children(places[0], "AddressLines"), places[0]):
        house = " ".join(part for part in (text_of(form, "SAON"), text_of(form, "PAON"), text_of(form, "Street")) if part)
        rest = [text_of(form, f"AddressLine{number}") for number in range(1, 6)]
        rest += [text_of(form, name) for name in ("Locality", "Town", "AdministrativeArea", "PostTown", "County")]
        lines += [line for line in (house, *rest) if line]
    return ", ".join(dict.fromkeys(lines)), text_of(places[0], "PostCode").upper()


def _statuses(reader: _Reader, element: Element) -> tuple[IncomingStatus, ...]:
    """The whole history in order of days. Where two begin on one day the stronger counts and the other is said."""
    kept: dict[date | None, IncomingStatus] = {}
    for sen in within(element, "SEN"):
        code, since = text_of(sen, "SENprovision").upper(), reader.day(text_of(sen, "StartDate"), "SEN start date")
        if not code:
            continue
        if code not in SEN_PROVISION | LEGACY_PROVISION:
            reader.say("SEN provision", f"The code {code[:20]} is not known: this part of the SEN history was left out.")
            continue
        rival = kept.get(since)
        if rival and rival.status != code:
            strong, weak = sorted((rival.status, code), key=STRENGTH.index)
            reader.say("SEN provision", f"The history gives both {strong} and {weak} from one day: {strong} was kept, {weak} left out.")
            code = strong
        kept[since] = IncomingStatus(status=code, since=since)
    return tuple(sorted(kept.values(), key=lambda status: status.since or date.min))


def _needs(reader: _Reader, element: Element) -> tuple[IncomingNeed, ...]:
    """Primary need first. Gaps and repeats are kept and said; what has no rank comes after the rest."""
    needs = [need for found in within(element, "SENneed") if (need := _need(reader, found))]
    open_ranks = [need.rank for need in needs if need.rank and need.until is None]
    if len(set(open_ranks)) < len(open_ranks):
        reader.say("SEN need rank", "Two needs have the same rank: both were kept.")
    return tuple(sorted(dict.fromkeys(needs), key=lambda need: (need.rank or 100, need.since or date.min)))


def _need(reader: _Reader, element: Element) -> IncomingNeed | None:
    name = text_of(element, "SENtype")
    if not name:
        return None
    kind = _code(reader, name, NEED_TYPES, "SEN need")
    text = text_of(element, "SENtypeRank")
    rank = int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= 99 else None
    if rank is None:
        reader.say("SEN need rank", "The need has no rank from 1 to 99: it was put after the others.")
    since = reader.day(text_of(element, "NeedStartDate", "StartDate"), "Need start date")
    until = reader.day(text_of(element, "NeedEndDate", "EndDate"), "Need end date")
    if since and until and until < since:
        reader.say("Need end date", "The need ends before it begins: the end was left out.")
        until = None
    return IncomingNeed(need_type=kind, rank=rank, since=since, until=until)


def _contacts(reader: _Reader, element: Element, address: str, postcode: str) -> tuple[IncomingContact, ...]:
    wrappers = children(element, "Contacts") or [element]
    found = [contact for wrapper in wrappers for contact in children(wrapper, "Contact")]
    read = [_contact(reader, contact, address, postcode) for contact in found]
    return tuple(contact for contact in read if contact)


def _contact(reader: _Reader, element: Element, address: str, postcode: str) -> IncomingContact | None:
    surname, forename = text_of(element, "Surname"), text_of(element, "Forename")
    if not surname and not forename:
        reader.say("Contact", "A contact has no name and was left out.")
        return None
    own_address, own_postcode = _address(element)
    if read_yes(text_below(element, "Address", "AddressAsPupil")):
        own_address, own_postcode = address, postcode
    phones = [tidy_phone(text_of(phone, "PhoneNo")) for phone in within(element, "Phone") if text_of(phone, "PhoneNo")]
    order = text_of(element, "Order")
    return IncomingContact(
        title=text_of(element, "Title"), forename=forename, surname=surname,
        relationship=_code(reader, text_of(element, "Relationship"), RELATIONSHIPS, "Relationship"),
        parental_responsibility=read_yes(text_of(element, "Responsibility")),
        order=int(order) if order.isascii() and order.isdigit() and int(order) > 0 else None,
        address=own_address, postcode=own_postcode, telephone=", ".join(dict.fromkeys(phones)), email=text_of(element, "Email"),
    )
