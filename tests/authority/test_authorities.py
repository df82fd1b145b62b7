"""Every profile that comes with the app: read, with its sources, and nothing in it that is not known."""

import csv
import re
from pathlib import Path

import pytest

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.fields import FIELDS, fields_of
from sendco_desk.authority.joining import joined
from sendco_desk.authority.profile import Basis, Confidence, Profile, ProfileKind, Told
from sendco_desk.authority.reading import problems_of, read_profile
from sendco_desk.authority.saying import Standing, tally
from sendco_desk.authority.writing import profile_text
from tests.shared_corpus import SHARED, needs_shared

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "authorities"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}
NEIGHBOURS = {"831", "891", "855", "860", "373", "357", "895", "356", "372"}
FURTHER = {"926", "383", "886", "881", "936", "878", "330", "894", "880", "380", "371", "206", "352", "314", "318"}
COMMON_CORE = 17
PORTALS = {"891-nottinghamshire": "https://ehchub.nottinghamshire.gov.uk"}
"""The only address of a portal that was read on a council's own page."""


def profile(name: str) -> Profile:
    return read_profile(TEXTS[name]).profile


def told(one: Profile) -> list[tuple[str, Told]]:
    parts = [("head", one.told), *((name, fact.told) for name, fact in one.facts.items()), *((ask.key, ask.told) for ask in one.asks)]
    return [*parts, *((block.key, block.told) for block in one.paste), *((form.name, form.told) for form in one.forms)]


def test_derbyshire_its_neighbours_and_every_council_read_have_a_profile() -> None:
    councils = {one.la_code for name in TEXTS if (one := profile(name)).kind is ProfileKind.COUNCIL}
    assert councils == {"830"} | NEIGHBOURS | FURTHER
    assert {name for name in TEXTS if profile(name).kind is not ProfileKind.COUNCIL} == {"general", "tribunal", "830-inclusion-panel"}


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_read_with_nothing_left_aside_and_is_written_as_it_stands(name: str) -> None:
    assert problems_of(TEXTS[name]) == ()
    read = read_profile(TEXTS[name])
    assert (read.profile.id, read.notes) == (name, ())
    assert profile_text(read.profile) == TEXTS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_everything_in_it_has_a_day_and_a_source_or_says_that_it_is_unverified(name: str) -> None:
    for where, one in told(profile(name)):
        assert one.checked_on is not None, where
        assert one.source if one.confidence is not Confidence.UNVERIFIED else one.note, where


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_unverified_has_no_value_without_a_note(name: str) -> None:
    for field, fact in profile(name).facts.items():
        assert fact.told.note or fact.told.confidence is not Confidence.UNVERIFIED, field
        assert fact.value is not None or fact.told.confidence is Confidence.UNVERIFIED, field


@pytest.mark.parametrize("name", TEXTS)
def test_its_fields_and_evidence_are_known_and_its_asks_fit_the_law(name: str) -> None:
    one = profile(name)
    assert set(one.facts) <= {field.name for field in fields_of(one.kind)}
    assert {ask.evidence for ask in one.asks} | {block.evidence for block in one.paste} <= set(EVIDENCE)
    if one.builds_on:
        whole = joined(one, profile(one.builds_on))
        assert len({ask.key for ask in whole.asks}) == len(whole.asks)
        assert whole.asks[0].key == "legal_test"


@pytest.mark.parametrize("name", [name for name in TEXTS if profile(name).kind is ProfileKind.COUNCIL])
def test_a_council_stands_on_the_general_profile_and_calls_nothing_law(name: str) -> None:
    one = profile(name)
    assert one.builds_on == "general" and one.id.startswith(f"{one.la_code}-")
    assert {ask.basis for ask in one.asks} <= {Basis.COUNCIL}


def test_help_says_of_how_many_councils_something_was_read() -> None:
    councils = sum(profile(name).kind is ProfileKind.COUNCIL for name in TEXTS)
    assert f"what was read of {councils} of them" in (FOLDER.parent / "help" / "profiles.md").read_text(encoding="utf-8")


def test_the_general_profile_has_the_legal_test_and_the_common_core() -> None:
    general = profile("general")
    assert [ask.key for ask in general.asks if ask.basis is Basis.LAW] == ["legal_test"]
    assert len(general.asks) == COMMON_CORE + 1
    assert "36(8)" in general.asks[0].told.source
    assert all("9.14" in ask.told.source for ask in general.asks if ask.basis is Basis.CODE)
    assert sum(ask.basis is Basis.CODE for ask in general.asks) == 5


@pytest.mark.parametrize("name", TEXTS)
def test_no_address_of_a_portal_is_given_that_was_not_read(name: str) -> None:
    assert profile(name).fact("portal_url").value == PORTALS.get(name)


@needs_shared
def test_every_council_s_number_and_code_is_that_of_the_department_s_list() -> None:
    with (SHARED / "corpus" / "reference" / "english_local_authorities_153.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["dfe_la_code"]: row for row in csv.DictReader(file)}
    for name in TEXTS:
        one = profile(name)
        if one.kind is ProfileKind.COUNCIL:
            row = listed[one.la_code]
            assert one.fact("ons_code").value == row["ons_code"]
            assert set(re.findall(r"\w+", row["name"].casefold())) <= set(re.findall(r"\w+", one.name.casefold()))


def test_derbyshire_is_the_fullest_and_says_what_nobody_knows() -> None:
    county = profile("830-derbyshire")
    assert len(county.facts) == max(len(profile(name).facts) for name in TEXTS)
    assert county.told.confidence is Confidence.UNVERIFIED
    unknown = {name for name, fact in county.facts.items() if fact.value is None}
    assert {"portal_url", "form_name", "min_cycles", "report_max_months", "costed_map", "max_part_mb", "senco_helpline"} <= unknown
    assert county.fact("portal_name").value == "EHC Hub"
    assert county.fact("expected_end").told.confidence is Confidence.MEDIUM and county.valid_to is None
    assert all(word not in TEXTS["830-derbyshire"] for word in ("GRIP", "TAPS", "Element 3", "STePS", "DerbySAL"))


@pytest.mark.parametrize(("name", "key", "limit", "number"), [
    ("926-norfolk", "reports", "most_months", 24), ("855-leicestershire", "reports", "most_months", 18), ("926-norfolk", "two_cycles", "least", 2),
    ("894-telford-and-wrekin", "reason", "most_words", 200), ("926-norfolk", "attendance", "window_months", 24),
    ("926-norfolk", "descriptors", "most_months", 12), ("tribunal", "expert_age", "most_months", 36), ("860-staffordshire", "two_plans", "least", 2),
])
def test_limits_are_those_that_were_read(name: str, key: str, limit: str, number: int) -> None:
    assert getattr(next(ask for ask in profile(name).asks if ask.key == key), limit) == number


@pytest.mark.parametrize("name", ["356-stockport", "372-rotherham"])
def test_of_a_council_of_which_nothing_was_found_nothing_is_said(name: str) -> None:
    assert tally(profile(name)).standing is Standing.UNVERIFIED
    assert (set(profile(name).facts), profile(name).asks) == ({"ons_code"}, ())


def test_old_copies_and_strangers_pages_are_never_told_as_fact() -> None:
    hosts = ("docsbay", "docest", "studylib", "vdocuments", "mcmacademy", "parentcarerforum", "riddings", "templenormanton")
    for name in TEXTS:
        for where, one in told(profile(name)):
            if any(host in one.source for host in hosts):
                assert not one.is_fact, f"{name}: {where}"


def test_every_field_has_a_title_of_its_own_within_its_kind() -> None:
    for kind in ProfileKind:
        titles = [field.title for field in fields_of(kind)]
        assert len(set(titles)) == len(titles)
    assert all(field.kinds for field in FIELDS.values())
