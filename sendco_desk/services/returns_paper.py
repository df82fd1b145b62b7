"""What a school tells the council of part-time timetables, on one sheet: who is part-time now, what is not told yet, and the returns made."""

from collections.abc import Sequence
from datetime import date

from sendco_desk.domain.dates import shown
from sendco_desk.domain.measures import CouncilReturn
from sendco_desk.domain.paper import Block, Grid, Heading, Listed, Paper, Paragraph
from sendco_desk.domain.paper import said as plain
from sendco_desk.domain.support_codes import RETURN_STATES
from sendco_desk.services.part_time import ReturnDue, TimetableView, Untold
from sendco_desk.statute.wording import counted

NOBODY, ALL_TOLD, NO_RETURNS = "Nobody is part-time.", "The council has been told of everything that is recorded.", "No return is recorded."


def days_words(made: CouncilReturn) -> str:
    """The days that a return tells of."""
    return f"{shown(made.first_day)} to {shown(made.last_day)}"


def told_words(made: CouncilReturn) -> str:
    """`Nil return`, `Return sent: 2 pupils`."""
    return RETURN_STATES[made.state] + (f": {counted(made.pupils, 'pupil')}" if made.pupils else "")


def returns_paper(
    now: Sequence[TimetableView], untold: Sequence[Untold], due: Sequence[ReturnDue], returns: Sequence[CouncilReturn], on: date, school: str,
) -> Paper:
    """The sheet as it stands on a day."""
    blocks: list[Block] = [Heading(text="Part-time now"), _table(
        "Pupils who are part-time", ("Pupil", "Since", "Hours", "Planned to end", "Council told of the start"),
        [(
            view.pupil_name, shown(view.timetable.starts_on), view.hours, shown(view.timetable.planned_end_on),
            shown(view.timetable.told_council_start) if view.timetable.told_council_start else "Not recorded",
        ) for view in now], (2.2, 1.6, 2.2, 1.6, 1.8), NOBODY,
    ), Heading(text="Not told to the council yet")]
    blocks.append(_table("Not told yet", ("Pupil", "What"), [(one.pupil_name, one.words) for one in untold], (1, 1.6), ALL_TOLD))
    if due:
        blocks += [Heading(text="Returns to send"), Listed(points=tuple(plain(one.words) for one in due))]
    blocks += [Heading(text="Returns made"), _table(
        "Returns to councils", ("Days", "Council", "What was sent", "Sent on", "Note"),
        [(days_words(one), one.authority, told_words(one), shown(one.sent_on), one.note) for one in returns], (2.6, 1.8, 1.8, 1.4, 2), NO_RETURNS,
    )]
    return Paper(
        title="Part-time timetables and returns", school=school, about=(f"As it stands on {shown(on)}",), blocks=tuple(blocks),
        foot=f"Part-time timetables, {shown(on)}", landscape=True,
    )


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], shares: tuple[float, ...], none: str) -> Grid | Paragraph:
    if not rows:
        return Paragraph(runs=plain(none))
    return Grid(caption=caption, heads=heads, rows=tuple(tuple(map(plain, row)) for row in rows), shares=shares)
