"""A rule's own page in the rule browser: its words, links to other rules, and the open cases in which it runs."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from sendco_desk.services.rule_cases import Running
from sendco_desk.services.rulebook import CONFIDENCES, RulePage, group_of, page_html, rule_page
from sendco_desk.statute.rule import Rule
from sendco_desk.statute.rules import RULES
from sendco_desk.ui.messages import done
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.flow import Flow
from sendco_desk.ui.screens.help import Pages
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button, menu_button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import across, emptied, stack, unbroken
from sendco_desk.ui.widgets.words import escaped, words

CASE = "case:"
"""Before the id of a case in a link of the page."""
UNSURE = {"medium": "info", "low": "soon"}
"""The chip of a rule whose source must be read with care; its icon is an eye."""
MOST = 20
"""So many cases are named one by one."""
CASES = "<p class='head'><a name='cases'></a>In your open cases</p>"


def style(look: Look, gap: float = 8) -> str:
    """The style sheet of a page: labels small and muted beside the words, so many pixels between one part and the next."""
    c, apart = look.colours, look.scaled(gap)
    small = f"color: {c.muted}; font-size: {look.px('caption')}px;"
    return (
        f"p {{ margin-top: 0; margin-bottom: {look.scaled(4)}px; line-height: 128%; }} a {{ color: {c.accent}; text-decoration: none; }} "
        f"p.head {{ font-size: {look.px('heading')}px; font-weight: 600; margin-bottom: {look.scaled(8)}px; }} span.small {{ {small} }} "
        f"td.label {{ {small} padding-top: {look.scaled(1)}px; padding-right: {look.scaled(12)}px; padding-bottom: {apart}px; }} "
        f"td.words {{ padding-right: {look.scaled(12)}px; padding-bottom: {apart}px; }} "
        f"table {{ margin-top: {look.scaled(4)}px; margin-bottom: {look.scaled(16)}px; }}"
    )


def running_html(running: Sequence[Running]) -> str:
    """The open cases in which a rule runs, each a link to its page. It names pupils, so it is shown and never printed or copied."""
    if not running:
        return f"{CASES}<p>It runs in none of them now.</p>"
    lines = [f"<p><a href='{CASE}{one.case}'>Case {one.number}</a>: {escaped(one.words)}</p>" for one in running[:MOST]]
    more = f"<p>It runs in {len(running) - MOST} more.</p>" if len(running) > MOST else ""
    return f"{CASES}{''.join(lines)}{more}"


class RuleView(QFrame):
    """The page of one rule in a card."""

    def __init__(self, room: Room, *, save: Callable[[], object], to_printer: Callable[[], object], back: Callable[[], object]) -> None:
        super().__init__()
        self.room = room
        self.page: RulePage = rule_page(RULES[0])
        self.running: tuple[Running, ...] = ()
        look = room.look
        self.setProperty("kind", "card")
        self.back_button = button(look, "All rules", "quiet", "back", then=back)
        self.number, self.title = words("", "caption", "muted"), words("", "heading", wrap=True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.chips = Flow()
        self.marks = QWidget()
        self.marks.setLayout(self.chips)
        self.runs = button(look, "", "link", "requests", "The open cases in which it runs", self.show_cases)
        deeds = menu_button(look, "Print or copy", (
            ("Print this rule", to_printer), ("Save this rule as PDF", save), ("Copy this rule as text", self.copy),
        ), "print")
        self.text = Pages()
        self.text.setOpenLinks(False)
        self.text.setProperty("ringed", True)
        self.text.document().setDocumentMargin(0)
        self.text.anchorClicked.connect(self.follow)
        head = across(self.back_button, self.number, None, deeds, gap=8)
        self.setLayout(stack(head, 6, self.title, 4, self.marks, across(self.runs, None), 8, self.text, pad=(16, 8, 8, 8)))
        self.setMinimumWidth(1)

    def show_rule(self, rule: Rule, running: tuple[Running, ...]) -> None:
        """Show a rule, and where it runs."""
        moved = self.page.rule is not rule
        self.page, self.running = rule_page(rule), running
        at = self.text.verticalScrollBar().value()
        self.number.setText(f"{rule.id} · {group_of(rule)}")
        self.title.setText(rule.title)
        self._show_marks(rule)
        self.text.setAccessibleName(f"{self.page.heading}. The rule’s page")
        document = self.text.document()
        document.setDefaultStyleSheet(style(self.room.look))
        document.setDefaultFont(self.room.look.font())
        self.text.setHtml(unbroken(page_html(self.page, titled=False) + running_html(running)))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.verticalScrollBar().setValue(0 if moved else at)

    def _show_marks(self, rule: Rule) -> None:
        emptied(self.chips)
        look = self.room.look
        if rule.confidence in UNSURE:
            self.chips.addWidget(Chip(look, f"Confidence {CONFIDENCES[rule.confidence].lower()}", UNSURE[rule.confidence], "eye"))
        if not rule.binding:
            self.chips.addWidget(Chip(look, "Expected, not a duty in law" if not rule.right else "Not fixed by law", "planned", "code"))
        self.marks.setVisible(bool(self.chips.count()))
        count = len(self.running)
        self.runs.say(f"Runs in {count} open case{'s' * (count != 1)}")
        self.runs.setVisible(bool(count))

    def show_cases(self) -> None:
        """Scroll to the cases in which it runs."""
        self.text.scrollToAnchor("cases")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, url: QUrl) -> None:
        """Go to another rule, or to a case."""
        target = url.toString()
        if target.startswith(CASE):
            self.room.go(Place("case", UUID(target.removeprefix(CASE))))
        else:
            self.room.go(Place("rules", tab=target))

    def copy(self) -> None:
        """Copy the rule as text; where it runs stays here."""
        QGuiApplication.clipboard().setText(self.page.text)
        self.room.say(done(f"{self.page.rule.id} is copied as text."))

    def set_look(self) -> None:
        """The theme or the text size has changed."""
        self.show_rule(self.page.rule, self.running)
