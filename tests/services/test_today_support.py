"""What the graduated approach puts on Today: actions, reviews, part-time timetables, parents' meetings, and who decides next."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.measures import PartTimeTimetable
from sendco_desk.domain.meetings import AgreedAction, Meeting
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.school import Term
from sendco_desk.services.desk import Desk
from sendco_desk.services.today import TodayRow
from sendco_desk.services.today_support import FEW, KINDS
from sendco_desk.store.notebook import Notebook
from tests.services.conftest import StillClock

D = date
ON = D(2026, 11, 23)


def said(row: TodayRow) -> str:
    return "".join(part for part, _ in row.sentence)


def agreed(desk: Desk, pupil: UUID, words: str, due: date | None, meeting: UUID | None = None) -> AgreedAction:
    made = AgreedAction(id=uuid4(), pupil=pupil, words=words, owner="Ms Teasel", due_on=due, meeting=meeting)
    desk.recording.save(made)
    return made


def cycle(pupil: UUID, due: date, **more: object) -> SupportCycle:
    return SupportCycle(id=uuid4(), pupil=pupil, number=2, starts_on=D(2026, 9, 7), review_due_on=due, **more)  # type: ignore[arg-type]


def part_time(pupil: UUID, ends: date, **more: object) -> PartTimeTimetable:
    facts = {"starts_on": D(2026, 10, 5), "reason": "Coming back"} | more
    return PartTimeTimetable(id=uuid4(), pupil=pupil, planned_end_on=ends, **facts)  # type: ignore[arg-type]


def parents(pupil: UUID, on: date, kind: str = "parents", **more: object) -> Meeting:
    return Meeting(
        id=uuid4(), pupil=pupil, meeting_kind=kind, held_at=datetime(on.year, on.month, on.day, 14, tzinfo=UTC), **more,  # type: ignore[arg-type]
    )


def gone(desk: Desk) -> Pupil:
    left = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ash", roll_status="left")
    desk.pupils.add(left, status="K")
    return left


def at(clock: StillClock, day: date) -> None:
    clock.moment = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


# Agreed actions


def test_an_agreed_action_is_ours_from_its_day_on_and_coming_before_it(desk: Desk, kacper: Pupil) -> None:
    met = parents(kacper.id, D(2026, 11, 2))
    desk.meetings.save(met, [], [])
    late = agreed(desk, kacper.id, "Ring the clinic.", D(2026, 11, 20), met.id)
    agreed(desk, kacper.id, "Write", D(2026, 11, 30))
    lists = desk.today.lists(7)
    (row,) = lists.ours
    assert (said(row), row.chip_word, row.chip_state) == ("Kacper Wilk: Ring the clinic (Ms Teasel)", "3 days late", "late")
    assert (row.action, row.button, row.tab, row.entry) == (late.id, "Done", f"people/{met.id}", None)
    assert row.rule == "Agreed: Meeting with the parents, Mon 2 Nov 2026"
    assert [(c.what, c.left, c.day, c.tab) for c in lists.coming] == [("Write (Ms Teasel)", "7 days", "Mon 30 Nov", "people")]
    desk.meetings.done(late.id)
    assert desk.today.lists(7).ours == ()


def test_an_agreed_action_without_a_day_is_asked_for_one(desk: Desk, kacper: Pupil) -> None:
    desk.recording.save(AgreedAction(id=uuid4(), pupil=kacper.id, words="Ring"))
    row = desk.today.lists().waiting[0]
    assert (said(row), row.button, row.chip_word, row.tab, row.due) == ("Kacper Wilk: by when? Ring", "Add date", "Needs a date", "people", None)


# Reviews of support


def test_the_review_of_an_open_cycle_comes_up_and_then_is_late(desk: Desk, kacper: Pupil) -> None:
    late, coming = cycle(kacper.id, D(2026, 11, 16)), cycle(kacper.id, D(2026, 12, 1))
    closed = cycle(kacper.id, D(2026, 11, 2), closed_at=datetime(2026, 11, 2, tzinfo=UTC))
    held = cycle(kacper.id, D(2026, 11, 3), reviewed_on=D(2026, 11, 3))
    desk.recording.save_all([late, coming, closed, held, cycle(gone(desk).id, D(2026, 11, 4))], "Cycles")
    lists = desk.today.lists()
    (row,) = lists.ours
    assert (said(row), row.chip_word, row.button) == ("Kacper Wilk: review the support of cycle 2.", "7 days late", "Open")
    assert (row.tab, row.rule) == (f"support/{late.id}", "Cycle from Mon 7 Sep 2026, review planned for Mon 16 Nov 2026")
    assert [(c.what, c.left, c.tab) for c in lists.coming] == [("Review of support, cycle 2", "8 days", f"support/{coming.id}")]


# Part-time timetables


def test_a_part_time_timetable_past_its_planned_end_is_ours(desk: Desk, kacper: Pupil) -> None:
    over, today = part_time(kacper.id, D(2026, 11, 20)), part_time(kacper.id, ON)
    ended, ahead = part_time(kacper.id, D(2026, 11, 6), ended_on=D(2026, 11, 6)), part_time(kacper.id, D(2026, 12, 1), starts_on=D(2026, 11, 30))
    desk.recording.save_all([over, today, ended, ahead, part_time(kacper.id, D(2026, 11, 27)), part_time(gone(desk).id, ON)], "Part-time")
    lists = desk.today.lists()
    assert [(row.chip_word, row.tab) for row in lists.ours] == [("3 days late", f"measures/{over.id}"), ("Today", f"measures/{today.id}")]
    assert said(lists.ours[0]) == (
        "Kacper Wilk: the part-time timetable is planned to end on Fri 20 Nov 2026. Record its end, or agree a new date."
    )
    assert [(c.what, c.day) for c in lists.coming] == [("Planned end of the part-time timetable", "Fri 27 Nov")]


# Meetings with the parents


@pytest.fixture
def summer(desk: Desk, kacper: Pupil, clock: StillClock) -> Desk:
    """The middle of June after a pupil came with SEN support, with the summer term recorded."""
    desk.school.add_term("Summer", D(2027, 4, 12), D(2027, 7, 21))
    at(clock, D(2027, 6, 16))
    return desk


def test_a_third_meeting_with_the_parents_that_is_not_even_planned_is_said_near_the_end_of_the_year(summer: Desk, kacper: Pupil) -> None:
    for day in (D(2026, 7, 1), D(2026, 10, 5), D(2027, 3, 1)):  # the first in the school year before
        summer.recording.save(parents(kacper.id, day))
    summer.recording.save(parents(kacper.id, D(2027, 6, 1), cancelled=True))
    summer.recording.save(parents(kacper.id, D(2027, 6, 2), "pupil"))
    (row,) = summer.today.lists().ours
    assert said(row) == "Kacper Wilk: 2 of 3 meetings with the parents held or planned this school year, which ends on Wed 21 Jul 2027."
    assert (row.chip_word, row.chip_state, row.tab, row.rule) == ("35 days left", "soon", "people", "SEND Code of Practice 2015, paragraph 6.65")
    summer.recording.save(parents(kacper.id, D(2027, 7, 5)))
    assert summer.today.lists().ours == ()


def test_before_its_last_six_weeks_after_it_and_without_terms_nothing_is_said(summer: Desk, kacper: Pupil, clock: StillClock) -> None:
    for day, count in ((D(2027, 6, 8), 0), (D(2027, 6, 9), 1), (D(2027, 7, 21), 1), (D(2027, 7, 22), 0)):
        at(clock, day)
        assert len(summer.today.lists().ours) == count
    at(clock, D(2027, 6, 16))
    for term in summer.recording.of(Term):
        summer.recording.remove(term)
    assert summer.today.lists().ours == ()


def test_only_pupils_with_sen_who_are_on_roll_count_and_many_are_one_row(summer: Desk, kacper: Pupil) -> None:
    gone(summer)
    for number in range(FEW):
        summer.pupils.add(Pupil(id=uuid4(), legal_forename=f"Child {number}", legal_surname="Ash"), status="K" if number else "N")
    rows = summer.today.lists().ours
    assert len(rows) == FEW
    assert said(rows[0]).startswith("Child 1 Ash: none of 3 meetings")
    summer.pupils.add(Pupil(id=uuid4(), legal_forename="Zora", legal_surname="Zed"), status="E")
    (row,) = summer.today.lists().ours
    assert (row.place, row.pupil) == ("pupils", None)
    assert said(row) == (
        f"{FEW + 1} pupils with SEN: fewer than three meetings with the parents held or planned this school year, which ends on "
        "Wed 21 Jul 2027: Child 1 Ash, Child 2 Ash, Child 3 Ash and 6 more."
    )


# Who decides next


def test_four_weeks_before_it_today_says_for_whom_decisions_turn_to_the_young_person(desk: Desk, kacper: Pupil, clock: StillClock) -> None:
    desk.pupils.save(replace(kacper, date_of_birth=D(2010, 3, 14)))
    desk.pupils.set_status(kacper.id, "K", D(2025, 9, 1))
    at(clock, D(2026, 1, 5))
    desk.pupils.add(Pupil(id=uuid4(), legal_forename="No", legal_surname="Sen", date_of_birth=D(2010, 3, 14)), status="N")
    desk.pupils.add(Pupil(id=uuid4(), legal_forename="Next", legal_surname="Year", date_of_birth=D(2010, 9, 14)), status="K")
    for day, count in ((D(2026, 5, 29), 0), (D(2026, 5, 30), 1), (D(2026, 6, 27), 1), (D(2026, 6, 28), 0)):
        at(clock, day)
        coming = [c for c in desk.today.lists(7).coming if c.what.startswith("Decisions")]
        assert len(coming) == count
        assert not [row for row in desk.today.lists(7).ours if "Decisions" in said(row)]
    at(clock, D(2026, 6, 1))
    (row,) = [c for c in desk.today.lists(7).coming if c.what.startswith("Decisions")]
    assert (row.name, row.what, row.day) == ("Kacper Wilk", "Decisions, letters and views turn to the young person", "Sat 27 Jun")


def test_many_young_people_are_one_row_and_a_year_without_any_has_none(desk: Desk, clock: StillClock) -> None:
    at(clock, D(2026, 6, 1))
    assert desk.today.lists().coming == ()
    for number in range(FEW + 1):
        desk.pupils.add(Pupil(id=uuid4(), legal_forename=f"Child {number}", legal_surname="Ash", date_of_birth=D(2010, 1, 5)), status="K")
    (row,) = [c for c in desk.today.lists().coming if "Decisions" in c.what]
    assert (row.name, row.place) == (f"{FEW + 1} pupils with SEN", "pupils")
    assert row.what.endswith(": Child 0 Ash, Child 1 Ash, Child 2 Ash and 6 more")


# How often it is read


def test_it_is_read_again_only_when_a_deed_changed_something_of_it(desk: Desk, kacper: Pupil, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed(desk, kacper.id, "Ring", ON)
    desk.today.lists()
    reads: list[str] = []
    real = Notebook.between

    def counting(self: Notebook, kind: type[AgreedAction], *rest: object, **equal: object) -> list[AgreedAction]:
        reads.append(kind.KIND)
        return real(self, kind, *rest, **equal)  # type: ignore[arg-type]

    monkeypatch.setattr(Notebook, "between", counting)
    desk.story.finish(kacper.id, entry_kind="note", happened_at=datetime(2026, 11, 20, tzinfo=UTC), words="Talked.")
    desk.today.lists()
    assert set(reads) == {"story_entry"}
    agreed(desk, kacper.id, "Write", ON)
    assert len(desk.today.lists().ours) == 2
    assert set(reads) == {"story_entry", "agreed_action"}  # reviews and part-time timetables are as they were


def test_a_pupil_with_a_new_name_or_who_left_is_told_so_at_once(summer: Desk, kacper: Pupil) -> None:
    agreed(summer, kacper.id, "Ring", ON)
    assert [said(row)[:11] for row in summer.today.lists().ours] == ["Kacper Wilk", "Kacper Wilk"]
    summer.pupils.save(replace(kacper, known_forename="Kuba"))
    assert [said(row)[:9] for row in summer.today.lists().ours] == ["Kuba Wilk", "Kuba Wilk"]
    summer.pupils.save(replace(kacper, roll_status="left"))
    assert summer.today.lists().ours == ()


def test_a_pupil_who_no_longer_has_sen_support_is_left_out_of_the_count(summer: Desk, kacper: Pupil) -> None:
    assert len(summer.today.lists().ours) == 1
    summer.pupils.set_status(kacper.id, "N", D(2027, 6, 1))
    assert summer.today.lists().ours == ()


def test_the_screen_is_refreshed_by_every_kind_that_it_is_read_from() -> None:
    from sendco_desk.ui.screens.today import TodayScreen

    assert KINDS <= TodayScreen.KINDS
