"""Checks on finding one's way: the contents, the bookmarks and the manifest say the same, and lead where they say."""

import re

from sendco_desk.packs.verify_reading import Bookmark, Check, Reading, counted

_ENDS_WITH_PAGE = re.compile(r"(\d+[A-Z]*)\s*$")
_MANIFEST = re.compile(r"(^|\s)Manifest( of volume \d+)?, page ")
_COVER = re.compile(r"(^|\s)Cover and contents, page ")
_HASH = re.compile(r"SHA-256\s+([0-9a-f]{64}|could not be taken)")


def links_check(reading: Reading) -> Check:
    """Every row of the contents leads to the page whose number it prints, and every bookmark has its row."""
    links = [link for page in reading.generated for link in reading.words(page).links]
    good = [link for link in links if _last_number(link.printed) == _last_number(link.said) == (reading.label_of(link.target) or "")]
    said = {link.said for link in good}
    listed = [mark for mark in reading.bookmarks if not (_is_cover(mark) or _is_sheet(mark, reading))]
    missing = [mark for mark in listed if f"Go to {mark.title}" not in said]
    if missing:
        return Check(name="links", ok=False, detail=f"{len(good)} of {len(links)}; {len(missing)} parts or documents have no row that leads to them")
    return counted("links", len(good), len(links), "the others lead to another page than they print")


def bookmarks_check(reading: Reading) -> Check:
    """Every bookmark ends with the page it leads to, and every document begins at one."""
    good = [mark for mark in reading.bookmarks if mark.page is not None and _last_number(mark.title) == reading.pages[mark.page - 1].label]
    led_to = {(mark.page, mark.title.split(" ")[0]) for mark in good}
    without = [page.number for page in reading.pages if page.document is not None and (page.number, str(page.document)) not in led_to]
    if without:
        return Check(name="bookmarks", ok=False, detail=f"{len(good)} of {len(reading.bookmarks)}; {len(without)} documents have none")
    for name, called in () if reading.supplement else (("cover and contents", _COVER), ("manifest", _MANIFEST)):
        if not any(called.search(mark.title) for mark in good):
            return Check(name="bookmarks", ok=False, detail=f"{len(good)} of {len(reading.bookmarks)}; none leads to: {name}")
    return counted("bookmarks", len(good), len(reading.bookmarks), "the others do not end with the page they lead to")


def manifest_check(reading: Reading) -> Check:
    """The manifest has a row with a hash for every document, those left out among them, and names each.

    What was added to a pack that was sent has its rows on the sheet that says so.
    """
    documents = {page.document: page for page in reading.pages if page.document is not None}
    start = next((mark.page for mark in reading.bookmarks if _MANIFEST.search(mark.title)), None)
    if start is None and not reading.supplement:
        return Check(name="manifest", ok=False, detail="there is no manifest")
    words, hashes = _manifest_words(reading), document_hashes(reading)
    plain = _squeezed(words)
    unnamed = [mark for mark in reading.bookmarks if _document_of(mark) in documents and not _named(mark, plain)]
    if unnamed:
        return Check(name="manifest", ok=False, detail=f"{len(unnamed)} of {len(documents)} documents are not named in it")
    if len(hashes) != len(documents):
        return Check(name="manifest", ok=False, detail=f"{len(hashes)} rows for {len(documents)} documents")
    return Check(name="manifest", ok=True, detail=f"{len(hashes)} of {len(documents)}")


def _manifest_words(reading: Reading) -> str:
    """The words of the manifest, and of the sheets that say what was added later, in the order of the documents' numbers."""
    start = next((mark.page for mark in reading.bookmarks if _MANIFEST.search(mark.title)), None) or len(reading.pages) + 1
    told = [page for page in reading.generated if page.late or page.number >= start]
    return "\n".join(reading.words(page).all for page in sorted(told, key=lambda page: (page.late, page.number)))


def document_hashes(reading: Reading) -> list[str]:
    """The SHA-256 of each document's file, in the order of their numbers; words in place of one that could not be taken."""
    return [str(found) for found in _HASH.findall(_manifest_words(reading))]


def _named(mark: Bookmark, plain: str) -> bool:
    title = mark.title.split(" ", 1)[1].rsplit(", page ", 1)[0]
    # letters of other scripts may come back in another order or form; Latin ones may not
    return not title.isascii() or _squeezed(title) in plain


def _squeezed(words: str) -> str:
    return re.sub(r"[\s\-\x02\xad]+", "", words)


def _document_of(mark: Bookmark) -> int | None:
    number = mark.title.split(" ")[0]
    return int(number) if mark.depth == 1 and number.isdigit() else None


def _is_cover(mark: Bookmark) -> bool:
    return mark.depth == 0 and mark.title.startswith("Cover and contents")


def _is_sheet(mark: Bookmark, reading: Reading) -> bool:
    """Whether it leads to a sheet that says what was added: the contents were printed before it."""
    page = reading.pages[mark.page - 1] if mark.page else None
    return page is not None and page.late and page.generated


def _last_number(words: str) -> str | None:
    found = _ENDS_WITH_PAGE.search(words)
    return found[1] if found else None
