"""A mutant before the tests: which of them are asked, and what they say."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from tests.mutants.changes import Mutant
from tests.mutants.sample import ROOT

LIMIT = 900  # seconds for a circle of tests: whoever needs more runs in a circle
PAUSE = 0.05  # seconds between two looks whether it has ended
OPTIONS = (
    *("-x", "-q", "--tb=no", "--hypothesis-seed=0", "-Wignore::pytest.PytestAssertRewriteWarning"),
    *(f"-pno:{plugin}" for plugin in ("cacheprovider", "cov", "xdist")),
)
OF_ALL = "tests/core/test_public_words.py"  # asks every module of the core
NOT_ASKED = ("faults", "programs", "benchmarks", "mutants")
NOTHING_TO_ASK = 5  # pytest's exit code
ROOMS = ("commands", "storage", "output", "")  # the last holds tests/report


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: who killed it, or nobody."""

    place: Path
    mutant: Mutant
    killer: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """A copy of the checkout in which mutants are made; the checkout itself stays as it is."""

    folder: Path

    def set_up(self) -> None:
        """Copy what git knows of, and what is new."""
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout
        for name in filter(None, names.decode().split("\0")):
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_file():
                target.write_bytes((ROOT / name).read_bytes())

    def try_out(self, place: Path, mutant: Mutant, circles: slice) -> Verdict:
        """Ask circle after circle of tests, the nearest first, up to the first test that fails."""
        module = self.folder / place
        original = module.read_bytes()
        module.write_text(mutant.text, encoding="utf-8")
        try:
            for tests in list(circles_around(place))[circles]:
                if killer := self.ask(tests):
                    return Verdict(place, mutant, killer)
            return Verdict(place, mutant)
        finally:
            module.write_bytes(original)

    def ask(self, tests: list[str]) -> str:
        """The first of these tests that fails; nothing where all pass."""
        if not tests:
            return ""
        said = self.folder / "said.txt"
        if not (pid := os.fork()):
            self.be_pytest(tests, said)
        code = wait_for(pid)
        if code in {0, NOTHING_TO_ASK}:
            return ""
        lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
        failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
        return failed[0] if failed else (lines or [f"exit code {code}"])[-1]

    def be_pytest(self, tests: list[str], said: Path) -> NoReturn:
        """Become a run of pytest, for which nothing of the checkout is loaded."""
        os.setsid()
        os.chdir(self.folder)
        os.environ["PYTHONPATH"] = str(self.folder)
        sys.path[:] = [str(self.folder), *(one for one in sys.path if Path(one) != ROOT and one)]
        for name in [one for one in sys.modules if one.split(".")[0] in {"refcli", "tests"}]:
            del sys.modules[name]
        with said.open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            code = pytest.main([*OPTIONS, *tests])
            sys.stdout.flush()
        os._exit(code)


def wait_for(pid: int) -> int:
    """The exit code of a run; one that does not end is ended, with all that it has started."""
    until = time.monotonic() + LIMIT
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(PAUSE)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return -signal.SIGKILL


def circles_around(place: Path) -> Iterator[list[str]]:
    """The tests for a module: of its subject in the core, in the other rooms, and all others."""
    nearest = [*importers(place, "tests/core/"), *of_subject("core", place), OF_ALL]
    nearer = [test for room in ROOMS for test in of_subject(room, place)]
    asked: set[str] = set()
    for tests in (nearest, [*importers(place, "tests/"), *nearer], far_tests()):
        yield [test for test in dict.fromkeys(tests) if test not in asked]
        asked |= set(tests)


def of_subject(room: str, place: Path) -> list[str]:
    """The tests of a subject in a room: those of its folder, or those of its module."""
    subject = place.relative_to("refcli/core").parts[0].removesuffix(".py")
    folder = ROOT / "tests" / room
    names = {subject, f"test_{subject}.py", f"test_{subject.removesuffix('s')}.py"}
    found = [path for path in sorted(folder.glob("*")) if path.name in names]
    files = [one for path in found for one in ([path] if path.is_file() else path.rglob("test_*"))]
    return [path.relative_to(ROOT).as_posix() for path in files if path.suffix == ".py"]


def importers(place: Path, within: str) -> list[str]:
    """The test files of a folder that import a module by its name."""
    wanted = f"from {'.'.join(place.with_suffix('').parts)} import"
    return [path for path, text in test_files() if path.startswith(within) and wanted in text]


def far_tests() -> list[str]:
    """The rest of the core's tests, then those of the commands and of the report."""
    rooms = ("tests/core/", "tests/report/", "tests/commands/", "tests/storage/", "tests/test_")
    return [path for room in rooms for path, _ in test_files() if path.startswith(room)]


@cache
def test_files() -> list[tuple[str, str]]:
    """Every file of quick tests with its text."""
    folder = ROOT / "tests"
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("test_*.py"))
        if path.relative_to(folder).parts[0] not in NOT_ASKED
        and path.name != "test_architecture.py"
    ]
