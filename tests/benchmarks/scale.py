"""What thirty times as many referrals cost a whole command."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.books import DAILY, LARGE, book
from tests.benchmarks.measure import Figure, options, paired, ref, show

AIM, DUE_AIM = 3, 4
COMMANDS = (("top",), ("due",), ("report",), ("report", "--format", "json"))


def figures(cache: Path, pairs: int) -> Iterator[Figure]:
    """The ranking, the due list and the month at 100,000 referrals over the same at 3,000."""
    small, large = book(cache, DAILY), book(cache, LARGE)
    for command in COMMANDS:
        of_large, of_small = ref(*command, book=large), ref(*command, book=small)
        if len(of_large.output()) <= len(of_small.output()) / 2:
            raise SystemExit(f"ref {command} printed less of the larger book")
        aim = DUE_AIM if command == ("due",) else AIM
        found = paired(of_large.seconds, of_small.seconds, pairs=pairs)
        yield found.figure(f"ref {' '.join(command)}, 100,000 over 3,000 referrals", aim)


if __name__ == "__main__":
    given = options()
    show(("scale", figure) for figure in figures(given.cache, given.pairs))
