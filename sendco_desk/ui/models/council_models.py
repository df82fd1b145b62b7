"""What the tables of council contacts and of councils' own days show."""

from PySide6.QtCore import QObject

from sendco_desk.domain.codes import COUNCIL_ROLES, LOCAL_DATES
from sendco_desk.domain.councils import CouncilContact, CouncilDate
from sendco_desk.domain.dates import shown
from sendco_desk.ui.models.rows import A_DAY, Column, RowsModel

ROLES = tuple(COUNCIL_ROLES)


def _one_line(text: str) -> str:
    return ", ".join(line.strip(" ,") for line in text.splitlines() if line.strip())


CONTACT_COLUMNS: tuple[Column[CouncilContact], ...] = (
    Column(
        key="council", title="Council", width=172, shown=lambda c: c.authority,
        sorts=lambda c: (c.authority.casefold(), ROLES.index(c.role), c.name.casefold()),
    ),
    Column(key="role", title="Role", width=190, shown=lambda c: COUNCIL_ROLES[c.role], sorts=lambda c: ROLES.index(c.role)),
    Column(key="name", title="Name", width=204, shown=lambda c: c.name, spoken=lambda c: c.name or "No name"),
    Column(key="email", title="E-mail", width=210, shown=lambda c: c.email, spoken=lambda c: c.email or "No e-mail"),
    Column(key="telephone", title="Telephone", width=120, shown=lambda c: c.telephone, spoken=lambda c: c.telephone or "No telephone"),
    Column(key="address", title="Address", width=150, shown=lambda c: _one_line(c.address), spoken=lambda c: _one_line(c.address) or "No address"),
)
CONTACT_GIVES_WAY = ("address", "telephone")
DATE_COLUMNS: tuple[Column[CouncilDate], ...] = (
    Column(key="on", title="Day", width=126, shown=lambda d: shown(d.on), sorts=lambda d: d.on, holds=A_DAY),
    Column(key="council", title="Council", width=200, shown=lambda d: d.authority),
    Column(key="what", title="For", width=330, shown=lambda d: LOCAL_DATES[d.what]),
    Column(key="source", title="Where it says so", width=240, shown=lambda d: d.source, spoken=lambda d: d.source or "No source"),
)
DATE_GIVES_WAY = ("source",)


class ContactsModel(RowsModel[CouncilContact]):
    """The table of contacts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(CONTACT_COLUMNS, lambda contact: contact.id, parent)


class CouncilDatesModel(RowsModel[CouncilDate]):
    """The table of councils' own days."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(DATE_COLUMNS, lambda day: day.id, parent)
