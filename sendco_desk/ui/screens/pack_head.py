"""The head of a pack's screen: whose it is, how full it is against its page budget, what is to be looked at, and the button that makes it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.services.casework import CasePage
from sendco_desk.services.three_results import SHAPES
from sendco_desk.ui.models.pack_model import OrderRow
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip, Meter, Picture
from sendco_desk.ui.widgets.choice import Choice
from sendco_desk.ui.widgets.layout import across, emptied, stack
from sendco_desk.ui.widgets.words import Elided, words

if TYPE_CHECKING:
    from sendco_desk.domain.pack_layout import PackLayout
    from sendco_desk.packs.budgets import MeterRow
    from sendco_desk.services.pack_snapshot import PackLook

MEGABYTE = 1_000_000


class PackHead(QWidget):
    """What stands over the panes."""

    def __init__(self, room: Room, make: Callable[[], object], to_packs: Callable[[], object], to_case: Callable[[], object]) -> None:
        super().__init__()
        self.room, self.look = room, room.look
        look = room.look
        self.crumb = button(look, "", "link", then=to_case)
        crumbs = across(button(look, "Packs", "link", then=to_packs), Picture(look, "right", "muted", 14), self.crumb, None, gap=6)
        self.title, self.whose = Elided("", "title"), Elided("", tone="muted")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.title.setMinimumWidth(1)  # as wide as its words, but the first to yield at large text
        self.make_button = button(look, "Check and make", "primary", "packs", then=make)
        self.shape = Choice(look, SHAPES)
        self.shape.setAccessibleName("What is made of it")
        self.shape.view().setAccessibleName("What is made of it")
        self.shape.setMinimumContentsLength(max(map(len, SHAPES.values())) - 6)  # capitals are counted, and most letters are narrower
        self.shape.setMaximumWidth(look.scaled(230))
        line = across(self.title, 4, self.whose, self.shape, self.make_button, gap=6)
        line.setStretch(2, 1)
        self.pages, self.meter, self.budget = words("", "strong"), Meter(look, 0, 0, height=10), Elided("", "caption", "muted")
        self.how_large = words("", "caption", "muted")
        self.chips = across(gap=6)
        self.over = Picture(look, "soon", "soon", 16)
        self.over.hide()
        full = across(self.over, self.pages, self.meter, self.budget, self.chips, self.how_large, gap=10)
        full.setStretch(2, 2)
        full.setStretch(3, 3)
        self.setLayout(stack(crumbs, line, 4, full))

    def show_case(self, page: CasePage) -> None:
        """Whose pack it is."""
        pupil = page.pupil
        self.title.setText(f"Pack for {page.case.authority}" if page.case.authority else "Pack")
        kind = CASE_KINDS[page.case.case_kind]
        self.whose.setText(f"{pupil.known_name}, {kind if kind[:2].isupper() else kind[:1].lower() + kind[1:]}")
        self.crumb.say(pupil.known_name.replace("&", "&&"))

    def show_order(self, rows: Sequence[OrderRow], layout: "PackLayout", look: "PackLook | None", meter: "Sequence[MeterRow]") -> None:
        """How many pages there are, how full the fullest limit of the page budget is, and what is to be looked at."""
        going = [row for row in rows if row.on and not row.heads]
        pages = sum(1 if row.refused else row.pages or 0 for row in going if row.goes)
        fullest = max(meter, key=lambda row: row.pages / row.most, default=None)
        self.pages.setText(f"{pages} page{'s' * (pages != 1)}" if fullest is None else fullest.said)
        self.meter.setVisible(fullest is not None)
        self.over.setVisible(fullest is not None and fullest.over > 0)
        if fullest is not None:
            self.meter.state = "soon" if fullest.over else "done"
            self.meter.show_share(fullest.pages, fullest.most)
        self.budget.setText(f"{pages} pages in all" if fullest is not None else "")
        self._show_chips(going)
        size = f"{look.size / MEGABYTE:.1f} MB" if look is not None else ""
        self.how_large.setText(f"{size} of {layout.most_megabytes} MB a file" if size and layout.most_megabytes else size)

    def _show_chips(self, going: Sequence[OrderRow]) -> None:
        emptied(self.chips)
        for count, word, state in (
            (sum(row.refused for row in going), "cannot go in", "soon"),
            (sum(row.waits for row in going), "needs a reason", "soon"),
            (sum(row.to_put_right for row in going), "to look at", "info"),
        ):
            if count:
                self.chips.addWidget(Chip(self.look, f"{count} {word}", state))

    def busy(self, on: bool) -> None:
        """While a pack is made no second one is."""
        self.make_button.setEnabled(not on)
