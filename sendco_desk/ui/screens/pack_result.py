"""What became of a pack: pages, documents, those that could not go in, the checks, and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame

from sendco_desk.domain.progress import Report
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import button
from sendco_desk.ui.widgets.chips import Chip, Picture
from sendco_desk.ui.widgets.layout import Part, across, card, stack
from sendco_desk.ui.widgets.words import Elided, escaped, words

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sendco_desk.packs.manifest import Manifest
    from sendco_desk.packs.verify_reading import Check
    from sendco_desk.services.desk import Desk
    from sendco_desk.services.packing import PackChoices


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished pack: where it stands, what it holds, and every check of it."""

    path: Path
    manifest: "Manifest"
    checks: "tuple[Check, ...]"
    password: str = ""

    @property
    def wrong(self) -> "list[Check]":
        """The checks that did not pass."""
        return [check for check in self.checks if not check.ok]


def make(desk: "Desk", case: "UUID", choices: "PackChoices", out: Path, on: "date", report: Report) -> Made:
    """Build the pack and check the finished file. Runs on the slow lane."""
    from sendco_desk.services.packing import verify

    manifest = desk.packs.build(case, choices, out, report, on=on)
    return Made(path=out, manifest=manifest, checks=verify(out, choices.password), password=choices.password)


def result_sentences(made: Made) -> list[tuple[str, str]]:
    """What became of it, each sentence with the state whose icon it wears."""
    documents = made.manifest.documents
    inside = sum(d.outcome != "refused" for d in documents)
    pages = made.manifest.pages
    said = [("done", f"{pages} page{'s' * (pages != 1)}, {inside} document{'s' * (inside != 1)}.")]
    said += [("late", f"‘{d.title}’ is not in it. {d.reason or ''}".strip()) for d in documents if d.outcome == "refused"]
    said += [("soon", f"‘{d.title}’ is in it in part. {d.reason or ''}".strip()) for d in documents if d.outcome == "partial"]
    good = len(made.checks) - len(made.wrong)
    said.append(("late" if made.wrong else "done", f"{good} of {len(made.checks)} checks of the finished file passed."))
    return said + [("late", f"{check.name}: {check.detail}") for check in made.wrong]


def open_file(path: Path) -> bool:
    """Open a finished file in the program that this PC uses for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def result_card(look: Look, made: Made, record_sent: Callable[[], object], opening: Callable[[Path], object] = open_file) -> QFrame:
    """The result with its buttons."""
    chip = Chip(look, "Look at it before it goes" if made.wrong else "Made and checked", "soon" if made.wrong else "done")
    parts: list[Part] = [across(words("The pack is made", "heading"), None, chip)]
    for state, sentence in result_sentences(made):
        line = across(stack(2, Picture(look, state, state, 16), None), words(escaped(sentence), wrap=True))
        line.setStretch(1, 1)
        parts.append(line)
    parts.append(Elided(str(made.path), "caption", "muted"))
    parts.append(Elided(f"SHA-256 {made.manifest.sha256}", "caption", "muted"))
    opener = button(look, "Open the pack", "", "pdf", then=lambda: opening(made.path))
    parts.append(across(opener, button(look, "Record that it was sent", "", "export", then=record_sent), None))
    shown = card(*parts, gap=8, name="result")
    shown.setAccessibleName(" ".join(sentence for _, sentence in result_sentences(made)))
    return shown
