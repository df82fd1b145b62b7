"""Who can open the notebook, their passphrases, and small settings."""

from dataclasses import replace

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.keyring import Keyring
from sendco_desk.services.opening import open_desk
from sendco_desk.store import slots
from sendco_desk.store.slots import TINY, Cost
from tests.services.conftest import PASSPHRASE, StillClock

NEW = "another made-up passphrase"


@pytest.fixture
def keyring(desk: Desk) -> Keyring:
    return replace(desk.keyring, cost=TINY)


def test_the_notebook_knows_who_has_it_open(keyring: Keyring) -> None:
    assert (keyring.person().name, keyring.person().role) == ("Dr Robin Lark", "sendco")
    assert keyring.people() == (keyring.person(),)


def test_a_changed_passphrase_is_the_only_one_that_opens(desk: Desk, keyring: Keyring, clock: StillClock) -> None:
    keyring.change_passphrase(PASSPHRASE, NEW)
    desk.close()
    with pytest.raises(Refused, match="does not open this notebook"):
        open_desk(desk.folder, PASSPHRASE, clock=clock)
    open_desk(desk.folder, NEW, clock=clock).close()


def test_the_present_passphrase_must_be_right_and_the_new_one_long(keyring: Keyring) -> None:
    with pytest.raises(Refused, match="not your present passphrase"):
        keyring.change_passphrase("not this one at all", NEW)
    with pytest.raises(Refused, match="at least 10 characters"):
        keyring.change_passphrase(PASSPHRASE, "short")


def test_somebody_else_opens_with_a_passphrase_of_their_own_until_removed(desk: Desk, keyring: Keyring, clock: StillClock) -> None:
    keyring.add_person("Sam Teal", "assistant", NEW)
    desk.close()
    other = open_desk(desk.folder, NEW, "Sam Teal", clock=clock)
    assert other.keyring.person().role == "assistant"
    other.close()
    again = open_desk(desk.folder, PASSPHRASE, "Dr Robin Lark", clock=clock)
    sam = next(person for person in again.keyring.people() if person.name == "Sam Teal")
    again.keyring.remove_person(sam)
    assert [person.name for person in again.keyring.people()] == ["Dr Robin Lark"]
    again.close()
    with pytest.raises(Refused):
        open_desk(desk.folder, NEW, clock=clock)


def test_the_last_sendco_stays(keyring: Keyring) -> None:
    with pytest.raises(Refused, match="last SENDCo"):
        keyring.remove_person(keyring.person())


def test_without_a_cost_this_computer_is_measured(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def measured() -> Cost:
        asked.append(1)
        return TINY

    monkeypatch.setattr(slots, "measured_cost", measured)
    desk.keyring.add_person("Sam Teal", "head", NEW)
    desk.keyring.change_passphrase(PASSPHRASE, NEW + " too")
    assert len(asked) == 2


def test_a_setting_is_remembered_and_an_unknown_one_has_what_the_caller_says(keyring: Keyring) -> None:
    assert keyring.setting("lock_after") == ""
    assert keyring.setting("lock_after", "10") == "10"
    keyring.remember("lock_after", "30")
    assert keyring.setting("lock_after", "10") == "30"
    keyring.remember("lock_after", "")
    assert keyring.setting("lock_after", "10") == ""


@pytest.mark.parametrize("role", ["assistant", "head"])
def test_only_the_sendco_says_who_can_open_the_notebook(desk: Desk, keyring: Keyring, clock: StillClock, role: str) -> None:
    keyring.add_person("Sam Teal", role, NEW)
    desk.close()
    other = open_desk(desk.folder, NEW, "Sam Teal", clock=clock)
    assert not other.keyring.may_let_in
    with pytest.raises(Refused, match="Only the SENDCo decides"):
        other.keyring.add_person("Sam Teal too", "sendco", NEW)
    with pytest.raises(Refused, match="Only the SENDCo decides"):
        other.keyring.remove_person(other.keyring.people()[0])
    assert [person.name for person in other.keyring.people()] == ["Dr Robin Lark", "Sam Teal"]
    other.close()
