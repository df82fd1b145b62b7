"""What a further pack of a case changes since the one sent before, as plain data: for the page that says so, for the window, for the terminal."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sendco_desk.domain.dates import shown

CHANGED = "What changed since the pack sent on"
"""How the title of the page about it begins: the page itself is never among what changed."""
SAME_DOCUMENTS = "The documents are the same."
PARTS_UNTOLD = "The parts made from the notebook were not compared: they lie in the first archive of that pack, and that was not recorded."


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentThen:
    """A document in both packs or in one. ``was`` is the first page it had, empty where it was not in the one before; of a pack of numbered
    files it is the file, `file 07`.

    ``before`` is the title it had where that was another; ``key`` leads to it in the new pack, None where it is not in it. ``now`` is its
    first page in the new pack, empty until that is made.
    """

    title: str
    key: UUID | None = None
    was: str = ""
    before: str = ""
    now: str = ""
    sha256: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartThen:
    """A part made from the notebook, and the first page it had; empty where it was not in the pack before."""

    title: str
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is otherwise since pack ``number``. ``kept`` are the documents in both packs, file for file.

    ``files`` says that the pack before went as numbered files in a ZIP, and ``parts_told`` whether its parts could be compared: they lie in
    the first archive.
    """

    number: int
    sent_on: date
    files: bool = False
    parts_told: bool = True
    added: tuple[DocumentThen, ...] = ()
    taken_out: tuple[DocumentThen, ...] = ()
    replaced: tuple[DocumentThen, ...] = ()
    kept: tuple[DocumentThen, ...] = ()
    parts_added: tuple[PartThen, ...] = ()
    parts_taken_out: tuple[PartThen, ...] = ()
    parts_changed: tuple[PartThen, ...] = ()
    parts_kept: tuple[PartThen, ...] = ()

    @property
    def title(self) -> str:
        """The title of the page about it."""
        return changed_title(self.sent_on)

    @property
    def renamed(self) -> tuple[DocumentThen, ...]:
        """The same file under another title."""
        return tuple(one for one in self.kept if one.before)

    @property
    def moved(self) -> tuple[DocumentThen, ...]:
        """The same file on another page; known once the pack is made. A numbered file had its pages for itself."""
        return tuple(one for one in self.kept if one.now and one.now != one.was and not self.files)

    @property
    def nothing(self) -> bool:
        """Whether both packs hold the same documents under the same titles, and the same words."""
        told = (self.added, self.taken_out, self.replaced, self.renamed, self.parts_added, self.parts_taken_out, self.parts_changed)
        return not any(told)

    def placed(self, firsts: dict[tuple[str, str], list[int]]) -> "Changes":
        """The same with the pages that documents have now. ``firsts`` are first pages by title and hash, in the order of the pack."""
        left = {key: list(pages) for key, pages in firsts.items()}

        def now(one: DocumentThen) -> DocumentThen:
            pages = left.get((one.title, one.sha256))
            return replace(one, now=str(pages.pop(0))) if pages else one

        return replace(
            self, added=tuple(map(now, self.added)), replaced=tuple(map(now, self.replaced)), kept=tuple(map(now, self.kept)),
        )


def place_then(was: str) -> str:
    """Where something stood in the pack before: `on page 41`, or `file 07` where that was numbered files."""
    return was if was.startswith("file ") else f"on page {was}"


def changed_title(sent_on: date) -> str:
    """The title of the page about what changed since a pack that was sent on a day."""
    return f"{CHANGED} {shown(sent_on)}"


def sentences(changes: Changes) -> tuple[str, ...]:
    """The same list in words, one sentence each."""
    if changes.nothing and not changes.moved and changes.parts_told:
        return (f"Nothing changed since the pack sent on {shown(changes.sent_on)}.",)
    said = []
    if changes.nothing:
        said = ["The documents are the same, and so is every word of the parts; only pages moved." if changes.parts_told else SAME_DOCUMENTS]
    said += [] if changes.parts_told else [PARTS_UNTOLD]
    said += [f"‘{one.title}’ is new." for one in changes.added]
    said += [f"‘{one.title}’ is another file than before (it was {place_then(one.was)})." for one in changes.replaced]
    said += [f"‘{one.title}’, which was {place_then(one.was)}, is not in it any more." for one in changes.taken_out]
    said += [f"‘{one.title}’ was called ‘{one.before}’." for one in changes.renamed]
    said += [f"The part ‘{one.title}’ is new." for one in changes.parts_added]
    said += [f"The part ‘{one.title}’ says other words than before (it was {place_then(one.was)})." for one in changes.parts_changed]
    said += [f"The part ‘{one.title}’, which was {place_then(one.was)}, is not in it any more." for one in changes.parts_taken_out]
    return (*said, *(f"‘{one.title}’ is on page {one.now}; it was {place_then(one.was)}." for one in changes.moved))


def in_short(changes: Changes, most: int = 6) -> tuple[str, ...]:
    """The first of these sentences, and how many more stand on the page of the pack that says it."""
    said = sentences(changes)
    if len(said) <= most:
        return said
    more = len(said) - most + 1
    return (*said[: most - 1], f"{more} more changes are on the page ‘{changes.title}’.")


def changes_fields(changes: Changes) -> dict[str, Any]:
    """The same for the terminal's JSON."""

    def rows(found: tuple[DocumentThen, ...] | tuple[PartThen, ...]) -> list[dict[str, Any]]:
        told = []
        for one in found:
            row = asdict(one)
            if isinstance(one, DocumentThen):
                row |= {"key": str(one.key) if one.key else None, "document": str(one.key) if one.key else None}
                del row["key"]
            told.append(row)
        return told

    lists = {
        name: rows(getattr(changes, name))
        for name in (
            "added", "taken_out", "replaced", "renamed", "moved", "kept", "parts_added", "parts_taken_out", "parts_changed", "parts_kept",
        )
    }
    return {"since": {"pack": changes.number, "sent_on": changes.sent_on.isoformat()}, "nothing_changed": changes.nothing, **lists}
