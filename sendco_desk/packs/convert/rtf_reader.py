"""A small reader of rich text: words in their manner, lists, tables, pictures, notes; what was deleted or hidden is left out and counted."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sendco_desk.packs.convert.pictures import Pictures
from sendco_desk.packs.convert.plain_blocks import Block, Span, Words
from sendco_desk.packs.convert.rtf_table import RtfTable

_TOKEN = re.compile(rb"\\([a-zA-Z]+)(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL)
_CODEPAGES = {
    0: "cp1252", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_LETTERS = {
    "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "bullet": "\u2022", "tab": "\t", "line": "\n", "emspace": "\u2003", "enspace": "\u2002", "nestcell": "\t", "softline": "\n",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_ENDS = ("par", "page", "sect", "nestrow", "column")
_SKIPPED = (
    "colortbl", "stylesheet", "info", "nonshppict", "fldinst", "objdata", "template", "nonesttables", "filetbl", "revtbl", "rsidtbl",
    "listtable", "listoverridetable", "private", "pgdsctbl", "ftncn", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "aftncn", "xe", "tc",
)  # fmt: skip
_APART = {"footnote": "note", "annotation": "comment", "atnauthor": "author"}
_APART |= dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header") | dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer")
_STARRED = ("shppict", "annotation", "atnauthor", "shpinst", "pntext")
_DEEPEST = 500  # groups in groups


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until the group ends."""

    look: Span = field(default_factory=lambda: Span(text=""))
    deleted: bool = False
    hidden: bool = False
    skip: bool = False
    into: str = "body"
    font: int = 0
    after: int = 1


@dataclass(slots=True)
class _Flow:
    """A run of paragraphs: the body, or a note, comment, heading or footing of its own."""

    blocks: list[Block] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    mark: str = ""
    level: int = 0
    depth: int = 0
    in_table: bool = False
    table: RtfTable = field(default_factory=RtfTable)


@dataclass(slots=True)
class _Image:
    """A picture that is being read."""

    letters: list[bytes] = field(default_factory=list)
    raw: bytes = b""
    wide: float = 0.0
    high: float = 0.0
    scale: tuple[float, float] = (1.0, 1.0)


class RtfReader:
    """Reads one document: ``blocks``, ``notes``, ``comments``, ``headers`` and ``footers``, and counts what was left out."""

    def __init__(self, pictures: Pictures) -> None:
        self.notes: list[Block] = []
        self.comments: list[str] = []
        self.headers: dict[str, None] = {}
        self.footers: dict[str, None] = {}
        self.deletions = self.hidden = self.outside = 0
        self._pictures = pictures
        self._stack: list[_State] = []
        self._now = _State()
        self._flows: list[_Flow] = [_Flow()]
        self._image: _Image | None = None
        self._author = ""
        self._listtext: list[str] | None = None
        self._codepage = "cp1252"
        self._fonts: dict[int, str] = {}
        self._bytes = bytearray()
        self._to_skip = 0
        self._starred = False

    def read(self, content: bytes) -> list[Block]:
        """All the blocks of the body."""
        at = 0
        while (found := _TOKEN.match(content, at)) is not None:
            at = found.end()
            word, number, hexed, sign, brace, text = found.groups()
            if hexed is not None:
                self._byte(int(hexed, 16))
                continue
            if self._bytes:
                self._flush()
            if word == b"bin":
                length = max(0, int(number or 0))
                if self._image is not None:
                    self._image.raw += content[at : at + length]
                at += length
            elif word is not None:
                self._word(word.decode(), None if number is None else int(number))
            elif sign is not None:
                self._sign(sign.decode("cp1252", "replace"))
            elif brace is not None:
                self._brace(brace)
            elif text is not None:
                self._text_bytes(text)
        self._flush()
        while len(self._flows) > 1:
            self._close_flow("note")
        self._end_paragraph()
        self._end_table()
        return self._flows[0].blocks

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                raise ValueError("too many groups")
            self._stack.append(self._now)
        elif self._stack:
            before, self._now = self._now, self._stack.pop()
            if before.into != self._now.into:
                self._leave(before.into)
        self._starred = False

    def _leave(self, into: str) -> None:
        if into == "pict" and self._image is not None:
            self._end_picture(self._image)
            self._image = None
        elif into == "listtext" and self._listtext is not None:
            mark = "".join(self._listtext).strip()
            self._flows[-1].mark = "\u2022" if mark in ("\xb7", "\xa7", "o", "-") or (len(mark) == 1 and "\ue000" <= mark <= "\uf8ff") else mark
            self._listtext = None
        elif into in ("note", "comment", "author", "header", "footer"):
            self._close_flow(into)

    def _close_flow(self, into: str) -> None:
        self._end_paragraph()
        self._end_table()
        flow = self._flows.pop()
        lines = [" ".join("".join(span.text for span in block.spans).split()) for block in flow.blocks if isinstance(block, Words)]
        if into == "note":
            self.notes += flow.blocks
        elif into == "author":
            self._author = " ".join(lines)
        elif into == "comment":
            self.comments.append(f"{self._author or 'Someone'}: {' '.join(lines)}")
        else:
            (self.headers if into == "header" else self.footers).update(dict.fromkeys(lines))

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word in _SKIPPED or (starred and word not in _STARRED):
            self._now = replace(self._now, skip=True)
        elif word in ("fonttbl", "pict", "listtext", "pntext") or word in _APART:
            self._enter(word)
        elif word == "shpinst":
            self._now = replace(self._now, skip=True)
        elif word == "shptxt":
            self._now = replace(self._now, skip=False)
        elif self._image is not None and self._now.into == "pict":
            _picture_word(self._image, word, number or 0)
        elif word == "u":
            self._add(chr((number or 0) % 0x10000))
            self._to_skip = self._now.after
        elif word in _LETTERS:
            self._add(_LETTERS[word])
        elif word in _ENDS:
            if not self._now.skip and self._now.into != "fonttbl":
                self._end_paragraph()
        elif word in _MANNERS:
            self._now = _MANNERS[word](self._now, number != 0)
        else:
            self._setting(word, number or 0)

    def _enter(self, word: str) -> None:
        if self._now.skip:
            return
        into = "listtext" if word == "pntext" else _APART.get(word, word)
        self._now = replace(self._now, into=into, hidden=False, look=Span(text=""))
        if word == "pict":
            self._image = _Image()
        elif into == "listtext":
            self._listtext = []
        elif word in _APART:
            if into == "note":
                self._add_to(f"[{len(self.notes) + 1}]", raised=True)
            self._flows.append(_Flow(spans=[Span(text=f"[{len(self.notes) + 1}] ")] if into == "note" else []))

    def _setting(self, word: str, number: int) -> None:
        flow = self._flows[-1]
        if word == "f":
            self._now = replace(self._now, font=number)
        elif word == "fcharset" and self._now.into == "fonttbl":
            self._fonts[self._now.font] = _CODEPAGES.get(number, self._codepage)
        elif word == "ansicpg":
            self._codepage = f"cp{number}" if number in (874, 932, 936, 949, 950) or 1250 <= number <= 1258 else "cp1252"
        elif word == "uc":
            self._now = replace(self._now, after=number)
        elif word == "plain":
            self._now = replace(self._now, look=Span(text=""), deleted=False, hidden=False)
        elif self._now.skip:
            return
        elif word == "pard":
            flow.in_table, flow.level, flow.depth = False, 0, 0
        elif word == "intbl":
            flow.in_table = True
        elif word == "outlinelevel":
            flow.level = number + 1 if number < 6 else 0
        elif word == "ilvl":
            flow.depth = min(number, 8)
        elif word == "cell":
            self._end_paragraph()
            flow.table.end_cell()
        elif word == "row":
            flow.table.end_row()
        else:
            flow.table.setting(word, number)

    def _end_picture(self, image: _Image) -> None:
        try:
            content = image.raw or bytes.fromhex(b"".join(image.letters).decode("ascii", "ignore").replace(" ", ""))
        except ValueError:
            content = b""
        flow = self._flows[-1]
        self._end_paragraph()
        block = self._pictures.block(content, "", (image.wide * image.scale[0], image.high * image.scale[1]))
        (flow.table.cell if flow.in_table else flow.blocks).append(block)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in _SIGNS:
            self._add(_SIGNS[sign])

    def _text_bytes(self, text: bytes) -> None:
        if self._image is not None and self._now.into == "pict":
            if not self._now.skip:
                self._image.letters.append(text)
            return
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        self._add(text[skipped:].decode(self._encoding(), "replace"))

    def _byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(byte)

    def _flush(self) -> None:
        text, self._bytes = self._bytes.decode(self._encoding(), "replace"), bytearray()
        self._add(text)

    def _encoding(self) -> str:
        return self._fonts.get(self._now.font, self._codepage)

    def _add(self, text: str) -> None:
        if self._now.skip or not text:
            if text and re.match(r"\s*INCLUDE(PICTURE|TEXT)", text):
                self.outside += 1
            return
        if self._now.into in ("fonttbl", "pict"):
            return
        if self._listtext is not None and self._now.into == "listtext":
            self._listtext.append(text)
        elif self._now.deleted:
            self.deletions += 1
        elif self._now.hidden:
            self.hidden += 1
        else:
            self._add_to(text)

    def _add_to(self, text: str, *, raised: bool = False) -> None:
        self._flows[-1].spans.append(replace(self._now.look, text=text, raised=raised or self._now.look.raised))

    def _end_paragraph(self) -> None:
        flow = self._flows[-1]
        spans, flow.spans = tuple(replace(span, text=_paired(span.text)) for span in _joined(flow.spans)), []
        into = flow.table.cell if flow.in_table else flow.blocks
        if not flow.in_table:
            self._end_table()
        if "".join(span.text for span in spans).strip():
            depth = flow.depth + 1 if flow.mark else 0
            into.append(Words(spans=spans, level=0 if flow.in_table else flow.level, mark=flow.mark, depth=depth, tight=flow.in_table))
        flow.mark = ""

    def _end_table(self) -> None:
        flow = self._flows[-1]
        grid = flow.table.finished()
        if grid is not None:
            flow.blocks.append(grid)


def _picture_word(image: _Image, word: str, number: int) -> None:
    """Take in an order that says how large a picture stands."""
    if word == "picwgoal":
        image.wide = number / 20
    elif word == "pichgoal":
        image.high = number / 20
    elif word == "picscalex":
        image.scale = (number / 100, image.scale[1])
    elif word == "picscaley":
        image.scale = (image.scale[0], number / 100)


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbours in the same manner as one, so that letters split over two orders come together again."""
    joined: list[Span] = []
    for span in spans:
        if joined and replace(joined[-1], text="") == replace(span, text=""):
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return joined


def _paired(text: str) -> str:
    """Letters beyond the first plane come as two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_MANNERS: dict[str, Callable[[_State, bool], _State]] = {
    "b": lambda state, on: replace(state, look=replace(state.look, bold=on)),
    "i": lambda state, on: replace(state, look=replace(state.look, italic=on)),
    "strike": lambda state, on: replace(state, look=replace(state.look, struck=on)),
    "striked": lambda state, on: replace(state, look=replace(state.look, struck=on)),
    "super": lambda state, on: replace(state, look=replace(state.look, raised=on)),
    "nosupersub": lambda state, _: replace(state, look=replace(state.look, raised=False)),
    "deleted": lambda state, on: replace(state, deleted=on),
    "v": lambda state, on: replace(state, hidden=on),
}
