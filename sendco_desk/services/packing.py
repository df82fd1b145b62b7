"""Deeds with packs: choose what goes in, build it in a worker, verify it, and record that it was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID, uuid4

from sendco_desk.domain.casework import CaseFile, Submission
from sendco_desk.domain.codes import CASE_KINDS, SERVICES, said
from sendco_desk.domain.council_asks import NotSupplied
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pack_layout import DOCUMENTS, ChosenAnswer
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.bundling import USUAL_DPI, page_count, shape_of
from sendco_desk.services.casework import Casework
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.converting import build_apart, converted_apart
from sendco_desk.services.outputs import PDF, output_place
from sendco_desk.services.pack_asks import turns_on_test
from sendco_desk.services.pack_parts import CHANGES, MADE_TITLES, PARTS, cover_of, generated_parts, parts_there
from sendco_desk.services.pack_record import Asked, PackRecord, record_on
from sendco_desk.services.profiles import Profiles
from sendco_desk.services.provision import HIDDEN, Provision
from sendco_desk.services.redactions import blacked_out, untold
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.screened import documents_held
from sendco_desk.services.sent_packs import earlier_of, volume_note, whole_pack
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.manifest import Manifest
    from sendco_desk.packs.plan import PackItem, PackPlan
    from sendco_desk.packs.sent_facts import Earlier
    from sendco_desk.packs.source import Handling, Source
    from sendco_desk.store.keys import Keys
    from sendco_desk.store.notebook import Notebook


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChoices:
    """What the maker wants in the pack: generated parts by id and documents by id, each in order; and a password if any.

    A document that the export screen holds back goes in only with a reason, kept for the case or in ``overrides``. A part that has nothing
    to say is never printed. What provision costs is told only with ``costs``; staff rates never are. ``under`` says under which heading a
    document stands, ``notes`` the maker's line on it and ``handling`` what is done to its pages, where that is not as usual. ``passwords``
    are tried on locked documents; ``most_bytes``, ``lighter``, ``finest`` and ``originals`` are as in ``bundling.Size``. ``profile`` is the
    id of the profile whose asks it answers (empty: as is proposed for the case), ``planned_on`` the day of sending, ``our_case`` the
    school's case in its own words and ``answers`` the documents chosen as answers.
    """

    parts: tuple[str, ...] = tuple(PARTS)
    documents: tuple[UUID, ...] = ()
    overrides: Mapping[UUID, str] = field(default_factory=dict)
    password: str = ""
    costs: bool = False
    under: Mapping[UUID, str] = field(default_factory=dict)
    notes: Mapping[UUID, str] = field(default_factory=dict)
    handling: "Mapping[UUID, Handling]" = field(default_factory=dict)
    passwords: tuple[str, ...] = field(default=(), repr=False)
    most_bytes: int = 0
    lighter: bool = False
    finest: int = USUAL_DPI
    originals: bool = True
    profile: str = ""
    planned_on: date | None = None
    our_case: str = ""
    answers: tuple[ChosenAnswer, ...] = ()


AS_USUAL = PackChoices()
"""Nothing chosen."""
NAME_AND_BIRTH = "name_dob_page"
"""The rule of a profile by which the foot of each page says the name with the date of birth behind it in brackets."""


def _stored(folder: Path, keys: "Keys", name: str) -> BinaryIO:
    """A document's bytes, decrypted in the worker as they are read."""
    from sendco_desk.store.attachments import open_attachment

    return open_attachment(folder, keys, name)


@dataclass(frozen=True, slots=True)
class Packing:
    """Deeds with packs."""

    book: "Notebook"
    clock: Clock
    casework: Casework
    school: SchoolDeeds
    workshop: Workshop

    def documents(self, case: UUID) -> list[Document]:
        """The documents that may go into a case's pack, oldest first."""
        request = self.book.get(CaseFile, case)
        return sorted(self.book.all(Document, pupil=request.pupil), key=lambda d: (d.dated_on or d.received_on, d.title))

    def parts(self, case: UUID, on: date | None = None) -> tuple[str, ...]:
        """The parts that have something to say on a day, in the order in which they are proposed."""
        return parts_there(self.book, self.book.get(CaseFile, case).pupil, on or today(self.clock), self.clock, case)

    @property
    def may_tell_costs(self) -> bool:
        """Whether whoever opened the notebook may say in a pack what provision costs."""
        return Provision(self.book, self.clock).may_see_rates

    def proposed(self, case: UUID, on: date | None = None) -> PackChoices:
        """Everything that has something to say, less what the export screen holds back."""
        held = self.held(case)
        return PackChoices(parts=self.parts(case, on), documents=tuple(d.id for d in self.documents(case) if d.id not in held))

    def held(self, case: UUID) -> dict[UUID, str]:
        """The documents that stay out of the case's packs unless somebody writes why one goes in, each with what holds it back."""
        return documents_held(self.book, self.book.get(CaseFile, case).pupil, self.documents(case), case)

    def plan(self, case: UUID, choices: PackChoices, on: date | None = None) -> "PackPlan":
        """The facts of a pack, gathered for the worker. Raises Refused where something must be decided first."""
        from sendco_desk.packs.plan import PackPlan, stamp_of

        day = on or today(self.clock)
        page = self.casework.page(case, day)
        cover = cover_of(page, self.school.school(), self.book.person.name)
        if choices.costs and not self.may_tell_costs:
            raise Refused(HIDDEN, field="costs")
        held = {d.id: d for d in self.documents(case)}
        self.refuse_unshared(case, [held[d] for d in choices.documents if d in held], choices)
        asked = self.asked(case, choices, day)
        return PackPlan(
            title=f"Evidence pack for {page.case.authority}".removesuffix(" for "), on=day, author=self.school.school().name,
            subject=CASE_KINDS[page.case.case_kind], generated_title=MADE_TITLES[page.case.case_kind], cover=cover,
            stamp=stamp_of(cover.name, cover.born, short=asked.profile.fact("footer_rule").value == NAME_AND_BIRTH),
            parts=generated_parts(
                self.book, page, choices.parts, day, self.clock, going=[d for d in choices.documents if d in held], costs=choices.costs,
                opened=self.source, asked=asked,
            ),
            items=tuple(self.item(held[d], choices) for d in choices.documents if d in held), password=choices.password,
            most_bytes=choices.most_bytes, lighter=choices.lighter, originals_beside=choices.originals, earlier=self._earlier(case, choices, day),
        )

    def asked(self, case: UUID, choices: PackChoices, day: date) -> Asked:
        """What the pack is to answer, on which day. Raises Refused where the profile that was chosen cannot be used for the pupil."""
        profiles, sent_on = Profiles(self.book, self.clock), choices.planned_on or day
        kept = self.book.get(CaseFile, case)
        profile = profiles.need_usable(choices.profile, kept.pupil, sent_on) if choices.profile else profiles.for_case(case)
        return Asked(
            profile=profile, sent_on=sent_on, our_case=choices.our_case, answers=choices.answers, test=turns_on_test(kept, profile),
            not_supplied={one.ask: one.because for one in self.book.all(NotSupplied, case=case)},
        )

    def record(self, case: UUID, choices: PackChoices, on: date | None = None) -> PackRecord:
        """The record that a pack is made from, with what it is to answer."""
        day, there = on or today(self.clock), {d.id for d in self.documents(case)}
        offered = self.parts(case, day)
        return record_on(
            self.book, self.book.get(CaseFile, case).pupil, day, self.clock, going=[d for d in choices.documents if d in there],
            costs=choices.costs and self.may_tell_costs, opened=self.source, case=case, asked=self.asked(case, choices, day),
            parts=[key for key in choices.parts if key in offered],
        )

    def _earlier(self, case: UUID, choices: PackChoices, day: date) -> "Earlier | None":
        """The packs sent before, where the pack says what changed since."""
        if CHANGES not in choices.parts:
            return None
        passwords = tuple(filter(None, (choices.password, *choices.passwords)))
        return earlier_of(self.book, case, day, passwords, [d.id for d in self.documents(case) if d.id in choices.documents])

    def refuse_unshared(self, case: UUID, documents: Sequence[Document], choices: PackChoices) -> None:
        """Raise Refused for a document that the export screen holds back, where nobody wrote why it is shared now."""
        held = self.held(case)
        for document in documents:
            if document.id in held and not choices.overrides.get(document.id, "").strip():
                sentence = f"‘{document.title}’ {held[document.id].removeprefix('It ')}: leave it out, or write why it is shared now."
                raise Refused(sentence, field="documents")

    def item(self, document: Document, choices: PackChoices) -> "PackItem":
        """A document as it goes into a pack; what is said of it tells no word that is blacked out in it."""
        from sendco_desk.packs.plan import PackItem

        source = self.source(document, choices)
        title, author, note = (
            untold(text, source.handling.blacked) for text in (document.title, document.author, choices.notes.get(document.id, ""))
        )
        return PackItem(
            title=title, source=source, dated_on=document.dated_on, received_on=document.received_on,
            author=author or (said(SERVICES, document.service) if document.service != "other" else ""), key=document.id,
            part=choices.under.get(document.id, DOCUMENTS), note=note,
        )

    def source(self, document: Document, choices: PackChoices = AS_USUAL) -> "Source":
        """A document's bytes, and what is wanted of its pages."""
        from sendco_desk.packs.source import Handling, Source

        opener = partial(_stored, self.book.folder, self.book.keys, document.attachment)
        blacked = blacked_out(self.book, document.id)
        return Source(
            name=untold(document.file_name, blacked), open=opener, media_type=document.media_type, passwords=choices.passwords,
            handling=replace(choices.handling.get(document.id, Handling()), finest=choices.finest, blacked=blacked),
        )

    def count_pages(self, documents: Sequence[UUID], report: Report = unreported) -> dict[UUID, tuple[int, str]]:
        """Pages of each document (0 where it cannot go in, with the reason), counted in a worker."""
        sources = [self.source(self.book.get(Document, d)) for d in documents]
        with self.workshop.private_folder() as folder:
            counted = converted_apart(self.workshop, sources, folder, report, len(sources))
        return {document: (found.pages, found.reason or "") for document, found in zip(documents, counted, strict=True)}

    def build(self, case: UUID, choices: PackChoices, out: Path, report: Report = unreported, *, on: date | None = None) -> "Manifest":
        """Make the pack where the person chose. It is verified before it stands there."""
        return build_apart(self.workshop, self.plan(case, choices, on), output_place(out, ending=PDF), report)

    def submit(
        self, case: UUID, pack: Path, channel: str, *, receipt: UUID | None = None, sent_at: datetime | None = None, note: str = "",
        password: str = "",
    ) -> tuple[Submission, Changed]:
        """Record that a pack left the school; a copy of it, as printed, is kept in the notebook.

        A pack in volumes is recorded whole, whichever of them is given: each is kept under the same number, and the first is given back.
        """
        request = self.book.get(CaseFile, case)
        if sent_at is not None and sent_at > self.clock():
            raise Refused("This has not happened yet: give the moment at which it was sent.", field="sent")
        volumes = whole_pack(pack)
        pages = [page_count(volume, password) for volume in volumes]
        shape = shape_of(pack)
        if receipt is not None and self.book.get(Document, receipt).pupil != request.pupil:
            raise Refused("That receipt belongs to another pupil: choose one from this pupil’s documents.", field="receipt")
        stored = [self.book.attachments.put(volume) for volume in volumes]
        with self.book.writing("Recorded that a pack was sent", request.pupil) as page:
            number = max((s.number for s in page.all(Submission)), default=0) + 1
            moment = sent_at or self.clock()
            submissions = [
                Submission(
                    id=uuid4(), pupil=request.pupil, case=case, number=number, pages=counted, pack_sha256=kept.sha256, pack_attachment=kept.name,
                    channel=channel, sent_at=moment, receipt=receipt, note=volume_note(place, len(volumes), note), shape=shape,
                )
                for place, (kept, counted) in enumerate(zip(stored, pages, strict=True), 1)
            ]
            for submission in submissions:
                page.put(submission)
        return submissions[0], page.changed

    def volumes(self, submission: Submission) -> list[Submission]:
        """All files of a pack that was sent: those with its number, in the order in which they were kept."""
        return [one for one in self.book.all(Submission, case=submission.case) if one.number == submission.number]

    def submissions(self) -> list[Submission]:
        """Every pack sent, latest first."""
        return sorted(self.book.all(Submission), key=lambda s: s.sent_at, reverse=True)
