"""Records check themselves: what exists is valid, and what is wrong is refused beside its field."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendco_desk.domain import codes
from sendco_desk.domain.casework import WITHOUT_COUNCIL, CaseEvent, CaseFile, CaseLetter, ExceptionClaim, Submission
from sendco_desk.domain.councils import CouncilContact, CouncilDate, LetterWording
from sendco_desk.domain.documents import Document
from sendco_desk.domain.kinds import KIND_OF, KINDS, kind_named
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Need, Pupil, Residence, SenStatus, age_on, age_words, current_status, ranked, school_year_of
from sendco_desk.domain.records import Record, field_names, names_of, prose_of, pupil_of
from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.domain.school import LONGEST_TERM, School, SchoolClosure, Term
from sendco_desk.domain.story import StoryEntry

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PUPIL = Pupil(id=uuid4(), legal_forename="Kacper", legal_surname="Wilk", middle_names="Jan", known_forename="Kacek", date_of_birth=date(2015, 2, 28))


def entry(**changes: object) -> StoryEntry:
    made = StoryEntry(id=uuid4(), pupil=PUPIL.id, entry_kind="note", happened_at=NOW, written_at=NOW, written_by="Dr Lark", words="Settled.")
    return replace(made, **changes)  # type: ignore[arg-type]


def document(**changes: object) -> Document:
    made = Document(
        id=uuid4(), pupil=PUPIL.id, title="Report", file_name="r.pdf", media_type="application/pdf", size=3, sha256="00", attachment="aa",
        received_on=date(2026, 11, 1),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def request(**changes: object) -> CaseFile:
    made = CaseFile(id=uuid4(), pupil=PUPIL.id, authority="Marlshire", opened_on=date(2026, 11, 1))
    return replace(made, **changes)  # type: ignore[arg-type]


def letter(**changes: object) -> CaseLetter:
    made = CaseLetter(
        id=uuid4(), pupil=PUPIL.id, case=uuid4(), letter_kind="chaser", addressed_to="Ms Reed", subject="A decision", words="Please decide.",
        written_at=NOW, channel="email",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def submission(**changes: object) -> Submission:
    made = Submission(
        id=uuid4(), pupil=PUPIL.id, case=uuid4(), number=1, pack_sha256="00", pack_attachment="aa", pages=9, channel="portal", sent_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("make", "field"), [
    (lambda: replace(PUPIL, legal_forename=" ", legal_surname=""), "legal_forename"),
    (lambda: replace(PUPIL, roll_status="gone"), "roll_status"),
    (lambda: School(id=uuid4(), name=" "), "name"),
    (lambda: School(id=uuid4(), name="F", phase="x"), "phase"),
    (lambda: School(id=uuid4(), name="F", school_type="x"), "school_type"),
    (lambda: Term(id=uuid4(), name="", first_day=date(2026, 9, 1), last_day=date(2026, 12, 1)), "name"),
    (lambda: Term(id=uuid4(), name="A", first_day=date(2026, 9, 2), last_day=date(2026, 9, 1)), "last_day"),
    (lambda: Term(id=uuid4(), name="A", first_day=date(2026, 9, 2), last_day=date(2027, 9, 1)), "last_day"),
    (lambda: SchoolClosure(id=uuid4(), first_day=date(2026, 9, 2), last_day=date(2026, 9, 1)), "last_day"),
    (lambda: Residence(id=uuid4(), pupil=PUPIL.id, authority=""), "authority"),
    (lambda: Residence(id=uuid4(), pupil=PUPIL.id, authority="M", since=date(2026, 2, 1), until=date(2026, 1, 1)), "until"),
    (lambda: SenStatus(id=uuid4(), pupil=PUPIL.id, status="Q"), "status"),
    (lambda: Need(id=uuid4(), pupil=PUPIL.id, need_type=""), "need_type"),
    (lambda: Need(id=uuid4(), pupil=PUPIL.id, need_type="SLCN", rank=0), "rank"),
    (lambda: Need(id=uuid4(), pupil=PUPIL.id, need_type="SLCN", since=date(2026, 2, 1), until=date(2026, 1, 1)), "until"),
    (lambda: ContactPerson(id=uuid4(), pupil=PUPIL.id), "surname"),
    (lambda: entry(entry_kind="gossip"), "entry_kind"),
    (lambda: entry(words=" "), "words"),
    (lambda: entry(minutes=0), "minutes"),
    (lambda: entry(minutes=1441), "minutes"),
    (lambda: entry(happened_at=NOW + timedelta(minutes=1)), "happened_at"),
    (lambda: document(title=""), "title"),
    (lambda: document(document_kind="x"), "document_kind"),
    (lambda: document(service="x"), "service"),
    (lambda: document(sharing_basis="x"), "sharing_basis"),
    (lambda: request(authority=" "), "authority"),
    (lambda: request(requested_by="x"), "requested_by"),
    (lambda: request(reversal_route="x"), "reversal_route"),
    (lambda: request(case_kind="x"), "case_kind"),
    (lambda: request(appointment_missed_on=date(206, 7, 1)), "appointment_missed_on"),
    (lambda: CaseFile(id=PUPIL.id, pupil=PUPIL.id, about=PUPIL.id, authority="Marlshire", opened_on=date(2026, 11, 1)), "about"),
    (lambda: ExceptionClaim(id=uuid4(), pupil=PUPIL.id, case=uuid4(), exception="x"), "exception"),
    (lambda: ExceptionClaim(id=uuid4(), pupil=PUPIL.id, case=uuid4(), exception="school_closed", claimed_on=date(206, 7, 1)), "claimed_on"),
    (lambda: letter(letter_kind="x"), "letter_kind"),
    (lambda: letter(addressed_to=" "), "addressed_to"),
    (lambda: letter(words=""), "words"),
    (lambda: letter(channel="pigeon"), "channel"),
    (lambda: letter(reply_by=date(206, 7, 1)), "reply_by"),
    (lambda: CouncilContact(id=uuid4(), authority=" ", name="Ms Reed"), "authority"),
    (lambda: CouncilContact(id=uuid4(), authority="Marlshire", name="Ms Reed", role="x"), "role"),
    (lambda: CouncilContact(id=uuid4(), authority="Marlshire"), "name"),
    (lambda: CouncilContact(id=uuid4(), authority="Marlshire", email="reed.marlshire.example"), "email"),
    (lambda: CouncilDate(id=uuid4(), authority="", what="phase_transfer_school", on=date(2026, 10, 23)), "authority"),
    (lambda: CouncilDate(id=uuid4(), authority="Marlshire", what="x", on=date(2026, 10, 23)), "what"),
    (lambda: CouncilDate(id=uuid4(), authority="Marlshire", what="phase_transfer_school", on=date(206, 10, 23)), "on"),
    (lambda: LetterWording(id=uuid4(), name="", text="Dear all"), "name"),
    (lambda: LetterWording(id=uuid4(), name="chaser-1", text=" "), "text"),
    (lambda: request(away_from=date(2026, 2, 1), away_to=date(2026, 1, 1)), "away_to"),
    (lambda: CaseEvent(id=uuid4(), pupil=PUPIL.id, case=uuid4(), name="", on=date(2026, 1, 1)), "name"),
    (lambda: CaseEvent(id=uuid4(), pupil=PUPIL.id, case=uuid4(), name="request_sent", on=date(206, 7, 1)), "on"),
    (lambda: SchoolClosure(id=uuid4(), first_day=date(206, 7, 1), last_day=date(2026, 7, 1)), "first_day"),
    (lambda: request(away_from=date(206, 7, 1)), "away_from"),
    (lambda: request(closed_on=date(206, 7, 1)), "closed_on"),
    (lambda: submission(channel="pigeon"), "channel"),
    (lambda: submission(number=0), "pack"),
    (lambda: submission(pages=0), "pack"),
])
def test_a_record_with_a_wrong_field_is_refused_beside_it(make: object, field: str) -> None:
    assert callable(make)
    with pytest.raises(Refused) as refused:
        make()
    assert refused.value.field == field
    assert refused.value.message[0].isupper()
    assert refused.value.message.endswith(".")


def test_valid_records_stand() -> None:
    assert SchoolClosure(id=uuid4(), first_day=date(2026, 7, 23), last_day=date(2026, 9, 1)).name == ""
    assert Term(id=uuid4(), name="Autumn", first_day=date(2026, 9, 2), last_day=date(2026, 12, 18)).name == "Autumn"
    assert request(reversal_route="told_tribunal", away_from=date(2026, 1, 1), away_to=date(2026, 2, 1))
    assert request(case_kind="records", authority="").authority == ""
    assert CouncilContact(id=uuid4(), authority="Marlshire", email="sen@marlshire.example").role == "case_officer"
    assert letter(reply_by=date(2026, 11, 9)).rung == 1
    assert submission().number == 1
    assert Need(id=uuid4(), pupil=PUPIL.id, need_type="SLCN", since=date(2026, 1, 1), until=date(2026, 2, 1)).rank == 1
    assert Residence(id=uuid4(), pupil=PUPIL.id, authority="M", since=date(2026, 1, 1), until=date(2026, 2, 1)).authority == "M"


@pytest.mark.parametrize("kind", codes.CASE_KINDS)
def test_a_case_of_every_kind_but_records_names_its_council(kind: str) -> None:
    assert request(case_kind=kind).case_kind == kind
    if kind in WITHOUT_COUNCIL:
        assert request(case_kind=kind, authority="").authority == ""
        return
    with pytest.raises(Refused, match="Name the council that the case is with"):
        request(case_kind=kind, authority=" ")


def test_a_claim_and_an_event_say_no_more_than_is_known() -> None:
    claim = ExceptionClaim(id=uuid4(), pupil=PUPIL.id, case=uuid4(), exception="school_closed")
    assert (claim.claimed_on, claim.proof, claim.words) == (None, None, "")
    event = CaseEvent(id=uuid4(), pupil=PUPIL.id, case=uuid4(), name="request_sent", on=date(2026, 11, 2))
    assert (event.proof, event.note) == (None, "")
    assert prose_of(replace(event, note="By e-mail")) == "By e-mail"
    assert prose_of(replace(claim, words="Staff illness")) == "Staff illness"


def test_a_contact_may_be_an_address_alone_and_a_wording_is_kept_as_it_is() -> None:
    contact = CouncilContact(id=uuid4(), authority="Marlshire", role="health", address="County Hall")
    assert (names_of(contact), pupil_of(contact)) == ("Marlshire", None)
    assert LetterWording(id=uuid4(), name="chaser-1", text=" Dear all ").text == " Dear all "
    assert CouncilDate(id=uuid4(), authority="Marlshire", what="phase_transfer_post16", on=date(2026, 11, 27)).source == ""


def test_a_term_may_be_long_but_not_longer_than_any_school_has() -> None:
    first = date(2026, 9, 1)
    assert Term(id=uuid4(), name="Autumn", first_day=first, last_day=first + timedelta(days=LONGEST_TERM)).first_day == first
    with pytest.raises(Refused, match="give each term its own two dates"):
        Term(id=uuid4(), name="Autumn", first_day=first, last_day=first + timedelta(days=LONGEST_TERM + 1))


def test_a_moment_without_a_time_zone_is_a_bug_and_not_a_refusal() -> None:
    with pytest.raises(ValueError, match="written_at has no time zone"):
        entry(written_at=NOW.replace(tzinfo=None))


def test_a_pupil_has_known_legal_and_sorting_names() -> None:
    assert (PUPIL.known_name, PUPIL.legal_name, PUPIL.sorting_name) == ("Kacek Wilk", "Kacper Jan Wilk", "Wilk, Kacek")
    assert replace(PUPIL, legal_surname="").sorting_name == "Kacek"


def test_ages_are_whole_years_and_months() -> None:
    born = date(2012, 2, 29)
    assert age_on(born, date(2026, 2, 28)) == (13, 11)
    assert age_on(born, date(2026, 3, 1)) == (14, 0)
    assert age_words(born, date(2026, 3, 1)) == "14 years 0 months"
    assert age_words(born, date(2013, 3, 29)) == "1 year 1 month"
    assert age_words(None, date(2026, 3, 1)) == age_words(born, date(2011, 1, 1)) == ""


@given(st.dates(date(2000, 1, 1), date(2020, 1, 1)), st.integers(0, 9000))
def test_age_never_falls_as_days_pass(born: date, days: int) -> None:
    day = born + timedelta(days=days)
    assert age_on(born, day) <= age_on(born, day + timedelta(days=1))


def test_the_school_year_turns_on_the_first_of_september() -> None:
    assert (school_year_of(date(2026, 8, 31)), school_year_of(date(2026, 9, 1))) == (2025, 2026)


def test_the_status_of_a_day_is_the_latest_that_had_begun() -> None:
    rows = [SenStatus(id=uuid4(), pupil=PUPIL.id, status=s, since=d) for s, d in (("K", date(2024, 1, 1)), ("N", None), ("E", date(2026, 1, 1)))]
    found = current_status(rows, date(2025, 1, 1))
    assert found is not None
    assert found.status == "K"
    assert current_status([], date(2025, 1, 1)) is None


def test_a_status_put_right_on_its_own_day_is_the_one_recorded_last() -> None:
    rows = [SenStatus(id=uuid4(), pupil=PUPIL.id, status=s, since=date(2026, 1, 1)) for s in ("K", "E")]
    found = current_status(rows, date(2026, 1, 1))
    assert found is not None
    assert found.status == "E"


def test_needs_that_hold_are_ranked() -> None:
    def need(rank: int, since: date | None, until: date | None) -> Need:
        return Need(id=uuid4(), pupil=PUPIL.id, need_type="SLCN", rank=rank, since=since, until=until)

    rows = [need(2, None, None), need(1, date(2025, 1, 1), date(2027, 1, 1)), need(3, date(2027, 1, 1), None), need(4, None, date(2020, 1, 1))]
    assert [n.rank for n in ranked(rows, date(2026, 1, 1))] == [1, 2]


def test_people_are_named_with_title_and_relationship() -> None:
    person = ContactPerson(id=uuid4(), pupil=PUPIL.id, title="Mrs", forename="Ana", surname="Wilk", relationship="PAM")
    assert (person.full_name, person.relationship_words) == ("Mrs Ana Wilk", "Mother")
    assert replace(person, relationship="ZZZ").relationship_words == "ZZZ"


def test_a_struck_out_entry_says_so_and_stays() -> None:
    assert not entry().struck_out
    assert entry(struck_out_at=NOW, struck_out_because="Wrong pupil").struck_out


def test_a_record_knows_its_words_and_its_pupil() -> None:
    written = entry(tags=("reading", "exam access"), who="Ms Wilk", next_action="Ring")
    assert names_of(written) == "Ms Wilk"
    assert prose_of(written) == "Settled.\nRing\nreading exam access"
    assert names_of(PUPIL) == "Kacek Kacper Jan Wilk"
    assert pupil_of(written) == pupil_of(PUPIL) == PUPIL.id
    assert pupil_of(School(id=uuid4(), name="F")) is None


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.KIND)
def test_every_kind_is_registered_once_and_its_search_fields_exist(kind: type[Record]) -> None:
    assert KIND_OF[kind.KIND] is kind_named(kind.KIND) is kind
    assert {*kind.NAMES, *kind.PROSE} <= set(field_names(kind))
    assert kind.TITLE


def test_an_unknown_code_is_said_as_it_came() -> None:
    assert codes.said(codes.NEED_TYPES, "SLCN") == "Speech, language and communication needs"
    assert codes.said(codes.NEED_TYPES, "NEW") == "NEW"


def test_failures_carry_their_sentence_even_back_from_a_worker() -> None:
    import pickle

    refused = pickle.loads(pickle.dumps(Refused("Choose a day.", field="on")))
    assert (refused.message, refused.field) == ("Choose a day.", "on")
    assert pickle.loads(pickle.dumps(Trouble("Disk full."))).message == "Disk full."


def test_a_kind_is_still_found_by_what_older_notebooks_call_it() -> None:
    assert kind_named("ehc_request") is CaseFile
