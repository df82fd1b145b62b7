"""Sheets about what is asked of a pack: why something is not supplied, which document answers it, the school's case, and text to paste."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QGuiApplication

from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.messages import Message, done
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, restyled
from sendco_desk.ui.widgets.words import escaped, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from sendco_desk.authority.readiness import AskRow
    from sendco_desk.domain.documents import Document
    from sendco_desk.domain.pack_layout import ChosenAnswer
    from sendco_desk.services.paste_sheet import PasteText

PAGE_WRONG = "Give the page of the document as a number from 1."


class AskForm(Form):
    """What a case says to one ask: a document that answers it, or why nothing is supplied. Empty fields take both away."""

    NOTE = "It stands in the pack beside what is asked."

    def __init__(
        self, room: Room, case: UUID, row: "AskRow", documents: "Sequence[Document]", chosen: "Sequence[ChosenAnswer]", because: str,
    ) -> None:
        self.case, self.row, self.because = case, row, because
        self.documents: Mapping[str, str] = {str(one.id): one.title for one in documents}
        self.chosen = next((one for one in chosen if one.ask == row.ask.key), None)
        super().__init__(room, "What answers this", draft=f"ask:{case}:{row.ask.key}")

    def build(self) -> None:
        self.rows(words(escaped(self.row.ask.text), wrap=True), words(escaped(self.row.words or self.row.state_words), "caption", "muted", wrap=True))
        chosen = str(self.chosen.document) if self.chosen else ""
        self.rows(
            self.choice("document", "The document that answers it", self.documents, chosen, none="None chosen"),
            self.line("page", "Its page", str(self.chosen.page) if self.chosen and self.chosen.page > 1 else "", ghost="1"),
            self.prose("because", "Or: not supplied because", self.because, lines=3, ghost="The council has not given us the form yet."),
        )
        if self.row.without:
            self.rows(words(escaped(self.row.without), "caption", "muted", wrap=True))

    def deed(self) -> tuple[frozenset[str], str]:
        """Keep what changed."""
        asks, ask = self.room.desk.asks, self.row.ask.key
        changed: frozenset[str] = frozenset()
        wanted, page = self.code("document"), self._page()
        if self.chosen is not None and wanted != str(self.chosen.document):
            changed |= asks.take_answer(self.case, ask, self.chosen.document)
        if wanted:
            changed |= asks.answer_with(self.case, ask, UUID(wanted), page)
        if self.said("because") != self.because:
            changed |= asks.not_supplied(self.case, ask, self.said("because"))
        return changed, "What answers this ask is kept." if changed else ""

    def _page(self) -> int:
        text = self.said("page")
        if not text:
            return 1
        if not text.isdecimal() or int(text) < 1:
            raise Refused(PAGE_WRONG, field="page")
        return int(text)


class OurCaseForm(Form):
    """The school's case for what is asked, in its own words."""

    NOTE = "It stands first in the pack, before what the record shows."

    def __init__(self, room: Room, case: UUID, pupil: UUID | None, ours: str, told: Sequence[str]) -> None:
        self.case, self.pupil, self.ours, self.told_words = case, pupil, ours, told
        super().__init__(room, "The school’s case", draft=f"our_case:{case}")

    def build(self) -> None:
        self.rows(words(
            "Why the pupil has or may have special educational needs, and why it may be necessary to make provision under an EHC plan.", wrap=True,
        ))
        self.rows(self.prose("our_case", "In the school’s own words", self.ours, lines=8, use="review"))
        if self.told_words:
            self.rows(words("What the record shows, printed under it:", "caption", "muted"))
            self.rows(*(words(escaped(sentence), "caption", "muted", wrap=True) for sentence in self.told_words))

    def about_whom(self) -> UUID | None:
        return self.pupil

    def deed(self) -> tuple[frozenset[str], str]:
        """Keep the words."""
        return self.room.desk.asks.write_case(self.case, self.said("our_case")), "The school’s case is kept."


class PasteForm(Form):
    """The boxes of a portal, each with its text and how long it may be; each is copied by itself. What is changed is kept as a draft."""

    NOTE = "What you change is kept until you take it back with Start again. Nothing is sent from here."

    def __init__(self, room: Room, case: UUID, profile: str, name: str, sheet: "Sequence[PasteText]") -> None:
        self.case, self.sheet = case, {one.key: one for one in sheet}
        self.counts: dict[str, QLabel] = {}
        super().__init__(room, f"Text to paste: {name}", draft=f"paste:{case}:{profile}", finish="Close")

    def build(self) -> None:
        for one in self.sheet.values():
            field = self.prose(one.key, one.title, one.made, lines=4)
            self.counts[one.key] = count = words("", "caption", "muted", wrap=True)
            copy = button(self.look, "Copy", "", "document", f"Copy: {one.title}", then=partial(self.copy, one.key))
            line = across(count, copy, gap=8)
            line.setStretch(0, 1)
            self.rows(field, line)
            field.edit.textChanged.connect(partial(self.count, one.key))
            self.count(one.key)

    def count(self, key: str) -> None:
        """Say how long a box is now."""
        from sendco_desk.services.paste_sheet import count_said

        one, label = self.sheet[key], self.counts[key]
        said = count_said(self.said(key), one.most_words, one.most_letters, verified=one.verified)
        if said != label.text():
            label.setText(said)
            label.setProperty("tone", "late" if "too many" in said else "muted")
            restyled(label)

    def copy(self, key: str) -> None:
        """Put one box on the clipboard, unless it repeats what stays in the school."""
        from sendco_desk.services.paste_sheet import QUOTES_HELD

        outside = "\n".join(one.made for one in self.sheet.values())
        if self.room.desk.results.stays_here(self.case, self.said(key), outside):
            self.counts[key].setText(f"{self.counts[key].text()} Not copied: {QUOTES_HELD}")
            self.room.say(Message(words=f"Not copied. {self.sheet[key].title}: {QUOTES_HELD}", kind="refused"))
            return
        QGuiApplication.clipboard().setText(self.said(key))
        self.room.say(done(f"Copied: {self.sheet[key].title}. {self.counts[key].text()}"))

    def deed(self) -> tuple[frozenset[str], str]:
        """Nothing is done: the draft stays."""
        return frozenset(), ""

    def finish(self) -> None:
        """Close, keeping what was changed."""
        self.keeper.flush()
        self.room.close_sheet()
