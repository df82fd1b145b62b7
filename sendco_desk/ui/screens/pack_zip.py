"""A pack as numbered files in a ZIP, from its screen: made on the long lane, checked, and told on a card."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from sendco_desk.domain.progress import Report
from sendco_desk.services.three_results import ZipPlan, zip_said
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.pack_result import checks_said, open_file, told_lines
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import Part, across, card
from sendco_desk.ui.widgets.words import Elided, words

if TYPE_CHECKING:
    from sendco_desk.packs.verify_reading import Check
    from sendco_desk.packs.zip_result import ZipManifest
    from sendco_desk.services.desk import Desk
    from sendco_desk.services.pack_snapshot import PackSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeZip:
    """Finished numbered files: where their first archive stands, what they hold, and every check of each archive."""

    path: Path
    manifest: "ZipManifest"
    checks: "tuple[Check, ...]"

    @property
    def wrong(self) -> "list[Check]":
        """The checks that did not pass."""
        return [check for check in self.checks if not check.ok]


def make_zip(desk: "Desk", snapshot: "PackSnapshot", zipped: ZipPlan, out: Path, password: str, report: Report) -> MadeZip:
    """Make the files and check every archive. Runs on the long lane."""
    manifest = desk.results.make_zip(zipped, out, report, turn=desk.snapshots.turn_of(zipped.plan, snapshot))
    paths = [out.with_name(one.name) for one in manifest.zips]
    checks = tuple(check for path in paths for check in desk.results.check_zip(path, password))
    return MadeZip(path=paths[0], manifest=manifest, checks=checks)


def zip_sentences(made: MadeZip) -> list[tuple[str, str]]:
    """What became of it, each sentence with the state whose icon it wears."""
    manifest = made.manifest
    files = sum(bool(one.file) for one in manifest.files)
    count = f"{len(manifest.zips)} ZIP archives" if len(manifest.zips) > 1 else "One ZIP archive"
    said = [("done", f"{count} with {files} numbered files and {manifest.pages} pages.")]
    left_out = {one.title for one in manifest.left_out}
    said += [("soon" if any(f"‘{title}’" in line for title in left_out) else "info", line) for line in zip_said(manifest)]
    said += [("soon", f"‘{one.title}’ is in it in part. {one.reason or ''}".strip()) for one in manifest.files if one.outcome == "partial"]
    return said + checks_said(made.checks, "finished files")


def zip_card(room: Room, made: MadeZip, record_sent: Callable[[], object], opening: Callable[[Path], object] = open_file) -> QFrame:
    """The result with its buttons."""
    look = room.look
    chip = Chip(look, "Look at it before it goes" if made.wrong else "Made and checked", "soon" if made.wrong else "done")
    parts: list[Part] = [words("The numbered files are made", "heading"), across(chip, None), *told_lines(look, zip_sentences(made))]
    parts.append(Elided(str(made.path), "caption", "muted"))
    parts.append(flowing(
        button(look, "Open folder", "", "folder", then=lambda: opening(made.path.parent)),
        button(look, "Record that it was sent", "", "export", then=record_sent), gap=8,
    ))
    shown = card(*parts, gap=8, name="result")
    shown.setAccessibleName(" ".join(sentence for _, sentence in zip_sentences(made)))
    return shown
