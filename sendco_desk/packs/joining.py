"""Joins generated pages and documents lazily, stamps, links, bookmarks and labels them, and writes the one finished file in a single save."""

import errno
import hashlib
import html
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from sendco_desk.packs import fonts
from sendco_desk.packs.claims import NOTHING, Claim, claim_of, claimed, end_plainly, intend
from sendco_desk.packs.joining_tags import Structure
from sendco_desk.packs.pages import STRIP_MARGIN, Drawn, Layout
from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.pages_draw import LinkBox
from sendco_desk.packs.pages_ink import FOOT_SIZE, MARGIN
from sendco_desk.packs.pages_marks import PRINTED
from sendco_desk.packs.pages_shared import above_title
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.stamping import LEAST_WIDTH, DigitWidths, Stamper, Strip
from sendco_desk.packs.visible import band_width, visible_of

PRODUCER = "SENDCo Desk"
GENERATED = "/SDSK_Generated"  # on each page drawn here, so that a checker knows which fonts are ours
DOCUMENT = "/SDSK_Document"  # on the first page of each document, or the page in its place: its number in the contents
LATE = "/SDSK_Late"  # on each page that was added after the pack was sent: the day
LATE_OF = "/SDSK_LateOf"  # on each page of a document that was added: its number
VOLUME = "/SDSK_Volume"  # in the catalogue of a volume: which of how many it is, and the pages of all
_END = 64  # bytes, within which a file says that it is whole
_ENDED = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_TABLE = re.compile(rb"xref\n|\d+ 0 obj\n")
_KEPT = frozenset(["/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group", "/Annots"])


def first_widths(layout: Layout) -> dict[int, float]:
    """How wide the first page of each document is as seen: its title strip is drawn to fit."""
    widths = {}
    for key, entry in layout.entries:
        if entry.kind is Kind.DOCUMENT and entry.converted and entry.converted.pdf:
            widths[key] = max(LEAST_WIDTH, band_width(entry.converted.first_width or _first_width(entry.converted.pdf)))
    return widths


def _first_width(path: Path) -> float:
    with pikepdf.open(path) as pdf:
        return visible_of(pdf.pages[0].obj).width


def joining(layout: Layout, drawn: Drawn, folder: Path) -> pikepdf.Job:
    """The joining of every page in order, and of the slips after them: documents are read from disk only as they are written out."""
    generated = folder / "generated.pdf"
    generated.write_bytes(drawn.pdf)
    pages: list[str] = []
    for key, entry in layout.entries:
        if entry.kind is Kind.DOCUMENT and entry.converted and entry.converted.pdf:
            pages += [str(entry.converted.pdf), f"1-{entry.converted.pages}"]
        elif layout.counts[key]:
            start = drawn.starts[key] + 1
            pages += [str(generated), f"{start}-{start + layout.counts[key] - 1}"]
    pages += [str(generated), f"{drawn.text_pages + 1}-z"]
    never_written = str(folder / "joined.pdf")
    return pikepdf.Job(["pikepdf", "--empty", "--remove-unreferenced-resources=no", "--pages", *pages, "--", never_written])


def identifier(fingerprint: str, version: str) -> bytes:
    """The file's fixed identifier: the same facts made by the same version have the same one."""
    return hashlib.sha256(f"{fingerprint} {version}".encode()).digest()[:16]


def finish(job: pikepdf.Job, out: Path, plan: PackPlan, layout: Layout, drawn: Drawn, file_id: bytes, still_wanted: Callable[[], None]) -> None:
    """Stamp every page, write links, bookmarks, labels and titles, and save: the only save there is.

    ``still_wanted`` is called now and then, and raises Cancelled when the person has stopped the work.
    """
    with job.create_pdf() as pdf:
        pages = [page.obj for page in pdf.pages]
        slips = pages[layout.pages :]
        structure = Structure(layout, drawn)
        tops = _stamp_all(pdf, pages, slips, layout, drawn, file_id, structure)
        still_wanted()
        del pdf.pages[layout.pages :]
        _link(pdf, pages, layout, drawn, tops)
        structure.write(pdf)
        _bookmark(pdf, pages, layout, tops)
        claim = claim_of(foreign=structure.foreign, locked=bool(plan.password))
        _describe(pdf, plan, layout, pages[0], tops[0], claim)
        pdf.trailer["/ID"] = Array([String(file_id), String(file_id)])
        save(pdf, out, plan.password, still_wanted, archived=claim.archived)


def save(pdf: pikepdf.Pdf, out: Path, password: str, still_wanted: Callable[[], None], *, archived: bool = False) -> None:
    """Write the file: the same bytes each time, locked with AES-256 where there is a password.

    An ``archived`` file packs no objects together: such a stream may end with a carriage return, which checkers miscount.
    """
    if archived:
        end_plainly(pdf)
    still_wanted()
    if password:
        _save_locked(pdf, out, password, still_wanted)
        return
    # qpdf writes the file itself: handing it over piece by piece takes nearly as long again as the writing
    wanted = {
        "empty": "",
        "outputFile": str(out),
        "staticId": "",  # keeps the first half, which is ours; the second is a constant
        "minVersion": "1.7",
        "compressStreams": "n",  # what is long is compressed already; trying again would hold each picture in memory
        "decodeLevel": "none",
        "objectStreams": "disable" if archived else "generate",
        "newlineBeforeEndstream": "",
    }
    pikepdf.Job(wanted).write_pdf(pdf)
    _need_whole(out)
    still_wanted()


def _need_whole(out: Path) -> None:
    """Raise OSError where the disk ran full, of which qpdf 12 says nothing: the end of the file, and what that points to, must be there."""
    with out.open("rb") as stream:
        stream.seek(-min(_END, out.stat().st_size), os.SEEK_END)
        end = _ENDED.search(stream.read())
        if end is not None:
            stream.seek(int(end[1]))
            if _TABLE.match(stream.read(_END)):
                return
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _save_locked(pdf: pikepdf.Pdf, out: Path, password: str, still_wanted: Callable[[], None]) -> None:
    locked = pikepdf.Encryption(owner=password, user=password, R=6)
    with out.open("wb") as stream:
        pdf.save(
            stream,
            static_id=True,
            min_version="1.7",
            fix_metadata_version=False,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            encryption=locked,
            progress=lambda percent: still_wanted(),
        )


def _stamp_all(
    pdf: pikepdf.Pdf, pages: list[Any], slips: list[Any], layout: Layout, drawn: Drawn, file_id: bytes, structure: Structure
) -> list[tuple[float, float]]:
    """Clean, lengthen and stamp each page; gives the top left corner of each as seen."""
    forms = [pikepdf.Page(slip).as_form_xobject() for slip in slips]
    stamper = Stamper(
        pdf=pdf,
        total=layout.total,
        font=footer_font(slips[0]),
        digits=DigitWidths({letter: fonts.width(letter, FOOT_SIZE) for letter in "Page of0123456789"}),
        prefix=f"Sd{file_id.hex()[:8]}",
        who=forms[0] if drawn.stamp is not None else None,
        who_width=drawn.stamp_width,
    )
    tops = []
    for number, (key, entry, within) in enumerate(_page_owners(layout)):
        page = pages[number]
        strip = None
        begun = structure.begun(page, number, key, within)
        clean(page)
        if begun.printed:
            page[PRINTED] = True
        if key in drawn.strips and within == 0:
            slip, height = drawn.strips[key]
            strip = Strip(forms[slip - drawn.text_pages], height)
            structure.strip(page, slip, strip.form)
        if entry.item is not None and within == 0:
            page[DOCUMENT] = int(entry.number)
        if entry.kind is not Kind.DOCUMENT:
            page[GENERATED] = True
        seen = stamper.stamp(page, layout.before + number + 1, STRIP_MARGIN if entry.kind is Kind.DOCUMENT else MARGIN, strip, mark=begun.code)
        begun.stands(stamper.shown.box)
        tops.append(seen.top_left)
    return tops


def _page_owners(layout: Layout) -> Iterator[tuple[int, Entry, int]]:
    """For every page of the pack, the entry it belongs to and how far in it is."""
    for key, entry in layout.entries:
        for within in range(layout.counts[key]):
            yield key, entry, within


def footer_font(slip: Any) -> Any:
    """The first subset of the regular font: it always holds the plain letters and figures under their own codes."""
    found = slip.Resources.Font
    return next(font for _, font in found.items() if str(font.get("/BaseFont", "")) == f"/AAAAAA+{fonts.REGULAR}")


def clean(page: Any) -> None:
    """Take off a page all that is not seen: much of it points into a document that is no longer there."""
    for key in set(page.keys()) - _KEPT:
        del page[key]


def _link(pdf: pikepdf.Pdf, pages: list[Any], layout: Layout, drawn: Drawn, tops: list[tuple[float, float]]) -> None:
    at = {drawn.starts[key] + i: layout.place(key) - 1 + i for key in drawn.starts for i in range(layout.counts[key])}
    for link in drawn.links:
        page, target = pages[at[link.page]], layout.firsts[link.target] + link.within
        place = _place(pages, target - layout.before, tops, 0.0 if link.within else layout.downs.get(link.target, 0.0))
        annotation = pdf.make_indirect(_link_annotation(link, layout.order[link.target], target, place))
        if "/Annots" in page:
            page.Annots.append(annotation)
        else:
            page.Annots = Array([annotation])
        page.Tabs = Name.S
        drawn.tree.element(link.marks).notes.append((page, annotation))


def _link_annotation(link: LinkBox, entry: Entry, target: int, place: Array) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[round(number, 2) for number in link.rect],
        Border=[0, 0, 0],
        F=4,
        Dest=place,
        Contents=String(f"Go to {entry.bookmark}, page {target}"),
    )


def _place(pages: list[Any], number: int, tops: list[tuple[float, float]], down: float = 0.0) -> Array:
    """The top of a page, or of what begins so far down its text."""
    left, top = tops[number - 1]
    return Array([pages[number - 1], Name.XYZ, round(left, 2), round(top - above_title(down), 2), None])


def _bookmark(pdf: pikepdf.Pdf, pages: list[Any], layout: Layout, tops: list[tuple[float, float]]) -> None:
    """A bookmark for every part and document, its title ending with the page."""
    with pdf.open_outline() as outline:
        part: OutlineItem | None = None
        for key, entry in layout.entries:
            place = _place(pages, layout.place(key), tops, layout.downs.get(key, 0.0))
            bookmark = OutlineItem(f"{entry.bookmark}, page {layout.firsts[key]}", place)
            if entry.kind is Kind.PART:
                part = bookmark
            inside = part is not None and entry.number and entry.kind is not Kind.PART
            (part.children if inside and part else outline.root).append(bookmark)


def _describe(pdf: pikepdf.Pdf, plan: PackPlan, layout: Layout, first: Any, top: tuple[float, float], claim: Claim) -> None:
    """Title, language, opening view and claims, in the document and in its XMP."""
    root: Any = pdf.Root
    if "/AcroForm" in root:
        del root["/AcroForm"]
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    if layout.before:
        root.PageLabels.Nums[1].St = layout.before + 1
    if layout.volume:
        root[VOLUME] = Dictionary(Number=layout.volume, Of=layout.volumes, Total=layout.total)
    introduce(pdf, layout.titled(plan.title), plan.author or PRODUCER, plan.subject or plan.title, plan.on, first, top, claim)


def introduce(
    pdf: pikepdf.Pdf, title: str, author: str, subject: str, on: date, first: Any, top: tuple[float, float], claim: Claim = NOTHING
) -> None:
    """Title, author, subject, language and day, and that the file opens with its bookmarks shown, on its ``first`` page at its ``top``."""
    root: Any = pdf.Root
    root.Lang = String("en-GB")
    root.PageMode = Name.UseOutlines
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.OpenAction = Array([first, Name.XYZ, round(top[0], 2), round(top[1], 2), 1])
    title, author, subject = (one_line(words) for words in (title, author, subject))
    said = {"/Title": title, "/Author": author, "/Subject": subject, "/Creator": PRODUCER, "/Producer": PRODUCER}
    stamp = f"D:{on:%Y%m%d}120000Z"
    pdf.trailer["/Info"] = pdf.make_indirect(
        Dictionary({**{k: String(v) for k, v in said.items()}, "/CreationDate": String(stamp), "/ModDate": String(stamp)})
    )
    intend(pdf, claim)
    root.Metadata = pdf.make_stream(xmp(title, author, subject, on, claim).encode(), {"/Type": Name.Metadata, "/Subtype": Name.XML})


def one_line(words: str) -> str:
    """Without the control characters that XML does not allow."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def xmp(title: str, author: str, subject: str, on: date, claim: Claim = NOTHING) -> str:
    """The metadata packet: what the document information says, for readers that look here, and what the file claims to be."""
    noon = f"{on.isoformat()}T12:00:00Z"
    title, author, subject = (html.escape(words, quote=False) for words in (title, author, subject))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{noon}</xmp:CreateDate><xmp:ModifyDate>{noon}</xmp:ModifyDate><xmp:MetadataDate>{noon}</xmp:MetadataDate>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>
</rdf:Description>
{claimed(claim)}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
