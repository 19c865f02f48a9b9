"""The chain of seals: whatever is changed, taken out, put in or moved is found, and named."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.gifts.seals import (
    FIELDS,
    BreakKind,
    Link,
    Logged,
    Value,
    genesis_seal,
    seal_row,
    stands_at,
    verify,
)

START = genesis_seal("20261123T080000000Z")


def fields(number: int, **more: Value) -> dict[str, Value]:
    blank: dict[str, Value] = dict.fromkeys(FIELDS, "")
    return blank | {"id": number, "item": f"item {number}"} | more


def chained(rows: Sequence[dict[str, Value]], start: str = START) -> list[Link]:
    made: list[Link] = []
    for row in rows:
        before = made[-1].hash if made else start
        made.append(Link(row, before, seal_row(row, before)))
    return made


CHAIN = chained([fields(number) for number in range(1, 6)])


def fault(links: Sequence[Link], **more: object) -> tuple[int, BreakKind] | None:
    found = verify(links, START, **more)  # type: ignore[arg-type]
    return (found.row, found.fault) if found else None


def test_a_whole_chain_has_no_fault() -> None:
    assert fault(CHAIN) is None
    assert fault([]) is None


def test_a_changed_row_is_named() -> None:
    links = [*CHAIN]
    links[2] = replace(links[2], fields=fields(3, value_cents=1))

    assert fault(links) == (3, BreakKind.CHANGED)


def test_a_row_that_was_sealed_anew_breaks_the_next_one() -> None:
    row = fields(3, value_cents=1)
    links = [*CHAIN]
    links[2] = Link(row, CHAIN[1].hash, seal_row(row, CHAIN[1].hash))

    assert fault(links) == (4, BreakKind.MISSING)


def test_a_row_taken_out_is_missing() -> None:
    assert fault([*CHAIN[:2], *CHAIN[3:]]) == (3, BreakKind.MISSING)


def test_a_number_that_was_left_out_though_the_seals_go_on_is_a_gap() -> None:
    links = chained([fields(1), fields(3)])

    assert fault(links) == (2, BreakKind.GAP)


def test_two_rows_that_changed_places_are_out_of_order() -> None:
    two, three = CHAIN[1], CHAIN[2]
    swapped = [
        CHAIN[0],
        replace(three, fields=dict(three.fields) | {"id": 2}),
        replace(two, fields=dict(two.fields) | {"id": 3}),
        *CHAIN[3:],
    ]

    assert fault(swapped) == (2, BreakKind.OUT_OF_ORDER)


def test_a_row_that_follows_on_another_than_the_one_before_is_out_of_order() -> None:
    row = fields(5)
    links = [*CHAIN[:4], Link(row, CHAIN[1].hash, seal_row(row, CHAIN[1].hash))]

    assert fault(links) == (5, BreakKind.OUT_OF_ORDER)


def test_a_row_without_a_seal_was_put_in() -> None:
    assert fault([*CHAIN, Link(fields(6), "", "")]) == (6, BreakKind.INSERTED)


def test_a_number_before_the_first_was_put_in() -> None:
    assert fault([Link(fields(0), START, seal_row(fields(0), START)), *CHAIN]) == (
        0,
        BreakKind.INSERTED,
    )


def test_rows_cut_off_at_the_end_are_found_by_the_numbers_given_and_by_the_history() -> None:
    assert fault(CHAIN[:4], last=5) == (5, BreakKind.MISSING)
    assert fault(CHAIN[:4], logged=[Logged(one.id, one.hash) for one in CHAIN]) == (
        5,
        BreakKind.MISSING,
    )


@pytest.mark.parametrize(
    ("told", "row", "kind"),
    [
        (Logged(2, "x", "update"), 2, BreakKind.CHANGED),
        (Logged(2, "0" * 64), 2, BreakKind.CHANGED),
        (Logged(2, CHAIN[1].hash, by_ref=False), 2, BreakKind.INSERTED),
    ],
)
def test_the_history_tells_of_what_a_new_chain_would_hide(
    told: Logged, row: int, kind: BreakKind
) -> None:
    others = [Logged(one.id, one.hash) for one in CHAIN if one.id != told.id]

    assert fault(CHAIN, logged=[*others, told]) == (row, kind)


def test_a_row_of_which_the_history_never_heard_was_put_in() -> None:
    logged = [Logged(one.id, one.hash) for one in CHAIN[:4]]

    assert fault(CHAIN, logged=logged) == (5, BreakKind.INSERTED)


def test_a_chain_made_anew_as_a_whole_is_found_by_a_head_that_was_printed() -> None:
    anew = chained([fields(number, value_cents=9) for number in range(1, 6)])

    assert fault(anew) is None
    assert fault(anew, head=str(CHAIN[-1].hash)) == (0, BreakKind.ANEW)
    assert fault(CHAIN, head=str(CHAIN[2].hash)) is None
    assert [stands_at(CHAIN, START, head) for head in (START, str(CHAIN[2].hash), "0" * 64)] == [
        0,
        3,
        None,
    ]


def test_every_book_has_a_chain_of_its_own() -> None:
    assert verify(chained([fields(1)], genesis_seal("another")), START)


@given(st.integers(0, 4), st.sampled_from(FIELDS[1:]), st.text(max_size=4) | st.integers(0, 9))
def test_any_change_of_any_field_is_found(place: int, name: str, value: Value) -> None:
    before = CHAIN[place].fields
    changed = replace(CHAIN[place], fields=dict(before) | {name: value})
    links = [*CHAIN[:place], changed, *CHAIN[place + 1 :]]

    assert (verify(links, START) is None) is (before[name] == value)
