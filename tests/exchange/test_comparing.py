"""The preview of an import: who is new, who is known, who may be known, and what a person decides."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Cancelled, Refused
from sendco_desk.exchange.amending import KnownPupil
from sendco_desk.exchange.comparing import HELD_BACK, OTHER_CHILD, TAKEN_UPN, Choice, Decision, Preview, RowKind, compare
from sendco_desk.exchange.incoming import Incoming, IncomingNeed, IncomingPupil, Problem

TODAY = date(2026, 11, 23)
BORN = date(2015, 2, 11)
GRACE = Pupil(id=uuid4(), legal_forename="Grace", legal_surname="Smith", upn="X845299819103", date_of_birth=BORN, admission_number="0042")


def came(row: int = 1, forename: str = "Grace", surname: str = "Smith", born: date | None = BORN, **given: object) -> IncomingPupil:
    return IncomingPupil(row=row, legal_forename=forename, legal_surname=surname, date_of_birth=born, **given)  # type: ignore[arg-type]


def shown(*pupils: IncomingPupil, known: tuple[Pupil, ...] = (GRACE,), decisions: tuple[Decision, ...] = (),
          problems: tuple[Problem, ...] = ()) -> Preview:
    incoming = Incoming(source="ctf", label="a CTF file", pupils=pupils, problems=problems)
    return compare(incoming, [KnownPupil(pupil=p) for p in known], TODAY, decisions={d.row: d for d in decisions})


def kinds(preview: Preview) -> list[str]:
    return [row.kind for row in preview.rows]


def test_a_upn_knows_a_pupil_again() -> None:
    (row,) = shown(came(upn=GRACE.upn, year_group="7")).rows
    assert (row.kind, row.match, row.name, row.upn) == (RowKind.CHANGED, GRACE.id, "Grace Smith", GRACE.upn)
    assert [(c.field, c.before, c.after) for c in row.changes] == [("Year", "", "7")]


def test_the_same_pupil_is_unchanged() -> None:
    assert kinds(shown(came(upn=GRACE.upn))) == ["unchanged"]


def test_a_former_upn_knows_a_pupil_again_both_ways() -> None:
    moved = replace(GRACE, upn="B801200005001", former_upn=GRACE.upn)
    assert shown(came(upn="B801200005001", former_upn=GRACE.upn)).rows[0].match == GRACE.id
    assert kinds(shown(came(upn=GRACE.upn), known=(moved,))) == ["unchanged"]


def test_name_and_birthday_only_suggest() -> None:
    (row,) = shown(came(upn="")).rows
    assert (row.kind, row.match, row.suggestions, row.because) == (RowKind.SUGGESTION, None, (GRACE.id,), HELD_BACK)


def test_a_name_without_birthday_or_number_suggests_and_is_never_added_twice() -> None:
    assert kinds(shown(came(born=None))) == ["suggestion"]
    assert kinds(shown(came(born=None), known=(replace(GRACE, upn="", date_of_birth=None),))) == ["suggestion"]


def test_a_name_without_birthday_but_with_another_number_is_another_child() -> None:
    assert kinds(shown(came(born=None, upn="E845299819100"))) == ["new"]


def test_an_admission_number_only_suggests() -> None:
    assert shown(came(forename="G.", born=None, admission_number="0042")).rows[0].suggestions == (GRACE.id,)


def test_the_second_grace_smith_of_a_file_is_new_when_the_first_is_known() -> None:
    assert kinds(shown(came(1, upn=GRACE.upn), came(2, upn="L845299819104"))) == ["unchanged", "new"]


def test_a_person_says_that_it_is_the_same_pupil() -> None:
    (row,) = shown(came(upn="L845299819104"), decisions=(Decision(row=1, choice=Choice.SAME, pupil=GRACE.id),)).rows
    assert (row.kind, row.match) == (RowKind.CHANGED, GRACE.id)


def test_a_person_says_that_it_is_a_different_pupil_or_leaves_it_out() -> None:
    assert kinds(shown(came(), decisions=(Decision(row=1, choice=Choice.DIFFERENT),))) == ["new"]
    assert kinds(shown(came(), decisions=(Decision(row=1, choice=Choice.LEAVE_OUT),))) == ["cannot_read"]


@pytest.mark.parametrize("pupil", [None, uuid4()])
def test_the_same_pupil_must_be_one_of_the_notebook(pupil: UUID | None) -> None:
    with pytest.raises(Refused, match="Choose which pupil"):
        shown(came(), decisions=(Decision(row=1, choice=Choice.SAME, pupil=pupil),))


def test_two_rows_cannot_be_about_one_pupil() -> None:
    same = [Decision(row=row, choice=Choice.SAME, pupil=GRACE.id) for row in (1, 2)]
    with pytest.raises(Refused, match="already about this pupil"):
        shown(came(1), came(2), decisions=tuple(same))


def test_a_upn_of_another_child_is_held_back() -> None:
    other = came(forename="Ben", surname="Elm", born=date(2016, 1, 1), upn=GRACE.upn)
    (row,) = shown(other).rows
    assert (row.kind, row.because, row.suggestions) == (RowKind.SUGGESTION, OTHER_CHILD, (GRACE.id,))
    assert shown(other, decisions=(Decision(row=1, choice=Choice.DIFFERENT),)).rows[0].because == TAKEN_UPN
    assert kinds(shown(other, decisions=(Decision(row=1, choice=Choice.SAME, pupil=GRACE.id),))) == ["changed"]


def test_a_changed_surname_alone_is_no_doubt() -> None:
    assert kinds(shown(came(surname="Elm", upn=GRACE.upn))) == ["changed"]


def test_a_upn_alone_updates_a_known_pupil_and_cannot_make_a_new_one() -> None:
    nameless = {"forename": "", "surname": "", "born": None}
    assert kinds(shown(came(upn=GRACE.upn, class_name="7A", **nameless))) == ["changed"]  # type: ignore[arg-type]
    assert kinds(shown(came(upn="L845299819104", **nameless))) == ["cannot_read"]  # type: ignore[arg-type]


def test_rows_that_could_not_be_read_stand_in_their_place() -> None:
    preview = shown(came(3, upn=GRACE.upn), problems=(Problem(row=2, field="UPN", message="No.", fatal=True), Problem(row=3, field="x", message="y")))
    assert [(row.row, row.kind) for row in preview.rows] == [(2, RowKind.CANNOT_READ), (3, RowKind.UNCHANGED)]
    assert (preview.count(RowKind.CANNOT_READ), preview.count(RowKind.NEW)) == (1, 0)


def test_a_pupil_whose_records_would_not_be_valid_cannot_be_read() -> None:
    wrong = IncomingNeed(need_type="ASD", since=date(2021, 1, 1), until=date(2020, 1, 1))
    (row,) = shown(came(upn="L845299819104", needs=(wrong,)), known=()).rows
    assert (row.kind, "ends before it begins" in row.because) == (RowKind.CANNOT_READ, True)


def test_cancel_is_heard() -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        compare(Incoming(source="ctf", label="x", pupils=(came(),)), [], TODAY, report=cancel)
