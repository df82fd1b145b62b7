"""LibreOffice, where the computer has it, as the printer of Word documents: in a profile of its own, with a time limit."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pikepdf

from sendco_desk.packs.source import Limits

_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
# the highest macro security, no link updates, no telling home
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""


def find() -> Path | None:
    """The program, wherever this computer keeps it; None where it is not installed."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    usual = [Path(os.environ[place]) / "LibreOffice" / "program" / "soffice.exe" for place in _WINDOWS if place in os.environ]
    candidates = [*([Path(on_path)] if on_path else []), *usual, _MAC]
    return next((path for path in candidates if path.is_file()), None)


def print_to_pdf(program: Path, document: Path, out: Path, limits: Limits) -> int:
    """Print the document; gives the number of pages, 0 where LibreOffice could not."""
    with tempfile.TemporaryDirectory(dir=out.parent) as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "pdf:writer_pdf_Export"),
            *("--outdir", str(folder), str(document)),
        ]
        try:
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limits.seconds, check=True)
            made = folder / document.with_suffix(".pdf").name
            with pikepdf.open(made) as pdf:
                pages = len(pdf.pages)
                pdf.save(out, deterministic_id=True)
        except (subprocess.SubprocessError, OSError, pikepdf.PikepdfError):
            return 0  # the simple pages stand in
    return pages
