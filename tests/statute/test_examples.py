"""The law by example: for every rule with a day at least one worked date, counted by hand or told by somebody else.

No expected day here comes from our own counting: each was counted on a calendar, and its weekday stands beside it to show up a slip.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from sendco_desk.statute.calendars import Closure, SchoolTerm, census_days, days_beginning_with, months_after, weeks_after
from sendco_desk.statute.case import CaseFacts, Event, FactValue
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.exceptions import advice_window
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.statute.rules import RULES
from tests.shared_corpus import SHARED, needs_shared
from tests.statute.cases import closed, term

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(text: str) -> date:
    """A day written with its weekday, which must be the right one."""
    found = date.fromisoformat(text[:10])
    assert WEEKDAYS[found.weekday()] == text[11:], text
    return found


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One worked date. ``source`` is the row of the law's table, or how it was counted by hand. ``safe`` is the due day unless it differs."""

    rule: str
    events: tuple[tuple[str, str], ...]
    due: str
    safe: str = ""
    source: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    terms: tuple[SchoolTerm, ...] = ()
    closures: tuple[Closure, ...] = ()
    on: str = ""
    """The day asked about; the last of the events unless it matters."""

    def __str__(self) -> str:
        return f"{self.rule}-{self.events[-1][1][:10]}-{self.source[:3]}"

    def asked_on(self) -> date:
        return day(self.on) if self.on else max(day(text) for _, text in self.events)

    def case(self) -> CaseFacts:
        events = tuple(Event(name=name, on=day(text)) for name, text in self.events)
        return CaseFacts(events=events, facts=self.facts, terms=self.terms, closures=self.closures)

    def step(self) -> Milestone:
        found = [one for one in milestones(self.case(), self.asked_on()) if one.rule.id == self.rule and one.start]
        return found[-1]


RECEIVED = (("request_received", "2026-11-23 Mon"),)
SUMMER_RECEIVED = (("request_received", "2026-07-20 Mon"),)
AUTUMN_TO_SPRING = (term("2026-09-02", "2026-12-18"), term("2027-01-04", "2027-03-25"))
WINTER_MEETING = (("review_meeting", "2027-01-13 Wed"),)
AFTER_MEETING = (*WINTER_MEETING, ("amendment_notice_sent", "2027-02-10 Wed"))

REQUESTS = (
    Worked(source="X01", rule="REQ-09", events=(("request_received", "2025-04-02 Wed"),), due="2025-07-23 Wed", safe="2025-07-22 Tue"),
    Worked(source="X02", rule="REQ-15", events=(("request_received", "2025-04-02 Wed"),), due="2025-08-20 Wed", safe="2025-08-19 Tue"),
    # the Ombudsman's decision says 6 September: the other count, and so the safe day
    Worked(source="X06", rule="REQ-09", events=(("request_received", "2023-05-18 Thu"),), due="2023-09-07 Thu", safe="2023-09-06 Wed"),
    Worked(source="X15", rule="REQ-08", events=(("school_advice_requested", "2026-05-01 Fri"),), due="2026-06-12 Fri"),
    Worked(source="Y01", rule="REQ-04", events=RECEIVED, due="2027-01-04 Mon", safe="2027-01-03 Sun"),
    Worked(source="Y01", rule="REQ-09", events=RECEIVED, due="2027-03-15 Mon", safe="2027-03-14 Sun"),
    Worked(source="Y01", rule="REQ-15", events=RECEIVED, due="2027-04-12 Mon", safe="2027-04-11 Sun"),
    Worked(source="Y05", rule="REQ-04", events=SUMMER_RECEIVED, due="2026-08-31 Mon", safe="2026-08-30 Sun"),  # a bank holiday: it stays
    Worked(source="Y05", rule="REQ-09", events=SUMMER_RECEIVED, due="2026-11-09 Mon", safe="2026-11-08 Sun"),
    Worked(source="Y05", rule="REQ-15", events=SUMMER_RECEIVED, due="2026-12-07 Mon", safe="2026-12-06 Sun"),
    Worked(source="Y09", rule="REQ-11", events=(("draft_plan_sent", "2026-11-23 Mon"),), due="2026-12-07 Mon"),
    Worked(
        source="by hand: 7 Sep + 42 days: 23 to 30 Sep, 19 in Oct", rule="REQ-05", events=(("request_received", "2026-09-07 Mon"),),
        due="2026-10-19 Mon", safe="2026-10-18 Sun",
    ),
    Worked(
        source="by hand: 7 Sep + 112 days: 23, Oct 31, Nov 30, 28 in Dec", rule="REQ-10", events=(("request_received", "2026-09-07 Mon"),),
        due="2026-12-28 Mon", safe="2026-12-27 Sun",
    ),
    Worked(
        source="by hand: 5 Oct + 42 days: 26 to 31 Oct, 16 in Nov", rule="REQ-07", events=(("advice_requested.health", "2026-10-05 Mon"),),
        due="2026-11-16 Mon",
    ),
    Worked(
        source="by hand: 14 Dec + 15 calendar days, through Christmas", rule="REQ-14", events=(("school_consulted", "2026-12-14 Mon"),),
        due="2026-12-29 Tue", safe="2026-12-28 Mon",
    ),
    Worked(
        source="by hand: 1 Feb + 42 days: 28 to the leap day, 14 in Mar", rule="REQ-04", events=(("request_received", "2028-02-01 Tue"),),
        due="2028-03-14 Tue", safe="2028-03-13 Mon",
    ),
    Worked(
        source="by hand: 29 Feb + 140 days: Mar 31, Apr 30, May 31, Jun 30, 18 in Jul", rule="REQ-15",
        events=(("request_received", "2028-02-29 Tue"),), due="2028-07-18 Tue", safe="2028-07-17 Mon",
    ),
    Worked(
        source="by hand: 16 Dec + 140 days: 15, Jan 31, Feb 28, Mar 31, Apr 30, 5 in May (Ombudsman 25 007 473)", rule="REQ-19",
        events=(("request_received", "2024-12-16 Mon"), ("refused_to_assess", "2025-01-20 Mon"), ("refusal_reversed", "2025-03-21 Fri")),
        due="2025-05-05 Mon", safe="2025-05-04 Sun",
    ),
)
REVIEWS = (
    Worked(source="Y12", rule="REV-03", events=WINTER_MEETING, due="2026-12-30 Wed", safe="2026-12-29 Tue"),
    Worked(source="Y12", rule="REV-04", events=WINTER_MEETING, due="2026-12-30 Wed", safe="2026-12-29 Tue"),
    Worked(source="Y13", rule="REV-05", events=WINTER_MEETING, due="2027-01-27 Wed"),
    Worked(source="Y13", rule="REV-06", events=WINTER_MEETING, due="2027-02-10 Wed"),
    Worked(source="Y13", rule="REV-10", events=WINTER_MEETING, due="2027-04-07 Wed"),
    Worked(source="by hand: 13 Jan - 28 days: 13, 15 of Dec", rule="PLAN-01", events=WINTER_MEETING, due="2026-12-16 Wed"),
    Worked(source="by hand: 12 months starting with 24 Nov", rule="REV-01", events=(("plan_made", "2025-11-24 Mon"),), due="2026-11-23 Mon"),
    Worked(
        source="by hand: 12 months starting with the later of the two days", rule="REV-01",
        events=(("plan_made", "2025-03-03 Mon"), ("review_completed", "2026-02-10 Tue")), due="2027-02-09 Tue",
    ),
    Worked(
        source="by hand: no 29 Feb in 2025, so the anniversary is 28 Feb; law.md: less one day", rule="REV-01",
        events=(("plan_made", "2024-02-29 Thu"),), due="2025-02-27 Thu",
    ),
    Worked(
        source="by hand: 10 Feb is day 1, 24 Feb day 15", rule="REV-07", events=(("amendment_notice_sent", "2027-02-10 Wed"),), due="2027-02-24 Wed",
    ),
    Worked(source="by hand: 10 Feb + 56 days: 18, Mar 31, 7 in Apr", rule="REV-08", events=AFTER_MEETING, due="2027-04-07 Wed"),
    Worked(source="by hand: as REV-08", rule="REV-09", events=AFTER_MEETING, due="2027-04-07 Wed"),
    Worked(
        source="by hand: the day before 15 Feb of the year of the move", rule="REV-11", events=(("phase_transfer.school", "2027-09-01 Wed"),),
        due="2027-02-14 Sun",
    ),
    Worked(
        source="by hand: the day before 31 Mar of the year of the move", rule="REV-12", events=(("phase_transfer.post16", "2027-09-01 Wed"),),
        due="2027-03-30 Tue",
    ),
    Worked(source="Y17", rule="REV-13", events=(("phase_transfer.between_post16", "2027-09-01 Wed"),), due="2027-04-01 Thu"),
    Worked(
        source="by hand: 14 Feb - 84 days: 14, Jan 31, Dec 31, 8 of Nov", rule="REV-14", events=(("phase_transfer.school", "2027-09-01 Wed"),),
        due="2026-11-22 Sun",
    ),
    Worked(
        source="by hand: 30 Mar - 84 days: 30, Feb 28, 26 of Jan", rule="REV-14", events=(("phase_transfer.post16", "2027-09-01 Wed"),),
        due="2027-01-05 Tue",
    ),
    Worked(
        source="by hand: 23 Nov + 56 days: 7, Dec 31, 18 in Jan", rule="REV-15", events=(("amendment_notice_sent", "2026-11-23 Mon"),),
        due="2027-01-18 Mon",
    ),
)
MOVED = (("plan_made", "2026-03-02 Mon"), ("moved_area", "2026-09-01 Tue"), ("plan_transferred", "2026-09-01 Tue"))
MOVED_LATE_IN_YEAR = (("plan_made", "2025-10-01 Wed"), ("plan_transferred", "2026-09-01 Tue"))
MOVES = (
    Worked(
        source="by hand: known since 2 Nov, and the 15th working day before 1 Dec is 10 Nov: on the day itself", rule="TRF-01",
        events=(("old_authority_aware", "2026-11-02 Mon"), ("moved_area", "2026-12-01 Tue")), due="2026-12-01 Tue",
    ),
    Worked(
        source="Y34", rule="TRF-02", events=(("moved_area", "2026-11-16 Mon"), ("old_authority_aware", "2026-11-23 Mon")), due="2026-12-11 Fri",
    ),
    Worked(
        source="by hand: 11 Dec + 42 days: 20, 22 in Jan", rule="TRF-03", events=(("plan_transferred", "2026-12-11 Fri"),), due="2027-01-22 Fri",
    ),
    Worked(source="by hand: 12 months beginning with 2 Mar", rule="TRF-04a", events=MOVED, due="2027-03-01 Mon"),
    Worked(source="by hand: 3 months beginning with 1 Sep", rule="TRF-04b", events=MOVED, due="2026-11-30 Mon"),
    Worked(source="by hand: 1 Mar is later than 30 Nov", rule="TRF-04", events=MOVED, due="2027-03-01 Mon"),
    Worked(source="by hand: 30 Nov is later than 30 Sep", rule="TRF-04", events=MOVED_LATE_IN_YEAR, due="2026-11-30 Mon"),
    Worked(
        source="by hand: 21 Nov is a Saturday, so Mon 23 Nov is day 1, as in Y34", rule="TRF-06", events=(("new_icb_aware", "2026-11-21 Sat"),),
        due="2026-12-11 Fri",
    ),
    Worked(source="Y36", rule="RAS-01", events=(("reassessment_requested", "2026-11-23 Mon"),), due="2026-12-08 Tue"),
    Worked(source="Y36", rule="RAS-02", events=(("agreed_to_reassess", "2026-12-08 Tue"),), due="2027-03-16 Tue"),
)
IPSEA = (("decision_letter_sent", "2026-10-01 Thu"), ("mediation_certificate_issued", "2026-11-29 Sun"))
DISPUTES = (
    Worked(source="X07", rule="DIS-10", events=IPSEA[:1], due="2026-12-01 Tue"),
    # the corresponding date is 29 December; it lies in the Tribunal's Christmas, so Mon 4 Jan is the first working day after 1 January
    Worked(source="X08", rule="DIS-11", events=IPSEA, due="2027-01-04 Mon", safe="2026-12-29 Tue"),
    Worked(source="X08", rule="APPEAL", events=IPSEA, due="2027-01-04 Mon", safe="2026-12-29 Tue"),
    Worked(source="Y21", rule="DIS-10", events=(("decision_letter_sent", "2026-06-12 Fri"),), due="2026-09-01 Tue", safe="2026-08-12 Wed"),
    Worked(source="Y21", rule="APPEAL", events=(("refused_to_assess", "2026-06-12 Fri"),), due="2026-09-01 Tue", safe="2026-08-12 Wed"),
    Worked(source="Y25", rule="DIS-10", events=(("decision_letter_sent", "2026-10-25 Sun"),), due="2027-01-04 Mon", safe="2026-12-25 Fri"),
    Worked(source="Y30", rule="DIS-12", events=(("appeal_received_by_authority", "2026-11-30 Mon"),), due="2027-01-19 Tue"),
    Worked(source="Y33", rule="DIS-03", events=(("mediation_requested", "2026-11-23 Mon"),), due="2026-12-23 Wed"),
    Worked(
        source="by hand: no 31 Feb, so 28 Feb; a Sunday, and nothing rolls it on", rule="DIS-01",
        events=(("decision_letter_sent", "2026-12-31 Thu"),), due="2027-02-28 Sun",
    ),
    Worked(
        source="by hand: 24, 29 and 30 Dec; 25 Dec and Mon 28 Dec are bank holidays", rule="DIS-02",
        events=(("mediation_declined", "2026-12-23 Wed"),), due="2026-12-30 Wed",
    ),
    Worked(
        source="by hand: 30 and 31 Mar, 1 Apr; Good Friday and Easter Monday between", rule="DIS-04",
        events=(("mediation_health_issue_raised", "2027-03-25 Thu"),), due="2027-04-01 Thu",
    ),
    Worked(
        source="by hand: 5, 6 and 7 May; Mon 4 May is a bank holiday", rule="DIS-05", events=(("mediation_concluded", "2026-05-01 Fri"),),
        due="2026-05-07 Thu",
    ),
    Worked(
        source="by hand: back over 2 and 1 Jun, 29, 28 and 27 May; one more, 26 May, for clear days", rule="DIS-06",
        events=(("mediation_held", "2026-06-03 Wed"),), due="2026-05-27 Wed", safe="2026-05-26 Tue",
    ),
    Worked(
        source="by hand: 23 Nov + 14 days", rule="DIS-07", events=(("mediation_agreement.other", "2026-11-23 Mon"),), due="2026-12-07 Mon",
    ),
    Worked(
        source="by hand: 23 Nov + 7 days", rule="DIS-09", events=(("mediation_agreement.health", "2026-11-23 Mon"),), due="2026-11-30 Mon",
    ),
    Worked(source="by hand: the day itself", rule="DIS-13", events=(("direction.hearing", "2027-02-16 Tue"),), due="2027-02-16 Tue"),
)
ORDERED = {
    "TRB-01": ("tribunal_order.assess", "2026-12-07 Mon"), "TRB-02": ("tribunal_order.assess", "2027-02-01 Mon"),
    "TRB-03": ("tribunal_order.assess", "2027-03-01 Mon"), "TRB-04a": ("tribunal_order.make_plan", "2026-12-28 Mon"),
    "TRB-04b": ("tribunal_order.make_plan", "2027-02-08 Mon"), "TRB-05": ("tribunal_order.reconsider", "2026-12-07 Mon"),
    "TRB-06": ("tribunal_order.amend", "2026-12-28 Mon"), "TRB-07": ("tribunal_order.name_school", "2026-12-07 Mon"),
    "TRB-08": ("tribunal_order.continue_plan", "2026-11-23 Mon"),
    "TRB-09a": ("authority_conceded.assess", "2026-12-07 Mon"), "TRB-09b": ("authority_conceded.assess", "2027-02-01 Mon"),
    "TRB-09c": ("authority_conceded.assess", "2027-03-01 Mon"), "TRB-09d": ("authority_conceded.issue", "2026-12-28 Mon"),
    "TRB-09e": ("authority_conceded.issue", "2027-02-08 Mon"), "TRB-09f": ("authority_conceded.contents", "2026-12-28 Mon"),
    "TRB-09g": ("authority_conceded.school", "2026-12-07 Mon"), "TRB-10": ("tribunal_recommendation", "2026-12-28 Mon"),
}
"""From Mon 23 Nov 2026: 2 weeks to 7 Dec, 5 to 28 Dec, 10 to 1 Feb, 11 to 8 Feb, 14 to 1 Mar, counted off a wall calendar."""
ORDERS = tuple(
    Worked(source="by hand: weeks counted off a wall calendar", rule=rule, events=((event, "2026-11-23 Mon"),), due=due)
    for rule, (event, due) in ORDERED.items()
)
AGREED = tuple(  # regulation 42(2): an agreement is treated as the order
    Worked(source="by hand: as the order", rule=rule, events=((event.replace("tribunal_order", "mediation_agreement"), "2026-11-23 Mon"),), due=due)
    for rule, (event, due) in ORDERED.items() if event.startswith("tribunal_order.")
)
STAGE_2 = (("stage2_requested", "2026-12-14 Mon"), ("stage2_acknowledged", "2026-12-21 Mon"))
COMPLAINTS = (
    Worked(source="Y38", rule="CMP-01", events=(("complaint_received", "2026-11-23 Mon"),), due="2026-11-30 Mon"),
    Worked(source="Y38", rule="CMP-02", events=(("complaint_received", "2026-11-23 Mon"),), due="2026-12-14 Mon"),
    Worked(
        source="Y38", rule="CMP-02", events=(("complaint_received", "2026-11-23 Mon"), ("complaint_acknowledged", "2026-11-30 Mon")),
        due="2026-12-14 Mon",
    ),
    Worked(source="Y38", rule="CMP-03", events=STAGE_2, due="2026-12-21 Mon"),
    Worked(source="Y38", rule="CMP-04", events=STAGE_2[:1], due="2027-01-21 Thu"),
    Worked(source="Y38", rule="CMP-04", events=STAGE_2, due="2027-01-21 Thu"),
    Worked(
        source="by hand: 20 working days: 18 from 1 to 24 Dec, then 29 and 30 Dec", rule="CMP-02",
        events=(("complaint_acknowledged", "2026-11-30 Mon"), ("complaint_extended", "2026-12-10 Thu")), due="2026-12-30 Wed",
        safe="2026-12-14 Mon",
    ),
    Worked(
        source="by hand: 40 working days: 20 to 21 Jan as in Y38, 22 Jan, 5 to 29 Jan, 5 to 5 Feb, 5 to 12 Feb, 4 to 18 Feb", rule="CMP-04",
        events=(*STAGE_2, ("complaint_extended", "2027-01-11 Mon")), due="2027-02-18 Thu", safe="2027-01-21 Thu",
    ),
    Worked(source="by hand: the corresponding date", rule="CMP-05", events=(("matter_known", "2026-11-23 Mon"),), due="2027-11-23 Tue"),
    Worked(source="by hand: no 29 Feb in 2029", rule="CMP-05", events=(("matter_known", "2028-02-29 Tue"),), due="2029-02-28 Wed"),
    Worked(source="by hand: no 30 Feb, so 28 Feb", rule="CMP-09", events=(("grounds_arose", "2026-11-30 Mon"),), due="2027-02-28 Sun"),
)
SCHOOL_AND_RECORDS = (
    Worked(
        source="by hand: the school year ends on 31 August", rule="SCH-01", events=(("sen_support_started", "2026-09-14 Mon"),),
        due="2027-08-31 Tue", on="2026-11-23 Mon",
    ),
    Worked(source="by hand: no number of days is given", rule="SCH-02", events=(("sen_support_started", "2026-09-14 Mon"),), due=""),
    Worked(
        source="by hand: the school year ends on 31 August", rule="SCH-03", events=(("sen_information_report_published", "2025-09-30 Tue"),),
        due="2027-08-31 Tue", on="2026-11-23 Mon",
    ),
    # the ICO's 3 October is a Saturday in 2026, so Monday counts and Saturday is safe
    Worked(source="X11", rule="REC-01", events=(("sar_received", "2026-09-03 Thu"),), due="2026-10-05 Mon", safe="2026-10-03 Sat"),
    Worked(source="X11", rule="REC-01", events=(("sar_received", "2025-09-03 Wed"),), due="2025-10-03 Fri"),
    Worked(
        source="by hand: no 31 Feb, so 28 Feb, a Sunday", rule="REC-01", events=(("sar_received", "2027-01-31 Sun"),),
        due="2027-03-01 Mon", safe="2027-02-28 Sun",
    ),
    Worked(
        source="by hand: three months instead of one", rule="REC-01", events=(("sar_received", "2026-09-03 Thu"), ("sar_extended", "2026-09-21 Mon")),
        due="2026-12-03 Thu", safe="2026-10-03 Sat",
    ),
    Worked(
        source="Y41", rule="REC-02", events=(("education_record_requested", "2026-12-11 Fri"),), due="2027-01-15 Fri",
        facts={"school_type": "maintained"}, terms=AUTUMN_TO_SPRING,
    ),
    Worked(
        source="by hand: as Y41, but shut on Mon 4 and Tue 5 Jan: two days later, over the weekend", rule="REC-02",
        events=(("education_record_requested", "2026-12-11 Fri"),), due="2027-01-19 Tue", facts={"school_type": "maintained"},
        terms=AUTUMN_TO_SPRING, closures=(closed("2027-01-04", "2027-01-05"),),
    ),
    Worked(source="by hand: as Y41", rule="REC-03", events=(("pupil_left", "2026-12-11 Fri"),), due="2027-01-15 Fri", terms=AUTUMN_TO_SPRING),
    Worked(
        source="by hand: 31 years, and no 29 Feb in 2043; the earliest of other schedules is 25 years", rule="REC-04",
        events=(("date_of_birth", "2012-02-29 Wed"),), due="2043-02-28 Sat", safe="2037-02-28 Sat",
    ),
)
WORKED: tuple[Worked, ...] = (*REQUESTS, *REVIEWS, *MOVES, *DISPUTES, *ORDERS, *AGREED, *COMPLAINTS, *SCHOOL_AND_RECORDS)
COUNTS_ALONE = {"X15", "X16", "Y19", "Y07"}
"""Rows about a way of counting or a window, with no event of their own: they have tests of their own below."""


@pytest.mark.parametrize("one", WORKED, ids=str)
def test_a_worked_example_ends_on_its_day(one: Worked) -> None:
    step = one.step()
    assert step.due == (day(one.due) if one.due else None)
    assert step.last_safe_day == (day(one.safe or one.due) if one.due else None)


def test_every_rule_with_a_day_has_a_worked_example() -> None:
    assert {one.rule for one in WORKED} == {one.id for one in RULES if one.dated}


# The rows of the law's own table


@needs_shared
def test_every_row_of_the_worked_examples_is_tested() -> None:
    rows = _rows()
    assert {one.source for one in WORKED if not one.source.startswith("by hand")} | COUNTS_ALONE == set(rows)


@needs_shared
def test_the_days_tested_are_those_of_the_table() -> None:
    rows = _rows()
    for one in WORKED:
        row = rows.get(one.source)
        if row and row["oracle"] == "computed":
            assert one.due[:10] in row["expected"]
            assert any(text[:10] in f"{row['input']} {row['expected']}" for _, text in one.events)  # one step may follow from another
    published = {"X01": "2025-07-23", "X02": "2025-08-20", "X07": "1 December", "X08": "29 December", "X11": "3 October", "X15": "12 June"}
    assert all(said in rows[id]["expected"] for id, said in published.items())


@needs_shared
def test_the_one_source_that_disagrees_is_kept_as_a_conflict() -> None:
    rows = _rows()
    assert [id for id, row in rows.items() if not row["published_matches_rule"]] == ["X06"]
    assert rows["X06"]["expected"] == "LGSCO says 2023-09-06; rule gives 2023-09-07"


def test_weeks_within_and_weeks_starting_with_a_day_end_a_day_apart() -> None:  # X15
    assert weeks_after(date(2026, 5, 1), 6) == date(2026, 6, 12)
    assert days_beginning_with(date(2026, 5, 1), 42) == date(2026, 6, 11)


def test_four_months_from_30_september_end_on_30_january() -> None:  # X16, Dodds v Walker
    assert months_after(date(1978, 9, 30), 4) == date(1979, 1, 30)


def test_six_months_from_31_august_end_on_the_last_of_february() -> None:  # Y19
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)


def test_the_window_of_a_summer_closure_is_that_of_the_table() -> None:  # Y07
    summer = closed("2026-07-23", "2026-09-01")
    assert (summer.days, advice_window(summer)) == (41, (date(2026, 7, 16), date(2026, 8, 26)))


def test_a_final_plan_is_too_early_up_to_the_fifteenth_day() -> None:  # Y09: earliest final 8 December
    for issued, state in (("2026-12-07", State.TOO_EARLY), ("2026-12-08", State.LAPSED)):
        events = (Event(name="draft_plan_sent", on=date(2026, 11, 23)), Event(name="final_plan_issued", on=date.fromisoformat(issued)))
        found = milestones(CaseFacts(events=events), date(2026, 12, 8))
        assert [one.state for one in found if one.rule.id == "REQ-11"] == [state]


def test_the_last_day_for_an_appeal_is_told_with_what_moved_it() -> None:  # X08
    one = next(row for row in DISPUTES if row.rule == "APPEAL").step()
    assert one.counted == (
        "DIS-11 governs, because it ends last. One month after the mediation certificate on Sun 29 Nov 2026 is the corresponding "
        "date, Tue 29 Dec 2026, which is between 25 December and 1 January, so the first working day after them counts: Mon 4 Jan 2027. "
        "The Tribunal must have the appeal by 5 pm."
    )


def test_the_census_is_taken_on_three_thursdays() -> None:  # statutory_steps.yaml: 2026-10-01, 2027-01-21, 2027-05-20
    assert census_days(2026) == (day("2026-10-01 Thu"), day("2027-01-21 Thu"), day("2027-05-20 Thu"))


def _rows() -> dict[str, dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((SHARED / "law" / "worked_examples.yaml").read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


def test_a_day_with_the_wrong_weekday_is_caught() -> None:
    with pytest.raises(AssertionError):
        day("2027-01-04 Tue")
    assert day("2027-01-04 Mon") - timedelta(days=1) == day("2027-01-03 Sun")
