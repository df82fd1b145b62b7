"""The log of professionals as a paper: who was asked, came and reported, how old each report is, and what came of each piece of advice."""

from collections.abc import Iterator, Sequence

from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Block, Grid, Heading, Paper, Runs, said
from sendco_desk.domain.professionals import Advice
from sendco_desk.services.form_heads import about_pupil, foot_of, may_be_named, pupil_of, quiet_words
from sendco_desk.services.pack_record import PackRecord, day_words, lines
from sendco_desk.services.professionals import InvolvementRow, months_words
from sendco_desk.statute.wording import counted

TITLE = "Professional log"
NOBODY = "No professional from outside the school is recorded yet."
NOTHING_DONE = "Nothing recorded yet"


def professional_paper(record: PackRecord, school: str) -> Paper:
    """The log on a day, the latest first, then advice, action and effect of each."""
    pupil, rows = pupil_of(record), record.professionals.log(record.pupil, record.on)
    blocks = tuple(log_blocks(record, rows)) if rows else (quiet_words(NOBODY),)
    return Paper(
        title=TITLE, school=school, about=about_pupil(pupil, record.on), blocks=blocks, foot=foot_of(pupil, TITLE, record.on), landscape=True,
    )


def log_blocks(record: PackRecord, rows: Sequence[InvolvementRow]) -> Iterator[Block]:
    """The table of everybody, then the advice of each."""
    yield Grid(
        caption=f"{counted(len(rows), 'involvement')}; the age of a report is that on {shown(record.on)}",
        heads=("Service and person", "Asked for", "Asked", "Seen", "Report", "Received", "Age", "Where it stands"),
        shares=(16, 15, 13.5, 13.5, 14, 13.5, 10, 22), rows=tuple(_logged(record, row) for row in rows),
    )
    for row in rows:
        if row.advices:
            yield Heading(text=f"Advice: {row.involvement.called}")
            yield Grid(
                caption=row.advice_words, heads=("Advice", "What the school did", "What came of it"), shares=(38, 34, 28),
                rows=tuple(_advised(advice) for advice in row.advices),
            )


def _logged(record: PackRecord, row: InvolvementRow) -> tuple[Runs, ...]:
    one = row.involvement
    titled = row.document.title if row.document is not None and may_be_named(record, row.document.id) else ""
    stands = row.standing if one.report_on is None or one.received_on is None else "Report received."
    return tuple(map(said, (
        lines(one.called, one.organisation), one.asked_for, day_words(one.asked_on), day_words(one.seen_on),
        lines(day_words(one.report_on), titled), day_words(one.received_on), months_words(row.months), lines(stands, one.note),
    )))


def _advised(advice: Advice) -> tuple[Runs, ...]:
    page = f"Page {advice.page}" if advice.page is not None else ""
    return tuple(map(said, (
        lines(advice.words, page), lines(advice.action, day_words(advice.action_on)) or NOTHING_DONE, advice.effect,
    )))
