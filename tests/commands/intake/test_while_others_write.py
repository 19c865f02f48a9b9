"""An import decides while others can write, and decides anew when they did."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refcli.commands.intake import taking_in
from refcli.core.intake.plan import plan_intake
from refcli.core.intake.planned import ImportPlan
from refcli.storage.waiting.signed import read_writer
from tests.conftest import Ref
from tests.storage.books import dump, raw
from tests.terminal import Terminal, needs_pty

HEADER = "received_on,patient,source,kind\n"
LINE = "2026-11-20,Maria Lopez,Elm Dental,office\n"
ELM = "INSERT INTO source (name, kind, added_on) VALUES ('Elm Dental', 'office', '2026-11-01')"

posix = pytest.mark.skipif(sys.platform == "win32", reason="^C is sent in another way there")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text(HEADER + LINE)
    return path


@pytest.fixture
def deciding(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], object]], list[int]]:
    """Have something happen, with its number, each time that an import decides."""

    def happen(act: Callable[[int], object]) -> list[int]:
        times: list[int] = []

        def decide(*args: Any) -> ImportPlan:  # noqa: ANN401
            times.append(len(times) + 1)
            act(times[-1])
            return plan_intake(*args)

        monkeypatch.setattr(taking_in, "plan_intake", decide)
        return times

    return happen


def test_others_can_write_while_an_import_decides(
    ref: Ref, database: Path, file: Path, deciding: Callable[..., list[int]]
) -> None:
    def write(_time: int) -> None:
        with raw(database) as db:
            db.execute("PRAGMA busy_timeout = 0")
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")

    times = deciding(write)

    assert ref(f"import {file}").stdout.startswith("1 new, 0 matched")
    assert times == [1]


def test_what_was_written_meanwhile_counts(
    ref: Ref, database: Path, file: Path, deciding: Callable[..., list[int]]
) -> None:
    def write(time: int) -> None:
        if time == 1:
            with raw(database) as db:
                db.execute(ELM)

    times = deciding(write)
    shown = ref(f"import {file}").stdout

    assert times == [1, 2]
    assert shown.startswith("1 new, 0 matched, 0 in conflict, 0 rejected; 0 new sources.")
    assert [row[1] for row in dump(database)["source"]] == ["unknown", "none", "Elm Dental"]


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("init --zip 98101", 1),
        ("add 'Bo Hill' --from none --on 2026-11-19", 1),
        ("add 'Maria Lopez' --from none --on 2026-11-19", 2),
        ("add 'Maria Lopez' --from none --on 2026-11-20", 2),
        ("source add 'Elm Dental' --kind office", 2),
    ],
)
def test_it_is_decided_anew_only_where_that_can_change_anything(
    ref: Ref, file: Path, deciding: Callable[..., list[int]], line: str, times: int
) -> None:
    told = deciding(lambda time: ref(line) if time == 1 else None)

    ref(f"import {file}")

    assert len(told) == times


@pytest.mark.parametrize(("more", "times"), [("", 1), (" --update", 2)])
def test_news_are_decided_anew_where_a_referral_of_any_day_changed(
    ref: Ref, file: Path, deciding: Callable[..., list[int]], more: str, times: int
) -> None:
    line = "add 'Bo Hill' --from none --on 2026-11-19"
    told = deciding(lambda time: ref(line) if time == 1 else None)

    ref(f"import {file}{more}")

    assert len(told) == times


def test_where_others_write_all_the_time_the_last_decision_is_made_alone(
    ref: Ref, database: Path, file: Path, deciding: Callable[..., list[int]]
) -> None:
    alone = []

    def write(time: int) -> None:
        if read_writer(database):
            alone.append(time)
            return
        with raw(database) as db:
            db.execute("UPDATE source SET note = ? WHERE id = 1", (str(time),))

    times = deciding(write)
    ref(f"import {file}")

    assert times == [1, 2, 3, 4]
    assert alone == [4]
    assert len(dump(database)["referral"]) == 1


def test_an_import_of_many_blocks_has_no_gap_in_its_numbers(
    ref: Ref, database: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refcli.storage.intake.AT_ONCE", 2)
    file.write_text(HEADER + "".join(LINE.replace("Maria", f"M{n}aria") for n in range(7)))

    ref(f"import {file}")

    assert [row[0] for row in dump(database)["referral"]] == [1, 2, 3, 4, 5, 6, 7]


@posix
def test_ctrl_c_while_it_writes_leaves_nothing(
    ref: Ref, database: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(database)
    monkeypatch.setattr("refcli.core.intake.pace.Pace.tell", interrupt)
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        stopped = ref(f"import {file}", exit_code=1)
    finally:
        signal.signal(signal.SIGINT, kept)

    assert stopped.stderr.endswith("ref: Stopped. Nothing was changed.\n")
    assert dump(database) == before


def interrupt(*_told: object) -> None:
    """Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)


@needs_pty
def test_a_large_file_shows_how_far_the_writing_is(database: Path, file: Path) -> None:
    names = (f"{chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(3000))
    file.write_text(HEADER + "".join(LINE.replace("Maria", name) for name in names))

    terminal = Terminal(database, "import", str(file))
    terminal.see("Reading")
    terminal.see("Writing")
    terminal.see("3000 new")

    assert terminal.leave() == 0
