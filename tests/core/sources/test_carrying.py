"""Which skips, snoozes and thank-yous of two sources hold for the one that they become."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from refcli.core.owed.items import DueItem, Mark, Party
from refcli.core.sources.carrying import (
    MarkOnRecord,
    OwedBefore,
    OwedThanks,
    Thanks,
    carry_over,
)
from refcli.core.vocabulary import DueType, Kind, MarkAction

TODAY = date(2026, 11, 23)
SOON = TODAY + timedelta(days=7)
DAYS = st.integers(0, 60).map(lambda n: TODAY - timedelta(days=n))


def one(id_: int, **more: Any) -> OwedBefore:  # noqa: ANN401
    party = Party(id=id_, name=f"N{id_}", kind=Kind.PROVIDER, last_visit=more.pop("visit", None))
    return OwedBefore(party=party, **more)


def item(key: str, due_on: date = TODAY) -> DueItem:
    return DueItem(key, DueType.VISIT, int(key[1:]), "N", due_on, "why")


def mark(id_: int, key: str, made_on: date = TODAY, until: date | None = None) -> MarkOnRecord:
    action = MarkAction.SNOOZE if until else MarkAction.SKIP
    return MarkOnRecord(id_, Mark(key, action, TODAY, until, made_on), "away")


def test_where_nothing_is_owed_to_the_other_all_is_carried_over() -> None:
    gone = one(9, marks=[mark(1, "V9"), mark(2, "T9"), mark(3, "Q9", until=SOON)])

    made = carry_over(one(4), gone, TODAY, SOON)

    assert (made.ended, made.said) == (frozenset(), ())
    assert made.marks == {1: "V4", 2: "T4", 3: "Q4"}


def test_what_counts_for_some_referrals_alone_says_so_in_its_key() -> None:
    gone = one(
        9,
        marks=[mark(1, "T9-3")],
        thanks=[Thanks(7, TODAY, None, ""), Thanks(8, TODAY, 13, "T9"), Thanks(9, TODAY, 1, "")],
    )
    kept = one(4, unthanked=[OwedThanks(14, "Ann", TODAY), OwedThanks(12, "Bo", TODAY)])

    made = carry_over(kept, gone, TODAY, SOON)

    assert made.marks == {1: "T4-3-12-14"}
    assert made.closes == {7: "T4-12-14", 8: "T4-12"}
    both, still = "referral 14 Ann, referral 12 Bo", "#4 is still owed a thank-you"
    assert made.said == (
        f"skip of T9 (away) is not carried over to {both}: {still}",
        f"thank-you of Nov 23 is not carried over to {both}: {still}",
        f"thank-you of Nov 23 is not carried over to referral 12 Bo: {still}",
    )


def test_a_skipped_visit_puts_off_none_that_the_other_waits_for() -> None:
    for due_on, visit, ended in (
        (SOON, None, {1}),
        (SOON, TODAY, set()),  # the visit of the same day was later than what was skipped
        (SOON + timedelta(days=1), None, set()),
    ):
        kept = one(4, items={"V": item("V4", due_on)}, visit=visit)
        gone = one(9, items={"V": item("V9", SOON)}, marks=[mark(1, "V9")])

        assert carry_over(kept, gone, TODAY, SOON).ended == ended


@given(st.integers(1, 90), st.one_of(st.none(), st.integers(1, 90)))
def test_a_snooze_holds_where_the_other_one_sleeps_no_less(own: int, others: int | None) -> None:
    until, hidden = TODAY + timedelta(days=own), {}
    if others:
        hidden = {"T": TODAY + timedelta(days=others)}
    kept = one(4, items={"T": item("T4")}, hidden=hidden)
    gone = one(9, items={"T": item("T9")}, hidden={"T": until}, marks=[mark(1, "T9", until=until)])

    holds = others is not None and others >= own
    assert carry_over(kept, gone, TODAY, SOON).ended == (frozenset() if holds else {1})


@given(st.lists(DAYS, max_size=4), st.lists(DAYS, max_size=4), st.lists(DAYS, max_size=3))
def test_whatever_is_skipped_no_referral_of_the_other_loses_its_thanks(
    mine: list[date], theirs: list[date], skips: list[date]
) -> None:
    sent = [OwedThanks(n, "A", day) for n, day in enumerate(mine, start=1)]
    received = [OwedThanks(n, "B", day) for n, day in enumerate(theirs, start=50)]
    marks = [mark(n, "T9", made_on=day) for n, day in enumerate(skips, start=1)]

    made = carry_over(one(4, unthanked=sent), one(9, marks=marks, unthanked=received), TODAY, SOON)

    left_out = {n: set(map(int, key.split("-")[1:])) for n, key in made.marks.items()}
    for number, day in enumerate(skips, start=1):
        assert left_out[number] == {owed.id for owed in sent if owed.received_on <= day}
