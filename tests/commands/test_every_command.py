"""Every command, with every format, file and choice that it has, on books with next to nothing."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar
from rich.console import Console
from typer.testing import Result

from refcli.cli import COMMANDS, LazyCommand
from refcli.commands.report import chosen, made_report
from refcli.core.month.opening import Compare
from refcli.core.periods import last_full_month
from refcli.env import Env
from refcli.output.files import WRITERS, report_file
from refcli.output.render import Format, show_report
from tests.commands.every_command import LINES
from tests.commands.small_books import BOOKS, make, run
from tests.conftest import TODAY, terminal_console

FILES = {  # the endings of the files that an option writes; of one command only, or of all
    "--ics": (".ics",),
    "--labels": (".html",),
    "report --output": tuple(WRITERS),
    "audit --output": tuple(WRITERS),
    "plan show --output": (".html", ".md"),
    "--output": (".html",),
}
READ = {"--folder", "--from", "file"}  # paths that the ordinary lines name
BOOKLESS = {"demo"}  # makes a book of its own
EXIT_CODES = {0, 1, 2, 3, 4, 5}
NO_WORD_FOR_PEOPLE = re.compile(r"\b(None(?!\s+Unknown)|nan|inf|NULL)\b|Traceback|Nothing to show")


@dataclass(frozen=True, slots=True)
class Cell:
    """One line to type, and how to read what it prints and writes."""

    line: str
    fmt: Format | None = None
    terminal: bool = False


def runnable(words: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Every command that runs, under the words that are typed for it."""
    children = getattr(command, "commands", {})
    for word, child in children.items():
        yield from runnable(f"{words} {word}", child)
    if not children or command.invoke_without_command:
        yield words, command


TOP = {name: LazyCommand(name, module, line).load() for name, module, line in COMMANDS}
TREE = {words: one for name, command in TOP.items() for words, one in runnable(name, command)}
TRIED = [(name, book) for name in TREE for book in BOOKS if name not in BOOKLESS or book == "new"]


def choices(parameter: Any) -> tuple[str, ...]:  # noqa: ANN401  (Typer vendors Click: no types)
    """The words of a closed set that a parameter takes."""
    kind = item_type(parameter)
    return tuple(one.value for one in kind) if issubclass(kind, Enum) else ()


def item_type(parameter: Any) -> type:  # noqa: ANN401
    """What one value of a parameter is."""
    annotation = parameter.type_descriptor.annotation
    (kind,) = getattr(annotation, "__args__", (annotation,))
    assert isinstance(kind, type)
    return kind


def cells(name: str, book: str) -> Iterator[Cell]:
    """What is tried of a command: its lines in each format.

    On a new book also each choice, flag and file that it has, whatever they mean.
    """
    parameters = TREE[name].params
    formats = [one.opts[0] for one in parameters if item_type(one) is Format]
    lines = [each for line in LINES[name] for each in spelled_out(line, parameters)]
    if book != "new":
        lines = [next(spelled_out(line, parameters)) for line in LINES[name]]
    for line in lines:
        yield Cell(f"{name} {line}")
        yield Cell(f"{name} {line}", terminal=True)
        for option, fmt in product(formats if "-o " not in line else (), (Format.CSV, Format.JSON)):
            yield Cell(f"{name} {line} {option} {fmt}", fmt)
    for parameter in parameters if book == "new" else ():
        for words in tried(name, parameter):
            yield Cell(f"{name} {lines[0]} {words}")


def spelled_out(line: str, parameters: list[Any]) -> Iterator[str]:
    """The line with each choice of the arguments that it stands for."""
    sets = {
        one.name: choices(one)
        for one in parameters
        if one.param_type_name == "argument" and f"{{{one.name}}}" in line
    }
    for words in product(*sets.values()):
        yield line.format_map(dict(zip(sets, words, strict=True), folder="{folder}"))


def tried(name: str, parameter: Any) -> list[str]:  # noqa: ANN401
    """The ways to type an option that are known without knowing what it means."""
    kind, option = item_type(parameter), parameter.opts[0]
    if parameter.param_type_name == "argument" or kind is Format or parameter.name == "help":
        return []
    if getattr(parameter, "is_flag", False):
        return [*parameter.opts[:1], *parameter.secondary_opts[:1]]
    if issubclass(kind, Path):
        endings = FILES.get(f"{name} {option}") or FILES.get(option) or ()
        return [f"{option} {{folder}}/new{ending}" for ending in endings]
    return [f"{option} {word}" for word in choices(parameter)]


def test_every_command_of_the_tree_is_tried() -> None:
    assert set(TREE) == set(LINES)


def test_every_file_that_an_option_writes_is_tried() -> None:
    strange = [
        f"{name} {parameter.opts[0]}"
        for name, command in TREE.items()
        for parameter in command.params
        if issubclass(item_type(parameter), Path)
        and not READ.intersection(parameter.opts)
        and not tried(name, parameter)
    ]

    assert strange == []


def test_the_matrix_is_large() -> None:
    many = sum(len(list(cells(name, book))) for name, book in TRIED)

    print(f"{many:,} cells")  # noqa: T201  (shown with -s)
    assert many > 2_500


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The books, each made when it is first asked for."""
    folder, made = tmp_path_factory.mktemp("books"), dict[str, Path]()

    def book(name: str) -> Path:
        return made.get(name) or made.setdefault(name, make(folder / f"{name}.db", *BOOKS[name]))

    return book


@dataclass(frozen=True, slots=True)
class Desk:
    """A book to type commands on, which is as new again after each of them."""

    folder: Path
    new: bytes

    @property
    def book(self) -> Path:
        return self.folder / "ref.db"

    def try_out(self, cell: Cell) -> list[str]:
        """What is wrong with a cell."""
        self.book.write_bytes(self.new)
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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the ordinary lines read."""
    (tmp_path / "letter.txt").write_text("{practice}, {date}: {name}", encoding="utf-8")
    (tmp_path / "only_headings.csv").write_text("received_on,patient,source\n", encoding="utf-8")
    for name in ("plan.md", "empty.csv"):
        (tmp_path / name).touch()
    monkeypatch.chdir(Path(__file__).parents[2])  # where examples/ is
    return tmp_path


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("compare", Compare)
def test_every_section_of_a_report_can_be_had_alone_in_every_format(
    shelf: Callable[[str], Path], tmp_path: Path, name: str, compare: Compare
) -> None:
    console = Console(file=io.StringIO(), width=80)
    env = Env(shelf(name), TODAY, "tina", console, console)
    whole = made_report(env, last_full_month(TODAY), compare=compare)
    faults = {}

    for section, ending in product((one.name for one in whole.sections), WRITERS):
        path = tmp_path / f"{section}{ending}"
        path.write_bytes(report_file(chosen(whole, [section]), path))
        if wrong := [*wrong_file(path)]:
            faults[path.name] = wrong
    for section, fmt in product((one.name for one in whole.sections), Format):
        show_report(chosen(whole, [section]), fmt, console)

    assert len(whole.sections) >= 20
    assert faults == {}


@pytest.mark.parametrize(("name", "book"), TRIED)
@pytest.mark.usefixtures("compiled_once")
def test_a_command_says_something_sensible_of_nothing(
    folder: Path,
    shelf: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    book: str,
) -> None:
    monkeypatch.setattr(LazyCommand, "load", lambda command: TOP[command.name])
    desk, faults = Desk(folder, shelf(book).read_bytes()), {}

    for cell in cells(name, book):
        with monkeypatch.context() as patch:
            if cell.terminal:
                patch.setattr("refcli.cli.plain_console", terminal_console)
            if wrong := desk.try_out(cell):
                faults[cell.line] = wrong

    assert faults == {}
