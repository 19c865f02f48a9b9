"""Who sends us the most: the ranking of sources over a period."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from refcli.core.comparing.comparison import Coverage
from refcli.core.counting.metrics import Credit, Tally, sum_all
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.values.periods import EVER, Period
from refcli.core.vocabulary import Kind
from refcli.phrases import count_phrase


class Ranking(StrEnum):
    """What the ranking goes by."""

    REFERRALS = "referrals"
    PRODUCTION = "production"
    CONVERSION = "conversion"


@dataclass(frozen=True, slots=True)
class TopFacts:
    """The period's tally, the same period last year, assists, latest, twelve months.

    Each is per source, or per place: an office with those who worked there on the day received.
    Where a kind was asked for, only what came while they were of it; ``whole`` is the period's
    tally of everybody. ``coverage``: since when there are records with which to compare.
    """

    credits: Mapping[int, Credit]
    whole: Sequence[Tally]
    tallies: Mapping[int, Tally]
    previous: Mapping[int, int]
    assists: Mapping[int, int]
    last: Mapping[int, date]
    months: Mapping[int, Sequence[int]]
    coverage: Coverage = Coverage(EVER)  # noqa: RUF009  (a value that never changes)


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One source, or one office with all who work in it."""

    credit: Credit
    tally: Tally
    previous: int
    assists: int
    last: date | None
    months: tuple[int, ...]


COLUMNS = (
    Column("rank", "#", Type.ID),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("kind", "Kind", machine_only=True),
    Column("office", "Office", machine_only=True),
    Column("referrals", "Refs", Type.COUNT),
    Column("assists", "Asst", Type.COUNT),
    Column("seen", "Seen", Type.COUNT, machine_only=True),
    Column("conversion", "Conv", Type.RATE),
    Column("production", "Production", Type.MONEY),
    Column("last_referral", "Last", Type.DATE),
    Column("previous", "Prev", Type.COUNT),
    Column("trend", "12 months", Type.TREND),
)


def top_table(
    facts: TopFacts,
    period: Period,
    *,
    by: Ranking = Ranking.REFERRALS,
    kind: Kind | None = None,
) -> Table:
    """The ranked sources; the two built-in ones are no referrers and stand in the note.

    ``kind``: the one to which the facts are limited.
    """
    ranked = sorted(ranking_lines(facts), key=order_by(by))
    known = facts.coverage.cover(period.year_before())
    rows = [
        ranking_row(facts, line, rank, line.previous if known else None)
        for rank, line in enumerate(ranked, start=1)
    ]
    return Table("Top referrers", COLUMNS, rows, ranking_note(facts, period, kind), empty=EMPTY)


EMPTY = "Nobody referred in this period. Look at another with --since and --until."


def ranking_lines(facts: TopFacts) -> list[RankedLine]:
    """Everyone with a referral, an assist, or a referral in the period a year before."""
    ids = {*facts.tallies, *facts.assists, *facts.previous}
    found = [ranked_line(facts, id_) for id_ in ids if facts.credits[id_].built_in is None]
    return [one for one in found if one.tally.referrals or one.assists or one.previous]


def ranked_line(facts: TopFacts, id_: int) -> RankedLine:
    """All figures of one source or place."""
    return RankedLine(
        credit=facts.credits[id_],
        tally=facts.tallies.get(id_, Tally(id_)),
        previous=facts.previous.get(id_, 0),
        assists=facts.assists.get(id_, 0),
        last=facts.last.get(id_),
        months=tuple(facts.months.get(id_, (0,) * 12)),
    )


def order_by(by: Ranking) -> Callable[[RankedLine], tuple[object, ...]]:
    """The largest first; equal ones by referrals, then by name."""
    figure: dict[Ranking, Callable[[RankedLine], float]] = {
        Ranking.REFERRALS: lambda line: line.tally.referrals,
        Ranking.PRODUCTION: lambda line: line.tally.production_cents,
        Ranking.CONVERSION: lambda line: (
            -1 if line.tally.conversion is None else line.tally.conversion
        ),
    }
    return lambda line: (
        -figure[by](line),
        -line.tally.referrals,
        -line.assists,
        line.credit.name.casefold(),
        line.credit.id,
    )


def ranking_row(
    facts: TopFacts, line: RankedLine, rank: int, previous: int | None
) -> tuple[Cell, ...]:
    """The cells of one line; ``previous``: None without records of the same days a year before."""
    credit, tally = line.credit, line.tally
    office = facts.credits.get(credit.office_id or 0)
    return (
        rank,
        credit.id,
        credit.name,
        credit.kind.value,
        office.name if office else None,
        tally.referrals,
        line.assists,
        tally.seen,
        tally.conversion,
        tally.production_cents,
        line.last,
        previous,
        line.months,
    )


def ranking_note(facts: TopFacts, period: Period, kind: Kind | None) -> str:
    """The date basis, the counting rule, and what is not in the ranking."""
    built_in = [one for one in facts.whole if facts.credits[one.source_id].built_in]
    everything = sum_all(facts.whole)
    listed = f" Listed: those of a source that was {kind} on the day received." if kind else ""
    still_open = count_phrase(everything.open, "is still open", "are still open")
    return (
        f"Countable referrals received {period.since} to {period.until}, to their primary source:"
        f" {everything.referrals}, of which {sum_all(built_in).referrals} had no source (unknown or"
        f" none) and {still_open}. Conv: the share that was seen. Prev:"
        f" {tell_previous(facts, period)}. 12 months: each row in a scale of its own.{listed}"
    )


def tell_previous(facts: TopFacts, period: Period) -> str:
    """What the column of the year before holds, or why it holds nothing."""
    before = period.year_before()
    told = "the same days a year before"
    return told if facts.coverage.cover(before) else facts.coverage.tell_lack(before, told)
