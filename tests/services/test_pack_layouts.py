"""The order of a case's pack: kept, undone by name, after a restart too, and followed as documents come and go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from sendco_desk.domain.documents import Document
from sendco_desk.domain.pack_layout import DOCUMENTS
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.clockwork import Changed
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.opening import open_desk
from sendco_desk.services.pack_layouts import MEGABYTE, PackLayouts
from tests.services.conftest import PASSPHRASE
from tests.services.papers import WorksHere, text_file


@pytest.fixture
def case(desk: Desk, kacper: Pupil) -> UUID:
    return desk.casework.open_case(kacper.id, authority="Marlshire County Council")[0]


@pytest.fixture
def put_in(desk: Desk, kacper: Pupil, tmp_path: Path) -> Callable[..., UUID]:
    """Puts a made-up document of a day into the pupil's record."""

    def put(name: str, dated: date = date(2026, 9, 1), sharing: str = "agreed") -> UUID:
        deeds = replace(desk.documents, workshop=WorksHere())
        filing = Filing(received_on=date(2026, 11, 20), sharing_basis=sharing, dated_on=dated)
        return deeds.add_files(kacper.id, [text_file(tmp_path, f"{name}.txt", f"Made-up words of {name}")], filing).documents[0].id

    return put


def titles(desk: Desk, case: UUID) -> list[str]:
    return [desk.documents.get(placed.document).title for placed in desk.layouts.layout(case).placed]


def test_before_anybody_arranges_it_all_documents_stand_oldest_first_under_one_heading(
    desk: Desk, case: UUID, put_in: Callable[..., UUID],
) -> None:
    put_in("Later", date(2026, 10, 1))
    put_in("Private", date(2026, 9, 15), "none")
    put_in("Earlier")
    layout = desk.layouts.layout(case)
    assert titles(desk, case) == ["Earlier", "Private", "Later"]
    assert [placed.left_out for placed in layout.placed] == [False, True, False]
    assert (layout.parts, layout.finest, layout.most_megabytes) == ((DOCUMENTS,), 200, 0)
    assert desk.finding.undoable().startswith("Put in")


Deed = Callable[[PackLayouts, UUID, UUID], Changed]
DEEDS: dict[str, Deed] = {
    "Moved ‘Report’ in the pack": lambda kept, case, one: kept.move_document(case, one, DOCUMENTS, 0),
    "Left ‘Report’ out of the pack": lambda kept, case, one: kept.switch_document(case, one, on=False),
    "Wrote a note on ‘Report’ in the pack": lambda kept, case, one: kept.note(case, one, "See  page 4"),
    "Wrote why ‘Report’ is shared in the pack": lambda kept, case, one: kept.because(case, one, "Asked for"),
    "Turned pages of ‘Report’ in the pack": lambda kept, case, one: kept.turn(case, one, ((1, 180),)),
    "Straightened pages of ‘Report’ in the pack": lambda kept, case, one: kept.straighten(case, one, ((1, 2.5),)),
    "Left pages of ‘Report’ out of the pack": lambda kept, case, one: kept.leave_pages_out(case, one, (2,)),
    "Moved ‘Chronology’ in the pack": lambda kept, case, one: kept.move_section(case, "chronology", "summary"),
    "Left ‘Chronology’ out of the pack": lambda kept, case, one: kept.switch_section(case, "chronology", on=False),
    "Made the part ‘Reports’ of the pack": lambda kept, case, one: kept.make_part(case, "Reports"),
    "Renamed the part ‘Documents’ of the pack": lambda kept, case, one: kept.rename_part(case, DOCUMENTS, "Papers"),
    "Changed the limits of the pack": lambda kept, case, one: kept.settings(case, finest=150, most_megabytes=10, lighter=True, budget=""),
}


@pytest.mark.parametrize("named", DEEDS)
def test_each_deed_is_kept_named_and_undone_after_a_restart(
    desk: Desk, case: UUID, put_in: Callable[..., UUID], named: str,
) -> None:
    put_in("Letter")
    report = put_in("Report", date(2026, 10, 1))
    before = desk.layouts.layout(case)
    kinds = {"pack_layout", "export_reason"} if "Wrote why" in named else {"pack_layout"}  # the screen keeps who decided it, too
    assert DEEDS[named](desk.layouts, case, report) == kinds
    after = desk.layouts.layout(case)
    assert after != replace(before, id=after.id)
    desk.close()
    again = open_desk(desk.folder, PASSPHRASE, clock=desk.clock)
    try:
        assert again.layouts.layout(case) == after
        assert again.finding.undoable() == named
        assert again.finding.undo() == (named, frozenset(kinds))
        assert replace(again.layouts.layout(case), id=before.id) == before
    finally:
        again.close()


def test_what_changes_nothing_is_no_deed(desk: Desk, case: UUID, put_in: Callable[..., UUID]) -> None:
    report = put_in("Report")
    before = desk.finding.undoable()
    assert desk.layouts.move_document(case, report, DOCUMENTS, 0) == frozenset()
    assert desk.layouts.note(case, report, "  ") == frozenset()
    assert desk.finding.undoable() == before
    assert desk.layouts.note(case, report, "See page 4") == {"pack_layout"}
    assert desk.layouts.note(case, report, " See page 4 ") == frozenset()


def test_deeds_that_take_something_back_say_so(desk: Desk, case: UUID, put_in: Callable[..., UUID]) -> None:
    report, kept = put_in("Report"), desk.layouts
    said: list[str] = []
    kept.make_part(case, "Reports")
    pairs: tuple[tuple[Callable[[], Changed], Callable[[], Changed]], ...] = (
        (lambda: kept.note(case, report, "x"), lambda: kept.note(case, report, "")),
        (lambda: kept.turn(case, report, ((1, 90),)), lambda: kept.turn(case, report, ())),
        (lambda: kept.straighten(case, report, ((1, 1.0),)), lambda: kept.straighten(case, report, ())),
        (lambda: kept.leave_pages_out(case, report, (1,)), lambda: kept.leave_pages_out(case, report, ())),
        (lambda: kept.switch_document(case, report, on=False), lambda: kept.switch_document(case, report, on=True)),
        (lambda: kept.switch_section(case, "clock", on=False), lambda: kept.switch_section(case, "clock", on=True)),
        (lambda: kept.move_part(case, "Reports", 0), lambda: kept.remove_part(case, "Reports")),
    )
    for deed, back in pairs:
        deed()
        back()
        said.append(desk.finding.undoable())
    assert said == [
        "Took the note off ‘Report’ in the pack", "Put pages of ‘Report’ back as they came in the pack",
        "Put pages of ‘Report’ back as they came in the pack", "Put all pages of ‘Report’ back into the pack",
        "Put ‘Report’ into the pack", "Put ‘Clock and delays’ back into the pack", "Removed the part ‘Reports’ of the pack",
    ]


def test_a_part_of_the_same_name_is_refused_and_nothing_is_kept(desk: Desk, case: UUID) -> None:
    with pytest.raises(Refused, match="There is a part of that name already"):
        desk.layouts.make_part(case, "documents")
    assert desk.layouts.layout(case).parts == (DOCUMENTS,)


def test_documents_that_come_later_find_their_place_and_those_taken_out_leave(
    desk: Desk, case: UUID, put_in: Callable[..., UUID],
) -> None:
    first, last = put_in("First"), put_in("Last", date(2026, 11, 1))
    desk.layouts.note(case, first, "Kept")
    put_in("Between", date(2026, 10, 1))
    assert titles(desk, case) == ["First", "Between", "Last"]
    desk.documents.remove(last)
    assert titles(desk, case) == ["First", "Between"]
    desk.layouts.note(case, first, "Kept still")
    desk.finding.undo()
    desk.finding.undo()  # the removal
    assert "Last" in titles(desk, case)


def test_another_pupils_case_has_an_order_of_its_own(desk: Desk, case: UUID, kacper: Pupil) -> None:
    other, _ = desk.casework.open_case(kacper.id, "annual_review", authority="Marlshire County Council")
    desk.layouts.make_part(case, "Reports")
    assert desk.layouts.layout(other).parts == (DOCUMENTS,)


def test_what_is_chosen_goes_into_the_pack(desk: Desk, case: UUID, put_in: Callable[..., UUID]) -> None:
    kept, report, letter, private = desk.layouts, put_in("Report"), put_in("Letter", date(2026, 9, 2)), put_in("Private", sharing="none")
    kept.make_part(case, "Reports")
    kept.move_document(case, report, "Reports", 0)
    kept.note(case, report, "See page 4")
    kept.turn(case, report, ((1, 180),))
    kept.switch_document(case, private, on=True)
    kept.because(case, private, "Asked for")
    kept.move_section(case, "clock", "summary")
    kept.switch_section(case, "chronology", on=False)
    kept.settings(case, finest=150, most_megabytes=10, lighter=True, budget="")
    choices = kept.choices(kept.layout(case), ("summary", "chronology", "clock"), password="heron", passwords=("wren",), costs=True)
    assert (choices.parts, choices.documents) == (("clock", "summary"), (private, letter, report))
    assert (choices.under[report], choices.notes, choices.overrides) == ("Reports", {report: "See page 4"}, {private: "Asked for"})
    assert {document: wanted.turns for document, wanted in choices.handling.items()} == {report: ((1, 180),)}
    assert choices.lighter
    assert (choices.most_bytes, choices.password, choices.passwords, choices.costs) == (10 * MEGABYTE, "heron", ("wren",), True)
    plan = desk.packs.plan(case, choices)
    assert [(item.title, item.part, item.note) for item in plan.items] == [
        ("Private", DOCUMENTS, ""), ("Letter", DOCUMENTS, ""), ("Report", "Reports", "See page 4"),
    ]
    assert [(item.source.handling.turns, item.source.handling.finest) for item in plan.items] == [((), 150), ((), 150), (((1, 180),), 150)]
    assert {item.source.passwords for item in plan.items} == {("wren",)}
    assert isinstance(desk.documents.get(letter), Document)
