"""A council's own asks beside those of the law: a custom takes nothing of the law away, and adds nothing to it."""

import pytest

from sendco_desk.authority.fields import SAFE_PART_MB, fields_of, part_megabytes
from sendco_desk.authority.joining import joined
from sendco_desk.authority.profile import Ask, Basis, Confidence, Fact, PasteBlock, Profile, ProfileKind, Told
from sendco_desk.domain.refusals import Refused


def ask(key: str, basis: Basis = Basis.COUNCIL) -> Ask:
    return Ask(key=key, text=key, basis=basis, evidence="reports")


BLOCK = PasteBlock(key="reason", title="Reason", evidence="reason")
BASE = Profile(
    id="general", name="Any council", kind=ProfileKind.GENERAL, paste=(BLOCK,),
    asks=(ask("views", Basis.PRACTICE), ask("needs", Basis.CODE), ask("test", Basis.LAW), ask("dates", Basis.PRACTICE)),
)


def keys(profile: Profile) -> list[tuple[str, Basis]]:
    return [(one.key, one.basis) for one in profile.asks]


def test_the_law_comes_first_then_the_council_s_asks_then_the_rest() -> None:
    made = joined(Profile(id="999-a", name="A", asks=(ask("map"), ask("views"))), BASE)
    assert keys(made) == [
        ("test", Basis.LAW), ("map", Basis.COUNCIL), ("views", Basis.COUNCIL), ("needs", Basis.CODE), ("dates", Basis.PRACTICE),
    ]
    assert made.paste == (BLOCK,)


def test_only_good_practice_can_be_left_out() -> None:
    made = joined(Profile(id="999-a", name="A", leaves_out=("test", "needs", "views", "dates")), BASE)
    assert keys(made) == [("test", Basis.LAW), ("needs", Basis.CODE)]


@pytest.mark.parametrize("key", ["test", "needs"])
def test_no_ask_of_a_council_can_take_the_place_of_the_law(key: str) -> None:
    with pytest.raises(Refused, match=f"‘{key}’ is the key of what binds every council"):
        joined(Profile(id="999-a", name="A", asks=(ask(key),)), BASE)


def test_a_council_s_own_blocks_stand_alone() -> None:
    own = PasteBlock(key="story", title="Story", evidence="chronology")
    assert joined(Profile(id="999-a", name="A", paste=(own,)), BASE).paste == (own,)


def test_a_field_nobody_has_told_is_unknown_and_unverified() -> None:
    assert Profile(id="999-a", name="A").fact("portal_url") == Fact(value=None)
    assert not Told(confidence=Confidence.LOW, source="A page").is_fact


@pytest.mark.parametrize(("value", "split"), [(None, SAFE_PART_MB), (0, SAFE_PART_MB), (25, 25)])
def test_a_pack_is_split_at_a_safe_size_where_the_council_says_nothing(value: int | None, split: int) -> None:
    assert part_megabytes(Profile(id="999-a", name="A", facts={"max_part_mb": Fact(value=value)})) == split


def test_each_kind_of_profile_has_fields_of_its_own() -> None:
    assert [field.name for field in fields_of(ProfileKind.GENERAL)] == []
    assert {"pages_core", "portal_url"} & {field.name for field in fields_of(ProfileKind.TRIBUNAL)} == {"pages_core"}
