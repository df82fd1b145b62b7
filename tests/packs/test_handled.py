from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.packs import recognition
from sendco_desk.packs.convert import convert
from sendco_desk.packs.convert.handled import kept_pages
from sendco_desk.packs.scan_sheets import turned
from sendco_desk.packs.scans import findings_of, look_over
from sendco_desk.packs.source import Converted, Handling, Noticed, Outcome, path_source
from sendco_desk.packs.visible import visible_of
from tests.packs.scan_samples import SIZE, empty, grained, jpeg_of, scan_of, typed


@pytest.fixture(autouse=True)
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded way alone: another computer has no other."""
    monkeypatch.setattr(recognition, "find", lambda: None)


def handled(path: Path, **wanted: object) -> Converted:
    return convert(replace(path_source(path), handling=Handling(**wanted)), path.parent)  # type: ignore[arg-type]


def shown(done: Converted, page: int = 0) -> Image.Image:
    assert done.pdf is not None, done.reason
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        picture: Image.Image = pdf[page].render(scale=0.5).to_pil().convert("L")
    return picture


def apart(one: Image.Image, other: Image.Image) -> float:
    small = [picture.resize((40, 56)).tobytes() for picture in (one, other)]
    return sum(abs(a - b) for a, b in zip(small[0], small[1], strict=True)) / len(small[0])


def mixed(folder: Path) -> Path:
    """Upright, upside down, blank, crooked, on its side."""
    crooked = typed(4).rotate(-2, Image.Resampling.BICUBIC, fillcolor=246)
    return scan_of(folder / "scan.tif", *map(grained, (typed(1), turned(typed(2), 180), empty(), crooked, turned(typed(5), 90))))


def typed_pdf(path: Path, pages: int = 3, **facts: object) -> Path:
    canvas = Canvas(str(path), invariant=1)
    for number in range(pages):
        for row in range(20):
            canvas.drawString(80, 760 - row * 20, f"Page {number + 1}, line {row}: the plan was read together.")
        canvas.showPage()
    canvas.save()
    return path


def test_what_is_wrong_with_scanned_pages_is_noticed_and_nothing_is_changed(tmp_path: Path) -> None:
    done = handled(mixed(tmp_path))
    assert [(finding.noticed, finding.words, finding.degrees) for finding in done.findings] == [
        (Noticed.UPSIDE_DOWN, "Page 2 seems to be upside down: turn it?", 180.0),
        (Noticed.BLANK, "Page 3 seems to be blank: leave it out?", 0.0),
        (Noticed.SKEWED, "Page 4 stands 2.0 degrees crooked: straighten it?", -2.0),
        (Noticed.SIDEWAYS, "Page 5 seems to lie on its side: turn it?", 270.0),
    ]
    assert (done.pages, done.actions) == (5, ())


def test_what_the_maker_wants_is_done_and_said_and_not_noticed_again(tmp_path: Path) -> None:
    plain = handled(mixed(tmp_path))
    done = handled(tmp_path / "scan.tif", turns=((2, 180), (5, 270)), straightened=((4, -2.0),), left_out=(3,))
    assert done.actions == ("page 4 straightened", "pages 2 and 5 turned upright", "page 3, blank, left out")
    assert (done.pages, done.findings, done.outcome) == (4, (), Outcome.INCLUDED)
    assert apart(shown(done, 1), turned(shown(plain, 1), 180)) < 1
    assert apart(shown(done, 3), turned(shown(plain, 4), 270)) < 1
    assert len(done.page_prints) == 5 and done.page_prints[2] == ""


def test_a_straightened_page_stands_straight_and_its_picture_keeps_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_of(typed(4).rotate(-3, Image.Resampling.BICUBIC, fillcolor=246)))
    before, after = handled(tmp_path / "a.jpg"), handled(tmp_path / "a.jpg", straightened=((1, -3.0),))
    assert abs(look_over(after.pdf or Path(), Handling())[0].stance.skew) <= 0.2
    pictures = []
    for done in (before, after):
        with pikepdf.open(done.pdf or "") as pdf:
            pictures.append(pdf.pages[0].Resources.XObject.Im0.read_raw_bytes())
    assert pictures[0] == pictures[1]


def test_the_same_wishes_give_the_same_bytes(tmp_path: Path) -> None:
    wished = {"turns": ((2, 180),), "straightened": ((4, -2.0),), "left_out": (3,)}
    one, two = handled(mixed(tmp_path), **wished), handled(tmp_path / "scan.tif", **wished)
    assert one.pdf and two.pdf and one.pdf != two.pdf and one.pdf.read_bytes() == two.pdf.read_bytes()


def test_leaving_out_every_page_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = handled(typed_pdf(tmp_path / "a.pdf"), left_out=(1, 2, 3))
    assert done.outcome is Outcome.REFUSED and (done.reason or "").startswith("Every page of this document would be left out.")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.pdf"]


def test_a_turn_adds_to_the_turn_a_page_has_already_and_the_width_is_as_seen(tmp_path: Path) -> None:
    with pikepdf.open(typed_pdf(tmp_path / "in.pdf")) as pdf:
        pdf.pages[0].obj.Rotate = 270
        pdf.save(tmp_path / "a.pdf")
    done = handled(tmp_path / "a.pdf", turns=((1, 180), (9, 90)), left_out=(2, 7))
    with pikepdf.open(done.pdf or "") as made:
        assert visible_of(made.pages[0].obj).turn == 90 and len(made.pages) == done.pages == 2
    assert done.first_width == pytest.approx(841.89, abs=0.1) and done.actions == ("page 1 turned by 180 degrees", "page 2 left out")


def test_pages_of_words_are_not_straightened_and_that_is_said(tmp_path: Path) -> None:
    done = handled(typed_pdf(tmp_path / "a.pdf"), straightened=((1, 2.0), (2, -1.0), (3, 20.0)))
    assert done.actions == ("pages 1 and 2 not straightened, because there is more than a picture on them",)


def test_a_page_of_words_that_run_up_the_sheet_is_noticed(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), invariant=1)
    for angle in (90, 180, 0):
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(angle)
        for row in range(6):
            canvas.drawString(-150, row * 20, "Minutes of the planning meeting, with who said what")
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    done = handled(tmp_path / "a.pdf")
    assert [(finding.pages, finding.degrees) for finding in done.findings] == [((1,), 90.0), ((2,), 180.0)]
    put_right = handled(tmp_path / "a.pdf", turns=((1, 90), (2, 180)))
    assert "pages 1 and 2 turned upright" in put_right.actions and put_right.findings == ()
    with pypdfium2.PdfDocument(put_right.pdf) as pdf:
        assert [pdf[n].get_rotation() for n in range(3)] == [90, 180, 0]


def test_a_landscape_page_stays_as_it_is_read(tmp_path: Path) -> None:
    done = handled(scan_of(tmp_path / "a.tif", typed(3, size=(SIZE[1], SIZE[0]))))
    with pikepdf.open(done.pdf or "") as pdf:
        seen = visible_of(pdf.pages[0].obj)
    assert done.findings == () and seen.turn == 0 and seen.width > seen.height


def test_a_page_with_nothing_on_it_is_noticed_but_not_a_document_of_nothing(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), invariant=1)
    canvas.drawString(100, 700, "Words that can be read on the first page")
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    assert [finding.words for finding in handled(tmp_path / "a.pdf").findings] == ["Page 2 seems to be blank: leave it out?"]
    assert handled(scan_of(tmp_path / "b.tif", empty(1), empty(2))).findings == ()


def test_pages_are_not_looked_at_where_nobody_asks(tmp_path: Path) -> None:
    path = mixed(tmp_path)
    done = convert(replace(path_source(path), handling=Handling(left_out=(3,))), tmp_path, looked_over=False)
    assert (done.findings, done.page_prints, done.actions) == ((), (), ("page 3 left out",))


def test_pages_after_the_time_for_looking_are_taken_as_they_are(tmp_path: Path) -> None:
    done = handled(mixed(tmp_path))
    looks = look_over(done.pdf or Path(), Handling(), seconds=-1)
    assert [look.printed for look in looks] == [""] * 5 and findings_of(looks, Handling()) == ()


def test_a_second_program_has_the_last_word_where_the_lines_are_not_sure(tmp_path: Path) -> None:
    done = handled(scan_of(tmp_path / "a.tif", typed(7, capitals=True), turned(typed(2), 180), typed(3)))
    asked: list[int] = []

    def second(sheet: Image.Image) -> int | None:
        asked.append(sheet.width)
        return 180 if len(asked) == 1 else None

    looks = look_over(done.pdf or Path(), Handling(), second)
    assert [look.stance.turn for look in looks] == [180, 180, 0] and len(asked) == 2


def test_a_page_that_cannot_be_drawn_is_not_noticed_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Image.Image:
        raise OSError("truncated")

    monkeypatch.setattr("sendco_desk.packs.scans.sheet_of", fail)
    done = handled(mixed(tmp_path))
    assert done.pages == 5 and done.findings == ()


def test_the_pages_that_go_in_can_be_told_by_their_number_as_converted() -> None:
    assert kept_pages(5, Handling(left_out=(2, 4))) == (1, 3, 5)


@pytest.mark.parametrize("kind", ["jpg", "png"])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_photograph_is_seen_alike_whether_it_is_drawn_or_only_unpacked(kind: str, turn: int, tmp_path: Path) -> None:
    turned(typed(3), 180).save(tmp_path / f"a.{kind}", dpi=(100, 100))
    done = handled(tmp_path / f"a.{kind}", turns=((1, turn),) if turn else ())
    look = look_over(done.pdf or Path(), Handling())[0]
    assert look.stance.turn == (180 - turn) % 360 and look.scan
