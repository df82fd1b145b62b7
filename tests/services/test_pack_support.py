"""What the parts of a pack tell of the record of support: every part, as it stood on the pack's day, with its sources named as they may be."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pikepdf
import pypdf
import pytest

from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.measures import Attendance, Measure, PartTimeTimetable, Suspension
from sendco_desk.domain.meetings import Meeting, MeetingPerson
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.paper import Drawn, Leads, Panels, Paragraph, Photo, Run, block_words
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.professionals import Advice, Involvement
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, StaffRate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.voices import OnePageProfile
from sendco_desk.packs.plan import PaperPart
from sendco_desk.services.bundling import verify
from sendco_desk.services.desk import Desk
from sendco_desk.services.pack_parts import CHANGES, PACK_PARTS, PARTS
from sendco_desk.services.pack_record import record_on
from sendco_desk.services.packing import PackChoices, Packing
from sendco_desk.store.slots import Role
from tests.services.conftest import StillClock
from tests.services.pack_cases import ON, Filled, filled, put
from tests.services.papers import WorksHere

TOLD = {
    "profile": ("Made on Wed 16 Sep 2026 with his class teacher.", "Kind", "Say it once, then wait", "To be a vet"),
    "views": ("Views of the pupil, Mon 14 Sep 2026", "By drawing or pictures, by Dr Robin Lark", "Otters. The blue room is quiet.",
              "Mornings are hard.", "Drawing of a good day"),
    "needs": ("Cognition and learning", "Reads 31 of the first 100 words; most of the class read all of them.",
              "1. Report of the made-up psychologist (page 3 of it)", "2. Observation, Tue 6 Oct 2026: heard in class",
              "Nothing is recorded in these areas: communication and interaction; sensory and/or physical."),
    "cycles": ("Cycle 1: Reading common words", "Leaves after five minutes.", "Told by: The school’s word list", "Read together on three evenings.",
               "A quiet place for long tasks", "Used it unasked since May.", "39 of 46 planned sessions of Precision teaching were held (85%).",
               "The school gives more support, or support of another kind because the outcome is not met in full", "Partly met", "Cycle 2",
               "31 of 100", "The gap to the class has grown in spite of the sessions."),
    "provision": ("Common words, five at a time", "Teaching assistant\none to one", "46 sessions, 15 h 20 min",
                  "39 of 46 held, 85%\n13 h\nMissed: 9 × staff away", "21 sessions so far, 7 h",
                  "In all 18 h 40 min of 22 h 20 min planned were recorded as given.", "Knows more words, still guesses long ones."),
    "measures": ("Made-up Reading Test (2nd edition), accuracy", "Standard score 76\nlikely 70 to 84 (95%)", "11 years 7 months",
                 "Ms P. Heron", "Left the room: how often a week", "Report of the made-up psychologist (page 2 of it)"),
    "attendance": ("85.9%: 402 of 468 sessions attended", "88.1%: 518 of 588 sessions attended", "20 of 32.5 hours a week", "7 weeks so far",
                   "An afternoon more every two weeks.", "4 half-days suspended this school year.", "A calm place was offered, and home was rung."),
    "professionals": ("Educational psychology, Ms P. Heron", "8 months old", "Word cards with pictures in every session.\nMon 16 Mar 2026",
                      "19 words more by July.", "Nothing is recorded yet", "Page 4 of the report", "Asked 6 weeks ago, not seen yet."),
    "meetings": ("1 meeting with the parents was held this school year, up to Mon 23 Nov 2026.", "Ana Wilk, Mother", "The school fears the hall.",
                 "How fast the days grow.", "Plan the afternoons week by week", "No day agreed", "Not yet"),
    "plan": ("Changes the school proposes, Mon 16 Nov 2026", "Final plan, Wed 1 Oct 2025", "No change in this section.", "Section F", "Five"),
    "access": ("Read for eight minutes with the overlay", "Report of the made-up psychologist (page 2 of it)", "12th percentile"),
}
OF_OTHER_CASES = (CHANGES, "review", "transition")
"""Parts that the pack of a request of which none was sent before has not."""
LATER = (
    "Later words of December", "Later profile", "Later hopes", "Later plan", "Cried at the door", "Somebody Later", "Not for this pack",
    "Speak in short sentences", "Break card made", "Uses it daily", "Went well in December", "Back full-time", "Council told of its end",
    "Standard score 71", "Fri 18 Dec 2026", "Zebra note", "Yellow letter", "Dec 2026 to",
)


@pytest.fixture
def made(desk: Desk, kacper: Pupil, clock: StillClock, tmp_path: Path) -> Filled:
    clock.moment = datetime(2026, 12, 20, 9, tzinfo=UTC)
    return filled(desk, kacper, tmp_path)


@pytest.fixture
def packs(desk: Desk) -> Packing:
    return replace(desk.packs, workshop=WorksHere())


def part_of(desk: Desk, made: Filled, key: str, *, costs: bool = False, on: date = ON) -> PaperPart:
    choices = PackChoices(parts=(key,), documents=(made.shared, made.drawing), costs=costs)
    (part,) = desk.packs.plan(made.case, choices, on).parts
    assert isinstance(part, PaperPart)
    return part


def whole_percents(words: str) -> str:
    """Whether a blank stands before the sign is no matter of these tests."""
    return words.replace("\xa0%", "%").replace(" %", "%")


def words_of(part: PaperPart) -> str:
    return whole_percents("\n".join(words for block in part.blocks for words in block_words(block)))


def leads_of(part: PaperPart) -> set[tuple[str, Leads]]:
    cells = [cell for block in part.blocks for row in getattr(block, "rows", ()) for cell in row if isinstance(cell, tuple)]
    cells += [block.runs for block in part.blocks if isinstance(block, Paragraph)]
    runs = [run for cell in cells for run in cell if isinstance(run, Run) and run.leads is not None]
    return {(run.text, run.leads) for run in runs if run.leads is not None}


def told(desk: Desk, made: Filled, key: str) -> str:
    return words_of(part_of(desk, made, key))


@pytest.mark.parametrize("key", TOLD)
def test_each_part_tells_what_is_recorded(desk: Desk, made: Filled, key: str) -> None:
    words = told(desk, made, key).replace("\xa0", " ")
    assert [sentence for sentence in TOLD[key] if sentence not in words] == []
    assert part_of(desk, made, key).title == PARTS[key]


@pytest.mark.parametrize("key", TOLD)
def test_no_part_tells_what_came_later_or_what_may_not_be_named(desk: Desk, made: Filled, key: str) -> None:
    words = told(desk, made, key)
    assert [later for later in LATER if later in words] == []


def test_every_part_is_proposed_where_everything_is_recorded(desk: Desk, made: Filled) -> None:
    assert desk.packs.parts(made.case, ON) == tuple(key for key in PARTS if key not in OF_OTHER_CASES)
    assert tuple(TOLD) == tuple(part.key for part in PACK_PARTS if part.key not in (*OF_OTHER_CASES, "asks") and part.blocks is not None)


def test_a_part_without_anything_to_say_is_neither_proposed_nor_printed(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    assert desk.packs.parts(case) == ("asks", "summary", "chronology", "clock")
    assert [part.title for part in desk.packs.plan(case, PackChoices()).parts] == [PARTS["asks"], "Pupil summary", "Chronology", "Clock and delays"]


def test_before_anything_was_recorded_no_part_had_anything_to_say(desk: Desk, made: Filled) -> None:
    assert desk.packs.parts(made.case, date(2024, 9, 2)) == ("asks", "summary", "chronology", "clock")


def test_sources_lead_to_the_very_page_of_the_document_in_the_pack(desk: Desk, made: Filled) -> None:
    (heard,) = (line.entry for line in desk.story.lines(made.pupil) if line.entry.happened_at.date() == date(2026, 10, 6))
    assert leads_of(part_of(desk, made, "needs")) == {
        ("Report of the made-up psychologist (page 3 of it)", Leads(document=made.shared, page=3)),
        ("Observation, Tue 6 Oct 2026", Leads(document=heard.id)),
    }
    assert leads_of(part_of(desk, made, "professionals")) == {
        ("Report of the made-up psychologist", Leads(document=made.shared)), ("Page 4 of the report", Leads(document=made.shared, page=4)),
    }
    assert leads_of(part_of(desk, made, "views")) == {("Drawing of a good day", Leads(document=made.drawing))}


def test_a_source_that_is_not_in_the_pack_is_named_only_as_it_may_be(desk: Desk, made: Filled) -> None:
    words = told(desk, made, "needs")
    assert "A document that may not be shared" in words
    assert "Letter, Mon 4 May 2026, page 1, not in this pack" in words
    (part,) = desk.packs.plan(made.case, PackChoices(parts=("professionals",)), ON).parts
    assert isinstance(part, PaperPart)
    assert "Report of the made-up psychologist, not in this pack" in words_of(part)
    assert "Page 4 of the report" in words_of(part)
    assert leads_of(part) == set()


def test_a_document_that_is_shared_after_all_is_named(desk: Desk, made: Filled) -> None:
    choices = PackChoices(parts=("needs",), documents=(made.private,), overrides={made.private: "The Tribunal asks"})
    (part,) = desk.packs.plan(made.case, choices, ON).parts
    assert isinstance(part, PaperPart)
    assert "Zebra note that nobody may see (page 1 of it)" in words_of(part)


def test_one_source_has_one_number(desk: Desk, made: Filled) -> None:
    statement = NeedStatement(id=uuid4(), pupil=made.pupil, area="sensory_physical", words="Covers the ears.", since=date(2026, 2, 1))
    test = Measure(id=uuid4(), pupil=made.pupil, instrument="Made-up hearing test", taken_on=date(2026, 5, 1), value="90")
    late = replace(test, id=uuid4(), instrument="Hearing test of December", taken_on=date(2026, 12, 1))
    entry, _ = desk.story.finish(made.pupil, entry_kind="note", happened_at=datetime(2026, 12, 2, 9, tzinfo=UTC), words="Entry of December")
    struck, _ = desk.story.finish(made.pupil, entry_kind="note", happened_at=datetime(2026, 5, 2, 9, tzinfo=UTC), words="Struck")
    put(desk, made.pupil, statement, test, late, *(
        StatementSource(id=uuid4(), pupil=made.pupil, statement=statement.id, **source)
        for source in ({"document": made.shared, "page": 3}, {"measure": test.id}, {"measure": late.id}, {"story_entry": entry},
                       {"story_entry": struck})
    ))
    words = told(desk, made, "needs")
    assert words.count("1. Report of the made-up psychologist (page 3 of it)") == 2
    assert "5. Made-up hearing test: 90, Fri 1 May 2026" in words
    assert "6. Note, Sat 2 May 2026" in words
    assert "December" not in words
    assert "this area: communication and interaction." in words


def test_a_sentence_without_a_source_says_so_and_four_full_areas_need_no_note(desk: Desk, made: Filled) -> None:
    put(desk, made.pupil, *(
        NeedStatement(id=uuid4(), pupil=made.pupil, area=area, words="Plain words.", since=date(2026, 2, 1))
        for area in ("communication", "sensory_physical")
    ))
    words = told(desk, made, "needs")
    assert "No source recorded" in words
    assert "Nothing is recorded in" not in words


def test_costs_are_told_only_where_that_is_chosen_and_rates_never(desk: Desk, made: Filled) -> None:
    for key in ("provision", "cycles"):
        assert "£" not in told(desk, made, key)
        words = words_of(part_of(desk, made, key, costs=True))
        assert "£232.37" in words
        assert "14.99" not in words
    words = words_of(part_of(desk, made, "provision", costs=True))
    assert "A box of word cards" in words
    assert "£5,870.09 below it" in words
    assert "nobody has recorded" not in words


def test_days_without_a_rate_are_named_beside_the_costs(desk: Desk, made: Filled) -> None:
    run = ProvisionRun(
        id=uuid4(), name="Reading aloud", staff_role="volunteer", minutes=10, times_a_week=1, weekdays=("tue",), starts_on=date(2026, 9, 1),
        ends_on=date(2026, 9, 29),
    )
    place = ProvisionPlace(id=uuid4(), pupil=made.pupil, run=run.id, starts_on=run.starts_on, ends_on=run.ends_on, plan_section_f=True)
    put(desk, made.pupil, run, place)
    words = words_of(part_of(desk, made, "provision", costs=True))
    assert "For 5 days nobody has recorded what an hour costs" in words
    assert "Reading aloud\nNot known\nNot known\nNot known" in words
    assert "Of the planned sessions it is not recorded whether 5 took place." in words
    put(desk, made.pupil, StaffRate(id=uuid4(), staff_role="volunteer", pence_an_hour=600, since=date(2026, 9, 20)))
    assert "Reading aloud\n£2.00 in part\nNot known\n£2.00 in part" in words_of(part_of(desk, made, "provision", costs=True))
    assert "Reading aloud\nOrdered by section F of the plan" in words


def test_costs_are_refused_to_whoever_may_not_see_them(desk: Desk, made: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    book = desk.keyring.book
    monkeypatch.setattr(book, "person", replace(book.person, role=Role.ASSISTANT))
    assert not desk.packs.may_tell_costs
    with pytest.raises(Refused, match="shown to the SENDCo and the head only") as refused:
        desk.packs.plan(made.case, PackChoices(costs=True), ON)
    assert refused.value.field == "costs"
    assert "£" not in told(desk, made, "provision")


def test_a_correction_of_a_cycle_is_told_from_its_own_day(desk: Desk, made: Filled) -> None:
    (first, *_) = (page.cycle for page in desk.support.cycles(made.pupil) if page.cycle.number == 1)
    fresh = replace(
        first, id=uuid4(), version=2, corrects=first.id, correction_because="The baseline was 13.", corrected_on=date(2026, 12, 15),
        baseline="Reads 13 of the first 100 words.", closed_at=None, closed_by="",
    )
    put(desk, made.pupil, fresh)
    assert "Reads 13" not in told(desk, made, "cycles")
    words = words_of(part_of(desk, made, "cycles", on=date(2026, 12, 16)))
    assert "Version 2 of Tue 15 Dec 2026 corrects version 1: The baseline was 13." in words
    assert "Reads 12 of the first 100" not in words
    put(desk, made.pupil, replace(fresh, corrected_on=None))
    assert "Version 2 corrects version 1: The baseline was 13." in told(desk, made, "cycles")


def test_a_bare_cycle_has_no_empty_heads(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    cycle = SupportCycle(
        id=uuid4(), pupil=kacper.id, number=1, starts_on=date(2026, 9, 7), review_due_on=date(2026, 12, 11), reviewed_on=date(2026, 11, 2),
    )
    put(desk, kacper.id, cycle)
    (part,) = desk.packs.plan(case, PackChoices(parts=("cycles",)), ON).parts
    assert isinstance(part, PaperPart)
    assert words_of(part) == "Cycle 1\nBegan\nMon 7 Sep 2026\nReviewed\nMon 2 Nov 2026\nReview"
    put(desk, kacper.id, Outcome(id=uuid4(), pupil=kacper.id, cycle=cycle.id, words="Reads ten words"))
    (part,) = desk.packs.plan(case, PackChoices(parts=("cycles",)), ON).parts
    assert isinstance(part, PaperPart)
    assert "Not reviewed yet" in words_of(part)


def test_provision_that_no_session_was_planned_of_is_told_in_what_was_given(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    run = ProvisionRun(id=uuid4(), name="Club", minutes=30, times_a_week=1, weekdays=("fri",), starts_on=ON, ends_on=date(2026, 12, 11))
    put(desk, kacper.id, run, ProvisionPlace(id=uuid4(), pupil=kacper.id, run=run.id, starts_on=ON, ends_on=run.ends_on))
    (part,) = desk.packs.plan(case, PackChoices(parts=("provision",), costs=True), ON).parts
    assert isinstance(part, PaperPart)
    words = words_of(part)
    assert "In all 0 min were recorded as given." in words
    assert "No term is recorded" in words
    assert "What came of it" not in words
    assert "What was bought" not in words


def test_charts_are_drawn_without_a_second_table_of_the_same_figures(desk: Desk, made: Filled) -> None:
    charts = [block for key in ("measures", "attendance", "provision") for block in part_of(desk, made, key).blocks if isinstance(block, Drawn)]
    assert [chart.chart.title for chart in charts] == [
        "Standard scores", "Left the room: how often a week", "Attendance over time", "Sessions held of those planned to Mon 23 Nov 2026",
    ]
    assert [chart.table for chart in charts] == [False, False, False, True]


def test_counts_alone_make_the_measures_and_suspensions_alone_the_days(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    put(desk, kacper.id, Suspension(id=uuid4(), pupil=kacper.id, first_day=date(2026, 10, 5), reason="Left the site"))
    (part,) = desk.packs.plan(case, PackChoices(parts=("attendance", "measures")), ON).parts
    assert isinstance(part, PaperPart)
    assert words_of(part).startswith("Suspensions and exclusions\n0 half-days suspended this school year.")


def test_attendance_of_one_year_is_summed_once_and_shared_days_are_named(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    for first, last in ((date(2026, 9, 1), date(2026, 10, 2)), (date(2026, 9, 28), date(2026, 10, 23))):
        put(desk, kacper.id, Attendance(id=uuid4(), pupil=kacper.id, first_day=first, last_day=last, possible=40, attended=39))
    (part,) = desk.packs.plan(case, PackChoices(parts=("attendance",)), ON).parts
    assert isinstance(part, PaperPart)
    words = words_of(part)
    assert "The last 12 months" in words
    assert "The last 24 months" not in words
    assert "Two stretches share days, which are counted twice" in words
    assert "Put one of them right" not in words


def test_attendance_of_the_year_before_last_alone_is_told_too(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    put(desk, kacper.id, Attendance(
        id=uuid4(), pupil=kacper.id, first_day=date(2025, 1, 6), last_day=date(2025, 4, 4), possible=40, attended=39,
    ))
    (part,) = desk.packs.plan(case, PackChoices(parts=("attendance",)), ON).parts
    assert isinstance(part, PaperPart)
    assert "The last 12 months" not in words_of(part)
    assert "The last 24 months\n97.5%" in words_of(part)
    assert not any(isinstance(block, Drawn) for block in part.blocks)


def test_a_timetable_that_has_ended_says_how(desk: Desk, made: Filled) -> None:
    words = words_of(part_of(desk, made, "attendance", on=date(2026, 12, 18)))
    assert "From Mon 5 Oct 2026 to Fri 4 Dec 2026" in words
    assert "Back full-time in December." in words


def test_a_timetable_and_a_meeting_of_which_little_is_recorded_are_short(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    put(desk, kacper.id, PartTimeTimetable(id=uuid4(), pupil=kacper.id, starts_on=ON, planned_end_on=ON, reason="Tired"),
        Meeting(id=uuid4(), pupil=kacper.id, meeting_kind="pupil", held_at=datetime(2026, 11, 20, 9, tzinfo=UTC)))
    days, meetings = desk.packs.plan(case, PackChoices(parts=("attendance", "meetings")), ON).parts
    assert isinstance(days, PaperPart)
    assert isinstance(meetings, PaperPart)
    assert words_of(days).endswith("Why\nTired\nPlanned to end\nMon 23 Nov 2026\nHow long\nLess than a week so far")
    assert words_of(meetings) == "Meeting with the pupil, Fri 20 Nov 2026\nTime\n09:00"


def test_a_meeting_with_the_parents_counts_in_a_pack_once_something_says_that_it_was_held(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    untold, came = (
        Meeting(id=uuid4(), pupil=kacper.id, meeting_kind="parents", held_at=datetime(2026, 11, day, 9, tzinfo=UTC)) for day in (19, 20)
    )
    put(desk, kacper.id, untold, came, MeetingPerson(id=uuid4(), pupil=kacper.id, meeting=came.id, name="Ana Wilk", presence="came"))
    [meetings] = desk.packs.plan(case, PackChoices(parts=("meetings",)), ON).parts
    assert isinstance(meetings, PaperPart)
    assert words_of(meetings).startswith("1 meeting with the parents was held this school year")
    assert desk.support.parents_meetings(kacper.id, ON).count == 1


def test_a_plan_without_one_before_it_has_no_marks_to_explain(desk: Desk, made: Filled) -> None:
    words = words_of(part_of(desk, made, "plan", on=date(2026, 10, 1)))
    assert "Three sessions a week of reading." in words
    assert "Report of the made-up psychologist" in words
    assert "Bold and underlined" not in words
    assert "Section A" not in words


def test_an_entry_that_is_tagged_alone_is_evidence_for_exam_access(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    desk.story.finish(
        kacper.id, entry_kind="observation", happened_at=desk.clock(), words="Asked for a reader.", tags=("exam access",), who="Class teacher",
    )
    (part,) = desk.packs.plan(case, PackChoices(parts=("access",)), ON).parts
    assert isinstance(part, PaperPart)
    assert "Asked for a reader." in words_of(part)
    assert "No score is marked as evidence for exam access yet." in words_of(part)


def test_an_empty_version_of_a_plan_is_still_named(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    version = PlanVersion(id=uuid4(), pupil=kacper.id, state="draft", dated_on=ON)
    put(desk, kacper.id, version, PlanSection(id=uuid4(), pupil=kacper.id, version=version.id, section="A"))
    (part,) = desk.packs.plan(case, PackChoices(parts=("plan",)), ON).parts
    assert isinstance(part, PaperPart)
    assert words_of(part) == "Version\nDraft plan, Mon 23 Nov 2026"


def test_the_photograph_of_a_profile_is_opened_only_where_the_pack_is_drawn(desk: Desk, made: Filled, tmp_path: Path) -> None:
    put(desk, made.pupil, OnePageProfile(id=uuid4(), pupil=made.pupil, made_on=ON, important="Otters", photo=made.drawing))
    part = part_of(desk, made, "profile")
    assert part.portrait is not None
    assert part.portrait_sha256 == desk.documents.get(made.drawing).sha256
    assert next(panel.blocks[0] for panels in part.blocks if isinstance(panels, Panels) for panel in panels.panels) == Photo(
        content=b"", alt="Photograph of Kacper Wilk", width=42.0,
    )
    desk.packs.build(made.case, PackChoices(parts=("profile",)), tmp_path / "pack.pdf", on=ON)
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        assert [len(page.get_images()) for page in pdf.pages][1] == 1


def test_a_photograph_that_may_not_be_shared_is_not_in_the_pack(desk: Desk, made: Filled) -> None:
    put(desk, made.pupil, OnePageProfile(id=uuid4(), pupil=made.pupil, made_on=ON, important="Otters", photo=made.drawing),
        replace(desk.documents.get(made.drawing), sharing_basis="none"))
    (part,) = desk.packs.plan(made.case, PackChoices(parts=("profile",)), ON).parts
    assert isinstance(part, PaperPart)
    assert part.portrait is None


def test_a_profile_that_nobody_is_named_for_says_only_its_day(desk: Desk, made: Filled) -> None:
    put(desk, made.pupil, OnePageProfile(id=uuid4(), pupil=made.pupil, made_on=ON, important="Otters"))
    part = part_of(desk, made, "profile")
    assert "Made on Mon 23 Nov 2026.\n" in words_of(part)
    assert sum(isinstance(block, Panels) for block in part.blocks) == 1  # what nothing is written in is left out


def test_advice_is_told_of_a_report_that_nobody_has_put_among_the_documents(desk: Desk, made: Filled) -> None:
    one = Involvement(id=uuid4(), pupil=made.pupil, service="health", report_on=date(2026, 11, 2), received_on=date(2026, 11, 3))
    put(desk, made.pupil, one, Advice(id=uuid4(), pupil=made.pupil, involvement=one.id, words="Rest after lunch.", page=2),
        Advice(id=uuid4(), pupil=made.pupil, involvement=one.id, words="Drink often."))
    words = told(desk, made, "professionals")
    assert "Rest after lunch." in words
    assert "Less than a month old" in words


@pytest.mark.parametrize("key", [part.key for part in PACK_PARTS if part.blocks is not None])
def test_a_part_of_a_pupil_of_whom_nothing_is_recorded_is_short_and_does_not_fail(desk: Desk, kacper: Pupil, key: str) -> None:
    record = record_on(desk.keyring.book, kacper.id, ON, desk.clock)
    (part,) = (part for part in PACK_PARTS if part.key == key)
    assert part.blocks is not None
    assert not part.there(record)
    assert len(list(part.blocks(record))) <= 8


def test_a_pack_of_all_parts_passes_every_check_and_its_sources_lead_where_they_say(packs: Packing, made: Filled, tmp_path: Path) -> None:
    out, again = tmp_path / "pack.pdf", tmp_path / "again.pdf"
    choices = replace(packs.proposed(made.case, ON), documents=(made.shared, made.drawing), costs=True)
    manifest = packs.build(made.case, choices, out, on=ON)
    assert [check for check in verify(out) if not check.ok] == []
    assert [part.title for part in manifest.parts][1:-1] == [title for key, title in PARTS.items() if key not in OF_OTHER_CASES]
    packs.build(made.case, choices, again, on=ON)
    assert out.read_bytes() == again.read_bytes()
    texts = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]
    (shared,) = (document for document in manifest.documents if document.input == "psychologist.pdf")
    assert shared.first_page is not None
    (needs,) = (text for text in texts if "each sentence with what it rests on" in text)
    assert f"(page 3 of it), page {shared.first_page + 2}" in needs
    assert "Psychologist’s report, page 3" in texts[shared.first_page + 1]
    assert not [text for text in texts if "Zebra" in text or "Yellow letter" in text or "14.99" in text]


def test_a_rate_and_a_cost_of_later_change_nothing(desk: Desk, made: Filled) -> None:
    before = words_of(part_of(desk, made, "provision", costs=True))
    put(desk, made.pupil, CostItem(id=uuid4(), pupil=made.pupil, what="Later cards", pence=900, on=date(2026, 12, 1)),
        StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=9_999, since=date(2027, 1, 1)))
    assert words_of(part_of(desk, made, "provision", costs=True)) == before
