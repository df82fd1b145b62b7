"""What stands in a profile in words: values, limits, how sure something is, and how much of the whole is verified."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sendco_desk.authority.fields import IDENTITY, Field, fields_of
from sendco_desk.authority.profile import CONFIDENCE_WORDS, Ask, Confidence, Fact, FormVersion, PasteBlock, Profile, Told, Value
from sendco_desk.domain.dates import plain_day

UNKNOWN = "Not known"
MARKS = {
    Confidence.HIGH: "Verified", Confidence.MEDIUM: "Verified in part", Confidence.LOW: "Doubtful", Confidence.UNVERIFIED: "Unverified",
}
"""How sure something is, in a word or two."""


class Standing(StrEnum):
    """How much of a profile is verified, in the words of a list of councils."""

    VERIFIED = "Verified"
    IN_PART = "Verified in part"
    UNVERIFIED = "Unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many fields and asks of a profile are verified, of how many. ``plainly`` says whether all of them were said plainly where they were
    read: what was read indirectly counts as verified in part."""

    facts: int
    of_facts: int
    asks: int
    of_asks: int
    plainly: bool = True

    @property
    def standing(self) -> Standing:
        """The word for it: verified is what has nothing left to ask."""
        known, all_of_it = self.facts + self.asks, self.of_facts + self.of_asks
        if known == all_of_it and self.plainly:
            return Standing.VERIFIED
        return Standing.IN_PART if known else Standing.UNVERIFIED

    @property
    def short(self) -> str:
        """The figures, for a narrow column."""
        facts = f"{self.facts} of {self.of_facts} fields" if self.of_facts else ""
        asks = f"{self.asks} of {self.of_asks} own asks" if self.of_asks else ""
        return ", ".join(filter(None, (facts, asks)))

    @property
    def said(self) -> str:
        """The figures in words."""
        return f"{self.short.replace(', ', ' and ')} verified" if self.short else "Nothing to verify"


def tally(own: Profile) -> Tally:
    """What is verified of a profile as it is written: its own asks, without those that it builds on."""
    told = [own.fact(field.name).told for field in fields_of(own.kind) if field.name not in IDENTITY]
    return Tally(
        facts=sum(one.is_fact for one in told), of_facts=len(told), asks=sum(ask.told.is_fact for ask in own.asks), of_asks=len(own.asks),
        plainly=all(one.confidence is Confidence.HIGH for one in (*told, *(ask.told for ask in own.asks))),
    )


def value_words(field: Field, value: Value) -> str:
    """A field's value in words, its codes read out."""
    codes = field.codes or {}
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return _counted(value, field.unit)
    if isinstance(value, date):
        return plain_day(value)
    if isinstance(value, tuple):
        return "; ".join(codes.get(one, one) for one in value)
    return codes.get(value, value)


def marked_words(field: Field, fact: Fact) -> str:
    """A field's value in words, with its mark before it where it is not to be taken as fact."""
    words = value_words(field, fact.value)
    return words if fact.value is None or fact.told.is_fact else f"{MARKS[fact.told.confidence]}: {words}"


def _counted(number: int, unit: str) -> str:
    """A number with its unit, which is given in the plural."""
    one = unit.removesuffix("s") if number == 1 and unit != unit.upper() else unit
    return f"{number:,} {one}".strip()


def limit_words(ask: Ask) -> tuple[str, ...]:
    """What an ask says of number, age, stretch of time and length."""
    said = (
        (ask.least, f"at least {ask.least}"), (ask.most_months, f"no older than {_counted(ask.most_months, 'months')}"),
        (ask.window_months, f"over {_counted(ask.window_months, 'months')}"), (ask.most_words, f"at most {_counted(ask.most_words, 'words')}"),
    )
    return tuple(words for number, words in said if number)


def block_limit_words(block: PasteBlock) -> str:
    """How long the text of a block may be, empty where nothing is said."""
    said = ((block.most_words, _counted(block.most_words, "words")), (block.most_letters, _counted(block.most_letters, "letters")))
    return ", ".join(f"at most {words}" for number, words in said if number)


def form_words(form: FormVersion) -> str:
    """A form with its version and the days between which it is taken."""
    named = f"{form.name}, version {form.version}" if form.version else form.name
    days = " ".join(f"{word} {plain_day(day)}" for word, day in (("from", form.valid_from), ("until", form.valid_to)) if day)
    return f"{named} (taken {days})" if days else named


def source_words(told: Told) -> str:
    """Where and when something was read, how sure it is, and what is doubtful about it."""
    checked = f"checked {plain_day(told.checked_on)}" if told.checked_on else ""
    read = "; ".join(filter(None, (f"Source: {told.source}" if told.source else "", checked)))
    note = f"{told.note.rstrip('.')}." if told.note else ""
    parts = (f"{CONFIDENCE_WORDS[told.confidence]}.", note, f"{read[:1].upper()}{read[1:]}." if read else "")
    return " ".join(filter(None, parts))
