"""The graduated approach is kept: needs with their sources, cycles, provision, measures, professionals, views, meetings, plans.

A revision never changes once released: what it needs is written out here and taken from nowhere else.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables; what the old ones hold stays where it is."""
    _needs_and_cycles()
    _provision()
    _measures()
    _people()
    _meetings_and_plans()


def downgrade() -> None:
    """A notebook is not taken back to an older version: its backups are opened with that version instead."""
    raise NotImplementedError


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _day(name: str, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date, nullable=not required)


def _moment(name: str, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=not required)


def _number(name: str, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=not required)


def _yes_or_no(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(create_constraint=False), nullable=False)


def _tie(name: str, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid, nullable=not required)


def _table(name: str, *columns: sa.Column[Any], of: dict[str, str] | None = None) -> None:
    ties = of or {}
    keys = [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{name}_{column}_{table}", deferrable=True, initially="DEFERRED")
        for column, table in ties.items()
    ]
    op.create_table(name, sa.Column("id", sa.Uuid, nullable=False), *columns, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"), *keys)
    for column in ties:
        op.create_index(f"ix_{name}_{column}", name, [column])


def _needs_and_cycles() -> None:
    _table(
        "need_statement",
        _tie("pupil"), *_texts("area", "side", "words"), _number("place"), _day("since", True), _day("until"),
        of={"pupil": "pupil"},
    )
    _table(
        "statement_source",
        _tie("pupil"), _tie("statement"), _tie("document", False), _number("page", False), _tie("story_entry", False), _tie("measure", False),
        *_texts("note"),
        of={"pupil": "pupil", "statement": "need_statement", "document": "document", "story_entry": "story_entry", "measure": "measure"},
    )
    _table(
        "support_cycle",
        _tie("pupil"), _number("number"), _number("version"), *_texts("title"), _day("starts_on", True), _day("review_due_on", True),
        *_texts("lead", "baseline", "parents_part", "pupil_part"), _day("reviewed_on"), *_texts("tried", "next_step", "why_next"),
        _moment("closed_at", False), *_texts("closed_by"), _tie("corrects", False), *_texts("correction_because"),
        _day("corrected_on"), _tie("follows", False),
        of={"pupil": "pupil", "corrects": "support_cycle", "follows": "support_cycle"},
    )
    op.create_index("ix_support_cycle_review_due_on", "support_cycle", ["review_due_on"])
    _table(
        "outcome",
        _tie("pupil"), _tie("cycle"), _number("place"), *_texts("area", "words", "owner", "measure", "baseline", "target"), _day("due_on"),
        *_texts("result", "measure_now", "review_words"), _tie("carried_from", False),
        of={"pupil": "pupil", "cycle": "support_cycle", "carried_from": "outcome"},
    )
    _table(
        "strategy",
        _tie("pupil"), _tie("cycle"), _number("place"), *_texts("area", "words", "who", "where", "how_often", "worked", "review_words"),
        of={"pupil": "pupil", "cycle": "support_cycle"},
    )


def _provision() -> None:
    _table("staff_member", *_texts("name", "staff_role"), _number("weekly_minutes"), _day("left_on"))
    _table("staff_rate", *_texts("staff_role"), _number("pence_an_hour"), _day("since", True), *_texts("source"))
    _table(
        "provision_run",
        *_texts("name", "what", "wave", "area", "where", "staff_role"), _tie("staff", False), _number("minutes"), _number("times_a_week"),
        *_texts("weekdays"), _day("starts_on", True), _day("ends_on", True),
        of={"staff": "staff_member"},
    )
    _table("group_size", _tie("run"), _day("since", True), _number("pupils"), of={"run": "provision_run"})
    _table(
        "provision_place",
        _tie("pupil"), _tie("run"), _tie("cycle", False), _day("starts_on", True), _day("ends_on", True),
        *_texts("aim", "measure", "start_measure", "end_measure", "effect"), _yes_or_no("plan_section_f"),
        of={"pupil": "pupil", "run": "provision_run", "cycle": "support_cycle"},
    )
    _table(
        "provision_session",
        _tie("pupil"), _tie("place"), _day("on", True), *_texts("outcome"), _number("minutes"), *_texts("note"),
        of={"pupil": "pupil", "place": "provision_place"},
    )
    op.create_index("ix_provision_session_on", "provision_session", ["on"])
    _table(
        "cost_item",
        _tie("pupil"), _tie("place", False), *_texts("what"), _number("pence"), _day("on", True),
        of={"pupil": "pupil", "place": "provision_place"},
    )


def _measures() -> None:
    _table(
        "measure",
        _tie("pupil"), *_texts("instrument", "edition", "part", "area"), _day("taken_on", True), *_texts("score_kind", "value", "low", "high"),
        _number("likely_percent"), *_texts("given_by"), _tie("document", False), _number("page", False), _yes_or_no("exam_access"),
        *_texts("note"),
        of={"pupil": "pupil", "document": "document"},
    )
    op.create_index("ix_measure_taken_on", "measure", ["taken_on"])
    _table(
        "attendance",
        _tie("pupil"), _day("first_day", True), _day("last_day", True), _number("possible"), _number("attended"), _number("authorised"),
        _number("unauthorised"), _number("late"), *_texts("note"),
        of={"pupil": "pupil"},
    )
    _table(
        "behaviour_count",
        _tie("pupil"), *_texts("what"), _day("first_day", True), _day("last_day", True), _number("count"), *_texts("note"),
        of={"pupil": "pupil"},
    )
    _table(
        "part_time_timetable",
        _tie("pupil"), _day("starts_on", True), _day("planned_end_on", True), _day("review_on"), _day("ended_on"), *_texts("reason", "agreed_by"),
        _day("agreed_on"), *_texts("plan_back", "end_words"), _day("told_council_start"), _day("told_council_end"),
        of={"pupil": "pupil"},
    )
    op.create_index("ix_part_time_timetable_planned_end_on", "part_time_timetable", ["planned_end_on"])
    _table(
        "part_time_step",
        _tie("pupil"), _tie("timetable"), _day("since", True), _number("weekly_minutes"), _number("full_minutes"), *_texts("words", "agreed_by"),
        _day("told_council_on"),
        of={"pupil": "pupil", "timetable": "part_time_timetable"},
    )
    _table(
        "suspension",
        _tie("pupil"), *_texts("suspension_kind"), _day("first_day", True), _day("last_day"), _number("sessions"), *_texts("reason", "before"),
        _day("parents_told_on"), _day("council_told_on"), _day("back_on"), *_texts("back_words"),
        of={"pupil": "pupil"},
    )
    _table(
        "council_return",
        *_texts("return_kind", "authority"), _day("first_day", True), _day("last_day", True), *_texts("state"), _number("pupils"),
        _day("sent_on", True), *_texts("note"),
    )


def _people() -> None:
    _table(
        "involvement",
        _tie("pupil"), *_texts("service", "person", "organisation"), _day("asked_on"), *_texts("asked_for"), _day("seen_on"), _day("report_on"),
        _day("received_on"), _tie("document", False), _day("ended_on"), *_texts("note"),
        of={"pupil": "pupil", "document": "document"},
    )
    _table(
        "advice",
        _tie("pupil"), _tie("involvement"), _number("place"), *_texts("words"), _number("page", False), *_texts("action"), _day("action_on"),
        *_texts("effect"),
        of={"pupil": "pupil", "involvement": "involvement"},
    )
    _table(
        "views_given",
        _tie("pupil"), *_texts("voice", "person"), _day("given_on", True),
        *_texts("gathered", "gathered_by", "whose_words", "working", "not_working", "matters", "hopes"), _tie("scan", False),
        _tie("cycle", False),
        of={"pupil": "pupil", "scan": "document", "cycle": "support_cycle"},
    )
    _table(
        "one_page_profile",
        _tie("pupil"), _day("made_on", True), *_texts("made_with", "appreciated", "important", "support", "aspirations"), _tie("photo", False),
        _yes_or_no("easy_read"),
        of={"pupil": "pupil", "photo": "document"},
    )
    _table(
        "court_order",
        _tie("pupil"), _day("made_on"), *_texts("words"), _day("until"), _tie("document", False),
        of={"pupil": "pupil", "document": "document"},
    )
    _table(
        "sharing",
        _tie("pupil"), *_texts("what", "with_whom", "basis"), _day("on", True), *_texts("agreed_by"), _day("withdrawn_on"),
        _tie("document", False), *_texts("note"),
        of={"pupil": "pupil", "document": "document"},
    )
    _table(
        "capacity_note",
        _tie("pupil"), *_texts("decision", "finding"), _day("found_on", True), *_texts("found_by", "represented_by", "words"),
        of={"pupil": "pupil"},
    )


def _meetings_and_plans() -> None:
    _table(
        "meeting",
        _tie("pupil"), *_texts("meeting_kind"), _moment("held_at"), *_texts("where", "chair", "purpose"), _day("invited_on"),
        _day("papers_out_on"), *_texts("minutes", "differences"), _day("minutes_sent_on"), _tie("cycle", False), _yes_or_no("cancelled"),
        of={"pupil": "pupil", "cycle": "support_cycle"},
    )
    op.create_index("ix_meeting_held_at", "meeting", ["held_at"])
    _table(
        "meeting_person",
        _tie("pupil"), _tie("meeting"), _number("place"), *_texts("name", "role", "presence"),
        of={"pupil": "pupil", "meeting": "meeting"},
    )
    _table(
        "agreed_action",
        _tie("pupil"), _tie("meeting", False), _number("place"), *_texts("words", "owner"), _day("due_on"), _day("done_on"),
        *_texts("done_words"),
        of={"pupil": "pupil", "meeting": "meeting"},
    )
    op.create_index("ix_agreed_action_due_on", "agreed_action", ["due_on"])
    _table(
        "plan_version",
        _tie("pupil"), _tie("case", False), *_texts("state"), _day("dated_on", True), _tie("based_on", False), _tie("document", False),
        *_texts("note"),
        of={"pupil": "pupil", "case": "case_file", "based_on": "plan_version", "document": "document"},
    )
    _table("plan_section", _tie("pupil"), _tie("version"), *_texts("section", "words"), of={"pupil": "pupil", "version": "plan_version"})
    _table("phrase", *_texts("use", "words"))
