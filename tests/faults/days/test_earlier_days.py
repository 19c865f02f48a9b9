"""An earlier day, a day to come and a clock that is wrong, as somebody types them."""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from refcli.cli import app
from tests.conftest import Ref

Answer = Callable[..., Any]


@pytest.fixture
def october(ref: Ref) -> None:
    """Ann was seen in October for $1,000; in November that became $1,500."""
    ref('add "Ann Ray" --from "Dr. Wei Chen" --kind provider', as_of="2026-10-01")
    ref("referral status 1 seen --value 1000", as_of="2026-10-10")
    ref('add "Bo Kim" --from "wei chen"', as_of="2026-10-12")
    ref("referral status 2 lost --why 'no answer'", as_of="2026-10-20")


def type_by_clock(
    book: Path, clock: date, monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> Result:
    """Type a line without a day, on a PC whose clock says one."""
    monkeypatch.setattr("refcli.cli.real_day", lambda: clock)
    env: dict[str, str | None] = {"REF_DB": str(book), "REF_USER": "tina", "REF_AS_OF": None}
    return CliRunner(env=env | {"COLUMNS": "80", "TERM": "dumb"}).invoke(app, line, prog_name="ref")


@pytest.mark.usefixtures("october")
@pytest.mark.parametrize(
    "later",
    [
        "referral status 1 completed --value 500",
        "referral edit 1 --value 1500",
        "referral status 2 scheduled",
        "referral edit 2 --from 'Elm Dental'",
        'add "Old Zed" --from "wei chen" --on 2026-10-30',
        "source edit 'wei chen' --name 'Dr. Wei Lin'",
        "source archive 'wei chen' --why retired",
        "setting set visit_every 3",
        "undo 1",
    ],
)
def test_october_prints_the_same_in_november(answer: Answer, ref: Ref, later: str) -> None:
    ref("source add 'Elm Dental' --kind office", as_of="2026-10-21")
    pages = ("report --month 2026-10", "due", "top", "source list", "referral list", "show ann")
    then = [answer(page, as_of="2026-10-31") for page in pages]

    ref(later, as_of="2026-11-05", exit_code=1 if later == "undo 1" else 0)

    assert [answer(page, as_of="2026-10-31") for page in pages] == then


@pytest.mark.usefixtures("october")
def test_nothing_is_recorded_as_of_a_day_before_the_last(ref: Ref) -> None:
    refused = ref("visit 'wei chen' --met her", as_of="2026-10-15", exit_code=1).stderr

    assert refused == (
        "ref: Nothing can be recorded as of Thu 15 Oct 2026: the last day on record is Tue 20 Oct"
        " 2026. What happened earlier is recorded today, with its day: ref --as-of today visit"
        ' "wei chen" --met her --on 2026-10-15\n'
    )
    said = ref("visit 'wei chen' --met her --on 2026-10-15", as_of="2026-10-20").stdout
    assert "Thu 15 Oct 2026" in said


@pytest.mark.usefixtures("october")
def test_a_day_that_is_not_past_stays_as_typed_in_the_line_to_type(ref: Ref) -> None:
    ref("duty add ask --every week --rota 'Tina, Jo'", as_of="2026-10-20")
    ref("duty away Jo --from 2026-10-20 --until 2026-12-24", as_of="2026-10-20")

    refused = ref("duty back Jo --on 2026-12-02", as_of="2026-10-10", exit_code=1).stderr

    assert refused.endswith("with its day: ref --as-of today duty back Jo --on 2026-12-02\n")


@pytest.mark.usefixtures("october")
def test_a_day_before_the_book_is_told_beside_the_answer_alone(ref: Ref) -> None:
    shown = ref("referral list -f json", as_of="2026-09-01")
    refused = ref("referral show 99", as_of="2026-09-01", exit_code=1)

    assert json.loads(shown.stdout) == []
    assert shown.stderr == (
        "Nothing was on record on Tue 1 Sep 2026: this book begins on Thu 1 Oct 2026. Shown is what"
        " is known today and was dated by then.\n"
    )
    assert refused.stderr == "ref: There is no referral 99. See: ref referral list\n"


@pytest.mark.usefixtures("october")
def test_a_pc_whose_clock_is_behind_counts_as_of_the_last_day(
    database: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    line = ["add", "Cy Ito", "--from", "none"]
    done = type_by_clock(database, date(2026, 10, 3), monkeypatch, line)

    assert done.exit_code == 0
    assert done.stderr.replace("\n", " ").startswith(
        "This PC says Sat 3 Oct 2026, and the book goes to Tue 20 Oct 2026: today is taken to be"
    )
    assert answer("referral show ito")["received_on"] == "2026-10-20"


@pytest.mark.usefixtures("october")
@pytest.mark.parametrize(("day", "named"), [(date(2026, 9, 5), False), (date(2026, 9, 4), True)])
def test_where_the_book_is_far_ahead_of_the_clock_the_doctor_is_named(
    database: Path, monkeypatch: pytest.MonkeyPatch, day: date, *, named: bool
) -> None:
    told = type_by_clock(database, day, monkeypatch, ["due"]).stderr.replace("\n", " ")

    assert "set the clock of this PC right." in told
    assert ("If it is right, the book is not: ref doctor" in told) is named


@pytest.mark.usefixtures("october")
def test_a_pc_whose_clock_is_far_ahead_is_asked_about(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ["add", "Cy Ito", "--from", "none"]
    refused = type_by_clock(database, date(2027, 10, 3), monkeypatch, line)

    assert refused.exit_code == 1
    assert refused.stderr == (
        "ref: The last day on record is Tue 20 Oct 2026, and this PC says Sun 3 Oct 2027. If that"
        ' is right, type: ref --as-of 2027-10-03 add "Cy Ito" --from none\n'
    )
    again = ["--as-of", "2027-10-03", *line]
    assert type_by_clock(database, date(2027, 10, 3), monkeypatch, again).exit_code == 0


def test_a_rehearsal_plays_days_to_come_and_begins_with_a_new_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2026, 11, 23)
    ahead = ["--as-of", "2027-03-01", "add", "Cy Ito", "--from", "none"]
    real, played = tmp_path / "real.db", tmp_path / "rehearsal.db"
    type_by_clock(real, today, monkeypatch, ["init"])
    type_by_clock(played, today, monkeypatch, ["init", "--rehearsal"])

    refused = type_by_clock(real, today, monkeypatch, ahead)
    changed = type_by_clock(real, today, monkeypatch, ["init", "--rehearsal"])
    done = type_by_clock(played, today, monkeypatch, ahead)

    assert "today is Mon 23 Nov 2026" in refused.stderr
    assert "is in use, and a rehearsal begins with a new book" in changed.stderr.replace("\n", " ")
    assert done.exit_code == 0, os.linesep.join([done.output, done.stderr])
