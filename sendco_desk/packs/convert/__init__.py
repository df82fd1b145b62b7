"""Any document to clean pages: ``convert`` finds the kind, lets its module print it, and always comes back with an answer."""

import importlib
import itertools
from pathlib import Path
from typing import cast

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import kinds
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, Converter, Printed, raise_if_disk
from sendco_desk.packs.source import Converted, Limits, Outcome, Source, sha256_of, size_of

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
    kinds.TXT.media_type: "txt",
    kinds.CSV.media_type: "txt",
}

_DAMAGED = "The file is damaged and cannot be read. Ask the sender for a fresh copy, or print it to PDF from the program that opens it."

_TOO_LARGE = "Reading the file takes more memory than this computer should be asked for. Save it smaller or in parts, and add those."


def convert(source: Source, folder: Path, limits: Limits | None = None) -> Converted:
    """The document as a clean PDF in ``folder``. A document that cannot be printed comes back refused, with the reason and what to do."""
    digest = ""
    out: Path | None = None
    try:
        digest = sha256_of(source)
        out = _free_name(folder, digest)
        kind, printed = _printed(source, out, limits or Limits())
    except Refused as refusal:
        return _refused(source, digest, out, refusal.message)
    except MemoryError:
        return _refused(source, digest, out, _TOO_LARGE)
    except SIGNS_OF_DAMAGE as error:
        raise_if_disk(error)
        return _refused(source, digest, out, _DAMAGED)
    said = (kinds.misnamed(source.name, kind),) if kinds.misnamed(source.name, kind) else ()
    return Converted(
        name=source.name,
        outcome=Outcome.PARTIAL if printed.left_out else Outcome.INCLUDED,
        reason=printed.left_out or None,
        pdf=out,
        pages=printed.pages,
        sha256=digest,
        actions=said + printed.actions,
        image_only=printed.image_only,
        attachments=printed.attachments,
        first_width=printed.first_width,
        findings=printed.findings,
        page_prints=printed.page_prints,
        signed=printed.signed,
    )


def can_print(name: str) -> bool:
    """True where the ending is of a kind that is printed here."""
    return kinds.named_kind(name).media_type in CONVERTERS


def _printed(source: Source, out: Path, limits: Limits) -> tuple[kinds.Kind, Printed]:
    if size_of(source) > limits.max_bytes:
        raise Refused(f"The file is larger than {limits.max_bytes // 1_000_000} MB. Save it smaller or in parts, and add those.")
    kind = kinds.recognise(source)
    module = CONVERTERS.get(kind.media_type)
    if module is None:
        raise Refused(f"This is {kind.called}, which cannot be printed here. {kind.instead}")
    converter = cast(Converter, importlib.import_module(f"sendco_desk.packs.convert.{module}").convert)
    return kind, converter(source, out, limits)


def _free_name(folder: Path, digest: str) -> Path:
    """Named after the content: a file name may hold a child's name."""
    return next(path for n in itertools.count(1) if not (path := folder / f"{digest[:16]}-{n}.pdf").exists())


def _refused(source: Source, digest: str, out: Path | None, reason: str) -> Converted:
    if out is not None:
        out.unlink(missing_ok=True)  # half a page must not be taken for a document
    return Converted(name=source.name, outcome=Outcome.REFUSED, reason=reason, sha256=digest)
