"""Pages measured against what a tribunal allows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.budgets import BUDGETS, MADE, Allowance, Budget, BudgetPart, budget_named, meter, over, parts_of
from sendco_desk.packs.manifest import Manifest, ManifestDocument, PartPages
from sendco_desk.packs.source import Outcome

TRIBUNAL = budget_named("tribunal")


def part(name: str, *pages: int) -> BudgetPart:
    return BudgetPart(name=name, pages=sum(pages), documents=tuple((f"Paper {number}", count) for number, count in enumerate(pages, 1)))


def test_every_limit_of_the_practice_direction_is_there_with_its_source() -> None:
    for budget in BUDGETS:
        limits = {each.name: each.most for each in budget.allowances}
        further = limits.pop("Further evidence")
        assert limits == {
            "Core bundle": 100, "EHC plan with its appendices": 150, "Working document": 25, "Expert report": 15, "Witness statement": 10,
        }
        assert further == (100 if budget.name in ("tribunal-issue", "tribunal-contents") else 75)
        assert (budget.since, budget.confidence, budget.evidence) == (date(2025, 7, 15), "high", "seen in 3 sources")
        assert "Practice Direction 1 of 2025" in budget.citation and budget.source.startswith("https://") and "SEND7" in budget.exception


def test_parts_count_towards_what_they_are_called_and_all_others_are_further_evidence() -> None:
    rows = meter([part("Core bundle", 60, 50), part("Letters", 40), part("EHC plan and Section K", 150), part("Reports", 36)], TRIBUNAL)
    assert [(row.name, row.pages, row.most, row.over) for row in rows] == [
        ("Core bundle", 110, 100, 10), ("EHC plan with its appendices", 150, 150, 0), ("Further evidence", 76, 75, 1),
    ]
    assert rows[2].parts == ("Letters", "Reports")
    assert [row.name for row in over(rows)] == ["Core bundle", "Further evidence"]


def test_each_expert_report_and_each_statement_has_a_limit_of_its_own() -> None:
    rows = meter([part("Expert reports", 15, 16), part("Witness statements", 10)], TRIBUNAL)
    assert [(row.name, row.over) for row in rows] == [
        ("Expert report ‘Paper 1’", 0), ("Expert report ‘Paper 2’", 1), ("Witness statement ‘Paper 1’", 0),
    ]


def test_a_row_says_in_words_whether_it_is_too_long() -> None:
    assert [row.said for row in meter([part("Letters", 80), part("Working document", 25)], TRIBUNAL)] == [
        "Working document: 25 of 25 pages", "Further evidence: 80 pages, 5 more than the 75 allowed",
    ]


def test_what_the_pack_makes_counts_but_its_cover_and_manifest_do_not() -> None:
    papers = [("Speech report", "Expert reports", 12), ("Letter", "Letters", 3)]
    documents = tuple(
        ManifestDocument(input="x", title=title, part=name, outcome=Outcome.INCLUDED, reason=None, first_page=9, pages=pages, sha256="")
        for title, name, pages in papers
    )
    titles = ("Cover and contents", "Pupil summary", "Manifest of volume 1", "Manifest")
    made = tuple(PartPages(title=title, first_page=1, pages=2) for title in titles)
    parts = parts_of(Manifest(pages=30, sha256="", documents=documents, parts=made))
    assert [(each.name, each.pages) for each in parts] == [(MADE, 2), ("Expert reports", 12), ("Letters", 3)]
    assert parts[1].documents == (("Speech report", 12),)
    assert [each.name for each in parts_of(Manifest(pages=5, sha256="", documents=documents))] == ["Expert reports", "Letters"]


def test_a_budget_without_a_place_for_the_rest_leaves_it_uncounted() -> None:
    narrow = Budget(**{
        **{name: getattr(TRIBUNAL, name) for name in TRIBUNAL.__slots__}, "allowances": (Allowance(name="Core", most=9, called=("core",)),),
    })
    assert meter([part("Letters", 80), part("", 4)], narrow) == ()


def test_an_unknown_budget_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Refused, match="give one of tribunal, tribunal-assess"):
        budget_named("county court")


@given(counts=st.lists(st.tuples(st.sampled_from(["Core", "Letters", "Reports", "Working document"]), st.integers(0, 300)), max_size=9))
def test_every_page_is_counted_once(counts: list[tuple[str, int]]) -> None:
    rows = meter([part(name, pages) for name, pages in counts], TRIBUNAL)
    assert sum(row.pages for row in rows) == sum(pages for _, pages in counts)
    assert all(row.over == max(0, row.pages - row.most) for row in rows)
