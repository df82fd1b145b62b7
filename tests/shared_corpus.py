"""Where the tests find the real documents and the law's worked dates, which live beside the project and not in it."""

import csv
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the shared corpus is not beside this checkout")


def documents_listed() -> list[dict[str, str]]:
    """What the corpus says of each of its documents, a row each; empty where it is absent."""
    listed = SHARED / "corpus" / "documents" / "manifest.csv"
    if not listed.is_file():
        return []
    with listed.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def outcomes_of(row: dict[str, str]) -> set[str]:
    """The outcomes that may become of it. Where the list expects "refuse clearly or pages" it was written before web pages were printed."""
    allowed = set(row["allowed_outcomes"].split("|"))
    return {"included", *allowed} if row["expected"] == "refuse clearly or pages" else allowed
