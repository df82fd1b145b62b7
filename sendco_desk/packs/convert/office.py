"""What the office documents share: LibreOffice or Word prints them where one is found, otherwise simple pages that say they are simple."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import libreoffice, plain_pages, plain_tables, word
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, NewPage, Rule, words
from sendco_desk.packs.convert.printed import SIGNS_OF_DAMAGE, Printed, counted, raise_if_disk
from sendco_desk.packs.convert.txt import letters_left_out
from sendco_desk.packs.source import Limits, Source

BY_LIBREOFFICE = "printed by LibreOffice"
BY_WORD = "printed by Microsoft Word"
SIMPLIFIED = "printed on simplified pages: the words are kept, the layout is not"
ALL_ACCEPTED = "tracked changes: printed as if all were accepted"
LOCKED = (
    "This is an office document locked with a password, which cannot be printed here. Open it with its password, save it as PDF, and add that"
    " PDF, or ask the sender for a copy without a password."
)
_FETCHING = (b"INCLUDEPICTURE", b"INCLUDETEXT", b"DDEAUTO", b"DDE_LINK", b"attachedtemplate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Simple:
    """A document read into blocks.

    ``said`` is true however it is printed (hidden sheets, macros, tracked changes), ``here`` only of the simple pages and ``elsewhere`` only
    of the pages an office program makes; ``left_out`` is the sentence for what the simple pages could not hold. One that is ``endless`` is
    not given to a program, which would print it to the last row.
    """

    blocks: Sequence[Block]
    said: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    endless: bool = False
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A kind of office document: how it is named on its pages, who prints it, how it is read here, and how its copy is made safe to open.

    ``copy(source, path, limits)`` writes a copy that fetches and runs nothing; ``read(source, limits, pictures)`` reads it into blocks.
    """

    called: str
    program: str
    ending: str
    export: str
    copy: Callable[[Source, Path, Limits], None]
    read: Callable[[Source, Limits, Pictures], Simple]
    kept: str = "The words, tables and pictures are here; the layout is not."


def convert(source: Source, out: Path, limits: Limits, kind: Office) -> Printed:
    """The document on pages: by an office program where one is found and manages, else on simple pages."""
    known = _known(source, limits, kind) if programs(kind.export) else None
    if known is not None and not known.endless:
        safe = out.with_suffix(kind.ending)
        try:
            kind.copy(source, safe, limits)
            pages, said = by_program(safe, out, limits, kind.export)
        finally:
            safe.unlink(missing_ok=True)
        if pages:
            return Printed(pages=pages, actions=(*said, *known.said, *known.elsewhere))
    pictures = Pictures(limits)
    return on_simple_pages(kind.read(source, limits, pictures), pictures, out, limits, kind)


def programs(export: str) -> bool:
    """True where a program that can print this kind is installed."""
    return libreoffice.find() is not None or (export == libreoffice.WRITER and word.find() is not None)


def by_program(document: Path, out: Path, limits: Limits, export: str) -> tuple[int, tuple[str, ...]]:
    """Print a safe copy by LibreOffice, or by Word; gives the pages, 0 where neither is found or manages, and what to say."""
    program = libreoffice.find()
    pages = libreoffice.print_to_pdf(program, document, out, limits, export) if program else 0
    if pages:
        return pages, (BY_LIBREOFFICE,)
    program = word.find() if export == libreoffice.WRITER else None
    if program is None:
        return 0, ()
    pages, changes = word.print_to_pdf(program, document, out, limits)
    return pages, (BY_WORD, ALL_ACCEPTED) if changes else (BY_WORD,)


def on_simple_pages(simple: Simple, pictures: Pictures, out: Path, limits: Limits, kind: Office) -> Printed:
    """The blocks on pages, with what they are said at the top and in the answer."""
    if not simple.blocks and not simple.said:
        raise Refused(f"There is nothing on the pages of this {kind.called.partition(' ')[2]}. Ask the sender for a fresh copy.")
    notes = [_sentence(one) for one in (*simple.said, *simple.here)]
    top: list[Block] = [words(" ".join([f"Simplified pages made from {kind.called}.", kind.kept, *notes]), quiet=True), Rule()]
    turned, rest = (simple.blocks[:1], simple.blocks[1:]) if isinstance(next(iter(simple.blocks), None), NewPage) else ((), simple.blocks)
    blocks, cut = plain_tables.shortened([*turned, *top, *rest], kind.program)
    pages = plain_pages.write_pages(blocks, out, limits)
    left_out = " ".join(one for one in (simple.left_out, cut, pictures.left_out(kind.program)) if one) or letters_left_out(blocks)
    return Printed(pages=pages, actions=(SIMPLIFIED, *simple.said, *simple.here), left_out=left_out)


def _known(source: Source, limits: Limits, kind: Office) -> Simple:
    """What our own reader knows about a document before a program prints it; nothing where it cannot read it."""
    try:
        return kind.read(source, limits, Pictures(limits, wanted=False))
    except (Refused, *SIGNS_OF_DAMAGE) as error:
        raise_if_disk(error)
        return Simple(blocks=())


def _sentence(phrase: str) -> str:
    return f"{phrase[:1].upper()}{phrase[1:]}."


def copy_stilled(source: Source, path: Path, _limits: Limits) -> None:
    """Copy a document of the older kinds with the orders in it that would fetch something blanked, each letter by a space."""
    with source.open() as stream:
        path.write_bytes(stilled(stream.read()))


def stilled(content: bytes) -> bytes:
    """The bytes without orders to fetch, in plain letters or in pairs of bytes; nothing moves."""
    for order in _FETCHING:
        content = re.sub(re.escape(order), b" " * len(order), content, flags=re.IGNORECASE)
        wide = order.decode().encode("utf-16-le")
        content = re.sub(re.escape(wide), b" \x00" * len(order), content, flags=re.IGNORECASE)
    return content


def comments_said(comments: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said of comments on simple pages, and on those that an office program makes."""
    if not comments:
        return (), ()
    return (f"{counted(len(comments), 'comment')} listed at the end",), (f"{counted(len(comments), 'comment')} not printed",)


def all_of(source: Source) -> bytes:
    """The bytes of a document."""
    with source.open() as stream:
        return stream.read()
