"""The parts of a pack about the people around the pupil: what professionals advised and what came of it, and the meetings that were held."""

from collections.abc import Iterator, Sequence

from sendco_desk.domain.dates import shown
from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.paper import Block, Grid, Heading, Paragraph, Runs, said
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.support_codes import PRESENCE
from sendco_desk.services.pack_record import PackRecord, beneath, day_words, facts, joined, prose, whole
from sendco_desk.services.parents_meetings import parents_meetings, told_of
from sendco_desk.services.professionals import InvolvementRow
from sendco_desk.statute.wording import counted

# Professionals


def professionals_part(record: PackRecord) -> Iterator[Block]:
    """Every involvement with the age of its report on the pack's day, then the advice of each, the action and the effect."""
    rows = record.professionals.log(record.pupil, record.on)[::-1]
    if rows:
        yield professionals_grid(record, rows)
    for row in rows:
        if row.advices:
            yield Heading(text=_who_is(row.involvement))
            yield advice_grid(record, row)


def professionals_grid(record: PackRecord, rows: Sequence[InvolvementRow]) -> Grid:
    """Who was asked and when, who came, and how old the report is on the day."""
    return Grid(
        caption=f"Who was involved, and how old each report is on {shown(record.on)}",
        heads=("Service and person", "Asked", "Seen", "Report", "Where it stands"), shares=(24, 24, 15, 20, 17),
        rows=tuple(_involved(record, row) for row in rows),
    )


def _who_is(one: Involvement) -> str:
    """Service and person; the person alone where the service is none of those that have a name."""
    return one.person if one.service == "other" and one.person else one.called


def _involved(record: PackRecord, row: InvolvementRow) -> tuple[Runs, ...]:
    one = row.involvement
    report = joined((said(shown(one.report_on)) if one.report_on else (), record.source(one.document)))
    age = row.age.partition(" on ")[0] if row.age else row.standing
    return (
        beneath(_who_is(one), one.organisation), beneath(whole(day_words(one.asked_on)), one.asked_for), said(whole(day_words(one.seen_on))), report,
        said(age),
    )


def advice_grid(record: PackRecord, row: InvolvementRow) -> Grid:
    """Advice, action, effect."""
    return Grid(
        caption="What was advised, what the school did and what came of it", heads=("Advice", "What the school did", "What came of it"),
        shares=(36, 34, 30), rows=tuple(_advised(record, row, advice) for advice in row.advices),
    )


def _advised(record: PackRecord, row: InvolvementRow, advice: Advice) -> tuple[Runs, ...]:
    where = record.page_of(row.involvement.document, advice.page)
    return (
        joined((said(advice.words), where)),
        beneath(advice.action, day_words(advice.action_on)) or said("Nothing is recorded yet"), said(advice.effect),
    )


# Meetings


def meetings_there(record: PackRecord) -> list[Meeting]:
    """The meetings up to the day, the earliest first; what was cancelled was not held."""
    return sorted((one for one in record.book.all(Meeting, pupil=record.pupil) if not one.cancelled), key=lambda one: one.held_at)


def meetings_part(record: PackRecord) -> Iterator[Block]:
    """How often the parents were met this school year, then each meeting."""
    meetings = meetings_there(record)
    told = told_of(record.book.all(MeetingPerson, pupil=record.pupil))
    if met := parents_meetings(meetings, (), record.on, told).count:
        held = "was held" if met == 1 else "were held"
        yield Paragraph(runs=said(f"{counted(met, 'meeting')} with the parents {held} this school year, up to {shown(record.on)}."))
    for meeting in meetings:
        yield Heading(text=meeting.called)
        yield from meeting_blocks(record, meeting)


def meeting_blocks(record: PackRecord, meeting: Meeting) -> Iterator[Block]:
    """When and where, who came, what was said and what was agreed."""
    people = sorted(record.book.all(MeetingPerson, meeting=meeting.id), key=lambda one: one.place)
    actions = sorted(record.book.all(AgreedAction, meeting=meeting.id), key=lambda one: one.place)
    yield from facts(
        ("Time", f"{meeting.held_at:%H:%M}"), ("Where", meeting.where), ("Chair", meeting.chair), ("Invited on", day_words(meeting.invited_on)),
        ("Papers out on", day_words(meeting.papers_out_on)), ("Purpose", meeting.purpose),
        *((PRESENCE[presence], present) for presence in PRESENCE if (present := _who(people, presence))),
        ("Minutes sent on", day_words(meeting.minutes_sent_on)),
    )
    for title, words in (("What was said", meeting.minutes), ("What was not agreed", meeting.differences)):
        if words.strip():
            yield Heading(text=title, level=2)
            yield from prose(words)
    if actions:
        yield Grid(
            caption="What was agreed", heads=("What", "Who", "By", "Done"), shares=(40, 22, 18, 20),
            rows=tuple(_agreed(one) for one in actions),
        )


def _who(people: Sequence[MeetingPerson], presence: str) -> str:
    return "; ".join(one.called for one in people if one.presence == presence)


def _agreed(one: AgreedAction) -> tuple[Runs, ...]:
    done = beneath(day_words(one.done_on), one.done_words) or said("Not yet")
    return said(one.words), said(one.owner), said(day_words(one.due_on, "No day agreed")), done
