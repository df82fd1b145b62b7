"""A pupil's documents: put files and folders in by button or by dropping them on the page, and keep what is said about them right."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, QRect, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sendco_desk.domain.codes import SHARING, said
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import EXPORT_FLAGS
from sendco_desk.domain.progress import Report
from sendco_desk.services.documents import Added, Filing
from sendco_desk.services.inner_documents import CARRIERS, Inside
from sendco_desk.services.pupils import PupilPage
from sendco_desk.ui.forms.document_forms import DocumentForm, FilingForm
from sendco_desk.ui.forms.export_screen_form import open_flag
from sendco_desk.ui.forms.form import attempt, open_form
from sendco_desk.ui.icons import paint_icon
from sendco_desk.ui.messages import done
from sendco_desk.ui.models.documents_model import STAYS, DocumentsModel
from sendco_desk.ui.models.pack_model import SHORT_SHARING
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case_cells import longest
from sendco_desk.ui.screens.flow import below, flowing
from sendco_desk.ui.screens.inside import look_inside, offer, say_added
from sendco_desk.ui.screens.paper_view import may_print
from sendco_desk.ui.screens.tab_page import TabPage
from sendco_desk.ui.screens.tables import RowCells, Table
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import across, holding, restyled, stack
from sendco_desk.ui.widgets.words import words


def local_files(data: QMimeData) -> list[Path]:
    """The files and folders of this PC that are being dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def put_in(room: Room, pupil: UUID, paths: Sequence[Path], filing: Filing) -> None:
    """Put files into a pupil's record on the slow lane, say what became of them, and offer what lies inside them."""

    def work(report: Report) -> tuple[Added, tuple[Inside, ...]]:
        added = room.desk.documents.add_files(pupil, paths, filing, report)
        return added, room.desk.inner_documents.inside(added.documents, report)

    def finished(both: tuple[Added, tuple[Inside, ...]]) -> None:
        added, insides = both
        say_added(room, added)
        offer(room, insides)
        read_scans(room, added)

    room.tasks.run(work, finished, title="Putting documents in")


def read_scans(room: Room, added: Added) -> None:
    """Let the words of scans that were put in be recognised on a lane of its own, so that search finds them; nothing waits for it."""
    documents, kept = room.desk.documents, room.preferences
    scans = documents.scans_among([each.id for each in added.documents])
    if not scans or kept is None or not kept.scans_read:
        return

    def recognised(found: dict[UUID, str]) -> None:
        if found:
            room.tasks.run(lambda report: documents.keep_words(found), room.changed, title="Keeping the words of scans", quiet=True)

    room.tasks.run(partial(documents.words_of_scans, scans), recognised, title="Reading scans for search", lane="scans")


class DocumentCells(RowCells):
    """On what ground a document is shared, or that it stays, is said in fewer words where there is little room."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        if key == "sharing" and index.data() == STAYS:
            side = self.look.scaled(16)
            paint_icon(p, "shield", QRectF(box.left(), box.center().y() - side / 2 + 1, side, side), self.look.ink("muted"))
            beside = box.adjusted(side + 8, 0, 0, 0)
            self.say(p, beside, longest(self.look, beside.width(), STAYS, "Stays"))
        elif key == "sharing":
            basis = index.data(RECORD).sharing_basis
            self.say(p, box, longest(self.look, box.width(), said(SHARING, basis), said(SHORT_SHARING, basis)))
        else:
            super().fill(p, box, key, index)


class DocumentsPage(TabPage):
    """The tab Documents. Files can be dropped anywhere on it."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.pupil: UUID | None = None
        self.model = DocumentsModel(self)
        self.table: Table[Document] = Table(
            self.look, self.model, "Documents", strong="title", stretches="title", least=160, preferences=room.preferences, cells=DocumentCells,
        )
        self.table.deleted.connect(self.take_out)
        self.table.opened.connect(self.read)
        if not (room.preferences and room.preferences.text("table_Documents")):
            self.table.sort_by("received", Qt.SortOrder.DescendingOrder)
        self.setAcceptDrops(True)
        self.edit_button = button(self.look, "Edit details", "", then=lambda: self.edit(self.table.current()))
        self.copy_button = button(self.look, "Save a copy", "", "export", then=self.save_copy)
        self.out_button = button(self.look, "Take out", "", "bin", then=self.take_out)
        self.read_button = button(self.look, "Open", "", "eye", then=lambda: self.read(self.table.current()))
        self.inside_button = button(self.look, "Open what is inside", "", "clip", then=self.look_inside)
        self.inside_button.setToolTip("Attachments of an e-mail, files in a ZIP archive or in a PDF")
        self.flag_button = button(self.look, "Flag", "", "shield", "Keep it in the school: see the export screen", self.flag)
        self.black_button = button(self.look, "Black out", "", "blackout", "Black parts of it out before it goes into a pack", self.black_out)
        self.needing_one = (
            self.read_button, self.edit_button, self.copy_button, self.inside_button, self.black_button, self.flag_button, self.out_button,
        )
        add = button(self.look, "Add files", "", "plus", then=self.choose_files)
        folder = button(self.look, "Add folder", "", "folder", then=self.choose_folder)
        columns = button(self.look, "Columns", "quiet", "columns")
        columns.clicked.connect(lambda: self.table.columns_menu().popup(columns.mapToGlobal(columns.rect().bottomLeft())))
        hint = words("Files can be dropped anywhere on this page.", "caption", "muted")
        bar = across(flowing(add, folder, *self.needing_one, columns, hint))
        self.pages = QStackedWidget()
        self.pages.addWidget(holding(stack(bar, 12, self.table, pad=(24, 16, 24, 20))))
        self.pages.addWidget(self._nothing())
        self.frame = holding(stack(self.pages))
        self.setLayout(stack(self.frame))
        self.table.selectionModel().selectionChanged.connect(self.show_buttons)
        self.model.modelReset.connect(self.show_buttons)

    def _nothing(self) -> QWidget:
        made = empty(
            self.look, "document", "No documents yet",
            "Reports, letters, e-mails and work, each with the day it came. Drop files here, or choose them.", "Add files", self.choose_files,
        )
        below(made, button(self.look, "Add folder", "quiet", then=self.choose_folder))
        return made

    # What is shown

    def show_pupil(self, page: PupilPage) -> None:
        """Show this pupil's documents."""
        self.pupil = page.pupil.id
        found = self.room.desk.documents.of(page.pupil.id)
        self.pages.setCurrentIndex(0 if found else 1)
        flags = self.room.desk.screen.flags(page.pupil.id)
        self.model.flagged = {name: ", ".join(dict.fromkeys(EXPORT_FLAGS[one.flag] for one in marks)) for name, marks in flags.items()}
        self.model.put(found)
        self.show_buttons()

    def show_record(self, document: UUID) -> None:
        """Put the keyboard's place on one document."""
        self.table.choose(document)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_buttons(self) -> None:
        """What needs a chosen document can be pressed only when one is."""
        chosen = len(self.table.chosen())
        self.read_button.setEnabled(chosen == 1)
        self.edit_button.setEnabled(chosen == 1)
        self.copy_button.setEnabled(chosen == 1)
        self.black_button.setEnabled(chosen == 1)
        self.flag_button.setEnabled(chosen == 1)
        self.out_button.setEnabled(chosen > 0)
        current = self.table.current()
        self.inside_button.setEnabled(chosen == 1 and current is not None and current.media_type in CARRIERS)

    # Putting in

    def choose_files(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(self, "Add files")
        self.ask_about([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder, whose files are all put in."""
        name = QFileDialog.getExistingDirectory(self, "Add folder")
        self.ask_about([Path(name)] if name else [])

    def ask_about(self, paths: Sequence[Path]) -> None:
        """Ask once what is to be said about the files."""
        pupil = self.pupil
        if paths and pupil is not None:
            open_form(self.room, FilingForm(self.room, pupil, paths, lambda filing: put_in(self.room, pupil, paths, filing)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self._invite("drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._invite("")

    def dropEvent(self, event: QDropEvent) -> None:
        self._invite("")
        event.acceptProposedAction()
        self.ask_about(local_files(event.mimeData()))

    def _invite(self, kind: str) -> None:
        self.frame.setProperty("kind", kind)
        restyled(self.frame)

    # With a document

    def read(self, document: Document | None) -> None:
        """Show its pages, from memory: no plain copy is written."""
        if document is not None:
            from sendco_desk.ui.document_view import show_document

            show_document(self.room, document.id)

    def edit(self, document: Document | None) -> None:
        """Open the form for what is said about it."""
        if document is not None:
            open_form(self.room, DocumentForm(self.room, document))

    def flag(self) -> None:
        """Open the form that flags it for the export screen."""
        document = self.table.current()
        if document is not None:
            open_flag(self.room, document)

    def look_inside(self) -> None:
        """Offer what lies inside the document as documents of their own."""
        document = self.table.current()
        if document is not None and document.media_type in CARRIERS:
            look_inside(self.room, document)

    def black_out(self) -> None:
        """Go to where parts of the document are blacked out."""
        document = self.table.current()
        if document is not None:
            self.room.go(Place("redact", document.id))

    def save_copy(self) -> None:
        """Ask where, and write a plain copy there."""
        document = self.table.current()
        if document is None or not may_print(self.room, document):
            return
        name, _ = QFileDialog.getSaveFileName(self, "Save a copy", document.file_name)
        if not name:
            return
        self.room.tasks.run(
            lambda report: self.room.desk.documents.save_copy(document.id, Path(name)),
            lambda path: self.room.say(done("A plain copy is saved. It is not encrypted: keep it where the school keeps such files.")),
            title="Saving a copy", cancellable=False,
        )

    def take_out(self) -> None:
        """Take the chosen documents out of the record; undo brings each back."""
        for document in self.table.chosen():
            attempt(self.room, partial(self.room.desk.documents.remove, document.id), f"“{document.title}” is taken out.")
