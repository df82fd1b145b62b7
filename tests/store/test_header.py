"""Who can open a notebook: the right words do, the wrong ones harm nothing, and a damaged header is mended from its twin."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store import header, header_file
from sendco_desk.store.disk import DISK_FULL
from sendco_desk.store.header import (
    add_person,
    change_passphrase,
    change_recovery_code,
    create_header,
    notebook_id,
    people,
    recover,
    remove_person,
    unlock,
    wait_before_next_try,
)
from sendco_desk.store.header_file import parsed, read_copies, rendered, write_header
from sendco_desk.store.keys import Keys
from sendco_desk.store.recovery import new_recovery_code
from sendco_desk.store.slots import TINY, Person, Role

NOW = datetime(2026, 9, 3, 9, 12, tzinfo=UTC)
WORDS = "three grey herons"
NEW_WORDS = "seven brown otters"


class Made(NamedTuple):
    """A notebook's header, fresh, with what its maker knows."""

    folder: Path
    keys: Keys
    code: str


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path, *create_header(tmp_path, "Ann Sendco", Role.SENDCO, WORDS, TINY, NOW))


def copies(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "header.json").read_bytes(), (folder / "header.bak").read_bytes()


def rewrite(folder: Path, change: Callable[[dict[str, Any]], None], *names: str) -> None:
    """Edit copies of the header as a knowing outsider would: with a checksum that fits."""
    for name in names or header_file.COPIES:
        fields = json.loads((folder / name).read_bytes())
        del fields["checksum"]
        change(fields)
        fields["checksum"] = header_file.checksum(fields)
        (folder / name).write_text(json.dumps(fields), encoding="utf-8")


class TestMaking:
    def test_both_copies_are_the_same_and_hold_no_secret(self, made: Made) -> None:
        one, other = copies(made.folder)
        assert one == other
        for secret in (WORDS, made.keys.data.hex(), made.code, made.keys.database()):
            assert secret.encode() not in one

    def test_only_the_header_is_in_the_folder(self, made: Made) -> None:
        assert {file.name for file in made.folder.iterdir()} == {"header.json", "header.bak"}

    def test_a_short_passphrase_is_refused_and_nothing_is_written(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="at least 10 characters"):
            create_header(tmp_path, "Ann", Role.SENDCO, "short", TINY, NOW)
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_with_a_notebook_is_never_made_over(self, made: Made) -> None:
        before = copies(made.folder)
        with pytest.raises(Refused, match="a notebook in this folder already"):
            create_header(made.folder, "Bea", Role.SENDCO, NEW_WORDS, TINY, NOW)
        assert copies(made.folder) == before

    def test_the_id_is_readable_before_unlocking(self, made: Made) -> None:
        assert notebook_id(made.folder) == made.keys.notebook


class TestUnlocking:
    def test_the_right_passphrase_gives_the_keys_and_says_whose_it_is(self, made: Made) -> None:
        keys, person = unlock(made.folder, WORDS)
        assert keys == made.keys
        assert person == people(made.folder)[0]
        assert (person.name, person.role) == ("Ann Sendco", Role.SENDCO)

    def test_a_wrong_passphrase_is_told_as_such_and_harms_nothing(self, made: Made) -> None:
        before = copies(made.folder)
        with pytest.raises(Refused, match="does not open this notebook") as caught:
            unlock(made.folder, "not these words")
        assert caught.value.field == "passphrase"
        assert copies(made.folder) == before

    def test_five_wrong_in_a_row_make_one_wait_and_the_right_one_ends_it(self, made: Made) -> None:
        for _ in range(5):
            with pytest.raises(Refused):
                unlock(made.folder, "not these words", now=NOW.timestamp)
        assert wait_before_next_try(made.folder, NOW.timestamp) == 15
        unlock(made.folder, WORDS)
        assert wait_before_next_try(made.folder, NOW.timestamp) == 0

    def test_each_person_opens_it_with_their_own_words(self, made: Made) -> None:
        bea = add_person(made.folder, made.keys, "Bea Brown", Role.ASSISTANT, NEW_WORDS, TINY)
        assert unlock(made.folder, NEW_WORDS) == (made.keys, bea)
        assert unlock(made.folder, WORDS)[1].name == "Ann Sendco"
        assert unlock(made.folder, NEW_WORDS, "bea brown") == (made.keys, bea)

    def test_one_persons_words_do_not_open_anothers_slot(self, made: Made) -> None:
        add_person(made.folder, made.keys, "Bea Brown", Role.ASSISTANT, NEW_WORDS, TINY)
        with pytest.raises(Refused, match="does not open"):
            unlock(made.folder, NEW_WORDS, "Ann Sendco")

    def test_a_name_that_nobody_has_is_refused_with_the_names_there_are(self, made: Made) -> None:
        with pytest.raises(Refused, match="Choose one of: Ann Sendco") as caught:
            unlock(made.folder, WORDS, "Anna")
        assert caught.value.field == "name"

    def test_a_folder_without_a_notebook_is_told_as_such(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="no notebook in this folder"):
            unlock(tmp_path, WORDS)


class TestPassphrases:
    def test_after_a_change_only_the_new_words_open_it(self, made: Made) -> None:
        person = people(made.folder)[0]
        change_passphrase(made.folder, made.keys, person, WORDS, NEW_WORDS, TINY)
        assert unlock(made.folder, NEW_WORDS) == (made.keys, person)
        with pytest.raises(Refused):
            unlock(made.folder, WORDS)

    def test_no_copy_keeps_the_old_words_alive(self, made: Made) -> None:
        change_passphrase(made.folder, made.keys, people(made.folder)[0], WORDS, NEW_WORDS, TINY)
        one, other = copies(made.folder)
        assert one == other

    def test_the_present_words_are_asked_for(self, made: Made) -> None:
        with pytest.raises(Refused, match="not your present passphrase") as caught:
            change_passphrase(made.folder, made.keys, people(made.folder)[0], "not these words", NEW_WORDS, TINY)
        assert caught.value.field == "passphrase"

    def test_the_new_words_must_be_long_enough(self, made: Made) -> None:
        with pytest.raises(Refused) as caught:
            change_passphrase(made.folder, made.keys, people(made.folder)[0], WORDS, "short", TINY)
        assert caught.value.field == "new_passphrase"

    def test_somebody_removed_meanwhile_cannot_change_theirs(self, made: Made) -> None:
        gone = Person(name="Bea Brown", role=Role.HEAD, slot="gone")
        with pytest.raises(Refused, match="can no longer open"):
            change_passphrase(made.folder, made.keys, gone, WORDS, NEW_WORDS, TINY)

    def test_a_name_is_given_once(self, made: Made) -> None:
        with pytest.raises(Refused, match="Somebody with this name"):
            add_person(made.folder, made.keys, "ann sendco", Role.HEAD, NEW_WORDS, TINY)

    def test_who_was_removed_gets_in_no_more(self, made: Made) -> None:
        bea = add_person(made.folder, made.keys, "Bea Brown", Role.ASSISTANT, NEW_WORDS, TINY)
        remove_person(made.folder, made.keys, bea)
        assert [person.name for person in people(made.folder)] == ["Ann Sendco"]
        with pytest.raises(Refused):
            unlock(made.folder, NEW_WORDS)

    def test_the_last_sendco_stays(self, made: Made) -> None:
        add_person(made.folder, made.keys, "Bea Brown", Role.HEAD, NEW_WORDS, TINY)
        with pytest.raises(Refused, match="last SENDCo"):
            remove_person(made.folder, made.keys, people(made.folder)[0])


class TestRecovering:
    def test_the_printed_code_sets_new_words(self, made: Made) -> None:
        for _ in range(5):
            with pytest.raises(Refused):
                unlock(made.folder, "forgotten words")
        keys, person = recover(made.folder, made.code.lower().replace("-", " "), "Ann Sendco", NEW_WORDS, TINY)
        assert keys == made.keys
        assert wait_before_next_try(made.folder) == 0
        assert unlock(made.folder, NEW_WORDS) == (made.keys, person)
        with pytest.raises(Refused):
            unlock(made.folder, WORDS)

    def test_another_notebooks_code_is_told_as_such(self, made: Made) -> None:
        with pytest.raises(Refused, match="belongs to another notebook") as caught:
            recover(made.folder, new_recovery_code(), "Ann Sendco", NEW_WORDS, TINY)
        assert caught.value.field == "code"

    def test_a_mistyped_code_is_caught_before_the_notebook_is_read(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="mistyped"):
            recover(tmp_path, "0" * 36, "Ann Sendco", NEW_WORDS, TINY)

    def test_the_name_and_the_new_words_are_checked(self, made: Made) -> None:
        with pytest.raises(Refused) as caught:
            recover(made.folder, made.code, "Nobody", NEW_WORDS, TINY)
        assert caught.value.field == "name"
        with pytest.raises(Refused) as caught:
            recover(made.folder, made.code, "Ann Sendco", "short", TINY)
        assert caught.value.field == "new_passphrase"

    def test_a_new_code_ends_the_old_one(self, made: Made) -> None:
        code = change_recovery_code(made.folder, made.keys)
        with pytest.raises(Refused, match="a newer one was printed since"):
            recover(made.folder, made.code, "Ann Sendco", NEW_WORDS, TINY)
        recover(made.folder, code, "Ann Sendco", NEW_WORDS, TINY)

    def test_a_damaged_copy_is_mended_on_the_way_and_said(self, made: Made) -> None:
        (made.folder / "header.json").write_bytes(b"{")
        said: list[str] = []
        recover(made.folder, made.code, "Ann Sendco", NEW_WORDS, TINY, say=said.append)
        assert "was replaced from the good one" in said[0]
        one, other = copies(made.folder)
        assert one == other


class TestDamage:
    @pytest.mark.parametrize("damaged", header_file.COPIES)
    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"magic": 1}', None])
    def test_one_damaged_copy_is_replaced_from_the_other_and_said(self, made: Made, damaged: str, content: bytes | None) -> None:
        whole = copies(made.folder)[0]
        (made.folder / damaged).unlink()
        if content is not None:
            (made.folder / damaged).write_bytes(content)
        said: list[str] = []
        assert unlock(made.folder, WORDS, say=said.append)[0] == made.keys
        assert len(said) == 1 and "was replaced from the good one" in said[0]
        assert copies(made.folder) == (whole, whole)

    def test_nothing_is_replaced_before_somebody_has_unlocked(self, made: Made) -> None:
        (made.folder / "header.bak").write_bytes(b"{")
        assert people(made.folder)
        with pytest.raises(Refused):
            unlock(made.folder, "not these words")
        assert (made.folder / "header.bak").read_bytes() == b"{"

    def test_two_sound_copies_are_not_spoken_of(self, made: Made) -> None:
        said: list[str] = []
        unlock(made.folder, WORDS, say=said.append)
        assert said == []

    def test_a_copy_that_cannot_be_replaced_does_not_keep_anybody_out(self, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: Path, __: bytes) -> None:
            raise Trouble(DISK_FULL)

        (made.folder / "header.bak").write_bytes(b"{")
        monkeypatch.setattr(header, "write_durably", full)
        said: list[str] = []
        assert unlock(made.folder, WORDS, say=said.append)[0] == made.keys
        assert "could not be replaced" in said[0]

    def test_with_both_copies_damaged_the_backup_is_named(self, made: Made) -> None:
        for copy in header_file.COPIES:
            (made.folder / copy).write_bytes(b"{")
        with pytest.raises(Trouble, match="restore the notebook from its last backup"):
            unlock(made.folder, WORDS)

    def test_a_database_without_its_header_names_the_backup_too(self, tmp_path: Path) -> None:
        (tmp_path / "notebook.db").write_bytes(b"")
        with pytest.raises(Trouble, match="restore the notebook from its last backup"):
            people(tmp_path)

    def test_copies_that_cannot_be_read_at_all_are_the_disks_trouble(self, made: Made) -> None:
        for copy in header_file.COPIES:
            (made.folder / copy).unlink()
            (made.folder / copy).mkdir()
        with pytest.raises(Trouble, match="disk could not be read"):
            unlock(made.folder, WORDS)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
    @given(data=st.data())
    def test_any_flipped_bit_is_found(self, made: Made, data: st.DataObject) -> None:
        content = bytearray(rendered(read_copies(made.folder).newest[0]))
        place = data.draw(st.integers(0, len(content) - 2))  # the last byte is the line's end
        content[place] ^= 1 << data.draw(st.integers(0, 7))
        with pytest.raises(header_file.DamagedCopy):
            parsed(bytes(content))

    def test_a_crash_between_the_two_copies_leaves_the_newer_words(self, made: Made) -> None:
        old = copies(made.folder)[1]
        change_passphrase(made.folder, made.keys, people(made.folder)[0], WORDS, NEW_WORDS, TINY)
        (made.folder / "header.bak").write_bytes(old)
        with pytest.raises(Refused):
            unlock(made.folder, WORDS)
        said: list[str] = []
        unlock(made.folder, NEW_WORDS, say=said.append)
        assert "out of date" in said[0]
        one, other = copies(made.folder)
        assert one == other


class TestEditsFromOutside:
    def test_a_role_edited_in_both_copies_is_found(self, made: Made) -> None:
        rewrite(made.folder, lambda fields: fields["people"][0].update(role="head"))
        with pytest.raises(Trouble, match="changed from outside SENDCo Desk"):
            unlock(made.folder, WORDS)
        with pytest.raises(Trouble, match="changed from outside SENDCo Desk"):
            add_person(made.folder, made.keys, "Bea", Role.HEAD, NEW_WORDS, TINY)
        with pytest.raises(Trouble, match="changed from outside SENDCo Desk"):
            recover(made.folder, made.code, "Ann Sendco", NEW_WORDS, TINY)

    def test_an_edit_in_one_copy_is_undone_from_the_other(self, made: Made) -> None:
        whole = copies(made.folder)[1]
        rewrite(made.folder, lambda fields: fields["people"][0].update(role="head"), "header.json")
        assert unlock(made.folder, WORDS)[1].role is Role.SENDCO
        assert copies(made.folder) == (whole, whole)

    def test_a_spoilt_slot_in_one_copy_does_not_keep_anybody_out(self, made: Made) -> None:
        rewrite(made.folder, lambda fields: fields["people"][0].update(salt="00" * 16), "header.json")
        assert unlock(made.folder, WORDS)[0] == made.keys

    @pytest.mark.parametrize(
        "change",
        [
            lambda fields: fields["people"][0]["argon2id"].update(memory_kib=1 << 30),
            lambda fields: fields["people"][0]["argon2id"].update(memory_kib="8"),
            lambda fields: fields["people"][0].update(nonce="00"),
            lambda fields: fields["people"][0].update(salt=4),
            lambda fields: fields["people"][0].update(role="owner"),
            lambda fields: fields["people"][0].update(name=4),
            lambda fields: fields.update(people=4),
            lambda fields: fields.update(format="1"),
            lambda fields: fields.pop("recovery"),
        ],
    )
    def test_a_header_of_nonsense_is_damage_and_never_a_crash(self, made: Made, change: Callable[[dict[str, Any]], None]) -> None:
        rewrite(made.folder, change)
        with pytest.raises(Trouble, match="restore the notebook from its last backup"):
            unlock(made.folder, WORDS)


class TestFormats:
    @pytest.mark.parametrize("names", [header_file.COPIES, ("header.json",), ("header.bak",)])
    def test_a_newer_notebook_is_refused_politely_and_not_touched(self, made: Made, names: tuple[str, ...]) -> None:
        rewrite(made.folder, lambda fields: fields.update(format=2, people="kept in a new way"), *names)
        before = copies(made.folder)
        with pytest.raises(Refused, match=r"made by a newer SENDCo Desk\. Update SENDCo Desk"):
            unlock(made.folder, WORDS)
        assert copies(made.folder) == before

    def test_a_header_read_and_written_is_the_same_but_for_its_number(self, made: Made) -> None:
        before = read_copies(made.folder).newest[0]
        after = write_header(made.folder, before, made.keys)
        assert read_copies(made.folder).newest[0] == after
        assert replace(after, generation=before.generation, seal=before.seal) == before
        assert after.generation == before.generation + 1
