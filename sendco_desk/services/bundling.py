"""A finished pack as files: loose files made into one, checking it, its manifest, its page budget, and the note that goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.converting import build_apart
from sendco_desk.services.inner_items import with_inside, with_passwords
from sendco_desk.services.outputs import PDF, output_place
from sendco_desk.services.repeats import noticing_repeats
from sendco_desk.services.workshop import Workshop
from sendco_desk.statute.wording import counted

if TYPE_CHECKING:
    from sendco_desk.packs.budgets import BudgetPart, MeterRow
    from sendco_desk.packs.manifest import Manifest
    from sendco_desk.packs.plan import PackPlan
    from sendco_desk.packs.verify_reading import Check

USUAL_DPI, FINEST_DPI, COARSEST_DPI = 200, 300, 100
"""Dots an inch that pictures are brought down to, the most and the least that may be asked for; 0 leaves them as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a pack may be.

    ``most_bytes`` is the largest that one file may be, 0 where nothing limits it; with ``lighter`` pictures are brought down further where
    the pack would be larger; ``finest`` is the dots an inch that pictures are brought down to in any case; with ``originals`` what was
    signed digitally is kept beside the pack.
    """

    most_bytes: int = 0
    lighter: bool = False
    finest: int = USUAL_DPI
    originals: bool = True

    def __post_init__(self) -> None:
        if self.finest and not COARSEST_DPI <= self.finest <= FINEST_DPI:
            sentence = f"Pictures can be brought down to {COARSEST_DPI} to {FINEST_DPI} dots an inch; 0 leaves them as they are."
            raise Refused(sentence, field="finest")
        if self.most_bytes < 0:
            raise Refused("The largest size of one file is more than 0 MB: give it in whole or part megabytes.", field="most-mb")


AS_USUAL = Size()
"""Nothing asked for."""


def sized(plan: "PackPlan", size: Size) -> "PackPlan":
    """The plan of a pack, held to a size."""
    items = tuple(
        replace(item, source=replace(item.source, handling=replace(item.source.handling, finest=size.finest))) for item in plan.items
    )
    return replace(plan, items=items, most_bytes=size.most_bytes, lighter=size.lighter, originals_beside=size.originals)


def bundle(
    inputs: Sequence[Path], out: Path, *, title: str, parts: Sequence[tuple[str, Path]], on: date, password: str = "",
    report: Report = unreported, inside: bool = False, passwords: Sequence[str] = (), size: Size = AS_USUAL,
) -> "Manifest":
    """Join loose files into one indexed bundle, or volumes, without a notebook, in a worker process.

    With ``inside`` what lies inside them follows each as documents; ``passwords`` are tried on all that is locked.
    """
    from sendco_desk.packs.bundle import bundle_items
    from sendco_desk.packs.plan import PackPlan
    from sendco_desk.packs.volumes import is_volume_of

    given = [*inputs, *(path for _, path in parts)]
    output_place(out, inputs=given, ending=PDF)
    if size.most_bytes and (in_the_way := next((path for path in given if is_volume_of(path, out)), None)):
        raise Refused(f"{in_the_way.name} is called as a volume of this bundle would be: choose another name for the bundle.", field="out")
    items = tuple(with_passwords(item, passwords) for item in bundle_items(inputs, parts, out))
    with Workshop() as workshop:
        items = with_inside(workshop, items, report) if inside else items
        plan = sized(PackPlan(title=title.strip() or "Bundle of documents", on=on, items=items, password=password), size)
        with workshop.private_folder() as folder:
            return build_apart(workshop, plan, out, report, turn=noticing_repeats(workshop, plan, folder))


def page_count(pack: Path, password: str = "") -> int:
    """Pages of a finished pack, or of the numbered files in a ZIP. Raises Refused where it is neither."""
    from sendco_desk.packs.page_count import pages_of
    from sendco_desk.packs.zip_verify import is_zip, zip_pages

    if is_zip(pack):
        return zip_pages(pack)

    return pages_of(pack, password)


def shape_of(pack: Path) -> str:
    """What a finished pack was made as."""
    from sendco_desk.packs.zip_verify import is_zip

    return "zip" if is_zip(pack) else "bundle"


def verify(pack: Path, password: str = "") -> "tuple[Check, ...]":
    """Check a finished pack, or one volume of it, against every promise that can be read off the file; or a ZIP of numbered files."""
    from sendco_desk.packs.verify import verify as verify_pack
    from sendco_desk.packs.zip_verify import is_zip, verify_zip

    if is_zip(pack):
        return verify_zip(pack, password)

    return verify_pack(pack, password)


def fingerprint_of(pack: Path) -> str:
    """The SHA-256 of a finished pack’s file, by which it is known to be the one that was made or sent, byte for byte."""
    from sendco_desk.packs.source import path_source, sha256_of

    return sha256_of(path_source(pack))


def pack_paths(manifest: "Manifest", out: Path) -> tuple[Path, ...]:
    """Where the files of a pack stand that was made at ``out``: one, or its volumes."""
    return tuple(out.with_name(file.name) for file in manifest.files) or (out,)


def verified(manifest: "Manifest", out: Path, password: str = "") -> "tuple[Check, ...]":
    """Every check of a pack made at ``out``: one that fails in any volume fails, and says in which."""
    told = [verify(path, password) for path in pack_paths(manifest, out)]
    proved = redactions_checked(manifest)
    if len(told) == 1:
        return (*told[0], *proved)
    made = []
    for same in zip(*told, strict=True):
        wrong = [f"volume {number}: {check.detail}" for number, check in enumerate(same, 1) if not check.ok]
        made.append(replace(same[0], ok=not wrong, detail="; ".join(wrong) or f"holds in all {len(told)} volumes"))
    return (*made, *proved)


def redactions_checked(manifest: "Manifest") -> "tuple[Check, ...]":
    """The proof that was made of the redactions, where there are any: a pack that does not pass it is never made."""
    from sendco_desk.packs.verify_reading import Check

    found = manifest.redactions
    if found is None:
        return ()
    searched = f"{found.words} search{'es' * (found.words != 1)} repeated by two readers and through every stream, nothing found"
    detail = f"{_boxes(found.boxes)} on {counted(len(found.pages), 'page')}; {searched}"
    return (Check(name="redactions", ok=True, detail=detail),)


def _boxes(count: int) -> str:
    return f"{count} box{'es' * (count != 1)}"


def redactions_said(manifest: "Manifest") -> list[str]:
    """What somebody should know about the redactions before the pack goes."""
    found = manifest.redactions
    if found is None:
        return []
    from sendco_desk.packs.page_prints import numbered

    on = numbered(found.pages)
    said = [f"Blacked out: {_boxes(found.boxes)} on {on[:1].lower()}{on[1:]}. The words under them are gone from the file."]
    if found.unreviewed:
        said.append(f"Nobody else has looked at {_boxes(found.unreviewed)}, blacked out: ask a second person, if you can.")
    if found.elsewhere:
        on = numbered(found.elsewhere)
        said.append(f"Words that are blacked out in a document still stand on {on[:1].lower()}{on[1:]}: look there before the pack goes.")
    return said


def manifest_text(manifest: "Manifest") -> str:
    """The manifest as the terminal promises it."""
    from sendco_desk.packs.manifest import manifest_json

    return manifest_json(manifest)


def manifest_fields(manifest: "Manifest") -> dict[str, Any]:
    """The same as values."""
    import json

    fields: dict[str, Any] = json.loads(manifest_text(manifest))
    return fields


def files_said(manifest: "Manifest") -> list[str]:
    """A sentence for each file of a pack in volumes, for the originals beside it, and for what makes it large; none for a plain pack."""
    from sendco_desk.packs.manifest import biggest, megabytes

    lines = []
    if len(manifest.files) > 1:
        for file in manifest.files:
            lines.append(f"{file.name}: pages {file.first_page} to {file.last_page}, {megabytes(file.bytes)}. SHA-256 {file.sha256}")
        largest = ", ".join(f"‘{document.title}’ {megabytes(document.bytes)}" for document in biggest(manifest))
        lines.append(f"The largest documents: {largest}.")
    if manifest.beside:
        folder = manifest.beside[0].name.split("/")[0]
        count = len(manifest.beside)
        what = "1 signed original is" if count == 1 else f"{count} signed originals are"
        lines.append(f"{what} kept beside it in the folder “{folder}”: a digital signature holds only there.")
    return lines + redactions_said(manifest)


def budget_names() -> tuple[tuple[str, str], ...]:
    """The page budgets there are: name and title."""
    from sendco_desk.packs.budgets import BUDGETS

    return tuple((budget.name, budget.title) for budget in BUDGETS)


def metered(parts: "Sequence[BudgetPart]", name: str) -> "tuple[MeterRow, ...]":
    """Parts of a pack, with their pages, against the budget of that name. Raises Refused where there is none."""
    from sendco_desk.packs.budgets import budget_named, meter

    return meter(parts, budget_named(name))


def budget_fields(manifest: "Manifest", name: str) -> dict[str, Any]:
    """A finished pack against a budget, with where the limits stand and how sure their reading is."""
    from sendco_desk.packs.budgets import budget_named, parts_of

    budget = budget_named(name)
    rows = [
        {"name": row.name, "pages": row.pages, "most": row.most, "over": row.over, "parts": list(row.parts)}
        for row in metered(parts_of(manifest), name)
    ]
    return {
        "name": budget.name, "title": budget.title, "rows": rows, "citation": budget.citation, "source": budget.source,
        "since": budget.since.isoformat(), "applies": budget.applies, "exception": budget.exception,
        "confidence": budget.confidence, "evidence": budget.evidence,
    }


def budget_said(manifest: "Manifest", name: str) -> list[str]:
    """The same in lines."""
    from sendco_desk.packs.budgets import budget_named, parts_of

    budget = budget_named(name)
    lines = [f"{row.said}." for row in metered(parts_of(manifest), name)]
    return [*lines, f"{budget.citation}. {budget.applies} {budget.exception} Confidence {budget.confidence}: {budget.evidence}."]


def covering_note(manifest: "Manifest", *, title: str = "the pack", locked: bool = True) -> str:
    """A few plain sentences to send with a finished pack. The password itself is never in them, and never goes by the same way."""
    from sendco_desk.packs.manifest import megabytes

    files, pages = manifest.files, f"{manifest.pages} page{'s' * (manifest.pages != 1)}"
    if len(files) > 1:
        held = f"{title[:1].upper()}{title[1:]} is in {len(files)} volumes with {pages} in all, numbered through."
        lines = [held, *(f"- {file.name}: pages {file.first_page} to {file.last_page}, {megabytes(file.bytes)}" for file in files)]
    else:
        lines = [f"{title[:1].upper()}{title[1:]} is one PDF of {pages}."]
    if locked:
        lines.append(
            f"{'Each file' if len(files) > 1 else 'It'} is locked with a password (AES-256). You will be told the password another way: by "
            "telephone, in a text message or in person. It is never in the same message as this."
        )
    if manifest.beside:
        unlocked = " They are not locked with the password." if locked else ""
        lines.append(f"The originals of documents that were signed digitally come with it: a signature does not hold in a joined file.{unlocked}")
    lines.append("If anything does not open or a page is missing, please tell us straight away.")
    return "\n".join(lines) + "\n"
