"""The evidence for exam access arrangements, gathered from the notebook to one sheet: how the pupil works, the scores, the support given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.codes import NEED_TYPES, STORY_KINDS, said
from sendco_desk.domain.dates import plain_day, shown
from sendco_desk.domain.paper import Block, Facts, Grid, Heading, Leads, Paper, Paragraph, Run, Runs
from sendco_desk.domain.paper import said as plain
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.domain.pupil import Need, Pupil, ranked
from sendco_desk.domain.scores import interval_words
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.support_codes import ACCESS_TAG, SCORE_KINDS, STAFF_ROLES, WAVES
from sendco_desk.services.form_heads import class_words
from sendco_desk.services.provision_rows import times_words
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.services.measuring import ScoreRow
    from sendco_desk.store.notebook import Notebook

NO_STORY = f"No entry of the story is tagged “{ACCESS_TAG}” yet."
NO_SCORES = "No score is marked as evidence for exam access yet."
NO_SUPPORT = "No provision is recorded."
ARITHMETIC = (
    "Scores stand as the papers give them. What stands under “By arithmetic” was worked out from the score on the normal distribution; "
    "no test was scored here. SD stands for standard deviation."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEvidence:
    """What the sheet is made from; entries and support oldest first."""

    school: str
    pupil: Pupil
    needs: tuple[Need, ...]
    entries: tuple[StoryEntry, ...]
    corrections: dict[UUID, tuple[StoryEntry, ...]]
    scores: "tuple[ScoreRow, ...]"
    support: tuple[tuple[ProvisionPlace, ProvisionRun], ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is marked as evidence."""
        return not (self.entries or self.scores)


def gathered(book: "Notebook", pupil: UUID, scores: "Sequence[ScoreRow]") -> AccessEvidence:
    """The evidence of a pupil. What was struck out of the story is no evidence."""
    from sendco_desk.domain.school import School

    story = book.all(StoryEntry, pupil=pupil)
    entries = [one for one in story if one.corrects is None and not one.struck_out and _tagged(one)]
    places = sorted(book.all(ProvisionPlace, pupil=pupil), key=lambda place: (place.starts_on, place.ends_on))
    return AccessEvidence(
        school=next((school.name for school in book.all(School)), ""), pupil=book.get(Pupil, pupil), needs=tuple(book.all(Need, pupil=pupil)),
        entries=tuple(sorted(entries, key=lambda one: (one.happened_at, one.written_at))),
        corrections={entry.id: _corrections(entry.id, story) for entry in entries},
        scores=tuple(sorted(scores, key=lambda row: (row.measure.taken_on, row.measure.test_words))),
        support=tuple((place, book.get(ProvisionRun, place.run)) for place in places),
    )


def _tagged(entry: StoryEntry) -> bool:
    return any(tag.casefold() == ACCESS_TAG for tag in entry.tags)


def _corrections(entry: UUID, story: Iterable[StoryEntry]) -> tuple[StoryEntry, ...]:
    found = (one for one in story if one.corrects == entry and not one.struck_out)
    return tuple(sorted(found, key=lambda one: one.written_at))


def access_paper(evidence: AccessEvidence, on: date) -> Paper:
    """The sheet."""
    title = "Evidence for exam access arrangements"
    return Paper(
        title=title, school=evidence.school, about=(evidence.pupil.known_name, f"Gathered from the school’s records on {shown(on)}"),
        blocks=(
            _whose(evidence, on),
            Heading(text="History of need and normal way of working"), *_section(_story_grid(evidence), NO_STORY),
            Heading(text="Scores"), *_section(_score_grid(evidence.scores), NO_SCORES),
            Heading(text="Support given"), *_section(_support_grid(evidence.support), NO_SUPPORT),
            Paragraph(runs=plain(ARITHMETIC), quiet=True),
        ),
        foot=f"{title}, {evidence.pupil.known_name}",
    )


def _section(grid: Grid | None, nothing: str) -> tuple[Block, ...]:
    return (grid if grid is not None else Paragraph(runs=plain(nothing)),)


def _whose(evidence: AccessEvidence, on: date) -> Facts:
    pupil = evidence.pupil
    needs = ", ".join(said(NEED_TYPES, need.need_type) for need in ranked(list(evidence.needs), on))
    rows = [("Name", pupil.legal_name), ("Date of birth", plain_day(pupil.date_of_birth) if pupil.date_of_birth else "Not recorded")]
    rows += [("Year and class", class_words(pupil))]
    rows += [("Needs on the register", needs or "None recorded")]
    return Facts(rows=tuple((label, plain(words or "Not recorded")) for label, words in rows))


def _story_grid(evidence: AccessEvidence) -> Grid | None:
    if not evidence.entries:
        return None
    return Grid(
        caption="Entries of the story", heads=("Date", "Kind and who", "What was seen and done", "Written by"), shares=(18, 18, 46, 18),
        rows=tuple(_story_row(entry, evidence.corrections[entry.id]) for entry in evidence.entries),
    )


def _story_row(entry: StoryEntry, corrections: Iterable[StoryEntry]) -> tuple[Runs, ...]:
    who = _over(said(STORY_KINDS, entry.entry_kind), *filter(None, [entry.who]))
    told = [Run(text=entry.words)]
    told += [Run(text=f"\nCorrection of {shown(one.written_at.date())} by {one.written_by}: {one.words}") for one in corrections]
    written = _over(entry.written_by, shown(entry.written_at.date()))
    return plain(shown(entry.happened_at.date())), who, tuple(told), written


def _score_grid(scores: "Sequence[ScoreRow]") -> Grid | None:
    if not scores:
        return None
    return Grid(
        caption="Scores marked as evidence", heads=("Date and age", "Test and part", "Score", "By arithmetic", "Given by, source"),
        shares=(18, 24, 22, 18, 18), rows=tuple(_score_row(row) for row in scores),
    )


def _score_row(row: "ScoreRow") -> tuple[Runs, ...]:
    measure = row.measure
    day = (Run(text=shown(measure.taken_on)), *((Run(text="\n"), Run(text=f"aged {row.age}", quiet=True)) if row.age else ()))
    interval = interval_words(measure.low, measure.high, measure.likely_percent)
    likely = (Run(text="\n"), Run(text=f"likely {interval}", quiet=True)) if interval else ()
    score = (Run(text=f"{SCORE_KINDS[measure.score_kind]} {measure.value}"), *likely)
    leads = Leads(document=measure.document, page=measure.page or 1) if measure.document else None
    source = [Run(text=f"{measure.given_by}\n" if row.source else measure.given_by)] if measure.given_by else []
    source += [Run(text=row.source, leads=leads)] if row.source else []
    arithmetic = plain(row.equivalent.replace(" by arithmetic", ""))
    return day, plain(measure.test_words), score, arithmetic, tuple(source) or plain("Not recorded")


def _support_grid(support: Sequence[tuple[ProvisionPlace, ProvisionRun]]) -> Grid | None:
    if not support:
        return None
    return Grid(
        caption="Provision, oldest first", heads=("From and to", "What", "How much and who"), shares=(24, 46, 30),
        rows=tuple(_support_row(place, run) for place, run in support),
    )


def _support_row(place: ProvisionPlace, run: ProvisionRun) -> tuple[Runs, ...]:
    more = tuple(part for part in (run.what, f"Effect: {place.effect}" if place.effect else "") if part)
    much = _over(f"{counted(run.minutes, 'minute')}, {times_words(run)}", STAFF_ROLES[run.staff_role], WAVES[run.wave])
    return plain(f"{shown(place.starts_on)}\nto {shown(place.ends_on)}"), _over(run.name, *more), much


def _over(words: str, *details: str) -> Runs:
    """What stands in a cell, and small under it what belongs to it."""
    return (Run(text=words), *(run for one in details for run in (Run(text="\n"), Run(text=one, quiet=True))))
