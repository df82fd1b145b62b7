"""A save that was acknowledged survives a killed process. The full figure comes from ``packaging/bench kill``; this is its sample."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "packaging" / "bench_kill.py"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_kill", BENCH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "bench_kill", module)  # where a dataclass looks up its own module
    spec.loader.exec_module(module)
    return module


def test_no_acknowledged_save_is_lost_when_the_process_is_killed(bench: ModuleType, tmp_path: Path) -> None:
    found = bench.run(3, tmp_path / "bench.sendco", longest_life=0.15)
    assert (found.lost, found.torn, found.unsound) == (0, 0, 0)
    assert found.entries >= 3
