"""The people of the demo: an invented school in an invented county. Every name is drawn from the lists below; nobody here exists."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import uuid4

from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus, school_year_of
from sendco_desk.domain.records import Record
from sendco_desk.domain.upn import check_letter

SCHOOL, COUNCIL, OLD_COUNCIL = "Fernhollow School", "Marlshire County Council", "Saltholme Borough Council"
FORENAMES = (
    "Ada", "Amara", "Arlo", "Beatrix", "Bilal", "Cassius", "Chidi", "Clementine", "Dara", "Dilys", "Ebba", "Edwin", "Fatima", "Fergus", "Greta",
    "Harvey", "Ines", "Isla", "Jonah", "Kacper", "Kezia", "Leila", "Łukasz", "Mabel", "Marek", "Nia", "Oskar", "Otis", "Poppy", "Quentin", "Rafi",
    "Rosalind", "Saoirse", "Silas", "Tamsin", "Teddy", "Uma", "Violet", "Wren", "Yusuf", "Zainab", "Zoë",
)
SURNAMES = (
    "Ashgrove", "Birchwick", "Castlebury", "Dunmarsh", "Elderfield", "Fairweather-Okoro", "Gorsehill", "Haldane-Pike", "Ivyleaf", "Juniperson",
    "Kestrelby", "Langdale-Fenn", "Merriden", "Nettlecombe", "Ormerod-Vale", "Penhallow", "Quillfeather", "Rosewarne", "Silverdale",
    "Thornbury-Lisle",
    "Underhay", "Vellacott", "Wetherall", "Yarrowby",
)
BOYS = frozenset((
    "Arlo", "Bilal", "Cassius", "Chidi", "Edwin", "Fergus", "Harvey", "Jonah", "Kacper", "Łukasz", "Marek", "Oskar", "Otis", "Quentin", "Rafi",
    "Silas",
    "Teddy", "Yusuf",
))
NEEDS = ("SPLD", "SLCN", "SEMH", "ASD", "MLD", "HI", "PD")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPupil:
    """A pupil and every record that comes with them."""

    pupil: Pupil
    records: tuple[Record, ...]
    status: str


def made_up_upn(number: int, year: int) -> str:
    """A number of the right form with a true check letter, from an establishment number that no school has."""
    body = f"999{9000 + number // 1000:04}{year % 100:02}{number % 1000:03}"
    return check_letter("A" + body) + body


def make_pupils(on: date, count: int = 120, supported: int = 25, plans: int = 1) -> list[DemoPupil]:
    """``count`` pupils of Years 7 to 11, and a few of Year 12; ``supported`` on SEN support and, before them, ``plans`` with an EHC plan."""
    random = Random(7)
    names = [(forename, surname) for surname in SURNAMES for forename in FORENAMES]
    chosen = random.sample(names, count)
    return [_pupil(n, chosen[n], on, random, "E" if n < plans else "K" if n < plans + supported else "N") for n in range(count)]


def _pupil(number: int, name: tuple[str, str], on: date, random: Random, status: str) -> DemoPupil:
    year = 7 + number % 5 if number > 5 else 8 + number % 4  # the first six have cases that began before this school year
    if number % 30 == 14:
        year = 12  # a small sixth form: over compulsory school age on whatever day the demo is made
    born = date(school_year_of(on) - year - 5, 9, 1) + timedelta(days=random.randrange(360))
    random.choice("FM")  # drawn and not used, so that what is drawn after it stays as it was
    entry = date(born.year + 11 + (born.month >= 9), 9, 1)
    pupil = Pupil(
        id=uuid4(), legal_forename=name[0], legal_surname=name[1], upn=made_up_upn(number, entry.year), date_of_birth=born,
        sex="M" if name[0] in BOYS else "F", year_group=str(year), class_name=f"{year}{'FERN'[number % 4]}", joined_on=entry,
        address=f"{random.randint(1, 90)} {random.choice(('Larch', 'Mill', 'Orchard', 'Priory'))} Lane\nFernhollow", postcode="ZZ99 9ZZ",
        ethnicity="NOBT", first_language="POL" if name[0] in ("Łukasz", "Kacper", "Marek") else "ENG",
        interpreter="POL" if name[0] == "Łukasz" else "", flags=("court_order",) if number == 2 else (),
    )
    records: list[Record] = [
        Residence(id=uuid4(), pupil=pupil.id, authority=COUNCIL, since=entry),
        ContactPerson(
            id=uuid4(), pupil=pupil.id, title="Ms", forename=random.choice(("Ana", "Ceri", "Joan", "Lin")), surname=name[1], relationship="PAM",
            parental_responsibility=True, gets_letters=True, telephone="01632 960 123", address=pupil.address, postcode=pupil.postcode,
        ),
    ]
    if status != "N":
        since = min(entry + timedelta(days=40 + number), on)  # whoever joined this week brings the status along
        records.append(SenStatus(id=uuid4(), pupil=pupil.id, status="K", since=since))
        records += [
            Need(id=uuid4(), pupil=pupil.id, need_type=need, rank=rank, since=since)
            for rank, need in enumerate(random.sample(NEEDS, 1 + number % 2), 1)
        ]
    return DemoPupil(pupil=pupil, records=tuple(records), status=status)
