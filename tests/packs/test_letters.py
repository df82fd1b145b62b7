"""Letters that no font has: named with their pages in the manifest of the pack, its JSON and its last page, and the pack passes its checks."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sendco_desk.packs import rare_fonts
from sendco_desk.packs.assemble import build
from sendco_desk.packs.manifest import Manifest, manifest_json
from sendco_desk.packs.missing_letters import EVERY_PAGE, MissingLetters, missing_said, named
from sendco_desk.packs.plan import Chronology, ChronologyRow, PackItem, PackPlan
from sendco_desk.packs.source import path_source
from sendco_desk.packs.verify import failed, verify
from tests.packs.pack_samples import ON, lettered_pdf
from tests.packs.test_fonts import words_in

NO_FONT, OTHER = "𓀀", "𓀁"
RARE = "㐀"


def plan_of(folder: Path, **facts: object) -> PackPlan:
    rows = (ChronologyRow(happened_on=ON, kind="Note", who="", words=f"The child wrote {NO_FONT} twice."),)
    item = PackItem(title=f"Letter {OTHER}", source=path_source(lettered_pdf(folder / "letter.pdf")), dated_on=ON)
    return replace(PackPlan(title="Pack", on=ON, parts=(Chronology(rows=rows),), items=(item,)), **facts)  # type: ignore[arg-type]


@pytest.fixture
def built(tmp_path: Path) -> Manifest:
    return build(plan_of(tmp_path), tmp_path / "pack.pdf")


def test_each_letter_is_named_with_where_it_stands(built: Manifest) -> None:
    assert built.missing_letters == (
        MissingLetters(where="1 Cover and contents", letters=OTHER, pages=(1,)), MissingLetters(where="2 Chronology", letters=NO_FONT, pages=(2,)),
        MissingLetters(where=f"3 Letter {OTHER}", letters=OTHER, pages=(3,)), MissingLetters(where="Manifest", letters=OTHER, pages=(4,)),
    )
    assert built.letters_said == (
        f"The pack cannot show these letters: {OTHER} (U+13001), {NO_FONT} (U+13000). A question mark in a black diamond stands for them on pages "
        "1, 2, 3 and 4. Write the name in Latin letters too."
    )


def test_the_json_tells_them_too(built: Manifest) -> None:
    assert {"where": "2 Chronology", "letters": NO_FONT, "pages": [2]} in json.loads(manifest_json(built))["missing_letters"]


def test_the_manifest_page_names_them_by_number_and_the_pack_passes_its_checks(tmp_path: Path) -> None:
    build(plan_of(tmp_path), tmp_path / "pack.pdf")
    assert "U+13001, U+13000" in words_in((tmp_path / "pack.pdf").read_bytes())
    assert failed(verify(tmp_path / "pack.pdf")) == ()


def test_a_letter_of_the_name_at_the_foot_stands_on_every_page(tmp_path: Path) -> None:
    told = build(plan_of(tmp_path, stamp=f"Kim {NO_FONT}", parts=(), items=plan_of(tmp_path).items), tmp_path / "pack.pdf").missing_letters
    assert told[0] == MissingLetters(where=EVERY_PAGE, letters=NO_FONT)


def test_a_pack_whose_letters_are_all_there_says_nothing(tmp_path: Path) -> None:
    plain = build(replace(plan_of(tmp_path), parts=(), items=(replace(plan_of(tmp_path).items[0], title="Nguyễn 王小明"),)), tmp_path / "pack.pdf")
    assert (plain.missing_letters, plain.letters_said) == ((), "")


def test_a_rare_chinese_letter_asks_for_the_fonts_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = (MissingLetters(where="2 Chronology", letters=RARE, pages=(2,)), MissingLetters(where=EVERY_PAGE, letters=RARE))
    monkeypatch.setattr(rare_fonts, "folder", lambda: None)
    assert missing_said(lacking) == (
        f"The pack cannot show this letter: {RARE} (U+3400). A question mark in a black diamond stands for it on page 2 and at the foot of every "
        "page. Install sendco-desk[fonts], which has more Chinese letters, and make the pack again; or write the name in Latin letters too."
    )
    monkeypatch.setattr(rare_fonts, "folder", lambda: Path())
    assert missing_said(lacking, numbers=True).endswith("Write the name in Latin letters too.")
    assert RARE not in missing_said(lacking, numbers=True)


def test_letters_are_numbered_as_unicode_does() -> None:
    assert named("é" + NO_FONT) == "U+00E9, U+13000"
