"""The line over a story that narrows it: words, person, tag and period, and one button that takes all of it away."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from sendco_desk.services.story import StoryLine
from sendco_desk.services.story_filter import PERIODS, StoryFilter, people_of, period_of, tags_of
from sendco_desk.ui.screens.filters import FilterButton
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import stack

PAUSE = 120
"""Milliseconds after a key before the story is narrowed: somebody typing a word is not made to watch each letter of it."""
WIDE = 240
"""Pixels of the box for words at 100%."""


class StoryFilters(QWidget):
    """What narrows the story besides the kinds. ``then`` is called whenever it changes."""

    def __init__(self, look: Look, today: Callable[[], date], then: Callable[[], object], print_it: Callable[[], object]) -> None:
        super().__init__()
        self.today, self.then = today, then
        self.words = QLineEdit()
        self.words.setPlaceholderText("Words in this story")
        self.words.setAccessibleName("Words in this story")
        self.words.setObjectName("story_words")
        self.words.setFixedWidth(look.scaled(WIDE))
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self._changed)
        self.words.textChanged.connect(lambda: self.pause.start())
        self.person = FilterButton(look, "Person", lambda _: self._changed())
        self.tag = FilterButton(look, "Tag", lambda _: self._changed())
        self.period = FilterButton(look, "Period", lambda _: self._changed())
        self.clear = button(look, "Show all", "link", then=self.show_all)
        self.printing = button(look, "Print", "", "print", tip="Print the entries that are shown", then=print_it)
        self.printing.setAccessibleName("Print the entries that are shown")
        self.setLayout(stack(flowing(self.words, self.person, self.tag, self.period, self.clear, self.printing, gap=6)))
        self.period.offer(PERIODS)  # once it lies in the line: a button shown by itself would be a window of its own
        self.clear.hide()

    def offer(self, lines: Sequence[StoryLine]) -> None:
        """What there is to choose from in this story."""
        self.person.offer(people_of(lines))
        self.tag.offer(tags_of(lines))

    def chosen(self, kinds: frozenset[str]) -> StoryFilter:
        """The filter as it stands, with the kinds chosen elsewhere."""
        first, last = period_of(self.period.chosen, self.today())
        return StoryFilter(
            kinds=kinds, person=self.person.chosen, tag=self.tag.chosen, first=first, last=last, words=self.words.text(),
        )

    def show_all(self) -> None:
        """Narrow by nothing."""
        self.forget()
        self._changed()

    def forget(self) -> None:
        """Narrow by nothing, without saying so: another pupil is shown."""
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self.pause.stop()
        for filter_button in (self.person, self.tag, self.period):
            filter_button.choose("")
        self.clear.hide()

    def _changed(self) -> None:
        self.pause.stop()
        self.clear.setVisible(self.chosen(frozenset()).narrows)
        self.then()
