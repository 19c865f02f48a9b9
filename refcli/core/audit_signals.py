"""Findings of the audit's own: what a rule book, a single gift or a single day does not show."""

from collections.abc import Iterable, Sequence

from refcli.core.gifts.case import HOUSE, NOT_MONETARY, Basis, found
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Ledger
from refcli.core.vocabulary import Severity

VOLUME = Basis("audit", f"{NOT_MONETARY.source}: not by volume or value of referrals", "medium")
HONEST = Basis("audit", HOUSE.source, HOUSE.confidence)
FEW = 5  # names in a sentence; all are in the evidence


def signal(  # noqa: PLR0913  (what a finding is made of)
    flag: str,
    severity: Severity,
    words: str,
    *,
    gifts: Iterable[int] = (),
    parties: Iterable[int] = (),
    basis: Basis = VOLUME,
) -> Finding:
    """A finding of the audit, its evidence in order."""
    return found(flag, severity, words, basis, gifts, parties=tuple(sorted({*parties})))


def names(ledger: Ledger, parties: Sequence[int]) -> str:
    """The first few by name, and how many more."""
    first = ", ".join(sorted(ledger.name(party) for party in parties)[:FEW])
    more = len(parties) - FEW
    return f"{first} and {more} more" if more > 0 else first
