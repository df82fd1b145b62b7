import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from sendco_desk.packs.convert import convert
from sendco_desk.packs.convert.pdf_layers import hidden_layers, is_hidden
from sendco_desk.packs.convert.pdf_scrub import PAGE_KEYS
from sendco_desk.packs.source import Converted, Limits, Outcome, path_source
from sendco_desk.packs.visible import visible_of
from tests.shared_corpus import SHARED, needs_shared

DOCUMENTS = SHARED / "corpus" / "documents"
Change = Callable[[pikepdf.Pdf], None]


def pages(count: int = 2, *, form: bool = False) -> pikepdf.Pdf:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number in range(count):
        canvas.drawString(100, 700, f"Page {number + 1} words")
        if form:
            canvas.acroForm.textfield(name=f"name{number}", x=50, y=50, value="filled in", width=100, height=20)
        canvas.showPage()
    canvas.save()
    buffer.seek(0)
    return pikepdf.open(buffer)


def printed(folder: Path, pdf: pikepdf.Pdf, change: Change | None = None, password: str = "", **how: object) -> Converted:
    if change:
        change(pdf)
    pdf.save(folder / "in.pdf", **how)  # type: ignore[arg-type]
    return convert(path_source(folder / "in.pdf", password=password), folder)


def text_of(done: Converted) -> str:
    assert done.pdf is not None, done.reason
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        return "\n".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))


def every_byte(done: Converted) -> bytes:
    """The file with nothing packed, so that a word cannot hide in a compressed stream."""
    assert done.pdf is not None, done.reason
    buffer = io.BytesIO()
    with pikepdf.open(done.pdf) as pdf:
        unpacked = pikepdf.StreamDecodeLevel.all
        pdf.save(buffer, compress_streams=False, stream_decode_level=unpacked, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def add_note(pdf: pikepdf.Pdf, **facts: Any) -> None:
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[50, 600, 150, 650], **facts))
    pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", ()), note])


def test_a_pdf_with_nothing_but_pages_is_taken_as_it_is(tmp_path: Path) -> None:
    done = printed(tmp_path, pages())
    assert done.pdf is not None and done.pdf.read_bytes() == (tmp_path / "in.pdf").read_bytes()
    assert (done.outcome, done.pages, done.actions, done.image_only) == (Outcome.INCLUDED, 2, (), False)


def run_on_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('SCRIPT')"))


def run_by_name(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("SCRIPT"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))


def run_on_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("SCRIPT")))


def run_after_another(pdf: pikepdf.Pdf) -> None:
    add_note(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=[0], Next=Array([Dictionary(S=Name.JavaScript, JS=String("SCRIPT"))])))


@pytest.mark.parametrize("change", [run_on_opening, run_by_name, run_on_the_page, run_after_another])
def test_a_script_never_reaches_the_pack(change: Change, tmp_path: Path) -> None:
    done = printed(tmp_path, pages(), change)
    assert "removed JavaScript" in done.actions
    assert b"SCRIPT" not in every_byte(done) and b"JavaScript" not in every_byte(done)


@pytest.mark.parametrize("command", [Name.Launch, Name.SubmitForm, Name.ImportData])
def test_a_command_never_reaches_the_pack(command: pikepdf.Name, tmp_path: Path) -> None:
    done = printed(tmp_path, pages(), lambda pdf: add_note(pdf, Subtype=Name.Link, A=Dictionary(S=command, F=String("cmd.exe"))))
    assert done.actions == ("removed a command that starts programs or sends data",)
    assert b"cmd.exe" not in every_byte(done)


def test_a_tracking_link_goes_and_its_words_stay(tmp_path: Path) -> None:
    done = printed(tmp_path, pages(), lambda pdf: add_note(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("http://track.example"))))
    assert done.actions == ("removed 1 link to other places; the words stay",)
    assert b"track.example" not in every_byte(done) and "Page 1 words" in text_of(done)


def test_a_link_to_another_page_of_the_same_document_still_leads_there(tmp_path: Path) -> None:
    def link_and_script(pdf: pikepdf.Pdf) -> None:
        add_note(pdf, Subtype=Name.Link, Dest=Array([pdf.pages[2].obj, Name.Fit]))
        run_on_opening(pdf)

    done = printed(tmp_path, pages(3), link_and_script)
    with pikepdf.open(done.pdf or "") as pdf:
        assert pdf.pages[0].obj.Annots[0].Dest[0].objgen == pdf.pages[2].obj.objgen


def test_a_clean_page_carries_only_what_is_seen(tmp_path: Path) -> None:
    def private(pdf: pikepdf.Pdf) -> None:
        run_on_the_page(pdf)
        pdf.pages[0].obj.PieceInfo = Dictionary(Maker=Dictionary(Private=String("PRIVATE")))
        drawing = pdf.make_stream(b"0 0 5 5 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        drawing.Metadata = pdf.make_stream(b"<gps>PRIVATE</gps>")
        pdf.pages[0].obj.Resources.XObject = Dictionary(D=drawing)
        pdf.pages[0].contents_add(b"/D Do")

    done = printed(tmp_path, pages(), private)
    assert "removed private data of the program that made it" in done.actions
    assert b"PRIVATE" not in every_byte(done)
    with pikepdf.open(done.pdf or "") as pdf:
        assert all(set(page.obj.keys()) <= PAGE_KEYS for page in pdf.pages)


def test_a_stream_that_is_fetched_from_another_file_is_cut_off(tmp_path: Path) -> None:
    def fetch(pdf: pikepdf.Pdf) -> None:
        run_on_opening(pdf)
        pdf.pages[0].obj.Resources.XObject = Dictionary(D=pdf.make_stream(b"", Subtype=Name.Form, BBox=[0, 0, 9, 9], F=String("//server/x")))
        pdf.pages[0].contents_add(b"/D Do")

    assert b"//server/x" not in every_byte(printed(tmp_path, pages(), fetch))


def test_size_turn_and_crop_box_stay(tmp_path: Path) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        run_on_opening(pdf)
        pdf.pages[0].obj.Rotate, pdf.pages[0].obj.CropBox, pdf.pages[0].obj.UserUnit = 90, Array([10, 20, 300, 400]), 2

    with pikepdf.open(printed(tmp_path, pages(), turn).pdf or "") as pdf:
        page = pdf.pages[0].obj
        assert (int(page.Rotate), [int(v) for v in page.CropBox], int(page.UserUnit)) == (90, [10, 20, 300, 400], 2)


def test_what_was_filled_into_a_form_becomes_words_of_the_page(tmp_path: Path) -> None:
    done = printed(tmp_path, pages(form=True))
    assert "flattened form" in done.actions
    assert text_of(done).count("filled in") == 2
    with pikepdf.open(done.pdf or "") as pdf:
        assert "/AcroForm" not in pdf.Root and "/Annots" not in pdf.pages[0].obj


def test_a_value_without_a_drawing_is_drawn(tmp_path: Path) -> None:
    def undraw(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.Annots[0]["/AP"]
        pdf.Root.AcroForm.NeedAppearances = True

    assert text_of(printed(tmp_path, pages(form=True), undraw)).count("filled in") == 2


@needs_shared
def test_a_real_forms_values_are_seen(tmp_path: Path) -> None:
    assert "abc potato" in text_of(convert(path_source(DOCUMENTS / "pdf_form_filled.pdf"), tmp_path))


def test_a_form_kept_twice_loses_its_second_copy_and_keeps_its_pages(tmp_path: Path) -> None:
    def add_xfa(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    done = printed(tmp_path, pages(form=True), add_xfa)
    assert "removed the XFA copy of the form; its pages are kept" in done.actions and done.outcome is Outcome.INCLUDED


def test_a_signature_is_said_to_be_lost(tmp_path: Path) -> None:
    def sign(pdf: pikepdf.Pdf) -> None:
        add_note(pdf, Subtype=Name.Widget, FT=Name.Sig, V=Dictionary(Type=Name.Sig), T=String("sign"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))

    assert "the digital signature does not survive in a pack; keep the original beside it" in printed(tmp_path, pages(), sign).actions


def test_a_signature_flag_is_enough(tmp_path: Path) -> None:
    def flag(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm.SigFlags = 3

    assert any("signature" in action for action in printed(tmp_path, pages(form=True), flag).actions)


def test_a_file_inside_a_pdf_is_named_and_left_out(tmp_path: Path) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["scores.xlsx"] = b"EMBEDDED"
        spec = Dictionary(Type=Name.Filespec, F=String("notes.txt"), EF=Dictionary(F=pdf.make_stream(b"EMBEDDED")))
        add_note(pdf, Subtype=Name.FileAttachment, FS=spec)
        add_note(pdf, Subtype=Name.FileAttachment, FS=String("elsewhere.doc"))
        add_note(pdf, Subtype=Name.FileAttachment)

    done = printed(tmp_path, pages(), attach)
    assert done.attachments == ("scores.xlsx", "notes.txt", "elsewhere.doc", "a file without a name")
    assert done.outcome is Outcome.PARTIAL and (done.reason or "").startswith("4 files inside it are not printed: scores.xlsx, notes.txt")
    assert b"EMBEDDED" not in every_byte(done)


@needs_shared
def test_highlights_and_ink_that_viewers_draw_by_themselves_are_on_the_page(tmp_path: Path) -> None:
    done = convert(path_source(DOCUMENTS / "pdf_annotations.pdf"), tmp_path)
    with pypdfium2.PdfDocument(done.pdf) as pdf:
        page = pdf[0].render(scale=1, may_draw_forms=False).to_pil().convert("RGB")
    yellow = page.getpixel((146, 124))  # above "Line 1"
    assert isinstance(yellow, tuple) and yellow[0] > 200 and yellow[2] < 50
    assert page.getpixel((56, 313)) != (255, 255, 255)  # the top of the ink
    assert done.actions == ("made 3 notes and marks part of the page", "the words of 1 pop-up comment are not printed, only their marks")


def test_a_hidden_mark_stays_hidden(tmp_path: Path) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        drawing = pdf.make_stream(b"BT /F1 12 Tf 0 0 Td (HIDDENMARK) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 20])
        add_note(pdf, Subtype=Name.Stamp, F=2, AP=Dictionary(N=drawing))

    done = printed(tmp_path, pages(), hide)
    assert b"HIDDENMARK" not in every_byte(done)


def layered(pdf: pikepdf.Pdf) -> None:
    """One layer on, one off; the hidden one draws text, a path, a drawing, and a layered drawing inside a drawing."""
    on, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("on", "off"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([on, off]), D=Dictionary(OFF=Array([off]), Order=Array([on, off])))
    secret = pdf.make_stream(b"BT /F1 9 Tf (SECRETDRAWING) Tj ET", Subtype=Name.Form, BBox=[0, 0, 99, 20])
    tagged = pdf.make_stream(b"BT /F1 9 Tf (SECRETTAGGED) Tj ET", Subtype=Name.Form, BBox=[0, 0, 99, 20], OC=off)
    inner = pdf.make_stream(
        b"/OC /Off BDC BT /F1 9 Tf (SECRETINNER) Tj ET EMC BT /F1 9 Tf (OPENINNER) Tj ET",
        Subtype=Name.Form,
        BBox=[0, 0, 99, 20],
        Resources=Dictionary(Properties=Dictionary(Off=off)),
    )
    resources = pdf.pages[0].obj.Resources
    resources.Properties = Dictionary(On=on, Off=off)
    resources.XObject = Dictionary(S=secret, T=tagged, I=inner)
    pdf.pages[0].contents_add(
        b"/OC /Off BDC BT /F1 12 Tf 100 650 Td (SECRETWORDS) Tj ET 1 0 0 rg 0 0 50 50 re f /S Do EMC /T Do /I Do"
        b" /OC /On BDC BT /F1 12 Tf 100 600 Td (OPENWORDS) Tj ET EMC /Span BMC /OC << /Type /OCG >> BDC EMC EMC EMC"
    )
    add_note(pdf, Subtype=Name.Link, Dest=Array([pdf.pages[1].obj, Name.Fit]), OC=off)


def test_what_a_hidden_layer_draws_is_nowhere_in_the_file(tmp_path: Path) -> None:
    done = printed(tmp_path, pages(), layered)
    everything = every_byte(done)
    assert b"SECRET" not in everything
    assert b"OPENWORDS" in everything and b"OPENINNER" in everything and "Page 1 words" in text_of(done)
    assert done.actions == ("removed 1 hidden layer",)


def test_layers_that_are_all_shown_change_nothing(tmp_path: Path) -> None:
    def show(pdf: pikepdf.Pdf) -> None:
        layered(pdf)
        pdf.Root.OCProperties.D = Dictionary()

    done = printed(tmp_path, pages(), show)
    assert b"SECRETWORDS" in every_byte(done) and done.actions == ()


def test_a_file_whose_layers_start_hidden_shows_only_those_switched_on(tmp_path: Path) -> None:
    pdf = pages()
    layered(pdf)
    on, off = pdf.Root.OCProperties.OCGs
    pdf.Root.OCProperties.D = Dictionary(BaseState=Name.OFF, ON=Array([on]))
    assert hidden_layers(pdf) == {off.objgen}


@pytest.mark.parametrize(
    ("policy", "hidden"), [("/AnyOn", False), ("/AllOn", True), ("/AnyOff", False), ("/AllOff", True), (None, False)]
)
def test_a_rule_over_one_shown_and_one_hidden_layer(policy: str | None, hidden: bool) -> None:
    pdf = pages()
    layered(pdf)
    rule = Dictionary(Type=Name.OCMD, OCGs=pdf.Root.OCProperties.OCGs)
    if policy:
        rule.P = Name(policy)
    assert is_hidden(rule, hidden_layers(pdf)) is hidden


@pytest.mark.parametrize(("words", "hidden"), [("And", True), ("Or", False), ("Not", True)])
def test_a_visibility_expression(words: str, hidden: bool) -> None:
    pdf = pages()
    layered(pdf)
    on, off = pdf.Root.OCProperties.OCGs
    parts = [on] if words == "Not" else [on, off]
    assert is_hidden(Dictionary(Type=Name.OCMD, VE=Array([Name("/" + words), *parts])), hidden_layers(pdf)) is hidden
    assert not is_hidden(Dictionary(Type=Name.OCMD), hidden_layers(pdf))


@pytest.mark.parametrize("right", [True, False])
def test_a_locked_pdf_opens_with_its_password_and_no_other(right: bool, tmp_path: Path) -> None:
    lock = pikepdf.Encryption(owner="owner", user="user")
    done = printed(tmp_path, pages(), password="user" if right else "wrong", encryption=lock)
    if right:
        assert done.actions == ("removed the password",) and "Page 1 words" in text_of(done)
    else:
        assert (done.reason or "").startswith("That password does not open the PDF.")


@needs_shared
@pytest.mark.parametrize("name", ["pdf_encrypted_user_r6.pdf", "pdf_encrypted_user_rc4.pdf"])
def test_a_real_locked_pdf_is_refused_without_and_printed_with_its_password(name: str, tmp_path: Path) -> None:
    assert "locked with a password" in (convert(path_source(DOCUMENTS / name), tmp_path).reason or "")
    assert convert(path_source(DOCUMENTS / name, password="asdfzxcv"), tmp_path).outcome is Outcome.INCLUDED


def test_a_lock_against_copying_needs_no_password(tmp_path: Path) -> None:
    done = printed(tmp_path, pages(), encryption=pikepdf.Encryption(owner="owner", user=""))
    assert done.actions == ("removed the lock against copying",)


def test_a_damaged_pdf_is_repaired_and_that_is_said(tmp_path: Path) -> None:
    pages().save(tmp_path / "whole.pdf")
    whole = (tmp_path / "whole.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[: whole.rindex(b"xref")])
    done = convert(path_source(tmp_path / "cut.pdf"), tmp_path)
    assert done.outcome is Outcome.INCLUDED and "repaired damage in the file" in done.actions
    assert "Page 2 words" in text_of(done)


def test_a_pdf_that_only_the_forgiving_reader_opens_is_repaired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages().save(tmp_path / "a.pdf")
    real, calls = pikepdf.open, []

    def fails_once(*args: object, **how: object) -> pikepdf.Pdf:
        calls.append(1)
        if len(calls) == 1:
            raise pikepdf.PdfError("broken")
        return real(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr("pikepdf.open", fails_once)
    done = convert(path_source(tmp_path / "a.pdf"), tmp_path)
    monkeypatch.undo()
    assert "repaired damage in the file" in done.actions and "Page 1 words" in text_of(done)


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    pikepdf.new().save(tmp_path / "none.pdf")
    assert "damaged" in (convert(path_source(tmp_path / "none.pdf"), tmp_path).reason or "")


def test_a_pdf_with_too_many_pages_is_refused(tmp_path: Path) -> None:
    pages(3).save(tmp_path / "a.pdf")
    done = convert(path_source(tmp_path / "a.pdf"), tmp_path, Limits(max_pages=2))
    assert done.reason == "The PDF has 3 pages, more than 2. Split it, and add the parts that matter."


@needs_shared
def test_a_scan_says_that_it_holds_no_words(tmp_path: Path) -> None:
    assert convert(path_source(DOCUMENTS / "pdf_scan_ccitt.pdf"), tmp_path).image_only
    assert not convert(path_source(DOCUMENTS / "pdf_blank_no_contents.pdf"), tmp_path).image_only


@needs_shared
@pytest.mark.parametrize("name", ["pdf_rotated_pages.pdf", "pdf_form_filled.pdf", "pdf_scan_rotate_skew.pdf"])
def test_the_width_of_the_first_page_is_told_as_it_is_seen_afterwards(name: str, tmp_path: Path) -> None:
    done = convert(path_source(DOCUMENTS / name), tmp_path)
    assert done.pdf is not None
    with pikepdf.open(done.pdf) as pdf:
        assert done.first_width == visible_of(pdf.pages[0].obj).width > 0
