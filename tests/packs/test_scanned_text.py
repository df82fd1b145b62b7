import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import scanned_text as scanned
from sendco_desk.packs.recognition import Tesseract
from sendco_desk.packs.scan_lines import stance_of
from sendco_desk.packs.scanned_text import scanned_text
from sendco_desk.packs.source import Limits, path_source
from tests.packs.scan_samples import jpeg_of, typed
from tests.packs.test_recognition import FAKE


@pytest.fixture
def fake(tmp_path: Path) -> Tesseract:
    (tmp_path / "fake.py").write_text(FAKE, encoding="utf-8")
    return Tesseract(command=(sys.executable, str(tmp_path / "fake.py"), "works", str(tmp_path / "calls")), version="9.8")


def test_a_photograph_of_a_page_has_words_and_a_text_file_none_to_recognise(tmp_path: Path, fake: Tesseract) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg_of(typed(1)))
    (tmp_path / "a.txt").write_text("Words.", encoding="utf-8")
    assert scanned_text(path_source(tmp_path / "a.jpg"), fake) == "Words that were read"
    assert scanned_text(path_source(tmp_path / "a.txt"), fake) == ""


def test_a_damaged_file_is_refused_and_one_that_is_too_large_is_not_read(
    tmp_path: Path, fake: Tesseract, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(Refused, match="damaged or locked"):
        scanned_text(path_source(tmp_path / "a.pdf"), fake)
    monkeypatch.setattr(scanned, "Limits", lambda: Limits(max_bytes=5))
    assert scanned_text(path_source(tmp_path / "a.pdf"), fake) == ""


def test_a_sheet_with_too_few_lines_says_nothing() -> None:
    kept = io.BytesIO()
    typed(1, lines=1).save(kept, "PNG")
    assert stance_of(Image.open(kept)).turn == 0
