"""Five wrong passphrases in a row slow a guesser down, even across a restart, and never hurt anybody else."""

import json
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Trouble
from sendco_desk.store import tries
from sendco_desk.store.disk import DISK_FULL
from sendco_desk.store.tries import count_wrong_try, forget_wrong_tries, wait_before_next_try

NOON = 1_788_000_000.0


def _at(moment: float) -> tries.Seconds:
    return lambda: moment


def _wrong(folder: Path, times: int, moment: float = NOON) -> None:
    for _ in range(times):
        count_wrong_try(folder, _at(moment))


def test_nobody_waits_before_the_first_passphrase(tmp_path: Path) -> None:
    assert wait_before_next_try(tmp_path) == 0


def test_four_wrong_ones_cost_no_wait_and_the_fifth_does(tmp_path: Path) -> None:
    _wrong(tmp_path, 4)
    assert wait_before_next_try(tmp_path, _at(NOON)) == 0
    _wrong(tmp_path, 1)
    assert wait_before_next_try(tmp_path, _at(NOON)) == 15


@pytest.mark.parametrize(("wrong", "wait"), [(6, 30), (7, 60), (9, 240), (10, 300), (40, 300)])
def test_the_wait_doubles_up_to_five_minutes(tmp_path: Path, wrong: int, wait: int) -> None:
    _wrong(tmp_path, wrong)
    assert wait_before_next_try(tmp_path, _at(NOON)) == wait


def test_the_wait_runs_down(tmp_path: Path) -> None:
    _wrong(tmp_path, 5)
    assert wait_before_next_try(tmp_path, _at(NOON + 10)) == 5
    assert wait_before_next_try(tmp_path, _at(NOON + 15)) == 0


def test_a_clock_that_was_set_back_locks_nobody_out(tmp_path: Path) -> None:
    _wrong(tmp_path, 5)
    assert wait_before_next_try(tmp_path, _at(NOON - 86_400)) == 15


def test_the_right_passphrase_ends_the_wait(tmp_path: Path) -> None:
    _wrong(tmp_path, 7)
    forget_wrong_tries(tmp_path)
    assert wait_before_next_try(tmp_path, _at(NOON)) == 0
    forget_wrong_tries(tmp_path)


def test_the_tally_holds_two_numbers_and_nothing_else(tmp_path: Path) -> None:
    _wrong(tmp_path, 2)
    assert json.loads((tmp_path / "tries.json").read_bytes()) == {"wrong": 2, "last": NOON}


@pytest.mark.parametrize(
    "tally", [b"", b"[]", b'{"wrong": "many", "last": 0}', b'{"wrong": null, "last": 0}', b'{"wrong": Infinity, "last": 0}']
)
def test_a_damaged_tally_counts_as_none(tmp_path: Path, tally: bytes) -> None:
    (tmp_path / "tries.json").write_bytes(tally)
    assert wait_before_next_try(tmp_path, _at(NOON)) == 0


def test_a_full_disk_does_not_hide_that_the_passphrase_was_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: bytes) -> None:
        raise Trouble(DISK_FULL)

    monkeypatch.setattr(tries, "write_durably", full)
    count_wrong_try(tmp_path, _at(NOON))
    assert wait_before_next_try(tmp_path, _at(NOON)) == 0
