"""The verb about what councils ask: most of it without a notebook, and nothing of it that a notebook's own copy could hide."""

from pathlib import Path

import pytest

from sendco_desk.services.profile_states import came_texts
from tests.cli.conftest import Terminal

WHY = "Their officer said so"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "norfolk.toml"
    made.write_text(came_texts()["926-norfolk"].replace("value = 24", "value = 18", 1) + '\n[facts.hats]\nvalue = 1\n', encoding="utf-8")
    return made


def test_every_profile_is_listed_without_a_notebook(terminal: Terminal) -> None:
    told = terminal("profiles")
    assert told.status == 0 and len(told.out.splitlines()) == len(came_texts())
    by_field = terminal("profiles", "--by", "field").out
    assert "  Reports no older than: known for 2 of 25 councils\n    Leicestershire: 18 months (verified in part)\n" in by_field
    assert {one["id"] for one in terminal.json("profiles")["profiles"]} == set(came_texts())


def test_one_is_shown_with_its_sources(terminal: Terminal) -> None:
    told = terminal("profiles", "show", "tribunal")
    assert told.status == 0 and "Practice Direction 1 of 2025" in told.out
    assert terminal.json("profiles", "show", "830-derbyshire")["facts"]["portal_url"]["value"] is None


def test_a_wrong_id_is_refused_with_the_nearest(terminal: Terminal) -> None:
    told = terminal("profiles", "show", "830-derbshire")
    assert (told.status, told.err) == (1, "There is no council profile ‘830-derbshire’: did you mean 830-derbyshire?\n")


def test_a_file_is_checked_in_sentences(terminal: Terminal, file: Path) -> None:
    told = terminal("profiles", "check", file)
    assert (told.status, told.out) == (0, "This is a profile that can be taken.\n")
    assert told.err.endswith("field ‘hats’: the field ‘hats’ is not known here and is left aside.\n")
    file.write_text(file.read_text(encoding="utf-8").replace("value = 18", 'value = "eighteen"').replace('"medium"', '"sure"', 1), encoding="utf-8")
    fields = terminal.json("profiles", "check", file, status=1)
    assert fields["ok"] is False and len(fields["problems"]) == 2
    assert all(one.startswith("Line ") for one in fields["problems"])
    assert "must be a whole number" in terminal("profiles", "check", file).out


def test_what_is_no_profile_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\0")
    assert terminal("profiles", "check", tmp_path / "photo.png").status == 1
    assert terminal("profiles", "check", tmp_path / "gone.toml").status == 3


def test_a_colleague_s_file_is_compared_before_it_is_taken(terminal: Terminal, file: Path, notebook: Path) -> None:
    told = terminal("profiles", "compare", file)
    assert told.out.startswith("Norfolk County Council (926-norfolk): 1 difference.\nThe field ‘Reports no older than’ was: 24 months.")
    assert "left aside" in told.err
    taken = terminal("profiles", "take", file, "--into", notebook, "--because", WHY)
    assert taken.status == 0 and taken.out.endswith("Taken as the school’s own copy.\n")
    assert terminal("profiles", "compare", file, "--in", notebook).out == "Norfolk County Council (926-norfolk): nothing differs.\n"
    shown = terminal.json("profiles", "show", "926-norfolk", "--in", notebook)
    assert (shown["own_copy"], shown["facts"]["report_max_months"]["value"]) == (True, 18)
    assert not terminal.json("profiles", "show", "926-norfolk")["own_copy"]


def test_taking_what_is_there_already_takes_nothing(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    assert terminal("profiles", "share", "926-norfolk", "--out", tmp_path / "n.toml").status == 0
    told = terminal.json("profiles", "take", tmp_path / "n.toml", "--into", notebook, "--because", WHY)
    assert (told["taken"], told["differences"]) == (False, [])


def test_nothing_is_taken_without_a_reason(terminal: Terminal, file: Path, notebook: Path) -> None:
    told = terminal("profiles", "take", file, "--into", notebook, "--because", " ")
    assert (told.status, told.err) == (1, "Write why the profile is changed, such as who at the council said so.\n")


def test_the_school_s_own_copy_is_shared(terminal: Terminal, file: Path, notebook: Path, tmp_path: Path) -> None:
    terminal("profiles", "take", file, "--into", notebook, "--because", WHY)
    out = tmp_path / "shared.toml"
    assert "It holds nothing of any pupil." in terminal("profiles", "share", "926-norfolk", "--in", notebook, "--out", out).out
    assert "value = 18" in out.read_text(encoding="utf-8") and WHY not in out.read_text(encoding="utf-8")
    assert terminal("profiles", "share", "926-norfolk", "--out", out).status == 0, "what an earlier run made may be made again"
    out.write_text("Something else", encoding="utf-8")
    assert terminal("profiles", "share", "926-norfolk", "--out", out).status == 1


def test_a_profile_and_all_councils_are_printed(terminal: Terminal, notebook: Path, tmp_path: Path) -> None:
    told = terminal("profiles", "print", "830-derbyshire", "--out", tmp_path / "d.pdf")
    assert told.out.endswith("d.pdf: What Derbyshire County Council asks.\n")
    every = terminal.json("profiles", "print", "--in", notebook, "--out", tmp_path / "all.pdf")
    assert every["title"] == "What councils ask, and what of it is verified"
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF") for name in ("d.pdf", "all.pdf"))
