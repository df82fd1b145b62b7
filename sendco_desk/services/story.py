"""Deeds in a pupil's story: write, correct by adding, strike out; and drafts that survive a crash."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import ExportFlag, is_reference
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.clockwork import Changed, Clock, today

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook


ONLY_A_REFERENCE = (
    "An entry that is flagged as safeguarding holds a reference only. Write “See the safeguarding record, ref …” here, and the rest in the "
    "safeguarding record."
)
OF_STORY = frozenset({"story_entry", "document"})
KEPT = 3
"""So many stories are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One entry with the corrections added to it (oldest first) and the documents dropped on it."""

    entry: StoryEntry
    corrections: tuple[StoryEntry, ...]
    documents: tuple[Document, ...]


def tags_typed(text: str) -> tuple[str, ...]:
    """Tags as typed, with commas between: `exam access, sleep`. Each once, whatever its capitals."""
    found: dict[str, str] = {}
    for part in text.split(","):
        if tag := " ".join(part.split()):
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class StoryBook:
    """Deeds in the story."""

    book: "Notebook"
    clock: Clock
    kept: dict[UUID, tuple[int, list[StoryLine]]] = field(default_factory=dict, repr=False, compare=False)
    """The stories that were read last, each with the mark of the deeds that it knows of: a page is come back to again and again."""

    def lines(self, pupil: UUID) -> list[StoryLine]:
        """The pupil's story, newest first; corrections stand with what they correct."""
        kept = self.kept.pop(pupil, None)
        mark, touched = self.book.touched_since(kept[0] if kept else 0)
        if kept is None or any(one.kinds & OF_STORY and pupil in one.pupils for one in touched):
            kept = (mark, self._read(pupil))
        self.kept[pupil] = (mark, kept[1])
        for oldest in list(self.kept)[:-KEPT]:
            del self.kept[oldest]
        return list(kept[1])

    def _read(self, pupil: UUID) -> list[StoryLine]:
        entries = self.book.all(StoryEntry, pupil=pupil)
        corrections: defaultdict[UUID, list[StoryEntry]] = defaultdict(list)
        for corrected, entry in sorted(((e.corrects, e) for e in entries if e.corrects), key=lambda pair: pair[1].written_at):
            corrections[corrected].append(entry)
        papers: defaultdict[UUID, list[Document]] = defaultdict(list)
        for document in self.book.all(Document, pupil=pupil):
            if document.story_entry:
                papers[document.story_entry].append(document)
        first = [e for e in entries if e.corrects is None]
        return [
            StoryLine(entry=e, corrections=tuple(corrections[e.id]), documents=tuple(papers[e.id]))
            for e in sorted(first, key=lambda e: (e.happened_at.timestamp(), e.written_at.timestamp()), reverse=True)  # moments compare slowly
        ]

    def finish(
        self, pupil: UUID, *, entry_kind: str, happened_at: datetime, words: str, who: str = "", minutes: int | None = None,
        next_action: str = "", next_action_on: date | None = None, tags: tuple[str, ...] = (), draft: str = "",
    ) -> tuple[UUID, Changed]:
        """Finish an entry: from now on it is corrected by adding. Drops the draft it was typed in."""
        entries, changed = self.finish_for(
            (pupil,), entry_kind=entry_kind, happened_at=happened_at, words=words, who=who, minutes=minutes, next_action=next_action,
            next_action_on=next_action_on, tags=tags, draft=draft,
        )
        return entries[0], changed

    def finish_for(
        self, pupils: Sequence[UUID], *, entry_kind: str, happened_at: datetime, words: str, who: str = "", minutes: int | None = None,
        next_action: str = "", next_action_on: date | None = None, tags: tuple[str, ...] = (), draft: str = "",
    ) -> tuple[list[UUID], Changed]:
        """Finish one entry for several pupils in one deed: each has an entry of their own, and one undo strikes all of them out."""
        if not pupils:
            raise Refused("Choose the pupil: type two letters of the name.", field="pupil")
        first = StoryEntry(
            id=uuid4(), pupil=pupils[0], entry_kind=entry_kind, happened_at=happened_at, written_at=self.clock(),
            written_by=self.book.person.name, who=who.strip(), words=words.strip(), minutes=minutes, next_action=next_action.strip(),
            next_action_on=next_action_on, tags=tags,
        )
        entries = [first, *(replace(first, id=uuid4(), pupil=pupil) for pupil in dict.fromkeys(pupils[1:]) if pupil != pupils[0])]
        whose = f" for {len(entries)} pupils" if len(entries) > 1 else ""
        with self.book.writing(f"{said(STORY_KINDS, entry_kind)} written down{whose}", pupils[0] if len(entries) == 1 else None) as page:
            for entry in entries:
                page.put(entry)
        if draft:
            with suppress(Trouble):  # the entry is kept; a draft that a full disk holds on to must not make it look lost
                self.book.drop_draft(draft)
        return [entry.id for entry in entries], page.changed

    def correct(self, entry: UUID, words: str) -> Changed:
        """Add a correction; the first words stay untouched beside it."""
        first = self.book.get(StoryEntry, entry)
        if first.corrects:
            raise Refused("Correct the entry itself: a correction is not corrected again.", field="words")
        if not is_reference(words) and any(one.flag == "safeguarding" for one in self.book.all(ExportFlag, record=first.id)):
            raise Refused(ONLY_A_REFERENCE, field="words")
        now = self.clock()
        added = StoryEntry(
            id=uuid4(), pupil=first.pupil, entry_kind=first.entry_kind, happened_at=first.happened_at, written_at=now,
            written_by=self.book.person.name, words=words.strip(), corrects=first.id,
        )
        with self.book.writing("Correction added", first.pupil) as page:
            page.put(added)
        return page.changed

    def strike_out(self, entry: UUID, because: str) -> Changed:
        """Withdraw an entry with a reason; it stays readable, struck through."""
        if not because.strip():
            raise Refused("Say why the entry is struck out.", field="because")
        kept = self.book.get(StoryEntry, entry)
        if kept.struck_out:
            raise Refused("This entry is struck out already.", field="because")
        with self.book.writing("Entry struck out", kept.pupil) as page:
            page.put(replace(kept, struck_out_at=self.clock(), struck_out_because=because.strip()))
        return page.changed

    def action_done(self, entry: UUID) -> Changed:
        """Tick the next action off, today."""
        kept = self.book.get(StoryEntry, entry)
        with self.book.writing("Next action done", kept.pupil) as page:
            page.put(replace(kept, next_action_done_on=today(self.clock)))
        return page.changed


@dataclass(frozen=True, slots=True)
class Drafts:
    """What stands in open forms, saved as typed: neither checked nor audited."""

    book: "Notebook"

    def read(self, form: str) -> dict[str, str]:
        """The fields as they were typed; empty where there is no draft."""
        import json

        text = self.book.draft(form)
        return {} if text is None else {str(k): str(v) for k, v in json.loads(text).items()}

    def save(self, form: str, fields: Mapping[str, str]) -> None:
        """Keep the fields as typed. Durable when it returns."""
        import json

        self.book.save_draft(form, json.dumps(dict(fields), ensure_ascii=False))

    def drop(self, form: str) -> None:
        """Forget the draft."""
        self.book.drop_draft(form)
