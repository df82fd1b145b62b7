"""Tables of schools' systems, read into pupils: what each export yields, and what is said about it."""

import time
from collections.abc import Sequence
from datetime import date

import pytest

from sendco_desk.exchange.columns import mapping_of, propose_columns
from sendco_desk.exchange.incoming import Incoming, IncomingNeed, IncomingPupil, IncomingStatus
from sendco_desk.exchange.register import read_pupils
from sendco_desk.exchange.tables import read_table
from tests.shared_corpus import SHARED, needs_shared

TODAY = date(2026, 11, 23)


def read(text: str) -> Incoming:
    sheet = read_table(text.encode())
    return read_pupils(sheet, mapping_of(propose_columns(sheet, TODAY)), TODAY)


def export(name: str) -> Incoming:
    sheet = read_table(SHARED / "corpus" / "mis_csv" / name)
    return read_pupils(sheet, mapping_of(propose_columns(sheet, TODAY)), TODAY)


def needs(pupil: IncomingPupil) -> list[tuple[str, int | None]]:
    return [(need.need_type, need.rank) for need in pupil.needs]


@needs_shared
@pytest.mark.parametrize(("name", "pupils", "problem_rows"), [
    ("arbor_attendance_summary_total_row.csv", 120, []), ("arbor_contacts_numeric_phones.xlsx", 40, []), ("arbor_sen_register_bom.csv", 26, []),
    ("bromcom_sen_register_duplicates_utf16.csv", 26, []), ("bromcom_sen_register_semicolon.csv", 14, []), ("empty_header_only.csv", 0, [0]),
    ("excel_mangled_dates_and_ids.csv", 4, [2, 5, 5, 5]), ("no_header_row.csv", 8, []), ("sims_attendance_category_tab.txt", 0, [0]),
    ("sims_sen_register_cp1252_merged_title.csv", 26, [33, 35]), ("two_digit_years.csv", 20, []),
])
def test_each_export_yields_its_pupils_and_its_problems(name: str, pupils: int, problem_rows: list[int]) -> None:
    incoming = export(name)
    assert len(incoming.pupils) == pupils
    assert [problem.row for problem in incoming.problems] == problem_rows


@needs_shared
def test_three_exports_of_one_register_agree_about_its_pupils() -> None:
    def register(name: str) -> dict[str, tuple[date | None, str, list[tuple[str, int | None]]]]:
        return {p.upn: (p.date_of_birth, p.statuses[0].status, needs(p)[:2]) for p in export(name).pupils}

    arbor, sims = register("arbor_sen_register_bom.csv"), register("sims_sen_register_cp1252_merged_title.csv")
    assert arbor == sims == register("bromcom_sen_register_duplicates_utf16.csv")


@needs_shared
def test_rows_for_each_need_become_one_pupil() -> None:
    finn = next(p for p in export("sims_sen_register_cp1252_merged_title.csv").pupils if p.upn == "D845299719292")
    assert finn.statuses == (IncomingStatus(status="E", since=date(2020, 8, 12)),)
    assert needs(finn) == [("ASD", 1), ("MSI", 2), ("SLCN", 3)]
    assert (finn.admission_number, finn.year_group, finn.class_name, finn.legal_surname) == ("003544", "7", "7A", "Ní Bhriain")


@needs_shared
def test_repeated_pupils_are_said_and_capitals_do_not_replace_a_name() -> None:
    incoming = export("bromcom_sen_register_duplicates_utf16.csv")
    assert "2 rows repeat a pupil word for word; each was read once." in incoming.warnings
    assert [p.name for p in incoming.pupils if p.upn == "A845299719203"] == ["Oisín MacDonald"]


@needs_shared
def test_numbers_for_telephones_get_their_nought_back_and_contacts_join_their_pupil() -> None:
    pupils = export("arbor_contacts_numeric_phones.xlsx").pupils
    saoirse = next(p for p in pupils if p.upn == "L845299719202")
    assert [(c.title, c.name, c.relationship, c.parental_responsibility, c.telephone) for c in saoirse.contacts] == [
        ("Dr", "Tamsin Brown", "PAM", True, "07700 900325"), ("Mr", "Ömer Brown", "PAF", True, "07700 900270"),
        ("Mr", "Adebayo Okonkwo", "STF", False, "07700 900095"), ("Mrs", "Yara Ng", "REL", False, "07700 900995"),
    ]
    assert sum(len(p.contacts) for p in pupils) == 82


@needs_shared
def test_what_excel_mangled_is_left_out_and_said() -> None:
    incoming = export("excel_mangled_dates_and_ids.csv")
    assert [(p.row, p.date_of_birth, p.admission_number, p.legal_surname) for p in incoming.pupils] == [
        (2, date(2015, 2, 18), "", "X"), (3, date(2015, 11, 2), "7", "Wright"), (4, date(2015, 2, 11), "000007", "Brown"),
        (6, date(2015, 2, 11), "000123", "New Line"),
    ]
    assert [problem.row for problem in incoming.problems if problem.fatal] == [5]


@needs_shared
def test_two_figure_years_are_said_with_how_they_were_read() -> None:
    incoming = export("two_digit_years.csv")
    assert {p.date_of_birth.year for p in incoming.pupils if p.date_of_birth} == {2014, 2015}
    assert "Some years have two figures only; they were read as 2014 to 2015." in incoming.warnings


@needs_shared
def test_attendance_with_names_only_is_refused_kindly_for_the_whole_file() -> None:
    (problem,) = export("sims_attendance_category_tab.txt").problems
    assert problem.fatal
    assert "export it again with the UPN" in problem.message


@needs_shared
def test_attendance_with_upns_brings_the_pupils_and_says_what_was_not_read() -> None:
    incoming = export("arbor_attendance_summary_total_row.csv")
    finn = next(p for p in incoming.pupils if p.upn == "D845299719292")
    assert (finn.legal_forename, finn.legal_surname, finn.name_guessed) == ("Finn", "Ní Bhriain", True)
    assert any("% Present" in warning for warning in incoming.warnings)


@needs_shared
def test_lost_letters_are_said() -> None:
    problems = export("sims_sen_register_cp1252_merged_title.csv").problems
    assert all("question mark" in problem.message for problem in problems)


def messages(incoming: Incoming) -> Sequence[str]:
    return [problem.message for problem in incoming.problems]


def test_a_table_that_names_nobody_says_so() -> None:
    assert "holds pupils’ names" in messages(read("Apples,Pears\n1,2\n"))[0]


def test_a_list_of_needs_in_one_cell_is_ranked_in_order() -> None:
    (pupil,) = read("UPN,Surname,Forename,SEN needs\nE845299819100,Ash,Bo,\"ASD, SLCN\"\n").pupils
    assert needs(pupil) == [("ASD", 1), ("SLCN", 2)]


def test_a_need_without_a_rank_is_not_given_one_here() -> None:
    (pupil,) = read("UPN,Surname,SEN need\nE845299819100,Ash,Autism\nE845299819100,Ash,Squinting\n").pupils
    assert needs(pupil) == [("ASD", None), ("Squinting", None)]


def test_unknown_words_are_kept_or_left_out_and_said() -> None:
    incoming = read("UPN,Surname,Sex,Year,SEN status,Need rank,Need,FSM\nE845299819100,Ash,Z,Upper,Watching,first,Autism,perhaps\n")
    (pupil,) = incoming.pupils
    assert (pupil.sex, pupil.year_group, pupil.statuses, pupil.flags) == ("Z", "Upper", (), ())
    assert sorted(problem.field for problem in incoming.problems) == ["Free school meals", "Need rank", "SEN status", "Sex", "Year"]


def test_flags_language_council_and_dates_are_read() -> None:
    (pupil,) = read("UPN,Surname,FSM,LAC,Home language,Home LA,Date of admission,On roll,Postcode\n"
                    "E845299819100,Ash,Y,N,Polish,Derbyshire,01/09/2024,Yes,ZZ1 1AA\n").pupils
    assert (pupil.flags, pupil.first_language, pupil.authority, pupil.joined_on) == (("free_school_meals",), "POL", "Derbyshire", date(2024, 9, 1))
    assert (pupil.roll_status, pupil.postcode) == ("on_roll", "ZZ1 1AA")


def test_contacts_beside_one_another_are_all_read() -> None:
    (pupil,) = read("UPN,Surname,Contact 1 name,Contact 1 phone,Contact 1 PR,Contact 2 name,Contact 2 email\n"
                    "E845299819100,Ash,Mrs Cy Ash,7700900123,Yes,\"Elm, Di\",d@example.com\n").pupils
    assert [(c.name, c.order, c.telephone, c.email) for c in pupil.contacts] == [
        ("Cy Ash", 1, "07700 900123", ""), ("Di Elm", 2, "", "d@example.com")]


def test_dates_of_a_need_are_read_and_an_end_before_the_start_is_said() -> None:
    incoming = read("UPN,Surname,Need,Need start date,Need end date\nE845299819100,Ash,ASD,01/09/2024,01/09/2023\n")
    assert incoming.pupils[0].needs == (IncomingNeed(need_type="ASD", since=date(2024, 9, 1)),)
    assert "ends before it begins" in messages(incoming)[0]


def test_a_birthday_that_cannot_be_is_left_out_and_said() -> None:
    incoming = read("UPN,Surname,DOB\nE845299819100,Ash,01/01/2031\nB801200005001,Elm,31/02/2015\n")
    assert [p.date_of_birth for p in incoming.pupils] == [None, None]
    assert len(incoming.problems) == 2


def test_a_wrong_check_letter_is_said_and_the_pupil_kept() -> None:
    incoming = read("UPN,Surname\nA801200005001,Ash\n")
    assert len(incoming.pupils) == 1
    assert "check letter" in messages(incoming)[0]


def test_a_row_that_names_nobody_goes_on_about_the_pupil_above() -> None:
    incoming = read("UPN,Surname,DOB,SEN need,Need rank\n,,,MLD,1\nE845299819100,Ash,01/02/2015,ASD,1\n,,,SLCN,2\n")
    assert [needs(p) for p in incoming.pupils] == [[("ASD", 1), ("SLCN", 2)]]
    assert [p.row for p in incoming.problems if p.fatal] == [2]


def test_a_lone_need_on_a_row_belongs_to_the_pupil_above() -> None:
    incoming = read("UPN,Surname,DOB,SEN need\nE845299819100,Ash,01/02/2015,ASD\n,,,SLCN\n")
    assert [needs(p) for p in incoming.pupils] == [[("ASD", None), ("SLCN", None)]]


def test_what_follows_a_row_that_cannot_be_read_goes_to_nobody() -> None:
    incoming = read("UPN,Surname,DOB,SEN need\nE845299819100,Ash,01/02/2015,ASD\n=A1,=A2,01/02/2015,MLD\n,,,SLCN\n")
    assert [needs(p) for p in incoming.pupils] == [[("ASD", None)]]
    assert [p.row for p in incoming.problems if p.fatal] == [3, 4]


@pytest.mark.parametrize(("cell", "language"), [("Yes", "POL"), ("No", ""), ("Urdu", "URD"), ("", "")])
def test_an_interpreter_is_a_language(cell: str, language: str) -> None:
    (pupil,) = read(f"UPN,Surname,Home language,Interpreter\nE845299819100,Ash,Polish,{cell}\n").pupils
    assert pupil.interpreter == language


def test_pupils_without_upn_are_joined_by_name_and_birthday() -> None:
    incoming = read("Surname,Forename,DOB,SEN need\nAsh,Bo,01/02/2015,ASD\nash,BO,01/02/2015,MLD\nAsh,Bo,02/02/2015,HI\n")
    assert [needs(p) for p in incoming.pupils] == [[("ASD", None), ("MLD", None)], [("HI", None)]]


def test_one_upn_under_two_names_leaves_the_second_out() -> None:
    incoming = read("UPN,Surname,Forename\nE845299819100,Ash,Bo\nE845299819100,Elm,Cy\n")
    assert len(incoming.pupils) == 1
    assert [(p.row, p.field, p.fatal) for p in incoming.problems] == [(3, "UPN", True)]


def test_one_admission_number_under_two_names_leaves_the_second_out() -> None:
    incoming = read("Adno,Surname,Forename\n0001,Ash,Bo\n0001,Elm,Cy\n")
    assert [(p.row, p.field, p.fatal) for p in incoming.problems] == [(3, "Admission number", True)]


def test_rows_of_one_pupil_that_differ_keep_the_first_and_say_so() -> None:
    incoming = read("UPN,Surname,DOB,Class\nE845299819100,ASH,01/02/2015,7A\nE845299819100,Ash,02/02/2015,\n")
    assert (incoming.pupils[0].date_of_birth, incoming.pupils[0].legal_surname) == (date(2015, 2, 1), "Ash")
    assert [p.field for p in incoming.problems] == ["Date of birth"]


def test_a_status_repeated_beside_each_need_counts_once_and_turns_are_kept() -> None:
    incoming = read("UPN,Surname,SEN status,SEN start date\nE845299819100,Ash,K,01/02/2021\nE845299819100,Ash,K,01/02/2020\n"
                    "E845299819100,Ash,E,01/02/2024\n")
    assert [(s.status, s.since) for s in incoming.pupils[0].statuses] == [("K", date(2020, 2, 1)), ("E", date(2024, 2, 1))]


def test_a_status_with_and_without_its_day_counts_once() -> None:
    incoming = read("UPN,Surname,SEN status,SEN start date\nE845299819100,Ash,K,\nE845299819100,Ash,K,01/02/2020\n")
    assert incoming.pupils[0].statuses == (IncomingStatus(status="K", since=date(2020, 2, 1)),)


def test_totals_and_lines_under_the_table_are_no_pupils() -> None:
    incoming = read("UPN,Surname,Forename\nE845299819100,Ash,Bo\nTotal,1 pupil,\n,Number of pupils: 1,\nPrinted by the office,,\n")
    assert (len(incoming.pupils), incoming.problems) == (1, ())


def test_a_child_whose_surname_is_total_is_a_pupil() -> None:
    assert len(read("UPN,Surname,Forename\nE845299819100,Total,Bo\n").pupils) == 1


def test_one_repeated_row_is_said_in_the_singular() -> None:
    incoming = read("UPN,Surname\nE845299819100,Ash\nE845299819100,Ash\n")
    assert "One row repeats a pupil word for word; it was read once." in incoming.warnings


def test_a_contact_told_on_two_rows_is_filled_in() -> None:
    (pupil,) = read("UPN,Surname,Contact,Relationship,Parental responsibility,Telephone\nE845299819100,Ash,Cy Ash,Mother,,\n"
                    "E845299819100,Ash,Cy Ash,Mum,Yes,07700900123\n").pupils
    assert [(c.relationship, c.parental_responsibility, c.telephone) for c in pupil.contacts] == [("PAM", True, "07700 900123")]


def test_five_thousand_rows_are_read_in_seconds() -> None:
    began = time.monotonic()
    rows = "".join(f"Ash{n},Bo,01/02/2015,{n:06},K,ASD,SLCN\n" for n in range(5000))
    incoming = read("Surname,Forename,DOB,Adno,SEN status,Primary need,Secondary need\n" + rows)
    assert len(incoming.pupils) == 5000
    assert time.monotonic() - began < 15
