"""What an import would do to the notebook, before it does it: new, changed, unchanged, held back, cannot be read.

A pupil is known again by UPN, then by former UPN. Name and date of birth only ever suggest: a person decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.amending import Change, KnownPupil, amended
from sendco_desk.exchange.cells import fold, same_name
from sendco_desk.exchange.incoming import Incoming, IncomingPupil, Problem

HELD_BACK = "A pupil who may be the same is already in the notebook: say whether this is the same pupil or a different one."

OTHER_CHILD = "The UPN is that of a pupil here with another name and date of birth: say whether this is the same pupil, or leave it out."
TAKEN_UPN = "Another pupil here has this UPN already: put the UPN right in the school’s system and export again."


class RowKind(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SUGGESTION = "suggestion"
    CANNOT_READ = "cannot_read"


class Choice(StrEnum):
    """What a person says about a row."""

    SAME = "same"
    DIFFERENT = "different"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on one row; with SAME, the pupil that it is about."""

    row: int
    choice: Choice
    pupil: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One pupil of the file: what would change, which pupil of the notebook it is, or which it may be."""

    row: int
    name: str
    upn: str
    kind: RowKind
    changes: tuple[Change, ...] = ()
    match: UUID | None = None
    suggestions: tuple[UUID, ...] = ()
    because: str = ""
    incoming: IncomingPupil | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The whole file, compared with the notebook."""

    source: str
    label: str
    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()

    def count(self, kind: RowKind) -> int:
        """How many rows are of a kind."""
        return sum(row.kind is kind for row in self.rows)


@dataclass(slots=True)
class _Register:
    """The notebook's pupils by what they can be known by."""

    by_id: dict[UUID, KnownPupil]
    by_upn: dict[str, UUID] = field(default_factory=dict)
    by_former: dict[str, UUID] = field(default_factory=dict)
    by_name: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    by_admission: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))


def _register(existing: Iterable[KnownPupil]) -> _Register:
    register = _Register({known.pupil.id: known for known in existing})
    for known in register.by_id.values():
        pupil = known.pupil
        if pupil.upn:
            register.by_upn.setdefault(pupil.upn, pupil.id)
        if pupil.former_upn:
            register.by_former.setdefault(pupil.former_upn, pupil.id)
        if pupil.admission_number:
            register.by_admission[pupil.admission_number].append(pupil.id)
        register.by_name[_name_key(pupil)].append(pupil.id)
    return register


def _name_key(pupil: Pupil | IncomingPupil) -> str:
    return fold(f"{pupil.legal_forename} {pupil.legal_surname}")


def _may_be(known: Pupil, came: IncomingPupil) -> bool:
    """Whether two of one name may be one child: born on the same day, or the day is not known of one and their numbers do not differ."""
    if known.date_of_birth and came.date_of_birth:
        return known.date_of_birth == came.date_of_birth
    return not (known.upn and came.upn)


def compare(incoming: Incoming, existing: Sequence[KnownPupil], today: date, *, decisions: Mapping[int, Decision] | None = None,
            report: Report = unreported) -> Preview:
    """The preview. ``decisions`` by row settle suggestions and leave rows out."""
    register = _register(existing)
    matches = _matches(incoming.pupils, register)
    taken = set(matches.values())
    rows = []
    for done, pupil in enumerate(incoming.pupils, 1):
        decision = (decisions or {}).get(pupil.row)
        rows.append(_previewed(pupil, register, matches.get(pupil.row), taken, today, decision))
        report(done, len(incoming.pupils))
    lost = {row.row for row in rows}
    rows += [PreviewRow(row=problem.row, name="", upn="", kind=RowKind.CANNOT_READ, because=problem.message)
             for problem in incoming.problems if problem.fatal and problem.row not in lost]
    return Preview(source=incoming.source, label=incoming.label, rows=tuple(sorted(rows, key=lambda row: row.row)),
                   problems=incoming.problems, warnings=incoming.warnings)


def _matches(pupils: Iterable[IncomingPupil], register: _Register) -> dict[int, UUID]:
    """Row to pupil, where a number says so. No pupil of the notebook is met twice: the exact UPN has the first word."""
    found: dict[int, UUID] = {}
    taken: set[UUID] = set()
    pupils = list(pupils)
    tries = [(register.by_upn, "upn"), (register.by_upn, "former_upn"), (register.by_former, "upn")]
    for numbers, name in tries:
        for pupil in pupils:
            match = numbers.get(getattr(pupil, name))
            if match and pupil.row not in found and match not in taken:
                found[pupil.row] = match
                taken.add(match)
    return found


def _suggested(pupil: IncomingPupil, register: _Register, taken: set[UUID]) -> tuple[UUID, ...]:
    """Pupils of the same name who may be the same child, or of the same admission number, whom no other row has claimed by number."""
    named = register.by_name.get(_name_key(pupil), []) if pupil.has_name else []
    near = [found for found in named if _may_be(register.by_id[found].pupil, pupil)]
    near += register.by_admission.get(pupil.admission_number, []) if pupil.admission_number else []
    return tuple(dict.fromkeys(found for found in near if found not in taken))


def _previewed(pupil: IncomingPupil, register: _Register, match: UUID | None, taken: set[UUID], today: date,
               decision: Decision | None) -> PreviewRow:
    suggestions: tuple[UUID, ...] = ()
    if decision and decision.choice is Choice.LEAVE_OUT:
        return _row(pupil, RowKind.CANNOT_READ, because="This row is left out, as you chose.", match=match)
    if decision and decision.choice is Choice.SAME:
        match = _decided(decision, match, register, taken)
    elif match is None:
        suggestions = _suggested(pupil, register, taken)
        if suggestions and not decision:
            return _row(pupil, RowKind.SUGGESTION, suggestions=suggestions, because=HELD_BACK)
    if match and match != (decision.pupil if decision else None) and _doubtful(register.by_id[match].pupil, pupil):
        if decision:
            return _row(pupil, RowKind.CANNOT_READ, because=TAKEN_UPN)
        return _row(pupil, RowKind.SUGGESTION, suggestions=(match,), because=OTHER_CHILD)
    if match is None and not pupil.has_name:
        return _row(pupil, RowKind.CANNOT_READ, because="The notebook does not have this pupil yet, and the file gives no name to add.")
    try:
        changes = amended(register.by_id[match] if match else None, pupil, today).changes
    except Refused as refusal:
        return _row(pupil, RowKind.CANNOT_READ, because=refusal.message, match=match)
    kind = RowKind.NEW if match is None else RowKind.CHANGED if changes else RowKind.UNCHANGED
    return _row(pupil, kind, changes=changes, match=match, suggestions=suggestions)


def _doubtful(pupil: Pupil, came: IncomingPupil) -> bool:
    """Whether a pupil met by number differs in both name and birthday: then the number may be another child's."""
    if not (came.has_name and came.date_of_birth and pupil.date_of_birth) or came.date_of_birth == pupil.date_of_birth:
        return False
    return not same_name(f"{pupil.legal_forename} {pupil.legal_surname}", f"{came.legal_forename} {came.legal_surname}")


def _decided(decision: Decision, match: UUID | None, register: _Register, taken: set[UUID]) -> UUID:
    """The pupil that a person says a row is about; each pupil only once."""
    if decision.pupil is None or decision.pupil not in register.by_id:
        raise Refused("Choose which pupil of the notebook this row is about.", field="pupil")
    if decision.pupil in taken and decision.pupil != match:
        raise Refused("Another row of the file is already about this pupil: choose a different one.", field="pupil")
    taken.add(decision.pupil)
    return decision.pupil


def _row(pupil: IncomingPupil, kind: RowKind, *, changes: tuple[Change, ...] = (), match: UUID | None = None,
         suggestions: tuple[UUID, ...] = (), because: str = "") -> PreviewRow:
    return PreviewRow(row=pupil.row, name=pupil.name, upn=pupil.upn, kind=kind, changes=changes, match=match, suggestions=suggestions,
                      because=because, incoming=pupil)
