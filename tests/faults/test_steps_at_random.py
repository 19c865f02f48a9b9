"""Random books: the steps say what the rows of referrals say, and the report what the steps say.

What follows from the steps is worked out again here, in plain Python and in another way.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.faults.lines_by_chance import draw_line, tell_step
from tests.faults.past_days import BEGUN, LINES, run_on
from tests.faults.typist import Typist

BOOKS, DAYS = range(5), 45
STEPS_A_DAY = 3
STEPS = "SELECT what, day, reason, cents FROM step WHERE referral_id = ? ORDER BY id"
ROWS = (
    "SELECT id, received_on, status, scheduled_on, seen_on, completed_on, closed_on, reason,"
    " production_cents, production_on FROM referral"
)
Told = list[tuple[str, str | None, str, int | None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a referral: the columns that follow from its steps."""

    status: str
    scheduled: str | None
    seen: str | None
    completed: str | None
    closed: str | None
    reason: str
    cents: int | None
    valued: str | None


def live(seed: int, path: Path) -> date:
    """A book of forty-five days; its last one."""
    chance = Random(seed)  # noqa: S311  (samples, no secret)
    of = Typist(chance, path, BEGUN)
    run_on(path, BEGUN, "init --practice Elm --state WA --no-dhs")
    for number in range(DAYS):
        of.day = BEGUN + timedelta(days=number)
        for _ in range(chance.randint(0, LINES)):
            run_on(path, of.day, draw_line(of))
        for _ in range(chance.randint(0, STEPS_A_DAY)):
            run_on(path, of.day, tell_step(of))
    return of.day


def work_out(received: str, told: Told) -> Outcome:
    """The outcome after some steps, walked through once."""
    booked = seen = completed = valued = None
    cents: int | None = None
    stands, ends = False, dict[str, tuple[str | None, str]]()
    for what, day, reason, amount in told:
        if what == "booked":
            booked, stands = day or received, True
        elif what in {"missed", "cancelled"}:
            stands = False
        elif what == "seen":
            seen = day
        elif what == "completed":
            completed = day or seen
        elif what == "value":
            cents, valued = amount, day
        elif what == "back":
            ends.pop("lost")
        else:
            ends.pop(what, None)
            ends[what] = (day, reason)
    last = completed or seen or booked or received
    status = "completed" if completed else "seen" if seen else "scheduled" if stands else "received"
    for what in ("lost", "duplicate", "invalid"):
        status = what if what in ends else status
    day, reason = ends.get(status, (None, ""))
    closed = (day or last) if ends else None
    return Outcome(status, booked, seen, completed, closed, reason, cents, valued)


def read(path: Path) -> Iterator[tuple[str, Outcome, Outcome]]:
    """Per referral: when it was received, what its row says, and what its steps say."""
    with closing(sqlite3.connect(path)) as db:
        for id_, received, *columns in db.execute(ROWS).fetchall():
            told = db.execute(STEPS, (id_,)).fetchall()
            yield received, Outcome(*columns), work_out(received, told)


@pytest.mark.parametrize("seed", BOOKS)
def test_the_figures_of_a_month_are_those_of_the_steps(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "ref.db"

    day = live(seed, path)

    found = list(read(path))
    assert len(found) > 10
    assert [row for _, row, _ in found] == [steps for _, _, steps in found]
    for month in (f"{BEGUN:%Y-%m}", f"{day:%Y-%m}"):
        known = [one for received, _, one in found if received[:7] == month]
        said = json.loads(run_on(path, day, f"report --month {month} -f json").stdout)
        assert said["sections"][0]["rows"][0] == said["sections"][0]["rows"][0] | figures_of(known)


def figures_of(known: list[Outcome]) -> dict[str, Any]:
    """The headline of a month, out of the steps of its referrals."""
    countable = [one for one in known if one.status not in {"duplicate", "invalid"}]
    seen = [one for one in countable if one.seen]
    lost = [one for one in countable if one.status == "lost" and not one.seen]
    return {
        "referrals": len(countable),
        "seen": len(seen),
        "open": len(countable) - len(seen) - len(lost),
        "conversion": round(len(seen) / len(countable), 4) if countable else None,
        "production": sum(one.cents or 0 for one in countable) / 100,
    }
