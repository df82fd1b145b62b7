"""The sheets of Provision: set up what runs, give places in it, end them with their effect, write down a session, and say what things cost."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtWidgets import QLabel, QWidget

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.dates import shown
from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.refusals import Refused
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.form import Form, attempt
from sendco_desk.ui.forms.provision_asks import AIMS, COST, CYCLE, EFFECT, END, JOIN, PLACE, RATE, RUN, SESSION, SIZE, STAFF
from sendco_desk.ui.forms.pupil_field import PupilField
from sendco_desk.ui.forms.record_form import RecordForm
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.layout import across
from sendco_desk.ui.widgets.words import plain, words

SEATS = 6
"""Pupils that one sheet gives places to; it may be opened again for more."""


def open_cycle(room: Room, pupil: UUID) -> UUID | None:
    """The pupil's latest cycle that is not closed."""
    return next((cycle.id for cycle in reversed(room.desk.recording.of(SupportCycle, pupil)) if not cycle.closed), None)


class RunForm(RecordForm[ProvisionRun]):
    """Sets up a provision, or changes one."""

    def __init__(self, room: Room, run: ProvisionRun | None = None) -> None:
        self.NOTE = "Pupils who were to stay to its last day stay to the new one." if run else ""
        super().__init__(room, ProvisionRun, RUN, "Change the provision" if run else "New group", record=run)

    def keep(self, record: ProvisionRun) -> frozenset[str]:
        return self.room.desk.provision.offer_run(record)


class AloneForm(RecordForm[ProvisionRun]):
    """Sets up a provision for one pupil alone, with the place in it."""

    def __init__(self, room: Room, pupil: UUID) -> None:
        super().__init__(room, ProvisionRun, RUN, "New provision for this pupil", pupil=pupil)

    def more(self) -> None:
        self.rows(words("What it is for", "strong"))
        made: dict[str, QWidget] = {ask.name: self.asked(ask) for ask in (*AIMS[:3], *CYCLE)}
        self.rows(*made.values())

    def start(self, ask: Ask) -> Any:
        if ask.name == "cycle" and self.pupil is not None:
            return open_cycle(self.room, self.pupil)
        return super().start(ask) if ask in self.asks else None

    def keep(self, record: ProvisionRun) -> frozenset[str]:
        about = {ask.name: self.value(ask) for ask in (*AIMS[:3], *CYCLE)}
        place = ProvisionPlace(
            id=uuid4(), pupil=self.pupil or record.id, run=record.id, starts_on=record.starts_on, ends_on=record.ends_on, **about,
        )
        return self.room.desk.provision.place_alone(record, place)


class PlaceForm(RecordForm[ProvisionPlace]):
    """Gives a pupil a place in a group that there is, or changes the place."""

    def __init__(self, room: Room, pupil: UUID, place: ProvisionPlace | None = None) -> None:
        title = "Change the place" if place else "Place in a group"
        super().__init__(room, ProvisionPlace, PLACE if place else JOIN, title, pupil=pupil, record=place)

    def start(self, ask: Ask) -> Any:
        if ask.name == "cycle" and self.record is None and self.pupil is not None:
            return open_cycle(self.room, self.pupil)
        return super().start(ask)

    def value(self, ask: Ask) -> Any:
        found = super().value(ask)
        if ask.name == "run" and found is None:
            raise Refused("Choose the provision from the list.", field="run")
        if found is None and ask.name in ("starts_on", "ends_on"):
            return self._usual(ask.name)
        return found

    def _usual(self, name: str) -> date:
        run = self.room.desk.recording.get(ProvisionRun, super().value(JOIN[0]))
        return min(max(run.starts_on, self.today()), run.ends_on) if name == "starts_on" else run.ends_on

    def keep(self, record: ProvisionPlace) -> frozenset[str]:
        return self.room.desk.provision.give_place(record)


class EndForm(RecordForm[ProvisionPlace]):
    """Ends a place, with the measure at its end and what came of it."""

    def __init__(self, room: Room, place: ProvisionPlace) -> None:
        super().__init__(room, ProvisionPlace, END, "End the place", pupil=place.pupil, record=place, finish="End it")

    def start(self, ask: Ask) -> Any:
        found = super().start(ask)
        return min(found, self.today()) if ask.name == "ends_on" else found

    def keep(self, record: ProvisionPlace) -> frozenset[str]:
        return self.room.desk.provision.end_place(record.id, record.ends_on, end_measure=record.end_measure, effect=record.effect)

    def told(self, record: ProvisionPlace) -> str:
        return f"The place ended on {shown(record.ends_on)}."


class EffectForm(RecordForm[ProvisionPlace]):
    """Writes down the measures of a place and what came of it, while it goes on or afterwards."""

    def __init__(self, room: Room, place: ProvisionPlace) -> None:
        super().__init__(room, ProvisionPlace, EFFECT, "Effect", pupil=place.pupil, record=place)

    def told(self, record: ProvisionPlace) -> str:
        return "Effect saved."


class SessionForm(RecordForm[ProvisionSession]):
    """One session of one pupil. A group's week has a sheet of its own."""

    def __init__(self, room: Room, pupil: UUID, session: ProvisionSession | None = None, place: UUID | None = None) -> None:
        preset: Mapping[str, Any] = {"place": place} if place else {}
        super().__init__(room, ProvisionSession, SESSION, "Session", pupil=pupil, record=session, preset=preset)

    def start(self, ask: Ask) -> Any:
        found = super().start(ask)
        if ask.name == "on" and self.record is None:
            return self.today()
        return "" if ask.name == "minutes" and not found else found

    def value(self, ask: Ask) -> Any:
        if ask.name == "minutes":
            return self._minutes(super().value(ask))
        found = super().value(ask)
        if ask.name == "on" and found > self.today() and self.code("outcome") == "held":
            raise Refused("This day has not come yet: a session is held when it is over.", field="on")
        return found

    def _minutes(self, said: int) -> int:
        """Nothing is given in a session that was missed; one that was held without a number lasted as planned."""
        if self.code("outcome") != "held":
            return 0
        if said:
            return said
        place = self.room.desk.recording.get(ProvisionPlace, super().value(SESSION[0]))
        return self.room.desk.recording.get(ProvisionRun, place.run).minutes


class CostForm(RecordForm[CostItem]):
    """Something that costs money but no hours."""

    def __init__(self, room: Room, pupil: UUID, item: CostItem | None = None) -> None:
        super().__init__(room, CostItem, COST, "Cost", pupil=pupil, record=item)


class StaffForm(RecordForm[StaffMember]):
    """A member of staff and the time there is for provision."""

    def __init__(self, room: Room, member: StaffMember | None = None) -> None:
        super().__init__(room, StaffMember, STAFF, "Member of staff", record=member)


class RateForm(RecordForm[StaffRate]):
    """What an hour of a role costs from a day on."""

    NOTE = "A new rate counts from its day; what was before stays as it was."

    def __init__(self, room: Room, rate: StaffRate | None = None) -> None:
        super().__init__(room, StaffRate, RATE, "Staff rate", record=rate)

    def keep(self, record: StaffRate) -> frozenset[str]:
        return self.room.desk.provision.save_rate(record)


class SizeForm(RecordForm[GroupSize]):
    """How many share a group's sessions from a day on."""

    NOTE = "Needed only where pupils share the group who are not in this notebook."

    def __init__(self, room: Room, run: UUID) -> None:
        self.run = run
        super().__init__(room, GroupSize, SIZE, "Size of the group", preset={"run": run})

    def more(self) -> None:
        """What is recorded already, each with a way to take it out again."""
        sizes = [size for size in self.room.desk.recording.of(GroupSize) if size.run == self.run]
        if not sizes:
            self.rows(words("Nothing is recorded: the pupils who hold a place are counted.", "caption", "muted", wrap=True))
            return
        self.rows(words("Recorded so far", "strong"))
        for size in sorted(sizes, key=lambda size: size.since):
            said = f"{size.pupils} pupil{'s' * (size.pupils != 1)} from {shown(size.since)}"
            remove = button(self.look, "Remove", "quiet", "bin", then=partial(self.remove, size))
            remove.setAccessibleName(f"Remove: {said}")
            self.rows(across(words(said), None, remove))

    def remove(self, size: GroupSize) -> None:
        """Take a size out: until the next one, the pupils who hold a place are counted again."""
        self.room.close_sheet()
        attempt(self.room, lambda: self.room.desk.recording.remove(size), "Size of the group removed.")

    def keep(self, record: GroupSize) -> frozenset[str]:
        return self.room.desk.provision.set_size(record)


class GivePlacesForm(Form):
    """Gives several pupils a place in a group at once."""

    def __init__(self, room: Room, run: ProvisionRun) -> None:
        self.run = run
        self.seats: list[PupilField] = []
        super().__init__(room, "Pupils of the group", draft=f"places:{run.id}")

    def build(self) -> None:
        name: QLabel = plain(self.run.called, "strong", wrap=True)
        self.rows(name)
        for number in range(1, SEATS + 1):
            field = self.add(f"pupil_{number}", PupilField(self.look, f"Pupil {number}", self.room.desk.pupils))
            self.seats.append(field)
            self.rows(field)
        self.rows(self.beside(
            self.day_field("starts_on", "From", hint="Empty: the first day of the group."),
            self.day_field("ends_on", "To", hint="Empty: the last day of the group."),
        ))

    def deed(self) -> tuple[frozenset[str], str]:
        chosen = [pupil for number, field in enumerate(self.seats, 1) if (pupil := self._pupil(number, field)) is not None]
        changed = self.room.desk.provision.give_places(self.run.id, chosen, starts_on=self.day("starts_on"), ends_on=self.day("ends_on"))
        return changed, f"{len(chosen)} place{'s' * (len(chosen) != 1)} given."

    def _pupil(self, number: int, field: PupilField) -> UUID | None:
        field.settle()
        if field.text() and field.pupil is None:
            raise Refused("Choose the pupil from the list that opens after two letters.", field=f"pupil_{number}")
        return field.pupil
