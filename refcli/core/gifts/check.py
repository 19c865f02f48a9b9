"""The check of a gift: one pure function for the check before, the entry, the plan and the audit.

It receives no referrals and reads none; what it says is the same whatever anybody sent us.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from refcli.core.gifts.case import KnownOfGift, build_case
from refcli.core.gifts.findings import NOTHING_BROKEN, Finding
from refcli.core.gifts.ledger import Gift, Ledger
from refcli.core.gifts.limits import CAP_RULES
from refcli.core.gifts.rules import ENTRY_RULES
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import Severity
from refcli.phrases import count_phrase

RULES = (*ENTRY_RULES, *CAP_RULES)
GRAVENESS = {severity: place for place, severity in enumerate(Severity)}


def check(gift: Gift, ledger: Ledger, policy: Policy, today: date) -> list[Finding]:
    """What the rules say of a gift, the gravest first, whatever the order of the ledger.

    The ledger holds the other gifts that stand; a gift that is on record may be among them, it is
    known by its number and counts once. All that counts in its calendar year is looked at, later
    gifts too: the finding on a limit of the year is the same for each gift of that year.
    """
    looked_at = build_case(gift, ledger, policy, today)
    return in_order(finding for rule in RULES for finding in rule(looked_at))


def check_all(
    ledger: Ledger, policy: Policy, today: date, year: int | None = None
) -> list[Finding]:
    """What the rules say of a whole ledger, or of the gifts of one year, each thing once."""
    known = KnownOfGift()
    gifts = (gift for gift in ledger.gifts if year in {None, gift.given_on.year})
    cases = (build_case(gift, ledger, policy, today, known) for gift in gifts)
    return in_order({finding for one in cases for rule in RULES for finding in rule(one)})


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then flag; then by words, so that the order never depends on the ledger's."""
    return sorted(
        findings,
        key=lambda one: (
            GRAVENESS[one.severity],
            one.flag,
            one.parties,
            one.gifts,
            one.rule,
            one.words,
        ),
    )


def refuses(findings: Iterable[Finding]) -> bool:
    """Whether a rule is broken: the policy then refuses the gift unless it is recorded anyway."""
    return any(finding.severity is Severity.BLOCK for finding in findings)


def find_verdict(findings: Iterable[Finding], *, anyway: bool = False) -> str:
    """How many rules were broken and what else was found; no word on what any law says.

    A rule that is broken for several parties is one rule. ``anyway``: it is on record all the same.
    """
    once = {(finding.severity, finding.flag, finding.rule) for finding in findings}
    number = Counter(severity for severity, _, _ in once)
    shown = (
        (number[Severity.HIGH], "red flag"),
        (number[Severity.WARN] + number[Severity.INFO], "thing"),
    )
    seen = " and ".join(count_phrase(many, what) for many, what in shown if many)
    more = f" {seen} to look at." if seen else ""
    if many := number[Severity.BLOCK]:
        broken = count_phrase(many, "configured rule was", "configured rules were")
        what = "recorded anyway, and flagged for ever" if anyway else "refused by policy"
        return f"{broken} broken: {what}.{more}"
    return f"{NOTHING_BROKEN}{more}"
