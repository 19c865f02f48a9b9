"""A book that lives for sixty days, and the pages that were printed on some of them.

``python -m tests.faults.past_days --books 200 --seed 1`` lives through so many books, each by its
own number, prints every page again as of its day, and says how many say something else.
"""

import argparse
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from typer.testing import Result

from refcli.command_table import LazyCommand
from tests.conftest import LATE, one_engine
from tests.faults.cells import TREE
from tests.faults.lines_by_chance import draw_line
from tests.faults.old_books import VERSIONS, begin_old, type_old
from tests.faults.small_books import run
from tests.faults.typist import Typist

BEGUN, DAYS, SAMPLED, LINES = date(2026, 9, 1), 60, 6, 5
OLD_BOOKS, OLD_DAYS = 3, (5, 40)  # one book of so many was begun with an older ref, for some days
PAGES = (
    "due",
    "due --within 60",
    *("today", "brief '#{source}'", "route --limit 20", "issue list --all"),
    "top",
    "top --rollup office --order production",
    "report",
    "report --month {month}",
    "source list",
    "source list --archived",
    "source show '#{source}'",
    "source duplicates",
    "referral list",
    "referral show {referral}",
    "show '#{source}'",
    "show {patient}",
    "find ray",
    "find '#{source}'",
    "quiet",
    "quiet --explain '#{source}'",
    "audit",
    "audit verify",
    "gift list",
    "gift statement '#{source}'",
    "gift cure '#{source}'",
    "gift check '#{source}' cake --value 20",
    "gift plan christmas --class office --item cake --value 9",
    "reward show",
    "policy show",
    "setting list",
    "setting days",
    "setting reasons",
    "occasion list",
    "duty list",
    "duty show {duty}",
    "duty away --list",
    "event list",
    "event show {event}",
    "plan show",
    "channel show",
    "contact list",
    "insurer list",
    "target list --ended --near 98101",
    "target show 1234567893",
    "letter show thank-you",
    "letter show report",
    "history --limit 30",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it was printed on a day."""

    day: date
    line: str
    text: str
    of_a_copy: bool = False  # that was brought up to date on that day

    def is_said_by(self, now: str) -> bool:
        """Whether a page says the same."""
        if self.of_a_copy and self.line.startswith("history"):
            return drop_numbers_of_choices(now) == drop_numbers_of_choices(self.text)
        return now == self.text


@dataclass(slots=True)
class Life:
    """What was printed, which commands were typed, and which of them went well."""

    printed: list[Printed] = field(default_factory=list)
    typed: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)

    def type(self, of: Typist, line: str) -> None:
        """Type a line today."""
        name = name_of(line)
        self.typed[name] += 1
        self.done[name] += run_on(of.book, of.day, line).exit_code == 0


def name_of(line: str) -> str:
    """The command of a line, such as ``referral status``."""
    words = line.split()
    return " ".join(words[:2]) if " ".join(words[:2]) in TREE else words[0]


def live(seed: int, path: Path) -> Life:
    """Make a book, type into it for sixty days, and print pages on six of them.

    Some books are begun with an older ref, and brought up to date on one of the days.
    """
    chance, life = Random(seed), Life()  # noqa: S311  (samples, no secret)
    sampled = set(chance.sample(range(DAYS), SAMPLED))
    of = Typist(chance, path, BEGUN)
    begun = live_with_old(of, sampled, life) if seed % OLD_BOOKS == 0 else 0
    of.day = BEGUN + timedelta(days=begun)
    life.type(of, "init --practice Elm --state WA --no-dhs")
    life.type(of, "source add Sign --kind signage")  # the first recorded day; init has none
    for number in range(begun, DAYS):
        of.day = BEGUN + timedelta(days=number)
        for _ in range(chance.randint(0, LINES)):
            life.type(of, draw_line(of))
        if number in sampled:
            life.printed += print_pages(of, path)
    return life


def live_with_old(of: Typist, sampled: set[int], life: Life) -> int:
    """Begin the book with an older ref; the number of days for which that was in use.

    What was known on one of those days is printed from a copy that was brought up to date then;
    not of the first schema, whose books begin to ask for calls on the day of their upgrade. The
    number of a choice depends on how many there were at the upgrade, and is set aside.
    """
    days, version = of.chance.randint(*OLD_DAYS), of.chance.choice(VERSIONS)
    begin_old(of.book, version)
    for number in range(days):
        of.day = BEGUN + timedelta(days=number)
        for _ in range(of.chance.randint(number == 0, LINES)):
            type_old(of.book, of.day, of.chance)
        if number in sampled and version > 1:
            copy = of.book.with_name(f"as-of-{of.day}.db")
            shutil.copy(of.book, copy)
            run_on(copy, of.day, "due")  # brings it up to date, which is said once
            life.printed += [replace(one, of_a_copy=True) for one in print_pages(of, copy)]
    return days


def print_pages(of: Typist, path: Path) -> Iterator[Printed]:
    """Every page as it is on a day."""
    names = {
        "month": f"{of.day:%Y-%m}",
        "source": of.record("source"),
        "referral": of.referral(),
        "patient": of.pick("ann", "bo", "cy"),
        "duty": of.pick("1", "2"),
        "event": of.pick("1", "2"),
    }
    for page in PAGES:
        line = page.format(**names)
        yield Printed(of.day, line, print_page(path, of.day, line))


def print_page(path: Path, day: date, line: str) -> str:
    """What a page says on a day: its JSON, or why there is none."""
    result = run_on(path, day, f"{line} -f json")
    return str(result.stdout or result.stderr)


def run_on(path: Path, day: date, line: str) -> Result:
    """Type a line on a day."""
    return run(line, path, as_of=day)


def find_differing(path: Path, printed: list[Printed]) -> list[tuple[Printed, str]]:
    """The pages that say something else today, with what they say."""
    again = ((one, print_page(path, one.day, one.line)) for one in printed)
    return [(one, now) for one, now in again if not one.is_said_by(now)]


def drop_numbers_of_choices(history: str) -> list[dict[str, Any]]:
    """A history in which the rows of choices have no number."""
    changes: list[dict[str, Any]] = json.loads(history)
    for change in changes:
        if change["table"] == "choice":
            for row in (change["before"], change["after"]):
                (row or {}).pop("id", None)
            del change["row_id"]
    return changes


@contextmanager
def one_process() -> Iterator[None]:
    """Do once for all commands what each does once in a process of its own, on a later day."""
    later = patch("refcli.cli.real_day", lambda: LATE)
    loaded = patch.object(LazyCommand, "load", cache(LazyCommand.load))
    engine = patch("refcli.storage.book.opening.create_engine", one_engine())
    with later, loaded, engine:
        yield


def say_difference(one: Printed, now: str) -> str:
    """Where a page begins to say something else."""
    at = next((i for i, (a, b) in enumerate(zip(one.text, now, strict=False)) if a != b), 0)
    start = max(at - 120, 0)
    then, again = (text[start : at + 120].replace("\n", " ") for text in (one.text, now))
    return f"  {one.day} {one.line}\n    then: {then}\n    now:  {again}"


def live_and_compare(seed: int) -> tuple[Life, int]:
    """Live through one book, say how it went, and count the pages that differ."""
    with TemporaryDirectory() as folder, one_process():
        path = Path(folder) / "ref.db"
        life = live(seed, path)
        differing = find_differing(path, life.printed)
    typed, done = life.typed.total(), life.done.total()
    print(  # noqa: T201  (this is what it is for)
        f"book {seed}: {typed} lines typed, {done} of them done, {len(life.printed)} pages,"
        f" {len(differing)} differ",
        *(say_difference(one, now) for one, now in differing),
        sep="\n",
        flush=True,
    )
    return life, len(differing)


def main() -> int:
    """Live through the books that are asked for; 1 if any page differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="the number of the first book")
    given = parser.parse_args()
    pages, differing, done = 0, 0, Counter[str]()
    for seed in range(given.seed, given.seed + given.books):
        life, wrong = live_and_compare(seed)
        pages, differing = pages + len(life.printed), differing + wrong
        done += life.done
    print(f"{given.books} books, {pages:,} pages compared, {differing} differ")  # noqa: T201
    print(f"{done.total():,} lines of {len(done)} commands went well")  # noqa: T201
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
