"""Packs that were sent: a pack in volumes is one pack, recorded whole under one number."""

from pathlib import Path
from uuid import UUID

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.packing import Packing
from sendco_desk.services.sent_packs import volume_note, whole_pack
from tests.services.papers import pdf_file


@pytest.fixture
def case(desk: Desk, kacper: Pupil) -> UUID:
    return desk.casework.open_case(kacper.id, authority="Marlshire County Council")[0]


@pytest.fixture
def packs(desk: Desk) -> Packing:
    return desk.packs


def volumes(folder: Path, count: int = 3) -> list[Path]:
    return [pdf_file(folder, f"pack volume {number} of {count}.pdf", f"Volume {number}, page", number) for number in range(1, count + 1)]


@pytest.mark.parametrize("given", [0, 1, 2])
def test_whichever_volume_is_given_the_whole_pack_is_recorded(packs: Packing, case: UUID, tmp_path: Path, given: int) -> None:
    sent, changed = packs.submit(case, volumes(tmp_path)[given], "email", note="To the SEN inbox")
    kept = packs.volumes(sent)
    assert changed == {"submission"}
    assert [(one.number, one.pages) for one in kept] == [(1, 1), (1, 2), (1, 3)]
    assert [one.note for one in kept] == [f"Volume {number} of 3. To the SEN inbox" for number in (1, 2, 3)]
    assert sent == kept[0]
    assert len({one.sent_at for one in kept}) == 1
    assert len({one.pack_sha256 for one in kept}) == 3


def test_recording_volumes_is_one_deed_that_is_undone_at_once(desk: Desk, packs: Packing, case: UUID, tmp_path: Path) -> None:
    packs.submit(case, volumes(tmp_path)[0], "email")
    assert desk.finding.undoable() == "Recorded that a pack was sent"
    desk.finding.undo()
    assert packs.submissions() == []


def test_the_pack_after_one_in_volumes_has_the_next_number(packs: Packing, case: UUID, tmp_path: Path) -> None:
    first, _ = packs.submit(case, volumes(tmp_path)[0], "email")
    second, _ = packs.submit(case, pdf_file(tmp_path, "next.pdf"), "email")
    assert (first.number, second.number) == (1, 2)
    assert packs.volumes(second) == [second]


def test_a_volume_that_is_not_beside_the_others_stops_the_recording(packs: Packing, case: UUID, tmp_path: Path) -> None:
    first, second, _ = volumes(tmp_path)
    second.unlink()
    with pytest.raises(Refused, match=r"‘pack volume 2 of 3\.pdf’ is not in that folder: put all 3 volumes beside one another") as refusal:
        packs.submit(case, first, "email")
    assert refusal.value.field == "pack"
    assert packs.submissions() == []


def test_a_volume_that_is_damaged_leaves_nothing_recorded(packs: Packing, case: UUID, tmp_path: Path) -> None:
    first, _, third = volumes(tmp_path)
    third.write_bytes(b"not a PDF at all")
    with pytest.raises(Refused, match="damaged"):
        packs.submit(case, first, "email")
    assert packs.submissions() == []


@pytest.mark.parametrize("name", ["pack.pdf", "pack volume 0 of 2.pdf", "pack volume 3 of 2.pdf", "pack volume one of two.pdf", "volume 1 of 2.pdf"])
def test_a_file_that_is_no_volume_is_a_whole_pack(tmp_path: Path, name: str) -> None:
    assert whole_pack(tmp_path / name) == (tmp_path / name,)


def test_the_note_of_a_single_file_is_as_it_was_written() -> None:
    assert volume_note(1, 1, " As agreed ") == "As agreed"
    assert volume_note(2, 12, "") == "Volume 2 of 12."
