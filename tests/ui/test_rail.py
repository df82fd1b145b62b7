"""The rail in the lowest window: every stop has its place and its word at any text size."""

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from sendco_desk.ui.theme import Dressing
from sendco_desk.ui.tokens import TEXT_SIZES
from sendco_desk.ui.widgets.rail import BESIDE, ROOMY, TIGHT, Rail


@pytest.mark.parametrize(("size", "closeness"), list(zip(TEXT_SIZES, (ROOMY, ROOMY, TIGHT, TIGHT, TIGHT, BESIDE), strict=True)))
def test_every_stop_fits_a_window_560_pixels_tall(dressing: Dressing, size: float, closeness: int, qtbot: QtBot) -> None:
    dressing.choose("light", size)
    made = Rail(dressing.look, lambda name: None)
    qtbot.addWidget(made)
    made.setMinimumSize(1, 1)
    made.stack_words(True)
    made.show_at("requests")
    made.show_count(3)
    made.resize(made.width(), 560)
    made.show()
    qtbot.wait(20)
    assert made.height() == 560
    stops = [*made.stops.values(), *made.foot.values()]
    assert {stop.closeness for stop in stops} == {closeness}
    assert all(one.geometry().bottom() < other.geometry().top() for one, other in pairwise(stops))
    assert stops[-1].geometry().bottom() <= 560
    assert not made.grab().isNull()
