"""Any document to clean pages: ``convert`` finds the kind, lets its module print it, and always comes back with an answer."""

import importlib
import itertools
from dataclasses import replace
from pathlib import Path
from typing import cast

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import kinds
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, Converter, Printed, raise_if_disk
from sendco_desk.packs.enclosed import not_printed
from sendco_desk.packs.passwords import asks_for_password
from sendco_desk.packs.source import Converted, Limits, Outcome, Source, path_source, sha256_of, size_of

# modules by name, so that a text file does not load the picture libraries
CONVERTERS: dict[str, str] = {
    kinds.PDF.media_type: "pdf",
    kinds.JPEG.media_type: "image",
    kinds.PNG.media_type: "image",
    kinds.TIFF.media_type: "image",
    kinds.GIF.media_type: "image",
    kinds.WEBP.media_type: "image",
    kinds.HEIC.media_type: "image",
    kinds.DOCX.media_type: "docx",
    kinds.DOCM.media_type: "docx",
    kinds.EML.media_type: "eml",
    kinds.MSG.media_type: "msg",
    kinds.ZIP.media_type: "zips",
    kinds.TXT.media_type: "txt",
    kinds.CSV.media_type: "txt",
    kinds.DOC.media_type: "doc",
    kinds.RTF.media_type: "rtf",
    kinds.WORD_2003.media_type: "word2003",
    kinds.ODT.media_type: "odt",
    kinds.HTML.media_type: "html",
    kinds.XLSX.media_type: "xlsx",
    kinds.XLS.media_type: "xls",
    kinds.PPTX.media_type: "pptx",
    kinds.PPT.media_type: "ppt",
}

_DAMAGED = "The file is damaged and cannot be read. Ask the sender for a fresh copy, or print it to PDF from the program that opens it."

_GUESSABLE = (kinds.TXT, kinds.CSV)
"""Kinds that hold nothing but their words: from the hash of such a file one could find out, word by word, what is blacked out in it."""

_OF_THE_PAGES = "its hash is of its pages as they stand here, not of the file"

_TOO_LARGE = "Reading the file takes more memory than this computer should be asked for. Save it smaller or in parts, and add those."


def convert(source: Source, folder: Path, limits: Limits | None = None, *, looked_over: bool = True) -> Converted:
    """The document as a clean PDF in ``folder``. A document that cannot be printed comes back refused, with the reason and what to do.

    What ``source.handling`` wants of its pages is done. They are looked over, which takes the longest of all where they are pictures:
    ``looked_over`` can be False for whoever wants neither findings nor prints.
    """
    digest = ""
    out: Path | None = None
    try:
        digest = sha256_of(source)
        out = _free_name(folder, digest)
        kind, printed = _printed(source, out, limits or Limits())
        printed = _redacted(source, printed, out)
        printed = _made_lighter(kind, printed, out, source.handling.finest)
        printed = _handled(source, printed, out, looked_over=looked_over)
    except Refused as refusal:
        return _refused(source, digest, out, refusal.message)
    except MemoryError:
        return _refused(source, digest, out, _TOO_LARGE)
    except SIGNS_OF_DAMAGE as error:
        raise_if_disk(error)
        return _refused(source, digest, out, _DAMAGED)
    if printed.blacked and kind in _GUESSABLE:
        digest, printed = sha256_of(path_source(out)), replace(printed, actions=(*printed.actions, _OF_THE_PAGES))
    said = (kinds.misnamed(source.name, kind),) if kinds.misnamed(source.name, kind) else ()
    reason = " ".join(filter(None, (not_printed(printed.attachments), printed.left_out)))
    return Converted(
        name=source.name,
        outcome=Outcome.PARTIAL if reason else Outcome.INCLUDED,
        reason=reason or None,
        pdf=out,
        pages=printed.pages,
        sha256=digest,
        actions=said + printed.actions,
        image_only=printed.image_only,
        attachments=printed.attachments,
        attachment_prints=printed.attachment_prints,
        first_width=printed.first_width,
        findings=printed.findings,
        page_prints=printed.page_prints,
        signed=printed.signed,
        blacked=printed.blacked,
    )


def can_print(name: str) -> bool:
    """True where the ending is of a kind that is printed here."""
    kind = kinds.named_kind(name)
    return kind.media_type in CONVERTERS and kind is not kinds.ZIP  # which only lists what lies in it


def _printed(source: Source, out: Path, limits: Limits) -> tuple[kinds.Kind, Printed]:
    if size_of(source) > limits.max_bytes:
        raise Refused(f"The file is larger than {limits.max_bytes // 1_000_000} MB. Save it smaller or in parts, and add those.")
    kind = kinds.recognise(source)
    module = CONVERTERS.get(kind.media_type)
    if module is None:
        raise Refused(f"This is {kind.called}, which cannot be printed here. {kind.instead}")
    converter = cast(Converter, importlib.import_module(f"sendco_desk.packs.convert.{module}").convert)
    return kind, converter(source, out, limits)


def _redacted(source: Source, printed: Printed, out: Path) -> Printed:
    """What is to be blacked out is, before anything else is done to the pages or told of them."""
    if not source.handling.blacked:
        return printed
    from sendco_desk.packs.redacting import redacted

    return redacted(out, printed, source.handling.blacked, source.handling.finest)


def _made_lighter(kind: kinds.Kind, printed: Printed, out: Path, finest: int) -> Printed:
    """Pictures brought down to what is seen of them."""
    if finest <= 0 or kind in (kinds.TXT, kinds.CSV):
        return printed
    from sendco_desk.packs.lighter import bring_down

    brought = bring_down(out, finest)
    return replace(printed, actions=(*printed.actions, brought)) if brought else printed


def _handled(source: Source, printed: Printed, out: Path, *, looked_over: bool) -> Printed:
    from sendco_desk.packs.convert.handled import handled  # the picture libraries again, for whoever only asks for the kinds
    from sendco_desk.packs.recognition import find

    program = find() if looked_over else None
    return handled(out, printed, source.handling, program.way_up if program else None, looked_over=looked_over)


def _free_name(folder: Path, digest: str) -> Path:
    """Named after the content: a file name may hold a child's name."""
    return next(path for n in itertools.count(1) if not (path := folder / f"{digest[:16]}-{n}.pdf").exists())


def _refused(source: Source, digest: str, out: Path | None, reason: str) -> Converted:
    if out is not None:
        out.unlink(missing_ok=True)  # half a page must not be taken for a document
    return Converted(name=source.name, outcome=Outcome.REFUSED, reason=reason, sha256=digest, locked=asks_for_password(reason))
