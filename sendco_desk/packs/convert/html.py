"""Web pages to pages: the words, tables and pictures they hold themselves. Scripts never run and nothing is fetched.

They are always printed here: an office program or a browser would go and fetch what a page points at.
"""

import re
from pathlib import Path

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs.convert import html_blocks, libreoffice, office
from sendco_desk.packs.convert.office import Office, Simple
from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import words
from sendco_desk.packs.convert.printed import Printed, counted
from sendco_desk.packs.convert.txt import decoded
from sendco_desk.packs.source import Limits, Source

_CHARSET = re.compile(rb"""(?i)<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""")
_TITLE = re.compile(r"(?is)<title[^>]*>(.*?)</title>")


def convert(source: Source, out: Path, limits: Limits) -> Printed:
    """The page on A4 pages."""
    pictures = Pictures(limits)
    return office.on_simple_pages(read(source, limits, pictures), pictures, out, limits, _KIND)


def read(source: Source, limits: Limits, pictures: Pictures) -> Simple:
    """The page as blocks."""
    page = text_of(office.all_of(source))
    blocks, reader = html_blocks.read(page, pictures)
    if not blocks:
        raise Refused("There is nothing to read on this web page. Ask the sender for a fresh copy, or print it to PDF in a web browser.")
    said = ["scripts were not run"] if reader.scripts else []
    said += [f"{counted(reader.pixels, 'tracking picture')} dropped"] if reader.pixels else []
    said += [f"{counted(reader.hidden, 'hidden part')} of the page not printed"] if reader.hidden else []
    said += ["struck words are shown struck through"] if reader.struck else []
    title = _TITLE.search(page)
    named = " ".join(re.sub(r"<[^>]*>|&\w+;", " ", title[1]).split()) if title else ""
    headed = [words(f"Title of the page: {named}", quiet=True)] if named else []
    return Simple(blocks=[*headed, *blocks], said=tuple(said), left_out=_not_fetched(reader.not_fetched))


_KIND = Office(
    called="a web page", program="a web browser", ending=".html", export=libreoffice.WRITER, copy=office.copy_stilled, read=read
)


def text_of(content: bytes) -> str:
    """The page in letters: by its mark, then by what it says of itself, then as any text file."""
    stated = _CHARSET.search(content[:4_096])
    if stated and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode("cp1252" if stated[1].lower() in (b"iso-8859-1", b"latin1") else stated[1].decode())
        except (LookupError, UnicodeDecodeError):  # it says one thing and is another
            pass
    return decoded(content)[0]


def _not_fetched(number: int) -> str:
    if not number:
        return ""
    lie = "A picture of this page lies elsewhere and was" if number == 1 else f"{number} pictures of this page lie elsewhere and were"
    return f"{lie} not fetched. Open the page in a web browser, save it as PDF, and add that PDF if you need what is missing."
