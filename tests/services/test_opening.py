"""Making, opening and recovering a notebook, and finding where it is."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services import caseload
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import (
    NewNotebook,
    create,
    load,
    notebook_folder,
    open_desk,
    open_for_window,
    people,
    recover,
    wait_before_next_try,
    why_not_here,
)
from sendco_desk.services.today import TodayLists
from sendco_desk.store.slots import TINY
from tests.services.conftest import PASSPHRASE, StillClock

NEW = "another made-up passphrase"


def new(folder: Path) -> NewNotebook:
    return NewNotebook(folder=folder, school_name=" Fernhollow School ", person_name=" Dr Robin Lark ", passphrase=PASSPHRASE)


def test_a_new_notebook_knows_its_school_and_its_sendco(tmp_path: Path, clock: StillClock) -> None:
    asked = replace(new(tmp_path / "A.sendco"), phase="primary", school_type="maintained", authority=" Marlshire ")
    desk, code = create(asked, clock=clock, cost=TINY)
    school = desk.school.school()
    assert (school.name, school.phase, school.school_type, school.authority) == ("Fernhollow School", "primary", "maintained", "Marlshire")
    assert school.sendco == "Dr Robin Lark"
    assert len(code) > 20
    desk.close()


@pytest.mark.parametrize(("change", "field"), [
    ({"passphrase": "short"}, "passphrase"), ({"school_name": "  "}, "name"), ({"person_name": ""}, "name"), ({"phase": "nonsense"}, "phase"),
])
def test_a_notebook_that_is_refused_leaves_no_folder(tmp_path: Path, change: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        create(replace(new(tmp_path / "A.sendco"), **change), cost=TINY)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not (tmp_path / "A.sendco").exists()


def test_a_notebook_is_not_made_where_something_stands(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(Refused, match="not empty"):
        create(new(tmp_path), cost=TINY)
    assert (tmp_path / "mine.txt").exists()


def test_a_notebook_is_not_made_inside_another(desk: Desk) -> None:
    with pytest.raises(Refused, match="inside a notebook") as refused:
        create(new(desk.folder / "More" / "B.sendco"), cost=TINY)
    assert refused.value.field == "folder"
    assert not (desk.folder / "More").exists()


def test_for_the_window_every_case_is_read_and_counted_when_it_opens(
    desk: Desk, kacper: Pupil, clock: StillClock, monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.casework.open_case(kacper.id, "request", authority="Marlshire", events=[("request_received", date(2026, 9, 7), None)])
    shown = desk.today.lists()
    desk.close()
    opened = open_for_window(desk.folder, PASSPHRASE, clock=clock)
    monkeypatch.setattr(caseload, "milestones", lambda *_, **__: pytest.fail("a case was counted again"))
    assert opened.today.lists() == shown
    opened.close()


def test_a_notebook_that_cannot_be_read_is_not_left_open_behind_the_window(
    desk: Desk, clock: StillClock, monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.close()
    with monkeypatch.context() as broken:
        broken.setattr(TodayLists, "lists", lambda self: self.book.get(Pupil, uuid4()))
        with pytest.raises(Refused):
            open_for_window(desk.folder, PASSPHRASE, clock=clock)
    open_for_window(desk.folder, PASSPHRASE, clock=clock).close()  # else it would say that it is open elsewhere


def test_a_wrong_passphrase_says_what_to_try(desk: Desk, clock: StillClock) -> None:
    desk.close()
    with pytest.raises(Refused, match="Check Caps Lock") as refused:
        open_desk(desk.folder, "not this one at all", clock=clock)
    assert refused.value.field == "passphrase"


def test_many_wrong_passphrases_in_a_row_make_one_wait(desk: Desk, clock: StillClock) -> None:
    desk.close()
    for _ in range(5):
        assert wait_before_next_try(desk.folder) == 0
        with pytest.raises(Refused):
            open_desk(desk.folder, "not this one at all", clock=clock)
    assert 0 < wait_before_next_try(desk.folder) <= 15


def test_a_notebook_that_is_open_says_where_and_since_when(desk: Desk, clock: StillClock) -> None:
    with pytest.raises(Refused, match="open on this computer since 09:00"):
        open_desk(desk.folder, PASSPHRASE, clock=clock)


def test_the_recovery_code_sets_a_new_passphrase(tmp_path: Path, clock: StillClock) -> None:
    desk, code = create(new(tmp_path / "A.sendco"), clock=clock, cost=TINY)
    desk.close()
    recover(desk.folder, f" {code.lower()} ", "Dr Robin Lark", NEW, cost=TINY)
    with pytest.raises(Refused):
        open_desk(desk.folder, PASSPHRASE, clock=clock)
    open_desk(desk.folder, NEW, clock=clock).close()


def test_a_recovery_code_with_a_slip_is_caught(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        recover(desk.folder, "not a code", "Dr Robin Lark", NEW, cost=TINY)
    assert refused.value.field == "code"


def test_those_who_can_open_it_are_known_before_it_is_opened(desk: Desk) -> None:
    assert [person.name for person in people(desk.folder)] == ["Dr Robin Lark"]


def test_a_file_inside_a_notebook_leads_to_the_notebook(desk: Desk) -> None:
    assert notebook_folder(desk.folder) == desk.folder
    assert notebook_folder(desk.folder / "notebook.sendco-open") == desk.folder


def test_the_copy_of_the_header_is_enough_to_be_a_notebook(desk: Desk) -> None:
    (desk.folder / "header.json").unlink()
    assert notebook_folder(desk.folder) == desk.folder


def test_a_folder_that_is_no_notebook_and_one_that_is_not_there_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not a notebook: choose the folder that ends in"):
        notebook_folder(tmp_path)
    with pytest.raises(Refused, match="There is no notebook at"):
        notebook_folder(tmp_path / "gone.sendco")


def test_a_synced_folder_is_no_place_for_a_notebook(tmp_path: Path) -> None:
    assert why_not_here(tmp_path) == ""
    assert "Dropbox" in why_not_here(tmp_path / "Dropbox" / "A.sendco")


def test_what_opening_needs_can_be_loaded_before(desk: Desk) -> None:
    load()
    assert desk.folder.is_dir()
