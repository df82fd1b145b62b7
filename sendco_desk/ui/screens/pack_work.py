"""The slow work behind a pack's screen: documents turned into pages, the pages to look at, and the making. None of it holds the window up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from sendco_desk.domain.progress import Report
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.ui.messages import Message, told
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.pack_result import Made, make
from sendco_desk.ui.screens.pack_zip import MadeZip, make_zip
from sendco_desk.ui.tasks import LONG, Job

if TYPE_CHECKING:
    from sendco_desk.packs.source import Converted, Finding
    from sendco_desk.services.pack_snapshot import PackLook, PackSnapshot, ToTurn
    from sendco_desk.services.packing import PackChoices
    from sendco_desk.services.three_results import ZipPlan

SETTLES = 350
"""Milliseconds that the order must rest before its pages are drawn anew."""
STOPPED = "You stopped it. The pages are drawn with the next change."


def turning_words(done: int, total: int) -> str:
    """`Turning 14 documents into pages, 5 done`."""
    return f"Turning {total} document{'s' * (total != 1)} into pages, {done} done"


def making_words(documents: int) -> Callable[[int, int], str]:
    """What is being done, from how far it is: the documents first, then the words of scans, then drawing, joining and checking."""
    after = ("Drawing the pages made from the notebook", "Putting the pack together", "Checking the finished pack")

    def words(done: int, total: int) -> str:
        scans = max(0, total - documents - len(after))
        if done < documents:
            return turning_words(done, documents)
        if done < documents + scans:
            return f"Reading the words of scans, {done - documents} of {scans} page{'s' * (scans != 1)} done"
        return after[min(done - documents - scans, len(after) - 1)]

    return words


class PackWork(QObject):
    """Does the work for one screen. What comes back for another case than the one that is shown goes unheard."""

    converted = Signal()
    """More documents are pages now: see ``documents``."""
    looked = Signal(object)
    not_looked = Signal(str)
    """There are no pages to look at, and why."""
    made = Signal(object)
    rested = Signal()
    """No pack is being made any more: it is made, or was stopped, or could not be."""

    def __init__(self, room: Room, parent: QObject, take: "Callable[[], PackSnapshot]") -> None:
        super().__init__(parent)
        self.room, self.take = room, take
        self.documents: dict[UUID, Converted] = {}
        self._wanted: dict[UUID, object] = {}
        self._fresh: dict[UUID, Converted] = {}
        self.turning: Job | None = None
        self.looking: Job | None = None
        self.making: Job | None = None
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.setInterval(SETTLES)
        self.later.timeout.connect(self.look)
        room.tasks.changed.connect(self._take_fresh)

    def forget(self) -> None:
        """Another case is shown."""
        for job in (self.turning, self.looking):
            if job is not None:
                self.room.tasks.cancel(job)
        self.turning = self.looking = None
        self.documents, self._wanted, self._fresh = {}, {}, {}
        self.later.stop()

    # Documents into pages

    def turn(self, documents: "Sequence[ToTurn]") -> None:
        """Turn into pages what is not yet, or is wanted otherwise now; the pages to look at follow."""
        self.documents = {one.document: self.documents[one.document] for one in documents if one.document in self.documents}
        lacking = [one for one in documents if self._wanted.get(one.document) != (one.source.handling, one.source.passwords)]
        if not lacking:
            self.later.start()
            return
        if self.turning is not None:
            self.room.tasks.cancel(self.turning)
        self._wanted |= {one.document: (one.source.handling, one.source.passwords) for one in lacking}
        snapshots, fresh = self.room.desk.snapshots, self._fresh

        def work(report: Report) -> "dict[UUID, Converted]":
            return snapshots.turned(lacking, report, fresh.__setitem__)

        def done(made: "dict[UUID, Converted]") -> None:
            if self.turning is job:
                self.turning = None
                self.documents |= made
                self.converted.emit()
                self.later.start()

        def failed(failure: Exception) -> None:
            for one in lacking:
                if one.document not in self.documents:
                    self._wanted.pop(one.document, None)
            if self.turning is job:
                self.turning = None
                self._fail(failure)

        job = self.turning = self.room.tasks.run(
            work, done, failed, title="Turning documents into pages", lane=LONG, words=turning_words,
        )

    def _take_fresh(self) -> None:
        """As the work goes on, show what is ready."""
        if self._fresh and self.turning is not None:
            ready, keys = dict(self._fresh), list(self._fresh)
            for key in keys:
                self._fresh.pop(key, None)
            self.documents |= ready
            self.converted.emit()

    def take_findings(self, findings: "Mapping[UUID, tuple[Finding, ...]]") -> None:
        """What was noticed with all documents of the pack beside one another, such as an e-mail that a later one repeats."""
        for document, found in findings.items():
            if document in self.documents:
                self.documents[document] = replace(self.documents[document], findings=found)

    # Pages to look at

    def look(self) -> None:
        """Draw the pages of the pack as it is arranged now, unless the notebook was put away meanwhile."""
        if self.room.tasks.closed:
            return
        if self.turning is not None or self.making is not None:
            self.later.start()
            return
        if self.looking is not None:
            self.room.tasks.cancel(self.looking)
            self.looking = None
        try:
            snapshot = self.take()
        except (Refused, Trouble) as failure:
            self.not_looked.emit(failure.message)
            return
        snapshots = self.room.desk.snapshots

        def done(found: "PackLook") -> None:
            if self.looking is job:
                self.looking = None
                self.looked.emit(found)

        def failed(failure: Exception) -> None:
            if self.looking is job:
                self.looking = None
                self._fail(failure)

        job = self.looking = self.room.tasks.run(
            lambda report: snapshots.look(snapshot, report), done, failed, title="Drawing the pages", lane=LONG, quiet=True,
        )

    def _fail(self, failure: Exception) -> None:
        message = told(failure)
        words = STOPPED if isinstance(failure, Cancelled) else message.words if message is not None else ""
        self.not_looked.emit(words)
        if message is not None and isinstance(failure, Trouble):
            self.room.say(message)

    # Making

    def make(self, snapshot: "PackSnapshot", out: Path, password: str, left_out: tuple[str, ...] = ()) -> None:
        """Make the pack on the long lane; the strip at the foot shows what is being done, with Cancel.

        ``left_out`` says what the maker has left out of it.
        """
        desk = self.room.desk
        if self.looking is not None:  # the pack itself comes first
            self.room.tasks.cancel(self.looking)
            self.looking = None
            self.later.start()

        def work(report: Report) -> Made:
            return make(desk.snapshots, snapshot, out, password, report)

        def done(made: Made) -> None:
            self.made.emit(replace(made, left_out=left_out))
            words = "The pack is made and checked." if not made.wrong else "The pack is made. Look at its checks."
            self.room.say(Message(words=words, kind="done"))

        self.making = self.room.tasks.run(
            work, done, title="Making the pack", ended=self._ended, lane=LONG, words=making_words(len(snapshot.plan.items)),
        )

    def make_files(self, snapshot: "PackSnapshot", zipped: "ZipPlan", out: Path, password: str) -> None:
        """Make the pack as numbered files on the long lane."""
        desk = self.room.desk

        def work(report: Report) -> MadeZip:
            return make_zip(desk, snapshot, zipped, out, password, report)

        def done(made: MadeZip) -> None:
            self.made.emit(made)
            words = "The files are made and checked." if not made.wrong else "The files are made. Look at their checks."
            self.room.say(Message(words=words, kind="done"))

        self.making = self.room.tasks.run(
            work, done, title="Making the numbered files", ended=self._ended, lane=LONG, words=making_words(len(snapshot.plan.items)),
        )

    def _ended(self) -> None:
        self.making = None
        self.rested.emit()


def look_choices(choices: "PackChoices", waiting: Sequence[UUID]) -> "PackChoices":
    """What can be shown already: documents that wait for a reason are not in it yet."""
    return replace(choices, password="", documents=tuple(document for document in choices.documents if document not in waiting))


def pack_name(on: date) -> str:
    """What a pack's file is called: the day, and nobody's name."""
    return f"Evidence pack {on.isoformat()}.pdf"
