"""The tables of the case side: every model satisfies Qt, filters narrow, and cells say in words what they show."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sendco_desk.domain.casework import CaseEvent, EhcRequest, Submission
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.casework import CaseRow, EventRow
from sendco_desk.ui.models.cases_model import (
    ALL,
    CASE_GIVES_WAY,
    CLOSED,
    CaseFilter,
    CaseLine,
    CasesModel,
    SentLine,
    SentModel,
    line_of,
    stages,
)
from sendco_desk.ui.models.events_model import EventsModel, StepLine, StepsModel
from sendco_desk.ui.models.pack_model import PackModel
from sendco_desk.ui.models.rows import RowsModel
from sendco_desk.ui.preferences import Preferences
from sendco_desk.ui.screens.case_cells import YieldingTable, longest
from sendco_desk.ui.screens.tables import Table
from sendco_desk.ui.theme import Look
from tests.ui.case_desks import RECEIVED, TODAY, steps

PUPIL = Pupil(id=uuid4(), legal_forename="Kacper", legal_surname="Wilk")
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def case_line(stage: str = "Being assessed", *, step: bool = True, closed_on: date | None = None, received: date | None = RECEIVED) -> CaseLine:
    request = EhcRequest(id=uuid4(), pupil=PUPIL.id, authority="Marlshire", opened_on=RECEIVED, closed_on=closed_on)
    late = next(m for m in steps({"request_received": RECEIVED}) if m.rule.id == "REQ-04")
    return line_of(CaseRow(request=request, pupil=PUPIL, received_on=received, stage=stage, next_step=late if step else None), TODAY)


def sent_line() -> SentLine:
    submission = Submission(
        id=uuid4(), pupil=PUPIL.id, case=uuid4(), number=3, pack_sha256="ab" * 32, pack_attachment="x", pages=57, channel="portal",
        sent_at=datetime(2026, 11, 2, 15, 5, tzinfo=UTC),
    )
    return SentLine(submission=submission, pupil="Kacper Wilk", council="Marlshire", receipt="")


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


def test_a_case_without_a_receipt_asks_for_the_date() -> None:
    assert case_line("Receipt not known", step=False, received=None).chip == ("Needs a date", "waiting")


def test_a_case_says_its_state_in_words() -> None:
    model = CasesModel()
    model.put([case_line()])
    assert spoken(model) == [
        "Kacper Wilk", "Marlshire", "Being assessed", "Mon 7 Sep 2026", "Decide whether to assess", "Mon 19 Oct 2026", "24 days late",
    ]


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


def test_an_event_without_proof_says_that_no_document_shows_it() -> None:
    model = EventsModel()
    model.put([event_row()])
    assert spoken(model) == ["Mon 7 Sep 2026", "Council received the request", "No document shows it yet"]


def test_a_step_says_who_owes_it_by_when_and_its_state() -> None:
    model = StepsModel()
    model.put(step_lines())
    assert spoken(model)[1:] == ["Council", "Mon 19 Oct 2026", "Met 2 days late"]


def test_side_facts_give_way_where_there_is_no_room_and_come_back(look: Look, preferences: Preferences, qtbot: QtBot) -> None:
    model = CasesModel()
    model.put([case_line()])
    table: YieldingTable[CaseLine] = YieldingTable(
        look, model, "Cases", strong="pupil", stretches="step", least=120, preferences=preferences, gives_way=CASE_GIVES_WAY,
    )
    qtbot.addWidget(table)
    table.resize(760, 300)
    table.show()
    table.fit()
    hidden = [key for number, key in enumerate(table.keys) if table.isColumnHidden(number)]
    assert hidden == ["council", "received"]
    table.sort_by("due")
    assert '"hidden": []' in preferences.text("table_Cases")
    table.resize(1300, 300)
    assert not any(table.isColumnHidden(number) for number in range(len(table.keys)))


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
    again = replace(reply, anchor=date(2026, 11, 9), due=reply.due + timedelta(weeks=1))
    model = StepsModel()
    model.sort(2)
    model.put([StepLine(milestone=m, on=TODAY) for m in (again, reply)])
    assert [line.milestone.due for line in model.rows] == [reply.due, again.due]
    assert model.index_of(("REQ-14", again.anchor)).row() == 1


def test_a_cell_takes_the_longest_words_that_fit(look: Look) -> None:
    assert longest(look, 1000, "Give the parent 15 days on the draft plan", "Parent's views") == "Give the parent 15 days on the draft plan"
    assert longest(look, 150, "Give the parent 15 days on the draft plan", "Parent's views") == "Parent's views"
    assert longest(look, 5, "Give the parent 15 days on the draft plan", "Parent's views") == "Parent's views"


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
