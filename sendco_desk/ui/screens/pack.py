"""The pack studio: the running order, what is said and done about each row, the real pages beside it; then check and make.

Panes stand beside one another while there is room, and are chosen by toggles where there is not: another pane (what a council asks)
is one more in ``PANES``.
"""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSizePolicy, QWidget

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.casework import CasePage
from sendco_desk.services.pack_parts import CHANGES, MADE_TITLES, parts_for
from sendco_desk.services.packing import PackChoices
from sendco_desk.services.review_pack import demands_costs
from sendco_desk.ui.document_view import show_document
from sendco_desk.ui.forms.ask_forms import PasteForm
from sendco_desk.ui.forms.form import open_form
from sendco_desk.ui.messages import Message, told
from sendco_desk.ui.models.pack_model import Kind, Known, OrderRow, PackModel, budget_parts, left_out, order_rows, totals
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_sent import SentForm
from sendco_desk.ui.screens.pack_about import BECAUSE_WRONG, About, fresh_name
from sendco_desk.ui.screens.pack_asks import AsksPanel
from sendco_desk.ui.screens.pack_deeds import PackDeeds
from sendco_desk.ui.screens.pack_head import PackHead
from sendco_desk.ui.screens.pack_list import PackTable
from sendco_desk.ui.screens.pack_options import Options
from sendco_desk.ui.screens.pack_pages import PackPages
from sendco_desk.ui.screens.pack_result import Made, result_card
from sendco_desk.ui.screens.pack_work import PackWork, look_choices, pack_name
from sendco_desk.ui.screens.pack_zip import MadeZip, zip_card
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Toggles, button
from sendco_desk.ui.widgets.layout import Scrolling, across, emptied, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.tab_order import stops
from sendco_desk.ui.widgets.words import Elided

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sendco_desk.domain.documents import Document
    from sendco_desk.domain.pack_layout import PackLayout
    from sendco_desk.domain.paper import Leads
    from sendco_desk.packs.budgets import MeterRow
    from sendco_desk.packs.source import Converted
    from sendco_desk.services.pack_snapshot import PackLook, PackSnapshot

TELLING = frozenset({
    "one_page_profile", "views_given", "need_statement", "support_cycle", "provision_place", "measure", "behaviour_count", "attendance",
    "part_time_timetable", "suspension", "involvement", "meeting", "plan_version", "story_entry", "submission",
})
"""The kinds of which one more or fewer can give a part something to say, or nothing."""
PANES = {"order": "Running order", "details": "Details", "asks": "What is asked", "pages": "Pages"}
SHARES = {"order": 10, "details": 8, "asks": 8, "pages": 9}
SIDES = ("details", "asks")
"""Panes that share one place where three stand beside one another."""
THREE, TWO = 820, 520
"""Px at 100% that three panes and two need."""
TALL = 300


class PackScreen(Screen):
    """The pack of one case."""

    NAME: ClassVar[str] = "pack"
    STOP: ClassVar[str] = "packs"
    HELP: ClassVar[str] = "packs"
    KINDS: ClassVar[frozenset[str]] = frozenset({
        "document", "pupil", "case_file", "pack_layout", "not_supplied", "own_profile", "export_flag", "export_reason", "redaction", *TELLING,
    })

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.case: UUID | None = None
        self.shown_page: CasePage | None = None
        self.layout_now: PackLayout | None = None
        self.papers: list[Document] = []
        self.held: dict[UUID, str] = {}
        self.there: tuple[str, ...] = ()
        self.made_pages: dict[str, int] = {}
        self.look_now: PackLook | None = None
        self.made: Made | MadeZip | None = None
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
        self.asks = AsksPanel(room, self.page_of)
        self.asks_stale = True
        self.pane = self.side = "details"
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
        self.asks.jumped.connect(self.show_page)

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
        asked = Scrolling(self.asks, "What is asked")
        asked.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panes: dict[str, QWidget] = {"order": holding(listed, "card"), "details": self.details, "asks": asked, "pages": self.pages}
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
        scrolled = {self.details: self.cards, self.panes["asks"]: self.asks}
        for stop in stops(self.whole):
            found += [stop, *(stops(scrolled[stop]) if stop in scrolled else ())]
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
        shown = {"order", self.side, "pages"} if count == 3 else {self.pane} if count == 1 else {"order", self.pane}
        for name, pane in self.panes.items():
            pane.setVisible(name in shown)
        for name, made in zip(PANES, self.toggles.made, strict=True):
            made.setVisible(name in SIDES if count == 3 else count == 1 or name != "order")
            made.setChecked(name == (self.side if count == 3 else self.pane))
        if "asks" in shown and self.asks_stale:
            self.asks.setUpdatesEnabled(False)  # its sentences are wrapped once the pane has its width: nothing half laid out is painted
            QTimer.singleShot(0, self.asks, lambda: self.asks.setUpdatesEnabled(True))
            self.show_asks()

    def choose_pane(self, name: str) -> None:
        """Show another pane where there is not room for all."""
        self.pane = name
        self.side = name if name in SIDES else self.side
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
        self.papers, self.held = desk.packs.documents(self.case), desk.packs.held(self.case)
        self.layout_now = desk.layouts.layout(self.case)
        self.options.show_layout(self.layout_now)
        self.options.costs_row.setVisible(desk.packs.may_tell_costs and "provision" in self.there)
        profile = desk.profiles.for_case(self.case)
        self.options.ask_for_costs(profile.name if demands_costs(profile) else "")
        silent = [title for key, title in parts_for(self.case_kind).items() if key not in (*self.there, CHANGES)]
        self.options.show_silent(silent)
        self.show_order()
        self.turn()

    def show_order(self) -> None:
        """Show the order with what is known of its pages by now."""
        if self.layout_now is None:
            return
        self.model.put(self.order())
        self.options.total.setText(totals(self.model.rows))
        self.options.locked.setVisible(any(is_locked(found) for found in self.work.documents.values()) or bool(self.options.unlock.text()))
        self.options.show_meter(self.meter())
        self.head.show_order(self.model.rows, self.layout_now, self.look_now, self.meter())
        self.show_about()
        self.asks_stale = True
        if not self.panes["asks"].isHidden():
            self.show_asks()

    def show_asks(self) -> None:
        """Show how what is asked stands with the pack as it is now."""
        if self.case is not None and self.layout_now is not None:
            self.asks_stale = False
            self.asks.show_asks(self.case, self.layout_now, self.choices(), self.options.day)
            self._in_order()

    def page_of(self, place: "Leads") -> int | None:
        """On which page of the pack something stands, as far as that is known."""
        row = next((row for row in self.model.rows if row.key == place.to), None)
        if row is None or row.first is None or not row.goes:
            return None
        return row.first + max(0, place.page - 1) if place.document is not None else row.first

    def show_page(self, page: int) -> None:
        """Show a page of the pack."""
        self.choose_pane("pages" if not self.pages.isVisible() else self.pane)
        self.pages.go_to(page)

    def order(self) -> list[OrderRow]:
        """The running order. A file inside a document that goes into the pack by itself is not said to be missing."""
        assert self.layout_now is not None
        found: Mapping[UUID, Converted] = self.work.documents
        for _ in range(2):  # which documents go in is known first
            known = Known(documents=found, made=self.made_pages, held=self.held)
            rows = order_rows(self.layout_now, self.papers, self.there, known, self.made_title())
            going = {row.key for row in rows if row.goes and isinstance(row.key, UUID)}
            found = self.room.desk.snapshots.together(self.work.documents, going)
        return rows

    @property
    def case_kind(self) -> str:
        """The kind of the case that is shown."""
        return self.shown_page.case.case_kind if self.shown_page is not None else "request"

    def made_title(self) -> str:
        """The heading over what the notebook makes."""
        return MADE_TITLES[self.case_kind]

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

    def show_result(self, made: Made | MadeZip | None) -> None:
        """Show what became of the pack; nothing takes it away."""
        self.made = made
        emptied(self.result)
        if made is not None:
            card = zip_card(self.room, made, self.record_sent) if isinstance(made, MadeZip) else result_card(self.room, made, self.record_sent)
            self.result.addWidget(card)
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
        """Refuse what must be decided first, show what the export screen holds back where anything is flagged, and make the pack."""
        self.about.save()
        if self.case is None or self.shown_page is None:
            return
        pupil = self.shown_page.pupil.id
        if self.room.desk.screen.needed(pupil):
            from sendco_desk.ui.screens.export_screen import show_screen

            show_screen(self.room, pupil, self.case, self.make)
        else:
            self.make()

    def make(self) -> None:
        """Ask where the pack shall stand, and make it from the facts as they stand now."""
        if self.case is None or self.layout_now is None:
            return
        shape = self.head.shape.code()
        try:
            on, choices = self.options.day(), self.choices()
            if shape == "paste":
                self.open_sheet(on, choices)
                return
            snapshot = self.room.desk.snapshots.take(self.case, choices, on)
        except (Refused, Trouble) as failure:
            self.refuse(failure)
            return
        if shape == "zip":
            self.make_files(snapshot, on, choices)
            return
        name, _ = QFileDialog.getSaveFileName(self, "Where shall the pack stand?", pack_name(on), "PDF (*.pdf)")
        if name:
            self.start(snapshot, Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"), choices.password)

    def open_sheet(self, on: date, choices: PackChoices) -> None:
        """Show the text for the boxes of the council's portal."""
        assert self.case is not None
        desk = self.room.desk
        profile = desk.packs.asked(self.case, choices, on).profile
        open_form(self.room, PasteForm(self.room, self.case, profile.id, profile.name, desk.results.sheet(self.case, choices, on)))

    def make_files(self, snapshot: "PackSnapshot", on: date, choices: PackChoices) -> None:
        """Ask where the numbered files shall stand, and make them on the long lane."""
        assert self.case is not None
        desk = self.room.desk
        name, _ = QFileDialog.getSaveFileName(self, "Where shall the files stand?", desk.results.zip_name(self.case, on), "ZIP (*.zip)")
        if not name:
            return
        out = Path(name if name.lower().endswith(".zip") else f"{name}.zip")
        zipped = desk.results.zipped(snapshot.plan, desk.packs.asked(self.case, choices, on).profile)
        self.show_result(None)
        self.head.busy(True)
        self.work.make_files(snapshot, zipped, out, choices.password)

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
            password = self.made.password if isinstance(self.made, Made) else ""
            open_form(self.room, SentForm(self.room, page_now, self.made.path, password))

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
