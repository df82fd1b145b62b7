"""The quieter cards of a case: details, duties without a day, letters, other cases of the child, and what can arise from this one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.domain.casework import CaseLetter
from sendco_desk.domain.codes import CASE_KINDS
from sendco_desk.statute.rules import rule
from sendco_desk.ui.forms.case_form import CaseForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.case import CaseScreen
from sendco_desk.ui.screens.case_cards import FOLLOWS, CaseCards, QuietCard
from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.widgets.chips import Chip
from tests.ui.case_desks import case_of, case_screen, file_document, named, open_kind, press, pupil_of, says
from tests.ui.heard import Heard


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> CaseScreen:
    return case_screen(room, qtbot, case_of(room.desk, "Kacper Wilk"))


def letter(room: Room, case: UUID, on: date, *, document: UUID | None = None, reply_by: date | None = None) -> CaseLetter:
    """A letter that the school wrote, kept in the notebook."""
    found = room.desk.casework.page(case)
    made = CaseLetter(
        id=uuid4(), pupil=found.pupil.id, case=case, letter_kind="chaser", addressed_to="Ms T. Reedbed", subject="Decision of Mon 19 Oct 2026",
        words="We ask when it will be sent.", rules=("REQ-04",), written_at=datetime(on.year, on.month, on.day, 9, 30, tzinfo=UTC),
        channel="email", reply_by=reply_by, document=document,
    )
    with room.desk.casework.book.writing("Wrote a letter", found.pupil.id) as page:
        page.put(made)
    return made


def uncut(card: QWidget) -> bool:
    """Whether every label that wraps is as tall as its words."""
    wrapped = (label for label in card.findChildren(QLabel) if label.isVisible() and label.wordWrap())
    return all(label.height() >= label.heightForWidth(label.width()) for label in wrapped)


def links(card: QWidget) -> list[str]:
    return [made.accessibleName() for made in card.findChildren(QPushButton)]


# Details


def test_the_details_leave_out_what_is_not_known(screen: CaseScreen, room: Room) -> None:
    assert says(screen.cards.details).split("Case details ")[1] == "Case number 1 Asked by The school Council Marlshire"
    case = room.desk.casework.page(case_of(room.desk, "Kacper Wilk")).case
    room.desk.casework.save_case(replace(case, case_officer="J. Ortolan", case_officer_email="jo@marlshire.example", asked_by_name="E. Marlowe"))
    screen.refresh()
    said = says(screen.cards.details)
    assert "Asked by The school, E. Marlowe" in said
    assert "Case officer J. Ortolan, jo@marlshire.example" in said


def test_details_are_edited_from_their_card(screen: CaseScreen, heard: Heard) -> None:
    press(screen.cards.details, "Edit the case’s details")
    assert heard.sheets[-1].accessibleName() == "Case details"


# Duties without a day


def test_a_duty_without_a_day_leads_to_its_rule(screen: CaseScreen, heard: Heard) -> None:
    asked = rule("REQ-01")
    assert f"{asked.period}. {asked.source}".casefold() in says(screen.cards.undated).casefold()
    press(screen.cards.undated, f"REQ-01: {asked.title}. Read the rule")
    assert heard.went == [Place("rules", tab="REQ-01")]


def test_a_case_to_which_no_such_duty_belongs_shows_no_card(screen: CaseScreen, room: Room) -> None:
    screen.open_at(Place("case", open_kind(room.desk, "phase_transfer")))
    assert screen.cards.undated.isHidden()
    screen.open_at(Place("case", case_of(room.desk, "Kacper Wilk")))
    assert not screen.cards.undated.isHidden()


# Letters


def test_before_the_first_letter_there_is_no_card_for_letters(screen: CaseScreen) -> None:
    assert screen.cards.letters.isHidden()


def test_a_letter_says_to_whom_it_went_how_when_and_what_it_asked_for(screen: CaseScreen, room: Room) -> None:
    letter(room, case_of(room.desk, "Kacper Wilk"), date(2026, 11, 2), reply_by=date(2026, 11, 16))
    screen.refresh()
    assert not screen.cards.letters.isHidden()
    said = says(screen.cards.letters)
    assert "Decision of Mon 19 Oct 2026" in said
    assert "To Ms T. Reedbed, e-mail, Mon 2 Nov 2026; an answer was asked for by Mon 16 Nov 2026" in said
    assert links(screen.cards.letters) == []


def test_the_last_letter_stands_first_and_each_that_was_kept_can_be_opened(screen: CaseScreen, room: Room, heard: Heard) -> None:
    kacper, case = pupil_of(room.desk, "Kacper Wilk"), case_of(room.desk, "Kacper Wilk")
    papers = [file_document(room.desk, kacper, title) for title in ("First letter", "Second letter")]
    for number, paper in enumerate(papers):
        letter(room, case, date(2026, 10, 26) + timedelta(weeks=number), document=paper.id)
    screen.refresh()
    assert links(screen.cards.letters) == ["Open the letter of Mon 2 Nov 2026", "Open the letter of Mon 26 Oct 2026"]
    press(screen.cards.letters, "Open the letter of Mon 2 Nov 2026")
    assert heard.went == [Place("pupil", kacper, f"documents/{papers[1].id}")]


# Other cases


def test_an_only_case_says_so_and_offers_what_can_arise_from_it(screen: CaseScreen) -> None:
    said = says(screen.cards.others)
    assert "This is the child’s only case." in said
    assert said.endswith("Open a case that arises from this one:")
    assert links(screen.cards.others) == [f"Open a case: {CASE_KINDS[kind]}" for kind in FOLLOWS["request"]]


def test_another_case_of_the_child_says_where_it_stands_and_leads_to_it(screen: CaseScreen, room: Room, heard: Heard) -> None:
    complaint = open_kind(room.desk, "complaint", name="Kacper Wilk", about=case_of(room.desk, "Kacper Wilk"))
    screen.refresh()
    assert "Received. Next: Acknowledge the complaint by Mon 2 Nov 2026." in says(screen.cards.others)
    assert "10 days late" in [chip.word for chip in screen.cards.others.findChildren(Chip)]
    press(screen.cards.others, "Case 3: Parent’s complaint to the council")
    assert heard.went == [Place("case", complaint)]


@pytest.mark.parametrize(("events", "word"), [
    ({}, "Day of the plan not known"), ({"plan_made": date(2026, 9, 1), "plan_ceased": date(2026, 10, 1)}, "Plan ceased"),
])
def test_another_case_that_owes_nothing_now_says_where_it_stands(
    screen: CaseScreen, room: Room, events: dict[str, date], word: str,
) -> None:
    open_kind(room.desk, "plan", events, name="Kacper Wilk")
    screen.refresh()
    assert f"{word}." in says(screen.cards.others)
    assert not screen.cards.others.findChildren(Chip)  # the sentence says it already


def test_cases_of_one_matter_stand_before_the_childs_others(screen: CaseScreen, room: Room) -> None:
    mine = case_of(room.desk, "Kacper Wilk")
    open_kind(room.desk, "complaint", name="Kacper Wilk", about=mine)
    open_kind(room.desk, "records", name="Kacper Wilk")
    screen.refresh()
    assert links(screen.cards.others)[:2] == ["Case 3: Parent’s complaint to the council", "Case 4: Request for records"]


@pytest.mark.parametrize("kind", FOLLOWS)
def test_a_case_that_arises_from_this_one_is_opened_about_it(room: Room, heard: Heard, qtbot: QtBot, kind: str) -> None:
    case = open_kind(room.desk, kind)
    shown = case_screen(room, qtbot, case)
    for follows in FOLLOWS[kind]:
        press(shown.cards.others, f"Open a case: {CASE_KINDS[follows]}")
        form = heard.sheets[-1]
        qtbot.addWidget(form)
        assert isinstance(form, CaseForm)
        assert (form.kind, form.code("about"), form.said("authority")) == (follows, str(case), "Marlshire")


def test_from_a_request_for_records_nothing_arises(room: Room, qtbot: QtBot) -> None:
    shown = case_screen(room, qtbot, open_kind(room.desk, "records"))
    assert "This is the child’s only case." in says(shown.cards.others)
    assert "arises" not in says(shown.cards.others)
    assert links(shown.cards.others) == []


# How a card behaves


def test_a_card_is_built_again_only_when_what_it_shows_has_changed(room: Room, qtbot: QtBot) -> None:
    built: list[str] = []
    card = QuietCard(room, "Letters", hides=True)
    qtbot.addWidget(card)

    def lines(found: list[QWidget]) -> Callable[[], list[object]]:
        def build() -> list[object]:
            built.append("built")
            return list(found)

        return build

    for shown, found in (("one", [QWidget()]), ("one", [QWidget()]), ("two", [])):
        card.put(shown, lines(found))  # type: ignore[arg-type]  # a list of widgets is a list of widgets or layouts
    assert built == ["built", "built"]
    assert card.isHidden()


def test_before_a_case_is_shown_no_deed_does_anything(room: Room, heard: Heard, qtbot: QtBot) -> None:
    cards = CaseCards(room)
    for card in (cards.details, cards.claims, cards.undated, cards.letters, cards.others):
        qtbot.addWidget(card)
    cards.edit_details()
    cards.add_claim()
    cards.open_about("appeal")
    assert heard.sheets == []


@pytest.mark.parametrize(("theme", "text_size"), [("light", 1.0), ("dark", 1.5), ("contrast", 2.0)])
def test_all_that_can_be_used_has_a_name_and_no_words_are_cut_off(
    room: Room, qtbot: QtBot, dressing: Dressing, nameless: Callable[[QWidget], list[str]], theme: str, text_size: float,
) -> None:
    case = case_of(room.desk, "Kacper Wilk")
    open_kind(room.desk, "complaint", name="Kacper Wilk", about=case)
    letter(room, case, date(2026, 11, 2), document=file_document(room.desk, pupil_of(room.desk, "Kacper Wilk")).id)
    dressing.choose(theme, text_size)
    shown = case_screen(room, qtbot, case)
    for card in (shown.cards.details, shown.cards.claims, shown.cards.undated, shown.cards.letters, shown.cards.others):
        assert nameless(card) == []
        qtbot.waitUntil(lambda card=card: uncut(card))  # type: ignore[misc]  # mypy cannot tell what a default stands for


def test_what_can_arise_from_a_case_is_offered_in_lines_and_not_one_under_the_other(room: Room, qtbot: QtBot) -> None:
    shown = case_screen(room, qtbot, open_kind(room.desk, "plan"))
    first, second = (named(shown.cards.others, f"Open a case: {CASE_KINDS[kind]}") for kind in FOLLOWS["plan"][:2])
    qtbot.waitUntil(lambda: first.y() == second.y() and first.geometry().right() < second.x())
