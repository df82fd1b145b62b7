"""What a file changes about a pupil the notebook has: only what it gives, and never for the worse."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus
from sendco_desk.domain.records import Record
from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.amending import Amendment, KnownPupil, amended
from sendco_desk.exchange.incoming import IncomingContact, IncomingNeed, IncomingPupil, IncomingStatus

TODAY = date(2026, 11, 23)
BO = Pupil(id=uuid4(), legal_forename="Bo", legal_surname="Ash", upn="E845299819100", date_of_birth=date(2015, 2, 11), sex="F")


def came(**given: object) -> IncomingPupil:
    return IncomingPupil(row=1, **given)  # type: ignore[arg-type]


def known(*records: Record, pupil: Pupil = BO) -> KnownPupil:
    return KnownPupil(
        pupil=pupil, statuses=tuple(r for r in records if isinstance(r, SenStatus)), needs=tuple(r for r in records if isinstance(r, Need)),
        contacts=tuple(r for r in records if isinstance(r, ContactPerson)), residences=tuple(r for r in records if isinstance(r, Residence)),
    )


def status(code: str, since: date | None = None) -> SenStatus:
    return SenStatus(id=uuid4(), pupil=BO.id, status=code, since=since)


def need(kind: str, **given: object) -> Need:
    return Need(id=uuid4(), pupil=BO.id, need_type=kind, **given)  # type: ignore[arg-type]


def told(amendment: Amendment) -> Sequence[tuple[str, str, str]]:
    return [(change.field, change.before, change.after) for change in amendment.changes]


def test_what_a_file_does_not_give_stays() -> None:
    assert amended(known(), came(upn=BO.upn), TODAY) == Amendment(records=(), changes=())


def test_what_differs_changes_and_is_said_in_words() -> None:
    amendment = amended(known(), came(year_group="8", date_of_birth=date(2015, 2, 12)), TODAY)
    assert amendment.records == (replace(BO, year_group="8", date_of_birth=date(2015, 2, 12)),)
    assert told(amendment) == [("Date of birth", "Wed 11 Feb 2015", "Thu 12 Feb 2015"), ("Year", "", "8")]


def test_flags_are_added_and_never_taken_away() -> None:
    (pupil,) = amended(known(pupil=replace(BO, flags=("medical",))), came(flags=("looked_after",)), TODAY).records
    assert isinstance(pupil, Pupil)
    assert pupil.flags == ("medical", "looked_after")


@pytest.mark.parametrize(("forename", "surname"), [("BO", "ASH"), ("Bo", "A?h"), ("BO", "")])
def test_capitals_and_lost_letters_do_not_spoil_a_name(forename: str, surname: str) -> None:
    assert not amended(known(), came(legal_forename=forename, legal_surname=surname), TODAY).changes


def test_a_better_spelling_replaces_a_name() -> None:
    assert told(amended(known(), came(legal_forename="Bø"), TODAY)) == [("Legal forename", "Bo", "Bø")]


def test_a_name_parted_by_guess_does_not_move_a_surname() -> None:
    pupil = replace(BO, legal_forename="Mary Ann", legal_surname="Ash")
    assert not amended(known(pupil=pupil), came(legal_forename="Mary", legal_surname="Ann Ash", name_guessed=True), TODAY).changes


def test_a_new_upn_keeps_the_old_one_as_former() -> None:
    (pupil,) = amended(known(), came(upn="B801200005001"), TODAY).records
    assert isinstance(pupil, Pupil)
    assert (pupil.upn, pupil.former_upn) == ("B801200005001", BO.upn)


def test_an_older_file_does_not_bring_the_former_upn_back() -> None:
    pupil = replace(BO, former_upn="B801200005001")
    assert not amended(known(pupil=pupil), came(upn="B801200005001"), TODAY).changes


def test_a_whole_history_adds_the_turns_that_are_missing() -> None:
    history = (IncomingStatus(status="K", since=date(2020, 1, 1)), IncomingStatus(status="E", since=date(2024, 1, 1)))
    amendment = amended(known(status("K", date(2020, 1, 1))), came(statuses=history, history=True), TODAY)
    assert told(amendment) == [("SEN status", "", "EHC plan since Mon 1 Jan 2024")]


def test_a_history_gives_an_undated_status_its_day() -> None:
    undated = status("K")
    amendment = amended(known(undated), came(statuses=(IncomingStatus(status="K", since=date(2020, 1, 1)),), history=True), TODAY)
    assert amendment.records == (replace(undated, since=date(2020, 1, 1)),)


def test_a_history_puts_another_status_of_the_same_day_right() -> None:
    wrong = status("K", date(2020, 1, 1))
    amendment = amended(known(wrong), came(statuses=(IncomingStatus(status="E", since=date(2020, 1, 1)),), history=True), TODAY)
    assert amendment.records == (replace(wrong, status="E"),)


@pytest.mark.parametrize(("given", "since"), [(None, TODAY), (date(2025, 1, 1), date(2025, 1, 1)), (date(2019, 1, 1), TODAY)])
def test_a_table_with_another_status_begins_it_after_the_one_that_held(given: date | None, since: date) -> None:
    amendment = amended(known(status("K", date(2020, 1, 1))), came(statuses=(IncomingStatus(status="E", since=given),)), TODAY)
    (record,) = amendment.records
    assert isinstance(record, SenStatus)
    assert (record.status, record.since) == ("E", since)


def test_a_table_with_the_status_that_holds_changes_nothing() -> None:
    history = known(status("K", date(2020, 1, 1)), status("E", date(2024, 1, 1)))
    assert not amended(history, came(statuses=(IncomingStatus(status="E", since=date(2020, 1, 1)),)), TODAY).changes


def test_an_old_table_does_not_undo_a_later_turn() -> None:
    history = known(status("K", date(2020, 1, 1)), status("N", date(2024, 1, 1)))
    assert not amended(history, came(statuses=(IncomingStatus(status="K", since=date(2020, 1, 1)),)), TODAY).changes


def test_a_table_gives_an_undated_status_its_day_and_corrects_one_recorded_today() -> None:
    given = (IncomingStatus(status="K", since=date(2020, 1, 1)),)
    assert told(amended(known(status("K")), came(statuses=given), TODAY)) == [("SEN status", "SEN support", "SEN support since Wed 1 Jan 2020")]
    today = status("K", TODAY)
    assert amended(known(today), came(statuses=(IncomingStatus(status="E"),)), TODAY).records == (replace(today, status="E"),)


def test_a_need_is_known_again_and_its_rank_and_end_are_put_right() -> None:
    held = need("ASD", rank=2, since=date(2020, 1, 1))
    given = IncomingNeed(need_type="asd", rank=1, since=date(2020, 1, 1), until=date(2024, 1, 1))
    amendment = amended(known(held), came(needs=(given,), history=True), TODAY)
    assert amendment.records == (replace(held, rank=1, until=date(2024, 1, 1)),)


def test_a_need_that_came_back_stands_beside_the_one_that_ended() -> None:
    ended = need("SLCN", since=date(2017, 1, 1), until=date(2019, 1, 1))
    given = (IncomingNeed(need_type="SLCN", rank=1, since=date(2017, 1, 1), until=date(2019, 1, 1)),
             IncomingNeed(need_type="SLCN", rank=2, since=date(2022, 1, 1)))
    (record,) = amended(known(ended), came(needs=given, history=True), TODAY).records
    assert isinstance(record, Need)
    assert record.since == date(2022, 1, 1)


def test_a_need_without_a_rank_comes_after_the_others() -> None:
    given = (IncomingNeed(need_type="ASD"), IncomingNeed(need_type="MLD", rank=1), IncomingNeed(need_type="HI"))
    records = amended(known(need("VI", rank=4)), came(needs=given), TODAY).records
    assert [(n.need_type, n.rank) for n in records if isinstance(n, Need)] == [("ASD", 5), ("MLD", 1), ("HI", 6)]


def test_a_table_of_a_pupil_off_the_register_does_not_bring_an_ended_need_back() -> None:
    ended = known(need("MLD", until=date(2026, 1, 10)), status("N", date(2026, 1, 10)))
    assert not amended(ended, came(statuses=(IncomingStatus(status="N"),), needs=(IncomingNeed(need_type="MLD", rank=1),)), TODAY).changes


def test_a_table_does_not_move_the_day_a_need_began() -> None:
    held = need("ASD", since=date(2020, 1, 1))
    assert not amended(known(held), came(needs=(IncomingNeed(need_type="ASD", since=date(2023, 1, 1)),)), TODAY).changes


def test_an_end_for_a_need_without_days_ends_it() -> None:
    held = need("ASD")
    given = IncomingNeed(need_type="ASD", since=date(2020, 1, 1), until=date(2024, 1, 1))
    assert amended(known(held), came(needs=(given,), history=True), TODAY).records == (
        replace(held, since=date(2020, 1, 1), until=date(2024, 1, 1)),)


def test_a_result_that_cannot_be_is_refused() -> None:
    held = need("ASD", since=date(2020, 1, 1), until=date(2021, 1, 1))
    given = IncomingNeed(need_type="ASD", until=date(2019, 1, 1))
    with pytest.raises(Refused, match="ends before it begins"):
        amended(known(held), came(needs=(given,), history=True), TODAY)


def person(**given: object) -> ContactPerson:
    return ContactPerson(id=uuid4(), pupil=BO.id, **given)  # type: ignore[arg-type]


def test_a_person_is_known_again_by_name_and_only_what_is_given_changes() -> None:
    mother = person(forename="Zoë", surname="Ash", relationship="PAM", telephone="1", notes="Prefers e-mail", gets_letters=True,
                    parental_responsibility=True)
    amendment = amended(known(mother), came(contacts=(IncomingContact(forename="ZOE", surname="Ash", telephone="2"),)), TODAY)
    assert amendment.records == (replace(mother, telephone="2"),)
    assert told(amendment) == [("Person: telephone", "1", "2")]


def test_new_people_follow_in_order_and_letters_need_responsibility() -> None:
    contacts = (IncomingContact(forename="Cy", surname="Ash", parental_responsibility=True), IncomingContact(forename="Di", surname="Elm"))
    records = amended(known(person(surname="Oak", order=3)), came(contacts=contacts), TODAY).records
    people = [record for record in records if isinstance(record, ContactPerson)]
    assert [(p.order, p.parental_responsibility, p.gets_letters, p.relationship) for p in people] == [
        (4, True, True, "OTH"), (5, False, False, "OTH")]


def test_losing_responsibility_stops_letters() -> None:
    father = person(surname="Ash", parental_responsibility=True, gets_letters=True)
    amendment = amended(known(father), came(contacts=(IncomingContact(surname="Ash", parental_responsibility=False),)), TODAY)
    assert amendment.records == (replace(father, parental_responsibility=False, gets_letters=False),)


def test_father_and_son_of_one_name_are_two_people() -> None:
    people = (person(forename="Bo", surname="Ash", relationship="PAF"), person(forename="Bo", surname="Ash", relationship="FAM"))
    given = (IncomingContact(forename="Bo", surname="Ash", relationship="FAM", telephone="2"),)
    assert amended(known(*people), came(contacts=given), TODAY).records == (replace(people[1], telephone="2"),)


def test_another_council_begins_today_and_the_old_one_ends() -> None:
    home = Residence(id=uuid4(), pupil=BO.id, authority="Derby")
    amendment = amended(known(home), came(authority="Derbyshire"), TODAY)
    assert told(amendment) == [("Council of residence", "Derby", "Derbyshire")]
    assert amendment.records[0] == replace(home, until=date(2026, 11, 22))
    assert not amended(known(home), came(authority="DERBY"), TODAY).changes


def test_a_new_pupil_has_all_that_was_given() -> None:
    amendment = amended(None, came(legal_forename="Cy", legal_surname="Elm", upn="B801200005001", authority="Derby",
                                   statuses=(IncomingStatus(status="K"),), needs=(IncomingNeed(need_type="ASD"),)), TODAY)
    assert [record.KIND for record in amendment.records] == ["pupil", "sen_status", "need", "residence"]
    assert amendment.changes[0].field == "UPN"
