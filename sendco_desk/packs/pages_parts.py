"""The generated parts as rows: who the pupil is, what happened when, and how the law's clock stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sendco_desk.domain.dates import long_day, plain_day, shown
from sendco_desk.packs.pages_flow import Cell, Para, Row
from sendco_desk.packs.pages_ink import BODY, CELL, CELL_BOLD, COLUMN, HEADING, LABEL, PART, SMALL, TEXT_WIDTH, Style
from sendco_desk.packs.pages_words import state_said
from sendco_desk.packs.places import NOWHERE, Places
from sendco_desk.packs.plan import (
    Chronology,
    ChronologyRow,
    ClockAndDelays,
    ClockRow,
    Contact,
    Correction,
    GeneratedPart,
    PaperPart,
    PupilSummary,
    RankedNeed,
)

_LABEL = 130.0


def part_rows(part: GeneratedPart, on: date, places: Places = NOWHERE) -> tuple[Row, ...]:
    """The rows of a generated part, its title first. ``places`` says where in the pack each document is that words can lead to."""
    rows: Iterator[Row]
    match part:
        case PupilSummary():
            rows = summary_rows(part, on)
        case Chronology():
            rows = chronology_rows(part)
        case ClockAndDelays():
            rows = clock_rows(part, on)
        case PaperPart():
            return (title_row(part.title), *_paper_part_rows(part, places))
    return (title_row(part.title), *rows)


def _paper_part_rows(part: PaperPart, places: Places) -> Iterator[Row]:
    from sendco_desk.packs.paper_rows import block_rows  # charts and pictures: only where a form is printed
    from sendco_desk.packs.portrait import portrayed

    blocks = block_rows(portrayed(part.blocks, part.portrait) if part.portrait is not None else part.blocks, places)
    yield from (replace(row, before=0.0) for row in blocks[:1])
    yield from blocks[1:]


def title_row(title: str) -> Row:
    """The title of a part, over a line across the page."""
    return Row(cells=(Cell(paras=(Para(text=title, style=PART),)),), rule=0.9, after=14, with_next=True, followed_whole=True)


def heading_row(words: str) -> Row:
    """A heading inside a part."""
    return Row(cells=(Cell(paras=(Para(text=words, style=HEADING),)),), before=16, after=4, with_next=True, followed_whole=True)


def words_row(words: str, style: Style = BODY, *, before: float = 0.0, after: float = 4.0) -> Row:
    """A paragraph across the page."""
    return Row(cells=(Cell(paras=(Para(text=words, style=style),)),), before=before, after=after)


def fact_row(label: str, words: str, table: str = "facts") -> Row:
    """A labelled fact: the label small on the left, the words beside it."""
    return Row(
        cells=(
            Cell(paras=(Para(text=label, style=LABEL),), width=_LABEL - 10),
            Cell(paras=(Para(text=words, style=BODY),), x=_LABEL, width=TEXT_WIDTH - _LABEL),
        ),
        after=2.5,
        table=table,
    )


def table_rows(name: str, heads: tuple[str, ...], widths: tuple[float, ...], rows: Iterator[tuple[tuple[Para, ...], ...]]) -> Iterator[Row]:
    """A table with hairlines and no other lines; its heading row comes again on every page, and the last row never stands alone on one."""
    starts = [sum(widths[:i]) for i in range(len(widths))]
    gap = 10.0
    places = [(start, width - gap if i < len(widths) - 1 else width) for i, (start, width) in enumerate(zip(starts, widths, strict=True))]
    head = tuple(Cell(paras=(Para(text=text, style=COLUMN),), x=x, width=width) for text, (x, width) in zip(heads, places, strict=True))
    yield Row(cells=head, rule=0.9, before=6, after=7, with_next=True, table=name, heads=True)
    told = tuple(rows)
    for number, paras in enumerate(told, 1):
        cells = tuple(Cell(paras=cell, x=x, width=width) for cell, (x, width) in zip(paras, places, strict=True))
        yield Row(cells=cells, rule=0.5, after=7, table=name, with_next=number == len(told) - 1)


def summary_rows(summary: PupilSummary, on: date) -> Iterator[Row]:
    """Names, place in school, status, needs in order, and the people who answer for the pupil."""
    born = f"{plain_day(summary.born)}{f' ({summary.age} on {plain_day(on)})' if summary.age else ''}"
    since = f" since {plain_day(summary.sen_since)}" if summary.sen_since else ""
    facts = [
        ("Legal name", summary.legal_name),
        ("Known as", summary.known_as),
        ("Date of birth", born),
        ("Unique pupil number", summary.upn),
        ("Year group", summary.year),
        ("Class", summary.class_name),
        ("SEN status", summary.sen_status and f"{summary.sen_status}{since}"),
        ("Language", summary.language),
        ("Interpreter", summary.interpreter),
        *summary.more,
    ]
    yield from (fact_row(label, words) for label, words in facts if words)
    if summary.needs:
        yield heading_row("Needs, the greatest first")
        needs = (_need_cells(need) for need in sorted(summary.needs, key=lambda need: need.rank))
        yield from table_rows("needs", ("Rank", "Area of need", "From", "To"), (40, 259, 90, 90), needs)
    if summary.people:
        yield heading_row("People")
        columns = ("Name", "Relationship", "Parental responsibility", "Gets letters")
        yield from table_rows("people", columns, (160, 139, 110, 70), (_contact_cells(person) for person in summary.people))


def _need_cells(need: RankedNeed) -> tuple[tuple[Para, ...], ...]:
    until = plain_day(need.until) if need.until else "Continues"
    return _plain(str(need.rank), need.title, plain_day(need.since) if need.since else "Not recorded", until)


def _contact_cells(person: Contact) -> tuple[tuple[Para, ...], ...]:
    return _plain(person.name, person.relationship, "Yes" if person.parental_responsibility else "No", "Yes" if person.gets_letters else "No")


def _plain(*texts: str) -> tuple[tuple[Para, ...], ...]:
    return tuple((Para(text=text, style=CELL),) for text in texts)


def chronology_rows(chronology: Chronology) -> Iterator[Row]:
    """The story oldest first: the words as written, what was added later beneath them."""
    shown = [row for row in chronology.rows if chronology.show_struck_out or row.struck_out is None]
    if not shown:
        yield words_row("No entries are recorded.")
        return
    shown.sort(key=lambda row: (row.happened_on, row.time))
    columns = ("Date", "Kind and who", "What happened")
    heads, *entries = table_rows("chronology", columns, (92, 112, TEXT_WIDTH - 204), (_entry_cells(row) for row in shown))
    yield heads
    yield from (replace(entry, key=row.key) for entry, row in zip(entries, shown, strict=True))


def _entry_cells(row: ChronologyRow) -> tuple[tuple[Para, ...], ...]:
    struck = row.struck_out is not None
    when = [Para(text=shown(row.happened_on), style=CELL_BOLD)]
    if row.time:
        when.append(Para(text=row.time, style=SMALL))
    who = [Para(text=row.kind, style=CELL)]
    if row.who:
        who.append(Para(text=row.who, style=SMALL))
    words = [Para(text=row.words, style=CELL, struck=struck)]
    for correction in row.corrections:
        words += _correction(correction)
    if row.struck_out is not None:
        out = row.struck_out
        by = f" by {out.who}" if out.who else ""
        why = f": {out.reason}" if out.reason else ""
        words.append(Para(text=f"Struck out{by} on {shown(out.on)}{why}", style=SMALL, before=3))
    return tuple(when), tuple(who), tuple(words)


def _correction(correction: Correction) -> list[Para]:
    by = f" by {correction.who}" if correction.who else ""
    return [
        Para(text=f"Correction added on {shown(correction.written_on)}{by}", style=SMALL, before=4, indent=10, barred=True),
        Para(text=correction.words, style=CELL, indent=10, barred=True),
    ]


def clock_rows(clock: ClockAndDelays, on: date) -> Iterator[Row]:
    """Each step with who owes it, its last lawful day, how it stands in words, and the rule it rests on."""
    yield words_row(f"Counted to {long_day(on)}. {clock.starts}".strip(), after=8)
    if clock.questions:
        yield heading_row("Dates to look at again")
        yield from (words_row(question) for question in clock.questions)
    if not clock.rows:
        yield words_row("No step of the law can be counted yet.")
        return
    columns, widths = ("Step", "Owed by", "Last lawful day", "How it stands"), (131, 117, 91, TEXT_WIDTH - 339)
    steps = table_rows("clock", columns, widths, (_step_cells(row, on) for row in clock.rows))
    yield next(steps)
    for row, step in zip(clock.rows, steps, strict=True):
        yield from _with_grounds(step, tuple(_grounds(row)))


def _with_grounds(step: Row, grounds: tuple[str, ...]) -> Iterator[Row]:
    """A step, and under it across the page what its day rests on."""
    if not grounds:
        yield step
        return
    yield replace(step, rule=0.0, after=1.0, with_next=True)
    cell = Cell(paras=tuple(Para(text=text, style=SMALL) for text in grounds))
    yield Row(cells=(cell,), rule=step.rule, after=step.after, table=step.table)


def _step_cells(row: ClockRow, on: date) -> tuple[tuple[Para, ...], ...]:
    icon, said = state_said(row, on)
    due = shown(row.due) if row.due else "Not yet known"
    return (
        (Para(text=row.title, style=CELL_BOLD),),
        (Para(text=row.owed_by, style=CELL),),
        (Para(text=due, style=CELL),),
        (Para(text=said, style=CELL_BOLD, icon=icon),),
    )


def _grounds(row: ClockRow) -> Iterator[str]:
    """Why a step ended or may be late, the rule it rests on, how its day was counted, and how sure that is."""
    yield from (text for text in (row.ended_because, *row.exceptions, row.source, row.counted) if text)
    if row.status != "statutory" and row.status:
        yield f"Status of the rule: {row.status.replace('_', ' ')}."
    if row.confidence in ("medium", "low"):
        yield f"Our reading of this rule is of {row.confidence} confidence: check it before relying on the day."
    for other in row.alternatives:
        yield f"Counted otherwise, {shown(other.due)}: {other.because}."
