"""A printed form as a PDF that anybody can read, hear and keep: tagged (PDF/UA-1), archived (PDF/A-2a), the same bytes for the same paper."""

import hashlib
import html
import io
import math
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sendco_desk import __version__
from sendco_desk.domain.paper import Paper, words_of
from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import fonts
from sendco_desk.packs.claims import ALL, claimed, end_plainly, intend
from sendco_desk.packs.joining import PRODUCER, identifier, one_line
from sendco_desk.packs.pages_flow import LaidPage, Row, broken, paginate
from sendco_desk.packs.pages_ink import FOOT_SIZE, FOOTER, GREY, HAIR, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Style
from sendco_desk.packs.pages_pen import TaggedPen
from sendco_desk.packs.paper_rows import paper_rows, text_width
from sendco_desk.packs.paper_tags import Tree
from sendco_desk.packs.paper_type import EASY, USUAL
from sendco_desk.statute.wording import counted

ABOVE = 44.0
BELOW = 14.0
_ENDLESS = 1e7
_EASY_FOOT = 10.0


def paper_pdf(paper: Paper) -> bytes:
    """The paper as the bytes of a PDF.

    Raises Refused for letters that no font here has, for a photograph that cannot be read, and for a paper of one page that needs more.
    """
    _need_letters(paper)
    rows = paper_rows(paper)
    if paper.one_page:
        _refuse_points(paper, _too_long(paper, rows))
    pages = paginate(rows, _text_height(paper))
    pen = PaperPen(
        title=paper.title, firsts={}, width=text_width(paper), height=_page_height(paper), above=ABOVE, stamp=paper.foot, total=len(pages),
        foot_size=_EASY_FOOT if paper.easy_read else FOOT_SIZE,
    )
    for page in pages:
        pen.draw_page(page)
    return _described(pen.finish(), pen.tree, paper)


def paper_words(paper: Paper) -> str:
    """Every word on it, as search wants them."""
    return "\n".join(words for words in words_of(paper) if words)


def page_count(paper: Paper) -> int:
    """How many pages it takes."""
    return len(paginate(paper_rows(paper), _text_height(paper)))


def overflow(paper: Paper) -> float:
    """How many points too long for one page it is; 0 where it fits."""
    return _too_long(paper, paper_rows(replace(paper, one_page=True)))


def lines_left(paper: Paper) -> int:
    """How many lines of its body still fit on one page; below 0, how many it is too long."""
    free = _free(paper, paper_rows(replace(paper, one_page=True))) / (EASY if paper.easy_read else USUAL).body.leading
    return math.floor(free)


def _too_long(paper: Paper, rows: tuple[Row, ...]) -> float:
    return max(0.0, -_free(paper, rows))


def _free(paper: Paper, rows: tuple[Row, ...]) -> float:
    """Points of one page that are left; below 0, how many are lacking."""
    (page,) = paginate(rows, _ENDLESS)
    return _text_height(paper) - (page[-1].top + page[-1].laid.height if page else 0.0)


def need_one_page(paper: Paper) -> None:
    """Raises Refused for a paper that promises one page and needs more: whatever it is saved as, since Word has no measure of its own here."""
    if paper.one_page:
        _refuse_points(paper, overflow(paper))


def _refuse_points(paper: Paper, points: float) -> None:
    if points > 0:
        lines = math.ceil(points / (EASY if paper.easy_read else USUAL).body.leading)
        raise Refused(f"‘{paper.title}’ must fit on one page and is about {counted(lines, 'line')} too long: shorten some of its words.")


def _need_letters(paper: Paper) -> None:
    missing = fonts.missing("".join(words_of(paper)))
    if missing:
        raise Refused(f"The PDF cannot show {' '.join(missing)}: write it without, or save it for Word.", field="words")


def _page_height(paper: Paper) -> float:
    return PAGE_WIDTH if paper.landscape else PAGE_HEIGHT


def _text_height(paper: Paper) -> float:
    return _page_height(paper) - ABOVE - FOOTER - BELOW - (10.0 if paper.easy_read else 0.0)


@dataclass(slots=True)
class PaperPen(TaggedPen):
    """Draws whole pages, each with its foot."""

    stamp: str = ""
    total: int = 1
    foot_size: float = FOOT_SIZE

    def draw_page(self, laid: LaidPage) -> None:
        """One page and its foot."""
        self.canvas.setPageSize((self.width + 2 * MARGIN, self.height))
        for placed in laid:
            self._row(placed)
        self._close()
        self._foot()
        self._turn()

    def _foot(self) -> None:
        """What stands at the foot of every page, with its number; what is too long goes on a second line."""
        words = " · ".join(filter(None, (self.stamp, f"Page {self.page + 1} of {self.total}")))
        leading = self.foot_size + 2.5
        lines = list(broken(words, Style(fonts.REGULAR, self.foot_size, leading, GREY), self.width))
        self.canvas._code.append("/Artifact <</Type /Pagination /Subtype /Footer>> BDC")
        self.canvas.setStrokeColorRGB(*HAIR)
        self.canvas.setLineWidth(0.5)
        top = 12 + leading * len(lines)
        self.canvas.line(MARGIN, top, MARGIN + self.width, top)
        self.canvas.setFillColorRGB(*GREY)
        for number, line in enumerate(lines, 1):
            fonts.draw(self.canvas, MARGIN, top - 2 - leading * number, line, self.foot_size)
        self.canvas._code.append("EMC")


# The file around the pages


def _described(pdf: bytes, tree: Tree, paper: Paper) -> bytes:
    """The same pages with their tags, title and language, and with what they claim to be. No day is given: a paper has none but in its words."""
    title, author = one_line(paper.title), one_line(paper.school) or PRODUCER
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        tree.write(document)
        root.Lang = String("en-GB")
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        intend(document, ALL)
        said = {"/Title": title, "/Author": author, "/Creator": PRODUCER, "/Producer": PRODUCER}
        document.trailer["/Info"] = document.make_indirect(Dictionary({key: String(words) for key, words in said.items()}))
        root.Metadata = document.make_stream(_xmp(title, author).encode(), {"/Type": Name.Metadata, "/Subtype": Name.XML})
        file_id = identifier(hashlib.sha256(repr(paper).encode()).hexdigest(), __version__)
        document.trailer["/ID"] = Array([String(file_id), String(file_id)])
        end_plainly(document)
        document.save(made, static_id=True, min_version="1.7", fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()


def _xmp(title: str, author: str) -> str:
    """The metadata packet: title, author and language, and what the paper claims to be."""
    title, author = (html.escape(words, quote=False) for words in (title, author))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>
</rdf:Description>
{claimed(ALL)}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
