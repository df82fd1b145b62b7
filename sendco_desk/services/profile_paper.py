"""Printed pages of what councils ask: one profile with the source of everything in it, and all councils by field with what is verified."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.fields import Field, Holds, fields_of
from sendco_desk.authority.profile import BASIS_WORDS, CONFIDENCE_WORDS, PROFILE_KIND_WORDS, Ask, Confidence, Fact, Profile, ProfileKind, Told
from sendco_desk.authority.saying import MARKS, block_limit_words, form_words, limit_words, marked_words, value_words
from sendco_desk.domain.dates import long_day, plain_day, shown
from sendco_desk.domain.paper import Block, Grid, Heading, Listed, NewPage, Paper, Paragraph, Run, Runs, said
from sendco_desk.services.profile_states import ProfileState

ALL_TITLE = "What councils ask, and what of it is verified"
NO_LAW = (
    "Only what is marked Law or Code of Practice binds anybody. A council’s own ask is its custom, and good practice is good sense: a request is "
    "lawful without them."
)
UNCHECKED = "What is marked doubtful or unverified is no fact: ask the council before relying on it."
SHORT_MARKS = {**MARKS, Confidence.MEDIUM: "In part"}
COLUMNS = 7
"""How many fields stand beside one another in the table of all councils."""
_RANK = re.compile(
    r"^((Royal|London) Borough|City) of |( (Metropolitan (Borough|District)|County|City|Borough))? Council$| Metropolitan District$", re.IGNORECASE,
)


def short_name(name: str) -> str:
    """A council’s name without its rank, for a narrow column. Derby stays apart from Derbyshire."""
    return _RANK.sub("", _RANK.sub("", name)) or name


def profile_title(profile: Profile) -> str:
    """What a page about a profile is called."""
    return "What the law and the Code ask of any request" if profile.kind is ProfileKind.GENERAL else f"What {_named(profile)} asks"


def _named(profile: Profile) -> str:
    return profile.name if profile.kind is ProfileKind.COUNCIL else f"the {profile.name}"


class Sources:
    """The sources of one paper, each once and with a number."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, date | None], int] = {}

    def runs(self, told: Told) -> Runs:
        """How something is known: the mark, the number of its source, and what is doubtful about it."""
        first = ", ".join(filter(None, (MARKS[told.confidence], self.number(told))))
        return (Run(text=f"{first}."), *((Run(text=f"\n{told.note.rstrip('.')}.", quiet=True),) if told.note else ()))

    def number(self, told: Told) -> str:
        """The source in two words, `source 3`; empty where there is none."""
        return f"source {self.numbers.setdefault((told.source, told.checked_on), len(self.numbers) + 1)}" if told.source else ""

    def listed(self) -> Iterator[Block]:
        """The sources by their numbers, with the day on which each was read."""
        yield Heading(text="Sources")
        yield Listed(numbered=True, points=tuple(said(f"{source}{f' (read on {plain_day(day)})' if day else ''}") for source, day in self.numbers))


def profile_paper(state: ProfileState, school: str, on: date) -> Paper:
    """One profile, with where each thing in it was read, when, and how sure it is."""
    profile = state.profile
    return Paper(
        title=profile_title(profile), school=school,
        about=(f"{PROFILE_KIND_WORDS[profile.kind]}: {profile.id}", f"{state.tally.standing}: {state.tally.said}", f"Printed {long_day(on)}"),
        blocks=tuple(_profile_blocks(state, Sources())), foot=f"What councils ask: {profile.id}",
    )


def _profile_blocks(state: ProfileState, sources: Sources) -> Iterator[Block]:
    profile = state.profile
    yield Paragraph(runs=(Run(text="The whole: "), *sources.runs(profile.told)))
    yield from (Paragraph(runs=said(line)) for line in state_lines(state))
    yield Paragraph(runs=said(f"{NO_LAW} {UNCHECKED}"))
    if profile.asks:
        yield Grid(
            caption="What is asked", heads=("Ask", "Whose ask", "Answered by", "How it is known"), shares=(38, 14, 22, 26),
            rows=tuple((ask_runs(ask), said(BASIS_WORDS[ask.basis]), said(EVIDENCE[ask.evidence]), sources.runs(ask.told)) for ask in profile.asks),
        )
    for group, fields in groupby(fields_of(profile.kind), key=lambda field: field.group):
        yield from _group_blocks(group, [(field, profile.fact(field.name)) for field in fields], sources)
    if profile.forms:
        yield Heading(text="Forms", level=2)
        yield Listed(points=tuple((Run(text=f"{form_words(form)}. "), *sources.runs(form.told)) for form in profile.forms))
    if profile.paste:
        yield Heading(text="Text blocks for a portal, in their order", level=2)
        yield Listed(
            points=tuple(said(", ".join(filter(None, (block.title, block_limit_words(block))))) for block in profile.paste), numbered=True,
        )
        yield Paragraph(runs=sources.runs(profile.paste[0].told))
    yield from sources.listed()
    yield Paragraph(runs=said(f"{'; '.join(f'{MARKS[one]}: {_tail(one)}' for one in Confidence)}."), quiet=True)


def _tail(confidence: Confidence) -> str:
    return CONFIDENCE_WORDS[confidence].partition(": ")[2]


def _group_blocks(group: str, facts: Sequence[tuple[Field, Fact]], sources: Sources) -> Iterator[Block]:
    """What is known of a group of fields, then what is not, those without a word on it together."""
    known = [(field, fact) for field, fact in facts if fact.value is not None]
    unknown: dict[Told, list[str]] = {}
    for field, fact in facts:
        if fact.value is None:
            unknown.setdefault(fact.told, []).append(field.title)
    if known:
        yield Grid(
            caption=group, heads=("Field", "What is known", "How it is known"), shares=(24, 44, 32),
            rows=tuple((said(field.title), said(marked_words(field, fact)), sources.runs(fact.told)) for field, fact in known),
        )
    else:
        yield Heading(text=group, level=2)
    for told, titles in unknown.items():
        said_of_it = ", ".join(filter(None, (told.note.rstrip("."), sources.number(told))))
        yield Paragraph(runs=(Run(text=f"Not known: {'; '.join(titles)}."), *((Run(text=f" {said_of_it}.", quiet=True),) if said_of_it else ())))


def state_lines(state: ProfileState) -> Iterator[str]:
    """What must be told of a profile before its contents: whose copy it is, whether it ends, what has changed."""
    profile, own = state.profile, state.own
    if state.problem:
        yield state.problem
    elif own is not None:
        who = f" by {own.changed_by}" if own.changed_by else ""
        yield f"The school’s own copy, changed on {plain_day(own.changed_on)}{who}: {own.because.rstrip('.')}."
    if state.newer:
        yield "The profile that came with the app has changed since the school’s copy was made: compare the two."
    if profile.valid_to is not None:
        followed = f", and {profile.successor} follows" if profile.successor else ", and what follows is not known"
        yield f"This council ends on {plain_day(profile.valid_to)}{followed}."


def ask_runs(ask: Ask) -> Runs:
    """An ask with its number, its limits and whether it must be there."""
    limits = "; ".join((*limit_words(ask), *(() if ask.required else ("welcome, not asked for",))))
    numbered = (Run(text=f"{ask.number}: ", bold=True),) if ask.number else ()
    return (*numbered, Run(text=ask.text), *((Run(text=f"\n{limits}", quiet=True),) if limits else ()))


# All councils


def councils_paper(states: Sequence[ProfileState], school: str, on: date) -> Paper:
    """All councils by field: in each cell how sure the field is, so that what is still to be asked can be seen."""
    councils = [state for state in states if state.profile.kind is ProfileKind.COUNCIL]
    return Paper(
        title=ALL_TITLE, school=school, about=(f"{len(councils)} councils", f"Printed {long_day(on)}"),
        blocks=tuple(_all_blocks(states, councils)), foot=ALL_TITLE,
    )


def _all_blocks(states: Sequence[ProfileState], councils: Sequence[ProfileState]) -> Iterator[Block]:
    yield Paragraph(runs=said(f"{NO_LAW} {UNCHECKED} A dash says that nothing is known."))
    yield Grid(
        caption="How much is verified", heads=("Profile", "Id", "Standing", "Of it", "Checked"), shares=(28, 22, 17, 37, 15),
        rows=tuple(tuple(map(said, (
            short_name(state.profile.name), state.profile.id, state.tally.standing, state.tally.short, _checked(state),
        ))) for state in states),
    )
    fields = fields_of(ProfileKind.COUNCIL)
    for first in range(0, len(fields), COLUMNS):
        some = fields[first:first + COLUMNS]
        yield NewPage()
        yield Grid(
            caption=", ".join(dict.fromkeys(field.group for field in some)), heads=("Council", *(field.title for field in some)),
            shares=(17, *(83 / len(some) for _ in some)),
            rows=tuple((said(short_name(state.profile.name)), *(said(cell_words(state, field)) for field in some)) for state in councils),
        )


def cell_words(state: ProfileState, field: Field) -> str:
    """How sure a field is, with its number where it holds one; a dash where nothing is known."""
    fact = state.profile.fact(field.name)
    if fact.value is None:
        return "–"
    mark = SHORT_MARKS[fact.told.confidence]
    return f"{value_words(field, fact.value)}, {mark.lower()}" if field.holds is Holds.NUMBER else mark


def _checked(state: ProfileState) -> str:
    day = state.written.told.checked_on
    return shown(day).partition(" ")[2] if day else "Never"
