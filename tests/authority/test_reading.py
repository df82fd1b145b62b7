"""A profile is read strictly: what is wrong is told with its line, what is unknown is left aside with a note."""

from datetime import date

import pytest

from sendco_desk.authority.profile import Ask, Basis, Confidence, Fact, FormVersion, PasteBlock, Profile, ProfileKind, Told
from sendco_desk.authority.reading import problems_of, read_profile
from sendco_desk.authority.writing import profile_text
from sendco_desk.domain.refusals import Refused

DAY = date(2026, 11, 23)
SEEN = Told(source="https://marlshire.example/send", checked_on=DAY, confidence=Confidence.HIGH)
UNSURE = Told(checked_on=DAY, confidence=Confidence.UNVERIFIED, note="Nobody could say")

HEAD = """id = "999-marlshire"
name = "Marlshire County Council"
la_code = "999"
source = "https://marlshire.example/send"
checked_on = 2026-11-23
confidence = "high"
"""
SOURCE = 'source = "Their guide"\nchecked_on = 2026-11-23\nconfidence = "high"\n'
ASK = f'\n[[asks]]\nkey = "reports"\ntext = "Reports"\nbasis = "council_ask"\nevidence = "reports"\n{SOURCE}'


def full() -> Profile:
    """A profile with something in every place."""
    return Profile(
        id="999-marlshire", name="Marlshire “County” Council", la_code="999", also=("Marl", "The Marshes"), builds_on="general",
        leaves_out=("health",), valid_from=date(2009, 4, 1), valid_to=date(2028, 3, 31), successor="998-north-marlshire", told=SEEN,
        facts={
            "expected_end": Fact(value=date(2028, 3, 31), told=SEEN), "portal_url": Fact(value=None, told=UNSURE),
            "submission": Fact(value=("portal", "email"), told=SEEN), "min_cycles": Fact(value=2, told=SEEN),
            "costed_map": Fact(value="narrative", told=UNSURE), "review_costed_map": Fact(value=True, told=SEEN),
        },
        asks=(
            Ask(key="reports", text="Reports of “experts”\\others", basis=Basis.COUNCIL, evidence="reports", required=False, number="4b", least=2,
                most_months=18, window_months=24, most_words=200, told=SEEN),
            Ask(key="cycles", text="Cycles", basis=Basis.PRACTICE, evidence="cycles", told=UNSURE),
        ),
        paste=(PasteBlock(key="reason", title="Reason", evidence="reason", most_words=200, most_letters=1500, told=SEEN),),
        forms=(FormVersion(name="Form 1", version="2026", valid_from=date(2025, 4, 11), valid_to=date(2027, 1, 1), told=SEEN),),
    )


@pytest.mark.parametrize("kind", ProfileKind)
def test_what_is_written_is_read_again_as_it_was(kind: ProfileKind) -> None:
    made = Profile(id="999-x", name="X", la_code="999", kind=kind, told=SEEN)
    assert read_profile(profile_text(made)).profile == made
    read = read_profile(profile_text(full()))
    assert (read.profile, read.notes) == (full(), ())


def test_a_line_with_any_sign_in_it_comes_back() -> None:
    made = Profile(id="999-x", name='"\\ \t\x1f\x7f ’—', la_code="999", told=SEEN)
    assert read_profile(profile_text(made)).profile == made


def test_what_is_not_known_here_is_left_aside_with_its_line() -> None:
    text = f'colour = "red"\n{HEAD}\n[facts.hats]\nvalue = 1\n{SOURCE}\n[facts.pages_core]\nvalue = 1\n{SOURCE}{ASK}shade = "blue"\n'
    read = read_profile(text)
    assert [ask.key for ask in read.profile.asks] == ["reports"] and read.profile.facts == {}
    assert read.notes == (
        "Line 1: ‘colour’ is not known to this version and is left aside.",
        "Line 9, field ‘hats’: the field ‘hats’ is not known here and is left aside.",
        "Line 15, field ‘pages_core’: the field ‘pages_core’ is not known here and is left aside.",
        "Line 29, ask ‘reports’: ‘shade’ is not known to this version and is left aside.",
    )


@pytest.mark.parametrize(("text", "sentence"), [
    ("id = yes", "Line 1 cannot be read: a text stands in quotation marks, a day as 2026-11-23, and no name is given twice under one heading."),
    (f"{HEAD}id = \"999-other\"\n", "Line 7 cannot be read: a text stands in quotation marks"),
    (f"x = {'[' * 100_000}", "The file breaks off in the middle: a text stands in quotation marks"),
    (f"x = {'1' * 5_000}", "The file breaks off in the middle: a text stands in quotation marks"),
    ('name = """\nMarlshire', "The file breaks off in the middle: a text stands in quotation marks"),
    (HEAD.replace('id = "999-marlshire"\n', ""), "In the head of the file: ‘id’ is missing."),
    (HEAD.replace("999-marlshire", "999 Marlshire"), "Line 1: ‘id’ is written in small letters, figures and hyphens, such as 830-derbyshire."),
    (HEAD.replace("999-marlshire", "marlshire"), "Line 1: the id of a council’s profile begins with its number, such as 999-marlshire."),
    (HEAD.replace('"999"', '"99"'), "Line 3: give the council’s number as three figures in quotation marks, such as \"830\"."),
    (HEAD.replace('"999"', "999"), "Line 3: ‘la_code’ must be a text on one line in quotation marks, of 2,000 letters at most."),
    (HEAD.replace("Marlshire County Council", "x" * 2_001), "Line 2: ‘name’ must be a text on one line in quotation marks"),
    (HEAD.replace('"Marlshire County Council"', '"""Marlshire\nCouncil"""'), "Line 2: ‘name’ must be a text on one line"),
    (f'kind = "borough"\n{HEAD}', "Line 1: ‘kind’ is something else: it must be one of council, general, tribunal, funding."),
    (HEAD.replace("2026-11-23", '"23 November"'), "Line 5: ‘checked_on’ must be a day such as 2026-11-23, without quotation marks."),
    (HEAD.replace("2026-11-23", "2026-11-23T10:00:00"), "Line 5: ‘checked_on’ must be a day such as 2026-11-23"),
    (HEAD.replace("high", "sure"), "Line 6: ‘confidence’ is something else: it must be one of high, medium, low, unverified."),
    (HEAD.replace('source = "https://marlshire.example/send"\n', ""), "In the head of the file: say where this was read (source)"),
    (HEAD.replace("checked_on = 2026-11-23\n", ""), "In the head of the file: say where this was read (source) and when (checked_on)."),
    (HEAD.replace("high", "unverified"), "In the head of the file: this is unverified: write in the note what is doubtful about it."),
    (f"{HEAD}also = [1]\n", "Line 7: ‘also’ must be a list of texts, such as [\"one\", \"two\"]."),
    (f"{HEAD}also = \"Marl\"\n", "Line 7: ‘also’ must be a list of texts"),
    (f"{HEAD}successor = \"999-marlshire\"\n", "Line 7: a profile cannot follow itself."),
    (f"{HEAD}builds_on = \"999-marlshire\"\n", "Line 7: a profile cannot build on itself."),
    (f"{HEAD}valid_from = 2026-02-01\nvalid_to = 2026-01-01\n", "Line 8: the last day is before the first."),
    (f"{HEAD}facts = 3\n", "Line 7: ‘facts’ must be tables, such as [facts.min_cycles]."),
    (f"{HEAD}[facts]\nmin_cycles = 2\n", "Line 8, field ‘min_cycles’: write the field ‘min_cycles’ as a table of its own, [facts.min_cycles]"),
    (f"{HEAD}[facts.min_cycles]\nvalue = 2\nconfidence = \"unverified\"\n", "Line 7, field ‘min_cycles’: this is unverified: write in the note"),
    (f"{HEAD}[facts.min_cycles]\n{SOURCE}", "Line 10, field ‘min_cycles’: nothing is said here, so its confidence is \"unverified\"."),
    (f"{HEAD}[facts.min_cycles]\nvalue = \"two\"\n{SOURCE}", "Line 8, field ‘min_cycles’: ‘value’ must be a whole number from 0 to 10,000."),
    (f"{HEAD}[facts.min_cycles]\nvalue = true\n{SOURCE}", "Line 8, field ‘min_cycles’: ‘value’ must be a whole number"),
    (f"{HEAD}[facts.min_cycles]\nvalue = -1\n{SOURCE}", "Line 8, field ‘min_cycles’: ‘value’ must be a whole number"),
    (f"{HEAD}[facts.review_costed_map]\nvalue = 1\n{SOURCE}", "Line 8, field ‘review_costed_map’: ‘value’ must be true or false."),
    (f"{HEAD}[facts.costed_map]\nvalue = \"gold\"\n{SOURCE}", "Line 8, field ‘costed_map’: ‘gold’ is not one of none, narrative"),
    (f"{HEAD}[facts.submission]\nvalue = [\"pigeon\"]\n{SOURCE}", "Line 8, field ‘submission’: ‘pigeon’ is not one of portal, upload"),
    (f"{HEAD}[facts.portal_name]\nvalue = \" \"\n{SOURCE}", "Line 8, field ‘portal_name’: ‘value’ is missing."),
    (f"{HEAD}asks = 3\n", "Line 7: write each ask as a table of its own, [[asks]]."),
    (f"{HEAD}paste = [3]\n", "Line 7: write each block as a table of its own, [[paste]]."),
    (HEAD + ASK.replace('text = "Reports"\n', ""), "Line 8, ask ‘reports’: ‘text’ is missing."),
    (HEAD + ASK.replace('basis = "council_ask"\n', ""), "Line 8, ask ‘reports’: ‘basis’ is missing: it must be one of law, code, council_ask"),
    (HEAD + ASK.replace("council_ask", "law"), "Line 11, ask ‘reports’: a council’s own ask is no law: what the law and the Code ask is in the"),
    (HEAD + ASK.replace('evidence = "reports"', 'evidence = "gossip"'), "Line 12, ask ‘reports’: ‘gossip’ is not known as evidence"),
    (HEAD + ASK.replace("reports", "The Reports", 1), "Line 9, ask ‘The Reports’: ‘key’ is written in small letters, figures and low lines"),
    (HEAD + ASK + ASK, "Line 18, ask ‘reports’: ‘reports’ is used twice: each ask has a key of its own."),
    (f"{HEAD}{ASK}required = \"yes\"\n", "Line 16, ask ‘reports’: ‘required’ must be true or false."),
    (f"{HEAD}\n[[forms]]\nversion = \"2\"\n{SOURCE}", "Line 8, form ‘1’: ‘name’ is missing."),
    (f"{HEAD}\n[[forms]]\nname = \"A\"\nvalid_from = 2026-02-01\nvalid_to = 2026-01-01\n{SOURCE}", "Line 11, form ‘A’: the last day is before"),
])
def test_what_is_wrong_is_told_in_one_sentence_with_its_line(text: str, sentence: str) -> None:
    assert problems_of(text)[0].startswith(sentence)
    with pytest.raises(Refused) as refused:
        read_profile(text)
    assert refused.value.message.startswith(sentence)


def test_a_refusal_names_the_field_as_a_person_counts() -> None:
    with pytest.raises(Refused) as refused:
        read_profile(f"{HEAD}{ASK}least = -1\n")
    assert refused.value.field == "asks.1.least"


def test_every_problem_is_told_and_none_of_a_right_file() -> None:
    assert problems_of(HEAD + ASK) == ()
    assert len(problems_of(HEAD.replace("high", "sure") + ASK.replace("reports", "The Reports", 1) + ASK.replace("council_ask", "law"))) == 3


def test_a_field_in_another_way_of_writing_is_told_by_its_place() -> None:
    assert problems_of(f"{HEAD}facts = {{ min_cycles = {{ value = \"two\", confidence = \"unverified\", note = \"x\" }} }}\n") == (
        "Line 7, field ‘min_cycles’: ‘value’ must be a whole number from 0 to 10,000.",
    )


def test_an_empty_list_says_nothing() -> None:
    read = read_profile(f'{HEAD}[facts.submission]\nvalue = []\nconfidence = "unverified"\n')
    assert read.profile.fact("submission").value is None
