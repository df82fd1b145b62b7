"""Requests, their events and proofs, and what is due."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.domain.casework import EhcRequest
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import due_fields, due_line
from sendco_desk.services.desk import Desk
from sendco_desk.statute.case import UnknownName
from sendco_desk.statute.milestones import State


def test_a_request_received_nine_weeks_ago_is_three_weeks_late(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_request(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 21), None)])
    row = next(r for r in desk.casework.due() if r.milestone.rule.id == "REQ-04")
    assert (row.milestone.due, row.milestone.state, row.milestone.days_late) == (date(2026, 11, 2), State.OVERDUE, 21)
    assert due_fields(row)["due"] == "2026-11-02"
    assert due_line(row).startswith("Mon 2 Nov 2026   3 weeks late")


def test_a_request_only_heard_of_waits_for_its_receipt(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_request(
        kacper.id, authority="Marlshire", requested_by="parent", events=[("head_notified", date(2026, 11, 20), None)],
    )
    page = desk.casework.page(case)
    assert page.stage == "Receipt not known"
    assert {m.state for m in page.milestones if m.after == "request_received"} == {State.UNKNOWN}


def test_an_event_must_have_a_known_name_and_its_own_pupils_proof(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    case, _ = desk.casework.open_request(kacper.id, authority="Marlshire")
    with pytest.raises(UnknownName):
        desk.casework.add_event(case, "request_recieved", date(2026, 11, 1))
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    paper = desk.documents.add_files(other.id, [tmp_path / "letter.txt"]).documents[0]
    with pytest.raises(Refused, match="another pupil"):
        desk.casework.add_event(case, "request_received", date(2026, 11, 1), paper.id)


def test_events_are_recorded_corrected_and_taken_out(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_request(kacper.id, authority="Marlshire")
    desk.casework.add_event(case, "request_received", date(2026, 11, 1), note="By e-mail")
    (row,) = desk.casework.page(case).events
    assert (row.title, row.event.note, row.proof) == ("Council received the request", "By e-mail", None)
    desk.casework.change_event(row.event.id, on=date(2026, 11, 2), proof=None)
    assert desk.casework.page(case).events[0].event.on == date(2026, 11, 2)
    desk.casework.remove_event(row.event.id)
    assert desk.casework.page(case).events == ()


def test_a_date_that_contradicts_another_is_questioned_before_it_is_saved(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_request(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 11, 2), None)])
    assert any("before" in sentence for sentence in desk.casework.doubts(case, "agreed_to_assess", date(2026, 11, 1)))
    assert any("has not come yet" in sentence for sentence in desk.casework.doubts(case, "agreed_to_assess", date(2026, 12, 1)))
    assert desk.casework.doubts(case, "agreed_to_assess", date(2026, 11, 20)) == ()


@pytest.mark.parametrize(("events", "stage"), [
    ((), "Receipt not known"), (("request_received",), "Waiting for a decision"), (("request_received", "refused_to_assess"), "Refused to assess"),
    (("request_received", "agreed_to_assess", "draft_plan_sent"), "Draft plan sent"),
])
def test_the_stage_is_told_by_the_last_event_that_moves_it(desk: Desk, kacper: Pupil, events: tuple[str, ...], stage: str) -> None:
    dated = [(name, date(2026, 9, 1 + day), None) for day, name in enumerate(events)]
    case, _ = desk.casework.open_request(kacper.id, authority="Marlshire", events=dated)
    assert desk.casework.page(case).stage == stage
    assert desk.casework.requests()[0].stage == stage


def test_a_refused_request_owes_no_plan(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_request(
        kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 1), None), ("refused_to_assess", date(2026, 10, 1), None)],
    )
    assert not [row for row in desk.casework.due() if row.milestone.rule.id in ("REQ-09", "REQ-10", "REQ-15")]
    assert {m.rule.id: m.state for m in desk.casework.clock_of(case, show_all=True)}["REQ-15"] is State.ENDED


def test_a_case_put_away_owes_nothing_from_that_day_on(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_request(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 21), None)])
    desk.casework.save_request(replace(desk.casework.page(case).request, closed_on=date(2026, 11, 23)))
    assert desk.casework.due() == []
    assert desk.casework.requests()[0].next_step is None
    assert desk.casework.due(date(2026, 11, 22))


def test_a_plan_inside_the_parents_fifteen_days_is_shown_until_the_case_ends(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_request(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 9, 21), None), ("agreed_to_assess", date(2026, 10, 1), None), ("draft_plan_sent", date(2026, 11, 10), None),
        ("final_plan_issued", date(2026, 11, 12), None),
    ])
    assert [row.milestone.rule.id for row in desk.casework.due() if row.milestone.state is State.TOO_EARLY] == ["REQ-11"]


def test_what_has_not_happened_yet_moves_no_stage(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_request(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 9, 21), None), ("agreed_to_assess", date(2027, 3, 1), None),
    ])
    assert desk.casework.page(case).stage == "Waiting for a decision"


def test_facts_of_the_request_reach_the_clock(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_request(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 6, 22), None)])
    request = desk.casework.page(case).request
    changed = replace(
        request, exceptions_claimed=("absent_from_area",), away_from=date(2026, 7, 1), away_to=date(2026, 8, 20), reversal_route="told_tribunal",
    )
    desk.casework.save_request(changed)
    desk.school.add_closure(date(2026, 7, 23), date(2026, 9, 1), "Summer")
    facts = desk.casework.page(case).facts
    assert facts.facts["exception_claimed"] == ("absent_from_area",)
    assert facts.facts["away_to"] == date(2026, 8, 20)
    assert facts.facts["reversal_route"] == "told_tribunal"
    assert facts.closures[0].days == 41
    assert isinstance(desk.keyring.book.get(EhcRequest, case), EhcRequest)
