"""A printed form over the window, page by page as it will print, and from there to PDF, Word, the printer or the pupil's documents."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog

from sendco_desk.domain.paper import Paper
from sendco_desk.domain.progress import Report
from sendco_desk.domain.records import PupilRecord
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.printing import write_paper
from sendco_desk.ui.document_pages import POINTS
from sendco_desk.ui.document_view import SAVED, SIDE, PageView
from sendco_desk.ui.forms.form import attempt
from sendco_desk.ui.messages import Message, done
from sendco_desk.ui.printing import print_pictures
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import Part, holding, stack

FINE = 300
"""Dots an inch of a page that goes to a printer."""
FILTERS = {".pdf": "PDF (*.pdf)", ".docx": "Word (*.docx)"}


class PaperView(PageView):
    """A paper to look at. ``name`` is the stem of its file, without anybody's name; ``pupil`` is whose documents may keep it."""

    def __init__(
        self, room: Room, paper: Paper, name: str, pupil: UUID | None = None, *, title: str = "", document_kind: str = "report",
    ) -> None:
        self.paper, self.name, self.pupil, self.kept_title, self.document_kind = paper, name, pupil, title or paper.title, document_kind
        papers = room.desk.papers
        super().__init__(room, self.kept_title, lambda report, password: papers.looked_at(paper))

    def deeds(self) -> tuple[Part, ...]:
        look = self.look
        self.pdf_button = button(look, "Save as PDF", "", "export", then=partial(self.save, ".pdf"))
        self.word_button = button(look, "Save for Word", "", "export", then=partial(self.save, ".docx"))
        self.print_button = button(look, "Print", "", "print", then=self.print)
        self.keep_button = button(look, "Keep in the pupil’s documents", "", "document", then=self.keep)
        self.keep_button.setHidden(self.pupil is None)
        offered = (self.pdf_button, self.word_button, self.print_button, *((self.keep_button,) if self.pupil else ()))
        return (holding(stack(flowing(*offered), pad=(20, 0, 20, 8))),)

    def save(self, suffix: str) -> None:
        """Ask where, and write it there as a PDF or for Word."""
        name, _ = QFileDialog.getSaveFileName(self, "Where shall it stand?", f"{self.name}{suffix}", FILTERS[suffix])
        if not name:
            return
        out = Path(name if name.lower().endswith(suffix) else f"{name}{suffix}")
        room, paper = self.room, self.paper
        room.tasks.run(
            lambda report: write_paper(paper, out), lambda _: room.say(done(SAVED)), title="Making the file", cancellable=False,
        )

    def print(self) -> None:
        """Draw its pages as a printer wants them, then ask for the printer."""
        papers, previews, paper = self.room.desk.papers, self.room.desk.previews, self.paper

        def drawn(report: Report) -> tuple[bytes, ...]:
            opened, pages = papers.looked_at(paper), []
            for number, (wide, _) in enumerate(opened.sizes, 1):
                report(number - 1, opened.pages)
                pages.append(previews.page(opened, number, round(wide / POINTS * FINE)))
            return tuple(pages)

        self.room.tasks.run(drawn, self._print_pages, title="Drawing the pages")

    def _print_pages(self, pages: tuple[bytes, ...]) -> None:
        try:
            sheets = print_pictures(pages, self.name, self)
        except Trouble as trouble:
            self.room.say(Message(words=trouble.message, kind="trouble"))
            return
        if sheets:
            self.room.say(Message(words=f"Sent to the printer: {sheets} sheet{'s' * (sheets != 1)}.", kind="done"))

    def keep(self) -> None:
        """Keep what it says today among the pupil's documents."""
        pupil = self.pupil
        if pupil is not None:
            papers, paper = self.room.desk.papers, self.paper
            kept = attempt(
                self.room, lambda: papers.keep(paper, pupil, self.name, title=self.kept_title, document_kind=self.document_kind)[1],
                "Kept among the pupil’s documents, as it is today.",
            )
            self.keep_button.setEnabled(not kept)


def may_print(room: Room, record: PupilRecord) -> bool:
    """Whether a record may be printed by itself; where the export screen holds it back, it is said why not."""
    try:
        room.desk.screen.need_outside(record)
    except Refused as refusal:
        room.say(Message(words=refusal.message, kind="refused"))
        return False
    return True


def show_paper(
    room: Room, paper: Paper, *, name: str, pupil: UUID | None = None, title: str = "", document_kind: str = "report",
) -> None:
    """Lay a printed form over the window. ``name`` is a file's stem without any pupil's name; with ``pupil`` it can be kept among the
    documents, as a document of ``document_kind`` called ``title`` (the paper's own where none is given).
    """
    view = PaperView(room, paper, name, pupil, title=title, document_kind=document_kind)
    room.sheet(view, view.title, SIDE)
