"""ZIP archives: what lies in them is named safely and listed; what cannot be opened is refused with what to do."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from sendco_desk.domain.refusals import Refused
from sendco_desk.packs import passwords
from sendco_desk.packs.convert import convert, zips
from sendco_desk.packs.passwords import is_locked
from sendco_desk.packs.safe_names import safe_name, safe_parts
from sendco_desk.packs.source import Limits, Outcome, path_source, sha256_of_bytes
from tests.packs.mail_samples import locked_zip, source_of, write, zipped
from tests.packs.test_convert_eml import text_of


def names(content: bytes, *words: str) -> list[str]:
    return [each.called for each in zips.members(source_of("a.zip", content, passwords=words), Limits())]


def refused(content: bytes, *words: str, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        zips.members(source_of("a.zip", content, passwords=words), limits or Limits())
    return refusal.value.message


def test_a_list_of_what_lies_in_it_stands_for_an_archive(tmp_path: Path) -> None:
    archive = write(tmp_path, "papers.zip", zipped({"Reports/EP report.txt": b"x" * 1200, "notes.txt": b"y"}))
    done = convert(path_source(archive), tmp_path)
    assert text_of(done).splitlines() == ["What lies in papers.zip", "Reports / EP report.txt (1 kB)", "notes.txt (1 byte)"]
    assert (done.outcome, done.attachments) == (Outcome.PARTIAL, ("Reports / EP report.txt", "notes.txt"))
    assert done.attachment_prints == (sha256_of_bytes(b"x" * 1200), sha256_of_bytes(b"y"))


def test_folders_and_what_systems_leave_behind_are_no_documents() -> None:
    left_behind = ("__MACOSX/Reports/._a.txt", ".DS_Store", "Reports/Thumbs.db", "Reports/._a.txt", "~$a.docx")
    members = {"Reports/": b""} | dict.fromkeys(left_behind, b"x") | {"Reports/a.txt": b"a"}
    assert names(zipped(members)) == ["Reports / a.txt"]


def test_a_name_that_climbs_out_of_its_folder_is_made_safe() -> None:
    members = {"../../etc/passwd": b"x", "C:\\Windows\\a.txt": b"y", "/root/b.txt": b"z"}
    assert names(zipped(members)) == ["etc / passwd", "Windows / a.txt", "root / b.txt"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"), ("a/b/c.pdf", "c.pdf"), ("..", "?"), ("", "?"), ("con.txt", "_con.txt"), ("a\x00b:c?.pdf", "a b c .pdf"),
        ("gpj\u202efdp.exe", "gpj fdp.exe"), ("x" * 200 + ".pdf", "x" * 116 + ".pdf"), (" . ", "?"), ("bad\udcff.txt", "bad .txt"),
    ],
)  # fmt: skip
def test_a_name_is_made_fit_to_be_kept(name: str, safe: str) -> None:
    assert safe_name(name, "?") == safe


def test_the_folders_of_a_name_are_kept_without_steps_upwards() -> None:
    assert safe_parts("D:\\a\\..\\.\\b/c.txt") == ("a", "b", "c.txt")


def test_names_are_read_in_unicode_and_in_the_letters_of_dos() -> None:
    unicode = zipped({"Łucja.txt": b"x"})
    unmarked = unicode.replace(struct.pack("<H", 0x800), b"\x00\x00")
    dos = zipped({"caf_.txt": b"x"}).replace(b"caf_", "café".encode("cp437"))
    assert (names(unicode), names(unmarked), names(dos)) == (["Łucja.txt"], ["Łucja.txt"], ["café.txt"])


def test_an_archive_in_an_archive_gives_what_lies_in_it_and_one_deeper_is_named() -> None:
    deepest = zipped({"c.txt": b"c"})
    content = zipped({"inner.zip": zipped({"b.txt": b"b", "deep.zip": deepest}), "a.txt": b"a"})
    source = source_of("a.zip", content)
    found = zips.members(source, Limits())
    assert [(each.called, each.place) for each in found] == [("inner.zip / b.txt", (0, 0)), ("inner.zip / deep.zip", (0, 1)), ("a.txt", (1,))]
    assert zips.read_member(source, (0, 0)) == b"b" and found[1].why_not.startswith("It is an archive in an archive in an archive")


def test_a_damaged_archive_inside_is_named_and_the_others_are_taken() -> None:
    found = zips.members(source_of("a.zip", zipped({"bad.zip": b"PK\x03\x04 no", "a.txt": b"a"})), Limits())
    assert [(each.called, bool(each.why_not)) for each in found] == [("bad.zip", True), ("a.txt", False)]


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    assert "no document" in (convert(path_source(write(tmp_path, "a.zip", zipped({".DS_Store": b"x"}))), tmp_path).reason or "")


def test_an_archive_of_very_many_files_is_refused() -> None:
    assert refused(zipped({f"{n}.txt": b"" for n in range(2_001)})).startswith("The ZIP archive holds more than 2,000 files. Unpack it")


def test_an_archive_that_would_fill_the_disk_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"a.txt": b"\x00" * 60_000_000}, zipfile.ZIP_DEFLATED)
    assert refused(bomb).startswith("The ZIP archive would fill 60.0 MB when it is unpacked")
    assert "would fill 2 kB" in refused(zipped({"a.txt": b"x" * 2_000}), limits=Limits(max_bytes=1_000))


def test_a_bomb_inside_an_archive_is_named_and_not_unpacked() -> None:
    bomb = zipped({"a.txt": b"\x00" * 60_000_000}, zipfile.ZIP_DEFLATED)
    (found,) = zips.members(source_of("a.zip", zipped({"bomb.zip": bomb})), Limits())
    assert found.called == "bomb.zip" and "would fill 60.0 MB" in found.why_not


def test_every_password_is_tried_on_a_locked_archive() -> None:
    content = locked_zip({"minutes.txt": b"The minutes."}, "pässword".encode("cp437"))
    source = source_of("a.zip", content, passwords=("nope", "pässword"))
    assert [each.called for each in zips.members(source, Limits())] == ["minutes.txt"]
    assert zips.read_member(source, (0,)) == b"The minutes."


def test_a_locked_archive_is_refused_so_that_a_password_can_be_asked_for(tmp_path: Path) -> None:
    content = locked_zip({"minutes.txt": b"The minutes."}, b"secret")
    assert refused(content) == passwords.LOCKED_ZIP and refused(content, "wrong") == passwords.WRONG_FOR_ZIP
    done = convert(path_source(write(tmp_path, "a.zip", content)), tmp_path)
    assert done.locked and is_locked(done)


def test_a_wrong_password_that_passes_the_first_check_is_found_out() -> None:
    content = locked_zip({"a.txt": b"words " * 20}, b"right")
    lucky = next(word for word in map(str, range(100_000)) if _passes(content, word))
    assert refused(content, lucky) == passwords.WRONG_FOR_ZIP


def _passes(content: bytes, word: str) -> bool:
    try:
        zipfile.ZipFile(io.BytesIO(content)).open("a.txt", pwd=word.encode()).close()
    except RuntimeError:
        return False
    return True


def test_an_archive_locked_by_aes_is_refused_with_how_to_unpack_it() -> None:
    message = refused(locked_zip({"a.txt": b"x"}, b"secret", method=99), "secret")
    assert "(AES)" in message and "7-Zip" in message and not passwords.asks_for_password(message)


def test_a_part_of_a_split_archive_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    for name, content in {"b.zip": locked_zip({"a.txt": b"x"}, b"", flags=0, disk=1), "c.zip": b"PK\x07\x08" + b"x" * 100}.items():
        done = convert(path_source(write(tmp_path, name, content)), tmp_path)
        assert (done.reason or "").startswith("This is one part of a ZIP archive that was split")


def test_a_damaged_member_costs_the_archive_with_a_sentence(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": b"words " * 9}))
    content[content.index(b"words")] ^= 1
    assert convert(path_source(write(tmp_path, "a.zip", bytes(content))), tmp_path).reason == zips.DAMAGED


def test_a_member_packed_in_an_unknown_way_is_named(tmp_path: Path) -> None:
    (found,) = zips.members(source_of("a.zip", locked_zip({"a.txt": b"x"}, b"", method=97, flags=0)), Limits())
    assert found.why_not.startswith("It is packed in a way that cannot be read here")
    assert convert(path_source(write(tmp_path, "a.zip", locked_zip({"a.txt": b"x"}, b"", method=97, flags=0))), tmp_path).attachment_prints == ("",)


def test_a_link_in_an_archive_is_named_and_not_followed() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (found,) = zips.members(source_of("a.zip", buffer.getvalue()), Limits())
    assert found.why_not.startswith("It only points to another file")
