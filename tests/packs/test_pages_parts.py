from dataclasses import replace
from datetime import date

import pytest

from sendco_desk.packs.pages_flow import Para, Row
from sendco_desk.packs.pages_ink import TEXT_WIDTH
from sendco_desk.packs.pages_parts import part_rows
from sendco_desk.packs.pages_words import state_said
from sendco_desk.packs.plan import Chronology, ClockAlternative, ClockAndDelays, ClockRow
from tests.packs.pack_samples import ON, pupil_parts


def _paras(rows: tuple[Row, ...]) -> list[Para]:
    return [para for row in rows for cell in row.cells for para in cell.paras]


def _said(rows: tuple[Row, ...]) -> str:
    return "\n".join(para.text for para in _paras(rows))


@pytest.mark.parametrize(
    ("facts", "icon", "words"),
    [
        ({"state": "met", "met_on": date(2026, 9, 18)}, "done", "Met on Fri 18 Sep 2026"),
        ({"state": "met_late", "met_on": date(2026, 9, 18), "days_late": 2}, "late", "Met 2 days late, on Fri 18 Sep 2026"),
        ({"state": "overdue", "due": date(2026, 11, 6), "days_late": 6, "late": "6 days"}, "late", "6 days late"),
        ({"state": "overdue", "due": date(2026, 8, 14), "days_late": 90, "late": "12 weeks 6 days"}, "late", "90 days late (12 weeks 6 days)"),
        ({"state": "due_soon", "due": date(2026, 11, 16)}, "soon", "4 days left"),
        ({"state": "due_soon", "due": date(2026, 11, 13)}, "soon", "1 day left"),
        ({"state": "due_soon", "due": date(2026, 11, 12)}, "soon", "Due today"),
        ({"state": "upcoming", "due": date(2026, 12, 28)}, "planned", "46 days left"),
        ({"state": "upcoming"}, "planned", "Still to come"),
        ({"state": "window_open", "due": date(2026, 11, 20)}, "soon", "The least time runs to Fri 20 Nov 2026"),
        ({"state": "too_early", "met_on": date(2026, 11, 3)}, "late", "Done too early, on Tue 3 Nov 2026"),
        ({"state": "lapsed"}, "late", "Not used in time"),
        ({"state": "unknown"}, "waiting", "Needs a date"),
        ({"state": "ended"}, "info", "Ended"),
    ],
)
def test_a_state_is_said_as_a_fact_beside_its_sign(facts: dict[str, object], icon: str, words: str) -> None:
    assert state_said(ClockRow(title="Step", owed_by="Council", **facts), ON) == (icon, words)  # type: ignore[arg-type]


def test_struck_out_entries_are_left_out_unless_asked_for() -> None:
    _, chronology, _ = pupil_parts()
    assert "Entry number 9" not in _said(part_rows(chronology, ON))


def test_struck_out_entries_are_shown_struck_with_who_and_why() -> None:
    _, chronology, _ = pupil_parts()
    rows = part_rows(replace(chronology, show_struck_out=True), ON)
    assert [para.text[:14] for para in _paras(rows) if para.struck] == ["Entry number 9"]
    assert "Struck out by Ms A. Patel on Fri 2 Oct 2026: wrong pupil" in _said(rows)


def test_a_correction_stands_under_the_untouched_words() -> None:
    _, chronology, _ = pupil_parts()
    said = _said(part_rows(chronology, ON))
    before, after = said.index("Entry number 8"), said.index("It was three lines.")
    assert before < said.index("Correction added on Thu 1 Oct 2026 by Ms A. Patel") < after


def test_the_chronology_stands_oldest_first() -> None:
    _, chronology, _ = pupil_parts()
    backwards = replace(chronology, rows=tuple(reversed(chronology.rows)))
    assert part_rows(backwards, ON) == part_rows(chronology, ON)


def test_an_empty_chronology_says_so() -> None:
    assert "No entries are recorded." in _said(part_rows(Chronology(rows=()), ON))


def test_the_clock_shows_rule_count_doubt_and_other_counts() -> None:
    row = ClockRow(
        title="Decide whether to assess",
        owed_by="Council",
        state="overdue",
        due=date(2026, 10, 19),
        days_late=24,
        source="SEND Regulations 2014 reg 5(1)",
        counted="Receipt on Mon 7 Sep 2026 is day 0.",
        confidence="medium",
        status="statutory_guidance",
        alternatives=(ClockAlternative(due=date(2026, 10, 18), because="receipt day counted as day 1"),),
        exceptions=("School closed: could not apply.",),
    )
    said = _said(part_rows(ClockAndDelays(rows=(row,), questions=("The decision is before the request.",)), ON))
    for words in (
        "SEND Regulations 2014 reg 5(1)",
        "Receipt on Mon 7 Sep 2026 is day 0.",
        "medium confidence",
        "statutory guidance",
        "Counted otherwise, Sun 18 Oct 2026: receipt day counted as day 1.",
        "School closed: could not apply.",
        "The decision is before the request.",
    ):
        assert words in said


def test_what_a_day_rests_on_runs_the_full_width_under_its_step() -> None:
    row = ClockRow(title="Decide whether to assess", owed_by="Council", state="overdue", due=date(2026, 10, 19), source="reg 5(1)")
    step, grounds = [each for each in part_rows(ClockAndDelays(rows=(row,)), ON) if each.table == "clock" and not each.heads]
    assert step.with_next and not step.rule and len(step.cells) == 4
    assert grounds.rule and [(cell.x, cell.width) for cell in grounds.cells] == [(0.0, TEXT_WIDTH)]


def test_facts_that_are_not_known_are_not_printed() -> None:
    summary, _, _ = pupil_parts()
    said = _said(part_rows(summary, ON))
    assert "Interpreter" not in said
    assert "Unique pupil number" in said
