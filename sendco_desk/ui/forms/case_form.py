"""Open a case of any kind but a request: which kind, which council, what it is about, and the first days that are known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QFrame

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import CASE_KINDS, REQUESTED_BY
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import case_title
from sendco_desk.services.pupils import PupilPage
from sendco_desk.statute.events import EVENT_BY_NAME, EVENT_TITLES
from sendco_desk.statute.kinds import ABOUT, FIRST_EVENTS
from sendco_desk.ui.forms.form import Form, open_form
from sendco_desk.ui.forms.pupil_form import COUNCIL_HINT, offer_council, own_council
from sendco_desk.ui.forms.request_form import RequestForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.fields import Field
from sendco_desk.ui.widgets.layout import across, holding, line_across, scrolling, stack
from sendco_desk.ui.widgets.words import Elided, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a kind of case is offered and opened: a sentence for choosing it, and what its form asks."""

    why: str
    about: str = ""
    """The label for the case it is about; empty where it is about none."""
    asks_who: bool = False
    council: str = "Council"
    what: str = "What it is about"
    hints: Mapping[str, str] | None = None


OPENINGS: Mapping[str, Opening] = {
    "request": Opening(why="Somebody has asked the council to assess, or the school is about to."),
    "plan": Opening(why="The council has made a plan: its yearly reviews are counted from here.", about="Made after"),
    "annual_review": Opening(
        why="A review meeting is planned or was held, or an early review is asked for.", about="Review of",
        hints={"review_meeting": "It may lie in the future: every day before and after it is counted from it."},
    ),
    "phase_transfer": Opening(
        why="A child with a plan moves to the next phase or between post-16 places.", about="Plan that moves with the child",
        hints={"phase_transfer.school": "The first day in the new phase, usually in September. Give one of the three."},
    ),
    "consultation": Opening(
        why="A council asks whether the school can take a child who may join.", council="Council that consults",
        hints={"school_consulted": "The day the papers arrived."},
    ),
    "reassessment": Opening(why="Somebody has asked the council to assess a child who has a plan again.", about="Plan", asks_who=True),
    "move": Opening(why="A child with a plan moves to another council’s area.", about="Plan that moves", council="New council"),
    "appeal": Opening(
        why="The parent or young person turns to mediation or the Tribunal. Orders and agreements start times of their own.",
        about="Decision that is disputed",
        hints={"decision_letter_sent": "Only where it differs from the day of the decision itself."},
    ),
    "complaint": Opening(why="The parent complains to the council. The school notes the days; it cannot complain itself.", about="About"),
    "records": Opening(why="Somebody asks the school for a child’s records.", asks_who=True, council=""),
}
"""In the order in which they are offered."""


class KindSheet(QFrame):
    """Which kind of case to open: one press each, with a sentence that says when."""

    def __init__(self, room: Room, page: PupilPage, choose: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self.room, self.page = room, page
        self.choose = choose or partial(open_case_form, room, page)
        look = room.look
        self.setProperty("kind", "sheet")
        self.setAccessibleName("New case")
        self.buttons = {kind: button(look, CASE_KINDS[kind], "", "plus", then=partial(self.press, kind)) for kind in OPENINGS}
        lines = stack(gap=14, pad=(20, 14, 20, 20))
        for kind, made in self.buttons.items():
            made.setAccessibleDescription(OPENINGS[kind].why)
            lines.addLayout(stack(across(made, None), words(OPENINGS[kind].why, "caption", "muted", wrap=True), gap=3))
        lines.addStretch(1)
        shut = button(look, "", "quiet", "close", "Close (Esc)", then=room.close_sheet)
        top = across(Elided("New case", "heading"), shut, pad=(20, 12, 12, 10))
        top.setStretch(0, 1)
        whole = stack(top, line_across(), scrolling(holding(lines), "Kinds of case"))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def press(self, kind: str) -> None:
        """Open the form of a kind in place of this sheet."""
        self.room.close_sheet()
        self.choose(kind)


def open_kinds(room: Room, page: PupilPage) -> KindSheet:
    """Lay the sheet with every kind of case over the window."""
    made = KindSheet(room, page)
    room.sheet(made, "New case", "right")
    return made


def open_case_form(room: Room, page: PupilPage, kind: str, about: UUID | None = None) -> Form:
    """Open the form of one kind of case."""
    return open_form(room, RequestForm(room, page) if kind == "request" else CaseForm(room, page, kind, about))


def in_sentence(kind: str) -> str:
    """A kind of case as it stands inside a sentence: `annual review`, but `EHC plan`."""
    return kind if kind[1:2].isupper() else kind[:1].lower() + kind[1:]


class CaseForm(Form):
    """A case of one kind. What is not known yet may be left empty: the case is kept, and waits for it."""

    def __init__(self, room: Room, page: PupilPage, kind: str, about: UUID | None = None) -> None:
        self.shown_page, self.kind, self.about = page, kind, about
        self.opening = OPENINGS[kind]
        self.made: UUID | None = None
        super().__init__(room, CASE_KINDS[kind], draft=f"case:new:{kind}:{page.pupil.id}", finish="Open case")

    def build(self) -> None:
        self.rows(words(self.opening.why, "caption", "muted", wrap=True))
        if self.opening.about:
            self.rows(self._about())
        if self.opening.asks_who:
            self.rows(
                self.choice("requested_by", "Who asks", REQUESTED_BY, "parent"),
                self.line("asked_by_name", "Name of whoever asks", ghost="May be left empty"),
            )
        if self.opening.council:
            council = self.line("authority", self.opening.council, self._council(), hint=COUNCIL_HINT if self.kind != "consultation" else "")
            offer_council(council, self.room)
            self.rows(council)
        self.rows(words("What is known so far", "strong"))
        hints = self.opening.hints or {}
        for name in FIRST_EVENTS[self.kind]:
            self.rows(self.day_field(name, EVENT_TITLES[name], hint=hints.get(name, "")))
        self.rows(self.prose("what_is_asked", self.opening.what, ghost="May be left empty", kind=CaseFile, use="story"))

    def about_whom(self) -> UUID | None:
        return self.shown_page.pupil.id

    def _about(self) -> Field:
        """The pupil's cases it can be about; the likeliest is chosen already."""
        found = self.room.desk.casework.may_be_about(self.shown_page.pupil.id, self.kind)
        offered = {str(view.case.id): f"{case_title(view.case)}, {view.case.authority}".removesuffix(", ") for view in found}
        first = str(self.about) if self.about else next(iter(offered), "")
        kinds = " or ".join(in_sentence(CASE_KINDS[kind]) for kind in ABOUT[self.kind][:2])
        hint = "" if offered else f"No case of this kind is recorded for the pupil yet ({kinds}). It can be joined later, under Case details."
        return self.choice("about", self.opening.about, offered, first, none="None of those recorded", hint=hint)

    def _council(self) -> str:
        if self.about is not None:
            return self.room.desk.caseload.view(self.about).case.authority
        return "" if self.kind in ("consultation", "move") else self.shown_page.authority or own_council(self.room)

    def events(self) -> list[tuple[str, date, UUID | None]]:
        """The days given, as the first events of the case. Raises Refused."""
        found: list[tuple[str, date, UUID | None]] = []
        for name in FIRST_EVENTS[self.kind]:
            day = self.day(name)
            if day is not None and day > self.today() and not EVENT_BY_NAME[name].planned:
                raise Refused("This day has not come yet: record only what has happened.", field=name)
            if day is not None:
                found.append((name, day, None))
        if self.kind == "phase_transfer" and len(found) > 1:
            raise Refused("Give one of the three days: a case is about one move.", field=found[1][0])
        return found

    def deed(self) -> tuple[frozenset[str], str]:
        events = self.events()
        asks = self.opening.asks_who
        self.made, changed = self.room.desk.casework.open_case(
            self.shown_page.pupil.id, self.kind, authority=self.said("authority") if self.opening.council else "",
            requested_by=self.code("requested_by") if asks else "school", asked_by_name=self.said("asked_by_name") if asks else "",
            events=events, what_is_asked=self.said("what_is_asked"),
            about=UUID(self.code("about")) if self.opening.about and self.code("about") else None,
        )
        number = self.room.desk.caseload.view(self.made).case.number
        waits = "" if events else " It waits for its first date."
        return changed, f"Case {number} is opened: {CASE_KINDS[self.kind]}.{waits}"

    def after(self) -> None:
        if self.made is not None:
            self.room.go(Place("case", self.made))
