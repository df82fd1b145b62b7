"""How the parts of a pack say things: nothing that contradicts another page, no code of ours, nothing parted that belongs together."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.paper import Grid
from sendco_desk.domain.professionals import Involvement
from sendco_desk.domain.pupil import Pupil
from sendco_desk.packs.plan import ClockAndDelays
from sendco_desk.services.desk import Desk
from sendco_desk.services.pack_parts import MADE_TITLES
from sendco_desk.services.packing import PackChoices
from tests.services.conftest import StillClock
from tests.services.pack_cases import ON, Filled, filled, put
from tests.services.test_pack_support import part_of, told


@pytest.fixture
def made(desk: Desk, kacper: Pupil, clock: StillClock, tmp_path: Path) -> Filled:
    clock.moment = datetime(2026, 12, 20, 9, tzinfo=UTC)
    return filled(desk, kacper, tmp_path)


def test_what_was_held_by_a_review_says_so_where_the_provision_went_on(desk: Desk, made: Filled) -> None:
    assert "Up to the review" not in told(desk, made, "cycles")
    first = next(one for one in desk.keyring.book.all(SupportCycle, pupil=made.pupil) if one.number == 1)
    put(desk, made.pupil, replace(first, reviewed_on=date(2026, 5, 1)))
    words = told(desk, made, "cycles").replace("\xa0", " ")
    assert "2026. Up to the review: " in words


def test_a_professional_of_no_named_service_is_called_by_name(desk: Desk, made: Filled) -> None:
    put(desk, made.pupil, Involvement(id=uuid4(), pupil=made.pupil, service="other", person="Mr Finlo Wharram", asked_on=date(2026, 11, 2)))
    words = told(desk, made, "professionals")
    assert "Mr Finlo Wharram" in words
    assert "Other, Mr Finlo Wharram" not in words


def test_how_often_a_session_was_missed_is_not_parted_from_its_sign(desk: Desk, made: Filled) -> None:
    assert "9\xa0×\xa0staff away" in told(desk, made, "provision")
    assert "9\xa0×\xa0staff away" in told(desk, made, "cycles")


def test_the_source_of_a_score_stands_apart_from_who_gave_the_test(desk: Desk, made: Filled) -> None:
    (grid,) = (block for block in part_of(desk, made, "measures").blocks if isinstance(block, Grid) and block.caption == "Scores")
    given, source = next((row[-1][0], row[-1][-1]) for row in grid.rows if len(row[-1]) > 1)
    assert (given.quiet, source.quiet) == (False, True)


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_the_heading_over_the_made_parts_follows_the_case(desk: Desk, kacper: Pupil, kind: str) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire County Council", kind=kind)
    plan = desk.packs.plan(case, PackChoices(parts=("summary",)), ON)
    assert plan.generated_title == MADE_TITLES[kind]
    assert (plan.generated_title == "The request") == (kind == "request")


def test_the_clock_of_a_move_names_no_rule_by_our_own_number(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(
        kacper.id, authority="Marlshire County Council", kind="move",
        events=[("plan_made", date(2026, 3, 2), None), ("plan_transferred", date(2026, 10, 9), None)],
    )
    (clock,) = desk.packs.plan(case, PackChoices(parts=("clock",)), ON).parts
    assert isinstance(clock, ClockAndDelays)
    words = " ".join(f"{row.counted} {row.ended_because}" for row in clock.rows)
    assert "governs, because it ends last" in words
    assert "TRF-" not in words
