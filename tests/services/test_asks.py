"""What is asked of a case: what of the record answers it, the deeds around it, and the part of the pack that says so with its pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest

from sendco_desk.authority.evidence import EVIDENCE
from sendco_desk.authority.profile import Basis
from sendco_desk.authority.readiness import AskState, Held, Readiness
from sendco_desk.domain.council_asks import NotSupplied
from sendco_desk.domain.documents import Document
from sendco_desk.domain.meetings import Meeting, MeetingPerson
from sendco_desk.domain.paper import Leads, Paragraph, Run, block_words
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil, SenStatus
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.rights import Sharing
from sendco_desk.packs.plan import LEGAL_TEST, PaperPart
from sendco_desk.services.asks_held import FINDERS, held_by
from sendco_desk.services.bundling import verify
from sendco_desk.services.desk import Desk
from sendco_desk.services.pack_asks import NO_REQUEST, TITLE
from sendco_desk.services.packing import PackChoices
from sendco_desk.services.school_case import LIMBS
from tests.services.conftest import StillClock
from tests.services.pack_cases import ON, Filled, filled, put
from tests.services.papers import WorksHere

NORFOLK, ESSEX, DERBYSHIRE, TELFORD = "926-norfolk", "881-essex", "830-derbyshire", "894-telford-and-wrekin"
PANEL = "830-inclusion-panel"


@pytest.fixture
def made(desk: Desk, kacper: Pupil, clock: StillClock, tmp_path: Path) -> Filled:
    clock.moment = datetime(2026, 12, 20, 9, tzinfo=UTC)
    return filled(desk, kacper, tmp_path)


@pytest.fixture
def bare(desk: Desk, kacper: Pupil) -> UUID:
    """A case of a pupil of whom nothing else is recorded."""
    case, _ = desk.casework.open_case(kacper.id, authority="Marlshire County Council")
    return case


def chosen(desk: Desk, case: UUID, **told: object) -> PackChoices:
    """All that goes into a pack, with something else chosen."""
    return replace(desk.layouts.choices(desk.layouts.layout(case), desk.packs.parts(case, ON)), **told)  # type: ignore[arg-type]


def held(desk: Desk, case: UUID, **told: object) -> dict[str, Held]:
    return held_by(desk.packs.record(case, chosen(desk, case, **told), ON))


def ready(desk: Desk, case: UUID, profile: str = "", **told: object) -> Readiness:
    return desk.asks.readiness(case, chosen(desk, case, profile=profile, **told), ON)


def state(found: Readiness, ask: str) -> AskState:
    row = found.row(ask)
    assert row is not None
    return row.state


def places_of(desk: Desk, case: UUID, ask: str) -> set[UUID | str]:
    row = desk.asks.readiness(case, on=ON).row(ask)
    assert row is not None
    return {place.to for item in row.items for place in item.where}


def asked_part(desk: Desk, case: UUID, **told: object) -> PaperPart:
    (part,) = (part for part in desk.packs.plan(case, chosen(desk, case, **told), ON).parts if part.title == TITLE)
    assert isinstance(part, PaperPart)
    return part


def words_of(part: PaperPart) -> str:
    return "\n".join(words for block in part.blocks for words in block_words(block))


def runs_of(part: PaperPart) -> Iterator[Run]:
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        for row in getattr(block, "rows", ()):
            for cell in row:
                yield from cell if isinstance(cell, tuple) else ()


# What answers what


def test_every_kind_of_evidence_has_a_finder_and_every_finder_a_kind() -> None:
    assert set(FINDERS) == set(EVIDENCE)


KEPT_BY_NOBODY = {"sign_off", "consent_form", "descriptors", "medical_questionnaire", "own_form"}
ALWAYS = {"legal_test", "identity", "requester", "reason", "part_time", "suspensions"}


def test_where_nothing_is_recorded_every_kind_says_what_can_be_done(desk: Desk, bare: UUID) -> None:
    found = held(desk, bare)
    assert {key for key, one in found.items() if one.items} == ALWAYS
    for key, one in found.items():
        assert bool(one.lack) is (key not in ALWAYS)
    for key in KEPT_BY_NOBODY:
        assert found[key].lack.startswith("The notebook keeps nothing of this by itself: add ")


LACKING = {
    "responsibility", "sign_off", "informed", "consent_form", "descriptors", "medical_questionnaire", "social_care", "own_form", "permission",
    "review_report", "differences", "meeting_people", "transition",
}


def test_a_full_record_answers_all_that_it_can(desk: Desk, made: Filled) -> None:
    put(desk, made.pupil, *(
        replace(desk.keyring.book.get(Document, made.shared), service="educational_psychology"),
        replace(desk.keyring.book.get(Document, made.undecided), service="health", sharing_basis="agreed"),
    ))
    found = held(desk, made.case)
    assert {key for key, one in found.items() if not one.items} == LACKING
    psychologist = found["psychologist"].items
    assert [(one.title, one.day, one.inside) for one in psychologist] == [("Report of the made-up psychologist", date(2026, 3, 2), True)]
    assert psychologist[0].where == (Leads(document=made.shared),)
    assert [one.where for one in found["cycles"].items] == [(Leads(part="cycles"),)]
    assert (found["attendance"].items[0].since, found["attendance"].items[0].until) == (date(2025, 1, 6), date(2026, 10, 23))
    assert {one.inside for one in found["costed_map"].items} == {False}
    assert held(desk, made.case, costs=True)["costed_map"].items[0].inside
    assert [one.title for one in found["health"].items] == ["Yellow letter of the grandmother"]


def test_what_came_after_the_packs_day_answers_nothing(desk: Desk, made: Filled) -> None:
    found = held(desk, made.case)
    assert [one.day for one in found["parent_views"].items] == [date(2026, 10, 2)]
    assert not found["transition"].items


def test_a_meeting_or_an_agreement_about_something_else_is_no_proof_that_the_family_knows_of_the_request(desk: Desk, made: Filled) -> None:
    other = Sharing(
        id=uuid4(), pupil=made.pupil, what="Attendance by half-term", with_whom="Marlshire County Council", basis="agreed", on=date(2026, 9, 2),
        agreed_by="Ana Wilk",
    )
    put(desk, made.pupil, other)
    found = held(desk, made.case)
    assert not found["informed"].items and not found["permission"].items
    met = next(one for one in desk.keyring.book.all(Meeting, pupil=made.pupil) if one.meeting_kind == "parents")
    put(desk, made.pupil, replace(met, purpose="The request for an EHC needs assessment"))
    assert [one.title for one in held(desk, made.case)["informed"].items] == ["Meeting with the parents, Fri 2 Oct 2026"]


def test_what_the_pack_leaves_out_is_held_and_not_inside(desk: Desk, made: Filled) -> None:
    found = held(desk, made.case, parts=("asks", "needs"), documents=())
    assert [one.inside for one in found["needs"].items] == [True]
    assert not any(one.inside for key in ("cycles", "child_views", "reports") for one in found[key].items)
    assert not found["document_list"].items
    assert state(ready(desk, made.case, parts=("asks", "needs"), documents=()), "child_views") is AskState.LEFT_OUT


def test_a_paper_that_may_be_the_councils_own_is_offered_and_never_told_as_the_answer(desk: Desk, made: Filled) -> None:
    book = desk.keyring.book
    paper = book.get(Document, made.drawing)
    named = {
        "INDES sheet": "descriptors", "Data protection form DP1": "consent_form", "Signed by the headteacher": "sign_off",
        "Medical questionnaire": "medical_questionnaire", "Transition plan": "transition", "Permission of the parents": "permission",
    }
    put(desk, made.pupil, *(replace(paper, id=uuid4(), title=title, document_kind="other") for title in named))
    put(desk, made.pupil, replace(paper, id=uuid4(), title="Their form", document_kind="form"))
    found = held_by(desk.packs.record(made.case, chosen(desk, made.case), ON), "INDES")
    for title, key in (*named.items(), ("Their form", "own_form")):
        assert found[key].items == ()
        assert f"‘{title}’" in found[key].lack and found[key].lack.endswith(" may be it: choose it as the answer where it is.")
    words = words_of(asked_part(desk, made.case, profile=NORFOLK))
    assert "INDES sheet" not in words and "form DP1" in words  # the ask is told, the guess is not


def test_a_plan_of_the_councils_is_no_professionals_report(desk: Desk, made: Filled) -> None:
    kept = desk.documents.book.get(Document, made.shared)
    before = {one.title for one in held(desk, made.case)["reports"].items}
    put(desk, made.pupil, replace(kept, id=uuid4(), title="EHC plan", document_kind="plan", service="council"))
    put(desk, made.pupil, replace(kept, id=uuid4(), title="Therapy plan", document_kind="plan", service="speech_and_language"))
    assert {one.title for one in held(desk, made.case)["reports"].items} == before | {"Therapy plan"}


def test_a_letter_of_the_councils_is_no_professionals_report(desk: Desk, made: Filled) -> None:
    kept = desk.documents.book.get(Document, made.shared)
    before = {one.title for one in held(desk, made.case)["reports"].items}
    for title, kind, service in (
        ("Decision letter", "letter", "council"), ("Advisory teacher’s report", "report", "council"), ("Clinic letter", "letter", "health"),
    ):
        put(desk, made.pupil, replace(kept, id=uuid4(), title=title, document_kind=kind, service=service))
    assert {one.title for one in held(desk, made.case)["reports"].items} == before | {"Advisory teacher’s report", "Clinic letter"}


def test_the_maker_is_told_where_the_record_speaks_for_one_limb_of_the_legal_test_alone(desk: Desk, bare: UUID, kacper: Pupil) -> None:
    desk.pupils.set_status(kacper.id, "K", date(2026, 9, 1))
    told = f"Of the legal test the record says nothing yet for {LIMBS['plan']}: write the school’s case, or record it."
    assert ready(desk, bare).half_told == told
    assert told not in words_of(asked_part(desk, bare))  # nothing for the council to read
    assert ready(desk, bare, our_case="He needs what we cannot give.").half_told == ""


def test_our_costs_do_not_stand_for_the_councils_own_spreadsheet(desk: Desk, made: Filled) -> None:
    assert held(desk, made.case, costs=True, profile=DERBYSHIRE)["costed_map"].items[0].inside
    found = held(desk, made.case, costs=True, profile=NORFOLK)
    assert found["costed_map"].items == () and "the council’s own map, filled in, as a document" in found["costed_map"].lack
    assert found["element_2"].items[0].inside
    kept = desk.documents.book.get(Document, made.shared)
    put(desk, made.pupil, replace(kept, id=uuid4(), title="Norfolk provision map"))
    assert held(desk, made.case, profile=NORFOLK)["costed_map"].lack == "‘Norfolk provision map’ may be it: choose it as the answer where it is."


def test_norfolks_form_for_the_family_is_not_there_because_the_familys_views_are(desk: Desk, made: Filled) -> None:
    found = ready(desk, made.case, NORFOLK)
    assert state(found, "family_form") is AskState.MISSING
    assert state(found, "parent_views") is AskState.PRESENT


def test_people_agreement_and_review_meetings_answer(desk: Desk, made: Filled) -> None:
    met = Meeting(
        id=uuid4(), pupil=made.pupil, meeting_kind="annual_review", held_at=datetime(2026, 11, 2, 9, tzinfo=UTC), minutes="All agreed.",
    )
    moved = replace(met, id=uuid4(), meeting_kind="transition", held_at=datetime(2026, 11, 3, 9, tzinfo=UTC))
    put(
        desk, made.pupil, met, moved, MeetingPerson(id=uuid4(), pupil=made.pupil, meeting=met.id, name="Ana Wilk", presence="came"),
        ContactPerson(id=uuid4(), pupil=made.pupil, forename="Ana", surname="Wilk", parental_responsibility=True),
        Sharing(id=uuid4(), pupil=made.pupil, what="The request for an EHC needs assessment", with_whom="Marlshire County Council", basis="agreed",
                on=date(2026, 11, 2), agreed_by="Ana Wilk", document=made.shared),
        Sharing(id=uuid4(), pupil=made.pupil, what="A picture", with_whom="The school’s paper", basis="agreed", on=date(2026, 11, 2),
                agreed_by="Ana Wilk"),
    )
    found = held(desk, made.case)
    assert [one.title for one in found["responsibility"].items] == ["1 person in the pupil summary"]
    assert [one.title for one in found["permission"].items] == [
        "Agreed by Ana Wilk on Mon 2 Nov 2026: The request for an EHC needs assessment",
    ]
    assert found["differences"].items[0].title == "Annual review meeting, Mon 2 Nov 2026: none is recorded"
    assert found["meeting_people"].items[0].title == "Annual review meeting, Mon 2 Nov 2026: 1 invited, 1 came"
    assert found["review_report"].items and found["transition"].items
    put(desk, made.pupil, replace(met, differences="How fast it goes."))
    assert held(desk, made.case)["differences"].items[0].title == "Annual review meeting, Mon 2 Nov 2026"


# Readiness


def test_four_councils_ask_four_things_of_one_case(desk: Desk, made: Filled) -> None:
    lists = {profile: [row.ask.key for row in ready(desk, made.case, profile).rows] for profile in (NORFOLK, ESSEX, DERBYSHIRE, TELFORD)}
    assert len({tuple(keys) for keys in lists.values()}) == 4
    for profile in lists:
        found = ready(desk, made.case, profile)
        assert found.rows[0].ask.basis is Basis.LAW
        assert found.rows[0].ask.evidence == "legal_test"
        order = [list(Basis).index(row.ask.basis) for row in found.rows]
        assert order == sorted(order)


def test_norfolks_limits_are_counted_to_the_day_of_sending(desk: Desk, made: Filled) -> None:
    soon, late = (ready(desk, made.case, NORFOLK, planned_on=day) for day in (date(2027, 1, 12), date(2028, 3, 3)))
    keys = {row.ask.evidence: row.ask.key for row in soon.rows if row.ask.basis is Basis.COUNCIL}
    assert state(soon, keys["reports"]) is AskState.PRESENT
    assert state(late, keys["reports"]) is AskState.OLD
    assert state(soon, keys["cycles"]) is AskState.PART  # one cycle reviewed, two asked for
    assert any("inside Leicestershire’s 18, Norfolk’s 24" in sentence for sentence in soon.forecasts)
    assert any("over Leicestershire’s 18 and Norfolk’s 24" in sentence for sentence in late.forecasts)


def test_an_answer_longer_than_telford_takes_says_by_how_much(desk: Desk, made: Filled) -> None:
    found = ready(desk, made.case, TELFORD, our_case="word " * 207)
    row = found.row("reason")
    assert row is not None and (row.state, row.verified) == (AskState.LONG, False)
    assert row.words == "207 words, 200 at most: 7 words too many."


def test_a_council_without_a_profile_has_the_general_one_and_says_so(desk: Desk, bare: UUID) -> None:
    found = desk.asks.readiness(bare)
    assert found.profile.id == "general"
    assert found.profile.chosen_because == "There is no profile of Marlshire County Council yet, so the general profile is used."


# Deeds


def test_a_profile_and_a_day_of_sending_are_kept_and_taken_back(desk: Desk, made: Filled) -> None:
    assert desk.asks.choose_profile(made.case, NORFOLK)
    assert desk.asks.plan_for(made.case, date(2027, 1, 12))
    assert (desk.asks.profile(made.case).id, desk.asks.readiness(made.case).on) == (NORFOLK, date(2027, 1, 12))
    assert desk.asks.choose_profile(made.case, "") and desk.asks.plan_for(made.case, None)
    assert desk.asks.profile(made.case).id == "general"
    assert desk.asks.readiness(made.case, on=ON).on == ON
    desk.finding.undo()
    assert desk.layouts.layout(made.case).planned_on == date(2027, 1, 12)


def test_a_funding_profile_is_refused_for_a_pupil_with_a_plan_and_no_pack_is_stopped(desk: Desk, made: Filled) -> None:
    desk.asks.choose_profile(made.case, PANEL)
    put(desk, made.pupil, SenStatus(id=uuid4(), pupil=made.pupil, status="E", since=ON))
    with pytest.raises(Refused, match="pupils without an EHC plan"):
        desk.asks.choose_profile(made.case, PANEL)
    with pytest.raises(Refused, match="pupils without an EHC plan"):
        desk.packs.plan(made.case, chosen(desk, made.case, profile=PANEL), ON)
    assert desk.asks.profile(made.case).id == "general"


def test_why_something_is_not_supplied_is_kept_changed_taken_away_and_undone(desk: Desk, made: Filled) -> None:
    assert desk.asks.not_supplied(made.case, "consent_form", "  The form\nis lost ") == {"not_supplied"}
    assert desk.asks.because(made.case) == {"consent_form": "The form is lost"}
    assert not desk.asks.not_supplied(made.case, "consent_form", "The form is lost")
    desk.asks.not_supplied(made.case, "consent_form", "It was never sent")
    assert [one.because for one in desk.keyring.book.all(NotSupplied, case=made.case)] == ["It was never sent"]
    desk.asks.not_supplied(made.case, "consent_form", "")
    assert not desk.asks.because(made.case) and not desk.asks.not_supplied(made.case, "consent_form", " ")
    desk.finding.undo()
    assert desk.asks.because(made.case) == {"consent_form": "It was never sent"}


def test_a_document_is_chosen_as_an_answer(desk: Desk, made: Filled) -> None:
    keys = {row.ask.evidence: row.ask.key for row in ready(desk, made.case, NORFOLK).rows}
    ask = keys["consent_form"]
    desk.asks.answer_with(made.case, ask, made.drawing, 1)
    row = ready(desk, made.case, NORFOLK).row(ask)
    assert row is not None and row.state is AskState.PRESENT
    assert [place for item in row.items for place in item.where] == [Leads(document=made.drawing, page=1)]
    assert desk.asks.take_answer(made.case, ask, made.drawing)
    assert state(ready(desk, made.case, NORFOLK), ask) is AskState.MISSING
    with pytest.raises(Refused, match="Say what it answers"):
        desk.asks.answer_with(made.case, " ", made.drawing)
    other = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove")
    desk.pupils.add(other)
    put(desk, other.id, replace(desk.keyring.book.get(Document, made.drawing), id=(theirs := uuid4()), pupil=other.id))
    with pytest.raises(Refused, match="another pupil"):
        desk.asks.answer_with(made.case, ask, theirs)


def test_an_answer_whose_document_has_gone_answers_nothing(desk: Desk, made: Filled) -> None:
    paper = replace(desk.keyring.book.get(Document, made.drawing), id=uuid4())
    put(desk, made.pupil, paper)
    desk.asks.answer_with(made.case, "informed", paper.id)
    assert paper.id in places_of(desk, made.case, "informed")
    desk.documents.remove(paper.id)
    assert paper.id not in places_of(desk, made.case, "informed")


def test_the_schools_case_is_its_own_words_before_the_records(desk: Desk, made: Filled) -> None:
    told = desk.asks.told_case(made.case, ON)
    assert "1 cycle of support was reviewed. Of 1 outcome, 1 partly met." in told
    assert desk.asks.write_case(made.case, " He needs more than we can give. ")
    words = words_of(asked_part(desk, made.case))
    assert words.index("He needs more than we can give.") < words.index("What the record shows, to Mon 23 Nov 2026:")


# The part of the pack


def test_the_legal_test_and_the_schools_case_stand_before_every_ask(desk: Desk, made: Filled) -> None:
    part = asked_part(desk, made.case, profile=NORFOLK)
    words = words_of(part)
    places = [words.index(said) for said in ("The legal test", LEGAL_TEST, "The school’s case for it", "What is asked: Norfolk County Council")]
    assert places == sorted(places)
    assert desk.packs.plan(made.case, chosen(desk, made.case), ON).parts[0].key == "asks"


def test_what_nobody_has_verified_is_never_printed_as_fact(desk: Desk, made: Filled) -> None:
    words = words_of(asked_part(desk, made.case, profile=TELFORD))
    before, _, after = words.partition("Asks that are not verified")
    assert "Council’s own ask, not verified" not in before and "Council’s own ask" not in before.split("How it stands", 1)[1]
    assert "have not been checked with Telford and Wrekin Council" in after
    assert "Council’s own ask, not verified" in after


def test_what_is_lacking_is_told_without_what_only_its_maker_can_use(desk: Desk, made: Filled) -> None:
    desk.asks.not_supplied(made.case, "social_development", "no other service is involved")
    keys = [row.ask.key for row in ready(desk, made.case, NORFOLK).rows if row.state is AskState.MISSING]
    desk.asks.not_supplied(made.case, keys[0], "The council has not sent it")
    words = words_of(asked_part(desk, made.case, profile=NORFOLK))
    assert "Not supplied because the council has not sent it" in words
    assert "Not in this pack" in words
    assert "add the" not in words and "this is the council’s own ask" not in words.casefold()


def test_every_link_of_the_part_lands_on_the_page_it_prints(desk: Desk, made: Filled, tmp_path: Path) -> None:
    packs, out = replace(desk.packs, workshop=WorksHere()), tmp_path / "pack.pdf"
    told = asked_part(desk, made.case, profile=NORFOLK)
    leading = [run.leads.to for run in runs_of(told) if run.leads is not None]
    assert {"asks", "needs", "cycles", "views", "front", made.shared} <= set(leading)
    packs.build(made.case, chosen(desk, made.case, profile=NORFOLK), out, on=ON)
    assert [check for check in verify(out) if not check.ok] == []
    with pikepdf.open(out) as pdf:
        pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        targets = [
            (str(link.Contents), pages[link.Dest[0].objgen]) for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link
        ]
    assert sum("Views of pupil and parents, page" in said for said, _ in targets) >= 2
    assert all(said.endswith(f", page {page}") for said, page in targets)


def test_essexs_footer_says_the_name_with_the_date_of_birth(desk: Desk, made: Filled) -> None:
    stamps = {profile: desk.packs.plan(made.case, chosen(desk, made.case, profile=profile), ON).stamp for profile in (ESSEX, NORFOLK)}
    assert stamps == {ESSEX: "Kacper Wilk (14.03.2015)", NORFOLK: "Kacper Wilk, born 14.03.2015"}


def test_other_cases_say_what_is_asked_only_where_a_profile_is_chosen(desk: Desk, kacper: Pupil) -> None:
    case, _ = desk.casework.open_case(kacper.id, "annual_review", authority="Marlshire County Council")
    assert "asks" not in desk.packs.parts(case, ON)
    ready = desk.asks.readiness(case, on=ON)
    assert (ready.rows, ready.forecasts, ready.gaps, ready.said, ready.profile.chosen_because) == ((), (), (), "", NO_REQUEST)
    desk.asks.choose_profile(case, NORFOLK)
    assert len(desk.asks.readiness(case, on=ON).rows) > 10
    assert "asks" in desk.packs.parts(case, ON)
    assert "The legal test" not in words_of(asked_part(desk, case))
