"""How its maker has arranged a case's pack, kept in the notebook so that it survives a restart and every change of it can be undone."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sendco_desk.domain.dates import need_likely_day
from sendco_desk.domain.records import PupilRecord
from sendco_desk.domain.refusals import Refused

DOCUMENTS = "Documents"
"""The part in which every document stands until its maker says otherwise."""
FINEST = (0, 150, 200, 300)
"""Dots per inch that pictures may be brought down to; 0 leaves them as they are."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDocument:
    """A document in the order of a pack, and what its maker wants of it.

    ``because`` says why it is shared although it is marked not to be. ``turns`` are (page, degrees clockwise), ``straightened`` are
    (page, degrees clockwise), ``pages_out`` are left out; pages are counted from 1.
    """

    document: UUID
    part: str = DOCUMENTS
    left_out: bool = False
    note: str = ""
    because: str = ""
    turns: tuple[tuple[int, int], ...] = ()
    straightened: tuple[tuple[int, float], ...] = ()
    pages_out: tuple[int, ...] = ()

    @property
    def handled(self) -> bool:
        """Whether any of its pages is turned, straightened or left out."""
        return bool(self.turns or self.straightened or self.pages_out)


def placed_text(placed: PlacedDocument) -> str:
    """As it lies in the notebook: JSON without what is as usual."""
    told: dict[str, object] = {
        "document": placed.document.hex, "part": placed.part, "left_out": placed.left_out, "note": placed.note, "because": placed.because,
        "turns": placed.turns, "straightened": placed.straightened, "pages_out": placed.pages_out,
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)


def placed_of(text: str) -> PlacedDocument:
    """The same as a value."""
    told: dict[str, Any] = json.loads(text)
    pairs = {name: tuple((page, degrees) for page, degrees in told.get(name, ())) for name in ("turns", "straightened")}
    return PlacedDocument(
        document=UUID(told["document"]), part=told["part"], left_out=told.get("left_out", False), note=told.get("note", ""),
        because=told.get("because", ""), turns=pairs["turns"], straightened=pairs["straightened"], pages_out=tuple(told.get("pages_out", ())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenAnswer:
    """A document that its maker has chosen as the answer to an ask, and the page of it that answers, counted from 1."""

    ask: str
    document: UUID
    page: int = 1


def answer_text(answer: ChosenAnswer) -> str:
    """As it lies in the notebook."""
    return f"{answer.document.hex} {answer.page} {answer.ask}"


def answer_of(text: str) -> ChosenAnswer:
    """The same as a value."""
    document, page, ask = text.split(" ", 2)
    return ChosenAnswer(ask=ask, document=UUID(document), page=int(page))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLayout(PupilRecord):
    """The order of a case's pack: the parts that the notebook makes, the parts of documents, and the documents with what is wanted of each.

    ``sections`` are the made parts in order, ``sections_out`` those left out; ``parts`` the headings of the documents, in order;
    ``documents`` are ``placed_text``. ``finest`` is in dots per inch, ``most_megabytes`` the largest file (0: no limit), with ``lighter``
    pictures are brought down further before a pack is split, ``budget`` is the name of the page budget that the pack is held against,
    ``profile`` the id of the profile whose asks it answers (empty: the pupil's council's), ``planned_on`` the day on which it shall be sent,
    ``our_case`` the school's case for what is asked in its own words, ``answers`` the documents chosen as the answer to an ask (``answer_text``).
    """

    KIND: ClassVar[str] = "pack_layout"
    TITLE: ClassVar[str] = "Order of a pack"
    case: UUID
    sections: tuple[str, ...] = ()
    sections_out: tuple[str, ...] = ()
    parts: tuple[str, ...] = (DOCUMENTS,)
    documents: tuple[str, ...] = ()
    finest: int = 200
    most_megabytes: int = 0
    lighter: bool = False
    budget: str = ""
    profile: str = ""
    planned_on: date | None = None
    our_case: str = ""
    answers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(not part.strip() for part in self.parts) or not self.parts:
            raise Refused("Give the part a name.", field="part")
        if len({part.casefold() for part in self.parts}) != len(self.parts):
            raise Refused("There is a part of that name already: choose another name.", field="part")
        if self.finest not in FINEST:
            raise Refused("Choose how fine pictures are from the list.", field="finest")
        if not 0 <= self.most_megabytes <= 10_000:
            raise Refused("Give the limit for one file in megabytes, such as 10, or leave it empty.", field="most_megabytes")
        need_likely_day(self.planned_on, "planned_on")
        if any(answer.page < 1 for answer in self.chosen_answers):
            raise Refused("Give the page as a number from 1.", field="page")
        if any(placed.part not in self.parts for placed in self.placed):
            raise ValueError("a document stands in a part that there is not")

    @property
    def placed(self) -> tuple[PlacedDocument, ...]:
        """The documents as values, in the order in which they will stand: part by part."""
        found = [placed_of(text) for text in self.documents]
        return tuple(sorted(found, key=lambda placed: self.parts.index(placed.part) if placed.part in self.parts else -1))

    @property
    def chosen_answers(self) -> tuple[ChosenAnswer, ...]:
        """The documents chosen as answers, as values."""
        return tuple(map(answer_of, self.answers))

    def of(self, document: UUID) -> PlacedDocument:
        """Where a document stands. Raises Refused where it is not in the pack's list."""
        found = next((placed for placed in self.placed if placed.document == document), None)
        if found is None:
            raise Refused("This document is not among the pupil’s documents any more.", field="documents")
        return found

    def within(self, part: str) -> tuple[PlacedDocument, ...]:
        """The documents of a part, in order."""
        return tuple(placed for placed in self.placed if placed.part == part)


# Following the notebook


def followed(layout: PackLayout, sections: Sequence[str], documents: Sequence[tuple[PlacedDocument, date]]) -> PackLayout:
    """The layout over what there is now: new parts and documents stand where they are proposed, documents that have gone leave.

    ``sections`` are all parts that the notebook can make and ``documents`` all documents with their days, both as they are proposed.
    """
    kept = [placed for placed in layout.placed if any(placed.document == one.document for one, _ in documents)]
    days = {one.document: day for one, day in documents}
    for one, day in documents:
        if all(one.document != placed.document for placed in kept):
            part = one.part if one.part in layout.parts else layout.parts[0]
            before = [n for n, placed in enumerate(kept, 1) if placed.part == part and days[placed.document] <= day]
            first = next((n for n, placed in enumerate(kept) if placed.part == part), len(kept))
            kept.insert(max(before, default=first), replace(one, part=part))
    return replace(layout, sections=_sections_followed(layout.sections, sections), documents=_texts(kept))


def _sections_followed(kept: Sequence[str], proposed: Sequence[str]) -> tuple[str, ...]:
    found = [key for key in kept if key in proposed]
    for number, key in enumerate(proposed):
        if key not in found:
            before = set(proposed[:number])
            found.insert(max((n for n, other in enumerate(found, 1) if other in before), default=0), key)
    return tuple(found)


# Changing it


def moved(things: Sequence[T], thing: T, to: int) -> tuple[T, ...]:
    """The things with one of them at another place, counted without it."""
    rest = [other for other in things if other != thing]
    rest.insert(max(0, to), thing)
    return tuple(rest)


def with_section_moved(layout: PackLayout, key: str, before: str | None) -> PackLayout:
    """A part that the notebook makes, before another one; at the end where that is None."""
    rest = [other for other in layout.sections if other != key]
    return replace(layout, sections=moved(layout.sections, key, rest.index(before) if before in rest else len(rest)))


def with_section(layout: PackLayout, key: str, *, on: bool) -> PackLayout:
    """A part that the notebook makes, in the pack or left out."""
    rest = tuple(other for other in layout.sections_out if other != key)
    return replace(layout, sections_out=rest if on else (*rest, key))


def with_document_moved(layout: PackLayout, document: UUID, part: str, to: int) -> PackLayout:
    """A document in a part, so many documents from its beginning."""
    taken = replace(layout.of(document), part=part)
    groups = {name: [placed for placed in layout.within(name) if placed.document != document] for name in layout.parts}
    groups[part].insert(max(0, to), taken)
    return replace(layout, documents=_texts(placed for name in layout.parts for placed in groups[name]))


def with_document(layout: PackLayout, changed: PlacedDocument) -> PackLayout:
    """The layout with something else wanted of a document."""
    layout.of(changed.document)
    return replace(layout, documents=_texts(changed if placed.document == changed.document else placed for placed in layout.placed))


def with_part(layout: PackLayout, name: str) -> PackLayout:
    """A new part after the others. Raises Refused for an empty name, or one that there is."""
    return replace(layout, parts=(*layout.parts, " ".join(name.split())))


def with_part_renamed(layout: PackLayout, old: str, new: str) -> PackLayout:
    """A part under another name. Raises Refused for an empty name, or one that there is."""
    named = " ".join(new.split())
    documents = _texts(replace(placed, part=named) if placed.part == old else placed for placed in layout.placed)
    return replace(layout, parts=tuple(named if part == old else part for part in layout.parts), documents=documents)


def with_part_moved(layout: PackLayout, name: str, to: int) -> PackLayout:
    """A part with all its documents at another place among the parts."""
    parts = moved(layout.parts, name, to)
    return replace(layout, parts=parts, documents=_texts(placed for part in parts for placed in layout.within(part)))


def without_part(layout: PackLayout, name: str) -> PackLayout:
    """The part is gone; its documents go to the end of the one before it, or to the next where it was the first. Raises Refused for the last."""
    if len(layout.parts) == 1:
        raise Refused("The documents need one part at least: rename this one.", field="part")
    number = layout.parts.index(name)
    heir = layout.parts[number - 1] if number else layout.parts[1]
    rest = tuple(part for part in layout.parts if part != name)
    groups = {part: [*layout.within(part)] for part in rest}
    gone = [replace(placed, part=heir) for placed in layout.within(name)]
    groups[heir] = [*groups[heir], *gone] if number else [*gone, *groups[heir]]
    return replace(layout, parts=rest, documents=_texts(placed for part in rest for placed in groups[part]))


def with_answer(layout: PackLayout, answer: ChosenAnswer) -> PackLayout:
    """A document chosen as the answer to an ask, or as a further one; at another page where it is chosen already."""
    rest = without_answer(layout, answer.ask, answer.document).answers
    return replace(layout, answers=(*rest, answer_text(answer)))


def without_answer(layout: PackLayout, ask: str, document: UUID) -> PackLayout:
    """The document is no longer chosen as the answer to an ask."""
    rest = tuple(text for text in layout.answers if (found := answer_of(text)) and (found.ask, found.document) != (ask, document))
    return replace(layout, answers=rest)


def _texts(placed: Iterable[PlacedDocument]) -> tuple[str, ...]:
    return tuple(placed_text(one) for one in placed)
