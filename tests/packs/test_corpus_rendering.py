"""Real documents of every kind go into one bundle, and every page of them looks there as it did before, outside what was added to it."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from sendco_desk.packs.assemble import build, convert_items
from sendco_desk.packs.bundle import bundle_items
from sendco_desk.packs.convert import convert
from sendco_desk.packs.manifest import Manifest
from sendco_desk.packs.plan import PackPlan
from sendco_desk.packs.source import Converted, Limits
from sendco_desk.packs.visible import visible_of
from tests.packs.pack_samples import ON
from tests.shared_corpus import SHARED, documents_listed, needs_shared, outcomes_of

pytestmark = needs_shared

_DOCUMENTS = SHARED / "corpus" / "documents"
_SCALE = 0.6
_ROUNDED = 3  # of 255: a box is written with two decimals
_EDGE = 2  # pixels: where a page is cut, the last line of them is mixed with what lies beyond


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest, tuple[Converted, ...]]:
    """The corpus as one bundle, its manifest, and what each file was turned into."""
    folder = tmp_path_factory.mktemp("corpus")
    out = folder / "bundle.pdf"
    items = bundle_items([_DOCUMENTS / row["file"] for row in documents_listed()], (), out)
    plan = PackPlan(title="Real documents", on=ON, items=items)
    converted = convert_items(plan, folder, convert, Limits(), lambda done: None)
    return out, build(plan, out, ready=dict(enumerate(converted))), converted


def test_every_file_is_in_the_bundle_once_with_an_outcome_that_its_kind_allows(bundled: tuple[Path, Manifest, tuple[Converted, ...]]) -> None:
    rows = {row["file"]: outcomes_of(row) for row in documents_listed()}
    found = {document.input: document.outcome.value for document in bundled[1].documents}
    assert len(found) == len(bundled[1].documents) == len(rows)
    assert {name: (outcome, rows[name]) for name, outcome in found.items() if outcome not in rows[name]} == {}


def test_every_page_looks_as_it_did_before_outside_the_bands(bundled: tuple[Path, Manifest, tuple[Converted, ...]]) -> None:
    out, manifest, converted = bundled
    places = [(d.first_page, c.pdf) for d, c in zip(manifest.documents, converted, strict=True) if d.first_page is not None and c.pdf is not None]
    with pikepdf.open(out) as pack:
        compared = [_difference(pack, first + number, page) for first, pdf in places for number, page in enumerate(_pages(pdf))]
    assert len(compared) == sum(document.pages for document in manifest.documents) > 40
    assert max(compared) <= _ROUNDED


def _pages(path: Path) -> Iterator[tuple[Image.Image, tuple[float, float, float, float]]]:
    """Each page as it looks before, and its box."""
    with pikepdf.open(path) as pdf:
        boxes = [visible_of(page.obj).box for page in pdf.pages]
    document = pypdfium2.PdfDocument(path)
    try:
        for number, box in enumerate(boxes):
            yield document[number].render(scale=_SCALE).to_pil().convert("RGB"), box
    finally:
        document.close()


def _difference(pack: pikepdf.Pdf, number: int, before: tuple[Image.Image, tuple[float, float, float, float]]) -> int:
    """By how much the page of the pack, shown in the box it had before, differs at most from what it was: 0 to 255."""
    picture, box = before
    alone = pikepdf.Pdf.new()
    alone.pages.append(pack.pages[number - 1])
    alone.pages[0].obj.MediaBox = alone.pages[0].obj.CropBox = pikepdf.Array(list(box))
    if "/StructParents" in alone.pages[0].obj:
        del alone.pages[0].obj.StructParents
    written = io.BytesIO()
    alone.save(written)
    document = pypdfium2.PdfDocument(written.getvalue())
    try:
        after = document[0].render(scale=_SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    assert after.size == picture.size, f"page {number} has another size"
    inside = (_EDGE, _EDGE, picture.width - _EDGE, picture.height - _EDGE)
    _, most = ImageChops.difference(picture.crop(inside), after.crop(inside)).convert("L").getextrema()
    assert isinstance(most, int)
    return most
