"""Blacking out: the pages of a document as they are, boxes drawn on them or put over words that were searched for, and a look at the result."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar
from uuid import UUID

from PySide6.QtWidgets import QBoxLayout, QWidget

from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report
from sendco_desk.domain.redactions import Box, Redaction, box_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.previewing import Opened
from sendco_desk.services.redactions import LOOK_YOURSELF, NO_WORDS, FoundWords, Read
from sendco_desk.ui.document_pages import said_of
from sendco_desk.ui.forms.form import attempt
from sendco_desk.ui.models.redact_model import boxes_on
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.redact_pages import MarkPages
from sendco_desk.ui.screens.redact_panel import RedactPanel
from sendco_desk.ui.tasks import Job
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button, toggle
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.fields import SecretField
from sendco_desk.ui.widgets.layout import Columns, Scrolling, across, holding, scrolling, stack
from sendco_desk.ui.widgets.words import Elided

T = TypeVar("T")
LANE = "redaction"
"""Reading a scan may take minutes: nothing else waits for it."""
READING, BURNING = "Reading the words on the pages…", "Drawing the pages as they will be…"
MOVED = (
    "The pages of this document are not laid out as they were when parts of it were blacked out, so it stays out of packs. Look at each box: "
    "take away those that lie wrong and mark the place anew, then say that the rest lies right."
)
NOT_FOUND = "Not found. Words in pictures, such as a photograph or a signature, cannot be found: look at the pages yourself."


class Sides(Columns):
    """The pages beside the cards, filling the window; one under the other on a page that scrolls where there is room for one only."""

    def __init__(self, look: Look, left: QWidget, right: Scrolling) -> None:
        self.left, self.right = left, right
        super().__init__(look, stack(left), stack(right), (6, 5), 640, gap=16)

    def fit(self) -> None:
        super().fit()
        alone = self.row.direction() == QBoxLayout.Direction.TopToBottom
        self.left.setMinimumHeight(self.look.scaled(420) if alone else self.look.scaled(240))
        inside = self.right.widget()
        self.right.setMinimumHeight(inside.sizeHint().height() + 8 if alone and inside is not None else self.look.scaled(240))


class RedactScreen(Screen):
    """One document at a time, and beside it what was found in all of the pupil's."""

    NAME: ClassVar[str] = "redact"
    STOP: ClassVar[str] = "pupils"
    HELP: ClassVar[str] = "redaction"
    KINDS: ClassVar[frozenset[str]] = frozenset({"redaction", "document"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.redactions = room.desk.redactions
        self.document: UUID | None = None
        self.papers: list[Document] = []
        self.read: dict[UUID, Read] = {}
        self.passwords: tuple[str, ...] = ()
        self.job: Job | None = None
        self.kept: list[Redaction] = []
        self.pointed: tuple[UUID | None, int, Sequence[Box]] = (None, 0, ())
        self.pages, self.panel = MarkPages(room), RedactPanel(room)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        look = self.room.look
        self.title = Elided("Black out", "title")
        self.which = Choice(look, {})
        self.which.setAccessibleName("Document")
        self.which.setMaximumWidth(look.scaled(300))
        self.burnt = toggle(look, "Show as it will be")
        self.burnt.setToolTip("The pages as a pack takes them: pictures, with the boxes burnt in")
        self.back = button(look, "Documents", "link", "left", then=self.go_back)
        top = across(self.back, self.title, self.which, self.burnt, gap=12)
        top.setStretch(1, 1)
        top.setStretch(2, 1)
        self.cards = Scrolling(self.panel, "About what is blacked out")
        self.sides = Sides(look, self.pages, self.cards)
        self.key = SecretField(look, "Password of the document", hint="It is kept only until you leave this page.", strong=False)
        self.key.setMaximumWidth(look.scaled(420))
        self.locked = holding(stack(self.key, across(button(look, "Open", "primary", then=self.unlock), None), 10, gap=8))
        self.locked.hide()
        whole = stack(top, 12, self.locked, self.sides, pad=(24, 16, 24, 16))
        whole.setStretch(3, 1)
        self.setLayout(stack(scrolling(holding(whole), "Black out")))

    def _listen(self) -> None:
        panel = self.panel
        self.which.activated.connect(lambda _: self.choose_document())
        self.burnt.clicked.connect(self.show_pages)
        self.key.edit.returnPressed.connect(self.unlock)
        self.pages.turned.connect(lambda _: self.show_boxes())
        self.pages.marks.drawn.connect(self.draw_box)
        panel.searched.connect(self.search)
        panel.suggested.connect(self.suggest)
        panel.marking.connect(self.mark_ticked)
        panel.whole_page.connect(self.mark_page)
        panel.taken_away.connect(self.take_away)
        panel.other_reason.connect(self.give_reason)
        panel.reviewed.connect(self.review)
        panel.looked_again.connect(self.keep_place)
        panel.found.edited.connect(self.show_boxes)
        panel.found_table.selectionModel().currentRowChanged.connect(lambda *_: self.look_at_hit())
        panel.marked_table.selectionModel().currentRowChanged.connect(lambda *_: self.look_at_mark())

    # Which document

    def open_at(self, place: Place) -> None:
        if place.id is None:
            raise Refused("Choose a document first: open it from a pupil’s Documents.")
        document = self.room.desk.documents.get(place.id)
        if not any(one.pupil == document.pupil for one in self.papers):
            self.forget()
        self.papers = self.room.desk.documents.of(document.pupil)
        self.which.offer({str(one.id): one.title for one in self.papers})
        self.show_document(document.id)

    def show_document(self, document: UUID) -> None:
        """Show this document's pages, read first where they are not yet."""
        self.document = document
        self.which.choose(str(document))
        self.key.set_text("")
        self.key.clear_line()
        self.locked.hide()
        self.pages.at = 1
        self.refresh()
        self.show_pages()

    def choose_document(self) -> None:
        """The person has chosen another document of the pupil."""
        if self.which.code() and UUID(self.which.code()) != self.document:
            self.show_document(UUID(self.which.code()))

    def go_back(self) -> None:
        """Back to the pupil's documents."""
        pupil = next((one.pupil for one in self.papers if one.id == self.document), None)
        self.room.go(Place("pupil", pupil, "documents"))

    def leave(self) -> bool:
        self.forget()
        return True

    def forget(self) -> None:
        """Let go of every page and word: after this nothing of the documents is held here."""
        if self.job is not None:
            self.room.tasks.cancel(self.job)
        self.job, self.read, self.papers, self.passwords = None, {}, [], ()
        self.key.set_text("")
        self.locked.hide()
        self.burnt.setChecked(False)
        self.panel.found.put(())
        self.panel.said.setText("")
        self.pages.forget()
        self.pages.say(READING)

    def pupil_here(self) -> UUID | None:
        return next((one.pupil for one in self.papers if one.id == self.document), None)

    # What is shown

    def refresh(self) -> None:
        if self.document is None:
            return
        self.room.desk.documents.get(self.document)
        before, self.kept = self.kept, self.redactions.of(self.document)
        if before != self.kept:
            self.pointed = (None, 0, ())
        self.panel.show_marked(self.kept)
        self._warn()
        self.show_boxes()
        if self.burnt.isChecked() and before != self.kept:
            self.show_pages()

    def _warn(self) -> None:
        read = self.read.get(self.document) if self.document is not None else None
        if read is None or not read.reading.pages:
            self.panel.warn("")
            return
        moved = self.redactions.out_of_place(read.document, read)
        self.panel.warn(MOVED if moved else "", deed=bool(moved) and all(one.page <= len(read.reading.pages) for one in moved))

    def show_pages(self) -> None:
        """The pages as they are, or as they will be."""
        document = self.document
        if document is None:
            return
        if self.burnt.isChecked():
            burnt, passwords = self.redactions.burnt, self.passwords
            self._slowly(lambda report: burnt(document, report, passwords), self._take_pages, "Drawing the pages as they will be", BURNING)
        else:
            self._with_read([document], lambda: self._take_pages(self.read[document].opened))

    def unlock(self) -> None:
        """Try what was typed on this document, and on every other of the pupil that is locked."""
        if not self.key.text():
            self.key.wrong("Type the password that the sender gave you.")
            return
        self.passwords = (*self.passwords, self.key.text())
        self.read = {document: read for document, read in self.read.items() if not read.reading.locked}
        self.show_pages()

    def _take_pages(self, opened: Opened) -> None:
        self.pages.show_pages(opened)
        self.locked.setVisible(opened.locked)
        if not opened.locked:
            self.key.set_text("")
        elif self.key.text():
            self.key.wrong("This password does not open it: type it again.")
        if opened.pages:
            self.pages.ground.say("")
        self._warn()
        self.show_boxes()

    def show_boxes(self) -> None:
        """Lay the boxes over the page that is read; none over pages that have them burnt in."""
        size, as_it_is = self.pages.size_of(self.pages.at), not self.burnt.isChecked()
        there = self.pages.pages is not None and self.document in self.read
        document, page, pointed = self.pointed
        chosen = pointed if (document, page) == (self.document, self.pages.at) and as_it_is else ()
        boxes = boxes_on(self.pages.at, self.kept, self.panel.found.everything, self.document) if as_it_is and there else {}
        self.pages.marks.show_boxes(size, boxes, chosen, may_draw=as_it_is and there)
        self.panel.page_button.setEnabled(as_it_is and there)

    def look_at_hit(self) -> None:
        """Show the page that the row of what was found stands on."""
        row = self.panel.found_table.current()
        if row is None or self.burnt.isChecked():
            return
        if row.found.document != self.document:
            self.show_document(row.found.document)
        self._point_at(row.hit.page, row.hit.boxes)

    def look_at_mark(self) -> None:
        """Show the page that the row of what is marked stands on."""
        row = self.panel.marked_table.current()
        if row is not None:
            self._point_at(row.page, [box_of(box) for box in row.boxes])

    def _point_at(self, page: int, boxes: Sequence[Box]) -> None:
        self.pointed = (self.document, page, boxes)
        self.pages.go_to(page)
        self.show_boxes()

    # The slow work

    def _slowly(self, work: Callable[[Report], T], done: Callable[[T], object], title: str, waiting: str) -> None:
        """Do it on a lane of its own; what comes back after something newer was asked for goes unheard."""

        def finished(found: T) -> None:
            if self.job is job:
                self.job = None
                done(found)

        def failed(failure: Exception) -> None:
            if self.job is job:
                self.job = None
                self.pages.say(said_of(failure))

        if self.job is not None:
            self.room.tasks.cancel(self.job)
        if waiting:
            self.pages.say(waiting)
        self.job = job = self.room.tasks.run(work, finished, failed, title=title, lane=LANE)

    def _with_read(self, documents: Sequence[UUID], then: Callable[[], object], waiting: str = READING) -> None:
        """Read those documents that are not read yet, then go on."""
        lacking = self.redactions.to_read([one for one in documents if one not in self.read], self.passwords)
        if not lacking:
            then()
            return

        def done(read: tuple[Read, ...]) -> None:
            self.read |= {one.document: one for one in read}
            then()

        self._slowly(lambda report: self.redactions.read_all(lacking, report), done, "Reading the words on the pages", waiting)

    # Searching

    def search(self) -> None:
        """Look for the words, here or in all documents of the pupil."""
        if not self.panel.asked():
            self.panel.sought.wrong(NO_WORDS)
            return
        asked = self.panel.asked()
        self._look(lambda read: self.redactions.search(read, asked), on=True)

    def suggest(self) -> None:
        """Look for names of other children."""
        pupil = self.pupil_here()
        if pupil is not None:
            self._look(lambda read: self.redactions.suggested(read, pupil), on=False)

    def _look(self, looking: "Callable[[Sequence[Read]], tuple[FoundWords, ...]]", *, on: bool) -> None:
        if self.document is None:
            return
        documents = [one.id for one in self.papers] if self.panel.everywhere.isChecked() else [self.document]

        def go_on() -> None:
            read = [self.read[one] for one in documents]
            if self.pages.pages is None and not self.burnt.isChecked():
                self._take_pages(self.read[documents[0] if self.document is None else self.document].opened)
            try:
                found = looking(read)
            except Refused as refused:
                self.panel.sought.wrong(refused.message)
                return
            self.panel.found.take(found, on=on)
            self.panel.said.setText(self._found_words(read, found))
            self.show_boxes()

        self._with_read(documents, go_on, "")

    def _found_words(self, read: Sequence[Read], found: Sequence[FoundWords]) -> str:
        count, places = sum(len(one.hits) for one in found), len({one.document for one in found})
        said = [f"{count} place{'s' * (count != 1)} in {places} document{'s' * (places != 1)}." if count else NOT_FOUND]
        for one in read:
            if one.reading.pictures:
                pages = ", ".join(map(str, one.reading.pictures))
                said.append(f"‘{one.title}’, page {pages}: {LOOK_YOURSELF[:1].lower()}{LOOK_YOURSELF[1:]}")
            elif not one.reading.pages:
                said.append(f"‘{one.title}’ was not searched. {one.reading.reason}")
        return " ".join(said)

    # Marking

    def _refused(self) -> bool:
        """Whether the reason still lacks its words."""
        if self.panel.why() == "other" and not self.panel.note.text():
            self.panel.note.wrong("Write why it is blacked out.")
            return True
        return False

    def draw_box(self, box: Box) -> None:
        """Black out the box that was drawn."""
        read = self.read.get(self.document) if self.document is not None else None
        if read is None or not read.reading.pages or self._refused():
            return
        page, document = read.page(self.pages.at), read.document
        attempt(
            self.room, lambda: self.redactions.mark(
                document, page.number, [box], reason=self.panel.why(), note=self.panel.note.text(), page_print=page.page_print,
            )[1], f"A part of page {page.number} is blacked out.",
        )
        self.refresh()

    def mark_page(self) -> None:
        """Black out the whole of the page that is read."""
        wide, high = self.pages.size_of(self.pages.at)
        self.draw_box((0.0, 0.0, wide, high))

    def mark_ticked(self) -> None:
        """Black out what is ticked, in whichever document it is."""
        chosen = self.panel.found.chosen()
        if not chosen or self._refused():
            return
        count = sum(len(hits) for _, hits in chosen)
        read = list(self.read.values())
        done = attempt(
            self.room, lambda: self.redactions.mark_found(chosen, read, reason=self.panel.why(), note=self.panel.note.text()),
            f"{count} place{'s' * (count != 1)} blacked out.",
        )
        if done:
            self.panel.found.drop(row.number for row in self.panel.found.everything if row.on)
        self.refresh()

    def take_away(self) -> None:
        """Take the chosen boxes away; undo brings them back."""
        chosen = [one.id for one in self.panel.marked_table.chosen()]
        if chosen:
            attempt(self.room, lambda: self.redactions.remove(chosen), f"{len(chosen)} taken away.")
            self.refresh()

    def give_reason(self) -> None:
        """Say of the chosen boxes what is chosen above."""
        if self._refused():
            return
        chosen, reason, note = [one.id for one in self.panel.marked_table.chosen()], self.panel.why(), self.panel.note.text()
        if chosen:
            attempt(self.room, lambda: self.redactions.change(chosen, reason=reason, note=note), "The reason is changed.")
            self.refresh()

    def review(self) -> None:
        """Record who has looked at everything that is blacked out here."""
        document, name = self.document, self.panel.reviewer.text()
        if document is None:
            return
        try:
            changed = self.redactions.review(document, name)
        except Refused as refused:
            self.panel.reviewer.wrong(refused.message)
            return
        attempt(self.room, lambda: changed, "The review is recorded.")
        self.panel.reviewer.set_text("")
        self.refresh()

    def keep_place(self) -> None:
        """Somebody has looked at each box on the pages as they are laid out now."""
        read = self.read.get(self.document) if self.document is not None else None
        if read is not None:
            attempt(self.room, lambda: self.redactions.keep_place(read.document, read), "The boxes are kept where they lie.")
            self.refresh()
