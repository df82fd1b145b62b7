"""The first tables: school, pupils, story, documents and casework; audit, search, drafts and settings.

A revision never changes once released: what it needs is written out here and taken from nowhere else.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    _school()
    _pupils()
    _people_and_story()
    _documents_and_casework()
    _audit()
    _search_and_drafts()


def downgrade() -> None:
    """There is nothing before the first."""
    raise NotImplementedError


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _days(*names: str, required: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date, nullable=not required) for name in names]


def _table(name: str, *columns: sa.Column[Any], of: dict[str, str] | None = None) -> None:
    """A table of records with its id. ``of`` gives the table that each named column refers to."""
    ties = of or {}
    keys = [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{name}_{column}_{table}", deferrable=True, initially="DEFERRED")
        for column, table in ties.items()
    ]
    op.create_table(name, sa.Column("id", sa.Uuid, nullable=False), *columns, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"), *keys)
    for column in ties:
        op.create_index(f"ix_{name}_{column}", name, [column])


def _tie(name: str, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid, nullable=not required)


def _school() -> None:
    _table("school", *_texts(
        "name", "phase", "school_type", "authority", "la_number", "establishment_number", "urn", "address", "telephone", "email",
        "head_teacher", "sendco",
    ))
    _table("term", *_texts("name"), *_days("first_day", "last_day", required=True))
    _table("school_closure", *_texts("name"), *_days("first_day", "last_day", required=True))


def _pupils() -> None:
    _table(
        "pupil",
        *_texts("legal_forename", "legal_surname", "known_forename", "known_surname", "middle_names", "upn", "former_upn", "uln",
                "admission_number"),
        *_days("date_of_birth"),
        *_texts("sex", "year_group", "class_name", "address", "postcode", "ethnicity", "first_language", "interpreter", "flags",
                "roll_status"),
        *_days("joined_on", "left_on"),
    )
    op.create_index("ix_pupil_upn", "pupil", ["upn"])
    _table("residence", _tie("pupil"), *_texts("authority"), *_days("since", "until"), of={"pupil": "pupil"})
    _table("sen_status", _tie("pupil"), *_texts("status"), *_days("since"), of={"pupil": "pupil"})
    _table(
        "need", _tie("pupil"), *_texts("need_type"), sa.Column("rank", sa.Integer, nullable=False), *_days("since", "until"),
        of={"pupil": "pupil"},
    )


def _people_and_story() -> None:
    _table(
        "contact_person", _tie("pupil"), *_texts("title", "forename", "surname", "relationship"),
        sa.Column("parental_responsibility", sa.Boolean, nullable=False), sa.Column("gets_letters", sa.Boolean, nullable=False),
        sa.Column("order", sa.Integer, nullable=False),
        *_texts("address", "postcode", "telephone", "email", "interpreter", "notes"),
        of={"pupil": "pupil"},
    )
    _table(
        "story_entry", _tie("pupil"), *_texts("entry_kind", "happened_at", "written_at", "written_by", "who", "words"),
        sa.Column("minutes", sa.Integer), *_texts("next_action"), *_days("next_action_on", "next_action_done_on"), *_texts("tags"),
        _tie("corrects", False), sa.Column("struck_out_at", sa.Text), *_texts("struck_out_because"),
        of={"pupil": "pupil", "corrects": "story_entry"},
    )
    for column in ("happened_at", "written_at", "next_action_on"):
        op.create_index(f"ix_story_entry_{column}", "story_entry", [column])


def _documents_and_casework() -> None:
    _table(
        "document", _tie("pupil"), *_texts("title", "file_name", "media_type"), sa.Column("size", sa.Integer, nullable=False),
        *_texts("sha256", "attachment", "document_kind"), *_days("received_on", required=True), *_days("dated_on"),
        *_texts("author", "service", "sharing_basis"), _tie("story_entry", False),
        of={"pupil": "pupil", "story_entry": "story_entry"},
    )
    op.create_index("ix_document_sha256", "document", ["sha256"])
    _table(
        "ehc_request", _tie("pupil"), *_texts("authority", "requested_by", "asked_by_name"), *_days("opened_on", required=True),
        *_texts("council_reference", "case_officer", "what_is_asked", "reversal_route", "exceptions_claimed"),
        *_days("away_from", "away_to", "closed_on"),
        of={"pupil": "pupil"},
    )
    _table(
        "case_event", _tie("pupil"), _tie("case"), *_texts("name"), *_days("on", required=True), _tie("proof", False), *_texts("note"),
        of={"pupil": "pupil", "case": "ehc_request", "proof": "document"},
    )
    _table(
        "submission", _tie("pupil"), _tie("case"), sa.Column("number", sa.Integer, nullable=False),
        *_texts("pack_sha256", "pack_attachment"), sa.Column("pages", sa.Integer, nullable=False), *_texts("channel", "sent_at"),
        _tie("receipt", False), *_texts("note"),
        of={"pupil": "pupil", "case": "ehc_request", "receipt": "document"},
    )


def _audit() -> None:
    op.create_table(
        "deed", sa.Column("number", sa.Integer, autoincrement=False, nullable=False), *_texts("at", "by"),
        sa.Column("words", sa.LargeBinary, nullable=False), sa.Column("pupil", sa.Uuid), sa.Column("undoes", sa.Integer),
        sa.Column("before", sa.LargeBinary, nullable=False), sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_deed"),
        sa.ForeignKeyConstraint(["undoes"], ["deed.number"], name="fk_deed_undoes_deed"),
    )
    op.create_index("ix_deed_undoes", "deed", ["undoes"])
    op.create_table(
        "image", sa.Column("number", sa.Integer, nullable=False), sa.Column("deed", sa.Integer, nullable=False), *_texts("kind"),
        sa.Column("record", sa.Uuid, nullable=False), sa.Column("pupil", sa.Uuid), sa.Column("before", sa.LargeBinary),
        sa.Column("after", sa.LargeBinary),
        sa.PrimaryKeyConstraint("number", name="pk_image"),
        sa.ForeignKeyConstraint(["deed"], ["deed.number"], name="fk_image_deed_deed"),
    )
    for first, second in (("deed", "kind"), ("record", "deed"), ("pupil", "deed")):
        op.create_index(f"ix_image_{first}_{second}", "image", [first, second])
    op.create_table(
        "audit_key", sa.Column("pupil", sa.Uuid, nullable=False), sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("pupil", name="pk_audit_key"),
    )


def _search_and_drafts() -> None:
    op.create_table(
        "document_text", sa.Column("document", sa.Uuid, nullable=False), *_texts("text"),
        sa.PrimaryKeyConstraint("document", name="pk_document_text"),
    )
    op.create_table(
        "search_row", sa.Column("number", sa.Integer, nullable=False), *_texts("kind"), sa.Column("record", sa.Uuid, nullable=False),
        sa.Column("pupil", sa.Uuid), *_texts("part", "names", "folded", "words"),
        sa.PrimaryKeyConstraint("number", name="pk_search_row"),
    )
    op.create_index("ix_search_row_record", "search_row", ["record"])
    op.create_index("ix_search_row_folded", "search_row", ["kind", "folded"])
    op.create_table(
        "draft", *_texts("form", "text", "saved_at"), sa.PrimaryKeyConstraint("form", name="pk_draft"),
    )
    op.create_table("setting", *_texts("name", "value"), sa.PrimaryKeyConstraint("name", name="pk_setting"))
