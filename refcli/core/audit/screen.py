"""A screening test as a value: never a verdict, and never without its number of cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from refcli.core.audit.permutation import SEED
from refcli.core.comparing.many import holm_corrected
from refcli.core.gifts.case import HOUSE, NOT_MONETARY, Basis, make_finding
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Ledger
from refcli.core.vocabulary import Severity
from refcli.phrases import name_some

VOLUME = Basis("audit", f"{NOT_MONETARY.source}: not by volume or value of referrals", "medium")
HONEST = Basis("audit", HOUSE.source, HOUSE.confidence)
FEW = 5  # names in a sentence; all are in the evidence
ALPHA = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One screening test: what was found, or why nothing can be said (``words``).

    ``n`` cases of ``unit``; ``statistic`` is what ``measure`` names. ``marked``: as strong as the
    flag asks for. ``adjusted`` is the chance after Holm's correction, which alone decides.
    ``rounds`` and ``seed`` where lots were drawn; without them the chance is exact.
    """

    flag: str
    name: str
    n: int
    words: str
    unit: str = "parties"
    measure: str = ""
    statistic: float | None = None
    chance: float | None = None
    rounds: int | None = None
    seed: int | None = None
    marked: bool = False
    adjusted: float | None = None
    gifts: tuple[int, ...] = ()
    parties: tuple[int, ...] = ()

    @property
    def flagged(self) -> bool:
        """Whether the test flags: strong enough, and improbable enough after the correction."""
        return self.marked and self.adjusted is not None and self.adjusted < ALPHA

    def by_lot(self, chance: float, rounds: int) -> "Screen":
        """The test with the chance that drawing lots gave."""
        return replace(self, chance=chance, rounds=rounds, seed=SEED)


def too_little(flag: str, name: str, n: int, least: int, unit: str = "parties") -> Screen:
    """Nothing can be said of so few."""
    words = f"Too little data: {n} of the {least} {unit} that it takes."
    return Screen(flag=flag, name=name, n=n, unit=unit, words=words)


def correct_chances(found: Sequence[Screen]) -> list[Screen]:
    """The tests with their chances corrected for how many could be made."""
    rest = iter(holm_corrected([test.chance for test in found if test.chance is not None]))
    return [test if test.chance is None else replace(test, adjusted=next(rest)) for test in found]


def make_signal(  # noqa: PLR0913  (what a finding is made of)
    flag: str,
    severity: Severity,
    words: str,
    *,
    gifts: Iterable[int] = (),
    parties: Iterable[int] = (),
    basis: Basis = VOLUME,
) -> Finding:
    """A finding of the audit, its evidence in order."""
    return make_finding(flag, severity, words, basis, gifts, parties=tuple(sorted({*parties})))


def party_names(ledger: Ledger, parties: Sequence[int]) -> str:
    """The first few by name, and how many more."""
    return name_some(sorted(ledger.name(party) for party in parties), FEW)
