"""Microsoft Word, on a Windows computer that has it, as the printer of Word documents.

It is asked through PowerShell: macros disabled, the document opened for reading only, tracked changes accepted in memory, printed without
marks, and closed unsaved. Word only ever sees a copy whose links have been cut. There is no Windows where this was written: the way it is asked,
its time limit and what becomes of its answers are tested with a program that stands in for PowerShell; the script itself is not.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from sendco_desk.packs.convert import libreoffice
from sendco_desk.packs.source import Limits

_PLACES = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
_WHERE = ("Microsoft Office/root/Office*/WINWORD.EXE", "Microsoft Office/Office*/WINWORD.EXE")
_SHARE = 0.6  # of the time a document may take: the simple pages must still have theirs

_SCRIPT = """
param([string]$Document, [string]$Out, [string]$Held)
$ErrorActionPreference = 'Stop'
$before = @(Get-Process WINWORD -ErrorAction SilentlyContinue | ForEach-Object Id)
$word = New-Object -ComObject Word.Application
$own = @(Get-Process WINWORD -ErrorAction SilentlyContinue | ForEach-Object Id | Where-Object { $before -notcontains $_ })
Set-Content -LiteralPath $Held -Value ($own -join ' ')
$update = $word.Options.UpdateLinksAtOpen
try {
  $word.Visible = $false
  $word.DisplayAlerts = 0
  $word.AutomationSecurity = 3
  $word.Options.UpdateLinksAtOpen = $false
  $opened = $word.Documents.Open($Document, $false, $true, $false, 'no password', 'no password')
  $changes = $opened.Revisions.Count
  $opened.TrackRevisions = $false
  if ($changes -gt 0) { $opened.AcceptAllRevisions() }
  $opened.ExportAsFixedFormat($Out, 17, $false, 0, 0, 1, 1, 0)
  $opened.Close(0)
  Write-Output "changes $changes"
} finally {
  $word.Options.UpdateLinksAtOpen = $update
  $word.Quit(0)
}
"""


def find() -> Path | None:
    """PowerShell, where this is Windows and Word is installed; None elsewhere."""
    if sys.platform != "win32":
        return None
    return _powershell()


def _powershell() -> Path | None:
    roots = [Path(os.environ[place]) for place in _PLACES if place in os.environ]
    has_word = any(next(root.glob(pattern), None) for root in roots for pattern in _WHERE)
    found = shutil.which("powershell") if has_word else None
    return Path(found) if found else None


def print_to_pdf(program: Path, document: Path, out: Path, limits: Limits) -> tuple[int, int]:
    """Print the document; gives the number of pages and of tracked changes that were accepted. No pages where Word could not."""
    with tempfile.TemporaryDirectory(dir=out.parent, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        script, made, held = folder / "print.ps1", folder / "made.pdf", folder / "held.txt"
        script.write_text(_SCRIPT, encoding="utf-8-sig")
        command = [
            *(str(program), "-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", str(script)),
            *("-Document", str(document), "-Out", str(made), "-Held", str(held)),
        ]
        answer = libreoffice.run(command, max(0.5, limits.seconds * _SHARE), folder)
        if answer is None:
            _stop_word(held)
            return 0, 0
        count = answer.strip().rpartition("changes ")[2]
        return libreoffice.kept(made, out, limits), int(count) if count.isdecimal() else 0


def _stop_word(held: Path) -> None:
    """Word is no child of PowerShell: the one that was started for this document is stopped by its number."""
    with suppress(OSError):
        for number in held.read_text(encoding="utf-8", errors="ignore").split():
            if number.strip("\ufeff").isdecimal():
                subprocess.run(["taskkill", "/F", "/PID", number.strip("\ufeff")], capture_output=True, check=False, timeout=10)
