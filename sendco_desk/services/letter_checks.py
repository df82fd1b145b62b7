"""What no letter of a school may say or do, looked for in its words as they stand, edited or not, with the words that are the problem.

A school cannot complain to the Ombudsman, promises and claims no money, never calls a breach what is only guidance, and never says of a
day what a respectable count denies.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from sendco_desk.domain.refusals import Refused
from sendco_desk.services import letter_phrases as phrases
from sendco_desk.services.letter_counts import kindest_day
from sendco_desk.services.letter_phrases import OMBUDSMAN, Plain, plainly
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something found in a letter: a sentence for the person, the words it is about, and whether the letter may not go out with it."""

    sentence: str
    words: str = ""
    stops: bool = True


def findings_in_words(text: str) -> list[Finding]:
    """What stands in the words that no letter may say, whatever it is about."""
    plain = plainly(text)
    found = [
        Finding(words=words, sentence=f"The letter speaks of money (‘{words}’). A school’s letter neither promises nor claims any: take it out.")
        for words in _once(_money(plain))
    ]
    found += [
        Finding(words=words, sentence=f"A school cannot complain to the Ombudsman; a parent can, with the school’s evidence. Take out ‘{words}’.")
        for words in _once(_threats(plain))
    ]
    return found


def findings_in_fields(text: str) -> list[Finding]:
    """Fields that nothing has been put in for."""
    return [
        Finding(words=match[0], sentence=f"‘{match[0]}’ still stands in the letter: put in what belongs there, or take it out.")
        for match in _each(phrases.UNFILLED, text)
    ]


def findings_about_reader(*parts: str) -> list[Finding]:
    """Whether the letter would go to the Ombudsman."""
    match = next((found for part in parts if (found := OMBUDSMAN.search(plainly(part).text))), None)
    return [Finding(words=match[0], sentence=(
        f"This would go to the Ombudsman (‘{match[0]}’). A school cannot complain there: give the parent the evidence, and they can."
    ))] if match else []


def findings_about_steps(text: str, steps: Sequence[Milestone], on: date) -> list[Finding]:
    """Guidance that is called a breach, and lateness that a respectable count denies."""
    return [*_called_a_breach(text, steps), *_too_late(text, steps, on)]


def findings_in_subject(subject: str, names: Iterable[str], usual: str) -> list[Finding]:
    """A child's name where strangers can read it. Words that the subject has anyway are no name."""
    whole = [name for name in dict.fromkeys(names) if name.strip()]
    known = {part for name in whole for part in _words(name) if len(part) > 1} | {"".join(_words(name)) for name in whole}
    known |= {"".join(_words(one + other)) for one, other in permutations(whole, 2)}
    known = {part for part in known if len(part) > 1 or not part.isascii()} - set(_words(usual))
    found = next((word for word in re.findall(r"\w+", subject) if _plain_word(word) in known or _joined(word, known)), "")
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


def _once(found: Iterable[str]) -> list[str]:
    """What was found, each wording once."""
    return list({words.casefold(): words for words in found}.values())


def _words(text: str) -> list[str]:
    return [_plain_word(word) for word in re.findall(r"\w+", text)]


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_NO_GAPS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages that write a name in one word."""


def _plain_word(word: str) -> str:
    """A word as it is often typed: small, and without its marks (`lukasz` for Łukasz)."""
    bare = (letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter))
    return "".join(bare).translate(_LETTERS)


def _joined(word: str, known: Iterable[str]) -> bool:
    """Whether a word of a language without gaps has a name in it."""
    return bool(_NO_GAPS.search(word)) and any(part in word for part in known if _NO_GAPS.search(part))


# Money and the Ombudsman


def _money(plain: Plain) -> Iterator[str]:
    for start, sentence in plain.sentences():
        for match in phrases.MONEY.finditer(sentence):
            if not (match[0].endswith(("pound", "pounds")) and phrases.WEIGHT.search(sentence)):
                yield plain.shown(start + match.start(), start + match.end())


def _threats(plain: Plain) -> Iterator[str]:
    """Sentences by which the school would go to the Ombudsman, or lets it be understood."""
    for start, sentence in plain.sentences():
        office = OMBUDSMAN.search(sentence)
        if office and _threatens(sentence):
            directed = phrases.DIRECTED.search(sentence)
            ours = list(phrases.OURSELVES.finditer(sentence, 0, directed.start() if directed else office.start()))
            first, last = (ours[0].start() if ours else (directed or office).start()), (directed or office).end()
            yield plain.shown(start + first, start + last)


def _threatens(sentence: str) -> bool:
    directed = phrases.DIRECTED.search(sentence)
    family = phrases.FAMILY.search(sentence) is not None
    if phrases.JOINT.search(sentence) or (phrases.VEILED.search(sentence) and not family):
        return True
    if phrases.NEGATED.search(sentence) and not phrases.UNDOES_NEGATION.search(sentence):
        return False
    if directed is None:
        return not family and not phrases.SPOKEN_OF.search(sentence)
    ours, theirs = (
        max((match.start() for match in pattern.finditer(sentence, 0, directed.start())), default=-1)
        for pattern in (phrases.OURSELVES, phrases.FAMILY)
    )
    return ours > theirs or not family


# What a step allows to be said


def _called_a_breach(text: str, steps: Sequence[Milestone]) -> list[Finding]:
    guidance = [step for step in steps if not step.rule.binding]
    if not guidance:
        return []
    only = len(guidance) == len(steps)
    found: dict[str, Finding] = {}
    for _, sentence in plainly(text).sentences():
        about = next((step for step in guidance if _is_about(sentence, step)), None) or (guidance[0] if only else None)
        match = about and (phrases.BREACH.search(sentence) or phrases.OBLIGED.search(sentence))
        if about and match:
            found.setdefault(match[0].casefold(), Finding(words=match[0], sentence=(
                f"{about.source} is guidance, so not to follow it is no breach: say what was expected instead of ‘{match[0]}’."
            )))
    return list(found.values())


def _is_about(sentence: str, step: Milestone) -> bool:
    said = sentence.casefold()
    return any(words.casefold() in said for words in (step.source, step.rule.duty, step.rule.title))


def _too_late(text: str, steps: Sequence[Milestone], on: date) -> list[Finding]:
    overdue = [(on - day).days for step in steps if step.state is State.OVERDUE and (day := kindest_day(step))]
    allowed = max([0, *overdue])
    kindest = counted(allowed, "day")
    return [
        Finding(words=words, sentence=(
            f"‘{words}’ is more than every count allows: on the count that is kindest to the other side it is {kindest}."
        ))
        for words in _once(_called_late(plainly(text), allowed))
    ]


def _called_late(plain: Plain, allowed: int) -> Iterator[str]:
    """The words that call more days late than that. A child's own delay is no lateness."""
    for start, sentence in plain.sentences():
        for pattern in phrases.LATE:
            for match in pattern.finditer(sentence):
                own = match["slow"] and phrases.OF_DEVELOPMENT.search(sentence)
                if not own and phrases.late_days(match) > allowed:
                    yield plain.shown(start + match.start(), start + match.end())
