"""What thirty times as many referrals cost a whole command."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.books import DAILY, LARGE, book
from tests.benchmarks.measure import Figure, options, paired, ref, show

AIM, DUE_AIM, FILES_AIM = 3, 4, 6
ENDINGS = ("html", "xlsx", "md", "csv", "json")
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
    with tempfile.TemporaryDirectory() as folder:
        words = files_of_report(Path(folder))
        found = paired(
            ref(*words, book=large).seconds, ref(*words, book=small).seconds, pairs=pairs
        )
        yield found.figure("ref report in five formats, 100,000 over 3,000 referrals", FILES_AIM)


def files_of_report(folder: Path) -> list[str]:
    """The line for the month in every format that ref writes itself; paper is the browser's."""
    files = (f"--output={folder / f'month.{ending}'}" for ending in ENDINGS)
    return ["report", "--overwrite", *files]


if __name__ == "__main__":
    given = options()
    show(("scale", figure) for figure in figures(given.cache, given.pairs))
