"""The practice's own rules: from a day on, and never looser than one that binds."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.policy.house import (
    LIMITS,
    MEANINGS,
    HouseRule,
    house_rule_refusal,
    read_value,
    value_text,
    values_on,
)
from refcli.core.policy.in_force import in_force
from refcli.core.policy.rules import Limit, Op, Policy, strictest_limit
from refcli.core.values.money import MoneyError
from refcli.core.vocabulary import IncentiveForm, Payer, RecipientClass
from refcli.errors import UsageError
from refcli.storage.policy.presets import shipped_presets

JAN, MAY, JUL = date(2026, 1, 5), date(2026, 5, 1), date(2026, 7, 1)
DAY = date(2026, 11, 23)
CLINICIAN, PATIENT = RecipientClass.CLINICIAN, RecipientClass.PATIENT
UNKNOWN, PRIVATE = Payer.UNKNOWN, Payer.PRIVATE


def ours(
    *rules: HouseRule,
    state: str = "WA",
    bills_dhs: bool | None = False,
    also: Iterable[str] = (),
) -> Policy:
    return in_force(
        shipped_presets(), state=state, bills_dhs=bills_dhs, house=rules, also=tuple(also), on=DAY
    )


def rule(key: str, value: int | None, since: date = MAY) -> HouseRule:
    return HouseRule(key, value, since)


def item(policy: Policy, whom: RecipientClass, on: date, payer: Payer = UNKNOWN) -> tuple[int, str]:
    limit = policy.item_limit(whom, payer, on)
    return (limit.cents, limit.preset.id) if limit else (-1, "")


def annual(policy: Policy, whom: RecipientClass, on: date) -> tuple[int, str]:
    limit = strictest_limit(policy.annual_limits(whom, UNKNOWN, on))
    return (limit.cents, limit.preset.id) if limit else (-1, "")


def test_without_a_house_rule_the_strict_default_stands() -> None:
    assert item(ours(), CLINICIAN, DAY) == (1500, "strict-default")
    assert annual(ours(), CLINICIAN, DAY) == (7500, "strict-default")
    assert item(ours(), PATIENT, DAY) == (1500, "us-oig-nominal-2016")


def test_a_figure_of_the_strict_default_gives_way_from_the_day_of_the_house_rule_on() -> None:
    policy = ours(rule("item_limit_clinician", 4000))

    assert item(policy, CLINICIAN, date(2026, 4, 30)) == (1500, "strict-default")
    assert item(policy, CLINICIAN, MAY) == (4000, "house-item_limit_clinician")
    for whom in (RecipientClass.CLINICIAN_FAMILY, RecipientClass.CLINICIAN_STAFF):
        assert item(policy, whom, MAY) == (4000, "house-item_limit_clinician")
    assert item(policy, RecipientClass.OTHER, MAY) == (1500, "strict-default")
    assert annual(policy, CLINICIAN, MAY) == (7500, "strict-default")
    assert item(policy, PATIENT, MAY) == (1500, "us-oig-nominal-2016")


def test_of_the_strict_default_only_the_figures_give_way() -> None:
    policy = ours(rule("item_limit_clinician", 4000), rule("annual_limit_clinician", 20000))

    (strict,) = [
        preset
        for preset in policy.applicable(CLINICIAN, UNKNOWN, DAY)
        if preset.id == "strict-default"
    ]

    assert (strict.per_item_cents, strict.annual_cents) == (None, None)
    assert strict.contingent_allowed is False
    assert strict.solicited_allowed is False
    assert IncentiveForm.RESTRICTED_GIFT_CARD in strict.barred_forms


def test_a_rule_that_was_loosened_later_still_judges_the_days_before() -> None:
    policy = ours(rule("item_limit", 500, JAN), rule("item_limit", 1200, JUL))

    assert item(policy, CLINICIAN, date(2026, 1, 4)) == (1500, "strict-default")
    assert item(policy, CLINICIAN, date(2026, 6, 30)) == (500, "house-item_limit")
    assert item(policy, CLINICIAN, JUL) == (1200, "house-item_limit")


def test_a_rule_taken_back_leaves_the_strict_default() -> None:
    policy = ours(rule("item_limit_clinician", 4000, JAN), rule("item_limit_clinician", None, JUL))

    assert item(policy, CLINICIAN, date(2026, 6, 30)) == (4000, "house-item_limit_clinician")
    assert item(policy, CLINICIAN, JUL) == (1500, "strict-default")


def test_of_two_house_rules_the_strictest_wins_and_of_one_day_the_later() -> None:
    policy = ours(
        rule("item_limit", 1400), rule("item_limit_clinician", 3000), rule("item_limit", 1300)
    )

    assert item(policy, CLINICIAN, DAY) == (1300, "house-item_limit")
    assert policy.house == {"item_limit": 1300, "item_limit_clinician": 3000}


def test_where_nobody_said_the_state_no_figure_gives_way() -> None:
    policy = ours(rule("item_limit_clinician", 4000), state="")

    assert item(policy, CLINICIAN, DAY) == (1500, "strict-default")


def test_a_house_rule_never_lifts_one_that_binds() -> None:
    policy = ours(rule("item_limit_patient", 9900), rule("annual_limit_clinician", 99900))
    billing = ours(rule("annual_limit_clinician", 99900), bills_dhs=True)

    assert item(policy, PATIENT, DAY) == (1500, "us-oig-nominal-2016")
    assert annual(billing, CLINICIAN, DAY) == (53500, "us-stark-nmc")


def test_a_form_can_be_barred_for_everybody() -> None:
    policy = ours(rule("bar_discount", 1))

    assert [
        preset.id
        for preset in policy.applicable(PATIENT, PRIVATE, DAY)
        if IncentiveForm.DISCOUNT in preset.barred_forms
    ] == ["house-bar_discount"]


def test_the_other_settings_of_the_house_are_kept() -> None:
    policy = ours(rule("substantial_value", 2000), rule("single_operator", 1))

    assert policy.substantial_cents == 2000
    assert policy.house == {"substantial_value": 2000, "single_operator": 1}
    assert ours().substantial_cents == 5000


OIG = (
    "OIG nominal value; OIG Policy Statement on Gifts of Nominal Value, 2016-12-07; OIG FAQ"
    " 2023-03-22 (42 USC 1320a-7a(a)(5)); confidence medium"
)


@pytest.mark.parametrize(
    ("key", "cents"),
    [
        ("item_limit_patient", 1499),
        ("item_limit_patient", 1500),
        ("item_limit_patient", 0),
        ("item_limit", 1500),
        ("annual_limit_patient", 7500),
        ("item_limit_clinician", 999_999),
        ("annual_limit_clinician", 999_999),
        ("substantial_value", 5000),
        ("single_operator", 1),
        ("bar_meal", 1),
        ("bar_meal", None),
        ("item_limit_patient", None),
    ],
)
def test_a_rule_as_strict_as_the_binding_one_or_stricter_is_taken(
    key: str, cents: int | None
) -> None:
    assert house_rule_refusal(rule(key, cents), ours()) is None


def test_a_looser_rule_is_refused_with_the_binding_one_its_figure_and_its_source() -> None:
    assert house_rule_refusal(rule("item_limit_patient", 1501), ours()) == (
        f"$15.01 is looser than a rule in force: up to and including $15 ({OIG})."
        " A house rule can only be stricter. Type: ref policy set item_limit_patient 15"
    )
    assert house_rule_refusal(rule("annual_limit", 10000), ours()) == (
        f"$100 is looser than a rule in force: up to and including $75 ({OIG})."
        " A house rule can only be stricter. Type: ref policy set annual_limit 75"
    )


def test_a_limit_that_may_not_be_reached_is_not_reached_by_a_house_rule_either() -> None:
    policy = ours(state="TX", also=["us-tx-dental-new-patient"])

    assert house_rule_refusal(rule("item_limit_patient", 999), policy) is None
    assert house_rule_refusal(rule("item_limit_patient", 1000), policy) == (
        "$10 is looser than a rule in force: less than $10 (Texas, gifts to win new dental"
        " patients; 22 TAC 108.58 as summarised by belolaw.com; the text of the rule was not seen;"
        " confidence low). A house rule can only be stricter."
        " Type: ref policy set item_limit_patient 9.99"
    )


@pytest.mark.parametrize("bills_dhs", [True, None])
def test_the_limit_of_the_year_binds_unless_somebody_said_it_does_not(
    bills_dhs: bool | None,  # noqa: FBT001
) -> None:
    policy = ours(bills_dhs=bills_dhs)
    said = house_rule_refusal(rule("annual_limit_clinician", 53501), policy)

    assert house_rule_refusal(rule("annual_limit_clinician", 53500), policy) is None
    assert said is not None
    assert said.startswith(
        "$535.01 is looser than a rule in force: up to and including $535"
        " (Stark law, non-monetary compensation; 42 CFR 411.357(k)"
    )


def test_where_nobody_said_the_state_the_strict_default_binds_as_well() -> None:
    policy = ours(rule("item_limit_clinician", 500), state="")

    assert house_rule_refusal(rule("item_limit_clinician", 1500), policy) is None
    assert house_rule_refusal(rule("item_limit_clinician", 1501), policy) == (
        "$15.01 is looser than a rule in force: up to and including $15 (Strict default; Default"
        " of this program: what any state's preset bars. The figures are borrowed from OIG's"
        " nominal value; no law sets them for clinicians or for all payers; confidence policy)."
        " A house rule can only be stricter. Type: ref policy set item_limit_clinician 15"
        " Or say in which state you are: ref policy use --state WA"
    )


def test_what_else_cannot_be_loosened_is_refused() -> None:
    assert house_rule_refusal(rule("substantial_value", 5001), ours()) == (
        "substantial_value can only be lowered, from $50. Type: ref policy set substantial_value 25"
    )
    assert house_rule_refusal(rule("bar_cash_equivalent", None), ours()) == (
        f"Cash equivalents: barred by a rule in force ({OIG}). No house rule lifts that."
    )


def test_values_are_read_as_typed_and_shown_as_they_could_be_typed() -> None:
    assert read_value("item_limit", "$12.50") == 1250
    assert read_value("bar_meal", " Yes ") == 1
    assert read_value("bar_meal", "no") is None
    assert read_value("annual_limit_other", "none") is None
    assert [value_text("item_limit", 1250), value_text("bar_meal", 1)] == ["$12.50", "yes"]
    assert value_text("item_limit", None) == "none"


def test_what_cannot_be_read_is_refused_with_what_to_type() -> None:
    with pytest.raises(MoneyError):
        read_value("item_limit", "a few")
    with pytest.raises(UsageError) as error:
        read_value("bar_meal", "perhaps")
    assert str(error.value) == "'perhaps' is neither yes nor no. Type: ref policy set bar_meal yes"
    with pytest.raises(UsageError) as error:
        read_value("item-limit", "5")
    assert str(error.value).startswith(
        "There is no house rule 'item-limit'. Type one of item_limit,"
    )


def test_every_house_rule_has_its_meaning() -> None:
    assert MEANINGS["item_limit"] == "the most one gift to anybody is worth"
    assert MEANINGS["annual_limit_patient"] == (
        "the most all gifts of a year to one party are worth: patients and people who may become"
        " patients"
    )
    assert MEANINGS["bar_restricted_gift_card"] == "no gift cards for one kind of goods to anybody"
    assert MEANINGS.keys() >= LIMITS.keys()


RULES = st.lists(
    st.builds(
        HouseRule,
        st.sampled_from(sorted(LIMITS)),
        st.none() | st.integers(0, 60000),
        st.dates(date(2025, 12, 1), date(2026, 12, 31)),
    ),
    max_size=5,
)
STATES = st.sampled_from(["", "WA", "NC", "OH"])


@given(
    RULES,
    STATES,
    st.sampled_from([True, False, None]),
    st.sampled_from(RecipientClass),
    st.sampled_from(Payer),
    st.dates(date(2025, 11, 1), date(2027, 1, 31)),
)
def test_whatever_the_house_says_binding_rules_stay_and_no_gift_is_without_limit(  # noqa: PLR0913, PLR0917
    rules: list[HouseRule],
    state: str,
    bills_dhs: bool | None,  # noqa: FBT001
    whom: RecipientClass,
    payer: Payer,
    on: date,
) -> None:
    bare = in_force(shipped_presets(), state=state, bills_dhs=bills_dhs, on=DAY)
    policy = in_force(shipped_presets(), state=state, bills_dhs=bills_dhs, house=rules, on=DAY)

    kept = {preset.id for preset in bare.blocking(whom, payer, on)}
    assert kept <= {preset.id for preset in policy.blocking(whom, payer, on)}
    assert policy.item_limit(whom, payer, on) is not None
    assert list(policy.annual_limits(whom, payer, on)) != []
    known = values_on([one for one in rules if one.since <= DAY], on)
    for key, figure in known.items():
        if whom in LIMITS[key]:
            limits = (
                [policy.item_limit(whom, payer, on)]
                if key.startswith("item")
                else [strictest_limit(policy.annual_limits(whom, payer, on))]
            )
            assert all(limit and limit.cents <= figure for limit in limits)


@given(STATES, st.sampled_from(sorted(LIMITS)), st.integers(0, 60000))
def test_what_is_taken_never_lies_over_what_binds(state: str, key: str, cents: int) -> None:
    bare = in_force(shipped_presets(), state=state, on=DAY)

    taken = house_rule_refusal(rule(key, cents, DAY), bare) is None

    bound = [
        limit
        for whom in LIMITS[key]
        for limit in (
            [bare.item_limit(whom, UNKNOWN, DAY)]
            if key.startswith("item")
            else bare.annual_limits(whom, UNKNOWN, DAY)
        )
        if limit and (not state or not limit.preset.id.startswith("strict"))
    ]
    assert taken is not any(
        Limit(limit.cents, Op.LE, limit.preset).broken_by(cents) for limit in bound
    )
