"""Common Transfer Files as they come: good, odd, broken and hostile."""

import io
import re
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.domain.refusals import Cancelled, Refused, Trouble
from sendco_desk.exchange import ctf
from sendco_desk.exchange.ctf import read_ctf
from sendco_desk.exchange.incoming import Incoming, IncomingNeed, IncomingPupil, IncomingStatus, Problem
from tests.shared_corpus import SHARED, needs_shared

TODAY = date(2026, 11, 23)
CTF = SHARED / "corpus" / "ctf"


def read(text: str | bytes, report: Report = unreported) -> Incoming:
    return read_ctf(io.BytesIO(text.encode() if isinstance(text, str) else text), TODAY, report)


def file_with(*pupils: str, version: str = "25.0", head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return (f"{head}<CTfile><Header><CTFversion>{version}</CTFversion><DocumentQualifier>full</DocumentQualifier></Header>"
            f"<CTFpupilData>{''.join(f'<Pupil>{pupil}</Pupil>' for pupil in pupils)}</CTFpupilData></CTfile>")


def one(extra: str, upn: str = "E845299819100") -> tuple[IncomingPupil, Sequence[Problem]]:
    incoming = read(file_with(f"<UPN>{upn}</UPN><Surname>Ash</Surname><Forename>Bo</Forename><DOB>2015-02-11</DOB><Sex>F</Sex>{extra}"))
    return incoming.pupils[0], incoming.problems


@needs_shared
def test_the_primary_school_file_yields_its_thirty_pupils() -> None:
    incoming = read_ctf(CTF / "8452998_CTF_8454998_001.xml", TODAY)
    assert (len(incoming.pupils), incoming.problems, incoming.warnings) == (30, (), ())
    assert sum(bool(p.statuses) for p in incoming.pupils) == 8
    assert sum(len(p.contacts) for p in incoming.pupils) == 65
    assert [p.former_upn for p in incoming.pupils if p.former_upn] == ["Z33020011904C"]
    twins = [p for p in incoming.pupils if (p.legal_forename, p.legal_surname) == ("Grace", "Smith")]
    assert len({p.upn for p in twins}) == 2
    assert len({p.date_of_birth for p in twins}) == 1


@needs_shared
def test_the_year_seven_file_yields_a_hundred_and_twenty_pupils_with_their_register() -> None:
    incoming = read_ctf(CTF / "8454998_CTF_845LLLL_001.xml", TODAY)
    latest = [p.statuses[-1].status for p in incoming.pupils if p.statuses]
    assert (len(incoming.pupils), incoming.problems) == (120, ())
    assert (len(latest), sum(s in "KE" for s in latest)) == (26, 22)
    first = incoming.pupils[0]
    assert (first.address, first.postcode, first.flags) == ("66 Orchard Close, Easterly", "ZZ27 4DL", ("medical",))
    assert sum("looked_after" in p.flags for p in incoming.pupils) == 2
    assert sum("free_school_meals" in p.flags for p in incoming.pupils) == 28


@needs_shared
def test_the_leaver_keeps_the_whole_history_and_an_ended_need() -> None:
    (pupil,) = read_ctf(CTF / "8454998_CTF_XXXXXXX_001.xml", TODAY).pupils
    assert [s.status for s in pupil.statuses] == ["K", "N", "K", "E"]
    assert pupil.needs[-1] == IncomingNeed(need_type="SLCN", rank=3, since=date(2017, 1, 9), until=date(2019, 6, 14))
    assert (pupil.known_forename, pupil.uln, pupil.year_group) == ("Ozzy", "9000000017", "10")
    assert [c.address for c in pupil.contacts] == ["119 The Crescent, Fallowmere", ""]
    assert [c.telephone for c in pupil.contacts] == ["07700 900016", "07700 900569"]


@needs_shared
def test_the_departments_own_file_with_its_mark_and_an_empty_upn_is_read() -> None:
    incoming = read_ctf(CTF / "CTF.xml", TODAY)
    assert [p.upn for p in incoming.pupils][-1] == ""
    assert (len(incoming.pupils), incoming.problems) == (6, ())
    assert "partial" in incoming.warnings[0]


@needs_shared
def test_each_fault_of_the_faulty_file_is_said_on_its_own_row() -> None:
    incoming = read_ctf(CTF / "faulty_8452998_CTF_8454998_002.xml", TODAY)
    assert [(p.row, p.field) for p in incoming.problems] == [
        (1, "UPN"), (3, "Date of birth"), (4, "Date of birth"), (5, "Date of birth"), (6, "SEN need"), (8, "Need end date"), (9, "UPN"),
        (10, "Sex"), (11, "SEN need rank"), (12, "Surname"), (14, "SEN provision"),
    ]
    assert [p.row for p in incoming.problems if p.fatal] == [9]


@needs_shared
def test_the_faulty_file_loses_no_pupil_but_the_one_with_anothers_upn() -> None:
    by_row = {p.row: p for p in read_ctf(CTF / "faulty_8452998_CTF_8454998_002.xml", TODAY).pupils}
    assert sorted(by_row) == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14]
    assert [by_row[row].date_of_birth for row in (3, 4, 5)] == [None, date(2015, 2, 11), None]
    assert by_row[6].needs[0].need_type == "XYZ"
    assert (by_row[7].statuses[0].status, by_row[7].needs[0].need_type) == ("P", "BESD")
    assert by_row[8].needs == (IncomingNeed(need_type="SEMH", rank=1, since=date(2024, 9, 2)),)
    assert by_row[10].sex == "X"
    assert by_row[11].needs[0].rank is None
    assert (by_row[12].legal_forename, by_row[12].legal_surname, by_row[12].sex) == ("Nosurname", "", "F")
    assert (by_row[13].legal_surname, by_row[13].legal_forename) == ("Spaces & Ampersand", "Léa")
    assert by_row[14].statuses == (IncomingStatus(status="E", since=date(2021, 9, 1)),)


@needs_shared
def test_a_file_that_breaks_off_gives_its_whole_pupils_and_says_where_it_ends() -> None:
    incoming = read_ctf(CTF / "truncated_8452998_CTF_8454998_003.xml", TODAY)
    assert len(incoming.pupils) == 4
    assert [(p.row, p.fatal) for p in incoming.problems] == [(5, True)]


@needs_shared
@pytest.mark.parametrize("name", ["attack_billion_laughs.xml", "attack_xxe_external_entity.xml"])
def test_hostile_files_are_refused_at_once(name: str) -> None:
    began = time.monotonic()
    with pytest.raises(Refused, match="document type"):
        read_ctf(CTF / name, TODAY)
    assert time.monotonic() - began < 1


@needs_shared
def test_an_admissions_file_is_recognised() -> None:
    with pytest.raises(Refused, match="admissions file"):
        read_ctf(CTF / "not_a_ctf_atf.xml", TODAY)


def test_a_hidden_document_type_in_another_encoding_is_refused_too() -> None:
    text = file_with("<Surname>Ash</Surname>", head='<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE CTfile [<!ENTITY a "b">]>')
    with pytest.raises(Refused, match="document type"):
        read(text.encode("utf-16"))


@pytest.mark.parametrize("text", ["hello", "<other/>", "<a><b></a>", '{"pupils": []}'])
def test_what_is_no_ctf_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="not a Common Transfer File"):
        read(text)


@pytest.mark.parametrize(("version", "warned"), [("12.0", False), ("26.0", False), ("27.0", True), ("11", True), ("", True), ("new", True)])
def test_an_unexpected_version_is_read_with_a_warning(version: str, warned: bool) -> None:
    incoming = read(file_with("<Surname>Ash</Surname><Forename>Bo</Forename>", version=version))
    assert len(incoming.pupils) == 1
    assert any("look closely" in warning for warning in incoming.warnings) is warned


def test_names_are_found_whatever_their_case_and_namespace() -> None:
    text = ('<c:CTFILE xmlns:c="urn:x"><c:header><c:ctfVersion>25.0</c:ctfVersion></c:header><c:CTFpupilData><c:pupil>'
            "<c:upn>E845299819100</c:upn><c:SURNAME>Ash</c:SURNAME><c:forename>Bo</c:forename></c:pupil></c:CTFpupilData></c:CTFILE>")
    (pupil,) = read(text).pupils
    assert (pupil.upn, pupil.legal_surname) == ("E845299819100", "Ash")


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16", "utf-8"])
def test_files_in_older_encodings_are_read(encoding: str) -> None:
    text = file_with("<Surname>Müller</Surname><Forename>Zoë</Forename>", head=f'<?xml version="1.0" encoding="{encoding}"?>')
    (pupil,) = read(text.encode(encoding)).pupils
    assert pupil.name == "Zoë Müller"


def test_utf_16_without_its_mark_is_read() -> None:
    text = file_with("<Surname>Müller</Surname><Forename>Zoë</Forename>", head="")
    assert read(text.encode("utf-16-le")).pupils[0].legal_surname == "Müller"
    assert read(text.encode("utf-16-be")).pupils[0].legal_surname == "Müller"


def test_a_file_that_lies_about_its_encoding_is_read_with_a_warning() -> None:
    incoming = read(file_with("<Surname>Müller</Surname><Forename>Zoë</Forename>").encode("cp1252"))
    assert incoming.pupils[0].legal_surname == "Müller"
    assert "accents" in incoming.warnings[0]


def test_windows_line_ends_and_control_characters_do_no_harm() -> None:
    assert read(file_with("\r\n<Surname>A\x01sh</Surname>\r\n<Forename>Bo</Forename>")).pupils[0].legal_surname == "Ash"


def test_a_file_without_pupils_says_so() -> None:
    assert read(file_with()).warnings == ("There are no pupils in this file.",)


def test_a_pupil_without_any_name_is_left_out_and_said() -> None:
    incoming = read(file_with("<UPN>E845299819100</UPN>", "<Surname>Ash</Surname><Forename>Bo</Forename>"))
    assert [p.row for p in incoming.pupils] == [2]
    assert incoming.problems[0].fatal


def test_the_status_of_the_latest_day_comes_last_whatever_the_order_of_the_file() -> None:
    pupil, problems = one("<SENhistory><SEN><StartDate>2023-01-01</StartDate><SENprovision>N</SENprovision></SEN>"
                          "<SEN><StartDate>2021-01-01</StartDate><SENprovision>k</SENprovision></SEN></SENhistory>")
    assert [(s.status, s.since) for s in pupil.statuses] == [("K", date(2021, 1, 1)), ("N", date(2023, 1, 1))]
    assert not problems


def test_an_unknown_provision_is_said_and_the_rest_kept() -> None:
    pupil, problems = one("<SENhistory><SEN><SENprovision>Q</SENprovision></SEN><SEN><SENprovision>K</SENprovision></SEN>"
                          "<SEN><StartDate>2020-01-01</StartDate></SEN></SENhistory>")
    assert [s.status for s in pupil.statuses] == ["K"]
    assert "Q" in problems[0].message


def test_needs_are_sorted_by_rank_and_repeats_are_said() -> None:
    need = "<SENneed><SENtype>{}</SENtype><SENtypeRank>{}</SENtypeRank></SENneed>"
    pupil, problems = one(f"<SENhistory><SENneeds>{need.format('mld', 2)}{need.format('SpLD', 1)}{need.format('ASD', 2)}"
                          "<SENneed><SENtypeRank>4</SENtypeRank></SENneed></SENneeds></SENhistory>")
    assert [(n.need_type, n.rank) for n in pupil.needs] == [("SPLD", 1), ("MLD", 2), ("ASD", 2)]
    assert [p.field for p in problems] == ["SEN need rank"]


def test_responsibility_is_never_inferred_from_the_relationship() -> None:
    pupil, _ = one("<Contacts><Contact><Surname>Ash</Surname><Relationship>PAM</Relationship></Contact>"
                   "<Contact><Surname>Elm</Surname><Relationship>REL</Relationship><Responsibility>true</Responsibility></Contact></Contacts>")
    assert [c.parental_responsibility for c in pupil.contacts] == [None, True]


def test_a_contact_of_an_unknown_relationship_is_kept_and_one_without_a_name_is_not() -> None:
    pupil, problems = one("<Contacts><Contact><Surname>Ash</Surname><Relationship>ZZZ</Relationship><Order>x</Order></Contact>"
                          "<Contact><Order>2</Order></Contact></Contacts>")
    assert [(c.relationship, c.order) for c in pupil.contacts] == [("ZZZ", None)]
    assert [p.field for p in problems] == ["Relationship", "Contact"]


def test_a_contact_has_all_their_numbers_and_their_own_address() -> None:
    pupil, _ = one("<Contacts><Contact><Surname>Ash</Surname><Phones><Phone><PhoneNo>+44 7700 900123</PhoneNo></Phone><Phone><PhoneNo/></Phone>"
                   "<Phone><PhoneNo>01632 960001</PhoneNo></Phone></Phones><Address><BS7666Address><SAON>Flat 2</SAON><PAON>9</PAON>"
                   "<Street>Low Road</Street><Town>Easterly</Town></BS7666Address><County>Derbyshire</County><PostCode>zz1 1aa</PostCode></Address>"
                   "</Contact></Contacts>")
    assert pupil.contacts[0].telephone == "07700 900123, 01632 960001"
    assert (pupil.contacts[0].address, pupil.contacts[0].postcode) == ("Flat 2 9 Low Road, Easterly, Derbyshire", "ZZ1 1AA")


def test_the_first_language_is_the_one_marked_first() -> None:
    kind = "<Type><LanguageType>{}</LanguageType><Language>{}</Language></Type>"
    pupil, _ = one(f"<BasicDetails><Languages>{kind.format('H', 'POL')}{kind.format('F', 'URD')}</Languages></BasicDetails>")
    assert pupil.first_language == "URD"


def test_free_meals_that_have_ended_raise_no_flag() -> None:
    pupil, _ = one("<FSMhistory><FSMinstance><FSMstartDate>2020-01-01</FSMstartDate><FSMendDate>2021-01-01</FSMendDate></FSMinstance></FSMhistory>")
    assert pupil.flags == ()


def test_a_name_in_capitals_is_kept_and_said() -> None:
    incoming = read(file_with("<Surname>ASHBY</Surname><Forename>BO</Forename>"))
    assert incoming.pupils[0].legal_surname == "ASHBY"
    assert "capitals" in incoming.problems[0].message


def test_a_known_name_that_repeats_the_legal_one_is_not_given() -> None:
    pupil, _ = one("<BasicDetails><PreferredSurname>Ash</PreferredSurname><PreferredForename>Bobbie</PreferredForename></BasicDetails>")
    assert (pupil.known_surname, pupil.known_forename) == ("", "Bobbie")


def test_the_same_pupil_twice_is_read_once_with_both_histories() -> None:
    sen = "<SENhistory><SEN><StartDate>{}</StartDate><SENprovision>K</SENprovision></SEN></SENhistory>"
    who = "<UPN>E845299819100</UPN><Surname>Ash</Surname><Forename>Bo</Forename>"
    incoming = read(file_with(who + sen.format("2020-01-01"), who + sen.format("2022-01-01"), who + sen.format("2022-01-01")))
    assert [[s.since for s in p.statuses] for p in incoming.pupils] == [[date(2020, 1, 1), date(2022, 1, 1)]]
    assert "twice" in incoming.warnings[0]


def test_an_unreadable_date_is_left_out_with_a_sentence() -> None:
    pupil, problems = one("<SENhistory><SEN><StartDate>soon</StartDate><SENprovision>K</SENprovision></SEN></SENhistory>")
    assert pupil.statuses == (IncomingStatus(status="K"),)
    assert problems[0].message.endswith("It was left out.")


def test_no_file_and_an_empty_file_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such file"):
        read_ctf(tmp_path / "none.xml", TODAY)
    with pytest.raises(Refused, match="empty"):
        read(b"")
    with pytest.raises(Refused, match="20 MB"):
        read(b" " * (20 * 1024 * 1024 + 1))


def test_a_file_that_another_program_holds_is_trouble_and_not_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "held.xml"
    path.write_text("<CTfile/>", encoding="utf-8")

    def held(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(Trouble, match="close the file in other programs"):
        read_ctf(path, TODAY)


def test_a_document_type_that_the_first_look_misses_is_refused_by_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctf, "_DOCTYPE", re.compile("(?!)"))
    with pytest.raises(Refused, match="can harm"):
        read('<!DOCTYPE CTfile [<!ENTITY a "b">]><CTfile/>')


def test_progress_is_told_and_cancel_is_heard() -> None:
    told: list[tuple[int, int]] = []
    text = file_with(*["<Surname>Ash</Surname><Forename>Bo</Forename>"] * 3)
    read(text, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(text, cancel)


def test_five_thousand_pupils_are_read_in_seconds() -> None:
    began = time.monotonic()
    incoming = read(file_with(*[f"<Surname>Ash</Surname><Forename>Bo{n}</Forename><DOB>2015-02-11</DOB>" for n in range(5000)]))
    assert len(incoming.pupils) == 5000
    assert time.monotonic() - began < 10
