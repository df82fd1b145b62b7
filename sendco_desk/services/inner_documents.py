"""What lies inside documents, attachments of e-mails, members of archives, files in a PDF, offered and put in as documents of their own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed
from sendco_desk.services.documents import BYTES_TO_READ, SECONDS_TO_READ, Added, Filing
from sendco_desk.services.repeats import repeated
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.inner import Inner
    from sendco_desk.packs.source import Finding, Source
    from sendco_desk.store.notebook import Notebook

PDF = "application/pdf"
MAILS = ("message/rfc822", "application/vnd.ms-outlook")
CARRIERS = frozenset((*MAILS, "application/zip", PDF))
"""The kinds of document inside which others may lie."""

MOST_LEVELS = 3
"""How often what was inside is looked into again where everything inside is wanted."""

TOO_MUCH = "It takes too much time or memory to look inside. Take out what lies inside it by hand, and add that."


NONE_ADDED = Added(documents=(), duplicates=(), problems=(), changed=NOTHING_CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One document that lies inside another, as it is offered.

    ``called`` names it with the folders it lies in, ``kind`` says what it is; ``why_not`` says why it cannot go into a pack, empty where
    it can; ``held`` is the pupil's document with the same bytes, where there is one.
    """

    carrier: Document
    name: str
    called: str
    size: int
    sha256: str
    media_type: str
    kind: str
    place: tuple[int, ...]
    why_not: str = ""
    received_on: date | None = None
    dated_on: date | None = None
    author: str = ""
    held: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What lies inside one document. ``reason`` says why nobody can look inside, ``locked`` that a password, or another one, would help."""

    carrier: Document
    offered: tuple[Offered, ...] = ()
    reason: str = ""
    locked: bool = False

    @property
    def fresh(self) -> tuple[Offered, ...]:
        """Those that the pupil's record does not hold yet."""
        return tuple(one for one in self.offered if one.held is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a worker found inside a document, or why it could not look."""

    inner: "tuple[Inner, ...]" = ()
    reason: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """The bytes of what lay inside, and its words for search."""

    data: bytes = field(repr=False)
    text: str = field(repr=False)


def look_job(source: "Source", report: Report) -> Found:
    """Looks inside a document. Runs in a worker process."""
    from sendco_desk.packs.inner import inner_of
    from sendco_desk.packs.passwords import asks_for_password

    try:
        return Found(inner=inner_of(source))
    except Refused as refused:
        return Found(reason=refused.message, locked=asks_for_password(refused.message))


def _take_job(source: "Source", name: str, place: tuple[int, ...], report: Report) -> _Taken:
    """Runs in a worker process."""
    from sendco_desk.packs.inner import open_inner
    from sendco_desk.packs.source import Source
    from sendco_desk.packs.text import extract_text

    with open_inner(source, place) as stream:
        data = stream.read()
    try:
        text = extract_text(Source(name=name, open=partial(BytesIO, data)))
    except Refused:
        text = ""  # it is still kept, and a pack will say what is wrong with it
    return _Taken(data=data, text=text)


@dataclass(frozen=True, slots=True)
class InnerDocuments:
    """Deeds with what lies inside documents."""

    book: "Notebook"
    workshop: Workshop

    def inside(
        self, documents: Iterable[Document], report: Report = unreported, *, passwords: Sequence[str] = (),
    ) -> tuple[Inside, ...]:
        """What lies inside each of these, looked up in a worker; a document with nothing inside, and nothing to say, is left out."""
        carriers = [document for document in documents if document.media_type in CARRIERS]
        found = []
        for number, carrier in enumerate(carriers):
            report(number, len(carriers))
            found.append(self._inside(carrier, passwords, lambda *_, n=number: report(n, len(carriers))))
        return tuple(one for one in found if one.offered or one.reason)

    def filing_of(self, offered: Offered) -> Filing:
        """What is known already about something inside: what its e-mail tells, else what was said about the document that holds it."""
        carrier = offered.carrier
        return Filing(
            received_on=offered.received_on or carrier.received_on, dated_on=offered.dated_on, author=offered.author or carrier.author,
            service=carrier.service, sharing_basis=carrier.sharing_basis, story_entry=carrier.story_entry,
        )

    def add(
        self, chosen: Sequence[tuple[Offered, Filing]], report: Report = unreported, *, passwords: Sequence[str] = (),
    ) -> Added:
        """Put what was chosen into the record of the pupil whose the carriers are, as one deed. What is there already is named, not kept twice."""
        if not chosen:
            raise Refused("Tick at least one of the files, or close this.", field="inside")
        pupil = chosen[0][0].carrier.pupil
        held = {d.sha256: d for d in self.book.all(Document, pupil=pupil)}
        fresh: list[tuple[Document, str]] = []
        duplicates, problems = [], []
        for number, (offered, filing) in enumerate(chosen):
            report(number, len(chosen))
            if offered.sha256 in held:
                duplicates.append((offered.name, held[offered.sha256]))
                continue
            try:
                document, text = self._taken(offered, filing, passwords, lambda *_, n=number: report(n, len(chosen)))
            except (Refused, Trouble) as failure:
                problems.append((offered.name, failure.message))
            else:
                held[document.sha256] = document
                fresh.append((document, text))
        changed = self._put(pupil, fresh)
        report(len(chosen), len(chosen))
        return Added(documents=tuple(d for d, _ in fresh), duplicates=tuple(duplicates), problems=tuple(problems), changed=changed)

    def add_all(
        self, documents: Sequence[Document], report: Report = unreported, *, passwords: Sequence[str] = (),
    ) -> Iterator[Added]:
        """Everything inside these, and inside what lay there, each level as one deed; what cannot be opened is among the problems."""
        for _ in range(MOST_LEVELS):
            inside = self.inside(documents, report, passwords=passwords)
            closed = tuple((one.carrier.file_name, one.reason) for one in inside if one.reason and one.carrier.media_type != PDF)
            chosen = [(offered, self.filing_of(offered)) for one in inside for offered in one.offered]
            added = self.add(chosen, report, passwords=passwords) if chosen else NONE_ADDED
            if chosen or closed:
                yield replace(added, problems=(*closed, *added.problems))
            documents = (*added.documents, *(document for _, document in added.duplicates))

    def repeated(self, documents: Iterable[Document], report: Report = unreported) -> "dict[UUID, tuple[Finding, ...]]":
        """What to say about each e-mail among these that a later one quotes whole, or that is there twice. Read in a worker."""
        kinds = (*MAILS, PDF)
        sources = {one.id: (one.title, self._source(one, ())) for one in documents if one.media_type in kinds}
        return repeated(self.workshop, sources, report)

    def _inside(self, carrier: Document, passwords: Sequence[str], report: Report) -> Inside:
        try:
            found = self.workshop.run(
                look_job, self._source(carrier, passwords), report=report, seconds=SECONDS_TO_READ, memory=BYTES_TO_READ,
            )
        except Trouble:
            return Inside(carrier=carrier, reason=TOO_MUCH)
        held = {d.sha256: d for d in self.book.all(Document, pupil=carrier.pupil)}
        return Inside(
            carrier=carrier, reason=found.reason, locked=found.locked,
            offered=tuple(_offered(carrier, inner, held.get(inner.sha256)) for inner in found.inner),
        )

    def _taken(self, offered: Offered, filing: Filing, passwords: Sequence[str], report: Report) -> tuple[Document, str]:
        taken = self.workshop.run(
            _take_job, self._source(offered.carrier, passwords), offered.name, offered.place, report=report, seconds=SECONDS_TO_READ,
            memory=BYTES_TO_READ,
        )
        if not taken.data:
            raise Refused(offered.why_not)
        kept = self.book.attachments.put(BytesIO(taken.data))
        document = Document(
            id=uuid4(), pupil=offered.carrier.pupil, title=PurePath(offered.name).stem.replace("_", " ").strip() or offered.name,
            file_name=offered.name, media_type=offered.media_type, size=kept.size, sha256=kept.sha256, attachment=kept.name,
            document_kind=filing.document_kind, received_on=filing.received_on, dated_on=filing.dated_on, author=filing.author.strip(),
            service=filing.service, sharing_basis=filing.sharing_basis, story_entry=filing.story_entry,
        )
        return document, taken.text

    def _put(self, pupil: UUID, fresh: Sequence[tuple[Document, str]]) -> Changed:
        if not fresh:
            return NOTHING_CHANGED
        with self.book.writing(f"Put in {len(fresh)} document{'s' * (len(fresh) != 1)} from inside another", pupil) as page:
            for document, text in fresh:
                page.put(document)
                page.put_text(document.id, text)
        return page.changed

    def _source(self, document: Document, passwords: Sequence[str]) -> "Source":
        from sendco_desk.packs.source import Source
        from sendco_desk.store.attachments import open_attachment

        opener = partial(open_attachment, self.book.folder, self.book.keys, document.attachment)
        return Source(name=document.file_name, open=opener, media_type=document.media_type, passwords=tuple(passwords))


def _offered(carrier: Document, inner: "Inner", held: Document | None) -> Offered:
    return Offered(
        carrier=carrier, name=inner.name, called=inner.called, size=inner.size, sha256=inner.sha256, media_type=inner.media_type,
        kind=inner.kind, place=inner.place, why_not=inner.why_not, received_on=inner.received_on, dated_on=inner.dated_on,
        author=inner.author, held=held,
    )
