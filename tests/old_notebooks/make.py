"""Makes the stored notebook of the schema that is newest now: run it once for each revision that is released, and keep what it made.

    python tests/old_notebooks/make.py

Everything in it is made up. A stored notebook is never made anew: that it still opens is what it is for.
"""

import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

HERE = Path(__file__).resolve().parent
PASSPHRASE = "an old made up passphrase"
NOW = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


def make(folder: Path) -> None:
    """A notebook with a few made-up records, a document, a draft and an undone deed."""
    from sendco_desk.domain.documents import Document
    from sendco_desk.domain.pupil import Need, Pupil
    from sendco_desk.domain.story import StoryEntry
    from sendco_desk.store.notebook import create_notebook
    from sendco_desk.store.slots import TINY

    notebook, _ = create_notebook(folder, person_name="Old Friend", passphrase=PASSPHRASE, cost=TINY, clock=lambda: NOW)
    pupil = Pupil(id=UUID(int=1), legal_forename="Madeup", legal_surname="Child", date_of_birth=date(2015, 2, 28), flags=("free_meals",))
    entry = StoryEntry(
        id=UUID(int=2), pupil=pupil.id, entry_kind="note", happened_at=NOW, written_at=NOW, written_by="Old Friend", words="Read a made-up page",
    )
    stored = notebook.attachments.put(io.BytesIO(b"A made-up report.\n"))
    report = Document(
        id=UUID(int=3), pupil=pupil.id, title="Made-up report", file_name="report.txt", media_type="text/plain", size=stored.size,
        sha256=stored.sha256, attachment=stored.name, received_on=date(2026, 9, 1),
    )
    with notebook.writing("Made it up", pupil.id) as page:
        for record in (pupil, entry, report):
            page.put(record)
        page.put_text(report.id, "rhubarb")
    with notebook.writing("Recorded a need", pupil.id) as page:
        page.put(Need(id=UUID(int=4), pupil=pupil.id, need_type="SPLD"))
    notebook.undo()
    notebook.save_draft("story_entry/new", "Half a made-up sent")
    notebook.close()
    for leftover in ("open.lock", "open-on.json"):
        (folder / leftover).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[1]))
    from sendco_desk.store.migrate import REVISIONS

    place = HERE / REVISIONS[-1]
    if place.exists():
        sys.exit(f"{place.name} is there already and stays as it is.")
    make(place)
