"""What patients are handed: what a rule in force forbids, and what none bars."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.gifts.check import refuses
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.rewards import Reward, find_bans, propose_rewards, review
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import IncentiveForm, Payer, RecipientClass, Severity
from tests.core.gifts.samples import (
    ADA,
    AKS,
    CALIFORNIA,
    DENTAL,
    JERSEY,
    MASSACHUSETTS,
    OIG,
    STARK,
    STRICT,
    TIGHT,
    TODAY,
    WASHINGTON,
    flags,
)

INSURED = (
    "MA has a rule against what hangs on a referral of an insured patient, and patients are"
    " within its reach."
)
GOLDEN = Policy(presets=[STRICT, AKS, OIG, ADA, CALIFORNIA], state="CA")
REFER_A_FRIEND = Reward(
    what="movie ticket", occasion="friend comes", value_cents=1200, hangs_on_referral=True
)
BRUSH = Reward(what="toothbrush", occasion="recall", value_cents=400)


def test_a_reward_that_hangs_on_a_referral_is_refused_by_each_rule_with_its_source() -> None:
    assert review(REFER_A_FRIEND, GOLDEN, TODAY) == [
        Finding(
            flag="RF-02",
            severity=Severity.BLOCK,
            words=f"It hangs on a referral, and {rule} forbids that.",
            rule=rule,
            source=f"source of {rule}",
            confidence="high",
            absolute=True,
        )
        for rule in sorted(
            ["ethics-ada", "strict-default", "us-aks", "us-ca", "us-oig-nominal-2016"]
        )
    ]


def test_where_no_rule_in_force_speaks_of_it_that_is_told_and_is_no_permission() -> None:
    findings = review(REFER_A_FRIEND, Policy(presets=[WASHINGTON]), TODAY)

    assert [(one.flag, one.severity, one.words) for one in findings] == [
        (
            "RF-02",
            Severity.HIGH,
            "It hangs on a referral. No rule in force speaks of that, which is no permission.",
        )
    ]


def test_leaving_out_federal_patients_does_not_mend_a_reward_for_a_referral() -> None:
    only_private = review(REFER_A_FRIEND, Policy(presets=[AKS]), TODAY, Payer.PRIVATE)

    assert flags(only_private) == ["RF-02 block"]


@pytest.mark.parametrize(
    ("reward", "payer", "expected"),
    [
        (BRUSH, Payer.UNKNOWN, []),
        (replace(BRUSH, value_cents=1500), Payer.UNKNOWN, []),
        (replace(BRUSH, value_cents=1501), Payer.UNKNOWN, ["RF-05 block"]),
        (replace(BRUSH, value_cents=1501), Payer.PRIVATE, []),
        (replace(BRUSH, form=IncentiveForm.CASH), Payer.PRIVATE, ["RF-01 block"]),
        (replace(BRUSH, form=IncentiveForm.CASH_EQUIVALENT), Payer.UNKNOWN, ["RF-01 block"]),
        (replace(BRUSH, form=IncentiveForm.RESTRICTED_GIFT_CARD), Payer.UNKNOWN, []),
        (replace(BRUSH, announced=True), Payer.UNKNOWN, []),
        (replace(BRUSH, form=IncentiveForm.DISCOUNT, value_cents=0), Payer.UNKNOWN, ["RF-26 warn"]),
        (replace(BRUSH, occasion="for each new patient you send"), Payer.UNKNOWN, ["RF-02 block"]),
        (replace(BRUSH, what="mug per friend"), Payer.PRIVATE, ["RF-02 block"]),
        (replace(BRUSH, what="Amazon gift card"), Payer.PRIVATE, ["RF-01 block"]),
        (
            replace(BRUSH, what="refer-a-friend raffle", form=IncentiveForm.PRIZE, announced=True),
            Payer.PRIVATE,
            ["RF-02 block", "RF-33 high", "RF-35 warn"],
        ),
        (
            replace(REFER_A_FRIEND, announced=True, form=IncentiveForm.PRIZE),
            Payer.UNKNOWN,
            ["RF-02 block", "RF-33 high", "RF-35 warn"],
        ),
    ],
)
def test_a_reward_keeps_the_limits_of_one_gift_and_its_form(
    reward: Reward, payer: Payer, expected: list[str]
) -> None:
    assert flags(review(reward, Policy(presets=[OIG]), TODAY, payer)) == expected


def test_a_benchmark_is_told_and_refuses_no_reward() -> None:
    card = Reward(
        what="lunch card",
        to_whom=RecipientClass.CLINICIAN,
        form=IncentiveForm.RESTRICTED_GIFT_CARD,
        value_cents=1000,
    )

    assert flags(review(card, replace(DENTAL, presets=[STARK]), TODAY)) == ["RF-01 warn"]


def test_a_rule_speaks_from_its_day_on() -> None:
    dear = replace(BRUSH, value_cents=2000)

    assert flags(review(dear, Policy(presets=[OIG]), date(2016, 12, 6))) == []
    assert flags(review(dear, Policy(presets=[OIG]), date(2016, 12, 7))) == ["RF-05 block"]


@pytest.mark.parametrize("policy", [GOLDEN, TIGHT, DENTAL, Policy()])
def test_only_what_no_rule_in_force_bars_is_proposed_and_nothing_hangs_on_a_referral(
    policy: Policy,
) -> None:
    proposed = propose_rewards(policy, TODAY)

    assert [(one.reward.what, one.reward.value_cents) for one in proposed] == [
        ("thank-you note", 0),
        ("oral hygiene goods", 1500),
        ("drawing open to everyone", 1500),
    ]
    assert "at most $15 each and $75 a year" in proposed[1].words
    assert not any(one.reward.hangs_on_referral for one in proposed)
    assert not any(refuses(review(one.reward, policy, TODAY)) for one in proposed)


def test_what_a_house_rule_bars_is_not_proposed() -> None:
    no_prizes = replace(STRICT, id="house", barred_forms=frozenset({IncentiveForm.PRIZE}))
    tight = replace(STRICT, id="tight", per_item_cents=500)

    proposed = propose_rewards(Policy(presets=[no_prizes, tight, OIG]), TODAY)

    assert [(one.reward.what, one.reward.value_cents) for one in proposed] == [
        ("thank-you note", 0),
        ("oral hygiene goods", 500),
    ]


def test_the_states_that_forbid_a_reward_for_a_referral_are_named_with_their_source() -> None:
    every = [STRICT, AKS, WASHINGTON, MASSACHUSETTS, JERSEY, CALIFORNIA]

    assert [
        (ban.state, ban.outright, ban.words, ban.preset.source) for ban in find_bans(every)
    ] == [
        (
            "CA",
            True,
            "CA forbids rewarding a patient for a referral.",
            "source of us-ca",
        ),
        (
            "MA",
            False,
            INSURED,
            "source of us-ma",
        ),
    ]


def test_no_proposal_speaks_for_the_law() -> None:
    texts = [one.words + one.reward.what for one in propose_rewards(GOLDEN, TODAY)]

    assert not [
        text
        for text in texts
        for word in ("compliant", "legal", "lawful", "safe", "allowed")
        if word in text.lower()
    ]
