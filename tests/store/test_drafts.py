"""What is being typed: kept as typed, one row per form, safe across a restart, and no part of the history."""

from collections.abc import Callable

from sendco_desk.store.notebook import Notebook


def test_a_draft_survives_a_restart_as_it_was_typed(notebook: Notebook, reopen: Callable[[Notebook], Notebook]) -> None:
    notebook.save_draft("story_entry/new", "Half a sent")
    notebook.save_draft("story_entry/new", '{"words": "Half a sentence\\n\\u2028 and 李"')
    assert reopen(notebook).draft("story_entry/new") == '{"words": "Half a sentence\\n\\u2028 and 李"'


def test_each_form_has_its_own_and_they_come_oldest_first(notebook: Notebook) -> None:
    notebook.save_draft("b", "1")
    notebook.save_draft("a", "2")
    assert list(notebook.drafts().items()) == [("b", "1"), ("a", "2")]


def test_a_finished_form_has_none(notebook: Notebook) -> None:
    notebook.save_draft("a", "1")
    notebook.drop_draft("a")
    notebook.drop_draft("never there")
    assert (notebook.draft("a"), notebook.drafts()) == (None, {})


def test_drafts_are_no_part_of_the_history(notebook: Notebook) -> None:
    notebook.save_draft("a", "Half a sentence")
    assert (notebook.deeds(), notebook.search("sentence")) == ([], [])
