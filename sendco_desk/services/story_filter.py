"""Narrowing a pupil's story: by kind, person, tag, period and words. What the window shows narrowed is also what is printed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.codes import STORY_KINDS, said
from sendco_desk.domain.dates import months_later, shown
from sendco_desk.domain.paper import Grid, Paper, Paragraph, Run, Runs
from sendco_desk.domain.paper import said as plain_runs
from sendco_desk.domain.pupil import school_year_of
from sendco_desk.services.story import StoryLine

PERIODS = {"year": "This school year", "before": "Last school year", "12": "The last 12 months", "24": "The last 24 months"}
_MOST_OFFERED = 40


def period_of(code: str, today: date) -> tuple[date | None, date | None]:
    """The first and last day of a period; None leaves a side open."""
    began = date(school_year_of(today), 9, 1)
    if code == "year":
        return began, None
    if code == "before":
        return date(began.year - 1, 9, 1), date(began.year, 8, 31)
    return (months_later(today, -int(code)), None) if code else (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFilter:
    """What is let through. Empty parts let everything through; every one of the ``words`` must be found."""

    kinds: frozenset[str] = frozenset()
    person: str = ""
    tag: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.kinds or self.person or self.tag or self.first or self.last or self.words.strip())

    def keeps(self, line: StoryLine) -> bool:
        """Whether an entry is let through, by what it says or by what was added to it."""
        entry = line.entry
        on = entry.happened_at.date()
        if self.kinds and entry.entry_kind not in self.kinds:
            return False
        if (self.person and self.person not in people_in(entry.who)) or (self.tag and self.tag not in entry.tags):
            return False
        if (self.first is not None and on < self.first) or (self.last is not None and on > self.last):
            return False
        return self._has_words(line)

    def _has_words(self, line: StoryLine) -> bool:
        wanted = self.words.casefold().split()
        if not wanted:
            return True
        entry = line.entry
        told = (entry.words, entry.who, entry.next_action, *entry.tags, *(c.words for c in line.corrections), *(d.title for d in line.documents))
        haystack = " ".join(told).casefold()
        return all(word in haystack for word in wanted)

    def said(self) -> str:
        """The filter in a sentence, for the head of a printed story."""
        parts = [" and ".join(sorted(said(STORY_KINDS, kind).lower() for kind in self.kinds))] if self.kinds else []
        parts += [f"with {self.person}"] if self.person else []
        parts += [f"tagged “{self.tag}”"] if self.tag else []
        parts += [f"from {shown(self.first)}"] if self.first else []
        parts += [f"to {shown(self.last)}"] if self.last else []
        parts += [f"with the words “{self.words.strip()}”"] if self.words.strip() else []
        return f"Only entries: {', '.join(parts)}." if parts else "All entries."


def people_in(who: str) -> tuple[str, ...]:
    """The people named in who took part: `Ms Wilk and Mr Reed, Dr Fern` are three."""
    return tuple(name for part in who.replace(" and ", ",").replace(";", ",").split(",") if (name := part.strip()))


def people_of(lines: Iterable[StoryLine]) -> dict[str, str]:
    """Whom the story names, the most often named first, as choices."""
    return _offered(name for line in lines for name in people_in(line.entry.who))


def tags_of(lines: Iterable[StoryLine]) -> dict[str, str]:
    """The tags of the story, the most used first, as choices."""
    return _offered(tag for line in lines for tag in line.entry.tags)


def _offered(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name, _ in Counter(names).most_common(_MOST_OFFERED)}


def story_paper(lines: Iterable[StoryLine], narrowed: StoryFilter, *, name: str, school: str, on: date) -> Paper:
    """The story as it is shown, oldest first, to be printed: corrections and what was struck out stay readable."""
    rows = tuple(_row(line) for line in sorted(lines, key=lambda line: (line.entry.happened_at, line.entry.written_at)))
    grid = Grid(caption="What happened", heads=("Date", "Kind and who", "What happened", "Written by"), rows=rows, shares=(19, 19, 47, 15))
    many = "1 entry" if len(rows) == 1 else f"{len(rows)} entries"
    nothing = Paragraph(runs=plain_runs("No entry is let through."))
    return Paper(
        title=f"Story of {name}", school=school, about=(narrowed.said(), f"Printed on {shown(on)}. {many}."),
        blocks=(grid,) if rows else (nothing,), foot=f"Story of {name}",
    )


def _row(line: StoryLine) -> tuple[Runs, ...]:
    entry = line.entry
    who = said(STORY_KINDS, entry.entry_kind) + (f"\n{entry.who}" if entry.who else "")
    words = [Run(text=entry.words, deleted=entry.struck_out)]
    if entry.struck_out_at is not None:
        words.append(Run(text=f"\nStruck out on {shown(entry.struck_out_at.date())}: {entry.struck_out_because}"))
    words += [Run(text=f"\nCorrection of {shown(c.written_at.date())} by {c.written_by}: {c.words}") for c in line.corrections if not c.struck_out]
    if entry.next_action:
        by = f" by {shown(entry.next_action_on)}" if entry.next_action_on else ""
        done = f"; done {shown(entry.next_action_done_on)}" if entry.next_action_done_on else ""
        words.append(Run(text=f"\nNext: {entry.next_action}{by}{done}"))
    when = f"{shown(entry.happened_at.date())}\n{entry.happened_at:%H:%M}"
    return plain_runs(when), plain_runs(who), tuple(words), plain_runs(entry.written_by)
