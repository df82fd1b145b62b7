"""The tables of a notebook, one per kind of record, written out by hand so that a SENDCo reading the schema knows every word.

A kind's columns are its fields, in order. The tables below the records are the store's own: audit, search, drafts, settings.
"""

from typing import Any

import sqlalchemy as sa

from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.records import Record
from sendco_desk.store.columns import Moment, Words

metadata = sa.MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
})


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Uuid, primary_key=True)


def _of(name: str, table: str, required: bool = True) -> sa.Column[Any]:
    # checked when the deed ends, so that an import or an undo may write its rows in any order
    key = sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.Uuid, key, nullable=not required, index=True)


def _pupil() -> sa.Column[Any]:
    return _of("pupil", "pupil")


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=not required)


def _yes_or_no(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(create_constraint=False), nullable=False)


def _day(name: str, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date, nullable=not required)


def _moment(name: str, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, Moment, nullable=not required)


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, Words, nullable=False)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [_text(name) for name in names]


school = sa.Table(
    "school", metadata, _id(),
    *_texts("name", "phase", "school_type", "authority", "la_number", "establishment_number", "urn", "address", "telephone", "email",
            "head_teacher", "sendco"),
)
term = sa.Table("term", metadata, _id(), _text("name"), _day("first_day", True), _day("last_day", True))
school_closure = sa.Table("school_closure", metadata, _id(), _text("name"), _day("first_day", True), _day("last_day", True))
pupil = sa.Table(
    "pupil", metadata, _id(),
    *_texts("legal_forename", "legal_surname", "known_forename", "known_surname", "middle_names", "upn", "former_upn", "uln",
            "admission_number"),
    _day("date_of_birth"),
    *_texts("sex", "year_group", "class_name", "address", "postcode", "ethnicity", "first_language", "interpreter"),
    _words("flags"), _text("roll_status"), _day("joined_on"), _day("left_on"),
    sa.Index("ix_pupil_upn", "upn"),
)
residence = sa.Table("residence", metadata, _id(), _pupil(), _text("authority"), _day("since"), _day("until"))
sen_status = sa.Table("sen_status", metadata, _id(), _pupil(), _text("status"), _day("since"))
need = sa.Table("need", metadata, _id(), _pupil(), _text("need_type"), _number("rank"), _day("since"), _day("until"))
contact_person = sa.Table(
    "contact_person", metadata, _id(), _pupil(), *_texts("title", "forename", "surname", "relationship"),
    _yes_or_no("parental_responsibility"), _yes_or_no("gets_letters"), _number("order"),
    *_texts("address", "postcode", "telephone", "email", "interpreter", "notes"),
)
story_entry = sa.Table(
    "story_entry", metadata, _id(), _pupil(), _text("entry_kind"), _moment("happened_at"), _moment("written_at"),
    *_texts("written_by", "who", "words"), _number("minutes", False), _text("next_action"), _day("next_action_on"),
    _day("next_action_done_on"), _words("tags"), _of("corrects", "story_entry", False), _moment("struck_out_at", False),
    _text("struck_out_because"),
    *(sa.Index(f"ix_story_entry_{name}", name) for name in ("happened_at", "written_at", "next_action_on")),
)
document = sa.Table(
    "document", metadata, _id(), _pupil(), *_texts("title", "file_name", "media_type"), _number("size"),
    *_texts("sha256", "attachment", "document_kind"), _day("received_on", True), _day("dated_on"),
    *_texts("author", "service", "sharing_basis"), _of("story_entry", "story_entry", False),
    sa.Index("ix_document_sha256", "sha256"),
)
case_file = sa.Table(
    "case_file", metadata, _id(), _pupil(), _text("case_kind"), _number("number"), _of("about", "case_file", False),
    *_texts("authority", "requested_by", "asked_by_name"), _day("opened_on", True),
    *_texts("council_reference", "case_officer", "case_officer_email", "what_is_asked", "reversal_route"),
    *(_day(name) for name in ("away_from", "away_to", "appointment_missed_on", "closed_on")),
    sa.Index("ix_case_file_number", "number"),
)
case_event = sa.Table(
    "case_event", metadata, _id(), _pupil(), _of("case", "case_file"), _text("name"), _day("on", True),
    _of("proof", "document", False), _text("note"),
)
submission = sa.Table(
    "submission", metadata, _id(), _pupil(), _of("case", "case_file"), _number("number"),
    *_texts("pack_sha256", "pack_attachment"), _number("pages"), _text("channel"), _moment("sent_at"),
    _of("receipt", "document", False), _text("note"), _text("shape"),
)
exception_claim = sa.Table(
    "exception_claim", metadata, _id(), _pupil(), _of("case", "case_file"), _text("exception"), _day("claimed_on"),
    _of("proof", "document", False), _text("words"),
)
case_letter = sa.Table(
    "case_letter", metadata, _id(), _pupil(), _of("case", "case_file"), _text("letter_kind"), _number("rung"),
    *_texts("addressed_to", "subject", "words"), _words("rules"), _moment("written_at"), _text("channel"), _day("reply_by"),
    _of("document", "document", False), _of("story_entry", "story_entry", False),
)
council_contact = sa.Table(
    "council_contact", metadata, _id(), *_texts("authority", "role", "name", "email", "address", "telephone"),
)
council_date = sa.Table("council_date", metadata, _id(), *_texts("authority", "what"), _day("on", True), _text("source"))
letter_wording = sa.Table("letter_wording", metadata, _id(), *_texts("name", "text", "based_on"))

need_statement = sa.Table(
    "need_statement", metadata,
    _id(), _pupil(), *_texts("area", "side", "words"), _number("place"), _day("since", True), _day("until"),
)
statement_source = sa.Table(
    "statement_source", metadata,
    _id(), _pupil(), _of("statement", "need_statement"), _of("document", "document", False), _number("page", False),
    _of("story_entry", "story_entry", False), _of("measure", "measure", False), _text("note"),
)
support_cycle = sa.Table(
    "support_cycle", metadata,
    _id(), _pupil(), _number("number"), _number("version"), _text("title"), _day("starts_on", True), _day("review_due_on", True),
    *_texts("lead", "baseline", "parents_part", "pupil_part"), _day("reviewed_on"), *_texts("tried", "next_step", "why_next"),
    _moment("closed_at", False), _text("closed_by"), _of("corrects", "support_cycle", False), _text("correction_because"),
    _day("corrected_on"), _of("follows", "support_cycle", False), sa.Index("ix_support_cycle_review_due_on", "review_due_on"),
)
outcome = sa.Table(
    "outcome", metadata,
    _id(), _pupil(), _of("cycle", "support_cycle"), _number("place"), *_texts("area", "words", "owner", "measure", "baseline", "target"),
    _day("due_on"), *_texts("result", "measure_now", "review_words"), _of("carried_from", "outcome", False),
)
strategy = sa.Table(
    "strategy", metadata,
    _id(), _pupil(), _of("cycle", "support_cycle"), _number("place"),
    *_texts("area", "words", "who", "where", "how_often", "worked", "review_words"),
)
staff_member = sa.Table("staff_member", metadata, _id(), *_texts("name", "staff_role"), _number("weekly_minutes"), _day("left_on"))
staff_rate = sa.Table("staff_rate", metadata, _id(), _text("staff_role"), _number("pence_an_hour"), _day("since", True), _text("source"))
provision_run = sa.Table(
    "provision_run", metadata,
    _id(), *_texts("name", "what", "wave", "area", "where", "staff_role"), _of("staff", "staff_member", False), _number("minutes"),
    _number("times_a_week"), _words("weekdays"), _day("starts_on", True), _day("ends_on", True),
)
group_size = sa.Table("group_size", metadata, _id(), _of("run", "provision_run"), _day("since", True), _number("pupils"))
provision_place = sa.Table(
    "provision_place", metadata,
    _id(), _pupil(), _of("run", "provision_run"), _of("cycle", "support_cycle", False), _day("starts_on", True), _day("ends_on", True),
    *_texts("aim", "measure", "start_measure", "end_measure", "effect"), _yes_or_no("plan_section_f"),
)
provision_session = sa.Table(
    "provision_session", metadata,
    _id(), _pupil(), _of("place", "provision_place"), _day("on", True), _text("outcome"), _number("minutes"), _text("note"),
    sa.Index("ix_provision_session_on", "on"),
)
cost_item = sa.Table(
    "cost_item", metadata,
    _id(), _pupil(), _of("place", "provision_place", False), _text("what"), _number("pence"), _day("on", True),
)
measure = sa.Table(
    "measure", metadata,
    _id(), _pupil(), *_texts("instrument", "edition", "part", "area"), _day("taken_on", True), *_texts("score_kind", "value", "low", "high"),
    _number("likely_percent"), _text("given_by"), _of("document", "document", False), _number("page", False), _yes_or_no("exam_access"),
    _text("note"), sa.Index("ix_measure_taken_on", "taken_on"),
)
attendance = sa.Table(
    "attendance", metadata,
    _id(), _pupil(), _day("first_day", True), _day("last_day", True), _number("possible"), _number("attended"), _number("authorised"),
    _number("unauthorised"), _number("late"), _text("note"),
)
behaviour_count = sa.Table(
    "behaviour_count", metadata,
    _id(), _pupil(), _text("what"), _day("first_day", True), _day("last_day", True), _number("count"), _text("note"),
)
part_time_timetable = sa.Table(
    "part_time_timetable", metadata,
    _id(), _pupil(), _day("starts_on", True), _day("planned_end_on", True), _day("review_on"), _day("ended_on"), *_texts("reason", "agreed_by"),
    _day("agreed_on"), *_texts("plan_back", "end_words"), _day("told_council_start"), _day("told_council_end"),
    sa.Index("ix_part_time_timetable_planned_end_on", "planned_end_on"),
)
part_time_step = sa.Table(
    "part_time_step", metadata,
    _id(), _pupil(), _of("timetable", "part_time_timetable"), _day("since", True), _number("weekly_minutes"), _number("full_minutes"),
    *_texts("words", "agreed_by"), _day("told_council_on"),
)
suspension = sa.Table(
    "suspension", metadata,
    _id(), _pupil(), _text("suspension_kind"), _day("first_day", True), _day("last_day"), _number("sessions"), *_texts("reason", "before"),
    _day("parents_told_on"), _day("council_told_on"), _day("back_on"), _text("back_words"),
)
council_return = sa.Table(
    "council_return", metadata,
    _id(), *_texts("return_kind", "authority"), _day("first_day", True), _day("last_day", True), _text("state"), _number("pupils"),
    _day("sent_on", True), _text("note"),
)
involvement = sa.Table(
    "involvement", metadata,
    _id(), _pupil(), *_texts("service", "person", "organisation"), _day("asked_on"), _text("asked_for"), _day("seen_on"), _day("report_on"),
    _day("received_on"), _of("document", "document", False), _day("ended_on"), _text("note"),
)
advice = sa.Table(
    "advice", metadata,
    _id(), _pupil(), _of("involvement", "involvement"), _number("place"), _text("words"), _number("page", False), _text("action"),
    _day("action_on"), _text("effect"),
)
views_given = sa.Table(
    "views_given", metadata,
    _id(), _pupil(), *_texts("voice", "person"), _day("given_on", True),
    *_texts("gathered", "gathered_by", "whose_words", "working", "not_working", "matters", "hopes"), _of("scan", "document", False),
    _of("cycle", "support_cycle", False),
)
one_page_profile = sa.Table(
    "one_page_profile", metadata,
    _id(), _pupil(), _day("made_on", True), *_texts("made_with", "appreciated", "important", "support", "aspirations"),
    _of("photo", "document", False), _yes_or_no("easy_read"),
)
court_order = sa.Table("court_order", metadata, _id(), _pupil(), _day("made_on"), _text("words"), _day("until"), _of("document", "document", False))
sharing = sa.Table(
    "sharing", metadata,
    _id(), _pupil(), *_texts("what", "with_whom", "basis"), _day("on", True), _text("agreed_by"), _day("withdrawn_on"),
    _of("document", "document", False), _text("note"),
)
capacity_note = sa.Table(
    "capacity_note", metadata,
    _id(), _pupil(), *_texts("decision", "finding"), _day("found_on", True), *_texts("found_by", "represented_by", "words"),
)
meeting = sa.Table(
    "meeting", metadata,
    _id(), _pupil(), _text("meeting_kind"), _moment("held_at"), *_texts("where", "chair", "purpose"), _day("invited_on"), _day("papers_out_on"),
    *_texts("minutes", "differences"), _day("minutes_sent_on"), _of("cycle", "support_cycle", False), _yes_or_no("cancelled"),
    sa.Index("ix_meeting_held_at", "held_at"),
)
meeting_person = sa.Table(
    "meeting_person", metadata,
    _id(), _pupil(), _of("meeting", "meeting"), _number("place"), *_texts("name", "role", "presence"),
)
agreed_action = sa.Table(
    "agreed_action", metadata,
    _id(), _pupil(), _of("meeting", "meeting", False), _number("place"), *_texts("words", "owner"), _day("due_on"), _day("done_on"),
    _text("done_words"), sa.Index("ix_agreed_action_due_on", "due_on"),
)
plan_version = sa.Table(
    "plan_version", metadata,
    _id(), _pupil(), _of("case", "case_file", False), _text("state"), _day("dated_on", True), _of("based_on", "plan_version", False),
    _of("document", "document", False), _text("note"),
)
plan_section = sa.Table("plan_section", metadata, _id(), _pupil(), _of("version", "plan_version"), *_texts("section", "words"))
phrase = sa.Table("phrase", metadata, _id(), *_texts("use", "words"))
pack_layout = sa.Table(
    "pack_layout", metadata, _id(), _pupil(), _of("case", "case_file"),
    *(_words(name) for name in ("sections", "sections_out", "parts", "documents")), _number("finest"), _number("most_megabytes"),
    _yes_or_no("lighter"), _text("budget"), _text("profile"), _day("planned_on"),
    _text("our_case"), _words("answers"),
)
own_profile = sa.Table(
    "own_profile", metadata, _id(), *_texts("profile", "text", "based_on", "based_text", "because", "changed_by"), _day("changed_on", True),
)
council_form = sa.Table(
    "council_form", metadata, _id(), *_texts("profile", "name", "version"), _day("valid_from"), _day("valid_to"), _text("file_name"),
    _number("size"), *_texts("sha256", "attachment"), _words("mapping"),
)
not_supplied = sa.Table(
    "not_supplied", metadata, _id(), _pupil(), _of("case", "case_file"), *_texts("ask", "because"), _day("said_on", True),
)
# what is flagged may be of any kind: no foreign key
export_flag = sa.Table(
    "export_flag", metadata, _id(), _pupil(), _text("record_kind"), sa.Column("record", sa.Uuid, nullable=False), *_texts("flag", "flagged_by"),
    _day("flagged_on", True), _text("note"),
)
export_reason = sa.Table(
    "export_reason", metadata, _id(), _pupil(), _of("case", "case_file", False), _text("record_kind"), sa.Column("record", sa.Uuid, nullable=False),
    *_texts("because", "decided_by"), _day("decided_on", True),
)
redaction = sa.Table(
    "redaction", metadata, _id(), _pupil(), _of("document", "document"), _number("page"), _words("boxes"),
    *_texts("words", "reason", "note", "page_print", "marked_by"), _day("marked_on", True), _text("reviewed_by"), _day("reviewed_on"),
)

deed = sa.Table(
    "deed", metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _moment("at"), _text("by"),
    sa.Column("words", sa.LargeBinary, nullable=False),  # sealed, because people's words may name a child
    sa.Column("pupil", sa.Uuid),  # no foreign key: the audit outlives what it tells of
    sa.Column("undoes", sa.Integer, sa.ForeignKey("deed.number"), index=True),
    sa.Column("before", sa.LargeBinary, nullable=False),  # the chain's hash before this deed
    sa.Column("hash", sa.LargeBinary, nullable=False),
)
image = sa.Table(
    "image", metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("deed", sa.Integer, sa.ForeignKey("deed.number"), nullable=False),
    _text("kind"),
    sa.Column("record", sa.Uuid, nullable=False),
    sa.Column("pupil", sa.Uuid),
    sa.Column("before", sa.LargeBinary),  # sealed; empty where the deed added the record
    sa.Column("after", sa.LargeBinary),  # sealed; empty where it removed it
    # each answers its question by itself: the rows are long, and a deed may have thousands
    sa.Index("ix_image_deed_kind", "deed", "kind"), sa.Index("ix_image_record_deed", "record", "deed"),
    sa.Index("ix_image_pupil_deed", "pupil", "deed"),
)
audit_key = sa.Table(
    "audit_key", metadata,
    sa.Column("pupil", sa.Uuid, primary_key=True),  # the nil id for the school's own records
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
)
document_text = sa.Table("document_text", metadata, sa.Column("document", sa.Uuid, primary_key=True), _text("text"))
search_row = sa.Table(
    "search_row", metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    _text("kind"), sa.Column("record", sa.Uuid, nullable=False, index=True), sa.Column("pupil", sa.Uuid),
    _text("part"),  # "record", or "text" for the words inside a document
    _text("names"), _text("folded"), _text("words"),
    sa.Index("ix_search_row_folded", "kind", "folded"),
)
draft = sa.Table("draft", metadata, sa.Column("form", sa.Text, primary_key=True), _text("text"), _moment("saved_at"))
setting = sa.Table("setting", metadata, sa.Column("name", sa.Text, primary_key=True), _text("value"))


def table_of(kind: type[Record]) -> sa.Table:
    """The table that keeps a kind."""
    return metadata.tables[kind.KIND]


def references() -> list[tuple[sa.Column[Any], sa.Table]]:
    """Each column of a record that names another record, with the table it names."""
    found = [
        (column, key.column.table)
        for table in metadata.sorted_tables for column in table.columns for key in column.foreign_keys
        if key.column.name == "id"
    ]
    return sorted(found, key=lambda pair: str(pair[0]))


def attachment_columns() -> list[sa.Column[Any]]:
    """The columns that name a document's encrypted file."""
    tables = (metadata.tables[kind.KIND] for kind in KINDS)
    return [column for table in tables for column in table.columns if column.name.endswith("attachment")]
