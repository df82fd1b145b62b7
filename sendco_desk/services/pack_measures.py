"""The parts of a pack that hold figures: scores and counts with their charts, and days in school with part-time timetables and suspensions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import Attendance, BehaviourCount, Suspension
from sendco_desk.domain.paper import Block, Drawn, Grid, Heading, Paragraph, Runs, said
from sendco_desk.domain.scores import interval_words, percent_words
from sendco_desk.domain.support_codes import SCORE_KINDS, SUSPENSION_KINDS
from sendco_desk.services.access_evidence import ARITHMETIC
from sendco_desk.services.measuring import ScoreRow
from sendco_desk.services.pack_record import PackRecord, beneath, day_words, facts, joined, lines, quiet, whole
from sendco_desk.services.part_time import TimetableView, hours_words
from sendco_desk.statute.wording import capitalised, counted

WINDOW = 24
"""Months of attendance that are told; of the last twelve the sum is told too."""
MEANT = (
    "Standard scores have a mean of 100 and an SD of 15 where nothing else is said. “Likely 66 to 78 (95%)” is the range "
    "in which the pupil’s true score lies with a likelihood of 95%."
)
_USUAL = " (mean 100, SD 15)"


# Scores and counts


def measures_part(record: PackRecord) -> Iterator[Block]:
    """The scores, the latest of each test first, and what was counted; each with its charts."""
    rows = [row for group in record.measuring.scores(record.pupil) for row in group.rows]
    if rows:
        yield quiet(f"{ARITHMETIC} {MEANT}")
        charts = [Drawn(chart=chart, table=False) for chart in record.measuring.charts(record.pupil)]
        yield from charts[:1]
        yield score_grid(record, rows)  # it can be parted where charts cannot, and so fills the pages between them
        yield from charts[1:]
    if counts := record.measuring.behaviour(record.pupil):
        yield Heading(text="Behaviour counts")
        yield from (Drawn(chart=chart, table=False) for chart in record.measuring.behaviour_charts(record.pupil))
        yield behaviour_grid(counts)


def score_grid(record: PackRecord, rows: Sequence[ScoreRow]) -> Grid:
    """Each score as the paper gives it, with the pupil's age, what it is by arithmetic, and where it stands."""
    return Grid(
        caption="Scores", heads=("Test and part", "Date and age", "Score", "By arithmetic", "Given by, source"), shares=(24, 16, 19, 20, 21),
        rows=tuple(_score_cells(record, row) for row in rows),
    )


def _score_cells(record: PackRecord, row: ScoreRow) -> tuple[Runs, ...]:
    one, interval = row.measure, interval_words(row.measure.low, row.measure.high, row.measure.likely_percent)
    source = tuple(replace(run, quiet=True) for run in record.source(one.document, one.page))
    given = joined((said(one.given_by) if one.given_by else (), source))
    return (
        beneath(one.test_words, one.note), beneath(whole(shown(one.taken_on)), whole(row.age)),
        beneath(whole(f"{SCORE_KINDS[one.score_kind]} {one.value}"), f"likely {interval}" if interval else ""),
        said(row.equivalent.replace(" by arithmetic", "").replace(_USUAL, "")), given,
    )


def behaviour_grid(counts: Sequence[BehaviourCount]) -> Grid:
    """What was counted between which days, the latest first."""
    return Grid(
        caption="What was counted", heads=("What", "From and to", "Count"), shares=(46, 42, 12), figures=frozenset({2}),
        rows=tuple(
            (beneath(one.what, one.note), said(f"{shown(one.first_day)} to {shown(one.last_day)}"), said(str(one.count))) for one in counts
        ),
    )


# Days in school


def attendance_part(record: PackRecord) -> Iterator[Block]:
    """Attendance over two years, then part-time timetables and suspensions."""
    views, suspended = record.measuring.timetables(record.pupil, record.on), record.measuring.suspensions(record.pupil, record.on)
    told = tuple(attendance_blocks(record))
    if told and (views or suspended.rows):
        yield Heading(text="Attendance")
    yield from told
    if views:
        yield Heading(text="Part-time timetables")
        for view in reversed(views):
            yield from timetable_blocks(view)
    if suspended.rows:
        yield Heading(text="Suspensions and exclusions")
        yield Paragraph(runs=said(suspended.words))
        yield suspension_grid(suspended.rows[::-1])


def attendance_there(record: PackRecord) -> bool:
    """Whether there is anything to tell of days in school."""
    measuring = record.measuring
    return bool(
        measuring.attendance(record.pupil, WINDOW, record.on).rows or measuring.timetables(record.pupil, record.on)
        or measuring.suspensions(record.pupil, record.on).rows
    )


def attendance_blocks(record: PackRecord) -> Iterator[Block]:
    """The sum of one year and of two, each stretch, and the line over time."""
    year, two = (record.measuring.attendance(record.pupil, months, record.on) for months in (12, WINDOW))
    if not two.rows:
        return
    if year.rows:
        yield from facts(("The last 12 months", f"{year.words} {year.absence}".strip()))
    if year.rows != two.rows:
        yield from facts((f"The last {WINDOW} months", f"{two.words} {two.absence}".strip()))
    yield from (quiet(doubt.removesuffix(" Put one of them right.")) for doubt in two.doubts)
    chart = record.measuring.attendance_chart(record.pupil, WINDOW, record.on)
    if chart is not None:
        yield Drawn(chart=chart, table=False)
    yield attendance_grid(two.rows[::-1])


def attendance_grid(rows: Sequence[Attendance]) -> Grid:
    """Each stretch in sessions, which are half-days."""
    return Grid(
        caption="Sessions (half-days) that were possible, attended, and missed with and without leave",
        heads=("From and to", "Possible", "Attended", "Per cent", "With leave", "Without leave", "Late"),
        shares=(34, 12, 12, 12, 11, 11, 8), figures=frozenset(range(1, 7)),
        rows=tuple(
            (
                beneath(f"{shown(one.first_day)} to {shown(one.last_day)}", one.note),
                *map(said, (
                    str(one.possible), str(one.attended), percent_words(one.attended, one.possible), str(one.authorised),
                    str(one.unauthorised), str(one.late),
                )),
            ) for one in rows
        ),
    )


def timetable_blocks(view: TimetableView) -> Iterator[Block]:
    """One part-time timetable: why, for how long, who agreed, the way back, and its hours step by step."""
    one = view.timetable
    yield Heading(text=f"From {shown(one.starts_on)}" + (f" to {shown(one.ended_on)}" if one.ended_on else ""), level=2)
    agreed = one.agreed_by + (f" on {shown(one.agreed_on)}" if one.agreed_by and one.agreed_on else "")
    yield from facts(
        ("Why", one.reason), ("Planned to end", shown(one.planned_end_on)),
        ("How long", capitalised(f"{view.weeks}{'' if one.ended_on else ' so far'}")),
        ("Agreed by", agreed), ("Review planned for", day_words(one.review_on)), ("The way back", one.plan_back),
        ("Council told of its start", day_words(one.told_council_start)),
        ("Council told of its end", day_words(one.told_council_end)), ("How it ended", one.end_words),
    )
    if view.steps:
        yield Grid(
            caption="Hours in school", heads=("From", "Hours", "What it looks like", "Agreed by"), shares=(20, 26, 34, 20),
            rows=tuple(tuple(map(said, (shown(step.since), hours_words(step), step.words, step.agreed_by))) for step in view.steps),
        )


def suspension_grid(rows: Sequence[Suspension]) -> Grid:
    """Each suspension or exclusion: how long, why, what the school had done before it, and the way back."""
    return Grid(
        caption="Suspensions and exclusions", heads=("When", "What", "Why", "What was done before", "Back in school"), shares=(19, 17, 22, 24, 18),
        rows=tuple(
            tuple(map(said, (
                lines(shown(one.first_day), f"to {shown(one.last_day)}" if one.last_day and one.last_day != one.first_day else ""),
                lines(SUSPENSION_KINDS[one.suspension_kind], counted(one.sessions, "half-day") if one.sessions else ""), one.reason, one.before,
                lines(day_words(one.back_on), one.back_words),
            ))) for one in rows
        ),
    )
