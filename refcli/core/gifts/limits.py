"""The rules about figures: of one gift, of the year, of near days; each yields findings.

Nothing here reads a referral: a gift has no strings.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from refcli.core.gifts.case import (
    HOUSE,
    Account,
    Basis,
    Cap,
    GiftCase,
    basis_of,
    basis_of_year,
    limit_text,
    make_finding,
    merge_shares,
)
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Share, cents_for_each, hangs_on_referral
from refcli.core.gifts.rules import bars_strings, finding_about
from refcli.core.policy.disclaimers import stale_figure_notice
from refcli.core.policy.rules import (
    BENEFICIARIES,
    Limit,
    Op,
    Preset,
    Role,
    annual_cents,
    is_unreviewed,
)
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import Payer, RecipientClass, Severity

NEAR = timedelta(days=7)
WORTH = Basis("substantial_value", "House policy; no law says what is substantial", "policy")
NO_BENCHMARK = "No published benchmark for {year} is configured. `ref` will not estimate one."


def over_the_year(case: GiftCase) -> Iterator[Finding]:
    """RF-04: more counts for a party in the calendar year than a rule in force lets it.

    The words are the same whichever of the gifts of that year is looked at.
    """
    for account in case.accounts:
        for cap in account.caps:
            if cap.broken:
                severity = Severity.BLOCK if cap.binds else Severity.WARN
                words = f"{so_far(case, account, cap)}; {state_limit(cap)}."
                yield of_the_year("RF-04", severity, words, account, cap)


def flag_detour(case: GiftCase) -> Iterator[Finding]:
    """RF-19: over the year's limit only with what family, staff or the practice got."""
    for account in case.accounts:
        passed = (
            cap
            for cap in account.caps
            if cap.binds and cap.broken and not cap.limit.broken_by(cap.direct)
        )
        if cap := next(passed, None):
            words = (
                f"{cents_text(cap.total - cap.direct)} of the {cents_text(cap.total)} for"
                f" {account.name} in {case.gift.given_on.year} went to family, staff or the"
                f" practice; {state_limit(cap)}."
            )
            yield of_the_year("RF-19", Severity.BLOCK, words, account, cap)


def close_to_the_year(case: GiftCase) -> Iterator[Finding]:
    """RF-10: close to the strictest limit; what remains is told before the gift only."""
    for account in case.accounts:
        caps = [cap for cap in account.caps if cap.binds]
        if not caps or any(cap.broken for cap in caps):
            continue
        cap = min(caps, key=lambda cap: (cap.limit.cents, cap.limit.op is Op.LE))
        soon, late = (percent * cap.limit.cents for percent in case.policy.alerts)
        reached = 100 * cap.total
        if cap.limit.cents and reached >= soon:
            severity = Severity.WARN if reached >= late else Severity.INFO
            words = f"{so_far(case, account, cap)}; {state_limit(cap)}{remaining_text(case, cap)}."
            yield of_the_year("RF-10", severity, words, account, cap)


def remaining_text(case: GiftCase, cap: Cap) -> str:
    """The rest of a limit, in words, for a gift not yet given: nobody is to aim at it."""
    if case.gift.id:
        return ""
    left = cap.limit.cents - cap.total - (cap.limit.op is Op.LT)
    return f", {cents_text(left)} would remain"


def so_far(case: GiftCase, account: Account, cap: Cap) -> str:
    """What counts against a limit, in words."""
    year = case.gift.given_on.year
    return f"Gifts that count for {account.name} in {year} come to {cents_text(cap.total)}"


def state_limit(cap: Cap) -> str:
    """A limit of the year in words."""
    what = "the limit" if cap.binds else "a benchmark that does not bind you"
    return f"{what} is {limit_text(cap.limit)} a year"


def of_the_year(flag: str, severity: Severity, words: str, account: Account, cap: Cap) -> Finding:
    """A finding whose evidence is all that counts against a limit."""
    basis = basis_of_year(cap.limit.preset, cap.shares[0].gift.given_on.year)
    return make_finding(
        flag, severity, words, basis, shared_gift_numbers(cap.shares), parties=(account.party_id,)
    )


def over_the_item(case: GiftCase) -> Iterator[Finding]:
    """RF-05: one gift, or one head's part of a meal, is worth more than a rule in force lets it."""
    cents = head_cents(case)
    for limit in item_limits(case):
        if limit.broken_by(cents):
            binds = case.binds(limit.preset)
            what = "the limit" if binds else "a benchmark that does not bind you"
            words = f"It is worth {cents_text(cents)}; {what} is {limit_text(limit)} a gift."
            severity = Severity.BLOCK if binds else Severity.WARN
            yield finding_about(case, "RF-05", severity, words, basis_of(limit.preset))


def item_limits(case: GiftCase) -> Iterator[Limit]:
    """The limits of one gift of every rule that speaks to who got it."""
    for preset in case.rules:
        if preset.per_item_cents is not None and preset.role is not Role.TAX:
            yield Limit(preset.per_item_cents, preset.op, preset)


def head_cents(case: GiftCase) -> int:
    """Cents of the gift that count for each recipient, before anything came back."""
    return cents_for_each(case.gift, case.gift.value_cents)


def without_limit(case: GiftCase) -> Iterator[Finding]:
    """RF-07: no figure for the year, or a rule past the day it was to be looked at again.

    Last year's figure never stands in for this one's.
    """
    year = case.gift.given_on.year
    for preset in case.yearly:
        binds = case.binds(preset)
        severity = Severity.BLOCK if binds else Severity.INFO
        if preset.annual_series and annual_cents(preset, year) is None:
            words = stale_figure_notice(year) if binds else NO_BENCHMARK.format(year=year)
            yield finding_about(case, "RF-07", severity, words, basis_of(preset))
        if is_unreviewed(preset, case.gift.given_on):
            words = f"{preset.id} was to be looked at again by {preset.review_by}."
            yield finding_about(case, "RF-07", severity, words, basis_of(preset))


def unknown_payer(case: GiftCase) -> Iterator[Finding]:
    """RF-08: outside what a program's patient may get; who pays for nobody knows is one."""
    if case.whom not in {RecipientClass.PATIENT, RecipientClass.PROSPECT}:
        return
    if case.gift.payer not in {Payer.UNKNOWN, Payer.FEDERAL}:
        return
    if preset := next((preset for preset in case.rules if breaks_payer_rule(case, preset)), None):
        federal = f"{case.name} is in a federal program, and {preset.id} is not kept."
        unknown = (
            f"Nobody recorded who pays for the care of {case.name}: the rules for Medicare and"
            f" Medicaid count, and {preset.id} is not kept."
        )
        words = federal if case.gift.payer is Payer.FEDERAL else unknown
        yield finding_about(case, "RF-08", Severity.BLOCK, words, basis_of(preset))


def breaks_payer_rule(case: GiftCase, preset: Preset) -> bool:
    """True where a gift does not keep a rule that depends on who pays."""
    if preset.payer_scope != BENEFICIARIES or not case.binds(preset):
        return False
    hangs = bars_strings(preset, case.whom) and hangs_on_referral(case.gift)
    item = preset.per_item_cents is not None and Limit(
        preset.per_item_cents, preset.op, preset
    ).broken_by(head_cents(case))
    caps = (cap for account in case.accounts for cap in account.caps)
    return hangs or item or any(cap.broken and cap.limit.preset is preset for cap in caps)


def flag_substantial(case: GiftCase) -> Iterator[Finding]:
    """RF-09: of substantial worth by the house's own measure, or by a lower limit of one gift."""
    limit = case.item
    least = case.policy.substantial_cents
    least = min(least, limit.cents) if limit else least
    cents = head_cents(case)
    if cents >= least:
        words = (
            f"It is worth {cents_text(cents)}; the house calls {cents_text(least)} or more"
            " substantial."
        )
        yield finding_about(case, "RF-09", Severity.HIGH, words, WORTH)


def flag_splitting(case: GiftCase) -> Iterator[Finding]:
    """RF-17: gifts within seven days, each within the limit of one gift, together over it.

    Several on one day are told whatever they come to.
    """
    limit = case.item
    for account in case.accounts:
        near = near_gifts(case, account)
        split = limit and first_window(case, near, limit)
        day = [share for share in near if share.gift.given_on == case.gift.given_on]
        mine = (account.party_id,)
        if limit and split:
            words = (
                f"{describe_several(split, account)}, and the limit is {limit_text(limit)} a gift."
            )
            basis = basis_of(limit.preset)
            yield make_finding(
                "RF-17", Severity.HIGH, words, basis, shared_gift_numbers(split), parties=mine
            )
        elif len(day) > 1:
            words = f"{describe_several(day, account)}."
            yield make_finding(
                "RF-17", Severity.WARN, words, HOUSE, shared_gift_numbers(day), parties=mine
            )


def near_gifts(case: GiftCase, account: Account) -> list[Share]:
    """What counts for a party up to a week before and after, the gift among it, by day."""
    day = case.gift.given_on
    around = case.ledger.near(account.party_id, day - NEAR, day + NEAR)
    mine = merge_shares(around, case.gift, case.ledger, account.party_id)
    return [share for share in mine if share.cents > 0]


def first_window(case: GiftCase, near: Sequence[Share], limit: Limit) -> list[Share]:
    """The earliest week with the gift in it whose small gifts together are over a limit."""
    small = [share for share in near if not limit.broken_by(share.cents)]
    if all(share.gift is not case.gift for share in small):
        return []
    for start in small:
        since, until = start.gift.given_on, start.gift.given_on + NEAR
        week = [share for share in small if since <= share.gift.given_on <= until]
        inside = since <= case.gift.given_on <= until
        if inside and len(week) > 1 and limit.broken_by(sum(share.cents for share in week)):
            return week
    return []


def describe_several(shares: Sequence[Share], account: Account) -> str:
    """Gifts on near days in words."""
    days = sorted({share.gift.given_on for share in shares})
    when = f"on {days[0]}" if len(days) == 1 else f"from {days[0]} to {days[-1]}"
    total = cents_text(sum(share.cents for share in shares))
    return f"{len(shares)} gifts count for {account.name} {when}, together {total}"


def shared_gift_numbers(shares: Iterable[Share]) -> list[int]:
    """The numbers of the gifts that are shared."""
    return [share.gift.id for share in shares]


Rule = Callable[[GiftCase], Iterator[Finding]]
CAP_RULES: tuple[Rule, ...] = (
    over_the_year,
    over_the_item,
    without_limit,
    unknown_payer,
    flag_substantial,
    close_to_the_year,
    flag_splitting,
    flag_detour,
)
