"""The rule browser: every rule of the clock, found by typing and by buttons, each with its own page; and the dated notices beside them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent, QShortcut, QTextDocument
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLineEdit, QSizePolicy, QStackedWidget

from sendco_desk.domain.dates import shown
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.rule_cases import Running, running_now
from sendco_desk.services.rulebook import GROUPS, STANDINGS, Wanted, notices_in_parts, notices_text, page_html, rule_page
from sendco_desk.statute.rule import Rule
from sendco_desk.statute.rules import RULES, rule
from sendco_desk.ui.icons import icon
from sendco_desk.ui.messages import Message, done, told
from sendco_desk.ui.models.rows import RECORD, Index
from sendco_desk.ui.models.rules_model import RULES_GIVE_WAY, SHORT_CONFIDENCE, RulesModel
from sendco_desk.ui.printing import paper, print_pages, save_pdf
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.case_cells import YieldingTable, longest
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.rule_notices import Notices
from sendco_desk.ui.screens.rule_view import UNSURE, RuleView
from sendco_desk.ui.screens.tables import RowCells
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, Toggles, menu_button, toggle
from sendco_desk.ui.widgets.chips import paint_chip
from sendco_desk.ui.widgets.empty import empty
from sendco_desk.ui.widgets.layout import across, holding, stack
from sendco_desk.ui.widgets.words import Elided, words

VIEWS = {"rules": "Rules", "notices": "Notices"}
BESIDE = 880
"""Pixels at 100% from which the list and the page of a rule stand beside each other."""
UNSURE_WORDS = "Read with care"
PDF = "PDF (*.pdf)"


class RuleCells(RowCells):
    """Draws a rule whose source must be read with care with an eye and the word for it."""

    def fill(self, p: QPainter, box: QRect, key: str, index: Index) -> None:
        one: Rule = index.data(RECORD)
        if key == "confidence" and one.confidence in UNSURE:
            at = QPoint(box.left(), box.center().y() + 1)
            paint_chip(p, self.look, at, SHORT_CONFIDENCE[one.confidence], "eye", UNSURE[one.confidence])
        elif key == "period":
            self.say(p, box, longest(self.look, box.width(), one.period, one.period.replace(" calendar ", " ")), tone="muted")
        else:
            self.say(p, box, str(index.data()), 500 if key == self.strong else 400, "text" if key in ("title", "number") else "muted")


class Search(QLineEdit):
    """The box to type in. Down or Enter goes on into the list; Esc empties it."""

    def __init__(self, look: Look, into: Callable[[], object]) -> None:
        super().__init__()
        self.into = into
        self.setPlaceholderText("Number or words")
        self.setAccessibleName("Search the rules by number or by words")
        self.addAction(icon(look, "search"), QLineEdit.ActionPosition.LeadingPosition).setText("Search the rules")
        self.fit(look)

    def fit(self, look: Look) -> None:
        """Take the sizes that the present text size asks for."""
        self.setMinimumWidth(look.scaled(150))
        self.setMaximumWidth(look.scaled(220))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.into()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class RulesScreen(Screen):
    """All rules at the left, the page of one at the right; where there is no room for both, one after the other."""

    NAME: ClassVar[str] = "rules"
    HELP: ClassVar[str] = "rules"
    KINDS: ClassVar[frozenset[str]] = frozenset({"pupil", "case_file", "case_event", "exception_claim", "school_closure", "term", "school"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        look = room.look
        self.running: dict[str, tuple[Running, ...]] = {}
        self.at_page = False
        self.model = RulesModel(self)
        self.table: YieldingTable[Rule] = YieldingTable(
            look, self.model, "Rules", strong="number", stretches="title", least=225, preferences=room.preferences, cells=RuleCells,
            gives_way=RULES_GIVE_WAY,
        )
        self.model.put(RULES)
        self.view = RuleView(room, save=self.save_one, to_printer=self.print_one, back=self.back_to_list)
        self.notices = Notices(room)
        self.search = Search(look, self.enter_list)
        self.groups = {name: self._toggle(name) for name in GROUPS}
        self.standings = {name: self._toggle(name) for name in STANDINGS}
        self.unsure = self._toggle(UNSURE_WORDS)
        self.more = toggle(look, "Filters", picture="filter")
        self.more.toggled.connect(lambda _: self.fit())
        self.total = Elided("", tone="muted")
        self.total.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.total.setMinimumWidth(40)
        self.views = Toggles(look, VIEWS, "rules", self.show_view, self)
        self.setLayout(self._lay_out())
        self.table.opened.connect(lambda _: self.enter_page())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._follow_list())
        self.search.textChanged.connect(lambda _: self.choose())
        QShortcut(QKeySequence.StandardKey.Find, self, self.search_again, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("F6"), self, self.turn, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.table.choose(self.model.identify(RULES[0]))
        self._say_count()

    def _toggle(self, name: str) -> Button:
        made = toggle(self.room.look, name)
        made.toggled.connect(lambda _: self.choose())
        return made

    def _lay_out(self) -> QBoxLayout:
        look = self.room.look
        deeds = menu_button(look, "Print or save", (
            ("Print all that is shown", self.print_shown), ("Save all that is shown as PDF", self.save_shown),
            ("Copy all that is shown as text", self.copy_shown),
        ), "print")
        top = across(words("Rules", "title"), 4, self.total, None, *self.views.made, 4, deeds, gap=6)
        self.found = QStackedWidget()
        self.found.addWidget(holding(stack(self.table)))
        none = "No rule is left by what is typed and chosen above."
        self.found.addWidget(empty(look, "search", "No rule matches", none, "Show every rule", self.show_all))
        self.pair = across(self.found, self.view, gap=16)
        self.pair.setStretch(0, 12)
        self.pair.setStretch(1, 9)
        self.rests, self.among = flowing(*self.standings.values(), self.unsure), flowing(*self.groups.values())
        self.find_line = holding(across(self.search, self.more, self.rests, None, gap=8))
        rules = stack(self.find_line, 8, self.among, 12, self.pair)
        rules.setStretch(4, 1)
        self.whole = QStackedWidget()
        self.whole.addWidget(holding(rules))
        self.whole.addWidget(holding(stack(self.notices)))
        return stack(top, 12, self.whole, pad=(24, 20, 24, 20))

    # What is shown

    def open_at(self, place: Place) -> None:
        """Show the rule of that number, the notices, or whatever was shown last. Raises Refused for a number that no rule has."""
        wanted = rule(place.tab) if place.tab and place.tab != "notices" else None
        self.refresh()
        if place.tab:
            self.show_view("notices" if wanted is None else "rules")
        if wanted is not None:
            self.show_rule(wanted)
            self.at_page = True
            self.fit()
            self.view.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read anew in which cases each rule runs."""
        self.running = dict(running_now(self.room.desk.casework, self.room.now().date()))
        self._follow_list()

    def show_view(self, name: str) -> None:
        """Show the rules or the notices."""
        self.views.buttons()[list(VIEWS).index(name)].setChecked(True)
        self.whole.setCurrentIndex(list(VIEWS).index(name))
        self._say_count()

    def show_rule(self, wanted: Rule) -> None:
        """Put the list on a rule; filters that hide it are taken off."""
        if not self.model.index_of(self.model.identify(wanted)).isValid():
            self.show_all()
        self.table.choose(self.model.identify(wanted))

    def _follow_list(self) -> None:
        one = self.table.current()
        if one is not None:
            self.view.show_rule(one, self.running.get(one.id, ()))

    # Narrowing

    def choose(self) -> None:
        """Narrow to what is typed and pressed."""
        self.model.choose(Wanted(
            words=self.search.text(), groups=frozenset(name for name, made in self.groups.items() if made.isChecked()),
            standings=frozenset(name for name, made in self.standings.items() if made.isChecked()),
            confidences=frozenset(UNSURE) if self.unsure.isChecked() else frozenset(),
        ))
        typed = self.search.text().strip().casefold()
        exact = next((one for one in self.model.rows if one.id.casefold() == typed), None)
        if self.model.rows and (exact is not None or self.table.current() is None):
            self.table.choose(self.model.identify(exact or self.model.rows[0]))
        self.found.setCurrentIndex(0 if self.model.rows else 1)
        self._say_count()

    def show_all(self) -> None:
        """Take every filter off."""
        for made in (*self.groups.values(), *self.standings.values(), self.unsure):
            made.blockSignals(True)
            made.setChecked(False)
            made.blockSignals(False)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.choose()

    def _say_count(self) -> None:
        unsure, count = sum(one.confidence in UNSURE for one in RULES), self.model.rowCount()
        rules = f"{count} of {len(RULES)} shown" if count < len(RULES) else f"{len(RULES)} rules, {unsure} of them to be read with care"
        self.total.setText(rules if self.whole.currentIndex() == 0 else "What is not law says so")
        pressed = sum(made.isChecked() for made in (*self.groups.values(), *self.standings.values(), self.unsure))
        self.more.say(f"Filters ({pressed})" if pressed else "Filters")

    # Going between the list and the page

    def search_again(self) -> None:
        """Ctrl+F."""
        self.show_view("rules")
        self.at_page = False
        self.fit()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def turn(self) -> None:
        """F6: from the list to the page, and back."""
        if self.view.text.hasFocus():
            self.back_to_list()
        else:
            self.enter_page()

    def enter_page(self) -> None:
        """Go into the page."""
        self.at_page = True
        self.fit()
        self.view.text.setFocus(Qt.FocusReason.TabFocusReason)

    def enter_list(self) -> None:
        """Go into the list."""
        if self.model.rows:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def back_to_list(self) -> None:
        """Leave the page."""
        self.at_page = False
        self.fit()
        self.enter_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.at_page and self.narrow:
            self.back_to_list()
        else:
            super().keyPressEvent(event)

    @property
    def narrow(self) -> bool:
        """Whether there is room for the list or the page, and not for both."""
        return self.width() < self.room.look.scaled(BESIDE)

    def fit(self) -> None:
        """Show the list and the page, or the one that is looked at."""
        self.view.back_button.setVisible(self.narrow)
        self.view.setVisible(not self.narrow or self.at_page)
        reading = self.narrow and self.at_page
        self.found.setVisible(not reading)
        self.find_line.setVisible(not reading)
        self.more.setVisible(self.narrow)
        self.rests.setVisible(not self.narrow or self.more.isChecked())
        self.among.setVisible(not reading and (not self.narrow or self.more.isChecked()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    # Paper

    def _foot(self) -> str:
        return f"SENDCo Desk: the rules of the clock, printed {shown(self.room.now().date())}. It is not legal advice."

    def _pages_shown(self) -> tuple[str, list[QTextDocument]]:
        """What is shown, as pages, and what to call it."""
        family = self.room.look.family
        if self.whole.currentIndex() == 1:
            parts = ("<p class='title'>Notices beside the rules</p>", *notices_in_parts())
            return "SENDCo rules notices", [paper(part, family) for part in parts]
        head = f"<p class='title'>Rules of the clock</p><p>{self.model.rowCount()} of {len(RULES)} rules, as SENDCo Desk counts them.</p>"
        return "SENDCo rules", [paper(head, family), *(paper(page_html(rule_page(one)), family) for one in self.model.rows)]

    def _page_of_one(self) -> tuple[str, list[QTextDocument]]:
        page = self.view.page
        return f"SENDCo rule {page.rule.id}", [paper(page_html(page), self.room.look.family)]

    def _shows_nothing(self) -> bool:
        """Whether no rule is shown, which is then said."""
        nothing = self.whole.currentIndex() == 0 and not self.model.rows
        if nothing:
            self.room.say(Message(words="No rule is shown: change what is typed or chosen first.", kind="refused"))
        return nothing

    def copy_shown(self) -> None:
        """Copy what is shown as text."""
        if self._shows_nothing():
            return
        rules = "\n\n".join(rule_page(one).text for one in self.model.rows)
        QGuiApplication.clipboard().setText(rules if self.whole.currentIndex() == 0 else notices_text())
        self.room.say(done("What is shown is copied as text."))

    def print_shown(self) -> None:
        """Print what is shown."""
        if not self._shows_nothing():
            self._print(*self._pages_shown())

    def save_shown(self) -> None:
        """Save what is shown as a PDF."""
        if not self._shows_nothing():
            self._save(*self._pages_shown())

    def print_one(self) -> None:
        """Print the rule whose page is shown."""
        self._print(*self._page_of_one())

    def save_one(self) -> None:
        """Save the rule whose page is shown as a PDF."""
        self._save(*self._page_of_one())

    def _print(self, title: str, pages: list[QTextDocument]) -> None:
        self._try(partial(print_pages, pages, title, self._foot(), self), "{} went to the printer.")

    def _save(self, title: str, pages: list[QTextDocument]) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save as PDF", f"{title}.pdf", PDF)
        if name:
            path = Path(name)
            path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._try(partial(save_pdf, pages, path, title, self._foot()), f"{{}} saved as {path.name}.")

    def _try(self, deed: Callable[[], int], said: str) -> None:
        try:
            sheets = deed()
        except (Refused, Trouble) as failure:
            if (message := told(failure)) is not None:
                self.room.say(message)
            return
        if sheets:
            self.room.say(done(said.format(f"{sheets} page{'s' * (sheets != 1)}")))

    def set_look(self, look: Look) -> None:
        self.search.fit(look)
        self.table.fit()
        self.view.set_look()
        self.notices.show_all()
        self.fit()
