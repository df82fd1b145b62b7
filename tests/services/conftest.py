"""A real notebook on disk for each test of the services, with a clock that stands still until it is moved."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from sendco_desk.domain.pupil import Pupil
from sendco_desk.services.desk import Desk
from sendco_desk.services.opening import NewNotebook, create, open_desk
from sendco_desk.store.slots import TINY

PASSPHRASE = "a made-up passphrase"


@dataclass(slots=True)
class StillClock:
    """Tells the same moment until a test moves it on."""

    moment: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **much: int) -> None:
        """Let time pass."""
        self.moment += timedelta(**much)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new notebook, closed: made once, because making its tables takes longer than most tests."""
    new = NewNotebook(
        folder=tmp_path_factory.mktemp("template") / "Test.sendco", school_name="Fernhollow School", person_name="Dr Robin Lark",
        passphrase=PASSPHRASE, authority="Marlshire County Council",
    )
    made, _ = create(new, clock=StillClock(), cost=TINY)
    made.close()
    return new.folder


@pytest.fixture
def desk(made_once: Path, tmp_path: Path, clock: StillClock) -> Iterator[Desk]:
    made = open_desk(Path(shutil.copytree(made_once, tmp_path / "Test.sendco")), PASSPHRASE, clock=clock)
    yield made
    made.close()


@pytest.fixture
def kacper(desk: Desk) -> Pupil:
    pupil = Pupil(
        id=uuid4(), legal_forename="Kacper", legal_surname="Wilk", date_of_birth=date(2015, 3, 14), upn="B801200005001",
        year_group="7", class_name="7F",
    )
    desk.pupils.add(pupil, authority="Marlshire County Council", status="K")
    return pupil
