import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sendco_desk.packs import fonts, rare_fonts
from sendco_desk.resources import resource

RARE = "㐀"


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Where the extra is must be found anew, before the test and after it."""
    rare_fonts.folder.cache_clear()
    yield
    rare_fonts.folder.cache_clear()


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgetful: None) -> Path:
    """The extra as the package lays it out, its fonts being others with few letters."""
    for name in rare_fonts.NAMES.values():
        place = tmp_path / rare_fonts.PACKAGE / "fonts" / "ofl" / name.lower()
        place.mkdir(parents=True)
        (place / f"{name}[wght].ttf").write_bytes(resource("fonts/NotoSansThaana-Regular.ttf").read_bytes())
    (tmp_path / rare_fonts.PACKAGE / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    return tmp_path


@pytest.mark.skipif(importlib.util.find_spec(rare_fonts.PACKAGE) is not None, reason="the extra is installed here")
def test_without_the_extra_a_rare_letter_is_named_as_missing(forgetful: None) -> None:
    assert rare_fonts.folder() is None
    assert fonts.missing(f"Wang {RARE}") == RARE
    with pytest.raises(FileNotFoundError, match="sendco-desk"):
        rare_fonts.variable_font("NotoSansSC")


def test_the_extra_is_found_by_its_package(extra: Path) -> None:
    assert rare_fonts.folder() == extra / rare_fonts.PACKAGE / "fonts" / "ofl"
    assert fonts.missing(RARE) == RARE  # these stand-ins have no Chinese, and say so
    assert set(rare_fonts.NAMES) <= {name for name in rare_fonts.NAMES if fonts.embedded(name).face.name == name.encode()}


def test_a_package_without_a_folder_is_no_extra(monkeypatch: pytest.MonkeyPatch, forgetful: None) -> None:
    monkeypatch.setitem(sys.modules, rare_fonts.PACKAGE, sys)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: importlib.machinery.ModuleSpec(name, None))
    assert rare_fonts.folder() is None


@pytest.mark.parametrize(("letter", "rare"), [("王", True), (RARE, True), ("𠀀", True), ("a", False), ("김", False)])
def test_only_chinese_letters_are_looked_for_in_the_extra(letter: str, rare: bool) -> None:
    assert rare_fonts.is_rare_han(letter) is rare
