import os
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pptx
import pytest

from sendco_desk.packs.convert import libreoffice, odf_package, office, office_package, word
from sendco_desk.packs.source import Converted, Limits, Outcome, path_source
from tests.packs.office_samples import SIMPLE, converted, saved, text_of, zipped
from tests.packs.test_convert_docx import paragraph, run, word_file
from tests.packs.test_convert_odt import NAMES, open_document
from tests.packs.test_convert_word2003 import document, para
from tests.packs.test_convert_word2003 import run as run_2003
from tests.shared_corpus import SHARED, needs_shared

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
DOC = OLE + "WordDocument".encode("utf-16-le") + b"INCLUDEPICTURE http://a.example/b.png"
PPT = OLE + "PowerPoint Document".encode("utf-16-le")
ACCEPTED = "tracked changes: printed as if all were accepted"

SOFFICE = """#!{python}
import pathlib, shutil, sys
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
target = sys.argv[sys.argv.index("--convert-to") + 1]
document = pathlib.Path(sys.argv[-1])
asked = pathlib.Path(__file__).with_name("asked.txt")
asked.write_text((asked.read_text() if asked.exists() else "") + target + "\\n")
shutil.copy(document, asked.with_name("given" + document.suffix))
def write_pdf(pages=1):
    import pikepdf
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.save(folder / (document.stem + ".pdf"))
{body}
"""
PRINTS = "write_pdf()"


def program(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where the program that stands in keeps what it was given."""
    folder = tmp_path / "program"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    monkeypatch.setattr(word, "find", lambda: None)


def with_libreoffice(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str = PRINTS) -> None:
    path = program(folder, "soffice", SOFFICE.format(python=sys.executable, body=body))
    monkeypatch.setattr(libreoffice, "find", lambda: path)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Words"  # type: ignore[index]
    book.create_sheet("Old").sheet_state = "hidden"
    return saved(book)


def slides() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text, slide.notes_slide.notes_text_frame.text = "Words", "Say thanks"
    return saved(show)


TEXT = "<office:text><text:p>Words</text:p></office:text>"
KINDS: dict[str, tuple[bytes | str, str]] = {
    "a.xlsx": (sheet(), "calc_pdf_Export"),
    "a.pptx": (slides(), "impress_pdf_Export"),
    "a.ppt": (PPT, "impress_pdf_Export"),
    "a.rtf": ("{\\rtf1 Words}", "writer_pdf_Export"),
    "a.odt": (open_document(TEXT), "writer_pdf_Export"),
    "a.ods": (open_document("<office:spreadsheet/>", kind="spreadsheet"), "calc_pdf_Export"),
    "a.odp": (open_document("<office:presentation/>", kind="presentation"), "impress_pdf_Export"),
    "a.odg": (open_document("<office:drawing/>", kind="graphics"), "draw_pdf_Export"),
    "a.xml": (document(para(run_2003("Words"))), "writer_pdf_Export"),
}


@pytest.mark.parametrize("name", KINDS)
def test_libreoffice_prints_each_kind_with_its_own_export(name: str, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_libreoffice(monkeypatch, kept)
    content, export = KINDS[name]
    done = converted(tmp_path, name, content)
    assert office.BY_LIBREOFFICE in done.actions and done.pages == 1 and done.outcome is Outcome.INCLUDED
    assert (kept / "asked.txt").read_text() == f"pdf:{export}\n"
    assert done.pdf is not None and {path.name for path in tmp_path.iterdir()} == {name, "program", done.pdf.name}


def test_what_our_own_reader_knows_is_said_beside_a_printed_sheet(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_libreoffice(monkeypatch, kept)
    assert converted(tmp_path, "a.xlsx", sheet()).actions == (office.BY_LIBREOFFICE, "1 hidden sheet not printed: Old")
    assert converted(tmp_path, "a.pptx", slides()).actions == (office.BY_LIBREOFFICE, "speaker notes not printed")
    remark = b"{\\rtf1 Words{\\*\\annotation Why?}}"
    assert converted(tmp_path, "a.rtf", remark).actions == (office.BY_LIBREOFFICE, "1 comment not printed")


def test_an_endless_sheet_is_not_given_to_libreoffice(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_libreoffice(monkeypatch, kept)
    book = openpyxl.Workbook(write_only=True)
    log = book.create_sheet("Log")
    for number in range(2_500):
        log.append([number])
    done = converted(tmp_path, "a.xlsx", saved(book))
    assert done.actions == (SIMPLE,) and done.outcome is Outcome.PARTIAL and not (kept / "asked.txt").exists()


@pytest.mark.parametrize("body", ["raise SystemExit(1)", "pass", "(folder / (document.stem + '.pdf')).write_bytes(b'no')", "write_pdf(9)"])
def test_where_libreoffice_fails_the_simple_pages_stand_in(body: str, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_libreoffice(monkeypatch, kept, body)
    done = converted(tmp_path, "a.rtf", "{\\rtf1 Words}", Limits(max_pages=8))
    assert done.actions == (SIMPLE,) and "Words" in text_of(done)


def is_gone(process: str) -> bool:
    """True once a process has ended, even where nobody has asked how."""
    for _ in range(50):
        state = subprocess.run(["ps", "-o", "stat=", "-p", process], capture_output=True, text=True, check=False).stdout.strip()
        if not state or state.startswith("Z"):
            return True
        time.sleep(0.1)
    return False


def test_a_program_that_hangs_is_stopped_with_its_children(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = "import subprocess\nchild = subprocess.Popen(['sleep', '60'])\nasked.with_name('child').write_text(str(child.pid))\nchild.wait()"
    with_libreoffice(monkeypatch, kept, child)
    began = time.monotonic()
    done = converted(tmp_path, "a.rtf", "{\\rtf1 Words}", Limits(seconds=4.0))
    assert done.actions == (SIMPLE,) and time.monotonic() - began < 15
    assert is_gone((kept / "child").read_text())


def test_a_program_that_cannot_be_started_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: tmp_path / "nowhere")
    assert converted(tmp_path, "a.rtf", "{\\rtf1 Words}").actions == (SIMPLE,)


def test_children_that_cannot_be_listed_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    libreoffice.stop(os.getpid())


def test_on_windows_a_program_is_stopped_with_its_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("subprocess.run", lambda command, **_: asked.append(command))
    libreoffice.stop(7)
    assert asked == [["taskkill", "/T", "/F", "/PID", "7"]]


def test_the_profile_runs_no_macros_and_reaches_no_network() -> None:
    settings = libreoffice.settings()
    for name in ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks"):
        assert f'oor:name="{name}" oor:op="fuse"><value>true</value>' in settings
    assert '"ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value>' in settings


# Old documents


MAKES_WORD = "shutil.copy(asked.with_name('made.docx'), folder / (document.stem + '.docx')) if target.startswith('docx') else write_pdf()"


def tracked_word(folder: Path) -> Path:
    return word_file(folder / "made.docx", paragraph(run("Needs "), '<w:del><w:r><w:delText>ten</w:delText></w:r></w:del>', run("fifteen")))


@pytest.mark.parametrize(("name", "content"), [("a.doc", DOC), ("a.rtf", b"{\\rtf1 Needs {\\deleted ten}fifteen INCLUDEPICTURE}")])
def test_changes_of_an_old_document_are_settled_by_way_of_a_word_file(
    name: str, content: bytes, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracked_word(kept)
    with_libreoffice(monkeypatch, kept, MAKES_WORD)
    done = converted(tmp_path, name, content)
    assert done.actions == (office.BY_LIBREOFFICE, ACCEPTED)
    assert (kept / "asked.txt").read_text().splitlines() == ["docx:MS Word 2007 XML", "pdf:writer_pdf_Export"]
    with zipfile.ZipFile(kept / "given.docx") as given:
        assert b"ten<" not in given.read("word/document.xml")
    assert b"INCLUDEPICTURE" not in (kept / ("given" + Path(name).suffix)).read_bytes()


def test_tracked_rich_text_is_printed_simply_where_libreoffice_fails(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_libreoffice(monkeypatch, kept, "raise SystemExit(1)")
    done = converted(tmp_path, "a.rtf", "{\\rtf1 Needs {\\deleted ten }fifteen}")
    assert done.actions == (SIMPLE, ACCEPTED) and "Needs fifteen" in text_of(done)


@pytest.mark.parametrize(("name", "content", "called"), [("a.doc", DOC, "Word document (DOC)"), ("a.ppt", PPT, "PowerPoint presentation (PPT)")])
def test_old_documents_are_refused_with_what_to_do_where_nothing_prints_them(
    name: str, content: bytes, called: str, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = converted(tmp_path, name, content)
    assert refused.outcome is Outcome.REFUSED and f"This is an old {called}, which cannot be printed here. Open it in" in (refused.reason or "")
    with_libreoffice(monkeypatch, kept, "raise SystemExit(1)")
    assert converted(tmp_path, name, content).reason == refused.reason


# Copies that lead nowhere


def test_a_copied_workbook_leads_nowhere_and_has_no_macros(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="r"><Relationship Id="1" Type="x/hyperlink" TargetMode="External" Target="http://a"/>{}</Relationships>'
    )
    outside = '<Relationship Id="2" Type="x/externalLinkPath" TargetMode="External" Target="http://evil"/><Relationship Id="3" Type="x/vbaProject"/>'
    parts: dict[str, bytes | str] = {"a.rels": relations.format(outside), "b.rels": relations.format(""), "xl/vbaProject.bin": b"m", "xl/": b""}
    (tmp_path / "in").write_bytes(zipped(parts))
    office_package.copy(path_source(tmp_path / "in"), tmp_path / "out", Limits())
    with zipfile.ZipFile(tmp_path / "out") as copy:
        assert sorted(copy.namelist()) == ["a.rels", "b.rels"]
        assert b"evil" not in copy.read("a.rels") and b"http://a" in copy.read("a.rels") and copy.read("b.rels").decode() == parts["b.rels"]


def test_a_copied_open_document_has_no_deleted_words_scripts_or_links(tmp_path: Path) -> None:
    body = (
        '<office:text><text:tracked-changes><text:deletion>ten</text:deletion></text:tracked-changes><text:p><text:change-start/>Needs '
        '<text:span>now</text:span><text:change/> fifteen</text:p><draw:image xlink:href="http://a.example"/>'
        '<draw:image xlink:href="Pictures/a.png"/></office:text>'
    )
    (tmp_path / "in").write_bytes(open_document(body, more={"Basic/a": "x", "Scripts/": "", "styles.xml": f"<office:a {NAMES}/>"}))
    odf_package.copy(path_source(tmp_path / "in"), tmp_path / "out", Limits())
    with zipfile.ZipFile(tmp_path / "out") as copy:
        content = copy.read("content.xml").decode()
        assert sorted(copy.namelist()) == ["content.xml", "mimetype", "styles.xml"]
    assert "ten" not in content.replace("content", "") and "a.example" not in content and "Pictures/a.png" in content
    assert ">Needs <" in content and " fifteen" in content


def test_a_damaged_open_document_is_not_copied(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_libreoffice(monkeypatch, kept)
    parts: dict[str, bytes | str] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<office:a {NAMES}/>"}
    done = converted(tmp_path, "a.odt", zipped({**parts, "Object 1/content.xml": "<broken"}))
    assert "damaged" in (done.reason or "")


def test_orders_to_fetch_are_blanked_in_place() -> None:
    content = b"IncludePicture x " + "INCLUDETEXT".encode("utf-16-le") + b" DDEAUTO"
    still = office.stilled(content)
    assert len(still) == len(content) and b"ncludeP" not in still and b"D\x00E\x00" not in still and b"DDE" not in still


# Word on Windows, for which a script stands in

POWERSHELL = """#!{python}
import pathlib, sys
given = dict(zip(sys.argv[1::1], sys.argv[2::1]))
assert pathlib.Path(given["-File"]).read_text(encoding="utf-8-sig").count("AutomationSecurity = 3") == 1
pathlib.Path(given["-Held"]).write_text("\\ufeff41 x", encoding="utf-8")
out = pathlib.Path(given["-Out"])
{body}
"""
WORD_PRINTS = "import pikepdf\npdf = pikepdf.new()\npdf.add_blank_page()\npdf.save(out)\nprint('changes {changes}')"


def with_word(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str) -> None:
    path = program(folder, "powershell", POWERSHELL.format(python=sys.executable, body=body))
    monkeypatch.setattr(word, "find", lambda: path)


@pytest.mark.parametrize(("name", "content"), [("a.rtf", b"{\\rtf1 Words}"), ("a.doc", DOC), ("a.odt", open_document(TEXT))])
@pytest.mark.parametrize(("changes", "said"), [("0", (office.BY_WORD,)), ("3", (office.BY_WORD, ACCEPTED)), ("?", (office.BY_WORD,))])
def test_word_prints_where_it_is_found_and_says_how_changes_were_shown(
    name: str, content: bytes, changes: str, said: tuple[str, ...], tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_word(monkeypatch, kept, WORD_PRINTS.format(changes=changes))
    done = converted(tmp_path, name, content)
    assert done.actions == said and done.pages == 1


def test_word_is_not_asked_for_a_spreadsheet(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_word(monkeypatch, kept, WORD_PRINTS.format(changes=0))
    assert converted(tmp_path, "a.xlsx", sheet()).actions[0] == SIMPLE


def test_word_that_hangs_is_stopped_by_its_number(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_word(monkeypatch, kept, "import time; time.sleep(60)")
    script = "import pathlib, sys\npathlib.Path(__file__).with_name('killed').write_text(' '.join(sys.argv[1:]))"
    taskkill = program(kept, "taskkill", f"#!{sys.executable}\n{script}")
    monkeypatch.setenv("PATH", f"{taskkill.parent}{os.pathsep}{os.environ['PATH']}")
    done = converted(tmp_path, "a.rtf", "{\\rtf1 Words}", Limits(seconds=4.0))
    assert done.actions == (SIMPLE,) and (kept / "killed").read_text() == "/F /PID 41"


def test_a_document_that_word_cannot_print_is_refused_or_printed_simply(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_word(monkeypatch, kept, "print('changes 0')")
    assert converted(tmp_path, "a.doc", DOC).outcome is Outcome.REFUSED
    assert converted(tmp_path, "a.rtf", "{\\rtf1 Words}").actions == (SIMPLE,)


def test_word_is_looked_for_only_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert word.find() is None
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert word.find() is None
    installed = tmp_path / "Microsoft Office" / "root" / "Office16"
    installed.mkdir(parents=True)
    (installed / "WINWORD.EXE").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert word.find() is None
    shell = program(tmp_path, "powershell", "")
    monkeypatch.setattr("shutil.which", lambda name: str(shell) if name == "powershell" else None)
    assert word.find() == shell


# Every real document of these kinds

REAL = ("xls_simple.xls", "xlsx_simple.xlsx", "pptx_various.pptx", "odt_ooo3.odt", "rtf_various.rtf", "word2003_flat.xml", "docm_macros.docm")


@needs_shared
@pytest.mark.parametrize("name", REAL)
def test_every_real_office_document_becomes_pages_that_say_they_are_simplified(name: str, tmp_path: Path) -> None:
    done: Converted = converted(tmp_path, name, (SHARED / "corpus" / "documents" / name).read_bytes())
    assert SIMPLE in done.actions and text_of(done).startswith("Simplified pages made from")
