"""The council's side of a pack is kept: profiles that the school changed, forms, what is not supplied, flags and reasons, and redactions.

A revision never changes once released: what it needs is written out here and taken from nowhere else.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [_text(name) for name in names]


def _record() -> sa.Column[Any]:
    return sa.Column("record", sa.Uuid, nullable=False)


def _of(table: str, name: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}", deferrable=True, initially="DEFERRED")


def _day(name: str, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Date, nullable=not required)


def _made(table: str, columns: list[sa.Column[Any]], may_lack: tuple[str, ...] = (), **of: str) -> None:
    ids = [sa.Column("id", sa.Uuid, nullable=False), *(sa.Column(name, sa.Uuid, nullable=name in may_lack) for name in of)]
    op.create_table(
        table, *ids, *columns, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"), *(_of(table, name, other) for name, other in of.items()),
    )
    for name in of:
        op.create_index(f"ix_{table}_{name}", table, [name])


def upgrade() -> None:
    """Make the new tables, the new columns of a pack's order, and what a sent pack was made as; what the old ones hold stays where it is."""
    op.add_column("pack_layout", sa.Column("profile", sa.Text, nullable=False, server_default=""))
    op.add_column("pack_layout", sa.Column("planned_on", sa.Date, nullable=True))
    op.add_column("pack_layout", sa.Column("our_case", sa.Text, nullable=False, server_default=""))
    op.add_column("pack_layout", sa.Column("answers", sa.Text, nullable=False, server_default="[]"))
    op.add_column("submission", sa.Column("shape", sa.Text, nullable=False, server_default="bundle"))
    _made("own_profile", [*_texts("profile", "text", "based_on", "based_text", "because", "changed_by"), _day("changed_on")])
    _made("council_form", [
        *_texts("profile", "name", "version"), _day("valid_from", False), _day("valid_to", False), _text("file_name"),
        sa.Column("size", sa.Integer, nullable=False), *_texts("sha256", "attachment", "mapping"),
    ])
    _made("not_supplied", [*_texts("ask", "because"), _day("said_on")], pupil="pupil", case="case_file")
    _made("export_flag", [_text("record_kind"), _record(), *_texts("flag", "flagged_by"), _day("flagged_on"), _text("note")], pupil="pupil")
    _made(
        "export_reason", [_text("record_kind"), _record(), *_texts("because", "decided_by"), _day("decided_on")],
        may_lack=("case",), pupil="pupil", case="case_file",
    )
    _made("redaction", [
        sa.Column("page", sa.Integer, nullable=False), *_texts("boxes", "words", "reason", "note", "page_print", "marked_by"),
        _day("marked_on"), _text("reviewed_by"), _day("reviewed_on", False),
    ], pupil="pupil", document="document")


def downgrade() -> None:
    """A notebook is not taken back to an older version: its backups are opened with that version instead."""
    raise NotImplementedError
