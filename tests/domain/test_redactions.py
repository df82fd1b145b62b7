"""A redaction says where, why and by whom; a box without a size, or a reason nobody wrote, is refused."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from sendco_desk.domain.redactions import REDACTION_REASONS, Redaction, box_of, box_text
from sendco_desk.domain.refusals import Refused


def redaction(**more: Any) -> Redaction:
    facts: dict[str, Any] = {
        "id": uuid4(), "pupil": uuid4(), "document": uuid4(), "page": 1, "boxes": ("10.00 20.00 60.00 32.00",), "reason": "address",
        "marked_on": date(2026, 11, 23),
    }
    return Redaction(**facts | more)


def test_a_box_lies_in_the_notebook_as_four_numbers_and_comes_back_the_same() -> None:
    assert box_text((10, 20.5, 60.126, 32)) == "10.00 20.50 60.13 32.00"
    assert box_of("10.00 20.50 60.13 32.00") == (10.0, 20.5, 60.13, 32.0)


@pytest.mark.parametrize("reason", [reason for reason in REDACTION_REASONS if reason != "other"])
def test_every_reason_of_the_list_will_do_without_a_note(reason: str) -> None:
    assert redaction(reason=reason).reason == reason


def test_another_reason_is_written_down() -> None:
    assert redaction(reason="other", note="Agreed with the family").note == "Agreed with the family"
    with pytest.raises(Refused, match="Write why it is blacked out") as refused:
        redaction(reason="other", note="  ")
    assert refused.value.field == "note"


@pytest.mark.parametrize(("wrong", "field", "said"), [
    ({"page": 0}, "page", "the first page is 1"),
    ({"boxes": ()}, "boxes", "Draw a box"),
    ({"boxes": ("60.00 20.00 10.00 32.00",)}, "boxes", "has no size"),
    ({"boxes": ("10.00 32.00 60.00 32.00",)}, "boxes", "has no size"),
    ({"reason": "because"}, "reason", "why it is blacked out"),
    ({"marked_on": date(1066, 10, 14)}, "marked_on", "1066"),
    ({"reviewed_on": date(1066, 10, 14)}, "reviewed_on", "1066"),
])
def test_what_makes_no_redaction_is_refused_beside_its_field(wrong: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        redaction(**wrong)
    assert refused.value.field == field
