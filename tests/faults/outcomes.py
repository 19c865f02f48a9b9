"""What became of the referrals of a book: as their rows say, and as their steps say.

What follows from the steps is worked out here in plain Python, in another way than the program's.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

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


def work_out(received: str, told: Told) -> Outcome:
    """The outcome after some steps, walked through once."""
    booked = seen = completed = valued = None
    cents: int | None = None
    stands, ends, latest = False, dict[str, tuple[str | None, str]](), received
    for what, day, reason, amount in told:
        latest = latest if what == "value" else day or latest
        if what == "booked":
            booked, stands = day or received, True
        elif what == "moved":
            continue  # it stays the appointment that was made
        elif what in {"missed", "cancelled"}:
            stands = False
        elif what == "seen":
            seen = day or latest  # told without a day: that of what was told before it
        elif what == "completed":
            completed = day or seen or latest
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
