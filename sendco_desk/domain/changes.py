"""What changed between two wordings, word by word, marked as a person would mark it: struck out what goes, bold what comes, nothing lost."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from sendco_desk.domain.paper import Run, Runs

ALIKE = 0.5
"""The share of its words that a sentence must keep to be marked word by word; below it the whole sentence is struck and written anew."""
SHORT = 3
"""Letters of a lone word between two changes that is marked with them: to keep an `of` or a `the` alone makes a line hard to read."""
BREAK = "¶"
"""Stands, in the weight of the change, for the end of a line that was put in or taken out."""
EMPTY = (Run(text="\u00a0"),)
"""A blank line on paper holds a no-break space: a paragraph that has nothing in it does not come back from Word."""
_TOKEN = re.compile(r"\n|[^\S\n]+|\w+(?:[’'\-]\w+)*|[^\w\s]")
_SENTENCE = re.compile(r"\n|[^\n]*?[.!?…][”’\")\]]*(?:[^\S\n]+|(?=\n)|\Z)|[^\n]+")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(slots=True)
class Step:
    """What stays, and then what is taken out and what is put in after it."""

    kept: str = ""
    deleted: str = ""
    added: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything is taken out or put in here."""
        return bool(self.deleted or self.added)

    @property
    def replaces(self) -> bool:
        """Whether words stand in the place of others."""
        return bool(self.deleted and self.added)


def changed(old: str, new: str) -> Runs:
    """The two wordings as one: what stays, what is taken out before what is put in. Without the added it is the old one, without the deleted
    the new one, to the letter.
    """
    steps = _joined(_by_sentence(old, new))
    for number in range(len(steps) - 1, 0, -1):
        before, after = steps[number - 1], steps[number]
        if _reads_as_one(before, after):
            before.deleted += after.kept + after.deleted
            before.added += after.kept + after.added
            del steps[number]
    return tuple(_runs(_trimmed(steps)))


def texts_of(runs: Runs) -> tuple[str, str]:
    """The old wording and the new one."""
    return "".join(run.text for run in runs if not run.added), "".join(run.text for run in runs if not run.deleted)


def is_changed(runs: Runs) -> bool:
    """Whether anything is marked."""
    return any(run.added or run.deleted for run in runs)


def paragraphs_of(runs: Runs) -> tuple[Runs, ...]:
    """Marked words line by line, for paper. A line's end that is itself a change shows as ¶ in the weight of the change."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        marked = run.added or run.deleted
        for number, text in enumerate(run.text.split("\n")):
            if number:
                if marked:
                    lines[-1].append(replace(run, text=BREAK))
                lines.append([])
            if text:
                lines[-1].append(replace(run, text=text))
    return tuple(_neighbours(line) or EMPTY for line in lines)


def runs_of(paragraphs: Iterable[Runs]) -> Runs:
    """Marked words as they were before ``paragraphs_of`` laid them out."""
    found: list[Run] = []
    for paragraph in paragraphs:
        if found and (found[-1].added or found[-1].deleted) and found[-1].text.endswith(BREAK):
            found[-1] = replace(found[-1], text=found[-1].text.removesuffix(BREAK) + "\n")
        elif found:
            found.append(Run(text="\n"))
        else:
            found.append(Run(text=""))
        found += () if paragraph == EMPTY else paragraph
    return _neighbours(found)


def _neighbours(runs: Iterable[Run]) -> Runs:
    """Runs of one weight that touch, as one; empty ones left out."""
    found: list[Run] = []
    for run in runs:
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def sentences(text: str) -> tuple[str, ...]:
    """Each sentence of a text, without the blanks and the ends of lines around it."""
    return tuple(stripped for found in _SENTENCE.findall(text) if (stripped := found.strip()))


# Finding what changed: by sentences first, then by the words of those that are alike

Piece = tuple[str, str, str]
"""Kept, deleted and added words: one of them, or the last two."""


def _by_sentence(old: str, new: str) -> Iterator[Piece]:
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield "".join(before[a:b]), "", ""
        else:
            yield from _in_pairs(before[a:b], after[c:d])


def _in_pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Each sentence beside the one that took its place, in the order that keeps most; those without one go or come whole."""
    likeness = _likeness(before, after)
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for a in range(len(before) - 1, -1, -1):
        for b in range(len(after) - 1, -1, -1):
            paired = likeness[a][b] + best[a + 1][b + 1] if likeness[a][b] else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    a = b = 0
    while a < len(before) and b < len(after):
        if likeness[a][b] and best[a][b] == likeness[a][b] + best[a + 1][b + 1]:
            yield from _by_word(before[a], after[b])
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            yield "", before[a], ""
            a += 1
        else:
            yield "", "", after[b]
            b += 1
    yield "", "".join(before[a:]), "".join(after[b:])


def _likeness(before: Sequence[str], after: Sequence[str]) -> list[list[float]]:
    """How much each sentence shares with each: 0 where it is too little to be the same sentence changed."""
    bags, others = ([Counter(_words(text)) for text in texts] for texts in (before, after))
    return [[_alike(one, other) for other in others] for one in bags]


def _alike(one: Counter[str], other: Counter[str]) -> float:
    whole = one.total() + other.total()
    share = 2 * (one & other).total() / whole if whole else 0.0
    return share if share >= ALIKE else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _by_word(old: str, new: str) -> list[Piece]:
    """One sentence and what became of it; where too few of its words stay in their order, the whole of it goes."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        found.append((gone, "", "") if what == "equal" else ("", gone, come))
    kept = sum(len(_words(piece[0])) for piece in found)
    most = max(len(_words(old)), len(_words(new)))
    return found if kept >= most * ALIKE else [("", old, new)]


# Making it read well


def _joined(pieces: Iterable[Piece]) -> list[Step]:
    """Changes that touch are one change."""
    steps = [Step()]
    for kept, deleted, added in pieces:
        if kept and steps[-1].changes:
            steps.append(Step())
        steps[-1].kept += kept
        steps[-1].deleted += deleted
        steps[-1].added += added
    return steps


def _reads_as_one(before: Step, after: Step) -> bool:
    """Whether so little stays between two replacements that one reads better."""
    kept = _words(after.kept)
    little = "\n" not in after.kept and (not kept or (len(kept) == 1 and len(kept[0]) <= SHORT))
    return before.replaces and after.replaces and little


def _trimmed(steps: Sequence[Step]) -> Iterator[Step]:
    """The blanks that both wordings begin or end with stay: only words are marked."""
    carried = ""
    for step in steps:
        kept, deleted, added = carried + step.kept, step.deleted, step.added
        first = _shared_blanks(deleted, added)
        kept, deleted, added = kept + deleted[:first], deleted[first:], added[first:]
        last = _shared_blanks(deleted[::-1], added[::-1])
        carried = deleted[len(deleted) - last :]
        yield Step(kept, deleted[: len(deleted) - last], added[: len(added) - last])
    yield Step(carried)


def _shared_blanks(one: str, other: str) -> int:
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared] and one[shared].isspace():
        shared += 1
    return shared


def _runs(steps: Iterable[Step]) -> Runs:
    return _neighbours(
        run for step in steps for run in (Run(text=step.kept), Run(text=step.deleted, deleted=True), Run(text=step.added, added=True))
    )


def plain_change(runs: Runs) -> str:
    """What changed in one line, for somebody who hears it read: `Taken out: “…”. Put in: “…”.`"""
    said = (f"{'Put in' if run.added else 'Taken out'}: “{' '.join(run.text.split())}”." for run in runs if run.added or run.deleted)
    return " ".join(said) or "No change."
