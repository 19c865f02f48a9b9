"""No patient's name leaves the book by the back door: temporary files, home folder, failures."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.faults.cells import TREE, spelled_out
from tests.faults.every_command import LINES
from tests.faults.small_books import A_DAY, make, run

MARK = "Zyxwvut"
NAMES = ("Lopez", "Green", "Ray", "Ito", "Kim", "Fox", "Quinn")  # whom the ordinary lines name
INSIDE = ("refcli.storage.book.door.end_command", "refcli.cli.print_result")
INSIDE_REF = "Something is wrong inside ref"


def mark_names(line: str) -> str:
    """The line about a patient whose name nobody else has."""
    for name in NAMES:
        line = line.replace(name, MARK)
    return line


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book with a row in every table, in which all patients bear the mark."""
    path = tmp_path_factory.mktemp("marked") / "ref.db"
    return make(path, TODAY, [mark_names(line) for line in A_DAY]).read_bytes()


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Every folder that a command may write into."""
    found = {name: tmp_path / name for name in ("book", "temporary", "home", "files")}
    for folder in found.values():
        folder.mkdir(mode=0o700)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(found["home"]))
    monkeypatch.setattr(tempfile, "tempdir", str(found["temporary"]))
    monkeypatch.chdir(found["home"])
    return found


def holding(folder: Path) -> Iterator[str]:
    """The files of a folder in whose name or content the mark stands."""
    for path in sorted(folder.rglob("*")):
        inside = path.read_bytes() if path.is_file() else b""
        if MARK.encode() in inside or MARK in path.name:
            yield path.name


def outside_the_book(folder: Path) -> list[str]:
    """The same, but for the book and its copies."""
    copies = {path.name for path in folder.rglob("ref-backups/*.db")}
    return sorted({*holding(folder)} - copies - {"ref.db"})


def line_of(command: str, files: Path) -> str:
    """An ordinary line of a command, about somebody with the mark."""
    line = next(spelled_out(LINES[command][0], TREE[command].params))
    return mark_names(f"{command} {line}".replace("{folder}", files.as_posix()))


@pytest.mark.parametrize("command", TREE)
def test_a_failure_inside_tells_and_leaves_nothing_of_anybody(
    marked: bytes, places: dict[str, Path], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    book = places["book"] / "ref.db"
    book.write_bytes(marked)
    failed = []

    def fail(*_all: object, **_named: object) -> None:
        patient = f"Maria {MARK}"
        failed.append(command)
        raise ValueError(patient)

    for place in INSIDE:
        monkeypatch.setattr(place, fail)
    done = run(line_of(command, places["files"]), book)

    if failed:  # else it was refused in words before, and those may name whom they are about
        assert f"{INSIDE_REF} (ValueError at refcli." in done.stderr
        assert MARK not in done.stderr
    assert "Traceback" not in done.output
    assert outside_the_book(places["book"]) == []
    assert [*holding(places["temporary"]), *holding(places["home"])] == []
    assert "Written: " in done.stderr or [*holding(places["files"])] == []


@pytest.mark.parametrize("command", TREE)
def test_a_command_leaves_nothing_of_anybody_but_in_the_book_and_its_files(
    marked: bytes, places: dict[str, Path], command: str
) -> None:
    book = places["book"] / "ref.db"
    book.write_bytes(marked)

    run(line_of(command, places["files"]), book)

    assert outside_the_book(places["book"]) == []
    assert [*holding(places["temporary"]), *holding(places["home"])] == []


def test_the_mark_is_found_where_it_stands(marked: bytes, places: dict[str, Path]) -> None:
    (places["home"] / "x").write_bytes(marked)
    (places["files"] / f"{MARK}.html").write_bytes(b"")

    assert [*holding(places["home"])] == ["x"]
    assert [*holding(places["files"])] == [f"{MARK}.html"]


@pytest.mark.parametrize("act", [KeyboardInterrupt, MemoryError, RecursionError, OSError])
def test_no_kind_of_failure_tells_of_anybody(
    marked: bytes,
    places: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[str], BaseException],
) -> None:
    def stop(*_all: object) -> None:
        raise act(f"Maria {MARK}")

    book = places["book"] / "ref.db"
    book.write_bytes(marked)
    monkeypatch.setattr("refcli.storage.book.door.end_command", stop)

    done = run(f"add 'Maria {MARK}' --from unknown --again", book)

    assert MARK not in done.output
    assert done.exit_code == 1
