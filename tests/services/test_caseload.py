"""The caseload is read once and kept: after every kind of deed it says what a fresh reading says, and reads no more than it must."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendco_desk.domain.casework import CaseEvent, CaseFile, ExceptionClaim
from sendco_desk.domain.codes import CASE_KINDS, EXCEPTIONS, LOCAL_DATES, SCHOOL_TYPES
from sendco_desk.domain.councils import CouncilDate
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.school import SchoolClosure, Term
from sendco_desk.services.caseload import Calendar, Caseload, CaseView, clock_facts
from sendco_desk.services.councils import Councils
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import NewNotebook, create, open_desk
from sendco_desk.statute.calendars import Closure, SchoolTerm
from sendco_desk.statute.events import EVENT_NAMES
from sendco_desk.statute.kinds import FIRST_EVENTS
from sendco_desk.statute.milestones import Milestone, State
from sendco_desk.store.notebook import Notebook
from sendco_desk.store.slots import TINY
from tests.services.conftest import PASSPHRASE

R = TypeVar("R", bound=Record)
ON = date(2026, 11, 23)


def at_nine() -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


def a_pupil(desk: Desk, number: int = 0) -> UUID:
    pupil = Pupil(id=uuid4(), legal_forename=f"Leila {number}", legal_surname="Ashgrove")
    desk.pupils.add(pupil)
    return pupil.id


def a_case(desk: Desk, pupil: UUID, kind: str = "request", *events: tuple[str, date], about: UUID | None = None) -> UUID:
    opened, _ = desk.casework.open_case(
        pupil, kind, authority="" if kind == "records" else "Marlshire", about=about, events=[(name, on, None) for name, on in events],
    )
    return opened


# What is read


def test_a_case_comes_with_its_own_events_in_order_its_claims_and_its_pupil(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper.id, "request", ("agreed_to_assess", date(2026, 10, 30)), ("request_received", date(2026, 9, 21)))
    a_case(desk, kacper.id, "records", ("sar_received", date(2026, 11, 2)))
    desk.casework.add_claim(case, "school_closed")
    view = desk.caseload.view(case)
    assert [event.name for event in view.events] == ["request_received", "agreed_to_assess"]
    assert ([claim.exception for claim in view.claims], view.pupil, view.matter) == (["school_closed"], kacper, ())
    assert ([event.name for event in view.facts.events], view.facts.heard) == (["request_received", "agreed_to_assess"], ())


def test_a_case_that_is_gone_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(Refused, match="no such case in this notebook"):
        desk.caseload.view(uuid4())


def test_a_pupils_cases_come_oldest_first_and_numbers_never_come_twice(desk: Desk, kacper: Pupil) -> None:
    first, other, second = a_case(desk, kacper.id), a_case(desk, a_pupil(desk)), a_case(desk, kacper.id, "records")
    assert [view.case.id for view in desk.caseload.of_pupil(kacper.id)] == [first, second]
    assert [desk.caseload.view(case).case.number for case in (first, other, second)] == [1, 2, 3]
    assert desk.caseload.next_number() == 4


def test_the_calendar_is_the_schools_type_terms_and_closures(desk: Desk) -> None:
    assert desk.caseload.calendar() == Calendar(school_type="academy")
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    desk.school.add_closure(date(2026, 10, 26), date(2026, 10, 30), "Half-term")
    desk.school.save(replace(desk.school.school(), school_type="maintained"))
    assert desk.caseload.calendar() == Calendar(
        school_type="maintained", terms=(SchoolTerm(first=date(2026, 9, 2), last=date(2026, 12, 18), name="Autumn 2026"),),
        closures=(Closure(first=date(2026, 10, 26), last=date(2026, 10, 30), name="Half-term"),),
    )


def test_a_notebook_that_names_no_school_has_no_type_of_one(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper.id)
    with desk.keyring.book.writing("Took out the school") as page:
        page.remove(desk.school.school())
    assert desk.caseload.calendar() == Calendar()
    assert "school_type" not in desk.caseload.view(case).facts.facts


def test_what_a_case_states_reaches_the_clock_by_its_own_names() -> None:
    case = CaseFile(id=uuid4(), pupil=uuid4(), authority="Marlshire", opened_on=ON)
    assert clock_facts(case, []) == {"requested_by": "school"}
    told = replace(
        case, requested_by="parent", reversal_route="told_tribunal", away_from=date(2026, 7, 1), away_to=date(2026, 8, 20),
        appointment_missed_on=date(2026, 9, 9),
    )
    claimed = ("school_closed", "missed_appointment", "school_closed")
    claims = [ExceptionClaim(id=uuid4(), pupil=case.pupil, case=case.id, exception=name) for name in claimed]
    assert clock_facts(told, claims, "special") == {
        "requested_by": "parent", "reversal_route": "told_tribunal", "away_from": date(2026, 7, 1), "away_to": date(2026, 8, 20),
        "appointment_missed_on": date(2026, 9, 9), "exception_claimed": ("school_closed", "missed_appointment"), "school_type": "special",
    }


@pytest.mark.parametrize(("closed_on", "closed"), [(None, False), (date(2026, 11, 24), False), (ON, True), (date(2026, 1, 1), True)])
def test_a_case_is_closed_from_its_day_on(desk: Desk, kacper: Pupil, closed_on: date | None, closed: bool) -> None:
    view = desk.caseload.view(a_case(desk, kacper.id))
    assert replace(view, case=replace(view.case, closed_on=closed_on)).is_closed(ON) is closed


def test_a_large_school_is_read_in_one_go(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pupils = [Pupil(id=uuid4(), legal_forename=f"Wren {number}", legal_surname="Underhay") for number in range(200)]
    cases = [CaseFile(id=uuid4(), pupil=pupil.id, number=number, authority="Marlshire", opened_on=ON) for number, pupil in enumerate(pupils, 1)]
    with desk.keyring.book.writing("Added a whole year") as page:
        for record in (*pupils, *cases):
            page.put(record)
    asked = asked_of(desk.keyring.book, monkeypatch)
    views = desk.caseload.views()
    assert [view.pupil for view in views.values()] == pupils
    assert sum(kind is Pupil for kind, _ in asked) == 1


# What is read again


def asked_of(book: Notebook, monkeypatch: pytest.MonkeyPatch) -> list[tuple[type[Record], object]]:
    """Every reading of the book from here on: the kind, and whose (`one` where a single record was asked for)."""
    asked: list[tuple[type[Record], object]] = []
    every, single = book.all, book.get

    def all_of(kind: type[Any], **equal: Any) -> list[Any]:
        asked.append((kind, equal.get("pupil", "everybody")))
        return every(kind, **equal)

    def one_of(kind: type[Any], id: UUID) -> Any:
        asked.append((kind, "one"))
        return single(kind, id)

    monkeypatch.setattr(book, "all", all_of)
    monkeypatch.setattr(book, "get", one_of)
    return asked


def counted(desk: Desk) -> dict[UUID, tuple[CaseView, object]]:
    """Every view and its steps, counted."""
    return {id: (view, desk.caseload.steps(view, ON)) for id, view in desk.caseload.views().items()}


def test_nothing_is_read_twice_while_nothing_changes(desk: Desk, kacper: Pupil, monkeypatch: pytest.MonkeyPatch) -> None:
    a_case(desk, kacper.id, "request", ("request_received", date(2026, 9, 21)))
    before = counted(desk)
    asked = asked_of(desk.keyring.book, monkeypatch)
    after = counted(desk)
    assert asked == []
    assert all(after[id][0] is view and after[id][1] is steps for id, (view, steps) in before.items())


def test_a_deed_about_one_pupil_reads_that_pupils_cases_and_no_others(desk: Desk, kacper: Pupil, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = a_case(desk, kacper.id, "request", ("request_received", date(2026, 9, 21)))
    others = [a_case(desk, a_pupil(desk, number), "records", ("sar_received", date(2026, 11, 2))) for number in range(3)]
    before = counted(desk)
    desk.casework.add_event(mine, "agreed_to_assess", date(2026, 10, 30))
    asked = asked_of(desk.keyring.book, monkeypatch)
    after = counted(desk)
    assert set(asked) == {(CaseFile, kacper.id), (CaseEvent, kacper.id), (ExceptionClaim, kacper.id), (Pupil, "one")}
    assert after[mine][0] is not before[mine][0]
    assert all(after[one][0] is before[one][0] and after[one][1] is before[one][1] for one in others)


@pytest.mark.parametrize("kind", ["story", "council day", "status", "home", "a deed that failed"])
def test_what_bears_on_no_case_makes_nothing_be_read_again(desk: Desk, kacper: Pupil, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    a_case(desk, kacper.id)
    before = counted(desk)
    unrelated: dict[str, Callable[[], object]] = {
        "story": lambda: desk.story.finish(kacper.id, entry_kind="note", happened_at=desk.clock(), words="Settled."),
        "council day": lambda: Councils(desk.keyring.book).save_date(a_day_of_the_council()),
        "status": lambda: desk.pupils.set_status(kacper.id, "E", ON), "home": lambda: desk.pupils.move_home(kacper.id, "Kirkmoor", ON),
        "a deed that failed": lambda: fail_in_the_middle(desk, kacper.id),
    }
    unrelated[kind]()
    asked = asked_of(desk.keyring.book, monkeypatch)
    after = counted(desk)
    assert asked == []
    assert all(after[id][0] is view for id, (view, _) in before.items())


def a_day_of_the_council(on: date = date(2026, 10, 23)) -> CouncilDate:
    return CouncilDate(id=uuid4(), authority="Marlshire", what=next(iter(LOCAL_DATES)), on=on)


def fail_in_the_middle(desk: Desk, pupil: UUID) -> None:
    """A deed that is refused once half of it is written."""
    with suppress(Refused), desk.keyring.book.writing("Opened a case", pupil) as page:
        page.put(CaseFile(id=uuid4(), pupil=pupil, authority="Marlshire", opened_on=ON))
        raise Refused("Choose another day.")


def test_what_concerns_the_school_is_counted_afresh_in_every_case(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper.id, "records", ("pupil_left", date(2026, 11, 6)))
    assert next(one for one in desk.caseload.steps(desk.caseload.view(case), ON) if one.rule.id == "REC-03").due is None
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    steps = desk.caseload.steps(desk.caseload.view(case), ON)
    assert next(one for one in steps if one.rule.id == "REC-03").due == date(2026, 11, 27)


def test_another_day_counts_the_steps_again_and_reads_nothing(desk: Desk, kacper: Pupil, monkeypatch: pytest.MonkeyPatch) -> None:
    view = desk.caseload.view(a_case(desk, kacper.id, "request", ("request_received", date(2026, 9, 21))))
    states = {on: desk.caseload.steps(view, on)[0].state.value for on in (date(2026, 10, 1), date(2026, 11, 3), date(2026, 10, 1))}
    assert states == {date(2026, 10, 1): "upcoming", date(2026, 11, 3): "overdue"}
    asked = asked_of(desk.keyring.book, monkeypatch)
    desk.caseload.steps(view, date(2026, 11, 4))
    assert asked == []


def test_the_days_that_a_case_lacks_are_those_something_rests_on(desk: Desk, kacper: Pupil) -> None:
    view = desk.caseload.view(a_case(desk, kacper.id, "request", ("head_notified", date(2026, 11, 2)), ("school_advice_sent", date(2026, 11, 16))))
    assert desk.caseload.waiting(view, ON) == ("request_received", "school_advice_requested")


def test_the_cases_keep_the_order_in_which_they_were_opened(desk: Desk, kacper: Pupil) -> None:
    cases = [a_case(desk, kacper.id), a_case(desk, a_pupil(desk)), a_case(desk, kacper.id)]
    assert list(desk.caseload.views()) == cases
    desk.casework.add_event(cases[0], "request_received", date(2026, 11, 2))
    assert list(desk.caseload.views()) == cases


def test_an_older_view_that_is_still_held_does_not_stand_for_the_newer_one(desk: Desk, kacper: Pupil) -> None:
    case = a_case(desk, kacper.id, "request", ("request_received", date(2026, 9, 21)))
    held = desk.caseload.view(case)
    desk.casework.add_event(case, "agreed_to_assess", date(2026, 10, 30))
    now = desk.caseload.view(case)
    assert state_of(desk.caseload.steps(held, ON), "REQ-04") is State.OVERDUE
    assert state_of(desk.caseload.steps(now, ON), "REQ-04") is State.MET


def state_of(steps: Sequence[Milestone], rule: str) -> State:
    return next(one.state for one in steps if one.rule.id == rule)


# Whatever is done, in whatever order

Deed = Callable[[Desk, int, int], object]
"""A deed to whatever the notebook holds, chosen by two numbers."""


def one(desk: Desk, kind: type[R], number: int) -> R:
    """Some record of a kind. Raises Refused where there is none."""
    found = desk.keyring.book.all(kind)
    if not found:
        raise Refused("There is none yet.")
    return found[number % len(found)]


def day(number: int) -> date:
    return ON - timedelta(days=number % 500 - 100)


def rename(desk: Desk, n: int, m: int) -> None:
    desk.pupils.save(replace(one(desk, Pupil, n), known_forename=f"Wren {m}"))


def open_any_case(desk: Desk, n: int, m: int) -> None:
    pupil, kind = one(desk, Pupil, n).id, list(CASE_KINDS)[m % len(CASE_KINDS)]
    about = next(iter(desk.casework.may_be_about(pupil, kind)), None)
    a_case(desk, pupil, kind, (FIRST_EVENTS[kind][0], day(n)), about=about.case.id if about else None)


def put_away(desk: Desk, n: int, m: int) -> None:
    desk.casework.save_case(replace(one(desk, CaseFile, n), closed_on=day(m)))


def take_up_again(desk: Desk, n: int, m: int) -> None:
    desk.casework.save_case(replace(one(desk, CaseFile, n), closed_on=None))


def join(desk: Desk, n: int, m: int) -> None:
    desk.casework.save_case(replace(one(desk, CaseFile, n), about=one(desk, CaseFile, m).id))


def part(desk: Desk, n: int, m: int) -> None:
    desk.casework.save_case(replace(one(desk, CaseFile, n), about=None))


def say_more(desk: Desk, n: int, m: int) -> None:
    desk.casework.save_case(replace(one(desk, CaseFile, n), away_from=day(m), away_to=day(m), authority="Kirkmoor"))


def record(desk: Desk, n: int, m: int) -> None:
    desk.casework.add_event(one(desk, CaseFile, n).id, EVENT_NAMES[m % len(EVENT_NAMES)], day(n))


def claim(desk: Desk, n: int, m: int) -> None:
    desk.casework.add_claim(one(desk, CaseFile, n).id, list(EXCEPTIONS)[m % len(EXCEPTIONS)])


def change_claim(desk: Desk, n: int, m: int) -> None:
    desk.casework.save_claim(replace(one(desk, ExceptionClaim, n), exception=list(EXCEPTIONS)[m % len(EXCEPTIONS)], words=f"{n}"))


def change_the_school(desk: Desk, n: int, m: int) -> None:
    desk.school.save(replace(desk.school.school(), school_type=list(SCHOOL_TYPES)[n % len(SCHOOL_TYPES)], telephone=f"{m}"))


def undo_earlier(desk: Desk, n: int, m: int) -> None:
    deeds = desk.keyring.book.deeds()
    desk.keyring.book.undo(deeds[n % len(deeds)].number)


def delete(desk: Desk, cases: Sequence[CaseFile], *and_also: Record) -> None:
    wanted = {case.id for case in cases}
    with desk.keyring.book.writing("Deleted") as page:
        events = [event for event in page.all(CaseEvent) if event.case in wanted]
        claims = [claim for claim in page.all(ExceptionClaim) if claim.case in wanted]
        for gone in (*events, *claims, *cases, *and_also):
            page.remove(gone)


def delete_pupil(desk: Desk, n: int, m: int) -> None:
    pupil = one(desk, Pupil, n)
    cases = desk.keyring.book.all(CaseFile, pupil=pupil.id)
    delete(desk, cases[::-1], pupil)  # what arose from another goes before it


DEEDS: dict[str, Deed] = {
    "undo": lambda desk, n, m: desk.finding.undo(), "undo an earlier deed": undo_earlier, "add a pupil": lambda desk, n, m: a_pupil(desk, n),
    "rename a pupil": rename, "delete a pupil": delete_pupil, "open a case": open_any_case, "put a case away": put_away,
    "take a case up again": take_up_again, "join two cases": join, "part two cases": part, "say more of a case": say_more,
    "delete a case": lambda desk, n, m: delete(desk, [one(desk, CaseFile, n)]), "record an event": record,
    "correct an event": lambda desk, n, m: desk.casework.change_event(one(desk, CaseEvent, n).id, on=day(m), proof=None, note="Put right"),
    "take out an event": lambda desk, n, m: desk.casework.remove_event(one(desk, CaseEvent, n).id), "record a claim": claim,
    "change a claim": change_claim, "take out a claim": lambda desk, n, m: desk.casework.remove_claim(one(desk, ExceptionClaim, n).id),
    "close the school": lambda desk, n, m: desk.school.add_closure(day(n), day(n) + timedelta(days=m % 50)),
    "open the school": lambda desk, n, m: desk.school.remove_closure(one(desk, SchoolClosure, n).id),
    "add a term": lambda desk, n, m: desk.school.add_term("A term", day(n), day(n) + timedelta(days=80 + m % 20)),
    "take out a term": lambda desk, n, m: desk.school.calendar.remove_term(one(desk, Term, n).id), "change the school": change_the_school,
    "add a council’s day": lambda desk, n, m: Councils(desk.keyring.book).save_date(a_day_of_the_council(day(n))),
    "take out a council’s day": lambda desk, n, m: Councils(desk.keyring.book).remove_date(one(desk, CouncilDate, n).id),
}


CHOSEN = {"join two cases": (4, 3), "part two cases": (1, 0)}
"""Deeds that are possible only with some cases of the template."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed notebook with something for every deed: two pupils with cases, of one of them joined, a claim, a term, a closure and so on."""
    folder = tmp_path_factory.mktemp("caseload") / "Test.sendco"
    new = NewNotebook(folder=folder, school_name="Fernhollow School", person_name="Dr Robin Lark", passphrase=PASSPHRASE, authority="Marlshire")
    desk, _ = create(new, clock=at_nine, cost=TINY)
    for number in range(2):
        pupil = a_pupil(desk, number)
        request = a_case(desk, pupil, "request", ("request_received", date(2026, 5, 11)), ("refused_to_assess", date(2026, 6, 19)))
        lodged, ordered = ("appeal_lodged", date(2026, 8, 3)), ("tribunal_order.assess", date(2026, 11, 9))
        a_case(desk, pupil, "appeal", lodged, ordered, about=None if number else request)
        left = a_case(desk, pupil, "records", ("pupil_left", date(2026, 11, 6)))
        desk.casework.save_case(replace(desk.caseload.view(left).case, closed_on=date(2026, 11, 20)))
        desk.casework.add_claim(request, "school_closed")
    desk.school.add_closure(date(2026, 7, 23), date(2026, 9, 1), "Summer holiday")
    desk.school.add_term("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18))
    Councils(desk.keyring.book).save_date(a_day_of_the_council())
    desk.close()
    return folder


@contextmanager
def copied(template: Path) -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        desk = open_desk(Path(shutil.copytree(template, Path(folder) / "Copy.sendco")), PASSPHRASE, clock=at_nine)
        try:
            yield desk
        finally:
            desk.close()


def assert_as_fresh(desk: Desk) -> None:
    kept, fresh = desk.caseload, Caseload(desk.keyring.book)
    assert dict(kept.views()) == dict(fresh.views())
    assert (kept.calendar(), kept.next_number()) == (fresh.calendar(), fresh.next_number())
    for id, view in fresh.views().items():
        assert kept.steps(kept.view(id), ON) == fresh.steps(view, ON)
        assert kept.waiting(kept.view(id), ON) == fresh.waiting(view, ON)
    assert [(row.case, row.milestone) for row in replace(desk.casework, caseload=fresh).due()] == [
        (row.case, row.milestone) for row in desk.casework.due()
    ]


@pytest.mark.parametrize("name", DEEDS)
def test_after_a_deed_of_every_kind_the_kept_cases_are_those_of_a_fresh_reading(template: Path, name: str) -> None:
    with copied(template) as desk:
        counted(desk)
        before = len(desk.keyring.book.deeds(1000))
        DEEDS[name](desk, *CHOSEN.get(name, (2, 5)))
        assert len(desk.keyring.book.deeds(1000)) == before + 1
        assert_as_fresh(desk)
        desk.finding.undo()
        assert_as_fresh(desk)


def test_whatever_was_done_and_undone_the_kept_cases_are_those_of_a_fresh_reading(template: Path) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 999), st.integers(0, 999), st.booleans()), min_size=4, max_size=16))
    def check(drawn: list[tuple[str, int, int, bool]]) -> None:
        with copied(template) as desk:
            counted(desk)
            for name, n, m, looked_at in drawn:
                with suppress(Refused):
                    DEEDS[name](desk, n, m)
                if looked_at:
                    counted(desk)
            assert_as_fresh(desk)

    check()
