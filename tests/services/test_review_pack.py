"""The report of a review and the pages for the next school: what they tell, in which cases they stand, and where in the pack."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import page as page_validation
import pytest

from sendco_desk.authority.profile import Confidence, Fact, Profile, Told
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.dates import shown
from sendco_desk.domain.export_screen import ExportFlag
from sendco_desk.domain.meetings import AgreedAction, Meeting
from sendco_desk.domain.paper import Block, Facts, Grid, block_words
from sendco_desk.domain.plans import PlanVersion
from sendco_desk.domain.professionals import Advice
from sendco_desk.domain.provision import ProvisionPlace
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.services.bundling import verify
from sendco_desk.services.desk import Desk
from sendco_desk.services.pack_parts import PARTS, parts_in_order
from sendco_desk.services.pack_record import Asked, PackRecord, record_on
from sendco_desk.services.packing import Packing
from sendco_desk.services.review_pack import ALL_AGREED, NO_CHANGE, Difference, costed_map_asked, differences_in, review_meeting, review_part
from sendco_desk.services.transition_pack import SAFEGUARDING, transition_part, transition_there
from tests.services.conftest import StillClock
from tests.services.pack_cases import ON, Filled, filled, put
from tests.services.papers import WorksHere
from tests.services.review_cases import with_move, with_review


@pytest.fixture
def made(desk: Desk, kacper: Pupil, tmp_path: Path) -> Filled:
    return filled(desk, kacper, tmp_path)


@pytest.fixture
def review(desk: Desk, made: Filled) -> UUID:
    return with_review(desk, made)


@pytest.fixture
def move(desk: Desk, made: Filled) -> UUID:
    return with_move(desk, made)


def record_of(desk: Desk, case: UUID, on: date = ON, going: tuple[UUID, ...] = (), costs: bool = False) -> PackRecord:
    """The record from which the pack of a case is made."""
    pupil = desk.keyring.book.get(CaseFile, case).pupil
    return record_on(desk.keyring.book, pupil, on, desk.clock, case=case, going=going, costs=costs)


def words_of(blocks: list[Block]) -> str:
    """All that blocks say."""
    return "\n".join(words for block in blocks for words in block_words(block)).replace("\xa0", " ")


def grids(blocks: list[Block]) -> dict[str, Grid]:
    """The tables by their heads."""
    return {" | ".join(block.heads): block for block in blocks if isinstance(block, Grid)}


def cells(grid: Grid) -> list[list[str]]:
    """What stands in a table."""
    return [["".join(run.text for run in cell) for cell in row] for row in grid.rows]


# The report of the review


def test_the_report_tells_who_met_what_was_said_and_by_when_it_is_due(desk: Desk, review: UUID) -> None:
    words = words_of(list(review_part(record_of(desk, review))))
    for told in (
        "by Mon 30 Nov 2026, two weeks after the meeting (SEND Regulations 2014 reg 20(7) to (9) and 21(7))", "Mon 16 Nov 2026, 09:30",
        "Final plan, Wed 1 Oct 2025", "Invited 17 days before: in time for the two weeks’ notice.", "Papers out 10 days before: 4 days short",
        "Ms P. Heron", "Sent a report instead", "He reads more and tires by noon.", "The plan still fits his needs.",
    ):
        assert told in words
    assert "The review of 2025." not in words


def test_the_views_of_pupil_and_family_stand_side_by_side(desk: Desk, made: Filled, review: UUID) -> None:
    (found,) = [grid for heads, grid in grids(list(review_part(record_of(desk, review)))).items() if "Views of the pupil" in heads]
    assert found.heads == ("About", "Views of the pupil, Mon 14 Sep 2026", "Views of a parent or carer, Fri 2 Oct 2026")
    assert ["What is not working", "Long writing.\nNoise in the hall.", "Mornings are hard."] in cells(found)
    for one in desk.keyring.book.all(ViewsGiven, pupil=made.pupil):
        put(desk, made.pupil, replace(one, given_on=date(2024, 1, 8)))
    assert not [heads for heads in grids(list(review_part(record_of(desk, review)))) if "Views" in heads]


def test_progress_is_told_of_the_outcomes_of_the_year_and_of_section_e(desk: Desk, review: UUID) -> None:
    found = list(review_part(record_of(desk, review)))
    assert "Reads a page of his class book by himself by July 2027." in words_of(found)
    results = cells(grids(found)["Outcome | From | Now | Target | Result"])
    assert [row[-1] for row in results] == ["Partly met", "Not reviewed yet"]


def test_progress_is_towards_the_plan_that_was_reviewed_and_not_the_one_proposed(desk: Desk, made: Filled, review: UUID) -> None:
    [final] = [one for one in desk.keyring.book.all(PlanVersion, pupil=made.pupil) if one.state == "final"]
    desk.plans.start_version(
        made.pupil, state="proposed", dated_on=date(2026, 11, 18), based_on=final.id, words={"E": "Reads a shelf of books."},
    )
    found = list(review_part(record_of(desk, review)))
    (facts,) = [block for block in found if isinstance(block, Facts) and block.rows[0][0] == "Section E of the plan"]
    assert "Reads a page of his class book by himself by July 2027." in words_of([facts]) and "shelf" not in words_of([facts])
    assert "Plan reviewed\nFinal plan, Wed 1 Oct 2025" in words_of(found)
    for one in desk.keyring.book.all(PlanVersion, pupil=made.pupil):
        put(desk, made.pupil, replace(one, state="draft"))
    assert "shelf" not in words_of(list(review_part(record_of(desk, review))))  # of drafts alone, what the latest changes


def test_views_given_after_the_report_went_out_are_not_in_it(desk: Desk, made: Filled, review: UUID) -> None:
    one = next(one for one in desk.keyring.book.all(ViewsGiven, pupil=made.pupil) if one.voice == "pupil")
    for day, inside in ((date(2026, 11, 30), True), (date(2026, 12, 1), False)):
        put(desk, made.pupil, replace(one, id=uuid4(), given_on=day))
        words = words_of(list(review_part(record_of(desk, review, on=date(2026, 12, 15)))))
        assert (f"Views of the pupil, {shown(day)}" in words) is inside


def test_what_section_f_orders_is_set_against_what_was_held(desk: Desk, made: Filled, review: UUID) -> None:
    (ordered,) = [grid for grid in grids(list(review_part(record_of(desk, review)))).values() if grid.heads[0] == "Provision"]
    assert len(ordered.rows) == 1
    for place in desk.keyring.book.all(ProvisionPlace, pupil=made.pupil):
        put(desk, made.pupil, replace(place, plan_section_f=False))
    assert "Provision that section F" not in words_of(list(review_part(record_of(desk, review))))


def test_the_sections_that_the_school_proposes_to_change_are_named_with_what_was_agreed(desk: Desk, made: Filled, review: UUID) -> None:
    record = record_of(desk, review)
    words = words_of(list(review_part(record)))
    assert "Changes the school proposes, Mon 16 Nov 2026: these sections are proposed to change." in words
    assert "Section F, special educational provision" in words
    assert "Section B" not in words
    assert "stands marked under" not in words
    with_plan = words_of(list(review_part(replace(record, parts=frozenset({"plan"})))))
    assert "The wording stands marked under ‘EHC plan, section by section’." in with_plan
    assert "Ask for the occupational therapist’s advice" in words
    for version in desk.keyring.book.all(PlanVersion, pupil=made.pupil):
        if version.state == "proposed":
            put(desk, made.pupil, replace(version, dated_on=date(2026, 12, 1)))
    action = next(one for one in desk.keyring.book.all(AgreedAction, pupil=made.pupil) if one.words.startswith("Visit"))
    put(desk, made.pupil, replace(action, done_on=date(2026, 11, 20), done_words="She liked it."))
    later = words_of(list(review_part(record_of(desk, review))))
    assert NO_CHANGE in later
    assert "Done Fri 20 Nov 2026. She liked it." in later


# Differences of opinion


def test_differences_of_opinion_stand_in_a_column_for_each_side(desk: Desk, review: UUID) -> None:
    found = list(review_part(record_of(desk, review)))
    table = grids(found)["About | Parents | School | Council"]
    assert cells(table) == [
        ["How many sessions a week", "Five, as the report advises.", "Three now and five from January.", "Three."],
        ["Where he learns best", "In a small room.", "With his class.", "Said nothing on this"],
    ]
    assert "The advisory teacher could not come." in words_of(found)


@pytest.mark.parametrize(("differences", "told"), [
    ("", ALL_AGREED), ("The hours were not agreed.", "The hours were not agreed."), ("Parents: five", "Parents: five"),
    ("A: 1\nB: 2\nC: 3\nD: 4\nE: 5", "E: 5"),
])
def test_differences_of_one_side_or_of_many_are_told_as_they_were_written(desk: Desk, made: Filled, differences: str, told: str) -> None:
    found = list(review_part(record_of(desk, with_review(desk, made, differences))))
    assert told in words_of(found)
    assert not [grid for grid in grids(found).values() if grid.caption == "What each says"]


def test_lines_of_speakers_belong_to_the_line_before_them() -> None:
    assert differences_in("Hours\n- Mother: five\n- School: three\n\nThe bus\nFather: yes\nMother: no") == (
        (), (Difference("Hours", (("Mother", "five"), ("School", "three"))), Difference("The bus", (("Father", "yes"), ("Mother", "no")))),
    )
    assert differences_in("It began at 9:30: late.\nNothing else") == (("It began at 9:30: late.", "Nothing else"), ())


# Which meeting, and when there is a report


def test_the_meeting_is_that_of_the_cases_own_day_else_the_latest(desk: Desk, made: Filled, review: UUID) -> None:
    met = review_meeting(record_of(desk, review))
    assert met is not None
    assert met.held_on == date(2026, 11, 16)
    last_year, _ = desk.casework.open_case(
        made.pupil, "annual_review", authority="Marlshire County Council", events=[("review_meeting", date(2025, 11, 17), None)],
    )
    before = review_meeting(record_of(desk, last_year))
    assert before is not None
    assert before.held_on == date(2025, 11, 17)
    assert "review" not in desk.packs.parts(made.case, ON)
    assert "review" in desk.packs.parts(review, ON)
    assert "review" not in desk.packs.parts(review, date(2025, 1, 6))
    for one in desk.keyring.book.all(Meeting, pupil=made.pupil):
        put(desk, made.pupil, replace(one, cancelled=True))
    assert "review" not in desk.packs.parts(review, ON)


def test_a_flagged_meeting_is_in_no_report(desk: Desk, made: Filled, review: UUID) -> None:
    met = review_meeting(record_of(desk, review))
    assert met is not None
    put(desk, made.pupil, ExportFlag(
        id=uuid4(), pupil=made.pupil, record_kind="meeting", record=met.id, flag="safeguarding", flagged_on=ON,
    ))
    assert "tires by noon" not in words_of(list(review_part(record_of(desk, review))))


# Costs

SURE, UNSURE = Told(source="x", confidence=Confidence.HIGH), Told()


@pytest.mark.parametrize(("facts", "asked"), [
    ({}, False), ({"costed_map": Fact(value="mandatory", told=SURE)}, True), ({"costed_map": Fact(value="mandatory", told=UNSURE)}, False),
    ({"costed_map": Fact(value="narrative", told=SURE)}, False), ({"review_costed_map": Fact(value=True, told=SURE)}, True),
    ({"review_costed_map": Fact(value=True, told=UNSURE)}, False),
])
def test_a_costed_map_is_asked_for_only_where_that_is_verified(desk: Desk, review: UUID, facts: dict[str, Fact], asked: bool) -> None:
    record = replace(record_of(desk, review), asked=Asked(profile=Profile(id="p", name="P", facts=facts), sent_on=ON))
    assert costed_map_asked(record) is asked


def test_costs_stand_in_the_report_where_the_council_asks_for_them_and_the_maker_lets_them(desk: Desk, review: UUID) -> None:
    profile = Profile(id="p", name="P", facts={"review_costed_map": Fact(value=True, told=SURE)})
    record = replace(record_of(desk, review, costs=True), asked=Asked(profile=profile, sent_on=ON))
    assert "What each provision costs for this pupil" in words_of(list(review_part(record)))
    beside = words_of(list(review_part(replace(record, parts=frozenset({"provision"})))))
    assert "What each provision costs stands under ‘Provision, planned against held’" in beside
    assert "for this pupil" not in beside
    assert "costs" not in words_of(list(review_part(replace(record, costs=False))))
    assert "costs" not in words_of(list(review_part(replace(record, asked=None))))


# For the next school


def test_the_next_school_is_told_what_goes_on_who_is_involved_and_what_is_owed(desk: Desk, made: Filled, review: UUID, move: UUID) -> None:
    put(desk, made.pupil, Need(id=uuid4(), pupil=made.pupil, need_type="SPLD"))
    record = record_of(desk, move, going=(made.shared,))
    found = list(transition_part(record))
    words = words_of(found)
    for told in (
        "Wed 1 Sep 2027", "Specific learning difficulty", "Marlshire County Council", "Final plan, Wed 1 Oct 2025", "Say it once, then wait",
        "Precision teaching", "Asked 6 weeks ago, not seen yet.", "Send the report of the review meeting", "Visit the new class", SAFEGUARDING,
        "within 15 school days of the day on which the pupil leaves (Education (Pupil Information) (England) Regulations 2005 reg 9)",
        "Received by the next school (name and role)",
    ):
        assert told in words
    owed = cells(grids(found)["What | Who owes it | By | Where it stands"])
    assert [row[2] for row in owed] == [row[2] for row in sorted(owed, key=lambda row: datetime.strptime(row[2], "%a %d %b %Y").replace(tzinfo=UTC))]
    assert "Changes the school proposes" not in words


def test_documents_are_listed_with_how_they_are_handed_over_and_those_that_may_not_go_are_not_named(desk: Desk, made: Filled, move: UUID) -> None:
    found = list(transition_part(record_of(desk, move, going=(made.shared,))))
    assert cells(grids(found)["Document | Date | How it is handed over"]) == [
        ["Report of the made-up psychologist", "Mon 2 Mar 2026", "In this pack"], ["Letter", "Mon 4 May 2026", "Separately"],
        ["Drawing of a good day", "Mon 14 Sep 2026", "Separately"],
    ]
    words = words_of(found)
    assert "1 document is marked not to be shared, and not listed." in words
    assert "Zebra" not in words
    assert "Yellow letter" not in words


def test_the_day_for_the_record_follows_from_the_day_on_which_the_pupil_left(desk: Desk, made: Filled, move: UUID, kacper: Pupil) -> None:
    put(desk, made.pupil, replace(kacper, left_on=date(2026, 11, 20), roll_status="left"))
    assert "due at the next school by Fri 11 Dec 2026, 15 school days after the pupil left" in words_of(list(transition_part(record_of(desk, move))))
    records, _ = desk.casework.open_case(made.pupil, "records", authority="", events=[("pupil_left", date(2026, 11, 6), None)])
    assert transition_there(record_of(desk, records))
    assert "by Fri 27 Nov 2026" in words_of(list(transition_part(record_of(desk, records))))
    desk.casework.add_event(records, "record_transferred", date(2026, 11, 18))
    sent = words_of(list(transition_part(record_of(desk, records))))
    assert "The record was sent on Wed 18 Nov 2026; it was due by Fri 27 Nov 2026" in sent


def test_only_a_move_or_a_hand_over_has_pages_for_the_next_school(desk: Desk, made: Filled, review: UUID, move: UUID) -> None:
    asked_for, _ = desk.casework.open_case(made.pupil, "records", authority="", events=[("sar_received", date(2026, 11, 2), None)])
    there = [transition_there(record_of(desk, case)) for case in (made.case, review, asked_for, move)]
    assert there == [False, False, False, True]
    assert not transition_there(replace(record_of(desk, move), case=None))


def test_a_pupil_of_whom_little_is_recorded_has_short_pages_for_the_next_school(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "phase_transfer", authority="Marlshire County Council")
    found = list(transition_part(record_of(desk, case)))
    words = words_of(found)
    assert "Nothing with a day of its own is owed in an open case." in words
    assert not grids(found)


def test_advice_that_nobody_acted_on_is_named_with_whose_it_is(desk: Desk, made: Filled, move: UUID) -> None:
    for one in desk.keyring.book.all(Advice, pupil=made.pupil):
        put(desk, made.pupil, replace(one, action="Done at once", action_on=None))
    assert "Advice | Whose" not in grids(list(transition_part(record_of(desk, move))))


# The pack


def test_each_kind_of_case_has_its_own_order_and_every_part_once() -> None:
    for kind in ("request", "annual_review", "phase_transfer", "records", ""):
        assert sorted(parts_in_order(kind)) == sorted(PARTS)
    assert parts_in_order("request") == tuple(PARTS)
    assert parts_in_order("annual_review")[2:6] == ("summary", "review", "plan", "views")
    assert parts_in_order("phase_transfer")[2:5] == ("summary", "transition", "profile")


def test_the_studio_proposes_the_order_of_the_kind_of_case(desk: Desk, review: UUID, move: UUID) -> None:
    assert desk.layouts.layout(review).sections == parts_in_order("annual_review")
    assert desk.layouts.layout(move).sections == parts_in_order("phase_transfer")
    assert desk.packs.parts(move, ON)[:3] == ("summary", "transition", "profile")


def test_packs_of_a_review_and_of_a_move_pass_every_check(
    desk: Desk, made: Filled, review: UUID, move: UUID, tmp_path: Path, clock: StillClock,
) -> None:
    packs: Packing = replace(desk.packs, workshop=WorksHere())
    for case, first in ((review, "Report of the review"), (move, "For the next school")):
        out = tmp_path / f"{case}.pdf"
        manifest = packs.build(case, replace(packs.proposed(case, ON), documents=(made.shared,)), out, on=ON)
        assert [check for check in verify(out) if not check.ok] == []
        assert [part.title for part in manifest.parts][2] == first


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_packs_of_a_review_and_of_a_move_that_the_notebook_makes_alone_pass_every_rule(
    desk: Desk, made: Filled, review: UUID, move: UUID, tmp_path: Path, profile: str,
) -> None:
    packs: Packing = replace(desk.packs, workshop=WorksHere())
    for case in (review, move):
        out = tmp_path / f"{case}.pdf"
        packs.build(case, replace(packs.proposed(case, ON), documents=()), out, on=ON)
        assert page_validation.validate_pdf(str(out), profile=profile).failures == []
