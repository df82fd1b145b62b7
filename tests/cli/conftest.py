"""The terminal in this process: run a verb, see its exit status, results and messages. The notebook is made once and copied for each test."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from sendco_desk.cli.main import run
from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.opening import NewNotebook, create
from sendco_desk.store import notebook as store_notebook
from sendco_desk.store import slots
from sendco_desk.store.slots import TINY

PASSPHRASE = "a made-up passphrase"
UPN = "B801200005001"


@dataclass(frozen=True)
class Told:
    """What a verb answered."""

    status: int
    out: str
    err: str

    @property
    def fields(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """Runs verbs and remembers which windows were opened."""

    capsys: pytest.CaptureFixture[str]
    windows: list[Path | None] = field(default_factory=list)

    def __call__(self, *words: object) -> Told:
        self.capsys.readouterr()
        status = run([str(word) for word in words], self.show)
        said = self.capsys.readouterr()
        return Told(status, said.out, said.err)

    def json(self, *words: object, status: int = 0) -> Any:
        """The fields of a verb that must end so."""
        told = self(*words, "--format", "json")
        assert told.status == status, told.err
        return told.fields

    def show(self, notebook: Path | None) -> int:
        self.windows.append(notebook)
        return 0


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "Test.sendco"
    new = NewNotebook(
        folder=folder, school_name="Fernhollow School", person_name="Dr Robin Lark", passphrase=PASSPHRASE, authority="Marlshire County Council",
    )
    desk, _ = create(new, cost=TINY)
    pupil = Pupil(
        id=UUID(int=7), legal_forename="Łukasz", legal_surname="Wilk", date_of_birth=date(2015, 3, 14), upn=UPN, year_group="7", class_name="7F",
    )
    desk.pupils.add(pupil, authority="Kirkmoor Council", status="K")
    desk.pupils.add(Pupil(id=uuid4(), legal_forename="Leila", legal_surname="Ashgrove"))
    desk.close()
    return folder


@pytest.fixture
def notebook(template: Path, tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed notebook with two pupils, whose passphrase the environment names."""
    monkeypatch.setenv("SENDCO_DESK_PASSPHRASE_FILE", str(secret))
    return Path(shutil.copytree(template, tmp_path / "Test.sendco"))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return secret_file(tmp_path, "passphrase.txt", PASSPHRASE)


def secret_file(folder: Path, name: str, words: str) -> Path:
    (folder / name).write_text(words + "\n", encoding="utf-8")
    return folder / name


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases cost next to nothing."""
    for module in (store_notebook, slots):
        monkeypatch.setattr(module, "measured_cost", lambda: TINY)


Typed = Callable[[bytes], None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Puts bytes on standard input."""
    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="cp1252"))
    return put
