"""Turns the tokens into a palette (which Fusion draws from) and a little QSS for the rest; follows the system's light and dark.

What the first window imports never names ``Qt`` while it is being imported: PySide makes all the enums of that namespace at its
first use, which costs a sixth of a bare window. Where one is needed it is imported in the function.
"""

import re
import sys
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from sendco_desk.ui.tokens import CONTRAST, DARK, FAMILIES, LEADING, LIGHT, RADIUS, SMALLEST, THEMES, TYPE, WIDE_FACES, Colours

STYLE = "Fusion"
SYSTEM = "system"
CHOICES = {SYSTEM: "As Windows does", "light": "Light", "dark": "Dark", "contrast": "High contrast"}
R = QPalette.ColorRole
SOON = 300
"""Milliseconds after which the first window has been painted."""
QSS = """
QLabel { background: transparent; }
QLabel[role="caption"] { font-size: @caption; }  QLabel[role="strong"] { font-weight: 600; }
QLabel[role="heading"] { font-size: @heading; font-weight: 600; }  QLabel[role="title"] { font-size: @title; font-weight: 600; }
QLabel[role="display"] { font-size: @display; font-weight: 600; }
QLabel[tone="muted"] { color: @muted; }  QLabel[tone="late"] { color: @late; }  QLabel[tone="accent"] { color: @accent; }
QLabel[tone="soon"] { color: @soon; }  QLabel[tone="done"] { color: @done; }
QFrame[kind="card"] { background: @surface; border: 1px solid @line; border-radius: @r_card; }
QFrame[kind="sheet"] { background: @surface; border: 1px solid @edge; border-radius: @r_sheet; }
QFrame[kind="well"] { background: @sunken; border: 0; border-radius: @r_card; }
QFrame[kind="drop"] { background: @canvas; border: 1px dashed @edge; border-radius: @r_control; }
QFrame[kind="bar"] { background: @surface; border: 0; border-bottom: 1px solid @line; }
QFrame[kind="foot"] { background: @surface; border: 0; border-top: 1px solid @line; }
QFrame[kind="rail"] { background: @sunken; border: 0; border-right: 1px solid @line; }
QFrame[kind="row"] { background: transparent; border: 0; border-top: 1px solid @line; }
QFrame[kind="row"]:hover { background: @hover; }
QFrame[kind="line"] { background: @line; border: 0; }
QPushButton { min-height: @h30; padding: 0 12px; border: 1px solid @edge; border-radius: @r_control; background: @surface;
  color: @text; font-weight: 500; }
QPushButton:hover { background: @hover; }  QPushButton:pressed { background: @sunken; }
QPushButton:disabled { color: @muted; border-color: @line; }
QPushButton[kind="primary"] { background: @accent; border-color: @accent; color: @on_accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[kind="primary"]:disabled { background: @sunken; border-color: @line; color: @muted; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; color: @accent; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: @hover; }
QPushButton[kind="quiet"]:disabled { color: @muted; }
QPushButton[kind="link"] { border: 0; background: transparent; color: @accent; padding: 0; min-height: @h24; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="name"] { border: 0; background: transparent; color: @text; padding: 0; min-height: @h24; text-align: left; font-weight: 400; }
QPushButton[kind="name"]:hover { text-decoration: underline; }
QPushButton[kind="stop"] { border: 0; background: transparent; text-align: left; font-weight: 400; padding: 0 12px; }
QPushButton[kind="stop"]:hover { background: @hover; }
QPushButton[kind="stop"]:checked { background: @selected; font-weight: 600; border-left: 3px solid @accent; }
QPushButton[kind="toggle"] { padding: 0 10px; font-weight: 400; }
QPushButton[kind="toggle"]:checked { background: @selected; border: 1px solid @accent; font-weight: 600; }
QPushButton[kind="field"] { text-align: left; color: @muted; font-weight: 400; }
QPushButton[kind="row"] { min-height: @h26; padding: 0 10px; }
QLineEdit, QPlainTextEdit { border: 1px solid @edge; border-radius: @r_control; background: @surface; color: @text;
  padding: 0 10px; min-height: @h30; selection-background-color: @accent; selection-color: @on_accent; }
QPlainTextEdit { padding: 6px 6px; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid @focus; padding: 0 9px; }  QPlainTextEdit:focus { padding: 5px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid @late; padding: 0 9px; }
QPlainTextEdit[wrong="true"] { padding: 5px; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus { border: 2px solid @focus; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: @muted; background: @sunken; border-color: @line; }
QLineEdit[state="bare"], QLineEdit[state="bare"]:focus { border: 0; background: transparent; font-size: @heading; padding: 0; }
QTextBrowser { border: 0; background: transparent; color: @text; selection-background-color: @accent; selection-color: @on_accent; }
QTableView, QListView { background: @surface; border: 1px solid @line; border-radius: @r_card; gridline-color: @line; outline: 0;
  selection-background-color: @selected; selection-color: @text; }
QTableView:focus, QListView:focus { border: 1px solid @focus; }
QTableView[frame="bare"], QListView[frame="bare"] { border: 0; background: transparent; }
QHeaderView { background: transparent; }  QTableCornerButton::section { background: transparent; border: 0; }
QHeaderView::section { background: @surface; color: @muted; border: 0; border-bottom: 1px solid @edge; padding: 0 8px;
  font-size: @caption; font-weight: 600; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; padding: 8px 4px 7px 4px; margin-right: 18px; border: 0;
  border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 3px solid @accent; }
QTabBar::tab:hover:!selected { border-bottom: 3px solid @line; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: @edge; border-radius: 3px; min-height: 32px; margin: 3px; }
QScrollBar:horizontal { background: transparent; height: 12px; }
QScrollBar::handle:horizontal { background: @edge; border-radius: 3px; min-width: 32px; margin: 3px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }  QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QMenu { background: @surface; border: 1px solid @edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-height: @h24; }
QMenu::item:selected { background: @selected; color: @text; }
QToolTip { background: @text; color: @surface; border: 0; padding: 6px 8px; font-size: @caption; }
QSplitter::handle { background: transparent; }
"""
NO_GREY = "QPushButton:disabled, QPushButton[kind=\"quiet\"]:disabled, QPushButton[kind=\"primary\"]:disabled { border: 1px dashed @edge; }"
"""High contrast has no quieter ink than that of what can be pressed: a broken outline says that a button cannot be pressed now."""
COLOUR_WORDS = (
    "canvas", "surface", "sunken", "hover", "selected", "line", "edge", "text", "muted", "accent", "accent_hover", "on_accent", "focus",
    "late", "soon", "done",
)


@dataclass(slots=True, eq=False)
class Look:
    """What a painted widget needs to agree with the styled ones: colours, and fonts by role.

    There is one Look to an application and it changes in place, so a widget that keeps it and reads it when it paints
    follows a change of theme by itself. Sizes worked out from it are worked out again on ``StyleChange``.
    """

    colours: Colours
    family: str
    text_size: float = 1.0

    def px(self, role: str) -> int:
        """The height of a role's type in pixels."""
        return round(max(SMALLEST, TYPE[role] * WIDE_FACES.get(self.family, 1.0)) * self.text_size)

    def font(self, role: str = "body", weight: int = 400) -> QFont:
        """The face of a role; figures are tabular, so that dates and numbers stand in columns."""
        font = QFont()
        font.setFamilies([self.family])
        font.setPixelSize(self.px(role))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def line(self, role: str = "body") -> int:
        """The height of a line of a role's type."""
        return round(self.px(role) * LEADING)

    def icon(self) -> int:
        """The side of an icon that stands before a caption."""
        return round(13 * self.text_size)

    def scaled(self, px: float) -> int:
        """A measure given at 100%, at the present text size."""
        return round(px * self.text_size)

    def ink(self, name: str) -> str:
        """The colour to draw with, for a state's name (``late``) or a token's (``muted``)."""
        return self.colours.ink(name)

    def colour(self, name: str) -> QColor:
        """The same as ``ink``, for a painter."""
        return QColor(self.ink(name))


class Dressing(QObject):
    """Dresses the application and dresses it again when the person or the system changes the theme or the text size."""

    changed = Signal()

    def __init__(self, app: QApplication, theme: str = SYSTEM, text_size: float = 1.0, *, fresh: bool = False) -> None:
        super().__init__(app)
        self.app, self.theme, self.asked_contrast, self.fresh = app, theme, False, fresh
        if not fresh:
            app.setStyle(STYLE)
        self.look = Look(LIGHT, choose_family(), text_size)
        self.choose(theme, text_size)
        app.styleHints().colorSchemeChanged.connect(self.follow)
        QTimer.singleShot(SOON, self, self.see_contrast)

    def choose(self, theme: str, text_size: float) -> None:
        """Take a theme of ``CHOICES`` and a text size from 1.0 to 2.0."""
        self.theme = theme if theme in CHOICES else SYSTEM
        self.look.text_size = min(2.0, max(1.0, text_size))
        hints = self.app.styleHints()
        if self.theme == SYSTEM:
            hints.unsetColorScheme()
        else:
            from PySide6.QtCore import Qt

            hints.setColorScheme(Qt.ColorScheme.Dark if THEMES[self.theme].dark else Qt.ColorScheme.Light)
        self.put_on()

    def follow(self) -> None:
        """The system has gone light or dark."""
        if self.theme == SYSTEM:
            self.asked_contrast = wants_contrast(self.app)
            self.put_on()

    def see_contrast(self) -> None:
        """Put on high contrast where the system asks for it. Seen just after the first paint, because asking is slow."""
        self.asked_contrast = wants_contrast(self.app)
        if self.theme == SYSTEM and self.asked_contrast:
            self.put_on()

    def system_colours(self) -> Colours:
        """The theme that comes nearest to what the system asks for, as the style's own palette tells it.

        A fresh application still has that palette, and the style itself need not be asked: PySide would make all the enums of ``QStyle``.
        """
        if self.asked_contrast:
            return CONTRAST
        asked = self.app.palette() if self.fresh else self.app.style().standardPalette()
        return DARK if asked.color(R.Window).lightness() < 128 else LIGHT

    def put_on(self) -> None:
        """Give every widget the colours and sizes that now hold."""
        self.look.colours = THEMES[self.theme] if self.theme in THEMES else self.system_colours()
        self.fresh = False
        self.app.setPalette(palette(self.look.colours))
        self.app.setPalette(edged(self.look.colours), "QCheckBox")  # type: ignore[arg-type]  # its stub asks for bytes, and the call refuses them
        self.app.setFont(self.look.font())
        self.app.setStyleSheet(stylesheet(self.look))
        self.changed.emit()


def dress(app: QApplication, theme: str = SYSTEM, text_size: float = 1.0, *, fresh: bool = False) -> Dressing:
    """Dress the whole application. Keep what this gives back: its ``look`` is handed to every widget.

    ``fresh``: it was made just now, in our style, and nothing was put on it yet.
    """
    return Dressing(app, theme, text_size, fresh=fresh)


def wants_contrast(app: QApplication) -> bool:
    """Whether the system asks for high contrast."""
    from PySide6.QtCore import Qt

    hints = app.styleHints()
    wishes = hints.accessibility()  # PySide 6.12 lets go of it with its parent's wrapper, so both are kept by name
    return wishes.contrastPreference() == Qt.ContrastPreference.HighContrast


def choose_family() -> str:
    """The first of our faces that this machine has."""
    likely = FAMILIES if sys.platform == "win32" else FAMILIES[2:]  # to ask for a face that is not there is slow
    return next((face for face in likely if QFontDatabase.hasFamily(face)), QGuiApplication.font().family())


TICK = 14
"""Px at 100% of a box to tick."""


def stylesheet(look: Look) -> str:
    """The QSS for this look."""
    values = {name: look.ink(name) for name in COLOUR_WORDS}
    values |= {role: f"{look.px(role)}px" for role in TYPE} | {f"r_{k}": f"{v}px" for k, v in RADIUS.items()}
    values |= {f"h{px}": f"{look.scaled(px)}px" for px in (24, 26, 30)}
    more = NO_GREY if look.colours.name == CONTRAST.name else ""
    if look.text_size > 1.0:  # the style draws its own box, but knows nothing of our text size
        more += f"\nQCheckBox::indicator, QRadioButton::indicator {{width: {look.scaled(TICK)}px; height: {look.scaled(TICK)}px;}}"
    return re.sub(r"@(\w+)", lambda m: values[m[1]], QSS + more)


def edged(c: Colours) -> QPalette:
    """Where Fusion draws a box to tick: it takes the outline from the window's colour, darkened by two fifths, which a dark theme hides."""
    p = palette(c)
    p.setColor(R.Window, QColor(c.edge).lighter(140))
    return p


def palette(c: Colours) -> QPalette:
    """Fusion draws check boxes, menus and frames from these; QSS never has to touch them."""
    p = QPalette()
    roles = {
        R.Window: c.canvas, R.WindowText: c.text, R.Base: c.surface, R.AlternateBase: c.sunken, R.Text: c.text,
        R.Button: c.surface, R.ButtonText: c.text, R.ToolTipBase: c.text, R.ToolTipText: c.surface, R.BrightText: c.late.ink,
        R.PlaceholderText: c.muted, R.Highlight: c.accent, R.HighlightedText: c.on_accent, R.Accent: c.accent,
        R.Link: c.accent, R.LinkVisited: c.accent, R.Light: c.surface, R.Midlight: c.hover, R.Mid: c.line, R.Dark: c.edge,
        R.Shadow: c.text,
    }
    for role, colour in roles.items():
        p.setColor(role, QColor(colour))
    for role in (R.Text, R.WindowText, R.ButtonText):
        p.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.muted))
    return p
