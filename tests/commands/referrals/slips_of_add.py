"""Each slip typed into a book of its own, and each line of the answer typed there, too."""

import json
import re
import shlex
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from refcli.cli import app

TABLE = Path(__file__).parents[2] / "files" / "slips" / "add.toml"
PRACTICE = (
    'source add "Chen Family Dental" --kind office',
    'source add "Dr. Wei Chen" --kind provider --office "Chen Family Dental"',
    'source add "Dr. Ann Lee" --kind provider',
    "source add google --kind digital",
    "source add yelp --kind digital",
    'source add "Home at Last" --kind community',
    'source add "Smiles on Main" --kind office',
    'add "Ed Poe" --from google',
)
LINE = re.compile(r"ref ((?:add|referral) .*?)(?= · |; | \(or |, then |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Slip:
    """A line as it was typed, and whom it meant."""

    typed: str
    patient: str
    source: str


def read_slips() -> list[Slip]:
    """The table."""
    return [Slip(**one) for one in tomllib.loads(TABLE.read_text(encoding="utf-8"))["slip"]]


def run(book: Path, line: str) -> Any:  # noqa: ANN401
    """One line, as a program types it where nobody can be asked."""
    env = {"REF_DB": str(book), "REF_AS_OF": "2026-11-23", "REF_USER": "tina"}
    return CliRunner(env=env).invoke(app, shlex.split(line), prog_name="ref")


def make_practice(book: Path) -> None:
    """The sources that the slips speak of, and one patient."""
    for line in ("init --practice Elm", *PRACTICE):
        assert run(book, line).exit_code == 0, line


def try_slip(practice: Path, slip: Slip) -> str:
    """``understood``, ``answered``, or what was said instead."""
    first = run_anew(practice, f"add {slip.typed} --format json")
    if not first.exit_code:
        return "understood" if is_meant(first.stdout, slip) else f"wrong: {first.stdout}"
    lines = LINE.findall(first.stderr)
    tried = [run_anew(practice, f"{line} --format json") for line in lines]
    if any(not one.exit_code and is_meant(one.stdout, slip) for one in tried):
        return "answered"
    return f"no line that works: {first.stderr}"


def run_anew(practice: Path, line: str) -> Any:  # noqa: ANN401
    """One line in a copy of the book."""
    copy = practice.with_name("copy.db")
    shutil.copy(practice, copy)
    return run(copy, line)


def is_meant(printed: str, slip: Slip) -> bool:
    """Whether it recorded the patient and the source that were meant, whatever their capitals."""
    found = json.loads(printed)
    if isinstance(found, list):
        found = found[0]
    if "source" not in found:  # a source was added to a referral on record
        return True
    said = (found.get("patient", ""), found.get("source", ""))
    return tuple(map(str.casefold, said)) == (slip.patient.casefold(), slip.source.casefold())
