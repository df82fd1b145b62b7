"""How the clock writes lengths of time and lists in sentences for people."""

from collections.abc import Sequence

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)


def number(value: int) -> str:
    """Six, sixteen, twenty; figures beyond that."""
    return NUMBERS[value] if value < len(NUMBERS) else str(value)


def counted(value: int, noun: str) -> str:
    """`1 day`, `6 days`."""
    return f"{value} {noun}" if value == 1 else f"{value} {noun}s"


def spelt(value: int, noun: str) -> str:
    """`one week`, `six weeks`."""
    return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"


def weeks_and_days(days: int) -> str:
    """`12 weeks 6 days`, `6 days`, `1 week`; empty for none."""
    weeks, rest = divmod(days, 7)
    parts = ([counted(weeks, "week")] if weeks else []) + ([counted(rest, "day")] if rest else [])
    return " ".join(parts)


def either(words: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def both(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def dated(noun: str, day: str) -> str:
    """An event with its day inside a sentence: `The review meeting on Mon 5 Oct 2026`; commas where `on` could belong to its last words."""
    apart = noun.startswith(("The day", "That last day")) or any(word in noun for word in (" to ", " that ", " on "))
    return f"{noun}, {day}," if apart else f"{noun} on {day}"


def capitalised(words: str) -> str:
    """Words at the start of a sentence: their first letter a capital, the others as they are."""
    return words[:1].upper() + words[1:]


def lowered(sentence: str) -> str:
    """A sentence that goes on inside another: its first letter small."""
    return sentence[:1].lower() + sentence[1:]
