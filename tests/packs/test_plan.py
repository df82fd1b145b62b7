from datetime import date
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.plan import PackPlan, chronological, stamp_of
from tests.packs.pack_samples import ON, item, pupil_parts


def test_a_pack_without_a_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        PackPlan(title=" ", on=ON, items=(item(tmp_path / "a.pdf"),))
    assert refusal.value.field == "title"


def test_a_pack_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(Refused, match="at least one"):
        PackPlan(title="Pack", on=ON)


def test_a_pack_may_hold_generated_parts_alone() -> None:
    assert PackPlan(title="Pack", on=ON, parts=pupil_parts()).items == ()


def test_documents_stand_oldest_first_within_their_part_and_undated_ones_last(tmp_path: Path) -> None:
    unknown = item(tmp_path / "unknown.pdf", part="A")
    later = item(tmp_path / "later.pdf", part="A", dated_on=date(2026, 5, 2))
    other = item(tmp_path / "other.pdf", part="B", dated_on=date(2020, 1, 1))
    sooner = item(tmp_path / "sooner.pdf", part="A", dated_on=date(2026, 5, 1))
    assert [each.title for each in chronological((unknown, later, other, sooner))] == ["sooner", "later", "unknown", "other"]


def test_the_stamp_gives_name_and_date_of_birth() -> None:
    assert stamp_of("Kacper Wilk", date(2018, 3, 14)) == "Kacper Wilk, born 14.03.2018"
