"""What the tables of annual reviews and of moves to the next phase show, how the filters narrow them, and what is said of one child."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from sendco_desk.domain.dates import shown
from sendco_desk.domain.pupil import age_on
from sendco_desk.services.phase_moves import MoveRow, law_words
from sendco_desk.services.review_days import Chip, last_meeting_for
from sendco_desk.services.review_plans import from_source
from sendco_desk.services.reviews import BEFORE, ReviewRow
from sendco_desk.services.wording import chip, verb_of, who_owes
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rules import rule
from sendco_desk.statute.wording import both, lowered, weeks_and_days
from sendco_desk.ui.models.pupils_model import year_order, year_words
from sendco_desk.ui.models.rows import A_DAY, Column, RowsModel

OURS, THEIRS, UNPLANNED, ALL = "ours", "theirs", "to_plan", "all"
STANDINGS = {ALL: "All", OURS: "Ours", THEIRS: "Theirs", UNPLANNED: "To plan"}
REVIEW_GIVES_WAY = ("last", "stage", "year", "due", "council")
MOVE_GIVES_WAY = ("council", "year", "local", "to", "law")
"""The columns that go first where there is no room for all."""
UNDER_FIVE = 5
OWED = {"REV-06": "Decision", "REV-09": "Decision", "REV-10": "Amended plan", "TRF-04": "Review"}
"""What a council owes after a review, in fewer words than the rule has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """A child's yearly round as the table shows it on a day."""

    row: ReviewRow
    on: date

    @property
    def chip(self) -> Chip | None:
        """The word and the state of the school's next step; where nothing is next, whether something was not recorded."""
        if self.row.ours is not None:
            return self.row.ours.chip
        return ("Not recorded", "waiting") if self.row.unrecorded else None

    @property
    def next_words(self) -> str:
        """What is next for the school."""
        if self.row.ours is not None:
            return self.row.ours.words
        return unrecorded_words(self.row) if self.row.unrecorded else ""

    @property
    def next_short(self) -> str:
        """The same in fewer words."""
        return self.row.ours.short if self.row.ours is not None else self.next_words

    @property
    def next_on(self) -> date | None:
        """The day of it."""
        return self.row.ours.on if self.row.ours is not None else None

    @property
    def owed_words(self) -> str:
        """What the council owes."""
        step = self.row.theirs
        return OWED.get(step.rule.id, step.short) if step is not None else ""

    @property
    def council_chip(self) -> Chip | None:
        """The chip of what the council owes where that is late."""
        made = chip(self.row.theirs, self.on) if self.row.theirs is not None else None
        return made if made is not None and made[1] == "late" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFilter:
    """What the reviews are narrowed by. An empty year passes all."""

    standing: str = ALL
    year: str = ""

    def keeps(self, line: ReviewLine) -> bool:
        """Whether a child is shown."""
        row = line.row
        stands = {
            ALL: True, OURS: row.ours is not None and not row.to_plan, THEIRS: row.theirs is not None, UNPLANNED: row.to_plan,
        }[self.standing]
        return stands and self.year in ("", row.pupil.year_group)


def years_of(rows: Iterable[ReviewRow] | Iterable[MoveRow]) -> dict[str, str]:
    """The year groups that there are, to narrow by."""
    return {year: year_words(year) for year in sorted({row.pupil.year_group for row in rows if row.pupil.year_group}, key=year_order)}


def dated(words: str, day: date | None) -> str:
    """A day and what it is for, the day first so that it is never what is cut off."""
    return f"{shown(day)}, {lowered(words)}" if day and words else words


def counted_spoken(step: Milestone | None, day: date | None, none: str) -> str:
    """A day with how it was counted, for a tip and a screen reader."""
    return f"{shown(day)}. {step.counted}" if step is not None and day is not None else none


def meeting_spoken(row: ReviewRow | MoveRow) -> str:
    """The meeting for a tip and a screen reader."""
    if row.meeting is None:
        return "No meeting is planned"
    return f"{'Held on' if row.held else 'Planned for'} {shown(row.meeting)}"


def _council_shown(line: ReviewLine) -> str:
    step = line.row.theirs
    if step is None:
        return ""
    late = line.council_chip
    return f"{late[0]}, {lowered(line.owed_words)}" if late else dated(line.owed_words, step.due)


def _council_spoken(line: ReviewLine) -> str:
    return council_sentence(line.row.theirs, line.row.authority) if line.row.theirs is not None else "The council owes nothing now"


def _last_spoken(line: ReviewLine) -> str:
    last = line.row.last_complete
    return f"The last review was complete on {shown(last)}" if last else "No review is recorded as complete"


REVIEW_COLUMNS: tuple[Column[ReviewLine], ...] = (
    Column(key="pupil", title="Pupil", width=150, shown=lambda line: line.row.pupil.known_name, sorts=lambda line: line.row.pupil.sorting_name),
    Column(
        key="year", title="Year", width=76, holds="Reception", shown=lambda line: year_words(line.row.pupil.year_group),
        sorts=lambda line: year_order(line.row.pupil.year_group),
    ),
    Column(
        key="last", title="Last review", width=132, holds=A_DAY, spoken=_last_spoken,
        shown=lambda line: shown(line.row.last_complete) if line.row.last_complete else "", sorts=lambda line: line.row.last_complete or date.min,
    ),
    Column(
        key="due", title="Next complete by", width=132, holds=A_DAY, shown=lambda line: shown(line.row.due) if line.row.due else "",
        sorts=lambda line: line.row.due or date.max,
        spoken=lambda line: counted_spoken(line.row.yearly, line.row.due, "The next yearly review cannot be counted yet"),
    ),
    Column(
        key="meeting", title="Meeting", width=132, holds=A_DAY, shown=lambda line: shown(line.row.meeting) if line.row.meeting else "",
        sorts=lambda line: line.row.meeting or date.max, spoken=lambda line: meeting_spoken(line.row),
    ),
    Column(
        key="next", title="Next for the school", width=270, shown=lambda line: dated(line.next_words, line.next_on),
        sorts=lambda line: line.next_on or line.on, spoken=lambda line: dated(line.next_words, line.next_on) or "Nothing is next for the school",
    ),
    Column(
        key="chip", title="State", width=132, holds="Needs its case, too",
        shown=lambda line: line.chip[0] if line.chip else "", sorts=lambda line: line.row.presses,
        spoken=lambda line: line.chip[0] if line.chip else "Nothing to do now",
    ),
    Column(
        key="council", title="Council owes", width=214, holds=f"{A_DAY}  Amended plan", shown=_council_shown,
        sorts=lambda line: (line.row.theirs.due if line.row.theirs else None) or date.max, spoken=_council_spoken,
    ),
    Column(key="stage", title="Where it stands", width=158, holds="Waiting for a decision", shown=lambda line: line.row.stage),
)


class ReviewsModel(RowsModel[ReviewLine]):
    """The table of annual reviews."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(REVIEW_COLUMNS, lambda line: line.row.pupil.id, parent)
        self.filter = ReviewFilter()

    def choose(self, chosen: ReviewFilter) -> None:
        """Narrow the reviews."""
        self.filter = chosen
        self.narrow(chosen.keeps)


# Moves


def _local_spoken(row: MoveRow) -> str:
    if row.local is None:
        return f"No day of {row.authority}’s own is recorded"
    return f"{row.authority} asks for the papers by {shown(row.local.on)}{from_source(row.local)}"


def _last_meeting_spoken(row: MoveRow) -> str:
    if row.last_meeting is None:
        return "No last day for the meeting is counted for a move between post-16 places"
    if row.local is not None and row.local.on == row.last_meeting:
        return f"{shown(row.local.on)}, the council’s own day"
    return counted_spoken(row.fitting, row.last_meeting, "")


MOVE_COLUMNS: tuple[Column[MoveRow], ...] = (
    Column(key="pupil", title="Pupil", width=150, shown=lambda row: row.pupil.known_name, sorts=lambda row: row.pupil.sorting_name),
    Column(
        key="year", title="Year", width=76, holds="Reception", shown=lambda row: year_words(row.pupil.year_group),
        sorts=lambda row: year_order(row.pupil.year_group),
    ),
    Column(key="council", title="Council", width=150, shown=lambda row: row.authority),
    Column(key="to", title="Moves to", width=140, shown=lambda row: row.move.to, spoken=lambda row: f"{row.move.to}. {_day_sentence(row)}"),
    Column(
        key="law", title="Law’s day", width=170, holds=f"before {A_DAY}", shown=law_words, sorts=lambda row: row.by_law,
        spoken=lambda row: f"{law_words(row)}. {row.law.counted}",
    ),
    Column(
        key="local", title="Council’s own day", width=132, holds=A_DAY, shown=lambda row: shown(row.local.on) if row.local else "",
        sorts=lambda row: row.local.on if row.local else date.max, spoken=_local_spoken,
    ),
    Column(
        key="last", title="Last meeting", width=132, holds=A_DAY, shown=lambda row: shown(row.last_meeting) if row.last_meeting else "",
        sorts=lambda row: row.last_meeting or date.max, spoken=_last_meeting_spoken,
    ),
    Column(
        key="meeting", title="Meeting", width=132, holds=A_DAY, shown=lambda row: shown(row.meeting) if row.meeting else "",
        sorts=lambda row: row.meeting or date.max, spoken=meeting_spoken,
    ),
    Column(
        key="chip", title="State", width=230, holds="11 weeks 3 days of the twelve left, a",
        shown=lambda row: row.chip[0], sorts=lambda row: (row.settled, row.last_meeting or row.by_law),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFilter:
    """What the moves are narrowed by. An empty year passes all."""

    year: str = ""

    def keeps(self, row: MoveRow) -> bool:
        """Whether a child is shown."""
        return self.year in ("", row.pupil.year_group)


class MovesModel(RowsModel[MoveRow]):
    """The table of moves to the next phase."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(MOVE_COLUMNS, lambda row: row.pupil.id, parent)
        self.filter = MoveFilter()

    def choose(self, chosen: MoveFilter) -> None:
        """Narrow the moves."""
        self.filter = chosen
        self.narrow(chosen.keeps)


# What is said of one child


def unrecorded_words(row: ReviewRow) -> str:
    """`Not recorded: notice and papers`."""
    return f"Not recorded: {both([BEFORE[one.rule.id] for one in row.unrecorded])}"


def council_sentence(step: Milestone, council: str) -> str:
    """`Marlshire has to decide … by Wed 10 Feb 2027 (SEND Regulations 2014 reg 20(10))`."""
    day = shown(step.due) if step.due else "a day that is not known"
    if step.state is State.TOO_EARLY:
        return f"{who_owes(step, council)} acted before the parent’s fifteen days ended on {day} ({step.source})"
    return f"{who_owes(step, council)} {verb_of(step)} {step.rule.duty} by {day} ({step.source})"


def review_sentences(row: ReviewRow, on: date) -> tuple[str, ...]:
    """How things stand with a child's plan, in whole sentences."""
    said = [_yearly_sentence(row)]
    if row.ours is not None and row.ours.step is not None and row.ours.on is not None:
        said.append(f"Next for the school: {lowered(row.ours.words)} by {shown(row.ours.on)} ({row.ours.step.source}).")
    elif row.ours is not None and row.ours.deed == "plan" and row.ours.on is not None:
        said.append(_planning_sentence(row, row.ours.on, on))
    if row.unrecorded:
        said.append(f"{unrecorded_words(row)}. Whether this was done is not known, so nobody is called late for it.")
    if row.theirs is not None and row.theirs is not row.yearly:
        said.append(f"{council_sentence(row.theirs, row.authority)}.")
    if row.going and row.held:
        said.append("The next year runs from the day the council’s decision is sent, not from the meeting.")
    born = row.pupil.date_of_birth
    if born is not None and born <= on and age_on(born, on)[0] < UNDER_FIVE and row.plan is not None:
        said.append(f"{rule('REV-02').counting} ({rule('REV-02').source})")
    return tuple(said)


def _yearly_sentence(row: ReviewRow) -> str:
    if row.plan is None:
        return "No case is open for this plan, so that none of its days is counted."
    if row.yearly is None or row.due is None:
        return f"{row.stage}: no yearly review is counted." if row.ours is None else (
            "The yearly review cannot be counted: neither the day the plan was made nor that of its last review is recorded."
        )
    since = f"the last one was complete on {shown(row.last_complete)}" if row.last_complete else (
        f"the plan was made on {shown(row.yearly.anchor)}" if row.yearly.anchor_event == "plan_made" and row.yearly.anchor else ""
    )
    late = f", {row.yearly.late} ago" if row.yearly.state is State.OVERDUE else ""
    had = "had to" if late else "has to"
    return f"The yearly review {had} be complete by {shown(row.due)}{late} ({row.yearly.source}){f'; {since}' if since else ''}."


def _planning_sentence(row: ReviewRow, last: date, on: date) -> str:
    """Why the meeting should be held by that day."""
    yearly = row.due is not None and last_meeting_for(row.due) == last
    why = "the council its four weeks to decide by then" if yearly else "time to amend the plan for the move"
    if last < on:
        return f"A meeting by {shown(last)} would have left {why}: plan it as soon as two weeks’ notice allows."
    return f"A meeting by {shown(last)} leaves {why}."


def move_sentences(row: MoveRow, on: date) -> tuple[str, ...]:
    """How things stand with a move, in whole sentences, and what can still be done where it is too late."""
    said = [_law_sentence(row)]
    if row.local is not None:
        said.append(f"{_local_spoken(row)}.")
    if row.law.state is State.MET:
        said.append("Look whether this plan names the place to which the child moves.")
    if row.settled:
        return tuple(said)
    if row.is_late:
        said.append(row.law.rule.if_missed)
    elif row.law.state is State.OVERDUE:
        said.append("Whether it was is not recorded here, so nobody is called late. Open the move’s case, and record the amended plan once it comes.")
    elif row.fitting is not None and row.fitting.last_safe_day is not None:
        said += _meeting_sentences(row, row.fitting, row.fitting.last_safe_day, on)
    return tuple(said)


def _law_sentence(row: MoveRow) -> str:
    if row.law.state is State.ENDED:
        return row.law.ended_because
    plan = "The plan" if row.move.sure else "If there is a move, the plan"
    late = f"; it is {row.law.late} late today" if row.is_late else ""
    had = "had" if row.law.state is State.OVERDUE else "has"
    return f"{plan} {had} to be reviewed and amended {law_words(row)} ({row.law.source}){late}."


def _meeting_sentences(row: MoveRow, fitting: Milestone, last: date, on: date) -> list[str]:
    """What the meeting leaves the council of its twelve weeks; where that is less, what can be done."""
    if row.meeting is not None and row.meeting <= last:
        return []
    if row.meeting is not None:
        left = f"leaves the council {weeks_and_days(row.room)} of its twelve weeks" if row.room > 0 else "is after the law’s last day"
        return [f"The meeting on {shown(row.meeting)} {left}. {fitting.rule.if_missed}"]
    if row.soonest <= last:
        return [f"A meeting by {shown(last)} leaves the council its twelve weeks. That is planning, not law."]
    passed = f"{shown(last)}, the last day for a meeting that leaves the council its twelve weeks, " + (
        "has passed." if last < on else "is too near for two weeks’ notice."
    )
    left = f" and leaves {weeks_and_days(row.room)}" if row.room > 0 else ""
    return [f"{passed} {fitting.rule.if_missed} The first school day that allows it is {shown(row.soonest)}{left}."]


def _day_sentence(row: MoveRow) -> str:
    """Where the day of the move is from."""
    if row.says_when == "term":
        return f"The move is counted on {shown(row.moves_on)}, the first day of the school’s autumn term."
    return f"The move is counted on {shown(row.moves_on)}, because no autumn term is recorded for that year."
