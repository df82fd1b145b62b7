"""A council's own Word form, filled from a case: kept with what goes into which of its fields, looked at before it is filled, and filled.

The form itself is a stranger's file, which is read and written in a worker. What the export screen holds back is in nothing that is filled.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sendco_desk.domain.council_asks import CouncilForm
from sendco_desk.domain.dates import parse_date, shown
from sendco_desk.domain.documents import Document
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import Casework
from sendco_desk.services.clockwork import Changed, Clock, today
from sendco_desk.services.outputs import write_beside
from sendco_desk.services.profiles import Profiles
from sendco_desk.services.school import SchoolDeeds
from sendco_desk.services.workshop import Workshop
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.authority.profile import FormVersion, Profile
    from sendco_desk.exchange.form_fields import FormField
    from sendco_desk.exchange.form_filling import Answer, Filled
    from sendco_desk.services.form_values import CaseValues
    from sendco_desk.store.notebook import Notebook

SECONDS, BYTES = 60.0, 1_500_000_000
"""What a form may ask of the machine."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_FIELDS = (
    "No field was found in this form. It can be filled by hand in Word; or put a bookmark (Insert, Bookmark) where each answer goes, save it and "
    "choose it again."
)
NOTHING_TO_FILL = "None of the form’s fields has anything to go into it yet: choose what goes where first."
UNMAPPED, NOT_RECORDED = "Nothing is chosen for it yet.", "Nothing is recorded of this."
LEFT = "It is left for somebody to fill in by hand."
SIGN = " = "
"""Between a field and what goes there in a line of a mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field of a form, what goes into it, and how that reads.

    ``value`` is the key of a value of the case, `` -`` where it is left on purpose and empty where nothing is chosen. ``guessed``: nobody has
    chosen it yet. ``problem`` says why nothing goes in, ``typed`` that the words are somebody's own, for this time.
    """

    field: "FormField"
    value: str = ""
    guessed: bool = False
    words: str = ""
    problem: str = ""
    typed: bool = False

    @property
    def filled(self) -> bool:
        """Whether something goes in."""
        return bool(self.words) and not self.problem

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide something: nothing is chosen, or what is chosen does not fit."""
        return not self.filled and not self.left and not self.field.closed

    @property
    def left(self) -> bool:
        """Whether it is left on purpose."""
        return self.value == LEAVE


LEAVE = "-"
"""What stands in a mapping for a field that is left on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """A form looked at with a case: its fields in reading order, and what is doubtful about the form itself."""

    case: UUID
    name: str
    lines: tuple[FieldLine, ...]
    doubts: tuple[str, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """What goes where, of every field for which something is chosen or guessed."""
        return {line.field.key: line.value for line in self.lines if line.value}

    @property
    def unmapped(self) -> tuple[FieldLine, ...]:
        """The fields for which nothing is chosen."""
        return tuple(line for line in self.lines if not line.value and not line.typed and not line.field.closed)

    @property
    def words(self) -> str:
        """`18 of 24 fields are filled; 4 have nothing chosen for them.`"""
        done, waiting = sum(line.filled for line in self.lines), len(self.unmapped)
        fields = counted(len(self.lines), "field")
        lacking = f"; {waiting} {'has' if waiting == 1 else 'have'} nothing chosen for {'it' if waiting == 1 else 'them'}" if waiting else ""
        return f"{done} of {fields} will be filled{lacking}."


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """A filled form: its bytes, how many fields were filled, and those that were not with why."""

    content: bytes = field(repr=False)
    name: str
    done: int
    left: tuple[FieldLine, ...]
    doubts: tuple[str, ...] = ()


def mapping_lines(mapping: Mapping[str, str]) -> tuple[str, ...]:
    """A mapping as it lies with the form: a line a field."""
    return tuple(f"{name}{SIGN}{value}" for name, value in mapping.items())


def mapping_of(lines: Iterable[str]) -> dict[str, str]:
    """The same as pairs. Raises Refused for a line that is none, or that names a value there is not."""
    from sendco_desk.services.form_values import VALUE_OF

    found: dict[str, str] = {}
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, sign, value = (part.strip() for part in line.rpartition("="))
        if not (name and sign and value):
            raise Refused(f"‘{line.strip()}’ is not a line of a mapping: write the field, an equals sign and what goes there.", field="mapping")
        if value != LEAVE and value not in VALUE_OF:
            raise Refused(f"There is no value ‘{value}’: `form --fields` lists those that there are.", field="mapping")
        found[name] = value
    return found


# Whether the council takes it


def version_doubts(form: CouncilForm, profile: "Profile", on: date) -> tuple[str, ...]:
    """What speaks against a form on a day: that it is too old or too new, or of another council. It can be filled all the same."""
    found = []
    if form.profile != profile.id:
        found.append(f"This form was kept for another council; the case is with {profile.name}.")
    if form.valid_to is not None and form.valid_to < on:
        found.append(f"The council took this form only until {shown(form.valid_to)} and may send it back: ask for the present one.")
    if form.valid_from is not None and form.valid_from > on:
        found.append(f"The council takes this form only from {shown(form.valid_from)}.")
    return (*found, *_profile_doubts(form, [one for one in profile.forms if _same(one.name, form.name)], on))


def _same(name: str, other: str) -> bool:
    return name.casefold().split() == other.casefold().split()


def _profile_doubts(form: CouncilForm, known: "Sequence[FormVersion]", on: date) -> list[str]:
    """What the council's profile says against the version."""
    own = [one for one in known if one.version.casefold() == form.version.casefold()]
    found = []
    for one in own:
        sure = "" if one.told.is_fact else " This is not verified: ask the council."
        if one.valid_to is not None and one.valid_to < on:
            found.append(f"The council’s profile says that this version was taken until {shown(one.valid_to)}.{sure}")
        if one.valid_from is not None and one.valid_from > on:
            found.append(f"The council’s profile says that this version is taken from {shown(one.valid_from)}.{sure}")
    if known and not own:
        now = [one for one in known if (one.valid_from is None or one.valid_from <= on) and (one.valid_to is None or one.valid_to >= on)]
        for one in now:
            since = f", taken since {shown(one.valid_from)}" if one.valid_from else ""
            sure = "" if one.told.is_fact else " This is not verified: ask the council."
            called = one.version or "one without a number"
            found.append(f"The council’s profile names another version of this form: {called}{since}.{sure}")
    return found


@dataclass(frozen=True, slots=True)
class CouncilForms:
    """Deeds with councils' Word forms."""

    book: "Notebook"
    clock: Clock
    casework: Casework
    school: SchoolDeeds
    profiles: Profiles
    workshop: Workshop
    read: "dict[str, tuple[FormField, ...]]" = field(default_factory=dict, repr=False, compare=False)
    """The fields of forms that were looked at, by what is in them."""

    # Keeping forms

    def forms(self, profile: str = "") -> list[CouncilForm]:
        """The forms that are kept, or those of a council, by name and the newest version first."""
        found = [one for one in self.book.all(CouncilForm) if not profile or one.profile == profile]
        return sorted(sorted(found, key=lambda one: one.valid_from or date.min, reverse=True), key=lambda one: one.name.casefold())

    def form(self, form: UUID) -> CouncilForm:
        """One of them. Raises Refused where it is gone."""
        return self.book.get(CouncilForm, form)

    def named(self, name: str) -> CouncilForm:
        """The kept form of that name. Raises Refused where there is none."""
        found = [one for one in self.forms() if _same(one.name, name)]
        if not found:
            raise Refused(f"There is no form ‘{name}’ here, neither as a file nor among those that are kept.", field="council_form")
        return found[0]

    def add(
        self, path: Path, profile: str, *, name: str = "", version: str = "", valid_from: date | None = None, valid_to: date | None = None,
        report: Report = unreported,
    ) -> tuple[CouncilForm, Changed]:
        """Keep a form with the council that it belongs to. Raises Refused for what is no form, has no fields, or is kept already."""
        content = file_bytes(path)
        fields, sha = self.fields_in(content, report), hashlib.sha256(content).hexdigest()
        if not fields:
            raise Refused(NO_FIELDS, field="file")
        if any(one.sha256 == sha and one.profile == profile for one in self.book.all(CouncilForm)):
            raise Refused("This very form is kept for this council already.", field="file")
        stored = self.book.attachments.put(io.BytesIO(content))
        form = CouncilForm(
            id=uuid4(), profile=profile, name=name.strip() or path.stem.replace("_", " "), version=version.strip(), valid_from=valid_from,
            valid_to=valid_to, file_name=path.name, size=stored.size, sha256=sha, attachment=stored.name,
        )
        with self.book.writing("Kept a council’s form") as page:
            page.put(form)
        return form, page.changed

    def save(self, form: CouncilForm) -> Changed:
        """Keep changed facts about a form."""
        with self.book.writing("Changed the details of a council’s form") as page:
            page.put(form)
        return page.changed

    def save_mapping(self, form: UUID, mapping: Mapping[str, str]) -> Changed:
        """Keep what goes into which field, for every pupil after this one."""
        kept = mapping_lines(mapping_of(mapping_lines(mapping)))
        with self.book.writing("Chose what goes into a council’s form") as page:
            page.put(replace(self.form(form), mapping=kept))
        return page.changed

    def remove(self, form: UUID) -> Changed:
        """Take a form out; undo brings it back."""
        kept = self.form(form)
        with self.book.writing("Took a council’s form out") as page:
            page.remove(kept)
        return page.changed

    def bytes_of(self, form: UUID) -> bytes:
        """A kept form as it came."""
        with self.book.attachments.open(self.form(form).attachment) as stream:
            return stream.read()

    def fields_in(self, content: bytes, report: Report = unreported) -> "tuple[FormField, ...]":
        """The fields of a form in reading order. Raises Refused, with what to do, for what is no plain Word form."""
        from sendco_desk.exchange.form_fields import fields_job

        key = hashlib.sha256(content).hexdigest()
        if key not in self.read:
            self.read[key] = self.workshop.run(fields_job, content, report=report, seconds=SECONDS, memory=BYTES)
        return self.read[key]

    # Looking at it with a case

    def sheet(
        self, case: UUID, form: UUID, *, mapping: Mapping[str, str] | None = None, typed: Mapping[str, str] | None = None, on: date | None = None,
    ) -> FormSheet:
        """A kept form with what would go into each of its fields; ``mapping`` is another one than is kept, ``typed`` somebody's own words."""
        kept, day = self.form(form), on or today(self.clock)
        chosen = mapping_of(kept.mapping) if mapping is None else mapping
        doubts = version_doubts(kept, self.profiles.for_case(case), day)
        return self.sheet_of(case, self.bytes_of(form), name=kept.name, mapping=chosen, typed=typed, on=day, doubts=doubts)

    def sheet_of(
        self, case: UUID, content: bytes, *, name: str, mapping: Mapping[str, str] | None = None, typed: Mapping[str, str] | None = None,
        on: date | None = None, doubts: tuple[str, ...] = (),
    ) -> FormSheet:
        """The same of a form that is not kept. Raises Refused for what is no form or has no fields, and for a mapping that names a field there
        is not."""
        from sendco_desk.services.form_guessing import guessed
        from sendco_desk.services.form_values import answers

        fields, chosen = self.fields_in(content), dict(mapping or {})
        if not fields:
            raise Refused(NO_FIELDS, field="file")
        guesses = guessed(fields)
        keys = {one.key: chosen.get(one.key, guesses.get(one.key, "")) for one in fields}
        day = on or today(self.clock)
        told = answers(self.values(case, day), keys.values())
        lines = tuple(_line(one, keys[one.key], told, _typed(one, (typed or {}).get(one.key, ""), day), one.key not in chosen) for one in fields)
        return FormSheet(case=case, name=name, lines=lines, doubts=doubts)

    def reading(self, case: UUID, one: "FormField", value: str, on: date) -> str:
        """How a value of the case would read in a field, and what speaks against it."""
        from sendco_desk.services.form_values import answers

        line = _line(one, value, answers(self.values(case, on), [value]), "", guessed=False)
        return "\n".join(filter(None, (line.words, line.problem)))

    def values(self, case: UUID, on: date) -> "CaseValues":
        """What a case can say on a day, as whoever is outside the school may see it."""
        from sendco_desk.services.form_values import CaseValues
        from sendco_desk.services.pack_record import record_on
        from sendco_desk.services.pupils import Pupils
        from sendco_desk.services.screened import screened

        page = self.casework.page(case, on)
        record = record_on(self.book, page.pupil.id, on, self.clock, case=case, costs=True)
        pupils = Pupils(screened(self.book, page.pupil.id, case), self.clock)
        events = {row.event.name: row.event.on for row in sorted(page.events, key=lambda row: row.event.on) if row.event.on <= on}
        return CaseValues(
            record=record, case=page.case, page=pupils.page(page.pupil.id, on), school=self.school.school(), events=events,
        )

    # Filling it

    def fill(
        self, case: UUID, form: UUID, *, mapping: Mapping[str, str] | None = None, typed: Mapping[str, str] | None = None, on: date | None = None,
        report: Report = unreported,
    ) -> FilledForm:
        """Fill a kept form from a case. Nothing is written anywhere: ``write`` and ``keep`` do that. Raises Refused where nothing goes in."""
        sheet = self.sheet(case, form, mapping=mapping, typed=typed, on=on)
        return self.filled(self.bytes_of(form), sheet, on, report)

    def filled(self, content: bytes, sheet: FormSheet, on: date | None = None, report: Report = unreported) -> FilledForm:
        """A form with what a sheet says in its fields."""
        return self.filled_with(content, sheet, self.going(sheet, on), report)

    def going(self, sheet: FormSheet, on: date | None = None) -> "dict[str, Answer]":
        """What goes into which field, read from the case now. Raises Refused where nothing does."""
        from sendco_desk.services.form_values import answers

        day = on or today(self.clock)
        told = answers(self.values(sheet.case, day), (line.value for line in sheet.lines))
        going = {line.field.key: _typed(line.field, line.words, day) if line.typed else told[line.value] for line in sheet.lines if line.filled}
        if not going:
            raise Refused(NOTHING_TO_FILL, field="mapping")
        return going

    def filled_with(self, content: bytes, sheet: FormSheet, going: "Mapping[str, Answer]", report: Report = unreported) -> FilledForm:
        """A form with these answers in its fields. The notebook is not asked: this may run beside other deeds."""
        from sendco_desk.exchange.form_filling import fill_job

        made: Filled = self.workshop.run(fill_job, content, going, report=report, seconds=SECONDS, memory=BYTES)
        why = dict(made.misfits)
        left = tuple(replace(line, problem=why.get(line.field.key, line.problem)) for line in sheet.lines if line.field.key not in made.done)
        return FilledForm(content=made.content, name=sheet.name, done=len(made.done), left=left, doubts=sheet.doubts)

    def write(self, made: FilledForm, out: Path) -> Path:
        """Put a filled form where the person chose. Raises Refused for a place no output may have, Trouble for the disk's."""
        if out.suffix.lower() != ".docx":
            raise Refused("Give the file a name that ends in .docx.", field="out")
        return write_beside(out, made.content, "The form")

    def keep(self, case: UUID, made: FilledForm, on: date | None = None) -> tuple[Document, Changed]:
        """Put a filled form among the pupil's documents. Raises Refused where the very same is there."""
        day, pupil = on or today(self.clock), self.casework.page(case).pupil.id
        sha = hashlib.sha256(made.content).hexdigest()
        if any(one.sha256 == sha for one in self.book.all(Document, pupil=pupil)):
            raise Refused("This very form is among the pupil’s documents already.")
        stored = self.book.attachments.put(io.BytesIO(made.content))
        document = Document(
            id=uuid4(), pupil=pupil, title=f"{made.name}, as filled", file_name=f"Council form {day.isoformat()}.docx", media_type=WORD,
            size=stored.size, sha256=sha, attachment=stored.name, document_kind="form", received_on=day, dated_on=day,
            author=self.school.school().name, service="school", sharing_basis="own_record",
        )
        with self.book.writing("Kept a filled council form among the documents", pupil) as page:
            page.put(document)
        return document, page.changed


def file_bytes(path: Path) -> bytes:
    """A form from the disk. Raises Refused where there is none or it is no form, Trouble where the disk does not give it."""
    from sendco_desk.exchange.files import read_limited

    return read_limited(path)


def _line(one: "FormField", value: str, told: "Mapping[str, Answer]", typed: "Answer", guessed: bool) -> FieldLine:
    """How a field would be filled, and why it would not. ``typed`` are somebody's own words for this time, or empty."""
    from sendco_desk.services.form_values import answer_words

    if typed and not one.closed:
        return _fitted(FieldLine(field=one, value=value, words=answer_words(typed), typed=True), typed)
    if one.closed or not value or value == LEAVE:
        return FieldLine(field=one, value=value, problem=one.closed or (LEFT if value == LEAVE else UNMAPPED))
    if value not in told:
        return FieldLine(field=one, value=value, guessed=guessed, problem=NOT_RECORDED)
    return _fitted(FieldLine(field=one, value=value, guessed=guessed, words=answer_words(told[value])), told[value])


def _fitted(line: FieldLine, answer: "Answer") -> FieldLine:
    from sendco_desk.exchange.form_filling import fitted

    if line.field.rows and isinstance(answer, tuple):
        return line
    try:
        fitted(line.field, answer)
    except Refused as refused:
        return replace(line, problem=refused.message)
    return line


def _typed(one: "FormField", words: str, on: date) -> "Answer":
    """Somebody's own words as the field takes them: a day where it asks for one and they are one."""
    if one.kind == "date" and words.strip():
        with suppress(Refused):
            return parse_date(words.strip(), on)
    return words.strip()
