"""The clock for the terminal: the promised JSON, lines to read, and a whole caseload from a CSV."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.services.clock import (
    OUT_COLUMNS,
    STATE_WORDS,
    case_answer,
    caseload_lines,
    clock_answer,
    clock_from_csv,
    clock_lines,
    name_lines,
    names_answer,
    notice_lines,
    notices_answer,
    parse_case,
    parse_closure,
    parse_term,
    rule_fields,
    rule_lines,
    rules_answer,
)
from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.case import FACTS, CaseFacts, Event
from sendco_desk.statute.england_2014.notices import NOTICES
from sendco_desk.statute.events import EVENTS, UnknownName
from sendco_desk.statute.milestones import State
from sendco_desk.statute.rules import RULES

ON = date(2025, 10, 21)


def test_the_answer_has_the_promised_shape() -> None:
    answer = clock_answer(["request_received=2025-04-02"], [], [], ON)
    assert json.loads(json.dumps(answer)) == answer
    assert (answer["on"], answer["regime"], answer["events"]) == ("2025-10-21", "england-2014", {"request_received": "2025-04-02"})
    sixteen = next(one for one in answer["milestones"] if one["rule"] == "REQ-09")
    assert sixteen["exceptions"][0]["id"] == "school_closed" and sixteen["exceptions"][0]["could_apply"] is False
    promised = {
        "rule": "REQ-09", "title": "Decide not to issue a plan", "owed_by": "local_authority", "after": "request_received",
        "due": "2025-07-23", "last_safe_day": "2025-07-22", "state": "overdue", "met_on": None, "days_late": 90, "late": "12 weeks 6 days",
        "source": "SEND Regulations 2014 reg 10(1)", "status": "statutory", "confidence": "high",
        "alternatives": [{"due": "2025-07-22", "because": "receipt day counted as day 1 (DfE statistics)"}],
    }
    assert {name: sixteen[name] for name in promised} == promised


def test_facts_and_closures_reach_the_exceptions() -> None:
    answer = clock_answer(
        ["request_received=2026-07-06"], ["advice_requested_from_school_on=2026-08-03"], ["2026-07-23..2026-09-01"], date(2026, 9, 30)
    )
    assert answer["milestones"][0]["exceptions"][0]["could_apply"] is True


def test_an_event_that_happened_twice_keeps_all_its_days() -> None:
    answer = clock_answer(["draft_plan_sent=2026-12-01", "draft_plan_sent=2026-11-23"], [], [], ON)
    assert answer["events"] == {"draft_plan_sent": "2026-11-23"}
    assert answer["event_days"] == {"draft_plan_sent": ["2026-11-23", "2026-12-01"]}


def test_all_steps_are_there_when_asked_for() -> None:
    every = {one["rule"] for one in clock_answer([], [], [], ON, show_all=True)["milestones"]}
    assert every == {one.id for one in RULES if one.after and one.in_force(ON)}
    assert len(clock_answer([], [], [], ON)["milestones"]) == 5


def test_claimed_exceptions_add_up_and_other_facts_keep_the_last() -> None:
    case = parse_case([], ["exception_claimed=school_closed", "exception_claimed=absent_from_area", "requested_by=school", "requested_by=parent"])
    assert case.facts == {"exception_claimed": ("school_closed", "absent_from_area"), "requested_by": "parent"}


@pytest.mark.parametrize(("events", "facts"), [(["request_recieved=2025-04-02"], []), (["nothing=soon"], []), ([], ["weather=fine"])])
def test_an_unknown_name_is_told_apart_as_wrong_usage(events: list[str], facts: list[str]) -> None:
    with pytest.raises(UnknownName):
        clock_answer(events, facts, [], ON)


@pytest.mark.parametrize("text", ["request_received", "request_received=", "=2025-04-02", "request_received=2 April"])
def test_an_event_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        clock_answer([text], [], [], ON)
    assert not isinstance(refusal.value, UnknownName)


@pytest.mark.parametrize("text", ["2026-07-23", "2026-07-23..", "2026-09-01..2026-07-23"])
def test_a_closure_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_closure(text)


def test_every_state_has_words() -> None:
    assert set(STATE_WORDS) == set(State)


def test_the_lines_say_what_is_late_why_and_what_else_could_count() -> None:
    events = ["request_sent=2026-07-03", "request_received=2026-07-06", "agreed_to_assess=2026-08-20", "draft_plan_sent=2026-08-01"]
    lines = clock_lines(
        clock_answer(events, ["advice_requested_from_school_on=2026-08-03"], ["2026-07-23..2026-09-01"], date(2026, 9, 30))
    )
    text = "\n".join(lines)
    assert lines[0] == "On Wed 30 Sep 2026:"
    assert "REQ-04  Mon 17 Aug 2026  Decide whether to assess: done late by 3 days on Thu 20 Aug 2026" in text
    assert "    Or Sun 16 Aug 2026: receipt day counted as day 1 (DfE statistics)." in text
    assert "    Exception that could apply: School closed four weeks or more. The school was closed from Thu 23 Jul 2026" in text
    assert "    The council sent a draft plan on Sat 1 Aug 2026, so this is no longer owed." in text
    assert "The request was sent on Fri 3 Jul 2026, 3 days before the day the clock runs from" in text
    assert "Check: The draft plan, on Sat 1 Aug 2026, is before the decision to assess on Thu 20 Aug 2026." in text


def test_a_decision_that_only_a_draft_proves_is_told_as_such() -> None:
    answer = clock_answer(["request_received=2026-02-02", "draft_plan_sent=2026-03-10"], [], [], date(2026, 9, 30))
    one = next(each for each in answer["milestones"] if each["rule"] == "REQ-04")
    assert (one["duty"], one["binding"], one["met_at_latest"], one["waits_for"]) == ("decide whether to assess", True, True, None)
    assert "REQ-04  Mon 16 Mar 2026  Decide whether to assess: done by Tue 10 Mar 2026" in "\n".join(clock_lines(answer))
    later = clock_answer(["request_received=2026-02-02", "draft_plan_sent=2026-05-20"], [], [], date(2026, 9, 30))
    one = next(each for each in later["milestones"] if each["rule"] == "REQ-04")
    assert (one["state"], one["waits_for"], one["days_late"], later["waiting_for"]) == ("unknown", "agreed_to_assess", 0, ["agreed_to_assess"])


def test_the_lines_of_a_case_without_a_day_say_so() -> None:
    lines = clock_lines(clock_answer([], [], [], ON))
    assert "no day yet" in lines[1] and "day not known" in lines[1]
    assert lines[-1]


def test_the_rules_have_the_promised_fields_and_lines() -> None:
    rules = rules_answer()
    assert len(rules) == len(RULES) == 102
    promised = {"id", "title", "period", "counting", "source", "status", "since", "until", "confidence", "enabled"}
    assert all(promised <= one.keys() for one in rules)
    assert json.loads(json.dumps(rules)) == rules
    one = rules_answer("req-15")
    assert [(each["id"], each["period"], each["since"], each["until"]) for each in one] == [("REQ-15", "20 weeks", "2014-09-01", None)]
    assert rule_lines(one)[0] == "REQ-15  Issue the final plan: 20 weeks (SEND Regulations 2014 reg 13(2); statutory; confidence high)"
    with pytest.raises(Refused):
        rules_answer("REQ-99")


# A whole caseload

CASELOAD = """case,event,date,requested_by,closed
A,request_received,2025-04-02,school,
B,request_received,2026-07-06,,2026-07-23..2026-09-01; 2026-10-26..2026-10-30
B,school_advice_requested,2026-08-03,,
A,agreed_to_assess,2025-05-14,,
,,,,
C,,,parent,
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "events.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_a_caseload_gives_one_row_for_each_milestone(tmp_path: Path) -> None:
    out = tmp_path / "milestones.csv"
    result = clock_from_csv(written(tmp_path, CASELOAD), out, ON)
    rows = rows_of(out)
    assert tuple(rows[0]) == OUT_COLUMNS
    assert (result.cases, result.milestones, result.left_out) == (3, len(rows), ())
    sixteen = next(row for row in rows if (row["case"], row["rule"]) == ("A", "REQ-09"))
    assert (sixteen["due"], sixteen["state"], sixteen["late"]) == ("2025-07-23", "overdue", "12 weeks 6 days")
    assert sixteen["alternatives"] == "2025-07-22 receipt day counted as day 1 (DfE statistics)"
    assert next(row for row in rows if (row["case"], row["rule"]) == ("B", "REQ-04"))["exceptions_that_could_apply"] == "school_closed"
    assert {row["state"] for row in rows if row["case"] == "C"} == {"unknown"}
    assert caseload_lines(result) == [f"Wrote {len(rows)} milestones of 3 cases."]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv", "milestones.csv"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("A,request_recieved,2025-04-02", "There is no event called ‘request_recieved’"),
        ("A,request_received,2 April", "‘2 April’ is not a date"),
        ("A,request_received,", "There is no date in it."),
        ("A,,2025-04-02", "There is no event in it."),
        ("A,request_received,2025-04-02,more", "more cells than the first row names"),
        ("A,request_received,02/13/2025", "is not a date"),
        (",request_received,2025-04-02", "The case is not named."),
    ],
)
def test_a_row_that_cannot_be_read_leaves_out_its_case_and_is_named(tmp_path: Path, row: str, sentence: str) -> None:
    text = f"case,event,date\nA,request_received,2025-04-01\n{row}\nB,request_received,2025-04-02\n"
    result = clock_from_csv(written(tmp_path, text), tmp_path / "out.csv", ON)
    assert len(result.left_out) == 1
    assert result.left_out[0].startswith("Row 3: ") and sentence in result.left_out[0]
    assert {row["case"] for row in rows_of(tmp_path / "out.csv")} == ({"A", "B"} if row.startswith(",") else {"B"})


def test_a_fact_that_differs_between_rows_leaves_out_its_case(tmp_path: Path) -> None:
    text = "case,event,date,requested_by\nA,request_received,2025-04-01,school\nA,agreed_to_assess,2025-05-01,parent\n"
    result = clock_from_csv(written(tmp_path, text), tmp_path / "out.csv", ON)
    assert result.cases == 0
    assert result.left_out == ("Row 3: The fact ‘requested_by’ differs from an earlier row of the case. Its case is left out.",)


@pytest.mark.parametrize(
    "encoded",
    [
        b"\xef\xbb\xbfCase, Event ,Date\r\nZo\xc3\xab,request_received,2025-04-02\r\n",
        b"case,event,date\nZo\xeb,request_received,2025-04-02\n",
        b"\xef\xbb\xbfcase;event;date\r\nZo\xc3\xab;request_received;02/04/2025\r\n",
        "case\tevent\tdate\r\nZoë\trequest_received\t2025-04-02 00:00:00\r\n".encode("utf-16"),
    ],
)
def test_a_caseload_saved_by_a_spreadsheet_is_read(tmp_path: Path, encoded: bytes) -> None:
    clock_from_csv(written(tmp_path, encoded), tmp_path / "out.csv", ON)
    found = rows_of(tmp_path / "out.csv")
    assert {row["case"] for row in found} == {"Zoë"}
    assert next(row["anchor"] for row in found if row["rule"] == "REQ-04") == "2025-04-02"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("case;event;date;case\n", "two columns ‘case’"),
        ("case,event,date\nA\0,b,c\n", "not a table of text"),
        ('case,event,date\nA,"request_received,2025-04-02\n', "is not a CSV that can be read"),
        ("case,event\nA,b\n", "no column ‘date’"),
        ("case,event,date,weather\n", "The clock knows no column ‘weather’"),
        ("case,event,date," + "x" * 200_000, "is not a CSV that can be read"),
    ],
)
def test_a_file_that_is_no_caseload_is_refused_and_nothing_is_written(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        clock_from_csv(written(tmp_path, text), tmp_path / "out.csv", ON)
    assert not (tmp_path / "out.csv").exists()


def test_a_missing_file_is_refused_and_a_folder_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such file"):
        clock_from_csv(tmp_path / "none.csv", tmp_path / "out.csv", ON)
    with pytest.raises(Trouble, match="could not be read"):
        clock_from_csv(tmp_path, tmp_path / "out.csv", ON)


def test_a_place_that_cannot_be_written_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="could not be written"):
        clock_from_csv(written(tmp_path, CASELOAD), tmp_path / "no folder" / "out.csv", ON)


def test_a_stopped_caseload_leaves_what_was_there(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert total == 3
        raise Cancelled

    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")
    with pytest.raises(Cancelled):
        clock_from_csv(written(tmp_path, CASELOAD), out, ON, stop)
    assert out.read_text(encoding="utf-8") == "before"


def test_a_case_is_made_of_what_was_typed() -> None:
    assert parse_case(["request_received=2025-04-02"]).events == (Event(name="request_received", on=date(2025, 4, 2)),)


# Terms of the school


@pytest.mark.parametrize("text", ["2026-09-02", "2026-09-02..", "2026-12-18..2026-09-02", "autumn", "2026-09-02..2026-12-32"])
def test_a_term_that_cannot_be_read_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_term(text)
    assert refused.value.message.endswith(".")


def test_terms_and_closures_are_read_as_first_and_last_day() -> None:
    assert parse_term(" 2026-09-02..2026-12-18") == SchoolTerm(first=date(2026, 9, 2), last=date(2026, 12, 18))
    assert parse_closure("2026-10-26..2026-10-30 ") == Closure(first=date(2026, 10, 26), last=date(2026, 10, 30))


def test_school_days_are_counted_once_the_terms_are_given() -> None:
    left = ["pupil_left=2026-11-06"]
    without, given = (
        {one["rule"]: one for one in clock_answer(left, [], ["2026-11-09..2026-11-09"] * bool(terms), date(2026, 11, 23), terms=terms)["milestones"]}
        for terms in ([], ["2026-09-02..2026-12-18"])
    )
    assert (without["REC-03"]["due"], without["REC-03"]["state"]) == (None, "unknown")
    assert (given["REC-03"]["due"], given["REC-03"]["state"]) == ("2026-11-30", "due_soon")


def test_terms_of_a_caseload_stand_in_a_column_of_their_own(tmp_path: Path) -> None:
    text = "case,event,date,term\nA,pupil_left,2026-11-06,2026-09-02..2026-12-18; 2027-01-04..2027-03-26\nB,pupil_left,2026-11-06,\n"
    result = clock_from_csv(written(tmp_path, text), tmp_path / "out.csv", date(2026, 11, 23))
    assert result.left_out == ()
    assert {row["case"]: row["due"] for row in rows_of(tmp_path / "out.csv") if row["rule"] == "REC-03"} == {"A": "2026-11-27", "B": ""}


# What else an answer says


def test_a_case_of_a_kind_is_answered_with_the_steps_of_that_kind_and_what_was_heard() -> None:
    facts = CaseFacts(
        events=(Event(name="appeal_lodged", on=date(2026, 8, 3)),),
        heard=(Event(name="request_received", on=date(2026, 5, 11)), Event(name="refused_to_assess", on=date(2026, 6, 19))),
    )
    answer = case_answer(facts, date(2026, 11, 23), kind="appeal")
    assert answer["events"] == {"appeal_lodged": "2026-08-03"}
    begun = {one["rule"] for one in answer["milestones"] if one["due"]}
    assert "APPEAL" in begun and "REQ-04" not in begun
    assert "appeal_received_by_authority" in answer["next_events"]


def test_each_milestone_tells_everything_a_page_would() -> None:
    answer = clock_answer(["decision_letter_sent=2026-05-11", "mediation_certificate_issued=2026-07-06"], [], [], date(2026, 11, 23))
    steps = {one["rule"]: one for one in answer["milestones"]}
    assert (steps["APPEAL"]["governs"], steps["DIS-11"]["part_of"], steps["APPEAL"]["state"]) == ("DIS-11", "APPEAL", "lapsed")
    assert steps["APPEAL"]["if_missed"] and steps["APPEAL"]["latest_day"] >= steps["APPEAL"]["due"]
    advice = clock_answer(["advice_requested.health=2026-11-02"], [], [], date(2026, 11, 23))["milestones"]
    assert {one["service"] for one in advice if one["rule"] == "REQ-07"} == {"health"}


def test_an_answer_in_lines_tells_notices_and_what_has_no_day() -> None:
    answer = clock_answer(["request_received=2020-05-04"], ["exception_claimed=absent_from_area"], [], date(2020, 9, 7))
    text = "\n".join(clock_lines(answer))
    relaxed = next(one for one in NOTICES if one.id in {notice["id"] for step in answer["milestones"] for notice in step["notices"]})
    assert f"    {relaxed.title}: {relaxed.words}" in text
    assert "REQ-18  as soon as the exception ends: Finish after an exception (SEND Code of Practice 9.43; statutory guidance" in text
    assert any(one["confidence"] != "high" for one in answer["milestones"]) == ("; confidence " in text)


def test_a_fact_needs_a_name_and_a_value() -> None:
    with pytest.raises(Refused, match="cannot be read as one fact: write NAME=VALUE") as refused:
        parse_case([], ["requested_by"])
    assert refused.value.field == "fact"


# Rules, notices and names


def test_a_rule_tells_all_that_the_clock_knows_of_it() -> None:
    fields = rule_fields(next(one for one in RULES if one.id == "REQ-19"))
    assert (fields["needs"], fields["after"], fields["after_any"]) == ("refusal_reversed", "request_received", ["request_received"])
    assert all(rule_fields(one)["if_missed"] for one in RULES)
    assert rule_fields(next(one for one in RULES if not one.after))["after"] == ""


def test_notices_are_told_apart_from_rules_with_their_dates_and_sources() -> None:
    notices = notices_answer()
    assert json.loads(json.dumps(notices)) == notices
    assert [one["id"] for one in notices] == [one.id for one in NOTICES]
    assert not {one["id"] for one in notices} & {one.id for one in RULES}
    assert all(one["when"] and one["status"] and one["words"] for one in notices)
    assert {one["status"] for one in notices if not one["source"]} <= {"unknown"}
    lines = notice_lines(notices)
    assert lines[:2] == [f"{NOTICES[0].when}  {NOTICES[0].title} ({NOTICES[0].status})", f"    {NOTICES[0].words}"]
    assert len(lines) == 2 * len(NOTICES)


def test_every_event_and_fact_is_listed_by_name_with_what_it_may_say() -> None:
    names = names_answer()
    assert json.loads(json.dumps(names)) == names
    assert ([one["name"] for one in names["events"]], [one["name"] for one in names["facts"]]) == (
        [one.name for one in EVENTS], [one.name for one in FACTS],
    )
    lines = name_lines(names)
    assert lines[0] == "Events" and "Facts" in lines
    assert f"{'request_received':<36} Council received the request" in lines
    assert f"{'requested_by':<36} Who asked for the assessment: school, parent, young_person or other" in lines
    assert f"{'away_from':<36} First day away from the council’s area: a date" in lines
    assert f"{'direction.NAME':<36} Any other day that the Tribunal has fixed" in lines
    planned = {one["name"] for one in names["events"] if one["planned"]}
    assert {"review_meeting", "moved_area", "direction.hearing"} <= planned and "request_received" not in planned


def test_a_step_without_a_day_tells_how_sure_its_rule_is_and_a_rule_its_warning() -> None:
    answer = clock_answer(["request_received=2026-09-07"], [], [], date(2026, 11, 12))
    asking = next(one for one in answer["without_a_day"] if one["rule"] == "REQ-02")
    assert (asking["status"], asking["confidence"]) == ("statutory", "medium")
    assert any(line.startswith("REQ-02") and line.endswith("; statutory; confidence medium)") for line in clock_lines(answer))
    (rule,) = rules_answer("RAS-01")
    assert f"    {rule['note']}" in rule_lines([rule])
