"""What councils ask: the list and the page of one, seen, changed, shared and taken; by keyboard, at large text, with nothing unnamed."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sendco_desk.authority.profile import Confidence, Fact, Profile, Told
from sendco_desk.authority.writing import profile_text
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.profile_rows import VIEWS, profile_lines_of
from sendco_desk.services.profile_states import came, came_texts, state_of, states_of
from sendco_desk.services.profiles import Profiles
from sendco_desk.ui.forms.profile_form import AskForm, BlockForm, FactForm, LeaveOutForm, OwnCopyForm, PortalForm, StartForm, VersionForm
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.models.profiles_model import CouncilLine, CouncilsModel, LinesModel, SureLine
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.councils import CouncilsScreen
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.profile_page import ProfilePage
from sendco_desk.ui.screens.profiles import ProfilesScreen
from sendco_desk.ui.theme import Dressing
from tests.ui.case_desks import says
from tests.ui.heard import Heard
from tests.ui.profile_sheets import DERBYSHIRE, NORFOLK, ON, TOLD, made_screen, press, refused, rows, sheet, view, write


@pytest.fixture
def profiles(room: Room) -> Profiles:
    return room.desk.profiles


@pytest.fixture
def screen(room: Room, qtbot: QtBot) -> ProfilesScreen:
    return made_screen(room, qtbot)


@pytest.fixture
def page(screen: ProfilesScreen) -> ProfilePage:
    screen.open_at(Place("profiles", tab=DERBYSHIRE))
    return screen.page


# Models


def test_the_models_pass_qt_s_own_tester(qtbot: QtBot) -> None:
    councils, lines = CouncilsModel(), LinesModel()
    for model in (councils, lines):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    councils.put(CouncilLine(state=state, place=place) for place, state in enumerate(states_of({})))
    for name in VIEWS:
        profile = state_of("894-telford-and-wrekin", {}).profile
        lines.put(SureLine(line=line, place=place) for place, line in enumerate(profile_lines_of(profile, name)))
    for model in (councils, lines):
        for column in range(model.columnCount()):
            model.sort(column, Qt.SortOrder.DescendingOrder)
            assert model.data(model.index(0, column), Qt.ItemDataRole.AccessibleTextRole)
    councils.put([])
    lines.put([])


# The list


def test_every_profile_is_listed_with_how_much_of_it_is_verified(screen: ProfilesScreen) -> None:
    assert screen.model.rowCount() == len(came_texts())
    shown = {screen.model.index(n, 0).data(): [screen.model.index(n, c).data() for c in (1, 2, 4)] for n in range(screen.model.rowCount())}
    assert list(shown)[:2] == ["Any council: the law and the Code of Practice", "SEND Tribunal"]
    assert shown["Derbyshire County Council"] == ["Verified in part", "19 of 61 fields, 4 of 5 own asks", "As it came"]
    assert shown["Rotherham Metropolitan Borough Council"][0] == "Unverified"


def test_enter_opens_the_chosen_profile_and_escape_leads_back(screen: ProfilesScreen, heard: Heard) -> None:
    screen.table.choose(NORFOLK)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert heard.went[-1] == Place("profiles", tab=NORFOLK)
    screen.open_at(heard.went[-1])
    assert screen.whole.currentIndex() == 1 and screen.page.title.text() == "Norfolk County Council"
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert heard.went[-1] == Place("profiles")
    screen.open_at(Place("profiles"))
    assert screen.whole.currentIndex() == 0
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert len(heard.went) == 2, "there is nowhere to go back to from the list"


def test_a_profile_that_there_is_not_is_refused(screen: ProfilesScreen) -> None:
    with pytest.raises(Refused, match="There is no council profile"):
        screen.open_at(Place("profiles", tab="999-nowhere"))


def test_it_is_reached_from_the_councils_and_leads_back_there(room: Room, qtbot: QtBot, screen: ProfilesScreen, heard: Heard) -> None:
    councils = CouncilsScreen(room)
    qtbot.addWidget(councils)
    press(councils, "What councils ask")
    press(screen, "Councils and letters")
    assert heard.went == [Place("profiles"), Place("councils")]


def test_a_council_is_added_and_its_page_has_the_law(screen: ProfilesScreen, heard: Heard, qtbot: QtBot, profiles: Profiles) -> None:
    press(screen, "Add a council")
    form = sheet(heard, StartForm, qtbot)
    assert refused(form, name="Marlshire County Council", la_code="99", because="Two pupils live there") == ["la_code"]
    write(form, la_code="999")
    form.finish()
    assert heard.last == "The council is added."
    screen.open_at(Place("profiles", tab="999-marlshire"))
    assert screen.page.model.rowCount() == len(profiles.profile("general").asks)
    press(screen.page, "The school’s own copy")
    own = sheet(heard, OwnCopyForm, qtbot)
    assert "Nothing that came with the app is changed in it." in says(own)
    own.finish()
    screen.refresh()
    assert (heard.last, screen.opened) == ("The profile is taken out.", "")


def test_all_councils_are_printed_by_field(screen: ProfilesScreen, heard: Heard, qtbot: QtBot) -> None:
    press(screen, "Print all by field")
    assert isinstance(heard.sheets[-1], PaperView)
    qtbot.addWidget(heard.sheets[-1])


# The page


def test_asks_stand_in_their_order_with_whose_they_are(page: ProfilePage) -> None:
    whose = [page.model.index(n, 2).data() for n in range(page.model.rowCount())]
    assert whose[0] == "Law" and whose[1:6] == ["Council’s own ask"] * 5 and set(whose[6:]) == {"Good practice", "Code of Practice"}
    assert "Law" in says(page.card) and "How sure" in says(page.card)
    assert "nothing here can change it" in says(page.card)
    assert not page.card.deeds.isVisible()


def test_what_is_told_of_a_field_can_be_selected_and_opens_nothing(page: ProfilePage) -> None:
    view(page, "facts")
    page.table.choose(("facts", "contact_sendiass"))
    texts = [label for label in page.card.findChildren(QLabel) if "derbyshireiass" in label.text() or "templenormanton" in label.text()]
    assert len(texts) == 2
    for label in texts:
        assert label.textFormat() == Qt.TextFormat.PlainText and not label.openExternalLinks()
        assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert "Doubtful: an old copy, or somebody else’s page" in says(page.card)


def test_what_is_not_known_says_so(page: ProfilePage) -> None:
    view(page, "facts")
    page.table.choose(("facts", "portal_url"))
    row = page.table.current()
    assert row is not None and row.chip == ("Not known", "waiting")
    assert "not to be guessed" in says(page.card)


@pytest.mark.parametrize(("profile", "name", "said"), [
    ("general", "facts", "This profile has no fields"), (DERBYSHIRE, "forms", "No form is known"), ("tribunal", "blocks", "No order of text blocks"),
])
def test_an_empty_view_says_what_would_stand_there(screen: ProfilesScreen, profile: str, name: str, said: str) -> None:
    screen.open_at(Place("profiles", tab=profile))
    view(screen.page, name)
    assert said in says(screen.page.card)
    screen.page.change()
    screen.page.leave_out()


def test_the_tribunal_and_the_law_have_no_portal(screen: ProfilesScreen) -> None:
    for profile, has in (("general", False), ("tribunal", False), (DERBYSHIRE, True), ("830-inclusion-panel", True)):
        screen.open_at(Place("profiles", tab=profile))
        assert screen.page.portal_button.isVisible() is has


def test_the_view_and_the_line_stay_after_a_change(page: ProfilePage, screen: ProfilesScreen, profiles: Profiles) -> None:
    view(page, "facts")
    page.table.choose(("facts", "min_cycles"))
    profiles.change_fact(DERBYSHIRE, "min_cycles", Fact(value=2, told=TOLD), "They said so")
    screen.refresh()
    row = page.table.current()
    assert row is not None and (row.line.key, row.line.said) == ("min_cycles", "2 cycles")
    assert "The school’s own copy, changed on 12 November 2026 by E. Marlowe: They said so." in says(page)


def test_an_ask_that_is_gone_leaves_the_first_line_chosen(page: ProfilePage, screen: ProfilesScreen, profiles: Profiles) -> None:
    page.table.choose(("asks", "chronology"))
    profiles.leave_ask_out(DERBYSHIRE, "chronology", "They said so")
    screen.refresh()
    row = page.table.current()
    assert row is not None and row.line.key == "legal_test"


def test_a_field_is_changed_with_a_reason(page: ProfilePage, heard: Heard, qtbot: QtBot, profiles: Profiles) -> None:
    view(page, "facts")
    page.table.choose(("facts", "min_cycles"))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    form = sheet(heard, FactForm, qtbot)
    assert form.code("confidence") == "high" and form.said("source") == ""
    assert refused(form, value="two", because="x") == ["value"]
    assert refused(form, value="2") == ["source"]
    assert refused(form, source="Their officer", confidence="unverified") == ["note"]
    assert refused(form, confidence="high", checked_on="", because="") == ["checked_on"]
    assert refused(form, checked_on="12 nov 2026") == ["because"]
    write(form, because="Ms A. Officer\nsaid so", note="By\ntelephone")
    form.finish()
    fact = profiles.profile(DERBYSHIRE).fact("min_cycles")
    assert fact == Fact(value=2, told=Told(source="Their officer", checked_on=ON, confidence=Confidence.HIGH, note="By telephone"))
    assert heard.last == "The field is saved."


@pytest.mark.parametrize(("name", "typed", "value"), [
    ("costed_map", "narrative", "narrative"), ("review_costed_map", "yes", True), ("review_costed_map", "no", False),
    ("expected_end", "31 mar 2029", date(2029, 3, 31)), ("submission", "portal email", ("portal", "email")),
    ("signatories", "Head\n\n Parent ", ("Head", "Parent")), ("portal_vendor", "Another maker", "Another maker"),
])
def test_each_kind_of_field_is_asked_for_in_its_own_way(
    room: Room, qtbot: QtBot, profiles: Profiles, name: str, typed: str, value: object,
) -> None:
    for text, kept in ((typed, value), ("", None)):
        form = FactForm(room, profiles.state(DERBYSHIRE), name)
        qtbot.addWidget(form)
        write(form, value=text, source="Their guide", confidence="medium", checked_on="12 nov 2026", because="They said so", note="")
        form.finish()
        fact = profiles.profile(DERBYSHIRE).fact(name)
        assert fact.value == kept
        assert fact.told.note == ("" if kept is not None else "The school has taken the value out")


def test_what_is_known_already_stands_in_the_sheet(room: Room, qtbot: QtBot, profiles: Profiles) -> None:
    for profile, name, stands in (("860-staffordshire", "form_sections", "Evidence checklist"), ("895-cheshire-east", "review_costed_map", "yes")):
        form = FactForm(room, profiles.state(profile), name)
        qtbot.addWidget(form)
        assert stands in (form.said("value") or form.code("value"))


def test_an_ask_is_added_and_changed(page: ProfilePage, heard: Heard, qtbot: QtBot, profiles: Profiles, screen: ProfilesScreen) -> None:
    press(page, "Add an ask")
    form = sheet(heard, AskForm, qtbot)
    assert refused(form, because="They said so", source="Their guide") == ["text"]
    assert refused(form, text="A map of\nprovision") == ["evidence"]
    assert refused(form, evidence="costed_map", least="-1") == ["least"]
    write(form, least="", most_months="18", number="4b", required="")
    form.finish()
    made = profiles.profile(DERBYSHIRE).asks
    ask = next(one for one in made if one.key == "a_map_of_provision")
    assert (ask.text, ask.most_months, ask.number, ask.required, ask.basis) == ("A map of provision", 18, "4b", False, "council_ask")
    screen.refresh()
    page.table.choose(("asks", "a_map_of_provision"))
    press(page.card, "Change: 4b: A map of provision")
    again = sheet(heard, AskForm, qtbot)
    write(again, text="Another map", because="They said so")
    again.finish()
    assert [one.text for one in profiles.profile(DERBYSHIRE).asks if one.key == ask.key] == ["Another map"]


def test_two_asks_of_the_same_words_have_keys_of_their_own(room: Room, qtbot: QtBot, profiles: Profiles) -> None:
    for text in ("A map", "A map", "—"):
        form = AskForm(room, profiles.state(DERBYSHIRE))
        qtbot.addWidget(form)
        write(form, text=text, evidence="costed_map", because="They said so", source="Their guide", checked_on="12 nov 2026")
        form.finish()
    assert {"a_map", "a_map_2", "ask"} <= {one.key for one in profiles.profile(DERBYSHIRE).asks}


def test_good_practice_that_is_changed_becomes_the_council_s_own_and_the_general_stays(room: Room, qtbot: QtBot, profiles: Profiles) -> None:
    for profile, basis in ((DERBYSHIRE, "council_ask"), ("general", "good_practice")):
        state = profiles.state(profile)
        form = AskForm(room, state, next(one for one in state.profile.asks if one.key == "chronology"))
        qtbot.addWidget(form)
        write(form, text="A short chronology", because="They said so")
        form.finish()
        assert [(one.text, one.basis) for one in profiles.profile(profile).asks if one.key == "chronology"] == [("A short chronology", basis)]


def test_what_the_law_asks_has_no_sheet(page: ProfilePage, heard: Heard) -> None:
    page.table.choose(("asks", "legal_test"))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert heard.sheets == []


def test_delete_leaves_an_ask_out_with_a_reason(page: ProfilePage, heard: Heard, qtbot: QtBot, profiles: Profiles) -> None:
    page.table.choose(("asks", "funding_used"))
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    form = sheet(heard, LeaveOutForm, qtbot)
    assert "How the school’s funding is used for the child" in says(form)
    assert refused(form) == ["because"]
    write(form, because="They do not ask it any more")
    form.finish()
    assert "funding_used" not in {one.key for one in profiles.profile(DERBYSHIRE).asks}


def test_a_field_cannot_be_left_out(page: ProfilePage, heard: Heard) -> None:
    view(page, "facts")
    assert not page.card.leave_button.isVisible()
    page.leave_out()
    assert heard.sheets == []


def test_a_form_is_added_with_its_days_and_changed(page: ProfilePage, heard: Heard, qtbot: QtBot, profiles: Profiles, screen: ProfilesScreen) -> None:
    view(page, "forms")
    press(page, "Add a form")
    form = sheet(heard, VersionForm, qtbot)
    assert refused(form, source="Their page", because="They said so") == ["name"]
    assert refused(form, name="Request form", version="2", valid_from="1 sep 2026", valid_to="1 aug 2026") == ["valid_to"]
    write(form, valid_to="1 aug 2027")
    form.finish()
    screen.refresh()
    assert rows(page) == ["Request form"]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    again = sheet(heard, VersionForm, qtbot)
    write(again, valid_to="", because="They said so")
    again.finish()
    assert [one.valid_to for one in profiles.profile(DERBYSHIRE).forms] == [None]


def test_a_text_block_gets_the_portal_s_limit(page: ProfilePage, heard: Heard, qtbot: QtBot, profiles: Profiles) -> None:
    view(page, "blocks")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    form = sheet(heard, BlockForm, qtbot)
    assert refused(form, title="", because="Seen in the portal") == ["title"]
    write(form, title="Why you ask", most_words="300")
    form.finish()
    assert (profiles.profile(DERBYSHIRE).paste[0].title, profiles.profile(DERBYSHIRE).paste[0].most_words) == ("Why you ask", 300)


def test_the_portal_s_address_is_typed_once(page: ProfilePage, heard: Heard, qtbot: QtBot, profiles: Profiles) -> None:
    press(page, "Portal address")
    form = sheet(heard, PortalForm, qtbot)
    assert refused(form, portal_url="the hub") == ["portal_url"]
    write(form, portal_url="https://hub.derbyshire.example/ehc")
    form.finish()
    assert heard.last == "The portal’s address is saved."
    assert profiles.profile(DERBYSHIRE).fact("portal_url").value == "https://hub.derbyshire.example/ehc"


# For everybody


def test_everything_has_a_name(screen: ProfilesScreen, page: ProfilePage, nameless: Callable[[QWidget], list[str]]) -> None:
    assert nameless(screen) == []
    for name in VIEWS:
        view(page, name)
        assert nameless(page) == []


def test_every_sheet_has_names_for_all_its_fields(room: Room, qtbot: QtBot, profiles: Profiles, nameless: Callable[[QWidget], list[str]]) -> None:
    state = profiles.state("894-telford-and-wrekin")
    for form in (
        FactForm(room, state, "submission"), AskForm(room, state), VersionForm(room, state), BlockForm(room, state, state.profile.paste[0]),
        PortalForm(room, state), LeaveOutForm(room, state, state.profile.asks[1]), StartForm(room), OwnCopyForm(room, state),
    ):
        qtbot.addWidget(form)
        assert nameless(form) == []


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nothing_is_wider_than_the_smallest_window(screen: ProfilesScreen, page: ProfilePage, dressing: Dressing, size: float) -> None:
    dressing.choose("light", size)
    screen.set_look(dressing.look)
    screen.resize(1024 - 88, 500)
    for name in VIEWS:
        view(page, name)
        inside = page.pair.parentWidget()
        assert inside is not None and inside.minimumSizeHint().width() <= 936


def test_table_and_card_stand_below_one_another_where_there_is_no_room(screen: ProfilesScreen, page: ProfilePage) -> None:
    assert page.pair.direction() == QBoxLayout.Direction.LeftToRight
    screen.resize(700, 600)
    page.resize(700, 600)
    assert page.pair.direction() == QBoxLayout.Direction.TopToBottom


def test_a_profile_with_nothing_doubtful_has_no_empty_line(screen: ProfilesScreen, profiles: Profiles) -> None:
    profiles.take(profile_text(Profile(id="999-marlshire", name="Marlshire", la_code="999", builds_on="general", told=TOLD)), "They said so")
    screen.open_at(Place("profiles", tab="999-marlshire"))
    texts = [label.text() for label in screen.page.findChildren(QLabel) if label.property("role") == "caption" and label.isVisible()]
    assert "" not in texts and "0 of 61 fields verified." in texts


def test_with_nothing_chosen_nothing_is_opened(screen: ProfilesScreen, heard: Heard) -> None:
    screen.table.setCurrentIndex(QModelIndex())
    assert not screen.open_button.isEnabled()
    screen.open_chosen()
    assert heard.went == []


def test_before_any_profile_is_shown_there_is_nothing_to_do(room: Room, qtbot: QtBot, heard: Heard) -> None:
    page = ProfilePage(room, lambda: None)
    qtbot.addWidget(page)
    for deed in (page.change, page.add, page.leave_out, page.type_portal, page.see_own, page.share, page.print, page.show_line):
        deed()
    page.show_view("facts")
    assert heard.sheets == []


def test_the_window_leads_there_and_f1_opens_its_help(window: MainWindow) -> None:
    window.go(Place("profiles", tab=DERBYSHIRE))
    shown = window.shown_screen()
    assert isinstance(shown, ProfilesScreen) and shown.help_page() == "profiles"
    assert any(command.words == "What councils ask" for command in window.commands())
    assert any(command.words == "Timeliness of councils" for command in window.commands())


def test_a_council_s_own_words_are_shown_as_they_are_written(screen: ProfilesScreen, profiles: Profiles) -> None:
    norfolk = came(NORFOLK)
    assert norfolk is not None
    told = Told(source="<b>Their</b> guide", checked_on=ON, confidence=Confidence.HIGH)
    profiles.take(profile_text(norfolk), "Nothing differs")
    profiles.change_fact(NORFOLK, "portal_name", Fact(value="<img src=x> & more", told=told), "They said so")
    screen.open_at(Place("profiles", tab=NORFOLK))
    view(screen.page, "facts")
    screen.page.table.choose(("facts", "portal_name"))
    assert "<img src=x> & more" in says(screen.page.card) and "<b>Their</b> guide" in says(screen.page.card)
