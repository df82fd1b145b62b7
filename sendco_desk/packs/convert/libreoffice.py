"""LibreOffice, where the computer has it, as the printer of office documents: in a profile of its own, with a time limit, offline."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from sendco_desk.packs.source import Limits

WRITER, CALC, IMPRESS, DRAW = "writer_pdf_Export", "calc_pdf_Export", "impress_pdf_Export", "draw_pdf_Export"
"""The exports, one for each kind of document."""

WORD_FILE = "MS Word 2007 XML"
"""What an old document is saved as so that its tracked changes can be settled."""

_SHARE = 0.6  # of the time a document may take: the simple pages must still have theirs
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SECURITY, _INET = "org.openoffice.Office.Common/Security/Scripting", "org.openoffice.Inet/Settings"
_NOWHERE = "127.0.0.1"  # a proxy where nobody listens
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),  # the highest
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),  # never, which is another number here
    (_INET, "ooInetProxyType", "2"),
    *((_INET, f"ooInet{name}ProxyName", _NOWHERE) for name in ("HTTP", "HTTPS", "FTP")),
    *((_INET, f"ooInet{name}ProxyPort", "9") for name in ("HTTP", "HTTPS", "FTP")),
)


def find() -> Path | None:
    """The program, wherever this computer keeps it; None where it is not installed."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    usual = [Path(os.environ[place]) / "LibreOffice" / "program" / "soffice.exe" for place in _WINDOWS if place in os.environ]
    candidates = [*([Path(on_path)] if on_path else []), *usual, _MAC]
    return next((path for path in candidates if path.is_file()), None)


def print_to_pdf(program: Path, document: Path, out: Path, limits: Limits, export: str = WRITER) -> int:
    """Print the document; gives the number of pages, 0 where LibreOffice could not."""
    with tempfile.TemporaryDirectory(dir=out.parent, ignore_cleanup_errors=True) as name:
        made = _converted(program, document, Path(name), f"pdf:{export}", limits)
        return kept(made, out, limits) if made else 0


def save_as_word(program: Path, document: Path, out: Path, limits: Limits) -> bool:
    """Save an old document as a Word file of today; False where LibreOffice could not."""
    with tempfile.TemporaryDirectory(dir=out.parent, ignore_cleanup_errors=True) as name:
        made = _converted(program, document, Path(name), f"docx:{WORD_FILE}", limits)
        if made:
            made.replace(out)
        return made is not None


def kept(made: Path, out: Path, limits: Limits) -> int:
    """Take over a PDF that an office program made; gives its pages, 0 where it is none or longer than may be."""
    try:
        with pikepdf.open(made) as pdf:
            pages = len(pdf.pages)
            if 0 < pages <= limits.max_pages:
                pdf.save(out, deterministic_id=True)
                return pages
    except (OSError, pikepdf.PikepdfError):
        pass  # the simple pages stand in
    return 0


def run(command: Sequence[str], seconds: float, folder: Path) -> str | None:
    """Run an office program and give what it wrote; None where it failed or was too slow, and then it is stopped with its children."""
    environment = {**os.environ, **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), f"http://{_NOWHERE}:9")}
    said = folder / "said.txt"
    with said.open("wb") as stream:  # a pipe would be held open by children that outlive the program
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.DEVNULL, env=environment, cwd=folder)
        except OSError:
            return None
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = -1
        finally:
            stop(process.pid)
            process.kill()
            process.wait()
    return said.read_text(encoding="utf-8", errors="replace") if code == 0 else None


def stop(process: int) -> None:
    """Stop the children of a process, and theirs: LibreOffice is a script that starts a program that starts the real one."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process)], capture_output=True, check=False, timeout=10)
        return
    for child in list(_children(process)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(child, signal.SIGKILL)


def _children(process: int) -> Iterator[int]:
    """Every descendant of a process, the nearest first."""
    try:
        table = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=False, timeout=10).stdout
    except (OSError, subprocess.TimeoutExpired):
        return
    pairs = [(int(pid), int(parent)) for pid, parent in (line.split()[:2] for line in table.splitlines() if line.split()[1:])]
    parents = [process]
    while parents:
        parents = [pid for pid, parent in pairs if parent in parents]
        yield from parents


def _converted(program: Path, document: Path, folder: Path, target: str, limits: Limits) -> Path | None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(settings(), encoding="utf-8")
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", "--convert-to", target),
        *("--outdir", str(folder), str(document)),
    ]
    began = time.monotonic()
    if run(command, max(0.5, limits.seconds * _SHARE), folder) is None or time.monotonic() - began > limits.seconds:
        return None
    made = folder / document.with_suffix("." + target.partition(":")[0]).name
    return made if made.is_file() else None


def settings() -> str:
    """The profile: no macros, no active content, nothing fetched, no link brought up to date."""
    items = "\n".join(
        f'<item oor:path="/{place}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>' for place, name, value in _SETTINGS
    )
    names = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {names}>\n{items}\n</oor:items>\n'
