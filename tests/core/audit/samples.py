"""A year of twenty clinicians that the tests of the audit share; no file is read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from refcli.core.audit.year import AuditFacts, AuditReport, audit
from refcli.core.gifts.entries import GiftEntry, Gone
from refcli.core.gifts.ledger import Gift, Ledger, Recipient
from refcli.core.policy.rules import Policy
from refcli.core.vocabulary import IncentiveForm, Kind

YEAR = 2026
AFTERWARDS = date(2027, 1, 15)
CHRISTMAS = date(2026, 12, 18)
PEOPLE = {id_: Recipient(id_, f"Dr. {id_}", Kind.PROVIDER) for id_ in range(1, 21)}
LADDER = {id_: (0, 1, 4, 8, 20)[(id_ - 1) // 4] for id_ in PEOPLE}


def given(
    number: int,
    party: int,
    on: date,
    cents: int,
    **more: Any,  # noqa: ANN401
) -> Gift:
    """A gift against which no rule has anything, unless told otherwise."""
    plain: dict[str, Any] = {
        "entered_on": on,
        "item": "tea",
        "form": IncentiveForm.IN_KIND,
        "occasion": "christmas",
        "receipt": "1",
        "entered_by": "tina",
    }
    return Gift(id=number, source_id=party, given_on=on, value_cents=cents, **(plain | more))


def entry(gift: Gift, **more: Any) -> GiftEntry:  # noqa: ANN401
    return GiftEntry(gift=gift, entered_at="2026-12-18T08:00:00.000Z", **more)


def gone(row: int, *, voided: bool, on: date = CHRISTMAS) -> Gone:
    at = f"{on}T08:00:00.000Z"
    return Gone(row=row, voided=voided, on=on, at=at, by="jo", why="entered twice")


def facts(
    gifts: Sequence[Gift],
    referrals: Mapping[int, Sequence[date]] | None = None,
    **more: Any,  # noqa: ANN401
) -> AuditFacts:
    people: Mapping[int, Recipient] = more.pop("people", PEOPLE)
    plain: dict[str, Any] = {
        "year": YEAR,
        "today": AFTERWARDS,
        "ledger": Ledger(people=people, gifts=gifts),
        "entries": [entry(gift) for gift in gifts],
        "policy": Policy(),
        "eligible": list(people),
        "referrals": referrals or {},
        "head": "ab" * 32,
    }
    return AuditFacts(**(plain | more))


def flags(of: AuditFacts) -> list[str]:
    return [finding.flag for finding in audit(of).findings]


def words(of: AuditFacts, flag: str) -> list[str]:
    """What the findings of one flag say, and how grave they are."""
    return [f"{one.severity}: {one.words}" for one in audit(of).findings if one.flag == flag]


def screened(found: AuditReport) -> list[str]:
    """The tests in short: flag, cases, and whether it flags."""
    return [f"{one.flag} {one.n} {'flags' if one.flagged else '-'}" for one in found.screens]


def sent(of: Mapping[int, int], year: int = YEAR) -> dict[int, list[date]]:
    """So many referrals of each, one a week from New Year on."""
    return {
        party: [date(year, 1, 1) + timedelta(days=7 * n) for n in range(many)]
        for party, many in of.items()
    }


def to_each(parties: Iterable[int], on: date, cents: int, first: int = 1) -> list[Gift]:
    return [given(number, party, on, cents) for number, party in enumerate(parties, first)]
