"""The order of a case's pack is kept: its parts, its documents, and what its maker wants of each.

A revision never changes once released: what it needs is written out here and taken from nowhere else.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new table; what the old ones hold stays where it is."""
    op.create_table(
        "pack_layout",
        sa.Column("id", sa.Uuid, nullable=False), sa.Column("pupil", sa.Uuid, nullable=False), sa.Column("case", sa.Uuid, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("sections", "sections_out", "parts", "documents")),
        sa.Column("finest", sa.Integer, nullable=False), sa.Column("most_megabytes", sa.Integer, nullable=False),
        sa.Column("lighter", sa.Boolean(create_constraint=False), nullable=False), sa.Column("budget", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pack_layout"),
        sa.ForeignKeyConstraint(["pupil"], ["pupil.id"], name="fk_pack_layout_pupil_pupil", deferrable=True, initially="DEFERRED"),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"], name="fk_pack_layout_case_case_file", deferrable=True, initially="DEFERRED"),
    )
    for name in ("pupil", "case"):
        op.create_index(f"ix_pack_layout_{name}", "pack_layout", [name])


def downgrade() -> None:
    """A notebook is not taken back to an older version: its backups are opened with that version instead."""
    raise NotImplementedError
