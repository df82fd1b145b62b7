"""Where in a pack things stand that words can lead to: apart from the printing of forms, which a pack without one need not load."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in a pack: its entry of the contents and its pages; of a row of a part, how many pages of that are before it."""

    entry: int
    pages: int
    before: int = 0


Places = Mapping[UUID | str, Place]
"""Where everything stands that words can lead to: documents and entries of the story by their ids, made parts by their names."""
NOWHERE: Places = {}
