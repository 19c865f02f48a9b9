"""Each question behind a report and a ranking, over the plainest SQL that answers it.

Both sides run in this process on the same file, in turn; that they give the same answer is checked
first. Ours also makes the values of the core out of what SQLite gives.
"""

# ruff: noqa: S608  (statements made of this module's own words)

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import astuple, dataclass, is_dataclass
from pathlib import Path
from typing import Any

from refcli.core.report.front import Spans
from refcli.core.values.periods import EVER, Period, last_full_month, last_twelve_months, months_to
from refcli.storage.book.door import Book, reading
from refcli.storage.counting import figures as queries
from refcli.storage.owed import referrals as owed_referrals
from refcli.storage.report import facts as month
from tests.benchmarks.books import HUGE, book, door
from tests.benchmarks.measure import Figure, options, paired, show, timed
from tests.benchmarks.records import TODAY

AIM, PAIRS = 4, 7
SPANS = Spans.around(last_full_month(TODAY))
MONTH, TWELVE = SPANS.now, last_twelve_months(TODAY)

COUNTABLE = "NOT (status IN ('duplicate', 'invalid') AND closed_on <= :today)"
RECEIVED = "received_on BETWEEN :since AND :until"
SEEN = "(seen_on IS NOT NULL AND seen_on <= :today)"
LOST = f"(status = 'lost' AND closed_on <= :today AND NOT {SEEN})"

SOURCES = "SELECT id, name, kind, built_in, office_id FROM source"
TALLIES = f"""
SELECT source_id, count(*), sum({SEEN}), sum({LOST}),
  coalesce(sum(production_cents) FILTER (WHERE production_on <= :today), 0)
FROM referral WHERE {RECEIVED} AND {COUNTABLE} GROUP BY source_id
"""
COUNT = f"SELECT source_id, count(*) FROM referral WHERE {RECEIVED} AND {COUNTABLE} GROUP BY 1"
ASSISTS = f"""
SELECT assist.source_id, count(*) FROM assist JOIN referral ON referral.id = referral_id
WHERE {RECEIVED} AND {COUNTABLE} GROUP BY 1
"""
LAST = f"""
SELECT source_id, max(received_on) FROM referral
WHERE received_on <= :until AND {COUNTABLE} GROUP BY 1
"""
SPAN = f"""
SELECT coalesce(office_id, source.id), min(received_on),
  max(received_on) FILTER (WHERE received_on < :since),
  min(received_on) FILTER (WHERE received_on >= :since), max(received_on)
FROM referral JOIN source ON source.id = source_id
WHERE kind IN ('provider', 'office') AND received_on <= :until AND {COUNTABLE} GROUP BY 1
"""
COHORTS = f"""
SELECT substr(received_on, 1, 7), count(*),
  sum(coalesce(scheduled_on <= :today OR seen_on <= :today, 0)), sum({SEEN}),
  sum(coalesce(completed_on <= :today, 0)), sum({LOST})
FROM referral WHERE {RECEIVED} AND {COUNTABLE} GROUP BY 1
"""
WAITING = f"""
SELECT id, source_id, patient, received_on FROM referral
WHERE received_on <= :today AND {COUNTABLE} AND NOT past
  AND (closed_on IS NULL OR closed_on > :today)
  AND (scheduled_on IS NULL OR scheduled_on > :today) AND NOT {SEEN}
"""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, our answer, and the SQL."""

    name: str
    ours: Callable[[], object]
    sql: str
    period: Period


def questions(opened: Book) -> Iterator[Question]:
    """Those of ``month.report_facts``, then those that only ``ranking.top_facts`` asks."""
    yield Question("sources", lambda: queries.credits_(opened), SOURCES, MONTH)
    yield Question(
        "tallies of a month", lambda: queries.count_tallies(opened, MONTH), TALLIES, MONTH
    )
    yield Question(
        "counts of five periods",
        lambda: queries.count_by_period(opened, SPANS.every),
        counts_of(SPANS.every),
        around(SPANS.every),
    )
    ever = Period(EVER, MONTH.until)
    yield Question(
        "counts of all time", lambda: queries.count_by_period(opened, [ever]), COUNT, ever
    )
    last = lambda: queries.last_referrals(opened, MONTH.until)  # noqa: E731
    yield Question("last referrals", last, LAST, MONTH)
    yield Question(
        "first and last days", lambda: queries.referring_spans(opened, MONTH), SPAN, MONTH
    )
    half = Period(next(iter(months_to(MONTH.until, month.COHORT_MONTHS))).since, MONTH.until)
    yield Question("cohorts", lambda: queries.count_cohorts(opened, half), COHORTS, half)
    yield Question("waiting", lambda: owed_referrals.find_unscheduled(opened), WAITING, MONTH)
    twelve = months_to(TWELVE.until, 12)
    yield Question(
        "counts of twelve months",
        lambda: queries.count_by_period(opened, twelve),
        counts_of(twelve),
        around(twelve),
    )
    yield Question(
        "tallies of a year", lambda: queries.count_tallies(opened, TWELVE), TALLIES, TWELVE
    )
    before = TWELVE.year_before()
    yield Question(
        "counts of the year before",
        lambda: queries.count_by_period(opened, [before]),
        COUNT,
        before,
    )
    yield Question("assists", lambda: queries.count_assists(opened, TWELVE), ASSISTS, TWELVE)


def counts_of(periods: Iterable[Period]) -> str:
    """Several periods in one pass."""
    columns = ", ".join(
        f"sum(received_on BETWEEN '{one.since}' AND '{one.until}')" for one in periods
    )
    return f"SELECT source_id, {columns} FROM referral WHERE {RECEIVED} AND {COUNTABLE} GROUP BY 1"


def around(periods: Iterable[Period]) -> Period:
    """From the first day of any to the last day of any."""
    every = list(periods)
    return Period(min(p.since for p in every), max(p.until for p in every))


def figures(cache: Path, _pairs: int) -> Iterator[Figure]:
    """At 1,000,000 referrals and 10,000 sources."""
    path = book(cache, HUGE)
    with reading(door(path)) as opened, closing(sqlite3.connect(path)) as db:
        for one in questions(opened):
            yield ratio(db, one)


def ratio(db: sqlite3.Connection, one: Question) -> Figure:
    """Our answer's time over the SQL's, once both are known to be the same."""
    values = {"since": one.period.since, "until": one.period.until, "today": TODAY}
    texts = {name: day.isoformat() for name, day in values.items()}

    def plain() -> list[tuple[Any, ...]]:
        return db.execute(one.sql, texts).fetchall()

    if sorted(map(flat, plain())) != (mine := sorted(map(flat, listed(one.ours())))) or not mine:
        raise SystemExit(f"{one.name}: the two answers differ")
    found = paired(lambda: timed(one.ours), lambda: timed(plain), pairs=PAIRS)
    return found.figure(f"{one.name}, 1,000,000 referrals, over SQL", AIM)


def listed(answer: Any) -> Iterator[Any]:  # noqa: ANN401  (each question has its own type)
    """An answer as rows, whatever its form."""
    if isinstance(answer, Mapping):
        for key, value in answer.items():
            if is_dataclass(value):
                yield value
            else:
                yield (key, *(value if isinstance(value, tuple) else (value,)))
    else:
        yield from answer


def flat(row: Any) -> tuple[str, ...]:  # noqa: ANN401  (a value of the core, or a tuple)
    """A row as texts, so that a date and its text are the same."""
    cells = astuple(row) if is_dataclass(row) and not isinstance(row, type) else row
    return tuple("" if cell is None else str(cell) for cell in cells)


if __name__ == "__main__":
    given = options()
    show(("queries", figure) for figure in figures(given.cache, given.pairs))
