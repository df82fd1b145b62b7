"""The part of a pack that says what is asked and on which page it is answered: the legal test and the school's case for it stand first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sendco_desk.authority.profile import Basis, Profile, ProfileKind
from sendco_desk.authority.readiness import AskRow, AskState, Held, HeldItem, Readiness, readiness
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.dates import plain_day, shown
from sendco_desk.domain.pack_layout import PackLayout
from sendco_desk.domain.paper import Block, Grid, Heading, Leads, Paragraph, Run, Runs, said
from sendco_desk.services.asks_held import ASKS, FRONT, chosen_items, held_by
from sendco_desk.services.pack_record import PackRecord, beneath, facts, joined, prose, quiet
from sendco_desk.services.school_case import LIMBS, school_case

TITLE = "What is asked, and where it is answered"
MOST_LINES = 6
"""So many answers are named for one ask; of more, it is said how many there are."""
NOT_HERE = "Not in this pack"
NO_REQUEST = "This case is no request for an assessment, so its pack is held against nothing until you choose whose asks it answers."
NOT_LAW = (
    "‘Law’ is what the council decides by, and ‘Code of Practice’ what it must have regard to. A council’s own ask is its custom: the legal test "
    "does not depend on it."
)
UNCHECKED = "Asks that are not verified"


def asks_there(record: PackRecord) -> bool:
    """Whether the pack says what is asked: for a request always, for any other case where a profile was chosen for it."""
    if record.case is None:
        return False
    chosen = next((layout.profile for layout in record.book.all(PackLayout, case=record.case)), "")
    return is_asked(record.book.get(CaseFile, record.case), chosen)


def is_asked(case: CaseFile, chosen: str) -> bool:
    """Whether a pack is held against what a profile asks: that of a request always, that of any other case where somebody chose a profile."""
    return case.case_kind == "request" or bool(chosen)


def turns_on_test(case: CaseFile, profile: Profile) -> bool:
    """Whether the test of section 36(8) is what a pack for this profile is about."""
    return case.case_kind == "request" and profile.kind not in (ProfileKind.FUNDING, ProfileKind.TRIBUNAL)


def readiness_of(record: PackRecord, held: Mapping[str, Held] | None = None, forecasts: Sequence[str] = ()) -> Readiness:
    """How what the record holds stands with what is asked of it. ``held`` is all that answers anything, where it is known already."""
    asked = record.asked
    assert asked is not None
    chosen = chosen_items(record, [(one.ask, one.document, one.page) for one in asked.answers])
    return readiness(
        asked.profile, held or held_by(record, tool_of(asked.profile)), asked.sent_on, not_supplied=asked.not_supplied, answers=chosen,
        test=asked.test, forecasts=forecasts,
    )


def tool_of(profile: Profile) -> str:
    """What the council calls its descriptors of need; nothing where it is not known."""
    value = profile.fact("descriptor_tool").value
    return value if isinstance(value, str) else ""


def asks_part(record: PackRecord) -> Iterator[Block]:
    """The legal test, the school's case, then each ask with the pages that answer it; what nobody has verified stands apart and says so."""
    asked = record.asked
    if asked is None:
        return
    ready = readiness_of(record)
    if asked.test:
        yield from test_blocks(record)
    yield Heading(text=f"What is asked: {asked.profile.name}")
    yield quiet(f"Ages are counted to {shown(asked.sent_on)}, the day of sending. {NOT_LAW} {checked_words(ready)}".strip())
    for verified in (True, False):
        rows = [row for row in ready.rows if row.verified is verified]
        if not rows:
            continue
        if not verified:
            yield Heading(text=UNCHECKED)
            yield quiet(unchecked_words(asked.profile))
        yield asks_grid(record, rows)


def checked_words(ready: Readiness) -> str:
    """On which day the council's own asks were last checked; nothing where none is verified, or the day is not known."""
    own = [row.ask.told.checked_on for row in ready.rows if row.verified and row.ask.basis is Basis.COUNCIL and row.ask.told.checked_on]
    return f"The council’s own asks are as they were read on {plain_day(min(own))}." if own else ""


def unchecked_words(profile: Profile) -> str:
    """What is said over asks that are not known to be the council's."""
    return (
        f"These were read in copies or on pages that have not been checked with {profile.name}. They are answered in case they are asked, and are "
        "not stated here as what the council asks."
    )


def test_blocks(record: PackRecord) -> Iterator[Block]:
    """Section 36(8), the school's case in its own words, and what the record shows for each limb."""
    from sendco_desk.packs.plan import LEGAL_TEST

    assert record.asked is not None
    yield Heading(text="The legal test")
    yield Paragraph(runs=said(LEGAL_TEST))
    ours, told = record.asked.our_case, school_case(record)
    if ours.strip() or told:
        yield Heading(text="The school’s case for it")
    yield from prose(ours)
    if ours.strip() and told:
        yield quiet(f"What the record shows, to {shown(record.on)}:")
    yield from facts(*((
        label, joined([sentence.runs(record) for sentence in told if sentence.limb == limb])
    ) for limb, label in LIMBS.items()))


def asks_grid(record: PackRecord, rows: Sequence[AskRow]) -> Grid:
    """Each ask, where it is answered, and how it stands."""
    return Grid(
        caption="", heads=("What is asked", "Where it is answered", "How it stands"), shares=(38, 34, 28),
        rows=tuple((ask_runs(row), where_runs(record, row), standing_runs(row)) for row in rows),
    )


def ask_runs(row: AskRow) -> Runs:
    """The ask with its number, and under it where it comes from."""
    number = f"{row.ask.number}. " if row.ask.number else ""
    return beneath(f"{number}{row.ask.text}", f"{row.tag}{'' if row.verified else ', not verified'}")


def where_runs(record: PackRecord, row: AskRow) -> Runs:
    """The places that answer an ask, each with a link to its page; one line for all that stand in the same part."""
    if row.state in (AskState.MISSING, AskState.LEFT_OUT, AskState.NOT_SUPPLIED):
        return said(NOT_HERE if row.state is not AskState.NOT_SUPPLIED else "")
    lines: list[Runs] = []
    for _, together in groupby(row.items, key=lambda item: [place.part for place in item.where] or [""]):
        items = list(together)
        alike = bool(items[0].where and items[0].where[0].part)
        lines += [_line(record, items[0], len(items) - 1)] if alike else [_line(record, item, 0) for item in items]
    more = (said(f"and {len(lines) - MOST_LINES} more"),) if len(lines) > MOST_LINES else ()
    return joined((*lines[:MOST_LINES], *more))


def _line(record: PackRecord, item: HeldItem, more: int) -> Runs:
    place = next((place for place in item.where if in_pack(record, place)), None)
    title = f"{item.title} and {more} more" if more else item.title
    return (Run(text=title, leads=place),)


def in_pack(record: PackRecord, place: Leads) -> bool:
    """Whether a place stands in the pack."""
    if place.document is not None:
        return place.document in record.going
    return place.part in record.parts or place.part in (FRONT, ASKS)


def standing_runs(row: AskRow) -> Runs:
    """The state in a word, and under it in a sentence why: what only its maker can use is not printed."""
    if row.state is AskState.NOT_SUPPLIED:
        return (Run(text="Not supplied because ", bold=True), Run(text=f"{row.because.strip()[:1].lower()}{row.because.strip()[1:]}"))
    if row.state in (AskState.MISSING, AskState.LEFT_OUT):
        return said("")
    words = row.words if row.state is not AskState.LONG else ""
    state = "There" if row.state is AskState.LONG else row.state_words
    return replace_first(beneath(state, words, f"Because {row.because.strip()}" if row.because else ""))


def replace_first(runs: Runs) -> Runs:
    """The same with the first words bold."""
    return (replace(runs[0], bold=True), *runs[1:]) if runs else ()
