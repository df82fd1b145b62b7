"""How ready a case is for what a council asks: each ask held against what the notebook holds, with ages counted to the day of sending.

Nothing here stops a request. The law stands first; what a council asks of its own is said to be that, and what nobody has checked is said to
be unchecked. How months are counted: a paper is one month older on the same day of each later month, or on the last day of a month too short
to have it (a paper of 31 January is a month old on 28 February, or on 29 February of a leap year). It is within so many months up to and
including the day on which it turns that many months old, and over from the day after.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from sendco_desk.authority.profile import BASIS_WORDS, Ask, Basis, Confidence, Profile, ProfileKind, Told
from sendco_desk.domain.dates import months_later, plain_day, shown
from sendco_desk.domain.paper import Leads
from sendco_desk.domain.professionals import months_old
from sendco_desk.statute.wording import both, capitalised, counted

THE_TEST = Ask(
    key="legal_test", evidence="legal_test", basis=Basis.LAW,
    text="That the pupil has or may have special educational needs, and that provision under an EHC plan may be necessary",
    told=Told(source="Children and Families Act 2014, section 36(8)", confidence=Confidence.HIGH),
)
"""What the law turns on where an assessment is asked for: it stands first, whether or not a council's list has it."""
REPORTS = ("psychologist", "health", "social_care", "reports")
"""Kinds of evidence that are papers of professionals, the narrowest first."""
GRACE = timedelta(days=14)
"""So much later than a stretch is asked for it may begin: registers begin with a term."""
LAST_TERM = 3
"""Months before the day of sending by which what is told of a stretch may end: older than that, the newest of it is lacking."""
MOST_MONTHS = "report_max_months"
"""The fact of a profile that says how old a report may be."""


class AskState(StrEnum):
    """How an ask stands."""

    PRESENT = "present"
    OLD = "old"
    PART = "part"
    LONG = "long"
    LEFT_OUT = "left_out"
    MISSING = "missing"
    NOT_SUPPLIED = "not_supplied"


STATE_WORDS = {
    AskState.PRESENT: "There", AskState.OLD: "Too old", AskState.PART: "In part", AskState.LONG: "Too long",
    AskState.LEFT_OUT: "Left out of the pack", AskState.MISSING: "Missing", AskState.NOT_SUPPLIED: "Not supplied",
}
_WITHOUT = {
    Basis.LAW: "A rule of law asks for it: where it cannot be given, say why.",
    Basis.CODE: "The Code of Practice asks the council to look at it. A request without it is still a request.",
    Basis.COUNCIL: "This is the council’s own ask, not law: the request can be sent without it.",
    Basis.PRACTICE: "This is good practice: nobody can make it a condition.",
}
"""What is said of an ask that is not answered in full."""
_WITHOUT_TEST = "The council decides by this test: say in the school’s own words why it is met."
_WITHOUT_FUNDING = "The panel asks for it. It is no part of a request for an assessment, which can be made at any time."


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItem:
    """Something of the record that answers an ask.

    ``day`` is when it was written, taken or given: its age counts from there. ``since`` and ``until`` are the first and last day that it
    tells of. ``count`` is how many it counts for, ``words`` how long it is; ``where`` are the places in the pack that show it, and
    ``inside`` says whether any of them goes into this pack.
    """

    title: str
    day: date | None = None
    since: date | None = None
    until: date | None = None
    count: int = 1
    words: int = 0
    where: tuple[Leads, ...] = ()
    inside: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All of the record that answers one kind of evidence, and what can be done where there is nothing, or nothing of it goes into the pack."""

    items: tuple[HeldItem, ...] = ()
    lack: str = ""


NOTHING_HELD = Held()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRow:
    """An ask and how it stands on the day of sending.

    ``words`` tell it in sentences; ``because`` is why it is not supplied, or not in full, in the school's words; ``good_until`` the last day on
    which what there is would still be young enough; ``without`` what its lack means, empty where nothing is lacking.
    """

    ask: Ask
    state: AskState
    words: str
    items: tuple[HeldItem, ...] = ()
    because: str = ""
    good_until: date | None = None
    without: str = ""

    @property
    def tag(self) -> str:
        """Where the ask comes from."""
        return BASIS_WORDS[self.ask.basis]

    @property
    def verified(self) -> bool:
        """Whether the ask may be told as a fact."""
        return self.ask.told.is_fact

    @property
    def state_words(self) -> str:
        """The state in a word or two."""
        return STATE_WORDS[self.state]

    @property
    def lacking(self) -> bool:
        """Whether it is neither answered in full nor said why not."""
        return self.state is not AskState.PRESENT and not self.because


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Every ask of a profile with how it stands on a day; what the law turns on stands first."""

    profile: Profile
    on: date
    rows: tuple[AskRow, ...]
    forecasts: tuple[str, ...] = field(default=())
    half_told: str = ""
    """For the maker alone, never in the pack: of which half of the legal test the record says nothing yet."""

    @property
    def said(self) -> str:
        """`14 of 17 are there, 1 is too old, 2 are missing.`, and nothing where nothing is asked."""
        if not self.rows:
            return ""
        parts = [f"{sum(row.state is AskState.PRESENT for row in self.rows)} of {len(self.rows)} are there"]
        for state, words in STATE_WORDS.items():
            count = sum(row.state is state for row in self.rows)
            if count and state is not AskState.PRESENT:
                parts.append(f"{count} {'is' if count == 1 else 'are'} {words[:1].lower()}{words[1:]}")
        return f"{', '.join(parts)}."

    @property
    def gaps(self) -> tuple[AskRow, ...]:
        """What is lacking without a word why, the law first."""
        return tuple(row for row in self.rows if row.lacking)

    def row(self, ask: str) -> AskRow | None:
        """The row of an ask, by its key."""
        return next((row for row in self.rows if row.ask.key == ask), None)


def asks_in_order(profile: Profile, *, test: bool) -> tuple[Ask, ...]:
    """The asks of a profile, law first, then Code, council and good practice; with ``test`` that of section 36(8) before all of them."""
    order, asks = list(Basis), list(profile.asks)
    if test:
        own = next((ask for ask in asks if ask.basis is Basis.LAW and ask.evidence == THE_TEST.evidence), None)
        asks = [own or THE_TEST, *(ask for ask in asks if ask is not own)]
    return tuple(sorted(asks, key=lambda ask: order.index(ask.basis)))


def readiness(
    profile: Profile, held: Mapping[str, Held], on: date, *, not_supplied: Mapping[str, str] | None = None,
    answers: Mapping[str, Sequence[HeldItem]] | None = None, test: bool = True, forecasts: Sequence[str] = (),
) -> Readiness:
    """Hold each ask against what there is, counted to ``on``.

    ``held`` is by kind of evidence; ``answers`` are what the maker chose as answers and ``not_supplied`` what is said of lacks, both by the
    key of the ask.
    """
    reasons, chosen = not_supplied or {}, answers or {}
    rows = []
    for ask in asks_in_order(profile, test=test):
        found = held.get(ask.evidence, NOTHING_HELD)
        more = tuple(chosen.get(ask.key, ()))
        known = {place.to for item in more for place in item.where}
        rest = tuple(item for item in found.items if not (item.where and all(place.to in known for place in item.where)))
        held_here = Held(items=(*more, *rest), lack=found.lack)
        rows.append(ask_row(ask, held_here, on, reasons.get(ask.key, ""), funding=profile.kind is ProfileKind.FUNDING))
    return Readiness(profile=profile, on=on, rows=tuple(rows), forecasts=tuple(forecasts))


def _without(ask: Ask, funding: bool) -> str:
    """What the lack of an answer means: only the legal test is a test, and what a panel asks before it pays is no request."""
    if ask.basis is Basis.LAW and ask.evidence == THE_TEST.evidence:
        return _WITHOUT_TEST
    return _WITHOUT_FUNDING if funding and ask.basis is Basis.COUNCIL else _WITHOUT[ask.basis]


def ask_row(ask: Ask, held: Held, on: date, because: str = "", *, funding: bool = False) -> AskRow:
    """One ask against what there is; ``funding`` where a panel asks it that pays for support, and no request is made."""
    inside = [item for item in held.items if item.inside]
    if not inside:
        state = AskState.NOT_SUPPLIED if because else AskState.LEFT_OUT if held.items else AskState.MISSING
        words = f"The notebook holds it, but nothing of it goes into this pack. {held.lack}".strip() if held.items else held.lack
        return AskRow(ask=ask, state=state, words=words, items=held.items, because=because, without="" if because else _without(ask, funding))
    found = [_aged(ask, inside, on), _counted(ask, inside, on), _covered(ask, inside, on), _long(ask, inside)]
    states = [state for state, _ in found]
    state = next((each for each in (AskState.OLD, AskState.PART, AskState.LONG) if each in states), AskState.PRESENT)
    good = _good_until(ask, inside) if state is not AskState.OLD else None
    return AskRow(
        ask=ask, state=state, words=" ".join(words for _, words in found if words), items=tuple(inside), good_until=good,
        because=because if state is not AskState.PRESENT else "",
        without=_without(ask, funding) if state is not AskState.PRESENT and not because else "",
    )


def is_over(day: date, months: int, on: date) -> bool:
    """Whether a paper of ``day`` is more than so many months old on another day."""
    return on > months_later(day, months)


def age_said(day: date, on: date, *, exactly: bool = False) -> str:
    """`19 months old`; with ``exactly`` also the days beyond the last whole month, where there are any: `18 months and 10 days old`."""
    if day > on:
        return "not written yet"
    months = months_old(day, on)
    days = (on - months_later(day, months)).days
    if not months:
        return f"{counted(days, 'day')} old" if exactly else "less than a month old"
    return f"{counted(months, 'month')} and {counted(days, 'day')} old" if exactly and days else f"{counted(months, 'month')} old"


def _told_age(day: date, months: int, on: date) -> str:
    """The age in whole months; to the day where the months alone would not show that it is over."""
    return age_said(day, on, exactly=is_over(day, months, on) and months_old(day, on) == months)


_Told = tuple[AskState, str]


def _aged(ask: Ask, items: Sequence[HeldItem], on: date) -> _Told:
    """Whether the newest is young enough."""
    if not ask.most_months:
        return AskState.PRESENT, ""
    dated = [item.day for item in items if item.day is not None]
    if not dated:
        return AskState.PART, "The day it was written is not recorded, so its age cannot be counted."
    newest, most = max(dated), ask.most_months
    old = sum(is_over(day, most, on) for day in dated)
    age = f"{_told_age(newest, most, on)} on {shown(on)}"
    if is_over(newest, most, on):
        return AskState.OLD, f"{capitalised('the newest is ' if len(dated) > 1 else 'it is ')}{age}: over the {counted(most, 'month')} asked for."
    more = f" {old} of {len(dated)} {'is' if old == 1 else 'are'} older than that." if old else ""
    start = "The newest is" if len(dated) > 1 else "It is"
    return AskState.PRESENT, f"{start} {age}: inside the {counted(most, 'month')} asked for, until {shown(months_later(newest, most))}.{more}"


def _counted(ask: Ask, items: Sequence[HeldItem], on: date) -> _Told:
    """Whether there are as many as are asked for, of those that are young enough."""
    if ask.least < 2:
        return AskState.PRESENT, ""
    young = [item for item in items if not (ask.most_months and item.day is not None and is_over(item.day, ask.most_months, on))]
    count = sum(item.count for item in young)
    if count >= ask.least:
        return AskState.PRESENT, f"{count} there, {ask.least} asked for."
    return AskState.PART, f"{count} of the {ask.least} asked for."


def _covered(ask: Ask, items: Sequence[HeldItem], on: date) -> _Told:
    """Whether what is told begins early enough, and goes on up to the last term."""
    if not ask.window_months:
        return AskState.PRESENT, ""
    first = months_later(on, -ask.window_months) + timedelta(days=1)
    starts, ends = ([day for item in items if (day := getattr(item, name)) is not None] for name in ("since", "until"))
    if not starts or not ends:
        return AskState.PART, f"From when to when it tells is not recorded: {counted(ask.window_months, 'month')} are asked for."
    told = f"It tells of {shown(min(starts))} to {shown(max(ends))}"
    if max(ends) < months_later(on, -LAST_TERM):
        return AskState.PART, f"{told}: the {counted(ask.window_months, 'month')} asked for go on up to the day of sending."
    if min(starts) <= first + GRACE:
        return AskState.PRESENT, f"{told}: the {counted(ask.window_months, 'month')} asked for begin on {shown(first)}."
    return AskState.PART, f"{told}: {counted(ask.window_months, 'month')} are asked for, from {shown(first)} on."


def _long(ask: Ask, items: Sequence[HeldItem]) -> _Told:
    """Whether it is short enough."""
    if not ask.most_words:
        return AskState.PRESENT, ""
    longest = max(item.words for item in items)
    if longest > ask.most_words:
        return AskState.LONG, f"{longest} words, {ask.most_words} at most: {counted(longest - ask.most_words, 'word')} too many."
    return AskState.PRESENT, f"{longest} of {ask.most_words} words."


def _good_until(ask: Ask, items: Sequence[HeldItem]) -> date | None:
    days = [item.day for item in items if item.day is not None]
    return months_later(max(days), ask.most_months) if ask.most_months and days else None


# Across profiles


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """How old a paper may be, by one profile. ``name`` is short, as in a sentence."""

    name: str
    months: int
    verified: bool = False

    @property
    def said(self) -> str:
        """`Leicestershire’s 18`; a limit that nobody has checked says so."""
        owner = f"{self.name}’" if self.name.endswith("s") else f"{self.name}’s"
        return f"{owner} {self.months}{'' if self.verified else ' (not verified)'}"


def short_name(name: str) -> str:
    """`Norfolk` of `Norfolk County Council`, as people say it."""
    for ending in (" County Council", " City Council", " Metropolitan Borough Council", " Borough Council", " Council"):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name


def age_limit(profile: Profile, evidence: Sequence[str]) -> AgeLimit | None:
    """What a profile says of the age of a paper that is evidence of these kinds: its narrowest ask, or else its fact about all reports."""
    limits = [(ask.most_months, ask.told.is_fact) for ask in profile.asks if ask.most_months and ask.evidence in evidence]
    fact = profile.fact(MOST_MONTHS)
    if not limits and isinstance(fact.value, int) and fact.value > 0:
        limits = [(fact.value, fact.told.is_fact)]
    if not limits:
        return None
    months, verified = min(limits)
    return AgeLimit(name=short_name(profile.name), months=months, verified=verified)


def forecast(item: HeldItem, limits: Iterable[AgeLimit], on: date, today: date) -> str:
    """How a paper will stand with each limit on a day; nothing where its day is not known or nobody limits it.

    `On 12 January 2027 ‘Report’ will be 19 months old: over Leicestershire’s 18, inside Norfolk’s 24.`
    """
    ordered = sorted(limits, key=lambda limit: (limit.months, limit.name))
    if item.day is None or item.day > on or not ordered:
        return ""
    over = [limit for limit in ordered if is_over(item.day, limit.months, on)]
    inside = [limit for limit in ordered if limit not in over]
    exactly = any(limit.months == months_old(item.day, on) for limit in over)
    told = [f"{word} {both([limit.said for limit in some])}" for word, some in (("over", over), ("inside", inside)) if some]
    verb = "is" if on <= today else "will be"
    return f"On {plain_day(on)} ‘{item.title}’ {verb} {age_said(item.day, on, exactly=exactly)}: {', '.join(told)}."


def forecasts_of(held: Mapping[str, Held], profiles: Sequence[Profile], on: date, today: date) -> tuple[str, ...]:
    """A sentence for each report that some profile sets an age for, the oldest first."""
    items = {item.where or (item.title, item.day): item for key in REPORTS for item in held.get(key, NOTHING_HELD).items if item.day is not None}
    said = []
    for place, item in sorted(items.items(), key=lambda each: (each[1].day or date.min, each[1].title)):
        kinds = [key for key in REPORTS if any(place == (one.where or (one.title, one.day)) for one in held.get(key, NOTHING_HELD).items)]
        limits = [limit for profile in profiles if (limit := age_limit(profile, kinds)) is not None]
        said.append(forecast(item, limits, on, today))
    return tuple(filter(None, said))
