"""What the first window loads, measured in a fresh process: nothing heavy before somebody types a passphrase."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "alembic", "reportlab", "pikepdf", "argon2", "sqlcipher3", "pypdfium2", "openpyxl", "PIL", "holidays", "cryptography")
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


def test_asking_the_terminal_for_help_loads_nothing_heavy() -> None:
    code = "import sys; from sendco_desk.app import main; main(['--help']); print(sorted({n.split('.')[0] for n in sys.modules}))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {name for name in (*HEAVY, "PySide6") if f"'{name}'" in found.stdout.splitlines()[-1]}
