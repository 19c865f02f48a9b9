"""Each slip typed into a book of its own, and each line of the answer typed there, too."""

import json
import re
import shlex
import shutil
import tomllib
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from refcli.cli import app

TABLE = Path(__file__).parents[2] / "files" / "slips" / "add.toml"
AS_JSON = "--format json"
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
    """A line as it was typed, and what it meant; of the office only where one was said.

    ``others``: how many further lines its answer tells for what else may be meant.
    """

    typed: str
    patient: str
    source: str
    office: str = ""
    also: str = ""
    booked: str = ""
    on: str = "2026-11-23"
    phone: str = ""
    value: str = ""
    note: str = ""
    others: int = 0


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
    first = run_anew(practice, f"add {slip.typed} {AS_JSON}")
    if not first.exit_code:
        return "understood" if is_meant(practice, first.stdout, slip) else f"wrong: {first.stdout}"
    lines = LINE.findall(first.stderr)
    wrong = [line for line in lines if not records_what_is_meant(practice, line, slip)]
    if len(lines) > len(wrong) == slip.others:
        return "answered"
    return f"no line that works: {first.stderr}"


def records_what_is_meant(practice: Path, line: str, slip: Slip) -> bool:
    """Whether a line of the answer is taken as it stands, and records what was meant.

    A page of help records nothing.
    """
    if "--help" in line:
        return False
    typed = run_anew(practice, line if AS_JSON in line else f"{line} {AS_JSON}")
    return not typed.exit_code and is_meant(practice, typed.stdout, slip)


def run_anew(practice: Path, line: str) -> Any:  # noqa: ANN401
    """One line in a copy of the book."""
    shutil.copy(practice, copy_of(practice))
    return run(copy_of(practice), line)


def copy_of(practice: Path) -> Path:
    """Where the copy is in which a line is tried."""
    return practice.with_name("copy.db")


def is_meant(practice: Path, printed: str, slip: Slip) -> bool:
    """Whether all was recorded that was said and nothing else, whatever the capitals."""
    made = json.loads(printed)
    number = (made[0] if isinstance(made, list) else made)["id"]
    shown = run(copy_of(practice), f"referral show {number} {AS_JSON}")
    found = json.loads(shown.stdout)
    has = Slip(
        typed=slip.typed,
        patient=found["patient"],
        source=found["source"],
        office=found["office"] or "" if slip.office else "",
        also=", ".join(found["also"]),
        booked=say_booked(found),
        on=found["received_on"],
        phone=found["phone"],
        value="" if found["production"] is None else f"{found['production']:g}",
        note=found["note"],
        others=slip.others,
    )
    return fold(has) == fold(slip)


def say_booked(found: dict[str, Any]) -> str:
    """The day of the appointment and its hour; empty where none was made."""
    if found["status"] != "scheduled":
        return ""
    return f"{found['appointment_on'] or 'some day'} {found['appointment_at'] or ''}".strip()


def fold(slip: Slip) -> tuple[str, ...]:
    """What was said, in small letters."""
    return tuple(str(part).casefold() for part in astuple(slip))
