"""What is no rule but must be read beside one: the relaxation of 2020, and reforms that are not law."""

import re
from typing import Any

import pytest
import yaml

from sendco_desk.statute.england_2014.notices import NOTICES, notices_on
from sendco_desk.statute.rules import RULES, rule
from tests.shared_corpus import SHARED, needs_shared
from tests.statute.cases import Day, case_of, iso, of_rule


@pytest.mark.parametrize(
    ("received", "on", "told"),
    [
        ("2020-03-19", "2020-04-30", False),  # its six weeks ended with 30 April, the day before the relaxation
        ("2020-03-20", "2020-05-01", True), ("2020-06-01", "2020-07-13", True), ("2020-09-25", "2020-11-06", True),
        ("2020-09-26", "2020-11-07", False), ("2019-09-02", "2019-10-14", False),
    ],
)
def test_a_limit_that_ran_in_the_summer_of_2020_says_so(received: str, on: str, told: bool) -> None:
    one = of_rule(case_of(("request_received", received)), "REQ-04", on)
    assert [notice.id for notice in one.notices] == (["N-2020"] if told else [])
    assert one.due == iso(on)  # no date moves for it


@pytest.mark.parametrize(
    ("events", "on", "told"),
    [
        ((("request_received", "2019-12-02"),), "2020-03-01", False),
        ((("request_received", "2019-12-02"),), "2020-05-01", True),  # overdue, it still runs
        ((("request_received", "2019-12-02"), ("agreed_to_assess", "2020-01-13")), "2020-06-01", False),
        ((("request_received", "2019-12-02"), ("agreed_to_assess", "2020-06-01")), "2021-01-01", True),
    ],
)
def test_a_step_is_read_with_the_relaxation_for_as_long_as_it_was_open(events: tuple[Day, ...], on: str, told: bool) -> None:
    assert bool(of_rule(case_of(*events), "REQ-04", on).notices) is told


def test_the_relaxation_is_about_the_times_of_the_regulations_alone() -> None:
    first, last = iso("2020-06-01"), iso("2020-07-01")
    covered = {one.id.split("-")[0] for one in RULES if notices_on(one, first, last)}
    assert covered == {"REQ", "REV", "TRF", "RAS", "TRB"}
    assert notices_on(rule("DIS-10"), first, last) == ()


def test_a_step_without_a_day_is_read_with_nothing() -> None:
    assert of_rule(case_of(), "REQ-04", "2020-06-01").notices == ()


def test_nothing_that_is_proposed_is_called_law_and_nothing_proposed_counts() -> None:
    proposed = [one for one in NOTICES if one.status.startswith("proposed")]
    assert len(proposed) == 7
    assert all(re.search(r"not\s+law|Nothing of them is law|are not law", one.words) for one in proposed)
    assert [one.id for one in NOTICES if one.covers] == ["N-2020"]


def test_every_notice_is_sentences_with_a_source_or_says_that_none_was_found() -> None:
    assert len({one.id for one in NOTICES}) == len(NOTICES)
    for one in NOTICES:
        assert one.words.endswith(".") and "  " not in one.words and one.title and one.when
        assert one.source or one.status == "unknown"
        assert not (one.since and one.until) or one.since <= one.until


@needs_shared
def test_the_versions_and_reforms_of_the_law_table_are_among_the_notices() -> None:
    law: dict[str, Any] = yaml.safe_load((SHARED / "law" / "statutory_steps.yaml").read_text(encoding="utf-8"))
    ours = {one.since.isoformat() for one in NOTICES if one.since}
    in_force = [row["effective"] for row in law["versions"] if row["status"] in ("in force", "case law")]
    assert set(in_force) <= ours
    relaxed = next(one for one in NOTICES if one.id == "N-2020")
    assert relaxed.since and relaxed.until
    assert f"{relaxed.since}..{relaxed.until}" in [row["effective"] for row in law["versions"]]


def test_a_day_counted_back_into_the_relaxation_is_read_with_it() -> None:
    meeting = ("review_meeting", "2020-09-28")
    assert [one.id for one in of_rule(case_of(meeting), "REV-03", "2020-09-20").notices] == ["N-2020"]  # notice was due on 14 September
    assert of_rule(case_of(("review_meeting", "2020-10-12")), "REV-03", "2020-09-20").notices == ()  # due on 28 September


def test_a_step_that_ended_before_the_relaxation_is_not_read_with_it() -> None:
    events = (("request_received", "2020-02-03"), ("refused_to_assess", "2020-03-16"))
    assert of_rule(case_of(*events), "REQ-15", "2020-12-01").notices == ()


def test_the_bill_is_not_said_to_be_unintroduced_today() -> None:
    told = next(one for one in NOTICES if one.id == "N-2026-PAPER").words
    assert "not yet" not in told
