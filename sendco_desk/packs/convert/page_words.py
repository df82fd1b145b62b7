"""The words of a web page as plain lines: what a reader would see, nothing fetched, nothing run."""

import re
from html.parser import HTMLParser

_WITHOUT_WORDS = ("script", "style", "head", "title", "template")
_NEW_LINE = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "ul", "ol", "hr")
_ALONE = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
_HIDDEN = re.compile(r"(?i)(display\s*:\s*none|visibility\s*:\s*hidden)")
_SPACES = re.compile(r"\s+")


def words_of_page(page: str) -> str:
    """The words of a web page without its marks, scripts and pictures; what it quotes begins with ``> `` as in a plain e-mail."""
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    return reader.words()


class _PageReader(HTMLParser):
    """Gathers what a reader of the page would see as words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._silent = 0
        self._quoted = 0
        self._hidden: list[str] = []  # the tag that hides words, and those of its name inside it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            self._hidden += [tag] if tag == self._hidden[0] else []
        elif tag not in _ALONE and any(name == "style" and _HIDDEN.search(value or "") for name, value in attrs):
            self._hidden = [tag]
        elif tag in _WITHOUT_WORDS:
            self._silent += 1
        elif tag in _NEW_LINE:
            self._quoted += tag == "blockquote"
            self._break()
        elif tag in ("td", "th"):
            self._parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden = self._hidden[:-1] if tag == self._hidden[0] else self._hidden
        elif tag in _WITHOUT_WORDS:
            self._silent = max(0, self._silent - 1)
        elif tag in _NEW_LINE:
            self._quoted = max(0, self._quoted - (tag == "blockquote"))
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._hidden:
            self._parts.append(_SPACES.sub(" ", data))

    def _break(self) -> None:
        self._parts.append("\n" + "> " * self._quoted)

    def words(self) -> str:
        """The lines, no two empty ones together."""
        lines = [line.strip() for line in "".join(self._parts).split("\n")]
        empty = [not line.strip("> ") for line in lines]
        kept = [line for line, now, before in zip(lines, empty, [False, *empty], strict=False) if not (now and before)]
        return "\n".join(kept).strip()
