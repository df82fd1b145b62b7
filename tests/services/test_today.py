"""The lists of Today."""

from datetime import UTC, date, datetime

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.services.today import chip, days_words
from sendco_desk.statute.milestones import State


def words(sentence: tuple[tuple[str, bool], ...]) -> str:
    return "".join(part for part, _ in sentence)


def test_a_late_council_stands_under_theirs_with_the_day_and_the_rule(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_request(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 21), None)])
    lists = desk.today.lists()
    row = next(r for r in lists.theirs if "reg 5(1)" in r.rule)
    assert words(row.sentence) == "Marlshire had to decide whether to assess by Mon 2 Nov 2026 for Kacper Wilk."
    assert (row.chip_word, row.chip_state) == ("21 days late", "late")
    assert lists.overdue == len(lists.theirs)
    assert not lists.ours


def test_what_only_guidance_expects_is_not_said_to_have_been_a_duty(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_request(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 6, 1), None), ("agreed_to_assess", date(2026, 7, 1), None),
    ])
    said = {row.rule: words(row.sentence) for row in desk.today.lists().theirs}
    assert "was expected to send a draft plan by" in next(sentence for rule, sentence in said.items() if "9.41" in rule)
    assert "had to say so if it will not issue a plan by" in next(sentence for rule, sentence in said.items() if "reg 10(1)" in rule)


def test_a_plan_inside_the_parents_fifteen_days_is_told(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_request(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 9, 21), None), ("agreed_to_assess", date(2026, 10, 1), None), ("draft_plan_sent", date(2026, 11, 10), None),
        ("final_plan_issued", date(2026, 11, 12), None),
    ])
    assert any("before the parent's fifteen days ended on Tue 24 Nov 2026" in words(row.sentence) for row in desk.today.lists().theirs)


def test_the_schools_advice_is_ours_to_do(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_request(
        kacper.id, authority="Marlshire", requested_by="parent",
        events=[("request_received", date(2026, 10, 12), None), ("school_advice_requested", date(2026, 10, 20), None)],
    )
    lists = desk.today.lists()
    row = next(r for r in lists.ours if "9.49" in r.rule)
    assert words(row.sentence) == "Kacper Wilk: send the school's advice by Tue 1 Dec 2026."
    assert (row.chip_word, row.chip_state) == ("8 days left", "soon")
    assert any(compact.day == "Tue 1 Dec" and compact.left == "8 days" for compact in lists.coming)


def test_a_missing_receipt_is_asked_for_once(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_request(kacper.id, authority="Marlshire", requested_by="parent", events=[("head_notified", date(2026, 11, 20), None)])
    (row,) = desk.today.lists().waiting
    assert words(row.sentence) == "Kacper Wilk: when did the council receive the request?"
    assert (row.button, row.chip_state) == ("Add date", "waiting")


def test_next_actions_come_up_on_their_day_and_yesterdays_notes_are_there(desk: Desk, kacper: Pupil) -> None:
    then = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    due, _ = desk.story.finish(
        kacper.id, entry_kind="note", happened_at=then, words="Talked.", next_action="Ring the office", next_action_on=date(2026, 11, 21),
    )
    desk.story.finish(kacper.id, entry_kind="note", happened_at=then, words="More.", next_action="Write", next_action_on=date(2026, 11, 30))
    lists = desk.today.lists(7)
    (row,) = lists.ours
    assert (words(row.sentence), row.chip_word, row.entry) == ("Kacper Wilk: Ring the office", "2 days late", due)
    assert [c.what for c in lists.coming] == ["Write"]
    assert [n.words for n in lists.notes] == ["Kacper Wilk: Talked.", "Kacper Wilk: More."]
    desk.story.action_done(due)
    assert desk.today.lists(7).ours == ()


def test_an_empty_notebook_has_empty_lists(desk: Desk) -> None:
    lists = desk.today.lists()
    assert not any((lists.ours, lists.theirs, lists.coming, lists.waiting, lists.notes))


@pytest.mark.parametrize(("count", "said"), [(0, "0 days"), (1, "1 day"), (6, "6 days")])
def test_days_are_counted_in_words(count: int, said: str) -> None:
    assert days_words(count) == said


def test_every_state_has_a_chip(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_request(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 6, 1), None), ("agreed_to_assess", date(2026, 7, 20), None), ("draft_plan_sent", date(2026, 11, 20), None),
    ])
    on = date(2026, 11, 23)
    found = {m.state: chip(m, on) for m in desk.casework.clock_of(case, on, show_all=True)}
    assert found[State.MET_LATE][1] == "late"
    assert found[State.UNKNOWN] == ("Needs a date", "waiting")
    assert all(word and state in ("late", "soon", "done", "planned", "waiting") for word, state in found.values())
