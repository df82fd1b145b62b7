from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from sendco_desk.packs.assemble import build
from sendco_desk.packs.verify import verify
from sendco_desk.packs.verify_reading import Check
from tests.packs.pack_configurations import with_documents
from tests.packs.pack_samples import as_it_is, item, lettered_pdf, pupil_plan


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with generated pages, a document that is led to, and one of pictures."""
    folder = tmp_path_factory.mktemp("made")
    build(with_documents(folder)["a PDF that words lead to"], folder / "pack.pdf", convert=as_it_is)
    return folder / "pack.pdf"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of generated pages alone, which claims all there is."""
    folder = tmp_path_factory.mktemp("drawn")
    build(pupil_plan(), folder / "pack.pdf", convert=as_it_is)
    return folder / "pack.pdf"


def checked(path: Path, name: str = "structure") -> Check:
    return next(check for check in verify(path) if check.name == name)


def tampered(made: Path, folder: Path, change: Callable[[Any], None], name: str = "structure") -> str:
    """What the check says of a pack after the change; it must not hold."""
    with pikepdf.open(made) as pdf:
        change(pdf)
        pdf.save(folder / "tampered.pdf", static_id=True)
    check = checked(folder / "tampered.pdf", name)
    assert not check.ok
    return check.detail


def elements(pdf: Any, role: str) -> list[Any]:
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == f"/{role}" and "/P" in thing]


def test_a_pack_is_tagged_and_claims_only_what_it_is(made: Path, drawn: Path) -> None:
    assert checked(made).ok and "elements" in checked(made).detail
    assert (checked(made, "claims").ok, checked(made, "claims").detail) == (True, "none; the file is tagged all the same")
    assert checked(drawn).ok
    assert checked(drawn, "claims").detail == "PDF/UA-1 and PDF/A-2a"


def _forget_tree(pdf: Any) -> None:
    del pdf.Root.StructTreeRoot


def _unmark(pdf: Any) -> None:
    pdf.Root.MarkInfo.Marked = False


@pytest.mark.parametrize("change", [_forget_tree, _unmark])
def test_a_file_that_is_not_tagged_fails(made: Path, tmp_path: Path, change: Callable[[Any], None]) -> None:
    assert tampered(made, tmp_path, change) == "the file is not tagged"


def _silence_figure(pdf: Any) -> None:
    elements(pdf, "P")[0].S = Name.Figure


def _deepen(pdf: Any) -> None:
    elements(pdf, "H1")[-1].S = Name.H4


def _begin_deep(pdf: Any) -> None:
    elements(pdf, "H1")[0].S = Name.H2


def _draw_outside(pdf: Any) -> None:
    page = pdf.pages[0].obj
    page.Contents = Array([*page.Contents, pdf.make_stream(b"0 0 10 10 re f")])


def _number_anew(pdf: Any) -> None:
    page = pdf.pages[0].obj
    page.Contents = Array([*page.Contents, pdf.make_stream(b"/P <</MCID 9999>> BDC 0 0 10 10 re f EMC EMC")])


def _forget_returns(pdf: Any) -> None:
    pdf.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array())


def _return_by_no_tree(pdf: Any) -> None:
    pdf.Root.StructTreeRoot.ParentTree = 5


def _return_to_a_stranger(pdf: Any) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers[1] = Array([elements(pdf, "Document")[0]] * len(numbers[1]))


def _forget_return_of_link(pdf: Any) -> None:
    pdf.pages[0].obj.Annots[0].StructParent = 99_999


def _add_link(pdf: Any) -> None:
    page = pdf.pages[0].obj
    page.Annots = Array([*page.Annots, pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1]))])


def _rename(pdf: Any) -> None:
    next(each for each in elements(pdf, "Sect") if "Speech report" in str(each.T)).T = String("Something else")


def _unlist_document(pdf: Any) -> None:
    section = next(each for each in elements(pdf, "Sect") if "Speech report" in str(each.T))
    section.K = Array([*section.K][:-1])


def _list_twice(pdf: Any) -> None:
    heading = elements(pdf, "H1")[0]
    heading.K = Array([heading.K, heading.K])


def _ring(pdf: Any) -> None:
    document = elements(pdf, "Document")[0]
    document.K = Array([*document.K, document])


def _on_no_page(pdf: Any) -> None:
    elements(pdf, "H1")[0].Pg = pdf.make_indirect(Dictionary(Type=Name.Page))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_silence_figure, "a picture has no words that stand for it"),
        (_deepen, "a heading of depth 4 follows one of depth"),
        (_begin_deep, "the first heading is of depth 2"),
        (_draw_outside, "something on page 1 is neither in the tree nor said to be furniture"),
        (_number_anew, "the pieces of page 1 are not the ones in the tree"),
        (_forget_returns, "the way back from"),
        (_return_by_no_tree, "the way back from"),
        (_return_to_a_stranger, "leads elsewhere than the tree"),
        (_forget_return_of_link, "the way back from a link leads elsewhere than the tree"),
        (_add_link, "a link on page 1 is not in the tree"),
        (_rename, "the document on page 3 is not announced by its title"),
        (_unlist_document, "the content of page 3 is not in the tree"),
        (_list_twice, "a piece of page 1 is in the tree twice"),
        (_ring, "the tree holds something twice, or something that is no element"),
        (_on_no_page, "an element stands on no page of the file"),
    ],
)
def test_a_broken_tree_fails_in_words(made: Path, tmp_path: Path, change: Callable[[Any], None], said: str) -> None:
    assert said in tampered(made, tmp_path, change)


def test_a_document_that_was_printed_here_must_be_in_the_tree_too(tmp_path: Path) -> None:
    (tmp_path / "views.txt").write_text("I like art.")
    build(pupil_plan([item(tmp_path / "views.txt", "Speech report")]), tmp_path / "pack.pdf")
    assert checked(tmp_path / "pack.pdf").ok

    def unlist(pdf: Any) -> None:
        section = next(each for each in elements(pdf, "Sect") if "Speech report" in str(each.T))
        section.K = Array([*section.K][:2])

    assert tampered(tmp_path / "pack.pdf", tmp_path, unlist) == "the pieces of page 3 are not the ones in the tree"


def test_a_bookmark_that_leads_nowhere_announces_nothing(made: Path, tmp_path: Path) -> None:
    with pikepdf.open(made) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("3 Speech report, page 3"))
        pdf.save(tmp_path / "pack.pdf")
    assert checked(tmp_path / "pack.pdf").ok


def test_a_tree_whose_way_back_stands_in_branches_is_read(made: Path, tmp_path: Path) -> None:
    with pikepdf.open(made) as pdf:
        root = pdf.Root.StructTreeRoot
        root.ParentTree = Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Nums=root.ParentTree.Nums))]))
        pdf.save(tmp_path / "branches.pdf")
    assert checked(tmp_path / "branches.pdf").ok


# Claims


def _claim(pdf: Any) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", b"<pdfuaid:part>1</pdfuaid:part></rdf:RDF>")
    pdf.Root.Metadata = pdf.make_stream(packet, {"/Type": Name.Metadata, "/Subtype": Name.XML})


def _forget_colours(pdf: Any) -> None:
    del pdf.Root.OutputIntents


def _forget_language(pdf: Any) -> None:
    del pdf.Root.Lang


def test_a_pack_with_a_document_from_elsewhere_may_claim_nothing(made: Path, tmp_path: Path) -> None:
    assert tampered(made, tmp_path, _claim, "claims") == "it says more than it is: it holds pages that were made elsewhere"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_forget_tree, "it is not tagged, or has no language"),
        (_forget_language, "it is not tagged, or has no language"),
        (_forget_colours, "an archived file says in which colours it is meant"),
    ],
)
def test_a_claim_needs_what_it_takes(drawn: Path, tmp_path: Path, change: Callable[[Any], None], said: str) -> None:
    assert tampered(drawn, tmp_path, change, "claims") == f"it says more than it is: {said}"


def test_a_file_that_is_locked_is_no_archive(drawn: Path, tmp_path: Path) -> None:
    with pikepdf.open(drawn) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="made up", user="made up"))
    check = next(check for check in verify(tmp_path / "locked.pdf", "made up") if check.name == "claims")
    assert (check.ok, check.detail) == (False, "it says more than it is: an archived file has no password")


def test_without_metadata_nothing_is_claimed(drawn: Path, tmp_path: Path) -> None:
    with pikepdf.open(drawn) as pdf:
        del pdf.Root.Metadata
        pdf.save(tmp_path / "bare.pdf")
    assert checked(tmp_path / "bare.pdf", "claims").ok


def test_a_document_whose_links_lead_within_it_says_what_they_are(tmp_path: Path) -> None:
    path = lettered_pdf(tmp_path / "linked.pdf", 2)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 90, 20], Dest=Array([pdf.pages[1].obj, Name.Fit]))
        said = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 90, 20], Dest=Array([pdf.pages[0].obj, Name.Fit]), Contents=String("Back"))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link), pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link))])
        pdf.pages[1].obj.Annots = Array([pdf.make_indirect(said)])
        pdf.save(path)
    build(pupil_plan([item(path, "Plan")]), tmp_path / "pack.pdf", convert=as_it_is)
    assert checked(tmp_path / "pack.pdf").ok
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        told = [str(note.Contents) for page in pdf.pages for note in page.obj.get("/Annots", ()) if "Go to" not in str(note.get("/Contents"))]
    assert told == ["Link within ‘Plan’", "Link within ‘Plan’", "Back"]
