"""What one cell of an export means: tidy text, dates in every style a spreadsheet leaves behind, yes and no, telephone numbers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sendco_desk.domain.dates import MONTHS
from sendco_desk.domain.refusals import Refused

OLDEST_PUPIL = 26
"""An EHC plan can last until the young person is 25, and the register may still name one who has just left."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PROTECTED = re.compile(r'="(.*)"', re.DOTALL)
_QUOTED_NUMBER = re.compile(r"'[\d+.,\- ]+")
_FORMULA = re.compile(r"=|[@+\-]\s*[A-Za-z_.]+\s*\(")
_ERROR = re.compile(r"#+|#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL|SPILL|CALC)[!?]?", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"-?\d(\.\d+)?E[+-]?\d+", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.+Z]*)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?: +\d{1,2}:\d{2}(?::\d{2})?)?")
_WORDS = re.compile(r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/.]*([a-z]{3,9})\.?[ \-/.,]*(\d{4}|\d{2})", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_DAY_ZERO = date(1899, 12, 30)  # Excel counts from here: it believes that 1900 was a leap year
_YES = {"yes", "y", "true", "t", "1", "x", "✓", "✔"}
_NO = {"no", "n", "false", "f", "0"}


class DateStyle(StrEnum):
    """How a date was written: the uncertain ways are said to the person."""

    FULL = "full"
    SERIAL = "serial"
    TWO_FIGURES = "two_figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDate:
    """A day, and how it was written."""

    day: date
    style: DateStyle


def tidy(text: str) -> str:
    """The text a person sees in the cell: one form of each letter, single spaces, nothing invisible, no spreadsheet armour."""
    clean = _CONTROL.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    clean = " ".join(clean.split())
    if protected := _PROTECTED.fullmatch(clean):  # ="000123" keeps the noughts in Excel
        clean = protected[1].replace('""', '"').strip()
    return clean[1:].strip() if _QUOTED_NUMBER.fullmatch(clean) else clean


def is_formula(text: str) -> bool:
    """Whether the cell holds a calculation instead of its result."""
    return bool(_FORMULA.match(text))


def is_mangled(text: str) -> bool:
    """Whether a spreadsheet destroyed what stood here: ####, #REF!, 1.23E+05."""
    return bool(_ERROR.fullmatch(text) or _SCIENTIFIC.fullmatch(text))


def plain_number(text: str) -> str:
    """A number kept as text, without the `.0` that spreadsheets add."""
    return re.sub(r"(?<=\d)\.0+$", "", text)


def read_date(text: str, today: date, *, born: bool = False) -> ReadDate:
    """The day in the cell; days before months, as in England. ``born`` reads two-figure years as those of a school-age child.

    Refuses with a sentence that says what is wrong with the cell.
    """
    if is_mangled(text):
        raise Refused("The date was lost in a spreadsheet: widen the column there, or export the table again.")
    if match := _ISO.fullmatch(text):
        return ReadDate(day=_real(int(match[1]), int(match[2]), int(match[3])), style=DateStyle.FULL)
    if match := _SERIAL.fullmatch(text):
        day = _DAY_ZERO + timedelta(days=int(match[1]))
        if not 1920 <= day.year <= today.year + 20:
            raise Refused("This number is not a date: check the cell.")
        return ReadDate(day=day, style=DateStyle.SERIAL)
    if match := _NUMBERS.fullmatch(text):
        day_of_month, month, year = int(match[1]), int(match[2]), match[3]
        if month > 12 >= day_of_month:
            raise Refused("There is no such month: is the month written before the day?")
    elif match := _WORDS.fullmatch(text):
        day_of_month, month, year = int(match[1]), _month(match[2]), match[3]
    else:
        raise Refused("This is not a date that can be read: write it as 31/12/2015.")
    style = DateStyle.TWO_FIGURES if len(year) == 2 else DateStyle.FULL
    whole = int(year) if len(year) == 4 else _century(int(year), today, born)
    return ReadDate(day=_real(whole, month, day_of_month), style=style)


def _month(word: str) -> int:
    for number, name in enumerate(MONTHS, 1):
        if word.lower().startswith(name.lower()):
            return number
    raise Refused("This is not the name of a month: check the cell.")


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("There is no such day in the calendar: check the day and the month.") from None


def _century(year: int, today: date, born: bool) -> int:
    near = today.year // 100 * 100 + year
    whole = near if near <= today.year + (0 if born else 1) else near - 100
    if born and today.year - whole > OLDEST_PUPIL:
        raise Refused("The year of birth has two figures and fits no school age: write it with four.")
    return whole


def birth_problem(day: date, today: date) -> str:
    """Why this cannot be a pupil's date of birth, or nothing."""
    if day > today:
        return "The date of birth is in the future: it was left out."
    if today.year - day.year > 60:
        return "The date of birth makes this pupil more than 60 years old: it was left out."
    return ""


def read_yes(text: str) -> bool | None:
    """Yes or no, or None where the cell says neither."""
    word = text.casefold()
    return True if word in _YES else False if word in _NO else None


def tidy_phone(text: str) -> str:
    """A number as people dial it: 07700 900123. A first nought that a spreadsheet took away is put back."""
    number = plain_number(tidy(text))
    kept = re.sub(r"[\s().\-]", "", number)
    if kept.startswith(("+44", "0044")):
        kept = "0" + kept.removeprefix("+44").removeprefix("0044").removeprefix("0")
    if re.fullmatch(r"[12378]\d{9}", kept):
        kept = "0" + kept
    if re.fullmatch(r"07\d{9}", kept):
        return f"{kept[:5]} {kept[5:]}"
    return kept if kept.startswith("0") and kept.isdigit() and not re.search(r"\s", number) else number


def shouted(name: str) -> bool:
    """Whether a name came in capitals throughout."""
    return sum(c.isalpha() for c in name) > 1 and name.isupper()


def fold(text: str) -> str:
    """Text for comparing names: no case, no accents, no punctuation."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = plain.translate(_STROKES)
    return " ".join(re.sub(r"[^\w?]+", " ", plain).split())


_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name: case, accents and letters lost to a question mark do not count."""
    first, second = fold(one), fold(other)
    if first == second:
        return True
    if "?" not in first + second or len(first) != len(second):
        return False
    return all(a == b or "?" in (a, b) for a, b in zip(first, second, strict=True))
