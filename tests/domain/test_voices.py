"""Views have a voice, a day and something said; a profile has at least one part; both say what they are called."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven

DAY = date(2026, 10, 5)
VIEWS = ViewsGiven(id=uuid4(), pupil=uuid4(), voice="both_parents", given_on=DAY, hopes="A friend.")
PROFILE = OnePageProfile(id=uuid4(), pupil=uuid4(), made_on=DAY, aspirations="To be a vet.")


def test_views_and_profiles_are_called_by_whose_they_are_and_their_day() -> None:
    assert VIEWS.called == "Views of both parents, Mon 5 Oct 2026"
    assert replace(VIEWS, voice="pupil").called == "Views of the pupil, Mon 5 Oct 2026"
    assert PROFILE.called == "One-page profile, Mon 5 Oct 2026"


@pytest.mark.parametrize(("field", "wrong"), [
    ("voice", "nobody"), ("gathered", "by magic"), ("whose_words", "unknown"), ("given_on", date(206, 10, 5)),
])
def test_views_that_cannot_be_are_refused_beside_their_field(field: str, wrong: object) -> None:
    with pytest.raises(Refused) as refusal:
        replace(VIEWS, **{field: wrong})  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_views_need_words_or_the_scan_that_shows_them() -> None:
    with pytest.raises(Refused, match="Write at least one of the views") as refusal:
        replace(VIEWS, hopes="  ")
    assert refusal.value.field == "working"
    assert replace(VIEWS, hopes="", scan=uuid4()).scan is not None


def test_a_profile_needs_a_likely_day_and_one_part() -> None:
    with pytest.raises(Refused, match="Write at least one part") as refusal:
        replace(PROFILE, aspirations=" ")
    assert refusal.value.field == "appreciated"
    with pytest.raises(Refused) as refusal:
        replace(PROFILE, made_on=date(206, 10, 5))
    assert refusal.value.field == "made_on"
