"""Rules, people and gifts that the tests of the gift ledger share; no file is read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger, Recipient, Return
from refcli.core.policy.rules import Op, Policy, Preset, Role, Series
from refcli.core.vocabulary import IncentiveForm, Kind, RecipientClass

TODAY = date(2026, 11, 23)
JUNE = date(2026, 6, 15)

ALL = frozenset(RecipientClass)
CLINICIANS = frozenset({RecipientClass.CLINICIAN, RecipientClass.CLINICIAN_FAMILY})
PATIENTS = frozenset({RecipientClass.PATIENT, RecipientClass.PROSPECT})
REACH = frozenset({RecipientClass.CLINICIAN, RecipientClass.PATIENT, RecipientClass.OTHER})
CASH = frozenset({IncentiveForm.CASH, IncentiveForm.CASH_EQUIVALENT})
CARDS = CASH | {IncentiveForm.RESTRICTED_GIFT_CARD}


def preset(id_: str, role: Role, recipients: frozenset[RecipientClass], **more: Any) -> Preset:  # noqa: ANN401
    plain = {"title": id_, "jurisdiction": "US", "source": f"source of {id_}", "confidence": "high"}
    return Preset(id=id_, role=role, recipients=recipients, checked="2026", **(plain | more))


STARK_CAPS = Series(
    "stark_nmc",
    Op.LE,
    values={2023: 48900, 2024: 50700, 2025: 51900, 2026: 53500},
    confidence={2023: "high", 2024: "high", 2025: "medium", 2026: "medium"},
    source="source of the figures",
)
STRICT = preset(
    "strict-default",
    Role.HOUSE,
    ALL,
    barred_forms=CARDS,
    contingent_allowed=False,
    patient_reward_allowed=False,
    per_item_cents=1500,
    annual_cents=7500,
)
AKS = preset(
    "us-aks",
    Role.BINDING,
    ALL,
    payer_scope="federal",
    barred_forms=frozenset({IncentiveForm.CASH}),
    contingent_allowed=False,
)
STARK = preset(
    "us-stark-nmc",
    Role.BINDING_IF_DHS,
    CLINICIANS,
    payer_scope="medicare_dhs",
    barred_forms=CARDS,
    solicited_allowed=False,
    contingent_allowed=False,
    annual_series=STARK_CAPS,
    cure=True,
)
OIG = preset(
    "us-oig-nominal-2016",
    Role.BINDING,
    PATIENTS,
    payer_scope="medicare_medicaid_or_unknown",
    barred_forms=CASH,
    contingent_allowed=False,
    per_item_cents=1500,
    annual_cents=7500,
    effective_from=date(2016, 12, 7),
)
ADA = preset("ethics-ada", Role.ETHICS, REACH, contingent_allowed=False)
CALIFORNIA = preset(
    "us-ca",
    Role.BINDING,
    REACH,
    jurisdiction="US-CA",
    contingent_allowed=False,
    patient_reward_allowed=False,
)
WASHINGTON = preset(
    "us-wa",
    Role.BINDING,
    frozenset({RecipientClass.CLINICIAN}),
    jurisdiction="US-WA",
    contingent_allowed=False,
)
MASSACHUSETTS = preset(
    "us-ma",
    Role.BINDING,
    REACH,
    jurisdiction="US-MA",
    payer_scope="insured_or_unknown",
    contingent_allowed=False,
)
JERSEY = preset(
    "us-nj", Role.BINDING, REACH, jurisdiction="US-NJ", contingent_allowed=False, enabled=False
)

DHS = Policy(presets=[AKS, STARK], state="WA", bills_dhs=True)
DENTAL = Policy(presets=[STARK, STRICT], state="WA", bills_dhs=False)
TIGHT = Policy(presets=[STRICT, OIG], state="WA", bills_dhs=False)

CHEN, RAO, DIAZ, KLEIN, LAKESIDE, SHORE, MARIA, LIBRARY = range(1, 9)
PEOPLE = {
    one.id: one
    for one in (
        Recipient(CHEN, "Dr. Wei Chen", Kind.PROVIDER, LAKESIDE),
        Recipient(RAO, "Dr. Rao", Kind.PROVIDER, LAKESIDE),
        Recipient(DIAZ, "Dr. Diaz", Kind.PROVIDER, LAKESIDE),
        Recipient(KLEIN, "Dr. Klein", Kind.PROVIDER, LAKESIDE),
        Recipient(LAKESIDE, "Lakeside Dental", Kind.OFFICE, members=(CHEN, RAO, DIAZ, KLEIN)),
        Recipient(SHORE, "Shore Clinic", Kind.OFFICE),
        Recipient(MARIA, "Maria Lopez", Kind.PATIENT),
        Recipient(LIBRARY, "Public Library", Kind.COMMUNITY),
    )
}


def gift(
    source_id: int = CHEN,
    value_cents: int = 1000,
    given_on: date = JUNE,
    **more: Any,  # noqa: ANN401
) -> Gift:
    """A gift against which no rule has anything, unless told otherwise."""
    plain: dict[str, Any] = {
        "entered_on": given_on,
        "item": "tray",
        "form": IncentiveForm.IN_KIND,
        "occasion": "midsummer",
        "receipt": "4711",
        "entered_by": "tina",
        "approved_by": "Dr. Ray",
    }
    return Gift(source_id=source_id, value_cents=value_cents, given_on=given_on, **(plain | more))


def ledger(*gifts: Gift, returns: Iterable[Return] = ()) -> Ledger:
    return Ledger(people=PEOPLE, gifts=gifts, returns=tuple(returns))


def flags(findings: Iterable[Finding]) -> list[str]:
    """Findings in short: the flag and how grave it is."""
    return [f"{finding.flag} {finding.severity}" for finding in findings]


def said(findings: Iterable[Finding], flag: str) -> list[str]:
    """What the findings of one flag say."""
    return [finding.words for finding in findings if finding.flag == flag]
