"""Deeds with documents: put files and folders in, find duplicates, read their text for search, give copies out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID, uuid4

from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, Clock, today
from sendco_desk.services.outputs import output_place
from sendco_desk.services.recording import refuse_tied
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.source import Source
    from sendco_desk.store.attachments import Stored
    from sendco_desk.store.keys import Keys
    from sendco_desk.store.notebook import Notebook

SYSTEM_FILES = {"thumbs.db", "desktop.ini", ".ds_store"}
SECONDS_TO_READ, BYTES_TO_READ = 120.0, 2_000_000_000
"""What one document may ask of the machine while its words are read."""
SECONDS_TO_RECOGNISE = 1800.0
"""The same while the words of its pictures are recognised: a long scan at some seconds a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is said once about all the files put in together."""

    received_on: date
    document_kind: str = "other"
    service: str = "other"
    author: str = ""
    sharing_basis: str = "not_decided"
    dated_on: date | None = None
    story_entry: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the files: put in, already there, or not readable (with the reason)."""

    documents: tuple[Document, ...]
    duplicates: tuple[tuple[str, Document], ...]
    problems: tuple[tuple[str, str], ...]
    changed: Changed


def files_under(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those inside the folders named, in a stable order; the system's own files left out."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        found += [p for p in inside if p.name.lower() not in SYSTEM_FILES and not p.name.startswith("~$")]
    return found


def read_text(path: Path, report: Report) -> str:
    """The searchable text of a file, in a worker process; nothing where it cannot be read."""
    from sendco_desk.packs.source import path_source
    from sendco_desk.packs.text import extract_text

    try:
        return extract_text(path_source(path))
    except Refused:
        return ""  # it is still kept, and a pack will say what is wrong with it


def _stored(folder: Path, keys: "Keys", name: str) -> BinaryIO:
    """A document's bytes, decrypted in the worker as they are read."""
    from sendco_desk.store.attachments import open_attachment

    return open_attachment(folder, keys, name)


def read_scan(source: "Source", report: Report) -> str:
    """The words of a document that is pictures of pages, in a worker process; nothing where no program for that is found."""
    from sendco_desk.packs.recognition import find
    from sendco_desk.packs.scanned_text import scanned_text
    from sendco_desk.packs.text import extract_text

    program = find()
    try:
        known = extract_text(source)
        return "" if program is None or known.strip() else scanned_text(source, program, report)
    except Refused:
        return ""  # as when it was put in


def opened_whole(path: Path) -> BinaryIO:
    """A file, open to be read. Raises Refused, with what to do, where there is nothing in it or it cannot be read."""
    try:
        if path.exists() and not path.is_file():
            raise Refused("This is not a file that can be kept: choose a file or a folder.", field="files")
        if path.stat().st_size == 0:
            raise Refused("The file is empty: save it again, or ask the sender for it once more.", field="files")
        return path.open("rb")
    except FileNotFoundError:
        raise Refused("The file is not there: check its name and folder.", field="files") from None
    except OSError:
        raise Refused("The file may not be read: close it in other programs, or ask for access to it.", field="files") from None


def media_type_of(path: Path) -> str:
    """What the document is, by its content; by its name where the two contradict each other, which a pack will then say."""
    from sendco_desk.packs.convert.kinds import named_kind, recognise
    from sendco_desk.packs.source import path_source

    try:
        return recognise(path_source(path)).media_type
    except Refused:
        return named_kind(path.name).media_type


def printable(name: str) -> str:
    """A file's name as it can be stored and shown: what no encoding can hold is replaced."""
    return name.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Documents:
    """Deeds with documents."""

    book: "Notebook"
    clock: Clock
    workshop: Workshop

    def of(self, pupil: UUID) -> list[Document]:
        """A pupil's documents, latest received first."""
        return sorted(self.book.all(Document, pupil=pupil), key=lambda d: (d.received_on, d.title), reverse=True)

    def get(self, document: UUID) -> Document:
        """One document."""
        return self.book.get(Document, document)

    def add_files(self, pupil: UUID, paths: Iterable[Path], filing: Filing | None = None, report: Report = unreported) -> Added:
        """Put files and folders into a pupil's record as one deed. A file already there is named, not kept twice."""
        files = files_under(paths)
        if not files:
            raise Refused("There is no file to put in: choose one or more files, or a folder that holds some.", field="files")
        filing = filing or Filing(received_on=today(self.clock))
        whole = 2 * len(files)  # each file is stored, then read
        stored, problems = self._store(files, lambda done: report(done, whole))
        held = {d.sha256: d for d in self.book.all(Document, pupil=pupil)}
        fresh: list[tuple[Path, Document]] = []
        duplicates = []
        for path, kept in stored:
            if kept.sha256 in held:
                duplicates.append((printable(path.name), held[kept.sha256]))
            else:
                held[kept.sha256] = document = self._document(pupil, path, kept, filing)
                fresh.append((path, document))
        changed = self._put(pupil, fresh, lambda done: report(len(files) + done, whole))
        report(whole, whole)
        return Added(documents=tuple(d for _, d in fresh), duplicates=tuple(duplicates), problems=tuple(problems), changed=changed)

    def _store(self, files: Sequence[Path], step: Callable[[int], None]) -> tuple[list[tuple[Path, "Stored"]], list[tuple[str, str]]]:
        stored: list[tuple[Path, Stored]] = []
        problems: list[tuple[str, str]] = []
        for number, path in enumerate(files):
            step(number)
            try:
                with opened_whole(path) as stream:
                    stored.append((path, self.book.attachments.put(stream)))
            except Refused as refused:
                problems.append((printable(path.name), refused.message))
        return stored, problems

    def _put(self, pupil: UUID, fresh: Sequence[tuple[Path, Document]], step: Callable[[int], None]) -> Changed:
        texts = []
        for number, (path, _) in enumerate(fresh):
            step(number)
            texts.append(self._text(path, lambda *_, number=number: step(number)))
        if not fresh:
            return NOTHING_CHANGED
        with self.book.writing(f"Put in {len(fresh)} document{'s' * (len(fresh) != 1)}", pupil) as page:
            for (_, document), text in zip(fresh, texts, strict=True):
                page.put(document)
                page.put_text(document.id, text)
        return page.changed

    def _text(self, path: Path, report: Report) -> str:
        """A stranger's file is read in a worker, by itself, so that one that brings the reader down costs its own words alone."""
        try:
            return self.workshop.run(read_text, path, report=report, seconds=SECONDS_TO_READ, memory=BYTES_TO_READ)
        except Trouble:
            return ""  # kept all the same

    def scans_among(self, documents: Sequence[UUID]) -> "list[tuple[UUID, Source]]":
        """Those documents that may be pictures of pages, as a worker is handed them."""
        from sendco_desk.packs.source import Source

        kept = [document for document in map(self.get, documents) if document.media_type.startswith(("image/", "application/pdf"))]
        return [
            (each.id, Source(name=each.file_name, open=partial(_stored, self.book.folder, self.book.keys, each.attachment))) for each in kept
        ]

    def words_of_scans(self, scans: "Sequence[tuple[UUID, Source]]", report: Report = unreported) -> dict[UUID, str]:
        """The words of those that are scans, recognised where the computer has a program for that. It takes seconds a page.

        The notebook is not asked: this may run beside other deeds for minutes.
        """
        found = {}
        for number, (document, source) in enumerate(scans):
            report(number, len(scans))
            with suppress(Trouble):  # one that brings the reader down costs its own words alone
                found[document] = self.workshop.run(
                    read_scan, source, report=lambda *_, n=number: report(n, len(scans)), seconds=SECONDS_TO_RECOGNISE, memory=BYTES_TO_READ,
                )
        report(len(scans), len(scans))
        return {document: text for document, text in found.items() if text.strip()}

    def keep_words(self, found: Mapping[UUID, str]) -> Changed:
        """Let search find the words of scans. They are one pupil’s, and one deed; those taken out meanwhile are passed over."""
        there = {document.id: document for document in self.book.all(Document) if document.id in found}
        if not there:
            return NOTHING_CHANGED
        first = next(iter(there.values()))
        with self.book.writing(f"Read the words of {len(there)} scan{'s' * (len(there) != 1)}", first.pupil) as page:
            for document in there:
                page.put_text(document, found[document])
        return page.changed

    def read_scans(self, documents: Sequence[UUID], report: Report = unreported) -> Changed:
        """Recognise the words of scans among a pupil’s documents for search, in one go."""
        return self.keep_words(self.words_of_scans(self.scans_among(documents), report))

    def _document(self, pupil: UUID, path: Path, kept: "Stored", filing: Filing) -> Document:
        return Document(
            id=uuid4(), pupil=pupil, title=printable(path.stem).replace("_", " ").strip() or printable(path.name), file_name=printable(path.name),
            media_type=media_type_of(path), size=kept.size, sha256=kept.sha256, attachment=kept.name,
            document_kind=filing.document_kind, received_on=filing.received_on, dated_on=filing.dated_on, author=filing.author.strip(),
            service=filing.service, sharing_basis=filing.sharing_basis, story_entry=filing.story_entry,
        )

    def save(self, document: Document) -> Changed:
        """Keep changed facts about a document; its file never changes."""
        with self.book.writing("Changed a document’s details", document.pupil) as page:
            page.put(document)
        return page.changed

    def remove(self, document: UUID) -> Changed:
        """Take a document out of the record. Undo brings it back: its file stays until retention purges it.

        Raises Refused where something names it: a sentence that rests on it, the views whose original it shows, a profile's photograph.
        """
        kept = self.book.get(Document, document)
        refuse_tied(self.book, kept)
        with self.book.writing("Took a document out", kept.pupil) as page:
            page.remove(kept)
        return page.changed

    def open(self, document: UUID) -> BinaryIO:
        """Its bytes, decrypted in memory as they are read."""
        return self.book.attachments.open(self.book.get(Document, document).attachment)

    def save_copy(self, document: UUID, to: Path) -> Path:
        """Write a plain copy where the person chose; an older file there stays until the copy is whole."""
        import shutil

        part = output_place(to).with_name(f"{to.name}.part")
        try:
            with self.open(document) as source, part.open("wb") as target:
                shutil.copyfileobj(source, target)
            part.replace(to)
        except OSError as error:
            raise Trouble(f"The copy could not be written there ({error.strerror}). The notebook is safe; choose another folder.") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return to
