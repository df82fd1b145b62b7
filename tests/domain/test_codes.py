"""The code sets agree with the reference lists."""

import csv

import pytest

from sendco_desk.domain import codes
from tests.shared_corpus import SHARED, needs_shared


@needs_shared
@pytest.mark.parametrize(("file", "known"), [
    ("code_sen_type.csv", codes.NEED_TYPES), ("code_relationship.csv", codes.RELATIONSHIPS),
    ("code_sen_provision.csv", codes.SEN_PROVISION | codes.LEGACY_PROVISION),
])
def test_every_code_of_the_reference_list_has_words(file: str, known: dict[str, str]) -> None:
    with (SHARED / "corpus" / "reference" / file).open(encoding="utf-8") as stream:
        assert {row["code"] for row in csv.DictReader(stream)} == set(known)
