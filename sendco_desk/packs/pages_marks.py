"""What words on a page are to somebody who hears it read: the way from the whole paper down to a heading, a cell, a picture."""

from dataclasses import dataclass

PRINTED = "/SDSK_Printed"
"""On each page of a document that was printed here: which of its pages it is, and on the first its tree. No stranger’s page keeps it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the way: an element of the tagged PDF. ``number`` keeps it apart from others of its role.

    ``scope`` is what a heading cell stands over, ``alt`` what is read out, ``drawn`` how the words are decorated, ``title`` what a part or
    a document is called, ``across`` and ``down`` how many columns and rows a cell takes, ``actual`` the words as they are read, where they are
    drawn otherwise.
    """

    role: str
    number: int = 0
    scope: str = ""
    alt: str = ""
    drawn: str = ""
    title: str = ""
    across: int = 1
    down: int = 1
    actual: str = ""

    def __hash__(self) -> int:
        return hash((self.role, self.number))  # which tells nearly all apart, and is asked for at every stroke of the pen


Path = tuple[Mark, ...]
"""From the outermost element to the innermost; empty for furniture, which is not read out."""
