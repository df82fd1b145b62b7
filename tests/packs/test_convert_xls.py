from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlrd

from sendco_desk.packs.convert import libreoffice, word
from sendco_desk.packs.source import Converted, Outcome
from tests.packs.office_samples import SIMPLE, converted, text_of
from tests.shared_corpus import SHARED, needs_shared

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512 + "Workbook".encode("utf-16-le")
FORMATS = {0: "General", 1: "dd/mm/yyyy", 2: "[h]:mm", 3: "h:mm", 4: "0.00"}


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    monkeypatch.setattr(word, "find", lambda: None)


def cell(value: object, kind: int = xlrd.XL_CELL_TEXT, look: int | None = 0) -> Any:
    return SimpleNamespace(value=value, ctype=kind, xf_index=look)


def sheet(name: str, rows: list[list[Any]], **facts: Any) -> Any:
    usual: dict[str, Any] = {
        "visibility": 0, "merged_cells": [], "rowinfo_map": {}, "colinfo_map": {}, "panes_are_frozen": 0, "horz_split_pos": 0, "cell_note_map": {},
    }  # fmt: skip
    return SimpleNamespace(
        name=name, nrows=len(rows), row_len=lambda row: len(rows[row]), cell=lambda row, column: rows[row][column], **{**usual, **facts}
    )


def printed(folder: Path, monkeypatch: pytest.MonkeyPatch, *sheets: Any) -> Converted:
    """There is nothing here that writes old workbooks: this stands for what the reading library makes of one."""
    looks = [SimpleNamespace(format_key=key, font_index=key % 2) for key in (*FORMATS, 99)]
    formats = {key: SimpleNamespace(format_str=text) for key, text in FORMATS.items()}
    fonts = [SimpleNamespace(bold=0), SimpleNamespace(bold=1)]
    book = SimpleNamespace(sheets=lambda: list(sheets), xf_list=looks, format_map=formats, font_list=fonts, datemode=0)
    monkeypatch.setattr(xlrd, "open_workbook", lambda **_: book)
    return converted(folder, "in.xls", OLE)


def words_of(done: Converted) -> str:
    return " ".join(text_of(done).split())


@needs_shared
def test_a_real_old_workbook_keeps_its_words_and_figures(tmp_path: Path) -> None:
    done = converted(tmp_path, "in.xls", (SHARED / "corpus" / "documents" / "xls_simple.xls").read_bytes())
    assert done.outcome is Outcome.INCLUDED and "Numbers and their Squares" in words_of(done) and "15 225" in words_of(done)
    assert done.actions == (SIMPLE, "pictures and charts of an old workbook are not read here")


def test_values_are_shown_in_their_own_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number, moment = xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE
    row = [
        cell("Name"), cell(4.5, number, 4), cell(46272.0, moment, 1), cell(46272.0, number, 1), cell(1.25, moment, 2), cell(0.5, moment, 3),
        cell(1, xlrd.XL_CELL_BOOLEAN), cell(0x2A, xlrd.XL_CELL_ERROR), cell(0xEE, xlrd.XL_CELL_ERROR), cell(1e12, moment, 1), cell(7.0, number, 5),
        cell("bare", look=None),
    ]  # fmt: skip
    text = words_of(printed(tmp_path, monkeypatch, sheet("Marks", [row])))
    assert all(one in text for one in ("4.50", "30:00", "12:00", "TRUE", "#N/A", "#ERROR", "1000000000000", "bare"))
    assert text.count("07/09/2026") == 2


def test_what_is_hidden_is_said_and_notes_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden, shown = SimpleNamespace(hidden=1), SimpleNamespace(hidden=0)
    note = SimpleNamespace(author="", text="Is it\nso?")
    seen = sheet(
        "Class", [[cell("Name"), cell("Note")], [cell("Pupil One"), cell("secret")], [cell("Pupil Two"), cell("secret")]],
        rowinfo_map={1: shown, 2: hidden}, colinfo_map={1: hidden}, cell_note_map={(1, 27): note}, merged_cells=[(0, 1, 0, 2)],
        panes_are_frozen=1, horz_split_pos=1,
    )  # fmt: skip
    done = printed(tmp_path, monkeypatch, seen, sheet("Old", [[cell("other")]], visibility=1))
    assert "secret" not in words_of(done) and "Pupil Two" not in words_of(done) and "other" not in words_of(done)
    assert "1 hidden sheet not printed: Old" in done.actions and "sheet “Class”: 1 hidden row and 1 hidden column not printed" in done.actions
    assert "Class, AB2 – Someone: Is it so?" in words_of(done)


@pytest.mark.parametrize(
    ("error", "reason"), [(xlrd.XLRDError("Workbook is encrypted"), "locked with a password"), (AssertionError("odd"), "damaged or older")]
)
def test_a_locked_or_damaged_workbook_is_refused_with_what_to_do(
    error: Exception, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> object:
        raise error

    monkeypatch.setattr(xlrd, "open_workbook", fail)
    done = converted(tmp_path, "in.xls", OLE)
    assert reason in (done.reason or "") and "add that PDF" in (done.reason or "")
