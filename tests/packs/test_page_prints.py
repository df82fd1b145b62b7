import io
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.packs.bundle import bundle
from sendco_desk.packs.page_prints import numbered, print_of_sheet, print_of_words, repeated_pages, same
from sendco_desk.packs.source import Noticed
from tests.packs.scan_samples import empty, grained, jpeg_of, typed

A4 = (595.0, 842.0)
LONG = "The plan was read together and everybody had their say about what helps during the whole of the school day. "
pages_of_words = st.lists(st.sampled_from(["", *(print_of_words(f"{LONG} {n}", A4) for n in range(8))]), max_size=12)


def words(number: int) -> str:
    return print_of_words(f"{LONG}{number}", A4)


def said(*documents: tuple[str, list[str]]) -> list[list[str]]:
    return [[finding.words for finding in found] for found in repeated_pages(documents)]


def test_the_same_words_on_the_same_paper_are_the_same_page_however_they_are_spaced() -> None:
    assert print_of_words("One  fine\nDay, in May" + LONG, A4) == print_of_words("one fine day in may" + LONG, (596.0, 841.9))
    assert print_of_words(LONG, A4) != print_of_words(LONG, (842.0, 595.0))


def test_a_page_of_few_words_is_known_by_its_drawing_too() -> None:
    assert print_of_words("Photographs", A4, b"/Im1 Do") != print_of_words("Photographs", A4, b"/Im2 Do")
    assert print_of_words("", A4, b"  ") == ""


def test_a_scan_is_known_again_after_another_squeeze_and_a_small_shift() -> None:
    first = print_of_sheet(typed(1))
    squeezed = Image.open(io.BytesIO(jpeg_of(grained(typed(1)), 40)))
    shifted = Image.new("L", squeezed.size, 246)
    shifted.paste(squeezed, (9, 6))
    assert same(first, print_of_sheet(squeezed)) and same(first, print_of_sheet(shifted))


def test_two_typed_pages_are_not_taken_for_each_other() -> None:
    prints = [print_of_sheet(grained(typed(seed), seed)) for seed in range(12)]
    assert not any(same(one, other) for n, one in enumerate(prints) for other in prints[:n])


def test_a_sheet_with_nothing_on_it_has_no_print() -> None:
    assert print_of_sheet(Image.new("L", (100, 140), 250)) == "" and not same("", "")
    assert not same(print_of_sheet(typed()), words(1)) and empty().size == typed().size


def test_repeated_pages_are_pointed_out_where_they_stand_for_the_second_time() -> None:
    a, b = ("Report A", [words(1), words(2), words(3)]), ("Report B", [words(9), words(1), words(2), words(3), words(9)])
    assert said(a, b) == [[], ["Pages 2 to 4 are the same as pages 1 to 3 of ‘Report A’.", "Page 5 is the same as page 1."]]


def test_a_document_that_stands_in_the_pack_already_is_named_as_a_whole() -> None:
    scan = print_of_sheet(typed(1))
    found = repeated_pages([("Letter", [scan, ""]), ("Letter again", [print_of_sheet(grained(typed(1))), ""])])
    assert [finding.words for finding in found[1]] == ["Every page of this document stands in ‘Letter’ already."]
    assert found[1][0].pages == () and found[1][0].noticed is Noticed.REPEATED


def test_blank_pages_within_a_run_count_as_the_same_and_alone_as_nothing() -> None:
    a, b = ("A", [words(1), "", words(2), ""]), ("B", [words(7), words(1), "", words(2), "", words(8)])
    assert said(a, b)[1] == ["Pages 2 to 4 are the same as pages 1 to 3 of ‘A’."]
    assert said(("A", ["", ""]), ("B", ["", ""])) == [[], []]


def test_a_bundle_says_in_its_manifest_which_pages_stand_in_it_twice(tmp_path: Path) -> None:
    for name, pages in (("a", 3), ("b", 2)):
        canvas = Canvas(str(tmp_path / f"{name}.pdf"), invariant=1)
        for number in range(pages):
            canvas.drawString(60, 700, f"{LONG[:80]} {number if name == 'a' else number * 2}")
            canvas.showPage()
        canvas.save()
    manifest = bundle([tmp_path / "a.pdf", tmp_path / "b.pdf"], tmp_path / "out.pdf", on=date(2026, 11, 23))
    assert [finding.words for finding in manifest.documents[1].findings] == [
        "Page 1 is the same as page 1 of ‘a’.", "Page 2 is the same as page 3 of ‘a’."
    ]  # fmt: skip


@given(st.lists(pages_of_words, max_size=5))
def test_every_page_that_was_seen_before_is_in_exactly_one_finding(documents: list[list[str]]) -> None:
    seen: set[str] = set()
    found = repeated_pages([(str(number), prints) for number, prints in enumerate(documents)])
    for prints, findings in zip(documents, found, strict=True):
        told = [page for finding in findings for page in finding.pages or range(1, len(prints) + 1)]
        assert len(told) == len(set(told)) and set(told) <= set(range(1, len(prints) + 1))
        repeated = {page for page, text in enumerate(prints, 1) if text and (text in seen or text in prints[: page - 1])}
        assert repeated <= set(told) or not prints
        seen |= set(prints)


@given(pages_of_words)
def test_a_document_never_repeats_what_only_it_says_once(prints: list[str]) -> None:
    unique = list(dict.fromkeys(prints))
    assert repeated_pages([("A", unique)]) == ((),)


@given(st.sets(st.integers(1, 40), min_size=1))
def test_pages_are_named_so_that_each_can_be_read_out_again(pages: set[int]) -> None:
    named = numbered(tuple(pages)).removeprefix("Pages ").removeprefix("Page ").replace(" and ", ", ").split(", ")
    again: set[int] = set()
    for part in named:
        first, _, last = part.partition(" to ")
        again |= set(range(int(first), int(last or first) + 1))
    assert again == pages
