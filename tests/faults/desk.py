"""A place to type commands at, and what can be wrong with an answer."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from typer.testing import Result

from refcli.output.render import Format
from tests.conftest import terminal_console
from tests.faults.cells import Cell
from tests.faults.small_books import run

EXIT_CODES = {0, 1, 2, 3, 4, 5}
NO_WORD_FOR_PEOPLE = re.compile(r"\b(None(?!\s+Unknown)|nan|inf|NULL)\b|Traceback|Nothing to show")


@dataclass(frozen=True, slots=True)
class Desk:
    """A book to type commands on, which is as new again after each of them."""

    folder: Path
    new: bytes

    @property
    def book(self) -> Path:
        return self.folder / "ref.db"

    def faults(
        self, cells: Iterable[Cell], monkeypatch: pytest.MonkeyPatch
    ) -> dict[str, list[str]]:
        """What is wrong with which of these lines; nothing, in the best case."""
        faults = {}
        for cell in cells:
            with monkeypatch.context() as patch:
                if cell.terminal:
                    patch.setattr("refcli.cli.plain_console", terminal_console)
                if wrong := self.try_out(cell):
                    faults[cell.line] = wrong
        return faults

    def try_out(self, cell: Cell) -> list[str]:
        """What is wrong with a cell."""
        self.book.write_bytes(self.new)
        self.book.chmod(0o600)
        kept = set(self.folder.iterdir())

        result = run(cell.line.replace("{folder}", self.folder.as_posix()), self.book)

        written = sorted(set(self.folder.iterdir()) - kept)
        faults = [*wrong_end(result), *wrong_answer(result, cell), *wrong_book(self, result)]
        for path in written:
            if path.is_file():
                faults += wrong_file(path)
                path.unlink()
        return faults


def wrong_end(result: Result) -> Iterator[str]:
    """A failure is one line on stderr that does not blame ref."""
    if "inside ref" in result.stderr or result.exit_code not in EXIT_CODES:
        yield f"exit {result.exit_code}: {result.stderr} {result.exception!r}"
    lines = result.stderr.strip().splitlines()
    if result.exit_code and (len(lines) != 1 or not lines[0].startswith("ref: ")):
        yield f"no single line of failure: {result.stderr}"


def wrong_answer(result: Result, cell: Cell) -> Iterator[str]:
    """The answer can be read as what was asked for, by a program or by people."""
    if result.exit_code:
        return
    if cell.fmt is Format.JSON:
        yield from wrong_json(result.stdout)
    elif cell.fmt is Format.CSV:
        yield from wrong_csv(result.stdout)
    elif not result.output.strip():
        yield "no answer"
    elif word := NO_WORD_FOR_PEOPLE.search(result.stdout):
        yield f"{word[0]!r} in the answer"


def wrong_json(text: str) -> Iterator[str]:
    """One array or object, without the constants that the standard does not know."""
    try:
        whole = json.loads(text, parse_constant=float.fromhex)
    except ValueError as error:
        yield f"no JSON: {error}"
    else:
        if not isinstance(whole, list | dict):
            yield f"neither array nor object: {whole!r}"


def wrong_csv(text: str) -> Iterator[str]:
    """A header, and rows as wide as it."""
    widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}
    if len(widths) != 1:
        yield f"rows of {widths} values"


def wrong_book(desk: Desk, result: Result) -> Iterator[str]:
    """What changed is sound and in the history; after a failure nothing did."""
    if desk.book.read_bytes() == desk.new:
        return
    if result.exit_code:
        yield "a command that failed changed the book"
    with closing(sqlite3.connect(desk.book)) as db:
        checks = ("integrity_check", "foreign_key_check")
        found = [db.execute(f"PRAGMA {check}").fetchall() for check in checks]
        open_ = db.execute("SELECT count(*) FROM open_command").fetchone()
        alone = db.execute("SELECT count(*) FROM change WHERE command_id IS NULL").fetchone()
    if found != [[("ok",)], []] or open_ != (0,) or alone != (0,):
        yield f"the book: {found} {open_} {alone}"


def wrong_file(path: Path) -> Iterator[str]:
    """The file opens in what reads files of its ending."""
    if path.suffix == ".xlsx":
        openpyxl.load_workbook(path)
        return
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as found:
            yield from filter(None, [found.testzip()])
        return
    text = path.read_text(encoding="utf-8-sig")
    match path.suffix:
        case ".csv":
            yield from wrong_csv(text)
        case ".json":
            yield from wrong_json(text)
        case ".ics":
            Calendar.from_ical(text)
        case ".html" if not text.rstrip().endswith("</html>"):
            yield "a page that does not end"
        case ".md" if not text.startswith("# "):
            yield "a text without a title"


def set_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put into a folder what the ordinary lines read."""
    (folder / "letter.txt").write_text("{practice}, {date}: {name}", encoding="utf-8")
    (folder / "only_headings.csv").write_text("received_on,patient,source\n", encoding="utf-8")
    for name in ("plan.md", "empty.csv"):
        (folder / name).touch()
    monkeypatch.chdir(Path(__file__).parents[2])  # where examples/ is
    return folder
