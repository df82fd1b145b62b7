"""The tables of the case side: every model satisfies Qt, filters narrow, and cells say in words what they show."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sendco_desk.domain.casework import CaseEvent, CaseFile, Submission
from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.casework import CaseRow, EventRow
from sendco_desk.statute.clock import milestones
from sendco_desk.statute.milestones import Start
from sendco_desk.ui.models.cases_model import (
    ALL,
    CASE_GIVES_WAY,
    CLOSED,
    OPEN,
    SENT_COLUMNS,
    SHORT_KINDS,
    CaseFilter,
    CaseLine,
    CasesModel,
    SentLine,
    SentModel,
    kinds,
    line_of,
    stages,
    volumes_of,
)
from sendco_desk.ui.models.events_model import EventsModel, StepLine, StepsModel, who_words
from sendco_desk.ui.models.pack_model import PackModel
from sendco_desk.ui.models.rows import RowsModel
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.room import Room
from sendco_desk.ui.screens.case_cells import YieldingTable, longest, step_wordings
from sendco_desk.ui.screens.tables import Table
from sendco_desk.ui.theme import Look
from tests.ui.case_desks import BEGUN, RECEIVED, TODAY, case_facts, open_kind, steps

PUPIL = Pupil(id=uuid4(), legal_forename="Kacper", legal_surname="Wilk")
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def case_line(
    stage: str = "Being assessed", *, step: bool = True, closed_on: date | None = None, received: date | None = RECEIVED, kind: str = "request",
    number: int = 14,
) -> CaseLine:
    request = CaseFile(
        id=uuid4(), pupil=PUPIL.id, case_kind=kind, number=number, authority="Marlshire", opened_on=RECEIVED, closed_on=closed_on,
    )
    late = next(m for m in steps({"request_received": RECEIVED}) if m.rule.id == "REQ-04")
    waits = received is None and not step
    return line_of(CaseRow(case=request, pupil=PUPIL, received_on=received, stage=stage, next_step=late if step else None, waits=waits), TODAY)


def sent_line() -> SentLine:
    submission = Submission(
        id=uuid4(), pupil=PUPIL.id, case=uuid4(), number=3, pack_sha256="ab" * 32, pack_attachment="x", pages=57, channel="portal",
        sent_at=datetime(2026, 11, 2, 15, 5, tzinfo=UTC),
    )
    return SentLine(submission=submission, pupil="Kacper Wilk", council="Marlshire", receipt="")


def test_the_files_of_a_pack_in_volumes_are_told_apart() -> None:
    alone = sent_line().submission
    several = [replace(alone, id=uuid4(), number=4) for _ in range(2)]
    volumes = volumes_of([alone, *several])
    assert volumes == {several[0].id: "1 of 2", several[1].id: "2 of 2"}
    lines = [replace(sent_line(), submission=one, volume=volumes.get(one.id, "")) for one in (alone, several[1])]
    assert [(SENT_COLUMNS[0].shown(line), SENT_COLUMNS[0].spoken and SENT_COLUMNS[0].spoken(line)) for line in lines] == [
        ("3", "Pack 3"), ("4, 2 of 2", "Pack 4, volume 2 of 2"),
    ]


def event_row() -> EventRow:
    event = CaseEvent(id=uuid4(), pupil=PUPIL.id, case=uuid4(), name="request_received", on=RECEIVED)
    return EventRow(event=event, title="Council received the request", proof=None)


def step_lines() -> Iterable[StepLine]:
    return [StepLine(milestone=m, on=TODAY) for m in steps()]


def spoken(model: QAbstractItemModel, row: int = 0) -> list[str]:
    return [str(model.index(row, column).data(SPOKEN)) for column in range(model.columnCount())]


def test_qt_finds_no_fault_with_the_models() -> None:
    cases, sent, events, laws = CasesModel(), SentModel(), EventsModel(), StepsModel()
    for model in (cases, sent, events, laws):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cases.put([case_line(), case_line("Withdrawn", step=False)])
    cases.choose(CaseFilter(standing=ALL))
    cases.sort(5)
    sent.put([sent_line()])
    events.put([event_row()])
    laws.put(step_lines())
    laws.sort(2, Qt.SortOrder.DescendingOrder)
    assert (cases.rowCount(), sent.rowCount(), events.rowCount()) == (2, 1, 1)


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_qt_finds_no_fault_with_a_case_of_any_kind(room: Room, kind: str) -> None:
    page = room.desk.casework.page(open_kind(room.desk, kind))
    models: tuple[RowsModel[Any], ...] = (CasesModel(), EventsModel(), StepsModel())
    cases, events, laws = models
    for model in models:
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cases.put([line_of(row, TODAY) for row in room.desk.casework.cases(on=TODAY)])
    events.put(page.events)
    laws.put([StepLine(milestone=m, on=TODAY) for m in page.milestones])
    for model in models:
        for column in range(model.columnCount()):
            model.sort(column, Qt.SortOrder.DescendingOrder)
        assert model.rowCount() > 0
        assert all(said.strip() for row in range(model.rowCount()) for said in spoken(model, row))


def test_open_cases_are_shown_first_and_closed_ones_on_request() -> None:
    model = CasesModel()
    model.put([case_line(), case_line("Final plan issued", step=False)])
    model.choose(CaseFilter())
    assert [line.row.stage for line in model.rows] == ["Being assessed"]
    model.choose(CaseFilter(standing=CLOSED))
    assert [line.row.stage for line in model.rows] == ["Final plan issued"]


@pytest.mark.parametrize(("stage", "step", "closed_on", "over"), [
    ("Final plan issued", False, None, True), ("Final plan issued", True, None, False), ("Refused to assess", False, None, False),
    ("Being assessed", True, date(2026, 11, 1), True),
])
def test_a_case_is_over_once_nobody_owes_a_step_or_it_was_closed(stage: str, step: bool, closed_on: date | None, over: bool) -> None:
    assert case_line(stage, step=step, closed_on=closed_on).over is over


def test_a_stage_narrows_and_only_stages_there_are_can_be_chosen() -> None:
    lines = [case_line("Being assessed"), case_line("Waiting for a decision")]
    assert list(stages(lines)) == ["Being assessed", "Waiting for a decision"]
    assert [line.row.stage for line in lines if CaseFilter(stage="Being assessed").keeps(line)] == ["Being assessed"]


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_kind_narrows_and_only_kinds_there_are_can_be_chosen_in_their_usual_order(kind: str) -> None:
    lines = [case_line(kind=one) for one in reversed(CASE_KINDS)]
    assert list(kinds(lines)) == list(CASE_KINDS)
    assert list(kinds([case_line(kind=kind)])) == [kind]
    assert [line.row.case.case_kind for line in lines if CaseFilter(kind=kind).keeps(line)] == [kind]


def test_every_kind_has_a_word_for_its_column_and_speaks_its_name_in_full() -> None:
    assert list(SHORT_KINDS) == list(CASE_KINDS)
    model = CasesModel()
    for kind, title in CASE_KINDS.items():
        model.put([case_line(kind=kind)])
        assert (model.index(0, 2).data(), spoken(model)[2]) == (SHORT_KINDS[kind], title)


def test_cases_are_sorted_by_their_number_and_not_its_figures() -> None:
    model = CasesModel()
    model.put([case_line(number=n) for n in (10, 9, 100)])
    model.sort(1)
    assert [line.row.case.number for line in model.rows] == [9, 10, 100]


def test_a_filter_takes_every_choice_together() -> None:
    chosen = CaseFilter(standing=OPEN, kind="appeal", stage="Appeal lodged")
    assert chosen.keeps(case_line("Appeal lodged", kind="appeal"))
    assert not chosen.keeps(case_line("Appeal lodged", kind="complaint"))
    assert not chosen.keeps(case_line("Appeal lodged", kind="appeal", closed_on=date(2026, 11, 1)))


def test_a_case_without_a_receipt_asks_for_the_date() -> None:
    assert case_line("Receipt not known", step=False, received=None).chip == ("Needs a date", "waiting")


def test_a_case_that_has_begun_and_whose_steps_all_hang_on_another_day_asks_for_it() -> None:
    line = case_line("Moved", step=False)
    asking = line_of(replace(line.row, waits=True), TODAY)
    assert (line.chip, asking.chip) == (None, ("Needs a date", "waiting"))


def test_a_case_says_its_state_in_words() -> None:
    model = CasesModel()
    model.put([case_line()])
    assert spoken(model) == [
        "Kacper Wilk", "14", "Request for an EHC needs assessment", "Marlshire", "Being assessed", "Mon 7 Sep 2026", "Decide whether to assess",
        "Mon 19 Oct 2026", "24 days late",
    ]
    assert model.index(0, 2).data() == "Request"


def test_a_case_with_nothing_due_says_so() -> None:
    model = CasesModel()
    model.put([case_line("Refused to assess", step=False)])
    model.choose(CaseFilter(standing=ALL))
    assert spoken(model)[-3:] == ["Nobody owes a step now", "No day is due", "Nothing to wait for"]


def test_a_pack_that_was_sent_shows_its_fingerprint_and_speaks_it_whole() -> None:
    model = SentModel()
    model.put([sent_line()])
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown[:7] == ["3", "Mon 2 Nov 2026, 15:05", "Kacper Wilk", "Marlshire", "Council portal", "57", "ababababab…"]
    assert spoken(model)[-2:] == [f"SHA-256 {'ab' * 32}", "No receipt kept"]


def test_packs_stand_in_the_order_in_which_they_were_sent() -> None:
    model = SentModel()
    later = sent_line()
    sooner = replace(later, submission=replace(later.submission, id=uuid4(), number=12, sent_at=datetime(2026, 2, 10, 9, 0, tzinfo=UTC)))
    model.put([later, sooner])
    model.sort([column.key for column in model.columns].index("when"))
    assert [line.submission.number for line in model.rows] == [12, 3]


def test_an_event_without_proof_says_that_no_document_shows_it() -> None:
    model = EventsModel()
    model.put([event_row()])
    assert spoken(model) == ["Mon 7 Sep 2026", "Council received the request", "No document shows it yet"]


def test_a_step_says_who_owes_it_by_when_and_its_state() -> None:
    model = StepsModel()
    model.put(step_lines())
    assert spoken(model)[1:] == ["Council", "Mon 19 Oct 2026", "Met 2 days late"]


OWNERS = {
    "request": ({"request_received": RECEIVED, "agreed_to_assess": date(2026, 10, 12)}, {"Council", "School", "Service"}),
    "appeal": (BEGUN["appeal"], {"Council", "Parent", "Adviser", "Health body"}), "consultation": (BEGUN["consultation"], {"School"}),
    "move": (BEGUN["move"], {"Old council", "New council", "Health body"}),
}


@pytest.mark.parametrize("kind", OWNERS)
def test_who_owes_a_step_is_said_in_a_word_or_two(kind: str) -> None:
    events, owners = OWNERS[kind]
    found = milestones(case_facts(events), TODAY, kind=kind)
    said = {who_words(m) for m in found}
    assert said == owners
    assert all(len(word) <= 14 for word in said)


def test_side_facts_give_way_where_there_is_no_room_and_come_back(look: Look, preferences: Preferences, qtbot: QtBot) -> None:
    model = CasesModel()
    model.put([case_line()])
    table: YieldingTable[CaseLine] = YieldingTable(
        look, model, "Cases", strong="pupil", stretches="step", least=120, preferences=preferences, gives_way=CASE_GIVES_WAY,
    )
    qtbot.addWidget(table)
    table.show()

    def hidden(wide: int) -> list[str]:
        table.resize(wide, 300)
        table.fit()
        return [key for number, key in enumerate(table.keys) if table.isColumnHidden(number)]

    widths = (1300, 1250, 1080, 940, 760, 620)
    given_way = [hidden(wide) for wide in widths]
    assert all(set(one) <= set(next_one) for one, next_one in pairwise(given_way))
    assert [key for key in CASE_GIVES_WAY if key in given_way[-1]] == list(CASE_GIVES_WAY[: len(given_way[-1])])
    assert {"number", "council", "received"} <= set(hidden(760)) and not {"pupil", "kind", "due", "chip"} & set(hidden(620))
    table.sort_by("due")
    assert '"hidden": []' in preferences.text("table_Cases")
    table.resize(1300, 300)
    assert not any(table.isColumnHidden(number) for number in range(len(table.keys)))


def test_columns_that_are_giving_way_are_not_asked_to_again_meanwhile(look: Look, qtbot: QtBot) -> None:
    model = CasesModel()
    model.put([case_line()])
    table: YieldingTable[CaseLine] = YieldingTable(look, model, "Cases", strong="pupil", stretches="step", gives_way=CASE_GIVES_WAY)
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    table.settling = True
    table.resize(1400, 300)
    gone = set(table.gone)
    table.fit()
    assert table.gone == gone != set()
    table.settling = False
    table.fit()
    assert table.gone == set()


def test_a_step_that_has_not_begun_does_not_ask_for_a_date() -> None:
    views = next(m for m in steps({"request_received": RECEIVED, "agreed_to_assess": date(2026, 10, 12)}) if m.rule.id == "REQ-11")
    assert StepLine(milestone=views, on=TODAY, waits=False).chip == ("Not begun", "planned")
    assert StepLine(milestone=views, on=TODAY).chip == ("Needs a date", "waiting")


def test_a_step_with_a_day_keeps_its_state_whether_or_not_it_is_waited_for() -> None:
    late = next(m for m in steps() if m.rule.id == "REQ-04")
    assert StepLine(milestone=late, on=TODAY, waits=False).chip == ("Met 2 days late", "late")


def test_two_steps_of_one_rule_are_two_rows_in_the_order_of_their_days() -> None:
    reply = next(m for m in steps({"request_received": RECEIVED, "school_consulted": date(2026, 11, 2)}) if m.rule.id == "REQ-14")
    assert reply.due is not None
    again = reply._replace(start=Start(date(2026, 11, 9), "school_consulted"), due=reply.due + timedelta(weeks=1))
    model = StepsModel()
    model.sort(2)
    model.put([StepLine(milestone=m, on=TODAY) for m in (again, reply)])
    assert [line.milestone.due for line in model.rows] == [reply.due, again.due]
    assert model.index_of(again.key).row() == 1
    assert model.index_of(reply.key).row() == 0


def test_a_cell_takes_the_longest_words_that_fit(look: Look) -> None:
    assert longest(look, 1000, "Give the parent 15 days on the draft plan", "Parent’s views") == "Give the parent 15 days on the draft plan"
    assert longest(look, 150, "Give the parent 15 days on the draft plan", "Parent’s views") == "Parent’s views"
    assert longest(look, 5, "Give the parent 15 days on the draft plan", "Parent’s views") == "Parent’s views"


@pytest.mark.parametrize("said", ["Wed 30 Nov 2026", "Mon 24 Aug 2026", "Sun 28 Mar 2026"])
def test_every_column_of_days_is_wide_enough_for_a_whole_day(look: Look, qtbot: QtBot, said: str) -> None:
    wide = QFontMetrics(look.font()).horizontalAdvance(said) + 16
    models: tuple[tuple[RowsModel[Any], str], ...] = (
        (CasesModel(), "step"), (EventsModel(), "what"), (StepsModel(), "step"), (PackModel(), "title"),
    )
    for model, stretches in models:
        table: Table[Any] = Table(look, model, "Days", strong="", stretches=stretches)
        qtbot.addWidget(table)
        for number, column in enumerate(model.columns):
            if column.key in ("when", "due", "received", "dated"):
                assert table.columnWidth(number) >= wide, column.title


def test_a_step_is_called_in_fewer_words_where_there_is_little_room() -> None:
    asked = {"request_received": RECEIVED, "agreed_to_assess": date(2026, 10, 1), "advice_requested.educational_psychology": date(2026, 10, 2)}
    advice = next(m for m in steps(asked) if m.service == "educational_psychology")
    assert step_wordings(advice) == ("Send the educational psychology advice", "Advice: educational psychology", "EP advice")
    decision = next(m for m in steps(asked) if m.rule.id == "REQ-04")
    assert step_wordings(decision) == ("Decide whether to assess", "Council’s decision", "Council’s decision")
