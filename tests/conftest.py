"""A fresh database, a fixed day, and ``ref`` as a function."""

import json
import shlex
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, wraps
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from rich.console import Console
from sqlalchemy import Engine, NullPool, create_engine
from typer.main import get_command
from typer.testing import CliRunner, Result

from refcli.cli import app
from refcli.command_table import LazyCommand
from refcli.commands.copies.daily import after_answer
from refcli.core.trust.disk import DiskEncryption, Protection
from refcli.storage.book.door import Book, Door, reading, writing
from tests.storage.books import empty

TODAY = date(2026, 11, 23)  # a Monday
LATE = date(2030, 1, 1)  # what the clock says: whatever day a test works on, it has come
LOCKED_DISK = DiskEncryption(Protection.ENCRYPTED, "BitLocker")  # of whoever runs the tests

settings.register_profile("ref", deadline=None)  # no test asserts a time
settings.load_profile("ref")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:  # noqa: ANN401  (xdist's)
    """Let a process that is done take tests from one that is not: some files take minutes."""
    from xdist.scheduler import WorkStealingScheduling  # noqa: PLC0415  (only where it is used)

    return WorkStealingScheduling(config, log)


@dataclass(frozen=True)
class Ref:
    """Run a command line as a user would; any exit code but the expected one fails the test."""

    database: Path

    def __call__(
        self,
        command: str,
        *,
        exit_code: int = 0,
        as_of: str = TODAY.isoformat(),
        stdin: str | bytes = "",
    ) -> Result:
        env = {
            "REF_DB": str(self.database),
            "REF_AS_OF": as_of,
            "REF_USER": "tina",
            "COLUMNS": "80",
            "TERM": "dumb",
        }
        result = CliRunner(env=env).invoke(app, shlex.split(command), input=stdin, prog_name="ref")
        assert result.exit_code == exit_code, (command, result.output, result.exception)
        return result


def made_once(fill: Callable[[Ref], None]) -> Callable[[Ref], None]:
    """A fixture that fills the book by commands: once in a process, and copied for other tests."""
    made: dict[bytes, bytes] = {}  # by the book as it was before

    @wraps(fill)
    def copied(ref: Ref) -> None:
        before = ref.database.read_bytes()
        if before in made:
            ref.database.write_bytes(made[before])
        else:
            fill(ref)
            made[before] = ref.database.read_bytes()

    return copied


def terminal_console(*, stderr: bool = False) -> Console:
    """A terminal of 80 columns and 60 lines; for ``refcli.cli.plain_console``."""
    return Console(
        stderr=stderr,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True,
        color_system=None,
        width=80,
        height=60,
    )


def one_engine() -> Callable[..., Engine]:
    """Makes engines that compile each statement once for all books of this process."""
    model = create_engine("sqlite://", poolclass=NullPool)
    model.connect().close()
    compiled: dict[Any, Any] = {}

    def engine(
        _url: str,
        *,
        creator: Callable[[], Any],
        pool_reset_on_return: Any = "rollback",  # noqa: ANN401
        **_more: object,
    ) -> Engine:
        pool = NullPool(creator, reset_on_return=pool_reset_on_return)
        options = {"compiled_cache": compiled}
        return Engine(pool, model.dialect, model.url, execution_options=options)

    return engine


@pytest.fixture(scope="session", autouse=True)
def quick() -> Iterator[None]:
    """What a command does once in its process is done once for all the commands of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("refcli.storage.book.opening.create_engine", one_engine())
        patch.setattr(LazyCommand, "load", cache(LazyCommand.load))
        patch.setattr("typer.testing._get_command", cache(get_command))
        yield


@pytest.fixture(scope="session", autouse=True)
def heard() -> Iterator[None]:
    """^C is heard in tests, also where the shell that began them in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session", autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the program and its processes keep in temporary files goes where the tests' own go."""
    folder = str(tmp_path_factory.mktemp("temporary"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TMPDIR", "TEMP", "TMP"):
            patch.setenv(name, folder)
        patch.setattr(tempfile, "tempdir", folder)
        yield


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the day on which it runs, nor on whose machine."""
    monkeypatch.setenv("REF_AS_OF", TODAY.isoformat())
    monkeypatch.setenv("REF_USER", "tina")
    monkeypatch.setattr("refcli.cli.real_day", lambda: LATE)
    monkeypatch.setattr("refcli.storage.trust.disk.read_encryption", lambda _book: LOCKED_DISK)


@pytest.fixture(autouse=True)
def after_answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """What is done after each answer, as the copy of the day, is done only where a test is of it.

    The way back to it: ``monkeypatch.setattr("refcli.cli.after_answer", after_answers)``.
    """
    monkeypatch.setattr("refcli.cli.after_answer", lambda _env: None)
    return after_answer


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """An empty book that Tina opens on a Monday."""
    door = Door(tmp_path / "ref.db", TODAY, "tina", "test", lambda _line: None)
    door.path.write_bytes(empty())
    door.path.chmod(0o600)
    return door


@pytest.fixture
def database(door: Door) -> Path:
    return door.path


@pytest.fixture
def book(door: Door) -> Iterator[Book]:
    """The book open for writing; the test's own writes are kept until it ends."""
    with writing(door) as book:
        yield book


@pytest.fixture
def view(door: Door) -> Callable[[], AbstractContextManager[Book]]:
    """The book open for reading, as the commands before it left it."""

    @contextmanager
    def open_it() -> Iterator[Book]:
        with reading(door) as book:
            yield book

    return open_it


@pytest.fixture
def ref(database: Path) -> Ref:
    return Ref(database)


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch, database: Path) -> Callable[..., Result]:
    """Run a command as in a terminal, with the lines that are typed."""
    monkeypatch.setattr("refcli.env.Env.interactive", property(lambda _: True))

    def run(arguments: list[str], *lines: str, exit_code: int = 0) -> Result:
        runner = CliRunner(env={"REF_DB": str(database)})
        result = runner.invoke(app, arguments, input="".join(f"{line}\n" for line in lines))
        assert result.exit_code == exit_code, result.output
        return result

    return run


@pytest.fixture
def answer(ref: Ref) -> Callable[..., Any]:
    """What a command prints as JSON."""

    def run(command: str, **more: Any) -> Any:  # noqa: ANN401
        return json.loads(ref(f"{command} -f json", **more).stdout)

    return run
