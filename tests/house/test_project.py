"""What the project's files must and must not hold: pinned packages with hashes, fitting licences, no host and no machine's path."""

import importlib.metadata
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONSTRAINTS = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")
PINNED = dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z0-9,._-]+\])?==(\S+)", CONSTRAINTS, flags=re.MULTILINE))
UNSAID = {"sqlcipher3": "zlib and MIT, in its LICENSE file"}
FITTING = re.compile(r"\b(MIT|BSD|Apache|MPL|Mozilla|LGPL|Lesser|PSF|Python Software|ISC|zlib|Zlib|HPND|0BSD|Unlicense)", re.IGNORECASE)


def files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_every_pinned_package_has_hashes_and_no_host_is_named() -> None:
    blocks = re.split(r"\n(?=[a-z0-9._-]+(?:\[[a-z0-9,._-]+\])?==)", CONSTRAINTS)
    assert len(PINNED) > 40
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?://|--index|--extra-index|--find-links", CONSTRAINTS)


@pytest.mark.parametrize("name", sorted(PINNED))
def test_every_licence_fits(name: str) -> None:
    try:
        found = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not needed on this platform")
    fields = [*(found.get_all("License-Expression") or []), *(found.get_all("License") or [])]
    said = " ".join([*fields, *(c for c in found.get_all("Classifier") or [] if c.startswith("License"))])
    assert FITTING.search(said) or name in UNSAID, said


def test_no_file_names_this_machine_or_a_package_registry() -> None:
    machine = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm)/|pythonhosted|pypi\.org|registry\.npmjs", re.MULTILINE)
    found = []
    for path in files():
        if path == Path(__file__).resolve() or path.suffix in {".ttf", ".png", ".pdf", ".db"}:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if machine.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_the_top_level_stays_small() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in files()}
    wanted = {"sendco_desk", "resources", "tests", "packaging", "pyproject.toml", "README.md", "LICENSE"}
    assert {name for name in top if not name.startswith(".")} == wanted
