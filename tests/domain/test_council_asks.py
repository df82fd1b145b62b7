"""What the school keeps of a council's asks checks itself."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from sendco_desk.domain.council_asks import CouncilForm, NotSupplied, OwnProfile
from sendco_desk.domain.refusals import Refused

ON = date(2026, 11, 23)


def form(**given: Any) -> CouncilForm:
    """A form with what a test says of it."""
    kept: dict[str, Any] = {
        "id": uuid4(), "profile": "830-derbyshire", "name": "Request", "file_name": "request.docx", "size": 9, "sha256": "0", "attachment": "a",
    }
    return CouncilForm(**kept | given)


@pytest.mark.parametrize(("given", "field"), [
    ({"profile": " "}, "profile"), ({"name": ""}, "name"), ({"valid_from": date(1800, 1, 1)}, "valid_from"),
    ({"valid_to": date(1800, 1, 1)}, "valid_to"), ({"valid_from": ON, "valid_to": date(2026, 1, 1)}, "valid_to"),
])
def test_a_form_needs_its_council_a_name_and_days_in_order(given: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        form(**given)
    assert refused.value.field == field


@pytest.mark.parametrize(("first", "last", "holds"), [
    (None, None, True), (ON, ON, True), (date(2026, 11, 24), None, False), (None, date(2026, 11, 22), False), (date(2025, 4, 11), None, True),
])
def test_a_council_takes_a_form_between_its_days_both_included(first: date | None, last: date | None, holds: bool) -> None:
    assert form(valid_from=first, valid_to=last).holds(ON) is holds


@pytest.mark.parametrize(("given", "field"), [
    ({"profile": ""}, "profile"), ({"text": " "}, "text"), ({"because": ""}, "because"), ({"changed_on": date(1800, 1, 1)}, "changed_on"),
])
def test_a_changed_profile_says_which_it_is_and_why_it_was_changed(given: dict[str, Any], field: str) -> None:
    kept: dict[str, Any] = {"id": uuid4(), "profile": "830-derbyshire", "text": "id = 1", "because": "The council wrote so.", "changed_on": ON}
    with pytest.raises(Refused) as refused:
        OwnProfile(**kept | given)
    assert refused.value.field == field
    assert OwnProfile(**kept).changed_on == ON


@pytest.mark.parametrize(("given", "field"), [({"ask": ""}, "ask"), ({"because": " "}, "because"), ({"said_on": date(1800, 1, 1)}, "said_on")])
def test_what_is_not_supplied_says_what_and_why(given: dict[str, Any], field: str) -> None:
    kept: dict[str, Any] = {"id": uuid4(), "pupil": uuid4(), "case": uuid4(), "ask": "costed_map", "because": "None is asked.", "said_on": ON}
    with pytest.raises(Refused) as refused:
        NotSupplied(**kept | given)
    assert refused.value.field == field
    assert NotSupplied(**kept).ask == "costed_map"
