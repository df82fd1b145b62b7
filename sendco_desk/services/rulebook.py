"""The rule browser's words: every rule of the clock as a page in parts, the notices beside them, and finding a rule among them.

Nothing here is about a child, so whatever this gives may be printed, copied and handed on. What a notebook's cases have to do with a rule
is in ``rule_cases``.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from sendco_desk.domain.codes import CASE_KINDS, EXCEPTIONS
from sendco_desk.domain.dates import shown
from sendco_desk.services.rule_example import worked_example
from sendco_desk.statute.case import FACT_BY_NAME
from sendco_desk.statute.england_2014.notices import NOTICES
from sendco_desk.statute.events import DIRECTION, EVENT_TITLES
from sendco_desk.statute.exceptions import NO_EXTRA_TIME
from sendco_desk.statute.notices import Notice
from sendco_desk.statute.other_counts import OtherCount, WeeksFromNeeded
from sendco_desk.statute.rule import OWED_BY_WORDS, OwedBy, Repeats, Rule, When
from sendco_desk.statute.rules import BOOK, RULE_IDS, RULES, Plan
from sendco_desk.statute.wording import both, capitalised, either, number

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Requests": ("REQ",), "Reviews": ("REV", "PLAN"), "Moves": ("TRF", "RAS"), "Mediation and appeal": ("DIS", "APPEAL"), "Orders": ("TRB",),
    "Complaints": ("CMP",), "School": ("SCH",), "Records": ("REC",),
}
"""The groups of the rules, with the beginnings of the numbers in each."""
LAW, GUIDANCE, CASE_LAW, CODE, DERIVED = "Law", "Guidance", "Case law", "Ombudsman’s code", "Derived"
STANDINGS = (LAW, GUIDANCE, CASE_LAW, CODE, DERIVED)
"""What a rule rests on, in the words of the browser."""
CONFIDENCES: Mapping[str, str] = {"high": "High", "medium": "Medium: check the source", "low": "Low: check before relying on it"}
"""How sure our reading of the source is."""
KINDS_OF_CASE: Mapping[str, str] = {**CASE_KINDS, "support": "SEN support"}
SAYS_NO_DUTY = ("start", "eligibility", "amount", "condition")
"""Kinds of rule that ask nobody to do anything."""
EXCEPTION_NEEDS: Mapping[str, str] = {
    "school_closed": (
        "It needs a closure of four continuous weeks or more, and advice that was asked of the school between one week before it closed and one "
        "week before it opened again."
    ),
    "exceptional_circumstances": "It needs circumstances of the child, the parent or the young person, and somebody who says which they are.",
    "absent_from_area": "It needs an absence from the council’s area of {weeks} continuous weeks or more inside the limit.",
    "missed_appointment": "It needs an appointment for an examination or a test that the child missed inside the limit.",
}
"""The facts that each exception needs."""
REPEATS: Mapping[Repeats, str] = {
    Repeats.FIRST: "", Repeats.LAST: "Where it is recorded more than once, the last day counts.",
    Repeats.ONCE_ANSWERED: "Asked again before it is done, that is a reminder; asked again after it, that starts a step of its own.",
    Repeats.EACH: "Each such day starts a step of its own.", Repeats.LATER: "The latest of these days counts.",
    Repeats.DECISION: "Each decision that can be appealed starts it, from the day of its letter where that day is recorded.",
}
CONDITIONS: Mapping[When, str] = {
    When.ALWAYS: "", When.KNEW_IN_TIME: "Only where the old council knew of the move at least fifteen working days before it.",
    When.LEARNT_LATE: "Only where the old council learned of the move later than fifteen working days before it.",
}
FAMILIES: Mapping[str, str] = {
    "advice_requested": "Council asked a service for advice", "advice_received": "Advice came from the service",
    DIRECTION: "A day that the Tribunal has fixed",
}
"""Events that come in families: one for each service, one for each direction."""
NOT_LAW: Mapping[str, str] = {
    "proposed": "Proposed: not law", "proposed (target)": "A target: not law", "unknown": "Not known: not law",
}
IN_LAW: Mapping[str, str] = {"in force": "In force", "case law": "Case law", "expired": "Expired: no longer law"}
_NUMBER = re.compile(r"\b(" + "|".join(sorted(map(re.escape, RULE_IDS), key=len, reverse=True)) + r")\b")


# One rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePart:
    """One part of a rule's page: its label, and its sentences."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """All that the browser says of a rule, in the order in which it is read."""

    rule: Rule
    parts: tuple[RulePart, ...]

    @property
    def heading(self) -> str:
        """`REQ-04: Decide whether to assess`."""
        return f"{self.rule.id}: {self.rule.title}"

    @property
    def text(self) -> str:
        """The page as plain text, for the clipboard."""
        return "\n".join([self.heading, "", *(f"{part.label}: {' '.join(part.lines)}" for part in self.parts)])


@lru_cache(maxsize=512)
def rule_page(rule: Rule) -> RulePage:
    """The page of a rule."""
    plan = next(plan for plan in BOOK.plans if plan.rule is rule)
    found = (
        ("What", _duty(rule)), ("Whose right" if rule.right else "Owed by", (f"{OWED_BY_WORDS[rule.owed_by]}.",)),
        ("How long", (f"{capitalised(rule.period)}.", rule.counting)),
        ("Counted from", _counted_from(rule)), ("Only where", _conditions(rule)), ("Parts", _each(rule.parts)),
        ("Part of", _each(one.id for one in RULES if rule.id in one.parts)), ("Longer", _longer(rule)), ("Done by", _met_by(rule)),
        ("Too early", _too_early(rule)), ("Ended by", _ended_by(plan)), ("Replaced by", _replaced_by(plan)),
        ("Replaces", _each(rule.replaces)), ("Where a day is missing", _missing(rule)), ("Also counted as", _other_counts(rule)),
        ("Exceptions", _exceptions(rule)), ("If missed", (rule.if_missed,)), ("Note", (rule.note,) if rule.note else ()),
        ("Worked example", _example(rule)), ("Kinds of case", (f"{both([KINDS_OF_CASE[kind] for kind in rule.home])}.",)),
        ("Shown with", _shown_with(rule)), ("Rests on", (f"{rule.source} ({rule.status}).", f"As cited: {rule.citation}.")),
        ("Confidence", (f"{CONFIDENCES[rule.confidence]}.",)), ("What was read", (f"{capitalised(rule.evidence)}.",)),
        ("In force", (_in_force(rule),)), ("Beside it", _notices(rule)), ("Where to read it", (rule.page,) if rule.page else ()),
    )
    return RulePage(rule=rule, parts=tuple(RulePart(label=label, lines=lines) for label, lines in found if lines))


def named(rule_id: str) -> str:
    """`REQ-04 Decide whether to assess`."""
    return f"{rule_id} {BOOK.by_id[rule_id].title}"


def event_words(name: str) -> str:
    """An event, or a fact of a case, by its title as it is quoted in a sentence."""
    return f"‘{FAMILIES.get(name) or (FACT_BY_NAME[name].title if name in FACT_BY_NAME else EVENT_TITLES[name])}’"


def _each(rules: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{named(rule_id)}." for rule_id in rules)


def _listed(names: Iterable[str]) -> str:
    return either([event_words(name) for name in dict.fromkeys(names)])


def _duty(rule: Rule) -> tuple[str, ...]:
    if rule.counting_kind in SAYS_NO_DUTY or rule.owed_by is OwedBy.ANYBODY:
        return ()
    verb = "can" if rule.right else "has to" if rule.binding else "is expected to"
    return (f"{OWED_BY_WORDS[rule.owed_by]} {verb} {rule.duty}.",)


def _counted_from(rule: Rule) -> tuple[str, ...]:
    if not rule.after:
        return ()
    lines = [f"{_listed(rule.after)}.", REPEATS[rule.repeats]]
    if rule.services:
        lines.append("There is one step for each service that was asked.")
    if rule.fallback:
        order = ", in this order" if len(rule.fallback) > 1 else ""
        lines.append(f"Where that day is not known, {_listed(rule.fallback)} stands in{order}.")
    if rule.else_after:
        lines.append(f"Where that day is not known, the last day of {named(rule.else_after)} stands in.")
    lines += [f"{event_words(event)} is treated as an order of the Tribunal: see {by}." for event, by in rule.through]
    return tuple(filter(None, lines))


def _conditions(rule: Rule) -> tuple[str, ...]:
    lines = [CONDITIONS[rule.when]]
    if rule.needs:
        lines.append(f"{event_words(rule.needs)} is recorded.")
    if rule.follows:
        lines.append(f"{event_words(rule.follows)} came before it.")
    if rule.unless:
        lines.append(f"{event_words(rule.unless)} did not come before it.")
    if rule.needs_fact:
        fact, value = FACT_BY_NAME[rule.needs_fact[0]], rule.needs_fact[1]
        lines.append(f"{fact.title}: {fact.choices[value].lower()}.")
    return tuple(filter(None, lines))


def _longer(rule: Rule) -> tuple[str, ...]:
    if rule.longer is None:
        return ()
    return (f"{capitalised(rule.longer.text)}, where {event_words(rule.longer_with)} is recorded before the ordinary time is over.",)


def _met_by(rule: Rule) -> tuple[str, ...]:
    return (f"{_listed(rule.met_by)}.",) if rule.met_by else ()


def _too_early(rule: Rule) -> tuple[str, ...]:
    return (f"{event_words(rule.minimum_for)}, inside this time.",) if rule.minimum_for else ()


def _ended_by(plan: Plan) -> tuple[str, ...]:
    ends = (*plan.endings, *plan.general) if plan.rule.dated else ()
    return (f"{_listed(ends)}.",) if ends else ()


def _replaced_by(plan: Plan) -> tuple[str, ...]:
    events: dict[str, list[str]] = {}
    for event, other in plan.replacing if plan.rule.dated else ():
        events.setdefault(other, []).append(event)
    return tuple(f"{named(other)}, from {_listed(names)} on." for other, names in events.items())


def _missing(rule: Rule) -> tuple[str, ...]:
    lines = []
    if rule.implied_by:
        lines.append(f"It was done at the latest on the day of {_listed(rule.implied_by)}.")
    if rule.silent_after:
        lines.append(f"After {_listed(rule.silent_after)} nobody is called late for it: whether it was done is then not known.")
    if rule.asks_for:
        spared = "nothing lapses" if rule.right else "nobody is called late"
        lines.append(f"{'Once mediation has begun, and until' if rule.pending else 'Until'} {_listed(rule.asks_for)} is recorded, {spared}.")
    return tuple(lines)


def _other_counts(rule: Rule) -> tuple[str, ...]:
    return tuple(f"{capitalised(reason)}." for count in (*rule.other_counts, *rule.longer_counts) for reason in reasons(count))


def reasons(count: OtherCount) -> tuple[str, ...]:
    """Why somebody would count so: one sentence for each route where it depends on one."""
    return tuple(dict.fromkeys(count.because.values())) if isinstance(count, WeeksFromNeeded) else (count.reason(""),)


def _exceptions(rule: Rule) -> tuple[str, ...]:
    if not rule.exceptions:
        return ()
    weeks = number(rule.absence_weeks)
    lines = []
    for name in rule.exceptions:
        title = EXCEPTIONS[name].replace("four", weeks) if name == "absent_from_area" else EXCEPTIONS[name]
        lines.append(f"{title}. {EXCEPTION_NEEDS[name].format(weeks=weeks)}")
    return (*lines, f"{NO_EXTRA_TIME} ({rule.exceptions_source}.)")


def _example(rule: Rule) -> tuple[str, ...]:
    step = worked_example(rule)
    if step is None or step.due is None:
        return ()
    others = tuple(f"Also counted as {shown(other.due)}: {other.because}." for other in step.alternatives)
    day = f"The period runs to {shown(step.due)}" if rule.minimum_for else f"By {shown(step.due)}"
    return (f"{day}, on made-up days.", step.counted, *others)


def _shown_with(rule: Rule) -> tuple[str, ...]:
    return (f"A case, once {_listed(rule.shown_with)} is recorded.",) if rule.shown_with and not rule.dated else ()


def _in_force(rule: Rule) -> str:
    since = f"Since {shown(rule.since)}" if rule.since else "Since before the SEND Regulations 2014"
    until = f", until {shown(rule.until)}" if rule.until else ""
    return f"{since}{until}.{'' if rule.enabled else ' The clock does not count it.'}"


def _notices(rule: Rule) -> tuple[str, ...]:
    beside = (one for one in NOTICES if one.covers and rule.id.startswith(one.covers))
    return tuple(f"{one.title}, {one.when} ({notice_status(one).lower()}): see the notices." for one in beside)


# Finding


def group_of(rule: Rule) -> str:
    """The group a rule stands in."""
    return next(group for group, beginnings in GROUPS.items() if rule.id.startswith(beginnings))


def standing_of(rule: Rule) -> str:
    """What a rule rests on, as one of ``STANDINGS``."""
    status = rule.status
    if status.startswith("ombudsman"):
        return CODE
    if "derived" in status:
        return DERIVED
    return CASE_LAW if status == "case law" else GUIDANCE if "guidance" in status else LAW


def owner_of(rule: Rule) -> str:
    """Whose step it is, in a column of its own."""
    return capitalised(OWED_BY_WORDS[rule.owed_by].removeprefix("The "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rules are looked for. What is empty narrows nothing; of several in one field any will do."""

    words: str = ""
    groups: frozenset[str] = frozenset()
    standings: frozenset[str] = frozenset()
    confidences: frozenset[str] = frozenset()
    owners: frozenset[OwedBy] = frozenset()
    kind: str = ""
    event: str = ""

    def keeps(self, rule: Rule) -> bool:
        """Whether a rule is one of them."""
        return (
            (not self.groups or group_of(rule) in self.groups)
            and (not self.standings or standing_of(rule) in self.standings)
            and (not self.confidences or rule.confidence in self.confidences)
            and (not self.owners or rule.owed_by in self.owners)
            and (not self.kind or self.kind in rule.home)
            and (not self.event or any(self.event == name or self.event.startswith(f"{name.rstrip('.')}.") for name in events_of(rule)))
            and all(word in haystack(rule) for word in folded(self.words).split())
        )


def find_rules(wanted: Wanted, rules: Sequence[Rule] = RULES) -> list[Rule]:
    """The rules that are looked for, in the order of the book."""
    return [rule for rule in rules if wanted.keeps(rule)]


def folded(words: str) -> str:
    """Words as they are compared: no capitals, and every apostrophe alike."""
    return words.casefold().replace("’", "'").replace("‘", "'")


@lru_cache(maxsize=512)
def haystack(rule: Rule) -> str:
    """All by which a rule is found when somebody types: its number with and without its hyphen, and every word of its page."""
    words = (rule.id, rule.id.replace("-", ""), rule.short, rule.source, group_of(rule), standing_of(rule), owner_of(rule), rule_page(rule).text)
    return folded(" ".join(words))


@lru_cache(maxsize=512)
def events_of(rule: Rule) -> frozenset[str]:
    """Every event that has to do with a rule."""
    single = (rule.needs, rule.follows, rule.unless, rule.minimum_for, rule.longer_with)
    return frozenset(filter(None, (*rule.after, *rule.fallback, *rule.met_by, *rule.ended_by, *rule.undoes, *rule.shown_with, *single)))


# As pages


def page_html(page: RulePage, *, titled: bool = True) -> str:
    """The page as HTML, with classes for a style sheet to dress; the number of another rule is a link to it."""
    head = f"<p class='head'>{escape(page.rule.title)}</p><p class='number'>{page.rule.id} · {group_of(page.rule)}</p>" if titled else ""
    return f"{head}{table_html(((part.label, part.lines) for part in page.parts), page.rule.id)}"


def table_html(rows: Iterable[tuple[str, Sequence[str]]], own: str = "") -> str:
    """Labels and sentences side by side. ``own`` is a number that is not made a link: the page's own."""
    return _table(_row(label, "".join(f"<p>{_linked(line, own)}</p>" for line in lines)) for label, lines in rows)


def _table(rows: Iterable[str]) -> str:
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{''.join(rows)}</table>"


def _row(label: str, words: str) -> str:
    return f"<tr><td class='label' width='27%'>{escape(label)}</td><td class='words'>{words}</td></tr>"


def _linked(line: str, own: str) -> str:
    return _NUMBER.sub(lambda found: found[0] if found[0] == own else f"<a href='{found[0]}'>{found[0]}</a>", escape(line, quote=False))


# Notices


def is_law(notice: Notice) -> bool:
    """Whether a notice tells of what is, or was, the law."""
    return notice.status in IN_LAW


def notice_status(notice: Notice) -> str:
    """`Proposed: not law`; `In force`."""
    return IN_LAW.get(notice.status) or NOT_LAW[notice.status]


def dated_notices() -> tuple[tuple[str, tuple[Notice, ...]], ...]:
    """The notices under two headings, each by its days: what is law, and what is only spoken of."""
    return (
        ("What has changed the law", tuple(one for one in NOTICES if is_law(one))),
        ("What is proposed, and is not law", tuple(one for one in NOTICES if not is_law(one))),
    )


def _status_words(notice: Notice) -> str:
    return f"<b>{escape(notice_status(notice))}</b>"


def notices_html(status: Callable[[Notice], str] = _status_words) -> str:
    """All notices as a page, each under its day; ``status`` writes what a notice is, so that a screen can put a picture to it."""
    return "".join(
        f"<p class='head'>{escape(heading)}</p>{_table(_notice_row(one, status(one)) for one in notices)}" for heading, notices in dated_notices()
    )


def notices_in_parts() -> tuple[str, ...]:
    """The same for paper, in parts that are not torn: each notice, the first of a group with its heading."""
    return tuple(
        ("" if place else f"<p class='head'>{escape(heading)}</p>") + _table([_notice_row(one, _status_words(one))])
        for heading, notices in dated_notices() for place, one in enumerate(notices)
    )


def _notice_row(notice: Notice, status: str) -> str:
    said = (f"<b>{escape(notice.title)}</b>", status, _linked(notice.words, ""), f"<span class='small'>{escape(_known(notice))}</span>")
    return _row(capitalised(notice.when), "".join(f"<p>{one}</p>" for one in said))


def _known(notice: Notice) -> str:
    return f"Confidence: {notice.confidence}. {notice.source}".strip()


def notices_text() -> str:
    """All notices as plain text, for the clipboard."""
    lines = []
    for heading, notices in dated_notices():
        lines += [heading, ""]
        lines += [f"{capitalised(one.when)}: {one.title} ({notice_status(one)}). {one.words} {_known(one)}" for one in notices]
        lines.append("")
    return "\n".join(lines).strip()
