"""A small sample of ``packaging/bench records``, which gives the full figures: how much is read does not grow with what nobody asked for."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.measures import Measure
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun, ProvisionSession
from sendco_desk.domain.pupil import Pupil, SenStatus
from sendco_desk.domain.refusals import Cancelled, Refused
from sendco_desk.services import pupils as pupils_module
from sendco_desk.services import reading_time
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import open_for_window
from sendco_desk.services.reading_time import in_slices, settled, takes_long

PACKAGING = Path(__file__).parents[2] / "packaging"


def loaded(name: str, patch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    patch.setitem(sys.modules, name, module)  # where a dataclass, and the other benches, look for it
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bench() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", list(sys.path))
        loaded("bench_clock", patch)
        loaded("bench_school", patch)
        yield loaded("bench_records", patch)


@pytest.fixture(scope="module")
def opened(bench: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Desk]]:
    """A school with so many times the pupils of the smallest; the groups, the calendar and the long story are the same."""
    desks: dict[int, Desk] = {}

    def made(times: int) -> Desk:
        if times not in desks:
            size = replace(bench.Size().over(100), runs=4, long=40, entries=40 + 120 * times)
            size = replace(size, **{name: getattr(size, name) * times for name in (
                "pupils", "with_sen", "places", "sessions", "cycles", "measures", "meetings",
            )})
            folder = bench.made_school(tmp_path_factory.mktemp("bench") / "bench.sendco", size)
            desks[times] = open_for_window(folder, bench.WORDS, clock=lambda: bench.NOW)
        return desks[times]

    yield made
    for desk in desks.values():
        desk.close()


def asked(desk: Desk, call: Callable[[], object]) -> tuple[int, int]:
    """How many questions a call asks of the notebook, and how many rows come back."""
    database = type(desk.pupils.book._database)
    real, rows = database.sql, list[int]()

    def sql(self: Any, text: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        found = real(self, text, values)
        rows.append(len(found))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "sql", sql)
        call()
    return len(rows), sum(rows)


def page_of(desk: Desk, pupil: UUID) -> None:
    """What a pupil’s page shows besides the groups that the pupil shares with others."""
    desk.pupils.page(pupil)
    desk.story.kept.clear()
    desk.story.lines(pupil)
    desk.support.cycles(pupil)
    desk.support.statements(pupil)
    desk.meetings.of(pupil)
    desk.measuring.scores(pupil)
    desk.casework.cases(pupil)


@pytest.mark.parametrize("what", ["map", "groups", "timetable", "cohort", "pupils"])
def test_the_whole_school_is_read_with_as_many_questions_however_many_pupils_there_are(
    opened: Callable[[int], Desk], bench: ModuleType, what: str,
) -> None:
    def call(desk: Desk) -> Callable[[], object]:
        desk.reviews.rows(bench.ON)
        desk.pupils.kept.__init__()  # type: ignore[misc]
        return {
            "map": lambda: desk.provision.map(bench.ON), "groups": lambda: desk.provision.groups(bench.ON),
            "timetable": lambda: desk.provision.timetable(bench.ON), "cohort": lambda: desk.cohort.rows(bench.ON),
            "pupils": desk.pupils.rows,
        }[what]

    (few, few_rows), (many, many_rows) = (asked(desk, call(desk)) for desk in (opened(1), opened(3)))
    assert few == many
    assert few_rows < many_rows


def test_a_pupils_page_reads_nothing_of_other_pupils(opened: Callable[[int], Desk], bench: ModuleType) -> None:
    desk = opened(1)
    before = asked(desk, lambda: page_of(desk, bench.LONG))
    others = [Pupil(id=uuid4(), legal_forename=f"Other {number}", legal_surname="Bench") for number in range(50)]
    with desk.pupils.book.writing("Others") as page:
        for other in others:
            page.put(other)
            page.put(Measure(id=uuid4(), pupil=other.id, instrument="Test", taken_on=bench.ON, value="90"))
    desk.caseload.views()  # which takes in who came
    assert asked(desk, lambda: page_of(desk, bench.LONG)) == before
    assert before[1] < 200  # 40 entries of its own, and what else is told of it


def test_a_pupils_page_and_today_are_read_again_only_where_something_changed(opened: Callable[[int], Desk], bench: ModuleType) -> None:
    desk = opened(3)
    desk.today.lists()
    desk.story.lines(bench.LONG)
    assert asked(desk, lambda: desk.story.lines(bench.LONG)) == (0, 0)
    assert asked(desk, desk.pupils.rows) == (0, 0)
    assert asked(desk, desk.today.lists)[1] < 60  # the notes of the last day and the calendar; hundreds of steps are kept


def test_no_call_on_the_windows_thread_costs_more_than_a_few_thousand_of_the_simplest_questions(
    opened: Callable[[int], Desk], bench: ModuleType, capsys: pytest.CaptureFixture[str],
) -> None:
    measured = bench.services(opened(1))
    assert len(measured.medians) > 30
    assert max(measured.medians.values()) / measured.bare < 4000  # at this size some 300; the room is for a busy machine
    assert "x one record by its id" in capsys.readouterr().out


def test_after_an_import_of_many_pupils_the_cases_are_read_once_and_not_pupil_by_pupil(opened: Callable[[int], Desk]) -> None:
    desk = opened(3)
    before = desk.caseload.views()
    with desk.pupils.book.writing("Many") as page:
        for number in range(250):
            page.put(Pupil(id=uuid4(), legal_forename=f"New {number}", legal_surname="Bench"))
    questions, _ = asked(desk, lambda: desk.caseload.views())
    assert questions < 20  # the ten cases’ pupils are asked for one by one
    assert desk.caseload.views().keys() == before.keys()


# What is kept follows what is recorded


def rows_of(desk: Desk) -> dict[str, str]:
    return {row.pupil.legal_forename: row.sen for row in desk.pupils.rows()}


def test_the_rows_of_pupils_follow_every_deed_and_its_undoing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, bea = (Pupil(id=uuid4(), legal_forename=name, legal_surname="Kept") for name in ("Ada", "Bea"))
    assert rows_of(desk) == {}
    desk.pupils.add(ada)
    desk.pupils.add(bea)
    assert rows_of(desk) == {"Ada": "", "Bea": ""}
    desk.recording.save(SenStatus(id=uuid4(), pupil=bea.id, status="K", since=date(2026, 1, 1)))
    assert rows_of(desk) == {"Ada": "", "Bea": "K"}
    desk.pupils.book.undo()
    assert rows_of(desk) == {"Ada": "", "Bea": ""}
    with desk.pupils.book.writing("Gone") as page:
        page.remove(page.get(Pupil, ada.id))
    assert rows_of(desk) == {"Bea": ""}
    monkeypatch.setattr(pupils_module, "FEW", 0)
    desk.recording.save(SenStatus(id=uuid4(), pupil=bea.id, status="E", since=date(2026, 1, 1)))
    assert rows_of(desk) == {"Bea": "E"}


def test_of_stories_the_last_few_are_kept_and_follow_what_is_written(opened: Callable[[int], Desk], bench: ModuleType) -> None:
    desk = opened(1)
    for number in range(1, 6):
        desk.story.lines(UUID(int=number))
    assert list(desk.story.kept) == [UUID(int=number) for number in (3, 4, 5)]
    before = len(desk.story.lines(UUID(int=5)))
    desk.story.finish(UUID(int=5), entry_kind="note", happened_at=bench.NOW - timedelta(hours=1), words="One more.")
    assert [len(desk.story.lines(UUID(int=5))), desk.story.lines(UUID(int=5))[0].entry.words] == [before + 1, "One more."]


# Reading while deeds go on


def test_little_is_read_at_once_and_much_is_not(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not takes_long(desk.pupils.book, Pupil, SenStatus)
    assert not desk.provision.takes_long and not desk.cohort.takes_long
    monkeypatch.setattr(reading_time, "MOST_AT_ONCE", 1)
    for name in ("Ada", "Bea"):
        desk.pupils.add(Pupil(id=uuid4(), legal_forename=name, legal_surname="Kept"))
    assert takes_long(desk.pupils.book, SenStatus, Pupil)
    assert desk.provision.takes_long and desk.cohort.takes_long


@pytest.mark.parametrize("days", [0, 13, 14, 40])
def test_in_slices_every_day_is_read_once(desk: Desk, days: int) -> None:
    first = date(2026, 9, 7)
    run = ProvisionRun(id=uuid4(), name="Reading", minutes=20, times_a_week=5, starts_on=first, ends_on=date(2026, 12, 11))
    ada = Pupil(id=uuid4(), legal_forename="Ada", legal_surname="Kept")
    place = ProvisionPlace(id=uuid4(), pupil=ada.id, run=run.id, starts_on=run.starts_on, ends_on=run.ends_on)
    with desk.pupils.book.writing("A group") as page:
        for record in (ada, run, place):
            page.put(record)
        for number in range(45):
            page.put(ProvisionSession(id=uuid4(), pupil=ada.id, place=place.id, on=first + timedelta(days=number), minutes=20))
    told = list[tuple[int, int]]()
    found = in_slices(desk.pupils.book, ProvisionSession, "on", first, first + timedelta(days=days), lambda *far: told.append(far))
    assert [session.on for session in found] == [first + timedelta(days=number) for number in range(days + 1)]
    assert told == [(number, len(told)) for number in range(days // 14 + 1)]


def test_what_a_deed_came_into_is_read_again(desk: Desk) -> None:
    tries = list[int]()

    def read() -> int:
        tries.append(1)
        if len(tries) < 3:
            desk.pupils.add(Pupil(id=uuid4(), legal_forename="Ada", legal_surname="Kept"))
        if len(tries) == 1:
            raise KeyError("a record that came with the deed")
        return len(tries)

    assert settled(desk.pupils.book, read) == 3


@pytest.mark.parametrize("error", [KeyError("x"), Refused("Not there."), Cancelled()])
def test_what_fails_without_a_deed_is_told(desk: Desk, error: Exception) -> None:
    def read() -> None:
        raise error

    with pytest.raises(type(error)):
        settled(desk.pupils.book, read)


def test_a_cohort_that_is_no_longer_wanted_stops(opened: Callable[[int], Desk], bench: ModuleType) -> None:
    told = list[tuple[int, int]]()

    def report(done: int, total: int) -> None:
        told.append((done, total))
        if done > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        opened(1).cohort.reading(bench.ON)(report)
    assert all(before <= after for before, after in pairwise(told))
