"""Measures start-up: CPU time of the first window and of Today against a bare PySide6 window, side by side in one run.

Each is a fresh process, the three in turn, several rounds; the figure is the ratio of medians (aims: 1.2 and 3.5).
Today is measured on the demo's notebook made with the least Argon2id cost: what a passphrase costs is slow on purpose and
says nothing about the app.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
FIRST = """
from PySide6.QtCore import QTimer
from sendco_desk.ui.running import first_window
app, window = first_window(None, warm=False)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
TODAY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from sendco_desk.ui.running import application, main_window
from sendco_desk.services.opening import open_desk
dressing, preferences = application(sys.argv)
desk = open_desk(Path(sys.argv[1]), sys.argv[2])
window = main_window(desk, dressing, preferences, crash=print)
window.show()
window.open_first()
QTimer.singleShot(0, dressing.app.quit)
dressing.app.exec()
window.tasks.close()
desk.close()
"""
ROUNDS = 9


def cpu(code: str, arguments: list[str], home: Path) -> float:
    """Seconds of CPU, user and system, of a fresh process."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    environment |= {"PYTHONPYCACHEPREFIX": str(home / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}  # an installed app is compiled once
    with subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, stdout=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"a measured process failed with status {child.returncode}")
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Print the medians and the ratios."""
    from sendco_desk.services.demo import PASSPHRASE, make_demo
    from sendco_desk.store.slots import TINY

    with tempfile.TemporaryDirectory() as plain:
        home = Path(plain)
        notebook = make_demo(home / "demo", cost=TINY).notebook
        opened = [str(notebook), PASSPHRASE]
        times: dict[str, list[float]] = {"bare": [], "first": [], "today": []}
        for _ in range(1 + ROUNDS):
            times["bare"].append(cpu(BARE, [], home))
            times["first"].append(cpu(FIRST, [], home))
            times["today"].append(cpu(TODAY, opened, home))
    medians = {name: statistics.median(found[1:]) for name, found in times.items()}  # the first round compiles
    for name, seconds in medians.items():
        print(f"{name:6} {seconds * 1000:7.0f} ms CPU  {seconds / medians['bare']:.2f} x bare")
    return 0


if __name__ == "__main__":
    sys.exit(main())
