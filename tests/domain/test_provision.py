"""The records of provision check themselves: what could be no provision, no session and no cost is refused with what to do."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from sendco_desk.domain.provision import CostItem, GroupSize, ProvisionPlace, ProvisionRun, ProvisionSession, StaffMember, StaffRate
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused

MONDAY, FRIDAY = date(2026, 9, 7), date(2026, 12, 11)
GOOD: dict[type[Record], dict[str, Any]] = {
    StaffMember: {"name": "Mx Fern", "weekly_minutes": 1500},
    StaffRate: {"staff_role": "teacher", "pence_an_hour": 3120, "since": MONDAY},
    ProvisionRun: {"name": "Made-up reading group", "minutes": 20, "times_a_week": 3, "starts_on": MONDAY, "ends_on": FRIDAY},
    GroupSize: {"run": uuid4(), "since": MONDAY, "pupils": 4},
    ProvisionPlace: {"pupil": uuid4(), "run": uuid4(), "starts_on": MONDAY, "ends_on": FRIDAY},
    ProvisionSession: {"pupil": uuid4(), "place": uuid4(), "on": MONDAY, "minutes": 20},
    CostItem: {"pupil": uuid4(), "what": "Cards", "pence": 450, "on": MONDAY},
}


def made(kind: type[Record], **different: Any) -> Record:
    return kind(id=uuid4(), **(GOOD[kind] | different))


@pytest.mark.parametrize(("kind", "different", "field"), [
    (StaffMember, {"name": " "}, "name"), (StaffMember, {"staff_role": "wizard"}, "staff_role"),
    (StaffMember, {"weekly_minutes": 3601}, "weekly_minutes"), (StaffRate, {"staff_role": "wizard"}, "staff_role"),
    (StaffRate, {"pence_an_hour": -1}, "pence_an_hour"), (StaffRate, {"since": date(206, 9, 7)}, "since"),
    (ProvisionRun, {"name": ""}, "name"), (ProvisionRun, {"wave": "tidal"}, "wave"), (ProvisionRun, {"staff_role": "wizard"}, "staff_role"),
    (ProvisionRun, {"area": "garden"}, "area"), (ProvisionRun, {"minutes": 0}, "minutes"), (ProvisionRun, {"times_a_week": 36}, "times_a_week"),
    (ProvisionRun, {"weekdays": ("sat",)}, "weekdays"), (ProvisionRun, {"weekdays": ("mon", "wed")}, "weekdays"),
    (ProvisionRun, {"ends_on": date(2026, 9, 6)}, "ends_on"),
    (GroupSize, {"pupils": 0}, "pupils"), (ProvisionPlace, {"ends_on": date(2026, 9, 6)}, "ends_on"),
    (ProvisionSession, {"outcome": "slept"}, "outcome"), (ProvisionSession, {"minutes": 481}, "minutes"),
    (ProvisionSession, {"minutes": 0}, "minutes"),
    (CostItem, {"what": ""}, "what"), (CostItem, {"pence": -1}, "pence"),
])
def test_what_cannot_be_is_refused_beside_its_field(kind: type[Record], different: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        made(kind, **different)
    assert refused.value.field == field


def test_a_missed_session_has_no_minutes_and_a_named_area_is_kept() -> None:
    assert made(ProvisionSession, outcome="pupil_away", minutes=0).called == "Missed: pupil away, Mon 7 Sep 2026"
    assert made(ProvisionRun, area="cognition", weekdays=("mon", "wed", "fri")).called == (
        "Made-up reading group, Mon 7 Sep 2026 to Fri 11 Dec 2026"
    )


def test_in_lists_a_rate_is_called_without_its_amount() -> None:
    assert made(StaffRate).called == "Rate, teacher, from Mon 7 Sep 2026"
    assert made(StaffMember).called == "Mx Fern, teaching assistant"
    assert made(StaffRate, staff_role="sendco").called == "Rate, SENDCo, from Mon 7 Sep 2026"
    assert made(CostItem).called == "Cards, Mon 7 Sep 2026"
