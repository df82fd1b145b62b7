"""What became of a pack: pages, size, documents, those that could not go in, what was noticed, the checks, and what to do next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame

from sendco_desk.domain.pack_changes import in_short
from sendco_desk.domain.progress import Report
from sendco_desk.services.bundling import covering_note, files_said, pack_paths
from sendco_desk.ui.messages import done
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.chips import Chip, Picture
from sendco_desk.ui.widgets.layout import Part, across, card, stack
from sendco_desk.ui.widgets.words import Elided, escaped, words

if TYPE_CHECKING:
    from sendco_desk.packs.manifest import Manifest
    from sendco_desk.packs.verify_reading import Check
    from sendco_desk.services.pack_snapshot import PackSnapshot, PackSnapshots

MEGABYTE = 1_000_000
COPIED = "The covering note is copied. Paste it into the e-mail; the password is not in it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished pack: where its first file stands, what it holds, and every check of it. ``left_out`` says what its maker left out."""

    path: Path
    manifest: "Manifest"
    checks: "tuple[Check, ...]"
    password: str = field(default="", repr=False)
    left_out: tuple[str, ...] = ()

    @property
    def wrong(self) -> "list[Check]":
        """The checks that did not pass."""
        return [check for check in self.checks if not check.ok]


def make(snapshots: "PackSnapshots", snapshot: "PackSnapshot", out: Path, password: str, report: Report) -> Made:
    """Build the pack and check the finished file. Runs on the long lane."""
    manifest = snapshots.make(snapshot, out, report)
    checks = snapshots.checks(manifest, out, password)
    return Made(path=pack_paths(manifest, out)[0], manifest=manifest, checks=checks, password=password)


def result_sentences(made: Made) -> list[tuple[str, str]]:
    """What became of it, each sentence with the state whose icon it wears."""
    documents = made.manifest.documents
    inside = sum(d.outcome != "refused" for d in documents)
    pages = made.manifest.pages
    weight = sum(file.bytes for file in made.manifest.files)
    size = f", {weight / MEGABYTE:.1f} MB" if weight else ""
    said = [("done", f"{pages} page{'s' * (pages != 1)}, {inside} document{'s' * (inside != 1)}{size}.")]
    said += [("info", sentence) for sentence in files_said(made.manifest)]
    said += [("soon", f"‘{d.title}’ is not in it. {d.reason or ''}".strip()) for d in documents if d.outcome == "refused"]
    said += [("soon", f"‘{d.title}’ is in it in part. {d.reason or ''}".strip()) for d in documents if d.outcome == "partial"]
    said += [("info", f"‘{d.title}’ can be read but not searched: its pages are pictures.") for d in documents if d.image_only]
    said += [("info", f"‘{d.title}’: {found.words}") for d in documents for found in d.findings]
    said += [("soon", made.manifest.letters_said)] if made.manifest.letters_said else []
    said += [("info", sentence) for sentence in made.left_out]
    said += [("info", sentence) for sentence in in_short(made.manifest.changes)] if made.manifest.changes is not None else []
    return said + checks_said(made.checks, "finished file")


def checks_said(checks: "Sequence[Check]", of: str) -> list[tuple[str, str]]:
    """How many checks passed, and each that did not."""
    wrong = [check for check in checks if not check.ok]
    passed = ("soon" if wrong else "done", f"{len(checks) - len(wrong)} of {len(checks)} checks of the {of} passed.")
    return [passed, *(("soon", f"{check.name}: {check.detail}") for check in wrong)]


def told_lines(look: Look, said: "Iterable[tuple[str, str]]") -> list[Part]:
    """Sentences, each behind the icon of its state."""
    lines: list[Part] = []
    for state, sentence in said:
        line = across(stack(2, Picture(look, state, state, 16), None), words(escaped(sentence), wrap=True))
        line.setStretch(1, 1)
        lines.append(line)
    return lines


def open_file(path: Path) -> bool:
    """Open a file or a folder in the program that this PC uses for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def result_card(room: Room, made: Made, record_sent: Callable[[], object], opening: Callable[[Path], object] = open_file) -> QFrame:
    """The result with its buttons."""
    look = room.look
    chip = Chip(look, "Look at it before it goes" if made.wrong else "Made and checked", "soon" if made.wrong else "done")
    parts: list[Part] = [words("The pack is made", "heading"), across(chip, None), *told_lines(look, result_sentences(made))]
    parts.append(Elided(str(made.path), "caption", "muted"))
    parts.append(Elided(f"SHA-256 {made.manifest.sha256}", "caption", "muted"))
    deeds: list[Button] = [
        button(look, "Open the pack", "", "pdf", then=lambda: opening(made.path)),
        button(look, "Open folder", "", "folder", then=lambda: opening(made.path.parent)),
        button(look, "Record that it was sent", "", "export", then=record_sent),
    ]
    if made.password:
        note = covering_note(made.manifest, title="the evidence pack")
        deeds.append(button(look, "Copy the covering note", "", "note", then=lambda: _copy(room, note)))
    parts.append(flowing(*deeds, gap=8))
    shown = card(*parts, gap=8, name="result")
    shown.setAccessibleName(" ".join(sentence for _, sentence in result_sentences(made)))
    return shown


def _copy(room: Room, note: str) -> None:
    QGuiApplication.clipboard().setText(note)
    room.say(done(COPIED))
