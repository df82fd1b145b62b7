"""Where the tests find the real documents and the law's worked dates, which live beside the project and not in it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the shared corpus is not beside this checkout")
