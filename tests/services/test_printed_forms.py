"""The school's printed forms: each can be made of a pupil of whom everything or nothing is recorded, and says what the record says."""

import collections
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import docx
import page as page_validation
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain.cycles import SupportCycle
from sendco_desk.domain.documents import Document
from sendco_desk.domain.measures import Measure
from sendco_desk.domain.paper import Grid, Paper, block_words, words_of
from sendco_desk.domain.professionals import Involvement
from sendco_desk.domain.provision import ProvisionPlace, ProvisionRun, StaffMember, StaffRate
from sendco_desk.domain.pupil import Need, Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.voices import ViewsGiven
from sendco_desk.packs.paper_pages import page_count
from sendco_desk.services.cohort_rows import NOT_GIVEN
from sendco_desk.services.desk import Desk
from sendco_desk.services.form_heads import bullets, change_words
from sendco_desk.services.governors_paper import code_rows, count_chart, counts_told
from sendco_desk.services.isp_export import PARTS, lacking, unfounded
from sendco_desk.services.printed_forms import FORMS, PrintedForm
from sendco_desk.services.printing import paper_bytes
from sendco_desk.services.provision import HIDDEN
from sendco_desk.services.sen_register import FEW
from sendco_desk.services.stages import NOT_BEGUN, STAGES
from sendco_desk.services.status_paper import IN_PLAIN_WORDS, OF_KIND
from tests.services.conftest import StillClock
from tests.services.support_cases import GROUP, Filled, fill
from tests.services.test_provision import as_assistant

TODAY = date(2026, 11, 23)
OF_A_PUPIL = [form for form in FORMS if "pupil" in form.about]
COSTED = [form for form in FORMS if "costed" in form.options]


@pytest.fixture
def filled(desk: Desk, kacper: Pupil) -> Filled:
    return fill(desk, kacper)


@pytest.fixture
def leila(desk: Desk) -> Pupil:
    """Somebody of whom nothing is recorded."""
    pupil = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(pupil)
    return pupil


def made(desk: Desk, name: str, pupil: UUID | None = None, **more: object) -> Paper:
    return desk.forms.paper(name, pupil=pupil, **more)  # type: ignore[arg-type]


def text(paper: Paper) -> str:
    return "\n".join(words_of(paper))


def table(paper: Paper, head: str) -> Grid:
    """The table whose first column is called so."""
    return next(block for block in paper.blocks if isinstance(block, Grid) and block.heads[0] == head)


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [tuple("".join(run.text for run in cell) for cell in row) for row in grid.rows]


class TestEveryForm:
    """What holds for all of them."""

    @pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
    def test_it_is_made_of_a_pupil_of_whom_everything_is_recorded_and_of_one_of_whom_nothing_is(
        self, desk: Desk, filled: Filled, leila: Pupil, form: PrintedForm,
    ) -> None:
        for pupil in (filled.pupil, leila.id) if form in OF_A_PUPIL else (None,):
            paper = made(desk, form.name, pupil)
            assert paper.title and paper.blocks and paper.school == "Fernhollow School"
            assert "£" not in text(paper)

    def test_every_pdf_is_accessible_by_every_rule_that_can_be_checked(self, desk: Desk, filled: Filled, tmp_path: Path) -> None:
        for form in FORMS:
            (tmp_path / "form.pdf").write_bytes(paper_bytes(made(desk, form.name, filled.pupil if form in OF_A_PUPIL else None), "pdf"))
            found = page_validation.validate_pdf(str(tmp_path / "form.pdf"), profile="ua1")
            assert (form.name, collections.Counter(failure.rule_id for failure in found.failures)) == (form.name, {})
            assert found.is_compliant

    def test_the_word_file_says_the_same(self, desk: Desk, filled: Filled) -> None:
        for form in FORMS:
            paper = made(desk, form.name, filled.pupil if form in OF_A_PUPIL else None)
            document = docx.Document(io.BytesIO(paper_bytes(paper, "docx")))
            assert paper.title in {paragraph.text for paragraph in document.paragraphs}

    def test_each_row_has_a_name_and_a_file_of_its_own_and_no_name_of_anybody(self) -> None:
        assert len({form.name for form in FORMS}) == len({form.file for form in FORMS}) == len(FORMS)
        assert all(form.title and form.says.endswith(".") and form.about for form in FORMS)

    @pytest.mark.parametrize("form", COSTED, ids=lambda form: form.name)
    def test_costs_are_told_to_the_penny_where_they_are_chosen_and_never_a_rate(
        self, desk: Desk, filled: Filled, form: PrintedForm,
    ) -> None:
        if form.name == "governors":
            enough(desk)
        paper = made(desk, form.name, filled.pupil if form in OF_A_PUPIL else None, costed=True)
        assert re.findall(r"£[\d,]+\.\d\d", text(paper))
        assert not re.findall(r"£[\d,]+(?![\d,]|\.\d\d)", text(paper).replace("£6,000", ""))
        assert "14.62" not in text(paper)

    @pytest.mark.parametrize("form", COSTED, ids=lambda form: form.name)
    def test_an_assistant_prints_hours_only(self, desk: Desk, filled: Filled, form: PrintedForm) -> None:
        as_assistant(desk)
        pupil = filled.pupil if form in OF_A_PUPIL else None
        with pytest.raises(Refused, match=HIDDEN):
            made(desk, form.name, pupil, costed=True)
        assert "£" not in text(made(desk, form.name, pupil))


class TestSupport:
    """The plan and its review."""

    def test_the_plan_says_who_does_what_how_often_and_where(self, desk: Desk, filled: Filled) -> None:
        paper = made(desk, "support-plan", filled.pupil)
        assert ("Reading ruler and enlarged text.", "Every teacher", "Every lesson", "Always") in cells(table(paper, "What is done"))
        ((name, often, who, group, days),) = cells(table(paper, "Provision"))
        assert name.startswith(GROUP)
        assert (often, who, group, days) == ("20 min × 2 a week", "Mr Made-up Reed", "One to one", "Mon 5 Oct 2026\nto Fri 18 Dec 2026")
        outcome = cells(table(paper, "Outcome"))[0]
        assert outcome[2:4] == ("47 of 100", "60 of 100")
        assert all(words in text(paper) for words in ("Read the word cards at breakfast", "That nobody laughs.", "A plan that goes with him"))

    def test_each_sentence_names_its_source_by_a_number_at_the_foot(self, desk: Desk, filled: Filled) -> None:
        paper = made(desk, "support-plan", filled.pupil)
        area, strengths, needs = cells(table(paper, "Area"))[0]
        assert area == "Cognition and learning"
        assert strengths.endswith("[1]")
        assert needs == "• Reads 47 of the 100 most common words by sight. [2]\n• Loses his place in a line of text. [3]"
        foot = list(block_words(paper.blocks[-1]))
        assert foot == ["Report of the made-up psychologist, page 5", "Report of the made-up psychologist, page 3", "Observation, Mon 11 May 2026"]

    def test_a_document_that_may_not_be_shared_is_not_named(self, desk: Desk, filled: Filled) -> None:
        desk.recording.save(replace(desk.recording.get(Document, filled.document), sharing_basis="none"))
        for name in ("support-plan", "professionals"):
            assert "Report of the made-up psychologist" not in text(made(desk, name, filled.pupil))

    def test_the_review_sets_then_beside_now_and_says_why_the_next_step_follows(self, desk: Desk, filled: Filled) -> None:
        paper = made(desk, "review", filled.pupil)
        first = cells(table(paper, "Outcome"))[0]
        assert first[1:] == ("12 of 100", "60 of 100", "47 of 100", "Partly met")
        assert "34 of 34 planned sessions of Word cards were held (100%)." in text(paper)
        assert "The school gives more support, or support of another kind because two of two outcomes are not met in full" in text(paper)
        assert "Twice the practice gave twice the words" in text(paper)
        assert cells(table(made(desk, "review", filled.pupil, costed=True), "Provision"))[0][-1] == "£165.69"

    def test_a_cycle_that_is_not_reviewed_has_room_to_write_in(self, desk: Desk, filled: Filled) -> None:
        paper = made(desk, "review", filled.pupil, cycle=2)
        assert {row[3:] for row in cells(table(paper, "Outcome"))} == {("", "")}
        assert "Next step and why" in text(paper) and "What the record shows" not in text(paper)
        with pytest.raises(Refused, match="There is no cycle 7"):
            made(desk, "review", filled.pupil, cycle=7)

    def test_a_cycle_planned_ahead_is_on_the_plan_and_one_that_had_not_begun_is_not(self, desk: Desk, kacper: Pupil) -> None:
        desk.support.start_cycle(SupportCycle(
            id=uuid4(), pupil=kacper.id, number=1, title="Ahead", starts_on=date(2026, 12, 1), review_due_on=date(2027, 3, 1),
        ))
        assert "Cycle 1: Ahead" in text(made(desk, "support-plan", kacper.id))
        assert "Ahead" not in text(made(desk, "support-plan", kacper.id, on=date(2026, 11, 20)))

    def test_a_cycle_with_nothing_in_it_leaves_its_tables_out(self, desk: Desk, kacper: Pupil) -> None:
        desk.support.start_cycle(SupportCycle(
            id=uuid4(), pupil=kacper.id, number=1, starts_on=date(2026, 11, 2), review_due_on=date(2027, 3, 1),
        ))
        for name in ("support-plan", "review"):
            paper = made(desk, name, kacper.id)
            assert "Cycle 1" in text(paper) and not [block for block in paper.blocks if isinstance(block, Grid)]

    def test_several_provisions_have_a_sum_and_a_chart_and_one_beside_the_cycle_stands_on_the_plan(self, desk: Desk, filled: Filled) -> None:
        place = desk.recording.get(ProvisionPlace, filled.place)
        beside = replace(desk.recording.get(ProvisionRun, filled.group), id=uuid4(), name="Breakfast club", staff=None)
        mine = replace(place, id=uuid4(), run=beside.id, plan_section_f=True, cycle=filled.open_cycle)
        desk.provision.place_alone(beside, mine)
        plan, review = made(desk, "support-plan", filled.pupil, costed=True), made(desk, "review", filled.pupil, cycle=2)
        assert {row[0].split("\n")[0] for row in cells(table(plan, "Provision"))} == {GROUP, "Breakfast club"}
        assert "Section F of the plan" in text(plan)
        assert cells(table(review, "Provision"))[-1][:3] == ("In all", "26", "10")

    def test_the_young_person_signs_once_they_decide(self, desk: Desk, filled: Filled, kacper: Pupil) -> None:
        desk.pupils.save(replace(desk.pupils.get(filled.pupil), date_of_birth=date(2009, 3, 14)))
        assert "Young person" in text(made(desk, "support-plan", filled.pupil)).splitlines()
        assert "For: Kacper Wilk" in text(made(desk, "status", filled.pupil))

    def test_views_that_are_only_a_scan_are_said_to_be_kept(self, desk: Desk, filled: Filled) -> None:
        desk.recording.save(ViewsGiven(
            id=uuid4(), pupil=filled.pupil, voice="both_parents", given_on=date(2026, 11, 2), scan=filled.document,
        ))
        assert "The original is kept as a document." in text(made(desk, "support-plan", filled.pupil))

    def test_half_a_change_says_which_half_it_is(self) -> None:
        assert [change_words(*ends) for ends in (("12", "47"), ("12", ""), ("", "47"), ("", ""))] == [
            "from 12 to 47", "12 at the start", "47 at the end", "",
        ]
        assert bullets(["One alone"]) == "One alone"


    @pytest.mark.parametrize(("decides", "whose"), [(False, "What the parents say"), (True, "What the young person says")])
    def test_a_review_to_come_has_room_for_whoever_decides(
        self, desk: Desk, filled: Filled, monkeypatch: pytest.MonkeyPatch, decides: bool, whose: str,
    ) -> None:
        monkeypatch.setattr("sendco_desk.services.support_paper.young_person_decides", lambda record: decides)
        assert whose in text(desk.forms.paper("review", pupil=filled.pupil, cycle=2))


class TestProvisionMaps:
    """Of a pupil, of a group, of the school."""

    def test_a_pupils_map_says_what_was_planned_and_held_in_hours(self, desk: Desk, filled: Filled) -> None:
        paper = made(desk, "provision-map", filled.pupil)
        (now,) = cells(table(paper, "Provision"))
        assert now[4:6] == ("13 sessions, 4\u00a0h\u00a020\u00a0min", "10, 3\u00a0h\u00a020\u00a0min")
        assert "14 h 40 min of 15 h 40 min" in text(paper)

    def test_two_at_once_have_a_sum_and_one_to_come_says_so(self, desk: Desk, filled: Filled) -> None:
        later = replace(
            desk.recording.get(ProvisionRun, filled.group), id=uuid4(), name="Later", starts_on=date(2026, 11, 30), weekdays=("mon", "wed"),
        )
        desk.provision.place_alone(later, ProvisionPlace(
            id=uuid4(), pupil=filled.pupil, run=later.id, starts_on=later.starts_on, ends_on=later.ends_on,
        ))
        rows = cells(table(made(desk, "provision-map", filled.pupil), "Provision"))
        assert [row[0].split("\n")[0] for row in rows] == [GROUP, "Later", "In all"]
        assert (rows[1][4:6], rows[2][5]) == (("None yet", ""), "10, 3\u00a0h\u00a020\u00a0min")

    def test_days_of_no_recorded_term_are_said(self, desk: Desk, filled: Filled) -> None:
        for term in desk.school.calendar.terms():
            if term.name.startswith("Summer"):
                desk.recording.remove(term)
        assert "count as closed" in text(made(desk, "provision-map", filled.pupil))

    def test_a_groups_map_has_each_pupil_and_the_sum_is_rounded_once(self, desk: Desk, filled: Filled, leila: Pupil) -> None:
        desk.provision.give_places(filled.group, [leila.id])
        paper = made(desk, "provision-map", group=GROUP.upper(), costed=True)
        rows = cells(table(paper, "Pupil"))
        assert [row[0] for row in rows] == ["Leila Ashgrove", "Kacper Wilk", "In all"]
        assert [row[-1] for row in rows] == ["£48.73", "£68.72", "£117.46"]
        assert made(desk, "provision-map", group=GROUP) == made(desk, "provision-map", group=filled.group)
        assert "£" not in text(made(desk, "provision-map", group=GROUP))
        with pytest.raises(Refused, match="No provision here is called “Nothing”"):
            made(desk, "provision-map", group="Nothing")

    def test_a_group_of_nobody_and_one_without_a_rate_say_so(self, desk: Desk, filled: Filled) -> None:
        alone = replace(
            desk.recording.get(ProvisionRun, filled.group), id=uuid4(), name="Nobody", staff=None, staff_role="therapist", weekdays=(),
        )
        desk.provision.offer_run(alone)
        assert "Nobody holds a place in it yet." in text(made(desk, "provision-map", group="nobody", costed=True))
        desk.provision.give_places(alone.id, [filled.pupil])
        assert "nobody has recorded what an hour costs" in text(made(desk, "provision-map", group="Nobody", costed=True))

    def test_a_group_that_was_over_before_this_school_year_still_has_its_map(self, desk: Desk, filled: Filled) -> None:
        old = replace(
            desk.recording.get(ProvisionRun, filled.group), id=uuid4(), name="Old", staff=None, starts_on=date(2025, 9, 8),
            ends_on=date(2025, 12, 12),
        )
        desk.provision.offer_run(old)
        assert "Teaching assistant, not named" in text(made(desk, "provision-map", group="Old"))

    def test_the_schools_map_sums_what_is_running_where_costs_are_chosen(self, desk: Desk, filled: Filled) -> None:
        assert cells(table(made(desk, "provision-map", costed=True), "Pupil"))[-1][-1] == "£117.46"
        assert "Full run of all places\n£117.46" in text(made(desk, "provision-map", costed=True))
        assert "Kacper Wilk" in text(made(desk, "provision-map")) and "£" not in text(made(desk, "provision-map"))
        (rate,) = desk.recording.of(StaffRate)
        desk.recording.save(replace(rate, since=date(2026, 11, 9)))
        assert "nobody has recorded what an hour costs" in text(made(desk, "provision-map", costed=True))
        assert "Nothing runs on this day." in text(made(desk, "provision-map", on=date(2026, 3, 20), costed=True))


class TestStatusSlip:
    """The slip for parents."""

    def test_it_says_what_is_now_what_is_next_by_which_day_and_whom_to_ring(self, desk: Desk, filled: Filled) -> None:
        said = text(made(desk, "status", filled.pupil))
        assert "The council is deciding whether to look closely at what help is needed." in said
        assert "Precision teaching: 20 minutes, twice a week." in said
        assert "Marlshire County Council must decide whether to assess by Mon 14 Dec 2026." in said
        assert "Meeting with the parents: Thu 10 Dec 2026, 16:00." in said
        assert "The school looks at the support again with you by Fri 18 Dec 2026." in said
        assert "Dr Robin Lark, SENDCo, 01632 960114" in said and "Ms Made-up Officer, reference MC/2026/114" in said

    def test_what_is_late_says_how_late_and_what_the_family_can_do_is_its_own(self, desk: Desk, filled: Filled, clock: StillClock) -> None:
        clock.move(days=42)
        said = text(made(desk, "status", filled.pupil))
        assert "Marlshire County Council had to decide whether to assess by Mon 14 Dec 2026. It is 3 weeks late." in said
        assert "The school was meant to look at the support again with you by Fri 18 Dec 2026." in said
        desk.casework.add_events(filled.case, [("refused_to_assess", date(2026, 12, 14), None), ("decision_letter_sent", date(2026, 12, 14), None)])
        said = text(made(desk, "status", filled.pupil))
        assert "The council has said no to an assessment." in said
        assert re.search(r"You can bring the appeal(?: by|; the last day is) \w{3} \d", said)

    @pytest.mark.parametrize("many", range(0, 12, 3))
    def test_it_is_one_page_however_much_there_is(self, desk: Desk, filled: Filled, many: int) -> None:
        run = desk.recording.get(ProvisionRun, filled.group)
        for number in range(many):
            more = replace(run, id=uuid4(), name=f"Made-up provision with a rather long name, number {number}", staff=None)
            desk.provision.offer_run(more)
            desk.provision.give_places(more.id, [filled.pupil])
        paper = made(desk, "status", filled.pupil)
        assert page_count(paper) == 1 and paper.easy_read
        assert "What happens next" in text(paper)

    def test_no_sentence_is_long(self, desk: Desk, filled: Filled) -> None:
        sentences = re.split(r"[.!?]\s|\n", text(made(desk, "status", filled.pupil)))
        assert max(len(sentence.split()) for sentence in sentences) <= 20
        assert all(len(words.split()) <= 25 for words in IN_PLAIN_WORDS.values())

    def test_every_stage_in_plain_words_is_one_that_there_is(self) -> None:
        known = {stage for stages in STAGES.values() for stage in stages.values()} | {"Meeting planned"}
        assert set(IN_PLAIN_WORDS) <= known
        for kind, words in OF_KIND.items():
            assert set(words) <= {*STAGES[kind].values(), NOT_BEGUN[kind], "Move planned", "Moved, plan not amended"}
            assert all(len(sentence.split()) <= 25 for sentence in words.values())

    def test_a_decision_after_a_review_is_no_decision_whether_to_assess(self, desk: Desk, filled: Filled) -> None:
        desk.casework.save_case(replace(desk.casework.page(filled.case).case, closed_on=TODAY))
        desk.casework.open_case(filled.pupil, "annual_review", authority="Marlshire", events=[
            ("review_meeting", date(2026, 11, 2), None), ("review_report_sent", date(2026, 11, 9), None),
        ])
        desk.casework.open_case(filled.pupil, "complaint", authority="Marlshire", events=[("complaint_received", date(2026, 11, 9), None)])
        told = text(made(desk, "status", filled.pupil))
        assert "The council is deciding whether the plan stays as it is, changes or ends." in told
        assert "The council has the complaint. Its answer is still to come." in told
        assert "look closely" not in told

    def test_a_case_that_is_over_is_not_told_and_a_plan_is(self, desk: Desk, filled: Filled) -> None:
        desk.casework.save_case(replace(desk.casework.page(filled.case).case, closed_on=TODAY))
        desk.pupils.set_status(filled.pupil, "E", TODAY)
        said = text(made(desk, "status", filled.pupil))
        assert "Request for an EHC" not in said and "Ms Made-up Officer" not in said
        assert "has an education, health and care plan (EHC plan)" in said

    def test_of_somebody_without_anything_it_says_that_nothing_is_recorded(self, desk: Desk, leila: Pupil) -> None:
        said = text(made(desk, "status", leila.id))
        assert "Nothing is recorded about extra help for Leila yet." in said and "No next step has a day yet." in said


def enough(desk: Desk, many: int = 40) -> list[Pupil]:
    """Pupils enough for counts to be given."""
    found = []
    for number in range(many):
        pupil = Pupil(
            id=uuid4(), legal_forename=f"Forename{number}x", legal_surname=f"Surname{number}x", year_group=str(7 + number % 4),
            upn=f"B{number:012}", class_name=f"Class{number}x",
        )
        desk.pupils.add(pupil, status="EKKN"[number % 4])
        if number % 4 != 3:
            desk.pupils.save_need(Need(id=uuid4(), pupil=pupil.id, need_type=("SLCN", "SEMH", "HI")[number % 3 if number < 38 else 0]))
        if number < 6:
            fill(desk, pupil)
        found.append(pupil)
    return found


class TestGovernors:
    """A summary from which no child can be told."""

    def test_no_name_upn_or_class_of_anybody_stands_in_it(self, desk: Desk) -> None:
        pupils = enough(desk)
        said = text(made(desk, "governors", costed=True))
        forbidden = {part for p in pupils for part in (p.legal_forename, p.legal_surname, p.upn, p.class_name)}
        forbidden |= {GROUP, "Word cards", "Mr Made-up Reed", "Ms Dorota Wilk", "Dr Made-up Sands", "Ms Fern"}
        forbidden |= {one.called for kind in (StaffMember, Involvement, Measure) for one in desk.recording.of(kind)}
        assert [words for words in forbidden if words in said] == []

    def test_counts_that_are_large_enough_are_given(self, desk: Desk) -> None:
        enough(desk)
        paper = made(desk, "governors", costed=True)
        assert cells(table(paper, "Pupils on roll")) == [("40", "10", "20", "10")]
        assert cells(table(paper, "Met")) == [("0", "6", "6")]
        assert cells(table(paper, "Meetings held")) == [("5", "0", "5", "25")]
        assert "Sessions held of those planned" in text(paper) and "86%" in text(paper)

    def test_of_a_few_pupils_nothing_is_counted(self, desk: Desk, filled: Filled) -> None:
        said = text(made(desk, "governors", costed=True))
        assert "£" not in said and f"fewer than {FEW}" in said
        assert "Pupils whose cycle was closed" in said

    def test_a_day_without_a_rate_is_said_beside_the_cost(self, desk: Desk) -> None:
        enough(desk)
        (rate,) = desk.recording.of(StaffRate)
        desk.recording.save(replace(rate, since=date(2026, 9, 8)))
        assert "nobody has recorded what an hour costs" in text(made(desk, "governors", costed=True))

    def test_a_school_without_requests_or_pupils_says_so(self, desk: Desk) -> None:
        assert "No request was decided or is waiting this school year." in text(made(desk, "governors"))

    def test_a_year_in_which_nothing_was_planned_has_no_per_cent(self, desk: Desk) -> None:
        enough(desk, 12)
        for run in desk.recording.of(ProvisionRun):
            desk.recording.save(replace(run, starts_on=date(2026, 12, 18), ends_on=date(2026, 12, 18)))
        assert "Held so far" in text(made(desk, "governors")) and "Sessions held of those planned" not in text(made(desk, "governors"))

    @given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 200))
    def test_no_small_count_of_the_register_can_be_worked_out(self, plans: int, support: int, others: int) -> None:
        told = dict(code_rows(plans, support, others))
        apart = "EHC plan (E)" in told
        assert not (apart and (0 < plans < FEW or 0 < support < FEW))
        if 0 < plans + support < FEW or 0 < others < FEW:
            assert told["Pupils on roll"] == NOT_GIVEN
        assert str(others) == told["Neither (N)"] or others < FEW

    @given(st.lists(st.integers(0, 30), min_size=1, max_size=6))
    def test_a_count_below_five_is_never_given_and_never_the_only_one_kept_back(self, counts: list[int]) -> None:
        told = counts_told(counts)
        assert all(words in ("0", f"fewer than {FEW}") for words, count in zip(told, counts, strict=True) if count < FEW)
        kept = [count for words, count in zip(told, counts, strict=True) if not words.isdecimal()]
        others = [count for words, count in zip(told, counts, strict=True) if words.isdecimal() and count]
        assert not kept or sum(kept) >= FEW or not others
        bars = count_chart("Title", "What", {str(n): count for n, count in enumerate(counts)}).bars
        assert all(not bar.count or bar.count >= FEW for bar in bars)


class TestOtherForms:
    """Meetings, profiles, views, the plan, the register, and days that are past."""

    def test_a_meeting_is_named_or_it_is_the_latest_that_was(self, desk: Desk, filled: Filled) -> None:
        named, latest = made(desk, "meeting", meeting=filled.meeting), made(desk, "meeting", filled.pupil)
        assert named == latest and "Start the smaller group." in text(named)

    def test_the_profile_keeps_its_page_with_a_photograph_and_in_large_type(self, desk: Desk, filled: Filled, leila: Pupil) -> None:
        for pupil in (filled.pupil, leila.id):
            for easy in (False, True):
                paper = made(desk, "profile", pupil, easy_read=easy)
                assert (paper.one_page, paper.easy_read, page_count(paper)) == (True, easy, 1)

    def test_the_pupils_own_views_come_first(self, desk: Desk, filled: Filled, leila: Pupil) -> None:
        assert made(desk, "views", filled.pupil, easy_read=True).title == "Views of the pupil"
        assert page_count(made(desk, "views", leila.id, easy_read=True)) == 1

    def test_the_log_says_how_old_each_report_is_and_what_came_of_the_advice(self, desk: Desk, filled: Filled) -> None:
        paper = made(desk, "professionals", filled.pupil)
        waiting, reported = cells(table(paper, "Service and person"))
        assert waiting[-1] == "Asked 6 weeks ago, not seen yet." and reported[-2:] == ("5 months", "Report received.")
        assert ("No reading aloud to the class.\nPage 9", "Nothing recorded yet", "") in cells(table(paper, "Advice"))

    def test_a_form_of_a_past_day_tells_nothing_that_came_later(self, desk: Desk, filled: Filled) -> None:
        before = date(2026, 9, 30)
        assert "Cycle 2" not in text(made(desk, "support-plan", filled.pupil, on=before))
        assert "Partly met" not in text(made(desk, "review", filled.pupil, on=before))
        assert made(desk, "meeting", filled.pupil, on=before).title == "Meeting record"

    def test_the_register_is_that_of_the_day(self, desk: Desk, kacper: Pupil) -> None:
        assert desk.forms.register(date(2026, 11, 22)).counts["K"] == 0
        assert desk.forms.register().counts["K"] == 1

    def test_the_story_leaves_out_what_came_after_the_day(self, desk: Desk, filled: Filled) -> None:
        assert "extra time" not in text(made(desk, "story", filled.pupil, on=date(2026, 11, 1)))

    def test_the_pdf_has_the_words_of_the_form(self, desk: Desk, filled: Filled) -> None:
        pages = pypdf.PdfReader(io.BytesIO(paper_bytes(made(desk, "support-plan", filled.pupil), "pdf"))).pages
        assert "SEN support plan" in pages[0].extract_text() and "Sources" in pages[-1].extract_text()


class TestIndividualSupportPlan:
    """The shape that is proposed for 2029."""

    def test_every_part_is_filled_from_records_that_are_there(self, desk: Desk, filled: Filled) -> None:
        plan = desk.forms.individual_support_plan(filled.pupil)
        assert lacking(plan) == () and unfounded(plan, desk.forms.book) == ()
        assert set(PARTS) < set(plan) and "not law" in str(plan["standing"])

    def test_what_nothing_is_recorded_for_is_named(self, desk: Desk, leila: Pupil) -> None:
        plan = desk.forms.individual_support_plan(leila.id)
        assert lacking(plan) == PARTS and unfounded(plan, desk.forms.book) == ()

    def test_a_word_that_no_record_stands_behind_is_found(self, desk: Desk, filled: Filled) -> None:
        plan = desk.forms.individual_support_plan(filled.pupil)
        plan["needs"] = [{"words": "Made up"}, {"record": {"kind": "measure", "id": str(uuid4())}}, {"record": {"kind": "nothing", "id": ""}}]
        assert unfounded(plan, desk.forms.book) == ("needs[0]", "needs[1]", "needs[2]")

    def test_who_does_what_how_often_is_a_field_each(self, desk: Desk, filled: Filled) -> None:
        plan = json.loads(json.dumps(desk.forms.individual_support_plan(filled.pupil)))
        (ruler, card), (group,) = plan["day_to_day_support"], plan["provision"]
        assert (ruler["who"], ruler["how_often"]) == ("Every teacher", "Always") and card["area"] == "semh"
        assert (group["who"], group["minutes"], group["times_a_week"]) == ("Mr Made-up Reed", 20, 2)
