"""The words of scans, read by tesseract where the computer has it, and laid unseen behind the pictures so that they can be searched.

What it reads and answers goes through pipes: nothing readable is left on the disk.
"""

import contextlib
import functools
import hashlib
import io
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pypdfium2
from PIL import Image

from sendco_desk.domain.progress import Report, unreported
from sendco_desk.packs.convert.pdf_pictures import is_picture
from sendco_desk.packs.page_prints import SEEN, numbered
from sendco_desk.packs.scan_sheets import turned
from sendco_desk.packs.source import Converted, Handling, Noticed
from sendco_desk.packs.visible import inherited_by, visible_of

DOTS = 300
"""Dots an inch at which words are read: what tesseract was taught on."""

SECONDS_A_PAGE = 60.0
"""What one page may take before it is left as a picture."""

_OSD_SECONDS = 8.0
_OSD_SURE = 3.0  # tesseract's own figure; below it guesses
_LONGEST_SIDE = 5_000  # dots: a plan on A0 is read from further away
_LOOK = 0.05
_WINDOWS = (("ProgramFiles", "Tesseract-OCR"), ("ProgramFiles(x86)", "Tesseract-OCR"), ("LOCALAPPDATA", "Programs/Tesseract-OCR"))
_OTHERS = (Path("/opt/homebrew/bin/tesseract"), Path("/usr/local/bin/tesseract"))
_QUIETLY = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # no black window on Windows
_FONT = "/SdskRead"
_NAMED_FONT = re.compile(rb"/f-\d+-\d+ ")
_VERSION = re.compile(r"tesseract v?(\d+\.\d+)")
_ROTATE, _CONFIDENCE = re.compile(rb"Rotate: (\d+)"), re.compile(rb"Orientation confidence: ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program: how it is called, and its version."""

    command: tuple[str, ...]
    version: str

    def words_layer(self, sheet: Image.Image, dots: float, report: Report = unreported, seconds: float = SECONDS_A_PAGE) -> bytes | None:
        """A PDF of one page that holds nothing but the words, unseen, where they stand on the sheet; None where it took too long or failed."""
        asked = ("stdin", "stdout", "-l", "eng", "--dpi", f"{dots:.0f}", "-c", "textonly_pdf=1", "pdf")
        return _answer((*self.command, *asked), sheet, report, seconds)

    def way_up(self, sheet: Image.Image) -> int | None:
        """The quarter turn clockwise that puts the sheet right; None where it cannot tell."""
        found = _answer((*self.command, "stdin", "stdout", "--psm", "0"), sheet.resize((sheet.width * 2, sheet.height * 2)), unreported, _OSD_SECONDS)
        turn, sure = _ROTATE.search(found or b""), _CONFIDENCE.search(found or b"")
        return int(turn[1]) if turn and sure and float(sure[1]) >= _OSD_SURE else None


def find() -> Tesseract | None:
    """Tesseract with English, wherever this computer keeps it; None where it is not installed."""
    on_path = shutil.which("tesseract")
    usual = [Path(os.environ[place]) / folder / "tesseract.exe" for place, folder in _WINDOWS if place in os.environ]
    program = next((path for path in (*([Path(on_path)] if on_path else []), *usual, *_OTHERS) if path.is_file()), None)
    return _at(str(program)) if program else None


@functools.cache
def _at(program: str) -> Tesseract | None:
    return asked((program,))


def asked(command: tuple[str, ...]) -> Tesseract | None:
    """The program behind a command, if it is tesseract and can read English."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        said = [_said(command, question) for question in ("--version", "--list-langs")]
        version = _VERSION.search(said[0])
        if version and "eng" in said[1].split():
            return Tesseract(command=command, version=version[1])
    return None


def _said(command: Sequence[str], question: str) -> str:
    done = subprocess.run((*command, question), capture_output=True, timeout=10, check=False, creationflags=_QUIETLY)
    return done.stdout.decode("utf-8", "replace")


def _answer(command: Sequence[str], sheet: Image.Image, report: Report, seconds: float) -> bytes | None:
    """What the program answers to a sheet; it is stopped when its time is up, and when ``report`` says that the work is cancelled."""
    sent = io.BytesIO()
    sheet.save(sent, "PPM")
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # one page is read no sooner by two, and the other core is the person's
    with contextlib.suppress(OSError), subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=_QUIETLY
    ) as process:
        found: list[bytes] = []
        talk = threading.Thread(target=_talk, args=(process, sent.getvalue(), found), daemon=True)
        talk.start()
        try:
            until = time.monotonic() + seconds
            while talk.is_alive() and time.monotonic() < until:
                report(0, 0)
                talk.join(_LOOK)
        finally:
            process.kill()
            talk.join()
        return found[0] if found and found[0] else None
    return None


def _talk(process: "subprocess.Popen[bytes]", sent: bytes, found: list[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError):
        answer = process.communicate(sent)[0]
        if process.returncode == 0:
            found.append(answer)


@dataclass(slots=True)
class _Reader:
    """Reads page after page, and remembers in a folder that its owner wipes, so that a second pack does not read again."""

    program: Tesseract
    memory: Path | None
    key: str
    report: Report

    def layer(self, drawing: pypdfium2.PdfDocument, index: int, turn: int) -> bytes | None:
        """The words of a page that stands right after a quarter turn clockwise."""
        kept = self.memory / f"{hashlib.sha256(f'{self.key} {index} {turn}'.encode()).hexdigest()}.words" if self.memory else None
        if kept is not None and kept.is_file():
            return kept.read_bytes()
        sheet, dots = sheet_to_read(drawing, index)
        layer = self.program.words_layer(turned(sheet, turn), dots, self.report)
        if layer is not None and kept is not None:
            part = kept.with_suffix(".part")
            part.write_bytes(layer)
            part.replace(kept)
        return layer


def sheet_to_read(drawing: pypdfium2.PdfDocument, index: int) -> tuple[Image.Image, float]:
    """A page as it is seen, in grey, as fine as words are read from, and how many dots an inch that is."""
    page = drawing[index]
    scale = min(DOTS / 72, _LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        return bitmap.to_pil().convert("L").copy(), scale * 72
    finally:
        bitmap.close()
        page.close()


def read_scans(
    converted: Converted, handling: Handling, program: Tesseract | None, folder: Path, memory: Path | None = None, report: Report = unreported
) -> Converted:
    """The document with the words of its scanned pages laid behind them; as it was where it has none, or where there is no program.

    It is a new file in ``folder``: the one without words stays as it is, for whoever keeps it. ``memory`` is a folder in which what was
    read is kept for a second time, in plain: its owner wipes it at the end of the session. ``report(done, total)`` counts pages, and may
    raise Cancelled at any time.
    """
    if program is None or converted.pdf is None or not handling.recognised:
        return converted
    with pikepdf.open(converted.pdf) as pdf:
        pages = [index for index, page in enumerate(pdf.pages) if is_picture(page.obj)]
        if not pages:
            return converted
        key = f"{converted.sha256} {replace(handling, recognised=True)} {program.version}"
        done, late = _read_pages(pdf, converted.pdf, pages, _Reader(program, memory, key, report), _stances(converted, handling))
        out = folder / f"{converted.pdf.stem}-read.pdf"
        if done:
            pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    whole = len(done) == len(pages) and converted.image_only
    said = [*_said_of(done, program, whole=whole), *_said_of_late(late)]
    return replace(
        converted, pdf=out if done else converted.pdf, image_only=converted.image_only and not done, actions=converted.actions + tuple(said)
    )


def _stances(converted: Converted, handling: Handling) -> dict[int, int]:
    """The quarter turn that would put each page right, counted from 0, where one was noticed: words are read the way they were written."""
    kept = [page for page in range(1, converted.pages + len(handling.left_out) + 1) if page not in handling.left_out]
    found = {page: int(one.degrees) for one in converted.findings if one.noticed in (Noticed.UPSIDE_DOWN, Noticed.SIDEWAYS) for page in one.pages}
    return {index: found[page] for index, page in enumerate(kept) if page in found}


def may_hold_scans(converted: Converted) -> bool:
    """Whether any page was looked at as a picture."""
    return converted.pdf is not None and (converted.image_only or any(text.startswith(SEEN) for text in converted.page_prints))


def _read_pages(
    pdf: pikepdf.Pdf, path: Path, pages: Sequence[int], reader: _Reader, stances: Mapping[int, int],
) -> tuple[list[int], list[int]]:
    """The pages on which words were found, and those that could not be read; counted from 1."""
    done, late = [], []
    font: pikepdf.Object | None = None
    drawing = pypdfium2.PdfDocument(path)
    try:
        for count, index in enumerate(pages):
            reader.report(count, len(pages))
            turn = stances.get(index, 0)
            layer = reader.layer(drawing, index, turn)
            try:
                words = None if layer is None else _laid_behind(pdf, pdf.pages[index], layer, font, turn)
            except (pikepdf.PikepdfError, AttributeError, KeyError, ValueError):
                words = None  # what it answered is no page of words
            if words is None:
                late.append(index + 1)
            elif words.font is not None:
                font = words.font
                done.append(index + 1)
        reader.report(len(pages), len(pages))
    finally:
        drawing.close()
    return done, late


@dataclass(frozen=True, slots=True)
class _Laid:
    """What was laid behind a page: with the font, or nothing where there was no word."""

    font: pikepdf.Object | None


def _laid_behind(pdf: pikepdf.Pdf, page: pikepdf.Page, layer: bytes, font: pikepdf.Object | None, turn: int = 0) -> _Laid:
    """The layer's page is as large as this one is seen after a turn, so its place is that of an upright frame, whatever the crop."""
    with pikepdf.open(io.BytesIO(layer)) as words:
        source = words.pages[0].obj
        content = source.Contents.read_bytes() if "/Contents" in source else b""
        fonts = source.get("/Resources", pikepdf.Dictionary()).get("/Font")
        if b"TJ" not in content or not isinstance(fonts, pikepdf.Dictionary):
            return _Laid(None)
        if font is None:
            found = next(iter(fonts.values()))
            font = pdf.copy_foreign(found if found.is_indirect else words.make_indirect(found))
        _, _, wide, high = (float(side) for side in source.MediaBox)
    seen = visible_of(page.obj)
    across, up = (seen.height / wide, seen.width / high) if turn % 180 else (seen.width / wide, seen.height / high)
    frames = (seen.frame(), _turned_back(turn, seen.width, seen.height), (across, 0, 0, up, 0, 0))
    placed = b"".join((b"q ", *(b"%.6f %.6f %.6f %.6f %.4f %.4f cm\n" % frame for frame in frames)))
    resources = inherited_by(page.obj).get("/Resources")
    own = pikepdf.Dictionary(dict(resources.items()) if isinstance(resources, pikepdf.Dictionary) else {})
    held = own.get("/Font")
    own.Font = pikepdf.Dictionary({**(dict(held.items()) if isinstance(held, pikepdf.Dictionary) else {}), _FONT: font})
    page.obj.Resources = own
    before = page.obj.get("/Contents")
    inside = list(before) if isinstance(before, pikepdf.Array) else [before]
    page.obj.Contents = pikepdf.Array([pdf.make_stream(placed + _NAMED_FONT.sub(_FONT.encode() + b" ", content) + b"\nQ\n"), *inside])
    return _Laid(font)


def _turned_back(turn: int, wide: float, high: float) -> tuple[float, float, float, float, float, float]:
    """From a page that was turned clockwise to where it stood before, ``wide`` and ``high`` being its sides there."""
    ways = {90: (0, 1, -1, 0, wide, 0), 180: (-1, 0, 0, -1, wide, high), 270: (0, -1, 1, 0, 0, high)}
    return ways.get(turn, (1, 0, 0, 1, 0, 0))


def _said_of(done: Sequence[int], program: Tesseract, *, whole: bool) -> Iterator[str]:
    if done:
        whose = "its words" if whole else f"the words of {numbered(done)[:1].lower()}{numbered(done)[1:]}"
        yield f"{whose} were recognised by tesseract {program.version}, not proofread"


def _said_of_late(late: Sequence[int]) -> Iterator[str]:
    if late:
        yield f"the words of {numbered(late)[:1].lower()}{numbered(late)[1:]} could not be recognised"


def words_of_scans(pdf: BinaryIO, program: Tesseract, report: Report = unreported) -> str:
    """The words of the pages of a PDF that are pictures, for search; all of it in memory."""
    found = []
    with pikepdf.open(pdf) as document:
        pages = [index for index, page in enumerate(document.pages) if is_picture(page.obj)]
    drawing = pypdfium2.PdfDocument(pdf)
    try:
        for count, index in enumerate(pages):
            report(count, len(pages))
            found.append(words_of_sheet(*sheet_to_read(drawing, index), program, report))
        report(len(pages), len(pages))
    finally:
        drawing.close()
    return "\n\n".join(text for text in found if text)


def words_of_sheet(sheet: Image.Image, dots: float, program: Tesseract, report: Report = unreported) -> str:
    """The words of one picture of a page."""
    layer = program.words_layer(sheet, dots, report)
    return _plain(layer).strip() if layer else ""


def _plain(layer: bytes) -> str:
    from sendco_desk.packs.convert.pdf import page_texts

    with contextlib.suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(layer) as words:
        return "\n".join(page_texts(words)).replace("\r\n", "\n")
    return ""
