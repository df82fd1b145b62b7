"""Forms that ask about what is unlikely before they save it: a day that contradicts another, a term that runs into the next."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.forms.drafts import when_changed
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.fields import Field
from sendco_desk.ui.widgets.layout import across, emptied, stack
from sendco_desk.ui.widgets.words import escaped, words


class Doubts(QFrame):
    """Asks about what is unlikely, before it is saved: save it anyway, or change it."""

    def __init__(self, look: Look, anyway: Callable[[], object], change: Callable[[], object], change_words: str) -> None:
        super().__init__()
        self.look = look
        self.setProperty("kind", "well")
        self.setObjectName("doubts")
        self.sentences = stack(gap=4)
        self.save = button(look, "Save anyway", "row", then=anyway)
        self.change = button(look, change_words, "row", then=change)
        self.setLayout(stack(self.sentences, across(self.change, self.save, None), gap=8, pad=(12, 10, 12, 10)))
        self.hide()

    def ask(self, found: tuple[str, ...]) -> None:
        """Ask about these."""
        emptied(self.sentences)
        for sentence in found:
            said = words(escaped(sentence), wrap=True)
            line = across(stack(Picture(self.look, "soon", "soon", 16), None), said)
            line.setStretch(1, 1)
            self.sentences.addLayout(line)
        self.setAccessibleName(" ".join(found))
        self.show()
        self.change.setFocus()


class AskingForm(Form):
    """Says in ``doubts`` what is unlikely. A form of its own puts ``ask_here`` among its rows and calls ``ask_anew_after`` for its fields."""

    sure = False
    """Whether the person has said that it is right all the same."""

    def ask_here(self, change_words: str) -> Doubts:
        """The place where the form asks."""
        self.asked = Doubts(self.look, self.save_anyway, self.change_it, change_words)
        return self.asked

    def ask_anew_after(self, fields: Iterable[Field]) -> None:
        """Forget the answer once anything is typed in one of these."""
        for field in fields:
            when_changed(field.box, self.unsure)

    def unsure(self) -> None:
        """Nothing has been asked yet of what the fields say now."""
        self.sure = False
        self.asked.hide()

    def change_it(self) -> None:
        """Go back to the first field."""
        self.asked.hide()
        next(iter(self.fields.values())).box.setFocus()

    def doubts(self) -> tuple[str, ...]:
        """What is unlikely. Raises Refused where a field cannot be read."""
        raise NotImplementedError

    def save_anyway(self) -> None:
        """It is right although it is unlikely."""
        self.sure = True
        self.finish()

    def finish(self) -> None:
        try:
            found = () if self.sure else self.doubts()
        except Refused as refusal:
            self.asked.hide()
            self.refuse(refusal)
            return
        if found:
            self.asked.ask(found)
            QTimer.singleShot(0, self.asked, lambda: self.area.ensureWidgetVisible(self.asked))  # it has its height only then
            return
        super().finish()
