"""Record a request for an EHC needs assessment: who asked, which council, and the first days that are known."""

from datetime import date
from uuid import UUID

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import REQUESTED_BY
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.pupils import PupilPage
from sendco_desk.ui.forms.form import Form
from sendco_desk.ui.forms.pupil_form import COUNCIL_HINT, offer_council
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.widgets.words import words

RECEIPT_UNKNOWN = (
    "The council’s six weeks run from this day. Leave it empty where nobody has told you: the case is kept, and waits for the date."
)
FIRST_EVENTS = ("request_sent", "request_received", "head_notified", "school_advice_requested")


class RequestForm(Form):
    """A request the school only hears of may begin with the head's notice or the call for advice, its receipt unknown."""

    def __init__(self, room: Room, page: PupilPage) -> None:
        self.shown_page = page
        self.made: UUID | None = None
        super().__init__(room, "Record a request", draft=f"request:new:{page.pupil.id}", finish="Record request")

    def build(self) -> None:
        self.rows(
            self.choice("requested_by", "Who asked for the assessment", REQUESTED_BY, "school"),
            self.line("asked_by_name", "Name of whoever asked", ghost="May be left empty"),
        )
        council = self.line("authority", "Council", self.shown_page.authority, hint=COUNCIL_HINT)
        offer_council(council, self.room)
        self.rows(
            council,
            words("What has happened so far", "strong"),
            self.day_field("request_sent", "The request was sent"),
            self.day_field("request_received", "The council received it", hint=RECEIPT_UNKNOWN),
            self.day_field("head_notified", "The council told the head teacher"),
            self.day_field("school_advice_requested", "The council asked the school for advice"),
            self.prose("what_is_asked", "What is asked for", ghost="In the words of the request", kind=CaseFile, use="story"),
        )

    def about_whom(self) -> UUID | None:
        return self.shown_page.pupil.id

    def events(self) -> list[tuple[str, date, UUID | None]]:
        """The days given, as the first events of the case. Raises Refused."""
        found: list[tuple[str, date, UUID | None]] = []
        for name in FIRST_EVENTS:
            day = self.day(name)
            if day is not None and day > self.today():
                raise Refused("This day has not come yet: record only what has happened.", field=name)
            if day is not None:
                found.append((name, day, None))
        return found

    def deed(self) -> tuple[frozenset[str], str]:
        events = self.events()
        days = {name: day for name, day, _ in events}
        if "request_sent" in days and "request_received" in days and days["request_received"] < days["request_sent"]:
            raise Refused("The council cannot have received it before it was sent: check the two days.", field="request_received")
        self.made, changed = self.room.desk.casework.open_case(
            self.shown_page.pupil.id, authority=self.said("authority"), requested_by=self.code("requested_by"),
            asked_by_name=self.said("asked_by_name"), events=events, what_is_asked=self.said("what_is_asked"),
        )
        waits = "" if "request_received" in days else " It waits for the day the council received it."
        return changed, f"The request to {self.said('authority')} is recorded.{waits}"

    def after(self) -> None:
        if self.made is not None:
            self.room.go(Place("case", self.made))
