"""Values, limits and standing in words."""

from dataclasses import replace
from datetime import date

import pytest

from sendco_desk.authority.comparing import differences
from sendco_desk.authority.fields import FIELDS
from sendco_desk.authority.profile import Ask, Basis, Confidence, Fact, FormVersion, PasteBlock, Profile, ProfileKind, Told, Value
from sendco_desk.authority.saying import Standing, block_limit_words, form_words, limit_words, marked_words, source_words, tally, value_words

DAY = date(2026, 11, 23)
SEEN = Told(source="Their guide", checked_on=DAY, confidence=Confidence.HIGH)
OLD = Told(source="An old copy", checked_on=DAY, confidence=Confidence.LOW, note="From 2015.")


@pytest.mark.parametrize(("field", "value", "said"), [
    ("portal_url", None, "Not known"), ("portal_name", "EHC Hub", "EHC Hub"), ("min_cycles", 2, "2 cycles"), ("min_cycles", 1, "1 cycle"),
    ("max_part_mb", 1, "1 MB"), ("expected_end", date(2028, 3, 31), "31 March 2028"), ("review_costed_map", True, "Yes"),
    ("review_costed_map", False, "No"), ("submission", ("portal", "post"), "Portal; Post"), ("signatories", ("Head",), "Head"),
    ("costed_map", "narrative", "In words"), ("pages_core", 1000, "1,000 pages"),
])
def test_a_value_in_words(field: str, value: Value, said: str) -> None:
    assert value_words(FIELDS[field], value) == said


def test_what_is_not_to_be_taken_as_fact_has_its_mark() -> None:
    cycles = FIELDS["min_cycles"]
    assert marked_words(cycles, Fact(value=2, told=SEEN)) == "2 cycles"
    assert marked_words(cycles, Fact(value=2, told=OLD)) == "Doubtful: 2 cycles"
    assert marked_words(cycles, Fact(value=2)) == "Unverified: 2 cycles"
    assert marked_words(cycles, Fact(value=None)) == "Not known"


def test_limits_in_words() -> None:
    made = Ask(key="a", text="A", basis=Basis.COUNCIL, evidence="cycles", least=2, most_months=18, window_months=24, most_words=200)
    assert limit_words(made) == ("at least 2", "no older than 18 months", "over 24 months", "at most 200 words")
    assert limit_words(Ask(key="a", text="A", basis=Basis.COUNCIL, evidence="cycles")) == ()
    block = PasteBlock(key="a", title="A", evidence="cycles", most_words=200, most_letters=1_500)
    assert block_limit_words(block) == "at most 200 words, at most 1,500 letters"
    assert block_limit_words(PasteBlock(key="a", title="A", evidence="cycles")) == ""


@pytest.mark.parametrize(("form", "said"), [
    (FormVersion(name="Form 1"), "Form 1"), (FormVersion(name="Form 1", version="3"), "Form 1, version 3"),
    (FormVersion(name="Form 1", valid_from=date(2025, 4, 11)), "Form 1 (taken from 11 April 2025)"),
    (FormVersion(name="Form 1", valid_from=date(2025, 4, 11), valid_to=date(2026, 1, 1)), "Form 1 (taken from 11 April 2025 until 1 January 2026)"),
])
def test_a_form_with_its_days(form: FormVersion, said: str) -> None:
    assert form_words(form) == said


def test_how_something_is_known_in_words() -> None:
    assert source_words(SEEN) == "Verified: said plainly where it was read. Source: Their guide; checked 23 November 2026."
    assert source_words(OLD) == "Doubtful: an old copy, or somebody else’s page. From 2015. Source: An old copy; checked 23 November 2026."
    assert source_words(Told(note="Ask them")) == "Unverified: ask the council before relying on it. Ask them."
    assert source_words(Told(note="Ask them", checked_on=DAY)).endswith("Ask them. Checked 23 November 2026.")


def test_verified_is_what_has_nothing_left_to_ask() -> None:
    every = {field.name: Fact(value="x", told=SEEN) for field in FIELDS.values() if ProfileKind.FUNDING in field.kinds}
    asks = (Ask(key="a", text="A", basis=Basis.COUNCIL, evidence="cycles", told=SEEN),)
    whole = Profile(id="999-f", name="F", kind=ProfileKind.FUNDING, facts=every, asks=asks)
    assert tally(whole).standing is Standing.VERIFIED
    assert tally(whole).said == f"{len(every)} of {len(every)} fields and 1 of 1 own asks verified"
    part = Profile(id="999-f", name="F", kind=ProfileKind.FUNDING, facts={"portal_name": Fact(value="x", told=SEEN)})
    assert tally(part).standing is Standing.IN_PART
    none = Profile(id="999-f", name="F", kind=ProfileKind.FUNDING, facts={"portal_name": Fact(value="x", told=OLD)})
    assert tally(none).standing is Standing.UNVERIFIED


def test_what_was_read_indirectly_leaves_a_profile_verified_in_part() -> None:
    asks = tuple(
        Ask(key=key, text="A", basis=Basis.CODE, evidence="cycles", told=replace(SEEN, confidence=sure))
        for key, sure in (("a", Confidence.HIGH), ("b", Confidence.MEDIUM))
    )
    found = tally(Profile(id="general", name="G", kind=ProfileKind.GENERAL, asks=asks))
    assert (found.standing, found.said) == (Standing.IN_PART, "2 of 2 own asks verified")
    assert tally(Profile(id="general", name="G", kind=ProfileKind.GENERAL, asks=asks[:1])).standing is Standing.VERIFIED


def test_a_general_profile_has_asks_alone() -> None:
    made = Profile(id="general", name="G", kind=ProfileKind.GENERAL, asks=(Ask(key="a", text="A", basis=Basis.LAW, evidence="cycles", told=SEEN),))
    assert tally(made).said == "1 of 1 own asks verified"
    assert tally(Profile(id="general", name="G", kind=ProfileKind.GENERAL)).said == "Nothing to verify"


# Side by side


def profile(**more: object) -> Profile:
    return Profile(id="999-a", name="Marlshire", la_code="999", told=SEEN, **more)  # type: ignore[arg-type]


REPORTS = Ask(key="reports", text="Reports", basis=Basis.COUNCIL, evidence="reports", most_months=24, told=SEEN)
CYCLES = Ask(key="cycles", text="Cycles", basis=Basis.COUNCIL, evidence="cycles", number="2", required=False, told=SEEN)
SAID = "[verified; source Their guide; checked 23 November 2026]"


def sentences(before: Profile, after: Profile) -> list[str]:
    return [one.sentence for one in differences(before, after)]


def test_two_that_say_the_same_do_not_differ() -> None:
    assert differences(profile(asks=(REPORTS,)), profile(asks=(REPORTS,))) == ()


def test_the_head_is_compared() -> None:
    after = Profile(
        id="999-a", name="Marlshire Council", la_code="998", also=("Marl",), builds_on="general", leaves_out=("health",),
        valid_from=date(2009, 4, 1), valid_to=date(2028, 3, 31), successor="997-b", told=OLD,
    )
    assert sentences(profile(), after) == [
        "The name was: Marlshire. It becomes: Marlshire Council.", "The council’s number was: 999. It becomes: 998.",
        "What else it is called is new: Marl.", "What it builds on is new: general.", "What it leaves out is new: health.",
        "Its first day is new: 1 April 2009.", "Its last day is new: 31 March 2028.", "What follows it is new: 997-b.",
        f"What the whole rests on was: {SAID}. It becomes: [doubtful; source An old copy; checked 23 November 2026; From 2015].",
    ]


def test_fields_are_compared_by_what_they_say_and_how_it_is_known() -> None:
    two, three = profile(facts={"min_cycles": Fact(value=2, told=SEEN)}), profile(facts={"min_cycles": Fact(value=3, told=Told(note="Ask"))})
    doubted = profile(facts={"min_cycles": Fact(value=2, told=Told(note="Ask"))})
    assert sentences(doubted, three) == ["The field ‘Reviewed cycles, at least’ was: 2 cycles. It becomes: 3 cycles."]
    assert sentences(two, doubted) == [f"The field ‘Reviewed cycles, at least’ was: {SAID} It becomes: [unverified; Ask]"]
    assert sentences(profile(), two) == [f"The field ‘Reviewed cycles, at least’ is new: 2 cycles. {SAID}"]
    assert sentences(two, three) == [f"The field ‘Reviewed cycles, at least’ was: 2 cycles. {SAID} It becomes: 3 cycles. [unverified; Ask]"]
    assert sentences(two, profile()) == [f"The field ‘Reviewed cycles, at least’ is gone. It was: 2 cycles. {SAID}"]


def test_asks_are_compared_one_by_one_and_in_their_order() -> None:
    assert sentences(profile(asks=(REPORTS,)), profile(asks=(CYCLES,))) == [
        "The ask ‘Reports’ is gone. It was: Reports. Council’s own ask. It must be there. No older than 24 months. Answered by: Reports of "
        f"professionals. {SAID}",
        "The ask ‘Cycles’ is new: 2: Cycles. Council’s own ask. It is welcome. Answered by: Reviewed cycles of assess, plan, do, review. "
        f"{SAID}",
    ]
    assert sentences(profile(asks=(REPORTS,)), profile(asks=(replace(REPORTS, most_months=0, text="All reports"),))) == [
        "The ask ‘Reports’ was: Reports. No older than 24 months. It becomes: All reports. Nothing said.",
    ]
    assert sentences(profile(asks=(REPORTS, CYCLES)), profile(asks=(CYCLES, REPORTS))) == [
        "The order of the asks was: Reports; Cycles. It becomes: Cycles; Reports.",
    ]


def test_blocks_and_forms_are_compared() -> None:
    block = PasteBlock(key="reason", title="Reason", evidence="reason", most_words=200, told=SEEN)
    form = FormVersion(name="Form 1", version="3", told=SEEN)
    assert sentences(profile(), profile(paste=(block,), forms=(form,))) == [
        f"The text block ‘Reason’ is new: Reason. At most 200 words. Filled from: Why the request is made, in short. {SAID}",
        f"The form ‘Form 1 3’ is new: Form 1, version 3. {SAID}",
    ]
