"""A form for any kind of record, built from what it asks: typed words become the record's own values, and a refusal stands beside its field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget

from sendco_desk.domain.export_screen import EXPORT_FLAGS, may_be_flagged
from sendco_desk.domain.records import PupilRecord, Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.clockwork import on_office_clock
from sendco_desk.ui.forms.asks import Ask
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.fields import MomentField, ProseField
from sendco_desk.ui.widgets.layout import across
from sendco_desk.ui.widgets.words import Elided

R = TypeVar("R", bound=Record)


def whole_number(text: str, sentence: str, field: str) -> int:
    """A whole number as typed. Raises Refused with the sentence."""
    if not text.isdecimal():
        raise Refused(sentence, field=field)
    return int(text)


def hundredths(text: str, sentence: str, field: str) -> int:
    """`14.62`, `£14.62` or `1,400` as hundredths. Raises Refused with the sentence where it is no such amount."""
    try:
        amount = Decimal(text.replace(",", "").removeprefix("£").strip()) * 100
    except InvalidOperation:
        raise Refused(sentence, field=field) from None
    if not amount.is_finite() or amount != amount.to_integral_value() or amount < 0:
        raise Refused(sentence, field=field)
    return int(amount)


def hours_as_minutes(text: str, field: str) -> int:
    """`12.5` or `12:30` hours as minutes. Raises Refused."""
    hours, colon, minutes = text.partition(":")
    if colon and hours.isdecimal() and minutes.isdecimal() and int(minutes) < 60:
        return int(hours) * 60 + int(minutes)
    try:
        found = Decimal(text) * 60
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or found < 0 or found != found.to_integral_value():
        raise Refused("Give the hours as 12.5 or 12:30.", field=field)
    return int(found)


def shown_value(ask: Ask, value: Any) -> str:
    """A value as the form shows it for typing."""
    if value is None or value == "":
        return ""
    if ask.how == "hours":
        return f"{value / 60:g}" if value % 6 == 0 else f"{value // 60}:{value % 60:02}"
    return f"{value / 100:.2f}" if ask.how == "pounds" else str(value)


class RecordForm(Form, Generic[R]):
    """Adds a record of a kind, or changes one. A kind that needs more than this takes it as its base and overrides ``keep`` or ``more``."""

    def __init__(
        self, room: Room, kind: type[R], asks: Sequence[Ask], title: str, *, pupil: UUID | None = None, record: R | None = None,
        preset: Mapping[str, Any] | None = None, finish: str = "Save", after: Callable[[R], object] | None = None,
    ) -> None:
        self.kind, self.asks, self.pupil, self.record = kind, tuple(asks), pupil, record
        self.preset = dict(preset or {})
        self.then = after
        self.kept: R | None = None
        whose = record.id if record else pupil or "school"
        told = ":".join(str(value) for value in self.preset.values() if isinstance(value, UUID))
        super().__init__(room, title, draft=":".join(part for part in (kind.KIND, "" if record else "new", str(whose), told) if part), finish=finish)

    # Fields

    def start(self, ask: Ask) -> Any:
        """The value that a field starts with: the record's own, what was set before, or the kind's usual one."""
        if self.record is not None:
            return getattr(self.record, ask.name)
        if ask.name in self.preset:
            return self.preset[ask.name]
        default = next(field.default for field in fields(self.kind) if field.name == ask.name)
        return None if default is MISSING else default

    def build(self) -> None:
        self.lay(self.asks)
        self.more()
        if isinstance(self.record, PupilRecord) and may_be_flagged(self.kind):
            self._offer_flag(self.record)

    def _offer_flag(self, record: PupilRecord) -> None:
        """What is kept can be flagged, so that it stays in the school."""
        flags = self.room.desk.screen.flags(record.pupil).get(record.id, [])
        told = f"Stays in the school: {', '.join(EXPORT_FLAGS[one.flag] for one in flags)}" if flags else ""
        flag = button(self.look, "Flag", "link", "", "Keep it in the school: see the export screen", lambda: self._flag(record))
        self.rows(across(Elided(told, "caption", "muted"), flag, None, gap=8) if told else across(flag, None))

    def _flag(self, record: PupilRecord) -> None:
        from sendco_desk.ui.forms.export_screen_form import open_flag  # which is a form itself

        self.room.close_sheet()
        open_flag(self.room, record)

    def lay(self, asks: Sequence[Ask]) -> None:
        """Put the fields for these asks below what is there."""
        for row, group in groupby(asks, key=lambda ask: ask.row or ask.name):
            asked = list(group)
            made = [self.asked(ask) for ask in asked]
            if len(made) > 1 and row:
                self.rows(self.beside(*made, shares=tuple(ask.share for ask in asked)))
            else:
                self.rows(*made)

    def more(self) -> None:
        """What a kind adds under the fields."""

    def asked(self, ask: Ask) -> QWidget:
        """The field for one ask."""
        value = self.start(ask)
        if ask.how == "prose":
            return self._prose(ask, str(value or ""))
        if ask.how == "day":
            return self.day_field(ask.name, ask.label, value, hint=ask.hint)
        if ask.how == "moment":
            return self.add(ask.name, MomentField(self.look, ask.label, self.room.now, value, hint=ask.hint))
        if ask.how in ("choice", "record"):
            return self.choice(ask.name, ask.label, self._options(ask), str(value or ""), none=ask.none, hint=ask.hint)
        if ask.how == "tick":
            return self.tick(ask.name, ask.label, ask.sentence, bool(value), hint=ask.hint)
        if ask.how == "ticks":
            return self.ticks(ask.name, ask.label, self._options(ask), tuple(value or ()))
        return self.line(ask.name, ask.label, shown_value(ask, value), hint=ask.hint, ghost=ask.ghost)

    def _options(self, ask: Ask) -> Mapping[str, str]:
        if ask.options is None:
            return {}
        return ask.options(self.room.desk, self.pupil) if callable(ask.options) else ask.options

    def _prose(self, ask: Ask, value: str) -> ProseField:
        field = self.prose(ask.name, ask.label, value, lines=ask.lines, ghost=ask.ghost, kind=self.kind, use=ask.use)
        if ask.hint:
            field.hint = ask.hint
            field.clear_line()
        return field

    # What was typed

    def value(self, ask: Ask) -> Any:
        """What a field says, as the record keeps it. Raises Refused."""
        if ask.how == "day":
            return self.needed_day(ask.name, ask.sentence) if ask.sentence else self.day(ask.name)
        if ask.how == "moment":
            return self._moment(ask)
        if ask.how == "choice":
            return self.code(ask.name)
        if ask.how == "record":
            return UUID(self.code(ask.name)) if self.code(ask.name) else None
        if ask.how == "tick":
            return self.on(ask.name)
        if ask.how == "ticks":
            return self.codes(ask.name)
        return self._typed(ask, self.said(ask.name))

    def _typed(self, ask: Ask, said: str) -> Any:
        if ask.how == "number":
            return self._number(ask, said)
        if ask.how == "hours":
            return hours_as_minutes(said or "0", ask.name)
        if ask.how == "pounds":
            return hundredths(said or "", ask.sentence or "Give the amount in pounds, such as 14.62.", ask.name)
        return said

    def _number(self, ask: Ask, said: str) -> int | None:
        if not said and self._may_be_none(ask.name):
            return None
        return whole_number(said or ("" if ask.sentence else "0"), ask.sentence or "Give a whole number.", ask.name)

    def _may_be_none(self, name: str) -> bool:
        return any(field.name == name and field.default is None for field in fields(self.kind))

    def _moment(self, ask: Ask) -> datetime:
        field = self.fields[ask.name]
        try:
            return field.value() if isinstance(field, MomentField) else on_office_clock(self.room.now())
        except Refused as refusal:
            raise Refused(refusal.message, field=ask.name) from None

    def typed(self) -> R:
        """The record as typed. Raises Refused for the field that is wrong."""
        values = {ask.name: self.value(ask) for ask in self.asks}
        if self.record is not None:
            return replace(self.record, **values)
        whose = {"pupil": self.pupil} if issubclass(self.kind, PupilRecord) else {}
        return self.kind(id=uuid4(), **(whose | self.preset | values))

    # Finishing

    def about_whom(self) -> UUID | None:
        return self.pupil

    def keep(self, record: R) -> frozenset[str]:
        """Keep it. Raises Refused."""
        return self.room.desk.recording.save(record)

    def told(self, record: R) -> str:
        """The sentence that says it is done."""
        return f"{record.TITLE} saved."

    def deed(self) -> tuple[frozenset[str], str]:
        self.kept = self.typed()
        return self.keep(self.kept), self.told(self.kept)

    def after(self) -> None:
        if self.then is not None and self.kept is not None:
            self.then(self.kept)

