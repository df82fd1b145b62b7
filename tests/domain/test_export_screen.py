"""What may leave the school: flags and reasons as records, what rests on what, and words that belong in the safeguarding record."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_type_hints
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.export_screen import (
    EXPORT_FLAGS,
    FLAGS_THEMSELVES,
    GOES_WITH,
    NOT_FLAGGED,
    ExportFlag,
    ExportReason,
    is_reference,
    may_be_flagged,
    rests_on,
    speaks_of,
)
from sendco_desk.domain.kinds import KIND_OF, KINDS
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import PupilRecord, Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry

ENTRY = StoryEntry(
    id=uuid4(), pupil=uuid4(), entry_kind="note", happened_at=datetime(2026, 10, 6, 9, tzinfo=UTC), written_at=datetime(2026, 10, 6, 9, tzinfo=UTC),
    written_by="Dr Robin Lark", words="Slept badly.",
)
FLAG = ExportFlag(id=uuid4(), pupil=uuid4(), record_kind="story_entry", record=uuid4(), flag="staff", flagged_on=date(2026, 9, 5))
REASON = ExportReason(
    id=uuid4(), pupil=uuid4(), record_kind="story_entry", record=uuid4(), because="Her mother asked for it", decided_by="Mrs Orla Pine",
    decided_on=date(2026, 9, 6),
)


@pytest.mark.parametrize(("record", "field", "wrong"), [
    (FLAG, "record_kind", " "), (FLAG, "flag", "secret"), (FLAG, "flagged_on", date(1926, 9, 5)),
    (REASON, "record_kind", ""), (REASON, "because", " "), (REASON, "decided_by", ""), (REASON, "decided_on", date(1926, 9, 5)),
])
def test_a_flag_or_reason_that_says_too_little_is_refused(record: Record, field: str, wrong: object) -> None:
    with pytest.raises(Refused):
        replace(record, **{field: wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize("flag", EXPORT_FLAGS)
def test_each_flag_is_a_record(flag: str) -> None:
    assert replace(FLAG, flag=flag).flag == flag


@pytest.mark.parametrize("words", [
    "See the safeguarding record, ref 114.", "see safeguarding file ref SG/2026/3", "Please see the child protection record", "See CPOMS ref 88213.",
    "See MyConcern entry 12", "See the safeguarding record.",
])
def test_a_pointer_to_the_safeguarding_record_is_a_reference_and_brings_no_suggestion(words: str) -> None:
    assert is_reference(words)
    assert speaks_of(words) == ()


@pytest.mark.parametrize("words", [
    "See the safeguarding record, ref 114. He told the tutor about the weekend.", "Safeguarding concern raised with the lead", "See the minutes",
    "See the safeguarding record because " + "he said so and " * 8, "",
])
def test_anything_more_is_no_reference(words: str) -> None:
    assert not is_reference(words)


@pytest.mark.parametrize(("words", "found"), [
    ("He disclosed something to his tutor.", ("disclosure",)),
    ("A section 47 enquiry began.", ("section 47",)), ("s.47 strategy meeting held", ("section 47", "a strategy meeting")),
    ("Section 17 assessment", ("section 17",)),
    ("On a child-protection plan since May", ("child protection",)), ("Neglect was mentioned", ("abuse or neglect",)),
    ("Domestic violence at home", ("violence at home",)), ("Talked of self-harm", ("harm",)), ("A safeguarding concern", ("safeguarding",)),
    ("Enclosed: the plan in 47 sections", ()), ("Reads for eight minutes", ()),
])
def test_words_that_may_belong_elsewhere_are_noticed(words: str, found: tuple[str, ...]) -> None:
    assert speaks_of(words) == found


def test_a_correction_rests_on_its_entry_and_an_entry_on_nothing() -> None:
    first = uuid4()
    assert rests_on(replace(ENTRY, corrects=first)) == (first,)
    assert rests_on(ENTRY) == rests_on(FLAG) == ()


def _needed_links(kind: type[Record]) -> set[str]:
    return {name for name, hint in get_type_hints(kind).items() if hint is UUID and name not in ("id", "pupil", "case")}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(kind, PupilRecord)], ids=lambda kind: kind.KIND)
def test_every_link_that_cannot_be_left_empty_is_known_to_rest_on_what_it_names(kind: type[Record]) -> None:
    elsewhere = {"provision_place": {"run"}, "export_flag": {"record"}, "export_reason": {"record"}}  # a run is the school's, not a pupil's
    assert _needed_links(kind) - elsewhere.get(kind.KIND, set()) <= set(GOES_WITH.get(kind.KIND, ()))


def test_what_is_named_in_the_tables_is_there() -> None:
    for name, fields in GOES_WITH.items():
        assert set(fields) <= set(get_type_hints(KIND_OF[name]))
    assert {*NOT_FLAGGED, *FLAGS_THEMSELVES} <= set(KIND_OF)


def test_what_is_about_a_pupil_can_be_flagged_and_the_frame_of_a_case_cannot() -> None:
    assert may_be_flagged(StoryEntry)
    assert not may_be_flagged(Pupil) and not may_be_flagged(ExportFlag) and not may_be_flagged(KIND_OF["case_file"])
