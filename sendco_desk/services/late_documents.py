"""Deeds with a pack that was sent: add documents that came late, say what a further pack changes, save a copy with a password."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.dates import long_day, shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pack_changes import Changes
from sendco_desk.domain.pack_password import need_password
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.clockwork import Clock, today
from sendco_desk.services.converting import converted_apart
from sendco_desk.services.outputs import PDF, output_place, write_beside
from sendco_desk.services.packing import PackChoices, Packing
from sendco_desk.services.sent_packs import file_of, hashes_of, sent_before
from sendco_desk.services.workshop import Workshop
from sendco_desk.statute.wording import both, counted

if TYPE_CHECKING:
    from sendco_desk.packs.late_plan import LateMade, LatePlan
    from sendco_desk.packs.plan import PackPlan
    from sendco_desk.packs.sent_facts import SentPack
    from sendco_desk.packs.source import Converted, Source
    from sendco_desk.store.notebook import Notebook

STEPS = 5
"""Reading the sent pack, naming the pages, writing, checking, settling: counted beside the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateChoices:
    """Which documents are added, and after which page of the pack; at the end where that is empty.

    ``password`` is the one the pack was sent with, empty where it has none: the result is locked with it again. A document that
    the export screen holds back is added only with a reason, kept for the case or in ``overrides``. ``passwords`` are tried on locked documents.
    """

    documents: tuple[UUID, ...] = ()
    after: str = ""
    overrides: Mapping[UUID, str] = field(default_factory=dict)
    password: str = field(default="", repr=False)
    passwords: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedCopy:
    """A copy that opens only with its password: its pages, the hash of its file, and the note that goes with it."""

    pages: int
    sha256: str
    note: Path | None = None


def _read_job(sent: "Source", after: str | None, report: Report) -> "SentPack":
    """Runs in a worker process. With ``after``, refuses a page that is not in the pack before any document is turned into pages."""
    from sendco_desk.packs.late import place_after
    from sendco_desk.packs.sent_pack import sent_pack

    found = sent_pack(sent)
    if after is not None:
        place_after(found, after)
    return found


def _late_job(
    plan: "LatePlan", converted: "Sequence[Converted]", out: Path, supplement: Path | None, folder: Path, report: Report,
) -> "LateMade":
    """Runs in a worker process, over documents that are pages already."""
    from sendco_desk.packs.late import build_late

    return build_late(plan, converted, out, report, supplement=supplement, scratch=folder)


def _changes_job(plan: "PackPlan", report: Report) -> Changes | None:
    """Runs in a worker process."""
    from sendco_desk.packs.changes_between import changes_of

    report(0, 1)
    return changes_of(plan)


def _lock_job(pack: "Source", out: Path, password: str, report: Report) -> tuple[int, str]:
    """Runs in a worker process."""
    from sendco_desk.packs.locked_copy import password_copy

    return password_copy(pack, out, password, report)


def _locked_job(pack: "Source", report: Report) -> bool:
    """Runs in a worker process."""
    from sendco_desk.packs.locked_copy import is_locked

    return is_locked(pack)


@dataclass(frozen=True, slots=True)
class LateDocuments:
    """Deeds with packs that were sent. ``plan`` and what only asks are short; the others are for the long lane and leave the notebook alone."""

    book: "Notebook"
    clock: Clock
    packs: Packing
    workshop: Workshop

    # Which packs there are

    def sent(self, case: UUID) -> list[Submission]:
        """The bundles sent for a case, the latest first: nothing is added to numbered files."""
        return [one for one in sent_before(self.book, case) if one.shape == "bundle"]

    def numbered(self, case: UUID, number: int, after: str = "") -> Submission:
        """The pack of that number; of one in volumes, the one with the page ``after``, or else the last. Raises Refused where the case has none."""
        page = re.match(r"\d+", after)
        found, last = None, 0
        for one in self.book.all(Submission, case=case):
            if one.number == number and one.shape == "bundle" and not (found and page and int(page[0]) <= last):
                found, last = one, last + one.pages
        if found is None and any(one.number == number for one in sent_before(self.book, case)):
            raise Refused(f"Pack {number} went as numbered files, and nothing is added to those: send the document by itself.", field="submission")
        if found is None:
            numbers = sorted({one.number for one in self.sent(case)})
            there = f"its packs are {both([str(one) for one in numbers])}" if numbers else "none was recorded as sent"
            raise Refused(f"There is no pack {number} of this case: {there}.", field="submission")
        return found

    def file(self, submission: UUID, password: str = "") -> "Source":
        """The very file that was sent."""
        return file_of(self.book, self.book.get(Submission, submission), password)

    def is_locked(self, pack: "Source", report: Report = unreported) -> bool:
        """Whether a pack asks for a password. For the long lane."""
        return self.workshop.run(_locked_job, pack, report=report)

    def read(self, pack: "Source", report: Report = unreported) -> "SentPack":
        """What a pack says of itself. For the long lane. Raises Refused where it is locked, damaged, or not a pack of ours."""
        return self.workshop.run(_read_job, pack, None, report=report)

    def addable(self, submission: UUID, sent: "SentPack | None") -> list[Document]:
        """The pupil's documents that are not in the pack, oldest first, less those held back; all of the rest where it cannot be read."""
        inside = {document.sha256 for document in sent.documents} if sent is not None else set()
        case = self.book.get(Submission, submission).case
        held = self.packs.held(case)
        return [one for one in self.packs.documents(case) if one.sha256 not in inside and one.id not in held]

    # Late documents

    def plan(self, submission: UUID, choices: LateChoices, on: date | None = None) -> "LatePlan":
        """The facts of what is added, gathered for the worker. Raises Refused where something must be decided first."""
        from sendco_desk.packs.late_plan import LateItem, LatePlan

        sent, day = self.book.get(Submission, submission), on or today(self.clock)
        if day < sent.sent_at.date():
            raise Refused(f"The pack was sent on {shown(sent.sent_at.date())}: nothing can be added to it before that day.", field="on")
        if not choices.documents:
            raise Refused("Choose at least one document to add.", field="documents")
        held = {one.id: one for one in self.packs.documents(sent.case)}
        if any(one not in held for one in choices.documents):
            raise Refused("One of the documents does not belong to this pupil: choose from the pupil’s own.", field="documents")
        chosen = [held[one] for one in choices.documents]
        told = PackChoices(overrides=choices.overrides, passwords=choices.passwords)
        self.packs.refuse_unshared(sent.case, chosen, told)
        items = tuple(LateItem(item=self.packs.item(one, told), after=choices.after.strip().upper()) for one in chosen)
        return LatePlan(
            sent=self.file(submission, choices.password), number=sent.number, sent_on=sent.sent_at.date(), on=day, items=items,
        )

    def make(self, plan: "LatePlan", out: Path, report: Report = unreported, *, supplement: Path | None = None) -> "LateMade":
        """Make the pack with its late pages, and a file of those alone where one is wanted. For the long lane."""
        output_place(out, others=[supplement] if supplement is not None else [], ending=PDF)
        if supplement is not None:
            output_place(supplement, ending=PDF)
        count = len(plan.items)
        total = count + STEPS
        report(0, total)
        after = dict.fromkeys(item.after for item in plan.items)
        for place in after:
            found = self.workshop.run(_read_job, plan.sent, place, report=lambda *_: report(0, total))
        inside = {one.sha256: one for one in found.documents}
        with self.workshop.private_folder() as folder:
            pages, whole = folder / "documents", folder / "pack"
            pages.mkdir(mode=0o700)
            whole.mkdir(mode=0o700)
            converted = converted_apart(
                self.workshop, [item.item.source for item in plan.items], pages, lambda done, _: report(1 + done, total), total,
            )
            for item, result in zip(plan.items, converted, strict=True):
                if result.sha256 and (there := inside.get(result.sha256)) is not None:
                    raise Refused(f"‘{item.item.title}’ is in that pack already, on page {there.first}.", field="documents")
            return self.workshop.run(
                _late_job, plan, converted, out, supplement, whole, report=lambda done, _: report(min(total, 1 + count + done), total),
            )

    # What changed

    def changes(self, plan: "PackPlan", report: Report = unreported) -> Changes | None:
        """What a plan changes since the pack sent before; None where none was sent, or the plan does not ask. For the long lane."""
        return self.workshop.run(_changes_job, plan, report=report) if plan.earlier is not None else None

    def comparing(self, case: UUID, choices: PackChoices, on: date | None = None) -> "PackPlan":
        """The plan of a case's next pack, to be compared with the last. Raises Refused where none was sent."""
        if not sent_before(self.book, case, on or today(self.clock)):
            raise Refused("No pack of this case was recorded as sent before that day, so there is nothing to compare with.", field="case")
        plan = self.packs.plan(case, replace(choices, parts=(*choices.parts, *(() if "changes" in choices.parts else ("changes",)))), on)
        return replace(plan, earlier=plan.earlier and replace(plan.earlier, hashes=hashes_of(self.book, choices.documents)))

    # A copy with a password

    def need_password(self, password: str) -> None:
        """Refuse a password that is empty or short."""
        need_password(password)

    def with_password(self, pack: "Source", password: str) -> "Source":
        """A pack with the password that opens it."""
        return replace(pack, password=password)

    def password_copy(
        self, pack: "Source", out: Path, password: str, report: Report = unreported, *, inputs: Sequence[Path] = (), note: bool = True,
    ) -> LockedCopy:
        """Save a copy of a finished pack that opens only with a password, and beside it the note that goes with it. For the long lane."""
        return password_copy(self.workshop, pack, out, password, report, inputs=inputs, note=note)


def password_copy(
    workshop: Workshop, pack: "Source", out: Path, password: str, report: Report = unreported, *, inputs: Sequence[Path] = (), note: bool = True,
) -> LockedCopy:
    """The same without a notebook."""
    beside = note_place(out) if note else None
    output_place(out, inputs=inputs, others=[beside] if beside is not None else [], ending=PDF)
    pages, sha256 = workshop.run(_lock_job, pack, out, password, report=report)
    if beside is not None:
        write_beside(beside, covering_note(out.name, pages, sha256).encode("utf-8"), "The covering note")
    return LockedCopy(pages=pages, sha256=sha256, note=beside)


def source_of(path: Path, password: str = "") -> "Source":
    """A finished pack that stands in a file."""
    from sendco_desk.packs.source import path_source

    return path_source(path, password)


def note_place(out: Path) -> Path:
    """Where the note beside a locked copy stands."""
    return out.with_name(f"{out.stem} covering note.txt")


def covering_note(name: str, pages: int, sha256: str) -> str:
    """The words that go with a locked copy. They name no child, and not the password."""
    return (
        f"We are sending you the file ‘{name}’, {counted(pages, 'page')}.\n\n"
        "It is locked with a password, because it holds information about a child. It opens in any program that reads PDF files "
        "(AES-256). You will get the password another way: please ring us if it has not reached you.\n\n"
        "Please do not send the password and the file together, and keep neither longer than you need it.\n\n"
        f"So that both of us can tell that it is the same file, its SHA-256 is\n{sha256}\n"
    )


def late_note(number: int, made: "LateMade") -> str:
    """What the record of the sending says: which pack it belongs to, and which pages were added."""
    said = [f"‘{one.title}’ as {one.labels[0] if len(one.labels) == 1 else f'{one.labels[0]} to {one.labels[-1]}'}" for one in made.added]
    return f"Late addition to pack {number}: {both(said)}. The sheet {made.sheet[0]} tells of it."


def made_sentence(number: int, sent_on: date, made: "LateMade") -> str:
    """What was made, for the person who made it."""
    count = sum(len(one.labels) for one in made.added)
    return (
        f"{counted(len(made.added), 'document')} on {counted(count, 'page')} added to pack {number}, sent on {long_day(sent_on)}: "
        f"{counted(made.pages, 'page')} now."
    )
