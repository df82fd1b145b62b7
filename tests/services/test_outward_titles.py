"""The title of a document tells of whom it is: no door to the outside says that of one which may not be shared, nor a word that is blacked out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.codes import UNSHARED
from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.needs import StatementSource
from sendco_desk.domain.paper import words_of
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import PupilRecord, Record
from sendco_desk.domain.redactions import Redaction
from sendco_desk.services.desk import Desk
from sendco_desk.services.form_values import CATALOGUE
from sendco_desk.services.pack_parts import PARTS
from sendco_desk.services.printed_forms import FORMS, PUPIL
from sendco_desk.services.records_export import exported
from sendco_desk.services.screened import links_of, proofs
from tests.services.conftest import StillClock
from tests.services.pack_cases import ON, Filled, filled, put

TITLE = "Report on Zofia Quince"
SECRET = "Zofia Quince"
PLACES = {"document", "scan", "proof"}
"""Fields by which a record says that a document shows it."""
SCHOOL_ONLY = {"handover"}
"""Forms that stay in the school."""


@pytest.fixture
def made(desk: Desk, kacper: Pupil, clock: StillClock, tmp_path: Path) -> Filled:
    clock.moment = datetime(2026, 12, 20, 9, tzinfo=UTC)
    return filled(desk, kacper, tmp_path)


def everything_rests_on(desk: Desk, made: Filled, document: UUID) -> None:
    """Every record that can say that a document shows it names this one."""
    changed: list[Record] = []
    for kind in KINDS:
        names = [name for name in links_of(kind.KIND) if name in PLACES]
        if names and issubclass(kind, PupilRecord):
            changed += [_resting(one, names, document) for one in desk.keyring.book.all(kind, pupil=made.pupil)]
    put(desk, made.pupil, *changed)
    assert {one.KIND for one in changed} >= {"measure", "views_given", "involvement", "case_event", "statement_source", "plan_version"}


def _resting(record: Record, names: list[str], document: UUID) -> Record:
    told: dict[str, Any] = dict.fromkeys(names, document)
    if isinstance(record, StatementSource):
        told |= {"story_entry": None, "measure": None}  # it rests on one thing alone
    if isinstance(record, Measure):
        told["exam_access"] = True
    return replace(record, **told)


def call(desk: Desk, document: UUID, title: str) -> None:
    desk.documents.save(replace(desk.keyring.book.get(Document, document), title=title))


def doors(desk: Desk, made: Filled) -> Iterator[tuple[str, str]]:
    """Everything that goes out, as words, by what it is."""
    choices = replace(desk.packs.proposed(made.case, ON), parts=tuple(PARTS))
    plan = desk.packs.plan(made.case, choices, ON)
    yield "pack", repr(plan.parts) + repr(plan.cover) + repr([(item.title, item.author, item.note, item.source.name) for item in plan.items])
    yield "paste", repr(desk.results.sheet(made.case, choices, ON))
    for form in FORMS:
        if PUPIL in form.about and form.name not in SCHOOL_ONLY:
            for day in (ON, date(2026, 12, 20)):
                yield f"form {form.name}", "\n".join(words_of(desk.forms.paper(form.name, pupil=made.pupil, on=day)))
    found = desk.council_forms.values(made.case, ON)
    yield "council form", repr([value.get(found) for value in CATALOGUE])
    yield "records", repr(exported(desk.forms.book, pupil=made.pupil).fields)
    yield "access", "\n".join(words_of(desk.measuring.access_sheet(made.pupil, ON)))
    yield "letters", repr([paper.title for paper in proofs(desk.keyring.book, made.pupil, made.case) if paper.sharing_basis != UNSHARED])
    yield "isp", repr(desk.forms.individual_support_plan(made.pupil))


def test_the_title_of_a_document_that_may_not_be_shared_is_at_no_door(desk: Desk, made: Filled) -> None:
    call(desk, made.private, TITLE)
    everything_rests_on(desk, made, made.private)
    assert [door for door, words in doors(desk, made) if SECRET in words] == []


def test_a_word_that_is_blacked_out_in_a_document_is_in_its_title_at_no_door(desk: Desk, made: Filled) -> None:
    call(desk, made.shared, TITLE)
    everything_rests_on(desk, made, made.shared)
    named = {door for door, words in doors(desk, made) if SECRET in words}
    assert named >= {"pack", "paste", "records"}  # it is named as long as nothing is blacked out
    put(desk, made.pupil, Redaction(
        id=uuid4(), pupil=made.pupil, document=made.shared, page=1, boxes=("10 10 90 20",), words=SECRET, reason="other_child",
        marked_by="Dr Robin Lark", marked_on=date(2026, 12, 20),
    ))
    assert [door for door, words in doors(desk, made) if SECRET in words] == []
    assert {door for door, words in doors(desk, made) if "Report on [blacked out]" in words} == named
