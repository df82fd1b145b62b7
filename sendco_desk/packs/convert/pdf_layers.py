"""Layers of a PDF that its maker switched off: what they draw is taken out of the pages, not merely left unseen."""

from collections.abc import Iterator

import pikepdf

from sendco_desk.packs.convert.printed import counted

_PAINTS_TEXT = {"Tj", "TJ", "'", '"'}
_PAINTS_PATH = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
_PAINTS_OTHER = {"sh", "Do", "INLINE IMAGE", "EI"}
_DEEPEST = 12
_Step = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def remove_hidden(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Take out what hidden layers draw, and the switches with it."""
    hidden = hidden_layers(pdf)
    properties = pdf.Root.get("/OCProperties")
    if hidden:
        for page in pdf.pages:
            _clean_page(pdf, page, hidden)
        yield f"removed {counted(len(hidden), 'hidden layer')}"
    if properties is not None:
        del pdf.Root["/OCProperties"]


def hidden_layers(pdf: pikepdf.Pdf) -> frozenset[tuple[int, int]]:
    """The object numbers of the layers that are off when the document is opened."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return frozenset()
    default = properties.get("/D", pikepdf.Dictionary())
    off = {layer.objgen for layer in properties.get("/OCGs", ())} if default.get("/BaseState") == "/OFF" else set()
    off -= {layer.objgen for layer in default.get("/ON", ())}
    off |= {layer.objgen for layer in default.get("/OFF", ())}
    return frozenset(off)


def is_hidden(mark: pikepdf.Object | None, hidden: frozenset[tuple[int, int]]) -> bool:
    """Whether a layer, or a rule over several layers, is off."""
    if not isinstance(mark, pikepdf.Dictionary):
        return False
    if mark.get("/Type") != "/OCMD":
        return mark.objgen in hidden
    if isinstance(mark.get("/VE"), pikepdf.Array):
        return not _holds(mark["/VE"], hidden)
    layers = mark.get("/OCGs")
    off = [layer.objgen in hidden for layer in (layers if isinstance(layers, pikepdf.Array) else [layers]) if layer is not None]
    if not off:
        return False
    shown = {"/AllOn": not any(off), "/AnyOff": any(off), "/AllOff": all(off)}
    return not shown.get(str(mark.get("/P", "/AnyOn")), not all(off))


def _holds(rule: pikepdf.Object, hidden: frozenset[tuple[int, int]], depth: int = 0) -> bool:
    """A visibility expression: /And, /Or and /Not over layers."""
    if not isinstance(rule, pikepdf.Array) or depth > _DEEPEST:
        return not is_hidden(rule, hidden)
    word, *parts = list(rule)
    values = [_holds(part, hidden, depth + 1) for part in parts]
    return {"/And": all(values), "/Or": any(values), "/Not": not any(values)}.get(str(word), True)


def _clean_page(pdf: pikepdf.Pdf, page: pikepdf.Page, hidden: frozenset[tuple[int, int]]) -> None:
    notes = page.obj.get("/Annots")
    if isinstance(notes, pikepdf.Array):
        page.obj.Annots = pikepdf.Array([note for note in notes if not is_hidden(note.get("/OC"), hidden)])
    page.contents_coalesce()
    if "/Contents" in page.obj:
        resources = _own_resources(page.resources)
        page.obj.Contents = pdf.make_stream(_without_hidden(page.obj.Contents, resources, hidden))
        page.obj.Resources = resources
        _clean_forms(pdf, resources, hidden, 0)


def _own_resources(resources: pikepdf.Object) -> pikepdf.Dictionary:
    """A copy, because pages share their resources and lose different parts of them."""
    own = pikepdf.Dictionary({key: resources[key] for key in resources.keys()})  # noqa: SIM118
    drawings = own.get("/XObject")
    if isinstance(drawings, pikepdf.Dictionary):
        own.XObject = pikepdf.Dictionary({key: drawings[key] for key in drawings.keys()})  # noqa: SIM118
    return own


def _clean_forms(pdf: pikepdf.Pdf, resources: pikepdf.Dictionary, hidden: frozenset[tuple[int, int]], depth: int) -> None:
    drawings = resources.get("/XObject")
    if not isinstance(drawings, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    for key in drawings.keys():  # noqa: SIM118
        form = drawings[key]
        if form.get("/Subtype") == "/Form" and isinstance(form.get("/Resources"), pikepdf.Dictionary):
            own = _own_resources(form.Resources)
            cleaned = pdf.make_stream(_without_hidden(form, own, hidden))
            for entry in set(form.keys()) - {"/Length", "/Filter", "/DecodeParms"}:
                cleaned[entry] = form[entry]
            cleaned.Resources = own
            _clean_forms(pdf, own, hidden, depth + 1)
            drawings[key] = cleaned


def _without_hidden(stream: pikepdf.Object, resources: pikepdf.Dictionary, hidden: frozenset[tuple[int, int]]) -> bytes:
    """The drawing without what hidden layers paint; drawings used nowhere else leave the resources too."""
    kept: list[_Step] = []
    inside: list[bool] = []
    used: set[str] = set()
    for step in pikepdf.parse_content_stream(stream):
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            inside.append(name == "BDC" and _opens_hidden(step, resources, hidden))
        elif name == "EMC" and inside:
            inside.pop()
        if name == "Do" and not any(inside):
            drawing = resources.get("/XObject", pikepdf.Dictionary()).get(str(step.operands[0]))
            if drawing is not None and is_hidden(drawing.get("/OC"), hidden):
                continue
            used.add(str(step.operands[0]))
        if any(inside) and name in _PAINTS_PATH:
            kept.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("n")))  # a path must end, painted or not
        elif not (any(inside) and name in _PAINTS_TEXT | _PAINTS_OTHER):
            kept.append(step)
    _drop_unused(resources, used)
    return pikepdf.unparse_content_stream(kept)


def _opens_hidden(step: _Step, resources: pikepdf.Dictionary, hidden: frozenset[tuple[int, int]]) -> bool:
    tag, mark = step.operands[0], step.operands[1]
    if str(tag) != "/OC":
        return False
    named = resources.get("/Properties", pikepdf.Dictionary()).get(str(mark)) if isinstance(mark, pikepdf.Name) else mark
    return is_hidden(named, hidden)


def _drop_unused(resources: pikepdf.Dictionary, used: set[str]) -> None:
    drawings = resources.get("/XObject")
    if isinstance(drawings, pikepdf.Dictionary):
        for key in set(drawings.keys()) - used:
            del drawings[key]
