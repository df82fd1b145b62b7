"""The wordings of letters: Markdown with named fields, as they came with the app or as the school has changed them.

The Markdown is the small part of it that a letter needs: paragraphs, headings, lists, bold and italic. A field stands in braces. A field
of several entries on a line of its own becomes a list; where there is nothing to list, it goes, and with it the line that led to it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches, ndiff
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

from sendco_desk.domain.councils import LetterWording
from sendco_desk.domain.letter_paper import BULLET, Block, Span
from sendco_desk.domain.refusals import Refused
from sendco_desk.resources import resource
from sendco_desk.services.clockwork import NOTHING_CHANGED, Changed
from sendco_desk.services.letter_checks import findings_in_words, need_clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from sendco_desk.store.notebook import Notebook

WORDINGS: Mapping[str, str] = {
    "chaser-1": "First letter about a late step", "chaser-2": "Second letter about a late step", "chaser-3": "Third letter about a late step",
    "exception-query": "Question about an exception", "covering-email": "E-mail that the letter is attached to",
}
"""The name of each wording, which is its file's under ``resources/letters``, and what it is for."""
FIELDS: Mapping[str, str] = {
    "addressee": "whom the letter greets", "role": "the reader’s role, such as team manager",
    "child": "the child’s name, date of birth and the council’s reference", "pupil": "the child’s name", "born": "the child’s date of birth",
    "reference": "the council’s reference, and the school’s case number", "case_number": "the school’s case number",
    "whose": "who owes the steps", "record": "that nothing shows the steps as done", "asked_by": "the day by which an answer is asked for",
    "today": "the day of the letter", "close": "Yours sincerely, or faithfully where nobody is named", "sendco": "the SENDCo’s name",
    "school": "the school’s name",
}
"""The fields of one value each, and what is put in for them."""
BLOCKS: Mapping[str, str] = {
    "duties": "what was due, by when, on which authority", "arithmetic": "how the days are counted",
    "proof": "the events and the documents that show them", "said": "what the council or the service has said so far",
    "exceptions": "the exceptions that could apply", "asked_before": "earlier letters about the same", "asks": "what is asked",
    "guidance": "what guidance expects of a council that relies on an exception", "copy_to": "who gets a copy",
}
"""The fields of several entries."""
COVERING = "covering-email"
OF_THE_CHILD = ("child", "pupil", "born", *BLOCKS)
"""Fields that say who the child is, or what of the case."""
_FIELD = re.compile(r"\{([^{}\n]*)\}")
_BLANK = re.compile(r"\n[ \t]*\n")
_AT_START = re.compile(r"^([#+-](?=\s|$)|\d{1,9}(?=[.)](?:\s|$)))")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingState:
    """How a wording stands: whether the school has its own, and whether the app's has changed since that was made."""

    name: str
    title: str
    own: bool
    newer: bool


# Filling


def check_fields(text: str) -> None:
    """Refuse a field that no letter can fill, with the nearest that it can."""
    known = (*FIELDS, *BLOCKS)
    for name in _FIELD.findall(text):
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.4)
            hint = f"did you mean {{{near[0]}}}?" if near else f"the fields are {', '.join(f'{{{one}}}' for one in known)}."
            raise Refused(f"There is no field ‘{{{name}}}’: {hint}", field="text")


def fill(text: str, fields: Mapping[str, str], blocks: Mapping[str, Sequence[str]]) -> str:
    """The wording with its fields filled, as Markdown."""
    check_fields(text)
    parts: list[str] = []
    for piece in _pieces(text):
        name = piece[1:-1] if piece[0] == "{" and piece[-1] == "}" else ""
        if name not in BLOCKS:
            filled = _FIELD.sub(lambda match: _filled(match[1], fields, blocks), piece).strip()
            parts += [filled] if filled else []
            continue
        entries, led = blocks.get(name, ()), bool(parts) and parts[-1].endswith(":")
        if not entries and led:
            parts.pop()
        elif led or len(entries) > 1:
            parts.append("\n".join(f"- {escaped(entry)}" for entry in entries))
        elif entries:
            parts.append(escaped(entries[0]))
    return "\n\n".join(parts)


def _pieces(text: str) -> Iterator[str]:
    """The paragraphs of a wording; the field of several entries on a line of its own is one by itself."""
    for chunk in _BLANK.split(text.strip()):
        lines: list[str] = []
        for line in chunk.splitlines():
            if line.strip() in {f"{{{name}}}" for name in BLOCKS}:
                yield from ["\n".join(lines)] if lines else []
                yield line.strip()
                lines = []
            else:
                lines.append(line.rstrip())
        yield from ["\n".join(lines)] if lines else []


def _filled(name: str, fields: Mapping[str, str], blocks: Mapping[str, Sequence[str]]) -> str:
    return escaped(" ".join(blocks.get(name, ())) if name in BLOCKS else fields.get(name, ""))


def escaped(text: str) -> str:
    """Words that must stand in Markdown as they are: on one line, none of their marks read as Markdown."""
    line = re.sub(r"[*\\]|(?<![^\W_])_|_(?![^\W_])", lambda match: f"\\{match[0]}", " ".join(text.split()))
    return _AT_START.sub(lambda match: f"{match[1]}\\" if match[1].isdigit() else f"\\{match[1]}", line)


# Reading Markdown


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("zero", {"breaks": True, "html": False}).enable(["list", "heading", "emphasis", "escape", "newline"])


def html_of(text: str) -> str:
    """The letter as HTML, for programs that take it from the clipboard."""
    return str(_markdown().render(text))


def plain_of(text: str) -> str:
    """The letter as plain words: paragraphs with a blank line between them, lists with a dash."""
    said, before = "", None
    for block in blocks_of(text):
        gap = "" if before is None else "\n" if before.mark and block.mark else "\n\n"
        mark = f"{'  ' * (block.depth - 1)}{'-' if block.mark == BULLET else block.mark} " if block.mark else ""
        said += f"{gap}{mark}{block.text}"
        before = block
    return said


def blocks_of(text: str) -> tuple[Block, ...]:
    """The letter's paragraphs, headings and list entries."""
    return tuple(_blocks(_markdown().parse(text)))


def _blocks(tokens: "Sequence[Token]") -> Iterator[Block]:
    lists: list[str] = []
    mark, heading = "", False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token.type)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            mark = BULLET if lists[-1] == "bullet_list_open" else f"{token.info}{token.markup}"
        elif token.type == "heading_open":
            heading = True
        elif token.type == "inline":
            yield Block(spans=tuple(_spans(token.children or ())), heading=heading, mark=mark, depth=len(lists))
            mark, heading = "", False


def _spans(tokens: "Sequence[Token]") -> Iterator[Span]:
    bold = italic = 0
    for token in tokens:
        change = {"open": 1, "close": -1}.get(token.type.partition("_")[2], 0)
        bold += change if token.type.startswith("strong") else 0
        italic += change if token.type.startswith("em") else 0
        text = "\n" if token.type in ("softbreak", "hardbreak") else token.content
        if text and not change:
            yield Span(text=text, bold=bool(bold), italic=bool(italic))


# Keeping


def _need_no_child(name: str, text: str) -> None:
    """What stands in an e-mail itself is read on its way; only the letter attached to it names the child."""
    named = next((field for field in _FIELD.findall(text) if field in OF_THE_CHILD), "")
    if name == COVERING and named:
        raise Refused(f"The e-mail itself must not name the child: take out {{{named}}}. The letter attached to it does.", field="text")


def original(name: str) -> str:
    """The wording that came with the app."""
    if name not in WORDINGS:
        near = get_close_matches(name, WORDINGS, n=1)
        raise Refused(f"There is no wording called ‘{name}’: {f'did you mean {near[0]}?' if near else 'look in Councils and letters.'}", field="name")
    return resource(f"letters/{name}.md").read_text(encoding="utf-8").strip()


def fingerprint(text: str) -> str:
    """What tells one wording from another."""
    return sha256(text.strip().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings that this school uses."""

    book: "Notebook"

    def text(self, name: str) -> str:
        """The school's own wording, or the app's where it has none."""
        own = self.own(name)
        return own.text if own else original(name)

    def own(self, name: str) -> LetterWording | None:
        """The school's own wording, if it has one."""
        return next(iter(self.book.all(LetterWording, name=name)), None)

    def states(self) -> list[WordingState]:
        """How every wording stands."""
        return [self.state(name) for name in WORDINGS]

    def state(self, name: str) -> WordingState:
        """How one wording stands."""
        own, came = self.own(name), fingerprint(original(name))
        return WordingState(name=name, title=WORDINGS[name], own=own is not None, newer=own is not None and own.based_on != came)

    def save(self, name: str, text: str) -> Changed:
        """Keep the school's own wording. Raises Refused for a field that there is not, and for what no letter may say."""
        came, own = original(name), self.own(name)
        check_fields(text)
        _need_no_child(name, text)
        need_clean(findings_in_words(text), "text")
        if text.strip() == came:
            return self.go_back(name)
        made = LetterWording(id=own.id if own else uuid4(), name=name, text=text.strip(), based_on=fingerprint(came))
        with self.book.writing(f"Changed the wording of a letter: {WORDINGS[name].lower()}") as page:
            page.put(made)
        return page.changed

    def keep_own(self, name: str) -> Changed:
        """Go on with the school's own wording although the app's has changed, and say no more about it."""
        own = self.own(name)
        if own is None:
            return NOTHING_CHANGED
        with self.book.writing(f"Kept the school’s wording of a letter: {WORDINGS[name].lower()}") as page:
            page.put(replace(own, based_on=fingerprint(original(name))))
        return page.changed

    def go_back(self, name: str) -> Changed:
        """Go back to the wording that came with the app; undo brings the school's own again."""
        own = self.own(name)
        if own is None:
            return NOTHING_CHANGED
        with self.book.writing(f"Went back to the app’s wording of a letter: {WORDINGS[name].lower()}") as page:
            page.remove(own)
        return page.changed

    def compared(self, name: str) -> list[tuple[str, str]]:
        """The app's wording beside the school's, line by line: ``-`` only the app's, ``+`` only the school's, else both."""
        lines = ndiff(original(name).splitlines(), self.text(name).splitlines())
        return [(line[0].strip(), line[2:]) for line in lines if line[0] != "?"]
