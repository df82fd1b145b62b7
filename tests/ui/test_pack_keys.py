"""Tab goes round the whole studio and never round a part of it, whichever panes are shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sendco_desk.packs.source import Finding, Noticed
from sendco_desk.ui.screens.pack import PackScreen
from tests.ui.test_pack import choose, converted, screen, turned

__all__ = ["screen"]

MOST = 120


def round_by_tab(screen: PackScreen) -> tuple[list[QWidget], QWidget]:
    """What Tab reaches from the running order on, and what it reaches twice first."""
    screen.activateWindow()
    screen.table.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    met: list[QWidget] = [screen.table]
    for _ in range(MOST):
        handle = screen.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now in met:
            return met, now
        met.append(now)
    raise AssertionError("Tab never came round")


@pytest.mark.parametrize("side", ["details", "asks"])
@pytest.mark.parametrize("wide", [1160, 700, 420])
def test_tab_comes_round_to_where_it_began(screen: PackScreen, side: str, wide: int) -> None:
    turned(screen, Report=converted(2, Finding(noticed=Noticed.REPEATED, words="It stands in ‘Letter’ already.")))
    choose(screen, "Report")
    screen.resize(wide, 700)
    screen.choose_pane("order" if wide == 420 else side)
    QApplication.processEvents()
    met, again = round_by_tab(screen)
    assert again is screen.table
    assert len(met) > (4 if wide == 420 else 12)
    assert (screen.pages.ground in met) == (wide == 1160)
