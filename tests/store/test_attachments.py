"""Documents kept encrypted: the same bytes come back from anywhere in them, nothing is laid down in clear, and any damage is found."""

import io
import multiprocessing
import os
import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendco_desk.domain.refusals import Refused, Trouble
from sendco_desk.store import attachments as module
from sendco_desk.store.attachments import SEGMENT, Attachments, open_attachment
from sendco_desk.store.keys import new_keys

KEYS = new_keys()
LETTER = b"Dear parent, the canary word is XYLOPHONE. " * 40
LONG = random.Random(1).randbytes(2 * SEGMENT + 12_345)


@pytest.fixture
def kept(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path, KEYS)


def put(kept: Attachments, content: bytes) -> str:
    return kept.put(io.BytesIO(content)).name


def read(kept: Attachments, name: str) -> bytes:
    with kept.open(name) as document:
        return document.read()


class TestKeeping:
    @pytest.mark.parametrize("size", [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 2 * SEGMENT + 7])
    def test_a_document_of_any_size_comes_back_as_it_went_in(self, kept: Attachments, size: int) -> None:
        stored = kept.put(io.BytesIO(LONG[:size]))
        assert (stored.sha256, stored.size) == (sha256(LONG[:size]).hexdigest(), size)
        assert read(kept, stored.name) == LONG[:size]
        assert kept.verify(stored.name) == kept.facts(stored.name) == stored

    def test_a_document_comes_from_a_path_as_well(self, kept: Attachments, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_bytes(LETTER)
        assert read(kept, kept.put(tmp_path / "letter.txt").name) == LETTER

    def test_a_stream_that_gives_little_at_a_time_is_kept_whole(self, kept: Attachments) -> None:
        class Slow(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                return super().read(min(size or 0, 100_001))

        assert read(kept, kept.put(Slow(LONG)).name) == LONG

    def test_the_same_content_twice_is_one_file(self, kept: Attachments) -> None:
        name = put(kept, LETTER)
        written = kept.path(name).stat().st_ino
        assert put(kept, LETTER) == name
        assert kept.names() == [name]
        assert kept.path(name).stat().st_ino == written

    def test_nothing_of_it_can_be_read_on_the_disk(self, kept: Attachments, tmp_path: Path) -> None:
        put(kept, LETTER)
        for file in (file for file in tmp_path.rglob("*") if file.is_file()):
            assert b"XYLOPHONE" not in file.read_bytes()
            assert sha256(LETTER).hexdigest() not in str(file)

    def test_its_name_is_known_only_to_this_notebook(self, kept: Attachments, tmp_path: Path) -> None:
        other = Attachments(tmp_path, new_keys())
        assert put(kept, LETTER) != put(other, LETTER)

    def test_the_file_stands_two_folders_deep(self, kept: Attachments, tmp_path: Path) -> None:
        name = put(kept, LETTER)
        assert kept.path(name) == tmp_path / "attachments" / name[:2] / name[2:4] / name
        assert kept.has(name)
        assert not kept.has("0" * 64)

    def test_a_name_that_is_no_name_reaches_no_file(self, kept: Attachments) -> None:
        with pytest.raises(ValueError, match="64 hex digits"):
            kept.has("../../header.json")

    def test_no_half_written_file_stays(self, kept: Attachments) -> None:
        class Torn(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                raise OSError("the stick was pulled")

        with pytest.raises(Refused, match="could not be read to its end"):
            kept.put(Torn())
        assert list(kept.root.iterdir()) == []

    def test_a_file_that_is_gone_is_told_as_such(self, kept: Attachments, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="could not be opened") as caught:
            kept.put(tmp_path / "gone.pdf")
        assert "gone.pdf" not in caught.value.message

    def test_leftovers_of_a_killed_process_are_swept_away(self, kept: Attachments) -> None:
        name = put(kept, LETTER)
        (kept.root / "tmpabc.part").write_bytes(b"half")
        assert kept.clear_leftovers() == 1
        assert kept.names() == [name]

    def test_what_is_no_longer_wanted_is_deleted_and_the_rest_stays(self, kept: Attachments) -> None:
        names = [put(kept, LETTER), put(kept, LONG)]
        assert kept.remove_unused({names[0]}) == [names[1]]
        assert kept.names() == [names[0]]
        assert read(kept, names[0]) == LETTER

    def test_an_empty_notebook_has_no_documents(self, kept: Attachments) -> None:
        assert kept.names() == []
        assert kept.remove_unused(()) == []
        assert kept.clear_leftovers() == 0


class TestReading:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
    @given(steps=st.lists(st.tuples(st.integers(0, 2), st.integers(-SEGMENT, 3 * SEGMENT), st.integers(-1, 2 * SEGMENT)), max_size=12))
    def test_it_reads_like_any_file_wherever_one_looks(self, kept: Attachments, steps: list[tuple[int, int, int]]) -> None:
        plain = io.BytesIO(LONG)
        with kept.open(put(kept, LONG) if not kept.names() else kept.names()[0]) as document:
            for whence, offset, size in steps:
                start = (0, plain.tell(), len(LONG))[whence] + offset
                if start < 0:
                    with pytest.raises((ValueError, OSError)):
                        document.seek(offset, whence)
                    document.seek(plain.tell())
                else:
                    assert document.seek(offset, whence) == plain.seek(start)
                assert document.read(size) == plain.read(size)
                assert document.tell() == plain.tell()

    def test_a_glance_at_the_end_decrypts_only_the_end(self, kept: Attachments, monkeypatch: pytest.MonkeyPatch) -> None:
        name = put(kept, LONG)
        with kept.open(name) as document:
            opened: list[int] = []
            monkeypatch.setattr(module, "_unsealed", _counting(opened))
            document.seek(-10, os.SEEK_END)
            assert document.read() == LONG[-10:]
        assert len(opened) == 1

    def test_it_can_be_read_but_not_written(self, kept: Attachments) -> None:
        with kept.open(put(kept, LETTER)) as document:
            assert document.readable() and document.seekable() and not document.writable()
            with pytest.raises(OSError):
                document.write(b"x")

    def test_a_closed_document_gives_nothing_more(self, kept: Attachments) -> None:
        document = kept.open(put(kept, LETTER))
        document.close()
        document.close()
        with pytest.raises(ValueError, match="closed"):
            document.read()

    def test_the_raw_stream_minds_being_closed_too(self, kept: Attachments) -> None:
        document = kept.open(put(kept, LETTER))
        assert isinstance(document, io.BufferedReader)
        raw = document.raw
        assert raw.read(0) == b""
        document.close()
        for deed in (raw.tell, lambda: raw.seek(0), lambda: raw.read(1)):
            with pytest.raises(ValueError, match="This document was closed"):
                deed()

    def test_a_worker_process_can_open_it(self, kept: Attachments, tmp_path: Path) -> None:
        name = put(kept, LETTER)
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            assert pool.submit(_size_of, tmp_path, name, KEYS.notebook, KEYS.data).result(60) == len(LETTER)


def _counting(opened: list[int]) -> Callable[..., bytes]:
    unsealed = module._unsealed

    def counted(*given: object) -> bytes:
        opened.append(1)
        return unsealed(*given)  # type: ignore[arg-type]

    return counted


def _flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def _cut(path: Path, size: int) -> None:
    os.truncate(path, size)


def _swap_segments(path: Path) -> None:
    content, sealed = path.read_bytes(), SEGMENT + 16
    head = len(content) - len(LONG) - 3 * 16
    one, two = content[head : head + sealed], content[head + sealed : head + 2 * sealed]
    path.write_bytes(content[:head] + two + one + content[head + 2 * sealed :])


class TestDamage:
    @pytest.mark.parametrize(
        "spoil",
        [
            *(lambda path, place=place: _flip(path, place) for place in (0, 3, 4, 35, 36, 91, 92, 1000, SEGMENT + 200, -1)),
            *(lambda path, size=size: _cut(path, size) for size in (0, 3, 40, 91, 92, SEGMENT, SEGMENT + 108, 2 * SEGMENT + 124)),
            _swap_segments,
            lambda path: path.write_bytes(path.read_bytes() + b"x"),
        ],
    )
    def test_any_damage_is_found_and_said(self, kept: Attachments, spoil: Callable[[Path], None]) -> None:
        name = put(kept, LONG)
        spoil(kept.path(name))
        with pytest.raises(Trouble, match=r"damaged on the disk.*A backup may hold it whole"):
            read(kept, name)
        with pytest.raises(Trouble, match="damaged on the disk"):
            kept.verify(name)

    def test_a_file_put_in_anothers_place_is_found(self, kept: Attachments) -> None:
        one, other = put(kept, LETTER), put(kept, LONG)
        kept.path(one).write_bytes(kept.path(other).read_bytes())
        with pytest.raises(Trouble, match="damaged on the disk"):
            kept.open(one)

    def test_a_file_that_went_missing_is_told_as_such(self, kept: Attachments) -> None:
        with pytest.raises(Trouble, match="missing from the notebook’s folder"):
            kept.open("0" * 64)

    def test_another_notebooks_key_opens_nothing(self, kept: Attachments, tmp_path: Path) -> None:
        name = put(kept, LETTER)
        with pytest.raises(Trouble, match="damaged on the disk"):
            open_attachment(tmp_path, new_keys(), name)

    def test_a_head_that_does_not_fit_its_document_is_found(self, kept: Attachments, monkeypatch: pytest.MonkeyPatch) -> None:
        name = put(kept, LETTER)
        monkeypatch.setattr(module, "_name", lambda keys, digest: "1" * 64)
        with pytest.raises(Trouble, match="damaged on the disk"):
            kept.verify(name)

    def test_the_same_document_coming_in_again_heals_a_damaged_file(self, kept: Attachments) -> None:
        name = put(kept, LETTER)
        _flip(kept.path(name), -1)
        assert put(kept, LETTER) == name
        assert read(kept, name) == LETTER

    def test_undamaged_documents_beside_it_are_still_read(self, kept: Attachments) -> None:
        one, other = put(kept, LETTER), put(kept, LONG)
        _flip(kept.path(one), 100)
        assert read(kept, other) == LONG


def _size_of(folder: Path, name: str, notebook: str, data: bytes) -> int:
    from sendco_desk.store.keys import Keys

    with open_attachment(folder, Keys(notebook=notebook, data=data), name) as document:
        return len(document.read())
