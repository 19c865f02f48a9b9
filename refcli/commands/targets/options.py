"""The options of ref target, and where its words are read."""

import re
from collections.abc import Container, Sequence
from importlib.resources import files
from typing import Annotated

import typer

from refcli.completion import complete_target
from refcli.core.practice import read_state
from refcli.core.targets.near import Point, read_points
from refcli.core.targets.specialties import read_specialty
from refcli.errors import UsageError, naming_text

MOST_MILES = 500
ZIP_BEGINNING = re.compile(r"[0-9]{3,5}")


@naming_text
def read_miles(typed: str) -> float:
    """A distance in miles: 10, 2.5."""
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?", typed.strip()):
        raise UsageError(f"{typed!r} is no distance. Type miles: --radius 10")
    if not 0 < float(typed) <= MOST_MILES:
        raise UsageError(f"--radius is more than 0 and at most {MOST_MILES} miles: --radius 10")
    return float(typed)


@naming_text
def read_near(typed: str) -> str:
    """The five digits of a ZIP code from which miles are counted."""
    if not re.fullmatch(r"[0-9]{5}(?:-?[0-9]{4})?", typed.strip()):
        raise UsageError(f"{typed!r} is no ZIP code. Type five digits: --near 98101")
    return typed.strip()[:5]


@naming_text
def read_zip_beginning(typed: str) -> str:
    """A ZIP code or its beginning: 98101, 981."""
    text = typed.strip().rstrip("*")
    if not ZIP_BEGINNING.fullmatch(text):
        raise UsageError(f"{typed!r} is no beginning of a ZIP code. Type three to five digits: 981")
    return text


def read_specialties(typed: Sequence[str]) -> tuple[str, ...]:
    """The codes that are meant by several words; some words may stand in one option."""
    words = [word for one in typed for word in one.split(",") if word.strip()]
    return tuple(dict.fromkeys(code for word in words for code in read_specialty(word)))


def load_points(wanted: Container[str] | None = None) -> dict[str, Point]:
    """The places of all ZIP codes that ship, or of those wanted."""
    table = files("refcli") / "presets" / "places" / "zip_centers.csv"
    with table.open(encoding="ascii") as lines:
        return read_points(lines, wanted)


NearOption = Annotated[
    str | None,
    typer.Option(parser=read_near, metavar="ZIP", help="Miles from this ZIP code; else from ours."),
]
RadiusOption = Annotated[
    float | None,
    typer.Option(parser=read_miles, metavar="MILES", help="How far away at most; import: 10."),
]
ZipOption = Annotated[
    str | None,
    typer.Option(
        "--zip", parser=read_zip_beginning, metavar="981", help="A ZIP code or its beginning."
    ),
]
StateOption = Annotated[
    str | None, typer.Option(parser=read_state, metavar="WA", help="Only in this state.")
]
SpecialtyOption = Annotated[
    list[str] | None,
    typer.Option(metavar="WORD", help="dentist, orthodontist, primary care ...; may be repeated."),
]
TargetArgument = Annotated[
    str,
    typer.Argument(metavar="TARGET", help="Its NPI, or its name.", autocompletion=complete_target),
]
