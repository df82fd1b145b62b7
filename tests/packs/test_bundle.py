import json
import os
from datetime import date
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.bundle import bundle, bundle_items
from sendco_desk.packs.manifest import manifest_json
from sendco_desk.packs.source import Converted, Outcome
from sendco_desk.packs.verify import failed, verify
from tests.packs.pack_samples import ON, all_words, as_it_is, lettered_pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    (folder / "inner").mkdir(parents=True)
    for name in ("b.pdf", "a.pdf", "inner/a.pdf"):
        lettered_pdf(folder / name)
    (folder / "notes.xyz").write_bytes(b"?")
    (folder / "Thumbs.db").write_bytes(b"left by the system")
    return folder


def test_a_folder_goes_in_sorted_and_the_bundle_passes_every_check(folder: Path, tmp_path: Path) -> None:
    manifest = bundle([folder], tmp_path / "bundle.pdf", on=ON, convert=as_it_is)
    assert [document.input for document in manifest.documents] == ["a.pdf", "b.pdf", "inner/a.pdf", "notes.xyz"]
    assert [check for check in verify(tmp_path / "bundle.pdf") if not check.ok] == []


def test_a_document_of_a_bundle_may_be_ready_already(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle.pdf"
    number = [each.source.name for each in bundle_items([folder], (), out)].index("b.pdf")
    hung = Converted(name="b.pdf", outcome=Outcome.REFUSED, reason="It took too long to read. Save it as PDF anew, and add that.")
    manifest = bundle([folder], out, on=ON, ready={number: hung}, convert=as_it_is)
    assert [document.input for document in manifest.left_out] == ["b.pdf", "notes.xyz"]
    assert manifest.left_out[0].reason == hung.reason


def test_the_manifest_has_every_input_exactly_once_with_the_promised_fields(folder: Path, tmp_path: Path) -> None:
    manifest = bundle([folder, folder / "b.pdf", folder / "inner"], tmp_path / "bundle.pdf", on=ON, convert=as_it_is)
    told = json.loads(manifest_json(manifest))
    assert sorted(document["input"] for document in told["documents"]) == ["a.pdf", "b.pdf", "inner/a.pdf", "notes.xyz"]
    first = told["documents"][0]
    assert {"input", "outcome", "reason", "first_page", "pages", "sha256", "actions"} <= set(first)
    assert (first["outcome"], first["reason"], first["first_page"], first["pages"]) == ("included", None, 2, 1)
    refused = told["documents"][-1]
    assert (refused["outcome"], refused["first_page"], refused["pages"]) == ("refused", None, 0)
    assert told["pages"] == manifest.pages == 6


def test_files_named_for_a_part_stand_there_and_not_among_the_others(folder: Path) -> None:
    items = bundle_items([folder], [("Professionals", folder / "b.pdf"), ("Views", folder / "inner")], Path("out.pdf"))
    assert [(each.part, each.source.name) for each in items] == [
        ("Documents", (folder / "a.pdf").as_posix()),
        ("Documents", "notes.xyz"),
        ("Professionals", "b.pdf"),
        ("Views", (folder / "inner" / "a.pdf").as_posix()),
    ]


def test_two_files_of_one_name_are_told_apart_by_their_paths(folder: Path) -> None:
    items = bundle_items([folder / "a.pdf", folder / "inner" / "a.pdf"], [], Path("out.pdf"))
    assert [each.source.name for each in items] == [(folder / "a.pdf").as_posix(), (folder / "inner" / "a.pdf").as_posix()]


def test_a_bundle_made_into_its_own_folder_does_not_take_itself_in(folder: Path) -> None:
    bundle([folder], folder / "bundle.pdf", on=ON, convert=as_it_is)
    again = bundle([folder], folder / "bundle.pdf", on=ON, convert=as_it_is)
    assert [document.input for document in again.documents] == ["a.pdf", "b.pdf", "inner/a.pdf", "notes.xyz"]


def test_the_title_day_and_parts_stand_on_the_first_page(folder: Path, tmp_path: Path) -> None:
    bundle(
        [folder / "a.pdf"],
        tmp_path / "bundle.pdf",
        title="Papers for mediation",
        parts=[("Professionals", folder / "b.pdf")],
        on=date(2026, 3, 2),
        convert=as_it_is,
    )
    first = all_words(tmp_path / "bundle.pdf")[0]
    for words in ("Papers for mediation", "Monday 2 March 2026", "Part A Documents", "Part B Professionals", "Page 1 of 4"):
        assert words in first


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nowhere\.pdf"):
        bundle([tmp_path / "nowhere.pdf"], tmp_path / "bundle.pdf", on=ON, convert=as_it_is)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="no file to bundle"):
        bundle([tmp_path / "empty"], tmp_path / "bundle.pdf", on=ON, convert=as_it_is)


def test_bundles_of_the_same_files_are_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    one = bundle([folder], tmp_path / "one.pdf", on=ON, convert=as_it_is)
    two = bundle([folder], tmp_path / "two.pdf", on=ON, convert=as_it_is)
    assert one.sha256 == two.sha256


def test_volumes_and_originals_of_an_earlier_bundle_are_not_taken_in_from_the_folder_but_are_when_named(folder: Path) -> None:
    (folder / "bundle originals").mkdir()
    for name in ("bundle volume 1 of 2.pdf", "bundle originals/03 signed original.pdf", "bundle volume one.pdf"):
        lettered_pdf(folder / name)
    names = [each.source.name for each in bundle_items([folder], (), folder / "bundle.pdf")]
    assert names == ["a.pdf", "b.pdf", "bundle volume one.pdf", "inner/a.pdf", "notes.xyz"]
    named = bundle_items([folder / "bundle volume 1 of 2.pdf"], (), folder / "bundle.pdf")
    assert [each.source.name for each in named] == ["bundle volume 1 of 2.pdf"]


def test_a_file_name_that_steers_a_terminal_or_turns_reading_round_is_printed_without_that(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    names = ("bell\x07\x1b[31m\nname.txt", "turned \u202egnp.txt", os.fsdecode(b"odd \xff.txt"))
    for name in names:
        try:
            (given / name).write_text("words")
        except (OSError, UnicodeError):  # Windows and the Mac allow fewer
            pytest.skip("this system has no such names")
    manifest = bundle([given], tmp_path / "out.pdf", on=ON)
    assert sorted(each.input for each in manifest.documents) == ["bell__[31m_name.txt", "odd _.txt", "turned _gnp.txt"]
    assert failed(verify(tmp_path / "out.pdf")) == ()
