"""What became of the ledger: changed outside, moved over the year's end, recorded anyway, voided.

Nothing here reads a referral.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from refcli.core.audit.screen import HONEST, make_signal
from refcli.core.gifts.case import build_case
from refcli.core.gifts.entries import GiftEntry
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger, parties_of
from refcli.core.gifts.seals import Broken
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import Severity

ANYWAY = "anyway"  # the flag of what the policy refused and was recorded all the same
WEEK = timedelta(days=7)
OF_WEIGHT = {
    "value_cents": "value",
    "given_on": "day",
    "source_id": "recipient",
    "contingency": "contingency",
}


def flag_tampering(fault: Broken | None) -> Iterator[Finding]:
    """RF-23: the chain of seals does not hold, whichever year is looked at."""
    if fault:
        words = f"The ledger was changed outside ref. {fault.words}"
        rows = [fault.row] if fault.row else []
        yield make_signal("RF-23", Severity.HIGH, words, gifts=rows, basis=HONEST)


def flag_changes(entries: Sequence[GiftEntry], year: int) -> Iterator[Finding]:
    """RF-23: the gifts of a year that were voided, and approvals that a correction outran.

    Example: a gift of $50 that Ann approved became one of $500, and nobody approved that.
    """
    after = {entry.replaces: entry.gift for entry in entries if entry.replaces}
    for entry in entries:
        gone, old = entry.gone, entry.gift
        if gone is None or old.given_on.year != year:
            continue
        new = after.get(old.id)
        if gone.voided:
            words = f"Gift {old.id} was voided by {gone.by} on {gone.on}: “{gone.why}”."
            yield make_signal("RF-23", Severity.INFO, words, gifts=[old.id], basis=HONEST)
        elif new and old.approved_by.strip() and not new.approved_by.strip():
            weight = [word for name, word in OF_WEIGHT.items() if is_unlike(old, new, name)]
            if weight:
                words = (
                    f"Gift {old.id} was approved by {old.approved_by}; nobody approved its"
                    f" correction {new.id} (other {', '.join(weight)}): “{gone.why}”."
                )
                ids = [old.id, new.id]
                yield make_signal("RF-23", Severity.WARN, words, gifts=ids, basis=HONEST)


def is_unlike(old: Gift, new: Gift, name: str) -> bool:
    """Whether two gifts differ in a field."""
    return bool(getattr(old, name) != getattr(new, name))


def recorded_anyway(entries: Sequence[GiftEntry], year: int) -> Iterator[Finding]:
    """Flag every gift recorded although the policy refused it, also one voided since."""
    for entry in entries:
        gift = entry.gift
        if gift.anyway and gift.given_on.year == year:
            blocked = (one for one in entry.findings if one.severity is Severity.BLOCK)
            broken = sorted({f"{one.flag} ({one.rule})" for one in blocked})
            against = f" Against {', '.join(broken)}." if broken else ""
            words = f"{gift.entered_by} recorded gift {gift.id} anyway: “{gift.anyway}”.{against}"
            yield make_signal(
                ANYWAY,
                Severity.HIGH,
                words,
                gifts=[gift.id],
                parties=[gift.source_id],
                basis=HONEST,
            )


def year_shifted(
    entries: Sequence[GiftEntry], year: int, ledger: Ledger, policy: Policy, today: date
) -> Iterator[Finding]:
    """RF-24: a correction moved a gift into another year, and it was over the limit of its own.

    The same for a gift that was voided and entered again. Within the limits it is only told.
    """
    again = entered_again(entries)
    for entry in entries:
        old = entry.gift
        new = again.get(old.id)
        if not new or old.given_on.year == new.given_on.year:
            continue
        if year in {old.given_on.year, new.given_on.year}:
            over = would_break(old, new, ledger, policy, today)
            why = " It would be over the limit of that year." if over else ""
            words = (
                f"Gift {old.id} of {old.given_on} became gift {new.id} of {new.given_on}: it moved"
                f" out of {old.given_on.year}.{why}"
            )
            severity = Severity.HIGH if over else Severity.INFO
            ids = [old.id, new.id]
            yield make_signal(
                "RF-24", severity, words, gifts=ids, parties=[old.source_id], basis=HONEST
            )


def entered_again(entries: Sequence[GiftEntry]) -> dict[int, Gift]:
    """The gift that replaced each voided or corrected one.

    A void names no successor: the same gift entered within a week of it is taken for that.
    """
    found = {entry.replaces: entry.gift for entry in entries if entry.replaces}
    alike: dict[tuple[int, str, int], list[Gift]] = {}
    for entry in entries:
        if entry.stands:
            alike.setdefault(gift_identity(entry.gift), []).append(entry.gift)
    for entry in entries:
        if entry.gone and entry.gone.voided:
            on = entry.gone.on
            twins = [
                one
                for one in alike.get(gift_identity(entry.gift), ())
                if is_near(one.entered_on, on)
            ]
            if twins:
                found[entry.gift.id] = min(twins, key=lambda gift: gift.id)
    return {old: new for old, new in found.items() if old is not None}


def is_near(one: date, other: date) -> bool:
    """Whether two days lie within a week of each other."""
    return abs(one - other) <= WEEK


def gift_identity(gift: Gift) -> tuple[int, str, int]:
    """The recipient, the item and the value in cents: two gifts with the same are one."""
    return gift.source_id, " ".join(gift.item.casefold().split()), gift.value_cents


def would_break(old: Gift, new: Gift, ledger: Ledger, policy: Policy, today: date) -> bool:
    """Whether a gift would be over a binding limit of the year that it was first entered for."""
    year = old.given_on.year
    near = {
        share.gift.id: share.gift
        for party in parties_of(old, ledger.people)
        for share in ledger.shares(party, year)
    }
    near.pop(new.id, None)
    returns = [one for id_ in near for one in ledger.returns_of(id_)]
    before = Ledger(people=ledger.people, gifts=[*near.values()], returns=returns)
    looked_at = build_case(replace(old, id=0), before, policy, today)
    return any(cap.binds and cap.broken for one in looked_at.accounts for cap in one.caps)
