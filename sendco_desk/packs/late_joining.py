"""Puts late pages into the file that was sent, or into one of their own. Nothing is done to a page that was sent."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from sendco_desk.domain.dates import plain_day
from sendco_desk.packs import fonts, joining
from sendco_desk.packs.claims import NOTHING, Claim, claim_of
from sendco_desk.packs.joining_tags import Structure
from sendco_desk.packs.late_drawing import SHEET, draw_late
from sendco_desk.packs.pages import STRIP_MARGIN, Drawn
from sendco_desk.packs.pages_ink import FOOT_SIZE, MARGIN
from sendco_desk.packs.pages_late import Addition, stamp_said
from sendco_desk.packs.pages_marks import PRINTED
from sendco_desk.packs.paper_tags import extend_tree
from sendco_desk.packs.source import Converted
from sendco_desk.packs.stamping import DigitWidths, Stamper, Strip
from sendco_desk.packs.visible import visible_of

_WHO = re.compile(r"/Sd[0-9a-f]{8}Who")
_LETTERS = "Page ofad, .0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One thing to put in: after which place of the sent file its pages go, what they are called, and its place among what is late."""

    place: int
    labels: tuple[str, ...]
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """All that is decided before a page is written: what is added, as pages, where; and what the pages of the whole are called.

    ``placed`` are in the order of the file.
    """

    addition: Addition
    converted: Sequence[Converted]
    placed: tuple[Placed, ...]
    labels: tuple[str, ...]
    file_id: bytes

    @property
    def late_labels(self) -> tuple[str, ...]:
        """The names of the late pages as they stand in the file."""
        return tuple(label for one in self.placed for label in one.labels)


def join_late(joint: Joint, sent: pikepdf.Pdf, folder: Path, held: ExitStack, *, alone: bool) -> tuple[pikepdf.Pdf, Claim]:
    """The sent file with the late pages, or the late pages ``alone``, ready to be saved; and what it may claim to be."""
    pdf = held.enter_context(pikepdf.new()) if alone else sent
    layout, drawn = draw_late(joint.addition, joint.converted)
    generated = folder / "late.pdf"
    generated.write_bytes(drawn.pdf)
    slips = held.enter_context(pikepdf.open(generated))
    structure = Structure(layout, drawn)
    writing = _Writing(joint=joint, pdf=pdf, sent=sent, drawn=drawn, slips=slips, structure=structure, pages={}, tops={})
    writing.put_in(held, alone=alone)
    writing.link()
    if alone:
        structure.write(pdf)
    elif "/StructTreeRoot" in pdf.Root:
        extend_tree(pdf, structure.tree.root, structure.sheets)
    writing.bookmark()
    return pdf, writing.describe(alone=alone)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """One file while it is written: the late pages by name, and the top left corner of each as seen."""

    joint: Joint
    pdf: pikepdf.Pdf
    sent: pikepdf.Pdf
    drawn: Drawn
    slips: pikepdf.Pdf
    structure: Structure
    pages: dict[str, Any]
    tops: dict[str, tuple[float, float]]

    def put_in(self, held: ExitStack, *, alone: bool) -> None:
        """Put the late pages into their places and stamp them."""
        stamper, moved = self._stamper(), 0
        for one in self.joint.placed:
            source = self.slips if one.key == SHEET else held.enter_context(pikepdf.open(self._pdf_of(one.key)))
            for within, label in enumerate(one.labels):
                place = moved if alone else one.place + moved
                self.pdf.pages.insert(place, source.pages[within])
                self._stamp(stamper, self.pdf.pages[place].obj, one.key, within, label, moved)
                moved += 1

    def _pdf_of(self, key: int) -> Path:
        found = self.joint.converted[key - SHEET - 1].pdf
        assert found is not None
        return found

    def _stamp(self, stamper: Stamper, page: Any, key: int, within: int, label: str, number: int) -> None:
        begun = self.structure.begun(page, number, key, within)
        joining.clean(page)
        page[joining.LATE] = String(self.joint.addition.on.isoformat())
        if begun.printed:
            page[PRINTED] = True
        strip = None
        if key == SHEET:
            page[joining.GENERATED] = True
        else:
            page[joining.LATE_OF] = int(self.joint.addition.entries[key - SHEET - 1].entry.number)
        if key != SHEET and within == 0:
            page[joining.DOCUMENT] = page[joining.LATE_OF]
            slip, height = self.drawn.strips[key]
            form = self.pdf.copy_foreign(pikepdf.Page(self.slips.pages[slip].obj).as_form_xobject())
            strip = Strip(form, height)
            self.structure.strip(page, slip, form)
        margin = MARGIN if key == SHEET else STRIP_MARGIN
        seen = stamper.stamp(page, 0, margin, strip, stamp_said(label, self.joint.addition.on), begun.code)
        begun.stands(stamper.shown.box)
        self.pages[label], self.tops[label] = page, seen.point(0, seen.height)

    def _stamper(self) -> Stamper:
        """A stamper whose left side is the very one of the sent pages."""
        forms = self.sent.pages[0].obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        who = next((form for name, form in forms.items() if _WHO.fullmatch(name)), None)
        width = float(who.BBox[2]) - float(who.BBox[0]) if who is not None else 0.0
        return Stamper(
            pdf=self.pdf, total=0, font=self.pdf.copy_foreign(joining.footer_font(self.slips.pages[self.drawn.text_pages].obj)),
            digits=DigitWidths({letter: fonts.width(letter, FOOT_SIZE) for letter in _LETTERS}), prefix=f"Sd{self.joint.file_id.hex()[:8]}",
            who=who if who is None or self.pdf is self.sent else self.pdf.copy_foreign(who), who_width=width,
        )

    def link(self) -> None:
        """Let each row of the sheet lead to its document."""
        (sheet,) = (one.labels for one in self.joint.placed if one.key == SHEET)
        for link in self.drawn.links:
            one = self.joint.addition.entries[link.target]
            note = self.pdf.make_indirect(Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=[round(number, 2) for number in link.rect], Border=[0, 0, 0], F=4,
                Dest=self._destination(one.labels[0]), Contents=String(f"Go to {one.bookmark}"),
            ))
            page = self.pages[sheet[link.page]]
            page.Annots = Array([*page.get("/Annots", ()), note])
            page.Tabs = Name.S
            self.structure.tree.element(link.marks).notes.append((page, note))

    def _destination(self, label: str) -> Array:
        left, top = self.tops[label]
        return Array([self.pages[label], Name.XYZ, round(left, 2), round(top, 2), None])

    def bookmark(self) -> None:
        """A bookmark for the sheet, and under it one for each document."""
        addition, (sheet,) = self.joint.addition, (one.labels for one in self.joint.placed if one.key == SHEET)
        with self.pdf.open_outline() as outline:
            mark = OutlineItem(f"{addition.bookmark}, page {sheet[0]}", self._destination(sheet[0]))
            mark.children.extend(OutlineItem(one.bookmark, self._destination(one.labels[0])) for one in addition.entries)
            outline.root.append(mark)

    def describe(self, *, alone: bool) -> Claim:
        """The names of the pages, the title and the day; gives what the file claims to be: no more than the sent one does."""
        root: Any = self.pdf.Root
        root.PageLabels = page_labels(self.joint.late_labels if alone else self.joint.labels)
        claim = self._claim()
        if not claim.archived and "/OutputIntents" in root:
            del root["/OutputIntents"]
        told = {key: str(self.sent.docinfo.get(f"/{key}", "")) for key in ("Title", "Author", "Subject")}
        on: date = self.joint.addition.on
        title = f"{told['Title']}: pages added on {plain_day(on)}" if alone else told["Title"]
        first = self.pdf.pages[0].obj
        seen = visible_of(first)
        joining.introduce(self.pdf, title, told["Author"], told["Subject"], on, first, seen.point(0, seen.height), claim)
        self.pdf.trailer["/ID"] = Array([String(self.joint.file_id), String(self.joint.file_id)])
        return claim

    def _claim(self) -> Claim:
        packet = self.sent.Root.get("/Metadata")
        said = packet.read_bytes() if isinstance(packet, pikepdf.Stream) else b""
        if self.structure.foreign or b"pdfuaid:part" not in said:
            return NOTHING
        return claim_of(foreign=False, locked=self.sent.is_encrypted)


def page_labels(labels: Sequence[str]) -> Dictionary:
    """The labels for the catalogue of a PDF: a range for each run of plain numbers, one for each page with letters."""
    return Dictionary(Nums=Array([each for place, label in _ranges(labels) for each in (place, label)]))


def _ranges(labels: Sequence[str]) -> Iterator[tuple[int, Dictionary]]:
    expected = -1
    for place, label in enumerate(labels):
        if not label.isdigit():
            expected = -1
            yield place, Dictionary(P=String(label))
        else:
            number = int(label)
            if number != expected:
                yield place, Dictionary(S=Name.D, St=number) if number != 1 else Dictionary(S=Name.D)
            expected = number + 1

