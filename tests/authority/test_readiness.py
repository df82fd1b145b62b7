"""How ready a case is: every state an ask can be in, ages to the day, and the forecast across councils."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.authority.profile import Ask, Basis, Confidence, Fact, Profile, ProfileKind, Told
from sendco_desk.authority.readiness import (
    MOST_MONTHS,
    REPORTS,
    THE_TEST,
    AgeLimit,
    AskState,
    Held,
    HeldItem,
    age_limit,
    age_said,
    ask_row,
    asks_in_order,
    forecast,
    forecasts_of,
    is_over,
    readiness,
    short_name,
)
from sendco_desk.domain.dates import months_later
from sendco_desk.domain.paper import Leads
from sendco_desk.domain.professionals import months_old

ON = date(2027, 1, 12)
SURE = Told(source="Their page", confidence=Confidence.HIGH)
DAYS = st.dates(date(1996, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(0, 400)
NEVER_STOPS = "the request can be sent without it"


def ask(**told: object) -> Ask:
    """A council's own ask."""
    usual: dict[str, object] = {"key": "reports", "text": "Reports", "basis": Basis.COUNCIL, "evidence": "reports", "told": SURE}
    return Ask(**(usual | told))  # type: ignore[arg-type]


def paper(day: date | None = None, **told: object) -> HeldItem:
    """Something that is held."""
    usual: dict[str, object] = {"title": "Report", "day": day, "where": (Leads(document=uuid4()),)}
    return HeldItem(**(usual | told))  # type: ignore[arg-type]


def held(*items: HeldItem, lack: str = "") -> Held:
    return Held(items=items, lack=lack)


# Months


@given(DAYS, MONTHS)
def test_a_paper_is_inside_so_many_months_up_to_the_day_it_turns_them_and_over_from_the_day_after(written: date, months: int) -> None:
    last = months_later(written, months)
    assert not is_over(written, months, last)
    assert is_over(written, months, last + timedelta(days=1))


@given(DAYS, st.integers(0, 12_000))
def test_the_age_said_is_the_whole_months_and_the_days_beyond_them(written: date, days: int) -> None:
    on = written + timedelta(days=days)
    months = months_old(written, on)
    beyond = (on - months_later(written, months)).days
    assert 0 <= beyond <= 30
    assert months_later(written, months) <= on < months_later(written, months + 1)
    said = age_said(written, on, exactly=True)
    assert said.endswith(" old")
    if months:
        assert said.startswith(f"{months} month")
        assert ("and" in said) is (beyond > 0)
    else:
        assert said == f"{beyond} day{'s' * (beyond != 1)} old"


@given(DAYS, MONTHS)
def test_nothing_is_over_earlier_than_a_younger_paper(written: date, months: int) -> None:
    on = months_later(written, months) + timedelta(days=1)
    assert is_over(written, months, on)
    assert not is_over(on, months, on)


@pytest.mark.parametrize(("written", "on", "months"), [
    (date(2026, 1, 31), date(2026, 2, 28), 1), (date(2024, 1, 31), date(2024, 2, 28), 0), (date(2024, 1, 31), date(2024, 2, 29), 1),
    (date(2024, 2, 29), date(2025, 2, 27), 11), (date(2024, 2, 29), date(2025, 2, 28), 12), (date(2024, 2, 29), date(2028, 2, 28), 47),
    (date(2024, 2, 29), date(2028, 2, 29), 48), (date(2025, 6, 12), date(2027, 1, 12), 19), (date(2025, 6, 13), date(2027, 1, 12), 18),
])
def test_a_month_ends_on_the_same_day_number_or_the_last_day_of_a_shorter_month(written: date, on: date, months: int) -> None:
    assert months_old(written, on) == months


@pytest.mark.parametrize(("written", "exactly", "said"), [
    (date(2025, 6, 12), False, "19 months old"), (date(2025, 7, 2), True, "18 months and 10 days old"), (date(2026, 12, 12), False, "1 month old"),
    (date(2027, 1, 2), False, "less than a month old"), (date(2027, 1, 11), True, "1 day old"), (date(2027, 1, 13), False, "not written yet"),
])
def test_an_age_is_said_in_months(written: date, exactly: bool, said: str) -> None:
    assert age_said(written, ON, exactly=exactly) == said


# One ask


def test_what_is_there_is_present_with_no_word_of_lack() -> None:
    row = ask_row(ask(), held(paper()), ON, because="stale")
    assert (row.state, row.words, row.without, row.because, row.good_until) == (AskState.PRESENT, "", "", "", None)
    assert (row.state_words, row.tag, row.verified, row.lacking) == ("There", "Council’s own ask", True, False)


@pytest.mark.parametrize(("basis", "said"), [
    (Basis.LAW, "A rule of law asks for it"), (Basis.CODE, "A request without it is still a request."), (Basis.COUNCIL, NEVER_STOPS),
    (Basis.PRACTICE, "nobody can make it a condition"),
])
def test_what_is_missing_says_what_that_means_and_stops_nothing(basis: Basis, said: str) -> None:
    row = ask_row(ask(basis=basis), held(lack="Add the report."), ON)
    assert (row.state, row.words, row.lacking) == (AskState.MISSING, "Add the report.", True)
    assert said in row.without


def test_only_the_legal_test_is_a_test() -> None:
    row = ask_row(ask(basis=Basis.LAW, evidence="legal_test"), held(), ON)
    assert row.without == "The council decides by this test: say in the school’s own words why it is met."
    assert "test" not in ask_row(ask(basis=Basis.LAW, evidence="plan"), held(), ON).without


def test_what_a_panel_asks_before_it_pays_is_no_part_of_a_request() -> None:
    found = readiness(replace(profile(ask(), ask(key="own", basis=Basis.PRACTICE)), kind=ProfileKind.FUNDING), {}, ON, test=False)
    told = [row.without for row in found.rows]
    assert told == [
        "The panel asks for it. It is no part of a request for an assessment, which can be made at any time.",
        "This is good practice: nobody can make it a condition.",
    ]


def test_a_reason_stands_in_the_place_of_what_is_missing() -> None:
    row = ask_row(ask(), held(lack="Add the report."), ON, because="Nobody was asked")
    assert (row.state, row.because, row.without, row.lacking) == (AskState.NOT_SUPPLIED, "Nobody was asked", "", False)


def test_what_is_held_but_left_out_says_so_with_what_can_be_done() -> None:
    row = ask_row(ask(), held(paper(inside=False), lack="Let the pack say what it costs."), ON)
    assert row.state is AskState.LEFT_OUT
    assert row.words == "The notebook holds it, but nothing of it goes into this pack. Let the pack say what it costs."
    assert ask_row(ask(), held(paper(inside=False)), ON, because="It is private").state is AskState.NOT_SUPPLIED


def test_a_report_is_young_enough_until_a_day_that_is_said() -> None:
    row = ask_row(ask(most_months=24), held(paper(date(2025, 6, 12)), paper(date(2021, 3, 1))), ON)
    assert (row.state, row.good_until) == (AskState.PRESENT, date(2027, 6, 12))
    assert row.words == (
        "The newest is 19 months old on Tue 12 Jan 2027: inside the 24 months asked for, until Sat 12 Jun 2027. 1 of 2 is older than that."
    )
    assert ask_row(ask(most_months=24), held(paper(date(2025, 6, 12))), ON).words.startswith("It is 19 months old on")


def test_a_report_that_is_over_is_old_and_a_reason_stands_beside_it() -> None:
    row = ask_row(ask(most_months=18), held(paper(date(2025, 6, 12))), ON, because="The next one is booked")
    assert (row.state, row.because, row.good_until, row.lacking) == (AskState.OLD, "The next one is booked", None, False)
    assert row.words == "It is 19 months old on Tue 12 Jan 2027: over the 18 months asked for."
    assert row.without == ""


def test_a_report_a_few_days_over_tells_the_days_that_make_it_so() -> None:
    row = ask_row(ask(most_months=18), held(paper(date(2025, 7, 2)), paper(date(2025, 7, 1))), ON)
    assert row.words == "The newest is 18 months and 10 days old on Tue 12 Jan 2027: over the 18 months asked for."
    assert NEVER_STOPS in row.without


def test_several_older_ones_are_counted() -> None:
    old = [paper(date(2020, 1, day)) for day in (1, 2)]
    assert "2 of 3 are older than that." in ask_row(ask(most_months=12), held(paper(date(2026, 12, 1)), *old), ON).words


def test_a_report_without_a_day_is_there_in_part() -> None:
    row = ask_row(ask(most_months=18), held(paper(None)), ON)
    assert (row.state, row.good_until) == (AskState.PART, None)
    assert "cannot be counted" in row.words


@pytest.mark.parametrize(("reviewed", "state", "words"), [
    (2, AskState.PRESENT, "2 there, 2 asked for."), (1, AskState.PART, "1 of the 2 asked for."), (3, AskState.PRESENT, "3 there, 2 asked for."),
])
def test_as_many_as_are_asked_for_are_counted(reviewed: int, state: AskState, words: str) -> None:
    row = ask_row(ask(least=2), held(*(paper() for _ in range(reviewed))), ON)
    assert (row.state, row.words) == (state, words)


def test_only_what_is_young_enough_is_counted() -> None:
    row = ask_row(ask(least=2, most_months=12), held(paper(date(2026, 12, 1)), paper(date(2020, 1, 1)), paper(None)), ON)
    assert row.words.endswith("2 there, 2 asked for.")
    assert ask_row(ask(least=2, most_months=12), held(paper(date(2026, 12, 1)), paper(date(2020, 1, 1))), ON).state is AskState.PART


@pytest.mark.parametrize(("since", "state"), [
    (date(2024, 9, 1), AskState.PRESENT), (date(2025, 1, 13), AskState.PRESENT), (date(2025, 1, 27), AskState.PRESENT),
    (date(2025, 1, 28), AskState.PART), (None, AskState.PART),
])
def test_attendance_must_begin_early_enough_give_or_take_a_fortnight(since: date | None, state: AskState) -> None:
    item = paper(since=since, until=date(2026, 11, 27) if since else None)
    row = ask_row(ask(window_months=24), held(item), ON)
    assert row.state is state
    assert ("not recorded" in row.words) is (since is None)
    if state is AskState.PART and since:
        assert row.words.endswith("24 months are asked for, from Mon 13 Jan 2025 on.")


@pytest.mark.parametrize(("until", "state"), [(date(2026, 10, 12), AskState.PRESENT), (date(2026, 10, 11), AskState.PART)])
def test_attendance_must_go_on_up_to_the_last_term(until: date, state: AskState) -> None:
    row = ask_row(ask(window_months=24), held(paper(since=date(2024, 9, 1), until=until)), ON)
    assert row.state is state
    assert row.words.endswith("the 24 months asked for go on up to the day of sending.") is (state is AskState.PART)


@pytest.mark.parametrize(("count", "state", "said"), [
    (200, AskState.PRESENT, "200 of 200 words."), (201, AskState.LONG, "201 words, 200 at most: 1 word too many."),
])
def test_an_answer_may_be_so_long_and_no_longer(count: int, state: AskState, said: str) -> None:
    row = ask_row(ask(most_words=200), held(paper(words=count), paper(words=3)), ON)
    assert (row.state, row.words) == (state, said)


# A whole profile


def profile(*asks: Ask, **told: object) -> Profile:
    usual: dict[str, object] = {"id": "999-anyshire", "name": "Anyshire County Council", "asks": asks}
    return Profile(**(usual | told))  # type: ignore[arg-type]


def test_the_law_stands_first_then_the_code_then_the_councils_own_asks() -> None:
    asks = [ask(key=basis.value, basis=basis) for basis in (Basis.PRACTICE, Basis.COUNCIL, Basis.LAW, Basis.CODE)]
    assert [one.key for one in asks_in_order(profile(*asks), test=True)] == ["legal_test", "law", "code", "council_ask", "good_practice"]
    assert [one.key for one in asks_in_order(profile(*asks), test=False)] == ["law", "code", "council_ask", "good_practice"]


def test_a_profiles_own_telling_of_the_test_takes_the_place_of_ours() -> None:
    own = ask(key="why", evidence="legal_test", basis=Basis.LAW)
    other = ask(key="other", basis=Basis.LAW)
    assert [one.key for one in asks_in_order(profile(other, own), test=True)] == ["why", "other"]
    assert THE_TEST.told.is_fact


def test_readiness_holds_every_ask_and_says_how_many_are_there() -> None:
    asked = profile(ask(key="a"), ask(key="b", evidence="views"), ask(key="c", evidence="plan"), ask(key="d", evidence="none", told=Told()))
    ready = readiness(
        asked, {"reports": held(paper()), "views": Held(lack="Ask them.")}, ON, not_supplied={"c": "There is none"}, test=False,
        forecasts=("Old soon.",),
    )
    assert [row.state for row in ready.rows] == [AskState.PRESENT, AskState.MISSING, AskState.NOT_SUPPLIED, AskState.MISSING]
    assert ready.said == "1 of 4 are there, 2 are missing, 1 is not supplied."
    assert replace(ready, rows=()).said == ""
    assert [row.ask.key for row in ready.gaps] == ["b", "d"]
    assert not ready.rows[3].verified
    assert ready.forecasts == ("Old soon.",)
    found = ready.row("c")
    assert found is not None and found.because == "There is none"
    assert ready.row("z") is None


def test_a_chosen_answer_stands_first_and_is_not_told_twice() -> None:
    document = UUID(int=7)
    there = paper(where=(Leads(document=document),), title="As it was found")
    chosen = paper(where=(Leads(document=document, page=4),), title="As it was chosen")
    without_place = HeldItem(title="None is recorded")
    ready = readiness(profile(ask()), {"reports": held(there, without_place)}, ON, answers={"reports": [chosen]}, test=False)
    assert [item.title for item in ready.rows[0].items] == ["As it was chosen", "None is recorded"]


# Across councils


LEICESTERSHIRE = AgeLimit(name="Leicestershire", months=18, verified=True)
NORFOLK = AgeLimit(name="Norfolk", months=24, verified=True)


def test_the_forecast_says_over_whose_limit_and_inside_whose() -> None:
    report = paper(date(2025, 6, 12), title="The psychologist’s report")
    assert forecast(report, [NORFOLK, LEICESTERSHIRE], ON, date(2026, 11, 23)) == (
        "On 12 January 2027 ‘The psychologist’s report’ will be 19 months old: over Leicestershire’s 18, inside Norfolk’s 24."
    )
    assert " is 19 months old" in forecast(report, [NORFOLK], ON, ON)


def test_the_forecast_tells_the_days_where_only_they_make_it_over_and_marks_what_is_not_verified() -> None:
    doubtful = AgeLimit(name="Wessex Councils", months=18)
    said = forecast(paper(date(2025, 7, 2)), [doubtful, NORFOLK], ON, ON)
    assert "18 months and 10 days old: over Wessex Councils’ 18 (not verified), inside Norfolk’s 24." in said


@pytest.mark.parametrize("item", [paper(None), paper(date(2027, 2, 1))])
def test_there_is_no_forecast_without_a_day_or_before_it(item: HeldItem) -> None:
    assert forecast(item, [NORFOLK], ON, ON) == ""


def test_there_is_no_forecast_where_nobody_limits_anything() -> None:
    assert forecast(paper(date(2025, 6, 12)), [], ON, ON) == ""


@pytest.mark.parametrize(("name", "short"), [
    ("Norfolk County Council", "Norfolk"), ("Derby City Council", "Derby"), ("Telford and Wrekin Council", "Telford and Wrekin"),
    ("SEND Tribunal", "SEND Tribunal"), (" Council", " Council"),
])
def test_a_council_is_called_as_people_call_it(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_limit_is_the_narrowest_ask_or_else_the_fact() -> None:
    fact = {MOST_MONTHS: Fact(value=36, told=SURE)}
    asked = profile(ask(most_months=24), ask(key="p", evidence="psychologist", most_months=12, told=Told()), facts=fact)
    assert age_limit(asked, REPORTS) == AgeLimit(name="Anyshire", months=12, verified=False)
    assert age_limit(asked, ["reports"]) == AgeLimit(name="Anyshire", months=24, verified=True)
    assert age_limit(asked, ["views"]) == AgeLimit(name="Anyshire", months=36, verified=True)
    assert age_limit(profile(), REPORTS) is None
    assert age_limit(profile(facts={MOST_MONTHS: Fact(value="none")}), REPORTS) is None


def test_each_report_is_told_once_the_oldest_first() -> None:
    old, young = paper(date(2025, 6, 12), title="Old"), paper(date(2026, 6, 12), title="Young")
    undated = paper(None, title="Undated")
    nowhere = replace(paper(date(2025, 1, 1), title="Nowhere"), where=())
    kept = {"reports": held(young, old, undated, nowhere), "psychologist": held(old)}
    asked = profile(ask(most_months=24), ask(key="p", evidence="psychologist", most_months=18))
    told = forecasts_of(kept, [asked, profile()], ON, ON)
    assert [sentence.split("’")[0].split("‘")[1] for sentence in told] == ["Nowhere", "Old", "Young"]
    assert "over Anyshire’s 18" in told[1] and "inside Anyshire’s 24" in told[2]
