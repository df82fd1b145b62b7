"""The timeliness of each council as a paper with charts, and as a table for a spreadsheet: for governors, the council or an inspection."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from sendco_desk.domain.charts import CountBar, CountChart
from sendco_desk.domain.dates import shown
from sendco_desk.domain.paper import Block, Drawn, Grid, Heading, NewPage, Paper, Paragraph, Runs
from sendco_desk.domain.paper import said as plain
from sendco_desk.domain.timeliness import FEW, Figures
from sendco_desk.services.form_heads import quiet_words
from sendco_desk.services.records_export import write_export
from sendco_desk.services.timeliness import CouncilFigures, StepRow, TimelinessReport
from sendco_desk.services.timeliness_figures import ENGLAND, LICENCE, SOURCE, published, published_name
from sendco_desk.statute.wording import both, counted

TITLE = "The council’s timeliness"
KEPT_BACK = "kept back"
FEWER = f"fewer than {FEW}"
NOT_PUBLISHED = "not published"
WHAT_COUNTS = (
    "Counted are the steps that the council has taken in the school’s own cases, and those that are overdue on the day. A step is late only once "
    "the last day that any respectable count allows has passed; one to which an exception of the law could apply is counted apart. It belongs "
    "to the term in which it fell due, or was taken if that was earlier."
)
SMALL = (
    f"No names stand here. Where {FEW - 1} pupils or fewer are behind a figure it is “{FEWER}” or “{KEPT_BACK}”. So is whatever would let such a "
    "figure be worked out. A day in the middle (median) stands only for five pupils or more. Give this out once a term: two papers made a few "
    "days apart could tell what came between them."
)
WITH_NAMES = "With names: for the school alone. Nothing is kept back here."
CSV_HEADS = (
    "kind", "council", "step", "within", "period", "due", "in_time", "late", "percent_in_time", "median_days_late", "median_days_taken", "source",
)
"""``kind`` is ``school`` for the school’s own cases and ``published`` for the Department’s figures."""
CSV_STARTS = f"\ufeff{','.join(CSV_HEADS)}".encode()
TREND = ("plan", "decision")
"""Whose terms are drawn as a chart, where at least two of them can be told."""


def days_said(days: float | None) -> str:
    """`0`, `41`, `12.5`; `kept back`."""
    return KEPT_BACK if days is None else f"{days:g}"


def share_said(found: Figures) -> str:
    """`62.5%`, or what stands in its place."""
    return f"{found.share:g}%" if found.share is not None else (FEWER if found.few else KEPT_BACK)


def cells(found: Figures) -> tuple[str, str, str, str, str, str]:
    """Due, in time, late, percentage, days late, days taken."""
    if found.few:
        return FEWER, "", "", "", "", ""
    if found.due is None:
        return (KEPT_BACK,) * 4 + ("", "")
    told = (str(found.in_time), str(found.late), share_said(found)) if found.told else (KEPT_BACK,) * 3
    return str(found.due), *told, days_said(found.half_late), days_said(found.half_taken)


# The paper


def timeliness_paper(report: TimelinessReport, school: str) -> Paper:
    """The whole of it."""
    of = f"Only {both(list(report.only))}. " if report.only else ""
    return Paper(
        title=TITLE, school=school, about=(f"{of}As it stands on {shown(report.on)}", "With names" if report.names else "Without names"),
        blocks=tuple(_blocks(report)), foot=f"{TITLE}, {shown(report.on)}", landscape=True,
    )


def _blocks(report: TimelinessReport) -> Iterator[Block]:
    yield Paragraph(runs=plain(WHAT_COUNTS))
    if not any(one.rows for one in report.councils):
        yield Paragraph(runs=plain("No step of a council has fallen due yet."))
    for number, one in enumerate(one for one in report.councils if one.rows):
        yield from (NewPage(),) if number else ()  # each council can be given out by itself
        yield from council_blocks(one)
    if report.left_out:
        yield quiet_words(f"{counted(report.left_out, 'council')} with too few pupils {'is' if report.left_out == 1 else 'are'} in no figure.")
    yield quiet_words(WITH_NAMES if report.names else SMALL)
    if any(one.published for one in report.councils):
        yield quiet_words(f"Published figures: {SOURCE}. {LICENCE}")
    if report.names:
        yield from _lines(report)


def council_blocks(one: CouncilFigures) -> Iterator[Block]:
    """A council: its steps, their terms, and the figures that are published on it."""
    yield Heading(text=one.council or "All councils together")
    heads = ("Step", "Within", "Due", "In time", "Late", "In time %", "Median days late", "Median days taken")
    rows = tuple(tuple(map(plain, (row.step.title, row.step.within, *cells(row.total)))) for row in one.rows)
    yield Grid(
        caption="Steps of the council in the school’s cases", heads=heads, rows=rows, shares=(25, 20, 8, 10, 10, 9, 9, 9),
        figures=frozenset(range(2, 8)),
    )
    excused = [f"{row.step.title}: {row.excused}" for row in one.rows if row.excused != "0"]
    if excused:
        yield quiet_words(f"Counted apart, because an exception could apply: {'; '.join(excused)}.")
    yield from _terms(one)
    yield from _beside(one)


def _terms(one: CouncilFigures) -> Iterator[Block]:
    rows: list[tuple[Runs, ...]] = []
    for row in one.rows:
        if any(found.told for _, found in row.terms):
            rows += [tuple(map(plain, (row.step.title, term, *cells(found)[:5]))) for term, found in row.terms]
    if rows:
        yield Grid(
            caption="Term by term", heads=("Step", "Term", "Due", "In time", "Late", "In time %", "Median days late"), rows=tuple(rows),
            shares=(28, 18, 10, 12, 12, 10, 10), figures=frozenset(range(2, 7)),
        )
    for key in TREND:
        chart = trend_chart(one.row(key))
        if chart is not None:
            yield Drawn(chart=chart, table=False)


def trend_chart(row: StepRow | None) -> CountChart | None:
    """In time, term by term; None where fewer than two terms can be told."""
    told = [(term, found) for term, found in row.terms if found.share is not None] if row is not None else []
    if row is None or len(told) < 2:
        return None
    bars = tuple(CountBar(name=term, count=found.share or 0, words=share_said(found)) for term, found in told)
    return CountChart(title=f"{row.step.title} in time, term by term: this school’s cases", unit="per cent", what="Term", bars=bars, whole=100)


def beside_chart(one: CouncilFigures) -> CountChart | None:
    """Final plans in time: the council’s published years, England’s last, and the school’s own cases. None where there is nothing to compare."""
    row, years = one.row("plan"), [year for year in one.published if year.plans_in_time is not None]
    if row is None and not years:
        return None
    bars = [CountBar(name=f"{year.year}, published", count=year.plans_in_time or 0, words=f"{year.plans_in_time:g}%") for year in years]
    england = [year for year in published(ENGLAND) if year.plans_in_time is not None]
    if england:
        last = england[-1]
        bars.append(CountBar(name=f"England {last.year}, published", count=last.plans_in_time or 0, words=f"{last.plans_in_time:g}%"))
    if row is not None:
        bars.append(CountBar(name="This school’s cases", count=row.total.share or 0, words=share_said(row.total)))
    return CountChart(title="Final plans within 20 weeks", unit="per cent", what="Year", bars=tuple(bars), whole=100)


def _beside(one: CouncilFigures) -> Iterator[Block]:
    chart = beside_chart(one)
    if chart is not None:
        yield Drawn(chart=chart, table=False)
    if not one.published:
        yield quiet_words("Nothing is published under this council’s name.")
        return
    england = {year.year: year for year in published(ENGLAND)}
    rows = tuple(
        tuple(map(plain, (
            str(year.year), "" if year.plans is None else f"{year.plans:,}", _percent(year.plans_in_time, whole=not year.without_exceptions),
            _percent(england[year.year].plans_in_time), _percent(year.decided_in_time), _percent(england[year.year].decided_in_time),
        )))
        for year in one.published
    )
    yield Grid(
        caption="Published by the Department for Education", rows=rows, shares=(10, 16, 22, 18, 18, 16), figures=frozenset(range(1, 6)),
        heads=("Year", "Plans issued", "Within 20 weeks, without exceptions", "England", "Decided within 6 weeks", "England"),
    )


def _percent(share: float | None, *, whole: bool = False) -> str:
    """`37.8%`; where the release leaves no exceptions out for that year, it says so."""
    return NOT_PUBLISHED if share is None else f"{share:g}%{' (with exceptions)' if whole else ''}"


def _lines(report: TimelinessReport) -> Iterator[Block]:
    rows = tuple(
        tuple(map(plain, (
            line.council, line.step, str(line.case), line.name, line.term, str(line.days_late),
            "An exception could apply" if line.excused else "Taken" if line.done else "Still to be taken",
        )))
        for line in report.lines
    )
    if rows:
        yield Heading(text="Case by case")
        yield Grid(
            caption="Steps of each case, the latest first", heads=("Council", "Step", "Case", "Pupil", "Term", "Days late", "Stands"), rows=rows,
            shares=(18, 22, 6, 18, 12, 8, 16), figures=frozenset({2, 5}),
        )


# The table


def timeliness_csv(report: TimelinessReport) -> bytes:
    """The figures as comma-separated values: the school’s own, then what is published."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEADS)
    for one in report.councils:
        writer.writerows(_csv_rows(one))
        writer.writerows(_csv_published(one))
    return out.getvalue().encode("utf-8-sig")  # the mark lets Excel read accents


def _csv_rows(one: CouncilFigures) -> Iterator[Sequence[str]]:
    name = _kept_as_words(one.council or "all together")
    for row in one.rows:
        for period, found in (("all", row.total), *row.terms):
            due, in_time, late, share, half_late, half_taken = cells(found)
            of = (row.step.title, row.step.within, _kept_as_words(period))
            yield "school", name, *of, due, in_time, late, share.rstrip("%"), half_late, half_taken, ""


def _csv_published(one: CouncilFigures) -> Iterator[Sequence[str]]:
    for council, years in ((one.council, one.published), (ENGLAND, published(ENGLAND))):
        for year in years if one.published else ():
            name = published_name(council) or council or "the school’s council"
            plans, six = f"{year.plans or ''}", f"{year.decided or ''}"
            within = "20 weeks, without exceptions" if year.without_exceptions else "20 weeks"
            share = "" if year.plans_in_time is None else f"{year.plans_in_time:g}"
            yield "published", name, "Final plan", within, str(year.year), plans, "", "", share, "", "", SOURCE
            if year.decided_in_time is not None:
                share = f"{year.decided_in_time:g}"
                yield "published", name, "Decision whether to assess", "6 weeks", str(year.year), six, "", "", share, "", "", SOURCE


def _kept_as_words(cell: str) -> str:
    """A name that a spreadsheet would work out as a sum is kept as words."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def write_timeliness(report: TimelinessReport, school: str, out: Path) -> None:
    """Put it where the person chose: as a table where the name ends in .csv, else as a PDF or for Word."""
    from sendco_desk.services.printing import write_paper

    if out.suffix.lower() == ".csv":
        write_export(out, timeliness_csv(report), "The table")
    else:
        write_paper(timeliness_paper(report, school), out)
