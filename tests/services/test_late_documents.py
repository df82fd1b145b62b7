"""Late documents, what changed since the last pack, and password copies, over a real notebook."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.casework import Submission
from sendco_desk.domain.pack_changes import in_short, sentences
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.bundling import verify
from sendco_desk.services.desk import Desk
from sendco_desk.services.late_documents import LateChoices, LateDocuments, late_note, made_sentence, password_copy, source_of
from sendco_desk.services.pack_parts import CHANGES
from sendco_desk.services.packing import PackChoices, Packing
from tests.services.conftest import StillClock
from tests.services.pack_cases import file_in
from tests.services.papers import WorksHere, pdf_file, text_file

PASSWORD = "three odd words"


@pytest.fixture
def case(desk: Desk, kacper: Pupil, tmp_path: Path) -> UUID:
    opened, _ = desk.casework.open_case(
        kacper.id, authority="Marlshire County Council", events=[("request_received", date(2026, 9, 21), None)],
    )
    file_in(desk, kacper.id, pdf_file(tmp_path, "report.pdf", "Report, page", 6), "Report", "agreed", date(2026, 3, 2))
    return opened


@pytest.fixture
def packs(desk: Desk) -> Packing:
    return replace(desk.packs, workshop=WorksHere())


@pytest.fixture
def late(desk: Desk, packs: Packing) -> LateDocuments:
    return replace(desk.late, packs=packs, workshop=WorksHere())


def send(packs: Packing, case: UUID, out: Path, password: str = "") -> Submission:
    """Make a case's pack and record that it was sent."""
    packs.build(case, replace(packs.proposed(case), password=password), out)
    return packs.submit(case, out, "portal", password=password)[0]


@pytest.fixture
def sent(packs: Packing, case: UUID, tmp_path: Path) -> Submission:
    return send(packs, case, tmp_path / "first.pdf")


@pytest.fixture
def letter(desk: Desk, kacper: Pupil, sent: Submission, tmp_path: Path) -> UUID:
    return file_in(desk, kacper.id, pdf_file(tmp_path, "letter.pdf", "Letter, page", 2), "Late letter", "agreed", date(2026, 11, 23))


def test_what_is_not_in_the_pack_and_may_be_shared_is_offered(
    desk: Desk, late: LateDocuments, kacper: Pupil, sent: Submission, letter: UUID, tmp_path: Path,
) -> None:
    private = file_in(desk, kacper.id, text_file(tmp_path), "Private note", "none", date(2026, 11, 23))
    assert [one.id for one in late.addable(sent.id, late.read(late.file(sent.id)))] == [letter]
    assert [one.title for one in late.addable(sent.id, None)] == ["Report", "Late letter"]
    assert private not in [one.id for one in late.addable(sent.id, None)]


def test_late_documents_are_added_to_the_very_file_and_sent_as_a_further_pack(
    packs: Packing, late: LateDocuments, case: UUID, sent: Submission, letter: UUID, tmp_path: Path, clock: StillClock,
) -> None:
    clock.move(days=3)
    plan = late.plan(sent.id, LateChoices(documents=(letter,), after=" 6 "))
    made = late.make(plan, tmp_path / "late.pdf", supplement=tmp_path / "alone.pdf")
    assert [one.labels for one in made.added] == [("6A", "6B")]
    assert all(check.ok for check in verify(tmp_path / "late.pdf"))
    note = late_note(sent.number, made)
    assert note == "Late addition to pack 1: ‘Late letter’ as 6A to 6B. The sheet 1A tells of it."
    assert made_sentence(sent.number, plan.sent_on, made).startswith("1 document on 2 pages added to pack 1, sent on Monday 23 November 2026")
    further, _ = packs.submit(case, tmp_path / "late.pdf", "email", note=note)
    assert (further.number, further.case, further.note) == (2, case, note)
    assert [one.number for one in late.sent(case)] == [2, 1]


def test_a_second_addition_follows_the_first(
    desk: Desk, packs: Packing, late: LateDocuments, kacper: Pupil, case: UUID, sent: Submission, letter: UUID, tmp_path: Path,
) -> None:
    late.make(late.plan(sent.id, LateChoices(documents=(letter,), after="6")), tmp_path / "late.pdf")
    second, _ = packs.submit(case, tmp_path / "late.pdf", "email")
    note = file_in(desk, kacper.id, text_file(tmp_path), "Note of a call", "agreed", date(2026, 11, 23))
    made = late.make(late.plan(second.id, LateChoices(documents=(note,), after="6")), tmp_path / "later.pdf")
    assert (made.sheet, made.added[0].labels) == (("1B",), ("6C",))


@pytest.mark.parametrize(("choices", "on", "field"), [
    (LateChoices(), None, "documents"), (LateChoices(documents=(uuid4(),)), None, "documents"),
    (LateChoices(documents=(uuid4(),)), date(2026, 11, 1), "on"),
])
def test_what_must_be_decided_first_is_refused(
    late: LateDocuments, sent: Submission, choices: LateChoices, on: date | None, field: str,
) -> None:
    with pytest.raises(Refused) as refusal:
        late.plan(sent.id, choices, on)
    assert refusal.value.field == field


def test_a_document_not_to_be_shared_is_added_only_with_a_reason(
    desk: Desk, late: LateDocuments, kacper: Pupil, sent: Submission, tmp_path: Path,
) -> None:
    private = file_in(desk, kacper.id, text_file(tmp_path), "Private note", "none", date(2026, 11, 23))
    with pytest.raises(Refused, match="marked not to be shared"):
        late.plan(sent.id, LateChoices(documents=(private,)))
    plan = late.plan(sent.id, LateChoices(documents=(private,), overrides={private: "Asked for by the Tribunal"}))
    assert [one.item.title for one in plan.items] == ["Private note"]


def test_a_document_is_not_added_twice(desk: Desk, late: LateDocuments, case: UUID, sent: Submission, tmp_path: Path) -> None:
    (report,) = (one.id for one in desk.packs.documents(case))
    with pytest.raises(Refused, match="‘Report’ is in that pack already, on page 5") as refusal:
        late.make(late.plan(sent.id, LateChoices(documents=(report,))), tmp_path / "late.pdf")
    assert refusal.value.field == "documents"
    assert not (tmp_path / "late.pdf").exists()


def test_a_wrong_page_is_refused_before_anything_is_converted(
    late: LateDocuments, sent: Submission, letter: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sendco_desk.services.late_documents.converted_apart", lambda *_: pytest.fail("too early"))
    with pytest.raises(Refused, match="There is no page 99"):
        late.make(late.plan(sent.id, LateChoices(documents=(letter,), after="99")), tmp_path / "late.pdf")


def test_nothing_is_written_over(late: LateDocuments, desk: Desk, sent: Submission, letter: UUID, tmp_path: Path) -> None:
    plan = late.plan(sent.id, LateChoices(documents=(letter,)))
    with pytest.raises(Refused, match="asked for twice"):
        late.make(plan, tmp_path / "late.pdf", supplement=tmp_path / "late.pdf")
    with pytest.raises(Refused, match="inside a notebook"):
        late.make(plan, desk.folder / "late.pdf")


def test_progress_goes_from_the_first_document_to_the_end(late: LateDocuments, sent: Submission, letter: UUID, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    late.make(late.plan(sent.id, LateChoices(documents=(letter,))), tmp_path / "late.pdf", lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {6}
    assert seen[-1][0] >= 5


def test_of_a_pack_in_volumes_the_one_with_the_page_is_found(late: LateDocuments, case: UUID, sent: Submission) -> None:
    first = late.book.get(Submission, sent.id)
    second, third = (replace(first, id=uuid4(), pages=pages) for pages in (5, 7))
    with late.book.writing("Recorded two volumes more", first.pupil) as page:
        page.put(second)
        page.put(third)
    at = [str(sent.pages), f"{sent.pages + 1}", f"{sent.pages + 5}A", f"{sent.pages + 6}", "999", ""]
    wanted = [first.id, second.id, second.id, third.id, third.id, third.id]
    assert [late.numbered(case, 1, after).id for after in at] == wanted
    with pytest.raises(Refused, match=r"its packs are 1\.$"):
        late.numbered(case, 2)


def test_a_pack_is_found_by_its_number(late: LateDocuments, case: UUID, desk: Desk, kacper: Pupil, sent: Submission) -> None:
    assert late.numbered(case, 1) == sent
    with pytest.raises(Refused, match="There is no pack 7 of this case: its packs are 1"):
        late.numbered(case, 7)
    with desk.keyring.book.writing("Sent otherwise", kacper.id) as page:
        page.put(replace(sent, id=uuid4(), number=2, shape="zip"))
    with pytest.raises(Refused, match="Pack 2 went as numbered files, and nothing is added to those"):
        late.numbered(case, 2)
    other, _ = desk.casework.open_case(kacper.id, "complaint", authority="Marlshire County Council")
    with pytest.raises(Refused, match="none was recorded as sent"):
        late.numbered(other, 1)


def test_a_locked_pack_asks_for_its_password(packs: Packing, late: LateDocuments, case: UUID, tmp_path: Path) -> None:
    sent = send(packs, case, tmp_path / "locked.pdf", PASSWORD)
    pack = late.file(sent.id)
    assert late.is_locked(pack)
    with pytest.raises(Refused, match="password it was sent with"):
        late.read(pack)
    assert late.read(late.with_password(pack, PASSWORD)).labels[-1] == "11"
    assert not late.is_locked(late.with_password(pack, PASSWORD))


# What changed since


def test_the_first_pack_has_no_page_about_changes(packs: Packing, late: LateDocuments, case: UUID, tmp_path: Path) -> None:
    assert "changes" not in packs.parts(case)
    assert packs.plan(case, PackChoices()).earlier is None
    assert packs.build(case, packs.proposed(case), tmp_path / "first.pdf").changes is None
    with pytest.raises(Refused, match="nothing to compare with"):
        late.comparing(case, packs.proposed(case))


def test_the_second_pack_says_what_changed(packs: Packing, late: LateDocuments, case: UUID, letter: UUID, tmp_path: Path) -> None:
    assert packs.parts(case)[0] == "changes"
    made = packs.build(case, packs.proposed(case), tmp_path / "second.pdf")
    assert made.changes is not None
    told = sentences(made.changes)
    assert told[0] == "‘Late letter’ is new."
    assert told[-1] == "‘Report’ is on page 6; it was on page 5."
    compared = late.changes(late.comparing(case, packs.proposed(case)))
    assert compared is not None
    assert [one.title for one in compared.added] == ["Late letter"]
    assert not compared.parts_changed


def test_a_long_list_is_told_in_short(packs: Packing, late: LateDocuments, case: UUID, letter: UUID) -> None:
    told = late.changes(late.comparing(case, replace(packs.proposed(case), parts=("summary",))))
    assert told is not None
    assert in_short(told) == sentences(told)
    assert in_short(told, 2) == (sentences(told)[0], "3 more changes are on the page ‘What changed since the pack sent on Mon 23 Nov 2026’.")


def test_the_same_record_on_the_same_day_changes_nothing(packs: Packing, late: LateDocuments, case: UUID, sent: Submission) -> None:
    compared = late.changes(late.comparing(case, replace(packs.proposed(case), parts=tuple(key for key in packs.parts(case) if key != CHANGES))))
    assert compared is not None
    assert compared.nothing


def test_the_page_can_be_left_out(packs: Packing, case: UUID, sent: Submission, tmp_path: Path) -> None:
    choices = packs.proposed(case)
    plan = packs.plan(case, replace(choices, parts=choices.parts[1:]))
    assert plan.earlier is None
    assert packs.build(case, replace(choices, parts=choices.parts[1:]), tmp_path / "second.pdf").changes is None


def test_a_pack_of_another_case_or_a_later_day_is_not_compared_with(
    desk: Desk, packs: Packing, kacper: Pupil, case: UUID, sent: Submission,
) -> None:
    other, _ = desk.casework.open_case(kacper.id, "annual_review", authority="Marlshire County Council")
    assert "changes" not in packs.parts(other)
    assert "changes" not in packs.parts(case, date(2026, 11, 22))


def test_a_locked_pack_is_compared_with_where_a_password_opens_it(packs: Packing, case: UUID, tmp_path: Path) -> None:
    send(packs, case, tmp_path / "locked.pdf", PASSWORD)
    with pytest.raises(Refused, match="leave out the page about what changed"):
        packs.build(case, packs.proposed(case), tmp_path / "second.pdf")
    for choices in (PackChoices(password=PASSWORD), PackChoices(passwords=("a guess", PASSWORD))):
        made = packs.build(case, replace(packs.proposed(case), password=choices.password, passwords=choices.passwords), tmp_path / "second.pdf")
        assert made.changes is not None


# Password copies


def test_a_copy_with_a_password_has_its_note_beside_it(late: LateDocuments, sent: Submission, tmp_path: Path) -> None:
    made = late.password_copy(late.file(sent.id), tmp_path / "copy.pdf", PASSWORD)
    assert made.note == tmp_path / "copy covering note.txt"
    note = made.note.read_text(encoding="utf-8")
    assert f"‘copy.pdf’, {made.pages} pages" in note
    assert made.sha256 in note
    assert PASSWORD not in note
    assert "Kacper" not in note
    assert all(check.ok for check in verify(tmp_path / "copy.pdf", PASSWORD))


def test_a_short_password_is_refused_before_anything_is_asked(late: LateDocuments) -> None:
    late.need_password(PASSWORD)
    with pytest.raises(Refused, match="at least 8 characters"):
        late.need_password("short")


def test_a_copy_needs_no_notebook_and_no_note(tmp_path: Path) -> None:
    path = pdf_file(tmp_path)
    made = password_copy(WorksHere(), source_of(path), tmp_path / "copy.pdf", PASSWORD, note=False)
    assert (made.note, made.pages) == (None, 1)
    with pytest.raises(Refused, match="one of the files this is made from"):
        password_copy(WorksHere(), source_of(path), path, PASSWORD, inputs=[path])
    with pytest.raises(Refused, match="at least 8 characters"):
        password_copy(WorksHere(), source_of(path), tmp_path / "other.pdf", "short")
