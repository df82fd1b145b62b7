"""A version of a plan has a state and a day; changes are proposed to a version; a section is one of those the law names."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.support_codes import PLAN_SECTIONS

VERSION = PlanVersion(id=uuid4(), pupil=uuid4(), state="final", dated_on=date(2026, 10, 5))
SECTION = PlanSection(id=uuid4(), pupil=VERSION.pupil, version=VERSION.id, section="F")


def test_versions_and_sections_say_what_they_are() -> None:
    assert VERSION.called == "Final plan, Mon 5 Oct 2026"
    assert SECTION.called == "Section F, special educational provision"


def test_the_sections_are_those_of_regulation_12_in_their_order() -> None:
    assert list(PLAN_SECTIONS) == ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]


@pytest.mark.parametrize(("field", "wrong"), [("state", "secret"), ("dated_on", date(206, 10, 5))])
def test_a_version_that_cannot_be_is_refused_beside_its_field(field: str, wrong: object) -> None:
    with pytest.raises(Refused) as refusal:
        replace(VERSION, **{field: wrong})  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_changes_are_proposed_to_a_version() -> None:
    with pytest.raises(Refused, match="Choose the version") as refusal:
        replace(VERSION, state="proposed")
    assert refusal.value.field == "based_on"
    assert replace(VERSION, state="proposed", based_on=uuid4()).based_on is not None


def test_a_section_that_the_law_does_not_name_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        replace(SECTION, section="Z")
    assert refusal.value.field == "section"
