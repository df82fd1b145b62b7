"""Requests become cases of every kind; claims, letters, and what is known of the councils are kept.

A revision never changes once released: what it needs is written out here and taken from nowhere else.
"""

import json
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables, move what the old ones hold, and take those away."""
    _cases()
    _follow_the_case("case_event", ("pupil", "case", "name", "on", "proof", "note"), _case_event)
    _follow_the_case(
        "submission",
        ("pupil", "case", "number", "pack_sha256", "pack_attachment", "pages", "channel", "sent_at", "receipt", "note"), _submission,
    )
    _claims_and_letters()
    _move_claims()
    op.drop_table("ehc_request")
    _councils()


def downgrade() -> None:
    """A notebook is not taken back to an older version: its backups are opened with that version instead."""
    raise NotImplementedError


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _days(*names: str, required: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date, nullable=not required) for name in names]


def _numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


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


def _cases() -> None:
    _table(
        "case_file", _tie("pupil"), *_texts("case_kind"), *_numbers("number"), _tie("about", False),
        *_texts("authority", "requested_by", "asked_by_name"), *_days("opened_on", required=True),
        *_texts("council_reference", "case_officer", "case_officer_email", "what_is_asked", "reversal_route"),
        *_days("away_from", "away_to", "appointment_missed_on", "closed_on"),
        of={"pupil": "pupil", "about": "case_file"},
    )
    op.create_index("ix_case_file_number", "case_file", ["number"])
    op.execute("""
        INSERT INTO case_file (id, pupil, case_kind, number, about, authority, requested_by, asked_by_name, opened_on, council_reference,
            case_officer, case_officer_email, what_is_asked, reversal_route, away_from, away_to, appointment_missed_on, closed_on)
        SELECT id, pupil, 'request', ROW_NUMBER() OVER (ORDER BY opened_on, id), NULL, authority, requested_by, asked_by_name, opened_on,
            council_reference, case_officer, '', what_is_asked, reversal_route, away_from, away_to, NULL, closed_on
        FROM ehc_request ORDER BY opened_on, id
    """)


def _follow_the_case(name: str, columns: tuple[str, ...], make: Any) -> None:
    """Make a table anew that belongs to a case, because its tie to the old table cannot be changed."""
    old = f"{name}_of_0001"
    for tie in ("pupil", "case", "proof" if name == "case_event" else "receipt"):
        op.drop_index(f"ix_{name}_{tie}", name)
    op.rename_table(name, old)
    make()
    listed = ", ".join(f'"{column}"' for column in ("id", *columns))
    op.execute(f'INSERT INTO "{name}" ({listed}) SELECT {listed} FROM "{old}"')
    op.drop_table(old)


def _case_event() -> None:
    _table(
        "case_event", _tie("pupil"), _tie("case"), *_texts("name"), *_days("on", required=True), _tie("proof", False), *_texts("note"),
        of={"pupil": "pupil", "case": "case_file", "proof": "document"},
    )


def _submission() -> None:
    _table(
        "submission", _tie("pupil"), _tie("case"), *_numbers("number"), *_texts("pack_sha256", "pack_attachment"), *_numbers("pages"),
        *_texts("channel", "sent_at"), _tie("receipt", False), *_texts("note"),
        of={"pupil": "pupil", "case": "case_file", "receipt": "document"},
    )


def _claims_and_letters() -> None:
    _table(
        "exception_claim", _tie("pupil"), _tie("case"), *_texts("exception"), *_days("claimed_on"), _tie("proof", False), *_texts("words"),
        of={"pupil": "pupil", "case": "case_file", "proof": "document"},
    )
    _table(
        "case_letter", _tie("pupil"), _tie("case"), *_texts("letter_kind"), *_numbers("rung"),
        *_texts("addressed_to", "subject", "words", "rules", "written_at", "channel"), *_days("reply_by"), _tie("document", False),
        _tie("story_entry", False),
        of={"pupil": "pupil", "case": "case_file", "document": "document", "story_entry": "story_entry"},
    )


def _move_claims() -> None:
    """Each exception that a request listed becomes a claim of its own; when it was made was never asked, so its day stays unknown."""
    claims = sa.table(
        "exception_claim", sa.column("id", sa.Uuid), sa.column("pupil", sa.Uuid), sa.column("case", sa.Uuid), sa.column("exception", sa.Text),
        sa.column("words", sa.Text),
    )
    requests = sa.table("ehc_request", sa.column("id", sa.Uuid), sa.column("pupil", sa.Uuid), sa.column("exceptions_claimed", sa.Text))
    connection = op.get_bind()
    for row in connection.execute(sa.select(requests.c.id, requests.c.pupil, requests.c.exceptions_claimed)).fetchall():
        for claimed in json.loads(row.exceptions_claimed):
            connection.execute(claims.insert().values(id=uuid4(), pupil=row.pupil, case=row.id, exception=claimed, words=""))


def _councils() -> None:
    _table("council_contact", *_texts("authority", "role", "name", "email", "address", "telephone"))
    _table("council_date", *_texts("authority", "what"), *_days("on", required=True), *_texts("source"))
    _table("letter_wording", *_texts("name", "text", "based_on"))
