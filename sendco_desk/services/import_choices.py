"""What a person can say of an import: which field a column feeds, and whether a row is about a pupil who is here already."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from sendco_desk.exchange.comparing import Decision


def field_titles() -> Mapping[str, str]:
    """Every field that a column of a table can feed, with its title for people."""
    from sendco_desk.exchange.fields import FIELD_TITLES

    return FIELD_TITLES


def same_pupil(row: int, pupil: UUID) -> "Decision":
    """This row is about this pupil of the notebook."""
    from sendco_desk.exchange.comparing import Choice, Decision

    return Decision(row=row, choice=Choice.SAME, pupil=pupil)


def different_pupil(row: int) -> "Decision":
    """This row is about somebody who is not in the notebook yet."""
    from sendco_desk.exchange.comparing import Choice, Decision

    return Decision(row=row, choice=Choice.DIFFERENT)


def leave_out(row: int) -> "Decision":
    """This row is not brought in."""
    from sendco_desk.exchange.comparing import Choice, Decision

    return Decision(row=row, choice=Choice.LEAVE_OUT)
