"""Days for a calendar: every open step and planned day once, without a name, and the same entry again when its day moves or it is done."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar, Event

from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.exchange.ics import CalendarEntry
from sendco_desk.services.calendar_export import CalendarExport, CalendarWritten, calendar_export_over, step_names
from sendco_desk.services.desk import Desk
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.rules import RULES
from tests.services.conftest import StillClock
from tests.statute.cases import case_of, iso

MON = date(2026, 11, 23)
CANARIES = ("Kacper", "Wilk", "Zephyrine", "MSH-2290-77", "Councillor Quibble", "quibble@example.org", "2015-03-14", "20150314", "14 Mar 2015",
            "14 March 2015", "14/03/2015", "B801200005001", "Marlshire", "Fernhollow", "Lark", "zephyrine")


@pytest.fixture
def export(desk: Desk) -> CalendarExport:
    return calendar_export_over(desk)


@pytest.fixture
def request_case(desk: Desk, kacper: Pupil) -> UUID:
    """A request received on Mon 19 Oct 2026: the decision is due on Mon 30 Nov."""
    return desk.casework.open_case(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 10, 19), None)])[0]


def told(entries: tuple[CalendarEntry, ...]) -> dict[str, date]:
    """The entries that stand, without the case's number."""
    return {one.summary.split(": ", 1)[1]: one.day for one in entries if not one.cancelled}


def gone(entries: tuple[CalendarEntry, ...]) -> list[str]:
    """What is taken away."""
    return [one.summary for one in entries if one.cancelled]


def of(entries: tuple[CalendarEntry, ...], words: str) -> CalendarEntry:
    return next(one for one in entries if words in one.summary)


def saved(export: CalendarExport, folder: Path, case: UUID | None = None, on: date | None = None) -> dict[str, Event]:
    """What a file holds, by the UID of each entry."""
    out = folder / "dates.ics"
    export.write(out, case, on)
    calendar = Calendar.from_ical(out.read_bytes())
    assert isinstance(calendar, Calendar)
    events = list(calendar.events)
    found = {str(event["uid"]): event for event in events}
    assert len(found) == len(events)
    return found


def test_each_open_step_is_a_day_that_says_whose_it_is_and_what_it_means(export: CalendarExport, request_case: UUID) -> None:
    assert told(export.entries()) == {
        "council: decide whether to assess (last lawful day)": date(2026, 11, 30),
        "council: copy the decision to the school (last lawful day)": date(2026, 11, 30),
        "council: decide not to issue a plan (last lawful day)": date(2027, 2, 8),
        "council: send the draft plan (expected by this day)": date(2027, 2, 8),
        "council: issue the final plan (last lawful day)": date(2027, 3, 8),
    }


def test_an_entry_tells_its_rule_how_it_was_counted_and_the_other_count(export: CalendarExport, request_case: UUID) -> None:
    entry = of(export.entries(), "decide whether")
    assert entry.summary == "Case 1: council: decide whether to assess (last lawful day)"
    assert entry.description.split("\n") == [
        "Request for an EHC needs assessment, case 1.", "REQ-04: SEND Regulations 2014 reg 5(1) (statutory; confidence high).",
        "Receipt on Mon 19 Oct 2026 is day 0; six weeks end on the same weekday, Mon 30 Nov 2026.",
        "Also counted as Sun 29 Nov 2026: receipt day counted as day 1 (DfE statistics).",
    ]
    assert (entry.categories, entry.alarms) == (("SENDCo Desk", "Council"), (7, 1))


@pytest.mark.parametrize(
    ("on", "alarms"), [(date(2026, 11, 23), (7, 1)), (date(2026, 11, 24), (1,)), (date(2026, 11, 30), ()), (date(2026, 12, 9), ())],
)
def test_a_reminder_whose_day_has_passed_is_left_out(export: CalendarExport, request_case: UUID, on: date, alarms: tuple[int, ...]) -> None:
    assert of(export.entries(on=on), "decide whether").alarms == alarms


def test_a_service_the_parent_s_right_and_a_least_period_are_each_called_what_they_are(desk: Desk, kacper: Pupil, export: CalendarExport) -> None:
    desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 7, 6), None), ("agreed_to_assess", date(2026, 8, 10), None),
        ("decision_copied_to_school", date(2026, 8, 10), None), ("draft_plan_sent", date(2026, 11, 20), None),
    ])
    desk.casework.open_case(kacper.id, "reassessment", authority="Marlshire", events=[("advice_requested.health", date(2026, 10, 26), None)])
    refused, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 10, 5), None), ("refused_to_assess", date(2026, 11, 10), None),
    ])
    entries = export.entries()
    assert told(entries)["service asked: send the health advice (last lawful day)"] == date(2026, 12, 7)
    assert told(entries)["council: give the parent 15 days on the draft plan (the period ends)"] == date(2026, 12, 4)
    appeal = of(export.entries(refused), "to appeal")
    assert appeal.summary == "Case 3: parent’s right: last day for the parent or young person to appeal"
    assert appeal.categories == ("SENDCo Desk", "Parent’s right")
    assert told(entries)["parent’s right: contact the mediation adviser (last day)"] == date(2027, 1, 10)


def test_planned_days_stand_beside_the_steps_that_rest_on_them(desk: Desk, kacper: Pupil, export: CalendarExport) -> None:
    review, _ = desk.casework.open_case(kacper.id, "annual_review", authority="Marlshire", events=[("review_meeting", date(2027, 1, 13), None)])
    desk.casework.open_case(kacper.id, "move", authority="Marlshire", events=[("moved_area", date(2027, 2, 1), None)])
    desk.casework.open_case(kacper.id, "appeal", authority="Marlshire", events=[
        ("mediation_requested", date(2026, 11, 20), None), ("mediation_held", date(2026, 12, 15), None),
        ("direction.hearing", date(2027, 3, 2), None), ("direction.zephyrine_report", date(2027, 2, 2), None),
    ])
    entries = export.entries()
    found = told(entries)
    assert found["review meeting (planned day)"] == date(2027, 1, 13)
    assert found["school: send the report of the review meeting (last lawful day)"] == date(2027, 1, 27)
    assert found["move to another council’s area (planned day)"] == date(2027, 2, 1)
    assert found["mediation meeting (planned day)"] == date(2026, 12, 15)
    assert found["Tribunal’s day for the hearing"] == date(2027, 3, 2)
    assert found["a day that the Tribunal has fixed"] == date(2027, 2, 2)
    assert not any("zephyrine" in one.summary + one.description for one in entries)
    assert "review meeting (planned day)" in told(export.entries(review))
    assert len(told(export.entries(review))) < len(found)


def test_what_came_too_early_and_what_has_no_day_yet_are_no_days(desk: Desk, kacper: Pupil, export: CalendarExport) -> None:
    desk.casework.open_case(kacper.id, authority="Marlshire", events=[
        ("request_received", date(2026, 7, 6), None), ("agreed_to_assess", date(2026, 8, 10), None), ("draft_plan_sent", date(2026, 11, 9), None),
        ("final_plan_issued", date(2026, 11, 16), None),
    ])
    desk.casework.open_case(kacper.id, "records", events=[("pupil_left", date(2026, 11, 16), None), ("sar_received", date(2026, 11, 16), None)])
    assert {row.milestone.rule.id for row in desk.casework.due()} >= {"REQ-11", "REC-03"}
    assert not any("15 days" in words or "next school" in words for words in told(export.entries()))


def test_no_name_no_reference_and_no_date_of_birth_stands_in_the_file(desk: Desk, export: CalendarExport, tmp_path: Path) -> None:
    pupil = Pupil(id=uuid4(), legal_forename="Zephyrine", legal_surname="Wilk", date_of_birth=date(2015, 3, 14), upn="B801200005001")
    desk.pupils.add(pupil, authority="Marlshire", status="E")
    for kind, events in (
        ("request", [("request_received", MON)]), ("appeal", [("direction.zephyrine_wilk", date(2027, 2, 2)), ("decision_letter_sent", MON)]),
        ("records", [("sar_received", MON), ("date_of_birth", date(2015, 3, 14))]),
    ):
        case, _ = desk.casework.open_case(
            pupil.id, kind, authority="Marlshire", asked_by_name="Councillor Quibble", events=[(name, on, None) for name, on in events],
            what_is_asked="Help for Zephyrine.",
        )
        kept = desk.caseload.view(case).case
        told_of = replace(kept, case_officer="Councillor Quibble", case_officer_email="quibble@example.org", council_reference="MSH-2290-77")
        desk.casework.save_case(told_of)
    out = tmp_path / "dates.ics"
    assert export.write(out).entries >= 7
    text = out.read_bytes().replace(b"\r\n ", b"").decode()
    assert [canary for canary in CANARIES if canary in text] == []
    assert "20460314" not in text  # thirty-one years after the birth


def test_the_same_case_saved_twice_gives_the_same_entries_and_a_higher_number(
    export: CalendarExport, request_case: UUID, clock: StillClock, tmp_path: Path,
) -> None:
    first = saved(export, tmp_path)
    clock.move(minutes=1)
    second = saved(export, tmp_path)
    assert first.keys() == second.keys()
    assert all(second[uid].sequence == first[uid].sequence + 60 for uid in first)


def test_a_day_that_moves_keeps_its_entry(desk: Desk, export: CalendarExport, request_case: UUID, tmp_path: Path) -> None:
    before = export.entries()
    event = desk.caseload.view(request_case).events[0]
    export.write(tmp_path / "dates.ics")
    desk.casework.change_event(event.id, on=date(2026, 10, 26), proof=None)
    after = export.entries()
    assert {one.uid: one.day + timedelta(days=7) for one in before} == {one.uid: one.day for one in after}
    assert gone(after) == []


def test_what_only_stood_in_for_the_receipt_gives_way_to_it_in_the_same_entries(desk: Desk, kacper: Pupil, export: CalendarExport) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[("council_says_received", date(2026, 10, 20), None)])
    supposed = export.entries()
    desk.casework.add_event(case, "request_received", date(2026, 10, 19))
    assert {one.uid for one in supposed} == {one.uid for one in export.entries()}


def test_the_day_to_appeal_keeps_its_entry_when_the_certificate_moves_it(desk: Desk, kacper: Pupil, export: CalendarExport) -> None:
    case, _ = desk.casework.open_case(kacper.id, "appeal", authority="Marlshire", events=[("decision_letter_sent", date(2026, 9, 28), None)])
    before = of(export.entries(), "to appeal")
    desk.casework.add_event(case, "mediation_certificate_issued", date(2026, 11, 20))
    after = of(export.entries(), "to appeal")
    assert (before.uid, before.day, after.day) == (after.uid, date(2026, 11, 30), date(2026, 12, 21))  # a Saturday, a Sunday: the working days after


def test_what_is_done_is_taken_away_in_the_next_file(desk: Desk, export: CalendarExport, request_case: UUID, tmp_path: Path) -> None:
    assert export.write(tmp_path / "dates.ics") == CalendarWritten(entries=5, cancelled=0)
    desk.casework.add_event(request_case, "agreed_to_assess", date(2026, 11, 20))
    events = saved(export, tmp_path)
    away = {event.summary for event in events.values() if event.status == "CANCELLED"}
    assert away == {"Cancelled: Case 1: council: decide whether to assess (last lawful day)"}
    [event] = [event for event in events.values() if event.status == "CANCELLED"]
    assert event.start == date(2026, 11, 30) and event.walk("VALARM") == []


def test_what_no_file_has_brought_is_not_taken_away(desk: Desk, export: CalendarExport, request_case: UUID) -> None:
    desk.casework.add_event(request_case, "agreed_to_assess", date(2026, 11, 20))
    assert gone(export.entries()) == []


def test_an_event_taken_out_takes_its_days_away(desk: Desk, export: CalendarExport, request_case: UUID, tmp_path: Path) -> None:
    export.write(tmp_path / "dates.ics")
    desk.casework.remove_event(desk.caseload.view(request_case).events[0].id)
    assert len(gone(export.entries())) == 5 and told(export.entries()) == {}


def test_a_closed_case_and_one_that_was_undone_away_are_taken_away(
    desk: Desk, kacper: Pupil, export: CalendarExport, request_case: UUID, tmp_path: Path,
) -> None:
    review, _ = desk.casework.open_case(kacper.id, "annual_review", authority="Marlshire", events=[("review_meeting", date(2027, 1, 13), None)])
    export.write(tmp_path / "dates.ics")
    desk.finding.undo()
    desk.casework.save_case(replace(desk.caseload.view(request_case).case, closed_on=MON))
    entries = export.entries()
    assert told(entries) == {} and len(gone(entries)) >= 7
    assert "Cancelled: Case 2: review meeting (planned day)" in gone(entries)
    with pytest.raises(Refused):
        export.entries(review)


def test_a_planned_day_that_has_been_is_left_as_it_is(desk: Desk, kacper: Pupil, export: CalendarExport, tmp_path: Path) -> None:
    case, _ = desk.casework.open_case(kacper.id, "annual_review", authority="Marlshire", events=[("review_meeting", date(2026, 12, 9), None)])
    later = date(2026, 12, 14)
    assert not any("review meeting (planned" in words for words in told(export.entries(on=later)))  # nor is it brought for the first time
    meeting = of(export.entries(), "review meeting (planned")
    export.write(tmp_path / "dates.ics")
    entries = export.entries(on=later)
    assert meeting.uid not in {one.uid for one in entries}
    desk.casework.change_event(desk.caseload.view(case).events[0].id, on=date(2026, 12, 10), proof=None)
    moved = of(export.entries(on=later), "review meeting (planned")
    assert (moved.uid, moved.day, moved.alarms) == (meeting.uid, date(2026, 12, 10), ())
    desk.casework.save_case(replace(desk.caseload.view(case).case, closed_on=later))
    assert not any("review meeting (planned" in words for words in gone(export.entries(on=later)))


def test_a_closed_case_plans_nothing_more(desk: Desk, kacper: Pupil, export: CalendarExport, tmp_path: Path) -> None:
    case, _ = desk.casework.open_case(kacper.id, "annual_review", authority="Marlshire", events=[("review_meeting", date(2027, 1, 13), None)])
    export.write(tmp_path / "dates.ics")
    desk.casework.save_case(replace(desk.caseload.view(case).case, closed_on=MON))
    assert "Cancelled: Case 1: review meeting (planned day)" in gone(export.entries(case)) and told(export.entries(case)) == {}


def test_an_entry_is_said_to_be_cancelled_for_a_while_and_then_forgotten(
    desk: Desk, export: CalendarExport, request_case: UUID, tmp_path: Path,
) -> None:
    out = tmp_path / "dates.ics"
    export.write(out)
    desk.casework.add_event(request_case, "agreed_to_assess", date(2026, 11, 20))
    assert export.write(out).cancelled == 1
    assert export.write(out, on=MON + timedelta(days=80)).cancelled > 0
    assert not any("whether to assess" in words for words in gone(export.entries(on=MON + timedelta(days=91))))
    export.write(out, on=MON + timedelta(days=91))
    assert not any("whether to assess" in row[2] for row in json.loads(export.book.setting("calendar_saved") or "").values())


def test_what_is_taken_back_comes_again(desk: Desk, export: CalendarExport, request_case: UUID, tmp_path: Path) -> None:
    export.write(tmp_path / "dates.ics")
    before = of(export.entries(), "whether to assess")
    desk.casework.add_event(request_case, "agreed_to_assess", date(2026, 11, 20))
    export.write(tmp_path / "dates.ics")
    desk.finding.undo()
    after = of(export.entries(), "whether to assess")
    assert (after.uid, after.cancelled) == (before.uid, False)


def test_saving_one_case_leaves_the_others_alone(
    desk: Desk, kacper: Pupil, export: CalendarExport, request_case: UUID, tmp_path: Path,
) -> None:
    other, _ = desk.casework.open_case(kacper.id, "complaint", authority="Marlshire", events=[("complaint_received", date(2026, 11, 20), None)])
    everything = export.entries()
    mine, others = export.entries(request_case), export.entries(other)
    assert {one.uid for one in everything} == {one.uid for one in mine} | {one.uid for one in others}
    export.write(tmp_path / "dates.ics")
    desk.casework.add_event(other, "complaint_acknowledged", date(2026, 11, 23))
    assert gone(export.entries(request_case)) == []
    assert gone(export.entries(other)) == ["Cancelled: Case 2: council: acknowledge the complaint (expected by this day)"]


def test_a_step_that_two_cases_know_of_stands_once(desk: Desk, kacper: Pupil, export: CalendarExport, request_case: UUID) -> None:
    desk.casework.add_events(request_case, [("agreed_to_assess", date(2026, 11, 2), None), ("decided_not_to_issue", date(2026, 11, 16), None)])
    desk.casework.open_case(kacper.id, "appeal", authority="Marlshire", about=request_case, events=[("appeal_lodged", date(2026, 11, 20), None)])
    words = [one.summary.split(": ", 1)[1] for one in export.entries()]
    assert len(words) == len(set(words))


def test_a_notebook_with_nothing_ahead_says_so_and_writes_nothing(desk: Desk, export: CalendarExport, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no day to save"):
        export.write(tmp_path / "dates.ics")
    assert list(tmp_path.glob("*.ics*")) == []


def test_a_case_that_is_not_there_is_refused(export: CalendarExport) -> None:
    with pytest.raises(Refused, match="no such case in this notebook"):
        export.entries(uuid4())


def test_a_file_is_never_written_into_the_notebook(desk: Desk, export: CalendarExport, request_case: UUID) -> None:
    with pytest.raises(Refused, match="inside a notebook"):
        export.write(desk.folder / "dates.ics")


def test_a_disk_that_fails_leaves_the_old_file_and_remembers_nothing(
    export: CalendarExport, request_case: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "dates.ics"
    out.write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(Path, "replace", full)
        with pytest.raises(Trouble, match="No space left"):
            export.write(out)
    assert out.read_text(encoding="utf-8") == "old" and list(tmp_path.glob("*.part")) == []
    assert export.book.setting("calendar_saved") is None


@pytest.mark.parametrize(("entries", "cancelled", "words"), [
    (1, 0, "1 date is saved."), (12, 0, "12 dates are saved."), (12, 1, "12 dates are saved, and 1 that no longer stands is taken away."),
    (0, 3, "0 dates are saved, and 3 that no longer stand are taken away."),
])
def test_what_was_written_is_told_in_a_sentence(entries: int, cancelled: int, words: str) -> None:
    assert CalendarWritten(entries=entries, cancelled=cancelled).words == words


def test_no_two_steps_of_a_case_share_a_name() -> None:
    """A crowded case: each starting event of every rule, twice."""
    names = sorted({name for one in RULES for name in one.after if not one.services and not name.endswith(".")})
    first = [(name, f"2026-{1 + place % 6:02}-{1 + place % 28:02}") for place, name in enumerate(names)]
    again = [(name, f"2026-{7 + place % 5:02}-{1 + place % 28:02}") for place, name in enumerate(names)]
    asked = [(f"advice_requested.{service}", day) for service in ("health", "social_care") for day in ("2026-02-02", "2026-09-01")]
    answered = [("advice_received.health", "2026-03-02"), ("school_advice_sent", "2026-06-29"), ("direction.hearing", "2026-10-01")]
    case = case_of(*first, *again, *asked, *answered)
    steps = [step for step in milestones(case, iso("2026-11-23")) if step.anchor and not step.part_of]
    found = step_names(steps)
    assert len(steps) > 60
    assert len({step.key for step in steps}) == len(steps) == len(set(found.values()))
    assert {found[step.key].split("/")[0] for step in steps} == {step.rule.id for step in steps}
    assert not any("2026" in name for name in found.values())


def test_the_entry_is_tied_to_the_notebook(desk: Desk, export: CalendarExport, request_case: UUID) -> None:
    assert isinstance(desk.caseload.view(request_case).case, CaseFile)
    uids = {one.uid for one in export.entries()}
    assert all(uid.version == 5 for uid in uids) and len(uids) == 5
