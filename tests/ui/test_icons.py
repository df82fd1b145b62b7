"""Icons draw without QtSvg, sharp and in the theme's colour."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPixmap

from sendco_desk.domain.codes import STORY_KINDS
from sendco_desk.ui.icons import PATHS, STORY_ICONS, drawing, icon, icon_of_media
from sendco_desk.ui.theme import Dressing, Look


@pytest.mark.parametrize("name", PATHS)
def test_every_icon_stays_inside_its_field(look: Look, name: str) -> None:
    box = drawing(name).boundingRect()
    assert box.left() >= 0 and box.top() >= 0 and box.right() <= 24 and box.bottom() <= 24
    assert box.width() + box.height() > 6


def test_a_circle_of_arcs_is_round(look: Look) -> None:
    box = drawing("soon").boundingRect()
    assert (box.left(), box.top(), box.right(), box.bottom()) == pytest.approx((3, 3, 21, 21), abs=0.05)


def test_every_kind_of_story_entry_has_an_icon() -> None:
    assert set(STORY_KINDS) == set(STORY_ICONS)
    assert set(STORY_ICONS.values()) <= set(PATHS)


@pytest.mark.parametrize(
    ("media", "name"), [("application/pdf", "pdf"), ("image/png", "image"), ("message/rfc822", "mail"), ("text/plain", "document")],
)
def test_a_document_is_known_by_its_media_type(media: str, name: str) -> None:
    assert icon_of_media(media) == name


def colours_in(picture: QPixmap) -> set[str]:
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    dots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {dot.name().upper() for dot in dots if dot.alpha() == 255}


def test_an_icon_takes_the_new_theme_s_colour_by_itself(dressing: Dressing) -> None:
    made = icon(dressing.look, "plus", "accent")
    assert dressing.look.colours.accent in colours_in(made.pixmap(QSize(48, 48)))
    dressing.choose("dark", 1.0)
    assert dressing.look.colours.accent in colours_in(made.pixmap(QSize(48, 48)))


def test_a_disabled_icon_is_muted(look: Look) -> None:
    assert look.colours.muted in colours_in(icon(look, "plus", "accent").pixmap(QSize(48, 48), QIcon.Mode.Disabled))


def test_an_icon_is_drawn_anew_at_125_percent(look: Look) -> None:
    sharp = icon(look, "plus").pixmap(QSize(16, 16), 1.25)
    assert sharp.size() == QSize(20, 20)
