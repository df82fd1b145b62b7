"""What no letter of a school may say or do, looked for in its words as they stand, edited or not, with the words that are the problem.

A school cannot complain to the Ombudsman, promises and claims no money, never calls a breach what is only guidance, and never says of a
day what a respectable count denies.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sendco_desk.domain.refusals import Refused
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.wording import NUMBERS

OMBUDSMAN = re.compile(r"ombudsm[ae]n\w*|lgo\.org|lgsco", re.IGNORECASE)
MONEY = re.compile(
    r"£\s?\d[\d,.]*\d|£\s?\d|\b\d[\d,.]*\s?(?:pounds|GBP)\b|\bcompensat\w*|\breimburs\w*|\brefund\w*|\bex gratia\b"
    r"|\bfinancial (?:remedy|remedies|redress|loss|losses)\b|\b(?:pay|claim|seek|award)\w*\s(?:\w+\s){0,2}damages\b|\bdamages (?:for|of|against)\b",
    re.IGNORECASE,
)
COMPLAINS = re.compile(
    r"\b(?:we|I|our|the school)\b[^.!?\n]{0,80}\b(?:complain\w*|refer\w*|report\w*|escalat\w*|tak\w+|go|going|writ\w+ to)\b"
    r"[^.!?\n]{0,60}\bombudsm[ae]n\b",
    re.IGNORECASE,
)
BREACH = re.compile(
    r"\bbreach\w*|\bunlawful\w*|\billegal\w*|\bagainst the law\b|\bbr[eo]k\w* the law\b|\b(?:legal|statutory) (?:duty|duties|obligations?)\b"
    r"|\blegally (?:bound|obliged|required)\b|\brequired by law\b|\bmaladministration\b",
    re.IGNORECASE,
)
OBLIGED = re.compile(r"\b(?:had to|has to|have to|must|(?:was|were|is|are) (?:required|obliged) to)\b", re.IGNORECASE)
LATE = re.compile(rf"\b(\d+|{'|'.join(NUMBERS[1:])}) (day|week|month)s?(?: and)?(?: (\d+) days?)? (?:late|overdue)\b", re.IGNORECASE)
UNFILLED = re.compile(r"\{[^{}\n]*\}")
DAYS_IN = {"day": 1, "week": 7, "month": 28}
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something found in a letter: a sentence for the person, the words it is about, and whether the letter may not go out with it."""

    sentence: str
    words: str = ""
    stops: bool = True


def findings_in_words(text: str) -> list[Finding]:
    """What stands in the words that no letter may say, whatever it is about."""
    found = [
        Finding(words=match[0], sentence=(
            f"The letter speaks of money (‘{match[0]}’). A school’s letter neither promises nor claims any: take it out."
        ))
        for match in _each(MONEY, text)
    ]
    found += [
        Finding(words=match[0], sentence=(
            f"A school cannot complain to the Ombudsman; a parent can, with the school’s evidence. Take out ‘{match[0]}’."
        ))
        for match in _each(COMPLAINS, text)
    ]
    return found


def findings_in_fields(text: str) -> list[Finding]:
    """Fields that nothing has been put in for."""
    return [
        Finding(words=match[0], sentence=f"‘{match[0]}’ still stands in the letter: put in what belongs there, or take it out.")
        for match in _each(UNFILLED, text)
    ]


def findings_about_reader(*parts: str) -> list[Finding]:
    """Whether the letter would go to the Ombudsman."""
    match = next((found for part in parts if (found := OMBUDSMAN.search(part))), None)
    return [Finding(words=match[0], sentence=(
        f"This would go to the Ombudsman (‘{match[0]}’). A school cannot complain there: give the parent the evidence, and they can."
    ))] if match else []


def findings_about_steps(text: str, steps: Sequence[Milestone], on: date) -> list[Finding]:
    """Guidance that is called a breach, and lateness that a respectable count denies."""
    return [*_called_a_breach(text, steps), *_too_late(text, steps, on)]


def findings_in_subject(subject: str, names: Iterable[str], usual: str) -> list[Finding]:
    """A child's name where strangers can read it. Words that the subject has anyway are no name."""
    parts = {part for name in names for part in _words(name) if len(part) > 1} - set(_words(usual))
    found = next((word for word in re.findall(r"\w+", subject) if word.casefold() in parts), "")
    sentence = f"The subject names the child (‘{found}’): use the council’s reference and the case number instead."
    return [Finding(words=found, sentence=sentence)] if found else []


def need_clean(findings: Iterable[Finding], field: str = "words") -> None:
    """Refuse what may not go out, with every reason in a sentence."""
    stops = list(dict.fromkeys(one.sentence for one in findings if one.stops))
    if stops:
        raise Refused(" ".join(stops), field=field)


def _each(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The matches, those of one wording once."""
    return list({match[0].casefold(): match for match in pattern.finditer(text)}.values())


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"\w+", text)]


def _called_a_breach(text: str, steps: Sequence[Milestone]) -> list[Finding]:
    guidance = [step for step in steps if not step.rule.binding]
    if not guidance:
        return []
    only = len(guidance) == len(steps)
    found: dict[str, Finding] = {}
    for sentence in _SENTENCES.split(text):
        about = next((step for step in guidance if _is_about(sentence, step)), None) or (guidance[0] if only else None)
        match = about and (BREACH.search(sentence) or OBLIGED.search(sentence))
        if about and match:
            found.setdefault(match[0].casefold(), Finding(words=match[0], sentence=(
                f"{about.source} is guidance, so not to follow it is no breach: say what was expected instead of ‘{match[0]}’."
            )))
    return list(found.values())


def _is_about(sentence: str, step: Milestone) -> bool:
    said = sentence.casefold()
    return any(words.casefold() in said for words in (step.source, step.rule.duty, step.rule.title))


def _too_late(text: str, steps: Sequence[Milestone], on: date) -> list[Finding]:
    overdue = [(on - step.latest_day).days for step in steps if step.state is State.OVERDUE and step.latest_day]
    allowed = max(overdue, default=0)
    found = []
    for match in _each(LATE, text):
        if _days(match) > allowed:
            kindest = f"{allowed} day{'s' * (allowed != 1)}"
            found.append(Finding(words=match[0], sentence=(
                f"‘{match[0]}’ is more than every count allows: on the count that is kindest to the other side it is {kindest}."
            )))
    return found


def _days(match: re.Match[str]) -> int:
    number = match[1].casefold()
    count = int(number) if number.isdigit() else NUMBERS.index(number)
    return count * DAYS_IN[match[2].casefold()] + int(match[3] or 0)
