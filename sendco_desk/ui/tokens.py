"""Every measure and colour the window may use, and the sums that prove they can be read (a test holds each pair to its floor)."""

from dataclasses import dataclass

SPACE = {"hair": 4, "tight": 8, "near": 12, "base": 16, "wide": 24, "far": 32, "room": 48}
"""An 8-px grid with one half step."""
RADIUS = {"chip": 4, "control": 6, "card": 8, "sheet": 12}
CONTROL, ROW, HEADER = 32, 36, 32
"""Heights at 100%. Nothing to press is under 24 x 24."""
TYPE = {"caption": 12, "body": 14, "heading": 16, "title": 22, "display": 28}
"""Pixels at 100%, for Segoe UI."""
LEADING = 1.43
SMALLEST = 12.0
PROSE = 640
"""Widest column of prose, in px at 100%."""
PAGE = 1360
"""Widest a screen grows, in px at 100%: beyond it a row's button is too far from its sentence."""
FAMILIES = ("Segoe UI Variable Text", "Segoe UI", "Inter", "Noto Sans")
WIDE_FACES = {"Inter": 13 / 14, "Noto Sans": 13 / 14}
"""Larger x-height than Segoe UI: the same apparent size a pixel smaller."""
TEXT_SIZES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True, slots=True)
class Tone:
    """One state's pair: ``ink`` for word and icon (on ``wash`` or on any surface), ``wash`` behind them."""

    ink: str
    wash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One theme. ``line`` is decoration only, never the sole edge of a control; ``edge`` clears 3:1; ``focus`` is used for nothing else."""

    name: str
    dark: bool
    canvas: str
    surface: str
    sunken: str
    hover: str
    selected: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    focus: str
    late: Tone
    soon: Tone
    done: Tone
    planned: Tone
    waiting: Tone
    info: Tone
    series: tuple[str, str, str]

    def tone(self, state: str) -> Tone:
        """The pair of a state."""
        tone = getattr(self, state)
        if not isinstance(tone, Tone):
            raise KeyError(state)
        return tone

    def ink(self, name: str) -> str:
        """The colour to draw with, for a state's name or a token's."""
        found = getattr(self, name)
        return found.ink if isinstance(found, Tone) else str(found)


LIGHT = Colours(
    name="light", dark=False, canvas="#F5F6F7", surface="#FFFFFF", sunken="#EBEEF0", hover="#EFF3F4", selected="#DCEEF0",
    line="#D9DEE2", edge="#7B8691", text="#182026", muted="#4A5661", accent="#0D6069", accent_hover="#094A51",
    on_accent="#FFFFFF", focus="#1B4FD8", late=Tone("#A61B1B", "#FCEAE8"), soon=Tone("#764800", "#FCF0D6"),
    done=Tone("#1A6136", "#E2F2E7"), planned=Tone("#44515E", "#EAEEF1"), waiting=Tone("#5B3A9B", "#EFEAF8"),
    info=Tone("#1A4F8F", "#E4EDF8"), series=("#0D6069", "#8A3FA0", "#A34E00"),
)
DARK = Colours(
    name="dark", dark=True, canvas="#15181B", surface="#1D2125", sunken="#111315", hover="#262B30", selected="#163A3F",
    line="#343A41", edge="#7E8995", text="#ECEFF1", muted="#B3BCC5", accent="#5FC3CD", accent_hover="#86D6DE",
    on_accent="#06262A", focus="#A3BDFF", late=Tone("#FFB4AB", "#47201E"), soon=Tone("#F3C56F", "#3D2F12"),
    done=Tone("#8FD6A5", "#173624"), planned=Tone("#BEC8D1", "#2B3239"), waiting=Tone("#CFBBF6", "#33294A"),
    info=Tone("#ABCCF5", "#1E324C"), series=("#63C7D0", "#D59BE6", "#F0A45C"),
)
CONTRAST = Colours(
    name="contrast", dark=True, canvas="#000000", surface="#000000", sunken="#000000", hover="#1F1F1F", selected="#003B42",
    line="#FFFFFF", edge="#FFFFFF", text="#FFFFFF", muted="#FFFFFF", accent="#5CF2FF", accent_hover="#B0F8FF",
    on_accent="#000000", focus="#FFFF00", late=Tone("#FFA8A0", "#000000"), soon=Tone("#FFD95E", "#000000"),
    done=Tone("#86FFA6", "#000000"), planned=Tone("#FFFFFF", "#000000"), waiting=Tone("#DCC6FF", "#000000"),
    info=Tone("#A8D2FF", "#000000"), series=("#5CF2FF", "#E9B0FF", "#FFB86B"),
)
THEMES = {c.name: c for c in (LIGHT, DARK, CONTRAST)}
STATES = ("late", "soon", "done", "planned", "waiting", "info")
READ, SEEN = 4.5, 3.0
"""WCAG 2.2 AA: 1.4.3 for words, 1.4.11 for what is not words."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet on screen, and the least ratio between them that will do."""

    what: str
    ratio: float
    floor: float


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pairs(theme: Colours) -> list[Pair]:
    """Every pair that meets on screen."""
    grounds = ("canvas", "surface", "sunken", "hover", "selected")
    found = [(ink, ground, READ) for ink in ("text", "muted", "accent") for ground in grounds]
    found += [("edge", ground, SEEN) for ground in ("canvas", "surface")]
    found += [("focus", ground, SEEN) for ground in grounds]
    found += [("on_accent", ground, READ) for ground in ("accent", "accent_hover")]
    found += [(state, ground, READ) for state in STATES for ground in ("canvas", "surface", "selected")]
    washes = [Pair(f"{s} on its wash", contrast(theme.tone(s).ink, theme.tone(s).wash), READ) for s in STATES]
    series = [Pair(f"series {i} on surface", contrast(s, theme.surface), SEEN) for i, s in enumerate(theme.series, 1)]
    plain = [Pair(f"{ink} on {ground}", contrast(theme.ink(ink), theme.ink(ground)), floor) for ink, ground, floor in found]
    return plain + washes + series
