"""Which rule speaks, and which figure is the strictest; nothing is guessed, last year's least."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.policy.rules import (
    Limit,
    Op,
    Policy,
    Preset,
    Role,
    Series,
    annual_cents,
    applies,
    blocks,
    is_unreviewed,
    strictest_limit,
)
from refcli.core.vocabulary import Payer, RecipientClass

CLINICIAN, FAMILY = RecipientClass.CLINICIAN, RecipientClass.CLINICIAN_FAMILY
PATIENT, PROSPECT = RecipientClass.PATIENT, RecipientClass.PROSPECT
DAY = date(2026, 11, 23)
YEARLY = Series("nmc", Op.LE, {2024: 50700, 2026: 53500}, {2024: "high", 2026: "medium"}, "CMS")


def preset(id_: str = "one", **fields: object) -> Preset:
    values: dict[str, object] = {
        "id": id_,
        "title": id_.title(),
        "jurisdiction": "US",
        "role": Role.BINDING,
        "recipients": frozenset(RecipientClass),
        "source": "1 USC 1",
        "checked": "2026-01-08",
        "confidence": "high",
    }
    return Preset(**(values | fields))  # type: ignore[arg-type]


OLD = preset("old", per_item_cents=1000, annual_cents=5000, effective_to=date(2016, 12, 6))
NEW = preset("new", per_item_cents=1500, annual_cents=7500, effective_from=date(2016, 12, 7))
STARK = preset(
    "stark",
    role=Role.BINDING_IF_DHS,
    recipients=frozenset({CLINICIAN, FAMILY}),
    annual_series=YEARLY,
)


@pytest.mark.parametrize(
    ("op", "cents", "broken"),
    [
        (Op.LE, 1499, False),
        (Op.LE, 1500, False),
        (Op.LE, 1501, True),
        (Op.LT, 1499, False),
        (Op.LT, 1500, True),
        (Op.LT, 1501, True),
        (Op.LE, 0, False),
    ],
)
def test_a_limit_may_be_reached_or_not_even_that(op: Op, cents: int, broken: bool) -> None:  # noqa: FBT001
    assert Limit(1500, op, NEW).broken_by(cents) is broken


@pytest.mark.parametrize(
    ("on", "limit"),
    [
        (date(2000, 1, 1), Limit(1000, Op.LE, OLD)),
        (date(2016, 2, 29), Limit(1000, Op.LE, OLD)),
        (date(2016, 12, 6), Limit(1000, Op.LE, OLD)),
        (date(2016, 12, 7), Limit(1500, Op.LE, NEW)),
        (date(2024, 2, 29), Limit(1500, Op.LE, NEW)),
    ],
)
def test_a_rule_speaks_from_its_first_day_to_its_last(on: date, limit: Limit) -> None:
    policy = Policy(presets=[NEW, OLD])

    assert policy.item_limit(PATIENT, Payer.FEDERAL, on) == limit
    assert [one.preset for one in policy.annual_limits(PATIENT, Payer.FEDERAL, on)] == [
        limit.preset
    ]


def test_a_rule_speaks_to_its_recipients_only() -> None:
    assert applies(STARK, CLINICIAN, Payer.UNKNOWN, DAY)
    assert applies(STARK, FAMILY, Payer.UNKNOWN, DAY)
    assert not applies(STARK, RecipientClass.CLINICIAN_STAFF, Payer.UNKNOWN, DAY)
    assert not applies(STARK, PATIENT, Payer.UNKNOWN, DAY)


@pytest.mark.parametrize("whom", [PATIENT, PROSPECT])
def test_the_payer_of_a_patient_matters_where_the_rule_means_it_and_unknown_is_any(
    whom: RecipientClass,
) -> None:
    nominal = preset(payer_scope="medicare_medicaid_or_unknown")

    assert [payer for payer in Payer if applies(nominal, whom, payer, DAY)] == [
        Payer.UNKNOWN,
        Payer.FEDERAL,
    ]


@pytest.mark.parametrize("scope", ["all", "federal", "insured_or_unknown", "medicare_dhs"])
def test_what_the_payer_of_the_recipient_is_does_not_excuse_a_reward_for_referring_others(
    scope: str,
) -> None:
    rule = preset(payer_scope=scope, contingent_allowed=False)

    assert all(applies(rule, PATIENT, payer, DAY) for payer in Payer)


@pytest.mark.parametrize("payer", Payer)
def test_the_payer_of_anybody_but_a_patient_is_not_asked(payer: Payer) -> None:
    nominal = preset(payer_scope="medicare_medicaid_or_unknown")

    assert applies(nominal, CLINICIAN, payer, DAY)


@pytest.mark.parametrize(
    ("role", "bills_dhs", "refuses"),
    [
        (Role.BINDING, False, True),
        (Role.ETHICS, False, True),
        (Role.HOUSE, False, True),
        (Role.BENCHMARK, True, False),
        (Role.TAX, True, False),
        (Role.BINDING_IF_DHS, True, True),
        (Role.BINDING_IF_DHS, False, False),
        (Role.BINDING_IF_DHS, None, True),
    ],
)
def test_a_benchmark_refuses_nothing_and_what_nobody_said_binds(
    role: Role,
    bills_dhs: bool | None,  # noqa: FBT001
    refuses: bool,  # noqa: FBT001
) -> None:
    rule = preset(role=role, per_item_cents=100, annual_cents=100)
    policy = Policy(presets=[rule], bills_dhs=bills_dhs)
    own = Limit(100, Op.LE, rule)

    assert blocks(rule, policy) is refuses
    assert policy.item_limit(PATIENT, Payer.UNKNOWN, DAY) == (own if refuses else None)
    assert list(policy.annual_limits(PATIENT, Payer.UNKNOWN, DAY)) == ([own] if refuses else [])


@pytest.mark.parametrize(
    ("year", "cents"), [(2023, None), (2024, 50700), (2025, None), (2026, 53500), (2027, None)]
)
def test_a_year_without_a_figure_has_none(year: int, cents: int | None) -> None:
    policy, on = Policy(presets=[STARK]), date(year, 1, 1)

    assert annual_cents(STARK, year) == cents
    assert list(policy.annual_limits(CLINICIAN, Payer.UNKNOWN, on)) == (
        [] if cents is None else [Limit(cents, Op.LE, STARK)]
    )
    assert policy.without_figure(CLINICIAN, Payer.UNKNOWN, on) == ([STARK] if cents is None else [])


def test_a_benchmark_without_a_figure_holds_nothing_up() -> None:
    policy = Policy(presets=[STARK], bills_dhs=False)

    assert policy.without_figure(CLINICIAN, Payer.UNKNOWN, date(2027, 1, 1)) == []


def test_a_year_ends_on_its_last_day() -> None:
    policy = Policy(presets=[STARK])

    assert policy.without_figure(CLINICIAN, Payer.UNKNOWN, date(2026, 12, 31)) == []
    assert policy.without_figure(CLINICIAN, Payer.UNKNOWN, date(2027, 1, 1)) == [STARK]


def test_a_rule_without_a_figure_limits_nothing_by_itself() -> None:
    policy = Policy(presets=[preset(contingent_allowed=False)])

    assert policy.item_limit(PATIENT, Payer.UNKNOWN, DAY) is None
    assert list(policy.annual_limits(PATIENT, Payer.UNKNOWN, DAY)) == []


def test_the_strictest_wins_then_the_one_that_may_not_be_reached_then_the_binding_one() -> None:
    house = preset("house", role=Role.HOUSE)
    state = preset("a-state", jurisdiction="US-TX")
    federal = preset("federal")
    loose, le, lt = (
        Limit(1501, Op.LT, federal),
        Limit(1500, Op.LE, house),
        Limit(1500, Op.LT, house),
    )

    assert strictest_limit([loose, le]) == le
    assert strictest_limit([loose, le, lt]) == lt
    assert strictest_limit([le, Limit(1500, Op.LE, state), Limit(1500, Op.LE, federal)]) == Limit(
        1500, Op.LE, federal
    )
    assert strictest_limit([le, Limit(1500, Op.LE, state)]) == Limit(1500, Op.LE, state)
    assert strictest_limit([]) is None


def test_a_source_is_overdue_the_day_after_it_had_to_be_read_again() -> None:
    rule = preset(review_by=date(2027, 1, 1))

    assert not is_unreviewed(rule, date(2027, 1, 1))
    assert is_unreviewed(rule, date(2027, 1, 2))
    assert not is_unreviewed(preset(), date(2099, 1, 1))


CENTS = st.none() | st.integers(0, 20)
DATES = st.none() | st.dates(date(2015, 1, 1), date(2017, 12, 31))
SERIES = st.none() | st.builds(
    Series,
    st.just("s"),
    st.sampled_from(Op),
    st.dictionaries(st.integers(2015, 2017), st.integers(0, 20)),
    st.just({}),
    st.just("CMS"),
)
PRESETS = st.builds(
    Preset,
    id=st.text("abc", min_size=1, max_size=3),
    title=st.just("t"),
    jurisdiction=st.sampled_from(["US", "US-WA"]),
    role=st.sampled_from(Role),
    payer_scope=st.sampled_from(["all", "federal", "medicare_medicaid_or_unknown"]),
    recipients=st.frozensets(st.sampled_from(RecipientClass), min_size=1),
    per_item_cents=CENTS,
    annual_cents=CENTS,
    annual_series=SERIES,
    op=st.sampled_from(Op),
    effective_from=DATES,
    effective_to=DATES,
    source=st.just("s"),
    checked=st.just("c"),
    confidence=st.just("high"),
)


def within(limit: Limit | None, cents: int) -> bool:
    return limit is None or not limit.broken_by(cents)


@given(
    st.lists(PRESETS, max_size=5),
    PRESETS,
    st.sampled_from([True, False, None]),
    st.sampled_from(RecipientClass),
    st.sampled_from(Payer),
    st.dates(date(2015, 1, 1), date(2017, 12, 31)),
)
def test_one_more_rule_never_lets_anything_pass_that_was_refused(  # noqa: PLR0913, PLR0917
    presets: Sequence[Preset],
    more: Preset,
    bills_dhs: bool | None,  # noqa: FBT001
    whom: RecipientClass,
    payer: Payer,
    on: date,
) -> None:
    before = Policy(presets=presets, bills_dhs=bills_dhs)
    after = replace(before, presets=[*presets, more])
    mirrored = replace(before, presets=[more, *reversed(presets)])

    question = (whom, payer, on)
    for cents in range(22):
        assert within(before.item_limit(*question), cents) or not within(
            after.item_limit(*question), cents
        )
        assert within(strictest_limit(before.annual_limits(*question)), cents) or not within(
            strictest_limit(after.annual_limits(*question)), cents
        )
    assert {*map(id, before.blocking(*question))} <= {*map(id, after.blocking(*question))}
    assert len(before.without_figure(*question)) <= len(after.without_figure(*question))
    found, other = after.item_limit(*question), mirrored.item_limit(*question)
    assert (found and (found.cents, found.op)) == (other and (other.cents, other.op))
    assert within(found, 21) is within(other, 21)


@given(st.lists(PRESETS, max_size=5), st.sampled_from(RecipientClass), st.sampled_from(Payer))
def test_an_unknown_payer_and_an_unanswered_question_are_never_looser_than_an_answer(
    presets: Sequence[Preset], whom: RecipientClass, payer: Payer
) -> None:
    on = date(2016, 6, 1)
    for bills_dhs in (True, False):
        known = Policy(presets=presets, bills_dhs=bills_dhs)
        open_ = Policy(presets=presets, bills_dhs=None)
        strict = {*map(id, open_.blocking(whom, Payer.UNKNOWN, on))}

        assert {*map(id, known.blocking(whom, payer, on))} <= strict
