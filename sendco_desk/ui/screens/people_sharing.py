"""Sharing and orders: who decides, what was shared with whom on which ground, court orders, and capacity for single decisions."""

from datetime import date

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from sendco_desk.domain.dates import shown
from sendco_desk.domain.rights import CapacityNote, CourtOrder, Sharing
from sendco_desk.domain.support_codes import CAPACITY_FINDINGS, LAWFUL_BASES
from sendco_desk.services.rights import SOURCE
from sendco_desk.services.sharing import sharing_state
from sendco_desk.ui.forms.form import attempt
from sendco_desk.ui.forms.people_asks import capacity_form, order_form, sharing_form
from sendco_desk.ui.models.rows import A_DAY, RECORD, Column, Index
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.export_screen import show_screen
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.screens.tab_parts import TabPart, latest_first
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import paint_chip
from sendco_desk.ui.widgets.layout import across, card, stack
from sendco_desk.ui.widgets.words import plain, words

WHY_SHARING = "What was shared with whom, on which ground and who agreed; also what it was decided not to share. Withdraw it when somebody says no."
WHY_SCREEN = "What is flagged, and documents on no ground for sharing: the list for the designated safeguarding lead"
WHY_ORDERS = "An order in force stands at the head of the pupil’s page, in the sentence that you give it here."
WHY_CAPACITY = "Whether a young person can make one decision. Until it is found to be lacking for a decision, capacity is assumed."
AGREED = "agreed"


def order_state(order: CourtOrder, on: date) -> tuple[str, str]:
    """Whether an order is in force: words, and the state whose sign goes with them."""
    if order.holds(on):
        return "In force", "soon"
    return ("Not yet in force", "planned") if order.made_on is not None and order.made_on > on else ("No longer in force", "info")


def ground_words(sharing: Sharing) -> str:
    """On which ground: an agreement with whoever agreed."""
    return f"Agreed by {sharing.agreed_by}" if sharing.basis == AGREED and sharing.agreed_by else LAWFUL_BASES[sharing.basis]


class StateCells(RowCells):
    """Draws where a line stands as a chip."""

    on = date.min

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        record = index.data(RECORD)
        if key != "state":
            super().fill(p, box, key, index)
            return
        word, sign = sharing_state(record, self.on) if isinstance(record, Sharing) else order_state(record, self.on)
        paint_chip(p, self.look, QPoint(box.left(), box.center().y() + 1), word, sign, sign)


class SharingPart(TabPart):
    """The part Sharing and orders."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.decides = plain("", wrap=True)
        who = card(words("Who decides", "heading"), self.decides, words(SOURCE, "caption", "muted", wrap=True), gap=4)
        look_at = button(self.look, "What stays in the school", "", "shield", WHY_SCREEN, self.show_screen)
        self.shared: RecordList[Sharing] = RecordList(
            room, "Sharing", self._shared_columns(), lambda record: sharing_form(room, self.pupil, record), add="Record a sharing",
            why=WHY_SHARING, strong="on", stretches="what", deeds=(("Withdraw from today", self.withdraw),), cells=StateCells,
            least=200, gives_way=("agreed", "basis"),
        )
        self.orders: RecordList[CourtOrder] = RecordList(
            room, "Court orders", self._order_columns(), lambda record: order_form(room, self.pupil, record), add="Record a court order",
            why=WHY_ORDERS, strong="made", stretches="words", cells=StateCells,
        )
        self.capacity: RecordList[CapacityNote] = RecordList(
            room, "Capacity to decide", self._capacity_columns(), lambda record: capacity_form(room, self.pupil, record), add="Record capacity",
            why=WHY_CAPACITY, strong="on", stretches="decision",
        )
        latest_first(self.shared, "on")
        latest_first(self.capacity, "on")
        self.lists = (self.shared, self.orders, self.capacity)
        self.setLayout(stack(who, across(look_at, None), *self.lists, gap=20))

    def _today(self) -> date:
        return self.room.now().date()

    def _shared_columns(self) -> tuple[Column[Sharing], ...]:
        return (
            Column(key="on", title="On", shown=lambda s: shown(s.on), sorts=lambda s: s.on, width=126, holds=A_DAY),
            Column(key="what", title="What", shown=lambda s: s.what, width=260),
            Column(key="whom", title="With whom", shown=lambda s: s.with_whom, width=120, snug=260),
            Column(key="basis", title="Ground", shown=ground_words, width=120, snug=280),
            Column(key="agreed", title="Who agreed", shown=lambda s: s.agreed_by, width=190, hidden=True),
            Column(key="state", title="Where it stands", shown=lambda s: sharing_state(s, self._today())[0], width=232, holds=f"Withdrawn {A_DAY} "),
        )

    def _order_columns(self) -> tuple[Column[CourtOrder], ...]:
        return (
            Column(
                key="made", title="Made on", shown=lambda o: shown(o.made_on) if o.made_on else "", sorts=lambda o: o.made_on or date.min,
                width=126, holds=A_DAY,
            ),
            Column(key="words", title="What it means for the school", shown=lambda o: o.words, width=300),
            Column(
                key="until", title="Until", shown=lambda o: shown(o.until) if o.until else "Further notice", width=126, holds=A_DAY,
                sorts=lambda o: o.until or date.max,
            ),
            Column(key="state", title="Where it stands", shown=lambda o: order_state(o, self._today())[0], width=170),
        )

    def _capacity_columns(self) -> tuple[Column[CapacityNote], ...]:
        return (
            Column(key="on", title="Found on", shown=lambda n: shown(n.found_on), sorts=lambda n: n.found_on, width=126, holds=A_DAY),
            Column(key="decision", title="The decision", shown=lambda n: n.decision, width=260),
            Column(key="finding", title="What was found", shown=lambda n: CAPACITY_FINDINGS[n.finding], width=220),
            Column(key="by", title="By whom", shown=lambda n: n.found_by, width=140),
            Column(key="instead", title="Who decides instead", shown=lambda n: n.represented_by, width=160),
        )

    def fill(self) -> None:
        """Show who decides, the register, the orders and the notes on capacity."""
        sharing = self.room.desk.sharing
        self.decides.setText(self.room.desk.rights.standing(self.pupil).sentence)
        for part in (self.shared, self.orders):
            cells = part.table.itemDelegate()
            if isinstance(cells, StateCells):
                cells.on = self._today()
        self.shared.put(sharing.of(self.pupil))
        self.orders.put(sharing.orders(self.pupil))
        self.capacity.put(sharing.capacity(self.pupil))

    def show_screen(self) -> None:
        """Show what the export screen holds back of whatever goes out without a case, to let out, to keep in and to print."""
        show_screen(self.room, self.pupil)

    def withdraw(self, one: Sharing) -> None:
        """It no longer holds, from today."""
        attempt(self.room, lambda: self.room.desk.sharing.withdraw(one.id), "Withdrawn from today.")
