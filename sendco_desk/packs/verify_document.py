"""Checks on the file as a whole: how it opens, what it is called, what is embedded, and that nothing in it runs or reaches out."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from sendco_desk.packs.verify_reading import Check, Reading, counted

_ACTIONS = frozenset(
    [
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/ResetForm",
        "/GoToR",
        "/GoToE",
        "/URI",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/SetOCGState",
        "/Hide",
        "/Named",
        "/Thread",
    ]
)
_ANNOTATIONS = frozenset(["/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D", "/Widget"])
_KEYS = frozenset(["/JS", "/AA", "/EF", "/EmbeddedFiles", "/JavaScript", "/XFA", "/OCProperties", "/URI", "/AcroForm", "/AF", "/Collection"])
_SUSPECT = re.compile(
    rb"/(JavaScript|JS|AA|Launch|SubmitForm|ImportData|ResetForm|GoToR|GoToE|URI|Rendition|Movie|Sound|RichMedia\w*|SetOCGState|Hide|Named|Thread"
    rb"|FileAttachment|Screen|3D|Widget|EF|EmbeddedFiles|XFA|OCProperties|AcroForm|AF|Collection)[\s/<\[(>]"
)


def view_check(reading: Reading) -> Check:
    """The file opens with its bookmarks shown, on page 1, at 100%."""
    root = reading.pdf.Root
    action = root.get("/OpenAction")
    shown = root.get("/PageMode") == pikepdf.Name.UseOutlines
    at_first = reading.number_of(action) == 1
    full = isinstance(action, pikepdf.Array) and len(action) == 5 and action[1] == pikepdf.Name.XYZ and action[4] == 1
    detail = "bookmarks shown, page 1, 100%" if shown and at_first and full else "it does not open with bookmarks shown, on page 1, at 100%"
    return Check(name="opening view", ok=bool(shown and at_first and full), detail=detail)


def language_check(reading: Reading) -> Check:
    """The file says that it is in British English."""
    language = str(reading.pdf.Root.get("/Lang", ""))
    return Check(name="language", ok=language == "en-GB", detail=language or "none is given")


def title_check(reading: Reading) -> Check:
    """Title, author and subject are given, the same in the document information and in XMP, and the title is shown."""
    told = {key: str(reading.pdf.docinfo.get(f"/{key}", "")) for key in ("Title", "Author", "Subject")}
    packet = _packet(reading)
    in_xmp = {"Title": _xmp(packet, "dc:title"), "Author": _xmp(packet, "dc:creator"), "Subject": _xmp(packet, "dc:description")}
    missing = [key.lower() for key, value in told.items() if not value]
    differing = [key.lower() for key, value in told.items() if value != in_xmp[key]]
    preferences = reading.pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    if missing:
        return Check(name="title", ok=False, detail=f"not given: {', '.join(missing)}")
    if differing:
        return Check(name="title", ok=False, detail=f"not the same in XMP: {', '.join(differing)}")
    shown = bool(preferences.get("/DisplayDocTitle", False))
    return Check(name="title", ok=shown, detail="title, author and subject agree" if shown else "the title is not shown in the window")


def _packet(reading: Reading) -> str:
    metadata = reading.pdf.Root.get("/Metadata")
    return metadata.read_bytes().decode("utf-8", "replace") if isinstance(metadata, pikepdf.Stream) else ""


def _xmp(packet: str, name: str) -> str:
    found = re.search(rf"<{name}>.*?<rdf:li[^>]*>(.*?)</rdf:li>", packet, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def fonts_check(reading: Reading) -> Check:
    """Every font of the pages the pack made, and of every stamp, is in the file and can be read back as letters."""
    fonts: dict[tuple[int, int], Any] = {}
    for page in reading.pages:
        found = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
        if page.generated:
            fonts |= {font.objgen: font for _, font in found.items()}
        elif page.footer and page.footer.font in found:
            fonts[found[page.footer.font].objgen] = found[page.footer.font]
    good = [font for font in fonts.values() if _embedded(font)]
    return counted("fonts", len(good), len(fonts), "the others are not in the file, or do not say what letters they draw")


def _embedded(font: Any) -> bool:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
    return "/ToUnicode" in font and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def nothing_runs_check(reading: Reading) -> Check:
    """No scripts, actions, embedded files, forms, hidden layers or links out of the file."""
    found: Counter[str] = Counter()
    for thing in reading.pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array) and _SUSPECT.search(_written(thing)):
            found.update(_forbidden(thing))
    if not found:
        return Check(name="nothing runs", ok=True, detail="no scripts, actions, embedded files, forms, hidden layers or links out")
    return Check(name="nothing runs", ok=False, detail="found: " + ", ".join(f"{name} ({count})" for name, count in sorted(found.items())))


def _written(thing: Any) -> bytes:
    if isinstance(thing, pikepdf.Stream):
        return bytes(thing.stream_dict.unparse())
    return bytes(thing.unparse(resolved=True))


def _forbidden(thing: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(thing, pikepdf.Array):
        for inner in thing:
            if not _is_elsewhere(inner):
                yield from _forbidden(inner, depth + 1)
        return
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or depth > 40:
        return
    if str(thing.get("/S", "")) in _ACTIONS and not isinstance(thing, pikepdf.Stream) and "/P" not in thing:
        yield str(thing["/S"])[1:]
    if str(thing.get("/Subtype", "")) in _ANNOTATIONS and "/Rect" in thing:
        yield str(thing["/Subtype"])[1:]
    for key, inner in thing.items():
        if key in _KEYS:
            yield key[1:]
        if not _is_elsewhere(inner):
            yield from _forbidden(inner, depth + 1)


def _is_elsewhere(thing: Any) -> bool:
    """An indirect object is looked at in its own turn."""
    return bool(getattr(thing, "is_indirect", False)) or not isinstance(thing, pikepdf.Object)


def identifiers_check(reading: Reading) -> Check:
    """The identifier and the dates are fixed by the facts, not by the hour of making."""
    identifier = reading.pdf.trailer.get("/ID")
    info = reading.pdf.docinfo
    made, changed = str(info.get("/CreationDate", "")), str(info.get("/ModDate", ""))
    in_xmp = re.findall(r"<xmp:(?:Create|Modify|Metadata)Date>([^<]*)<", _packet(reading))
    wanted = f"{made[2:6]}-{made[6:8]}-{made[8:10]}T12:00:00Z"
    if not isinstance(identifier, pikepdf.Array) or len(identifier) != 2 or len(bytes(identifier[0])) != 16:
        return Check(name="identifiers", ok=False, detail="the file has no identifier")
    fixed = made == changed and re.fullmatch(r"D:\d{8}120000Z", made) is not None and in_xmp == [wanted] * 3
    return Check(name="identifiers", ok=fixed, detail="identifier and dates are fixed" if fixed else "the dates differ, or tell an hour of making")
