"""What words on a page are to somebody who hears it read: the way from the whole paper down to a heading, a cell, a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the way: an element of the tagged PDF. ``number`` keeps it apart from others of its role.

    ``scope`` is what a heading cell stands over, ``alt`` what is read out, ``drawn`` how the words are decorated.
    """

    role: str
    number: int = 0
    scope: str = ""
    alt: str = ""
    drawn: str = ""


Path = tuple[Mark, ...]
"""From the outermost element to the innermost; empty for furniture, which is not read out."""
