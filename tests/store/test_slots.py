"""A slot opens for its own passphrase and nothing else, and says when it was tampered with by not opening at all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from argon2.exceptions import HashingError

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store import slots
from sendco_desk.store.keys import new_keys
from sendco_desk.store.recovery import new_recovery_code
from sendco_desk.store.slots import (
    STANDARD,
    TINY,
    Cost,
    Role,
    check_new_passphrase,
    measured_cost,
    new_person,
    opened_by_code,
    opened_by_passphrase,
    person_slot,
    recovery_slot,
)

KEYS = new_keys()
ANN = new_person("Ann Sendco", Role.SENDCO)
SLOT = person_slot(KEYS, ANN, "three grey herons", TINY)


def test_the_right_passphrase_opens_the_slot() -> None:
    assert opened_by_passphrase(KEYS.notebook, SLOT, "three grey herons") == KEYS


def test_a_wrong_passphrase_opens_nothing() -> None:
    assert opened_by_passphrase(KEYS.notebook, SLOT, "three grey heron") is None


def test_the_same_accent_typed_on_another_keyboard_opens_the_slot() -> None:
    slot = person_slot(KEYS, ANN, "cafe\N{COMBINING ACUTE ACCENT} au lait", TINY)
    assert opened_by_passphrase(KEYS.notebook, slot, "caf\N{LATIN SMALL LETTER E WITH ACUTE} au lait") == KEYS


def test_a_passphrase_of_broken_characters_is_only_wrong() -> None:
    assert opened_by_passphrase(KEYS.notebook, SLOT, "\udcff" * 12) is None


@pytest.mark.parametrize(
    "edited",
    [
        replace(SLOT, cost=Cost(memory_kib=16, passes=1, lanes=1)),
        replace(SLOT, salt=bytes(16)),
        replace(SLOT, nonce=bytes(12)),
        replace(SLOT, wrapped=bytes(48)),
        replace(SLOT, person=replace(ANN, slot="another")),
    ],
    ids=["cost", "salt", "nonce", "wrapped key", "whose slot"],
)
def test_a_slot_edited_from_outside_no_longer_opens(edited: slots.PersonSlot) -> None:
    assert opened_by_passphrase(KEYS.notebook, edited, "three grey herons") is None


def test_a_slot_moved_to_another_notebook_does_not_open() -> None:
    assert opened_by_passphrase(new_keys().notebook, SLOT, "three grey herons") is None


def test_the_recovery_slot_opens_for_its_code_alone() -> None:
    code = new_recovery_code()
    slot = recovery_slot(KEYS, code)
    assert opened_by_code(KEYS.notebook, slot, code) == KEYS
    assert opened_by_code(KEYS.notebook, slot, new_recovery_code()) is None


def test_the_standard_cost_is_never_below_64_mib_and_three_passes_on_four_lanes() -> None:
    assert (STANDARD.memory_kib, STANDARD.passes, STANDARD.lanes) >= (65536, 3, 4)


@pytest.mark.parametrize("cost", [(7, 1, 1), (8, 0, 1), (8, 1, 0), (8, 1, 17), (1 << 21, 1, 1), (8, 65, 1)])
def test_a_cost_that_could_hang_the_computer_is_no_cost(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="outside what Argon2id"):
        Cost(memory_kib=cost[0], passes=cost[1], lanes=cost[2])


def _stopwatch(*times: float) -> Iterator[float]:
    return iter(times)


@pytest.fixture
def no_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_stretched", lambda passphrase, salt, cost: b"")


@pytest.mark.usefixtures("no_hashing")
@pytest.mark.parametrize(
    ("standard_takes", "expected"),
    [
        (0.1, Cost(memory_kib=262144, passes=5, lanes=4)),
        (0.35, Cost(memory_kib=131072, passes=3, lanes=4)),
        (0.7, STANDARD),
        (5.0, STANDARD),
        (0.0, Cost(memory_kib=262144, passes=16, lanes=4)),
    ],
)
def test_the_cost_rises_with_the_computer_and_never_falls(standard_takes: float, expected: Cost) -> None:
    times = _stopwatch(10.0, 10.0 + standard_takes)
    measured = measured_cost(0.7, lambda: next(times))
    assert measured.memory_kib == pytest.approx(expected.memory_kib, abs=2)
    assert (measured.passes, measured.lanes) == (expected.passes, expected.lanes)


def test_too_little_memory_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(slots, "hash_secret_raw", full)
    with pytest.raises(Trouble, match="too little free memory"):
        opened_by_passphrase(KEYS.notebook, SLOT, "three grey herons")


@pytest.mark.parametrize("passphrase", ["", "short", "ninechars", "          ", "abababababab"])
def test_a_passphrase_that_protects_nothing_is_refused_kindly(passphrase: str) -> None:
    with pytest.raises(Refused, match="Three or four words that you can remember are best") as caught:
        check_new_passphrase(passphrase, field="new_passphrase")
    assert caught.value.field == "new_passphrase"


@pytest.mark.parametrize("passphrase", ["three grey herons", "lowercase only", "ÄÖÜ ßéè ñõ"])
def test_no_rule_asks_for_capitals_or_digits(passphrase: str) -> None:
    check_new_passphrase(passphrase)


def test_a_person_needs_a_name() -> None:
    with pytest.raises(Refused, match="Type the name") as caught:
        new_person("  ", Role.HEAD)
    assert caught.value.field == "name"


def test_two_people_of_one_name_are_told_apart_first() -> None:
    with pytest.raises(Refused, match="Add an initial"):
        new_person("ann  SENDCO", Role.ASSISTANT, (ANN,))


def test_a_name_is_kept_tidy() -> None:
    assert new_person("  Bea   Brown ", Role.HEAD, (ANN,)).name == "Bea Brown"
