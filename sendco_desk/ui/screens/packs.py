"""Packs: the cases for which a pack can be made, and every pack that was sent."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from sendco_desk.ui.models.cases_model import CASE_GIVES_WAY, PACKED, SENT_GIVES_WAY, CaseLine, CasesModel, SentLine, SentModel, line_of
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import WholeTable, follow, sorted_first
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import across, emptied, holding, page, stack
from sendco_desk.ui.widgets.words import heading, words


class PacksScreen(Screen):
    """Choose a case to make its pack; see what was sent, when, how, and with which fingerprint."""

    NAME: ClassVar[str] = "packs"
    STOP: ClassVar[str] = "packs"
    KINDS: ClassVar[frozenset[str]] = frozenset({"pupil", "case_file", "case_event", "submission", "document", "school_closure"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look, kept = room.look, room.preferences
        self.cases, self.sent = CasesModel(self), SentModel(self)
        self.cases_table: WholeTable[CaseLine] = WholeTable(
            look, self.cases, "Cases to make a pack for", strong="pupil", stretches="step", least=110, preferences=kept,
            gives_way=CASE_GIVES_WAY,
        )
        self.cases_table.opened.connect(self.open_pack)
        sorted_first(self.cases_table, "due")
        self.sent_table: WholeTable[SentLine] = WholeTable(
            look, self.sent, "Packs sent", strong="when", stretches="receipt", least=110, preferences=kept, gives_way=SENT_GIVES_WAY,
        )
        sorted_first(self.sent_table, "when", Qt.SortOrder.DescendingOrder)
        self.sent_table.opened.connect(lambda line: room.go(Place("case", line.submission.case)))
        self.no_pack = words("No pack has been recorded as sent.", tone="muted", wrap=True)
        self.make_button = button(look, "Make pack", "primary", "packs", then=self.make_chosen)
        self.sent_heading, self.cases_heading = stack(), stack()
        self.whole = QStackedWidget()
        self.whole.addWidget(self._page())
        self.whole.addWidget(empty(
            look, "packs", "No case to make a pack for",
            "A pack gathers a pupil’s evidence for a council. It belongs to a case, such as a request: open the case on the pupil’s page first.",
            "Choose a pupil", lambda: room.go(Place("pupils")),
        ))
        self.setLayout(stack(self.whole))

    def _page(self) -> QWidget:
        top = across(words("Packs", "title"), None, self.make_button)
        cases = holding(stack(self.cases_table, pad=(1, 1, 1, 4)), "card")
        sent: QFrame = holding(stack(self.sent_table, holding(stack(self.no_pack, pad=(15, 10, 15, 8))), pad=(1, 1, 1, 4)), "card")
        made = page(self.room.look, top, 12, self.cases_heading, 8, cases, 24, self.sent_heading, 8, sent, None, name="Packs")
        follow(made, self.cases_table)
        follow(made, self.sent_table)
        return made

    def refresh(self) -> None:
        on = self.room.now().date()
        every = [line_of(row, on) for row in self.room.desk.casework.cases(on=on)]
        by_case = {line.row.case.id: line for line in every}
        lines = [line for line in every if line.row.case.case_kind in PACKED]
        sent = [
            SentLine(
                submission=s, pupil=by_case[s.case].row.pupil.known_name, council=by_case[s.case].row.case.authority,
                receipt=self._title(s.receipt),
            )
            for s in self.room.desk.packs.submissions() if s.case in by_case
        ]
        self.whole.setCurrentIndex(0 if lines else 1)
        self.cases.put([line for line in lines if not line.over] + [line for line in lines if line.over])
        self.cases.narrow(None)
        self.sent.put(sent)
        self.no_pack.setVisible(not sent)
        self.sent_table.setVisible(bool(sent))
        self._head(len(lines), len(sent))
        if lines and not self.cases_table.currentIndex().isValid():
            self.cases_table.choose(self.cases.rows[0].row.case.id)

    def _head(self, cases: int, sent: int) -> None:
        for layout, made in (
            (self.cases_heading, heading("For which case", cases, "Enter opens its pack")), (self.sent_heading, heading("Sent", sent)),
        ):
            emptied(layout)
            layout.addWidget(made)

    def _title(self, receipt: UUID | None) -> str:
        return self.room.desk.documents.get(receipt).title if receipt else ""

    def make_chosen(self) -> None:
        """Make the pack of the case that is chosen."""
        line = self.cases_table.current()
        if line is not None:
            self.open_pack(line)

    def open_pack(self, line: CaseLine) -> None:
        """Go to a case's pack."""
        self.room.go(Place("pack", line.row.case.id))

    def set_look(self, look: Look) -> None:
        self.refresh()
