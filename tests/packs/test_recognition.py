import io
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image

from sendco_desk.domain.refusals import Cancelled
from sendco_desk.packs import recognition
from sendco_desk.packs.convert import convert
from sendco_desk.packs.recognition import Tesseract, asked, find, may_hold_scans, read_scans, words_of_scans
from sendco_desk.packs.scan_sheets import turned
from sendco_desk.packs.source import Blacked, Converted, Finding, Handling, Noticed, path_source
from sendco_desk.packs.visible import visible_of
from tests.packs.scan_samples import grained, scan_of, typed

needs_tesseract = pytest.mark.skipif(find() is None, reason="tesseract with English is not installed on this computer")

FAKE = '''
import io, sys, time
def pdf():
    import pikepdf
    from pikepdf import Array, Dictionary, Name
    data = sys.stdin.buffer.read()
    wide, high = (int(n) * 72 / 300 for n in data.split(b"\\n")[1].split())
    made = pikepdf.Pdf.new()
    made.add_blank_page(page_size=(wide, high))
    page = made.pages[0].obj
    kind = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources = Dictionary(Font=Dictionary({"/f-0-0": kind}))
    page.Contents = made.make_stream(b"BT 3 Tr 1 0 0 1 72 700 Tm /f-0-0 12 Tf [ (Words that were read) ] TJ ET")
    kept = io.BytesIO()
    made.save(kept)
    sys.stdout.buffer.write(kept.getvalue())
mode = sys.argv[1]
if "--version" in sys.argv:
    print("tesseract v9.8.7" if mode != "stranger" else "another program 9.8")
elif "--list-langs" in sys.argv:
    print("List:\\neng\\nosd" if mode != "welsh" else "List:\\ncym")
elif "--psm" in sys.argv:
    print("Rotate: 180\\nOrientation confidence: " + ("9.5" if mode == "works" else "0.4"))
elif mode == "sleeps":
    time.sleep(60)
elif mode == "fails":
    sys.exit(1)
elif mode == "babbles":
    print("no pdf")
else:
    with open(sys.argv[2], "a") as calls:
        calls.write("read\\n")
    pdf()
'''


@pytest.fixture
def fake(tmp_path: Path) -> Callable[[str], Tesseract]:
    """A program that answers as tesseract does, or as one that does not work."""
    script = tmp_path / "fake.py"
    script.write_text(textwrap.dedent(FAKE), encoding="utf-8")
    return lambda mode: Tesseract(command=(sys.executable, str(script), mode, str(tmp_path / "calls")), version="9.8")


def scan(folder: Path, *sheets: Image.Image) -> Converted:
    return convert(path_source(scan_of(folder / "scan.tif", *(sheets or (typed(1), typed(2))))), folder, looked_over=False)


def read(folder: Path, program: Tesseract | None, done: Converted, memory: Path | None = None, handling: Handling | None = None) -> Converted:
    folder.mkdir(exist_ok=True)
    return read_scans(done, handling or Handling(), program, folder, memory)


def words_of(done: Converted, page: int = 0) -> str:
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        return str(pdf[page].get_textpage().get_text_range())


def test_the_words_of_a_scan_can_be_searched_and_who_read_them_is_said(tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    before = scan(tmp_path)
    done = read(tmp_path / "out", fake("works"), before)
    assert done.actions == ("its words were recognised by tesseract 9.8, not proofread",)
    assert before.image_only and not done.image_only and may_hold_scans(before)
    assert words_of(done, 1) == "Words that were read"
    assert "Words that were read" in pypdf.PdfReader(done.pdf or "").pages[1].extract_text()


def test_the_page_looks_the_same_with_its_words_behind_it(tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    before = scan(tmp_path)
    pictures = []
    for done in (before, read(tmp_path / "out", fake("works"), before)):
        with pypdfium2.PdfDocument(done.pdf) as pdf:
            pictures.append(pdf[0].render(scale=1).to_pil().tobytes())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_words_stand_upright_where_they_are_seen_whatever_the_turn_and_the_crop(
    turn: int, tmp_path: Path, fake: Callable[[str], Tesseract]
) -> None:
    done = scan(tmp_path, typed(1))
    with pikepdf.open(done.pdf or "", allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Rotate = turn
        pdf.pages[0].obj.CropBox = [20, 30, 580, 830]
        pdf.save()
    read_done = read(tmp_path / "out", fake("works"), done)
    with pikepdf.open(read_done.pdf or "") as pdf, pypdfium2.PdfDocument(read_done.pdf) as drawing:
        seen = visible_of(pdf.pages[0].obj)
        (x0, y0), (x1, y1) = seen.point(68, 690), seen.point(240, 715)
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        found = drawing[0].get_textpage().get_text_bounded(*box)
    assert "".join(found.split()) == "Wordsthatwereread"


@pytest.mark.parametrize(("turn", "box"), [
    (90, lambda wide, high: (wide - 715, 68, wide - 690, 240)),
    (180, lambda wide, high: (wide - 240, high - 715, wide - 68, high - 690)),
    (270, lambda wide, high: (690, high - 240, 715, high - 68)),
])  # fmt: skip
def test_a_page_that_seems_turned_is_read_the_way_it_was_written(
    turn: int, box: Callable[[float, float], tuple[float, float, float, float]], tmp_path: Path, fake: Callable[[str], Tesseract]
) -> None:
    noticed = Finding(noticed=Noticed.UPSIDE_DOWN if turn == 180 else Noticed.SIDEWAYS, words="Turn it?", pages=(2,), degrees=turn)
    done = replace(scan(tmp_path, typed(1)), findings=(noticed,))
    read_done = read(tmp_path / "out", fake("works"), done, handling=Handling(left_out=(1,)))  # the page that was the second is the first
    with pypdfium2.PdfDocument(read_done.pdf) as drawing:
        page = drawing[0]
        found = page.get_textpage().get_text_bounded(*box(*page.get_size()))
        plain = read(tmp_path / "plain", fake("works"), replace(done, findings=()))
        with pypdfium2.PdfDocument(plain.pdf) as other:
            assert page.render(scale=1).to_pil().tobytes() == other[0].render(scale=1).to_pil().tobytes()
    assert "".join(found.split()) == "Wordsthatwereread"


def test_a_second_pack_does_not_read_again(tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    done, memory = scan(tmp_path), tmp_path / "memory"
    memory.mkdir()
    one, two = (read(tmp_path / name, fake("works"), done, memory) for name in ("one", "two"))
    assert (tmp_path / "calls").read_text().splitlines() == ["read", "read"]
    assert one.pdf and two.pdf and one.pdf.read_bytes() == two.pdf.read_bytes()
    read(tmp_path / "three", fake("works"), done, memory, Handling(turns=((1, 180),)))
    assert len((tmp_path / "calls").read_text().splitlines()) == 4


def test_what_was_read_before_a_page_was_blacked_out_is_never_laid_behind_it(tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    done, memory = scan(tmp_path), tmp_path / "memory"
    memory.mkdir()
    read(tmp_path / "one", fake("works"), done, memory)
    for number, boxes in enumerate((((1.0, 1.0, 9.0, 9.0),), ((1.0, 1.0, 99.0, 99.0),)), 2):
        told = Handling(blacked=(Blacked(page=1, boxes=boxes, reason="other_child"),))
        read(tmp_path / str(number), fake("works"), done, memory, told)
        assert len(list(memory.iterdir())) == 2 * number  # a file for each of its two pages


@pytest.mark.parametrize("mode", ["fails", "babbles"])
def test_a_page_that_cannot_be_read_stays_a_picture_and_is_said(mode: str, tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    before = scan(tmp_path)
    done = read(tmp_path / "out", fake(mode), before)
    assert done.image_only and done.pdf == before.pdf
    assert done.actions == ("the words of pages 1 and 2 could not be recognised",)


def test_a_page_that_takes_too_long_is_left(tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    assert fake("sleeps").words_layer(typed(1), 100, seconds=0.2) is None


def test_cancel_stops_the_reading_at_once(tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    done, calls = scan(tmp_path), []

    def report(page: int, pages: int) -> None:
        calls.append(page)
        if len(calls) > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_scans(done, Handling(), fake("sleeps"), tmp_path, report=report)


def test_nothing_is_read_without_a_program_or_where_it_is_not_wished_or_where_there_is_no_scan(
    tmp_path: Path, fake: Callable[[str], Tesseract]
) -> None:
    done = scan(tmp_path)
    assert read(tmp_path / "out", None, done) is done
    assert read(tmp_path / "out", fake("works"), done, handling=Handling(recognised=False)) is done
    (tmp_path / "a.txt").write_text("Words.")
    words = convert(path_source(tmp_path / "a.txt"), tmp_path)
    assert read(tmp_path / "out", fake("works"), words) is words and not may_hold_scans(words)


def test_only_a_tesseract_that_reads_english_is_taken(tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    assert asked(fake("works").command) == fake("works")
    assert asked(fake("stranger").command) is None and asked(fake("welsh").command) is None
    assert asked((str(tmp_path / "nothing"),)) is None


def test_it_is_found_on_the_path_or_in_its_usual_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(recognition, "_OTHERS", ())
    assert find() is None
    place = tmp_path / "Tesseract-OCR" / "tesseract.exe"
    place.parent.mkdir()
    place.write_bytes(b"")
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    monkeypatch.setattr(recognition, "_at", lambda program: Tesseract((program,), "5.0"))
    assert find() == Tesseract((str(place),), "5.0")


def test_the_program_says_which_way_up_only_where_it_is_sure(fake: Callable[[str], Tesseract]) -> None:
    assert fake("works").way_up(typed(1)) == 180
    assert fake("unsure").way_up(typed(1)) is None


def test_the_words_for_search_come_from_pictures_alone_and_in_memory(tmp_path: Path, fake: Callable[[str], Tesseract]) -> None:
    done = scan(tmp_path)
    assert done.pdf is not None
    kept = io.BytesIO(done.pdf.read_bytes())
    assert words_of_scans(kept, fake("works")) == "Words that were read\n\nWords that were read"
    assert words_of_scans(kept, fake("babbles")) == ""


@needs_tesseract
def test_tesseract_itself_reads_a_scan_that_was_turned_upright(tmp_path: Path) -> None:
    done = scan(tmp_path, grained(typed(1)).resize((1654, 2338)))
    read_done = read(tmp_path / "out", find(), done)
    found = words_of(read_done).split()
    assert sum(word in found for word in ("plan", "reading", "keyboard", "visits", "week.", "book")) >= 4
    assert pypdf.PdfReader(read_done.pdf or "").pages[0].extract_text().split()[:3] == found[:3]


@needs_tesseract
@pytest.mark.parametrize("clockwise", [90, 180])
def test_tesseract_itself_knows_which_way_up_a_page_is(clockwise: int) -> None:
    program = find()
    assert program is not None and program.way_up(turned(grained(typed(1)), clockwise)) == -clockwise % 360
