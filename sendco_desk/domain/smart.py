"""A quiet adviser on outcomes: what is not specific, measurable or dated, in plain sentences. It advises and never stops anybody."""

import re
from datetime import date

from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.dates import shown

_MAIN = re.compile(
    r"^(?:(?:for\s+[^.;\n]{0,40}?)?\bto\s+|[^.;\n]{0,60}?\b(?:will|can|should|is able to)\s+)"
    r"(?:be able to\s+|continue to\s+|start to\s+|begin to\s+)?(?P<rest>.+)",
    re.DOTALL | re.IGNORECASE,
)
"""What the pupil does, after whoever it is and `will`."""
_WHO = re.compile(r"^(?:he|she|they|\[name\]|[A-Z][\w’'-]+)\s+(?=[a-z])")
_FIGURE = re.compile(
    r"\d|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|hundred|half|twice|every|each|all|always|never)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:\w+ly )?(?:improv(?:e|es|ed|ing)|develops?|increases?|increased|enhances?|extends?|raises? (?:attainment|self-esteem|standards)"
    r"|(?:makes?|shows?|has|have) (?:good |better |more |some |accelerated |steady |an? )*(?:progress|improvements?)"
    r"|(?:be|become|becomes|is|feel|feels|get|gets) (?:a )?(?:more|less|better|happier|calmer|confident|independent|resilient|aware)\b"
    r"|do(?:es)? better|better|understands?|knows?|learns? about|appreciates?|enjoys?|feels?|copes?|engages?"
    r"|builds? (?:up )?(?:on )?(?:his |her |their )?(?:confidence|resilience|self-esteem|skills)|gains? (?:in )?(?:confidence|skills)"
    r"|(?:has|have) (?:an? )?(?:more|better|greater|improved|increased|wider)|works? (?:on|towards)|tr(?:y|ies) (?:to|hard|(?:his|her|their) best)"
    r"|access(?:es)? the (?:full |whole )?curriculum|(?:self-)?regulates?|manages? (?:his|her|their) (?:own )?(?:emotions?|feelings?|behaviour|anger)"
    r"|reach(?:es)? (?:his|her|their) (?:full )?potential)\b",
    re.IGNORECASE,
)
"""Openings that name a direction or something inside the head: nobody can see or count them. A figure beside them mends it."""
_SUPPORT = (
    r"\b(?:support|1:1|one[- ]to[- ]one|interventions?|programmes?|therap(?:y|ists?)|sessions?|TA|teaching assistant"
    r"|club|mentor(?:ing)?|counsell(?:ing|or)|laptop"
    r"|provision|visual timetable)\b"
)
_NOUN = re.compile(r"(?:better|improved|more|increased)\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"(?:(?:be|is) (?:supported|helped|taught|encouraged|offered|given|provided|reminded|seen by)\b"
    rf"|(?:have|has|gets?)\b(?! no\b| fewer\b| less\b) (?:[\w’'-]+ ){{0,5}}?{_SUPPORT}"
    rf"|(?:takes? part in|joins?|works? with)\b[^.;]*?{_SUPPORT}"
    rf"|(?:receives?|attends?|access(?:es)?)\b[^.;]*?(?:{_SUPPORT}|\bgroups?\b))",
    re.IGNORECASE,
)
"""Support written as if it were an outcome."""
_ALONE = re.compile(
    r"\bin (?:all|each|every|most|(?:at least )?\w+ (?:out )?of (?:\w+ ){0,3}?\w+) (?:\w+ )?sessions?\b"
    r"|\bwithout (?:any |adult |more )*(?:help|support|prompts?|prompting|reminders?)\b|(?:\bper cent|%) of\b[^.;]*",
    re.IGNORECASE,
)
"""Words in which support or sessions are not what is given: `without support`, `95% of sessions`, `in four of five sessions`."""
_WILL = re.compile(r"(?<!what he )(?<!what she )(?<!what they )\bwill\b")
_SEVERAL = re.compile(r";|\band (?:also|will|improve|develop|increase|be able to)\b")
_KEEPS = re.compile(r"\b(?:keep|keeps|maintain|maintains|stay|stays|remain|remains|continue|continues|still)\b", re.IGNORECASE)
_EMPTY_TARGET = re.compile(
    r"(?:much )?(?:better|good|improved?|improvement|more|less|fewer|higher|lower|progress|confident|yes|met)\b[\w ]*\.?", re.IGNORECASE,
)

_ONE = re.compile(r"\bthan (?:an?|one|once)\b", re.IGNORECASE)
"""A figure in `less than a minute`, `fewer than one a week`."""

GIVEN = "This says what is given to the pupil. Say what the pupil will do because of it."
SEVERAL = "This looks like more than one outcome. One sentence for each lets each be reviewed."
NO_MEASURE = "Say how it is told: a test, a count, or what somebody will see."
NO_TARGET = "Say the target: the number or the sight that will mean it is met."
NO_BASELINE = "Say where the pupil is now, so that the change can be told."
NO_CHANGE = "The target is where the pupil is already."
EMPTY_TARGET = "The target cannot be counted or seen yet. Give a number, or what somebody will see."
NO_OWNER = "Say who sees to it."
NO_DATE = "Say by when."


def _openings(words: str) -> tuple[str, ...]:
    """What the pupil does, without who and `will`: `read 60 words` of `Kacper will be able to read 60 words`.

    Where no `will` shows who it is, the first word may be a name or the deed itself, so both readings are given.
    """
    line = words.strip()
    found = _MAIN.match(line)
    return (found["rest"],) if found else (line, _WHO.sub("", line, count=1))


def provision_words(words: str) -> bool:
    """Whether it says what is given instead of what the pupil will do."""
    return any(_GIVEN.match(_ALONE.sub("", opening)) for opening in _openings(words))


def vague_words(words: str) -> str:
    """The opening that nobody can see or count; nothing where there is none or a figure stands beside it."""
    if _FIGURE.search(words):
        return ""
    tried = [_VAGUE.match(opening) for opening in _openings(words)] + [_NOUN.match(words.strip())]
    return next((found[0].strip() for found in tried if found), "")


def several(words: str) -> bool:
    """Whether it looks like more than one outcome. Somebody called Will is not counted."""
    lines = [line for line in words.splitlines() if line.strip()]
    return len(lines) > 1 or len(_WILL.findall(words)) > 1 or bool(_SEVERAL.search(words))


def _same(one: str, other: str) -> bool:
    return "".join(one.casefold().split()).rstrip(".") == "".join(other.casefold().split()).rstrip(".")


def _on_words(outcome: Outcome) -> list[str]:
    if provision_words(outcome.words):
        return [GIVEN]
    vague = vague_words(outcome.words)
    said = [f"“{vague[:1].upper()}{vague[1:]}” cannot be seen or counted. Say what the pupil will do, and how much or how often."] if vague else []
    return said + [SEVERAL] * several(outcome.words)


def _on_measure(outcome: Outcome) -> list[str]:
    said = [] if outcome.measure.strip() else [NO_MEASURE]
    if not outcome.target.strip():
        return [*said, NO_TARGET]
    if not outcome.baseline.strip():
        said.append(NO_BASELINE)
    elif _same(outcome.target, outcome.baseline) and not _KEEPS.search(outcome.words):
        return [*said, NO_CHANGE]
    empty = _EMPTY_TARGET.fullmatch(outcome.target.strip()) and not (_FIGURE.search(outcome.target) or _ONE.search(outcome.target))
    return said + [EMPTY_TARGET] * bool(empty)


def _on_day(due_on: date | None, cycle: SupportCycle | None) -> list[str]:
    if due_on is None:
        return [NO_DATE]
    if cycle is not None and due_on < cycle.starts_on:
        return [f"The date is before the cycle begins on {shown(cycle.starts_on)}."]
    if cycle is not None and due_on > cycle.review_due_on:
        return [f"The date is after the review on {shown(cycle.review_due_on)}, so the review cannot tell whether it is met."]
    return []


def advice(outcome: Outcome, cycle: SupportCycle | None = None) -> tuple[str, ...]:
    """What would make an outcome easier to see, measure and review. Nothing where there is nothing to say."""
    return (*_on_words(outcome), *_on_measure(outcome), *([] if outcome.owner.strip() else [NO_OWNER]), *_on_day(outcome.due_on, cycle))
