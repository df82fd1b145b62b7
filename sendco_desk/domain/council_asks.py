"""What the school keeps of a council's asks: its own copy of a profile, a council's Word form, and why something asked for is not supplied."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day
from sendco_desk.domain.records import PupilRecord, Record, need_order, need_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProfile(Record):
    """A profile as the school has changed it or taken it from a colleague. ``text`` is the whole profile as TOML.

    ``profile`` is its id ("830-derbyshire"); ``based_on`` a fingerprint of the profile that it was made from, to tell when that has changed,
    and ``based_text`` that profile itself, so that what an update changes can be taken beside what the school has changed.
    """

    KIND: ClassVar[str] = "own_profile"
    TITLE: ClassVar[str] = "Council profile"
    profile: str
    text: str
    based_on: str = ""
    based_text: str = ""
    because: str
    changed_by: str = ""
    changed_on: date

    def __post_init__(self) -> None:
        need_text(self.profile, "Say which council profile this is.", "profile")
        need_text(self.text, "The profile is empty: go back to the one that came with the app.", "text")
        need_text(self.because, "Write why the profile is changed, such as who at the council said so.", "because")
        need_likely_day(self.changed_on, "changed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilForm(Record):
    """A council's Word form that the school fills, with what goes into which of its fields.

    ``mapping`` holds lines of "field = what goes there". ``attachment`` is the keyed name of the form's encrypted bytes; ``size`` is in bytes.
    """

    KIND: ClassVar[str] = "council_form"
    TITLE: ClassVar[str] = "Council form"
    NAMES: ClassVar[tuple[str, ...]] = ("name", "file_name")
    profile: str
    name: str
    version: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    file_name: str
    size: int
    sha256: str
    attachment: str
    mapping: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        need_text(self.profile, "Say which council this form belongs to.", "profile")
        need_text(self.name, "Give the form a name.", "name")
        need_likely_day(self.valid_from, "valid_from")
        need_likely_day(self.valid_to, "valid_to")
        need_order(self.valid_from, self.valid_to, "valid_to")

    def holds(self, on: date) -> bool:
        """Whether the council takes this version of the form on a day, as far as is known."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or self.valid_to >= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSupplied(PupilRecord):
    """Why something that is asked for is not in a case's pack. ``ask`` is the key of the ask in its profile."""

    KIND: ClassVar[str] = "not_supplied"
    TITLE: ClassVar[str] = "Not supplied because"
    PROSE: ClassVar[tuple[str, ...]] = ("because",)
    case: UUID
    ask: str
    because: str
    said_on: date

    def __post_init__(self) -> None:
        need_text(self.ask, "Say what is not supplied.", "ask")
        need_text(self.because, "Write why it is not supplied.", "because")
        need_likely_day(self.said_on, "said_on")
