"""Who sends us the most."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.counting.metrics import Credit, Tally
from refcli.core.counting.top import COLUMNS, EMPTY, Ranking, TopFacts, top_table
from refcli.core.output.table import Cell, Table
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn, Kind

YEAR = Period(date(2026, 1, 1), date(2026, 10, 31))
NEVER = (0,) * 12
SPRING = (0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0)
AUTUMN = (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1)

TALLIES = {
    1: Tally(1, 20, 10, 1, 1),
    2: Tally(2, 5, 5, 0, 1),
    3: Tally(3, 4, 2, 1, 150_000),
    5: Tally(5, 2, 2, 0, 500_000),
    6: Tally(6, 4, 4, 0, 90_000),
    7: Tally(7, 1, 0, 0, 0),
}
FACTS = TopFacts(
    credits={
        1: Credit(1, "unknown", Kind.OTHER, BuiltIn.UNKNOWN),
        2: Credit(2, "none", Kind.OTHER, BuiltIn.NONE),
        3: Credit(3, "Dr. Wei Chen", Kind.PROVIDER, office_id=5),
        4: Credit(4, "Dr. Ito", Kind.PROVIDER, office_id=5),
        5: Credit(5, "Elm Dental", Kind.OFFICE),
        6: Credit(6, "Zoe Ray", Kind.PATIENT),
        7: Credit(7, "Google", Kind.DIGITAL),
        8: Credit(8, "Radio", Kind.OTHER),
        9: Credit(9, "Dr. Abt", Kind.PROVIDER),
    },
    whole=list(TALLIES.values()),
    tallies=TALLIES,
    previous={1: 9, 3: 6, 4: 2},
    assists={2: 7, 6: 1, 9: 2},
    last={
        1: date(2026, 10, 31),
        3: date(2026, 10, 5),
        4: date(2025, 5, 1),
        5: date(2026, 6, 1),
        6: date(2026, 4, 2),
        7: date(2026, 2, 2),
        8: date(2020, 2, 2),
    },
    months={3: AUTUMN, 5: SPRING, 6: SPRING},
)

NOTE = (
    "Countable referrals received 2026-01-01 to 2026-10-31, to their primary source: 36, of which"
    " 25 had no source (unknown or none) and 11 are still open. Conv: the share that was seen."
    " Prev: the same days a year before. 12 months: each row in a scale of its own."
)
CHEN = (
    *(3, "Dr. Wei Chen", "provider", "Elm Dental", 4, 0, 2, 0.5, 150_000),
    *(date(2026, 10, 5), 6, AUTUMN),
)
ITO = (4, "Dr. Ito", "provider", "Elm Dental", 0, 0, 0, None, 0, date(2025, 5, 1), 2, NEVER)
ELM = (5, "Elm Dental", "office", None, 2, 0, 2, 1.0, 500_000, date(2026, 6, 1), 0, SPRING)
ZOE = (6, "Zoe Ray", "patient", None, 4, 1, 4, 1.0, 90_000, date(2026, 4, 2), 0, SPRING)
GOOGLE = (7, "Google", "digital", None, 1, 0, 0, 0.0, 0, date(2026, 2, 2), 0, NEVER)
ABT = (9, "Dr. Abt", "provider", None, 0, 2, 0, None, 0, None, 0, NEVER)


def ranked(*lines: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    return [(rank, *line) for rank, line in enumerate(lines, start=1)]


def test_the_columns_are_those_of_the_contract() -> None:
    assert [column.name for column in COLUMNS] == [
        *("rank", "source_id", "source", "kind", "office", "referrals", "assists", "seen"),
        *("conversion", "production", "last_referral", "previous", "trend"),
    ]


def test_sources_are_ranked_by_referrals_then_by_assists_then_by_name() -> None:
    assert top_table(FACTS, YEAR) == Table(
        "Top referrers", COLUMNS, ranked(ZOE, CHEN, ELM, GOOGLE, ABT, ITO), NOTE, empty=EMPTY
    )


@pytest.mark.parametrize(
    ("by", "ids"),
    [
        (Ranking.REFERRALS, [6, 3, 5, 7, 9, 4]),
        (Ranking.PRODUCTION, [5, 3, 6, 7, 9, 4]),
        (Ranking.CONVERSION, [6, 5, 3, 7, 9, 4]),
    ],
)
def test_the_ranking_goes_by_what_is_asked_for(by: Ranking, ids: list[int]) -> None:
    table = top_table(FACTS, YEAR, by=by)

    assert [row[1] for row in table.rows] == ids
    assert [row[0] for row in table.rows] == [1, 2, 3, 4, 5, 6]


def test_one_kind_is_ranked_alone_and_the_note_still_speaks_of_all() -> None:
    facts = replace(FACTS, tallies={3: TALLIES[3]}, previous={3: 6, 4: 2}, assists={9: 2})

    table = top_table(facts, YEAR, kind=Kind.PROVIDER)

    assert table.rows == ranked(CHEN, ABT, ITO)
    listed = " Listed: those of a source that was provider on the day received."
    assert table.note == NOTE + listed


def test_unknown_and_none_are_no_referrers() -> None:
    facts = replace(FACTS, tallies={1: TALLIES[1], 2: TALLIES[2]}, previous={1: 9}, assists={2: 7})

    assert top_table(facts, YEAR, kind=Kind.OTHER).rows == []


def test_namesakes_are_ranked_by_number() -> None:
    credits_ = {id_: Credit(id_, name, Kind.PRINT) for id_, name in [(8, "elm"), (1, "Elm")]}
    facts = TopFacts(credits_, [], {8: Tally(8, 1), 1: Tally(1, 1)}, {}, {}, {}, {})

    assert [row[1] for row in top_table(facts, YEAR).rows] == [1, 8]


def test_a_period_without_referrals_says_what_to_type_instead() -> None:
    table = top_table(TopFacts(FACTS.credits, [], {}, {}, {3: 0}, FACTS.last, FACTS.months), YEAR)

    assert table.rows == []
    assert table.empty == (
        "Nobody referred in this period. Look at another with --since and --until."
    )
    assert table.note == (
        "Countable referrals received 2026-01-01 to 2026-10-31, to their primary source: 0, of"
        " which 0 had no source (unknown or none) and 0 are still open. Conv: the share that was"
        " seen. Prev: the same days a year before. 12 months: each row in a scale of its own."
    )
