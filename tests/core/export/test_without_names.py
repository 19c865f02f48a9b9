"""What leaves without names: nothing of 1 to 10 patients is shown, or can be worked out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.export.without_names import (
    ALL,
    ALL_KINDS,
    FEWEST,
    OTHER_KINDS,
    OTHERS,
    SUPPRESSED,
    Counts,
    SourceYear,
    table_without_names,
)
from refcli.core.output.table import Cell
from refcli.core.vocabulary import BuiltIn, Kind

KINDS = [*Kind, *BuiltIn]


def draw_in_order() -> Callable[[], str]:
    """Ids of their own: a, b, c and so on, by their order."""
    numbers = count()
    return lambda: f"id{next(numbers):04}"


def rows_of(*found: tuple[int, str, int, Counts]) -> list[tuple[Cell, ...]]:
    table = table_without_names([SourceYear(*one) for one in found], draw_in_order())
    return [tuple(row) for row in table.rows]


def all_seen(referrals: int, dollars: int = 0) -> Counts:
    return Counts(referrals, referrals, referrals if dollars else 0, dollars * 100)


def seen(many: int, of: int) -> Counts:
    return Counts(of, many, 0, 0)


def test_a_source_of_eleven_is_shown_and_smaller_ones_are_one_row() -> None:
    assert rows_of(
        (2025, "provider", 3, all_seen(40, 4000)),
        (2025, "provider", 4, all_seen(11, 1100)),
        (2025, "provider", 5, all_seen(10, 1000)),
        (2025, "provider", 6, all_seen(1, 100)),
        (2026, "provider", 3, all_seen(12, 1)),
    ) == [
        (2025, ALL_KINDS, ALL, 62, 62, 620_000),
        (2025, "provider", ALL, 62, 62, 620_000),
        (2025, "provider", "id0000", 40, 40, 400_000),
        (2025, "provider", "id0001", 11, 11, 110_000),
        (2025, "provider", OTHERS, 11, 11, 110_000),
        (2026, ALL_KINDS, ALL, 12, 12, 100),
        (2026, "provider", ALL, 12, 12, 100),
        (2026, "provider", "id0000", 12, 12, 100),
    ]


def test_a_small_one_alone_is_joined_by_the_smallest_of_the_others() -> None:
    found = rows_of(
        (2025, "office", 3, all_seen(40)),
        (2025, "office", 4, all_seen(12)),
        (2025, "office", 5, all_seen(3)),
    )

    assert [row[2:4] for row in found] == [
        *((ALL, 55), (ALL, 55)),
        *(("id0000", 40), (OTHERS, 15)),
    ]


def test_a_small_kind_is_joined_by_the_smallest_of_the_others() -> None:
    found = rows_of(
        (2025, "office", 3, all_seen(40)),
        (2025, "print", 4, all_seen(12)),
        (2025, "digital", 5, all_seen(3)),
    )

    assert [row[1:4] for row in found] == [
        (ALL_KINDS, ALL, 55),
        ("office", ALL, 40),
        ("office", "id0000", 40),
        (OTHER_KINDS, ALL, 15),
    ]


def test_a_year_of_ten_is_suppressed() -> None:
    assert rows_of((2025, "office", 3, all_seen(9)), (2025, "print", 4, all_seen(1, 100))) == [
        (2025, ALL_KINDS, ALL, SUPPRESSED, SUPPRESSED, SUPPRESSED)
    ]


@pytest.mark.parametrize("kind", ["patient", "unknown", "none"])
def test_patients_and_unknown_sources_are_never_told_apart(kind: str) -> None:
    found = rows_of((2025, kind, 3, all_seen(40)), (2025, kind, 4, all_seen(30)))

    assert found == [(2025, ALL_KINDS, ALL, 70, 70, 0), (2025, kind, ALL, 70, 70, 0)]


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (seen(20, 20), seen(30, 30), (20, 30)),
        (seen(0, 20), seen(11, 22), (0, 11)),
        (seen(10, 30), seen(30, 60), (SUPPRESSED, SUPPRESSED)),  # 10 were seen
        (seen(20, 30), seen(30, 60), (SUPPRESSED, SUPPRESSED)),  # 10 were not
        (seen(1, 30), seen(60, 60), (SUPPRESSED, SUPPRESSED)),
    ],
)
def test_how_many_were_seen_is_suppressed_with_another_where_one_would_tell(
    first: Counts, second: Counts, shown: tuple[Cell, Cell]
) -> None:
    rows = rows_of((2025, "office", 3, first), (2025, "office", 4, second))

    by_source = {row[2]: row[4] for row in rows}
    assert (by_source["id0000"], by_source["id0001"]) == shown


def test_production_is_suppressed_where_few_patients_make_it_up() -> None:
    rows = rows_of(
        (2025, "office", 3, Counts(20, 20, 10, 90_000)),
        (2025, "office", 4, Counts(20, 20, 20, 120_049)),
        (2025, "office", 5, Counts(20, 20, 12, 120_050)),
    )

    assert [row[5] for row in rows] == [330_100, 330_100, SUPPRESSED, 120_000, SUPPRESSED]


def test_an_id_is_the_same_in_each_year_and_tells_nothing_of_the_source() -> None:
    found = [
        SourceYear(year, "office", source, all_seen(11))
        for year in (2024, 2025)
        for source in (7, 9)
    ]

    rows = table_without_names(found, iter(("kfmbq", "zzvxd")).__next__).rows

    assert [row[2] for row in rows] == [ALL, ALL, "kfmbq", "zzvxd"] * 2


@st.composite
def years(draw: st.DrawFn) -> list[SourceYear]:
    """What may be on record in a year: many small sources, some large ones, nearly all seen."""
    found = []
    for source in range(3, draw(st.integers(4, 30))):
        referrals = draw(st.one_of(st.integers(1, 14), st.integers(1, 60)))
        rest = draw(st.one_of(st.just(0), st.integers(0, referrals)))
        was_seen = draw(st.sampled_from((rest, referrals - rest)))
        valued = draw(st.integers(0, was_seen))
        counts = Counts(referrals, was_seen, valued, valued * 10_000)
        kind = draw(st.sampled_from([str(one) for one in KINDS[:4]] + ["none"]))
        found.append(SourceYear(2026, kind, source, counts))
    return found


@dataclass
class Node:
    """A printed row as somebody outside reads it, with the rows under it."""

    cells: Sequence[Cell]
    parts: list["Node"] = field(default_factory=list)
    low: int = 0
    high: int = 0

    @property
    def key(self) -> tuple[Cell, Cell]:
        return self.cells[1], self.cells[2]

    def nodes(self) -> Iterator["Node"]:
        yield self
        for part in self.parts:
            yield from part.nodes()


def read_tree(rows: Sequence[Sequence[Cell]]) -> Node:
    """The rows of one year: the total, its kinds, and their sources."""
    year = Node(rows[0])
    for row in rows[1:]:
        if row[2] == ALL:
            year.parts.append(Node(row))
        else:
            year.parts[-1].parts.append(Node(row))
    return year


def bound_from_below(node: Node) -> None:
    """What the cell and the cells under it leave open: from how many to how many were seen."""
    for part in node.parts:
        bound_from_below(part)
    node.low = sum(part.low for part in node.parts)
    node.high = sum(part.high for part in node.parts) if node.parts else int(str(node.cells[3]))
    if node.cells[4] != SUPPRESSED:
        node.low = node.high = int(str(node.cells[4]))


def bound_from_above(node: Node) -> None:
    """What the total leaves open for each of its parts; in a tree that is all there is to know."""
    low, high = sum(p.low for p in node.parts), sum(p.high for p in node.parts)
    bounds = [
        (max(p.low, node.low - (high - p.high)), min(p.high, node.high - (low - p.low)))
        for p in node.parts
    ]
    for part, (least, most) in zip(node.parts, bounds, strict=True):
        part.low, part.high = least, most
        bound_from_above(part)


@given(years())
@example([SourceYear(2026, "office", 3, seen(12, 12)), SourceYear(2026, "office", 4, seen(1, 11))])
def test_no_suppressed_cell_can_be_worked_out_from_the_totals(found: list[SourceYear]) -> None:
    rows = table_without_names(found, draw_in_order()).rows
    tree = read_tree(rows)
    if rows[0][3] == SUPPRESSED:
        assert len(rows) == 1
        return

    bound_from_below(tree)
    bound_from_above(tree)

    for node in tree.nodes():
        assert int(str(node.cells[3])) >= FEWEST
        if node.cells[4] == SUPPRESSED:
            assert node.high - node.low >= FEWEST  # so many figures are possible, and one more
        else:
            for figure in (int(str(node.cells[4])), int(str(node.cells[3])) - node.low):
                assert figure == 0 or figure >= FEWEST


@given(years())
def test_the_rows_of_a_total_add_up_to_it(found: list[SourceYear]) -> None:
    rows = table_without_names(found, draw_in_order()).rows
    whole = sum(one.counts.referrals for one in found)
    if rows[0][3] == SUPPRESSED:
        assert whole < FEWEST
        return

    assert rows[0][3] == whole
    for node in read_tree(rows).nodes():
        if node.parts:
            assert sum(int(str(part.cells[3])) for part in node.parts) == node.cells[3]


@given(years())
def test_no_production_of_few_patients_can_be_worked_out_from_the_totals(
    found: list[SourceYear],
) -> None:
    rows = table_without_names(found, draw_in_order()).rows
    truth = valued_by_row(found, rows)

    for node in read_tree(rows).nodes():
        if node.cells[5] == SUPPRESSED:
            continue
        assert truth[node.key] == 0 or truth[node.key] >= FEWEST
        hidden = [part for part in node.parts if part.cells[5] == SUPPRESSED]
        together = sum(truth[part.key] for part in hidden)
        assert len(hidden) != 1
        assert together == 0 or together >= FEWEST


def valued_by_row(
    found: Sequence[SourceYear], rows: Sequence[Sequence[Cell]]
) -> Mapping[tuple[Cell, Cell], int]:
    """How many patients make up the production of each row that is printed."""
    ids = {one.source_id: f"id{number:04}" for number, one in enumerate(found)}
    printed = {(row[1], row[2]) for row in rows}
    return {
        (row[1], row[2]): sum(
            one.counts.valued for one in found if belongs(one, ids[one.source_id], row, printed)
        )
        for row in rows
    }


def belongs(
    one: SourceYear, id_: str, row: Sequence[Cell], printed: set[tuple[Cell, Cell]]
) -> bool:
    """Whether the referrals of a source are in a row."""
    kind, source = row[1], row[2]
    if kind == OTHER_KINDS:
        return (one.kind, ALL) not in printed
    if source == OTHERS:
        return one.kind == kind and (one.kind, id_) not in printed
    return kind == ALL_KINDS or (one.kind == kind and source in {ALL, id_})


def test_much_is_shown_all_the_same() -> None:
    chance = Random(7)  # noqa: S311  (a sample)
    found = [
        SourceYear(2026, "provider", source, seen(many := chance.randrange(11, 60), many * 2))
        for source in range(3, 40)
    ]

    rows = table_without_names(found, draw_in_order()).rows

    assert len(rows) == 39
    assert [row for row in rows if SUPPRESSED in row[3:5]] == []
