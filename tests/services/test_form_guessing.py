"""A field is guessed only where it asks for something in the very words by which forms ask for it."""

import pytest

from sendco_desk.exchange.form_fields import FormField
from sendco_desk.services.form_guessing import fits_kind, guessed, plain_words
from sendco_desk.services.form_values import CATALOGUE, VALUE_OF


def field(name: str = "", about: str = "", kind: str = "line", key: str = "F", rows: str = "", how: str = "control", now: str = "") -> FormField:
    """A field with what a test says of it."""
    return FormField(key=key, name=name, how=how, kind=kind, about=about, rows=rows, now=now)


@pytest.mark.parametrize(("name", "about", "kind", "value"), [
    ("PupilName", "", "line", "pupil.legal_name"), ("Child’s D.O.B.", "", "date", "pupil.born"), ("txtUPN", "", "line", "pupil.upn"),
    ("Text12", "Name of school", "line", "school.name"), ("Year group", "", "choice", "pupil.year"), ("EHCP", "", "line", ""),
    ("Parent/carer 1 – telephone number", "", "line", "parent_1.telephone"), ("Parent2Email", "", "line", "parent_2.email"),
    ("PupilName2", "", "line", "pupil.legal_name"), ("SENDCo", "", "words", "school.sendco"), ("Name of SENCO", "", "words", "school.sendco"),
    ("Dropdown3", "Sex", "choice", "pupil.sex"), ("Check1", "Cognition and learning", "tick", "has.cognition"),
    ("Cognition and learning", "", "words", "needs.cognition"), ("", "Young person’s views", "words", "views.pupil"),
    ("Views of parents / carers", "", "words", "views.family"), ("Date of annual review meeting", "", "date", ""),
    ("Date of annual review", "", "date", "meeting.day"), ("School name and address", "", "line", ""),
    ("Not a known thing", "School", "line", "school.name"),
    ("Unique learner number", "", "line", "pupil.uln"), ("Looked after child?", "", "tick", "pupil.looked_after"),
    ("Looked after child?", "", "line", ""),
])
def test_fields_are_guessed_from_their_names_and_then_from_the_words_around_them(name: str, about: str, kind: str, value: str) -> None:
    assert guessed([field(name, about, kind)]).get("F", "") == value


def test_a_locked_field_and_a_bookmark_around_the_forms_own_words_are_not_guessed() -> None:
    locked = FormField(key="L", name="School", how="control", kind="line", closed="Locked")
    assert guessed([locked, field("School", how="bookmark", now="School details"), field("UPN", key="U", how="bookmark", now="......")]) == {
        "U": "pupil.upn",
    }


def test_rows_that_repeat_are_guessed_together_from_one_kind_of_thing() -> None:
    columns = [field(name, key=name, rows="Table") for name in ("Intervention", "Frequency", "Impact", "Something else")]
    assert guessed(columns) == {"Intervention": "provision.name", "Frequency": "provision.often", "Impact": "provision.effect"}
    attendees = [field(name, key=name, rows="Attendees") for name in ("Name", "Role")]
    assert {value.partition(".")[0] for value in guessed(attendees).values()} == {"attendee"}
    assert guessed([field("Colour", key="Colour", rows="Table")]) == {}


def test_yes_or_no_goes_into_boxes_alone_and_lines_of_several_things_into_words_and_rows() -> None:
    yes, several, day = VALUE_OF["has.cognition"], VALUE_OF["provision.name"], VALUE_OF["pupil.born"]
    assert [fits_kind(field(kind=kind), yes) for kind in ("tick", "line", "choice")] == [True, False, False]
    assert [fits_kind(field(kind=kind), several) for kind in ("tick", "line", "words", "date")] == [False, True, True, False]
    assert fits_kind(field(rows="T"), several)
    assert not fits_kind(field(rows="T"), day)


def test_every_value_has_a_title_and_words_and_no_two_ask_alike() -> None:
    assert len({one.key for one in CATALOGUE}) == len({one.title for one in CATALOGUE}) == len(CATALOGUE)
    assert all(one.asked for one in CATALOGUE)
    single = [(one.kind, words) for one in CATALOGUE if one.kind != "a line for each" for words in set(map(plain_words, one.asked))]
    assert [sorted(words) for kind, words in single if single.count((kind, words)) > 1] == []
