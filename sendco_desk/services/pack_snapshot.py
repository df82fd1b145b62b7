"""A pack from the facts as they stood at one moment: what is written meanwhile is not in it, and nobody need wait for it."""

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.services.bundling import budget_names, metered, verified
from sendco_desk.services.converting import build_apart
from sendco_desk.services.kept_pages import KeptPages
from sendco_desk.services.outputs import PDF, output_place
from sendco_desk.services.packing import PackChoices, Packing
from sendco_desk.services.previewing import Opened, Previews
from sendco_desk.services.repeats import pointed_out
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.budgets import MeterRow
    from sendco_desk.packs.manifest import Manifest
    from sendco_desk.packs.plan import PackItem, PackPlan
    from sendco_desk.packs.source import Converted, Finding, Source
    from sendco_desk.packs.verify_reading import Check
    from sendco_desk.services.converting import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSnapshot:
    """All that a pack needs, as plain data. ``held`` is what the bytes of each document are known by, in the order of the plan, and
    ``sections`` are the names of its made parts."""

    plan: "PackPlan"
    held: tuple[str, ...]
    sections: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[UUID | None, ...]:
        """The documents in it, in order."""
        return tuple(item.key for item in self.plan.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTurn:
    """A document that is to be made into pages. ``held`` is what its bytes are known by."""

    document: UUID
    held: str
    source: "Source"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLook:
    """The pages of a pack as they would be if it were made now.

    ``firsts`` say where each document and made part begins and ``counts`` how many pages it has, by id and name (``front`` and ``last`` are
    the cover and the manifest); ``findings`` are what was noticed on each document; ``size`` is in bytes.
    """

    opened: Opened
    size: int
    manifest: "Manifest"
    firsts: "dict[UUID | str, int]"
    counts: "dict[UUID | str, int]"
    findings: "dict[UUID, tuple[Finding, ...]]"


@dataclass(slots=True)
class PackSnapshots:
    """Makes packs from snapshots, and shows their pages before they are made. All but ``take`` is for the long lane."""

    packs: Packing
    workshop: Workshop
    previews: Previews
    kept: KeptPages
    _looks: "count[int]" = field(default_factory=lambda: count(1), repr=False)
    _shown: Path | None = field(default=None, repr=False)

    def take(self, case: UUID, choices: PackChoices, on: date) -> PackSnapshot:
        """The facts of a pack as they stand now. Raises Refused where something must be decided first."""
        plan, there = self.packs.plan(case, choices, on), self.packs.parts(case, on)
        held = tuple(self._held(item.key) for item in plan.items)
        return PackSnapshot(plan=plan, held=held, sections=tuple(key for key in choices.parts if key in there))

    def to_turn(self, documents: Sequence[Document], choices: PackChoices) -> "tuple[ToTurn, ...]":
        """Documents, with what is wanted of their pages, as they stand now."""
        return tuple(
            ToTurn(document=document.id, held=document.attachment, source=self.packs.source(document, choices)) for document in documents
        )

    def turned(
        self, documents: "Sequence[ToTurn]", report: Report = unreported, each: "Callable[[UUID, Converted], object] | None" = None,
    ) -> "dict[UUID, Converted]":
        """Documents as pages, with what was noticed on them; ``each`` is told of one as soon as it is ready."""
        made: dict[UUID, Converted] = {}
        for number, one in enumerate(documents):
            made[one.document] = self.kept.converted([(one.held, one.source)], lambda *_, n=number: report(n, len(documents)))[0]
            if each is not None:
                each(one.document, made[one.document])
        return made

    def together(self, documents: "Mapping[UUID, Converted]", going: Collection[UUID]) -> "dict[UUID, Converted]":
        """Documents as pages, those ``going`` told which of the files inside them go into the same pack as documents of their own."""
        from sendco_desk.packs.enclosed import settled

        beside = [key for key in documents if key in going]
        return {**documents, **dict(zip(beside, settled([documents[key] for key in beside]), strict=True))}

    def budgets(self) -> dict[str, str]:
        """The page budgets that a pack can be held against, by name."""
        return dict(budget_names())

    def metered(self, made: int, parts: Sequence[tuple[str, Sequence[tuple[str, int]]]], budget: str) -> "tuple[MeterRow, ...]":
        """The pages made from the notebook, and those of each part of documents by title, against a page budget."""
        from sendco_desk.packs.budgets import MADE, BudgetPart

        counted = [BudgetPart(name=name, pages=sum(pages for _, pages in inside), documents=tuple(inside)) for name, inside in parts if inside]
        return metered([*([BudgetPart(name=MADE, pages=made)] if made else []), *counted], budget)

    def make(self, snapshot: PackSnapshot, out: Path, report: Report = unreported) -> "Manifest":
        """Make the pack where the person chose. It is verified before it stands there; after Cancel nothing does."""
        return self._built(snapshot.plan, snapshot, output_place(out, ending=PDF), report)

    def checks(self, manifest: "Manifest", out: Path, password: str = "", report: Report = unreported) -> "tuple[Check, ...]":
        """Every check of a pack made at ``out``, in the worker: a finished pack may be long."""
        return self.workshop.run(_check_job, manifest, out, password, report=report)

    def look(self, snapshot: PackSnapshot, report: Report = unreported) -> PackLook:
        """The pages of the pack, drawn in the private folder that is wiped when the desk closes: one file, without a password."""
        from sendco_desk.packs.originals import originals_folder

        plan = replace(snapshot.plan, password="", most_bytes=0, items=tuple(_unread(item) for item in snapshot.plan.items))
        out = self.workshop.shelf() / f"look-{next(self._looks)}.pdf"
        manifest = self._built(plan, snapshot, out, report)
        _sweep(originals_folder(out))  # what is kept beside a pack is not looked at
        opened = self.previews.open_file(out, report)
        if self._shown is not None:
            with suppress(OSError):  # Windows keeps it while a page of it is being drawn; it goes with the folder
                self._shown.unlink(missing_ok=True)
        self._shown = out
        return _look(snapshot, manifest, opened, out.stat().st_size)

    def _built(self, plan: "PackPlan", snapshot: PackSnapshot, out: Path, report: Report) -> "Manifest":
        return build_apart(self.workshop, plan, out, report, turn=self.turn_of(plan, snapshot))

    def turn_of(self, plan: "PackPlan", snapshot: PackSnapshot) -> "Turn":
        """How the documents of a plan become pages: those that were turned before are kept."""
        sources = [(name, item.source) for name, item in zip(snapshot.held, snapshot.plan.items, strict=True)]

        def turn(told: Report, total: int) -> "Sequence[Converted]":
            converted, count = self.kept.converted(sources, told, total), len(sources)
            titles = [item.title for item in plan.items]
            return pointed_out(self.workshop, titles, [source for _, source in sources], converted, lambda *_: told(count, total))

        return turn

    def _held(self, document: UUID | None) -> str:
        return self.packs.book.get(Document, document).attachment if document is not None else ""


def _sweep(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _unread(item: "PackItem") -> "PackItem":
    """A document whose scans are not read for their words: that takes long, and cannot be seen."""
    return replace(item, source=replace(item.source, handling=replace(item.source.handling, recognised=False)))


def _check_job(manifest: "Manifest", out: Path, password: str, report: Report) -> "tuple[Check, ...]":
    """Runs in a worker process."""
    return verified(manifest, out, password)


def _look(snapshot: PackSnapshot, manifest: "Manifest", opened: Opened, size: int) -> PackLook:
    """Where everything begins. A document that cannot go in has a page of its own that says why."""
    made = dict(zip(("front", *snapshot.sections, "last"), manifest.parts, strict=True))
    firsts: dict[UUID | str, int] = {key: part.first_page for key, part in made.items()}
    counts: dict[UUID | str, int] = {key: part.pages for key, part in made.items()}
    findings: dict[UUID, tuple[Finding, ...]] = {}
    at = max((part.first_page + part.pages for part in manifest.parts[:-1]), default=1)
    for key, told in zip(snapshot.documents, manifest.documents, strict=True):
        at = told.first_page or at
        if key is not None:
            firsts[key], counts[key], findings[key] = at, max(1, told.pages), told.findings
        at += max(1, told.pages)
    return PackLook(opened=opened, size=size, manifest=manifest, firsts=firsts, counts=counts, findings=findings)
