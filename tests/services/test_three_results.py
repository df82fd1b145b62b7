"""One case, three results: numbered files and text to paste from what the bundle is made of, and nothing that the export screen holds back."""

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.authority.fields import SAFE_PART_MB
from sendco_desk.authority.profile import Fact, PasteBlock, Profile
from sendco_desk.domain.casework import Submission
from sendco_desk.domain.documents import Document
from sendco_desk.domain.export_screen import ExportFlag
from sendco_desk.domain.pack_changes import sentences
from sendco_desk.domain.paper import Grid, said
from sendco_desk.domain.people import ContactPerson
from sendco_desk.domain.pupil import Pupil
from sendco_desk.domain.refusals import Refused
from sendco_desk.domain.story import StoryEntry
from sendco_desk.domain.voices import OnePageProfile, ViewsGiven
from sendco_desk.services.bundling import page_count, verify
from sendco_desk.services.desk import Desk
from sendco_desk.services.packing import PackChoices
from sendco_desk.services.paste_sheet import CORE, TEXTS, PasteText, blocks_of, count_said, plain_text, sheet_fields, sheet_text
from sendco_desk.services.sent_packs import sent_before
from sendco_desk.services.three_results import MEGABYTE, Results, initials, kind_of, most_megabytes, zip_said, zip_values
from tests.services.conftest import StillClock
from tests.services.pack_cases import ON, Filled, filled, put
from tests.services.papers import WorksHere

HELD = "Zimmerpflanze pushed the other boy at the gate."
TELFORD, NORFOLK = "894-telford-and-wrekin", "926-norfolk"


@pytest.fixture
def made(desk: Desk, kacper: Pupil, clock: StillClock, tmp_path: Path) -> Filled:
    clock.moment = datetime(2026, 12, 20, 9, tzinfo=UTC)
    return filled(desk, kacper, tmp_path)


@pytest.fixture
def results(desk: Desk) -> Results:
    return replace(desk.results, workshop=WorksHere())


def chosen(desk: Desk, made: Filled, **told: object) -> PackChoices:
    return replace(desk.layouts.choices(desk.layouts.layout(made.case), desk.packs.parts(made.case, ON)), **told)  # type: ignore[arg-type]


def sheet(desk: Desk, made: Filled, profile: str = TELFORD, **told: object) -> dict[str, PasteText]:
    return {one.key: one for one in desk.results.sheet(made.case, chosen(desk, made, profile=profile, **told), ON)}


# Numbered files


def test_numbered_files_are_made_checked_and_recorded_as_sent(desk: Desk, results: Results, made: Filled, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    zipped = results.zip_plan(made.case, chosen(desk, made), ON)
    assert zipped.plan.most_bytes == SAFE_PART_MB * MEGABYTE
    manifest = results.make_zip(zipped, out)
    assert [check for check in results.check_zip(out) if not check.ok] == []
    assert verify(out) == results.check_zip(out)
    assert (page_count(out), zip_values(manifest)["pages"]) == (manifest.pages, manifest.pages)
    assert [file.file for file in manifest.files] == ["01_Request_2026-11-23.pdf", "02_Report_2026-03-02.pdf", "03_Views_2026-09-14.pdf"]
    assert zip_said(manifest) == [f"out.zip: {manifest.zips[0].bytes / 1_000_000:.1f} MB. SHA-256 {manifest.zips[0].sha256}"]
    signed = replace(manifest.files[0], signed_original="01_Request-signed-original.pdf")
    said = [zip_said(replace(manifest, files=(signed,) * count))[1] for count in (1, 2)]
    assert said == [f"{what} in it too: a digital signature holds only there." for what in ("1 signed original lies", "2 signed originals lie")]
    sent, _ = desk.packs.submit(made.case, out, "portal")
    assert (sent.shape, sent.pages) == ("zip", manifest.pages)
    assert sent_before(desk.keyring.book, made.case) == [sent]
    assert desk.late.sent(made.case) == []  # nothing is added to numbered files


@pytest.mark.parametrize("shape", ["zip", "bundle"])
def test_numbered_files_and_a_bundle_say_what_changed_since_numbered_files_were_sent(
    desk: Desk, results: Results, made: Filled, clock: StillClock, tmp_path: Path, shape: str,
) -> None:
    clock.moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    results.make_zip(results.zip_plan(made.case, chosen(desk, made), ON), tmp_path / "sent.zip")
    desk.packs.submit(made.case, tmp_path / "sent.zip", "portal")
    assert "changes" in desk.packs.parts(made.case, ON)
    late = replace(desk.late, workshop=WorksHere())
    same = late.changes(late.comparing(made.case, chosen(desk, made), ON))
    assert same is not None and same.nothing and len(same.parts_kept) > 8
    desk.story.finish(
        made.pupil, entry_kind="observation", happened_at=datetime(2026, 11, 22, 10, tzinfo=UTC), who="Class teacher", words="Read for ten minutes.",
    )
    choices = chosen(desk, made)
    assert "changes" in choices.parts
    if shape == "zip":
        manifest = results.make_zip(results.zip_plan(made.case, choices, ON), tmp_path / "next.zip")
        assert manifest.changes is not None
        assert zip_said(manifest)[1:] == list(sentences(manifest.changes))
        found = manifest.changes
    else:
        told = replace(desk.packs, workshop=WorksHere()).build(made.case, choices, tmp_path / "next.pdf", on=ON).changes
        assert told is not None
        found = told
    assert [one.title for one in found.parts_changed] == ["What is asked, and where it is answered", "Chronology"]  # both name what was observed
    assert found.files and len(found.parts_kept) > 6
    assert (found.added, found.taken_out, found.replaced) == ((), (), ())


def test_the_files_of_a_split_pack_are_recorded_together(desk: Desk, results: Results, made: Filled, tmp_path: Path) -> None:
    zipped = results.zip_plan(made.case, chosen(desk, made), ON)
    whole = results.make_zip(zipped, tmp_path / "whole.zip")
    most = max(file.bytes for file in whole.files) + 30_000
    split = results.make_zip(replace(zipped, plan=replace(zipped.plan, most_bytes=most)), tmp_path / "out.zip")
    assert len(split.zips) > 1
    desk.packs.submit(made.case, tmp_path / split.zips[-1].name, "portal")
    assert [one.shape for one in desk.keyring.book.all(Submission, case=made.case)] == ["zip"] * len(split.zips)


def test_a_limit_of_the_makers_own_goes_before_the_profiles(desk: Desk, results: Results, made: Filled) -> None:
    assert results.zip_plan(made.case, chosen(desk, made, most_bytes=3 * MEGABYTE), ON).plan.most_bytes == 3 * MEGABYTE
    profile = Profile(id="999-x", name="X", facts={"max_part_mb": Fact(value=4)})
    assert [most_megabytes(one) for one in (profile, replace(profile, facts={}), replace(profile, facts={"max_part_mb": Fact(value=0)}))] == [
        4, SAFE_PART_MB, SAFE_PART_MB,
    ]


def test_an_archive_is_called_by_initials_and_the_number_of_the_case(desk: Desk, made: Filled) -> None:
    name = desk.results.zip_name(made.case, ON)
    assert name == "KW case 1 2026-11-23.zip"
    nameless = Pupil(id=uuid4(), legal_forename="", legal_surname="Łukasz")
    assert initials(nameless) == "Ł"


@pytest.mark.parametrize(("service", "kind", "called"), [
    ("educational_psychology", "report", "Educational psychology report"), ("other", "other", "Document"), ("school", "work", "Pupils work"),
    ("parent", "views", "Parent or carer views"), ("health", "other", "Health document"),
])
def test_a_file_is_called_by_service_and_kind(desk: Desk, made: Filled, service: str, kind: str, called: str) -> None:
    paper = desk.keyring.book.get(Document, made.shared)
    assert kind_of(replace(paper, service=service, document_kind=kind, title="Kacper Wilk")) == called


def test_what_is_held_back_is_in_no_file_and_no_box(desk: Desk, results: Results, made: Filled, tmp_path: Path) -> None:
    views = next(one for one in desk.keyring.book.all(ViewsGiven, pupil=made.pupil) if one.voice == "pupil")
    profiles = [("one_page_profile", one.id) for one in desk.keyring.book.all(OnePageProfile, pupil=made.pupil)]
    for kind, record in (("views_given", views.id), *profiles, ("document", made.shared)):
        put(desk, made.pupil, ExportFlag(
            id=uuid4(), pupil=made.pupil, record_kind=kind, record=record, flag="safeguarding", flagged_on=ON,
        ))
    allowed = chosen(desk, made)
    choices = replace(allowed, documents=tuple(one for one in allowed.documents if one != made.shared))
    results.make_zip(results.zip_plan(made.case, choices, ON), tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert not any("Report" in name for name in archive.namelist())
    told = sheet_text(results.sheet(made.case, replace(choices, profile=TELFORD), ON))
    assert "Otters" not in told and "He likes the small group." in told
    with pytest.raises(Refused):
        results.zip_plan(made.case, replace(choices, documents=(made.shared,)), ON)


# Text to paste


def test_the_boxes_stand_in_the_portals_order_with_their_limits(desk: Desk, made: Filled) -> None:
    told = sheet(desk, made)
    profile = desk.profiles.profile(TELFORD)
    assert list(told) == [block.key for block in profile.paste]
    assert (told["reason"].most_words, told["reason"].verified) == (200, False)
    assert told["reason"].said.endswith(" of 200 words. The limit is not verified.")


def test_a_box_that_is_too_long_says_by_how_much(desk: Desk, made: Filled) -> None:
    box = sheet(desk, made, our_case="word " * 203)["reason"]
    assert box.too_long
    assert box.said == "203 of 200 words: 3 words too many. The limit is not verified."


@pytest.mark.parametrize(("text", "words", "letters", "said"), [
    ("", 0, 0, "0 words."), ("one", 0, 0, "1 word."), ("one two", 5, 0, "2 of 5 words."), ("one two", 1, 3, (
        "2 of 1 word, 7 of 3 letters: 1 word and 4 letters too many."
    )), ("abc", 0, 3, "1 word, 3 of 3 letters."),
])
def test_a_text_is_counted_against_its_limits(text: str, words: int, letters: int, said: str) -> None:
    assert count_said(text, words, letters) == said


def test_what_the_maker_changed_is_kept_as_a_draft_for_that_profile_and_can_be_taken_back(desk: Desk, made: Filled) -> None:
    before = sheet(desk, made)["reason"]
    desk.results.keep_edit(made.case, TELFORD, "reason", "In our own words.", before.made)
    after = sheet(desk, made)["reason"]
    assert (after.text, after.edited, after.made, before.edited) == ("In our own words.", True, before.made, False)
    assert not any(box.edited for box in sheet(desk, made, NORFOLK).values())
    desk.results.keep_edit(made.case, TELFORD, "details", "Other", "x")
    desk.results.keep_edit(made.case, TELFORD, "reason", before.made, before.made)
    assert desk.results.edits(made.case, TELFORD) == {"details": "Other"}
    desk.results.keep_edit(made.case, TELFORD, "details", "x", "x")
    assert desk.results.edits(made.case, TELFORD) == {}


def test_what_was_written_by_hand_stays_in_once_it_repeats_what_is_held_back(desk: Desk, made: Filled) -> None:
    entry, _ = desk.story.finish(made.pupil, entry_kind="observation", happened_at=datetime(2026, 11, 9, 9, tzinfo=UTC), words=HELD)
    box = sheet(desk, made, NORFOLK)["chronology"]
    assert HELD in box.made
    by_hand = box.made.replace("Zimmerpflanze", "she").replace("Mon", "Monday")
    desk.results.keep_edit(made.case, NORFOLK, "chronology", by_hand, box.made)
    desk.results.keep_edit(made.case, NORFOLK, "reason", "He works with a small group on Mondays.", "x")
    assert sheet(desk, made, NORFOLK)["chronology"].text == by_hand
    desk.screen.flag(desk.keyring.book.get(StoryEntry, entry), "third_party")
    after = sheet(desk, made, NORFOLK)
    assert (after["chronology"].quotes_held, after["chronology"].text) == (True, after["chronology"].made)
    assert "the other boy at the gate" not in sheet_text(tuple(after.values()))
    assert (after["reason"].quotes_held, after["reason"].text) == (False, "He works with a small group on Mondays.")
    desk.screen.let_out(desk.keyring.book.get(StoryEntry, entry), made.case, "It names nobody", "Mrs Orla Pine")
    assert sheet(desk, made, NORFOLK)["chronology"].text == by_hand


def test_each_box_says_what_the_record_says(desk: Desk, made: Filled) -> None:
    put(desk, made.pupil, ContactPerson(
        id=uuid4(), pupil=made.pupil, forename="Ana", surname="Wilk", relationship="PAM", parental_responsibility=True, gets_letters=True,
        telephone="01632 960001", address="1 Fern Lane\nFernhollow",
    ))
    record = desk.packs.record(made.case, chosen(desk, made, costs=True), ON)
    said = {key: "\n".join(maker(record)) for key, maker in TEXTS.items()}
    for key, words in {
        "identity": "Date of birth: 14 March 2015", "responsibility": "Ana Wilk, mother, 1 Fern Lane, Fernhollow; 01632 960001, gets letters",
        "requester": "Asked by: The school", "child_views": "What is working: Otters. The blue room is quiet.",
        "parent_views": "He likes the small group.", "one_page_profile": "Say it once, then wait",
        "needs": "- Strength: Remembers a story that is read aloud in great detail.", "cycles": "Cycle 1: Reading common words",
        "outcomes": "- Reads 60 of the first 100 words (12 of 100; 31 of 100; 60 of 100): partly met", "impact": "The gap to the class has grown",
        "provision": "- Precision teaching: 20 min × 2 a week, one to one, teaching assistant", "costed_map": "The school year as planned: £",
        "progress": "Made-up Reading Test", "attendance": "The last 12 months: ", "part_time": "Could not yet manage the afternoons.",
        "suspensions": "Threw a chair in the hall.", "professionals": "Educational psychology, Ms P. Heron: Report of",
        "chronology": "Tue 6 Oct 2026: Read for eight minutes", "document_list": "1. Report of the made-up psychologist, 2 March 2026",
        "plan": "Three sessions a week", "reason": "1 cycle of support was reviewed", "legal_test": "recorded under SEN support",
    }.items():
        assert words.replace("Three sessions a week", "sessions a week of reading") in said[key], key
    for key, words in said.items():
        assert "Zebra" not in words and "Later" not in words, key


def test_a_row_of_a_table_reads_as_sentences() -> None:
    grid = Grid(caption="", heads=("Outcome", "From", "Now"), shares=(60, 20, 20), rows=(
        (said("Reads 60 words.\nMet in May."), said("12"), said("60")), (said("Spells\nin dictation"), said("2"), said("")),
        (said("Alone."), said(""), said("")),
    ))
    assert list(plain_text((grid,))) == [
        "- Reads 60 words. Met in May. From: 12; Now: 60", "- Spells, in dictation. From: 2", "- Alone.",
    ]


def test_costs_are_told_only_where_that_is_chosen(desk: Desk, made: Filled) -> None:
    told = desk.packs.record(made.case, chosen(desk, made), ON)
    assert list(TEXTS["costed_map"](told)) == []


def test_the_schools_own_case_goes_before_what_is_asked_and_what_the_record_says(desk: Desk, made: Filled) -> None:
    assert sheet(desk, made, our_case="Ours.")["reason"].text == "Ours."
    case = desk.casework.page(made.case).case
    put(desk, made.pupil, replace(case, what_is_asked="That they assess."))
    assert sheet(desk, made)["reason"].text == "That they assess."


def test_a_council_whose_portal_nobody_described_has_the_common_core_with_its_own_limits(desk: Desk) -> None:
    asked = replace(desk.profiles.profile(TELFORD), paste=())
    blocks = blocks_of(asked, test=True)
    assert [block.key for block in blocks] == list(CORE)
    assert [(block.key, block.most_words) for block in blocks if block.most_words] == [("reason", 200)]
    own = (PasteBlock(key="a", title="A", evidence="reason"),)
    assert blocks_of(replace(asked, paste=own), test=True) == own


def test_the_sheet_is_written_as_plain_text_and_told_as_values(desk: Desk, results: Results, made: Filled, tmp_path: Path) -> None:
    boxes = results.sheet(made.case, chosen(desk, made, profile=TELFORD), ON)
    out = results.write_sheet(boxes, tmp_path / "sheet.txt")
    text = out.read_text(encoding="utf-8")
    assert text.startswith("Details\n[") and "Nothing of the record fits here" not in text
    assert "Nothing of the record fits here" in sheet_text([replace(boxes[0], text=" ")])
    fields = sheet_fields(boxes)
    assert [one["key"] for one in fields] == [box.key for box in boxes]
    assert fields[1]["words"] == boxes[1].words and fields[1]["most_words"] == 200


def test_the_day_of_sending_stands_in_the_box_about_the_request(desk: Desk, made: Filled) -> None:
    record = desk.packs.record(made.case, chosen(desk, made, planned_on=date(2027, 1, 12)), ON)
    assert "Date: 12 January 2027" in "\n".join(TEXTS["requester"](record))
