"""The school's own phrases: which are offered where, and putting them right. They are kept while writing, with F8."""

from typing import ClassVar

from sendco_desk.domain.phrases import Phrase
from sendco_desk.domain.support_codes import PHRASE_USES
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.models.rows import Column
from sendco_desk.ui.room import Place, Room, Screen
from sendco_desk.ui.screens.record_list import RecordList
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across, page, stack
from sendco_desk.ui.widgets.words import words

COLUMNS: tuple[Column[Phrase], ...] = (
    Column(key="use", title="Offered in", width=170, shown=lambda p: PHRASE_USES[p.use], holds=max(PHRASE_USES.values(), key=len)),
    Column(key="words", title="Phrase", width=480, shown=lambda p: " ".join(p.words.split())),
)
ASKS = (
    Ask(name="use", label="Offered in", how="choice", options=PHRASE_USES),
    Ask(name="words", label="Phrase", how="prose", hint="[name] stands for the pupil’s forename."),
)


class PhrasesScreen(Screen):
    """One list."""

    NAME: ClassVar[str] = "phrases"
    STOP: ClassVar[str] = "settings"
    HELP: ClassVar[str] = "entries"
    KINDS: ClassVar[frozenset[str]] = frozenset({"phrase"})

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.phrases: RecordList[Phrase] = RecordList(
            room, "Phrases", COLUMNS, self.form, add="Add a phrase", strong="words", stretches="words",
            why="Sentences written well once. In any field of several lines F8 offers those of its kind, with the pupil’s name put in, and "
            "keeps what stands there as a new one.",
        )
        back = button(room.look, "Settings", "link", then=lambda: room.go(Place("settings")))
        self.setLayout(stack(page(room.look, across(back, None), words("The school’s phrases", "title"), 16, self.phrases, None, name="Phrases")))

    def form(self, phrase: Phrase | None) -> RecordForm[Phrase]:
        """The form for a new phrase, or for one."""
        return RecordForm(self.room, Phrase, ASKS, "Change this phrase" if phrase else "Add a phrase", record=phrase)

    def open_at(self, place: Place) -> None:
        """Show them, and choose the one that was searched for."""
        self.refresh()
        if place.id is not None:
            self.phrases.choose(place.id)

    def refresh(self) -> None:
        """Read them again, by where they are offered."""
        order = list(PHRASE_USES)
        found = self.room.desk.recording.of(Phrase)
        self.phrases.put(sorted(found, key=lambda phrase: (order.index(phrase.use), phrase.words.casefold())))
