"""A school's own copy of what a council asks: seen beside the app's, renewed, gone back from, shared, and taken from a colleague."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.authority.profile import Fact
from sendco_desk.domain.refusals import Refused
from sendco_desk.services import profile_states as service
from sendco_desk.services.profile_states import came_texts
from sendco_desk.services.profiles import Profiles
from sendco_desk.ui.forms.profile_form import OwnCopyForm, TakeForm
from sendco_desk.ui.room import Place, Room
from sendco_desk.ui.screens.paper_view import PaperView
from sendco_desk.ui.screens.profile_page import ProfilePage
from sendco_desk.ui.screens.profiles import ProfilesScreen
from tests.ui.case_desks import says
from tests.ui.heard import Heard
from tests.ui.profile_sheets import DERBYSHIRE, NORFOLK, TOLD, choosing, made_screen, press, refused, sheet, write


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


# The school's own copy


@pytest.fixture
def newer(profiles: Profiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """The school has changed Norfolk's, and since then an update has too."""
    profiles.change_fact(NORFOLK, "min_cycles", Fact(value=3, told=TOLD), "They said so")
    texts = {**came_texts(), NORFOLK: came_texts()[NORFOLK].replace("INDES descriptors", "INDES descriptors of need")}
    monkeypatch.setattr(service, "came_texts", lambda: texts)


@pytest.mark.usefixtures("newer")
def test_what_differs_is_seen_and_ours_is_kept(screen: ProfilesScreen, heard: Heard, qtbot: QtBot, profiles: Profiles) -> None:
    screen.open_at(Place("profiles", tab=NORFOLK))
    assert "The profile that came with the app has changed" in says(screen.page)
    assert "The school’s own; the app’s has changed" in [screen.model.index(n, 4).data() for n in range(screen.model.rowCount())]
    press(screen.page, "The school’s own copy")
    form = sheet(heard, OwnCopyForm, qtbot)
    assert "Changed because: They said so" in says(form) and "The field ‘Reviewed cycles, at least’ was: 2 cycles." in says(form)
    assert "The ask ‘The INDES descriptors’ was: The INDES descriptors." in says(form)
    press(form, "Keep the school’s own copy, and say no more that the app’s has changed")
    assert (heard.last, profiles.state(NORFOLK).newer) == ("The school’s own copy is kept.", False)


@pytest.mark.usefixtures("newer")
def test_an_update_is_taken_beside_what_the_school_has_changed(screen: ProfilesScreen, heard: Heard, qtbot: QtBot, profiles: Profiles) -> None:
    ask = next(one for one in profiles.profile(NORFOLK).asks if one.key == "descriptors")
    profiles.change_ask(NORFOLK, replace(ask, most_months=6), "They said so", was="descriptors")
    form = OwnCopyForm(screen.room, profiles.state(NORFOLK))
    qtbot.addWidget(form)
    assert "Changed by both, so that the school’s would stay: the ask ‘The INDES descriptors’." in says(form)
    press(form, "Take what the update changes into the school’s own copy")
    assert (heard.last, profiles.state(NORFOLK).newer) == ("The update is taken into the school’s own copy.", False)
    assert profiles.profile(NORFOLK).fact("min_cycles").value == 3


@pytest.mark.usefixtures("newer")
def test_what_the_copy_was_made_from_may_be_unknown(screen: ProfilesScreen, qtbot: QtBot, profiles: Profiles) -> None:
    own = profiles.state(NORFOLK).own
    assert own is not None
    with profiles.book.writing("Damaged") as page:
        page.put(replace(own, based_text=""))
    form = OwnCopyForm(screen.room, profiles.state(NORFOLK))
    qtbot.addWidget(form)
    assert "An update of the app has changed the profile" in says(form) and "Take the update" not in says(form)


@pytest.mark.usefixtures("newer")
def test_the_school_goes_back_to_the_app_s(screen: ProfilesScreen, heard: Heard, qtbot: QtBot, profiles: Profiles) -> None:
    screen.open_at(Place("profiles", tab=NORFOLK))
    screen.page.see_own()
    sheet(heard, OwnCopyForm, qtbot).finish()
    assert heard.last == "The profile that came with the app is used again."
    screen.refresh()
    assert not screen.page.own_button.isVisible()


@pytest.mark.parametrize("keep", [True, False])
def test_going_back_keeps_the_portal_s_address_unless_the_box_is_cleared(room: Room, qtbot: QtBot, profiles: Profiles, keep: bool) -> None:
    profiles.type_portal(DERBYSHIRE, "https://hub.derbyshire.example/ehc")
    profiles.change_fact(DERBYSHIRE, "min_cycles", Fact(value=3, told=TOLD), "They said so")
    form = OwnCopyForm(room, profiles.state(DERBYSHIRE))
    qtbot.addWidget(form)
    write(form, keep_portal="yes" if keep else "")
    form.finish()
    facts = profiles.profile(DERBYSHIRE).facts
    assert (facts["portal_url"].value is not None, facts["min_cycles"].value) == (keep, None)


def test_keeping_ours_that_fails_is_told_and_the_sheet_stays(
    screen: ProfilesScreen, heard: Heard, qtbot: QtBot, profiles: Profiles, monkeypatch: pytest.MonkeyPatch,
) -> None:
    profiles.change_fact(NORFOLK, "min_cycles", Fact(value=3, told=TOLD), "They said so")
    form = OwnCopyForm(screen.room, profiles.state(NORFOLK))
    qtbot.addWidget(form)

    def fail(self: Profiles, profile: str) -> frozenset[str]:
        raise Refused("Not now.")

    monkeypatch.setattr(Profiles, "keep_own", fail)
    form.keep()
    assert heard.last == "Not now."


# Sharing


def test_a_profile_is_shared_as_a_file(page: ProfilePage, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choosing(monkeypatch, "", "getSaveFileName")
    press(page, "Share as a file")
    assert heard.last == ""
    choosing(monkeypatch, str(tmp_path / "d.toml"), "getSaveFileName")
    press(page, "Share as a file")
    assert (tmp_path / "d.toml").read_text(encoding="utf-8") == came_texts()[DERBYSHIRE]
    assert heard.last == "The profile is saved as a file. It holds nothing of any pupil."
    choosing(monkeypatch, str(tmp_path / "d.txt"), "getSaveFileName")
    press(page, "Share as a file")
    assert heard.last == "Give the file a name that ends in .toml."


def test_a_colleague_s_file_is_seen_before_it_is_taken(
    screen: ProfilesScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profiles: Profiles,
) -> None:
    file = tmp_path / "norfolk.toml"
    file.write_text(came_texts()[NORFOLK].replace("value = 24", "value = 18", 1) + "\n[facts.hats]\nvalue = 1\n", encoding="utf-8")
    choosing(monkeypatch, "", "getOpenFileName")
    press(screen, "Take a colleague’s file")
    assert heard.sheets == []
    choosing(monkeypatch, str(file), "getOpenFileName")
    press(screen, "Take a colleague’s file")
    form = sheet(heard, TakeForm, qtbot)
    assert "What would change: 1 thing." in says(form) and "It becomes: 18 months." in says(form) and "is left aside" in says(form)
    assert profiles.state(NORFOLK).own is None
    assert refused(form) == ["because"]
    write(form, because="From a school nearby")
    form.finish()
    assert profiles.profile(NORFOLK).fact("report_max_months").value == 18


@pytest.mark.parametrize(("change", "said", "takes"), [
    (lambda text: text, "Nothing in it differs from what is here.", False),
    (lambda text: text.replace("926", "999").replace("value = 24", "value = 18"), "This council has no profile here yet.", True),
    (lambda text: text.replace("value = 24", "value = 18"), "What would change: 2 things.", True),
])
def test_the_sheet_of_a_file_says_what_it_would_do(
    screen: ProfilesScreen, heard: Heard, qtbot: QtBot, tmp_path: Path, change: Callable[[str], str], said: str, takes: bool,
) -> None:
    (tmp_path / "a.toml").write_text(change(came_texts()[NORFOLK]), encoding="utf-8")
    screen.take_file(tmp_path / "a.toml")
    form = sheet(heard, TakeForm, qtbot)
    assert said in says(form) and form.finish_button.isEnabled() is ("because" in form.fields) is takes
    if not takes:
        form.finish()
        assert heard.said == []


@pytest.mark.parametrize(("content", "said"), [(b"\xff\xfe\0", "not a council profile"), (b"id = 3", "Line 1: ‘id’ must be a text")])
def test_what_is_no_profile_is_told_in_a_sentence(screen: ProfilesScreen, heard: Heard, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.toml").write_bytes(content)
    screen.take_file(tmp_path / "a.toml")
    assert said in heard.last and heard.sheets == []
    screen.take_file(tmp_path / "gone.toml")
    assert "could not be read" in heard.last


def test_a_profile_is_laid_over_the_window_as_it_will_print(page: ProfilePage, heard: Heard, qtbot: QtBot) -> None:
    press(page, "Print")
    shown = heard.sheets[-1]
    assert isinstance(shown, PaperView)
    qtbot.addWidget(shown)
