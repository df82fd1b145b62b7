"""Every table's model: Qt's own tester, sorting, narrowing, what a screen reader is told, and what is pasted elsewhere."""

from datetime import date
from time import process_time
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from sendco_desk.domain.documents import Document
from sendco_desk.domain.people import ContactPerson
from sendco_desk.services.pupils import PupilRow
from sendco_desk.ui.models.documents_model import DocumentsModel, size_words
from sendco_desk.ui.models.people_model import PeopleModel
from sendco_desk.ui.models.pupils_model import NOT_RECORDED, PupilFilter, PupilsModel, choices, findable, folded, register_words
from sendco_desk.ui.models.rows import RECORD, SORT, RowsModel, as_table, table_html, table_text
from tests.ui.desks import AWKWARD, many_rows, pupil_named

pytestmark = pytest.mark.usefixtures("qapp")
DOWN = Qt.SortOrder.DescendingOrder


def row(forename: str, surname: str, sen: str = "K", needs: tuple[str, ...] = (), **more: object) -> PupilRow:
    return PupilRow(pupil=pupil_named(forename, surname, **more), sen=sen, sen_since=date(2024, 1, 15), needs=needs, authority="Marlshire")


def document(title: str, day: int) -> Document:
    return Document(
        id=uuid4(), pupil=uuid4(), title=title, file_name="a.pdf", media_type="application/pdf", size=day * 1500, sha256="", attachment="",
        received_on=date(2026, 9, day),
    )


def shown(model: RowsModel[PupilRow], column: int = 0) -> list[str]:
    return [str(model.index(n, column).data()) for n in range(model.rowCount())]


def test_each_model_passes_qts_own_tester_while_it_is_filled_narrowed_and_sorted() -> None:
    for model, rows in (
        (PupilsModel(), many_rows(20)), (DocumentsModel(), [document("A", 3), document("B", 1)]),
        (PeopleModel(), [ContactPerson(id=uuid4(), pupil=uuid4(), surname="Wilk")]),
    ):
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.put(rows)  # type: ignore[arg-type]
        model.sort(1, DOWN)
        model.narrow(lambda _: False)
        model.narrow(None)
        model.put([])
        assert tester.model() is model


def test_typing_finds_a_name_without_its_accents() -> None:
    model = PupilsModel()
    model.put([row(forename, surname) for forename, surname, _ in AWKWARD])
    found = {}
    for typed in ("zolkiewski", "zoe o'b", "NGUYEN", "欧阳", "علی", "orsted"):
        model.type(typed)
        found[typed] = model.rowCount()
    assert found == dict.fromkeys(found, 1)


def test_typing_finds_a_pupil_by_upn_and_by_any_of_the_names() -> None:
    pupil = row("Kacper", "Wilk", middle_names="Aleksander", known_forename="Kacek", upn="B801200005001")
    model = PupilsModel()
    model.put([pupil, row("Leila", "Ashgrove")])
    for typed in ("b8012", "kacek", "aleks wilk", "wilk kac"):
        model.type(typed)
        assert shown(model) == ["Kacek Wilk"]


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["Lu", "Ll", "Lo"]), min_size=2, max_size=12))
def test_every_pupil_is_found_by_the_whole_of_a_name(name: str) -> None:
    assert all(word in findable(pupil_named(name, "Wilk")) for word in folded(name).split())


def test_filters_narrow_together_and_say_so() -> None:
    model = PupilsModel()
    model.put([
        row("A", "One", "K", ("SLCN",), year_group="4", class_name="4 Willow", flags=("medical",)),
        row("B", "Two", "E", ("SLCN", "SEMH"), year_group="4", class_name="4 Oak"),
        row("C", "Three", "K", ("SEMH",), year_group="R", interpreter="POL"),
        row("D", "Four", "", roll_status="left"),
    ])
    expected = {
        PupilFilter(): 3, PupilFilter(roll=""): 4, PupilFilter(roll="left"): 1, PupilFilter(year="4"): 2, PupilFilter(need="SEMH"): 2,
        PupilFilter(need="SEMH", sen="E"): 1, PupilFilter(flag="medical"): 1, PupilFilter(flag="interpreter"): 1,
        PupilFilter(class_name=NOT_RECORDED): 1, PupilFilter(roll="", sen=NOT_RECORDED): 1,
    }
    for chosen, count in expected.items():
        model.choose(chosen)
        assert model.rowCount() == count, chosen
    assert not PupilFilter().narrows
    assert PupilFilter(need="SEMH").narrows


def test_a_filter_offers_only_what_some_pupil_has_youngest_year_first() -> None:
    offered = choices([row("A", "One", "K", ("SEMH",), year_group="10"), row("B", "Two", "", year_group="R"), row("C", "Three", year_group="2")])
    assert list(offered["year"].values()) == ["Reception", "Year 2", "Year 10"]
    assert offered["need"] == {"SEMH": "SEMH: Social, emotional and mental health"}
    assert offered["sen"] == {"E": "EHC plan", "K": "SEN support", "N": "No SEN support", NOT_RECORDED: "Not recorded"}
    assert offered["flag"] == {}


def test_names_sort_by_surname_and_years_by_age() -> None:
    model = PupilsModel()
    model.put([row("Adam", "Zed", year_group="10"), row("Zara", "Łoś", year_group="2"), row("Mia", "Moss", year_group="R")])
    model.sort(0)
    assert shown(model) == ["Zara Łoś", "Mia Moss", "Adam Zed"]
    model.sort(1, DOWN)
    assert shown(model, 1) == ["10", "2", "R"]


def test_a_cell_has_its_words_its_sort_value_what_is_spoken_and_its_record() -> None:
    model = PupilsModel()
    pupil = row("Kacper", "Wilk", "K", ("SLCN", "SPLD"), year_group="4")
    model.put([pupil])
    needs = model.index(0, 5)
    assert needs.data() == "SLCN Speech, language +1"
    assert needs.data(Qt.ItemDataRole.AccessibleTextRole) == "Speech, language and communication needs; Specific learning difficulty"
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Year 4"
    assert model.index(0, 1).data(SORT) == 8
    assert needs.data(RECORD) == pupil
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Class: nothing"


def test_narrowing_five_thousand_pupils_takes_less_than_showing_them_afresh() -> None:
    rows, shown, narrowed = many_rows(5000), [], []
    model = PupilsModel()
    for typed in ("f", "fo", "surname49", "forename7 surname3"):
        start = process_time()
        model.put(rows)
        model.sort(0)
        model.type("")
        shown.append(process_time() - start)
        start = process_time()
        model.type(typed)
        narrowed.append(process_time() - start)
    assert min(narrowed) < min(shown)
    assert 0 < model.rowCount() < 5000


def test_the_register_is_counted_among_those_on_roll() -> None:
    rows = [row("A", "One", "K"), row("B", "Two", "E"), row("C", "Three", "N"), row("D", "Four", "K", roll_status="left")]
    assert register_words(rows) == "2 on the SEN register of 3 on roll"


def test_a_copied_table_has_heads_and_keeps_cells_as_they_were_written() -> None:
    data = as_table(DocumentsModel().columns, [document("=HYPERLINK(1)", 3), document("5/6\tOak", 1)])
    assert data.text().split("\n")[0].split("\t")[:3] == ["Received", "Date on it", "Title"]
    assert "'=HYPERLINK(1)" in data.text()
    assert "5/6 Oak" in data.text()
    assert data.html().count("<tr>") == 3
    assert "mso-number-format" in data.html()


def test_markup_in_a_name_is_pasted_as_words() -> None:
    assert "&lt;b&gt;" in table_html(["A"], [["<b>"]])
    assert table_text(["A"], [["-"], ["-5"]]) == "A\n-\n'-5"


def test_sizes_are_said_in_round_figures() -> None:
    assert [size_words(size) for size in (640, 34_400, 2_140_000)] == ["640 bytes", "34 kB", "2.1 MB"]


def test_parental_responsibility_is_said_in_words() -> None:
    model = PeopleModel()
    model.put([ContactPerson(id=uuid4(), pupil=uuid4(), surname="Wilk", relationship="PAM", parental_responsibility=True, gets_letters=True)])
    assert [model.index(0, n).data() for n in range(2, 5)] == ["Mother", "Yes, holds it", "Gets letters"]
    assert model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Holds parental responsibility"
