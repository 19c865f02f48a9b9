"""Random books: the steps say what the rows of referrals say, and the report what the steps say.

What follows from the steps is worked out again, in plain Python and in another way.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.faults.lines_by_chance import STATUSES, draw_line, tell_step
from tests.faults.old_books import VERSIONS, begin_old, type_old
from tests.faults.outcomes import Outcome, read, work_out
from tests.faults.past_days import BEGUN, LINES, run_on
from tests.faults.typist import Typist
from tests.output.reading import rows_of

BOOKS, DAYS = range(5), 70
STEPS_A_DAY = 3


def live(seed: int, path: Path) -> date:
    """A book of seventy days; its last one."""
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
        headline = rows_of(said, "headline")[0]
        assert headline == headline | figures_of(known)


OLD_DAYS = 40


@pytest.mark.parametrize("version", VERSIONS)
def test_the_steps_of_an_older_book_say_what_its_rows_say(version: int, tmp_path: Path) -> None:
    path, chance = tmp_path / "ref.db", Random(version)  # noqa: S311  (samples, no secret)
    begin_old(path, version)
    for number in range(OLD_DAYS):
        for _ in range(LINES):
            type_old(path, BEGUN + timedelta(days=number), chance)

    upgraded = run_on(path, BEGUN + timedelta(days=OLD_DAYS), "due")

    found = list(read(path))
    assert upgraded.exit_code == 0
    assert {"seen", "lost"} <= {row.status for _, row, _ in found}
    assert any(row.scheduled for _, row, _ in found)
    assert [row for _, row, _ in found] == [steps for _, _, steps in found]


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


# What is told of one referral: in order, late, twice, back; each answer and each step

TELLINGS, RECEIVED = 14, date(2026, 9, 1)
KINDS = {"scheduled": "booked"}
STORY = ("scheduled", "missed", "scheduled", "cancelled", "scheduled", "seen", "lost")
OFTEN = {"scheduled": 6, "missed": 5, "cancelled": 4, "seen": 3, "lost": 3}  # all else: 1
FINAL = ("duplicate", "invalid")
Row = tuple[int, str, str | None, str, str | None, str | None]  # id, what, day, reason, who, for


@dataclass(frozen=True, slots=True)
class Telling:
    """A line that somebody types of the referral, as a status with a day or without one."""

    status: str
    day: str | None
    back: bool
    meant: str | None = None  # the day of the appointment

    @property
    def line(self) -> str:
        why = " --why 'no answer'" * (self.status in {"lost", *FINAL})
        on = f" --on {self.day}" if self.day else ""
        meant = f" --for {self.meant}" if self.meant else ""
        return f"referral status 1 {self.status}{on}{meant}{why}{' --back' * self.back}"


def read_steps(path: Path) -> list[Row]:
    """The steps of the referral but for what it is worth, in the order in which they were told."""
    query = "SELECT id, what, day, reason, who, for_day FROM step WHERE what <> 'value' ORDER BY id"
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def draw_telling(chance: Random, today: date, steps: list[Row]) -> Telling:
    """Something to tell: today, on a day that nothing else has, or on the day of a step."""
    (status,) = chance.choices(STATUSES, [OFTEN.get(one, 1) for one in STATUSES])
    taken = [day for _, _, day, *_ in steps if day]
    free = [
        day.isoformat()
        for number in range((today - RECEIVED).days)
        if (day := RECEIVED + timedelta(days=number + 1)).isoformat() not in taken
    ]
    own = [day for _, what, day, *_ in steps if day and what == KINDS.get(status, status)]
    days = [None, chance.choice(free), chance.choice(free), *own[-1:]]
    back = chance.random() < 0.25 and status not in {"missed", "cancelled"}
    on = None if status == "received" else chance.choice(days)
    known = [one[5] for one in steps if one[5]]
    coming = [f"{today + timedelta(days=chance.randint(0, 9))}", *known[-1:], *known[:1]]
    meant = chance.choice(coming) if status == "scheduled" and chance.random() < 0.8 else None
    return Telling(status, on, back, meant)


def status_after(steps: list[Row]) -> str:
    """The status after some steps."""
    return work_out(
        RECEIVED.isoformat(), [(what, day, why, None) for _, what, day, why, *_ in steps]
    ).status


def in_order(steps: list[Row]) -> list[Row]:
    """Steps as they happened; what does not count is found out last."""
    return sorted(steps, key=lambda one: (one[1] in FINAL, one[2] or "", one[0]))


def find_left(steps: list[Row], telling: Telling) -> set[int] | None:
    """The steps that going back leaves: until the referral was last at the status, if it was.

    An appointment told for a day after one that was missed is another one, and that one stays.
    """
    ordered = in_order(steps)
    starts = (ordered[:many] for many in reversed(range(len(ordered))))
    found = next((some for some in starts if leads_to(some, telling)), None)
    return None if found is None else {one[0] for one in found}


def leads_to(some: list[Row], telling: Telling) -> bool:
    """Whether a referral was at a status after some steps, or could get another appointment."""
    offs = [one[2] or "" for one in some if one[1] in {"missed", "cancelled"}]
    anew = telling.status == "scheduled" and telling.day and offs and offs[-1] <= telling.day
    status = status_after(some)
    return status == telling.status or bool(anew and status == "received")


def can_come_to_nothing(steps: list[Row], what: str, day: str) -> bool:
    """Whether there was an appointment on a day that can have been missed or called off."""
    ordered = in_order(steps)
    booked = [one for one in ordered if one[1] == "booked"]
    mine = [one for one in booked if (one[2] or "") <= day]
    status = status_after(steps)
    later = [one[2] or "" for one in ordered if one[1] in {"seen", "completed"}]
    lost = [one[2] or "" for one in ordered if one[1] == "lost"]
    ends = later + (lost[-1:] if status == "lost" else [])
    if not mine or status in FINAL:
        return False
    begun = mine[-1][2] or ""
    following = [one[2] or "" for one in booked if (one[2] or "") > begun][:1]
    offs = [
        one
        for one in ordered
        if one[1] in {"missed", "cancelled"} and begun <= (one[2] or "") <= (following or ["9"])[0]
    ]
    if following:
        ends += [one for one in lost if begun <= one <= following[0]]
    at = ordered.index(mine[-1]) + 1
    stood = mine[-1]
    for move in takewhile(lambda one: one[1] != "booked", ordered[at:]):
        if move[1] == "moved":
            early = what == "missed" and (stood[5] or "") > day
            if (move[2] or "") > day:
                return not early
            ahead = what == "missed" and (move[5] or "") > day
            if move[2] == day and stood[5] and ahead and not early:
                return True  # the appointment before it, which was due by then
            stood = move
    if what == "missed" and (stood[5] or "") > day:  # only what was said before can be said again
        return any((one[1], one[2]) == ("missed", day) for one in ordered)
    if offs and offs[0][2] == day:
        return True
    return (not offs or offs[0][1] == what) and all(day <= end for end in ends)


def check_told(telling: Telling, before: list[Row], after: list[Row], said: str) -> None:
    """Nothing is gone or moved that the answer does not name; what was told is on record."""
    left = {one[0]: one for one in after}
    gone = [one for one in before if one[0] not in left]
    moved = [one for one in before if one[0] in left and left[one[0]][2] != one[2]]
    assert [one for one in [*gone, *moved] if str(one[2]) not in said] == []
    if telling.back and (kept := find_left(before, telling)) is not None:
        went = status_after(before) != telling.status and bool(gone)
        assert not went or {one[0] for one in before} - {one[0] for one in gone} == kept
    elif not telling.back:
        assert {one[1] for one in gone} <= set(FINAL)
    kind = KINDS.get(telling.status, telling.status)
    if telling.meant:
        check_meant(telling, before, after)
    elif telling.status != "received":
        mine = [one for one in after if one[1] == kind and telling.day in {None, one[2]}]
        assert mine, (telling, before, after)
    new = {one[1] for one in after if one[0] not in {row[0] for row in before}}
    more = {"seen"} if kind == "completed" else {"moved"} if telling.meant else set[str]()
    more |= {"booked", "moved"} if count_new(before, after) == 0 else set[str]()
    assert new <= {kind, "back"} | more


def count_new(before: list[Row], after: list[Row]) -> int:
    """How many more appointments there are: none where one took the row of another."""
    several = [sum(one[1] in {"booked", "moved"} for one in some) for some in (before, after)]
    return several[1] - several[0]


def check_meant(telling: Telling, before: list[Row], after: list[Row]) -> None:
    """No day of an appointment is overwritten; the last one told holds, or stood on its day."""
    known = {one[0]: one[5] for one in before}
    assert [one for one in after if known.get(one[0]) and known[one[0]] != one[5]] == []
    mine = [one for one in in_order(after) if one[1] in {"booked", "moved"}]
    by_then = [one for one in mine if telling.day is None or (one[2] or "") <= telling.day]
    assert by_then[-1][5] == telling.meant, (telling, before, after)
    assert (by_then[-1][2] or "") <= (telling.meant or "")


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_told_fills_its_place_and_wipes_nothing_unsaid(
    seed: int, tmp_path: Path
) -> None:
    path, chance = tmp_path / "ref.db", Random(seed)  # noqa: S311  (samples, no secret)
    run_on(path, RECEIVED, "init --practice Elm --state WA --no-dhs")
    run_on(path, RECEIVED, "add 'Bo Kim' --from 'Dr. Chen' --kind provider --new")
    shown, today, done = dict[date, str](), RECEIVED + timedelta(days=5), 0
    for status in STORY[: chance.randint(0, len(STORY))]:
        today += timedelta(days=3)
        meant = f"{today + timedelta(days=6)}" if status == "scheduled" else None
        run_on(path, today, Telling(status, None, back=False, meant=meant).line)

    for _ in range(TELLINGS):
        today += timedelta(days=chance.randint(1, 4))
        before = read_steps(path)
        telling = draw_telling(chance, today, before)
        answer = run_on(path, today, telling.line)
        after = read_steps(path)
        if telling.status in {"missed", "cancelled"} and telling.day:
            wanted = can_come_to_nothing(before, telling.status, telling.day)
            assert (answer.exit_code == 0) == wanted, (telling, before, answer.output)
        if answer.exit_code:
            assert after == before
            continue
        done += 1
        check_told(telling, before, after, answer.stdout)
        again = run_on(path, today, telling.line)
        assert "(unchanged" in again.stdout, (telling, before, again.output)
        assert read_steps(path) == after
        if after != before:
            check_undo(path, today, before, after)
        shown[today] = run_on(path, today, "referral show 1 -f json").stdout

    assert done > 2
    for day, text in shown.items():
        assert run_on(path, day, "referral show 1 -f json").stdout == text


def check_undo(path: Path, today: date, before: list[Row], after: list[Row]) -> None:
    """Undo brings the steps of before back, and redo those of after."""
    assert run_on(path, today, "undo").exit_code == 0
    assert read_steps(path) == before
    assert run_on(path, today, "redo").exit_code == 0
    assert read_steps(path) == after
