"""Puts answers into a council's Word form: only the words inside a field change, in the look that they had, and every other part stays as it was."""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from lxml import etree

from sendco_desk.domain.dates import DAYS, LONG_DAYS, LONG_MONTHS, MONTHS
from sendco_desk.domain.refusals import Refused
from sendco_desk.exchange.form_fields import (
    BOOKMARK,
    CONTROL,
    UNUSUAL,
    W14,
    FormField,
    Found,
    OldField,
    between,
    choices_of,
    form_fields,
    old_fields,
    repeats_of,
    w,
)
from sendco_desk.exchange.form_package import Package, opened, written
from sendco_desk.exchange.paper_docx import printable

Answer = str | bool | date | tuple[str, ...]
"""What goes into a field: words, yes or no, a day, or a line for each of several things."""
DATE_SHAPE = "dd/MM/yyyy"
"""How a day is written where the form does not say."""
_HEX = re.compile(r"(?!00[01]|[Dd][89A-Fa-f]|[Ff]{3}[EeFf])[0-9A-Fa-f]{4}")
"""How a form names the sign of a ticked box: a letter that XML allows."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_GONE = frozenset(w(name) for name in (
    "r", "hyperlink", "proofErr", "smartTag", "fldSimple", "ins", "del", "moveFrom", "moveTo", "customXml", "sdt",
))
"""What an answer takes the place of in a paragraph; the signs of bookmarks and comments stay."""
_AROUND = frozenset(w(name) for name in ("p", "tr", "tc", "txbxContent", "body", "hdr", "ftr"))
_OWN_TO_ONE = frozenset(f"{{{W14}}}{name}" for name in ("paraId", "textId"))
_SIGNS = tuple(w(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"))
_YES, _NO = frozenset({"yes", "y", "true", "x", "1"}), frozenset({"no", "n", "false", "0", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The filled form; the keys of the fields that were filled, and why others were not."""

    content: bytes
    done: tuple[str, ...]
    misfits: tuple[tuple[str, str], ...]


def fill_job(content: bytes, answers: Mapping[str, Answer], report: object = None) -> Filled:
    """Fill a form. Raises Refused where it is none. A field without an answer stays as it is, and so does one that its answer does not fit."""
    package = opened(content)
    found = [one for one in form_fields(package) if one.field.key in answers]
    done: list[str] = []
    misfits: list[tuple[str, str]] = []
    changed: set[str] = set()
    for one in found:
        if one.section is None:
            try:
                _fill_one(package, one, answers[one.field.key])
            except Refused as refused:
                misfits.append((one.field.key, refused.message))
                continue
            done.append(one.field.key)
            changed.add(one.part)
    for section in dict.fromkeys(one.section for one in found if one.section is not None):
        inside = [one for one in found if one.section is section and _stands(package, one)]
        kept = _fill_rows(section, inside, answers, misfits)
        done += kept
        changed |= {inside[0].part} if kept else set()
    return Filled(content=written(package, changed), done=tuple(done), misfits=tuple(misfits))


def _fill_one(package: Package, one: Found, answer: Answer) -> None:
    told = fitted(one.field, answer)
    if not _stands(package, one):
        raise Refused(UNUSUAL, field=one.field.key)
    for place in one.places:
        _put(one, place, told)


def _stands(package: Package, one: Found) -> bool:
    """Whether a field is on its page still: in a form that is damaged one may lie inside another, which has been filled."""
    return all(any(step is package.pages[one.part] for step in place.iterancestors()) for place in one.places)


# What fits


def fitted(field: FormField, answer: Answer) -> str | bool | date:
    """The answer as the field takes it. Raises Refused, with what is wrong, where it does not fit: nothing is ever cut short."""
    if field.closed:
        raise Refused(field.closed, field=field.key)
    if field.kind == "tick":
        return _yes_or_no(field, answer)
    if field.kind == "date" and isinstance(answer, date):
        return answer
    if field.kind == "date" and field.how == CONTROL:
        raise Refused("The field takes a date, and this is none.", field=field.key)
    words = _words(field, answer)
    if field.kind in ("choice", "open_choice"):
        return _choice(field, words)
    if field.most and len(words) > field.most:
        raise Refused(f"This is {len(words)} letters long, and the field takes {field.most}.", field=field.key)
    return words


def _yes_or_no(field: FormField, answer: Answer) -> bool:
    if isinstance(answer, bool):
        return answer
    said = str(answer).strip().casefold() if not isinstance(answer, tuple) else "?"
    if said not in _YES | _NO:
        raise Refused("The field is a box to tick, and this is neither yes nor no.", field=field.key)
    return said in _YES


def _words(field: FormField, answer: Answer) -> str:
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    if isinstance(answer, date):
        return dated(answer, field.shape or DATE_SHAPE)
    words = printable("\n".join(answer) if isinstance(answer, tuple) else answer).strip()
    if field.kind in ("words",) or "\n" not in words:
        return words
    return _on_one_line([line.strip() for line in words.split("\n") if line.strip()])


def _on_one_line(lines: Sequence[str]) -> str:
    """Lines after one another: those that end a sentence with a space between them, others with a semicolon."""
    return "".join(line if not number else f"{' ' if lines[number - 1][-1] in '.!?:;,' else '; '}{line}" for number, line in enumerate(lines))


def _choice(field: FormField, words: str) -> str:
    same = [one for one in field.choices if _bare(one) == _bare(words)]
    if same or (field.kind == "open_choice" and words):
        return same[0] if same else words
    raise Refused(f"The list does not offer “{words}”. It offers: {'; '.join(field.choices)}.", field=field.key)


def _bare(words: str) -> str:
    """Words without what makes no difference in a list."""
    plain = words.casefold().replace("&", " and ").replace("year ", "")
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def dated(day: date, shape: str) -> str:
    """A day as Word’s own pattern asks for it: `dd MMMM yyyy`."""
    parts = {
        "dddd": LONG_DAYS[day.weekday()], "ddd": DAYS[day.weekday()], "dd": f"{day.day:02}", "d": str(day.day),
        "MMMM": LONG_MONTHS[day.month - 1], "MMM": MONTHS[day.month - 1], "MM": f"{day.month:02}", "M": str(day.month),
        "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}",
    }
    made, rest = "", shape
    while rest:
        if rest[0] == "'":
            quoted, _, rest = rest[1:].partition("'")
            made += quoted
            continue
        name = next((one for one in parts if rest.startswith(one)), rest[0])
        made, rest = made + parts.get(name, name), rest[len(name):]
    return made


# Putting it in


def _put(found: Found, place: Any, told: str | bool | date) -> None:
    if found.field.how == CONTROL:
        _put_in_control(place, found.field, told)
    elif found.field.how == BOOKMARK:
        _put_in_bookmark(place, str(told))
    else:
        _put_in_old(next(one for one in old_fields(place.getroottree().getroot()) if one.begin is place), found.field, told)


def _put_in_control(control: Any, field: FormField, told: str | bool | date) -> None:
    properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
    if isinstance(told, bool):
        words = _set_tick(properties, told)
    elif isinstance(told, date):
        properties.find(w("date")).set(w("fullDate"), datetime.combine(told, time()).isoformat() + "Z")
        words = dated(told, field.shape or DATE_SHAPE)
    else:
        words = told
        _set_choice(properties, told)
    if properties.find(w("text")) is not None:
        words = words.replace("\n", " \n")  # LibreOffice 7.4 moves the breaks of a plain control to its front, and would join the words
    look = _look_of(properties, content)
    for name in ("showingPlcHdr", "dataBinding"):  # Word would show its prompt again, or what its store says in place of the answer
        for sign in properties.findall(w(name)):
            properties.remove(sign)
    if isinstance(told, bool):
        look = _with_font(look, properties, told)
    paragraphs = [one for one in content.iter(w("p")) if _nearest(one) is content or _nearest(one).tag == w("tc")]
    if paragraphs:
        _put_in_paragraphs(paragraphs, look, words, apart=field.kind == "words" and properties.find(w("text")) is None)
    elif next((step.tag for step in control.iterancestors() if step.tag in _AROUND), w("p")) == w("p"):
        _put_in_line(content, look, words)
    else:
        paragraph = etree.SubElement(content, w("p"))
        _put_in_line(paragraph, look, words)


def _nearest(paragraph: Any) -> Any:
    return paragraph.getparent()


def _put_in_paragraphs(paragraphs: Sequence[Any], look: Any, words: str, *, apart: bool) -> None:
    """The first paragraph takes the words, further ones go; ``apart``: each line is a paragraph like the first."""
    first, *rest = paragraphs
    for one in rest:
        one.getparent().remove(one)
    lines = words.split("\n") if apart else [words]
    _put_in_line(first, look, lines[0])
    last = first
    for line in lines[1:]:
        again = etree.Element(w("p"), nsmap=first.nsmap)
        if (shape := first.find(w("pPr"))) is not None:
            again.append(copy.deepcopy(shape))
        again.append(_run(look, line))
        last.addnext(again)
        last = again


def _put_in_line(where: Any, look: Any, words: str) -> None:
    """Words in place of the runs of a paragraph, or of a control on a line."""
    old = [one for one in where if one.tag in _GONE]
    place = where.index(old[0]) if old else len(where)
    for one in old:
        where.remove(one)
    where.insert(place, _run(look, words))


def _run(look: Any, words: str) -> Any:
    """A run in a look, its lines parted by breaks."""
    made = etree.Element(w("r"))
    if look is not None:
        made.append(copy.deepcopy(look))
    _say(made, words)
    return made


def _say(run: Any, words: str) -> None:
    for number, line in enumerate(words.split("\n")):
        if number:
            etree.SubElement(run, w("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, w("tab"))
            text = etree.SubElement(run, w("t"))
            text.set(_SPACE, "preserve")
            text.text = piece


def _look_of(properties: Any, content: Any) -> Any:
    """How the answer is to look: as what stands there now; where that is Word's grey prompt, as the control says or as the prompt, not grey."""
    run = next((one for one in content.iter(w("r"))), None)
    now = run.find(w("rPr")) if run is not None else None
    if properties.find(w("showingPlcHdr")) is None:
        return now if now is not None else properties.find(w("rPr"))
    said = properties.find(w("rPr"))
    look = copy.deepcopy(said if said is not None else now)
    if look is not None:
        style = look.find(w("rStyle"))
        grey = style is not None and "placeholder" in (style.get(w("val")) or "").lower()
        for one in [*([style] if grey else []), *(look.findall(w("color")) if said is None else [])]:
            look.remove(one)
    return look


def _set_choice(properties: Any, words: str) -> None:
    """Remember the value beside the words shown, as Word does for a list."""
    for name in ("dropDownList", "comboBox"):
        for kept in properties.findall(w(name)):
            value = next((value for text, value in choices_of(properties) if text == words), words)
            kept.set(w("lastValue"), value)


def _set_tick(properties: Any, on: bool) -> str:
    """Tick the box or not; gives the sign that stands there then."""
    box = properties.find(f"{{{W14}}}checkbox")
    kept = box.find(f"{{{W14}}}checked")
    if kept is None:
        kept = etree.Element(f"{{{W14}}}checked")
        box.insert(0, kept)
    kept.set(f"{{{W14}}}val", "1" if on else "0")
    state = box.find(f"{{{W14}}}{'checkedState' if on else 'uncheckedState'}")
    sign = state.get(f"{{{W14}}}val") or "" if state is not None else ""
    return chr(int(sign, 16)) if _HEX.fullmatch(sign) else "\u2612" if on else "\u2610"


def _with_font(look: Any, properties: Any, on: bool) -> Any:
    """The look with the font in which the box's sign is found."""
    state = properties.find(f"{{{W14}}}checkbox/{{{W14}}}{'checkedState' if on else 'uncheckedState'}")
    font = (state.get(f"{{{W14}}}font") if state is not None else None) or "MS Gothic"
    made = copy.deepcopy(look) if look is not None else etree.Element(w("rPr"))
    fonts = made.find(w("rFonts"))
    if fonts is None:
        fonts = etree.Element(w("rFonts"))
        made.insert(1 if made.find(w("rStyle")) is not None else 0, fonts)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(w(name), None)
    for name in ("ascii", "eastAsia", "hAnsi"):
        fonts.set(w(name), font)
    return made


def _put_in_bookmark(start: Any, words: str) -> None:
    """Words between the two signs, in the look of what stood there or stands beside it."""
    end = next(one for one in start.itersiblings(w("bookmarkEnd")) if one.get(w("id")) == start.get(w("id")))
    paragraph, within = start.getparent(), between(start, end) or []
    runs = [run for piece in within for run in piece.iter(w("r"))]
    beside = [*start.itersiblings(w("r"), preceding=True), *end.itersiblings(w("r"))]
    look = next((run.find(w("rPr")) for run in (*runs, *beside)), None)
    for piece in within:
        if piece.tag in _GONE:
            paragraph.remove(piece)
    start.addnext(_run(look, words))


def _put_in_old(old: OldField, field: FormField, told: str | bool | date) -> None:
    box, listed = old.data.find(w("checkBox")), old.data.find(w("ddList"))
    if box is not None:
        _set_value(box, "checked", "1" if told else "0")
    elif listed is not None:
        _set_value(listed, "result", str(field.choices.index(str(told))), first=True)
    else:
        _put_in_result(old, dated(told, field.shape or DATE_SHAPE) if isinstance(told, date) else str(told))


def _set_value(data: Any, name: str, value: str, *, first: bool = False) -> None:
    kept = data.find(w(name))
    if kept is None:
        kept = etree.Element(w(name))
        data.insert(0 if first else len(data), kept)
    kept.set(w("val"), value)


def _put_in_result(old: OldField, words: str) -> None:
    """The first run of the result says it; the others keep their place and say nothing."""
    if old.separate is None:
        sign = etree.Element(w("fldChar"))
        sign.set(w("fldCharType"), "separate")
        old.separate = _run(old.begin.find(w("rPr")), "")
        for one in old.separate.findall(w("t")):
            old.separate.remove(one)
        old.separate.append(sign)
        old.end.addprevious(old.separate)
    if not old.result:
        old.result.append(_run(old.begin.find(w("rPr")), ""))
        old.separate.addnext(old.result[0])
    for number, run in enumerate(old.result):
        for piece in [one for one in run if one.tag != w("rPr")]:
            run.remove(piece)
        if not number:
            _say(run, words)


# Rows that repeat


def _fill_rows(section: Any, inside: Sequence[Found], answers: Mapping[str, Answer], misfits: list[tuple[str, str]]) -> list[str]:
    """A repeat for each line of the answers, made from the first one. Gives the keys of what was filled."""
    lines = {one.field.key: _lines(answers[one.field.key]) for one in inside}
    count = max((len(one) for one in lines.values()), default=0)
    items = repeats_of(section)
    if not count or not items:
        return []
    pattern, numbers = copy.deepcopy(items[0]), _fresh_ids(section)
    for later in items[1:]:
        later.getparent().remove(later)
    place = {id(one): items[0].getroottree().getelementpath(one.places[0]) for one in inside}
    own = items[0].getroottree().getelementpath(items[0])
    done: dict[str, None] = {}
    last = items[0]
    for number in range(count):
        here = items[0] if not number else _repeated(pattern, numbers)
        if number:
            last.addnext(here)
            last = here
        for one in inside:
            told = lines[one.field.key][number] if number < len(lines[one.field.key]) else ""
            control = _at(here, place[id(one)].removeprefix(own).lstrip("/"))
            if told and _put_row(one, control, told, misfits):
                done[one.field.key] = None
    return list(done)


def _at(item: Any, path: str) -> Any:
    return item.find(path)


def _put_row(found: Found, control: Any, told: str, misfits: list[tuple[str, str]]) -> bool:
    try:
        answer = fitted(found.field, told)
        if control is None:
            raise Refused(UNUSUAL, field=found.field.key)
        _put_in_control(control, found.field, answer)
    except Refused as refused:
        misfits.append((found.field.key, refused.message))
        return False
    return True


def _lines(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else (str(answer),)


def _fresh_ids(section: Any) -> Iterator[int]:
    """Numbers for controls that no control of the form has yet."""
    kept = [int(one.get(w("val")) or 0) for one in section.getroottree().iter(w("id")) if (one.get(w("val")) or "").lstrip("-").isdecimal()]
    number = max([0, *kept])
    while True:
        number = number % 2_000_000_000 + 1
        if number not in kept:
            yield number


def _repeated(pattern: Any, numbers: Iterator[int]) -> Any:
    """A repeat like the first, without what only one in a form can have."""
    made = copy.deepcopy(pattern)
    for one in list(made.iter()):
        for name in _OWN_TO_ONE:
            one.attrib.pop(name, None)
        if one.tag in _SIGNS:
            one.getparent().remove(one)
    for properties in made.iter(w("sdtPr")):
        kept = properties.find(w("id"))
        if kept is not None:
            kept.set(w("val"), str(next(numbers)))
    return made
