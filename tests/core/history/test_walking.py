"""Which commands are in force after undo and redo in any order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.history.walking import (
    brings_back,
    find_taken,
    is_recent,
    list_takings,
    trace_back,
)


@pytest.mark.parametrize(
    ("undoes", "taken", "takings"),
    [
        ({}, set(), []),
        ({4: 3}, {3}, [4]),
        ({4: 3, 5: 2, 6: 1}, {3, 2, 1}, [4, 5, 6]),
        ({4: 3, 5: 4}, {4}, []),
        ({4: 3, 5: 4, 6: 3}, {4, 3}, [6]),
        ({4: 3, 5: 2, 6: 5}, {3, 5}, [4]),
        ({4: 3, 5: 4, 6: 5}, {3, 5}, [4, 6]),
        ({4: 3, 5: 4, 6: 5, 7: 4}, {5, 4}, []),  # 3 came back past 6
    ],
)
def test_what_is_taken_back_and_by_what_it_stays_so(
    undoes: dict[int, int], taken: set[int], takings: list[int]
) -> None:
    assert find_taken(undoes) == taken
    assert list_takings(undoes) == takings


def test_an_undo_is_traced_to_what_it_is_about() -> None:
    undoes = {4: 3, 5: 4, 6: 5}

    assert trace_back(6, undoes) == [6, 5, 4, 3]
    assert [brings_back(number, undoes) for number in (3, 4, 5, 6)] == [False, True, False, True]


@given(st.integers(1, 6), st.lists(st.booleans(), max_size=20))
def test_a_walk_back_and_forth_takes_the_last_and_brings_back_the_last(
    many: int, steps: list[bool]
) -> None:
    undoes: dict[int, int] = {}
    in_force, gone, latest = [*range(1, many + 1)], list[int](), many

    for back in steps:
        if back and in_force:
            gone.append(in_force.pop())
            latest += 1
            undoes[latest] = gone[-1]
        elif not back and gone:
            latest += 1
            undoes[latest] = list_takings(undoes)[-1]
            in_force.append(gone.pop())
            assert trace_back(latest, undoes)[-1] == in_force[-1]

        assert find_taken(undoes) & {*range(1, many + 1)} == {*gone}
        assert len(list_takings(undoes)) == len(gone)


@pytest.mark.parametrize(
    ("minutes", "recent"), [(0, True), (9.9, True), (10, False), (600, False), (-1, True)]
)
def test_ten_minutes_are_recent(minutes: float, *, recent: bool) -> None:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    assert is_recent("2026-11-23T09:00:00.000Z", at + timedelta(minutes=minutes)) is recent


def test_nothing_is_recent_by_a_clock_that_nobody_knows() -> None:
    assert not is_recent("2026-11-23T09:00:00.000Z", None)
