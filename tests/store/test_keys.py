"""The notebook's keys: separate for each use, never shown, fit to travel to a worker process."""

import pickle

from sendco_desk.store.keys import Keys, new_keys


def test_each_use_of_the_notebook_has_a_key_of_its_own() -> None:
    keys = new_keys()
    derived = [
        bytes.fromhex(keys.database()),
        keys.attachments(),
        keys.attachment_names(),
        keys.audit(),
        keys.drafts(),
        keys.header(),
        keys.data,
    ]
    assert len(set(derived)) == len(derived)
    assert {len(key) for key in derived} == {32}


def test_two_notebooks_share_no_key() -> None:
    one, other = new_keys(), new_keys()
    assert one.notebook != other.notebook
    assert one.database() != other.database()


def test_the_same_data_key_in_another_notebook_gives_other_keys() -> None:
    keys = new_keys()
    assert Keys(notebook="another", data=keys.data).database() != keys.database()


def test_keys_never_show_themselves() -> None:
    keys = Keys(notebook="n", data=b"\x41" * 32)
    assert "A" * 4 not in f"{keys!r} {keys} {keys!s}"


def test_keys_travel_to_a_worker_process_whole() -> None:
    keys = new_keys()
    assert pickle.loads(pickle.dumps(keys)) == keys


def test_the_keys_of_a_notebook_never_change_with_the_program() -> None:
    """A notebook made today must open in ten years."""
    keys = Keys(notebook="0" * 32, data=bytes(range(32)))
    assert keys.database() == "2b70b8f83b2a28998618543d4ec5e895886c234eb16aaa1a4e1961b15b690093"
    assert keys.attachment_names().hex() == "9be29a4962b4c9b816f10d915e41acea82e931fc68f727fadd64d67106953e5d"
