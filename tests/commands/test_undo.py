"""Undo says what it took back and walks back, redo walks forward; in doubt both ask."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from refcli.storage.book.looked import place_of_state
from tests.conftest import Ref

Answer = Callable[..., Any]
Typing = Callable[..., Result]
NEW = 'add "Hal Orr" --from "Dr. Sara Patel" --kind provider --office "Elm Dental"'
HAL = "referral 1 Hal Orr, from Dr. Sara Patel, and 2 new sources"


def later(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    """From here on the clock of this PC is so much ahead of that of the book."""
    now = datetime.now(UTC) + timedelta(**time)
    monkeypatch.setattr("refcli.cli.real_now", lambda: now)


def test_undo_says_what_it_took_back_and_redo_what_came_back(answer: Answer, ref: Ref) -> None:
    ref(NEW)

    assert ref("undo").stdout == f"Took back 1 (add, by tina): {HAL}. To bring it back: ref redo\n"
    assert answer("referral list") == []
    assert len(answer("source list")) == 2
    assert (
        ref("redo").stdout == f"Brought back 1 (add, by tina): {HAL}. To take it back: ref undo\n"
    )
    assert answer("referral list")[0]["source"] == "Dr. Sara Patel"


def test_a_program_reads_what_was_taken_back_and_what_came_back(answer: Answer, ref: Ref) -> None:
    ref(NEW)
    told = ["referral 1 Hal Orr, from Dr. Sara Patel", "2 new sources"]
    command = {"by": "tina", "changes": 3, "kept": 0, "stays": []}

    assert answer("undo") == {
        "command_id": 1,
        "command": "add",
        **command,
        "took_back": told,
        "brought_back": [],
    }
    assert answer("redo") == {
        "command_id": 2,
        "command": "undo",
        **command,
        "took_back": [],
        "brought_back": told,
    }


TOLD = {
    "referral status 1 seen --value 900": (
        "referral 1 Hal Orr: status seen -> received, value $900 -> nothing"
    ),
    "referral edit 1 --from 3 --also 4": (
        "referral 1 Hal Orr: source Elm Dental -> Dr. Sara Patel and assist with referral 1 (Dr."
        " Sara Patel)"
    ),
    "visit 3 --met Jo": "visit on Nov 23 (Elm Dental)",
    "log 4 call --on 2026-11-20": "call on Nov 20 (Dr. Sara Patel)",
    "done V3 --on 2026-11-22": "visit on Nov 22 (Elm Dental)",
    "skip V3 --why closed": "skip of V3",
    "source edit 4 --phone 206-555-0100": (
        "source 4 Dr. Sara Patel: phone 206-555-0100 -> nothing"
    ),
    "source edit 4 --alias Sally": "alias Sally (Dr. Sara Patel)",
    "source edit 4 --name 'Dr. Sara Kim' --new": (
        "source 4 Dr. Sara Kim: name Dr. Sara Kim -> Dr. Sara Patel and alias Dr. Sara Patel (Dr."
        " Sara Kim)"
    ),
    "source move 4 --to '' --on 2026-11-20": (
        "source 4 Dr. Sara Patel: office nothing -> Elm Dental"
    ),
    "source archive 4 --why retired": (
        "source 4 Dr. Sara Patel: day archived 2026-11-23 -> nothing"
    ),
    "occasion add 3 birthday 03-05": "occasion birthday (Elm Dental)",
    "contact add Cody --at 3": "contact Cody (Elm Dental)",
    "event add fair --on 2026-12-10": "event fair (Dec 10)",
    "duty add phones --every week --rota 'Tina, Jo'": "duty phones",
    "setting set visit_every 2": "setting visit_every",
    "policy use --state WA": "setting state",
    "init --zip 98101": "setting zip",
}


@pytest.mark.parametrize("line", TOLD)
def test_each_kind_of_command_is_told_in_its_words(ref: Ref, line: str) -> None:
    ref(NEW)
    ref(line)

    said = ref("undo").stdout

    assert said.startswith(f"Took back 2 ({line.split(maxsplit=1)[0]}")
    assert said.partition("tina): ")[2] == f"{TOLD[line]}. To bring it back: ref redo\n"


def test_undo_of_an_import_counts_what_it_had_taken_in(ref: Ref, tmp_path: Path) -> None:
    rows = "".join(f"2026-11-0{n},P{n},Dr. Chen,provider\n" for n in range(1, 6))
    (tmp_path / "old.csv").write_text("received_on,patient,source,kind\n" + rows)
    ref(f"import {tmp_path}/old.csv --new")

    assert ref("undo").stdout == (
        "Took back 1 (import, by tina): referral 1 P1 (Nov 1), from Dr. Chen; referral 2 P2 (Nov"
        " 2), from Dr. Chen; referral 3 P3 (Nov 3), from Dr. Chen; 2 more referrals; and 1 new"
        " source. To bring it back: ref redo\n"
    )


def test_undo_of_a_merge_says_what_stays_and_redo_merges_again(answer: Answer, ref: Ref) -> None:
    ref(NEW)
    ref("source add 'Sara Patel DDS' --kind provider --new")
    ref("source merge 4 5 --yes")
    ref("add Cy --from 4")

    said = ref("undo 3").stdout
    assert said.startswith(
        "Took back 3 (source merge, by tina): the merge of Sara Patel DDS into Dr. Sara Patel"
    )
    assert said.endswith(
        " Stays with #4 Dr. Sara Patel: referral 2 Cy (Nov 23). To bring it back: ref redo\n"
    )
    assert len(answer("source list --kind provider")) == 2
    assert "Brought back 3 (source merge, by tina): the merge of Sara" in ref("redo").stdout
    assert len(answer("source list --kind provider")) == 1


def test_undo_walks_back_and_redo_forward_with_an_undo_by_number_between(
    answer: Answer, ref: Ref
) -> None:
    for name in ("Ann", "Bo", "Cy", "Dee"):
        ref(f"add {name} --from none")

    back = [ref(line).stdout for line in ("undo", "undo 1", "undo", "redo", "undo", "undo")]
    empty = answer("referral list")
    forward = [ref("redo").stdout for _ in range(4)]

    assert [said.partition(", from")[0] for said in (*back, *forward)] == [
        "Took back 4 (add, by tina): referral 4 Dee",
        "Took back 1 (add, by tina): referral 1 Ann",
        "Took back 3 (add, by tina): referral 3 Cy",
        "Brought back 3 (add, by tina): referral 3 Cy",
        "Took back 3 (add, by tina): referral 3 Cy",
        "Took back 2 (add, by tina): referral 2 Bo",
        "Brought back 2 (add, by tina): referral 2 Bo",
        "Brought back 3 (add, by tina): referral 3 Cy",
        "Brought back 1 (add, by tina): referral 1 Ann",
        "Brought back 4 (add, by tina): referral 4 Dee",
    ]
    assert empty == []
    assert len(answer("referral list")) == 4
    assert ref("redo", exit_code=1).stderr == (
        "ref: There is nothing to bring back. See: ref history\n"
    )


def test_there_may_be_nothing_left_to_undo(ref: Ref) -> None:
    ref("add Ann --from none")
    ref("undo")

    assert "There is nothing to undo yet." in ref("undo", exit_code=1).stderr


def test_a_second_undo_of_the_same_says_that_it_is_undone(ref: Ref) -> None:
    ref("add Ann --from none")
    ref("undo 1")

    assert ref("undo '#1'", exit_code=1).stderr == (
        "ref: Command 1 (add, by tina) was taken back already, by 2 (undo, by tina)."
        " To bring it back: ref undo 2\n"
    )
    assert ref("undo 2").stdout == (
        "Brought back 1 (add, by tina): referral 1 Ann, from none. To take it back: ref undo\n"
    )


def test_redo_after_another_command_names_what_could_come_back(answer: Answer, ref: Ref) -> None:
    ref("add Ann --from none")
    ref("undo")
    ref("add Bo --from none")

    assert ref("redo", exit_code=1).stderr == (
        "ref: There is nothing to bring back after 3 (add, by tina). Taken back before it: 1 (add,"
        " by tina): referral 1 Ann, from none. To bring it back: ref undo 2\n"
    )
    assert ref("undo 2").stdout == (
        "Brought back 1 (add, by tina): referral 1 Ann, from none. To take it back: ref undo 1\n"
    )
    assert len(answer("referral list")) == 2


def test_somebody_elses_command_is_named_before_it_is_taken_back(
    answer: Answer, ref: Ref, typing: Typing
) -> None:
    ref("--by Marc add P1 --from none")
    sentence = "The last command, 1 (add, by Marc), is not yours: referral 1 P1, from none."

    asked = typing(["undo"], "n", exit_code=1)
    assert f"{sentence} Take it back? (y, n, q: stop)" in asked.stdout
    assert len(answer("referral list")) == 1
    assert "Took back 1 (add, by Marc)" in typing(["undo"], "y").stdout
    assert answer("referral list") == []


def test_where_nobody_can_be_asked_somebody_elses_command_needs_its_number(ref: Ref) -> None:
    ref("--by Marc add P1 --from none")

    assert ref("undo", exit_code=1).stderr == (
        "ref: The last command, 1 (add, by Marc), is not yours: referral 1 P1, from none."
        " To take it back: ref undo 1\n"
    )
    ref("--by Marc undo")
    assert ref("redo", exit_code=1).stderr == (
        "ref: What was taken back last, by Marc, is 1 (add, by Marc): referral 1 P1, from none."
        " To bring it back: ref undo 2\n"
    )
    ref("undo 2")


def test_a_command_of_more_than_ten_minutes_ago_is_named_first(
    answer: Answer, ref: Ref, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref("add P1 --from none")
    later(monkeypatch, minutes=9)
    ref("undo")
    ref("redo")
    later(monkeypatch, minutes=11)

    refused = ref("undo", exit_code=1).stderr
    assert refused.startswith("ref: The last command is 1 (add, by tina), of 20")
    assert refused.endswith(": referral 1 P1, from none. To take it back: ref undo 1\n")
    ref("undo 1")
    assert "What was taken back last, 20" in ref("redo", exit_code=1).stderr
    assert answer("referral list") == []


@pytest.mark.parametrize(
    ("line", "exit_code"),
    [("ad P2 --from none", 2), ("add P2 --form none", 2), ("add P2 --from zebra", 1)],
)
def test_after_a_refused_command_nothing_else_is_taken_back_unnamed(
    answer: Answer, ref: Ref, database: Path, line: str, exit_code: int
) -> None:
    ref("add P1 --from none")
    before = database.read_bytes()
    ref(line, exit_code=exit_code)

    assert ref("undo", exit_code=1).stderr == (
        "ref: Your last command was refused; the one before it is 1 (add, by tina): referral 1"
        " P1, from none. To take it back: ref undo 1\n"
    )
    assert database.read_bytes() == before
    assert {*database.parent.iterdir()} == {database, place_of_state(database)}
    ref("undo 1")
    ref("redo")
    assert len(answer("referral list")) == 1


def test_a_command_that_was_done_since_makes_a_refusal_moot(ref: Ref) -> None:
    ref("add P1 --from zebra", exit_code=1)
    ref("add P1 --from none")

    assert "Took back 1" in ref("undo").stdout


@pytest.mark.parametrize("line", ["show zebra", "undo 99", "redo", "find --limit 0 x"])
def test_a_question_that_was_refused_does_not_count(ref: Ref, line: str) -> None:
    ref("add P1 --from none")
    ref(line, exit_code=2 if "limit" in line else 1)

    assert "Took back 1" in ref("undo").stdout


@pytest.mark.parametrize("line", ["undo", "undo 1", "redo"])
def test_nothing_is_taken_back_as_of_an_earlier_day(ref: Ref, line: str) -> None:
    ref("add P1 --from none")
    ref("add P2 --from none")
    ref("undo 2")

    assert ref(line, as_of="2026-11-20", exit_code=1).stderr == (
        "ref: Nothing can be recorded as of Fri 20 Nov 2026: the last day on record is Mon 23 Nov"
        " 2026. This counts from the day on which it is recorded; to do so today: ref --as-of today"
        f" {line}\n"
    )
