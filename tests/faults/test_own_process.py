"""Every command works in a process that has done nothing before.

Elsewhere many commands run in one process, where each finds loaded what another has imported.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.faults.cells import TREE
from tests.faults.every_command import LINES
from tests.faults.small_books import A_DAY, make

ROOT = Path(__file__).parents[2]
WRONG = "Something is wrong inside ref"
FIRST = {
    name: next((line for line in lines if "{" not in line), "") for name, lines in LINES.items()
}
DIARY = [*dict.fromkeys(A_DAY)]


def run(line: str, database: Path) -> subprocess.CompletedProcess[str]:
    env = {
        "REF_DB": str(database),
        "REF_AS_OF": TODAY.isoformat(),
        "REF_USER": "tina",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-m", "refcli", *shlex.split(line)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | env,
        cwd=database.parent,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book with a row in every table."""
    return make(tmp_path_factory.mktemp("full") / "full.db", TODAY, A_DAY).read_bytes()


@pytest.mark.parametrize("command", TREE)
def test_a_command_needs_nothing_that_another_loaded(
    full: bytes, tmp_path: Path, command: str
) -> None:
    path = tmp_path / "ref.db"
    path.write_bytes(full)
    path.chmod(0o600)

    done = run(f"{command} {FIRST.get(command, '')}", path)

    assert WRONG not in done.stderr
    assert done.returncode == 0 or done.stderr.startswith("ref: ") or "\nref: " in done.stderr


def test_every_command_of_a_day_is_taken_back_by_a_process_of_its_own(
    full: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "ref.db"
    path.write_bytes(full)
    path.chmod(0o600)

    done = [run(f"undo {number}", path) for number in range(len(DIARY), 0, -1)]

    assert [one.stderr for one in done if WRONG in one.stderr] == []
    assert sum(one.returncode == 0 for one in done) > len(done) // 2
