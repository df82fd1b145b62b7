"""What the first window loads, measured in a fresh process: nothing heavy before somebody types a passphrase."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "alembic", "reportlab", "pikepdf", "argon2", "sqlcipher3", "pypdfium2", "openpyxl", "PIL", "holidays", "cryptography",
         "hunspell")
FIRST_PAINT = """
import json, sys
from PySide6.QtCore import QTimer
from sendco_desk.ui.running import first_window
app, window = first_window(None, warm=False)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_the_unlock_window_paints_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    found = subprocess.run([sys.executable, "-c", FIRST_PAINT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    loaded = set(json.loads(found.stdout.splitlines()[-1]))
    assert loaded.isdisjoint(HEAVY)


LOOK_AT_TODAY = """
import json, sys
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
window.close()
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_opening_a_notebook_and_looking_at_today_loads_only_what_unlocks_it(tmp_path: Path) -> None:
    from sendco_desk.services.demo import PASSPHRASE, make_demo
    from sendco_desk.store.slots import TINY

    notebook = make_demo(tmp_path / "demo", cost=TINY).notebook
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    found = subprocess.run(
        [sys.executable, "-c", LOOK_AT_TODAY, str(notebook), PASSPHRASE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )
    loaded = set(json.loads(found.stdout.splitlines()[-1]))
    assert loaded & set(HEAVY) == {"argon2", "sqlcipher3", "cryptography"}


def test_asking_the_terminal_for_help_loads_nothing_heavy() -> None:
    code = "import sys; from sendco_desk.app import main; main(['--help']); print(sorted({n.split('.')[0] for n in sys.modules}))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {name for name in (*HEAVY, "PySide6") if f"'{name}'" in found.stdout.splitlines()[-1]}
