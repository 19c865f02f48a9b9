"""What never changes the answer of the check, in random ledgers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from refcli.core.gifts.check import check, check_all, find_verdict
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Return
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import Allocation, Contingency, IncentiveForm, Payer, Relation
from tests.core.gifts.samples import (
    ADA,
    AKS,
    CALIFORNIA,
    CHEN,
    DENTAL,
    DHS,
    JUNE,
    LAKESIDE,
    MARIA,
    OIG,
    PEOPLE,
    RAO,
    SHORE,
    STARK,
    STRICT,
    TIGHT,
    TODAY,
    gift,
    ledger,
)

BENCHMARK = replace(DHS, bills_dhs=False)
DAY = timedelta(days=1)
FORBIDDEN = ("compliant", "legal", "lawful", "safe", "allowed")
DAYS = st.dates(date(2025, 12, 20), date(2026, 12, 31))
GIVEN = st.builds(
    gift,
    st.sampled_from([CHEN, RAO, LAKESIDE, SHORE, MARIA]),
    st.integers(0, 30000),
    DAYS,
    form=st.sampled_from(IncentiveForm),
    relation=st.sampled_from(Relation),
    allocation=st.sampled_from(Allocation),
    heads=st.integers(1, 5),
    item=st.sampled_from(["tray", "cookies"]),
    payer=st.sampled_from(Payer),
    contingency=st.sampled_from(Contingency),
    solicited=st.booleans(),
    receipt=st.sampled_from(["", "1"]),
    occasion=st.sampled_from(["", "easter", "referral"]),
    anyway=st.sampled_from(["", "too late"]),
)
BOOKS = st.lists(GIVEN, max_size=8).map(
    lambda gifts: [replace(one, id=n) for n, one in enumerate(gifts, 1)]
)
POLICIES = st.sampled_from(
    [DHS, BENCHMARK, DENTAL, TIGHT, Policy(presets=[STARK, STRICT, OIG, AKS, CALIFORNIA, ADA])]
)
BACK = st.lists(st.builds(Return, st.integers(1, 8), DAYS, st.integers(1, 20000)), max_size=3)


@given(GIVEN, BOOKS, POLICIES, st.data())
def test_the_order_of_the_ledger_does_not_matter(
    now: Gift, book: list[Gift], policy: Policy, data: st.DataObject
) -> None:
    other = data.draw(st.permutations(book))

    before = check(now, ledger(*book), policy, TODAY)
    assert check(now, ledger(*other), policy, TODAY) == before


@given(BOOKS, POLICIES, BACK)
def test_a_gift_on_record_is_not_counted_twice(
    book: list[Gift], policy: Policy, back: list[Return]
) -> None:
    for one in book:
        others = [other for other in book if other is not one]

        within = check(one, ledger(*book, returns=back), policy, TODAY)
        without = check(one, ledger(*others, returns=back), policy, TODAY)

        assert within == without


@given(GIVEN, BOOKS, POLICIES)
def test_gifts_to_unrelated_parties_never_change_a_check(
    now: Gift, book: list[Gift], policy: Policy
) -> None:
    mine = {now.source_id, *PEOPLE[now.source_id].members}

    def related(other: Gift) -> bool:
        return bool(mine & {other.source_id, *PEOPLE[other.source_id].members})

    few = [other for other in book if related(other)]

    assert check(now, ledger(*book), policy, TODAY) == check(now, ledger(*few), policy, TODAY)


@given(st.lists(st.tuples(st.integers(1, 20000), DAYS, st.sampled_from(Relation)), min_size=1))
def test_split_and_rolled_up_is_one_direct_gift_of_the_sum(
    parts: list[tuple[int, date, Relation]],
) -> None:
    same_year = [(cents, day.replace(year=2026, day=1), who) for cents, day, who in parts]
    split = [
        gift(CHEN, cents, day, relation=who, id=n) for n, (cents, day, who) in enumerate(same_year)
    ]
    whole = gift(CHEN, sum(cents for cents, _, _ in parts))

    def caps(of: Callable[[], list[Finding]]) -> list[tuple[str, str]]:
        return [(one.words, one.rule) for one in of() if one.flag in {"RF-04", "RF-10"}]

    last = replace(split[-1], id=0)
    assert caps(lambda: check(last, ledger(*split[:-1]), DHS, TODAY)) == caps(
        lambda: check(whole, ledger(), DHS, TODAY)
    )


@given(st.permutations(range(6)), st.lists(st.integers(1, 25000), min_size=6, max_size=6))
def test_what_is_refused_at_entry_is_what_the_whole_ledger_shows_whatever_came_first(
    order: list[int], cents: list[int]
) -> None:
    gifts = [gift([CHEN, LAKESIDE][n % 2], cents[n], JUNE + n * DAY, id=n + 1) for n in range(6)]

    refused = {
        (one.flag, one.rule, one.parties)
        for n, number in enumerate(order)
        for one in check(gifts[number], ledger(*(gifts[k] for k in order[:n])), DHS, TODAY)
        if one.flag == "RF-04"
    }

    shown = {
        (one.flag, one.rule, one.parties)
        for one in check_all(ledger(*gifts), DHS, TODAY)
        if one.flag == "RF-04"
    }
    assert shown == refused


@given(BOOKS, POLICIES)
def test_the_whole_ledger_says_each_thing_once_and_what_every_gift_says(
    book: list[Gift], policy: Policy
) -> None:
    whole = check_all(ledger(*book), policy, TODAY)

    every = {one for given_one in book for one in check(given_one, ledger(*book), policy, TODAY)}
    assert len(whole) == len(set(whole))
    assert set(whole) == every
    caps = [(one.rule, one.parties, one.words[:60]) for one in whole if one.flag == "RF-04"]
    assert len(caps) == len(set(caps))


@given(GIVEN, BOOKS, POLICIES)
def test_no_message_speaks_for_the_law(now: Gift, book: list[Gift], policy: Policy) -> None:
    findings = check(now, ledger(*book), policy, TODAY)

    texts = [find_verdict(findings), *(one.words for one in findings)]
    assert not [text for text in texts for word in FORBIDDEN if word in text.lower()]
    assert all(one.words and one.rule and one.source and one.confidence for one in findings)
