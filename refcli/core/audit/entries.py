"""What the rules say of every gift of a year, the same as before it was given; and cap hugging.

Nothing here reads a referral.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from refcli.core.audit.screen import HONEST, make_signal, party_names
from refcli.core.gifts.case import Cap, GiftCase, KnownOfGift, build_case, limit_text
from refcli.core.gifts.check import RULES
from refcli.core.gifts.cure import most_within
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger
from refcli.core.gifts.limits import head_cents
from refcli.core.policy.rules import Limit, Policy
from refcli.core.vocabulary import Severity

Check = Callable[[Gift, Ledger, Policy, date], Iterable[Finding]]

CLOSE_YEAR, CLOSE_ITEM = 95, 90  # percent of a limit from which it is hugged
HUGGERS = 3  # parties close to a limit of the year, or gifts to one party close to that of a gift


def build_cases(
    gifts: Iterable[Gift], ledger: Ledger, policy: Policy, today: date
) -> list[GiftCase]:
    """Gifts of a ledger with all that the rules look at, worked out once for all."""
    known = KnownOfGift()
    return [build_case(gift, ledger, policy, today, known) for gift in gifts]


def of_entries(looked_at: Iterable[GiftCase]) -> set[Finding]:
    """The findings of all rules on these gifts, each finding once."""
    return {finding for one in looked_at for rule in RULES for finding in rule(one)}


def flag_hugging(looked_at: Sequence[GiftCase]) -> Iterator[Finding]:
    """RF-18: three parties' years, or three gifts to one party, that stay just within a limit."""
    yield from hugged_years(looked_at)
    yield from hugged_items(looked_at)


def hugged_years(looked_at: Sequence[GiftCase]) -> Iterator[Finding]:
    """Three parties or more from 95 % of a limit of the year up to it."""
    caps: dict[tuple[str, int], dict[int, Cap]] = {}
    for one in looked_at:
        for account in one.accounts:
            for cap in account.caps:
                if cap.binds and find_close_values(cap.total, cap.limit, CLOSE_YEAR):
                    key = (cap.limit.preset.id, cap.limit.cents)
                    caps.setdefault(key, {})[account.party_id] = cap
    for _, parties in sorted(caps.items()):
        if len(parties) >= HUGGERS:
            limit = next(iter(parties.values())).limit
            who = party_names(looked_at[0].ledger, [*parties])
            words = (
                f"The gifts of {len(parties)} stay just within {limit_text(limit)} a year: {who}."
            )
            gifts = [share.gift.id for cap in parties.values() for share in cap.shares]
            yield make_signal(
                "RF-18", Severity.WARN, words, gifts=gifts, parties=parties, basis=HONEST
            )


def hugged_items(looked_at: Sequence[GiftCase]) -> Iterator[Finding]:
    """Three gifts or more to one party, each from 90 % of the limit of a gift up to it."""
    near: dict[tuple[int, int], list[GiftCase]] = {}
    for one in looked_at:
        if one.item and find_close_values(head_cents(one), one.item, CLOSE_ITEM):
            for account in one.accounts:
                near.setdefault((one.item.cents, account.party_id), []).append(one)
    often = {key: mine for key, mine in near.items() if len(mine) >= HUGGERS}
    for cents in sorted({cents for cents, _ in often}):
        parties = sorted(party for limit, party in often if limit == cents)
        gifts = [one.gift.id for party in parties for one in often[cents, party]]
        limit = often[cents, parties[0]][0].item
        if limit:
            words = (
                f"{HUGGERS} gifts or more that each stay just within {limit_text(limit)} went to"
                f" {party_names(looked_at[0].ledger, parties)}."
            )
            yield make_signal(
                "RF-18", Severity.WARN, words, gifts=gifts, parties=parties, basis=HONEST
            )


def find_close_values(cents: int, limit: Limit, percent: int) -> bool:
    """Whether cents lie between so many percent of a limit and the most that keeps it."""
    return 100 * cents >= percent * limit.cents and 0 < cents <= most_within(limit)
