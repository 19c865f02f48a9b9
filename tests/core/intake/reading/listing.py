"""What was understood of the sample files, whole, as lines to read and to compare.

``python -m tests.core.intake.reading.listing`` writes them anew: read the difference before it is
committed.
"""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from datetime import date
from pathlib import Path

from refcli.commands.intake.given import shipped_formats
from refcli.core.intake.columns.raw import GivenFile
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.intake.reading.reading import Wishes, join_pairs, understand_file
from refcli.core.intake.reading.understood import Understood

TODAY = date(2026, 11, 23)
FILES = Path(__file__).parents[3] / "files"
UNDERSTOOD = FILES / "understood"
ROOMS = ("referrals", "contacts", "program")
TOGETHER = {"open_dental_refattach.csv": "open_dental_referral.csv"}
NESTED = (
    "columns",
    "referrals",
    "contacts",
    "left_out",
    "rejected",
    "doubts",
    "samples",
    "program",
)


def sample_files() -> list[Path]:
    """The samples that are understood."""
    found = [path for room in ROOMS for path in (FILES / room).iterdir()]
    return sorted(path for path in found if path.name not in TOGETHER.values())


def understand(*paths: Path, wishes: Wishes | None = None) -> list[Understood]:
    """What is in some files."""
    return understand_bytes(
        *(GivenFile(path.name, path.read_bytes()) for path in paths), wishes=wishes
    )


def understand_bytes(*given: GivenFile, wishes: Wishes | None = None) -> list[Understood]:
    """The same of files that are no samples."""
    formats = shipped_formats()
    found = [understand_file(one, formats, TODAY, wishes or Wishes()) for one in given]
    return list(join_pairs(found, {one.id: one for one in formats}))


def read_sample(path: Path) -> Understood:
    """What is in a sample, with the file that belongs to it."""
    other = TOGETHER.get(path.name)
    [found] = understand(path, *([path.parent / other] if other else []))
    return found


def list_understood(one: Understood) -> Iterator[str]:
    """Every field that says something, a line each; the rows under their headings."""
    for field in fields(one):
        value = getattr(one, field.name)
        if field.name not in NESTED:
            yield f"{field.name}: {value!s}"
        elif value:
            yield f"{field.name}:"
            yield from (f"  {list_fields(row)}" for row in value)


def list_fields(row: object) -> str:
    """The fields of a row that say something other than their default."""
    parts = []
    for field in fields(row):  # type: ignore[arg-type]
        value = getattr(row, field.name)
        hidden = {"file", "cells"} - ({"cells"} if isinstance(row, ProgramRow) else set())
        if value != default_of(field) and field.name not in hidden:
            parts.append(f"{field.name}={show(value)}")
    return ", ".join(parts)


def show(value: object) -> str:
    """A value on one line."""
    if isinstance(value, tuple) and value and hasattr(value[0], "what"):
        return f"[{'; '.join(list_fields(step) for step in value)}]"
    return str(value)


def default_of(field: Field[object]) -> object:
    """The default of a field; nothing is equal to that of one without."""
    return field.default if field.default is not MISSING else MISSING


def expected_path(path: Path) -> Path:
    """Where it is written what should be understood of a sample."""
    return UNDERSTOOD / path.parent.name / f"{path.name}.txt"


def write_all() -> None:
    """Write anew what is understood of every sample."""
    for path in sample_files():
        target = expected_path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(list_understood(read_sample(path))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_all()
