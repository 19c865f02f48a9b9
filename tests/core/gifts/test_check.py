"""The check of a gift: each red flag, its edges, and what never changes the answer."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from refcli.core.gifts.check import check, find_verdict, refuses
from refcli.core.gifts.findings import NOTHING_BROKEN, Finding
from refcli.core.gifts.ledger import Gift, Ledger, Recipient, Return
from refcli.core.policy.rules import Op, Policy, Role
from refcli.core.vocabulary import (
    Allocation,
    Contingency,
    IncentiveForm,
    Kind,
    PaidFrom,
    Payer,
    RecipientClass,
    Relation,
    Severity,
)
from tests.core.gifts.samples import (
    ADA,
    AKS,
    CALIFORNIA,
    CHEN,
    DENTAL,
    DHS,
    JUNE,
    LAKESIDE,
    LIBRARY,
    MARIA,
    OIG,
    RAO,
    SHORE,
    STRICT,
    TIGHT,
    TODAY,
    flags,
    gift,
    ledger,
    preset,
    said,
)

NOBODY_ASKED = Policy()
BENCHMARK = replace(DHS, bills_dhs=False)
DAY = timedelta(days=1)


def found(
    given_now: Gift, *others: Gift, policy: Policy = DENTAL, today: date = JUNE
) -> list[Finding]:
    return check(given_now, ledger(*others), policy, today)


def test_a_gift_that_keeps_every_rule_has_no_findings() -> None:
    assert found(gift()) == []


def test_a_finding_has_its_words_its_rule_and_its_evidence() -> None:
    earlier = gift(CHEN, 50000, date(2026, 1, 5), id=3)

    assert found(gift(CHEN, 4000), earlier, policy=DHS) == [
        Finding(
            flag="RF-04",
            severity=Severity.BLOCK,
            words="Gifts that count for Dr. Wei Chen in 2026 come to $540; the limit is $535 a"
            " year.",
            rule="us-stark-nmc",
            source="source of us-stark-nmc; source of the figures",
            confidence="medium",
            gifts=(3,),
            parties=(CHEN,),
        )
    ]


FORM = IncentiveForm
NO_STRINGS = "It hangs on a referral, and a gift has no strings"


@pytest.mark.parametrize(
    ("form", "source_id", "policy", "expected"),
    [
        (FORM.CASH, CHEN, DENTAL, ["RF-01 block"]),
        (FORM.CASH, LIBRARY, NOBODY_ASKED, ["RF-01 block"]),
        (FORM.CASH_EQUIVALENT, CHEN, DHS, ["RF-01 block"]),
        (FORM.CASH_EQUIVALENT, CHEN, BENCHMARK, ["RF-01 block"]),
        (FORM.RESTRICTED_GIFT_CARD, CHEN, DHS, ["RF-01 block"]),
        (FORM.RESTRICTED_GIFT_CARD, CHEN, BENCHMARK, ["RF-01 warn"]),
        (FORM.RESTRICTED_GIFT_CARD, CHEN, NOBODY_ASKED, []),
        (FORM.RESTRICTED_GIFT_CARD, MARIA, Policy(presets=[OIG]), []),
        (FORM.RESTRICTED_GIFT_CARD, MARIA, TIGHT, ["RF-01 block"]),
        (FORM.PRIZE, MARIA, TIGHT, []),
    ],
)
def test_rf_01_cash_is_barred_in_any_amount_and_cards_where_a_rule_bars_them(
    form: IncentiveForm, source_id: int, policy: Policy, expected: list[str]
) -> None:
    assert flags(found(gift(source_id, 1, form=form), policy=policy)) == expected


def test_what_is_barred_stays_a_breach_whoever_approves_it() -> None:
    cash = found(gift(CHEN, 1, form=FORM.CASH))
    strings = found(gift(contingency=Contingency.REFERRAL))
    exclusive = found(gift(contingency=Contingency.EXCLUSIVITY))
    dear = found(gift(CHEN, 2000))

    assert [[one.absolute for one in every] for every in (cash, strings, exclusive)] == [
        [True],
        [True],
        [True],
    ]
    assert not any(one.absolute for one in dear)


@pytest.mark.parametrize(
    ("policy", "rule", "words"),
    [
        (NOBODY_ASKED, "built in", NO_STRINGS + "."),
        (
            Policy(presets=[STRICT, ADA, CALIFORNIA, AKS]),
            "us-aks",
            NO_STRINGS + " (4 rules bar it: us-aks, us-ca, ethics-ada, strict-default).",
        ),
    ],
)
def test_rf_02_a_gift_that_hangs_on_a_referral_is_barred_by_every_rule_there_is(
    policy: Policy, rule: str, words: str
) -> None:
    findings = found(gift(contingency=Contingency.REFERRAL), policy=policy)

    assert [(one.flag, one.severity, one.rule, one.words) for one in findings] == [
        ("RF-02", Severity.BLOCK, rule, words)
    ]


TIED = "Its words tie it to referrals (“top referrer”), and a gift has no strings."


@pytest.mark.parametrize("field", ["item", "occasion", "purpose", "note"])
def test_rf_02_words_that_tie_a_gift_to_referrals_are_found_wherever_they_stand(field: str) -> None:
    tied: dict[str, Any] = {field: "for our top referrer"}
    shouted: dict[str, Any] = {field: "FOR EACH\nNEW PATIENT"}

    assert said(found(gift(**tied)), "RF-02") == [TIED]
    assert "RF-02 block" in flags(found(gift(**shouted)))


def test_rf_02_is_one_finding_where_the_field_and_the_words_say_it() -> None:
    tied = gift(contingency=Contingency.REFERRAL, purpose="top referrer")

    assert flags(found(tied)) == ["RF-02 block"]


@pytest.mark.parametrize(
    ("form", "fields", "expected"),
    [
        (
            FORM.IN_KIND,
            {"item": "$5 off"},
            ["Its form is in-kind, but its words say “$5 off”. If it is that: --form discount."],
        ),
        (
            FORM.MEAL,
            {"item": "cash for pizza"},
            ["Its form is meal, but its words say “cash”. If it is that: --form cash."],
        ),
        (
            FORM.PRIZE,
            {"note": "there is a Visa card in it"},
            ["Its form is prize, but its words say “Visa”. If it is that: --form cash-equivalent."],
        ),
        (
            FORM.IN_KIND,
            {"purpose": "waived copay"},
            ["Its form is in-kind, but its words say “waived”. If it is that: --form discount."],
        ),
        (FORM.RESTRICTED_GIFT_CARD, {"item": "Starbucks gift card"}, []),
        (FORM.IN_KIND, {"note": "paid by check 1042 from petty cash"}, []),
    ],
)
def test_rf_01_words_of_money_contradict_another_form(
    form: FORM, fields: dict[str, Any], expected: list[str]
) -> None:
    findings = found(gift(form=form, **fields), policy=NOBODY_ASKED)

    assert said(findings, "RF-01") == expected
    assert not any(one.absolute for one in findings)


def test_rf_03_the_field_decides_whatever_the_words_say() -> None:
    assert flags(found(gift(contingency=Contingency.EXCLUSIVITY, note="merry christmas"))) == [
        "RF-03 block"
    ]


def annual(cents: int, op: Op = Op.LE, **more: Any) -> Policy:  # noqa: ANN401
    return Policy(
        presets=[replace(STRICT, id="cap", annual_cents=cents, per_item_cents=None, op=op, **more)]
    )


@pytest.mark.parametrize(
    ("before", "now", "op", "expected"),
    [
        (4000, 999, Op.LE, ["RF-10 warn"]),
        (4000, 1000, Op.LE, ["RF-10 warn"]),
        (4000, 1001, Op.LE, ["RF-04 block"]),
        (4000, 999, Op.LT, ["RF-10 warn"]),
        (4000, 1000, Op.LT, ["RF-04 block"]),
        (4000, 1001, Op.LT, ["RF-04 block"]),
    ],
)
def test_rf_04_a_limit_of_the_year_may_be_reached_or_not_even_that(
    before: int, now: int, op: Op, expected: list[str]
) -> None:
    earlier = gift(CHEN, before, date(2026, 1, 5), id=1)

    assert flags(found(gift(CHEN, now), earlier, policy=annual(5000, op))) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), []),
        (date(2026, 1, 1), ["RF-04 block"]),
        (date(2026, 12, 31), ["RF-04 block"]),
        (date(2027, 1, 1), []),
    ],
)
def test_rf_04_the_year_is_the_calendar_year(day: date, expected: list[str]) -> None:
    other = gift(CHEN, 4000, day, id=1)

    assert flags(found(gift(CHEN, 1001), other, policy=annual(5000))) == expected


def test_rf_04_leap_day_is_a_day_of_its_year() -> None:
    leap = gift(CHEN, 4000, date(2024, 2, 29), id=1)

    assert flags(found(gift(CHEN, 1001, date(2024, 12, 31)), leap, policy=annual(5000))) == [
        "RF-04 block"
    ]


def test_rf_04_a_painting_counts_in_full_for_each_of_four_doctors() -> None:
    painting = gift(LAKESIDE, 200000, item="painting", heads=4)

    assert said(found(painting, policy=DHS), "RF-04") == [
        f"Gifts that count for {name} in 2026 come to $2,000; the limit is $535 a year."
        for name in ("Dr. Wei Chen", "Dr. Rao", "Dr. Diaz", "Dr. Klein")
    ]


def test_rf_04_what_came_back_makes_room_again() -> None:
    big = gift(CHEN, 5000, date(2026, 1, 5), id=1)
    book = ledger(big, returns=[Return(1, JUNE, 1000)])

    assert flags(check(gift(CHEN, 1000), book, annual(5000), JUNE)) == ["RF-10 warn"]
    assert flags(check(gift(CHEN, 1001), book, annual(5000), JUNE)) == ["RF-04 block"]


def test_rf_04_a_benchmark_is_told_and_refuses_nothing() -> None:
    findings = found(gift(CHEN, 53600), policy=BENCHMARK)

    assert flags(findings) == ["RF-09 high", "RF-04 warn"]
    assert not refuses(findings)


def test_rf_04_a_rule_about_family_alone_looks_at_what_family_got() -> None:
    of_family = annual(500, recipients=frozenset({RecipientClass.CLINICIAN_FAMILY}))
    own = gift(CHEN, 5000, date(2026, 1, 5), id=1)
    spouse = gift(CHEN, 400, date(2026, 2, 5), id=2, relation=Relation.FAMILY)

    now = gift(CHEN, 100, relation=Relation.FAMILY)
    assert flags(found(now, own, spouse, policy=of_family)) == ["RF-10 warn"]
    assert "RF-04 block" in flags(found(replace(now, value_cents=101), spouse, policy=of_family))


def test_rf_04_a_rule_that_ended_says_nothing_of_later_gifts() -> None:
    old = annual(500, effective_to=date(2026, 6, 30))
    july = gift(CHEN, 500, date(2026, 7, 1), id=2)

    assert flags(found(gift(CHEN, 100), july, policy=old)) == []
    assert flags(found(july, gift(CHEN, 600, id=1), policy=old)) == []


@pytest.mark.parametrize(
    ("cents", "op", "expected"),
    [
        (1499, Op.LE, []),
        (1500, Op.LE, ["RF-09 high"]),
        (1501, Op.LE, ["RF-05 block", "RF-09 high"]),
        (1499, Op.LT, []),
        (1500, Op.LT, ["RF-05 block", "RF-09 high"]),
    ],
)
def test_rf_05_and_rf_09_a_limit_of_one_gift_and_substantial_worth(
    cents: int, op: Op, expected: list[str]
) -> None:
    policy = Policy(presets=[replace(STRICT, op=op)])

    assert flags(found(gift(CHEN, cents), policy=policy)) == expected


@pytest.mark.parametrize(("cents", "expected"), [(4999, []), (5000, ["RF-09 high"])])
def test_rf_09_without_a_limit_of_one_gift_the_houses_own_measure_counts(
    cents: int, expected: list[str]
) -> None:
    assert flags(found(gift(CHEN, cents), policy=DHS)) == expected


def test_rf_05_looks_at_one_heads_part_of_a_meal() -> None:
    lunch = gift(
        SHORE, 9000, form=FORM.MEAL, heads=6, allocation=Allocation.PER_HEAD, given_on=JUNE
    )

    assert "RF-05 block" not in flags(found(lunch))
    assert "RF-05 block" in flags(found(replace(lunch, heads=5)))
    assert "RF-05 block" in flags(found(replace(lunch, form=FORM.IN_KIND)))


def test_rf_06_a_gift_that_was_asked_for_is_refused_whatever_is_in_force() -> None:
    asked = gift(solicited=True)

    assert [one.rule for one in found(asked, policy=DHS)] == ["us-stark-nmc"]
    assert [one.rule for one in found(asked, policy=BENCHMARK)] == ["built in"]
    assert flags(found(asked, policy=NOBODY_ASKED)) == ["RF-06 block"]


def test_rf_07_a_year_without_a_figure_is_refused_and_never_guessed() -> None:
    new_year = gift(given_on=date(2027, 1, 1))

    assert said(found(new_year, policy=DHS), "RF-07") == [
        (
            "No published limit for 2027 is configured. `ref` will not estimate one."
            " Add it with its source, or the entry stays blocked."
        )
    ]
    assert flags(found(new_year, policy=DHS)) == ["RF-07 block"]
    assert flags(found(new_year, policy=BENCHMARK)) == ["RF-07 info"]
    assert flags(found(gift(given_on=date(2026, 12, 31)), policy=DHS)) == []


def test_rf_07_holds_for_staff_who_count_for_a_clinician() -> None:
    to_staff = gift(given_on=date(2027, 1, 1), relation=Relation.STAFF)

    assert flags(found(to_staff, policy=DHS)) == ["RF-07 block"]


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2027, 1, 1), []), (date(2027, 1, 2), ["RF-07 block"])]
)
def test_rf_07_a_rule_past_its_review_is_refused_until_somebody_looked(
    day: date, expected: list[str]
) -> None:
    illinois = replace(CALIFORNIA, id="us-il", review_by=date(2027, 1, 1))

    assert flags(found(gift(given_on=day), policy=Policy(presets=[illinois]))) == expected


@pytest.mark.parametrize(
    ("payer", "cents", "expected"),
    [
        (Payer.UNKNOWN, 1400, []),
        (Payer.UNKNOWN, 1600, ["RF-05 block", "RF-08 block", "RF-09 high"]),
        (Payer.FEDERAL, 1600, ["RF-05 block", "RF-08 block", "RF-09 high"]),
        (Payer.INSURED, 1600, []),
        (Payer.PRIVATE, 1600, []),
    ],
)
def test_rf_08_an_unknown_payer_counts_as_a_federal_one(
    payer: Payer, cents: int, expected: list[str]
) -> None:
    policy = Policy(presets=[OIG])

    assert flags(found(gift(MARIA, cents, payer=payer), policy=policy)) == expected


def test_rf_08_looks_at_the_year_and_at_strings_too() -> None:
    policy = Policy(presets=[OIG])
    earlier = [gift(MARIA, 1400, date(2026, month, 1), id=month) for month in range(1, 6)]

    assert flags(found(gift(MARIA, 600), *earlier, policy=policy)) == ["RF-04 block", "RF-08 block"]
    assert flags(found(gift(MARIA, contingency=Contingency.REFERRAL), policy=policy)) == [
        "RF-02 block",
        "RF-08 block",
    ]


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (3749, []),
        (3750, ["RF-10 info"]),
        (4499, ["RF-10 info"]),
        (4500, ["RF-10 warn"]),
        (4999, ["RF-10 warn"]),
    ],
)
def test_rf_10_tells_at_three_quarters_and_at_nine_tenths(cents: int, expected: list[str]) -> None:
    assert flags(found(gift(CHEN, cents), policy=annual(5000))) == expected


def test_rf_10_tells_what_remains_before_a_gift_and_never_of_one_on_record() -> None:
    before, after = gift(CHEN, 4500), gift(CHEN, 4500, id=7)
    come = "Gifts that count for Dr. Wei Chen in 2026 come to $45; the limit is"

    assert said(found(before, policy=annual(5000)), "RF-10") == [
        f"{come} $50 a year, $5 would remain."
    ]
    assert said(found(before, policy=annual(5000, Op.LT)), "RF-10") == [
        f"{come} less than $50 a year, $4.99 would remain."
    ]
    assert said(found(after, after, policy=annual(5000)), "RF-10") == [f"{come} $50 a year."]


@pytest.mark.parametrize(
    ("days", "cents", "expected"),
    [
        (0, 600, ["RF-17 high"]),
        (7, 600, ["RF-17 high"]),
        (-7, 600, ["RF-17 high"]),
        (8, 600, []),
        (-8, 600, []),
        (7, 500, []),
        (0, 500, ["RF-17 warn"]),
        (1, 1501, []),
    ],
)
def test_rf_17_small_gifts_on_near_days_that_together_are_over_the_limit_of_one(
    days: int, cents: int, expected: list[str]
) -> None:
    other = gift(CHEN, cents, JUNE + days * DAY, id=1)
    policy = Policy(presets=[replace(STRICT, annual_cents=None)])

    assert flags(found(gift(CHEN, 1000), other, policy=policy)) == expected


def test_rf_17_sees_gifts_that_meet_over_new_year_or_in_one_party() -> None:
    eve = gift(CHEN, 1000, date(2025, 12, 29), id=1)
    new_year = gift(CHEN, 1000, date(2026, 1, 2))
    to_practice = gift(LAKESIDE, 1000, id=2)

    assert said(found(new_year, eve), "RF-17") == [
        (
            "2 gifts count for Dr. Wei Chen from 2025-12-29 to 2026-01-02, together $20,"
            " and the limit is $15 a gift."
        )
    ]
    assert flags(found(gift(CHEN, 1000), to_practice)) == ["RF-17 high"]
    assert flags(found(gift(RAO, 1000), gift(CHEN, 1000, id=1))) == []


def test_rf_19_a_detour_through_family_staff_or_the_practice_is_named() -> None:
    own = gift(CHEN, 50000, date(2026, 1, 5), id=1)
    spouse = gift(CHEN, 4000, relation=Relation.FAMILY, person="Mei Chen")

    findings = found(spouse, own, policy=DHS)

    assert flags(findings) == ["RF-04 block", "RF-19 block"]
    assert said(findings, "RF-19") == [
        (
            "$40 of the $540 for Dr. Wei Chen in 2026 went to family, staff or the practice;"
            " the limit is $535 a year."
        )
    ]
    assert flags(found(replace(spouse, relation=Relation.STAFF), own, policy=DHS)) == [
        "RF-04 block",
        "RF-19 block",
    ]
    assert flags(found(replace(spouse, relation=Relation.SELF), own, policy=DHS)) == ["RF-04 block"]


def test_rf_20_a_thing_entered_by_the_head_counts_in_full_and_is_told() -> None:
    painting = gift(LAKESIDE, 200000, item="painting", heads=4, allocation=Allocation.PER_HEAD)

    assert said(found(painting, policy=DHS), "RF-20") == [
        "Only a meal (--form meal) divides: $2,000 counts in full for each, not $500 a head."
    ]
    assert said(found(replace(painting, form=FORM.MEAL), policy=DHS), "RF-20") == []


@pytest.mark.parametrize(
    ("fields", "days", "expected"),
    [
        ({"receipt": ""}, 7, []),
        ({"receipt": " "}, 8, ["RF-21 high"]),
        ({"paid_from": PaidFrom.PERSONAL}, 0, ["RF-21 high"]),
        ({"paid_from": PaidFrom.OTHER, "receipt": ""}, 8, ["RF-21 high", "RF-21 high"]),
    ],
)
def test_rf_21_what_is_off_the_books_is_told(
    fields: dict[str, Any], days: int, expected: list[str]
) -> None:
    assert flags(found(gift(**fields), today=JUNE + days * DAY)) == expected


@pytest.mark.parametrize(
    ("given_on", "entered_on", "expected"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), []),
        (date(2026, 3, 1), date(2026, 4, 1), ["RF-22 warn"]),
        (date(2025, 12, 20), date(2026, 1, 10), []),
        (date(2025, 12, 20), date(2026, 1, 20), ["RF-22 high"]),
        (date(2024, 2, 1), date(2024, 3, 2), []),
        (date(2024, 2, 1), date(2024, 3, 3), ["RF-22 warn"]),
        (date(2026, 12, 20), date(2026, 11, 1), []),
    ],
)
def test_rf_22_a_late_entry_is_told_and_graver_over_a_year_end(
    given_on: date, entered_on: date, expected: list[str]
) -> None:
    late = gift(given_on=given_on, entered_on=entered_on)

    assert flags(found(late, policy=annual(50000))) == expected


@pytest.mark.parametrize(
    ("fields", "alone", "expected"),
    [
        ({"entered_by": "Tina", "approved_by": "tina"}, False, ["RF-25 block"]),
        ({"entered_by": "Tina", "approved_by": "tina"}, True, ["RF-25 warn"]),
        ({"approved_by": "Wei Chen, DDS"}, True, ["RF-25 block"]),
        ({"approved_by": "Dr. Rao", "source_id": LAKESIDE}, False, ["RF-25 block"]),
        ({"approved_by": "Mei", "person": "Mei", "relation": "family"}, False, ["RF-25 block"]),
        ({"approved_by": ""}, False, []),
        ({"approved_by": "", "entered_by": ""}, False, []),
        ({"approved_by": "", "anyway": "already eaten"}, False, ["RF-25 high"]),
        ({"approved_by": "", "anyway": "already eaten"}, True, ["RF-25 warn"]),
        ({"approved_by": "Dr. Ray", "anyway": "already eaten"}, False, []),
    ],
)
def test_rf_25_nobody_approves_their_own_gift(
    fields: dict[str, Any],
    alone: bool,  # noqa: FBT001
    expected: list[str],
) -> None:
    fields = fields | {"relation": Relation(fields.get("relation", "self"))}
    policy = replace(DENTAL, house={"single_operator": 1} if alone else {})

    assert flags(found(gift(**fields), policy=policy)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value_cents": 0}, ["RF-26 warn"]),
        ({"value_cents": 900, "cost_cents": 1000}, ["RF-26 warn"]),
        ({"value_cents": 1000, "cost_cents": 1000}, []),
        ({"form": FORM.DISCOUNT}, ["RF-26 warn"]),
        ({"form": FORM.DISCOUNT, "relation": Relation.FAMILY}, ["RF-26 warn"]),
        ({"form": FORM.DISCOUNT, "source_id": LIBRARY}, []),
        ({"form": FORM.DISCOUNT, "value_cents": 0}, ["RF-26 warn", "RF-26 warn"]),
    ],
)
def test_rf_26_a_value_that_cannot_be_right_is_told(
    fields: dict[str, Any], expected: list[str]
) -> None:
    assert flags(found(gift(**fields))) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"host": "Dr. Ray", "heads": 4}, []),
        ({"host": "", "heads": 4}, ["RF-34 warn"]),
        ({"host": "Dr. Ray"}, ["RF-34 warn"]),
        ({"host": "Dr. Ray", "source_id": CHEN}, []),
        ({"host": "Dr. Ray", "heads": 4, "value_cents": 6001}, ["RF-34 warn"]),
        ({"host": "Dr. Ray", "heads": 4, "value_cents": 6000}, []),
    ],
)
def test_rf_34_a_meal_has_a_host_and_heads_and_is_modest_by_the_head(
    fields: dict[str, Any], expected: list[str]
) -> None:
    meal: dict[str, Any] = {
        "source_id": SHORE,
        "form": FORM.MEAL,
        "allocation": Allocation.PER_HEAD,
    }
    findings = found(gift(**(meal | fields)))

    assert [one for one in flags(findings) if one.startswith("RF-34")] == expected


@pytest.mark.parametrize(
    ("occasion", "purpose", "expected"),
    [
        ("christmas", "", []),
        ("", "study club", []),
        (" ", "", ["RF-36 warn"]),
        ("referral", "", ["RF-02 block"]),
        ("for referrals", "", ["RF-02 block"]),
        ("Thanks for sending", "", ["RF-02 block"]),
        ("christmas", "thank you for your referrals", ["RF-02 block"]),
    ],
)
def test_rf_36_an_occasion_is_on_record_and_is_one(
    occasion: str, purpose: str, expected: list[str]
) -> None:
    assert flags(found(gift(occasion=occasion, purpose=purpose))) == expected


def test_who_asked_for_no_gifts_gets_none() -> None:
    shy = Recipient(CHEN, "Dr. Wei Chen", Kind.PROVIDER, no_gifts=True)

    assert flags(check(gift(), Ledger(people={CHEN: shy}), DENTAL, JUNE)) == ["no-gifts block"]


def test_findings_come_gravest_first_then_by_flag() -> None:
    everything = gift(
        LAKESIDE,
        200000,
        form=FORM.MEAL,
        contingency=Contingency.REFERRAL,
        solicited=True,
        receipt="",
        occasion="referral",
    )
    order = ["block", "high", "warn", "info"]

    found_in = [one.split() for one in flags(found(everything, today=TODAY))]

    assert found_in == sorted(found_in, key=lambda one: (order.index(one[1]), one[0]))
    assert {severity for _, severity in found_in} == {"block", "high", "warn"}


@pytest.mark.parametrize(
    ("fields", "words", "refused"),
    [
        ({}, NOTHING_BROKEN, False),
        ({"value_cents": 1500}, f"{NOTHING_BROKEN} 1 red flag to look at.", False),
        (
            {"value_cents": 1500, "occasion": ""},
            f"{NOTHING_BROKEN} 1 red flag and 1 thing to look at.",
            False,
        ),
        ({"solicited": True}, "1 configured rule was broken: refused by policy.", True),
        (
            {"source_id": LAKESIDE, "value_cents": 50000},
            "3 configured rules were broken: refused by policy. 1 red flag to look at.",
            True,
        ),
    ],
)
def test_the_verdict_counts_rules_and_says_nothing_of_the_law(
    fields: dict[str, Any],
    words: str,
    refused: bool,  # noqa: FBT001
) -> None:
    findings = found(gift(**fields))

    assert (find_verdict(findings), refuses(findings)) == (words, refused)


def test_a_rule_about_taxes_refuses_nothing() -> None:
    tax = preset("irs-274b", Role.TAX, frozenset(RecipientClass), annual_cents=2500)

    assert found(gift(CHEN, 4000), policy=Policy(presets=[tax])) == []
