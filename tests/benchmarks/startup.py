"""What a command costs beyond the libraries it stands on."""

import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.benchmarks.books import DAILY, book
from tests.benchmarks.measure import MS, Figure, Program, floor, options, paired, ref, show

SOURCE = "dr quinchenba"
GIFT = ("gift", "check", SOURCE, "tea", "--value", "5", "--occasion", "christmas")
HELP_AIM, WORK_AIM, DUE_AIM, REPORT_AIM, COMPLETION_MS = 1.3, 1.25, 1.25, 1.4, 150
TYPED = {"REF_COMPLETE": "zsh", "REF_COMPLETE_LINE": "ref add X --from dr"}


def figures(cache: Path, pairs: int) -> Iterator[Figure]:
    """Help, version and completion, and the commands of every day."""
    with tempfile.TemporaryDirectory() as folder:
        daily = Path(shutil.copy(book(cache, DAILY), folder))
        yield from quick_ones(daily, pairs)
        yield from daily_ones(daily, pairs)


def quick_ones(daily: Path, pairs: int) -> Iterator[Figure]:
    """Over a file that imports typer and prints one help."""
    least = floor("one_help", "--help")
    for option in ("--help", "--version"):
        found = paired(ref(option).seconds, least.seconds, pairs=pairs)
        yield found.figure(f"ref {option} over one help", HELP_AIM)
    completion = ref(book=daily, **TYPED)
    check("Dr.", completion)
    found = paired(completion.seconds, least.seconds, pairs=pairs)
    yield found.figure("completion of a source's name over one help", HELP_AIM)
    over = (found.first - found.second) * MS
    yield Figure("completion of a source's name, beyond one help", COMPLETION_MS, over, "ms", "")


def daily_ones(daily: Path, pairs: int) -> Iterator[Figure]:
    """Over a file that imports the libraries, opens the database and does one select."""
    least = floor("one_select", daily)
    check("Table", least)
    numbers = count()

    def add() -> float:
        who = f"Patient {next(numbers)}"
        return ref("add", who, "--from", SOURCE, book=daily).seconds()

    def seen() -> float:
        who = f"Pat{next(numbers)}x"
        check("Recorded", ref("add", who, "--from", SOURCE, book=daily))
        return ref("seen", who, book=daily).seconds()

    for name, seconds, aim in (
        ("add", add, WORK_AIM),
        ("seen", seen, WORK_AIM),
        ("due", ref("due", book=daily).seconds, DUE_AIM),
        ("today", ref("today", book=daily).seconds, DUE_AIM),
        ("top", ref("top", book=daily).seconds, WORK_AIM),
        ("report", ref("report", book=daily).seconds, REPORT_AIM),
        ("gift check", ref(*GIFT, book=daily).seconds, WORK_AIM),
    ):
        found = paired(seconds, least.seconds, pairs=pairs)
        yield found.figure(f"ref {name}, 3,000 referrals, over one select", aim)


def check(expected: str, program: Program) -> None:
    """Measure nothing that does not do its work."""
    if expected not in (printed := program.output()):
        raise SystemExit(f"{program.args} printed no {expected!r} but {printed!r}")


if __name__ == "__main__":
    given = options()
    show(("startup", figure) for figure in figures(given.cache, given.pairs))
