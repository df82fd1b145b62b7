"""The graduated approach over four terms, by keys and clicks: from an imported pupil to a pack that shows all that was tried and what came of it.

The journey has chapters. Each is played in the window of the notebook that the chapter before left behind, on its own days; a test looks at what
its chapter did and may be run alone. Only the calendar of the school and the clock on the wall are set from outside.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog

from sendco_desk.domain.cycles import Outcome, SupportCycle
from sendco_desk.domain.meetings import AgreedAction
from sendco_desk.domain.needs import StatementSource
from sendco_desk.domain.provision import ProvisionSession
from sendco_desk.services.bundling import verify
from sendco_desk.services.pack_parts import PARTS, parts_for
from sendco_desk.ui.forms.week_sheet import WeekGrid
from sendco_desk.ui.main_window import MainWindow
from sendco_desk.ui.screens.pack import PackScreen
from sendco_desk.ui.screens.profile import ProfilePage
from sendco_desk.ui.widgets.chips import Chip
from tests.journeys.conftest import PASSPHRASE, WallClock
from tests.journeys.hands import CTRL, SHIFT, Hands, Key, focused, says, the, told
from tests.journeys.person import Chapter, Person
from tests.shared_corpus import SHARED, needs_shared

CORPUS = SHARED / "corpus"
PUPIL, OTHERS = "Rhys Al-Rashid", ("Kofi García-López", "Nia D'Souza")
SENTENCE = "Reads 12 of 40 common words at sight; meets new words by guessing from the first letter."
OUTCOME = "Reads 30 of the 40 common words at sight in the weekly check."
BASELINE = "Reading checked word by word in October: 12 of 40."
TRIED = "Six weeks of pre-taught words. It was held on most days, and the words were kept over the holiday."
STILL_NOT = "Two terms of the group have not closed the gap; a specialist is asked what to change."
NOTE = "Mother rang: the word cards are on the fridge door."
WRONG_COUNT = "The count was written down for the wrong week."
ADVICE = "Pre-teach five words on the day before each lesson."
ACTION, EFFECT = "Five words each afternoon from 18 January.", "Seven more words read at sight in four weeks."
PUPIL_SAYS, PARENTS_SAY = "The word cards help. I hate reading out loud.", "Homework takes two hours and ends in tears."
AGREED = "Send the word cards home on Fridays"
APPRECIATED = "Funny, patient with the little ones, brave about trying again."
TERMS = (
    ("Autumn 2026", date(2026, 9, 2), date(2026, 12, 18)), ("Spring 2027", date(2027, 1, 5), date(2027, 3, 25)),
    ("Summer 2027", date(2027, 4, 12), date(2027, 7, 21)), ("Autumn 2027", date(2027, 9, 2), date(2027, 12, 17)),
)
pytestmark = [
    needs_shared,
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # what a list under a field does when it opens
]


# The chapters


def the_pupil_comes(me: Person) -> None:
    """Monday 12 October 2026: the school's file is read in, and a report is put into the record."""
    me.go("import")
    me.dialogs.setattr(QFileDialog, "getOpenFileName", lambda *given, **more: (str(CORPUS / "ctf" / "8454998_CTF_845LLLL_001.xml"), ""))
    me.press("Choose file")
    me.idle()
    me.press("Bring in 120 new")
    me.idle()
    assert len(me.desk.pupils.rows()) == 120
    assert told(focused()) == "See the pupils"
    me.put_in(
        me.pupil(PUPIL), CORPUS / "documents" / "pdf_a.pdf", received_on="9/10/2026", document_kind="report", service="educational_psychology",
        sharing_basis="agreed",
    )


def needs_are_said(me: Person) -> None:
    """A need that rests on the first page of the report, and a strength."""
    me.go("pupil", me.pupil(PUPIL), "support")
    me.press("Add a sentence")
    [report] = me.desk.documents.of(me.pupil(PUPIL))
    me.fill(words=SENTENCE, area="cognition", side="need", document=str(report.id), page="1")
    me.finish()
    me.press("Add a sentence")
    me.fill(words="Explains to others how things work.", area="communication", side="strength")
    me.finish()


def the_first_cycle_begins(me: Person) -> None:
    """A cycle with an outcome and support, a group for three, and the score before."""
    me.go("pupil", me.pupil(PUPIL), "support")
    me.press("Start a cycle")
    me.fill(review_due_on="17/12/2026", lead="Ms Fern", baseline=BASELINE, parents_part="Hear Rhys read for five minutes.")
    me.finish()
    me.press("Add outcome: cycle 1")
    me.fill(words=OUTCOME, measure="Words read in the weekly check", baseline="12", target="30", owner="Ms Fern", area="cognition")
    me.finish()
    me.press("Add support: cycle 1")
    me.fill(words="New words on a card before the lesson", who="Every teacher", where="In class", how_often="Every lesson")
    me.finish()
    the_group_is_set_up(me)
    the_score_is_written_down(me, "1/10/2026", "78", "73", "84")


def the_group_is_set_up(me: Person) -> None:
    """The group, its two other pupils at once, and Rhys's place for this cycle."""
    me.go("provision")
    me.press("Groups")
    me.press("New group")
    me.fill(
        name="Word box", wave="targeted", area="cognition", what="Words taught, read and written", where="The library",
        minutes="20", times_a_week="3", weekdays="mon wed fri", starts_on="12/10/2026", ends_on="17/12/2027",
    )
    me.finish()
    me.press("Add pupils: the chosen group")
    me.fill(pupil_1="kof garc", pupil_2="nia d'so")
    me.finish()
    me.go("pupil", me.pupil(PUPIL), "provision")
    me.press("Place in a group")
    [run] = me.desk.provision.groups(me.clock().date())
    [cycle] = me.desk.recording.of(SupportCycle, me.pupil(PUPIL))
    me.fill(run=str(run.run.id), ends_on="17/12/2026", aim="Reads the 40 words at sight", measure="Words read", start_measure="12")
    assert me.form().code("cycle") == str(cycle.id)
    me.finish()


def the_score_is_written_down(me: Person, day: str, value: str, low: str, high: str) -> None:
    """A score of the same made-up test."""
    me.go("pupil", me.pupil(PUPIL), "measures")
    me.press("Add a score")
    me.fill(
        instrument="Fallow Reading Scale", edition="2nd", part="accuracy", taken_on=day, score_kind="standard", value=value, low=low, high=high,
        likely_percent="95", given_by="Ms Fern", area="cognition", exam_access=True,
    )
    me.finish()


def three_weeks_of_the_group(me: Person) -> None:
    """Three Fridays at the week sheet: Rhys away once, the adult once, and once everybody there."""
    for day, exception in (("2026-10-16", "a"), ("2026-10-23", "s"), ("2026-11-06", "")):
        a_week_of_the_group(me, day, exception)


def a_week_of_the_group(me: Person, friday: str, exception: str) -> None:
    """The sheet of a week: everybody there, but for Rhys (a) or for the adult on the Monday (s)."""
    me.clock.go_to(friday, "15:20")
    me.go("provision")
    me.press("Groups")
    me.press("This week: the chosen group")
    grid = the(me.window, WeekGrid)
    assert focused() is grid
    names = [row.pupil.known_name for row in grid.week.sheet.rows]
    assert sorted(names) == sorted((PUPIL, *OTHERS))
    me.hands.key(Key.Key_Space)
    if exception == "a":
        me.hands.key(Key.Key_Down, times=names.index(PUPIL))
        me.hands.key(Key.Key_A)
    elif exception == "s":
        me.hands.key(Key.Key_S, SHIFT)
    me.finish()


def a_call_and_the_attendance_are_written_down(me: Person) -> None:
    """A note by Ctrl+N on the pupil's page, and the attendance of half a term."""
    me.clock.go_to("2026-11-20", "15:40")
    me.go("pupil", me.pupil(PUPIL), "measures")
    me.hands.key(Key.Key_N, CTRL)
    me.hands.key(Key.Key_Space)
    me.hands.tab_to("What was said or seen")
    me.hands.write(NOTE)
    me.finish()
    me.press("Attendance")
    me.press("Add attendance")
    me.fill(first_day="2/9/2026", last_day="23/10/2026", possible="76", attended="71", authorised="5", unauthorised="0", late="2")
    me.finish()


def the_first_cycle_is_closed(me: Person) -> None:
    """December: the score after, the review with a result for each outcome; then the next cycle with its own place in the group."""
    me.clock.go_to("2026-12-15")
    the_score_is_written_down(me, "14/12/2026", "84", "79", "90")
    me.go("pupil", me.pupil(PUPIL), "support")
    me.press("Review: cycle 1")
    review(me, "partly", "21", "helped", TRIED, "continue", "It helps and it is not yet enough.")
    me.fill(close=True)
    me.finish()
    me.clock.go_to("2027-01-06")
    me.go("pupil", me.pupil(PUPIL), "support")
    me.press("Roll forward: cycle 1")
    me.fill(review_due_on="24/3/2027")
    me.finish()
    me.go("pupil", me.pupil(PUPIL), "provision")
    me.press("Effect: the chosen provision")
    me.fill(end_measure="21", effect="Nine words more; holds them for a week.")
    me.finish()
    me.press("Place in a group")
    [run] = me.desk.provision.groups(me.clock().date())
    [cycle] = [one for one in me.desk.recording.of(SupportCycle, me.pupil(PUPIL)) if not one.closed]
    me.fill(run=str(run.run.id), ends_on="24/3/2027", start_measure="21")
    assert me.form().code("cycle") == str(cycle.id)
    me.finish()
    a_week_of_the_group(me, "2027-01-15", "")


def review(me: Person, result: str, now: str, worked: str, tried: str, step: str, why: str) -> None:
    """What the form of a review asks of one outcome and one strategy."""
    for name in me.form().fields:
        kind = name.partition(":")[0]
        wanted = {"result": result, "now": now, "words": "Counted on three days.", "worked": worked}.get(kind)
        if wanted:
            me.fill(**{name: wanted})
    me.fill(tried=tried, next_step=step, why_next=why)


def the_second_cycle_is_not_yet_met_and_put_right(me: Person) -> None:
    """March: not yet met, closed; the count was wrong, so a corrected version is made and closed; then the third cycle."""
    me.clock.go_to("2027-03-23")
    me.go("pupil", me.pupil(PUPIL), "support")
    me.press("Review: cycle 2")
    review(me, "not_yet", "25", "partly", "The group went on; the words were not kept.", "specialist", STILL_NOT)
    me.finish()
    me.press("Close: cycle 2")
    me.press("Correct: cycle 2")
    me.fill(correction_because=WRONG_COUNT)
    me.finish()
    me.press("Review: cycle 2, version 2")
    for name in me.form().fields:
        if name.startswith("now:"):
            me.fill(**{name: "23"})
    me.fill(close=True)
    me.finish()
    me.clock.go_to("2027-04-13")
    me.go("pupil", me.pupil(PUPIL), "support")
    me.press("Roll forward: cycle 2, version 2")
    me.fill(review_due_on="10/12/2027")
    me.finish()


def two_reports_come(me: Person) -> None:
    """An educational psychologist and a speech therapist: their reports, what they advised, what was done and what came of it."""
    pupil = me.pupil(PUPIL)
    me.clock.go_to("2027-05-10")
    speech = me.put_in(
        pupil, CORPUS / "documents" / "pdf_annotations.pdf", document_kind="report", service="speech_and_language", sharing_basis="agreed",
    )
    [first] = [document.id for document in me.desk.documents.of(pupil) if document.id != speech]
    for service, who, dated, document in (
        ("educational_psychology", "Dr Quill", "5/10/2026", first), ("speech_and_language", "Ms Reed", "6/5/2027", speech),
    ):
        me.go("pupil", pupil, "people")
        me.press("Professionals")
        me.press("Record a professional")
        me.fill(service=service, person=who, asked_on="14/9/2026", report_on=dated, received_on=dated, document=str(document))
        me.finish()
    me.go("pupil", pupil, "people")
    me.row("Dr Quill")
    me.press("Add advice")
    me.fill(words=ADVICE, page="1", action=ACTION, action_on="18/1/2027", effect=EFFECT)
    me.finish()


def everybody_is_heard(me: Person) -> None:
    """The views of the pupil and of the parents, each in whose words it stands."""
    pupil = me.pupil(PUPIL)
    me.go("pupil", pupil, "views")
    me.press("Record views")
    me.fill(
        voice="pupil", given_on="10/5/2027", gathered="symbols", gathered_by="Ms Fern", whose_words="scribed", working=PUPIL_SAYS,
        hopes="To read a whole book.",
    )
    me.finish()
    me.press("Record views")
    me.fill(voice="both_parents", gathered="conversation", gathered_by="Ms Fern", whose_words="own", not_working=PARENTS_SAY)
    me.finish()


def the_parents_are_met(me: Person) -> None:
    """A meeting with a parent and what was agreed; on its day the action stands on Today and is ticked off there."""
    pupil = me.pupil(PUPIL)
    me.go("pupil", pupil, "people")
    me.press("Meetings")
    me.press("Plan or record a meeting")
    me.fill(meeting_kind="parents", held_at="10/5/2027 9:00", where="The library", purpose="How the spring went", minutes="We read the checks.")
    parent = me.desk.pupils.page(pupil).people[0]
    me.press(f"Invite {parent.full_name}, {parent.relationship_words}")
    me.line("What, action 1", AGREED)
    me.line("Who, action 1", "Ms Fern")
    me.line("By when, action 1", "14/5/2027")
    me.finish()
    me.clock.go_to("2027-05-14")
    screen = me.go("today")
    assert AGREED in says(me.window)
    [done] = [name for name in me.names() if name.startswith("Done: ") and AGREED in name]
    me.press(done)
    assert AGREED not in says(screen)


def the_profile_fits_a_page(me: Person) -> None:
    """Too much is written at first: the page says so, and it is shortened before it is kept."""
    screen = me.go("pupil", me.pupil(PUPIL), "profile")
    sheet = the(screen, ProfilePage).sheet
    assert sheet is not None
    for name, text in (("appreciated", APPRECIATED), ("important", "Time with my rabbit. " * 180)):
        sheet.fields[name].box.setFocus()
        me.hands.write(text)
    me.hands.until(lambda: "too long" in sheet.meter.text(), 30)
    me.hands.key(Key.Key_A, CTRL)
    me.hands.write("Time with my rabbit.")
    me.hands.until(lambda: "left on the page" in sheet.meter.text(), 30)
    me.hands.key(Key.Key_Return, CTRL)


def the_pack_is_made(me: Person) -> None:
    """November 2027: the council is asked, and the pack is made with every part that has something to say."""
    me.clock.go_to("2027-11-12")
    pupil = me.pupil(PUPIL)
    me.go("pupil", pupil, "ehc")
    me.press("Record a request")
    me.fill(
        authority="Marlshire County Council", request_sent="1/11/2027", request_received="2/11/2027",
        what_is_asked="An assessment of reading and language",
    )
    me.finish()
    me.press("Make pack")
    screen = me.window.shown_screen()
    assert isinstance(screen, PackScreen)
    me.idle()
    out = me.desk.folder.parent / "pack.pdf"
    me.dialogs.setattr(QFileDialog, "getSaveFileName", lambda *given, **more: (str(out), ""))
    assert screen.options.silent.text() == "Nothing is recorded by this day for: EHC plan, section by section."
    assert all(row.on for row in screen.model.rows)
    me.press("Check and make")
    me.idle()
    assert screen.made is not None


CHAPTERS: tuple[Chapter, ...] = (
    the_pupil_comes, needs_are_said, the_first_cycle_begins, three_weeks_of_the_group, a_call_and_the_attendance_are_written_down,
    the_first_cycle_is_closed, the_second_cycle_is_not_yet_met_and_put_right, two_reports_come, everybody_is_heard, the_parents_are_met,
    the_profile_fits_a_page, the_pack_is_made,
)


@dataclass(slots=True)
class Shelf:
    """The notebook as each chapter left it, closed, with the moment at which it did."""

    folder: Path
    kept: dict[int, tuple[Path, WallClock]] = field(default_factory=dict)

    def first(self) -> tuple[Path, WallClock]:
        """A new notebook of a school whose terms are known."""
        from sendco_desk.services.opening import NewNotebook, create
        from sendco_desk.store.slots import TINY

        clock, folder = WallClock.on("2026-10-12"), self.folder / "0" / "Fallowmere.sendco"
        folder.parent.mkdir()
        desk, _ = create(
            NewNotebook(
                folder=folder, school_name="Fallowmere Academy", person_name="Ms Fern", passphrase=PASSPHRASE,
                authority="Marlshire County Council",
            ),
            clock=clock, cost=TINY,
        )
        for name, first, last in TERMS:
            desk.school.add_term(name, first, last)
        desk.close()
        return folder, clock

    def copy(self, number: int) -> tuple[Path, WallClock]:
        """A copy of what a chapter left, to go on from or to look at."""
        if number not in self.kept:
            self.kept[0] = self.first()
        folder, clock = self.kept[number]
        to = Path(shutil.copytree(folder.parent, Path(mkdtemp(dir=self.folder)) / "copy"))
        return to / folder.name, WallClock(clock.now)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Shared by the tests, so that no chapter is played twice."""
    return Shelf(tmp_path_factory.mktemp("graduated"))


@pytest.fixture
def after(
    shelf: Shelf, opened: Callable[[Path, WallClock], MainWindow], hands: Hands, monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Chapter], Person]:
    """Plays all chapters up to and with one, as far as they are not played yet, and gives the person at the notebook after it."""

    def sit_down(number: int) -> Person:
        folder, clock = shelf.copy(number)
        return Person(opened(folder, clock), hands, clock, monkeypatch)

    def played(chapter: Chapter) -> Person:
        wanted = CHAPTERS.index(chapter) + 1
        start = max((number for number in shelf.kept if number <= wanted), default=0)
        for number in range(start, wanted):
            me = sit_down(number)
            CHAPTERS[number](me)
            me.window.close()
            shelf.kept[number + 1] = me.desk.folder, WallClock(me.clock.now)
        return sit_down(wanted)

    return played


# What stands in the notebook after each


def test_a_need_rests_on_a_page_of_a_report(after: Callable[[Chapter], Person]) -> None:
    me = after(needs_are_said)
    [source] = me.desk.recording.of(StatementSource, me.pupil(PUPIL))
    assert source.page == 1 and source.document is not None
    me.go("pupil", me.pupil(PUPIL), "support")
    assert SENTENCE in says(me.window)
    assert "Explains to others how things work." in says(me.window)


def test_three_weeks_of_a_group_are_kept_for_each_of_its_three_pupils(after: Callable[[Chapter], Person]) -> None:
    me = after(three_weeks_of_the_group)
    sessions = me.desk.recording.of(ProvisionSession)
    by_pupil = {name: [s.outcome for s in sessions if s.pupil == me.pupil(name)] for name in (PUPIL, *OTHERS)}
    assert {name: (len(found), found.count("held")) for name, found in by_pupil.items()} == {PUPIL: (9, 7), OTHERS[0]: (9, 8), OTHERS[1]: (9, 8)}
    assert "pupil_away" in by_pupil[PUPIL] and "staff_away" in by_pupil[PUPIL]


def test_a_closed_cycle_is_put_right_by_a_version_and_both_stay_readable(after: Callable[[Chapter], Person]) -> None:
    me = after(the_second_cycle_is_not_yet_met_and_put_right)
    pupil = me.pupil(PUPIL)
    cycles = {(cycle.number, cycle.version): cycle for cycle in me.desk.recording.of(SupportCycle, pupil)}
    assert {name: cycle.closed for name, cycle in cycles.items()} == {(1, 1): True, (2, 1): True, (2, 2): True, (3, 1): False}
    outcomes = {one.cycle: one for one in me.desk.recording.of(Outcome, pupil)}
    said = {name: (outcomes[cycle.id].baseline, outcomes[cycle.id].measure_now, outcomes[cycle.id].result) for name, cycle in cycles.items()}
    assert said == {(1, 1): ("12", "21", "partly"), (2, 1): ("21", "25", "not_yet"), (2, 2): ("21", "23", "not_yet"), (3, 1): ("23", "", "")}

    me.go("pupil", pupil, "support")
    me.press("Cycle 2, version 2")
    assert WRONG_COUNT.rstrip(".") in says(me.window)
    assert "23 now" in says(me.window) and "25 now" not in says(me.window)
    me.press("Read version 1 of cycle 2")
    assert "23 now" in says(me.window) and "25 now" in says(me.window)


def test_advice_leads_to_what_was_done_and_what_came_of_it(after: Callable[[Chapter], Person]) -> None:
    me = after(two_reports_come)
    me.go("pupil", me.pupil(PUPIL), "people")
    me.press("Professionals")
    me.row("Dr Quill")
    told_here = says(me.window)
    assert all(words in told_here for words in (ADVICE, ACTION, EFFECT))


def test_what_everybody_said_stands_in_whose_words_it_is(after: Callable[[Chapter], Person]) -> None:
    me = after(everybody_is_heard)
    me.go("pupil", me.pupil(PUPIL), "views")
    told_here = says(me.window)
    assert all(words in told_here for words in (PUPIL_SAYS, PARENTS_SAY))
    chips = [chip.word for chip in me.window.findChildren(Chip) if chip.isVisible()]
    assert {"Written down as they said it", "Their own words"} <= set(chips)


def test_what_was_agreed_with_the_parents_is_ticked_off_on_its_day(after: Callable[[Chapter], Person]) -> None:
    me = after(the_parents_are_met)
    [action] = me.desk.recording.of(AgreedAction, me.pupil(PUPIL))
    assert (action.words, action.owner, action.done_on) == (AGREED, "Ms Fern", date(2027, 5, 14))
    me.go("pupil", me.pupil(PUPIL), "support")
    assert "1 of 3" in says(me.window)


def test_a_profile_that_is_too_long_says_so_before_it_is_kept(after: Callable[[Chapter], Person]) -> None:
    me = after(the_profile_fits_a_page)
    [profile] = me.desk.voices.profiles(me.pupil(PUPIL))
    assert (profile.appreciated, profile.important) == (APPRECIATED, "Time with my rabbit.")


def test_the_pack_says_all_of_it_and_verifies(after: Callable[[Chapter], Person]) -> None:
    me = after(the_pack_is_made)
    out = me.desk.folder.parent / "pack.pdf"
    assert [check.name for check in verify(out) if not check.ok] == []
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    told_of = {
        "asks": "What is asked",
        "summary": "SEN support since", "profile": APPRECIATED, "views": PUPIL_SAYS, "needs": SENTENCE, "cycles": OUTCOME, "provision": "Word box",
        "measures": "Fallow Reading Scale", "attendance": "71 of 76 sessions attended", "professionals": EFFECT, "meetings": AGREED,
        "access": "Scores marked as evidence", "chronology": NOTE, "clock": "Decide whether to assess",
    }
    assert told_of.keys() == parts_for("request").keys() - {"plan", "changes"}
    assert {key: said for key, said in told_of.items() if said not in words or PARTS[key] not in words} == {}
    more = (BASELINE, TRIED, STILL_NOT, WRONG_COUNT.rstrip("."), PARENTS_SAY, ADVICE, ACTION, "7 of 28", "Not yet met", "Marlshire County Council")
    assert [said for said in more if said not in words] == []
