"""Cases of every kind: opened, joined, changed and undone; their events, proofs and claims; what is supposed; and what is due."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.casework import CaseEvent, CaseFile, CaseLetter, Submission
from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.casework import case_title, due_fields, due_line
from sendco_desk.services.desk import Desk
from sendco_desk.statute.events import UnknownName
from sendco_desk.statute.kinds import FIRST_EVENTS
from sendco_desk.statute.milestones import Milestone, State
from tests.services.papers import WorksHere, text_file


def test_a_request_received_nine_weeks_ago_is_three_weeks_late(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_case(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 21), None)])
    row = next(r for r in desk.casework.due() if r.milestone.rule.id == "REQ-04")
    assert (row.milestone.due, row.milestone.state, row.milestone.days_late) == (date(2026, 11, 2), State.OVERDUE, 21)
    assert due_fields(row)["due"] == "2026-11-02"
    assert due_line(row).startswith("Mon 2 Nov 2026   3 weeks late")


def test_a_request_only_heard_of_waits_for_its_receipt(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(
        kacper.id, authority="Marlshire", requested_by="parent", events=[("head_notified", date(2026, 11, 20), None)],
    )
    page = desk.casework.page(case)
    assert page.stage == "Receipt not known"
    assert {m.state for m in page.milestones if m.after == "request_received"} == {State.UNKNOWN}


def test_an_event_must_have_a_known_name_and_its_own_pupils_proof(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    with pytest.raises(UnknownName):
        desk.casework.add_event(case, "request_recieved", date(2026, 11, 1))
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    paper = desk.documents.add_files(other.id, [tmp_path / "letter.txt"]).documents[0]
    with pytest.raises(Refused, match="another pupil"):
        desk.casework.add_event(case, "request_received", date(2026, 11, 1), paper.id)


def test_events_are_recorded_corrected_and_taken_out(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire")
    desk.casework.add_event(case, "request_received", date(2026, 11, 1), note="By e-mail")
    (row,) = desk.casework.page(case).events
    assert (row.title, row.event.note, row.proof) == ("Council received the request", "By e-mail", None)
    desk.casework.change_event(row.event.id, on=date(2026, 11, 2), proof=None)
    assert desk.casework.page(case).events[0].event.on == date(2026, 11, 2)
    desk.casework.remove_event(row.event.id)
    assert desk.casework.page(case).events == ()


def test_a_date_that_contradicts_another_is_questioned_before_it_is_saved(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 11, 2), None)])
    assert any("before" in sentence for sentence in desk.casework.doubts(case, "agreed_to_assess", date(2026, 11, 1)))
    assert any("has not come yet" in sentence for sentence in desk.casework.doubts(case, "agreed_to_assess", date(2026, 12, 1)))
    assert desk.casework.doubts(case, "agreed_to_assess", date(2026, 11, 20)) == ()


@pytest.mark.parametrize(("events", "stage"), [
    ((), "Receipt not known"), (("request_received",), "Waiting for a decision"), (("request_received", "refused_to_assess"), "Refused to assess"),
    (("request_received", "agreed_to_assess", "draft_plan_sent"), "Draft plan sent"),
])
def test_the_stage_is_told_by_the_last_event_that_moves_it(desk: Desk, kacper: Pupil, events: tuple[str, ...], stage: str) -> None:
    dated = [(name, date(2026, 9, 1 + day), None) for day, name in enumerate(events)]
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=dated)
    assert desk.casework.page(case).stage == stage
    assert desk.casework.cases()[0].stage == stage


def test_a_refused_request_owes_no_plan(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(
        kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 1), None), ("refused_to_assess", date(2026, 10, 1), None)],
    )
    assert not [row for row in desk.casework.due() if row.milestone.rule.id in ("REQ-09", "REQ-10", "REQ-15")]
    assert {m.rule.id: m.state for m in desk.casework.page(case).milestones}["REQ-15"] is State.ENDED


def test_a_case_put_away_owes_nothing_from_that_day_on(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 21), None)])
    desk.casework.save_case(replace(desk.casework.page(case).case, closed_on=date(2026, 11, 23)))
    assert desk.casework.due() == []
    assert desk.casework.cases()[0].next_step is None
    assert desk.casework.due(date(2026, 11, 22))


def test_a_plan_inside_the_parents_fifteen_days_is_shown_until_the_case_ends(desk: Desk, kacper: Pupil) -> None:
    desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 9, 21), None), ("agreed_to_assess", date(2026, 10, 1), None), ("draft_plan_sent", date(2026, 11, 10), None),
        ("final_plan_issued", date(2026, 11, 12), None),
    ])
    assert [row.milestone.rule.id for row in desk.casework.due() if row.milestone.state is State.TOO_EARLY] == ["REQ-11"]


def test_what_has_not_happened_yet_moves_no_stage(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 9, 21), None), ("agreed_to_assess", date(2027, 3, 1), None),
    ])
    assert desk.casework.page(case).stage == "Waiting for a decision"


def test_facts_of_the_request_reach_the_clock(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 6, 22), None)])
    request = desk.casework.page(case).case
    desk.casework.add_claim(case, "absent_from_area", date(2026, 9, 1))
    changed = replace(
        request, away_from=date(2026, 7, 1), away_to=date(2026, 8, 20), reversal_route="told_tribunal",
    )
    desk.casework.save_case(changed)
    desk.school.add_closure(date(2026, 7, 23), date(2026, 9, 1), "Summer")
    facts = desk.casework.page(case).facts
    assert facts.facts["exception_claimed"] == ("absent_from_area",)
    assert facts.facts["away_to"] == date(2026, 8, 20)
    assert facts.facts["reversal_route"] == "told_tribunal"
    assert facts.closures[0].days == 41
    assert isinstance(desk.keyring.book.get(CaseFile, case), CaseFile)


# Cases of every kind

D = date
BEGUN: dict[str, tuple[tuple[tuple[str, date], ...], str, tuple[str, date], date]] = {
    "request": ((("request_sent", D(2026, 10, 30)), ("request_received", D(2026, 11, 2))), "Waiting for a decision", ("REQ-04", D(2026, 12, 14)),
                D(2026, 11, 2)),
    "plan": ((("plan_made", D(2026, 1, 12)),), "Plan in force", ("REV-01", D(2027, 1, 11)), D(2026, 1, 12)),
    "annual_review": ((("review_advice_requested", D(2026, 11, 9)), ("review_meeting", D(2026, 12, 14))), "Meeting planned",
                      ("REV-03", D(2026, 11, 30)), D(2026, 12, 14)),
    "phase_transfer": ((("phase_transfer.post16", D(2027, 9, 1)),), "Move planned", ("REV-14", D(2027, 1, 5)), D(2027, 9, 1)),
    "consultation": ((("school_consulted", D(2026, 11, 16)),), "To be answered", ("REQ-14", D(2026, 12, 1)), D(2026, 11, 16)),
    "reassessment": ((("reassessment_requested", D(2026, 11, 16)),), "Waiting for a decision", ("RAS-01", D(2026, 12, 1)), D(2026, 11, 16)),
    "move": ((("old_authority_aware", D(2026, 11, 9)), ("moved_area", D(2026, 11, 16))), "Waiting for the transfer", ("TRF-02", D(2026, 11, 27)),
             D(2026, 11, 9)),
    "appeal": ((("decision_letter_sent", D(2026, 11, 2)),), "Time to appeal runs", ("DIS-01", D(2027, 1, 2)), D(2026, 11, 2)),
    "complaint": ((("complaint_received", D(2026, 11, 16)),), "Received", ("CMP-01", D(2026, 11, 23)), D(2026, 11, 16)),
    "records": ((("sar_received", D(2026, 11, 16)),), "To be answered", ("REC-01", D(2026, 12, 16)), D(2026, 11, 16)),
}


def a_case(desk: Desk, pupil: Pupil, kind: str = "request", *events: tuple[str, date], about: UUID | None = None) -> UUID:
    opened, _ = desk.casework.open_case(
        pupil.id, kind, authority="" if kind == "records" else "Marlshire", about=about, events=[(name, on, None) for name, on in events],
    )
    return opened


def another_pupil(desk: Desk, forename: str = "Leila") -> Pupil:
    pupil = Pupil(id=uuid4(), legal_forename=forename, legal_surname="Ashgrove")
    desk.pupils.add(pupil)
    return pupil


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_of_every_kind_is_opened_with_its_stage_next_step_and_first_day(desk: Desk, kacper: Pupil, kind: str) -> None:
    events, stage, (rule, due), began = BEGUN[kind]
    case = a_case(desk, kacper, kind, *events)
    (row,) = desk.casework.cases()
    assert (row.case.id, row.pupil, row.stage, row.received_on, row.waits) == (case, kacper, stage, began, False)
    assert row.next_step is not None
    assert (row.next_step.rule.id, row.next_step.due) == (rule, due)
    assert (row.kind_words, case_title(row.case)) == (CASE_KINDS[kind], f"Case 1: {CASE_KINDS[kind]}")
    page = desk.casework.page(case)
    assert (page.stage, page.pupil) == (stage, kacper)
    assert page.next_events
    assert (rule, due, kind) in {(r.milestone.rule.id, r.milestone.due, r.kind) for r in desk.casework.due()}


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_of_which_no_day_is_known_waits_for_one(desk: Desk, kacper: Pupil, kind: str) -> None:
    case = a_case(desk, kacper, kind)
    (row,) = desk.casework.cases()
    assert (row.received_on, row.next_step, row.waits) == (None, None, True)
    assert set(desk.casework.page(case).waiting_for) <= {*FIRST_EVENTS[kind]}


def test_a_move_of_which_nobody_knows_when_the_old_council_learned_of_it_waits_for_that_day(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "move", ("moved_area", D(2026, 10, 1)))
    (row,) = desk.casework.cases()
    assert (row.received_on, row.next_step, row.waits) == (D(2026, 10, 1), None, True)
    desk.casework.add_event(row.case.id, "old_authority_aware", D(2026, 10, 8))
    (row,) = desk.casework.cases()
    assert row.next_step is not None and not row.waits


def test_opening_a_case_is_one_deed_that_undo_takes_back_with_its_events(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper, "complaint", ("complaint_received", D(2026, 11, 16)), ("complaint_acknowledged", D(2026, 11, 18)))
    assert desk.finding.undoable() == "Opened case 1: Parent’s complaint to the council"
    assert desk.finding.undo()[1] == {"case_file", "case_event"}
    assert (desk.casework.cases(), desk.keyring.book.all(CaseEvent)) == ([], [])
    with pytest.raises(Refused, match="may have been undone"):
        desk.casework.page(case)


def test_what_is_typed_about_a_case_is_kept_without_the_spaces_round_it(desk: Desk, kacper: Pupil) -> None:
    case, changed = desk.casework.open_case(
        kacper.id, "reassessment", authority=" Marlshire ", requested_by="parent", asked_by_name=" Ana Wilk ", what_is_asked=" Look again. ",
    )
    kept = desk.casework.page(case).case
    assert (kept.authority, kept.requested_by, kept.asked_by_name, kept.what_is_asked) == ("Marlshire", "parent", "Ana Wilk", "Look again.")
    assert (kept.opened_on, kept.number) == (D(2026, 11, 23), 1)
    assert changed == {"case_file"}


@pytest.mark.parametrize(("kind", "council", "field", "sentence"), [
    ("request", " ", "authority", "Name the council that the case is with."), ("plan", "", "authority", "Name the council that the case is with."),
    ("support", "Marlshire", "case_kind", "Choose the kind of case from the list."),
])
def test_a_case_that_lacks_something_is_not_opened_and_the_sentence_says_what(
    desk: Desk, kacper: Pupil, kind: str, council: str, field: str, sentence: str,
) -> None:
    with pytest.raises(Refused) as refused:
        desk.casework.open_case(kacper.id, kind, authority=council)
    assert (refused.value.field, refused.value.message) == (field, sentence)
    assert desk.casework.cases() == []


def test_only_a_request_for_records_needs_no_council(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "records")
    assert desk.casework.page(case).case.authority == ""


def test_a_case_about_nobody_here_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.casework.open_case(uuid4(), authority="Marlshire")
    assert desk.casework.cases() == []


# What a case is about


def test_a_case_can_be_about_another_of_the_same_child(desk: Desk, kacper: Pupil) -> None:
    request = a_case(desk, kacper)
    appeal = a_case(desk, kacper, "appeal", about=request)
    assert desk.casework.page(appeal).case.about == request
    assert desk.caseload.view(request).matter == (appeal,)


def test_a_case_is_not_about_another_childs_nor_about_one_that_is_gone(desk: Desk, kacper: Pupil) -> None:
    theirs = a_case(desk, another_pupil(desk))
    for about, sentence in ((theirs, "belongs to another pupil: choose one of this pupil’s cases"), (uuid4(), "no such case in this notebook")):
        with pytest.raises(Refused, match=sentence):
            a_case(desk, kacper, "appeal", about=about)
    assert desk.casework.cases(kacper.id) == []


def test_two_cases_are_never_each_about_the_other_however_long_the_way_round(desk: Desk, kacper: Pupil) -> None:
    plan = a_case(desk, kacper, "plan")
    review = a_case(desk, kacper, "annual_review", about=plan)
    appeal = a_case(desk, kacper, "appeal", about=review)
    kept = desk.caseload.view(plan).case
    for about in (review, appeal):
        with pytest.raises(Refused, match="each be about the other: choose the case that came first") as refused:
            desk.casework.save_case(replace(kept, about=about))
        assert refused.value.field == "about"
    with pytest.raises(Refused, match="cannot be about itself"):
        replace(kept, about=plan)
    assert desk.caseload.view(plan).case.about is None


@pytest.mark.parametrize(("kind", "other"), [("request", "records"), ("plan", "complaint"), ("records", "plan"), ("annual_review", "request")])
def test_a_case_is_about_none_of_a_kind_that_it_cannot_arise_from(desk: Desk, kacper: Pupil, kind: str, other: str) -> None:
    first = a_case(desk, kacper, other)
    with pytest.raises(Refused) as refused:
        a_case(desk, kacper, kind, about=first)
    assert refused.value.field == "about"


def test_the_likeliest_case_to_be_about_comes_first_and_of_one_kind_the_newest(desk: Desk, kacper: Pupil) -> None:
    older, newer, review = a_case(desk, kacper), a_case(desk, kacper), a_case(desk, kacper, "annual_review")
    a_case(desk, kacper, "records")
    a_case(desk, another_pupil(desk))
    assert [view.case.id for view in desk.casework.may_be_about(kacper.id, "appeal")] == [newer, older, review]
    assert [view.case.id for view in desk.casework.may_be_about(kacper.id, "plan")] == [newer, older]
    assert desk.casework.may_be_about(kacper.id, "records") == desk.casework.may_be_about(kacper.id, "consultation") == []


def test_the_other_cases_of_the_child_stand_on_the_page_the_joined_ones_first(desk: Desk, kacper: Pupil) -> None:
    request, records, old = a_case(desk, kacper), a_case(desk, kacper, "records"), a_case(desk, kacper)
    appeal = a_case(desk, kacper, "appeal", about=request)
    a_case(desk, another_pupil(desk))
    assert [row.case.id for row in desk.casework.page(request).others] == [appeal, old, records]
    assert [row.stage for row in desk.casework.page(old).others] == ["Decision letter not known", "Receipt not known", "Receipt not known"]


# Changing what is recorded


def test_changed_details_are_one_deed_with_the_number_of_the_case_and_no_name(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper)
    kept = desk.caseload.view(case).case
    assert desk.casework.save_case(replace(kept, case_officer="Ms Reed", council_reference="MC/1001")) == {"case_file"}
    assert desk.finding.undoable() == "Changed the details of case 1"
    assert desk.casework.save_case(desk.caseload.view(case).case) == frozenset()  # nothing changed: no deed
    desk.finding.undo()
    assert desk.caseload.view(case).case == kept


def test_several_events_are_recorded_as_one_deed(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper)
    changed = desk.casework.add_events(
        case, [("request_received", D(2026, 11, 2), None), ("request_acknowledged", D(2026, 11, 4), None)], note=" By e-mail ",
    )
    assert changed == {"case_event"}
    assert desk.finding.undoable() == "Council received the request, Mon 2 Nov 2026; Council acknowledged the request, Wed 4 Nov 2026"
    assert [row.event.note for row in desk.casework.page(case).events] == ["By e-mail", "By e-mail"]
    desk.finding.undo()
    assert desk.casework.page(case).events == ()


@pytest.mark.parametrize("what", ["correction", "taking out"])
def test_undo_puts_a_corrected_or_removed_event_back(desk: Desk, kacper: Pupil, what: str) -> None:
    case = a_case(desk, kacper, "request", ("request_received", D(2026, 11, 2)))
    (row,) = desk.casework.page(case).events
    if what == "correction":
        desk.casework.change_event(row.event.id, on=D(2026, 11, 3), proof=None, note=" Read again ")
        assert desk.casework.page(case).events[0].event.note == "Read again"
        assert desk.finding.undoable() == "Corrected: Council received the request, Tue 3 Nov 2026"
    else:
        desk.casework.remove_event(row.event.id)
        assert desk.finding.undoable() == "Took out: Council received the request"
    desk.finding.undo()
    assert desk.casework.page(case).events == (row,)


def test_a_proof_stands_beside_its_event_and_must_be_this_pupils_own(desk: Desk, kacper: Pupil, tmp_path: Path) -> None:
    case = a_case(desk, kacper, "request", ("request_received", D(2026, 11, 2)))
    (event,) = desk.casework.page(case).events
    mine, theirs = (document_of(desk, pupil, tmp_path) for pupil in (kacper, another_pupil(desk)))
    desk.casework.change_event(event.event.id, on=D(2026, 11, 2), proof=mine)
    desk.casework.add_claim(case, "missed_appointment", proof=mine)
    page = desk.casework.page(case)
    assert [row.proof.title if row.proof else "" for row in page.events] == ["letter"]
    assert [row.proof.title if row.proof else "" for row in page.claims] == ["letter"]
    assert [paper.id for paper in page.documents] == [mine]
    deeds: tuple[Callable[[], object], ...] = (
        lambda: desk.casework.change_event(event.event.id, on=D(2026, 11, 2), proof=theirs),
        lambda: desk.casework.add_claim(case, "missed_appointment", proof=theirs),
        lambda: desk.casework.save_claim(replace(page.claims[0].claim, proof=theirs)),
    )
    for deed in deeds:
        with pytest.raises(Refused, match="choose one from this pupil’s documents") as refused:
            deed()
        assert refused.value.field == "proof"


def document_of(desk: Desk, pupil: Pupil, folder: Path) -> UUID:
    path = text_file(folder / str(pupil.id), "letter.txt", f"Dear all, about {pupil.id}")
    return replace(desk.documents, workshop=WorksHere()).add_files(pupil.id, [path]).documents[0].id


def test_claims_are_recorded_changed_taken_out_and_put_back(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 21)))
    desk.casework.add_claim(case, "exceptional_circumstances", D(2026, 11, 10), words=" Staff illness ")
    (row,) = desk.casework.page(case).claims
    assert (row.title, row.claim.words, row.claim.claimed_on, row.proof) == (
        "Exceptional personal circumstances", "Staff illness", D(2026, 11, 10), None,
    )
    assert desk.finding.undoable() == "Exception claimed: Exceptional personal circumstances"
    desk.casework.save_claim(replace(row.claim, exception="missed_appointment"))
    assert desk.finding.undoable() == "Changed a claim: Missed appointment"
    assert desk.casework.facts(case).facts["exception_claimed"] == ("missed_appointment",)
    desk.casework.remove_claim(row.claim.id)
    assert (desk.casework.page(case).claims, desk.finding.undoable()) == ((), "Took out a claim: Missed appointment")
    desk.finding.undo()
    desk.finding.undo()
    assert desk.casework.page(case).claims == (row,)


def test_an_exception_that_does_not_exist_is_not_claimed(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper)
    with pytest.raises(Refused, match="from the list"):
        desk.casework.add_claim(case, "holiday")
    assert desk.casework.page(case).claims == ()


# Supposing


def test_a_supposed_day_moves_the_line_and_nothing_is_kept(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 21)))
    before, deeds = desk.casework.page(case), len(desk.keyring.book.deeds())
    supposed = desk.casework.page(case, what_if=("request_received", D(2026, 10, 12)))
    assert (supposed.what_if, before.what_if) == (("request_received", D(2026, 10, 12)), None)
    assert due_of(supposed.milestones, "REQ-04") == (D(2026, 11, 23), State.DUE_SOON)
    assert due_of(before.milestones, "REQ-04") == (D(2026, 11, 2), State.OVERDUE)
    assert [row.event.on for row in supposed.events] == [D(2026, 9, 21)]
    assert (desk.casework.page(case), len(desk.keyring.book.deeds())) == (before, deeds)
    assert due_of(desk.caseload.steps(desk.caseload.view(case), D(2026, 11, 23)), "REQ-04") == (D(2026, 11, 2), State.OVERDUE)


def due_of(steps: Sequence[Milestone], rule: str) -> tuple[date | None, State]:
    return next((one.due, one.state) for one in steps if one.rule.id == rule)


def test_what_has_not_happened_can_be_supposed_and_contradicts_what_has(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 21)))
    supposed = desk.casework.page(case, what_if=("agreed_to_assess", D(2026, 10, 30)))
    assert due_of(supposed.milestones, "REQ-04") == (D(2026, 11, 2), State.MET)
    assert "school_advice_requested" in supposed.next_events
    assert any("is before the day of receipt" in sentence for sentence in desk.casework.page(
        case, what_if=("agreed_to_assess", D(2026, 9, 1)),
    ).questions)
    with pytest.raises(UnknownName):
        desk.casework.page(case, what_if=("agreed_to_asses", D(2026, 10, 30)))


def test_of_an_event_recorded_twice_the_last_day_is_supposed_elsewhere(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper, "annual_review", ("review_meeting", D(2026, 12, 7)), ("review_meeting", D(2026, 12, 14)))
    supposed = desk.casework.page(case, what_if=("review_meeting", D(2027, 1, 18)))
    assert [event.on for event in supposed.facts.events] == [D(2026, 12, 7), D(2027, 1, 18)]
    assert due_of(supposed.milestones, "REV-06")[0] == D(2027, 2, 15)


def test_a_day_put_right_is_doubted_only_for_what_it_newly_contradicts(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper, "request", ("request_received", D(2026, 9, 21)), ("agreed_to_assess", D(2026, 9, 1)))
    received, agreed = (next(row.event for row in desk.casework.page(case).events if row.event.name == name) for name in (
        "request_received", "agreed_to_assess",
    ))
    assert desk.casework.doubts(case, "agreed_to_assess", D(2026, 10, 1), instead_of=agreed.id) == ()
    assert desk.casework.doubts(case, "request_acknowledged", D(2026, 9, 22)) == ()
    assert desk.casework.doubts(case, "request_received", D(2026, 9, 22)) == (
        "‘Council received the request’ is recorded on Mon 21 Sep 2026 and Tue 22 Sep 2026; the clock uses the first.",
    )
    (doubt,) = desk.casework.doubts(case, "request_received", D(2026, 12, 21), instead_of=received.id)[1:]
    assert doubt == "Mon 21 Dec 2026 has not come yet. Only record what has happened."


@pytest.mark.parametrize("name", ["review_meeting", "phase_transfer.school", "moved_area", "mediation_held", "direction.hearing"])
def test_what_is_planned_may_lie_ahead(desk: Desk, kacper: Pupil, name: str) -> None:
    assert desk.casework.doubts(a_case(desk, kacper), name, D(2027, 9, 1)) == ()


# Lists


def test_the_most_pressing_cases_come_first_and_those_without_a_step_last_by_name(desk: Desk, kacper: Pupil) -> None:
    waiting = a_case(desk, another_pupil(desk, "Wren"))
    other = a_case(desk, another_pupil(desk, "Ada"), "records")
    later, sooner = (a_case(desk, kacper, "request", ("request_received", D(2026, month, 2))) for month in (11, 10))
    assert [row.case.id for row in desk.casework.cases()] == [sooner, later, other, waiting]
    assert [row.case.id for row in desk.casework.cases(kacper.id)] == [sooner, later]


def test_a_case_stands_in_the_list_as_it_did_on_the_day_asked_about(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "request", ("request_received", D(2026, 9, 21)), ("agreed_to_assess", D(2026, 10, 30)))
    then, now = (desk.casework.cases(on=on)[0] for on in (D(2026, 10, 1), D(2026, 11, 23)))
    assert (then.stage, now.stage) == ("Waiting for a decision", "Being assessed")
    assert then.next_step is not None and now.next_step is not None
    assert (then.next_step.rule.id, now.next_step.rule.id) == ("REQ-04", "REQ-05")


def test_a_step_that_waits_for_a_day_comes_last_in_the_due_list_and_says_so(desk: Desk, kacper: Pupil) -> None:
    a_case(desk, kacper, "request", ("head_notified", D(2026, 11, 2)))
    a_case(desk, kacper, "records", ("sar_received", D(2026, 10, 19)))
    first, *waiting = desk.casework.due()
    assert due_line(first) == "Thu 19 Nov 2026  4 days late             School: Answer a subject access request (Kacper Wilk, case 2)"
    assert {row.milestone.state for row in waiting} == {State.UNKNOWN}
    line = next(due_line(row) for row in waiting if row.milestone.rule.id == "REQ-04")
    assert line == "no date yet      unknown                 Marlshire: Decide whether to assess (Kacper Wilk, case 1)"
    assert due_fields(first) == {
        "case": str(first.case), "case_number": 2, "kind": "records", "pupil": str(kacper.id), "rule": "REC-01",
        "title": "Answer a subject access request", "due": "2026-11-19", "state": "overdue", "owed_by": "school", "days_late": 4,
    }
    assert due_fields(waiting[0])["due"] is None


def test_what_was_sent_from_a_case_stands_on_its_page(desk: Desk, kacper: Pupil) -> None:
    case, other = a_case(desk, kacper), a_case(desk, kacper)
    letter = CaseLetter(
        id=uuid4(), pupil=kacper.id, case=case, letter_kind="chaser", addressed_to="Ms Reed", subject="A decision", words="Please decide.",
        written_at=desk.clock(), channel="email",
    )
    sent = Submission(
        id=uuid4(), pupil=kacper.id, case=case, number=1, pack_sha256="00", pack_attachment="aa", pages=9, channel="portal", sent_at=desk.clock(),
    )
    with desk.keyring.book.writing("Sent a pack and a letter", kacper.id) as page:
        page.put(letter)
        page.put(sent)
    assert (desk.casework.page(case).letters, desk.casework.page(case).submissions) == ((letter,), (sent,))
    assert (desk.casework.page(other).letters, desk.casework.page(other).submissions) == ((), ())
