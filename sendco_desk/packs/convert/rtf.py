"""Rich text documents to pages, with tracked changes as if all were accepted: deleted words are never among the others."""

import io
from pathlib import Path

from sendco_desk.packs.convert import docx, libreoffice, office
from sendco_desk.packs.convert.office import Office, Simple
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, Rule, words
from sendco_desk.packs.convert.printed import Printed
from sendco_desk.packs.convert.rtf_reader import RtfReader
from sendco_desk.packs.source import Limits, Source

_TRACKED = (b"\\deleted", b"\\revised")


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The document on pages. One with tracked changes is first made a Word file, whose changes can be settled, or is printed simply."""
    content = office.all_of(source)
    if any(word in content for word in _TRACKED):
        return as_word(source, out, limits) or simply(source, out, limits)
    return office.convert(source, out, limits, _KIND)


def as_word(source: Source, out: Path, limits: Limits, ending: str = ".rtf") -> Printed | None:
    """The document by way of a Word file, where LibreOffice is found and manages."""
    program = libreoffice.find()
    if program is None:
        return None
    copy, made = out.with_suffix(ending), out.with_name(out.stem + "-word.docx")
    try:
        office.copy_stilled(source, copy, limits)
        if not libreoffice.save_as_word(program, copy, made, limits):
            return None
        return docx.convert_package(io.BytesIO(made.read_bytes()), out, limits)
    finally:
        copy.unlink(missing_ok=True)
        made.unlink(missing_ok=True)


def simply(source: Source, out: Path, limits: Limits) -> Printed:
    """The document on simple pages."""
    pictures = Pictures(limits)
    return office.on_simple_pages(read(source, limits, pictures), pictures, out, limits, _KIND)


def read(source: Source, limits: Limits, pictures: Pictures) -> Simple:
    """The document as blocks."""
    reader = RtfReader(pictures)
    content = office.all_of(source)
    body = reader.read(content)
    said = [office.ALL_ACCEPTED] if reader.deletions or b"\\revised" in content else []
    said += ["hidden words not printed"] if reader.hidden else []
    here, elsewhere = office.comments_said(reader.comments)
    blocks: list[Block] = []
    if body:
        blocks = [*(words(f"Page heading: {line}", quiet=True) for line in reader.headers if line), *body]
        feet = [words(f"Page footing: {line}", quiet=True) for line in reader.footers if line]
        blocks += [Rule(), *feet] if feet else []
        blocks += [Rule(), words("Notes", level=3), *reader.notes] if reader.notes else []
        blocks += [Rule(), words("Comments in the document", level=3), *map(words, reader.comments)] if reader.comments else []
    return Simple(blocks=blocks, said=tuple(said), here=here, elsewhere=elsewhere, left_out=_left_out(reader.outside))


_KIND = Office(
    called="a rich text document", program="Word", ending=".rtf", export=libreoffice.WRITER, copy=office.copy_stilled, read=read
)


def _left_out(outside: int) -> str:
    if not outside:
        return ""
    lie = "A picture or text lies" if outside == 1 else f"{outside} pictures or texts lie"
    return f"{lie} outside this document and nothing was fetched. Open it in Word, save it as PDF, and add that PDF if you need what is missing."
