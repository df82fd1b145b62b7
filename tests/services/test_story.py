"""Writing in a pupil's story."""

from datetime import UTC, date, datetime

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.services.desk import Desk
from tests.services.conftest import StillClock

THEN = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def test_an_entry_keeps_when_it_happened_apart_from_when_it_was_written(desk: Desk, kacper: Pupil) -> None:
    desk.story.finish(kacper.id, entry_kind="phone_call", happened_at=THEN, words=" Settled week. ", who="Ms Wilk", minutes=10)
    (line,) = desk.story.lines(kacper.id)
    assert (line.entry.happened_at, line.entry.written_at) == (THEN, datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert (line.entry.words, line.entry.written_by) == ("Settled week.", "Dr Robin Lark")


def test_a_correction_is_added_and_the_first_words_stay(desk: Desk, kacper: Pupil, clock: StillClock) -> None:
    entry, _ = desk.story.finish(kacper.id, entry_kind="note", happened_at=THEN, words="31 sessions")
    clock.move(hours=1)
    desk.story.correct(entry, "32 sessions")
    (line,) = desk.story.lines(kacper.id)
    assert line.entry.words == "31 sessions"
    assert [c.words for c in line.corrections] == ["32 sessions"]
    with pytest.raises(Refused, match="Correct the entry itself"):
        desk.story.correct(line.corrections[0].id, "33")


def test_striking_out_needs_a_reason_and_happens_once(desk: Desk, kacper: Pupil) -> None:
    entry, _ = desk.story.finish(kacper.id, entry_kind="note", happened_at=THEN, words="Wrong pupil")
    with pytest.raises(Refused, match="Say why"):
        desk.story.strike_out(entry, " ")
    desk.story.strike_out(entry, "Written for another pupil")
    assert desk.story.lines(kacper.id)[0].entry.struck_out_because == "Written for another pupil"
    with pytest.raises(Refused, match="already"):
        desk.story.strike_out(entry, "again")


def test_undoing_a_finished_entry_strikes_it_out_and_keeps_it_readable(desk: Desk, kacper: Pupil) -> None:
    desk.story.finish(kacper.id, entry_kind="note", happened_at=THEN, words="Still here")
    desk.finding.undo()
    (line,) = desk.story.lines(kacper.id)
    assert line.entry.struck_out
    assert line.entry.words == "Still here"


def test_finishing_drops_the_draft_and_ticking_an_action_dates_it(desk: Desk, kacper: Pupil) -> None:
    desk.drafts.save("quick_entry", {"words": "Half a sen"})
    assert desk.drafts.read("quick_entry") == {"words": "Half a sen"}
    entry, _ = desk.story.finish(
        kacper.id, entry_kind="note", happened_at=THEN, words="Half a sentence", next_action="Ring",
        next_action_on=date(2026, 11, 24), draft="quick_entry",
    )
    assert desk.drafts.read("quick_entry") == {}
    desk.story.action_done(entry)
    assert desk.story.lines(kacper.id)[0].entry.next_action_done_on == date(2026, 11, 23)
    desk.drafts.save("other", {"a": "b"})
    desk.drafts.drop("other")
    assert desk.drafts.read("other") == {}
