"""Letters of a pack that no embedded font has: a mark stands for each, and the maker is told which they are and on which pages."""

from collections.abc import Iterator, Mapping, Sequence

from sendco_desk.packs import fonts
from sendco_desk.packs.missing_letters import EVERY_PAGE, MissingLetters
from sendco_desk.packs.pages_contents import Entry, Kind
from sendco_desk.packs.pages_flow import LaidPage
from sendco_desk.packs.pages_manifest import provenance


def missing_in(
    order: Sequence[Entry], laid: Mapping[int, tuple[LaidPage, ...]], firsts: Mapping[int, int], stamp: str = ""
) -> tuple[MissingLetters, ...]:
    """What is missing on the pages that were laid, in the title strips of the documents, and at the foot of every page."""
    found = [MissingLetters(where=EVERY_PAGE, letters=letters) for letters in (_missing(stamp),) if letters]
    for key, entry in enumerate(order):
        pages = {firsts[key] + number: "".join(_words(page)) for number, page in enumerate(laid.get(key, ()))}
        if entry.kind is Kind.DOCUMENT:
            pages[firsts[key]] = f"{entry.bookmark} {provenance(entry)}"
        lacking = {page: letters for page, words in pages.items() if (letters := _missing(words))}
        if lacking:
            every = "".join(dict.fromkeys("".join(lacking.values())))
            found.append(MissingLetters(where=entry.bookmark, letters=every, pages=tuple(lacking)))
    return tuple(found)


def _missing(words: str) -> str:
    return "" if words.isascii() else fonts.missing(words)


def _words(page: LaidPage) -> Iterator[str]:
    """Every word on a page; of a picture what is read out in its place."""
    for placed in page:
        for lines in placed.laid.cells:
            for line in lines:
                yield line.text
                if line.para.drawn is not None and line.para.marks:
                    yield line.para.marks[-1].alt
