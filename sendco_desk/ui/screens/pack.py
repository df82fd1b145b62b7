"""The pack studio: the running order, what is said and done about each row, the real pages beside it; then check and make.

Panes stand beside one another while there is room, and are chosen by toggles where there is not: another pane (what a council asks)
is one more in ``PANES``.
"""

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSizePolicy, QWidget

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.casework import CasePage
from sendco_desk.services.pack_parts import CHANGES, PARTS
from sendco_desk.services.packing import PackChoices
from sendco_desk.ui.document_view import show_document
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.messages import Message, told
from sendco_desk.ui.models.pack_model import Kind, Known, OrderRow, PackModel, budget_parts, left_out, order_rows, totals
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.pack_about import BECAUSE_WRONG, About, fresh_name
from sendco_desk.ui.screens.pack_deeds import PackDeeds
from sendco_desk.ui.screens.pack_head import PackHead
from sendco_desk.ui.screens.pack_list import PackTable
from sendco_desk.ui.screens.pack_options import Options
from sendco_desk.ui.screens.pack_pages import PackPages
from sendco_desk.ui.screens.pack_result import Made, result_card
from sendco_desk.ui.screens.pack_work import PackWork, look_choices, pack_name
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.layout import Scrolling, across, emptied, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.tab_order import stops
from sendco_desk.ui.widgets.words import Elided

if TYPE_CHECKING:
    from sendco_desk.domain.documents import Document
    from sendco_desk.domain.pack_layout import PackLayout
    from sendco_desk.packs.budgets import MeterRow
    from sendco_desk.packs.source import Converted
    from sendco_desk.services.pack_snapshot import PackLook, PackSnapshot

TELLING = frozenset({
    "one_page_profile", "views_given", "need_statement", "support_cycle", "provision_place", "measure", "behaviour_count", "attendance",
    "part_time_timetable", "suspension", "involvement", "meeting", "plan_version", "story_entry", "submission",
})
"""The kinds of which one more or fewer can give a part something to say, or nothing."""
PANES = {"order": "Running order", "details": "Details", "pages": "Pages"}
SHARES = {"order": 10, "details": 8, "pages": 9}
THREE, TWO = 820, 520
"""Px at 100% that three panes and two need."""
TALL = 300


class PackScreen(Screen):
    """The pack of one case."""

    NAME: ClassVar[str] = "pack"
    STOP: ClassVar[str] = "packs"
    HELP: ClassVar[str] = "packs"
    KINDS: ClassVar[frozenset[str]] = frozenset({"document", "pupil", "case_file", "pack_layout", *TELLING})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.case: UUID | None = None
        self.shown_page: CasePage | None = None
        self.layout_now: PackLayout | None = None
        self.papers: list[Document] = []
        self.there: tuple[str, ...] = ()
        self.made_pages: dict[str, int] = {}
        self.look_now: PackLook | None = None
        self.made: Made | None = None
        self.stale = False
        look = room.look
        self.deeds = PackDeeds(room, self.after_deed)
        self.work = PackWork(room, self, self.look_snapshot)
        self.model = PackModel(self)
        self.model.ticked = self.deeds.switch
        self.table = PackTable(look, self.model)
        self.about = About(room, self.deeds, self.show_page_of, lambda document: show_document(room, document))
        self.options = Options(room, room.desk.snapshots.budgets())
        self.pages = PackPages(room)
        self.head = PackHead(room, self.check_and_make, lambda: room.go(Place("packs")), self.open_case)
        self.result = stack()
        self.pane = "details"
        self._lay_out()
        self._listen()

    def _listen(self) -> None:
        self.table.moved.connect(self.deeds.move)
        self.table.switched.connect(self.switch)
        self.table.asked_menu.connect(self.offer_menu)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.chosen())
        self.work.converted.connect(self.show_order)
        self.work.looked.connect(self.take_look)
        self.work.not_looked.connect(self.no_look)
        self.work.made.connect(self.show_result)
        self.work.rested.connect(lambda: self.head.busy(False))
        self.options.day_changed.connect(self.take_day)
        self.options.settled.connect(self.settle)
        self.options.unlocked.connect(self.turn)
        self.options.costs_changed.connect(self.redraw)

    # Laying out

    def _lay_out(self) -> None:
        look = self.room.look
        self.add = button(look, "Add", "quiet", "plus")
        menu = QMenu(self.add)
        menu.setAccessibleName("Add to the pack")
        menu.addAction("Documents of the pupil", self.add_documents)
        menu.addAction("A part to put documents under", self.make_part)
        self.add.setMenu(menu)
        named = across(Elided("Running order", "heading"), self.add, gap=0, pad=(12, 0, 4, 0))
        named.setStretch(0, 1)
        head = holding(named)
        head.setMinimumHeight(look.scaled(44))
        listed = stack(head, line_across(), self.table, pad=(1, 1, 1, 1))
        listed.setStretchFactor(self.table, 1)
        self.cards = holding(stack(self.result, self.about, self.options, None, gap=12, pad=(0, 0, 2, 0)))
        self.details = Scrolling(self.cards, "About the pack")
        self.details.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panes: dict[str, QWidget] = {"order": holding(listed, "card"), "details": self.details, "pages": self.pages}
        self.row: QHBoxLayout = across(*self.panes.values(), gap=12)
        for number, (name, pane) in enumerate(self.panes.items()):
            self.row.setStretch(number, SHARES[name])
            pane.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            pane.setMinimumHeight(TALL)
        self.toggles = Toggles(look, PANES, self.pane, self.choose_pane, self)
        self.toggle_row = holding(across(*self.toggles.made, None))
        inner = stack(self.head, 8, self.toggle_row, 8, self.row, pad=(24, 16, 24, 16))
        inner.setStretchFactor(self.row, 1)
        self.whole = holding(inner)
        self.area = scrolling(self.whole, "Pack")
        self.setLayout(stack(self.area))
        self.arrange()

    def _in_order(self) -> None:
        """Let Tab follow the screen: what was put on a card later would else come last."""
        found: list[QWidget] = []
        for stop in stops(self.whole):
            found += [stop, *stops(self.cards)] if stop is self.details else [stop]
        for one, after in pairwise(found):
            QWidget.setTabOrder(one, after)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Cards scroll inside a page that scrolls: Qt brings into sight only within the outer one."""
        moved, now = super().focusNextPrevChild(forward), self.focusWidget()
        if moved and now is not None and self.cards.isAncestorOf(now):
            self.details.ensureWidgetVisible(now, 0, 24)
        return moved

    def arrange(self) -> None:
        """Three panes beside one another, two, or one: as many as there is room for."""
        look, wide = self.room.look, self.width() - 48
        count = 3 if wide >= look.scaled(THREE) else 2 if wide >= look.scaled(TWO) else 1
        if count == 2 and self.pane == "order":
            self.pane = "details"
        shown = set(PANES) if count == 3 else {self.pane} if count == 1 else {"order", self.pane}
        for name, pane in self.panes.items():
            pane.setVisible(name in shown)
        for name, made in zip(PANES, self.toggles.made, strict=True):
            made.setVisible(count == 1 or name != "order")
            made.setChecked(name == self.pane)
        self.toggle_row.setVisible(count < 3)

    def choose_pane(self, name: str) -> None:
        """Show another pane where there is not room for all."""
        self.pane = name
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    # What is shown

    def open_at(self, place: Place) -> None:
        if place.id is not None and place.id != self.case:
            self.about.save()
            self.case = self.deeds.case = place.id
            self.work.forget()
            self.model.put([])
            self.options.start_afresh()
            self.show_result(None)
            self.made_pages, self.look_now, self.layout_now = {}, None, None
            self.pages.forget()
            self.pages.go_to(1)
            self.details.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        self.stale = False
        if self.case is None:
            return
        self.about.save()
        self.shown_page = self.room.desk.casework.page(self.case)
        self.head.show_case(self.shown_page)
        self.renew()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.choose_row("front")

    def renew(self) -> None:
        """Read the order anew, and offer the parts that have something to say on the pack’s day."""
        if self.case is None:
            return
        desk = self.room.desk
        try:
            self.there = desk.packs.parts(self.case, self.options.day())
        except Refused:
            return  # while what is typed is no day, the parts stay
        self.papers = desk.packs.documents(self.case)
        self.layout_now = desk.layouts.layout(self.case)
        self.options.show_layout(self.layout_now)
        self.options.costs_row.setVisible(desk.packs.may_tell_costs and "provision" in self.there)
        silent = [title for key, title in PARTS.items() if key not in (*self.there, CHANGES)]
        self.options.show_silent(silent)
        self.show_order()
        self.turn()

    def show_order(self) -> None:
        """Show the order with what is known of its pages by now."""
        if self.layout_now is None:
            return
        known = Known(documents=self.work.documents, made=self.made_pages)
        self.model.put(order_rows(self.layout_now, self.papers, self.there, known))
        self.options.total.setText(totals(self.model.rows))
        self.options.locked.setVisible(any(is_locked(found) for found in self.work.documents.values()) or bool(self.options.unlock.text()))
        self.options.show_meter(self.meter())
        self.head.show_order(self.model.rows, self.layout_now, self.look_now, self.meter())
        self.show_about()

    def meter(self) -> "tuple[MeterRow, ...]":
        """The pages against the budget that is chosen, as far as they are known."""
        budget = self.layout_now.budget if self.layout_now is not None else ""
        return self.room.desk.snapshots.metered(*budget_parts(self.model.rows), budget) if budget else ()

    def show_about(self) -> None:
        """Show the card of the row that is chosen."""
        self.about.show_row(self.table.current(), self.model.rows)
        self._in_order()

    def chosen(self) -> None:
        """Another row is chosen: its card, and its first page."""
        self.about.save()
        self.show_about()
        row = self.table.current()
        if row is not None and row.on and row.first is not None and self.table.hasFocus():
            self.pages.go_to(row.first)

    def show_page_of(self, row: OrderRow, page: int) -> None:
        """Show a page of a document, counted from 1 as it came."""
        if row.first is not None and row.placed is not None:
            gone = sum(out < page for out in row.placed.pages_out)
            self.choose_pane("pages")
            self.pages.go_to(row.first + page - 1 - gone)

    def show_result(self, made: Made | None) -> None:
        """Show what became of the pack; nothing takes it away."""
        self.made = made
        emptied(self.result)
        if made is not None:
            self.result.addWidget(result_card(self.room, made, self.record_sent))
            if self.pane == "pages" and not self.details.isVisible():
                self.choose_pane("details")
            self.details.verticalScrollBar().setValue(0)
            self._in_order()

    # What follows a deed

    def after_deed(self, kinds: frozenset[str]) -> None:
        """A deed in the order is done: the window hears of it, and the order is shown as it is now."""
        self.stale = True
        self.room.changed(kinds)
        if self.stale:
            self.refresh()

    def switch(self, row: OrderRow) -> None:
        """Put a row in, or leave it out."""
        self.deeds.switch(row, not row.on)

    def take_day(self) -> None:
        """Another day of the pack: other parts may have something to say."""
        self.renew()

    def settle(self) -> None:
        """Keep the limits of the pack."""
        options = self.options
        self.deeds.settings(
            finest=int(options.finest.code()), most_megabytes=options.megabytes(), lighter=options.lighter.isChecked(),
            budget=options.budget.code(),
        )

    def make_part(self) -> None:
        """Make a part at the end, and let its name be typed."""
        name = fresh_name([row.part for row in self.model.rows if row.kind is Kind.PART])
        if self.deeds.make_part(name) is None:
            self.table.choose_row(f"part:{name}")
            self.choose_pane("details" if not self.details.isVisible() else self.pane)
            self.about.name.edit.setFocus()
            self.about.name.edit.selectAll()

    def offer_menu(self, row: OrderRow, at: QPoint) -> None:
        """The menu of a document: the parts it can go to."""
        if row.kind is Kind.DOCUMENT:
            menu = self.about.parts_menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    # Pages

    def turn(self) -> None:
        """Have documents turned into pages where they are not yet; the pages to look at follow."""
        if self.layout_now is None:
            return
        self.pages.wait()
        self.work.turn(self.room.desk.snapshots.to_turn(self.papers, self.choices()))

    def redraw(self) -> None:
        """Draw the pages anew: something is told that was not."""
        self.pages.wait()
        self.work.later.start()

    def look_snapshot(self) -> "PackSnapshot":
        """The facts of the pages to look at, as they stand now."""
        if self.case is None:
            raise Refused("Choose a case first.")
        waiting = [row.key for row in self.model.rows if row.waits and isinstance(row.key, UUID)]
        return self.room.desk.snapshots.take(self.case, look_choices(self.choices(), waiting), self.options.day())

    def take_look(self, look: "PackLook") -> None:
        """The pages are drawn."""
        self.look_now = look
        self.made_pages |= {key: pages for key, pages in look.counts.items() if isinstance(key, str)}
        self.work.take_findings(look.findings)
        self.show_order()
        self.pages.show_pages(look.opened)

    def no_look(self, why: str) -> None:
        """There are no pages to look at."""
        self.pages.say(why)

    # Making

    def choices(self) -> PackChoices:
        """What is chosen, in order."""
        assert self.layout_now is not None
        options = self.options
        return self.room.desk.layouts.choices(
            self.layout_now, self.there, password=options.password.text(), passwords=options.passwords(), costs=options.tells_costs(),
        )

    def check_and_make(self) -> None:
        """Refuse what must be decided first, ask where the pack shall stand, and make it from the facts as they stand now."""
        self.about.save()
        if self.case is None or self.layout_now is None:
            return
        try:
            on, choices = self.options.day(), self.choices()
            snapshot = self.room.desk.snapshots.take(self.case, choices, on)
        except (Refused, Trouble) as failure:
            self.refuse(failure)
            return
        name, _ = QFileDialog.getSaveFileName(self, "Where shall the pack stand?", pack_name(on), "PDF (*.pdf)")
        if name:
            self.start(snapshot, Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"), choices.password)

    def refuse(self, failure: Refused | Trouble) -> None:
        """Say what must be decided first, beside it where it has a place here."""
        waiting = next((row for row in self.model.rows if row.waits), None)
        if isinstance(failure, Refused) and failure.field == "documents" and waiting is not None:
            self.table.choose_row(waiting.key)
            if not self.details.isVisible():
                self.choose_pane("details")
            self.about.because.wrong(BECAUSE_WRONG)
            self.about.because.box.setFocus()
            self.details.ensureWidgetVisible(self.about.because)
        elif isinstance(failure, Refused) and failure.field == "date_of_birth" and self.shown_page is not None:
            pupil = self.shown_page.pupil.id
            self.room.say(Message(words=failure.message, kind="refused", action="Open the pupil", then=lambda: self.room.go(Place("pupil", pupil))))
        elif (message := told(failure)) is not None:
            self.room.say(message)

    def start(self, snapshot: "PackSnapshot", out: Path, password: str) -> None:
        """Make the pack on the long lane; the window stays usable, and what is written meanwhile is not in it."""
        self.show_result(None)
        self.head.busy(True)
        self.work.make(snapshot, out, password, tuple(left_out(self.model.rows)))

    # Elsewhere

    def record_sent(self) -> None:
        """Record that this pack left the school."""
        if self.shown_page is not None and self.made is not None:
            page_now = self.room.desk.casework.page(self.shown_page.case.id)
            open_form(self.room, SentForm(self.room, page_now, self.made.path, self.made.password))

    def add_documents(self) -> None:
        """Go to the pupil's documents."""
        if self.shown_page is not None:
            self.room.go(Place("pupil", self.shown_page.pupil.id, "documents"))

    def open_case(self) -> None:
        """Go to the case."""
        if self.case is not None:
            self.room.go(Place("case", self.case))

    def leave(self) -> bool:
        self.about.save()
        return True

    def pupil_here(self) -> UUID | None:
        return self.shown_page.pupil.id if self.shown_page else None

    def set_look(self, look: Look) -> None:
        self.arrange()
        self.refresh()
        self.show_result(self.made)


def is_locked(converted: "Converted") -> bool:
    """Whether a document waits for a password."""
    return converted.locked
