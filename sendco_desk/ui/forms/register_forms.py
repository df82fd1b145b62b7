"""The SEN register's facts about a pupil, each with its day: status, need, and the council where the pupil lives."""

from uuid import uuid4

from sendco_desk.domain.codes import LEGACY_PROVISION, NEED_TYPES, SEN_PROVISION, said
from sendco_desk.domain.dates import shown
from sendco_desk.domain.pupil import Need, SenStatus
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.pupils import PupilPage
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.pupil_form import COUNCIL_HINT, offer_council
from sendco_desk.ui.room import Room
from sendco_desk.ui.widgets.words import plain, words


def status_words(status: SenStatus) -> str:
    """`SEN support since Mon 15 Jan 2024`."""
    name = said(SEN_PROVISION | LEGACY_PROVISION, status.status)
    return f"{name} since {shown(status.since)}" if status.since else f"{name}, start not known"


class StatusForm(Form):
    """Set the SEN status from a day on; what it was before stays in the history."""

    NOTE = "The earlier status stays in the history."

    def __init__(self, room: Room, page: PupilPage) -> None:
        self.shown_page = page
        super().__init__(room, "Set SEN status", draft=f"sen_status:{page.pupil.id}")

    def build(self) -> None:
        now = self.shown_page.status
        self.rows(
            self.choice("status", "SEN status", SEN_PROVISION, now.status if now else "", none="Choose"),
            self.day_field("since", "Since", self.today()),
        )
        if self.shown_page.statuses:
            self.rows(words("So far", "strong"))
        for status in self.shown_page.statuses:
            self.rows(plain(status_words(status), wrap=True))

    def deed(self) -> tuple[frozenset[str], str]:
        since = self.needed_day("since", "Give the day from which the status holds.")
        if since > self.today():
            raise Refused("Record the status on the day it begins, not before.", field="since")
        status = self.code("status")
        if not status:
            raise Refused("Choose N, K or E from the list.", field="status")
        changed = self.room.desk.pupils.set_status(self.shown_page.pupil.id, status, since)
        return changed, f"{said(SEN_PROVISION, status)} since {shown(since)}."


class NeedForm(Form):
    """Add a type of need with its rank."""

    def __init__(self, room: Room, page: PupilPage) -> None:
        self.shown_page = page
        super().__init__(room, "Add a need", draft=f"need:new:{page.pupil.id}", finish="Add need")

    def build(self) -> None:
        held = self.shown_page.needs
        options = {code: f"{code}: {name}" for code, name in NEED_TYPES.items() if code != "BESD"}
        self.rows(
            self.choice("need_type", "Type of need", options, none="Choose"),
            self.beside(
                self.line("rank", "Rank", str(max((n.rank for n in held), default=0) + 1), hint="1 is the primary need."),
                self.day_field("since", "Since", self.today()), shares=(1, 2),
            ),
        )
        if held:
            self.rows(words("Needs now", "strong"))
        for need in held:
            self.rows(plain(f"{need.rank} {said(NEED_TYPES, need.need_type)}", wrap=True))
        ended = [need for need in self.shown_page.all_needs if need not in held and need.until]
        if ended:
            self.rows(words("Needs before", "strong"))
        for need in ended:
            self.rows(plain(f"{said(NEED_TYPES, need.need_type)}, until {shown(need.until) if need.until else ''}", wrap=True))

    def deed(self) -> tuple[frozenset[str], str]:
        rank = self.said("rank")
        if not rank.isdecimal():
            raise Refused("Ranks run from 1 (primary need) to 99.", field="rank")
        code = self.code("need_type")
        if any(n.need_type == code for n in self.shown_page.needs):
            raise Refused("This need is recorded already: end it first to record it again.", field="need_type")
        need = Need(id=uuid4(), pupil=self.shown_page.pupil.id, need_type=code, rank=int(rank), since=self.day("since"))
        return self.room.desk.pupils.save_need(need), f"{said(NEED_TYPES, code)} is recorded."


class EndNeedForm(Form):
    """Say when a need stopped holding."""

    NOTE = "The need stays in the history."

    def __init__(self, room: Room, need: Need) -> None:
        self.need = need
        super().__init__(room, "End a need", draft=f"need:{need.id}", finish="End need")

    def build(self) -> None:
        since = f", since {shown(self.need.since)}" if self.need.since else ""
        self.rows(plain(f"{said(NEED_TYPES, self.need.need_type)}{since}", wrap=True), self.day_field("until", "Last day", self.today()))

    def deed(self) -> tuple[frozenset[str], str]:
        until = self.needed_day("until", "Give the last day on which the need held.")
        return self.room.desk.pupils.end_need(self.need.id, until), f"{said(NEED_TYPES, self.need.need_type)} ended on {shown(until)}."


class ResidenceForm(Form):
    """Record that the pupil now lives in another council's area."""

    NOTE = "The earlier council stays in the history."

    def __init__(self, room: Room, page: PupilPage) -> None:
        self.shown_page = page
        super().__init__(room, "Council of residence", draft=f"residence:{page.pupil.id}")

    def build(self) -> None:
        council = self.line("authority", "Council", hint=COUNCIL_HINT)
        offer_council(council, self.room)
        self.rows(council, self.day_field("since", "Living there since", self.today()))
        if self.shown_page.residences:
            self.rows(words("So far", "strong"))
        for home in sorted(self.shown_page.residences, key=lambda r: (r.since is None, r.since), reverse=True):
            start = f"from {shown(home.since)}" if home.since else "start not known"
            end = f" until {shown(home.until)}" if home.until else ""
            self.rows(plain(f"{home.authority}, {start}{end}", wrap=True))

    def deed(self) -> tuple[frozenset[str], str]:
        since = self.needed_day("since", "Give the day from which the pupil lives there.")
        council = self.said("authority")
        if not council:
            raise Refused("Name the council where the pupil lives.", field="authority")
        return self.room.desk.pupils.move_home(self.shown_page.pupil.id, council, since), f"{council} since {shown(since)}."
