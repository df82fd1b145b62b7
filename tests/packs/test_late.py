"""Documents added to a pack that was sent: what was sent stays as it was, the new pages are called 41A or go on at the end, and a sheet says so."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pytest

from sendco_desk.domain.progress import unreported
from sendco_desk.domain.refusals import Cancelled, Refused
from sendco_desk.packs.assemble import build
from sendco_desk.packs.late import build_late
from sendco_desk.packs.late_plan import LateItem, LatePlan
from sendco_desk.packs.sent_pack import sent_pack
from sendco_desk.packs.source import Converted, Outcome, path_source
from sendco_desk.packs.verify import failed, verify
from tests.packs.late_samples import ADDED_ON, LATER, SENT_ON, add_late, converted_of, late_items, pictures, sent_pack_of
from tests.packs.pack_samples import all_words, as_it_is, item, lettered_pdf, pupil_plan, words_of

ORDER = [*"1", "1A", *map(str, range(2, 13)), "12A", "12B", "12C", *map(str, range(13, 31)), "31", "32", "33"]


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return sent_pack_of(tmp_path)


def labels_of(path: Path, password: str = "") -> list[str]:
    """What another reader calls the pages."""
    reader = pypdf.PdfReader(path, password=password or None)
    return list(reader.page_labels)


def test_two_documents_go_after_page_12_and_one_at_the_end(tmp_path: Path, sent: Path) -> None:
    made = add_late(sent, late_items(tmp_path), tmp_path / "late.pdf")
    assert labels_of(tmp_path / "late.pdf") == ORDER
    assert made.sheet == ("1A",)
    assert [(one.number, one.labels) for one in made.added] == [(8, ("12A", "12B")), (9, ("12C",)), (10, ("31", "32", "33"))]
    assert made.pages == len(ORDER) == 37


def test_the_finished_pack_keeps_every_promise(tmp_path: Path, sent: Path) -> None:
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf", supplement=tmp_path / "alone.pdf")
    assert failed(verify(tmp_path / "late.pdf")) == ()
    assert failed(verify(tmp_path / "alone.pdf")) == ()


def test_every_page_that_was_sent_looks_and_reads_as_it_did(tmp_path: Path, sent: Path) -> None:
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf")
    kept = [place for place, label in enumerate(ORDER) if label.isdigit() and int(label) <= 30]
    drawn = pictures(tmp_path / "late.pdf")
    assert [drawn[place] for place in kept] == pictures(sent)
    words = all_words(tmp_path / "late.pdf")
    assert [words[place] for place in kept] == all_words(sent)


def test_late_pages_say_at_their_foot_that_they_were_added(tmp_path: Path, sent: Path) -> None:
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf")
    words = dict(zip(ORDER, all_words(tmp_path / "late.pdf"), strict=True))
    for label in ("1A", "12A", "12B", "12C", "31", "33"):
        assert words[label].startswith(f"Kacper Wilk, born 14.03.2018 Page {label}, added 29.11.2026")
    assert "8 Late report Ms A. Patel · dated 20 November 2026 · added 29 November 2026 · pages 12A to 12B" in words["12A"]
    assert "Page 12 of 30" in words["12"]


def test_the_sheet_tells_what_was_added_to_which_pack(tmp_path: Path, sent: Path) -> None:
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf")
    sheet = words_of(tmp_path / "late.pdf", 2)
    assert "Added after this pack was sent" in sheet
    assert "sent on Wednesday 4 November 2026. 3 documents on 6 pages were added on Sunday 29 November 2026" in sheet
    assert "Pack 3 in the school’s record" in sheet
    assert path_hash(sent) in sheet
    for name in ("two.pdf", "one.pdf", "three.pdf"):
        assert path_hash(tmp_path / name) in sheet


def path_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    from sendco_desk.packs.late import file_hash

    return file_hash(path)


def test_bookmarks_and_links_lead_to_the_late_pages_and_to_the_old_ones(tmp_path: Path, sent: Path) -> None:
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf")
    reader = pypdf.PdfReader(tmp_path / "late.pdf")
    added = reader.outline[-1]
    assert isinstance(added, list)
    assert [(str(mark.title), reader.get_destination_page_number(mark)) for mark in added if not isinstance(mark, list)] == [
        ("8 Late report, page 12A", 13), ("9 Late letter, page 12C", 15), ("10 Last statement, page 31", 34),
    ]
    where = {page.indirect_reference: label for page, label in zip(reader.pages, ORDER, strict=True)}
    contents = {str(note["/Contents"]): where[note["/Dest"][0]] for note in (each.get_object() for each in reader.pages[0].annotations or ())}
    assert contents["Go to 6 Report 2, page 14"] == "14"


def test_a_second_addition_goes_on_with_the_next_letters(tmp_path: Path, sent: Path) -> None:
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf")
    again = [
        LateItem(item=item(lettered_pdf(tmp_path / "four.pdf", 1), "Fourth"), after="12"),
        LateItem(item=item(lettered_pdf(tmp_path / "five.pdf", 1), "Fifth")),
        LateItem(item=item(lettered_pdf(tmp_path / "six.pdf", 1), "Sixth"), after="31"),
    ]
    made = add_late(tmp_path / "late.pdf", again, tmp_path / "later.pdf", number=4, on=LATER)
    assert made.sheet == ("1B",)
    assert [(one.number, one.labels) for one in made.added] == [(11, ("12D",)), (12, ("34",)), (13, ("31A",))]
    assert labels_of(tmp_path / "later.pdf") == ["1", "1A", "1B", *ORDER[2:16], "12D", *ORDER[16:35], "31A", "32", "33", "34"]
    assert failed(verify(tmp_path / "later.pdf")) == ()
    found = sent_pack(path_source(tmp_path / "later.pdf"))
    assert [(one.title, one.first, len(one.pages)) for one in found.documents][3:] == [
        ("Late report", "12A", 2), ("Late letter", "12C", 1), ("Last statement", "31", 3), ("Fourth", "12D", 1), ("Fifth", "34", 1),
        ("Sixth", "31A", 1),
    ]
    assert all(one.sha256 for one in found.documents)


def test_the_supplement_holds_just_the_late_pages_with_the_same_names(tmp_path: Path, sent: Path) -> None:
    made = add_late(sent, late_items(tmp_path), tmp_path / "late.pdf", supplement=tmp_path / "alone.pdf")
    late = [place for place, label in enumerate(ORDER) if label in made.labels]
    assert labels_of(tmp_path / "alone.pdf") == [ORDER[place] for place in late]
    whole = pictures(tmp_path / "late.pdf")
    assert pictures(tmp_path / "alone.pdf") == [whole[place] for place in late]
    with pytest.raises(Refused, match="only pages that were added"):
        sent_pack(path_source(tmp_path / "alone.pdf"))


def test_the_same_facts_make_the_same_bytes(tmp_path: Path, sent: Path) -> None:
    first = add_late(sent, late_items(tmp_path), tmp_path / "a.pdf", supplement=tmp_path / "c.pdf")
    second = add_late(sent, late_items(tmp_path), tmp_path / "b.pdf", supplement=tmp_path / "d.pdf")
    assert first == second
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "c.pdf").read_bytes() == (tmp_path / "d.pdf").read_bytes()


def test_a_locked_pack_needs_its_password_and_is_locked_again(tmp_path: Path) -> None:
    locked = sent_pack_of(tmp_path, "locked.pdf", "three odd words")
    with pytest.raises(Refused, match="password it was sent with") as refusal:
        add_late(locked, late_items(tmp_path), tmp_path / "late.pdf", password="a wrong guess")
    assert refusal.value.field == "password"
    add_late(locked, late_items(tmp_path), tmp_path / "late.pdf", password="three odd words", supplement=tmp_path / "alone.pdf")
    for made in ("late.pdf", "alone.pdf"):
        with pytest.raises(Refused, match="locked"):
            verify(tmp_path / made)
        assert failed(verify(tmp_path / made, "three odd words")) == ()
        with pikepdf.open(tmp_path / made, password="three odd words") as pdf:
            assert pdf.encryption.bits == 256


def test_a_password_that_an_open_pack_does_not_need_locks_nothing(tmp_path: Path, sent: Path) -> None:
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf", password="three odd words")
    assert failed(verify(tmp_path / "late.pdf")) == ()


@pytest.mark.parametrize(("after", "sentence"), [
    ("57", "There is no page 57 in that pack: its pages are 1 to 30."), ("0", "There is no page 0"), ("twelve", "There is no page twelve"),
    ("12A", "Give the page’s number alone: what is added after page 12 follows its other letters."),
])
def test_a_page_that_is_not_in_the_pack_is_refused(tmp_path: Path, sent: Path, after: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        add_late(sent, late_items(tmp_path, after), tmp_path / "late.pdf")
    assert sentence in refusal.value.message
    assert refusal.value.field == "after"
    assert not list(tmp_path.glob("late.pdf*"))


def test_a_document_that_cannot_be_read_is_named_and_nothing_is_made(tmp_path: Path, sent: Path) -> None:
    plan = LatePlan(sent=path_source(sent), number=3, sent_on=SENT_ON, on=ADDED_ON, items=late_items(tmp_path)[:1])
    with pytest.raises(Refused, match=r"‘Late report’ cannot be added\. It is locked\.") as refusal:
        build_late(plan, [Converted(name="two.pdf", outcome=Outcome.REFUSED, reason="It is locked.")], tmp_path / "late.pdf")
    assert refusal.value.field == "documents"
    assert not (tmp_path / "late.pdf").exists()


def test_a_document_that_is_in_only_in_part_says_so_on_the_sheet_and_over_its_page(tmp_path: Path, sent: Path) -> None:
    items = late_items(tmp_path)[:1]
    pages = [replace(one, outcome=Outcome.PARTIAL, reason="A file inside it is not printed.") for one in converted_of([items[0].item], tmp_path)]
    plan = LatePlan(sent=path_source(sent), number=3, sent_on=SENT_ON, on=ADDED_ON, items=items)
    made = build_late(plan, pages, tmp_path / "late.pdf")
    assert made.added[0].reason == "A file inside it is not printed."
    for place in (2, 14):
        assert "Included in part. A file inside it is not printed." in words_of(tmp_path / "late.pdf", place)


def test_a_file_that_is_no_pack_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not a pack that SENDCo Desk made"):
        add_late(lettered_pdf(tmp_path / "other.pdf", 3), late_items(tmp_path, "1"), tmp_path / "late.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(Refused, match="damaged"):
        add_late(tmp_path / "broken.pdf", late_items(tmp_path, "1"), tmp_path / "late.pdf")


def test_a_pack_without_documents_can_be_added_to(tmp_path: Path) -> None:
    build(pupil_plan(), tmp_path / "sent.pdf", convert=as_it_is)
    made = add_late(tmp_path / "sent.pdf", late_items(tmp_path, "2"), tmp_path / "late.pdf")
    assert [one.labels for one in made.added] == [("2A", "2B"), ("2C",), ("3", "4", "5")]
    assert failed(verify(tmp_path / "late.pdf")) == ()


def test_documents_after_the_contents_follow_the_sheet(tmp_path: Path, sent: Path) -> None:
    made = add_late(sent, late_items(tmp_path, "1")[:1], tmp_path / "late.pdf")
    assert (made.sheet, made.added[0].labels) == (("1A",), ("1B", "1C"))
    assert labels_of(tmp_path / "late.pdf")[:5] == ["1", "1A", "1B", "1C", "2"]


def test_many_documents_make_a_sheet_of_several_pages(tmp_path: Path, sent: Path) -> None:
    path = lettered_pdf(tmp_path / "short.pdf", 1, (300, 300))
    items = [LateItem(item=item(path, f"Short note {number}"), after="1") for number in range(40)]
    made = add_late(sent, items, tmp_path / "late.pdf")
    assert len(made.sheet) > 2
    assert made.added[0].labels == (f"1{'ABCDEFG'[len(made.sheet)]}",)
    assert made.added[-1].labels[0].startswith("1A")
    assert failed(verify(tmp_path / "late.pdf")) == ()


def test_cancelling_leaves_nothing_behind(tmp_path: Path, sent: Path) -> None:
    items = late_items(tmp_path)
    plan = LatePlan(sent=path_source(sent), number=3, sent_on=SENT_ON, on=ADDED_ON, items=items)
    pages = converted_of([one.item for one in items], tmp_path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    before = sorted(tmp_path.iterdir())
    for stop_at in range(4):

        def report(done: int, total: int, stop_at: int = stop_at) -> None:
            if done == stop_at:
                raise Cancelled

        with pytest.raises(Cancelled):
            build_late(plan, pages, tmp_path / "late.pdf", report, supplement=tmp_path / "alone.pdf", scratch=scratch)
        assert sorted(tmp_path.iterdir()) == before
        assert list(scratch.iterdir()) == []
    build_late(plan, pages, tmp_path / "late.pdf", unreported, scratch=scratch)
    assert list(scratch.iterdir()) == []


def test_a_late_page_goes_into_the_volume_that_holds_its_page(tmp_path: Path) -> None:
    documents = [item(lettered_pdf(tmp_path / f"document{number}.pdf", 12), f"Report {number}") for number in range(1, 5)]
    whole = build(pupil_plan(documents), tmp_path / "whole.pdf", convert=as_it_is)
    manifest = build(pupil_plan(documents, most_bytes=whole.files[0].bytes * 3 // 4), tmp_path / "pack.pdf", convert=as_it_is)
    first, *_, second = (tmp_path / file.name for file in manifest.files)
    middle = str(manifest.files[-1].first_page + 2)
    one = (LateItem(item=item(lettered_pdf(tmp_path / "late.pdf", 2), "Late report"), after=middle),)
    with pytest.raises(Refused, match=f"There is no page {middle}"):
        add_late(first, one, tmp_path / "made.pdf")
    with pytest.raises(Refused, match="choose the last volume"):
        add_late(first, late_items(tmp_path)[2:], tmp_path / "made.pdf")
    made = add_late(second, one, tmp_path / "made.pdf")
    assert made.added[0].labels == (f"{middle}A", f"{middle}B")
    assert failed(verify(tmp_path / "made.pdf")) == ()
    ended = add_late(second, late_items(tmp_path)[2:], tmp_path / "ended.pdf")
    assert ended.added[0].labels[0] == str(manifest.pages + 1)
    assert failed(verify(tmp_path / "ended.pdf")) == ()


def test_the_day_of_adding_is_the_day_of_the_file(tmp_path: Path, sent: Path) -> None:
    add_late(sent, late_items(tmp_path), tmp_path / "late.pdf", on=date(2026, 12, 1))
    reader = pypdf.PdfReader(tmp_path / "late.pdf")
    assert reader.metadata is not None and str(reader.metadata["/CreationDate"]) == "D:20261201120000Z"
    assert reader.metadata.title == "Request for an education, health and care needs assessment"
