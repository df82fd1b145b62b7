"""The words in which a letter says what it may not: money, the Ombudsman, a breach of guidance, days that are not sure to be late.

A person who rewords a sentence means the same by it, so these patterns look for the meaning in its usual dresses, and leave alone the
sentences of a SENDCo's everyday that only sound alike. They are read against ``Plain`` text, in which hidden letters are gone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sendco_desk.statute.wording import NUMBERS

_HIDDEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Letters that nobody sees: soft hyphens, and joiners of no width."""
_JOIN = r"[\s\-‐‑–.]{0,2}"
_OFFICE = (
    rf"\bom[a-z]?[bd]u[a-z]{{0,2}}s?{_JOIN}(?:m[ae]n|person|people|wom[ae]n)\w*|\bombuds\w*|\blgo\b|\blg(?:&|and)?sco\b|\bphso\b"
    r"|\bcommission(?:er)?s? for local administration\b"
    r"|(?-i:\bL\W{0,2}G\W{0,3}(?:S\W{0,2}C\W{0,2})?O\b)"
)
OMBUDSMAN = re.compile(_OFFICE, re.IGNORECASE)
_TO_OFFICE = (
    r"\b(?:to|with|before|involv\w+|contact\w*|approach\w*|notif\w+|inform\w*|tell\w*|told|ask\w*|copy\w*|copi\w+|alert\w*|brief\w*|cc)\s+(?:in\s+)?"
    rf"(?:the\s+)?(?:local\s+government\s+)?(?:(?:and|&)\s+social\s+care\s+)?(?:{_OFFICE})(?![’']s)"
)
DIRECTED = re.compile(_TO_OFFICE, re.IGNORECASE)
"""What is done goes to the Ombudsman; the Ombudsman's report or Code is only spoken of."""
OURSELVES = re.compile(r"\b(?:we|I|our|the school|this school)\b", re.IGNORECASE)
FAMILY = re.compile(
    r"\b(?:parents?|mother|father|carers?|famil(?:y|ies)|young (?:person|people)|they)\b(?:(?![’'])|[’']s?\s(?:own\s)?(?:complaint|letter|appeal)\b)",
    re.IGNORECASE,
)
"""Who may complain; what is only theirs (`the family’s case`) may still be somebody else's to send on."""
JOINT = re.compile(
    r"\b(?:we|the school) and (?:the |his |her |their )?(?:parents?|famil|mother|father|carer)"
    r"|\b(?:parents?|family|mother|father|carers?) and (?:we|I|the school)\b", re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:cannot|can not|can[’']t|may not|must not|never|will not|won[’']t|shall not|does not|do not|don[’']t|is not|are not|not able|unable|nor)\b"
    rf"|\bno\s+(?:{_OFFICE})", re.IGNORECASE,
)
UNDOES_NEGATION = re.compile(r"\b(?:hesitat\w*|only|unless|rule out|exclude|if|provided|as long as|fail)\b", re.IGNORECASE)
SPOKEN_OF = re.compile(
    r"\b(?:count(?:s|ed|ing)?|codes?|used by|uses|guidance|guide|reports?|found|findings?|decisions?|decided|said|says|publish\w*|practice|focus|view"
    r"|principles?|website)\b", re.IGNORECASE,
)
VEILED = re.compile(
    rf"(?:{_OFFICE})(?:\s\w+){{0,3}}?\s(?:will|would|may|might|shall|could)\s(?:\w+\s){{0,2}}?"
    r"(?:hear|learn|know|be|investigate|want|look|find|take|receive|see|decide|judge)\b", re.IGNORECASE,
)
"""`The Ombudsman will hear of this`: nobody is said to complain, and everybody understands."""
_PAID = r"(?:payments?|sums?|awards?|amounts?|remedy|remedies|redress|settlements?|loss(?:es)?|claims?)"
_FAMILY = r"(?:famil(?:y|ies)|parents?|mother|father|carers?|child|pupil|school|us|them|him|her|back)"
MONEY = re.compile(
    r"[£€](?:\s?\d(?:[\d,.]*\d)?)?|\bGBP\s?\d[\d,.]*"
    rf"|\b(?:\d[\d,.]*|{'|'.join(NUMBERS[1:])}|hundred|thousand|hundreds of|thousands of)\s?(?:pounds?(?!(?-i:\s[A-Z]))|quid|GBP)\b"
    rf"|\bcom{_JOIN}pen{_JOIN}sat(?:e|ed|ion)\b|\bcompensat(?:es|ing|ory)\s(?:{_PAID}|damages|the|him|her|them|us)\b"
    r"|\breimburs\w*|\brefund\w*|\brecompens\w*|\brestitution\b|\bex gratia\b|\bsums? of money\b"
    rf"|\b(?:financial|monetary|cash)\s{_PAID}|\bremedy payments?\b|\bpayments? of (?:up to )?\d"
    r"|\bpayments? (?:for|in respect of|because of|to make up for) (?:the |this |his |her |their |our )?"
    r"(?:delays?|lateness|loss(?:es)?|distress|injustice)\b"
    rf"|\b(?:should|must|will|shall|would|ought to|please|to)\s(?:\w+\s)?(?:re)?pay\s(?:the\s|his\s|her\s|their\s|you\s)?{_FAMILY}\b"
    r"(?!\s(?:\w+\s){0,2}(?:visit|attention|heed|respect))"
    r"|\bmake good (?:his|her|their|our|the) loss(?:es)?\b|\b(?:claim|recover|pay|seek|award)\w*\s(?:\w+\s){0,3}costs\b"
    r"|\b(?:pay|claim|seek|award)\w*\s(?:\w+\s){0,2}damages\b|\bdamages (?:for|of|against)\b",
    re.IGNORECASE,
)
WEIGHT = re.compile(r"\bweigh\w*|\bheavi\w*|\bgained\b", re.IGNORECASE)
BREACH = re.compile(
    r"\bbreach\w*|\bunlawful\w*|\bnot lawful\w*|\billegal\w*|\b(?:against|bound by|required by|by) (?:the )?law\b|\bbr[eo]k\w* the law\b"
    r"|\blegally\b|\blegal (?:duty|duties|obligations?|requirements?|limits?|deadlines?)\b|\bstatutor(?:y|ily)\b(?! guidance)|\bby statute\b"
    r"|\bthe law (?:requires?|required|says|said|demands?|obliges?|obliged)\b|\b(?:have|has|had) (?:a|the) duty\b|\bdut(?:y|ies) to\b"
    r"|\b(?:in|of) (?:your|its|their) (?:legal )?dut(?:y|ies)\b|\bunder an? (?:duty|obligation)\b|\bin default\b|\bfail\w* to comply\b"
    r"|\bnon-?complian\w*|\bcontraven\w*|\bviolat\w*|\bmandatory\b|\bcompulsory\b|\bmaladministration\b",
    re.IGNORECASE,
)
OBLIGED = re.compile(
    r"(?<!\bwe )(?<!\bI )(?<!\bhe )(?<!\bshe )(?<!\bthey )(?<!school )(?<!family )(?<!parents )(?<!parent )(?<!child )(?<!pupil )"
    r"\b(?:had to|has to|have to|must(?! be (?:busy|hard|difficult|under pressure))|(?:was|were|is|are) (?:required|obliged|bound) to)\b",
    re.IGNORECASE,
)
"""What the other side is said to have had to do; what the school, the family or the child has to do is no reproach."""
UNFILLED = re.compile(r"\{[^{}\n]*\}")
SENTENCES = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\n(?=\s*(?:[-•*]|\d+[.)])\s)")
OF_DEVELOPMENT = re.compile(
    r"\b(?:speech|language|develop\w*|reading|spelling|writing|maths|phonics|cognit\w*|motor|peers?|age|aged|milestones?|learning|global|academic\w*"
    r"|processing|expected progress|class)\b", re.IGNORECASE,
)
"""A child's own delay is told in years and months as well."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without hidden letters and with plain spaces, which still knows where each of its letters stood."""

    whole: str
    text: str
    places: tuple[int, ...]

    def shown(self, start: int, end: int) -> str:
        """The words between two places of the plain text, as the letter has them."""
        return self.whole[self.places[start]:self.places[end - 1] + 1] if end > start else ""

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each sentence with where it starts; a line that is broken inside one does not end it."""
        start = 0
        for gap in SENTENCES.finditer(self.text):
            yield start, self.text[start:gap.start()]
            start = gap.end()
        yield start, self.text[start:]


def plainly(whole: str) -> Plain:
    """The text as it reads: hidden letters gone, wide and odd letters and spaces in their plain form, one for one."""
    text, places = [], []
    for place, letter in enumerate(whole):
        if letter in _HIDDEN:
            continue
        plain = unicodedata.normalize("NFKC", letter)
        text.append(plain if len(plain) == 1 else letter)
        places.append(place)
    return Plain(whole, "".join(text), tuple(places))


# Days that are called late

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORD_NUMBERS = {
    **{words: number for number, words in enumerate(NUMBERS) if number}, **{words: 10 * number for number, words in enumerate(_TENS, 2)},
    **{f"{ten}-{NUMBERS[one]}": 10 * tens + one for tens, ten in enumerate(_TENS, 2) for one in range(1, 10)},
    "a hundred": 100, "one hundred": 100, "half a": 0.5, "a": 1, "an": 1,
}
_WORDS_FIRST = sorted(_WORD_NUMBERS, key=len, reverse=True)
_NUMBER = "|".join([r"\d+(?:\.\d+|½)?", *(words.replace("-", "[- ]") for words in _WORDS_FIRST)])
_UNITS = {"day": 1, "week": 7, "wk": 7, "fortnight": 14, "month": 28, "term": 60, "quarter": 90, "year": 365}
_LASTS = (
    rf"(?P<number>{_NUMBER})(?P<half> and a half)?(?: \(\d+\))?[\s-](?P<kind>(?:full|whole|calendar|working|school|clear|long|solid|complete)\s)?"
    rf"(?P<unit>{'|'.join(_UNITS)})s?(?P<more>,? (?:and )?\d+ days?)?"
)
_LIMIT = (
    r"(?:the|its|that) (?:(?:last|lawful|legal|statutory|due|final) (?:lawful )?(?:day|date)\b(?! of (?:the )?(?:term|half|year))"
    r"|(?:time )?limit\b|deadline\b|due date\b)"
)
_BEYOND = rf"(?:(?:past|beyond|after|over)|(?:have|has) (?:now )?passed since) {_LIMIT}"
_HEDGE = r"(?:(?:more than|over|about|some|at least|nearly|almost|around|now|already|fully|well over)\s)*"
_AFTER = (
    r"(?:[’']s?|s[’'])?[\s-](?:or (?:so|more)\s)?(?:and counting,?\s)?(?:of\s)?(?:too\s|already\s|now\s|very\s)?"
    rf"(?:late(?:ness)?\b|overdue\b|out of time\b|outside (?:the|its) (?:limit|time)|{_BEYOND}|(?P<slow>delay\w*|behind\b))"
)
_BEFORE = (
    r"\b(?:late(?:ness)? (?:by|for|of)|overdue (?:by|for)|out of time by|last (?:lawful )?day (?:was|passed|went)"
    rf"|(?P<slow>delay(?:ed)? (?:by|of|for|is|was|stands at|has reached|amounts to|comes to)|behind by))\s{_HEDGE}"
)
_AGO = rf"\b(?:(?:was|were|fell) due|should have (?:\w+\s){{1,4}}?\w+)(?P<slow>)\s{_HEDGE}"
LATE = (
    re.compile(rf"\b{_LASTS}{_AFTER}", re.IGNORECASE), re.compile(rf"{_BEFORE}{_LASTS}", re.IGNORECASE),
    re.compile(rf"{_AGO}{_LASTS} ago\b", re.IGNORECASE),
)
"""`8 weeks late`, `a delay of eight weeks`, `the last day was 8 weeks ago`."""


def late_days(match: re.Match[str]) -> int:
    """How many days a sentence calls late; a month is never more than four weeks, and working days are days of the week."""
    said = match["number"].casefold()
    number = float(said.replace("½", ".5")) if said[0].isdigit() else _WORD_NUMBERS.get(said, 0) or _WORD_NUMBERS[said.replace(" ", "-")]
    days = (number + (0.5 if match["half"] else 0)) * _UNITS[match["unit"].casefold()]
    if (match["kind"] or "").strip().casefold() in ("working", "school"):
        days = days * 7 // 5
    return int(days) + int(re.sub(r"\D", "", match["more"] or "") or 0)
