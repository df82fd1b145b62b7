"""Adds documents to a pack that was sent: its pages stay as they are, the new ones are called 41A, 41B or go on at the end, and a sheet says so.

It works on the very file that was sent. Nothing that was sent is drawn, numbered or written anew but the list of bookmarks.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from sendco_desk import __version__
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import joining, placing
from sendco_desk.packs.late_drawing import SHEET, laid_sheet
from sendco_desk.packs.late_joining import Joint, Placed, join_late
from sendco_desk.packs.late_labels import PAGE, names_after, numbers_on, parted
from sendco_desk.packs.late_plan import AT_THE_END, Added, LateMade, LatePlan
from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.pages_late import Addition, LateEntry
from sendco_desk.packs.sent_facts import SentPack
from sendco_desk.packs.sent_pack import facts_of, opened
from sendco_desk.packs.source import Converted, sha256_of
from sendco_desk.packs.verify import CHECKS, failed
from sendco_desk.packs.verify_reading import Reading, read

_STEPS = 4


def build_late(
    plan: LatePlan, converted: Sequence[Converted], out: Path, report: Report = unreported, *, supplement: Path | None = None,
    scratch: Path | None = None,
) -> LateMade:
    """Make the pack with the late pages at ``out``, and a file of the late pages alone at ``supplement``. Both are checked before they stand there.

    ``converted`` are the documents as pages, in the plan's order. Raises Refused where one could not be turned into pages, where the page
    is not in the pack, and where the pack is locked, damaged or not ours.
    """
    report(0, _STEPS)
    for item, result in zip(plan.items, converted, strict=True):
        if result.pdf is None:
            raise Refused(f"‘{item.item.title}’ cannot be added. {result.reason or 'It could not be read.'}", field="documents")
    with ExitStack() as held:
        held.enter_context(placing.trouble_named())
        folder, part = held.enter_context(placing.private_folder(scratch)), held.enter_context(placing.beside(out))
        extra = held.enter_context(placing.beside(supplement)) if supplement is not None else None
        pdf, drawing, password = held.enter_context(opened(plan.sent))
        work = _Work.begun(plan, converted, read(pdf, drawing, spot=True), password)
        report(1, _STEPS)
        work.write(part, folder, lambda: report(1, _STEPS))
        if extra is not None:
            work.write(extra, folder, lambda: report(2, _STEPS), alone=True)
        report(3, _STEPS)
        made = work.made(part, extra)
        if extra is not None and supplement is not None:
            placing.replace(extra, supplement)
        placing.replace(part, out)  # nothing after this may raise: the pack is there
    return made


def file_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def place_after(facts: SentPack, after: str) -> int:
    """After which place of the sent file the pages go. Raises Refused where that page is not in it."""
    if after == AT_THE_END:
        if not facts.last:
            raise Refused(
                f"This volume ends with page {facts.labels[-1]} of {facts.total}, so the end of the pack is in another: "
                "choose the last volume, or a page of this one.",
                field="after",
            )
        return len(facts.labels)
    if re.fullmatch(PAGE, after) and not after.isdigit():
        number = re.sub(r"\D", "", after)
        raise Refused(f"Give the page’s number alone: what is added after page {number} follows its other letters.", field="after")
    places = [place for place, label in enumerate(facts.labels, 1) if (found := parted(label)) and str(found[0]) == after]
    if not places:
        raise Refused(f"There is no page {after} in that pack: its pages are {facts.labels[0]} to {facts.labels[-1]}.", field="after")
    return places[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One addition while it is made. ``known`` are the checks that the sent pack itself does not pass: what is younger cannot be asked of it."""

    plan: LatePlan
    password: str
    joint: Joint
    known: frozenset[str]

    @classmethod
    def begun(cls, plan: LatePlan, converted: Sequence[Converted], reading: Reading, password: str) -> "_Work":
        """Name every late page."""
        facts, sha256, count = facts_of(reading), sha256_of(plan.sent), 1
        while True:  # the names depend on how many pages the sheet takes, and the sheet on the names: a longer sheet settles it
            placed, entries = _named(plan, converted, facts, count)
            addition = Addition(
                entries=entries, on=plan.on, number=plan.number, sent_on=plan.sent_on, sent_pages=len(facts.labels), sent_sha256=sha256,
            )
            if (needed := len(laid_sheet(addition))) <= count:
                break
            count = needed
        told = repr((sha256, plan.on, plan.number, plan.sent_on, [(one.labels, _told(one)) for one in entries], __version__))
        joint = Joint(
            addition=addition, converted=tuple(converted), placed=tuple(sorted(placed, key=lambda one: one.place)),
            labels=_labels(facts, placed), file_id=hashlib.sha256(told.encode()).digest()[:16],
        )
        return cls(plan=plan, password=password, joint=joint, known=frozenset(each.name for each in failed(check(reading) for check in CHECKS)))

    def write(self, out: Path, folder: Path, still_wanted: Callable[[], None], *, alone: bool = False) -> None:
        """Write the pack with the late pages, or the late pages ``alone``, and check it."""
        with ExitStack() as held:
            sent = held.enter_context(pikepdf.open(held.enter_context(self.plan.sent.open()), password=self.password))
            pdf, claim = join_late(self.joint, sent, folder, held, alone=alone)
            joining.save(pdf, out, self.password, still_wanted, archived=claim.archived)
        placing.check(out, self.password, self.known)
        self._redactions_proved(out, self.joint.late_labels if alone else self.joint.labels)

    def _redactions_proved(self, out: Path, labels: Sequence[str]) -> None:
        """What was blacked out in late documents is looked for in the finished file. Raises Refused where it is found again."""
        pages = {
            labels.index(one.labels[page.page - 1]) + 1: page
            for one in self.joint.placed if one.key != SHEET for page in self.joint.converted[one.key - SHEET - 1].blacked
        }
        if pages:
            from sendco_desk.packs.redacted_pack import prove_late

            prove_late(out, self.password, pages)

    def made(self, part: Path, extra: Path | None) -> LateMade:
        """What was made, in the order of the plan."""
        (sheet,) = (one.labels for one in self.joint.placed if one.key == SHEET)
        added = tuple(
            Added(title=one.entry.title, number=int(one.entry.number), labels=one.labels, outcome=result.outcome, reason=result.reason)
            for one, result in zip(self.joint.addition.entries, self.joint.converted, strict=True)
        )
        return LateMade(
            pages=len(self.joint.labels), sha256=file_hash(part), sheet=sheet, added=added,
            supplement_pages=len(self.joint.late_labels) if extra is not None else 0,
            supplement_sha256=file_hash(extra) if extra is not None else "",
        )


def _told(entry: LateEntry) -> str:
    item, converted = entry.entry.item, entry.entry.converted
    assert item is not None and converted is not None
    told = (item.title, item.author, item.dated_on, item.received_on, item.source.handling)
    return repr((*told, converted.sha256, converted.outcome.value, entry.entry.number))


def _named(plan: LatePlan, converted: Sequence[Converted], facts: SentPack, sheets: int) -> tuple[list[Placed], tuple[LateEntry, ...]]:
    """The sheet, and each document in the order of the plan, with the names of their pages."""
    labels = list(facts.labels)
    front = parted(facts.labels[facts.contents_end - 1])
    assert front is not None
    own = names_after(front[0], labels, sheets)
    placed = [Placed(place=place_after(facts, str(front[0])), labels=own, key=SHEET)]
    labels += own
    number = max((document.number for document in facts.documents), default=len(facts.parts) + 1)
    entries = []
    for key, (late, result) in enumerate(zip(plan.items, converted, strict=True), SHEET + 1):
        number += 1
        place = place_after(facts, late.after)
        names = numbers_on(labels, result.pages) if late.after == AT_THE_END else names_after(int(late.after), labels, result.pages)
        labels += names
        title = " ".join(late.item.title.split()) or late.item.source.name
        entries.append(LateEntry(entry=Entry(kind=Kind.DOCUMENT, title=title, number=str(number), item=late.item, converted=result), labels=names))
        placed.append(Placed(place=place, labels=names, key=key))
    return placed, tuple(entries)


def _labels(facts: SentPack, placed: Sequence[Placed]) -> tuple[str, ...]:
    """The names of all pages of the finished pack."""
    found: list[str] = []
    for place in range(len(facts.labels) + 1):
        found += facts.labels[place - 1 : place] if place else ()
        for one in placed:
            found += one.labels if one.place == place else ()
    return tuple(found)
