"""Records for other programs: every kind by one loop over all kinds, as plain values; and the SEN register as a table."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sendco_desk.domain.export_screen import FLAGS_THEMSELVES
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import PupilRecord, Record, field_names
from sendco_desk.domain.redactions import Redaction
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.outputs import output_place, write_beside
from sendco_desk.services.provision import ASSISTANT, HIDDEN
from sendco_desk.services.pupils import PupilRow
from sendco_desk.services.recording import COSTS
from sendco_desk.services.screened import without_held
from sendco_desk.services.sen_register import CODES, Register

if TYPE_CHECKING:
    from sendco_desk.store.notebook import Notebook

SIGNATURE = '{\n  "sendco_desk": '
"""How every JSON file made here begins: what does not begin so is not written over."""
RANKS = 3
REGISTER_COLUMNS = ("upn", "surname", "forename", "year", "class", "code", "code_since", *(f"need_{rank}" for rank in range(1, RANKS + 1)), "council")
"""The register as a table: one row a pupil with K or E, by year and name. ``code_since`` is a day as 2026-11-23, ``need_1`` the primary need."""
UNTOLD = {Redaction.KIND: frozenset({"words", "note", "page_print"})}
"""Fields that are never told: the name of another child is what was searched for."""
Fields = dict[str, object]


def plain_value(value: object) -> object:
    """A field's value as JSON has it: ids and days as text (days as 2026-11-23), several values as a list."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def record_fields(record: Record) -> Fields:
    """Every field of a record; empty those that hold what somebody blacked out."""
    untold = UNTOLD.get(record.KIND, frozenset())
    return {name: plain_value(getattr(record, name)) if name not in untold else "" for name in field_names(type(record))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Records by kind, those of one pupil where ``pupil`` is given; ``left_out`` are the kinds that were asked for and are not told.

    ``held_back`` is how many records of the kinds that are told the export screen keeps in the school.
    """

    pupil: UUID | None
    left_out: tuple[str, ...]
    held_back: int = 0
    records: Mapping[str, Sequence[Fields]]

    @property
    def fields(self) -> Fields:
        """All of it as the file has it."""
        return {
            "sendco_desk": "records", "pupil": str(self.pupil) if self.pupil else None, "left_out": list(self.left_out),
            "held_back": self.held_back, "records": self.records,
        }


def exported(book: "Notebook", *, pupil: UUID | None = None, kinds: Iterable[type[Record]] = (), with_rates: bool = False) -> Exported:
    """All records of the notebook, or those of one pupil with the provisions that the pupil's places name, by kind.

    What the export screen holds back is not among them, and nothing tells of the screen itself. Raises Refused for an assistant who asks for
    what things cost.
    """
    assistant = book.person.role == ASSISTANT
    if with_rates and assistant:
        raise Refused(HIDDEN, field="with_rates")
    chosen = tuple(kinds) or KINDS
    shown = [kind for kind in KINDS if kind in chosen and (with_rates or kind not in COSTS) and kind.KIND not in FLAGS_THEMSELVES]
    seen = without_held(book, pupil)
    found = {kind.KIND: [record_fields(record) for record in _of(seen, kind, pupil)] for kind in shown}
    held = sum(len(_of(book, kind, pupil)) for kind in shown) - sum(map(len, found.values()))
    return Exported(pupil=pupil, left_out=tuple(kind.KIND for kind in chosen if kind not in shown), held_back=held, records=found)


def _of(book: "Notebook", kind: type[Record], pupil: UUID | None) -> Sequence[Record]:
    if pupil is None:
        return book.all(kind)
    if issubclass(kind, PupilRecord):
        return book.all(kind, pupil=pupil)
    if kind is Pupil:
        return [book.get(Pupil, pupil)]
    if kind is ProvisionRun:
        named = {place.run for place in book.all(ProvisionPlace, pupil=pupil)}
        return [run for run in book.all(ProvisionRun) if run.id in named]
    return []


def json_bytes(fields: Fields) -> bytes:
    """Fields as a file; ``sendco_desk`` stands first and says what it is."""
    return f"{json.dumps(fields, ensure_ascii=False, indent=2)}\n".encode()


def write_export(path: Path, content: bytes, what: str) -> None:
    """Put an export where the person chose. Raises Refused for a place no output may have, Trouble for the disk's."""
    if not output_place(path).parent.is_dir():
        raise Refused("The folder for the file is not there. Choose another folder.", field="out")
    write_beside(path, content, what)


# The register


def register_fields(register: Register) -> Fields:
    """The counts by code, which together are the roll, and one entry a pupil with K or E."""
    return {
        "on": register.on.isoformat(), **{code: register.counts[code] for code in CODES}, "roll": register.roll, "primary": register.primary,
        "doubts": list(register.doubts), "rows": [dict(zip(REGISTER_COLUMNS, _cells(row), strict=True)) for row in register.rows],
    }


def register_csv(register: Register) -> bytes:
    """The register as comma-separated values. A cell that a spreadsheet would work out as a sum is kept as words by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(REGISTER_COLUMNS)
    writer.writerows([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in _cells(row)] for row in register.rows)
    return out.getvalue().encode("utf-8-sig")  # the mark lets Excel read accents


REGISTER_STARTS = f"\ufeff{','.join(REGISTER_COLUMNS)}".encode()
"""How such a table begins."""


def _cells(row: PupilRow) -> tuple[str, ...]:
    pupil, needs = row.pupil, (*row.needs, *[""] * RANKS)[:RANKS]
    return (
        pupil.upn, pupil.known_surname or pupil.legal_surname, pupil.known_forename or pupil.legal_forename, pupil.year_group, pupil.class_name,
        row.sen, row.sen_since.isoformat() if row.sen_since else "", *needs, row.authority,
    )
