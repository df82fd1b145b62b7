"""What councils ask, on paper and on a terminal: every source is there, and what is not known is never told as fact."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from sendco_desk.authority.fields import FIELDS, fields_of
from sendco_desk.authority.profile import Confidence, Fact, Profile, ProfileKind, Told
from sendco_desk.authority.saying import tally
from sendco_desk.authority.writing import profile_text
from sendco_desk.domain.paper import Grid, text_of, words_of
from sendco_desk.services.desk import Desk
from sendco_desk.services.printing import paper_bytes
from sendco_desk.services.profile_paper import cell_words, councils_paper, profile_paper, profile_title, short_name, state_lines
from sendco_desk.services.profile_states import ProfileState, came_texts, incoming, state_of, states_of
from sendco_desk.services.profile_telling import field_lines, incoming_fields, incoming_lines, list_lines, profile_lines, state_fields

ON = date(2026, 11, 29)
TOLD = Told(source="Guide for schools, page 4", checked_on=date(2026, 11, 23), confidence=Confidence.HIGH)


def told_of(state: ProfileState) -> list[Told]:
    profile = state.profile
    parts = (profile.told, *(fact.told for fact in profile.facts.values()), *(ask.told for ask in profile.asks), *(one.told for one in profile.forms))
    return list(parts)


@pytest.mark.parametrize("id", came_texts())
def test_every_profile_prints_with_all_its_sources_and_asks(id: str) -> None:
    state = state_of(id, {})
    said = "\n".join(words_of(profile_paper(state, "Fernhollow School", ON)))
    for told in told_of(state):
        assert told.source in said
        assert told.note.rstrip(".") in said
    assert all(ask.text in said for ask in state.profile.asks)
    assert all(field.title in said for field in fields_of(state.profile.kind))


@pytest.mark.parametrize("id", ["general", "tribunal", "830-derbyshire", "830-inclusion-panel"])
def test_it_becomes_a_pdf_whose_text_can_be_read(id: str) -> None:
    pages = PdfReader(io.BytesIO(paper_bytes(profile_paper(state_of(id, {}), "Fernhollow School", ON), "pdf"))).pages
    assert len(pages) <= 7
    assert profile_title(state_of(id, {}).profile) in pages[0].extract_text()
    assert "Sources" in "".join(page.extract_text() for page in pages)


def test_what_is_doubtful_carries_its_mark_and_what_is_unknown_is_named_as_such() -> None:
    said = "\n".join(words_of(profile_paper(state_of("830-derbyshire", {}), "", ON)))
    assert "Doubtful: About 9.5 hours of a teaching assistant" in said
    assert "Doubtful: Portal" in said
    assert "Not known: Its address. Not found, and not to be guessed" in said
    assert "Not known: Descriptors no older than; Supporting documents; Foot of each page; Passwords; Parents’ agreement." in said


def test_all_councils_by_field_show_what_is_verified() -> None:
    paper = councils_paper(states_of({}), "Fernhollow School", ON)
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    titles = [head for grid in grids[1:] for head in grid.heads[1:]]
    assert titles == [field.title for field in fields_of(ProfileKind.COUNCIL)]
    cells = {
        (text_of(row[0]), head): text_of(cell) for grid in grids[1:] for row in grid.rows for head, cell in zip(grid.heads[1:], row[1:], strict=True)
    }
    assert len(cells) == 25 * len(titles)
    assert cells["Norfolk", "Reports no older than"] == "24 months, in part"
    assert cells["Derbyshire", "Reports no older than"] == "–"
    assert cells["Derbyshire", "Portal"] == "Verified"
    assert cells["Essex", "Foot of each page"] == "Doubtful"
    assert {text_of(row[0]) for row in grids[0].rows} >= {"SEND Tribunal", "Derbyshire Inclusion Panel", "Stockport"}


def test_each_part_of_the_table_keeps_to_one_page() -> None:
    pages = PdfReader(io.BytesIO(paper_bytes(councils_paper(states_of({}), "Fernhollow School", ON), "pdf"))).pages
    tables = -(-len(fields_of(ProfileKind.COUNCIL)) // 7)
    assert len(pages) == tables + 2, "the list of profiles takes two"
    assert all("Torbay" in page.extract_text() for page in pages[1:])


@pytest.mark.parametrize(("name", "short"), [
    ("Derbyshire County Council", "Derbyshire"), ("Derby City Council", "Derby"), ("London Borough of Islington", "Islington"),
    ("City of Bradford Metropolitan District Council", "Bradford"), ("City of Doncaster Council", "Doncaster"), ("SEND Tribunal", "SEND Tribunal"),
    ("Royal Borough of Kingston upon Thames", "Kingston upon Thames"), ("Stockport Metropolitan Borough Council", "Stockport"),
    ("Telford and Wrekin Council", "Telford and Wrekin"),
])
def test_a_council_s_name_without_its_rank(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_copy_is_told_with_its_reason_and_what_has_changed(desk: Desk) -> None:
    desk.profiles.change_fact("926-norfolk", "min_cycles", Fact(value=3, told=TOLD), "Their officer said so.")
    state = desk.profiles.state("926-norfolk")
    assert list(state_lines(state)) == ["The school’s own copy, changed on 23 November 2026 by Dr Robin Lark: Their officer said so."]
    assert state.own is not None
    unsigned = replace(state, own=replace(state.own, changed_by=""), newer=True)
    assert list(state_lines(unsigned)) == [
        "The school’s own copy, changed on 23 November 2026: Their officer said so.",
        "The profile that came with the app has changed since the school’s copy was made: compare the two.",
    ]
    assert list(state_lines(replace(state, problem="It cannot be read."))) == ["It cannot be read."]
    assert list_lines([unsigned])[0].endswith("own asks verified. The school’s own; the app’s has changed")
    assert list_lines([state])[0].endswith("verified. The school’s own")


@pytest.mark.parametrize(("successor", "said"), [("998-north", "and 998-north follows"), ("", "and what follows is not known")])
def test_a_council_that_ends_says_what_follows(successor: str, said: str) -> None:
    one = Profile(id="999-a", name="A", la_code="999", valid_to=date(2028, 3, 31), successor=successor)
    state = ProfileState(profile=one, written=one, tally=tally(one))
    assert list(state_lines(state)) == [f"This council ends on 31 March 2028, {said}."]
    never = councils_paper([state], "", ON).blocks[1]
    assert isinstance(never, Grid) and text_of(never.rows[0][-1]) == "Never"
    assert cell_words(state, FIELDS["portal_name"]) == "–"


# On a terminal


def test_the_list_has_a_line_for_each() -> None:
    lines = list_lines(states_of({}))
    assert len(lines) == len(came_texts())
    assert lines[6] == (
        "830-derbyshire          Derbyshire                                     Verified in part: 19 of 61 fields and 4 of 5 own asks verified"
    )


def test_each_field_says_for_how_many_councils_it_is_known() -> None:
    lines = field_lines(states_of({}))
    at = lines.index("  Reports no older than: known for 2 of 25 councils")
    assert lines[at + 1:at + 3] == ["    Leicestershire: 18 months (verified in part)", "    Norfolk: 24 months (verified in part)"]
    assert len([line for line in lines if " of 25 councils" in line]) == len(fields_of(ProfileKind.COUNCIL))


def test_one_profile_is_told_with_its_sources() -> None:
    told = "\n".join(profile_lines(state_of("894-telford-and-wrekin", {})))
    assert "[Council’s own ask] Reasons: The reasons for the request (at most 200 words)" in told
    assert "  2. Reasons for the request, at most 200 words" in told
    assert "Form: Form 1" in told and "Doubtful: an old copy" in told
    assert "  Its address: Not known\n  In use since: Not known" in told
    tribunal = "\n".join(profile_lines(state_of("tribunal", {})))
    assert "(no older than 36 months; welcome, not asked for)" in tribunal and "in their order" not in tribunal


def test_a_profile_as_data_has_every_field_of_its_kind() -> None:
    fields = state_fields(state_of("830-derbyshire", {}))
    assert list(fields["facts"]) == [field.name for field in fields_of(ProfileKind.COUNCIL)]
    assert fields["facts"]["expected_end"] == {
        "title": "Expected to end on", "value": "2028-03-31", "words": "31 March 2028", "checked_on": "2026-11-23", "confidence": "medium",
        "note": "The timetable has new councils from 1 April 2028; the decision was not seen",
        "source": "https://www.derby.gov.uk/council-and-democracy/local-government-reorganisation",
    }
    assert fields["facts"]["submission"]["value"] == ["portal"]
    assert (fields["own_copy"], fields["standing"], fields["valid_to"]) == (False, "Verified in part", None)
    assert state_fields(state_of("330-birmingham", {}))["forms"][0]["valid_from"] == "2025-04-11"


def test_a_file_is_told_by_what_it_would_change() -> None:
    text = came_texts()["926-norfolk"]
    assert incoming_lines(incoming(text, {})) == ["Norfolk County Council (926-norfolk): nothing differs."]
    changed = incoming(text.replace("value = 24", "value = 18", 1), {})
    assert incoming_lines(changed)[0] == "Norfolk County Council (926-norfolk): 1 difference."
    assert incoming_fields(changed)["differences"][0]["what"] == "The field ‘Reports no older than’"
    new = incoming(profile_text(Profile(id="999-a", name="A", la_code="999", told=TOLD)), {})
    assert incoming_lines(new) == ["A (999-a) has no profile here yet."]


def test_a_profile_without_asks_or_sources_prints_too() -> None:
    one = Profile(id="999-a", name="A", la_code="999", facts={"portal_name": Fact(value="Hub", told=Told(note="Heard of it"))})
    said = list(words_of(profile_paper(ProfileState(profile=one, written=one, tally=tally(one)), "", ON)))
    assert "Unverified: Hub" in said and "Unverified.\nHeard of it." in said
    assert "What is asked" not in said
