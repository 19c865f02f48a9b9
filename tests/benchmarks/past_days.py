"""What an earlier day costs: the same command a month back and today.

The book has 100,000 referrals. In the month since, 5,000 of them got a step, a thousand sources a
visit, some a correction, and one rule was chosen, by a command a day. Both commands run as whole
processes, in turn.
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
DAYS, CHANGED, A_VISIT_IN = 30, 5_000, 5
TOLD = (  # who was seen is done; of all others it is told what the treatment is worth
    "INSERT INTO step (referral_id, what, day, cents, recorded_on)"
    " SELECT id, iif(status = 'seen', 'completed', 'value'), :day,"
    " iif(status = 'seen', NULL, 12300), :day FROM referral WHERE id = :id"
)
FOLLOWS = (
    "UPDATE referral SET status = iif(status = 'seen', 'completed', status),"
    " completed_on = iif(status = 'seen', :day, completed_on),"
    " production_cents = iif(status = 'seen', production_cents, 12300),"
    " production_on = iif(status = 'seen', production_on, :day) WHERE id = :id"
)
VISITED = "INSERT INTO activity (source_id, kind, done_on) VALUES (:source, 'visit', :day)"
CORRECTED = "UPDATE source SET note = note || 'x' WHERE id = :id"
CHOSEN = (
    "INSERT INTO choice (key, value, since, recorded_on) VALUES ('thank_after', '4', :day, :day)"
)
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
    """Let a month go by in which referrals get on, sources are visited, and one rule is chosen."""
    chance = Random(1)  # noqa: S311  (samples, no secret)
    chosen = chance.sample(range(1, LARGE.referrals + 1), CHANGED)
    for day in range(1, DAYS + 1):
        today = TODAY + timedelta(days=day)
        at = Door(path, today, "benchmark", "referral status", lambda _: None)
        with writing(at) as opened:
            for id_ in chosen[day - 1 :: DAYS]:
                values = {"id": id_, "day": f"{today}", "source": id_ % LARGE.sources + 3}
                for statement in (TOLD, FOLLOWS) if id_ % A_VISIT_IN else (TOLD, FOLLOWS, VISITED):
                    opened.session.execute(text(statement), values)
            opened.session.execute(text(CORRECTED), {"id": day + 2})
            if day == DAYS // 2:
                opened.session.execute(text(CHOSEN), {"day": f"{today}"})


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
