"""What the table of people shows of somebody around a pupil, parental responsibility in words."""

from PySide6.QtCore import QObject

from sendco_desk.domain.people import ContactPerson
from sendco_desk.ui.models.rows import Column, RowsModel


def responsibility_words(person: ContactPerson) -> str:
    """Whether the person is recorded as holding parental responsibility."""
    return "Yes, holds it" if person.parental_responsibility else "Not recorded"


def letters_words(person: ContactPerson) -> str:
    """Whether letters go to the person."""
    return "Gets letters" if person.gets_letters else "No letters"


def reach_words(person: ContactPerson) -> str:
    """How to reach the person: telephone, then e-mail."""
    return " · ".join(part for part in (person.telephone, person.email) if part)


COLUMNS: tuple[Column[ContactPerson], ...] = (
    Column(key="order", title="Order", width=76, shown=lambda p: str(p.order), sorts=lambda p: (p.order, p.surname.casefold())),
    Column(key="name", title="Name", width=220, shown=lambda p: p.full_name, sorts=lambda p: (p.surname.casefold(), p.forename.casefold())),
    Column(key="relationship", title="Relationship", width=140, shown=lambda p: p.relationship_words),
    Column(
        key="responsibility", title="Parental responsibility", width=170, shown=responsibility_words,
        spoken=lambda p: "Holds parental responsibility" if p.parental_responsibility else "Parental responsibility not recorded",
    ),
    Column(key="letters", title="Letters", width=104, shown=letters_words),
    Column(
        key="reach", title="Telephone and e-mail", width=240, shown=reach_words,
        spoken=lambda p: reach_words(p) or "No telephone or e-mail",
    ),
)


class PeopleModel(RowsModel[ContactPerson]):
    """The table of people around a pupil."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda person: person.id, parent)
