"""The tables are the records: same columns in the same order, and ties between them that hold."""

from collections.abc import Callable
from dataclasses import fields
from typing import get_type_hints
from uuid import UUID

import pytest
import sqlalchemy as sa

from sendco_desk.domain.kinds import KINDS
from sendco_desk.domain.records import Record, field_names
from sendco_desk.store.cells import moment_text
from sendco_desk.store.notebook import Notebook
from sendco_desk.store.tables import attachment_columns, references, table_of

Examples = dict[type[Record], Record]
OF_ANY_KIND = "record"
"""The field that names a record of whatever kind: no one table can be tied to it."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_columns_are_the_fields_in_order(kind: type[Record]) -> None:
    assert tuple(column.name for column in table_of(kind).columns) == field_names(kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_a_column_may_be_empty_just_where_its_field_may(kind: type[Record]) -> None:
    hints = get_type_hints(kind)
    empty = {name for name in field_names(kind) if type(None) in getattr(hints[name], "__args__", ())}
    assert {column.name for column in table_of(kind).columns if column.nullable} == empty


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_every_field_that_names_another_record_is_tied_to_it(kind: type[Record]) -> None:
    hints = get_type_hints(kind)
    naming = {field.name for field in fields(kind) if hints[field.name] in (UUID, UUID | None)} - {"id", OF_ANY_KIND}
    tied = {column.name: column for column, _ in references() if column.table is table_of(kind)}
    assert set(tied) == naming
    assert all(column.index for column in tied.values())


def test_every_field_that_names_a_file_is_backed_up() -> None:
    naming = {f"{kind.KIND}.{name}" for kind in KINDS for name in field_names(kind) if "attachment" in name}
    assert {str(column) for column in attachment_columns()} == naming != set()


def test_a_moment_without_a_zone_is_a_mistake_in_the_code() -> None:
    from datetime import datetime

    with pytest.raises(ValueError, match="no time zone"):
        moment_text(datetime(2026, 9, 7))  # noqa: DTZ001  # that is the mistake


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_a_record_is_found_by_each_of_its_fields_as_the_tables_wrote_it(kind: type[Record], full: Notebook, examples: Examples) -> None:
    record = examples[kind]
    for name in field_names(kind):
        assert record in full.all(kind, **{name: getattr(record, name)})
    assert full.count(kind, **{name: getattr(record, name) for name in field_names(kind)}) == 1


def test_a_field_that_there_is_not_is_a_mistake_in_the_code(full: Notebook) -> None:
    with pytest.raises(KeyError, match="moood"):
        full.all(KINDS[0], moood="fine")


def test_a_mistake_in_a_statement_stays_a_bug_and_shows_no_childs_data(notebook: Notebook) -> None:
    with pytest.raises(Exception, match="no such column") as caught:
        notebook._database.run(sa.text("UPDATE pupil SET nonsense = :said"), {"said": "Canary"})
    assert "Canary" not in str(caught.value)


def test_the_first_statement_of_a_deed_leaves_the_deed_open(full: Notebook, reopen: Callable[[Notebook], Notebook]) -> None:
    again = reopen(full)  # SQLAlchemy has not met this connection, and would end what it finds begun
    with again._database.transaction():
        again._database.read(sa.select(table_of(KINDS[0])))
        assert again._database.in_transaction
