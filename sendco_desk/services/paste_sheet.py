"""A request as text for a council's portal: one block a box, in the portal's order, each with how long it is and may be.

The words come from the record as it may be seen outside the school. What the maker changes in a block is kept as a draft of the case and the
profile, and can be taken back to what the record says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.profile import Confidence, PasteBlock, Profile, Told
from sendco_desk.authority.readiness import asks_in_order
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import LANGUAGES, NEED_TYPES, REQUESTED_BY, SEN_PROVISION, SERVICES
from sendco_desk.domain.codes import said as code_said
from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.dates import plain_day, shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.paper import Block, Facts, Grid, Heading, Listed, Panels, Paragraph, SignHere, text_of
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, SenStatus, current_status, ranked
from sendco_desk.domain.support_codes import AREAS, OUTCOME_RESULTS
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.domain.word_counts import letter_count, word_count
from sendco_desk.services.pack_cycles import cycle_blocks
from sendco_desk.services.pack_measures import attendance_part
from sendco_desk.services.pack_needs import held_statements
from sendco_desk.services.pack_plan import plan_part
from sendco_desk.services.pack_record import PackRecord
from sendco_desk.services.pack_voices import OWN, profile_part
from sendco_desk.services.school_case import case_words, school_case
from sendco_desk.services.story import StoryBook
from sendco_desk.services.voices import VIEW_PARTS
from sendco_desk.statute.wording import both, counted

CORE = (
    "reason", "identity", "responsibility", "requester", "informed", "child_views", "parent_views", "needs", "cycles", "provision", "progress",
    "attendance", "professionals", "chronology", "document_list",
)
"""The boxes of a council whose portal nobody has described: the common core of what councils ask for."""
FROM_RECORD = Told(source="The common core of what councils ask for", confidence=Confidence.MEDIUM)
WITHOUT_WORDS = "Nothing of the record fits here: write it, or leave the box empty."
QUOTES_HELD = "what was written there by hand repeats a record that stays in the school, so it does not go out. Take those words away."
"""Said of a box by its title, with a colon between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteText:
    """One box with its text. ``edited`` where it is the maker's, ``made`` being what the record says; with ``quotes_held`` the maker's own words
    repeat what stays in the school, and the text is the record's."""

    key: str
    title: str
    text: str
    made: str
    edited: bool = False
    most_words: int = 0
    most_letters: int = 0
    verified: bool = True
    quotes_held: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return word_count(self.text)

    @property
    def letters(self) -> int:
        """How many letters it has."""
        return letter_count(self.text)

    @property
    def too_long(self) -> bool:
        """Whether the box would not take all of it."""
        return bool((self.most_words and self.words > self.most_words) or (self.most_letters and self.letters > self.most_letters))

    @property
    def said(self) -> str:
        """`143 of 200 words`, or how many there are too many; a limit that nobody has checked says so."""
        return count_said(self.text, self.most_words, self.most_letters, verified=self.verified)


def count_said(text: str, most_words: int = 0, most_letters: int = 0, *, verified: bool = True) -> str:
    """How long a text is against what a box takes."""
    words, letters = word_count(text), letter_count(text)
    parts = [f"{words} of {counted(most_words, 'word')}" if most_words else counted(words, "word")]
    if most_letters:
        parts.append(f"{letters} of {counted(most_letters, 'letter')}")
    over = [counted(words - most_words, "word")] if most_words and words > most_words else []
    over += [counted(letters - most_letters, "letter")] if most_letters and letters > most_letters else []
    doubt = "" if verified or not (most_words or most_letters) else " The limit is not verified."
    return f"{', '.join(parts)}{f': {both(over)} too many' if over else ''}.{doubt}"


def blocks_of(profile: Profile, *, test: bool) -> tuple[PasteBlock, ...]:
    """The boxes of a profile in their order; where it describes none, one for each of its own asks that text can answer, or the common core."""
    if profile.paste:
        return profile.paste
    limits = {ask.evidence: ask for ask in asks_in_order(profile, test=test) if ask.most_words}
    return tuple(
        PasteBlock(
            key=key, title=EVIDENCE[key], evidence=key, most_words=limits[key].most_words if key in limits else 0,
            told=limits[key].told if key in limits else FROM_RECORD,
        )
        for key in CORE
    )


def paste_sheet(record: PackRecord, edits: Mapping[str, str]) -> tuple[PasteText, ...]:
    """Every box with its text: the maker's where it was changed, else what the record says on the pack's day."""
    assert record.asked is not None
    found = []
    for block in blocks_of(record.asked.profile, test=record.asked.test):
        made = text_for(record, block.evidence)
        found.append(PasteText(
            key=block.key, title=block.title, text=edits.get(block.key, made), made=made, edited=block.key in edits and edits[block.key] != made,
            most_words=block.most_words, most_letters=block.most_letters, verified=block.told.is_fact,
        ))
    return tuple(found)


def sheet_text(sheet: Sequence[PasteText]) -> str:
    """The whole sheet as plain text, for a file."""
    parts = [f"{one.title}\n[{one.said}]\n\n{one.text.strip() or WITHOUT_WORDS}" for one in sheet]
    return "\n\n\n".join(parts) + "\n"


def sheet_fields(sheet: Sequence[PasteText]) -> list[dict[str, Any]]:
    """The same as values."""
    return [
        {"key": one.key, "title": one.title, "text": one.text, "words": one.words, "letters": one.letters, "most_words": one.most_words,
         "most_letters": one.most_letters, "too_long": one.too_long, "edited": one.edited, "verified": one.verified}
        for one in sheet
    ]


def text_for(record: PackRecord, evidence: str) -> str:
    """What the record says of one kind of evidence, as plain text; empty where it says nothing, or where only a document can."""
    maker = TEXTS.get(evidence)
    return "" if maker is None else "\n".join(line.rstrip() for line in maker(record)).strip()


# Plain text of a page


def plain_text(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of printed blocks as lines: what was in a table has a line a row."""
    for block in blocks:
        match block:
            case Heading(text=text):
                yield ""
                yield text
            case Paragraph(runs=runs):
                yield text_of(runs)
            case Listed(points=points):
                yield from (f"- {text_of(runs)}" for runs in points)
            case Facts(rows=rows):
                yield from (f"{label}: {_line(text_of(runs))}" for label, runs in rows)
            case Grid():
                yield from (_row(block, row) for row in block.rows)
            case Panels(panels=panels):
                for panel in panels:
                    yield ""
                    yield panel.title
                    yield from plain_text(panel.blocks)
            case SignHere(names=names):
                yield from names
            case _:
                continue  # a chart or a photograph cannot be pasted


def _row(grid: Grid, row: Sequence[Any]) -> str:
    cells = [_line(text_of(cell)) for cell in row]
    told = [f"{head}: {words}" for head, words in zip(grid.heads[1:], cells[1:], strict=True) if words]
    return f"- {_after(cells[0], '.')} {'; '.join(told)}" if told else f"- {cells[0]}"


def _line(words: str) -> str:
    parts = [part.strip() for part in words.replace("\xa0", " ").splitlines() if part.strip()]
    return " ".join((*(_after(part, ",") for part in parts[:-1]), *parts[-1:]))


def _after(words: str, mark: str) -> str:
    """Words with a mark behind them, where they have none of their own."""
    return words if words.endswith((".", "!", "?", ":", ";", ",")) or not words else f"{words}{mark}"


# What each box says


def _reason(record: PackRecord) -> Iterator[str]:
    assert record.case is not None
    ours = record.asked.our_case if record.asked is not None else ""
    yield ours.strip() or record.book.get(CaseFile, record.case).what_is_asked.strip() or case_words(school_case(record))


def _case(record: PackRecord) -> Iterator[str]:
    yield case_words(school_case(record), record.asked.our_case if record.asked is not None else "")


def _identity(record: PackRecord) -> Iterator[str]:
    pupil = record.book.get(Pupil, record.pupil)
    status = current_status(record.book.all(SenStatus, pupil=record.pupil), record.on)
    needs = ranked(record.book.all(Need, pupil=record.pupil), record.on)
    for label, words in (
        ("Legal name", pupil.legal_name), ("Known as", pupil.known_name if pupil.known_name != pupil.legal_name else ""),
        ("Date of birth", plain_day(pupil.date_of_birth) if pupil.date_of_birth else ""), ("Unique pupil number", pupil.upn),
        ("Year group", pupil.year_group), ("Address", _line("\n".join((pupil.address, pupil.postcode)))),
        ("Language", code_said(LANGUAGES, pupil.first_language)), ("Interpreter", code_said(LANGUAGES, pupil.interpreter)),
        ("SEN status", code_said(SEN_PROVISION, status.status) if status else ""),
        ("Areas of need", "; ".join(code_said(NEED_TYPES, one.need_type) for one in needs)),
    ):
        if words.strip():
            yield f"{label}: {words}"


def _responsibility(record: PackRecord) -> Iterator[str]:
    people = sorted(record.book.all(ContactPerson, pupil=record.pupil), key=lambda one: one.order)
    for one in people:
        if one.parental_responsibility:
            reached = "; ".join(_line(words) for words in (one.address, one.postcode, one.telephone, one.email) if words.strip())
            letters = "gets letters" if one.gets_letters else ""
            yield ", ".join(filter(None, (one.full_name, one.relationship_words.lower(), reached, letters)))


def _requester(record: PackRecord) -> Iterator[str]:
    assert record.case is not None
    case = record.book.get(CaseFile, record.case)
    yield f"Asked by: {code_said(REQUESTED_BY, case.requested_by)}{f', {case.asked_by_name}' if case.asked_by_name.strip() else ''}"
    if record.asked is not None:
        yield f"Date: {plain_day(record.asked.sent_on)}"


def _views(own: bool) -> Callable[[PackRecord], Iterator[str]]:
    def told(record: PackRecord) -> Iterator[str]:
        given = [one for one in record.book.all(ViewsGiven, pupil=record.pupil) if (one.voice in OWN) == own]
        for views in sorted(given, key=lambda one: one.given_on, reverse=True):
            yield f"{views.called}"
            yield from (f"{title}: {_line(words)}" for name, title in VIEW_PARTS.items() if (words := getattr(views, name)).strip())
            yield ""
    return told


def _needs(record: PackRecord) -> Iterator[str]:
    held = held_statements(record)
    for area, title in AREAS.items():
        inside = [one for one in held if one.area == area]
        if inside:
            yield ""
            yield title
            yield from (f"- {'Strength: ' if one.side == 'strength' else ''}{one.words}" for one in inside)


def _cycles(record: PackRecord) -> Iterator[str]:
    for page in reversed(record.support.cycles(record.pupil, record.on)):
        cycle = page.cycle
        yield ""
        yield f"Cycle {cycle.number}{f': {cycle.title}' if cycle.title.strip() else ''}"
        yield from (line for line in plain_text(cycle_blocks(record, page)) if line)


def _outcomes(record: PackRecord) -> Iterator[str]:
    for page in reversed(record.support.cycles(record.pupil, record.on)):
        for line in page.outcomes:
            one = line.outcome
            told = [words for words in (one.baseline, one.measure_now, one.target) if words.strip()]
            result = OUTCOME_RESULTS.get(one.result, "Not reviewed yet")
            figures = f" ({_line('; '.join(told))})" if told else ""
            yield f"- {one.words}{figures}: {result.lower()}"


def _impact(record: PackRecord) -> Iterator[str]:
    for page in reversed(record.support.cycles(record.pupil, record.on)):
        if page.cycle.reviewed_on is not None:
            yield from _reviewed(page.cycle, record.support.not_met(page, record.on).sentences)
    for place in record.provision.places_of(record.pupil, record.on):
        if place.place.effect.strip():
            yield f"- {place.run.name}: {_line(place.place.effect)}"


def _reviewed(cycle: SupportCycle, sentences: Sequence[str]) -> Iterator[str]:
    yield f"Review of cycle {cycle.number}, {shown(cycle.reviewed_on) if cycle.reviewed_on else ''}"
    yield from (f"- {sentence}" for sentence in sentences)
    if cycle.why_next.strip():
        yield f"- {_line(cycle.why_next)}"


def _provision(record: PackRecord) -> Iterator[str]:
    for line in reversed(record.provision.places_of(record.pupil, record.on)):
        group = "one to one" if line.group == 1 else f"in a group of {line.group}"
        days = f"{shown(line.place.starts_on)} to {shown(line.place.ends_on)}"
        yield f"- {line.run.name}: {line.often}, {group}, {line.who.lower()}, {days}; {line.delivery.words}"


def _costs(record: PackRecord) -> Iterator[str]:
    if record.costs and record.provision.places_of(record.pupil, record.on):
        year = record.provision.pupil_cost(record.pupil, record.on)
        yield year.words
        if year.universal_words:
            yield year.universal_words


def _progress(record: PackRecord) -> Iterator[str]:
    yield from _scores(record)
    yield from _outcomes(record)


def _scores(record: PackRecord) -> Iterator[str]:
    for one in sorted(record.book.all(Measure, pupil=record.pupil), key=lambda one: one.taken_on):
        yield f"- {one.called}"


def _attendance(record: PackRecord) -> Iterator[str]:
    year = record.measuring.attendance(record.pupil, 12, record.on)
    two = record.measuring.attendance(record.pupil, 24, record.on)
    if year.words:
        yield f"The last 12 months: {year.words} {year.absence}".rstrip()
    if two.words and two.rows != year.rows:
        yield f"The last 24 months: {two.words} {two.absence}".rstrip()


def _professionals(record: PackRecord) -> Iterator[str]:
    for row in reversed(record.professionals.log(record.pupil, record.on)):
        yield f"{row.involvement.called}: {row.standing}"
        for advice in row.advices:
            told = [f"what the school did: {_line(advice.action)}" if advice.action.strip() else "",
                    f"what came of it: {_line(advice.effect)}" if advice.effect.strip() else ""]
            yield f"- Advised: {'; '.join(filter(None, (_line(advice.words), *told)))}"


def _chronology(record: PackRecord) -> Iterator[str]:
    lines = StoryBook(record.book, record.clock).lines(record.pupil)
    for line in reversed(lines):
        day = line.entry.happened_at.date()
        if day <= record.on and not line.entry.struck_out:
            yield f"{shown(day)}: {_line(line.entry.words)}"


def _documents(record: PackRecord) -> Iterator[str]:
    papers = [one for one in record.book.all(Document, pupil=record.pupil) if one.id in record.going]
    for number, one in enumerate(sorted(papers, key=lambda one: (one.dated_on or one.received_on, one.title)), 1):
        of = f", {code_said(SERVICES, one.service).lower()}" if one.service not in ("other", "school") else ""
        yield f"{number}. {one.title}{of}, {plain_day(one.dated_on or one.received_on)}"


TEXTS: Mapping[str, Callable[[PackRecord], Iterator[str]]] = {
    "reason": _reason, "legal_test": _case, "identity": _identity, "responsibility": _responsibility, "requester": _requester,
    "child_views": _views(True), "parent_views": _views(False), "one_page_profile": lambda record: plain_text(profile_part(record)),
    "needs": _needs, "cycles": _cycles, "outcomes": _outcomes, "impact": _impact, "provision": _provision, "costed_map": _costs,
    "element_2": _costs, "progress": _progress, "scores": _scores, "attendance": _attendance,
    "part_time": lambda record: plain_text(attendance_part(record)), "suspensions": lambda record: plain_text(attendance_part(record)),
    "professionals": _professionals, "chronology": _chronology, "document_list": _documents,
    "plan": lambda record: plain_text(plan_part(record)), "intervention_plan": _cycles,
}
"""How each kind of evidence is put into words; the others are documents, and no text stands for them."""
