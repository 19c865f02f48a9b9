"""Every command, with every format, file and choice that it has, on books with next to nothing."""

import io
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from rich.console import Console

from refcli.commands.report import AskedMonth, choose_sections, made_report
from refcli.core.report.opening import Compare
from refcli.core.values.periods import last_full_month
from refcli.env import Env
from refcli.output.files import WRITERS, report_file
from refcli.output.render import Format, present
from refcli.output.result import Result
from tests.conftest import TODAY
from tests.faults.cells import TREE, cells, item_type, tried
from tests.faults.desk import Desk, set_up, wrong_file
from tests.faults.every_command import LINES
from tests.faults.small_books import BOOKS, make

READ = {"--folder", "--from", "--to", "file"}  # paths that the ordinary lines name
BOOKLESS = {"demo"}  # makes a book of its own
TRIED = [(name, book) for name in TREE for book in BOOKS if name not in BOOKLESS or book == "new"]


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


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("compare", Compare)
def test_every_section_of_a_report_can_be_had_alone_in_every_format(
    shelf: Callable[[str], Path], tmp_path: Path, name: str, compare: Compare
) -> None:
    console = Console(file=io.StringIO(), width=80)
    env = Env(shelf(name), TODAY, "tina", console, console)
    whole = made_report(env, AskedMonth(last_full_month(TODAY), compare))
    names = [*(one.name for one in whole.sections), *whole.left_out]
    faults = {}

    for section, ending in product(names, WRITERS):
        path = tmp_path / f"{section}{ending}"
        path.write_bytes(report_file(choose_sections(whole, [section]), path))
        if wrong := [*wrong_file(path)]:
            faults[path.name] = wrong
    for section, fmt in product(names, Format):
        present(Result(choose_sections(whole, [section])), fmt, console)

    assert len(names) >= 20
    assert faults == {}


@pytest.mark.parametrize(("name", "book"), TRIED)
def test_a_command_says_something_sensible_of_nothing(
    tmp_path: Path,
    shelf: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    book: str,
) -> None:
    desk = Desk(set_up(tmp_path, monkeypatch), shelf(book).read_bytes())

    assert desk.faults(cells(name, book), monkeypatch) == {}
