"""The form for a return to the council: a nil return, or one that tells how many were part-time."""

from datetime import date

from PySide6.QtWidgets import QLineEdit

from sendco_desk.domain.measures import CouncilReturn, PartTimeTimetable
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import RETURN_STATES
from sendco_desk.services.part_time import ReturnDue, part_time_between
from sendco_desk.statute.wording import counted
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.measure_asks import under
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.room import Room

RETURN = (
    Ask(name="authority", label="Council"),
    Ask(name="first_day", label="From", how="day", row="days", sentence="Give the first day that it tells of."),
    Ask(name="last_day", label="To", how="day", row="days", sentence="Give the last day that it tells of."),
    Ask(name="state", label="What was sent", how="choice", options=RETURN_STATES, row="sent"),
    Ask(name="sent_on", label="Sent on", how="day", row="sent", sentence="Give the day on which it was sent."),
    Ask(name="note", label="Note", how="prose", use="story", lines=2, ghost="How it was sent, or a reference"),
)
PUPILS = Ask(name="pupils", label="Pupils it told of", how="number", sentence="Give the number of pupils, 0 for a nil return.")
"""Asked of a return that is there; for a new one the pupils are counted."""


class ReturnForm(RecordForm[CouncilReturn]):
    """A new return counts the pupils by itself, and says how many as its days are typed. ``due`` is one that a council has not got yet."""

    def __init__(self, room: Room, due: ReturnDue | None = None, *, record: CouncilReturn | None = None) -> None:
        preset: dict[str, object] = {"sent_on": room.now().date()}
        if due is not None:
            preset |= {"authority": due.authority, "first_day": due.first_day, "last_day": due.last_day, "state": due.state}
        elif record is None:
            preset["authority"] = room.desk.school.school().authority
        asks = RETURN if record is None else (*RETURN[:-1], PUPILS, RETURN[-1])
        super().__init__(room, CouncilReturn, asks, "Return to the council", record=record, preset=preset)

    def more(self) -> None:
        """Count as the days are typed."""
        if self.record is None:
            for name in ("first_day", "last_day"):
                box = self.fields[name].box
                if isinstance(box, QLineEdit):
                    box.textChanged.connect(self.show_count)
            self.show_count()

    def show_count(self) -> None:
        """`2 pupils were part-time in these days.`"""
        try:
            first, last = self.day("first_day"), self.day("last_day")
        except Refused:  # half typed
            first = last = None
        under(self.fields["state"], self._count_words(first, last) if first and last and first <= last else "")

    def _count_words(self, first: date, last: date) -> str:
        pupils = len(part_time_between(self.room.desk.recording.of(PartTimeTimetable), first, last))
        return f"{counted(pupils, 'pupil') if pupils else 'Nobody'} {'were' if pupils > 1 else 'was'} part-time in these days."

    def deed(self) -> tuple[frozenset[str], str]:
        if self.record is not None:
            return super().deed()
        values = {ask.name: self.value(ask) for ask in self.asks}
        return self.room.desk.measuring.record_return(**values), "The return is recorded."

    def told(self, record: CouncilReturn) -> str:
        return "The return is recorded."

