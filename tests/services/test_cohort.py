"""The cohort: one row a pupil that agrees with the pupil's own page, groups that lose nobody, and nothing by which somebody can be picked out."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import product
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.costing import Cost
from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.paper import words_of
from sendco_desk.domain.provision import CostItem, ProvisionPlace, ProvisionRun, ProvisionSession, StaffRate
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import Term
from sendco_desk.services.cohort import term_began
from sendco_desk.services.cohort_rows import BY, NONE, CohortRow, Given, Priced, band_of, count_chart, grouped, may_be_told
from sendco_desk.services.cohort_tables import BAND, COST, SUPPRESSED, cohort_paper, csv_text, nameless
from sendco_desk.services.desk import Desk
from sendco_desk.services.provision_rows import Delivery
from sendco_desk.store.slots import Role

ON = date(2026, 11, 23)
"""The Monday on which the notebook’s clock stands."""
MONDAY, LAST = date(2026, 9, 7), date(2026, 12, 11)


def priced(exact: Fraction | int) -> Priced:
    """What costs so many pence."""
    return lambda: Cost(exact=Fraction(exact))


def share(name: str, minutes: int, exact: Fraction | int = 0) -> Given:
    return Given(name=name, minutes=minutes, priced=priced(exact))


def row(name: str = "Ada", *, exact: Fraction | int | None = None, **more: object) -> CohortRow:
    """A row of a made-up pupil."""
    more |= {"priced": None if exact is None else priced(exact)}
    pupil = {key: more.pop(key) for key in ("year_group", "class_name", "upn") if key in more}
    made = Pupil(id=uuid4(), legal_forename=name, legal_surname="Madeup", **pupil)  # type: ignore[arg-type]
    return CohortRow(pupil=made, on=ON, **more)  # type: ignore[arg-type]


@pytest.fixture
def run(desk: Desk, kacper: Pupil) -> ProvisionRun:
    """A group of which Kacper has a place, in a school with a term and a rate."""
    desk.school.add_term("Autumn 2026", date(2026, 9, 3), date(2026, 12, 18))
    desk.provision.save_rate(StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1462, since=date(2026, 4, 1)))
    made = ProvisionRun(
        id=uuid4(), name="Made-up reading group", minutes=20, times_a_week=3, weekdays=("mon", "wed", "fri"), starts_on=MONDAY, ends_on=LAST,
    )
    desk.provision.offer_run(made)
    desk.provision.give_places(made.id, [kacper.id])
    return made


def only(desk: Desk) -> CohortRow:
    """The one row of the cohort."""
    [found] = desk.cohort.rows(ON)
    return found


def cycle(kacper: Pupil, number: int, *, closed: bool, **more: object) -> SupportCycle:
    made = SupportCycle(
        id=uuid4(), pupil=kacper.id, number=number, starts_on=date(2026, 1, 5), review_due_on=date(2026, 3, 27),
        closed_at=datetime(2026, 3, 27, tzinfo=UTC) if closed else None, reviewed_on=date(2026, 3, 27) if closed else None,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def keep(desk: Desk, *records: SupportCycle | Outcome | Document) -> None:
    with desk.recording.book.writing("Kept for a test") as page:
        for record in records:
            page.put(record)


class TestRows:
    """What is read of each pupil."""

    def test_only_those_with_support_are_in_it_unless_everybody_is_asked_for(self, desk: Desk, kacper: Pupil) -> None:
        for name, status, roll in (("Bea", "E", "on_roll"), ("Cy", "N", "on_roll"), ("Dee", "", "on_roll"), ("Gone", "K", "left")):
            pupil = Pupil(id=uuid4(), legal_forename=name, legal_surname="Madeup", roll_status=roll)
            desk.pupils.add(pupil, status=status)
        assert [one.pupil.legal_forename for one in desk.cohort.rows(ON)] == ["Bea", "Kacper"]
        assert [one.pupil.legal_forename for one in desk.cohort.rows(ON, everybody=True)] == ["Bea", "Cy", "Dee", "Kacper"]

    def test_a_pupil_with_nothing_recorded_has_empty_cells(self, desk: Desk, kacper: Pupil) -> None:
        found = only(desk)
        assert (found.need, found.provisions, found.minutes, found.delivery.percent, found.cost) == ("", (), 0, None, 0)
        assert (found.progress, found.outcome_words, found.review_in, found.report_age) == (NONE, "", None, "")
        assert (found.sen, found.authority) == ("K", "Marlshire County Council")

    def test_its_cost_is_that_of_the_pupils_own_page(self, desk: Desk, kacper: Pupil, run: ProvisionRun) -> None:
        desk.recording.save(CostItem(id=uuid4(), pupil=kacper.id, what="Cards", pence=451, on=MONDAY))
        desk.recording.save(CostItem(id=uuid4(), pupil=kacper.id, what="Last year’s", pence=99, on=date(2026, 8, 31)))
        assert only(desk).cost == desk.provision.pupil_cost(kacper.id, ON).line.pence > 451

    def test_its_cost_is_right_where_groups_change_and_rates_rise(self, desk: Desk, kacper: Pupil, run: ProvisionRun) -> None:
        zosia = Pupil(id=uuid4(), legal_forename="Zosia", legal_surname="Abbey")
        desk.pupils.add(zosia, status="E")
        desk.provision.give_places(run.id, [zosia.id], starts_on=date(2026, 10, 5))
        desk.provision.save_rate(StaffRate(id=uuid4(), staff_role="teaching_assistant", pence_an_hour=1501, since=date(2026, 11, 2)))
        rows = desk.cohort.rows(ON)
        assert [one.cost for one in rows] == [desk.provision.pupil_cost(one.pupil.id, ON).line.pence for one in rows]
        assert len({one.cost for one in rows}) == 2

    def test_those_who_share_a_group_for_the_same_days_are_counted_alike(self, desk: Desk, kacper: Pupil, run: ProvisionRun) -> None:
        zosia = Pupil(id=uuid4(), legal_forename="Zosia", legal_surname="Abbey")
        desk.pupils.add(zosia, status="K")
        desk.provision.give_places(run.id, [zosia.id])
        one, other = desk.cohort.rows(ON)
        assert (one.delivery, one.cost) == (other.delivery, other.cost) and one.cost == desk.provision.pupil_cost(kacper.id, ON).line.pence
        assert [group.minutes for group in desk.cohort.groups((one, other), "provision")] == [120]

    def test_what_was_bought_without_a_place_still_costs(self, desk: Desk, kacper: Pupil) -> None:
        desk.recording.save(CostItem(id=uuid4(), pupil=kacper.id, what="Cards", pence=451, on=MONDAY))
        assert only(desk).cost == 451 == desk.provision.pupil_cost(kacper.id, ON).line.pence

    def test_days_without_a_rate_are_counted_and_not_free(self, desk: Desk, kacper: Pupil, run: ProvisionRun) -> None:
        [rate] = desk.provision.rates()
        desk.provision.save_rate(replace(rate, since=date(2026, 9, 14)))
        assert only(desk).unpriced == 3

    def test_an_assistant_gets_no_cost(self, desk: Desk, kacper: Pupil, run: ProvisionRun) -> None:
        desk.provision.book.person = replace(desk.provision.book.person, role=Role.ASSISTANT)
        found = only(desk)
        assert not desk.cohort.sees_costs and found.cost is None and found.given == (Given(name=run.name, minutes=60),)
        assert BAND not in desk.cohort.csv_text([found], names=False) and COST not in desk.cohort.csv_text([found], names=True)
        for refused in (lambda: desk.cohort.groups([found], "cost"), lambda: desk.cohort.chart(desk.cohort.groups([found], "need"), "cost")):
            with pytest.raises(Refused, match="shown to the SENDCo"):
                refused()

    def test_held_is_counted_over_this_term_alone(self, desk: Desk, kacper: Pupil, run: ProvisionRun) -> None:
        [place] = desk.recording.of(ProvisionPlace, kacper.id)
        days = {date(2026, 9, 7): "held", date(2026, 9, 9): "held", date(2026, 9, 11): "staff_away", date(2026, 12, 2): "held"}
        for day, outcome in days.items():
            desk.recording.save(ProvisionSession(
                id=uuid4(), pupil=kacper.id, place=place.id, on=day, outcome=outcome, minutes=20 if outcome == "held" else 0,
            ))
        found = only(desk).delivery
        assert (found.held, found.missed) == (2, {"staff_away": 1})
        assert found == desk.provision.delivery_of(place, ON)

    def test_a_place_that_is_over_is_not_in_force_but_costs(self, desk: Desk, kacper: Pupil, run: ProvisionRun) -> None:
        [place] = desk.recording.of(ProvisionPlace, kacper.id)
        desk.provision.end_place(place.id, date(2026, 10, 2))
        found = only(desk)
        assert found.given == () and found.minutes == 0 and found.cost and found.delivery.planned == 12

    def test_next_school_years_place_is_left_out(self, desk: Desk, kacper: Pupil, run: ProvisionRun) -> None:
        later = replace(run, id=uuid4(), name="Next year", starts_on=date(2027, 9, 6), ends_on=date(2027, 12, 10))
        before = only(desk)
        desk.provision.offer_run(later)
        desk.provision.give_places(later.id, [kacper.id])
        assert only(desk) == before

    def test_progress_is_that_of_the_newest_closed_cycle_in_its_newest_version(self, desk: Desk, kacper: Pupil) -> None:
        first, second, open_one = cycle(kacper, 1, closed=True), cycle(kacper, 2, closed=True), cycle(kacper, 3, closed=False)
        corrected = replace(second, id=uuid4(), version=2, corrects=second.id, correction_because="A slip")
        results = ((first, "not_yet"), (second, "not_yet"), (corrected, "met"), (corrected, "partly"), (open_one, ""))
        outcomes = [Outcome(id=uuid4(), pupil=kacper.id, cycle=of.id, words="Reads", result=result) for of, result in results]
        keep(desk, first, corrected, second, open_one, *outcomes)
        found = only(desk)
        assert (found.outcome_words, found.progress, found.review_due_on) == ("1 met, 1 partly", "partly", date(2026, 3, 27))
        assert found.review_in == -241

    def test_the_newest_report_is_the_one_dated_last_and_not_a_letter(self, desk: Desk, kacper: Pupil) -> None:
        made = Document(
            id=uuid4(), pupil=kacper.id, title="Advice", file_name="a.pdf", media_type="application/pdf", size=1, sha256="0" * 64,
            attachment="a", document_kind="report", received_on=date(2026, 11, 2), dated_on=date(2025, 9, 1),
        )
        keep(
            desk, made, replace(made, id=uuid4(), document_kind="assessment", dated_on=None, received_on=date(2026, 6, 23)),
            replace(made, id=uuid4(), document_kind="letter", dated_on=ON), replace(made, id=uuid4(), dated_on=date(2027, 1, 1)),
        )
        assert (only(desk).report_on, only(desk).report_age) == (date(2026, 6, 23), "5 months")

    def test_the_annual_review_is_the_last_safe_day_of_the_plan(self, desk: Desk, kacper: Pupil) -> None:
        desk.pupils.set_status(kacper.id, "E", date(2026, 1, 5))
        desk.reviews.open_plan(kacper.id, authority="Marlshire County Council", made=date(2026, 2, 2))
        assert only(desk).annual_review_on == desk.reviews.row(kacper.id).due is not None

    @pytest.mark.parametrize(("on", "began"), [
        (date(2026, 9, 2), date(2026, 9, 1)), (date(2026, 9, 3), date(2026, 9, 3)), (date(2027, 1, 1), date(2026, 9, 3)),
        (date(2027, 1, 5), date(2027, 1, 5)), (date(2028, 1, 5), date(2027, 9, 1)),
    ])
    def test_a_term_goes_on_until_the_next_begins_and_never_into_another_year(self, on: date, began: date) -> None:
        terms = [
            Term(id=uuid4(), name="A", first_day=date(2026, 9, 3), last_day=date(2026, 12, 18)),
            Term(id=uuid4(), name="S", first_day=date(2027, 1, 5), last_day=date(2027, 3, 25)),
        ]
        assert term_began(terms, on) == began


@pytest.mark.parametrize(("newest", "age"), [
    (None, ""), (ON, "less than a month"), (date(2026, 10, 23), "1 month"), (date(2024, 10, 23), "2 years 1 month"), (date(2025, 11, 23), "1 year"),
    (date(2027, 1, 1), "dated later"),
])
def test_the_age_of_a_report_is_said_in_words(newest: date | None, age: str) -> None:
    assert row(report_on=newest).report_age == age


# Groups


@pytest.mark.parametrize(("pence", "band"), [
    (0, "1000"), (99_999, "1000"), (100_000, "3000"), (299_999, "3000"), (300_000, "6000"), (600_000, "6000"), (600_001, "over"),
])
def test_a_cost_on_a_border_is_in_the_band_that_its_words_say(pence: int, band: str) -> None:
    assert band_of(pence)[0] == band
    assert [group.key for group in grouped([row(exact=pence)], "cost")] == [band]


made_rows = st.lists(st.builds(
    row, sen=st.sampled_from(("E", "K", "N", "S", "")), needs=st.lists(st.sampled_from(("SLCN", "ASD", "MLD")), max_size=2, unique=True).map(tuple),
    year_group=st.sampled_from(("R", "4", "11", "")), class_name=st.sampled_from(("4F", "")), authority=st.sampled_from(("Marlshire", "")),
    given=st.lists(st.builds(
        share, name=st.sampled_from(("Reading", "Talking")), minutes=st.integers(1, 600), exact=st.fractions(0, 100_000, max_denominator=7),
    ), max_size=3).map(tuple),
    exact=st.fractions(0, 900_000, max_denominator=7), met=st.integers(0, 2), partly=st.integers(0, 2), not_yet=st.integers(0, 2),
), max_size=40)


@given(made_rows)
def test_every_grouping_holds_everybody_and_only_by_provision_anybody_twice(rows: list[CohortRow]) -> None:
    for by in BY:
        groups = grouped(rows, by)
        held = Counter(one.pupil.id for group in groups for one in group.rows)
        assert set(held) == {one.pupil.id for one in rows}
        assert len({group.key for group in groups}) == len(groups)
        if by == "provision":
            assert held == Counter({one.pupil.id: max(1, len(set(one.provisions))) for one in rows})
        else:
            assert sum(held.values()) == len(rows)


@given(made_rows)
def test_minutes_and_costs_of_the_groups_add_up(rows: list[CohortRow]) -> None:
    for by in BY:
        groups = grouped(rows, by)
        assert sum(group.minutes for group in groups) == sum(one.minutes for one in rows)
        parts = [each for one in rows for each in ([one] if by != "provision" else one.given)]
        whole = sum((part.priced().exact for part in parts if part.priced), Fraction(0))
        assert abs(sum(group.cost for group in groups) - whole) <= Fraction(len(groups), 2), "each group is rounded once"


@pytest.mark.parametrize(("by", "made", "said"), [
    ("need", row(needs=("SLCN", "MLD")), "1 pupil with SLCN as primary need"), ("need", row(), "1 pupil with no need recorded"),
    ("year", row(year_group="R"), "1 pupil in Reception"), ("year", row(), "1 pupil with no year recorded"),
    ("status", row(sen="E"), "1 pupil with an EHC plan"), ("status", row(), "1 pupil with no status recorded"),
    ("status", row(sen="S"), "1 pupil with Statement (to 2018)"), ("provision", row(), "1 pupil with no provision in force"),
    ("provision", row(given=(share("Reading", 5),)), "1 pupil given Reading"),
    ("cost", row(exact=5), "1 pupil whose provision costs under £1,000 this school year"),
    ("progress", row(met=1), "1 pupil who met all outcomes of their last closed cycle"),
    ("progress", row(not_yet=1), "1 pupil who met no outcome of their last closed cycle yet"),
    ("class", row(class_name="4F"), "1 pupil in class 4F"), ("class", row(), "1 pupil with no class recorded"),
    ("council", row(authority="Marlshire"), "1 pupil of Marlshire"), ("council", row(), "1 pupil with no council recorded"),
])
def test_a_group_says_whom_it_holds(by: str, made: CohortRow, said: str) -> None:
    [group] = grouped([made], by)
    assert group.said == said and group.title


def test_groups_stand_in_the_order_that_people_expect() -> None:
    years = [row(year_group=year) for year in ("10", "R", "", "9", "N1")]
    assert [group.key for group in grouped(years, "year")] == ["N1", "R", "9", "10", NONE]
    needs = [row(needs=(need,)) for need in ("ASD", "SLCN", "SLCN")] + [row()] * 4
    assert [group.key for group in grouped(needs, "need")] == ["SLCN", "ASD", NONE]
    assert [group.key for group in grouped([row(sen=sen) for sen in ("N", "K", "", "E")], "status")] == ["E", "K", "N", NONE]


def test_a_chart_has_a_bar_with_its_key_for_each_group() -> None:
    rows = [row(needs=("SLCN",), given=(share("Reading", 90),), exact=12_345), row(needs=("SLCN",), exact=0), row(exact=0)]
    groups = grouped(rows, "need")
    assert [(bar.key, bar.figure) for bar in count_chart(groups).bars] == [("SLCN", "2"), (NONE, "1")]
    assert [bar.figure for bar in count_chart(groups, "minutes").bars] == ["1 h 30 min", "0 min"]
    assert [bar.figure for bar in count_chart(groups, "cost").bars] == ["£123.45", "£0.00"]
    assert count_chart(groups, "cost").title == "Cost this school year by primary need"
    assert count_chart(()).bars == ()


def test_by_provision_a_bar_holds_that_provision_alone() -> None:
    groups = grouped([row(given=(share("Reading", 60, 1000), share("Talking", 20, 50)), exact=2000), row(exact=7)], "provision")
    assert [(group.title, group.minutes, group.cost) for group in groups] == [
        ("Reading", 60, 1000), ("Talking", 20, 50), ("No provision in force", 0, 0),
    ]
    assert count_chart(groups, "cost").title == "Cost this school year of the provision in force, by provision"


# Without names


@pytest.mark.parametrize(("counts", "told"), [
    ((9, 0, 7), (True, True, True)), ((9, 2, 7), (True, False, False)), ((9, 2, 1), (False, False, False)), ((9, 4, 3), (True, False, False)),
    ((2,), (False,)), ((), ()),
])
def test_a_few_are_kept_back_with_another_group_so_that_they_cannot_be_worked_out(counts: Sequence[int], told: Sequence[bool]) -> None:
    assert may_be_told(counts) == told


@given(st.lists(st.integers(0, 12), max_size=9))
def test_whoever_knows_the_sum_cannot_work_out_a_few(counts: list[int]) -> None:
    kept = [count for count, told in zip(counts, may_be_told(counts), strict=True) if not told]
    assert not any(0 < count < 5 for count, told in zip(counts, may_be_told(counts), strict=True) if told)
    assert not kept or (len(kept) > 1 and sum(kept) >= 5) or len(kept) == sum(count > 0 for count in counts)


@given(made_rows)
def test_nobody_can_be_picked_out_by_status_year_and_need(rows: list[CohortRow]) -> None:
    shown = Counter((one.sen, one.year, one.need) for one in nameless(rows))
    assert all(count >= 5 for facts, count in shown.items() if facts != (SUPPRESSED,) * 3)
    assert [one.number for one in nameless(rows)] == list(range(1, len(rows) + 1))


def test_the_rarer_lose_the_year_first_then_the_need_and_at_last_everything() -> None:
    rows = [row(sen="K", year_group="4", needs=("SLCN",)) for _ in range(5)]
    rows += [row(sen="K", year_group=year, needs=("ASD",)) for year in "12356"]
    rows += [row(sen="K", year_group="6", needs=(need,)) for need in ("HI", "VI", "PD", "DS", "MLD")]
    rows += [row(sen="K", year_group="1", needs=("SLD",)), row(sen="E", year_group="1", needs=("SLD",))]
    shown = Counter((one.sen, one.year, one.need) for one in nameless(rows))
    assert shown == {
        ("K", "4", "SLCN"): 5, ("K", SUPPRESSED, "ASD"): 5, ("K", "6", SUPPRESSED): 5, (SUPPRESSED,) * 3: 2,
    }


AMOUNTS = {0: "none", 60: "up to 1 h", 300: "over 1 h to 5 h", 301: "over 5 h to 15 h", 901: "over 15 h"}


@pytest.mark.parametrize("minutes", AMOUNTS)
def test_time_stands_in_bands(minutes: int) -> None:
    [one] = nameless([row(given=(share("R", minutes),) if minutes else ())])
    assert one.cells[4] == AMOUNTS[minutes]


@pytest.mark.parametrize(("held", "words"), [(9, "90% or more"), (8, "75% to 89%"), (7, "under 75%"), (None, "none planned")])
def test_held_stands_in_bands(held: int | None, words: str) -> None:
    delivery = Delivery() if held is None else Delivery(planned=Fraction(10), held=held)
    assert nameless([row(delivery=delivery)])[0].cells[5] == words


def awkward() -> list[CohortRow]:
    """Everything that tells who somebody is, in rows enough to be shown."""
    return [
        row(
            name=f"Name{number}", year_group="4", class_name="Willow", upn=f"B80120000500{number}", sen="K", needs=("SLCN",),
            authority="Marlshire", given=(share("Provisionname", 17, 1),), exact=45_678,
            review_due_on=date(2026, 12, 1), annual_review_on=date(2027, 2, 3), report_on=date(2026, 1, 7),
        ) for number in range(6)
    ]


def test_an_anonymous_table_and_page_hold_nothing_that_names_anybody() -> None:
    rows = awkward()
    paper = cohort_paper(rows, grouped(rows, "need"), "cost", of="All of Willow", on=ON, school="Fernhollow", names=False)
    for text in (csv_text(rows, names=False), " ".join(words_of(paper))):
        for told in ("Name0", "Madeup", "B801", "Willow", "Marlshire", "Provisionname", "17", "456", "2026-12", "1 Dec", "2027", "Jan"):
            assert told not in text.replace("Fri 23 Nov 2026", "")
        assert "SLCN" in text and "Under £1,000" in text


def test_a_chart_without_names_says_nothing_of_a_few() -> None:
    groups = grouped([*awkward(), *awkward(), row(needs=("VI",), exact=9), *[row(needs=("HI",), exact=9)] * 5], "need")
    assert [(bar.name[:4], bar.count, bar.figure) for bar in count_chart(groups, names=False).bars] == [
        ("SLCN", 12, "12"), ("HI H", 0, "not given"), ("VI V", 0, "fewer than 5"),
    ]
    assert {bar.figure for bar in count_chart(groups, "cost", names=False).bars} == {"£5,481.36", "not given"}


def test_a_table_with_names_can_be_read_back() -> None:
    rows = awkward()
    [heads, first, *others] = list(csv.reader(io.StringIO(csv_text(rows, names=True))))
    told = dict(zip(heads, first, strict=True))
    assert len(others) == 5
    assert (told["Name"], told["UPN"], told["Minutes a week"], told[COST], told["Review of the cycle due"]) == (
        "Madeup, Name0", "B801200005000", "17", "456.78", "2026-12-01",
    )


@pytest.mark.parametrize("formula", ["=1+1", "+44", "-2", "@SUM(A1)"])
def test_a_name_that_a_spreadsheet_would_work_out_stays_words(formula: str) -> None:
    text = csv_text([row(class_name=formula, exact=0)], names=True)
    assert f",'{formula}," in text


def test_a_page_with_names_lists_everybody_and_an_empty_one_says_so() -> None:
    rows = [replace(one, delivery=Delivery(planned=Fraction(4), held=3)) for one in awkward()]
    both, hidden = grouped(rows, "provision"), [replace(one, priced=None) for one in rows]
    words = list(words_of(cohort_paper(rows, both, "minutes", of="6 pupils", on=ON, school="Fernhollow")))
    assert {"Madeup, Name3", "75%", "£456.78", "6 pupils"} <= set(words) and any("counted in each" in one for one in words)
    without = list(words_of(cohort_paper(hidden, grouped(hidden, "need"), "pupils", of="All", on=ON, school="Fernhollow")))
    assert not any("£" in one or one == "Cost this year" for one in without)
    assert "There is nobody to list." in list(words_of(cohort_paper((), (), "pupils", of="All", on=ON, school="Fernhollow")))


def test_the_deeds_make_the_page_and_the_file(desk: Desk, kacper: Pupil, run: ProvisionRun, tmp_path: Path) -> None:
    rows = desk.cohort.rows(ON)
    groups = desk.cohort.groups(rows, "need")
    assert "Wilk, Kacper" in list(words_of(desk.cohort.paper(rows, groups, "cost", of="All", on=ON)))
    for names, out in product((True, False), (tmp_path / "out.csv",)):
        desk.cohort.write_csv(out, rows, names)
        assert out.read_bytes() == b"\xef\xbb\xbf" + desk.cohort.csv_text(rows, names).encode()
    with pytest.raises(Refused, match="folder for the file is not there"):
        desk.cohort.write_csv(tmp_path / "none" / "out.csv", rows, names=True)


def test_a_need_that_has_ended_is_none_of_the_needs(desk: Desk, kacper: Pupil) -> None:
    desk.pupils.save_need(Need(id=uuid4(), pupil=kacper.id, need_type="SLCN", rank=1, until=date(2026, 10, 1)))
    desk.pupils.save_need(Need(id=uuid4(), pupil=kacper.id, need_type="MLD", rank=2))
    assert only(desk).needs == ("MLD",)
