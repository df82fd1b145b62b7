"""What the form of somebody's views asks, and the form itself."""

from collections.abc import Mapping
from uuid import UUID

from sendco_desk.domain.dates import shown
from sendco_desk.domain.support_codes import GATHERED, VOICES, WHOSE_WORDS
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.services.desk import Desk
from sendco_desk.services.rights import YOUNG_PERSON
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.room import Room


def papers(desk: Desk, pupil: UUID | None) -> Mapping[str, str]:
    """The pupil's documents, by their title and the day they came."""
    found = desk.documents.of(pupil) if pupil else []
    return {str(document.id): f"{document.title}, {shown(document.received_on)}" for document in found}


VIEWS = (
    Ask(name="voice", label="Whose views", how="choice", options=VOICES, none="Choose", row="who"),
    Ask(name="person", label="Name, where there are several", row="who"),
    Ask(name="given_on", label="Given on", how="day", sentence="Give the day on which they were given.", row="how"),
    Ask(name="gathered", label="How they were gathered", how="choice", options=GATHERED, row="how"),
    Ask(name="gathered_by", label="By whom", ghost="Ms Lark, teaching assistant", row="words"),
    Ask(name="whose_words", label="In whose words", how="choice", options=WHOSE_WORDS, row="words"),
    Ask(name="working", label="What is working", how="prose", use="views"),
    Ask(name="not_working", label="What is not working", how="prose", use="views"),
    Ask(name="matters", label="What matters", how="prose", use="views"),
    Ask(name="hopes", label="Hopes", how="prose", use="views"),
    Ask(
        name="scan", label="The original", how="record", options=papers, none="Not kept",
        hint="A drawing, a form or a letter: put it into Documents first, then choose it here.",
    ),
)


def young_person(room: Room, pupil: UUID) -> dict[str, str]:
    """Whose views the form starts with: the young person's once they decide for themselves; before that nothing is chosen."""
    standing = room.desk.rights.standing(pupil)
    return {"voice": standing.voice} if standing.decides == YOUNG_PERSON else {}


class ViewsForm(RecordForm[ViewsGiven]):
    """Records what somebody said, or puts right how it was taken down."""

    NOTE = "Write what they said, as they said it."

    def __init__(self, room: Room, pupil: UUID, views: ViewsGiven | None = None) -> None:
        title = "Views that were given" if views else "Record views"
        preset = {"given_on": room.now().date()} | young_person(room, pupil)
        super().__init__(room, ViewsGiven, VIEWS, title, pupil=pupil, record=views, preset=preset)

    def keep(self, record: ViewsGiven) -> frozenset[str]:
        return self.room.desk.voices.save(record)

    def told(self, record: ViewsGiven) -> str:
        return f"{record.called}: saved."
