"""A book that lives for sixty days, and the pages that were printed on some of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from typer.testing import Result

from tests.faults.lines_by_chance import Typist
from tests.faults.small_books import run

BEGUN, DAYS, SAMPLED, LINES = date(2026, 9, 1), 60, 6, 5
PAGES = (
    "due",
    "due --within 60",
    "top",
    "top --rollup office --by production",
    "report",
    "report --month {month}",
    "source list",
    "source list --archived",
    "source show '#{source}'",
    "source duplicates",
    "referral list",
    "referral show {referral}",
    "show '#{source}'",
    "find ray",
    "quiet",
    "audit",
    "gift list",
    "gift statement '#{source}'",
    "gift cure '#{source}'",
    "policy show",
    "setting list",
    "occasion list",
    "duty list",
    "event list",
    "plan show",
    "channel show",
    "contact list",
    "insurer list",
    "history --limit 30",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it was printed on a day."""

    day: date
    line: str
    text: str


def live(seed: int, path: Path) -> list[Printed]:
    """Make a book, type into it for sixty days, and print pages on six of them."""
    chance = Random(seed)  # noqa: S311  (samples, no secret)
    sampled = set(chance.sample(range(DAYS), SAMPLED))
    of = Typist(chance, path, BEGUN)
    run_on(path, BEGUN, "init --practice Elm --state WA --no-dhs")
    run_on(path, BEGUN, "source add Sign --kind signage")  # the first recorded day; init has none
    printed: list[Printed] = []
    for number in range(DAYS):
        of.day = BEGUN + timedelta(days=number)
        for _ in range(chance.randint(0, LINES)):
            run_on(path, of.day, of.line())
        if number in sampled:
            printed += print_pages(of, path)
    return printed


def print_pages(of: Typist, path: Path) -> Iterator[Printed]:
    """Every page as it is on a day."""
    names = {
        "month": f"{of.day:%Y-%m}",
        "source": of.record("source"),
        "referral": of.referral(),
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
    return [
        (one, now) for one in printed if (now := print_page(path, one.day, one.line)) != one.text
    ]
