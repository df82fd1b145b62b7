import hashlib
import pickle
from pathlib import Path

from sendco_desk.packs.source import path_source, sha256_of, size_of


def test_a_source_opens_afresh_each_time_and_survives_pickling(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"words")
    source = pickle.loads(pickle.dumps(path_source(path)))
    with source.open() as first, source.open() as second:
        assert first.read() == second.read() == b"words"
    assert source.name == "report.txt"


def test_the_fingerprint_is_of_the_original_bytes(tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(b"0123456789" * 300_000)
    assert sha256_of(path_source(path)) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert size_of(path_source(path)) == 3_000_000


def test_a_password_is_not_shown_when_a_source_is_printed(tmp_path: Path) -> None:
    assert "open sesame" not in repr(path_source(tmp_path / "a.pdf", password="open sesame"))
