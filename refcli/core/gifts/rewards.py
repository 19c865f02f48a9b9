"""What the practice hands to patients: its own program, and what the rules in force say of it.

Nothing here reads a referral, and nothing proposed here hangs on one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.gifts.case import (
    BUILT_IN,
    HOUSE,
    KICKBACK,
    NOT_MONETARY,
    Basis,
    basis_of,
    by_weight,
    limit_text,
    make_finding,
)
from refcli.core.gifts.check import in_order, refuses
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.forms import money_said, other_form
from refcli.core.gifts.rules import CASH, FORM_WORDS, bars_strings, misnamed_text, tied_text
from refcli.core.gifts.wording import find_strings
from refcli.core.policy.rules import Limit, Op, Policy, Preset, Role, blocks, strictest_limit
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import IncentiveForm, Payer, RecipientClass, Severity

INSURED = "insured_or_unknown"
NOMINAL_ITEM, NOMINAL_YEAR = 1500, 7500  # OIG, Gifts of Nominal Value, 7 December 2016
DRAWINGS = Basis(BUILT_IN, "Michigan Dental Association, September 2011", "medium")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """What patients, or those who may become ours, get on an occasion.

    ``hangs_on_referral``: who sends nobody does not get it, or gets less. ``announced``: it is told
    before.
    """

    what: str
    to_whom: RecipientClass = RecipientClass.PATIENT
    occasion: str = ""
    form: IncentiveForm = IncentiveForm.IN_KIND
    value_cents: int = 0
    hangs_on_referral: bool = False
    announced: bool = False

    @property
    def strings(self) -> str | None:
        """Its words that tie it to referrals, or None."""
        return find_strings(self.what, self.occasion)

    @property
    def tied(self) -> bool:
        """Whether the reward hangs on a referral, by what was typed or by its wording."""
        return self.hangs_on_referral or self.strings is not None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reward that no rule in force bars, and what to mind."""

    reward: Reward
    words: str


@dataclass(frozen=True, slots=True)
class Ban:
    """A state's rule against rewarding a patient for a referral.

    ``outright``: it speaks of patients' rewards; otherwise of anything that hangs on a referral,
    to anybody.
    """

    state: str
    outright: bool
    preset: Preset

    @property
    def words(self) -> str:
        """Which state forbids what, in one sentence."""
        if self.outright:
            return f"{self.state} forbids rewarding a patient for a referral."
        whose = " of an insured patient" if self.preset.payer_scope == INSURED else ""
        return (
            f"{self.state} has a rule against what hangs on a referral{whose}, and patients are"
            " within its reach."
        )


def review(reward: Reward, policy: Policy, on: date, payer: Payer = Payer.UNKNOWN) -> list[Finding]:
    """What the rules in force on a day say of a reward, the gravest first."""
    rules = by_weight(policy.applicable(reward.to_whom, payer, on), policy)
    return in_order(finding for rule in RULES for finding in rule(reward, rules, policy))


def barred_form(reward: Reward, rules: Sequence[Preset], policy: Policy) -> Iterator[Finding]:
    """RF-01: cash and its like, and the forms that a rule in force bars."""
    bars = [preset for preset in rules if reward.form in preset.barred_forms]
    if not bars and reward.form not in CASH:
        return
    binds = reward.form in CASH or blocks(bars[0], policy)
    words = f"{FORM_WORDS[reward.form]} as a reward is barred, whatever it is worth."
    basis = basis_of(bars[0]) if bars else NOT_MONETARY
    yield make_finding("RF-01", severity_of(binds), words, basis, absolute=binds)


def hangs_on_referral(reward: Reward, rules: Sequence[Preset], policy: Policy) -> Iterator[Finding]:
    """RF-02: it hangs on a referral; each rule in force that forbids it is named with its source.

    Where none does, that is told and is no permission.
    """
    if not reward.hangs_on_referral:
        return
    bars = [preset for preset in rules if bars_strings(preset, reward.to_whom)]
    for preset in bars:
        words = f"It hangs on a referral, and {preset.id} forbids that."
        binds = blocks(preset, policy)
        yield make_finding("RF-02", severity_of(binds), words, basis_of(preset), absolute=binds)
    if not bars:
        words = "It hangs on a referral. No rule in force speaks of that, which is no permission."
        yield make_finding("RF-02", Severity.HIGH, words, KICKBACK)


def flag_announced(reward: Reward, rules: Sequence[Preset], policy: Policy) -> Iterator[Finding]:  # noqa: ARG001
    """RF-35: a reward announced before the referral that it hangs on."""
    if reward.tied and reward.announced:
        words = "It is announced before the referral, which makes it an offer."
        yield make_finding("RF-35", Severity.WARN, words, KICKBACK)


def keyed_drawing(reward: Reward, rules: Sequence[Preset], policy: Policy) -> Iterator[Finding]:  # noqa: ARG001
    """RF-33: a drawing whose entries are earned by referrals."""
    if reward.tied and reward.form is IncentiveForm.PRIZE:
        words = "Entries to the drawing are earned by referrals; open it to everybody."
        yield make_finding("RF-33", Severity.HIGH, words, DRAWINGS)


def flag_wording(reward: Reward, rules: Sequence[Preset], policy: Policy) -> Iterator[Finding]:  # noqa: ARG001
    """RF-02: its words tie it to referrals, whatever the field says."""
    if hit := reward.strings:
        words = f"{tied_text(hit)}, and a reward has no strings."
        yield make_finding("RF-02", Severity.BLOCK, words, KICKBACK, absolute=True)


def misnamed_form(reward: Reward, rules: Sequence[Preset], policy: Policy) -> Iterator[Finding]:  # noqa: ARG001
    """RF-01: words of cash, of a card or of a discount under the name of something else."""
    if other := other_form(reward.form, reward.what, reward.occasion):
        yield make_finding(
            "RF-01", Severity.BLOCK, misnamed_text(reward.form, *other), NOT_MONETARY
        )


def over_the_item(reward: Reward, rules: Sequence[Preset], policy: Policy) -> Iterator[Finding]:
    """RF-05: worth more than a rule in force lets one gift be."""
    for preset in rules:
        if preset.per_item_cents is None or preset.role is Role.TAX:
            continue
        limit = Limit(preset.per_item_cents, preset.op, preset)
        if limit.broken_by(reward.value_cents):
            words = (
                f"It is worth {cents_text(reward.value_cents)}; the limit is"
                f" {limit_text(limit)} a gift."
            )
            yield make_finding(
                "RF-05", severity_of(blocks(preset, policy)), words, basis_of(preset)
            )


def no_value(reward: Reward, rules: Sequence[Preset], policy: Policy) -> Iterator[Finding]:  # noqa: ARG001
    """RF-26: something of worth without a value."""
    if reward.value_cents <= 0 and reward.form is not IncentiveForm.IN_KIND:
        words = "It has no value; enter what a shop asks for it, or what everybody else pays."
        yield make_finding("RF-26", Severity.WARN, words, HOUSE)


def handed_out(text: str) -> list[Finding]:
    """RF-02, RF-01: what the plan hands out with the request for a referral has no strings."""
    findings = []
    if hit := find_strings(text):
        words = f"{tied_text(hit)}, and what is handed out has no strings."
        findings.append(make_finding("RF-02", Severity.BLOCK, words, KICKBACK, absolute=True))
    if (said := money_said(text)) and said[0].form in CASH:
        words = f"Cash and its like (“{said[1]}”) go with no request for a referral."
        findings.append(make_finding("RF-01", Severity.BLOCK, words, KICKBACK))
    return in_order(findings)


def follows_referral(text: str) -> list[Finding]:
    """RF-02: cash, a card or a discount that the plan lets follow a referral."""
    if not (said := money_said(text)):
        return []
    words = f"What follows a referral is worth no money, and this says “{said[1]}”."
    return [make_finding("RF-02", Severity.BLOCK, words, KICKBACK, absolute=True)]


def severity_of(binds: bool) -> Severity:  # noqa: FBT001
    """A rule that binds blocks the reward; a benchmark warns."""
    return Severity.BLOCK if binds else Severity.WARN


RULES = (
    barred_form,
    misnamed_form,
    hangs_on_referral,
    flag_wording,
    over_the_item,
    keyed_drawing,
    flag_announced,
    no_value,
)


def propose_rewards(policy: Policy, on: date, payer: Payer = Payer.UNKNOWN) -> list[Proposal]:
    """What patients may be handed that no rule in force bars; none of it hangs on a referral."""
    patient = RecipientClass.PATIENT
    item = policy.item_limit(patient, payer, on)
    year = strictest_limit(policy.annual_limits(patient, payer, on))
    offered = offers_of(most_allowed(item, NOMINAL_ITEM), most_allowed(year, NOMINAL_YEAR))
    return [one for one in offered if not refuses(review(one.reward, policy, on, payer))]


def most_allowed(limit: Limit | None, otherwise: int) -> int:
    """The most that keeps a limit; never more than what OIG calls nominal."""
    kept = otherwise if limit is None else limit.cents - (limit.op is Op.LT)
    return max(0, min(kept, otherwise))


def offers_of(item: int, year: int) -> Iterator[Proposal]:
    """What could be handed to patients within limits of one gift and of the year."""
    within = f"at most {cents_text(item)} each and {cents_text(year)} a year for a patient"
    yield Proposal(
        Reward(what="thank-you note", occasion="any"),
        "Costs nothing and hangs on nothing; name no other patient, and do not say who came.",
    )
    yield Proposal(
        Reward(what="oral hygiene goods", occasion="every such visit", value_cents=item),
        f"Toothbrush, floss and the like, {within}; the same for everybody at such a visit,"
        " whether they refer or not.",
    )
    yield Proposal(
        Reward(
            what="drawing open to everyone",
            form=IncentiveForm.PRIZE,
            occasion="a season",
            value_cents=item,
        ),
        f"Everybody may enter, once and without a referral; a prize in goods, {within}, never in"
        " cash. Less in doubt is not beyond doubt (Michigan Dental Association, September 2011).",
    )


def find_bans(presets: Iterable[Preset]) -> list[Ban]:
    """The states whose rules forbid a reward to a patient for a referral, by state.

    A rule that is not enabled for want of a source that was read is left out; that a state is not
    among them is no permission.
    """
    found = (
        Ban(preset.jurisdiction.removeprefix("US-"), preset.patient_reward_allowed is False, preset)
        for preset in presets
        if preset.enabled
        and preset.jurisdiction.startswith("US-")
        and RecipientClass.PATIENT in preset.recipients
        and bars_strings(preset, RecipientClass.PATIENT)
    )
    return sorted(found, key=lambda ban: (ban.state, ban.preset.id))


@dataclass(frozen=True, slots=True)
class KeptReward:
    """A reward of the program with its number, and until when it was one."""

    id: int
    reward: Reward
    added_on: date
    ended_on: date | None = None
