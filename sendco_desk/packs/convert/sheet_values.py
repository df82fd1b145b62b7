"""What a spreadsheet's cell shows: numbers, dates and times in the cell's own format, British where the format leaves it open."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|(AM/PM|A/P)|(y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}(?:\.0+)?)|_.|\*.|(.)', re.IGNORECASE | re.DOTALL
)
_LEFT_OPEN = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy": "dd/mm/yyyy", "m/d/yyyy": "dd/mm/yyyy", "mm/dd/yy": "dd/mm/yyyy", "mm/dd/yyyy": "dd/mm/yyyy"}
_LEFT_OPEN |= {"m/d/yy h:mm": "dd/mm/yyyy hh:mm", "m/d/yyyy h:mm": "dd/mm/yyyy hh:mm"}
_SYSTEMS_OWN = {"[$-F800]D": "dddd, d mmmm yyyy", "[$-F400]H": "hh:mm:ss"}  # as the computer is set: ours is British
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DIGITS = re.compile(r"[#0?](?:[#0?,.]*[#0?])?(?:E[+-]?0+)?,*", re.IGNORECASE)
_MOST_FIGURES = 10

Value = str | int | float | bool | date | datetime | time | timedelta | None


def shown(value: object, number_format: str = "General") -> tuple[str, bool]:
    """The words of a cell, and whether it is a number, which stands at the right."""
    if value is None:
        return "", False
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), False
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, number_format), True
    if isinstance(value, int | float):
        return _number(value, number_format), True
    return str(value), False


def is_date_format(number_format: str) -> bool:
    """True where a format shows a number as a date or a time."""
    bare = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.', "", number_format.partition(";")[0], flags=re.IGNORECASE)
    return bare.lower() != "general" and re.search(r"[ymdhs]", bare, re.IGNORECASE) is not None


def _moment(value: date | datetime | time | timedelta, number_format: str) -> str:
    chosen = number_format.partition(";")[0]
    chosen = _SYSTEMS_OWN.get(chosen[:9].upper(), chosen)
    chosen = _LEFT_OPEN.get(re.sub(r"\[\$[^\]]*\]|\\|@", "", chosen).strip().lower(), chosen)
    if isinstance(value, timedelta):
        hours, rest = divmod(round(value.total_seconds()), 3600)
        return f"{hours}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")
    if isinstance(value, time):
        value = datetime.combine(date(1900, 1, 1), value)
        chosen = chosen if is_date_format(chosen) and not re.search("[yd]", chosen, re.IGNORECASE) else "hh:mm"
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    if not is_date_format(chosen):
        chosen = "dd/mm/yyyy hh:mm" if moment.time() != time() else "dd/mm/yyyy"
    return "".join(_date_parts(moment, chosen)).strip()


def _date_parts(moment: datetime, number_format: str) -> Iterator[str]:
    tokens = list(_TOKEN.finditer(number_format))
    twelve = any(token[4] for token in tokens)
    after_hour = False
    for number, token in enumerate(tokens):
        quoted, escaped, bracketed, half, code, other = token.groups()
        if code:
            low = code.lower()
            following = next((later[5].lower() for later in tokens[number + 1 :] if later[5]), "")
            minutes = low[0] == "m" and len(low) < 3 and (after_hour or following.startswith("s"))
            yield _minutes(moment, low) if minutes else _date_part(moment, low, twelve=twelve)
            after_hour = low[0] == "h"
        elif bracketed is not None:
            after_hour = bracketed.lower() in ("h", "hh")
            yield str(moment.hour) if after_hour else ""
        elif half:
            yield "am" if moment.hour < 12 else "pm"
        else:
            yield quoted if quoted is not None else escaped or ("" if other == "@" else other or "")


def _minutes(moment: datetime, code: str) -> str:
    return f"{moment.minute:02d}" if len(code) == 2 else str(moment.minute)


def _date_part(moment: datetime, code: str, *, twelve: bool) -> str:
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    parts = {
        "d": str(moment.day), "dd": f"{moment.day:02d}", "ddd": _DAYS[moment.weekday()][:3], "dddd": _DAYS[moment.weekday()],
        "m": str(moment.month), "mm": f"{moment.month:02d}", "mmm": _MONTHS[moment.month - 1][:3], "mmmm": _MONTHS[moment.month - 1],
        "mmmmm": _MONTHS[moment.month - 1][0], "h": str(hour), "hh": f"{hour:02d}", "s": str(moment.second), "ss": f"{moment.second:02d}",
    }  # fmt: skip
    if code[0] == "y":
        return f"{moment.year % 100:02d}" if len(code) < 3 else str(moment.year)
    return parts.get(code, f"{moment.second:02d}")


def _number(value: int | float, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1] else sections[0]
    own_sign = section is not sections[0]
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", section)
    digits = _DIGITS.search(bare)
    if digits is None or re.search(r"general|[@/]", bare, re.IGNORECASE):
        return plain_number(value)
    try:
        drawn = _digits(Decimal(repr(abs(value) if own_sign else value)), digits[0], percent=bare.count("%"))
    except InvalidOperation:
        return str(value)
    return "".join(_dressed(section, drawn)).strip()


def _dressed(section: str, drawn: str) -> Iterator[str]:
    """The figures with what the format writes around them."""
    written = False
    for token in _TOKEN.finditer(section):
        quoted, escaped, bracketed, _, code, other = token.groups()
        if bracketed is not None:
            yield bracketed[1:].partition("-")[0] if bracketed.startswith("$") else ""
        elif quoted is not None or escaped:
            yield quoted or escaped or ""
        elif other and other in "#0?,.E":
            yield "" if written else drawn
            written = True
        elif not (written and other in ("+", "-") and "E" in section.upper()):
            yield code or other or ""


def _digits(value: Decimal, pattern: str, *, percent: int) -> str:
    if "E" in pattern.upper():
        places = len(pattern.upper().partition("E")[0].partition(".")[2])
        return f"{value:.{places}E}"
    value *= Decimal(100) ** percent
    thousands = len(pattern) - len(pattern.rstrip(","))
    value /= Decimal(1000) ** thousands
    whole, _, fraction = pattern.rstrip(",").partition(".")
    value = value.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    text = f"{value:,.{len(fraction)}f}" if "," in whole else f"{value:.{len(fraction)}f}"
    spare = len(fraction) - len(fraction.rstrip("#?"))
    for _ in range(spare):
        text = text[:-1] if text.endswith("0") else text
    least = whole.count("0")
    sign, bare = ("-", text[1:]) if text.startswith("-") else ("", text)
    ones, dot, rest = bare.rstrip(".").partition(".")
    return sign + (ones.zfill(least) if "," not in whole else ones) + dot + rest


def plain_number(value: int | float) -> str:
    """A number without a format of its own: no more figures than a cell would show."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else f"{value:.5E}"
    text = f"{value:.{_MOST_FIGURES}g}"
    return text if "e" not in text else f"{value:.5E}"
