"""Finds the files beside the code: in a wheel, in a frozen app, or in the source tree."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resource(name: str) -> Traversable:
    """A file under ``resources/``, for example ``fonts/NotoSans-Regular.ttf``."""
    packed = files("sendco_desk") / "_resources"
    root: Traversable = packed if packed.is_dir() else Path(__file__).parents[1] / "resources"
    return root.joinpath(*name.split("/"))
