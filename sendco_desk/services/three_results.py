"""One case, three results: a bundle, numbered files in a ZIP, or text to paste into a portal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sendco_desk.authority.fields import SAFE_PART_MB
from sendco_desk.authority.profile import Profile
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.codes import DOCUMENT_KINDS, SERVICES
from sendco_desk.domain.documents import Document
from sendco_desk.domain.pack_changes import in_short
from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.bundling import verify
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed, today
from sendco_desk.services.converting import made_apart
from sendco_desk.services.outputs import output_place, write_beside
from sendco_desk.services.packing import PackChoices, Packing
from sendco_desk.services.paste_sheet import PasteText, paste_sheet, sheet_text
from sendco_desk.services.screened import quotes_held
from sendco_desk.services.story import Drafts
from sendco_desk.services.workshop import Workshop

if TYPE_CHECKING:
    from sendco_desk.packs.plan import PackPlan
    from sendco_desk.packs.source import Converted
    from sendco_desk.packs.verify_reading import Check
    from sendco_desk.packs.zip_result import ZipManifest
    from sendco_desk.services.converting import Turn

SHAPES = {"bundle": "One PDF", "zip": "Numbered files in a ZIP", "paste": "Text to paste"}
"""What a pack can be made as."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipPlan:
    """All that numbered files need, as plain data: the plan of the pack, and of each document what it is in a word or two."""

    plan: "PackPlan"
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a case's pack beside the bundle, which ``Packing`` makes."""

    packs: Packing
    drafts: Drafts
    workshop: Workshop

    # Numbered files

    def zip_plan(self, case: UUID, choices: PackChoices, on: date | None = None) -> ZipPlan:
        """The facts of a pack of numbered files. An archive is as large as was chosen, or as the profile or good sense allows."""
        return self.zipped(self.packs.plan(case, choices, on), self.packs.asked(case, choices, on or today(self.packs.clock)).profile)

    def zipped(self, plan: "PackPlan", profile: Profile) -> ZipPlan:
        """The same from a plan that there is already."""
        kinds = tuple(kind_of(self.packs.book.get(Document, item.key)) if item.key is not None else "" for item in plan.items)
        return ZipPlan(plan=replace(plan, most_bytes=plan.most_bytes or most_megabytes(profile) * MEGABYTE), kinds=kinds)

    def make_zip(self, zipped: ZipPlan, out: Path, report: Report = unreported, turn: "Turn | None" = None) -> "ZipManifest":
        """Make the numbered files where the person chose; in several archives beside one another where one would be too large."""
        place = output_place(out, ending=".zip")
        return made_apart(
            self.workshop, zipped.plan, lambda folder, converted, told: self.workshop.run(_zip_job, zipped, place, folder, converted, report=told),
            report, turn=turn,
        )

    def check_zip(self, path: Path, password: str = "", report: Report = unreported) -> "tuple[Check, ...]":
        """Every check of a finished archive, in the worker."""
        return self.workshop.run(_check_job, path, password, report=report)

    def zip_name(self, case: UUID, on: date) -> str:
        """What an archive is called by default: the pupil's initials and the number of the case, and no name."""
        kept = self.packs.book.get(CaseFile, case)
        pupil = self.packs.book.get(Pupil, kept.pupil)
        number = f" case {kept.number}" if kept.number else ""
        return f"{initials(pupil)}{number} {on.isoformat()}.zip"

    # Text to paste

    def sheet(self, case: UUID, choices: PackChoices, on: date | None = None) -> tuple[PasteText, ...]:
        """The boxes of the council's portal with their text, as the maker left them."""
        record = self.packs.record(case, choices, on)
        assert record.asked is not None
        sheet = paste_sheet(record, self.edits(case, record.asked.profile.id))
        outside = "\n".join(one.made for one in sheet)
        return tuple(
            replace(one, text=one.made, quotes_held=True) if one.edited and self.stays_here(case, one.text, outside) else one for one in sheet
        )

    def stays_here(self, case: UUID, text: str, outside: str) -> bool:
        """Whether a text repeats what the export screen holds back, beyond what the sheet itself says."""
        return quotes_held(self.packs.book, self.packs.book.get(CaseFile, case).pupil, case, text, outside)

    def edits(self, case: UUID, profile: str) -> dict[str, str]:
        """What the maker has changed, by box."""
        return self.drafts.read(_draft(case, profile))

    def keep_edit(self, case: UUID, profile: str, box: str, text: str, made: str) -> Changed:
        """Keep a changed text of a box as a draft; what is as the record says is not kept."""
        edits = self.edits(case, profile)
        if text == made:
            edits.pop(box, None)
        else:
            edits[box] = text
        if edits:
            self.drafts.save(_draft(case, profile), edits)
        else:
            self.drafts.drop(_draft(case, profile))
        return NOTHING_CHANGED  # a draft is neither checked nor audited

    def write_sheet(self, sheet: Sequence[PasteText], out: Path) -> Path:
        """Write the whole sheet as a plain text file."""
        return write_beside(out, sheet_text(sheet).encode(), "The sheet")


def most_megabytes(profile: Profile) -> int:
    """The largest that one file may be: as the profile says, else what goes through any portal and mail gateway."""
    value = profile.fact("max_part_mb").value
    return value if isinstance(value, int) and value > 0 else SAFE_PART_MB


def kind_of(document: Document) -> str:
    """What a document is, for its file name: its service and kind, and nobody's name."""
    service = SERVICES.get(document.service, "") if document.service not in ("other", "school") else ""
    kind = DOCUMENT_KINDS.get(document.document_kind, "") if document.document_kind != "other" else "Document"
    words = f"{service} {kind}".strip().replace("’", "")
    return words[:1].upper() + words[1:].lower()


def initials(pupil: Pupil) -> str:
    """`KW`: plain capital letters for the first of each known name."""
    names = (pupil.known_forename or pupil.legal_forename, pupil.known_surname or pupil.legal_surname)
    return "".join(name.strip()[:1].upper() for name in names if name.strip()) or "Pupil"


def zip_said(manifest: "ZipManifest") -> list[str]:
    """A sentence for each archive and the signed originals in it, what changed since the pack before, and each document that could not go in."""
    from sendco_desk.packs.manifest import megabytes

    lines = [f"{one.name}: {megabytes(one.bytes)}. SHA-256 {one.sha256}" for one in manifest.zips]
    if count := sum(bool(file.signed_original) for file in manifest.files):
        what = "1 signed original lies" if count == 1 else f"{count} signed originals lie"
        lines.append(f"{what} in it too: a digital signature holds only there.")
    lines += in_short(manifest.changes) if manifest.changes else ()
    return [*lines, *(f"‘{one.title}’ is not in it. {one.reason or ''}".strip() for one in manifest.left_out)]


def zip_values(manifest: "ZipManifest") -> dict[str, Any]:
    """The manifest as values."""
    from sendco_desk.packs.zip_result import zip_fields

    return zip_fields(manifest)


def _draft(case: UUID, profile: str) -> str:
    return f"paste:{case}:{profile}"


def _check_job(path: Path, password: str, report: Report) -> "tuple[Check, ...]":
    """Runs in a worker process."""
    return verify(path, password)


def _zip_job(zipped: ZipPlan, out: Path, folder: Path, converted: "Sequence[Converted]", report: Report) -> "ZipManifest":
    """Runs in a worker process."""
    from sendco_desk.packs.zip_result import build_zip

    return build_zip(zipped.plan, zipped.kinds, out, report, scratch=folder, ready=dict(enumerate(converted)))
