"""A plan's versions keep their sections apart; what changes is marked, printed, and comes back from Word with the same marks."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sendco_desk.domain.changes import EMPTY, changed, texts_of
from sendco_desk.domain.paper import Paper, Run, said, text_of, words_of
from sendco_desk.domain.plans import PlanSection, PlanVersion
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.plan_sections import UNCHANGED, UNWRITTEN, PlanBook, section_blocks, section_headed, sections_in
from sendco_desk.services.printing import paper_bytes
from tests.services.papers import WorksHere

WORDS = {
    "A": "He likes otters.", "E": "He will read a paragraph.",
    "F": "Speech and language therapy as required.\n\nA visual timetable is used every day.",
}
NEW_F = "Speech and language therapy for 30 minutes each week.\n\nA visual timetable is used every day.\nHe works in a group of four."
LINES = st.lists(st.sampled_from(("He", "will", "read", "daily", "weekly", "with", "an adult", ",", ".", "“now”", "1:1")), max_size=8).map(" ".join)
TEXTS = st.lists(LINES, max_size=4).map("\n".join)


@pytest.fixture
def plans(desk: Desk) -> PlanBook:
    """The deeds, with Word documents read in this process."""
    return replace(desk.plans, workshop=WorksHere())


@pytest.fixture
def final(plans: PlanBook, kacper: Pupil) -> PlanVersion:
    return plans.start_version(kacper.id, state="final", dated_on=date(2026, 1, 12), words=WORDS)[0]


@pytest.fixture
def proposed(plans: PlanBook, final: PlanVersion) -> PlanVersion:
    """Section F changed, section G new."""
    made, _ = plans.start_version(final.pupil, state="proposed", dated_on=date(2026, 11, 20), based_on=final.id)
    plans.save_section(made, "F", NEW_F)
    plans.save_section(made, "G", "A care plan for his asthma.")
    return made


def test_a_version_begins_with_a_copy_of_its_base_and_then_goes_its_own_way(plans: PlanBook, final: PlanVersion, proposed: PlanVersion) -> None:
    assert plans.versions(final.pupil) == [final, proposed]
    assert plans.base_of(proposed) == final
    assert plans.base_of(final) is None
    assert plans.words(final) == dict.fromkeys(plans.words(final), "") | WORDS
    assert plans.words(proposed)["F"] == NEW_F
    assert list(plans.words(proposed))[:4] == ["A", "B", "C", "D"]


def test_a_version_is_one_deed_and_so_is_taking_it_out(desk: Desk, plans: PlanBook, final: PlanVersion, proposed: PlanVersion) -> None:
    with pytest.raises(Refused, match="“Changes the school proposes, Fri 20 Nov 2026” is based on this version"):
        plans.remove_version(final)
    assert plans.remove_version(proposed) == {"plan_version", "plan_section"}
    assert plans.versions(final.pupil) == [final]
    assert len(desk.recording.of(PlanSection, final.pupil)) == 3
    desk.finding.undo()
    assert plans.words(proposed)["F"] == NEW_F


def test_a_version_is_based_on_one_of_the_same_pupils(desk: Desk, plans: PlanBook, final: PlanVersion) -> None:
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    for pupil, base in ((other.id, final.id), (final.pupil, uuid4())):
        with pytest.raises(Refused, match="one of this pupil’s versions") as refusal:
            plans.start_version(pupil, state="amended_final", dated_on=date(2026, 11, 20), based_on=base)
        assert refusal.value.field == "based_on"


def test_a_section_that_plans_do_not_have_is_refused(plans: PlanBook, final: PlanVersion) -> None:
    with pytest.raises(Refused, match="Choose the section"):
        plans.save_section(final, "Z", "Words")


def test_each_section_is_compared_with_its_own(plans: PlanBook, final: PlanVersion, proposed: PlanVersion) -> None:
    found = plans.compare(proposed, final)
    assert found["A"] == said(WORDS["A"])
    assert texts_of(found["F"]) == (WORDS["F"], NEW_F)
    assert found["G"] == (Run(text="A care plan for his asthma.", added=True),)
    assert found["B"] == ()
    assert plans.compare(final, None)["F"] == said(WORDS["F"])
    assert plans.compare(final, None)["B"] == ()


def test_the_paper_has_the_key_every_section_and_says_where_nothing_changes(plans: PlanBook, proposed: PlanVersion) -> None:
    words = list(words_of(plans.marked_paper(proposed)))
    assert words[2:6] == [
        "Kacper Wilk", "Changes the school proposes, Fri 20 Nov 2026", "Compared with: Final plan, Mon 12 Jan 2026",
        "Bold and underlined words are added; words struck through are taken out. ¶ in either stands for the end of a line.",
    ]
    assert words[6:9] == ["Section A: Views, interests and aspirations", UNCHANGED, "He likes otters."]
    assert words[words.index("Section B: Special educational needs") + 1] == UNWRITTEN
    read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper_bytes(plans.marked_paper(proposed), "pdf"))).pages)
    assert all(f"Section {section}" in read for section in ("A", "F", "H1", "K"))


def test_a_version_without_a_base_is_printed_unmarked(plans: PlanBook, final: PlanVersion) -> None:
    words = list(words_of(plans.marked_paper(final)))
    assert words[1] == "Education, health and care plan, section by section"
    assert UNCHANGED not in words
    assert not any("Bold" in word or "Compared" in word for word in words)


def test_the_marks_come_back_from_word_as_they_went_out(plans: PlanBook, final: PlanVersion, proposed: PlanVersion, tmp_path: Path) -> None:
    path = tmp_path / "changes.docx"
    path.write_bytes(paper_bytes(plans.marked_paper(proposed), "docx"))
    marked = plans.read_marked_file(path)
    assert marked.sections == plans.compare(proposed, final)
    assert {section: marked.words(section) for section in marked.sections} == plans.words(proposed)
    assert marked.on_other_words(plans.words(final)) == ()
    assert marked.on_other_words(plans.words(proposed)) == ("F", "G")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS)
def test_any_two_wordings_come_back_with_their_marks(plans: PlanBook, old: str, new: str) -> None:
    runs = changed(old, new)
    paper = Paper(title="Plan", school="", blocks=tuple(section_blocks("F", runs, compared=True)))
    assert plans.read_marked_docx(paper_bytes(paper, "docx")).sections == {"F": runs}


def test_a_colleagues_own_copy_with_tracked_or_typed_marks_is_read_section_by_section(plans: PlanBook) -> None:
    document = docx.Document()
    document.add_paragraph("Marlshire County Council")
    document.add_heading("SECTION E Outcomes")
    document.add_paragraph("He will read.")
    document.add_heading("Section F – Special educational provision")
    line = document.add_paragraph("Section F sets out the help. ")
    line.add_run("As required").font.strike = True
    added = line.add_run("Each week")
    added.bold = added.underline = True
    held = io.BytesIO()
    document.save(held)
    marked = plans.read_marked_docx(held.getvalue())
    assert marked.sections == {
        "E": said("He will read."),
        "F": (Run(text="Section F sets out the help. "), Run(text="As required", deleted=True), Run(text="Each week", added=True)),
    }
    assert marked.words("F") == "Section F sets out the help. Each week"
    assert marked.on_other_words({"F": "Section F  sets out the help.\nAs required"}) == ()
    assert marked.on_other_words({}) == ("F",)


def test_a_document_without_sections_is_refused_and_so_is_what_is_no_word_document(plans: PlanBook) -> None:
    held = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("A letter.")
    document.save(held)
    with pytest.raises(Refused, match="no headings such as “Section F”") as refusal:
        plans.read_marked_docx(held.getvalue())
    assert refusal.value.field == "file"
    with pytest.raises(Refused, match="not a Word document"):
        plans.read_marked_docx(b"not a package")


@pytest.mark.parametrize(("words", "section"), [
    ("Section F", "F"), ("SECTION H2: Other social care provision", "H2"), (" Section B - Needs ", "B"), ("Section F sets out help", ""),
    ("Section F. Provision. It is specified.", ""), ("In section F", ""), ("Section L", ""), ("Sections A", ""),
])
def test_a_heading_is_told_from_a_sentence(words: str, section: str) -> None:
    assert section_headed(said(words)) == section
    assert section_headed((Run(text=words, added=True),)) == ""


def test_what_stands_before_the_first_section_and_the_papers_own_notes_are_left_out() -> None:
    found = sections_in((said("Kacper"), said("Section A"), said(UNCHANGED), said("One"), EMPTY, (Run(text="Two", bold=True),), said("Section B")))
    assert {section: text_of(runs) for section, runs in found.items()} == {"A": "One\n\nTwo", "B": ""}
