"""A pack with late pages claims no more than the pack that was sent, keeps the claims that still hold, and its tags say what is added."""

from pathlib import Path

import pikepdf

from sendco_desk.packs.assemble import build
from sendco_desk.packs.convert import convert
from sendco_desk.packs.late import build_late
from sendco_desk.packs.late_plan import LateItem, LatePlan
from sendco_desk.packs.source import Limits, path_source
from sendco_desk.packs.verify import verify
from tests.packs.late_samples import ADDED_ON, SENT_ON, add_late, late_items
from tests.packs.pack_samples import as_it_is, item, lettered_pdf, pupil_plan
from tests.packs.test_claims import assert_claims_all, broken_rules


def claims(path: Path, password: str = "") -> str:
    """What a file says it is."""
    return next(check.detail for check in verify(path, password) if check.name == "claims")


def add_printed(sent: Path, out: Path, password: str = "") -> None:
    """Add a text that is printed here, and write the supplement too."""
    (sent.parent / "call.txt").write_text("We spoke at nine.\n\nShe will write.")
    items = (LateItem(item=item(sent.parent / "call.txt", "Note of a call"), after="2"),)
    folder = out.with_suffix("")
    folder.mkdir()
    plan = LatePlan(sent=path_source(sent, password), number=3, sent_on=SENT_ON, on=ADDED_ON, items=items)
    build_late(plan, [convert(items[0].item.source, folder, Limits())], out, supplement=out.with_name("alone.pdf"))


def test_pages_printed_here_leave_the_claims_standing(tmp_path: Path) -> None:
    build(pupil_plan(), tmp_path / "sent.pdf", convert=as_it_is)
    add_printed(tmp_path / "sent.pdf", tmp_path / "late.pdf")
    assert_claims_all(tmp_path / "late.pdf")
    assert_claims_all(tmp_path / "alone.pdf")


def test_a_second_addition_leaves_them_standing_too(tmp_path: Path) -> None:
    build(pupil_plan(), tmp_path / "sent.pdf", convert=as_it_is)
    add_printed(tmp_path / "sent.pdf", tmp_path / "late.pdf")
    add_printed(tmp_path / "late.pdf", tmp_path / "later.pdf")
    assert_claims_all(tmp_path / "later.pdf")


def test_a_page_from_elsewhere_withdraws_them(tmp_path: Path) -> None:
    build(pupil_plan(), tmp_path / "sent.pdf", convert=as_it_is)
    add_late(tmp_path / "sent.pdf", late_items(tmp_path, "2"), tmp_path / "late.pdf")
    assert claims(tmp_path / "late.pdf").startswith("none")
    with pikepdf.open(tmp_path / "late.pdf") as pdf:
        assert "/OutputIntents" not in pdf.Root
    of_its_fonts = ("-FONT-", "-UNICODE-", "-DEVICE-", "-ID-", "-GLYPH-")
    left = [rule for rule, _ in broken_rules(tmp_path / "late.pdf", "ua1") if not any(part in rule for part in of_its_fonts)]
    assert [rule for rule in left if "STRUCT" in rule] == []


def test_a_pack_that_claims_nothing_goes_on_claiming_nothing(tmp_path: Path) -> None:
    build(pupil_plan([item(lettered_pdf(tmp_path / "other.pdf"))]), tmp_path / "sent.pdf", convert=as_it_is)
    add_printed(tmp_path / "sent.pdf", tmp_path / "late.pdf")
    assert claims(tmp_path / "late.pdf").startswith("none")


def test_a_locked_pack_goes_on_claiming_what_a_locked_file_can(tmp_path: Path) -> None:
    build(pupil_plan(password="three odd words"), tmp_path / "sent.pdf", convert=as_it_is)
    assert claims(tmp_path / "sent.pdf", "three odd words") == "PDF/UA-1"
    add_printed(tmp_path / "sent.pdf", tmp_path / "late.pdf", "three odd words")
    assert claims(tmp_path / "late.pdf", "three odd words") == "PDF/UA-1"


def test_a_pack_from_before_tags_can_be_added_to(tmp_path: Path) -> None:
    build(pupil_plan([item(lettered_pdf(tmp_path / "other.pdf"))]), tmp_path / "sent.pdf", convert=as_it_is)
    with pikepdf.open(tmp_path / "sent.pdf") as pdf:
        del pdf.Root["/StructTreeRoot"]
        del pdf.Root["/MarkInfo"]
        pdf.save(tmp_path / "older.pdf")
    made = add_late(tmp_path / "older.pdf", late_items(tmp_path, "2"), tmp_path / "late.pdf")
    assert made.added[0].labels == ("2A", "2B")


def test_the_tags_announce_each_document_by_its_title(tmp_path: Path) -> None:
    build(pupil_plan(), tmp_path / "sent.pdf", convert=as_it_is)
    add_late(tmp_path / "sent.pdf", late_items(tmp_path, "2"), tmp_path / "late.pdf")
    with pikepdf.open(tmp_path / "late.pdf") as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        titles = [str(kid.T) for kid in document.K if "/T" in kid]
        assert titles[-4:] == ["Added on 29 November 2026", "5 Late report", "6 Late letter", "7 Last statement"]
