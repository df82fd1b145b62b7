"""A small sample of ``packaging/bench clock``, which gives the full figures: random plans are counted, and Today reads only what changed."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from sendco_desk.statute.milestones import State

BENCH = Path(__file__).parents[2] / "packaging" / "bench_clock.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_clock", BENCH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_random_plans_have_milestones_of_every_state(bench: ModuleType) -> None:
    [drawn] = bench.plans(800, random.Random(1))
    states = {one.state for kind, case in drawn for one in bench.milestones(case, bench.ON, kind=kind)}
    assert states >= set(State) - {State.TOO_EARLY, State.WINDOW_OPEN}
    assert {kind for kind, _ in drawn} == set(bench.KINDS)


def test_a_milestone_costs_no_more_than_two_thousand_additions_of_days(bench: ModuleType) -> None:
    found, taken, adding = bench.count_milestones(1000)
    assert found > 4000
    assert taken / adding < 2000  # some 220; the room is for a busy machine


def test_today_is_read_again_only_where_something_changed(bench: ModuleType, tmp_path: Path) -> None:
    figures = bench.today(bench.school(tmp_path / "bench.sendco", pupils=300, cases=120), rounds=2)
    read, *later = figures.values()
    assert len(later) == 3
    assert max(later) < read
