"""Every command answers a program too: JSON and nothing else on stdout."""

import json
import shlex
from pathlib import Path

import pytest

from refcli.output.render import Format
from tests.conftest import TODAY, Ref
from tests.faults.cells import TREE, cells, first_cells, item_type
from tests.faults.desk import Desk, set_up
from tests.faults.small_books import A_DAY, make, run

WRITES_A_FILE = {"report", "audit", "plan show", "due"}  # -o instead of an answer


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book with a row in every table."""
    return make(tmp_path_factory.mktemp("full") / "full.db", TODAY, A_DAY).read_bytes()


@pytest.fixture(scope="session")
def new(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book in which nothing is recorded yet."""
    return make(tmp_path_factory.mktemp("new") / "new.db", TODAY, ()).read_bytes()


def test_every_command_takes_a_format() -> None:
    silent = [
        name
        for name, command in TREE.items()
        if not any(item_type(one) is Format for one in command.params)
    ]

    assert silent == []


@pytest.mark.parametrize("name", TREE)
def test_on_a_full_book_a_command_answers_in_every_format(
    full: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk = Desk(set_up(tmp_path, monkeypatch), full)

    assert desk.faults(first_cells(name), monkeypatch) == {}


@pytest.mark.parametrize("name", TREE)
def test_on_a_new_book_every_ordinary_line_answers_with_json_alone(
    new: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk = Desk(set_up(tmp_path, monkeypatch), new)
    lines = (one for one in cells(name, "") if one.fmt is Format.JSON)

    assert desk.faults(lines, monkeypatch) == {}


def test_list_and_show_give_a_value_the_same_type(full: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ref.db"
    path.write_bytes(full)

    for what in ("source", "referral", "event", "duty"):
        listed = json.loads(run(f"{what} list -f json", path).stdout)
        shown = [
            json.loads(run(f'{what} show "#{one["id"]}" -f json', path).stdout) for one in listed
        ]
        assert listed
        same = {key for one in shown for key in one} & {key for one in listed for key in one}
        assert [
            (key, row[key], page[key])
            for row, page in zip(listed, shown, strict=True)
            for key in same
            if row[key] != page[key]
        ] == []


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("referral status 1 seen", {"id", "patient", "status", "seen_on"}),
        ("referral edit 1 --note called", {"id", "patient", "note"}),
        ("source edit '#4' --phone 206-555-0100", {"id", "source", "kind"}),
        ("snooze S1 --until 2026-12-05", {"key", "type", "source", "due_on", "until"}),
        ("undo", {"command_id", "command", "changes"}),
    ],
)
def test_a_change_tells_a_program_what_it_changed(ref: Ref, line: str, keys: set[str]) -> None:
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')

    answer = json.loads(ref(f"{line} -f json").stdout)

    assert keys <= set(answer)
    assert shlex.split(line)[0] in {"referral", "source", "snooze", "undo"}
