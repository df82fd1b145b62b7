"""Meetings about a pupil: whether papers went out in time, who came, what was agreed and is still to be done; and the minutes as a paper."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.dates import shown, shown_moment
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.paper import Block, Facts, Grid, Heading, Paper, Paragraph, Runs, SignHere, said
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.support_codes import MEETING_KINDS, PRESENCE
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.printing import Papers
from sendco_desk.services.screened import screened
from sendco_desk.statute.rules import rule
from sendco_desk.statute.wording import capitalised, counted

if TYPE_CHECKING:
    from sendco_desk.domain.documents import Document
    from sendco_desk.store.notebook import Notebook

NOTICE, PAPERS, REPORT = "REV-03", "REV-04", "REV-05"
"""The rules for an annual review meeting: notice of it, its papers, and its report. No other meeting has one."""
MINUTES = "Minutes"
"""The stem of the file that minutes are kept in: nobody's name."""


def last_day(rule_id: str, meeting: date) -> date:
    """The last day that a rule leaves, counted from the day of a meeting. A rule that counts no days is a mistake in the code."""
    found = rule(rule_id).limit.last_day(meeting)
    if found is None:
        raise ValueError(f"{rule_id} counts no days")
    return found


def days_apart(what: str, on: date, meeting: date) -> str:
    """`Papers out 16 days before`, without a full stop."""
    days = (meeting - on).days
    if days > 0:
        return f"{what} {counted(days, 'day')} before"
    return f"{what} on the day of the meeting" if not days else f"{what} {counted(-days, 'day')} after the meeting"


def before_words(what: str, who: str, sent: date | None, meeting: Meeting, rule_id: str, on: date) -> str:
    """How long before an annual review something went out, against its two weeks; of other meetings only how long before."""
    if meeting.meeting_kind != "annual_review":
        return f"{days_apart(what, sent, meeting.held_on)}." if sent else ""
    last = last_day(rule_id, meeting.held_on)
    if sent is None:
        if on >= meeting.held_on:
            return f"No day is recorded on which {who} went out: {shown(last)} was the last."
        return f"{capitalised(who)} {'are' if on <= last else 'were'} due out by {shown(last)}, two weeks before the meeting."
    apart = days_apart(what, sent, meeting.held_on)
    if sent <= last:
        return f"{apart}: in time for the two weeks’ notice."
    return f"{apart}: {counted((sent - last).days, 'day')} short of the two weeks."


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting with its people and actions in order. ``notice``, ``papers`` and ``report`` are sentences, or empty where there is nothing to say."""

    meeting: Meeting
    people: tuple[MeetingPerson, ...]
    actions: tuple[AgreedAction, ...]
    on: date
    notice: str
    papers: str
    report: str
    papers_late: bool

    @property
    def id(self) -> UUID:
        """The meeting's."""
        return self.meeting.id

    @property
    def held(self) -> bool:
        """Whether minutes or somebody's presence say that it took place."""
        return not self.meeting.cancelled and (bool(self.meeting.minutes.strip()) or any(p.presence != "invited" for p in self.people))

    @property
    def state(self) -> tuple[str, str]:
        """Where it stands: words, and the state whose sign goes with them."""
        if self.meeting.cancelled:
            return "Cancelled", "planned"
        if self.held:
            return ("Held", "done") if self.meeting.minutes.strip() else ("Held, no minutes yet", "waiting")
        return ("Planned", "planned") if self.meeting.held_on >= self.on else ("Not recorded yet", "waiting")

    @property
    def came_words(self) -> str:
        """`4 invited, 3 came`."""
        if not self.people:
            return "Nobody invited yet"
        came = sum(person.presence == "came" for person in self.people)
        return f"{len(self.people)} invited, {came or 'none'} came" if self.held else f"{len(self.people)} invited"

    @property
    def action_words(self) -> str:
        """`1 of 3 done, 1 overdue`, or nothing."""
        if not self.actions:
            return ""
        done, late = sum(a.done_on is not None for a in self.actions), sum(a.overdue(self.on) for a in self.actions)
        many = f"{done} of {len(self.actions)} done" if done else counted(len(self.actions), "action")
        return f"{many}, {late} overdue" if late else many


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """An agreed action that nobody has done yet, whose it is, and where it was agreed."""

    action: AgreedAction
    pupil: Pupil
    agreed: str


@dataclass(frozen=True, slots=True)
class Meetings:
    """What is asked and done about meetings."""

    book: "Notebook"
    clock: Clock
    papers: Papers

    def of(self, pupil: UUID, on: date | None = None) -> list[MeetingView]:
        """A pupil's meetings, the latest first."""
        now = on or today(self.clock)
        people: defaultdict[UUID, list[MeetingPerson]] = defaultdict(list)
        actions: defaultdict[UUID | None, list[AgreedAction]] = defaultdict(list)
        for person in self.book.all(MeetingPerson, pupil=pupil):
            people[person.meeting].append(person)
        for action in self.book.all(AgreedAction, pupil=pupil):
            actions[action.meeting].append(action)
        meetings = sorted(self.book.all(Meeting, pupil=pupil), key=lambda meeting: meeting.held_at, reverse=True)
        return [view_of(meeting, people[meeting.id], actions[meeting.id], now) for meeting in meetings]

    def view(self, meeting: UUID, on: date | None = None) -> MeetingView:
        """One meeting. Raises Refused where it is gone."""
        kept = self.book.get(Meeting, meeting)
        people, actions = self.book.all(MeetingPerson, meeting=meeting), self.book.all(AgreedAction, meeting=meeting)
        return view_of(kept, people, actions, on or today(self.clock))

    def save(self, meeting: Meeting, people: Sequence[MeetingPerson], actions: Sequence[AgreedAction]) -> Changed:
        """Keep a meeting with its people and actions in their order, as one deed; whoever is no longer among them is taken out."""
        there = self.book.find(Meeting, meeting.id)
        with self.book.writing("Changed: meeting" if there else "Recorded: meeting", meeting.pupil) as page:
            page.put(meeting)
            for place, person in enumerate(people, 1):
                page.put(replace(person, meeting=meeting.id, pupil=meeting.pupil, place=place))
            for place, action in enumerate(actions, 1):
                page.put(replace(action, meeting=meeting.id, pupil=meeting.pupil, place=place))
            kept = {record.id for record in (*people, *actions)}
            for record in (*page.all(MeetingPerson, meeting=meeting.id), *page.all(AgreedAction, meeting=meeting.id)):
                if record.id not in kept:
                    page.remove(record)
        return page.changed

    def remove(self, meeting: UUID) -> Changed:
        """Take a meeting out with its people and actions; one undo brings all of it back."""
        kept = self.book.get(Meeting, meeting)
        with self.book.writing("Removed: meeting", kept.pupil) as page:
            for record in (*page.all(MeetingPerson, meeting=meeting), *page.all(AgreedAction, meeting=meeting)):
                page.remove(record)
            page.remove(kept)
        return page.changed

    def done(self, action: UUID, on: date | None = None) -> Changed:
        """Tick an agreed action off."""
        kept = self.book.get(AgreedAction, action)
        with self.book.writing("Ticked an agreed action off", kept.pupil) as page:
            page.put(replace(kept, done_on=on or today(self.clock)))
        return page.changed

    def open_actions(self, until: date, pupil: Callable[[UUID], Pupil] | None = None) -> list[OpenAction]:
        """Across all pupils: agreed actions that nobody has done and whose day is not after this one, the earliest first; then those without a day.

        What was agreed about somebody who has left the school is no longer asked for. ``pupil`` finds a pupil, for who has them already.
        """
        whose = pupil or (lambda id: self.book.get(Pupil, id))
        actions = self.book.between(AgreedAction, "due_on", None, until, done_on=None)
        actions += self.book.all(AgreedAction, due_on=None, done_on=None)
        pupils = {id: whose(id) for id in {action.pupil for action in actions}}
        meetings = {meeting: self.book.get(Meeting, meeting) for meeting in {a.meeting for a in actions} if meeting is not None}
        return [
            OpenAction(
                action=action, pupil=pupils[action.pupil], agreed=f"Agreed: {meetings[action.meeting].called}" if action.meeting else "Agreed",
            )
            for action in actions if pupils[action.pupil].roll_status != "left"
        ]

    # Minutes as a paper

    def minutes_paper(self, meeting: UUID) -> Paper:
        """The record of a meeting as it is printed. Raises Refused where the meeting is gone, or held back by the export screen."""
        view = replace(self, book=screened(self.book, self.book.get(Meeting, meeting).pupil)).view(meeting)
        pupil = self.book.get(Pupil, view.meeting.pupil)
        return Paper(
            title=MEETING_KINDS[view.meeting.meeting_kind], school=self.papers.school.school().name,
            about=(pupil.known_name, shown_moment(view.meeting.held_at)), blocks=tuple(_blocks(view)),
            foot=f"{MINUTES} of {shown(view.meeting.held_on)}",
        )

    def keep_minutes(self, meeting: UUID) -> "tuple[Document, Changed]":
        """Put the minutes among the pupil's documents, as they are today. Raises Refused where the very same are there."""
        kept = self.book.get(Meeting, meeting)
        title = f"{MINUTES}: {kept.called}"
        return self.papers.keep(self.minutes_paper(meeting), kept.pupil, MINUTES, title=title, document_kind="minutes", dated_on=kept.held_on)


def view_of(meeting: Meeting, people: Iterable[MeetingPerson], actions: Iterable[AgreedAction], on: date) -> MeetingView:
    """A meeting as it stands on a day."""
    review, sent = meeting.meeting_kind == "annual_review", meeting.papers_out_on
    last = last_day(PAPERS, meeting.held_on) if review else None
    return MeetingView(
        meeting=meeting, people=tuple(sorted(people, key=lambda p: p.place)), actions=tuple(sorted(actions, key=lambda a: a.place)), on=on,
        notice=before_words("Invited", "the invitations", meeting.invited_on, meeting, NOTICE, on),
        papers=before_words("Papers out", "the papers", sent, meeting, PAPERS, on),
        report=_report_words(meeting, on) if review else "",
        papers_late=last is not None and not meeting.cancelled and ((sent or on) > last),
    )


def _report_words(meeting: Meeting, on: date) -> str:
    """When the report of an annual review meeting is due, or went out."""
    last = last_day(REPORT, meeting.held_on)
    sent = meeting.minutes_sent_on
    if sent is not None:
        late = f", {counted((sent - last).days, 'day')} after its two weeks" if sent > last else ", within two weeks of the meeting"
        return f"Report sent {shown(sent)}{late}."
    return f"The report is due to everybody invited by {shown(last)}, two weeks after the meeting." if meeting.held_on <= on else ""


def timing_words(view: MeetingView) -> str:
    """Notice, papers and report of a meeting in sentences, each with its rule where there is one."""
    review = view.meeting.meeting_kind == "annual_review"
    said = ((view.notice, NOTICE), (view.papers, PAPERS), (view.report, REPORT))
    return " ".join(f"{words.removesuffix('.')} ({rule(rule_id).source})." if review else words for words, rule_id in said if words)


def _blocks(view: MeetingView) -> Iterable[Block]:
    meeting = view.meeting
    facts: list[tuple[str, Runs]] = [(label, said(words)) for label, words in (
        ("Where", meeting.where), ("Chair", meeting.chair), ("Invited", shown(meeting.invited_on) if meeting.invited_on else ""),
        ("Papers", view.papers),
    ) if words.strip()]
    if meeting.cancelled:
        yield Paragraph(runs=said("This meeting was cancelled."))
    if facts:
        yield Facts(rows=tuple(facts))
    if view.people:
        yield Heading(text="Who was invited and who came")
        yield Grid(
            caption=view.came_words, heads=("Name", "Role", "Presence"), shares=(4, 4, 3),
            rows=tuple((said(p.name), said(p.role), said(PRESENCE[p.presence])) for p in view.people),
        )
    for title, words in (("Purpose", meeting.purpose), ("What was said", meeting.minutes), ("Differences of opinion", meeting.differences)):
        if words.strip():
            yield Heading(text=title)
            for paragraph in words.strip().split("\n"):
                if paragraph.strip():
                    yield Paragraph(runs=said(paragraph.strip()))
    if view.actions:
        yield Heading(text="What was agreed")
        yield Grid(
            caption=counted(len(view.actions), "action"), heads=("What", "Who", "By", "Done"), shares=(6, 3, 3, 3),
            rows=tuple(tuple(map(said, _action_cells(action))) for action in view.actions),
        )
    yield SignHere(names=(f"{meeting.chair or 'Chair'}", "Parent, carer or young person"))


def _action_cells(action: AgreedAction) -> tuple[str, str, str, str]:
    return (
        action.words, action.owner, shown(action.due_on) if action.due_on else "No day agreed",
        " ".join(part for part in (shown(action.done_on) if action.done_on else "", action.done_words) if part),
    )
