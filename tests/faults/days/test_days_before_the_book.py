"""A day before the book began shows what is known today and was dated by then, on every page."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.conftest import Ref
from tests.output.reading import rows_of

Answer = Callable[..., Any]
FIRST, LENGTH, REFERRALS, DAYS_SHOWN = date(2025, 1, 1), 400, 30, 8
HEAD = "received_on,patient,source,kind,status,seen_on,value"
RANKS = ("received", "scheduled", "seen", "completed", "lost")


@dataclass(frozen=True, slots=True)
class OldReferral:
    """What happened to a patient on which days; what a file tells without a day has that before."""

    received: date
    steps: tuple[tuple[date, str], ...] = ()
    value: int = 0

    def status(self, day: date) -> str:
        """How far it had come by a day."""
        taken = [what for on, what in self.steps if on <= day]
        return max(["received", *taken], key=RANKS.index)

    def seen_by(self, day: date) -> bool:
        """Whether the patient had been seen."""
        return any(on <= day for on, what in self.steps if what == "seen")

    @property
    def row(self) -> str:
        """What a file of old records says of it."""
        seen = next((str(on) for on, what in self.steps if what == "seen"), "")
        value = str(self.value) if self.value else ""
        return f"provider,{self.status(date.max)},{seen},{value}"


def make_old(chance: Random) -> OldReferral:
    """A referral as a file tells it: with the day of the visit alone."""
    received = FIRST + timedelta(days=chance.randint(0, LENGTH))
    seen = received + timedelta(days=chance.randint(0, 60))
    far = chance.choice(RANKS)
    if far in {"received", "scheduled"} or (far == "lost" and chance.random() < 0.5):
        return OldReferral(received, ((received, far),))
    return OldReferral(received, ((seen, "seen"), (seen, far)), chance.randint(1, 20) * 100)


@pytest.fixture
def book(ref: Ref, tmp_path: Path) -> list[OldReferral]:
    """A book that began with a file of old records; the next day more was told of some of them."""
    chance = Random(1)  # noqa: S311  (samples, no secret)
    known = [make_old(chance) for _ in range(REFERRALS)]
    doctors = ("Dr. Ng", "Dr. Orr", "Dr. Poe")
    rows = [
        f"{one.received},Pat {'ABCDE'[n % 5]}{'abcdef'[n // 5]}elm,{doctors[n % 3]},{one.row}"
        for n, one in enumerate(known)
    ]
    file = tmp_path / "old.csv"
    file.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    ref(f"import {file.as_posix()} --new", as_of="2026-11-23")
    for number in range(0, REFERRALS, 2):
        one = known[number]
        last = max([one.received, *(on for on, _ in one.steps)])
        on, what = last + timedelta(days=chance.randint(1, 90)), one.status(date.max)
        then = RANKS[min(RANKS.index(what) + 1, 3)] if what != "lost" else ""
        if then and then != what:
            ref(f"referral status {number + 1} {then} --on {on}", as_of="2026-11-24")
            seen = ((on, "seen"),) if then == "completed" and not one.seen_by(on) else ()
            known[number] = replace(one, steps=(*one.steps, *seen, (on, then)))
    return known


def test_what_is_shown_follows_from_the_steps_dated_by_then(
    book: list[OldReferral], answer: Answer, ref: Ref
) -> None:
    chance = Random(2)  # noqa: S311  (samples, no secret)
    for days in chance.sample(range(LENGTH), DAYS_SHOWN):
        day = FIRST + timedelta(days=days)
        known = {n: one for n, one in enumerate(book, start=1) if one.received <= day}
        expected = {n: one.status(day) for n, one in known.items()}
        seen = [one for one in known.values() if one.seen_by(day)]

        listed = answer("referral list --limit 100", as_of=str(day))
        page = json.loads(ref(f"report --since {FIRST} -f json", as_of=str(day)).stdout)
        headline = rows_of(page, "headline")[0]

        assert {one["id"]: one["status"] for one in listed} == expected
        assert headline["referrals"] == len(known)
        assert headline["seen"] == len(seen)
        assert headline["production"] == sum(one.value for one in seen)
        for number, status in list(expected.items())[:5]:
            assert answer(f"referral show {number}", as_of=str(day))["status"] == status
        found = answer("find pat --limit 100", as_of=str(day))
        said = {one["id"]: one["detail"].split(", ")[2] for one in found}  # seen 3 Mar 2025
        assert {id_: words.split()[0] for id_, words in said.items()} == expected


def test_what_was_done_later_and_who_came_later_is_not_there(ref: Ref, answer: Answer) -> None:
    ref('add "Ann Ray" --from "Dr. Ng" --kind provider --on 2026-10-01', as_of="2026-11-23")
    ref("visit ng --met her --on 2026-10-05", as_of="2026-11-23")
    ref("add 'Bo Kim' --from ng --on 2026-10-20", as_of="2026-11-23")
    ref("referral status 1 lost --why cost --on 2026-11-02", as_of="2026-11-23")

    shown = answer("referral show 1", as_of="2026-10-03")
    refused = ref("referral show 2", as_of="2026-10-03", exit_code=1)

    assert (shown["status"], shown["steps"]) == ("received", [])
    assert refused.stderr == "ref: There is no referral 2. See: ref referral list\n"
    assert "2026-10-05" not in ref("source show ng", as_of="2026-10-03").stdout
    assert "2026-10-05" in ref("source show ng -f json", as_of="2026-10-06").stdout
