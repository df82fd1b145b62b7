"""What became of late documents and of password copies: where the file stands, which pages are new, and what to do next."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame

from sendco_desk.services.late_documents import LockedCopy, made_sentence
from sendco_desk.ui.forms.late_form import LateResult
from sendco_desk.ui.screens.flow import flowing
from sendco_desk.ui.screens.pack_result import open_file, told_lines
from sendco_desk.ui.theme import Look
from sendco_desk.ui.widgets.buttons import Button, button
from sendco_desk.ui.widgets.chips import Chip
from sendco_desk.ui.widgets.layout import Part, across, card
from sendco_desk.ui.widgets.words import Elided, words


def late_sentences(result: LateResult) -> list[str]:
    """What became of it, one sentence for each thing that is new."""
    made = result.made
    said = [made_sentence(result.sent.number, result.sent.sent_at.date(), made)]
    said += [
        f"‘{one.title}’ is page {one.labels[0]}." if len(one.labels) == 1 else f"‘{one.title}’ is pages {one.labels[0]} to {one.labels[-1]}."
        for one in made.added
    ]
    said += [f"‘{one.title}’ is in it in part. {one.reason}" for one in made.added if one.reason]
    if result.supplement is not None:
        said.append(f"The {made.supplement_pages} late pages stand beside it in a file of their own.")
    return said


def late_card(look: Look, result: LateResult, record_sent: Callable[[], object], close: Callable[[], object]) -> QFrame:
    """The pack with its late pages, and its buttons."""
    return _card(
        look, "The late documents are added", late_sentences(result), result.path, result.made.sha256, close,
        button(look, "Record that it was sent", "", "export", then=record_sent),
    )


def locked_card(look: Look, made: LockedCopy, path: Path, record_sent: Callable[[], object], close: Callable[[], object]) -> QFrame:
    """A copy with a password, and its buttons."""
    said = [f"{made.pages} page{'s' * (made.pages != 1)}, locked with the password you typed."]
    said += [f"The covering note stands beside it, as ‘{made.note.name}’."] if made.note is not None else []
    return _card(
        look, "The password copy is saved", said, path, made.sha256, close, button(look, "Record that it was sent", "", "export", then=record_sent),
    )


def _card(look: Look, title: str, said: list[str], path: Path, sha256: str, close: Callable[[], object], deed: Button) -> QFrame:
    parts: list[Part] = [
        across(words(title, "heading"), Chip(look, "Made and checked", "done"), None, button(look, "", "quiet", "close", "Close", close), gap=8)
    ]
    parts += told_lines(look, (("done", sentence) for sentence in said))
    parts += [Elided(str(path), "caption", "muted"), Elided(f"SHA-256 {sha256}", "caption", "muted")]
    parts.append(flowing(
        button(look, "Open the pack", "", "pdf", then=lambda: open_file(path)),
        button(look, "Open folder", "", "folder", then=lambda: open_file(path.parent)), deed, gap=8,
    ))
    shown = card(*parts, gap=8, name="result")
    shown.setAccessibleName(" ".join(said))
    return shown
