"""What must never reach a pack: scripts, commands, tracking links, embedded files and private data of the programs that made a PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from sendco_desk.packs.convert.printed import counted
from sendco_desk.packs.pages_marks import PRINTED

PAGE_KEYS = frozenset(
    ("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group", "/Annots", "/StructParents")
)
"""All that a page of a clean PDF may carry."""

_PRIVATE_KEYS = frozenset(
    ("/PieceInfo", "/Metadata", "/LastModified", "/AA", "/AF", "/OPI", "/Alternates", "/Ref", "/Thumb", "/Trans", "/Dur")
)
_COMMANDS = {"/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/GoToE"}
_ABROAD = {"/URI", "/GoToR"}
_DEEPEST = 40

_SCRIPT = "removed JavaScript"
_COMMAND = "removed a command that starts programs or sends data"
SIGNED = "the digital signature does not survive in a pack; keep the original beside it"
_XFA = "removed the XFA copy of the form; its pages are kept"


def preflight(pdf: pikepdf.Pdf) -> Iterator[str]:
    """A sentence for each thing a person should know was taken out or lost."""
    links = 0
    found: dict[str, None] = {}
    for action in _actions(pdf):
        kind = str(action.get("/S", ""))
        if kind == "/JavaScript":
            found[_SCRIPT] = None
        elif kind in _COMMANDS:
            found[_COMMAND] = None
        elif kind in _ABROAD:
            links += 1
    form = _dictionary(pdf.Root, "/AcroForm")
    if form is not None and "/XFA" in form:
        found[_XFA] = None
    if _signed(pdf, form):
        found[SIGNED] = None
    yield from found
    if links:
        yield f"removed {counted(links, 'link')} to other places; the words stay"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that lies inside a PDF, attached to the whole or to a place on a page."""

    name: str
    spec: pikepdf.Object | None

    def data(self) -> bytes:
        """Its bytes; none where the PDF only names it, or it is damaged."""
        files = _dictionary(self.spec, "/EF") if isinstance(self.spec, pikepdf.Dictionary) else None
        stream = files.get("/UF", files.get("/F")) if files is not None else None
        try:
            return stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
        except pikepdf.PikepdfError:
            return b""


def embedded(pdf: pikepdf.Pdf) -> Iterator[Embedded]:
    """Each file that lies inside, once where it is attached in two places."""
    seen: set[object] = set()
    for one in _embedded(pdf):
        key = one.spec.objgen if one.spec is not None and one.spec.is_indirect else one.name
        if key not in seen:
            seen.add(key)
            yield one


def _embedded(pdf: pikepdf.Pdf) -> Iterator[Embedded]:
    tree = _dictionary(_dictionary(pdf.Root, "/Names") or pikepdf.Dictionary(), "/EmbeddedFiles")
    if tree is not None:
        for name, spec in pikepdf.NameTree(tree).items():
            yield Embedded(_file_name(spec) or str(name), spec)
    for note in _notes(pdf):
        if note.get("/Subtype") == "/FileAttachment":
            yield Embedded(_file_name(note.get("/FS")) or "a file without a name", note.get("/FS"))


def needs_cleaning(pdf: pikepdf.Pdf) -> bool:
    """False where the pages already draw nothing but what is seen, so that the file can be taken as it is.

    Other entries of a page itself (transitions, thumbnails) do not count: whoever joins pages takes PAGE_KEYS and no more.
    """
    names = _dictionary(pdf.Root, "/Names") or pikepdf.Dictionary()
    if pdf.is_encrypted or "/AcroForm" in pdf.Root or "/OCProperties" in pdf.Root or "/EmbeddedFiles" in names:
        return True
    if any("/AA" in page.obj or PRINTED in page.obj or any(not keeps(note) for note in page.obj.get("/Annots", ())) for page in pdf.pages):
        return True
    # all keys at once: asking for one after another takes six times as long
    return any(not _PRIVATE_KEYS.isdisjoint(thing.keys()) and thing.get("/Type") not in ("/Catalog", "/Page") for thing in _things(pdf))


def keeps(note: pikepdf.Object) -> bool:
    """True for a link to another page of the same document: the only thing on a page that may still be clicked."""
    if not isinstance(note, pikepdf.Dictionary) or note.get("/Subtype") != "/Link" or "/AA" in note:
        return False
    action = note.get("/A")
    if action is None:
        return "/Dest" in note
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo" and "/Next" not in action


def scrub(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Take from a document made of copied pages whatever is not seen."""
    for page in pdf.pages:
        for key in set(page.obj.keys()) - PAGE_KEYS:
            del page.obj[key]
        kept = [_bare_link(note) for note in page.obj.get("/Annots", ()) if keeps(note)]
        if kept:
            page.obj.Annots = pikepdf.Array(kept)
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]
    private = False
    for thing in _things(pdf):
        if thing.get("/Type") == "/Catalog":
            continue
        for key in _PRIVATE_KEYS & thing.keys():
            del thing[key]
            private = private or key in ("/PieceInfo", "/Metadata")
        if isinstance(thing, pikepdf.Stream) and "/F" in thing:
            del thing["/F"]  # the rest of this stream is fetched from another file
    if private:
        yield "removed private data of the program that made it"


def _bare_link(note: pikepdf.Object) -> pikepdf.Object:
    for key in ("/PA", "/StructParent", "/OC", "/M", "/NM", "/Contents"):
        if key in note:
            del note[key]
    return note


def _things(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream))


def _notes(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        if isinstance(notes, pikepdf.Array):
            yield from (note for note in notes if isinstance(note, pikepdf.Dictionary))


def _actions(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every place where an action can hang."""
    yield from _action(pdf.Root.get("/OpenAction"))
    yield from _events(pdf.Root)
    scripts = _dictionary(_dictionary(pdf.Root, "/Names") or pikepdf.Dictionary(), "/JavaScript")
    if scripts is not None:
        yield pikepdf.Dictionary(S=pikepdf.Name.JavaScript)
    for page in pdf.pages:
        yield from _events(page.obj)
    for note in _notes(pdf):
        yield from _action(note.get("/A"))
        yield from _action(note.get("/PA"))
        yield from _events(note)
        yield from _events(_dictionary(note, "/Parent") or pikepdf.Dictionary())


def _events(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    events = _dictionary(thing, "/AA")
    if events is not None:
        for key in events.keys():  # noqa: SIM118 - a pikepdf dictionary is not iterable by itself
            yield from _action(events[key])


def _action(action: pikepdf.Object | None, depth: int = 0) -> Iterator[pikepdf.Object]:
    if not isinstance(action, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    yield action
    after = action.get("/Next")
    for each in after if isinstance(after, pikepdf.Array) else [after]:
        yield from _action(each, depth + 1)


def _signed(pdf: pikepdf.Pdf, form: pikepdf.Object | None) -> bool:
    """Whether anybody has signed: a field that only waits for a signature does not count."""
    fields = list(_signature_fields(form.get("/Fields"))) if form is not None else []
    fields += [note for note in _notes(pdf) if note.get("/FT") == "/Sig"]
    if form is not None and not fields:
        return bool(int(form.get("/SigFlags", 0)) & 1)  # it says so; the fields are lost
    return any("/V" in field for field in fields)


def _signature_fields(fields: pikepdf.Object | None, depth: int = 0) -> Iterator[pikepdf.Object]:
    if not isinstance(fields, pikepdf.Array) or depth > _DEEPEST:
        return
    for each in fields:
        if isinstance(each, pikepdf.Dictionary):
            if each.get("/FT") == "/Sig":
                yield each
            yield from _signature_fields(each.get("/Kids"), depth + 1)


def _dictionary(thing: pikepdf.Object, key: str) -> pikepdf.Object | None:
    found = thing.get(key)
    return found if isinstance(found, pikepdf.Dictionary) else None


def _file_name(spec: pikepdf.Object | None) -> str:
    if isinstance(spec, pikepdf.String):
        return str(spec)
    if not isinstance(spec, pikepdf.Dictionary):
        return ""
    return str(spec.get("/UF", spec.get("/F", "")))
