"""What the README and the help say of the app is what the app does: its commands, its files, its keys, its words."""

import re
import shlex
from pathlib import Path

import pytest

from sendco_desk.cli.main import parser
from sendco_desk.services.letter_wording import WORDINGS
from sendco_desk.statute.rules import RULE_IDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HELP = sorted((ROOT / "resources" / "help").glob("*.md"))
FILES = frozenset(
    path.relative_to(ROOT).as_posix() + ("/" if path.is_dir() else "")
    for top in ("sendco_desk", "resources", "tests", "packaging") for path in (ROOT / top).rglob("*") if "__pycache__" not in path.parts
)


def commands() -> list[str]:
    """Every command that the README shows."""
    lines = (line.partition("  #")[0] for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines())
    return [part.strip() for line in lines for part in line.split("&&") if part.strip().startswith("sendco-desk ")]


@pytest.mark.parametrize("command", commands())
def test_every_command_in_the_readme_can_be_read(command: str) -> None:
    assert parser().parse_args(shlex.split(command)[1:]).verb


def test_the_readme_names_every_verb_that_a_newcomer_meets_first() -> None:
    assert {shlex.split(command)[1] for command in commands()} >= {"new", "import", "clock", "rules", "due", "case", "letter", "export", "bundle"}


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:\w+/)+|(?:\w+/)*\w+\.py|(?:\w+/)+\w+)`", README))))
def test_every_file_that_the_readme_names_is_there(name: str) -> None:
    assert any(f"/{path}".rstrip("/").endswith(f"/{name}".rstrip("/")) for path in FILES)


def test_the_readme_counts_the_rules() -> None:
    assert f"{len(RULE_IDS)} rules, each with its source" in README


@pytest.mark.parametrize("what", [
    "a council", "a statutory rule of a known shape", "a record kind", "a kind of case", "an event", "a letter", "a field of letters",
    "a role of a council’s contact", "an import format",
    "a kind of attachment (a converter)", "a verb", "an export", "a printed form", "a block of a printed form", "a page of help", "a screen",
])
def test_the_readme_says_where_each_thing_is_added(what: str) -> None:
    assert f"\n| {what} | " in README


def test_every_letter_has_the_title_that_the_readme_sends_one_to() -> None:
    assert {path.stem for path in (ROOT / "resources" / "letters").glob("*.md")} == set(WORDINGS)


@pytest.mark.parametrize("page", HELP, ids=lambda page: page.stem)
def test_help_is_set_in_the_marks_that_people_read(page: Path) -> None:
    assert re.findall(r"""\S*['"]\S*""", page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("page", "label", "source"), [
    ("documents", "Date on the document", "forms/document_forms.py"), ("documents", "Came from", "forms/document_forms.py"),
    ("documents", "Edit details", "screens/documents.py"), ("entries", "Strike out", "screens/entry_card.py"),
    ("rules", "Rules of the law", "main_window.py"), ("calendar", "School calendar", "main_window.py"),
    ("calendar", "Export", "screens/calendar.py"), ("calendar", "Import", "screens/calendar.py"),
    ("getting-started", "Councils and letters", "main_window.py"), ("cases", "Save the dates", "screens/requests.py"),
    ("delay", "Log as given", "screens/delay.py"), ("letters", "Log as sent", "screens/letter.py"),
    ("packs", "Check and make", "screens/pack_head.py"), ("packs", "A part to put documents under", "screens/pack.py"),
    ("packs", "As it came", "screens/pack_about.py"), ("packs", "Move to part…", "screens/pack_about.py"),
    ("packs", "Add late documents", "screens/packs.py"), ("packs", "Save a password copy", "screens/packs.py"),
    ("redaction", "Black out", "screens/documents.py"), ("redaction", "Names of other children", "screens/redact_panel.py"),
    ("redaction", "The boxes lie right", "screens/redact_panel.py"), ("redaction", "Show as it will be", "screens/redact.py"),
    ("reports", "Show them", "screens/reports_register.py"), ("reports", "Record a return", "screens/reports_returns.py"),
    ("profiles", "Portal address", "screens/profile_page.py"), ("profiles", "Share as a file", "screens/profile_page.py"),
    ("profiles", "Take a colleague’s file", "screens/profiles.py"), ("profiles", "Print all by field", "screens/profiles.py"),
    ("import", "Bring in", "screens/import_preview.py"), ("safety", "Back up now", "screens/settings.py"),
])
def test_help_calls_a_button_or_field_what_it_is_called(page: str, label: str, source: str) -> None:
    assert label in (ROOT / "resources" / "help" / f"{page}.md").read_text(encoding="utf-8")
    assert f'"{label}"' in (ROOT / "sendco_desk" / "ui" / source).read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [
    "Done", "Last day", "Due, being counted", "Lapsed", "Too early", "Needs a date", "Needs term dates", "Needs the type of school",
    "Owed, no day fixed", "Not begun", "No longer owed", "Ended",
])
def test_every_word_on_a_step_is_explained(word: str) -> None:
    assert f"\n| {word} | " in (ROOT / "resources" / "help" / "clock.md").read_text(encoding="utf-8")
    said = (ROOT / "sendco_desk" / name for name in ("services/wording.py", "ui/widgets/timeline_facts.py"))
    assert any(f'"{word}"' in path.read_text(encoding="utf-8") for path in said)


@pytest.mark.parametrize("keys", ["Ctrl+F", "F6", "Alt+Up", "Alt+Down", "Home", "End"])
def test_the_keyboard_page_has_the_keys_of_single_places_too(keys: str) -> None:
    assert keys in (ROOT / "resources" / "help" / "keyboard.md").read_text(encoding="utf-8")


def test_getting_started_tells_of_every_stop_of_the_rail() -> None:
    rail = (ROOT / "sendco_desk" / "ui" / "widgets" / "rail.py").read_text(encoding="utf-8")
    stops = re.findall(r'\("\w+", "([^"]+)"\)', rail[rail.index("STOPS = ("):rail.index("FOOT = (")])
    assert len(stops) > 5
    page = (ROOT / "resources" / "help" / "getting-started.md").read_text(encoding="utf-8")
    assert [stop for stop in stops if f"- **{stop}**" not in page] == []
