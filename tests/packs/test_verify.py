import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.assemble import build
from sendco_desk.packs.verify import CHECKS, failed, verify
from tests.packs.pack_samples import as_it_is, item, lettered_pdf, pupil_plan
from tests.shared_corpus import SHARED, needs_shared


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    (folder / "locked.docx").write_bytes(b"not to be opened")
    documents = [
        item(lettered_pdf(folder / "speech.pdf", 3), "Speech and language report", part="Professionals"),
        item(folder / "locked.docx", "Letter from paediatrics", part="Professionals"),
        item(lettered_pdf(folder / "plan.pdf", 2, turn=90), "Attendance plan", part="School records"),
    ]
    build(pupil_plan(documents), folder / "pack.pdf", convert=as_it_is)
    return folder / "pack.pdf"


def _without_bookmark(pdf: Any) -> None:
    with pdf.open_outline() as outline:
        del outline.root[2].children[0]


def _bookmark_astray(pdf: Any) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children[1].destination = Array([pdf.pages[4].obj, Name.Fit])


def _bookmark_without_page(pdf: Any) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children[1].title = "Pupil summary"


def _labels_off_by_one(pdf: Any) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=2)]))


def _labels_gone(pdf: Any) -> None:
    del pdf.Root.PageLabels


def _link_gone(pdf: Any) -> None:
    del pdf.pages[0].obj.Annots[3]


def _link_astray(pdf: Any) -> None:
    pdf.pages[0].obj.Annots[3].Dest[0] = pdf.pages[5].obj


def _script(pdf: Any) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))])))


def _script_on_opening(pdf: Any) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _annotation(subtype: str, **more: Any) -> Callable[[Any], None]:
    def mutate(pdf: Any) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[0, 0, 9, 9], **more)
        pdf.pages[5].obj.Annots = Array([pdf.make_indirect(note)])

    return mutate


def _form(pdf: Any) -> None:
    field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), Rect=[0, 0, 9, 9]))
    pdf.pages[5].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _attached(pdf: Any) -> None:
    pdf.attachments["secret.exe"] = b"MZ"


def _hidden_layer(pdf: Any) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())


def _page_event(pdf: Any) -> None:
    pdf.pages[4].obj.AA = Dictionary(O=Dictionary(S=Name.GoTo))


def _view_fitted(pdf: Any) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


def _bookmarks_closed(pdf: Any) -> None:
    pdf.Root.PageMode = Name.UseNone


def _language_gone(pdf: Any) -> None:
    del pdf.Root.Lang


def _title_changed(pdf: Any) -> None:
    pdf.docinfo["/Title"] = "Another title"


def _title_not_shown(pdf: Any) -> None:
    del pdf.Root.ViewerPreferences


def _page_added(pdf: Any) -> None:
    pdf.add_blank_page(page_size=(595, 842))


def _page_removed(pdf: Any) -> None:
    del pdf.pages[6]


def _page_turned(pdf: Any) -> None:
    pdf.pages[5].obj.Rotate = 90


def _page_cropped(pdf: Any) -> None:
    left, bottom, right, top = (float(number) for number in pdf.pages[5].obj.MediaBox)
    pdf.pages[5].obj.CropBox = [left, bottom + 40, right, top]


def _stamp_taken(pdf: Any) -> None:
    page = pdf.pages[5].obj
    page.Contents = Array(list(page.Contents)[1:])


def _number_overwritten(pdf: Any) -> None:
    stream = pdf.pages[5].obj.Contents[0]
    stream.write(stream.read_bytes().replace(b"Page 6 of", b"Page 7 of"))


def _stamp_moved_over_the_text(pdf: Any) -> None:
    stream = pdf.pages[5].obj.Contents[0]
    stream.write(stream.read_bytes().replace(b" 10 Td", b" 300 Td"))


def _name_taken_from_one_page(pdf: Any) -> None:
    stream = pdf.pages[5].obj.Contents[0]
    data = stream.read_bytes()
    start = data.index(b"q 1 0 0 1")
    stream.write(data[:start] + data[data.index(b"Do Q", start) + 5 :])


def _font_taken_out(pdf: Any) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
            del thing["/FontFile2"]
            return


def _letters_unreadable(pdf: Any) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]
            return


def _manifest_row_gone(pdf: Any) -> None:
    stream = pdf.pages[-1].obj.Contents[1]
    data = stream.read_bytes()
    at = data.index(b"SHA")
    stream.write(data[:at] + b"XXX" + data[at + 3 :])


def _hour_told(pdf: Any) -> None:
    pdf.docinfo["/ModDate"] = "D:20261112094501Z"


def _painted_over(pdf: Any) -> None:
    pdf.pages[3].contents_add(b"1 1 1 rg 0 -100 2000 2000 re f")


MUTATIONS: list[tuple[Callable[[Any], None], set[str]]] = [
    (_without_bookmark, {"bookmarks"}),
    (_bookmark_astray, {"bookmarks"}),
    (_bookmark_without_page, {"bookmarks"}),
    (_labels_off_by_one, {"page labels"}),
    (_labels_gone, {"page labels"}),
    (_link_gone, {"links"}),
    (_link_astray, {"links"}),
    (_script, {"nothing runs"}),
    (_script_on_opening, {"nothing runs", "opening view"}),
    (_annotation("/Link", A=Dictionary(S=Name.Launch, F=String("cmd.exe"))), {"nothing runs"}),
    (_annotation("/Link", A=Dictionary(S=Name.URI, URI=String("https://example.org"))), {"nothing runs"}),
    (_annotation("/Link", A=Dictionary(S=Name.SubmitForm, F=String("https://example.org"))), {"nothing runs"}),
    (_annotation("/FileAttachment"), {"nothing runs"}),
    (_form, {"nothing runs"}),
    (_attached, {"nothing runs"}),
    (_hidden_layer, {"nothing runs"}),
    (_page_event, {"nothing runs"}),
    (_view_fitted, {"opening view"}),
    (_bookmarks_closed, {"opening view"}),
    (_language_gone, {"language"}),
    (_title_changed, {"title"}),
    (_title_not_shown, {"title"}),
    (_page_added, {"printed numbers", "stamps", "numbers as drawn"}),
    (_page_removed, {"printed numbers", "numbers as drawn", "links", "bookmarks"}),
    (_page_turned, {"stamps"}),
    (_page_cropped, {"stamps", "numbers as drawn"}),
    (_stamp_taken, {"printed numbers", "stamps", "numbers as drawn"}),
    (_number_overwritten, {"printed numbers", "numbers as drawn"}),
    (_stamp_moved_over_the_text, {"stamps"}),
    (_name_taken_from_one_page, {"stamps"}),
    (_font_taken_out, {"fonts"}),
    (_letters_unreadable, {"fonts"}),
    (_manifest_row_gone, {"manifest"}),
    (_hour_told, {"identifiers"}),
    (_painted_over, {"stamps"}),
    (_annotation("/Square", C=Array([1, 1, 1]), IC=Array([1, 1, 1])), {"stamps"}),
    (_annotation("/FreeText", DA=String("0 g")), {"stamps"}),
]


@pytest.mark.parametrize(("mutate", "names"), MUTATIONS)
def test_each_kind_of_damage_fails_its_own_check(good: Path, tmp_path: Path, mutate: Callable[[Any], None], names: set[str]) -> None:
    with pikepdf.open(good) as pdf:
        mutate(pdf)
        pdf.save(tmp_path / "damaged.pdf")
    assert names <= {check.name for check in failed(verify(tmp_path / "damaged.pdf"))}


def test_a_good_pack_passes_and_every_check_tells_how_much_it_looked_at(good: Path) -> None:
    checks = verify(good)
    assert failed(checks) == ()
    assert len(checks) == len(CHECKS) == len({check.name for check in checks})
    assert {check.name: check.detail for check in checks}["printed numbers"] == "9 of 9"


def _flipped(pack: Path, out: Path, thing: Callable[[Any], Any]) -> Path:
    """The pack with one byte changed in the middle of a stream, as stored."""
    with pikepdf.open(pack) as pdf:
        stored = thing(pdf).read_raw_bytes()
    whole = pack.read_bytes()
    assert whole.count(stored) == 1
    middle = whole.index(stored) + len(stored) // 2
    out.write_bytes(whole[:middle] + bytes([whole[middle] ^ 0x5A]) + whole[middle + 1 :])
    return out


def test_a_byte_that_changed_in_a_font_or_a_picture_of_the_pack_is_noticed(good: Path, tmp_path: Path) -> None:
    def font(pdf: Any) -> Any:
        return next(iter(pdf.pages[0].obj.Resources.Font.values())).FontDescriptor.FontFile2

    failing = failed(verify(_flipped(good, tmp_path / "flipped.pdf", font)))
    assert {check.name: check.detail for check in failing}["whole"].startswith("5 of 9; damaged on pages 1, 2,")
    assert {check.name: check.detail for check in verify(good)}["whole"] == "9 of 9"


def test_a_document_that_came_damaged_and_says_so_passes_and_one_damaged_since_does_not(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 72 700 Td (Words of a report) Tj ET " * 40
    for name in ("sound", "spoilt"):
        with pikepdf.open(lettered_pdf(tmp_path / f"{name}.pdf", 2)) as pdf:
            pdf.pages[1].obj.Contents = pdf.make_stream(_packed(content, spoilt=name == "spoilt"), Filter=Name.FlateDecode)
            pdf.save(tmp_path / f"{name} report.pdf")
        build(pupil_plan([item(tmp_path / f"{name} report.pdf", "A report")]), tmp_path / f"{name} pack.pdf")
    told = {check.name: check for check in verify(tmp_path / "spoilt pack.pdf")}
    assert told["whole"].ok and "the others came damaged, as is said there" in told["whole"].detail
    since = (tmp_path / "sound pack.pdf").read_bytes()
    assert since.count(_packed(content)) == 1 and failed(verify(tmp_path / "sound pack.pdf")) == ()
    (tmp_path / "since.pdf").write_bytes(since.replace(_packed(content), _packed(content, spoilt=True)))
    assert [check.name for check in failed(verify(tmp_path / "since.pdf"))] == ["whole"]


def _packed(content: bytes, *, spoilt: bool = False) -> bytes:
    stored = zlib.compress(content)
    return stored[:20] + b"\xff" * 20 + stored[40:] if spoilt else stored


def test_a_pdf_that_is_no_pack_fails_without_stopping(tmp_path: Path) -> None:
    checks = verify(lettered_pdf(tmp_path / "other.pdf", 2))
    assert {"page labels", "printed numbers", "links", "bookmarks", "manifest"} <= {check.name for check in failed(checks)}
    assert all(check.detail for check in checks)


@pytest.mark.parametrize("content", [b"", b"no PDF at all", b"%PDF-1.7\n1 0 obj <<"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "damaged.pdf").write_bytes(content)
    with pytest.raises(Refused, match="damaged or is not a PDF"):
        verify(tmp_path / "damaged.pdf")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such file"):
        verify(tmp_path / "nowhere.pdf")


def test_pages_that_point_at_nothing_sensible_are_told_not_crashed_on(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        page: Any = pdf.pages[0].obj
        page.Contents = Array([])
        page.Annots = Array([Dictionary(Subtype=Name.Link, Rect=[0, 0, 1, 1], Dest=String("nowhere"))])
        page[Name("/SDSK_Generated")] = True
        pdf.Root.PageLabels = Dictionary(Nums=Array([]))
        pdf.Root.OpenAction = Array([])
        pdf.save(tmp_path / "odd.pdf")
    assert {"links", "opening view"} <= {check.name for check in failed(verify(tmp_path / "odd.pdf"))}


@needs_shared
def test_any_pdf_is_checked_or_refused_but_never_a_crash() -> None:
    for path in sorted((SHARED / "corpus" / "documents").glob("*.pdf")):
        try:
            assert failed(verify(path)), f"{path.name} is not a pack"
        except Refused as refusal:
            assert refusal.message
