"""The window's own keys, once: the window binds them, its tips name them and the page of help lists them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A deed of the window, the keys that do it, and the words for it."""

    deed: str
    keys: str
    words: str


KEYS = (
    Key("find", "Ctrl+K", "Find a pupil, an entry, a document or a command"),
    Key("new_entry", "Ctrl+N", "New entry"),
    Key("undo", "Ctrl+Z", "Undo the last deed (inside a field: the last typing)"),
    Key("back", "Alt+Left", "Back to where you were"),
    Key("today", "Ctrl+1", "Today"),
    Key("pupils", "Ctrl+2", "Pupils"),
    Key("requests", "Ctrl+3", "Requests and plans"),
    Key("reviews", "Ctrl+4", "Reviews"),
    Key("provision", "Ctrl+5", "Provision"),
    Key("packs", "Ctrl+6", "Packs"),
    Key("reports", "Ctrl+7", "Reports"),
    Key("settings", "Ctrl+,", "Settings"),
    Key("lock", "Ctrl+L", "Lock the notebook"),
    Key("help", "F1", "Help on the place you are in"),
)
KEY_OF = {key.deed: key.keys for key in KEYS}
EVERYWHERE = (
    ("Tab, Shift+Tab", "The next or the last thing that can be used"),
    ("Enter, Space", "Press the button that has the ring"),
    ("Alt+1 to Alt+9", "The tabs of a pupil’s page"),
    ("Arrow keys", "Move in a table, a list, the tabs or the timeline"),
    ("Esc", "Close the sheet; what was typed in it is kept"),
    ("Ctrl+Enter", "Finish the entry"),
    ("F8", "In a field of several lines: the last wording and the school’s own phrases"),
    ("F7", "In a field of several lines: the next word that may be misspelt, and what it could be"),
    ("F4", "In the table of scores: the paper that the chosen score stands in, at its page"),
    ("Ctrl+C", "Copy the chosen rows as a table"),
)
"""Keys that work where the focus is; listed in help."""
