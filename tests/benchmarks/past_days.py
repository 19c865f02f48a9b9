"""What an earlier day costs: the same command a month back and today.

The book has 100,000 referrals; 5,000 of them, and some sources, were changed by a command a day in
the month since. Both commands run as whole processes, in turn.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

from refcli.storage.book.door import Door, writing
from tests.benchmarks.books import LARGE, book
from tests.benchmarks.measure import Figure, options, paired, ref, show
from tests.benchmarks.records import TODAY

AIM, PAIRS = 1.5, 5
DAYS, CHANGED = 30, 5_000
COMMANDS = (
    ("due",),
    ("top",),
    ("top", "--rollup", "office"),
    ("report",),
    ("source", "list"),
    ("referral", "list", "--limit", "50"),
    ("source", "show", "#5"),
    ("find", "lopez"),
    ("show", "#5"),
    ("referral", "show", "17"),
    ("quiet",),
    ("audit",),
)


def change_book(path: Path) -> None:
    """Let a month go by in which referrals get on and sources are corrected."""
    chance = Random(1)  # noqa: S311  (samples, no secret)
    chosen = chance.sample(range(1, LARGE.referrals + 1), CHANGED)
    for day in range(1, DAYS + 1):
        at = Door(path, TODAY + timedelta(days=day), "benchmark", "referral edit", lambda _: None)
        with writing(at) as opened:
            for id_ in chosen[day - 1 :: DAYS]:
                opened.session.execute(
                    text("UPDATE referral SET note = note || :day WHERE id = :id"),
                    {"day": f" {day}", "id": id_},
                )
            opened.session.execute(
                text("UPDATE source SET note = note || 'x' WHERE id = :id"), {"id": day + 2}
            )


def figures(cache: Path, pairs: int = PAIRS) -> Iterator[Figure]:
    """Each command, a month back over today."""
    path = cache / "past_days.db"
    shutil.copy(book(cache, LARGE), path)
    change_book(path)
    later = (TODAY + timedelta(days=DAYS)).isoformat()
    for words in COMMANDS:
        line = (*words, "-f", "json")
        back, today = ref(*line, book=path), ref(*line, book=path, REF_AS_OF=later)
        found = paired(back.seconds, today.seconds, pairs=pairs)
        yield found.figure(f"{' '.join(words)}, a month back over today", AIM)


if __name__ == "__main__":
    given = options()
    show(("past_days", figure) for figure in figures(given.cache, given.pairs))
