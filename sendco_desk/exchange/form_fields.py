"""What can be filled in a council's Word form: content controls, the older form fields, and bookmarks, each with the words around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sendco_desk.exchange.form_package import Package, W
from sendco_desk.exchange.form_words import about, line_of, words_in

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CONTROL, FIELD, BOOKMARK = "control", "field", "bookmark"
FIELD_HOW = {CONTROL: "Content control", FIELD: "Form field", BOOKMARK: "Bookmark"}
"""What a field is in Word's own words."""
FIELD_KINDS = {
    "line": "Words on one line", "words": "Words", "date": "Date", "choice": "One of a list", "open_choice": "One of a list, or other words",
    "tick": "Box to tick",
}
LOCKED = "The form’s maker has locked it."
WORKED_OUT = "Word works this out by itself."
SPREAD = "The bookmark reaches over more than one paragraph."
UNUSUAL = "It is built in a way that cannot be filled here."
_PASSED_OVER = frozenset({
    "picture", "group", "docPartList", "docPartObj", "citation", "bibliography", "equation", "repeatingSection", "repeatingSectionItem",
    "entityPicker",
})


def w(name: str) -> str:
    """A name of Word's own XML."""
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A place of a form that can be filled. ``key`` is its name, made unlike all others of the form.

    ``about`` are the words around it, ``now`` what stands in it, ``most`` the letters it takes (0: as many as there are), ``rows`` the
    repeating section it belongs to, ``closed`` why it cannot be filled, ``where`` `page`, `header` or `footer`.
    """

    key: str
    name: str
    how: str
    kind: str
    about: str = ""
    now: str = ""
    tag: str = ""
    choices: tuple[str, ...] = ()
    most: int = 0
    rows: str = ""
    closed: str = ""
    where: str = "page"
    shape: str = ""
    """How a date is to be written, as Word says it: `dd/MM/yyyy`."""


@dataclass(slots=True)
class Found:
    """A field and where it stands: the control, the run that begins a form field, or the start of a bookmark.

    ``places`` are several where a text box holds the same twice, for newer and older programs. ``section`` is the repeating section.
    """

    field: FormField
    part: str
    places: list[Any]
    section: Any = None


def form_fields(package: Package) -> list[Found]:
    """All fields in the order in which they are read: the pages, then heads and feet."""
    found: list[Found] = []
    for part, root in package.pages.items():
        where = "header" if "header" in part else "footer" if "footer" in part else "page"
        here = [*_controls(root, part), *_old_fields(root, part), *_bookmarks(root, part)]
        order = {element: number for number, element in enumerate(root.iter())}
        here.sort(key=lambda one: order[one.places[0]])
        found += [Found(replace(one.field, where=where), one.part, one.places, one.section) for one in _twins_joined(here)]
    return _named_apart(found)


def _named_apart(found: Sequence[Found]) -> list[Found]:
    """Each field with a key of its own: its name, with a number where several have it."""
    seen: dict[str, int] = {}
    sections: dict[Any, str] = {}
    for one in found:
        base = line_of(one.field.key or one.field.name) or FIELD_KINDS[one.field.kind]
        seen[base.casefold()] = count = seen.get(base.casefold(), 0) + 1
        key = base if count == 1 else f"{base} ({count})"
        rows = ""
        if one.section is not None:
            rows = sections.setdefault(one.section, _section_name(one.section, len(sections) + 1))
        one.field = replace(one.field, key=key, name=one.field.name or key, rows=rows)
    return list(found)


def _section_name(section: Any, number: int) -> str:
    return _said(section, "alias") or _said(section, "tag") or f"Rows {number}"


def _twins_joined(found: Sequence[Found]) -> Iterator[Found]:
    """A text box is written twice, once for older programs: what stands in the second writing belongs to the first."""
    first: dict[tuple[str, str, int], Found] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for one in found:
        branch = next((step for step in one.places[0].iterancestors() if step.tag in (f"{{{MC}}}Choice", f"{{{MC}}}Fallback")), None)
        if branch is None:
            yield one
            continue
        box, named = branch.getroottree().getpath(branch.getparent()), f"{one.field.how} {one.field.key} {one.field.kind}"
        side = "new" if branch.tag == f"{{{MC}}}Choice" else "old"
        counts[box, named, side] = number = counts.get((box, named, side), 0) + 1
        twin = first.get((box, named, number))
        if side == "old" and twin is not None:
            twin.places += one.places
        else:
            first[box, named, number] = one
            yield one


# Content controls


def _controls(root: Any, part: str) -> Iterator[Found]:
    for control in root.iter(w("sdt")):
        properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
        kind = _control_kind(properties, content) if properties is not None and content is not None else ""
        if not kind or _stands_in_later_row(control):
            continue
        holding = properties.find(w("showingPlcHdr")) is not None
        lock = properties.find(w("lock"))
        locked = lock is not None and lock.get(w("val")) in ("contentLocked", "sdtContentLocked")
        shape = properties.find(f"{w('date')}/{w('dateFormat')}")
        yield Found(
            FormField(
                key=_said(control, "tag") or _said(control, "alias"), name=_said(control, "alias") or _said(control, "tag"), how=CONTROL, kind=kind,
                about=about(control, after=kind == "tick"), now="" if holding or kind == "tick" else words_in(content), tag=_said(control, "tag"),
                choices=tuple(text for text, _ in choices_of(properties)), closed=LOCKED if locked else "",
                shape=shape.get(w("val")) or "" if shape is not None else "",
            ),
            part, [control], _section_of(control),
        )


def _control_kind(properties: Any, content: Any) -> str:
    """The kind of field; nothing for what holds others, or is no field."""
    names = {_local(one) for one in properties}
    if "checkbox" in names:
        return "tick"
    if names & _PASSED_OVER:
        return ""
    for name, kind in (("dropDownList", "choice"), ("comboBox", "open_choice"), ("date", "date")):
        if name in names:
            return kind
    inside = {_local(one) for one in content.iter()}
    if inside & {"sdt", "tbl", "tr", "ffData"}:
        return ""
    text = properties.find(w("text"))
    if text is None:
        return "words"
    return "words" if text.get(w("multiLine")) in ("1", "true", "on") else "line"


def choices_of(properties: Any) -> list[tuple[str, str]]:
    """What a list offers: the words shown, and the value that is kept."""
    listed = (one for name in ("dropDownList", "comboBox") for one in properties.findall(f"{w(name)}/{w('listItem')}"))
    found = [(one.get(w("displayText")) or one.get(w("value")) or "", one.get(w("value")) or "") for one in listed]
    return [(text, value) for text, value in found if text and value]  # the first is often “Choose an item.” without a value


def _said(control: Any, name: str) -> str:
    kept = control.find(f"{w('sdtPr')}/{w(name)}")
    return line_of(kept.get(w("val")) or "") if kept is not None else ""


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_section(element: Any, name: str = "repeatingSection") -> bool:
    """Whether a control repeats what is in it, or is one of its repeats."""
    return element.tag == w("sdt") and element.find(f"{w('sdtPr')}/{{{W15}}}{name}") is not None


def _section_of(control: Any) -> Any:
    return next((step for step in control.iterancestors() if is_section(step)), None)


def repeats_of(section: Any) -> list[Any]:
    """The repeats of a section, in order."""
    content = section.find(w("sdtContent"))
    return [one for one in content if is_section(one, "repeatingSectionItem")] if content is not None else []


def _stands_in_later_row(element: Any) -> bool:
    """Whether it stands in a repeat that is not the first: those are made from the first."""
    item = next((step for step in element.iterancestors() if is_section(step, "repeatingSectionItem")), None)
    return item is not None and any(is_section(one, "repeatingSectionItem") for one in item.itersiblings(preceding=True))


# The older form fields


@dataclass(slots=True)
class OldField:
    """A form field as it stands in its runs: what says that it is one, and the runs of what it shows. ``end`` is None until it is met."""

    begin: Any
    data: Any
    separate: Any = None
    result: list[Any] = field(default_factory=list)
    end: Any = None


def old_fields(root: Any) -> Iterator[OldField]:
    """Every older form field, whole."""
    open_now: list[OldField] = []
    for run in root.iter(w("r")):
        signs = run.findall(w("fldChar"))
        for sign in signs:
            kind = sign.get(w("fldCharType"))
            if kind == "begin":
                open_now.append(OldField(begin=run, data=sign.find(w("ffData"))))
            elif open_now and kind == "separate":
                open_now[-1].separate = run
            elif open_now and kind == "end":
                done = open_now.pop()
                done.end = run
                if done.data is not None:
                    yield done
        if not signs and open_now and open_now[-1].separate is not None:
            open_now[-1].result.append(run)


def _old_fields(root: Any, part: str) -> Iterator[Found]:
    for old in old_fields(root):
        kind, closed = _old_kind(old)
        name, shape = _value(old.data, "name"), old.data.find(f"{w('textInput')}/{w('format')}")
        most = _value(old.data, "textInput/maxLength")
        hint = _value(old.data, "helpText") or _value(old.data, "statusText")
        yield Found(
            FormField(
                key=name, name=name, how=FIELD, kind=kind, about=about(old.begin, after=kind == "tick") or line_of(hint),
                now="" if kind != "line" else "".join(words_in(run) for run in old.result).strip("\u2002 \u00a0"),
                choices=tuple(one.get(w("val")) or "" for one in old.data.findall(f"{w('ddList')}/{w('listEntry')}")),
                most=int(most) if most.isdecimal() else 0, closed=closed, shape=shape.get(w("val")) or "" if shape is not None else "",
            ),
            part, [old.begin], None,
        )


def _old_kind(old: OldField) -> tuple[str, str]:
    """What kind it is, and why it cannot be filled."""
    if old.begin is old.end or old.begin is old.separate:
        return "line", UNUSUAL
    closed = LOCKED if _value(old.data, "enabled") in ("0", "false", "off") else ""
    if old.data.find(w("checkBox")) is not None:
        return "tick", closed
    if old.data.find(w("ddList")) is not None:
        return "choice", closed
    kind = _value(old.data, "textInput/type")
    return ("date" if kind == "date" else "line"), WORKED_OUT if kind in ("currentTime", "currentDate", "calculated") else closed


def _value(data: Any, path: str) -> str:
    kept = data.find("/".join(w(name) for name in path.split("/")))
    return kept.get(w("val")) or "" if kept is not None else ""


# Bookmarks


def _bookmarks(root: Any, part: str) -> Iterator[Found]:
    taken = {_value(old.data, "name") for old in old_fields(root)}
    ends = {one.get(w("id")): one for one in root.iter(w("bookmarkEnd"))}
    for start in root.iter(w("bookmarkStart")):
        name, end = start.get(w("name")) or "", ends.get(start.get(w("id")))
        if not name or name.startswith("_") or name in taken or end is None or start.get(w("colFirst")) is not None or _in_control(start):
            continue
        within = between(start, end)
        if within is None and _holds_fields(start, end):
            continue
        if within is not None and any(_local(one) in ("sdt", "fldChar") for piece in within for one in piece.iter()):
            continue
        now = line_of(" ".join(words_in(piece) for piece in within)) if within is not None else ""
        kept = FormField(key=name, name=name, how=BOOKMARK, kind="words", about=about(start), now=now, closed="" if within is not None else SPREAD)
        yield Found(kept, part, [start], None)


def between(start: Any, end: Any) -> list[Any] | None:
    """What stands between a bookmark's two signs in one paragraph; None where it reaches further."""
    if start.getparent().tag != w("p"):
        return None
    found: list[Any] = []
    for one in start.itersiblings():
        if one is end:
            return found
        found.append(one)
    return None


def _holds_fields(start: Any, end: Any) -> bool:
    """Whether anything else that can be filled stands between the two signs of a bookmark, which then only names a stretch of the form."""
    inside = False
    for one in start.getroottree().iter():
        if one is start:
            inside = True
        elif one is end:
            return False
        elif inside and _local(one) in ("sdt", "ffData"):
            return True
    return False


def _in_control(element: Any) -> bool:
    """Whether it stands in a control, which is then the field."""
    return any(step.tag == w("sdt") and not is_section(step) and not is_section(step, "repeatingSectionItem") for step in element.iterancestors())


def fields_job(content: bytes, report: object = None) -> tuple[FormField, ...]:
    """The fields of a form. Raises Refused."""
    from sendco_desk.exchange.form_package import opened

    return tuple(one.field for one in form_fields(opened(content)))
