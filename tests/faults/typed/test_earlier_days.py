"""What would be recorded before the last day is refused, with a line that does it today."""

import shlex
import shutil
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from refcli.core.history.earlier_days import TOLD_LATE, word_earlier_day
from refcli.errors import EarlierDayError
from tests.conftest import LATE
from tests.faults.cells import TREE, spelled_out
from tests.faults.every_command import LINES
from tests.faults.small_books import A_DAY, make, run
from tests.faults.writing import writing_commands

DAY = date(2026, 11, 23)
BETWEEN, LAST = DAY + timedelta(days=10), DAY + timedelta(days=20)
OTHER_DAYS = {"event add", "event edit", "occasion edit", "referral edit"}  # what their --on says
REFUSED = "ref: Nothing can be recorded as of Thu 3 Dec 2026: the last day on record is Sun 13 Dec"
MORE = (
    'contact add Cody --at "#3"',
    "event add fair --on {day}",
    'event invite fair --source "#3"',
)
ALSO = {  # what can be done in this book, where the ordinary lines are refused for another reason
    "done": 'done "D1.2"',
    "duty swap": "duty swap ask 2026-12-07 Tina",
    "event came": 'event came fair "#3"',
    "init": "init --practice Oak",
    "back": "back 3",
}
WRITING = sorted(writing_commands() - {"demo"})


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a row of everything, and a command twenty days later."""
    path = make(tmp_path_factory.mktemp("earlier") / "ref.db", DAY, (*A_DAY, *MORE))
    with patch("refcli.cli.real_day", lambda: LATE):
        assert run("setting set visit_every 3", path, LAST).exit_code == 0
    return path


def lines_of(name: str, folder: Path) -> list[str]:
    """The ordinary lines of a command; letters are noted as sent."""
    record = " --record" * any("--record" in one.opts for one in TREE[name].params)
    lines = [each for line in LINES[name] for each in spelled_out(line, TREE[name].params)]
    return [f"{name} {line.format(folder=folder.as_posix())}{record}" for line in lines]


@pytest.mark.parametrize("name", WRITING)
def test_the_line_that_is_offered_instead_can_be_typed(
    book: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refcli.cli.real_day", lambda: LAST)
    (tmp_path / "letter.txt").write_text("{name}", encoding="utf-8")
    path, offered = Path(shutil.copy(book, tmp_path / "ref.db")), list[str]()

    for line in filter(None, (*lines_of(name, tmp_path), ALSO.get(name))):
        said = run(line, path, BETWEEN).stderr
        if said.startswith(REFUSED):
            offered.append(said[said.rindex(": ref ") + len(": ref ") :])

    assert offered != []
    for line in offered[:1] if name == "import" else offered:  # its other files are not there
        happened = name in TOLD_LATE and "--meet" not in line
        assert (" --on " in line) >= happened >= ("--on 2026-12-03" in line)
        done = run(line, Path(shutil.copy(book, tmp_path / "again.db")), LAST)
        assert done.exit_code != 2, (line, done.stderr)
        assert "Nothing can be recorded" not in done.stderr


def test_a_day_is_offered_where_it_says_when_something_happened() -> None:
    with_days = {name for name in WRITING if any("--on" in one.opts for one in TREE[name].params)}

    assert with_days - OTHER_DAYS == TOLD_LATE


@pytest.mark.parametrize(
    ("command", "typed", "line"),
    [
        (
            "visit",
            "--as-of 2026-10-15 visit 'wei chen' --met her",
            'ref visit "wei chen" --met her --on 2026-10-15',
        ),
        ("visit", "--as-of=10/15 visit chen --on yesterday", "ref visit chen --on 2026-10-14"),
        ("visit", "visit chen --on=10/2", "ref --as-of today visit chen --on 2026-10-02"),
        ("undo", "--by jo --as-of 10/15/26 undo 14", "ref --by jo undo 14"),
        ("add", "--as-of 10/15 add -- --as-of x", "ref add --on 2026-10-15 -- --as-of x"),
    ],
)
def test_the_line_is_what_was_typed_with_the_day_on_which_it_happened(
    command: str, typed: str, line: str
) -> None:
    error = EarlierDayError(date(2026, 10, 15), date(2026, 10, 20), command)

    said = word_earlier_day(error, shlex.split(typed))

    assert said.startswith("Nothing can be recorded as of Thu 15 Oct 2026: the last day on record")
    assert said.endswith(f": {line}")
