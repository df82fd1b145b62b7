"""The council’s timeliness against a caseload of 30 cases that was worked out by hand, case by case."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

from sendco_desk.domain.paper import words_of
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.services.desk import Desk
from sendco_desk.services.timeliness import TimelinessReport
from sendco_desk.services.timeliness_figures import ENGLAND, published, published_name
from sendco_desk.services.timeliness_paper import timeliness_csv, timeliness_paper, write_timeliness

ON = date(2026, 9, 30)
DERBYSHIRE, DERBY = "Derbyshire County Council", "Derby City Council"
TERMS = (
    ("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19)), ("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
    ("Summer 2026", date(2026, 4, 13), date(2026, 7, 21)), ("Autumn 2026", date(2026, 9, 1), date(2026, 12, 18)),
)


class Worked(NamedTuple):
    """A case, and by hand: how many days late the decision and the final plan are on 30 September 2026 (None: not owed)."""

    number: int
    council: str
    received: date
    decided: date
    agreed: bool
    final: date | None
    late_decision: int
    late_plan: int | None
    claimed: bool = False


def day(text: str) -> date:
    """`6.10.25` as a day."""
    d, m, y = map(int, text.split("."))
    return date(2000 + y, m, d)


# Six weeks from Mon 1 Sep 2025 end on Mon 13 Oct 2025, twenty on Mon 19 Jan 2026.
# Six weeks from Tue 6 Jan 2026 end on Tue 17 Feb 2026, twenty on Tue 26 May 2026.
# Six weeks from Tue 14 Apr 2026 end on Tue 26 May 2026, twenty on Tue 1 Sep 2026.
_TABLE = """
 1 Derbyshire 1.9.25  10.10.25 agreed   16.1.26    0    0
 2 Derbyshire 1.9.25  13.10.25 agreed   19.1.26    0    0
 3 Derbyshire 1.9.25  13.10.25 agreed   26.1.26    0    7
 4 Derbyshire 1.9.25   6.10.25 agreed    9.2.26    0   21
 5 Derbyshire 1.9.25   9.10.25 agreed    2.3.26    0   42
 6 Derbyshire 1.9.25  13.10.25 agreed   30.3.26    0   70
 7 Derbyshire 1.9.25  20.10.25 agreed   19.1.26    7    0
 8 Derbyshire 1.9.25  20.10.25 agreed   27.4.26    7   98
 9 Derbyshire 1.9.25  27.10.25 agreed    2.2.26   14   14
10 Derbyshire 1.9.25  27.10.25 agreed   16.2.26   14   28
11 Derbyshire 1.9.25   3.11.25 agreed   19.1.26   21    0
12 Derbyshire 1.9.25  10.11.25 agreed   19.1.26   28    0
13 Derbyshire 6.1.26   17.2.26 agreed    2.6.26    0    7
14 Derbyshire 6.1.26   17.2.26 agreed    2.6.26    0    7
15 Derbyshire 6.1.26   10.2.26 agreed    9.6.26    0   14
16 Derbyshire 6.1.26   12.2.26 agreed    9.6.26    0   14
17 Derbyshire 6.1.26   13.2.26 agreed   16.6.26    0   21
18 Derbyshire 6.1.26   16.2.26 agreed   23.6.26    0   28
19 Derbyshire 6.1.26   17.2.26 agreed   30.6.26    0   35
20 Derbyshire 6.1.26   17.2.26 agreed    7.7.26    0   42 claimed
21 Derbyshire 6.1.26   11.2.26 agreed         -    0  127
22 Derbyshire 6.1.26   17.2.26 refused        -    0    -
23 Derbyshire 14.4.26  26.5.26 agreed         -    0   29
24 Derbyshire 14.4.26  20.5.26 agreed         -    0   29
25 Derbyshire 14.4.26  19.5.26 agreed         -    0   29
26 Derby      1.9.25  13.10.25 agreed   19.1.26    0    0
27 Derby      1.9.25  13.10.25 agreed   19.1.26    0    0
28 Derby      1.9.25  13.10.25 agreed   26.1.26    0    7
29 Derby      1.9.25  13.10.25 agreed    2.2.26    0   14
30 Derby      1.9.25  13.10.25 agreed    9.2.26    0   21
"""


def worked() -> list[Worked]:
    """The table."""
    found = []
    for line in _TABLE.strip().splitlines():
        number, council, received, decided, how, final, decision, plan, *claimed = line.split()
        found.append(Worked(
            number=int(number), council=DERBYSHIRE if council == "Derbyshire" else DERBY, received=day(received), decided=day(decided),
            agreed=how == "agreed", final=None if final == "-" else day(final), late_decision=int(decision),
            late_plan=None if plan == "-" else int(plan), claimed=bool(claimed),
        ))
    return found


@pytest.fixture
def caseload(desk: Desk) -> Desk:
    with desk.keyring.book.writing("Recorded the terms") as page:
        for name, first, last in TERMS:
            page.put(Term(id=uuid4(), name=name, first_day=first, last_day=last))
    for one in worked():
        pupil = Pupil(id=uuid4(), legal_forename=f"Made-up{one.number}", legal_surname="Case", date_of_birth=date(2015, 1, one.number))
        desk.pupils.add(pupil, authority=one.council, status="K")
        events = [("request_received", one.received, None), ("agreed_to_assess" if one.agreed else "refused_to_assess", one.decided, None)]
        if one.final is not None:
            events.append(("final_plan_issued", one.final, None))
        case, _ = desk.casework.open_case(pupil.id, authority=one.council, events=events)
        if one.claimed:
            desk.casework.add_claim(case, "exceptional_circumstances", one.received + timedelta(days=60))
    return desk


def told(report: TimelinessReport, council: str, step: str) -> list[tuple[object, ...]]:
    """The sum and each term of a step of a council: due, in time, late, median days late."""
    row = next(one for one in report.councils if one.council == council).row(step)
    assert row is not None
    return [(name, found.due, found.in_time, found.late, found.half_late) for name, found in (("all", row.total), *row.terms)]


def test_each_case_is_as_late_as_it_was_worked_out(caseload: Desk) -> None:
    steps = {(one.case, one.step): one for one in caseload.timeliness.steps(ON)}
    for one in worked():
        assert steps[one.number, "decision"].days_late == one.late_decision, one
        plan = steps.get((one.number, "plan"))
        assert (plan.days_late if plan is not None else None) == one.late_plan, one
        assert plan is None or plan.excused is one.claimed
    assert len([key for key in steps if key[1] == "decision"]) == 30 and len([key for key in steps if key[1] == "plan"]) == 29


def test_the_figures_of_each_council_are_those_worked_out_by_hand(caseload: Desk) -> None:
    report = caseload.timeliness.report(ON, by_council=True)
    # Derbyshire, 25 decisions: 19 in time, 6 late by 7, 7, 14, 14, 21, 28. Three of the summer are too few, so spring goes with them.
    assert told(report, DERBYSHIRE, "decision") == [
        ("all", 25, 19, 6, 0), ("Autumn 2025", 12, 6, 6, 3.5), ("Spring 2026", None, None, None, None), ("Summer 2026", None, None, None, None),
    ]
    # 24 plans owed, one of them (case 20) with an exception that could apply: 23. In time 5 (cases 1, 2, 7, 11, 12).
    # In order: 0 five times, 7 three times, 14 three times, then the twelfth of 23 is 21.
    assert told(report, DERBYSHIRE, "plan") == [
        ("all", 23, 5, 18, 21), ("Spring 2026", 12, 5, 7, 10.5), ("Summer 2026", None, None, None, None), ("Autumn 2026", None, None, None, None),
    ]
    plan = report.councils[1].row("plan")
    assert plan is not None and (plan.excused, plan.total.share) == ("fewer than 5", 21.7)
    # Derby, five cases: all decided in time; of the plans 2 in time and 3 late, so which is kept back.
    assert told(report, DERBY, "decision") == [("all", 5, 5, 0, 0), ("Autumn 2025", 5, 5, 0, 0)]
    assert told(report, DERBY, "plan") == [("all", 5, None, None, 7), ("Spring 2026", None, None, None, None)]
    decision = report.councils[0].row("decision")
    assert decision is not None and decision.total.half_taken == 42


def test_councils_together_are_the_sum_of_what_is_told_of_each(caseload: Desk) -> None:
    report = caseload.timeliness.report(ON)
    assert told(report, "", "decision") == [("all", 30, 24, 6, 0), ("Autumn 2025", 17, 11, 6, 0)]
    assert told(report, "", "plan") == [("all", 23, 5, 18, 21), ("Spring 2026", 12, 5, 7, 10.5)]


def test_a_term_by_itself_tells_no_more_than_the_whole(caseload: Desk) -> None:
    report = caseload.timeliness.report(ON, by_council=True, terms=["autumn  2025"])
    assert told(report, DERBYSHIRE, "decision") == [("all", 12, 6, 6, 3.5), ("Autumn 2025", 12, 6, 6, 3.5)]
    report = caseload.timeliness.report(ON, by_council=True, terms=["Summer 2026"])
    assert told(report, DERBYSHIRE, "plan") == [("all", None, None, None, None), ("Summer 2026", None, None, None, None)]
    assert told(caseload.timeliness.report(ON, terms=["Spring 2026"]), "", "plan") == [("all", 12, 5, 7, 10.5), ("Spring 2026", 12, 5, 7, 10.5)]
    with pytest.raises(Refused, match="No step fell into the term ‘Winter’: give Autumn 2025, Spring 2026"):
        caseload.timeliness.report(ON, terms=["Winter"])


def test_with_names_nothing_is_kept_back(caseload: Desk) -> None:
    report = caseload.timeliness.report(ON, by_council=True, names=True)
    assert told(report, DERBY, "plan") == [("all", 5, 2, 3, 7), ("Spring 2026", 5, 2, 3, 7)]
    # Four cases have neither a draft nor a decision that there is none (21, 23, 24 and 25): one step each, not two.
    assert told(report, DERBYSHIRE, "sixteen") == [("all", 4, 0, 4, 57), ("Summer 2026", 4, 0, 4, 57)]
    assert len(report.lines) == 30 + 29 + 4 and report.lines[0].council == DERBY
    words = "\n".join(words_of(timeliness_paper(report, "Fernhollow School")))
    assert "Made-up21 Case" in words and "Still to be taken" in words and "An exception could apply" in words and "for the school alone" in words
    only = caseload.timeliness.report(ON, names=True, terms=["Summer 2026"])
    assert {line.term for line in only.lines} == {"Summer 2026"}


def test_the_paper_stands_beside_what_is_published_and_names_nobody(caseload: Desk) -> None:
    paper = timeliness_paper(caseload.timeliness.report(ON, by_council=True), "Fernhollow School")
    words = "\n".join(words_of(paper))
    assert "Made-up" not in words
    assert "2024, published 37.8%" in words and "England 2024, published 46.4%" in words and "This school’s cases 21.7%" in words
    assert "Open Government Licence v3.0" in words and "fewer than 5" in words and "kept back" in words
    assert "85.1%" not in words
    together = "\n".join(words_of(timeliness_paper(caseload.timeliness.report(ON), "Fernhollow School")))
    assert "All councils together" in together and "Nothing is published under this council’s name." in together  # the school's is made up


def test_the_table_has_the_same_figures(caseload: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(timeliness_csv(caseload.timeliness.report(ON, by_council=True)).decode("utf-8-sig"))))
    mine = next(row for row in rows if (row["council"], row["step"], row["period"]) == (DERBYSHIRE, "Final plan", "all"))
    assert (mine["due"], mine["in_time"], mine["late"], mine["percent_in_time"], mine["median_days_late"]) == ("23", "5", "18", "21.7", "21")
    theirs = [row for row in rows if row["kind"] == "published" and row["council"] == "Derbyshire" and row["period"] == "2024"]
    assert [(row["step"], row["percent_in_time"]) for row in theirs] == [("Final plan", "37.8"), ("Decision whether to assess", "78")]
    kept = next(row for row in rows if (row["council"], row["step"], row["period"]) == (DERBY, "Final plan", "all"))
    assert (kept["due"], kept["in_time"], kept["median_days_late"]) == ("5", "kept back", "7")


@pytest.mark.parametrize("name", ["timeliness.csv", "timeliness.pdf", "timeliness.docx"])
def test_it_is_saved_by_its_ending(caseload: Desk, tmp_path: Path, name: str) -> None:
    write_timeliness(caseload.timeliness.report(ON, by_council=True), "Fernhollow School", tmp_path / name)
    assert (tmp_path / name).stat().st_size > 1000


def test_a_notebook_without_a_step_says_so(desk: Desk) -> None:
    report = desk.timeliness.report(ON)
    words = "\n".join(words_of(timeliness_paper(report, "Fernhollow School")))
    assert "No step of a council has fallen due yet." in words
    with pytest.raises(Refused, match="no step has fallen due yet"):
        desk.timeliness.report(ON, terms=["Autumn 2025"])


def test_a_case_that_was_put_away_is_no_longer_overdue(caseload: Desk) -> None:
    case = next(row.case for row in caseload.casework.cases() if row.case.number == 21)
    caseload.casework.save_case(replace(case, closed_on=date(2026, 9, 1)))
    steps = {(one.case, one.step) for one in caseload.timeliness.steps(ON)}
    assert (21, "decision") in steps and (21, "plan") not in steps


def test_without_terms_the_months_say_which_term_it_is(desk: Desk) -> None:
    for number, received in enumerate((date(2025, 1, 6), date(2025, 4, 28), date(2025, 9, 1))):
        pupil = Pupil(id=uuid4(), legal_forename=f"Made-up{number}", legal_surname="Case")
        desk.pupils.add(pupil, authority=DERBYSHIRE)
        desk.casework.open_case(pupil.id, authority=DERBYSHIRE, events=[("request_received", received, None)])
    assert desk.timeliness.report(date(2025, 11, 1)).terms == ("Spring 2025", "Summer 2025", "Autumn 2025")


# What is published


def test_councils_are_found_by_the_names_that_people_use() -> None:
    assert published_name("Kingston upon Hull City Council") == published_name("Hull City Council") == "Kingston upon Hull, City of"
    assert published_name("Bristol City Council") == "Bristol, City of" and published_name("BCP Council").startswith("Bournemouth")
    assert published_name("Derby City Council") == "Derby" and published_name("Derbyshire") == "Derbyshire"
    assert published_name("Marlshire County Council") == "" and published("Marlshire") == ()


def test_the_years_of_england_are_those_of_the_release() -> None:
    assert [(year.year, year.plans_in_time) for year in published(ENGLAND)] == [
        (2019, 60.4), (2020, 58.0), (2021, 59.9), (2022, 49.2), (2023, 50.3), (2024, 46.4),
    ]
    assert [year.decided_in_time for year in published(ENGLAND)] == [None, None, None, None, 84.8, 84.8]


def test_where_the_release_has_no_figure_without_exceptions_it_is_said() -> None:
    dorset = published("Dorset")[-1]
    assert (dorset.plans, dorset.plans_in_time, dorset.without_exceptions) == (585, 49.1, False)
    assert published("Hackney")[4].plans_in_time is None and published("Hackney")[4].plans is None
