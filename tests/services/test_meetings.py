"""Meetings: papers and notice against the two weeks of an annual review, who came, agreed actions, and minutes as a paper that is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from sendco_desk.domain.meetings import AgreedAction, Meeting, MeetingPerson
from sendco_desk.domain.paper import words_of
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from sendco_desk.services.meetings import last_day, timing_words, view_of

D = date
ON = D(2026, 11, 23)
MET = D(2026, 11, 16)


def meeting(pupil: UUID, kind: str = "parents", on: date = MET, **more: object) -> Meeting:
    held_at = datetime(on.year, on.month, on.day, 14, 0, tzinfo=UTC)
    return Meeting(id=uuid4(), pupil=pupil, meeting_kind=kind, held_at=held_at, **more)  # type: ignore[arg-type]


def person(pupil: UUID, name: str, presence: str = "invited") -> MeetingPerson:
    return MeetingPerson(id=uuid4(), pupil=pupil, meeting=uuid4(), name=name, role="Mother", presence=presence)


def action(pupil: UUID, words: str, due: date | None = None, done: date | None = None) -> AgreedAction:
    return AgreedAction(id=uuid4(), pupil=pupil, words=words, owner="Ms Teasel", due_on=due, done_on=done)


# Papers, notice and report of an annual review


@pytest.mark.parametrize(("sent", "today", "said", "late"), [
    (D(2026, 11, 30), ON, "Papers out 16 days before: in time for the two weeks’ notice.", False),
    (D(2026, 12, 2), ON, "Papers out 14 days before: in time for the two weeks’ notice.", False),
    (D(2026, 12, 3), ON, "Papers out 13 days before: 1 day short of the two weeks.", True),
    (D(2026, 12, 16), D(2026, 12, 20), "Papers out on the day of the meeting: 14 days short of the two weeks.", True),
    (D(2026, 12, 17), D(2026, 12, 20), "Papers out 1 day after the meeting: 15 days short of the two weeks.", True),
    (None, D(2026, 12, 2), "The papers are due out by Wed 2 Dec 2026, two weeks before the meeting.", False),
    (None, D(2026, 12, 3), "The papers were due out by Wed 2 Dec 2026, two weeks before the meeting.", True),
    (None, D(2026, 12, 16), "No day is recorded on which the papers went out: Wed 2 Dec 2026 was the last.", True),
])
def test_papers_of_an_annual_review_are_measured_against_their_two_weeks(sent: date | None, today: date, said: str, late: bool) -> None:
    view = view_of(meeting(uuid4(), "annual_review", D(2026, 12, 16), papers_out_on=sent), (), (), today)
    assert (view.papers, view.papers_late) == (said, late)


def test_a_rule_that_counts_no_days_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="counts no days"):
        last_day("REV-02", ON)


def test_notice_is_measured_in_the_same_way() -> None:
    review = meeting(uuid4(), "annual_review", D(2026, 12, 16), invited_on=D(2026, 11, 20))
    assert view_of(review, (), (), ON).notice == "Invited 26 days before: in time for the two weeks’ notice."
    assert view_of(replace(review, invited_on=None), (), (), ON).notice == (
        "The invitations are due out by Wed 2 Dec 2026, two weeks before the meeting."
    )


def test_the_report_of_an_annual_review_is_due_two_weeks_after_it() -> None:
    review = meeting(uuid4(), "annual_review", D(2026, 11, 16))
    assert view_of(review, (), (), D(2026, 11, 15)).report == ""
    assert view_of(review, (), (), ON).report == "The report is due to everybody invited by Mon 30 Nov 2026, two weeks after the meeting."
    in_time, late = (replace(review, minutes_sent_on=day) for day in (D(2026, 11, 30), D(2026, 12, 2)))
    assert view_of(in_time, (), (), ON).report == "Report sent Mon 30 Nov 2026, within two weeks of the meeting."
    assert view_of(late, (), (), ON).report == "Report sent Wed 2 Dec 2026, 2 days after its two weeks."


def test_each_sentence_names_its_own_rule() -> None:
    review = meeting(uuid4(), "annual_review", MET, invited_on=D(2026, 10, 20), papers_out_on=D(2026, 10, 30))
    said = timing_words(view_of(review, (), (), ON))
    assert [f"reg {n}" in said for n in ("20(3) and 21(3)", "20(4) and 21(4)", "20(7) to (9) and 21(7)")] == [True, True, True]
    assert timing_words(view_of(replace(review, meeting_kind="parents"), (), (), ON)) == "Invited 27 days before. Papers out 17 days before."
    assert timing_words(view_of(meeting(uuid4()), (), (), ON)) == ""


def test_no_rule_is_said_of_any_other_meeting() -> None:
    view = view_of(meeting(uuid4(), papers_out_on=D(2026, 11, 13)), (), (), ON)
    assert (view.notice, view.papers, view.report, view.papers_late) == ("", "Papers out 3 days before.", "", False)


# Where a meeting stands


def test_a_meeting_is_planned_held_or_not_recorded_yet() -> None:
    mine = meeting(uuid4())
    came = (person(mine.pupil, "Ms Wilk", "came"), person(mine.pupil, "Ms Ash", "apologies"))
    assert view_of(replace(mine, held_at=datetime(2026, 12, 1, tzinfo=UTC)), (), (), ON).state == ("Planned", "planned")
    assert view_of(mine, (), (), ON).state == ("Not recorded yet", "waiting")
    assert view_of(mine, came, (), ON).state == ("Held, no minutes yet", "waiting")
    assert view_of(replace(mine, minutes="We talked."), (), (), ON).state == ("Held", "done")
    assert view_of(replace(mine, cancelled=True, minutes="No"), (), (), ON).state == ("Cancelled", "planned")


def test_who_came_and_what_was_agreed_are_counted_in_words() -> None:
    mine = meeting(uuid4())
    invited, came, away = (person(mine.pupil, "Ms Wilk", presence) for presence in ("invited", "came", "apologies"))
    actions = (action(mine.pupil, "Ring", D(2026, 11, 20)), action(mine.pupil, "Write", ON), action(mine.pupil, "Ask", ON, ON))
    assert view_of(mine, (), (), ON).came_words == "Nobody invited yet"
    assert view_of(mine, (invited,), (), ON).came_words == "1 invited"
    assert view_of(mine, (came, away), (), ON).came_words == "2 invited, 1 came"
    assert view_of(mine, (away,), (), ON).came_words == "1 invited, none came"
    assert view_of(mine, (), (), ON).action_words == ""
    assert view_of(mine, (), actions, ON).action_words == "1 of 3 done, 1 overdue"
    assert view_of(mine, (), actions[1:2], ON).action_words == "1 action"


# Deeds


def test_a_meeting_is_kept_with_its_people_and_actions_in_one_deed(desk: Desk, kacper: Pupil) -> None:
    mine = meeting(kacper.id, purpose="Autumn")
    people = [person(kacper.id, "Ms Wilk"), person(kacper.id, "Mr Ash")]
    changed = desk.meetings.save(mine, people, [action(kacper.id, "Ring", ON)])
    assert changed == {"meeting", "meeting_person", "agreed_action"}
    view = desk.meetings.view(mine.id)
    assert [(p.place, p.name, p.meeting) for p in view.people] == [(1, "Ms Wilk", mine.id), (2, "Mr Ash", mine.id)]
    assert view.actions[0].meeting == mine.id
    desk.meetings.save(mine, [people[1]], [])
    assert [(p.place, p.name) for p in desk.meetings.view(mine.id).people] == [(1, "Mr Ash")]
    assert desk.meetings.view(mine.id).actions == ()
    desk.finding.undo()
    desk.finding.undo()
    assert desk.meetings.of(kacper.id) == []


def test_the_latest_meeting_comes_first_and_each_has_its_own_people(desk: Desk, kacper: Pupil) -> None:
    early, late = meeting(kacper.id, on=D(2026, 9, 14)), meeting(kacper.id, "pupil", D(2026, 12, 1))
    desk.meetings.save(early, [person(kacper.id, "Ms Wilk", "came")], [action(kacper.id, "Ring")])
    desk.meetings.save(late, [], [])
    first, second = desk.meetings.of(kacper.id)
    assert (first.id, first.held, second.id, second.held) == (late.id, False, early.id, True)
    assert (len(first.actions), len(second.actions)) == (0, 1)
    assert desk.meetings.of(kacper.id, D(2026, 12, 5))[0].state[0] == "Not recorded yet"


def test_a_meeting_is_taken_out_whole_and_comes_back_whole(desk: Desk, kacper: Pupil) -> None:
    mine = meeting(kacper.id)
    desk.meetings.save(mine, [person(kacper.id, "Ms Wilk")], [action(kacper.id, "Ring")])
    desk.meetings.remove(mine.id)
    assert desk.recording.of(AgreedAction) == []
    desk.finding.undo()
    assert len(desk.meetings.view(mine.id).people) == 1


def test_open_actions_of_all_pupils_come_by_their_day_and_those_without_one_last(desk: Desk, kacper: Pupil) -> None:
    left = Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ash", roll_status="left")
    desk.pupils.add(left)
    mine, gone = meeting(kacper.id), meeting(left.id)
    due = [action(kacper.id, "Third"), action(kacper.id, "Second", ON), action(kacper.id, "First", D(2026, 11, 1))]
    desk.meetings.save(mine, [], [*due, action(kacper.id, "Later", D(2026, 12, 24)), action(kacper.id, "Done", ON, ON)])
    desk.meetings.save(gone, [], [action(left.id, "Of one who left", ON)])
    desk.recording.save(action(kacper.id, "From a review", ON))
    found = desk.meetings.open_actions(D(2026, 12, 1))
    assert [one.action.words for one in found] == ["First", "Second", "From a review", "Third"]
    assert (found[0].pupil.id, found[0].agreed) == (kacper.id, "Agreed: Meeting with the parents, Mon 16 Nov 2026")
    assert found[2].agreed == "Agreed"
    desk.meetings.done(found[0].action.id)
    assert desk.recording.get(AgreedAction, found[0].action.id).done_on == ON
    desk.meetings.done(found[1].action.id, D(2026, 11, 20))
    assert [one.action.words for one in desk.meetings.open_actions(ON)] == ["From a review", "Third"]


# Minutes


def full(pupil: UUID) -> tuple[Meeting, list[MeetingPerson], list[AgreedAction]]:
    mine = meeting(
        pupil, "annual_review", where="Room 2", chair="Dr Robin Lark", purpose="The plan", minutes="First.\n\nSecond.",
        differences="Mr Ash disagreed.", invited_on=D(2026, 10, 20), papers_out_on=D(2026, 10, 30),
    )
    done = replace(action(pupil, "Write", ON, ON), done_words="By post")
    return mine, [person(pupil, "Ms Wilk", "came")], [action(pupil, "Ring"), done]


def test_the_minutes_hold_all_that_was_recorded(desk: Desk, kacper: Pupil) -> None:
    mine, people, actions = full(kacper.id)
    desk.meetings.save(mine, people, actions)
    said = list(words_of(desk.meetings.minutes_paper(mine.id)))
    for words in (
        "Annual review meeting", "Fernhollow School", "Kacper Wilk", "Mon 16 Nov 2026, 14:00", "Room 2", "Dr Robin Lark", "The plan", "First.",
        "Second.",
        "Mr Ash disagreed.", "Tue 20 Oct 2026", "Papers out 17 days before: in time for the two weeks’ notice.", "Ms Wilk", "Mother",
        "Came", "Ring",
        "No day agreed", "Write", "Mon 23 Nov 2026 By post", "Minutes of Mon 16 Nov 2026",
    ):
        assert words in said


def test_the_minutes_of_a_meeting_of_which_little_is_known_are_short_and_say_that_it_was_cancelled(desk: Desk, kacper: Pupil) -> None:
    mine = meeting(kacper.id, cancelled=True)
    desk.meetings.save(mine, [], [])
    said = list(words_of(desk.meetings.minutes_paper(mine.id)))
    assert "This meeting was cancelled." in said
    assert not {"Purpose", "What was agreed", "Where", "Who was invited and who came"} & set(said)
    assert "Chair" in said  # who signs


def test_minutes_are_kept_once_among_the_pupils_documents_and_found_by_their_words(desk: Desk, kacper: Pupil) -> None:
    mine, people, actions = full(kacper.id)
    desk.meetings.save(mine, people, actions)
    document, changed = desk.meetings.keep_minutes(mine.id)
    assert changed == {"document"}
    assert (document.title, document.document_kind, document.dated_on) == ("Minutes: Annual review meeting, Mon 16 Nov 2026", "minutes", mine.held_on)
    assert document.file_name == "Minutes 2026-11-16.pdf"
    assert desk.documents.of(kacper.id) == [document]
    assert [found.id for found in desk.finding.search("disagreed", kinds=["document"])] == [document.id]
    with pytest.raises(Refused, match="among the pupil’s documents already"):
        desk.meetings.keep_minutes(mine.id)
