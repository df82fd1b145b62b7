"""Deeds with what is blacked out in documents: search for words, mark, change, look again, and open a document before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.documents import Document
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.redactions import Box, Redaction, box_of, box_text
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, Clock, today
from sendco_desk.services.documents import BYTES_TO_READ, SECONDS_TO_RECOGNISE
from sendco_desk.services.previewing import NOT_SHOWN, Opened
from sendco_desk.services.scratch import scratch_folder
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.redaction_reading import Reading
    from sendco_desk.packs.redaction_search import Hit, SeenPage
    from sendco_desk.packs.source import Blacked, Source
    from sendco_desk.store.keys import Keys
    from sendco_desk.store.notebook import Notebook

SHORTEST_NAME = 3
"""Letters that a name must have to be looked for by itself."""

LOOK_YOURSELF = "This page is a picture: look at it yourself."
NO_WORDS = "Write the words to look for, or the names, one to a line."
TOO_MUCH = "It takes too much time or memory to read this document, so nothing was searched in it: look at it yourself."


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A document that is to be read, as a worker is handed it."""

    document: UUID
    title: str
    source: "Source" = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document with the words on its pages. ``reading`` says why there are none, and which pages are pictures; held in memory alone."""

    document: UUID
    title: str
    reading: "Reading" = field(repr=False)

    @property
    def opened(self) -> Opened:
        """Its pages, to look at."""
        from sendco_desk.packs.preview import held

        sizes = tuple((page.width, page.height) for page in self.reading.pages)
        pdf = held(self.reading.pdf) if sizes else None
        return Opened(sizes=sizes, reason=self.reading.reason, locked=self.reading.locked, pdf=pdf)

    def page(self, number: int) -> "SeenPage":
        """A page by its number. Raises Refused where there is none."""
        if not 1 <= number <= len(self.reading.pages):
            raise Refused(f"There is no page {number}: the document ends with page {len(self.reading.pages)}.", field="page")
        return self.reading.pages[number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWords:
    """Words that were found in a document, with every hit. ``suggested`` says whose name it is, empty for what somebody asked for."""

    document: UUID
    title: str
    words: str = field(repr=False)
    hits: "tuple[Hit, ...]" = field(repr=False)
    suggested: str = ""


def _read_job(source: "Source", report: Report) -> "Reading":
    """Runs in a worker process, where the temporary folder is the worker's own."""
    import tempfile

    from sendco_desk.packs.redaction_reading import read_document

    with tempfile.TemporaryDirectory(dir=scratch_folder()) as folder:
        return read_document(source, Path(folder), report)


def _burnt_job(source: "Source", report: Report) -> Opened:
    """Runs in a worker process."""
    import tempfile

    from sendco_desk.packs.preview import held, preview

    with tempfile.TemporaryDirectory(dir=scratch_folder()) as folder:
        made = preview(source, Path(folder))
    return Opened(sizes=made.sizes, reason=made.reason, actions=made.actions, locked=made.locked, pdf=held(made.pdf) if made.sizes else None)


def _stored(folder: Path, keys: "Keys", name: str) -> BinaryIO:
    from sendco_desk.store.attachments import open_attachment

    return open_attachment(folder, keys, name)


def blacked_out(book: "Notebook", document: UUID) -> "tuple[Blacked, ...]":
    """What is blacked out in a document, as whoever converts it is handed it."""
    kept = in_order(book.all(Redaction, document=document))
    if not kept:
        return ()
    from sendco_desk.packs.source import Blacked

    return tuple(
        Blacked(
            page=one.page, boxes=tuple(map(box_of, one.boxes)), reason=one.reason, words=one.words, page_print=one.page_print,
            reviewed_by=one.reviewed_by,
        )
        for one in kept
    )


def untold(text: str, blacked: "Sequence[Blacked]") -> str:
    """A title, a name or a note of a document without the words that are blacked out in it."""
    if not blacked or not text:
        return text
    from sendco_desk.packs.redacting import words_of
    from sendco_desk.packs.redaction_search import veiled

    return veiled(text, words_of(blacked))


def in_order(redactions: Iterable[Redaction]) -> list[Redaction]:
    """Page by page, and on a page from its head down."""
    return sorted(redactions, key=lambda one: (one.page, -box_of(one.boxes[0])[3], box_of(one.boxes[0])[0], str(one.id)))


@dataclass(frozen=True, slots=True)
class Redactions:
    """Deeds with redactions. ``read``, ``read_all`` and ``burnt`` are for the slow lane; the others are short."""

    book: "Notebook"
    clock: Clock
    workshop: Workshop

    # What there is

    def of(self, document: UUID) -> list[Redaction]:
        """What is blacked out in a document, page by page."""
        return in_order(self.book.all(Redaction, document=document))

    def of_pupil(self, pupil: UUID) -> dict[UUID, list[Redaction]]:
        """The same for all documents of a pupil that have any."""
        found: dict[UUID, list[Redaction]] = {}
        for one in in_order(self.book.all(Redaction, pupil=pupil)):
            found.setdefault(one.document, []).append(one)
        return found

    def documents(self) -> list[Document]:
        """Every document of the notebook in which anything is blacked out, by its title."""
        held = {one.document for one in self.book.all(Redaction)}
        return sorted((self.book.get(Document, one) for one in held), key=lambda one: (one.title, str(one.id)))

    # Reading and searching

    def to_read(self, documents: Iterable[UUID], passwords: Sequence[str] = ()) -> tuple[ToRead, ...]:
        """Documents as they are handed to a worker."""
        kept = [self.book.get(Document, document) for document in documents]
        return tuple(ToRead(document=one.id, title=one.title, source=self._source(one, passwords)) for one in kept)

    def of_case(self, case: UUID) -> list[UUID]:
        """The documents of the pupil whose case it is, oldest first."""
        pupil = self.book.get(CaseFile, case).pupil
        return [one.id for one in sorted(self.book.all(Document, pupil=pupil), key=lambda one: (one.dated_on or one.received_on, one.title))]

    def read(self, asked: ToRead, report: Report = unreported) -> Read:
        """A document with its words, read in a worker; recognised where it is a scan and the computer has a program for that."""
        report(0, 1)
        try:
            found = self.workshop.run(_read_job, asked.source, report=report, seconds=SECONDS_TO_RECOGNISE, memory=BYTES_TO_READ)
        except Trouble:
            from sendco_desk.packs.redaction_reading import Reading

            found = Reading(reason=TOO_MUCH)
        return Read(document=asked.document, title=asked.title, reading=found)

    def read_all(self, asked: Sequence[ToRead], report: Report = unreported) -> tuple[Read, ...]:
        """One after another; ``report`` counts documents."""
        made = []
        for number, one in enumerate(asked):
            report(number, len(asked))
            made.append(self.read(one, lambda *_, n=number: report(n, len(asked))))
        return tuple(made)

    def search(self, read: Iterable[Read], words: Iterable[str]) -> tuple[FoundWords, ...]:
        """Where words stand, document by document. Raises Refused where there is nothing to look for."""
        from sendco_desk.packs.redaction_search import Index, pieces

        asked = list(dict.fromkeys(" ".join(one.split()) for one in words if pieces(one)))
        if not asked:
            raise Refused(NO_WORDS, field="words")
        indexed = [(one, Index(one.reading.pages)) for one in read]
        found = ((one, wanted, index.hits(wanted)) for one, index in indexed for wanted in asked)
        return tuple(FoundWords(document=one.document, title=one.title, words=wanted, hits=its) for one, wanted, its in found if its)

    def suggested(self, read: Iterable[Read], pupil: UUID) -> tuple[FoundWords, ...]:
        """Names of other children in the notebook, and of their families, that stand in documents of this one."""
        from sendco_desk.packs.redaction_reading import names_found

        names = self.names_of_others(pupil)
        return tuple(
            FoundWords(document=one.document, title=one.title, words=name, hits=its, suggested=names[name])
            for one in read for name, its in names_found(one.reading.pages, names).items()
        )

    def names_of_others(self, pupil: UUID) -> dict[str, str]:
        """Names that are not this pupil’s nor those of the people around them, each with whose it is."""
        from sendco_desk.packs.redaction_search import folded, pieces

        its_own = self.book.get(Pupil, pupil)
        own = {*_names_of(its_own), *(name for one in self.book.all(ContactPerson, pupil=pupil) for name in (one.forename, one.surname))}
        known = {piece for name in own for piece in pieces(name)}
        found: dict[str, str] = {}
        for other in self.book.all(Pupil):
            if other.id != pupil:
                self._add(found, known, _names_of(other), "A name of another child")
        for person in self.book.all(ContactPerson):
            if person.pupil != pupil:
                whole = f"{person.forename} {person.surname}".strip()
                self._add(found, known, (whole, person.surname), "Somebody around another child")
        return {name: whose for name, whose in found.items() if len(folded(name)) >= SHORTEST_NAME}

    def _add(self, found: dict[str, str], known: set[str], names: Iterable[str], whose: str) -> None:
        from sendco_desk.packs.redaction_search import pieces

        for name in names:
            if name.strip() and not set(pieces(name)) <= known:
                found.setdefault(" ".join(name.split()), whose)

    # Looking

    def burnt(self, document: UUID, report: Report = unreported, passwords: Sequence[str] = ()) -> Opened:
        """The pages as a pack would take them now, with the boxes burnt in."""
        from sendco_desk.packs.source import Handling

        kept = self.book.get(Document, document)
        source = replace(self._source(kept, passwords), handling=Handling(blacked=blacked_out(self.book, document)))
        report(0, 1)
        try:
            return self.workshop.run(_burnt_job, source, report=report, seconds=SECONDS_TO_RECOGNISE, memory=BYTES_TO_READ)
        except Trouble as trouble:
            raise Trouble(NOT_SHOWN) from trouble

    # Marking

    def mark(
        self, document: UUID, page: int, boxes: Sequence[Box], *, reason: str, note: str = "", page_print: str = "", words: str = "",
    ) -> tuple[Redaction, Changed]:
        """Black out boxes on one page."""
        kept = self.book.get(Document, document)
        made = self._made(kept, page, boxes, reason=reason, note=note, page_print=page_print, words=words)
        with self.book.writing("Blacked out a part of a page", kept.pupil) as writing:
            writing.put(made)
        return made, writing.changed

    def mark_found(self, chosen: "Sequence[tuple[FoundWords, Sequence[Hit]]]", read: Sequence[Read], *, reason: str, note: str = "") -> Changed:
        """Black out what was accepted of what was found, as one deed. Boxes that are there already are not put twice.

        Where all that was found of the words on a page is accepted, nothing of them may be left there, and every pack proves it.
        """
        from sendco_desk.packs.redaction_search import Index

        by_document = {one.document: one for one in read}
        indexed = {document: Index(by_document[document].reading.pages) for document in {found.document for found, _ in chosen}}
        made: list[Redaction] = []
        for found, accepted in chosen:
            whole = indexed[found.document].hits(found.words)
            also = [hit for other, its in chosen if other.document == found.document for hit in its]
            made += self._made_of(found, accepted, whole, also, by_document[found.document], reason, note)
        if not made:
            return NOTHING_CHANGED
        count = sum(len(one.boxes) for one in made)
        with self.book.writing(f"Blacked out {count} place{'s' * (count != 1)} where words were found", made[0].pupil) as writing:
            for one in made:
                writing.put(one)
        return writing.changed

    def _made_of(
        self, found: FoundWords, accepted: "Sequence[Hit]", everything: "Sequence[Hit]", also: "Sequence[Hit]", read: Read, reason: str, note: str,
    ) -> list[Redaction]:
        from sendco_desk.packs.redaction_search import meet

        kept, made = self.book.get(Document, found.document), []
        there = self.of(kept.id)
        for number in sorted({hit.page for hit in accepted}):
            covered = [box_of(box) for one in there if one.page == number for box in one.boxes]
            covered += [box for hit in also if hit.page == number for box in hit.boxes]
            wanted = [box for hit in accepted if hit.page == number for box in hit.boxes]
            whole = all(any(meet(box, other) for other in covered) for hit in everything if hit.page == number for box in hit.boxes)
            words = found.words if whole else ""
            same = {box for one in there if (one.page, one.words) == (number, words) for box in one.boxes}
            if boxes := [box for box in wanted if box_text(box) not in same]:
                made.append(self._made(kept, number, boxes, reason=reason, note=note, page_print=read.page(number).page_print, words=words))
        return made

    def _made(self, document: Document, page: int, boxes: Sequence[Box], *, reason: str, note: str, page_print: str, words: str) -> Redaction:
        return Redaction(
            id=uuid4(), pupil=document.pupil, document=document.id, page=page, boxes=tuple(map(box_text, boxes)), words=words, reason=reason,
            note=note.strip(), page_print=page_print, marked_by=self.book.person.name, marked_on=today(self.clock),
        )

    def change(self, redactions: Sequence[UUID], *, reason: str, note: str = "") -> Changed:
        """Say another reason. Who looked at them did not look at that, so somebody has to look again."""
        kept = [self.book.get(Redaction, one) for one in redactions]
        made = [
            replace(one, reason=reason, note=note.strip(), reviewed_by="", reviewed_on=None)
            for one in kept if (one.reason, one.note) != (reason, note.strip())
        ]
        if not made:
            return NOTHING_CHANGED
        with self.book.writing("Changed why a part of a page is blacked out", made[0].pupil) as writing:
            for one in made:
                writing.put(one)
        return writing.changed

    def remove(self, redactions: Sequence[UUID]) -> Changed:
        """Take boxes away again; undo brings them back."""
        kept = [self.book.get(Redaction, one) for one in redactions]
        if not kept:
            return NOTHING_CHANGED
        with self.book.writing(f"Took away {len(kept)} redaction{'s' * (len(kept) != 1)}", kept[0].pupil) as writing:
            for one in kept:
                writing.remove(one)
        return writing.changed

    def keep_place(self, document: UUID, read: Read) -> Changed:
        """Say that the boxes lie right on the pages as they are laid out now: somebody has looked at each."""
        changed = [
            replace(one, page_print=read.page(one.page).page_print, reviewed_by="", reviewed_on=None)
            for one in self.of(document) if one.page_print != read.page(one.page).page_print
        ]
        if not changed:
            return NOTHING_CHANGED
        with self.book.writing("Looked again at what is blacked out", changed[0].pupil) as writing:
            for one in changed:
                writing.put(one)
        return writing.changed

    def out_of_place(self, document: UUID, read: Read) -> list[Redaction]:
        """Those on pages that are laid out otherwise than when they were marked, or are not there any more."""
        pages = {page.number: page.page_print for page in read.reading.pages}
        return [one for one in self.of(document) if one.page not in pages or one.page_print not in ("", pages[one.page])]

    def review(self, document: UUID, by: str) -> Changed:
        """Record who looked at everything that is blacked out in a document. Raises Refused for whoever marked it."""
        name = " ".join(by.split())
        if not name:
            raise Refused("Write the name of the person who looked at it.", field="reviewed_by")
        waiting = [one for one in self.of(document) if not one.reviewed_by]
        if not waiting:
            raise Refused("There is nothing to look at: everything that is blacked out here was reviewed already.", field="reviewed_by")
        if any(name.casefold() == one.marked_by.casefold() for one in waiting):
            raise Refused("A second person looks at it: write the name of somebody other than who marked it.", field="reviewed_by")
        with self.book.writing("Recorded who looked at what is blacked out", waiting[0].pupil) as writing:
            for one in waiting:
                writing.put(replace(one, reviewed_by=name, reviewed_on=today(self.clock)))
        return writing.changed

    def _source(self, document: Document, passwords: Sequence[str]) -> "Source":
        from sendco_desk.packs.source import Source

        opener = partial(_stored, self.book.folder, self.book.keys, document.attachment)
        return Source(name=document.file_name, open=opener, media_type=document.media_type, passwords=tuple(passwords))


def _names_of(pupil: Pupil) -> tuple[str, ...]:
    """The names of a pupil, the whole ones first."""
    return (pupil.known_name, pupil.legal_name, pupil.known_forename, pupil.legal_forename, pupil.known_surname, pupil.legal_surname)
