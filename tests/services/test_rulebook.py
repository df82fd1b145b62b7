"""The rule browser's words: every rule is whole, its example is counted by the clock, links lead to rules, and what is searched is found."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from sendco_desk.domain.codes import CASE_KINDS, EXCEPTIONS
from sendco_desk.domain.dates import shown
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.services.rule_cases import running_now
from sendco_desk.services.rule_example import worked_example
from sendco_desk.services.rulebook import (
    CONDITIONS,
    CONFIDENCES,
    EXCEPTION_NEEDS,
    GROUPS,
    KINDS_OF_CASE,
    REPEATS,
    STANDINGS,
    Wanted,
    dated_notices,
    event_words,
    find_rules,
    group_of,
    is_law,
    notice_status,
    notices_html,
    notices_in_parts,
    notices_text,
    owner_of,
    page_html,
    rule_page,
    standing_of,
)
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.england_2014.notices import NOTICES
from sendco_desk.statute.rule import OwedBy, Repeats, Rule, When
from sendco_desk.statute.rules import RULE_IDS, RULES, rule

MON = date(2026, 11, 23)


def part(rule_id: str, label: str) -> str:
    """One part of a rule's page; empty where the page has none."""
    return next((" ".join(one.lines) for one in rule_page(rule(rule_id)).parts if one.label == label), "")


def ids(wanted: Wanted) -> list[str]:
    return [one.id for one in find_rules(wanted)]


class Reader(HTMLParser):
    """Reads a page as a browser would: its words, its links, and whether every mark is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open, self.links, self.words = list[str](), list[str](), list[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


# Every rule


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_every_rule_has_a_whole_page(one: Rule) -> None:
    page = rule_page(one)
    labels = [part.label for part in page.parts]
    assert page.heading == f"{one.id}: {one.title}"
    assert {"How long", "If missed", "Rests on", "Confidence", "What was read", "In force", "Kinds of case"} <= set(labels)
    assert ("Worked example" in labels) is (worked_example(one) is not None)
    assert len(labels) == len(set(labels))
    assert all(line.strip() == line and line for part in page.parts for line in part.lines)
    for slip in ("..", " .", "  ", "None", "‘’", "{", "_"):
        assert slip not in page.text.replace(one.page, ""), slip


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.id)
def test_every_page_is_well_made_and_its_links_lead_to_other_rules(one: Rule) -> None:
    read = Reader(page_html(rule_page(one)))
    assert read.open == []
    assert set(read.links) <= set(RULE_IDS) - {one.id}
    said = " ".join(" ".join(read.words).split())
    for sentence in (one.counting, one.if_missed, one.page):
        assert re.sub(r"\s", "", sentence) in re.sub(r"\s", "", said)


@pytest.mark.parametrize("one", [one for one in RULES if one.dated], ids=lambda one: one.id)
def test_an_example_is_what_the_clock_counts(one: Rule) -> None:
    step = worked_example(one)
    if one.counting_kind == "asap" and not one.parts:
        assert step is None  # as soon as practicable has a start and no day
        return
    assert step is not None and step.due is not None and step.rule is one
    again = [found for found in milestones(step.seen.case, step.seen.on) if found.rule is one and found.start == step.start]
    assert [found.due for found in again] == [step.due]
    assert shown(step.due) in part(one.id, "Worked example") and step.counted in part(one.id, "Worked example")
    assert "not recorded" not in step.counted and "nobody is called late" not in step.counted


def test_a_rule_without_a_day_has_no_example() -> None:
    assert worked_example(rule("CMP-07")) is None
    assert part("CMP-07", "Worked example") == ""


def test_the_example_says_the_other_counts_too() -> None:
    assert part("REQ-04", "Worked example") == (
        "By Mon 19 Oct 2026, on made-up days. Receipt on Mon 7 Sep 2026 is day 0; six weeks end on the same weekday, Mon 19 Oct 2026. "
        "Also counted as Sun 18 Oct 2026: receipt day counted as day 1 (DfE statistics)."
    )
    assert part("REQ-11", "Worked example").startswith("The period runs to Mon 21 Sep 2026")


# What a page says


def test_who_owes_a_step_is_said_as_strongly_as_the_law_does() -> None:
    assert part("REQ-04", "What") == "The council has to decide whether to assess."
    assert part("REQ-08", "What").startswith("The school is expected to")
    assert part("APPEAL", "What") == "The parent or young person can bring the appeal."
    assert (part("APPEAL", "Whose right"), part("APPEAL", "Owed by")) == ("The parent or young person.", "")
    assert [part(rule_id, "What") for rule_id in ("CMP-06", "CMP-07", "REQ-01", "REV-18")] == ["", "", "", ""]


def test_what_starts_a_step_and_what_stands_in_for_it_is_said() -> None:
    assert part("REQ-04", "Counted from") == (
        "‘Council received the request’. Where that day is not known, ‘Day the council says it received the request’ or "
        "‘Council acknowledged the request’ stands in, in this order."
    )
    assert "The latest of these days counts." in part("REV-01", "Counted from")
    assert part("REQ-07", "Counted from").startswith("‘Council asked a service for advice’.")
    assert "one step for each service" in part("REQ-07", "Counted from")
    assert "the last day of CMP-01 Acknowledge the complaint stands in." in part("CMP-02", "Counted from")
    assert "is treated as an order of the Tribunal: see DIS-08." in part("TRB-01", "Counted from")
    assert part("DIS-13", "Counted from").startswith("‘A day that the Tribunal has fixed’.")


def test_when_a_rule_holds_at_all_is_said() -> None:
    assert part("REQ-19", "Only where") == "‘Council reversed its refusal’ is recorded."
    assert part("REV-08", "Only where") == "‘Review meeting’ came before it."
    assert part("REV-15", "Only where") == "‘Review meeting’ did not come before it."
    assert part("REC-02", "Only where") == "Type of school: maintained (including special)."
    assert "at least fifteen working days before" in part("TRF-01", "Only where")


def test_what_ends_a_step_and_what_takes_its_place_is_said() -> None:
    assert "‘Request withdrawn’" in part("REQ-04", "Ended by")
    assert part("REQ-19", "Ended by").count("‘Council decided not to issue a plan’") == 1
    assert "TRB-01 Say that it will assess, as ordered, from" in part("REQ-04", "Replaced by")
    assert "REQ-04 Decide whether to assess." in part("TRB-01", "Replaces")
    assert "TRF-04a Review within twelve months of the last review." in part("TRF-04", "Parts")
    assert part("TRF-04a", "Part of") == "TRF-04 Review the plan after the move."
    assert part("REQ-11", "Too early") == "‘Council issued the final plan’, inside this time."
    assert part("CMP-02", "Longer").startswith("20 working days, where ‘Council extended its time to answer’")
    assert part("REQ-01", "Ended by") == ""


def test_what_silence_means_is_said() -> None:
    assert part("REQ-04", "Where a day is missing").startswith("It was done at the latest on the day of ‘Council sent the draft plan’")
    assert "whether it was done is then not known" in part("REQ-05", "Where a day is missing")
    assert part("TRF-01", "Where a day is missing").endswith("is recorded, nobody is called late.")
    waits = "Once mediation has begun, and until ‘Mediation certificate issued’ is recorded, nothing lapses."
    assert part("APPEAL", "Where a day is missing").endswith(waits)


def test_each_exception_says_what_it_needs_and_that_it_fixes_no_extra_time() -> None:
    assert set(EXCEPTION_NEEDS) == set(EXCEPTIONS)
    said = part("REQ-04", "Exceptions")
    assert said.count("It needs") == 3 and "no extra time is fixed. (SEND Regulations 2014 reg 5(4).)" in said
    assert "Away from the area two weeks or more. It needs an absence from the council’s area of two continuous weeks" in part("TRB-01", "Exceptions")
    assert "School closed four weeks or more" in part("TRB-01", "Exceptions")
    assert part("REQ-11", "Exceptions") == ""


def test_every_reason_of_a_count_that_depends_on_the_route_is_given() -> None:
    said = part("REQ-19", "Also counted as")
    assert said.count("10 weeks from the reversal") == said.count("14 weeks from the reversal") == 4


def test_what_it_rests_on_and_since_when_is_said() -> None:
    assert part("REQ-04", "Rests on") == "SEND Regulations 2014 reg 5(1) (statutory). As cited: regs 4(1), 5(1); CFA s.36(5),(9); Code 9.17."
    assert part("REQ-04", "In force") == "Since Mon 1 Sep 2014."
    assert part("REC-01", "In force") == "Since before the SEND Regulations 2014."
    assert part("DIS-06", "Confidence") == "Low: check before relying on it."
    assert part("REQ-01", "Shown with").startswith("A case, once ‘Request sent’")
    assert "Coronavirus: time limits relaxed, 1 May to 25 September 2020 (expired: no longer law)" in part("REQ-04", "Beside it")
    assert event_words("exception_claimed") == "‘Exception the council claims’"


def test_a_rule_that_has_ended_or_is_switched_off_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from sendco_desk.services import rulebook
    from sendco_desk.statute.rules import RuleBook

    old = replace(rule("REQ-04"), until=date(2029, 8, 31), enabled=False)
    monkeypatch.setattr(rulebook, "BOOK", RuleBook((old,)))
    [said] = [one.lines for one in rulebook.rule_page.__wrapped__(old).parts if one.label == "In force"]
    assert said == ("Since Mon 1 Sep 2014, until Fri 31 Aug 2029. The clock does not count it.",)


def test_every_word_of_the_vocabulary_has_words_here() -> None:
    assert {one.confidence for one in RULES} <= set(CONFIDENCES)
    assert set(CONDITIONS) == set(When) and set(REPEATS) == set(Repeats)
    assert set(CASE_KINDS) < set(KINDS_OF_CASE) and {kind for one in RULES for kind in one.home} <= set(KINDS_OF_CASE)


def test_the_page_as_text_is_made_of_whole_lines() -> None:
    lines = rule_page(rule("REQ-04")).text.split("\n")
    assert lines[:4] == ["REQ-04: Decide whether to assess", "", "What: The council has to decide whether to assess.", "Owed by: The council."]
    assert lines[-1] == "Where to read it: https://www.legislation.gov.uk/uksi/2014/1530/regulation/5"


# Finding


def test_every_rule_stands_in_one_group_and_rests_on_one_thing() -> None:
    for one in RULES:
        assert sum(one.id.startswith(beginnings) for beginnings in GROUPS.values()) == 1
        assert group_of(one) in GROUPS and standing_of(one) in STANDINGS
    assert {group_of(one) for one in RULES} == set(GROUPS)
    assert {standing_of(one) for one in RULES} == set(STANDINGS)


@pytest.mark.parametrize(("rule_id", "standing"), [
    ("REQ-04", "Law"), ("REQ-08", "Guidance"), ("REQ-10", "Derived"), ("REQ-19", "Case law"), ("CMP-01", "Ombudsman’s code"), ("CMP-05", "Law"),
    ("CMP-07", "Guidance"), ("REV-14", "Derived"),
])
def test_what_a_rule_rests_on_in_a_word(rule_id: str, standing: str) -> None:
    assert standing_of(rule(rule_id)) == standing


def test_nothing_asked_for_finds_every_rule_in_order() -> None:
    assert find_rules(Wanted()) == list(RULES)


def test_a_rule_is_found_by_its_number_however_it_is_typed() -> None:
    for typed in ("REQ-04", "req-04", "req04", "  REQ04 "):
        assert "REQ-04" in ids(Wanted(words=typed))
    assert ids(Wanted(words="req04")) == ["REQ-04"]
    assert set(ids(Wanted(words="trf-04"))) >= {"TRF-04", "TRF-04a", "TRF-04b"}


def test_a_rule_is_found_by_any_words_of_its_page() -> None:
    assert ids(Wanted(words="shortage PSYCHOLOGISTS")) == ["REQ-07"]
    assert "REC-01" in ids(Wanted(words="subject access"))
    assert ids(Wanted(words="school’s advice")) == ids(Wanted(words="school’s advice")) != []
    assert ids(Wanted(words="zebra")) == []


def test_a_rule_is_found_by_what_it_is() -> None:
    assert ids(Wanted(groups=frozenset({"Records"}))) == ["REC-01", "REC-02", "REC-03", "REC-04", "REC-05"]
    assert set(ids(Wanted(groups=frozenset({"Records", "School"})))) > set(ids(Wanted(groups=frozenset({"Records"}))))
    assert ids(Wanted(standings=frozenset({"Case law"}))) == ["REQ-19", "REV-10"]
    assert ids(Wanted(confidences=frozenset({"low"}))) == ["DIS-06", "TRB-10", "SCH-07"]
    assert ids(Wanted(owners=frozenset({OwedBy.OLD_AUTHORITY}))) == ["TRF-01", "TRF-02"]
    assert "REQ-07" in ids(Wanted(kind="reassessment")) and "REQ-04" not in ids(Wanted(kind="reassessment"))
    assert ids(Wanted(words="review", groups=frozenset({"Moves"}), confidences=frozenset({"high"}))) == ids(
        Wanted(words="review", groups=frozenset({"Moves"}), confidences=frozenset({"high"}), standings=frozenset({"Law"})),
    )


def test_a_rule_is_found_by_an_event_that_has_to_do_with_it() -> None:
    assert ids(Wanted(event="school_consulted")) == ["REQ-13", "REQ-14"]
    assert ids(Wanted(event="advice_requested.health")) == ["REQ-07"]
    assert "DIS-13" in ids(Wanted(event="direction.hearing"))
    assert "REQ-11" in ids(Wanted(event="final_plan_issued"))
    assert ids(Wanted(event="nothing_of_the_kind")) == []


def test_whose_step_it_is_stands_in_a_column_without_its_article() -> None:
    assert [owner_of(rule(rule_id)) for rule_id in ("REQ-04", "DIS-13", "REQ-01")] == ["Council", "Every party", "Whoever acts"]


# Notices


def test_what_is_proposed_says_that_it_is_not_law() -> None:
    proposed = [one for one in NOTICES if one.id.startswith(("N-2029", "N-2030", "N-2035", "N-2028", "N-2026-PAPER", "N-2026-UNKNOWN"))]
    assert len(proposed) == 8 and all("not law" in notice_status(one) and not is_law(one) for one in proposed)
    assert notice_status(next(one for one in NOTICES if one.id == "N-2020")) == "Expired: no longer law"


def test_every_notice_stands_under_one_heading_in_the_order_of_its_days() -> None:
    groups = dated_notices()
    assert [heading for heading, _ in groups] == ["What has changed the law", "What is proposed, and is not law"]
    assert sorted(one.id for _, notices in groups for one in notices) == sorted(one.id for one in NOTICES)
    for _, notices in groups:
        days = [one.since for one in notices if one.since]
        assert days == sorted(days)


def test_the_notices_are_a_page_and_a_text() -> None:
    read = Reader(notices_html())
    assert read.open == [] and set(read.links) <= set(RULE_IDS)
    assert " ".join(read.words).count("Proposed: not law") == notices_text().count("(Proposed: not law)") == 6
    for notice in NOTICES:
        assert notice.words in notices_text() and notice.source in notices_text()
    assert "Individual Support Plans (Proposed: not law)." in notices_text()


def test_on_paper_each_notice_is_a_part_of_its_own() -> None:
    parts = notices_in_parts()
    assert len(parts) == len(NOTICES) and sum("class='head'" in one for one in parts) == 2
    assert all(Reader(one).open == [] for one in parts)


# In a notebook's cases


def test_the_cases_in_which_a_rule_runs_are_those_of_the_due_list(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire", events=[("request_received", date(2026, 9, 7), None)])
    desk.casework.open_case(kacper.id, "appeal", authority="Marlshire", events=[
        ("decision_letter_sent", MON, None), ("mediation_requested", MON, None), ("direction.hearing", date(2027, 3, 1), None),
    ])
    desk.casework.open_case(kacper.id, "records", events=[("sar_received", MON, None)])
    desk.casework.open_case(kacper.id, "reassessment", authority="Marlshire", events=[("advice_requested.health", MON, None)])
    found = running_now(desk.casework, MON)
    [running] = found["REQ-04"]
    assert (running.case, running.number) == (case, 1)
    assert running.words == "Kacper Wilk, Marlshire: by Mon 19 Oct 2026 (35 days late)."
    assert found["DIS-10"] == found["APPEAL"]  # the part that governs
    assert found["REC-01"][0].words.startswith("Kacper Wilk: by Wed 23 Dec 2026 (30 days left)")
    assert "health" in found["REQ-07"][0].words and "hearing" in found["DIS-13"][0].words
    assert found["RAS-01"][0].words.endswith("needs a date.")
    assert "REV-01" not in found
