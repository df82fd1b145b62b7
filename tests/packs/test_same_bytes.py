"""The same documents and facts give the same bytes, whatever the computer: over every kind of document and every kind of generated page."""

import os
import subprocess
import sys
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pptx
from PIL import Image

from sendco_desk.packs.assemble import build
from sendco_desk.packs.bundle import bundle_items
from sendco_desk.packs.convert import convert
from sendco_desk.packs.late import build_late
from sendco_desk.packs.late_plan import LateItem, LatePlan
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.source import path_source
from tests.packs.late_samples import LATER, SENT_ON, earlier
from tests.packs.mail_samples import msg
from tests.packs.office_samples import zipped
from tests.packs.pack_samples import item, lettered_pdf, pupil_plan
from tests.packs.scan_samples import scan_of, typed
from tests.packs.test_changes_between import CHANGES
from tests.packs.test_pack_pages import CHARTS, NAME

ROOT = Path(__file__).parents[2]
MAKING = "import sys; from pathlib import Path; from tests.packs.test_same_bytes import make; make(Path(sys.argv[1]), Path.cwd())"


def documents(folder: Path) -> Path:
    """A document of every kind that is printed by the embedded way, and some that are not."""
    folder.mkdir()
    written: dict[str, str | bytes] = {
        "a.txt": "Łukasz, محمد علی خان and 欧阳小明.", "b.csv": "Name,Hours\nAda Made-Up,2\n",
        "d.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
        "c.html": "<h1>One</h1><ul><li>a</ul><table><tr><th>x<tr><td>y</table>", "e.rtf": r"{\rtf1\ansi Plain words, {\b bold words}.\par}",
        "f.zip": zipped({"x.txt": "words"}), "g.msg": msg({0x0037: "Visit", 0x1000: "Words."}, []), "h.pdf": b"%PDF-1.7 and no more",
    }
    for name, content in written.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "Ada <ada@example.org>", "Words", "Sun, 29 Mar 2026 00:30:00 +0000"
    mail.set_content("First words.\n> Quoted words.")
    mail.add_attachment(b"the plan", maintype="text", subtype="plain", filename="plan.txt")
    mail.set_boundary("part")
    (folder / "i.eml").write_bytes(mail.as_bytes())
    word, book, show = docx.Document(), openpyxl.Workbook(), pptx.Presentation()
    word.add_heading("Plan", 1)
    word.add_table(2, 2).cell(0, 0).text = "Words"
    book.worksheets[0]["A1"] = "Hours"
    book.worksheets[0]["B1"] = date(2026, 3, 2)
    show.slides.add_slide(show.slide_layouts[1]).shapes.title.text = "Progress"
    for name, made in (("j.docx", word), ("k.xlsx", book), ("l.pptx", show)):
        made.save(str(folder / name))
    Image.effect_noise((500, 700), 60).save(folder / "m.jpg", dpi=(300, 300))
    Image.new("RGBA", (60, 80), (200, 20, 20, 90)).save(folder / "n.png")
    scan_of(folder / "o.tif", typed(1), typed(2).rotate(2, fillcolor=246))
    lettered_pdf(folder / "p.pdf", 3, turn=90)
    with pikepdf.open(folder / "p.pdf", allow_overwriting_input=True) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.attachments["x.txt"] = b"words"
        pdf.save()
    return folder


def make(given: Path, out: Path) -> None:
    """A bundle of them, a case's pack in volumes, that pack with late pages, and the next pack that tells what changed."""
    build(PackPlan(title=NAME, on=SENT_ON, items=bundle_items([given], [], out / "bundle.pdf")), out / "bundle.pdf", scratch=out)
    some = [item(given / name, f"Document {name}", part=f"Kind {number % 2}") for number, name in enumerate(("p.pdf", "m.jpg", "d.doc", "j.docx"))]
    plan = pupil_plan(some, name=NAME)
    build(pupil_plan(some, name=NAME, parts=(*plan.parts, CHARTS), most_bytes=170_000), out / "part.pdf", scratch=out)
    build(pupil_plan(some, name=NAME), out / "sent.pdf", scratch=out)
    items = (LateItem(item=item(given / "i.eml", "Late letter"), after="3"), LateItem(item=item(given / "k.xlsx", "Late hours")))
    late = LatePlan(sent=path_source(out / "sent.pdf"), number=1, sent_on=SENT_ON, on=LATER, items=items)
    pages = out / "pages"
    pages.mkdir()
    build_late(late, [convert(one.item.source, pages) for one in items], out / "late.pdf", supplement=out / "alone.pdf", scratch=out)
    changed = pupil_plan([*some[1:], item(given / "n.png", "Drawing")], name=NAME, parts=(CHANGES, *plan.parts), earlier=earlier(out / "sent.pdf"))
    build(changed, out / "next.pdf", scratch=out)


def test_bundle_volumes_late_pages_and_changes_are_the_same_bytes_on_another_computer(tmp_path: Path) -> None:
    given = documents(tmp_path / "given")
    made = []
    settings = ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}, {"PYTHONHASHSEED": "4711", "TZ": "UTC", "LC_ALL": "C.UTF-8"})
    for number, setting in enumerate(settings):
        place = tmp_path / f"{number} folder with a name é"
        place.mkdir()
        environment = {**os.environ, **setting, "PYTHONPATH": str(ROOT), "PATH": ""}  # no program that may be installed prints or reads
        made.append(subprocess.Popen([sys.executable, "-X", "utf8", "-c", MAKING, str(given)], cwd=place, env=environment))
    assert [each.wait(300) for each in made] == [0, 0]
    first, second = sorted(tmp_path.glob("* folder*"))
    assert sorted(path.name for path in first.glob("*.pdf")) == [
        "alone.pdf", "bundle.pdf", "late.pdf", "next.pdf", "part volume 1 of 3.pdf", "part volume 2 of 3.pdf", "part volume 3 of 3.pdf",
        "sent.pdf",
    ]
    for path in sorted(first.glob("*.pdf")):
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name
    with pikepdf.open(first / "bundle.pdf") as pdf:
        assert len(pdf.pages) > 16
