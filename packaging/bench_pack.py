"""Measures building a bundle against bare joining by qpdf, side by side, round by round: processor time and memory, for two corpora.

One is 624 pages in 40 files, the other 5,182 pages in 330. Told apart are: the bare joining of the files; the assembly, which is drawing,
joining, stamping, links, bookmarks, tags, manifest and the file's hash, from documents that are clean already; the conversion that makes
them clean; the checks of the finished file; and the whole verb as a person types it. Then, for each kind of document, seconds a page.

Usage: python packaging/bench_pack.py [--rounds 5] [--only small|large] [--pages N --files N] [--keep FOLDER] [--no-kinds]
"""

import argparse
import io
import multiprocessing
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
AIM = 1.6
MOST_MEMORY = 150
CORPORA = {"small": (40, 624), "large": (330, 5182)}
FEW, SLOW = 1000, ("conversion", "bundle")  # of a corpus with more pages, what takes minutes is measured once
KINDS = ("text", "scan", "table", "scan", "text", "form", "scan", "turned", "text", "scan")
WORDS = ("pupil", "provision", "outcome", "evidence", "review", "assessment", "speech", "language", "therapy", "placement", "plan", "tribunal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took: processor seconds, and the most memory it held, in megabytes."""

    seconds: float
    megabytes: float


def measured(command: Sequence[str], compiled: Path) -> Cost:
    """Run a program to its end and say what it cost, its own children included."""
    # an installed app is compiled once
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(compiled), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return Cost(seconds=usage.ru_utime + usage.ru_stime, megabytes=usage.ru_maxrss / 1024)


def make_corpus(folder: Path, files: int, pages: int) -> None:
    """The same mixture each time: typed reports, tables, scans at 150 dpi, forms, turned and cropped pages of several sizes."""
    chance = random.Random(7)
    scans = [_scan(chance, coloured=number % 3 == 0) for number in range(60)]
    for number, count in enumerate(_shared_out(chance, files, pages)):
        kind = KINDS[number % len(KINDS)]
        _MAKERS[kind](folder / f"{number:04d}_{kind}.pdf", number, count, chance, scans)


def _shared_out(chance: random.Random, files: int, pages: int) -> list[int]:
    counts = [pages // files + (number < pages % files) for number in range(files)]
    for number in range(0, files - 1, 2):
        moved = chance.randint(0, max(0, counts[number] - 2))
        counts[number] -= moved
        counts[number + 1] += moved
    return counts


def _sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + "."


def _scan(chance: random.Random, *, coloured: bool, dpi: int = 150) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    width, height = int(8.27 * dpi), int(11.69 * dpi)
    sheet = Image.new("L", (width, height), 246)
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(ROOT / "resources/fonts/NotoSans-Regular.ttf"), int(dpi * 0.14))
    for y in range(int(dpi * 0.8), height - dpi, int(dpi * 0.26)):
        pen.text((int(dpi * 0.8), y), _sentence(chance, 10), fill=chance.randint(20, 60), font=font)
    sheet = sheet.rotate(chance.uniform(-1.2, 1.2), fillcolor=246, resample=Image.Resampling.BILINEAR)
    grain = Image.frombytes("L", (width // 2, height // 2), chance.randbytes((width // 2) * (height // 2))).resize((width, height))
    sheet = Image.blend(sheet, grain, 0.012)
    jpeg = io.BytesIO()
    (sheet.convert("RGB") if coloured else sheet).save(jpeg, "JPEG", quality=70)
    return jpeg.getvalue()


def _canvas(path: Path, size: tuple[float, float]) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    return Canvas(str(path), pagesize=size, invariant=1, pageCompression=1)


def _make_scan(path: Path, number: int, pages: int, chance: random.Random, scans: list[bytes]) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader

    canvas = _canvas(path, A4)
    for page in range(pages):
        jpeg = chance.choice(scans)
        own = jpeg[:2] + b"\xff\xfe\x00\x0a" + f"{number:04d}{page:04d}".encode() + jpeg[2:]  # a comment, so that no two pages share an image
        canvas.drawImage(ImageReader(io.BytesIO(own)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()


def _make_text(path: Path, number: int, pages: int, chance: random.Random, scans: list[bytes]) -> None:
    from reportlab.lib.pagesizes import A4, LETTER
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

    style = getSampleStyleSheet()["BodyText"]
    story: list[Any] = []
    for _ in range(pages):
        for _ in range(7):  # as much as surely fits on one page
            story += [Paragraph(_sentence(chance, 60), style), Spacer(1, 4)]
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=(A4, LETTER)[number % 2], invariant=1).build(story[:-1])


def _make_table(path: Path, number: int, pages: int, chance: random.Random, scans: list[bytes]) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import PageBreak, SimpleDocTemplate, Table

    story: list[Any] = []
    for _ in range(pages):
        story += [Table([[chance.choice(WORDS) for _ in range(9)] for _ in range(20)], style=[("GRID", (0, 0), (-1, -1), 0.3, "black")]), PageBreak()]
    SimpleDocTemplate(str(path), pagesize=landscape(A4), invariant=1).build(story[:-1])


def _make_form(path: Path, number: int, pages: int, chance: random.Random, scans: list[bytes]) -> None:
    from reportlab.lib.pagesizes import A4

    canvas = _canvas(path, A4)
    for page in range(pages):
        for row in range(40):
            canvas.drawString(60, 780 - row * 17, _sentence(chance, 9))
        canvas.acroForm.textfield(name=f"f{number}_{page}", x=60, y=60, width=200, height=20, value="filled value")
        canvas.linkURL("https://example.org", (300, 60, 400, 80))
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"Inner {page}", f"p{page}", 0)
        canvas.showPage()
    canvas.save()


def _make_turned(path: Path, number: int, pages: int, chance: random.Random, scans: list[bytes]) -> None:
    import pikepdf
    from reportlab.lib.pagesizes import A3, A4

    canvas = _canvas(path, A3 if number % 20 > 9 else A4)
    for _ in range(pages):
        for row in range(60):
            canvas.drawString(80, 780 - row * 12, _sentence(chance, 9))
        canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for place, page in enumerate(pdf.pages):
            page.obj.Rotate = (0, 90, 180, 270)[place % 4]
            if place % 3 == 0:
                page.obj.CropBox = [20, 30, 560, 800]
            if place % 5 == 0:
                page.obj.MediaBox = [-20, -20, 620, 860]
        pdf.save(path, deterministic_id=True)


_MAKERS = {"text": _make_text, "scan": _make_scan, "table": _make_table, "form": _make_form, "turned": _make_turned}


def _joining(files: list[str], out: Path) -> tuple[str, list[str]]:
    if qpdf := shutil.which("qpdf"):
        return "qpdf", [qpdf, "--empty", "--pages", *files, "--", str(out)]
    job = "import sys, pikepdf; pikepdf.Job(['qpdf', '--empty', '--pages', *sys.argv[2:], '--', sys.argv[1]]).run()"
    return "pikepdf's copy of qpdf (the qpdf program is not here)", [sys.executable, "-c", job, str(out), *files]


def _bundling(folder: Path, out: Path) -> list[str]:
    """The verb as a person types it."""
    return [sys.executable, "-m", "sendco_desk", "bundle", str(folder), "--out", str(out), "--on", "2026-11-23"]


def _step(name: str, *paths: Path) -> list[str]:
    """One of the steps of ``bench_pack_steps.py``, in a process of its own."""
    return [sys.executable, str(Path(__file__).with_name("bench_pack_steps.py")), name, *map(str, paths)]


def measure_kinds(folder: Path) -> None:
    """Each kind of document, converted a few times: the first time loads what it needs, the others tell what a page costs."""
    from bench_pack_kinds import samples  # type: ignore[import-not-found]  # it lies beside this file, which is no package

    from sendco_desk.packs.convert import convert
    from sendco_desk.packs.source import path_source

    found, missing = samples(folder)
    for name, path in found:
        spent = []
        for number in range(4):
            place = folder / f"{path.name}-{number}"
            place.mkdir()
            start = time.process_time()
            done = convert(path_source(path), place)
            spent.append(time.process_time() - start)
        pages = max(1, done.pages)
        said = f"{statistics.median(spent[1:]) / pages:.4f} s a page, {done.pages} pages" if done.pages else f"refused: {done.reason}"
        print(f"{name:>20}: {said}; the first time {spent[0]:.2f} s in all", flush=True)
    for name in missing:
        print(f"{name:>20}: no sample here, so not measured", flush=True)


def _report(name: str, costs: list[Cost]) -> None:
    seconds = [cost.seconds for cost in costs]
    span, most = f"{min(seconds):.2f} to {max(seconds):.2f}", max(cost.megabytes for cost in costs)
    print(f"{name:>10}: {statistics.median(seconds):.2f} s of processor time ({span}), {most:.0f} MB at most")


def _measure(folder: Path, files: int, pages: int, rounds: int, work: Path) -> bool:
    """Measure one corpus, made where it is not there yet; whether the assembly keeps to its aims."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.glob("*.pdf")):
        # elsewhere: a child starts with its parent's memory mark, and making pictures would raise it
        maker = multiprocessing.get_context("spawn").Process(target=make_corpus, args=(folder, files, pages))
        maker.start()
        maker.join()
    there = sorted(map(str, folder.glob("*.pdf")))
    size = sum(Path(file).stat().st_size for file in there) / 1e6
    joiner, joining = _joining(there, work / "joined.pdf")
    print(f"{pages} pages in {len(there)} files, {size:.0f} MB; {rounds} rounds, each after the other; bare joining by {joiner}", flush=True)
    ready, out = work / "ready", work / "assembled.pdf"
    ways = {
        "joining": joining,
        "conversion": _step("conversion", folder, ready),
        "assembly": _step("assembly", folder, ready, out),
        "checks": _step("checks", out),
        "bundle": _bundling(folder, work / "bundle.pdf"),
    }
    compiled = work / "compiled"
    first = {name: measured(way, compiled) for name, way in ways.items()}  # warms the disk and writes Python's compiled files
    again = {name: way for name, way in ways.items() if pages <= FEW or name not in SLOW}
    made = [first | {name: measured(way, compiled) for name, way in again.items()} for _ in range(rounds)]
    for name in ways:
        _report(name, [each[name] for each in (made if name in again else [first])])
    ratio = statistics.median(each["assembly"].seconds / each["joining"].seconds for each in made)
    most = max(each["assembly"].megabytes for each in made)
    print(f"     ratio: assembly {ratio:.2f} of bare joining, median of rounds (aim {AIM}); {most:.0f} MB (aim {MOST_MEMORY})", flush=True)
    for name in ("conversion", "checks", "bundle"):
        beside = statistics.median(each[name].seconds / each["joining"].seconds for each in made)
        print(f"            {name} {beside:.2f}, for information", flush=True)
    return ratio <= AIM and most <= MOST_MEMORY


def main() -> int:
    """Measure both corpora and every kind of document; 1 when an aim for the assembly is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=tuple(CORPORA), help="one corpus instead of both")
    parser.add_argument("--pages", type=int, help="with --files, a corpus of that size instead")
    parser.add_argument("--files", type=int)
    parser.add_argument("--keep", type=Path, help="make the corpora in folders under this one, or use those that are there")
    parser.add_argument("--no-kinds", action="store_true", help="leave out the kinds of documents")
    asked = parser.parse_args()
    corpora = {name: CORPORA[name] for name in ([asked.only] if asked.only else CORPORA)}
    if asked.pages and asked.files:
        corpora = {f"{asked.pages}": (asked.files, asked.pages)}
    good = True
    with tempfile.TemporaryDirectory() as temporary:
        for name, (files, pages) in corpora.items():
            work = Path(temporary) / f"work-{name}"
            work.mkdir()
            good &= _measure((asked.keep or Path(temporary)) / name, files, pages, asked.rounds, work)
            shutil.rmtree(work)
        if not asked.no_kinds:
            print("seconds of processor time a page, by kind of document:", flush=True)
            kinds = Path(temporary) / "kinds"
            kinds.mkdir()
            sys.path.insert(0, str(ROOT))
            measure_kinds(kinds)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
