"""The colours can be read and the measures can be pressed."""

import pytest

from sendco_desk.ui.tokens import CONTROL, FAMILIES, LIGHT, STATES, THEMES, TYPE, Colours, contrast, luminance, pairs


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_pair_of_colours_that_meets_on_screen_clears_its_floor(theme: Colours) -> None:
    assert [f"{pair.what}: {pair.ratio:.2f}" for pair in pairs(theme) if pair.ratio < pair.floor] == []


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert luminance("#FF0000") == pytest.approx(0.2126)


def test_a_theme_that_is_too_pale_is_found_out() -> None:
    assert any(pair.ratio < pair.floor for pair in pairs(THEMES["light"])) is False
    assert contrast("#D9DEE2", LIGHT.surface) < 3  # the hairline: decoration, and so in no pair


def test_each_state_has_a_colour_of_its_own() -> None:
    for theme in THEMES.values():
        assert len({theme.tone(state).ink for state in STATES}) == len(STATES)


def test_a_name_that_is_no_state_has_no_tone() -> None:
    with pytest.raises(KeyError):
        LIGHT.tone("text")


def test_no_type_is_smaller_than_twelve_pixels_and_no_control_lower_than_twenty_four() -> None:
    assert min(TYPE.values()) >= 12
    assert CONTROL >= 24
    assert FAMILIES[0].startswith("Segoe")
