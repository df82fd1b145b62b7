"""Which profile goes for a pupil, and the school's own copies: changed with a reason, gone back from, shared and taken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sendco_desk.authority.profile import Ask, Basis, Confidence, Fact, FormVersion, PasteBlock, Profile, ProfileKind, Told
from sendco_desk.authority.writing import profile_text
from sendco_desk.domain.casework import CaseFile
from sendco_desk.domain.council_asks import OwnProfile
from sendco_desk.domain.pack_layout import DOCUMENTS, PackLayout
from sendco_desk.domain.pupil import Pupil, Residence, SenStatus
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.packs.budgets import budget_named
from sendco_desk.services import profile_states as service
from sendco_desk.services.desk import Desk
from sendco_desk.services.profile_states import GENERAL, came, came_texts, check_text, left_aside, profile_in_file, states_of
from sendco_desk.services.profiles import Profiles

ON = date(2026, 11, 23)
WHY = "Their officer said so on the telephone"
TOLD = Told(source="Guide for schools, page 4", checked_on=ON, confidence=Confidence.HIGH)
MARLSHIRE = Profile(id="999-marlshire", name="Marlshire County Council", la_code="999", builds_on="general", told=TOLD)
Lives = Callable[..., None]


@pytest.fixture
def profiles(desk: Desk) -> Profiles:
    return desk.profiles


@pytest.fixture
def lives(desk: Desk, kacper: Pupil) -> Lives:
    """The pupil's home is in a council from a day on."""

    def record(council: str, since: date | None = None) -> None:
        with desk.profiles.book.writing("Moved", kacper.id) as page:
            for home in page.all(Residence, pupil=kacper.id):
                if since is None:
                    page.remove(home)
            page.put(Residence(id=uuid4(), pupil=kacper.id, authority=council, since=since))

    return record


def case_of(desk: Desk, pupil: Pupil, council: str, **layout: object) -> UUID:
    made = CaseFile(id=uuid4(), pupil=pupil.id, authority=council, opened_on=ON, case_kind="request" if council else "records")
    with desk.profiles.book.writing("Began a case", pupil.id) as page:
        page.put(made)
        if layout:
            page.put(PackLayout(id=uuid4(), pupil=pupil.id, case=made.id, parts=(DOCUMENTS,), **layout))  # type: ignore[arg-type]
    return made.id


def take(profiles: Profiles, profile: Profile) -> None:
    profiles.take(profile_text(profile), WHY)


# Which one goes


def test_the_general_profile_comes_first_then_the_tribunal_s_then_councils_by_place(profiles: Profiles) -> None:
    found = [profile.id for profile in profiles.all()]
    assert found[:4] == ["general", "tribunal", "330-birmingham", "380-bradford"]
    assert set(found) == set(came_texts())


@pytest.mark.parametrize(("home", "profile"), [
    ("Derbyshire", "830-derbyshire"), ("Derbyshire County Council", "830-derbyshire"), ("830", "830-derbyshire"), ("Derby", "831-derby-city"),
    ("Derby City Council", "831-derby-city"), ("Telford & Wrekin", "894-telford-and-wrekin"), ("Kingston", "314-kingston"),
    ("London Borough of Richmond upon Thames", "318-richmond"), ("bradford", "380-bradford"), ("Islington Council", "206-islington"),
])
def test_the_profile_follows_the_home_and_not_the_school(profiles: Profiles, kacper: Pupil, lives: Lives, home: str, profile: str) -> None:
    lives(home)
    found = profiles.for_pupil(kacper.id, ON)
    assert (found.id, found.chosen_because) == (profile, "")


def test_it_follows_a_move_from_its_day(profiles: Profiles, kacper: Pupil, lives: Lives) -> None:
    lives("Norfolk")
    lives("Essex", date(2026, 12, 1))
    assert [profiles.for_pupil(kacper.id, day).id for day in (ON, date(2026, 12, 1))] == ["926-norfolk", "881-essex"]


def test_where_a_council_has_no_profile_the_general_one_goes_and_it_is_said(profiles: Profiles, kacper: Pupil) -> None:
    found = profiles.for_pupil(kacper.id, ON)
    assert found.id == "general"
    assert found.chosen_because == "There is no profile of Marlshire County Council yet, so the general profile is used."


def test_where_no_home_is_recorded_it_is_said(profiles: Profiles, desk: Desk) -> None:
    nobody = Pupil(id=uuid4(), legal_forename="Zofia", legal_surname="Bark")
    desk.pupils.add(nobody)
    assert profiles.for_pupil(nobody.id, ON).chosen_because == "The pupil’s council is not recorded, so the general profile is used."


def test_a_case_goes_by_its_council_then_by_the_home(profiles: Profiles, desk: Desk, kacper: Pupil, lives: Lives) -> None:
    lives("Norfolk")
    assert profiles.for_case(case_of(desk, kacper, "Essex")).id == "881-essex"
    assert profiles.for_case(case_of(desk, kacper, "")).id == "926-norfolk"


def test_where_the_home_has_moved_from_the_cases_council_it_is_said(profiles: Profiles, desk: Desk, kacper: Pupil, lives: Lives) -> None:
    lives("Norfolk County Council")
    assert profiles.for_case(case_of(desk, kacper, "Norfolk")).chosen_because == ""
    said = profiles.for_case(case_of(desk, kacper, "Essex")).chosen_because
    assert said.startswith("This case is with Essex, and the pupil’s home is recorded under Norfolk County Council: ")
    closed = case_of(desk, kacper, "Essex")
    desk.casework.save_case(replace(desk.keyring.book.get(CaseFile, closed), closed_on=ON))
    assert profiles.for_case(closed).chosen_because == ""


def test_what_was_chosen_for_a_pack_goes_before_the_council(profiles: Profiles, desk: Desk, kacper: Pupil) -> None:
    assert profiles.for_case(case_of(desk, kacper, "Essex", profile="894-telford-and-wrekin")).id == "894-telford-and-wrekin"
    assert profiles.for_case(case_of(desk, kacper, "Essex", profile="")).id == "881-essex"
    gone = profiles.for_case(case_of(desk, kacper, "Essex", profile="999-gone"))
    assert (gone.id, gone.chosen_because) == ("881-essex", "The profile that was chosen for this pack is not here any more.")


def test_inclusion_funding_is_refused_for_a_pupil_who_has_a_plan(profiles: Profiles, desk: Desk, kacper: Pupil) -> None:
    panel = "830-inclusion-panel"
    assert profiles.need_usable(panel, kacper.id, ON).kind is ProfileKind.FUNDING
    case = case_of(desk, kacper, "Derbyshire", profile=panel, planned_on=date(2026, 12, 8))
    assert profiles.for_case(case).id == panel
    with desk.profiles.book.writing("Plan", kacper.id) as page:
        page.put(SenStatus(id=uuid4(), pupil=kacper.id, status="E", since=date(2026, 12, 1)))
    assert profiles.need_usable(panel, kacper.id, ON).id == panel
    with pytest.raises(Refused, match="Derbyshire Inclusion Panel is for pupils without an EHC plan, and this pupil has one"):
        profiles.need_usable(panel, kacper.id, date(2026, 12, 1))
    found = profiles.for_case(case)
    assert found.id == "830-derbyshire" and found.chosen_because.startswith("Derbyshire Inclusion Panel is for pupils without")
    assert profiles.need_usable("830-derbyshire", kacper.id, date(2026, 12, 1)).id == "830-derbyshire"


def test_a_plan_that_was_issued_counts_before_the_register_says_so(profiles: Profiles, desk: Desk, kacper: Pupil) -> None:
    panel, case = "830-inclusion-panel", case_of(desk, kacper, "Derbyshire", profile="")
    desk.casework.add_event(case, "final_plan_issued", date(2026, 10, 5))
    assert profiles.refusal(profiles.profile(panel), kacper.id, date(2026, 10, 4)) == ""
    assert profiles.refusal(profiles.profile(panel), kacper.id, date(2026, 10, 5)).endswith("and this pupil has one.")
    desk.casework.add_event(case, "plan_ceased", date(2026, 11, 2))
    assert profiles.refusal(profiles.profile(panel), kacper.id, date(2026, 11, 2)) == ""
    assert profiles.refusal(profiles.profile("830-derbyshire"), kacper.id, date(2026, 10, 5)) == ""


# Councils that end


def test_after_its_last_day_what_follows_a_council_is_used_and_it_is_said(profiles: Profiles) -> None:
    take(profiles, replace(MARLSHIRE, id="998-north", name="North Marlshire Council", la_code="998", also=()))
    take(profiles, replace(MARLSHIRE, valid_to=date(2028, 3, 31), successor="998-north"))
    assert profiles.for_council("Marlshire", date(2028, 3, 31)).id == "999-marlshire"
    found = profiles.for_council("Marlshire", date(2028, 4, 1))
    assert found.id == "998-north"
    assert found.chosen_because == "Marlshire County Council ended on Fri 31 Mar 2028; North Marlshire Council follows it."


@pytest.mark.parametrize("successor", ["", "997-nowhere"])
def test_where_it_is_not_known_what_follows_it_is_said_too(profiles: Profiles, successor: str) -> None:
    take(profiles, replace(MARLSHIRE, valid_to=date(2028, 3, 31), successor=successor))
    found = profiles.for_council("Marlshire", date(2028, 4, 1))
    assert (found.id, found.chosen_because) == (
        "999-marlshire",
        "Marlshire County Council ended on Fri 31 Mar 2028, and what follows it is not known here: ask the council whose asks hold now.",
    )


def test_two_that_follow_each_other_do_not_go_round_for_ever(profiles: Profiles) -> None:
    ends = date(2028, 3, 31)
    take(profiles, replace(MARLSHIRE, valid_to=ends, successor="998-north"))
    take(profiles, replace(MARLSHIRE, id="998-north", name="North", la_code="998", valid_to=ends, successor="999-marlshire"))
    found = profiles.for_council("Marlshire", date(2028, 4, 1))
    assert found.chosen_because.startswith("Marlshire County Council ended on Fri 31 Mar 2028; North follows it. North ended on")


# The school's own copy


def test_a_field_is_changed_with_its_reason_and_undo_takes_it_back(profiles: Profiles, desk: Desk) -> None:
    profiles.change_fact("830-derbyshire", "min_cycles", Fact(value=2, told=TOLD), WHY)
    state = profiles.state("830-derbyshire")
    assert state.profile.fact("min_cycles").value == 2
    assert state.own is not None and (state.own.because, state.own.changed_by, state.own.changed_on) == (WHY, "Dr Robin Lark", ON)
    assert (state.newer, state.problem, state.came) == (False, "", True)
    assert desk.finding.undoable() == "Changed a field of a council profile: Derbyshire County Council"
    assert [one.sentence for one in profiles.changed_since("830-derbyshire")] == [
        "The field ‘Reviewed cycles, at least’ was: Not known. [unverified; checked 23 November 2026; Not found in any page read: ask the council or "
        "another SENDCo in the county] It becomes: 2 cycles. [verified; source Guide for schools, page 4; checked 23 November 2026]",
    ]
    profiles.book.undo()
    assert profiles.state("830-derbyshire").own is None


def test_no_change_is_kept_without_a_reason(profiles: Profiles) -> None:
    with pytest.raises(Refused, match="Write why the profile is changed") as refused:
        profiles.change_fact("830-derbyshire", "min_cycles", Fact(value=2, told=TOLD), "  ")
    assert refused.value.field == "because"


def test_no_fact_is_kept_that_could_not_be_read_again(profiles: Profiles) -> None:
    with pytest.raises(Refused, match="say where this was read"):
        profiles.change_fact("830-derbyshire", "min_cycles", Fact(value=2, told=Told(confidence=Confidence.HIGH)), WHY)
    assert profiles.state("830-derbyshire").own is None


def test_the_address_of_the_portal_is_typed_once(profiles: Profiles) -> None:
    profiles.type_portal("830-derbyshire", " https://hub.derbyshire.example/ehc ")
    fact = profiles.profile("830-derbyshire").fact("portal_url")
    assert (fact.value, fact.told.is_fact) == ("https://hub.derbyshire.example/ehc", True)
    profiles.type_portal("830-derbyshire", "")
    assert profiles.profile("830-derbyshire").fact("portal_url").value is None


@pytest.mark.parametrize("typed", ["hub.derbyshire.example", "https://hub derbyshire.example", "https://hub", "javascript:alert(1).x"])
def test_what_is_no_address_is_not_kept(profiles: Profiles, typed: str) -> None:
    with pytest.raises(Refused, match="beginning with https://"):
        profiles.type_portal("830-derbyshire", typed)


def ask(key: str, text: str = "A map", basis: Basis = Basis.COUNCIL) -> Ask:
    return Ask(key=key, text=text, basis=basis, evidence="costed_map", told=TOLD)


def test_an_ask_is_added_changed_and_left_out(profiles: Profiles) -> None:
    norfolk = "926-norfolk"
    profiles.change_ask(norfolk, ask("map_2"), WHY)
    profiles.change_ask(norfolk, ask("map_2", "Another map"), WHY, was="map_2")
    assert [one.text for one in profiles.profile(norfolk).asks if one.key == "map_2"] == ["Another map"]
    profiles.change_ask(norfolk, ask("map_3"), WHY, was="map_2")
    keys = [one.key for one in profiles.profile(norfolk).asks]
    assert "map_3" in keys and "map_2" not in keys
    profiles.leave_ask_out(norfolk, "map_3", WHY)
    profiles.leave_ask_out(norfolk, "attendance", WHY)
    profiles.leave_ask_out(norfolk, "chronology", WHY)
    assert not {"map_3", "attendance", "chronology"} & {one.key for one in profiles.profile(norfolk).asks}
    assert profiles.state(norfolk).written.leaves_out == ("map_3", "attendance", "chronology")


def test_an_ask_left_out_comes_back_when_it_is_added_again(profiles: Profiles) -> None:
    profiles.leave_ask_out("926-norfolk", "chronology", WHY)
    profiles.change_ask("926-norfolk", ask("chronology"), WHY)
    assert [one.basis for one in profiles.profile("926-norfolk").asks if one.key == "chronology"] == [Basis.COUNCIL]
    profiles.leave_ask_out("926-norfolk", "chronology", WHY)
    assert profiles.state("926-norfolk").written.leaves_out == ("chronology",)


@pytest.mark.parametrize("key", ["legal_test", "graduated"])
def test_what_binds_cannot_be_left_out(profiles: Profiles, key: str) -> None:
    for profile in ("926-norfolk", "general"):
        with pytest.raises(Refused, match="asked by the law or the Code of Practice"):
            profiles.leave_ask_out(profile, key, WHY)


def test_good_practice_can_be_left_out_of_the_general_profile_itself(profiles: Profiles) -> None:
    profiles.leave_ask_out("general", "chronology", WHY)
    assert "chronology" not in {one.key for one in profiles.profile("general").asks}
    assert "chronology" not in {one.key for one in profiles.profile("830-derbyshire").asks}
    with pytest.raises(Refused, match="not in the profile any more"):
        profiles.leave_ask_out("general", "chronology", WHY)


@pytest.mark.parametrize(("profile", "made", "sentence"), [
    ("926-norfolk", ask("map_2", basis=Basis.LAW), "a council’s own ask is no law"),
    ("926-norfolk", ask("legal_test"), "‘legal_test’ is the key of what binds every council"),
    ("general", ask("map_2", basis=Basis.LAW), "What the law and the Code of Practice ask stays as it came"),
    ("tribunal", ask("map_2", basis=Basis.CODE), "What the law and the Code of Practice ask stays as it came"),
])
def test_a_custom_never_becomes_law(profiles: Profiles, profile: str, made: Ask, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        profiles.change_ask(profile, made, WHY)


def test_a_paste_block_and_a_form_are_changed(profiles: Profiles) -> None:
    essex = "881-essex"
    inherited = profiles.profile(essex).paste
    profiles.change_block(essex, replace(inherited[0], most_words=300), WHY)
    profiles.change_block(essex, PasteBlock(key="story", title="Story", evidence="chronology", told=TOLD), WHY)
    blocks = profiles.profile(essex).paste
    assert [one.key for one in blocks] == [*(one.key for one in inherited), "story"] and blocks[0].most_words == 300
    form = FormVersion(name="Permissions form", told=replace(TOLD, note="Seen"))
    profiles.change_form(essex, form, WHY)
    profiles.change_form(essex, FormVersion(name="Request form", version="2", told=TOLD), WHY)
    assert profiles.profile(essex).forms == (form, FormVersion(name="Request form", version="2", told=TOLD))


def test_a_school_begins_the_profile_of_a_council_that_has_none(profiles: Profiles) -> None:
    profiles.start("999", "  Marlshire  County Council ", WHY)
    made = profiles.for_council("Marlshire", ON)
    assert (made.id, made.name, made.asks) == ("999-marlshire", "Marlshire County Council", profiles.profile("general").asks)
    assert profiles.state("999-marlshire").came is False
    assert profiles.changed_since("999-marlshire") == ()
    profiles.go_back("999-marlshire")
    assert profiles.for_council("Marlshire", ON).id == "general"


@pytest.mark.parametrize(("number", "name", "sentence", "field"), [
    ("830", "Derbyshire", "Derbyshire County Council has a profile already", "la_code"), ("999", " ", "Name the council", "name"),
    ("99", "Marlshire", "three figures", "profile"),
])
def test_a_council_needs_its_number_and_name(profiles: Profiles, number: str, name: str, sentence: str, field: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        profiles.start(number, name, WHY)
    assert refused.value.field == field


def test_a_council_whose_name_has_no_plain_letter_has_an_id_too(profiles: Profiles) -> None:
    profiles.start("999", "—", WHY)
    assert profiles.state("999-council").profile.name == "—"


def test_the_school_goes_back_to_the_one_that_came(profiles: Profiles) -> None:
    assert profiles.go_back("926-norfolk") == frozenset() == profiles.keep_own("926-norfolk")
    profiles.change_fact("926-norfolk", "min_cycles", Fact(value=3, told=TOLD), WHY)
    assert profiles.go_back("926-norfolk") == {"own_profile"}
    assert profiles.profile("926-norfolk").fact("min_cycles").value == 2


def test_going_back_can_keep_the_portal_s_address(profiles: Profiles) -> None:
    county, address = "830-derbyshire", "https://hub.derbyshire.example/ehc"
    assert profiles.typed_portal(county) is None
    profiles.type_portal(county, address)
    profiles.change_fact(county, "min_cycles", Fact(value=3, told=TOLD), WHY)
    profiles.go_back(county, keep_portal=True)
    state = profiles.state(county)
    assert (state.profile.fact("portal_url").value, state.profile.fact("min_cycles").value, state.newer) == (address, None, False)
    assert [one.what for one in profiles.changed_since(county)] == ["The field ‘Its address’"]
    profiles.go_back(county)
    assert profiles.state(county).own is None


def test_changing_it_back_by_hand_leaves_no_copy(profiles: Profiles) -> None:
    before = profiles.profile("926-norfolk").fact("min_cycles")
    profiles.change_fact("926-norfolk", "min_cycles", Fact(value=3, told=TOLD), WHY)
    profiles.change_fact("926-norfolk", "min_cycles", before, WHY)
    assert profiles.state("926-norfolk").own is None


def test_it_is_told_when_the_one_that_came_has_changed_since(profiles: Profiles, monkeypatch: pytest.MonkeyPatch) -> None:
    profiles.change_fact("926-norfolk", "min_cycles", Fact(value=3, told=TOLD), WHY)
    newer = {**came_texts(), "926-norfolk": came_texts()["926-norfolk"].replace("INDES descriptors", "INDES descriptors of need")}
    monkeypatch.setattr(service, "came_texts", lambda: newer)
    assert profiles.state("926-norfolk").newer
    assert len(profiles.changed_since("926-norfolk")) == 2
    profiles.change_fact("926-norfolk", "min_cycles", Fact(value=4, told=TOLD), WHY)
    assert profiles.state("926-norfolk").newer, "a further change says nothing about the new one"
    profiles.keep_own("926-norfolk")
    assert not profiles.state("926-norfolk").newer


def test_an_update_is_taken_and_what_the_school_changed_stays(profiles: Profiles, monkeypatch: pytest.MonkeyPatch) -> None:
    norfolk = "926-norfolk"
    assert profiles.update_of(norfolk) is None and profiles.take_update(norfolk) == frozenset()
    profiles.change_fact(norfolk, "min_cycles", Fact(value=3, told=TOLD), WHY)
    assert profiles.update_of(norfolk) is None
    newer = {**came_texts(), norfolk: came_texts()[norfolk].replace("INDES descriptors", "INDES descriptors of need")}
    monkeypatch.setattr(service, "came_texts", lambda: newer)
    update = profiles.update_of(norfolk)
    assert update is not None and [one.what for one in update.changes] == ["The ask ‘The INDES descriptors’"]
    assert profiles.take_update(norfolk) == {"own_profile"}
    state = profiles.state(norfolk)
    assert (state.newer, state.profile.fact("min_cycles").value) == (False, 3)
    assert [one.text for one in state.profile.asks if one.key == "descriptors"] == ["The INDES descriptors of need"]
    profiles.book.undo()
    assert profiles.state(norfolk).newer


def test_an_update_that_says_what_the_school_said_needs_no_copy(profiles: Profiles, monkeypatch: pytest.MonkeyPatch) -> None:
    norfolk, before = "926-norfolk", profiles.profile("926-norfolk").fact("min_cycles")
    profiles.change_fact(norfolk, "min_cycles", replace(before, value=3), WHY)
    newer = {**came_texts(), norfolk: profiles.text(norfolk)}
    monkeypatch.setattr(service, "came_texts", lambda: newer)
    profiles.take_update(norfolk)
    assert profiles.state(norfolk).own is None


def test_where_it_is_not_known_what_a_copy_was_made_from_no_update_is_offered(profiles: Profiles) -> None:
    for text in ("", "not TOML"):
        with profiles.book.writing("Old") as page:
            page.put(OwnProfile(
                id=uuid4(), profile="926-norfolk", text=came_texts()["926-norfolk"], based_on="0f", based_text=text, because=WHY, changed_on=ON,
            ))
        assert profiles.update_of("926-norfolk") is None


@pytest.mark.parametrize("text", ["not TOML", 'id = "x"', profile_text(replace(MARLSHIRE, builds_on="nothing"))])
def test_a_copy_that_cannot_be_read_any_more_gives_way_and_it_is_told(profiles: Profiles, text: str) -> None:
    with profiles.book.writing("Damaged") as page:
        page.put(OwnProfile(id=uuid4(), profile="926-norfolk", text=text, because=WHY, changed_on=ON))
        page.put(OwnProfile(id=uuid4(), profile="999-marlshire", text=text, because=WHY, changed_on=ON))
    norfolk, own = profiles.state("926-norfolk"), profiles.state("999-marlshire")
    assert norfolk.written == came("926-norfolk") and own.written.name == "999-marlshire"
    assert norfolk.problem.startswith("The school’s own copy cannot be read, so the one that came with the app is used. ")


def test_a_copy_of_the_general_profile_that_cannot_be_read_spoils_no_council_that_builds_on_it(profiles: Profiles) -> None:
    with profiles.book.writing("Damaged") as page:
        page.put(OwnProfile(id=uuid4(), profile=GENERAL, text="not TOML", because=WHY, changed_on=ON))
    profiles.change_fact("926-norfolk", "min_cycles", Fact(value=3, told=TOLD), WHY)
    states = {state.profile.id: state for state in profiles.states()}
    came_so = {state.profile.id: state for state in states_of({})}
    assert states[GENERAL].problem and not states["926-norfolk"].problem
    assert states["926-norfolk"].profile.asks == came_so["926-norfolk"].profile.asks
    assert states["830-derbyshire"] == came_so["830-derbyshire"]


# From one school to another


def test_what_one_school_shares_another_takes_after_seeing_what_differs(profiles: Profiles, tmp_path: Path) -> None:
    profiles.change_fact("926-norfolk", "min_cycles", Fact(value=3, told=TOLD), "A reason that names Mrs Orla Pine")
    file = profiles.share("926-norfolk", tmp_path / "norfolk.toml")
    assert "Orla" not in file.read_text(encoding="utf-8")
    profiles.go_back("926-norfolk")
    text = profile_in_file(file)
    found = profiles.incoming(text)
    assert (found.known, found.notes, [one.what for one in found.differences]) == (True, (), ["The field ‘Reviewed cycles, at least’"])
    profiles.take(text, WHY)
    assert profiles.incoming(text).differences == ()
    assert profiles.text("926-norfolk") == text
    assert profiles.profile("926-norfolk").fact("min_cycles").value == 3


def test_a_council_that_is_not_known_here_is_taken_too(profiles: Profiles) -> None:
    text = profile_text(replace(MARLSHIRE, facts={"min_cycles": Fact(value=3, told=TOLD)})) + "\n[facts.hats]\nvalue = 1\n"
    found = profiles.incoming(text)
    assert (found.known, [one.what for one in found.differences]) == (False, ["The field ‘Reviewed cycles, at least’"])
    assert left_aside(text) == found.notes != ()
    profiles.take(text, WHY)
    assert profiles.for_council("999", ON).fact("min_cycles").value == 3


@pytest.mark.parametrize(("profile", "sentence"), [
    (replace(MARLSHIRE, builds_on="830-derbyshire"), "there is no such one: it can build on general"),
    (replace(MARLSHIRE, kind=ProfileKind.GENERAL), "A school cannot add a profile of the law"),
    (replace(MARLSHIRE, id="830-other", la_code="830"), "830 is the number of Derbyshire County Council, whose profile is 830-derbyshire"),
    (replace(MARLSHIRE, id="830-derbyshire", la_code="830", kind=ProfileKind.FUNDING), "The kind of a profile cannot be changed"),
])
def test_a_file_that_does_not_fit_is_refused(profiles: Profiles, profile: Profile, sentence: str) -> None:
    text = profile_text(profile)
    assert sentence in check_text(text)[0]
    with pytest.raises(Refused, match=sentence):
        profiles.incoming(text)
    with pytest.raises(Refused, match=sentence):
        profiles.take(text, WHY)


def test_what_is_wrong_with_a_file_is_told() -> None:
    assert check_text(profile_text(MARLSHIRE)) == ()
    assert check_text("id = 3\n")[0].startswith("Line 1: ‘id’ must be a text")


def test_a_file_is_text_of_a_sensible_size(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    for content in (b"", b"\xff\xfe\x00", b"a\0b", b"x" * 1_000_001):
        file.write_bytes(content)
        with pytest.raises(Refused, match="not a council profile"):
            profile_in_file(file)
    file.write_bytes(b"\xef\xbb\xbfid = 1")
    assert profile_in_file(file) == "id = 1"
    with pytest.raises(Trouble, match="could not be read"):
        profile_in_file(tmp_path / "gone.toml")


def test_a_profile_is_shared_under_its_own_ending(profiles: Profiles, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Give the file a name"):
        profiles.share("926-norfolk", tmp_path / "norfolk.txt")


@pytest.mark.parametrize(("asked", "sentence"), [("830-derbyshir", "did you mean 830-derbyshire?"), ("zzz", "look for its id in the list")])
def test_a_wrong_id_gets_the_nearest(profiles: Profiles, asked: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        profiles.profile(asked)


def test_the_tribunal_s_budget_is_one_of_the_studio_s() -> None:
    tribunal = came("tribunal")
    assert tribunal is not None
    budget = budget_named(str(tribunal.fact("page_budget").value))
    most = {allowance.name: allowance.most for allowance in budget.allowances}
    assert [tribunal.fact(name).value for name in ("pages_core", "pages_plan", "pages_working", "pages_expert", "pages_witness")] == [
        most["Core bundle"], most["EHC plan with its appendices"], most["Working document"], most["Expert report"], most["Witness statement"],
    ]
