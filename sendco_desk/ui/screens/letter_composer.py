"""One letter being written: the choices at the left, its words at the right as they will read, and what the check found under them.

The words follow the choices until the person changes them. From then on they are the person's own: a name or a day that changes is put
right inside them, and anything more is asked about and never done unasked.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from sendco_desk.domain.councils import CouncilContact
from sendco_desk.domain.dates import long_day
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.services.letter_checks import Finding
from sendco_desk.services.letter_writing import CHASER, QUERY, Letter, closing, greeting
from sendco_desk.services.today import step_key
from sendco_desk.statute.milestones import Milestone
from sendco_desk.ui.forms.drafts import DraftKeeper
from sendco_desk.ui.forms.form import attempt
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.letter_choices import LetterChoices
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Picture
from sendco_desk.ui.widgets.fields import Field, ProseField, TextField, point_at
from sendco_desk.ui.widgets.layout import Columns, across, card, emptied, holding, stack
from sendco_desk.ui.widgets.spelling import check_spelling
from sendco_desk.ui.widgets.words import plain, words

TWO_COLUMNS = 800
"""The least width for choices and letter beside one another, in pixels at 100%."""
LEAST_LETTER = 180
"""The least height of the letter's box, in pixels at 100%."""
CHECK_AFTER = 300
"""Milliseconds of quiet after a key before the letter is checked again."""
OWN_WORDS = "The words are your own now. Write the letter anew with these choices?"
FROM_BEFORE = "What you wrote before is still here."


class Composer(QWidget):
    """A letter in a case, about the steps that ``keys`` name first."""

    checked = Signal()
    rearranged = Signal()
    """Parts that Tab stops at have come or gone."""

    def __init__(self, room: Room, case: UUID, keys: tuple[str, ...], kind: str = CHASER) -> None:
        super().__init__()
        self.room, self.case, self.kind = room, case, kind
        self.letters = room.desk.letters
        self.draft = f"letter:{case}:{kind}:{keys[0]}"
        kept = room.desk.drafts.read(self.draft)
        self.kind = kept.get("kind", kind)
        self.rung = int(kept.get("rung", "0"))
        self.composed, self.filling, self.over, self.tall = "", False, False, 0
        self.findings: list[Finding] = []
        self.choices = LetterChoices(room, self._kinds(keys), self.kind, self.keep_contact)
        self.letter = self._first_letter(tuple(kept.get("steps", "").split()) or keys, keys)
        self._build()
        self._show_choices(self.letter.steps)
        self._show_reader()
        self._put(self.letter)
        self._watch(kept)

    def _kinds(self, keys: tuple[str, ...]) -> list[str]:
        """The kinds of letter that can be about the step."""
        asked = {step_key(step) for step in self.letters.chasable(self.case, self.today(), QUERY)}
        return [CHASER, QUERY] if self.kind == QUERY or keys[0] in asked else [CHASER]

    def _first_letter(self, kept: tuple[str, ...], keys: tuple[str, ...]) -> Letter:
        """The letter that a draft was about, or where that can be written no more, the one asked for."""
        try:
            return self.letters.compose(self.case, kept, kind=self.kind, rung=self.rung, on=self.today())
        except Refused:
            if kept == keys:
                raise
            return self.letters.compose(self.case, keys, kind=self.kind, on=self.today())

    def _build(self) -> None:
        look = self.room.look
        self.subject = TextField(look, "S&ubject", hint="Without the child’s name: it is read on its way.")
        self.words = ProseField(look, "&Letter, as it will read", lines=14)
        self.words.box.setObjectName("words")
        check_spelling(self.room, self.words)
        self.strip_words = words("", "caption", wrap=True)
        self.anew = button(look, "Write it anew", "link", then=self.write_anew)
        line = across(self.strip_words, self.anew, gap=8, pad=(12, 6, 12, 6))
        line.setStretch(0, 1)
        self.strip = holding(line, "well", "own_words")
        self.strip.hide()
        self.found = stack(gap=4)
        self.found_card: QFrame = holding(stack(self.found, pad=(2, 4, 2, 0)), name="found")
        self.right = stack(self.strip, self.subject, self.words, self.found_card, None, gap=8)
        right = self.right
        left = stack(card(self.choices, pad=(16, 12, 16, 16)), None)
        self.setLayout(stack(Columns(look, left, right, (5, 8), TWO_COLUMNS, gap=16)))

    def _watch(self, kept: Mapping[str, str]) -> None:
        """Follow the choices and keep the draft, from here on."""
        self.choices.kind_chosen.connect(self.choose_kind)
        self.choices.rung_chosen.connect(self.choose_rung)
        self.choices.ticked.connect(self.choose_steps)
        self.choices.adjusted.connect(self.adjust)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(CHECK_AFTER)
        self.timer.timeout.connect(self.check)
        self.words.changed.connect(self.timer.start)
        self.subject.changed.connect(self.timer.start)
        self.keeper = DraftKeeper(self.room, self.draft, self.fields(), self, self.extra)
        self.keeper.begin()
        self.keeper.failed.connect(self.refuse)
        self._bring_up_to_date(kept)
        self.check()

    def _bring_up_to_date(self, kept: Mapping[str, str]) -> None:
        """Words written on an earlier day ask for an answer by the day that is asked for now."""
        if not self.is_own():
            return
        if kept.get("asked"):
            self._replace_in_words(long_day(date.fromisoformat(kept["asked"])), long_day(self.letter.reply_by))
        self._ask(FROM_BEFORE)

    def fields(self) -> dict[str, Field]:
        """Everything that is typed, by the names that refusals use."""
        return {**self.choices.fields(), "subject": self.subject, "words": self.words}

    def extra(self) -> dict[str, str]:
        """What the draft keeps beside the fields."""
        asked = self.letter.reply_by.isoformat() if self.is_own() else ""
        return {"kind": self.kind, "rung": str(self.rung), "steps": " ".join(self.letter.steps), "asked": asked}

    def today(self) -> date:
        """The day of the letter."""
        return self.room.now().date()

    def is_own(self) -> bool:
        """Whether the person has changed the words."""
        return self.words.text() != self.composed

    # What is shown

    def _show_choices(self, keys: tuple[str, ...]) -> None:
        """The steps of this letter's reader, and the way to the letters of the others."""
        steps = self.letters.chasable(self.case, self.today(), self.kind)
        by_who: dict[str, list[Milestone]] = {}
        for step in steps:
            by_who.setdefault(self.letters.who(self.case, step), []).append(step)
        mine = next(who for who, owed in by_who.items() if any(step_key(step) in keys for step in owed))
        self.choices.show_steps(by_who.pop(mine), keys)
        self.choices.show_others({
            who: partial(self.room.go, Place("letter", self.case, step_key(owed[0]))) for who, owed in by_who.items()
        })
        self.choices.show_rung(self.letter.rung, self.kind)
        self.rearranged.emit()

    def stops(self) -> list[QWidget]:
        """What Tab stops at, as it is read."""
        return [*self.choices.stops(), self.anew, self.subject.box, self.words.box]

    def _show_reader(self) -> None:
        self.filling = True
        self.choices.reader.show_reader(self.letter.to, self.letter.copy_to)
        self.choices.reply_by.set_value(self.letter.reply_by)
        self.filling = False

    def _put(self, letter: Letter) -> None:
        """Show a letter's own words."""
        self.composed = letter.body.strip()
        self.subject.set_text(letter.subject)
        self.words.set_text(letter.body)
        self.strip.hide()

    def _ask(self, sentence: str) -> None:
        self.strip_words.setText(sentence)
        self.strip.show()

    def check(self) -> None:
        """Say what the check finds in the letter as it stands."""
        emptied(self.found)
        try:
            found = self.letters.findings(self.written())
        except Refused as refusal:  # what it is about is no longer late, or is gone
            found = [Finding(sentence=refusal.message)]
        for one in sorted(found, key=lambda one: not one.stops):
            icon, tone = ("late", "soon") if one.stops else ("info", "muted")
            said = plain(one.sentence, "body" if one.stops else "caption", "soon" if one.stops else "muted", wrap=True)
            line = across(stack(1, Picture(self.room.look, icon, tone, 14), None), said, gap=6)
            line.setStretch(1, 1)
            self.found.addLayout(line)
        self.found_card.setAccessibleName(" ".join(one.sentence for one in found) or "The check found nothing.")
        self.found_card.setVisible(bool(found))
        self.findings = found
        self.fit(self.tall)
        self.checked.emit()

    def fit(self, tall: int) -> None:
        """Let the letter take what the parts beside it leave of a height, so that what the check found stays in sight."""
        self.tall, box = tall, self.words.edit
        others = [self.strip, self.subject, self.found_card]
        taken = sum(tall_at(part, box.width()) + self.right.spacing() for part in others if not part.isHidden())
        taken += self.words.label.sizeHint().height() + 3
        box.setFixedHeight(max(self.room.look.scaled(LEAST_LETTER), tall - taken))

    # What is chosen

    def _compose(self, *, reader: bool) -> bool:
        """The letter for the present choices. With ``reader`` it goes to whoever is recorded, else to whom the fields name."""
        choices = self.choices
        try:
            self.letter = self.letters.compose(
                self.case, choices.keys() or self.letter.steps, kind=self.kind, rung=self.rung, on=self.today(),
                reply_by=choices.answer_by() or self.letter.reply_by, to=None if reader else choices.reader.typed(),
                copy_to=None if reader else choices.reader.copy_to.text(),
            )
        except Refused as refusal:
            self.refuse(refusal)
            return False
        return True

    def renew(self, *, reader: bool = False) -> None:
        """Compose again, as the choices now stand; words that are the person's own stay until they say otherwise."""
        own = self.is_own()
        if not self._compose(reader=reader):
            return
        if reader:
            self._show_reader()
        self.choices.show_rung(self.letter.rung, self.kind)
        if own:
            self._ask(OWN_WORDS)
        else:
            self._put(self.letter)
        self.keeper.touched()
        self.check()

    def choose_kind(self, kind: str) -> None:
        """A letter about what is late, or a question about an exception."""
        before, self.kind = self.kind, kind
        asked = {step_key(step) for step in self.letters.chasable(self.case, self.today(), kind)}
        keys = tuple(key for key in self.letter.steps if key in asked)
        if not keys:
            self.kind = before
            self.choices.kind.made[self.choices.kind.keys.index(before)].setChecked(True)
            return
        self._show_choices(keys)
        self.renew()

    def choose_rung(self, rung: int) -> None:
        """The first, second or third letter, which goes to another reader."""
        self.rung = rung
        self.renew(reader=True)

    def choose_steps(self) -> None:
        """Other steps are ticked."""
        self.renew()

    def adjust(self) -> None:
        """A name or a day was typed: the composed words follow, and in the person's own words it is put right."""
        if self.filling:
            return
        before, own = self.letter, self.is_own()
        if not self._compose(reader=False):
            return
        if own:
            self._replace_in_words(f"Dear {greeting(before.to)},", f"Dear {greeting(self.letter.to)},")
            self._replace_in_words(f"{closing(before.to)},", f"{closing(self.letter.to)},")
            self._replace_in_words(long_day(before.reply_by), long_day(self.letter.reply_by))
        else:
            self._put(self.letter)
        self.timer.start()

    def _replace_in_words(self, old: str, new: str) -> None:
        if old != new and old in self.words.text():
            self.words.set_text(self.words.text().replace(old, new))

    def write_anew(self) -> None:
        """Give up the person's own words for the composed ones."""
        self._put(self.letter)
        self.words.box.setFocus()
        self.check()

    def keep_contact(self) -> None:
        """Keep whom the fields name for the next letter."""
        typed = self.choices.reader.typed()

        def keep() -> frozenset[str]:
            contact = CouncilContact(
                id=uuid4(), authority=typed.organisation, role=typed.role, name=typed.name, email=typed.email, address=typed.address,
            )
            return self.room.desk.councils.keep_reader(self.case, contact)

        attempt(self.room, keep, "The contact is kept.")

    # The letter as it stands

    def written(self) -> Letter:
        """The letter with the words that stand in the fields."""
        return replace(self.letter, subject=self.subject.text(), body=self.words.text())

    def refuse(self, failure: Refused | Trouble) -> None:
        """Say what is wrong: beside its field where it has one, else under the letter."""
        if isinstance(failure, Refused) and point_at(self.fields(), failure):
            return
        emptied(self.found)
        self.found.addWidget(plain(failure.message, tone="soon", wrap=True))
        self.found_card.setAccessibleName(failure.message)
        self.found_card.show()

    def rest(self) -> None:
        """Nobody looks at it any more: save what is typed, and read nothing of the notebook until somebody does."""
        self.timer.stop()
        self.keeper.flush()

    def finish(self) -> None:
        """It is logged: forget the draft."""
        self.over = True
        self.timer.stop()
        self.keeper.drop()

    def hideEvent(self, event: QHideEvent) -> None:
        self.rest()
        super().hideEvent(event)


def tall_at(part: QWidget, wide: int) -> int:
    """How tall a part is when it is so wide: words that wrap take the lines that they need, and no more."""
    layout = part.layout()
    return layout.totalHeightForWidth(wide) if layout is not None and layout.hasHeightForWidth() else part.sizeHint().height()
