"""The screen before every export: what is flagged stays in, with what rests on it; it is argued in by name; and the list says who."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import ExportFlag, ExportReason, may_be_flagged
from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.measures import Suspension
from sendco_desk.domain.meetings import AgreedAction, Meeting
from sendco_desk.domain.needs import NeedStatement, StatementSource
from sendco_desk.domain.paper import words_of
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.records import PupilRecord, Record, prose_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry
from sendco_desk.services.desk import Desk
from sendco_desk.services.documents import Filing
from sendco_desk.services.export_screen import called_outside, day_of
from sendco_desk.services.late_documents import LateChoices
from sendco_desk.services.pack_parts import PARTS
from sendco_desk.services.packing import PackChoices, Packing
from sendco_desk.services.printed_forms import FORMS, PUPIL
from sendco_desk.services.records_export import exported
from sendco_desk.services.screened import held_back, need_outside, screened
from tests.services.conftest import StillClock
from tests.services.pack_cases import ON, Filled, filled
from tests.services.papers import WorksHere, pdf_file

HOW = datetime(2026, 10, 7, 10, 5, tzinfo=UTC)
WORDS = "Zimmerpflanze was watered by another boy."


@pytest.fixture
def made(desk: Desk, kacper: Pupil, tmp_path: Path) -> Filled:
    return filled(desk, kacper, tmp_path)


@pytest.fixture
def packs(desk: Desk) -> Packing:
    return replace(desk.packs, workshop=WorksHere())


def write(desk: Desk, pupil: UUID, words: str = WORDS) -> StoryEntry:
    """An entry in the story."""
    entry, _ = desk.story.finish(pupil, entry_kind="observation", happened_at=HOW, words=words)
    return desk.keyring.book.get(StoryEntry, entry)


def put_with(desk: Desk, entry: StoryEntry, folder: Path) -> UUID:
    """A document that may be shared, put with an entry."""
    filing = Filing(received_on=date(2026, 10, 7), sharing_basis="agreed", story_entry=entry.id)
    paper = pdf_file(folder, "with.pdf", "Put with an entry")
    return replace(desk.documents, workshop=WorksHere()).add_files(entry.pupil, [paper], filing).documents[0].id


def told(packs: Packing, case: UUID) -> str:
    """Every word of the parts of a case's pack, and the names of its documents."""
    plan = packs.plan(case, replace(packs.proposed(case, ON), parts=tuple(PARTS)), ON)
    return repr(plan.parts) + repr([item.title for item in plan.items])


def test_a_flagged_entry_stays_out_with_its_correction_and_what_was_put_with_it(desk: Desk, packs: Packing, made: Filled, tmp_path: Path) -> None:
    entry = write(desk, made.pupil)
    desk.story.correct(entry.id, "Zimmerpflanze, on the Tuesday.")
    paper = put_with(desk, entry, tmp_path)
    assert "Zimmerpflanze" in told(packs, made.case)
    assert paper in packs.proposed(made.case).documents
    desk.screen.flag(entry, "third_party")
    assert "Zimmerpflanze" not in told(packs, made.case)
    assert paper not in packs.proposed(made.case).documents
    with pytest.raises(Refused, match="was put with an entry that is flagged: leave it out"):
        packs.plan(made.case, PackChoices(documents=(paper,)))


def test_an_entry_is_argued_in_by_name_for_one_case_and_kept_in_again(desk: Desk, packs: Packing, made: Filled) -> None:
    entry = write(desk, made.pupil)
    desk.screen.flag(entry, "third_party")
    with pytest.raises(Refused, match="Name the person"):
        desk.screen.let_out(entry, made.case, "It names nobody", " ")
    with pytest.raises(Refused, match="Write why"):
        desk.screen.let_out(entry, made.case, "", "Mrs Orla Pine")
    desk.screen.let_out(entry, made.case, "It names nobody", "Mrs Orla Pine")
    assert "Zimmerpflanze" in told(packs, made.case)
    assert "Zimmerpflanze" not in " ".join(words_of(desk.forms.paper("story", pupil=made.pupil)))
    desk.screen.let_out(entry, made.case, "It names nobody at all", "Mrs Orla Pine")
    (reason,) = desk.keyring.book.all(ExportReason)
    assert reason.because == "It names nobody at all"
    desk.screen.keep_in(entry, made.case)
    assert "Zimmerpflanze" not in told(packs, made.case)
    assert desk.screen.keep_in(entry, made.case) == frozenset()


def test_undo_takes_a_flag_back(desk: Desk, packs: Packing, made: Filled) -> None:
    desk.screen.flag(write(desk, made.pupil), "staff")
    desk.finding.undo()
    assert "Zimmerpflanze" in told(packs, made.case)


def test_nothing_that_is_not_held_back_can_be_argued_in(desk: Desk, made: Filled) -> None:
    with pytest.raises(Refused, match="Nothing is held back here"):
        desk.screen.let_out(write(desk, made.pupil), made.case, "Because", "Mrs Orla Pine")


def test_a_document_on_no_ground_is_argued_in_with_the_pack_and_put_back(desk: Desk, packs: Packing, made: Filled) -> None:
    paper = desk.keyring.book.get(Document, made.undecided)
    assert paper.id not in packs.proposed(made.case).documents
    with pytest.raises(Refused, match="has no recorded ground for sharing: leave it out"):
        packs.plan(made.case, PackChoices(documents=(paper.id,)))
    desk.screen.let_out(paper, made.case, "Grandmother agreed on the telephone", "Mrs Orla Pine")
    assert paper.id in packs.proposed(made.case).documents
    layout = desk.layouts.layout(made.case)
    assert (layout.of(paper.id).left_out, layout.of(paper.id).because) == (False, "Grandmother agreed on the telephone")
    assert paper.id in desk.layouts.choices(layout, ()).documents
    (held,) = [one for one in desk.screen.held(made.pupil, made.case) if one.id == paper.id]
    assert held.out and held.reason is not None and held.reason.decided_by == "Mrs Orla Pine"
    desk.screen.keep_in(paper, made.case)
    assert desk.layouts.layout(made.case).of(paper.id).left_out
    assert desk.keyring.book.all(ExportReason) == []


def test_a_reason_written_in_the_studio_names_who_opened_the_notebook(desk: Desk, made: Filled) -> None:
    desk.layouts.because(made.case, made.private, "The parents asked for it")
    (reason,) = desk.keyring.book.all(ExportReason)
    assert (reason.decided_by, reason.because, reason.case) == ("Dr Robin Lark", "The parents asked for it", made.case)
    desk.layouts.because(made.case, made.private, " ")
    assert desk.keyring.book.all(ExportReason) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if may_be_flagged(kind)], ids=lambda kind: kind.KIND)
def test_a_flag_on_a_record_of_any_kind_takes_its_words_out_of_the_pack_and_of_every_form(
    desk: Desk, packs: Packing, made: Filled, kind: type[PupilRecord],
) -> None:
    flagged = desk.keyring.book.all(kind, pupil=made.pupil)
    for record in flagged:
        desk.screen.flag(record, "staff")
    outside = told(packs, made.case) + repr([
        tuple(words_of(desk.forms.paper(form.name, pupil=made.pupil, on=day))) for form in FORMS if PUPIL in form.about
        for day in (ON, date(2026, 11, 20)) if form.name != "access"
    ])
    own = {line for record in flagged for line in prose_of(record).split("\n") if len(line.split()) > 3}
    others = "\n".join(prose_of(one) for other in KINDS for one in desk.keyring.book.all(other) if other is not kind)
    assert [line for line in own if line in outside and line not in others] == []


def test_the_plan_of_2029_and_the_records_leave_out_what_is_flagged(desk: Desk, made: Filled) -> None:
    statement = desk.keyring.book.all(NeedStatement, pupil=made.pupil)[0]
    entry = write(desk, made.pupil)
    desk.screen.flag(statement, "third_party")
    desk.screen.flag(entry, "staff")
    assert statement.words not in repr(desk.forms.individual_support_plan(made.pupil))
    for pupil in (made.pupil, None):
        found = exported(desk.forms.book, pupil=pupil)
        text = repr(found.fields)
        assert statement.words not in text and "Zimmerpflanze" not in text and str(made.private) not in text and str(made.undecided) not in text
        assert found.held_back >= 4 and {"export_flag", "export_reason"} <= set(found.left_out)
    desk.screen.let_out(entry, None, "The parent asked for the record", "Mrs Orla Pine")
    assert "Zimmerpflanze" in repr(exported(desk.forms.book, pupil=made.pupil).fields)
    assert "Zimmerpflanze" in " ".join(words_of(desk.forms.paper("story", pupil=made.pupil)))


def test_a_sentence_whose_source_is_flagged_is_told_without_it(desk: Desk, packs: Packing, made: Filled) -> None:
    source = desk.keyring.book.get(Document, made.shared)
    desk.screen.flag(source, "staff")
    assert source.title not in told(packs, made.case)
    assert "Reads 31 of the first 100 words" in told(packs, made.case)


def test_a_late_document_that_is_flagged_is_neither_offered_nor_added(
    desk: Desk, packs: Packing, made: Filled, tmp_path: Path, clock: StillClock,
) -> None:
    packs.build(made.case, replace(packs.proposed(made.case), parts=("summary",)), tmp_path / "pack.pdf")
    sent, _ = packs.submit(made.case, tmp_path / "pack.pdf", "portal")
    clock.move(days=1)
    paper = put_with(desk, write(desk, made.pupil), tmp_path)
    late = replace(desk.late, packs=packs, workshop=WorksHere())
    assert paper in [one.id for one in late.addable(sent.id, None)]
    desk.screen.flag(desk.keyring.book.get(Document, paper), "third_party")
    assert paper not in [one.id for one in late.addable(sent.id, None)]
    with pytest.raises(Refused, match="is flagged: About somebody else"):
        late.plan(sent.id, LateChoices(documents=(paper,)))


def test_minutes_that_are_flagged_are_not_printed_by_themselves(desk: Desk, made: Filled) -> None:
    meeting = desk.keyring.book.all(Meeting, pupil=made.pupil)[0]
    assert desk.forms.paper("meeting", meeting=meeting.id).title
    desk.screen.flag(meeting, "staff")
    with pytest.raises(Refused, match="stays in the school"):
        desk.forms.paper("meeting", meeting=meeting.id)
    with pytest.raises(Refused, match="stays in the school"):
        screened(desk.forms.book, made.pupil).get(Meeting, meeting.id)
    need_outside(desk.forms.book, desk.keyring.book.get(Document, made.shared))


def test_the_family_is_not_told_of_a_flagged_document_by_name(desk: Desk, made: Filled) -> None:
    desk.casework.add_event(made.case, "agreed_to_assess", date(2026, 11, 20), proof=made.shared)
    evidence = repr(desk.delays.evidence(made.case, on=ON))
    assert "Report of the made-up psychologist" in evidence
    desk.screen.flag(desk.keyring.book.get(Document, made.shared), "staff")
    evidence = repr(desk.delays.evidence(made.case, on=ON))
    assert "Report of the made-up psychologist" not in evidence


# Safeguarding


def test_the_notebook_is_no_safeguarding_record(desk: Desk, packs: Packing, made: Filled) -> None:
    entry = write(desk, made.pupil)
    with pytest.raises(Refused, match="is not the safeguarding record"):
        desk.screen.flag(entry, "safeguarding")
    with pytest.raises(Refused, match="Give the reference alone"):
        desk.screen.flag(entry, "safeguarding", reference="He told his tutor. It was on Sunday and went on for a long time")
    desk.screen.flag(entry, "safeguarding", reference="SG/114")
    entries = {one.words: one for one in desk.keyring.book.all(StoryEntry, pupil=made.pupil)}
    assert entries[WORDS].struck_out_because == "Moved to the safeguarding record"
    pointer = entries["See the safeguarding record, ref SG/114."]
    assert {entries[WORDS].id, pointer.id} <= held_back(desk.forms.book, made.pupil)
    with pytest.raises(Refused, match="holds a reference only"):
        desk.story.correct(pointer.id, "And on Monday too.")
    desk.story.correct(pointer.id, "See the safeguarding record, ref SG/115.")
    desk.finding.undo()
    assert "Zimmerpflanze" not in told(packs, made.case)


def test_an_entry_that_only_points_to_the_record_is_simply_flagged(desk: Desk, made: Filled) -> None:
    entry = write(desk, made.pupil, "See the safeguarding record, ref 3.")
    desk.screen.flag(entry, "safeguarding")
    desk.screen.flag(entry, "safeguarding", note="asked the lead")
    (flag,) = desk.keyring.book.all(ExportFlag)
    assert (flag.note, flag.flagged_by) == ("asked the lead", "Dr Robin Lark")
    desk.screen.unflag(entry)
    assert desk.screen.unflag(entry) == frozenset() and desk.keyring.book.all(ExportFlag) == []


def test_words_bring_a_suggestion_and_never_a_refusal(desk: Desk, made: Filled) -> None:
    assert desk.screen.suggestion("He disclosed that a section 47 enquiry began.").startswith("This speaks of disclosure and section 47.")
    assert desk.screen.suggestion("Reads well.") == ""
    assert write(desk, made.pupil, "He disclosed something.").words == "He disclosed something."


def test_the_frame_of_a_case_cannot_be_flagged(desk: Desk, made: Filled) -> None:
    with pytest.raises(Refused, match="part of the case itself"):
        desk.screen.flag(desk.casework.page(made.case).case, "staff")


# The list


def test_the_list_says_what_stays_what_goes_who_decided_and_why_without_the_words(desk: Desk, made: Filled, tmp_path: Path) -> None:
    stays, goes = write(desk, made.pupil), write(desk, made.pupil, "Gummibaum: said by the caretaker.")
    put_with(desk, stays, tmp_path)
    meeting = desk.keyring.book.all(Meeting, pupil=made.pupil)[0]
    for record, flag in ((stays, "third_party"), (goes, "staff"), (meeting, "staff")):
        desk.screen.flag(record, flag)
    desk.screen.let_out(goes, made.case, "He asked to be named", "Mrs Orla Pine")
    paper = desk.screen.paper(made.pupil, made.case)
    words = "\n".join(words_of(paper))
    left, argued = words.split("Argued in", 1)
    assert "Story entry, observation, Wed 7 Oct 2026" in left and "About somebody else, flagged by Dr Robin Lark. 1 further record stays" in left
    assert "Zebra note that nobody may see" in left and "It was put with an entry that is flagged" in left and "Reading" not in left
    assert "He asked to be named" in argued and "Mrs Orla Pine, Mon 23 Nov 2026" in argued
    assert "Zimmerpflanze" not in words and "Gummibaum" not in words
    assert "Whatever goes out about this pupil without a case" in "\n".join(words_of(desk.screen.paper(made.pupil)))


def test_a_list_without_anything_says_so(desk: Desk, kacper: Pupil) -> None:
    words = "\n".join(words_of(desk.screen.paper(kacper.id)))
    assert "Nothing is left out." in words and "Nothing was argued in." in words


def test_a_record_is_called_by_its_kind_and_day() -> None:
    away = Suspension(id=uuid4(), pupil=uuid4(), first_day=date(2026, 3, 2), sessions=2, reason="Ran out of the hall")
    assert called_outside(away) == "Suspension, Mon 2 Mar 2026"
    source: Record = StatementSource(id=uuid4(), pupil=uuid4(), statement=uuid4(), document=uuid4())
    assert (day_of(source), called_outside(source)) == (None, source.TITLE)


def test_a_parted_flag_of_a_document_that_was_let_out_by_itself(desk: Desk, made: Filled, tmp_path: Path) -> None:
    entry = write(desk, made.pupil)
    paper = put_with(desk, entry, tmp_path)
    desk.screen.flag(entry, "staff")
    desk.screen.let_out(desk.keyring.book.get(Document, paper), None, "It is the parent’s own letter", "Mrs Orla Pine")
    hidden = held_back(desk.forms.book, made.pupil)
    assert entry.id in hidden and paper not in hidden
    seen = screened(desk.forms.book, made.pupil)
    assert seen.get(Document, paper).story_entry is None  # the link to what stays is cut
    assert seen.count(StoryEntry, pupil=made.pupil) == len(seen.values(StoryEntry, "id", pupil=made.pupil))
    assert entry.id not in [one.id for one in seen.between(StoryEntry, "happened_at", None, None)]
    assert seen.find(StoryEntry, entry.id) is None and seen.person == desk.forms.book.person and seen.touched_since(0)[0] > 0
    assert desk.screen.staying_count(made.case) == 1 and desk.screen.needed(made.pupil)


def test_a_reason_of_an_older_notebook_is_listed_without_a_name(desk: Desk, packs: Packing, made: Filled) -> None:
    desk.layouts.because(made.case, made.private, "The parents asked for it", goes=True)
    (reason,) = desk.keyring.book.all(ExportReason)
    with desk.keyring.book.writing("As an older version left it", made.pupil) as page:
        page.remove(reason)
    held = next(one for one in desk.screen.held(made.pupil, made.case) if one.id == made.private)
    assert (held.out, held.because, held.decided) == (True, "The parents asked for it", "Name not recorded")
    words = "\n".join(words_of(desk.screen.paper(made.pupil, made.case))).split("Argued in", 1)[1]
    assert "The parents asked for it" in words and "Name not recorded" in words


def test_an_action_that_is_flagged_is_not_in_the_minutes(desk: Desk, made: Filled) -> None:
    action = desk.keyring.book.all(AgreedAction, pupil=made.pupil)[0]
    assert action.meeting is not None
    assert action.words in " ".join(words_of(desk.meetings.minutes_paper(action.meeting)))
    desk.screen.flag(action, "staff")
    assert action.words not in " ".join(words_of(desk.meetings.minutes_paper(action.meeting)))
