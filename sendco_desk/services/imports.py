"""Bringing pupils in from other systems: read a file, show what it would do, do it as one deed that one undo takes back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus
from sendco_desk.domain.records import PupilRecord
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, Clock, today

if TYPE_CHECKING:
    from sendco_desk.exchange.amending import KnownPupil
    from sendco_desk.exchange.columns import Column
    from sendco_desk.exchange.comparing import Decision, Preview
    from sendco_desk.exchange.incoming import Incoming
    from sendco_desk.exchange.tables import Sheet
    from sendco_desk.store.notebook import Notebook
    from sendco_desk.store.page import Page

P = TypeVar("P", bound=PupilRecord)
REMEMBERED = "import-mapping:"


@dataclass(frozen=True, slots=True)
class Imports:
    """Deeds that bring pupils in."""

    book: "Notebook"
    clock: Clock

    def read_file(self, kind: str, path: Path, mapping: Path | None = None, report: Report = unreported) -> "Incoming":
        """A CTF or a table (``auto`` looks inside), read without touching the notebook. Columns as mapped, remembered or proposed."""
        if kind == "ctf" or (kind == "auto" and looks_like_ctf(path)):
            from sendco_desk.exchange.ctf import read_ctf

            return read_ctf(path, today(self.clock), report)
        sheet = self.read_sheet(path)
        return self.read_columns(sheet, self.mapping(sheet, mapping), report)

    def read_sheet(self, path: Path) -> "Sheet":
        """The table inside a CSV, TSV or Excel file."""
        from sendco_desk.exchange.tables import read_table

        return read_table(path)

    def columns(self, sheet: "Sheet") -> tuple["Column", ...]:
        """What each column seems to hold: as remembered from the last table with these headings, else as proposed."""
        from sendco_desk.exchange.columns import mapping_from_json, propose_columns, signature

        stored = self.book.setting(REMEMBERED + signature(sheet))
        return propose_columns(sheet, today(self.clock), mapping_from_json(stored, sheet, lenient=True) if stored else None)

    def mapping(self, sheet: "Sheet", chosen: Path | None = None) -> dict[int, str]:
        """Column to field: from a mapping file, else remembered, else proposed."""
        from sendco_desk.exchange.columns import mapping_from_json, mapping_of
        from sendco_desk.exchange.files import read_limited

        if chosen is None:
            return mapping_of(self.columns(sheet))
        return mapping_from_json(read_limited(chosen).decode("utf-8-sig", errors="replace"), sheet)

    def remember(self, sheet: "Sheet", mapping: Mapping[int, str]) -> None:
        """Use this mapping for the next table with the same headings."""
        from sendco_desk.exchange.columns import mapping_to_json, signature

        whole = {index: mapping.get(index, "") for index in range(sheet.width)}
        self.book.put_setting(REMEMBERED + signature(sheet), mapping_to_json(sheet, whole))

    def read_columns(self, sheet: "Sheet", mapping: Mapping[int, str], report: Report = unreported) -> "Incoming":
        """The pupils of a table, by this mapping."""
        from sendco_desk.exchange.register import read_pupils

        return read_pupils(sheet, mapping, today(self.clock), report)

    def preview(self, incoming: "Incoming", decisions: Iterable["Decision"] = (), report: Report = unreported) -> "Preview":
        """What the file would do to the notebook as it is now, with what a person has already decided."""
        from sendco_desk.exchange.comparing import compare

        return compare(incoming, known_pupils(self.book), today(self.clock), decisions={d.row: d for d in decisions}, report=report)

    def apply(self, preview: "Preview", decisions: Iterable["Decision"] = (), report: Report = unreported) -> Changed:
        """Write what is new and changed as one deed. The file is compared again first: the notebook may have changed since.

        A row that is held back stays out until a decision settles it. Where there is nothing to write no deed is made.
        """
        from sendco_desk.exchange.amending import amended
        from sendco_desk.exchange.comparing import RowKind, compare

        now, incoming, settled = today(self.clock), file_of(preview), {d.row: d for d in decisions}
        known = known_pupils(self.book)
        by_id = {one.pupil.id: one for one in known}
        rows = [row for row in compare(incoming, known, now, decisions=settled).rows if row.kind in (RowKind.NEW, RowKind.CHANGED)]
        if not rows:
            return NOTHING_CHANGED
        with self.book.writing(f"Imported {len(rows)} pupil{'s' * (len(rows) != 1)} from {preview.label}") as page:
            for done, row in enumerate(rows, 1):
                assert row.incoming is not None  # only rows without a pupil in them have none, and those cannot be new or changed
                for record in amended(by_id[row.match] if row.match else None, row.incoming, now).records:
                    page.put(record)
                report(done, len(rows))
        return page.changed


def looks_like_ctf(path: Path) -> bool:
    """Whether the file is XML inside, whatever its name."""
    from sendco_desk.exchange.files import read_limited

    start = read_limited(path)[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    return start.startswith((b"<?xml", b"<ctfile", b"<atfile", b"<!doctype ctfile"))


def known_pupils(book: "Notebook | Page") -> list["KnownPupil"]:
    """Every pupil with the records that an import can touch."""
    from sendco_desk.exchange.amending import KnownPupil

    statuses, needs = _grouped(book, SenStatus), _grouped(book, Need)
    contacts, homes = _grouped(book, ContactPerson), _grouped(book, Residence)
    return [
        KnownPupil(pupil=pupil, statuses=tuple(statuses[pupil.id]), needs=tuple(needs[pupil.id]), contacts=tuple(contacts[pupil.id]),
                   residences=tuple(homes[pupil.id]))
        for pupil in book.all(Pupil)
    ]


def _grouped(book: "Notebook | Page", kind: type[P]) -> defaultdict[UUID, list[P]]:
    grouped: defaultdict[UUID, list[P]] = defaultdict(list)
    for record in book.all(kind):
        grouped[record.pupil].append(record)
    return grouped


def file_of(preview: "Preview") -> "Incoming":
    """The file that a preview shows."""
    from sendco_desk.exchange.incoming import Incoming

    return Incoming(source=preview.source, label=preview.label, pupils=tuple(row.incoming for row in preview.rows if row.incoming),
                    problems=preview.problems, warnings=preview.warnings)


def import_json(preview: "Preview") -> dict[str, Any]:
    """The counts and problems, as the terminal prints them. Rows held back are problems, since a person must settle them."""
    from sendco_desk.exchange.comparing import RowKind

    told = {(problem.row, problem.message) for problem in preview.problems}
    problems = [{"row": p.row, "field": p.field, "message": p.message} for p in preview.problems]
    problems += [
        {"row": row.row, "field": "name" if row.kind is RowKind.SUGGESTION else "file", "message": row.because}
        for row in preview.rows if row.kind in (RowKind.SUGGESTION, RowKind.CANNOT_READ) and (row.row, row.because) not in told
    ]
    return {
        "new": preview.count(RowKind.NEW), "changed": preview.count(RowKind.CHANGED), "unchanged": preview.count(RowKind.UNCHANGED),
        "problems": sorted(problems, key=lambda problem: problem["row"]), "warnings": list(preview.warnings),
    }


def left_out(preview: "Preview") -> int:
    """How many rows stay out of the notebook as things stand: the terminal ends with 4 where there are any."""
    from sendco_desk.exchange.comparing import RowKind

    return preview.count(RowKind.SUGGESTION) + preview.count(RowKind.CANNOT_READ)
